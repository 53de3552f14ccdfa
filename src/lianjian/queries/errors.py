"""What can go wrong with a question: with its file, with its parameters, with its answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese and in English."""

    zh: str
    en: str


class QuestionError(ValueError):
    """A question cannot be used. ``code`` is stable; ``zh`` and ``en`` say what is wrong and what to do."""

    code = "question"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


class HeaderError(QuestionError):
    """The header of a question file is missing or wrong; the text begins with file:line."""

    code = "question_header"


class DialectError(QuestionError):
    """A question's Cypher leaves the portable form or breaks its header's promise."""

    code = "question_dialect"


class UnknownQuestionError(QuestionError):
    """No question has this name; the text lists the nearest."""

    code = "question_unknown"


class ParameterError(QuestionError, TypeError):
    """A parameter is not known to the question, or its value is not of its type."""

    code = "question_parameter"


class ValueRefusedError(ValueError):
    """A value is not what a parameter takes; ``zh`` and ``en`` say what is expected."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


class AnswerError(QuestionError):
    """The engine's rows are not the columns that the header promises."""

    code = "question_answer"

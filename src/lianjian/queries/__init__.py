"""Questions: the header of a question file, the library of questions, and asking one."""

from .dialect import Finding, lint
from .errors import (
    AnswerError,
    DialectError,
    HeaderError,
    ParameterError,
    QuestionError,
    UnknownQuestionError,
)
from .header import Column, Header, Labels, Param
from .library import Query, by_topic, check, findings, folder, load, load_all
from .run import Answer, TextAnswer, ask, bind, run_text

__all__ = [
    "Answer",
    "AnswerError",
    "Column",
    "DialectError",
    "Finding",
    "Header",
    "HeaderError",
    "Labels",
    "Param",
    "ParameterError",
    "Query",
    "QuestionError",
    "TextAnswer",
    "UnknownQuestionError",
    "ask",
    "bind",
    "by_topic",
    "check",
    "findings",
    "folder",
    "lint",
    "load",
    "load_all",
    "run_text",
]

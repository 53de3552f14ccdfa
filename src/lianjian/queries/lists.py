"""Saved lists of questions: reading one, and asking all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from ..model import RulePack
from ..store import StoreError
from . import library
from .errors import ParameterError, QuestionError, ValueRefusedError
from .header import Labels, Param
from .run import Answer, Asked, ask, must_exist

DEFAULT = "quarterly.yaml"
"""The list that comes with the questions, beside them."""


class ListError(QuestionError):
    """A list of questions cannot be read; the text begins with its file."""

    code = "question_list"


class Entry(BaseModel):
    """A question to ask, with parameters and another title if the list gives them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    params: dict[str, str] = {}
    title: Labels | None = None


class QuestionList(BaseModel):
    """A titled list of questions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Labels
    questions: tuple[Entry, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of one entry: its answer, or why there is none."""

    entry: Entry
    title: Labels
    answer: Answer | None = None
    error: QuestionError | StoreError | None = None


def read_list(path: Path | None = None) -> QuestionList:
    """The list in a YAML file, by default the one that comes with the questions.

    Raises ListError where it cannot be read or is no list of questions, and OSError.
    """
    path = path or library.folder() / DEFAULT
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 – texts only
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise ListError(f"{path}：不是 UTF-8 的 YAML：{e}", f"{path}: no YAML in UTF-8: {e}") from e
    if isinstance(data, dict) and isinstance(data.get("questions"), list):
        said = [{"question": x} if isinstance(x, str) else x for x in data["questions"]]
        data = {"title": {"zh": path.stem, "en": path.stem}, **data, "questions": said}
    try:
        found = QuestionList.model_validate(data)
    except ValidationError as e:
        rows = "\n".join(f"{'.'.join(map(str, x['loc'])) or '-'}: {x['msg']}" for x in e.errors())
        raise ListError(
            f"{path}：应写 questions: 与问题名称的列表：\n{rows}",
            f"{path}: it should hold questions: and a list of names:\n{rows}",
        ) from None
    if not found.questions:
        raise ListError(f"{path}：列表是空的", f"{path}: the list is empty")
    return found


def parameters(questions: QuestionList) -> dict[str, Param]:
    """The parameters that may be given for a whole list, by name, of the questions that load.

    Left out are choices and dates that lie before as_of: they mean another thing in each question.
    """
    found: dict[str, Param] = {}
    for entry in questions.questions:
        try:
            query = library.load(entry.question)
        except QuestionError:
            continue  # told when it is asked
        for p in query.header.params:
            if not p.choices and p.before is None:
                found.setdefault(p.name, p)
    return found


def check_given(store: Asked, questions: QuestionList, given: Mapping[str, str]) -> None:
    """Raise ParameterError for a value that would fail every question that has the parameter."""
    known = parameters(questions)
    for name, value in given.items():
        if name not in known:
            listed = "、".join(known)
            raise ParameterError(
                f"列表中的问题都没有参数 {name}；可用：{listed}",
                f"no question of the list has a parameter {name}; there are {listed}",
            )
        param = known[name]
        try:
            said = param.convert(value)
        except ValueRefusedError as e:
            raise ParameterError(
                f"参数 {name}（{param.label.zh}）：{e.zh}", f"parameter {name} ({param.label.en}): {e.en}"
            ) from None
        if param.names and said:
            must_exist(store, param, str(said))


def ask_list(
    store: Asked, questions: QuestionList, given: Mapping[str, str], rules: RulePack | None = None
) -> Iterator[Outcome]:
    """Ask every question of a list, in order; one that fails does not stop the others.

    ``given`` go to the questions that have them, before the list's own values. ``check_given`` first.
    """
    for entry in questions.questions:
        title = entry.title or Labels(zh=entry.question, en=entry.question)
        try:
            query = library.load(entry.question)
            title = entry.title or query.title
            mine = {n: v for n, v in given.items() if query.header.param(n) is not None}
            yield Outcome(entry, title, ask(store, query, {**entry.params, **mine}, rules))
        except (QuestionError, StoreError) as e:
            yield Outcome(entry, title, error=e)


def failed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those without an answer."""
    return [o for o in outcomes if o.error is not None]

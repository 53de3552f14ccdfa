"""YAML that people write by hand: read as texts, checked against a model, every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from .errors import QuestionError, Text

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
M = TypeVar("M", bound=BaseModel)


def read_yaml(
    text: str, model: type[M], file: str, what: Text, error: type[QuestionError], *, line: int = 1
) -> M:
    """What the YAML, which begins at ``line`` of ``file``, says, as ``model``; every scalar is a text.

    Raises ``error`` with file:line and all that is wrong, one place a row; ``what`` names the text.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
        if node is None:
            raise error(f"{file}:{line}: {what.zh}是空的", f"the {what.en} is empty")
        _refuse_doubles(node, file, line, error)
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 – the base loader makes texts only
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        at = line + mark.line if mark is not None else line
        why = getattr(e, "problem", None) or str(e)
        raise error(
            f"{file}:{at}: {what.zh}不是 YAML：{why}", f"the {what.en} is no YAML: {why}"
        ) from None
    try:
        return model.model_validate(data)
    except ValidationError as e:
        rows = []
        for found in e.errors():
            where = ".".join(str(x) for x in found["loc"]) or what.en
            rows.append(f"{file}:{line + line_of(node, found['loc'])}: {where}: {found['msg']}")
        raise error(
            f"{what.zh}有误：\n" + "\n".join(rows), f"the {what.en} has {len(rows)} problem(s)"
        ) from None


def double(names: Iterable[str]) -> list[str]:
    """The names that are given again."""
    seen: set[str] = set()
    return [n for n in names if n in seen or seen.add(n)]  # type: ignore[func-returns-value]


def _refuse_doubles(node: yaml.Node, file: str, line: int, error: type[QuestionError]) -> None:
    if isinstance(node, yaml.MappingNode):
        for name in double(k.value for k, _ in node.value):
            again = [k for k, _ in node.value if k.value == name][1]
            raise error(
                f"{file}:{line + again.start_mark.line}: {name} 写了两次", f"{name} is given twice"
            )
        for _, value in node.value:
            _refuse_doubles(value, file, line, error)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_doubles(value, file, line, error)


def line_of(node: yaml.Node, loc: Iterable[int | str]) -> int:
    """The line, from 0, of the place that pydantic calls ``loc``, or of the nearest that exists."""
    for step in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = [v for k, v in node.value if k.value == step]
            if not found:
                break
            node = found[0]
    return int(node.start_mark.line)

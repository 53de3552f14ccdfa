"""The header of a question file: what is asked, with which parameters, and what comes back.

A question file begins with a block comment that holds YAML; the Cypher follows. Every scalar of the
YAML is read as text (``no`` is the text "no"), and values are converted by the parameter's type.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from ..tables.dates import read_date
from .errors import HeaderError, Text, ValueRefusedError
from .written import double, read_yaml

NAME = re.compile(r"[a-z][a-z0-9_]*")
TODAY = "today"
SPAN = r"(\d{1,4}|R\d+\.\w+) (months|years)"
BEFORE = re.compile(rf"quarter|{SPAN}( [+-] {SPAN})*")
"""How a date's distance before as_of is written."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Labels(_Part):
    """A text in Chinese and in English."""

    zh: str
    en: str

    @model_validator(mode="after")
    def _both_are_given(self) -> Labels:
        if not self.zh.strip() or not self.en.strip():
            raise ValueError("zh and en must both say something")
        return self


class Param(_Part):
    """One parameter. It takes its default from ``default`` or, by ``rule`` (R1.full_members), from the rules.

    A date may instead lie ``before`` the question's ``as_of``: "12 months", "R7.branch years" (as many
    as the rule says), sums of such spans ("R7.branch years - 6 months"), or "quarter", the last day of
    the quarter before the one as_of lies in.

    ``choices`` holds the labels of each value a choice may have; ``min`` and ``max`` bound an int.
    ``names`` is the node type a text names by name or code: one that names nothing is refused.
    """

    name: str
    type: Literal["text", "int", "date", "choice"]
    label: Labels
    example: str
    default: str | None = None
    rule: str | None = None
    before: str | None = None
    choices: dict[str, Labels] = {}
    min: int | None = None
    max: int | None = None
    names: str = ""

    @model_validator(mode="after")
    def _is_sound(self) -> Param:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name: lower-case letters, digits and _")
        if [self.default, self.rule, self.before].count(None) != 2:
            raise ValueError("exactly one of default, rule and before must be given")
        if self.before is not None and (self.type != "date" or not BEFORE.fullmatch(self.before)):
            raise ValueError("before is written 12 months, R7.branch years or quarter; the type is date")
        if self.rule is not None and (self.type != "int" or not re.fullmatch(r"R\d+\.\w+", self.rule)):
            raise ValueError("rule is written R1.full_members, and the parameter's type is int")
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("choices belong to type choice, and only to it")
        if self.names and self.type != "text":
            raise ValueError("names belongs to type text")
        if self.type != "int" and (self.min is not None or self.max is not None):
            raise ValueError("min and max belong to type int")
        for value in (self.default, self.example):
            if value is not None:
                self.convert(value)
        return self

    def convert(self, value: object) -> str | int | date:
        """The value in the parameter's type, from a text or from that type.

        A choice may be written by its value or by either of its labels; a date as sheets write a day
        (2022-06-30, 2022年6月30日, 2022/6/30, 20220630) or as ``today``. Raises ValueRefusedError, which says
        what is expected.
        """
        if self.type == "date":
            return as_day(value)
        if self.type == "int":
            return _int(value, self.min, self.max)
        if not isinstance(value, str):
            raise ValueRefusedError(f"应为文字，而不是 {value!r}", f"expected text, not {value!r}")
        value = value.strip()
        if self.type == "text" or value in self.choices:
            return value
        for code, label in self.choices.items():
            if value in (label.zh, label.en):
                return code
        known_zh = "、".join(f"{c or '空'}（{label.zh}）" for c, label in self.choices.items())
        known_en = ", ".join(f"{c or 'empty'} ({label.en})" for c, label in self.choices.items())
        raise ValueRefusedError(
            f"没有选项“{value}”；可选 {known_zh}", f"no such choice: {value!r}; there are {known_en}"
        )


def as_day(value: object) -> date:
    """A day from a text as sheets write it, or ``today``; ValueRefusedError for anything else."""
    if isinstance(value, str):
        if value.strip() == TODAY:
            return date.today()
        found = read_date(value)
        if found is not None and found[1] == "day":
            return found[0]
    if type(value) is date:
        return value
    said = value if isinstance(value, str) else repr(value)
    raise ValueRefusedError(
        f"应为某一天，如 2022-06-30、2022年6月30日、2022/6/30 或 20220630，而不是“{said}”",
        f"expected a day, like 2022-06-30, 2022/6/30 or 20220630, not {value!r}",
    )


def _int(value: object, low: int | None, high: int | None) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,18}\s*", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        said = value if isinstance(value, str) else repr(value)
        raise ValueRefusedError(f"应为整数，而不是“{said}”", f"expected a whole number, not {value!r}")
    if low is not None and value < low:
        raise ValueRefusedError(f"至少为 {low}，而不是 {value}", f"at least {low}, not {value}")
    if high is not None and value > high:
        raise ValueRefusedError(f"至多为 {high}，而不是 {value}", f"at most {high}, not {value}")
    return value


class Column(_Part):
    """One column of the answer, in order.

    ``code`` names the code list of a coded column, ``unit`` the unit of a figure. ``named_by`` names the
    choice parameter whose value renames the column. Type ``list`` is a list of texts; ``band`` a banded
    count of persons ('0', '1-2', '3+', '' unknown), never a raw one.
    """

    name: str
    zh: str
    en: str
    type: Literal["text", "int", "float", "date", "list", "band"]
    code: str = ""
    unit: str = ""
    named_by: str = ""

    @model_validator(mode="after")
    def _is_sound(self) -> Column:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name: lower-case letters, digits and _")
        if self.code and self.type not in ("text", "list"):
            raise ValueError("code belongs to columns of type text or list")
        return self


class Rate(_Part):
    """A rate the answer's total row gives: column ``k`` of column ``n``."""

    zh: str
    en: str
    k: str
    n: str


class Header(_Part):
    """The header of one question. ``persons`` tells whether the answer holds counts of persons.

    ``rates`` are shown as "k of n" below the table, from its last row, the total.
    """

    title: Labels
    question: Labels
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    denominator: Labels
    rates: tuple[Rate, ...] = ()
    persons: Literal["none", "counts"]
    topic: str = ""

    @model_validator(mode="after")
    def _names_are_known_and_unique(self) -> Header:
        for what, names in (
            ("param", [p.name for p in self.params]),
            ("column", [c.name for c in self.columns]),
        ):
            again = double(names)
            if again:
                raise ValueError(f"{what} given twice: {', '.join(again)}")
        if not self.columns:
            raise ValueError("a question returns at least one column")
        figures = {c.name for c in self.columns if c.type == "int"}
        for r in self.rates:
            if not {r.k, r.n} <= figures:
                raise ValueError(f"rate {r.en}: k and n must name columns of type int")
        if any(p.before for p in self.params) and self.param("as_of") is None:
            raise ValueError("a date before as_of needs a parameter as_of")
        choices = {p.name for p in self.params if p.type == "choice"}
        for c in self.columns:
            if c.named_by and c.named_by not in choices:
                raise ValueError(f"column {c.name}: named_by must name a parameter of type choice")
        return self

    def param(self, name: str) -> Param | None:
        """The parameter of that name, if there is one."""
        return next((p for p in self.params if p.name == name), None)


def split(source: str, file: str) -> tuple[str, int, str, int]:
    """The header's YAML and its first line, the Cypher and its first line; HeaderError without a header."""
    m = re.match(r"\ufeff?\s*/\*(.*?)\*/[ \t]*\n?", source, re.DOTALL)
    if m is None:
        raise HeaderError(
            f"{file}:1: 问题文件应以 /* 开头的注释块起首，内写标题、参数、列",
            "a question file begins with a block comment /* … */ that holds title, params and columns",
        )
    return m[1], source.count("\n", 0, m.start(1)) + 1, source[m.end() :], source.count("\n", 0, m.end()) + 1


def parse(text: str, file: str, line: int = 1) -> Header:
    """The header from its YAML, which begins at ``line`` of ``file``.

    Raises HeaderError with file:line and all that is wrong, one place a row.
    """
    return read_yaml(text, Header, file, Text("注释块", "header"), HeaderError, line=line)

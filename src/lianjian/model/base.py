"""What a declaration is: nodes, ties, the attributes they carry, and the periods they hold.

A declaration is a pydantic class. Each field is annotated with an :class:`Attr`, which holds what
people see (labels, unit, example) and what machines need (key, code list, personal). Everything
else in the project is derived from these classes: the engine's schema, the writes, the headings a
sheet may have, the blank workbook, the data dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, model_validator

BEGINNING = date(1, 1, 1)
"""Stands for an unknown ``since``: it holds always. ``since_precision`` is then ``unknown``."""

FOREVER = date(9999, 12, 31)
"""Stands for an open ``until``. ``until_precision`` is then ``open``."""


@dataclass(frozen=True, slots=True)
class Attr:
    """What a field means to people and to machines.

    ``label`` and ``en`` are the heading in Chinese and English, ``aliases`` further headings that are
    accepted. ``code`` names a list of codes, ``key`` marks the identifier that is never a number,
    ``personal`` a column that must never be stored, ``identity`` the personal column from which a
    pseudonym is made, ``inclusive`` an end date written as the last day ("至 2022-06-30").
    ``most`` is the largest number that can be.
    ``last_day`` marks a date that is the last day of something and kept as such: 2022年8月 is its 31st.
    """

    label: str
    en: str
    about: str = ""
    aliases: tuple[str, ...] = ()
    unit: str = ""
    example: str = ""
    code: str = ""
    key: bool = False
    personal: bool = False
    identity: bool = False
    inclusive: bool = False
    last_day: bool = False
    derived: bool = False
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a declaration: its name, its plain type and its :class:`Attr`."""

    name: str
    type: type
    attr: Attr
    required: bool

    @property
    def many(self) -> bool:
        """Whether the field holds a list of texts."""
        return self.type is list


class Declared(BaseModel):
    """What nodes and ties have in common: labels, and fields described by :class:`Attr`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: ClassVar[str]
    en: ClassVar[str]
    about: ClassVar[str]
    derived: ClassVar[bool] = False
    """Derived types are computed from records after each apply; no sheet can assert them."""
    orders: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Dates that come one after the other, the first first; a sheet that says otherwise is warned of."""

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """The declared fields by name, in order, those of the period last."""
        return dict(_fields(cls))


@cache
def _fields(declaration: type[Declared]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for name, info in declaration.model_fields.items():
        # an Attr on the alias is overridden by the one written at the field: the last wins
        attr = next((m for m in reversed(info.metadata) if isinstance(m, Attr)), None)
        if attr is None:
            raise TypeError(f"{declaration.__name__}.{name} has no Attr")
        kind = info.annotation
        plain = [a for a in get_args(kind) if a is not type(None)] if get_origin(kind) is not list else []
        base = plain[0] if plain else kind
        if get_origin(base) is list:
            base = list
        if not isinstance(base, type):
            raise TypeError(f"{declaration.__name__}.{name}: {kind} is not a plain type")
        found[name] = Field(name, base, attr, info.is_required())
    last = [n for n in PERIOD_FIELDS if n in found]
    return {n: found[n] for n in [*(n for n in found if n not in last), *last]}


PERIOD_FIELDS = ("since", "since_precision", "until", "until_precision")

Since = Annotated[
    date,
    Attr("起始日期", "since", "第一天；不详时存 0001-01-01", ("开始日期", "起始时间"), example="2019-05-01"),
]
Until = Annotated[
    date,
    Attr(
        "截止日期",
        "until",
        "期间为 [since, until)；表中写最后一天",
        ("结束日期", "截止时间"),
        example="2022-06-30",
        inclusive=True,
    ),
]
SincePrecision = Annotated[
    str, Attr("起始精度", "since precision", "原表日期写到日、月、年，或不详", code="since_precision")
]
UntilPrecision = Annotated[
    str, Attr("截止精度", "until precision", "原表日期写到日、月、年，或未终止", code="until_precision")
]
Sources = Annotated[list[str], Attr("来源", "sources", "断言本条的全部来源", ("数据来源",))]


class Dated(Declared):
    """A thing that holds during [since, until)."""

    since: Since = BEGINNING
    until: Until = FOREVER
    since_precision: SincePrecision = "unknown"
    until_precision: UntilPrecision = "open"

    @model_validator(mode="after")
    def _period_is_not_empty(self) -> Dated:
        if self.since >= self.until:
            raise ValueError(f"since {self.since} is not before until {self.until}")
        return self


class Node(Dated):
    """A node: identified by ``id``, named by people, dated by its existence.

    ``identity`` says how ``id`` is made when a sheet does not give one: the fields whose values
    identify, the first non-empty group winning. ``apart`` names the slot that tells equal names apart
    ("street" for units without a code, "superior" for organizations without one).
    """

    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name",))
    apart: ClassVar[str] = ""
    names: ClassVar[tuple[str, ...]] = ("name", "alias")
    person: ClassVar[bool] = False
    fact_of: ClassVar[str] = ""
    """For dated facts (survey counts): the tie to their subject. A fact holds until the subject's next."""
    momentary: ClassVar[bool] = False
    """Whether an end that is not stated is the day after the beginning (an activity of one day)."""

    id: Annotated[str, Attr("标识", "id", "唯一标识", key=True)]
    sources: Sources = []


class Tie(Dated):
    """A tie between two nodes, identified by (type, from, to, since).

    ``picture`` is the Cypher picture; type and possible ends are read from it.
    ``inline`` is the heading under which the far end may be named in the near end's own sheet.
    """

    picture: ClassVar[str]
    from_label: ClassVar[str]
    to_label: ClassVar[str]
    symmetric: ClassVar[bool] = False
    inline: ClassVar[str] = ""
    inline_en: ClassVar[str] = ""
    inline_aliases: ClassVar[tuple[str, ...]] = ()
    single: ClassVar[bool] = False
    """At most one tie of this type per near end on any date (an address, a superior)."""
    momentary: ClassVar[bool] = False
    """Whether an end that is not stated is the day after the beginning."""
    tells: ClassVar[str] = ""
    """The end (from, to) whose things are hardly one with several such ties, if only a name makes them so."""

    sources: Sources = []

    @classmethod
    def ends(cls) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """The near labels, the type, the far labels, read from the picture."""
        m = re.fullmatch(r"\(:([\w|]+)\)-\[:(\w+)\]->\(:([\w|]+)\)", cls.picture)
        if m is None:
            raise TypeError(f"{cls.__name__}: {cls.picture!r} is no picture of a tie")
        return tuple(m[1].split("|")), m[2], tuple(m[3].split("|"))

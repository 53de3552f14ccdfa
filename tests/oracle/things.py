"""Plain records: things with their existence, ties with their period."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .geometry import Polygon
from .terms import BEGINNING, FOREVER

Ref = tuple[str, str]
"""Type and id."""


@dataclass
class Thing:
    """Anything with a name that exists for a while, during [since, until)."""

    type: str
    id: str
    name: str
    code: str = ""
    kind: str | None = None
    since: date = BEGINNING
    until: date = FOREVER
    aliases: list[str] = field(default_factory=list)

    @property
    def ref(self) -> Ref:
        return self.type, self.id

    def exists(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass
class Division(Thing):
    """A division; ``parent`` is the higher one's code or name as written."""

    level: str = ""
    parent: str = ""


@dataclass
class Placed(Thing):
    """A building, a service point or an organization: something with a place of its own, or none."""

    place: Ref | None = None
    point: tuple[float, float] | None = None
    superior: Ref | None = None


@dataclass
class Area(Thing):
    """A business district with its polygons, if it has any."""

    shapes: list[Polygon] = field(default_factory=list)


@dataclass
class Survey:
    """One row of the survey: counts, kinds of work, the places it names."""

    day: date
    staff: int | None
    members: int | None
    full: int | None
    work: frozenset[str]
    places: list[Ref]


@dataclass
class Unit(Thing):
    """A unit with its surveys in order of date, and the addresses that other sheets state."""

    industry: str = ""
    control: str = ""
    surveys: list[Survey] = field(default_factory=list)
    addresses: list[Tie] = field(default_factory=list)


@dataclass
class Alliance(Thing):
    """An alliance, the areas it coordinates, who convenes it."""

    areas: list[Ref] = field(default_factory=list)
    conveners: list[Ref] = field(default_factory=list)


@dataclass
class Tie:
    """A dated tie; ``role`` and ``agreement`` belong to members of alliances, ``source`` is the file."""

    near: Ref
    far: Ref
    since: date
    until: date
    role: str | None = None
    agreement: str | None = None
    source: str = ""

    def holds(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass
class Person:
    """An in-service member: full or probationary, since when, working where."""

    full: bool
    since: date
    works_at: set[Ref] = field(default_factory=set)

"""What the answers of every topic need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .things import Ref
from .world import Stand, World

Rows = list[dict[str, Any]]
Answers = dict[str, Callable[..., Rows]]
"""The answers of a topic by question: called with the world, the rules and the parameters."""

RULES = {
    "R1.full_members": 3,
    "R2.units": 5,
    "R3.members": 50,
    "R4.members": 50,
    "R5.members": 100,
    "R6.full_members": 7,
    "R6.least": 3,
    "R7.committee": 5,
    "R7.branch": 3,
    "R7.community": 5,
    "R7.extension": 1,
    "R16.staff": 10,
    "R16.social_staff": 30,
    "R17.units": 10,
    "R17.full_members": 3,
}
"""The thresholds the questions use, each inclusive. Override with ``rules={"R1.full_members": 4}``."""

CLASSES = (
    "own_committee", "own_general_branch", "own_branch", "joint", "due", "few", "none", "not_surveyed",
)
HAS = frozenset(CLASSES[:4])
HAS_NOT = frozenset(("due", "few", "none"))
LEVELS = ("city", "district", "street", "community")
WORK = ("instructor", "liaison", "trade_union", "youth_league")


PRACTICES = ("systems",)
"""The samples of a case about the practices of other cities."""


@dataclass(frozen=True)
class Case:
    """One way to ask a question, with an answer that is not empty on its ``samples``.

    ``rules`` are thresholds by rule and value, the defaults elsewhere.
    """

    question: str
    params: dict[str, object] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    samples: tuple[str, ...] = ("XS", "S")

    @property
    def id(self) -> str:
        """A short text for test reports."""
        said = [f"{k}={v}" for k, v in (*self.params.items(), *self.rules.items())]
        return f"{self.question}[{','.join(said)}]"


def class_of(s: Stand, rules: Mapping[str, int]) -> str:
    if not s.form:
        return "not_in_form"
    if s.rank:
        return {4: "own_committee", 3: "own_general_branch", 2: "own_branch", 1: "joint"}[s.rank]
    if not s.counted:
        return "not_surveyed"
    if s.full is not None and s.full >= rules["R1.full_members"]:
        return "due"
    return "few" if (s.members or 0) >= 1 else "none"


def scope_of(s: Stand, rules: Mapping[str, int]) -> str:
    if not s.form:
        return ""
    if s.staff is None or class_of(s, rules) == "not_surveyed":
        return "unknown"
    return yes(s.staff >= rules["R16.staff" if s.form == "27" else "R16.social_staff"])


def yes(truth: bool) -> str:
    return "yes" if truth else "no"


def band(full: int | None) -> str:
    if full is None:
        return ""
    return "0" if full == 0 else "1-2" if full <= 2 else "3+"


def named(world: World, ref: Ref | None, wanted: str) -> bool:
    """Whether a filter (a name or a code, blank for all) lets a division pass."""
    if not wanted:
        return True
    if ref is None:
        return False
    division = world.records.divisions[ref]
    return wanted in (division.code, division.name)


def staff_band(staff: int | None) -> str:
    if staff is None:
        return ""
    return "000-009" if staff < 10 else "010-049" if staff < 50 else "050-099" if staff < 100 else "100+"


def grouped(world: World, by: str) -> list[tuple[str, str, list[Stand]]]:
    """Code, label and units of each group by code, then those without one, then all."""
    groups: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for s in world.stands:
        if by in LEVELS:
            ref = world.above(s.district, "city") if by == "city" else getattr(s, by)
            key = (world.records.divisions[ref].code, world.name(ref)) if ref else ("", "未落位")
        else:
            code = {"kind": s.unit.kind or "", "industry": s.unit.industry, "size": staff_band(s.staff)}[by]
            key = (code, code or "不详")
        groups[key].append(s)
    rows = [(code, label, stands) for (code, label), stands in groups.items()]
    rows.sort(key=lambda row: (row[0] == "", row[0], row[1]))
    return [*rows, ("", "合计", world.stands)]

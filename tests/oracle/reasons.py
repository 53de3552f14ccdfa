"""Why the two coverages changed: unit by unit and figure by figure, from one date to the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .changes import BEFORE_ALL, earlier
from .common import HAS, Answers, Case, Rows, class_of, scope_of
from .things import Ref, Unit
from .world import Stand, World

FIGURES = (
    "units", "in_scope", "in_scope_covered", "in_scope_without_organization", "of_which_work_covered",
)
WON = ("founded", "known", "grew", "moved_in", "set_up", "joined", "instructor", "liaison", "mass")
LOST = ("deregistered", "unknown", "shrank", "moved_out", "lost", "work_lost")
ITEMS = ("then", *WON, *LOST, "now")


class Side(NamedTuple):
    """A unit on one of the dates: where, in what state, and which figures count it."""

    unit: Unit
    place: Ref | None
    state: str
    figures: frozenset[str]


def _side(s: Stand, rules: Mapping[str, int], by: str) -> Side:
    scope, organized = scope_of(s, rules), class_of(s, rules) in HAS
    figures = {"units"}
    if scope == "yes":
        figures |= {"in_scope", "in_scope_covered" if organized else "in_scope_without_organization"}
        if s.work and not organized:
            figures.add("of_which_work_covered")
    return Side(s.unit, getattr(s, by), _state(s, scope), frozenset(figures))


def _state(s: Stand, scope: str) -> str:
    if scope != "yes":
        return "unknown" if scope == "unknown" else "small"
    if s.rank:
        return "joint" if s.rank == 1 else "own"
    ways = [w for w in ("instructor", "liaison") if w in s.work]
    return ways[0] if ways else "mass" if s.work else "bare"


def _sides(world: World, rules: Mapping[str, int], from_: date | None, by: str) -> list[tuple[Any, Any]]:
    """Each unit that exists on either date, as it is on both; None where it does not exist."""
    old, new = (
        {s.unit.ref: _side(s, rules, by) for s in w.stands if s.form} for w in (earlier(world, from_), world)
    )
    return [(old.get(u), new.get(u)) for u in {*old, *new}]


def _reason(old: Side | None, new: Side | None) -> str:
    """Why a unit counts differently, wherever it is."""
    if old is None or new is None:
        return "deregistered" if old else "founded"
    inside, was = "in_scope" in new.figures, "in_scope" in old.figures
    if inside and not was:
        return "known" if old.state == "unknown" else "grew"
    if was and not inside:
        return "unknown" if new.state == "unknown" else "shrank"
    if "in_scope_covered" in new.figures:
        return "set_up" if new.state == "own" else "joined"
    if "in_scope_covered" in old.figures:
        return "lost"
    return "work_lost" if new.state == "bare" else new.state


def coverage_reasons(
    world: World, rules: Mapping[str, int], from_: date | None = None, by: str = "district"
) -> Rows:
    cells: dict[object, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))

    def count(side: Side, item: str, figure: str, n: int) -> None:
        for at in (side.place, "total"):
            cells[at][item][figure] += n

    for old, new in _sides(world, rules, from_, by):
        reason = _reason(old, new)
        for side, other, held, sign in ((old, new, "then", -1), (new, old, "now", 1)):
            for figure in side.figures if side else ():
                count(side, held, figure, 1)
                if other is None or figure not in other.figures:
                    count(side, reason, figure, sign)
                elif other.place != side.place:
                    count(side, "moved_in" if sign > 0 else "moved_out", figure, sign)

    def rows(at: object, code: str, name: str) -> Rows:
        return [
            {"code": code, by: name, "item": i, **{f: cells[at][i][f] for f in FIGURES}}
            for i in ITEMS if i in ("then", "now") or i in cells[at]
        ]

    divisions = world.records.divisions
    known = sorted((divisions[p].code, p) for p in cells if isinstance(p, tuple))
    found = [row for code, p in known for row in rows(p, code, world.name(p))]
    return [*found, *(rows(None, "", "未落位") if None in cells else []), *rows("total", "", "合计")]


def coverage_moves(
    world: World, rules: Mapping[str, int], from_: date | None = None, by: str = "district", limit: int = 1000
) -> Rows:
    found: list[tuple[int, Unit, str, Side | None, Side | None]] = []
    for old, new in _sides(world, rules, from_, by):
        # a unit that only exists is counted by no coverage
        was, became = ((s.figures if s else frozenset()) - {"units"} for s in (old, new))
        if was == became and (not was or old.place == new.place):
            continue
        why = "moved" if was == became else _reason(old, new)
        rank = (*WON, *LOST).index("moved_in" if why == "moved" else why)
        found.append((rank, (new or old).unit, why, old, new))
    found.sort(key=lambda x: (x[0], x[1].name, x[1].id, x[1].ref))

    def place(side: Side | None) -> str:
        return (world.name(side.place) or "未落位") if side else ""

    return [
        {
            "unit_id": unit.id, "unit_name": unit.name,
            "place_then": place(old), "place_now": place(new),
            "state_then": old.state if old else "not_existing",
            "state_now": new.state if new else "not_existing", "reason": why,
        }
        for _, unit, why, old, new in found[:limit]
    ]


ANSWERS: Answers = {"changes/coverage_reasons": coverage_reasons, "changes/coverage_moves": coverage_moves}

CASES = (
    Case("changes/coverage_reasons"),
    Case("changes/coverage_reasons", {"from": BEFORE_ALL, "by": "street"}),
    Case("changes/coverage_reasons", {"from": date(2021, 4, 30)}, {"R16.staff": 30, "R16.social_staff": 20}),
    Case("changes/coverage_reasons", {"from": date(2021, 5, 31), "by": "street"}, {"R16.staff": 5}),
    Case("changes/coverage_moves", samples=("S",)),
    Case("changes/coverage_moves", {"from": BEFORE_ALL}),
    Case("changes/coverage_moves", {"from": BEFORE_ALL, "by": "street", "limit": 5}, {"R16.staff": 5}),
    Case("changes/coverage_moves", {"from": BEFORE_ALL}, {"R16.staff": 30, "R16.social_staff": 20}),
)

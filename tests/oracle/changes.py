"""One date against an earlier one: classes, coverage, what began and what ended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from . import terms
from .common import CLASSES, HAS, Answers, Case, Rows, class_of, named, scope_of
from .files import read_csv
from .records import Records
from .things import Ref, Tie
from .world import Stand, World

NOT_EXISTING = "not_existing"
ORDER = (*CLASSES, NOT_EXISTING)
TYPES = (
    "Alliance", "Building", "BusinessDistrict", "Division", "Enterprise", "Institution", "Organization",
    "ServicePoint",
)

_WORLDS: WeakKeyDictionary[Records, dict[date, World]] = WeakKeyDictionary()


def earlier(world: World, day: date | None) -> World:
    """The same records on an earlier day, by default the last of the quarter before."""
    if day is None:
        day = date(world.day.year, (world.day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    known = _WORLDS.setdefault(world.records, {})
    if day not in known:
        known[day] = World(world.records, day)
    return known[day]


def _in_form(world: World) -> dict[Ref, Stand]:
    return {s.unit.ref: s for s in world.stands if s.form}


def _class(s: Stand | None, rules: Mapping[str, int]) -> str:
    return class_of(s, rules) if s else NOT_EXISTING


def class_changes(world: World, rules: Mapping[str, int], from_: date | None = None) -> Rows:
    before, now = _in_form(earlier(world, from_)), _in_form(world)
    pairs = Counter((_class(before.get(u), rules), _class(now.get(u), rules)) for u in {*before, *now})
    rows = [
        {"class": was, **{c: pairs[was, c] for c in ORDER}, "units": sum(pairs[was, c] for c in ORDER)}
        for was in ORDER
    ]
    total = {"class": "total", **{c: sum(r[c] for r in rows) for c in (*ORDER, "units")}}
    return [*(r for r in rows if r["units"]), total]


def class_moves(
    world: World, rules: Mapping[str, int], from_: date | None = None, class_: str = "", move: str = "both",
    district: str = "", limit: int = 1000,
) -> Rows:
    old, now = _in_form(earlier(world, from_)), _in_form(world)
    found = []
    for u in {*old, *now}:
        was, became = _class(old.get(u), rules), _class(now.get(u), rules)
        at = now.get(u) or old[u]
        wanted = {"both": (was, became), "entered": (became,), "left": (was,)}[move]
        if was != became and (not class_ or class_ in wanted) and named(world, at.district, district):
            found.append((ORDER.index(became), ORDER.index(was), at.unit.name, at.unit.id, at))
    found.sort(key=lambda x: x[:4])
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
            "street": world.name(s.street), "class_then": ORDER[was], "class_now": ORDER[became],
        }
        for became, was, _, _, s in found[:limit]
    ]


def coverage_change(
    world: World, rules: Mapping[str, int], from_: date | None = None, by: str = "district"
) -> Rows:
    sides = []
    for w in (earlier(world, from_), world):
        there: dict[Ref, tuple[Ref | None, bool, bool]] = {}
        for u, s in _in_form(w).items():
            inside = scope_of(s, rules) == "yes"
            there[u] = (getattr(s, by), inside, inside and class_of(s, rules) in HAS)
        sides.append(there)
    groups: dict[Ref | None, Counter[str]] = defaultdict(Counter)
    for end, (mine, others) in (("then", sides), ("now", reversed(sides))):
        for u, (place, inside, covered) in mine.items():
            other = others.get(u)
            same = other if other and other[0] == place else (place, False, False)
            groups[place][f"scope_{end}"] += inside
            groups[place][f"covered_{end}"] += covered
            groups[place][{"then": "scope_left", "now": "scope_entered"}[end]] += inside and not same[1]
            groups[place][{"then": "covered_lost", "now": "covered_gained"}[end]] += covered and not same[2]
    columns = (
        "scope_then", "scope_entered", "scope_left", "scope_now", "covered_then", "covered_gained",
        "covered_lost", "covered_now",
    )

    def row(code: str, name: str, counts: Iterable[Counter[str]]) -> dict[str, Any]:
        total = sum(counts, Counter[str]())
        return {"code": code, by: name, **{c: total[c] for c in columns}}

    known = sorted((world.records.divisions[p].code, p) for p in groups if p)
    rows = [row(code, world.name(p), [groups[p]]) for code, p in known]
    if None in groups:
        rows.append(row("", "未落位", [groups[None]]))
    return [*rows, row("", "合计", groups.values())]


def _change(held: bool, holds: bool) -> Counter[str]:
    return Counter({
        "existing_then": held, "begun": holds and not held, "ended": held and not holds,
        "existing_now": holds,
    })


def _by_type(changes: Iterable[tuple[str, bool, bool]]) -> Rows:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for what, held, holds in changes:
        if held or holds:
            found[what].update(_change(held, holds))
    columns = ("existing_then", "begun", "ended", "existing_now")
    return [{"type": what, **{c: found[what][c] for c in columns}} for what in sorted(found)]


def new_and_ended(world: World, rules: Mapping[str, int], from_: date | None = None) -> Rows:
    day = earlier(world, from_).day
    things = world.records.things.values()
    return _by_type((t.type, t.exists(day), t.exists(world.day)) for t in things if t.type in TYPES)


def ties_begun_and_ended(world: World, rules: Mapping[str, int], from_: date | None = None) -> Rows:
    records, before = world.records, earlier(world, from_)

    def holds(w: World, tie: Tie) -> bool:
        return tie.holds(w.day) and w.exists(tie.near) and w.exists(tie.far)

    said = {
        "COVERS": records.covers, "INSTRUCTS": records.instructs, "MEMBER_OF": records.member_of,
        "CO_BUILDS": list(_co_building(records)),
    }
    ties = {(what, t.near, t.far, t.since): t for what, many in said.items() for t in many}
    return _by_type((what, holds(before, t), holds(world, t)) for (what, *_), t in ties.items())


def _co_building(records: Records) -> Iterable[Tie]:
    for row in read_csv(records.directory / "共建.csv"):
        ends = [
            records.find(["Organization"], row.get(f"共建{side}代码", ""), row[f"共建{side}"])
            for side in ("甲方", "乙方")
        ]
        near, far = sorted(e for e in ends if e is not None)
        yield Tie(near, far, terms.first_day(row["起始日期"]), terms.day_after(row["截止日期"]))


ANSWERS: Answers = {
    "changes/class_changes": class_changes,
    "changes/class_moves": class_moves,
    "changes/coverage_change": coverage_change,
    "changes/new_and_ended": new_and_ended,
    "changes/ties_begun_and_ended": ties_begun_and_ended,
}

BEFORE_ALL = date(2021, 3, 30)
"""The day before the first survey."""

CASES = (
    Case("changes/class_changes"),
    Case("changes/class_changes", {"from": BEFORE_ALL}, {"R1.full_members": 2}),
    Case("changes/class_changes", {"from": date(2021, 4, 30)}),
    Case("changes/class_moves", samples=("S",)),
    Case("changes/class_moves", {"from": BEFORE_ALL}),
    Case("changes/class_moves", {"from": BEFORE_ALL, "class": "none", "move": "entered"}),
    Case("changes/class_moves", {"from": BEFORE_ALL, "class": "not_surveyed", "move": "left", "limit": 5}),
    Case("changes/class_moves", {"from": BEFORE_ALL, "district": "玄武区"}, {"R1.full_members": 2}),
    Case("changes/coverage_change"),
    Case("changes/coverage_change", {"from": BEFORE_ALL, "by": "street"}),
    Case("changes/coverage_change", {"from": date(2021, 4, 30)}, {"R16.staff": 30, "R16.social_staff": 20}),
    Case("changes/new_and_ended"),
    Case("changes/new_and_ended", {"from": date(2018, 1, 1)}),
    Case("changes/new_and_ended", {"from": date(2021, 4, 30)}),
    Case("changes/ties_begun_and_ended"),
    Case("changes/ties_begun_and_ended", {"from": date(2018, 1, 1)}),
    Case("changes/ties_begun_and_ended", {"from": date(2021, 4, 30)}),
)

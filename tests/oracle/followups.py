"""Ledgers: the units to act on, and what became of what was to be done about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from weakref import WeakKeyDictionary

from . import terms
from .common import HAS_NOT, WORK, Answers, Case, Rows, band, class_of, grouped, named, scope_of, yes
from .files import Row, read_csv
from .records import Records
from .things import Ref
from .world import Stand, World

UNITS = ("Enterprise", "Institution")
Filled = dict[Ref, list[tuple[date, Row]]]
_READ: WeakKeyDictionary[Records, Filled] = WeakKeyDictionary()


def _ledgers(world: World) -> Filled:
    """The filled rows of 整改.csv by unit, the earliest first."""
    records = world.records
    if records not in _READ:
        found: Filled = defaultdict(list)
        for row in read_csv(records.directory / "整改.csv"):
            unit = records.find(UNITS, row["整改单位代码"], row["整改单位"])
            if unit is not None:
                found[unit].append((terms.first_day(row["台账日期"]), row))
        _READ[records] = {unit: sorted(rows, key=lambda r: r[0]) for unit, rows in found.items()}
    return _READ[records]


def _day(row: Row, heading: str) -> date | None:
    return terms.first_day(row[heading]) if row[heading] else None


def _last(world: World, s: Stand) -> tuple[date, Row] | None:
    """The last ledger's row of a unit, up to the day."""
    return next((r for r in reversed(_ledgers(world).get(s.unit.ref, [])) if r[0] <= world.day), None)


def _state(world: World, s: Stand) -> str:
    last = _last(world, s)
    if last is None:
        return "new"
    deadline, finished = _day(last[1], "完成时限"), _day(last[1], "完成情况")
    if finished and finished <= world.day:
        return "done"
    return "overdue" if deadline and deadline < world.day else "open"


def _uncovered(s: Stand, rules: Mapping[str, int]) -> bool:
    return scope_of(s, rules) == "yes" and class_of(s, rules) in HAS_NOT and not s.work


def _gap(s: Stand, rules: Mapping[str, int], which: str) -> bool:
    due, uncovered = class_of(s, rules) == "due", _uncovered(s, rules)
    return {"all": due or uncovered, "due": due, "uncovered": uncovered}[which]


def gaps(
    world: World, rules: Mapping[str, int], class_: str = "all", state: str = "", district: str = "",
    limit: int = 1000,
) -> Rows:
    found = [
        s for s in world.stands
        if _gap(s, rules, class_) and state in ("", _state(world, s)) and named(world, s.district, district)
    ]
    found.sort(
        key=lambda s: (
            s.full is None, -(s.full or 0), s.staff is None, -(s.staff or 0), s.unit.name, s.unit.id
        )
    )
    rows = []
    for s in found[:limit]:
        day, row = _last(world, s) or (None, None)

        def code(ref: Ref | None) -> str:
            return world.records.divisions[ref].code if ref else ""

        place = s.building or s.community
        rows.append({
            "unit_id": s.unit.id, "unit_name": s.unit.name, "credit_code": s.unit.code,
            "class": class_of(s, rules), "uncovered": yes(_uncovered(s, rules)),
            "district": world.name(s.district), "district_code": code(s.district),
            "street": world.name(s.street), "street_code": code(s.street),
            "community": world.name(s.community), "community_code": code(s.community),
            "building": world.name(s.building), "place_id": place[1] if place else "",
            "full_members": band(s.full), "staff": s.staff, **{w: yes(w in s.work) for w in WORK},
            "state": _state(world, s), "ledger_date": day,
            "measure": row["整改措施"] or None if row else None,
            "responsible": row["责任单位"] or None if row else None,
            "due_day": _day(row, "完成时限") if row else None,
            "done_day": _day(row, "完成情况") if row else None,
        })
    return rows


def follow_ups(
    world: World, rules: Mapping[str, int], by: str = "street", class_: str = "all", district: str = ""
) -> Rows:
    rows = []
    inside = {s.unit.ref for s in world.stands if named(world, s.district, district) and s.form}
    for code, label, every in grouped(world, by):
        stands = [s for s in every if s.unit.ref in inside]
        if not stands and label != "合计":
            continue
        listed = [s for s in stands if _gap(s, rules, class_)]
        count = Counter(_state(world, s) for s in listed)
        gone = [s for s in stands if not _gap(s, rules, class_) and _last(world, s)]
        rows.append({
            "code": code, by: label, "units": len(stands), "gaps": len(listed), "fresh": count["new"],
            "open": count["open"], "overdue": count["overdue"], "done": count["done"], "resolved": len(gone),
        })
    return rows


ANSWERS: Answers = {"coverage/gaps": gaps, "coverage/follow_ups": follow_ups}

CASES = (
    Case("coverage/gaps"),
    Case("coverage/gaps", {"class": "due"}, {"R1.full_members": 2}),
    Case("coverage/gaps", {"class": "uncovered", "district": "玄武区", "limit": 3}),
    Case("coverage/gaps", {"district": "320104"}, {"R16.staff": 20, "R16.social_staff": 10}),
    *(Case("coverage/gaps", {"state": s}, samples=("S",)) for s in ("new", "open", "overdue", "done")),
    Case("coverage/follow_ups"),
    Case("coverage/follow_ups", {"by": "district", "class": "due"}, {"R1.full_members": 2}),
    Case("coverage/follow_ups", {"by": "community", "class": "uncovered"}, {"R16.staff": 4}),
    Case("coverage/follow_ups", {"district": "玄武区"}, {"R16.social_staff": 4}),
)

"""Regular work in communities, postings and their days, tasks taken, red-collar secretaries."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import holds
from .posted import Posting, at, in_force, labelled, passes, said
from .together import in_order
from .world import World

TASKS = {
    "publicity": "政策宣传", "contact": "联系群众", "deliberation": "议事协商", "volunteering": "志愿服务",
    "stability": "平安稳定", "emergency": "应急处突",
}


def _group(world: World, place: str, level: str) -> tuple[str, str]:
    """The division of a level that a division lies in; a city or province only by its districts."""
    country = said(world).country
    low = country.above(place, "district" if level in ("city", "province") else level) if place else ""
    return labelled(world, country.above(low, level) if low else "")


def _place(world: World, p: Posting) -> str:
    return p.place or said(world).bodies[p.body].place


def sinking(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    groups: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    found = [
        p for p in in_force(world, said(world).postings)
        if p.kind == "sinking" and passes(world, at(world, p, "district"), district)
    ]
    for p in found:
        groups[_group(world, _place(world, p), by)].append(p)
    return [
        {
            "code": code, by: label, "communities": len({at(world, p, "community") for p in some} - {""}),
            "members": len({p.person for p in some}),
        }
        for code, label, some in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", found)]
    ]


def short_of_days(
    world: World, rules: Mapping[str, int], by: str = "district", days: int = 5, kind: str = "",
    district: str = "",
) -> Rows:  # fmt: skip
    groups: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    found = [
        p for p in in_force(world, said(world).postings)
        if kind in ("", p.kind) and passes(world, at(world, p, "district"), district)
    ]
    for p in found:
        keys = _kinds(world, p.person) if by == "kind" else {_group(world, _place(world, p), by)}
        for key in keys:
            groups[key].append(p)
    return [
        {"code": code, by: label, **_days(some, days)}
        for code, label, some in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", found)]
    ]


def _kinds(world: World, person: str) -> set[tuple[str, str]]:
    """The kinds of a member's employers."""
    units = [said(world).units[u] for u in said(world).employers.get(person, ())]
    return {(kind, kind) for kind, span in units if span.holds(world.day)} or {("", "不详")}


def _days(some: Iterable[Posting], least: int) -> dict[str, object]:
    many = list(some)
    known = [p.days for p in many if p.days is not None]
    mean = math.floor(sum(known) * 10 / len(known) + 0.5) / 10 if known else None
    return {
        "postings": len(many), "known": len(known), "short": sum(d < least for d in known),
        "mean_days": mean,
    }


def _communities(world: World, district: str = "", street: str = "") -> list[str]:
    """The communities of the day, no pseudo-units, in a district or street if one is named."""
    country = said(world).country
    found = []
    for code in country.of_level("community"):
        row = country.rows[code]
        there = holds(row, world.day, "设立日期", "撤销日期")
        pseudo = terms.code(terms.YES_NO, row.get("统计虚拟单元", "") or "否", "统计虚拟单元") == "yes"
        above = country.above(code, "street")
        wanted = not street or (bool(above) and street in (above, country.name(above)))
        if there and not pseudo and wanted and passes(world, country.above(code, "district"), district):
            found.append(code)
    return found


def tasks_nobody_takes(
    world: World, rules: Mapping[str, int], at_least: int = 1, min_reporting: int = 1, district: str = "",
    street: str = "",
) -> Rows:  # fmt: skip
    country = said(world).country
    here = defaultdict(list)
    for who, to, tasks, span in said(world).reports:
        if span.holds(world.day):
            here[to].append((who, tasks))
    rows = []
    for code in _communities(world, district, street):
        takers = {t: len({who for who, tasks in here[code] if label in tasks}) for t, label in TASKS.items()}
        missing = sum(not n for n in takers.values())
        n = len({who for who, _ in here[code]})
        if missing >= at_least and n >= min_reporting:
            above = country.above(code, "street")
            rows.append({
                "code": code, "community": country.name(code), "street": country.name(above), "reporting": n,
                **takers, "missing": missing,
            })
    return rows


def red_collar_secretaries(
    world: World, rules: Mapping[str, int], by: str = "district", district: str = ""
) -> Rows:
    here: dict[str, set[str]] = defaultdict(set)
    for p in in_force(world, said(world).secretaries):
        here[at(world, p, "community")].add(p.person)
    every = _communities(world, district)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in every:
        groups[_group(world, code, by)].append(code)
    return [
        {
            "code": code, by: label, "communities": len(some),
            "with_secretary": sum(bool(here[c]) for c in some),
            "secretaries": len(set().union(*(here[c] for c in some))),
        }
        for code, label, some in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", every)]
    ]


ANSWERS: Answers = {
    "posting/red_collar_secretaries": red_collar_secretaries,
    "posting/short_of_days": short_of_days,
    "posting/sinking": sinking,
    "posting/tasks_nobody_takes": tasks_nobody_takes,
}

CASES: tuple[Case, ...] = (
    Case("posting/red_collar_secretaries", samples=PRACTICES),
    Case("posting/red_collar_secretaries", {"by": "street", "district": "兰山区"}, samples=PRACTICES),
    Case("posting/red_collar_secretaries", {"by": "city"}, samples=PRACTICES),
    Case("posting/red_collar_secretaries", {"by": "community", "district": "371312"}, samples=PRACTICES),
    Case("posting/short_of_days", samples=PRACTICES),
    Case("posting/short_of_days", {"by": "city", "days": 3}, samples=PRACTICES),
    Case("posting/short_of_days", {"by": "kind", "kind": "posting"}, samples=PRACTICES),
    Case("posting/short_of_days", {"by": "community", "district": "城关区"}, samples=PRACTICES),
    Case("posting/short_of_days", {"by": "street", "kind": "sinking", "days": 8}, samples=PRACTICES),
    Case("posting/sinking", samples=PRACTICES),
    Case("posting/sinking", {"by": "province"}, samples=PRACTICES),
    Case("posting/sinking", {"by": "community", "district": "420502"}, samples=PRACTICES),
    Case("posting/tasks_nobody_takes", samples=PRACTICES),
    Case("posting/tasks_nobody_takes", {"district": "七里河区", "at_least": 2}, samples=PRACTICES),
    Case("posting/tasks_nobody_takes", {"min_reporting": 0, "at_least": 6}, samples=PRACTICES),
    Case("posting/tasks_nobody_takes", {"street": "新街口街道", "at_least": 0}, samples=PRACTICES),
)

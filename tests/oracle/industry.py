"""Industries and territories: their committees, what they are bound to, their projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, holds, rows
from .country_bodies import Body, inside, read_bodies
from .world import World

FORMS = {
    "项目清单": "project_list", "公开承诺": "pledge", "任务书": "task_book", "协商": "consultation",
    "考核": "assessment", "评价": "evaluation",
}  # fmt: skip
KINDS = {"行业党委": "industry_committee", "党工委": "working_committee"}
LIST = ("责任方代码", "对应方代码", "约束方式", "项目编号")


@dataclass(frozen=True)
class Bond:
    """A commitment that holds on the day, between organizations that exist."""

    side: str
    other: str
    forms: frozenset[str]
    since: date


def _bonds(world: World, bodies: Mapping[str, Body]) -> list[Bond]:
    found = set()
    for row in rows(world, *LIST):
        side, other = row["责任方代码"], row["对应方代码"]
        alive = bodies[side].exists(world.day) and bodies[other].exists(world.day)
        if alive and holds(row, world.day, "责任起始日期", "责任截止日期"):
            forms = frozenset(FORMS[f] for f in terms.several(row["约束方式"]))
            found.add(Bond(side, other, forms, terms.first_day(row["责任起始日期"])))
    return sorted(found, key=lambda b: (b.side, b.other, b.since))


def _committees(world: World, bodies: Mapping[str, Body]) -> list[Body]:
    found = (b for b in bodies.values() if b.kind == "行业党委" and b.exists(world.day))
    return sorted(found, key=lambda b: b.code)


def _city(country: Country, body: Body) -> str:
    """The city an organization is placed in, or whose district it is placed in."""
    level = country.level(body.place) if body.place else ""
    return country.above(body.place, "city") if level in ("city", "district") else ""


def systems(world: World, rules: Mapping[str, int], city: str = "") -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    bonds = {(b.side, b.other) for b in _bonds(world, bodies)}
    mutual = {side for side, other in bonds if (other, side) in bonds}
    bound = {x for pair in bonds for x in pair}
    groups: dict[str, list[str]] = defaultdict(list)
    for body in _committees(world, bodies):
        at = _city(country, body)
        if not city or (at and city in (at, country.name(at))):
            groups[at].append(body.code)

    def row(code: str, label: str, members: list[str]) -> dict[str, object]:
        both, any_ = sum(m in mutual for m in members), sum(m in bound for m in members)
        return {
            "code": code, "city": label, "systems": len(members), "both_ways": both, "one_way": any_ - both,
            "without": len(members) - any_,
        }

    made = [
        row(code, country.name(code) or "未落位", groups[code])
        for code in sorted(groups, key=lambda c: (c == "", c))
    ]
    return [*made, row("", "合计", [m for g in groups.values() for m in g])] if made else []


def _listed(bodies: Mapping[str, Body], bonds: Iterable[Bond]) -> Rows:
    return [
        {
            "side_id": b.side, "side": bodies[b.side].name, "side_kind": KINDS[bodies[b.side].kind],
            "other_id": b.other, "other": bodies[b.other].name, "other_kind": KINDS[bodies[b.other].kind],
            "forms": sorted(b.forms), "since": b.since,
        }
        for b in bonds
    ]


def _touches(country: Country, bodies: Mapping[str, Body], bond: Bond, district: str) -> bool:
    return any(inside(country, bodies[x].place, district) for x in (bond.side, bond.other))


def one_way_ties(world: World, rules: Mapping[str, int], form: str = "", district: str = "") -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    bonds = [b for b in _bonds(world, bodies) if not form or form in b.forms]
    ways = {(b.side, b.other) for b in bonds}
    alone = [
        b for b in bonds if (b.other, b.side) not in ways and _touches(country, bodies, b, district)
    ]
    return _listed(bodies, alone)


def pledges_without_assessment(
    world: World, rules: Mapping[str, int], check: str = "assessment", district: str = ""
) -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    bonds = _bonds(world, bodies)
    checked = {(b.side, b.other) for b in bonds if check in b.forms}
    return _listed(bodies, [
        b for b in bonds
        if "pledge" in b.forms and (b.side, b.other) not in checked
        and _touches(country, bodies, b, district)
    ])


def absent_from_district(
    world: World, rules: Mapping[str, int], city: str = "", district: str = ""
) -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    reached = set()
    for b in _bonds(world, bodies):
        for x, y in ((b.side, b.other), (b.other, b.side)):
            if bodies[y].place:
                reached.add((x, country.above(bodies[y].place, "district")))
    found: dict[str, list[Body]] = {}
    for d in country.of_level("district"):
        at = country.above(d, "city")
        wanted = (not city or city in (at, country.name(at))) and inside(country, d, district)
        local = [b for b in _committees(world, bodies) if b.place == at]
        if at and wanted and local:
            found[d] = local

    def row(code: str, label: str, pairs: list[tuple[str, Body]]) -> dict[str, object]:
        out = [b.name for d, b in pairs if (b.code, d) not in reached]
        return {
            "code": code, "district": label, "systems": len(pairs), "present": len(pairs) - len(out),
            "absent": len(out), "absent_names": out if code else [],
        }

    made = [row(d, country.name(d), [(d, b) for b in local]) for d, local in found.items()]
    return [*made, row("", "合计", [(d, b) for d, local in found.items() for b in local])] if made else []


def project_lists(world: World, rules: Mapping[str, int], city: str = "") -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    by: dict[str, set[str]] = defaultdict(set)
    projects = {}
    for row in rows(world, *LIST):
        if row["项目编号"] and terms.first_day(row["立项日期"]) <= world.day:
            by[row["责任方代码"]].add(row["项目编号"])
            projects[row["项目编号"]] = row
    total = [0] * 6
    found = []
    for body in _committees(world, bodies):
        if city and city not in (body.place, country.name(body.place)):
            continue
        counts = [0] * 6
        for code in by[body.code]:
            row = projects[code]
            runs = world.day < terms.day_after(row["结项日期"])
            over = bool(row["项目协议到期日"]) and terms.first_day(row["项目协议到期日"]) < world.day
            shared = sum(code in listed for listed in by.values()) > 1
            for i, counted in enumerate(
                (True, runs, not runs, runs and over, shared, bool(row["回应需求代码"]))
            ):
                counts[i] += counted
        total = [a + b for a, b in zip(total, counts, strict=True)]
        found.append((body.code, body.name, counts))
    names = ("projects", "ongoing", "completed", "lapsed", "joint", "met")
    return [
        {"organization_id": code, "organization": label, **dict(zip(names, counts, strict=True))}
        for code, label, counts in [*found, *([("", "合计", total)] if found else [])]
    ]


def forms_of_commitment(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    taken: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for bond in _bonds(world, bodies):
        mixed = [x for x in (bond.side, bond.other) if bodies[x].kind != "行业党委"]
        if len(mixed) == 1 and inside(country, bodies[mixed[0]].place, district):
            for form in bond.forms:
                taken[form].add((bond.side, bond.other))
    found: Rows = []
    for form in sorted(taken):
        out = {pair for pair in taken[form] if bodies[pair[0]].kind == "行业党委"}
        back = {(b, a) for a, b in taken[form] - out}
        found.append({
            "form": form, "of_industry": len(out), "of_territory": len(back), "both_ways": len(out & back),
        })
    return found


ANSWERS: Answers = {
    "industry/forms_of_commitment": forms_of_commitment,
    "industry/systems": systems,
    "industry/one_way_ties": one_way_ties,
    "industry/pledges_without_assessment": pledges_without_assessment,
    "industry/absent_from_district": absent_from_district,
    "industry/project_lists": project_lists,
}

CASES: tuple[Case, ...] = (
    Case("industry/forms_of_commitment", samples=PRACTICES),
    Case("industry/forms_of_commitment", {"district": "江岸区"}, samples=PRACTICES),
    Case("industry/forms_of_commitment", {"district": "330106"}, samples=PRACTICES),
    Case("industry/systems", samples=PRACTICES),
    Case("industry/systems", {"city": "杭州市"}, samples=PRACTICES),
    Case("industry/systems", {"city": "4201"}, samples=PRACTICES),
    Case("industry/one_way_ties", samples=PRACTICES),
    Case("industry/one_way_ties", {"form": "task_book"}, samples=PRACTICES),
    Case("industry/one_way_ties", {"form": "assessment", "district": "江岸区"}, samples=PRACTICES),
    Case("industry/pledges_without_assessment", samples=PRACTICES),
    Case("industry/pledges_without_assessment", {"check": "evaluation"}, samples=PRACTICES),
    Case("industry/pledges_without_assessment", {"district": "330106"}, samples=PRACTICES),
    Case("industry/absent_from_district", samples=PRACTICES),
    Case("industry/absent_from_district", {"city": "武汉市"}, samples=PRACTICES),
    Case("industry/absent_from_district", {"district": "西湖区"}, samples=PRACTICES),
    Case("industry/project_lists", samples=PRACTICES),
    Case("industry/project_lists", {"city": "杭州市"}, samples=PRACTICES),
    Case("industry/project_lists", {"city": "4201"}, samples=PRACTICES),
)

"""Joint theme days: who holds them with whom, who with nobody, and what is linked by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, holds, rows
from .country_bodies import Body, pseudo, read_bodies, table
from .world import World

UNITS = (("企业名称", "企业类型"), ("机构名称", "机构类型"))
KINDS = {
    "事业单位": "public_institution", "机关": "authority", "国有企业": "state", "私营企业": "private",
    "社会团体": "social_group",
}
Pair = tuple[str, str]


def _lifetimes(world: World) -> dict[str, tuple[date, date]]:
    """The periods of the units of plain sheets, by code."""
    return {
        row["统一社会信用代码"]: (
            terms.first_day(row.get("成立日期", "")), terms.day_after(row.get("注销日期", ""))
        )
        for name, kind in UNITS
        for row in rows(world, name, kind, "统一社会信用代码")
    }


def _matches(country: Country, place: str, level: str, wanted: str) -> bool:
    above = country.above(place, level) if place else ""
    return not wanted or (bool(above) and wanted in (above, country.name(above)))


def _pairs(
    world: World, country: Country, city: str = "", district: str = ""
) -> tuple[set[Pair], dict[str, Body]]:
    """Organization and unit of every tie of the day; and all organizations."""
    bodies, units = read_bodies(world, country), _lifetimes(world)
    found = set()
    for row in rows(world, "社区党组织代码", "驻区单位代码", "联办起始日期"):
        body, unit = bodies[row["社区党组织代码"]], row["驻区单位代码"]
        since, until = units[unit]
        there = _matches(country, body.place, "city", city)
        there = there and _matches(country, body.place, "district", district)
        alive = body.exists(world.day) and since <= world.day < until
        if there and alive and holds(row, world.day, "联办起始日期", "联办截止日期"):
            found.add((body.code, unit))
    return found, bodies


def theme_day_degrees(world: World, rules: Mapping[str, int], city: str = "", district: str = "") -> Rows:
    pairs, _ = _pairs(world, Country(world), city, district)
    of_bodies = Counter(Counter(b for b, _ in pairs).values())
    of_units = Counter(Counter(u for _, u in pairs).values())
    made: Rows = [
        {"partners": str(n), "organizations": of_bodies[n], "units": of_units[n]}
        for n in sorted({*of_bodies, *of_units})
    ]
    total = {"partners": "合计", "organizations": of_bodies.total(), "units": of_units.total()}
    return [*made, total] if made else []


def communities_without_units(
    world: World, rules: Mapping[str, int], by: str = "district", city: str = "", district: str = ""
) -> Rows:
    country = Country(world)
    pairs, bodies = _pairs(world, country)
    linked = {country.above(bodies[b].place, "community") for b, _ in pairs}
    there = [
        c for c in country.of_level("community")
        if not pseudo(country, c) and holds(country.rows[c], world.day, "设立日期", "撤销日期")
        and _matches(country, c, "city", city) and _matches(country, c, "district", district)
    ]

    def count(codes: list[str]) -> Rows:
        bare = [country.name(c) for c in sorted(codes) if c not in linked]
        return [{
            "communities": len(codes), "with_units": len(codes) - len(bare), "without_units": len(bare),
            "community_names": bare,
        }]

    made = table(country, by, there, lambda code: code, count)
    return [*made[:-1], *({**total, "community_names": []} for total in made[-1:])]


def _resident(world: World, country: Country) -> Iterable[tuple[str, str, str | None, str]]:
    """Units in a known community, of Nanjing's surveys and of plain sheets: id, name, kind, community."""
    seen = set()
    for s in world.stands:
        if s.community:
            seen.add(s.unit.id)
            yield s.unit.id, s.unit.name, s.unit.kind, world.records.divisions[s.community].code
    for name, kind in UNITS:
        for row in rows(world, name, kind, "统一社会信用代码", "所在地"):
            code, place = row["统一社会信用代码"], row["所在地"]
            if code in seen or not holds(row, world.day, "成立日期", "注销日期") or place not in country.rows:
                continue
            if country.above(place, "community"):
                yield code, row[name], KINDS.get(row[kind], row[kind]), country.above(place, "community")


def units_without_community(
    world: World, rules: Mapping[str, int], city: str = "", district: str = "", street: str = "",
    limit: int = 200,
) -> Rows:
    country = Country(world)
    linked = {unit for _, unit in _pairs(world, country)[0]}
    found = [
        (place, name, code, kind)
        for code, name, kind, place in _resident(world, country)
        if kind != "merchant" and code not in linked
        and _matches(country, place, "city", city) and _matches(country, place, "district", district)
        and _matches(country, place, "street", street)
    ]
    return [
        {
            "unit_id": code, "unit": name, "kind": kind,
            "district": country.name(country.above(place, "district")),
            "street": country.name(country.above(place, "street")), "community": country.name(place),
        }
        for place, name, code, kind in sorted(found, key=lambda x: x[:3])[:limit]
    ]


def largest_group(
    world: World, rules: Mapping[str, int], city: str = "", district: str = "", limit: int = 10
) -> Rows:
    country = Country(world)
    pairs, bodies = _pairs(world, country)
    inside = {b for b, _ in _pairs(world, country, city, district)[0]}
    partners: dict[Pair, set[Pair]] = defaultdict(set)
    for body, unit in pairs:
        partners["body", body].add(("unit", unit))
        partners["unit", unit].add(("body", body))
    made, left = [], set(partners)
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            group |= edge
            edge = {p for x in edge for p in partners[x]} - group
        left -= group
        own = sorted(code for side, code in group if side == "body")
        first = next((b for b in own if b in inside), "")
        if not first:
            continue
        made.append({
            "group_id": first, "first_organization": bodies[first].name, "organizations": len(own),
            "units": len(group) - len(own), "ties": sum(b in own for b, _ in pairs), "members": len(group),
            "complete": "yes",
        })
    return sorted(made, key=lambda r: (-int(str(r["members"])), str(r["group_id"])))[:limit]


ANSWERS: Answers = {
    "alliances/theme_day_degrees": theme_day_degrees,
    "alliances/communities_without_units": communities_without_units,
    "alliances/units_without_community": units_without_community,
    "alliances/largest_group": largest_group,
}

_ASKED: dict[str, tuple[dict[str, object], ...]] = {
    "alliances/theme_day_degrees": ({}, {"city": "汕尾市"}, {"district": "441581"}),
    "alliances/communities_without_units": (
        {}, {"by": "street", "city": "汕尾市"}, {"district": "陆河县"},
    ),
    "alliances/units_without_community": (
        {"district": "441502"}, {"district": "陆丰市", "limit": 3}, {"street": "香洲街道"},
        {"district": "陆河县"}, {"district": "玄武区", "limit": 100},
        {"city": "汕尾市"}, {"city": "4415", "limit": 50},
    ),
    "alliances/largest_group": ({}, {"city": "4415", "limit": 3}, {"district": "陆丰市", "limit": 100}),
}
CASES: tuple[Case, ...] = tuple(
    Case(question, dict(params), samples=PRACTICES) for question, many in _ASKED.items() for params in many
)

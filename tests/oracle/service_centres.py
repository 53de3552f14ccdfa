"""Chains of service centres, how far communities are from one, where to gather, care for the elderly."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, Row, holds, rows
from .country_bodies import inside, pseudo, read_bodies, table
from .world import World

EARTH = 6371008.8
NEXT = {"社区": "街道", "街道": "区", "区": "市"}
LEVELS = {"社区": "community", "街道": "street", "区": "district", "市": "city"}
WAYS = {
    "社区": "community", "医生": "doctor", "企业": "enterprise", "邻里": "neighbours",
    "社工": "social_worker",
}


@dataclass
class Centre:
    """A service centre in use on the day; ``spot`` is its longitude and latitude."""

    code: str
    name: str
    level: str
    place: str
    room: int | None
    spot: tuple[float, float] | None
    row: Row


def _centres(world: World, country: Country) -> dict[str, Centre]:
    found = {}
    for row in rows(world, "服务点名称", "服务点编号", "服务点类型"):
        in_use = holds(row, world.day, "启用日期", "停用日期")
        if in_use and row["服务点类型"] in ("党群服务中心", "党群中心"):
            place = row.get("所在地", "") or row.get("所在地代码", "")
            found[row["服务点编号"]] = Centre(
                row["服务点编号"], row["服务点名称"], row.get("服务点级别", ""),
                place if place in country.rows else "", terms.number(row.get("容纳人数", "")), _spot(row),
                row,
            )
    return found


def _spot(row: Row) -> tuple[float, float] | None:
    lon, lat = row.get("经度", ""), row.get("纬度", "")
    return (float(lon), float(lat)) if lon and lat else None


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two points not far apart, the earth's surface taken as flat."""
    east = math.radians(a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return EARTH * math.hypot(east, math.radians(a[1] - b[1]))


def broken_chains(world: World, rules: Mapping[str, int], level: str = "", district: str = "") -> Rows:
    country = Country(world)
    centres = _centres(world, country)
    upper = {
        c.code: centres[c.row["上级服务点代码"]]
        for c in centres.values()
        if c.row.get("上级服务点代码", "") in centres
        and holds(c.row, world.day, "对接起始日期", "对接截止日期")
    }
    direct = Counter(c.code for c in upper.values())
    below = Counter(direct)
    for lower, c in upper.items():
        below[c.code] += direct[lower]
    found = []
    for c in centres.values():
        asked = c.level in NEXT and level in ("", LEVELS[c.level])
        if not asked or not inside(country, c.place, district):
            continue
        above = upper.get(c.code)
        if above is None or above.level != NEXT[c.level]:
            found.append({
                "point_id": c.code, "point": c.name, "level": LEVELS[c.level],
                "district": country.name(country.above(c.place, "district")),
                "linked_to": above.name if above else "", "below": below[c.code],
            })
    return sorted(found, key=lambda r: (r["district"], r["point_id"]))


def complete_chains(
    world: World, rules: Mapping[str, int], by: str = "district", district: str = ""
) -> Rows:
    country = Country(world)
    centres = _centres(world, country)

    def above(c: Centre) -> Centre | None:
        up = centres.get(c.row.get("上级服务点代码", ""))
        linked = holds(c.row, world.day, "对接起始日期", "对接截止日期") if up else False
        return up if up and linked and up.level == NEXT.get(c.level) else None

    def to_the_city(c: Centre) -> bool:
        step: Centre | None = c
        while step and step.level != "市":
            step = above(step)
        return step is not None

    local = [c for c in centres.values() if c.level == "社区"]
    has = {c.place for c in local}
    complete = {c.place for c in local if to_the_city(c)}
    there = [
        code for code in country.of_level("community")
        if not pseudo(country, code) and inside(country, code, district)
    ]

    def count(codes: list[str]) -> Rows:
        return [{
            "communities": len(codes), "with_centre": sum(code in has for code in codes),
            "complete": sum(code in complete for code in codes),
        }]

    return table(country, by, there, lambda code: code, count)


def _spotted(world: World, country: Country, district: str) -> list[tuple[str, tuple[float, float]]]:
    """The communities that have coordinates, by code."""
    found = []
    for code in country.of_level("community"):
        spot = _spot(country.rows[code])
        if spot and not pseudo(country, code) and inside(country, code, district):
            found.append((code, spot))
    return found


def communities_far_from_centre(
    world: World, rules: Mapping[str, int], metres: int = 1000, district: str = ""
) -> Rows:
    country = Country(world)
    centres = [(c.code, c.name, c.spot) for c in _centres(world, country).values() if c.spot]
    found = []
    for code, spot in _spotted(world, country, district):
        away, _, name = min((_metres(spot, at), c, name) for c, name, at in centres)
        if away > metres:
            found.append({
                "code": code, "community": country.name(code),
                "street": country.name(country.above(code, "street")),
                "district": country.name(country.above(code, "district")), "nearest": name,
                "distance": math.floor(away),
            })
    return found


def _gathered(world: World) -> dict[str, list[int | None]]:
    """Cadres, volunteers and supplies by the point's code: those of the last count up to the day."""
    last: dict[str, tuple[date, list[int | None]]] = {}
    for heading in ("集结点代码", "统计场所代码"):
        for row in rows(world, heading, "统计日期", "集结干部", "集结志愿者", "应急物资"):
            day = terms.first_day(row["统计日期"])
            said = [terms.number(row[h]) for h in ("集结干部", "集结志愿者", "应急物资")]
            if day <= world.day and day >= last.get(row[heading], (date(1, 1, 1), []))[0]:
                last[row[heading]] = (day, said)
    return {code: said for code, (_, said) in last.items()}


def _known(figures: Iterable[int | None]) -> int | None:
    """The sum of those that are known; None if none is."""
    said = [n for n in figures if n is not None]
    return sum(said) if said else None


def gathering(
    world: World, rules: Mapping[str, int], metres: int = 1500, district: str = "", community: str = ""
) -> Rows:
    country, counted = Country(world), _gathered(world)
    centres = _centres(world, country)
    found = []
    for code, spot in _spotted(world, country, district):
        if community not in ("", code, country.name(code)):
            continue
        near = sorted(
            (_metres(spot, c.spot), c.code)
            for c in centres.values()
            if c.spot and _metres(spot, c.spot) <= metres
        )
        sums = [_known(counted[c][i] for _, c in near if c in counted) for i in range(3)]
        found.append({
            "code": code, "community": country.name(code),
            "district": country.name(country.above(code, "district")), "points": len(near),
            "capacity": _known(centres[c].room for _, c in near), "cadres": sums[0], "volunteers": sums[1],
            "supplies": sums[2], "point_names": [centres[c].name for _, c in near],
        })
    return found


def _alive(world: World, country: Country) -> set[str]:
    """The codes of organizations, units, teams and points that exist on the day."""
    alive = {code for code, body in read_bodies(world, country).items() if body.exists(world.day)}
    for code, since, until in (
        ("统一社会信用代码", "成立日期", "注销日期"), ("队伍编号", "组建日期", "解散日期"),
        ("服务点编号", "启用日期", "停用日期"),
    ):
        alive |= {row[code] for row in rows(world, code, since) if holds(row, world.day, since, until)}
    return alive


def elderly_care(
    world: World, rules: Mapping[str, int], including: str = "some", district: str = ""
) -> Rows:
    country = Country(world)
    alive = _alive(world, country)
    ways: dict[str, set[str]] = defaultdict(set)
    for row in rows(world, "照护方代码", "照护社区代码", "照护方式"):
        if row["照护方代码"] in alive and holds(row, world.day, "起始日期", "截止日期"):
            ways[row["照护社区代码"]].add(WAYS[row["照护方式"]])
    found = []
    for code in country.of_level("community"):
        has = ways[code]
        if pseudo(country, code) or not inside(country, code, district) or len(has) == len(WAYS):
            continue
        if has or including == "every":
            found.append({
                "code": code, "community": country.name(code),
                "street": country.name(country.above(code, "street")),
                "district": country.name(country.above(code, "district")), "ways": len(has),
                "missing": sorted(set(WAYS.values()) - has),
            })
    return found


ANSWERS: Answers = {
    "services/broken_chains": broken_chains,
    "services/complete_chains": complete_chains,
    "services/communities_far_from_centre": communities_far_from_centre,
    "services/gathering": gathering,
    "services/elderly_care": elderly_care,
}

CASES: tuple[Case, ...] = (
    Case("services/broken_chains", samples=PRACTICES),
    Case("services/broken_chains", {"level": "community"}, samples=PRACTICES),
    Case("services/broken_chains", {"level": "community", "district": "晋安区"}, samples=PRACTICES),
    Case("services/complete_chains", samples=PRACTICES),
    Case("services/complete_chains", {"by": "street", "district": "昆都仑区"}, samples=PRACTICES),
    Case("services/complete_chains", {"by": "street"}, samples=PRACTICES),
    Case("services/communities_far_from_centre", samples=PRACTICES),
    Case("services/communities_far_from_centre", {"metres": 500}, samples=PRACTICES),
    Case("services/communities_far_from_centre", {"metres": 300, "district": "罗湖区"}, samples=PRACTICES),
    Case("services/gathering", samples=PRACTICES),
    Case("services/gathering", {"metres": 800, "district": "叠彩区"}, samples=PRACTICES),
    Case("services/gathering", {"metres": 3000, "community": "紫阳社区"}, samples=PRACTICES),
    Case("services/elderly_care", samples=PRACTICES),
    Case("services/elderly_care", {"including": "every", "district": "昆都仑区"}, samples=PRACTICES),
    Case("services/elderly_care", {"including": "every"}, samples=PRACTICES),
)

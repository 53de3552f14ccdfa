"""What crosses the borders of provinces: co-building, and alliances with members on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, holds, rows
from .country_bodies import Body, read_bodies
from .world import World


def _provinces(country: Country, bodies: Mapping[str, Body], *codes: str) -> set[str]:
    """The provinces of divisions and organizations that lie in a district."""
    found = set()
    for code in codes:
        place = code if code in country.rows else bodies[code].place if code in bodies else ""
        if place and country.above(place, "district"):
            found.add(country.above(place, "province"))
    return found - {""}


def _built(world: World, bodies: Mapping[str, Body]) -> dict[tuple[str, str, date], bool]:
    """The co-building ties of the day of all sheets that give both codes; whether the agreement lapsed."""
    found = {}
    for a, b, since, until in (
        ("甲地党组织代码", "乙地党组织代码", "结对起始日期", "结对截止日期"),
        ("共建甲方代码", "共建乙方代码", "起始日期", "截止日期"),
    ):
        for row in rows(world, a, b, since):
            ends = sorted((row[a], row[b]))
            alive = all(x in bodies and bodies[x].exists(world.day) for x in ends)
            if alive and holds(row, world.day, since, until):
                last = row.get("协议到期日", "")
                key = (ends[0], ends[1], terms.first_day(row[since]))
                found[key] = bool(last) and terms.first_day(last) < world.day
    return found


def ties_by_province_pair(world: World, rules: Mapping[str, int], province: str = "") -> Rows:
    country = Country(world)
    bodies = read_bodies(world, country)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for (x, y, _), lapsed in _built(world, bodies).items():
        pair = sorted(_provinces(country, bodies, x, y))
        if len(pair) == 2:
            counts[pair[0], pair[1]][0] += 1
            counts[pair[0], pair[1]][1] += lapsed
    members: dict[str, set[str]] = defaultdict(set)
    for row in rows(world, "联盟名称", "类型", "成员代码", "加入日期"):
        founded = holds(row, world.day, "成立日期", "终止日期")
        if founded and holds(row, world.day, "加入日期", "退出日期"):
            members[row["联盟编号"] or row["联盟名称"]] |= _provinces(country, bodies, row["成员代码"])
    for there in members.values():
        for a in there:
            for b in there:
                if a < b:
                    counts[a, b][2] += 1
    return [
        {
            "code_a": a, "province_a": country.name(a), "code_b": b, "province_b": country.name(b),
            "co_building": n[0], "lapsed": n[1], "alliances": n[2],
        }
        for (a, b), n in sorted(counts.items())
        if province in ("", a, b, country.name(a), country.name(b))
    ]


ANSWERS: Answers = {"alliances/ties_by_province_pair": ties_by_province_pair}

CASES: tuple[Case, ...] = (
    Case("alliances/ties_by_province_pair", samples=PRACTICES),
    Case("alliances/ties_by_province_pair", {"province": "浙江省"}, samples=PRACTICES),
    Case("alliances/ties_by_province_pair", {"province": "34"}, samples=PRACTICES),
)

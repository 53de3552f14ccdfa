"""A welfare association: partners, donors, places and groups served, pupils, volunteers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum

from . import terms
from .bodies import year_before
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, Row, holds, rows
from .country_bodies import inside
from .world import World

GROUPS = {
    "留守儿童": "left_behind", "老年人": "elderly", "残疾人": "disabled", "困难群众": "poor", "": "不详",
}  # fmt: skip
POINTS = {"成长小屋": "growth_house", "养老院": "elderly_home"}
SOCIAL = ("社会组织", "社会团体", "基金会", "民办非企业单位")


@dataclass
class Place:
    """A unit or a service point: what it is called, where it is, from when until when."""

    name: str
    kind: str
    place: str
    since: date
    until: date
    form: str

    def exists(self, day: date) -> bool:
        """Whether it exists on the day."""
        return self.since <= day < self.until


def _places(world: World, country: Country) -> dict[str, Place]:
    """Units and service points of the plain sheets by code."""
    found = {}
    for name, code, kind, since, until in (
        ("机构名称", "统一社会信用代码", "行业门类", "成立日期", "注销日期"),
        ("企业名称", "统一社会信用代码", "行业门类", "成立日期", "注销日期"),
        ("服务点名称", "服务点编号", "服务点类型", "启用日期", "停用日期"),
    ):
        for row in rows(world, name, code, kind):
            said = (row.get("所在地代码", ""), row.get("所在地", ""))
            place = next((x for x in said if x in country.rows), "")
            found[row[code]] = Place(
                row[name], row[kind], place, terms.first_day(row.get(since, "")),
                terms.day_after(row.get(until, "")), row.get("机构类型", ""),
            )
    return found


def _gifts(world: World) -> list[tuple[date, Row]]:
    """The gifts up to the day; one of a day from one to one is written once."""
    every = rows(world, "捐赠单位代码", "受赠单位代码", "捐赠日期")
    found = ((terms.first_day(row["捐赠日期"]), row) for row in every)
    return [(day, row) for day, row in found if day <= world.day]


def _worth(gifts: Iterable[Row]) -> float | None:
    """What they are worth together; None where there are some and none has a value."""
    every = list(gifts)
    known = [float(row["物资价值"]) for row in every if row["物资价值"]]
    return round(fsum(known), 2) if known or not every else None


def _unvalued(gifts: Iterable[Row]) -> int:
    return sum(not row["物资价值"] for row in gifts)


def partners_by_year(
    world: World, rules: Mapping[str, int], years: int = 10, district: str = ""
) -> Rows:
    country = Country(world)
    places = _places(world, country)
    by_name = {p.name: p for p in places.values()}

    def local(thing: Place, day: date) -> bool:
        return not district or (thing.exists(day) and inside(country, thing.place, district))

    spans = []
    for row in rows(world, "联盟名称", "牵头单位", "牵头单位类型", "成员代码", "加入日期"):
        convener = by_name[row["牵头单位"]] if row["牵头单位类型"] == "机构" else None
        if convener is None or convener.form not in SOCIAL or not local(convener, world.day):
            continue
        partner = places[row["成员代码"]]
        begun = max(terms.first_day(row["加入日期"]), terms.first_day(row["成立日期"]), partner.since)
        ended = min(terms.day_after(row["退出日期"]), partner.until)
        if begun <= world.day:
            spans.append((row["成员代码"], begun, ended))
    gifts = [(day, row) for day, row in _gifts(world) if local(places[row["受赠单位代码"]], day)]
    found = []
    for year in range(world.day.year - years + 1, world.day.year + 1):
        end = min(date(year, 12, 31), world.day)
        now = [row for day, row in gifts if day.year == year]
        ever = [row for day, row in gifts if day.year <= year]
        found.append({
            "year": str(year),
            "partners": len({who for who, begun, ended in spans if begun <= end < ended}),
            "joined": len({who for who, begun, _ in spans if begun.year == year}),
            "donors": len({row["捐赠单位代码"] for row in now}), "gifts": len(now),
            "unvalued": _unvalued(now), "value": _worth(now),
            "donors_so_far": len({row["捐赠单位代码"] for row in ever}), "value_so_far": _worth(ever),
        })
    return found


def _services(world: World) -> dict[str, list[Row]]:
    """The rows of each service up to the day, one for a place it went to, by its number."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(world, "活动编号", "服务名称", "服务人次", "服务去处代码"):
        if terms.first_day(row["服务日期"]) <= world.day:
            found[row["活动编号"]].append(row)
    return found


def places_served(
    world: World, rules: Mapping[str, int], kind: str = "", show: str = "every", district: str = "",
    from_: date | None = None,
) -> Rows:
    country, start = Country(world), from_ or year_before(world.day)
    counted = {
        row["统计场所"]
        for row in rows(world, "统计场所", "统计日期", "在册人数")
        if row["在册人数"] and terms.first_day(row["统计日期"]) <= world.day
    }
    went: dict[str, list[tuple[date, int | None]]] = defaultdict(list)
    for visits in _services(world).values():
        for row in visits:
            went[row["服务去处代码"]].append(
                (terms.first_day(row["服务日期"]), terms.number(row["服务人次"]))
            )
    found = []
    for code, place in _places(world, country).items():
        sort = "school" if place.kind == "教育" and code in counted else POINTS.get(place.kind, "")
        wanted = sort and kind in ("", sort) and inside(country, place.place, district)
        times = [n for day, n in went[code] if start <= day]
        told = [n for n in times if n is not None]
        listed = {"every": True, "served": bool(times), "not_served": not times}[show]
        if wanted and listed and place.exists(world.day):
            at = country.above(place.place, "district") if place.place else ""
            found.append({
                "place_id": code, "place": place.name, "kind": sort, "district": country.name(at),
                "services": len(times), "person_times": sum(told) if told or not times else None,
                "last_served": max((day for day, _ in went[code]), default=None),
            })
    return sorted(found, key=lambda r: (-r["services"], r["kind"], r["place_id"]))


def person_times(
    world: World, rules: Mapping[str, int], district: str = "", from_: date | None = None
) -> Rows:
    country, start = Country(world), from_ or year_before(world.day)
    places = _places(world, country)

    def local(code: str, day: date) -> bool:
        if not district or code in country.rows:
            return inside(country, code, district)
        return places[code].exists(day) and inside(country, places[code].place, district)

    done: dict[str, list[Row]] = defaultdict(list)
    given: dict[str, list[Row]] = defaultdict(list)
    for visits in _services(world).values():
        row = visits[0]
        day, told = terms.first_day(row["服务日期"]), row["服务人群"] or row["服务人次"]
        if told and day >= start and any(local(v["服务去处代码"], day) for v in visits):
            done[GROUPS[row["服务人群"]]].append(row)
    for day, row in _gifts(world):
        if day >= start and local(row["受赠单位代码"], day):
            given[GROUPS[row["受益人群"]]].append(row)

    def line(label: str, services: list[Row], gifts: list[Row]) -> dict[str, object]:
        told = [int(r["服务人次"]) for r in services if r["服务人次"]]
        return {
            "served_group": label, "services": len(services),
            "person_times": sum(told) if told or not services else None,
            "unknown": len(services) - len(told), "gifts": len(gifts), "unvalued": _unvalued(gifts),
            "value": _worth(gifts),
        }

    order = sorted({*done, *given}, key=lambda g: (g == "不详", g))
    total = [[r for g in order for r in side[g]] for side in (done, given)]
    return [*(line(g, done[g], given[g]) for g in order), *([line("合计", *total)] if order else [])]


def pupils(world: World, rules: Mapping[str, int], by: str = "school", district: str = "") -> Rows:
    country = Country(world)
    places = _places(world, country)
    latest: dict[str, Row] = {}
    for row in sorted(
        rows(world, "统计场所", "统计日期", "在册人数"),
        key=lambda r: terms.first_day(r["统计日期"]),
    ):
        if terms.first_day(row["统计日期"]) <= world.day:
            latest[row["统计场所"]] = row
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for code, row in latest.items():
        school = places.get(code)
        if school is None or school.kind != "教育" or not row["在册人数"] or not school.exists(world.day):
            continue
        if inside(country, school.place, district):
            at = country.above(school.place, by) if by != "school" and school.place else ""
            key = (code, school.name) if by == "school" else (at, country.name(at) or "未落位")
            groups[key].append(row)

    def line(code: str, label: str, counted: list[Row]) -> dict[str, object]:
        told = [r for r in counted if r["留守儿童"]]
        return {
            "code": code, by: label, "schools": len(counted),
            "pupils": sum(int(r["在册人数"]) for r in counted),
            "told_pupils": sum(int(r["在册人数"]) for r in told),
            "left_behind": sum(int(r["留守儿童"]) for r in told) if told else None,
            "unknown": len(counted) - len(told),
        }

    made = [line(*key, groups[key]) for key in sorted(groups, key=lambda k: (k[0] == "", k))]
    return [*made, line("", "合计", [r for g in groups.values() for r in g])] if made else []


def volunteers(
    world: World, rules: Mapping[str, int], district: str = "", from_: date | None = None
) -> Rows:
    country, start = Country(world), from_ or year_before(world.day)
    units = {p.name: p for p in _places(world, country).values()}
    teams = {row["队伍编号"]: row for row in rows(world, "队伍名称", "队伍编号", "队伍归属")}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(world, "证件号码", "注册日期", "退出日期", "所在队伍代码"):
        if not holds(row, world.day, "注册日期", "退出日期"):
            continue
        team = row["所在队伍代码"]
        there = team and holds(row, world.day, "所在队伍起始日期", "所在队伍截止日期")
        team = team if there and holds(teams[team], world.day, "组建日期", "解散日期") else ""
        owner = units.get(teams[team]["队伍归属"]) if team else None
        if not district or (owner is not None and inside(country, owner.place, district)):
            groups[team].append(row)

    def line(code: str, label: str, who: list[Row]) -> dict[str, object]:
        fresh = sum(terms.first_day(row["注册日期"]) >= start for row in who)
        return {"team_id": code, "team": label, "volunteers": len(who), "registered": fresh}

    made = [
        line(team, teams[team]["队伍名称"] if team else "无队伍", groups[team])
        for team in sorted(groups, key=lambda t: (t == "", t))
    ]
    return [*made, line("", "合计", [r for g in groups.values() for r in g])] if made else []


ANSWERS: Answers = {
    "welfare/partners_by_year": partners_by_year,
    "welfare/places_served": places_served,
    "welfare/person_times": person_times,
    "welfare/pupils": pupils,
    "welfare/volunteers": volunteers,
}

CASES: tuple[Case, ...] = (
    Case("welfare/partners_by_year", samples=PRACTICES),
    Case("welfare/partners_by_year", {"years": 15}, samples=PRACTICES),
    Case("welfare/partners_by_year", {"years": 3, "district": "响水县"}, samples=PRACTICES),
    Case("welfare/places_served", {"district": "响水县"}, samples=PRACTICES),
    Case("welfare/places_served", {"district": "320921", "show": "not_served"}, samples=PRACTICES),
    Case(
        "welfare/places_served", {"district": "响水县", "kind": "school", "show": "served"}, samples=PRACTICES
    ),
    Case("welfare/places_served", {"kind": "growth_house", "from": date(2021, 3, 1)}, samples=PRACTICES),
    Case("welfare/person_times", samples=PRACTICES),
    Case("welfare/person_times", {"from": date(2008, 1, 1)}, samples=PRACTICES),
    Case("welfare/person_times", {"district": "响水县"}, samples=PRACTICES),
    Case("welfare/pupils", samples=PRACTICES),
    Case("welfare/pupils", {"by": "street", "district": "320921"}, samples=PRACTICES),
    Case("welfare/pupils", {"by": "district"}, samples=PRACTICES),
    Case("welfare/volunteers", samples=PRACTICES),
    Case("welfare/volunteers", {"from": date(2020, 1, 1)}, samples=PRACTICES),
    Case("welfare/volunteers", {"district": "响水县"}, samples=PRACTICES),
)

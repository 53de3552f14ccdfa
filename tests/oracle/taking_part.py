"""How often enterprises take part, how large areas are, what is done with the lists of Xinjiekou."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .bodies import back, year_before
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, Row, holds, rows
from .geometry import Ring
from .together import EVERYTHING
from .world import World

ALLIANCE = "新街口商圈党建联席会"
KINDS = {
    "信息": "information", "场地": "venue", "文化": "culture", "服务": "service", "人才": "expertise",
    "资金": "funds", "物资": "goods",
}
RADIUS = 6371.0088


# -- activities: those of Nanjing, whose hosts held some under the alliance -------------------------


def _activities(world: World, alliance: str) -> list[tuple[date, bool, list[str]]]:
    """Day, whether under the alliance, and who came, of the activities of its hosts, or of all."""
    held = rows(world, "活动编号", "主办单位代码", "所属联盟", file="活动.csv")
    ours = {
        row["主办单位代码"] for row in held
        if row["所属联盟"] == alliance and terms.first_day(row["活动日期"]) <= world.day
    }
    came = defaultdict(set)
    for row in rows(world, "参加方", "参加活动代码", file="参加.csv"):
        guest = world.records.find(EVERYTHING, row["参加方代码"], row["参加方"])
        if guest and guest[0] == "Enterprise":
            came[row["参加活动代码"]].add(guest[1])
    return [
        (terms.first_day(row["活动日期"]), row["所属联盟"] != "" and alliance in ("", row["所属联盟"]),
         sorted(came[row["活动编号"]]))
        for row in held if not alliance or row["主办单位代码"] in ours
    ]


def participation_by_year(world: World, rules: Mapping[str, int], alliance: str = "") -> Rows:
    years: dict[int, list[tuple[bool, list[str]]]] = defaultdict(list)
    for day, under, guests in _activities(world, alliance):
        if day <= world.day:
            years[day.year].append((under, guests))
    made = []
    for year in sorted(years):
        often = Counter(g for _, guests in years[year] for g in guests)
        made.append({
            "year": year, "activities": len(years[year]), "under": sum(under for under, _ in years[year]),
            "enterprises": len(often), "attendances": often.total(),
            "once_more": sum(n > 1 for n in often.values()),
        })
    return made


def _months(first: date, last: date) -> int:
    """The days between two days, a month being 30 of them."""
    return ((last.year - first.year) * 12 + last.month - first.month) * 30 + last.day - first.day


def participation_change(
    world: World, rules: Mapping[str, int], alliance: str = "", from_: date | None = None,
    base_from: date | None = None, base_until: date | None = None,
) -> Rows:
    spans = (
        (base_from or back(world.day, years=2), base_until or year_before(world.day)),
        (from_ or year_before(world.day), world.day),
    )
    held, who, came, length = [], [], [], []
    for first, last in spans:
        there = [guests for day, _, guests in _activities(world, alliance) if first < day <= last]
        held.append(len(there))
        who.append(len({g for guests in there for g in guests}))
        came.append(sum(map(len, there)))
        length.append(_months(first, last))
    rate = [math.floor(3600.0 * n / d + 0.5) / 10.0 for n, d in zip(came, length, strict=True)]
    change = None
    if came[0]:
        more = 1000.0 * came[1] * length[0] / (came[0] * length[1])
        change = math.floor(more - 999.5) / 10.0
    return [{
        "activities_before": held[0], "activities_after": held[1], "enterprises_before": who[0],
        "enterprises_after": who[1], "attendances_before": came[0], "attendances_after": came[1],
        "per_year_before": rate[0], "per_year_after": rate[1], "change": change,
    }]


# -- areas -----------------------------------------------------------------------------------------


def _square_km(ring: Ring) -> float:
    """The area of a ring on the sphere, by the trapezoids between it and the equator."""
    total = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        s1, s2 = math.sin(math.radians(y1)), math.sin(math.radians(y2))
        total += math.radians(x2 - x1) * (s1 + s2) / 2
    return abs(total) * RADIUS**2


def area_figures(world: World, rules: Mapping[str, int], area: str = "") -> Rows:
    made = []
    for a in world.areas:
        if area not in ("", a.name, a.code):
            continue
        within = world.units_within([a])
        houses = sum(a.ref in areas for areas in world._building_areas.values())
        size = sum(_square_km(outer) - sum(map(_square_km, holes)) for outer, *holes in a.shapes)
        made.append({
            "area_id": a.id, "area": a.name, "kind": a.kind,
            "square_km": round(size, 4) if a.shapes else None, "units": len(within),
            "merchants": sum(s.unit.kind == "merchant" for s in within),
            "staff": sum(s.staff or 0 for s in within),
            "staff_unknown": sum(s.staff is None for s in within), "buildings": houses,
        })
    return sorted(made, key=lambda r: (-r["units"], r["area_id"]))


# -- the three lists: those of S9 by district, and what buildings' organizations share ---------------


def _parties(world: World, row: Row, heading: str) -> set[str]:
    """Codes and names of the districts that a party of S9 lies in; blank if it does not exist."""
    ref = world.records.find(EVERYTHING, row[heading])
    if ref is None or not world.exists(ref):
        return set()
    return {x for d in world.districts(ref) for x in (world.records.divisions[d].code, world.name(d))}


def _listed(world: World, what: str, party: str, period: tuple[str, str], district: str) -> list[Row]:
    """The entries in force of a list of S9 whose party lies in a district."""
    return [
        row for row in rows(world, f"{what}名称", f"{what}编号", party, *period)
        if holds(row, world.day, *period) and district in _parties(world, row, party)
    ]


def _resources(world: World, district: str) -> list[Row]:
    return _listed(world, "资源", "资源提供单位", ("可用起始日期", "可用截止日期"), district)


def _needs(world: World, district: str) -> list[Row]:
    return _listed(world, "需求", "需求提出单位", ("需求提出日期", "需求撤回日期"), district)


def _started(world: World) -> list[Row]:
    """The projects of the lists that began on or before the day."""
    listed = rows(world, "项目名称", "项目编号", "项目承担单位", "对应资源代码")
    return [row for row in listed if terms.first_day(row["立项日期"]) <= world.day]


def _met(world: World) -> set[str]:
    return {row.get("对应需求代码", "") for row in _started(world)}


def _used(world: World) -> set[str]:
    return {
        row["对应资源代码"] for row in _started(world) if holds(row, world.day, "立项日期", "结项日期")
    }


def resources_and_needs(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    offered, asked = _resources(world, district), _needs(world, district)
    used, met = _used(world), _met(world)
    made = []
    kinds = {KINDS[r["资源类型"]] for r in offered} | {KINDS[n["需求类型"]] for n in asked}
    for kind in [*sorted(kinds), ""]:
        mine = [r for r in offered if kind in ("", KINDS[r["资源类型"]])]
        theirs = [n for n in asked if kind in ("", KINDS[n["需求类型"]])]
        done = sum(n["需求编号"] in met for n in theirs)
        made.append({
            "kind": kind or "合计", "resources": len(mine), "used": sum(r["资源编号"] in used for r in mine),
            "needs": len(theirs), "met": done, "unmet": len(theirs) - done,
        })
    return made


def _idle(world: World, kind: str) -> int:
    """The idle resources of a kind in all the country: of all lists, those of buildings and of S14."""
    used = _used(world) | {
        row["使用的资源代码"] for row in rows(world, "使用项目代码", "使用的资源代码")
        if holds(row, world.day, "起始日期", "截止日期") and row["使用项目代码"] in _running(world)
    }
    offered = {
        row["资源编号"]: row["资源类型"] for row in rows(world, "资源编号", "资源类型", "资源提供单位")
        if holds(row, world.day, "可用起始日期", "可用截止日期")
    }
    offered |= {
        row["共享资源编号"]: row["共享资源类型"] for row in rows(world, "共享资源编号", "共享资源类型")
        if row["共享资源编号"] and holds(row, world.day, "共享起始日期", "共享截止日期")
    }
    kinds = {row["资源编号"]: row["资源类型"] for row in rows(world, "资源编号", "资源类型")}
    offered |= {
        row["提供的资源代码"]: kinds[row["提供的资源代码"]] for row in rows(world, "提供方", "提供的资源代码")
        if holds(row, world.day, "起始日期", "截止日期") and _stands(world, row["提供方代码"])
    }
    return sum(KINDS[k] == kind for code, k in offered.items() if code not in used)


def _running(world: World) -> set[str]:
    return {
        row["项目编号"] for row in rows(world, "项目名称", "项目编号", "立项日期")
        if holds(row, world.day, "立项日期", "结项日期")
    }


def _stands(world: World, code: str) -> bool:
    """Whether the unit of a code in the plain sheets exists."""
    return all(
        holds(row, world.day, "成立日期", "注销日期")
        for of in ("企业", "机构") for row in rows(world, f"{of}名称", "统一社会信用代码", f"{of}类型")
        if row["统一社会信用代码"] == code
    )


def needs_unmet(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    met = _met(world)
    made = [
        {
            "need_id": row["需求编号"], "need": row["需求名称"], "kind": KINDS[row["需求类型"]],
            "asked_by": [row["需求提出单位"]], "since": terms.first_day(row["需求提出日期"]),
            "idle": _idle(world, KINDS[row["需求类型"]]),
        }
        for row in _needs(world, district) if row["需求编号"] not in met
    ]
    return sorted(made, key=lambda r: (r["since"], r["need_id"]))


def projects(
    world: World, rules: Mapping[str, int], state: str = "", district: str = "", limit: int = 200
) -> Rows:
    homes = {row["覆盖楼宇代码"]: row["楼宇党组织代码"] for row in rows(world, "覆盖楼宇代码", "组建主体")}
    country = Country(world)
    of_bodies = {
        homes[row["楼宇编号"]]: country.above(row["所在地"], "district")
        for row in rows(world, "楼宇编号", "所在地", file="S10") if row["楼宇编号"] in homes
    }
    made = []
    for row in _started(world):
        begun, ended = terms.first_day(row["立项日期"]), terms.day_after(row["结项日期"])
        last = row.get("项目协议到期日", "")
        expires = terms.first_day(last) if last else None
        if row.get("项目承担单位代码"):
            code = of_bodies[row["项目承担单位代码"]]
            there = {code, country.name(code)}
        elif row["项目承担单位"] == ALLIANCE:
            there = set()
        else:
            # nobody of the sample lies in a third district in between
            there = _parties(World(world.records, begun), row, "项目承担单位")
            there |= _parties(world, row, "项目承担单位")
        lapsed = expires is not None and expires < world.day
        now = "completed" if ended <= world.day else "lapsed" if lapsed else "running"
        if district in there and state in ("", now):
            made.append({
                "project_id": row["项目编号"], "project": row["项目名称"],
                "undertaken_by": [row["项目承担单位"]], "needs": int(bool(row.get("对应需求代码"))),
                "resources": int(bool(row["对应资源代码"])), "agreement": row.get("项目协议", ""),
                "since": begun, "expires": expires, "ended": ended if now == "completed" else None,
                "state": now,
            })
    return sorted(made, key=lambda r: (r["since"], r["project_id"]))[:limit]


ANSWERS: Answers = {
    "alliances/participation_by_year": participation_by_year,
    "alliances/participation_change": participation_change,
    "alliances/area_figures": area_figures,
    "alliances/resources_and_needs": resources_and_needs,
    "alliances/needs_unmet": needs_unmet,
    "alliances/projects": projects,
}

_CHANGE = {"base_from": date(2016, 12, 31), "base_until": date(2018, 12, 31), "alliance": ALLIANCE}
CASES = (
    Case("alliances/participation_by_year", {"alliance": ALLIANCE}, samples=PRACTICES),
    Case("alliances/participation_by_year", {"alliance": ALLIANCE}),
    Case("alliances/participation_by_year"),
    Case("alliances/participation_change", {"alliance": ALLIANCE}, samples=PRACTICES),
    Case("alliances/participation_change", {"from": date(2019, 2, 28), **_CHANGE}, samples=PRACTICES),
    Case("alliances/participation_change", {"from": date(2020, 12, 31), **_CHANGE}, samples=PRACTICES),
    Case("alliances/area_figures", samples=PRACTICES),
    Case("alliances/area_figures", {"area": "新街口商圈"}, samples=PRACTICES),
    Case("alliances/area_figures", {"area": "SQ003"}, samples=PRACTICES),
    *(
        Case(f"alliances/{name}", {"district": district}, samples=PRACTICES)
        for name in ("resources_and_needs", "needs_unmet")
        for district in ("玄武区", "320104", "鼓楼区")
    ),
    Case("alliances/projects", {"district": "玄武区"}, samples=PRACTICES),
    Case("alliances/projects", {"district": "320104"}, samples=PRACTICES),
    Case("alliances/projects", {"district": "370102"}, samples=PRACTICES),
    Case("alliances/projects", {"district": "510104", "state": "completed"}, samples=PRACTICES),
    Case("alliances/projects", {"district": "510104", "limit": 2}, samples=PRACTICES),
)

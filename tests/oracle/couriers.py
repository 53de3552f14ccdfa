"""The new employment groups: who reports, where they gather and live, their teams, their doors."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import terms
from .common import PRACTICES, Answers, Case, Rows, band
from .country import Row, holds, in_force, rows
from .spots import Spot, grouped, key, label, lies, spots
from .things import Ref
from .world import World

JOBS = {"快递员": "courier", "外卖骑手": "rider", "网约车司机": "ride_hailing", "货车司机": "truck"}
TEAMS = {
    "骑手队": "rider", "志愿服务队": "volunteer", "党员突击队": "shock", "医疗队": "medical",
    "服务队": "service",
}
WAYS = {"自由通行": "open", "登记通行": "registered", "禁止进入": "closed"}
NEEDED = {"water", "shade", "rest", "help"}
EARTH = 6371008.8


@dataclass
class Worker:
    """A worker on the day: the station, the company, whether they report."""

    person: str
    job: str
    member: bool
    station: Spot | None
    company: Spot | None
    reports: bool

    @property
    def place(self) -> str:
        return self.station.place if self.station else ""


_AT_WORK: dict[tuple[Path, date], list[Worker]] = {}


def _workers(world: World) -> list[Worker]:
    at = world.records.directory, world.day
    if at not in _AT_WORK:
        found = rows(world, "证件号码", "职业", "所属站点代码")
        _AT_WORK[at] = [_worker(world, row) for row in in_force(found, world.day, "入职日期", "离职日期")]
    return _AT_WORK[at]


def _worker(world: World, row: Row) -> Worker:
    known, day = spots(world), world.day
    station, company = known.points.get(row["所属站点代码"]), known.units.get(row["平台企业代码"])
    return Worker(
        row["证件号码"], JOBS[row["职业"]], row["党员身份"] in ("正式党员", "预备党员"),
        station if station and station.exists(day) else None,
        company if company and company.exists(day) else None,
        bool(row["报到社区"]) and holds(row, day, "报到社区起始日期", "报到社区截止日期"),
    )


def workers_reported(
    world: World, rules: Mapping[str, int], by: str = "occupation", division: str = ""
) -> Rows:
    pairs = []
    for w in _workers(world):
        if lies(world, w.place, division, "district", "city", "province"):
            if by == "occupation":
                group = (w.job, w.job)
            elif by == "platform":
                group = (w.company.code, w.company.name) if w.company else ("", "不详")
            else:
                group = key(world, w.place, by)
            pairs.append((group, w))
    return [
        {
            "code": code, by: name, "workers": len(some), "reporting": sum(w.reports for w in some),
            "not_reporting": sum(not w.reports for w in some),
        }
        for code, name, some in grouped(pairs)
    ]


def _in_use(world: World, kinds: Iterable[str]) -> list[Spot]:
    return [p for p in spots(world).points.values() if p.kind in kinds and p.exists(world.day)]


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    north = math.radians(b[1] - a[1])
    east = math.radians(b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return EARTH * math.hypot(north, east)


def hubs_without_station(
    world: World, rules: Mapping[str, int], metres: int = 1000, facility: str = "", district: str = ""
) -> Rows:
    stations = [
        s.at for s in _in_use(world, ("rest_station", "centre"))
        if s.at and (not facility or facility in s.facilities)
    ]
    based: dict[str, set[str]] = defaultdict(set)
    for w in _workers(world):
        if w.station:
            based[w.station.code].add(w.person)
    found = []
    for h in _in_use(world, ("delivery_station", "sorting_point")):
        if lies(world, h.place, district):
            near = min((_metres(h.at, s) for s in stations), default=None) if h.at else None
            if near is None or near > metres:
                found.append({
                    "point_id": h.code, "point": h.name, "kind": h.kind,
                    "district": label(world, h.place, "district"), "street": label(world, h.place, "street"),
                    "nearest": None if near is None else math.ceil(near), "workers": len(based[h.code]),
                })
    return sorted(found, key=lambda r: (r["nearest"] is not None, -(r["nearest"] or 0), r["point_id"]))


# -- platform companies ----------------------------------------------------------------------------


def _surveyed(world: World) -> dict[str, Row]:
    """The last survey of each platform company of another city that says where it is."""
    found: dict[str, Row] = {}
    for row in rows(world, "单位名称", "单位类型", "所在社区代码", "摸排日期"):
        if row["单位类型"] == "平台企业":
            before = found.get(row["统一社会信用代码"])
            if before is None or terms.first_day(row["摸排日期"]) <= world.day:
                found[row["统一社会信用代码"]] = row
    return found


def _organized(world: World) -> set[str]:
    """The codes of the units an organization of theirs, or a joint branch, covers on the day."""
    stated = rows(world, "党组织名称", "组建方式", "覆盖单位代码")
    own = [r for r in stated if terms.code(_KINDS, r["组建方式"], "组建方式") in terms.RANKS]
    found = in_force(own, world.day, "成立日期", "撤销日期")
    return {r["覆盖单位代码"] for r in in_force(found, world.day, "覆盖起始日期", "覆盖截止日期")}


_KINDS = {**terms.ORGANIZATION_KINDS, **{terms.normal(x): "other" for x in ("行业党委", "行业党组织")}}


def platforms_without_organization(
    world: World, rules: Mapping[str, int], district: str = "", min_workers: int = 0
) -> Rows:
    of: dict[str, list[Worker]] = defaultdict(list)
    for w in _workers(world):
        if w.company:
            of[w.company.code].append(w)
    found = []
    for s in world.stands:
        if s.unit.kind == "platform" and not s.rank:
            ref: Ref | None = s.district
            there = world.records.divisions[ref] if ref else None
            if not district or (there and district in (there.code, there.name)):
                found.append((s.unit.id, s.unit.name, world.name(ref), bool(s.work)))
    organized = _organized(world)
    for code, row in _surveyed(world).items():
        unit = spots(world).units[code]
        if unit.exists(world.day) and code not in organized and lies(world, unit.place, district):
            counted = terms.first_day(row["摸排日期"]) <= world.day
            found.append((
                code, unit.name, label(world, unit.place, "district"),
                counted and bool(terms.several(row["工作覆盖方式"])),
            ))
    answer: Rows = [
        {
            "unit_id": code, "unit_name": name, "district": at, "workers": len(of[code]),
            "stations": len({w.station.code for w in of[code] if w.station}),
            "members": band(sum(w.member for w in of[code])), "work_covered": "yes" if work else "no",
        }
        for code, name, at, work in found if len(of[code]) >= min_workers
    ]
    return sorted(answer, key=lambda r: (-r["workers"], r["unit_id"]))


def compounds_shut_out(
    world: World, rules: Mapping[str, int], district: str = "", platform: str = "", min_closed: int = 1
) -> Rows:
    known = spots(world)
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    stated = rows(world, "小区编号", "平台企业", "通行方式")
    for row in in_force(stated, world.day, "约定起始日期", "约定截止日期"):
        company = known.units[row["平台企业代码"]]
        ends = known.compounds[row["小区编号"]].exists(world.day) and company.exists(world.day)
        if ends and (not platform or platform in (company.name, company.code)):
            said[row["小区编号"]][company.code].add(WAYS[row["通行方式"]])
    found = []
    for code, ways in said.items():
        c = known.compounds[code]
        n = {way: [u for u, some in ways.items() if way in some] for way in WAYS.values()}
        if len(n["closed"]) >= min_closed and lies(world, c.place, district):
            found.append({
                "compound_id": code, "compound": c.name, "district": label(world, c.place, "district"),
                "street": label(world, c.place, "street"), "platforms": len(ways), "open": len(n["open"]),
                "registered": len(n["registered"]), "closed": len(n["closed"]),
                "shut_out": sorted(known.units[u].name for u in n["closed"]),
            })
    return sorted(found, key=lambda r: (-r["closed"], r["platforms"], r["compound_id"]))


# -- teams, dormitories, facilities ----------------------------------------------------------------


def _names(world: World) -> dict[str, tuple[str, str]]:
    """By code and by name, the name and the place of whatever may have a team."""
    known = spots(world)
    found = {c: (known.country.name(c), c) for c in known.country.rows}
    for name in ("党组织名称", "临时党组织名称"):
        for row in rows(world, name, "党组织代码"):
            found[row["党组织代码"]] = (row[name], row.get("所在地代码") or row.get("所在地") or "")
    found |= {u.code: (u.name, u.place) for u in known.units.values()}
    return found | {name: (name, place) for name, place in found.values()}


def teams(world: World, rules: Mapping[str, int], kind: str = "", district: str = "") -> Rows:
    names = _names(world)
    known: dict[str, Row] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(world, "队伍名称", "队伍编号"):
        if kind in ("", TEAMS[row["队伍类型"]]) and holds(row, world.day, "组建日期", "解散日期"):
            known[row["队伍编号"]] = row
            owner = row.get("队伍归属代码") or row.get("队伍归属")
            if owner and holds(row, world.day, "队伍归属起始日期", "队伍归属截止日期"):
                owners[row["队伍编号"]].add(owner)
    people: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for row in rows(world, "证件号码", "所在队伍代码"):
        since, until = ("入职日期", "离职日期") if "职业" in row else ("注册日期", "退出日期")
        inside = holds(row, world.day, "所在队伍起始日期", "所在队伍截止日期")
        if inside and holds(row, world.day, since, until):
            people[row["所在队伍代码"]].add(("职业" in row, row["证件号码"]))
    tasks: dict[str, dict[str, bool]] = defaultdict(dict)
    for team, task, row in _given(world):
        if holds(row, world.day, "派单日期", "撤单日期"):
            done = bool(row["办毕日期"]) and terms.first_day(row["办毕日期"]) <= world.day
            closed = row.get("任务办结日期") or row.get("办结日期") or ""
            done = done or terms.day_after(closed) <= world.day
            tasks[team][task] = tasks[team].get(task, False) or done
    found = []
    for code, row in known.items():
        if not district or any(lies(world, names[o][1], district) for o in owners[code]):
            n_done = sum(tasks[code].values())
            found.append({
                "team_id": code, "team": row["队伍名称"], "kind": TEAMS[row["队伍类型"]],
                "owners": sorted(names[o][0] for o in owners[code]), "people": len(people[code]),
                "workers": sum(courier for courier, _ in people[code]), "tasks": len(tasks[code]),
                "done": n_done, "open": len(tasks[code]) - n_done,
            })
    return sorted(found, key=lambda r: (-r["tasks"], -r["people"], r["team_id"]))


def _given(world: World) -> Iterable[tuple[str, str, Row]]:
    """The code of a team, of a task given to it, and the row that says so."""
    for row in rows(world, "队伍编号", "队伍任务编号", "派单日期"):
        yield row["队伍编号"], row["队伍任务编号"], row
    for row in rows(world, "承办单位代码", "承办单位类型", "派单日期"):
        if row["承办单位类型"] == "队伍":
            yield row["承办单位代码"], row.get("任务编号") or row["派出任务代码"], row


def _within(world: World, found: Iterable[Spot], division: str) -> list[Spot]:
    return [p for p in found if lies(world, p.place, division, "district", "city", "province")]


def dormitories(world: World, rules: Mapping[str, int], by: str = "district", division: str = "") -> Rows:
    latest: dict[str, tuple[date, int]] = {}
    for row in rows(world, "住宿点编号", "入住人数", "统计日期"):
        day = terms.first_day(row["统计日期"])
        if day <= world.day and day >= latest.get(row["住宿点编号"], (terms.BEGINNING, 0))[0]:
            latest[row["住宿点编号"]] = (day, int(row["入住人数"]))
    found = _within(world, _in_use(world, ("dormitory",)), division)
    pairs = [(key(world, p.place, by), p) for p in found]
    return [
        {
            "code": code, by: name, "points": len(some), "capacity": sum(p.capacity or 0 for p in some),
            "sized": sum(p.capacity is not None for p in some),
            "counted": sum(p.code in latest for p in some),
            "housed": sum(latest[p.code][1] for p in some if p.code in latest),
        }
        for code, name, some in grouped(pairs)
    ]


def facilities(
    world: World, rules: Mapping[str, int], by: str = "district", division: str = "",
    kind: str = "rest_station",
) -> Rows:  # fmt: skip
    every = [p for p in spots(world).points.values() if p.exists(world.day) and kind in ("", p.kind)]
    pairs = [(key(world, p.place, by), p) for p in _within(world, every, division)]
    return [
        {
            "code": code, by: name, "points": len(some), "stated": sum(bool(p.facilities) for p in some),
            "all_four": sum(p.facilities >= NEEDED for p in some),
            **{f: sum(f in p.facilities for p in some)
               for f in ("water", "shade", "rest", "help", "charging", "meals")},
            "unknown": sum(not p.facilities for p in some),
        }
        for code, name, some in grouped(pairs)
    ]


ANSWERS: Answers = {
    "people/workers_reported": workers_reported,
    "people/hubs_without_station": hubs_without_station,
    "people/platforms_without_organization": platforms_without_organization,
    "people/compounds_shut_out": compounds_shut_out,
    "people/teams": teams,
    "people/dormitories": dormitories,
    "services/facilities": facilities,
}

_ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("people/workers_reported", {}),
    ("people/workers_reported", {"by": "platform", "division": "浙江省"}),
    ("people/workers_reported", {"by": "street", "division": "4403"}),
    ("people/workers_reported", {"by": "district"}),
    ("people/workers_reported", {"by": "city"}),
    ("people/workers_reported", {"by": "province", "division": "昌平区"}),
    ("people/hubs_without_station", {}),
    ("people/hubs_without_station", {"metres": 600, "facility": "meals", "district": "坪山区"}),
    ("people/hubs_without_station", {"metres": 300, "facility": "water", "district": "330110"}),
    ("people/platforms_without_organization", {}),
    ("people/platforms_without_organization", {"district": "盐田区"}),
    ("people/platforms_without_organization", {"district": "330109", "min_workers": 20}),
    ("people/compounds_shut_out", {}),
    ("people/compounds_shut_out", {"district": "昌平区", "min_closed": 2}),
    ("people/compounds_shut_out", {"district": "110111", "min_closed": 0}),
    ("people/compounds_shut_out", {"platform": "北京京味外卖平台有限公司"}),
    ("people/teams", {}),
    ("people/teams", {"kind": "rider", "district": "余杭区"}),
    ("people/teams", {"kind": "volunteer", "district": "440105"}),
    ("people/dormitories", {}),
    ("people/dormitories", {"by": "city"}),
    ("people/dormitories", {"by": "street", "division": "北京市"}),
    ("people/dormitories", {"by": "province", "division": "110111"}),
    ("services/facilities", {}),
    ("services/facilities", {"by": "city"}),
    ("services/facilities", {"by": "street", "kind": "centre"}),
    ("services/facilities", {"by": "province", "kind": ""}),
    ("services/facilities", {"by": "district", "division": "深圳市"}),
)
CASES = tuple(Case(question, params, samples=PRACTICES) for question, params in _ASKED)

"""What the files say about what is done together: neighbours, co-building, activities, reporting, workers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from . import terms
from .files import Row, read_csv, read_workbook
from .records import Records
from .things import Ref, Tie
from .world import Stand, World

EVERYTHING = sorted(set(terms.TYPES.values()))
ROSTERS = ("在职党员.csv", "补录名册.csv")
OCCUPATIONS = {"快递员": "courier", "外卖骑手": "rider", "网约车司机": "driver", "货车司机": "driver"}
MEMBERS = ("正式党员", "预备党员")


@dataclass
class Agreement:
    """A co-building tie or an alliance's member, with the last day of its agreement."""

    tie: Tie
    paper: str | None
    expires: date | None


@dataclass
class Activity:
    """An activity under an alliance: its day, who hosts it, who takes part."""

    day: date
    alliance: Ref
    hosts: set[Ref] = field(default_factory=set)
    guests: set[Ref] = field(default_factory=set)


@dataclass
class Worker:
    """A delivery worker."""

    since: date
    occupation: str
    member: bool
    station: Ref | None
    platform: Ref | None
    reports: Ref | None


@dataclass
class Together:
    """All of it. ``reports`` and ``affiliated`` are by the identity that a roster gives."""

    pseudo: set[Ref] = field(default_factory=set)
    adjoin: list[Tie] = field(default_factory=list)
    co_builds: list[Agreement] = field(default_factory=list)
    memberships: list[Agreement] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    bodies_report: list[Tie] = field(default_factory=list)
    reports: dict[str, Ref] = field(default_factory=dict)
    affiliated: dict[str, Ref] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)


_READ: WeakKeyDictionary[Records, Together] = WeakKeyDictionary()


def together(world: World) -> Together:
    """What the files say, read once."""
    records = world.records
    if records not in _READ:
        _READ[records] = _read(records)
    return _READ[records]


def _read(records: Records) -> Together:
    found = Together()
    for row in read_csv(records.directory / "区划.csv"):
        if terms.code(terms.YES_NO, row.get("统计虚拟单元", ""), "统计虚拟单元") == "yes":
            ref = records.find(["Division"], row["区划代码"])
            assert ref is not None
            found.pseudo.add(ref)
    for file, side, other, ties in (
        ("毗邻.csv", "毗邻甲方", "毗邻乙方", found.adjoin),
        ("报到.csv", "报到方", "报到处", found.bodies_report),
    ):
        types = ["Division"] if file == "毗邻.csv" else ["Organization"]
        for row in read_csv(records.directory / file):
            near = records.find(types, row[f"{side}代码"], row[side])
            far = records.find(["Division"], row.get(f"{other}代码", ""), row[other])
            ties.append(_tie(near, far, row))
    for row in read_csv(records.directory / "共建.csv"):
        a, b = (records.find(["Organization"], row[f"共建{s}方代码"], row[f"共建{s}方"]) for s in "甲乙")
        assert a
        assert b
        tie = _tie(min(a, b), max(a, b), row)
        found.co_builds.append(Agreement(tie, row["共建协议"] or None, _last_day(row)))
    _read_alliances(records, found)
    _read_activities(records, found)
    _read_persons(records, found)
    return found


def _read_alliances(records: Records, found: Together) -> None:
    for row in read_workbook(records.directory / "联盟.xlsx", "联盟"):
        type_ = terms.code(terms.TYPES, row["成员类型"], "成员类型")
        near = records.find(
            [type_] if type_ else EVERYTHING, row["成员代码"], row["成员"],
            under=records.find(["Division"], row["所在区"]),
        )
        if near is not None:
            tie = _tie(near, ("Alliance", terms.normal(row["联盟名称"])), row, "加入日期", "退出日期")
            found.memberships.append(Agreement(tie, row["协议"] or None, _last_day(row)))


def _read_activities(records: Records, found: Together) -> None:
    by_code: dict[str, Activity] = {}
    for row in read_csv(records.directory / "活动.csv"):
        if row["所属联盟"]:
            alliance = ("Alliance", terms.normal(row["所属联盟"]))
            activity = by_code[row["活动编号"]] = Activity(terms.first_day(row["活动日期"]), alliance)
            host = records.find(EVERYTHING, row["主办单位代码"], row["主办单位"])
            activity.hosts |= {host} if host else set()
    for row in read_csv(records.directory / "参加.csv"):
        guest = records.find(EVERYTHING, row["参加方代码"], row["参加方"])
        if row["参加活动代码"] in by_code and guest is not None:
            by_code[row["参加活动代码"]].guests.add(guest)
    found.activities = list(by_code.values())


def _read_persons(records: Records, found: Together) -> None:
    for file in ROSTERS:
        for row in read_csv(records.directory / file):
            person = row["证件号码"]
            community = records.find(["Division"], row.get("报到社区", ""))
            if community is not None:
                found.reports[person] = community
            body = records.find(
                ["Organization"], row.get("组织关系所在党组织代码", ""), row.get("组织关系所在党组织", "")
            )
            if body is not None:
                found.affiliated[person] = body
    for row in read_csv(records.directory / "从业者.csv"):
        found.workers.append(Worker(
            terms.first_day(row["入职日期"]), OCCUPATIONS[row["职业"]], row["党员身份"] in MEMBERS,
            records.find(["ServicePoint"], row["所属站点代码"], row["所属站点"]),
            records.find(["Enterprise"], row["平台企业代码"], row["平台企业"]),
            records.find(["Division"], row["报到社区"]),
        ))


def _last_day(row: Row) -> date | None:
    """The last day of an agreement; a workbook's date may come as a number of days."""
    said = row["协议到期日"]
    if said.isdigit() and len(said) == 5:
        return date(1899, 12, 30) + timedelta(days=int(said))
    return terms.first_day(said) if said else None


def _tie(
    near: Ref | None, far: Ref | None, row: Row, since: str = "起始日期", until: str = "截止日期"
) -> Tie:
    assert near
    assert far
    return Tie(near, far, terms.first_day(row.get(since, "")), terms.day_after(row.get(until, "")))


# -- how things stand on the day -------------------------------------------------------------------


def holds(world: World, tie: Tie) -> bool:
    """Whether a tie holds while both its ends exist."""
    return tie.holds(world.day) and world.exists(tie.near) and world.exists(tie.far)


def built(world: World) -> list[Agreement]:
    """The co-building ties of the day."""
    return [a for a in together(world).co_builds if holds(world, a.tie)]


def partners(world: World) -> dict[Ref, set[Ref]]:
    """With whom each organization co-builds on the day."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for a in built(world):
        found[a.tie.near].add(a.tie.far)
        found[a.tie.far].add(a.tie.near)
    return found


def places(world: World, ref: Ref, level: str, seen: frozenset[Ref] = frozenset()) -> set[Ref]:
    """The divisions of a level that a thing lies in on the day."""
    if not world.exists(ref):
        return set()
    if ref[0] in ("Enterprise", "Institution"):
        at = getattr(_stands(world)[ref], level)
    elif ref[0] in ("Division", "Building"):
        at = world.above(ref, level)
    elif ref[0] == "ServicePoint":
        at = world.above(world.records.points[ref].place, level)
    elif ref[0] == "Organization":
        body = world.records.organizations[ref]
        if body.place is None or not world.exists(body.place):
            covered = set()
            for tie in world.covers:
                if tie.near == ref and tie.far[0] != "BusinessDistrict":
                    covered |= places(world, tie.far, level)
            above = body.superior
            if covered or above is None or above in seen or not world.exists(above):
                return covered
            return places(world, above, level, seen | {ref})
        at = world.above(body.place, level)
    else:
        at = None
    return {at} if at else set()


_STANDS: WeakKeyDictionary[World, dict[Ref, Stand]] = WeakKeyDictionary()


def _stands(world: World) -> dict[Ref, Stand]:
    if world not in _STANDS:
        _STANDS[world] = {s.unit.ref: s for s in world.stands}
    return _STANDS[world]


def divisions(world: World, level: str) -> list[Ref]:
    """The divisions of a level that exist on the day, by code, without pseudo-units."""
    there = [
        ref for ref, d in world.records.divisions.items()
        if d.level == level and d.exists(world.day) and ref not in together(world).pseudo
    ]
    return sorted(there, key=lambda ref: world.records.divisions[ref].code)


def group(world: World, ref: Ref | None, level: str) -> tuple[str, str]:
    """Code and name of the division of a level that a division lies in."""
    above = world.above(ref, level)
    return (world.records.divisions[above].code, world.name(above)) if above else ("", "未落位")


def in_order(groups: dict[tuple[str, str], object]) -> list[tuple[str, str]]:
    """The groups by code, those without one last."""
    return sorted(groups, key=lambda g: (g[0] == "", g))

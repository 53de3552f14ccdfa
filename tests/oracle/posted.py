"""What the sheets of the practices say of members and organizations: bodies, postings, reporting, posts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from . import terms
from .country import Country, rows
from .records import Records
from .things import Ref
from .world import World

POSTING = {"常态化下沉": "sinking", "选派": "posting", "派入闭环": "sent_in"}
OVERLAYS = ("temporary", "functional")


@dataclass(frozen=True)
class Span:
    """A period; ``until`` is the first day after it."""

    since: date = terms.BEGINNING
    until: date = terms.FOREVER

    def holds(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass
class Body:
    """An organization by code; ``place`` is a division's code, of its own, or blank."""

    code: str
    name: str
    kind: str
    span: Span
    place: str = ""
    tasks: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A task by code."""

    code: str
    name: str
    kind: str
    span: Span


@dataclass(frozen=True)
class Posting:
    """A member's posting; ``place`` is a division's code, ``body`` an organization's, one of them blank."""

    person: str
    place: str
    body: str
    kind: str
    span: Span
    days: float | None


@dataclass(frozen=True)
class Partners:
    """Two organizations that co-build."""

    near: str
    far: str
    paper: bool
    span: Span


@dataclass
class Said:
    """All of it. Persons are known by the identity that a roster gives."""

    country: Country
    bodies: dict[str, Body] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    partners: set[Partners] = field(default_factory=set)
    persons: dict[str, Span] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    employers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    units: dict[str, tuple[str, Span]] = field(default_factory=dict)
    postings: set[Posting] = field(default_factory=set)
    secretaries: set[Posting] = field(default_factory=set)
    teams: list[tuple[str, str, Span]] = field(default_factory=list)
    reports: list[tuple[Ref, str, frozenset[str], Span]] = field(default_factory=list)


_READ: WeakKeyDictionary[Records, Said] = WeakKeyDictionary()


def said(world: World) -> Said:
    """What the sheets say, read once."""
    if world.records not in _READ:
        _READ[world.records] = _read(world)
    return _READ[world.records]


def _span(row: dict[str, str], since: str, until: str) -> Span:
    return Span(terms.first_day(row.get(since, "")), terms.day_after(row.get(until, "")))


def _read(world: World) -> Said:
    found = Said(Country(world))
    sites = {r["楼宇编号"]: r.get("所在地", "") for r in rows(world, "楼宇编号", "楼宇名称")}
    sites |= {r["网格代码"]: r["所属社区代码"] for r in rows(world, "网格代码", "所属社区代码")}
    for heading, seat in (("党组织名称", "所在地"), ("临时党组织名称", "驻地")):
        for row in rows(world, heading, "组建方式"):
            code = row.get("党组织代码") or row[heading]
            place = row.get(seat, "")
            body = found.bodies.setdefault(code, Body(
                code, row[heading], terms.code(terms.ORGANIZATION_KINDS, row["组建方式"], "组建方式") or "",
                _span(row, "成立日期", "撤销日期"),
            ))
            body.place = body.place or sites.get(place, place)
            found.named[terms.normal(row[heading])] = code
    _read_tasks(world, found)
    _read_partners(world, found)
    for row in rows(world, "证件号码", "党员类别"):
        _read_member(row, found)
    for row in rows(world, "证件号码", "职业"):
        person = _span(row, "入职日期", "离职日期")
        _read_report(("DeliveryWorker", row["证件号码"]), person, row, found)
    for row in rows(world, "报到方", "报到处"):
        code = _body(found, row, "报到方")
        body = found.bodies[code].span
        _report(("Organization", code), row.get("报到处代码") or row["报到处"], row.get("认领任务", ""),
                _both(body, _span(row, "起始日期", "截止日期")), found)
    for what in ("企业", "机构"):
        kinds = terms.ENTERPRISE_KINDS if what == "企业" else terms.INSTITUTION_KINDS
        for row in rows(world, f"{what}名称", "统一社会信用代码", f"{what}类型", file="S12"):
            kind = terms.code(kinds, row[f"{what}类型"], "类型") or ""
            found.units[row["统一社会信用代码"]] = kind, _span(row, "成立日期", "注销日期")
    return found


def _body(found: Said, row: dict[str, str], heading: str) -> str:
    """The organization a cell names, by code or by name."""
    cell = row.get(f"{heading}代码") or row[heading]
    return cell if cell in found.bodies else found.named[terms.normal(cell)]


def _read_tasks(world: World, found: Said) -> None:
    for row in rows(world, "临时党组织名称", "任务编号"):
        code = row["任务编号"]
        kind = "mission" if row["任务类型"] == "专项任务" else ""
        found.tasks[code] = Task(code, row["任务名称"], kind, _span(row, "任务开始日期", "任务结束日期"))
        body = found.bodies[row["党组织代码"]]
        body.tasks[code] = Span(body.span.since)
    for row in rows(world, "队伍编号", "队伍归属代码"):
        team = row["队伍编号"], row["队伍归属代码"], _span(row, "组建日期", "解散日期")
        found.teams.append(team)


def _read_partners(world: World, found: Said) -> None:
    pairs = [
        (r["党组织代码"], _body(found, r, "东道党组织"), r.get("共建协议", ""),
         _span(r, "共建起始日期", "共建截止日期"))
        for r in rows(world, "临时党组织名称", "东道党组织") if r["东道党组织"]
    ]
    pairs += [
        (_body(found, r, "共建甲方"), _body(found, r, "共建乙方"), r.get("共建协议", ""),
         _span(r, "起始日期", "截止日期"))
        for r in rows(world, "共建甲方", "共建乙方")
    ]
    for near, far, paper, span in pairs:
        found.partners.add(Partners(near, far, bool(paper), span))


def _read_member(row: dict[str, str], found: Said) -> None:
    """A row of a roster, the plain one or that of postings."""
    person = row["证件号码"]
    if row.get("入党日期") or person not in found.persons:
        found.persons[person] = _span(row, "入党日期", "出党日期")
    home = row.get("组织关系所在党组织代码") or row.get("组织关系所在党组织")
    if home:
        found.homes[person] = home
    if unit := row.get("工作单位代码") or row.get("工作单位"):
        found.employers[person].add(unit)
    _read_report(("InServiceMember", person), found.persons[person], row, found)
    for heading, before in (("派往处", "下派"), ("下派处", "下派处")):
        if row.get(heading):
            own = "" if before == "下派" else before
            days = row.get(f"{own}每月在岗天数", "")
            found.postings.add(_posting(
                row, heading, POSTING.get(row.get(f"{own}下派方式", ""), ""), found,
                _span(row, f"{before}起始日期", f"{before}截止日期"), float(days) if days else None,
            ))
    if row.get("任职处职务") == "红领书记":
        span = _span(row, "任职处起始日期", "任职处截止日期")
        found.secretaries.add(_posting(row, "任职处", "", found, span, None))


def _posting(
    row: dict[str, str], heading: str, kind: str, found: Said, span: Span, days: float | None
) -> Posting:
    to = row.get(f"{heading}代码") or row[heading]
    division = row.get(f"{heading}类型") == "区划" or to in found.country.rows
    return Posting(row["证件号码"], to if division else "", "" if division else to, kind, span, days)


def _read_report(who: Ref, person: Span, row: dict[str, str], found: Said) -> None:
    to = row.get("报到社区代码") or row.get("报到社区")
    if to:
        span = _span(row, "报到起始日期", "报到截止日期")
        longer = _span(row, "报到社区起始日期", "报到社区截止日期")
        tasks = row.get("认领任务") or row.get("报到社区认领任务") or ""
        _report(who, to, tasks, _both(person, _both(span, longer)), found)


def _report(who: Ref, to: str, tasks: str, span: Span, found: Said) -> None:
    found.reports.append((who, to, frozenset(terms.several(tasks)), span))


def _both(a: Span, b: Span) -> Span:
    return Span(max(a.since, b.since), min(a.until, b.until))


# -- how things stand on the day -------------------------------------------------------------------


def body_holds(world: World, code: str) -> bool:
    """Whether an organization exists on the day."""
    return said(world).bodies[code].span.holds(world.day)


def body_districts(world: World, code: str) -> list[str]:
    """The districts an organization lies in, by code."""
    ref = ("Organization", code if code in said(world).bodies else terms.normal(code))
    if ref in world.records.organizations:
        return sorted(world.records.divisions[d].code for d in world.districts(ref))
    place = said(world).bodies[code].place
    district = said(world).country.above(place, "district") if place else ""
    return [district] if district else []


def at(world: World, posting: Posting, level: str) -> str:
    """The division of a level that a place of posting lies in; blank if none."""
    found = said(world)
    place = posting.place or found.bodies[posting.body].place
    return found.country.above(place, level) if place else ""


def in_force(world: World, postings: set[Posting]) -> list[Posting]:
    """Those that hold on the day, and whose person and place do."""
    found = said(world)
    return [
        p for p in postings
        if p.span.holds(world.day) and found.persons[p.person].holds(world.day)
        and (not p.body or body_holds(world, p.body))
    ]


def passes(world: World, district: str, wanted: str) -> bool:
    """Whether a filter by district (name or code, blank for all) lets something in a district pass."""
    return not wanted or (bool(district) and wanted in (district, said(world).country.name(district)))


def labelled(world: World, code: str) -> tuple[str, str]:
    """Code and name of a group."""
    return (code, said(world).country.name(code)) if code else ("", "未落位")

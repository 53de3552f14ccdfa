"""Four-level linkage: conferences by level, their links, sessions, duties and matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from . import terms
from .common import LEVELS, PRACTICES, Answers, Case, Rows
from .community_posts import a_year_before
from .country import Country, Row, holds, rows
from .country_bodies import pseudo, read_bodies, table
from .world import World

UPWARDS = ("community", "street", "district", "city")


@dataclass
class Conference:
    """A conference of the register: its division, the level, the next higher one, and its row."""

    code: str
    place: str
    level: str
    above: str
    row: Row


def _register(world: World, country: Country) -> dict[str, Conference]:
    """All conferences whose division has the conference's level, by code."""
    found = {}
    for row in rows(world, "联席会编号", "联席会级别", "联席会所在区划代码"):
        level = terms.code(terms.LEVELS, row["联席会级别"], "级别") or ""
        place = row["联席会所在区划代码"]
        if country.level(place) == level:
            code = row["联席会编号"]
            found[code] = Conference(code, place, level, row["上级联席会代码"], row)
    return found


def _standing(world: World, country: Country) -> dict[str, Conference]:
    """The conferences that exist on the day."""
    every = _register(world, country).items()
    return {code: c for code, c in every if holds(c.row, world.day, "成立日期", "终止日期")}


def _matches(country: Country, place: str, level: str, wanted: str) -> bool:
    if not wanted:
        return True
    above = country.above(place, level)
    return bool(above) and wanted in (above, country.name(above))


def _chain(start: Conference, standing: Mapping[str, Conference]) -> list[str]:
    """The levels reached from a conference, upwards."""
    reached, step = [start.level], start
    for level in UPWARDS[1:]:
        if step.above not in standing or standing[step.above].level != level:
            break
        step = standing[step.above]
        reached.append(level)
    return reached


def _communities(world: World, country: Country) -> list[str]:
    return [
        c for c in country.of_level("community")
        if not pseudo(country, c) and holds(country.rows[c], world.day, "设立日期", "撤销日期")
    ]


def broken_chains(
    world: World, rules: Mapping[str, int], by: str = "district", city: str = "", district: str = ""
) -> Rows:
    country = Country(world)
    standing = _standing(world, country)
    reached: dict[str, int] = {}
    for c in standing.values():
        if c.level == "community":
            reached[c.place] = max(reached.get(c.place, 0), len(_chain(c, standing)))
    there = [
        c for c in _communities(world, country)
        if _matches(country, c, "city", city) and _matches(country, c, "district", district)
    ]

    def count(codes: list[str], *, named: bool = True) -> Rows:
        by_reach = [[c for c in codes if reached.get(c, 0) == n] for n in range(5)]
        broken = sorted(c for n in (1, 2, 3) for c in by_reach[n])
        return [{
            "communities": len(codes), "whole": len(by_reach[4]), "without_conference": len(by_reach[0]),
            "without_street": len(by_reach[1]), "without_district": len(by_reach[2]),
            "without_city": len(by_reach[3]),
            "broken_names": [country.name(c) for c in broken] if named else [],
        }]

    made = table(country, by, there, lambda code: code, count)
    return [*made[:-1], *({**total, "broken_names": []} for total in made[-1:])]


def _sessions(world: World) -> dict[str, tuple[date, str]]:
    """Sessions by code: the day and the conference."""
    found = {}
    for row in rows(world, "会议编号", "会议日期", "召开的联席会代码"):
        if row["会议类型"] == "联席会议":
            found[row["会议编号"]] = (terms.first_day(row["会议日期"]), row["召开的联席会代码"])
    return found


def missed_schedule(
    world: World, rules: Mapping[str, int], from_: date | None = None, level: str = "", city: str = "",
    district: str = "",
) -> Rows:
    country = Country(world)
    first = from_ or a_year_before(world.day)
    held: dict[str, list[date]] = defaultdict(list)
    for day, conference in _sessions(world).values():
        if day <= world.day:
            held[conference].append(day)
    found = []
    for c in _standing(world, country).values():
        due = terms.number(c.row["每年应开次数"])
        n = sum(day > first for day in held[c.code])
        wanted = _matches(country, c.place, "city", city) and _matches(country, c.place, "district", district)
        old = terms.first_day(c.row["成立日期"]) <= first
        if due is not None and n < due and wanted and old and level in ("", c.level):
            found.append({
                "alliance_id": c.code, "alliance": c.row["联席会名称"], "level": c.level,
                "city": country.name(country.above(c.place, "city")), "due": due, "held": n, "short": due - n,
                "last_session": max(held[c.code], default=None),
            })
    return sorted(found, key=lambda r: (-r["short"], r["alliance_id"]))


def levels_without_duty(
    world: World, rules: Mapping[str, int], by: str = "level", city: str = "", district: str = ""
) -> Rows:
    country = Country(world)
    kinds = {row["职责编号"]: row for row in rows(world, "职责编号", "职责名称", "职责类型")}
    named: dict[str, list[str]] = defaultdict(list)
    for row in rows(world, "联席会编号", "层级职责代码"):
        duty = kinds.get(row["层级职责代码"], {})
        if duty.get("职责类型") == "层级职责" and holds(row, world.day, "职责起始日期", "职责截止日期"):
            named[row["联席会编号"]].append(duty["职责名称"])
    there = [
        c for c in _standing(world, country).values()
        if _matches(country, c.place, "city", city) and _matches(country, c.place, "district", district)
    ]
    groups: dict[str, list[Conference]] = defaultdict(list)
    for c in there:
        groups[c.level if by == "level" else country.above(c.place, "city")].append(c)
    order = [x for x in LEVELS if x in groups] if by == "level" else sorted(groups)
    made = []
    for key, some, total in [*((k, groups[k], False) for k in order), ("", there, True)]:
        label = "合计" if total else key if by == "level" else country.name(key)
        bound = [min(named[c.code]) for c in some if named[c.code]]
        made.append({
            "code": key if by == "city" else "", by: label, "conferences": len(some), "with_duty": len(bound),
            "without_duty": len(some) - len(bound), "duties": [] if total else sorted(set(bound)),
        })
    return made if there else []


def matters(
    world: World, rules: Mapping[str, int], from_: date | None = None, by: str = "level", city: str = ""
) -> Rows:
    country = Country(world)
    conferences, first = _register(world, country), from_ or a_year_before(world.day)
    settled: dict[str, Row] = {}
    raised: dict[str, list[tuple[date, Conference]]] = defaultdict(list)
    for row in rows(world, "会议编号", "会议日期", "召开的联席会代码", "任务编号"):
        day = terms.first_day(row["会议日期"])
        if row["任务编号"] and row["任务类型"] == "议事事项" and day <= world.day:
            settled[row["任务编号"]] = row
            raised[row["任务编号"]].append((day, conferences[row["召开的联席会代码"]]))
    entries = set()
    for matter, met in raised.items():
        top = min(LEVELS.index(c.level) for _, c in met)
        for day, c in met:
            there = holds(c.row, day, "成立日期", "终止日期") and _matches(country, c.place, "city", city)
            if day >= first and there:
                group = c.level if by == "level" else country.above(c.place, "city")
                entries.add((group, matter, c.level, LEVELS.index(c.level) > top))
    groups = {e[0] for e in entries}
    order = [x for x in LEVELS if x in groups] if by == "level" else sorted(groups)
    made = []
    for key in [*order, ""]:
        some = [e for e in entries if key in ("", e[0])]
        left = [settled[m] for _, m, _, passed in some if not passed]
        done = [r for r in left if terms.day_after(r["办结日期"]) <= world.day]
        late = [
            r for r in left
            if r not in done and r["办理时限"] and terms.first_day(r["办理时限"]) < world.day
        ]
        made.append({
            "code": key if by == "city" else "",
            by: "合计" if not key else key if by == "level" else country.name(key),
            "raised": len(some), "passed_up": len(some) - len(left), "remaining": len(left),
            "solved": len(done), "open": len(left) - len(done), "overdue": len(late),
        })
    return made if entries else []


def cities(world: World, rules: Mapping[str, int], by: str = "province", city: str = "") -> Rows:
    country = Country(world)
    standing = _standing(world, country)
    has: dict[str, set[str]] = defaultdict(set)
    for c in standing.values():
        above = country.above(c.place, "city")
        has[above].add(c.level)
        if c.level == "community" and len(_chain(c, standing)) == 4:
            has[above].add("link")
    there = [
        c for c in country.of_level("city")
        if _matches(country, c, "city", city) and holds(country.rows[c], world.day, "设立日期", "撤销日期")
    ]

    def count(codes: list[str]) -> Rows:
        lacks = [next((x for x in (*LEVELS, "link") if x not in has[c]), "") for c in codes]
        return [{
            "cities": len(codes), "complete": lacks.count(""),
            **{f"without_{x}": lacks.count(x) for x in LEVELS}, "unlinked": lacks.count("link"),
        }]

    return table(country, by, there, lambda code: code, count)


def _quarter(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _quarters(first: date, last: date) -> list[str]:
    every = [f"{y}Q{q}" for y in range(first.year, last.year + 1) for q in (1, 2, 3, 4)]
    return [q for q in every if _quarter(first) < q <= _quarter(last)]


def _lasts(day: date) -> bool:
    """Whether the quarter of the day goes on after it."""
    return _quarter(day) == _quarter(day + timedelta(days=1))


def secretaries_meetings(
    world: World, rules: Mapping[str, int], from_: date | None = None, city: str = ""
) -> Rows:
    country = Country(world)
    conferences, sessions = _register(world, country), _sessions(world)
    quarters = _quarters(from_ or a_year_before(world.day), world.day)
    seats: dict[str, set[str]] = defaultdict(set)
    for body in read_bodies(world, country).values():
        of_district = body.place and country.above(body.place, "district")
        if of_district and body.exists(world.day) and terms.code(
            terms.ORGANIZATION_KINDS, body.kind, "组建方式"
        ) == "territorial_committee":
            seats[country.above(body.place, "city")].add(body.code)
    came: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(world, "参加方代码", "参加活动代码"):
        day, conference = sessions.get(row["参加活动代码"], (world.day, ""))
        if conference in conferences and conferences[conference].level == "city" and day <= world.day:
            c = conferences[conference]
            if row["参加方代码"] in seats[c.place] and holds(c.row, day, "成立日期", "终止日期"):
                came[c.place][row["参加活动代码"]].add(row["参加方代码"])
    made = []
    for code in sorted(c for c in came if _matches(country, c, "city", city)):
        by_quarter: dict[str, list[int]] = defaultdict(list)
        for session, who in came[code].items():
            by_quarter[_quarter(sessions[session][0])].append(len(who))
        counted = [
            q for q in quarters if by_quarter[q] or q != _quarter(world.day) or not _lasts(world.day)
        ]
        within = [n for q in counted for n in by_quarter[q]]
        missed = [q for q in counted if not by_quarter[q]]
        if not counted:
            continue
        made.append({
            "code": code, "city": country.name(code), "quarters": len(counted),
            "met": len(counted) - len(missed), "meetings": len(within), "committees": len(seats[code]),
            "attendances": sum(within), "missed": missed,
        })
    figures = ("quarters", "met", "meetings", "committees", "attendances")
    sums = {f: sum(int(str(r[f])) for r in made) for f in figures}
    total = {"code": "", "city": "合计", **sums, "missed": []}
    return [*made, total] if made else []


ANSWERS: Answers = {
    "linkage/broken_chains": broken_chains,
    "linkage/missed_schedule": missed_schedule,
    "linkage/levels_without_duty": levels_without_duty,
    "linkage/matters": matters,
    "linkage/cities": cities,
    "linkage/secretaries_meetings": secretaries_meetings,
}

_ASKED: dict[str, tuple[dict[str, object], ...]] = {
    "linkage/broken_chains": ({}, {"by": "street", "district": "市南区"}, {"by": "city", "city": "3301"}),
    "linkage/missed_schedule": (
        {}, {"city": "太原市", "level": "community"}, {"district": "340103", "from": date(2020, 12, 31)}
    ),
    "linkage/levels_without_duty": ({}, {"by": "city"}, {"city": "合肥市"}, {"district": "李沧区"}),
    "linkage/matters": ({}, {"by": "city"}, {"city": "青岛市", "from": date(2019, 1, 1)}),
    "linkage/cities": ({}, {"by": "city"}, {"city": "太原市"}),
    "linkage/secretaries_meetings": ({}, {"city": "杭州市"}, {"from": date(2019, 5, 1)}),
}
CASES: tuple[Case, ...] = tuple(
    Case(question, dict(params), samples=PRACTICES) for question, many in _ASKED.items() for params in many
)

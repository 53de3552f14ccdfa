"""What streets must do, must not be made to do, admit and may do, from the lists, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import terms
from .bodies import year_before
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, rows
from .tasks import inside, whistles
from .world import World

KINDS = {"职责事项": "duty", "职权": "power", "行政处罚": "penalty"}
CATEGORIES = {
    "党群工作": "party_mass", "平安建设": "safety", "城市管理": "city_management",
    "社区建设": "community_building", "民生保障": "livelihood", "综合保障": "support", "经济事务": "economy",
}  # fmt: skip
PLATFORMS = {
    "综治工作平台": "security", "市场监管平台": "market", "综合执法平台": "enforcement",
    "便民服务平台": "service",
}  # fmt: skip
POWERS = {
    "综合管理权": "management", "规划参与权": "planning", "应急处置权": "emergency", "指挥调度权": "dispatch",
    "考核评价权": "evaluation", "人事建议权": "advice",
}  # fmt: skip
FIELDS = {"安全生产": "work_safety", "生态环境": "ecology", "文化旅游": "culture", "城市管理": "city"}
CORE = ("management", "planning", "emergency")


@dataclass
class Duty:
    """A duty, a power or a penalty."""

    name: str
    kind: str
    category: str
    platform: str
    power: str
    field: str


@dataclass
class Side:
    """Who stands to a duty in one way (``has``, ``freed``, ``admits``, ``team``), and when."""

    way: str
    who: str
    duty: str
    since: date
    until: date

    def holds(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass
class Lists:
    """The duties and who stands how to them, by who."""

    duties: dict[str, Duty] = field(default_factory=dict)
    sides: dict[str, list[Side]] = field(default_factory=lambda: defaultdict(list))

    def of(self, who: str, day: date, *ways: str) -> list[Duty]:
        """The duties of a street in these ways on a day."""
        return [self.duties[s.duty] for s in self.sides[who] if s.way in ways and s.holds(day)]


SIDES = (
    ("has", "责任街道", "责任起始日期", "责任截止日期"),
    ("freed", "免除街道", "免除起始日期", "免除截止日期"),
    ("admits", "准入街道", "准入起始日期", "准入截止日期"),
    ("has", "受托街道", "下放日期", "收回日期"),
    ("team", "执法队", "下放日期", "收回日期"),
    ("freed", "免除社区", "免除起始日期", "免除截止日期"),
    ("has", "仍承担社区", "承担起始日期", "承担截止日期"),
)
_READ: dict[Path, Lists] = {}


def lists(world: World) -> Lists:
    """What the lists say, read once."""
    place = world.records.directory
    if place not in _READ:
        found = _READ[place] = Lists()
        for name in ("职责名称", "处罚事项", "负面清单事项"):
            for row in rows(world, "职责编号", name):
                if row["职责类型"] not in KINDS:
                    continue
                code = row["职责编号"]
                found.duties[code] = Duty(
                    row[name], KINDS[row["职责类型"]], CATEGORIES.get(row.get("职责类别", ""), ""),
                    PLATFORMS.get(row.get("所属平台", ""), ""), POWERS.get(row.get("职权种类", ""), ""),
                    FIELDS.get(row.get("处罚领域", ""), ""),
                )
                for way, who, since, until in SIDES:
                    if row.get(who):
                        found.sides[row[who]].append(Side(
                            way, row[who], code, terms.first_day(row.get(since, "")),
                            terms.day_after(row.get(until, "")),
                        ))
    return _READ[place]


def _streets(world: World, district: str = "") -> list[str]:
    """The streets by code, pseudo-units left out."""
    country = whistles(world).country
    return [
        s for s in country.of_level("street")
        if country.rows[s].get("统计虚拟单元") not in ("是", "true") and inside(country, s, district)
    ]


def _group(country: Country, place: str, by: str) -> tuple[str, str]:
    above = country.above(place, by)
    return (above, country.name(above)) if above else ("", "未落位")


def _in_order(groups: Mapping[tuple[str, str], list[str]]) -> list[tuple[str, str]]:
    return sorted(groups, key=lambda g: (g[0] == "", g))


def freed_and_empowered(
    world: World, rules: Mapping[str, int], by: str = "city", district: str = ""
) -> Rows:
    found, country, day = lists(world), whistles(world).country, world.day
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    every = _streets(world, district)
    for s in every:
        groups[_group(country, s, by)].append(s)
    answer = []
    for code, label, streets in [*((*g, groups[g]) for g in _in_order(groups)), ("", "合计", every)]:
        row = dict.fromkeys(("recorded", "freed", "empowered", *CORE, "dispatch", "evaluation", "advice"), 0)
        for s in streets:
            has, free = found.of(s, day, "has"), found.of(s, day, "freed")
            powers = {d.power for d in has}
            row["recorded"] += bool(found.of(s, day, "has", "freed", "admits"))
            bound = any(d.category == "economy" for d in has)
            row["freed"] += any(d.category == "economy" for d in free) and not bound
            row["empowered"] += powers.issuperset(CORE)
            for power in POWERS.values():
                row[power] += power in powers
        answer.append({"code": code, by: label, "streets": len(streets), **row})
    return answer


def _lacking(
    world: World, attribute: str, all_of: list[str], district: str
) -> list[tuple[str, list[str], list[str]]]:
    """Each street on record with what it has and what it lacks."""
    found = []
    for s in _streets(world, district):
        if lists(world).of(s, world.day, "has", "freed", "admits"):
            there = {getattr(d, attribute) for d in lists(world).of(s, world.day, "has")} - {""}
            lack = sorted(set(all_of) - there)
            if lack:
                found.append((s, sorted(there), lack))
    return found


def _street(world: World, code: str) -> dict[str, str]:
    country = whistles(world).country
    return {
        "street_code": code, "street": country.name(code),
        "district": country.name(country.above(code, "district")),
    }


def streets_without_power(
    world: World, rules: Mapping[str, int], power: str = "", district: str = ""
) -> Rows:
    return [
        {**_street(world, s), "powers": there, "missing": lack}
        for s, there, lack in _lacking(world, "power", list(POWERS.values()), district)
        if not power or power in lack
    ]


def incomplete_platforms(
    world: World, rules: Mapping[str, int], started: str = "begun", district: str = ""
) -> Rows:
    return [
        {**_street(world, s), "platforms": there, "missing": lack}
        for s, there, lack in _lacking(world, "platform", list(PLATFORMS.values()), district)
        if there or started == "all"
    ]


def penalties_delegated(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    found, country = lists(world), whistles(world).country
    places = {code: office.place for code, office in whistles(world).offices.items()}
    by: dict[str, list[Side]] = defaultdict(list)
    for sides in found.sides.values():
        for s in sides:
            duty = found.duties[s.duty]
            at = places.get(s.who, s.who)
            street = s.way == "has" and s.who in country.rows and country.level(s.who) == "street"
            if duty.kind == "penalty" and (street or s.way == "team") and s.holds(world.day) \
                    and inside(country, at, district):
                by[duty.field or "不详"].append(s)
    fields = [(f, by[f]) for f in sorted(by, key=lambda f: (f == "不详", f))]
    return [
        {
            "field": label, "penalties": len({s.duty for s in some}),
            "streets": len({s.who for s in some if s.way == "has"}),
            "teams": len({s.who for s in some if s.way == "team"}),
            "delegations": sum(s.way == "has" for s in some),
        }
        for label, some in [*fields, ("合计", [s for _, some in fields for s in some])]
    ]


def duty_lists(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    found, country = lists(world), whistles(world).country
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    held: dict[str, set[str]] = {}
    for s in _streets(world, district):
        on = {x.duty for x in found.sides[s] if x.way == "has" and x.holds(world.day)}
        held[s] = {d for d in on if found.duties[d].kind == "duty"}
        if held[s]:
            groups[_group(country, s, by)].append(s)
    every = [s for streets in groups.values() for s in streets]
    answer = []
    for code, label, streets in [*((*g, groups[g]) for g in _in_order(groups)), ("", "合计", every)]:
        duties = {d for s in streets for d in held[s]}
        many = {c: sum(found.duties[d].category == c for d in duties) for c in (*CATEGORIES.values(), "")}
        answer.append({
            "code": code, by: label, "streets": len(streets), "duties": len(duties),
            "categories": sum(n > 0 for c, n in many.items() if c not in ("", "economy")),
            **{c or "other": n for c, n in many.items()},
        })
    return answer


def dispatches_outside_duties(
    world: World, rules: Mapping[str, int], from_: date | None = None, reason: str = "", district: str = ""
) -> Rows:
    found, country, day = lists(world), whistles(world).country, world.day
    start = from_ or year_before(day)
    answer = []
    for t in whistles(world).tasks.values():
        for d in t.dispatches.values():
            if d.to not in country.rows or country.level(d.to) != "street":
                continue
            if not (start < d.sent and d.stands(day) and inside(country, d.to, district)):
                continue
            for code in t.duties:
                ways = {s.way for s in found.sides[d.to] if s.duty == code and s.holds(d.sent)}
                listed = any(x.kind == "duty" for x in found.of(d.to, d.sent, "has"))
                why = _why(ways, t.origin, listed)
                if why and reason in ("", why):
                    answer.append({
                        "task_id": t.code, "task": t.name, "street": country.name(d.to),
                        "district": country.name(country.above(d.to, "district")),
                        "duty": found.duties[code].name, "origin": t.origin, "dispatched": d.sent,
                        "reason": why,
                    })
    return sorted(answer, key=lambda r: (-r["dispatched"].toordinal(), r["task_id"]))


def _why(ways: set[str], origin: str | None, listed: bool) -> str:
    if "freed" in ways:
        return "negative"
    if ways & {"has", "admits"}:
        return ""
    if origin == "department":
        return "unadmitted"
    return "unlisted" if listed else ""


ANSWERS: Answers = {
    "duties/freed_and_empowered": freed_and_empowered,
    "duties/streets_without_power": streets_without_power,
    "duties/incomplete_platforms": incomplete_platforms,
    "duties/penalties_delegated": penalties_delegated,
    "duties/duty_lists": duty_lists,
    "duties/dispatches_outside_duties": dispatches_outside_duties,
}

OUTSIDE = "duties/dispatches_outside_duties"
CASES: tuple[Case, ...] = (
    Case("duties/freed_and_empowered", samples=PRACTICES),
    Case("duties/freed_and_empowered", {"by": "province"}, samples=PRACTICES),
    Case("duties/freed_and_empowered", {"by": "district", "district": "和平区"}, samples=PRACTICES),
    Case("duties/streets_without_power", samples=PRACTICES),
    Case("duties/streets_without_power", {"power": "emergency"}, samples=PRACTICES),
    Case("duties/streets_without_power", {"power": "dispatch", "district": "120105"}, samples=PRACTICES),
    Case("duties/incomplete_platforms", samples=PRACTICES),
    Case("duties/incomplete_platforms", {"started": "all"}, samples=PRACTICES),
    Case("duties/incomplete_platforms", {"district": "鹿城区"}, samples=PRACTICES),
    Case("duties/penalties_delegated", samples=PRACTICES),
    Case("duties/penalties_delegated", {"district": "渭滨区"}, samples=PRACTICES),
    Case("duties/penalties_delegated", {"district": "610102"}, samples=PRACTICES),
    Case("duties/duty_lists", samples=PRACTICES),
    Case("duties/duty_lists", {"by": "city"}, samples=PRACTICES),
    Case("duties/duty_lists", {"by": "street", "district": "石景山区"}, samples=PRACTICES),
    Case(OUTSIDE, samples=PRACTICES),
    Case(OUTSIDE, {"reason": "unadmitted"}, samples=PRACTICES),
    Case(OUTSIDE, {"reason": "negative", "from": date(2020, 6, 30)}, samples=PRACTICES),
    Case(OUTSIDE, {"district": "青秀区"}, samples=PRACTICES),
)

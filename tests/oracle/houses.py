"""Organizations on the buildings of S10: who set them up, what they share, who leads and who is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .bodies import year_before
from .common import PRACTICES, Answers, Case, Rows, yes
from .country import Country, Row, holds, rows
from .world import World

SET_UP = {
    "街道": "street", "业主单位": "owner", "龙头企业": "leading_firm", "物业企业": "property", "": "unknown",
}
SHARED = {"信息": "information", "场地": "venue", "文化": "culture", "服务": "service"}


class Houses:
    """The sheets of S10 on a day."""

    def __init__(self, world: World) -> None:
        self.day, self.country = world.day, Country(world)
        self.houses = {
            row["楼宇编号"]: row for row in rows(world, "楼宇编号", "建成日期", file="S10")
            if holds(row, self.day, "建成日期")
        }
        ledger = rows(world, "覆盖楼宇代码", "楼宇党组织代码", "组建主体")
        self.bodies = {
            row["覆盖楼宇代码"]: row for row in ledger if row["成立日期"] and holds(row, self.day, "成立日期")
        }
        self.instructed = {
            row["覆盖楼宇代码"] for row in ledger
            if row["指导员派出党组织代码"] and holds(row, self.day, "指导起始日期", "指导截止日期")
        }
        self.shared: dict[str, set[str]] = defaultdict(set)
        self.resources: dict[str, set[str]] = defaultdict(set)
        for row in ledger:
            if row["共享资源编号"] and holds(row, self.day, "共享起始日期"):
                self.shared[row["覆盖楼宇代码"]].add(SHARED[row["共享资源类型"]])
                self.resources[row["覆盖楼宇代码"]].add(row["共享资源编号"])
        self.units = {
            row["统一社会信用代码"]: row["所在地"]
            for row in rows(world, "企业名称", "所在地", file="S10企业") if holds(row, self.day, "成立日期")
        }
        self.branches: dict[str, str] = {
            row["党组织代码"]: row["覆盖单位代码"] for row in rows(world, "覆盖单位代码", file="S10入驻")
            if holds(row, self.day, "成立日期") and row["覆盖单位代码"] in self.units
        }
        self.people = rows(world, "证件号码", "任职处职务", file="S10党员")
        for row in self.people:
            if row["指导单位代码"] and holds(row, self.day, "指导单位起始日期"):
                self.instructed.add(row["指导单位代码"])

    def place(self, house: str, level: str) -> str:
        """The division of a level that a building lies in."""
        return self.country.above(self.houses[house]["所在地"], level)

    def inside(self, house: str, district: str) -> bool:
        """Whether a filter by district lets a building pass."""
        code = self.place(house, "district")
        return district in ("", code, self.country.name(code))

    def groups(self, by: str, district: str) -> list[tuple[str, str, list[str]]]:
        """Code, name and buildings of each group, then all of them."""
        found: dict[str, list[str]] = defaultdict(list)
        every = [h for h in self.houses if self.inside(h, district)]
        for house in every:
            found[self.place(house, by)].append(house)
        return [*((c, self.country.name(c), found[c]) for c in sorted(found)), ("", "合计", every)]


def _state(s: Houses, house: str) -> str:
    if house in s.bodies:
        return SET_UP[s.bodies[house]["组建主体"]]
    if any(s.units[unit] == house for unit in s.branches.values()):
        return "tenants"
    return "instructor" if house in s.instructed else "nothing"


def by_set_up(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    s = Houses(world)
    made = []
    for code, name, there in s.groups(by, district):
        n = Counter(_state(s, h) for h in there)
        made.append({
            "code": code, by: name, "buildings": len(there), "own": sum(n[x] for x in SET_UP.values()),
            **{f"by_{x}": n[x] for x in SET_UP.values()}, "tenants": n["tenants"],
            "instructor": n["instructor"], "nothing": n["nothing"],
        })
    return made


def shared_resources(
    world: World, rules: Mapping[str, int], district: str = "", lacking: str = ""
) -> Rows:
    s = Houses(world)
    made = []
    for house, body in s.bodies.items():
        kinds = s.shared[house]
        if house in s.houses and s.inside(house, district) and lacking not in kinds:
            made.append({
                "organization_id": body["楼宇党组织代码"], "organization": body["楼宇党组织"],
                "set_up_by": SET_UP[body["组建主体"]] if body["组建主体"] else "",
                "district": s.country.name(s.place(house, "district")),
                **{k: yes(k in kinds) for k in SHARED.values()}, "missing": 4 - len(kinds),
            })
    return sorted(made, key=lambda r: (-r["missing"], r["organization_id"]))


def building_secretaries(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    s = Houses(world)
    leads: dict[str, set[str]] = defaultdict(set)
    chairs, guides = set(), set()
    for row in s.people:
        who, at = row["证件号码"], row["任职处代码"]
        if at and holds(row, s.day, "任职处起始日期", "任职处截止日期"):
            if row["任职处职务"] == "楼宇书记" and at in s.houses and s.inside(at, district):
                leads[who].add(at)
            elif row["任职处职务"] == "书记":
                chairs.add(who)
        if row["指导单位代码"] in s.houses and holds(row, s.day, "指导单位起始日期"):
            guides.add(who)
    groups: dict[int, list[str]] = defaultdict(list)
    for who, at_all in leads.items():
        groups[len(at_all)].append(who)
    return [
        {
            "buildings": n, "secretaries": len(groups[n]),
            "community_secretaries": sum(w in chairs for w in groups[n]),
            "instructors": sum(w in guides for w in groups[n]),
        }
        for n in sorted(groups)
    ]


def _whereabouts(s: Houses, row: Row) -> str:
    body, unit = row["组织关系所在党组织代码"], row["工作单位代码"]
    own = s.bodies.get(s.units[unit])
    if s.branches.get(body) == unit:
        return "home"
    if own and own["楼宇党组织代码"] == body:
        return "taken"
    late = {b for h, b in _founded(s).items() if h not in s.bodies}
    gone = body.startswith("S10-Z") and body not in s.branches
    return "unknown" if not body or body in late or gone else "away"


def _founded(s: Houses) -> dict[str, str]:
    """The organization each building will ever have, by the numbers they share."""
    return {h: f"S10-B{h[-3:]}" for h in s.houses}


def _band(n: int) -> str:
    return "0" if n == 0 else "1-2" if n <= 2 else "3+"


def floating_not_taken_in(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    s = Houses(world)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in s.people:
        if row["工作单位代码"] in s.units and holds(row, s.day, "工作单位起始日期"):
            found[s.units[row["工作单位代码"]]][_whereabouts(s, row)] += 1
    made = [
        {
            "building_id": house, "building": s.houses[house]["楼宇名称"],
            "district": s.country.name(s.place(house, "district")), "own": yes(house in s.bodies),
            "members": _band(n.total()), "taken_in": _band(n["taken"]), "not_taken_in": _band(n["away"]),
        }
        for house, n in found.items() if n["away"] and house in s.houses and s.inside(house, district)
    ]
    made.sort(key=lambda r: r["building_id"])
    return sorted(made, key=lambda r: r["not_taken_in"], reverse=True)


def three_coverages(
    world: World, rules: Mapping[str, int], by: str = "district", district: str = "",
    from_: date | None = None,
) -> Rows:
    s = Houses(world)
    start = from_ or year_before(s.day)
    busy = {
        row["主办单位代码"] for row in rows(world, "活动编号", "主办单位代码", file="S10活动")
        if start < terms.first_day(row["活动日期"]) <= s.day
    }
    used = {
        row["对应资源代码"] for row in rows(world, "项目编号", "对应资源代码", file="S10项目")
        if holds(row, s.day, "立项日期", "结项日期")
    }
    made = []
    for code, name, there in s.groups(by, district):
        own = [h for h in there if h in s.bodies]
        active = [h for h in own if s.bodies[h]["楼宇党组织代码"] in busy]
        made.append({
            "code": code, by: name, "buildings": len(there), "organized": len(own), "active": len(active),
            "effective": sum(bool(s.resources[h] & used) for h in active),
        })
    return made


ANSWERS: Answers = {
    "buildings/by_set_up": by_set_up,
    "buildings/shared_resources": shared_resources,
    "buildings/building_secretaries": building_secretaries,
    "buildings/floating_not_taken_in": floating_not_taken_in,
    "buildings/three_coverages": three_coverages,
}

DISTRICTS = ("370102", "510104", "镜湖区")
CASES = (
    *(Case(name, {"district": d}, samples=PRACTICES) for name in ANSWERS for d in DISTRICTS),
    Case("buildings/by_set_up", {"district": "370103", "by": "street"}, samples=PRACTICES),
    Case("buildings/by_set_up", {"district": "武侯区", "by": "city"}, samples=PRACTICES),
    Case("buildings/shared_resources", {"district": "370102", "lacking": "culture"}, samples=PRACTICES),
    Case("buildings/shared_resources", {"district": "510107", "lacking": "venue"}, samples=PRACTICES),
    Case("buildings/three_coverages", {"district": "锦江区", "by": "street"}, samples=PRACTICES),
    Case(
        "buildings/three_coverages", {"district": "340202", "by": "city", "from": date(2021, 1, 1)},
        samples=PRACTICES,
    ),
)

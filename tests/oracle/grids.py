"""Grids: with and without organizations, of which kinds, and their cases through the five steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .community_posts import a_year_before
from .country import Country, Row, holds, rows
from .country_bodies import inside, table
from .world import World

KINDS = {"全科网格": "unified", "党建网格": "party", "综治网格": "governance", "服务网格": "service"}
ORIGINS = {"居民诉求": "residents", "巡查发现": "patrol", "热线": "hotline"}
STEPS = ("核实日期", "分派日期", "处置日期", "反馈日期")


def _grids(world: World) -> dict[str, Row]:
    """The rows of all grids by code."""
    return {row["网格代码"]: row for row in rows(world, "网格代码", "网格类型", "所属社区代码")}


def _exists(row: Row, day: date) -> bool:
    return holds(row, day, "划定日期", "撤销日期")


def without_organization(
    world: World, rules: Mapping[str, int], by: str = "district", kind: str = "unified", district: str = ""
) -> Rows:
    country, grids = Country(world), _grids(world)
    there = {
        code: row["所属社区代码"]
        for code, row in sorted(grids.items())
        if _exists(row, world.day) and kind in ("", KINDS[row["网格类型"]])
        and inside(country, row["所属社区代码"], district)
    }
    has = {
        row["所在地"]
        for row in rows(world, "党组织名称", "党组织代码", "所在地")
        if holds(row, world.day, "成立日期", "撤销日期")
    }

    def count(codes: list[str]) -> Rows:
        bare = [grids[code]["网格名称"] for code in codes if code not in has]
        return [{
            "grids": len(codes), "with_organization": len(codes) - len(bare), "without": len(bare),
            "grid_names": bare,
        }]

    return table(country, by, there, lambda code: there[code], count)


def kinds_of_grid(
    world: World, rules: Mapping[str, int], by: str = "community", kinds: int = 2, district: str = ""
) -> Rows:
    country = Country(world)
    areas: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _grids(world).values():
        place = country.above(row["所属社区代码"], by)
        if _exists(row, world.day) and place and inside(country, row["所属社区代码"], district):
            areas[place][KINDS[row["网格类型"]]] += 1
    return [
        {
            "code": code, by: country.name(code), "kinds": len(found),
            **{kind: found[kind] for kind in KINDS.values()},
        }
        for code, found in sorted(areas.items())
        if len(found) >= kinds
    ]


def merged(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    country, grids = Country(world), _grids(world)
    gone = {
        code: row["所属社区代码"]
        for code, row in sorted(grids.items())
        if terms.day_after(row["撤销日期"]) <= world.day and inside(country, row["所属社区代码"], district)
    }
    taken = {
        row["合并的原网格代码"]
        for row in rows(world, "网格代码", "合并的原网格代码", "划定日期")
        if terms.first_day(row["划定日期"]) <= world.day
    }

    def count(codes: list[str]) -> Rows:
        kinds = Counter(KINDS[grids[code]["网格类型"]] for code in codes)
        left = [grids[code]["网格名称"] for code in codes if code not in taken]
        return [{
            "former": len(codes), **{kind: kinds[kind] for kind in ("party", "governance", "service")},
            "merged": len(codes) - len(left), "without": len(left), "grid_names": left,
        }]

    return table(country, by, gone, lambda code: gone[code], count)


def _cases(world: World) -> dict[str, Row]:
    """One row a case, by its number."""
    return {row["事项编号"]: row for row in rows(world, "事项编号", "所在网格代码", "收集日期")}


def _made(row: Row, step: str, day: date) -> bool:
    return bool(row[step]) and terms.first_day(row[step]) <= day


def stalled_steps(
    world: World, rules: Mapping[str, int], by: str = "district", idle_since: date | None = None,
    district: str = "",
) -> Rows:
    country, grids, day = Country(world), _grids(world), world.day
    waiting: dict[str, tuple[int, bool, str]] = {}
    for code, row in _cases(world).items():
        place = grids[row["所在网格代码"]]["所属社区代码"]
        if not holds(row, day, "收集日期", "办结日期") or not inside(country, place, district):
            continue
        step = next((i for i, s in enumerate(STEPS) if not _made(row, s, day)), len(STEPS))
        last = terms.first_day(row["收集日期"] if step == 0 else row[STEPS[step - 1]])
        if last <= (idle_since or day):
            late = bool(row["办理时限"]) and terms.first_day(row["办理时限"]) < day
            waiting[code] = (step, late, place)

    def count(codes: list[str]) -> Rows:
        n = Counter(waiting[code][0] for code in codes)
        names = ("to_verify", "to_assign", "to_handle", "to_feed_back", "to_close")
        return [{
            "open": len(codes), **{name: n[i] for i, name in enumerate(names)},
            "overdue": sum(waiting[code][1] for code in codes),
        }]

    return table(country, by, waiting, lambda code: waiting[code][2], count)


def feedback_missing(
    world: World, rules: Mapping[str, int], handled_since: date | None = None, origin: str = "",
    district: str = "", limit: int = 1000,
) -> Rows:
    country, grids, day = Country(world), _grids(world), world.day
    since = handled_since or a_year_before(day)
    found = []
    for code, row in _cases(world).items():
        place = grids[row["所在网格代码"]]["所属社区代码"]
        told = _made(row, "反馈日期", day)
        if told or not _made(row, "处置日期", day) or terms.first_day(row["处置日期"]) < since:
            continue
        if origin in ("", ORIGINS[row["任务来源"]]) and inside(country, place, district):
            found.append({
                "task_id": code, "task": row["事项名称"], "origin": ORIGINS[row["任务来源"]],
                "grid": row["所在网格"], "district": country.name(country.above(place, "district")),
                "handled": terms.first_day(row["处置日期"]),
                "closed": "yes" if terms.day_after(row["办结日期"]) <= day else "no",
            })
    return sorted(found, key=lambda r: (r["handled"], r["task_id"]))[:limit]


ANSWERS: Answers = {
    "grids/without_organization": without_organization,
    "grids/kinds_of_grid": kinds_of_grid,
    "grids/merged": merged,
    "grids/stalled_steps": stalled_steps,
    "grids/feedback_missing": feedback_missing,
}

CASES: tuple[Case, ...] = (
    Case("grids/without_organization", samples=PRACTICES),
    Case("grids/without_organization", {"by": "community", "district": "湖里区"}, samples=PRACTICES),
    Case("grids/without_organization", {"by": "street", "kind": ""}, samples=PRACTICES),
    Case("grids/kinds_of_grid", samples=PRACTICES),
    Case("grids/kinds_of_grid", {"by": "street", "kinds": 3}, samples=PRACTICES),
    Case("grids/kinds_of_grid", {"by": "district", "kinds": 1, "district": "姑苏区"}, samples=PRACTICES),
    Case("grids/merged", samples=PRACTICES),
    Case("grids/merged", {"by": "street"}, samples=PRACTICES),
    Case("grids/merged", {"by": "community", "district": "姑苏区"}, samples=PRACTICES),
    Case("grids/stalled_steps", samples=PRACTICES),
    Case("grids/stalled_steps", {"by": "street", "idle_since": date(2021, 5, 31)}, samples=PRACTICES),
    Case("grids/stalled_steps", {"by": "community", "district": "张店区"}, samples=PRACTICES),
    Case("grids/feedback_missing", samples=PRACTICES),
    Case("grids/feedback_missing", {"origin": "residents", "district": "姑苏区"}, samples=PRACTICES),
    Case("grids/feedback_missing", {"handled_since": date(2021, 1, 1), "limit": 25}, samples=PRACTICES),
)

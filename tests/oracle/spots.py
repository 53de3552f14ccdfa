"""What sheets of any practice say of units, service points and compounds: names, kinds, places, periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from . import terms
from .country import Country, Row, rows
from .world import World

FACILITIES = {
    "饮水": "water", "遮风避雨": "shade", "休息": "rest", "求助": "help", "充电": "charging", "就餐": "meals",
}
POINTS = {
    "党群服务中心": "centre", "驿站": "rest_station", "配送站点": "delivery_station",
    "分拣点": "sorting_point", "集体宿舍": "dormitory",
}


@dataclass
class Spot:
    """A unit, a service point or a compound: ``place`` is the code of a division, or blank."""

    code: str
    name: str
    kind: str
    place: str
    since: date
    until: date
    facilities: frozenset[str] = frozenset()
    capacity: int | None = None
    at: tuple[float, float] | None = None

    def exists(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass
class Spots:
    """All of them by code."""

    country: Country
    units: dict[str, Spot]
    points: dict[str, Spot]
    compounds: dict[str, Spot]


_READ: dict[Path, Spots] = {}


def spots(world: World) -> Spots:
    """What the sheets of the world's folder say, read once."""
    folder = world.records.directory
    if folder not in _READ:
        _READ[folder] = Spots(Country(world), _units(world), _points(world), _compounds(world))
    return _READ[folder]


def _place(row: Row) -> str:
    headings = ("所在地代码", "所在地", "所在社区代码", "所在社区", "所在街道")
    return next((row[h] for h in headings if row.get(h)), "")


def _point(row: Row) -> tuple[float, float] | None:
    return (float(row["经度"]), float(row["纬度"])) if row.get("经度") and row.get("纬度") else None


def _spot(row: Row, name: str, code: str, kind: str, since: str, until: str) -> Spot:
    return Spot(
        row[code], row[name], row.get(kind, ""), _place(row), terms.first_day(row.get(since, "")),
        terms.day_after(row.get(until, "")),
        frozenset(FACILITIES[f] for f in terms.several(row.get("设施", ""))),
        terms.number(row.get("容纳人数", "")), _point(row),
    )


def _units(world: World) -> dict[str, Spot]:
    """Nanjing's units as its records have them, the others as their sheets say."""
    found, code = {}, "统一社会信用代码"
    for name in ("单位名称", "企业名称", "机构名称"):
        kind = name.replace("名称", "类型")
        for row in rows(world, name, code, kind):
            found[row[code]] = _spot(row, name, code, kind, "成立日期", "注销日期")
    for unit in world.records.units.values():
        found[unit.code or unit.id] = Spot(unit.id, unit.name, unit.kind or "", "", unit.since, unit.until)
    return found


def _points(world: World) -> dict[str, Spot]:
    found = {}
    for name, code in (("服务点名称", "服务点编号"), ("集中住宿点", "住宿点编号")):
        for row in rows(world, name, code):
            kind = code.replace("编号", "类型")
            found[row[code]] = _spot(row, name, code, kind, "启用日期", "停用日期")
    for spot in found.values():
        spot.kind = POINTS.get(spot.kind, spot.kind)
    return found


def _compounds(world: World) -> dict[str, Spot]:
    found = {}
    for kind in ("小区", "楼宇"):
        for row in rows(world, f"{kind}名称", f"{kind}编号"):
            found[row[f"{kind}编号"]] = _spot(
                row, f"{kind}名称", f"{kind}编号", f"{kind}类型", "建成日期", "拆除日期"
            )
    return found


# -- where things lie ------------------------------------------------------------------------------


def above(world: World, place: str, level: str) -> str:
    """The code of the division of a level that a place lies in; a city or province only by its district."""
    country = spots(world).country
    if not place:
        return ""
    if level in ("city", "province"):
        low = country.above(place, "district")
        return country.above(low, level) if low else ""
    return country.above(place, level)


def lies(world: World, place: str, wanted: str, *levels: str) -> bool:
    """Whether a filter (a name or a code, blank for all) lets a place pass."""
    country = spots(world).country
    there = [above(world, place, level) for level in levels or ("district",)]
    return not wanted or any(c and wanted in (c, country.name(c)) for c in there)


def label(world: World, place: str, level: str) -> str:
    """The name of the division of a level that a place lies in; blank if unknown."""
    return spots(world).country.name(above(world, place, level))


def key(world: World, place: str, level: str) -> tuple[str, str]:
    """Code and name of the division of a level that a place lies in."""
    code = above(world, place, level)
    return (code, spots(world).country.name(code)) if code else ("", "未落位")




def grouped(pairs: Iterable[tuple[tuple[str, str], Any]]) -> list[tuple[str, str, list[Any]]]:
    """What belongs to each group: by code, those without one last, then all."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for of, thing in pairs:
        groups[of].append(thing)
    found = [(*g, groups[g]) for g in sorted(groups, key=lambda g: (g[0] == "", g))]
    return [*found, ("", "合计", [x for some in groups.values() for x in some])]

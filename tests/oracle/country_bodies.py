"""Party organizations of all sheets of a folder, with the division each lies in, and groups of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from . import terms
from .common import Rows
from .country import Country, Row, rows
from .world import World

T = TypeVar("T", bound=Hashable)


@dataclass
class Body:
    """An organization; ``place`` is the code of a division, blank if none is known."""

    code: str
    name: str
    kind: str
    since: date
    until: date
    place: str

    def exists(self, day: date) -> bool:
        """Whether it exists on the day."""
        return self.since <= day < self.until


def read_bodies(world: World, country: Country) -> dict[str, Body]:
    """The organizations with a code, by it."""
    found: dict[str, Body] = {}
    above: dict[str, str] = {}
    for row in rows(world, "党组织名称", "组建方式", "党组织代码"):
        code = row["党组织代码"]
        if not code:
            continue
        known = found.setdefault(code, Body(code, row["党组织名称"], "", date(1, 1, 1), terms.FOREVER, ""))
        known.kind = known.kind or row["组建方式"]
        known.place = known.place or _place(country, row)
        above[code] = above.get(code) or row.get("上级党组织代码", "")
        if row.get("成立日期"):
            known.since = terms.first_day(row["成立日期"])
        if row.get("撤销日期"):
            known.until = terms.day_after(row["撤销日期"])
    for code, body in found.items():
        step = above.get(code, "")
        while not body.place and step in found:
            body.place, step = found[step].place, above.get(step, "")
    return found


def _place(country: Country, row: Row) -> str:
    return next((x for x in (row.get("所在地代码", ""), row.get("所在地", "")) if x in country.rows), "")


def community_bodies(world: World, country: Country) -> list[Body]:
    """The organizations of communities that exist on the day, by code."""
    every = read_bodies(world, country).values()
    there = [b for b in every if b.kind in ("社区党组织", "社区党委", "社区党总支", "社区党支部")]
    return sorted((b for b in there if b.exists(world.day)), key=lambda b: b.code)


def inside(country: Country, place: str, district: str) -> bool:
    """Whether a place lies in the district that a filter names (a name or a code, blank for all)."""
    if not district:
        return True
    above = country.above(place, "district") if place else ""
    return bool(above) and district in (above, country.name(above))


def pseudo(country: Country, code: str) -> bool:
    """Whether a division is a pseudo-unit of the statistics."""
    return country.rows[code].get("统计虚拟单元", "") == "是"


def table(
    country: Country, by: str, things: Iterable[T], place: Callable[[T], str],
    count: Callable[[list[T]], Rows],
) -> Rows:
    """What ``count`` says of the things of each group by code, of those without one, and of all."""
    groups: dict[str, list[T]] = defaultdict(list)
    every = list(things)
    for thing in every:
        groups[country.above(place(thing), by) if place(thing) else ""].append(thing)
    order = sorted(groups, key=lambda code: (code == "", code))
    made = [
        {"code": code, by: country.name(code) if code else "未落位", **row}
        for code in order
        for row in count(groups[code])
    ]
    return [*made, *({"code": "", by: "合计", **row} for row in count(every))] if every else []

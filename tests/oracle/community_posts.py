"""Star ratings of secretary posts, training by cadre schools, posts of community workers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import Country, holds, rows
from .country_bodies import Body, community_bodies, inside, pseudo, table
from .world import World

RANKS = {"一级": 1, "二级": 2, "三级": 3, "四级": 4, "五级": 5, "六级": 6}


def _stars(world: World) -> dict[str, int]:
    """The stars in force on the day by the organization's code: those of the last rating so far."""
    last: dict[str, tuple[date, int]] = {}
    for heading in ("社区党组织代码", "评定党组织代码"):
        for row in rows(world, heading, "星级", "评定日期"):
            day = terms.first_day(row["评定日期"])
            if day <= world.day:
                last[row[heading]] = max(last.get(row[heading], (date(1, 1, 1), 0)), (day, int(row["星级"])))
    return {code: stars for code, (_, stars) in last.items()}


def star_ratings(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    country, stars = Country(world), _stars(world)

    def count(there: list[str]) -> Rows:
        n = Counter(stars.get(code, 0) for code in there)
        names = ("five", "four", "three", "two", "one")
        return [{
            "organizations": len(there), "rated": len(there) - n[0],
            **{name: n[5 - i] for i, name in enumerate(names)}, "unrated": n[0],
        }]

    bodies = {b.code: b for b in community_bodies(world, country) if inside(country, b.place, district)}
    return table(country, by, bodies, lambda code: bodies[code].place, count)


def streets_without_rated_secretary(
    world: World, rules: Mapping[str, int], stars: int = 1, district: str = ""
) -> Rows:
    country, known = Country(world), _stars(world)
    by_street: dict[str, list[int]] = defaultdict(list)
    for body in community_bodies(world, country):
        street = country.above(body.place, "street") if body.place else ""
        if street and not pseudo(country, street) and inside(country, street, district):
            by_street[street].append(known.get(body.code, 0))
    return [
        {
            "code": street, "street": country.name(street),
            "district": country.name(country.above(street, "district")),
            "organizations": len(there), "rated": sum(s > 0 for s in there),
        }
        for street, there in sorted(by_street.items())
        if max(there) < stars
    ]


def _schools(world: World) -> set[str]:
    kinds = ("学校", "事业单位", "医院")
    return {
        row["统一社会信用代码"]
        for row in rows(world, "机构名称", "统一社会信用代码", "机构类型")
        if row["机构类型"] in kinds
    }


def _trained(world: World) -> dict[str, date]:
    """The last day by organization on which a training of a school began, up to the day."""
    schools = _schools(world)
    held: dict[str, date] = {}
    took_part: list[tuple[str, str]] = []
    for row in rows(world, "培训班编号", "主办院校代码", "参训党组织代码"):
        if row["活动类型"] in ("培训", "党课") and row["主办院校代码"] in schools:
            held[row["培训班编号"]] = terms.first_day(row["开班日期"])
        took_part.append((row["参训党组织代码"], row["培训班编号"]))
    for row in rows(world, "活动编号", "活动类型", "主办单位代码"):
        if row["活动类型"] in ("培训", "党课") and row["主办单位代码"] in schools:
            held[row["活动编号"]] = terms.first_day(row["活动日期"])
    took_part += [(r["参加方代码"], r["参加活动代码"]) for r in rows(world, "参加方代码", "参加活动代码")]
    last: dict[str, date] = {}
    for who, what in took_part:
        if what in held and held[what] <= world.day:
            last[who] = max(last.get(who, held[what]), held[what])
    return last


def a_year_before(day: date) -> date:
    """The same day a year earlier, the month's last where there is none."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def training_overdue(
    world: World, rules: Mapping[str, int], trained_since: date | None = None, district: str = "",
    limit: int = 1000,
) -> Rows:
    country, last = Country(world), _trained(world)
    since = trained_since or a_year_before(world.day)

    def due(body: Body) -> bool:
        return inside(country, body.place, district) and (body.code not in last or last[body.code] < since)

    there = [b for b in community_bodies(world, country) if due(b)]
    there.sort(key=lambda b: (last.get(b.code, date(1, 1, 1)), b.code))
    return [
        {
            "organization_id": b.code, "organization": b.name,
            "district": country.name(country.above(b.place, "district")),
            "street": country.name(country.above(b.place, "street")),
            "last_training": day if (day := last.get(b.code)) != terms.BEGINNING else None,
        }
        for b in there[:limit]
    ]


def trained(
    world: World, rules: Mapping[str, int], trained_since: date | None = None, by: str = "district",
    district: str = "",
) -> Rows:
    country, last = Country(world), _trained(world)
    since = trained_since or a_year_before(world.day)

    def count(there: list[str]) -> Rows:
        in_time = sum(code in last and last[code] >= since for code in there)
        known = sum(code in last for code in there)
        return [{
            "organizations": len(there), "trained": in_time, "overdue": known - in_time,
            "never": len(there) - known,
        }]

    bodies = {b.code: b for b in community_bodies(world, country) if inside(country, b.place, district)}
    return table(country, by, bodies, lambda code: bodies[code].place, count)


def worker_posts(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    country = Country(world)
    headings = (
        ("任职社区代码", "职务", "岗位等级", "上岗日期", "离岗日期"),
        ("任职处代码", "任职处职务", "任职处岗位等级", "任职处起始日期", "任职处截止日期"),
    )
    posts = []
    for place, post, rank, since, until in headings:
        for row in rows(world, "证件号码", place, post, rank):
            if row[post] != "社区工作者" or not holds(row, world.day, since, until):
                continue
            if terms.first_day(row["入党日期"]) <= world.day and inside(country, row[place], district):
                posts.append((row[place], RANKS.get(row[rank], 0), row["证件号码"]))

    def count(there: list[tuple[str, int, str]]) -> Rows:
        n = Counter(rank for _, rank, _ in there)
        return [{"posts": len(there), **{f"rank_{i}": n[i] for i in range(1, 7)}, "unranked": n[0]}]

    return table(country, by, posts, lambda post: post[0], count)


ANSWERS: Answers = {
    "community/star_ratings": star_ratings,
    "community/streets_without_rated_secretary": streets_without_rated_secretary,
    "community/training_overdue": training_overdue,
    "community/trained": trained,
    "community/worker_posts": worker_posts,
}

CASES: tuple[Case, ...] = (
    Case("community/star_ratings", samples=PRACTICES),
    Case("community/star_ratings", {"by": "street"}, samples=PRACTICES),
    Case("community/star_ratings", {"by": "street", "district": "杏花岭区"}, samples=PRACTICES),
    Case("community/streets_without_rated_secretary", samples=PRACTICES),
    Case("community/streets_without_rated_secretary", {"stars": 4}, samples=PRACTICES),
    Case("community/streets_without_rated_secretary", {"stars": 5, "district": "220102"}, samples=PRACTICES),
    Case("community/training_overdue", samples=PRACTICES),
    Case("community/training_overdue", {"district": "皇姑区", "limit": 10}, samples=PRACTICES),
    Case(
        "community/training_overdue", {"district": "南关区", "trained_since": date(2020, 6, 30)},
        samples=PRACTICES,
    ),
    Case("community/trained", samples=PRACTICES),
    Case("community/trained", {"by": "street", "district": "皇姑区"}, samples=PRACTICES),
    Case("community/trained", {"trained_since": date(2020, 1, 1)}, samples=PRACTICES),
    Case("community/worker_posts", samples=PRACTICES),
    Case("community/worker_posts", {"by": "street"}, samples=PRACTICES),
    Case("community/worker_posts", {"by": "community", "district": "南关区"}, samples=PRACTICES),
)

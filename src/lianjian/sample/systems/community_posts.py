"""S4, Taiyuan, Shenyang, Changchun: star ratings of secretary posts, training by cadre schools, ranks."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import days, pick
from .bodies import committees, organization_sheet
from .country import division_sheet, upper
from .stems import below, street_stems

DISTRICTS = {"140107": "泉", "210105": "陵", "220102": "林"}
"""Each with the ending of its streets' names."""
STREETS, COMMUNITIES = 8, 7
SCHOOLS = {
    "140107": "太原市杏花岭区委党校",
    "210105": "沈阳市皇姑区委党校",
    "220102": "长春市南关区社区干部学院",
}
RATED_ON = (date(2021, 1, 15), date(2022, 1, 20), date(2022, 6, 30))
RATED = {"140107": (0.8, 0.9, 0.1), "210105": (0.35, 0.5, 0.05), "220102": (0.1, 0.4, 0.0)}
"""Of the organizations of each district, the shares rated on each of the days."""
POSTS = 1_250
FIRST = date(2015, 1, 1)
LAST = date(2022, 6, 30)


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S4 by file name."""
    del scale  # no figure here is large
    parts = [below(d, street_stems(ending, STREETS), COMMUNITIES) for d, ending in DISTRICTS.items()]
    streets, communities = (pl.concat([p[i] for p in parts]) for i in (0, 1))
    bodies = committees("S4", streets, communities)
    founded = rng.integers(0, 2_000, bodies.height)
    founded[rng.choice(bodies.height, 6, replace=False)] = rng.integers(2_300, 2_700, 6)
    gone = np.flatnonzero(rng.random(bodies.height) < 0.03)
    ended = pl.Series([None] * bodies.height, dtype=pl.String)
    ended[gone] = days(date(2021, 7, 31), rng.integers(0, 300, len(gone)))
    ended = pl.select(pl.when(bodies["kind"] == "社区党组织").then(ended)).to_series()
    founded_on = days(FIRST, founded)
    groups = bodies.filter(pl.col("kind") == "社区党组织").with_columns(
        district=pl.col("place").str.slice(0, 6)
    )
    schools = _schools()
    classes, shared = _classes(groups, schools, rng)
    lessons, attended = _lessons(bodies, groups, rng)
    return {
        "S4区划.csv": division_sheet(upper(DISTRICTS), streets, communities),
        "S4党组织.csv": organization_sheet(bodies, founded_on, ended),
        "S4机构.csv": schools,
        "S4星级.csv": _ratings(groups, rng),
        "S4培训.csv": classes.join(shared, on="培训班编号", maintain_order="left"),
        "S4党课.csv": lessons,
        "S4党课参加.csv": attended,
        "S4岗位.csv": _posts(communities, rng),
    }


def _schools() -> pl.DataFrame:
    places = pl.Series(list(SCHOOLS))
    kinds = pl.Series(["public_institution"] * len(SCHOOLS))
    return pl.DataFrame(
        {
            "机构名称": list(SCHOOLS.values()),
            "统一社会信用代码": credit_codes(kinds, places, pl.Series(range(1, len(SCHOOLS) + 1))),
            "机构类型": ["学校"] * len(SCHOOLS),
            "所在地": places,
            "成立日期": ["1985-09-01"] * len(SCHOOLS),
        }
    )


def _ratings(groups: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Ratings day by day; one street of each district has none."""
    passed = groups["place"].str.slice(6, 3) == "908"
    found = []
    for i, day in enumerate(RATED_ON):
        share = groups["district"].replace_strict(
            {d: s[i] for d, s in RATED.items()}, return_dtype=pl.Float64
        )
        rated = (pl.Series(rng.random(groups.height)) < share) & ~passed
        stars = pick(["1", "2", "3", "4", "5"], [5, 15, 40, 30, 10], groups.height, rng)
        found.append(
            groups.select(
                pl.col("name").alias("社区党组织"),
                pl.col("code").alias("社区党组织代码"),
                stars.alias("星级"),
                pl.lit(day.isoformat()).alias("评定日期"),
            ).filter(rated)
        )
    return pl.concat(found)


def _classes(
    groups: pl.DataFrame, schools: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Classes of each school, of a few days, and the organizations that sent somebody."""
    heads, trained = [], []
    for i, school in enumerate(schools.iter_rows(named=True)):
        n = 9
        begin = np.sort(rng.integers(1_700, (LAST - FIRST).days - 5, n))
        codes = [f"S4-P{i + 1}{k + 1:02}" for k in range(n)]
        heads.append(
            pl.DataFrame(
                {
                    "培训班名称": [f"{school['机构名称']}社区书记示范培训班第{k + 1}期" for k in range(n)],
                    "培训班编号": codes,
                    "活动类型": ["培训"] * n,
                    "主办院校": [school["机构名称"]] * n,
                    "主办院校代码": [school["统一社会信用代码"]] * n,
                    "开班日期": days(FIRST, begin),
                    "结业日期": days(FIRST, begin + rng.integers(0, 5, n)),
                }
            )
        )
        there = groups.filter(pl.col("district") == school["所在地"])
        keen = rng.random(there.height) * 0.45
        for code in codes:
            some = there.filter(pl.Series(rng.random(there.height) < keen))
            trained.append(
                some.select(
                    pl.lit(code).alias("培训班编号"),
                    pl.col("name").alias("参训党组织"),
                    pl.col("code").alias("参训党组织代码"),
                )
            )
    return pl.concat(heads), pl.concat(trained)


def _lessons(
    bodies: pl.DataFrame, groups: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lessons that streets give themselves: training too, but by no school."""
    hosts = bodies.filter(pl.col("kind") == "党工委")
    n = hosts.height
    lessons = pl.DataFrame(
        {
            "活动名称": hosts["name"] + "党课",
            "活动编号": [f"S4-L{k + 1:03}" for k in range(n)],
            "活动类型": ["培训"] * n,
            "活动日期": days(date(2021, 3, 1), rng.integers(0, 450, n)),
            "主办单位代码": hosts["code"],
            "主办单位": hosts["name"],
        }
    )
    guests = (
        groups.select(
            pl.col("name").alias("参加方"),
            pl.col("code").alias("参加方代码"),
            pl.lit("党组织").alias("参加方类型"),
            pl.col("upper").alias("主办单位代码"),
        )
        .join(lessons, on="主办单位代码", maintain_order="left")
        .select(
            "参加方",
            "参加方代码",
            "参加方类型",
            pl.col("活动名称").alias("参加活动"),
            pl.col("活动编号").alias("参加活动代码"),
            pl.col("活动日期").alias("起始日期"),
        )
    )
    return lessons, guests.filter(pl.Series(rng.random(guests.height) < 0.6))


def _posts(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Posts of community workers. Some rose a rank: a second row, the first ended the day before."""
    n = POSTS
    begun = rng.integers(0, 2_700, n)
    rise = rng.random(n) < 0.25
    risen = begun + rng.integers(200, 900, n)
    rise &= risen < (LAST - FIRST).days
    leave = rng.random(n) < 0.08
    left = np.maximum(begun, np.where(rise, risen, 0)) + rng.integers(30, 800, n)
    rank = rng.choice(6, n, p=[0.3, 0.27, 0.2, 0.13, 0.07, 0.03])
    ranks = np.asarray(["一级", "二级", "三级", "四级", "五级", "六级"])
    where = communities[rng.integers(0, communities.height, n)]
    people = pl.DataFrame(
        {
            "证件号码": [f"SYNS4-{i + 1:06}" for i in range(n)],
            "党员类别": pick(["正式党员", "预备党员"], [95, 5], n, rng),
            "任职社区": where["name"],
            "任职社区代码": where["code"],
            "职务": ["社区工作者"] * n,
        }
    )
    joined = days(date(2005, 1, 1), np.minimum(begun + 3_652 - rng.integers(-60, 3_000, n), 6_300))
    gone = pl.select(pl.when(pl.Series(leave)).then(days(FIRST, left))).to_series()
    until = pl.select(pl.when(pl.Series(rise)).then(days(FIRST, risen - 1)).otherwise(gone)).to_series()
    shown = np.where(rng.random(n) < 0.05, "", ranks[rank])
    first = people.with_columns(
        pl.Series(shown).alias("岗位等级"),
        days(FIRST, begun).alias("上岗日期"),
        until.alias("离岗日期"),
        joined.alias("入党日期"),
    )
    second = people.with_columns(
        pl.Series(ranks[np.minimum(rank + 1, 5)]).alias("岗位等级"),
        days(FIRST, risen).alias("上岗日期"),
        gone.alias("离岗日期"),
        joined.alias("入党日期"),
    ).filter(pl.Series(rise))
    return pl.concat([first, second])

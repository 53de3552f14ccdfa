"""S5, Shenzhen, Guilin, Baotou, Fuzhou: chains of service centres, what gathers there, elderly care."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..draw import days
from .bodies import committees, districts_of, organization_sheet
from .country import division_sheet, upper
from .elderly_care import care_sheets
from .stems import below, street_stems

SPOTS = {
    "440303": (114.13, 22.56),
    "450303": (110.30, 25.31),
    "150203": (109.83, 40.64),
    "350111": (119.33, 26.08),
}
"""The districts and about where they lie."""
STEMS = {
    "440303": street_stems("岗", 6),
    "450303": street_stems("桂", 6),
    "150203": street_stems("钢", 6),
    "350111": ["王庄", *street_stems("闽", 5)],
}
COMMUNITIES = 5
APART, AROUND = 3_000.0, 800.0
"""Metres between streets, and within which communities scatter around their street's middle."""
ALONE = "150203901"
"""A street whose centre knows no higher one, nor do those below it reach the city."""
DEGREE = 111_195.0
"""Metres of a degree of latitude."""
FIRST = date(2015, 3, 1)
COUNTED_ON = (date(2021, 3, 31), date(2021, 12, 31), date(2022, 5, 31))
ROOM = {"市": 1_500, "区": 800, "街道": 300, "社区": 90}
"""How many people a centre of each level can hold, about."""


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S5 by file name."""
    del scale  # no figure here is large
    parts = [below(d, stems, COMMUNITIES) for d, stems in STEMS.items()]
    streets, communities = (pl.concat([p[i] for p in parts]) for i in (0, 1))
    ziyang = pl.col("name") == communities.filter(pl.col("code").str.starts_with("350111"))["name"][0]
    communities = communities.with_columns(
        pl.when(ziyang).then(pl.lit("紫阳社区")).otherwise("name").alias("name")
    )
    placed = _spread(streets, communities, rng)
    known = pl.Series(rng.random(placed.height) < 0.97)
    mapped = communities.with_columns(
        *(pl.when(known).then(placed[c]).alias(zh) for c, zh in (("lon", "经度"), ("lat", "纬度"))),
        pl.lit("WGS-84").alias("坐标系"),
    )
    bodies = committees("S5", streets, communities)
    centres = _centres(streets, placed, rng)
    return {
        "S5区划.csv": division_sheet(upper(SPOTS), streets, mapped),
        "S5党组织.csv": organization_sheet(bodies, days(FIRST, rng.integers(0, 1_500, bodies.height))),
        "S5中心.csv": centres,
        "S5集结.csv": _gathering(centres, rng),
        **care_sheets(streets, communities, bodies, rng),
    }


def _spread(streets: pl.DataFrame, communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Communities with lon and lat: streets stand in rows of three, communities around them."""
    order = pl.int_range(pl.len()).over(pl.col("code").str.slice(0, 6))
    middles = streets.select(
        pl.col("code").alias("parent"), (order % 3 * APART).alias("east"), (order // 3 * APART).alias("north")
    )
    found = communities.join(middles, on="parent", maintain_order="left")
    return _located(found, rng.normal(0, AROUND, (found.height, 2)))


def _located(frame: pl.DataFrame, off: np.ndarray) -> pl.DataFrame:
    """A frame of code, east and north (metres), moved by the metres in ``off``, with lon and lat."""
    district = pl.col("code").str.slice(0, 6)
    lon0, lat0 = (
        district.replace_strict({d: s[i] for d, s in SPOTS.items()}, return_dtype=pl.Float64) for i in (0, 1)
    )
    moved = frame.with_columns(
        east=pl.col("east") + pl.Series(off[:, 0]), north=pl.col("north") + pl.Series(off[:, 1])
    )
    return moved.with_columns(
        lon=(lon0 + pl.col("east") / (DEGREE * lat0.radians().cos())).round(6),
        lat=(lat0 + pl.col("north") / DEGREE).round(6),
    )


def _centres(streets: pl.DataFrame, communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Centres from city to community, each with the next higher one: here and there none, or a wrong one."""
    every = _places(streets, communities.filter(pl.Series(rng.random(communities.height) < 0.85)))
    n = every.height
    low = every["level"].is_in(["街道", "社区"]).to_numpy()
    opened = np.where(low, rng.integers(0, 1_900, n), 0)
    late = (rng.random(n) < 0.08) & low
    opened = np.where(late, rng.integers(2_300, 2_680, n), opened)
    closed = (rng.random(n) < 0.05) & low & ~late
    begun = np.maximum(opened, np.where(rng.random(n) < 0.2, rng.integers(2_200, 2_690, n), 0))
    ended = (rng.random(n) < 0.05) & low
    room = every["level"].replace_strict(ROOM, return_dtype=pl.Float64).to_numpy() * rng.uniform(0.5, 1.5, n)
    spots = _located(every, rng.normal(0, 350, (n, 2)))
    upper_point = _linked(every, rng)
    names = dict(zip(every["number"], every["name"], strict=True))
    has = upper_point.is_not_null()
    last = pl.Series(ended) & has
    return (
        pl.DataFrame(
            {
                "服务点名称": every["name"],
                "服务点编号": every["number"],
                "服务点类型": ["党群服务中心"] * n,
                "服务点级别": every["level"],
                "所在地": every["place"],
                "上级服务点": upper_point.replace_strict(names, return_dtype=pl.String),
                "容纳人数": room.round().astype(np.int64),
                "经度": spots["lon"],
                "纬度": spots["lat"],
                "坐标系": ["WGS-84"] * n,
                "启用日期": days(FIRST, opened),
                "停用日期": _where(pl.Series(closed), days(date(2021, 5, 31), rng.integers(0, 390, n))),
                "上级服务点代码": upper_point,
                "对接起始日期": _where(has, days(FIRST, begun)),
                "对接截止日期": _where(last, days(date(2021, 7, 31), rng.integers(0, 19, n) * 20)),
            }
        )
        .reverse()
        .pipe(_without_empty_periods)
    )


def _where(chosen: pl.Series, values: pl.Series) -> pl.Series:
    """The values where chosen, else blank."""
    return pl.select(pl.when(chosen).then(values)).to_series()


def _places(streets: pl.DataFrame, communities: pl.DataFrame) -> pl.DataFrame:
    """One row a centre: number, name, level, place (its division), code, east, north."""
    above = upper(SPOTS)
    known = dict(zip(above["code"], above["name"], strict=True))
    middles = communities.group_by("parent", maintain_order=True).agg(pl.col("east", "north").mean())
    inner = streets.join(middles, left_on="code", right_on="parent", maintain_order="left")
    of_districts = pl.DataFrame({"code": list(SPOTS)}).with_columns(east=pl.lit(APART), north=pl.lit(0.0))
    levels = (("市", of_districts, 4), ("区", of_districts, 6), ("街道", inner, 9), ("社区", communities, 12))
    parts = [
        frame.select(
            "code",
            "east",
            "north",
            level=pl.lit(level),
            place=pl.col("code").str.slice(0, size),
            name=pl.col("code").str.slice(0, size).replace_strict(known)
            if size < 9
            else districts_of(frame) + pl.col("name"),
        )
        for level, frame, size in levels
    ]
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4)
    return pl.concat(parts).with_columns(number=pl.lit("S5-F") + number, name=pl.col("name") + "党群服务中心")


def _linked(centres: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """The number of each one's next higher centre; some go past a level, some know none."""
    point = dict(zip(centres["place"], centres["number"], strict=True))
    size = centres["level"].replace_strict({"市": 0, "区": 4, "街道": 6, "社区": 9})
    draw = rng.random(centres.height)
    past = pl.Series(draw < 0.05) & (centres["level"] == "社区")
    place = centres.select(pl.col("place").str.slice(0, pl.when(past).then(6).otherwise(size))).to_series()
    found = place.replace_strict(point, default=None, return_dtype=pl.String)
    return _where(pl.Series(draw < 0.93) & (centres["place"] != ALONE), found)


def _without_empty_periods(centres: pl.DataFrame) -> pl.DataFrame:
    """A link that ended before it began has no end."""
    ended = pl.when(pl.col("对接截止日期") >= pl.col("对接起始日期")).then("对接截止日期")
    return centres.with_columns(ended.alias("对接截止日期"))


def _gathering(centres: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Counts of those who gather at most of the centres, in three years' rounds; not every one each time."""
    base = centres.select(
        pl.col("服务点名称").alias("集结点"),
        pl.col("服务点编号").alias("集结点代码"),
        pl.lit("服务点").alias("集结点类型"),
        pl.col("容纳人数").alias("room"),
    ).filter(pl.Series(rng.random(centres.height) < 0.8))
    rounds = []
    for day in COUNTED_ON:
        n = base.height
        room = base["room"].to_numpy()
        rounds.append(
            base.select(
                "集结点",
                "集结点代码",
                "集结点类型",
                pl.Series((room * rng.uniform(0.02, 0.12, n)).astype(np.int64)).alias("集结干部"),
                pl.Series((room * rng.uniform(0.1, 0.5, n)).astype(np.int64)).alias("集结志愿者"),
                pl.Series((room * rng.uniform(0.5, 6, n)).astype(np.int64)).alias("应急物资"),
                pl.lit(day.isoformat()).alias("统计日期"),
            ).filter(pl.Series(rng.random(n) < 0.8))
        )
    return pl.concat(rounds)

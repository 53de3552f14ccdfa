"""S5's care for the elderly: neighbours, enterprises, the community, social workers, doctors."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import days
from .bodies import districts_of

WAYS = {"邻里": 0.8, "企业": 0.55, "社区": 0.95, "社工": 0.6, "医生": 0.8}
"""How many of the communities that have care at all have it in each way."""
FIRST = date(2017, 6, 1)
SPAN = 1_850
BEGAN = "2012-01-01"


def care_sheets(
    streets: pl.DataFrame, communities: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Who cares, and for which community: the sheets of teams, enterprises, institutions and care."""
    homes = communities.select(
        "code",
        "parent",
        full=districts_of(communities) + pl.col("name"),
    )
    teams = homes.select(
        (pl.col("full") + "邻里互助队").alias("队伍名称"),
        (pl.lit("S5-N") + pl.col("code")).alias("队伍编号"),
        pl.lit("志愿服务队").alias("队伍类型"),
        pl.col("code").alias("队伍归属代码"),
        pl.lit("区划").alias("队伍归属类型"),
        pl.lit(BEGAN).alias("组建日期"),
        pl.lit(BEGAN).alias("队伍归属起始日期"),
    )
    places = streets.select(
        "code", district=pl.col("code").str.slice(0, 6), full=districts_of(streets) + pl.col("name")
    )
    firms = _units(places, "enterprise", "养老服务有限公司", "企业", "私营企业", 1)
    stations = _units(places, "private_non_enterprise", "社会工作服务站", "机构", "民办非企业单位", 101)
    clinics = _units(places, "public_institution", "社区卫生服务中心", "机构", "事业单位", 201)
    group = bodies.filter(pl.col("kind") == "社区党组织")
    by_street = {
        "企业": dict(zip(firms["所在地"], firms["统一社会信用代码"], strict=True)),
        "社工": dict(zip(stations["所在地"], stations["统一社会信用代码"], strict=True)),
        "医生": dict(zip(clinics["所在地"], clinics["统一社会信用代码"], strict=True)),
    }
    carers = homes.select(
        "code",
        (pl.lit("S5-N") + pl.col("code")).alias("邻里"),
        pl.col("code").replace_strict(dict(zip(group["place"], group["code"], strict=True))).alias("社区"),
        *(pl.col("parent").replace_strict(known).alias(way) for way, known in by_street.items()),
    )
    known = [
        *zip(teams["队伍编号"], teams["队伍名称"], strict=True),
        *zip(group["code"], group["name"], strict=True),
    ]
    for units, what in ((firms, "企业"), (stations, "机构"), (clinics, "机构")):
        known += zip(units["统一社会信用代码"], units[f"{what}名称"], strict=True)
    names = dict(known)
    places_named = dict(zip(communities["code"], communities["name"], strict=True))
    kinds = {"邻里": "队伍", "企业": "企业", "社区": "党组织", "社工": "机构", "医生": "机构"}
    without = rng.random(communities.height) < 0.25
    ziyang = (communities["name"] == "紫阳社区").to_numpy()
    return {
        "S5队伍.csv": teams,
        "S5企业.csv": firms,
        "S5机构.csv": pl.concat([stations, clinics]),
        "S5照护.csv": pl.concat(
            [
                _care(
                    carers,
                    way,
                    kinds[way],
                    ziyang,
                    ((rng.random(len(ziyang)) < share) & ~without) | ziyang,
                    rng,
                )
                for way, share in WAYS.items()
            ]
        ).with_columns(
            pl.col("照护方代码").replace_strict(names).alias("照护方"),
            pl.col("照护社区代码").replace_strict(places_named).alias("照护社区"),
        ),
    }


def _units(places: pl.DataFrame, kind: str, ending: str, what: str, label: str, first: int) -> pl.DataFrame:
    numbers = pl.Series(range(first, first + places.height))
    codes = credit_codes(pl.Series([kind] * places.height), places["district"], numbers)
    return places.select(
        (pl.col("full") + ending).alias(f"{what}名称"),
        codes.alias("统一社会信用代码"),
        pl.lit(label).alias(f"{what}类型"),
        pl.col("code").alias("所在地"),
        pl.lit(BEGAN).alias("成立日期"),
    )


def _care(
    carers: pl.DataFrame,
    way: str,
    what: str,
    always: np.ndarray,
    chosen: np.ndarray,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The ties of one way; those of ``always`` began at the start and hold."""
    n = carers.height
    begun = np.where(always, 0, rng.integers(0, SPAN, n))
    over = (rng.random(n) < 0.12) & ~always
    ended = pl.select(
        pl.when(pl.Series(over)).then(days(FIRST, begun + rng.integers(90, 900, n)))
    ).to_series()
    return carers.select(
        pl.col(way).alias("照护方代码"),
        pl.lit(what).alias("照护方类型"),
        pl.col("code").alias("照护社区代码"),
        pl.lit(way).alias("照护方式"),
        days(FIRST, begun).alias("起始日期"),
        ended.alias("截止日期"),
    ).filter(pl.Series(chosen))

"""Dated ties with sheets of their own: areas by decision, covers, instructors, co-building."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .draw import days
from .labels import labels, units_type
from .organizations import Organizations
from .reporting import expires

CORE_INSTRUCTORS = (
    ("O6", "U27", "2020-03-01", None),
    ("O7", "B4", "2019-06-01", None),
    ("O4", "U10", "2020-01-01", "2021-12-31"),
)
CORE_TIES = (
    ("O8", "O11", "2019-07-01", None, "2019年共建协议"),
    ("O8", "O7", "2020-07-01", None, "2020年共建协议"),
    ("O8", "O9", "2018-03-01", None, "2018年共建协议"),
    ("O8", "O12", "2018-05-01", "2021-12-31", None),
    ("O8", "O13", "2021-06-01", None, None),
)


def targets(units: pl.DataFrame, buildings: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Whatever an organization may cover: target, row, key, and name, code and type as written."""
    whole = pl.int_range(pl.len(), dtype=pl.Int64)
    return pl.concat(
        [
            units.select("key", "name", "code", row=whole, target=pl.lit("unit"), type=units_type()),
            buildings.select(
                "key", "name", "code", row=whole, target=pl.lit("building"), type=pl.lit("楼宇")
            ),
            areas.select("key", "name", "code", row=whole, target=pl.lit("area"), type=pl.lit("商圈")),
        ]
    )


def membership_sheet(units: pl.DataFrame, buildings: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """认定.csv: buildings and enterprises that belong to an area by decision; one decision has ended."""
    names = areas.select(area="key", area_name="name")
    ties = pl.concat(
        [
            buildings.filter("by_tie").select(
                "name", "code", "area", type=pl.lit("楼宇"), until=pl.lit(None, pl.String)
            ),
            units.filter(pl.col("area") != "").select(
                "name", "code", "area", type=units_type(), until=pl.lit(None, pl.String)
            ),
            # one enterprise was counted to the area until the end of 2020
            units.filter(pl.col("key") == "U28").select(
                "name", "code", area=pl.lit("A3"), type=units_type(), until=pl.lit("2020-12-31")
            ),
        ]
    ).join(names, on="area", how="left", maintain_order="left")
    return ties.select(
        pl.col("name").alias("商圈成员"),
        pl.col("code").alias("商圈成员代码"),
        pl.col("type").alias("商圈成员类型"),
        pl.col("area_name").alias("所属商圈"),
        pl.lit("2019-01-01").alias("起始日期"),
        pl.col("until").alias("截止日期"),
    )


def organization_sheet(organizations: Organizations, places_of: pl.DataFrame) -> pl.DataFrame:
    """党组织.csv: one row per organization and what it covers; ``places_of`` is :func:`targets`."""
    table = organizations.table
    above = table.select(superior="key", above="name", above_code="code")
    covered = organizations.covers.rename({"since": "from", "until": "to"}).join(
        places_of.select("target", "row", covered="name", covered_code="code", type="type"),
        on=["target", "row"],
        how="left",
        maintain_order="left",
    )
    return (
        table.join(above, on="superior", how="left", maintain_order="left")
        .join(covered, on="key", how="left", maintain_order="left")
        .select(
            pl.col("name").alias("党组织名称"),
            pl.col("code").alias("党组织代码"),
            labels("kind", "organization_kind").alias("组建方式"),
            pl.col("covered").alias("覆盖单位"),
            pl.col("covered_code").alias("覆盖单位代码"),
            pl.col("type").alias("覆盖单位类型"),
            pl.col("above").alias("上级党组织"),
            pl.col("above_code").alias("上级党组织代码"),
            pl.col("place").alias("所在地"),
            pl.col("since").alias("成立日期"),
            pl.col("until").alias("撤销日期"),
            pl.col("from").alias("覆盖起始日期"),
            pl.col("to").alias("覆盖截止日期"),
        )
    )


def instructor_sheet(
    organizations: Organizations, places_of: pl.DataFrame, tree_of: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """指导员.csv: instructors sent to units and buildings by the organization above their place.

    ``tree_of`` has, for units and buildings, ``target``, ``row`` and ``home`` (an organization's key).
    """
    senders = organizations.table.select(home="key", sender="name", sender_code="code")
    bulk = tree_of.filter(pl.Series(rng.random(tree_of.height) < 0.04) & ~pl.col("key").str.contains("^[UB]"))
    fate = rng.random(bulk.height)
    drawn = bulk.select(
        "home",
        "key",
        since=days(date(2018, 1, 1), rng.integers(0, 1_500, bulk.height)),
        until=pl.when(pl.Series(fate > 0.9)).then(days(date(2022, 3, 1), rng.integers(0, 90, bulk.height))),
    )
    fixed = pl.DataFrame(CORE_INSTRUCTORS, schema=["home", "key", "since", "until"], orient="row")
    return (
        pl.concat([fixed, drawn])
        .join(senders, on="home", how="left", maintain_order="left")
        .join(places_of, on="key", how="left", maintain_order="left")
        .select(
            pl.col("sender").alias("派出党组织"),
            pl.col("sender_code").alias("派出党组织代码"),
            pl.col("name").alias("指导对象"),
            pl.col("code").alias("指导对象代码"),
            pl.col("type").alias("指导对象类型"),
            pl.col("since").alias("起始日期"),
            pl.col("until").alias("截止日期"),
        )
    )


def _drawn_ties(organizations: Organizations, units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Two to six ties for each community's organization, four of five within the district."""
    own = organizations.covers.filter(
        (pl.col("target") == "unit") & pl.col("key").str.contains("^E[0-9]+$|^J")
    ).unique("key", keep="first", maintain_order=True)
    partners = (
        own.select("key", district=units["district"].gather(own["row"])).drop_nulls().sort("district", "key")
    )
    communities = organizations.table.filter(pl.col("key").str.starts_with("K")).select(
        "key", district=pl.col("place").str.slice(0, 6)
    )
    if partners.height == 0 or communities.height == 0:
        return pl.DataFrame(schema=["a", "b", "since", "until", "agreement"])
    number = rng.integers(2, 7, communities.height)
    ties = communities[np.repeat(np.arange(communities.height), number)]
    first = partners["district"].search_sorted(ties["district"], side="left").to_numpy()
    last = partners["district"].search_sorted(ties["district"], side="right").to_numpy()
    near = first + (rng.random(ties.height) * np.maximum(last - first, 1)).astype(np.int64)
    anywhere = rng.integers(0, partners.height, ties.height)
    chosen = np.where((rng.random(ties.height) < 0.8) & (last > first), near, anywhere)
    fate, since = rng.random(ties.height), days(date(2018, 1, 1), rng.integers(0, 1_200, ties.height))
    return ties.select(
        a="key",
        b=partners["key"].gather(chosen),
        since=since,
        until=pl.when(pl.Series(fate < 0.1)).then(days(date(2021, 7, 1), rng.integers(0, 330, ties.height))),
        agreement=pl.when(pl.Series(fate > 0.3)).then(since.str.slice(0, 4) + "年共建协议"),
    ).unique(["a", "b"], keep="first", maintain_order=True)


def co_building_sheet(
    organizations: Organizations,
    units: pl.DataFrame,
    rng: np.random.Generator,
    rng_of_ends: np.random.Generator,
) -> pl.DataFrame:
    """共建.csv: co-building ties between organizations of communities and of units."""
    names = organizations.table.select("key", "name", "code")
    fixed = pl.DataFrame(CORE_TIES, schema=["a", "b", "since", "until", "agreement"], orient="row")
    drawn = _drawn_ties(organizations, units, rng)
    ties = pl.concat([fixed, drawn.cast(fixed.schema)])
    return (
        ties.with_columns(expires=expires(ties, rng_of_ends))
        .join(
            names.rename({"key": "a", "name": "a_name", "code": "a_code"}),
            on="a",
            how="left",
            maintain_order="left",
        )
        .join(
            names.rename({"key": "b", "name": "b_name", "code": "b_code"}),
            on="b",
            how="left",
            maintain_order="left",
        )
        .select(
            pl.col("a_name").alias("共建甲方"),
            pl.col("a_code").alias("共建甲方代码"),
            pl.col("b_name").alias("共建乙方"),
            pl.col("b_code").alias("共建乙方代码"),
            pl.col("since").alias("起始日期"),
            pl.col("until").alias("截止日期"),
            pl.col("agreement").alias("共建协议"),
            pl.col("expires").alias("协议到期日"),
        )
    )

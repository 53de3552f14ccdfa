"""Two-way reporting beyond the roster: organizations of units, and delivery workers. Ends of agreements."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .draw import days
from .organizations import Organizations
from .places import Places

CORE_REPORTS = (  # organization, street and position of the community, since, until
    ("O9", "320102003", 0, "2019-04-01", None),
    ("O11", "320104007", 0, "2020-06-01", None),
    ("O12", "320104007", 0, "2019-09-01", "2021-12-31"),
    ("O13", "320104007", 1, "2021-10-01", None),
)
CORE_EXPIRES = {
    ("O8", "O11"): "2022-06-30",
    ("O8", "O7"): "2021-06-30",
    ("O8", "O9"): "2021-02-28",
}
TERMS = (1, 2, 3, 5)
"""Years that an agreement is made for."""


def report_sheet(
    organizations: Organizations, units: pl.DataFrame, places: Places, rng: np.random.Generator
) -> pl.DataFrame:
    """报到.csv: organizations of units that report to a community, mostly the one their unit lies in.

    The communities of pseudo-units take no reports: who lies there reports elsewhere.
    """
    seats = organizations.covers.filter(pl.col("target") == "unit").unique(
        "key", keep="first", maintain_order=True
    )
    bodies = organizations.table.join(
        seats.select("key", community=units["community"].gather(seats["row"])),
        on="key",
        how="inner",
        maintain_order="left",
    ).filter(pl.col("community").is_not_null())
    order = places.communities.select("street", community="code", i=pl.int_range(pl.len()).over("street"))
    fixed = pl.DataFrame(CORE_REPORTS, schema=["key", "street", "i", "from", "to"], orient="row")
    bulk = bodies.filter(pl.col("key").str.contains("^[EJ]"))
    cells = places.communities.filter(~pl.col("code").str.ends_with("498"))["code"]
    n = bulk.height
    draw, away, fate = rng.random(n), rng.random(n), rng.random(n)
    elsewhere = cells.gather(rng.integers(0, len(cells), n))
    began = days(date(2017, 7, 1), rng.integers(0, 1_500, n))
    drawn = bulk.select(
        "key",
        "name",
        "code",
        community=pl.when(pl.Series(away < 0.12) | pl.col("community").str.ends_with("498"))
        .then(elsewhere)
        .otherwise("community"),
        # an organization reports from its founding at the earliest
        **{"from": pl.max_horizontal(began.str.to_date(), pl.col("since").str.to_date()).cast(pl.String)},
        to=pl.when(pl.Series(fate < 0.06)).then(days(date(2021, 8, 1), rng.integers(0, 320, n))),
    ).filter(pl.Series(draw < 0.6) & (pl.col("to").is_null() | (pl.col("from") <= pl.col("to"))))
    core = (
        fixed.join(bodies.drop("community"), on="key", how="inner", maintain_order="left")
        .join(order, on=["street", "i"], how="left", maintain_order="left")
        .select(drawn.columns)
    )
    return pl.concat([core, drawn]).select(
        pl.col("name").alias("报到方"),
        pl.col("code").alias("报到方代码"),
        pl.lit("党组织").alias("报到方类型"),
        pl.col("community").alias("报到处"),
        pl.col("from").alias("起始日期"),
        pl.col("to").alias("截止日期"),
    )


def workers_report(points: pl.DataFrame, stations: pl.Series, rng: np.random.Generator) -> pl.Series:
    """报到社区 of workers by their station's code: two of five report, mostly where the station lies."""
    n = len(stations)
    home = stations.replace_strict(dict(points.select("code", "community").iter_rows()))
    known = points["community"].unique(maintain_order=True)
    elsewhere = known.gather(rng.integers(0, len(known), n))
    draw = pl.Series(rng.random(n))
    found = pl.select(pl.when(draw < 0.32).then(home).when(draw < 0.4).then(elsewhere))
    return found.to_series().alias("报到社区")


def expires(ties: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """协议到期日 of co-building ties (a, b, since, agreement): seven agreements of ten have a last day."""
    years = np.asarray(TERMS)[rng.integers(0, len(TERMS), ties.height)]
    dated = pl.Series(rng.random(ties.height) < 0.7)
    fixed = pl.DataFrame(
        [(a, b, day) for (a, b), day in CORE_EXPIRES.items()], schema=["a", "b", "fixed"], orient="row"
    )
    known = ties.join(fixed, on=["a", "b"], how="left", maintain_order="left")
    constructed = pl.col("a").str.starts_with("O")
    span = pl.lit(pl.Series(years).cast(pl.String) + "y")
    last = pl.col("since").str.to_date().dt.offset_by(span).dt.offset_by("-1d")
    return known.select(
        pl.when(constructed)
        .then("fixed")
        .when(dated & pl.col("agreement").is_not_null())
        .then(last.cast(pl.String))
    ).to_series()

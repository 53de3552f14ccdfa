"""Terms of office of organizations, and their own yearly counts of members."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .organizations import Organizations
from .sizes import LAST_DAY

YEARS = {
    "committee": 5,
    "quarter_committee": 5,
    "territorial_committee": 5,
    "community_organization": 5,
    "area": 5,
    "general_branch": 3,
    "branch": 3,
    "joint_branch": 3,
    "building": 3,
    "authority_organization": 3,
}
"""About how many years lie between two elections; a kind that is not here elects nobody."""

APPOINTED = ("working_committee", "temporary")

# organization, elected or appointed, appointed, extended to, seats
CORE_TERMS = (
    ("O1", "2016-09-28", None, None, 11),
    ("O1", "2021-12-05", None, None, 11),
    ("O3", "2021-07-20", None, None, 9),
    ("O4", "2021-07-22", None, None, 9),
    ("O5", "2016-07-15", None, None, 9),
    ("O6", "2018-05-10", "是", None, 7),
    ("O7", "2018-06-29", None, None, 7),
    ("O8", "2016-07-01", None, None, 7),
    ("O8", "2021-12-10", None, None, 7),
    ("O9", "2017-05-20", None, "2022-12-31", 9),
    ("O10", "2018-02-01", None, None, 5),
    ("O11", "2018-03-08", None, "2022-03-08", 5),
    ("O12", "2018-11-01", None, None, None),
    ("O15", "2021-02-01", "是", None, None),
)
COUNTED = (date(2020, 12, 31), date(2021, 12, 31))
"""The days of the yearly statistics."""

# organization, members and full members on the first of those days and on the second
CORE_COUNTS = (
    ("O8", 101, 96, 99, 95),
    ("O9", 118, 110, 120, 112),
    ("O10", 51, 48, 52, 50),
    ("O11", 49, 46, 58, 55),
    ("O12", 9, 8, 9, 8),
    ("O13", 6, 6, 7, 7),
)


def term_sheet(organizations: Organizations, rng: np.random.Generator) -> pl.DataFrame:
    """届期.csv: one row per election or appointment; some elections are late, some lateness is approved."""
    table = organizations.table
    bulk = table.filter(
        ~pl.col("key").str.contains(r"^O\d") & pl.col("kind").is_in([*YEARS, *APPOINTED])
    ).with_columns(
        appointed=pl.col("kind").is_in(APPOINTED),
        years=pl.col("kind").replace_strict(YEARS, default=5, return_dtype=pl.Int64),
    )
    n = bulk.height
    share, fate, again, more = (rng.random(n) for _ in range(4))
    months = bulk["years"].to_numpy() * 12
    age = (months * rng.uniform(0, 1.13, n) * 30.44).astype(np.int64)
    before = age + (months * 30.44 + rng.integers(-40, 90, n)).astype(np.int64)
    base = np.full(n, (LAST_DAY - date(1970, 1, 1)).days)
    drawn = bulk.with_columns(
        last=pl.Series(base - age, dtype=pl.Int32).cast(pl.Date),
        first=pl.Series(base - before, dtype=pl.Int32).cast(pl.Date),
        founded=pl.col("since").str.to_date(),
        over=pl.Series(age > months * 30.44),
        later=pl.Series(months + np.where(more < 0.15, 14, rng.integers(4, 13, n))),
        approved=pl.Series(fate < 0.35),
        seats=pl.Series(rng.choice([5, 7, 9], n)),
        few=pl.Series(np.where(rng.random(n) < 0.55, rng.choice([3, 3, 5], n), 0)),
        known=pl.Series(share < 0.92),
        twice=pl.Series(again < 0.5),
    ).filter("known")
    # a founding is the first election; nobody was elected before
    last = pl.max_horizontal("last", "founded")
    branch = pl.col("kind").is_in(["branch", "joint_branch", "building"])
    columns = (
        "key",
        pl.when("appointed").then(pl.lit("是")).alias("appointed"),
        pl.when(branch).then(pl.when(pl.col("few") > 0).then("few")).otherwise("seats").alias("seats"),
    )
    latest = drawn.select(
        *columns,
        day=last,
        extended=pl.when("over", "approved", ~pl.col("appointed"), last == pl.col("last"))
        .then(pl.col("last").dt.offset_by(pl.format("{}mo", "later")))
        .otherwise(None),
    )
    earlier = drawn.filter(
        pl.col("twice") & (pl.col("founded").is_null() | (pl.col("first") >= pl.col("founded")))
    ).select(*columns, day="first", extended=pl.lit(None, pl.Date))
    fixed = pl.DataFrame(
        CORE_TERMS, schema=["key", "day", "appointed", "extended", "seats"], orient="row"
    ).with_columns(pl.col("day", "extended").str.to_date())
    known = table.select("key", "name", "code")
    return (
        pl.concat([fixed, latest.select(fixed.columns), earlier.select(fixed.columns)])
        .join(known.with_row_index("row"), on="key", how="inner", maintain_order="left")
        .sort("row", "day")
        .select(
            pl.col("name").alias("换届党组织"),
            pl.col("code").alias("换届党组织代码"),
            pl.col("day").cast(pl.String).alias("换届日期"),
            pl.col("appointed").alias("委任"),
            pl.col("extended").cast(pl.String).alias("批准延期至"),
            pl.col("seats").alias("班子人数"),
        )
    )


def count_sheet(organizations: Organizations, rng: np.random.Generator) -> pl.DataFrame:
    """党组织党员数.csv: members of organizations that report a number instead of a roster, by year."""
    table = organizations.table
    mean = {
        "committee": 160,
        "general_branch": 72,
        "branch": 19,
        "joint_branch": 6,
        "community_organization": 120,
    }
    bulk = table.filter(~pl.col("key").str.contains(r"^O\d") & pl.col("kind").is_in(list(mean)))
    n = bulk.height
    middle = bulk["kind"].replace_strict(mean, default=1, return_dtype=pl.Float64).to_numpy()
    first = np.clip(np.round(middle * rng.lognormal(-0.12, 0.5, n)), 3, 900).astype(np.int64)
    small = bulk["kind"].is_in(["branch", "joint_branch"]).to_numpy()
    # a few branches have outgrown what a branch should hold
    first = np.where(small & (rng.random(n) > 0.02), np.minimum(first, 50), first)
    second = np.maximum(first + np.round(first * rng.normal(0.01, 0.05, n)).astype(np.int64), 3)
    drawn = (
        bulk.select("key", "name", "code")
        .with_columns(
            m0=pl.Series(first),
            f0=pl.Series(first - rng.binomial(first, 0.06)),
            m1=pl.Series(second),
            f1=pl.Series(second - rng.binomial(second, 0.06)),
        )
        .filter(pl.Series(rng.random(n) < 0.35))
    )
    fixed = pl.DataFrame(CORE_COUNTS, schema=["key", "m0", "f0", "m1", "f1"], orient="row").join(
        table.select("key", "name", "code"), on="key", how="inner", maintain_order="left"
    )
    rows = pl.concat([fixed.select(drawn.columns), drawn])
    return pl.concat(
        rows.select(
            pl.col("name").alias("被摸排单位"),
            pl.col("code").alias("被摸排单位代码"),
            pl.lit("党组织").alias("被摸排单位类型"),
            pl.col(f"m{i}").alias("党员人数"),
            pl.col(f"f{i}").alias("其中正式党员"),
            pl.lit(str(day)).alias("摸排日期"),
        )
        for i, day in enumerate(COUNTED)
    )

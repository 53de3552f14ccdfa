"""整改.csv: what the streets' ledgers said of units without an organization, as filled in and sent back."""

from __future__ import annotations

from datetime import date

import polars as pl

from .organizations import Organizations

LEDGERS = (date(2021, 3, 31), date(2021, 12, 31), date(2022, 2, 28))
"""The days of the ledgers."""
WAYS = 5
"""What becomes of a row, in turn: in time, late, done, without a deadline, and left empty."""
FORGOTTEN = 7
"""Every so many a unit that no ledger was filled in for."""
OWN = ("committee", "general_branch", "branch", "joint_branch")


def follow_up_sheet(units: pl.DataFrame, organizations: Organizations) -> pl.DataFrame:
    """One row per unit and ledger: of units that might be gaps on that day, in turn by their order."""
    kinds = organizations.table.select("key", "kind")
    covered = (
        organizations.covers.filter(pl.col("target") == "unit").join(kinds, on="key")
        .filter(pl.col("kind").is_in(OWN))
        .group_by("row").agg(pl.col("since").min().alias("covered"))
    )  # fmt: skip
    every = units.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).join(
        covered, on="row", how="left", maintain_order="left"
    )  # fmt: skip
    due = (pl.col("full") >= 3).fill_null(value=False)
    bare = (pl.col("staff") >= 10).fill_null(value=False) & pl.col("work").is_null()
    likely = every.filter((due | bare) & (pl.col("kind") != "merchant"))
    likely = likely.filter(pl.int_range(pl.len()) % FORGOTTEN > 0)
    return pl.concat([_ledger(likely, day, turn, due) for turn, day in enumerate(LEDGERS)])


def _ledger(likely: pl.DataFrame, day: date, turn: int, due: pl.Expr) -> pl.DataFrame:
    """The rows of the ledger of a day."""
    said, way = pl.lit(day.isoformat()), (pl.int_range(pl.len()) + turn) % WAYS
    there = (pl.col("since").is_null() | (pl.col("since") < said)) & (
        pl.col("until").is_null() | (pl.col("until") > said)
    )
    open_then = pl.col("covered").is_null() | (pl.col("covered") > said)

    def later(days: int) -> pl.Expr:
        return pl.lit(day).dt.offset_by(f"{days}d").dt.strftime("%Y-%m-%d")

    return (
        likely.with_columns(way.alias("way")).filter(there & open_then & (pl.col("way") < WAYS - 1))
        .select(
            pl.col("name").alias("整改单位"),
            pl.col("code").alias("整改单位代码"),
            pl.when(due).then(pl.lit("单独建立党支部")).otherwise(pl.lit("选派党建指导员")).alias("整改措施"),
            pl.concat_str("street_name", pl.lit("党工委")).alias("责任单位"),
            pl.when(pl.col("way") == 0).then(later(360)).when(pl.col("way") == 1).then(later(20))
            .when(pl.col("way") == 2).then(later(61)).alias("完成时限"),
            pl.when(pl.col("way") == 2).then(later(15)).alias("完成情况"),
            said.alias("台账日期"),
        )
    )  # fmt: skip

"""The survey sheet: one row per unit and survey date, with counts that drift from survey to survey."""

from __future__ import annotations

import numpy as np
import polars as pl

from ..model.codes import label
from . import core
from .labels import labels
from .places import Places
from .sizes import SURVEYS

MOVED_FROM = SURVEYS[2]
"""From this survey on, units that moved are met at their new address."""


def _drifted(units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Staff, members and full members of every unit on every survey date, the last as in ``units``.

    Units of the core keep their members, and their staff below 100, so that what they show holds always.
    """
    n, times = units.height, len(SURVEYS)
    fixed = units["key"].str.starts_with("U").to_numpy()
    staff = units["staff"].fill_null(-1).to_numpy()
    members = units["members"].fill_null(-1).to_numpy()
    full = units["full"].fill_null(-1).to_numpy()
    growth = rng.normal(0.01, 0.04, (n, times - 1))
    growth[fixed & (staff < 100)] = 0
    steps = rng.choice([-1, 0, 1], p=[0.07, 0.86, 0.07], size=(n, times - 1))
    steps[fixed | (members <= 0)] = 0
    # walk backwards from the last survey
    factor = np.concatenate([np.cumprod((1 - growth)[:, ::-1], axis=1)[:, ::-1], np.ones((n, 1))], axis=1)
    change = np.concatenate([np.cumsum(steps[:, ::-1], axis=1)[:, ::-1], np.zeros((n, 1), dtype=int)], axis=1)
    counted = np.where(staff[:, None] < 0, -1, np.maximum(np.round(staff[:, None] * factor), 1)).astype(
        np.int64
    )
    room = np.where(counted < 0, 1_000_000, counted)
    some = np.where(members[:, None] < 0, -1, np.clip(members[:, None] + change, 0, room))
    sure = np.where(full[:, None] < 0, -1, np.clip(full[:, None] + change, 0, np.maximum(some, 0)))
    return pl.DataFrame(
        {
            "row": np.repeat(np.arange(n), times),
            "survey": np.tile(np.arange(times), n),
            "staff": counted.ravel(),
            "members": some.ravel(),
            "full": sure.ravel(),
        }
    ).with_columns(pl.when(pl.col(c) >= 0).then(c) for c in ("staff", "members", "full"))


def survey_sheet(
    units: pl.DataFrame, places: Places, buildings: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """摸排表.csv. Units are left out of surveys before their founding, after their end, and while missed."""
    where = (
        core.addresses(places, buildings)
        .with_columns(
            house=pl.col("building").replace_strict(
                dict(enumerate(buildings["code"])), return_dtype=pl.String
            )
        )
        .select("place", "street_name", "community_name", "house")
    )
    days = dict(enumerate(SURVEYS))
    rows = (
        _drifted(units, rng)
        .join(
            units.with_row_index("row").select(
                pl.col("row").cast(pl.Int64),
                "key",
                "name",
                "code",
                "kind",
                "industry",
                "control",
                "work",
                "place",
                "moved_to",
                "since",
                "until",
                "absent",
            ),
            on="row",
            how="left",
            maintain_order="left",
        )
        .with_columns(day=pl.col("survey").replace_strict(days, return_dtype=pl.Date))
        .filter(
            (pl.col("since").is_null() | (pl.col("since").str.to_date() <= pl.col("day")))
            & (pl.col("until").is_null() | (pl.col("until").str.to_date() >= pl.col("day")))
            & (pl.col("survey") >= pl.col("absent"))
        )
        .with_columns(
            place=pl.when((pl.col("day") >= MOVED_FROM) & pl.col("moved_to").is_not_null())
            .then("moved_to")
            .otherwise("place"),
        )
        .join(where, on="place", how="left", maintain_order="left")
    )
    return rows.select(
        pl.col("name").alias("单位名称"),
        pl.col("code").alias("统一社会信用代码"),
        labels("kind", "unit_kind").alias("单位类型"),
        labels("industry", "industry").alias("行业门类"),
        labels("control", "control").alias("控股情况"),
        pl.col("street_name").alias("所在街道"),
        pl.col("community_name").alias("所在社区"),
        pl.col("house").alias("所在楼宇"),
        pl.col("staff").alias("从业人员"),
        pl.col("members").alias("党员人数"),
        pl.col("full").alias("其中正式党员"),
        _work_labels().alias("工作覆盖方式"),
        pl.col("since").alias("成立日期"),
        pl.col("until").alias("注销日期"),
        pl.col("day").cast(pl.String).alias("摸排日期"),
    )


def _work_labels() -> pl.Expr:
    codes = ("instructor", "liaison", "trade_union", "youth_league")
    return pl.col("work").str.replace_many(list(codes), [label("work", c) for c in codes])

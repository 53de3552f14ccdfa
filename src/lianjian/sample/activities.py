"""Activities since 2017 and who took part: within a district at first, across the three since 2019."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..model.codes import label
from .organizations import Organizations
from .sizes import FIRST_ACTIVITY, LAST_DAY, Plan

TOGETHER_SINCE = date(2019, 3, 1)
"""From this day on, the activities below are held under the joint conference of Xinjiekou."""

ALLIANCE = "新街口商圈党建联席会"

# name, kind, key of the host, district
SERIES = (
    ("初心论坛", "forum", "O7", "320106"),
    ("政治生日", "theme_day", "O4", "320104"),
    ("传承雨花精神报告会", "forum", "O6", "320102"),
)


def _calendar(plan: Plan, organizations: Organizations, rng: np.random.Generator) -> pl.DataFrame:
    """One row per activity: i, name, kind, day, host (key), district, together."""
    months = pl.date_range(FIRST_ACTIVITY, LAST_DAY, "1mo", eager=True)
    shown = pl.DataFrame(SERIES, schema=["name", "kind", "host", "district"], orient="row").with_row_index(
        "s"
    )
    grid = pl.DataFrame({"month": months}).with_row_index("m").join(shown, how="cross")
    if plan.series == 1:  # the three take turns
        grid = grid.filter(pl.col("m") % 3 == pl.col("s"))
    grid = grid.with_columns(joint=pl.lit(True))
    hosts = organizations.table.filter(pl.col("key").str.starts_with("W"))
    if plan.series > len(SERIES) and hosts.height:
        number = plan.series - len(SERIES)
        others = (
            pl.DataFrame({"month": months})
            .with_row_index("m")
            .join(pl.DataFrame({"s": range(number)}, schema={"s": pl.UInt32}), how="cross")
        )
        drawn = hosts[rng.integers(0, hosts.height, others.height)]
        grid = pl.concat(
            [
                grid,
                others.with_columns(
                    name=drawn["name"].str.replace("党工委$", "") + pl.lit("主题党日"),
                    kind=pl.lit("theme_day"),
                    host=drawn["key"],
                    district=drawn["place"].str.slice(0, 6),
                    joint=pl.lit(False),
                ),
            ],
            how="diagonal",
        )
    return (
        grid.with_columns(
            day=pl.col("month") + pl.duration(days=pl.lit(pl.Series(rng.integers(0, 28, grid.height)))),
        )
        .sort("day", "s", "host")
        .with_columns(
            i=pl.int_range(pl.len()),
            together=pl.col("joint") & (pl.col("day") >= TOGETHER_SINCE),
        )
        .with_columns(
            name=pl.col("name") + "（" + pl.col("day").dt.strftime("%Y年%m月") + "）",
            code=pl.lit("HD")
            + pl.col("day").dt.year().cast(pl.String)
            + (pl.col("i") + 1).cast(pl.String).str.zfill(4),
        )
    )


def activity_sheets(
    plan: Plan,
    everyone: pl.DataFrame,
    organizations: Organizations,
    units: pl.DataFrame,
    rng: np.random.Generator,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """活动.csv and 参加.csv. Participants are organizations and enterprises that exist on the day."""
    calendar = _calendar(plan, organizations, rng)
    hosts = everyone.select(host="key", host_name="name", host_code="code")
    activities = calendar.join(hosts, on="host", how="left", maintain_order="left").select(
        pl.col("name").alias("活动名称"),
        pl.col("code").alias("活动编号"),
        pl.col("kind")
        .replace_strict({k: label("activity_kind", k) for k in ("forum", "theme_day")})
        .alias("活动类型"),
        pl.col("day").cast(pl.String).alias("活动日期"),
        pl.col("host_name").alias("主办单位"),
        pl.col("host_code").alias("主办单位代码"),
        pl.when("together").then(pl.lit(ALLIANCE)).otherwise(None).alias("所属联盟"),
    )
    guests = _guests(everyone, organizations, units, rng)
    # a few more come since there is a joint conference, and from all three districts; how many is drawn
    mean = np.where(calendar["together"].to_numpy(), 1.06, 1.0) * plan.attendance
    number = np.maximum(rng.poisson(mean), 2)
    rows = calendar.select("code", "day", "district", "together", "host")[
        np.repeat(np.arange(calendar.height), number)
    ]
    first = guests["district"].search_sorted(rows["district"], side="left").to_numpy()
    last = guests["district"].search_sorted(rows["district"], side="right").to_numpy()
    # those who come often are few: the square of a uniform draw prefers the first of a shuffled list
    near = first + (rng.random(rows.height) ** 2 * (last - first)).astype(np.int64)
    third = rng.integers(0, 3, rows.height)
    starts = (
        guests["district"].search_sorted(pl.Series(["320102", "320104", "320106"]), side="left").to_numpy()
    )
    ends = np.append(starts[1:], guests.height)
    far = starts[third] + (rng.random(rows.height) ** 2 * (ends - starts)[third]).astype(np.int64)
    chosen = guests[np.where(rows["together"].to_numpy(), far, near)]
    attendance = (
        rows.drop("district")
        .hstack(chosen.select("key", "name", code_of=pl.col("code"), since="since"))
        .filter(
            (pl.col("key") != pl.col("host"))
            & (pl.col("since").is_null() | (pl.col("since").str.to_date() <= pl.col("day")))
        )
        .unique(["code", "key"], keep="first", maintain_order=True)
        .select(
            pl.col("name").alias("参加方"),
            pl.col("code_of").alias("参加方代码"),
            pl.lit(None, pl.String).alias("参加活动"),
            pl.col("code").alias("参加活动代码"),
            pl.col("day").cast(pl.String).alias("起始日期"),
        )
    )
    return activities, attendance


def _guests(
    everyone: pl.DataFrame, organizations: Organizations, units: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Organizations and enterprises of the districts that last, by district, in a fixed random order."""
    dates = pl.concat(
        [
            organizations.table.filter(
                pl.col("until").is_null() & ~pl.col("key").str.contains("^[OR]")
            ).select("key", "since", weight=pl.lit(1)),
            organizations.table.filter(
                pl.col("key").is_in(["O3", "O4", "O5", "O7", "O8", "O9", "O11", "O12", "O13"])
            ).select("key", "since", weight=pl.lit(0)),
            units.filter(
                pl.col("until").is_null() & (pl.col("kind") != "merchant") & (pl.col("staff") >= 15)
            ).select("key", "since", weight=pl.lit(1)),
        ]
    )
    known = everyone.join(dates, on="key", how="inner", maintain_order="left").drop_nulls("district")
    return (
        known.with_columns(order=pl.Series(rng.permutation(known.height)))
        .sort("district", "weight", "order")
        .drop("order", "weight")
    )

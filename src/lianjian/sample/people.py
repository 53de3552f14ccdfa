"""Service points, and synthetic persons: members at work and delivery workers. No person is real."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .draw import Ints, days, pick
from .labels import labels
from .organizations import Organizations
from .places import METRE, Places
from .sizes import Plan


def points(plan: Plan, places: Places, rng: np.random.Generator) -> pl.DataFrame:
    """Service points near the seed of a community: code, name, kind, lon, lat, community, since, district."""
    kinds = (
        ["centre"] * plan.centres
        + ["rest_station"] * plan.rest_stations
        + ["delivery_station"] * plan.delivery_stations
    )
    n = len(kinds)
    cells = places.communities
    rows = np.concatenate([np.arange(n) * 7 % cells.height])
    seeds = cells.select("lon", "lat").to_numpy()[rows]
    spots = (seeds + rng.normal(0, 40, (n, 2)) * np.asarray(METRE)).round(6)
    spots = np.where((places.district_of(spots) >= 0)[:, None], spots, seeds)
    at_home = cells[places.community_of(spots)]
    ending = {"centre": "党群服务中心", "rest_station": "宁小蜂驿站", "delivery_station": "配送站"}
    return (
        at_home.select(
            kind=pl.Series(kinds),
            community="code",
            district="district",
            name=pl.col("street_name") + pl.col("name"),
            lon=pl.Series(spots[:, 0]),
            lat=pl.Series(spots[:, 1]),
        )
        .with_columns(
            name=pl.col("name") + pl.col("kind").replace_strict(ending, return_dtype=pl.String),
            code=pl.lit("FW") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5),
            since=days(date(2016, 1, 1), rng.integers(0, 1_100, n)),
        )
        .with_columns(
            name=pl.col("name")
            + pl.when(pl.col("name").is_duplicated()).then(pl.col("code").str.slice(-3)).otherwise(pl.lit(""))
        )
    )


def point_sheet(table: pl.DataFrame) -> pl.DataFrame:
    """服务点.csv."""
    return table.select(
        pl.col("name").alias("服务点名称"),
        pl.col("code").alias("服务点编号"),
        labels("kind", "point_kind").alias("服务点类型"),
        pl.col("lon").alias("经度"),
        pl.col("lat").alias("纬度"),
        pl.lit("WGS-84").alias("坐标系"),
        pl.col("community").alias("所在地"),
        pl.col("since").alias("启用日期"),
    )


def worker_sheet(
    plan: Plan, table: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """从业者.csv: couriers, riders and drivers at a delivery station and, mostly, a platform company."""
    n = plan.workers
    stations = table.filter(pl.col("kind") == "delivery_station")
    platforms = units.filter(pl.col("kind") == "platform")
    station = stations[rng.choice(stations.height, n, p=_shares(stations.height, rng))]
    platform = platforms[rng.choice(platforms.height, n, p=_shares(platforms.height, rng))]
    employed = pl.Series(rng.random(n) < 0.9)
    return pl.DataFrame(
        {
            "id": pl.Series(np.arange(n)).cast(pl.String).str.zfill(15),
            "occupation": pick(["rider", "courier", "ride_hailing", "truck"], [60, 32, 5, 3], n, rng),
            "status": pick(["none", "full", "probationary"], [90, 8, 2], n, rng),
            "since": days(date(2017, 10, 1), rng.integers(0, 1_650, n)),
        }
    ).select(
        (pl.lit("SYN8") + pl.col("id").str.slice(1)).alias("证件号码"),
        labels("occupation", "occupation").alias("职业"),
        labels("status", "member_status").alias("党员身份"),
        station["name"].alias("所属站点"),
        station["code"].alias("所属站点代码"),
        pl.when(employed).then(platform["name"]).alias("平台企业"),
        pl.when(employed).then(platform["code"]).alias("平台企业代码"),
        pl.max_horizontal(
            pl.col("since").str.to_date(),
            pl.when(employed).then(platform["since"].str.to_date()),
            station["since"].str.to_date(),
        )
        .cast(pl.String)
        .alias("入职日期"),
    )


def _shares(n: int, rng: np.random.Generator) -> np.ndarray:
    weights = rng.lognormal(0, 0.5, n)
    return np.asarray(weights / weights.sum())


def _employers(n: int, units: pl.DataFrame, rng: np.random.Generator) -> Ints:
    """The row of each member's unit, -1 for members whose unit is not in the sample.

    Rosters are whole for as many units as there are members to give out; one in thirty differs by one
    from the survey, as rosters do.
    """
    count = units["members"].fill_null(0).to_numpy()
    count = np.where(units["district"].is_null().to_numpy(), 0, count)
    # the largest come last, or they would fill a small sample
    order = np.argsort(rng.random(len(count)) + (count > 0.15 * n), kind="stable")
    short = (rng.random(len(count)) < 0.03) & (count > 1)
    slots = np.repeat(order, (count - short)[order])
    wanted = round(n * 0.95)
    rows = slots[:wanted]
    return np.asarray(rng.permutation(np.concatenate([rows, np.full(n - len(rows), -1)])))


def _affiliation(unit: Ints, organizations: Organizations, rng: np.random.Generator) -> Ints:
    """The row of the organization each member is affiliated to, -1 where the roster does not say.

    Most are affiliated to a branch of their unit, if it has one, the others to branches of residents
    or to a community. Branches have a size of their own, about log-normal, never above 50.
    """
    n = len(unit)
    table = organizations.table
    rows = table.with_row_index("org").select("key", "kind", pl.col("org").cast(pl.Int64))
    last_day = table.select("key", closed="until")
    own_kinds = ["branch", "joint_branch", "general_branch", "committee", "authority_organization"]
    branches = (
        organizations.covers.filter(pl.col("target") == "unit", pl.col("until").is_null())
        .join(rows, on="key", how="left", maintain_order="left")
        .join(last_day, on="key", how="left", maintain_order="left")
        .filter(pl.col("kind").is_in(own_kinds) & pl.col("closed").is_null())
    )
    # where a committee has branches, its members are affiliated to those
    low = pl.col("kind").is_in(["committee", "general_branch"])
    branches = branches.filter(~(low & (pl.len().over("row") > 1))).sort("row", "org")
    own = branches["row"].to_numpy()
    first, last = np.searchsorted(own, unit, "left"), np.searchsorted(own, unit, "right")
    has = (last > first) & (unit >= 0) & (rng.random(n) < 0.88)
    at = np.minimum(
        first + (rng.random(n) * np.maximum(last - first, 1)).astype(np.int64), max(len(own) - 1, 0)
    )
    found = np.where(has, branches["org"].to_numpy()[at], -1)
    found = _capped(found, rows, rng)
    residents = rows.filter(pl.col("key").str.starts_with("R"))["org"].to_numpy()
    if len(residents):
        lost = np.flatnonzero((found < 0) & (rng.random(n) < 0.75))
        found[lost] = rng.choice(residents, len(lost), p=_shares(len(residents), rng))
        found = _capped(found, rows, rng)
    communities = rows.filter(pl.col("kind") == "community_organization")["org"].to_numpy()
    lost = np.flatnonzero((found < 0) & (rng.random(n) < 0.7))
    found[lost] = rng.choice(communities, len(lost))
    return found


def _capped(found: Ints, rows: pl.DataFrame, rng: np.random.Generator) -> Ints:
    """Affiliations with the surplus of each branch taken away (-1)."""
    room = np.clip(np.round(rng.lognormal(np.log(36), 0.5, rows.height)), 5, 50)
    room[~rows["kind"].is_in(["branch", "joint_branch"]).to_numpy()] = 1_000_000
    rank = pl.DataFrame({"org": found}).select(pl.int_range(pl.len()).over("org")).to_series().to_numpy()
    return np.where((found >= 0) & (rank < room[found]), found, -1)


def member_sheet(
    plan: Plan, places: Places, units: pl.DataFrame, organizations: Organizations, rng: np.random.Generator
) -> pl.DataFrame:
    """在职党员.csv: members with their unit, the organization they are affiliated to, the community."""
    n = plan.members
    unit = _employers(n, units, rng)
    affiliation = _affiliation(unit, organizations, rng)
    cells = places.communities.filter(~pl.col("code").str.ends_with("498"))
    community = cells["code"].gather(rng.integers(0, cells.height, n))
    full = rng.random(n) > 0.07
    day = np.where(full, rng.integers(0, 12_900, n), rng.integers(12_970, 13_300, n))
    at, org = pl.Series(unit), pl.Series(affiliation)
    known, tied = at >= 0, org >= 0
    table = organizations.table
    return pl.DataFrame({"id": pl.Series(np.arange(n)).cast(pl.String).str.zfill(15)}).select(
        (pl.lit("SYN1") + pl.col("id").str.slice(1)).alias("证件号码"),
        pl.Series(np.where(full, "正式党员", "预备党员")).alias("党员类别"),
        pl.when(known).then(units["name"].gather(at.clip(0))).alias("工作单位"),
        pl.when(known).then(units["code"].gather(at.clip(0))).alias("工作单位代码"),
        pl.when(tied).then(table["name"].gather(org.clip(0))).alias("组织关系所在党组织"),
        pl.when(tied).then(table["code"].gather(org.clip(0))).alias("组织关系所在党组织代码"),
        pl.when(pl.Series(rng.random(n) < 0.7)).then(community).alias("报到社区"),
        days(date(1986, 1, 1), day).alias("入党日期"),
    )

"""What is wrong in any city's data: a register that knows other addresses, and records added late.

Three sheets from other sources than the streets' surveys: the register of enterprises, organizations
and roster rows that were added later. They hold look-alikes, addresses that contradict the survey,
branches of several units, branches that go on where a unit has ended, and records tied to nothing.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from .credit import credit_codes
from .labels import labels, units_type
from .organizations import Organizations
from .places import Places

REGISTERED = (("U32", "320104007"), ("U34", "320102003"))
"""Units of the core and the street of their registered address."""
GONE = "大行宫旧货行"
UNSURVEYED = (
    ("新街口佳佳便利店", "320102003", "2017-05-10", None),
    ("新街口佳佳便利店", "320102002", "2019-08-21", None),
    ("街角旧书摊", None, None, None),
    (GONE, "320102002", "2005-03-01", "2020-12-31"),
)
"""Merchants that only the register knows: two of one name, one without address or date, one that ended."""
ORGANIZATIONS = (
    ("L1", "原五金公司遗留党支部", "branch", None, None),
    ("L2", "夕阳红功能型党支部", "functional", "O6", "2019-05-01"),
    ("L3", "夕阳红功能型党支部", "functional", "O8", "2020-06-01"),
    ("L4", "市直行业党委", "working_committee", "O2", None),
    ("L5", "巷口商户党支部", "branch", "O6", "2018-04-12"),
)
"""Organizations added late: key, name, kind, superior, since."""
COVERED = (("L5", "U05"), ("L5", "U12"), ("L5", "U39"), ("L5", GONE))
ROSTER = ((None, "2001-07-01"), ("U21", "2005-07-01"), ("U02", "2012-07-01"), ("U02", "2016-07-01"))
"""Further members: the unit they work at, if any, and the day of their admission."""


def _rng(seed: int, name: str) -> np.random.Generator:
    """A stream of draws for each sheet, named after it."""
    return np.random.default_rng([seed, *name.encode()])


def _some(rows: pl.DataFrame, n: int, rng: np.random.Generator) -> pl.DataFrame:
    """At most ``n`` of the rows, in their order."""
    return rows[np.sort(rng.permutation(rows.height)[:n])]


def _coded(units: pl.DataFrame) -> pl.DataFrame:
    """The drawn enterprises and merchants that have a code."""
    return units.filter(
        pl.col("key").str.starts_with("u") & pl.col("code").is_not_null() & (units_type() == "企业")
    )


def register_sheet(units: pl.DataFrame, places: Places, seed: int) -> pl.DataFrame:
    """登记册.csv: enterprises with their registered address, which is not always where they are met."""
    rng = _rng(seed, "register")
    cells = places.communities.filter(~pl.col("code").str.ends_with("498"))
    ring = cells.unique("street", keep="first", maintain_order=True).select(
        "street",
        at=pl.col("street").shift(-1).over("district").fill_null(pl.col("street").first().over("district")),
    )
    living = _coded(units).filter(pl.col("until").is_null())
    elsewhere = living.filter(pl.col("building").is_null() & pl.col("moved_to").is_null()).join(
        ring.filter(pl.col("street") != pl.col("at")), on="street", how="inner", maintain_order="left"
    )
    fixed = pl.DataFrame(REGISTERED, schema=["key", "at"], orient="row").join(
        units, on="key", how="inner", maintain_order="left"
    )
    known = [fixed, _some(elsewhere, units.height // 160, rng)]
    shops = living.filter((pl.col("kind") == "merchant") & pl.col("street").is_not_null())
    twins = pl.concat(
        [
            pl.DataFrame(UNSURVEYED, schema=["name", "at", "since", "until"], orient="row"),
            _some(shops, units.height // 240, rng).select("name", at="street", since="since", until="until"),
        ]
    ).with_columns(kind=pl.lit("merchant"))
    used = units["code"].drop_nulls().str.slice(10, 6).cast(pl.Int64)
    numbers = pl.Series(np.setdiff1d(np.arange(1_000_000), used)[-twins.height :])
    codes = credit_codes(twins["kind"], twins["at"].str.slice(0, 6).fill_null("320100"), numbers)
    return pl.concat(
        [
            *(k.select("name", "code", "at") for k in known),
            twins.with_columns(code=codes).select("name", "code", "at", "kind", "since", "until"),
        ],
        how="diagonal",
    ).select(
        pl.col("name").alias("企业名称"),
        pl.col("code").alias("统一社会信用代码"),
        labels("kind", "enterprise_kind").alias("企业类型"),
        pl.col("at").alias("所在地"),
        pl.col("since").alias("成立日期"),
        pl.col("until").alias("注销日期"),
    )


def late_organization_sheet(units: pl.DataFrame, organizations: Organizations, seed: int) -> pl.DataFrame:
    """补录党组织.csv: organizations added late, and branches that cover one unit more than they may."""
    rng = _rng(seed, "late organizations")
    table = organizations.table
    scale = table.height // 140
    heads = table.filter(pl.col("key").str.starts_with("K"))
    pairs = _some(heads, scale, rng)
    stem = pairs["name"].str.replace("党委$", "")
    number = pl.Series(np.arange(pairs.height)).cast(pl.String)
    lost = _some(_coded(units).filter(pl.col("until").is_not_null()), scale, rng)
    drawn = pl.concat(
        [
            pairs.select(
                key=pl.lit(f"L{side}/") + number,
                name=stem + "银龄功能型党支部",
                kind=pl.lit("functional"),
                superior=pl.col(above),
                since=pl.lit(f"20{side}-07-01"),
            )
            for side, above in ((18, "key"), (20, "superior"))
        ]
        + [
            lost.select(
                key=pl.lit("Lx/") + pl.col("key"),
                name=pl.lit("原") + pl.col("name") + pl.lit("党支部"),
                kind=pl.lit("branch"),
                superior=pl.lit(None, pl.String),
                since=pl.lit(None, pl.String),
            ),
        ]
    )
    fixed = pl.DataFrame(ORGANIZATIONS, schema=drawn.columns, orient="row")
    added = pl.concat([fixed, drawn.cast(fixed.schema)]).with_columns(
        code=pl.lit("DZ3209") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
    )
    own = table.filter(
        pl.col("key").str.contains("^E[0-9]+$") & (pl.col("kind") == "branch") & pl.col("code").is_not_null()
    )
    branches = _some(own, 2 * scale, rng)
    shops = _coded(units).filter(pl.col("kind") == "merchant")
    ended = pl.col("until").is_not_null()
    more = pl.concat([_some(shops.filter(ended), scale, rng), _some(shops.filter(~ended), scale, rng)])
    n = min(branches.height, more.height)
    covers = pl.concat(
        [
            pl.DataFrame(COVERED, schema=["key", "unit"], orient="row"),
            pl.DataFrame({"key": branches["key"][:n], "unit": more["key"][:n]}),
        ]
    )
    every = pl.concat([table, added], how="diagonal")
    known = every.select(superior="key", above="name", above_code="code")
    extended = every.filter(
        pl.col("key").is_in(covers["key"].implode()) & ~pl.col("key").is_in(added["key"].implode())
    )
    rows = pl.concat([added, extended.select(added.columns)])
    targets = pl.concat(
        [
            units.select(unit="key", covered="name", covered_code="code", type=units_type()),
            pl.DataFrame({"unit": [GONE], "covered": [GONE], "type": ["企业"]}),
        ],
        how="diagonal",
    )
    return (
        rows.join(known, on="superior", how="left", maintain_order="left")
        .join(covers, on="key", how="left", maintain_order="left")
        .join(targets, on="unit", how="left", maintain_order="left")
        .select(
            pl.col("name").alias("党组织名称"),
            pl.col("code").alias("党组织代码"),
            labels("kind", "organization_kind").alias("组建方式"),
            pl.col("above").alias("上级党组织"),
            pl.col("above_code").alias("上级党组织代码"),
            pl.col("since").alias("成立日期"),
            pl.col("covered").alias("覆盖单位"),
            pl.col("covered_code").alias("覆盖单位代码"),
            pl.col("type").alias("覆盖单位类型"),
        )
    )


def late_roster_sheet(units: pl.DataFrame, members: int, seed: int) -> pl.DataFrame:
    """补录名册.csv: members that the roster forgot; of some it says nothing but that they are members."""
    rng = _rng(seed, "late roster")
    n = members // 600
    coded = _coded(units).filter(pl.col("until").is_null() & (pl.col("members") > 0))
    drawn = pl.DataFrame(
        {"key": _some(coded, n, rng)["key"], "day": "2010-07-01"}, schema={"key": pl.String, "day": pl.String}
    )
    fixed = pl.DataFrame(ROSTER, schema=drawn.schema, orient="row")
    nobody = pl.DataFrame({"key": [None] * n, "day": ["1999-07-01"] * n}, schema=drawn.schema)
    at = units.select("key", "name", "code")
    return (
        pl.concat([fixed, drawn, nobody])
        .join(at, on="key", how="left", maintain_order="left")
        .select(
            (pl.lit("SYN7") + pl.int_range(pl.len()).cast(pl.String).str.zfill(14)).alias("证件号码"),
            pl.lit("正式党员").alias("党员类别"),
            pl.col("name").alias("工作单位"),
            pl.col("code").alias("工作单位代码"),
            pl.col("day").alias("入党日期"),
        )
    )

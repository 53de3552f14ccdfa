"""The divisions of a small country: provinces, cities and districts that exist, streets and below made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from ..core import table

EDITION = "样例"
"""The edition of the coding scheme: codes below the district are no official ones."""
LEVELS = {"province": "省", "city": "市", "district": "区"}
COLUMNS = ("code", "name", "level", "parent")


def upper(codes: Iterable[str]) -> pl.DataFrame:
    """The named provinces, cities and districts with all above them: code, name, level, parent.

    ValueError for a code that ``data/sample/country.csv`` does not have.
    """
    known = table("country.csv").with_columns(pl.col("level").replace_strict(LEVELS))
    parents = dict(known.select("code", "parent").iter_rows())
    wanted: set[str] = set()
    for code in codes:
        step: str | None = code
        while step:
            if step not in parents:
                raise ValueError(f"no division {step} in country.csv")
            wanted.add(step)
            step = parents[step]
    return known.filter(pl.col("code").is_in(sorted(wanted))).select(COLUMNS)


def streets(district: str, names: Sequence[str]) -> pl.DataFrame:
    """Streets of a district: codes are the district's and 901, 902, …"""
    return _below(district, names, "街道", 901)


def communities(street: str, names: Sequence[str]) -> pl.DataFrame:
    """Communities of a street: codes are the street's and 001, 002, …"""
    return _below(street, names, "社区", 1)


def _below(parent: str, names: Sequence[str], level: str, first: int) -> pl.DataFrame:
    codes = [f"{parent}{i:03}" for i in range(first, first + len(names))]
    return pl.DataFrame(
        {"code": codes, "name": list(names), "level": [level] * len(codes), "parent": [parent] * len(codes)},
        schema=dict.fromkeys(COLUMNS, pl.String),
    )


def division_sheet(*parts: pl.DataFrame) -> pl.DataFrame:
    """The sheet of divisions from frames of code, name, level, parent; further columns keep their names."""
    return pl.concat(parts, how="diagonal").rename(
        {"code": "区划代码", "name": "区划名称", "level": "级别", "parent": "上级代码"}
    ).with_columns(
        pl.lit("统计").alias("编码方案"),
        # Nanjing's own divisions keep the edition of their official codes
        pl.when(pl.col("区划代码").is_in(["3201"])).then(pl.lit("2023")).otherwise(pl.lit(EDITION)).alias("版本"),
    )

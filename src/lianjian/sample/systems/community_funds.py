"""S3, Jilin and Jingdezhen: communities' funds, and the duties that they must not be given."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..draw import blank, days, portion
from .country import division_sheet, upper
from .stems import below, street_stems

DISTRICTS = {
    "220202": 14, "220203": 14, "220204": 14, "220211": 14, "220302": 11, "220303": 11,
    "360202": 9, "360203": 9,
}  # fmt: skip
"""How many streets the sample has in each district of Jilin and Jingdezhen."""
EACH = 11
"""Communities of a street: 1,056 in all."""
YEARS = (2020, 2021, 2022)
FORBIDDEN = ("社区拆迁征收", "社区环境整治", "社区招商引资")
START = date(2020, 6, 1)
TASKS = 90


def _funds(communities: pl.DataFrame, year: int, rng: np.random.Generator) -> pl.DataFrame:
    """The funds of one year: 0 where there is none, blank where nobody said, a few are not on record."""
    n = communities.height
    jilin = communities["code"].str.starts_with("22").to_numpy()
    budget = rng.integers(24, 70, n) / 2
    service = rng.integers(20, 61, n) / 2
    pooled = np.where(rng.random(n) < np.where(jilin, 0.7, 0.15), rng.integers(1, 50, n) / 2, 0)
    budget[portion(n, 0.002, rng)] = 0
    service[portion(n, 0.013, rng)] = 0
    blank = rng.random(n) < 0.5
    whole = pl.DataFrame({
        "所在街道": communities["parent"], "社区名称": communities["code"],
        "经费日期": [f"{year}-01-01"] * n, "工作经费": budget, "服务群众经费": service, "统筹资金": pooled,
        "blank": blank,
    })
    # a quarter of a year late: the first communities' new funds begin in April
    late = pl.when(pl.int_range(pl.len()) % 97 == 5).then(pl.lit(f"{year}-04-01")).otherwise("经费日期")
    said = pl.int_range(pl.len()) % 149 != 60
    return whole.with_columns(
        late.alias("经费日期"),
        *(pl.when(said).then(k).alias(k) for k in ("工作经费", "服务群众经费")),
        # a row says at least one figure
        pl.when((pl.col("统筹资金") > 0) | ~pl.col("blank") | ~said).then("统筹资金").alias("统筹资金"),
    ).drop("blank").filter(~(pl.int_range(pl.len()) % 211 == 200))


def _forbidden(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The negative list, and the communities that are still made to do what stands on it."""
    n = communities.height
    who, what = np.divmod(np.arange(n * len(FORBIDDEN)), len(FORBIDDEN))
    kept = rng.random(len(who)) < 0.95
    who, what = who[kept], what[kept]
    names = pl.DataFrame({
        "职责编号": [f"S3-N{i}" for i in range(1, len(FORBIDDEN) + 1)],
        "负面清单事项": FORBIDDEN,
        "职责类型": ["职责事项"] * len(FORBIDDEN),
        "职责类别": ["城市管理", "城市管理", "经济事务"],
    })
    since = rng.integers(0, 300, n)[who]
    freed = names[what].with_columns(
        communities["code"].gather(who).alias("免除社区"), days(START, since).alias("免除起始日期"),
    )
    still = rng.permutation(len(who))[:24]
    until = np.where(rng.random(len(still)) < 0.5, 700 + rng.integers(0, 60, len(still)), -1)
    ends = blank(days(START, np.maximum(until, 0)), until < 0)
    held = names[what[still]].with_columns(
        communities["code"].gather(who[still]).alias("仍承担社区"),
        pl.lit("2018-01-01").alias("承担起始日期"), ends.alias("承担截止日期"),
    )
    return pl.concat([freed, held], how="diagonal")


def _tasks(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Tasks of the forbidden duties that communities were given before and after they were exempt."""
    last = (date(2022, 7, 31) - START).days
    opened = np.sort(rng.integers(-100, last - 5, TASKS))
    ends = opened + rng.integers(5, 120, TASKS)
    return pl.DataFrame({
        "任务编号": [f"S3-T{i:03}" for i in range(1, TASKS + 1)],
        "任务名称": [f"社区承办事项第{i}号" for i in range(1, TASKS + 1)],
        "任务类型": ["专项任务"] * TASKS,
        "任务来源": ["部门交办"] * TASKS,
        "提出日期": days(START, opened),
        "办结日期": blank(days(START, ends), ends > last),
        "吹哨街道": [None] * TASKS,
        "所属职责": pl.Series([f"S3-N{i}" for i in rng.integers(1, 4, TASKS)]),
        "承办单位": communities["code"].gather(rng.integers(0, communities.height, TASKS)),
        "派单日期": days(START, opened + 1),
    }, schema_overrides={"吹哨街道": pl.String})


def sheets(rng: np.random.Generator, _scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S3: divisions, funds by year, the negative list, tasks given to communities."""
    stems = [s for ending in "沟甸" for s in street_stems(ending, 48)]
    ends = np.cumsum(list(DISTRICTS.values())).tolist()
    parts = [
        below(d, stems[end - n:end], EACH) for (d, n), end in zip(DISTRICTS.items(), ends, strict=True)
    ]
    communities = pl.concat([inside for _, inside in parts])
    jingdezhen = communities.filter(pl.col("code").str.starts_with("3602"))
    return {
        "S3区划.csv": division_sheet(upper(DISTRICTS), *(made for made, _ in parts), communities),
        "S3经费.csv": pl.concat([_funds(communities, year, rng) for year in YEARS]),
        "S3负面清单.csv": _forbidden(jingdezhen, rng),
        "S3派单.csv": _tasks(jingdezhen, rng),
    }

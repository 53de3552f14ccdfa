"""S9, Xinjiekou: the joint conference's lists of resources, needs and projects, by names of the core."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..core import table
from ..draw import days
from ..labels import labels

FIRST_DAY = date(2019, 4, 1)
ALLIANCE = "新街口商圈党建联席会"
RESOURCES, NEEDS = 36, 32
GIVERS = ("O7", "O9", "O11", "O12", "O14", "U01", "U06", "U13", "U14", "U24", "U30", "U36")
ASKERS = ("O3", "O6", "O8", "O13", "U02", "U07", "U09", "U17", "U21", "U31", "U33", "U37")
THINGS = {
    "venue": ("会议室", "报告厅", "共享书房"),
    "service": ("法律咨询", "健康体检", "午间食堂"),
    "expertise": ("讲师团", "金融顾问", "设计师团队"),
    "culture": ("合唱队", "展览", "读书会"),
    "information": ("招聘信息", "商圈客流数据", "政策解读"),
    "goods": ("应急物资", "图书", "饮用水"),
}
"""Kinds of resources and needs, and examples of each."""


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S9 by file name; units, organizations and areas are those of Nanjing's sheets."""
    del scale  # the figures have their real size
    resources, needs = _list("R", RESOURCES, GIVERS, rng), _list("N", NEEDS, ASKERS, rng)
    return {
        "S9资源.csv": _sheet(resources, "资源", "资源提供单位", ("可用起始日期", "可用截止日期")),
        "S9需求.csv": _sheet(needs, "需求", "需求提出单位", ("需求提出日期", "需求撤回日期")),
        "S9项目.csv": _projects(resources, needs, rng),
    }


def _names() -> dict[str, str]:
    """The names of the core's organizations and units by key."""
    both = pl.concat([table(f"{of}.csv").select("key", "name") for of in ("organizations", "units")])
    return dict(both.iter_rows())


def _list(what: str, n: int, parties: tuple[str, ...], rng: np.random.Generator) -> pl.DataFrame:
    """``n`` entries of a list: code, name, kind, party, since, until; each seventh has ended."""
    names = _names()
    kinds = [*THINGS]
    kind = [kinds[i] for i in rng.choice(len(kinds), n, p=[0.25, 0.25, 0.15, 0.15, 0.12, 0.08])]
    who = [names[parties[i % len(parties)]] for i in range(n)]
    begun = np.sort(rng.integers(0, 1_000, n))
    ended = days(FIRST_DAY, begun + rng.integers(200, 500, n))
    return pl.DataFrame(
        {
            "code": [f"S9-{what}{i:03}" for i in range(1, n + 1)],
            "kind": kind,
            "party": who,
            "said": [THINGS[k][i] for k, i in zip(kind, rng.integers(0, 3, n), strict=True)],
            "begun": begun,
            "since": days(FIRST_DAY, begun),
            "until": pl.Series([d if i % 7 == 3 else None for i, d in enumerate(ended)], dtype=pl.String),
        }
    ).with_columns(name=pl.col("party") + pl.col("said") + pl.col("code").str.slice(-3))


def _sheet(entries: pl.DataFrame, of: str, party: str, period: tuple[str, str]) -> pl.DataFrame:
    return entries.select(
        pl.col("name").alias(f"{of}名称"),
        pl.col("code").alias(f"{of}编号"),
        labels("kind", "resource_kind").alias(f"{of}类型"),
        pl.col("since").alias(period[0]),
        pl.col("until").alias(period[1]),
        pl.col("party").alias(party),
    )


def _projects(resources: pl.DataFrame, needs: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Projects for most needs with a resource of their kind: some done, some past their agreement."""
    rows = []
    used: set[str] = set()
    for i, need in enumerate(needs.filter(pl.Series(rng.random(needs.height) < 0.7)).iter_rows(named=True)):
        fit = resources.filter((pl.col("kind") == need["kind"]) & ~pl.col("code").is_in(sorted(used)))
        resource = fit.row(0, named=True) if fit.height else None
        used |= {resource["code"]} if resource else set()
        begun = max(need["begun"], resource["begun"] if resource else 0) + int(rng.integers(20, 90))
        rows.append(
            {
                "项目名称": f"{need['name']}项目",
                "项目编号": f"S9-P{i + 1:03}",
                "项目协议": f"新街口商圈共建协议第{i + 1}号" if i % 5 else None,
                "last": begun + 365 * (1 + i % 2),
                "begun": begun,
                "done": begun + 180 if i % 4 == 2 else None,
                "项目承担单位": ALLIANCE if i % 3 == 0 else resource["party"] if resource else need["party"],
                "对应需求代码": need["code"],
                "对应资源代码": resource["code"] if resource else None,
            }
        )
    made = pl.DataFrame(rows, infer_schema_length=None)
    last, done = (days(FIRST_DAY, made[c].fill_null(0).to_numpy()) for c in ("last", "done"))
    return made.select(
        "项目名称",
        "项目编号",
        "项目协议",
        pl.when(pl.col("项目协议").is_not_null()).then(last).alias("项目协议到期日"),
        days(FIRST_DAY, made["begun"].to_numpy()).alias("立项日期"),
        pl.when(pl.col("done").is_not_null()).then(done).alias("结项日期"),
        "项目承担单位",
        pl.lit(None, pl.String).alias("对应需求"),
        "对应需求代码",
        pl.lit(None, pl.String).alias("对应资源"),
        "对应资源代码",
    )

"""S6, Zibo, Xiamen, Suzhou: several kinds of grids merged into one, their organizations, the five steps."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, days, pick
from .bodies import committees, districts_of, organization_sheet
from .country import division_sheet, upper
from .stems import below, street_stems

STEMS = {
    "370303": street_stems("坊", 6),
    "350206": ["金山", *street_stems("屿", 5)],
    "320508": street_stems("巷", 6),
}
COMMUNITIES = 5
FORMER = {"党建网格": (1, 3), "综治网格": (2, 4), "服务网格": (1, 3)}
"""How many of each kind a community had: from, and below."""
BLOCK = {"党建网格": 100, "综治网格": 200, "服务网格": 300}
"""Where the numbers of a kind of grid begin."""
DRAWN = date(2015, 1, 1)
FIRST, LAST = date(2021, 1, 1), date(2022, 7, 31)
"""The days of the first case, and on which the sheet was written: what came later is not in it."""
SPAN = (LAST - FIRST).days
CASES = 2_400
DEPARTMENTS = ("公安分局", "城市管理局", "市场监督管理局", "民政局", "卫生健康局")
TOPICS = (
    "楼道堆物",
    "路灯损坏",
    "噪声扰民",
    "独居老人探访",
    "邻里纠纷",
    "飞线充电",
    "违规搭建",
    "垃圾未清",
    "管道渗漏",
    "流动摊贩",
)


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S6 by file name."""
    del scale  # no figure here is large
    parts = [below(d, stems, COMMUNITIES) for d, stems in STEMS.items()]
    streets, communities = (pl.concat([p[i] for p in parts]) for i in (0, 1))
    first = communities.filter(pl.col("code").str.starts_with("350206"))["code"][0]
    communities = communities.with_columns(
        pl.when(pl.col("code") == first).then(pl.lit("园山社区")).otherwise("name").alias("name")
    )
    merged = _merged_on(communities.height, rng)
    former = _former(communities, merged, rng)
    known = pl.Series(rng.random(former.height) > 0.05)  # of some nobody wrote down what took their place
    unified = _unified(communities, merged, rng)
    bodies = committees("S6", streets, communities)
    groups, group_dates = _groups(unified, bodies, rng)
    departments = _departments()
    return {
        "S6区划.csv": division_sheet(upper(STEMS), streets, communities),
        "S6原网格.csv": _grid_sheet(former),
        "S6网格.csv": _grid_sheet(
            unified.join(
                former.filter(pl.col("until").is_not_null() & known).select(
                    "parent", pl.col("name").alias("合并的原网格"), pl.col("code").alias("合并的原网格代码")
                ),
                on="parent",
                how="left",
                maintain_order="left_right",
            )
        ),
        "S6党组织.csv": pl.concat(
            [
                organization_sheet(bodies, days(date(2010, 1, 1), rng.integers(0, 2_000, bodies.height))),
                organization_sheet(groups, *group_dates),
            ]
        ),
        "S6机构.csv": departments,
        "S6事项.csv": _cases(unified, departments, rng),
    }


def _merged_on(n: int, rng: np.random.Generator) -> Ints:
    """Days after the first grids on which each community merged its own: most by 2021, some never."""
    early, late = rng.integers(1_500, 2_300, n), rng.integers(2_380, 2_780, n)
    merged = np.where(rng.random(n) < 0.6, early, late)
    return np.where(rng.random(n) < 0.06, -1, merged)


def _former(communities: pl.DataFrame, merged: Ints, rng: np.random.Generator) -> pl.DataFrame:
    """The separate grids; a few of a merged community stay on."""
    found = []
    for kind, (least, below_) in FORMER.items():
        many = rng.integers(least, below_, communities.height)
        at = np.repeat(np.arange(communities.height), many)
        number = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many) + 1
        gone = (merged[at] >= 0) & (rng.random(len(at)) > 0.04)
        until = pl.select(pl.when(pl.Series(gone)).then(days(DRAWN, merged[at] - 1))).to_series()
        found.append(
            _rows(communities[at], number, kind, BLOCK[kind]).with_columns(
                pl.lit(DRAWN.isoformat()).alias("since"), until.alias("until")
            )
        )
    return pl.concat(found)


def _unified(communities: pl.DataFrame, merged: Ints, rng: np.random.Generator) -> pl.DataFrame:
    """The grids of the communities that have merged theirs."""
    many = np.where(merged >= 0, rng.integers(2, 5, len(merged)), 0)
    at = np.repeat(np.arange(communities.height), many)
    number = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many) + 1
    return _rows(communities[at], number, "全科网格", 0).with_columns(
        days(DRAWN, merged[at]).alias("since"),
        pl.lit(None, pl.String).alias("until"),
        pl.Series(merged[at]).alias("drawn"),
    )


def _rows(communities: pl.DataFrame, number: Ints, kind: str, block: int) -> pl.DataFrame:
    n = pl.Series(number)
    return communities.select(
        (pl.col("code") + (n + block).cast(pl.String).str.zfill(3)).alias("code"),
        (pl.col("name").str.strip_suffix("社区") + kind + n.cast(pl.String)).alias("name"),
        pl.lit(kind).alias("kind"),
        pl.col("code").alias("parent"),
        pl.col("name").alias("community"),
    )


def _grid_sheet(grids: pl.DataFrame) -> pl.DataFrame:
    merges = "合并的原网格" in grids.columns
    return grids.select(
        pl.col("code").alias("网格代码"),
        pl.col("name").alias("网格名称"),
        pl.lit("网格").alias("级别"),
        pl.col("kind").alias("网格类型"),
        pl.col("community").alias("所属社区"),
        *(["合并的原网格"] if merges else []),
        pl.col("since").alias("划定日期"),
        pl.col("until").alias("撤销日期"),
        pl.col("parent").alias("所属社区代码"),
        *(["合并的原网格代码"] if merges else []),
        pl.lit("统计").alias("编码方案"),
        pl.lit("样例").alias("版本"),
    )


def _groups(
    unified: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, tuple[pl.Series, pl.Series]]:
    """Organizations on the grids, with the days of founding and dissolution; one grid in six has none."""
    above = bodies.filter(pl.col("kind") == "社区党组织")
    some = unified.filter(pl.Series(rng.random(unified.height) < 0.84))
    n = some.height
    groups = some.select(
        (pl.lit("S6-G") + pl.col("code")).alias("code"),
        (districts_of(some) + pl.col("name") + "党组织").alias("name"),
        pick(["单独建立党支部", "功能型党组织"], [75, 25], n, rng).alias("kind"),
        pl.col("code").alias("place"),
        pl.col("parent").replace_strict(above["place"], above["code"]).alias("upper"),
    )
    founded = some["drawn"].to_numpy() + rng.integers(0, 240, n)
    gone = pl.Series(rng.random(n) < 0.05)
    ended = pl.select(
        pl.when(gone).then(days(DRAWN, np.maximum(founded, 2_400) + rng.integers(1, 300, n)))
    ).to_series()
    return groups, (days(DRAWN, founded), ended)


def _departments() -> pl.DataFrame:
    known = upper(STEMS).filter(pl.col("level") == "区")
    rows = [(code, f"{name}{x}") for code, name, *_ in known.iter_rows() for x in DEPARTMENTS]
    found = pl.DataFrame(rows, schema=["所在地", "机构名称"], orient="row")
    codes = credit_codes(
        pl.Series(["authority"] * found.height), found["所在地"], pl.Series(range(301, 301 + found.height))
    )
    return found.select(
        "机构名称",
        codes.alias("统一社会信用代码"),
        pl.lit("机关").alias("机构类型"),
        "所在地",
        pl.lit("2001-01-01").alias("成立日期"),
    )


def _day(offsets: Ints, known: np.ndarray) -> pl.Series:
    """Days after the first as written; blank where unknown or after the sheet was written."""
    said = pl.Series(known & (offsets <= SPAN))
    return pl.select(pl.when(said).then(days(FIRST, offsets))).to_series()


def _cases(grids: pl.DataFrame, departments: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Cases collected in grids that exist, each as far through the five steps as it came."""
    n = CASES
    at = rng.integers(0, grids.height, n)
    start = np.maximum(grids["drawn"].gather(at).to_numpy() - (FIRST - DRAWN).days, 0)
    collected = start + ((SPAN - 30 - start) * rng.random(n)).astype(np.int64)
    keep = (start < SPAN - 31) & (collected >= start)
    steps: list[pl.Series] = []
    known, when = keep.copy(), collected
    for share, longest in ((0.99, 4), (0.985, 3), (0.95, 25), (0.93, 6)):
        known &= rng.random(n) < share
        when = when + rng.integers(0, longest, n)
        steps.append(_day(when, known))
    closed = when + rng.integers(0, 3, n)
    # most are closed once fed back; some are closed although nobody was told
    over = (known & (rng.random(n) < 0.95)) | (
        steps[2].is_not_null().to_numpy() & ~known & (rng.random(n) < 0.4)
    )
    place = grids[at]
    cases = (
        pl.DataFrame(
            {
                "事项编号": [f"S6-T{i + 1:05}" for i in range(n)],
                "事项名称": place["name"] + pl.Series(np.asarray(TOPICS)[rng.integers(0, len(TOPICS), n)]),
                "任务类型": ["网格事项"] * n,
                "任务来源": pick(["居民诉求", "巡查发现", "热线"], [45, 40, 15], n, rng),
                "所在网格": place["name"],
                "所在网格代码": place["code"],
                "收集日期": days(FIRST, collected),
                "核实日期": steps[0],
                "分派日期": steps[1],
                "处置日期": steps[2],
                "反馈日期": steps[3],
                "办结日期": _day(closed, over),
                "办理时限": days(FIRST, collected + rng.choice([7, 15, 30], n)),
            }
        )
        .filter(pl.Series(keep))
        .sort("收集日期")
    )
    return _handlers(cases, departments, rng)


def _handlers(cases: pl.DataFrame, departments: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The cases with those they were assigned to: one department of the district, or two together."""
    by_place = {d: departments.filter(pl.col("所在地") == d) for d in STEMS}
    n = cases.height
    which = rng.integers(0, len(DEPARTMENTS), n)
    joint = pl.Series(rng.random(n) < 0.2)
    given = cases["分派日期"].is_not_null()
    made = []
    for shift, rows in ((0, pl.Series([True] * n)), (1, joint & given)):
        chosen = cases.with_columns(pl.Series((which + shift) % len(DEPARTMENTS)).alias("which")).filter(rows)
        place = chosen["所在网格代码"].str.slice(0, 6)
        for d, there in by_place.items():
            part = chosen.filter(place == d)
            own = there[part["which"].to_numpy()]
            said = pl.col("分派日期").is_not_null()
            made.append(
                part.with_columns(
                    pl.when(said).then(own["机构名称"]).alias("承办单位"),
                    pl.when(said).then(own["统一社会信用代码"]).alias("承办单位代码"),
                    pl.when(said).then(pl.lit("机构")).alias("承办单位类型"),
                    pl.col("分派日期").alias("派单日期"),
                    pl.col("处置日期").alias("办毕日期"),
                ).drop("which")
            )
    return pl.concat(made).sort("事项编号", "承办单位代码")

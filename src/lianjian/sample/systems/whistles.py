"""S1, Kunming and Beijing: streets whistle, departments report; joint campaigns."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, blank, days, pick
from .country import division_sheet, upper
from .stems import below, street_stems

FIRST, LAST = date(2020, 9, 1), date(2022, 7, 31)
"""The days of the first task, and on which the sheet was written: what came later is not in it."""
SPAN = (LAST - FIRST).days
DISTRICTS = {"530102": "五华区", "110117": "平谷区"}
STEMS = {"530102": ["华山", *street_stems("湖", 7)], "110117": street_stems("岭", 8)}
DEPARTMENTS = (
    "公安分局", "市场监督管理局", "城市管理局", "住房和城乡建设局", "生态环境分局", "消防救援大队",
    "卫生健康局", "民政局", "水务局", "园林绿化局", "交通运输局", "人力资源和社会保障局", "应急管理局",
    "通信发展办公室",
)  # fmt: skip
DEAF = 13
"""The position of the department that never answers."""
TOPICS = (
    "占道经营", "违法建设", "噪声扰民", "垃圾清运", "油烟排放", "停车秩序", "井盖破损",
    "楼道堆物", "污水外溢", "路灯不亮",
)  # fmt: skip
WHISTLES = 1200
CAMPAIGNS = 16


def _departments() -> pl.DataFrame:
    rows = [(d, f"{name}{x}") for d, name in DISTRICTS.items() for x in DEPARTMENTS]
    found = pl.DataFrame(rows, schema=["所在地", "机构名称"], orient="row")
    codes = credit_codes(
        pl.Series(["authority"] * found.height), found["所在地"], pl.Series(range(1, found.height + 1))
    )
    return found.select(
        "机构名称", codes.alias("统一社会信用代码"), pl.lit("机关").alias("机构类型"), "所在地",
        pl.lit("2001-01-01").alias("成立日期"),
    )


def _when(offsets: Ints, unknown: np.ndarray) -> pl.Series:
    """Days after the first as written; blank where unknown or after the sheet was written."""
    return blank(days(FIRST, offsets), unknown | (offsets > SPAN))


def _whistles(departments: pl.DataFrame, streets: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a task and department: who answers how fast differs from department to department."""
    opened = np.sort(rng.integers(0, SPAN, WHISTLES))
    where = rng.integers(0, streets.height, WHISTLES)
    topic = rng.integers(0, len(TOPICS), WHISTLES)
    parties = rng.choice([1, 2, 3, 4], size=WHISTLES, p=[0.35, 0.35, 0.2, 0.1])
    task = np.repeat(np.arange(WHISTLES), parties)
    n = len(task)
    # the departments of one task follow each other in the list: none is called twice
    called = np.repeat(rng.integers(0, DEAF, WHISTLES), parties) + np.arange(n) - np.repeat(
        np.cumsum(parties) - parties, parties
    )
    called = np.where(rng.random(n) < 0.01, DEAF, called % DEAF)
    slow = np.linspace(0.6, 3.2, len(DEPARTMENTS))[called]
    sent = opened[task] + rng.integers(0, 3, n)
    answer = sent + np.floor(rng.exponential(slow)).astype(np.int64)
    silent = (rng.random(n) < 0.04 + 0.02 * slow) | (called == DEAF)
    finish = answer + 1 + np.floor(rng.exponential(3 + 2 * slow)).astype(np.int64)
    undone = silent | (rng.random(n) < 0.05)
    rows = pl.DataFrame({
        "task": task, "called": called, "finish": finish, "open": undone, "district": where[task] // 8,
    })
    last = rows.group_by("task", maintain_order=True).agg(pl.col("finish").max(), pl.col("open").any())
    closed = last["finish"].to_numpy() + rng.integers(0, 3, WHISTLES)
    # a street closes some tasks that a department never finished, two months later
    dropped = last["open"].to_numpy() & (rng.random(WHISTLES) < 0.6)
    closed = np.where(dropped, opened + 60, closed)
    left = last["open"].to_numpy() & ~dropped
    due = opened + rng.choice([5, 7, 10, 15, 20], WHISTLES)
    tasks = pl.DataFrame({
        "任务编号": [f"S1-T{i:04}" for i in range(1, WHISTLES + 1)],
        "任务名称": [
            f"{streets['name'][int(w)]}{TOPICS[t]}第{i}号"
            for i, (w, t) in enumerate(zip(where, topic, strict=True), 1)
        ],
        "任务类型": ["吹哨事项"] * WHISTLES,
        "任务来源": pick(["居民诉求", "巡查发现", "热线", "街道提出"], [5, 3, 4, 1], WHISTLES, rng),
        "办理时限": blank(days(FIRST, due), rng.random(WHISTLES) > 0.97),
        "提出日期": days(FIRST, opened),
        "办结日期": _when(closed, left),
        "吹哨街道": streets["code"].gather(where),
    })
    office = rows["district"].to_numpy() * len(DEPARTMENTS) + called
    return tasks[task].with_columns(
        departments["统一社会信用代码"].gather(office).alias("承办单位"),
        days(FIRST, sent).alias("派单日期"),
        _when(answer, silent).alias("响应日期"),
        _when(finish, undone).alias("办毕日期"),
    ).unique(["任务编号", "承办单位"], keep="first", maintain_order=True)


def _campaigns(departments: pl.DataFrame, streets: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Joint campaigns; the first is that of Wenlin street, by three departments."""
    others = np.sort(rng.integers(0, SPAN, CAMPAIGNS - 1))
    starts = np.concatenate([[(date(2021, 3, 1) - FIRST).days], others])
    where = np.concatenate([[0], rng.integers(0, streets.height, CAMPAIGNS - 1)])
    long = np.concatenate([[25], rng.integers(4, 45, CAMPAIGNS - 1)])
    parties = np.concatenate([[3], rng.integers(2, 6, CAMPAIGNS - 1)])
    task = np.repeat(np.arange(CAMPAIGNS), parties)
    called = np.arange(len(task)) - np.repeat(np.cumsum(parties) - parties, parties)
    ends = starts + long
    tasks = pl.DataFrame({
        "任务编号": [f"S1-C{i:02}" for i in range(1, CAMPAIGNS + 1)],
        "任务名称": ["文林街联合整治", *(
            f"{streets['name'][int(w)]}第{i}次联合整治" for i, w in enumerate(where[1:], 1)
        )],
        "任务类型": ["联合整治"] * CAMPAIGNS,
        "任务来源": ["街道提出"] * CAMPAIGNS,
        "办理时限": days(FIRST, starts + 30),
        "提出日期": days(FIRST, starts),
        "办结日期": _when(ends, np.zeros(CAMPAIGNS, dtype=bool)),
        "吹哨街道": streets["code"].gather(where),
    })
    office = where[task] // 8 * len(DEPARTMENTS) + called
    return tasks[task].with_columns(
        departments["统一社会信用代码"].gather(office).alias("承办单位"),
        days(FIRST, starts[task]).alias("派单日期"),
        _when(starts[task] + rng.integers(0, 3, len(task)), rng.random(len(task)) < 0.1).alias("响应日期"),
        _when(ends[task], np.zeros(len(task), dtype=bool)).alias("办毕日期"),
    )


def sheets(rng: np.random.Generator, _scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S1: divisions, departments, dispatches."""
    parts = [below(d, stems, 4) for d, stems in STEMS.items()]
    streets = pl.concat([made for made, _ in parts])
    departments = _departments()
    dispatches = pl.concat([
        _whistles(departments, streets, rng), _campaigns(departments, streets, rng)
    ])
    return {
        "S1区划.csv": division_sheet(upper(DISTRICTS), streets, *(inside for _, inside in parts)),
        "S1部门.csv": departments,
        "S1派单.csv": dispatches,
    }

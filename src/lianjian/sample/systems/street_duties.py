"""S2: streets' duty lists, negative lists, admissions, powers, platforms and delegated penalties."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, blank, days, pick, portion
from .country import division_sheet, upper
from .stems import below, street_stems

CITIES = {
    "北京": ("110107", "110109", "110112", "110115"),
    "广西": ("450102", "450103", "450202", "450502"),
    "天津": ("120101", "120103", "120104", "120105", "120106"),
    "浙江": ("330302", "330602", "330702"),
    "陕西": ("610102", "610104", "610302", "610402"),
}
"""The districts whose streets the sample has, by the place that is known for its way."""
EACH = 16
"""Streets of a district."""
START = date(2018, 1, 1)
LAST = (date(2022, 7, 31) - START).days
UNRECORDED = (17, 95, 188, 301)
"""Streets, by their position, of which nothing is on record."""

SUBJECTS = {
    "党群工作": ("党员教育", "两新党建", "工会服务", "青年工作", "妇女工作", "统战联络"),
    "平安建设": ("矛盾纠纷", "消防安全", "群防群治", "信访事项", "禁毒工作", "反诈工作"),
    "城市管理": ("市容环境", "垃圾分类", "停车秩序", "绿化养护", "背街小巷", "违法建设"),
    "社区建设": ("居民自治", "社区协商", "物业管理", "社区服务", "志愿服务", "社会组织"),
    "民生保障": ("就业服务", "社会救助", "养老服务", "残疾人服务", "退役军人服务", "健康教育"),
    "综合保障": ("应急值守", "统计调查", "档案管理", "财务管理", "政务公开", "后勤保障"),
}
ACTIONS = ("统筹协调", "日常巡查", "情况上报")
EVERY = [f"D{i:03}" for i in range(1, 115)]
FEW, OTHER = EVERY[::8], EVERY[1::8]
"""The duties on the lists of the places that name no number, and as many that are not on them."""
ECONOMY = ("招商引资", "协税护税")
PLATFORMS = ("综治工作平台", "市场监管平台", "综合执法平台", "便民服务平台")
POWERS = ("综合管理权", "规划参与权", "应急处置权", "指挥调度权", "考核评价权", "人事建议权")
FIELDS = {"安全生产": 14, "生态环境": 12, "文化旅游": 9, "城市管理": 5}
HANDED = ("征收协助", "企业入户调查", "专项普查", "数据填报", "资格初审", "证明开具", "现场核查", "材料代收")
"""What departments hand down in Guangxi, where streets admit it or do not."""
TASKS = 900
KEYS = ("职责编号", "职责名称", "职责类型", "职责类别", "所属平台", "职权种类")


def _duty(code: str, name: str, kind: str, **more: str) -> dict[str, str]:
    return {"职责编号": f"S2-{code}", "职责名称": name, "职责类型": kind, **more}


def duties() -> pl.DataFrame:
    """All duties and powers: 114 in six categories, two of economic affairs, platforms, those handed down."""
    listed = [
        (f"{subject}{action}", category)
        for category, subjects in SUBJECTS.items()
        for subject in subjects
        for action in ACTIONS
    ] + [(f"{category}年度评估", category) for category in SUBJECTS]
    found = [_duty(f"D{i:03}", n, "职责事项", 职责类别=c) for i, (n, c) in enumerate(listed, 1)]
    found += [_duty(f"E{i}", n, "职责事项", 职责类别="经济事务") for i, n in enumerate(ECONOMY, 1)]
    found += [
        _duty(f"P{i}", f"{p}运行", "职责事项", 职责类别="综合保障", 所属平台=p)
        for i, p in enumerate(PLATFORMS, 1)
    ]
    found += [_duty(f"W{i}", p, "职权", 职权种类=p) for i, p in enumerate(POWERS, 1)]
    found += [_duty(f"H{i}", h, "职责事项", 职责类别="综合保障") for i, h in enumerate(HANDED, 1)]
    return pl.DataFrame(found, schema=dict.fromkeys(KEYS, pl.String))


def _ties(
    streets: pl.DataFrame, codes: list[str], chance: float, side: str, rng: np.random.Generator,
    first: int = 0, span: int = 1100,
) -> pl.DataFrame:
    """Each of the duties for each of the streets with a chance, since some day of the span."""
    street, duty = np.divmod(np.arange(streets.height * len(codes)), len(codes))
    kept = rng.random(len(street)) < chance
    since = np.repeat(first + rng.integers(0, span, streets.height), len(codes))[kept]
    return pl.DataFrame({
        "职责编号": pl.Series([f"S2-{c}" for c in codes], dtype=pl.String).gather(duty[kept]),
        f"{side}街道": streets["code"].gather(street[kept]),
        f"{side}起始日期": days(START, since),
    })


def _economy(streets: pl.DataFrame, rng: np.random.Generator) -> list[pl.DataFrame]:
    """Investment promotion and tax collection help: streets freed of both, of one, of none."""
    both = portion(streets.height, 0.81, rng)
    one = ~both & (rng.random(streets.height) < 0.3)
    since = rng.integers(0, LAST - 60, streets.height)
    freed, kept = [], []
    for i, code in enumerate(("S2-E1", "S2-E2")):
        free = both | one if i == 0 else both
        named = pl.DataFrame({"职责编号": [code] * streets.height, "街道": streets["code"]})
        dates = days(START, since)
        freed.append(named.with_columns(dates.alias("日期")).filter(pl.Series(free)).select(
            "职责编号", pl.col("街道").alias("免除街道"), pl.col("日期").alias("免除起始日期")
        ))
        # a street has had the duty until the day it was freed
        ends = blank(days(START, since - 1), ~free)
        kept.append(named.select(
            "职责编号", pl.col("街道").alias("责任街道"), pl.lit("2015-01-01").alias("责任起始日期"),
            ends.alias("责任截止日期"),
        ))
    return [*freed, *kept]


def _powers(streets: pl.DataFrame, tianjin: pl.DataFrame, rng: np.random.Generator) -> list[pl.DataFrame]:
    """Three powers together for most streets, single ones for the rest; in Tianjin those of command too."""
    whole = portion(streets.height, 0.875, rng)
    core = ["W1", "W2", "W3"]
    return [
        _ties(streets.filter(pl.Series(whole)), core, 1, "责任", rng, 200, LAST - 300),
        _ties(streets.filter(pl.Series(~whole)), core, 0.4, "责任", rng, 200, LAST - 300),
        _ties(tianjin, ["W4", "W5", "W6"], 0.9, "责任", rng, 100, 900),
    ]


def _document(table: pl.DataFrame, column: str, text: str) -> pl.DataFrame:
    since = next(c for c in table.columns if c.endswith("起始日期"))
    return table.with_columns(pl.format(f"{text}〔{{}}〕1 号", pl.col(since).str.head(4)).alias(column))


def _penalties(streets: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The teams, one a street, and the penalties delegated to streets and teams."""
    teams = streets.select(
        pl.format("{}综合行政执法队", pl.col("name")).alias("机构名称"),
        credit_codes(
            pl.Series(["public_institution"] * streets.height), streets["code"].str.head(6),
            pl.int_range(1, streets.height + 1, eager=True),
        ).alias("统一社会信用代码"),
        pl.lit("事业单位").alias("机构类型"), pl.col("code").alias("所在地"),
        pl.lit("2019-06-01").alias("成立日期"),
    )
    items = [(f, i) for f, n in FIELDS.items() for i in range(1, n + 1)]
    street, item = np.divmod(np.arange(streets.height * len(items)), len(items))
    # the first street has every field, so that there is one in any year
    kept = (rng.random(len(street)) < 0.6) | (street == 0)
    since = np.repeat(rng.integers(600, LAST - 40, streets.height), len(items))
    since[street == 0] = 540
    street, item, since = street[kept], item[kept], since[kept]
    names = pl.Series([f"{f}类处罚第{i}项" for f, i in items])
    return teams, pl.DataFrame({
        "职责编号": pl.Series([f"S2-X{i:02}" for i in range(1, len(items) + 1)]).gather(item),
        "处罚事项": names.gather(item),
        "职责类型": ["行政处罚"] * len(item),
        "处罚领域": pl.Series([f for f, _ in items]).gather(item),
        "受托街道": streets["code"].gather(street),
        "执法队": teams["统一社会信用代码"].gather(street),
        "下放日期": days(START, since),
    })


def _tasks(streets: pl.DataFrame, guangxi: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Tasks that were dispatched to streets: of duties on their lists, of others, and handed down."""
    opened = np.sort(rng.integers(980, LAST, TASKS))
    handed = rng.random(TASKS) < 0.25
    there = streets.height + rng.integers(0, guangxi.height, TASKS)
    where = pl.concat([streets["code"], guangxi["code"]]).gather(
        np.where(handed, there, rng.integers(0, streets.height, TASKS))
    )
    usual = np.array([f"S2-{d}" for d in (*FEW, *OTHER, "E1", "E2")])
    chances = np.array([0.8 / len(FEW)] * len(FEW) + [0.12 / len(OTHER)] * len(OTHER) + [0.04, 0.04])
    special = np.array([f"S2-H{i}" for i in range(1, len(HANDED) + 1)])
    duty = np.where(
        handed, special[rng.integers(0, len(HANDED), TASKS)],
        usual[rng.choice(len(usual), TASKS, p=chances)],
    )
    done: Ints = opened + rng.integers(2, 40, TASKS)
    ended = blank(days(START, done), done > LAST)
    origin = pick(["部门交办", "居民诉求", "巡查发现"], [2, 5, 3], TASKS, rng)
    return pl.DataFrame({
        "任务编号": [f"S2-T{i:04}" for i in range(1, TASKS + 1)],
        "任务名称": [f"街道承办事项第{i}号" for i in range(1, TASKS + 1)],
        "任务类型": ["专项任务"] * TASKS,
        "任务来源": pl.DataFrame({"o": origin, "h": handed}).select(
            pl.when("h").then(pl.lit("部门交办")).otherwise("o")
        ).to_series(),
        "提出日期": days(START, opened),
        "办结日期": ended,
        "吹哨街道": [None] * TASKS,
        "所属职责": pl.Series(duty, dtype=pl.String),
        "承办单位": where,
        "派单日期": days(START, opened + rng.integers(0, 2, TASKS)),
        "办毕日期": ended,
    }, schema_overrides={"吹哨街道": pl.String})


def _listed(streets: dict[str, pl.DataFrame], rng: np.random.Generator) -> list[pl.DataFrame]:
    """The duty lists: Beijing's whole, the others' shorter; Zhejiang's platforms; Guangxi's admissions."""
    others = pl.concat([s for place, s in streets.items() if place != "北京"])
    handed = [f"H{i}" for i in range(1, len(HANDED) + 1)]
    return [
        _document(_ties(streets["北京"], EVERY, 0.985, "责任", rng), "文号", "京街发"),
        _ties(others, FEW, 0.95, "责任", rng),
        _ties(streets["浙江"], [f"P{i}" for i in range(1, 5)], 0.9, "责任", rng, 0, 1000),
        _document(_ties(streets["广西"], handed, 0.45, "准入", rng, 700, 800), "准入文号", "桂准"),
    ]


def sheets(rng: np.random.Generator, _scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S2: divisions, duty lists, enforcing teams, delegated penalties, tasks of streets."""
    codes = [d for place in CITIES.values() for d in place]
    stems = [s for ending in "桥门坡渡" for s in street_stems(ending, 80)]
    parts = [below(d, stems[i * EACH:(i + 1) * EACH], 2) for i, d in enumerate(codes)]
    every = pl.concat([made for made, _ in parts])
    known = every.with_row_index().filter(~pl.col("index").is_in(UNRECORDED)).drop("index")
    streets = {
        place: known.filter(pl.col("parent").is_in(districts)) for place, districts in CITIES.items()
    }
    rows = [*_listed(streets, rng), *_economy(known, rng), *_powers(known, streets["天津"], rng)]
    teams, penalties = _penalties(streets["陕西"], rng)
    ties = pl.concat(rows, how="diagonal")
    listed = duties().join(ties, on="职责编号", how="inner", maintain_order="right")
    return {
        "S2区划.csv": division_sheet(upper(codes), every, *(inside for _, inside in parts)),
        "S2职责清单.csv": listed,
        "S2执法队.csv": teams,
        "S2下放处罚.csv": penalties,
        "S2派单.csv": _tasks(known, streets["广西"], rng),
    }

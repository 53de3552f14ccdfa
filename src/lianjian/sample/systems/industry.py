"""S15, Hangzhou and Wuhan: industries and territories undertake things towards each other."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..draw import days, pick
from .country import division_sheet, upper

INDUSTRIES = {
    "3301": (
        "机关事业", "教育", "卫生健康", "国资国企", "交通运输", "建设", "城市管理", "市场监管", "律师",
        "互联网", "金融", "文化旅游", "物业服务", "快递物流", "人力资源", "社会组织",
    ),
    "4201": (
        "教育", "卫生健康", "国资国企", "交通运输", "城乡建设", "城市管理", "市场监管", "律师", "注册会计师",
        "物业服务", "商务", "文化旅游",
    ),
}  # fmt: skip
"""The industry systems by city."""
PERIODS = {("4201", "商务"): ("2021-11-15", None), ("4201", "文化旅游"): ("2018-03-01", "2022-04-30")}
"""When those were set up and dissolved that are not there all the time."""
CITIES = {"3301": "杭州市", "4201": "武汉市"}
DISTRICTS = {
    "330102": "上城区", "330105": "拱墅区", "330106": "西湖区", "330108": "滨江区",
    "420102": "江岸区", "420103": "江汉区", "420106": "武昌区", "420111": "洪山区",
}  # fmt: skip
FORMS = ("项目清单", "公开承诺", "任务书", "协商", "考核", "评价")
WEIGHTS = (0.75, 0.8, 0.6, 0.5, 0.55, 0.45)
WORKS = (
    "老旧小区改造", "背街小巷整治", "便民义诊", "法律咨询", "消费维权", "暑期托管", "技能培训", "停车共享",
)  # fmt: skip
NEEDS = (
    ("停车难", "场地"), ("就医远", "服务"), ("暑期无人看护", "服务"), ("法律纠纷", "人才"),
    ("飞线充电", "资金"),
)  # fmt: skip
FIRST, LAST = date(2018, 3, 1), date(2022, 7, 31)
SPAN = (LAST - FIRST).days


def _organizations() -> pl.DataFrame:
    """Of each city the body above, its industries' committees, and one body for each district."""
    rows: list[tuple[str | None, ...]] = []
    for city, name in CITIES.items():
        rows.append((city, f"{name}行业系统党建工作委员会", "党工委", city, None, "2017-11-01", None))
        for i, industry in enumerate(INDUSTRIES[city]):
            since, until = PERIODS.get((city, industry), ("2018-03-01", None))
            rows.append((f"{city}-{i}", f"{name}{industry}行业党委", "行业党委", city, city, since, until))
    rows += [
        (d, f"{name}属地党建工作委员会", "党工委", d, d[:4], "2017-11-01", None)
        for d, name in DISTRICTS.items()
    ]
    schema = ["key", "党组织名称", "组建方式", "所在地代码", "above", "成立日期", "撤销日期"]
    found = pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None)
    numbers = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    found = found.with_columns(党组织代码=pl.format("S15-O{}", numbers))
    codes = found.select(above="key", 上级党组织代码="党组织代码")
    return found.join(codes, on="above", how="left", maintain_order="left")


def _commitments(bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Who commits to whom: most pairs in both directions, some in one, some not at all."""
    party = bodies.select(
        code="党组织代码", name="党组织名称", kind="组建方式", at="所在地代码", founded="成立日期")
    industry = party.filter(pl.col("kind") == "行业党委")
    territory = party.filter(pl.col("at").str.len_chars() == 6).with_columns(city=pl.col("at").str.head(4))
    pairs = industry.join(territory, left_on="at", right_on="city", suffix="_other")
    how = rng.choice(4, size=pairs.height, p=[0.62, 0.14, 0.1, 0.14])  # both, out, back, none
    both = pl.concat([
        pairs.filter(pl.Series(np.isin(how, (0, 1)))).select(
            "code", "name", "code_other", "name_other", "founded"),
        pairs.filter(pl.Series(np.isin(how, (0, 2)))).select(
            code="code_other", name="name_other", code_other="code", name_other="name",
            founded="founded"),
    ])
    n = both.height
    taken = rng.random((n, len(FORMS))) < np.asarray(WEIGHTS)
    taken[:, 3] |= ~taken.any(axis=1)  # at least they consult each other
    forms = ["、".join(np.asarray(FORMS)[row]) for row in taken]
    begun = days(FIRST, rng.integers(10, 1100, n))
    ended = days(date(2021, 9, 30), rng.integers(0, 200, n)).to_frame("day").select(
        pl.when(pl.Series(rng.random(n) < 0.06)).then("day")).to_series()
    return both.with_columns(
        约束方式=pl.Series(forms), 责任截止日期=ended,
        责任起始日期=pl.max_horizontal(begun, pl.col("founded")),
        listed=pl.Series(taken[:, 0]),
    )


def _projects(ties: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The projects of every commitment that has a list: one to three, some under an agreement."""
    listed = ties.filter("listed")
    listed = listed.with_columns(times=pl.Series(rng.integers(1, 4, listed.height)))
    rows = listed.select(
        "code", "code_other", "责任起始日期", pl.int_ranges(0, pl.col("times")).alias("i")
    ).explode("i")
    n = rows.height
    started = rng.integers(30, 600, n)
    lasts = rng.integers(90, 700, n)
    begin = rows["责任起始日期"].str.to_date().cast(pl.Int32).to_numpy() + started
    since = pl.Series(begin, dtype=pl.Int32).cast(pl.Date)
    until = pl.Series(begin + lasts, dtype=pl.Int32).cast(pl.Date)
    end = until.cast(pl.String)
    over = np.asarray(until <= LAST) & (rng.random(n) < 0.8)
    agreed = rng.random(n) < 0.7
    numbers = pl.Series(range(1, n + 1)).cast(pl.String).str.zfill(4)
    works = pick(list(WORKS), [1.0] * len(WORKS), n, rng)
    return rows.select("code", "code_other").with_columns(
        项目编号=pl.format("S15-P{}", numbers), 项目名称=pl.format("{}第{}号", works, numbers),
        立项日期=since.cast(pl.String),
        结项日期=pl.when(pl.Series(over)).then(end),
        项目协议=pl.when(pl.Series(agreed)).then(pl.format("{}年双向服务协议", since.dt.year())),
        项目协议到期日=pl.when(pl.Series(agreed)).then(end),
        need=pl.Series(np.where(rng.random(n) < 0.8, rng.integers(0, len(NEEDS), n), -1)),
        joint=pl.Series(rng.random(n) < 0.4), offered=pl.Series(rng.random(n) < 0.5),
    ).filter(pl.col("立项日期") <= LAST.isoformat())


def _needs(bodies: pl.DataFrame) -> pl.DataFrame:
    """What every district's body asks for."""
    asking = bodies.filter(pl.col("所在地代码").str.len_chars() == 6).select("党组织代码", "党组织名称")
    asked = pl.DataFrame(NEEDS, schema=["what", "需求类型"], orient="row").with_row_index("i")
    rows = asking.join(asked, how="cross")
    numbers = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    return rows.with_columns(
        需求编号=pl.format("S15-N{}", numbers),
        需求名称=pl.format("{}{}", pl.col("党组织名称").str.head(3), "what"),
    )


def _resources(bodies: pl.DataFrame) -> pl.DataFrame:
    """What every industry's committee offers."""
    offering = bodies.filter(pl.col("组建方式") == "行业党委").select("党组织代码", "党组织名称")
    numbers = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    return offering.with_columns(
        资源编号=pl.format("S15-R{}", numbers),
        资源名称=pl.format("{}专业队伍", pl.col("党组织名称").str.strip_suffix("行业党委")),
        资源类型=pl.lit("人才"),
    )


def _list(
    ties: pl.DataFrame, projects: pl.DataFrame, needs: pl.DataFrame, resources: pl.DataFrame
) -> pl.DataFrame:
    """双向清单: a row for each commitment and project; joint projects stand in the other side's list too."""
    met = needs.select("i", code_need="党组织代码", 回应需求代码="需求编号", 回应需求="需求名称")
    used = resources.select(code_resource="党组织代码", 使用资源代码="资源编号", 使用资源="资源名称")
    full = projects.with_columns(pl.col("need").cast(pl.UInt32, strict=False))
    for side in ("code", "code_other"):  # the need is the territory's, the resource the industry's
        full = full.join(
            met, left_on=[side, "need"], right_on=["code_need", "i"], how="left", suffix=f"_{side}")
        full = full.join(used, left_on=side, right_on="code_resource", how="left", suffix=f"_{side}")
    full = full.with_columns(
        pl.coalesce(c, f"{c}_code_other") for c in ("回应需求代码", "回应需求", "使用资源代码", "使用资源")
    ).with_columns(pl.when("offered").then(c).alias(c) for c in ("使用资源代码", "使用资源"))
    columns = [
        "项目编号", "项目名称", "立项日期", "结项日期", "项目协议", "项目协议到期日", "回应需求代码",
        "回应需求", "使用资源代码", "使用资源",
    ]  # fmt: skip
    own = full.select("code", "code_other", *columns)
    others = full.filter("joint").rename({"code": "code_other", "code_other": "code"})
    listed = pl.concat([own, others.select(own.columns)])
    rows = ties.join(listed, on=["code", "code_other"], how="left", maintain_order="left")
    sides = {"name": "责任方", "code": "责任方代码", "name_other": "对应方", "code_other": "对应方代码"}
    return rows.rename(sides).select(*sides.values(), "约束方式", "责任起始日期", "责任截止日期", *columns)


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:  # noqa: ARG001
    """The sheets of S15 by file name."""
    bodies = _organizations()
    ties = _commitments(bodies, rng)
    needs, resources = _needs(bodies), _resources(bodies)
    return {
        "S15区划.csv": division_sheet(upper(DISTRICTS)),
        "S15党组织.csv": bodies.select(
            "党组织代码", "党组织名称", "组建方式", "所在地代码", "上级党组织代码", "成立日期", "撤销日期"),
        "S15需求.csv": needs.select("需求编号", "需求名称", "需求类型"),
        "S15提出需求.csv": needs.select(
            需求方="党组织名称", 需求方代码="党组织代码", 提出的需求="需求名称", 提出的需求代码="需求编号"),
        "S15资源.csv": resources.select("资源编号", "资源名称", "资源类型"),
        "S15提供资源.csv": resources.select(
            提供方="党组织名称", 提供方代码="党组织代码", 提供的资源="资源名称", 提供的资源代码="资源编号"),
        "S15双向清单.csv": _list(ties, _projects(ties, rng), needs, resources),
    }

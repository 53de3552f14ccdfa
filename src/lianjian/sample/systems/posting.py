"""S12: reporting and posting: regular work in Hubei, postings in Lanzhou, red-collar secretaries in Linyi."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, days, pick
from .country import communities, division_sheet, streets, upper

HUBEI = ("420105", "420502", "420602", "421002")
LANZHOU = ("620102", "620103")
LINYI = ("371302", "371311", "371312")
STREETS = dict.fromkeys(HUBEI, 6) | dict.fromkeys(LANZHOU, 8) | dict.fromkeys(LINYI, 14)
HUBEI_MEMBERS, HUBEI_LEFT = 1_052_000, 31_000
"""Working in communities, and no longer; at the whole size."""
LANZHOU_MEMBERS, LINYI_MEMBERS, SECRETARIES, FORMER = 1_500, 900, 393, 36
UNIT_MEMBERS = 50
"""How many members a unit sends, about."""
NAMES = "云龙锦安宁泰和瑞祥", "河山桥湖园泉亭门坪堰"
COMMUNITIES = (
    "向阳", "建设", "新华", "胜利", "光明", "幸福", "团结", "文化", "东风", "曙光", "前进", "青年", "工农",
    "红旗", "金桥", "玉泉", "松林", "柳园", "梅岭", "竹苑",
)
UNITS = (  # what follows the street's name, kind
    ("市场监督管理所", "authority"), ("财政所", "authority"), ("税务所", "authority"),
    ("中心小学", "public_institution"), ("卫生服务中心", "public_institution"),
    ("文化馆", "public_institution"), ("供水公司", "state"), ("公交公司", "state"), ("城建公司", "state"),
)  # fmt: skip
TASKS = ("政策宣传", "联系群众", "议事协商", "志愿服务", "平安稳定", "应急处突")
WANTED = (0.22, 0.2, 0.12, 0.28, 0.1, 0.08)
"""How often each task is taken."""


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets by file name; Hubei's members are divided by the scale."""
    divisions = _divisions(8 if scale > 1 else 40)
    places = divisions.filter(pl.col("level") == "社区").select(
        place="code", street="parent", district=pl.col("code").str.slice(0, 6)
    )
    members, left = HUBEI_MEMBERS // scale, HUBEI_LEFT // scale
    sizes = {HUBEI: members + left, LANZHOU: LANZHOU_MEMBERS, LINYI: LINYI_MEMBERS}
    units = pl.concat([_units(divisions, where, n) for where, n in sizes.items()])
    bodies = _bodies(units)
    secretaries = _secretaries_of(divisions)
    chances = rng.random((places.height, len(TASKS))) < 0.88
    hubei, lanzhou, linyi = (
        _members(places, chances, units, where, n, first, rng)
        for (where, n), first in zip(sizes.items(), (1, 3_000_001, 4_000_001), strict=True)
    )
    kinds = pick(["选派", "常态化下沉"], [7, 3], LANZHOU_MEMBERS, rng)
    return {
        "S12区划.csv": division_sheet(divisions),
        "S12单位.csv": units.filter(pl.col("kind") != "state").select(
            pl.col("name").alias("机构名称"), pl.col("code").alias("统一社会信用代码"),
            _kind().alias("机构类型"), pl.col("street").alias("所在地"), pl.col("since").alias("成立日期"),
        ),
        "S12企业.csv": units.filter(pl.col("kind") == "state").select(
            pl.col("name").alias("企业名称"), pl.col("code").alias("统一社会信用代码"),
            _kind().alias("企业类型"), pl.col("street").alias("所在地"), pl.col("since").alias("成立日期"),
        ),
        "S12单位党组织.csv": bodies,
        "S12社区党组织.csv": secretaries,
        "S12单位报到.csv": _unit_reports(units, places, rng),
        "S12下沉.csv": _posted(hubei, pl.Series(["常态化下沉"] * hubei.height), left, 0.12, rng),
        "S12下派.csv": _posted(lanzhou, kinds, 60, 0.02, rng, least=5),
        "S12报到.csv": _reporting(linyi),
        "S12红领书记.csv": _red_collar(secretaries, rng),
    }  # fmt: skip


def _kind() -> pl.Expr:
    kinds = {"authority": "机关", "public_institution": "事业单位", "state": "国有企业"}
    return pl.col("kind").replace_strict(kinds)


def _unit_type() -> pl.Expr:
    return pl.when(pl.col("kind") == "state").then(pl.lit("企业")).otherwise(pl.lit("机构"))


def _divisions(many: int) -> pl.DataFrame:
    """All divisions, with so many communities a street in Hubei and ten elsewhere."""
    first, second = NAMES
    free = iter(a + b for a in first for b in second)
    parts = [upper(STREETS)]
    for district, n in STREETS.items():
        below = streets(district, [f"{next(free)}街道" for _ in range(n)])
        parts.append(below)
        count = many if district in HUBEI else 10
        written = [
            f"{COMMUNITIES[i % len(COMMUNITIES)]}{'' if i < len(COMMUNITIES) else '新村'}社区"
            for i in range(count)
        ]
        parts += [communities(street, written) for street in below["code"]]
    return pl.concat(parts)


def _units(divisions: pl.DataFrame, where: Sequence[str], members: int) -> pl.DataFrame:
    """Units of the streets of some districts, enough for their members: code, name, kind, street, …"""
    at = divisions.filter((pl.col("level") == "街道") & pl.col("parent").is_in(where))
    n = max(members // UNIT_MEMBERS, at.height)
    i = np.arange(n)
    street, what, again = i % at.height, i // at.height % len(UNITS), i // (at.height * len(UNITS))
    names = dict(divisions.select("code", "name").iter_rows())
    kinds = pl.Series([k for _, k in UNITS]).gather(what)
    district = at["parent"].gather(street)
    return pl.DataFrame({
        "code": credit_codes(kinds, district, pl.Series(i)),
        "name": district.replace_strict(names) + at["name"].gather(street)
        + pl.Series([w for w, _ in UNITS]).gather(what)
        + pl.Series(["", *(f"第{k}分部" for k in range(1, int(again[-1]) + 1))]).gather(again),
        "kind": kinds, "district": district, "street": at["code"].gather(street),
        "body": "S12-O" + district + pl.Series(i).cast(pl.String).str.zfill(6),
        "since": days(date(1992, 1, 1), i * 37 % 8_000),
    })  # fmt: skip


def _bodies(units: pl.DataFrame) -> pl.DataFrame:
    """S12单位党组织.csv: the organization of each unit."""
    own = pl.col("kind") == "state"
    return units.select(
        (pl.col("name") + "党支部").alias("党组织名称"),
        pl.col("body").alias("党组织代码"),
        pl.when(own).then(pl.lit("单独建立党支部")).otherwise(pl.lit("机关事业单位党组织")).alias("组建方式"),
        pl.col("since").alias("成立日期"),
        pl.col("code").alias("覆盖单位"),
        _unit_type().alias("覆盖单位类型"),
        pl.col("since").alias("覆盖起始日期"),
    )


def _secretaries_of(divisions: pl.DataFrame) -> pl.DataFrame:
    """S12社区党组织.csv: the organizations of Linyi's communities."""
    names = divisions.select(parent="code", above="name", top="parent")
    tops = divisions.select(top="code", highest="name")
    here = divisions.filter(pl.col("level") == "社区", pl.col("code").str.slice(0, 6).is_in(LINYI))
    return (
        here.join(names, on="parent", how="left", maintain_order="left")
        .join(tops, on="top", how="left", maintain_order="left")
        .select(
            (pl.col("highest") + pl.col("above") + pl.col("name") + "党总支").alias("党组织名称"),
            ("S12-C" + pl.col("code")).alias("党组织代码"),
            pl.lit("社区党组织").alias("组建方式"),
            pl.col("code").alias("所在地"),
            pl.lit("2011-07-01").alias("成立日期"),
        )
    )


def _unit_reports(units: pl.DataFrame, places: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """S12单位报到.csv: three units of four report, to a community of their street."""
    order = places.with_columns(i=pl.int_range(pl.len()).over("street"), n=pl.len().over("street"))
    least = int(order["n"].to_numpy().min())
    draw, fate = pl.Series(rng.random(units.height)), pl.Series(rng.random(units.height))
    found = units.select(
        "body", "street", i=pl.Series(rng.integers(0, least, units.height)), since=days(
            date(2019, 7, 1), rng.integers(0, 900, units.height)
        ), tasks=pick(list(TASKS), list(WANTED), units.height, rng), ended=fate < 0.05,
    ).filter(draw < 0.75)  # fmt: skip
    return found.join(order, on=["street", "i"], how="left", maintain_order="left").select(
        pl.col("body").alias("报到方"),
        pl.lit("党组织").alias("报到方类型"),
        pl.col("place").alias("报到处"),
        pl.col("since").alias("起始日期"),
        pl.when("ended").then(pl.lit("2022-02-28")).alias("截止日期"),
        pl.col("tasks").alias("认领任务"),
    )


def _members(
    places: pl.DataFrame, chances: np.ndarray, units: pl.DataFrame, where: Sequence[str], n: int,
    first: int, rng: np.random.Generator,
) -> pl.DataFrame:  # fmt: skip
    """Members with unit, organization, community and the tasks they take; all of one district.

    A community takes reports for most of the six tasks only: ``chances`` says for which.
    """
    at = places.with_row_index("row").filter(pl.col("district").is_in(where)).sort("district", "place")
    staff = units.filter(pl.col("district").is_in(where)).sort("district", "code")
    district = np.sort(rng.integers(0, len(where), n))
    there = _within(at["district"], where, district, rng)
    work = _within(staff["district"], where, district, rng)
    row = at["row"].to_numpy()[there]
    tasks = [rng.choice(len(TASKS), n, p=WANTED) for _ in range(3)]
    taken = [
        pl.select(pl.when(pl.Series(chances[row, t])).then(pl.Series(TASKS).gather(t))).to_series()
        for t in tasks
    ]
    return pl.DataFrame({
        "id": "SYNS12-" + pl.Series(np.arange(first, first + n)).cast(pl.String).str.zfill(7),
        "status": pick(["正式党员", "预备党员"], [95, 5], n, rng),
        "admitted": days(date(1985, 1, 1), rng.integers(0, 12_400, n)),
        "place": at["place"].gather(there),
        "unit": staff["code"].gather(work),
        "kind": staff["kind"].gather(work),
        "body": staff["body"].gather(work),
        "at_home": rng.random(n) < 0.85, "reports": rng.random(n) < 0.7, "more": rng.integers(0, 3, n),
        "from": rng.integers(0, 840, n),
        "t0": taken[0], "t1": taken[1], "t2": taken[2],
    }).with_columns(
        t1=pl.when((pl.col("more") > 0) & pl.col("t1").ne_missing(pl.col("t0"))).then("t1"),
        t2=pl.when(
            (pl.col("more") > 1) & pl.col("t2").ne_missing(pl.col("t0"))
            & pl.col("t2").ne_missing(pl.col("t1"))
        ).then("t2"),
    )  # fmt: skip


def _within(of: pl.Series, where: Sequence[str], district: Ints, rng: np.random.Generator) -> Ints:
    """A row of ``of`` (sorted districts) for each member, in the member's district."""
    order = sorted(where)
    low = np.asarray([of.search_sorted(d, "left") for d in order])
    high = np.asarray([of.search_sorted(d, "right") for d in order])
    spread = rng.beta(1.2, 1.8, len(district))
    return np.asarray(low[district] + (spread * (high - low)[district]).astype(np.int64))


def _roster(members: pl.DataFrame) -> list[pl.Expr]:
    """Who they are, where they work, are affiliated and report."""
    began = days(date(2019, 9, 1), members["from"].to_numpy())
    tasks = pl.concat_str("t0", "t1", "t2", separator="、", ignore_nulls=True)
    return [
        pl.col("id").alias("证件号码"),
        pl.col("status").alias("党员类别"),
        pl.col("admitted").alias("入党日期"),
        pl.col("unit").alias("工作单位"),
        _unit_type().alias("工作单位类型"),
        pl.when("at_home").then("body").alias("组织关系所在党组织代码"),
        pl.when("reports").then("place").alias("报到社区"),
        pl.when("reports").then(began).alias("报到社区起始日期"),
        pl.when(pl.col("reports") & (tasks != "")).then(tasks).alias("报到社区认领任务"),
    ]


def _posted(
    members: pl.DataFrame, kinds: pl.Series, left: int, unknown: float, rng: np.random.Generator,
    least: int = 1,
) -> pl.DataFrame:  # fmt: skip
    """A roster of postings, of which ``left`` have ended. Few have fewer days than ``least``."""
    n = members.height
    many = least + rng.integers(0, 5, n) + np.where(rng.random(n) < 0.1, 0.5, 0.0)
    few = rng.integers(1, max(least, 2), n)
    count = np.where(rng.random(n) < 0.06, few, many)
    gone = pl.Series(rng.permutation(n) < left)
    known = pl.Series(rng.random(n) >= unknown)
    began = days(date(2019, 11, 1), rng.integers(0, 930, n))
    ended = days(date(2022, 6, 1), -rng.integers(0, 25, n))
    renamed = {"报到社区起始日期": "报到起始日期", "报到社区认领任务": "认领任务"}
    return members.select(
        *_roster(members),
        pl.col("place").alias("派往处"),
        pl.lit("区划").alias("派往处类型"),
        kinds.alias("下派方式"),
        pl.when(gone).then(pl.min_horizontal(began, pl.lit("2022-03-01"))).otherwise(began)
        .alias("下派起始日期"),
        pl.when(gone).then(ended).alias("下派截止日期"),
        pl.when(known).then(pl.Series(count)).alias("每月在岗天数"),
    ).rename(renamed)


def _reporting(members: pl.DataFrame) -> pl.DataFrame:
    """S12报到.csv: in-service members of Linyi who report without being posted."""
    return members.select(*_roster(members))


def _red_collar(bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """S12红领书记.csv: the secretaries in office, and those before them; one a community, in most."""
    at = bodies["党组织代码"].gather(np.sort(rng.permutation(bodies.height)[:SECRETARIES]))
    n = SECRETARIES + FORMER
    before = pl.Series(np.arange(n) >= SECRETARIES)
    post = pl.concat([at, at.gather(rng.permutation(SECRETARIES)[:FORMER])])
    began = days(date(2020, 3, 1), rng.integers(0, 780, n))
    return pl.DataFrame({
        "证件号码": "SYNS12-" + pl.Series(np.arange(5_000_001, 5_000_001 + n)).cast(pl.String).str.zfill(7),
        "党员类别": pl.repeat("正式党员", n, eager=True),
        "入党日期": days(date(1982, 1, 1), rng.integers(0, 11_000, n)),
        "任职处": pl.select(
            pl.when(pl.Series(np.arange(n) % 3 == 0)).then(post.str.slice(5)).otherwise(post)
        ).to_series(),
        "任职处类型": pl.select(
            pl.when(pl.Series(np.arange(n) % 3 == 0)).then(pl.lit("区划")).otherwise(pl.lit("党组织"))
        ).to_series(),
        "任职处职务": pl.repeat("红领书记", n, eager=True),
        "任职处起始日期": pl.select(pl.when(before).then(pl.lit("2019-03-01")).otherwise(began)).to_series(),
        "任职处截止日期": pl.select(pl.when(before).then(pl.lit("2021-12-31"))).to_series(),
    })  # fmt: skip

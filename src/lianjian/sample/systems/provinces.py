"""S16, Shanghai, Jiangsu, Zhejiang and Anhui: neighbours on both sides of a border build together."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..draw import days, pick
from .country import communities, division_sheet, streets, upper
from .stems import street_stems

DISTRICTS = {
    "310114": "嘉定区", "310116": "金山区", "310118": "青浦区", "320282": "宜兴市", "320509": "吴江区",
    "320583": "昆山市", "320585": "太仓市", "330421": "嘉善县", "330482": "平湖市", "330502": "吴兴区",
    "330522": "长兴县", "341822": "广德市",
}  # fmt: skip
BORDERS = (
    ("310118", "320509"), ("310118", "320583"), ("310118", "330421"), ("310114", "320583"),
    ("310114", "320585"), ("310116", "330482"), ("310116", "330421"), ("320509", "330421"),
    ("320509", "330502"), ("320282", "330522"), ("320282", "341822"), ("330522", "341822"),
    ("320509", "320583"), ("320583", "320585"), ("330421", "330482"), ("330502", "330522"),
    ("310114", "310118"), ("310116", "310118"),
)  # fmt: skip
"""The districts that adjoin, by the real map."""
ALLIANCES: tuple[tuple[str, tuple[str, ...], str, str | None], ...] = (
    ("青浦吴江嘉善毗邻党建联盟", ("310118", "320509", "330421"), "2019-11-01", None),
    ("嘉定昆山太仓毗邻党建联盟", ("310114", "320583", "320585"), "2018-10-01", None),
    ("金山平湖毗邻党建联盟", ("310116", "330482"), "2017-04-18", None),
    ("宜兴长兴广德毗邻党建联盟", ("320282", "330522", "341822"), "2020-06-01", None),
    ("吴江吴兴毗邻党建联盟", ("320509", "330502"), "2019-05-01", "2022-04-30"),
)
TOWNS, VILLAGES = 4, 2
"""Towns of a district, villages of a town; the first two towns of each lie on its borders."""
FIRST = date(2018, 1, 1)
WORKS = ("跨界河道共治", "边界警务联勤", "联合巡回法庭", "跨省就医服务", "交界道路养护", "联合主题党日")


def _towns() -> pl.DataFrame:
    """The towns: names made up, none twice."""
    stems = iter(street_stems("渡", TOWNS * len(DISTRICTS)))
    parts = [streets(d, [f"{next(stems)}镇" for _ in range(TOWNS)]) for d in DISTRICTS]
    return pl.concat(parts)


def _villages(towns: pl.DataFrame) -> pl.DataFrame:
    parts = [
        communities(code, [f"{name.removesuffix('镇')}{x}村" for x in ("东", "西")[:VILLAGES]])
        for code, name in towns.select("code", "name").iter_rows()
    ]
    return pl.concat(parts)


def _organizations(towns: pl.DataFrame, villages: pl.DataFrame) -> pl.DataFrame:
    """A body of each district, a committee of each town, an organization of each village."""
    district = pl.DataFrame({"at": list(DISTRICTS), "label": list(DISTRICTS.values())}).select(
        "at", name=pl.format("{}毗邻党建工作委员会", "label"), kind=pl.lit("党工委"),
        above=pl.lit(None, pl.String), since=pl.lit("2017-03-01"),
    )
    town = towns.select(
        at="code", name=pl.format("{}党工委", "name"), kind=pl.lit("党工委"), above="parent",
        since=pl.lit("2012-05-01"),
    )
    village = villages.select(
        at="code", name=pl.format("{}党支部", "name"), kind=pl.lit("社区党组织"), above="parent",
        since=pl.lit("2013-09-01"),
    )
    found = pl.concat([district, town, village]).with_columns(
        code=pl.format("S16-O{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3))
    )
    superiors = found.select(above="at", superior="code")
    return found.join(superiors, on="above", how="left", maintain_order="left")


def _pairs(rng: np.random.Generator) -> pl.DataFrame:
    """Who adjoins whom: the districts; their border towns; the nearest villages of some of these."""
    rows = []
    for a, b in BORDERS:
        rows.append((a, b, 0.75))
        for i in (901, 902):
            near, far = f"{a}{i}", f"{b}{int(rng.integers(901, 903))}"
            rows.append((near, far, 0.6))
            if rng.random() < 0.6:
                rows.append((f"{near}001", f"{far}00{int(rng.integers(1, VILLAGES + 1))}", 0.45))
    return pl.DataFrame(rows, schema=["here", "there", "share"], orient="row").unique(
        ["here", "there"], keep="first", maintain_order=True
    )


def _ties(pairs: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Which of them build together, since when, under which agreement; a few have stopped."""
    n = pairs.height
    built = pl.Series(rng.random(n) < pairs["share"].to_numpy())
    paper = built & pl.Series(rng.random(n) < 0.8)
    since = days(FIRST, rng.integers(0, 1200, n))
    ended = built & pl.Series(rng.random(n) < 0.1)
    last = days(date(2021, 10, 1), rng.integers(0, 250, n))
    runs = pl.Series(rng.choice([2, 3, 5], n))
    return pairs.with_columns(built=built).with_columns(
        结对起始日期=pl.when("built").then(since),
        结对截止日期=pl.when(ended).then(last),
        共建协议=pl.when(paper).then(pl.format("{}年毗邻共建协议", since.str.head(4))),
        协议到期日=pl.when(paper).then(pl.format("{}-12-31", since.str.head(4).cast(pl.Int64) + runs)),
    )


def _projects(pairs: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The pairs with what they do together: a project of every second one that builds together."""
    built = pairs.filter("built").select("here", "there", "结对起始日期")
    some = built.filter(pl.Series(rng.random(built.height) < 0.5))
    n = some.height
    start = some["结对起始日期"].str.to_date().cast(pl.Int32).to_numpy() + rng.integers(20, 200, n)
    over = rng.random(n) < 0.3
    done = days(date(1970, 1, 1), start + rng.integers(100, 300, n))
    numbers = pl.Series(range(1, n + 1)).cast(pl.String).str.zfill(3)
    return some.select("here", "there").with_columns(
        项目编号=pl.format("S16-P{}", numbers),
        项目名称=pl.format("{}第{}号", pick(list(WORKS), [1.0] * len(WORKS), n, rng), numbers),
        立项日期=days(date(1970, 1, 1), start),
        结项日期=pl.when(pl.Series(over)).then(done),
    )


def _alliances() -> pl.DataFrame:
    """Alliances with their members: districts, and the first border town of each."""
    rows = [
        (f"S16-A{i:02}", name, since, until, member)
        for i, (name, districts, since, until) in enumerate(ALLIANCES, 1)
        for d in districts
        for member in (d, f"{d}901")
    ]
    return pl.DataFrame(rows, schema=["code", "name", "since", "until", "member"], orient="row")


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:  # noqa: ARG001
    """The sheets of S16 by file name."""
    towns = _towns()
    villages = _villages(towns)
    bodies = _organizations(towns, villages)
    names = pl.concat([
        pl.DataFrame({"code": list(DISTRICTS), "name": list(DISTRICTS.values())}),
        towns.select("code", "name"), villages.select("code", "name"),
    ])
    pairs = _ties(_pairs(rng), rng)
    rows = pairs.join(_projects(pairs, rng), on=["here", "there"], how="left", maintain_order="left")
    for side in ("here", "there"):
        own = names.rename({"code": side, "name": f"{side}_name"})
        body = bodies.select(pl.col("at").alias(side), pl.col("code").alias(f"{side}_body"),
                             pl.col("name").alias(f"{side}_body_name"))
        rows = rows.join(own.join(body, on=side), on=side, how="left", maintain_order="left")
    party = [
        pl.when("built").then(pl.col(f"{side}_body{c}")).alias(f"{label}{'' if c else '代码'}")
        for side, label in (("here", "甲地党组织"), ("there", "乙地党组织")) for c in ("_name", "")
    ]
    allied = _alliances().join(names, left_on="member", right_on="code", suffix="_member")
    return {
        "S16区划.csv": division_sheet(upper([*DISTRICTS, "3201"]), towns, villages),
        "S16党组织.csv": bodies.select(
            党组织代码="code", 党组织名称="name", 组建方式="kind", 所在地代码="at", 上级党组织代码="superior",
            成立日期="since"),
        "S16联盟.csv": allied.select(
            联盟名称="name", 联盟编号="code", 类型=pl.lit("毗邻党建"), 成立日期="since", 终止日期="until",
            成员="name_member", 成员代码="member", 成员类型=pl.lit("区划"), 加入日期="since",
            退出日期="until"),
        "S16结对.csv": rows.select(
            pl.col("here_name").alias("毗邻甲地"), pl.col("here").alias("毗邻甲地代码"),
            pl.col("there_name").alias("毗邻乙地"), pl.col("there").alias("毗邻乙地代码"),
            *party, "共建协议", "协议到期日", "结对起始日期", "结对截止日期",
            "项目编号", "项目名称", "立项日期", "结项日期"),
    }

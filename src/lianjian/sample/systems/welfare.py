"""S17, Xiangshui: a public-welfare association with its branch, volunteers, partners and donors."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, days, log_uniform
from ..labels import labels
from ..names import FIRST, SECOND
from .country import communities, division_sheet, streets, upper
from .stems import street_stems

COUNTY, NAME, ALLIANCE = "320921", "响水县公益协会", "响水县公益共建联盟"
FOUNDED, LAST = date(2008, 5, 12), date(2022, 7, 31)
SPAN = (LAST - FOUNDED).days
TOWNS, VILLAGES, TEAMS = 8, 4, 14
VOLUNTEERS, PARTNERS, FORMER, DONORS = 2450, 126, 12, 118
"""Former partners have left; the others stay."""
SCHOOLS, HOUSES, HOMES, STATIONS, FIRMS = 9, 21, 11, 20, 190
LARGE = ((date(2019, 9, 1), 1302, 668), (date(2020, 9, 1), 1288, 651), (date(2021, 9, 1), 1273, 637))
"""The pupils of the first school and those of them left behind, by school year."""
SERVICES, GIFTS = 640, 370
GROUPS = ("留守儿童", "老年人", "残疾人", "困难群众")
DEEDS = ("课业辅导", "陪伴理发", "上门照料", "走访慰问")
GOODS = (
    ("图书", "书包文具", "校服"), ("棉被", "轮椅", "米面油"), ("轮椅", "助听器", "护理床"),
    ("米面油", "家电", "棉衣"),
)  # fmt: skip


def _numbers(n: int, width: int) -> pl.Series:
    return pl.Series(range(1, n + 1)).cast(pl.String).str.zfill(width)


def _later(n: int, rng: np.random.Generator, first: int = 0, last: int = SPAN) -> Ints:
    """Days since the founding between two such days, more of them in later years."""
    return first + np.asarray(np.sqrt(rng.random(n)) * (last - first), dtype=np.int64)


def _units(towns: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The institutions (the association first, schools, stations) and the enterprises."""
    schools = [f"响水县{stem}实验学校" for stem in street_stems("塘", SCHOOLS)]
    stations = [f"响水县{FIRST[i]}{SECOND[i]}志愿服务站" for i in range(STATIONS)]
    trades = ("商贸", "纺织", "食品")
    firms = [f"响水{FIRST[i % 80]}{SECOND[i % 57]}{trades[i % 3]}有限公司" for i in range(FIRMS)]
    sizes = [1, SCHOOLS, STATIONS, FIRMS]
    kinds = np.repeat(["social_group", "public_institution", "private_non_enterprise", "private"], sizes)
    written = np.repeat(["社会团体", "事业单位", "民办非企业单位", "私营企业"], sizes)
    n = sum(sizes)
    found = pl.DataFrame({
        "name": [NAME, *schools, *stations, *firms], "kind": kinds, "label": written,
        "industry": [*np.repeat(["S", "P", "S"], sizes[:3]), *("FCH"[i % 3] for i in range(FIRMS))],
        "since": pl.concat([
            pl.Series(np.repeat([FOUNDED.isoformat(), "2001-09-01", "2010-03-05"], sizes[:3])),
            days(date(2003, 1, 1), rng.integers(0, 1800, FIRMS)),
        ]),
        "town": rng.choice(towns["code"].to_numpy(), n),
    })
    codes = credit_codes(found["kind"], pl.Series([COUNTY] * n), pl.Series(range(1, n + 1)))
    found = found.with_columns(codes)
    found = found.with_columns(labels("industry", "industry"))
    return found.head(n - FIRMS), found.tail(FIRMS)


def _points(villages: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Growth houses and elderly homes, none two in one village; the last home has closed."""
    n = HOUSES + HOMES
    at = villages[rng.permutation(villages.height)[:n]]
    return at.select(
        place="code", code=pl.format("S17-F{}", _numbers(n, 3)),
        kind=pl.Series(np.repeat(["成长小屋", "养老院"], [HOUSES, HOMES])),
        name=pl.format("{}{}", "name", pl.Series(np.repeat(["成长小屋", "敬老院"], [HOUSES, HOMES]))),
        since=days(date(2012, 3, 1), rng.integers(0, 3000, n)),
        until=pl.Series([None] * (n - 1) + ["2022-01-31"], dtype=pl.String),
    )


def _counts(schools: pl.Series, homes: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Pupils by school year, and who lives in the homes; the first school has the real figures."""
    rows: list[tuple[object, ...]] = [
        (schools[0], "机构", day.isoformat(), pupils, left) for day, pupils, left in LARGE
    ]
    for code, pupils, share in zip(
        schools[1:], rng.integers(180, 900, len(schools)), rng.uniform(0.2, 0.5, len(schools)), strict=False
    ):
        rows += [
            # the last school does not say how many are left behind
            (code, "机构", f"{year}-09-01", int(pupils * more),
             int(pupils * more * share) if code != schools[-1] else None)
            for year, more in ((2020, 1.0), (2021, 0.97))
        ]
    rows += [
        (code, "服务点", "2021-01-01", int(n), None)
        for code, n in zip(homes, rng.integers(20, 120, len(homes)), strict=True)
    ]
    names = ["统计场所代码", "统计场所类型", "统计日期", "在册人数", "留守儿童"]
    found = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    return found.select(pl.col("统计场所代码").alias("统计场所"), *names[1:])


def _volunteers(rng: np.random.Generator) -> pl.DataFrame:
    """Volunteers, registered since the founding; some have left, one in twenty has no team."""
    since = _later(VOLUNTEERS, rng)
    gone = pl.Series((rng.random(VOLUNTEERS) < 0.08) & (since < SPAN - 400))
    left = since + 1 + (rng.random(VOLUNTEERS) * (SPAN - since)).astype(np.int64)
    team = pl.Series(rng.integers(1, TEAMS + 1, VOLUNTEERS)).cast(pl.String).str.zfill(2)
    joined = pl.Series(rng.random(VOLUNTEERS) < 0.95)
    return pl.select(
        证件号码=pl.format("SYNS17-{}", _numbers(VOLUNTEERS, 5)), 注册日期=days(FOUNDED, since),
        退出日期=pl.when(gone).then(days(FOUNDED, left)),
        所在队伍代码=pl.when(joined).then(pl.format("S17-D{}", team)),
        所在队伍起始日期=pl.when(joined).then(days(FOUNDED, since)),
    )


def _partners(firms: pl.DataFrame, stations: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The partners of the association's alliance: enterprises and other associations' stations."""
    pool = pl.concat([
        firms.select("code", "name", type=pl.lit("企业")),
        stations.select("code", "name", type=pl.lit("机构")),
    ])
    n = PARTNERS + FORMER
    some = pool[rng.permutation(pool.height)[:n]]
    settled = (date(2022, 5, 31) - FOUNDED).days
    joined = _later(n, rng, 700, settled - 1)
    left = np.minimum(joined + rng.integers(200, 900, n), settled)
    former = pl.Series(np.arange(n) >= PARTNERS)
    return some.with_columns(
        joined=days(FOUNDED, joined), left=pl.when(former).then(days(FOUNDED, left)),
    )


def _gifts(givers: pl.DataFrame, takers: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Gifts in kind: every donor gives at least once; most go to the association."""
    again = rng.integers(0, givers.height, GIFTS - givers.height)
    who = rng.permutation(np.concatenate([np.arange(givers.height), again]))
    day = np.sort(_later(GIFTS, rng, 300))
    to = np.where(rng.random(GIFTS) < 0.6, 0, rng.integers(0, takers.height, GIFTS))
    to = np.where(takers["opened"].to_numpy()[to] > day, 0, to)  # nobody gives to what is not there yet
    group = np.asarray(takers["group"].to_numpy())[to]
    group = np.where(group < 0, rng.integers(0, len(GROUPS), GIFTS), group)
    what = np.asarray(GOODS)[group, rng.integers(0, 3, GIFTS)]
    known = rng.random(GIFTS) < 0.96
    return pl.DataFrame({
        "捐赠单位": givers["name"].gather(who), "捐赠单位代码": givers["code"].gather(who),
        "受赠单位": takers["name"].gather(to), "受赠单位代码": takers["code"].gather(to),
        "受赠单位类型": takers["type"].gather(to),
        "捐赠日期": days(FOUNDED, day),
        "捐赠物资": what, "value": log_uniform(GIFTS, 500, 30000, rng) / 10000, "known": known,
        "受益人群": np.asarray(GROUPS)[group],
    }).with_columns(
        物资价值=pl.when("known").then(pl.col("value").round(2))
    ).unique(["捐赠单位代码", "受赠单位代码", "捐赠日期"], keep="first", maintain_order=True)


def _services(
    places: pl.DataFrame, hosts: pl.DataFrame, partners: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Services: a group, one or two places of that group, who did it, a partner now and then."""
    group = rng.choice(4, SERVICES, p=[0.5, 0.3, 0.08, 0.12])
    day = np.sort(_later(SERVICES, rng, 200))
    host = np.where(rng.random(SERVICES) < 0.85, 0, rng.integers(0, hosts.height, SERVICES))
    guest = pl.Series(rng.integers(0, partners.height, SERVICES))
    came = pl.Series(rng.random(SERVICES) < 0.35)
    number = _numbers(SERVICES, 4)
    deeds = pl.DataFrame({
        "活动编号": "S17-V" + number, "服务名称": pl.Series(np.asarray(DEEDS)[group]) + "第" + number + "次",
        "活动类型": ["服务活动"] * SERVICES, "服务人群": np.asarray(GROUPS)[group],
        "服务人次": log_uniform(SERVICES, 8, 80, rng), "服务日期": days(FOUNDED, day),
        "服务组织": hosts["name"].gather(host), "服务组织代码": hosts["code"].gather(host),
        "服务组织类型": hosts["type"].gather(host),
        "协作单位": partners["name"].gather(guest), "协作单位代码": partners["code"].gather(guest),
        "协作单位类型": partners["type"].gather(guest), "came": came, "group": group, "day": day,
        "times": rng.choice([1, 2], SERVICES, p=[0.85, 0.15]),
        "told": rng.random(SERVICES) < 0.97,
    }).with_columns(
        *(pl.when("came").then(c).alias(c) for c in ("协作单位", "协作单位代码", "协作单位类型")),
        pl.when("told").then("服务人次"),
    )
    # some places are never gone to: only the first four fifths of each group's
    there = places.with_columns(n=pl.len().over("group"), i=pl.int_range(pl.len()).over("group"))
    there = there.filter(pl.col("i") * 5 < pl.col("n") * 4).with_columns(n=pl.len().over("group"))
    sizes = dict(there.select("group", "n").unique().iter_rows())
    first = (rng.random(SERVICES) * np.asarray([sizes[g] for g in group])).astype(np.int64)
    rows = deeds.with_columns(first=pl.Series(first)).with_columns(
        i=pl.int_ranges(pl.col("first"), pl.col("first") + pl.col("times"))
    ).explode("i")
    rows = rows.join(there, on=["group", "i"], how="inner", maintain_order="left")
    rows = rows.filter(pl.col("opened") <= pl.col("day"))
    return rows.select(
        *deeds.columns[:6], pl.col("name").alias("服务去处"), pl.col("code").alias("服务去处代码"),
        pl.col("type").alias("服务去处类型"), *deeds.columns[6:12],
    )


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:  # noqa: ARG001
    """The sheets of S17 by file name, all at their real size."""
    towns = streets(COUNTY, [f"{stem}镇" for stem in street_stems("滩", TOWNS)])
    villages = pl.concat([
        communities(code, [f"{name.removesuffix('镇')}{x}村" for x in "东南西北"])
        for code, name in towns.select("code", "name").iter_rows()
    ])
    institutions, firms = _units(towns, rng)
    points = _points(villages, rng)
    schools, stations = institutions[1 : 1 + SCHOOLS], institutions[1 + SCHOOLS :]
    partners = _partners(firms, stations, rng)
    unit = ["code", "name", "type", "group", "opened"]
    always = pl.lit(0, pl.Int64)
    owner = institutions.head(1).with_columns(type=pl.lit("机构"), group=pl.lit(-1), opened=always)
    spots = points.filter(pl.col("until").is_null()).with_columns(
        type=pl.lit("服务点"), group=pl.when(pl.col("kind") == "成长小屋").then(0).otherwise(1),
        opened=(pl.col("since").str.to_date() - FOUNDED).dt.total_days())
    places = pl.concat([
        schools.with_columns(type=pl.lit("机构"), group=pl.lit(0), opened=always).select(unit),
        spots.select(unit),
        *(villages.with_columns(type=pl.lit("区划"), group=pl.lit(g), opened=always).select(unit)
          for g in (2, 3)),
    ])
    takers = pl.concat([owner.select(unit), places.filter(pl.col("group") < 2)])
    hosts = pl.concat([owner.select(unit[:3]), partners.head(30).select(unit[:3])])
    names = {
        "name": "机构名称", "code": "统一社会信用代码", "label": "机构类型", "industry": "行业门类",
        "since": "成立日期", "town": "所在地代码",
    }  # fmt: skip
    firm_names = {**names, "name": "企业名称", "label": "企业类型"}
    teams = pl.format("响水{}志愿服务队", pl.Series(FIRST[20 : 20 + TEAMS]))
    return {
        "S17区划.csv": division_sheet(upper([COUNTY]), towns, villages),
        "S17机构.csv": institutions.select(pl.col(c).alias(n) for c, n in names.items()),
        "S17企业.csv": firms.select(pl.col(c).alias(n) for c, n in firm_names.items()),
        "S17党组织.csv": pl.DataFrame({
            "党组织代码": ["S17-O01", "S17-O02"], "党组织名称": ["响水县社会组织党工委", f"{NAME}党支部"],
            "组建方式": ["党工委", "党支部"], "成立日期": ["2006-07-01", "2009-06-20"],
            "所在地代码": [COUNTY, None], "上级党组织代码": [None, "S17-O01"], "覆盖单位": [None, NAME],
            "覆盖单位代码": [None, institutions["code"][0]]}),
        "S17服务点.csv": points.select(
            服务点名称="name", 服务点编号="code", 服务点类型="kind", 所在地代码="place", 启用日期="since",
            停用日期="until"),
        "S17在册.csv": _counts(schools["code"], points.filter(pl.col("kind") == "养老院")["code"], rng),
        "S17队伍.csv": pl.select(
            队伍名称=teams, 队伍编号="S17-D" + _numbers(TEAMS, 2), 队伍类型=pl.lit("志愿服务队"),
            组建日期=days(FOUNDED, np.arange(TEAMS) * 30), 队伍归属=pl.lit(NAME),
            队伍归属类型=pl.lit("机构")),
        "S17志愿者.csv": _volunteers(rng),
        "S17伙伴.csv": partners.select(
            联盟名称=pl.lit(ALLIANCE), 联盟编号=pl.lit("S17-A01"), 类型=pl.lit("共建联盟"),
            成立日期=pl.lit("2010-03-05"), 牵头单位=pl.lit(NAME), 牵头单位类型=pl.lit("机构"), 成员="name",
            成员代码="code", 成员类型="type", 加入日期="joined", 退出日期="left"),
        "S17捐赠.csv": _gifts(firms.head(DONORS), takers, rng).drop("value", "known"),
        "S17服务.csv": _services(places, hosts, partners, rng),
    }

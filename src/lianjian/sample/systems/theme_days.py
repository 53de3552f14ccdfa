"""S14, Shanwei: community organizations and resident units that hold the theme day together."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import days, pick
from ..labels import labels
from ..names import FIRST
from .bodies import committees, organization_sheet
from .country import communities, division_sheet, streets, upper

STREETS = {
    "441502": (("凤山", "香洲", "新港", "马宫", "东涌", "红草", "捷胜"), 12),
    "441581": (("东海", "甲子", "碣石", "湖东", "大安", "博美", "潭西"), 10),
    "441523": (("河田", "河口", "新田"), 8),
}
"""Streets of each district, and how many communities each has."""
LINKED, UNITS = 163, 309
"""Community organizations and units that hold theme days together in May 2022."""
ALONE, CLOSED = 26, 4
"""Units without a community then, and units deregistered before."""
FIRST_DAY, MAY, LAST_DAY = date(2019, 3, 1), date(2022, 5, 20), date(2022, 6, 30)
SPAN = (MAY - FIRST_DAY).days
KINDS = {
    "public_institution": (0.36, ("小学", "中学", "卫生院", "图书馆")),
    "authority": (0.15, ("税务所", "司法所", "市场监管所")),
    "state": (0.12, ("供电公司", "水务公司", "邮政公司")),
    "private": (0.29, ("商贸有限公司", "食品有限公司", "物流有限公司")),
    "social_group": (0.08, ("志愿服务协会", "商会")),
}
"""Share and names of each kind of unit."""
NEEDS = (("service", "老人助餐"), ("expertise", "青少年心理辅导"), ("venue", "活动场地"),
         ("culture", "文艺演出"), ("goods", "防汛物资"), ("information", "就业信息"))
OFFERS = (("venue", "会议室"), ("expertise", "讲师"), ("service", "义诊"), ("culture", "图书"),
          ("goods", "物资"))


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S14 by file name."""
    del scale  # the figures have their real size
    of_streets = pl.concat([streets(d, [f"{n}街道" for n in names]) for d, (names, _) in STREETS.items()])
    of_communities = pl.concat([
        communities(code, [f"{name.removesuffix('街道')}{n}社区" for n in _counted(STREETS[code[:6]][1])])
        for code, name in of_streets.select("code", "name").iter_rows()
    ])
    bodies = committees("S14", of_streets, of_communities)
    own = bodies.filter(pl.col("kind") == "社区党组织").with_columns(i=pl.int_range(pl.len()))
    units = _units(of_streets, of_communities, rng)
    ties = _ties(own, units, rng)
    needs, seeks = _needs(own, rng)
    resources, offers = _resources(units, rng)
    projects, met, used, taken = _projects(seeks, offers, ties, rng)
    founded = days(date(2010, 1, 1), rng.integers(0, 2_500, bodies.height))
    state = units["kind"].is_in(["state", "private"])
    return {
        "S14区划.csv": division_sheet(upper(STREETS), of_streets, of_communities),
        "S14党组织.csv": organization_sheet(bodies, founded),
        "S14企业.csv": _unit_sheet(units.filter(state), "企业"),
        "S14机构.csv": _unit_sheet(units.filter(~state), "机构"),
        "S14需求.csv": needs,
        "S14需求方.csv": seeks,
        "S14资源.csv": resources,
        "S14资源方.csv": offers,
        "S14项目.csv": projects,
        "S14项目回应.csv": met,
        "S14项目使用.csv": used,
        "S14项目承担.csv": taken,
        "S14联办.csv": ties,
    }


def _counted(n: int) -> list[str]:
    """Chinese ordinals, as communities are numbered: 第一 to 第十二."""
    digits = "一二三四五六七八九"
    return [f"第{digits[i]}" if i < 9 else f"第十{digits[i - 10] if i > 9 else ''}" for i in range(n)]


def _units(of_streets: pl.DataFrame, of_communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Resident units: name, code, kind, community, district; the last ``CLOSED`` are deregistered."""
    n = UNITS + ALONE + CLOSED
    at = of_communities[np.sort(rng.integers(0, of_communities.height, n))]
    kinds = pick([*KINDS], [share for share, _ in KINDS.values()], n, rng)
    which = rng.random(n)
    ending = [KINDS[k][1][int(w * len(KINDS[k][1]))] for k, w in zip(kinds, which, strict=True)]
    stems = dict(zip(of_streets["code"], of_streets["name"].str.strip_suffix("街道"), strict=True))
    made = at.select(community="code", district=pl.col("code").str.slice(0, 6), street="parent").with_columns(
        kind=kinds, ending=pl.Series(ending), stem=pl.col("street").replace_strict(stems)
    )
    first = pl.int_range(pl.len()).over("street", "ending")
    made = made.with_columns(first=first.replace_strict(dict(enumerate(FIRST))))
    made = made.with_columns(
        name=pl.col("stem") + "街道" + pl.col("first") + pl.col("ending"),
        code=credit_codes(kinds, made["district"], pl.Series(range(1, n + 1))),
        founded=days(date(1985, 1, 1), rng.integers(0, 11_000, n)),
    )
    closed = np.zeros(n, bool)
    closed[rng.choice(n, CLOSED, replace=False)] = True
    order = np.concatenate([rng.permutation(np.flatnonzero(~closed)), np.flatnonzero(closed)])
    gone = pl.Series([None] * (n - CLOSED) + [*days(date(2022, 1, 10), rng.integers(0, 60, CLOSED))])
    return made[order].with_columns(until=gone, i=pl.int_range(pl.len()))


def _unit_sheet(units: pl.DataFrame, label: str) -> pl.DataFrame:
    return units.select(
        pl.col("name").alias(f"{label}名称"), pl.col("code").alias("统一社会信用代码"),
        labels("kind", "unit_kind").alias(f"{label}类型"), pl.col("community").alias("所在地"),
        pl.col("founded").alias("成立日期"), pl.col("until").alias("注销日期"),
    )


def _ties(own: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The sheet of theme days: most units with communities of their street, a few also elsewhere.

    Every unit has one community at first, every community one unit; then some have more.
    """
    linked = np.sort(rng.choice(own.height, LINKED, replace=False))
    near = own["place"].to_numpy()
    streets_of = np.asarray([p[:9] for p in near])
    home = np.asarray([c[:9] for c in units["community"]])
    n = UNITS + CLOSED
    members = np.concatenate([np.arange(UNITS), np.arange(UNITS + ALONE, UNITS + ALONE + CLOSED)])
    partner = _first_partners(linked, streets_of, home[members], rng)
    more = rng.choice(4, n, p=[0.66, 0.22, 0.09, 0.03])
    who = np.repeat(np.arange(n), more)
    local = rng.random(len(who)) < 0.93
    pools = {s: linked[streets_of[linked] == s] for s in np.unique(streets_of)}
    further = [
        rng.choice(pools[home[members[w]]] if near_by else linked)
        for w, near_by in zip(who, local, strict=True)
    ]
    pairs = pl.DataFrame({
        "unit": np.concatenate([members, members[who]]),
        "body": np.concatenate([partner, np.asarray(further)]),
    }).unique(maintain_order=True)
    begun = pl.Series((SPAN * rng.random(pairs.height) ** 0.7).astype(np.int64))
    pairs = pairs.with_columns(since=begun, until=pl.lit(None, pl.Int64))
    return _named(pl.concat([pairs, _former(own, pairs, rng)]), own, units)


def _first_partners(
    linked: np.ndarray, streets_of: np.ndarray, home: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """One community for each unit, of its street where there is one left that has none yet."""
    free = {s: [*rng.permutation(linked[streets_of[linked] == s])] for s in np.unique(streets_of)}
    found = np.full(len(home), -1)
    for i in rng.permutation(len(home)):
        pool = free[home[i]]
        found[i] = pool.pop() if pool else -1
    rest = [c for pool in free.values() for c in pool]
    late = [*rng.permutation(np.flatnonzero(found < 0))]
    for c in rest:  # communities of streets with few units have one from elsewhere
        found[late.pop()] = c
    for i in late:
        found[i] = rng.choice(linked[streets_of[linked] == home[i]])
    return found


def _former(own: pl.DataFrame, pairs: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Ties that ended before May 2022: among any, communities and units that are alone now included."""
    n = 60
    made = pl.DataFrame({
        "unit": rng.choice(UNITS + ALONE, n), "body": rng.choice(own.height, n),
        "since": rng.integers(0, 700, n), "until": rng.integers(760, SPAN - 40, n),
    })
    # a pair of today may have been one before: then it began anew
    return made.unique(["unit", "body"], maintain_order=True).join(
        pairs.select("unit", "body", now="since"), on=["unit", "body"], how="left", maintain_order="left"
    ).filter(pl.col("now").is_null() | (pl.col("now") > pl.col("until"))).drop("now")


def _named(pairs: pl.DataFrame, own: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    rows = pairs.join(
        own.select(body="i", 社区党组织="name", 社区党组织代码="code"), on="body", maintain_order="left"
    ).join(units.select(unit="i", 驻区单位="name", 驻区单位代码="code"), on="unit", maintain_order="left")
    ended = days(FIRST_DAY, rows["until"].fill_null(0).to_numpy())
    return rows.select(
        "社区党组织", "社区党组织代码", "驻区单位", "驻区单位代码",
        days(FIRST_DAY, rows["since"].to_numpy()).alias("联办起始日期"),
        pl.when(pl.col("until").is_not_null()).then(ended).alias("联办截止日期"),
    ).sort("社区党组织代码", "联办起始日期", "驻区单位代码")


def _listed(n: int, what: str, of: tuple[tuple[str, str], ...], rng: np.random.Generator) -> pl.DataFrame:
    """``n`` entries of a list: code, name, kind."""
    drawn = np.asarray(of)[rng.integers(0, len(of), n)]
    number = pl.int_range(1, n + 1, eager=True).cast(pl.String).str.zfill(4)
    return pl.DataFrame({"kind": drawn[:, 0], "said": drawn[:, 1]}).select(
        (pl.lit(f"S14-{what}") + number).alias("code"), "kind", "said"
    )


def _needs(own: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    asked = own[np.sort(rng.choice(own.height, 90, replace=False))]
    made = _listed(90, "N", NEEDS, rng)
    made = made.with_columns(name=asked["name"].str.strip_suffix("党委") + pl.col("said"))
    return (
        made.select(需求名称="name", 需求编号="code", 需求类型=labels("kind", "resource_kind")),
        pl.DataFrame({
            "需求方": asked["name"], "需求方代码": asked["code"], "提出的需求": made["name"],
            "提出的需求代码": made["code"], "起始日期": days(FIRST_DAY, rng.integers(200, SPAN - 200, 90)),
        }),
    )


def _resources(units: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    some = units[np.sort(rng.choice(UNITS, 70, replace=False))]
    made = _listed(70, "R", OFFERS, rng).with_columns(name=some["name"] + pl.col("said"))
    return (
        made.select(资源名称="name", 资源编号="code", 资源类型=labels("kind", "resource_kind")),
        pl.DataFrame({
            "提供方": some["name"], "提供方代码": some["code"], "提供的资源": made["name"],
            "提供的资源代码": made["code"], "起始日期": days(FIRST_DAY, rng.integers(0, 600, 70)),
        }),
    )


def _projects(
    seeks: pl.DataFrame, offers: pl.DataFrame, ties: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Projects for two thirds of the needs: they, what they meet, what they use, and who undertakes them."""
    bound = seeks.join(
        ties.filter(pl.col("联办截止日期").is_null()).unique("社区党组织代码", maintain_order=True),
        left_on="需求方代码", right_on="社区党组织代码", maintain_order="left",
    ).join(offers.unique("提供方代码"), left_on="驻区单位代码", right_on="提供方代码", how="left",
           maintain_order="left")
    bound = bound.filter(pl.Series(rng.random(bound.height)) < 0.66).with_columns(
        code=pl.lit("S14-P") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4),
        begun=pl.max_horizontal("起始日期", "联办起始日期").str.to_date(),
    )
    m = bound.height
    bound = bound.with_columns(
        name=pl.col("提出的需求") + "项目", last=pl.col("begun").dt.offset_by("18mo"),
        done=pl.when(pl.Series(rng.random(m)) < 0.3).then(pl.col("begun").dt.offset_by("6mo")),
        begun=pl.col("begun").cast(pl.String),
    )
    ended = pl.when(pl.col("done") <= LAST_DAY).then(pl.col("done").cast(pl.String))
    projects = bound.select(
        项目名称="name", 项目编号="code", 项目协议=pl.lit("联办共建协议") + pl.col("begun").str.slice(0, 4),
        项目协议到期日=pl.col("last").cast(pl.String), 立项日期="begun", 结项日期=ended,
    )
    met = bound.select(
        回应项目="name", 回应项目代码="code", 回应的需求="提出的需求", 回应的需求代码="提出的需求代码",
        起始日期="begun",
    )
    used = bound.drop_nulls("提供的资源代码").select(
        使用项目="name", 使用项目代码="code", 使用的资源="提供的资源", 使用的资源代码="提供的资源代码",
        起始日期="begun",
    )
    taken = bound.select(
        项目承担方="驻区单位", 项目承担方代码="驻区单位代码", 承担的项目="name", 承担的项目代码="code",
        起始日期="begun",
    )
    return projects, met, used, taken

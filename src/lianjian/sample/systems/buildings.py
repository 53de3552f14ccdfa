"""S10, Jinan, Chengdu, Wuhu: organizations on buildings, what they share, secretaries, floating members."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import days, pick
from ..labels import labels
from .bodies import committees, organization_sheet
from .country import communities, division_sheet, streets, upper

STREETS = {
    "370102": ("泉城路", "文化东路", "姚家"),
    "370103": ("大观园", "杆石桥", "舜玉路"),
    "510104": ("春熙路", "书院街", "锦华路"),
    "510107": ("跳伞塔", "玉林", "簧门街"),
    "340202": ("镜湖新城", "赭山", "弋矶山"),
}
"""Streets of each district of the three cities."""
COMMUNITIES, BUILDINGS, UNITS = 3, 120, 600
SET_UP = (("street", 0.40), ("owner", 0.15), ("leading_firm", 0.15), ("property", 0.20), ("", 0.10))
"""Who set up an organization on a building, with shares; blank where nobody has written it down."""
SHARED = {
    "information": "招商信息",
    "venue": "共享会议室",
    "culture": "楼宇文化活动",
    "service": "法律与健康服务",
}
FIRST_DAY = date(2017, 3, 1)
SPAN = (date(2022, 6, 20) - FIRST_DAY).days
OWN, TENANTS, SENT = 0.55, 0.2, 0.15
"""Shares of buildings with an organization of their own, with tenants' only, with only an instructor."""
MEMBERS = 900


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S10 by file name."""
    del scale  # the figures have their real size
    of_streets = pl.concat([streets(d, [f"{n}街道" for n in names]) for d, names in STREETS.items()])
    of_communities = pl.concat(
        [
            communities(code, [f"{name.removesuffix('街道')}第{n}社区" for n in "一二三"])
            for code, name in of_streets.select("code", "name").iter_rows()
        ]
    )
    bodies = committees("S10", of_streets, of_communities)
    houses = _houses(of_communities, rng)
    units = _units(houses, rng)
    own = houses.filter(pl.col("state") == "own")
    ledger = _ledger(own, houses.filter(pl.col("state") == "sent"), bodies, rng)
    tenants = _tenants(houses, units, bodies, rng)
    activities, guests = _activities(own, tenants, bodies, rng)
    founded = days(date(2010, 1, 1), rng.integers(0, 2_000, bodies.height))
    return {
        "S10区划.csv": division_sheet(upper(STREETS), of_streets, of_communities),
        "S10党组织.csv": organization_sheet(bodies, founded),
        "S10楼宇.csv": houses.select(
            楼宇名称="name", 楼宇编号="code", 楼宇类型=pl.lit("商务楼宇"), 所在地="place", 建成日期="built"
        ),
        "S10企业.csv": units.select(
            企业名称="name",
            统一社会信用代码="code",
            企业类型=labels("kind", "enterprise_kind"),
            所在地="house",
            成立日期="founded",
        ),
        "S10楼宇台账.csv": ledger,
        "S10入驻党组织.csv": tenants.select(
            党组织名称="name",
            党组织代码="code",
            组建方式=pl.lit("单独建立党支部"),
            上级党组织代码="upper",
            成立日期="since",
            覆盖单位代码="unit",
            覆盖单位="unit_name",
            覆盖起始日期="since",
        ),
        "S10党员.csv": _members(own, units, tenants, bodies, rng),
        "S10活动.csv": activities,
        "S10参加.csv": guests,
        "S10项目.csv": _projects(ledger, rng),
    }


def _houses(of_communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Office buildings: code, name, place (community), state, built."""
    at = of_communities[np.sort(rng.integers(0, of_communities.height, BUILDINGS))]
    state = pick(
        ["own", "tenants", "sent", "none"], [OWN, TENANTS, SENT, 1 - OWN - TENANTS - SENT], BUILDINGS, rng
    )
    return (
        at.select(place="code", stem=pl.col("name").str.replace("第.社区", ""))
        .with_columns(
            i=pl.int_range(1, pl.len() + 1),
            state=state,
            built=days(date(1998, 1, 1), rng.integers(0, 6_500, BUILDINGS)),
        )
        .with_columns(
            code=pl.lit("S10-L") + pl.col("i").cast(pl.String).str.zfill(3),
            name=pl.col("stem") + "商务大厦" + pl.col("i").cast(pl.String) + "号楼",
        )
    )


def _units(houses: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Firms in the buildings: name, code, kind, house (building code), founded."""
    at = houses[np.sort(rng.integers(0, houses.height, UNITS))]
    kinds = pick(["private", "foreign", "merchant"], [0.8, 0.08, 0.12], UNITS, rng)
    number = pl.Series(range(1, UNITS + 1))
    return (
        at.select(house="code", district=pl.col("place").str.slice(0, 6), stem="stem")
        .with_columns(
            kind=kinds,
            n=number,
            founded=days(date(2005, 1, 1), rng.integers(0, 5_500, UNITS)),
        )
        .with_columns(
            name=pl.col("stem") + "楼宇企业第" + pl.col("n").cast(pl.String) + "号有限公司",
            code=credit_codes(kinds, at["place"].str.slice(0, 6), number + 500_000),
        )
    )


def _ledger(
    own: pl.DataFrame, sent: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The ledger: a row for each resource that an organization shares, one where it shares none."""
    above = dict(bodies.filter(pl.col("kind") == "党工委").select("place", "code").iter_rows())
    by = pick([s for s, _ in SET_UP], [x for _, x in SET_UP], own.height, rng)
    begun = rng.integers(0, SPAN - 60, own.height)
    heads = own.with_columns(by=by, since=days(FIRST_DAY, begun), begun=pl.Series(begun)).select(
        覆盖楼宇="name",
        覆盖楼宇代码="code",
        楼宇党组织=pl.col("name") + "楼宇党委",
        楼宇党组织代码=pl.lit("S10-B") + pl.col("i").cast(pl.String).str.zfill(3),
        组建方式=pl.lit("楼宇党组织"),
        组建主体=labels("by", "set_up_by"),
        成立日期="since",
        begun="begun",
        上级党组织代码=pl.col("place").str.slice(0, 9).replace_strict(above),
    )
    shares = rng.random((own.height, len(SHARED))) < np.asarray([0.7, 0.85, 0.55, 0.65])
    house, kind = np.nonzero(shares)
    later = heads["begun"].to_numpy()[house]
    listed = (
        heads[house]
        .select("覆盖楼宇", "覆盖楼宇代码", "楼宇党组织", "楼宇党组织代码")
        .with_columns(
            pl.Series("共享资源类型", [[*SHARED][k] for k in kind]),
            共享资源=pl.col("覆盖楼宇") + pl.Series([[*SHARED.values()][k] for k in kind]),
            共享资源编号=pl.lit("S10-R") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4),
            共享起始日期=days(FIRST_DAY, np.minimum(later + rng.integers(10, 200, len(house)), SPAN)),
        )
        .with_columns(labels("共享资源类型", "resource_kind").alias("共享资源类型"))
    )
    only = sent.select(
        覆盖楼宇="name",
        覆盖楼宇代码="code",
        指导员派出党组织代码=pl.col("place").str.slice(0, 9).replace_strict(above),
        指导起始日期=days(FIRST_DAY, rng.integers(0, SPAN - 400, sent.height)),
    )
    return pl.concat([heads.drop("begun"), listed, only], how="diagonal").sort(
        "覆盖楼宇代码", maintain_order=True
    )


def _tenants(
    houses: pl.DataFrame, units: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Branches of firms in buildings with an organization of their own or of tenants."""
    above = dict(bodies.filter(pl.col("kind") == "社区党组织").select("place", "code").iter_rows())
    open_to = houses.filter(pl.col("state").is_in(["own", "tenants"])).select(house="code", place="place")
    found = units.filter(pl.col("kind") != "merchant").join(open_to, on="house", maintain_order="left")
    found = found.filter(pl.Series(rng.random(found.height) < 0.3))
    return found.select(
        name=pl.col("name") + "党支部",
        code=pl.lit("S10-Z") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3),
        upper=pl.col("place").replace_strict(above),
        unit="code",
        unit_name="name",
        house="house",
        since=pl.max_horizontal(
            pl.col("founded"), pl.Series(days(FIRST_DAY, rng.integers(0, 1_200, found.height)))
        ),
    )


def _members(
    own: pl.DataFrame,
    units: pl.DataFrame,
    tenants: pl.DataFrame,
    bodies: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Members in the buildings; community secretaries who are building secretaries and instructors too."""
    at = (
        units[rng.integers(0, units.height, MEMBERS)]
        .join(tenants.select(code="unit", home="code"), on="code", how="left", maintain_order="left")
        .join(
            own.select(house="code", taking=pl.lit("S10-B") + pl.col("i").cast(pl.String).str.zfill(3)),
            on="house",
            how="left",
            maintain_order="left",
        )
    )
    local = bodies.filter(pl.col("kind") == "社区党组织")
    away = local["code"].gather(rng.integers(0, local.height, MEMBERS))
    draw = pl.Series(rng.random(MEMBERS))
    affiliation = (
        pl.when(draw < 0.08)
        .then(None)
        .when(pl.col("home").is_not_null() & (draw < 0.75))
        .then("home")
        .when(pl.col("taking").is_not_null() & (draw > 0.6))
        .then("taking")
        .otherwise(away)
    )
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    floating = at.select(
        证件号码=pl.lit("SYNS10-") + number,
        党员类别=pl.when(pl.Series(rng.random(MEMBERS)) < 0.04)
        .then(pl.lit("预备党员"))
        .otherwise(pl.lit("正式党员")),
        工作单位代码="code",
        工作单位起始日期="founded",
        组织关系所在党组织代码=affiliation,
    )
    lead = local.select(
        person=pl.lit("SYNS10-9") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5),
        place="place",
        body="code",
    )
    posts = pl.concat(
        [
            lead.select("person", at="body", kind=pl.lit("党组织"), post=pl.lit("书记")),
            own.join(lead, on="place", maintain_order="left").select(
                "person", at="code", kind=pl.lit("楼宇"), post=pl.lit("楼宇书记")
            ),
        ]
    )
    begun = days(FIRST_DAY, rng.integers(0, SPAN - 300, posts.height))
    left = pl.Series([None] * posts.height, dtype=pl.String).scatter(
        rng.choice(posts.height, posts.height // 12, replace=False), "2022-03-31"
    )
    held = posts.select(
        证件号码="person",
        党员类别=pl.lit("正式党员"),
        任职处代码="at",
        任职处类型="kind",
        任职处职务="post",
        任职处起始日期=begun,
        任职处截止日期=pl.when(left.is_not_null() & (begun < "2022-03-01")).then(left),
    )
    guided = (
        own.join(lead, on="place", maintain_order="left")
        .filter(pl.Series(rng.random(own.height) < 0.6))
        .select(
            证件号码="person",
            党员类别=pl.lit("正式党员"),
            指导单位代码="code",
            指导单位类型=pl.lit("楼宇"),
            指导单位起始日期=pl.lit("2019-09-01"),
        )
    )
    return pl.concat([floating, held, guided], how="diagonal")


def _activities(
    own: pl.DataFrame, tenants: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Activities of the buildings' organizations and who of the tenants' took part."""
    n = 160
    busy = own.filter(pl.Series(rng.random(own.height) < 0.75))
    at = busy[rng.integers(0, busy.height, n)]
    made = at.select(
        活动名称=pl.col("name") + "主题党日" + pl.int_range(1, n + 1).cast(pl.String),
        活动编号=pl.lit("S10-H") + pl.int_range(1, n + 1).cast(pl.String).str.zfill(3),
        活动类型=pl.lit("主题党日"),
        活动日期=days(date(2019, 1, 10), rng.integers(0, 1_250, n)),
        主办单位代码=pl.lit("S10-B") + pl.col("i").cast(pl.String).str.zfill(3),
        house="code",
    )
    # some of the organizations on buildings are young: early activities are the street's
    above = dict(bodies.filter(pl.col("kind") == "党工委").select("place", "code").iter_rows())
    street = at["place"].str.slice(0, 9).replace_strict(above)
    made = made.with_columns(
        pl.when(pl.col("活动日期") < "2020-06-01")
        .then(street)
        .otherwise("主办单位代码")
        .alias("主办单位代码")
    )
    guests = tenants.join(
        made.select("house", "活动编号", "活动日期"), on="house", maintain_order="left"
    ).filter(pl.col("since") <= pl.col("活动日期"))
    guests = guests.filter(pl.Series(rng.random(guests.height) < 0.4)).select(
        参加方="name",
        参加方代码="code",
        参加活动=pl.lit(None, pl.String),
        参加活动代码="活动编号",
        起始日期="活动日期",
    )
    return made.drop("house"), guests


def _projects(ledger: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Projects that draw on the buildings' resources: the effect of sharing."""
    shared = ledger.drop_nulls("共享资源编号")
    some = shared.filter(pl.Series(rng.random(shared.height) < 0.35))
    begun = pl.max_horizontal(pl.col("共享起始日期").str.to_date() + pl.duration(days=30), date(2019, 1, 1))
    return some.select(
        项目名称=pl.col("共享资源") + "惠企项目",
        项目编号=pl.lit("S10-P") + pl.col("共享资源编号").str.slice(-4),
        立项日期=begun.cast(pl.String),
        结项日期=pl.when(pl.Series(rng.random(some.height)) < 0.3).then(
            (begun + pl.duration(days=240)).cast(pl.String)
        ),
        项目承担单位="楼宇党组织",
        项目承担单位代码="楼宇党组织代码",
        对应资源="共享资源",
        对应资源代码="共享资源编号",
    )

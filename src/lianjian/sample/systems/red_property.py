"""S7, Wuhan: residential compounds, their three sides, and what residents deliberate."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import Ints, days, pick
from .country import division_sheet, upper
from .stems import below, street_stems

DISTRICTS = {"420114": (114.03, 30.58), "420115": (114.31, 30.35)}
"""The districts and about where they lie."""
STREETS, COMMUNITIES, EACH = 4, 6, 3
"""Streets a district, communities a street, compounds a community."""
COMPANIES, MATTERS, MEETINGS = 26, 420, 230
FIRST, LAST = date(2020, 9, 1), date(2022, 7, 31)
"""The days of the first meeting, and on which the register was written."""
SPAN = (LAST - FIRST).days
HOUSES = ("花园", "小区", "雅苑")
FIRMS = (
    "安居", "和园", "诚家", "悦邻", "长青", "宜居", "暖心", "汇邻", "康宁", "百舍", "恒居", "邻里达", "家和",
)  # fmt: skip
TOPICS = (
    "停车位划线", "电动车充电棚", "垃圾分类亭", "加装电梯", "物业费调整", "楼道照明", "绿化补种", "噪声纠纷",
    "漏水纠纷",
)  # fmt: skip


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S7 by file name."""
    del scale  # no figure of it is large
    upon, inside = zip(*(
        below(d, street_stems(end, STREETS), COMMUNITIES) for d, end in zip(DISTRICTS, "浦汊", strict=True)
    ), strict=True)
    communities: pl.DataFrame = pl.concat(inside)
    compounds = _compounds(communities, rng)
    committees, companies, bodies = _units(communities, compounds, rng)
    return {
        "S7区划.csv": division_sheet(upper(DISTRICTS), *upon, communities),
        "S7委员会.csv": committees,
        "S7物业企业.csv": companies,
        "S7党组织.csv": bodies,
        "S7小区三方.csv": _sides(compounds, committees, companies, rng),
        "S7居民议事.csv": _matters(compounds, committees, rng),
    }


def _compounds(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Compounds with code, name, community and its name, district, built, lon, lat."""
    n = communities.height * EACH
    at = communities[np.repeat(np.arange(communities.height), EACH)]
    ending = pl.Series([HOUSES[i % EACH] for i in range(n)])
    centre = np.array([DISTRICTS[c[:6]] for c in at["code"]])
    spots = (centre + rng.normal(0, 0.02, (n, 2))).round(6)
    # one in twelve is new: finished while the practice was under way
    built = np.where(rng.random(n) < 0.08, rng.integers(9_500, 9_950, n), rng.integers(0, 7_500, n))
    return at.select(
        pl.format("S7-X{}", pl.int_range(1, n + 1).cast(pl.String).str.zfill(4)).alias("code"),
        (pl.col("name").str.strip_suffix("社区") + ending).alias("name"),
        pl.col("code").alias("community"), pl.col("name").alias("community_name"),
        pl.col("code").str.head(6).alias("district"),
        days(date(1995, 1, 1), built).alias("built"),
        pl.Series("lon", spots[:, 0]), pl.Series("lat", spots[:, 1]),
    )  # fmt: skip


def _units(
    communities: pl.DataFrame, compounds: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Committees of residents and owners, property companies, and the organizations that cover."""
    n, m = communities.height, compounds.height
    codes = credit_codes(
        pl.Series(["social_organization"] * (n + m)),
        pl.concat([communities["code"], compounds["community"]]).str.head(6), pl.Series(range(1, n + m + 1)),
    )
    committees = pl.DataFrame({
        "机构名称": [*(f"{c}居民委员会" for c in communities["name"]),
                 *(f"{c}业主委员会" for c in compounds["name"])],
        "统一社会信用代码": codes,
        "机构类型": ["居民委员会"] * n + ["业主委员会"] * m,
        "所在地": [*communities["code"], *compounds["code"]],
        "成立日期": [*days(date(2001, 1, 1), rng.integers(0, 2_000, n)),
                 *days(date(2016, 1, 1), rng.integers(0, 2_350, m))],
    })  # fmt: skip
    # an owners' committee is younger than its compound
    late = pl.max_horizontal("成立日期", pl.Series("b", ["2001-01-01"] * n + list(compounds["built"])))
    committees = committees.with_columns(late.alias("成立日期"))
    ended = pl.Series(np.r_[np.zeros(n, bool), rng.random(m) < 0.05])
    committees = committees.with_columns(
        pl.when(ended & (pl.col("成立日期") < "2021-06-01")).then(pl.lit("2021-12-31")).alias("注销日期")
    )
    home = communities["code"].gather(rng.integers(0, n, COMPANIES))
    companies = pl.DataFrame({
        "企业名称": [f"武汉{FIRMS[i % len(FIRMS)]}{'物业服务' if i < len(FIRMS) else '城市服务'}有限公司"
                 for i in range(COMPANIES)],
        "统一社会信用代码": credit_codes(
            pl.Series(["private"] * COMPANIES), home.str.head(6), pl.Series(range(5001, 5001 + COMPANIES))
        ),
        "企业类型": ["私营企业"] * COMPANIES,
        "行业门类": ["房地产业"] * COMPANIES,
        "所在地": home,
        "成立日期": days(date(2004, 1, 1), rng.integers(0, 4_000, COMPANIES)),
    })  # fmt: skip
    return committees, companies, _organizations(communities, compounds, companies, rng)


def _organizations(
    communities: pl.DataFrame, compounds: pl.DataFrame, companies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Community organizations, branches on compounds under them, branches of some companies."""
    of_communities = communities.select(
        (pl.col("name") + "党总支").alias("党组织名称"), ("S7-C" + pl.col("code")).alias("党组织代码"),
        pl.lit("社区党组织").alias("组建方式"), pl.col("code").alias("所在地"),
        pl.lit("2006-07-01").alias("成立日期"),
    )  # fmt: skip
    chosen = compounds.filter(pl.Series(rng.random(compounds.height) < 0.55))
    on_compounds = chosen.select(
        (pl.col("name") + "党支部").alias("党组织名称"),
        pl.col("code").str.replace("X", "D").alias("党组织代码"),
        pl.lit("楼宇党组织").alias("组建方式"), pl.lit("物业企业").alias("组建主体"),
        pl.col("name").alias("覆盖单位"), pl.col("code").alias("覆盖单位代码"),
        pl.lit("楼宇").alias("覆盖单位类型"),
        ("S7-C" + pl.col("community")).alias("上级党组织代码"),
        pl.max_horizontal("built", days(date(2017, 7, 1), rng.integers(0, 1_900, chosen.height)))
        .alias("成立日期"),
    )  # fmt: skip
    some = companies.filter(pl.Series(rng.random(COMPANIES) < 0.4))
    of_companies = some.select(
        pl.col("企业名称").str.replace("有限公司", "党支部").alias("党组织名称"),
        ("S7-E" + pl.col("统一社会信用代码").str.tail(6)).alias("党组织代码"),
        pl.lit("单独建立党支部").alias("组建方式"), pl.col("企业名称").alias("覆盖单位"),
        pl.col("统一社会信用代码").alias("覆盖单位代码"), pl.lit("企业").alias("覆盖单位类型"),
        ("S7-C" + pl.col("所在地")).alias("上级党组织代码"),
        days(date(2018, 1, 1), rng.integers(0, 1_500, some.height)).alias("成立日期"),
    )
    return pl.concat([of_communities, on_compounds, of_companies], how="diagonal").with_columns(
        pl.when(pl.col("覆盖单位代码").is_not_null()).then("成立日期").alias("覆盖起始日期")
    )


def _sides(
    compounds: pl.DataFrame, committees: pl.DataFrame, companies: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """小区三方: one row a compound and a side; a side without an alliance's name is not linked."""
    n = compounds.height
    house = compounds.with_columns(
        founded=pl.max_horizontal("built", days(date(2018, 3, 1), rng.integers(0, 1_560, n))),
        allied=pl.Series(rng.random(n) < 0.72),
    )
    # neighbours often share a company
    company = np.minimum(np.arange(n) * COMPANIES // n + rng.integers(0, 2, n), COMPANIES - 1)
    owners = committees.tail(n)
    residents = committees.filter(pl.col("机构类型") == "居民委员会")
    by_community = residents[np.repeat(np.arange(residents.height), EACH)]
    parts = [
        _side(house, "居委会", by_community, "机构", "成立日期", rng.random(n) < 0.97, rng),
        _side(house, "业委会", owners, "机构", "成立日期", rng.random(n) < 0.76, rng),
        _side(house, "物业企业", companies[company], "企业", "成立日期", rng.random(n) < 0.92, rng),
    ]
    changed = rng.random(n) < 0.1
    after = _side(
        house, "物业企业", companies[(company + 7) % COMPANIES], "企业", "成立日期", changed, rng
    ).with_columns(pl.lit("2022-01-01").alias("治理起始日期"))
    gone = pl.Series(house.filter(pl.Series(changed))["code"])
    leaves = (pl.col("治理角色") == "物业企业") & pl.col("小区编号").is_in(gone)
    old = pl.concat(parts).with_columns(
        pl.when(leaves & (pl.col("治理起始日期") < "2021-12-31")).then(pl.lit("2021-12-31"))
        .alias("治理截止日期"),
        pl.when(leaves & (pl.col("加入联席会日期") < "2021-12-31")).then(pl.lit("2021-12-31"))
        .alias("退出联席会日期"),
    ).filter(~(leaves & (pl.col("治理起始日期") >= "2021-12-31")))
    after = after.filter(pl.col("建成日期") < "2022-01-01").with_columns(
        pl.when(pl.col("红色物业联席会").is_not_null())
        .then(pl.max_horizontal("联席会成立日期", pl.lit("2022-01-01"))).alias("加入联席会日期")
    )
    first = ["小区名称", "小区编号", "所在社区", "治理角色", "治理方", "治理起始日期", "红色物业联席会"]
    both = pl.concat([old, after], how="diagonal").sort("小区编号", maintain_order=True)
    return both.select(*first, pl.all().exclude(first))


def _side(
    house: pl.DataFrame, side: str, units: pl.DataFrame, kind: str, founded: str, there: np.ndarray,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The rows of one side, for the compounds where it is there."""
    n = house.height
    joined = pl.col("allied") & pl.Series(rng.random(n) < 0.93)
    since = pl.max_horizontal("built", units[founded].alias("unit_since"))
    return house.select(
        pl.col("name").alias("小区名称"), pl.col("code").alias("小区编号"),
        pl.lit("住宅小区").alias("小区类型"),
        pl.col("lon").alias("经度"), pl.col("lat").alias("纬度"), pl.lit("WGS-84").alias("坐标系"),
        pl.col("community").alias("所在社区"), pl.col("built").alias("建成日期"),
        pl.when(joined).then(pl.col("name") + "红色物业联席会").alias("红色物业联席会"),
        pl.when(joined).then(pl.col("code").str.replace("X", "L")).alias("联席会编号"),
        pl.when(joined).then(pl.lit("党建联席会")).alias("联席会类型"),
        pl.when(joined).then("founded").alias("联席会成立日期"),
        units[f"{kind}名称"].alias("治理方"), units["统一社会信用代码"].alias("治理方代码"),
        pl.lit(kind).alias("治理方类型"), pl.lit(side).alias("治理角色"), since.alias("治理起始日期"),
        pl.when(joined).then(pl.max_horizontal("founded", since)).alias("加入联席会日期"),
    ).filter(pl.Series(there))  # fmt: skip


def _matters(
    compounds: pl.DataFrame, committees: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """居民议事: matters of the deliberation meetings, most about a compound, some about a community."""
    held = np.sort(rng.integers(0, SPAN, MEETINGS))
    where = rng.integers(0, compounds.height, MEETINGS)
    meeting = np.sort(np.r_[np.arange(MEETINGS), rng.integers(0, MEETINGS, MATTERS - MEETINGS)])
    house = compounds[where[meeting]]
    host = committees[where[meeting] // EACH]
    topic = rng.integers(0, len(TOPICS), MATTERS)
    day, took = held[meeting], np.floor(rng.exponential(50, MATTERS)).astype(np.int64) + 1
    whole = pl.Series(rng.random(MATTERS) < 0.2)
    return pl.DataFrame({
        "议事会": house["community_name"] + "居民议事会",
        "议事会编号": [f"S7-H{i + 1:04}" for i in meeting],
        "议事会类型": ["议事协商会"] * MATTERS,
        "议事日期": days(FIRST, day),
        "议事召集方": host["机构名称"],
        "议事召集方代码": host["统一社会信用代码"],
        "议事召集方类型": ["机构"] * MATTERS,
        "议题编号": [f"S7-M{i:04}" for i in range(1, MATTERS + 1)],
        "议题": [f"{h}{TOPICS[t]}（第{i}题）"
               for i, (h, t) in enumerate(zip(house["name"], topic, strict=True), 1)],
        "议题类型": ["议事事项"] * MATTERS,
        "任务来源": pick(["居民诉求", "会议提出", "巡查发现"], [6, 3, 1], MATTERS, rng),
        "提出日期": days(FIRST, day),
        "办理时限": _some(days(FIRST, day + rng.choice([30, 60, 90], MATTERS)), rng.random(MATTERS) < 0.9),
        "议题办结日期": _some(days(FIRST, day + took), (rng.random(MATTERS) < 0.82) & (day + took <= SPAN)),
        "议题涉及处": pl.select(pl.when(whole).then(house["community"]).otherwise(house["name"])).to_series(),
        "议题涉及处代码": pl.select(
            pl.when(whole).then(house["community"]).otherwise(house["code"])
        ).to_series(),
        "议题涉及处类型": pl.select(
            pl.when(whole).then(pl.lit("区划")).otherwise(pl.lit("楼宇"))
        ).to_series(),
    })  # fmt: skip


def _some(texts: pl.Series, there: Ints | np.ndarray) -> pl.Series:
    """The texts where they are there; blank elsewhere."""
    return pl.select(pl.when(pl.Series(there)).then(texts)).to_series()

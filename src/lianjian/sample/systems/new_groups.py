"""S8, Shenzhen, Beijing, Zhejiang, Guangzhou, Xi'an: new employment groups and what is done for them."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..credit import credit_codes
from ..draw import days, pick
from .country import division_sheet, upper
from .new_groups_places import CITIES, City, compounds, dormitories, points
from .stems import below, street_stems

LAST = date(2022, 6, 23)
"""The day for which the figures of workers and of reporting stand."""
KINDS = ("速递", "外卖", "跑腿", "出行", "货运", "同城配送")
JOBS = {
    "速递": "快递员", "外卖": "外卖骑手", "跑腿": "外卖骑手", "出行": "网约车司机", "货运": "货车司机",
    "同城配送": "快递员",
}  # fmt: skip
SHARES = {"速递": 30, "外卖": 40, "跑腿": 9, "出行": 9, "货运": 4, "同城配送": 8}
"""How many of a hundred workers are usual for each kind of company."""
ERRANDS = ("独居老人送餐", "隐患随手拍", "文明骑行宣传", "防疫物资配送", "社区巡查", "走失老人协寻")
TASKS = 260


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S8 by file name; only the workers are divided by the scale."""
    upon, inside = [], []
    for city in CITIES:
        for district in city.districts:
            made = below(district, street_stems(city.ending(district), city.streets), city.communities)
            upon.append(made[0])
            inside.append(made[1])
    communities = pl.concat(inside)
    spots = points(communities, rng)
    companies = _companies(communities)
    teams = _teams(communities, companies, rng)
    workers = pl.concat(
        [_workers(c, i, scale, communities, spots, companies, teams, rng) for i, c in enumerate(CITIES)]
    )
    houses = compounds(communities, rng)
    return {
        "S8区划.csv": division_sheet(upper(d for c in CITIES for d in c.districts), *upon, communities),
        "S8服务点.csv": spots,
        "S8集中住宿点.csv": dormitories(communities, rng),
        "S8摸排表.csv": _surveys(companies, rng),
        "S8党组织.csv": _organizations(companies),
        "S8小区通行.csv": _access(houses, companies, rng),
        "S8队伍.csv": _register(teams),
        "S8队伍任务.csv": _tasks(teams, communities, rng),
        "S8从业者.csv": workers,
    }


def _companies(communities: pl.DataFrame) -> pl.DataFrame:
    """Platform companies: name, code, city (its position), kind, place, founded, whether organized when."""
    rows = []
    for i, city in enumerate(CITIES):
        home = communities.filter(pl.col("code").str.head(6).is_in(list(city.districts)))["code"]
        rows += [
            (f"{city.name}{city.brand[k]}{KINDS[k]}平台有限公司", i, KINDS[k], home[(7 * k) % home.len()])
            for k in range(city.companies)
        ]
    table = pl.DataFrame(rows, schema=["name", "city", "kind", "place"], orient="row")
    n = table.height
    return table.with_columns(
        credit_codes(
            pl.Series(["platform"] * n), table["place"].str.head(6), pl.Series(range(8001, 8001 + n))
        ).alias("code"),
        days(date(2013, 3, 1), np.arange(n) * 61 % 1_900).alias("founded"),
        # two of three have an organization, one of them only since the spring of 2022
        pl.when(pl.Series(np.arange(n) % 3 == 0)).then(None)
        .otherwise(days(date(2018, 7, 1), np.arange(n) * 97 % 1_400)).alias("organized"),
    )  # fmt: skip


def _surveys(companies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """摸排表: the staff and members of each platform company in two springs."""
    n = companies.height
    staff = rng.integers(60, 900, n)
    parts = []
    for day, growth in (("2021-03-31", 1.0), ("2022-03-31", 1.1)):
        full = np.maximum((staff * growth * 0.02).astype(np.int64), np.arange(n) % 4)
        parts.append(companies.select(
            pl.col("name").alias("单位名称"), pl.col("code").alias("统一社会信用代码"),
            pl.lit("平台企业").alias("单位类型"), pl.lit("交通运输、仓储和邮政业").alias("行业门类"),
            pl.col("place").alias("所在社区代码"), pl.Series("从业人员", (staff * growth).astype(np.int64)),
            pl.Series("党员人数", full + np.arange(n) % 2), pl.Series("其中正式党员", full),
            pl.Series("工作覆盖方式", [("", "指导员", "工会", "联络员、团组织")[i % 4] for i in range(n)]),
            pl.col("founded").alias("成立日期"), pl.lit(day).alias("摸排日期"),
        ))  # fmt: skip
    return pl.concat(parts)


def _organizations(companies: pl.DataFrame) -> pl.DataFrame:
    """党组织: the branches of platform companies."""
    return companies.filter(pl.col("organized").is_not_null()).select(
        pl.col("name").str.replace("平台有限公司", "平台党支部").alias("党组织名称"),
        ("S8-D" + pl.col("code").str.slice(10, 7)).alias("党组织代码"),
        pl.lit("单独建立党支部").alias("组建方式"), pl.col("name").alias("覆盖单位"),
        pl.col("code").alias("覆盖单位代码"), pl.lit("企业").alias("覆盖单位类型"),
        pl.col("organized").alias("成立日期"), pl.col("organized").alias("覆盖起始日期"),
    )  # fmt: skip


def _teams(communities: pl.DataFrame, companies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Teams of Zhejiang's streets, and of member couriers at companies of Guangzhou and Xi'an."""
    streets = communities.select(
        pl.col("code").str.head(9).alias("owner"), pl.col("name").str.head(3).alias("stem")
    ).unique("owner", maintain_order=True)
    rows = []
    for i, city in enumerate(CITIES):
        mine = streets.filter(pl.col("owner").str.head(6).is_in(list(city.districts)))
        if city.teams == "骑手队":
            rows += [
                (f"{stem}街道小蜜蜂骑手{k}队", "骑手队", owner, "区划", i)
                for owner, stem in mine.rows() for k in "一二"
            ]  # fmt: skip
        elif city.teams:
            of = companies.filter(pl.col("city") == i)
            rows += [
                (f"{name.removesuffix('平台有限公司')}党员志愿服务{k}队", "志愿服务队", code, "企业", i)
                for name, code in of.select("name", "code").rows() for k in "一二"
            ]  # fmt: skip
    table = pl.DataFrame(rows, schema=["name", "kind", "owner", "owner_type", "city"], orient="row")
    n = table.height
    return table.with_columns(
        pl.format("S8-F{}", pl.int_range(1, n + 1).cast(pl.String).str.zfill(3)).alias("code"),
        days(date(2019, 5, 1), rng.integers(0, 1_000, n)).alias("formed"),
        pl.when(pl.Series(np.arange(n) % 11 == 10)).then(pl.lit("2022-03-31")).alias("disbanded"),
    )


def _register(teams: pl.DataFrame) -> pl.DataFrame:
    """队伍: all teams, also one that has had no task yet."""
    return teams.select(
        pl.col("name").alias("队伍名称"), pl.col("code").alias("队伍编号"), pl.col("kind").alias("队伍类型"),
        pl.col("owner").alias("队伍归属代码"), pl.col("owner_type").alias("队伍归属类型"),
        pl.col("formed").alias("队伍归属起始日期"), pl.col("formed").alias("组建日期"),
        pl.col("disbanded").alias("解散日期"),
    )


def _tasks(teams: pl.DataFrame, communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """队伍任务: what the teams were asked to do; some is open, some was never taken up."""
    first = date(2020, 10, 1)
    span = (date(2022, 7, 31) - first).days
    # every team but the last has had a task
    of = np.r_[np.arange(teams.height - 1), rng.integers(0, teams.height - 1, TASKS - teams.height + 1)]
    team = teams[np.sort(of)]
    day = rng.integers(0, span, TASKS)
    answered = day + rng.integers(0, 4, TASKS)
    done = answered + np.floor(rng.exponential(9, TASKS)).astype(np.int64)
    what = rng.integers(0, len(ERRANDS), TASKS)
    # within the team's own city
    homes = [communities.filter(pl.col("code").str.head(6).is_in(list(c.districts)))["code"] for c in CITIES]
    where = [homes[c][int(x * homes[c].len())] for c, x in zip(team["city"], rng.random(TASKS), strict=True)]
    opened = pl.Series(days(first, day))
    sheet = team.select(
        pl.col("name").alias("队伍名称"), pl.col("code").alias("队伍编号"), pl.col("kind").alias("队伍类型"),
        pl.col("formed").alias("组建日期"), pl.col("disbanded").alias("解散日期"),
        pl.col("owner").alias("队伍归属代码"), pl.col("owner_type").alias("队伍归属类型"),
        pl.lit("队伍任务").alias("队伍任务类型"), pl.max_horizontal("formed", opened).alias("任务提出日期"),
    ).with_columns(
        pl.Series("队伍任务", [f"{ERRANDS[w]}（第{i}单）" for i, w in enumerate(what, 1)]),
        pl.Series("队伍任务编号", [f"S8-T{i:04}" for i in range(1, TASKS + 1)]),
        pl.Series("任务涉及处", where),
        pl.col("任务提出日期").alias("派单日期"),
        pl.when(pl.Series((rng.random(TASKS) < 0.93) & (answered <= span)))
        .then(pl.max_horizontal("任务提出日期", days(first, answered))).alias("响应日期"),
    )  # fmt: skip
    finished = pl.max_horizontal("响应日期", days(first, done))
    return sheet.with_columns(
        pl.when(pl.col("响应日期").is_not_null() & pl.Series((rng.random(TASKS) < 0.9) & (done <= span)))
        .then(finished).alias("办毕日期")
    ).with_columns(pl.col("办毕日期").alias("任务办结日期")).filter(
        pl.col("解散日期").is_null() | (pl.col("任务提出日期") < pl.col("解散日期"))
    )  # fmt: skip


def _access(houses: pl.DataFrame, companies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """小区通行: each of Beijing's compounds with three to five platforms; some doors opened in 2022."""
    beijing = next(i for i, c in enumerate(CITIES) if c.compounds)
    of = companies.filter(pl.col("city") == beijing)
    pairs = houses.join(of.select("name", "code", rank="kind"), how="cross", suffix="_platform")
    n = pairs.height
    way = pick(["登记通行", "自由通行", "禁止进入"], [55, 22, 23], n, rng)
    pairs = pairs.with_columns(
        way.alias("way"), days(date(2019, 1, 1), rng.integers(0, 1_200, n)).alias("from"),
        pl.Series("there", rng.random(n) < 0.75), pl.Series("moved", rng.random(n) < 0.3),
    ).filter("there")
    opened = (pl.col("way") == "禁止进入") & pl.col("moved") & (pl.col("from") < "2021-12-31")
    old = pairs.with_columns(pl.when(opened).then(pl.lit("2021-12-31")).alias("to"))
    new = pairs.filter(opened).with_columns(
        pl.lit("登记通行").alias("way"), pl.lit("2022-01-01").alias("from"),
        pl.lit(None, pl.String).alias("to"),
    )
    return pl.concat([old, new]).sort("code", "code_platform", "from").select(
        pl.col("name").alias("小区名称"), pl.col("code").alias("小区编号"),
        pl.lit("住宅小区").alias("小区类型"), pl.col("lon").alias("经度"), pl.col("lat").alias("纬度"),
        pl.lit("WGS-84").alias("坐标系"), pl.col("community").alias("所在社区"),
        pl.col("built").alias("建成日期"), pl.col("name_platform").alias("平台企业"),
        pl.col("code_platform").alias("平台企业代码"), pl.col("way").alias("通行方式"),
        pl.max_horizontal("built", "from").alias("约定起始日期"), pl.col("to").alias("约定截止日期"),
    )  # fmt: skip


def _workers(
    city: City, number: int, scale: int, communities: pl.DataFrame, spots: pl.DataFrame,
    companies: pl.DataFrame, teams: pl.DataFrame, rng: np.random.Generator,
) -> pl.DataFrame:
    """从业者 of one city or province: as many at work on the last day as said, and as many reporting."""
    present, reported = (round(x / scale) for x in (city.workers, city.reported))
    later, gone = present // 25, present // 16
    n = present + later + gone
    mine = communities.filter(pl.col("code").str.head(6).is_in(list(city.districts)))["code"]
    # nobody is left at a station that closed
    stations = spots.filter(
        (pl.col("服务点类型") == "配送站点") & pl.col("所在地").str.head(6).is_in(list(city.districts)),
        pl.col("停用日期").is_null(),
    )
    station = stations[rng.choice(stations.height, n, p=_shares(stations.height, rng))]
    of = companies.filter(pl.col("city") == number)
    usual = of["kind"].replace_strict(SHARES, return_dtype=pl.Float64).to_numpy()
    employer = of[rng.choice(of.height, n, p=_shares(of.height, rng, usual))]
    end = (LAST - date(2018, 1, 1)).days
    # first those at work on the last day, then those who came later, then those who had left
    joined = np.r_[rng.integers(0, end + 1, present), rng.integers(end + 1, end + 32, later),
                   rng.integers(0, end - 400, gone)]  # fmt: skip
    joined = pl.Series(days(date(2018, 1, 1), joined))
    began = pl.select(pl.max_horizontal(joined, station["启用日期"], employer["founded"])).to_series()
    left = np.r_[np.zeros(present + later, bool), np.ones(gone, bool)]
    # those who report: so many of those present; a tenth of the later, half of those who left
    says = np.zeros(n, bool)
    says[rng.permutation(present)[:reported]] = True
    says[present:] = rng.random(later + gone) < np.r_[np.full(later, 0.1), np.full(gone, 0.5)]
    reports = pl.Series(days(date(2020, 6, 1), rng.integers(0, 760, n)))
    near = pl.Series(mine.gather(rng.integers(0, mine.len(), n)))
    member = rng.random(n) < city.members
    team = teams.filter(pl.col("city") == number)
    teamed = says & (rng.random(n) < 0.25) if city.teams == "骑手队" else member & (rng.random(n) < 0.8)
    at_team = rng.integers(0, max(team.height, 1), n)
    if city.teams == "志愿服务队":  # a company's teams are of its own couriers
        row = {code: i for i, code in enumerate(of["code"])}
        at_team = employer["code"].replace_strict(row).to_numpy() * 2 + rng.integers(0, 2, n)
    teamed &= team.height > 0
    codes = team["code"].gather(at_team) if team.height else pl.Series([None] * n, dtype=pl.String)
    formed = team["formed"].gather(at_team) if team.height else pl.Series([None] * n, dtype=pl.String)
    first = pl.max_horizontal(reports, "joined")
    return pl.DataFrame({
        "证件号码": [f"SYNS8-{number}{i:09}" for i in range(n)],
        "job": employer["kind"].replace_strict(JOBS, return_dtype=pl.String), "joined": began,
        "党员身份": pl.select(
            pl.when(pl.Series(member)).then(pick(["正式党员", "预备党员"], [8, 1], n, rng))
            .otherwise(pl.lit("非党员"))
        ).to_series(),
        "所属站点代码": station["服务点编号"], "平台企业代码": employer["code"],
    }).select(
        "证件号码", pl.col("job").alias("职业"), "党员身份", "所属站点代码", "平台企业代码",
        pl.when(pl.Series(says)).then(near).alias("报到社区"),
        # whoever is to report by the last day and joined late does so on joining
        pl.when(pl.Series(says)).then(
            pl.when((reports > str(LAST)) & (pl.col("joined") <= str(LAST))).then("joined").otherwise(first)
        ).alias("报到社区起始日期"),
        pl.when(pl.Series(teamed)).then(codes).alias("所在队伍代码"),
        pl.when(pl.Series(teamed)).then(pl.max_horizontal("joined", formed)).alias("所在队伍起始日期"),
        pl.col("joined").alias("入职日期"),
        pl.when(pl.Series(left)).then(pl.lit("2022-05-31")).alias("离职日期"),
    ).filter(pl.col("离职日期").is_null() | (pl.col("入职日期") < "2022-05-31"))  # fmt: skip


def _shares(n: int, rng: np.random.Generator, usual: np.ndarray | float = 1.0) -> np.ndarray:
    weights = rng.lognormal(0, 0.4, n) * usual
    return np.asarray(weights / weights.sum())

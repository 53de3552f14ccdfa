"""S11: temporary organizations in closed loops: the Winter Games, a medical team in a shelter hospital."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from ..draw import days, pick
from .country import communities, division_sheet, streets, upper

YANQING, CHONGLI, PUDONG = "110119", "130709", "310115"
SITES = {YANQING: ("张山营镇", "冬奥森林社区"), CHONGLI: ("太子城镇", "雪如意社区"),
         PUDONG: ("世博园街道", "白莲泾社区")}  # fmt: skip
"""The street and community of each loop."""
HOMES: dict[str, dict[str, float]] = {
    YANQING: {YANQING: 7, "110101": 2, "110102": 2, "110105": 4, "110106": 3, "110108": 4},
    CHONGLI: {CHONGLI: 6, "130702": 4, "130703": 4, "130102": 5},
    PUDONG: {"350103": 4, "350203": 2, "350206": 1, "350502": 3},
}
"""Where those sent in come from, with weights."""
HOME_BODIES = ("城市运行服务中心党委", "急救中心党委", "接待服务集团党委", "公共交通服务中心党委")
HOSTS = {
    YANQING: ("张山营镇党委", "冬奥森林社区党总支", "张山营镇卫生院党支部"),
    CHONGLI: ("太子城镇党委", "雪如意社区党总支", "太子城镇卫生院党支部"),
    PUDONG: ("世博园街道党工委", "白莲泾社区党总支", "世博方舱医院运行指挥部党委"),
}
VENUES = {
    YANQING: ("国家高山滑雪中心", "国家雪车雪橇中心", "延庆冬奥村"),
    CHONGLI: ("国家跳台滑雪中心", "国家越野滑雪中心", "国家冬季两项中心", "云顶滑雪公园", "张家口冬奥村",
              "张家口山地媒体中心"),
}  # fmt: skip
HOTELS = {YANQING: 8, CHONGLI: 10}
TEAMS = (
    "交通服务队", "餐饮服务队", "医疗保障服务队", "安保服务队", "清废服务队", "能源保障服务队", "语言服务队",
)  # fmt: skip
TASKS = {  # code: name, first and last day
    "S11-T0001": ("相约北京测试活动延庆赛区保障", "2021-02-01", "2021-04-30"),
    "S11-T0002": ("相约北京测试活动张家口赛区保障", "2021-02-01", "2021-04-30"),
    "S11-T0003": ("北京冬奥会延庆赛区闭环保障", "2021-05-10", "2022-02-20"),
    "S11-T0004": ("北京冬奥会张家口赛区闭环保障", "2021-05-10", "2022-02-20"),
    "S11-T0005": ("北京冬残奥会延庆赛区闭环保障", "2021-05-10", "2022-03-13"),
    "S11-T0006": ("北京冬残奥会张家口赛区闭环保障", "2021-05-10", "2022-03-13"),
    "S11-T0007": ("福建援沪医疗队世博方舱医院救治", "2022-04-02", "2022-05-31"),
    "S11-T0008": ("延庆赛区赛后移交保障", "2022-03-10", ""),
    "S11-T0009": ("张家口赛区赛后移交保障", "2022-03-10", ""),
}
BODY = ("loop", "seat", "name", "kind", "tasks", "since", "until", "host", "people")
Body = tuple[str, str, str, str, tuple[str, ...], str, str, str, int]


def sheets(rng: np.random.Generator, _scale: int) -> dict[str, pl.DataFrame]:
    """The sheets by file name. All figures have their real size whatever the scale."""
    houses = _buildings()
    bodies = pl.DataFrame(list(_bodies(rng)), schema=list(BODY), orient="row").with_columns(
        code=pl.format("S11-L{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3))
    )
    fixed = _fixed()
    return {
        "S11区划.csv": _divisions(),
        "S11场馆酒店.csv": houses,
        "S11党组织.csv": fixed.drop("district"),
        "S11临时党组织.csv": _loops(bodies, houses, fixed, rng),
        "S11队伍.csv": _teams(bodies),
        "S11派入.csv": _sent(bodies, fixed, rng),
    }


def _divisions() -> pl.DataFrame:
    known = upper([d for homes in HOMES.values() for d in homes] + list(SITES))
    below = [
        part
        for district, (street, community) in SITES.items()
        for part in (streets(district, [street]), communities(f"{district}901", [community]))
    ]
    return division_sheet(known, *below)


def _buildings() -> pl.DataFrame:
    rows = [(name, "场馆", d, "2020-12-01") for d, names in VENUES.items() for name in names]
    for d, n in HOTELS.items():
        rows += [(f"{SITES[d][0]}第{i}签约酒店", "酒店", d, "2016-05-01") for i in range(1, n + 1)]
    rows.append(("世博方舱医院", "医院", PUDONG, "2022-03-26"))
    return pl.DataFrame(
        {
            "楼宇名称": [r[0] for r in rows],
            "楼宇编号": [f"S11-B{i:03}" for i in range(1, len(rows) + 1)],
            "楼宇类型": [r[1] for r in rows],
            "所在地": [f"{r[2]}901001" for r in rows],
            "建成日期": [r[3] for r in rows],
        }
    )


def _fixed() -> pl.DataFrame:
    """The organizations that last: those who send people, and the hosts at the three places."""
    names = dict(upper(d for homes in HOMES.values() for d in homes).select("code", "name").iter_rows())
    rows = []
    for district in dict.fromkeys(d for homes in HOMES.values() for d in homes):
        rows += [(f"{names[district]}{b}", "机关事业单位党组织", district, district) for b in HOME_BODIES]
    for district, hosts in HOSTS.items():
        kinds = ("党工委", "社区党组织", "机关事业单位党组织")
        rows += [(name, kind, f"{district}901", district) for name, kind in zip(hosts, kinds, strict=True)]
    return pl.DataFrame(
        {
            "党组织名称": [r[0] for r in rows],
            "党组织代码": [f"S11-O{i:03}" for i in range(1, len(rows) + 1)],
            "组建方式": [r[1] for r in rows],
            "所在地": [r[2] for r in rows],
            "成立日期": [f"{2001 + i % 14}-07-01" for i in range(len(rows))],
            "district": [r[3] for r in rows],
        }
    )


def _bodies(rng: np.random.Generator) -> Iterator[Body]:
    """The temporary organizations: loop, seat, name, kind, tasks, since, until, host, people sent in."""
    temporary, functional = "临时党组织", "功能型党组织"
    for loop, area, n in ((YANQING, "延庆赛区", 1), (CHONGLI, "张家口赛区", 2)):
        trial, games, para, after = (f"S11-T{t:04}" for t in (n, n + 2, n + 4, n + 7))
        hosts, site = HOSTS[loop], f"{loop}901"
        for i, team in enumerate(TEAMS[:4]):
            until = "2021-05-15" if i % 2 else "2021-09-30"
            name = f"{area}测试活动{team}临时党支部"
            yield loop, site, name, temporary, (trial,), "2021-02-0" + str(i + 1), until, "", 12 + 2 * i
        yield (loop, site, f"{area}运行保障指挥部临时党委", temporary, (games, para), "2021-05-20",
               "2022-04-30", hosts[0], 24)  # fmt: skip
        for i, venue in enumerate(VENUES[loop]):
            since = f"2021-{5 + i % 2:02}-25"
            yield (loop, venue, f"{venue}场馆临时党支部", temporary, (games, para), since,
                   _dissolved(rng, "2022-03-25"), hosts[0] if i % 3 else "", 70)  # fmt: skip
        for i in range(1, HOTELS[loop] + 1):
            hotel = f"{SITES[loop][0]}第{i}签约酒店"
            yield (loop, hotel, f"{hotel}闭环临时党支部", temporary, (games,), f"2021-{10 + i % 3}-15",
                   _dissolved(rng, "2022-02-28") if i > 1 else "", hosts[1] if i % 4 else "", 18)  # fmt: skip
        for i, team in enumerate(TEAMS):
            host = hosts[2] if team.startswith("医疗") else ""
            yield (loop, site, f"{area}{team}临时党支部", temporary, (games, para), f"2021-{6 + i % 5:02}-10",
                   _dissolved(rng, "2022-03-25"), host, 26)  # fmt: skip
        for i, team in enumerate(TEAMS[:3]):
            yield (loop, site, f"{area}赛后移交{team}党支部", functional if i == 2 else temporary, (after,),
                   "2022-03-15", "", hosts[0] if i else "", 9 + i)  # fmt: skip
    shelter, rescue = "世博方舱医院", ("S11-T0007",)
    yield (PUDONG, shelter, "福建援沪医疗队临时党委", temporary, rescue, "2022-04-03", "2022-06-10",
           HOSTS[PUDONG][2], 15)  # fmt: skip
    for i in range(1, 9):
        host = HOSTS[PUDONG][i % 3] if i % 4 else ""
        until = "2022-06-10" if i <= 5 else ""
        name = f"福建援沪医疗队第{i}临时党支部"
        yield PUDONG, shelter, name, temporary, rescue, "2022-04-05", until, host, 18


def _dissolved(rng: np.random.Generator, usual: str) -> str:
    """The last day of an organization: soon after its task, or months later, or never yet."""
    return str(rng.choice([usual, "2022-04-20", "2022-06-15", ""], p=[0.55, 0.2, 0.15, 0.1]))


def _loops(
    bodies: pl.DataFrame, houses: pl.DataFrame, fixed: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """S11临时党组织.csv: a row for each organization and task."""
    heads = {r["loop"]: r["code"] for r in bodies.iter_rows(named=True) if r["name"].endswith("临时党委")}
    seats = dict(houses.select("楼宇名称", "楼宇编号").iter_rows())
    hosts = dict(fixed.select("党组织名称", "党组织代码").iter_rows())
    begun = rng.integers(5, 40, bodies.height)
    written = rng.random(bodies.height) < 0.7
    rows = []
    for i, b in enumerate(bodies.iter_rows(named=True)):
        # the test events came before the headquarters
        led = heads[b["loop"]] != b["code"] and b["since"] > "2021-05-20"
        for n, task in enumerate(b["tasks"]):
            name, first, last = TASKS[task]
            host = hosts.get(b["host"]) if n == 0 else None
            rows.append({
                "临时党组织名称": b["name"], "党组织代码": b["code"], "组建方式": b["kind"],
                "成立日期": b["since"], "撤销日期": b["until"] or None,
                "任务名称": name, "任务编号": task, "任务类型": "专项任务", "任务开始日期": first,
                "任务结束日期": last or None, "上级党组织代码": heads[b["loop"]] if led else None,
                "驻地": seats.get(b["seat"], b["seat"]), "东道党组织": host,
                "共建起始日期": _after(b["since"], int(begun[i])) if host else None,
                "共建协议": "闭环共建协议" if host and written[i] else None,
            })  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


def _after(day: str, offset: int) -> str:
    return str(days(date.fromisoformat(day), np.asarray([offset]))[0])


def _teams(bodies: pl.DataFrame) -> pl.DataFrame:
    """S11队伍.csv: the service teams, and the medical team, of temporary organizations."""
    medical = pl.col("name").str.contains("医疗")
    return bodies.filter(pl.col("name").str.contains("服务队|医疗队第")).select(
        pl.col("name").str.replace("临时党支部|党支部", "").alias("队伍名称"),
        pl.format("S11-D{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)).alias("队伍编号"),
        pl.when(medical).then(pl.lit("医疗队")).otherwise(pl.lit("服务队")).alias("队伍类型"),
        pl.col("code").alias("队伍归属代码"),
        pl.col("since").alias("组建日期"),
        pl.col("until").replace("", None).alias("解散日期"),
    )


def _sent(bodies: pl.DataFrame, fixed: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """S11派入.csv: who was sent into which temporary organization; the affiliation stays at home."""
    lasts = {t: last for t, (_, _, last) in TASKS.items()}
    at = bodies.with_columns(
        # most leave when the task ends; where nothing ends, they stay
        ends=pl.col("tasks").list.eval(pl.element().replace_strict(lasts)).list.max()
    )
    at = at.select(pl.all().repeat_by("people").list.explode())
    n = at.height
    home = pl.Series(["" for _ in range(n)])
    for loop, homes in HOMES.items():
        drawn = pick(list(homes), list(homes.values()), n, rng)
        home = pl.select(pl.when(at["loop"] == loop).then(drawn).otherwise(home)).to_series()
    senders = fixed.filter(pl.col("组建方式") == "机关事业单位党组织", pl.col("所在地") == pl.col("district"))
    row = pl.Series(rng.integers(0, len(HOME_BODIES), n))
    codes = senders.with_columns(i=pl.int_range(pl.len()).over("district")).select(
        "district", "i", "党组织代码"
    )
    sender = pl.DataFrame({"district": home, "i": row}).join(
        codes, on=["district", "i"], how="left", maintain_order="left"
    )["党组织代码"]
    known, stays = pl.Series(rng.random(n) < 0.97), pl.Series(rng.random(n) < 0.08)
    late = pl.Series(rng.integers(0, 21, n))
    over = pl.col("until").replace("", None).str.to_date()
    left = pl.min_horizontal(pl.col("ends").replace("", None).str.to_date(), over)
    begun = pl.col("since").str.to_date() + pl.duration(days=pl.lit(late))
    return at.select(
        pl.format("SYNS11-{}", pl.int_range(1, n + 1).cast(pl.String).str.zfill(6)).alias("证件号码"),
        pick(["正式党员", "预备党员"], [93, 7], n, rng).alias("党员类别"),
        days(date(1988, 1, 1), rng.integers(0, 11_500, n)).alias("入党日期"),
        pl.when(known).then(sender).alias("组织关系所在党组织代码"),
        pl.col("code").alias("派往处"),
        pl.lit("党组织").alias("派往处类型"),
        pl.lit("派入闭环").alias("下派方式"),
        pl.min_horizontal(begun, left).cast(pl.String).alias("下派起始日期"),
        pl.when(stays).then(over).otherwise(left).cast(pl.String).alias("下派截止日期"),
    )

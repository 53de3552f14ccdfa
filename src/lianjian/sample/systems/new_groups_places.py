"""The places of S8: stations with their facilities, sorting points, dormitories, compounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from ..draw import days, pick


@dataclass(frozen=True)
class City:
    """A city, or the part of a province that is shown.

    ``districts`` by code with where they lie; ``streets`` a district, ``communities`` a street;
    ``workers`` and how many of them ``reported`` are the real figures, before any scale.
    """

    name: str
    districts: dict[str, tuple[float, float]]
    endings: str
    streets: int
    communities: int
    workers: int
    reported: int
    members: float
    companies: int
    brand: tuple[str, ...]
    rest: int
    stations: int
    sorting: int = 0
    dormitories: int = 0
    housed: int = 0
    compounds: int = 0
    teams: str = ""

    def ending(self, district: str) -> str:
        """The last character of the names of a district's streets."""
        return self.endings[list(self.districts).index(district)]


CITIES = (
    City(
        "深圳", {"440308": (114.237, 22.558), "440310": (114.347, 22.691), "440311": (113.936, 22.749)},
        "澳鹏莲", 5, 8, 305_000, 106_000, 0.03, 6, ("鹏达", "鹏食", "鹏帮", "鹏行", "鹏运", "鹏递"),
        328, 130, 12,
    ),
    City(
        "北京", {"110111": (116.143, 39.748), "110114": (116.231, 40.221)},
        "燕坨", 4, 6, 36_000, 9_800, 0.05, 6,
        ("京速", "京味", "京帮", "京行", "京运", "京递"), 30, 26, 30, 10, 2_136, 64,
    ),
    City(
        "浙江", {
            "330109": (120.265, 30.184), "330110": (119.979, 30.274), "330206": (121.845, 29.899),
            "330402": (120.784, 30.748), "330503": (120.418, 30.852),
        }, "潮溇港荡漾", 3, 6, 172_000, 119_000, 0.06, 6,
        ("浙达", "浙食", "浙帮", "浙行", "浙运", "浙递"), 60, 62, 8, teams="骑手队",
    ),
    City(
        "广州", {"440105": (113.317, 23.083), "440111": (113.273, 23.158)},
        "珠棠", 2, 5, 14_000, 4_100, 0.5, 4,
        ("穗达", "穗食", "穗帮", "穗行"), 16, 14, teams="志愿服务队",
    ),
    City(
        "西安", {"610112": (108.947, 34.293)},
        "塬", 3, 5, 11_000, 3_000, 0.5, 4, ("秦达", "秦食", "秦帮", "秦行"), 12, 10, teams="志愿服务队",
    ),
)  # fmt: skip
NEEDED = ("饮水", "遮风避雨", "休息", "求助")
NAMES = {"驿站": "暖蜂驿站", "配送站点": "配送站", "分拣点": "分拣点"}
HOUSED = {"2021-03-31": 0.45, "2021-12-31": 0.8, "2022-05-31": 1.0}
"""The days of the counts, and what share of the places was filled on each."""


def _spots(codes: pl.Series, spread: float, rng: np.random.Generator) -> np.ndarray:
    """Points about the centres of the districts of the communities, the same for a community's all."""
    centre = {d: at for c in CITIES for d, at in c.districts.items()}
    found = np.empty((codes.len(), 2))
    for i, code in enumerate(codes):
        own = np.random.default_rng(int(code)).normal(0, 0.025, 2)
        found[i] = np.asarray(centre[code[:6]]) + own
    return np.asarray((found + rng.normal(0, spread, found.shape)).round(6))


def _there(city: City, communities: pl.DataFrame) -> pl.DataFrame:
    return communities.filter(pl.col("code").str.head(6).is_in(list(city.districts)))


def points(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """服务点: rest stations with facilities, delivery stations, sorting points."""
    parts = []
    for city in CITIES:
        mine = _there(city, communities)
        for kind, n in (("驿站", city.rest), ("配送站点", city.stations), ("分拣点", city.sorting)):
            at = mine[np.arange(n) * mine.height // max(n, 1)]
            spot = _spots(at["code"], 0.003, rng)
            # four of five rest stations have whatever a courier needs
            lacks = rng.choice(5, n, p=[0.8, 0.05, 0.05, 0.05, 0.05])
            parts.append(pl.DataFrame({
                "stem": at["name"].str.strip_suffix("社区"), "服务点类型": [kind] * n,
                "设施": [_facilities(kind, int(k), x) for k, x in zip(lacks, rng.random(n), strict=True)],
                "经度": spot[:, 0], "纬度": spot[:, 1], "坐标系": ["WGS-84"] * n, "所在地": at["code"],
                "启用日期": days(date(2018, 6, 1), rng.integers(0, 1_480, n)),
                "停用日期": pick(["", "2022-02-28"], [97, 3], n, rng),
            }))  # fmt: skip
    table = pl.concat(parts).with_columns(
        # a point that closed was there before
        pl.when((pl.col("停用日期") != "") & (pl.col("启用日期") < "2022-01-01")).then("停用日期")
    )
    nth = pl.int_range(1, pl.len() + 1).over("stem", "服务点类型").cast(pl.String)
    return table.select(
        (pl.col("stem") + pl.col("服务点类型").replace_strict(NAMES) + nth + "号").alias("服务点名称"),
        pl.format("S8-P{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4)).alias("服务点编号"),
        pl.all().exclude("stem"),
    )


def _facilities(kind: str, lacks: int, more: float) -> str:
    if kind == "分拣点":
        return ""
    if kind == "配送站点":
        return "充电" if more < 0.5 else ""
    found = [f for i, f in enumerate(NEEDED) if i != lacks - 1]
    return "、".join([*found, *(["充电"] if more > 0.4 else []), *(["就餐"] if more > 0.8 else [])])


def dormitories(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """集中住宿点: where couriers live, and how many on each day of counting; numbers only."""
    parts = []
    for city in CITIES:
        n = city.dormitories
        if not n:
            continue
        at = _there(city, communities)[np.arange(n) * 4]
        spot = _spots(at["code"], 0.003, rng)
        full = rng.multinomial(city.housed, np.full(n, 1 / n))
        house = pl.DataFrame({
            "集中住宿点": at["name"].str.strip_suffix("社区") + "快递员之家",
            "住宿点编号": [f"S8-N{i:03}" for i in range(1, n + 1)], "住宿点类型": ["集体宿舍"] * n,
            "容纳人数": full + rng.integers(10, 60, n), "设施": ["饮水、休息、充电"] * n,
            "经度": spot[:, 0], "纬度": spot[:, 1], "坐标系": ["WGS-84"] * n, "所在社区": at["code"],
            "启用日期": days(date(2020, 5, 1), np.arange(n) * 60),
        })  # fmt: skip
        for day, share in HOUSED.items():
            people = pl.Series("入住人数", np.floor(full * share).astype(np.int64))
            parts.append(
                house.with_columns(people, pl.lit(day).alias("统计日期")).filter(pl.col("启用日期") <= day)
            )
    first = ["集中住宿点", "住宿点编号", "所在社区", "统计日期", "入住人数", "容纳人数", "设施", "启用日期"]
    return pl.concat(parts).sort("住宿点编号", "统计日期").select(*first, pl.all().exclude(first))


def compounds(communities: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Compounds whose doors are spoken of: code, name, community, built, lon, lat."""
    parts = []
    for city in CITIES:
        n = city.compounds
        mine = _there(city, communities)
        at = mine[np.arange(n) * mine.height // max(n, 1)]
        spot = _spots(at["code"], 0.004, rng)
        nth = pl.int_range(1, pl.len() + 1).over("name").cast(pl.String)
        parts.append(at.select(
            (pl.col("name").str.strip_suffix("社区") + nth + "号院").alias("name"),
            pl.col("code").alias("community"),
            days(date(1996, 1, 1), rng.integers(0, 8_000, n)).alias("built"),
            pl.Series("lon", spot[:, 0]), pl.Series("lat", spot[:, 1]),
        ))
    return pl.concat(parts).with_columns(
        pl.format("S8-X{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4)).alias("code")
    )

"""Write a whole sample: the sheets a planner would have, and nothing that is computed from them."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl

from .activities import activity_sheets
from .alliances import alliance_rows, parties, workbook
from .areas import areas, buildings
from .blemishes import late_organization_sheet, late_roster_sheet, register_sheet
from .followups import follow_up_sheet
from .labels import labels
from .links import co_building_sheet, instructor_sheet, membership_sheet, organization_sheet, targets
from .neighbours import adjacency_sheet
from .organizations import homes, organizations
from .people import member_sheet, point_sheet, points, worker_sheet
from .places import Places, load_places
from .posts import post_sheet
from .reporting import report_sheet, workers_report
from .sizes import SIZES, Set, Size
from .surveys import survey_sheet
from .systems import system_sheets
from .terms import count_sheet, term_sheet
from .units import control, units

WORKBOOK = "联盟.xlsx"
PUBLISHED = "公布数字.csv"


def _division_sheet(places: Places) -> pl.DataFrame:
    return places.divisions.select(
        pl.col("code").alias("区划代码"),
        pl.col("name").alias("区划名称"),
        pl.col("level").alias("级别"),
        pl.col("parent").alias("上级代码"),
        pl.lit("统计").alias("编码方案"),
        pl.lit("2023").alias("版本"),
        pl.col("pseudo").alias("统计虚拟单元"),
    )


def _building_sheet(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        pl.col("name").alias("楼宇名称"),
        pl.col("code").alias("楼宇编号"),
        labels("kind", "building_kind").alias("楼宇类型"),
        pl.col("lon").alias("经度"),
        pl.col("lat").alias("纬度"),
        pl.lit("WGS-84").alias("坐标系"),
        pl.col("community").alias("所在地"),
        pl.col("since").alias("建成日期"),
    )


def _area_sheet(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        pl.col("name").alias("商圈名称"),
        pl.col("code").alias("商圈编号"),
        pl.col("kind").alias("商圈类型"),
        pl.col("wkt").alias("范围"),
        pl.lit("WGS-84").alias("坐标系"),
        pl.col("since").alias("起始日期"),
    )


def sheets(size: Size, seed: int = 20220623) -> tuple[dict[str, pl.DataFrame], bytes]:
    """The sheets of a sample by file name, as written, and the bytes of the workbook of alliances."""
    plan = SIZES[size]

    def rng(part: int) -> np.random.Generator:
        # a stream of its own for each part: a change in one leaves the others as they are
        return np.random.default_rng([seed, part])

    def named(part: str) -> np.random.Generator:
        return np.random.default_rng([seed, *part.encode()])

    places = load_places(plan, rng(1))
    zones = areas()
    houses = buildings(plan, places, rng(2))
    everyone = units(plan, places, houses, rng(3))
    everyone = everyone.with_columns(control(everyone["kind"], named("control")))
    bodies = organizations(plan, places, houses, everyone, rng(4))
    spots = points(plan, places, rng(5))
    covered = targets(everyone, houses, zones)
    above = pl.concat(
        [
            everyone.filter(pl.col("district").is_not_null()).select(
                "key", "community", "street", "district"
            ),
            houses.select("key", "community", "street", "district"),
        ]
    )
    above = above.with_columns(home=homes(above, bodies.table))
    parties_ = parties(places, everyone, houses, bodies, spots)
    activities, attendance = activity_sheets(plan, parties_, bodies, everyone, rng(6))
    roster = member_sheet(plan, places, everyone, bodies, rng(11))
    sent = instructor_sheet(bodies, covered, above, rng(9))
    riders = worker_sheet(plan, spots, everyone, rng(12))
    alliances = alliance_rows(places, parties_, zones, everyone, houses, bodies, rng(7))
    return {
        "区划.csv": _division_sheet(places),
        "楼宇.csv": _building_sheet(houses),
        "商圈.csv": _area_sheet(zones),
        "认定.csv": membership_sheet(everyone, houses, zones),
        "摸排表.csv": survey_sheet(everyone, places, houses, rng(8)),
        "党组织.csv": organization_sheet(bodies, covered),
        "指导员.csv": sent,
        "服务点.csv": point_sheet(spots),
        "活动.csv": activities,
        "参加.csv": attendance,
        "共建.csv": co_building_sheet(bodies, everyone, rng(10), named("expires")),
        "在职党员.csv": roster,
        "从业者.csv": riders.with_columns(workers_report(spots, riders["所属站点代码"], named("riders"))),
        "毗邻.csv": adjacency_sheet(places),
        "报到.csv": report_sheet(bodies, everyone, places, named("reports")),
        "登记册.csv": register_sheet(everyone, places, seed),
        "补录党组织.csv": late_organization_sheet(everyone, bodies, seed),
        "补录名册.csv": late_roster_sheet(everyone, plan.members, seed),
        "届期.csv": term_sheet(bodies, named("terms")),
        "党组织党员数.csv": count_sheet(bodies, named("counts")),
        "整改.csv": follow_up_sheet(everyone, bodies),
        "任职.csv": post_sheet(roster, bodies, everyone, houses, above, sent, named("posts")),
    }, workbook(alliances)


def write_sample(
    directory: str | Path, size: Set, seed: int = 20220623, *, full: bool = False
) -> list[Path]:
    """Write a sample (XS, S, M; systems) into a directory and return the files in order of writing.

    ``systems`` is Nanjing in size S and the practices of other cities; their largest figures are written
    at 1 : 100, or whole if ``full``. The published figures are copied beside them; nothing that makes the
    sheets reads them. The directory is made if needed; files of the same names are replaced.
    The same size and seed give the same bytes. Everything but the divisions is invented.
    """
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    tables, book = sheets("S" if size == "systems" else size, seed)
    if size == "systems":
        tables |= system_sheets(seed, 1 if full else 100)
    written = []
    for name, table in tables.items():
        path = folder / name
        table.write_csv(path)
        written.append(path)
    path = folder / WORKBOOK
    path.write_bytes(book)
    written.append(path)
    if size == "systems":
        claims = Path(str(files("lianjian"))) / "data" / "claims" / PUBLISHED
        written.append(Path(shutil.copyfile(claims, folder / PUBLISHED)))
    return written

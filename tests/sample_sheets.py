"""The samples as the tests read them: written once per run, read back as texts."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import polars as pl

from lianjian.sample import Size, write_sample

HEADINGS = {
    "区划.csv": "区划代码,区划名称,级别,上级代码,编码方案,版本,统计虚拟单元",
    "楼宇.csv": "楼宇名称,楼宇编号,楼宇类型,经度,纬度,坐标系,所在地,建成日期",
    "商圈.csv": "商圈名称,商圈编号,商圈类型,范围,坐标系,起始日期",
    "认定.csv": "商圈成员,商圈成员代码,商圈成员类型,所属商圈,起始日期,截止日期",
    "摸排表.csv": "单位名称,统一社会信用代码,单位类型,行业门类,控股情况,所在街道,所在社区,所在楼宇,从业人员,"
    "党员人数,其中正式党员,工作覆盖方式,成立日期,注销日期,摸排日期",
    "党组织.csv": "党组织名称,党组织代码,组建方式,覆盖单位,覆盖单位代码,覆盖单位类型,上级党组织,"
    "上级党组织代码,所在地,成立日期,撤销日期,覆盖起始日期,覆盖截止日期",
    "指导员.csv": "派出党组织,派出党组织代码,指导对象,指导对象代码,指导对象类型,起始日期,截止日期",
    "服务点.csv": "服务点名称,服务点编号,服务点类型,经度,纬度,坐标系,所在地,启用日期",
    "活动.csv": "活动名称,活动编号,活动类型,活动日期,主办单位,主办单位代码,所属联盟",
    "参加.csv": "参加方,参加方代码,参加活动,参加活动代码,起始日期",
    "共建.csv": "共建甲方,共建甲方代码,共建乙方,共建乙方代码,起始日期,截止日期,共建协议,协议到期日",
    "在职党员.csv": "证件号码,党员类别,工作单位,工作单位代码,组织关系所在党组织,组织关系所在党组织代码,"
    "报到社区,入党日期",
    "从业者.csv": "证件号码,职业,党员身份,所属站点,所属站点代码,平台企业,平台企业代码,入职日期,报到社区",
    "毗邻.csv": "毗邻甲方,毗邻甲方代码,毗邻乙方,毗邻乙方代码,起始日期,来源",
    "报到.csv": "报到方,报到方代码,报到方类型,报到处,起始日期,截止日期",
    "届期.csv": "换届党组织,换届党组织代码,换届日期,委任,批准延期至,班子人数",
    "党组织党员数.csv": "被摸排单位,被摸排单位代码,被摸排单位类型,党员人数,其中正式党员,摸排日期",
    "整改.csv": "整改单位,整改单位代码,整改措施,责任单位,完成时限,完成情况,台账日期",
    "任职.csv": "证件号码,党员类别,任职处,任职处代码,任职处类型,任职处职务,任职处起始日期,任职处截止日期,"
    "指导单位,指导单位代码,指导单位类型,指导单位起始日期,指导单位截止日期",
    "登记册.csv": "企业名称,统一社会信用代码,企业类型,所在地,成立日期,注销日期",
    "补录党组织.csv": "党组织名称,党组织代码,组建方式,上级党组织,上级党组织代码,成立日期,覆盖单位,"
    "覆盖单位代码,覆盖单位类型",
    "补录名册.csv": "证件号码,党员类别,工作单位,工作单位代码,入党日期",
}
ALLIANCE_HEADINGS = (
    "联盟名称,类型,区域,牵头单位,牵头单位类型,成立日期,终止日期,成员,成员类型,成员代码,所在区,角色,加入日期,"
    "退出日期,协议,协议到期日,来源"
)
SIZES = {  # units, buildings, organizations, members, workers, streets, pseudo-units, communities
    "XS": (40, 6, 15, 120, 60, 6, 1, 13),
    "S": (2_400, 60, 280, 6_000, 3_000, 6, 1, 49),
    "M": (40_000, 900, 5_000, 110_000, 25_000, 32, 5, 292),
}
SURVEYS = ["2021-03-31", "2021-09-30", "2022-03-31", "2022-06-20"]

Sheets = dict[str, pl.DataFrame]


@cache
def folder(size: Size) -> Path:
    """The folder of a sample, removed when the run ends."""
    path = Path(tempfile.mkdtemp(prefix="sample-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    write_sample(path, size)
    return path


@cache
def read(size: Size) -> Sheets:
    """The CSV files of a sample by name, every cell a text."""
    return {name: pl.read_csv(folder(size) / name, infer_schema=False) for name in HEADINGS}


def alliances(folder: Path) -> list[dict[str, object]]:
    """The rows of the workbook; cells below the first of a merged range are None."""
    rows = list(openpyxl.load_workbook(folder / "联盟.xlsx")["联盟"].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def units(sheets: Sheets) -> pl.DataFrame:
    """One row per unit, as the last survey has it."""
    rows = sheets["摸排表.csv"].with_columns(
        unit=pl.coalesce("统一社会信用代码", pl.concat_str("所在街道", "单位名称", ignore_nulls=True))
    )
    return rows.sort("摸排日期").unique("unit", keep="last", maintain_order=True)

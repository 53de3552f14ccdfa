"""Units in headings, titles and cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from importer import DIVISIONS, plan, sheet
from lianjian.importing import apply
from lianjian.store import Store
from lianjian.tables.grids import normal
from lianjian.tables.units import stated, stated_above

DONATIONS = "捐赠单位,受赠单位,捐赠日期,物资价值\n甲支部,乙支部,2021-05-01,20000\n"
BODIES = "党组织名称\n甲支部\n乙支部\n"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("工作经费（元）", "元"), ("工作经费(单位：万元)", "万元"), ("工作经费/元", "元"),
        ("工作经费 单位:元", "元"), ("服务人次（万人次）", "万人次"), ("开会（次/季度）", "次/季度"),
        ("人数（万）", "万"), ("捐赠单位", ""), ("经度/纬度", ""), ("党员数（含预备）", ""),
        ("*单位名称", ""),
    ],
)  # fmt: skip
def test_the_unit_of_a_heading(heading: str, unit: str) -> None:
    assert stated(heading) == unit


def test_the_unit_at_the_end_of_a_heading_does_not_matter_for_its_name() -> None:
    ways = ("工作经费", "工作经费/元", "工作经费（元）", "工作经费 单位：元")
    assert {normal(x) for x in ways} == {"工作经费"}
    assert normal("经度/纬度") == "经度/纬度"


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("填报单位：华山街道 单位：元", ("元",)), ("捐赠统计表（金额单位：元）", ("元",)),
        ("单位：人、元", ("人", "元")), ("2021年捐赠统计表", ()), ("填报单位：华山街道", ()),
        ("统计表（万元）", ("万元",)),
    ],
)  # fmt: skip
def test_the_units_of_a_title(title: str, units: tuple[str, ...]) -> None:
    assert stated_above([title]) == units


@pytest.mark.parametrize(
    "title", ["单位：元", "爱心捐赠登记表（金额单位：元）", "填报单位：某街道  单位：人、元"]
)
def test_the_unit_above_a_table_holds_for_its_amounts(store: Store, tmp_path: Path, title: str) -> None:
    files = sheet(tmp_path, "党组织.csv", BODIES), sheet(tmp_path, "捐赠.csv", f"{title}\n{DONATIONS}")

    prepared = plan(store, *files)
    apply(prepared, store)

    assert store.read("DONATES_TO")["value"].to_list() == [2]
    assert [(p.code, p.column) for p in prepared.problems if p.code[0] == "H"] == [("H08", "D")]


def test_a_unit_above_a_group_of_headings_holds_for_all_of_them(store: Store, tmp_path: Path) -> None:
    heads = "社区名称,经费日期,经费（元）,,\n,,工作经费,服务群众经费,统筹资金\n"
    rows = f"{heads}丹凤街社区,2021年,200000,100000,50000\n"
    files = sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", rows)

    prepared = plan(store, *files)
    apply(prepared, store)

    assert store.read("Fund").select("budget", "service", "pooled").rows() == [(20, 10, 5)]
    assert sum(p.code == "H08" for p in prepared.problems) == 3


@pytest.mark.parametrize(
    ("heading", "code"),
    [("服务人次（万人次）", "H09"), ("服务人次（次）", ""), ("服务人次（人次）", ""),
     ("服务人次（%）", "H09"), ("服务人次", "")],
)  # fmt: skip
def test_counts_are_no_multiples(tmp_path: Path, heading: str, code: str) -> None:
    rows = f"服务名称,服务日期,服务组织,服务去处,{heading}\n课业辅导,2021-05-01,甲支部,丹凤街社区,35人次\n"

    files = [("区划", DIVISIONS), ("党组织", BODIES), ("服务", rows)]
    prepared = plan(None, *(sheet(tmp_path, f"{name}.csv", text) for name, text in files))

    assert [p.code for p in prepared.problems if p.kind.severity == "error"] == [code][: bool(code)]


def test_a_unit_in_a_cell_is_told_as_it_is_read(tmp_path: Path) -> None:
    head = "社区名称,经费日期,工作经费（元）,服务群众经费\n"
    rows = f"{head}丹凤街社区,2021年,2万元,2.5万\n丹凤街社区,2022年,3,2\n"

    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", rows))

    told = [(p.cell, p.facts["taken"]) for p in prepared.problems if p.code == "N12"]
    assert told == [("C2", "2万元"), ("D2", "2.5万元")]

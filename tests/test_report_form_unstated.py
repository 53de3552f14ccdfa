"""Cells of the annual tables that one division can fill and another cannot: empty there, never 0."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from importer import BOUNDARY, BOUNDARY_DATA, load
from lianjian.reports.form import Page, pages
from lianjian.store import connect

DAY = date(2022, 6, 30)
CONTROL = slice(5, 13)
STATES, COUNTS_NOT = "新街口街道", "华侨路街道"
"""The street whose enterprises state who controls them, and the one whose survey counts no staff."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Page]]:
    """The pages of table 27 by division."""
    folder: Path = tmp_path_factory.mktemp("unstated")
    with (BOUNDARY_DATA / "摸排表.csv").open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        row["控股情况"] = "私营独资" if row["所在街道"] == STATES and row["单位类型"] == "企业" else ""
        if row["所在街道"] == COUNTS_NOT:
            row["从业人员"] = ""
    survey = folder / "摸排表.csv"
    with survey.open("w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with connect(folder / "b.lbug") as store:
        load(store, survey, *(p for p in BOUNDARY if p.name != "摸排表.csv"))
        yield {p.division: p for p in pages(store, DAY) if p.table.form == "27"}


def figures(page: Page, label: str) -> list[int | None]:
    return page.cells[[r.label for r in page.table.rows].index(label)]


def test_columns_of_control_are_empty_where_no_unit_of_the_division_states_it(found: dict[str, Page]) -> None:
    stated = figures(found["玄武区"], "单位数")[CONTROL]

    assert stated[:2] == [7, 7]
    assert stated[2:] == [0] * 6
    assert figures(found["全部"], "单位数")[CONTROL] == stated
    for division in ("秦淮区", "鼓楼区"):
        for cells in found[division].cells:
            assert cells[CONTROL] == [None] * 8
        assert any("没有单位填报控股情况" in n and "私有经济控制" in n for n in found[division].notes)
    assert not any("控股情况" in n for n in (*found["玄武区"].notes, *found["全部"].notes))


def test_staff_is_empty_where_nobody_counted_it(found: dict[str, Page]) -> None:
    page = found["鼓楼区"]

    for label in ("在岗职工（人）", "已建立党组织的企业在岗职工（人）"):
        assert figures(page, label)[0] is None
        others = [figures(p, label)[0] for d, p in found.items() if d != "全部"]
        assert sum(n or 0 for n in others) == figures(found["全部"], label)[0]
    assert figures(page, "单位数")[:3] == [7, None, None]
    assert figures(page, "党员")[0] == 10
    assert any("没有单位填报从业人员" in n for n in page.notes)
    assert figures(found["玄武区"], "单位数")[1] == 1

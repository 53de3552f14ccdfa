"""The annual tables 27 and 30, read back from the workbook as a planner gets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from lianjian.cli import cli
from lianjian.queries import ask
from lianjian.reports.form import pages
from lianjian.reports.form_sheets import BODY, HEADINGS, workbook
from lianjian.store import Store
from samples import Sample, sample
from test_boundary import DATES, expected

Grid = dict[str, list[int | None]]
CLASSES = {
    "建立党委的": "own_committee", "建立总支部的": "own_general_branch", "建立支部的": "own_branch",
    "已建立联合党支部的": "joint", "应建尚未建立党组织的": "due", "仅有个别党员的": "few",
    "没有党员的": "none",
    "未摸排的（补充）": "not_surveyed", "具有3名以上党员的": "joint_due_size",
}  # fmt: skip
SUMS = {
    "单位数": ("已单独建立党组织的", "已建立联合党支部的", "未建立党组织的", "未摸排的（补充）"),
    "已单独建立党组织的": ("建立党委的", "建立总支部的", "建立支部的"),
    "未建立党组织的": ("应建尚未建立党组织的", "仅有个别党员的", "没有党员的"),
}
ONCE = ("联合党支部数", "党建工作指导员（人）", "未转入组织关系的")
"""Rows of what may count in two divisions and counts once in the whole."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample("S", tmp_path_factory.mktemp("form-s")) as made:
        yield made


def read_back(store: Store, as_of: str, level: str = "district") -> dict[tuple[str, str], Grid]:
    """The figures by table and division, then by the first row of each label, as openpyxl finds them."""
    day = date.fromisoformat(as_of)
    book = openpyxl.load_workbook(BytesIO(workbook(pages(store, day, level=level), day)))  # type: ignore[arg-type]
    found = {}
    for sheet in book:
        number = sheet["A1"].value.split("　")[0]
        grid: Grid = {}
        for line in sheet.iter_rows(min_row=BODY + 1, values_only=True):
            if line[0] and not line[0].startswith("注"):
                grid.setdefault(line[0], list(line[1:]))
        assert sheet["A2"].value.startswith("填报单位：")
        found[number, sheet["A2"].value.removeprefix("填报单位：")] = grid
    return found


def check_sums(found: dict[tuple[str, str], Grid]) -> None:
    """Rows add up within a page, and divisions to the whole; what is part of something is not more."""
    for (number, _), grid in found.items():
        for total, parts in SUMS.items():
            for c, figure in enumerate(grid[total]):
                if figure is not None:
                    assert figure == sum(grid[p][c] or 0 for p in parts), (number, total, c)
        for figures in grid.values():
            assert all(f is None or f <= (figures[0] or 0) for f in figures)
        assert all(
            few is None or few <= many
            for few, many in zip(grid["具有3名以上党员的"], grid["已建立联合党支部的"], strict=True)
        )
    for number in ("表27", "表30"):
        whole = found[number, "全部"]
        rest = [g for (n, d), g in found.items() if n == number and d != "全部"]
        for label, figures in whole.items():
            for c, figure in enumerate(figures):
                # what a division cannot fill is empty there and adds nothing
                each = [n for g in rest if (n := g[label][c]) is not None]
                if figure is None:
                    assert not any(each), (number, label, c)
                elif label in ONCE:
                    assert max(each) <= figure <= sum(each)
                else:
                    assert figure == sum(each), (number, label, c)


@pytest.mark.parametrize("as_of", DATES)
def test_the_boundary_cases_add_up_and_are_classed_as_expected(boundary: Store, as_of: str) -> None:
    wanted = expected("expected_by_district.csv", as_of)

    found = read_back(boundary, as_of)

    check_sums(found)
    assert {d for _, d in found} == {"全部", *(r["district"] for r in wanted[:-1])}
    for row in wanted:
        division = "全部" if row["district"] == "合计" else row["district"]
        both = [found[number, division] for number in ("表27", "表30")]
        assert sum(g["单位数"][0] for g in both) == int(row["units"])
        for label, column in CLASSES.items():
            if column in row:
                assert sum(g[label][0] for g in both) == int(row[column]), (division, label)


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("level", ["district", "street"])
def test_the_sample_adds_up_and_agrees_with_the_class_table(world: Sample, as_of: str, level: str) -> None:
    table = ask(world.store, "coverage/unit_classes", {"by": level, "as_of": as_of}).frame

    found = read_back(world.store, as_of, level)

    check_sums(found)
    for row in table.to_dicts():
        division = "全部" if row[level] == "合计" else row[level]
        both = [found[n, division] for n in ("表27", "表30") if (n, division) in found]
        assert sum(g["单位数"][0] for g in both) == row["units"]
        for label, column in CLASSES.items():
            assert sum(g[label][0] for g in both) == row[column], (division, label)


def test_what_the_graph_does_not_hold_is_empty_and_said(boundary: Store) -> None:
    made = pages(boundary, date(2022, 6, 30))

    page = next(p for p in made if p.table.number == "表27")
    labels = [r.label for r in page.table.rows]
    assert page.cells[labels.index("党建工作指导员（人）")] == [None] * 13
    assert page.cells[0][3:] == [None] * 10
    assert any("控股情况" in n and "私有经济控制" in n for n in page.notes)
    assert any("法定代表人" in n for n in page.notes)
    page = next(p for p in made if p.table.number == "表30")
    labels = [r.label for r in page.table.rows]
    assert page.cells[labels.index("建立党小组的")] == [None] * 7
    assert any("党小组" in n for n in page.notes)


def test_columns_of_control_and_representatives_are_filled_where_stated(world: Sample) -> None:
    found = read_back(world.store, "2022-06-30")

    units = found["表27", "全部"]["单位数"]
    assert all(f is not None and f > 0 for f in units)
    assert units[4] < units[3] < units[0]
    assert found["表27", "全部"]["党建工作指导员（人）"][0] > 0
    assert found["表30", "全部"]["未转入组织关系的"][0] > 0


def test_the_sheets_are_set_up_for_printing(boundary: Store) -> None:
    day = date(2022, 6, 30)

    once, again = (workbook(pages(boundary, day), day) for _ in range(2))

    assert once == again
    sheet = openpyxl.load_workbook(BytesIO(once)).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"$1:${BODY}"
    assert sheet.print_area
    setups = [s.page_setup for s in openpyxl.load_workbook(BytesIO(once))]
    assert {(p.fitToWidth, p.fitToHeight) for p in setups} == {(None, None)}  # 1 and 1, which are left out
    assert sheet.freeze_panes == f"B{BODY + 1}"
    assert "截至日期：2022年6月30日" in [c.value for c in sheet[2]]
    assert "A1:N1" in {str(r) for r in sheet.merged_cells.ranges}
    assert sheet.cell(HEADINGS + 1, 5).value == "法定代表人是党员的"


def test_the_command_writes_a_workbook_or_says_why_not(world: Sample, tmp_path: Path) -> None:
    def run(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["report", "form", "--db", world.store.url, *map(str, args)])
        return done.exit_code, done.output

    path = tmp_path / "统计表.xlsx"
    code, said = run("--as-of", "2022年6月30日", "-o", path)
    assert code == 0
    assert "表27" in said
    assert openpyxl.load_workbook(path).sheetnames[0] == "表27 全部"
    code, said = run("--as-of", "1949-10-01", "-o", tmp_path / "none.xlsx")
    assert code == 7
    assert "不写空表" in said
    assert not (tmp_path / "none.xlsx").exists()
    assert run("--as-of", "2022-06-30", "-o", tmp_path / "form.pdf")[0] == 2
    assert not (tmp_path / "form.pdf").exists()
    assert run("--as-of", "2022-06-31", "-o", path)[0] == 7
    assert run("--as-of", "2022-06-30", "-o", tmp_path / "no" / "folder.xlsx")[0] == 2

"""Files as offices make them: what is found in them is told with its place, and the graph is right."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

from importer import codes, load, plan, shown
from lianjian.cli import cli
from lianjian.importing import Prepared
from lianjian.store import Store
from lianjian.tables import kinds
from lianjian.tables.dates import read_date, serial_date
from lianjian.tables.headings import words
from lianjian.tables.layouts import layouts
from lianjian.tables.look_xlsx import area_of, column_number, shown_length
from lianjian.tables.numerals import figure, figures
from lianjian.tables.problems import Problem
from lianjian.tables.read import read
from lianjian.tables.sheets import ranges
from office import (
    DAYLESS,
    GROUPED,
    HEAD,
    ROWS,
    TITLE,
    TOTAL,
    A,
    B,
    C,
    changed,
    copied,
    edited,
    lines,
    text,
    with_formulas,
    workbook,
)

WORDS = words(layouts().values())
FACTS = [(A, 12, 3, 2), (B, 24, 4, 4), (C, 7, 0, 0)]
WIDE = str.maketrans("0123456789ABCXMP", "０１２３４５６７８９ＡＢＣＸＭＰ")


def counts(prepared: Prepared) -> list[tuple[object, ...]]:
    """The counts an import would write: unit, staff, members, full members."""
    assert prepared.clean, shown(prepared)
    assert prepared.plan is not None
    frame = prepared.plan.types["Headcount"].create.sort("id")
    unit = frame["id"].str.split("|").list.first()
    numbers = frame.select("staff", "members", "full_members").rows()
    return [(u, *r) for u, r in zip(unit, numbers, strict=True)]


def cells(prepared: Prepared, code: str) -> list[str]:
    """Where a code was found."""
    return [p.cell for p in prepared.problems if p.code == code]


def only(prepared: Prepared, code: str) -> Problem:
    """The one problem of that code."""
    [problem] = [p for p in prepared.problems if p.code == code]
    return problem


# Titles, headings, totals, notes


def test_a_sheet_as_the_department_sends_it(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "附件2.xlsx",
        ("附件2",),
        ("南京市两新组织摸排表",),
        ("填报单位：玄武区委组织部（盖章）", None, None, None, None, "截至日期：2022年6月30日"),
        ("序号", "单位名称", "统一社会信用代码", "单位类型", "从业人员", "党员情况", None, "摸排日期"),
        (None, None, None, None, None, "党员人数", "其中正式党员", None),
        (1, *ROWS[0]),
        (2, *ROWS[1]),
        ("小计", None, None, None, 36, 7, 6),
        (),
        (3, *ROWS[2]),
        (4,),
        ("合计", None, None, None, 43, 7, 6),
        ("注：1. 党员人数含预备党员；",),
        ("2. 从业人员为期末数。",),
        ("填表人：张三丰", None, "审核人：李四", None, "联系电话：", "13900001111"),
        merged=["A1:H1", "A2:H2", "F4:G4", *(f"{c}4:{c}5" for c in "ABCDEH")],
        hide_rows=[10],
        hide_columns=["D"],
        more={"填报说明": [("填报说明",), ("一、逐户填写。",), ("二、按月报送。",)]},
        states={"填报说明": "veryHidden"},
    )

    prepared = plan(store, path)

    assert counts(prepared) == FACTS
    told = [(p.code, p.sheet, p.cell or p.row) for p in prepared.problems]
    assert told == [
        ("F24", "摸排", "1"),
        ("H06", "摸排", "4"),
        ("F27", "摸排", "13"),
        ("F27", "摸排", "14"),
        ("F27", "摸排", "15"),
        ("F29", "摸排", "11"),
        ("F25", "摸排", "8"),
        ("F25", "摸排", "12"),
        ("F30", "摸排", "10"),
        ("F30", "摸排", "D5"),
        ("F35", "填报说明", 0),
    ]
    assert "第 1–3 行" in only(prepared, "F24").text()
    assert "党员情况/其中正式党员 → 其中正式党员" in only(prepared, "H06").text()
    for p in prepared.problems:
        said = (p.value, p.heading, *(f(lang) for f in (p.text, p.remedy) for lang in ("zh", "en")))
        assert not any(x in t for t in said for x in ("张三丰", "李四", "13900001111", "盖章"))


def test_its_notices_are_printed_and_stop_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", TITLE, HEAD, *ROWS, TOTAL)
    db = tmp_path / "x.lbug"

    zh = CliRunner().invoke(cli, ["import", str(path), "--db", str(db), "--dry-run"])
    en = CliRunner().invoke(cli, ["import", str(path), "--db", str(db), "--lang", "en"])

    assert (zh.exit_code, en.exit_code) == (0, 0), zh.output + en.output
    assert "F24 提示  a.xlsx [摸排] 1" in zh.output
    assert "合计行，未导入" in zh.output
    assert "a title in row 1, not data" in en.output


@pytest.mark.parametrize(
    ("group", "sub", "read_as"),
    [
        (("党员情况", None), ("党员人数", "其中正式党员"), ("党员人数", "其中正式党员")),
        (("党员", None), ("人数", "其中：正式党员"), ("党员人数", "其中：正式党员")),
        (("党员人数", None), ("总数", "其中正式党员"), ("党员人数", "其中正式党员")),
        (("党员人数", "其中正式党员"), (None, None), ("党员人数", "其中正式党员")),
        (("党组织情况", None), ("党员人数（人）", "正式党员数"), ("党员人数（人）", "正式党员数")),
    ],
)
@pytest.mark.parametrize("form", ["merged", "unmerged", "csv"])
def test_headings_in_two_rows(
    tmp_path: Path, group: tuple[str, ...], sub: tuple[str, ...], read_as: tuple[str, ...], form: str
) -> None:
    upper = (*HEAD[:4], *group, HEAD[6])
    lower = (None, None, None, None, *sub, None)
    merged = [f"{c}2:{c}3" for c in "ABCDG"] + (["E2:F2"] if group[1] is None else ["E2:E3", "F2:F3"])
    rows = (TITLE, upper, lower, *ROWS)
    path = (
        text(tmp_path, "a.csv", lines(rows))
        if form == "csv"
        else workbook(tmp_path / "a.xlsx", *rows, merged=merged if form == "merged" else ())
    )

    prepared = plan(None, path)

    assert counts(prepared) == FACTS
    assert prepared.matches[0].sheet.headings[4:6] == read_as
    assert codes(prepared) <= {"F24", "H06", "F32"}


def test_headings_in_three_rows(tmp_path: Path) -> None:
    rows = (
        (*HEAD[:3], "基本情况", None, None, HEAD[6]),
        (None, None, None, "人员", "党员", None, None),
        ("", "", "", "从业人员", "党员人数", "其中正式党员", ""),
        *ROWS,
    )
    merged = ["D1:F1", "E2:F2", *(f"{c}1:{c}3" for c in "ABCG")]
    path = workbook(tmp_path / "a.xlsx", *rows, merged=merged)

    [table], problems = read(path, WORDS)

    assert table.headings == (*HEAD[:3], "从业人员", "党员人数", "其中正式党员", "摸排日期")
    assert table.header_row == 3
    assert table.cells["c3"].to_list() == ["12", "24", "7"]
    assert [p.code for p in problems] == ["H06"]


def test_a_row_of_data_is_no_heading(tmp_path: Path) -> None:
    # Values that are headings elsewhere, below headings of their own.
    rows = (("区划代码", "区划名称", "级别"), ("3201", "南京市", "市"), ("320102003", "街道", "街道"))

    [table], problems = read(text(tmp_path, "a.csv", lines(rows)), WORDS)

    assert table.headings == rows[0]
    assert table.cells.height == 2
    assert problems == []


def test_what_stands_above_is_no_heading_because_one_word_is_known(tmp_path: Path) -> None:
    rows = (("截止日期", "2022-06-30", "填报单位", "玄武区"), HEAD, *ROWS)

    prepared = plan(None, workbook(tmp_path / "a.xlsx", *rows))

    assert counts(prepared) == FACTS
    assert cells(prepared, "F24") == ["1"]


@pytest.mark.parametrize(
    "title",
    ["截至日期：2022年6月30日", "填报日期: 2022-06-30", "（截至 2022.6.30）", "统计时间：二〇二二年六月"],
)
def test_a_date_in_the_title_is_told_and_not_taken(tmp_path: Path, title: str) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", (title,), *DAYLESS))

    assert not prepared.clean
    hint = only(prepared, "H07")
    assert "摸排日期" in hint.remedy()
    assert read_date(str(hint.facts["date"])) in [(date(2022, 6, 30), "day"), (date(2022, 6, 1), "month")]
    named = plan(None, workbook(tmp_path / "b.xlsx", (title,), HEAD, *ROWS))
    assert "H07" not in codes(named)


# Totals


@pytest.mark.parametrize("word", ["合计", "合 计", "总计：", "共计3家", "合计（家）", "南京市合计"])
def test_totals_are_left_out(tmp_path: Path, word: str) -> None:
    name = "合计" if "（" in word else word
    total = (name, *TOTAL[1:])
    for rows in ((*ROWS, total), (total, *ROWS), (*ROWS, (3, "合计", None, 43, 7, 6))):
        prepared = plan(None, workbook(tmp_path / "a.xlsx", HEAD, *rows))

        assert counts(prepared) == FACTS
        assert codes(prepared) == {"F25"}


def test_a_name_with_the_word_is_no_total(tmp_path: Path) -> None:
    names = ("合计科技公司", "南京总计仪表", "设计")
    rows = [(name, *row[1:]) for name, row in zip(names, ROWS, strict=True)]

    prepared = plan(None, workbook(tmp_path / "a.xlsx", HEAD, *rows))

    assert codes(prepared) == set()
    assert len(counts(prepared)) == 3


def test_figures_that_are_not_the_sum_are_told(tmp_path: Path) -> None:
    rows = (
        *ROWS[:2], ("小计", None, None, 36, 7, 5), ROWS[2], ("小计", None, None, 7, 0, 0),
        ("合计", None, None, "43人", "1,007", 6),
    )  # fmt: skip

    prepared = plan(None, workbook(tmp_path / "a.xlsx", HEAD, *rows))

    wrong = [(p.cell, p.heading, p.value, p.facts["sum"]) for p in prepared.problems if p.code == "F26"]
    assert wrong == [("F4", "其中正式党员", "5", "6"), ("E7", "党员人数", "1,007", "7")]
    assert cells(prepared, "F25") == ["4", "6", "7"]
    assert counts(prepared) == FACTS


def test_totals_are_not_compared_where_there_is_no_sum(tmp_path: Path) -> None:
    rows = [list(r) for r in ROWS]
    rows[0][4] = "不详"
    rows.append(["合计", "3家", None, 43, 9, 6])

    prepared = plan(None, workbook(tmp_path / "a.xlsx", HEAD, *rows))

    assert codes(prepared) == {"V03", "F25"}


def test_notes_between_rows_and_signatures_of_many_kinds(tmp_path: Path) -> None:
    notes = ("备注：无", "说明:见附件", "单位负责人：张三", "制表：李四", "数据来源：年报", "填表日期：7日")
    path = text(tmp_path, "a.csv", lines((HEAD, *ROWS, *((n,) for n in notes), ("第二行",))))

    prepared = plan(None, path)

    assert counts(prepared) == FACTS
    assert cells(prepared, "F27") == [str(i) for i in range(5, 12)]


# Hidden, merged, formulas, errors


def test_hidden_sheets_with_a_table_are_read(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", HEAD, ROWS[0], more={"二": [HEAD, ROWS[1]], "三": [HEAD, ROWS[2]], "空": []},
        states={"二": "hidden", "三": "veryHidden"},
    )  # fmt: skip

    prepared = plan(None, path)

    assert counts(prepared) == FACTS
    assert [(p.code, p.sheet) for p in prepared.problems] == [("F06", "空"), ("F31", "二"), ("F31", "三")]


def test_merged_cells_hold_for_the_rows_they_span_and_are_told(tmp_path: Path) -> None:
    rows = changed((2, 6), None)
    rows[3][6] = None

    prepared = plan(None, workbook(tmp_path / "a.xlsx", *rows, merged=["G2:G4", "A2:A2"]))

    assert counts(prepared) == FACTS
    assert cells(prepared, "F32") == ["G2"]


def test_formulas_are_read_as_saved(tmp_path: Path) -> None:
    made = {"D2": ("=6*2", 12), "D3": ("=D2*2", 24), "A4": ('="丙"&"公司"', "丙公司")}
    path = with_formulas(tmp_path / "a.xlsx", made)

    prepared = plan(None, path)

    assert counts(prepared) == FACTS
    told = [(p.cell, p.facts["count"]) for p in prepared.problems if p.code == "F33"]
    assert told == [("A4", "1"), ("D2", "2")]


@pytest.mark.parametrize("column", range(7))
def test_a_formula_without_result_is_one_problem(tmp_path: Path, column: int) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((2, column), "=X9&1")))

    errors = [p for p in prepared.problems if p.kind.severity == "error"]
    assert [(p.code, p.cell, p.value) for p in errors] == [("V22", "ABCDEFG"[column] + "3", "=X9&1")]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_errors_of_formulas(tmp_path: Path, error: str) -> None:
    for column in (0, 1, 3, 6):
        path = workbook(tmp_path / "a.xlsx", *changed((2, column), error))
        book = openpyxl.load_workbook(path)
        book["摸排"].cell(3, column + 1).data_type = "e"
        book.save(path)
        for file in (path, text(tmp_path, "a.csv", lines(changed((2, column), error)))):
            errors = [p for p in plan(None, file).problems if p.kind.severity == "error"]
            assert [(p.code, p.cell, p.value) for p in errors] == [("V21", "ABCDEFG"[column] + "3", error)]


def test_an_error_in_a_column_that_is_not_used_is_no_problem(tmp_path: Path) -> None:
    rows = [(*HEAD, "颜色"), *((*r, "#REF!") for r in ROWS)]

    prepared = plan(None, text(tmp_path, "a.csv", lines(rows)))

    assert counts(prepared) == FACTS
    assert codes(prepared) == {"H04"}


def test_a_roster_with_an_error_shows_no_identity(tmp_path: Path) -> None:
    path = text(tmp_path, "r.csv", "证件号码,姓名,党员类别\n#N/A,张三丰,正式\n'=VLOOKUP(9),李四,正式\n")

    prepared = plan(None, path)

    assert cells(prepared, "V21") == ["A2"]
    assert not any(x in repr(prepared) for x in ("张三丰", "李四"))


# Codes, dates, numbers


def test_numbers_in_columns_of_codes_are_refused_in_all_their_forms(tmp_path: Path) -> None:
    for value in (9.13201e17, 913201, "9.13201E+17", "9.13201e+17"):
        prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((2, 1), value)))
        assert cells(prepared, "V06") == ["B3"]
        assert not prepared.clean


@pytest.mark.parametrize(
    "written", [f"'{B}", f"‘{B}", B.translate(WIDE), B.lower().replace("m", "Ｍ"), f"{B[:9]} {B[9:]}"]
)
def test_codes_with_something_in_them_are_told(tmp_path: Path, written: str) -> None:
    for path in (
        workbook(tmp_path / "a.xlsx", *changed((2, 1), written)),
        text(tmp_path, "a.csv", lines(changed((2, 1), written))),
    ):
        prepared = plan(None, path)

        assert counts(prepared) == FACTS
        told = only(prepared, "N13")
        assert (told.cell, told.facts["taken"], told.facts["count"]) == ("B3", B, "1")


def test_codes_kept_as_text_for_excel(tmp_path: Path) -> None:
    rows = lines().replace(A, f'="{A}"').replace(B, f'"=""{B}"""')

    assert counts(plan(None, text(tmp_path, "a.csv", rows))) == FACTS


def day(prepared: Prepared, unit: str = B) -> tuple[date, str]:
    """The survey date of a unit and its precision."""
    assert prepared.clean, shown(prepared)
    assert prepared.plan is not None
    frame = prepared.plan.types["Headcount"].create.filter(pl.col("id").str.starts_with(unit))
    return frame.select("since", "since_precision").row(0)  # type: ignore[return-value]


DAY, MONTH = (date(2022, 6, 30), "day"), (date(2022, 6, 1), "month")


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (44742, DAY), (44742.75, DAY), ("44742", DAY), ("４４７４２", DAY), (20220630, DAY),
        ("2022.6.30", DAY), ("2022年6月", MONTH),
        ("二〇二二年六月三十日", DAY), ("2022/6/30 0:00:00", DAY), (2022.6, MONTH),
        ("'2022-06-30", DAY), ("2022 年 6 月 30 日", DAY), (date(2022, 6, 30), DAY), ("２０２２．６", MONTH),
        ("2022-06-30T00:00:00", DAY),
    ],
)  # fmt: skip
def test_dates_of_all_kinds(tmp_path: Path, value: object, taken: tuple[date, str]) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((2, 6), value)))

    assert day(prepared) == taken
    serial = str(value).translate({v: k for k, v in WIDE.items()}).startswith("44742")
    assert [p.cell for p in prepared.problems if p.code == "N11"] == (["G3"] if serial else [])
    if serial:
        assert "2022-06-30" in only(prepared, "N11").text()


@pytest.mark.parametrize(
    "value", ["2022.6.31", "六月", "2022年6月底", 9999999, 2022.13, -44742, 0.5, "22.6.30"]
)
def test_what_is_no_date(tmp_path: Path, value: object) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((2, 6), value)))

    assert cells(prepared, "V02") == ["G3"]


def test_months_that_numbers_blur(tmp_path: Path) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((2, 6), 2022.1)))
    written = plan(None, workbook(tmp_path / "b.xlsx", *changed((2, 6), "2022.10")))

    assert [(p.code, p.cell) for p in prepared.problems] == [("V23", "G3")]
    assert "2022年10月" in only(prepared, "V23").remedy()
    assert day(written) == (date(2022, 10, 1), "month")


@pytest.mark.parametrize(
    ("number_format", "taken"),
    [("yyyy-mm-dd", DAY), ('yyyy"年"m"月"', MONTH), ("yyyy", (date(2022, 1, 1), "year")),
     ('[$-804]yyyy"年"m"月"d"日";@', DAY), ("mmm-yy", MONTH), ("yyyy/m/d h:mm", DAY), ("m/d", DAY)],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_shown(
    tmp_path: Path, number_format: str, taken: tuple[date, str]
) -> None:
    rows = changed((2, 6), date(2022, 6, 30))

    prepared = plan(None, workbook(tmp_path / "a.xlsx", *rows, formats={"G3": number_format}))

    assert day(prepared) == taken


def test_workbooks_of_old_macs_count_from_1904(tmp_path: Path) -> None:
    number = 44742 - 1462
    rows = changed((2, 6), number)
    rows[3][6] = date(2022, 6, 30)

    prepared = plan(None, workbook(tmp_path / "a.xlsx", *rows, from_1904=True))

    assert (day(prepared), day(prepared, C)) == (DAY, DAY)
    assert cells(prepared, "N11") == ["G3"]


def test_serial_numbers_of_days() -> None:
    assert serial_date(44742) == date(2022, 6, 30)
    assert serial_date(43280, from_1904=True) == date(2022, 6, 30)
    assert [serial_date(x) for x in (9999, 73051, -1)] == [None, None, None]
    assert serial_date(73050) == date(2099, 12, 31)


NUMBERS = {
    "12": 12, "１２": 12, "12人": 12, "12 名": 12, "1,234": 1234, "1，234人": 1234, "12,345,678": 12345678,
    "12.0": 12, "1 234": 1234, "0": 0,
}  # fmt: skip
NO_NUMBERS = (
    "约50", "50余", "50+", "1,23", "12,34人", "3-5", "五", "1.2万", "12.5", "1,2345", "十二人", "- 3", "1 2",
)  # fmt: skip


@pytest.mark.parametrize(("written", "number"), NUMBERS.items())
def test_numbers_as_people_write_them(tmp_path: Path, written: str, number: int) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((1, 3), written)))

    assert counts(prepared)[0] == (A, number, 3, 2)
    plain = written.translate({v: k for k, v in WIDE.items()})
    assert ("N12" in codes(prepared)) == (plain not in ("12", "12.0", "0"))
    assert figure(written) == number


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_could_be_two_numbers_is_none(tmp_path: Path, written: str) -> None:
    prepared = plan(None, workbook(tmp_path / "a.xlsx", *changed((1, 3), written)))

    assert [(p.code, p.cell, p.value) for p in prepared.problems] == [("V03", "D2", written)]


def test_figures_agree_column_by_column() -> None:
    texts = [*NUMBERS, *NO_NUMBERS, "-3", "−3", "2.5", ""]

    column = pl.DataFrame({"x": texts}).select(figures("x"))["x"].to_list()

    assert column == [figure(x) for x in texts]


# What a file is


FOUND = [
    ("F24", "1"), ("F25", "6"), ("F30", "5"), ("F30", "G2"), ("F35", ""), ("V21", "G4"), ("N11", "I4"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["旧表.xls", "旧表.et", "旧表.xlsx", "旧表.csv"])
def test_old_workbooks_by_content(tmp_path: Path, name: str) -> None:
    prepared = plan(None, copied(tmp_path, "旧表.xls", name))

    assert [(p.code, p.cell) for p in prepared.problems if p.code not in ("F17", "F34")] == FOUND
    assert ("F17" in codes(prepared)) == (name in ("旧表.xlsx", "旧表.csv"))
    sheet = prepared.matches[0].sheet
    assert sheet.cells["c7"].to_list() == ["2019-05", None, "2020-03-01"]
    assert sheet.cells["c4"].to_list() == ["12", "24", "7"]


def test_open_document_sheets(tmp_path: Path) -> None:
    prepared = plan(None, copied(tmp_path, "旧表.ods"))

    assert [(p.code, p.cell) for p in prepared.problems] == [*FOUND[:4], ("F33", "E4"), *FOUND[4:]]


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsm", ".csv", ".XLSX"])
def test_new_workbooks_by_content(tmp_path: Path, suffix: str) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, *ROWS).rename(tmp_path / f"b{suffix}")

    prepared = plan(None, path)

    assert counts(prepared) == FACTS
    assert codes(prepared) == ({"F17"} if suffix in (".xls", ".csv") else set())


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{0}"></head><body>
<table border=1><tr><th colspan=7>南京市摸排表</th></tr><tr>{1}</tr>{2}</table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_web_pages_saved_as_xls(tmp_path: Path, encoding: str) -> None:
    heads = "".join(f"<td>{h}</td>" for h in HEAD)
    rows = [f"<tr>{''.join(f'<td> {x}&nbsp;</td>' for x in row[:6])}" for row in ROWS]
    rows[0] += "<td rowspan=3>2022-06-30<table><tr><td>x</td></tr></table></td>"
    page = PAGE.format("gb2312" if encoding == "gb18030" else encoding, heads, "</tr>".join(rows))

    prepared = plan(None, text(tmp_path, "导出.xls", page, encoding))

    assert counts(prepared) == FACTS
    assert codes(prepared) == {"F17", "F24"}


def test_text_saved_as_xls(tmp_path: Path) -> None:
    prepared = plan(None, text(tmp_path, "导出.xls", lines(separator="\t"), "gb18030"))

    assert counts(prepared) == FACTS
    assert codes(prepared) == {"F17", "F05"}


WHAT = {
    "word.docx.xlsx": "Word", "a.pdf.csv": "PDF", "p.png.xls": "图片", "a.rar.xlsx": "压缩包",
    "a.zip.xlsx": "压缩包", "a.xml.xls": "XML", "a.mht.xls": "网页", "old.xls": "Excel 95",
    "b.xlsb": "二进制",
}  # fmt: skip


@pytest.mark.parametrize(("name", "what"), WHAT.items())
def test_what_is_no_table_is_told_by_name(tmp_path: Path, name: str, what: str) -> None:
    import zipfile

    path = tmp_path / name
    plain = {
        "a.pdf.csv": b"%PDF-1.7", "p.png.xls": b"\x89PNG\r\n\x1a\n\0", "a.rar.xlsx": b"Rar!\x1a\x07",
        "a.xml.xls": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "a.mht.xls": b"MIME-Version: 1.0\r\n", "old.xls": b"\x09\x08\x08\x00\x00\x05\x05\x00",
    }  # fmt: skip
    packed = {"word.docx.xlsx": "word/document.xml", "a.zip.xlsx": "表.csv", "b.xlsb": "xl/workbook.bin"}
    if name in plain:
        path.write_bytes(plain[name])
    else:
        with zipfile.ZipFile(path, "w") as z:
            z.writestr(packed[name], "x")

    prepared = plan(None, path)

    assert codes(prepared) == {"F16"}
    assert what in only(prepared, "F16").text("zh")
    english = only(prepared, "F16").text("en") + only(prepared, "F16").remedy("en")
    assert not any("一" <= c <= "鿿" for c in english)


def test_a_password_has_its_own_message(tmp_path: Path) -> None:
    path = copied(tmp_path, "加密.xlsx")

    result = CliRunner().invoke(cli, ["import", str(path), "--db", str(tmp_path / "x.lbug")])

    assert result.exit_code == 3
    assert "F15" in result.output
    assert "密码" in result.output


def test_marks_of_open_files(tmp_path: Path) -> None:
    book = workbook(tmp_path / "表.xlsx", HEAD, *ROWS)
    marks = {"~$表.xlsx": "F13", ".~lock.表.xlsx#": "F02"}
    for mark, code in marks.items():
        beside = text(tmp_path, mark, "张三丰")
        prepared = plan(None, book)
        assert counts(prepared) == FACTS
        assert only(prepared, "F14").facts["mark"] == mark
        assert codes(plan(None, beside)) == {code}
        beside.unlink()


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "a.xlsx", "a.yaml"):
        path = text(tmp_path, name, lines())
        with monkeypatch.context() as held:
            held.setattr(Path, "open", _refused)
            held.setattr(Path, "read_bytes", _refused)
            _, problems = read(path, WORDS)
        assert [p.code for p in problems] == ["F12"]
    if sys.platform != "win32" and os.geteuid():
        path.chmod(0)
        assert codes(plan(None, path)) == {"F12"}


def _refused(*_args: object, **_options: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["import", str(tmp_path), "--db", str(tmp_path / "x.lbug")])

    assert (result.exit_code, "F11" in result.output) == (3, True)


# Separated values


@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "；", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separated_values(tmp_path: Path, separator: str, encoding: str, end: str) -> None:
    said = lines(separator=separator).replace("\n", end)
    said = "\ufeff" + said if encoding == "utf-16-be" else said
    name = "a.txt" if encoding.startswith("utf-16") else "a.csv"

    prepared = plan(None, text(tmp_path, name, said, encoding))

    assert counts(prepared) == FACTS
    expected = {"F21"} if encoding.startswith("utf-16") else {"F05"} if encoding.startswith("gb") else set()
    assert codes(prepared) == expected | ({"F22"} if separator in "，；|" else set())


def test_the_separator_is_told_by_the_headings(tmp_path: Path) -> None:
    # More semicolons than commas: they stand in the cells.
    heads = "单位名称,工作覆盖方式,单位类型,摸排日期\n"
    rows = "甲公司,指导员;联络员;工会;共青团,企业,2022-06-30\n"

    [table], problems = read(text(tmp_path, "a.csv", heads + rows), WORDS)

    assert table.headings == ("单位名称", "工作覆盖方式", "单位类型", "摸排日期")
    assert problems == []


@pytest.mark.parametrize("separator", [" ", "  ", "/", "、", "^", "#"])
def test_a_separator_that_is_none(tmp_path: Path, separator: str) -> None:
    assert codes(plan(None, text(tmp_path, "a.csv", lines(separator=separator)))) == {"F23"}


def test_mixed_line_ends_and_lines_within_cells(tmp_path: Path) -> None:
    head, *rows = lines().splitlines()
    said = f"{head}\r\n" + rows[0].replace("甲公司", '"甲\r\n公司"') + "\n" + rows[1] + "\r\n" + rows[2]

    prepared = plan(None, text(tmp_path, "a.csv", said))

    assert counts(prepared) == FACTS


def test_polygons_make_no_columns(tmp_path: Path) -> None:
    ring = ", ".join(f"118.{i % 9} 32.{i % 7}" for i in range(5000))
    said = "商圈名称,范围,坐标系\n" + "".join(f'商圈{i},"POLYGON (({ring}))",WGS-84\n' for i in range(30))

    [table], problems = read(text(tmp_path, "a.csv", said), WORDS)

    assert table.cells.width == 4
    assert problems == []


def test_bytes_that_are_damaged_are_told_by_line(tmp_path: Path) -> None:
    path = text(tmp_path, "a.csv", lines())
    path.write_bytes(path.read_bytes().replace("丙".encode(), b"\xe4\xb8"))

    prepared = plan(None, path)

    assert (codes(prepared), only(prepared, "F20").facts["line"]) == ({"F20"}, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_within_a_character(tmp_path: Path, encoding: str) -> None:
    path = text(tmp_path, "a.csv", lines() + "丁", encoding)
    path.write_bytes(path.read_bytes()[:-1])

    assert codes(plan(None, path)) == {"F19"}


# Small things


def test_row_numbers_as_people_write_them() -> None:
    assert ranges([3, 4, 5, 8, 10, 11]) == "3–5、8、10–11"
    assert ranges(list(range(1, 60, 2))).endswith("19…")


def test_columns_areas_and_formats() -> None:
    assert [column_number(x) for x in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]
    assert area_of("B2:D9") == ((2, 1), (9, 3))
    assert area_of("B2") is None
    formats = {"yyyy-mm-dd": 0, "General": 0, 'yyyy"年"m"月"': 7, "yyyy": 4, "[$-804]yyyy.m;@": 7, "mm:ss": 0}
    assert {f: shown_length(f) for f in formats} == formats
    for wrong in ("AAAA", "A!", "XFE"):
        with pytest.raises(ValueError, match="no column"):
            column_number(wrong)


def test_entities_in_the_xml_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = workbook(tmp_path / "a.xlsx", HEAD, *ROWS)
    edit: Callable[[bytes], bytes] = lambda x: bomb + x[x.index(b"<worksheet") :]  # noqa: E731
    edited(path, "xl/worksheets/sheet1.xml", edit)

    prepared = plan(None, path)

    assert codes(prepared) == {"F03"}
    assert "实体" in only(prepared, "F03").text()


def test_every_kind_that_is_refused_says_what_it_is() -> None:
    refused = ("word", "slides", "pdf", "image", "archive", "xml", "mht", "xlsb", "biff", "ole")
    for kind in (*refused, kinds.LOCKED):
        problem = kinds.refusal(kind, "a")
        assert problem is not None
        assert all(f(lang) for f in (problem.text, problem.remedy) for lang in ("zh", "en"))
    assert [kinds.refusal(k, "a") for k in (*kinds.TEXT, *kinds.EXCEL)] == [None] * 5


def test_a_title_and_two_rows_of_headings_import_twice_as_one(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", TITLE, *GROUPED, *ROWS, TOTAL)

    first = load(store, path)
    again = load(store, path)

    assert (first.created > 0, again.created, again.updated) == (True, 0, 0)

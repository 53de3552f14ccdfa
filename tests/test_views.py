"""Tables for people and files: readable at 80 cells, on a GBK console, and safe in Excel."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from rich.cells import cell_len

from answers import answer as made
from answers import class_table, column, units_due
from lianjian.views import export as export_module
from lianjian.views.answer import ViewError, k_of_n, labelled
from lianjian.views.export import CUT, EXCEL_TEXT, export
from lianjian.views.layout import encodable, wrap
from lianjian.views.table import print_table, table_text

ANSWERS = {
    "few rows": class_table(), "many rows": class_table(4), "texts": units_due(),
    "empty": replace(class_table(), frame=class_table().frame.clear()),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 132, 200])
def test_no_line_is_wider_than_the_terminal(answer, lang, width):
    text = table_text(answer, lang=lang, width=width)

    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("times", [1, 4])
def test_nothing_is_lost_in_any_layout(width, times):
    answer = class_table(times)
    numbered = answer.frame.with_columns(
        (pl.int_range(pl.len()) * 100 + 10_050 - i).alias(name)
        for i, name in enumerate(answer.frame.columns[2:])
    )

    text = table_text(replace(answer, frame=numbered), width=width)

    figures = {t for t in text.split() if t.isdigit() and len(t) == 5}
    assert figures == {str(v) for row in numbered.rows() for v in row[2:]}
    squeezed = "".join(text.split())
    assert all(name in squeezed for name in ("320102", "320104", "320106", "未落位", "合计"))


def test_rates_are_shown_as_k_of_n_of_the_total():
    text = table_text(class_table(), width=80)

    assert "组织覆盖：9 / 29（31.0%）" in text
    assert "work coverage: 4 of 20 (20.0%)" in table_text(class_table(), lang="en", width=80)


def test_few_rows_of_figures_are_turned_and_many_split_into_blocks_that_repeat_the_keys():
    turned = table_text(class_table(), width=80)
    split = table_text(class_table(4), width=80)

    assert any(line.split() == ["应建尚未建立", "3", "3", "1", "1", "8"] for line in turned.splitlines())
    heads = [line.split()[:2] for line in split.splitlines() if line.startswith("代码")]
    assert heads == [["代码", "区"]] * 3


def test_the_title_stands_above_and_date_parameters_and_denominator_under():
    zh = table_text(class_table()).splitlines()
    en = table_text(class_table(), lang="en")

    assert zh[0] == "单位组建情况分类"
    assert "数据日期：2022-06-30" in zh
    assert any(line.startswith("参数：分组 = 区；应建人数（正式党员） = 3；") for line in zh)
    assert any(line.startswith("分母：单位数为当日存续的表27、表30单位") for line in zh)
    assert "Parameters: grouped by = district; due from (full members) = 3;" in en
    assert "Denominator: units counts the active units of tables 27 and 30" in en
    assert "内部使用" not in en + "".join(zh)


def test_counts_of_persons_are_marked_for_internal_use():
    for lang in ("zh", "en"):
        assert "内部使用 / for internal use" in table_text(units_due(), lang=lang)


def test_labels_stand_for_codes():
    zh, en = labelled(units_due()), labelled(units_due(), "en")

    assert zh["work"].to_list() == ["指导员、工会", "", None]
    assert en["work"].to_list() == ["instructor, trade union", "", None]
    assert zh["full_members"].to_list() == ["≥3", "1–2", "不详"]
    assert zh["work_covered"].to_list() == ["是", "否", "不详"]
    assert zh["staff"].dtype == pl.Int64


def test_unknown_codes_and_node_types():
    frame = pl.DataFrame({"t": ["Organization", "Nothing"], "yes": [True, None]})

    shown = labelled(made(frame, [column("t", "类型", code="node_type"), column("yes", "是否")]))

    assert shown["t"].to_list() == ["党组织", "Nothing"]
    assert shown["yes"].to_list() == ["是", None]


def test_groups_by_kind_and_industry_carry_labels_and_the_last_rows_words():
    rows = pl.DataFrame({"code": ["J", "", ""], "name": ["J", "不详", "合计"]})
    answer = class_table(by="industry")
    answer = replace(answer, frame=rows.rename({"name": "industry"}), columns=answer.columns[:2])

    assert labelled(answer)["industry"].to_list() == ["金融业", "不详", "合计"]
    assert labelled(answer, "en")["industry"].to_list() == ["finance", "unknown", "total"]
    assert labelled(answer)["code"].to_list() == ["J", "", ""]


def test_districts_in_english_keep_their_names_and_the_last_rows_are_translated():
    assert labelled(class_table(), "en")["district"].to_list() == [
        "玄武区", "秦淮区", "鼓楼区", "not located", "total",
    ]


def test_dates_that_mean_unknown_and_open_are_words():
    text = table_text(units_due(), width=200)

    assert "0001-01-01" not in text
    assert "9999-12-31" not in text
    assert "不详" in text
    assert "至今" in text


def test_a_line_break_in_a_value_does_not_break_the_table():
    assert "@喆堃𠮷😀 换行" in table_text(units_due(), width=200)


@pytest.mark.parametrize(("k", "n", "zh", "en"), [
    (8, 27, "8 / 27（29.6%）", "8 of 27 (29.6%)"),
    (0, 3, "0 / 3（0.0%）", "0 of 3 (0.0%)"),
    (3, 3, "3 / 3（100.0%）", "3 of 3 (100.0%)"),
    (0, 0, "0 / 0", "0 of 0"),
])
def test_k_of_n(k, n, zh, en):
    assert k_of_n(k, n) == zh
    assert k_of_n(k, n, "en") == en


@pytest.mark.parametrize(("k", "n"), [(4, 3), (-1, 3), (1, 0)])
def test_k_of_n_refuses_what_is_no_part(k, n):
    with pytest.raises(ValueError, match="0 <= k <= n"):
        k_of_n(k, n)


def test_wrap_keeps_words_whole_and_closing_marks_off_the_start_of_a_line():
    assert wrap("own general branch", 8) == ["own", "general", "branch"]
    assert wrap("单独建立：党委", 8) == ["单独建", "立：党委"]
    assert wrap("ABCDEFGHIJ", 4) == ["ABCD", "EFGH", "IJ"]
    assert wrap("人数 = 10；", 10) == ["人数 =", "10；"]
    assert wrap("", 4) == [""]
    assert all(cell_len(line) <= 7 for line in wrap("新街口，（商圈）abc、def。", 7))


def test_what_an_encoding_lacks_is_replaced_by_as_many_cells():
    assert encodable("喆堃𠮷a\u0e01", "gbk") == "喆堃〓a?"
    assert encodable("中a", "ascii") == "??a"
    assert encodable("中文", "gbk") == "中文"


def test_a_gbk_console_gets_a_table_and_no_error():
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from answers import units_due, class_table\n"
        "from lianjian.views.table import print_table\n"
        "print_table(units_due(), width=80); print_table(class_table(), lang='en', width=80)\n"
    )
    root = Path(__file__).parent.parent

    run = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )

    assert (run.returncode, run.stderr) == (0, b"")
    text = run.stdout.decode("gbk")
    assert "喆堃〓〓" in text
    assert "──" not in text


def test_printing_measures_the_file_it_prints_to(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    out = io.StringIO()

    print_table(class_table(), file=out)

    assert max(map(cell_len, out.getvalue().splitlines())) <= 60


def test_a_terminal_gets_a_bold_title_and_the_same_words(monkeypatch):
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()

    print_table(class_table(), file=out, width=80)

    assert out.getvalue().startswith("\x1b[1m单位组建情况分类\x1b[0m\n\n区")
    assert out.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "") == table_text(class_table())


def test_csv_opens_in_excel_and_carries_codes(tmp_path):
    path = tmp_path / "units.csv"

    export(units_due(), path)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[0]["full_members"] == "3+"
    assert rows[0]["work"] == "instructor、trade_union"
    assert rows[0]["since"] == "2012-03-15"
    assert rows[1]["staff"] == ""
    assert rows[1]["unit_name"] == '\'=HYPERLINK("http://x","点")'
    assert rows[2]["unit_id"] == "007"
    assert rows[2]["unit_name"] == "'@喆堃𠮷😀\n换行"


def test_json_carries_codes_iso_dates_and_lists(tmp_path):
    path = tmp_path / "units.json"

    export(units_due(), path)

    rows = json.loads(path.read_text("utf-8"))
    assert [list(r) for r in rows] == [units_due().frame.columns] * 3
    assert rows[0]["work"] == ["instructor", "trade_union"]
    assert rows[0]["until"] == "9999-12-31"
    assert rows[1]["staff"] is None
    assert rows[1]["unit_name"] == '=HYPERLINK("http://x","点")'
    assert rows[2]["work"] is None


def test_an_answer_without_rows_is_a_file_without_rows(tmp_path):
    empty = ANSWERS["empty"]

    for kind in ("csv", "json", "xlsx"):
        export(empty, tmp_path / f"empty.{kind}")

    assert (tmp_path / "empty.csv").read_text("utf-8-sig").strip() == ",".join(empty.frame.columns)
    assert json.loads((tmp_path / "empty.json").read_text()) == []
    assert openpyxl.load_workbook(tmp_path / "empty.xlsx").active.max_row == 3


def test_a_workbook_is_for_people_and_keeps_text_as_text(tmp_path):
    path = tmp_path / "units.xlsx"

    export(units_due(), path)

    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "应建未建单位"
    assert "数据日期：2022-06-30" in sheet["A2"].value
    assert "内部使用 / for internal use" in sheet["A2"].value
    assert [c.value for c in sheet[3]][:4] == ["单位标识", "单位名称", "区", "正式党员"]
    assert sheet.freeze_panes == "C4"
    assert sheet["D4"].value == "≥3"
    assert (sheet["E4"].value, sheet["E4"].data_type) == (120, "n")
    assert sheet["H4"].value == datetime(2012, 3, 15)
    assert sheet["H5"].value == "不详"
    assert [sheet.cell(r, 9).value for r in (4, 5, 6)] == ["至今", datetime(2024, 1, 1), "至今"]
    assert (sheet["A6"].value, sheet["A6"].data_type, sheet["A6"].number_format) == ("007", "s", "@")
    for cell in ("A5", "B5", "B6"):
        assert sheet[cell].data_type == "s"
    assert sheet["A5"].value == "=1+1"
    assert sheet["B4"].value == "南京金陵新街口国际商务咨询服务股份有限公司玄武分公司"
    assert sheet.column_dimensions["B"].width > 20
    assert sheet["B5"].hyperlink is None


def test_a_workbook_names_its_denominator_and_figures_stay_figures(tmp_path):
    path = tmp_path / "classes.xlsx"

    export(class_table(), path, lang="en")

    sheet = openpyxl.load_workbook(path).active
    assert "Denominator: units counts the active units" in sheet["A2"].value
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    assert [r[2:] for r in rows] == [list(r[2:]) for r in class_table().frame.rows()]
    assert [r[:2] for r in rows[3:]] == [[None, "not located"], [None, "total"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_printed_sheet_holds_its_whole_note_and_headings(tmp_path, lang):
    for name, answer in (("classes", class_table()), ("units", units_due())):
        export(answer, tmp_path / f"{name}.xlsx", lang=lang)

        sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").active
        widths = [sheet.column_dimensions[c.column_letter].width for c in sheet[3]]
        assert "A2" in sheet.merged_cells
        assert next(iter(sheet.merged_cells.ranges)).max_col == len(answer.columns)
        for row, cells, width in ((2, sheet["A2"].value, sum(widths)), *((3, c.value, w)
                                  for c, w in zip(sheet[3], widths, strict=True))):
            assert sheet.row_dimensions[row].height >= 13 * cell_len(cells) / width
        assert sheet["A2"].alignment.wrap_text
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.fitToHeight == 0


def test_equal_answers_are_equal_files(tmp_path):
    for kind in ("csv", "json", "xlsx"):
        export(units_due(), tmp_path / f"a.{kind}")
        export(units_due(), tmp_path / f"b.{kind}")

        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_a_text_longer_than_a_cell_says_that_it_is_cut(tmp_path):
    frame = pl.DataFrame({"a": ["x" * 40_000], "b": [1]})
    answer = made(frame, [column("a", "甲"), column("b", "乙", "int")])

    export(answer, tmp_path / "long.xlsx")

    value = openpyxl.load_workbook(tmp_path / "long.xlsx").active["A4"].value
    assert len(value) == EXCEL_TEXT
    assert value.endswith(CUT)


def test_more_rows_than_excel_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(export_module, "EXCEL_ROWS", 5)

    with pytest.raises(ViewError, match="超出 Excel") as error:
        export(units_due(), tmp_path / "many.xlsx")

    assert error.value.code == "export-rows"
    assert list(tmp_path.iterdir()) == []


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "units.csv"
    path.write_text("old")

    def fails(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_module.os, "fsync", fails)
    with pytest.raises(ViewError, match="无法写入"):
        export(units_due(), path)

    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["units.csv"]


def test_a_missing_folder_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(ViewError) as error:
        export(units_due(), tmp_path / "nowhere" / "units.csv")

    assert error.value.code == "export-write"
    assert "文件夹" in error.value.remedy


@pytest.mark.parametrize(("target", "kind", "code"), [
    ("units.pdf", "", "export-format"), ("units", "", "export-format"), ("-", "xlsx", "export-target"),
    (None, "xlsx", "export-target"),
])
def test_formats_that_do_not_exist_are_named(target, kind, code):
    with pytest.raises(ViewError) as error:
        export(units_due(), target, format=kind)

    assert error.value.code == code


def test_standard_output_gets_utf8_without_a_mark(capfdbinary):
    export(units_due(), None, format="json")
    export(units_due(), "-", format="csv")

    out, err = capfdbinary.readouterr()
    assert err == b""
    assert "喆堃𠮷😀".encode() in out
    assert b"\xef\xbb\xbf" not in out


def test_large_answers_print_fast():
    units = 50_000
    frame = pl.DataFrame({
        "unit_id": [f"u{i:06}" for i in range(units)],
        "unit_name": [f"南京第{i}商贸有限公司" for i in range(units)],
        "staff": range(units), "since": [date(2020, 1, 1)] * units,
    })

    columns = [
        column("unit_id", "标识"), column("unit_name", "名称"), column("staff", "人数", "int"),
        column("since", "日期", "date"),
    ]

    text = table_text(made(frame, columns))

    assert text.count("\n") > units

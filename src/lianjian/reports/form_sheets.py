"""The annual tables as a workbook: a sheet for each table and division, as it is handed in."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from math import ceil
from typing import Any

from lianjian.views.export import for_printing, new_workbook, sheet_name

from .form import Page, form

TITLE, UNIT, HEADINGS, BODY = 0, 1, 2, 4
"""The first lines of a sheet's parts."""
INDENT = 2
FIRST, OTHERS = 44, 9.5
"""Widths of the first and of the other columns, in letters."""


def workbook(pages: list[Page], as_of: date) -> bytes:
    """The pages as an xlsx workbook; equal pages give equal bytes."""
    with new_workbook("基层党组织建设统计表", as_of) as (book, buffer):
        look = _styles(book)
        taken: set[str] = set()
        for page in pages:
            name = _name(page, taken)
            _write(book.add_worksheet(name), page, as_of, look)
    return buffer.getvalue()


def _name(page: Page, taken: set[str]) -> str:
    """A sheet's name that no other sheet has: Excel tells no upper from lower case."""
    name = sheet_name(f"{page.table.number} {page.division}")
    if name.lower() in taken:
        name = sheet_name(f"{page.table.number} {page.code} {page.division}")
    taken.add(name.lower())
    return name


def _styles(book: Any) -> dict[str, Any]:
    song = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    black = {"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}
    boxed = {**song, "border": 1}
    return {
        "title": book.add_format(black),
        "line": book.add_format(song),
        "heading": book.add_format({**boxed, "align": "center", "text_wrap": True}),
        "figure": book.add_format({**boxed, "align": "right", "num_format": "0"}),
        "note": book.add_format({**song, "font_size": 9, "text_wrap": True, "valign": "top"}),
        **{
            f"row{level}": book.add_format({**boxed, "indent": INDENT * level, "text_wrap": True})
            for level in range(4)
        },
    }


def _write(sheet: Any, page: Page, as_of: date, look: dict[str, Any]) -> None:
    table, last = page.table, len(page.table.columns)
    sheet.merge_range(TITLE, 0, TITLE, last, f"{table.number}　{table.title}", look["title"])
    sheet.write_string(UNIT, 0, f"填报单位：{page.division}", look["line"])
    middle = max(1, last // 2)
    sheet.write_string(UNIT, middle, f"截至日期：{as_of.year}年{as_of.month}月{as_of.day}日", look["line"])
    sheet.write_string(UNIT, last, "单位：家、人", look["line"])
    _headings(sheet, page, look)
    for i, (row, cells) in enumerate(zip(table.rows, page.cells, strict=True), BODY):
        label = f"{row.label}（补充）" if row.added else row.label
        sheet.write_string(i, 0, label, look[f"row{row.level}"])
        for c, figure in enumerate(cells, 1):
            if figure is None:
                sheet.write_blank(i, c, None, look["figure"])
            else:
                sheet.write_number(i, c, figure, look["figure"])
    end = BODY + len(table.rows)
    for i, note in enumerate([*page.notes, f"依据统计表 {form().edition} 年版。"], end):
        sheet.merge_range(i, 0, i, last, f"注{i - end + 1}：{note}", look["note"])
        width = FIRST + OTHERS * last  # of letters; a Chinese character takes two
        sheet.set_row(i, 13 * ceil(2 * len(note) / width + 0.1) + 1)
    _print(sheet, end + len(page.notes), last)


def _headings(sheet: Any, page: Page, look: dict[str, Any]) -> None:
    """Two lines: groups over their columns, the others over both lines."""
    sheet.merge_range(HEADINGS, 0, HEADINGS + 1, 0, "项目", look["heading"])
    for group, columns in groupby(enumerate(page.table.columns, 1), lambda c: c[1].group or c[1].label):
        found = list(columns)
        first, end = found[0][0], found[-1][0]
        if not found[0][1].group:
            sheet.merge_range(HEADINGS, first, HEADINGS + 1, first, group, look["heading"])
            continue
        if end > first:
            sheet.merge_range(HEADINGS, first, HEADINGS, end, group, look["heading"])
        else:
            sheet.write_string(HEADINGS, first, group, look["heading"])
        for c, column in found:
            sheet.write_string(HEADINGS + 1, c, column.label, look["heading"])


def _print(sheet: Any, last_row: int, last: int) -> None:
    sheet.set_column(0, 0, FIRST)
    sheet.set_column(1, last, OTHERS)
    sheet.set_row(TITLE, 26)
    sheet.set_row(HEADINGS, 26)
    sheet.set_row(HEADINGS + 1, 28)
    sheet.freeze_panes(BODY, 1)
    for_printing(sheet, "zh", BODY, high=1)
    sheet.print_area(0, 0, last_row, last)
    sheet.center_horizontally()

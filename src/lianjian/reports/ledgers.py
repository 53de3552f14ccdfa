"""Ledgers as workbooks, to be filled in and imported again, and the folder they are written to."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.cells import cell_len

from lianjian.tables.layout import Column, Layout
from lianjian.tables.layouts import LEDGER, SUMMARY, layouts
from lianjian.views.answer import ViewError, code_labels
from lianjian.views.export import for_printing, new_workbook, styles

from .gaps import NOWHERE, TOTAL, Gaps, Ledger
from .ledger_words import HINTS, NO_DATE, adds_up, how_to_fill_in, ledger_title, listed, summary_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lianjian.views.answer import Lang

HEAD = 4
"""Rows down to the headings: the title, what is listed, how to fill it in, the headings."""
LAST_DAY = date(2100, 12, 31)
_FIELDS = {
    "unit.@name": "unit_name", "unit.@code": "credit_code", "street.@name": "street",
    "street.@code": "street_code", "follow.since": "as_of", "aside.last_measure": "measure",
    "aside.last_responsible": "responsible", "aside.last_due": "due_day", "aside.last_done": "done_day",
    "aside.last_ledger": "ledger_date",
}  # fmt: skip
"""Which column of the gaps stands under a heading, where the names differ."""
_WIDTHS = {
    "unit.@name": 19, "unit.@code": 11, "aside.class": 9, "street.@name": 9, "street.@code": 7,
    "aside.community": 9, "aside.building": 9, "aside.full_members": 6, "aside.staff": 6, "aside.work": 7,
    "aside.advice": 24, "aside.state": 7, "follow.measure": 20, "follow.responsible": 13,
    "aside.last_measure": 15, "aside.last_responsible": 9,
}  # fmt: skip
OTHERS = 10.5
"""The width of the other columns, which hold dates."""
LINE = 16
"""Points that a line of text takes."""
_CODED = {"class": "class", "full_members": "band", "state": "follow_up_state"}
_NO = {"zh": "序号", "en": "No."}


def write_ledgers(gaps: Gaps, folder: Path, lang: Lang = "zh") -> list[Path]:
    """Write all ledgers and the summary into ``folder``, which is made if need be; returns their paths.

    All of them appear, or none. A file that is there already is never written over: where it is the same
    it stays, where it differs (somebody may have filled it in) a ViewError names it and nothing is written.
    """
    files = {folder / ledger.file: ledger_bytes(gaps, ledger, lang) for ledger in gaps.ledgers}
    files[folder / summary_name(gaps, lang)] = summary_bytes(gaps, lang)
    try:
        _write_all(files, folder)
    except OSError as e:
        raise ViewError(
            "ledger-write",
            f"无法写入 {folder}：{e.strerror or e}",
            f"cannot write to {folder}: {e.strerror or e}",
            "请确认是文件夹、可写、磁盘未满 / check that it is a folder, may be written to and is not full",
        ) from e
    return list(files)


def _write_all(files: Mapping[Path, bytes], folder: Path) -> None:
    """Write files beside their names, then put all in place; what was put in place goes where one fails."""
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    there = {p: p.read_bytes() for p in files if p.exists()}
    changed = [p.name for p, held in there.items() if held != files[p]]
    if changed:
        shown = "、".join(changed[:5]) + ("…" if len(changed) > 5 else "")
        raise ViewError(
            "ledger-exists",
            f"{folder} 中已有 {len(changed)} 个不同的同名文件，未动：{shown}",
            f"{folder} holds {len(changed)} other files of these names, left as they are: {shown}",
            "可能已填写：先导入，再移走，或另写一个文件夹 / they may be filled in: import them, then move "
            "them away, or name another folder",
        )
    waiting: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, data in files.items():
            if path not in there:
                waiting[path] = path.with_name(f".{path.name}.{os.getpid()}.tmp")
                with waiting[path].open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
        for path, temporary in waiting.items():
            temporary.rename(path)
            placed.append(path)
    except BaseException:
        for path in (*waiting.values(), *placed):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise


def summary_name(gaps: Gaps, lang: Lang) -> str:
    """The name of the summary's file."""
    return f"{'汇总' if lang == 'zh' else 'summary'}_{gaps.as_of}.xlsx"


def _look(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    entry = {**cell, "bg_color": "#FFF8E1", "text_wrap": True}
    return {
        **styles(book),
        "heading": book.add_format({
            **cell, "bold": True, "text_wrap": True, "bg_color": "#E7E6E6", "num_format": "@",
        }),
        "text": book.add_format({**cell, "num_format": "@", "text_wrap": True}),
        "figure": book.add_format(cell),
        "date": book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
        "entry": book.add_format({**entry, "num_format": "@"}),
        "entry_date": book.add_format({**entry, "num_format": "yyyy-mm-dd", "align": "left"}),
        "bold": book.add_format({**cell, "bold": True, "num_format": "@"}),
        "bold_figure": book.add_format({**cell, "bold": True}),
    }  # fmt: skip


def _set_up(sheet: Any, head: int, columns: int) -> None:
    """Frozen headings, and A4 across with the upper rows on every page."""
    sheet.freeze_panes(head, columns)
    for_printing(sheet, "zh", head)
    sheet.set_footer("&C&P / &N")  # the same in both languages


def _words(column: Column, lang: Lang) -> str:
    return column.attr.label if lang == "zh" else column.attr.en


def ledger_bytes(gaps: Gaps, ledger: Ledger, lang: Lang = "zh") -> bytes:
    """One division's ledger as a workbook of one sheet, its headings those of the layout."""
    layout = layouts()[LEDGER]
    title = ledger_title(gaps, ledger.name, lang)
    rows = ledger.rows.with_columns(
        pl.lit(gaps.as_of).alias("as_of"),
        *(pl.col(c).replace(code_labels(codes, lang)).alias(c) for c, codes in _CODED.items()),
    )
    with new_workbook(title, gaps.as_of) as (book, buffer):
        look = _look(book)
        sheet = book.add_worksheet("台账" if lang == "zh" else "ledger")
        sheet.write_string(0, 0, title, look["title"])
        sheet.write_string(1, 0, listed(gaps, ledger, lang), look["note"])
        sheet.write_string(2, 0, how_to_fill_in(gaps.as_of, lang), look["note"])
        sheet.write_string(HEAD - 1, 0, _NO[lang], look["heading"])
        sheet.set_column(0, 0, 5)
        sheet.write_column(HEAD, 0, range(1, rows.height + 1), look["figure"])
        for i, column in enumerate(layout.columns, 1):
            sheet.write_string(HEAD - 1, i, _words(column, lang), look["heading"])
            sheet.set_column(i, i, _width(column))
            if column.to in layout.entries:
                _entry(sheet, i, rows.height, column, look, lang)
            else:
                values = rows[_FIELDS.get(column.to, column.field)]
                _cells(
                    sheet,
                    i,
                    values,
                    look["date" if column.type is date else "figure" if column.type is int else "text"],
                )
        _heights(sheet, rows, layout, lang)
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + rows.height, len(layout.columns))
        _set_up(sheet, HEAD, 2)
    return buffer.getvalue()


def _wrapped(text: str, width: float) -> int:
    """How many lines a text takes in a cell that is ``width`` characters wide."""
    return max(1, math.ceil(cell_len(text) * 1.1 / width))


def _width(column: Column) -> float:
    return _WIDTHS.get(column.to, OTHERS)


def _heights(sheet: Any, rows: pl.DataFrame, layout: Layout, lang: Lang) -> None:
    """Rows as high as their texts need, two lines at least: there is to be room for writing."""
    sheet.set_row(HEAD - 1, LINE * max(_wrapped(_words(c, lang), _width(c)) for c in layout.columns))
    texts = [c for c in layout.columns if c.type is str and c.to not in layout.entries]
    columns = [rows[_FIELDS.get(c.to, c.field)].to_list() for c in texts]
    widths = [_width(c) for c in texts]
    for row, cells in enumerate(zip(*columns, strict=True), HEAD):
        lines = [_wrapped(x, w) for x, w in zip(cells, widths, strict=True) if x]
        sheet.set_row(row, LINE * max(2, *lines))


def _cells(sheet: Any, i: int, values: pl.Series, style: Any) -> None:
    """A column of cells below the headings; text is written as text, never as a formula or link."""
    put = sheet.write_string
    if values.dtype.is_numeric():
        put = sheet.write_number
    elif values.dtype == pl.Date:
        put = sheet.write_datetime
    for row, value in enumerate(values, HEAD):
        if value is None or value == "":
            sheet.write_blank(row, i, None, style)
        else:
            put(row, i, value, style)


def _entry(sheet: Any, i: int, n: int, column: Column, look: Mapping[str, Any], lang: Lang) -> None:
    """The empty cells of a column to fill in; dates are checked as they are typed."""
    for row in range(HEAD, HEAD + n):
        sheet.write_blank(row, i, None, look["entry_date" if column.type is date else "entry"])
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": _words(column, lang)[:32],
        "input_message": HINTS[column.field][lang],
    }  # fmt: skip
    if column.type is date:
        between = {"criteria": "between", "minimum": date(2000, 1, 1), "maximum": LAST_DAY}
        rule |= {"validate": "date", **between, "ignore_blank": True, "error_message": NO_DATE[lang]}
    sheet.data_validation(HEAD, i, HEAD + n - 1, i, rule)


def summary_bytes(gaps: Gaps, lang: Lang = "zh") -> bytes:
    """The summary: a row for each division, also those without a gap, and the total."""
    zh = lang == "zh"
    frame, columns = gaps.summary, layouts()[SUMMARY].columns
    title = summary_title(gaps, lang)
    with new_workbook(title, gaps.as_of) as (book, buffer):
        look = _look(book)
        sheet = book.add_worksheet("汇总" if zh else "summary")
        sheet.write_string(0, 0, title, look["title"])
        for row, note in enumerate(adds_up(gaps, lang), 1):
            sheet.write_string(row, 0, note, look["note"])
        for i, column in enumerate(columns):
            values = frame[column.field]
            if column.field == "name" and not zh:
                values = values.replace({TOTAL: "total", NOWHERE: "not located"})
            sheet.write_string(HEAD - 1, i, _words(column, lang), look["heading"])
            sheet.set_column(i, i, 34 if column.field == "file" else 22 if column.field == "name" else 12)
            style = "figure" if values.dtype.is_numeric() else "text"
            _cells(sheet, i, values.head(-1), look[style])
            last, total = HEAD + frame.height - 1, values[-1]
            if style == "figure":
                sheet.write_number(last, i, total, look["bold_figure"])
            else:
                sheet.write_string(last, i, total, look["bold"])
        _set_up(sheet, HEAD, 1)
    return buffer.getvalue()

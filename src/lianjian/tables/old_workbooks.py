"""Workbooks of Excel 97 to 2003 and of WPS (.xls, .et) → grids, through xlrd.

Written in Python, xlrd cannot take the program down over a broken file, and it tells errors, formats
and what is hidden together with the values.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .grids import Grid, Look
from .look_xlsx import shown_length
from .problems import Problem
from .workbooks import LISTS_SHEET, grid_of

STREAMS = ("Workbook", "Book")
"""What the parts of the file are called that hold the workbook."""


def read_old_workbook(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The grids of a workbook in BIFF. Raises whatever xlrd raises on a broken file."""
    import olefile
    import xlrd

    with olefile.OleFileIO(path) as container:  # xlrd's own way into it can run in circles
        stream = next(s for s in STREAMS if container.exists(s))
        data = container.openstream(stream).read()
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except xlrd.XLRDError as e:
        if "encrypted" in str(e):
            return [], [Problem("F15", path.name)]
        raise
    grids: list[Grid] = []
    problems = [Problem("F34", path.name)]
    for sheet in book.sheets():
        if sheet.name == LISTS_SHEET:
            problems.append(Problem("F08", path.name, sheet.name))
            continue
        seen = Look(
            hidden_rows={r + 1 for r, info in sheet.rowinfo_map.items() if info.hidden},
            hidden_columns={c for c, info in sheet.colinfo_map.items() if info.hidden},
        )
        rows = [_row(book, sheet, r, seen) for r in range(sheet.nrows)]
        for top, bottom, left, right in sheet.merged_cells:
            seen.merged.append(((top + 1, left), (bottom, right - 1)))
        old = {"from_1904": book.datemode == 1, "hidden": sheet.visibility != 0}
        grid = grid_of(path.name, sheet.name, rows, seen, **old)
        if grid is None:
            problems.append(Problem("F06", path.name, sheet.name))
        else:
            grids.append(grid)
    return grids, problems


def _row(book: Any, sheet: Any, r: int, seen: Look) -> list[object]:
    """The values of a row; errors and dates without day or month go into ``seen``."""
    import xlrd

    values: list[object] = list(sheet.row_values(r))
    for c, kind in enumerate(sheet.row_types(r)):
        if kind == xlrd.XL_CELL_DATE:
            values[c] = _moment(float(sheet.cell_value(r, c)), book.datemode)
            style = book.xf_list[sheet.cell_xf_index(r, c)]
            if length := shown_length(book.format_map[style.format_key].format_str):
                seen.months[r + 1, c] = length
        elif kind == xlrd.XL_CELL_ERROR:
            seen.broken[r + 1, c] = xlrd.error_text_from_code.get(sheet.cell_value(r, c), "#VALUE!")
        elif kind == xlrd.XL_CELL_BOOLEAN:
            values[c] = bool(values[c])
    return values


def _moment(number: float, mode: int) -> object:
    """The date or time that a number with such a format shows; the number where there is none."""
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(number, mode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return number
    if number < 1:
        return moment.time()
    return moment if moment != datetime.combine(moment, datetime.min.time()) else date.fromordinal(
        moment.toordinal()
    )

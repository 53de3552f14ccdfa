"""Workbooks → grids: the cells of each sheet as text, through python-calamine."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

import polars as pl

from .archives import check_size
from .grids import Grid, Look, check_extent
from .look_ods import look_ods
from .look_xlsx import look_xlsx
from .problems import Problem

LISTS_SHEET = "值表"
_LOOK = {"xlsx": look_xlsx, "ods": look_ods}


def read_workbook(path: Path, kind: str) -> tuple[list[Grid], list[Problem]]:
    """The grids of a .xlsx or .ods, and what is told about its sheets.

    Raises whatever the readers raise on a broken file. The looks come first: they find out what would
    not fit, on which the reader ends the program.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with zipfile.ZipFile(path) as archive:
        check_size(archive)
        looks = _LOOK[kind](archive)
    grids: list[Grid] = []
    problems: list[Problem] = []
    # Opened by content: from_path goes by the suffix.
    with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        for known in book.sheets_metadata:
            if known.typ != SheetTypeEnum.WorkSheet:
                continue
            if known.name == LISTS_SHEET:
                problems.append(Problem("F08", path.name, known.name))
                continue
            source = book.get_sheet_by_name(known.name)
            check_extent(source.total_height, source.total_width)
            rows = cast("list[list[object]]", source.to_python(skip_empty_area=False))
            seen = looks.sheets.get(known.name, Look())
            hidden = known.visible != SheetVisibleEnum.Visible
            grid = grid_of(path.name, known.name, rows, seen, from_1904=looks.from_1904, hidden=hidden)
            if grid is None:
                problems.append(Problem("F06", path.name, known.name))
            else:
                grids.append(grid)
    return grids, problems


def grid_of(
    file: str, name: str, rows: list[list[object]], seen: Look, *, from_1904: bool, hidden: bool
) -> Grid | None:
    """The cells of a sheet from its first column and row on; None if it has none."""
    height = max([len(rows), *(r for r, _ in seen.broken)])
    width = max([*(len(r) for r in rows), *(c + 1 for _, c in seen.broken)], default=0)
    if not width:
        return None
    check_extent(height, width)
    rows += [[]] * (height - len(rows))
    columns = {f"c{i}": [r[i] if i < len(r) else None for r in rows] for i in range(width)}
    for (row, column), said in seen.broken.items():
        columns[f"c{column}"][row - 1] = said
    for (row, column), length in seen.months.items():
        value = columns[f"c{column}"][row - 1] if column < width and row <= height else None
        if isinstance(value, date):
            columns[f"c{column}"][row - 1] = value.isoformat()[:length]
    merged = []
    for (top, left), (bottom, _) in seen.merged:  # filled down, never across
        cells = columns.get(f"c{left}", [])
        cells[top - 1 : bottom] = cells[top - 1 : top] * len(cells[top - 1 : bottom])
        if bottom > top and cells[top - 1 : top] not in ([], [None], [""]):
            merged.append((top, bottom, left))
    numbers = {
        c: pl.Series([isinstance(v, int | float) and not isinstance(v, bool) for v in values])
        for c, values in columns.items()
    }
    frame = pl.DataFrame(
        {c: [as_text(v) for v in values] for c, values in columns.items()},
        schema=dict.fromkeys(columns, pl.String()),
    )
    frame = frame.with_row_index("row", 1)
    return Grid(file, name, frame, numbers, seen, tuple(merged), from_1904, hidden)


def as_text(value: object) -> str | None:
    """A cell's value as text: whole numbers without a point, dates in ISO form, truth in Chinese."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)

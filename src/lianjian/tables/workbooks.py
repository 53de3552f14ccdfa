"""Workbooks → grids: the cells of each sheet as text, through python-calamine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from .grids import Grid
from .look import Look, look, too_many
from .problems import Problem

LISTS_SHEET = "值表"
_MOST_CELLS = 20_000_000


def read_workbook(path: Path, kind: str) -> tuple[list[Grid], list[Problem]]:
    """The grids of a workbook of that kind, and what is told about its sheets.

    Raises whatever the readers raise on a broken file.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    looks = look(path, kind)
    grids: list[Grid] = []
    problems = [] if looks.seen else [Problem("F34", path.name)]
    # Opened by content: from_path goes by the suffix.
    with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        for known in book.sheets_metadata:
            if known.typ != SheetTypeEnum.WorkSheet:
                continue
            if known.name == LISTS_SHEET:
                problems.append(Problem("F08", path.name, known.name))
                continue
            source = book.get_sheet_by_name(known.name)
            grid = _grid(path.name, source, looks.sheets.get(known.name, Look()), looks.from_1904)
            if grid is None:
                problems.append(Problem("F06", path.name, known.name))
                continue
            grids.append(replace(grid, hidden=known.visible != SheetVisibleEnum.Visible))
    return grids, problems


def _grid(file: str, source: Any, seen: Look, from_1904: bool) -> Grid | None:
    """The cells of a sheet from its first column and row on; None if it has none."""
    if source.total_height * source.total_width > _MOST_CELLS:
        raise too_many(source.total_height, source.total_width)
    rows = source.to_python(skip_empty_area=False)
    height = max([len(rows), *(r for r, _ in seen.broken)])
    width = max([*(len(r) for r in rows), *(c + 1 for _, c in seen.broken)], default=0)
    if not width:
        return None
    rows += [[]] * (height - len(rows))
    columns = {f"c{i}": [r[i] if i < len(r) else None for r in rows] for i in range(width)}
    for (row, column), said in seen.broken.items():
        columns[f"c{column}"][row - 1] = said
    for (row, column), length in seen.months.items():
        value = columns[f"c{column}"][row - 1] if column < width and row <= height else None
        if isinstance(value, date):
            columns[f"c{column}"][row - 1] = value.isoformat()[:length]
    merged = []
    for (top, left), (bottom, _) in source.merged_cell_ranges or []:  # filled down, never across
        cells = columns.get(f"c{left}", [])
        cells[top : bottom + 1] = cells[top : top + 1] * len(cells[top : bottom + 1])
        if bottom > top and cells[top : top + 1] not in ([], [None], [""]):
            merged.append((top + 1, bottom + 1, left))
    numbers = {
        c: pl.Series([isinstance(v, int | float) and not isinstance(v, bool) for v in values])
        for c, values in columns.items()
    }
    frame = pl.DataFrame(
        {c: [as_text(v) for v in values] for c, values in columns.items()},
        schema=dict.fromkeys(columns, pl.String()),
    )
    return Grid(file, source.name, frame.with_row_index("row", 1), numbers, seen, tuple(merged), from_1904)


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

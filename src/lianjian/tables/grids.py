"""Grids, the cells of a file as they stand, and sheets, the tables found in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from .units import without_unit

UPPER = 20
"""How many of the upper rows may be titles and headings."""


MOST_CELLS, MOST_COLUMNS = 20_000_000, 2_000
"""What a sheet may span; a stray cell at its lower edge makes a table that fits into no memory."""

Cell = tuple[int, int]
"""A 1-based row and a 0-based column."""
Area = tuple[Cell, Cell]
"""The upper left and the lower right cell."""


@dataclass
class Look:
    """What stands in one worksheet beside its values.

    ``broken`` has the texts of error cells ("#REF!") and of formulas without a saved result ("=…").
    ``formulas`` has the cells whose values a formula made, ``months`` how many letters of an ISO date
    the formats of dates that show no day (7) or no month (4) leave, ``merged`` the merged areas.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    broken: dict[Cell, str] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)
    months: dict[Cell, int] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


@dataclass(frozen=True)
class Looks:
    """The looks by name of the sheet; ``from_1904`` where days are counted from 1904-01-01."""

    sheets: Mapping[str, Look] = field(default_factory=dict)
    from_1904: bool = False


@dataclass(frozen=True)
class Grid:
    """All cells of a sheet as text.

    ``frame`` has ``row``, the 1-based row number, and a String column ``c0``, ``c1``… per column.
    ``numbers`` tells, by column, which cells are numbers; ``merged`` the first and last row and the
    column of merged cells that were filled down.
    """

    file: str
    name: str
    frame: pl.DataFrame = field(repr=False)
    numbers: Mapping[str, pl.Series] = field(default_factory=dict, repr=False)
    look: Look = field(default_factory=Look, repr=False)
    merged: tuple[tuple[int, int, int], ...] = ()
    from_1904: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file.

    ``cells`` holds one String column ``c0``, ``c1``… per heading and ``row``, the 1-based row number
    (for YAML the line of the item). Empty cells are null. ``numbers`` tells, for columns where it
    matters, which cells were numbers in Excel. ``dated`` is the date that a title above the table
    states, as it is written there; ``from_1904`` where serial numbers of days count from 1904-01-01.
    ``units`` are those that a title states for the amounts.
    """

    file: str
    name: str
    headings: tuple[str, ...]
    header_row: int
    cells: pl.DataFrame = field(repr=False)  # what people wrote is not for logs
    numbers: Mapping[str, pl.Series] = field(default_factory=dict)
    dated: str = ""
    from_1904: bool = False
    units: tuple[str, ...] = ()


def too_many(rows: int, columns: int) -> ValueError:
    """The error of a sheet that spans more cells than fit."""
    return ValueError(
        f"{rows} 行 × {columns} 列，请删去远处的单元格 / {rows} rows by {columns} columns, "
        "remove the cells far off"
    )


def check_extent(rows: int, columns: int) -> None:
    """Raise :func:`too_many` where a sheet spans more than fits."""
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise too_many(rows, columns)


def normal(heading: str) -> str:
    """A heading without full-width forms, spaces, marks of obligation, remarks in brackets, units."""
    text = unicodedata.normalize("NFKC", heading).lower()
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", text)
    return without_unit(re.sub(r"[\s*:：]+", "", text))

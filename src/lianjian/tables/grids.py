"""Grids, the cells of a file as they stand, and sheets, the tables found in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from .look import Look

UPPER = 20
"""How many of the upper rows may be titles and headings."""


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
    """

    file: str
    name: str
    headings: tuple[str, ...]
    header_row: int
    cells: pl.DataFrame = field(repr=False)  # what people wrote is not for logs
    numbers: Mapping[str, pl.Series] = field(default_factory=dict)
    dated: str = ""
    from_1904: bool = False


def normal(heading: str) -> str:
    """A heading without full-width forms, spaces, marks of obligation and remarks in brackets."""
    text = unicodedata.normalize("NFKC", heading).lower()
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", text)
    return re.sub(r"[\s*:：]+", "", text)

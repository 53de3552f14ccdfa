"""A look into a .ods for what its values do not tell: errors, formulas, merged cells, what is hidden."""

from __future__ import annotations

import zipfile

from .archives import Attributes, events
from .grids import Area, Look, Looks, check_extent

_MANY = 65_536
"""A row repeated more often is the empty rest of a sheet."""
_HIDDEN = ("collapse", "filter")


def look_ods(book: zipfile.ZipFile) -> Looks:
    """What stands beside the values of each sheet. ValueError where the cells would not fit."""
    looks: dict[str, Look] = {}
    seen = Look()
    row = column = last = width = 0  # the next row and column, from 0; the extent of what has a value
    rows = repeat = columns = 1
    error = filled = False

    def said(text: str) -> None:
        nonlocal last, width, filled
        if not text.strip() or not repeat:
            return
        if not filled:
            # Empty cells repeated to the edge of the sheet are usual; what has a value is laid out.
            filled = True
            last, width = max(last, row), max(width, column)
            check_extent(last, width)
        if error:
            said_before = seen.broken.get((row, column - 1), "")
            seen.broken[row, column - 1] = said_before + text.strip()

    def start(name: str, a: Attributes) -> None:
        nonlocal seen, row, column, last, width, rows, repeat, columns, error, filled
        if name == "table":
            seen = looks.setdefault(a.get("table:name", ""), Look())
            row = last = width = columns = 0
            rows = 0
        elif name == "table-column":
            many = int(a.get("table:number-columns-repeated", 1))
            if a.get("table:visibility") in _HIDDEN:
                seen.hidden_columns.update(range(columns, columns + min(many, 16_384)))
            columns += many
        elif name == "table-row":
            rows = int(a.get("table:number-rows-repeated", 1))
            if a.get("table:visibility") in _HIDDEN and rows <= _MANY:
                seen.hidden_rows.update(range(row + 1, row + rows + 1))
            row, column = row + rows, 0
        elif name in ("table-cell", "covered-table-cell"):
            repeat = int(a.get("table:number-columns-repeated", 1))
            column += repeat
            error, filled = a.get("calcext:value-type") == "error", False
            if "table:formula" in a:
                seen.formulas.add((row, column - 1))
            down, across = (int(a.get(f"table:number-{x}-spanned", 1)) for x in ("rows", "columns"))
            if down > 1 or across > 1:
                first = row - rows + 1
                area: Area = ((first, column - 1), (first + down - 1, column + across - 2))
                seen.merged.append(area)

    with book.open("content.xml") as stream:
        parser = events(start)
        parser.CharacterDataHandler = said
        parser.ParseFile(stream)
    return Looks(looks)

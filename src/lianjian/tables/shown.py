"""What of a sheet may be handed back: its cells without what belongs to persons."""

from __future__ import annotations

import polars as pl

from .grids import normal
from .headings import PERSONAL, Match, ours
from .layout import CODE, NAME
from .privacy import HIDDEN, personal


def showable(match: Match, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of all columns, known or not, without what must not leave the importer.

    Withheld are identities, columns of personal data, every unknown column of a roster, and any cell
    with a person's number. In a known column HIDDEN stands instead, to be filled in again; elsewhere null.
    """
    known = match.columns
    roster = match.layout.persons
    codes = {x.slot: c for c, x in known.items() if x.field == CODE}
    columns: list[pl.Series] = [cells["row"]]
    added = ours(match.sheet.headings)
    for i, heading in enumerate(match.sheet.headings):
        c = f"c{i}"
        column, raw = known.get(c), cells[c]
        if column is None:
            whole = i not in added and (roster or PERSONAL.match(normal(heading)) is not None)
        else:
            whole = column.attr.personal or column.attr.identity
        hidden = raw.is_not_null() if whole else personal(raw)
        shown = raw.set(hidden, None if column is None else HIDDEN) if hidden.any() else raw
        if roster and column is not None and column.field == NAME and column.slot in codes:
            shown = shown.set(cells[codes[column.slot]].is_not_null(), None)  # the code names it: never read
        columns.append(shown)
    return pl.DataFrame(columns)

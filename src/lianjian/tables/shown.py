"""What of a sheet may be handed back: its cells without what belongs to persons."""

from __future__ import annotations

import polars as pl

from .grids import normal
from .headings import PERSONAL, Match, ours
from .layouts import CODE, NAME
from .privacy import personal

WITHHELD = "withheld"


def showable(match: Match, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of all columns, known or not, with null for what must not leave the importer.

    Withheld are identities, columns of personal data, every unknown column of a roster, and any cell
    with a person's number. The column ``withheld`` lists, per row, the headings of known columns whose
    cell is missing for that reason.
    """
    known = match.columns
    roster = match.layout.persons
    codes = {x.slot: c for c, x in known.items() if x.field == CODE}
    columns: list[pl.Series] = [cells["row"]]
    lacking: list[pl.Series] = []
    added = ours(match.sheet.headings)
    for i, heading in enumerate(match.sheet.headings):
        c = f"c{i}"
        column, raw = known.get(c), cells[c]
        if column is None:
            whole = i not in added and (roster or PERSONAL.match(normal(heading)) is not None)
        else:
            whole = column.attr.personal or column.attr.identity
        hidden = raw.is_not_null() if whole else personal(raw)
        if column is not None:
            lacking.append(pl.select(pl.when(hidden).then(pl.lit(heading))).to_series())
            if roster and column.field == NAME and column.slot in codes:
                hidden |= cells[codes[column.slot]].is_not_null()  # the code names it: the text is not read
        columns.append(raw.set(hidden, None))
    nobody = pl.repeat(None, cells.height, dtype=pl.String, eager=True)
    told = pl.DataFrame({f"h{i}": s for i, s in enumerate([nobody, *lacking])})
    withheld = told.select(pl.concat_list(pl.all()).list.drop_nulls().alias(WITHHELD))
    return pl.DataFrame([*columns, withheld.to_series()])

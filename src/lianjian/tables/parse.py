"""Text → values, a column at a time. What does not parse becomes a problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from ..model import Registry
from ..model.nodes import CREDIT_CODE
from .checks import check
from .headings import Match
from .layout import CRS, Column
from .persons import Pseudonyms
from .privacy import personal
from .problems import Problem
from .shown import showable
from .tidying import broken, tidied, unclear_months
from .values import CRS_NAMES, Facts, is_text, key_of, name_key, nfkc, values_of

__all__ = ["CRS_NAMES", "Parsed", "key_of", "name_key", "nfkc", "parse"]


@dataclass(frozen=True)
class Parsed:
    """A sheet's values: ``frame`` has ``row`` and one typed column per ``slot.field`` given.

    A date column comes with ``slot.since_precision`` (or ``until_…``). An inclusive end is already the
    day after. ``shown`` are the cells as they stand, filled down, without personal data.
    """

    match: Match
    frame: pl.DataFrame
    shown: pl.DataFrame = field(repr=False)


def parse(
    match: Match, registry: Registry, pseudonyms: Pseudonyms | None = None
) -> tuple[Parsed, list[Problem]]:
    """All columns of a recognised sheet as typed values, and every problem in them.

    Identities become pseudonyms here, in memory; without ``pseudonyms`` a roster is a problem (P01).
    """
    problems: list[Problem] = []
    out: dict[str, pl.Series] = {"row": match.sheet.cells["row"]}
    cells, block = _filled_down(match)
    kept = match.sheet.cells
    for c, column in match.columns.items():
        raw = given = cells[c]
        for mask, code in zip(broken(raw), ("V21", "V22"), strict=True):
            if mask.any():
                _report(match, column, raw, mask, code, problems)
                raw, given = raw.set(mask, None), given.set(mask, "")
        if column.attr.identity:
            out[column.to] = _identities(match, column, raw, given, pseudonyms, problems)
        if column.attr.key:
            # A number that lost its digits in Excel, or in the CSV that Excel wrote.
            lost = raw.str.contains(r"^\s*\d(\.\d+)?[Ee]\+\d+\s*$").fill_null(value=False)
            if c in match.sheet.numbers:
                lost |= match.sheet.numbers[c] & raw.is_not_null()
            _report(match, column, raw, lost, "V06", problems)
            if column.attr == CREDIT_CODE:
                raw = raw.set(lost, None)
        elif column.type is date:
            unclear = unclear_months(raw, match.sheet.numbers.get(c))
            _report(match, column, raw, unclear, "V23", problems, lambda value: {"year": value[:4]})
            raw = raw.set(unclear, None)
        if column.attr.identity:
            continue
        if is_text(column):
            told = personal(raw)
            if told.any():
                own = personal(kept[c])  # in a cell filled down it is told once, where it stands
                _report(match, column, kept[c], own, "V13", problems)
                kept = kept.with_columns(kept[c].set(own, None))
                raw, given = raw.set(told, None), given.set(told, "")
        raw, found = tidied(match, c, column, raw)
        problems += found
        for name, series, bad, code, facts in values_of(column, raw, registry):
            out[name] = series
            _report(match, column, raw, bad, code, problems, facts)
        if column.filled:
            _blank(match, column, given, problems)
    frame = _meant(match, pl.DataFrame(out), block)
    problems += check(match, frame, registry)
    frame, found = _coordinates(match, frame)
    match = replace(match, sheet=replace(match.sheet, cells=kept))
    return Parsed(_without_persons(match), frame, showable(match, cells)), problems + found


def _meant(match: Match, frame: pl.DataFrame, block: pl.Series) -> pl.DataFrame:
    """The kinds that go without saying, where a row names the thing and says none.

    What another row of the same thing says counts first: a default is nothing that could contradict it.
    """
    frame = frame.with_columns(block.alias("@block"))
    for m in match.layout.means:
        slot = m.to.split(".")[0]
        naming = [f"{slot}.{x}" for x in ("name", "code") if f"{slot}.{x}" in frame.columns]
        if m.where and m.where not in frame.columns:
            continue
        applies = pl.any_horizontal(pl.col(naming).is_not_null())
        if m.where:
            applies &= pl.col(m.where).is_not_null()
        value, said = pl.lit(m.value), pl.lit(None, pl.String)
        if m.to in frame.columns:
            said = pl.col(m.to)
            dated = [f"{slot}.since"] if f"{slot}.since" in frame.columns else []
            value = pl.coalesce(said.drop_nulls().first().over("@block", *naming, *dated), value)
        frame = frame.with_columns(pl.coalesce(said, pl.when(applies).then(value)).alias(m.to))
    return frame.drop("@block")


def _without_persons(match: Match) -> Match:
    """The match without the cells of personal and unknown columns: what was read of persons ends here."""
    kept = [c for c, column in match.columns.items() if not column.attr.personal]
    return replace(
        match, sheet=replace(match.sheet, cells=match.sheet.cells.select("row", *kept), numbers={})
    )


def _blank(match: Match, column: Column, raw: pl.Series, problems: list[Problem]) -> None:
    facts = {"expected": column.attr.label, "expected_en": column.attr.en}
    _report(match, column, raw, raw.is_null(), "V01", problems, lambda _value: facts)


def _identities(
    match: Match, column: Column, raw: pl.Series, given: pl.Series, pseudonyms: Pseudonyms | None,
    problems: list[Problem],
) -> pl.Series:
    """The pseudonyms of a column of identities; the identities themselves go no further."""
    if pseudonyms is None:
        letter, heading = match.place(column.to)
        sheet = match.sheet
        problems.append(Problem("P01", sheet.file, sheet.name, sheet.header_row, letter, heading))
        return pl.Series([None] * len(raw), dtype=pl.String)
    # What holds no digit ("-", "无") identifies nobody: two such rows would become one person.
    raw = raw.set(~raw.str.contains(r"\d").fill_null(value=False), None)
    _blank(match, column, raw.set(given == "", ""), problems)
    population = match.layout.slot(column.slot).types[0]
    return pseudonyms.of(population, raw)


def _filled_down(match: Match) -> tuple[pl.DataFrame, pl.Series]:
    """Fill empty cells of the layout's repeating slots from the nearest row above that fills them.

    Nothing is filled over a row that begins a thing by its name. A row without the name that states
    another of its cells (a second meeting's date) holds for the rows below it. Beside the cells is the
    number of the thing that each row belongs to.
    """
    cells = match.sheet.cells
    ties = {
        t.type for t in match.layout.ties if t.start in match.layout.fills and t.end[0] in match.layout.fills
    }
    group = [c for c, x in match.columns.items() if x.slot in match.layout.fills or x.slot in ties]
    lead = next((c for c in group if match.columns[c].filled), None)
    if lead is None:
        return cells, cells["row"]
    block = cells[lead].is_not_null().cum_sum().alias("@block")
    filled = cells.with_columns(block).with_columns(pl.col(group).forward_fill().over("@block"))
    return filled.drop("@block"), block


def _report(
    match: Match, column: Column, raw: pl.Series, bad: pl.Series, code: str, problems: list[Problem],
    facts: Facts | None = None,
) -> None:
    """Append one problem per bad cell; a cell with a person's number (V13) is not shown."""
    if not bad.any():
        return
    place = match.place(column.to)
    rows = match.sheet.cells["row"].filter(bad).to_list()
    for row, value in zip(rows, raw.filter(bad).to_list(), strict=True):
        shown = "" if column.attr.personal or code == "V13" else (value or "")
        problems.append(match.problem_at(code, row, place, shown, facts(value) if facts else {}))


def _coordinates(match: Match, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Points and polygons in WGS-84, the polygons' areas; a coordinate without its system is a problem."""
    from .coordinates import polygon_areas, polygon_to_wgs84, to_wgs84

    problems = []
    for slot in {c.slot for c in match.columns.values()}:
        lon, lat, shape, crs = (f"{slot}.{x}" for x in ("lon", "lat", "polygon", CRS))
        given = [c for c in (lon, lat, shape) if c in frame.columns]
        if not given:
            continue
        system = frame[crs] if crs in frame.columns else pl.Series([None] * frame.height, dtype=pl.String)
        # One that is not in the list was reported where it stands.
        said = next((match.sheet.cells[c] for c, x in match.columns.items() if x.to == crs), system)
        letter, heading = match.place(given[0])
        lacking = frame.select(pl.any_horizontal(pl.col(given).is_not_null())).to_series() & said.is_null()
        problems += [Problem("V09", match.sheet.file, match.sheet.name, r, letter, heading)
                     for r in frame["row"].filter(lacking).to_list()]
        for name in ("GCJ-02", "BD-09"):
            here = (system == name).fill_null(value=False)
            if not here.any():
                continue
            if {lon, lat} <= set(frame.columns):
                x, y = to_wgs84(frame[lon].to_numpy(), frame[lat].to_numpy(), name)
                frame = frame.with_columns(
                    pl.when(here).then(pl.Series(x).fill_nan(None)).otherwise(pl.col(lon)).alias(lon),
                    pl.when(here).then(pl.Series(y).fill_nan(None)).otherwise(pl.col(lat)).alias(lat))
            if shape in frame.columns:
                moved = pl.Series([polygon_to_wgs84(w, name) if w and h else w
                                   for w, h in zip(frame[shape], here, strict=True)], dtype=pl.String)
                frame = frame.with_columns(moved.alias(shape))
        if shape in frame.columns:
            frame = frame.with_columns(polygon_areas(frame[shape]).alias(f"{slot}.area"))
        frame = frame.drop(crs, strict=False)
    return frame, problems



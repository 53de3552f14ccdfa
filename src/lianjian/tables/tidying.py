"""What spreadsheets do to cells, undone before they are read as values; every change is told.

Serial numbers become the dates they stand for, counts lose their units, codes what hides in them; an
error or a formula without its result is a problem where a column is used.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from ..model.credit import faults
from ..model.nodes import CREDIT_CODE
from .dates import serial_date
from .headings import Match
from .layout import CODE, Column
from .numerals import plain_number
from .problems import Problem, column_letter
from .units import in_money, is_money
from .values import code_text, is_text, nfkc, plain_digits

_ERRORS = r"^#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!)$"
_SERIAL = r"^\d{5}(\.\d+)?$"
_MONTH = r"^\d{4}\.1$"
_ODD = r"[^0-9A-Za-z]"
_QUOTE = r"^['‘’＇`]+"


def broken(raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Which cells hold an error of a formula, and which a formula without its result."""
    likely = raw.str.starts_with("#") | raw.str.starts_with("=")
    if not likely.any():  # as in nearly all columns
        none = pl.repeat(value=False, n=len(raw), dtype=pl.Boolean, eager=True)
        return none, none
    return raw.str.contains(_ERRORS).fill_null(value=False), raw.str.contains(r"^=.").fill_null(value=False)


def tidied(match: Match, c: str, column: Column, raw: pl.Series) -> tuple[pl.Series, list[Problem]]:
    """The texts of the cell column ``c`` as they are to be read, and what is told of it."""
    if raw.null_count() == len(raw):
        return raw, []
    if not is_text(column):
        bare = raw.str.replace(_QUOTE, "")
        # a mark alone stands before nothing
        bare = bare.zip_with((bare != "").fill_null(value=False), raw)
        if is_code(column):
            return bare, _codes(match, c, column, raw, bare)
        raw = bare
    if column.type is date:
        return _serials(match, c, raw)
    if column.type in (int, float) and not plain_digits(raw):
        plain = raw.to_frame("x").select(plain_number(pl.col("x")))["x"]
        text = raw.to_frame("x").select(nfkc("x"))
        changed = plain.is_not_null() & (plain != text["x"])
        told, read = changed, plain
        if is_money(column):  # 2万元 stays a text, which values are made of by the column's unit
            said = text.select(in_money("x", column))["x"]
            told, read = changed | said.is_not_null(), said.fill_null(plain)
        notices = [_told(match, c, "N12", raw, read, told)] if told.any() else []
        return raw.zip_with(~changed, plain), notices
    return raw, []


def is_code(column: Column) -> bool:
    """Whether a column holds codes by which things are told apart."""
    return column.field == CODE or (column.attr.key and not column.attr.identity)


def _codes(match: Match, c: str, column: Column, raw: pl.Series, bare: pl.Series) -> list[Problem]:
    """A notice of the codes that were written otherwise than they are read."""
    if not bare.str.contains(_ODD).any() and bare.equals(raw):
        return []
    read = bare.to_frame("x").select(code_text("x"))["x"]
    changed = (read != raw.str.to_uppercase()).fill_null(value=False)
    if not changed.any():
        return []
    if column.attr == CREDIT_CODE:
        changed &= (faults(read) == "").fill_null(value=False)
    return [_told(match, c, "N13", raw, read, changed)] if changed.any() else []


def _told(
    match: Match, c: str, code: str, raw: pl.Series, read: pl.Series, changed: pl.Series
) -> Problem:
    """One notice for a column, at its first changed cell."""
    first = int(changed.arg_max() or 0)
    i = int(c[1:])
    letter = column_letter(i) if match.sheet.header_row else ""
    facts = {"count": str(changed.sum()), "taken": str(read[first])}
    place = (letter, match.sheet.headings[i])
    return match.problem_at(code, match.sheet.cells["row"][first], place, raw[first], facts)


def _serials(match: Match, c: str, raw: pl.Series) -> tuple[pl.Series, list[Problem]]:
    """Serial numbers of days as dates."""
    problems: list[Problem] = []
    serial = raw.str.contains(_SERIAL).fill_null(value=False)
    if serial.any():
        from_1904 = match.sheet.from_1904
        days = {x: serial_date(float(x), from_1904=from_1904) for x in raw.filter(serial).unique()}
        texts = {x: d.isoformat() for x, d in days.items() if d is not None}
        read = raw.replace_strict(texts, default=None, return_dtype=pl.String)
        changed = serial & read.is_not_null()
        if changed.any():
            problems.append(_told(match, c, "N11", raw, read, changed))
            raw = raw.zip_with(~changed, read)
    return raw, problems


def unclear_months(raw: pl.Series, number: pl.Series | None) -> pl.Series:
    """Which cells are numbers that may mean January or October, as 2022.10 loses its zero."""
    if number is None:
        return pl.repeat(value=False, n=len(raw), dtype=pl.Boolean, eager=True)
    return number & raw.str.contains(_MONTH).fill_null(value=False)

"""Rows of totals: which they are, and whether they are the sums of the rows they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from .numerals import figure, figures

_WHOLE = re.compile(r"(合|小|总|共|累)计(数|人数)?(\d+[人个家名条户]?)?")
_END = re.compile(r".+(合|小|总)计")
_LOOKED_AT = 4
"""In how many of the first columns the word may stand."""


@dataclass(frozen=True)
class Total:
    """A row of totals by its place in the frame; ``part`` for a subtotal."""

    index: int
    part: bool


def find_totals(frame: pl.DataFrame, columns: Sequence[str]) -> list[Total]:
    """The rows of totals of a table. The word must stand first in the row, or before figures only."""
    near = [pl.col(c).str.contains(r"[合小总共累]\s*计") for c in columns[:_LOOKED_AT]]
    likely = frame.select(pl.arg_where(pl.any_horizontal(near))).to_series()
    found = []
    for index, row in zip(likely, frame.select(columns)[likely].iter_rows(), strict=True):
        texts = [x for x in row if x is not None]
        plain = [re.sub(r"[\s:：]", "", unicodedata.normalize("NFKC", x)) for x in texts[:2]]
        rest = [figure(x) is not None for x in texts]
        first = bool(_WHOLE.fullmatch(plain[0])) or (bool(_END.fullmatch(plain[0])) and all(rest[1:]))
        second = len(plain) > 1 and bool(_WHOLE.fullmatch(plain[1])) and (rest[0] or all(rest[2:]))
        if first or second:
            word = plain[0] if first else plain[1]
            found.append(Total(index, "小计" in word))
    return found


@dataclass(frozen=True)
class Mismatch:
    """A figure of a row of totals that is not the sum: its row in the frame, column, text and the sum."""

    index: int
    column: str
    text: str
    sum: str


def mismatches(frame: pl.DataFrame, columns: Sequence[str], totals: Sequence[Total]) -> list[Mismatch]:
    """The figures of totals that are not the sum of the rows above (or below), in columns of numbers.

    A subtotal sums the rows since the total before it, a total those or all rows; where totals stand
    first, the rows below.
    """
    marks = [t.index for t in totals]
    body = pl.Series(range(frame.height)).is_in(marks).not_()
    found = []
    for c in columns:
        stated = {i: x for i in marks if (x := frame[c][i]) is not None and figure(x) is not None}
        if not stated:
            continue
        plain = frame.select(figures(c))[c]
        if (frame[c].is_not_null() & plain.is_null() & body).any() or not (plain.is_not_null() & body).any():
            continue
        sums = [0.0, *plain.set(~body, None).fill_null(0.0).cum_sum().to_list()]
        for n, total in enumerate(totals):
            if total.index not in stated:
                continue
            before = marks[n - 1] + 1 if n else 0
            after = marks[n + 1] if n + 1 < len(marks) else frame.height
            above, below = sums[total.index] - sums[before], sums[after] - sums[total.index + 1]
            choices = [above, below, sums[-1], sums[total.index]]
            given = figure(stated[total.index]) or 0.0
            if not any(abs(given - s) <= 1e-6 * max(1.0, abs(s)) for s in choices):
                first = above if before < total.index else below
                wanted = first if total.part else sums[-1]
                found.append(Mismatch(total.index, c, stated[total.index], _shown(wanted)))
    return sorted(found, key=lambda m: (m.index, int(m.column[1:])))


def _shown(value: float) -> str:
    return str(round(value)) if abs(value - round(value)) < 1e-9 else f"{value:.6g}"

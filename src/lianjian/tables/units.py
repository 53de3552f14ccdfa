"""Units of amounts and counts: in headings, above a table, in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from .layout import Column
from .numerals import plain_number

SCALES = {
    "": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip
_SCALE = "(百万|千万|百|千|万|亿)?"
_UNIT = re.compile(rf"^{_SCALE}(元|美元|人次|人|名|位|次|份|户|家|天|日|周|小时|箱|吨|%|次/.+)$")
_SAME = {"名": "人", "位": "人", "人次": "次", "日": "天", "次/年": "次"}
"""What counts the same thing: 服务人次（次）."""
_REMARK = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_TAIL = re.compile(r"(?:[/,、]|单位:?)([^/,、:]*)$")
_ABOVE = re.compile(r"(?=单位:?([^()\[\]】:]+))")
_BEHIND = f"({_SCALE}元|百万|千万|万|亿)$"
_MONEY = {f"{scale}{yuan}": n for scale, n in SCALES.items() for yuan in ("元", "")}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _unit(text: str) -> str:
    """The text, if it is a unit; else ""."""
    bare = re.sub("^.*单位:?", "", text)
    return bare if _UNIT.match(bare) or bare == "万" else ""


def stated(heading: str) -> str:
    """The unit that a heading states in brackets or at its end: （元）, /元; "" if there is none."""
    text = _plain(heading)
    told = [*_REMARK.findall(text), *_TAIL.findall(_REMARK.sub("", text))]
    return next((u for x in reversed(told) if (u := _unit(x))), "")


def stated_above(titles: Iterable[str]) -> tuple[str, ...]:
    """The units that the rows above a table state for it: 单位：元、人次."""
    told = (x for t in map(_plain, titles) for x in (*_ABOVE.findall(t), *_REMARK.findall(t)))
    units = (u for x in told for part in re.split("[,;、/]", x) if (u := _unit(part)))
    return tuple(dict.fromkeys(units))


def without_unit(heading: str) -> str:
    """A normalised heading without the unit at its end."""
    tail = _TAIL.search(heading)
    return heading[: tail.start()] if tail and _unit(tail[1]) else heading


def in_unit(column: Column, unit: str, above: Iterable[str]) -> Column | None:
    """The column of a sheet whose heading states ``unit`` ("" for none) and whose title those ``above``.

    None where the heading's is another quantity, or a multiple of what is counted. Of a title's units
    a column takes the one of its own kind.
    """
    own = column.attr.unit
    if not own:
        return column
    scale, kind = _parts(own)
    said = unit or next((u for u in above if _parts(u, own)[1] == kind), "")
    if not said or _parts(said, own) == (scale, kind):
        return column
    return replace(column, said=said) if _parts(said, own)[1] == kind == "元" else None


def _parts(unit: str, own: str = "") -> tuple[str, str]:
    """Scale and what is counted; of 万 alone that of the column's own unit."""
    found = _UNIT.match(unit if unit != "万" else f"万{_parts(own)[1]}")
    return (found[1] or "", _SAME.get(found[2], found[2])) if found else ("", unit)


def is_money(column: Column) -> bool:
    """Whether a column holds amounts of money."""
    return _parts(column.attr.unit)[1] == "元"


def in_money(text: str, column: Column) -> pl.Expr:
    """The amounts of money that cells write with a unit, as texts in its unit; else null."""
    meant = amounts(text, column).cast(pl.String).str.strip_suffix(".0") + column.attr.unit
    return pl.when(pl.col(text).str.contains(_BEHIND)).then(meant)


def amounts(text: str, column: Column) -> pl.Expr:
    """The amounts that the texts of a column mean, in its field's unit; null where one is no number.

    The unit of a cell (2万元) goes before that of the heading.
    """
    own = column.attr.unit
    plain = pl.col(text)
    if not is_money(column):
        bare = plain.str.strip_suffix(own)
        return pl.coalesce(plain_number(bare).cast(pl.Float64), bare.cast(pl.Float64, strict=False))
    suffix = plain.str.extract(_BEHIND, 1)
    number = plain_number(plain.str.replace(_BEHIND, ""))
    value = pl.coalesce(number.cast(pl.Float64), plain.cast(pl.Float64, strict=False))
    scale = suffix.replace_strict(_MONEY, default=None, return_dtype=pl.Int64).fill_null(
        _MONEY[column.said or own])  # fmt: skip
    return value * scale / _MONEY[own]

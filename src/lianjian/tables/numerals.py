"""Numbers as people write them: 1,234 and 12人; what could mean two things is no number."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

_GROUPS = r"^([+-]?\d{1,3})(?:[, ]\d{3})+(\.\d+)?$"
_UNIT = r"\s*(人次|人|名|位|份|个|家|户|条|次|岁|座|栋|处)$"
"""What may stand behind a count."""
_NUMBER = r"^[+-]?\d{1,15}(\.\d+)?$"


def plain_number(text: pl.Expr) -> pl.Expr:
    """The digits of each text that is a number, without unit and separators of thousands; else null.

    "1,234", "1 234" and "12 人" are numbers; "1,23", "约50", "50余", "3-5" and "五" are none.
    """
    bare = text.str.normalize("NFKC").str.strip_chars().str.replace("−", "-", literal=True)
    bare = bare.str.replace(_UNIT, "")
    grouped = bare.str.contains(_GROUPS)
    digits = pl.when(grouped).then(bare.str.replace_all("[, ]", "")).otherwise(bare)
    return pl.when(digits.str.contains(_NUMBER)).then(digits.str.strip_prefix("+"))


def figures(column: str) -> pl.Expr:
    """The column's numbers; null where a text is none."""
    return plain_number(pl.col(column)).cast(pl.Float64, strict=False)


def figure(text: str) -> float | None:
    """The number a text is, or None."""
    bare = re.sub(_UNIT, "", unicodedata.normalize("NFKC", text).strip().replace("−", "-"))
    if re.match(_GROUPS, bare):
        bare = re.sub("[, ]", "", bare)
    return float(bare) if re.match(_NUMBER, bare) else None

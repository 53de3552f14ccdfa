"""Numbers that belong to persons, wherever they stand: mobile numbers and identity numbers."""

from __future__ import annotations

import re

import polars as pl

HIDDEN = "•••"
"""What is shown instead of something that must not be shown."""

# A credit code may have eighteen digits too, but then it rarely has a date in it; those of enterprises
# begin with 9, which no identity number of a citizen does.
_NUMBERS = (
    r"(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)
_EXACT = re.compile(rf"(?<![0-9A-Za-z])(?:{_NUMBERS})(?![0-9A-Za-z])")
_COLUMN = rf"(?:^|[^0-9A-Za-z])(?:{_NUMBERS})(?:$|[^0-9A-Za-z])"
_WIDE = str.maketrans("０１２３４５６７８９ＸｘＡ＋－　", "0123456789XxA+- ")


def mask(text: str) -> str:
    """The text with every mobile and identity number hidden; any other text as it is."""
    if len(text) < 11:
        return text
    plain = text.translate(_WIDE)
    return _EXACT.sub(HIDDEN, plain) if _EXACT.search(plain) else text


def personal(texts: pl.Series) -> pl.Series:
    """Which texts contain a mobile or identity number; null contains none."""
    digits = texts.str.contains(r"[0-9０-９]{3}").fill_null(value=False)
    likely = texts.filter(digits).unique()  # few texts of a sheet: only these are looked at closely
    return digits & texts.is_in(likely.filter(likely.str.normalize("NFKC").str.contains(_COLUMN)).implode())

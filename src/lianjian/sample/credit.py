"""Unified social credit codes (GB 32100-2015) that are valid in form and belong to nobody.

A code is: registering authority and kind (2), division (6), body with its own check digit (9,
GB 11714), check digit (1). The bodies begin with ``XN`` (虚拟), which no registry issues.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
WEIGHTS = np.array([3**i % 31 for i in range(17)])

PREFIX = {
    "merchant": "92",
    "social_group": "51",
    "private_non_enterprise": "52",
    "foundation": "53",
    "social_organization": "51",
    "law_firm": "31",
    "accounting_firm": "91",
    "tax_firm": "91",
    "public_institution": "12",
    "authority": "11",
}
"""Authority and kind by the unit's kind; every other kind is an enterprise (91)."""


def _values(texts: pl.Series, alphabet: str) -> NDArray[np.int64]:
    """The characters of equally long texts as positions in an alphabet, one row per text."""
    table = np.full(128, -1, dtype=np.int64)
    table[[ord(c) for c in alphabet]] = np.arange(len(alphabet))
    joined = "".join(texts.to_list()).encode("ascii")
    return np.asarray(table[np.frombuffer(joined, dtype=np.uint8).reshape(len(texts), -1)])


def credit_codes(kinds: pl.Series, divisions: pl.Series, numbers: pl.Series) -> pl.Series:
    """Codes for units of the kinds (code list ``unit_kind``), in six-digit divisions, with a number each.

    Numbers lie in 0 to 999,999 and must be unique; equal numbers would give equal bodies.
    """
    if len(kinds) == 0:
        return pl.Series("code", [], dtype=pl.String)
    bodies = "XN" + numbers.cast(pl.String).str.zfill(6)
    check = (11 - _values(bodies, BODY) @ BODY_WEIGHTS % 11) % 11
    digits = np.array(list("0123456789X"))[check]
    heads = kinds.replace_strict(PREFIX, default="91", return_dtype=pl.String) + divisions
    first = heads + bodies + pl.Series(digits)
    last = (31 - _values(first, ALPHABET) @ WEIGHTS % 31) % 31
    return (first + pl.Series(np.array(list(ALPHABET))[last])).alias("code")

"""Unified social credit codes (GB 32100-2015) that are valid in form and belong to nobody.

A code is: registering authority and kind (2), division (6), body with its own check digit (9,
GB 11714), check digit (1). The bodies begin with ``XN`` (虚拟), which no registry issues.
"""

from __future__ import annotations

import polars as pl

from ..model.credit import body_checks, check_characters

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


def credit_codes(kinds: pl.Series, divisions: pl.Series, numbers: pl.Series) -> pl.Series:
    """Codes for units of the kinds (code list ``unit_kind``), in six-digit divisions, with a number each.

    Numbers lie in 0 to 999,999 and must be unique; equal numbers would give equal bodies.
    """
    if len(kinds) == 0:
        return pl.Series("code", [], dtype=pl.String)
    bodies = "XN" + numbers.cast(pl.String).str.zfill(6)
    heads = kinds.replace_strict(PREFIX, default="91", return_dtype=pl.String) + divisions
    first = heads + bodies + body_checks(bodies)
    return (first + check_characters(first)).alias("code")

"""Codes as planners write them."""

from __future__ import annotations

import polars as pl

from ..model.codes import CODES, INSTITUTION_KINDS


def labels(column: str, code_list: str) -> pl.Expr:
    """A column of codes as Chinese labels; a null stays one."""
    table = {c.code: c.zh for c in CODES[code_list]}
    return pl.col(column).replace_strict(table, default=None, return_dtype=pl.String)


def units_type() -> pl.Expr:
    """Whether a unit is written as 企业 or 机构, by its ``kind``."""
    return (
        pl.when(pl.col("kind").is_in([k.code for k in INSTITUTION_KINDS]))
        .then(pl.lit("机构"))
        .otherwise(pl.lit("企业"))
    )

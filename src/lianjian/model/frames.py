"""The frames that carry records: one polars schema per declaration, derived from its fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from .base import Node, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polars._typing import PolarsDataType

DTYPES: Mapping[type, PolarsDataType] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    date: pl.Date,
    list: pl.List(pl.String),
}
TIE_ENDS = ("from_type", "from_id", "to_type", "to_id")
TIE_KEY = (*TIE_ENDS, "since")
_BOOKKEEPING = ("sources", "since_precision", "until_precision")


def _own(declaration: type[Node] | type[Tie]) -> dict[str, PolarsDataType]:
    left_out = _BOOKKEEPING if declaration.derived else ()
    return {n: DTYPES[f.type] for n, f in declaration.fields().items() if n not in left_out}


def schema(declaration: type[Node] | type[Tie]) -> dict[str, PolarsDataType]:
    """Column → dtype of a type's frame; derived types carry neither sources nor precisions."""
    own = _own(declaration)
    if issubclass(declaration, Node):
        return own
    period = [n for n in ("since", "since_precision", "until", "until_precision", "sources") if n in own]
    ordered = [*period, *(n for n in own if n not in period)]
    return {**dict.fromkeys(TIE_ENDS, pl.String()), **{n: own[n] for n in ordered}}


def key(declaration: type[Node] | type[Tie]) -> tuple[str, ...]:
    """The columns that identify a row of a type's frame."""
    return ("id",) if issubclass(declaration, Node) else TIE_KEY


def empty(declaration: type[Node] | type[Tie]) -> pl.DataFrame:
    """A frame of the type without rows."""
    return pl.DataFrame(schema=schema(declaration))


def conform(frame: pl.DataFrame, declaration: type[Node] | type[Tie]) -> pl.DataFrame:
    """The frame with exactly the type's columns and dtypes; columns it lacks become null."""
    return frame.select(
        (pl.col(n) if n in frame.columns else pl.lit(None)).cast(t).alias(n)
        for n, t in schema(declaration).items()
    )

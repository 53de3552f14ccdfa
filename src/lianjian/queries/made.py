"""Answers that several queries or questions make together: the same tables and files as one question's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from .header import Column, Header, Labels, Param, Rate
from .library import Query
from .run import Answer, Value

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

TYPES: Mapping[str, PolarsDataType] = {
    "text": pl.String, "int": pl.Int64, "float": pl.Float64, "date": pl.Date,
}


def made(
    name: str,
    title: Labels,
    denominator: Labels,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]] | pl.DataFrame,
    *,
    params: Mapping[str, tuple[Labels, Value]] | None = None,
    rates: Sequence[Rate] = (),
    cypher: str = "",
    persons: Literal["none", "counts"] = "none",
) -> Answer:
    """An answer with these rows; ``params`` are told below the table, each with its label and value."""
    known = dict(params or {})
    header = Header(
        title=title, question=title, columns=tuple(columns), denominator=denominator, rates=tuple(rates),
        persons=persons,
        params=tuple(
            Param(name=n, type="text", label=label, example="", default="") for n, (label, _) in known.items()
        ),
    )
    schema = {c.name: TYPES[c.type] for c in columns}
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(list(rows), schema=schema, orient="row")
    query = Query(name, Path(f"{name}.cypher"), header, cypher, 1)
    values = {n: value for n, (_, value) in known.items()}
    shaped = frame.select(pl.col(n).cast(t) for n, t in schema.items())
    return Answer(shaped, query, values, header.columns)

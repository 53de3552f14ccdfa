"""Neo4j's rows as polars frames: what a query returns, and all rows of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from neo4j.time import Date, DateTime, Time

from lianjian.model.base import Tie
from lianjian.model.frames import TIE_ENDS, schema

from .base import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from polars._typing import PolarsDataType

    from lianjian.model.base import Node

    Rows = Callable[..., list[list[Any]]]
    """Runs one statement with parameters and gives its rows."""

CHUNK = 2_000
"""Rows of a type that come as one record, column by column: three times as quick as one by one."""
_SCALARS: Mapping[type, PolarsDataType] = {
    bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64(), str: pl.String(), Date: pl.Date(),
    DateTime: pl.Datetime(), Time: pl.Time(),
}


def _native(value: Any) -> Any:
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    return [_native(v) for v in value] if isinstance(value, list) else value


def _type(values: Sequence[Any]) -> PolarsDataType | None:
    """The type that all values have (null where there are none, None if no column type does)."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return pl.Null()
    if kinds == {list}:
        inner = _type([v for row in values if row is not None for v in row])
        return None if inner is None else pl.List(inner)
    if kinds == {int, float}:
        return pl.Float64()
    return _SCALARS.get(kinds.pop()) if len(kinds) == 1 else None


def column(name: str, values: Sequence[Any]) -> pl.Series:
    """A result column: whole numbers Int64, dates Date; what is no scalar or list of them stays an object."""
    kind = _type(values)
    if kind is None:
        return pl.Series(name, values, dtype=pl.Object)
    return pl.Series(name, [_native(v) for v in values], dtype=kind, strict=False)


def frame(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """The rows of a query as columns."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pl.DataFrame([column(n, v) for n, v in zip(names, columns, strict=True)])


def _value(column: str, kind: PolarsDataType) -> str:
    """The expression for a column of ``n``; dates come as days since 1970, which needs no objects."""
    if column in TIE_ENDS:
        end, part = column.split("_")
        node = "startNode(n)" if end == "from" else "endNode(n)"
        return f"{node}.id" if part == "id" else f"head([l IN labels({node}) WHERE l IN ${end}])"
    if kind == pl.Date:
        return f"duration.inDays(date('1970-01-01'), n.`{column}`).days"
    return f"n.`{column}`"


def select(name: str, declaration: type[Node] | type[Tie]) -> str:
    """The query that reads all rows of a type, in records of :data:`CHUNK` rows: a list a column."""
    pattern = f"(n:`{name}`)"
    if issubclass(declaration, Tie):
        starts, _, ends = declaration.ends()
        a, b = ("|".join(f"`{x}`" for x in labels) for labels in (starts, ends))
        pattern = f"(:{a})-[n:`{name}`]->(:{b})"
    lists = ", ".join(
        f"[n IN part | {_value(c, t)}] AS c{i}" for i, (c, t) in enumerate(schema(declaration).items())
    )
    return (
        f"MATCH {pattern} WITH collect(n) AS found UNWIND range(0, size(found) - 1, {CHUNK}) AS s "
        f"WITH found[s..s + {CHUNK}] AS part RETURN {lists}"
    )


def read(rows: Rows, name: str, declaration: type[Node] | type[Tie]) -> pl.DataFrame:
    """All rows of a type in schema order, unsorted; StoreError (damaged) where a value has another type."""
    kinds = schema(declaration)
    ends: dict[str, object] = {}
    if issubclass(declaration, Tie):
        starts, _, far = declaration.ends()
        ends = {"from": list(starts), "to": list(far)}
    parts = [pl.DataFrame(schema=kinds)]
    for record in rows(select(name, declaration), ends):
        parts.append(pl.DataFrame([
            _series(name, c, t, values) for (c, t), values in zip(kinds.items(), record, strict=True)
        ]))
    return pl.concat(parts)


def _series(name: str, column: str, kind: PolarsDataType, values: list[Any]) -> pl.Series:
    try:
        if kind == pl.Date:
            return pl.Series(column, values, dtype=pl.Int32).cast(pl.Date)
        return pl.Series(column, values, dtype=kind)
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError) as error:
        raise StoreError(
            "damaged", f"库中 {name}.{column} 有别的类型的值",
            f"{name}.{column} holds values of another type",
            "这些数据不是 lianjian 写入的；请用备份恢复 / lianjian did not write them; restore a backup",
        ) from error


def count(names: Mapping[str, type[Node] | type[Tie]]) -> str:
    """The query that counts rows per type, from the engine's own statistics: (name, rows)."""
    return " UNION ALL ".join(
        f"MATCH {f'()-[n:`{n}`]->()' if issubclass(d, Tie) else f'(n:`{n}`)'} "
        f"WITH count(*) AS held RETURN '{n}' AS name, held"
        for n, d in names.items()
    )

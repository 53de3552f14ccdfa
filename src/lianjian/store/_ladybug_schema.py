"""The registry as LadybugDB tables: what to create, and what an existing file still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from lianjian.model.base import Tie
from lianjian.model.frames import TIE_ENDS, schema

from .base import StoreError, declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from polars._typing import PolarsDataType

    from lianjian.model import Registry
    from lianjian.model.base import Node

    Run = Callable[..., list[list[Any]]]
    """Runs one statement with parameters and gives its rows."""

TYPES: Mapping[PolarsDataType, str] = {
    pl.String(): "STRING", pl.Int64(): "INT64", pl.Float64(): "DOUBLE", pl.Boolean(): "BOOL",
    pl.Date(): "DATE", pl.List(pl.String()): "STRING[]",
}
MACROS = {
    "toString": "CAST(x AS STRING)", "toInteger": "CAST(x AS INT64)", "toFloat": "CAST(x AS DOUBLE)",
    "type": "label(x)",
    "head": "x",  # labels(n) is one text here: head(labels(n)) is the type of a node on both engines
}
"""Functions of the portable form that this engine lacks."""


def columns(declaration: type[Node] | type[Tie]) -> dict[str, str]:
    """Column → engine type; a tie's ends are no columns, the engine keeps them itself."""
    kept = {n: t for n, t in schema(declaration).items() if n not in TIE_ENDS}
    return {n: TYPES[t() if isinstance(t, type) else t] for n, t in kept.items()}


def pairs(tie: type[Tie]) -> list[tuple[str, str]]:
    """All (from, to) labels of a tie type."""
    starts, _, ends = tie.ends()
    return [(a, b) for a in starts for b in ends]


def _table(name: str, declaration: type[Node] | type[Tie]) -> str:
    cols = [f"`{n}` {t}" for n, t in columns(declaration).items()]
    if issubclass(declaration, Tie):
        ends = [f"FROM `{a}` TO `{b}`" for a, b in pairs(declaration)]
        return f"CREATE REL TABLE `{name}`({', '.join(ends + cols)})"
    return f"CREATE NODE TABLE `{name}`({', '.join(cols)}, PRIMARY KEY(`id`))"


def tables(run: Run) -> dict[str, str]:
    """The tables of an open file: name → NODE or REL."""
    return {str(name): str(kind) for name, kind in run("CALL show_tables() RETURN name, type")}


def missing(run: Run, registry: Registry) -> Iterator[str]:
    """The statements that bring an open file up to the registry: tables, columns, ends, macros.

    Raises StoreError (not_a_store) where a table of the file contradicts the registry.
    """
    present = tables(run)
    for name, declaration in declared(registry).items():
        if name not in present:
            yield _table(name, declaration)
            continue
        kept = {str(r[0]): str(r[1]) for r in run(f"CALL table_info('{name}') RETURN name, type")}
        for column, kind in columns(declaration).items():
            if column not in kept:
                yield f"ALTER TABLE `{name}` ADD `{column}` {kind}"
            elif kept[column] != kind:
                raise StoreError(
                    "not_a_store", f"文件中 {name}.{column} 是 {kept[column]}，登记表中是 {kind}",
                    f"{name}.{column} is {kept[column]} in the file, {kind} in the registry",
                    "换一个文件 / use another file",
                )
        if issubclass(declaration, Tie):
            joined = {(str(r[0]), str(r[1])) for r in run(f"CALL show_connection('{name}') RETURN *")}
            for a, b in pairs(declaration):
                if (a, b) not in joined:
                    yield f"ALTER TABLE `{name}` ADD FROM `{a}` TO `{b}`"
    macros = {str(r[0]).lower() for r in run("CALL show_macros() RETURN *")}
    for name, body in MACROS.items():
        if name.lower() not in macros:
            yield f"CREATE MACRO {name}(x) AS {body}"

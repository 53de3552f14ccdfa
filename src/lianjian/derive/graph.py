"""The asserted graph with numbers in place of (type, id): what the derivations work on.

A *number* (UInt32) stands for one node; numbers rise with (type, id), so sorting by number is
sorting by key. Ties come clipped to the existence of both their ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from lianjian.model import Node, Registry, Tie
from lianjian.model.frames import conform, empty
from lianjian.periods import intersect

Frames = Mapping[str, pl.DataFrame]


def asserted(frames: Frames, registry: Registry, name: str) -> pl.DataFrame:
    """The frame of a type in its exact schema; without rows where ``frames`` lacks the type."""
    declared: type[Node] | type[Tie] = registry.declaration(name)
    return conform(frames[name], declared) if name in frames else empty(declared)


def number(frames: Frames, registry: Registry, types: Iterable[str]) -> pl.DataFrame:
    """The nodes of the types: node (their number), type, id, since, until; sorted."""
    every = [
        asserted(frames, registry, t).select(pl.lit(t).alias("type"), "id", "since", "until")
        for t in sorted(set(types))
    ]
    nodes = pl.concat(every).filter(pl.col("since") < pl.col("until")).sort("type", "id")
    return nodes.with_row_index("node")


def linked(frames: Frames, registry: Registry, nodes: pl.DataFrame, name: str) -> pl.DataFrame:
    """The ties of a type as asserted: node, parent (numbers of near and far end), since, until.

    A tie one of whose ends is not in ``nodes`` is left out.
    """
    ties = asserted(frames, registry, name).lazy()
    near, _, far = registry.ties[name].ends()
    for side, column, types in (("from", "node", near), ("to", "parent", far)):
        ends = nodes.lazy().filter(pl.col("type").is_in(types)).select(
            pl.col("type").alias(f"{side}_type"), pl.col("id").alias(f"{side}_id"),
            pl.col("node").alias(column),
        )
        ties = ties.join(ends, on=[f"{side}_type", f"{side}_id"])
    return ties.select("node", "parent", "since", "until").collect()


def held(frames: Frames, registry: Registry, nodes: pl.DataFrame, name: str) -> pl.DataFrame:
    """The ties of a type while both their ends exist: node, parent, since, until."""
    return clip(clip(linked(frames, registry, nodes, name), nodes, "node"), nodes, "parent")


def clip(ties: pl.DataFrame, nodes: pl.DataFrame, column: str) -> pl.DataFrame:
    """The ties while the node in ``column`` exists; those of other nodes are dropped. Columns stay."""
    return intersect(ties, nodes.select(pl.col("node").alias(column), "since", "until"), [column])


def attributes(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, kind: str, columns: Sequence[str]
) -> pl.DataFrame:
    """Attributes of the nodes of one type: node, then the columns."""
    of_kind = nodes.filter(pl.col("type") == kind).select("node", "id")
    return of_kind.join(asserted(frames, registry, kind).select("id", *columns), on="id").drop("id")


def of_type(nodes: pl.DataFrame, types: Iterable[str]) -> pl.DataFrame:
    """The nodes of the types with the periods of their existence: node, since, until."""
    return nodes.filter(pl.col("type").is_in(list(types))).select("node", "since", "until")


def among(ties: pl.DataFrame, nodes: pl.DataFrame, column: str = "node") -> pl.DataFrame:
    """The ties whose ``column`` is one of the nodes."""
    return ties.join(nodes.select(pl.col("node").alias(column)), on=column, how="semi")


def ids(nodes: pl.DataFrame, numbers: pl.Series) -> pl.Series:
    """The ids of numbered nodes, '' for null; named like ``numbers``."""
    return nodes.get_column("id").gather(numbers).fill_null("").alias(numbers.name)


def as_ties(rows: pl.DataFrame, nodes: pl.DataFrame, declared: type[Tie]) -> pl.DataFrame:
    """Rows of numbers (node, parent, since, until) as a frame of a derived tie type, sorted by its key."""
    ordered = rows.sort("node", "parent", "since")
    ends = [
        nodes.get_column(column).gather(ordered.get_column(end)).alias(f"{side}_{column}")
        for side, end in (("from", "node"), ("to", "parent"))
        for column in ("type", "id")
    ]
    return conform(ordered.with_columns(ends), declared)

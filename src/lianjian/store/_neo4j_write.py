"""How changes reach Neo4j: one transaction, batch by batch, a list a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lianjian.model.base import Tie
from lianjian.model.frames import TIE_ENDS, key, schema

from . import _neo4j_frames as frames
from ._refusals import check_expected, exists, missing_end, missing_row, still_tied, unequal
from .base import declared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from polars._typing import PolarsDataType

    from lianjian.model import Registry
    from lianjian.model.base import Node

    from ._neo4j_frames import Rows
    from .base import TypeChanges

BATCH = 10_000
"""Rows sent with one statement."""
_EACH = "UNWIND range(0, $n - 1) AS i"


def _sent(rows: pl.DataFrame) -> dict[str, object]:
    """The parameters of a batch: its columns as lists c0, c1, …, dates as days since 1970."""
    plain = rows.with_columns(pl.col(pl.Date).cast(pl.Int32))
    return {"n": rows.height, **{f"c{i}": plain[c].to_list() for i, c in enumerate(plain.columns)}}


def _cell(i: int, kind: PolarsDataType) -> str:
    """The expression for column ``i`` of the row at hand; null stays null."""
    return f"date('1970-01-01') + duration({{days: 1}}) * $c{i}[i]" if kind == pl.Date else f"$c{i}[i]"


class _Delta:
    """The writes of one type inside an open transaction."""

    def __init__(self, run: Rows, name: str, declaration: type[Node] | type[Tie]) -> None:
        self.run, self.name, self.keys = run, name, list(key(declaration))
        self.is_tie = issubclass(declaration, Tie)
        self.kinds = schema(declaration)
        self.ids = [c for c in self.keys if c not in ("from_type", "to_type")]
        self.values = [c for c in self.kinds if c not in self.keys]

    def _batches(self, frame: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
        """(labels of the ends, rows): keys first, so that they are c0, or c0, c1 and c2."""
        ordered = frame.select(*self.keys, pl.exclude(self.keys))
        parts = [(("", ""), ordered)]
        if self.is_tie:
            groups = ordered.group_by("from_type", "to_type", maintain_order=True)
            parts = [((str(a), str(b)), rows) for (a, b), rows in groups]
        for labels, rows in parts:
            for batch in rows.iter_slices(BATCH):
                if batch.height:
                    yield labels, batch

    def _ends(self, labels: tuple[str, str]) -> str:
        a, b = labels
        return f"{_EACH} MATCH (a:`{a}` {{id: $c0[i]}}) MATCH (b:`{b}` {{id: $c1[i]}})"

    def _found(self, labels: tuple[str, str]) -> str:
        if not self.is_tie:
            return f"{_EACH} MATCH (n:`{self.name}` {{id: $c0[i]}})"
        since = _cell(2, self.kinds["since"])
        return f"{self._ends(labels)} MATCH (a)-[n:`{self.name}`]->(b) WHERE n.since = {since}"

    def _hits(self, statement: str, batch: pl.DataFrame) -> pl.DataFrame:
        """Run a statement for each row of a batch; the keys of the rows it was carried out for."""
        sent = batch.drop("from_type", "to_type") if self.is_tie else batch
        hit = self.run(f"{statement} RETURN collect(i) AS hit", _sent(sent))[0][0]
        return batch.select(self.keys)[sorted(hit)]

    def _each(self, frame: pl.DataFrame, action: str = "") -> pl.DataFrame:
        """Carry out ``action`` on the stored rows with the keys of ``frame``; the keys that were found."""
        found = [self._hits(f"{self._found(labels)} {action}", b) for labels, b in self._batches(frame)]
        return pl.concat(found) if found else frame.clear().select(self.keys)

    def delete(self, frame: pl.DataFrame) -> None:
        """Delete the rows with these keys; missing_row unless all are there, still_tied for a tied node."""
        if not self.is_tie:
            tied = self._each(frame, "WHERE EXISTS { MATCH (n)--() }")
            if tied.height:
                raise still_tied(self.name, tied)
        self._all_of(frame, self._each(frame, "DELETE n"))

    def update(self, frame: pl.DataFrame) -> None:
        """Set every property but the key; missing_row unless all rows are there."""
        first = len(self.ids)
        sets = ", ".join(f"n.`{c}` = {_cell(first + i, self.kinds[c])}" for i, c in enumerate(self.values))
        self._all_of(frame, self._each(frame, f"SET {sets}" if sets else ""))

    def _all_of(self, frame: pl.DataFrame, found: pl.DataFrame) -> None:
        lacking = frame.select(self.keys).join(found, on=self.keys, how="anti")
        if lacking.height:
            raise missing_row(self.name, lacking)

    def create(self, frame: pl.DataFrame, held: int) -> None:
        """Create the rows; exists for one that is there (``held``: rows of the type), missing_end."""
        there = self._each(frame.select(self.keys)) if held else frame.clear().select(self.keys)
        if there.height:
            raise exists(self.name, there)
        # null properties are left out by the engine itself
        named = [c for c in (*self.ids, *self.values) if c not in TIE_ENDS]
        at = {c: i for i, c in enumerate((*self.ids, *self.values))}
        map_ = ", ".join(f"`{c}`: {_cell(at[c], self.kinds[c])}" for c in named)
        for labels, batch in self._batches(frame):
            start = self._ends(labels) if self.is_tie else _EACH
            made = f"(a)-[:`{self.name}` {{{map_}}}]->(b)" if self.is_tie else f"(:`{self.name}` {{{map_}}})"
            done = self._hits(f"{start} CREATE {made}", batch)
            if done.height < batch.height:
                raise missing_end(self.name, batch.select(self.keys).join(done, on=self.keys, how="anti"))


def lock(run: Rows, registry: Registry) -> None:
    """Let one writing transaction in at a time: the next waits here until this one ends.

    Two that create the same id of one type wait for each other (its uniqueness is at stake), and a
    node that is deleted in the same transaction is never seen.
    """
    first = next(iter(registry.nodes))
    run(f"CREATE (n:`{first}` {{id: $id}}) DELETE n", {"id": "\0lianjian"})


def create(run: Rows, *, name: str, rows: pl.DataFrame, registry: Registry) -> None:
    """Create rows of one type, of which nothing is stored yet."""
    _Delta(run, name, registry.declaration(name)).create(rows, 0)


def write(
    run: Rows, changes: Mapping[str, TypeChanges], registry: Registry, expected: Mapping[str, int] | None
) -> None:
    """Make the checked ``changes`` inside the open transaction of ``run``; raises unless they add up.

    Nothing is committed here. ChangeError (changed, exists, missing_row, missing_end, still_tied) where
    the changes contradict what is stored, StoreError (counts) where the engine did something else.
    """
    lock(run, registry)
    before = held(run, registry)
    check_expected(expected, before)
    work = {n: _Delta(run, n, registry.declaration(n)) for n in changes}
    ties = [n for n in work if work[n].is_tie]
    nodes = [n for n in work if not work[n].is_tie]
    for name in (*ties, *nodes):
        work[name].delete(changes[name].delete)
    for name in (*nodes, *ties):
        work[name].create(changes[name].create, before[name] - changes[name].delete.height)
        work[name].update(changes[name].update)
    after = held(run, registry)
    for name, change in changes.items():
        wanted = before[name] + change.create.height - change.delete.height
        if after[name] != wanted:
            raise unequal(name, wanted, after[name])


def held(run: Rows, registry: Registry) -> dict[str, int]:
    """Rows per type, for all types: planning the query takes a second, so it is always the same one."""
    return {str(name): int(n) for name, n in run(frames.count(declared(registry)))}

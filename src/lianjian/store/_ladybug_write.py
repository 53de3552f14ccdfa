"""How changes reach a LadybugDB file: a few by one transaction, many by a new file made with COPY."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lianjian.model.base import Tie
from lianjian.model.frames import TIE_KEY, key, schema

from ._ladybug_schema import columns, pairs
from ._refusals import exists, missing_end, missing_row, still_tied, unequal
from .base import TypeChanges, changes_of, declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lianjian.model import Registry
    from lianjian.model.base import Node

    from ._ladybug_schema import Run

BATCH = 10_000
"""Ties created by one statement."""
_LABELS = ("from_type", "to_type")


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns named c0, c1, …: no name of ours can then be a reserved word or another variable."""
    return frame.rename({c: f"c{i}" for i, c in enumerate(frame.columns)})


def by_pair(frame: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """(from label, to label, rows without the label columns) of a tie frame."""
    for (a, b), rows in frame.group_by("from_type", "to_type", maintain_order=True):
        yield str(a), str(b), rows.drop("from_type", "to_type")


def select(name: str, declaration: type[Node] | type[Tie], labels: tuple[str, str] = ("", "")) -> str:
    """The query that reads a node type, or a tie type between two labels, with columns c0, c1, …."""
    if issubclass(declaration, Tie):
        pattern = f"(a:`{labels[0]}`)-[n:`{name}`]->(b:`{labels[1]}`)"
        cols = ["a.id", "b.id", *(f"n.`{c}`" for c in columns(declaration))]
    else:
        pattern, cols = f"(n:`{name}`)", [f"n.`{c}`" for c in columns(declaration)]
    return f"MATCH {pattern} RETURN {', '.join(f'{c} AS c{i}' for i, c in enumerate(cols))}"


def count(name: str, declaration: type[Node] | type[Tie]) -> str:
    """The query that counts a type's rows."""
    pattern = f"()-[n:`{name}`]->()" if issubclass(declaration, Tie) else f"(n:`{name}`)"
    return f"MATCH {pattern} RETURN count(*) AS c0"


def read(
    frames: Callable[[str], pl.DataFrame], name: str, declaration: type[Node] | type[Tie]
) -> pl.DataFrame:
    """All rows of a type; ``frames`` runs a query and gives its frame."""
    whole = schema(declaration)
    if not issubclass(declaration, Tie):
        found = frames(select(name, declaration))
        return found.rename(dict(zip(found.columns, whole, strict=True))).cast(pl.Schema(whole)).sort("id")
    inner = [c for c in whole if c not in ("from_type", "to_type")]
    parts = [pl.DataFrame(schema=whole)]
    for a, b in pairs(declaration):
        found = frames(select(name, declaration, (a, b)))
        if found.height:
            found = found.rename(dict(zip(found.columns, inner, strict=True)))
            ends = found.with_columns(from_type=pl.lit(a), to_type=pl.lit(b))
            parts.append(ends.select(list(whole)).cast(pl.Schema(whole)))
    return pl.concat(parts).sort(TIE_KEY)


# ---- one transaction -------------------------------------------------------------------------------


def _match(name: str, declaration: type[Node] | type[Tie], labels: tuple[str, str]) -> str:
    """Finds rows by the key in c0 (nodes) or c0, c1, c2 (ties).

    A tie's near end is matched first, by look-up; in one pattern the engine scans all ties of the type.
    """
    if issubclass(declaration, Tie):
        return (
            f"LOAD FROM $df MATCH (a:`{labels[0]}`) WHERE a.id = c0 "
            f"MATCH (a)-[n:`{name}`]->(b:`{labels[1]}`) WHERE b.id = c1 AND n.`since` = c2 "
        )
    return f"LOAD FROM $df MATCH (n:`{name}`) WHERE n.id = c0 "


class _Delta:
    """The writes of one type inside an open transaction."""

    def __init__(self, run: Run, name: str, declaration: type[Node] | type[Tie]) -> None:
        self.run, self.name, self.declaration = run, name, declaration
        self.is_tie = issubclass(declaration, Tie)

    def _parts(self, frame: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
        if self.is_tie:
            for a, b, rows in by_pair(frame):
                yield (a, b), rows
        elif frame.height:
            yield ("", ""), frame

    def total(self) -> int:
        return int(self.run(count(self.name, self.declaration))[0][0])

    def _each(self, frame: pl.DataFrame, action: str) -> int:
        """Run ``action`` on the stored rows with the keys of ``frame``; how many there are."""
        n = 0
        for labels, rows in self._parts(frame):
            match = _match(self.name, self.declaration, labels)
            n += int(self.run(f"{match} {action} RETURN count(*) AS n", {"df": _numbered(rows)})[0][0])
        return n

    def found(self, keys: pl.DataFrame) -> int:
        """How many stored rows have one of the keys."""
        return self._each(keys, "")

    def present(self, keys: pl.DataFrame) -> pl.DataFrame:
        """Which of the keys are stored."""
        parts = [keys.clear()]
        for labels, rows in self._parts(keys):
            shown = ", ".join(f"c{i} AS k{i}" for i in range(len(rows.columns)))
            match = _match(self.name, self.declaration, labels)
            hit = self.run(match + f"RETURN {shown}", {"df": _numbered(rows)})
            there = pl.DataFrame(hit, schema=rows.schema, orient="row")
            if self.is_tie:
                there = there.with_columns(from_type=pl.lit(labels[0]), to_type=pl.lit(labels[1]))
            parts.append(there.select(keys.columns))
        return pl.concat(parts)

    def delete(self, keys: pl.DataFrame) -> None:
        """Delete the rows; missing_row unless all of them are there."""
        there = self.found(keys)
        if there != keys.height:
            raise missing_row(self.name, keys.join(self.present(keys), on=keys.columns, how="anti"))
        self._each(keys, "DELETE n")

    def update(self, frame: pl.DataFrame) -> None:
        """Set every property but the key; missing_row unless all rows are there."""
        # key columns first, so that _match finds them under c0, c1, c2
        ids = [c for c in key(self.declaration) if c not in _LABELS]
        labels = [c for c in _LABELS if self.is_tie]
        ordered = frame.select(*labels, *ids, pl.exclude(*labels, *ids))
        values = [c for c in ordered.columns if c not in labels]
        sets = ", ".join(f"n.`{c}` = c{i}" for i, c in enumerate(values) if c not in ids)
        if self._each(ordered, f"SET {sets}" if sets else "") != frame.height:
            keys = frame.select(key(self.declaration))
            raise missing_row(self.name, keys.join(self.present(keys), on=keys.columns, how="anti"))

    def create(self, frame: pl.DataFrame) -> None:
        for labels, rows in self._parts(frame):
            if self.is_tie:
                self._create_ties(labels, rows)
            else:
                values = ", ".join(f"`{c}`: c{i}" for i, c in enumerate(rows.columns))
                self.run(f"LOAD FROM $df CREATE (:`{self.name}` {{{values}}})", {"df": _numbered(rows)})

    def _create_ties(self, labels: tuple[str, str], rows: pl.DataFrame) -> None:
        # Two MATCH after LOAD FROM exhaust memory, after UNWIND they are look-ups by key. UNWIND takes
        # its types from the values it sees (a column of nulls becomes text), so scalars go as text and
        # every property is cast to what it is.
        kinds = columns(self.declaration)
        values = ", ".join(f"`{c}`: CAST(r.c{i + 2} AS {t})" for i, (c, t) in enumerate(kinds.items()))
        cypher = (
            f"UNWIND $rows AS r MATCH (a:`{labels[0]}` {{id: r.c0}}) MATCH (b:`{labels[1]}` {{id: r.c1}}) "
            f"CREATE (a)-[:`{self.name}` {{{values}}}]->(b)"
        )
        text = _numbered(rows.select("from_id", "to_id", *kinds)).with_columns(
            pl.exclude(pl.List(pl.String())).cast(pl.String)
        )
        for batch in text.iter_slices(BATCH):
            self.run(cypher, {"rows": batch.to_dicts()})


def write_delta(run: Run, changes: Mapping[str, TypeChanges], registry: Registry) -> None:
    """Make the checked ``changes`` inside the open transaction of ``run``; raises unless they add up.

    Nothing is committed here. ChangeError (exists, missing_row, missing_end, still_tied) where the
    changes contradict what is stored, StoreError (counts) where the engine did something else.
    """
    work = {n: _Delta(run, n, registry.declaration(n)) for n in changes}
    totals = {n: d.total() for n, d in work.items()}
    ties = [n for n in work if work[n].is_tie]
    nodes = [n for n in work if not work[n].is_tie]
    for name in (*ties, *nodes):
        try:
            work[name].delete(changes[name].delete)
        except RuntimeError as error:
            if "connected edges" in str(error):
                raise still_tied(name, changes[name].delete) from error
            raise
    for name in (*nodes, *ties):
        try:
            work[name].create(changes[name].create)
        except RuntimeError as error:
            if "duplicated primary key" in str(error):
                raise exists(name, changes[name].create.select("id")) from error
            raise
        work[name].update(changes[name].update)
    for name, d in work.items():
        _check_written(name, d, changes[name], totals[name])


def _check_written(name: str, d: _Delta, change: TypeChanges, before: int) -> None:
    """Read back: what was created is there once, what was deleted is not, the totals add up."""
    keys = key(d.declaration)
    made = change.create.select(keys)
    found = d.found(made)
    if d.is_tie and found > made.height:
        raise exists(name, made)
    if d.is_tie and found < made.height:
        raise missing_end(name, made.join(d.present(made), on=keys, how="anti"))
    wanted = before + change.create.height - change.delete.height
    total = d.total()
    if (found, d.found(change.delete), total) != (made.height, 0, wanted):
        raise unequal(name, wanted, total)


# ---- a new file ------------------------------------------------------------------------------------


def merged(
    name: str, declaration: type[Node] | type[Tie], old: pl.DataFrame, change: TypeChanges
) -> pl.DataFrame:
    """The rows of a type after a change; the same errors as the transaction's."""
    keys = list(key(declaration))
    gone = pl.concat([change.update.select(keys), change.delete])
    lacking = gone.join(old, on=keys, how="anti")
    if lacking.height:
        raise missing_row(name, lacking)
    twice = change.create.select(keys).join(old, on=keys, how="semi")
    if twice.height:
        raise exists(name, twice)
    return pl.concat([old.join(gone, on=keys, how="anti"), change.update, change.create])


def write_whole(
    run: Run, old: Callable[[str], pl.DataFrame], changes: Mapping[str, TypeChanges], registry: Registry
) -> None:
    """Fill the new, empty file of ``run`` with what ``old`` gives by type, and the checked ``changes``."""
    ids: dict[str, pl.Series] = {}
    for name, declaration in declared(registry).items():
        frame = merged(name, declaration, old(name), changes.get(name) or changes_of(declaration))
        if issubclass(declaration, Tie):
            _check_ends(name, frame, ids, changes)
            for a, b, rows in by_pair(frame):
                run(f"COPY `{name}` FROM $df (from='{a}', to='{b}')", {"df": rows})
        else:
            ids[name] = frame["id"]
            if frame.height:
                run(f"COPY `{name}` FROM $df", {"df": frame})
        held = int(run(count(name, declaration))[0][0])
        if held != frame.height:
            raise unequal(name, frame.height, held)


def _check_ends(
    name: str, frame: pl.DataFrame, ids: Mapping[str, pl.Series], changes: Mapping[str, TypeChanges]
) -> None:
    for (a, b), rows in frame.select(TIE_KEY).group_by("from_type", "to_type"):
        for label, end in ((str(a), "from_id"), (str(b), "to_id")):
            loose = rows.join(ids[label].to_frame(), left_on=end, right_on="id", how="anti")
            if not loose.height:
                continue
            if label in changes:
                cut = loose.join(changes[label].delete, left_on=end, right_on="id", how="semi")
                if cut.height:
                    raise still_tied(label, cut.select(end))
            raise missing_end(name, loose)

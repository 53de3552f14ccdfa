"""What every engine promises: the Store protocol, changes as values, errors that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

import polars as pl

from lianjian.model.base import Tie
from lianjian.model.frames import empty, key, schema

if TYPE_CHECKING:
    from types import TracebackType

    from lianjian.model.base import Node
    from lianjian.model.registry import Registry


class StoreError(Exception):
    """Something the store cannot do: a stable ``code``, the message in two languages, what to do next.

    Codes of the store itself: closed, busy, read_only, url, no_space, memory, denied, damaged, engine,
    not_a_store. Of files: missing_file, missing_folder, empty_file, older_file, locked, replaced. Of
    servers: missing_store, auth, unreachable, tls, certificate, routing, no_database, not_leader,
    duplicates, old_server, interrupted, unfinished. Of changes: unknown_type, schema, null_key, null_date,
    duplicate_key, bad_end, exists, missing_row, missing_end, still_tied, changed, counts.
    """

    def __init__(self, code: str, zh: str, en: str, remedy: str = "") -> None:
        super().__init__(code, zh, en, remedy)
        self.code, self.zh, self.en, self.remedy = code, zh, en, remedy

    def __str__(self) -> str:
        return f"{self.zh}（{self.en}）" + (f"\n{self.remedy}" if self.remedy else "")


class ChangeError(StoreError):
    """The changes do not fit what the store holds, or the registry; nothing was written."""


class QueryError(StoreError):
    """The engine refuses a query. Code ``query``, ``write_refused`` or ``timeout``."""


class WriteRefusedError(QueryError):
    """A query that would write; questions only read. Code ``write_refused``."""


class QueryTimeoutError(QueryError):
    """A query took longer than its limit. Code ``timeout``."""


@dataclass(frozen=True)
class TypeChanges:
    """What happens to one type: rows to create and update (all columns), keys to delete."""

    create: pl.DataFrame
    update: pl.DataFrame
    delete: pl.DataFrame

    def __len__(self) -> int:
        return self.create.height + self.update.height + self.delete.height


Changes: TypeAlias = Mapping[str, TypeChanges]
"""Changes by name of node or tie type; types that are left out stay as they are."""


def changes_of(
    declaration: type[Node] | type[Tie],
    *,
    create: pl.DataFrame | None = None,
    update: pl.DataFrame | None = None,
    delete: pl.DataFrame | None = None,
) -> TypeChanges:
    """Changes of one type; what is not given is empty."""
    nothing = empty(declaration)
    return TypeChanges(
        nothing if create is None else create,
        nothing if update is None else update,
        nothing.select(key(declaration)) if delete is None else delete,
    )


class Store(Protocol):
    """A store of one graph, the same for every engine. Its objects are context managers.

    Every method raises :class:`StoreError` (or a subclass) and never an engine's own exception.
    """

    url: str
    """The address, without user name and password."""

    @property
    def engine(self) -> str:
        """The engine with its version, as in "Ladybug 0.22.0" or "Neo4j 5.26.20 community"."""
        ...

    def read(self, name: str) -> pl.DataFrame:
        """All rows of a node or tie type, in schema order of columns, sorted by key."""
        ...

    def counts(self) -> dict[str, int]:
        """Rows per type, for all types of the registry."""
        ...

    def apply(self, changes: Changes, *, expected: Mapping[str, int] | None = None) -> None:
        """Make the changes in one transaction, read back inside it: all or nothing.

        ``expected`` are numbers of rows by type which the store must still hold, else ChangeError
        (changed): what was planned for another state is not written, whoever else writes meanwhile.
        """
        ...

    def query(
        self, cypher: str, params: Mapping[str, object] | None = None, *, timeout: float | None = None
    ) -> pl.DataFrame:
        """The rows of a reading query; all integers are Int64. ``timeout`` in seconds.

        A column without any value has the type Null where the engine does not tell another.
        """
        ...

    def explain(self, cypher: str, params: Mapping[str, object] | None = None) -> None:
        """Raise QueryError if the engine refuses the query; nothing is run."""
        ...

    def close(self) -> None:
        """Release what the store holds; closing twice is allowed."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def declared(registry: Registry) -> dict[str, type[Node] | type[Tie]]:
    """All node types, then all tie types, by name."""
    return {**registry.nodes, **registry.ties}


def some(frame: pl.DataFrame, limit: int = 3) -> str:
    """Up to ``limit`` rows of keys as text, for messages."""
    shown = [" ".join(str(v) for v in row) for row in frame.head(limit).iter_rows()]
    return "; ".join(shown) + ("; …" if frame.height > limit else "")


def check_changes(changes: Changes, registry: Registry) -> dict[str, TypeChanges]:
    """The non-empty changes with columns in schema order, nodes before ties; ChangeError if malformed."""
    unknown = sorted(changes.keys() - registry.nodes.keys() - registry.ties.keys())
    if unknown:
        raise ChangeError(
            "unknown_type", f"没有这种类型：{', '.join(unknown)}", f"no such type: {', '.join(unknown)}",
            "类型须先在登记表中声明 / declare the type in the registry first",
        )
    ordered = [n for n in (*registry.nodes, *registry.ties) if n in changes and len(changes[n])]
    return {n: _checked(n, changes[n], registry.declaration(n)) for n in ordered}


def _checked(name: str, change: TypeChanges, declaration: type[Node] | type[Tie]) -> TypeChanges:
    whole, keys = schema(declaration), key(declaration)
    parts = {
        "create": (change.create, whole), "update": (change.update, whole),
        "delete": (change.delete, {k: whole[k] for k in keys}),
    }
    for part, (frame, wanted) in parts.items():
        if dict(frame.schema) != wanted:
            found = ", ".join(f"{c} {t}" for c, t in frame.schema.items() if wanted.get(c) != t)
            lacking = ", ".join(c for c in wanted if c not in frame.columns)
            raise ChangeError(
                "schema", f"{name} 的 {part} 列不符：{found or '—'}；缺：{lacking or '—'}",
                f"columns of {name}.{part} differ: {found or '-'}; lacking: {lacking or '-'}",
            )
    done = TypeChanges(*(frame.select(list(wanted)) for frame, wanted in parts.values()))
    every = pl.concat([done.create.select(keys), done.update.select(keys), done.delete])
    null = every.filter(pl.any_horizontal(pl.all().is_null()))
    if null.height:
        raise ChangeError("null_key", f"{name} 有空的键：{some(null)}", f"{name}: null in key: {some(null)}")
    twice = every.filter(every.is_duplicated()).unique(maintain_order=True)
    if twice.height:
        raise ChangeError(
            "duplicate_key", f"{name} 的键重复：{some(twice)}", f"{name}: key given twice: {some(twice)}",
        )
    rows = pl.concat([done.create, done.update])
    undated = [c for c in ("since", "until") if c in rows.columns and rows[c].null_count()]
    if undated:
        raise ChangeError("null_date", f"{name} 的日期为空：{undated}", f"{name}: null date in {undated}")
    if issubclass(declaration, Tie):
        starts, _, ends = declaration.ends()
        strange = every.filter(~pl.col("from_type").is_in(starts) | ~pl.col("to_type").is_in(ends))
        if strange.height:
            raise ChangeError(
                "bad_end", f"{name} 不能连接：{some(strange)}", f"{name} cannot join: {some(strange)}",
                f"允许 / allowed: {declaration.picture}",
            )
    return done

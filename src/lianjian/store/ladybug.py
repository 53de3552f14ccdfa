"""The embedded engine: one LadybugDB file, no server."""

from __future__ import annotations

import os
import re
import shutil
import weakref
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import ladybug
import polars as pl
import pyarrow as pa

from lianjian.model.frames import empty

from . import _ladybug_write as writing
from ._held import Held
from ._ladybug_file import (
    ENGINE_ERRORS,
    acquire,
    connected,
    missing_file,
    open_database,
    release,
    run_on,
    translate,
)
from ._ladybug_place import fresh, gate, publish, remove, sync
from ._ladybug_schema import missing, tables
from ._reading import check_reading, quiet
from ._refusals import check_expected, read_only, unknown_type
from .base import Changes, QueryError, StoreError, check_changes, declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polars._typing import PolarsDataType

    from lianjian.model import Registry

    from .base import TypeChanges

T = TypeVar("T")

BULK_SHARE = 1 / 3
"""Share of changed rows above which a new file is quicker than a transaction."""
FEW = 1_000
"""Changed rows up to which a transaction is always quicker."""
SPARE = 64 << 20
"""Bytes of disk that must stay free beside what a write needs."""
_CALLS = re.compile(r"SHOW_\w+|TABLE_INFO|DB_VERSION|CURRENT_SETTING", re.IGNORECASE)


def _plain_type(kind: PolarsDataType) -> PolarsDataType:
    """The type a result column is given: one integer type, one float type; sums are Decimal here."""
    if isinstance(kind, pl.List):
        return pl.List(_plain_type(kind.inner))
    if isinstance(kind, pl.Decimal):
        return pl.Float64() if kind.scale else pl.Int64()
    if kind.is_integer():
        return pl.Int64()
    return pl.Float64() if kind.is_float() else kind


def _frame(connection: Any, cypher: str, params: dict[str, object] | None = None) -> pl.DataFrame:
    result = connection.execute(cypher, params or {})
    try:
        names = result.get_column_names()
        if len(set(names)) < len(names):
            raise QueryError(
                "query", "结果有同名列，请用 AS 命名", "columns of the same name; name them with AS",
            )
        frame: pl.DataFrame = result.get_as_pl()
        return frame
    finally:
        result.close()


class LadybugStore(Held):
    """A store in one file. Use :func:`lianjian.store.connect`."""

    def __init__(
        self, path: Path, *, registry: Registry, read_only: bool = False, create: bool = True
    ) -> None:
        self.url, self.registry, self.read_only = str(path), registry, read_only
        real = Path(os.path.realpath(path))
        _check_place(real, create=create and not read_only)
        with self._translated(real):
            if not real.exists():
                _create(real, registry)
            self._file = acquire(real, read_only=read_only)
        self._release = weakref.finalize(self, release, self._file)
        try:
            with self._translated(real):
                present = self._tables()
                if read_only and self._lacking():
                    self._release()
                    self._bring_up(real)
                    self._file = acquire(real, read_only=True)
                    self._release = weakref.finalize(self, release, self._file)
                    present = self._tables()
                self._present = present if read_only else self._fit(present)
        except BaseException:
            self.close()
            raise

    @property
    def engine(self) -> str:
        """The engine with its version."""
        return f"Ladybug {ladybug.__version__}"

    @contextmanager
    def _translated(self, path: Path | None = None, *, query: bool = False) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except (*ENGINE_ERRORS, OSError, pl.exceptions.PolarsError, pa.ArrowException) as error:
            raise translate(error, path or self._file.path, query=query) from error

    def _lacking(self) -> list[str]:
        """The statements that bring the file up to the registry: none unless an older version made it."""
        return self._file.read(lambda c: list(missing(partial(run_on, c), self.registry)))

    def _bring_up(self, path: Path) -> None:
        """Bring an older version's file up to the registry, which reading alone cannot do."""
        try:
            LadybugStore(path, registry=self.registry).close()
        except StoreError as error:
            raise StoreError(
                "older_file", f"{self.url} 由旧版本建立，须先更新结构，而现在不能写它：{error.zh}",
                f"{self.url} was made by an older version and cannot be brought up to date now: {error.en}",
                error.remedy or "请以可写方式打开一次 / open it for writing once",
            ) from error

    def _tables(self) -> frozenset[str]:
        """The names of the file's tables; StoreError where none of them is ours."""
        present = frozenset(self._file.read(lambda c: tables(partial(run_on, c))))
        if present and not present & declared(self.registry).keys():
            raise StoreError(
                "not_a_store", f"{self.url} 是别的程序的库", f"{self.url} is another program's database",
                "请换一个文件 / use another file",
            )
        return present

    def _fit(self, present: frozenset[str]) -> frozenset[str]:
        """Add what the file lacks of the registry; the names of its tables afterwards."""
        with self._file.alone(), connected(self._file.database) as connection:
            run = partial(run_on, connection)
            lacking = list(missing(run, self.registry))
            if lacking:
                _transact(run, lambda: [run(s) for s in lacking])
        return present | declared(self.registry).keys()

    def read(self, name: str) -> pl.DataFrame:
        """All rows of a node or tie type, in schema order of columns, sorted by key."""
        self._open()
        if name not in declared(self.registry):
            raise unknown_type(name)
        with self._translated():
            return self._file.read(partial(self._read_on, name=name))

    def _read_on(self, connection: Any, name: str) -> pl.DataFrame:
        declaration = self.registry.declaration(name)
        if name not in self._present:
            return empty(declaration)
        return writing.read(partial(_frame, connection), name, declaration)

    def counts(self) -> dict[str, int]:
        """Rows per type, for all types of the registry."""
        self._open()
        with self._translated():
            return self._file.read(self._counts_on)

    def _counts_on(self, connection: Any) -> dict[str, int]:
        return {
            n: int(run_on(connection, writing.count(n, d))[0][0]) if n in self._present else 0
            for n, d in declared(self.registry).items()
        }

    def query(
        self, cypher: str, params: Mapping[str, object] | None = None, *, timeout: float | None = None
    ) -> pl.DataFrame:
        """The rows of a reading query; all integers are Int64. ``timeout`` in seconds.

        Raises QueryError (query, write_refused, timeout), also where a parameter is not given.
        """
        self._open()
        check_reading(cypher, _CALLS)

        def work(connection: Any) -> pl.DataFrame:
            if timeout is not None:
                connection.set_query_timeout(max(1, int(timeout * 1000)))
            run_on(connection, "BEGIN TRANSACTION READ ONLY")
            # with a parameter the text is prepared, and only a single statement can be
            frame = _frame(connection, cypher, {"_": 0, **(params or {})})
            with suppress(RuntimeError):
                run_on(connection, "ROLLBACK")
            return frame

        with self._translated(query=True):
            frame = self._file.read(work)
            return frame.cast({c: _plain_type(t) for c, t in frame.schema.items()})

    def explain(self, cypher: str, params: Mapping[str, object] | None = None) -> None:
        """Raise QueryError if the engine refuses the query; nothing is run.

        ``LIMIT $n`` needs a value for n; other parameters may be left out.
        """
        check_reading(cypher, _CALLS)
        named = re.findall(r"\$(\w+)", quiet(cypher))
        self.query(f"EXPLAIN {cypher}", {**dict.fromkeys(named), **(params or {})})

    def apply(
        self, changes: Changes, *, expected: Mapping[str, int] | None = None, bulk: bool | None = None
    ) -> None:
        """Make the changes in one transaction, read back inside it: all or nothing.

        ``expected`` are numbers of rows by type that the store must still hold. ``bulk`` chooses the way:
        True a new file, False a transaction, None by the share of changed rows. Raises ChangeError where
        the changes contradict the store, StoreError otherwise.
        """
        self._open()
        if self.read_only:
            raise read_only(self.url)
        todo = check_changes(changes, self.registry)
        if not todo:
            return
        if bulk is None:
            rows = sum(len(c) for c in todo.values())
            bulk = rows > FEW and rows > BULK_SHARE * sum(self.counts().values())
        with self._translated(), self._file.alone():
            self._file.check_in_place()
            if expected:
                with connected(self._file.database) as connection:
                    check_expected(expected, self._counts_on(connection))
            if not (bulk and not self._others() and self._rewrite(todo)):
                self._change(todo)

    def _others(self) -> bool:
        """Whether the file holds tables of no declared type, which a new file would lose."""
        with connected(self._file.database) as connection:
            held = tables(partial(run_on, connection)).keys()
        return bool(held - declared(self.registry).keys())

    def _change(self, todo: Mapping[str, TypeChanges]) -> None:
        self._check_space(todo, 0)
        with connected(self._file.database) as connection:
            run = partial(run_on, connection)
            _transact(run, lambda: writing.write_delta(run, todo, self.registry))

    def _rewrite(self, todo: Mapping[str, TypeChanges]) -> bool:
        """Make the changes by a new file; False if the system does not let it take the old one's place."""
        path = self._file.path
        self._check_space(todo, path.stat().st_size)
        new = fresh(path)
        try:
            with connected(self._file.database) as old:
                _make(new, self.registry, lambda run: writing.write_whole(
                    run, partial(self._read_on, old), todo, self.registry
                ))
            return self._file.replace(new)
        finally:
            remove(new)

    def _check_space(self, todo: Mapping[str, TypeChanges], held: int) -> None:
        size = sum(int(f.estimated_size()) for c in todo.values() for f in (c.create, c.update, c.delete))
        free = shutil.disk_usage(self._file.path.parent).free
        if free < held + 2 * size + SPARE:
            need = (held + 2 * size + SPARE) >> 20
            raise StoreError(
                "no_space", f"磁盘只剩 {free >> 20} MiB，需要约 {need} MiB",
                f"only {free >> 20} MiB of disk left, about {need} MiB needed",
                "请腾出空间再试 / free some space and try again",
            )


def _transact(run: Callable[..., Any], work: Callable[[], object]) -> None:
    """Run ``work`` in a transaction: committed if it returns, rolled back whatever it raises."""
    run("BEGIN TRANSACTION")
    try:
        work()
        run("COMMIT")
    except BaseException:
        with suppress(*ENGINE_ERRORS):  # after an engine's error there is no transaction left
            run("ROLLBACK")
        raise


def _check_place(path: Path, *, create: bool) -> None:
    """Raise StoreError where ``path`` can hold no store, or holds none and none is to be made."""
    if path.is_dir():
        raise StoreError(
            "not_a_store", f"{path} 是文件夹", f"{path} is a folder",
            "请给出文件路径 / give the path of a file",
        )
    if path.exists():
        if path.stat().st_size == 0:
            # the engine would take it for a new database, and a wrong path would go unnoticed
            raise StoreError(
                "empty_file", f"{path} 是空文件", f"{path} is an empty file",
                "请删除它或换一个路径 / delete it or use another path",
            )
    elif not create:
        raise missing_file(path)
    elif not path.parent.is_dir():
        raise StoreError(
            "missing_folder", f"没有文件夹 {path.parent}", f"there is no folder {path.parent}",
            "请先建立该文件夹 / make the folder first",
        )


def _make(path: Path, registry: Registry, fill: Callable[[Callable[..., Any]], object]) -> None:
    """A complete, closed and synced file with the registry's schema, filled by ``fill``."""
    database = open_database(path, read_only=False)
    try:
        with connected(database) as connection:
            run = partial(run_on, connection)
            _transact(run, lambda: [run(s) for s in list(missing(run, registry))])
            fill(run)
            run("CHECKPOINT")
    finally:
        database.close()
    sync(path)


def _create(path: Path, registry: Registry) -> None:
    """A new store without rows, unless another process made one meanwhile: that one is left as it is."""
    with gate(path):
        if path.exists():
            return
        new = fresh(path)
        try:
            _make(new, registry, lambda _: None)
            publish(new, path)
        finally:
            remove(new)

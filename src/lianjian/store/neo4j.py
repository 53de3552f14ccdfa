"""The second engine: a Neo4j server or cluster, through the official driver."""

from __future__ import annotations

import logging
import random
import re
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import neo4j
from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from lianjian.model.frames import key

from . import _neo4j_frames as frames
from . import _neo4j_load as loading
from . import _neo4j_write as writing
from ._held import Held
from ._neo4j_errors import ENGINE_ERRORS, out_of_memory, translate
from ._neo4j_schema import check_names, missing_constraints, present, server
from ._reading import check_reading
from ._refusals import read_only, unknown_type
from .base import Changes, QueryError, StoreError, check_changes, declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from lianjian.model import Registry

    from ._neo4j_address import Address
    from .base import TypeChanges

T = TypeVar("T")
logger = logging.getLogger(__name__)

WAITS = (0.1, 0.5, 2.0, 8.0)
"""Seconds between attempts after a deadlock, a change of leader, a lost connection."""
_CALLS = re.compile(
    r"|db\.(labels|relationshipTypes|propertyKeys|schema\.\w+)|dbms\.components", re.IGNORECASE
)
_asking: ContextVar[bool] = ContextVar("asking", default=False)


def _told_otherwise(_: logging.LogRecord) -> bool:
    """Whether a notification of the driver's log is somebody else's: our own become errors, or are noise."""
    return not _asking.get()


logging.getLogger("neo4j.notifications").addFilter(_told_otherwise)
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else its warnings go to standard error


class Neo4jStore(Held):
    """A store in one database of a server. Use :func:`lianjian.store.connect`."""

    def __init__(
        self, where: Address, *, registry: Registry, read_only: bool = False, create: bool = True
    ) -> None:
        self.url, self.registry, self.read_only = where.url, registry, read_only
        self._where = where
        self._bookmarks = GraphDatabase.bookmark_manager()  # reads see what this store has written
        with self._translated():
            self._driver = GraphDatabase.driver(
                where.url, auth=(where.username, where.password or ""), user_agent="lianjian",
                connection_timeout=10, warn_notification_severity="OFF",
            )
        self._release = weakref.finalize(self, self._driver.close)
        try:
            self._fit(create=create and not read_only)
        except BaseException:
            self.close()
            raise

    def _fit(self, *, create: bool) -> None:
        """Check that server and database are what they should be; make ids unique if open for writing."""
        shown = self._where.shown

        def look(run: frames.Rows) -> tuple[str, frozenset[str], bool]:
            return server(run, shown), present(run, self.registry, shown), loading.marked(run)

        with self._translated():
            self._driver.verify_connectivity()
        self._engine, there, unfinished = self._transact(look)
        if not there and not create:
            raise StoreError(
                "missing_store", f"{shown} 中还没有图库", f"there is no store in {shown} yet",
                "请先运行 lianjian import 导入 / run lianjian import first",
            )
        if self.read_only:
            return
        if unfinished and self._sweep():
            logger.warning("%s: a first import was broken off and is undone", shown)
        try:
            lacking = self._transact(lambda run: list(missing_constraints(run, self.registry)))
        except StoreError as error:
            # who may import need not see constraints; where all types are known, they have been made
            if error.code != "denied" or there < self.registry.nodes.keys():
                raise
            lacking = []
        if lacking:
            self._transact(lambda run: [run(s) for s in lacking], write=True)

    @property
    def engine(self) -> str:
        """The engine with its version and edition."""
        return self._engine

    @contextmanager
    def _translated(self, *, query: bool = False) -> Iterator[None]:
        token = _asking.set(True)
        try:
            yield
        except StoreError:
            raise
        except ENGINE_ERRORS as error:
            raise translate(error, self._where, query=query) from error
        finally:
            _asking.reset(token)

    def _session(self, *, write: bool) -> neo4j.Session:
        return self._driver.session(
            database=self._where.database, bookmark_manager=self._bookmarks,
            default_access_mode=WRITE_ACCESS if write else READ_ACCESS,
        )

    def _attempt(self, work: Callable[[neo4j.Transaction], T], *, write: bool, timeout: float | None) -> T:
        """Run ``work`` in one transaction, committed if it returns and rolled back whatever it raises."""
        with self._session(write=write) as session, session.begin_transaction(timeout=timeout) as transaction:
            result = work(transaction)
            transaction.commit()
            return result

    def _managed(
        self, work: Callable[[neo4j.Transaction], T], *, write: bool = False, timeout: float | None = None,
    ) -> T:
        """:meth:`_attempt`, repeated where that can help.

        The driver's own managed transactions also repeat one for which the server has too little
        memory, for half a minute and whatever it wrote.
        """
        for wait in WAITS:
            try:
                return self._attempt(work, write=write, timeout=timeout)
            except (Neo4jError, DriverError) as error:
                if not error.is_retryable() or out_of_memory(error):
                    raise
            time.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 - so that two do not meet again
        return self._attempt(work, write=write, timeout=timeout)

    def _transact(self, work: Callable[[frames.Rows], T], *, write: bool = False) -> T:
        """What ``work`` makes of a function that runs the store's own statements, in one transaction."""
        self._open()
        with self._translated():
            return self._managed(lambda transaction: work(loading.runner(transaction)), write=write)

    def _reading(self, work: Callable[[frames.Rows], T]) -> T:
        """:meth:`_transact` for what the store holds; StoreError (unfinished) while it is being filled."""
        def checked(run: frames.Rows) -> T:
            loading.check_finished(run, self._where.shown)
            return work(run)

        return self._transact(checked)

    def read(self, name: str) -> pl.DataFrame:
        """All rows of a node or tie type, in schema order of columns, sorted by key."""
        if name not in declared(self.registry):
            self._open()
            raise unknown_type(name)
        declaration = self.registry.declaration(name)
        return self._reading(lambda run: frames.read(run, name, declaration)).sort(key(declaration))

    def counts(self) -> dict[str, int]:
        """Rows per type, for all types of the registry."""
        return self._reading(lambda run: writing.held(run, self.registry))

    def query(
        self, cypher: str, params: Mapping[str, object] | None = None, *, timeout: float | None = None
    ) -> pl.DataFrame:
        """The rows of a reading query; all integers are Int64. ``timeout`` in seconds.

        Raises QueryError (query, write_refused, timeout), also where a parameter is not given.
        """
        self._open()
        check_reading(cypher, _CALLS)
        if "\\u" in cypher:
            # the server resolves these before it looks for the ends of texts, and the check does not
            raise QueryError("query", "请直接写出字符，不用 \\u", "write the character itself instead of \\u")

        def work(transaction: neo4j.Transaction) -> pl.DataFrame:
            loading.check_finished(loading.runner(transaction), self._where.shown)
            result = transaction.run(cypher.strip().rstrip(";"), dict(params or {}))
            names, rows = list(result.keys()), result.values()
            check_names(result.consume().gql_status_objects, self.registry)
            return frames.frame(names, rows)

        with self._translated(query=True):
            # no time at all would mean no limit
            return self._managed(work, timeout=None if timeout is None else max(timeout, 0.001))

    def explain(self, cypher: str, params: Mapping[str, object] | None = None) -> None:
        """Raise QueryError if the engine refuses the query; nothing is run. Parameters may be left out."""
        check_reading(cypher, _CALLS)
        self.query(f"EXPLAIN {cypher}", params)

    def apply(self, changes: Changes, *, expected: Mapping[str, int] | None = None) -> None:
        """Make the changes in one transaction, read back inside it: all or nothing.

        ``expected`` are numbers of rows by type that the store must still hold. Raises ChangeError where
        the changes contradict the store, StoreError otherwise.
        """
        self._open()
        if self.read_only:
            raise read_only(self.url)
        todo = check_changes(changes, self.registry)
        if not todo or (not loading.sparse(todo) and self._load(todo, expected)):
            return
        self._transact(lambda run: writing.write(run, todo, self.registry, expected), write=True)

    def _load(self, todo: Mapping[str, TypeChanges], expected: Mapping[str, int] | None) -> bool:
        """Fill an empty store in parts; False, nothing done, where it is not empty."""
        try:
            with self._translated():
                return loading.load(
                    partial(self._session, write=True), partial(self._transact, write=True), todo,
                    self.registry, expected,
                )
        except BaseException:
            with suppress(StoreError):  # else the next writer does it
                self._sweep()
            raise

    def _sweep(self) -> bool:
        with self._translated():
            return loading.sweep(partial(self._session, write=True), self.registry, self._where.shown)

"""One LadybugDB file: opened once per process, shared by its stores, replaced as a whole or not at all.

The engine loses commits when two Database objects of one process hold the same file, so they are
shared here by real path. It lets other processes read while one writes, without any lock: a file
opened for reading is therefore watched, and what was read while it changed is read again.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import threading
import time
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import ladybug

from ._ladybug_place import SIDECARS, beside, gate, identity, sweep, sync
from ._refusals import closed, timed_out, write_refused
from .base import QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")
logger = logging.getLogger(__name__)

BUFFER_POOL = 1 << 30
"""Bytes the engine may keep in memory; a cap, not a reservation."""
LARGEST = 1 << 40
"""How far a file may grow, in bytes: as many addresses are set aside for each one that is open."""
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.4)
"""Seconds between attempts to read while another process writes."""
ENGINE_ERRORS = (RuntimeError, ValueError, TypeError, NotImplementedError, MemoryError)

_files: dict[str, LadybugFile] = {}
_files_lock = threading.RLock()


def translate(error: BaseException, path: Path | None = None, *, query: bool = False) -> StoreError:
    """The store's error for an engine's; ``query`` where a user's query, not the store, is to blame."""
    if isinstance(error, StoreError):
        return error
    text = str(error).strip() or type(error).__name__
    first = text.splitlines()[0]
    name = str(path) if path else ""
    if "set lock on file" in text:
        holder = re.search(r"held by PID (\d+)", text)
        pid = holder[1] if holder else "?"
        return StoreError(
            "locked", f"{name} 正被进程 {pid} 写入", f"{name} is held for writing by process {pid}",
            f"请先关闭进程 {pid}（如另一个 lianjian 命令、笔记本内核）再试 / "
            f"close process {pid} (another lianjian command, a notebook kernel) and try again",
        )
    if "not a valid Lbug database" in text or "past the end of the file" in text:
        return StoreError(
            "not_a_store", f"{name} 不是 lianjian 的库文件", f"{name} is not a lianjian database file",
            "请核对路径 / check the path",
        )
    if "recovery is pending" in text:
        return busy(name)
    if "Checksum" in text or "corrupt" in text.lower():
        return StoreError(
            "damaged", f"{name} 已损坏：{first}", f"{name} is damaged: {first}",
            "请用备份恢复 / restore a backup",
        )
    if isinstance(error, PermissionError) or "Permission denied" in text or "Read-only file system" in text:
        return StoreError(
            "denied", f"没有 {name} 的读写权限：{first}", f"no permission for {name}: {first}",
            "请核对文件权限 / check the permissions of the file and its folder",
        )
    if "No space left" in text or "File too large" in text:
        return StoreError(
            "no_space", f"磁盘已满：{name}", f"the disk is full: {name}",
            "请腾出空间再试 / free some space and try again",
        )
    if text.startswith("Interrupted"):
        return timed_out()
    if "read-only transaction" in text or "read-only database" in text:
        return write_refused()
    if "Buffer manager exception" in text or isinstance(error, MemoryError):
        return StoreError(
            "memory", "内存不足", f"not enough memory: {first}", "请缩小查询范围 / narrow the query",
        )
    if query and "IO exception" not in text and "Storage exception" not in text:
        return QueryError("query", f"查询有误：{text}", f"the query is refused: {first}")
    return StoreError("engine", f"数据库出错：{first}", f"the engine failed: {first}")


def busy(path: Path | str) -> StoreError:
    """The error for a file that another process keeps changing."""
    return StoreError(
        "busy", f"{path} 正在被另一进程写入", f"{path} is being written by another process",
        "请稍后再试 / try again in a moment",
    )


def missing_file(path: Path) -> StoreError:
    """The error for a store that is not there and is not to be made."""
    return StoreError(
        "missing_file", f"还没有 {path}", f"there is no {path} yet",
        "请先运行 lianjian import 导入，或 lianjian demo 试用 / "
        "run lianjian import, or lianjian demo for a sample",
    )


def run_on(connection: Any, cypher: str, params: dict[str, Any] | None = None) -> list[list[Any]]:
    """The rows of one statement of the store's own."""
    result = connection.execute(cypher, params or {})
    try:
        return list(result.get_all())
    finally:
        result.close()


@contextmanager
def connected(database: Any) -> Iterator[Any]:
    """A connection for one piece of work.

    Connections are not kept: making one takes 0.2 ms, and the engine's caches of prepared statements
    hold on to frames (running the same COPY on the same frame again crashes the process).
    """
    connection = ladybug.Connection(database)
    try:
        run_on(connection, "CALL enable_cached_prepared_statement='none'")
        yield connection
    finally:
        connection.close()


def open_database(path: Path, *, read_only: bool) -> Any:
    """A Database on ``path``; the interrupted end of a log is left out.

    A process killed while it commits leaves a log that ends within a transaction: that transaction
    never happened. For writing the log is copied beside the file before its end is cut off, because
    a damaged disk would look alike.
    """

    def opened(*, strict: bool) -> Any:
        return ladybug.Database(
            str(path), buffer_pool_size=BUFFER_POOL, max_db_size=LARGEST, read_only=read_only,
            throw_on_wal_replay_failure=strict,
        )

    log = beside(path, ".wal")
    if read_only:
        return opened(strict=False)
    try:
        return opened(strict=True)
    except RuntimeError as error:
        if "set lock on file" in str(error) or not log.exists():
            raise
        kept = beside(path, ".wal.torn")
        shutil.copyfile(log, kept)
        try:
            database = opened(strict=False)
        except RuntimeError:
            kept.unlink()
            raise error from None
        logger.warning("%s: the last write was interrupted and is undone; its log is kept as %s", path, kept)
        return database


class LadybugFile:
    """A file of this process, with the stores that use it counted; one writer or many readers at a time."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path, self.read_only, self.users = path, read_only, 0
        self._turn = threading.Condition()
        self._readers, self._writing = 0, False
        self._seen: tuple[object, ...] = ()
        self._identity: tuple[int, int] | None = None
        self._database: Any = None
        if read_only:
            self._watched(lambda: None)
        else:
            self._open_to_write()

    def _open_to_write(self, *, behind_gate: bool = False) -> None:
        for wait in (*WAITS[:5], None):
            try:
                with nullcontext() if behind_gate else gate(self.path):
                    self._open_locked()
            except RuntimeError as error:
                # another process may hold the lock for a moment only: while it opens, checks and closes
                if wait is None or "set lock on file" not in str(error):
                    raise
                time.sleep(wait)
            else:
                return

    def _open_locked(self) -> None:
        found = identity(self.path)
        while self._database is None:
            if found is None:
                raise missing_file(self.path)  # the engine would make an empty one
            self._database = open_database(self.path, read_only=False)
            self._identity, before = identity(self.path), found
            if self._identity != before:
                # replaced meanwhile by a process the gate does not hold back: this is the old, nameless file
                self.shut()
                found = self._identity
        sweep(self.path)

    def check_in_place(self) -> None:
        """StoreError (replaced) unless the file opened for writing is still the one at its path."""
        if identity(self.path) != self._identity:
            raise StoreError(
                "replaced", f"{self.path} 已被换成另一个文件或被删除，未写入",
                f"{self.path} was replaced or removed meanwhile; nothing was written",
                "请重新打开再试 / open it again and repeat",
            )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._turn:
            self._turn.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else of this process reads or writes meanwhile."""
        with self._turn:
            self._turn.wait_for(lambda: not self._writing and not self._readers)
            self._writing = True
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()

    def read(self, work: Callable[[Any], T]) -> T:
        """What ``work`` makes of a connection; repeated if another process wrote meanwhile."""

        def attempt() -> T:
            with self._reading(), connected(self.database) as connection:
                return work(connection)

        return self._watched(attempt) if self.read_only else attempt()

    @property
    def database(self) -> Any:
        """The engine's object; StoreError (closed) where it could not be opened again."""
        if self._database is None:
            raise closed(str(self.path))
        return self._database

    def _signature(self) -> tuple[object, ...]:
        found: list[object] = []
        for suffix in ("", ".wal", ".shadow"):
            with suppress(FileNotFoundError):
                s = beside(self.path, suffix).stat()
                found += [suffix, s.st_ino, s.st_size, s.st_mtime_ns]
        return tuple(found)

    def _watched(self, attempt: Callable[[], T]) -> T:
        for wait in (*WAITS, None):
            before = self._signature()
            try:
                if before != self._seen or self._database is None:
                    self._open_to_read(before, recover=wait is None)
                result = attempt()
            except ENGINE_ERRORS:
                # a torn read looks like any other error: it counts only if the file stood still
                if self._database is not None and self._signature() == before:
                    raise
                if wait is None or not before:
                    raise
            else:
                if self._signature() == before:
                    return result
            if wait is not None:
                time.sleep(wait)
        raise busy(self.path)

    def _open_to_read(self, signature: tuple[object, ...], *, recover: bool) -> None:
        with self.alone():
            self.shut()
            if recover:
                # A process killed while it moved its log into the file leaves one that must be opened for
                # writing once. If a process is alive and writing, the lock is its and this does nothing.
                with suppress(RuntimeError, OSError, StoreError), gate(self.path):
                    open_database(self.path, read_only=False).close()
                signature = self._signature()
            try:
                self._database = open_database(self.path, read_only=True)
                self._seen = signature
            except RuntimeError as error:
                if ".wal" not in signature and ".shadow" not in signature:
                    raise translate(error, self.path) from error
                raise

    def replace(self, new: Path) -> bool:
        """Put the finished, closed file ``new`` in this one's place (call with :meth:`alone`).

        False, with everything as it was, where the system does not let it: on Windows a file cannot be
        replaced while another process reads it. StoreError (replaced) where it is no longer this file.
        """
        with connected(self.database) as connection:
            run_on(connection, "CHECKPOINT")
        with gate(self.path):
            self.check_in_place()
            if sys.platform == "win32":
                self.shut()  # the gate alone keeps other writers out until it is open again
            # Elsewhere the old file stays open, hence locked, until it has lost its name: whoever does
            # not know the gate cannot write into it either.
            try:
                # the old log is empty now; left behind, it would be replayed onto the new file
                for suffix in SIDECARS:
                    beside(self.path, suffix).unlink(missing_ok=True)
                new.replace(self.path)
                sync(self.path.parent)
            except PermissionError:
                return False
            finally:
                self.shut()
                self._open_to_write(behind_gate=True)
        return True

    def upgrade(self) -> None:
        """Reopen for writing a file this process has only read so far."""
        with self.alone():
            self.shut()
            try:
                self._open_to_write()
                self.read_only = False
            except BaseException:
                self._seen = ()  # readers open it again by themselves
                raise

    def shut(self) -> None:
        """Close the engine's object, if any."""
        if self._database is not None:
            self._database.close()
            self._database = None


def acquire(path: Path, *, read_only: bool) -> LadybugFile:
    """The file at the real path ``path``, opened if it is not yet; ``release`` it once per call."""
    with _files_lock:
        file = _files.get(str(path))
        if file is None:
            file = _files[str(path)] = LadybugFile(path, read_only=read_only)
        elif file.read_only and not read_only:
            file.upgrade()
        file.users += 1
        return file


def release(file: LadybugFile) -> None:
    """Give a file back; the last user closes it."""
    with _files_lock:
        file.users -= 1
        if file.users == 0:
            _files.pop(str(file.path), None)
            with file.alone():
                file.shut()

"""Files beside a database file: their names, the gate that writers pass, how a new file is published.

The engine locks a file only while it has it open. Creating a file, opening it for writing and putting
another in its place are therefore done behind a gate: a file ``<name>.lock`` that one process at a time
holds. The system opens the gate when its holder dies.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from .base import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIDECARS = (".wal", ".shadow", ".tmp")
GATE_SECONDS = 30.0
"""How long to wait at the gate; whoever holds it opens, creates or swaps a file, and no more."""
_STEP = 0.01
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _alive(pid: int) -> bool:
        return pid == os.getpid()  # os.kill would end the other process; gate and lock must do

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            pass  # another user's
        return True


def beside(path: Path, suffix: str) -> Path:
    """The file next to ``path`` whose name has ``suffix`` appended."""
    return path.with_name(path.name + suffix)


def fresh(path: Path) -> Path:
    """A name beside ``path`` for a file being made, which no other process or thread uses."""
    return beside(path, f".{os.getpid()}-{secrets.token_hex(4)}.new")


def sync(path: Path) -> None:
    """Have the system write the file (or folder) to the disk."""
    with suppress(PermissionError):  # folders cannot be opened on some systems
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Remove a database file and what the engine keeps beside it."""
    for suffix in ("", *SIDECARS):
        beside(path, suffix).unlink(missing_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at ``path`` from another put in its place; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def sweep(path: Path) -> None:
    """Remove the unfinished files of dead processes beside ``path``.

    Call it behind the gate with the file open for writing: nobody else can then be making one.
    """
    made = re.compile(rf"{re.escape(path.name)}\.(\d+)-[0-9a-f]{{8}}\.new(?:\.[\w.]+)?")
    for file in list(path.parent.iterdir()):
        found = made.fullmatch(file.name)
        if found and not _alive(int(found[1])):
            with suppress(OSError):
                file.unlink()


def publish(new: Path, path: Path) -> bool:
    """Give the finished file ``new`` the name ``path`` unless it is taken; whether it was free.

    ``new`` may keep its old name beside it. Call it behind the gate.
    """
    try:
        if sys.platform == "win32":
            new.rename(path)  # never replaces a file there
        else:
            path.hardlink_to(new)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links: the gate keeps others from the name
        if path.exists():
            return False
        new.replace(path)
    sync(path.parent)
    return True


@contextmanager
def gate(path: Path) -> Iterator[None]:
    """Be the only one, of all processes and threads, that creates, opens for writing or swaps ``path``.

    Not reentrant. StoreError (busy) after :data:`GATE_SECONDS`. On file systems without locks it
    holds nobody back, and :func:`identity` has to tell.
    """
    file = beside(path, ".lock")
    handle = _enter(file, path)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there, so nobody's gate is
            os.close(handle)
            with suppress(OSError):
                file.unlink()
        else:
            with suppress(OSError):
                file.unlink()
            os.close(handle)


def _enter(file: Path, path: Path) -> int:
    end = time.monotonic() + GATE_SECONDS
    while True:
        handle = -1
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
            _lock(handle)
            here = os.fstat(handle)
            if identity(file) == (here.st_dev, here.st_ino):
                return handle
            # its last holder has removed it: the gate is a new file now
        except OSError as error:
            if handle >= 0 and error.errno not in _HELD:
                return handle
            # on Windows a file that is just being removed cannot be opened
            if handle < 0 and not (sys.platform == "win32" and isinstance(error, PermissionError)):
                raise
        except BaseException:
            if handle >= 0:
                os.close(handle)
            raise
        if handle >= 0:
            os.close(handle)
        if time.monotonic() > end:
            raise StoreError(
                "busy", f"{path} 正在被另一进程打开", f"{path} is being opened by another process",
                "请稍后再试 / try again in a moment",
            )
        time.sleep(_STEP)

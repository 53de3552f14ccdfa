"""Where the graph is kept. ``connect`` opens a store; engines are imported only when one is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lianjian.model import REGISTRY

from ._neo4j_address import SCHEMES, address, scheme_of
from .base import (
    ChangeError,
    Changes,
    QueryError,
    QueryTimeoutError,
    Store,
    StoreError,
    TypeChanges,
    WriteRefusedError,
    changes_of,
)

if TYPE_CHECKING:
    from lianjian.model import Registry

__all__ = [
    "DEFAULT_FILE", "ChangeError", "Changes", "QueryError", "QueryTimeoutError", "Store", "StoreError",
    "TypeChanges", "WriteRefusedError", "changes_of", "connect",
    "exists",
]

DEFAULT_FILE = "lianjian.lbug"


def _place(url: str | Path | None) -> str:
    """The path or address that ``url``, else the environment, names; StoreError (url) for another scheme."""
    environment = os.environ.get("LIANJIAN_DB") or os.environ.get("NEO4J_URI") or DEFAULT_FILE
    place = str(url) if url is not None else environment
    scheme = scheme_of(place)
    if (scheme and scheme not in SCHEMES) or not place.strip():
        # the part behind the scheme may hold a password: it is not repeated
        shown = f"{scheme}://…" if scheme else "''"
        raise StoreError(
            "url", f"不能打开 {shown}", f"cannot open {shown}",
            "请给出文件路径（如 lianjian.lbug）或 neo4j:// 地址 / give a file's path or a neo4j:// address",
        )
    return place


def exists(url: str | Path | None = None) -> bool:
    """Whether there is a store at ``url`` (resolved as by :func:`connect`); nothing is made.

    Whether a file can be opened, only :func:`connect` tells. A server is asked: StoreError as by connect
    where it does not answer or holds another program's data.
    """
    place = _place(url)
    if scheme_of(place):
        try:
            connect(place, read_only=True).close()
        except StoreError as error:
            if error.code == "missing_store":
                return False
            raise
        return True
    try:
        return Path(place).is_file()
    except OSError:  # a folder that cannot be read
        return False


def connect(
    url: str | Path | None = None, *, registry: Registry = REGISTRY, read_only: bool = False,
    create: bool = True,
) -> Store:
    """Open the store at ``url``: a file's path or a server's address (neo4j://, bolt:// and their +s, +ssc).

    Without ``url`` it is LIANJIAN_DB, else NEO4J_URI, else ./lianjian.lbug. A server takes user name,
    password and database from NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE. What is missing is created,
    unless ``read_only`` or not ``create``: then StoreError (missing_file, missing_store). Raises StoreError
    where the store cannot be opened.
    """
    place = _place(url)
    if scheme_of(place):
        from .neo4j import Neo4jStore

        return Neo4jStore(address(place), registry=registry, read_only=read_only, create=create)
    from .ladybug import LadybugStore

    return LadybugStore(Path(place), registry=registry, read_only=read_only, create=create)

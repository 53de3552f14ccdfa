"""Where the graph is kept. ``connect`` opens a store; engines are imported only when one is opened."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from lianjian.model import REGISTRY

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


def _place(url: str | Path | None) -> Path:
    """The path that ``url``, else the environment, names; StoreError (url) for a server's address."""
    place = str(url) if url is not None else os.environ.get("LIANJIAN_DB") or DEFAULT_FILE
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", place)
    if scheme or not place.strip():
        # the part behind the scheme may hold a password: it is not repeated
        shown = f"{scheme[1]}://…" if scheme else "''"
        raise StoreError(
            "url", f"不能打开 {shown}：本版本只有嵌入式引擎",
            f"cannot open {shown}: this version has only the embedded engine",
            "请给出文件路径，如 lianjian.lbug / give the path of a file",
        )
    return Path(place)


def exists(url: str | Path | None = None) -> bool:
    """Whether there is a store at ``url`` (resolved as by :func:`connect`); nothing is opened or made.

    Whether it can be opened, only :func:`connect` tells. Raises StoreError (url) where connect does.
    """
    try:
        return _place(url).is_file()
    except OSError:  # a folder that cannot be read
        return False


def connect(
    url: str | Path | None = None, *, registry: Registry = REGISTRY, read_only: bool = False,
    create: bool = True,
) -> Store:
    """Open the store at ``url``: the path of a file, else ``LIANJIAN_DB``, else ./lianjian.lbug.

    A missing file is created, unless ``read_only`` or not ``create``: then StoreError (missing_file).
    Raises StoreError where the store cannot be opened.
    """
    path = _place(url)
    from .ladybug import LadybugStore

    return LadybugStore(path, registry=registry, read_only=read_only, create=create)

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
]

DEFAULT_FILE = "lianjian.lbug"


def connect(
    url: str | Path | None = None, *, registry: Registry = REGISTRY, read_only: bool = False
) -> Store:
    """Open the store at ``url``: the path of a file, else ``LIANJIAN_DB``, else ./lianjian.lbug.

    A missing file is created unless ``read_only``. Raises StoreError where the store cannot be opened.
    """
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
    from .ladybug import LadybugStore

    return LadybugStore(Path(place), registry=registry, read_only=read_only)

"""A graph from one store into another, whatever their engines, counted and hashed on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lianjian.importing import version
from lianjian.model import REGISTRY, Registry
from lianjian.store import ChangeError, StoreError, changes_of, connect, exists

from .hashing import Content, content_hash, content_of

if TYPE_CHECKING:
    from lianjian.store import Store


@dataclass(frozen=True)
class Copied:
    """What the source gave and what the target then held; read back, not assumed."""

    source: Content
    target: Content
    source_url: str
    target_url: str

    @property
    def equal(self) -> bool:
        """Whether both hold the same."""
        return self.source == self.target


def copy(source: str, target: str, registry: Registry = REGISTRY) -> Copied:
    """Copy all types, asserted and derived, with the import runs, into an empty or new store in one apply.

    The source is only read. Raises StoreError: same_store, missing_file, empty_source, not_empty,
    unsound (the source contradicts itself), changed (it was written meanwhile), and those of the stores.
    """
    if same_place(source, target):
        raise StoreError(
            "same_store", "来源和目标是同一个图库", "source and target are the same store",
            "请给出另一个目标 / name another target",
        )
    if "://" not in source and not exists(source):
        raise StoreError(
            "missing_file", f"没有来源图库 {source}", f"there is no source {source}",
            "请核对路径 / check the path",
        )
    with connect(source, registry=registry, read_only=True) as old:
        if not any(old.counts().values()):
            raise StoreError(
                "empty_source", f"{old.url} 没有记录，无可复制", f"{old.url} holds nothing to copy",
                "请核对来源 / check the source",
            )
        with connect(target, registry=registry) as new:
            _refuse_rows(new)
            with steady(old):
                frames = {n: old.read(n) for n, rows in old.counts().items() if rows}
            given = content_of(frames, registry)
            try:
                new.apply(
                    {n: changes_of(registry.declaration(n), create=f) for n, f in frames.items()},
                    expected=dict.fromkeys((*registry.nodes, *registry.ties), 0),
                )
            except ChangeError as error:
                if error.code == "changed":  # somebody else has filled the target meanwhile
                    raise
                raise StoreError(
                    "unsound", f"{old.url} 的内容自相矛盾，未复制：{error.zh}",
                    f"{old.url} contradicts itself; nothing was copied: {error.en}",
                    "请先运行 lianjian db verify 查明 / run lianjian db verify on it first",
                ) from error
            return Copied(given, content_hash(new, registry), old.url, new.url)


def _refuse_rows(target: Store) -> None:
    held = sum(target.counts().values())
    if held:
        raise StoreError(
            "not_empty", f"目标 {target.url} 已有 {held} 条，未复制",
            f"the target {target.url} already holds {held} rows; nothing was copied",
            "请给出新的文件或空的数据库 / name a new file or an empty database",
        )


def same_place(one: str, other: str) -> bool:
    """Whether two addresses surely name one store: the same file, or the same server.

    A server's database comes from the environment and is therefore the same for both.
    """
    return _place(one) == _place(other)


def _place(url: str) -> tuple[object, ...]:
    if "://" in url:
        try:
            parts = urlsplit(url)
            return (parts.hostname, parts.port or 7687)
        except ValueError:  # connect says what is wrong with it
            return (url,)
    path = Path(url)
    try:
        found = path.stat()
    except OSError:
        return (str(path.resolve()),)
    return (found.st_dev, found.st_ino)


@contextmanager
def steady(store: Store) -> Iterator[None]:
    """StoreError (changed) if the store takes in an import while it is read, type after type."""
    before = version(store)
    yield
    if version(store) != before:
        raise StoreError(
            "changed", f"读取期间，{store.url} 又有导入", f"{store.url} took in an import while it was read",
            "请再运行一次 / run this once more",
        )

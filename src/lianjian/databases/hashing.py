"""The content of a store as one hash per type, the same on every engine and machine.

A type's rows are written down as bytes in one way only, and SHA-256 is taken of them: rows sorted by
key; columns in schema order, each with its name, its kind, the number of nulls, which rows have a value,
then the values: little-endian numbers of fixed width, texts as all their lengths in bytes and then all
their UTF-8, lists as all their lengths, which items there are, and the items as texts. Nothing depends on
an engine, on the order in which it keeps rows, or on the version of a library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from lianjian.model import REGISTRY, Registry
from lianjian.model.frames import key, schema

if TYPE_CHECKING:
    from lianjian.model import Node, Tie
    from lianjian.store import Store

Parts = Iterator[bytes | memoryview]


@dataclass(frozen=True)
class Content:
    """Rows and hashes of the types that have rows, by type name."""

    rows: Mapping[str, int]
    hashes: Mapping[str, str]

    @property
    def total(self) -> str:
        """One hash (64 hexadecimal digits) of all types; types without rows do not count."""
        lines = (f"{name} {self.hashes[name]}\n" for name in sorted(self.hashes))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def content_hash(store: Store, registry: Registry = REGISTRY) -> Content:
    """What the store holds of all types, asserted and derived, read one type after the other.

    Equal content gives equal hashes on every engine; any other value, row or null gives another one.
    Raises StoreError where the store does.
    """
    held = store.counts()
    return content_of((n, store.read(n)) for n in (*registry.nodes, *registry.ties) if held.get(n))


def content_of(
    frames: Mapping[str, pl.DataFrame] | Iterator[tuple[str, pl.DataFrame]], registry: Registry = REGISTRY
) -> Content:
    """The same of frames by type name, in the types' schema."""
    rows, hashes = {}, {}
    for name, frame in frames.items() if isinstance(frames, Mapping) else frames:
        if frame.height:
            rows[name], hashes[name] = frame.height, frame_hash(frame, registry.declaration(name))
    return Content(rows, hashes)


def frame_hash(frame: pl.DataFrame, declaration: type[Node] | type[Tie]) -> str:
    """SHA-256 of a type's rows (64 hexadecimal digits), whatever their order.

    A column without any value counts as absent, so that a type that gains an attribute keeps its hash.
    Null and an empty text or list differ; -0.0 is 0.0, and there is one NaN.
    """
    ordered = _sorted(frame.select(list(schema(declaration))), key(declaration))
    digest = hashlib.sha256(f"{ordered.height}\n".encode())
    for series in ordered:
        if series.null_count() == series.len():
            continue
        kind, parts = _KINDS[series.dtype.base_type()]
        digest.update(f"{series.name} {kind} {series.null_count()}\n".encode())
        if series.null_count():
            digest.update(_bits(series.is_not_null()))
        for part in parts(series):
            digest.update(part)
    return digest.hexdigest()


def _sorted(frame: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """The rows by key; rows of one key, which no sound store has, by all they hold."""
    if not frame.select(keys).is_duplicated().any():
        return frame.sort(keys)
    lists = [c for c, t in frame.schema.items() if isinstance(t, pl.List)]
    rest = [pl.col(c).list.join("\0").alias(f"_{c}") for c in lists]
    plain = [c for c in frame.columns if c not in keys and c not in lists]
    return frame.with_columns(rest).sort(*keys, *plain, *(f"_{c}" for c in lists)).select(frame.columns)


def _bits(truths: pl.Series) -> bytes:
    return np.packbits(truths.to_numpy(), bitorder="little").tobytes()


def _fixed(kind: str) -> Callable[[pl.Series], Parts]:
    """Values of one width, as numpy's ``kind`` says; a missing one is written as zero."""

    def parts(series: pl.Series) -> Parts:
        yield series.fill_null(0).to_numpy().astype(kind, copy=False).tobytes()

    return parts


def _floats(series: pl.Series) -> Parts:
    values = series.fill_null(0.0).to_numpy() + 0.0  # turns -0.0 into 0.0
    values[np.isnan(values)] = np.nan
    yield values.astype("<f8", copy=False).tobytes()


def _booleans(series: pl.Series) -> Parts:
    yield _bits(series.fill_null(value=False))


def _days(series: pl.Series) -> Parts:
    yield from _fixed("<i4")(series.to_physical())


def _texts(series: pl.Series) -> Parts:
    yield from _bytes(_arrow(series.fill_null("")))


def _lists(series: pl.Series) -> Parts:
    lengths = series.list.len().fill_null(0)
    yield lengths.to_numpy().astype("<i8").tobytes()
    # flatten leaves out the lists that are null, and what lies outside the array's own part
    items = _arrow(series).flatten()
    yield np.packbits(items.is_valid().to_numpy(zero_copy_only=False), bitorder="little").tobytes()
    yield from _bytes(items.fill_null(""))


def _arrow(series: pl.Series) -> Any:
    return series.to_arrow(compat_level=pl.CompatLevel.oldest())


def _bytes(texts: Any) -> Parts:
    """All lengths, then all UTF-8 of an Arrow array without nulls."""
    if not len(texts):
        return
    _, offsets, data = texts.cast(pa.large_binary()).buffers()
    places = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    yield np.diff(places).astype("<i8", copy=False).tobytes()
    if data is not None:
        yield memoryview(data)[places[0] : places[-1]]


_KINDS: Mapping[type[pl.DataType], tuple[str, Callable[[pl.Series], Parts]]] = {
    pl.String: ("text", _texts),
    pl.Int64: ("int", _fixed("<i8")),
    pl.Float64: ("float", _floats),
    pl.Boolean: ("bool", _booleans),
    pl.Date: ("date", _days),
    pl.List: ("texts", _lists),
}
"""How each dtype that a type's schema may have is written: its name, then the bytes of its values."""

"""What is in a store, told from counts and import runs alone: quick whatever its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjian.model import REGISTRY, Registry

if TYPE_CHECKING:
    from lianjian.store import Store

RUN_TYPE = "ImportRun"


@dataclass(frozen=True)
class Run:
    """One import: when (ISO 8601, UTC), from which sources, and its numbers."""

    at: str
    sources: tuple[str, ...]
    created: int
    updated: int
    removed: int


@dataclass(frozen=True)
class Status:
    """A store at a glance; ``counts`` has the types with rows, import runs left out."""

    engine: str
    url: str
    counts: Mapping[str, int]
    records: int
    derived: int
    persons: int
    keys: tuple[str, ...]
    """The check values of the keys that pseudonyms were made with, without repetition."""
    runs: tuple[Run, ...]
    """The imports, last first."""


def status(store: Store, registry: Registry = REGISTRY) -> Status:
    """Engine, counts, imports and persons of a store. Raises StoreError where the store does."""
    held = {n: c for n, c in store.counts().items() if c}
    counts = {n: held[n] for n in (*registry.nodes, *registry.ties) if n in held and n != RUN_TYPE}
    derived = sum(c for n, c in counts.items() if registry.declaration(n).derived)
    runs = store.read(RUN_TYPE).sort("at", "id", descending=True) if RUN_TYPE in held else None
    return Status(
        engine=store.engine,
        url=store.url,
        counts=counts,
        records=sum(counts.values()) - derived,
        derived=derived,
        persons=sum(c for n, c in counts.items() if n in registry.nodes and registry.nodes[n].person),
        keys=() if runs is None else tuple(sorted(set(runs["key_check"].drop_nulls()))),
        runs=() if runs is None else tuple(
            Run(r["at"], tuple(r["files"]), r["created"], r["updated"], r["removed"])
            for r in runs.select("at", "files", "created", "updated", "removed").to_dicts()
        ),
    )

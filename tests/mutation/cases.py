"""Cases on the hand-made graph: every question with several sets of parameters, before, on and after the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from lianjian.model import REGISTRY
from lianjian.queries import Query
from lianjian.store import Store, connect
from lianjian.store.base import changes_of

from .graph import DAY, NEXT, build, parameters
from .run import Case, asked

DATES = (DAY, NEXT, date(2018, 1, 1))


def fill(store: Store) -> None:
    """Write the hand-made graph."""
    store.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in build().items()})


@contextmanager
def hand_made(folder: Path, queries: Mapping[str, Query]) -> Iterator[list[Case]]:
    """The cases on the hand-made graph and on an empty one; expected is what each question gives now."""
    with connect(folder / "hand.lbug") as store, connect(folder / "empty.lbug") as empty:
        fill(store)
        cases = [
            asked(store, queries[name], {"as_of": day, **params})
            for name, params in parameters() if name in queries for day in DATES
        ]
        yield cases + [asked(empty, query, {"as_of": DAY}) for query in queries.values()]

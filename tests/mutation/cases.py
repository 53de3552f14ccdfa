"""Cases for mutants: the oracle's answers on the samples, and recorded ones on graphs made by hand.

A graph made by hand has a boundary at every comparison and date. Its rows are recorded in expected/
(``python -m tests.mutation --record first`` writes them, a change of them is read in review); the
samples' come from the oracle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from lianjian.model import REGISTRY
from lianjian.queries import Query
from lianjian.queries.run import bind
from lianjian.store import Store, connect
from lianjian.store.base import changes_of
from oracle.cases import CASES
from oracle.cases import DATES as SAMPLE_DATES
from samples import rules_with, sample

from . import (
    buildings,
    compare,
    compounds,
    duties,
    first,
    followups,
    form,
    grids,
    linkage,
    organizations,
    posting,
    quality,
    together,
    welfare,
)
from .graph import DAY, NEXT, Graph
from .run import Case, as_rows, plain, rows_of

GRAPHS = {
    "first": first, "form": form, "organizations": organizations, "quality": quality, "together": together,
    "followups": followups, "compare": compare, "duties": duties, "grids": grids,
    "compounds": compounds,
    "welfare": welfare, "linkage": linkage,
    "posting": posting,
    "buildings": buildings,
}
"""The graphs made by hand: each module has ``build``, and PARAMETERS beside the date by question."""
EXPECTED = Path(__file__).parent / "expected"
DATES = (DAY, NEXT, date(2018, 1, 1))


def fill(store: Store, graph: str = "first") -> None:
    """Write a graph made by hand."""
    g = Graph()
    GRAPHS[graph].build(g)
    frames = g.frames()
    store.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in frames.items()})


@contextmanager
def _stores(folder: Path) -> Iterator[dict[str, Store]]:
    """The graphs made by hand by name, and an empty one."""
    with ExitStack() as opened:
        stores = {g: opened.enter_context(connect(folder / f"{g}.lbug")) for g in (*GRAPHS, "empty")}
        for graph in GRAPHS:
            fill(stores[graph], graph)
        yield stores


def _asked(graph: str, queries: Mapping[str, Query]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """What is asked of a graph, and of an empty one: the graph, the question, the parameters."""
    for name, many in GRAPHS[graph].PARAMETERS.items():
        if name in queries:
            for params in many:
                for day in DATES:
                    yield graph, name, {"as_of": day, **params}
            yield "empty", name, {"as_of": DAY}


def _key(graph: str, name: str, params: Mapping[str, object]) -> str:
    return f"{graph} {name} {' '.join(f'{k}={v}' for k, v in params.items())}"


def record(folder: Path, graph: str, queries: Mapping[str, Query]) -> dict[str, list[object]]:
    """The rows that a graph's questions give now, as plain values."""
    with _stores(folder) as stores:
        return {
            _key(at, name, params): plain(
                rows_of(stores[at].query(queries[name].cypher, bind(queries[name], params)))
            )
            for at, name, params in _asked(graph, queries)
        }


@contextmanager
def hand_made(folder: Path, queries: Mapping[str, Query]) -> Iterator[list[Case]]:
    """The cases on the graphs made by hand and on an empty one, with the recorded rows."""
    with _stores(folder) as stores:
        cases = []
        for graph in GRAPHS:
            recorded = json.loads((EXPECTED / f"{graph}.json").read_text(encoding="utf-8"))
            cases += [
                Case(stores[at], name, params, recorded[_key(at, name, params)])
                for at, name, params in _asked(graph, queries)
            ]
        yield cases


@contextmanager
def sampled(folder: Path, queries: Mapping[str, Query]) -> Iterator[list[Case]]:
    """The oracle's cases on the samples XS and S."""
    with ExitStack() as opened:
        cases = []
        for size in ("XS", "S"):
            place = folder / size
            place.mkdir()
            world = opened.enter_context(sample(size, place))
            for case in CASES:
                if size not in case.samples or case.question not in queries:
                    continue
                rules = rules_with(case.rules)
                for day in SAMPLE_DATES:
                    params = bind(queries[case.question], {**case.params, "as_of": day}, rules)
                    answers = world.oracle.ask(case.question, day, rules=case.rules, **case.params)
                    cases.append(Case(world.store, case.question, params, as_rows(answers)))
        yield cases

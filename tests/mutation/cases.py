"""Cases for mutants: the oracle's answers on the samples, and recorded ones on a graph made by hand.

The hand-made graph has a boundary at every comparison and date. Its rows are recorded in expected.json
(``python -m tests.mutation --record`` writes them, a change of them is read in review); the samples'
come from the oracle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from lianjian.model import REGISTRY
from lianjian.queries import Query
from lianjian.queries.run import bind
from lianjian.store import Store, connect
from lianjian.store.base import changes_of
from oracle.cases import CASES
from oracle.cases import DATES as SAMPLE_DATES
from samples import rules_with, sample

from .alliances import alliances
from .graph import DAY, GULOU, NEXT, QINHUAI, XUANWU, Graph, buildings, divisions, units
from .run import Case, as_rows, plain, rows_of

EXPECTED = Path(__file__).with_name("expected.json")
DATES = (DAY, NEXT, date(2018, 1, 1))


def build() -> dict[str, pl.DataFrame]:
    """All frames of the hand-made graph."""
    g = Graph()
    for add in (divisions, units, buildings, alliances):
        add(g)
    return g.frames()


def fill(store: Store) -> None:
    """Write the hand-made graph."""
    store.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in build().items()})


@contextmanager
def stores(folder: Path) -> Iterator[dict[str, Store]]:
    """The hand-made graph and an empty one, by name."""
    with connect(folder / "hand.lbug") as store, connect(folder / "empty.lbug") as empty:
        fill(store)
        yield {"hand-made": store, "empty": empty}


def questions(queries: Mapping[str, Query]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """What is asked of which graph: its name, the question, the parameters."""
    for name, params in parameters():
        if name in queries:
            for day in DATES:
                yield "hand-made", name, {"as_of": day, **params}
    for name in queries:
        yield "empty", name, {"as_of": DAY}


def _key(graph: str, name: str, params: Mapping[str, object]) -> str:
    return f"{graph} {name} {' '.join(f'{k}={v}' for k, v in params.items())}"


def record(folder: Path, queries: Mapping[str, Query]) -> dict[str, list[object]]:
    """The rows that the questions give now, as plain values."""
    with stores(folder) as graphs:
        return {
            _key(graph, name, params): plain(
                rows_of(graphs[graph].query(queries[name].cypher, bind(queries[name], params)))
            )
            for graph, name, params in questions(queries)
        }


@contextmanager
def hand_made(folder: Path, queries: Mapping[str, Query]) -> Iterator[list[Case]]:
    """The cases on the hand-made graph and on an empty one, with the recorded rows."""
    recorded = json.loads(EXPECTED.read_text(encoding="utf-8"))
    with stores(folder) as graphs:
        yield [
            Case(graphs[graph], name, params, recorded[_key(graph, name, params)])
            for graph, name, params in questions(queries)
        ]


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


def parameters() -> Iterator[tuple[str, dict[str, object]]]:
    """What each question is asked on this graph, besides the date."""
    given: dict[str, list[dict[str, object]]] = {
        "coverage/unit_classes": [
            {},
            {"by": "street"},
            {"by": "kind"},
            {"by": "industry"},
            {"due_from": 4},
            {"scope_staff": 9, "scope_social_staff": 12},
        ],
        "coverage/class_by_unit": [
            {},
            {"class": "due"},
            {"district": "秦淮区"},
            {"district": GULOU},
            {"class": "none", "district": "无此区"},
        ],
        "coverage/due_not_set_up": [
            {},
            {"district": "秦淮区"},
            {"district": XUANWU},
            {"street": "新街口街道"},
            {"street": "320104007"},
            {"limit": 2},
            {"due_from": 1},
            {"due_from": 0},
            {"district": "秦淮区", "street": "新街口街道"},
            {"due_from": 2},
        ],
        "coverage/joint_branch_candidates": [
            {},
            {"district": "鼓楼区"},
            {"district": QINHUAI},
            {"same_trade": "yes"},
            {"min_units": 3},
            {"due_from": 2},
            {"due_from": 4},
            {"due_from": 6},
        ],
        "coverage/buildings": [
            {},
            {"kind": ""},
            {"kind": "mall"},
            {"state": "nothing"},
            {"district": "玄武区"},
            {"district": GULOU, "kind": ""},
            {"listed_units": 2},
            {"listed_members": 2, "kind": ""},
            {"state": "own", "listed_units": 1},
        ],
        "coverage/work_coverage": [{}, {"by": "street"}, {"scope_staff": 9}, {"scope_social_staff": 29}],
        "alliances/cross_district": [{}, {"min_districts": 1}, {"min_districts": 3}, {"min_districts": 0}],
        "alliances/members": [{}, {"alliance": "新街口商圈党建联席会"}, {"alliance": "无区域"}],
        "alliances/missing_districts": [{}, {"min_percent": 6}, {"min_percent": 50}],
        "alliances/areas_without_alliance": [
            {},
            {"min_percent": 10},
            {"min_percent": 11},
            {"min_percent": 1},
        ],
    }
    for question, many in given.items():
        for params in many:
            yield question, params

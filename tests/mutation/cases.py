"""Cases on the hand-made graph: several sets of parameters, on the day, after it and long before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from lianjian.model import REGISTRY
from lianjian.queries import Query
from lianjian.store import Store, connect
from lianjian.store.base import changes_of

from .alliances import alliances
from .graph import DAY, GULOU, NEXT, QINHUAI, XUANWU, Graph, buildings, divisions, units
from .run import Case, asked

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
def hand_made(folder: Path, queries: Mapping[str, Query]) -> Iterator[list[Case]]:
    """The cases on the hand-made graph and on an empty one; expected is what each question gives now."""
    with connect(folder / "hand.lbug") as store, connect(folder / "empty.lbug") as empty:
        fill(store)
        cases = [
            asked(store, queries[name], {"as_of": day, **params})
            for name, params in parameters()
            if name in queries
            for day in DATES
        ]
        yield cases + [asked(empty, query, {"as_of": DAY}) for query in queries.values()]


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

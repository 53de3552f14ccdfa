"""Every question gives the same rows on Neo4j as on Ladybug and in the oracle; so do repeated imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from engines import NEO4J, Servers, place
from lianjian.importing import apply, graph, prepare
from lianjian.queries import ask, load_all
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from oracle.cases import CASES, DATES, Case
from samples import Sample, rules_with, sample

KEY = Pseudonyms(bytes(32))


@dataclass(frozen=True)
class Both:
    """A sample on Ladybug, with the oracle, and the same files imported into Neo4j."""

    sample: Sample
    server: Store


SIZES = {"XS": (), "S": (pytest.mark.slow,), "systems": (pytest.mark.slow,)}
PLACES = [
    pytest.param((size, *engine.values), marks=(*engine.marks, *marks), id=f"{engine.id}-{size}")
    for engine in NEO4J for size, marks in SIZES.items() if size != "systems" or engine is NEO4J[0]
]  # fmt: skip
"""Every sample on every release; the largest on the oldest one only, for it takes minutes to import."""


@pytest.fixture(scope="module", params=PLACES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers
) -> Iterator[Both]:
    size, engine = request.param
    with (
        sample(size, tmp_path_factory.mktemp(f"样例 {size}")) as made,
        place(engine, Path(), servers) as url,
        connect(url) as store,
    ):
        apply(prepare(made.files, store, pseudonyms=KEY), store)
        yield Both(made, store)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_the_answer_is_ladybugs_and_the_oracles(both: Both, case: Case) -> None:
    if both.sample.size not in case.samples:
        return
    for day in DATES:
        expected = both.sample.oracle.ask(case.question, day, rules=case.rules, **case.params)
        given, rules = {**case.params, "as_of": day}, rules_with(case.rules)

        answer = ask(both.server, case.question, given, rules)

        assert expected, "an empty answer proves nothing"
        assert answer.frame.to_dicts() == expected
        assert_frame_equal(answer.frame, ask(both.sample.store, case.question, given, rules).frame)


def test_every_question_is_asked() -> None:
    assert {c.question for c in CASES} == set(load_all())


def test_the_graph_is_the_same(both: Both) -> None:
    there, here = graph(both.server), graph(both.sample.store)
    assert there.keys() == here.keys()
    for name, frame in here.items():
        assert_frame_equal(there[name], frame)


def test_importing_again_changes_nothing(both: Both) -> None:
    before = both.server.counts()

    again = apply(prepare(both.sample.files, both.server, pseudonyms=KEY), both.server)

    assert (again.created, again.updated, again.removed) == (0, 0, 0)
    assert again.unchanged == again.read > 0
    assert both.server.counts() == {**before, "ImportRun": before["ImportRun"] + 1}

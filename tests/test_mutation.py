"""The mutants of the questions die, and the engine that makes them can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lianjian.queries import load_all
from lianjian.queries.run import bind
from mutation.cases import hand_made, sampled
from mutation.mutants import mutants
from mutation.run import Case, checker, equivalents, plain, rows_of, run

QUERIES = load_all()
HALVES = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"mutants {n % 2}")) for n, name in enumerate(QUERIES)
]
"""So that two workers share the longest of the slower tests; each makes the graphs once."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Case]]:
    with hand_made(tmp_path_factory.mktemp("hand-made"), QUERIES) as made:
        yield made


@pytest.fixture(scope="module")
def cases(recorded: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Case]]:
    with sampled(tmp_path_factory.mktemp("samples"), QUERIES) as made:
        yield [*made, *recorded]


@pytest.mark.slow
@pytest.mark.parametrize("name", HALVES)
def test_every_mutant_dies_or_is_listed(cases: list[Case], name: str) -> None:
    report = run({name: QUERIES[name]}, checker(QUERIES, cases))
    print(report)  # noqa: T201 - killed and total of each question are read in the log
    assert report.ok, str(report)


def test_the_hand_made_graph_gives_its_recorded_rows(recorded: list[Case]) -> None:
    for case in recorded:
        query = QUERIES[case.question]
        frame = case.store.query(query.cypher, bind(query, case.params))
        assert plain(rows_of(frame)) == plain(case.rows), (case.question, case.params)


def test_the_list_of_equivalents_names_known_questions() -> None:
    assert {key[0] for key in equivalents()} <= set(QUERIES)


def _changes(cypher: str) -> list[str]:
    return [m.change for m in mutants("q", cypher)]


def test_what_is_changed() -> None:
    assert _changes("MATCH (a:X) WHERE a.since <= $d AND $d < a.until RETURN a.id AS aid") == [
        "<= → <",
        "<= → >",
        "AND → OR",
        "< → <=",
        "< → >=",
    ]
    assert _changes("WHERE NOT a.x = 1 OR a.y <> 'b'") == [
        "NOT → nothing",
        "= → <>",
        "1 → 0",
        "1 → 2",
        "OR → AND",
        "<> → =",
    ]
    assert _changes("WHERE EXISTS { MATCH (a)-[:X]->(b) }") == ["EXISTS → NOT EXISTS"]
    assert _changes("WHERE NOT EXISTS { MATCH (a)<-[:X]-(b) }") == ["NOT → nothing"]
    assert _changes("WHERE a.x IS NULL") == ["NULL → NOT NULL"]
    assert _changes("WHERE a.x IS NOT NULL") == ["NOT → nothing"]
    assert _changes("OPTIONAL MATCH (a) WITH DISTINCT a ORDER BY a.id DESC") == [
        "OPTIONAL → nothing", "DISTINCT → nothing", "DESC → nothing",
    ]  # fmt: skip


def test_what_is_left_alone() -> None:
    assert _changes("MATCH p = (a)-[:X*1..3]->(b)") == ["= → <>"]
    assert _changes("WITH coalesce(sum(x), 0) AS s ORDER BY s LIMIT 10") == []
    assert _changes("RETURN 'a = 1 AND NOT b' AS t // 2 < 3\n/* x <> y */") == []


def test_each_mutant_changes_one_place_and_has_a_name_of_its_own() -> None:
    for name, query in QUERIES.items():
        made = mutants(name, query.cypher)
        assert len({m.key for m in made}) == len(made)
        assert len({m.cypher for m in made}) == len(made)
        assert query.cypher not in {m.cypher for m in made}


def test_survivors_and_wrong_entries_are_told() -> None:
    name = "alliances/members"
    queries = {name: QUERIES[name]}
    first, second = mutants(name, QUERIES[name].cypher)[:2]

    report = run(queries, lambda _, cypher: cypher != first.cypher, {})
    assert report.survivors == [first]
    assert not report.ok

    report = run(queries, lambda _, cypher: cypher != first.cypher, {first.key: "reason"})
    assert report.ok

    report = run(queries, lambda _, __: True, {second.key: "reason", (name, "x", "y", 1): "reason"})
    assert len(report.wrong) == 2


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "equivalent.toml"
    path.write_text(
        '[[mutant]]\nquestion = "a"\nchange = "b"\ncontext = "c"\nreason = " "\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match="no reason"):
        equivalents(path)

"""Every question gives the oracle's rows on the samples: three sets of parameters and dates, never empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lianjian import demo
from lianjian.queries import ask, load_all
from lianjian.queries.errors import ParameterError
from lianjian.queries.run import bind
from oracle.cases import CASES, DATES, Case
from oracle.common import PRACTICES
from samples import Sample, rules_with, sample

SIZES = ("XS", "S")


@pytest.fixture(scope="module", params=SIZES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder: Path = tmp_path_factory.mktemp(f"样例 {request.param}")
    with sample(request.param, folder) as made:
        yield made


@pytest.fixture(scope="module")
def practices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample("systems", tmp_path_factory.mktemp("各地")) as made:
        yield made


@pytest.mark.parametrize("day", DATES, ids=str)
@pytest.mark.parametrize("case", [c for c in CASES if c.samples != PRACTICES], ids=lambda c: c.id)
def test_the_answer_is_the_oracles(world: Sample, case: Case, day: date) -> None:
    if world.size in case.samples:
        _is_the_oracles(world, case, day)


@pytest.mark.xdist_group("practices")  # one import of the sample for all of them
@pytest.mark.parametrize("day", DATES, ids=str)
@pytest.mark.parametrize("case", [c for c in CASES if c.samples == PRACTICES], ids=lambda c: c.id)
def test_the_answer_on_the_practices_is_the_oracles(practices: Sample, case: Case, day: date) -> None:
    _is_the_oracles(practices, case, day)


def _is_the_oracles(world: Sample, case: Case, day: date) -> None:
    expected = world.oracle.ask(case.question, day, rules=case.rules, **case.params)

    answer = ask(world.store, case.question, {**case.params, "as_of": day}, rules_with(case.rules))

    assert expected, "an empty answer proves nothing"
    assert answer.frame.columns == list(expected[0])
    assert answer.frame.to_dicts() == expected


def test_every_question_runs_on_one_thread(tmp_path: Path) -> None:
    """Some shapes fail on this engine only with few threads, and then always."""
    import ladybug

    with sample("S", tmp_path):
        pass
    database = ladybug.Database(str(tmp_path / "样例.lbug"), read_only=True)
    connection = ladybug.Connection(database, num_threads=1)
    for query in load_all().values():
        for _ in range(3):
            connection.execute(query.cypher, bind(query, {"as_of": DATES[-1]})).close()
    connection.close()
    database.close()


def test_every_question_is_asked_in_three_ways() -> None:
    asked = Counter(c.question for c in CASES if c.samples in (SIZES, PRACTICES))

    assert set(asked) == set(load_all())
    assert min(asked.values()) >= 3


@pytest.mark.parametrize(
    ("question", "given", "hint"),
    [
        ("coverage/due_not_set_up", {"district": "玄武"}, "玄武区"),
        ("coverage/due_not_set_up", {"street": "新街口街到"}, "新街口街道"),
        ("alliances/members", {"alliance": "新街口党建联席会"}, "新街口商圈党建联席会"),
    ],
)
def test_a_filter_that_names_nothing_is_an_error_with_hints(
    world: Sample, question: str, given: dict[str, str], hint: str
) -> None:
    with pytest.raises(ParameterError, match=hint):
        ask(world.store, question, given)


@pytest.mark.parametrize("by", ["district", "street", "city", "community", "kind", "industry", "size"])
def test_the_class_table_adds_up(world: Sample, by: str) -> None:
    frame = ask(world.store, "coverage/unit_classes", {"by": by, "as_of": DATES[-1]}).frame
    *groups, total = frame.to_dicts()

    assert total[by] == "合计"
    for column in frame.columns[2:]:
        assert sum(g[column] for g in groups) == total[column]
    for row in frame.to_dicts():
        classes = (
            "own_committee",
            "own_general_branch",
            "own_branch",
            "joint",
            "due",
            "few",
            "none",
            "not_surveyed",
        )
        assert sum(row[c] for c in classes) == row["units"]
        assert row["in_scope"] == row["in_scope_covered"] + row["in_scope_without_organization"]
    if by == "district":
        assert groups[-1][by] == "未落位"


def test_the_demo_tells_what_the_oracle_knows(tmp_path: Path) -> None:
    with sample("S", tmp_path) as world:
        found = demo.answers(world.store)
        text = "\n".join(demo.lines(found, "zh", 80))

        for name, answer in found.items():
            params = {
                k: v for k, v in answer.params.items() if k in ("by", "limit", "min_districts", "min_percent")
            }
            assert answer.frame.to_dicts() == world.oracle.ask(name, demo.AS_OF, **params)
    assert found["coverage/due_not_set_up"].frame.height == demo.GAPS
    assert "新街口商圈党建联席会：3 个区（玄武区、秦淮区、鼓楼区）" in text
    assert text.index("未落位") < text.index("合计")

"""The oracle reproduces the worked-out answers of tests/data/boundary, and its parts do what they say."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from oracle import ANSWERS, Oracle
from oracle.cases import CASES, DATES
from oracle.geometry import contains, polygons
from oracle.terms import BEGINNING, FOREVER, day_after, first_day

BOUNDARY = Path(__file__).parent / "data" / "boundary"


def _expected(file: str) -> list[dict[str, str]]:
    with (BOUNDARY / file).open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle.load(BOUNDARY)


@pytest.mark.parametrize("day", ["2022-04-01", "2022-06-30", "2022-07-01"])
def test_class_of_each_unit(oracle: Oracle, day: str) -> None:
    expected = {
        (r["code"] or f"~320104007~{r['unit']}", r["unit"], r["class"], r["in_scope"], r["work_covered"])
        for r in _expected("expected.csv") if r["as_of"] == day
    }
    rows = oracle.ask("coverage/class_by_unit", date.fromisoformat(day))
    assert {tuple(r.values()) for r in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize("day", ["2022-04-01", "2022-06-30", "2022-07-01"])
def test_classes_by_district(oracle: Oracle, day: str) -> None:
    expected = [r for r in _expected("expected_by_district.csv") if r.pop("as_of") == day]
    rows = oracle.ask("coverage/unit_classes", date.fromisoformat(day), by="district")
    assert [{k: str(row[k]) for k in expected[0]} for row in rows] == expected
    assert [r["code"] for r in rows] == ["320102", "320104", "320106", "", ""]
    assert [r["merchants"] for r in rows] == [1, 0, 0, 0, 1]


def test_every_question_is_asked_and_answered_on_few_columns(oracle: Oracle) -> None:
    assert {c.question for c in CASES} == set(ANSWERS)
    assert all(sum(c.question == q for c in CASES) >= 3 for q in ANSWERS)
    for case in CASES:
        for day in DATES:
            oracle.ask(case.question, day, rules=case.rules, **case.params)


def test_unknown_parameters_and_rules_are_refused(oracle: Oracle) -> None:
    with pytest.raises(TypeError):
        oracle.ask("coverage/buildings", date(2022, 6, 30), colour="red")
    with pytest.raises(TypeError):
        oracle.ask("coverage/buildings", date(2022, 6, 30), rules={"R99.units": 1})


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("", BEGINNING, FOREVER),
        ("2019", date(2019, 1, 1), date(2020, 1, 1)),
        ("2019年", date(2019, 1, 1), date(2020, 1, 1)),
        ("2019-12", date(2019, 12, 1), date(2020, 1, 1)),
        ("2019年2月", date(2019, 2, 1), date(2019, 3, 1)),
        ("2022-06-30", date(2022, 6, 30), date(2022, 7, 1)),
        ("2022年6月30日", date(2022, 6, 30), date(2022, 7, 1)),
        ("2022/6/30", date(2022, 6, 30), date(2022, 7, 1)),
        ("20220630", date(2022, 6, 30), date(2022, 7, 1)),
    ],
)
def test_written_dates(text: str, first: date, after: date) -> None:
    assert (first_day(text), day_after(text)) == (first, after)


def test_points_in_polygons() -> None:
    ring = polygons("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))")
    assert contains(ring, (3, 3))
    assert not contains(ring, (1.5, 1.5))  # in the hole
    assert not contains(ring, (5, 1))
    assert not contains(ring, (4, 1))  # an edge is not inside
    two = polygons("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")
    assert contains(two, (5.8, 5.5))
    assert not contains(two, (3, 3))

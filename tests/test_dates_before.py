"""Dates that lie before as_of: spans of months and years, thresholds of the rules, sums, quarters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lianjian.queries import Column, Header, Labels, Param, Query, bind
from lianjian.queries.errors import ParameterError
from samples import rules_with

WORDS = Labels(zh="字", en="word")


def earlier(as_of: str, before: str, **rules: int) -> date:
    """The date that a parameter takes."""
    params = (
        Param(name="as_of", type="date", label=WORDS, example="2022-06-30", default="today"),
        Param(name="then", type="date", label=WORDS, example="2022-06-30", before=before),
    )
    columns = (Column(name="x", zh="x", en="x", type="int"),)
    header = Header(
        title=WORDS, question=WORDS, params=params, columns=columns, denominator=WORDS, persons="none"
    )
    changed = rules_with({name.replace("_", ".", 1): value for name, value in rules.items()})
    found = bind(Query("test/it", Path("it.cypher"), header, "RETURN 1", 1), {"as_of": as_of}, changed)
    then = found["then"]
    assert isinstance(then, date)
    return then


@pytest.mark.parametrize(
    ("as_of", "before", "expected"),
    [
        ("2022-06-30", "12 months", date(2021, 6, 30)),
        ("2022-03-31", "1 months", date(2022, 2, 28)),
        ("2024-02-29", "3 years", date(2021, 2, 28)),
        ("2022-06-30", "R7.committee years", date(2017, 6, 30)),
        ("2022-06-30", "R7.branch years + R7.extension years", date(2018, 6, 30)),
        ("2022-06-30", "R7.branch years - 6 months", date(2019, 12, 30)),
        ("2022-06-30", "1 years - 2 years", date(2023, 6, 30)),
        ("2022-06-30", "quarter", date(2022, 3, 31)),
        ("2022-01-01", "quarter", date(2021, 12, 31)),
        ("2022-06-30", "9999 years", date(1, 6, 30)),
        ("2022-06-30", "1 years - 9999 years", date(9999, 6, 30)),
    ],
)
def test_a_date_before_as_of(as_of: str, before: str, expected: date) -> None:
    assert earlier(as_of, before) == expected


def test_a_changed_rule_changes_the_date() -> None:
    assert earlier("2022-06-30", "R7.branch years - 6 months", R7_branch=4) == date(2018, 12, 30)


def test_a_threshold_that_is_not_there_is_told() -> None:
    with pytest.raises(ParameterError, match=r"R7\.nothing"):
        earlier("2022-06-30", "R7.nothing years")


@pytest.mark.parametrize("before", ["3 days", "R7 years", "quarter + 1 years", "1 years +1 years"])
def test_other_words_are_refused(before: str) -> None:
    with pytest.raises(ValueError, match="before is written"):
        Param(name="then", type="date", label=WORDS, example="2022-06-30", before=before)

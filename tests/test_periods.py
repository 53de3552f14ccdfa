"""The algebra of dated rows equals what one gets by looking at every date."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianjian.model import BEGINNING, FOREVER
from lianjian.periods import align, coalesce, inherit, intersect, prefer, subtract, tally, timeline, union

DAYS = [date(2020, 1, 1) + timedelta(days=i) for i in range(7)]
EDGES = [BEGINNING, *DAYS, FOREVER]
DATES = [BEGINNING, *DAYS]
"""One date of every stretch between edges."""
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Row = tuple[str, date, date, int]
PERIODS = st.sampled_from(list(combinations(EDGES, 2)))
ROW = st.builds(lambda k, p, v: (k, *p, v), st.sampled_from("ab"), PERIODS, st.integers(0, 2))
ROWS = st.lists(ROW, max_size=7)


def frame(rows: list[Row], value: str = "v") -> pl.DataFrame:
    schema = {"k": pl.String, "since": pl.Date, "until": pl.Date, value: pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def disjoint(rows: list[Row]) -> list[Row]:
    kept: list[Row] = []
    for r in rows:
        if all(r[0] != k[0] or r[2] <= k[1] or k[2] <= r[1] for k in kept):
            kept.append(r)
    return kept


DISJOINT = ROWS.map(disjoint)


def on(rows: pl.DataFrame, day: date, *columns: str) -> Counter[tuple[object, ...]]:
    """How often each combination of values holds on a date."""
    return Counter(rows.filter(pl.col("since") <= day, day < pl.col("until")).select(columns).iter_rows())


def touching(rows: pl.DataFrame, *same: str) -> int:
    """Rows that touch or overlap the row before with equal values."""
    of = rows.sort(*same, "since")
    equal = pl.all_horizontal(pl.col(c).eq_missing(pl.col(c).shift()) for c in same)
    return of.filter(equal & (pl.col("since") <= pl.col("until").shift())).height


@FAST
@given(ROWS, ROWS)
def test_intersect_pairs_rows_that_hold_together(left: list[Row], right: list[Row]) -> None:
    both = intersect(frame(left), frame(right, "w"), ["k"])

    assert both.columns == ["k", "since", "until", "v", "w"]
    for day in DATES:
        pairs = Counter(
            (a[0], a[3], b[3]) for a in left for b in right
            if a[0] == b[0] and max(a[1], b[1]) <= day < min(a[2], b[2])
        )
        assert on(both, day, "k", "v", "w") == pairs


def test_intersect_refuses_columns_of_one_name() -> None:
    with pytest.raises(pl.exceptions.DuplicateError, match="v"):
        intersect(frame([]), frame([]), ["k"])


@FAST
@given(ROWS)
def test_union_gives_maximal_periods(rows: list[Row]) -> None:
    joined = union(frame(rows), ["k", "v"])

    assert touching(joined, "k", "v") == 0
    for day in DATES:
        assert on(joined, day, "k", "v") == Counter({(r[0], r[3]): 1 for r in rows if r[1] <= day < r[2]})


@FAST
@given(DISJOINT)
def test_coalesce_joins_equal_neighbours_only(rows: list[Row]) -> None:
    given_rows = frame(rows).with_columns(pl.col("v").replace(0, None))

    joined = coalesce(given_rows, ["k"])

    assert touching(joined, "k", "v") == 0
    assert joined.equals(joined.sort("k", "since"))
    for day in DATES:
        assert on(joined, day, "k", "v") == on(given_rows, day, "k", "v")


@FAST
@given(ROWS, ROWS)
def test_timeline_has_every_stretch_between_dates(left: list[Row], right: list[Row]) -> None:
    stretches = timeline([frame(left), frame(right)], ["k"])

    expected = []
    for key in "ab":
        dates = sorted({d for r in (*left, *right) if r[0] == key for d in r[1:3]})
        expected += [(key, a, b) for a, b in pairwise(dates)]
    assert stretches.rows() == expected


@FAST
@given(DISJOINT, DISJOINT, DISJOINT)
def test_align_attaches_every_layer(base: list[Row], one: list[Row], two: list[Row]) -> None:
    aligned = align(frame(base), [frame(one, "one"), frame(two, "two")], ["k"])

    assert aligned.columns == ["k", "since", "until", "v", "one", "two"]
    for day in DATES:
        now, first, second = ({r[0]: r[3] for r in rows if r[1] <= day < r[2]} for rows in (base, one, two))
        expected = Counter((k, v, first.get(k), second.get(k)) for k, v in now.items())
        assert on(aligned, day, "k", "v", "one", "two") == expected


@FAST
@given(ROWS, ROWS)
def test_subtract_leaves_the_other_dates(left: list[Row], right: list[Row]) -> None:
    rest = subtract(frame(left), frame(right, "w"), ["k"])

    assert rest.columns == ["k", "since", "until", "v"]
    for day in DATES:
        taken = {r[0] for r in right if r[1] <= day < r[2]}
        assert on(rest, day, "k", "v") == Counter(
            (r[0], r[3]) for r in left if r[1] <= day < r[2] and r[0] not in taken
        )


@FAST
@given(ROWS)
def test_prefer_keeps_the_first_of_each_date(rows: list[Row]) -> None:
    chosen = prefer(frame(rows), ["k"], ["v", "since"], [True, False])

    assert chosen.columns == ["k", "since", "until", "v"]
    for day in DATES:
        best: dict[str, Row] = {}
        for r in sorted(rows, key=lambda r: (-r[3], r[1])):
            if r[1] <= day < r[2]:
                best.setdefault(r[0], r)
        assert on(chosen, day, "k", "v") == Counter((k, r[3]) for k, r in best.items())


@FAST
@given(ROWS)
def test_tally_adds_up_what_holds(rows: list[Row]) -> None:
    sums = tally(frame(rows), ["k"], ["v"])

    assert touching(sums, "k", "v") == 0
    for day in DATES:
        totals: Counter[str] = Counter()
        for r in rows:
            if r[1] <= day < r[2]:
                totals[r[0]] += r[3]
        assert on(sums, day, "k", "v") == Counter(dict.fromkeys(totals.items(), 1))


def test_inherit_hands_down_by_levels_and_stops_in_circles() -> None:
    always = {"since": BEGINNING, "until": FOREVER}
    known = pl.DataFrame([{"node": 1, "value": "x", **always}])
    ties = pl.DataFrame([
        {"node": 2, "parent": 1, "since": DAYS[1], "until": FOREVER},
        {"node": 3, "parent": 2, "since": BEGINNING, "until": DAYS[3]},
        {"node": 4, "parent": 5, **always}, {"node": 5, "parent": 4, **always},
    ])

    assert sorted(inherit(known, ties).rows()) == [
        (1, "x", BEGINNING, FOREVER), (2, "x", DAYS[1], FOREVER), (3, "x", DAYS[1], DAYS[3]),
    ]

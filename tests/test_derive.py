"""Derived records equal a plain reading of the definitions, date by date, on random small graphs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from derive_oracle import UNITS, Day
from lianjian.derive import derive
from lianjian.model import BEGINNING, FOREVER, REGISTRY
from lianjian.model.frames import key, schema
from worlds import Key, Link, Nodes, division, frames_of, link, node, survey

START = date(2020, 1, 1)
DAYS = [START + timedelta(days=i) for i in range(8)]
DATES = [BEGINNING, START - timedelta(days=1), *DAYS, START + timedelta(days=8), FOREVER - timedelta(days=1)]
OUTPUTS = {
    "Headcount", "COUNTS", "SURVEYED_AT", "Term", "TERM_OF", "FollowUp", "FOLLOWS_UP",
    "Fund", "FUNDS", "Rating", "RATES", "Provision", "PROVISION_OF",
    "Standing", "STANDS_FOR", "IN_DISTRICT", "LIES_IN", "WITHIN",
}
SQUARE = "POLYGON (({0} 0, {1} 0, {1} 2, {0} 2, {0} 0))"


def _period(rnd: Random, always: float = 0.5) -> tuple[date, date]:
    since = BEGINNING if rnd.random() < always else rnd.choice(DAYS[:-1])
    later = [d for d in DAYS if d > since]
    return since, FOREVER if rnd.random() < always else rnd.choice(later)


def _some(rnd: Random, values: list[Any], most: int) -> list[Any]:
    return [rnd.choice(values) for _ in range(rnd.randint(0, most))]


def random_graph(rnd: Random) -> tuple[Nodes, list[Link]]:
    """A graph of every kind that derivations look at, with circles, double ties and missing ends."""
    nodes: Nodes = {}
    ties: list[Link] = []

    def tie(name: str, near: Key, far: list[Key], most: int, always: float = 0.5) -> None:
        for end in _some(rnd, far, most):
            ties.append(link(name, near, end, *_period(rnd, always)))

    def dated(always: float = 0.7) -> dict[str, date]:
        since, until = _period(rnd, always)
        return {"since": since, "until": until}

    levels = ["city", "district", "district", "street", "street", "community", "grid"]
    divisions = [division(nodes, f"{lv}{i}", lv, **dated(0.8)) for i, lv in enumerate(levels)]
    for i, d in enumerate(divisions[1:]):
        ties.append(link("PART_OF", d, divisions[rnd.randint(max(0, i - 2), i)], *_period(rnd, 0.8)))
        tie("PART_OF", d, divisions, 1)
    areas = [
        node(nodes, "BusinessDistrict", f"a{i}", **dated(), name="a",
             polygon=rnd.choice([SQUARE.format(i, i + 2), None, "no polygon"]))
        for i in range(2)
    ]
    buildings = [
        node(nodes, "Building", f"b{i}", **dated(), name="b", lon=rnd.choice([0.5, 1.5, None]), lat=1.0)
        for i in range(3)
    ]
    nowhere = ("Building", "missing")
    for b in buildings:
        tie("LOCATED_IN", b, [*divisions, *divisions, *buildings], 2)
        tie("IN_AREA", b, areas, 1)
    point = node(nodes, "ServicePoint", "p", **dated(), name="p")
    tie("LOCATED_IN", point, [*divisions, *buildings], 2)
    kinds = {"Enterprise": ["private", "merchant", None], "Institution": ["law_firm", "authority"]}
    units = [
        node(nodes, t, name, **dated(), kind=rnd.choice(kinds[t]), industry=rnd.choice(["A", None]))
        # an enterprise and an institution with one id
        for t, name in (("Enterprise", "u0"), ("Enterprise", "u1"), ("Institution", "u1"))
    ]
    for u in units:
        tie("LOCATED_IN", u, [*divisions, *buildings, nowhere], 1)
        tie("IN_AREA", u, areas, 1)
        for i in range(rnd.randint(0, 4)):
            met = _some(rnd, [*divisions, *buildings, nowhere], 2)
            survey(
                nodes, ties, u, rnd.choice([BEGINNING, *DAYS]), *met, name=f"{u[0]}{u[1]}h{i}",
                staff=rnd.choice([None, 5]), members=rnd.choice([None, 0, 1, 2, 3]),
                full_members=rnd.choice([None, None, 0, 2]),
                work=tuple(_some(rnd, ["instructor", "liaison"], 2)),
            )
    organizations = [
        node(nodes, "Organization", f"o{i}", **dated(), name="o",
             kind=rnd.choice(["committee", "branch", "joint_branch", "temporary", None]))
        for i in range(5)
    ]
    for o in organizations:
        if rnd.random() < 0.3:
            tie("LOCATED_IN", o, [*divisions, *buildings], 2)
        tie("COVERS", o, [*units, *buildings, *areas, nowhere], 2)
        tie("SUPERIOR", o, organizations, 2)
        tie("INSTRUCTS", o, [*units, *buildings], 1)
    for i in range(3):
        status = rnd.choice(["full", "probationary"])
        person = node(nodes, "InServiceMember", f"m{i}", **dated(), status=status)
        tie("WORKS_AT", person, units, 2)
    # no two ties with one key
    return nodes, list({t[:4]: t for t in ties}.values())


# drawn value by value (small ones, which shrink) and from a seed (large ones)
RANDOMS = st.one_of(st.randoms(use_true_random=False), st.builds(Random, st.integers(0)))
GRAPHS = st.builds(random_graph, RANDOMS)


def _on(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    return frame.filter(pl.col("since") <= day, day < pl.col("until"))


def _pairs(frame: pl.DataFrame, day: date) -> list[tuple[str, ...]]:
    return sorted(_on(frame, day).select("from_type", "from_id", "to_type", "to_id").iter_rows())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(GRAPHS)
def test_every_date_equals_the_plain_reading(graph: tuple[Nodes, list[Link]]) -> None:
    nodes, ties = graph
    derived = derive(frames_of(nodes, ties), REGISTRY)

    for on in DATES:
        day = Day(nodes, ties, on)
        there = [k for k in nodes if day.exists(k)]
        assert _pairs(derived["IN_DISTRICT"], on) == sorted(
            (*k, "Division", d) for k in there if k[0] not in ("Headcount", "InServiceMember")
            for d in day.divisions(k, "district")
        )
        assert _pairs(derived["LIES_IN"], on) == sorted(
            (*k, "Division", d) for k in there
            if k[0] in ("Organization", "Division", "Building", "ServicePoint")
            for level in ("street", "community") for d in day.divisions(k, level)
        )
        assert _pairs(derived["WITHIN"], on) == sorted(
            (*k, "BusinessDistrict", a) for k in there if k[0] in (*UNITS, "Building") for a in day.within(k)
        )
        stands = _on(derived["STANDS_FOR"], on).select(
            "to_type", "to_id", pl.col("from_id").alias("id")
        ).join(_on(derived["Standing"], on), on="id").drop("id", "since", "until")
        found = sorted(stands.iter_rows(named=True), key=lambda r: (r["to_type"], r["to_id"]))
        assert found == [
            {"to_type": k[0], "to_id": k[1], **day.standing(k)} for k in sorted(there) if k[0] in UNITS
        ]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(GRAPHS)
def test_output_has_exact_schema_sorted_keys_and_maximal_periods(graph: tuple[Nodes, list[Link]]) -> None:
    nodes, ties = graph
    given_frames = frames_of(nodes, ties)

    derived = derive(given_frames, REGISTRY)
    shuffled = derive({n: f.sample(fraction=1, shuffle=True, seed=3) for n, f in given_frames.items()})

    assert set(derived) == OUTPUTS
    for name, frame in derived.items():
        declared = REGISTRY.declaration(name)
        assert dict(frame.schema) == schema(declared)
        assert frame.equals(frame.sort(key(declared)))
        assert not frame.select(key(declared)).is_duplicated().any()
        assert frame.filter(pl.col("since") >= pl.col("until")).height == 0
        assert_frame_equal(shuffled[name], frame)
    for name in ("IN_DISTRICT", "LIES_IN", "WITHIN"):
        ends = ["from_type", "from_id", "to_type", "to_id"]
        following = derived[name].with_columns(pl.col("since").shift(-1).over(ends).alias("next"))
        assert following.filter(pl.col("next") <= pl.col("until")).height == 0
    of_type = derived["STANDS_FOR"].select("to_type", pl.col("from_id").alias("id"))
    of = of_type.join(derived["Standing"], on="id").sort("to_type", "unit", "since")
    values = [c for c in of.columns if c not in ("id", "since", "until")]
    equal = pl.all_horizontal(pl.col(c).eq_missing(pl.col(c).shift()) for c in values)
    assert of.filter(equal & (pl.col("since") == pl.col("until").shift())).height == 0


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(GRAPHS)
def test_a_count_ends_with_the_next_count_of_its_unit(graph: tuple[Nodes, list[Link]]) -> None:
    nodes, ties = graph

    derived = derive(frames_of(nodes, ties))

    subject = {near: far for name, near, far, _, _ in ties if name == "COUNTS"}
    starts: dict[Key, list[date]] = {}
    for count, unit in subject.items():
        starts.setdefault(unit, []).append(nodes[count]["since"])
    until = {
        c[1]: min((d for d in starts[u] if d > nodes[c]["since"]), default=FOREVER)
        for c, u in subject.items()
    }
    assert dict(derived["Headcount"].select("id", "until").iter_rows()) == until
    for name in ("COUNTS", "SURVEYED_AT"):
        assert all(until[i] == u for i, u in derived[name].select("from_id", "until").iter_rows())
        assert derived[name].height == sum(t[0] == name for t in ties)


TYPES = sorted(frames_of(*random_graph(Random(7))))


@pytest.mark.parametrize("missing", [*([t] for t in TYPES), TYPES], ids=[*TYPES, "everything"])
def test_a_missing_type_is_an_empty_one(missing: list[str]) -> None:
    given_frames = frames_of(*random_graph(Random(7)))

    left = derive({n: f for n, f in given_frames.items() if n not in missing})
    cleared = derive({n: f.clear() if n in missing else f for n, f in given_frames.items()})

    assert left.keys() == cleared.keys() == OUTPUTS
    for name, frame in left.items():
        assert_frame_equal(frame, cleared[name])

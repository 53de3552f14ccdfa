"""Cases of derived records worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

import polars as pl
import pytest

from lianjian.derive import derive
from lianjian.model import BEGINNING, FOREVER, REGISTRY, Attr, Node, Registry, Tie
from worlds import Key, Link, Nodes, division, frames_of, link, node, survey

D2019, D2020, D2021, D2022 = (date(y, 1, 1) for y in (2019, 2020, 2021, 2022))


class City:
    """A city of two districts with a street and a community each, and what a test adds."""

    def __init__(self) -> None:
        self.nodes: Nodes = {}
        self.ties: list[Link] = []
        self.city = division(self.nodes, "city", "city")
        self.north, self.south = (self.division(n, "district", self.city) for n in ("north", "south"))
        self.north_street, self.south_street = (
            self.division(f"{n[1]}-street", "street", n) for n in (self.north, self.south)
        )
        self.quarter = self.division("quarter", "community", self.north_street)

    def division(self, name: str, level: str, parent: Key) -> Key:
        added = division(self.nodes, name, level)
        self.ties.append(link("PART_OF", added, parent))
        return added

    def add(self, label: str, name: str, /, *period: date, **values: Any) -> Key:
        return node(self.nodes, label, name, *period, name=name, **values)

    def firm(self, name: str = "firm", *period: date, **values: Any) -> Key:
        return self.add("Enterprise", name, *period, **({"kind": "private"} | values))

    def tie(self, name: str, near: Key, far: Key, *period: date) -> None:
        self.ties.append(link(name, near, far, *period))

    def survey(self, unit: Key, on: date, *places: Key, **values: Any) -> None:
        survey(self.nodes, self.ties, unit, on, *places, **values)

    def derive(self) -> dict[str, pl.DataFrame]:
        return derive(frames_of(self.nodes, self.ties))

    def standings(self, *columns: str) -> list[tuple[Any, ...]]:
        """since, until and columns of all standings, in order."""
        return self.derive()["Standing"].sort("unit", "since").select("since", "until", *columns).rows()

    def districts(self, thing: Key) -> list[tuple[Any, ...]]:
        return self.ends("IN_DISTRICT", thing)

    def ends(self, name: str, thing: Key) -> list[tuple[Any, ...]]:
        frame = self.derive()[name].filter(pl.col("from_type") == thing[0], pl.col("from_id") == thing[1])
        return frame.sort("since", "to_id").select("to_id", "since", "until").rows()


@pytest.fixture
def city() -> City:
    return City()


def test_late_headcount_takes_its_place_between_the_others(city: City) -> None:
    firm = city.firm()
    city.survey(firm, D2022, full_members=3)
    city.survey(firm, D2020, full_members=1)
    city.survey(firm, D2021, full_members=2)  # handed in last

    derived = city.derive()

    assert derived["Headcount"].select("since", "until", "until_precision").rows() == [
        (D2020, D2021, "day"), (D2021, D2022, "day"), (D2022, FOREVER, "open"),
    ]
    assert derived["COUNTS"].select("since", "until").rows() == [
        (D2020, D2021), (D2021, D2022), (D2022, FOREVER),
    ]
    assert city.standings("counted", "full_members") == [
        (BEGINNING, D2020, False, None), (D2020, D2021, True, 1),
        (D2021, D2022, True, 2), (D2022, FOREVER, True, 3),
    ]


def test_count_of_two_units_ends_with_the_first_next_count(city: City) -> None:
    one, two = city.firm("one"), city.firm("two")
    city.survey(one, D2019, name="shared")
    city.tie("COUNTS", ("Headcount", "shared"), two, D2019)
    city.survey(two, D2021, name="second")
    city.survey(one, D2022, name="third")

    ends = city.derive()["Headcount"].select("id", "until").rows()

    assert ends == [("second", FOREVER), ("shared", D2021), ("third", FOREVER)]


def test_survey_street_holds_before_the_first_survey_and_over_one_without_place(city: City) -> None:
    firm = city.firm("firm", D2019)
    city.survey(firm, D2020, city.north_street, staff=5)
    city.survey(firm, D2021, staff=5)
    city.survey(firm, D2022, city.south_street, staff=5)

    assert city.standings("district", "street", "staff") == [
        (D2019, D2020, "north", "north-street", None), (D2020, D2022, "north", "north-street", 5),
        (D2022, FOREVER, "south", "south-street", 5),
    ]
    assert city.districts(firm) == [("north", D2019, D2022), ("south", D2022, FOREVER)]


def test_explicit_address_wins_only_while_it_holds(city: City) -> None:
    firm = city.firm()
    city.survey(firm, D2019, city.north_street)
    city.tie("LOCATED_IN", firm, city.south_street, D2020, D2021)

    assert city.standings("district") == [
        (BEGINNING, D2020, "north"), (D2020, D2021, "south"), (D2021, FOREVER, "north"),
    ]


def test_of_two_addresses_the_later_counts_and_the_narrower_before_it(city: City) -> None:
    moved, precise = city.firm("moved"), city.firm("precise")
    tower = city.add("Building", "tower")
    city.tie("LOCATED_IN", tower, city.south_street)
    city.tie("LOCATED_IN", moved, city.north_street, D2019)
    city.tie("LOCATED_IN", moved, city.south_street, D2020)  # nobody closed the old address
    city.tie("LOCATED_IN", precise, tower, D2019)
    city.tie("LOCATED_IN", precise, city.north_street, D2020)

    assert city.districts(moved) == [("north", D2019, D2020), ("south", D2020, FOREVER)]
    assert city.districts(precise) == [("south", D2019, FOREVER)]


def test_of_two_superiors_the_later_counts(city: City) -> None:
    branch, old, new = (city.add("Organization", n, kind="branch") for n in ("branch", "a-old", "b-new"))
    city.tie("LOCATED_IN", old, city.north)
    city.tie("LOCATED_IN", new, city.south)
    city.tie("SUPERIOR", branch, old, D2019)
    city.tie("SUPERIOR", branch, new, D2020)

    assert city.districts(branch) == [("north", D2019, D2020), ("south", D2020, FOREVER)]


def test_narrowest_place_of_a_survey_counts(city: City) -> None:
    firm = city.firm()
    tower = city.add("Building", "tower")
    city.tie("LOCATED_IN", tower, city.quarter)
    city.survey(firm, D2020, city.south_street, tower, city.quarter)

    assert city.standings("street", "community", "building")[0][2:] == ("north-street", "quarter", "tower")


def test_unit_without_a_place_has_a_standing_and_no_district(city: City) -> None:
    firm = city.firm("firm", D2019, D2022, kind=None)

    assert city.standings("id", "unit", "form", "kind", "district", "street", "building", "rank") == [
        (D2019, D2022, "firm|2019-01-01", "firm", "", "", "", "", "", 0)
    ]
    assert city.districts(firm) == []
    assert city.ends("STANDS_FOR", ("Standing", "firm|2019-01-01")) == [("firm", D2019, D2022)]


def test_demolished_building_gives_no_place_any_more(city: City) -> None:
    firm = city.firm()
    tower = city.add("Building", "tower", D2019, D2021)
    city.tie("LOCATED_IN", tower, city.quarter)
    city.tie("LOCATED_IN", firm, tower)

    assert city.standings("district", "building") == [
        (BEGINNING, D2019, "", ""), (D2019, D2021, "north", "tower"), (D2021, FOREVER, "", ""),
    ]
    assert city.districts(tower) == [("north", D2019, D2021)]


def test_building_inside_another_lies_where_that_one_lies(city: City) -> None:
    complex_, tower, shop, circle = (city.add("Building", n) for n in ("complex", "tower", "shop", "circle"))
    firm = city.firm()
    city.tie("LOCATED_IN", complex_, city.quarter, D2019)
    city.tie("LOCATED_IN", tower, complex_)
    city.tie("LOCATED_IN", shop, tower, BEGINNING, D2021)
    city.tie("LOCATED_IN", circle, circle)
    city.tie("LOCATED_IN", firm, shop, D2020)

    assert city.districts(shop) == [("north", D2019, D2021)]
    assert city.districts(circle) == []
    assert city.standings("district", "community", "building") == [
        (BEGINNING, D2020, "", "", ""), (D2020, D2021, "north", "quarter", "shop"),
        (D2021, FOREVER, "", "", "shop"),
    ]


def test_organization_in_two_districts_and_its_subordinate(city: City) -> None:
    branch, cell, committee = (
        city.add("Organization", n, kind="joint_branch") for n in ("branch", "cell", "top")
    )
    for name, street in (("a", city.north_street), ("b", city.south_street)):
        firm = city.firm(name)
        city.tie("LOCATED_IN", firm, street)
        city.tie("COVERS", branch, firm, D2020 if name == "a" else D2021)
    city.tie("SUPERIOR", cell, branch)
    city.tie("SUPERIOR", branch, committee)
    city.tie("LOCATED_IN", committee, city.south)

    expected = [("south", BEGINNING, D2020), ("north", D2020, FOREVER), ("south", D2021, FOREVER)]
    assert city.districts(branch) == expected
    assert city.districts(cell) == expected


def test_organization_above_district_level_has_none_and_hands_none_down(city: City) -> None:
    committee = city.add("Organization", "committee", kind="territorial_committee")
    below = city.add("Organization", "below", kind="branch")
    province = city.add("Organization", "province", kind="territorial_committee")
    firm = city.firm()
    city.tie("LOCATED_IN", firm, city.north_street)
    city.tie("COVERS", committee, firm)
    city.tie("LOCATED_IN", committee, city.city)
    city.tie("LOCATED_IN", province, city.south)
    city.tie("SUPERIOR", below, committee)
    city.tie("SUPERIOR", committee, province)

    assert city.districts(committee) == []
    assert city.districts(below) == []
    assert city.districts(city.city) == []


def test_superiors_in_a_circle_have_no_district(city: City) -> None:
    one, two = (city.add("Organization", n, kind="branch") for n in ("one", "two"))
    city.tie("SUPERIOR", one, two)
    city.tie("SUPERIOR", two, one)

    assert city.districts(one) == []


def test_division_that_moves_to_another_district(city: City) -> None:
    moved = division(city.nodes, "moved", "street")
    city.tie("PART_OF", moved, city.north, BEGINNING, D2020)
    city.tie("PART_OF", moved, city.south, D2020, FOREVER)
    firm = city.firm("firm", D2019)
    city.survey(firm, D2021, moved)

    assert city.districts(moved) == [("north", BEGINNING, D2020), ("south", D2020, FOREVER)]
    assert city.districts(firm) == [("north", D2019, D2020), ("south", D2020, FOREVER)]
    assert [row[2:] for row in city.standings("district", "street", "counted")] == [
        ("north", "moved", False), ("south", "moved", False),
    ]


def test_rank_is_the_highest_and_only_own_or_joint(city: City) -> None:
    firm = city.firm("firm", D2019)
    kinds = {"joint_branch": D2019, "committee": D2021, "temporary": D2019, "branch": D2020}
    for kind, since in kinds.items():
        city.tie("COVERS", city.add("Organization", kind, kind=kind), firm, since, D2022)

    assert city.standings("rank") == [
        (D2019, D2020, 1), (D2020, D2021, 2), (D2021, D2022, 4), (D2022, FOREVER, 0),
    ]


def _members(city: City, unit: Key, *statuses: str) -> None:
    for i, status in enumerate(statuses):
        person = node(city.nodes, "InServiceMember", f"m{i}", status=status)
        city.tie("WORKS_AT", person, unit, D2020)


def test_members_alone_count_only_where_there_is_one(city: City) -> None:
    firm = city.firm("firm", D2019)
    _members(city, firm, "full", "full", "probationary")
    city.tie("WORKS_AT", ("InServiceMember", "m0"), firm, D2021)  # the same member, told twice

    assert city.standings("counted", "members", "full_members", "staff") == [
        (D2019, D2020, False, None, None, None), (D2020, FOREVER, True, 3, 2, None),
    ]


@pytest.mark.parametrize(
    ("members", "full", "expected"),
    [
        (5, 4, (True, 5, 4)), (None, 4, (True, 4, 4)), (0, None, (True, 0, 0)), (0, 0, (True, 0, 0)),
        (2, None, (True, 2, None)), (3, None, (True, 3, None)), (None, None, (False, None, None)),
    ],
)
@pytest.mark.parametrize("roster", [False, True])
def test_what_a_survey_says_of_members(
    city: City, members: int | None, full: int | None, expected: tuple[Any, ...], roster: bool
) -> None:
    firm = city.firm("firm", D2020)
    city.survey(firm, D2020, members=members, full_members=full)
    if roster:
        _members(city, firm, "full", "probationary")

    silent = full is None and members != 0  # then the roster tells, if there is one
    told = (True, 2, 1) if roster and silent else expected
    assert city.standings("counted", "members", "full_members") == [(D2020, FOREVER, *told)]


def test_work_of_the_survey_and_an_instructor_sent(city: City) -> None:
    firm = city.firm("firm", D2019)
    sender = city.add("Organization", "sender")
    city.survey(firm, D2021, work=("liaison", "youth_league", "instructor"))
    city.survey(firm, D2022)
    city.tie("INSTRUCTS", sender, firm, D2019, D2020)

    assert city.standings("instructor", "liaison", "trade_union", "youth_league") == [
        (D2019, D2020, True, False, False, False), (D2020, D2021, False, False, False, False),
        (D2021, D2022, True, True, False, True), (D2022, FOREVER, False, False, False, False),
    ]


def test_tie_decides_over_polygon_and_unit_follows_its_building(city: City) -> None:
    square = "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"
    drawn = city.add("BusinessDistrict", "drawn", polygon=square)
    later = city.add("BusinessDistrict", "later", D2022, FOREVER, polygon=square)
    named = city.add("BusinessDistrict", "named")
    tower = city.add("Building", "tower", lon=1.0, lat=1.0)
    firm, own = city.firm(), city.firm("own")
    city.tie("LOCATED_IN", firm, tower, D2019, FOREVER)
    city.tie("LOCATED_IN", own, tower)
    city.tie("IN_AREA", tower, named, D2020, D2021)
    city.tie("IN_AREA", own, named)

    polygons = [("drawn", D2021, FOREVER), (later[1], D2022, FOREVER)]
    assert city.ends("WITHIN", tower) == [(drawn[1], BEGINNING, D2020), ("named", D2020, D2021), *polygons]
    assert city.ends("WITHIN", firm) == [("drawn", D2019, D2020), ("named", D2020, D2021), *polygons]
    assert city.ends("WITHIN", own) == [("named", BEGINNING, FOREVER)]


def test_units_of_two_types_with_one_id_have_standings_of_their_own(city: City) -> None:
    city.firm("same")
    city.add("Institution", "same", kind="law_firm")

    derived = city.derive()

    assert sorted(derived["Standing"]["form"]) == ["27", "30"]
    assert derived["Standing"]["id"].to_list() == [
        "same|0001-01-01|Enterprise", "same|0001-01-01|Institution",
    ]
    assert derived["STANDS_FOR"]["from_id"].to_list() == derived["Standing"]["id"].to_list()


class Hall(Node):
    """A village hall: a type the package does not know."""

    zh: ClassVar[str] = "礼堂"
    en: ClassVar[str] = "hall"
    about: ClassVar[str] = "文化礼堂"

    name: Annotated[str, Attr("礼堂名称", "hall name")]


def _widened(name: str, **pictures: str) -> type[Tie]:
    declared = REGISTRY.ties[name]
    body = {"__module__": __name__, "__doc__": declared.__doc__, **pictures}
    return type(declared.__name__, (declared,), body)


def test_further_types_take_part_where_the_pictures_name_them(city: City) -> None:
    located = REGISTRY.ties["LOCATED_IN"].picture.replace("Building", "Building|Hall")
    members = REGISTRY.ties["IN_DISTRICT"].picture.replace("(:", "(:Hall|", 1)
    widened = {
        "LOCATED_IN": _widened("LOCATED_IN", picture=located),
        "IN_DISTRICT": _widened("IN_DISTRICT", picture=members),
    }
    registry = Registry({**REGISTRY.nodes, "Hall": Hall}, {**REGISTRY.ties, **widened}, REGISTRY.codes)
    hall, firm = city.add("Hall", "hall"), city.firm("firm")
    city.tie("LOCATED_IN", hall, city.quarter, D2020)
    city.tie("LOCATED_IN", firm, hall)

    derived = derive(frames_of(city.nodes, city.ties, registry), registry)

    placed = derived["IN_DISTRICT"].filter(pl.col("from_id").is_in(["hall", "firm"]))
    assert placed.select("from_type", "to_id", "since").rows() == [
        ("Enterprise", "north", D2020), ("Hall", "north", D2020),
    ]
    assert derive(frames_of(city.nodes, city.ties, registry))["IN_DISTRICT"]["from_id"].to_list() == [
        "north", "north-street", "quarter", "south", "south-street",
    ]

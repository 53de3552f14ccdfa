"""How large each sample is, and the dates all samples share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Size = Literal["XS", "S", "M"]
"""How large Nanjing's part is."""

Set = Literal["XS", "S", "M", "systems"]
"""The samples there are: Nanjing in a size, or size S with the practices of other cities beside it."""

SURVEYS = (date(2021, 3, 31), date(2021, 9, 30), date(2022, 3, 31), date(2022, 6, 20))
"""The days on which the streets counted staff and members."""

FIRST_ACTIVITY = date(2017, 1, 1)
LAST_DAY = date(2022, 6, 30)
"""Activities run from the first to the last of these days."""

CORE_STREETS = (
    "320102003",
    "320102002",
    "320104006",
    "320104007",
    "320104012",
    "320106002",
    "320104403",
)
"""The six streets around Xinjiekou and the quarter that the statistics keep as a pseudo-unit."""

DISTRICTS = ("320102", "320104", "320106")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one size holds: numbers of rows, the constructed core included.

    ``area_units`` and ``area_buildings`` are numbers by the key of an area; the rest lies elsewhere.
    ``communities`` limits the communities of each street (0: all of them).
    """

    units: int
    buildings: int
    organizations: int
    members: int
    workers: int
    communities: int = 0
    every_street: bool = False
    area_units: dict[str, int] = field(default_factory=dict)
    area_buildings: dict[str, int] = field(default_factory=dict)
    tail: int = 3000
    series: int = 1
    attendance: int = 4
    centres: int = 1
    rest_stations: int = 1
    delivery_stations: int = 2


SIZES: dict[Size, Plan] = {
    "XS": Plan(units=40, buildings=6, organizations=15, members=120, workers=60, communities=2),
    "S": Plan(
        units=2_400,
        buildings=60,
        organizations=280,
        members=6_000,
        workers=3_000,
        area_units={"A1": 1_980, "A2": 130, "A3": 40, "A4": 40, "A5": 30, "A6": 30},
        area_buildings={"A1": 40, "A2": 3, "A3": 2, "A4": 2, "A5": 2, "A6": 2},
        series=3,
        attendance=10,
        centres=7,
        rest_stations=10,
        delivery_stations=12,
    ),
    "M": Plan(
        units=40_000,
        buildings=900,
        organizations=5_000,
        members=110_000,
        workers=25_000,
        every_street=True,
        area_units={"A1": 1_980, "A2": 130, "A3": 90, "A4": 90, "A5": 70, "A6": 70},
        area_buildings={"A1": 40, "A2": 3, "A3": 3, "A4": 3, "A5": 3, "A6": 3},
        tail=5_000,
        series=12,
        attendance=16,
        centres=39,
        rest_stations=60,
        delivery_stations=80,
    ),
}

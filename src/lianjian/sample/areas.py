"""Business districts and buildings: constructed ones, and others strewn around them."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import shapely

from .draw import days
from .names import building_names
from .places import CENTRE, METRE, Places, Points, at
from .sizes import Plan

# key, name, kind, corners in metres east and north of the point where the districts meet.
# A1 crosses three districts, A2 lies in one, A3 to A6 in two each.
AREAS: tuple[tuple[str, str, str, tuple[tuple[float, float], ...]], ...] = (
    (
        "A1",
        "新街口商圈",
        "商圈",
        (
            (-350, -470),
            (350, -470),
            (500, -320),
            (500, 320),
            (350, 470),
            (-350, 470),
            (-500, 320),
            (-500, -320),
        ),
    ),
    ("A2", "洪武路金融商圈", "商圈", ((600, -520), (800, -520), (800, -320), (600, -320))),
    ("A3", "珠江路科创园区", "园区", ((-300, 900), (300, 900), (300, 1300), (-300, 1300))),
    ("A4", "汉中路医药市场", "市场", ((-1200, -150), (-800, -150), (-800, 150), (-1200, 150))),
    ("A5", "中山东路文创园区", "园区", ((1200, -250), (1600, -250), (1600, 150), (1200, 150))),
    ("A6", "成贤街设计园区", "园区", ((-250, 1700), (250, 1700), (250, 2000), (-250, 2000))),
)

# key, name, kind, place in metres, area, whether by decision (a tie) instead of by polygon, built.
# B3 lies just outside A1 and is assigned to it; B6 lies inside A1 and is assigned to A2.
BUILDINGS: tuple[tuple[str, str, str, tuple[float, float], str, bool, str], ...] = (
    ("B1", "金陵世纪大厦", "office", (180, 160), "A1", False, "2001-01-01"),
    ("B2", "洪武国际中心", "office", (150, -200), "A1", False, "2006-09-28"),
    ("B3", "华侨商业城", "mall", (-560, 140), "A1", True, "1998-12-18"),
    ("B4", "汉中医药大厦", "office", (-1000, 80), "A4", False, "2010-05-20"),
    ("B5", "成贤创意楼", "office", (120, 1850), "A6", False, "2012-03-01"),
    ("B6", "洪武金融大厦", "office", (420, -300), "A2", True, "2008-06-06"),
)


def _polygon(corners: tuple[tuple[float, float], ...]) -> shapely.Geometry:
    return shapely.Polygon(at(list(corners)).round(6))


def areas() -> pl.DataFrame:
    """The business districts: key, code, name, kind, polygon (WKT, WGS-84), since."""
    return pl.DataFrame(
        {
            "key": [a[0] for a in AREAS],
            "code": [f"SQ{i:03d}" for i in range(1, len(AREAS) + 1)],
            "name": [a[1] for a in AREAS],
            "kind": [a[2] for a in AREAS],
            "wkt": [shapely.to_wkt(_polygon(a[3]), rounding_precision=6) for a in AREAS],
            "since": "2015-01-01",
        }
    )


def _outside(places: Places, plan: Plan, n: int, rng: np.random.Generator) -> Points:
    """``n`` points outside all areas: in all three districts, or near the centre where streets are few."""
    if plan.every_street:
        field = shapely.union_all(list(places.polygons.values()))
    else:
        field = shapely.box(*(np.tile(CENTRE, 2) + np.array([-2000, -1600, 2400, 1600]) * np.tile(METRE, 2)))
    return places.strew(shapely.difference(field, shapely.union_all([_polygon(a[3]) for a in AREAS])), n, rng)


def _inside(places: Places, shape: shapely.Geometry, n: int, rng: np.random.Generator) -> Points:
    """``n`` points in an area, at least one in each district it reaches into (if ``n`` allows)."""
    parts = [shapely.intersection(shape, polygon) for polygon in places.polygons.values()]
    parts = [part for part in parts if part.area > 0][:n]
    sure = [places.strew(part, 1, rng) for part in parts]
    return np.concatenate([*sure, places.strew(shape, n - len(parts), rng)])


def buildings(plan: Plan, places: Places, rng: np.random.Generator) -> pl.DataFrame:
    """Buildings: key, code, name, kind, lon, lat, area (key), by_tie, since and the community's columns."""
    shapes = {a[0]: _polygon(a[3]) for a in AREAS}
    strewn = [(k, _inside(places, shapes[k], n, rng)) for k, n in plan.area_buildings.items()]
    rest = plan.buildings - len(BUILDINGS) - sum(plan.area_buildings.values())
    strewn.append(("", _outside(places, plan, rest, rng)))
    points = np.concatenate([at([b[3] for b in BUILDINGS]).round(6), *(p for _, p in strewn)])
    home = np.concatenate([np.repeat(k, len(p)) for k, p in strewn])
    shares = np.where(home == "", 0.55, np.where(home == "A1", 0.75, 1.0))
    draw = rng.random(len(home))
    kinds = np.where(draw < shares, "office", np.where(draw < shares + 0.15, "mall", "residential"))
    kinds = np.where((home == "") & (draw > 0.97), "other", kinds)
    bulk = pl.DataFrame(
        {
            "key": pl.Series([f"b{i}" for i in range(len(home))], dtype=pl.String),
            "name": building_names(pl.Series(kinds, dtype=pl.String), rng),
            "kind": pl.Series(kinds, dtype=pl.String),
            "area": pl.Series(home, dtype=pl.String),
            "by_tie": pl.Series(np.zeros(len(home), dtype=bool)),
            "since": days(date(1995, 1, 1), rng.integers(0, 9_000, len(home))),
        }
    )
    core = pl.DataFrame(
        [(b[0], b[1], b[2], b[4], b[5], b[6]) for b in BUILDINGS],
        schema=["key", "name", "kind", "area", "by_tie", "since"],
        orient="row",
    )
    at_home = places.communities.select(
        "district",
        "district_name",
        "street",
        "street_name",
        community="code",
        community_name="written",
    )[places.community_of(points)]
    return (
        pl.concat([core, bulk])
        .with_columns(
            code=pl.lit("LY") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5),
            lon=pl.Series(points[:, 0]),
            lat=pl.Series(points[:, 1]),
        )
        .hstack(at_home)
    )

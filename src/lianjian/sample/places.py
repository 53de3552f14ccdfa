"""Where things are: divisions, the districts' polygons, synthetic cells of communities.

Only districts have real polygons. A community is the set of points of its district that are nearer
to its seed than to any other seed; seeds are strewn around a synthetic centre of their street.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from .sizes import CORE_STREETS, DISTRICTS, Plan

Points = NDArray[np.float64]
CENTRE = (118.778897, 32.043754)
"""Longitude and latitude (WGS-84) of the point where the three districts meet."""

METRE = (1 / 94_360.0, 1 / 110_890.0)
"""Degrees of longitude and latitude per metre at this latitude."""

ANCHORS = {
    "320102003": (650.0, 900.0),
    "320102002": (1900.0, 700.0),
    "320104006": (1300.0, -550.0),
    "320104007": (600.0, -1000.0),
    "320104012": (-900.0, -900.0),
    "320106002": (-900.0, 800.0),
    "320104403": (60.0, -240.0),
}
"""Synthetic centres of the streets around Xinjiekou: metres east and north of :data:`CENTRE`."""


def at(offsets: Points | list[tuple[float, float]]) -> Points:
    """Offsets in metres (east, north) from the centre as longitude and latitude; shape (n, 2)."""
    placed: Points = np.asarray(CENTRE) + np.asarray(offsets, dtype=np.float64).reshape(-1, 2) * np.asarray(
        METRE
    )
    return placed


@dataclass(frozen=True)
class Places:
    """Divisions as written to the sheet, communities with their seeds, districts' polygons by code."""

    divisions: pl.DataFrame
    communities: pl.DataFrame
    polygons: dict[str, shapely.Geometry]

    def district_of(self, points: Points) -> NDArray[np.int64]:
        """The position in :data:`DISTRICTS` of the district each point lies in; -1 outside all."""
        found = np.full(len(points), -1)
        for i, code in enumerate(DISTRICTS):
            found[shapely.contains_xy(self.polygons[code], points[:, 0], points[:, 1])] = i
        return found

    def community_of(self, points: Points) -> NDArray[np.int64]:
        """The row in ``communities`` of the cell each point lies in. Points lie inside the districts."""
        seeds = self.communities.select("lon", "lat").to_numpy()
        home = self.communities["district"].to_numpy()
        inside = self.district_of(points)
        found = np.full(len(points), -1)
        for i, code in enumerate(DISTRICTS):
            rows, mine = np.flatnonzero(home == code), np.flatnonzero(inside == i)
            gaps = (points[mine, None, :] - seeds[None, rows, :]) / np.asarray(METRE)
            found[mine] = rows[np.argmin((gaps**2).sum(axis=2), axis=1)]
        return found

    def strew(self, polygon: shapely.Geometry, n: int, rng: np.random.Generator) -> Points:
        """``n`` points spread evenly over the part of a polygon that lies in the three districts."""
        west, south, east, north = polygon.bounds
        kept: list[Points] = []
        missing = n
        while missing > 0:
            draw = rng.uniform((west, south), (east, north), size=(4 * missing + 16, 2)).round(6)
            fits = shapely.contains_xy(polygon, draw[:, 0], draw[:, 1]) & (self.district_of(draw) >= 0)
            kept.append(draw[fits][:missing])
            missing -= len(kept[-1])
        return np.concatenate(kept) if kept else np.empty((0, 2))


def _polygons() -> dict[str, shapely.Geometry]:
    text = resources.files("lianjian.data").joinpath("nanjing/districts.geojson").read_text("utf-8")
    by_code = {f["properties"]["gb"][-6:]: f["geometry"] for f in json.loads(text)["features"]}
    return {code: shapely.from_geojson(json.dumps(by_code[code])) for code in DISTRICTS}


def _read(name: str) -> pl.DataFrame:
    data = resources.files("lianjian.data").joinpath(f"nanjing/{name}").read_bytes()
    return pl.read_csv(data, infer_schema=False)


def _anchors(
    streets: pl.DataFrame, polygons: dict[str, shapely.Geometry], rng: np.random.Generator
) -> Points:
    """A centre for each street: the known ones, the others far from one another in their district."""
    known = list(ANCHORS)
    placed = dict(zip(known, at([ANCHORS[c] for c in known]), strict=True))
    for code, district in streets.select("code", "areaCode").iter_rows():
        if code in placed:
            continue
        polygon = polygons[district]
        west, south, east, north = polygon.bounds
        draw = rng.uniform((west, south), (east, north), size=(400, 2))
        draw = draw[shapely.contains_xy(polygon, draw[:, 0], draw[:, 1])]
        taken = np.array(list(placed.values()))
        gaps = (((draw[:, None, :] - taken[None, :, :]) / np.asarray(METRE)) ** 2).sum(axis=2).min(axis=1)
        placed[code] = draw[np.argmax(gaps)]
    return np.array([placed[c] for c in streets["code"]])


def _seeds(
    communities: pl.DataFrame,
    anchors: Points,
    polygons: dict[str, shapely.Geometry],
    rng: np.random.Generator,
) -> Points:
    """A seed for each community, near its street's centre (rows of ``anchors``) and in its district."""
    pseudo = communities["code"].str.ends_with("498").to_numpy()
    home = communities["areaCode"].to_numpy()
    points = anchors.copy()
    open_ = ~pseudo
    while open_.any():
        points[open_] = anchors[open_] + rng.normal(0, 320, (int(open_.sum()), 2)) * np.asarray(METRE)
        inside = np.zeros(len(points), dtype=bool)
        for code in DISTRICTS:
            inside |= (home == code) & shapely.contains_xy(polygons[code], points[:, 0], points[:, 1])
        open_ = ~inside & ~pseudo
    return points.round(6)


def load_places(plan: Plan, rng: np.random.Generator) -> Places:
    """The divisions of a size with their geometry."""
    polygons = _polygons()
    streets = _read("streets.csv").filter(pl.col("areaCode").is_in(DISTRICTS))
    if not plan.every_street:
        streets = streets.filter(pl.col("code").is_in(CORE_STREETS))
    streets = streets.sort("code")
    communities = (
        _read("communities.csv").filter(pl.col("streetCode").is_in(streets["code"].to_list())).sort("code")
    )
    if plan.communities:
        communities = communities.filter(pl.int_range(pl.len()).over("streetCode") < plan.communities)
    communities = communities.with_columns(
        name=pl.col("name")
        .str.replace("社区居民?委员?会$|社区居委会$", "社区")
        .str.replace("村村委会$", "村")
    )
    row = streets.with_row_index("i").select(pl.col("code").alias("streetCode"), "i")
    rows = communities.join(row, on="streetCode", how="left", maintain_order="left")["i"].to_numpy()
    seeds = _seeds(communities, _anchors(streets, polygons, rng)[rows], polygons, rng)
    names = dict(_read("districts.csv").select("code", "name").iter_rows())
    street_names = dict(streets.select("code", "name").iter_rows())
    table = communities.select(
        "code",
        "name",
        street="streetCode",
        district="areaCode",
        street_name=pl.col("streetCode").replace_strict(street_names),
        district_name=pl.col("areaCode").replace_strict(names),
        lon=pl.Series(seeds[:, 0]),
        lat=pl.Series(seeds[:, 1]),
    ).with_columns(written=pl.when(pl.col("name").is_duplicated()).then("code").otherwise("name"))
    top = pl.DataFrame(
        [("3201", "南京市", "市", ""), *((d, names[d], "区", "3201") for d in DISTRICTS)],
        schema=["code", "name", "level", "parent"],
        orient="row",
    )
    divisions = pl.concat(
        [
            top,
            streets.select("code", "name", level=pl.lit("街道"), parent="areaCode"),
            communities.select("code", "name", level=pl.lit("社区"), parent="streetCode"),
        ]
    ).with_columns(
        pseudo=pl.when(
            (pl.col("code").str.len_chars() > 6)
            & (pl.col("code").str.slice(6, 1).is_in(["4", "5"]) | pl.col("code").str.ends_with("498"))
        )
        .then(pl.lit("是"))
        .otherwise(pl.lit("否"))
    )
    return Places(divisions, table, polygons)

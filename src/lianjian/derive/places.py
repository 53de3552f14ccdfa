"""Where things lie: the places' chain of divisions, addresses, districts and business districts.

All frames hold numbers of nodes (see :mod:`.graph`) and are dated.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import shapely

from lianjian.model import BEGINNING, FOREVER, Registry
from lianjian.periods import align, inherit, intersect, prefer, subtract, union

from .graph import Frames, among, attributes, clip, held, linked, of_type

LEVELS = ("district", "street", "community")
"""The levels of the chain that a standing names."""


def division_types(registry: Registry) -> tuple[str, ...]:
    """The node types that PART_OF arranges in a tree."""
    return registry.ties["PART_OF"].ends()[0]


def unit_types(registry: Registry) -> tuple[str, ...]:
    """The node types that have standings."""
    return registry.ties["STANDS_FOR"].ends()[2]


def site_types(registry: Registry) -> tuple[str, ...]:
    """The node types that are places without being divisions."""
    return tuple(t for t in registry.ties["LOCATED_IN"].ends()[2] if t not in division_types(registry))


def specificity(frames: Frames, registry: Registry, nodes: pl.DataFrame) -> pl.DataFrame:
    """How narrow a place is: node, narrow (a level's position; places that are no division come last)."""
    levels = [c.code for c in registry.codes["level"]]
    divisions = [
        attributes(frames, registry, nodes, t, ["level"]).select(
            "node", pl.col("level").replace_strict(levels, range(len(levels)), default=-1).alias("narrow")
        )
        for t in division_types(registry)
    ]
    sites = of_type(nodes, site_types(registry))
    return pl.concat([*divisions, sites.select("node", pl.lit(len(levels), pl.Int64).alias("narrow"))])


def located(frames: Frames, registry: Registry, nodes: pl.DataFrame, narrow: pl.DataFrame) -> pl.DataFrame:
    """The place of everything that has a LOCATED_IN tie: node, parent, since, until; one a date.

    Where several hold, the narrowest place, then the tie that began to hold last, then the lower key.
    """
    ties = held(frames, registry, nodes, "LOCATED_IN").join(narrow.rename({"node": "parent"}), on="parent")
    chosen = prefer(ties, ["node"], ["narrow", "since", "parent"], [True, True, False])
    return chosen.select("node", "parent", "since", "until")


def chain(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, narrow: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """The divisions of every place, piece by piece over its existence: node, since, until, the LEVELS.

    ``places`` is what :func:`located` gives. A division's are the nearest of the level among itself and
    its ancestors; a building's those of the division it lies in. Null where there is none.
    """
    divisions = of_type(nodes, division_types(registry))
    parents = _latest(held(frames, registry, nodes, "PART_OF"))
    levels = [c.code for c in registry.codes["level"]]
    layers = []
    for level in LEVELS:
        position = levels.index(level)
        themselves = among(divisions, narrow.filter(pl.col("narrow") == position))
        known = themselves.with_columns(pl.col("node").alias(level))
        layers.append(inherit(known, among(parents, narrow.filter(pl.col("narrow") > position))))
    of_divisions = align(divisions, layers, ["node"])
    sites = of_type(nodes, site_types(registry))
    direct = among(among(places, sites), divisions, "parent").rename({"parent": "division"})
    nested = among(among(places, sites), sites, "parent")
    roots = inherit(direct, nested)
    of_roots = intersect(roots, of_divisions.rename({"node": "division"}), ["division"]).drop("division")
    return pl.concat([of_divisions, align(sites, [of_roots], ["node"])])


def addresses(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, narrow: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """Where units lie: node, parent, since, until; one a date. LOCATED_IN first, elsewhere the surveys.

    A survey's place holds until the next survey that has one, the first also before.
    """
    units = of_type(nodes, unit_types(registry))
    told = among(places, units)
    met = linked(frames, registry, nodes, "SURVEYED_AT").select(pl.col("node").alias("fact"), "parent")
    visits = (
        linked(frames, registry, nodes, "COUNTS")
        .select(pl.col("parent").alias("node"), pl.col("node").alias("fact"))
        .join(met, on="fact")
        .join(nodes.select(pl.col("node").alias("fact"), "since"), on="fact")
    )
    dates = visits.select("node", "since").unique().sort("node", "since").with_columns(
        pl.col("since").shift(-1).over("node").fill_null(FOREVER).alias("until"),
        pl.when(pl.col("node") == pl.col("node").shift()).then("since").otherwise(BEGINNING).alias("begin"),
    )
    stays = visits.join(dates, on=["node", "since"]).select(
        "node", "parent", pl.col("begin").alias("since"), "until"
    )
    seen = clip(clip(union(stays, ["node", "parent"]), units, "node"), nodes, "parent")
    seen = seen.join(narrow.rename({"node": "parent"}), on="parent")
    chosen = prefer(seen, ["node"], ["narrow", "parent"], [True, False])
    surveyed = subtract(chosen.drop("narrow"), told, ["node"])
    return pl.concat([told, surveyed.select(told.columns)]).sort("node", "since")


def _latest(ties: pl.DataFrame) -> pl.DataFrame:
    """One parent a date: where several ties hold, the one that began to hold last, then the lower key."""
    return prefer(ties, ["node"], ["since", "parent"], [True, False])


def lie(rows: pl.DataFrame, chained: pl.DataFrame) -> pl.DataFrame:
    """Rows (node, parent: a place) cut where the place's chain changes, with a column per level."""
    return intersect(rows, chained.rename({"node": "parent"}), ["parent"])


def lying(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, tie: str, level: str,
    chained: pl.DataFrame, places: pl.DataFrame, unit_places: pl.DataFrame,
) -> pl.DataFrame:
    """The divisions of a level things lie in: node, parent, since, until; maximal periods, sorted.

    For the types the derived ``tie`` starts from. ``unit_places`` are the units' addresses as :func:`lie`
    cuts them. An organization without a place of its own lies where what it covers lies (in several
    divisions, perhaps), else where its superior lies. A place above the level gives none and ends the
    search.
    """
    units, divisions = (of_type(nodes, t) for t in (unit_types(registry), division_types(registry)))
    columns = ["node", pl.col(level).alias("parent"), "since", "until"]
    fixed = pl.concat([units, divisions])
    own = places.join(fixed, on="node", how="anti")
    by_place = pl.concat([
        rows.select(columns).drop_nulls("parent")
        for rows in (among(chained, divisions), unit_places, lie(own, chained))
    ])
    bound = of_type(nodes, registry.ties[tie].ends()[0])
    homeless = subtract(bound.join(fixed, on="node", how="anti"), own, ["node"])
    covers = held(frames, registry, nodes, "COVERS").rename({"parent": "covered"})
    by_cover = intersect(covers, by_place.rename({"node": "covered"}), ["covered"]).drop("covered")
    by_cover = intersect(union(by_cover, ["node", "parent"]), homeless, ["node"])
    asking = subtract(homeless, by_cover, ["node"])
    superiors = _latest(held(frames, registry, nodes, "SUPERIOR"))
    known = pl.concat([by_place, by_cover.select(by_place.columns)]).rename({"parent": "division"})
    found = inherit(known, intersect(superiors, asking, ["node"])).rename({"division": "parent"})
    return among(union(found, ["node", "parent"]), bound)


def within(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, unit_places: pl.DataFrame
) -> pl.DataFrame:
    """The business districts things lie in: node, parent, since, until; maximal periods, sorted.

    By IN_AREA ties where one holds; else a building by the polygons its point lies in, a unit by the
    building it is in.
    """
    near, _, areas = registry.ties["WITHIN"].ends()
    things, units = of_type(nodes, near), of_type(nodes, unit_types(registry))
    told = among(held(frames, registry, nodes, "IN_AREA"), things)
    free = subtract(things, told, ["node"])
    pairs = _inside(frames, registry, nodes, [t for t in near if t not in unit_types(registry)], areas)
    by_polygon = clip(free.join(pairs, on="node").select("node", "parent", "since", "until"), nodes, "parent")
    of_sites = pl.concat([told.join(units, on="node", how="anti"), by_polygon]).rename({"node": "site"})
    stays = unit_places.select("node", pl.col("parent").alias("site"), "since", "until")
    housed = intersect(free, stays, ["node"])
    by_site = intersect(housed, of_sites, ["site"]).select("node", "parent", "since", "until")
    return union(pl.concat([told, by_polygon, by_site]), ["node", "parent"])


def _inside(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, sites: list[str], areas: tuple[str, ...]
) -> pl.DataFrame:
    """Which points lie inside which polygons, whatever the date: node, parent (the area)."""
    pointed = [t for t in sites if {"lon", "lat"} <= registry.nodes[t].fields().keys()]
    drawn = [t for t in areas if "polygon" in registry.nodes[t].fields()]
    empty = pl.DataFrame(schema={"node": pl.UInt32, "parent": pl.UInt32})
    if not (pointed and drawn):
        return empty
    points = pl.concat([attributes(frames, registry, nodes, t, ["lon", "lat"]) for t in pointed]).drop_nulls()
    shapes = pl.concat([attributes(frames, registry, nodes, t, ["polygon"]) for t in drawn]).drop_nulls()
    # text that is no geometry contains nothing; the import has reported it
    polygons = shapely.from_wkt(shapes.get_column("polygon").to_numpy(), on_invalid="ignore")
    if not (points.height and shapes.height):
        return empty
    shapely.prepare(polygons)
    lon, lat = (points.get_column(c).to_numpy()[np.newaxis, :] for c in ("lon", "lat"))
    area, point = np.nonzero(shapely.contains_xy(polygons[:, np.newaxis], lon, lat))
    return pl.DataFrame({
        "node": points.get_column("node").gather(point), "parent": shapes.get_column("node").gather(area),
    })

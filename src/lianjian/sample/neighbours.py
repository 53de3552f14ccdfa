"""Which divisions adjoin: districts by their real polygons, streets by the cells the sample cuts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import shapely

from .places import CENTRE, METRE, Places
from .sizes import DISTRICTS

SINCE = "2013-02-08"
"""The districts have had their present borders since that year."""
NEAR, SHARED = 5.0, 30.0
"""Two shapes adjoin where one runs within so many metres of the other for so many metres."""
REAL, CUT = "区界多边形", "样例合成单元（非真实边界）"


def _metres(shape: shapely.Geometry) -> shapely.Geometry:
    """A shape in degrees as one in metres from the centre."""
    return shapely.transform(shape, lambda xy: (xy - np.asarray(CENTRE)) / np.asarray(METRE))


def _cells(places: Places, districts: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """The shape of each street in metres: the cells of its communities, cut by its district."""
    shapes: dict[str, shapely.Geometry] = {}
    for district, inside in places.communities.partition_by("district", as_dict=True).items():
        outline = districts[str(district[0])]
        seeds = inside.select("lon", "lat").to_numpy() - np.asarray(CENTRE)
        points = shapely.multipoints(seeds / np.asarray(METRE))
        cells = shapely.voronoi_polygons(points, extend_to=outline, ordered=True)
        for street, rows in inside.with_row_index("i").partition_by("street", as_dict=True).items():
            own = shapely.union_all(np.asarray(cells.geoms)[rows["i"].to_numpy()])
            shapes[str(street[0])] = shapely.intersection(own, outline)
    return shapes


def _adjoining(shapes: dict[str, shapely.Geometry]) -> list[tuple[str, str]]:
    """The pairs of codes, sorted, whose shapes share a border."""
    wide = {code: shapely.buffer(shape, NEAR) for code, shape in shapes.items()}
    return [
        (a, b)
        for a, b in combinations(sorted(shapes), 2)
        if shapely.intersects(wide[a], shapes[b])
        and shapely.length(shapely.intersection(wide[a], shapely.boundary(shapes[b]))) > SHARED
    ]


def adjacency_sheet(places: Places) -> pl.DataFrame:
    """毗邻.csv: pairs of districts and pairs of streets; the last column says what a pair rests on."""
    districts = {code: _metres(places.polygons[code]) for code in DISTRICTS}
    streets = _cells(places, districts)
    pairs = [(a, b, REAL) for a, b in _adjoining(districts)] + [(a, b, CUT) for a, b in _adjoining(streets)]
    names = dict(places.divisions.select("code", "name").iter_rows())
    return pl.DataFrame(pairs, schema=["a", "b", "source"], orient="row").select(
        pl.col("a").replace_strict(names).alias("毗邻甲方"),
        pl.col("a").alias("毗邻甲方代码"),
        pl.col("b").replace_strict(names).alias("毗邻乙方"),
        pl.col("b").alias("毗邻乙方代码"),
        pl.lit(SINCE).alias("起始日期"),
        pl.col("source").alias("来源"),
    )

"""Points in polygons written as WKT, by counting crossings."""

from __future__ import annotations

import re

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""The outer ring, then the holes."""


def polygons(wkt: str) -> list[Polygon]:
    """The polygons of a POLYGON or MULTIPOLYGON text; ValueError for anything else."""
    m = re.fullmatch(r"\s*(?:SRID=4326;)?\s*(MULTI)?POLYGON\s*(\(.*\))\s*", wkt, re.IGNORECASE | re.DOTALL)
    if m is None:
        raise ValueError(f"no polygon: {wkt[:40]!r}")
    bodies = re.findall(r"\((\s*\([^()]*\)(?:\s*,\s*\([^()]*\))*\s*)\)", m[2])
    if not bodies:
        raise ValueError(f"no ring: {wkt[:40]!r}")
    return [[_ring(r) for r in re.findall(r"\(([^()]*)\)", body)] for body in bodies]


def _ring(text: str) -> Ring:
    points = []
    for pair in text.split(","):
        x, y = pair.split()[:2]
        points.append((float(x), float(y)))
    return points


def contains(shapes: list[Polygon], point: Point) -> bool:
    """Whether the point lies inside one of the polygons (an edge is not inside)."""
    for outer, *holes in shapes:
        if _side(outer, point) > 0 and all(_side(hole, point) < 0 for hole in holes):
            return True
    return False


def _side(ring: Ring, point: Point) -> int:
    """1 inside the ring, 0 on its edge, -1 outside."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if cross == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return 0
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return 1 if inside else -1

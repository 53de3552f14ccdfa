"""Points that do not lie in the district their row declares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
import shapely

from .coordinates import LAT, LON, to_wgs84
from .layout import CODE, CRS, NAME
from .parse import CRS_NAMES, nfkc
from .problems import Problem
from .rows import Rows

_NEAR = 0.02
"""Degrees (about 2 km) by which a point may miss its district: the polygons are coarse."""


@cache
def _districts() -> dict[str, tuple[str, Any]]:
    """Code of six digits → name and polygon (WGS-84) of the districts that are at hand."""
    text = files("lianjian.data").joinpath("nanjing/districts.geojson").read_text("utf-8")
    found = {}
    for feature in json.loads(text)["features"]:
        own = feature["properties"]
        found[own["gb"][3:]] = (own["name"], shapely.from_geojson(json.dumps(feature["geometry"])))
    return found


def strayed(work: Sequence[Rows], above: pl.DataFrame) -> list[Problem]:
    """One warning (W08) for each row whose point does not lie in the district it says it lies in.

    It says so where the point would lie inside if read in another coordinate system. Rows whose district
    has no polygon, or that declare none, pass. ``above`` has every division above a place (type, id,
    above).
    """
    problems: list[Problem] = []
    for rows in work:
        for slot in rows.layout.slots:
            ends = [
                e for t in rows.layout.ties if t.type == "LOCATED_IN" and t.start == slot.name for e in t.end
            ]
            points = [f"{slot.name}.lon", f"{slot.name}.lat", *(f"{e}.@i" for e in ends[:1])]
            if slot.makes and ends and all(rows.has(c) for c in points):
                problems += _strayed(rows, slot.name, ends[0], above)
    return problems


def _strayed(rows: Rows, slot: str, place: str, above: pl.DataFrame) -> list[Problem]:
    lon, lat = f"{slot}.lon", f"{slot}.lat"
    said = (
        rows.frame.select(
            "row",
            pl.col(lon).alias("x"),
            pl.col(lat).alias("y"),
            type=f"{place}.@t",
            id=f"{place}.@i",
            raw_x=_raw(rows, lon),
            raw_y=_raw(rows, lat),
            crs=_system(rows, f"{slot}.{CRS}"),
        )
        .drop_nulls()
        .filter(pl.col("x").is_between(*LON), pl.col("y").is_between(*LAT))
    )
    itself = said.filter(pl.col("type") == "Division").select("type", "id", pl.col("id").alias("above"))
    code = pl.col("above").str.split("/").list.last()
    districts = (
        pl.concat([above.join(said, on=["type", "id"], how="semi"), itself])
        .with_columns(code.alias("code"))
        .filter(pl.col("code").is_in(list(_districts())))
        .select("type", "id", "code")
        .unique()
    )
    told = said.join(
        districts.filter(pl.len().over("type", "id") == 1), on=["type", "id"], maintain_order="left"
    )
    problems = []
    for (code_,), group in told.group_by("code", maintain_order=True):
        name, polygon = _districts()[str(code_)]
        points = shapely.points(group["x"].to_numpy(), group["y"].to_numpy())
        inside = shapely.contains(polygon, points)
        readings = {}
        for system in CRS_NAMES.values():
            x, y = to_wgs84(group["raw_x"].to_numpy(), group["raw_y"].to_numpy(), system)
            fits = shapely.contains(polygon, shapely.points(x, y)) & (group["crs"] != system).to_numpy()
            readings[system] = fits & ~inside
        far = ~inside & (shapely.distance(polygon, points) > _NEAR)
        to = next(t for f in (NAME, CODE) if rows.has(t := f"{place}.{f}"))
        for i in np.flatnonzero(far | np.any(list(readings.values()), axis=0)):
            fitting = [s for s, fits in readings.items() if fits[i]]
            facts = {
                "district": name,
                "hint": f"；若按 {' 或 '.join(fitting)} 读则在其内" if fitting else "",
                "hint_en": f"; read as {' or '.join(fitting)} it would" if fitting else "",
            }
            row, shown = group["row"][int(i)], f"{group['raw_x'][int(i)]} {group['raw_y'][int(i)]}"
            at = lon if fitting else to
            problems.append(rows.problem("W08", row, at, shown, facts))
    return sorted(problems, key=lambda p: p.row)


def _raw(rows: Rows, to: str) -> pl.Series:
    """The numbers of a column as they were written, before they were brought to WGS-84."""
    c = next(c for c, column in rows.match.columns.items() if column.to == to)
    return rows.match.sheet.cells.select(nfkc(c).cast(pl.Float64, strict=False)).to_series()


def _system(rows: Rows, to: str) -> pl.Series:
    """The coordinate system that each row names."""
    c = next((c for c, column in rows.match.columns.items() if column.to == to), None)
    if c is None:
        return pl.Series([None] * rows.frame.height, dtype=pl.String)
    plain = nfkc(c).str.to_lowercase().str.replace_all(r"[\s_-]", "")
    return rows.match.sheet.cells.select(
        plain.replace_strict(CRS_NAMES, default=None, return_dtype=pl.String)
    ).to_series()

"""A map of districts, business districts and buildings by their state, in WGS-84."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from .answer import SYNTHETIC, Lang, ViewError, code_labels, k_of_n
from .fonts import Picture, bold, drawing, new_figure
from .labels import box, halo, place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DISTRICTS = Path(str(files("lianjian"))) / "data" / "nanjing" / "districts.geojson"
"""The districts of Nanjing that the package brings along."""
METRES = 111_320.0
"""Metres of one degree of latitude (mean meridian)."""
TINTS = ("#eaf1f8", "#f8f1e4", "#eaf5ea", "#f5ebf3", "#f0f0e6")
STATES = {
    "own": ("#009E73", "o"), "tenants": ("#0072B2", "s"), "instructor": ("#E69F00", "^"),
    "nothing": ("#D55E00", "X"),
}
OTHER = ("#7f7f7f", "D")
AREA = "#7b3294"
POINT = "#333333"
SIZE = (10.0, 7.0)
MAP = (0.02, 0.085, 0.72, 0.845)
INSET = (0.76, 0.085, 0.22, 0.30)


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def aspect(self) -> float:
        """Height of a degree of latitude over width of one of longitude, in the middle of the view."""
        return 1 / math.cos(math.radians((self.south + self.north) / 2))


def draw_map(
    districts: str | Path | Mapping[str, Any],
    *,
    buildings: pl.DataFrame,
    areas: pl.DataFrame | None = None,
    points: pl.DataFrame | None = None,
    title: str = "",
    denominator: str = "",
    as_of: date | None = None,
    synthetic: bool = False,
    lang: Lang = "zh",
) -> Picture:
    """Draw buildings by state over business districts and districts.

    ``districts``: GeoJSON (file or content), polygons with the property ``name``. ``buildings``: lon,
    lat (WGS-84 degrees, null where unknown: counted, not drawn), state (own, tenants, instructor,
    nothing), and optionally ``building``, its name; the first rows are labelled first, where labels
    fit. ``areas``: name, polygon (WKT). ``points``: lon, lat, kind (service points). The line under
    the map names denominator, coordinate system, date, and whether the data are synthetic. Raises
    ViewError without matplotlib, or where a needed column lacks.
    """
    _need(buildings, "buildings", "lon", "lat", "state")
    shapes = _districts(districts)
    polygons = _areas(areas)
    located = buildings.drop_nulls(["lon", "lat"])
    services = points.drop_nulls(["lon", "lat"]) if points is not None else None
    view = _view(shapes, polygons, located, services)
    with drawing():
        figure = new_figure(*SIZE)
        axes = _axes(figure, MAP, view)
        names = _draw_districts(axes, shapes, view)
        names += _draw_areas(axes, polygons)
        names.append(_scale_bar(axes, view))
        handles = _draw_buildings(axes, located, buildings.height, lang)
        handles += _draw_points(axes, services, lang)
        if polygons:
            handles.append(_patch(AREA, "商圈等范围" if lang == "zh" else "business districts"))
        figure.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(INSET[0] - 0.01, MAP[1] + MAP[3] + 0.01),
            frameon=False, fontsize=8.5, borderaxespad=0, labelspacing=0.8,
            title="楼宇状态" if lang == "zh" else "Buildings by state", alignment="left",
        )
        _inset(figure, shapes, view)
        heading = title or ("楼宇与商圈" if lang == "zh" else "Buildings and business districts")
        figure.text(MAP[0], 0.955, heading, fontsize=14, fontweight=bold(), va="center")
        figure.text(
            MAP[0], 0.04, _note(buildings.height, located.height, denominator, as_of, synthetic, lang),
            fontsize=8, color="#444444", va="center",
        )
        if "building" in located.columns and located.height:
            place(
                axes, list(located.select("lon", "lat").iter_rows()), located["building"].to_list(),
                taken=names, limit=14, fontsize=7, color="#222222", zorder=6,
            )
    return Picture(figure)


def _need(frame: pl.DataFrame, what: str, *columns: str) -> None:
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise ViewError(
            "picture-columns", f"{what} 缺少列：{'、'.join(missing)}",
            f"{what} lacks: {', '.join(missing)}",
            f"需要的列 / needed: {', '.join(columns)}",
        )


def _districts(source: str | Path | Mapping[str, Any]) -> dict[str, Any]:
    """District name → shapely geometry."""
    from shapely.geometry import shape

    content = json.loads(Path(source).read_text("utf-8")) if isinstance(source, str | Path) else source
    return {str(f["properties"]["name"]): shape(f["geometry"]) for f in content["features"]}


def _areas(areas: pl.DataFrame | None) -> dict[str, Any]:
    """Area name → shapely geometry, of the areas that have a polygon."""
    if areas is None:
        return {}
    from shapely import from_wkt

    _need(areas, "areas", "name", "polygon")
    drawn = areas.drop_nulls("polygon").sort("name")
    return dict(zip(drawn["name"], from_wkt(drawn["polygon"].to_list()), strict=True))


def _view(
    shapes: dict[str, Any], polygons: dict[str, Any], located: pl.DataFrame, services: pl.DataFrame | None
) -> View:
    """The view around what is drawn (all districts where nothing is), as wide as the map's frame."""
    bounds = [g.bounds for g in polygons.values()]
    for frame in (located, services):
        if frame is not None and frame.height:
            lon, lat = frame["lon"].to_numpy(), frame["lat"].to_numpy()
            bounds.append((lon.min(), lat.min(), lon.max(), lat.max()))
    bounds = bounds or [g.bounds for g in shapes.values()]
    west, south = (min(b[i] for b in bounds) for i in (0, 1))
    east, north = (max(b[i] for b in bounds) for i in (2, 3))
    squeeze = math.cos(math.radians((south + north) / 2))
    width, height = max((east - west) * squeeze, 0.002) * 1.1, max(north - south, 0.002) * 1.1
    frame_ratio = SIZE[0] * MAP[2] / (SIZE[1] * MAP[3])
    width, height = max(width, height * frame_ratio), max(height, width / frame_ratio)
    x, y = (west + east) / 2, (south + north) / 2
    return View(x - width / squeeze / 2, y - height / 2, x + width / squeeze / 2, y + height / 2)


def _axes(figure: Figure, place_: tuple[float, float, float, float], view: View) -> Axes:
    axes = figure.add_axes(place_)
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    axes.set_aspect(view.aspect)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color("#999999")
    axes.apply_aspect()
    return axes


def _path(geometry: Any) -> Any:
    """A matplotlib path of a polygon or several, holes included."""
    path = import_module("matplotlib.path").Path
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    rings = [r for p in parts if p.geom_type == "Polygon" for r in (p.exterior, *p.interiors)]
    return path.make_compound_path(*(path(np.asarray(r.coords)[:, :2], closed=True) for r in rings))


def _fill(axes: Axes, geometry: Any, **style: Any) -> None:
    axes.add_patch(import_module("matplotlib.patches").PathPatch(_path(geometry), **style))


def _patch(color: str, label: str) -> Any:
    patch = import_module("matplotlib.patches").Patch
    return patch(facecolor=color + "22", edgecolor=color, linestyle="--", label=label)


def _draw_districts(axes: Axes, shapes: dict[str, Any], view: View) -> list[Any]:
    from shapely.geometry import box as rectangle

    window = rectangle(view.west, view.south, view.east, view.north)
    boxes = []
    for i, name in enumerate(sorted(shapes)):
        seen = shapes[name].intersection(window)
        if seen.is_empty:
            continue
        tint = TINTS[i % len(TINTS)]
        _fill(axes, shapes[name], facecolor=tint, edgecolor="#6b6b6b", linewidth=1.1, zorder=1)
        at = seen.centroid if seen.contains(seen.centroid) else seen.representative_point()
        text = axes.text(
            at.x, at.y, name, fontsize=12, color="#6f6f6f", ha="center", va="center", zorder=2,
            path_effects=halo(width=2.5),
        )
        boxes.append(box(axes, text))
    return boxes


def _draw_areas(axes: Axes, polygons: dict[str, Any]) -> list[Any]:
    boxes = []
    for name, geometry in polygons.items():
        if geometry.is_empty:
            continue
        _fill(
            axes, geometry, facecolor=AREA + "18", edgecolor=AREA, linewidth=1.2, linestyle="--", zorder=3
        )
        _, _, _, north = geometry.bounds
        text = axes.annotate(
            name, (geometry.centroid.x, north), (0, 3), textcoords="offset points", fontsize=9, color=AREA,
            ha="center", va="bottom", zorder=6, path_effects=halo(width=2),
        )
        boxes.append(box(axes, text))
    return boxes


def _draw_buildings(axes: Axes, located: pl.DataFrame, total: int, lang: Lang) -> list[Any]:
    """One marker a state; the legend counts them as k of n of all buildings, the undrawn ones apart."""
    line = import_module("matplotlib.lines").Line2D
    labels = code_labels("building_state", lang)
    handles = []
    size = 42 if located.height <= 150 else 14
    for state in (*STATES, *sorted(set(located["state"].fill_null("")) - set(STATES))):
        color, marker = STATES.get(state, OTHER)
        part = located.filter(pl.col("state").fill_null("") == state)
        label = labels.get(state, state) or ("不详" if lang == "zh" else "unknown")
        handles.append(line(
            [], [], linestyle="", marker=marker, color=color, markeredgecolor="white", markersize=8,
            label=f"{label}\n{k_of_n(part.height, total, lang)}",
        ))
        axes.scatter(
            part["lon"].to_numpy(), part["lat"].to_numpy(), s=size, c=color, marker=marker,
            edgecolors="white", linewidths=0.6, zorder=5,
        )
    if total > located.height:
        unseen = "无坐标，未绘" if lang == "zh" else "without coordinates, not drawn"
        count = k_of_n(total - located.height, total, lang)
        handles.append(line([], [], linestyle="", label=f"{unseen}\n{count}"))
    return handles


def _draw_points(axes: Axes, services: pl.DataFrame | None, lang: Lang) -> list[Any]:
    if services is None or not services.height:
        return []
    line = import_module("matplotlib.lines").Line2D
    axes.scatter(
        services["lon"].to_numpy(), services["lat"].to_numpy(), s=26, c=POINT, marker="+", linewidths=1.2,
        zorder=4,
    )
    name = "服务点" if lang == "zh" else "service points"
    return [line([], [], linestyle="", marker="+", color=POINT, label=f"{name}  {services.height}")]


def _scale_bar(axes: Axes, view: View) -> Any:
    metre = view.aspect / METRES  # degrees of longitude
    most = (view.east - view.west) / metre / 4
    power = 10 ** math.floor(math.log10(most))
    length = max(m * power for m in (1, 2, 5) if m * power <= most)
    x = view.west + (view.east - view.west) * 0.025
    y = view.south + (view.north - view.south) * 0.03
    axes.plot(
        [x, x + length * metre], [y, y], color="black", linewidth=3, solid_capstyle="butt", zorder=7,
        path_effects=halo(width=6),
    )
    words = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    text = axes.annotate(
        words, (x + length * metre / 2, y), (0, 4), textcoords="offset points", fontsize=8, ha="center",
        va="bottom", zorder=7, path_effects=halo(width=2.5),
    )
    x0, y0, x1, y1 = box(axes, text)
    left, right = (axes.transData.transform((lon, y))[0] for lon in (x, x + length * metre))
    return min(x0, left), y0 - 12, max(x1, right), y1


def _inset(figure: Figure, shapes: dict[str, Any], view: View) -> None:
    """Where the view lies among all districts; nothing where it shows most of them anyway."""
    bounds = [g.bounds for g in shapes.values()]
    if not bounds:
        return
    whole = View(
        *(min(b[i] for b in bounds) for i in (0, 1)), *(max(b[i] for b in bounds) for i in (2, 3))
    )
    if (view.east - view.west) * (view.north - view.south) > 0.4 * (whole.east - whole.west) * (
        whole.north - whole.south
    ):
        return
    axes = _axes(figure, INSET, whole)
    axes.set_anchor("S")
    for i, name in enumerate(sorted(shapes)):
        _fill(axes, shapes[name], facecolor=TINTS[i % len(TINTS)], edgecolor="#999999", linewidth=0.5)
    least = (whole.north - whole.south) / 30
    width, height = max(view.east - view.west, least), max(view.north - view.south, least)
    middle = ((view.west + view.east) / 2, (view.south + view.north) / 2)
    axes.add_patch(import_module("matplotlib.patches").Rectangle(
        (middle[0] - width / 2, middle[1] - height / 2), width, height, fill=False, edgecolor="#c00000",
        linewidth=1.4,
    ))


def _note(
    total: int, drawn: int, denominator: str, as_of: date | None, synthetic: bool, lang: Lang
) -> str:
    zh = lang == "zh"
    of = denominator or (f"{total} 座楼宇" if zh else f"{total} buildings")
    parts = [f"分母：{of}" if zh else f"Denominator: {of}"]
    if drawn < total:
        parts.append(f"图示 {drawn} 座" if zh else f"{drawn} drawn")
    parts.append("坐标系：WGS-84" if zh else "Coordinates: WGS-84")
    if as_of is not None:
        parts.append(f"数据日期：{as_of}" if zh else f"As of: {as_of}")
    if synthetic:
        parts.append(SYNTHETIC)
    return "　|　".join(parts)

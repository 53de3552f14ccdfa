"""A chart of figures over dates: one panel for each unit of measure, lines named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from .answer import Lang
from .fonts import Picture, bold, drawing, new_figure
from .labels import shorten
from .layout import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7b3294", "#333333")
"""Colours that people with colour blindness tell apart; as many lines a panel holds."""
WIDTH, PANEL = 9.0, 2.9
NOTE = 110
"""Cells of a line of the note."""
APART = 0.12
"""The least part of the axis between the dates of two labels."""


class FigureLike(Protocol):
    """One figure over the dates."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def values(self) -> Sequence[float | None]: ...  # noqa: D102


def draw_trend(
    dates: Sequence[date], figures: Sequence[FigureLike], *, title: str, note: str = "", lang: Lang = "zh"
) -> Picture:
    """Draw figures over dates, one panel for each unit; ``note`` stands below.

    A panel holds as many lines as there are colours, the largest figures of the last date that has any; how
    many were left out is told. Every panel of counts begins at 0. Raises ViewError without matplotlib.
    """
    units: dict[str, list[FigureLike]] = {}
    for figure in figures:
        if any(v is not None for v in figure.values):
            units.setdefault(figure.unit, []).append(figure)
    lines = [line for part in note.split("\n") for line in wrap(part, NOTE)] if note else []
    below = 0.35 + 0.17 * len(lines)
    height = 0.6 + PANEL * max(len(units), 1) + below
    with drawing():
        picture = new_figure(WIDTH, height)
        picture.text(0.02, 1 - 0.2 / height, title, fontsize=12, fontweight=bold(), va="top")
        for i, (unit, members) in enumerate(units.items()):
            top = 0.6 + PANEL * i
            axes = picture.add_axes(
                (0.085, 1 - (top + PANEL - 0.55) / height, 0.69, (PANEL - 0.85) / height)
            )
            _panel(axes, dates, members, unit, lang)
        for i, line in enumerate(lines):
            picture.text(0.02, (below - 0.2 - 0.17 * i) / height, line, fontsize=7, color="#555555", va="top")
    return Picture(picture)


def _panel(axes: Axes, dates: Sequence[date], members: Sequence[FigureLike], unit: str, lang: Lang) -> None:
    chosen = sorted(members, key=_last, reverse=True)[: len(COLORS)]
    left_out = len(members) - len(chosen)
    heading = ("单位：" if lang == "zh" else "unit: ") + (unit or "-")
    if left_out:
        heading += f"；另有 {left_out} 项未画" if lang == "zh" else f"; {left_out} more not drawn"
    axes.set_title(heading, loc="left", fontsize=8, color="#555555")
    days: Any = list(dates)
    ticker: Any = import_module("matplotlib.dates")
    for figure, color in zip(chosen, COLORS, strict=False):
        known = [float("nan") if v is None else float(v) for v in figure.values]
        axes.plot(days, known, color=color, linewidth=1.6, marker="o", markersize=2.6)
    axes.set_ylim(*_range(chosen))
    axes.grid(visible=True, axis="y", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    room = (dates[-1] - dates[0]) * 0.02 or timedelta(days=15)
    axes.set_xlim(ticker.date2num(dates[0] - room), ticker.date2num(dates[-1] + room))
    axes.set_xticks(ticker.date2num(labelled(dates)))
    axes.xaxis.set_major_formatter(ticker.DateFormatter("%Y-%m-%d"))
    axes.tick_params(labelsize=8)
    _label_ends(axes, dates, chosen)


def labelled(dates: Sequence[date]) -> list[date]:
    """The dates that have a label: the last, and before it each, each second, third… as there is room."""
    least = (dates[-1] - dates[0]) * APART
    for step in range(1, len(dates)):
        chosen = list(dates[::-1][::step])[::-1]
        if all(b - a >= least for a, b in pairwise(chosen)):
            return chosen
    return [dates[-1]]


def _last(figure: FigureLike) -> float:
    return next((float(v) for v in reversed(figure.values) if v is not None), 0.0)


def _range(members: Sequence[FigureLike]) -> tuple[float, float]:
    """From 0, or below it where a figure is negative, to somewhat above the largest."""
    known = [float(v) for m in members for v in m.values if v is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    room = (high - low or 1.0) * 0.06
    return (low - room if low < 0 else low), high + room


def _label_ends(axes: Axes, dates: Sequence[date], members: Sequence[FigureLike]) -> None:
    """The names at the lines' ends, pushed apart so that none covers another, thin lines leading to them."""
    low, high = axes.get_ylim()
    step = (high - low) * 0.105
    ends = sorted(((_last(m), i) for i, m in enumerate(members)), key=lambda e: (e[0], -e[1]))
    places: list[float] = []
    for value, _ in ends:
        places.append(max(value, places[-1] + step) if places else max(value, low))
    over = places[-1] - high if places else 0.0
    if over > 0:  # pushed beyond the top: all that touch move down
        places[-1] -= over
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - step)
    for place, (value, i) in zip(places, ends, strict=True):
        number = f"{value:.1f}".removesuffix(".0")
        at: Any = (dates[-1], value)
        axes.annotate(
            f"{shorten(members[i].label, 24)} {number}", at, (1.03, (place - low) / (high - low)),
            xycoords="data", textcoords="axes fraction", color=COLORS[i], fontsize=8, va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-", "color": COLORS[i], "linewidth": 0.5, "shrinkA": 0, "shrinkB": 2,
                "relpos": (0, 0.5),
            },
        )

"""Labels on pictures: only where they fit, the first come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

Box = tuple[float, float, float, float]
HALO = 1.6


def shorten(text: str, cells: int) -> str:
    """The text, cut with … where it is wider than ``cells`` (a Chinese character has two)."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def halo(color: str = "white", width: float = HALO) -> list[Any]:
    """A light outline that keeps a text readable on lines and fills."""
    from matplotlib import patheffects

    return [patheffects.withStroke(linewidth=width, foreground=color)]


def box(axes: Axes, text: Text, margin: float = 2) -> Box:
    """The pixels a drawn text covers: left, bottom, right, top."""
    canvas: Any = axes.figure.canvas
    extent = text.get_window_extent(canvas.get_renderer())
    return extent.x0 - margin, extent.y0 - margin, extent.x1 + margin, extent.y1 + margin


def place(
    axes: Axes, at: Sequence[tuple[float, float]], texts: Sequence[str], *, taken: Sequence[Box] = (),
    limit: int = 12, offset: float = 5, **style: Any,
) -> int:
    """Label points of the axes in their order where there is room; how many were labelled.

    ``at`` are data coordinates, ``taken`` pixels that must stay free. A label goes right, left, above
    or below its point, and is left out where it would cover another label, a taken box, a point of
    ``at`` or the frame.
    """
    frame = axes.get_window_extent()
    points = [tuple(axes.transData.transform(p)) for p in at]
    occupied = [*taken, *((x - 3, y - 3, x + 3, y + 3) for x, y in points)]
    sides = (
        ((offset, 0), "left", "center"), ((-offset, 0), "right", "center"),
        ((0, offset), "center", "bottom"), ((0, -offset), "center", "top"),
    )
    done = 0
    for point, words in zip(at, texts, strict=True):
        if done == limit:
            break
        for shift, horizontal, vertical in sides:
            label = axes.annotate(
                words, point, shift, textcoords="offset points", ha=horizontal, va=vertical,
                path_effects=halo(), **style,
            )
            x0, y0, x1, y1 = box(axes, label, 1)
            inside = frame.x0 <= x0 and frame.y0 <= y0 and x1 <= frame.x1 and y1 <= frame.y1
            if inside and not any(x0 < d and a < x1 and y0 < e and b < y1 for a, b, d, e in occupied):
                occupied.append((x0, y0, x1, y1))
                done += 1
                break
            label.remove()
    return done

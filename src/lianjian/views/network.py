"""An alliance as a picture: conveners in the middle, members around them by district."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from typing import TYPE_CHECKING, Any

import polars as pl

from .answer import SYNTHETIC, Lang, ViewError, code_labels, k_of_n
from .fonts import Picture, bold, drawing, new_figure
from .graph import need_members
from .labels import box, halo, shorten
from .layout import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

    from .answer import AnswerLike

CROSS = "#c8102e"
PLAIN = "#b5b5b5"
NOWHERE = "#8c8c8c"
COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8c6d31", "#6a51a3", "#637939")
MARKERS = {
    "Organization": "o", "Enterprise": "s", "Institution": "^", "Division": "p", "Building": "h",
    "BusinessDistrict": "D", "ServicePoint": "P",
}
SIZE = 10.0
"""Side of the picture in inches."""
EDGE = 2.05
"""The view reaches from -EDGE to EDGE; the ring of members has the radius 1."""
WIDE = 0.98
TALL = 0.89
MOST_LABELS = 100
MOST_LEVEL = 40
LABEL_CELLS = 48


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an alliance and the districts it lies in (none: a body of the city or beyond)."""

    type: str
    id: str
    name: str
    districts: tuple[str, ...]

    @property
    def group(self) -> str:
        """The district the member is drawn in; several make a group of their own."""
        return "、".join(self.districts)


def draw_alliance(
    members: AnswerLike | pl.DataFrame,
    *,
    conveners: Sequence[str] = (),
    ties: pl.DataFrame | None = None,
    tie: str = "",
    alliance: str = "",
    title: str = "",
    as_of: date | None = None,
    synthetic: bool = False,
    lang: Lang = "zh",
) -> Picture:
    """Draw one alliance: conveners in the middle, members on a ring by district.

    ``members``: the question alliances/members or its frame (alliance_id, alliance, member_type,
    member_id, member, districts…); ``alliance`` picks one by id or name where there are several.
    ``conveners``: names or ids; those that are no members are drawn too, without district. ``ties``:
    from_id, to_id of what goes on among the members (dashed), named by ``tie``, else co-building. A
    line is thin and red where its ends lie in different districts. ``as_of`` is the answer's unless
    given. Raises ViewError without matplotlib, for a frame without the columns, and where not exactly
    one alliance is meant.
    """
    if isinstance(members, pl.DataFrame):
        chosen = _one(members, alliance)
    else:
        chosen, as_of = _one(members.frame, alliance), as_of or members.as_of
    name, rows = str(chosen["alliance"][0]), _members(chosen)
    middle = [m for m in rows if m.name in conveners or m.id in conveners]
    known = {m.name for m in middle} | {m.id for m in middle}
    middle += [Member("", c, c, ()) for c in dict.fromkeys(conveners) if c not in known]
    around = [m for m in rows if m not in middle]
    groups = _groups(around)
    colors = _colors(rows)
    angles = _angles(groups)
    with drawing():
        figure = new_figure(SIZE, SIZE)
        axes = figure.add_axes((0.01, 0.05, WIDE, WIDE * TALL))
        axes.set_xlim(-EDGE, EDGE)
        axes.set_ylim(-EDGE * TALL, EDGE * TALL)
        axes.set_aspect("equal")
        axes.axis("off")
        centre = _centre(middle)
        spokes = _spokes(axes, middle, around, centre, angles)
        chords = _chords(axes, ties, around, angles)
        _sectors(axes, groups, angles, colors, rows, lang)
        _nodes(axes, around, angles, colors)
        unnamed = _names(axes, around, angles)
        _middle(axes, middle, centre, colors)
        handles = _legend(rows, middle, spokes, chords, tie, lang)
        axes.legend(handles=handles, loc="lower left", frameon=False, fontsize=8, borderaxespad=0)
        figure.text(0.02, 0.965, title or name, fontsize=15, fontweight=bold(), va="center")
        note = _note(rows, unnamed, as_of, synthetic, lang)
        figure.text(0.02, 0.025, note, fontsize=8, color="#444444", va="center")
    return Picture(figure)


def _one(members: pl.DataFrame, alliance: str) -> pl.DataFrame:
    need_members(members)
    chosen = members
    if alliance:
        chosen = members.filter((pl.col("alliance_id") == alliance) | (pl.col("alliance") == alliance))
    there = chosen["alliance_id"].n_unique()
    if there != 1:
        names = "、".join(members["alliance"].unique(maintain_order=True).to_list()[:5])
        raise ViewError(
            "alliance-one", f"应恰好选定一个联盟，实有 {there} 个",
            f"one alliance is needed, there are {there}",
            f"用 alliance= 指定标识或名称 / name it with alliance= : {names or '-'}",
        )
    return chosen


def _members(frame: pl.DataFrame) -> list[Member]:
    found = [
        Member(t, i, n or i, tuple(sorted(d or ())))
        for t, i, n, d in frame.select("member_type", "member_id", "member", "districts").iter_rows()
    ]
    return list(dict.fromkeys(found))  # a member with two roles is one member


def _groups(around: list[Member]) -> list[tuple[str, list[Member]]]:
    """Members by district, those of several districts and of none last."""
    order = sorted({m.group for m in around}, key=lambda g: (g == "", "、" in g, g))
    return [
        (g, sorted((m for m in around if m.group == g), key=lambda m: (m.type, m.name, m.id))) for g in order
    ]


def _colors(rows: list[Member]) -> dict[str, str]:
    single = sorted({d for m in rows for d in m.districts})
    return {d: COLORS[i % len(COLORS)] for i, d in enumerate(single)}


def _color(member: Member, colors: dict[str, str]) -> str:
    return colors[member.districts[0]] if len(member.districts) == 1 else NOWHERE


def _angles(groups: list[tuple[str, list[Member]]]) -> dict[Member, float]:
    """Angle of each member in radians, clockwise from the top left, with a gap between groups."""
    gap = 1.0 if len(groups) > 1 else 0.0
    slots = sum(len(g) for _, g in groups) + gap * len(groups)
    angles: dict[Member, float] = {}
    slot = gap / 2
    for _, group in groups:
        for member in group:
            angles[member] = math.pi - 2 * math.pi * (slot + 0.5) / max(slots, 1)
            slot += 1
        slot += gap
    return angles


def _on(angle: float, radius: float = 1.0) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)


def _centre(middle: list[Member]) -> dict[Member, tuple[float, float]]:
    if len(middle) == 1:
        return {middle[0]: (0.0, 0.0)}
    turn = {m: math.pi / 2 - 2 * math.pi * i / len(middle) for i, m in enumerate(middle)}
    return {m: _on(a, 0.28) for m, a in turn.items()}


def _crosses(a: Member, b: Member) -> bool:
    """Whether the two lie in different districts; one without a district crosses nothing."""
    return bool(a.districts and b.districts) and not set(a.districts) & set(b.districts)


def _line(
    axes: Axes, a: tuple[float, float], b: tuple[float, float], crosses: bool, *, bend: float = 1,
    style: str = "-",
) -> None:
    path, patch = import_module("matplotlib.path").Path, import_module("matplotlib.patches").PathPatch
    bent = ((a[0] + b[0]) / 2 * bend, (a[1] + b[1]) / 2 * bend)
    axes.add_patch(patch(
        path([a, bent, b], [path.MOVETO, path.CURVE3, path.CURVE3]), fill=False,
        edgecolor=CROSS if crosses else PLAIN, linewidth=0.7 if crosses else 1.0,
        alpha=0.75 if crosses else 0.7, zorder=2 if crosses else 1, linestyle=style,
    ))


def _spokes(
    axes: Axes, middle: list[Member], around: list[Member], centre: dict[Member, tuple[float, float]],
    angles: dict[Member, float],
) -> tuple[int, int]:
    """Lines from the conveners to the members; how many cross districts, of how many."""
    crossing = 0
    for convener in middle:
        for member in around:
            crosses = _crosses(convener, member)
            crossing += crosses
            _line(axes, centre[convener], _on(angles[member], 0.97), crosses)
    return crossing, len(middle) * len(around)


def _chords(
    axes: Axes, ties: pl.DataFrame | None, around: list[Member], angles: dict[Member, float]
) -> tuple[int, int]:
    """Lines among the members, bent towards the middle; how many cross districts, of how many."""
    if ties is None:
        return 0, 0
    by_id = {m.id: m for m in around}
    crossing = drawn = 0
    # a pair is one line, whichever way its ties run
    pair = pl.concat_list("from_id", "to_id").list.sort()
    pairs = ties.select(a=pair.list.first(), b=pair.list.last()).unique().sort("a", "b")
    for start, end in pairs.iter_rows():
        a, b = by_id.get(start), by_id.get(end)
        if a is None or b is None or a == b:
            continue
        crosses = _crosses(a, b)
        crossing, drawn = crossing + crosses, drawn + 1
        _line(axes, _on(angles[a], 0.97), _on(angles[b], 0.97), crosses, bend=0.35, style="--")
    return crossing, drawn


def _sectors(
    axes: Axes, groups: list[tuple[str, list[Member]]], angles: dict[Member, float], colors: dict[str, str],
    rows: list[Member], lang: Lang,
) -> None:
    """A coloured band for each group, with its name and k of n members, conveners included."""
    wedge = import_module("matplotlib.patches").Wedge
    half = math.pi / (len(angles) + len(groups)) if angles else 0.0
    for name, group in groups:
        first, last = angles[group[0]] + half * 0.9, angles[group[-1]] - half * 0.9
        color = _color(group[0], colors)
        axes.add_patch(wedge(
            (0, 0), 1.05, math.degrees(last), math.degrees(first), width=0.1, facecolor=color, alpha=0.16,
            edgecolor="none", zorder=0,
        ))
        words = name or ("市级或未落位" if lang == "zh" else "no district")
        count = k_of_n(sum(m.group == name for m in rows), len(rows), lang)
        text = "\n".join([*wrap(words, 16), count])
        x, y = _on((first + last) / 2, 0.66)
        axes.text(
            x, y, text, fontsize=9.5, color=color, ha="center", va="center", zorder=6, fontweight=bold(),
            path_effects=halo(width=3), linespacing=1.25,
        )


def _nodes(axes: Axes, around: list[Member], angles: dict[Member, float], colors: dict[str, str]) -> None:
    size = 46 if len(around) <= 60 else 20
    for member in around:
        x, y = _on(angles[member])
        several = len(member.districts) > 1
        axes.scatter(
            [x], [y], s=size, marker=MARKERS.get(member.type, "o"), c=_color(member, colors),
            edgecolors=CROSS if several else "white", linewidths=1.4 if several else 0.7, zorder=5,
        )


def _names(axes: Axes, around: list[Member], angles: dict[Member, float]) -> int:
    """Names of the members, level where that fits, else along their radius; how many stay unnamed."""
    step = max(1, math.ceil(len(around) / MOST_LABELS))
    size = 7.5 if len(around) <= 60 else 6
    named = sorted(around, key=lambda m: -angles[m])[::step]
    if len(named) > MOST_LEVEL or not _level(axes, named, angles):
        for member in named:
            turned = math.degrees(angles[member]) % 360
            left = 90 < turned < 270
            x, y = _on(angles[member], 1.09)
            axes.text(
                x, y, shorten(member.name, _room(angles[member], size)), fontsize=size,
                rotation=turned + 180 if left else turned, rotation_mode="anchor",
                ha="right" if left else "left", va="center", color="#222222", zorder=5,
            )
    return len(around) - len(named)


def _room(angle: float, size: float) -> int:
    """Cells (half a character of ``size`` points) between the ring and the frame along an angle."""
    x, y = abs(math.cos(angle)), abs(math.sin(angle))
    radius = min(EDGE / x if x else math.inf, EDGE * TALL / y if y else math.inf)
    inches = (radius - 1.11) * SIZE * WIDE / (2 * EDGE)
    return min(LABEL_CELLS, int(inches * 72 / (size / 2)))


def _level(axes: Axes, named: list[Member], angles: dict[Member, float]) -> bool:
    """Write the names level and tell whether none covers another; if one does, none stays."""
    texts = []
    for member in named:
        x, y = _on(angles[member], 1.1)
        side = "center" if abs(x) < 0.12 else "left" if x > 0 else "right"
        texts.append(axes.text(
            x, y, "\n".join(wrap(member.name, 20)), fontsize=8, ha=side, color="#222222", zorder=5,
            va="center" if abs(y) < 1 else "bottom" if y > 0 else "top", linespacing=1.15,
        ))
    boxes = [box(axes, t, 1) for t in texts]
    frame = axes.get_window_extent()
    free = all(frame.x0 <= b[0] and b[2] <= frame.x1 for b in boxes) and not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2)
    )
    if not free:
        for text in texts:
            text.remove()
    return free


def _middle(
    axes: Axes, middle: list[Member], centre: dict[Member, tuple[float, float]], colors: dict[str, str]
) -> None:
    for member in middle:
        x, y = centre[member]
        color = _color(member, colors) if member.districts else "#333333"
        axes.scatter(
            [x], [y], s=240, marker=MARKERS.get(member.type, "o"), c=color, edgecolors="white",
            linewidths=1.2, zorder=7,
        )
        axes.annotate(
            "\n".join(wrap(member.name, 22)), (x, y), (0, -11), textcoords="offset points", fontsize=9,
            fontweight=bold(), ha="center", va="top", zorder=8, path_effects=halo(width=3),
        )


def _legend(
    rows: list[Member], middle: list[Member], spokes: tuple[int, int], chords: tuple[int, int], tie: str,
    lang: Lang,
) -> list[Any]:
    line = import_module("matplotlib.lines").Line2D
    zh = lang == "zh"
    labels = code_labels("node_type", lang)
    handles = [
        line([], [], linestyle="", marker=MARKERS.get(t, "o"), color="#555555", label=labels.get(t, t))
        for t in sorted({m.type for m in rows})
    ]
    if any(len(m.districts) > 1 for m in rows):
        handles.append(line(
            [], [], linestyle="", marker="o", color=NOWHERE, markeredgecolor=CROSS,
            label="涉及多个区的成员" if zh else "member in several districts",
        ))
    placed = any(m.districts for m in middle)  # without a district nothing can lie across one
    if spokes[1] and not placed:
        name = "牵头单位与成员" if zh else "convener and member"
        handles.append(line([], [], color=PLAIN, linewidth=1.2, label=f"{name} {spokes[1]}"))
    kinds = (
        (spokes if placed else (0, 0), "-", "牵头单位与成员" if zh else "convener and member"),
        (chords, "--", tie or ("成员之间共建" if zh else "co-building of members")),
    )
    for (crossing, lines), style, name in kinds:
        if not lines:
            continue
        across = f"{name}，跨区 " if zh else f"{name}, across districts: "
        other = f"{name}，其他 " if zh else f"{name}, other: "
        handles += [
            line([], [], color=CROSS, linewidth=0.9, linestyle=style,
                 label=across + k_of_n(crossing, lines, lang)),
            line([], [], color=PLAIN, linewidth=1.2, linestyle=style, label=f"{other}{lines - crossing}"),
        ]
    return handles


def _note(rows: list[Member], unnamed: int, as_of: date | None, synthetic: bool, lang: Lang) -> str:
    zh = lang == "zh"
    districts = len({d for m in rows for d in m.districts})
    parts = [
        f"分母：当日成员 {len(rows)} 个，涉及 {districts} 个区" if zh
        else f"Denominator: {len(rows)} members on the date, in {districts} districts"
    ]
    if unnamed:
        parts.append(f"{unnamed} 个成员未标名" if zh else f"{unnamed} members unnamed")
    if as_of is not None:
        parts.append(f"数据日期：{as_of}" if zh else f"As of: {as_of}")
    if synthetic:
        parts.append(SYNTHETIC)
    return "　|　".join(parts)

"""Which of a grid's upper rows are its title, and which one, two or three are its headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .grids import normal
from .units import stated

Row = Sequence[str | None]
DEEPEST = 3
"""How many rows may make one heading."""
_TOTAL, _COUNT = {"总数", "总计", "合计", "小计", "计", "总人数"}, {"数", "人数", "数量", "个数", "家数"}
_GENERAL = _TOTAL | _COUNT | {"名称", "全称"}
"""Sub headings that say nothing beyond the heading above them."""


@dataclass(frozen=True)
class Head:
    """Where the headings stand: the index of their first row, how many rows, and the headings.

    ``pairs`` are the combinations as they stand and as they are read.
    """

    top: int
    depth: int
    headings: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def find_head(rows: Sequence[Row], numbers: Sequence[int], words: Collection[str]) -> Head:
    """The headings among the upper rows, whose row numbers are ``numbers``.

    ``words`` are the normalised headings that any layout knows. The first row that has at least half as
    many of them as the best one holds the headings; it and those below it are combined where that makes
    more headings known. Without two known words it is the first row with two texts.
    """
    # A cell merged over two rows stands in both of them by now.
    above = [[None] * len(rows[0]), *rows]
    single = [
        [None if x == y else x for x, y in zip(row, over, strict=True)]
        for row, over in zip(rows, above, strict=False)
    ]
    known = [sum(normal(x) in words for x in row if x) for row in single]
    most = max(known)
    texts = [sum(bool(x) for x in row) > 1 for row in rows]
    if most < 2 and (any(texts) or not most):
        # One word alone may be a value: "正式党员" is a heading and a kind of member.
        top = texts.index(True) if any(texts) else 0
        return Head(top, 1, tuple(x or "" for x in rows[top]))
    top = next(i for i, n in enumerate(known) if n >= (most + 1) // 2)
    best = Head(top, 1, tuple(x or "" for x in rows[top]))
    score = most
    for depth in range(2, DEEPEST + 1):
        if score == len(rows[0]):  # nothing can be better, as in most files
            break
        for top in range(len(rows) - depth + 1):
            if numbers[top + depth - 1] - numbers[top] != depth - 1:
                continue
            found = _combined(single[top : top + depth], words)
            hits = sum(normal(x) in words for x in found[0]) if found else 0
            if found and hits > score:
                best, score = Head(top, depth, *found), hits
    return best


def _combined(
    rows: Sequence[Row], words: Collection[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]] | None:
    """The headings that rows one above the other make; None where the lowest row is no heading."""
    width = len(rows[0])
    spread = [_spread(row, rows[i + 1 :]) for i, row in enumerate(rows)]
    headings, pairs = [], []
    for c in range(width):
        parts = [x for row in spread if (x := row[c])]
        parts = [x for i, x in enumerate(parts) if i == 0 or x != parts[i - 1]]
        chosen = _chosen(parts, words)
        if len(parts) > 1:
            unit = next((u for x in parts if (u := stated(x))), "")
            if unit and not stated(chosen):  # 经费（元） above 工作经费 and the next
                chosen = f"{chosen}（{unit}）"
            alone = c + 1 == width or spread[-2][c + 1] != spread[-2][c]
            if alone and normal(parts[0]) in words and normal(chosen) not in words:
                return None  # a value below a heading of its own
            pairs.append(("/".join(parts), chosen))
        headings.append(chosen)
    return tuple(headings), tuple(pairs)


def _spread(row: Row, below: Sequence[Row]) -> list[str]:
    """A row of group headings, each over the sub headings to its right that have none of their own."""
    found: list[str] = []
    for c, x in enumerate(row):
        under = any(b[c] for b in below)
        found.append(x or (found[-1] if found and under else ""))
    return found


def _chosen(parts: Sequence[str], words: Collection[str]) -> str:
    """What a layout knows of: all parts joined, the lower ones, or what stands above a general word."""
    ways = ["".join(parts[i:]) for i in range(len(parts))]
    if len(parts) > 1 and normal(parts[-1]) in _GENERAL:
        ways += ["".join(parts[i:-1]) for i in range(len(parts) - 1)]
    return next((w for w in ways if normal(w) in words), parts[-1] if parts else "")

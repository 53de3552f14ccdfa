"""Text in columns of terminal cells: measuring, wrapping, padding; Chinese characters take two cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "
_PIECES = re.compile(r"[\x21-\x7e]+|\s+|.", re.DOTALL)
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")
_LAST = re.compile(r"[\x21-\x7e]+$|.$", re.DOTALL)
_NOT_AT_START = set("、，。；：！？）》」』】〕％%")


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which would break a table or a terminal."""
    return text.translate(_CONTROL)


def widest(texts: Iterable[str]) -> int:
    """Cells of the widest text, 0 when there is none."""
    return max(map(cell_len, texts), default=0)


def unbreakable(texts: Iterable[str]) -> int:
    """Cells of the widest piece that :func:`wrap` would not cut by choice: a word, a code, one character."""
    return max((cell_len(p) for t in texts for p in _PIECES.findall(t)), default=0)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` (>= 2) cells; words are kept whole where they fit.

    Chinese may break between any two characters except before closing punctuation.
    """
    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if cell_len(line + piece) <= width:
            line += piece
            continue
        if piece in _NOT_AT_START and (last := _LAST.search(line)) and last.start():
            # takes the word before it along: "10；" is not to become "1" and "0；"
            line, piece = line[: last.start()], last[0] + piece
        if line.strip():
            lines.append(line.rstrip())
        line = ""
        for char in piece.lstrip():  # also cuts a word that is longer than a line
            if cell_len(line + char) > width:
                lines.append(line)
                line = ""
            line += char
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text with spaces up to ``width`` cells, on its left when ``right``."""
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space


def row_lines(
    cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], *, low: bool = False
) -> list[str]:
    """One table row as lines; cells wrap in their columns, ``low`` aligns them at the bottom (headings)."""
    parts = [wrap(c, w) for c, w in zip(cells, widths, strict=True)]
    height = max(map(len, parts), default=1)
    padded = [[""] * (height - len(p)) + p if low else p + [""] * (height - len(p)) for p in parts]
    return [
        GAP.join(pad(t, w, right=r) for t, w, r in zip(line, widths, right, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]


def encodable(text: str, encoding: str) -> str:
    """The text with what ``encoding`` lacks replaced by as many cells: 〓 (or ??) for wide, ? for narrow."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        pass
    else:
        return text
    wide = "〓" if _has("〓", encoding) else "??"
    return "".join(
        c if _has(c, encoding) else {0: "", 1: "?"}.get(cell_len(c), wide) for c in text
    )


def _has(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

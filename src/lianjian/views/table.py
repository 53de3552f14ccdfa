"""An answer as a table for people: at a terminal's width, with labels, denominator and date.

Nothing is cut off: text wraps inside its column; a table that is still too wide is turned (columns
become lines) when it has few rows, else split into blocks that repeat the key columns.
"""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console, detect_legacy_windows
from rich.text import Text

from .answer import Lang, k_of_n, key_columns, notes, shown, texts, words
from .layout import GAP, encodable, one_line, row_lines, unbreakable, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from .answer import AnswerLike

__all__ = ["grid", "k_of_n", "print_table", "table_text"]

LEAST = 30
"""Narrower terminals get lines of this many cells."""
TEXT = 10
"""Text columns are not squeezed below this many cells, if their text has as many."""
HEADING = 8
"""Headings of figures wrap at this many cells rather than widen their column."""


def print_table(
    answer: AnswerLike, *, lang: Lang = "zh", file: TextIO | None = None, width: int | None = None
) -> None:
    """Print the answer to ``file`` (standard output) at ``width`` cells (the terminal's).

    Characters the file's encoding lacks are replaced, so a GBK console never fails.
    """
    out = file or sys.stdout
    encoding = getattr(out, "encoding", None) or "utf-8"
    cells = width or Console(file=out).width
    text = table_text(answer, lang=lang, width=cells, encoding=encoding)
    if out.isatty() and not detect_legacy_windows():
        title, _, rest = text.partition("\n\n")
        styled = StringIO()
        console = Console(
            file=styled, force_terminal=True, width=cells, legacy_windows=False, highlight=False
        )
        console.print(Text(title, style="bold"))
        text = styled.getvalue() + "\n" + rest
    out.write(text)


def table_text(
    answer: AnswerLike, *, lang: Lang = "zh", width: int = 80, encoding: str = "utf-8"
) -> str:
    """The answer as text: title, table, then date, parameters, denominator; no line wider than ``width``."""
    width = max(width, LEAST)
    rule = "─" if encoding.lower().replace("-", "").startswith("utf") else "-"
    frame = texts(answer, lang)
    headings = [one_line(c.heading) for c in shown(answer, lang)]
    body = _body(answer.frame, frame, headings, width, rule)
    count = f"行数：{frame.height}" if lang == "zh" else f"Rows: {frame.height}"
    under = [line for note in (count, *notes(answer, lang)) for line in wrap(one_line(note), width)]
    title = wrap(one_line(words(answer.title, lang)), width)
    text = "\n".join([*title, "", *body, "", *under]) + "\n"
    return encodable(text, encoding)


def grid(
    rows: Sequence[Sequence[str]], headings: Sequence[str], right: Sequence[bool], width: int
) -> list[str]:
    """Rows of texts as a table of at most ``width`` cells where that is possible; cells wrap in columns."""
    import polars as pl

    frame = pl.DataFrame(list(rows), schema={str(i): pl.String for i in range(len(headings))}, orient="row")
    natural, least = _widths(frame, list(headings), list(right))
    return _table(frame.rows(), headings, _grown(least, natural, width), list(right), "-")


def _body(raw: pl.DataFrame, frame: pl.DataFrame, headings: list[str], width: int, rule: str) -> list[str]:
    right = [t.is_numeric() for t in raw.schema.values()]
    keys = len(key_columns(raw))
    natural, least = _widths(frame, headings, right)
    if _total(least) <= width:
        return _table(frame.rows(), headings, _grown(least, natural, width), right, rule)
    turned = _turned(frame, headings, right, keys, width, rule)
    if turned:
        return turned
    return _blocks(frame, headings, right, keys, width, rule)


def _widths(frame: pl.DataFrame, headings: list[str], right: list[bool]) -> tuple[list[int], list[int]]:
    """For each column the cells it would like and the cells it needs."""
    natural, least = [], []
    for column, heading, figure in zip(frame, headings, right, strict=True):
        texts = column.unique().to_list()
        body, head = widest(texts), cell_len(heading)
        word = unbreakable([heading])
        if figure:
            need = max(body, word, min(head, HEADING))
        else:
            need = max(unbreakable(texts), word, min(TEXT, body), min(HEADING, head))
        natural.append(max(body, head))
        least.append(need)
    return natural, least


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _grown(least: list[int], natural: list[int], width: int) -> list[int]:
    """The least widths, grown towards the natural ones as far as the line allows, the poorest first."""
    widths = list(least)
    spare = width - _total(widths)
    while spare > 0:
        wanting = [i for i, w in enumerate(widths) if w < natural[i]]
        if not wanting:
            break
        i = min(wanting, key=lambda j: (widths[j] / natural[j], j))
        widths[i] += 1
        spare -= 1
    return widths


def _table(
    rows: Sequence[Sequence[str]], headings: Sequence[str], widths: list[int], right: list[bool], rule: str
) -> list[str]:
    lines = row_lines(headings, widths, right, low=True)
    lines.append(GAP.join(rule * w for w in widths))
    for row in rows:
        lines += row_lines(row, widths, right)
    lines.append(GAP.join(rule * w for w in widths))
    return lines


def _turned(
    frame: pl.DataFrame, headings: list[str], right: list[bool], keys: int, width: int, rule: str
) -> list[str]:
    """Columns as lines and rows as columns, or nothing where that does not fit or does not help."""
    if not frame.height or not keys or not all(right[keys:]):
        return []
    name = keys - 1
    names = frame.to_series(name).to_list()
    order = [i for i in range(frame.width) if i != name]
    table = [[headings[i], *frame.to_series(i).to_list()] for i in order]
    head = [headings[name], *names]
    columns = list(zip(head, *table, strict=True))
    widths = [widest(column) for column in columns]
    sides = [False] + [True] * frame.height
    if _total(widths) > width:
        return []
    return _table(table, head, widths, sides, rule)


def _blocks(
    frame: pl.DataFrame, headings: list[str], right: list[bool], keys: int, width: int, rule: str
) -> list[str]:
    """Several tables one under the other, each with the key columns and as many others as fit."""
    natural, least = _widths(frame, headings, right)
    while keys and _total(least[:keys]) > width // 2:
        keys -= 1
    room = width - _total(least[:keys]) - len(GAP) if keys else width
    least = [w if i < keys else min(w, room) for i, w in enumerate(least)]
    rows = frame.rows()
    lines: list[str] = []
    rest = list(range(keys, frame.width))
    while rest:
        block = [*range(keys), rest.pop(0)]
        while rest and _total([least[i] for i in (*block, rest[0])]) <= width:
            block.append(rest.pop(0))
        widths = _grown([least[i] for i in block], [natural[i] for i in block], width)
        if lines:
            lines.append("")
        lines += _table(
            [[row[i] for i in block] for row in rows], [headings[i] for i in block], widths,
            [right[i] for i in block], rule,
        )
    return lines

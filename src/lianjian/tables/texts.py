"""Text files → grids: encodings, separators, and the tables of web pages."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path

import polars as pl

from .grids import MOST_CELLS, UPPER, Grid, check_extent, normal, too_many
from .problems import Problem

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_CONTROL_BYTES = bytes(x for x in range(32) if _CONTROL.match(chr(x)))
_PLAIN, _OTHER = (",", ";", "\t"), ("，", "；", "|", "｜")
"""Separators that go without saying, and those that are announced."""
_FIELD = 131_072
"""How long a cell may be."""
_MOST_SPAN, _FEW, _OPEN_TAGS = 1000, 64, 1000


def decode(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030; None with the problem."""
    data = path.read_bytes()
    text, problems = _decoded(data, path.name)
    # Passing over bytes is many times faster than searching the text; UTF-16 is rare.
    plain = len(data.translate(None, _CONTROL_BYTES)) == len(data)
    if text is not None and not plain and (control := _CONTROL.search(text)):
        line = text.count("\n", 0, control.start()) + 1
        return None, [Problem("F18", path.name, facts={"line": line})]
    return text, problems


def _decoded(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    marked = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "")
    if marked == "utf-16":
        try:
            return data.decode(marked), [Problem("F21", file)]
        except UnicodeDecodeError as e:
            return None, [Problem("F19" if e.reason == "truncated data" else "F04", file)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as e:
        fault = e
    # A file that is UTF-8 but for a few bytes was damaged; as GB18030 it would be nonsense, unannounced.
    good = len(re.findall(rb"[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]", data))
    text = data.decode("utf-8", errors="replace")
    broken = text.count("�")
    if marked or (good and good > 4 * broken):
        if fault.reason == "unexpected end of data" and fault.end == len(data):
            return None, [Problem("F19", file)]
        return None, [Problem("F20", file, facts={"line": data.count(b"\n", 0, fault.start) + 1})]
    try:
        return data.decode("gb18030"), [Problem("F05", file)]
    except UnicodeDecodeError as e:
        cut = e.reason == "incomplete multibyte sequence" and e.end == len(data)
        return None, [Problem("F19" if cut else "F04", file)]


def read_text(path: Path, words: Collection[str]) -> tuple[list[Grid], list[Problem]]:
    """The grid of a file of separated values; ``words`` are the headings that are known, normalised."""
    text, problems = decode(path)
    if text is None:
        return [], problems
    if not text.strip():
        return [], [*problems, Problem("F06", path.name)]
    separator = _separator(text, words)
    if separator is None:
        return [], [*problems, Problem("F23", path.name)]
    if separator in _OTHER:
        problems.append(Problem("F22", path.name, facts={"separator": separator}))
    frame = _split(text, separator) if separator.isascii() else _split_wide(text, separator)
    columns = [c for c in frame.columns if c != "row"]
    if '="' in text:  # ="012" is how some systems keep Excel from making a number of a code
        frame = frame.with_columns(pl.col(c).str.replace(r'^="(.*)"$', "${1}") for c in columns)
    return [Grid(path.name, "", frame)], problems


def _separator(text: str, words: Collection[str]) -> str | None:
    """The separator that gives most known headings, else most columns; None where others stand for it."""
    lines = text.split("\n", UPPER)[:UPPER]

    def known(separator: str) -> int:
        return max(
            sum(normal(x.strip('"\r ')) in words for x in line.split(separator)) for line in lines
        )

    def wide(separator: str) -> int:
        return max(line.count(separator) for line in lines)

    best = max((*_PLAIN, *_OTHER), key=lambda s: (known(s), s in _PLAIN, wide(s)))
    if known(best) < 2:
        for line in lines:
            # Several headings in one cell, with something between them that separates nothing.
            parts = [normal(x) for x in re.split(r"[\s/、~^#:：*]+", line.strip())]
            if sum(x in words for x in parts) > 1 and sum(x in words for x in parts) > len(parts) / 2:
                return None
    return best


def _split(text: str, separator: str) -> pl.DataFrame:
    text = _ends(text)
    # As many columns as any line could have, so that a row longer than the headings is seen, not cut.
    width, lines = _width(text, separator)
    if width > _FEW:  # separators within quotes, as in polygons, make no columns
        width, lines = _width(re.sub('"[^"]*"', "", text), separator)
    check_extent(lines, width)
    frame = pl.read_csv(
        io.BytesIO(text.encode()), has_header=False, infer_schema=False, separator=separator,
        quote_char='"', schema={f"c{i}": pl.String for i in range(width)}, missing_columns="insert",
    )  # fmt: skip
    return frame.with_row_index("row", 1)


def _width(text: str, separator: str) -> tuple[int, int]:
    lines = pl.Series(text.split("\n"))
    most = lines.str.count_matches(separator, literal=True).max()
    return 1 + int(most or 0), len(lines)  # type: ignore[arg-type]


def _ends(text: str) -> str:
    """The text with the line ends of old Macs as others write them, where there are no others."""
    return text.replace("\r", "\n") if "\n" not in text else text


def _split_wide(text: str, separator: str) -> pl.DataFrame:
    """As :func:`_split`, for separators that are no single byte."""
    csv.field_size_limit(_FIELD)
    return _framed(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))


def _framed(rows: list[list[str]]) -> pl.DataFrame:
    width = max((len(r) for r in rows), default=0)
    columns = {f"c{i}": [r[i] if i < len(r) else None for r in rows] for i in range(width)}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String())).with_row_index("row", 1)


class _Tables(HTMLParser):
    """The cells of the outer tables of a page; a cell over several columns or rows is repeated downward."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.depth = 0
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.below: dict[int, tuple[int, str]] = {}
        """Column → for how many more rows the text of a cell above holds."""
        self.left = MOST_CELLS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
                self.below = {}
        elif tag == "tr" and self.depth == 1:
            self._close()
            self._fill()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.depth == 1:
            self._close()
            if not self.tables[-1]:
                self.tables[-1].append([])
            given = dict(attrs)
            self.span = (_number(given.get("rowspan")), _number(given.get("colspan")))
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") and self.depth == 1:
            self._close()
        if tag == "table" and self.depth:
            self._fill()
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None and self.depth == 1:
            self.cell.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        self._close()

    def _fill(self) -> None:
        """What still hangs down at the end of a row."""
        if self.tables and self.tables[-1]:
            self._hang(self.tables[-1][-1])

    def _hang(self, row: list[str]) -> None:
        while (held := self.below.pop(len(row), None)) is not None:
            rows, text = held
            if rows > 1:
                self.below[len(row)] = (rows - 1, text)
            row.append(text)

    def _close(self) -> None:
        if self.cell is None or not self.tables or not self.tables[-1]:
            self.cell = None
            return
        row, text = self.tables[-1][-1], "".join(self.cell).strip()
        self._hang(row)
        down, across = self.span
        self.left -= down * across
        if self.left < 0:
            raise too_many(len(self.tables[-1]), len(row) + across)
        for i in range(across):
            if down > 1:
                self.below[len(row)] = (down - 1, text if i == 0 else "")
            row.append(text if i == 0 else "")
        self.cell = None


def _number(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isascii() and text.isdigit() else 1


def read_html(path: Path, _words: Collection[str]) -> tuple[list[Grid], list[Problem]]:
    """The tables of a web page, which systems hand out as .xls, each as a grid."""
    text, problems = _page(path)
    if text is None:
        return [], problems
    if text.count("<") > 2 * text.count(">") + _OPEN_TAGS:
        # Each would be searched for its end through the rest of the page.
        raise ValueError("标签大多没有结束 / most tags have no end")
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [t for t in parser.tables if any(any(c.strip() for c in row) for row in t)]
    several = len(tables) > 1
    grids = [Grid(path.name, str(i) if several else "", _framed(t)) for i, t in enumerate(tables, 1)]
    return grids, problems if grids else [*problems, Problem("F06", path.name)]


def _page(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a page; what its own words say of the encoding needs no notice."""
    text, problems = decode(path)
    said = re.search(rb"charset=[\"']?\s*gb", path.read_bytes()[:2048], re.IGNORECASE)
    return text, [p for p in problems if p.code != "F05" or said is None]

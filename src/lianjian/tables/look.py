"""A light look into a workbook for what its values do not tell: errors, formulas, what is hidden.

python-calamine gives values only. For .xlsx the sheets' XML is passed through once by expat; for .xls
xlrd is asked. Both are also where a workbook is refused that would not fit into memory.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

MOST_CELLS = 20_000_000
MOST_BYTES = 1_000_000_000
_SMALL, _MOST_RATIO = 100_000_000, 200
"""A workbook of so many bytes unpacked and so many times smaller packed holds nothing but repetition."""

Cell = tuple[int, int]
"""A 1-based row and a 0-based column."""


@dataclass
class Look:
    """What stands in one worksheet beside its values.

    ``broken`` has the texts of error cells ("#REF!") and of formulas without a saved result ("=…").
    ``formulas`` has the cells whose values a formula made, ``months`` how many letters of an ISO date
    the formats of dates that show no day (7) or no month (4) leave.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    broken: dict[Cell, str] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)
    months: dict[Cell, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Looks:
    """The looks by name of the sheet; ``from_1904`` where days are counted from 1904-01-01.

    ``seen`` tells whether anything could be looked at.
    """

    sheets: Mapping[str, Look] = field(default_factory=dict)
    from_1904: bool = False
    seen: bool = True


def look(path: Path, kind: str) -> Looks:
    """Look into a workbook of that kind. Raises ValueError with two-language text where it is too large.

    A .xlsx that is no such file raises what zipfile or expat raise; the caller tells of it.
    """
    if kind == "xlsx":
        with zipfile.ZipFile(path) as book:
            check_size(book)
            return _look_xlsx(book)
    if kind == "xls":
        from .look_xls import look_xls

        return look_xls(path)
    if kind == "ods":
        with zipfile.ZipFile(path) as book:
            check_size(book)
            _check_repeats(book)
    if kind == "xlsb":
        with zipfile.ZipFile(path) as book:
            check_size(book)
    return Looks(seen=False)


def check_size(book: zipfile.ZipFile) -> None:
    """ValueError for an archive that unpacks to more than fits or that hides what it contains."""
    entries = book.infolist()
    size, packed = sum(i.file_size for i in entries), sum(i.compress_size for i in entries)
    if size > MOST_BYTES:
        raise ValueError("解压后超过 1 GB / more than 1 GB when unpacked")
    if size > _SMALL and size > _MOST_RATIO * packed:
        raise ValueError("解压后大得反常 / abnormally large when unpacked")
    if len({i.filename for i in entries}) < len(entries):
        raise ValueError("压缩包内有同名的部分 / parts of one name in the archive")
    for info in entries:  # what is longer than it says ends in BadZipFile, before the reader meets it
        if not info.filename.startswith("xl/worksheets/") and not info.is_dir():
            with book.open(info) as stream:
                while stream.read(1 << 22):
                    pass


def too_many(rows: int, columns: int) -> ValueError:
    """The error of a sheet that spans more cells than fit."""
    return ValueError(
        f"{rows} 行 × {columns} 列，请删去远处的单元格 / {rows} rows by {columns} columns, "
        "remove the cells far off"
    )


Attributes = dict[str, str]


def events(start: Callable[[str, Attributes], None]) -> expat.XMLParserType:
    """A parser that tells ``start`` of each element without its prefix.

    Declared entities are refused: none occurs in a workbook, and they can grow without end.
    """
    parser = expat.ParserCreate()

    def refuse(*_args: object) -> None:
        raise ValueError("XML 里有实体声明 / entity declarations in the XML")

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.buffer_text = True
    return parser


def _look_xlsx(book: zipfile.ZipFile) -> Looks:
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []
    from_1904 = False

    def relation(name: str, a: Attributes) -> None:
        if name == "Relationship":
            target = a.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[a.get("Id", "")] = posixpath.normpath(whole)

    def part(name: str, a: Attributes) -> None:
        nonlocal from_1904
        if name == "sheet":
            ids = [v for k, v in a.items() if k.rpartition(":")[2] == "id" and ":" in k]
            sheets.append((a.get("name", ""), ids[0] if ids else ""))
        elif name == "workbookPr":
            from_1904 = a.get("date1904", "0") in ("1", "true")

    names = set(book.namelist())
    for entry, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", part)):
        if entry in names:
            with book.open(entry) as stream:
                events(handler).ParseFile(stream)
    monthly = _monthly(book) if "xl/styles.xml" in names else {}
    looks = {}
    for title, key in sheets:
        if (entry := targets.get(key, "")) in names:
            with book.open(entry) as stream:
                looks[title] = _look_sheet(stream, monthly)
    return Looks(looks, from_1904)


_MONTHS = (27, 36, 50, 52, 57)
"""The built-in formats of Chinese Excel that show year and month without the day."""


def shown_length(number_format: str) -> int:
    """How many letters of an ISO date a format shows: 4 for years, 7 for months, 0 for all else."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";")[0]).lower()
    if "y" not in plain or "d" in plain or "h" in plain or "s" in plain:
        return 0
    return 7 if "m" in plain else 4


def _monthly(book: zipfile.ZipFile) -> dict[str, int]:
    """The numbers of cell styles whose formats show no day, and how many letters they leave."""
    formats: dict[str, int] = {str(i): 7 for i in (17, *_MONTHS)}
    found: dict[str, int] = {}
    state = {"inside": False, "next": 0}

    def start(name: str, a: Attributes) -> None:
        if name == "numFmt" and not state["next"]:
            formats[a.get("numFmtId", "")] = shown_length(a.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            state["inside"] = name == "cellXfs"
        elif name == "xf" and state["inside"]:
            if length := formats.get(a.get("numFmtId", ""), 0):
                found[str(state["next"])] = length
            state["next"] += 1

    with book.open("xl/styles.xml") as stream:
        events(start).ParseFile(stream)
    return found


def _look_sheet(stream: IO[bytes], monthly: Mapping[str, int]) -> Look:
    found = Look()
    row, column, kind, last, width = 0, -1, "", 0, 0
    letters: dict[str, int] = {}
    waiting = ""  # the formula of the present cell, until a value comes

    def said(text: str) -> None:
        nonlocal waiting
        if kind == "e":
            found.broken[row, column] = found.broken.get((row, column), "") + text
        if text.strip():
            waiting = ""

    def formula(text: str) -> None:
        nonlocal waiting
        waiting += text

    def start(name: str, a: Attributes) -> None:
        nonlocal row, column, kind, last, width, waiting
        if name == "v" or name == "is" or name == "f":
            # Empty cells with a format may reach far; only cells with something in them are laid out.
            last, width = max(last, row), max(width, column + 1)
            if last * width > MOST_CELLS:
                raise too_many(last, width)
            if name == "f":
                found.formulas.add((row, column))
                waiting = "="
                parser.CharacterDataHandler = formula
            elif kind == "str":
                waiting = ""
            elif kind == "e" or waiting:
                parser.CharacterDataHandler = said
        elif name == "c":
            if waiting:
                found.broken[row, column] = waiting
                waiting = ""
            parser.CharacterDataHandler = None
            kind = a.get("t", "")
            if ref := a.get("r", ""):
                head = ref.rstrip("0123456789")
                if head not in letters:
                    letters[head] = column_number(head)
                column, row = letters[head], int(ref[len(head) :])
            else:
                column += 1
            if (style := a.get("s")) in monthly:
                found.months[row, column] = monthly[str(style)]
        elif name == "row":
            row, column = int(a.get("r", row + 1)), -1
            if a.get("hidden") in ("1", "true"):
                found.hidden_rows.add(row)
        elif name == "col" and a.get("hidden") in ("1", "true"):
            first, most = int(a.get("min", 1)), min(int(a.get("max", 0)), 16_384)
            found.hidden_columns.update(range(first - 1, most))

    parser = events(start)
    parser.ParseFile(stream)
    if waiting:
        found.broken[row, column] = waiting
    found.broken = {cell: text.strip() for cell, text in found.broken.items()}
    return found


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26; ValueError for what is no column of a sheet."""
    found = 0
    for x in letters.upper():
        found = 26 * found + ord(x) - 64
        if not "A" <= x <= "Z" or found > 16_384:
            raise ValueError(f"没有列 {letters[:8]} / no column {letters[:8]}")
    return found - 1


def _check_repeats(book: zipfile.ZipFile) -> None:
    """ValueError where cells of an OpenDocument sheet repeat so often that they would not fit."""
    state = {"columns": 0, "rows": 1, "repeat": 0, "total": 0}

    def said(text: str) -> None:
        # Only what has a value is laid out: empty cells repeated to the edge of the sheet are usual.
        if text.strip() and state["repeat"]:
            state["total"] += state["repeat"] * state["rows"]
            state["repeat"] = 0
            if state["total"] > MOST_CELLS:
                raise too_many(state["rows"], state["columns"])

    def start(name: str, a: Attributes) -> None:
        if name == "table-row":
            state["rows"] = int(a.get("table:number-rows-repeated", 1))
        elif name == "table-cell":
            state["columns"] = state["repeat"] = int(a.get("table:number-columns-repeated", 1))

    with book.open("content.xml") as stream:
        parser = events(start)
        parser.CharacterDataHandler = said
        parser.ParseFile(stream)

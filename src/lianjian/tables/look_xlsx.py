"""A look into a .xlsx for what its values do not tell: errors, formulas, formats, what is hidden.

python-calamine gives values only; the XML of the sheets is passed through once by expat.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import IO

from .archives import Attributes, events
from .grids import Area, Look, Looks, check_extent


def look_xlsx(book: zipfile.ZipFile) -> Looks:
    """What stands beside the values of each sheet. ValueError where the cells would not fit."""
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

    def close() -> None:
        """The present cell ends: a formula that still waits has no result."""
        nonlocal waiting
        if waiting:
            found.broken[row, column] = waiting
            waiting = ""
        parser.CharacterDataHandler = None

    def start(name: str, a: Attributes) -> None:
        nonlocal row, column, kind, last, width, waiting
        if name == "v" or name == "is" or name == "f":
            # Empty cells with a format may reach far; only cells with something in them are laid out.
            if row > last or column >= width:
                last, width = max(last, row), max(width, column + 1)
                check_extent(last, width)
            if name == "f":
                found.formulas.add((row, column))
                waiting = "="
                parser.CharacterDataHandler = formula
            elif kind == "str":  # an empty text is a result too
                waiting = ""
                parser.CharacterDataHandler = None
            elif kind == "e" or waiting:
                parser.CharacterDataHandler = said
        elif name == "c":
            close()
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
            close()
            row, column = int(a.get("r", row + 1)), -1
            if a.get("hidden") in ("1", "true"):
                found.hidden_rows.add(row)
        elif name == "mergeCell":
            if (area := area_of(a.get("ref", ""))) is not None:
                found.merged.append(area)
        elif name == "col" and a.get("hidden") in ("1", "true"):
            first, most = int(a.get("min", 1)), min(int(a.get("max", 0)), 16_384)
            found.hidden_columns.update(range(first - 1, most))

    parser = events(start)
    parser.ParseFile(stream)
    close()
    found.broken = {cell: text.strip() for cell, text in found.broken.items()}
    return found


def area_of(reference: str) -> Area | None:
    """The area of "A1:B3"; None for anything else."""
    if (m := re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", reference)) is None:
        return None
    return (int(m[2]), column_number(m[1])), (int(m[4]), column_number(m[3]))


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26; ValueError for what is no column of a sheet."""
    found = 0
    for x in letters.upper():
        found = 26 * found + ord(x) - 64
        if not "A" <= x <= "Z" or found > 16_384:
            raise ValueError(f"没有列 {letters[:8]} / no column {letters[:8]}")
    return found - 1

"""Rows of CSV files and of one sheet of a workbook, each as a dict of stripped texts by heading."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

Row = dict[str, str]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_csv(path: Path) -> list[Row]:
    """The rows of a CSV file; none if there is no such file. Blank rows are left out."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return _by_heading(list(csv.reader(io.StringIO(text, newline=""))))


def read_workbook(path: Path, sheet: str) -> list[Row]:
    """The rows of a sheet; a merged cell's value fills all it covers. None if there is no such file."""
    if not path.exists():
        return []
    with zipfile.ZipFile(path) as z:
        target = _sheet_part(z, sheet)
        strings = _strings(z)
        root = ET.fromstring(z.read(target))  # noqa: S314
    cells: dict[tuple[int, int], str] = {}
    for c in root.iter(f"{_MAIN}c"):
        cells[_place(c.attrib["r"])] = _text(c, strings)
    for merged in root.iter(f"{_MAIN}mergeCell"):
        first, last = (_place(p) for p in merged.attrib["ref"].split(":"))
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                cells[row, column] = cells.get(first, "")
    height = max((r for r, _ in cells), default=0)
    width = max((c for _, c in cells), default=0)
    grid = [[cells.get((r, c), "") for c in range(1, width + 1)] for r in range(1, height + 1)]
    rows = _by_heading(grid)
    for row in rows:
        for heading, value in row.items():
            if heading.endswith("日期"):
                row[heading] = _day(value)
    return rows


def _by_heading(grid: list[list[str]]) -> list[Row]:
    if not grid:
        return []
    headings = [h.strip() for h in grid[0]]
    rows = []
    for cells in grid[1:]:
        row = {h: c.strip() for h, c in zip(headings, cells, strict=False) if h}
        if any(row.values()):
            rows.append(row)
    return rows


def _sheet_part(z: zipfile.ZipFile, sheet: str) -> str:
    book = ET.fromstring(z.read("xl/workbook.xml"))  # noqa: S314
    rels = ET.fromstring(z.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.attrib["Id"]: r.attrib["Target"] for r in rels}
    for s in book.iter(f"{_MAIN}sheet"):
        if s.attrib["name"] == sheet:
            target = targets[s.attrib[f"{_REL}id"]]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError(f"no sheet {sheet}")


def _strings(z: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in z.namelist():
        return []
    root = ET.fromstring(z.read("xl/sharedStrings.xml"))  # noqa: S314
    return ["".join(t.text or "" for t in si.iter(f"{_MAIN}t")) for si in root.iter(f"{_MAIN}si")]


def _text(cell: ET.Element, strings: list[str]) -> str:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    return strings[int(value)] if kind == "s" and value else value


def _place(reference: str) -> tuple[int, int]:
    m = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference)
    if m is None:
        raise ValueError(f"{reference!r} is no cell")
    column = 0
    for letter in m[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(m[2]), column


def _day(value: str) -> str:
    """A date cell's serial number as the day it stands for; a year or a text stays as it is."""
    if re.fullmatch(r"\d+(\.\d+)?", value) and 10_000 <= float(value) < 200_000:
        return (date(1899, 12, 30) + timedelta(days=int(float(value)))).isoformat()
    return value

"""Files → sheets: rows of text with their place. Nothing is interpreted here but the encoding."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from .problems import Problem

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
EXAMPLE_MARK = "示例"
"""A row whose first cell begins so is an example and no data; a sheet of this name likewise."""
LISTS_SHEET = "值表"
_HEAD = 20
"""How many of the upper rows may be titles."""
_MOST_CELLS = 50_000_000
_MOST_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file.

    ``cells`` holds one String column ``c0``, ``c1``… per heading and ``row``, the 1-based row number
    (for YAML the line of the item). Empty cells are null. ``numbers`` tells, for columns where it
    matters, which cells were numbers in Excel.
    """

    file: str
    name: str
    headings: tuple[str, ...]
    header_row: int
    cells: pl.DataFrame = field(repr=False)  # what people wrote is not for logs
    numbers: Mapping[str, pl.Series] = field(default_factory=dict)


def read(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """All tables of a file, and the problems of reading it. Never raises for what a file contains."""
    file = path.name
    if not path.is_file():
        return [], [Problem("F01", str(path))]
    suffix = path.suffix.lower()
    readers = {
        ".csv": _read_csv,
        ".tsv": _read_csv,
        ".yaml": _read_tree,
        ".yml": _read_tree,
        ".json": _read_tree,
        **dict.fromkeys(EXCEL, _read_excel),
    }
    if suffix not in readers:
        return [], [Problem("F02", file, value=suffix)]
    try:
        return readers[suffix](path)
    except (
        Exception
    ) as e:  # a reader's library may raise anything on a broken file; the user gets one problem
        return [], [Problem("F03", file, facts={"detail": _first_line(e)})]


def _first_line(e: BaseException) -> str:
    return (str(e).strip().splitlines() or [type(e).__name__])[0][:120]


def _decode(path: Path) -> tuple[str | None, list[Problem]]:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), [Problem("F05", path.name)]
    except UnicodeDecodeError:
        return None, [Problem("F04", path.name)]


def _read_csv(path: Path) -> tuple[list[Sheet], list[Problem]]:
    text, problems = _decode(path)
    if text is None:
        return [], problems
    if not text.strip():
        return [], [*problems, Problem("F06", path.name)]
    head = text.split("\n")[:_HEAD]
    separator = max(",;\t", key=lambda s: max(line.count(s) for line in head))
    # As many columns as any line could have, so that a row longer than the headings is seen, not cut.
    width = 1 + int(pl.Series(text.split("\n")).str.count_matches(separator, literal=True).max() or 0)  # type: ignore[arg-type]
    frame = pl.read_csv(
        io.BytesIO(text.encode()), has_header=False, infer_schema=False, separator=separator, quote_char='"',
        schema={f"c{i}": pl.String for i in range(width)}, missing_columns="insert",
    )
    sheet, found = _sheet(path.name, "", frame.with_row_index("row", 1))
    return ([sheet] if sheet else []), problems + found


def _read_excel(path: Path) -> tuple[list[Sheet], list[Problem]]:
    from python_calamine import CalamineWorkbook

    _check_extent(path)
    sheets, problems = [], []
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            if name == LISTS_SHEET:
                problems.append(Problem("F08", path.name, name))
                continue
            source = book.get_sheet_by_name(name)
            rows = source.to_python(skip_empty_area=False)
            width = max((len(r) for r in rows), default=0)
            if not width:
                problems.append(Problem("F06", path.name, name))
                continue
            columns = {f"c{i}": [r[i] if i < len(r) else None for r in rows] for i in range(width)}
            for (top, left), (bottom, _) in source.merged_cell_ranges or []:  # filled down, never across
                cells = columns.get(f"c{left}", [])
                cells[top : bottom + 1] = cells[top : top + 1] * len(cells[top : bottom + 1])
            numbers = {
                c: pl.Series([isinstance(v, int | float) and not isinstance(v, bool) for v in values])
                for c, values in columns.items()
            }
            frame = pl.DataFrame({c: [_text(v) for v in values] for c, values in columns.items()},
                                 schema=dict.fromkeys(columns, pl.String()))
            sheet, found = _sheet(path.name, name, frame.with_row_index("row", 1), numbers)
            sheets += [sheet] if sheet else []
            problems += found
    return sheets, problems


def _check_extent(path: Path) -> None:
    """Refuse a workbook whose cells span more than fits: the reader's library would end the program.

    One stray cell at the lower right edge makes a sheet of 17 thousand million cells.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as book:
        if sum(i.file_size for i in book.infolist()) > _MOST_BYTES:
            raise ValueError("解压后超过 1 GB / more than 1 GB when unpacked")
        for info in book.infolist():
            if not info.filename.startswith("xl/worksheets/") or not info.filename.endswith(".xml"):
                continue
            last, width, tail = 0, 0, b""
            with book.open(info) as stream:
                while chunk := stream.read(1 << 22):
                    text = tail + chunk
                    cells = _CELL.findall(text)
                    last = max(last, *(int(n) for _, n in cells)) if cells else last
                    width = max(width, *(_number(c) for c in {c for c, _ in cells})) if cells else width
                    tail = text[-_TAIL:]
            if last * width > _MOST_CELLS:
                raise ValueError(
                    f"{last} 行 × {width} 列，请删去远处的单元格 / {last} rows by {width} columns, "
                    "remove the cells far off"
                )


_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
_TAIL = 200


def _number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    found = 0
    for x in letters:
        found = 26 * found + x - 64
    return found


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _sheet(
    file: str, name: str, frame: pl.DataFrame, numbers: Mapping[str, pl.Series] | None = None
) -> tuple[Sheet | None, list[Problem]]:
    """Find the heading row, drop empty rows, and make the sheet.

    The heading row is the first of the upper rows with two texts, so that a title above the table is
    passed over; where there is none, the first row with any text.
    """
    columns = [c for c in frame.columns if c != "row"]
    frame = frame.with_columns(pl.col(columns).str.strip_chars().replace("", None))
    if numbers:
        frame = frame.with_columns(s.alias(f"n{c}") for c, s in numbers.items())
    frame = frame.filter(pl.any_horizontal(pl.col(columns).is_not_null()))
    if frame.height == 0:
        return None, [Problem("F06", file, name)]
    upper = frame.head(_HEAD).select(pl.concat_list(columns).list.drop_nulls().list.len() > 1).to_series()
    top = int(upper.arg_max() or 0)
    frame = frame.slice(top)
    head = frame.row(0, named=True)
    headings = [head[c] or "" for c in columns]
    while headings and not headings[-1]:
        headings.pop()
    body = frame.slice(1)
    problems = []
    beyond = columns[len(headings) :]
    if beyond:
        long = body.filter(pl.any_horizontal(pl.col(beyond).is_not_null()))
        problems += [Problem("F07", file, name, row) for row in long["row"].to_list()]
    example = pl.col("c0").str.starts_with(EXAMPLE_MARK).fill_null(value=False)
    shown = body.filter(example)
    problems += [Problem("F08", file, name, row) for row in shown["row"].to_list()]
    body = body.filter(~example)
    if body.height == 0:
        problems.append(Problem("F06", file, name))
        return None, problems
    kept = columns[: len(headings)]
    return Sheet(
        file, name, tuple(headings), head["row"], body.select("row", *kept),
        {c: body[f"n{c}"] for c in kept} if numbers else {},
    ), problems


def _read_tree(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """YAML or JSON: a list of items, or named lists of items; a list inside an item makes rows."""
    text, problems = _decode(path)
    if text is None:
        return [], problems
    if path.suffix.lower() == ".json":
        tree: Any = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_unique)
    else:
        tree = _yaml(text)
    if tree is None:
        return [], [*problems, Problem("F06", path.name)]
    named = tree if isinstance(tree, dict) and all(isinstance(v, list) for v in tree.values()) else {"": tree}
    sheets = []
    for name, items in named.items():
        rows: list[dict[str, str | None]] = []
        for number, item in enumerate(items if isinstance(items, list) else [items], 1):
            rows += _flatten(item, number)
        headings = list(dict.fromkeys(k for r in rows for k in r if k != _LINE))
        if not headings:
            problems.append(Problem("F06", path.name, name))
            continue
        frame = pl.DataFrame(
            {"row": [int(r[_LINE] or 0) for r in rows],
             **{f"c{i}": [r.get(h) or None for r in rows] for i, h in enumerate(headings)}},
            schema={"row": pl.UInt32, **{f"c{i}": pl.String for i in range(len(headings))}},
        ).with_columns(pl.selectors.string().str.strip_chars().replace("", None))
        sheets.append(Sheet(path.name, name, tuple(headings), 0, frame))
    return sheets, problems


_LINE = "\0line"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a mapping; a key written twice would lose a value and is an error."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"键“{key}”写了两次 / the key {key} is given twice")
        found[key] = value
    return found


def _yaml(text: str) -> Any:
    """The document with every scalar as text, each mapping knowing its line under ``_LINE``."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    def build(node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            found = _unique([(str(build(k)), build(v)) for k, v in node.value])
            return {_LINE: str(node.start_mark.line + 1), **found} if not _all_lists(node) else found
        if isinstance(node, yaml.SequenceNode):
            return [build(v) for v in node.value]
        return "" if node.value in ("~", "null") and not getattr(node, "style", None) else node.value

    def _all_lists(node: yaml.MappingNode) -> bool:
        return bool(node.value) and all(isinstance(v, yaml.SequenceNode) for _, v in node.value)

    node = yaml.compose(text, Loader=loader)
    return None if node is None else build(node)


def _flatten(item: object, number: int) -> Iterator[dict[str, str | None]]:
    """One row per innermost item; what stands outside is repeated in each."""
    if not isinstance(item, dict):
        raise ValueError(f"第 {number} 项应为键值对 / item {number} should be a mapping")
    line = item.get(_LINE, str(number))
    flat: dict[str, str | None] = {
        str(k): _text(v) for k, v in item.items() if not isinstance(v, list | dict) and k != _LINE
    }
    lists = {str(k): v for k, v in item.items() if isinstance(v, list)}
    if not lists:
        yield {_LINE: line, **flat}
        return
    for name, inner in lists.items():
        for entry in inner or [{}]:
            if isinstance(entry, list):
                raise ValueError(
                    f"第 {number} 项：“{name}”里不应再有列表 / item {number}: a list in the list {name}"
                )
            nested = entry if isinstance(entry, dict) else {name: _text(entry)}
            for row in _flatten({_LINE: line, **nested}, number):
                yield {**flat, **row}

"""The workbook of rejected rows: the sheets' own shape, the offending cells marked, the reasons beside."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from lianjian.tables.headings import ORIGIN, REASONS, Match, ours
from lianjian.tables.layout import SOURCE
from lianjian.tables.privacy import HIDDEN, mask
from lianjian.tables.problems import Problem, Severity
from lianjian.tables.read import LISTS_SHEET

from .answer import Lang

if TYPE_CHECKING:
    from lianjian.importing import Prepared

_LONGEST = 32_767
"""Characters of one cell that Excel takes."""
_MOST_ROWS = 1_000_000
_WIDE = {"origin": 8, "reasons": 60, "other": 16}


@dataclass(frozen=True)
class _Page:
    """One sheet of the workbook: columns under their headings, and the cells to mark (row, column)."""

    name: str
    headings: list[str]
    columns: list[pl.Series]
    marks: list[tuple[int, int]]
    withheld: list[int]
    """The columns that may be left blank because they hold personal data."""


def write_rejects(path: Path, prepared: Prepared, lang: Lang) -> int:
    """Write the rejected rows of an import to a new workbook; returns how many there are.

    One sheet for each sheet with such rows, with its headings and columns, then the source it came from
    (where its layout knows that), the original row number, and the reasons. Imported again, the last two
    are passed over. What belongs to persons is left blank. Nothing is written where no row is rejected.
    Raises FileExistsError if there is such a file (somebody may be mending it), OSError otherwise.
    """
    import xlsxwriter

    if path.exists():
        raise FileExistsError(17, "文件已存在 / the file exists", str(path))
    pages = _pages(prepared, lang)
    if not pages:
        return 0
    handle, temporary = tempfile.mkstemp(suffix=".xlsx", dir=path.parent)
    os.close(handle)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(temporary, plain) as book:
            styles = {
                "head": book.add_format(
                    {"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "top"}
                ),
                "text": book.add_format({"num_format": "@", "valign": "top"}),
                "bad": book.add_format({"num_format": "@", "bg_color": "#F9DCDC", "valign": "top"}),
                "why": book.add_format({"text_wrap": True, "valign": "top"}),
            }
            for page in pages:
                _write(book.add_worksheet(page.name), page, styles, lang)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sum(len(page.columns[0]) for page in pages)


def _write(sheet: Any, page: _Page, styles: dict[str, Any], lang: Lang) -> None:
    last = len(page.headings) - 1
    for i, (heading, cells) in enumerate(zip(page.headings, page.columns, strict=True)):
        sheet.write_string(0, i, heading, styles["head"])
        sheet.write_column(1, i, cells.to_list(), styles["why" if i == last else "text"])
        width = _WIDE["reasons" if i == last else "origin" if i == last - 1 else "other"]
        sheet.set_column(i, i, width, None if i == last else styles["text"])
    note = (
        "个人信息不写入；请按原行号从原表补填"
        if lang == "zh"
        else ("personal data are not written; fill them in from the original sheet by its row number")
    )
    for i in page.withheld:
        sheet.write_comment(0, i, note)
    for row, i in page.marks:
        sheet.write(row + 1, i, page.columns[i][row], styles["bad"])
    sheet.freeze_panes(1, 0)


def _pages(prepared: Prepared, lang: Lang) -> list[_Page]:
    told: dict[tuple[str, str, int], list[tuple[Problem, bool]]] = {}
    for p in prepared.problems:
        if p.kind.severity is Severity.NOTICE:
            continue
        told.setdefault((p.file, p.sheet, p.row), []).append((p, True))
        for spot in p.beside:
            if spot != (p.file, p.sheet, p.row):
                told.setdefault(spot, []).append((p, False))
    taken = {LISTS_SHEET}
    stems = [Path(m.sheet.file).stem for m in prepared.matches]
    names = [m.sheet.name or stem for m, stem in zip(prepared.matches, stems, strict=True)]
    pages = []
    for number, match in enumerate(prepared.matches):
        rows = prepared.rejected.filter(pl.col("_sheet") == number)["_row"]
        cells = prepared.shown[number].filter(pl.col("row").is_in(rows.implode()))
        for part in cells.iter_slices(_MOST_ROWS):
            # Sheets of one name are told apart by their files.
            shared = names.count(names[number]) > 1 and match.sheet.name
            name = _free(f"{stems[number]} {names[number]}" if shared else names[number], taken)
            pages.append(_page(name, match, part, prepared.origins[number], told, lang))
    return [p for p in pages if len(p.columns[0])]


def _page(
    name: str,
    match: Match,
    cells: pl.DataFrame,
    source: str,
    told: dict[tuple[str, str, int], list[tuple[Problem, bool]]],
    lang: Lang,
) -> _Page:
    """The rejected rows of one sheet; in a roster no offending cell is shown: anything may stand in it."""
    added = ours(match.sheet.headings)
    kept = [i for i, h in enumerate(match.sheet.headings) if i not in added]
    headings = [mask(match.sheet.headings[i]) for i in kept]
    columns = [cells[f"c{i}"] for i in kept]
    at = {i: n for n, i in enumerate(kept)}
    marks, reasons = set(), []
    for n, row in enumerate(cells["row"].to_list()):
        lines = []
        for p, here in told.get((match.sheet.file, match.sheet.name, row), ()):
            i = _index(p, match) if here else None
            if i in at:
                marks.add((n, at[i]))
            where = f"{p.code} {p.heading}" if here else f"{p.code} {p.file} {p.cell} {p.heading}"
            lines.append(f"{where.strip()}{'：' if lang == 'zh' else ': '}{p.text(lang)}")
        reasons.append(lines)
    blank: list[list[str]] = [[] for _ in reasons]
    for n, column in enumerate(columns):
        long = (column.str.len_chars() > _LONGEST).fill_null(value=False)
        hidden = (column == HIDDEN).fill_null(value=False)
        if match.layout.persons:
            hidden |= pl.Series([(r, n) in marks for r in range(len(column))], dtype=pl.Boolean)
        columns[n] = column.set(long | hidden, None)
        for r in hidden.arg_true():
            blank[r].append(headings[n])
        for r in long.arg_true():
            reasons[r].append(_too_long(headings[n], lang))
    for r, names in enumerate(blank):
        if names:
            reasons[r].append(_fill_in(names, lang))
    if source_at := _source(match):
        n = at[source_at[0]] if source_at[0] >= 0 else len(columns)
        if n == len(columns):
            columns.append(pl.Series([None] * cells.height, dtype=pl.String))
            headings.append(source_at[1])
        columns[n] = columns[n].fill_null(source)
    columns.append(_origin(cells, match, added))
    columns.append(pl.Series(["\n".join(x) for x in reasons], dtype=pl.String))
    headings += [ORIGIN[lang == "en"], REASONS[lang == "en"]]
    withheld = [n for n, i in enumerate(kept) if columns[n].null_count() and _personal(match, i)]
    return _Page(name, headings, columns, sorted(marks), withheld)


def _personal(match: Match, i: int) -> bool:
    """Whether a column is left blank for all rows."""
    column = match.columns.get(f"c{i}")
    return match.layout.persons and (column is None or column.attr.identity or column.attr.personal)


def _index(p: Problem, match: Match) -> int | None:
    """The number of the column in which a problem stands."""
    if p.column:
        number = 0
        for letter in p.column:
            number = 26 * number + ord(letter) - 64
        return number - 1
    same = [i for i, h in enumerate(match.sheet.headings) if p.heading and mask(h) == p.heading]
    return same[0] if same else None


def _source(match: Match) -> tuple[int, str] | None:
    """Where the sheet tells its rows' source (-1: nowhere yet) and the heading; None if it cannot."""
    to = f"row.{SOURCE}"
    for c, column in match.columns.items():
        if column.to == to:
            return int(c[1:]), column.attr.label
    known = [c.attr.label for c in match.layout.columns if c.to == to]
    return (-1, known[0]) if known else None


def _origin(cells: pl.DataFrame, match: Match, added: Iterable[int]) -> pl.Series:
    """The row numbers of the sheet that the rows first stood in."""
    rows = cells["row"].cast(pl.String)
    for i in added:
        if match.sheet.headings[i].strip() in ORIGIN and f"c{i}" in cells.columns:
            first = cells[f"c{i}"].str.extract(r"^\s*(\d+)")
            return first.fill_null(rows)
    return rows


def _too_long(heading: str, lang: Lang) -> str:
    if lang == "zh":
        return f"{heading}：文字超过 {_LONGEST} 字，未写入"
    return f"{heading}: more than {_LONGEST} characters, not written"


def _fill_in(headings: list[str], lang: Lang) -> str:
    if lang == "zh":
        return f"个人信息未写入，请按原行号补填：{'、'.join(headings)}"
    return f"personal data not written, fill in by the original row: {', '.join(headings)}"


def _free(name: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet has; ``taken`` gains it."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:28] or "Sheet"
    made, n = plain, 2
    while made.casefold() in taken or made.casefold() == "history":
        made, n = f"{plain[: 28 - len(str(n))]} {n}", n + 1
    taken.add(made.casefold())
    return made

"""Grids → sheets: the title, the headings, and the rows that are no data are told and left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import polars as pl

from .grids import UPPER, Grid, Sheet, normal
from .heads import Head, find_head
from .problems import Problem, column_letter
from .totals import find_totals, mismatches
from .units import stated_above

EXAMPLE_MARK = "示例"
"""A row whose first cell begins so is an example and no data."""
SERIAL = {"序号", "no.", "no", "行号"}
"""Headings of columns that only count the rows."""
_NOTE = (
    r"^[*＊※（(]?\s*(注|备注|附注|注意|注释|说明|填表说明|填报说明|数据来源|资料来源|填表人?|填报人|制表人?"
    r"|审核人?|审批人?|复核人?|经办人|(单位|统计|主要|部门|填报|分管)?负责人|分管领导|联系人|联系电话|电话|手机"
    r"|(填报|报送|填表)?单位[（(]?(盖章|公章)?[)）]?|(填表|填报|制表|报送|报出|上报)(日期|时间))"
    r"\s*[0-9０-９一二三]?\s*[:：]"
)
"""How the lines below a table begin."""
_DATED = re.compile(
    r"(?:截至|截止|填报|摸排|统计|调查|填表|制表|数据)?(?:日期|时间|截至|截止)[:：\s]*"
    r"([0-9０-９〇○零一二三四五六七八九十]{2,4}\s*[-年./][0-9０-９一二三四五六七八九十年月日./\s-]*)"
)
_SHOWN = 6
"""How many combined headings are listed."""


def sheet_of(
    grid: Grid, words: Collection[str], *, alone: bool = True
) -> tuple[Sheet | None, list[Problem]]:
    """The table of a grid and what is told of it; None where there is none.

    ``words`` are the normalised headings that layouts know. Of a workbook with several sheets (not
    ``alone``) one without any table is left out.
    """
    file, name = grid.file, grid.name
    columns = [c for c in grid.frame.columns if c != "row"]
    frame = grid.frame.with_columns(pl.col(columns).str.strip_chars().replace("", None))
    if grid.numbers:
        frame = frame.with_columns(s.alias(f"n{c}") for c, s in grid.numbers.items())
    frame = frame.filter(pl.any_horizontal(pl.col(columns).is_not_null()))
    if not columns or frame.height == 0:
        return None, [Problem("F06", file, name)]
    upper = frame.head(UPPER)
    rows = upper.select(columns).rows()
    head = find_head(rows, upper["row"].to_list(), words)
    if not alone and _no_table(frame.select(columns), head, words):
        return None, [Problem("F35", file, name)]
    headings = list(head.headings)
    while headings and not headings[-1]:
        headings.pop()
    problems = _titles(grid, frame, head)
    known = sum(normal(x) in words for x in head.headings) > 1
    body, found = _body(grid, frame, head, columns, known=known)
    problems += found
    beyond = columns[len(headings) :]
    if beyond:
        long = body.filter(pl.any_horizontal(pl.col(beyond).is_not_null()))
        problems += [Problem("F07", file, name, row) for row in long["row"].to_list()]
    if body.height == 0:
        return None, [*problems, Problem("F06", file, name)]
    kept = columns[: len(headings)]
    numbers = {c: body[f"n{c}"] for c in kept} if grid.numbers else {}
    header_row = frame["row"][head.top + head.depth - 1]
    titles = [x for row in rows[: head.top] for x in row if x]
    sheet = Sheet(file, name, tuple(headings), header_row, body.select("row", *kept), numbers,
                  _dated(titles), grid.from_1904, stated_above(titles))  # fmt: skip
    return sheet, [*problems, *_beside(grid, sheet)]


def _no_table(cells: pl.DataFrame, head: Head, words: Collection[str]) -> bool:
    """Whether a sheet has texts one below the other only, or labels with what belongs to them."""
    if sum(normal(x) in words for x in head.headings) > 1:
        return False
    for row in cells.head(200).iter_rows():
        texts = [x for x in row if x]
        labels = texts[0].rstrip().endswith((":", "：")) and len(texts) <= 4
        if len(texts) > 1 and not labels:
            return False
    return cells.height <= 200


def _titles(grid: Grid, frame: pl.DataFrame, head: Head) -> list[Problem]:
    problems = []
    numbers = frame["row"].head(head.top + head.depth).to_list()
    if head.top:
        facts = _rows(numbers[: head.top])
        problems.append(Problem("F24", grid.file, grid.name, numbers[0], facts=facts))
    if head.depth > 1:
        shown = "；".join(f"{given} → {read}" for given, read in head.pairs[:_SHOWN])
        shown += "…" if len(head.pairs) > _SHOWN else ""
        facts = {**_rows(numbers[head.top :]), "pairs": shown}
        problems.append(Problem("H06", grid.file, grid.name, numbers[head.top], facts=facts))
    return problems


def _dated(texts: Iterable[str]) -> str:
    """The date that a title states, as it is written."""
    found = (_DATED.search(x) for x in texts)
    return next((m[1].strip() for m in found if m), "")


def _body(
    grid: Grid, frame: pl.DataFrame, head: Head, columns: list[str], *, known: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of data, and a notice of every row that is none.

    Where the headings are not ``known`` they may be data themselves, and equal rows are not theirs.
    """
    file, name = grid.file, grid.name
    above = frame.head(head.top + head.depth).select(columns)
    body = frame.slice(head.top + head.depth)
    problems: list[Problem] = []

    def without(mask: pl.Series, code: str) -> pl.DataFrame:
        problems.extend(Problem(code, file, name, row) for row in body["row"].filter(mask).to_list())
        return body.filter(~mask)

    last = frame["row"][head.top + head.depth - 1]
    spanned = max((bottom for top, bottom, _ in grid.merged if top <= last < bottom), default=last)
    if spanned > last:  # headings merged over two rows stand in both
        body = body.filter(~(_repeated(body, above) & (body["row"] <= spanned)))
    first = body.select(pl.col("c0").str.starts_with(EXAMPLE_MARK).fill_null(value=False)).to_series()
    body = without(first, "F08")
    if known and body.height:
        body = without(_repeated(body, above), "F28")
    body = without(_notes(body, columns), "F27")
    serial = [f"c{i}" for i, h in enumerate(head.headings) if normal(h) in SERIAL]
    if serial and len(serial) < len(columns):
        others = [c for c in columns if c not in serial]
        counted = pl.all_horizontal(pl.col(serial).str.contains(r"^\d+$").fill_null(value=True))
        blank = body.select(counted & pl.all_horizontal(pl.col(others).is_null())).to_series()
        if blank.any():
            row = body["row"].filter(blank)[0]
            problems.append(Problem("F29", file, name, row, facts={"count": blank.sum()}))
            body = body.filter(~blank)
    totals = find_totals(body, columns)
    if totals:
        checked = [c for c in columns[: len(head.headings)] if c not in serial]
        for m in mismatches(body, checked, totals):
            i = int(m.column[1:])
            row, letter, heading = body["row"][m.index], column_letter(i), head.headings[i]
            problems.append(Problem("F26", file, name, row, letter, heading, m.text, {"sum": m.sum}))
        body = without(pl.Series(range(body.height)).is_in([t.index for t in totals]), "F25")
    return body, problems


def _repeated(body: pl.DataFrame, above: pl.DataFrame) -> pl.Series:
    """Which rows repeat a row of the title or the headings, as the pages of a printed form do."""
    again = pl.lit(value=False)
    for row in above.iter_rows(named=True):
        said = [(c, x) for c, x in row.items() if x is not None]
        if said:
            # Cells without a heading may hold anything; those of the headings must all agree.
            same = pl.all_horizontal(pl.col(c).eq_missing(pl.lit(x)) for c, x in said)
            if len(said) == 1:
                rest = [pl.col(c).is_null() for c in above.columns if c != said[0][0]]
                same = pl.all_horizontal([same, *rest])
            again = again | same
    return body.select(again.alias("again")).to_series()


def _notes(body: pl.DataFrame, columns: list[str]) -> pl.Series:
    """Which rows are notes or signatures, and the single texts that go on below them."""
    first = pl.coalesce(columns)
    marked = body.select(first.str.contains(_NOTE).fill_null(value=False)).to_series()
    if not marked.any():
        return marked
    found = set(marked.arg_true().to_list())
    for start in sorted(found):
        i = start + 1
        while i < body.height and i not in found:
            if sum(x is not None for x in body.select(columns).row(i)) > 1:
                break
            found.add(i)
            i += 1
    return pl.Series(range(body.height)).is_in(list(found))


def _beside(grid: Grid, sheet: Sheet) -> list[Problem]:
    """What is told of a table beside its values: hidden rows and columns, merged cells, formulas."""
    at, rows, width = (grid.file, grid.name), sheet.cells["row"].to_list(), len(sheet.headings)
    inside = set(rows) if grid.look.hidden_rows or grid.look.formulas or grid.merged else set()
    problems = [Problem("F31", *at)] if grid.hidden else []
    lost = sorted(grid.look.hidden_rows & inside)
    letters = [column_letter(c) for c in sorted(grid.look.hidden_columns) if c < width]
    if lost:
        told = _rows(lost)
        facts = {"what": f"第 {told['rows']} 行", "what_en": told["rows_en"]}
        problems.append(Problem("F30", *at, lost[0], facts=facts))
    if letters:
        noun = "columns" if len(letters) > 1 else "column"
        facts = {"what": f"第 {'、'.join(letters)} 列", "what_en": f"{noun} {', '.join(letters)}"}
        problems.append(Problem("F30", *at, sheet.header_row, letters[0], facts=facts))
    merged = [(top, left) for top, bottom, left in grid.merged if left < width and {top, bottom} & inside]
    if merged:
        top, left = min(merged, key=lambda m: (m[1], m[0]))
        problems.append(Problem("F32", *at, top, column_letter(left), sheet.headings[left]))
    counted: dict[int, list[int]] = {}
    for row, column in grid.look.formulas:
        if row in inside and column < width and (row, column) not in grid.look.broken:
            counted.setdefault(column, []).append(row)
    for column, cells in sorted(counted.items()):
        row, letter, facts = min(cells), column_letter(column), {"count": str(len(cells))}
        problems.append(Problem("F33", *at, row, letter, sheet.headings[column], facts=facts))
    return problems


def _rows(numbers: list[int]) -> dict[str, str]:
    """Row numbers as facts of a problem."""
    noun = "rows" if len(numbers) > 1 else "row"
    return {"rows": ranges(numbers), "rows_en": f"{noun} {ranges(numbers, ', ')}"}


def ranges(numbers: list[int], between: str = "、") -> str:
    """Row numbers as people write them: 3–5、8; of many runs the first ten."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1][1:] = [n]
        else:
            runs.append([n])
    shown = between.join("–".join(map(str, r)) for r in runs[:10])
    return f"{shown}…" if len(runs) > 10 else shown

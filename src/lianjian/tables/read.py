"""Files → sheets: what a file is, its cells as text with their place. Nothing else is interpreted here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from .grids import Grid, Sheet
from .kinds import EXCEL, kind_of, misnamed, refusal
from .old_workbooks import read_old_workbook
from .problems import Problem
from .sheets import EXAMPLE_MARK, sheet_of
from .texts import read_html, read_text
from .trees import read_tree
from .workbooks import LISTS_SHEET, read_workbook

__all__ = ["EXAMPLE_MARK", "LISTS_SHEET", "Sheet", "read"]

TREES = (".yaml", ".yml", ".json")
TEXTS = (".csv", ".tsv", ".txt")
SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
OWNER = "~$"
"""How the files begin that Excel and WPS leave beside an open one."""


def read(path: Path, words: Collection[str] = frozenset()) -> tuple[list[Sheet], list[Problem]]:
    """All tables of a file, and the problems of reading it. Never raises for what a file contains.

    ``words`` are the normalised headings that layouts know: by them the rows of headings and the
    separator are told. Without them the first row with two texts has the headings.
    """
    file = path.name
    if file.startswith(OWNER):
        return [], [Problem("F13", file)]
    if path.is_dir():
        return [], [Problem("F11", str(path))]
    if not path.is_file():
        return [], [Problem("F01", str(path))]
    problems = _open_elsewhere(path)
    try:
        sheets, found = _read(path, words)
    except PermissionError:
        return [], [Problem("F12", file, facts={})]
    except BaseException as e:
        # A reader's library may raise anything on a broken file, and one in Rust that gives up raises
        # what is no Exception; the user gets one problem.
        if not isinstance(e, Exception) and type(e).__name__ != "PanicException":
            raise
        sheets, found = [], [Problem("F03", file, facts={"detail": _first_line(e)})]
    return sheets, problems + found


def _first_line(e: BaseException) -> str:
    # What a library quotes are cells, perhaps of a roster.
    plain = re.sub(r"`[^`]*(`|$)", "…", str(e)).strip()
    said = (plain.splitlines() or [type(e).__name__])[0][:120]
    if isinstance(e, zipfile.BadZipFile):
        return f"文件不完整 / incomplete: {said}"
    # What is refused here is told in both languages; a library's own words need some before them.
    return said if " / " in said else f"内容有误 / damaged: {said}"


def _open_elsewhere(path: Path) -> list[Problem]:
    """A notice where the mark of an open file stands beside it."""
    for mark in (f"{OWNER}{path.name}", f".~lock.{path.name}#"):
        if path.with_name(mark).exists():
            return [Problem("F14", path.name, facts={"mark": mark})]
    return []


def _read(path: Path, words: Collection[str]) -> tuple[list[Sheet], list[Problem]]:
    suffix = path.suffix.lower()
    if suffix in TREES:
        return read_tree(path)
    if suffix not in SHEETS and not (suffix == ".txt" and _unicode_text(path)):
        return [], [Problem("F02", path.name, value=suffix)]
    kind = kind_of(path)
    if (refused := refusal(kind, path.name)) is not None:
        return [], [refused]
    if kind in EXCEL:
        grids, problems = read_old_workbook(path) if kind == "xls" else read_workbook(path, kind)
    else:
        grids, problems = (read_html if kind == "html" else read_text)(path, words)
        if suffix not in TEXTS and not any(g.frame.width > 2 for g in grids):  # a row number and one column
            return [], [Problem("F03", path.name, facts={"detail": "不是工作簿 / no workbook"})]
    if not grids and not problems:
        return [], [Problem("F03", path.name, facts={"detail": "没有工作表 / no worksheets"})]
    if (told := misnamed(kind, path)) is not None:
        problems = [told, *problems]
    sheets, found = _sheets(grids, words)
    return sheets, problems + found


def _unicode_text(path: Path) -> bool:
    """Whether a file is what Excel calls Unicode text."""
    with path.open("rb") as stream:
        return stream.read(2) in (b"\xff\xfe", b"\xfe\xff")


def _sheets(grids: list[Grid], words: Collection[str]) -> tuple[list[Sheet], list[Problem]]:
    sheets, problems = [], []
    for grid in grids:
        sheet, found = sheet_of(grid, words, alone=len(grids) == 1)
        sheets += [sheet] if sheet else []
        problems += found
    return sheets, problems

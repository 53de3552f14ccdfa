"""Files as offices make them, for the tests: workbooks cell by cell, and one file for each thing told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

DATA = Path(__file__).with_name("data")
A, B, C = "91320102MA0010010X", "91320104MA0010029P", "91320104MA0010037J"
HEAD = ("单位名称", "统一社会信用代码", "单位类型", "从业人员", "党员人数", "其中正式党员", "摸排日期")
ROWS: tuple[tuple[object, ...], ...] = (
    ("甲公司", A, "企业", 12, 3, 2, "2022-06-30"),
    ("乙公司", B, "企业", 24, 4, 4, "2022-06-30"),
    ("丙公司", C, "企业", 7, 0, 0, "2022-06-30"),
)
Row = Sequence[object]


def workbook(
    path: Path,
    *rows: Row,
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    hide_rows: Sequence[int] = (),
    hide_columns: Sequence[str] = (),
    more: Mapping[str, Sequence[Row]] | None = None,
    states: Mapping[str, str] | None = None,
    from_1904: bool = False,
) -> Path:
    """A workbook of one sheet, 摸排, and ``more`` ones by name; ``states`` hide sheets."""
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = book.active
    page.title = "摸排"
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for cell, number_format in (formats or {}).items():
        page[cell].number_format = number_format
    for n in hide_rows:
        page.row_dimensions[n].hidden = True
    for letter in hide_columns:
        page.column_dimensions[letter].hidden = True
    for name, lines in (more or {}).items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(list(line))
    for name, state in (states or {}).items():
        book[name].sheet_state = state
    book.save(path)
    return path


def with_formulas(path: Path, cells: Mapping[str, tuple[str, object]]) -> Path:
    """The usual sheet with formulas and their saved results, as Excel leaves them."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("摸排")
    for r, row in enumerate((HEAD, *ROWS)):
        page.write_row(r, 0, row)
    for cell, (formula, result) in cells.items():
        page.write_formula(cell, formula, None, result)
    book.close()
    return path


def edited(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part of its archive changed."""
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    return path


def copied(folder: Path, name: str, to: str = "") -> Path:
    """A file of tests/data in ``folder``."""
    path = folder / (to or name)
    path.write_bytes((DATA / name).read_bytes())
    return path


def text(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def lines(rows: Sequence[Row] = (HEAD, *ROWS), separator: str = ",") -> str:
    """Rows as the text of a file of separated values."""
    return "".join(separator.join("" if x is None else str(x) for x in row) + "\n" for row in rows)


def changed(cell: tuple[int, int], value: object) -> list[Row]:
    """The usual rows, headings first, with one cell changed; the cell by its 0-based row and column."""
    rows = [list(row) for row in (HEAD, *ROWS)]
    rows[cell[0]][cell[1]] = value
    return rows


TITLE = ("玄武区两新组织摸排表",)
DAYLESS = [row[:6] for row in (HEAD, *ROWS)]
GROUPED = (
    ("单位名称", "统一社会信用代码", "单位类型", "从业人员", "党员情况", None, "摸排日期"),
    (None, None, None, None, "党员人数", "其中正式党员", None),
)
TOTAL = ("合计", None, None, 43, 7, 6)


def _opened(folder: Path) -> Path:
    text(folder, "~$a.csv", "x")
    return text(folder, "a.csv", lines())


def _folder(folder: Path) -> Path:
    (folder / "表").mkdir()
    return folder / "表"


Maker = Callable[[Path], Path]
MAKERS: dict[str, Maker] = {
    "F11": _folder,
    "F13": lambda d: text(d, "~$a.xlsx", "x"),
    "F14": _opened,
    "F15": lambda d: copied(d, "加密.xlsx"),
    "F16": lambda d: text(d, "a.xlsx", "%PDF-1.7\n"),
    "F17": lambda d: copied(d, "旧表.xls", "a.et.xlsx"),
    "F18": lambda d: text(d, "a.csv", "单位名称,摸排日期\n甲\0,2022-06-30\n"),
    "F19": lambda d: _cut(text(d, "a.csv", lines() + "丁公司")),
    "F20": lambda d: _spoilt(text(d, "a.csv", lines())),
    "F21": lambda d: text(d, "a.csv", lines(separator="\t"), "utf-16"),
    "F22": lambda d: text(d, "a.csv", lines(separator="，")),
    "F23": lambda d: text(d, "a.csv", lines(separator=" ")),
    "F24": lambda d: workbook(d / "a.xlsx", TITLE, HEAD, *ROWS),
    "F25": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS, TOTAL),
    "F26": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS, ("合计", None, None, 44, 7, 6)),
    "F27": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS, ("填表人：张三丰", None, "审核人：李四")),
    "F28": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS[:1], HEAD, *ROWS[1:]),
    "F29": lambda d: workbook(d / "a.xlsx", ("序号", *HEAD), (1, *ROWS[0]), (2,), (3,)),
    "F30": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS, hide_rows=[3]),
    "F31": lambda d: workbook(
        d / "a.xlsx", HEAD, *ROWS, more={"空": []}, states={"摸排": "hidden", "空": "visible"}
    ),
    "F32": lambda d: workbook(d / "a.xlsx", HEAD, *changed((3, 6), None)[1:], merged=["G3:G4"]),
    "F33": lambda d: with_formulas(d / "a.xlsx", {"D2": ("=6+6", 12)}),
    "F34": lambda d: copied(d, "旧表.xls"),
    "F35": lambda d: workbook(d / "a.xlsx", HEAD, *ROWS, more={"封面": [("南京市",), ("2022年",)]}),
    "H06": lambda d: workbook(d / "a.xlsx", *GROUPED, *ROWS, merged=["E1:F1", "A1:A2", "G1:G2"]),
    "H07": lambda d: workbook(d / "a.xlsx", (*TITLE, None, "截至日期：2022年6月30日"), *DAYLESS),
    "V21": lambda d: text(d, "a.csv", lines(changed((2, 4), "#REF!"))),
    "V22": lambda d: workbook(d / "a.xlsx", *changed((2, 4), "=D3-1")),
    "V23": lambda d: workbook(d / "a.xlsx", *changed((2, 6), 2022.1)),
    "N11": lambda d: workbook(d / "a.xlsx", *changed((2, 6), 44742)),
    "N12": lambda d: workbook(d / "a.xlsx", *changed((2, 3), "1,234人")),
    "N13": lambda d: workbook(d / "a.xlsx", *changed((2, 1), "９１320104MA0010029P")),
}
"""For each code a file that brings it about."""
COMPANIONS = {"F17": {"V21"}, "F34": {"V21"}, "H07": {"H01"}}
"""The errors that a code comes with."""


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-1])
    return path


def _spoilt(path: Path) -> Path:
    path.write_bytes(path.read_bytes().replace("乙".encode(), b"\xe4\xff"))
    return path

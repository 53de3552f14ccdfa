"""An answer as a file: csv and json with codes for machines, xlsx with labels for people.

Files are written beside their target and put in place in one step: an error leaves the old file as
it was. csv begins with a byte order mark, so that Excel reads it as UTF-8.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.cells import cell_len

from lianjian.model.base import FOREVER

from .answer import (
    SEPARATOR,
    Lang,
    ViewError,
    dates_in_words,
    key_columns,
    labelled,
    notes,
    shown,
    words,
)
from .layout import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from .answer import AnswerLike

BOM = b"\xef\xbb\xbf"
FORMULA = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet would read as a formula."""
EXCEL_ROWS = 1_048_576
EXCEL_TEXT = 32_767
CUT = "……（单元格放不下，全文见 csv / cut by Excel's limit, see csv）"
HEAD_ROWS = 3  # title, notes, headings
NARROWEST = 72
"""A table's width at least, in letters, so that its note does not stand in a narrow column."""


def export(answer: AnswerLike, target: str | Path | None, *, format: str = "", lang: Lang = "zh") -> None:  # noqa: A002
    """Write the answer to ``target``, or to standard output where it is None or '-' (csv, json).

    ``format`` is csv, json or xlsx; without it the target's ending decides. Raises ViewError for an
    unknown format, xlsx without a file, or a target that cannot be written.
    """
    path = None if target is None or str(target) == "-" else Path(target)
    kind = (format or (path.suffix.lstrip(".") if path else "csv")).lower()
    if kind not in WRITERS:
        raise ViewError(
            "export-format", f"不支持的格式：{kind or '（无）'}", f"no such format: {kind or '(none)'}",
            "可用 csv、json、xlsx；以文件扩展名或 --format 指定 / use csv, json or xlsx",
        )
    if path is None:
        if kind == "xlsx":
            raise ViewError(
                "export-target", "xlsx 不能写到标准输出", "xlsx cannot go to standard output",
                "请用 --output 指定文件 / name a file with --output",
            )
        _to_stdout(WRITERS[kind](answer, lang))
        return
    with atomic(path) as file:
        file.write((BOM if kind == "csv" else b"") + WRITERS[kind](answer, lang))


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``path`` when the block ends without an error.

    Raises ViewError where the folder does not exist or the file cannot be replaced.
    """
    path = path.resolve() if path.is_symlink() else path
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise ViewError(
            "export-write", f"无法写入 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}",
            "请确认文件夹存在、有写权限，且文件未在 Excel 中打开 / "
            "check that the folder exists, may be written to, and the file is not open in Excel",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def csv_bytes(answer: AnswerLike, lang: Lang = "zh") -> bytes:  # noqa: ARG001
    """The frame as csv in UTF-8 with codes; lists joined by 、; texts like formulas begin with '."""
    frame = answer.frame.with_columns(
        pl.col(n).list.eval(pl.element().cast(pl.String)).list.join(SEPARATOR, ignore_nulls=True)
        for n, t in answer.frame.schema.items() if isinstance(t, pl.List)
    )
    text = pl.col(pl.String)
    frame = frame.with_columns(
        pl.when(text.str.contains(FORMULA)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )
    return frame.write_csv().encode()


def json_bytes(answer: AnswerLike, lang: Lang = "zh") -> bytes:  # noqa: ARG001
    """The frame as a JSON array of objects with codes, one a line; dates ISO, lists as lists."""
    lines = answer.frame.write_ndjson().strip()
    return ("[\n" + lines.replace("\n", ",\n") + "\n]\n").encode() if lines else b"[]\n"


def xlsx_bytes(answer: AnswerLike, lang: Lang = "zh") -> bytes:
    """A workbook with title, notes, headings and labels; every text is stored as text."""
    title = words(answer.title, lang)
    with new_workbook(title, answer.as_of) as (book, buffer):
        write_sheet(book, sheet_name(title), answer, title, styles(book), lang)
    return buffer.getvalue()


@contextmanager
def new_workbook(title: str, day: date | None) -> Iterator[tuple[Any, BytesIO]]:
    """A workbook to add sheets to, and the buffer that holds it when the block has ended."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # a fixed time makes equal answers equal files
    book.set_properties({"title": title, "created": datetime.combine(day or date(2000, 1, 1), time())})
    yield book, buffer
    book.close()


def styles(book: Any) -> dict[str, Any]:
    """The formats of a workbook's cells."""
    heading = {
        "bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6", "bottom": 1,
        "num_format": "@",
    }
    return {
        "title": book.add_format({"bold": True, "font_size": 14, "num_format": "@"}),
        "note": book.add_format({"font_color": "#595959", "num_format": "@"}),
        "wrapped_note": book.add_format({
            "font_color": "#595959", "num_format": "@", "text_wrap": True, "valign": "top",
        }),
        "heading": book.add_format(heading),
        "heading_of_figures": book.add_format({**heading, "align": "right"}),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "figure": book.add_format({"valign": "top"}),
    }


def write_sheet(
    book: Any, name: str, answer: AnswerLike, title: str, look: dict[str, Any], lang: Lang
) -> None:
    """Add a sheet with an answer: title, notes, headings, rows; set up for printing.

    Raises ViewError, before the sheet is added, for more rows than a sheet can hold.
    """
    frame = _for_excel(answer, lang)
    sheet = book.add_worksheet(name)
    headings = [c.heading for c in shown(answer, lang)]
    sheet.write_string(0, 0, title, look["title"])
    widths = []
    for i, heading in enumerate(headings):
        column = frame.to_series(i)
        over_figures = "heading_of_figures" if column.dtype.is_numeric() else "heading"
        sheet.write_string(HEAD_ROWS - 1, i, heading, look[over_figures])
        _write_column(sheet, i, column, look)
        if column.dtype == pl.Date:
            column = _write_odd_dates(sheet, i, column, look, lang)
        widths.append(_width(column, heading))
    widths = [w * max(1.0, NARROWEST / sum(widths)) for w in widths]
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    write_note(sheet, "　".join(notes(answer, lang)), widths, look)
    sheet.set_row(HEAD_ROWS - 1, height(max(map(lines_of, headings, widths))))
    sheet.freeze_panes(HEAD_ROWS, len(key_columns(answer.frame)))
    if frame.height:
        sheet.autofilter(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + frame.height, frame.width - 1)
    for_printing(sheet, lang)


def write_note(sheet: Any, text: str, widths: list[float], look: dict[str, Any]) -> None:
    """The note under the title, over all columns and as high as it needs: a printed page holds all of it."""
    if len(widths) > 1:
        sheet.merge_range(1, 0, 1, len(widths) - 1, "", look["wrapped_note"])
    sheet.write_string(1, 0, text, look["wrapped_note"])
    sheet.set_row(1, height(lines_of(text, sum(widths))))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width (in letters)."""
    return len(wrap(text, max(int(width) - 1, 2)))


def height(lines: int) -> float:
    """A row's height in points, up to what Excel allows."""
    return min(15 * lines + 3, 409)


def for_printing(sheet: Any, lang: Lang, head: int = HEAD_ROWS, *, high: int = 0) -> None:
    """A4 landscape, all columns on a page, the ``head`` upper rows on each, pages numbered.

    ``high`` is how many pages one below the other the sheet may take, 0 for any number.
    """
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)  # inches
    sheet.fit_to_pages(1, high)
    sheet.repeat_rows(0, head - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页" if lang == "zh" else "&CPage &P of &N")


WRITERS: dict[str, Callable[[AnswerLike, Lang], bytes]] = {
    "csv": csv_bytes, "json": json_bytes, "xlsx": xlsx_bytes,
}


def _for_excel(answer: AnswerLike, lang: Lang) -> pl.DataFrame:
    frame = labelled(answer, lang)
    if frame.height > EXCEL_ROWS - HEAD_ROWS:
        raise ViewError(
            "export-rows", f"{frame.height} 行超出 Excel 上限", f"{frame.height} rows exceed Excel's limit",
            "请改用 csv / use csv",
        )
    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.len_chars() > EXCEL_TEXT)
        .then(text.str.slice(0, EXCEL_TEXT - len(CUT)) + CUT).otherwise(text).name.keep()
    )


def _write_column(sheet: Any, i: int, column: pl.Series, styles: dict[str, Any]) -> None:
    if column.dtype.is_float():
        column = column.fill_nan(None)
    values: Iterator[tuple[int, Any]] = enumerate(column.to_list(), HEAD_ROWS)
    if column.dtype.is_numeric():
        put, style = sheet.write_number, styles["figure"]
    elif column.dtype == pl.Date:
        put, style = sheet.write_datetime, styles["date"]
        values = ((row, value) for row, value in values if value is None or _in_excel(value))
    else:
        put, style = sheet.write_string, styles["text"]  # never `write`, which makes formulas and links
    for row, value in values:
        if value is not None and value != "":
            put(row, i, value, style)


def _in_excel(day: date) -> bool:
    return date(1900, 3, 1) <= day < FOREVER


def _write_odd_dates(sheet: Any, i: int, column: pl.Series, styles: dict[str, Any], lang: Lang) -> pl.Series:
    """Write dates that Excel lacks, or that stand for a word, as text; the column as text comes back."""
    texts = pl.select(column).select(dates_in_words(column.name, lang)).to_series()
    for row, (day, text) in enumerate(zip(column, texts, strict=True), HEAD_ROWS):
        if day is not None and not _in_excel(day):
            sheet.write_string(row, i, text, styles["text"])
    return texts


def _width(column: pl.Series, heading: str) -> float:
    texts = column.cast(pl.String).drop_nulls().unique().to_list()
    body = max(map(cell_len, texts), default=0)
    return min(60, max(8, body + 2, min(cell_len(heading), 8) + 3))


def sheet_name(title: str) -> str:
    """A title as Excel allows it for a sheet: at most 31 characters, none of the signs it refuses."""
    name = "".join(c for c in title if c not in "[]:*?/\\").strip("' ")[:31]
    return name or "Sheet1"


def _to_stdout(data: bytes) -> None:
    """Bytes past the console's encoding: csv and json are UTF-8 wherever they go."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
        return
    buffer.write(data)
    buffer.flush()

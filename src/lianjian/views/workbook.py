"""The answers to a list of questions as one workbook: a contents sheet, and a sheet for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer import INTERNAL, Lang, ViewError, cut, rate_lines, words
from .export import (
    HEAD_ROWS,
    for_printing,
    height,
    lines_of,
    new_workbook,
    sheet_name,
    styles,
    write_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from lianjian.queries.lists import Outcome

    from .answer import Words

CONTENTS = {"zh": "目录", "en": "Contents"}
HEADINGS = {
    "zh": ("序号", "标题", "问题", "基准日", "行数", "要点", "使用范围", "说明"),
    "en": ("No.", "Title", "Question", "As of", "Rows", "Figures", "Use", "Remarks"),
}
WIDTHS = (6, 34, 40, 12, 8, 48, 14, 60)


def report_bytes(title: Words, outcomes: Sequence[Outcome], lang: Lang = "zh") -> bytes:
    """The workbook. An answer with too many rows for a sheet is told in the contents, like a failure."""
    days = [o.answer.as_of for o in outcomes if o.answer and o.answer.as_of]
    day = max(days, default=None)
    with new_workbook(words(title, lang), day) as (book, buffer):
        look = {
            **styles(book),
            "link": book.add_format(
                {"font_color": "#0563C1", "underline": 1, "valign": "top", "text_wrap": True}
            ),
            "wrapped": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
            "failed": book.add_format({"font_color": "#C00000", "valign": "top", "text_wrap": True}),
        }
        contents = book.add_worksheet(CONTENTS[lang])
        heading = f"{words(title, lang)}（{day}）" if lang == "zh" else f"{words(title, lang)} ({day})"
        contents.write_string(0, 0, heading if day else words(title, lang), look["title"])
        contents.write_string(1, 0, _summary(outcomes, lang), look["note"])
        for i, (text, width) in enumerate(zip(HEADINGS[lang], WIDTHS, strict=True)):
            contents.write_string(HEAD_ROWS - 1, i, text, look["heading"])
            contents.set_column(i, i, width)
        for n, outcome in enumerate(outcomes, 1):
            name, remark = sheet_name(f"{n:02d} {words(outcome.title, lang)}"), _remark(outcome, lang)
            shown = outcome.answer is not None
            if outcome.answer is not None:
                try:
                    write_sheet(book, name, outcome.answer, words(outcome.title, lang), look, lang)
                except ViewError as e:
                    shown, remark = False, e.zh if lang == "zh" else e.en
            _line(contents, n, name if shown else "", outcome, remark, look, lang)
        contents.freeze_panes(HEAD_ROWS, 2)
        for_printing(contents, lang)
    return buffer.getvalue()


def _line(
    contents: Any, n: int, name: str, outcome: Outcome, remark: str, look: Mapping[str, Any], lang: Lang
) -> None:
    """The n-th line of the contents; ``name`` is the sheet's, empty where there is none."""
    row, title, answer = HEAD_ROWS - 1 + n, words(outcome.title, lang), outcome.answer
    contents.write_number(row, 0, n, look["figure"])
    figures = "；".join(rate_lines(answer, lang)) if answer is not None else ""
    lines = (lines_of(t, WIDTHS[c]) for c, t in ((1, title), (5, figures), (7, remark)))
    contents.set_row(row, height(max(lines)))
    if name:
        quoted = name.replace("'", "''")
        contents.write_url(row, 1, f"internal:'{quoted}'!A1", look["link"], title)
    else:
        contents.write_string(row, 1, title, look["text"])
    contents.write_string(row, 2, outcome.entry.question, look["text"])
    if answer is not None:
        if answer.as_of is not None:
            contents.write_datetime(row, 3, answer.as_of, look["date"])
        contents.write_number(row, 4, answer.frame.height, look["figure"])
        contents.write_string(row, 5, figures, look["wrapped"])
        contents.write_string(row, 6, INTERNAL if answer.persons == "counts" else "", look["text"])
    contents.write_string(row, 7, remark, look["wrapped" if name else "failed"])


def _remark(outcome: Outcome, lang: Lang) -> str:
    """Why there is no answer, or that it was cut."""
    if outcome.error is not None:
        failed = ("失败：", "Failed: ")[lang == "en"]
        return failed + (outcome.error.zh if lang == "zh" else outcome.error.en)
    return "".join(cut(outcome.answer, lang)) if outcome.answer else ""


def _summary(outcomes: Sequence[Outcome], lang: Lang) -> str:
    """How many questions were asked, and how many failed."""
    n, k = len(outcomes), sum(o.error is not None for o in outcomes)
    if lang == "zh":
        return f"{n} 个问题" + (f"，其中 {k} 个失败，见说明" if k else "")
    return f"{n} questions" + (f", {k} of them failed: see the remarks" if k else "")

"""An answer as an HTML table, for notebooks: the same words as at the terminal, the Cypher at hand."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

from .answer import AnswerLike, Lang, shown, texts, words
from .answer import notes as notes_under

if TYPE_CHECKING:
    from polars import DataFrame


class AskedLike(AnswerLike, Protocol):
    """An answer that knows the Cypher it came from."""

    @property
    def cypher(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True, repr=False)
class Html:
    """A table that a notebook shows as HTML; ``text`` stands for it where there is none."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def html_table(answer: AskedLike, *, lang: Lang = "zh", rows: int = 20) -> Html:
    """The answer as an HTML table: title above, notes under, the Cypher folded.

    At most ``rows`` rows are shown; a line says how many there are in all.
    """
    frame = texts(answer, lang)
    columns = shown(answer, lang)
    right = [t.is_numeric() for t in answer.frame.schema.values()]
    head = "".join(_cell("th", c.heading, r) for c, r in zip(columns, right, strict=True))
    body = "\n".join(
        "<tr>" + "".join(_cell("td", v, r) for v, r in zip(row, right, strict=True)) + "</tr>"
        for row in frame.head(rows).iter_rows()
    )
    count, title = _count(frame, rows, lang), words(answer.title, lang)
    lines = [count, *notes_under(answer, lang)]
    html = (
        "<table>\n<caption style='text-align:left;font-weight:bold'>"
        f"{escape(title)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n"
        + "".join(f"<div>{escape(line)}</div>\n" for line in lines)
        + f"<details><summary>Cypher</summary><pre>{escape(answer.cypher.strip())}</pre></details>"
    )
    return Html(html, f"{title} ({count})")


def _count(frame: DataFrame, rows: int, lang: Lang) -> str:
    zh = lang == "zh"
    if frame.height <= rows:
        return f"行数：{frame.height}" if zh else f"Rows: {frame.height}"
    return f"显示前 {rows} 行，共 {frame.height} 行" if zh else f"The first {rows} of {frame.height} rows"


def _cell(tag: str, text: str, right: bool) -> str:
    return f"<{tag} style='text-align:{'right' if right else 'left'}'>{escape(text)}</{tag}>"

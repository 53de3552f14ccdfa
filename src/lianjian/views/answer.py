"""What the views need of an answer, and the words they share: headings, labels, notes.

An answer's frame carries codes. People read labels; the functions here put labels for codes, words
for the two dates that stand for "unknown" and "open", and say what stands under every table: the
date, the parameters, the denominator, and whether it is for internal use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

import polars as pl

from lianjian.model.base import BEGINNING, FOREVER
from lianjian.model.registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Lang = Literal["zh", "en"]
INTERNAL = "内部使用 / for internal use"
SYNTHETIC = "合成数据 / synthetic data"
GROUP_CODES = {
    "kind": "unit_kind", "industry": "industry", "size": "staff_band",
    "organization_kind": "organization_kind", "occupation": "occupation",
}
"""The code list of a group column, by the way of grouping."""
NOTHING = "-"
REST = {"未落位": "not located", "不详": "unknown", "合计": "total"}
"""The rows of a grouped table that are no group."""
SEPARATOR = "、"
"""Between the items of a list in one cell; the importer reads it back."""


class Words(Protocol):
    """The same words in Chinese and English."""

    @property
    def zh(self) -> str: ...  # noqa: D102
    @property
    def en(self) -> str: ...  # noqa: D102


class ColumnLike(Words, Protocol):
    """A column of an answer: ``zh`` and ``en`` are its headings, ``code`` its code list or ''.

    ``named_by`` is the parameter after whose value a group column is named, or ''.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def named_by(self) -> str: ...  # noqa: D102


class ParamLike(Protocol):
    """A parameter of a question, with labels for itself and for the values of a choice."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> Words: ...  # noqa: D102
    @property
    def choices(self) -> Mapping[str, Words]: ...  # noqa: D102


class RateLike(Words, Protocol):
    """A rate of the answer's total row: column ``k`` of column ``n``."""

    @property
    def k(self) -> str: ...  # noqa: D102
    @property
    def n(self) -> str: ...  # noqa: D102


class HeaderLike(Protocol):
    """The header of a question, as far as a view reads it."""

    @property
    def params(self) -> Sequence[ParamLike]: ...  # noqa: D102
    @property
    def rates(self) -> Sequence[RateLike]: ...  # noqa: D102


class QueryLike(Protocol):
    """A question, as far as a view reads it."""

    @property
    def header(self) -> HeaderLike: ...  # noqa: D102


class AnswerLike(Protocol):
    """An answer: its rows and columns, the question, the parameters it was asked with and the date."""

    @property
    def frame(self) -> pl.DataFrame: ...  # noqa: D102
    @property
    def columns(self) -> Sequence[ColumnLike]: ...  # noqa: D102
    @property
    def query(self) -> QueryLike: ...  # noqa: D102
    @property
    def params(self) -> Mapping[str, object]: ...  # noqa: D102
    @property
    def title(self) -> Words: ...  # noqa: D102
    @property
    def denominator(self) -> Words: ...  # noqa: D102
    @property
    def persons(self) -> str: ...  # noqa: D102
    @property
    def as_of(self) -> date | None: ...  # noqa: D102


class ViewError(Exception):
    """A view cannot be made: ``code`` is stable, ``zh``/``en`` say what is wrong, ``remedy`` what helps."""

    def __init__(self, code: str, zh: str, en: str, remedy: str) -> None:
        super().__init__(f"{zh} / {en}\n{remedy}")
        self.code, self.zh, self.en, self.remedy = code, zh, en, remedy


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as people see it: its heading in the language asked for and its code list or ''.

    ``group`` marks the column that names the groups, whose last rows are words and no codes.
    """

    name: str
    heading: str
    code: str
    group: bool


def words(value: Words, lang: Lang) -> str:
    """The words in ``lang``."""
    return value.zh if lang == "zh" else value.en


def k_of_n(k: int, n: int, lang: Lang = "zh") -> str:
    """``8 / 27（29.6%）``; without a rate when ``n`` is 0, where none exists.

    Raises ValueError unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"k of n needs 0 <= k <= n, not {k} of {n}")
    part = f"{k} / {n}" if lang == "zh" else f"{k} of {n}"
    if n == 0:
        return part
    rate = f"{100 * k / n:.1f}%"
    return f"{part}（{rate}）" if lang == "zh" else f"{part} ({rate})"


def shown(answer: AnswerLike, lang: Lang = "zh") -> list[Shown]:
    """The columns of the answer in order, with their headings and code lists."""
    return [Shown(c.name, words(c, lang), _code_list(c), bool(c.named_by)) for c in answer.columns]


def _code_list(column: ColumnLike) -> str:
    if column.code or column.type == "band":
        return column.code or "band"
    name = GROUP_CODES.get(column.name, "")
    return name if column.named_by else ""


def code_labels(code_list: str, lang: Lang) -> dict[str, str]:
    """Code → label of one list of the model."""
    return {c.code: words(c, lang) for c in REGISTRY.codes[code_list]}


def labelled(answer: AnswerLike, lang: Lang = "zh") -> pl.DataFrame:
    """The frame with labels for codes, 是/否 for truth values and lists joined; numbers and dates stay.

    Codes unknown to their list stay as they are.
    """
    frame = answer.frame
    return frame.select(_for_people(c, frame.schema[c.name], lang) for c in shown(answer, lang))


def _for_people(column: Shown, dtype: pl.DataType, lang: Lang) -> pl.Expr:
    expr = pl.col(column.name)
    if column.group:
        labels = code_labels(column.code, lang) if column.code else {}
        labels = labels if lang == "zh" else {**labels, **REST}
        expr = expr.replace(list(labels), list(labels.values()))
    elif dtype == pl.Boolean:
        yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
        expr = pl.when(expr).then(pl.lit(yes)).when(~expr).then(pl.lit(no)).alias(column.name)
    elif isinstance(dtype, pl.List):
        element = pl.element().cast(pl.String)
        if column.code:
            element = _replaced(element, column.code, lang)
        expr = expr.list.eval(element).list.join(SEPARATOR if lang == "zh" else ", ", ignore_nulls=True)
    elif column.code and not dtype.is_temporal():
        expr = _replaced(expr.cast(pl.String), column.code, lang)
    return expr


def _replaced(expr: pl.Expr, code_list: str, lang: Lang) -> pl.Expr:
    labels = code_labels(code_list, lang)
    return expr.replace(list(labels), list(labels.values()))


def texts(answer: AnswerLike, lang: Lang = "zh") -> pl.DataFrame:
    """Every cell as text for people, on one line; where nothing is known stands a hyphen."""
    frame = labelled(answer, lang)
    dates = [n for n, t in frame.schema.items() if t == pl.Date]
    frame = frame.with_columns(dates_in_words(n, lang) for n in dates).cast(pl.String).fill_null(NOTHING)
    return frame.with_columns(pl.col(pl.String).str.replace_all(r"[\x00-\x1f\x7f-\x9f]", " "))


def dates_in_words(name: str, lang: Lang) -> pl.Expr:
    """A date column as text: ISO, with words where a date stands for "unknown" or "open"."""
    column = pl.col(name)
    standing = {BEGINNING: ("不详", "unknown"), FOREVER: ("至今", "open")}
    text = column.cast(pl.String)
    for day, (zh, en) in standing.items():
        text = pl.when(column == day).then(pl.lit(zh if lang == "zh" else en)).otherwise(text)
    return text.alias(name)


def rate_lines(answer: AnswerLike, lang: Lang = "zh") -> list[str]:
    """The header's rates as "k of n", from the total in the last row."""
    if not answer.query.header.rates or not answer.frame.height:
        return []
    total = answer.frame.row(-1, named=True)
    colon = "：" if lang == "zh" else ": "
    rates = answer.query.header.rates
    return [f"{words(r, lang)}{colon}{k_of_n(total[r.k], total[r.n], lang)}" for r in rates]


def cut(answer: AnswerLike, lang: Lang = "zh") -> list[str]:
    """The line that tells of an answer with as many rows as its parameter ``limit`` lets through."""
    limit = answer.params.get("limit")
    if not isinstance(limit, int) or answer.frame.height < limit:
        return []
    if lang == "zh":
        return [f"只列出前 {limit} 行，可能还有：要看更多，请调大参数 limit，如 --limit {limit * 10}"]
    return [
        f"Cut at {limit} rows, there may be more: for more of them raise the parameter limit, "
        f"as in --limit {limit * 10}"
    ]


def notes(answer: AnswerLike, lang: Lang = "zh") -> list[str]:
    """The lines under a table: date, parameters, rates, whether it was cut, denominator, internal use."""
    zh = lang == "zh"
    lines = []
    if answer.as_of is not None:
        lines.append(("数据日期：" if zh else "As of: ") + answer.as_of.isoformat())
    asked = []
    for param in answer.query.header.params:
        value = answer.params.get(param.name)
        if param.name != "as_of" and value not in ("", None):
            said = words(param.choices[str(value)], lang) if str(value) in param.choices else str(value)
            asked.append(f"{words(param.label, lang)} = {said}")
    if asked:
        lines.append(("参数：" if zh else "Parameters: ") + ("；" if zh else "; ").join(asked))
    lines += rate_lines(answer, lang)
    lines += cut(answer, lang)
    lines.append(("分母：" if zh else "Denominator: ") + words(answer.denominator, lang))
    if answer.persons == "counts":
        lines.append(INTERNAL)
    return lines


def key_columns(frame: pl.DataFrame) -> list[str]:
    """The leading text columns, at most two and never all: they tell rows apart."""
    leading: list[str] = []
    for name, dtype in frame.schema.items():
        if dtype != pl.String or len(leading) == 2:
            break
        leading.append(name)
    return leading[: max(0, frame.width - 1)]

"""A question at many dates: one row a date, with the figures of its total row, or sums where it has none."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from lianjian.model import RulePack
from lianjian.queries.errors import ParameterError
from lianjian.queries.header import TODAY, Column, Labels, Param
from lianjian.queries.library import Query
from lianjian.queries.made import made
from lianjian.queries.run import Answer, Asked, Value, ask
from lianjian.tables.dates import day_after, last_day, read_date
from lianjian.views.answer import Lang, words

Every = Literal["month", "quarter", "half", "year"]
MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PERIODS: Mapping[str, Labels] = {
    "month": Labels(zh="月", en="month"), "quarter": Labels(zh="季", en="quarter"),
    "half": Labels(zh="半年", en="half year"), "year": Labels(zh="年", en="year"),
}
TOTAL = "合计"
OVERLAPPING = "area_id"
"""Questions with this column have a row for each business district; those overlap and are never summed."""
DATE = Column(name="date", zh="日期", en="date", type="date")
ROWS = Column(name="rows", zh="行数", en="rows", type="int")
SUMS = Labels(
    zh="没有合计行：各列为各行之和，行间重复的会重复计。",
    en="There is no total row: figures are sums over the rows; what stands in several rows counts in each.",
)
BARS = "▁▂▃▄▅▆▇█"
MOST = 600
"""Dates at most: fifty years of months."""


@dataclass(frozen=True)
class Figure:
    """One figure over the dates, None where there is none; ``unit`` is what it is measured in."""

    label: str
    unit: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Trend:
    """The table of a question at many dates, and its figures one by one."""

    answer: Answer
    dates: tuple[date, ...]
    figures: tuple[Figure, ...]


def dates_between(start: str, end: str, every: Every) -> list[date]:
    """The ends of all months, quarters, halves or years from ``start`` to ``end``, both included.

    A month (2017-10) or a year means from its first to its last day. Raises ParameterError for a text that is
    no date, where no period ends between the two, and for more than ``MOST`` dates.
    """
    first, last = span(start)[0], span(end)[1]
    if first > last:
        raise ParameterError(f"起日 {first} 晚于止日 {last}", f"from ({first}) is after to ({last})")
    step = MONTHS[every]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ends = [_end_of(m) for m in months if (m + 1) % step == 0]
    found = [day for day in ends if first <= day <= last]
    if not found:
        raise ParameterError(
            f"{first} 至 {last} 之间没有{PERIODS[every].zh}末；请放长期间，或用 --every month",
            f"no {PERIODS[every].en} ends from {first} to {last}: take a longer period, or --every month",
        )
    if len(found) > MOST:
        raise ParameterError(
            f"共 {len(found)} 个日期，最多 {MOST} 个；请缩短期间，或放宽 --every",
            f"{len(found)} dates are too many ({MOST} at most): shorten the period, or ask less often",
        )
    return found


def _end_of(month: int) -> date:
    """The last day of a month, counted from the year 0."""
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def span(said: str) -> tuple[date, date]:
    """The first and the last day of a day, month or year; ``today`` is a day too.

    Raises ParameterError for a text that is no date.
    """
    if said.strip() == TODAY:
        return date.today(), date.today()
    found = read_date(said)
    if found is None:
        raise ParameterError(
            f"应为年份、月份或某一天，如 2017、2017-10、2017年10月、2017-10-31，而不是“{said}”",
            f"expected a year, a month or a day, like 2017, 2017-10 or 2017-10-31, not {said!r}",
        )
    return found[0], last_day(day_after(*found))


def trend(
    store: Asked,
    query: Query,
    given: Mapping[str, str],
    days: Sequence[date],
    *,
    only: Sequence[str] = (),
    rules: RulePack | None = None,
    lang: Lang = "zh",
) -> Trend:
    """Ask the question on each day; ``only`` keeps these columns of figures.

    Raises ParameterError where the question has no as_of, or a column is none of its figures, and as asking.
    """
    header = query.header
    if header.param("as_of") is None:
        raise ParameterError(
            f"问题 {query.name} 没有基准日，不能逐日看", f"the question {query.name} has no date to ask it at"
        )
    if "as_of" in given:
        raise ParameterError(
            "基准日由 --from、--to、--every 给出", "the dates come from --from, --to and --every"
        )
    limit = header.param("limit")
    # a list that is cut would not tell how long it is
    whole = {"limit": str(limit.max or 1_000_000)} if limit is not None else {}
    answers = [ask(store, query, {**whole, **given, "as_of": day}, rules) for day in days]
    totals = any(_has_total(a.frame) for a in answers)
    single = all(a.frame.height <= 1 for a in answers)
    figures = _columns(query, totals=totals, single=single)
    rows = [[day, *_figures(a, figures, totals=totals)] for day, a in zip(days, answers, strict=True)]
    schema = {c.name: pl.Float64 if c.type == "float" else pl.Int64 for c in figures}
    frame = pl.DataFrame(rows, schema={DATE.name: pl.Date, **schema}, orient="row")
    for i, r in enumerate(header.rates if totals else ()):
        name = f"rate_{i + 1}"
        figures.append(Column(name=name, zh=f"{r.zh}（%）", en=f"{r.en} (%)", type="float", unit="%"))
        share = (100 * pl.col(r.k) / pl.col(r.n)).round(1)
        frame = frame.with_columns(pl.when(pl.col(r.n) > 0).then(share).alias(name))
    figures = _only(figures, only, query)
    first, last = days[0], days[-1]
    title = Labels(
        zh=f"{header.title.zh}：{first} 至 {last}", en=f"{header.title.en}: {first} to {last}"
    )
    asked = answers[-1].params
    shown = {
        p.name: (p.label, _said(p, asked[p.name], lang)) for p in header.params
        if p.name in given and asked[p.name] != ""
    }
    denominator = header.denominator
    if ROWS in figures and len(figures) > 1 and not single:
        denominator = Labels(zh=f"{denominator.zh}{SUMS.zh}", en=f"{denominator.en} {SUMS.en}")
    answer = made(
        query.name, title, denominator, [DATE, *figures], frame, params=shown, cypher=query.cypher,
        persons=header.persons,
    )
    return Trend(answer, tuple(days), tuple(
        Figure(words(c, lang), c.unit, tuple(answer.frame[c.name].to_list())) for c in figures
    ))


def _said(param: Param, value: Value, lang: Lang) -> Value:
    """A parameter's value as people say it."""
    return words(param.choices[str(value)], lang) if str(value) in param.choices else value


def _only(figures: list[Column], only: Sequence[str], query: Query) -> list[Column]:
    """The figures that are asked for by name or heading, else all."""
    names = {said: c.name for c in figures for said in (c.en, c.zh, c.name)}
    unknown = [n for n in only if n not in names]
    if unknown or not figures:
        listed = "、".join(f"{c.name}（{c.zh}）" for c in figures) or "-"
        said = "、".join(unknown) or "-"
        raise ParameterError(
            f"问题 {query.name} 没有数值列 {said}；有 {listed}",
            f"{query.name} has no figures {', '.join(unknown) or '-'}; there are "
            + (", ".join(c.name for c in figures) or "-"),
        )
    wanted = {names[n] for n in only} or set(names.values())
    return [c for c in figures if c.name in wanted]


def _has_total(frame: pl.DataFrame) -> bool:
    return bool(frame.height) and TOTAL in frame.row(-1)


def _columns(query: Query, *, totals: bool, single: bool) -> list[Column]:
    """The figures; without a total row how many rows there are, and what can be added up."""
    kinds = {"int", "float"} if totals or single else {"int"}
    if not (totals or single) and any(c.name == OVERLAPPING for c in query.header.columns):
        kinds = set()
    found = [c for c in query.header.columns if c.type in kinds and c.name not in ("date", "rows")]
    return [*([] if totals else [ROWS]), *found]


def _figures(answer: Answer, columns: Sequence[Column], *, totals: bool) -> Iterator[float | None]:
    frame = answer.frame
    if totals:
        # without a row on that day there is no total either
        row = frame.row(-1, named=True) if _has_total(frame) else {}
        yield from (row.get(c.name) for c in columns)
        return
    for c in columns:
        if c.name == ROWS.name:
            yield frame.height
        elif frame.height <= 1:
            yield frame[c.name].item() if frame.height else None
        else:
            yield int(frame[c.name].sum())


def sparkline(values: Sequence[float | None]) -> str:
    """Values as bars from the least to the largest; a gap where there is none, low where all are equal."""
    known = [v for v in values if v is not None]
    if not known:
        return " " * len(values)
    least, span = min(known), max(known) - min(known)
    top = len(BARS) - 1
    heights = [None if v is None else int((v - least) / span * top + 0.5) if span else 0 for v in values]
    return "".join(" " if h is None else BARS[h] for h in heights)

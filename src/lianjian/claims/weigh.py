"""Each published figure weighed: the claims that a store holds, the figure a question gives, the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from lianjian.model import RulePack
from lianjian.queries.errors import ParameterError, Text
from lianjian.queries.run import Answer, Asked, Value, ask

from .compare import Verdict, agrees
from .measures import PLACEHOLDER, Measure

CLAIMS = """
MATCH (c:Claim)
RETURN c.subject AS subject, c.measure AS measure, c.value AS value, coalesce(c.unit, '') AS unit,
       c.comparison AS comparison, c.publisher AS publisher, c.since AS published, c.id AS id
ORDER BY subject, measure, published, publisher, id
"""
TOTAL = "合计"
LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Said:
    """A published figure as the graph holds it. ``published`` is the date it speaks of."""

    subject: str
    measure: str
    value: float
    unit: str
    comparison: str
    publisher: str
    published: date


@dataclass(frozen=True)
class Weighed:
    """A published figure beside the computed one.

    ``figure`` is in the published unit, None where the graph has nothing to compute it from; ``k`` and ``n``
    are those of a percentage. ``params`` are the question's parameters that a reader has to know: what the
    measure gives and every date besides as_of. ``remark`` says why there is no figure.
    """

    said: Said
    measure: Measure | None
    asked: date
    verdict: Verdict
    figure: float | None = None
    k: int | None = None
    n: int | None = None
    params: Mapping[str, Value] = field(default_factory=dict)
    remark: Text | None = None


def read_claims(store: Asked) -> list[Said]:
    """All published figures of the store."""
    return [Said(*row[:-1]) for row in store.query(CLAIMS, {}).iter_rows()]


def weigh(
    store: Asked,
    claims: Sequence[Said],
    measures: Mapping[str, Measure],
    *,
    as_of: date | None = None,
    rules: RulePack | None = None,
) -> list[Weighed]:
    """Every claim beside what its measure's question gives on the claim's date, or on ``as_of``.

    In the order of the measures. A question is asked once for all claims that ask it alike. Raises
    QuestionError where a question cannot be asked for another reason than that it finds no such subject.
    """
    order = {name: i for i, name in enumerate(measures)}
    answers: dict[object, Answer | ParameterError] = {}

    def answer(measure: Measure, given: Mapping[str, str], day: date) -> Answer | ParameterError:
        key = (measure.question, day, tuple(sorted(given.items())))
        if key not in answers:
            params = {**given, **({"as_of": day} if measure.header.param("as_of") else {})}
            try:
                answers[key] = ask(store, measure.question, params, rules)
            except ParameterError as e:
                answers[key] = e
        return answers[key]

    found = []
    for said in sorted(claims, key=lambda c: order.get(c.measure, len(order))):
        day = as_of or said.published
        measure = measures.get(said.measure)
        if measure is None:
            remark = Text(f"没有指标 {said.measure}", f"there is no measure {said.measure}")
            found.append(Weighed(said, None, day, "nothing", remark=remark))
            continue
        given = {name: filled(text, said, day) for name, text in measure.params.items()}
        got = answer(measure, given, day)
        if isinstance(got, ParameterError):
            found.append(Weighed(said, measure, day, "nothing", remark=Text(got.zh, got.en)))
        else:
            found.append(_weighed(said, measure, day, got, given))
    return found


def filled(text: str, said: Said, day: date) -> str:
    """A value of measures.yaml with the claim's subject, the date asked and its year in their places."""
    values = {"subject": said.subject, "date": day.isoformat(), "year": str(day.year)}
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _weighed(said: Said, measure: Measure, day: date, answer: Answer, given: Mapping[str, str]) -> Weighed:
    rows = _rows(said, measure, day, answer)
    shown = {
        p.name: answer.params[p.name] for p in answer.query.header.params
        if p.name in given or (p.type == "date" and p.name != "as_of")
    }
    k = n = None
    figure: float | None
    if measure.share is not None:
        k, n = int(rows[measure.share.k].sum()), int(rows[measure.share.n].sum())
        figure = 100 * k / n if n else None
    elif measure.take == "rows":
        figure = float(rows.height)
    else:
        column = rows[measure.column].drop_nulls()
        total = column.max() if measure.take == "largest" else column.sum()
        figure = float(total) if column.len() and isinstance(total, (int, float)) else None
        if figure is not None:
            unit = next(c.unit for c in answer.columns if c.name == measure.column)
            figure *= _size(unit) / _size(said.unit)
    if not figure and n is None:
        # no row, or nothing counted: not one of what the claim speaks of has been imported
        return Weighed(said, measure, day, "nothing", None, k, n, shown)
    return Weighed(said, measure, day, _verdict(said, measure, figure), figure, k, n, shown)


def _rows(said: Said, measure: Measure, day: date, answer: Answer) -> pl.DataFrame:
    frame = answer.frame
    if measure.row == "total":
        return frame.tail(1)
    if not measure.row:
        texts = [n for n, t in frame.schema.items() if t == pl.String]
        return frame.remove(pl.any_horizontal(pl.col(texts) == TOTAL)) if texts else frame
    for name, text in measure.row.items():
        value = filled(text, said, day)
        column = pl.col(name)
        holds = column.list.contains(value) if isinstance(frame.schema[name], pl.List) else column == value
        frame = frame.filter(holds)
    return frame


def _size(unit: str) -> int:
    """How many a unit stands for: 万元 for 10,000."""
    return LARGE_UNITS.get(unit[:1], 1)


def _verdict(said: Said, measure: Measure, figure: float | None) -> Verdict:
    if figure is None:
        return "nothing"
    if measure.scope == "national":
        return "local"
    if agrees(said.comparison, said.value, figure):
        return "agrees"
    return "local" if measure.scope == "wider" else "differs"

"""Asking: a question and its parameters against a store, to a frozen answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

import polars as pl

from ..model import CODES, REGISTRY, Registry, RulePack, load_rules
from . import dialect, library
from .errors import AnswerError, DialectError, ParameterError, ValueRefusedError
from .header import SPAN, Column, Labels, Param
from .library import Query

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

Value = str | int | date
_DTYPES: Mapping[str, PolarsDataType] = {
    "text": pl.String,
    "int": pl.Int64,
    "float": pl.Float64,
    "date": pl.Date,
    "band": pl.String,
    "list": pl.List(pl.String),
}


class Asked(Protocol):
    """What a question needs of a store."""

    def query(
        self, cypher: str, params: Mapping[str, object], *, timeout: float | None = None
    ) -> pl.DataFrame:
        """The rows of a reading query."""


@dataclass(frozen=True)
class Answer:
    """An answer: the rows, the question, and everything that was needed to get them.

    ``frame`` has the header's columns in order, the group column under its parameter's value;
    ``params`` holds every parameter with the value used; ``columns`` the header's columns as renamed.
    """

    frame: pl.DataFrame
    query: Query
    params: Mapping[str, Value]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def title(self) -> Labels:
        """The question's title."""
        return self.query.header.title

    @property
    def denominator(self) -> Labels:
        """What is counted, and out of what."""
        return self.query.header.denominator

    @property
    def cypher(self) -> str:
        """The Cypher that was run, as it stands in the question's file."""
        return self.query.cypher

    @property
    def persons(self) -> str:
        """``counts`` when the answer holds counts of persons and is for internal use, else ``none``."""
        return self.query.header.persons

    @property
    def as_of(self) -> date | None:
        """The date the answer holds for; None for a question without one."""
        value = self.params.get("as_of")
        return value if isinstance(value, date) else None


def bind(query: Query, given: Mapping[str, object], rules: RulePack | None = None) -> dict[str, Value]:
    """Every parameter of the question with its value: given, or the default, or the rule pack's.

    Raises ParameterError for a name the question does not know (listing those it knows) and for a value
    that is not of the parameter's type.
    """
    params = query.header.params
    known = [p.name for p in params]
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            hint_zh, hint_en = (f"是否 {near[0]}？", f"did you mean {near[0]}? ") if near else ("", "")
            listed = "、".join(known) or "-"
            raise ParameterError(
                f"问题 {query.name} 没有参数 {name}。{hint_zh}可用：{listed}",
                f"no parameter {name}; {hint_en}there are {listed}",
            )
    if rules is None:
        rules = load_rules() if any(p.rule or "R" in (p.before or "") for p in params) else {}
    as_of = query.header.param("as_of")
    day = _value(as_of, given.get("as_of"), rules) if as_of is not None else ""
    bound: dict[str, Value] = {}
    for p in params:
        if p.before is not None and given.get(p.name) is None:
            bound[p.name] = _earlier(day, p.before, rules)
        else:
            bound[p.name] = _value(p, given.get(p.name), rules)
    return bound


def _earlier(as_of: Value, before: str, rules: RulePack) -> date:
    """The date ``before`` as_of (see :class:`Param`): the month's last day where it has no such day."""
    day = pl.lit(as_of)
    if before == "quarter":
        return date.fromisoformat(str(pl.select(day.dt.truncate("1q").dt.offset_by("-1d")).item()))
    months = 0
    for sign, said, unit in re.findall(rf"([+-]?) ?{SPAN}", before):
        span = int(said) if said.isdigit() else _threshold(said, rules)
        months += (-1 if sign == "-" else 1) * span * (12 if unit == "years" else 1)
    # no date lies before the first there is, or after the last
    year = date.fromisoformat(str(as_of)).year
    months = max(min(months, 12 * (year - 1)), 12 * (year - 9999))
    return date.fromisoformat(str(pl.select(day.dt.offset_by(f"{-months}mo")).item()))


def _threshold(said: str, rules: RulePack) -> int:
    """The value of R1.full_members in the rule pack."""
    rule, _, name = said.partition(".")
    if rule not in rules or name not in rules[rule].values:
        raise ParameterError(f"规则包没有 {said}", f"the rule pack has no {said}")
    return rules[rule].values[name]


def _value(param: Param, given: object, rules: RulePack) -> Value:
    if given is None:
        if param.rule is None:
            return param.convert(param.default)
        given = _threshold(param.rule, rules)
    try:
        return param.convert(given)
    except ValueRefusedError as e:
        raise ParameterError(
            f"参数 {param.name}（{param.label.zh}）：{e.zh}",
            f"parameter {param.name} ({param.label.en}): {e.en}",
        ) from None


def ask(
    store: Asked,
    query: Query | str,
    params: Mapping[str, object] | None = None,
    rules: RulePack | None = None,
    registry: Registry = REGISTRY,
    *,
    timeout: float | None = None,
) -> Answer:
    """Ask a question, by name or loaded: values may be texts; those not given take their defaults.

    ``rules`` is the rule pack (default: :func:`lianjian.model.load_rules`); ``timeout`` in seconds.
    Raises QuestionError (unknown question or parameter, unusable file, broken promise of columns)
    and the store's errors.
    """
    if isinstance(query, str):
        query = library.load(query, registry=registry)
    else:
        library.check(query, registry)
    bound = bind(query, params or {}, rules)
    for param in query.header.params:
        if param.names and bound[param.name]:
            must_exist(store, param, str(bound[param.name]))
    frame = store.query(query.cypher, bound, timeout=timeout)
    columns = query.header.columns
    if frame.columns != [c.name for c in columns]:
        raise AnswerError(
            f"问题 {query.name} 返回的列不是所承诺的：{frame.columns}",
            f"the rows have other columns than the header promises: {[c.name for c in columns]}",
        )
    renamed = tuple(c.model_copy(update=_named(c, query, bound)) if c.named_by else c for c in columns)
    shaped = frame.select(_shape(frame, c).alias(r.name) for c, r in zip(columns, renamed, strict=True))
    for c in renamed:
        if c.type == "band":
            _refuse_raw_counts(shaped[c.name], query)
    return Answer(shaped, query, bound, renamed)


def must_exist(store: Asked, param: Param, said: str) -> None:
    """ParameterError where a filter names nothing: an empty answer would look like good news.

    A division must be of the level that the parameter is named after: no district is called 新街口街道.
    """
    levels = {c.code: c for c in CODES["level"]} if param.names == "Division" else {}
    wanted = levels.get(param.name)
    level = "n.level" if levels else "''"
    of_type = f"MATCH (n:{param.names})"
    found = store.query(
        f"{of_type} WHERE n.name = $said OR n.code = $said RETURN DISTINCT {level} AS level ORDER BY level",
        {"said": said},
    )["level"].to_list()
    if found if wanted is None else wanted.code in found:
        return
    others = [levels[x] for x in found if x in levels]
    about = f"参数 {param.name}（{param.label.zh}）：", f"parameter {param.name} ({param.label.en}): "
    if wanted is not None and others:
        raise ParameterError(
            f"{about[0]}“{said}”是{'、'.join(c.zh for c in others)}，不是{wanted.zh}",
            f"{about[1]}{said} is a {' and a '.join(c.en for c in others)}, not a {wanted.en}",
        )
    at_level = "" if wanted is None else f"WHERE n.level = '{wanted.code}' "
    known = store.query(f"{of_type} {at_level}RETURN DISTINCT n.name AS name ORDER BY name", {})
    near = get_close_matches(said, known["name"].drop_nulls().to_list(), 3, 0.3)
    raise ParameterError(
        f"{about[0]}没有“{said}”" + (f"；相近的有 {'、'.join(near)}" if near else ""),
        f"{about[1]}there is no {said}" + (f"; similar: {', '.join(near)}" if near else ""),
    )


def _named(column: Column, query: Query, bound: Mapping[str, Value]) -> dict[str, str]:
    """Name and labels of the group column: those of the chosen value."""
    value = str(bound[column.named_by])
    param = query.header.param(column.named_by)
    label = param.choices[value] if param is not None else Labels(zh=value, en=value)
    return {"name": value, "zh": label.zh, "en": label.en}


def _shape(frame: pl.DataFrame, column: Column) -> pl.Expr:
    dtype = _DTYPES[column.type]
    if not frame.schema[column.name].is_nested() and column.type == "list":
        # an engine gives no list type for a column without any value
        return pl.repeat(None, pl.len(), dtype=dtype)
    return pl.col(column.name).cast(dtype)


def _refuse_raw_counts(values: pl.Series, query: Query) -> None:
    bands = [c.code for c in CODES["band"]]
    if not values.drop_nulls().is_in(bands).all():
        listed = "、".join(b or "空" for b in bands)
        raise AnswerError(
            f"问题 {query.name} 的列 {values.name} 应为分档（{listed}），不得是原数",
            f"column {values.name} must hold bands, never raw counts of persons",
        )


@dataclass(frozen=True)
class TextAnswer:
    """The rows of an ad-hoc query, and what the lint has to say about it (warnings)."""

    frame: pl.DataFrame
    cypher: str
    warnings: tuple[dialect.Finding, ...]


def run_text(
    store: Asked,
    text: str,
    params: Mapping[str, object] | None = None,
    *,
    registry: Registry = REGISTRY,
    timeout: float | None = None,
) -> TextAnswer:
    """Run an ad-hoc query; the lint only warns.

    A write is refused (DialectError), and so is a parameter that is used and not given, or given and not
    used (ParameterError). A header, if the text begins with one, is a comment and plays no part.
    """
    given = params or {}
    found = dialect.lint(text, registry)
    writes = [f for f in found if f.rule == dialect.WRITES]
    if writes:
        zh = "\n".join(f"{f.line}: {f.zh}" for f in writes)
        en = "\n".join(f"{f.line}: {f.en}" for f in writes)
        raise DialectError(f"只能读，不能写：\n{zh}", f"queries only read; data comes in by import:\n{en}")
    used = dialect.parameters(text)
    missing = [n for n in used if n not in given]
    unused = [n for n in given if n not in used]
    if missing or unused:
        raise ParameterError(
            f"未给参数：{'、'.join(missing) or '-'}；未用参数：{'、'.join(unused) or '-'}",
            f"parameters missing: {', '.join(missing) or '-'}; not used: {', '.join(unused) or '-'}",
        )
    frame = store.query(text, {n: given[n] for n in used}, timeout=timeout)
    return TextAnswer(frame, text, tuple(found))

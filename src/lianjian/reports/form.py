"""The annual tables 27 and 30: every figure of the official form, by division.

Headings, and what fills each row and column, stand in form.toml. A cell whose data the graph does not
hold is None, never 0, with the reason among the notes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import polars as pl
from pydantic import BaseModel, ConfigDict

from lianjian.model import RulePack
from lianjian.queries.run import Asked, ask

WHOLE = ("whole", "全部")
"""Code and name of the whole, beside the divisions'."""
Level = Literal["district", "street"]
Where = Mapping[str, tuple[str, ...]]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Part):
    """A row of the form: what is counted, of the units where each field has one of the values."""

    label: str
    level: int
    count: Literal["", "units", "staff", "members", "joint_branches", "instructors", "not_transferred"] = ""
    where: Where = {}
    absent: str = ""
    added: bool = False


class Column(_Part):
    """A column of the form; filled for a division where some unit states the field ``stated``."""

    label: str
    group: str = ""
    where: Where = {}
    stated: Literal["", "legal", "control", "size"] = ""


class Table(_Part):
    """One table of the form."""

    form: str
    number: str
    title: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]


class Page(NamedTuple):
    """One table for one division: ``cells`` by row and column (None: not held), and the notes below it."""

    table: Table
    code: str
    division: str
    cells: list[list[int | None]]
    notes: list[str]


class _Facts(NamedTuple):
    """The answers that the tables are made from; ``persons`` also with a row for the whole."""

    units: pl.DataFrame
    branches: pl.DataFrame
    persons: pl.DataFrame


class Form(_Part):
    """The official form of one edition."""

    edition: str
    tables: tuple[Table, ...]


@cache
def form() -> Form:
    """The form as form.toml has it."""
    source = files(__package__).joinpath("form.toml").read_text(encoding="utf-8")
    return Form.model_validate(tomllib.loads(source))


def pages(
    store: Asked, as_of: date, *, level: Level = "district", rules: RulePack | None = None
) -> list[Page]:
    """Both tables for the whole, then for each division of the level that has units, then 未落位.

    Empty where no unit of either table is active on the date. Every row but that of joint branches and
    those of persons, of whom each counts once in a division, adds up over the divisions to the whole.
    """
    given = {"as_of": as_of, "level": level}
    by = ask(store, "form/persons", given, rules).frame
    whole = ask(store, "form/persons", {"as_of": as_of, "level": "whole"}, rules).frame
    facts = _Facts(
        ask(store, "form/figures", given, rules).frame,
        ask(store, "form/joint_branches", given, rules).frame,
        pl.concat([whole.with_columns(code=pl.lit(WHOLE[0])), by]),
    )
    divisions = facts.units.select("code", "division").unique("code").sort(pl.col("code") == "", "code")
    if divisions.is_empty():
        return []
    named = [WHOLE, *divisions.iter_rows()]
    return [page for table in form().tables for page in _pages(table, named, facts)]


def _pages(table: Table, divisions: list[tuple[str, str]], facts: _Facts) -> Iterator[Page]:
    """The table for each division."""
    units, branches, persons = (f.filter(pl.col("form") == table.form) for f in facts)
    grid: list[list[Mapping[str, int | None] | None]] = []
    reasons: dict[str, list[str]] = {}
    for row in table.rows:
        why = row.absent or _no_persons(row, persons)
        if why:
            reasons.setdefault(why, []).append(row.label)
        blank = bool(why) or not row.count
        grid.append([
            None if blank or (i > 0 and row.count in _OF_PERSONS)
            else _figures(row, column, units, branches, persons)
            for i, column in enumerate(table.columns)
        ])
    for code, name in divisions:
        here = units if code == WHOLE[0] else units.filter(pl.col("code") == code)
        lacking = [_unstated(c, here) for c in table.columns]
        cells = [
            [None if f is None or lack else f.get(code, 0) for f, lack in zip(line, lacking, strict=True)]
            for line in grid
        ]
        why_empty = {why: list(labels) for why, labels in reasons.items()}
        for column, lack in zip(table.columns, lacking, strict=True):
            if lack:
                why_empty.setdefault(lack, []).append(column.group or column.label)
        said = [f"空白：{'、'.join(dict.fromkeys(labels))}（{why}）" for why, labels in why_empty.items()]
        yield Page(table, code, name, cells, [*said, *_notes(here)])


_OF_PERSONS = {"instructors": "没有登记指导员本人，只有派出党组织", "not_transferred": "没有党员名册"}
"""The counts that come from rosters, and why a graph may not hold them."""


def _no_persons(row: Row, persons: pl.DataFrame) -> str:
    """Why a row of persons cannot be filled, else nothing."""
    if row.count not in _OF_PERSONS:
        return ""
    known = "members" if row.count == "not_transferred" else row.count
    return "" if persons[known].sum() else _OF_PERSONS[row.count]


def _unstated(column: Column, units: pl.DataFrame) -> str:
    """Why a column cannot be filled, else nothing."""
    if not column.stated or units.is_empty() or (units[column.stated] != "").any():
        return ""
    return _UNSTATED[column.stated]


_UNSTATED = {
    "legal": "没有登记法定代表人", "control": "没有单位填报控股情况", "size": "没有单位填报从业人员",
}
"""Why a column is empty, by the field that no unit of the division states."""


def _where(*conditions: Where) -> pl.Expr:
    """The units where every field has one of its values."""
    return pl.all_horizontal(
        pl.lit(value=True), *(pl.col(f).is_in(list(v)) for where in conditions for f, v in where.items())
    )


def _figures(
    row: Row, column: Column, units: pl.DataFrame, branches: pl.DataFrame, persons: pl.DataFrame
) -> dict[str, int | None]:
    """A cell's figure by division, and for the whole; None where units are there, but of unknown staff."""
    if row.count in _OF_PERSONS:
        return _by_code(persons, row.count)
    if row.count == "joint_branches":
        chosen = branches.filter(_where(column.where))
        each = chosen.group_by("code").agg(pl.col("branch_id").n_unique().alias("n"))
        return {WHOLE[0]: chosen["branch_id"].n_unique(), **_by_code(each, "n")}
    chosen = units.filter(_where(row.where, column.where))
    if chosen.is_empty():
        return {}
    figure = pl.col(row.count).sum()
    if row.count == "staff":
        figure = pl.when((pl.col("staff_unknown") < pl.col("units")).any()).then(figure)
    each = chosen.group_by("code").agg(figure)
    whole = chosen.group_by(code=pl.lit(WHOLE[0])).agg(figure)
    return {**_by_code(whole, row.count), **_by_code(each, row.count)}


def _by_code(frame: pl.DataFrame, figure: str) -> dict[str, int | None]:
    return dict(frame.select("code", figure).iter_rows())


def _notes(units: pl.DataFrame) -> list[str]:
    """What a reader must know to read the figures right."""
    unknown = int(units["staff_unknown"].sum())
    notes = [
        "“未摸排的”不在原表中，列出使各行之和等于单位数。联合党支部跨区划的在每个区划各计一次，全部中只计一次；"
        "按人计的各行每人在一个填报单位只计一次，只填总数栏。"
    ]
    if unknown:
        notes.append(f"从业人员不详的 {unknown} 家不计入 50 人、100 人以上各栏；从业人员与党员为已知数之和。")
    return [*notes, "人数供内部使用。"]


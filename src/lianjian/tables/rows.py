"""A sheet on its way from values to records: which thing each row makes, and its ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from ..model import Registry
from ..model.frames import DTYPES
from .headings import Match
from .layout import SOURCE, Layout, Slot, TieMade
from .parse import Parsed, name_key
from .problems import Problem

PLACES = ("street", "community", "building", "located_in")
"""The slots whose street tells units without a code apart, the nearest to it first."""


@dataclass
class Rows:
    """The rows of one sheet; ``frame`` gains ``slot.@t`` and ``slot.@i``, the type and id of each slot.

    ``done`` are the slots that were identified or named already.
    """

    number: int
    match: Match
    frame: pl.DataFrame
    done: set[str] = field(default_factory=set)

    @property
    def layout(self) -> Layout:
        """The sheet's layout."""
        return self.match.layout

    def has(self, column: str) -> bool:
        """Whether the rows have that column."""
        return column in self.frame.columns

    def column(self, name: str) -> pl.Expr:
        """The column of texts, or null where the sheet has none."""
        return pl.col(name) if self.has(name) else pl.lit(None, pl.String)

    def problem(self, code: str, row: int, to: str, value: str, facts: Mapping[str, object]) -> Problem:
        """A problem of the cell in ``row`` that goes to ``slot.field``."""
        return self.match.problem(code, row, to, value, facts)


def start(number: int, parsed: Parsed, source: str, registry: Registry) -> tuple[Rows, list[Problem]]:
    """The sheet's rows with their source and the types of what they make; divisions with their scheme."""
    given = f"row.{SOURCE}"
    origin = pl.col(given).fill_null(source) if given in parsed.frame.columns else pl.lit(source)
    rows = Rows(number, parsed.match, parsed.frame.with_columns(origin.alias("source")))
    problems = []
    for slot in rows.layout.slots:
        if not slot.makes:
            continue
        if len(slot.types) == 1:
            rows.frame = rows.frame.with_columns(pl.lit(slot.types[0]).alias(f"{slot.name}.@t"))
        else:
            problems += _tell_type(rows, slot, registry)
        if slot.types == ("Division",):
            problems += _schemes(rows, slot)
    return rows, problems


def _tell_type(rows: Rows, slot: Slot, registry: Registry) -> list[Problem]:
    """A unit is an enterprise or an institution by its kind, else by its credit code."""
    kind, code = f"{slot.name}.kind", f"{slot.name}.code"
    told = pl.lit(None, pl.String)
    if rows.has(kind):
        for t in slot.types:
            f = registry.nodes[t].fields().get("kind")
            codes = [c.code for c in registry.codes[f.attr.code]] if f else []
            told = pl.when(pl.col(kind).is_in(codes)).then(pl.lit(t)).otherwise(told)
    if rows.has(code):
        # GB 32100: the first digit is the registering department, 9 being industry and commerce.
        first = pl.col(code).str.head(1)
        by_code = pl.when(first == "9").then(pl.lit("Enterprise")).when(first.is_in(["1", "3", "5"])).then(
            pl.lit("Institution"))
        told = pl.coalesce(told, by_code)
    rows.frame = rows.frame.with_columns(told.alias(f"{slot.name}.@t"))
    name = f"{slot.name}.name"
    # A kind that is not in the list was reported where it stands.
    untold = pl.col(f"{slot.name}.@t").is_null() & pl.col(name).is_not_null() & given(rows, kind).is_null()
    return [rows.problem("V12", row, kind, shown, {})
            for row, shown in rows.frame.filter(untold).select("row", name).iter_rows()]


def given(rows: Rows, to: str) -> pl.Series:
    """The cells of the column that goes to ``slot.field`` as they stand in the sheet."""
    cells = rows.match.sheet.cells
    found = [cells[c] for c, column in rows.match.columns.items() if column.to == to]
    return found[0] if found else pl.Series([None] * cells.height, dtype=pl.String)


def _schemes(rows: Rows, slot: Slot) -> list[Problem]:
    """Scheme and edition of division codes where not given, and which of them are pseudo-units."""
    notice = []
    for name, default in (("scheme", "nbs"), ("edition", "2023")):
        column = f"{slot.name}.{name}"
        if not rows.has(column):
            notice = [rows.problem("N03", 0, column, "", {})]
            rows.frame = rows.frame.with_columns(pl.lit(default).alias(column))
        rows.frame = rows.frame.with_columns(pl.col(column).fill_null(default))
    code = pl.col(f"{slot.name}.code")
    pseudo = (pl.col(f"{slot.name}.scheme") == "nbs") & (
        (code.str.len_chars() == 9) & (code.str.slice(6, 1).is_in(["4", "5"]))
        | (code.str.len_chars() == 12) & (code.str.slice(9, 3) == "498"))
    column = f"{slot.name}.pseudo"
    stated = pl.col(column).fill_null(pseudo) if rows.has(column) else pseudo
    rows.frame = rows.frame.with_columns(stated.alias(column))
    return notice


def identify(rows: Rows, stage: tuple[str, ...], registry: Registry, streets: pl.DataFrame) -> None:
    """Give the made records of this stage their ids (organizations and facts come later).

    ``streets`` maps places (type, id) to the code of their street.
    """
    for slot in rows.layout.slots:
        if not slot.makes or slot.name in rows.done or (stage and not set(slot.types) <= set(stage)):
            continue
        declaration = registry.nodes[slot.types[0]]
        if declaration.fact_of:
            continue
        rows.done.add(slot.name)
        if declaration.person:
            made = pl.col(f"{slot.name}.id")
        else:
            if declaration.apart == "street":
                rows.frame = rows.frame.with_columns(_street(rows, streets).alias("@street"))
            made = _identity(rows, slot, declaration.identity, declaration.apart)
        rows.frame = rows.frame.with_columns(made.alias(f"{slot.name}.@i")).drop("@street", strict=False)


def _identity(rows: Rows, slot: Slot, identity: tuple[tuple[str, ...], ...], apart: str) -> pl.Expr:
    choices = []
    for group in identity:
        columns = [f"{slot.name}.{n}" for n in group]
        if not all(rows.has(c) for c in columns):
            continue
        parts = [
            name_key(c) if n == "name" else pl.col(c).cast(pl.String)
            for n, c in zip(group, columns, strict=True)
        ]
        whole = pl.concat_str(parts, separator="/" if len(parts) == 3 else "|")
        if group == ("name",) and apart == "street":
            whole = pl.concat_str(pl.lit("~"), pl.col("@street"), pl.lit("~"), whole)
        choices.append(whole)
    return pl.coalesce(choices) if choices else pl.lit(None, pl.String)


def _street(rows: Rows, streets: pl.DataFrame) -> pl.Series:
    """The code of the street each row lies in, "" if none is told."""
    found = [pl.Series([None] * rows.frame.height, dtype=pl.String)]
    for name in PLACES:
        if rows.has(f"{name}.@i"):
            ends = rows.frame.select(pl.col(f"{name}.@t").alias("type"), pl.col(f"{name}.@i").alias("id"))
            found.append(ends.join(streets, on=["type", "id"], how="left", maintain_order="left")["street"])
    return pl.select(pl.coalesce(found)).to_series().fill_null("")


def date_facts(rows: Rows, registry: Registry) -> None:
    """Give dated facts their ids: the subject's id and the date."""
    for slot in rows.layout.slots:
        fact_of = registry.nodes[slot.types[0]].fact_of if slot.makes else ""
        if not fact_of:
            continue
        subject = next(t for t in rows.layout.ties if t.type == fact_of and t.start == slot.name).end[0]
        if rows.has(f"{subject}.@i"):
            day = pl.col(f"{slot.name}.since").cast(pl.String)
            made = pl.concat_str(pl.col(f"{subject}.@i"), day, separator="|")
            rows.frame = rows.frame.with_columns(made.alias(f"{slot.name}.@i"))


def records(rows: Rows, registry: Registry) -> dict[str, pl.DataFrame]:
    """The made records identified so far, by type, each with source and place."""
    found: dict[str, list[pl.DataFrame]] = defaultdict(list)
    stated = f"{rows.layout.stated_by}.since" if rows.layout.stated_by else ""
    for slot in rows.layout.slots:
        if not slot.makes or not rows.has(f"{slot.name}.@i"):
            continue
        for name in slot.types:
            fields = registry.nodes[name].fields()
            columns = [
                (pl.col(f"{slot.name}.{n}") if rows.has(f"{slot.name}.{n}") else pl.lit(None))
                .cast(DTYPES[fields[n].type]).alias(n)
                for n in fields if n not in ("id", "sources", "stated")
            ]
            if "stated" in fields:
                day = pl.col(stated) if stated and rows.has(stated) else pl.lit(None, pl.Date)
                columns.append(day.alias("stated"))
            mine = (pl.col(f"{slot.name}.@t") == name) & pl.col(f"{slot.name}.@i").is_not_null()
            found[name].append(rows.frame.filter(mine).select(
                pl.col(f"{slot.name}.@i").alias("id"), *columns, "source", *_place(rows)))
    return {n: pl.concat(fs) for n, fs in found.items()}


def _place(rows: Rows) -> tuple[pl.Expr, pl.Expr]:
    """Columns that remember where a row came from: the number of the sheet and its row."""
    return pl.lit(rows.number, pl.UInt32).alias("_sheet"), pl.col("row").alias("_row")


def ties(rows: Rows, registry: Registry, only: Iterable[str] | None = None) -> dict[str, pl.DataFrame]:
    """The tie rows whose ends are known, of all types or ``only`` some."""
    found: dict[str, list[pl.DataFrame]] = defaultdict(list)
    for made in rows.layout.ties:
        ends = [e for e in made.end if rows.has(f"{e}.@i")]
        if (only is not None and made.type not in only) or not ends or not rows.has(f"{made.start}.@i"):
            continue
        frame = rows.frame.select(
            pl.col(f"{made.start}.@t").alias("from_type"), pl.col(f"{made.start}.@i").alias("from_id"),
            pl.coalesce([pl.when(pl.col(f"{e}.@i").is_not_null()).then(pl.col(f"{e}.@t")) for e in ends])
            .alias("to_type"),
            pl.coalesce([f"{e}.@i" for e in ends]).alias("to_id"),
            *_attributes(rows, made, registry), "source", *_place(rows),
        ).filter(pl.col("from_id").is_not_null() & pl.col("to_id").is_not_null())
        if registry.ties[made.type].symmetric:
            near, far = (pl.concat_str(f"{s}_type", f"{s}_id", separator="\0") for s in ("from", "to"))
            frame = frame.with_columns(
                pl.when(near > far).then(pl.col(b)).otherwise(pl.col(a)).alias(a)
                for a, b in (("from_type", "to_type"), ("from_id", "to_id"), ("to_type", "from_type"),
                             ("to_id", "from_id")))
        found[made.type].append(frame)
    return {n: pl.concat(fs, how="diagonal_relaxed") for n, fs in found.items()}


def _attributes(rows: Rows, made: TieMade, registry: Registry) -> list[pl.Expr]:
    """A tie's period and own attributes: from its own columns, else lent by the slot that dates it."""
    columns = []
    for n, f in registry.ties[made.type].fields().items():
        if n == "sources":
            continue
        names = [f"{made.type}.{n}"]
        if n.startswith("since") and made.since_of:
            names.append(f"{made.since_of}.{n}")
        if n.startswith("until") and made.until_of:
            names.append(f"{made.until_of}.{n}")
        choices = [pl.col(c) for c in names if rows.has(c)]
        columns.append((pl.coalesce(choices) if choices else pl.lit(None)).cast(DTYPES[f.type]).alias(n))
    return columns

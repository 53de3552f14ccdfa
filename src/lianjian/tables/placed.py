"""Rows that place something where it is known not to lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from .layout import CODE, NAME, Slot
from .problems import Problem
from .rows import Rows

_SCHEME = r"^(.*/)"
"""What of a division's id is its coding scheme and edition."""


def misplaced(
    work: Sequence[Rows], above: pl.DataFrame, divisions: Sequence[pl.DataFrame]
) -> list[Problem]:
    """One warning for each row whose community or building is not in its street, or street in its district.

    ``above`` has every division above a thing (type, id, above). Nothing is said where no division of the
    same scheme and level is known above the narrower place: it may lie there.
    """
    problems: list[Problem] = []
    if not divisions:
        return problems
    known = pl.concat([f.select("id", "name", "level") for f in divisions]).unique("id", keep="first")
    kind = [pl.col("level"), pl.col("id").str.extract(_SCHEME).alias("scheme")]
    ranked = known.select("id", "name", *kind)
    for rows in work:
        for slot in rows.layout.slots:
            if slot.within and rows.has(f"{slot.name}.@i") and rows.has(f"{slot.within}.@i"):
                problems += _outside(rows, slot, above, ranked)
    return problems


def _outside(rows: Rows, slot: Slot, above: pl.DataFrame, ranked: pl.DataFrame) -> list[Problem]:
    to = next((t for f in (NAME, CODE) if rows.has(t := f"{slot.name}.{f}")), "")
    said = rows.frame.select(
        "row", type=f"{slot.name}.@t", id=f"{slot.name}.@i", outer=f"{slot.within}.@i",
        shown=pl.coalesce(rows.column(f"{slot.name}.{NAME}"), rows.column(f"{slot.name}.{CODE}")),
    ).drop_nulls(["id", "outer"])
    pairs = said.select("type", "id", "outer").unique().join(ranked, left_on="outer", right_on="id")
    lies = pairs.join(above, on=["type", "id"]).join(
        ranked.select("id", pl.col("level", "scheme").name.suffix("_above")), left_on="above", right_on="id"
    ).filter((pl.col("level") == pl.col("level_above")) & (pl.col("scheme") == pl.col("scheme_above")))
    wrong = lies.group_by("type", "id", "outer", "name").agg(
        (pl.col("above") == pl.col("outer")).any().alias("inside")).filter(~pl.col("inside"))
    found: Mapping[str, object]
    problems = []
    for found in said.join(wrong, on=["type", "id", "outer"], maintain_order="left").iter_rows(named=True):
        facts = {"outer": found["name"]}
        problems.append(rows.problem("W04", int(str(found["row"])), to, str(found["shown"]), facts))
    return problems

"""Which rows are rejected: those with errors, and those that need what only rejected rows make.

A *row* is (``_sheet``, ``_row``): the number of the sheet in this import and its row there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from ..model import Registry
from ..model.frames import TIE_ENDS, TIE_KEY
from ..tables.headings import Match
from ..tables.layout import NAME
from ..tables.problems import Problem, Severity
from ..tables.records import report
from ..tables.resolve import Assertions

Frames = Mapping[str, pl.DataFrame]
ROW = ["_sheet", "_row"]
NOTHING = pl.DataFrame(schema={"_sheet": pl.UInt32, "_row": pl.UInt32})


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that stop an import."""
    return [p for p in problems if p.kind.severity is Severity.ERROR]


def rows_of(problems: Sequence[Problem], matches: Sequence[Match]) -> tuple[pl.DataFrame, list[int]]:
    """The rows with errors, and the numbers of the sheets with an error of no single row (a heading).

    A row is told by file, sheet and row; where two files bear one name, both rows are meant.
    """
    numbers: dict[tuple[str, str], list[int]] = {}
    for i, m in enumerate(matches):
        numbers.setdefault((m.sheet.file, m.sheet.name), []).append(i)
    found = errors(problems)
    spots = {(p.file, p.sheet, p.row) for p in found} | {s for p in found for s in p.beside}
    told = [(i, row) for file, sheet, row in spots for i in numbers.get((file, sheet), ())]
    asked = pl.DataFrame(told, schema=NOTHING.schema, orient="row")
    cells = [
        m.sheet.cells.select(
            pl.lit(i, pl.UInt32).alias("_sheet"), pl.col("row").cast(pl.UInt32).alias("_row")
        )
        for i, m in enumerate(matches)
    ]
    known = pl.concat([NOTHING, *cells]).unique()
    return asked.join(known, on=ROW).sort(ROW), sorted(
        asked.join(known, on=ROW, how="anti")["_sheet"].unique()
    )


def whole(problems: Sequence[Problem], matches: Sequence[Match]) -> bool:
    """Whether an error concerns more than rows: a file, a sheet or a heading."""
    sheets = {(m.sheet.file, m.sheet.name) for m in matches}
    beyond = any((p.file, p.sheet) not in sheets for p in errors(problems))
    return beyond or bool(rows_of(problems, matches)[1])


def without(found: Assertions, rejected: pl.DataFrame) -> Assertions:
    """The assertions of all other rows."""
    kept = Assertions()
    for mine, theirs in ((kept.nodes, found.nodes), (kept.ties, found.ties)):
        for name, frames in theirs.items():
            if left := [f for x in frames if (f := x.join(rejected, on=ROW, how="anti")).height]:
                mine[name] = left
    return kept


def with_dependents(
    found: Assertions, rejected: pl.DataFrame, stored: Frames, matches: Sequence[Match], registry: Registry
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rejected rows and all whose ties end at something that only rejected rows make, to a fixed point.

    The problems (R05) name, for each row so added, what it lacks.
    """
    problems: list[Problem] = []
    while True:
        left = without(found, rejected)
        there = {
            name: pl.concat(
                [
                    *(f.select("id") for f in left.nodes.get(name, ())),
                    *([stored[name].select("id")] if name in stored else []),
                ]
            )
            if name in left.nodes or name in stored
            else pl.DataFrame(schema={"id": pl.String})
            for name in registry.asserted_nodes
        }
        lacking = [x for name in left.ties for x in _lacking(left, name, there)]
        if not lacking:
            return rejected.sort(ROW), problems
        more = pl.concat(lacking).unique([*ROW], keep="first", maintain_order=True)
        problems += [_dependent(r, found, matches, registry) for r in more.iter_rows(named=True)]
        rejected = pl.concat([rejected, more.select(ROW)])


def _lacking(found: Assertions, name: str, there: Frames) -> list[pl.DataFrame]:
    """The rows of a tie type with an end that is not there: ROW, tie, type and id of that end."""
    ties = pl.concat([f.select(*TIE_ENDS, *ROW) for f in found.ties[name]])
    missing = []
    for side in ("to", "from"):
        for kind in ties[f"{side}_type"].unique():
            here = ties.filter(pl.col(f"{side}_type") == kind)
            gone = here.join(there[kind], left_on=f"{side}_id", right_on="id", how="anti")
            if gone.height:
                missing.append(
                    gone.select(
                        *ROW,
                        pl.lit(name).alias("tie"),
                        pl.lit(kind).alias("type"),
                        pl.col(f"{side}_id").alias("id"),
                    )
                )
    return missing


def _dependent(
    r: Mapping[str, object], found: Assertions, matches: Sequence[Match], registry: Registry
) -> Problem:
    kind = str(r["type"])
    named = pl.concat(found.nodes[kind], how="diagonal_relaxed").filter(pl.col("id") == r["id"])
    shown = named["name"].drop_nulls().first() if "name" in named.columns else None
    facts = {"what": registry.nodes[kind].zh, "what_en": registry.nodes[kind].en}
    return report(
        "R05",
        matches,
        int(str(r["_sheet"])),
        int(str(r["_row"])),
        str(r["tie"]),
        NAME,
        shown or r["id"],
        facts,
    )


def lost(found: Assertions, kept: Assertions, rejected: pl.DataFrame) -> int:
    """How many records only the rejected rows assert; a row of which none can be told counts as one."""
    count, telling = 0, [NOTHING]
    for name, frames in (*found.nodes.items(), *found.ties.items()):
        keys = ["id"] if name in found.nodes else list(TIE_KEY)
        gone = pl.concat([f.select(*keys, *ROW) for f in frames], how="diagonal_relaxed").join(
            rejected, on=ROW, how="semi"
        )
        left = kept.nodes.get(name) or kept.ties.get(name)
        if left:
            still = pl.concat([f.select(keys) for f in left], how="diagonal_relaxed").unique()
            gone = gone.join(still, on=keys, how="anti", nulls_equal=True)
        count += gone.select(keys).unique().height
        telling.append(gone.select(ROW))
    return count + rejected.join(pl.concat(telling).unique(), on=ROW, how="anti").height

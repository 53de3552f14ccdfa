"""Cells that name something → the thing they mean, or a problem that shows candidates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from ..model import Registry
from .directory import Directory
from .layout import CODE, DISTRICT, NAME, TYPE, Layout, Slot
from .problems import Problem
from .rows import Rows
from .values import name_key

Superiors = Mapping[tuple[str, str], set[str]]
_KEYS = ("name", "code", "type", "within", "district", "scheme")
_MOST_HINTS = 200
"""For how many wrong names of a column candidates are looked up: each costs a pass over all names."""
_LISTED = re.compile("[、，,；;\n]")


def name_others(
    rows: Rows, stage: tuple[str, ...], directory: Directory, superiors: Superiors, registry: Registry
) -> list[Problem]:
    """Resolve the slots of this stage that name something, those that narrow others first."""
    problems = []
    waiting = [s for s in rows.layout.slots if not s.makes and s.name not in rows.done
               and (not stage or set(s.types) <= {"Division", *stage})]
    for slot in sorted(waiting, key=lambda s: _depth(rows.layout, s)):
        rows.done.add(slot.name)
        if any(rows.has(f"{slot.name}.{x}") for x in (NAME, CODE)):
            problems += _name(rows, slot, directory, superiors, registry)
    return problems


def _depth(layout: Layout, slot: Slot) -> int:
    return 1 + _depth(layout, layout.slot(slot.within)) if slot.within else 0


def _name(
    rows: Rows, slot: Slot, directory: Directory, superiors: Superiors, registry: Registry
) -> list[Problem]:
    within = rows.column(f"{slot.within}.@i") if slot.within else pl.lit(None, pl.String)
    given = {key: rows.column(f"{slot.name}.{x}")
             for key, x in (("name", NAME), ("code", CODE), ("type", TYPE), ("district", DISTRICT))}
    asked = rows.frame.select("row", **given, within=within, scheme=_scheme(rows))
    distinct = asked.select(_KEYS).unique(maintain_order=True).with_row_index("n")
    told = distinct.join(directory.resolve(distinct, slot.types), on="n", how="left")
    wrong = told.filter(pl.col("found") != 1)
    problems: list[Problem] = []
    if wrong.height:
        at = asked.join(wrong.select(*_KEYS, "n"), on=list(_KEYS), nulls_equal=True).group_by("n").agg(
            pl.col("row").sort())
        wrong = wrong.join(at, on="n", maintain_order="left")
        told, problems = _unresolved(rows, slot, told, wrong, directory, superiors, registry)
    problems += _other_names(rows, slot, asked, told, directory)
    ends = asked.select(_KEYS).join(told, on=list(_KEYS), how="left", nulls_equal=True, maintain_order="left")
    rows.frame = rows.frame.with_columns(
        ends["to_type"].alias(f"{slot.name}.@t"), ends["to_id"].alias(f"{slot.name}.@i"))
    return problems


def _other_names(
    rows: Rows, slot: Slot, asked: pl.DataFrame, told: pl.DataFrame, directory: Directory
) -> list[Problem]:
    """Cells whose code means one thing while the name beside it is another's: sorted apart, perhaps."""
    both = told.filter(
        (pl.col("found") == 1) & pl.col("code").is_not_null() & pl.col("name").is_not_null()
    ).with_columns(name_key(pl.col("name").str.split("/").list.last()).alias("key"))
    other = both.join(
        directory.table, left_on=["to_type", "to_id", "key"], right_on=["type", "id", "key"], how="anti"
    ).join(
        directory.names.select("type", "id", pl.col("name").alias("its")),
        left_on=["to_type", "to_id"], right_on=["type", "id"],
    )
    if not other.height:
        return []
    at = asked.join(other.select(*_KEYS, "n", "its"), on=list(_KEYS), nulls_equal=True).sort("row")
    if slot.name in rows.layout.fills:  # a filled cell stands for all rows below it
        at = at.unique("n", keep="first", maintain_order=True)
    return [
        rows.problem("W11", row, f"{slot.name}.{NAME}", name, {"code": code, "other": its})
        for row, name, code, its in at.select("row", "name", "code", "its").iter_rows()
    ]


def _scheme(rows: Rows) -> pl.Expr:
    """How ids in the row's own coding scheme begin: a sheet of divisions means its own scheme's codes."""
    own = next((s.name for s in rows.layout.slots if s.makes and s.types == ("Division",)), None)
    if own is None:
        return pl.lit(None, pl.String)
    return pl.concat_str(f"{own}.scheme", pl.lit("/"), f"{own}.edition", pl.lit("/"))


def _unresolved(
    rows: Rows,
    slot: Slot,
    told: pl.DataFrame,
    wrong: pl.DataFrame,
    directory: Directory,
    superiors: Superiors,
    registry: Registry,
) -> tuple[pl.DataFrame, list[Problem]]:
    """Resolve what is written as "superior/name"; report the rest, each wrong cell once."""
    problems: list[Problem] = []
    mended: dict[str, list[Any]] = defaultdict(list)
    hints: dict[tuple[str, str | None], tuple[str, dict[str, object]]] = {}
    for r in wrong.iter_rows(named=True):
        text = r["code"] or r["name"]
        options = directory.qualified(text, slot.types, superiors) if "/" in text else []
        if len(options) == 1:
            mended["n"].append(r["n"])
            mended["t"].append(options[0][0])
            mended["i"].append(options[0][1])
            continue
        # Where two things may be meant in one row and none in another, the problems differ.
        asked = (text, r["type"] if not r["found"] else "")
        if asked not in hints:
            hints[asked] = _hint(r, text, slot, directory, registry, candidates=len(hints) < _MOST_HINTS)
        code, facts = hints[asked]
        to = f"{slot.name}.{CODE if r['code'] else NAME}"
        if slot.name in rows.layout.fills:  # a filled cell stands for all rows below it
            first = rows.problem(code, r["row"][0], to, text, facts)
            sheet = rows.match.sheet
            below = tuple((sheet.file, sheet.name, row) for row in r["row"][1:])
            problems.append(replace(first, beside=below))
        else:
            problems += [rows.problem(code, row, to, text, facts) for row in r["row"]]
    if mended:
        schema = {"n": told.schema["n"], "t": pl.String(), "i": pl.String()}
        told = (
            told.join(pl.DataFrame(dict(mended), schema=schema), on="n", how="left")
            .with_columns(
                pl.coalesce("t", "to_type").alias("to_type"), pl.coalesce("i", "to_id").alias("to_id")
            )
            .drop("t", "i")
        )
    return told, problems


def _hint(
    r: Mapping[str, Any], text: str, slot: Slot, directory: Directory, registry: Registry, *, candidates: bool
) -> tuple[str, dict[str, object]]:
    """The code of the problem and what to show: who may be meant."""
    what = "、".join(dict.fromkeys(registry.nodes[t].zh for t in slot.types))
    what_en = " or ".join(dict.fromkeys(registry.nodes[t].en for t in slot.types))
    if r["type"] and r["type"] not in slot.types:
        return "R03", {"value": registry.nodes[r["type"]].zh, "expected": what}
    if r["found"]:
        return "R02", {"hint": "、".join(directory.meanings(text, slot.types))}
    types = (r["type"],) if r["type"] else slot.types
    parts = [x for x in _LISTED.split(text) if x.strip()]
    if candidates and len(parts) > 1 and any(directory.meanings(x, types) for x in parts):
        return "R06", {"what": what, "what_en": what_en, "n": len(parts)}
    listed = directory.candidates(r["name"] or text, types) if candidates else []
    return "R04" if slot.types == ("Division",) else "R01", {
        "what": what, "what_en": what_en,
        "hint": f"；相近的有 {'、'.join(listed)}" if listed else "",
        "hint_en": f"; similar: {', '.join(listed)}" if listed else "",
    }

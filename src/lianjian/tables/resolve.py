"""Parsed sheets → assertions: which record each row makes, and between whom its ties run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from ..model import Registry
from ..model.frames import TIE_ENDS
from .directory import Directory, Frames, places
from .naming import name_others
from .organizations import identify_organizations
from .parse import Parsed, name_key
from .placed import misplaced
from .points import strayed
from .problems import Problem
from .rows import Rows, date_facts, given, identify, records, start, ties

_PLACING = ("PART_OF", "LOCATED_IN")
_SURVEYING = ("COUNTS", "SURVEYED_AT")
"""The ties by which things have a place, which tells equal names apart; units also by their surveys."""


@dataclass
class Assertions:
    """What the sheets assert: node rows and tie rows by type, each with its source and place.

    A value that is not stated is null; nothing is filled with defaults here. ``_sheet`` and ``_row``
    tell where a row came from: the number of the sheet and its row.
    """

    nodes: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))


def resolve(
    sheets: Sequence[Parsed], known: Frames, registry: Registry, sources: Sequence[str]
) -> tuple[Assertions, list[Problem]]:
    """All rows of all sheets as assertions, with every name resolved against files and store.

    ``known`` are the store's frames by type; ``sources[i]`` is the source of sheet i, unless a row says
    otherwise. Divisions come first and buildings next, because streets tell units without a code apart;
    names are resolved last, when everything in the files has its id.
    """
    problems: list[Problem] = []
    work: list[Rows] = []
    for i, parsed in enumerate(sheets):
        rows, bad = start(i, parsed, sources[i], registry)
        work.append(rows)
        problems += bad
    superiors: Mapping[tuple[str, str], set[str]] = {}
    placing: dict[str, list[pl.DataFrame]] = defaultdict(list)
    # A slot belongs to the earliest stage that knows all its types; the last stage takes the rest.
    stages: tuple[tuple[str, ...], ...] = (("Division",), ("Building",), ())
    above = _later(_ends(known, {}, _PLACING))
    for stage in stages:
        divisions = _nodes(work, known, registry, ("Division",))
        located = above()
        streets = _streets(located, divisions)
        for rows in work:
            identify(rows, stage, registry, streets)
        if not stage:
            superiors, bad = identify_organizations(work, known)
            problems += bad
            for rows in work:
                date_facts(rows, registry)
                _add(placing, ties(rows, registry, _SURVEYING))
            above = _later(_ends(known, placing, (*_PLACING, *_SURVEYING)))
        types = ("Division", *stage) if stage else tuple(registry.asserted_nodes)
        directory = Directory.of(_nodes(work, known, registry, types), above, registry)
        for rows in work:
            problems += name_others(rows, stage, directory, superiors, registry)
            if stage:
                _add(placing, ties(rows, registry, _PLACING))
        if stage:
            above = _later(_ends(known, placing, _PLACING))
    problems += misplaced(work, located, divisions.get("Division", ())) + strayed(work, located)
    found = Assertions()
    for rows in work:
        date_facts(rows, registry)
        _add(found.nodes, records(rows, registry))
        _add(found.ties, ties(rows, registry))
    return found, problems + _lookalikes(work, found, known)


def _later(ties: Frames) -> Callable[[], pl.DataFrame]:
    """The places by these ties, computed when they are first needed."""
    return cache(lambda: places(ties))


def _add(to: dict[str, list[pl.DataFrame]], frames: Frames) -> None:
    for name, frame in frames.items():
        to[name].append(frame)


def _nodes(
    work: Sequence[Rows], known: Frames, registry: Registry, types: tuple[str, ...]
) -> dict[str, list[pl.DataFrame]]:
    """The nodes of some types identified so far, from the files and from the store."""
    nodes: dict[str, list[pl.DataFrame]] = defaultdict(list)
    for rows in work:
        if any(s.makes and set(s.types) & set(types) for s in rows.layout.slots):
            _add(nodes, records(rows, registry))
    _add(nodes, {n: known[n] for n in types if n in known})
    return {n: frames for n, frames in nodes.items() if n in types}


def _ends(
    known: Frames, ties: Mapping[str, list[pl.DataFrame]], names: tuple[str, ...]
) -> dict[str, pl.DataFrame]:
    """The ends of some types of ties, from the files and from the store."""
    found = {n: [*ties.get(n, ()), *((known[n],) if n in known else ())] for n in names}
    return {
        n: pl.concat([f.select(TIE_ENDS) for f in frames]).unique() for n, frames in found.items() if frames
    }


def _streets(above: pl.DataFrame, divisions: Mapping[str, Sequence[pl.DataFrame]]) -> pl.DataFrame:
    """(type, id) → code of the street it lies in; a street lies in itself."""
    frames = [f.select("id", "code", "level") for f in divisions.get("Division", ())]
    if not frames:
        return pl.DataFrame(schema={"type": pl.String, "id": pl.String, "street": pl.String})
    streets = pl.concat(frames).filter(pl.col("level") == "street").unique("id")
    inside = above.join(streets, left_on="above", right_on="id").select(
        "type", "id", pl.col("code").alias("street")
    )
    own = streets.select(pl.lit("Division").alias("type"), "id", pl.col("code").alias("street"))
    return pl.concat([own, inside]).group_by("type", "id").agg(pl.col("street").min())


def _lookalikes(work: Sequence[Rows], found: Assertions, known: Frames) -> list[Problem]:
    """Units without a code: how many, and which units bear the name of one or are one's namesake."""
    problems = []
    units = [f.select("id", "name") for n in ("Enterprise", "Institution")
             for f in (*found.nodes.get(n, ()), *((known[n],) if n in known else ()))]
    if not units:
        return []
    bearers = pl.concat(units).unique("id").select("id", name_key("name").alias("key")).sort("id")
    uncoded = pl.col("id").str.starts_with("~")
    for rows in work:
        for slot in rows.layout.slots:
            if not slot.makes or "Enterprise" not in slot.types or not rows.has(f"{slot.name}.@i"):
                continue
            mine = rows.frame.select(
                "row", pl.col(f"{slot.name}.@i").alias("id"), pl.col(f"{slot.name}.name").alias("name"),
                name_key(f"{slot.name}.name").alias("key"),
                given(rows, f"{slot.name}.code").str.contains(r"\d").fill_null(value=False).alias("said"),
            ).filter(pl.col("id").is_not_null()).unique("id", keep="first", maintain_order=True)
            # A code that was written, but is lost, is told as that.
            mine = mine.filter(~(uncoded & pl.col("said")))
            flagged = mine.filter(uncoded)
            if flagged.height:
                problems.append(rows.problem("N02", 0, f"{slot.name}.code", "", {"count": flagged.height}))
            same = mine.join(bearers, on="key", suffix="_other", maintain_order="left").filter(
                (pl.col("id") != pl.col("id_other")) & (uncoded | pl.col("id_other").str.starts_with("~")))
            first = same.unique("id", keep="first", maintain_order=True)
            problems += [
                rows.problem("N01", r["row"], f"{slot.name}.name", r["name"], {"other": r["id_other"]})
                for r in first.iter_rows(named=True)
            ]
    return problems

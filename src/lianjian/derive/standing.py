"""Standings: how a unit stands, one row per maximal period during which nothing changes."""

from __future__ import annotations

import polars as pl

from lianjian.model import OWN_RANKS, Registry
from lianjian.model.frames import conform
from lianjian.periods import align, coalesce, prefer, tally, union

from .graph import Frames, among, attributes, held, ids, of_type
from .places import LEVELS, unit_types

WORK = ("instructor", "liaison", "trade_union", "youth_league")
_RANKS = tuple(OWN_RANKS.values())


def standings(
    frames: Frames, registry: Registry, nodes: pl.DataFrame, unit_places: pl.DataFrame, sites: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frames of Standing and STANDS_FOR; a unit's standings cover its existence without overlap.

    ``unit_places``: node, parent, since, until and the levels of the units' addresses; ``sites``: the
    nodes whose number is given as ``building`` where a unit lies in one.
    """
    units = of_type(nodes, unit_types(registry))
    in_site = pl.col("parent").is_in(sites.get_column("node").implode())
    building = pl.when(in_site).then("parent").alias("building")
    places = unit_places.select("node", "since", "until", *LEVELS, building)
    layers = [
        places, _surveys(frames, registry, nodes), _ranks(frames, registry, nodes, units),
        _instructed(frames, registry, nodes, units), _rosters(frames, registry, nodes),
    ]
    pieces = align(units, layers, ["node"]).select(
        "node", "since", "until", *LEVELS, "building", pl.col("rank").fill_null(0), *_counts(), "staff",
        (pl.col("work_instructor").fill_null(False) | pl.col("instructed").is_not_null()).alias("instructor"),
        *(pl.col(f"work_{w}").fill_null(False).alias(w) for w in WORK[1:]),
    )
    rows = coalesce(pieces, ["node"]).join(_fixed(frames, registry, nodes), on="node")
    rows = rows.with_columns(ids(nodes, rows.get_column(c)) for c in (*LEVELS, "building"))
    # an enterprise and an institution may share an id, two standings must not
    apart = pl.when(pl.col("shared")).then(pl.lit("|") + pl.col("type")).otherwise(pl.lit(""))
    rows = rows.with_columns(
        (pl.col("unit") + "|" + pl.col("since").dt.strftime("%Y-%m-%d") + apart).alias("id")
    ).sort("id")
    ties = rows.select(
        pl.lit("Standing").alias("from_type"), pl.col("id").alias("from_id"),
        pl.col("type").alias("to_type"), pl.col("unit").alias("to_id"), "since", "until",
    )
    return conform(rows, registry.nodes["Standing"]), conform(ties, registry.ties["STANDS_FOR"])


def _fixed(frames: Frames, registry: Registry, nodes: pl.DataFrame) -> pl.DataFrame:
    """What is of today only: node, type, unit (the id), form, kind, industry, shared (id of two types)."""
    every = []
    for t in unit_types(registry):
        fields = registry.nodes[t].fields()
        codes = registry.codes[fields["kind"].attr.code] if "kind" in fields else ()
        own = [c for c in ("kind", "industry") if c in fields]
        every.append(
            attributes(frames, registry, nodes, t, own)
            .with_columns(pl.lit("").alias(c) for c in ("kind", "industry") if c not in own)
            .with_columns(pl.col("kind", "industry").fill_null(""))
            .with_columns(
                pl.col("kind").replace_strict(
                    [c.code for c in codes], [c.form for c in codes], default="", return_dtype=pl.String
                ).alias("form")
            )
            .select("node", "form", "kind", "industry")
        )
    named = pl.concat(every).join(nodes.select("node", "type", pl.col("id").alias("unit")), on="node")
    return named.with_columns(pl.col("unit").is_duplicated().alias("shared"))


def _surveys(frames: Frames, registry: Registry, nodes: pl.DataFrame) -> pl.DataFrame:
    """The current survey's values: node (the unit), since, until, staff, and raw counts and work."""
    columns = ["staff", "members", "full_members", "work"]
    values = attributes(frames, registry, nodes, "Headcount", columns).select(
        pl.col("node").alias("fact"), "staff", pl.col("members").alias("said"),
        pl.col("full_members").alias("said_full"),
        *(pl.col("work").list.contains(w).alias(f"work_{w}") for w in WORK),
    )
    counts = held(frames, registry, nodes, "COUNTS").select(
        pl.col("node").alias("fact"), pl.col("parent").alias("node"), "since", "until"
    )
    return prefer(counts, ["node"], ["fact"], [True]).join(values, on="fact").drop("fact")


def _ranks(frames: Frames, registry: Registry, nodes: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """The highest rank of the organizations that cover a unit: node, since, until, rank."""
    ranked = pl.concat([
        attributes(frames, registry, nodes, t, ["kind"]) for t in registry.ties["COVERS"].ends()[0]
    ]).select(
        pl.col("node").alias("organization"),
        pl.col("kind").replace_strict(OWN_RANKS, default=0, return_dtype=pl.Int64).alias("rank"),
    ).filter(pl.col("rank") > 0)
    covers = held(frames, registry, nodes, "COVERS").rename({"node": "organization", "parent": "node"})
    covering = among(covers, units).join(ranked, on="organization").with_columns(
        (pl.col("rank") == r).cast(pl.Int64).alias(f"of_{r}") for r in _RANKS
    )
    sums = [f"of_{r}" for r in _RANKS]
    highest = pl.max_horizontal(pl.when(pl.col(f"of_{r}") > 0).then(r) for r in _RANKS).cast(pl.Int64)
    return tally(covering, ["node"], sums).select("node", "since", "until", highest.alias("rank"))


def _instructed(frames: Frames, registry: Registry, nodes: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """While an instructor is sent to the unit: node, since, until, instructed (true)."""
    sent = among(held(frames, registry, nodes, "INSTRUCTS"), units, "parent")
    return union(sent.select(pl.col("parent").alias("node"), "since", "until"), ["node"]).with_columns(
        pl.lit(True).alias("instructed")
    )


def _rosters(frames: Frames, registry: Registry, nodes: pl.DataFrame) -> pl.DataFrame:
    """Members known by name of their unit: node (the unit), since, until, listed, listed_full."""
    status = pl.concat([
        attributes(frames, registry, nodes, t, ["status"]).rename({"node": "person"})
        for t in registry.ties["WORKS_AT"].ends()[0] if "status" in registry.nodes[t].fields()
    ])
    ties = held(frames, registry, nodes, "WORKS_AT").rename({"node": "person", "parent": "node"})
    # two ties of one person with one unit on the same date are one member
    persons = union(ties, ["person", "node"]).join(status, on="person").select(
        "node", "since", "until", pl.lit(1, pl.Int64).alias("listed"),
        (pl.col("status") == "full").fill_null(False).cast(pl.Int64).alias("listed_full"),
    )
    return tally(persons, ["node"], ["listed", "listed_full"])


def _counts() -> tuple[pl.Expr, ...]:
    """counted, members, full_members: from the survey if it tells the full members, else from the roster.

    Without either, a survey's count of members of any kind still tells that there are some.
    """
    said, full = pl.col("said"), pl.col("said_full")
    full = pl.when(full.is_null() & (said == 0)).then(0).otherwise(full)
    listed = full.is_null() & pl.col("listed").is_not_null()
    enough = full.is_not_null() | said.is_not_null()
    return (
        (enough | listed).alias("counted"),
        pl.when(listed).then("listed").when(enough).then(pl.coalesce(said, full)).alias("members"),
        pl.when(listed).then("listed_full").otherwise(full).alias("full_members"),
    )

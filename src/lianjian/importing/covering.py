"""Who covers a unit at a time: too many own organizations, too many units of a joint branch."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..derive.graph import among, attributes, held, number, of_type
from ..derive.places import unit_types
from ..model import OWN_RANKS
from ..periods import intersect, subtract, tally, union
from ..tables.layout import NAME
from ..tables.problems import Problem
from ..tables.records import report
from .view import View

_LEVELS = 12
"""How far up superiors are followed: more than any hierarchy has levels."""


def _placed(view: View, name: str, ends: Sequence[str]) -> pl.DataFrame:
    """The last row of the files that asserts a tie between some ends: the ends, _sheet, _row, sources."""
    places = view.records.places[name].sort("_sheet", "_row").unique(ends, keep="last", maintain_order=True)
    stored = view.after[name].group_by(ends).agg(pl.col("sources").first())
    return stored.join(places.select(*ends, "_sheet", "_row"), on=ends, how="left", nulls_equal=True)


def _covering(view: View, nodes: pl.DataFrame, kinds: Sequence[str]) -> pl.DataFrame:
    """When organizations of some kinds cover units: org, unit (numbers), since, until; maximal periods."""
    units = of_type(nodes, unit_types(view.registry))
    covers = among(held(view.after, view.registry, nodes, "COVERS"), units, "parent")
    mine = attributes(view.after, view.registry, nodes, "Organization", ["kind"]).filter(
        pl.col("kind").is_in(list(kinds))
    )
    return union(among(covers, mine), ["node", "parent"]).rename({"node": "org", "parent": "unit"})


def _units_of(view: View) -> pl.DataFrame:
    """Organizations and units with their numbers, as far as COVERS may join them."""
    near, _, far = view.registry.ties["COVERS"].ends()
    return number(view.after, view.registry, (*near, *(t for t in far if t in unit_types(view.registry))))


def own_organizations(view: View) -> list[Problem]:
    """Units that the files say have two own organizations at a time, of which neither is above the other.

    Organizations below one that covers the unit too (the branches of a unit's own committee) are no
    problem.
    """
    nodes = _units_of(view)
    said = view.records.ties["COVERS"].select(pl.col("to_type").alias("type"), pl.col("to_id").alias("id"))
    asserted = nodes.join(said.unique(), on=["type", "id"], how="semi").select(pl.col("node").alias("unit"))
    own = _covering(view, nodes, [k for k, rank in OWN_RANKS.items() if rank > 1])
    own = own.join(asserted, on="unit", how="semi")
    own = own.filter(pl.col("org").n_unique().over("unit") > 1)
    if not own.height:
        return []
    step = held(view.after, view.registry, nodes, "SUPERIOR").rename({"node": "org", "parent": "above"})
    chain = step.join(own.select("org").unique(), on="org", how="semi")
    above = chain
    for _ in range(_LEVELS):
        up = step.rename({"org": "mid", "above": "top"})
        chain = intersect(chain.rename({"above": "mid"}), up, ["mid"]).select(
            "org", pl.col("top").alias("above"), "since", "until"
        )
        if not chain.height:
            break
        above = pl.concat([above, chain])
    below = intersect(intersect(own, above, ["org"]), own.rename({"org": "above"}), ["above", "unit"])
    tops = subtract(own, below.select(own.columns), ["org", "unit"]) if below.height else own
    pairs = intersect(tops, tops.rename({"org": "other"}), ["unit"]).filter(pl.col("org") < pl.col("other"))
    return _two_own(view, nodes, pairs.unique(["unit", "org", "other"], keep="first", maintain_order=True))


def _two_own(view: View, nodes: pl.DataFrame, pairs: pl.DataFrame) -> list[Problem]:
    """A problem at the later of the two rows for each pair of organizations (unit, org, other)."""
    if not pairs.height:
        return []
    ends = ["from_id", "to_type", "to_id"]
    placed = _placed(view, "COVERS", ends)
    rows = pairs.join(
        nodes.select(pl.col("node").alias("unit"), pl.col("type", "id").name.prefix("to_")), on="unit"
    )
    for column, prefix in (("org", "a_"), ("other", "b_")):
        rows = rows.join(nodes.select(pl.col("node").alias(column), pl.col("id").alias("from_id")), on=column)
        rows = rows.join(placed, on=ends, maintain_order="left").rename(
            {c: f"{prefix}{c}" for c in ("from_id", "sources", "_sheet", "_row")}
        )
    names = view.names("Organization", pl.concat([rows["a_from_id"], rows["b_from_id"]]))
    units = {t: view.names(t, rows["to_id"]) for t in rows["to_type"].unique()}
    problems = []
    for r in rows.sort("to_id", "a_from_id", "b_from_id").iter_rows(named=True):
        spots = {p: (r[f"{p}_sheet"], r[f"{p}_row"]) for p in ("a_", "b_") if r[f"{p}_sheet"] is not None}
        if not spots:
            continue
        at = max(spots, key=lambda p: spots[p])
        other = "b_" if at == "a_" else "a_"
        facts = {
            "unit": units[r["to_type"]][r["to_id"]],
            "other": names[r[f"{other}from_id"]],
            "other_place": view.place(r, other),
        }
        problems.append(
            report("W09", view.matches, *spots[at], "COVERS", NAME, names[r[f"{at}from_id"]], facts)
        )
    return problems


def joint_branches(view: View, most: int) -> list[Problem]:
    """Joint branches that the files say cover more units at a time than is usual (rule R2)."""
    nodes = _units_of(view)
    joint = _covering(view, nodes, ["joint_branch"])
    counted = tally(
        joint.select("org", "since", "until", pl.lit(1, pl.Int64).alias("units")), ["org"], ["units"]
    )
    peaks = (
        counted.filter(pl.col("units") > most)
        .sort("units", "since", descending=[True, False])
        .unique("org", keep="first", maintain_order=True)
    )
    then = joint.join(peaks.select("org", "units", pl.col("since").alias("day")), on="org").filter(
        pl.col("since") <= pl.col("day"), pl.col("day") < pl.col("until")
    )
    ids = nodes.select("node", "type", "id")
    then = then.join(ids.select(pl.col("node").alias("org"), pl.col("id").alias("from_id")), on="org").join(
        ids.select(pl.col("node").alias("unit"), pl.col("type", "id").name.prefix("to_")), on="unit"
    )
    placed = then.join(view.records.places["COVERS"], on=["from_id", "to_type", "to_id"])
    last = placed.sort("_sheet", "_row").unique("org", keep="last", maintain_order=True)
    names = view.names("Organization", last["from_id"])
    return [
        report(
            "W10",
            view.matches,
            r["_sheet"],
            r["_row"],
            "COVERS",
            NAME,
            r["to_id"],
            {"organization": names[r["from_id"]], "units": r["units"], "most": most},
        )
        for r in last.iter_rows(named=True)
    ]



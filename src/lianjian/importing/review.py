"""What shows only when files and store come together: problems of the graph as it would be.

Everything is looked at on dates: two ties contradict each other only where both hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx as nx
import polars as pl

from ..derive.places import unit_types
from ..model import BEGINNING, FOREVER, Registry, RulePack
from ..model.frames import TIE_ENDS, TIE_KEY
from ..plan import Plan, final
from ..tables.dates import last_day
from ..tables.headings import Match
from ..tables.layout import NAME
from ..tables.problems import Problem
from ..tables.records import Records, asserting, before, first_places, overlaps, report, spot
from ..tables.resolve import Assertions
from .covering import joint_branches, own_organizations
from .view import View

Frames = Mapping[str, pl.DataFrame]


def review(
    plan: Plan,
    found: Assertions,
    records: Records,
    stored: Frames,
    matches: Sequence[Match],
    registry: Registry,
    rules: RulePack,
) -> list[Problem]:
    """Every problem that the sheets alone do not show; ``records`` are what ``plan`` was made from."""
    view = View(final(plan, stored, registry), plan, found, records, stored, matches, registry)
    problems = [
        *_overlaps(view),
        *_unplaced(view),
        *_empty_periods(view),
        *_renamed(view),
        *_circles(view),
        *_members_twice(view),
    ]
    if "COVERS" in records.ties and unit_types(registry):
        problems += [*own_organizations(view), *joint_branches(view, rules["R2"].values["units"])]
    return problems


def _overlaps(view: View) -> list[Problem]:
    """Ties of which only one may hold at a time, but which would overlap with what is stored."""
    problems = []
    for name, declaration in view.registry.asserted_ties.items():
        p = view.plan.types.get(name)
        if (
            not declaration.single
            or p is None
            or name not in view.stored
            or not (p.create.height or p.update.height)
        ):
            continue
        group = ["from_type", "from_id"]
        touched = pl.concat([p.create, p.update]).select(group).unique()
        rows = view.after[name].join(touched, on=group, how="semi")
        places = view.records.places[name]
        problems += overlaps(rows, places, declaration, view.matches, view.registry)
    return problems


def _stating(view: View, name: str, keys: Sequence[str], field: str) -> pl.DataFrame:
    """The last row that states a field of each record of a type: the keys, _sheet and _row."""
    frames = view.found.nodes.get(name) or view.found.ties.get(name) or []
    stated = pl.concat(frames, how="diagonal_relaxed").sort("_sheet", "_row")
    return (
        stated.filter(pl.col(field).is_not_null())
        .unique(keys, keep="last", maintain_order=True)
        .select(*keys, "_sheet", "_row")
    )


def _empty_periods(view: View) -> list[Problem]:
    """Records that would end before they begin, once old and new dates come together."""
    problems = []
    for name, p in view.plan.types.items():
        bad = pl.concat([p.create, p.update]).filter(pl.col("since") >= pl.col("until"))
        if not bad.height:
            continue
        keys = ["id"] if "id" in bad.columns else list(TIE_ENDS)
        for field in ("until", "since"):  # at the end that the files state, else at the beginning
            for r in bad.join(_stating(view, name, keys, field), on=keys).iter_rows(named=True):
                who = r.get("name") or r.get("id") or f"{r['from_id']} - {r['to_id']}"
                last = last_day(r["until"])
                facts = {"since": r["since"]}
                problems.append(
                    report("V07", view.matches, r["_sheet"], r["_row"], name, field, f"{who} {last}", facts)
                )
            bad = bad.join(_stating(view, name, keys, field), on=keys, how="anti")
    return problems


def _renamed(view: View) -> list[Problem]:
    """Records that get another name: perhaps the code belongs to something else."""
    problems = []
    for name, p in view.plan.types.items():
        renamed = p.changes.filter(pl.col("field") == "name")
        if not renamed.height:
            continue
        declaration = view.registry.declaration(name)
        at = _stating(view, name, ["id"], "name")
        for r in renamed.join(at, on="id", maintain_order="left").iter_rows(named=True):
            facts = {"what": declaration.zh, "what_en": declaration.en, "id": r["id"], "old": r["old"]}
            problems.append(
                report("W02", view.matches, r["_sheet"], r["_row"], name, "name", r["new"], facts)
            )
    return problems


def _unplaced(view: View) -> list[Problem]:
    """Buildings that a survey names as a place, but of which nobody says where they are."""
    if not view.found.ties.get("SURVEYED_AT"):
        return []
    named = pl.concat(view.found.ties["SURVEYED_AT"], how="diagonal_relaxed")
    named = named.filter(pl.col("to_type") == "Building").sort("_sheet", "_row").unique("to_id", keep="first")
    located = view.after["LOCATED_IN"].filter(pl.col("from_type") == "Building")
    return [
        view.matches[r["_sheet"]].problem("W01", r["_row"], f"building.{NAME}", r["to_id"], {})
        for r in named.join(located, left_on="to_id", right_on="from_id", how="anti").iter_rows(named=True)
    ]


def _circles(view: View) -> list[Problem]:
    """Superiors that lead back to where they began, on one date; told once, at the last row that says so."""
    if "SUPERIOR" not in view.records.ties:
        return []
    ties = (
        view.after["SUPERIOR"]
        .filter(pl.col("from_id") != pl.col("to_id"))
        .join(first_places(view.records.places["SUPERIOR"]), on=list(TIE_KEY), how="left")
    )
    graph: nx.DiGraph[str] = nx.DiGraph(ties.select("from_id", "to_id").iter_rows())
    problems = []
    for part in nx.strongly_connected_components(graph):
        if len(part) < 2:
            continue
        inside = ties.filter(pl.col("from_id").is_in(list(part)) & pl.col("to_id").is_in(list(part)))
        # The latest date first: most ties still hold. One date is enough; what is mended shows the others.
        for day in inside["since"].unique().sort(descending=True).to_list():
            now = inside.filter(pl.col("since") <= day, pl.col("until") > day)
            found = _circles_on(view, now)
            problems += found
            if found:
                break
    return sorted(problems, key=lambda p: (p.file, p.sheet, p.row))


def _circles_on(view: View, ties: pl.DataFrame) -> list[Problem]:
    """The circles among ties of one date in which a tie of the files takes part."""
    graph: nx.DiGraph[str] = nx.DiGraph(ties.select("from_id", "to_id").iter_rows())
    problems = []
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1:
            edges = pl.DataFrame(
                nx.find_cycle(graph.subgraph(part)), schema=["from_id", "to_id"], orient="row"
            )
            told = edges.join(ties, on=["from_id", "to_id"], maintain_order="left")
            if told["_sheet"].drop_nulls().len():
                problems.append(_circle(view, edges["from_id"].to_list(), told))
    return problems


def _circle(view: View, circle: list[str], edges: pl.DataFrame) -> Problem:
    names = view.names("Organization", pl.Series(circle))
    rows = edges.drop_nulls("_sheet").sort("_sheet", "_row")
    last = rows.row(-1, named=True)
    begin = circle.index(last["from_id"])
    shown = " → ".join(names[i] for i in (*circle[begin:], *circle[: begin + 1]))
    problem = report(
        "C07",
        view.matches,
        last["_sheet"],
        last["_row"],
        "SUPERIOR",
        NAME,
        names[last["to_id"]],
        {"circle": shown},
    )
    all_rows = asserting(view.records.places["SUPERIOR"], rows, view.matches)
    return replace(problem, beside=tuple(x for found in all_rows.values() for x in found))


def _members_twice(view: View) -> list[Problem]:
    """Members that are in one alliance twice at a time, by files and store or by two rows of one sheet."""
    name = "MEMBER_OF"
    if name not in view.records.ties:
        return []
    ends = list(TIE_ENDS)
    said = pl.concat(view.found.ties[name], how="diagonal_relaxed").with_columns(
        pl.col("since").fill_null(BEGINNING), pl.col("until").fill_null(FOREVER)
    )
    several = (
        view.after[name].join(said.select(ends).unique(), on=ends, how="semi").filter(pl.len().over(ends) > 1)
    )
    dated = several.join(first_places(view.records.places[name]), on=list(TIE_KEY), how="left")
    again = said.with_columns(pl.lit(None, pl.List(pl.String)).alias("sources")).filter(
        pl.len().over(*ends, "_sheet") > 1
    )
    columns = [*ends, "since", "until", "sources", "_sheet", "_row"]
    apart, same = _clashing(dated.select(columns), ends), _clashing(again.select(columns), [*ends, "_sheet"])
    # Of ties that differ nobody knows which is right; of one tie written twice the first row may stay.
    asserted = (
        said.join(apart.select(ends).unique(), on=ends, how="semi").group_by(ends).agg("_sheet", "_row")
    )
    all_rows = {r[:4]: tuple(zip(r[4], r[5], strict=True)) for r in asserted.iter_rows()}
    pairs = pl.concat([apart, same])
    pairs = pairs.unique(["_sheet", "_row", *ends], keep="first").sort("_sheet", "_row", "from_id")
    alliances = view.names("Alliance", pairs["to_id"])
    problems = []
    for r in pairs.iter_rows(named=True):
        facts = {"alliance": alliances[r["to_id"]], "other_place": view.place(r, "b_")}
        problem = report("C08", view.matches, r["_sheet"], r["_row"], name, NAME, r["from_id"], facts)
        rows = all_rows.pop((r["from_type"], r["from_id"], r["to_type"], r["to_id"]), ())
        problems.append(replace(problem, beside=tuple(spot(view.matches, n, row) for n, row in rows)))
    return problems


def _clashing(ties: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Ties that hold together with another of their group, whose columns are ``b_…``.

    The tie of the pair that stands in a file comes first; of two that do, the one in the later row.
    """
    both = before(ties.sort(*group, "since", "until", "_sheet", "_row", nulls_last=False), group).filter(
        pl.col("b_until") > pl.col("since")
    )
    later = (pl.col("b__sheet") > pl.col("_sheet")) | (
        (pl.col("b__sheet") == pl.col("_sheet")) & (pl.col("b__row") > pl.col("_row"))
    )
    turned = pl.col("_sheet").is_null() | later.fill_null(value=False)
    return both.with_columns(
        e
        for c in ("since", "until", "sources", "_sheet", "_row")
        for e in (
            pl.when(turned).then(f"b_{c}").otherwise(c).alias(c),
            pl.when(turned).then(c).otherwise(f"b_{c}").alias(f"b_{c}"),
        )
    ).filter(pl.col("_sheet").is_not_null())

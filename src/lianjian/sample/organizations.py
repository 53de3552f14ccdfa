"""Party organizations: the constructed ones, the territorial tree, those of units, buildings and areas.

Which unit has an organization is drawn, not decided by a rule: many that might have one have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from . import core
from .draw import days
from .places import Places
from .sizes import Plan

DISTRICT_COMMITTEES = {"320102": "O3", "320104": "O4", "320106": "O5"}
CORE_STREET, CORE_COMMUNITY = "320102003", "320102003001"
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
OWN = {"committee": "党委", "general_branch": "党总支", "branch": "党支部"}
OTHERS = {"authority_organization": "党组织", "temporary": "临时党支部", "functional": "功能型党支部"}

COLUMNS = ("key", "name", "kind", "superior", "place", "since", "until")
COVERS = ("key", "target", "row", "since", "until")


@dataclass(frozen=True)
class Organizations:
    """All organizations, and what they cover.

    ``table``: one row per organization. ``covers``: organization ``key``, ``target`` (unit, building or
    area), ``row`` in that table, since, until.
    """

    table: pl.DataFrame
    covers: pl.DataFrame


def _core(units: pl.DataFrame, buildings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The constructed organizations and what they cover (written ``key:since:until`` in their table)."""
    rows = core.table("organizations.csv")
    targets = pl.concat(
        [
            units.select(to="key", target=pl.lit("unit"), row=pl.int_range(pl.len())),
            buildings.select(to="key", target=pl.lit("building"), row=pl.int_range(pl.len())),
        ]
    )
    parts = (
        rows.select("key", part=pl.col("covers").str.split(" "))
        .explode("part")
        .drop_nulls("part")
        .with_columns(pl.col("part").str.split_exact(":", 2).struct.rename_fields(["to", "since", "until"]))
        .unnest("part")
        .with_columns(until=pl.col("until").replace("", None))
    )
    covers = parts.join(targets, on="to", how="left", maintain_order="left")
    return rows.select(*COLUMNS), covers.select(*COVERS)


def _tree(places: Places) -> pl.DataFrame:
    """Working committees of streets and organizations of communities, but for the constructed two."""
    cells = places.communities.filter(~pl.col("code").str.ends_with("498"))
    streets = cells.unique("street", keep="first", maintain_order=True).filter(
        pl.col("street") != CORE_STREET
    )
    committees = streets.select(
        key=pl.lit("W") + pl.col("street"),
        name=pl.col("street_name") + "党工委",
        kind=pl.lit("working_committee"),
        superior=pl.col("district").replace_strict(DISTRICT_COMMITTEES),
        place="street",
    )
    communities = cells.filter(pl.col("code") != CORE_COMMUNITY).select(
        key=pl.lit("K") + pl.col("code"),
        name=pl.col("street_name") + pl.col("name") + "党委",
        kind=pl.lit("community_organization"),
        superior=pl.when(pl.col("street") == CORE_STREET)
        .then(pl.lit("O6"))
        .otherwise(pl.lit("W") + pl.col("street")),
        place="code",
    )
    return pl.concat([committees, communities]).with_columns(since=pl.lit(None, pl.String))


def homes(frame: pl.DataFrame, tree: pl.DataFrame) -> pl.Series:
    """The territorial organization above each row (community, street, district): the nearest there is."""
    known = [*tree["key"], "O8"]
    community = (
        pl.when(pl.col("community") == CORE_COMMUNITY)
        .then(pl.lit("O8"))
        .otherwise(pl.lit("K") + pl.col("community"))
    )
    street = (
        pl.when(pl.col("street") == CORE_STREET).then(pl.lit("O6")).otherwise(pl.lit("W") + pl.col("street"))
    )
    return frame.select(
        pl.when(community.is_in(known))
        .then(community)
        .when(street.is_in([*known, "O6"]))
        .then(street)
        .otherwise(pl.col("district").replace_strict(DISTRICT_COMMITTEES, default="O1"))
        .alias("superior")
    ).to_series()


def _own(units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Organizations set up by units (one row each, with ``row`` and ``members`` of the unit)."""
    draw = pl.Series(rng.random(units.height))
    m = pl.col("members")
    private = ~pl.col("kind").is_in(["merchant", "public_institution", "authority"])
    return (
        units.with_columns(draw=draw, founded=days(date(2006, 1, 1), rng.integers(0, 5_500, units.height)))
        .filter(pl.col("settled"))
        .with_columns(
            organization=pl.when(private & (m >= 100) & (pl.col("draw") < 0.9))
            .then(pl.lit("committee"))
            .when(private & m.is_between(30, 99) & (pl.col("draw") < 0.85))
            .then(pl.lit("general_branch"))
            .when(private & m.is_between(8, 29) & (pl.col("draw") < 0.75))
            .then(pl.lit("branch"))
            .when(private & m.is_between(3, 7) & (pl.col("draw") < 0.55))
            .then(pl.lit("branch"))
            .when((pl.col("kind") != "merchant") & ~private & (m >= 3) & (pl.col("draw") < 0.3))
            .then(pl.lit("authority_organization")),
        )
        .drop_nulls("organization")
        .with_columns(
            late=pl.col("draw").mul(1000).floor().mod(20) == 7,
        )
        .select(
            key=pl.lit("E") + pl.col("row").cast(pl.String),
            kind="organization",
            name=pl.col("name") + pl.col("organization").replace_strict({**OWN, **OTHERS}),
            superior="home",
            row="row",
            members="members",
            since=pl.when("late")
            .then(pl.lit("2021-") + (pl.col("row") % 12 + 1).cast(pl.String).str.zfill(2) + "-15")
            .otherwise(
                pl.max_horizontal(pl.col("since").str.to_date(), pl.col("founded").str.to_date()).cast(
                    pl.String
                )
            ),
        )
    )


def _under(own: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Branches under committees and general branches, the first of each before the second of any."""
    per = (
        pl.when(pl.col("kind") == "committee")
        .then(pl.col("members") // 40 + 1)
        .otherwise(pl.col("members") // 30 + 1)
    )
    return (
        own.filter(pl.col("kind").is_in(["committee", "general_branch"]))
        .with_columns(i=pl.int_ranges(0, per.clip(1, len(NUMERALS))))
        .explode("i")
        .sort("i", "row")
        .head(max(limit, 0))
        .select(
            key=pl.col("key") + "/" + pl.col("i").cast(pl.String),
            kind=pl.lit("branch"),
            name=pl.col("name").str.replace("党委$|党总支$", "")
            + "第"
            + pl.col("i").replace_strict(dict(enumerate(NUMERALS)), return_dtype=pl.String)
            + "党支部",
            superior="key",
            row="row",
            members="members",
            since="since",
        )
    )


def _joint(
    units: pl.DataFrame, buildings: pl.DataFrame, taken: pl.Series, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Joint branches of units in one building, mostly up to five, in the fullest building six."""
    draw = pl.Series(rng.random(units.height))
    m = pl.col("members")
    rows = (
        units.with_columns(draw=draw)
        .filter(
            pl.col("settled")
            & (pl.col("kind") != "merchant")
            & pl.col("building").is_not_null()
            & ~pl.col("row").is_in(taken.implode())
            & (
                (m.is_between(1, 2) & (pl.col("draw") < 0.45))
                | (m.is_between(3, 5) & (pl.col("draw") < 0.25))
            )
        )
        .with_columns(here=pl.len().over("building"))
    )
    fullest = pl.col("here") == rows.select(pl.col("here").max()).item()
    rows = (
        rows.sort("building", "draw")
        .with_columns(group=pl.int_range(pl.len()).over("building") // pl.when(fullest).then(6).otherwise(5))
        .with_columns(together=pl.len().over("building", "group"))
        .filter(pl.col("together") >= 2)
        .with_columns(
            key=pl.lit("J") + pl.col("building").cast(pl.String) + "/" + pl.col("group").cast(pl.String)
        )
    )
    first = rows.unique("key", keep="first", maintain_order=True)
    houses = pl.Series(buildings["name"].gather(first["building"]))
    branches = first.select(
        key="key",
        kind=pl.lit("joint_branch"),
        name=houses + pl.lit("第") + (pl.col("group") + 1).cast(pl.String) + "联合党支部",
        superior="home",
        since=days(date(2012, 1, 1), rng.integers(0, 3_300, first.height)),
        # a few are dissolved
        until=pl.when(pl.Series(rng.random(first.height) < 0.06)).then(
            days(date(2021, 9, 1), rng.integers(0, 302, first.height))
        ),
    )
    fate = rng.random(rows.height)
    late, early = (
        days(date(2021, 5, 1), rng.integers(0, 400, rows.height)),
        days(date(2021, 7, 1), rng.integers(0, 330, rows.height)),
    )
    covers = rows.join(
        branches.select("key", began="since"), on="key", how="left", maintain_order="left"
    ).select(
        "key",
        target=pl.lit("unit"),
        row="row",
        since=pl.when(pl.Series(fate < 0.10))
        .then(late)
        .otherwise(
            pl.max_horizontal(pl.col("began").str.to_date(), pl.col("since").str.to_date()).cast(pl.String)
        ),
        until=pl.when(pl.Series(fate > 0.96)).then(early),
    )
    return branches, covers


def _overlays(
    plan: Plan, units: pl.DataFrame, buildings: pl.DataFrame, tree: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Building organizations, one of an area, temporary and functional ones; none of them a unit's own."""
    scale = max(plan.organizations // 80, 2)
    offices = (
        buildings.with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .filter(pl.col("key").str.starts_with("b") & (pl.col("kind") != "residential"))
    )
    chosen = offices[np.sort(rng.permutation(offices.height)[: 2 * scale])]
    built = chosen.select(
        key=pl.lit("H") + pl.col("row").cast(pl.String),
        name=pl.col("name") + "楼宇党支部",
        kind=pl.lit("building"),
        superior=homes(chosen, tree),
        row="row",
        target=pl.lit("building"),
        since=days(date(2016, 1, 1), rng.integers(0, 2_200, chosen.height)),
    )
    area = pl.DataFrame(
        {
            "key": ["Q1"],
            "name": ["新街口商圈功能党委"],
            "kind": ["area"],
            "superior": ["O1"],
            "row": [0],
            "target": ["area"],
            "since": ["2019-03-01"],
        }
    )
    pool = units.filter(pl.col("settled") & (pl.col("kind") != "merchant"))
    rows = pool[rng.permutation(pool.height)[: 6 * scale]]
    number = pl.int_range(pl.len()) // 3
    drawn = rows.with_columns(number=number).select(
        key=pl.lit("T") + pl.col("number").cast(pl.String),
        name=pl.col("name").first().over("number")
        + pl.when(pl.col("number") < scale)
        .then(pl.lit("项目临时党支部"))
        .otherwise(pl.lit("产业链功能型党支部")),
        kind=pl.when(pl.col("number") < scale).then(pl.lit("temporary")).otherwise(pl.lit("functional")),
        superior=pl.col("home").first().over("number"),
        row="row",
        target=pl.lit("unit"),
        since=(pl.lit("2021-0") + (pl.col("number") % 9 + 1).cast(pl.String) + "-01"),
    )
    every = pl.concat([built, area.select(built.columns), drawn.select(built.columns)])
    covers = every.select("key", "target", "row", "since", until=pl.lit(None, pl.String))
    return every.unique("key", keep="first", maintain_order=True).drop("row", "target"), covers


def _residents(places: Places, tree: pl.DataFrame, n: int) -> pl.DataFrame:
    """``n`` branches of residents under the communities' organizations, spread evenly."""
    cells = places.communities.filter(~pl.col("code").str.ends_with("498"))
    rounds = pl.DataFrame({"i": range(n // cells.height + 1)})
    rows = rounds.join(cells, how="cross").head(n)
    grid = pl.col("i") + 1
    return rows.select(
        key=pl.lit("R") + pl.col("code") + "/" + pl.col("i").cast(pl.String),
        name=pl.col("street_name") + pl.col("name") + "第" + grid.cast(pl.String) + "网格党支部",
        kind=pl.lit("branch"),
        superior=homes(rows.with_columns(community="code"), tree),
        since=pl.lit("2013-07-01"),
    )


def organizations(
    plan: Plan, places: Places, buildings: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator
) -> Organizations:
    """All organizations of a size with what they cover."""
    table, covers = _core(units, buildings)
    if plan.organizations > table.height:
        tree = _tree(places)
        ready = units.with_row_index("row").with_columns(
            pl.col("row").cast(pl.Int64),
            pl.col("members").fill_null(0),
            home=homes(units, tree),
            settled=~pl.col("key").str.starts_with("U")
            & (pl.col("district").is_not_null())
            & pl.col("until").is_null()
            & (pl.col("since") < "2020-06-01"),
        )
        own = _own(ready, rng)
        joint, joined = _joint(ready, buildings, own["row"], rng)
        overlays, overlaid = _overlays(plan, ready, buildings, tree, rng)
        rest = plan.organizations - sum(f.height for f in (table, tree, own, joint, overlays))
        under = _under(own, rest * 2 // 3)
        residents = _residents(places, tree, max(rest - under.height, 0))
        owned = pl.concat([own, under]).select(
            "key", "row", "since", target=pl.lit("unit"), until=pl.lit(None, pl.String)
        )
        table = pl.concat([table, tree, own, joint, overlays, under, residents], how="diagonal").select(
            *COLUMNS
        )
        covers = pl.concat([covers, *(f.select(*COVERS) for f in (owned, joined, overlaid))])
    numbers = pl.Series(rng.permutation(100_000)[: table.height]).cast(pl.String).str.zfill(5)
    coded = pl.Series(rng.random(table.height) > 0.03) | table["key"].str.contains("^[OWKQ]")
    return Organizations(table.with_columns(code=pl.when(coded).then(pl.lit("DZ3201") + numbers)), covers)

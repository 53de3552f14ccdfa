"""Posts that members hold, and members who are instructors. No person is real."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .draw import days
from .labels import labels
from .organizations import Organizations

SEATS = {
    "committee": ("secretary", "deputy_secretary", "member", "member"),
    "general_branch": ("secretary", "deputy_secretary", "member"),
    "branch": ("secretary", "member", "member"),
    "joint_branch": ("secretary",),
    "community_organization": ("secretary", "deputy_secretary"),
    "building": ("secretary",),
    "quarter_committee": ("secretary",),
    "authority_organization": ("secretary",),
}
"""Posts in the order in which they are given to the members there are."""

HOSTS = ("community_organization", "quarter_committee", "working_committee")
"""Kinds that take members of resident units as concurrent committee members."""


def _people(roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Full members in random order: id, unit, body (names as written), admitted."""
    people = roster.select(
        id="证件号码",
        status="党员类别",
        unit="工作单位",
        body="组织关系所在党组织",
        admitted=pl.col("入党日期").str.to_date(),
    )
    order = pl.Series(rng.permutation(people.height))
    full = people.with_columns(order=order).filter(pl.col("status") == "正式党员")
    return full.sort("order").drop("order", "status")


def _period(frame: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """When posts begin and end: not before admission and founding, a few ended in the last year."""
    n = frame.height
    drawn = days(date(2015, 1, 1), rng.integers(0, 2_600, n)).str.to_date()
    ended = days(date(2021, 5, 1), rng.integers(0, 400, n)).str.to_date()
    return frame.with_columns(
        since=pl.max_horizontal(drawn, "admitted", pl.col("founded").str.to_date()),
        ended=pl.when(pl.Series(rng.random(n) < 0.1)).then(ended),
    ).with_columns(
        pl.col("since").cast(pl.String),
        until=pl.when(pl.col("ended") >= pl.col("since")).then(pl.col("ended").cast(pl.String)),
    )


def _seats(people: pl.DataFrame, table: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Posts in organizations: their own members first; where there are none, somebody from elsewhere."""
    seats = pl.DataFrame(
        [(kind, i, post) for kind, posts in SEATS.items() for i, post in enumerate(posts)],
        schema={"kind": pl.String, "seat": pl.Int64, "post": pl.String},
        orient="row",
    )
    bodies = table.filter(pl.col("kind").is_in(list(SEATS))).select(
        "kind", body="name", body_code="code", founded="since"
    )
    wanted = bodies.join(seats, on="kind", how="inner", maintain_order="left_right")
    own = people.drop_nulls("body").with_columns(seat=pl.int_range(pl.len(), dtype=pl.Int64).over("body"))
    filled = wanted.join(
        own.select("body", "seat", "id", "admitted"), on=["body", "seat"], how="left", maintain_order="left"
    )
    anybody = people[rng.integers(0, people.height, filled.height)]
    lent = pl.Series(rng.random(filled.height) < 0.6) & (pl.col("seat") == 0)
    vacant = pl.Series(rng.random(filled.height) < 0.12)
    return (
        filled.with_columns(
            id=pl.when(pl.col("id").is_null() & lent).then(anybody["id"]).otherwise("id"),
            admitted=pl.when(pl.col("id").is_null() & lent).then(anybody["admitted"]).otherwise("admitted"),
            vacant=vacant,
        )
        .filter(~pl.col("vacant") & pl.col("id").is_not_null())
        .select(
            "id", "post", "admitted", "founded", place="body", place_code="body_code", type=pl.lit("党组织")
        )
    )


def _concurrent(people: pl.DataFrame, table: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Concurrent committee members of communities, streets and quarters: one to four each."""
    hosts = table.filter(pl.col("kind").is_in(HOSTS))
    rows = hosts[np.repeat(np.arange(hosts.height), rng.integers(1, 5, hosts.height))]
    # those who sit on several committees are few: the square of a draw prefers the first of the list
    employed = people.drop_nulls("unit")
    chosen = employed[(rng.random(rows.height) ** 2 * employed.height).astype(np.int64)]
    return rows.select(
        chosen["id"],
        chosen["admitted"],
        post=pl.lit("concurrent_member"),
        founded="since",
        place="name",
        place_code="code",
        type=pl.lit("党组织"),
    )


def _elsewhere(
    seats: pl.DataFrame,
    people: pl.DataFrame,
    units: pl.DataFrame,
    buildings: pl.DataFrame,
    home: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Community secretaries as building secretaries, members as legal representatives of their firms."""
    secretaries = seats.filter(pl.col("post") == "secretary").select("id", "admitted", body="place")
    houses = buildings.join(home, on="key", how="inner", maintain_order="left").filter(
        pl.Series(rng.random(buildings.height) < 0.4)
    )
    of_houses = houses.join(
        secretaries, left_on="home_name", right_on="body", how="inner", maintain_order="left"
    ).select(
        "id",
        "admitted",
        post=pl.lit("building_secretary"),
        founded="since",
        place="name",
        place_code="code",
        type=pl.lit("楼宇"),
    )
    firms = units.filter(pl.col("kind").is_in(["enterprise", "private", "hmt", "foreign", "platform"]))
    first = people.drop_nulls("unit").with_columns(leads=pl.col("id").is_in(secretaries["id"].implode()))
    # who leads the organization often leads the firm as well
    first = first.sort("leads", descending=True, maintain_order=True).unique(
        "unit", keep="first", maintain_order=True
    )
    owners = firms.select("name", "code", "since").join(
        first, left_on="name", right_on="unit", how="inner", maintain_order="left"
    )
    chance = np.where(owners["leads"].to_numpy(), 0.4, 0.15)
    of_firms = owners.filter(pl.Series(rng.random(owners.height) < chance)).select(
        "id",
        "admitted",
        post=pl.lit("legal_representative"),
        founded="since",
        place="name",
        place_code="code",
        type=pl.lit("企业"),
    )
    return pl.concat([of_houses, of_firms.select(of_houses.columns)])


def _instructors(people: pl.DataFrame, sent: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Who the instructors of 指导员.csv are: each has one to six neighbouring units or buildings."""
    n = sent.height
    load = np.minimum(rng.geometric(0.45, n), 6)
    who = np.repeat(np.arange(n), load)[:n]
    # old members, so that they are members all the time they instruct
    old = people.filter(pl.col("admitted") < date(2015, 1, 1))
    return (
        old[who % old.height]
        .select("id")
        .hstack(
            sent.select(
                place="指导对象",
                place_code="指导对象代码",
                type="指导对象类型",
                since="起始日期",
                until="截止日期",
            )
        )
    )


def post_sheet(
    roster: pl.DataFrame,
    organizations: Organizations,
    units: pl.DataFrame,
    buildings: pl.DataFrame,
    home: pl.DataFrame,
    sent: pl.DataFrame,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """任职.csv: one row for a member and a post, or for an instructor and what is instructed.

    ``roster`` is 在职党员.csv, ``sent`` is 指导员.csv; ``home`` has for buildings ``key`` and ``home`` (an
    organization's key).
    """
    table = organizations.table
    people = _people(roster, rng)
    names = table.select(home="key", home_name="name")
    seats = _seats(people, table, rng)
    posts = [
        seats,
        _concurrent(people, table, rng),
        _elsewhere(
            seats, people, units, buildings,
            home.select("key", "home").join(names, on="home", how="left", maintain_order="left"), rng,
        ),
    ]  # fmt: skip
    held = _period(pl.concat([p.select(seats.columns) for p in posts]), rng)
    led = _instructors(people, sent, rng)
    status = roster.select(id="证件号码", status="党员类别")

    def ends(frame: pl.DataFrame, heading: str, **more: str) -> pl.DataFrame:
        once = frame.unique(["id", "place"], keep="first", maintain_order=True)
        return once.select(
            "id",
            pl.col("place").alias(heading),
            pl.col("place_code").alias(f"{heading}代码"),
            pl.col("type").alias(f"{heading}类型"),
            *(pl.col(column).alias(label) for column, label in more.items()),
            pl.col("since").alias(f"{heading}起始日期"),
            pl.col("until").alias(f"{heading}截止日期"),
        )

    rows = pl.concat(
        [
            ends(held.with_columns(labels("post", "post")), "任职处", post="任职处职务"),
            ends(led, "指导单位"),
        ],
        how="diagonal",
    )
    return rows.join(status, on="id", how="left", maintain_order="left").select(
        pl.col("id").alias("证件号码"),
        pl.col("status").alias("党员类别"),
        pl.all().exclude("id", "status"),
    )

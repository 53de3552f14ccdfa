"""The units: the constructed core, and a bulk drawn around it.

Distributions follow published shapes (heavy-tailed staff, members about 6 % of staff, few members in
most firms). Nothing here knows how a unit is classed.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from . import core
from .credit import credit_codes
from .draw import Ints, days, log_uniform, pick
from .names import unit_names
from .places import Places
from .sizes import Plan

SHOPPING = {
    "private": 0.40,
    "enterprise": 0.09,
    "merchant": 0.30,
    "hmt": 0.05,
    "foreign": 0.04,
    "state": 0.04,
    "collective": 0.01,
    "private_non_enterprise": 0.02,
    "social_group": 0.02,
    "law_firm": 0.015,
    "accounting_firm": 0.008,
    "tax_firm": 0.002,
    "public_institution": 0.004,
    "foundation": 0.001,
}
ELSEWHERE = {
    "private": 0.565,
    "enterprise": 0.10,
    "merchant": 0.17,
    "hmt": 0.015,
    "foreign": 0.015,
    "state": 0.03,
    "collective": 0.01,
    "private_non_enterprise": 0.03,
    "social_group": 0.02,
    "law_firm": 0.01,
    "accounting_firm": 0.006,
    "tax_firm": 0.002,
    "foundation": 0.002,
    "public_institution": 0.015,
    "authority": 0.01,
}
TRADES = {
    "F": 24,
    "L": 18,
    "I": 11,
    "M": 9,
    "H": 9,
    "K": 6,
    "J": 6,
    "R": 5,
    "O": 4,
    "E": 4,
    "C": 2,
    "G": 2,
    "N": 1,
    "P": 3,
    "Q": 3,
}
SHOP_TRADES = {"F": 55, "H": 30, "O": 15}
KIND_TRADES = {
    "social_group": "S",
    "social_organization": "S",
    "foundation": "S",
    "authority": "S",
    "law_firm": "L",
    "accounting_firm": "L",
    "tax_firm": "L",
    "platform": "G",
}
CONTROL = {
    "enterprise": {"private": 85.0, "private_sole": 15.0},
    "private": {"private": 55.0, "private_sole": 42.0, "private_hmt": 2.0, "private_foreign": 1.0},
    "hmt": {"hmt": 45.0, "hmt_sole": 40.0, "private_hmt": 15.0},
    "foreign": {"foreign": 40.0, "foreign_sole": 45.0, "private_foreign": 15.0},
    "platform": {"private": 70.0, "private_foreign": 30.0},
}
PUBLIC = ("public_institution", "authority")
SOCIAL = ("private_non_enterprise", "social_group", "foundation", "law_firm", "accounting_firm", "tax_firm")


def _addresses(
    n: int, plan: Plan, places: Places, buildings: pl.DataFrame, rng: np.random.Generator
) -> tuple[list[str], NDArray[np.str_]]:
    """For each bulk unit the reference of its address, and the area it was drawn for ("" elsewhere)."""
    bulk = buildings.filter(pl.col("key").str.starts_with("b"))
    found: list[str] = []
    area: list[str] = []
    for key, count in plan.area_units.items():
        keys = bulk.filter(pl.col("area") == key)["key"].to_list()
        weights = rng.lognormal(0, 0.4, len(keys))
        found += [keys[i] for i in core.spread(count, weights, rng)]
        area += [key] * count
    rest = n - len(found)
    cells = core.addresses(places, bulk)["place"].to_list()
    communities = [c for c in cells if "/" in c]
    streets = places.communities["street_name"].unique(maintain_order=True).to_list()
    nowhere = round(0.01 * n)
    by_street = round(0.05 * rest) if plan.every_street else rest // 4
    by_community = round(0.14 * rest) if plan.every_street else rest // 3
    in_buildings = rest - nowhere - by_street - by_community
    keys = bulk.filter(pl.col("area") == "")["key"].to_list()
    if keys:
        found += [keys[i] for i in core.spread(in_buildings, rng.lognormal(0, 0.9, len(keys)), rng)]
    found += [communities[i] for i in rng.integers(0, len(communities), by_community)]
    found += [streets[i] for i in rng.integers(0, len(streets), by_street)]
    found += [""] * nowhere
    return found, np.array(area + [""] * rest)


def _staff(kinds: pl.Series, area: NDArray[np.str_], tail: int, rng: np.random.Generator) -> Ints:
    """Staff by kind: shops a few, firms a median near 8 with 3 % from 50 upwards, public bodies dozens."""
    n = len(kinds)
    kind = kinds.to_numpy()
    staff = np.clip(np.round(rng.lognormal(np.log(8.5), 0.75, n)), 1, 49)
    shop = kind == "merchant"
    staff[shop] = np.minimum(1 + rng.geometric(0.45, int(shop.sum())), 12)
    social = np.isin(kind, SOCIAL)
    staff[social] = np.clip(np.round(rng.lognormal(np.log(16), 0.8, int(social.sum()))), 2, 400)
    public = np.isin(kind, PUBLIC)
    staff[public] = np.clip(np.round(rng.lognormal(np.log(70), 0.8, int(public.sum()))), 8, 2_500)
    firm = ~(shop | social | public)
    for inside, high, share in ((True, 8_000, 0.032), (False, tail, 0.03)):
        rows = rng.permutation(np.flatnonzero(firm & ((area == "A1") == inside)))
        count = round(share * int(((area == "A1") == inside).sum()))
        staff[rows[:count]] = log_uniform(count, 50, high, rng)
    return staff.astype(np.int64)


def _members(kinds: pl.Series, staff: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Members and full members: none in most small firms, about 6 % of staff in all."""
    n = len(staff)
    kind = kinds.to_numpy()
    share = np.where(np.isin(kind, PUBLIC), rng.beta(8, 14, n), rng.beta(3, 47, n))
    draw = rng.random(n)
    some = np.where(draw < 0.82, 0, np.where(draw < 0.955, rng.integers(1, 3, n), 3 + rng.poisson(1.0, n)))
    large = (staff >= 50) | np.isin(kind, PUBLIC)
    members = np.where(large, rng.binomial(staff, share), some)
    members = np.where(kind == "merchant", draw > 0.97, members).astype(np.int64)
    members = np.minimum(members, staff)
    return members, members - rng.binomial(members, 0.08)


def _work(kinds: pl.Series, staff: Ints, rng: np.random.Generator) -> pl.Series:
    """Work coverage as surveys write it: labels joined by 、, null for most units."""
    n = len(staff)
    chance = np.clip(0.06 + 0.06 * np.log10(np.maximum(staff, 1)), 0, 0.25)
    chance = np.where(kinds.to_numpy() == "merchant", 0.01, chance)
    columns = {
        name: pl.Series(np.where(rng.random(n) < chance * weight, name, ""))
        for name, weight in {
            "instructor": 0.9,
            "liaison": 0.8,
            "trade_union": 1.3,
            "youth_league": 0.5,
        }.items()
    }
    return (
        pl.DataFrame(columns)
        .select(
            pl.concat_list(pl.all())
            .list.eval(pl.element().filter(pl.element() != ""))
            .list.join("、")
            .replace("", None)
            .alias("work")
        )
        .to_series()
    )


def _bulk(
    n: int, plan: Plan, places: Places, buildings: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The drawn units, in the columns of the core."""
    place, area = _addresses(n, plan, places, buildings, rng)
    shopping = np.isin(area, ["A1", "A2"])
    kinds = pl.Series(
        np.where(
            shopping,
            pick(list(SHOPPING), list(SHOPPING.values()), n, rng).to_numpy(),
            pick(list(ELSEWHERE), list(ELSEWHERE.values()), n, rng).to_numpy(),
        ),
        dtype=pl.String,
    )
    merchant = (kinds == "merchant").to_numpy()
    industry = pl.Series(
        np.where(
            merchant,
            pick(list(SHOP_TRADES), list(SHOP_TRADES.values()), n, rng).to_numpy(),
            pick(list(TRADES), list(TRADES.values()), n, rng).to_numpy(),
        ),
        dtype=pl.String,
    )
    other = pick(["P", "Q", "R"], [5, 3, 2], n, rng)
    staff = _staff(kinds, area, plan.tail, rng)
    members, full = _members(kinds, staff, rng)
    draw = rng.random(n)
    small = staff < 30
    since = np.where(draw < 0.03, rng.integers(8_500, 8_900, n), rng.integers(0, 8_400, n))
    ends = (draw > 0.97) & small
    blank = rng.random(n)
    return (
        pl.DataFrame(
            {
                "kind": kinds,
                "industry": industry,
                "place": place,
                "drawn_for": pl.Series(area, dtype=pl.String),
                "staff": staff,
                "members": members,
                "full": full,
                "work": _work(kinds, staff, rng),
                "since": days(date(1998, 1, 1), since),
                "until": days(date(2021, 5, 1), rng.integers(0, 400, n)),
                "coded": ~((rng.random(n) < 0.011) & small),
                "absent": np.where(rng.random(n) < 0.06, rng.integers(1, 3, n), 0),
                "moves": (rng.random(n) < 0.02) & small,
            }
        )
        .with_columns(
            industry=pl.when(pl.col("kind").is_in(["private_non_enterprise", "public_institution"]))
            .then(other)
            .otherwise(pl.col("kind").replace_strict(KIND_TRADES, default=pl.col("industry"))),
            until=pl.when(pl.Series(ends)).then("until"),
            staff=pl.when(pl.Series(blank > 0.012)).then("staff"),
            members=pl.when(pl.Series((blank < 0.90) | (blank > 0.915) | ~small)).then("members"),
            full=pl.when(pl.Series((blank < 0.90) | (blank > 0.922) | ~small)).then("full"),
        )
        .with_columns(
            industry=pl.when(pl.Series(rng.random(n) > 0.01)).then("industry"),
            # a unit that ended may have been missed before: it keeps the surveys it has
            absent=pl.when(pl.col("until").is_null()).then("absent").otherwise(0),
        )
    )


def control(kinds: pl.Series, rng: np.random.Generator) -> pl.Series:
    """Who controls units of the kinds (code list ``control``); null for what is no enterprise of table 27."""
    n = len(kinds)
    found = pl.Series([None] * n, dtype=pl.String)
    for kind, weights in CONTROL.items():
        drawn = pick(list(weights), list(weights.values()), n, rng)
        found = pl.select(pl.when(kinds == kind).then(drawn).otherwise(found)).to_series()
    # a few sheets leave the cell empty
    return pl.select(pl.when(pl.Series(rng.random(n) > 0.03)).then(found).alias("control")).to_series()


def units(plan: Plan, places: Places, buildings: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """All units of a size, the core first.

    Columns: key, name, code, kind, industry (codes), the address's columns (``building`` a row of
    ``buildings``), area (of a tie by decision), staff, members, full, work (codes joined by 、), since,
    until, absent (surveys missed at the start), moved_to (address from the third survey on).
    """
    where = core.addresses(places, buildings)
    fixed = core.units()
    n = plan.units - fixed.height
    frames = [fixed.with_columns(drawn_for=pl.lit("core"))]
    if n:
        bulk = _bulk(n, plan, places, buildings, rng)
        names = unit_names(bulk.join(where, on="place", how="left", maintain_order="left"), rng)
        # a unit moves within the area it was drawn for, so that the areas keep their size
        segment = bulk["drawn_for"].rle_id().to_numpy()
        later = bulk["place"].gather(np.lexsort((rng.random(n), segment)))
        frames.append(
            bulk.with_columns(
                name=names,
                key=pl.lit("u") + pl.int_range(n).cast(pl.String),
                area=pl.lit(""),
                moved_to=pl.when(
                    pl.col("moves") & (pl.col("place") != "") & (later != "") & pl.col("coded")
                ).then(later),
            ).drop("moves")
        )
    table = pl.concat(frames, how="diagonal_relaxed").join(
        where, on="place", how="left", maintain_order="left"
    )
    divisions = table["district"].fill_null("320100")
    numbers = pl.Series(rng.permutation(1_000_000)[: table.height])
    return table.with_columns(
        code=pl.when("coded").then(credit_codes(table["kind"], divisions, numbers)),
    ).drop("coded")

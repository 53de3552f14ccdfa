"""The constructed core: the same units, organizations and alliances in every size.

It holds one of each situation a reader may ask about; the tables under ``data/sample`` list it.
Size XS is the core alone.
"""

from __future__ import annotations

from importlib import resources

import numpy as np
import polars as pl

from .places import Places

_WHOLE = ("staff", "members", "full")


def table(name: str) -> pl.DataFrame:
    """One table of the core, all texts; empty cells are null."""
    data = resources.files("lianjian.data").joinpath(f"sample/{name}").read_bytes()
    return pl.read_csv(data, infer_schema=False)


def addresses(places: Places, buildings: pl.DataFrame) -> pl.DataFrame:
    """Every address a unit may have, by a short reference.

    References are a building's key, ``street name/n`` (the street's n-th community), a street's name,
    or nothing. Columns besides ``place``: ``building`` (row number), codes and names of community,
    street and district; null where the address does not go so deep.
    """
    columns = ["community", "community_name", "street", "street_name", "district", "district_name"]
    built = buildings.with_row_index("building").select(
        pl.col("key").alias("place"), pl.col("building").cast(pl.Int64), *columns
    )
    order = pl.int_range(1, pl.len() + 1).over("street")
    cells = places.communities.select(
        place=pl.col("street_name") + "/" + order.cast(pl.String),
        building=pl.lit(None, pl.Int64),
        community="code",
        community_name="written",
        street="street",
        street_name="street_name",
        district="district",
        district_name="district_name",
    )
    streets = cells.unique("street", keep="first", maintain_order=True).with_columns(
        place="street_name", community=pl.lit(None, pl.String), community_name=pl.lit(None, pl.String)
    )
    nowhere = (
        streets.head(1).with_columns(pl.lit(None).alias(c) for c in columns).with_columns(place=pl.lit(""))
    )
    return pl.concat([built, cells, streets, nowhere.cast(streets.schema)])


def units() -> pl.DataFrame:
    """The constructed units: columns as in ``data/sample/units.csv``, counts as whole numbers."""
    rows = table("units.csv")
    return rows.with_columns(
        pl.col(_WHOLE).cast(pl.Int64),
        pl.col("place").fill_null(""),
        pl.col("area").fill_null(""),
        coded=pl.col("key") != "U38",
        absent=pl.col("absent").fill_null("0").cast(pl.Int64),
    )


def spread(n: int, weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """``n`` draws of positions in ``weights``, each position at least once where ``n`` allows."""
    size = len(weights)
    sure = rng.permutation(size)[: min(n, size)]
    rest = rng.choice(size, size=n - len(sure), p=weights / weights.sum())
    return rng.permutation(np.concatenate([sure, rest]))

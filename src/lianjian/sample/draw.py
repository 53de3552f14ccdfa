"""Small draws that several parts of the sample share."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def days(first: date, offsets: Ints) -> pl.Series:
    """Dates as written (ISO), a number of days after the first."""
    base = (first - date(1970, 1, 1)).days
    return pl.Series(offsets + base, dtype=pl.Int32).cast(pl.Date).cast(pl.String)


def log_uniform(n: int, low: float, high: float, rng: np.random.Generator) -> Ints:
    """``n`` whole numbers spread evenly over the logarithm: one from each of ``n`` equal strata, shuffled.

    Strata keep the total steady from seed to seed, which a heavy tail would not.
    """
    strata = (np.arange(n) + rng.random(n)) / max(n, 1)
    return np.asarray(rng.permutation(np.exp(np.log(low) + strata * np.log(high / low))).astype(np.int64))


def pick(values: list[str], weights: list[float], n: int, rng: np.random.Generator) -> pl.Series:
    """``n`` values drawn with weights (any scale)."""
    share = np.asarray(weights) / np.sum(weights)
    return pl.Series(np.asarray(values)[rng.choice(len(values), size=n, p=share)], dtype=pl.String)


def portion(n: int, share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which of ``n`` things are among a share of them: as many as the share says, whatever the seed."""
    return np.asarray(rng.permutation(n) < round(n * share))


def blank(values: pl.Series, where: NDArray[np.bool_]) -> pl.Series:
    """The values, null where told."""
    return values.to_frame("value").select(pl.when(pl.Series(~where)).then("value")).to_series()

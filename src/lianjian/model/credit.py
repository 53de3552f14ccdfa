"""Unified social credit codes (GB 32100-2015) and the organization codes (GB 11714) inside them."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = np.array([3**i % 31 for i in range(17)])
LENGTH = 18
BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])


def positions(texts: pl.Series, alphabet: str) -> NDArray[np.int64]:
    """The characters of equally long ASCII texts as positions in an alphabet (-1: not in it), a row each."""
    table = np.full(128, -1, dtype=np.int64)
    table[[ord(c) for c in alphabet]] = np.arange(len(alphabet))
    joined = "".join(texts.to_list()).encode("ascii")
    return np.asarray(table[np.frombuffer(joined, dtype=np.uint8).reshape(len(texts), -1)])


def check_characters(firsts: pl.Series) -> pl.Series:
    """The eighteenth character for each text of seventeen characters of the alphabet."""
    if len(firsts) == 0:
        return pl.Series(firsts.name, [], dtype=pl.String)
    last = (31 - positions(firsts, ALPHABET) @ WEIGHTS % 31) % 31
    return pl.Series(firsts.name, np.array(list(ALPHABET))[last], dtype=pl.String)


def body_checks(bodies: pl.Series) -> pl.Series:
    """The ninth character (GB 11714) for each organization code's first eight."""
    if len(bodies) == 0:
        return pl.Series(bodies.name, [], dtype=pl.String)
    last = (11 - positions(bodies, BODY) @ BODY_WEIGHTS % 11) % 11
    return pl.Series(bodies.name, np.array(list("0123456789X"))[last], dtype=pl.String)


def wrong_inside(codes: pl.Series) -> pl.Series:
    """Which well-formed codes have a body whose own check character does not fit; null and others: false."""
    seen = codes.alias("code").drop_nulls().unique()
    formed = seen.filter(seen.str.contains(f"^[{ALPHABET}]{{{LENGTH}}}$"))
    wrong = formed.filter(formed.str.slice(16, 1) != body_checks(formed.str.slice(8, 8)))
    return codes.is_in(wrong.implode()).fill_null(value=False)


def faults(codes: pl.Series) -> pl.Series:
    """What is wrong with each code: "length", "characters", "check", or "" where nothing is; null stays null.

    Each distinct code is looked at once.
    """
    seen = codes.alias("code").drop_nulls().unique().to_frame().with_columns(
        pl.when(pl.col("code").str.len_chars() != LENGTH).then(pl.lit("length"))
        .when(~pl.col("code").str.contains(f"^[{ALPHABET}]*$")).then(pl.lit("characters"))
        .otherwise(pl.lit("")).alias("fault"))
    formed = seen.filter(pl.col("fault") == "")["code"]
    wrong = formed.filter(formed.str.tail(1) != check_characters(formed.str.head(LENGTH - 1)))
    told = seen.with_columns(
        pl.when(pl.col("code").is_in(wrong.implode())).then(pl.lit("check")).otherwise("fault").alias("fault"))
    return codes.replace_strict(told["code"], told["fault"], default=None, return_dtype=pl.String)

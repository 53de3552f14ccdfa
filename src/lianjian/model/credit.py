"""Unified social credit codes (GB 32100-2015): their characters and their check character."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = np.array([3**i % 31 for i in range(17)])
LENGTH = 18


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

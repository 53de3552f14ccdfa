"""Invented names of streets and communities: enumerated, so that none occurs twice in the country."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..names import FIRST
from .country import communities, streets

PARTS = ("东苑", "西苑", "南苑", "北苑", "中心", "新风", "和平", "光明", "前进", "红旗", "团结", "友谊")


def street_stems(ending: str, n: int) -> list[str]:
    """``n`` stems of street names, none twice: at most 80 for one ending (one character)."""
    if n > len(FIRST):
        raise ValueError(f"only {len(FIRST)} names end in {ending}")
    return [f"{first}{ending}" for first in FIRST[:n]]


def below(district: str, stems: Sequence[str], each: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The streets of a district by their stems, and ``each`` communities of every one of them."""
    made = streets(district, [f"{s}街道" for s in stems])
    inside = [
        communities(code, [f"{stem}{part}社区" for part in PARTS[:each]])
        for code, stem in zip(made["code"], stems, strict=True)
    ]
    return made, pl.concat(inside)

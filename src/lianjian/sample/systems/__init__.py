"""The practices of other cities: for each a synthetic area with the real place's name, in its own sheets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from . import (
    buildings,
    community_funds,
    community_posts,
    industry,
    linkage,
    new_groups,
    one_grid,
    posting,
    provinces,
    red_property,
    service_centres,
    street_duties,
    temporary,
    theme_days,
    three_lists,
    welfare,
    whistles,
)

Sheets = dict[str, pl.DataFrame]
Make = Callable[[np.random.Generator, int], Sheets]

SYSTEMS: dict[str, Make] = {
    "S1": whistles.sheets,
    "S2": street_duties.sheets,
    "S3": community_funds.sheets,
    "S4": community_posts.sheets,
    "S5": service_centres.sheets,
    "S6": one_grid.sheets,
    "S7": red_property.sheets,
    "S8": new_groups.sheets,
    "S9": three_lists.sheets,
    "S10": buildings.sheets,
    "S11": temporary.sheets,
    "S12": posting.sheets,
    "S13": linkage.sheets,
    "S14": theme_days.sheets,
    "S15": industry.sheets,
    "S16": provinces.sheets,
    "S17": welfare.sheets,
}
"""By number (S1): what makes its sheets by file name, from a generator and the scale.

Figures up to a few thousand have their real size. Larger ones are divided by the scale: 100, or 1 for
the whole. File names begin with the number, as in S1派单.csv.
"""


def system_sheets(seed: int, scale: int) -> Sheets:
    """The sheets of all practices by file name. The same seed and scale give the same sheets."""
    found: Sheets = {}
    for number, make in SYSTEMS.items():
        made = make(np.random.default_rng([seed, *number.encode()]), scale)
        strange = [f for f in made if not f.startswith(number)]
        if strange or found.keys() & made.keys():
            raise ValueError(f"{number}: files are named {number}…, each once: {strange}")
        found |= made
    return found

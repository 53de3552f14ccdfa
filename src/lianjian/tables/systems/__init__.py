"""The sheets in which the single practices are kept: one module a practice, a layout or a few each."""

from __future__ import annotations

from collections.abc import Callable

from ...model import Registry
from ..layout import Layout
from . import (
    buildings,
    community_funds,
    community_posts,
    linkage,
    new_groups,
    one_grid,
    posting,
    red_property,
    service_centres,
    street_duties,
    temporary,
    territory,
    theme_days,
    three_lists,
    welfare,
    whistles,
)

LAYOUTS: tuple[Callable[[Registry], tuple[Layout, ...]], ...] = (
    whistles.layouts,
    street_duties.layouts,
    community_funds.layouts,
    temporary.layouts,
    posting.layouts,
    community_posts.layouts,
    service_centres.layouts,
    one_grid.layouts,
    territory.layouts,
    welfare.layouts,
    new_groups.layouts,
    red_property.layouts,
    linkage.layouts,
    theme_days.layouts,
    three_lists.layouts,
    buildings.layouts,
)
"""What makes the layouts of each practice, in their order."""


def system_layouts(registry: Registry) -> list[Layout]:
    """The layouts of all practices."""
    return [layout for of in LAYOUTS for layout in of(registry)]

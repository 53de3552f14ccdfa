"""Joint theme days: which community organization holds them with which resident unit."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Slot, TieMade, named, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """One row for a community organization, a unit, and the project the unit undertakes, if any."""
    with_ = registry.ties["THEME_DAY_WITH"]
    return (
        Layout(
            "theme_days", "联办主题党日表", "sheet of joint theme days",
            (Slot("community", ("Organization",)), Slot("unit", with_.ends()[2]),
             Slot("project", ("Project",))),
            (*named("community", "社区党组织", "community organization", required=True),
             *named("unit", "驻区单位", "resident unit", required=True, aliases=("驻社区单位",)),
             *period(with_, "联办起始日期", "联办截止日期"),
             *named("project", "认领项目", "project undertaken"),
             *period(registry.ties["UNDERTAKES"], "认领日期", "认领截止日期"),
             SOURCE_COLUMN),
            (TieMade("THEME_DAY_WITH", "community", ("unit",)),
             TieMade("UNDERTAKES", "unit", ("project",))),
            fills=("community",),
        ),
    )

"""Joint theme days: which community organization holds them with which resident unit."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Slot, TieMade, named, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """One row for a community organization and a unit; the organization is filled down."""
    tie = registry.ties["THEME_DAY_WITH"]
    since, until = period(tie, "联办起始日期", "联办截止日期")
    return (
        Layout(
            "theme_days", "联办主题党日表", "sheet of joint theme days",
            (Slot("community", tie.ends()[0]), Slot("unit", tie.ends()[2])),
            (*named("community", "社区党组织", "community organization", required=True),
             *named("unit", "驻区单位", "resident unit", required=True, aliases=("驻社区单位",)),
             replace(since, attr=replace(since.attr, aliases=("起始日期", "开始日期"))),
             replace(until, attr=replace(until.attr, aliases=("截止日期", "结束日期"))), SOURCE_COLUMN),
            (TieMade("THEME_DAY_WITH", "community", ("unit",)),),
            fills=("community",),
        ),
    )

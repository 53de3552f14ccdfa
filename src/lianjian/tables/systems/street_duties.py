"""What a street's duty list, negative list and admissions are kept in, and what is delegated to it."""

from __future__ import annotations

from ...model import Registry
from ..layout import (
    SOURCE_COLUMN,
    Column,
    Layout,
    Meant,
    Slot,
    TieMade,
    made,
    named,
    own_columns,
    period,
    shown,
)


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The list of duties and powers with the streets they concern, and that of delegated penalties."""
    return _duties(registry), _penalties(registry)


def _side(
    registry: Registry, tie: str, slot: str, word: str, en: str, *, required: bool = False
) -> list[Column]:
    """Who stands to the duty in one way, and since when."""
    declared = registry.ties[tie]
    return [
        *named(slot, f"{word}街道", en, required=required),
        *period(declared, f"{word}起始日期", f"{word}截止日期"),
        *own_columns(declared),
    ]


def _duties(registry: Registry) -> Layout:
    return Layout(
        "street_duties", "街道职责清单", "street duty list",
        (Slot("it", ("Duty",), makes=True), Slot("has", ("Division",)), Slot("freed", ("Division",)),
         Slot("admitting", ("Division",))),
        (*shown(made("it", registry.nodes["Duty"], required=("name",)), platform="", power="", field=""),
         *_side(registry, "RESPONSIBLE_FOR", "has", "责任", "street responsible", required=True),
         *_side(registry, "EXEMPT_FROM", "freed", "免除", "street exempt"),
         *_side(registry, "ADMITS", "admitting", "准入", "street admitting"),
         SOURCE_COLUMN),
        (TieMade("RESPONSIBLE_FOR", "has", ("it",)), TieMade("EXEMPT_FROM", "freed", ("it",)),
         TieMade("ADMITS", "admitting", ("it",))),
        fills=("it",),
        means=(Meant("it.kind", "power", "it.power"), Meant("it.kind", "penalty", "it.field"),
               Meant("it.kind", "duty")),
    )


def _penalties(registry: Registry) -> Layout:
    """A penalty delegated to a street, and the one team that enforces it there."""
    delegated = registry.ties["RESPONSIBLE_FOR"]
    return Layout(
        "delegated_penalties", "下放处罚事项表", "sheet of delegated penalties",
        (Slot("it", ("Duty",), makes=True), Slot("street", ("Division",)), Slot("team", ("Institution",))),
        (*shown(made("it", registry.nodes["Duty"], required=("name",), name="处罚事项"),
                name="未设置安全警示标志", kind="行政处罚", category="", platform="", power=""),
         *named("street", "受托街道", "street delegated to", required=True),
         *named("team", "执法队", "enforcing team", aliases=("综合行政执法队",)),
         *period(delegated, "下放日期", "收回日期"), *own_columns(delegated),
         SOURCE_COLUMN),
        (TieMade("RESPONSIBLE_FOR", "street", ("it",)), TieMade("RESPONSIBLE_FOR", "team", ("it",))),
        fills=("it",),
        means=(Meant("it.kind", "penalty"),),
    )

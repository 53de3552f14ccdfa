"""The street's list of whistles: a task a street raises, and each department it is dispatched to."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Slot, TieMade, also, made, named, own_columns, period, shown


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The sheet of dispatches: one row for a task and one department, the task filled down."""
    dispatched = registry.ties["DISPATCHED_TO"]
    return (
        Layout(
            "whistles", "吹哨派单表", "sheet of whistles and dispatches",
            (Slot("it", ("Task",), makes=True), Slot("street", ("Division",)), Slot("duty", ("Duty",)),
             Slot("to", dispatched.ends()[2])),
            (*shown(also(made("it", registry.nodes["Task"], required=("name",)), name=("吹哨事项",),
                          origin=("事项来源",)), kind="联合整治"),
             *named("street", "吹哨街道", "street that whistles", required=True,
                    aliases=("报告街道", "吹哨单位")),
             *named("duty", "所属职责", "duty of the task"),
             *named("to", "承办单位", "dispatched to", required=True,
                    aliases=("责任部门", "责任单位", "报到部门")),
             *shown(period(dispatched, "派单日期", "撤单日期"), since="2022-06-02"), *own_columns(dispatched),
             SOURCE_COLUMN),
            (TieMade("CONCERNS", "it", ("street",)), TieMade("OF_DUTY", "it", ("duty",)),
             TieMade("DISPATCHED_TO", "it", ("to",))),
            fills=("it", "street", "duty"),
        ),
    )

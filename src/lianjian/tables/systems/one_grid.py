"""The sheets of one grid: grids with those they replaced, and the cases that pass the five steps."""

from __future__ import annotations

from ...model import Registry
from ..layout import (
    CODE,
    SOURCE_COLUMN,
    Layout,
    Meant,
    Slot,
    TieMade,
    also,
    made,
    named,
    own_columns,
    period,
    shown,
)


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The two sheets."""
    return _grids(registry), _cases(registry)


def _grids(registry: Registry) -> Layout:
    """One row for a grid; where it replaces several former grids, one row for each, filled down."""
    grid = shown(also(made(
        "it", registry.nodes["Division"], required=("code", "name", "level", "grid"),
        code="网格代码", name="网格名称", since="划定日期",
    ), code=("网格编号",)), code="320102003001001", name="大石桥社区第1网格", level="网格")
    return Layout(
        "grids", "网格表", "sheet of grids",
        (Slot("it", ("Division",), makes=True), Slot("community", ("Division",)),
         Slot("former", ("Division",))),
        (*(c for c in grid if c.field != "pseudo"),
         *named("community", "所属社区", "community of the grid", required=True),
         *named("former", "合并的原网格", "former grid merged"), SOURCE_COLUMN),
        (TieMade("PART_OF", "it", ("community",), since_of="it", until_of="it"),
         TieMade("SUCCEEDS", "it", ("former",), since_of="it")),
        fills=("it", "community"),
    )


def _cases(registry: Registry) -> Layout:
    """One row for a case and one of those who handle it; the case is filled down."""
    dispatched = registry.ties["DISPATCHED_TO"]
    return Layout(
        "grid_cases", "网格事项表", "sheet of cases of grids",
        (Slot("it", ("Task",), makes=True), Slot("grid", ("Division",)),
         Slot("to", dispatched.ends()[2])),
        (*shown(also(made("it", registry.nodes["Task"], required=("name", "since"), name="事项名称",
                          code="事项编号", since="收集日期"), since=("上报日期",)),
                name="楼道堆物", kind="网格事项"),
         *also(named("grid", "所在网格", "grid of the case", required=True, aliases=("所属网格",)),
               **{CODE: ("网格代码", "网格编号")}),
         *named("to", "承办单位", "dispatched to"),
         *shown(period(dispatched, "派单日期", "撤单日期"), since="2022-06-03"),
         *own_columns(dispatched), SOURCE_COLUMN),
        (TieMade("CONCERNS", "it", ("grid",), since_of="it", until_of="it"),
         TieMade("DISPATCHED_TO", "it", ("to",))),
        fills=("it", "grid"),
        means=(Meant("it.kind", "grid_case"),),
    )

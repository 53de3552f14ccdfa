"""What a community has to spend, and what it must not be made to do."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Meant, Slot, TieMade, also, made, named, period, shown


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The sheet of community funds, one row a community and year, and the communities' negative list."""
    return _funds(registry), _negative(registry)


def _funds(registry: Registry) -> Layout:
    return Layout(
        "community_funds", "社区经费表", "sheet of community funds",
        (Slot("fund", ("Fund",), makes=True), Slot("street", ("Division",)),
         Slot("community", ("Division",), within="street")),
        (*named("street", "所在街道", "street"),
         *named("community", "社区名称", "community", required=True, aliases=("社区",)),
         *also(made("fund", registry.nodes["Fund"], required=("since",)), since=("年度", "经费年度")),
         SOURCE_COLUMN),
        (TieMade("FUNDS", "fund", ("community",), since_of="fund"),),
    )


def _negative(registry: Registry) -> Layout:
    exempt, made_to = registry.ties["EXEMPT_FROM"], registry.ties["RESPONSIBLE_FOR"]
    return Layout(
        "community_negative_list", "社区负面清单", "communities' negative list",
        (Slot("it", ("Duty",), makes=True), Slot("freed", ("Division",)), Slot("still", ("Division",))),
        (*shown(also(made("it", registry.nodes["Duty"], required=("name",), name="负面清单事项"),
                     name=("事项名称",)),
                name="社区招商引资", category="经济事务", platform="", power="", field=""),
         *named("freed", "免除社区", "community exempt", required=True),
         *period(exempt, "免除起始日期", "免除截止日期"),
         *named("still", "仍承担社区", "community still made to"),
         *period(made_to, "承担起始日期", "承担截止日期"),
         SOURCE_COLUMN),
        (TieMade("EXEMPT_FROM", "freed", ("it",)), TieMade("RESPONSIBLE_FOR", "still", ("it",))),
        fills=("it",),
        means=(Meant("it.kind", "duty"),),
    )

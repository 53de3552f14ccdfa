"""The sheets of service centres: the chain from community to city, and who and what gathers at a place."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Meant, Slot, TieMade, also, made, named, period, shown


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The two sheets."""
    return _centres(registry), _gathering(registry)


def _centres(registry: Registry) -> Layout:
    """One row for a centre, where it is and the next higher one."""
    links = registry.ties["LINKS_UP"]
    located = registry.ties["LOCATED_IN"]
    return Layout(
        "service_centres", "党群服务中心体系表", "sheet of the chain of service centres",
        (Slot("it", ("ServicePoint",), makes=True), Slot("place", located.ends()[2]),
         Slot("upper", ("ServicePoint",))),
        (*shown(also(made("it", registry.nodes["ServicePoint"], required=("name", "level")),
                      name=("中心名称", "党群服务中心名称"), level=("级别", "中心级别")),
                name="紫阳社区党群服务中心", kind="党群服务中心"),
         *named("place", "所在地", "place", aliases=("所属社区",)),
         *named("upper", "上级服务点", "next higher point", required=True,
                aliases=("上级中心", "上级党群服务中心")),
         *period(links, "对接起始日期", "对接截止日期"), SOURCE_COLUMN),
        (TieMade("LOCATED_IN", "it", ("place",), since_of="it", until_of="it"),
         TieMade("LINKS_UP", "it", ("upper",))),
        means=(Meant("it.kind", "centre"),),
    )


def _gathering(registry: Registry) -> Layout:
    """One row for a place and a day on which people and stocks were counted."""
    fields = ("cadres", "volunteers", "supplies", "since")
    counted = [c for c in made("it", registry.nodes["Provision"], required=("since",)) if c.field in fields]
    return Layout(
        "gathering", "应急集结表", "sheet of who and what gathers in an emergency",
        (Slot("it", ("Provision",), makes=True), Slot("place", registry.ties["PROVISION_OF"].ends()[2])),
        (*named("place", "集结点", "gathering point", required=True), *counted, SOURCE_COLUMN),
        (TieMade("PROVISION_OF", "it", ("place",), since_of="it"),),
    )

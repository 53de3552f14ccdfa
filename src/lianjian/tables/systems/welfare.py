"""Sheets of a public-welfare association: what was given to whom, what was done for whom."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import SOURCE_COLUMN, Column, Layout, Slot, TieMade, also, made, named, own_columns, shown


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The book of donations and the book of services."""
    return _donations(registry), _services(registry)


def _donations(registry: Registry) -> Layout:
    """A row is one gift: from whom, to whom, when, what, how much it is worth, for whom."""
    gives = registry.ties["DONATES_TO"]
    givers, _, takers = gives.ends()
    day = replace(
        gives.fields()["since"].attr, label="捐赠日期", en="given on", aliases=("捐赠时间",),
        example="2021-09-01",
    )
    return Layout(
        "donations", "爱心捐赠登记表", "book of donations",
        (Slot("giver", givers), Slot("taker", takers)),
        (*named("giver", "捐赠单位", "donor", required=True, aliases=("捐赠企业",),
                name_aliases=("捐赠企业名称",), example="响水惠民商贸有限公司"),
         *named("taker", "受赠单位", "recipient", required=True, aliases=("接受单位",),
                example="响水县公益协会"),
         Column("DONATES_TO.since", day, gives.fields()["since"].type, required=True),
         *also(own_columns(gives), value=("价值", "捐赠物资价值")), SOURCE_COLUMN),
        (TieMade("DONATES_TO", "giver", ("taker",)),),
    )


def _services(registry: Registry) -> Layout:
    """A row is a service on a day and a place it went to; who did it, and who came along."""
    served, host, guest = (registry.ties[t] for t in ("SERVES", "HELD_BY", "ATTENDS"))
    return Layout(
        "services", "公益服务登记表", "book of services",
        (Slot("activity", ("Activity",), makes=True), Slot("place", served.ends()[2]),
         Slot("host", host.ends()[2]), Slot("guest", guest.ends()[0])),
        (*shown(made("activity", registry.nodes["Activity"], required=("name", "since"),
                     name="服务名称", since="服务日期", until="服务结束日期"),
                name="课业辅导", kind="服务活动"),
         *named("place", "服务去处", "place served", required=True, aliases=("服务地点",),
                example="响水县向阳实验学校"),
         *named("host", "服务组织", "served by", example="响水县公益协会"),
         *named("guest", "协作单位", "partner that came along"), SOURCE_COLUMN),
        tuple(TieMade(t, a, (b,), since_of="activity", until_of="activity") for t, a, b in (
            ("SERVES", "activity", "place"), ("HELD_BY", "activity", "host"),
            ("ATTENDS", "guest", "activity"))),
        fills=("activity", "host"),
    )

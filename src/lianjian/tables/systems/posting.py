"""Who is posted to a community, works there regularly or was sent into a closed loop: a roster."""

from __future__ import annotations

from ...model import Registry
from ..layout import Layout, Slot, TieMade, also, made, named, own_columns, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The roster of postings, one row a member and place; it has no free text."""
    posted, reports = registry.ties["POSTED_TO"], registry.ties["REPORTS_TO"]
    return (
        Layout(
            "postings", "下派登记表", "roster of postings",
            (Slot("it", ("InServiceMember",), makes=True), Slot("posted", posted.ends()[2]),
             Slot("unit", registry.ties["WORKS_AT"].ends()[2]), Slot("home", ("Organization",)),
             Slot("reports", ("Division",))),
            (*made("it", registry.nodes["InServiceMember"], required=("id", "status")),
             *named("posted", "派往处", "posted at", required=True, aliases=("下派社区", "下沉社区")),
             *also(period(posted, "下派起始日期", "下派截止日期"), since=("下沉日期",)),
             *also(own_columns(posted), days=("每月下沉天数", "下沉天数")),
             *named("unit", "工作单位", "employer"),
             *named("home", "组织关系所在党组织", "affiliation"),
             *named("reports", "报到社区", "community reported to"),
             *period(reports, "报到起始日期", "报到截止日期"), *own_columns(reports)),
            (TieMade("POSTED_TO", "it", ("posted",)), TieMade("WORKS_AT", "it", ("unit",)),
             TieMade("AFFILIATED_TO", "it", ("home",)), TieMade("REPORTS_TO", "it", ("reports",))),
        ),
    )

"""Temporary organizations in closed loops: their task, where they sit, with which hosts they co-build."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Meant, Slot, TieMade, made, named, own_columns, period

_OF_TASK = ("code", "name", "kind", "since", "until")


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The list of temporary organizations, one row an organization and host."""
    body, host = registry.nodes["Organization"], registry.ties["CO_BUILDS"]
    mission = made(
        "task", registry.nodes["Task"], required=("name", "since"), since="任务开始日期", until="任务结束日期"
    )
    return (
        Layout(
            "closed_loops", "闭环临时党组织表", "sheet of temporary organizations",
            (Slot("it", ("Organization",), makes=True), Slot("task", ("Task",), makes=True),
             Slot("superior", ("Organization",)),
             Slot("place", registry.ties["LOCATED_IN"].ends()[2]), Slot("host", ("Organization",))),
            (*made("it", body, required=("name",), name="临时党组织名称"),
             *(c for c in mission if c.field in _OF_TASK),
             *named("superior", "上级党组织", "superior"),
             *named("place", "驻地", "seat", aliases=("闭环场所",)),
             *named("host", "东道党组织", "host organization", aliases=("属地共建党组织",)),
             *period(host, "共建起始日期", "共建截止日期"), *own_columns(host),
             SOURCE_COLUMN),
            (TieMade("SET_UP_FOR", "it", ("task",), since_of="it"),
             TieMade("SUPERIOR", "it", ("superior",), since_of="it"),
             TieMade("LOCATED_IN", "it", ("place",), since_of="it"),
             TieMade("CO_BUILDS", "it", ("host",))),
            fills=("it", "task", "superior", "place"),
            means=(Meant("it.kind", "temporary"), Meant("task.kind", "mission")),
        ),
    )

"""The ledger of buildings: the organization on each, who set it up, its instructor, what it shares."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Slot, TieMade, made, named, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """A row is a building with its organization and one resource that this shares; both are filled down."""
    body = [
        replace(c, required=c.field == "set_up_by")
        for c in made("body", registry.nodes["Organization"], name="楼宇党组织", code="楼宇党组织代码")
    ]
    resource = made(
        "resource",
        registry.nodes["Resource"],
        name="共享资源",
        kind="共享资源类型",
        code="共享资源编号",
        since="共享起始日期",
        until="共享截止日期",
    )
    return (
        Layout(
            "building_ledger",
            "楼宇党建台账",
            "ledger of buildings and their organizations",
            (
                Slot("building", ("Building",)),
                Slot("body", ("Organization",), makes=True),
                Slot("superior", ("Organization",)),
                Slot("sender", ("Organization",)),
                Slot("resource", ("Resource",), makes=True),
            ),
            (
                *named("building", "覆盖楼宇", "building covered", required=True, aliases=("楼宇名称",),
                       example="泉城商务大厦"),
                *body,
                *named("superior", "上级党组织", "superior"),
                *named("sender", "指导员派出党组织", "organization that sends the instructor"),
                *period(registry.ties["INSTRUCTS"], "指导起始日期", "指导截止日期"),
                *resource,
                SOURCE_COLUMN,
            ),
            (
                TieMade("COVERS", "body", ("building",), since_of="body", until_of="body"),
                TieMade("SUPERIOR", "body", ("superior",)),
                TieMade("INSTRUCTS", "sender", ("building",)),
                TieMade("OFFERS", "body", ("resource",), since_of="resource", until_of="resource"),
            ),
            fills=("building", "body", "superior", "sender"),
        ),
    )

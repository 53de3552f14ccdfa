"""Red property: the three sides of a residential compound, and the matters of residents' deliberation."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Column, Layout, Meant, Slot, TieMade, made, named, own_columns, period


def _some(columns: list[Column], *fields: str) -> list[Column]:
    return [c for c in columns if c.field in fields]


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The sheet of compounds and their sides, and the register of deliberated matters."""
    return _compounds(registry), _deliberations(registry)


def _compounds(registry: Registry) -> Layout:
    """One row for a compound and one of its sides, compound and alliance filled down.

    A side without an alliance in its row is not linked with the others.
    """
    manages, building = registry.ties["MANAGES"], registry.nodes["Building"]
    body = made(
        "body", registry.nodes["Alliance"], name="红色物业联席会", code="联席会编号", kind="联席会类型",
        since="联席会成立日期",
    )
    return Layout(
        "compounds", "小区治理三方表", "sheet of compounds and the three sides",
        (Slot("it", ("Building",), makes=True), Slot("place", ("Division",)),
         Slot("body", ("Alliance",), makes=True), Slot("side", manages.ends()[0])),
        (*made("it", building, required=("name",), name="小区名称", code="小区编号", kind="小区类型"),
         *named("place", "所在社区", "community"),
         *_some(body, "name", "code", "kind", "since"),
         *named("side", "治理方", "side of the compound", required=True, aliases=("治理单位", "治理主体")),
         *(Column(c.to, c.attr, c.type, required=True) for c in own_columns(manages)),
         *period(manages, "治理起始日期", "治理截止日期"),
         *_joined(registry),
         SOURCE_COLUMN),
        (TieMade("LOCATED_IN", "it", ("place",), since_of="it"),
         TieMade("COORDINATES", "body", ("it",), since_of="body"),
         TieMade("MANAGES", "side", ("it",)),
         TieMade("MEMBER_OF", "side", ("body",))),
        fills=("it", "place"),
        means=(Meant("it.kind", "residential"),),
    )  # fmt: skip


def _joined(registry: Registry) -> list[Column]:
    return period(registry.ties["MEMBER_OF"], "加入联席会日期", "退出联席会日期")


def _deliberations(registry: Registry) -> Layout:
    """One row a matter; the meeting is filled down."""
    task, activity = registry.nodes["Task"], registry.nodes["Activity"]
    meeting = made(
        "meeting", activity, required=("name", "since"), name="议事会", code="议事会编号", kind="议事会类型",
        since="议事日期",
    )
    matter = made(
        "it", task, required=("name", "since"), name="议题", code="议题编号", kind="议题类型",
        until="议题办结日期",
    )
    return Layout(
        "deliberations", "居民议事台账", "register of residents' deliberation",
        (Slot("meeting", ("Activity",), makes=True), Slot("host", registry.ties["HELD_BY"].ends()[2]),
         Slot("it", ("Task",), makes=True), Slot("about", registry.ties["CONCERNS"].ends()[2])),
        (*_some(meeting, "name", "code", "kind", "since"),
         *named("host", "议事召集方", "convener of the meeting"),
         *_some(matter, "name", "code", "kind", "origin", "due", "since", "until"),
         *named("about", "议题涉及处", "what the matter is about"),
         SOURCE_COLUMN),
        (TieMade("HELD_BY", "meeting", ("host",), since_of="meeting", until_of="meeting"),
         TieMade("RAISED_AT", "it", ("meeting",), since_of="it"),
         TieMade("CONCERNS", "it", ("about",), since_of="it")),
        fills=("meeting", "host"),
        means=(Meant("meeting.kind", "deliberation"), Meant("it.kind", "matter")),
    )  # fmt: skip

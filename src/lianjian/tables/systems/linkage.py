"""Four-level linkage: the joint conferences level by level, and what is raised at their sessions."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Meant, Slot, TieMade, also, made, named, own_columns, period

_MATTER = ("code", "name", "kind", "origin", "due", "since", "until")
_SESSION = {
    "code": "会议编号", "name": "会议名称", "kind": "会议类型", "since": "会议日期", "until": "会议结束日期",
}
_CONFERENCE = {"code": "联席会编号", "name": "联席会名称", "kind": "联席会类型", "level": "联席会级别"}


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The register of conferences and the record of their sessions."""
    return _register(registry), _record(registry)


def _register(registry: Registry) -> Layout:
    """One row for a conference, its place and convener, the next higher one, and a duty of its level."""
    bears = registry.ties["RESPONSIBLE_FOR"]
    who = tuple(t for t in registry.ties["CONVENES"].ends()[0] if registry.nodes[t].names)
    return Layout(
        "four_levels", "四级联席会表", "register of the joint conferences of four levels",
        (Slot("it", ("Alliance",), makes=True), Slot("place", ("Division",)), Slot("convener", who),
         Slot("above", ("Alliance",)), Slot("duty", ("Duty",))),
        (*also(made("it", registry.nodes["Alliance"], required=("name",), **_CONFERENCE), level=("级别",)),
         *named("place", "联席会所在区划", "division of the conference", required=True,
                aliases=("所在区划", "所属区划")),
         *named("convener", "牵头单位", "convener"),
         *named("above", "上级联席会", "higher conference"),
         *named("duty", "层级职责", "duty of the level"),
         *period(bears, "职责起始日期", "职责截止日期"), *own_columns(bears),
         SOURCE_COLUMN),
        (TieMade("MEMBER_OF", "place", ("it",), since_of="it", until_of="it"),
         TieMade("CONVENES", "convener", ("it",), since_of="it", until_of="it"),
         TieMade("LINKS_UP", "it", ("above",), since_of="it", until_of="it"),
         TieMade("RESPONSIBLE_FOR", "it", ("duty",))),
        fills=("it", "place", "convener", "above"),
        means=(Meant("it.kind", "joint_conference"),),
    )


def _record(registry: Registry) -> Layout:
    """One row for a session of a conference, or for a matter raised at it."""
    session = [c for c in made("it", registry.nodes["Activity"], required=("name", "since"), **_SESSION)
               if c.field in _SESSION]
    session = also(session, since=("会议时间",))
    matter = [c for c in made("matter", registry.nodes["Task"], name="议定事项") if c.field in _MATTER]
    # a session without a matter has an empty cell under this heading
    matter = [replace(c, required=c.field == "name") for c in matter]
    return Layout(
        "conference_record", "联席会议事台账", "record of the sessions of joint conferences",
        (Slot("it", ("Activity",), makes=True), Slot("conference", ("Alliance",)),
         Slot("matter", ("Task",), makes=True)),
        (*session,
         *named("conference", "召开的联席会", "conference", required=True, aliases=("联席会",)),
         *matter, SOURCE_COLUMN),
        (TieMade("UNDER", "it", ("conference",), since_of="it", until_of="it"),
         TieMade("RAISED_AT", "matter", ("it",), since_of="it")),
        fills=("it", "conference"),
        means=(Meant("it.kind", "conference"), Meant("matter.kind", "matter")),
    )

"""New employment groups: dormitories and whom they house, compound access, teams and their tasks."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import (
    SOURCE_COLUMN,
    Column,
    Layout,
    Meant,
    Slot,
    TieMade,
    also,
    made,
    named,
    own_columns,
    period,
)


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The sheets of dormitories, of access agreements and of the tasks of teams."""
    return _dormitories(registry), _access(registry), _team_tasks(registry)


def _dormitories(registry: Registry) -> Layout:
    """One row for a dormitory and a count of those who live there: numbers, no names."""
    point = made(
        "it", registry.nodes["ServicePoint"], required=("name",), name="集中住宿点", code="住宿点编号",
        kind="住宿点类型",
    )
    point = also(point, name=("住宿点名称",), capacity=("床位数",))
    count = [c for c in made("count", registry.nodes["Provision"]) if c.field in ("people", "since")]
    return Layout(
        "dormitories", "集中住宿点统计表", "sheet of dormitories and the people housed",
        (Slot("it", ("ServicePoint",), makes=True), Slot("place", ("Division",)),
         Slot("count", ("Provision",), makes=True)),
        (*point, *named("place", "所在社区", "community"),
         *(Column(c.to, replace(c.attr, label="入住人数") if c.field == "people" else c.attr, c.type,
                  required=True, filled=True) for c in count),
         SOURCE_COLUMN),
        (TieMade("LOCATED_IN", "it", ("place",), since_of="it"),
         TieMade("PROVISION_OF", "count", ("it",), since_of="count")),
        fills=("it", "place"),
        means=(Meant("it.kind", "dormitory"),),
    )  # fmt: skip


def _access(registry: Registry) -> Layout:
    """One row for a compound and a platform company: how its couriers get in."""
    access = registry.ties["GIVES_ACCESS"]
    return Layout(
        "compound_access", "小区通行约定表", "sheet of access agreements of compounds",
        (Slot("it", ("Building",), makes=True), Slot("place", ("Division",)),
         Slot("platform", ("Enterprise",))),
        (*made("it", registry.nodes["Building"], required=("name",), name="小区名称", code="小区编号",
               kind="小区类型"),
         *named("place", "所在社区", "community"),
         *named("platform", "平台企业", "platform company", required=True),
         *(Column(c.to, c.attr, c.type, required=True) for c in own_columns(access)),
         *period(access, "约定起始日期", "约定截止日期"), SOURCE_COLUMN),
        (TieMade("LOCATED_IN", "it", ("place",), since_of="it"),
         TieMade("GIVES_ACCESS", "it", ("platform",))),
        fills=("it", "place"),
        means=(Meant("it.kind", "residential"),),
    )  # fmt: skip


def _team_tasks(registry: Registry) -> Layout:
    """One row for a task of a team, the team filled down; whose team it is may differ row by row."""
    task = made(
        "task", registry.nodes["Task"], name="队伍任务", code="队伍任务编号", kind="队伍任务类型",
        since="任务提出日期", until="任务办结日期",
    )
    team = made("it", registry.nodes["Team"], required=("name",))
    sent = registry.ties["DISPATCHED_TO"]
    return Layout(
        "team_tasks", "队伍任务台账", "register of teams and their tasks",
        (Slot("it", ("Team",), makes=True), Slot("owner", registry.ties["TEAM_OF"].ends()[2]),
         Slot("task", ("Task",), makes=True), Slot("about", registry.ties["CONCERNS"].ends()[2])),
        (*team, *named("owner", "队伍归属", "team of"),
         *(Column(c.to, c.attr, c.type, required=c.field == "name") for c in task
           if c.field in ("name", "code", "kind", "origin", "due", "since", "until")),
         *named("about", "任务涉及处", "what the task is about"),
         *period(sent, "派单日期", "撤单日期"), *own_columns(sent), SOURCE_COLUMN),
        (TieMade("TEAM_OF", "it", ("owner",), since_of="it"),
         TieMade("CONCERNS", "task", ("about",), since_of="task"),
         TieMade("DISPATCHED_TO", "task", ("it",))),
        fills=("it", "owner"),
        means=(Meant("task.kind", "team_task"),),
    )  # fmt: skip

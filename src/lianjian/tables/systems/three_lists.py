"""The three lists of an alliance (resources, needs, projects), and the register of its activities."""

from __future__ import annotations

from dataclasses import replace

from ...model import Node, Registry
from ..layout import SOURCE_COLUMN, Column, Layout, Slot, TieMade, also, made, named, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The lists of resources, needs and projects, and the register of who came to which activity."""
    return _resources(registry), _needs(registry), _projects(registry), _register(registry)


def _all(registry: Registry, tie: str) -> tuple[str, ...]:
    """The types that a tie starts from and that have names."""
    return tuple(x for x in registry.ties[tie].ends()[0] if registry.nodes[x].names)


def _of_list(slot: str, declaration: type[Node], since: str, until: str, en: tuple[str, str]) -> list[Column]:
    """The columns of an entry of a list, with headings of its own for when it was entered and left it."""
    columns = made(slot, declaration, required=("name",), since=since, until=until)
    renamed = {"since": en[0], "until": en[1]}
    return [replace(c, attr=replace(c.attr, en=renamed.get(c.field, c.attr.en))) for c in columns]


def _resources(registry: Registry) -> Layout:
    """A row is a resource and who offers it."""
    return Layout(
        "resource_list",
        "资源清单",
        "list of resources",
        (Slot("it", ("Resource",), makes=True), Slot("giver", _all(registry, "OFFERS"))),
        (
            *also(
                _of_list(
                    "it",
                    registry.nodes["Resource"],
                    "可用起始日期",
                    "可用截止日期",
                    ("available since", "available until"),
                ),
                kind=("资源类别",),
            ),
            *named(
                "giver",
                "资源提供单位",
                "offered by",
                required=True,
                aliases=("提供单位",),
                example="金陵恒瑞百货党委",
            ),
            SOURCE_COLUMN,
        ),
        (TieMade("OFFERS", "giver", ("it",), since_of="it", until_of="it"),),
        fills=("it",),
    )


def _needs(registry: Registry) -> Layout:
    """A row is a need and who asks for it."""
    return Layout(
        "need_list",
        "需求清单",
        "list of needs",
        (Slot("it", ("Need",), makes=True), Slot("asker", _all(registry, "SEEKS"))),
        (
            *also(
                _of_list(
                    "it", registry.nodes["Need"], "需求提出日期", "需求撤回日期",
                    ("asked since", "asked until"),
                ),
                name=("需求内容",),
                kind=("需求类别",),
            ),
            *named(
                "asker",
                "需求提出单位",
                "asked by",
                required=True,
                aliases=("提出单位", "需求单位"),
                example="新街口街道党工委",
            ),
            SOURCE_COLUMN,
        ),
        (TieMade("SEEKS", "asker", ("it",), since_of="it", until_of="it"),),
        fills=("it",),
    )


def _projects(registry: Registry) -> Layout:
    """A row is a project with one who undertakes it, a need it meets and a resource it uses."""
    return Layout(
        "project_list",
        "项目清单",
        "list of projects",
        (
            Slot("it", ("Project",), makes=True),
            Slot("undertaker", _all(registry, "UNDERTAKES")),
            Slot("need", ("Need",)),
            Slot("resource", ("Resource",)),
        ),
        (
            *also(
                made("it", registry.nodes["Project"], required=("name",)),
                since=("启动日期",),
                until=("完成日期",),
            ),
            *named(
                "undertaker",
                "项目承担单位",
                "undertaken by",
                required=True,
                aliases=("承担单位", "责任单位"),
                example="新街口商圈党建联席会",
            ),
            *named("need", "对应需求", "need met", aliases=("对接需求",)),
            *named("resource", "对应资源", "resource used", aliases=("对接资源",)),
            SOURCE_COLUMN,
        ),
        (
            TieMade("UNDERTAKES", "undertaker", ("it",), since_of="it", until_of="it"),
            TieMade("MEETS", "it", ("need",), since_of="it", until_of="it"),
            TieMade("DRAWS_ON", "it", ("resource",), since_of="it", until_of="it"),
        ),
        fills=("it",),
    )


def _register(registry: Registry) -> Layout:
    """A row is one that came to an activity; the activity's own columns are merged over its rows."""
    return Layout(
        "attendance_register",
        "活动签到表",
        "register of an activity's participants",
        (
            Slot("it", ("Activity",), makes=True),
            Slot("host", _all(registry, "ATTENDS")),
            Slot("alliance", ("Alliance",)),
            Slot("guest", _all(registry, "ATTENDS")),
        ),
        (
            *made("it", registry.nodes["Activity"], required=("name", "since")),
            *named("host", "主办单位", "host", example="金陵汇红色街区党委"),
            *named("alliance", "所属联盟", "alliance", example="新街口商圈党建联席会"),
            *named(
                "guest",
                "签到单位",
                "participant",
                required=True,
                aliases=("参加单位", "参会单位"),
                example="金陵恒瑞百货有限公司",
            ),
            *period(registry.ties["ATTENDS"], "签到日期", "签退日期"),
            SOURCE_COLUMN,
        ),
        (
            TieMade("HELD_BY", "it", ("host",), since_of="it", until_of="it"),
            TieMade("UNDER", "it", ("alliance",), since_of="it", until_of="it"),
            TieMade("ATTENDS", "guest", ("it",), since_of="it", until_of="it"),
        ),
        fills=("it", "host", "alliance"),
    )

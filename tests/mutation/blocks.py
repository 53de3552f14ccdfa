"""Building blocks of the graph made by hand for organizations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, EARLY, FORMS, GULOU, XUANWU, Graph, Key, Period, division

STREET = division("320102003")
ELECTED = date(2021, 1, 1)
ONE = timedelta(days=1)


def firm(g: Graph, name: str, kind: str = "private", period: Period = ALWAYS, /, **values: Any) -> Key:
    """A unit with one standing: in scope and in Xuanwu, counted, without members, unless said."""
    type_ = "Institution" if FORMS[kind] == "30" else "Enterprise"
    said = {"name": values.pop("label", name), "control": values.pop("control", None)}
    key = g.node(type_, name, period, kind=kind, **said)
    work = values.pop("work", ())
    at = values.pop("at", XUANWU)
    standing: dict[str, Any] = {
        "unit": name, "form": FORMS[kind], "kind": kind, "industry": "F", "district": division(at),
        "street": "", "community": "", "building": "", "rank": 0, "counted": True, "staff": 15, "members": 0,
        "full_members": 0, **{w: w in work for w in ("instructor", "liaison", "trade_union", "youth_league")},
    }  # fmt: skip
    made = g.node("Standing", f"{name}|{period[0]}", period, **{**standing, **values})
    g.tie("STANDS_FOR", made, key, period)
    if at:
        g.tie("IN_DISTRICT", key, ("Division", division(at)), period)
    return key


def body(g: Graph, name: str, kind: str | None = "branch", period: Period = ALWAYS, /, **values: Any) -> Key:
    """An organization, in Gulou unless said."""
    at = values.pop("at", GULOU)
    key = g.node("Organization", name, period, kind=kind, **values)
    if at:
        g.tie("IN_DISTRICT", key, ("Division", division(at)))
    return key


def person(g: Graph, name: str, period: Period = ALWAYS, status: str = "full") -> Key:
    return g.node("InServiceMember", name, period, status=status)


def term(g: Graph, o: Key, since: date = ELECTED, until: date = FOREVER, **values: Any) -> None:
    key = g.node("Term", f"{o[1]}@{since}", (since, until), **{"appointed": False, **values})
    g.tie("TERM_OF", key, o, (since, until))


def count(g: Graph, o: Key, members: int | None, full: int | None, period: Period = (EARLY, FOREVER)) -> None:
    key = g.node("Headcount", f"{o[1]}#{period[0]}", period, members=members, full_members=full, work=[])
    g.tie("COUNTS", key, o, period)


def activity(g: Graph, o: Key, day: date, held: bool) -> None:
    key = g.node("Activity", f"{o[1]} {day} {held}", (day, day + ONE))
    if held:
        g.tie("HELD_BY", key, o, (day, day + ONE))
    else:
        g.tie("ATTENDS", o, key, (day, day + ONE))


def local(g: Graph, code: str, level: str, period: Period = ALWAYS) -> Key:
    return g.node(
        "Division", division(code), period, code=code, name=f"地{code}", level=level, scheme="nbs",
        edition="2023", pseudo=False,
    )  # fmt: skip


def changing(g: Graph, name: str) -> Key:
    """A unit that moves from Xuanwu to Gulou on the day, and gets an organization."""
    key = g.node("Enterprise", name, kind="private")
    for at, rank, period in ((XUANWU, 0, (EARLY, DAY)), (GULOU, 2, (DAY, FOREVER))):
        made = g.node(
            "Standing", f"{name}|{period[0]}", period, unit=name, form="27", kind="private", industry="F",
            district=division(at), street="", community="", building="", rank=rank, counted=True, staff=1,
            members=3, full_members=3, instructor=False, liaison=False, trade_union=False, youth_league=False,
        )  # fmt: skip
        g.tie("STANDS_FOR", made, key, period)
        g.tie("IN_DISTRICT", key, ("Division", division(at)), period)
    return key

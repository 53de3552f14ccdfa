"""Tasks and dispatches for the graph made by hand: every edge of every period, a day in every month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .duties_lists import TIES, duty
from .duties_places import ONE, area, around, community, lies, street
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division

SENT = date(2022, 1, 10)
FEBRUARY, OTHERS = (28, 29, 1, 14), (1, 29, 15, 30, 28, 10)
MONTHS = [
    date(2019 + i // 12, i % 12 + 1, FEBRUARY[i // 12] if i % 12 == 1 else OTHERS[i % 6]) for i in range(41)
]
"""A day in each month from 2019 to May 2022, among them the leap day's neighbours."""


def task(g: Graph, code: str, period: Period = (EARLY, FOREVER), kind: str = "whistle", **values: Any) -> Key:
    """A task."""
    return g.node("Task", code, period, kind=kind, **values)


def office(g: Graph, name: str, at: str = XUANWU, period: Period = ALWAYS) -> Key:
    """A department of a district."""
    key = g.node("Institution", name, period, kind="authority")
    if at:
        lies(g, key, "district", ("Division", division(at)))
    return key


def send(g: Graph, what: Key, to: Key, since: date = SENT, until: date = FOREVER, **values: Any) -> None:
    """A dispatch."""
    g.tie("DISPATCHED_TO", what, to, (since, until), **values)


def outside(g: Graph, held: dict[str, Key]) -> None:
    """Tasks of duties that a street has, is free of, admits or not, on the day of dispatch."""
    plain = street(g, "G00")
    g.tie("RESPONSIBLE_FOR", plain, held["c safety"])

    def given(
        name: str, to: Key, of: Key, origin: str | None = "residents", since: date = SENT,
        until: date = FOREVER, belongs: Period = ALWAYS,
    ) -> None:
        t = task(g, f"out {name}", origin=origin)
        send(g, t, to, since, until)
        g.tie("OF_DUTY", t, of, belongs)

    loose = duty(g, "loose")
    for origin in ("residents", "department", None):
        given(f"listed {origin}", plain, held["c safety"], origin)
        given(f"unlisted {origin}", plain, loose, origin)
        given(f"no list {origin}", street(g, f"G1{origin}"), loose, origin)
    before, after = date(2021, 6, 30), date(2021, 7, 1)
    for name, day in (("from", before), ("after", after), ("today", DAY), ("next", NEXT)):
        given(f"sent {name}", plain, loose, since=day)
    given("withdrawn", plain, loose, until=DAY)
    given("withdrawn later", plain, loose, until=NEXT)
    given("community", community(g, "G30"), held["c economy"])
    for i, period in enumerate(EDGES.values()):
        given(f"street {i}", street(g, f"G4{i}", period=period), loose, "department")
    for i, period in enumerate(around(SENT).values()):
        given(f"belongs {i}", plain, loose, belongs=period)
        given(f"duty {i}", plain, duty(g, f"dated {i}", period=period))
        for j, tie in enumerate(TIES):
            s = street(g, f"G5{i}{j}", at=QINHUAI)
            g.tie("RESPONSIBLE_FOR", s, held["c safety"])
            g.tie(tie, s, loose, period)
            given(f"{tie} {i}", s, loose)
        for j, kind in enumerate(("duty", "power")):
            s = street(g, f"G6{i}{j}")
            g.tie("RESPONSIBLE_FOR", s, duty(g, f"list {i}{j}", kind), period)
            given(f"list {i}{j}", s, loose)
        s = street(g, f"G7{i}")
        g.tie("RESPONSIBLE_FOR", s, duty(g, f"list of {i}", period=period))
        given(f"list of {i}", s, loose)
    for i, period in enumerate(EDGES.values()):
        s = area(g, f"G8{i}", "street")
        lies(g, s, "district", ("Division", division(XUANWU)), period)
        given(f"place {i}", s, loose, "department")
    freed_and_listed = street(g, "G90")
    for tie in ("EXEMPT_FROM", "RESPONSIBLE_FOR"):
        g.tie(tie, freed_and_listed, loose)
    given("freed and listed", freed_and_listed, loose, "department")


def spans(g: Graph) -> None:
    """Dispatches from each month to the next: a department each, so that its days are seen."""
    for i, (sent, answer, end) in enumerate(zip(MONTHS, MONTHS[1:], MONTHS[2:], strict=False)):
        t = task(g, f"span {i:02}", (sent, FOREVER), due=answer)
        send(g, t, office(g, f"span {i:02}", QINHUAI), sent, responded=answer, done=end)
        task(g, f"long {i:02}", (sent, answer), "joint_campaign")
        task(g, f"longer {i:02}", (sent, FOREVER), "joint_campaign")


def lengths(g: Graph) -> None:
    """Departments whose dispatches took 1, 2, … days; some without an answer, some answered too early."""
    for n in (2, 3, 9, 10, 11, 20):
        at = office(g, f"n {n:02}")
        for i in range(1, n + 1):
            days = timedelta(days=i)
            send(g, task(g, f"n {n:02} {i:02}"), at, responded=SENT + days, done=SENT + days * 3)
    mixed = office(g, "mixed")
    for i, days in enumerate((-5, -1, 0, 1, 4, 7, None, None, None)):
        at_day = None if days is None else SENT + timedelta(days=days)
        send(g, task(g, f"mixed {i}"), mixed, responded=at_day, done=at_day if i % 2 else None)
    same_day = office(g, "same day")
    send(g, task(g, "same day"), same_day, responded=SENT, done=SENT)
    send(g, task(g, "next day"), office(g, "next day"), responded=SENT + ONE, done=SENT + ONE)


def answers(g: Graph) -> None:
    """What is sent, answered and withdrawn on the day or beside it; who exists, and where."""
    for name, day in (("on", DAY), ("next", NEXT)):
        for what in ("responded", "done"):
            send(g, task(g, f"{what} {name}"), office(g, f"{what} {name}"), **{what: day})
    for name, since, until in (
        ("from", date(2021, 6, 30), FOREVER), ("after", date(2021, 7, 1), FOREVER), ("today", DAY, FOREVER),
        ("tomorrow", NEXT, FOREVER), ("withdrawn", SENT, DAY), ("withdrawn later", SENT, NEXT),
    ):  # fmt: skip
        send(g, task(g, f"sent {name}"), office(g, f"sent {name}"), since, until)
    for edge, period in EDGES.items():
        send(g, task(g, f"office {edge}"), office(g, f"office {edge}", period=period))
        moved = g.node("Institution", f"moved {edge}", kind="authority")
        lies(g, moved, "district", ("Division", division(GULOU)), period)
        send(g, task(g, f"moved {edge}"), moved)
        send(g, task(g, f"task {edge}", period, due=date(2022, 1, 1)), office(g, f"task {edge}"))
    two = g.node("Organization", "in two districts", kind="branch")
    for at in (XUANWU, QINHUAI):
        lies(g, two, "district", ("Division", division(at)))
    some = [task(g, f"many {i}", kind=k) for i, k in enumerate(("whistle", "matter", "mission"))]
    for t in some:
        send(g, t, two)
    busy = office(g, "busy", "")
    for t in some[:2]:
        send(g, t, busy)
    send(g, some[2], busy, responded=SENT)
    for i, t in enumerate(some):
        send(g, t, area(g, f"sent to {i}", "street"))
        send(g, t, g.node("Team", f"team of {i}", kind="rider"))


def places(g: Graph) -> None:
    """Where tasks are, until when they are due, and what is unknown about them."""
    for edge, period in EDGES.items():
        key = street(g, f"H{edge}")
        g.tie("CONCERNS", task(g, f"concerns {edge}"), key, period)
        g.tie("CONCERNS", task(g, f"place {edge}"), street(g, f"I{edge}", period=period))
        loose = area(g, f"J{edge}", "street")
        lies(g, loose, "district", ("Division", division(GULOU)), period)
        g.tie("CONCERNS", task(g, f"lies {edge}"), loose)
        send(g, task(g, f"sent {edge}"), office(g, f"at {edge}"), *period)
    one, other = street(g, "L1"), street(g, "L2", at=QINHUAI)
    for name, some in (("one", (one,)), ("other", (other,)), ("both", (other, one)), ("none", ())):
        for kind in ("whistle", "mission"):
            t = task(g, f"at {name} {kind}", kind=kind)
            for s in some:
                g.tie("CONCERNS", t, s)
    for name, due in (("before", DAY - ONE), ("today", DAY), ("tomorrow", NEXT), ("same", DAY - ONE)):
        task(g, f"due {name}", due=due)
    task(g, "of unknown age", ALWAYS, since_precision="unknown", due=date(2022, 1, 1))


def campaigns(g: Graph) -> None:
    """Campaigns with none to three departments, over and not, one of them sent to twice."""
    offices = [office(g, f"campaign {i}") for i in range(3)]
    for n in range(4):
        t = task(g, f"campaign {n}", (SENT, SENT + timedelta(days=20 + n)), "joint_campaign")
        for at in offices[:n]:
            send(g, t, at)
        g.tie("CONCERNS", t, ("Division", division("L1" if n % 2 else "L2")))
    send(g, ("Task", "campaign 2"), offices[0], SENT + ONE)
    for edge, period in EDGES.items():
        t = task(g, f"campaign {edge}", period, "joint_campaign")
        send(g, t, offices[0], *period)
        late = task(g, f"campaign sent {edge}", kind="joint_campaign")
        send(g, late, offices[1], *period)
        loose = ("Division", division(f"J{edge}"))
        g.tie("CONCERNS", late, loose)
    g.tie("CONCERNS", ("Task", "campaign 3"), ("Division", division("L2")))
    task(g, "campaign of unknown age", ALWAYS, "joint_campaign", since_precision="unknown")

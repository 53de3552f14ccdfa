"""Parts of the graph made by hand for buildings: areas, the three lists, taking part in activities."""

from __future__ import annotations

from datetime import date, timedelta

from .graph import ALWAYS, DAY, EARLY, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division
from .together_parts import edges, stand

ONE = timedelta(days=1)
NAMED = "某联席会"


def build(g: Graph) -> None:
    """All of it."""
    for add in (taking_part, areas, lists, projects):
        add(g)


def _activity(g: Graph, name: str, day: date, host: Key, alliance: Key | None, *guests: Key) -> None:
    key = g.node("Activity", name, (day, day + ONE))
    g.tie("HELD_BY", key, host)
    if alliance:
        g.tie("UNDER", key, alliance)
    for guest in guests:
        g.tie("ATTENDS", guest, key)


def taking_part(g: Graph) -> None:
    """Activities around the ends of the periods, of hosts with and without the alliance."""
    named = g.node("Alliance", "L1", name=NAMED)
    other = g.node("Alliance", "L2", name="另一联席会")
    ours, late, theirs = (g.node("Organization", f"host {x}") for x in ("ours", "late", "theirs"))
    firms = [g.node("Enterprise", f"guest {i}") for i in range(4)]
    group = g.node("Institution", "group")
    days = (
        date(2015, 12, 31), date(2016, 1, 1), date(2016, 1, 2), date(2017, 12, 31), date(2018, 1, 1),
        date(2018, 1, 2), date(2020, 6, 30), date(2020, 7, 1), date(2020, 7, 2), date(2021, 6, 30),
        date(2021, 7, 1), date(2021, 7, 2), DAY, NEXT, date(2022, 7, 2), date(2019, 2, 28), date(2019, 3, 1),
    )
    for i, day in enumerate(days):
        _activity(g, f"ours {day}", day, ours, named if i % 2 else None, *firms[: i % 4 + 1], group)
        _activity(g, f"theirs {day}", day, theirs, other if i % 3 else None, *firms[: (i + 2) % 4])
    for i in range(5):  # a year that has more than the one before it
        _activity(g, f"more {i}", date(2021, 10, 1 + i), ours, named, *firms)
        _activity(g, f"most {i}", date(2018, 10, 1 + i), ours, None, firms[0])
    _activity(g, "late then", date(2021, 9, 1), late, None, *firms[:3])
    _activity(g, "late now", NEXT, late, named, firms[3])
    _activity(g, "nobody came", date(2021, 9, 2), ours, named)
    g.tie("ATTENDS", firms[0], ("Activity", f"ours {DAY}"), (EARLY, NEXT))
    unhosted = g.node("Activity", "unhosted", (date(2021, 9, 3), date(2021, 9, 4)))
    g.tie("ATTENDS", firms[1], unhosted)


def areas(g: Graph) -> None:
    """Areas with units of known and unknown staff, merchants, buildings; edges."""
    for n in (1, 2):
        at = g.node("BusinessDistrict", f"A{n}", name=f"商圈{n}", kind="park", area=0.5 * n)
        for i in range(n + 1):
            firm = g.node("Enterprise", f"in A{n} {i}", kind="merchant" if i else "private")
            stand(g, firm, kind="merchant" if i else "private")
            g.tie("WITHIN", firm, at)
            if i == 1:
                g.rows["Standing"][-1]["staff"] = None
        for i in range(n):
            g.tie("WITHIN", g.node("Building", f"in A{n} {i}", kind="mall"), at)
    g.node("BusinessDistrict", "A0", kind="market")
    for near in (("Enterprise", "in A1 0"), ("Building", "in A1 0")):
        g.tie("WITHIN", near, ("BusinessDistrict", "A1"), (EARLY, NEXT))
    for name, when in edges("area", "within", "stand", "house"):
        at = g.node("BusinessDistrict", f"A {name}", when("area"), kind="park", area=1.0)
        firm = g.node("Enterprise", f"in A {name}", kind="private")
        stand(g, firm, when("stand"))
        g.tie("WITHIN", firm, at, when("within"))
        g.tie("WITHIN", g.node("Building", f"in A {name}", kind="mall"), at, when("house"))


def _party(g: Graph, name: str, *codes: str, period: Period = ALWAYS, inside: Period = ALWAYS) -> Key:
    key = g.node("Organization", name, period)
    for code in codes:
        g.tie("IN_DISTRICT", key, ("Division", division(code)), inside)
    return key


def lists(g: Graph) -> None:
    """Resources and needs, used and met by projects or not; edges of each."""
    here, there = _party(g, "here", XUANWU), _party(g, "there", QINHUAI)
    both = _party(g, "both", XUANWU, QINHUAI)
    for kind in ("funds", "goods", None):
        for i in range(3):
            resource = g.node("Resource", f"{kind} {i}", kind=kind)
            need = g.node("Need", f"{kind} {i}", kind=kind, name=f"need {i}")
            for who in ((here,), (there,), (here, both))[i]:
                g.tie("OFFERS", who, resource)
                g.tie("SEEKS", who, need)
            if i == 1:
                project = g.node("Project", f"{kind} {i}")
                g.tie("DRAWS_ON", project, resource)
                g.tie("MEETS", project, need)
    sought = g.node("Need", "nothing idle", (EARLY, date(9999, 12, 31)), kind="information")
    g.tie("SEEKS", there, sought)
    for name, when in edges("party", "tie", "it", "use", "project", "inside"):
        who = _party(g, f"party {name}", GULOU, period=when("party"), inside=when("inside"))
        resource = g.node("Resource", f"listed {name}", when("it"), kind="expertise")
        g.tie("OFFERS", who, resource, when("tie"))
        need = g.node("Need", f"listed {name}", when("it"), kind="expertise")
        g.tie("SEEKS", who, need, when("tie"))
        if name.startswith(("use", "project")):
            project = g.node("Project", f"listed {name}", when("project"))
            g.tie("DRAWS_ON", project, resource, when("use"))
            g.tie("MEETS", project, need, when("use"))


def projects(g: Graph) -> None:
    """Projects running, lapsed and completed, with and without parties in a district; edges."""
    here, there = _party(g, "does here", XUANWU), _party(g, "does there", QINHUAI)
    alliance = g.node("Alliance", "L3", name="承担联席会")
    both = _party(g, "does both", XUANWU, QINHUAI)
    for i, last in enumerate((DAY - ONE, DAY, NEXT, None)):
        for done in (False, True):
            ended = (EARLY, NEXT if done else date(9999, 12, 31))
            key = g.node("Project", f"P{i} {done}", ended, agreement="协议" if i else None, expires=last)
            for who in ((here,), (there,), (here, both), (alliance,))[i]:
                g.tie("UNDERTAKES", who, key)
            for n in range(i):
                g.tie("MEETS", key, ("Need", f"goods {n}"), (EARLY, DAY))
                g.tie("DRAWS_ON", key, ("Resource", f"funds {n}"), (EARLY, DAY))
            g.tie("DRAWS_ON", key, ("Resource", "goods 2"), (EARLY, DAY))
    for what, name in (("MEETS", "goods 0"), ("DRAWS_ON", "funds 0")):
        far = ("Need" if what == "MEETS" else "Resource", name)
        g.tie(what, ("Project", "P3 False"), far, (DAY, NEXT))
    for name, when in edges("it", "tie"):
        key = g.node("Project", f"project {name}", when("it"))
        g.tie("UNDERTAKES", alliance, key, when("tie"))
    g.tie("UNDERTAKES", here, ("Project", "P0 False"), (DAY, NEXT))
    alone = g.node("Project", "nobody's", (EARLY, date(9999, 12, 31)), expires=DAY)
    g.tie("MEETS", alone, ("Need", "goods 0"))
    for since, until in ((EARLY, DAY), (DAY, NEXT), (NEXT, date(9999, 12, 31))):
        for begun in (DAY - ONE, DAY, NEXT):
            who = _party(g, f"moved {since} {begun}", GULOU, inside=(since, until))
            key = g.node("Project", f"moved {since} {begun}", (begun, date(9999, 12, 31)))
            g.tie("UNDERTAKES", who, key)


FILTERS: tuple[dict[str, object], ...] = tuple(
    {"district": d} if d else {} for d in ("", "秦淮区", "320102", "鼓楼区")
)
PERIODS = {"base_from": date(2016, 1, 1), "base_until": date(2018, 1, 1), "from": date(2019, 2, 28)}
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "alliances/participation_by_year": ({}, {"alliance": NAMED}, {"alliance": "L2"}),
    "alliances/participation_change": (
        {}, {"alliance": NAMED}, {"alliance": "L2"}, PERIODS, {**PERIODS, "alliance": "L1"},
        {"base_from": date(2018, 9, 15), "base_until": date(2018, 10, 20), "alliance": NAMED},
        {"base_from": date(2018, 10, 20), "base_until": date(2018, 10, 20)},
        {"base_from": date(2018, 10, 1), "base_until": date(2018, 10, 2), "from": date(2022, 6, 29)},
        {"base_from": date(2017, 12, 31), "base_until": date(2018, 1, 1), "from": date(2021, 11, 15)},
        {"base_from": date(2017, 11, 15), "base_until": date(2018, 1, 20), "from": date(2021, 10, 2)},
        {"from": DAY}, {"from": date(2023, 1, 1)}, {"as_of": date(2022, 12, 20), "alliance": NAMED},
    ),
    "alliances/area_figures": ({}, {"area": "商圈1"}, {"area": "A2"}),
    "alliances/resources_and_needs": FILTERS,
    "alliances/needs_unmet": FILTERS,
    "alliances/projects": (
        *FILTERS, *({"state": s} for s in ("running", "lapsed", "completed")), {"limit": 3},
    ),
}
"""What the questions are asked beside the date."""

"""The graph made by hand for organizations and for what covers units, or does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .graph import (
    ALWAYS,
    DAY,
    EARLY,
    EDGES,
    FORMS,
    GULOU,
    NEXT,
    QINHUAI,
    XUANWU,
    Graph,
    Key,
    Period,
    division,
    divisions,
)

STREET = division("320102003")
YEAR_AGO = date(2021, 6, 30)
ELECTED = date(2021, 1, 1)
ONE = timedelta(days=1)


def build(g: Graph) -> None:
    """All of it."""
    for add in (
        divisions,
        levels,
        classes,
        coverage,
        activities,
        areas,
        dated,
        places_of,
        sizes,
        terms,
        joint,
        instructing,
        posts,
        chains,
        kinds,
    ):
        add(g)


# -- building blocks -------------------------------------------------------------------------------


def firm(g: Graph, name: str, kind: str = "private", period: Period = ALWAYS, /, **values: Any) -> Key:
    """A unit with one standing: in scope and in Xuanwu, counted, without members, unless said."""
    type_ = "Institution" if FORMS[kind] == "30" else "Enterprise"
    key = g.node(type_, name, period, name=values.pop("label", name), kind=kind)
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


# -- units -----------------------------------------------------------------------------------------


def levels(g: Graph) -> None:
    """Districts of cities, some of them only before or after the day, and units of each size."""
    city = ("Division", division("3201"))
    for d in (XUANWU, QINHUAI):
        g.tie("PART_OF", ("Division", division(d)), city)
    g.tie("PART_OF", ("Division", STREET), ("Division", division(XUANWU)))
    province = _division(g, "32", "province")
    g.tie("PART_OF", ("Division", division(GULOU)), province)
    for edge, period in EDGES.items():
        for what in ("city", "district", "tie"):
            here = _division(g, f"d-{what}-{edge}", "district", period if what == "district" else ALWAYS)
            above = _division(g, f"c-{what}-{edge}", "city", period if what == "city" else ALWAYS)
            g.tie("PART_OF", here, above, period if what == "tie" else ALWAYS)
            firm(g, f"in {what} {edge}", at=here[1].removeprefix("nbs:2023:"))
    for staff in (9, 10, 49, 50, 60, 99, 100, 1000, None):
        firm(g, f"staff {staff}", staff=staff, community=division("320102003001"), street=STREET)
    for staff in (29, 30, 31, 3):
        firm(g, f"social staff {staff}", "social_group", staff=staff, industry="", at=QINHUAI)
    firm(g, "shop", "merchant", staff=50, at="")


def _division(g: Graph, code: str, level: str, period: Period = ALWAYS) -> Key:
    return g.node(
        "Division", division(code), period, code=code, name=f"地{code}", level=level, scheme="nbs",
        edition="2023", pseudo=False,
    )  # fmt: skip


def classes(g: Graph) -> None:
    """Units in scope or not, by members, work and place: what neither coverage reaches, in which order."""
    building = g.node("Building", "B1", name="甲大厦")
    many = ((3, 3), (4, 4), (2, 2), (1, 1), (0, 1), (0, 0), (None, 1), (None, 2), (None, 0))
    for full, some in many:
        firm(g, f"members {full} of {some}", full_members=full, members=some, at=QINHUAI, staff=20)
    for n, staff in enumerate((12, 40, 40)):
        label = "同名" if n else "首家"
        firm(g, f"due {n}", full_members=3, members=3, staff=staff, label=label, street=STREET)
    firm(g, "housed", building=building[1], full_members=1, members=1, staff=11)
    firm(g, "nowhere", at="", staff=11)
    firm(g, "nowhere small", at="", staff=3)
    for work in ("instructor", "liaison", "trade_union", "youth_league"):
        firm(g, f"work {work}", work=(work,))
    firm(g, "not counted", counted=False, members=None, full_members=None)
    firm(g, "staff unknown", staff=None, full_members=5, members=5)
    firm(g, "state firm", "state", full_members=5, members=5, staff=500, rank=1)
    for edge, period in EDGES.items():
        firm(g, f"unit {edge}", "private", period, full_members=2, members=2)
        firm(g, f"joint unit {edge}", "private", period, full_members=4, members=4, rank=1, at=QINHUAI)


def coverage(g: Graph) -> None:
    """Units with an organization: of every rank, in scope and not, counted and not."""
    for rank, kind in enumerate(("joint_branch", "branch", "general_branch", "committee"), 1):
        for staff in (5, 15):
            o = body(g, f"own {kind} {staff}", kind, at=QINHUAI)
            unit = firm(g, f"{kind} {staff}", rank=rank, staff=staff, members=5, full_members=5, at=QINHUAI)
            g.tie("COVERS", o, unit)
            g.tie("COVERS", o, unit, (EARLY, FOREVER))
            activity(g, o, date(2022, 1, 1), held=staff == 15)
    for rank in (1, 2):
        unit = firm(g, f"uncounted {rank}", rank=rank, counted=False, members=None, full_members=None)
        g.tie("COVERS", body(g, f"of uncounted {rank}", at=QINHUAI), unit)
    overlay = firm(g, "overlaid", at=QINHUAI)
    for kind in ("temporary", "functional", "building"):
        o = body(g, f"overlay {kind}", kind, at=QINHUAI)
        g.tie("COVERS", o, overlay)
        activity(g, o, date(2022, 1, 1), held=True)
    both = body(g, "two districts", "joint_branch", at=QINHUAI)
    g.tie("IN_DISTRICT", both, ("Division", division(XUANWU)))
    for d in (XUANWU, QINHUAI, ""):
        g.tie("COVERS", both, firm(g, f"of two in {d}", rank=1, at=d, members=1, full_members=1))
    g.tie("COVERS", both, firm(g, "shop of two", "merchant", at="", staff=2))


def activities(g: Graph) -> None:
    """Organizations whose only activity lies at an edge of the year, and some with several."""
    for day in (YEAR_AGO - ONE, YEAR_AGO, YEAR_AGO + ONE, DAY, NEXT):
        for held in (True, False):
            o = body(g, f"active {day} {held}", at=XUANWU)
            unit = firm(g, f"unit of {o[1]}", rank=2, members=3, full_members=3)
            g.tie("COVERS", o, unit)
            activity(g, o, day, held)
    o = body(g, "active twice", "committee", at=XUANWU)
    for n in range(3):
        g.tie("COVERS", o, firm(g, f"unit {n} of twice", rank=4, members=9, full_members=9))
    for day in (date(2020, 1, 1), date(2019, 1, 1)):
        activity(g, o, day, held=day.year == 2020)
        activity(g, o, day, held=day.year != 2020)
    helped = body(g, "active beside", "general_branch")
    g.tie("COVERS", helped, ("Enterprise", "unit 0 of twice"))
    g.tie("COVERS", helped, ("Enterprise", "branch 15"))
    activity(g, helped, DAY, held=True)
    activity(g, helped, date(2022, 5, 1), held=False)


def areas(g: Graph) -> None:
    """Business districts without an organization, by units and members, and with one at the edges."""
    for name, units, full, kind in (
        ("few", 2, 1, "park"),
        ("two", 2, 2, None),
        ("three", 1, 3, "market"),
        ("none", 1, 0, "park"),
        ("unknown", 1, None, "business_district"),
        ("empty", 0, 0, "park"),
        ("ten", 10, 0, "market"),
        ("eleven", 11, 0, "market"),
    ):
        area = g.node("BusinessDistrict", name, kind=kind)
        for n in range(units):
            shop = firm(
                g, f"{name} {n}", "merchant", at=(GULOU, XUANWU, "")[n % 3], staff=1, members=full,
                full_members=(full if n == 0 or full is None else 0),
            )  # fmt: skip
            g.tie("WITHIN", shop, area)
            g.tie("WITHIN", shop, area, (EARLY, FOREVER))
    changing = g.node("BusinessDistrict", "changing area")
    g.tie("WITHIN", _changing(g, "changing shop"), changing)
    for edge, period in EDGES.items():
        for what in ("area", "covers", "organization", "within", "unit"):
            area = g.node("BusinessDistrict", f"{what} {edge}", period if what == "area" else ALWAYS)
            shop = firm(
                g, f"shop {what} {edge}", "merchant", period if what == "unit" else ALWAYS, staff=1,
                full_members=3, at=QINHUAI,
            )  # fmt: skip
            g.tie("WITHIN", shop, area, period if what in ("within", "unit", "area") else ALWAYS)
            if what in ("covers", "organization"):
                o = body(g, f"over {what} {edge}", "area", period if what == "organization" else ALWAYS)
                g.tie("COVERS", o, area, period if what == "covers" else ALWAYS)


# -- organizations ---------------------------------------------------------------------------------


def dated(g: Graph) -> None:
    """Organizations with everything about them, of which one thing begins or ends at the day."""
    for edge, period in EDGES.items():
        for kind, said in (
            (
                "branch", "organization covers unit district count term affiliation person post holder "
                "instructs object leads leader place community",
            ),
            ("joint_branch", "organization covers unit district"),
            ("community_organization", "organization district post holder works employer"),
        ):  # fmt: skip
            for what in said.split():
                _dated(g, f"{kind[0]} {what} {edge}", kind, what, period)
        for what in ("covers", "unit", "organization"):
            o = body(g, f"bare {what} {edge}", "branch", period if what == "organization" else ALWAYS)
            while_ = period if what == "unit" else ALWAYS
            unit = firm(g, f"bare unit {what} {edge}", "private", while_, staff=1)
            g.tie("COVERS", o, unit, period if what == "covers" else ALWAYS)


def _dated(g: Graph, name: str, kind: str, what: str, period: Period) -> None:
    def at(this: str, else_: Period = ALWAYS) -> Period:
        return period if what == this else else_

    o = g.node("Organization", name, at("organization"), kind=kind)
    g.tie("IN_DISTRICT", o, ("Division", division(GULOU)), at("district", at("organization")))
    values = {"rank": {"branch": 2, "joint_branch": 1}.get(kind, 0), "full_members": 3, "members": 3}
    unit = firm(g, f"u {name}", "private", at("unit"), staff=1, at=GULOU, **values)
    g.tie("COVERS", o, unit, at("covers"))
    if kind == "joint_branch":
        for n in range(5):
            g.tie("COVERS", o, firm(g, f"{n} {name}", staff=1, at=GULOU))
    if what == "count":
        count(g, o, 60, 57, period)
    if what == "term":
        term(g, o, max(period[0], date(2016, 1, 1)), period[1], size=3)
    elif what in ("place", "community"):
        community = _division(g, f"k-{name}", "community", at("community"))
        g.tie("LOCATED_IN", o, community, at("place"))
        term(g, o, date(2018, 1, 1), size=None)
    else:
        term(g, o, size=None)
    for n in range(8):
        status = "probationary" if n == 7 else "full"
        member = person(g, f"{n} of {name}", at("person") if n == 0 else ALWAYS, status)
        g.tie("AFFILIATED_TO", member, o, at("affiliation") if n == 0 else ALWAYS)
    holder = person(g, f"holder of {name}", at("holder"))
    g.tie("HOLDS", holder, o, at("post"), post="secretary")
    guest = person(g, f"guest of {name}", at("holder"))
    g.tie("HOLDS", guest, o, at("post"), post="concurrent_member")
    employer = firm(g, f"employer of {name}", "private", at("employer"), staff=1, at=QINHUAI)
    g.tie("WORKS_AT", guest, employer, at("works"))
    thing = firm(g, f"object of {name}", "private", at("object"), staff=1, at=GULOU)
    g.tie("INSTRUCTS", o, thing, at("instructs"))
    leader = person(g, f"leader of {name}", at("leader"))
    g.tie("INSTRUCTS", leader, thing, at("leads"))


def places_of(g: Graph) -> None:
    """Organizations in two districts, in none, and in another one since the day."""
    for name, kind in (("moves", "branch"), ("astride", "joint_branch"), ("homeless", "branch")):
        o = g.node("Organization", name, kind=kind)
        if name == "moves":
            g.tie("IN_DISTRICT", o, ("Division", division(XUANWU)), (EARLY, DAY))
            g.tie("IN_DISTRICT", o, ("Division", division(GULOU)), (DAY, FOREVER))
        if name == "astride":
            for d in (QINHUAI, XUANWU):
                g.tie("IN_DISTRICT", o, ("Division", division(d)))
        for n in range(7):
            g.tie("COVERS", o, firm(g, f"{n} of {name}", rank=1, staff=1, at=QINHUAI))
            g.tie("INSTRUCTS", o, ("Enterprise", f"{n} of {name}"))
        count(g, o, 61, 58)
        term(g, o, date(2017, 6, 30))
        g.tie("HOLDS", person(g, f"guest {name}"), o, post="concurrent_member")


def sizes(g: Graph) -> None:
    """Branches and general branches of every size at a boundary, by count and by roster."""
    for kind in ("branch", "joint_branch", "general_branch", "committee"):
        for n in (2, 3, 6, 7, 19, 20, 49, 50, 51, 99, 100, 101):
            o = body(g, f"{kind} of {n}", kind)
            count(g, o, n, n)
            term(g, o, size=3)
    for seats in (None, 2, 3, 4, 5):
        for full in (6, 7, 8):
            o = body(g, f"seats {seats} full {full}", "joint_branch")
            count(g, o, 20, full)
            term(g, o, size=seats)
    for kind in ("branch", "general_branch"):
        count(g, body(g, f"no term {kind}", kind), 9, 9)
    both = body(g, "count and roster")
    count(g, both, 30, 5)
    only_full, nothing = body(g, "only full"), body(g, "count says nothing")
    count(g, only_full, None, 55)
    count(g, body(g, "only members"), 55, None)
    count(g, nothing, None, None)
    roster = body(g, "roster")
    for n in range(52):
        someone = person(g, f"r{n}", status="full" if n < 8 else "probationary")
        g.tie("AFFILIATED_TO", someone, roster)
        g.tie("AFFILIATED_TO", someone, roster, (EARLY, FOREVER))
        if n < 9:
            g.tie("AFFILIATED_TO", person(g, f"b{n}"), both)
            g.tie("AFFILIATED_TO", person(g, f"c{n}"), nothing)
    for status in ("full", "probationary", "none", None):
        rider = g.node("DeliveryWorker", f"rider {status}", occupation="rider", status=status)
        g.tie("AFFILIATED_TO", rider, body(g, f"of rider {status}"))
        g.tie("AFFILIATED_TO", rider, body(g, f"overlay of rider {status}", "temporary"))
    body(g, "nobody")
    body(g, "nobody joint", "joint_branch")


def terms(g: Graph) -> None:
    """Terms that end, or ended, at each edge, for each rule of years; extensions; appointments."""
    kinds = {
        "committee": 5, "quarter_committee": 5, "territorial_committee": 5, "community_organization": 5,
        "branch": 3, "joint_branch": 3, "general_branch": 3,
    }  # fmt: skip
    named: list[tuple[str | None, str, int]] = [
        ("building", "楼宇党委", 5), ("building", "楼宇支部", 3), (None, "某党委", 5),
        ("branch", "假党委", 3),
    ]  # fmt: skip
    for kind, label, years in [*((k, k, n) for k, n in kinds.items()), *named]:
        for since in _edges(years):
            o = body(g, f"{label} {kind} since {since}", kind, name=f"{since}{label}")
            term(g, o, since)
    for extended in (None, DAY - ONE, DAY, NEXT, date(2023, 6, 30)):
        for years in (3, 4):
            for since in (date(2022 - years, 6, 30) - ONE, date(2022 - years, 6, 30)):
                o = body(g, f"extended {extended} since {since}", "branch", at=XUANWU)
                term(g, o, since, extended=extended)
    for kind, years in (("committee", 5), ("community_organization", 5)):
        for since in (date(2021 - years, 6, 30) - ONE, date(2021 - years, 6, 30)):
            term(g, body(g, f"{kind} extended since {since}", kind), since, extended=DAY)
    for kind in ("working_committee", "temporary", "functional", "department", "branch", None):
        body(g, f"without term {kind}", kind)
        term(g, body(g, f"old {kind}", kind), date(2010, 1, 1))
        term(g, body(g, f"appointed {kind}", kind), date(2010, 1, 1), appointed=True)
    for level in ("community", "street"):
        there = _division(g, f"l-{level}", level)
        for years in (3, 4, 5):
            for since in _edges(years):
                o = body(g, f"in {level} {since}", "branch")
                g.tie("LOCATED_IN", o, there)
                term(g, o, since)


def _edges(years: int) -> list[date]:
    """Elections that are on the edge of being due, due soon, on DAY."""
    over = date(2022 - years, 6, 30)
    soon = date(2022 - years, 12, 30)
    return [over - ONE, over, soon - ONE, soon]


def joint(g: Graph) -> None:
    """Joint branches of as many units as the rule allows, one more, and with a unit twice."""
    for n in (4, 5, 6, 7):
        o = body(g, f"joint of {n}", "joint_branch", at=XUANWU)
        for i in range(n):
            unit = firm(
                g, f"unit {i} of joint {n}", rank=1, full_members=i, members=i,
                staff=(9, 20, 20, None)[i % 4], label=f"单位{(7 - i) // 2}", street=STREET if i % 2 else "",
            )  # fmt: skip
            g.tie("COVERS", o, unit)
            g.tie("COVERS", o, unit, (EARLY, FOREVER))
    second = body(g, "second joint", "joint_branch", name="一号联合支部")
    g.tie("COVERS", second, ("Enterprise", "unit 3 of joint 6"))
    g.tie("COVERS", body(g, "not joint", "building", at=XUANWU), ("Enterprise", "unit 3 of joint 6"))
    for edge, period in EDGES.items():
        for what in ("covers", "organization"):
            exists, covers = (period if what == x else ALWAYS for x in ("organization", "covers"))
            o = body(g, f"also joint {what} {edge}", "joint_branch", exists)
            g.tie("COVERS", o, ("Enterprise", "unit 3 of joint 7"), covers)


def instructing(g: Graph) -> None:
    """Organizations and persons with several units and buildings."""
    sender = body(g, "sender", "working_committee", at=XUANWU)
    house = g.node("Building", "house", kind="office")
    g.tie("IN_DISTRICT", house, ("Division", division(QINHUAI)))
    other = g.node("Building", "other house", kind="office")
    objects = [firm(g, f"object {n}", rank=n % 2, staff=1, at=(XUANWU, GULOU)[n % 2]) for n in range(5)]
    objects.append(firm(g, "social object", "social_group", staff=1))
    for x in (*objects, house, other):
        g.tie("INSTRUCTS", sender, x)
        g.tie("INSTRUCTS", sender, x, (EARLY, FOREVER))
    g.tie("INSTRUCTS", body(g, "sender of one", "working_committee"), house)
    for n, mine in enumerate((objects[:1], objects[:3], objects, [house, objects[0]], [house, other])):
        who = person(g, f"instructor {n}")
        for x in mine:
            g.tie("INSTRUCTS", who, x)
            g.tie("INSTRUCTS", who, x, (EARLY, FOREVER))
    changed = _changing(g, "changing")
    g.tie("INSTRUCTS", sender, changed)
    g.tie("INSTRUCTS", person(g, "instructor of changing"), changed)
    for edge, period in EDGES.items():
        for what in ("tie", "person"):
            led = g.node("Building", f"led {what} {edge}", kind="office")
            who = person(g, f"leads {what} {edge}", period if what == "person" else ALWAYS)
            g.tie("INSTRUCTS", who, led, period if what == "tie" else ALWAYS)
    # of one id, and yet two things
    twin, block = firm(g, "twin", staff=1), g.node("Building", "twin")
    for x in (twin, block):
        g.tie("INSTRUCTS", ("InServiceMember", "instructor 0"), x)
        g.tie("HOLDS", ("InServiceMember", "instructor 0"), x, post="legal_representative")


def _changing(g: Graph, name: str) -> Key:
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


def posts(g: Graph) -> None:
    """People with posts in one, two and three places, twice in one, and with no name for a post."""
    places = [
        body(g, "seat", "committee", at=XUANWU), body(g, "seat of none", None), firm(g, "led firm", staff=1),
        g.node("Building", "led house"), ("Division", division(XUANWU)),
    ]  # fmt: skip
    for n in range(5):
        who = person(g, f"poster {n}")
        for i in range(n + 1):
            g.tie("HOLDS", who, places[i], post="secretary" if i % 2 == 0 else "legal_representative")
            g.tie("HOLDS", who, places[i], (EARLY, FOREVER), post="secretary" if n % 2 else "member")
    g.tie("HOLDS", person(g, "poster of nothing"), places[0])
    for kind in ("community_organization", "quarter_committee", "working_committee", "committee", None):
        body(g, f"no guests {kind}", kind, at=XUANWU)
        for guests in (1, 2, 3):
            o = body(g, f"{guests} guests {kind}", kind, at=XUANWU)
            for n in range(guests):
                who = person(g, f"guest {n} of {o[1]}")
                g.tie("HOLDS", who, o, post="concurrent_member")
                g.tie("HOLDS", who, o, (EARLY, FOREVER), post="concurrent_member")
                for i in range(n):
                    g.tie("WORKS_AT", who, ("Enterprise", f"object {i}"))
    for post in ("deputy_secretary", "member", "secretary", None):
        for kind in ("committee", "branch", "area"):
            o = body(g, f"{kind} with {post}", kind, at=XUANWU)
            unit = firm(g, f"unit of {kind} with {post}", rank=2, staff=1)
            g.tie("COVERS", o, unit)
            g.tie("COVERS", o, unit, (EARLY, FOREVER))
            if post:
                g.tie("HOLDS", person(g, f"{post} of {kind}"), o, post=post)
    body(g, "covers nothing", "branch")


def chains(g: Graph) -> None:
    """Superiors: a long chain, two ways up, a circle, and ties and organizations at the edges."""
    top = body(g, "top", "territorial_committee", at="")
    last = top
    for n in range(1, 10):
        lower = body(g, f"depth {n}", "general_branch" if n % 2 else "committee", at="")
        g.tie("SUPERIOR", lower, last)
        last = lower
    short = body(g, "short way", "committee", at="")
    g.tie("SUPERIOR", short, ("Organization", "depth 5"))
    g.tie("SUPERIOR", short, top)
    for edge, period in EDGES.items():
        late = body(g, f"shortened {edge}", f"s {edge}", at="")
        g.tie("SUPERIOR", late, ("Organization", "depth 5"))
        g.tie("SUPERIOR", late, top, period)
    second = body(g, "second top", "department", at="")
    g.tie("SUPERIOR", short, second)
    ring = [body(g, f"ring {n}", "functional", at="") for n in range(3)]
    for n in range(3):
        g.tie("SUPERIOR", ring[n], ring[n - 1])
    for edge, period in EDGES.items():
        for what in ("tie", "middle", "top", "lower", "below"):

            def at(this: str, what: str = what, period: Period = period) -> Period:
                return period if what == this else ALWAYS

            high = body(g, f"high {what} {edge}", f"h {what} {edge}", at("top"), at="")
            middle = body(g, f"middle {what} {edge}", f"m {what} {edge}", at("middle"), at="")
            low = body(g, f"low {what} {edge}", f"l {what} {edge}", at("lower"), at="")
            g.tie("SUPERIOR", middle, high, at("tie"))
            g.tie("SUPERIOR", low, middle, at("below"))


def kinds(g: Graph) -> None:
    """Members of temporary and functional organizations and of those without a kind or a place."""
    for kind in ("temporary", "functional", "committee", None):
        for at in ("", XUANWU):
            o = body(g, f"kind {kind} at {at}", kind, at=at)
            for status in ("full", "probationary"):
                g.tie("AFFILIATED_TO", person(g, f"{status} of {o[1]}", status=status), o)


BY = ("district", "street", "city", "community", "kind", "industry", "size")
PARAMETERS: dict[str, list[dict[str, object]]] = {
    "coverage/unit_classes": [{"by": by} for by in BY],
    "coverage/work_coverage": [*({"by": by} for by in BY), {"by": "size", "scope_staff": 9}],
    "coverage/effective_coverage": [
        {}, {"scope_staff": 9}, {"scope_social_staff": 29}, {"from": date(2020, 1, 1)},
    ],
    "coverage/silent_organizations": [
        {}, {"district": "秦淮区"}, {"district": XUANWU}, {"from": date(2020, 1, 1)},
        {"from": date(2019, 12, 31)},
    ],
    "coverage/uncovered_units": [
        {}, {"district": "秦淮区"}, {"district": XUANWU}, {"street": "新街口街道"}, {"street": "320102003"},
        {"limit": 3}, {"due_from": 1}, {"due_from": 4}, {"scope_staff": 16}, {"scope_social_staff": 31},
        {"district": "秦淮区", "street": "新街口街道"}, {"scope_staff": 9},
    ],
    "coverage/buildings": [{}],
    "coverage/joint_with_three": [
        {}, {"district": "秦淮区"}, {"district": XUANWU}, {"due_from": 1}, {"due_from": 0},
    ],
    "coverage/areas_without_organization": [
        {}, {"kind": "park"}, {"listed_units": 2}, {"listed_members": 2},
        {"listed_units": 11, "listed_members": 1},
    ],
    "organizations/elections_overdue": [
        {}, {"state": "due_soon"}, {"state": "unknown"}, {"district": "玄武区"}, {"district": QINHUAI},
    ],
    "organizations/joint_branches_over_limit": [
        {}, {"most_units": 6}, {"district": "秦淮区"}, {"district": GULOU, "most_units": 4},
    ],
    "organizations/committees_due": [
        {}, {"step": "split"}, {"step": "branch_committee"}, {"district": "秦淮区"}, {"district": XUANWU},
        {"most_members": 20, "seats_from": 8}, {"general_from": 20, "committee_from": 50}, {"least_seats": 4},
    ],
    "organizations/branches_by_size": [{}, {"district": "秦淮区"}, {"district": GULOU}],
    "organizations/instructors": [
        {}, {"at_least": 2}, {"at_least": 8}, {"at_least": 9}, {"district": "玄武区"}, {"district": QINHUAI},
    ],
    "organizations/instructor_load": [
        {}, {"of": "units"}, {"of": "buildings"}, {"district": "玄武区"}, {"district": QINHUAI},
        {"district": "鼓楼区", "of": "units"},
    ],
    "organizations/posts": [
        {}, {"post": "secretary"}, {"post": "concurrent_member"}, {"district": "玄武区"}, {"district": GULOU},
    ],
    "organizations/concurrent_posts": [
        {}, {"at_least": 1}, {"at_least": 3}, {"post": "secretary", "at_least": 1}, {"post": "member"},
    ],
    "organizations/concurrent_members": [
        {}, {"at_most": 0}, {"at_most": 2}, {"kind": "working_committee"}, {"district": "玄武区"},
        {"district": QINHUAI},
    ],
    "organizations/without_secretary": [
        {}, {"kind": "committee"}, {"district": "玄武区"}, {"district": GULOU},
    ],
    "organizations/by_kind": [
        {}, {"by": "district"}, {"district": "玄武区"}, {"district": GULOU, "by": "district"},
    ],
    "organizations/by_depth": [{}, {"kind": "committee"}],
}  # fmt: skip

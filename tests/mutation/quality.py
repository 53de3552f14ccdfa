"""The graph made by hand for the quality of data and for one date against another."""

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

ONE = timedelta(days=1)
THEN = date(2018, 1, 1)
STREET, OTHER = division("320102003"), division("320104007")
COMMUNITY = division("320102003001")
YEAR_AGO = date(2021, 6, 30)


def build(g: Graph) -> None:
    """All of it."""
    for add in (
        divisions,
        classes,
        moves,
        ties,
        places,
        rosters,
        loose_ends,
        dates_known,
        addresses,
        instructors,
        shared,
        ended,
        surveys,
        bodies,
        namesakes,
        members,
        gaps,
    ):
        add(g)


# -- building blocks -------------------------------------------------------------------------------


def firm(g: Graph, name: str, kind: str = "private", period: Period = ALWAYS, /, **values: Any) -> Key:
    """A unit with one standing; ``name`` of it is its id, ``label`` what it is called."""
    type_ = "Institution" if FORMS[kind] == "30" else "Enterprise"
    given = {k: values.pop(k) for k in ("code", "sources", "since_precision") if k in values}
    exists = values.pop("exists", period)
    key = g.node(type_, name, exists, kind=kind or None, name=values.pop("label", name), **given)
    stand(g, key, kind, period, **values)
    return key


def stand(g: Graph, key: Key, kind: str, period: Period, /, **values: Any) -> None:
    """A standing: in Xuanwu, counted, without members or an organization, unless said."""
    said = {
        "industry": "F", "district": division(XUANWU), "street": STREET, "community": COMMUNITY,
        "building": "", "rank": 0, "counted": True, "staff": 20, "members": 0, "full_members": 0,
        "instructor": False, "liaison": False, "trade_union": False, "youth_league": False, **values,
    }  # fmt: skip
    made = g.node(
        "Standing", f"{key[0]}|{key[1]}|{period[0]}", period, unit=key[1], form=FORMS[kind], kind=kind, **said
    )
    g.tie("STANDS_FOR", made, key, period)


def counted(g: Graph, of: Key, since: date, period: Period | None = None, /, **values: Any) -> Key:
    """A survey count of a unit, from a day on, and its tie (``period``, if that is another)."""
    fact = g.node(
        "Headcount", f"{of[0]}|{of[1]}|{since}|{len(g.rows['Headcount'])}", (since, FOREVER), **values
    )
    g.tie("COUNTS", fact, of, period or (since, FOREVER))
    return fact


def person(g: Graph, name: str, period: Period = ALWAYS, status: str = "full") -> Key:
    return g.node("InServiceMember", name, period, status=status)


def body(
    g: Graph, name: str, kind: str | None = "functional", period: Period = ALWAYS, /, **values: Any
) -> Key:
    return g.node("Organization", name, period, kind=kind, name=values.pop("label", name), **values)


def area(g: Graph, name: str, level: str, period: Period = ALWAYS) -> Key:
    return g.node(
        "Division", name, period, code=name, name=f"地{name}", level=level, scheme="nbs", edition="2023",
        pseudo=False,
    )  # fmt: skip


# -- one date against another ----------------------------------------------------------------------

SHAPES: dict[str, dict[str, Any]] = {
    "committee": {"rank": 4, "members": 120, "full_members": 110},
    "general": {"rank": 3, "members": 50, "full_members": 50},
    "own": {"rank": 2},
    "joint": {"rank": 1, "staff": 9},
    "joint uncounted": {"rank": 1, "counted": False, "members": None, "full_members": None},
    "due": {"members": 4, "full_members": 3},
    "due by more": {"members": 4, "full_members": 4, "staff": None},
    "few": {"members": 2, "full_members": 2},
    "few of one": {"members": 1, "staff": 10},
    "none": {"staff": 9},
    "unsurveyed": {"counted": False, "members": None, "full_members": None, "staff": 30},
}


def classes(g: Graph) -> None:
    """Units of every class that begin and end at the edges, and others at the limits of scope."""
    for edge, period in EDGES.items():
        for shape, values in SHAPES.items():
            firm(g, f"{shape} {edge}", "private", period, **values)
        for staff in (29, 30):
            for rank in (0, 1):
                firm(g, f"social {staff} {rank} {edge}", "social_group", period, staff=staff, rank=rank)
        firm(g, f"merchant {edge}", "merchant", period, rank=2)
    firm(g, "private of 30", staff=30, rank=1)
    firm(g, "private of 15", staff=15)


def moves(g: Graph) -> None:
    """Units that change class, district or scope on the day."""
    kinds = list(SHAPES)
    for n, before in enumerate(kinds):
        for after in (kinds[(n + 1) % len(kinds)], kinds[(n + 4) % len(kinds)]):
            key = g.node("Enterprise", f"{before} to {after}", kind="private")
            stand(g, key, "private", (EARLY, DAY), **SHAPES[before])
            stand(g, key, "private", (DAY, FOREVER), **SHAPES[after])
    for n, (old, new) in enumerate(((XUANWU, QINHUAI), ("", GULOU), (GULOU, ""), (QINHUAI, XUANWU))):
        for shape in ("own", "due", "none"):
            for after in ("own", "due"):
                key = g.node("Enterprise", f"mover {n} {shape} {after}", kind="private", name=f"迁{n % 2}")
                for at, what, period in ((old, shape, (EARLY, DAY)), (new, after, (DAY, FOREVER))):
                    street = OTHER if at == QINHUAI else STREET if at == XUANWU else ""
                    stand(
                        g,
                        key,
                        "private",
                        period,
                        **SHAPES[what] | {"district": division(at), "street": street},
                    )
    for kind in ("private", "social_group"):
        # one id, two units
        stand(
            g, g.node("Institution" if kind == "social_group" else "Enterprise", "twin", kind=kind), kind,
            (EARLY, DAY) if kind == "private" else (DAY, FOREVER), rank=2, staff=50,
        )  # fmt: skip


def ties(g: Graph) -> None:
    """Ties of four types, and both their ends, at the edges."""
    for edge, period in EDGES.items():
        for what in ("near", "far", "tie"):
            near, far, tie = (period if what == x else ALWAYS for x in ("near", "far", "tie"))
            a = body(g, f"near {what} {edge}", "department", near)
            g.tie("CO_BUILDS", a, body(g, f"far {what} {edge}", "department", far), tie)
            if what != "tie":
                g.tie("MEMBER_OF", a, g.node("Alliance", f"alliance {what} {edge}", far))
            g.tie("INSTRUCTS", a, g.node("Building", f"house {what} {edge}", far, kind="office"), tie)


# -- what is missing -------------------------------------------------------------------------------


def places(g: Graph) -> None:
    """Units located by the city, a district, a street; with few and many members and staff."""
    for n, members in enumerate((None, 0, 1, 2, 3, 4)):
        for staff in (None, 5, 6):
            firm(
                g, f"nowhere {members} {staff}", "merchant" if n % 2 else "private", district="", street="",
                community="", members=members, full_members=members, staff=staff, label=f"无处{n // 2}",
            )  # fmt: skip
        firm(g, f"in the district {members}", street="", community="", full_members=members, members=members)
        firm(g, f"in the street {members}", community="", full_members=members, members=members)
    for edge, period in EDGES.items():
        firm(g, f"nowhere {edge}", "state", period, district="", street="", community="")
    firm(g, "nowhere of one name", "social_group", district="", street="", community="", label="同名")
    firm(g, "nowhere of one name 2", "private", district="", street="", community="", label="同名")
    firm(g, "in Qinhuai", district=division(QINHUAI), street="", community="")


def rosters(g: Graph) -> None:
    """Rosters and survey counts that agree or differ by what begins or ends at the edges."""

    def roster(name: str, full: int, probationary: int, /, located: bool = True, **values: Any) -> Key:
        unit = firm(g, name, **values)
        for n in range(full + probationary):
            who = person(g, f"{name} {n}", status="full" if n < full else "probationary")
            g.tie("WORKS_AT", who, unit)
        if located:
            g.tie("IN_DISTRICT", unit, ("Division", division(XUANWU)))
        return unit

    for edge, period in EDGES.items():
        for what in ("person", "tie", "unit", "count"):
            exists, works, lives, holds = (
                period if what == x else ALWAYS for x in ("person", "tie", "unit", "count")
            )
            unit = roster(f"roster {what} {edge}", 3, 0, exists=lives)
            if what in ("person", "tie"):
                g.tie("WORKS_AT", person(g, f"at the edge {what} {edge}", exists), unit, works)
            counted(g, unit, EARLY, holds, members=3 if what in ("person", "tie") else 4, full_members=3)
        unit = roster(f"roster in {edge}", 1, 0)
        g.tie("IN_DISTRICT", unit, ("Division", division(QINHUAI)), period)
        counted(g, unit, EARLY, members=5, full_members=5)
    counted(g, roster("roster nowhere", 1, 0, located=False), EARLY, members=5, full_members=5)
    twice = roster("twice", 1, 1)
    g.tie("WORKS_AT", ("InServiceMember", "twice 0"), twice, (EARLY, FOREVER))
    counted(g, twice, EARLY, members=2, full_members=1)
    for full in range(5):
        for listed in range(5):
            unit = roster(f"of {full} and {listed}", listed, 1, label=f"名册{(full + listed) % 3}")
            counted(g, unit, EARLY, members=full + 1, full_members=full)
    for n, (members, full) in enumerate(
        ((None, 2), (None, 1), (2, None), (3, None), (3, 1), (2, 2), (1, 2), (None, 3))
    ):
        unit = roster(f"counted {n}", 2, 0)
        counted(g, unit, EARLY, members=members, full_members=full)
    for kind in ("private", "social_group"):
        unit = roster(f"one id {kind}", 1, 0)
        counted(g, unit, EARLY, members=2, full_members=2)


def loose_ends(g: Graph) -> None:
    """Records without a tie, of several types, at the edges and not."""
    for edge, period in EDGES.items():
        body(g, f"orphan {edge}", "branch", period)
        g.node("ServicePoint", f"orphan point {edge}", period, kind="centre")
        person(g, f"orphan person {edge}", period)
    g.node("DeliveryWorker", "orphan worker", occupation="rider", status="none")
    body(g, "orphan of two sources", "branch", sources=["一", "二"], label="孤儿")
    body(g, "orphan of two sources 2", "branch", label="孤儿")
    area(g, "orphan division", "community")


def dates_known(g: Graph) -> None:
    """Records with beginnings known by day, month, year, or not at all, at the edges."""
    for precision in ("unknown", "year", "month"):
        for edge, period in EDGES.items():
            for n in range(("unknown", "year", "month").index(precision) + 1):
                g.node("Alliance", f"{precision} {edge} {n}", period, since_precision=precision)
    g.node("InServiceMember", "undated person", since_precision="unknown", status="full")
    for edge, period in EDGES.items():
        o = body(g, f"undated in {edge}", since_precision="unknown", label="无日期")
        g.tie("IN_DISTRICT", o, ("Division", division(XUANWU)))
        g.tie("IN_DISTRICT", o, ("Division", division(GULOU)), period)
        body(g, f"undated {edge}", "department", (date(1, 1, 1), period[1]), since_precision="unknown")
    g.node("Building", "undated house", since_precision="unknown", kind="office")


# -- what contradicts itself -----------------------------------------------------------------------


def addresses(g: Graph) -> None:
    """Units with an address and surveyed elsewhere; each step of the way at the edges."""
    parts = ("stated", "place", "standing", "count", "met", "house", "part", "x", "y")

    def unit(name: str, *, kind: str = "private", near: bool = False, **at: Period) -> None:
        when = {p: at.get(p, ALWAYS) for p in parts}
        x, y = area(g, f"x {name}", "street", when["place"]), area(g, f"y {name}", "street")
        g.tie("IN_DISTRICT", x, ("Division", division(XUANWU)), when["x"])
        g.tie("IN_DISTRICT", y, ("Division", division(XUANWU if near else QINHUAI)), when["y"])
        u = firm(g, f"at {name}", kind, when["standing"], exists=ALWAYS, street=x[1])
        g.tie("LOCATED_IN", u, x, when["stated"], sources=["登记册"])
        c = area(g, f"c {name}", "community")
        g.tie("PART_OF", c, y, when["part"])
        b = g.node("Building", f"b {name}", kind="office")
        g.tie("LOCATED_IN", b, c, when["house"])
        fact = counted(g, u, EARLY, when["count"])
        g.tie("SURVEYED_AT", fact, b, when["met"], sources=["摸排"])

    for edge, period in EDGES.items():
        for p in parts:
            unit(f"{p} {edge}", **{p: period})
    unit("near", near=True)
    unit("far")
    for kind in ("private", "social_group"):
        u = firm(g, "one id at two", kind, street=STREET)
        g.tie("LOCATED_IN", u, ("Division", STREET))
        g.tie("LOCATED_IN", u, ("Division", STREET), (EARLY, FOREVER))
        g.tie("SURVEYED_AT", counted(g, u, EARLY), ("Division", OTHER))
    same = firm(g, "where it says", street=STREET)
    g.tie("LOCATED_IN", same, ("Division", STREET))
    g.tie("SURVEYED_AT", counted(g, same, EARLY), ("Division", STREET))
    city = firm(g, "met in the district", street=STREET)
    g.tie("LOCATED_IN", city, ("Division", STREET))
    g.tie("SURVEYED_AT", counted(g, city, EARLY), ("Division", division(QINHUAI)))
    g.tie("PART_OF", ("Division", division(QINHUAI)), area(g, "county", "city"))
    g.tie("IN_DISTRICT", ("Division", "county"), ("Division", division(QINHUAI)))


def instructors(g: Graph) -> None:
    """Instructors told of by the survey, by the other sheet, by both, at the edges."""

    def unit(name: str, surveyed: bool, /, **values: Any) -> Key:
        u = firm(g, name, **values)
        counted(g, u, EARLY, work=["liaison", "instructor"] if surveyed else ["liaison"])
        return u

    for surveyed in (True, False):
        for edge, period in EDGES.items():
            for what in ("tie", "sender", "unit", "count", "person", "standing"):
                tie, exists, lives, holds, man, stands = (
                    period if what == x else ALWAYS
                    for x in ("tie", "sender", "unit", "count", "person", "standing")
                )
                u = firm(g, f"led {what} {edge} {surveyed}", "private", stands, exists=lives)
                counted(g, u, EARLY, holds, work=["instructor"] if surveyed else [])
                if what in ("tie", "sender"):
                    o = body(g, f"sender {what} {edge} {surveyed}", "department", exists)
                    g.tie("INSTRUCTS", o, u, tie)
                    more = unit(f"led also {what} {edge} {surveyed}", surveyed)
                    g.tie("INSTRUCTS", o, more, tie)
                    g.tie("INSTRUCTS", ("Organization", "sender of all"), more)
                elif what == "person":
                    g.tie("INSTRUCTS", person(g, f"leader {edge} {surveyed}", man), u)
    body(g, "sender of all", "department", label="派出甲")
    body(g, "second sender", "department", label="派出甲")
    u = unit("led by two", False, district=division(QINHUAI), label="指导一")
    for sender in ("second sender", "sender of all"):
        g.tie("INSTRUCTS", ("Organization", sender), u)
        g.tie("INSTRUCTS", ("Organization", sender), u, (EARLY, FOREVER))
    for kind in ("private", "social_group"):
        u = firm(g, "one id led", kind, label="指导一")
        counted(g, u, EARLY, work=["instructor"])


def shared(g: Graph) -> None:
    """Own organizations of one, two and three units, with ties at the edges."""
    for kind in ("committee", "general_branch", "branch", "joint_branch", "building", None):
        for n in (1, 2, 3):
            o = body(g, f"{kind} of {n}", kind, label=f"{kind}之{n % 2}")
            for i in range(n):
                u = firm(g, f"unit {i} of {kind} of {n}", "merchant", label=f"单位{(n - i) // 2}")
                g.tie("COVERS", o, u, sources=["甲", "乙"])
                g.tie("COVERS", o, u, (EARLY, FOREVER), sources=["乙"])
    for edge, period in EDGES.items():
        for what in ("organization", "tie", "unit"):
            exists, tie, lives = (period if what == x else ALWAYS for x in ("organization", "tie", "unit"))
            for n in (1, 2):
                o = body(g, f"shared {what} {edge} {n}", "branch", exists)
                for i in range(n):
                    g.tie("COVERS", o, firm(g, f"sharing {i} {what} {edge} {n}", "merchant"))
                last = firm(g, f"sharing {what} {edge} {n}", "merchant", ALWAYS, exists=lives)
                g.tie("COVERS", o, last, tie, sources=[f"源{edge}"])


def ended(g: Graph) -> None:
    """Units that ended, and ties and organizations that go on, at the edges."""
    gone = (EARLY, EARLY + ONE)
    for edge, period in EDGES.items():
        for what in ("organization", "tie", "unit"):
            exists, tie = (period if what == x else ALWAYS for x in ("organization", "tie"))
            o = body(g, f"goes on {what} {edge}", "department", exists)
            u = g.node(
                "Enterprise",
                f"ended {what} {edge}",
                period if what == "unit" else gone,
                kind="merchant",
                name="已注销",
            )
            g.tie("COVERS", o, u, tie)
            g.tie("INSTRUCTS", o, u, tie)
    g.tie("COVERS", body(g, "goes on", "department"), g.node("Institution", "ended last", (EARLY, DAY - ONE)))


def surveys(g: Graph) -> None:
    """Units surveyed on either side of a date, twice, never; their counts at the edges."""
    for n, day in enumerate((YEAR_AGO - ONE, YEAR_AGO, YEAR_AGO + ONE)):
        for at in (XUANWU, QINHUAI):
            u = firm(g, f"surveyed {n} {at}", district=division(at), street="", community="")
            counted(g, u, day)
    for edge, period in EDGES.items():
        counted(
            g,
            firm(g, f"counted {edge}", district=division(GULOU), street="", community=""),
            period[0],
            period,
        )
        firm(g, f"standing at {edge}", "merchant", period, district=division(GULOU), street="", community="")
    for kind, day in (("private", YEAR_AGO), ("social_group", EARLY)):
        counted(g, firm(g, "one id surveyed", kind, district=division(GULOU), street="", community=""), day)
    firm(g, "one id unsurveyed", district=division(GULOU), street="", community="")
    counted(g, firm(g, "one id unsurveyed", "social_group", district=division(GULOU), street=""), EARLY)
    lost = firm(g, "lost and surveyed", district="", street="", community="")
    counted(g, lost, EARLY)
    firm(g, "in a place unknown", district="?", street="?", community="?")


def bodies(g: Graph) -> None:
    """Organizations without a district, with places and superiors at the edges."""
    city = ("Division", division("3201"))
    above = body(g, "above all", "territorial_committee", label="上级甲")
    for edge, period in EDGES.items():
        body(g, f"placeless {edge}", "department", period)
        o = body(g, f"district {edge}", "department")
        g.tie("IN_DISTRICT", o, ("Division", division(XUANWU)), period)
        for what in ("tie", "end"):
            tie, exists = (period if what == x else ALWAYS for x in ("tie", "end"))
            o = body(g, f"with place {what} {edge}", "department")
            g.tie("LOCATED_IN", o, area(g, f"place {what} {edge}", "city", exists), tie)
            o = body(g, f"with superior {what} {edge}", "department")
            g.tie("SUPERIOR", o, body(g, f"superior {what} {edge}", "department", exists), tie)
            g.tie("COVERS", o, g.node("Building", f"covered {what} {edge}", exists, kind="office"), tie)
    o = body(g, "two ways", "department", label="两处")
    body(g, "two ways 2", "department", label="两处")
    for x in (above, body(g, "above all 2", "department", label="上级乙")):
        g.tie("SUPERIOR", o, x)
    for place in (city, area(g, "province", "province")):
        g.tie("LOCATED_IN", o, place)
    house = g.node("Building", "covered twice", kind="office")
    g.tie("COVERS", o, house)
    g.tie("COVERS", o, house, (EARLY, FOREVER))


def namesakes(g: Graph) -> None:
    """Records of one name: two, three, in two districts, of two types, at the edges."""
    for edge, period in EDGES.items():
        for n in range(2):
            u = g.node("Building", f"namesake {n} {edge}", kind="office", name=f"同名{edge}")
            g.tie("IN_DISTRICT", u, ("Division", division(XUANWU)), ALWAYS if n else period)
    for n in range(3):
        p = g.node("ServicePoint", f"point {3 - n}", kind="centre", name="三处同名")
        g.tie("IN_DISTRICT", p, ("Division", division(GULOU if n else QINHUAI)))
        g.tie("IN_DISTRICT", p, ("Division", division(GULOU)), (EARLY, FOREVER))
    once = g.node("ServicePoint", "once", kind="centre", name="一处")
    g.tie("IN_DISTRICT", once, ("Division", division(GULOU)))
    g.tie("IN_DISTRICT", once, ("Division", division(GULOU)), (EARLY, FOREVER))
    for type_ in ("Institution", "Enterprise"):
        u = g.node(type_, "of one id and name", name="两类同名")
        g.tie("IN_DISTRICT", u, ("Division", division(QINHUAI)))


def members(g: Graph) -> None:
    """Members with and without affiliation and employer, each at the edges."""
    home = body(g, "home", "branch")
    at = {
        d: firm(g, f"employer {d}", district=division(d), street=STREET if d == XUANWU else "", community=c)
        for d, c in ((XUANWU, COMMUNITY), (QINHUAI, ""), (GULOU, ""))
    }
    for edge, period in EDGES.items():
        for what in ("person", "affiliation", "organization", "tie", "standing"):
            exists, belongs, lives, works, stands = (
                period if what == x else ALWAYS
                for x in ("person", "affiliation", "organization", "tie", "standing")
            )
            who = person(g, f"member {what} {edge}", exists)
            if what != "tie":
                o = body(g, f"home {what} {edge}", "branch", lives)
                g.tie("AFFILIATED_TO", who, o, belongs)
            u = firm(
                g,
                f"work {what} {edge}",
                "private",
                stands,
                exists=ALWAYS,
                district=division(GULOU),
                street="",
            )
            g.tie("WORKS_AT", who, u, works)
    for n in range(4):
        who = person(g, f"plain {n}")
        for d in list(at)[: n if n < 3 else 1]:
            g.tie("WORKS_AT", who, at[d])
            g.tie("WORKS_AT", who, at[d], (EARLY, FOREVER))
        if n % 2:
            g.tie("AFFILIATED_TO", who, home)
            g.tie("AFFILIATED_TO", who, home, (EARLY, FOREVER))
    two = person(g, "two in one district")
    for n in range(2):
        g.tie("WORKS_AT", two, firm(g, f"one of two {n}", district=division(GULOU), street="", community=""))


def gaps(g: Graph) -> None:
    """Units that lack one thing each, as many as tell the things apart."""
    lacking: tuple[tuple[str, dict[str, Any]], ...] = (
        ("private", {"code": None}),
        ("", {}),
        ("private", {"industry": ""}),
        ("private", {"staff": None}),
        ("private", {"counted": False, "members": None, "full_members": None}),
        ("private", {"community": ""}),
    )
    for n, (kind, values) in enumerate(lacking):
        for i in range(2 * n + 1):
            firm(g, f"gap {n} {i}", kind, **values | {"district": division(QINHUAI), "street": OTHER})
    for edge, period in EDGES.items():
        firm(g, f"gap {edge}", "state", period, code=None, district="", street="", community="")


DATED: list[dict[str, object]] = [{"from": DAY}, {"from": THEN}, {"from": NEXT}, {}]
PARAMETERS: dict[str, list[dict[str, object]]] = {
    "changes/class_changes": [*DATED, {"from": THEN, "due_from": 4}, {"from": THEN, "due_from": 2}],
    "changes/class_moves": [
        *DATED, {"from": THEN, "due_from": 4}, {"from": THEN, "class": "due"},
        {"from": THEN, "class": "few", "move": "entered"}, {"from": DAY, "class": "few", "move": "left"},
        {"from": THEN, "class": "own_branch", "move": "left"}, {"from": THEN, "limit": 5},
        {"from": DAY, "district": "秦淮区"}, {"from": THEN, "district": XUANWU},
    ],
    "changes/coverage_change": [
        *DATED, {"from": THEN, "by": "street"}, {"from": DAY, "by": "street"},
        {"from": THEN, "scope_staff": 9}, {"from": THEN, "scope_social_staff": 29},
    ],
    "changes/new_and_ended": DATED,
    "changes/ties_begun_and_ended": DATED,
    "quality/units_not_located": [
        {}, {"level": "street"}, {"level": "community"}, {"level": "street", "district": "秦淮区"},
        {"level": "community", "district": XUANWU}, {"limit": 2},
    ],
    "quality/declared_and_counted": [
        {}, {"state": "more_declared"}, {"state": "more_listed"}, {"district": "秦淮区"},
        {"district": XUANWU}, {"due_from": 2}, {"due_from": 4}, {"limit": 3},
    ],
    "quality/orphans": [{}, {"type": "Organization"}, {"type": "InServiceMember"}, {"type": "ServicePoint"}],
    "quality/unknown_periods": [{}, {"of": "things"}, {"of": "persons"}],
    "quality/undated_records": [
        {}, {"type": "Organization"}, {"type": "Building"}, {"district": "鼓楼区"}, {"district": XUANWU},
        {"limit": 2},
    ],
    "quality/conflicting_addresses": [
        {}, {"between": "streets"}, {"between": "districts"}, {"district": "玄武区"}, {"district": QINHUAI},
        {"district": XUANWU}, {"district": "秦淮区", "between": "streets"}, {"district": "鼓楼区"},
    ],
    "quality/conflicting_instructors": [
        {}, {"said_by": "survey"}, {"said_by": "register"}, {"district": "秦淮区"}, {"district": XUANWU},
        {"district": "秦淮区", "said_by": "survey"}, {"limit": 2},
    ],
    "quality/own_organizations_shared": [{}, {"kind": "branch"}, {"min_units": 3}],
    "quality/ties_to_ended_units": [{}, {"tie": "COVERS"}, {"tie": "INSTRUCTS"}, {"limit": 2}],
    "quality/stale_surveys": [
        {}, {"by": "district"}, {"by": "community"}, {"by": "district", "lately": YEAR_AGO},
        {"lately": YEAR_AGO},
    ],
    "quality/organizations_without_place": [{}, {"place": "above"}, {"place": "none"}],
    "quality/same_names": [
        {}, {"type": "Institution"}, {"type": "ServicePoint"}, {"district": "玄武区"}, {"district": GULOU},
    ],
    "quality/members_without_affiliation": [{}, {"by": "street"}, {"by": "community"}],
    "quality/missing_values": [{}, {"by": "street"}, {"by": "kind"}],
}  # fmt: skip

"""Units of the graph made by hand for organizations: what covers and instructs them, or does not."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .blocks import ONE, STREET, activity, body, changing, firm, local, person
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, XUANWU, Graph, division

YEAR_AGO = date(2021, 6, 30)


def levels(g: Graph) -> None:
    """Districts of cities, some of them only before or after the day, and units of each size."""
    city = ("Division", division("3201"))
    for d in (XUANWU, QINHUAI):
        g.tie("PART_OF", ("Division", division(d)), city)
    g.tie("PART_OF", ("Division", STREET), ("Division", division(XUANWU)))
    province = local(g, "32", "province")
    g.tie("PART_OF", ("Division", division(GULOU)), province)
    for edge, period in EDGES.items():
        for what in ("city", "district", "tie"):
            here = local(g, f"d-{what}-{edge}", "district", period if what == "district" else ALWAYS)
            above = local(g, f"c-{what}-{edge}", "city", period if what == "city" else ALWAYS)
            g.tie("PART_OF", here, above, period if what == "tie" else ALWAYS)
            firm(g, f"in {what} {edge}", at=here[1].removeprefix("nbs:2023:"))
    for staff in (9, 10, 49, 50, 60, 99, 100, 1000, None):
        firm(g, f"staff {staff}", staff=staff, community=division("320102003001"), street=STREET)
    for staff in (29, 30, 31, 3):
        firm(g, f"social staff {staff}", "social_group", staff=staff, industry="", at=QINHUAI)
    firm(g, "shop", "merchant", staff=50, at="")


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
    moving = g.node("BusinessDistrict", "changing area")
    g.tie("WITHIN", changing(g, "changing shop"), moving)
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
    changed = changing(g, "changing")
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

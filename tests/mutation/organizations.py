"""The graph made by hand for organizations and for what covers units, or does not."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .blocks import ONE, body, count, firm, local, person, term
from .covering import activities, areas, classes, coverage, instructing, joint, levels
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, XUANWU, Graph, Period, division, divisions


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
        community = local(g, f"k-{name}", "community", at("community"))
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
        there = local(g, f"l-{level}", level)
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

"""The graph made by hand for organizations on buildings, the three lists and taking part in activities."""

from __future__ import annotations

from datetime import date

from . import buildings_lists as lists
from .graph import ALWAYS, DAY, EARLY, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division, divisions
from .together_parts import edges, stand

STREET = "320102003"
HERE, THERE = XUANWU, QINHUAI
ONE_YEAR = date(2021, 6, 30)


def build(g: Graph) -> None:
    """All of it."""
    divisions(g)
    for code in (HERE, THERE):
        g.tie("PART_OF", ("Division", division(code)), ("Division", division("3201")))
    moved = g.node("Division", division("3202"), code="3202", name="别市", level="city")
    g.tie("PART_OF", ("Division", division(GULOU)), ("Division", division("3201")), (EARLY, DAY))
    g.tie("PART_OF", ("Division", division(GULOU)), moved, (DAY, NEXT))
    for name, when in edges("city"):
        city = g.node("Division", f"city {name}", when("city"), name=f"市 {name}", level="city")
        district = g.node("Division", f"district {name}", name=f"区 {name}", level="district")
        g.tie("PART_OF", district, city)
        at = g.node("Building", f"in city {name}", kind="office")
        g.tie("IN_DISTRICT", at, district)
    province = g.node("Division", division("32"), code="32", name="江苏省", level="province")
    g.tie("PART_OF", ("Division", division(HERE)), province)
    for add in (states, shared, coverages, secretaries, floating):
        add(g)
    lists.build(g)


def house(g: Graph, name: str, period: Period = ALWAYS, *, kind: str = "office", at: str = HERE) -> Key:
    """A building, in Xuanwu and a street and community of it unless said."""
    key = g.node("Building", name, period, kind=kind)
    if at:
        g.tie("IN_DISTRICT", key, ("Division", division(at)))
    if at == HERE:
        g.tie("LIES_IN", key, ("Division", division(STREET)))
        g.tie("LIES_IN", key, ("Division", division("320102003001")))
    return key


def body(g: Graph, name: str, on: Key | None, by: str | None = None, period: Period = ALWAYS) -> Key:
    """An organization on a building."""
    key = g.node("Organization", name, period, kind="building", set_up_by=by)
    if on:
        g.tie("COVERS", key, on)
    return key


def states(g: Graph) -> None:
    """Who set up the organizations; several on one; tenants of each rank; instructors; edges."""
    for i, by in enumerate(("street", "owner", "leading_firm", "property", None)):
        for n in range(i + 1):
            body(g, f"{by} {n}", house(g, f"set up {by} {n}", at=(HERE, THERE)[n % 2]), by)
    both = house(g, "several", at=THERE)
    for by in ("property", "owner", None):
        body(g, f"several {by}", both, by)
    for rank in (0, 1, 2):
        at = house(g, f"rank {rank}", at="")
        tenant(g, f"tenant {rank}", at, rank=rank)
    house(g, "mall", kind="mall")
    for name, when in edges("house", "tie", "body", "inside", "street"):
        at = g.node("Building", f"edge {name}", when("house"), kind="office")
        g.tie("IN_DISTRICT", at, ("Division", division(GULOU)), when("inside"))
        g.tie("LIES_IN", at, ("Division", division("320106002")), when("street"))
        key = g.node("Organization", f"edge {name}", when("body"), kind="building", set_up_by="owner")
        g.tie("COVERS", key, at, when("tie"))
        g.tie("OFFERS", key, g.node("Resource", f"edge {name}", kind="culture"))
        g.tie("IN_DISTRICT", key, ("Division", division(GULOU)), when("inside"))
    for name, when in edges("sent", "sender"):
        at = house(g, f"sent {name}", at=THERE)
        g.tie("INSTRUCTS", g.node("Organization", f"sent {name}", when("sender")), at, when("sent"))
    for name, _ in edges("house"):
        tenant(g, f"in edge {name}", ("Building", f"edge {name}"), rank=2)
    for name, when in edges("stand"):
        tenant(g, f"rank {name}", house(g, f"standing {name}"), when("stand"), rank=2)


def tenant(g: Graph, name: str, at: Key, period: Period = ALWAYS, *, rank: int = 0) -> Key:
    """A unit in a building."""
    key = g.node("Enterprise", name, kind="private")
    stand(g, key, period, rank=rank)
    g.rows["Standing"][-1]["building"] = at[1]
    return key


def shared(g: Graph) -> None:
    """Organizations that share each of the kinds alone, all but each, all, and none; edges."""
    kinds = ("information", "venue", "culture", "service")
    for i, kind in enumerate(kinds):
        for name, mine in ((f"only {kind}", [kind]), (f"all but {kind}", [k for k in kinds if k != kind])):
            key = body(g, name, house(g, name, kind="mall", at=(HERE, THERE)[i % 2]))
            g.tie("IN_DISTRICT", key, ("Division", division((HERE, THERE)[i % 2])))
            for k in mine:
                g.tie("OFFERS", key, g.node("Resource", f"{name} {k}", kind=k))
    key = body(g, "two houses", house(g, "first of two"))
    g.tie("COVERS", key, house(g, "second of two"))
    for name, when in edges("tie", "it"):
        key = body(g, f"shares {name}", house(g, f"shares {name}", at=THERE))
        g.tie("OFFERS", key, g.node("Resource", f"shares {name}", when("it"), kind="venue"), when("tie"))


def coverages(g: Graph) -> None:
    """Organizations with activities around the year, hosted or attended, and resources that projects use."""
    days = (ONE_YEAR, date(2021, 7, 1), date(2021, 7, 2), DAY, NEXT, date(2022, 7, 2))
    for i, day in enumerate(days):
        for hosts in (True, False):
            key = body(g, f"acts {day} {hosts}", house(g, f"acts {day} {hosts}", at=(HERE, THERE)[i % 2]))
            done = g.node("Activity", f"acts {day} {hosts}", (day, date.fromordinal(day.toordinal() + 1)))
            if hosts:
                g.tie("HELD_BY", done, key)
            else:
                g.tie("ATTENDS", key, done)
    for name, when in edges("offer", "resource", "use", "project"):
        key = body(g, f"effect {name}", house(g, f"effect {name}"))
        for day in (date(2021, 12, 1), date(2017, 12, 1)):
            g.tie("HELD_BY", g.node("Activity", f"effect {name} {day}", (day, day.replace(day=2))), key)
        _used(g, key, name, when("offer"), when("resource"), when("use"), when("project"))
    idle = body(g, "used but idle", house(g, "used but idle"))
    _used(g, idle, "used but idle", ALWAYS, ALWAYS, ALWAYS, ALWAYS)


def _used(g: Graph, key: Key, name: str, offer: Period, there: Period, use: Period, project: Period) -> None:
    resource = g.node("Resource", f"effect {name}", there, kind="service")
    g.tie("OFFERS", key, resource, offer)
    g.tie("DRAWS_ON", g.node("Project", f"effect {name}", project), resource, use)


def secretaries(g: Graph) -> None:
    """Secretaries of one, two and three buildings; other posts; instructors; edges."""
    for n in (1, 2, 3):
        for other in ("", "secretary", "member", "branch", "instructor"):
            who = g.node("InServiceMember", f"leads {n} {other}", status="full")
            for i in range(n):
                at = house(g, f"leads {n} {other} {i}", kind="mall", at=(HERE, THERE)[i % 2])
                g.tie("HOLDS", who, at, post="building_secretary")
                if other == "instructor" and i:
                    g.tie("INSTRUCTS", who, at)
            if other in ("secretary", "member", "branch"):
                kind = "branch" if other == "branch" else "community_organization"
                at = g.node("Organization", f"led {n} {other}", kind=kind)
                g.tie("HOLDS", who, at, post="member" if other == "member" else "secretary")
    again = ("InServiceMember", "leads 1 "), ("Building", "leads 1  0")
    g.tie("HOLDS", *again, (EARLY, NEXT), post="building_secretary")
    other = g.node("InServiceMember", "other post", status="full")
    g.tie("HOLDS", other, house(g, "other post"), post="member")
    parts = ("who", "post", "house", "lead", "led", "guide", "guided", "inside")
    for name, when in edges(*parts):
        who = g.node("InServiceMember", f"leads {name}", when("who"), status="full")
        at = g.node("Building", f"leads {name}", when("house"), kind="mall")
        g.tie("IN_DISTRICT", at, ("Division", division(GULOU)), when("inside"))
        g.tie("HOLDS", who, at, when("post"), post="building_secretary")
        led = g.node("Organization", f"leads {name}", when("led"), kind="community_organization")
        g.tie("HOLDS", who, led, when("lead"), post="secretary")
        guided = g.node("Building", f"guided {name}", when("guided"), kind="mall")
        g.tie("INSTRUCTS", who, guided, when("guide"))


def floating(g: Graph) -> None:
    """Buildings with members at home, taken in, away and of unknown affiliation, one to three of each."""
    far = g.node("Organization", "far", kind="branch")
    for n in (1, 2, 3):
        for taken in (0, 1, 2, 3):
            at = house(g, f"floats {n} {taken}", kind="mall", at=(HERE, THERE)[n % 2])
            on = body(g, f"floats {n} {taken}", at)
            for i in range(n):
                member(g, f"away {n} {taken} {i}", at, far)
            for i in range(taken):
                member(g, f"taken {n} {taken} {i}", at, on)
    settled = house(g, "settled", kind="mall")
    unit = member(g, "at home", settled, None)
    g.tie("COVERS", far, unit)
    member(g, "unknown", settled, None)
    g.tie("AFFILIATED_TO", ("InServiceMember", "at home"), far)
    for n in range(2):
        member(g, f"also away {n}", settled, far)
    unsettled = house(g, "unsettled", kind="mall")
    member(g, "of no organization", unsettled, None)
    for n in range(2):
        member(g, f"away beside it {n}", unsettled, far)
    twice = house(g, "twice", kind="mall")
    who = ("InServiceMember", "twice")
    unit = member(g, "twice", twice, far)
    g.tie("WORKS_AT", who, unit, (EARLY, NEXT))
    for n in range(2):
        g.tie("WORKS_AT", who, tenant(g, f"twice {n}", twice))
    nowhere = g.node("Enterprise", "nowhere", kind="private")
    stand(g, nowhere)
    g.tie("WORKS_AT", g.node("InServiceMember", "nowhere", status="full"), nowhere)
    parts = ("who", "work", "stand", "affiliation", "far", "inside")
    for name, when in edges(*parts):
        at = g.node("Building", f"away {name}", kind="mall")
        g.tie("IN_DISTRICT", at, ("Division", division(GULOU)), when("inside"))
        unit = tenant(g, f"away {name}", at, when("stand"))
        who = g.node("InServiceMember", f"away {name}", when("who"), status="full")
        g.tie("WORKS_AT", who, unit, when("work"))
        body_ = g.node("Organization", f"away {name}", when("far"), kind="branch")
        g.tie("AFFILIATED_TO", who, body_, when("affiliation"))
    for name, when in edges("cover", "own", "on"):
        at = house(g, f"covered {name}", kind="mall")
        for n in range(2):  # one more is another band
            member(g, f"away beside {name} {n}", at, far)
        unit = member(g, f"covered {name}", at, None)
        home = g.node("Organization", f"home {name}", kind="branch")
        g.tie("COVERS", home, unit, when("cover"))
        g.tie("AFFILIATED_TO", g.node("InServiceMember", f"home {name}", status="full"), home)
        g.tie("WORKS_AT", ("InServiceMember", f"home {name}"), unit)
        on = g.node("Organization", f"on {name}", when("on"), kind="building")
        g.tie("COVERS", on, at, when("own"))


def member(g: Graph, name: str, at: Key, to: Key | None) -> Key:
    """A member who works at a unit of a building; the unit."""
    unit = tenant(g, f"employer of {name}", at)
    who = g.node("InServiceMember", name, status="full")
    g.tie("WORKS_AT", who, unit)
    if to:
        g.tie("AFFILIATED_TO", who, to)
    return unit


FILTERS: tuple[dict[str, object], ...] = tuple(
    {"district": d} if d else {} for d in ("", "秦淮区", "320102", "鼓楼区")
)
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "buildings/by_set_up": (*FILTERS, {"by": "street"}, {"by": "city"}),
    "buildings/three_coverages": (*FILTERS, {"by": "street"}, {"by": "city"}, {"from": date(2021, 7, 1)}),
    "buildings/shared_resources": (
        *FILTERS, *({"lacking": k} for k in ("information", "venue", "culture", "service")),
    ),
    "buildings/building_secretaries": FILTERS,
    "buildings/floating_not_taken_in": FILTERS,
    **lists.PARAMETERS,
}
"""What the questions are asked beside the date."""

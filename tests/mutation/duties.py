"""The graph made by hand for tasks, dispatches, duties and community funds: every edge of every period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .duties_places import ONE, above, area, around, community, lies, street
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division

SENT = date(2022, 1, 10)
POWERS = ("management", "planning", "emergency", "dispatch", "evaluation", "advice")
CATEGORIES = ("party_mass", "safety", "city", "community", "livelihood", "support", "economy", None)
PLATFORMS = ("security", "market", "enforcement", "service")
TIES = ("RESPONSIBLE_FOR", "EXEMPT_FROM", "ADMITS")
MONTHS = [
    date(2019 + i // 12, i % 12 + 1, (1, 29, 15, 30, 28, 10)[i % 6] if i % 12 != 1 else (28, 29, 1)[i // 12 % 3])
    for i in range(41)
]
"""A day in each month from 2019 to May 2022, among them the leap day's neighbours."""
BEFORE = {"from": date(2015, 1, 1)}


def build(g: Graph) -> None:
    """All of it."""
    placed = above(g)
    held = duties(g)
    listed(g, placed, held)
    streets(g, held)
    freed(g, held)
    platforms(g, held)
    penalties(g)
    outside(g, held)
    funded(g, [c for _, c in placed])
    forbidden(g)
    spans(g)
    lengths(g)
    answers(g)
    places(g)
    campaigns(g)


# -- duties ---------------------------------------------------------------------------------------


def duty(g: Graph, code: str, kind: str | None = "duty", period: Period = ALWAYS, **values: Any) -> Key:
    """A duty, a power or a penalty."""
    return g.node("Duty", code, period, kind=kind, **values)


def duties(g: Graph) -> dict[str, Key]:
    """One duty of each category, one power of each, one duty of each platform."""
    held = {f"c {c}": duty(g, f"c {c}", category=c) for c in CATEGORIES}
    held |= {f"w {p}": duty(g, f"w {p}", "power", power=p) for p in POWERS}
    held |= {f"p {p}": duty(g, f"p {p}", platform=p) for p in PLATFORMS}
    return held


def listed(g: Graph, placed: list[tuple[Key, Key]], held: dict[str, Key]) -> None:
    """Streets whose district, city or province begins or ends on the day."""
    for i, (s, _) in enumerate(placed):
        g.tie("RESPONSIBLE_FOR", s, held[f"c {CATEGORIES[i % len(CATEGORIES)]}"])
    g.tie("RESPONSIBLE_FOR", street(g, "T00", at=GULOU), held["c safety"])
    g.tie("RESPONSIBLE_FOR", street(g, "T01", at=""), held["c safety"])
    street(g, "T02", at=QINHUAI)  # nothing on record
    g.tie("RESPONSIBLE_FOR", street(g, "T03", pseudo=True), held["c safety"])
    g.tie("RESPONSIBLE_FOR", community(g, "T04"), held["c safety"])
    for i, period in enumerate(EDGES.values()):
        g.tie("RESPONSIBLE_FOR", street(g, f"T1{i}", period=period), held["c safety"])
    # a street with two duties of one category, and one of none
    s = street(g, "T05", at=QINHUAI)
    for d in ("c safety", "c None"):
        g.tie("RESPONSIBLE_FOR", s, held[d], (EARLY, DAY))
        g.tie("RESPONSIBLE_FOR", s, held[d], (DAY, FOREVER))
    g.tie("RESPONSIBLE_FOR", s, duty(g, "another", category="safety"))


def brief_period(what: str, period: Period) -> Period:
    """The period of a duty: the one tried, if it is the duty's that is."""
    return period if what == "duty" else ALWAYS


def streets(g: Graph, held: dict[str, Key]) -> None:
    """Streets with one tie that begins or ends on the day, or to a duty that does; with kinds; with powers."""
    for t, tie in enumerate(TIES):
        for i, period in enumerate(EDGES.values()):
            for j, what in enumerate(("tie", "duty")):
                brief = duty(
                    g, f"brief {t}{i}{j}", period=brief_period(what, period), category="economy",
                    power="planning", platform="market",
                )
                dated = period if what == "tie" else ALWAYS
                g.tie(tie, street(g, f"U{t}{i}{j}"), brief, dated)
                if tie == "RESPONSIBLE_FOR":  # the same, of a street that is on record anyway
                    known = street(g, f"UU{i}{j}")
                    g.tie(tie, known, held["p market"])
                    g.tie(tie, known, duty(g, f"more {i}{j}", period=brief_period(what, period), platform="service",
                                           power="advice"), dated)
        for j, kind in enumerate(("level", None, "power", "penalty")):
            odd = duty(g, f"odd {t}{j}", kind, category="economy", power="planning", platform="market")
            g.tie(tie, street(g, f"V{t}{j}"), odd)
    for i in range(64):
        s = street(g, f"W{i:02}", at=QINHUAI if i % 2 else "")
        for j, power in enumerate(POWERS):
            if i >> j & 1:
                g.tie("RESPONSIBLE_FOR", s, held[f"w {power}"])
        if i in (0, 1, 63):
            g.tie("ADMITS", s, held["c safety"])
    for n in ("W05", "W63"):
        g.tie("RESPONSIBLE_FOR", ("Division", division(n)), held["w management"], (EARLY, NEXT))


def freed(g: Graph, held: dict[str, Key]) -> None:
    """Exempt from economic affairs or from another duty, and still responsible for either."""
    second = duty(g, "second", category="economy")
    for i in range(16):
        s = street(g, f"X{i:02}")
        if i & 1:
            g.tie("EXEMPT_FROM", s, held["c economy"])
        if i & 2:
            g.tie("EXEMPT_FROM", s, held["c city"])
        if i & 4:
            g.tie("RESPONSIBLE_FOR", s, second)
        if i & 8:
            g.tie("ADMITS", s, held["c economy"])
    both = street(g, "X16")
    for d in (held["c economy"], second):
        g.tie("EXEMPT_FROM", both, d)
    g.tie("RESPONSIBLE_FOR", both, held["c city"])


def platforms(g: Graph, held: dict[str, Key]) -> None:
    """Streets with every choice of platforms."""
    for i in range(16):
        s = street(g, f"Y{i:02}", at=QINHUAI if i % 2 else XUANWU)
        g.tie("EXEMPT_FROM", s, held["c city"])
        for j, platform in enumerate(PLATFORMS):
            if i >> j & 1:
                g.tie("RESPONSIBLE_FOR", s, held[f"p {platform}"])
    g.tie("RESPONSIBLE_FOR", ("Division", division("Y03")), held["p market"], (EARLY, NEXT))
    for i, period in enumerate(EDGES.values()):
        s = area(g, f"Z{i}", "street")
        lies(g, s, "district", ("Division", division(XUANWU)), period)
        g.tie("RESPONSIBLE_FOR", s, held["p market"])
        g.tie("RESPONSIBLE_FOR", s, held["w planning"])


def penalties(g: Graph) -> None:
    """Penalties with streets and teams, each of which begins or ends on the day."""
    fine = duty(g, "fine", "penalty", field="ecology")
    unknown = duty(g, "unknown field", "penalty")
    for i, period in enumerate(EDGES.values()):
        for j, what in enumerate(("tie", "duty", "who", "place")):
            during = {what: period}.get
            one = duty(g, f"fine {i}{j}", "penalty", during("duty", ALWAYS), field="culture")
            s = area(g, f"F{i}{j}", "street", during("who", ALWAYS))
            lies(g, s, "district", ("Division", division(QINHUAI)), during("place", ALWAYS))
            team = g.node("Institution", f"team {i}{j}", during("who", ALWAYS))
            lies(g, team, "district", ("Division", division(QINHUAI)), during("place", ALWAYS))
            for who in (s, team):
                g.tie("RESPONSIBLE_FOR", who, one, during("tie", ALWAYS))
                g.tie("RESPONSIBLE_FOR", who, fine, during("tie", ALWAYS))
    s = street(g, "F90")
    g.tie("RESPONSIBLE_FOR", s, unknown)
    g.tie("RESPONSIBLE_FOR", s, fine, (EARLY, NEXT))
    g.tie("RESPONSIBLE_FOR", s, fine, (date(2020, 1, 1), FOREVER))


# -- tasks ----------------------------------------------------------------------------------------


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
        name: str, to: Key, of: Key, origin: str | None = "residents", since: date = SENT, until: date = FOREVER,
        belongs: Period = ALWAYS,
    ) -> None:
        t = task(g, f"out {name}", origin=origin)
        send(g, t, to, since, until)
        g.tie("OF_DUTY", t, of, belongs)

    loose = duty(g, "loose")
    for origin in ("residents", "department", None):
        given(f"listed {origin}", plain, held["c safety"], origin)
        given(f"unlisted {origin}", plain, loose, origin)
        given(f"no list {origin}", street(g, f"G1{origin}"), loose, origin)
    for name, day in (("from", date(2021, 6, 30)), ("after", date(2021, 7, 1)), ("today", DAY), ("next", NEXT)):
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


# -- communities ----------------------------------------------------------------------------------


def fund(g: Graph, c: Key, period: Period = (EARLY, FOREVER), **values: Any) -> None:
    """Funds of a community."""
    key = g.node("Fund", f"{c[1]}|{period[0]}", period, **values)
    g.tie("FUNDS", key, c, period)


def funded(g: Graph, placed: list[Key]) -> None:
    """Communities with each fund, none, or nothing on record; where and while they exist."""
    for i, c in enumerate(placed):
        fund(g, c, budget=1.0, service=0.0 if i % 2 else 2.0, pooled=3.25 + i)
    amounts = (None, 0.0, 0.5, 1.0, 20.0)
    n = 0
    for budget in amounts:
        for service in amounts:
            c = community(g, f"M{n:02}", at=QINHUAI if n % 2 else GULOU)
            fund(g, c, budget=budget, service=service, pooled=amounts[n % 5])
            n += 1
    inside = street(g, "M90")
    fund(g, community(g, "M91", inside=inside), budget=10.0, service=10.0, pooled=1234.56)
    fund(g, community(g, "M92", inside=inside), budget=0.0, service=10.0, pooled=2.005)
    community(g, "M93", inside=inside)
    fund(g, community(g, "M94", inside=inside, pseudo=True), budget=0.0, service=10.0)
    fund(g, street(g, "M95"), budget=0.0, service=10.0)
    fund(g, community(g, "M96", at=""), budget=0.0, service=10.0)
    for i, period in enumerate(EDGES.values()):
        fund(g, community(g, f"N0{i}", inside=inside), period, budget=0.0, pooled=5.0)
        fund(g, community(g, f"N1{i}", inside=inside, period=period), budget=0.0, pooled=5.0)
        loose = area(g, f"N2{i}", "community")
        lies(g, loose, "street", inside, period)
        lies(g, loose, "district", ("Division", division(GULOU)), period)
        lies(g, loose, "community", loose)
        fund(g, loose, budget=0.0, pooled=5.0)


def forbidden(g: Graph) -> None:
    """Communities with duties they are exempt from, still responsible for, or sent tasks of."""
    clear = duty(g, "clear")
    inside = street(g, "O90")

    def exempt(code: str, of: Key = clear, period: Period = (EARLY, FOREVER), **place: Any) -> Key:
        c = community(g, code, inside=inside, **place)
        g.tie("EXEMPT_FROM", c, of, period)
        return c

    def given(name: str, to: Key, of: Key = clear, belongs: Period = ALWAYS, since: date = SENT,
              until: date = FOREVER, period: Period = (EARLY, FOREVER)) -> None:
        t = task(g, f"forbidden {name}", period)
        send(g, t, to, since, until)
        g.tie("OF_DUTY", t, of, belongs)

    for i, period in enumerate(EDGES.values()):
        bound = "RESPONSIBLE_FOR"
        g.tie(bound, exempt(f"O0{i}", period=period), clear)
        dated = duty(g, f"clear {i}", period=period)
        g.tie(bound, exempt(f"O1{i}", dated), dated)
        g.tie(bound, exempt(f"O2{i}"), clear, period)
        g.tie(bound, community(g, f"O3{i}", inside=inside, period=period), clear)
        g.tie("EXEMPT_FROM", ("Division", division(f"O3{i}")), clear)
        given(f"task {i}", exempt(f"O4{i}"), period=period)
        loose = area(g, f"O5{i}", "community")
        g.tie("EXEMPT_FROM", loose, clear)
        g.tie(bound, loose, clear)
        lies(g, loose, "street", inside, period)
        lies(g, loose, "district", ("Division", division(GULOU)), period)
        lies(g, loose, "community", loose)
    for i, period in enumerate(around(SENT).values()):
        given(f"belongs {i}", exempt(f"O6{i}"), belongs=period)
        given(f"exempt {i}", exempt(f"O7{i}", period=(period[0], FOREVER)))
    for i, since in enumerate((date(2021, 6, 30), date(2021, 7, 1), DAY, NEXT)):
        given(f"sent {i}", exempt(f"O8{i}"), since=since)
    given("withdrawn", exempt("O84"), until=DAY)
    given("withdrawn later", exempt("O85"), until=NEXT)
    twice = exempt("O86")
    g.tie("EXEMPT_FROM", twice, clear, (date(2022, 2, 1), FOREVER))
    given("between", twice)
    given("after both", twice, since=date(2022, 3, 1))
    many = exempt("O87", at=QINHUAI)
    for i in range(3):
        given(f"many {i}", many, period=(EARLY, DAY if i else FOREVER))
    g.tie("RESPONSIBLE_FOR", many, clear)
    send(g, ("Task", "forbidden many 0"), many, SENT + ONE)
    unclear = duty(g, "unclear")
    given("another duty", exempt("O88"), of=unclear)
    given("many and another", many, of=unclear)
    exempt("O89")
    g.tie("EXEMPT_FROM", inside, clear)
    g.tie("RESPONSIBLE_FOR", inside, clear)


BY: list[dict[str, object]] = [{"by": by} for by in ("district", "city", "province")]
WHERE: list[dict[str, object]] = [{"district": "玄武区"}, {"district": GULOU}]
PARAMETERS: dict[str, list[dict[str, object]]] = {
    "tasks/open_tasks": [
        {}, {"state": "overdue"}, {"kind": "mission"}, *WHERE, {"street": "地L2"}, {"street": "L1"},
        {"district": "秦淮区", "street": "地L1"},
    ],
    "tasks/handling_times": [{}, BEFORE, {"kind": "matter"}, *WHERE, {"district": "秦淮区", **BEFORE}],
    "tasks/silent_departments": [{}, BEFORE, {"kind": "mission"}, *WHERE, {"at_least": 2}, {"at_least": 3}],
    "tasks/joint_campaigns": [
        {}, *WHERE, {"street": "L1"}, {"street": "地L2"}, {"min_days": 21}, {"min_departments": 2},
        {"district": "秦淮区", "street": "地L1"},
    ],
    "duties/freed_and_empowered": [*BY, *WHERE],
    "duties/streets_without_power": [{}, {"power": "planning"}, *WHERE],
    "duties/incomplete_platforms": [{}, {"started": "all"}, *WHERE],
    "duties/penalties_delegated": [{}, {"district": "秦淮区"}, {"district": QINHUAI}],
    "duties/duty_lists": [*BY, {"by": "street"}, *WHERE],
    "duties/dispatches_outside_duties": [{}, BEFORE, {"reason": "unlisted"}, {"reason": "negative"}, *WHERE],
    "community/funds": [*BY, {"by": "street"}, *WHERE],
    "community/pooled_funds": [*BY, {"by": "street"}, *WHERE],
    "community/communities_without_funds": [
        {}, {"lacking": "budget"}, {"lacking": "service"}, {"lacking": "unrecorded"}, *WHERE,
        {"street": "地M90"}, {"street": "M90"},
    ],
    "community/forbidden_duties": [{}, BEFORE, *WHERE, {"street": "地O90"}, {"street": "O90"}],
}

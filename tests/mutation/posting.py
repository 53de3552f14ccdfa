"""The graph made by hand for temporary organizations and postings: an arrangement for every part and edge."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import At, division, edges, ref

X, Q, G = "320102", "320104", "320106"
CITY, PROVINCE = "3201", "32"
TWICE = (date(2017, 1, 1), FOREVER)
"""A second tie beside one that holds always."""
TASKS = ("publicity", "contact", "deliberation", "volunteering", "stability", "emergency")


def build(g: Graph) -> None:
    """All of it."""
    places(g)
    for add in (tasks, sent, partners, postings, homes, reports, secretaries):
        add(g)


def places(g: Graph) -> None:
    """A province, two cities, districts, streets and communities; one district right under the province."""
    above = ((PROVINCE, "province", "苏省"), (CITY, "city", "宁市"), ("3202", "city", "锡市"))
    for code, level, name in above:
        division(g, code, level, name=name)
    g.tie("PART_OF", ref(CITY), ref(PROVINCE))
    g.tie("PART_OF", ref("3202"), ref(PROVINCE))
    for code, name, above in ((X, "玄武区", CITY), (Q, "秦淮区", "3202"), (G, "鼓楼区", PROVINCE)):
        division(g, code, "district", name=name)
        g.tie("PART_OF", ref(code), ref(above))
        street = division(g, f"{code}901", "street", name=f"街{code}", district=code)
        g.tie("PART_OF", street, ref(code))
        for i in (1, 2):
            community(g, f"{code}90100{i}", code)


def community(
    g: Graph, code: str, district: str, street: str = "", inside: Period = ALWAYS, lies: Period = ALWAYS,
    **values: Any,
) -> Key:  # fmt: skip
    """A community that lies in itself, a district and a street."""
    return division(
        g, code, "community", name=f"社{code}", district=district, street=street or f"{district}901",
        inside=inside, lies=lies, **values,
    )  # fmt: skip


def body(
    g: Graph, name: str, kind: str | None = "temporary", period: Period = ALWAYS, *, at: str = X,
    inside: Period = ALWAYS,
) -> Key:  # fmt: skip
    """An organization in a district and its first community."""
    key = g.node("Organization", name, period, kind=kind)
    if at:
        g.tie("IN_DISTRICT", key, ref(at), inside)
        g.tie("LIES_IN", key, ref(f"{at}901"))
        g.tie("LIES_IN", key, ref(f"{at}901001"))
    return key


def person(g: Graph, name: str, period: Period = ALWAYS) -> Key:
    return g.node("InServiceMember", name, period, status="full")


def post(
    g: Graph, who: Key, to: Key, kind: str | None, period: Period = ALWAYS, days: float | None = 5
) -> None:
    g.tie("POSTED_TO", who, to, period, kind=kind, days=days)


def task(g: Graph, name: str, period: Period = ALWAYS, kind: str | None = "mission", label: str = "") -> Key:
    return g.node("Task", name, period, kind=kind, name=label or f"任务{name}")


def tasks(g: Graph) -> None:
    """Tasks that end around the day, organizations of all kinds, several tasks, teams and people."""
    over = task(g, "早已结束", (EARLY, date(2020, 1, 1)))
    for i, (edge, at) in enumerate(edges("task", "body", "set", "team", "of", "member", "post", "inside")):
        kind = ("temporary", "functional")[i % 2]
        o = body(g, f"临 {edge}", kind, at("body"), at=(X, Q)[i % 3 == 2], inside=at("inside"))
        t = task(g, f"T {edge}", at("task") if edge.startswith("task") else (EARLY, DAY))
        g.tie("SET_UP_FOR", o, t, at("set"))
        _crew(g, o, edge, at, 1 + i % 2)
    for name, kind in (("无类", None), ("支部", "branch"), ("功能", "functional")):
        g.tie("SET_UP_FOR", body(g, f"完 {name}", kind), over)
    several = body(g, "两项任务", at=G)
    g.tie("IN_DISTRICT", several, ref(Q))
    for t in (over, task(g, "乙", (EARLY, DAY), label="甲"), task(g, "甲", (EARLY, DAY), label="甲")):
        g.tie("SET_UP_FOR", several, t)
        g.tie("SET_UP_FOR", several, t, TWICE)
    half = body(g, "一项未完", at="")
    g.tie("SET_UP_FOR", half, over)
    g.tie("SET_UP_FOR", half, task(g, "未完", (EARLY, FOREVER), None))
    body(g, "没有任务", "functional", at="")
    for name in ("同 乙", "同 甲"):
        g.tie("SET_UP_FOR", g.node("Organization", name, kind="temporary", name="同名"), over)
    for n in range(2):
        v = g.node("Team", f"队 {n}")
        g.tie("TEAM_OF", v, several)
        g.tie("TEAM_OF", v, several, TWICE)
        m = person(g, f"多 {n}")
        for o in (several, half):
            post(g, m, o, "posting")
            post(g, m, o, "posting", TWICE)


def _crew(g: Graph, o: Key, edge: str, at: At, n: int) -> None:
    g.tie("TEAM_OF", g.node("Team", f"队 {edge}", at("team")), o, at("of"))
    for i in range(n):
        post(g, person(g, f"员 {edge} {i}", at("member")), o, None, at("post"), None)


def sent(g: Graph) -> None:
    """Members sent in: whence, whereto, until when."""
    lasting = body(g, "常在", at=X)
    parts = ("posting", "member", "loop", "home", "affiliation", "inside", "lies", "city")
    for i, (edge, at) in enumerate(edges(*parts, "province", "up", "top")):
        district = f"3203{i:02}"
        division(g, district, "district", name=f"区 {edge}", inside=ALWAYS)
        city = division(g, f"33{i:02}", "city", name=f"市 {edge}", period=at("city"))
        province = division(g, f"4{i:02}", "province", name=f"省 {edge}", period=at("province"))
        g.tie("PART_OF", ref(district), city, at("up"))
        g.tie("PART_OF", city, province, at("top"))
        home = g.node("Organization", f"家 {edge}", at("home"), kind="committee")
        g.tie("IN_DISTRICT", home, ref(district), at("lies"))
        loop = body(g, f"环 {edge}", "temporary", at("loop"), at=(X, Q)[i % 2], inside=at("inside"))
        for n in range(1 + i % 3):
            m = person(g, f"派 {edge} {n}", at("member"))
            g.tie("AFFILIATED_TO", m, home, at("affiliation"))
            post(g, m, loop, "sent_in", at("posting"), None)
    two = g.node("Organization", "家 两区", kind="committee")
    for code in (Q, X, G):
        g.tie("IN_DISTRICT", two, ref(code))
    for n, kind in enumerate(("sent_in", "sent_in", "posting", None)):
        m = person(g, f"派 两区 {n}")
        g.tie("AFFILIATED_TO", m, two)
        post(g, m, lasting, kind, days=None)
        post(g, m, ref(f"{X}901001"), kind, (EARLY, DAY), None)
    m = person(g, "派 不详")
    post(g, m, ref(f"{Q}901001"), "sent_in", (EARLY, FOREVER), None)
    post(g, m, lasting, "sent_in", (EARLY, DAY), None)


def partners(g: Graph) -> None:
    """Co-building with hosts, others, temporary ones; either way round; with an agreement and without."""
    for i, (edge, at) in enumerate(edges("tie", "host", "guest", "host in", "guest in")):
        kind = ("temporary", "functional")[i % 2]
        o = body(g, f"客 {edge}", kind, at("guest"), at=Q, inside=at("guest in"))
        h = body(g, f"主 {edge}", "committee", at("host"), at=Q, inside=at("host in"))
        near, far = (o, h) if i % 2 else (h, o)
        g.tie("CO_BUILDS", near, far, at("tie"), agreement="协议" if i % 3 else None)
    o = body(g, "客 多主", at=Q)
    g.tie("IN_DISTRICT", o, ref(X))
    others = (
        ("branch", X), ("branch", Q), (None, Q), ("temporary", Q), ("functional", Q), ("branch", G),
        ("branch", ""),
    )  # fmt: skip
    for n, (kind, at_) in enumerate(others):
        h = g.node("Organization", f"主 {n}", kind=kind, name=f"主名{7 - n}")
        for code in {at_, X} - {""} if n == 1 else {at_} - {""}:
            g.tie("IN_DISTRICT", h, ref(code))
        g.tie("CO_BUILDS", o, h, agreement="协议" if n % 2 else None)
        g.tie("CO_BUILDS", o, h, TWICE)
    for n in (2, 1):
        h = g.node("Organization", f"同主 {n}", kind="branch", name="同主")
        g.tie("IN_DISTRICT", h, ref(X))
        g.tie("CO_BUILDS", h, o)
    plain = body(g, "不是临时", "branch", at=Q)
    g.tie("CO_BUILDS", plain, o, TWICE, agreement="协议")


def postings(g: Graph) -> None:
    """Regular work and postings: days around the bound, kinds, organizations, employers."""
    for i, (edge, at) in enumerate(
        edges("posting", "member", "place", "inside", "lies", "works", "unit")
    ):
        c = community(g, f"{X}9010{i + 10}", X, period=at("place"), inside=at("inside"), lies=at("lies"))
        o = body(g, f"沉 {edge}", "branch", at("place"), at="")
        g.tie("IN_DISTRICT", o, ref(Q), at("inside"))
        g.tie("LIES_IN", o, ref(f"{Q}901"), at("lies"))
        g.tie("LIES_IN", o, community(g, f"{Q}9010{i + 100}", Q), at("lies"))
        u = g.node(("Enterprise", "Institution")[i % 2], f"沉单位 {edge}", at("unit"), kind=f"k{i}")
        for n in range(1 + i % 2):
            m = person(g, f"沉 {edge} {n}", at("member"))
            g.tie("WORKS_AT", m, u, at("works"))
            post(g, m, c if n else o, ("posting", "sinking")[i % 3 > 0], at("posting"), float(4 + i % 3))
            post(g, m, o if n else c, "sinking", at("posting"), 6.5 if n else None)
    for i, (edge, at) in enumerate(edges("up", "city", "top", "province")):
        code = f"3204{i:02}"
        division(g, code, "district", name=f"沉区 {edge}")
        city = division(g, f"34{i:02}", "city", name=f"沉市 {edge}", period=at("city"))
        province = division(g, f"5{i:02}", "province", name=f"沉省 {edge}", period=at("province"))
        g.tie("PART_OF", ref(code), city, at("up"))
        g.tie("PART_OF", city, province, at("top"))
        c = community(g, f"{code}901001", code, f"{X}901")
        post(g, person(g, f"沉上 {edge}"), c, "sinking", days=7)
        g.tie("HOLDS", person(g, f"红上 {edge}"), c, post="red_collar_secretary")
    both = person(g, "沉两处")
    for u in (("Enterprise", "沉单位 always"), g.node("Institution", "沉单位 无类", kind=None)):
        g.tie("WORKS_AT", both, u)
        g.tie("WORKS_AT", both, u, TWICE)
    for to in (f"{X}901001", f"{Q}901001", f"{G}901001", CITY):
        post(g, both, ref(to), "sinking", days=4)
        post(g, both, ref(to), "sinking", TWICE, 5)


def homes(g: Graph) -> None:
    """A street and a grid that members are posted to: no community, or the one around it."""
    post(g, person(g, "沉街"), ref(f"{G}901"), "sinking", days=0)
    grid = g.node("Division", "nbs:2023:g1", code="g1", name="格", level="grid", pseudo=False)
    g.tie("IN_DISTRICT", grid, ref(G))
    for code in (f"{G}901", f"{G}901001"):
        g.tie("LIES_IN", grid, ref(code))
    post(g, person(g, "沉格"), grid, "sinking", days=3)


def reports(g: Graph) -> None:
    """Who takes which of the six tasks: one taker, none, two."""
    for i, (edge, at) in enumerate(edges("community", "tie", "member", "inside", "street")):
        code = f"{Q}9010{i + 40}"
        c = community(g, code, Q, period=at("community"), inside=at("inside"), lies=at("street"))
        for n, label in enumerate(("InServiceMember", "DeliveryWorker", "Organization")):
            who = g.node(
                label, f"报{n} {edge}", at("member"), status="full", occupation="rider", kind="branch"
            )
            taken = [TASKS[n], TASKS[n + 3]] if i % 4 == 1 else [TASKS[(i + n) % 6]]
            g.tie("REPORTS_TO", who, c, at("tie"), tasks=taken)
    for n, name in enumerate(TASKS):
        c = community(g, f"{G}9010{n + 10}", G)
        for k in range(2):
            who = person(g, f"任 {name} {k}")
            for period in (ALWAYS, TWICE):
                g.tie("REPORTS_TO", who, c, period, tasks=[t for t in TASKS if t != name])
        alone = community(g, f"{G}9010{n + 20}", G)
        g.tie("REPORTS_TO", person(g, f"独 {name}"), alone, tasks=[name])
    community(g, f"{G}901098", G, pseudo=True)
    nowhere = g.node(
        "Division", "nbs:2023:n1", code="n1", name="无处社", level="community", pseudo=False
    )
    g.tie("LIES_IN", nowhere, nowhere)
    g.tie("REPORTS_TO", person(g, "报无处"), nowhere, tasks=list(TASKS[:5]))
    g.tie("REPORTS_TO", person(g, "报街"), ref(f"{G}901"), tasks=[])


def secretaries(g: Graph) -> None:
    """Red-collar secretaries at communities and organizations there; other posts; two places."""
    for i, (edge, at) in enumerate(edges("holds", "member", "lies", "inside", "street")):
        code = f"{X}9010{i + 40}"
        c = community(g, code, X, inside=at("inside"), lies=at("street"))
        o = g.node("Organization", f"红 {edge}", kind="community_organization")
        g.tie("LIES_IN", o, c, at("lies"))
        m = person(g, f"红 {edge}", at("member"))
        g.tie("HOLDS", m, o, at("holds"), post="red_collar_secretary")
        if i % 2:
            g.tie("HOLDS", m, c, at("holds"), post="red_collar_secretary")
    for n, what in enumerate(("secretary", None, "red_collar_secretary")):
        m = person(g, f"红 {n}")
        for to in (f"{G}901001", f"{Q}901001", f"{G}901098", f"{G}901"):
            g.tie("HOLDS", m, ref(to), post=what)
            g.tie("HOLDS", m, ref(to), TWICE, post=what)
    g.tie("HOLDS", person(g, "红 又一"), ref(f"{G}901001"), post="red_collar_secretary")
    nowhere = ("Division", "nbs:2023:n1")
    g.tie("HOLDS", person(g, "红 无处"), nowhere, (DAY, NEXT), post="red_collar_secretary")


_IN: tuple[dict[str, object], ...] = ({}, {"district": "玄武区"}, {"district": Q})
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "temporary/beyond_task": (*_IN, {"district": G}),
    "temporary/hosts": (*_IN, {"host": "found"}, {"host": "missing", "district": "秦淮区"}),
    "temporary/organizations": (*_IN, {"district": "鼓楼区"}),
    "temporary/sent_in": (
        *_IN, {"by": "city"}, {"by": "province"}, {"by": "city", "district": X},
        {"by": "province", "district": Q},
    ),
    "posting/sinking": (*_IN, *({"by": b} for b in ("community", "street", "city", "province"))),
    "posting/short_of_days": (
        *_IN, *({"by": b} for b in ("community", "street", "city", "kind")), {"days": 4, "kind": "posting"},
        {"days": 7, "kind": "sinking"}, {"kind": "sent_in"},
    ),
    "posting/tasks_nobody_takes": (
        *_IN, {"at_least": 5}, {"at_least": 2, "min_reporting": 2}, {"min_reporting": 0, "at_least": 6},
        {"at_least": 0}, {"street": f"街{G}"}, {"street": f"{Q}901", "at_least": 3, "min_reporting": 3},
    ),
    "posting/red_collar_secretaries": (*_IN, *({"by": b} for b in ("community", "street", "city"))),
}  # fmt: skip
"""What the questions are asked beside the date."""

"""The new employment groups of the graph of compounds: workers, hubs, companies, doors, teams."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, EARLY, EDGES, NEXT, Graph, Key, Period
from .together_parts import Q, X, body, division, edges, lies, ref, stand, worker

FACILITIES = ("water", "shade", "rest", "help", "charging")
BEFORE = (date(2017, 1, 1), FOREVER)


def couriers(g: Graph) -> None:
    """All of it."""
    _region(g, "44", "城")
    for add in (reporting, hubs, platforms, doors, teams, dormitories, facilities):
        add(g)


def _region(g: Graph, code: str, name: str, **at: Period) -> str:
    """A province, a city, a district and a street; the code of the street. ``at``: periods of the parts."""
    province = division(g, code, "province", name=f"{name}省", period=at.get("province", ALWAYS))
    city = division(g, f"{code}01", "city", name=f"{name}市", period=at.get("city", ALWAYS))
    district = division(g, f"{code}0101", "district", name=f"{name}区")
    street = division(g, f"{code}0101001", "street", name=f"{name}街道", district=f"{code}0101")
    g.tie("PART_OF", street, district)
    g.tie("PART_OF", district, city, at.get("to_city", ALWAYS))
    g.tie("PART_OF", city, province, at.get("to_province", ALWAYS))
    return f"{code}0101001"


def _point(
    g: Graph, at: str, kind: str | None, street: str = "", period: Period = ALWAYS, /, **values: Any
) -> Key:
    p = g.node("ServicePoint", at, period, kind=kind, **values)
    return lies(g, p, street[:6], street) if street else p


def reporting(g: Graph) -> None:
    """Workers with every part of their place, company and reporting at every edge."""
    parts = (
        "worker", "based", "station", "employed", "company", "report", "community", "inside", "street",
        "to_city", "city", "to_province", "province",
    )  # fmt: skip
    for i, (edge, at) in enumerate(edges(*parts)):
        upon = ("to_city", "city", "to_province", "province")
        street = "440101001"
        if edge.startswith(upon):
            street = _region(g, f"{chr(65 + i // 10)}{i % 10}", edge, **{p: at(p) for p in upon})
        s = g.node("ServicePoint", f"站 {edge}", at("station"), kind="rest_station")
        lies(g, s, street[:6], period=at("inside"))
        lies(g, s, street, period=at("street"))
        u = g.node("Enterprise", f"平台 {edge}", at("company"), kind="platform")
        c = division(g, f"4401010019{i:02}", "community", period=at("community"))
        for n, job in enumerate(("courier", "rider")):
            w = worker(g, f"工 {edge} {n}", job=job, period=at("worker"))
            g.tie("BASED_AT", w, s, at("based"))
            g.tie("EMPLOYED_BY", w, u, at("employed"))
            if n:
                g.tie("REPORTS_TO", w, c, at("report"))
                g.tie("REPORTS_TO", w, c, (date(2017, 1, 1), date(2017, 2, 1)))
    twice = worker(g, "两处工", job="truck")
    other = _region(g, "45", "别")
    for n, street in enumerate(("440101001", other)):
        s = _point(g, f"两站 {n}", "rest_station", street)
        u = g.node("Enterprise", f"两司 {n}", kind="platform")
        for period in (ALWAYS, BEFORE):
            g.tie("BASED_AT", twice, s, period)
            g.tie("EMPLOYED_BY", twice, u, period)
    for period in (ALWAYS, BEFORE):
        g.tie("REPORTS_TO", twice, ref("4401010019"), period)
    division(g, "4401010019", "community")
    worker(g, "散工", job="ride_hailing")
    # a district and a city whose superiors are of another level
    for code, level in (("460101", "district"), ("4601", "city"), ("46", "district")):
        division(g, code, level, name=f"越级 {code}")
    g.tie("PART_OF", ref("460101"), ref("46"))
    g.tie("PART_OF", ref("4601"), ref("45"))
    g.tie("PART_OF", ref("4501"), ref("46"))
    s = lies(g, g.node("ServicePoint", "越级站", kind="rest_station"), "460101")
    lies(g, s, "4401010019")
    g.tie("BASED_AT", worker(g, "越级工"), s)


def hubs(g: Graph) -> None:
    """Hubs at 60 degrees north with stations near and far, part by part."""
    for i, (edge, at) in enumerate(edges("hub", "inside", "street", "rest", "based", "worker")):
        lon = 10.0 + i
        h = g.node(
            "ServicePoint", f"聚 {edge}", at("hub"), kind=("delivery_station", "sorting_point")[i % 2],
            lon=lon, lat=60.0,
        )
        lies(g, h, "440101", period=at("inside"))
        lies(g, h, "440101001", period=at("street"))
        lies(g, h, "4401010019")
        kind = ("rest_station", "centre")[i % 2]
        g.node("ServicePoint", f"近 {edge}", at("rest"), kind=kind, lon=lon + 0.01, lat=60.005,
               facilities=["water"] if i % 3 else ["rest"])
        w = worker(g, f"聚工 {edge}", period=at("worker"))
        g.tie("BASED_AT", w, h, at("based"))
        g.tie("BASED_AT", w, h, BEFORE)
    spots = (("同点", 0.0, 0.0), ("东", 0.02, 0.0), ("西", -0.02, 0.0), ("北", 0.0, 0.03), ("南", 0.0, -0.03))
    for n, (name, east, north) in enumerate(spots):
        _point(g, f"距 {name}", "delivery_station", "450101001", lon=-50.0 - n, lat=60.0)
        _point(g, f"站 {name}", "rest_station", lon=-50.0 - n + east, lat=60.0 + north)
        _point(g, f"宿 {name}", "dormitory", lon=-50.0 - n, lat=60.0)
    _point(g, "无坐标", "sorting_point", "450101001")
    _point(g, "站无坐标", "centre")


def platforms(g: Graph) -> None:
    """Companies without an organization, and those with one."""
    for i, (edge, at) in enumerate(edges("standing", "employed", "worker", "based", "station")):
        u = g.node("Enterprise", f"司 {edge} 平台", kind="platform")
        stand(g, u, at("standing"), kind="platform", district=(X[0], Q[0], "")[i % 3])
        s = g.node("ServicePoint", f"司站 {edge}", at("station"), kind="delivery_station")
        for n in range(2):
            w = worker(g, f"司工 {edge} {n}", period=at("worker"), status=("full", "none")[n])
            g.tie("EMPLOYED_BY", w, u, at("employed"))
            g.tie("BASED_AT", w, s, at("based"))
    for rank in (0, 1, 2):
        u = g.node("Enterprise", f"级 {rank}", kind="platform")
        stand(g, u, kind="platform", district=X[0], rank=rank)
        stand(g, g.node("Enterprise", f"非平台 {rank}", kind="private"), kind="private", rank=rank)
    for way in ("instructor", "liaison", "trade_union", "youth_league"):
        u = g.node("Enterprise", f"有 {way}", kind="platform")
        stand(g, u, kind="platform", district=Q[0])
        g.rows["Standing"][-1][way] = True
    for n in range(5):
        u = g.node("Enterprise", f"档司 {n}", kind="platform")
        stand(g, u, kind="platform", district=Q[0])
        for i in range(4):
            status = ("probationary", "full")[i % 2] if i < n else None
            w = worker(g, f"档司工 {n} {i}", status=status)
            for period in (ALWAYS, BEFORE):
                g.tie("EMPLOYED_BY", w, u, period)
            for spot in ("两站 0", "两站 1"):
                g.tie("BASED_AT", w, ("ServicePoint", spot))


def doors(g: Graph) -> None:
    """Compounds with agreements of every kind, part by part."""
    for i, (edge, at) in enumerate(edges("compound", "company", "access", "inside", "street")):
        b = g.node("Building", f"门 {edge}", at("compound"), kind="other")
        lies(g, b, (X[0], Q[0])[i % 2], period=at("inside"))
        lies(g, b, "320102003", period=at("street"))
        lies(g, b, "320102003001")
        u = g.node("Enterprise", f"门司 {edge}", at("company"), kind="other")
        g.tie("GIVES_ACCESS", b, u, at("access"), access="closed")
        g.tie("GIVES_ACCESS", b, ("Enterprise", "常司"), access="registered")
    g.node("Enterprise", "常司", kind="other")
    for n, names in enumerate((("乙", "甲", "丙"), ("甲", "甲"), ())):
        b = lies(g, g.node("Building", f"几家 {n}", kind="other"), X[0])
        for k, name in enumerate(names):
            u = g.node("Enterprise", f"几司 {n} {k}", name=f"{name}平台", kind="other")
            g.tie("GIVES_ACCESS", b, u, access="closed")
            g.tie("GIVES_ACCESS", b, u, (EARLY, FOREVER), access="closed")
        for way in ("open", "registered", None):
            u = g.node("Enterprise", f"别司 {n} {way}", kind="other")
            for period in (ALWAYS, BEFORE):
                g.tie("GIVES_ACCESS", b, u, period, access=way)
        # one company with two ways, as sheets of two offices may have it
        g.tie("GIVES_ACCESS", b, ("Enterprise", f"别司 {n} open"), (EARLY, FOREVER), access="registered")


def teams(g: Graph) -> None:
    """Teams with owners, people and tasks, part by part."""
    one = timedelta(days=1)
    for i, (edge, at) in enumerate(edges("team", "owned", "owner", "inside", "joined", "person")):
        t = g.node("Team", f"队 {edge}", at("team"), kind=("rider", "volunteer", None)[i % 3])
        o = body(g, f"队主 {edge}", at("owner"))
        lies(g, o, X[0], period=at("inside"))
        g.tie("TEAM_OF", t, o, at("owned"))
        for w in (
            worker(g, f"队工 {edge}", period=at("person")),
            g.node("InServiceMember", f"队员 {edge}", at("person"), status="full"),
            g.node("Volunteer", f"志愿 {edge}", at("person")),
        ):
            g.tie("IN_TEAM", w, t, at("joined"))
            g.tie("IN_TEAM", w, t, (date(2017, 1, 1), date(2017, 2, 1)))
    t = g.node("Team", "忙队", kind="shock")
    for n, name in enumerate(("乙", "甲", "甲")):
        o = lies(g, g.node("Enterprise", f"忙主 {n}", name=name), (X[0], Q[0], Q[0])[n])
        for period in (ALWAYS, BEFORE):
            g.tie("TEAM_OF", t, o, period)
    w = worker(g, "两次入队")
    for period in (ALWAYS, BEFORE):
        g.tie("IN_TEAM", w, t, period)
    g.node("Team", "闲队", kind="rider")
    for sent in (EARLY, DAY, NEXT):
        for done in (DAY - one, DAY, NEXT, None):
            k = g.node("Task", f"活 {sent} {done}", (sent, FOREVER), kind="team_task")
            g.tie("DISPATCHED_TO", k, t, (sent, FOREVER), done=done)
    again = g.node("Task", "再派", (EARLY, FOREVER), kind="team_task")
    for since, done in ((EARLY, None), (date(2019, 5, 1), date(2019, 6, 1))):
        g.tie("DISPATCHED_TO", again, t, (since, FOREVER), done=done)
    for until in (DAY, NEXT, FOREVER):
        few = g.node("Team", f"撤单队 {until}", kind="rider")
        g.tie("DISPATCHED_TO", again, few, (EARLY, until))
        k = g.node("Task", f"办结 {until}", (EARLY, until), kind="team_task")
        g.tie("DISPATCHED_TO", k, g.node("Team", f"办结队 {until}", kind="rider"), (EARLY, FOREVER))


def dormitories(g: Graph) -> None:
    """Dormitories with counts, part by part; each edge of what lies above them in a region of its own."""
    upon = ("to_city", "city", "to_province", "province")
    for i, (edge, at) in enumerate(edges("point", "count", "inside", "street", *upon)):
        street = "450101001"
        if edge.startswith(upon):
            street = _region(g, f"{chr(80 + i // 10)}{i % 10}", f"宿{edge}", **{p: at(p) for p in upon})
        s = g.node("ServicePoint", f"歇 {edge}", at("point"), kind="rest_station", facilities=["water"])
        lies(g, s, street[:6], period=at("inside"))
        lies(g, s, street, period=at("street"))
        p = g.node("ServicePoint", f"宿舍 {edge}", at("point"), kind="dormitory", capacity=100 + i)
        lies(g, p, street[:6], period=at("inside"))
        lies(g, p, street, period=at("street"))
        v = g.node("Provision", f"数 {edge}", at("count"), people=10 + i)
        g.tie("PROVISION_OF", v, p, at("count"))
    s = _point(g, "歇 越级", "rest_station", facilities=["water"])
    lies(g, s, "460101", "4401010019")
    p = _point(g, "宿舍 越级", "dormitory")
    lies(g, p, "460101", "4401010019")
    for n in (7, 5, None):
        g.tie("PROVISION_OF", g.node("Provision", f"数 {n}", people=n), p)
    _point(g, "宿舍 无数", "dormitory", "450101001")


def facilities(g: Graph) -> None:
    """Stations with each facility, with all but each, with none stated."""
    # meals are to be had at no station: one may ask for a facility that none has
    sets: list[list[str] | None] = [None, [], list(FACILITIES), list(FACILITIES[:4])]
    sets += [[f] for f in FACILITIES] + [[x for x in FACILITIES if x != f] for f in FACILITIES]
    _point(g, "食堂", "growth_house", "440101001", facilities=["meals"])
    for n, some in enumerate(sets):
        for kind in ("rest_station", "centre"):
            street = ("440101001", "450101001")[n % 2]
            _point(g, f"设 {kind} {n}", kind, street, facilities=some)
    for edge, period in EDGES.items():
        _point(g, f"设点 {edge}", "rest_station", "440101001", period, facilities=["water"])


_BY = ("occupation", "platform", "street", "district", "city", "province")
_LEVELS = ("province", "city", "district", "street")
_WITHIN = ("别省", "45", "别市", "4501", "别区", "450101")
COURIERS: dict[str, tuple[dict[str, object], ...]] = {
    "people/workers_reported": (
        *({"by": b} for b in _BY),
        *({"division": d} for d in ("城省", "44", "城市", "4401", "城区", "440101", "别市")),
    ),
    "people/hubs_without_station": (
        {}, {"metres": 0}, {"facility": "water"}, {"facility": "meals"}, {"district": "城区", "metres": 0},
        {"district": "450101"},
    ),
    "people/platforms_without_organization": (
        {}, {"district": "玄武区"}, {"district": "320104"}, {"min_workers": 2}, {"min_workers": 3},
    ),
    "people/compounds_shut_out": (
        {}, {"min_closed": 0}, {"min_closed": 2}, {"district": "玄武区"}, {"district": "320104"},
        {"platform": "甲平台", "min_closed": 0}, {"platform": "常司", "min_closed": 0},
        {"platform": "几司 0 2"},
    ),
    "people/teams": ({}, {"kind": "rider"}, {"district": "玄武区"}, {"district": "320104"}),
    "people/dormitories": (*({"by": b} for b in _LEVELS), *({"division": d} for d in _WITHIN)),
    "services/service_points": ({},),
    "services/facilities": (
        *({"by": b} for b in _LEVELS), *({"division": d} for d in _WITHIN), {"kind": "centre"}, {"kind": ""},
    ),
}
"""What these questions are asked beside the date."""

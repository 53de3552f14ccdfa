"""Service points, delivery workers, platform companies, reporting and rosters of the same graph."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .graph import EARLY, Graph
from .together_parts import G, Q, X, body, division, edges, lies, ref, stand, worker


def points(g: Graph) -> None:
    """Service points, and stations near them or not."""
    for i, (edge, at) in enumerate(edges("point", "inside", "street", "rest", "station", "worker", "based")):
        street, community = f"320102{100 + i}", f"320102{100 + i}001"
        division(g, street, "street", name=f"街 {edge}", district=X[0])
        division(g, community, "community", name=f"社 {edge}", district=X[0], street=street)
        p = g.node("ServicePoint", f"点 {edge}", at("point"), kind="centre")
        lies(g, p, X[0], period=at("inside"))
        lies(g, p, street, "320102003001", period=at("street"))
        if edge.startswith("rest"):
            rest = g.node("ServicePoint", f"驿站 {edge}", at("rest"), kind="rest_station")
            lies(g, rest, street, community, period=at("rest"))
        s = g.node("ServicePoint", f"站 {edge}", at("station"), kind="delivery_station")
        lies(g, s, X[0], period=at("inside"))
        lies(g, s, street, community, period=at("street"))
        for n in range(i % 3 + 1):
            w = worker(g, f"站工 {edge} {n}", period=at("worker"))
            g.tie("BASED_AT", w, s, at("based"))
    g.node("ServicePoint", "无类无处", kind=None)
    g.node("ServicePoint", "无处站", kind="delivery_station")


def workers(g: Graph) -> None:
    """Stations with every occupation, and with members around the bounds of the bands."""
    jobs = ("courier", "rider", "ride_hailing", "truck")
    for edge, at in edges("worker", "based", "station", "report", "community", "inside", "street"):
        s = g.node("ServicePoint", f"队 {edge}", at("station"), kind="delivery_station")
        lies(g, s, Q[0], period=at("inside"))
        lies(g, s, "320104007", "320104007001", period=at("street"))
        c = division(g, f"3201040079{len(g.rows['Division'])}", "community", period=at("community"))
        for job in jobs:
            w = worker(g, f"{job} {edge}", job=job, period=at("worker"), status="full")
            g.tie("BASED_AT", w, s, at("based"))
            g.tie("BASED_AT", w, s, (date(2017, 1, 1), FOREVER))
            if job == "rider":
                g.tie("REPORTS_TO", w, c, at("report"))
    for n in range(5):
        s = lies(g, g.node("ServicePoint", f"档 {n}", kind="rest_station"), G[0], "320106002")
        for i in range(5):
            w = worker(
                g, f"档 {n} {i}", status=("full", "probationary")[i % 2] if i < n else ("none", None)[i % 2]
            )
            g.tie("BASED_AT", w, s)
            if i < n:
                g.tie("REPORTS_TO", w, ref("320106002001"))
                g.tie("REPORTS_TO", w, ref("320102003001"), (EARLY, FOREVER))


def platforms(g: Graph) -> None:
    """Platform companies and their workers."""
    for i, (edge, at) in enumerate(
        edges("standing", "employed", "worker", "report", "community", "based", "station")
    ):
        u = g.node("Enterprise", f"平台 {edge}", kind="platform")
        stand(g, u, at("standing"), kind="platform", district=(X[0], Q[0], "")[i % 3], rank=i % 5)
        c = division(g, f"3201040078{i}", "community", period=at("community"))
        s = g.node("ServicePoint", f"平台站 {edge}", at("station"), kind="delivery_station")
        for n in range(4):
            w = worker(g, f"平台工 {edge} {n}", period=at("worker"), status="full" if n == 1 else "none")
            g.tie("EMPLOYED_BY", w, u, at("employed"))
            g.tie("BASED_AT", w, s, at("based"))
            if n == 2:
                g.tie("REPORTS_TO", w, c, at("report"))
    plain = g.node("Enterprise", "不是平台", kind="private")
    stand(g, plain, district=X[0])
    g.tie("EMPLOYED_BY", worker(g, "散工"), plain)
    for n in range(5):
        u = g.node("Enterprise", f"平台档 {n}", kind="platform")
        stand(g, u, kind="platform", district=G[0])
        for i in range(4):
            w = worker(g, f"平台档 {n} {i}", status=("probationary", "full")[i % 2] if i < n else None)
            g.tie("EMPLOYED_BY", w, u)
            g.tie("EMPLOYED_BY", w, u, (EARLY, FOREVER))
            for spot in ("档 0", "档 1"):
                g.tie("BASED_AT", w, ("ServicePoint", spot))
            for community in ("320106002001", "320102003001"):
                if i < n:
                    g.tie("REPORTS_TO", w, ref(community))


def reports(g: Graph) -> None:
    """Who reports to communities, streets, a city."""
    for i, (edge, at) in enumerate(edges("division", "tie", "member", "worker", "body", "inside", "street")):
        code = f"320102003{100 + i}"
        c = division(
            g,
            code,
            "community",
            name=f"报 {edge}",
            period=at("division"),
            district=X[0],
            street="320102003",
            inside=at("inside"),
            lies=at("street"),
        )
        people = (
            g.node("InServiceMember", f"报员 {edge}", at("member"), status="full"),
            worker(g, f"报工 {edge}", period=at("worker")),
            body(g, f"报织 {edge}", at("body")),
        )
        for i, who in enumerate(people):
            for n in range(i + 1):
                g.tie("REPORTS_TO", who, c, at("tie") if n == 0 else (date(2017, 1, n), date(2017, 2, 1)))
    both = g.node("InServiceMember", "报两处", status="full")
    for to in ("320102003", "3201", "320104007001", "320106"):
        g.tie("REPORTS_TO", both, ref(to))
        g.tie("REPORTS_TO", both, ref(to), (EARLY, FOREVER))


def rosters(g: Graph) -> None:
    """Units with members on a roster: who reports, who is affiliated where."""
    for i, (edge, at) in enumerate(
        edges(
            "works",
            "member",
            "report",
            "community",
            "standing",
            "cover",
            "body",
            "body report",
            "body community",
            "affiliation",
        )
    ):
        u = g.node(
            ("Enterprise", "Institution")[i % 2], f"名册 {edge}", kind=("private", "foundation")[i % 2]
        )
        stand(
            g,
            u,
            at("standing"),
            kind=("private", "foundation", "")[i % 3],
            district=(X[0], Q[0], "")[i % 3],
            street=("320102003", "320104007", "")[i % 3],
            community=("320102003001", "", "320104007001")[i % 3],
        )
        o = body(g, f"名册 {edge}", at("body"))
        g.tie("COVERS", o, u, at("cover"))
        c, d = (
            division(g, f"32010400{n}{i:02}", "community", period=at(p))
            for n, p in ((5, "community"), (6, "body community"))
        )
        g.tie("REPORTS_TO", o, d, at("body report"))
        for n in range(3):
            m = g.node("InServiceMember", f"名册 {edge} {n}", at("member"), status="full")
            g.tie("WORKS_AT", m, u, at("works"))
            if n:
                g.tie("REPORTS_TO", m, c, at("report"))
                g.tie("AFFILIATED_TO", m, o if n == 1 else ("Organization", "别处"), at("affiliation"))
    body(g, "别处")
    elsewhere = g.node("Enterprise", "别处单位", kind="private")
    stand(g, elsewhere, district=G[0], street="320106002")
    g.tie("COVERS", ("Organization", "别处"), elsewhere)
    twice = g.node("InServiceMember", "两处工作", status="full")
    for at_unit in (elsewhere, ("Enterprise", "名册 always")):
        g.tie("WORKS_AT", twice, at_unit)
        g.tie("WORKS_AT", twice, at_unit, (EARLY, FOREVER))
    for to in ("320106002001", "320102003001"):
        g.tie("REPORTS_TO", twice, ref(to))
        g.tie("REPORTS_TO", ("Organization", "别处"), ref(to))
    for o in ("别处", "名册 always"):
        g.tie("AFFILIATED_TO", twice, ("Organization", o))
    g.tie("COVERS", ("Organization", "别处"), elsewhere, (EARLY, FOREVER))

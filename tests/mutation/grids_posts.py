"""Organizations of communities with ratings and training, and posts of community workers."""

from __future__ import annotations

from datetime import date

from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .grids_places import COMMUNITY, STREET, Q, X, place
from .together_parts import edges, lies

LAST_YEAR = date(2021, 6, 30)
DAYS = (date(2021, 6, 29), LAST_YEAR, date(2021, 7, 1), date(2022, 6, 29), DAY, NEXT)


def _body(g: Graph, name: str, period: Period = ALWAYS, kind: str = "community_organization") -> Key:
    return g.node("Organization", name, period, kind=kind)


def _rate(g: Graph, body: Key, stars: int, period: Period = ALWAYS) -> None:
    made = g.node("Rating", f"{body[1]}|{stars}|{period[0]}", period, stars=str(stars))
    g.tie("RATES", made, body, period)


def bodies(g: Graph) -> None:
    """Organizations rated or not, at every edge; streets with none, few or many stars."""
    for i, (edge, at) in enumerate(edges("body", "rate", "inside", "street")):
        street = f"320102{100 + i}"
        lies(g, place(g, street, "street", name=f"星街 {edge}"), X[0])
        body = _body(g, f"星 {edge}", at("body"))
        lies(g, body, X[0], period=at("inside"))
        lies(g, body, street, period=at("street"))
        _rate(g, body, i % 5 + 1, at("rate"))
        lies(g, _body(g, f"他 {edge}", kind="branch"), X[0], street)
    for top in range(6):
        street = f"320104{100 + top}"
        lies(g, place(g, street, "street", name=f"至 {top} 星"), Q[0])
        for stars in range(top + 1):
            body = lies(g, _body(g, f"至 {top} 有 {stars}"), Q[0], street)
            if stars:
                _rate(g, body, stars)
    lies(g, place(g, "320104498", "street", name="虚街", pseudo=True), Q[0])
    lies(g, _body(g, "虚街社"), Q[0], "320104498")
    place(g, "320106009", "street", name="无区街")
    lies(g, _body(g, "无区社"), "320106009")
    _body(g, "无处社")
    twice = lies(g, _body(g, "两区社"), X[0], Q[0], STREET, "320104003")
    for stars in (2, 4):
        _rate(g, twice, stars)
    edge_street = place(g, "320102099", "street", name="街区更换")
    g.tie("IN_DISTRICT", edge_street, ("Division", f"nbs:2023:{X[0]}"), (EARLY, DAY))
    g.tie("IN_DISTRICT", edge_street, ("Division", f"nbs:2023:{Q[0]}"), (DAY, NEXT))
    lies(g, _body(g, "街区更换社"), X[0], "320102099")


def trainings(g: Graph) -> None:
    """Training by a school and by others, around the days that count."""
    school = g.node("Institution", "党校", kind="public_institution")
    others = {
        "机关": g.node("Institution", "机关", kind="authority"),
        "党组织": _body(g, "办班党委", kind="committee"),
    }
    for i, day in enumerate(DAYS):
        period = (day, date(9999, 12, 31))
        held = g.node("Activity", f"班 {day}", period, kind="training")
        g.tie("HELD_BY", held, school, period)
        for n in range(i % 2 + 1):
            body = lies(g, _body(g, f"训 {day} {n}"), (X, Q)[n][0], (STREET, "320104003")[n])
            g.tie("ATTENDS", body, held, period)
        old = lies(g, _body(g, f"再训 {day}"), X[0], STREET, COMMUNITY)
        g.tie("ATTENDS", old, held, period)
        g.tie("ATTENDS", old, ("Activity", f"班 {DAYS[0]}"))
    undated = g.node("Activity", "班 不详", kind="training")
    g.tie("HELD_BY", undated, school)
    g.tie("ATTENDS", lies(g, _body(g, "训 不详"), X[0], STREET), undated)
    for name, host in others.items():
        lesson = g.node("Activity", f"课 {name}", (date(2022, 3, 1), date(2022, 3, 2)), kind="training")
        g.tie("HELD_BY", lesson, host)
        g.tie("ATTENDS", lies(g, _body(g, f"课 {name}"), X[0], STREET), lesson)
    forum = g.node("Activity", "论坛", (date(2022, 3, 1), date(2022, 3, 2)), kind="forum")
    g.tie("HELD_BY", forum, school)
    g.tie("ATTENDS", lies(g, _body(g, "论坛社"), X[0], STREET), forum)
    for edge, at in edges("inside", "street"):
        body = _body(g, f"未训 {edge}")
        lies(g, body, X[0], period=at("inside"))
        lies(g, body, STREET, COMMUNITY, period=at("street"))


def posts(g: Graph) -> None:
    """Posts of every rank, at every edge; other posts; one member with two."""
    ranks = ("1", "2", "3", "4", "5", "6", None)
    for i, (edge, at) in enumerate(edges("member", "holds", "division", "inside", "street")):
        code = f"320102003{200 + i}"
        community = place(g, code, "community", at("division"), name=f"岗社 {edge}")
        lies(g, community, X[0], period=at("inside"))
        lies(g, community, STREET, period=at("street"))
        member = g.node("InServiceMember", f"岗员 {edge}", at("member"), status="full")
        g.tie("HOLDS", member, community, at("holds"), post="community_worker", rank=ranks[i % 7])
    home = ("Division", "nbs:2023:320104003001")
    for n, rank in enumerate(ranks):
        for k in range(n + 1):
            member = g.node("InServiceMember", f"岗员 {rank} {k}", status="full")
            g.tie("HOLDS", member, home, post="community_worker", rank=rank)
    g.tie("HOLDS", member, ("Division", f"nbs:2023:{COMMUNITY}"), post="community_worker", rank="2")
    g.tie("HOLDS", member, home, (EARLY, NEXT), post="secretary", rank="2")
    g.tie("HOLDS", member, place(g, "3201", "city", name="南京市"), post="community_worker", rank="3")

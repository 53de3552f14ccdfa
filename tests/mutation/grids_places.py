"""Divisions of the graph of community posts, service centres and grids; grids with their organizations."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import edges, lies

X, Q = ("320102", "玄武区"), ("320104", "秦淮区")
STREET, COMMUNITY = "320102003", "320102003001"


def place(g: Graph, code: str, level: str, period: Period = ALWAYS, /, **values: object) -> Key:
    """Add a division; one that is higher than a grid lies in itself."""
    name = str(values.pop("name", code))
    key = g.node(
        "Division", f"nbs:2023:{code}", period,
        **{"code": code, "name": name, "level": level, "scheme": "nbs", "edition": "2023", "pseudo": False,
           **values},
    )
    if level == "district":
        g.tie("IN_DISTRICT", key, key)
    if level in ("street", "community"):
        g.tie("LIES_IN", key, key)
    return key


def places(g: Graph) -> None:
    """Two districts, streets and communities; the second district has one of each."""
    for code, name in (X, Q):
        place(g, code, "district", name=name)
        lies(g, place(g, f"{code}003", "street", name=f"{name}街"), code)
        lies(g, place(g, f"{code}003001", "community", name=f"{name}社"), code, f"{code}003")


def grid(
    g: Graph, code: str, kind: str | None, period: Period = ALWAYS, *,
    inside: Period = ALWAYS, street: Period = ALWAYS, at: str = COMMUNITY,
) -> Key:
    """Add a grid that lies in a district, a street and a community."""
    key = place(g, code, "grid", period, name=f"格 {code}", grid=kind)
    lies(g, key, at[:6], period=inside)
    lies(g, key, at[:9], at, period=street)
    return key


def some_grids(g: Graph) -> None:
    """Grids of every kind at every edge, with organizations and without, and places with several kinds."""
    kinds = ("unified", "party", "governance", "service")
    parts = ("grid", "inside", "street", "body", "located")
    for i, (edge, at) in enumerate(edges(*parts)):
        kind = "unified" if i % 3 else kinds[i // 3 % 4]
        key = grid(
            g, f"{COMMUNITY}{i:03}", kind, at("grid"), inside=at("inside"), street=at("street")
        )
        if edge.startswith(("body", "located", "always")):
            body = g.node("Organization", f"格织 {edge}", at("body"), kind="branch")
            g.tie("LOCATED_IN", body, key, at("located"))
    for many in (1, 2, 3, 4):
        code = f"320104003{many:03}"
        if many > 1:
            lies(g, place(g, code, "community", name=f"{many} 种"), Q[0], code[:9])
        for n, kind in enumerate(kinds[:many]):
            for again in range(n + 1):
                grid(g, f"{code}{n}{again}1", kind, at=code)
    grid(g, "320104003001901", None, at="320104003001")
    grid(g, "320104003003902", None, at="320104003003")
    place(g, "999", "grid", name="无处格", grid="unified")
    body = g.node("Organization", "社织", kind="community_organization")
    g.tie("LOCATED_IN", body, ("Division", f"nbs:2023:{COMMUNITY}"))


def _former(g: Graph, code: str, kind: str | None, period: Period, at: str = COMMUNITY) -> Key:
    """A grid whose places end with it."""
    return grid(g, code, kind, period, inside=period, street=period, at=at)


def former_grids(g: Graph) -> None:
    """Grids that ended around the day, with the ties to those that took their place; moved ones."""
    kinds = ("party", "governance", "service", "unified", None)
    before = date(2022, 6, 29)
    for i, end in enumerate((before, DAY, NEXT)):
        for n, kind in enumerate(kinds):
            for k in range(n + 1 if i == 1 else 1):
                _former(g, f"320104003001{i}{n}{k}5", kind, (EARLY, end), "320104003001")
        for begun in (before, DAY, NEXT):
            for since in (before, DAY, NEXT):
                name = f"320102003001{i}{begun.day}{since.day}"
                old = _former(g, f"{name}6", "party", (EARLY, end))
                new = grid(g, f"{name}7", "unified", (begun, FOREVER))
                g.tie("SUCCEEDS", new, old, (since, FOREVER))
    district = place(g, "320102003001688", "district", name="格变区")
    old = _former(g, "3201020030016881", "party", (EARLY, DAY))
    g.tie("SUCCEEDS", district, old)
    moved = place(g, "3201020030016882", "grid", (EARLY, DAY), name="迁格", grid="party")
    for code, period in ((Q[0], (EARLY, date(2020, 1, 1))), (X[0], (date(2020, 1, 1), DAY))):
        lies(g, moved, code, f"{code}003", f"{code}003001", period=period)

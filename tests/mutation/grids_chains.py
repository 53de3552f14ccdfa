"""Chains from a community's centre to the city's, each part of them at every edge."""

from __future__ import annotations

from .graph import ALWAYS, EARLY, Graph, Key, Period
from .grids_places import STREET, X, place
from .together_parts import At, edges, lies

PARTS = ("city", "district", "street", "community", "link city", "link district", "link street", "lying")


def chains(g: Graph) -> None:
    """One chain for a part and an edge, and chains with a wrong kind or level somewhere."""
    parts = (*PARTS, "place", "inside")
    for i, (edge, at) in enumerate(edges(*parts)):
        _chain(g, f"链 {edge}", 600 + i, at)
    for i, level in enumerate(("city", "district", "street", "community")):
        _chain(g, f"非中心 {level}", 700 + i, lambda part: ALWAYS, kinds={level: "rest_station"})
        _chain(g, f"错级 {level}", 710 + i, lambda part: ALWAYS, levels={level: "province"})
    _chain(g, "虚", 720, lambda part: ALWAYS, pseudo=True)


def _chain(
    g: Graph, name: str, number: int, at: At, *, kinds: dict[str, str] | None = None,
    levels: dict[str, str] | None = None, pseudo: bool = False,
) -> None:
    """A community with a centre and the centres above it; a community centre holds from early on."""
    community = place(
        g, f"320102003{number}", "community", at("place"), name=f"社 {name}", pseudo=pseudo
    )
    lies(g, community, X[0], period=at("inside"))
    lies(g, community, STREET, period=at("inside"))
    lower: Key | None = None
    for level, link in (
        ("community", ""), ("street", "link street"), ("district", "link district"), ("city", "link city"),
    ):
        made = g.node(
            "ServicePoint", f"{name} {level}", _late(at(level)), kind=(kinds or {}).get(level, "centre"),
            level=(levels or {}).get(level, level),
        )
        if lower:
            g.tie("LINKS_UP", lower, made, at(link))
        else:
            g.tie("LIES_IN", made, community, at("lying"))
        lower = made


def _late(period: Period) -> Period:
    return max(period[0], EARLY), period[1]

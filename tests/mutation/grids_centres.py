"""Service centres and their chain, communities near and far, care for the elderly."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, Graph, Key, Period
from .grids_places import STREET, Q, X, place
from .together_parts import edges, lies

LEVELS = ("city", "district", "street", "community")
FROM = date(2019, 1, 1)


def _centre(g: Graph, name: str, level: str | None, period: Period = ALWAYS, kind: str = "centre") -> Key:
    return g.node(
        "ServicePoint", name, (max(period[0], FROM), period[1]), kind=kind, level=level, capacity=None
    )


def centres(g: Graph) -> None:
    """Links at every edge, between every two levels, to what is no centre, and to nothing."""
    for edge, at in edges("point", "link", "upper", "inside", "below", "below link", "low", "low link"):
        upper = _centre(g, f"上 {edge}", "street", at("upper"))
        point = _centre(g, f"心 {edge}", "community", at("point"))
        lies(g, point, X[0], period=at("inside"))
        if edge.startswith(("below", "inside", "point")):
            _hang(g, edge, point, at("below"), at("below link"))
        elif edge.startswith("low"):
            _hang(g, edge, point, ALWAYS, ALWAYS)
            _hang(g, f"再{edge}", ("ServicePoint", f"下 {edge} 0"), at("low"), at("low link"))
        else:
            g.tie("LINKS_UP", point, upper, at("link"))
    for low in LEVELS:
        for high in LEVELS:
            point = lies(g, _centre(g, f"{low}-{high}", low), Q[0])
            g.tie("LINKS_UP", point, _centre(g, f"{low}-{high} 上", high))
    other = _centre(g, "街道驿站", "street", kind="rest_station")
    g.tie("LINKS_UP", _centre(g, "接驿站", "community"), other)
    g.tie("LINKS_UP", _centre(g, "也接驿站", "community", kind="rest_station"), other)
    _centre(g, "无级中心", None)


def _hang(g: Graph, name: str, point: Key, period: Period, link: Period) -> None:
    """Points below a centre: two centres and a station."""
    for n in range(2):
        below = _centre(g, f"下 {name} {n}", "community", period if n else ALWAYS)
        g.tie("LINKS_UP", below, point, link if n else ALWAYS)
    g.tie("LINKS_UP", _centre(g, f"下站 {name}", "community", kind="rest_station"), point)


def reach(g: Graph) -> None:
    """Communities with coordinates at every edge, near centres at every edge and far from them."""
    spot: dict[str, object] = {"lon": 118.8, "lat": 32.0}
    for i, (edge, at) in enumerate(edges("community", "inside", "street", "provision")):
        community = place(
            g, f"320102003{300 + i}", "community", at("community"), name=f"近社 {edge}",
            lon=118.8 + i * 0.01, lat=32.0,
        )
        lies(g, community, X[0], period=at("inside"))
        lies(g, community, STREET, period=at("street"))
        if i % 2:
            _point(g, f"近 {edge}", i, 118.8 + i * 0.01 + 0.001, 32.0)
            _provide(g, f"近 {edge}", i, at("provision"))
    far = place(g, "320102003901", "community", name="远社", lon=119.5, lat=32.5)
    lies(g, far, Q[0], STREET)
    lies(g, place(g, "320102003902", "community", name="关社", lon=121.0, lat=32.0), Q[0], STREET)
    _point(g, "关中心", 5, 121.0, 32.0, (FROM, DAY))
    partly = (("虚社", {"pseudo": True}), ("经社", {"lat": None}), ("纬社", {"lon": None}))
    for n, (name, more) in enumerate(partly):
        place(g, f"32010400395{n}", "community", name=name, **{**spot, **more})
    for n, (edge, at) in enumerate(edges("point")):
        _point(g, f"远 {edge}", n, 119.5, 32.5 + n * 0.001, at("point"))
    _point(g, "远驿站", 50, 119.5, 32.5, kind="rest_station")
    half = (date(2015, 1, 1), FOREVER)
    _point(g, "经中心", 1, 119.5, None, half)
    _point(g, "纬中心", 2, None, 32.5, half)
    _point(g, "首中心", 4, 119.5, 32.501, (date(2016, 1, 1), FOREVER))
    for n in (1, 2):
        _provide(g, "首中心", n)


def _point(
    g: Graph, name: str, room: int, lon: float | None, lat: float | None, period: Period = ALWAYS,
    kind: str = "centre",
) -> None:
    # the edges of a period stay; what holds always begins in 2019
    begun = (FROM, period[1]) if period[0].year == 1 else period
    g.node("ServicePoint", name, begun, kind=kind, level="city", capacity=room, lon=lon, lat=lat)


def _provide(g: Graph, name: str, n: int, period: Period = ALWAYS) -> None:
    made = g.node("Provision", f"{name}|{n}", period, cadres=n, volunteers=10 * n, supplies=100 * n)
    g.tie("PROVISION_OF", made, ("ServicePoint", name), period)


def care(g: Graph) -> None:
    """Communities with none to five ways of care, by carers at every edge."""
    ways = ("neighbours", "enterprise", "community", "social_worker", "doctor")
    kinds = ("Team", "Enterprise", "Organization", "Institution", "ServicePoint")
    for kind in kinds:
        g.node(kind, f"照 {kind}")
    for n in range(5):
        for many in range(6):
            code = f"3201040035{n}{many}"
            community = place(g, code, "community", name=f"照社 {n} {many}")
            lies(g, community, Q[0], "320104003")
            for way, kind in zip((*ways[n:], *ways[:n])[:many], kinds, strict=False):
                g.tie("CARES_FOR", (kind, f"照 {kind}"), community, kind=way)
    for i, (edge, at) in enumerate(edges("carer", "care", "community", "inside", "street")):
        community = place(g, f"320102003{500 + i}", "community", at("community"), name=f"照社 {edge}")
        lies(g, community, X[0], period=at("inside"))
        lies(g, community, STREET, period=at("street"))
        team = g.node("Team", f"队 {edge}", at("carer"))
        g.tie("CARES_FOR", team, community, at("care"), kind="neighbours")
        g.tie("CARES_FOR", ("Team", "照 Team"), community, kind="doctor")
    pseudo = place(g, "320104003598", "community", name="照虚社", pseudo=True)
    g.tie("CARES_FOR", team, pseudo, kind="doctor")
    unsaid = place(g, "320104003599", "community", name="照不详社")
    g.tie("CARES_FOR", team, unsaid, kind=None)
    g.tie("CARES_FOR", team, ("Division", f"nbs:2023:{Q[0]}"), kind="doctor")

"""Parts of the graph of what is done together: its nodes, and their periods edge by edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .graph import ALWAYS, EARLY, EDGES, Graph, Key, Period

X, Q, G = ("320102", "玄武区"), ("320104", "秦淮区"), ("320106", "鼓楼区")
At = Callable[[str], Period]


def edges(*whats: str) -> Iterator[tuple[str, At]]:
    """A name and the periods of an arrangement's parts, for every part and every edge."""
    yield "always", lambda part: ALWAYS
    for what in whats:
        for edge, period in EDGES.items():

            def at(part: str, what: str = what, period: Period = period) -> Period:
                return period if part == what else ALWAYS

            yield f"{what} {edge}", at


def ref(code: str) -> Key:
    """A division by its code."""
    return "Division", f"nbs:2023:{code}"


def division(
    g: Graph,
    code: str,
    level: str,
    *,
    name: str = "",
    period: Period = ALWAYS,
    pseudo: bool = False,
    district: str = "",
    street: str = "",
    inside: Period = ALWAYS,
    lies: Period = ALWAYS,
) -> Key:
    """Add a division that lies in a district and a street, if any; of the level itself it lies in itself."""
    key = g.node(
        "Division",
        f"nbs:2023:{code}",
        period,
        code=code,
        name=name or code,
        level=level,
        scheme="nbs",
        edition="2023",
        pseudo=pseudo,
    )
    if level == "district" or district:
        g.tie("IN_DISTRICT", key, ref(district or code), inside)
    if level in ("street", "community"):
        g.tie("LIES_IN", key, key)
    if street:
        g.tie("LIES_IN", key, ref(street), lies)
    return key


def body(g: Graph, name: str, period: Period = ALWAYS, kind: str = "branch") -> Key:
    """Add an organization."""
    return g.node("Organization", name, period, kind=kind)


def alliance(g: Graph, at: str, /, period: Period = ALWAYS, **values: str) -> Key:
    """Add an alliance; the first are founded in 2019."""
    return g.node("Alliance", at, (max(period[0], EARLY), period[1]), **values)


def lies(g: Graph, what: Key, *codes: str, period: Period = ALWAYS) -> Key:
    """Let something lie in divisions: by six figures a district, else a street or community."""
    for code in codes:
        g.tie("IN_DISTRICT" if len(code) == 6 else "LIES_IN", what, ref(code), period)
    return what


def stand(
    g: Graph,
    unit: Key,
    period: Period = ALWAYS,
    *,
    kind: str = "private",
    district: str = "",
    street: str = "",
    community: str = "",
    rank: int = 0,
) -> None:
    """Add a unit's standing."""
    made = g.node(
        "Standing",
        f"{unit[1]}|{period[0]}",
        period,
        unit=unit[1],
        form="27",
        kind=kind,
        industry="F",
        district=ref(district)[1] if district else "",
        street=ref(street)[1] if street else "",
        community=ref(community)[1] if community else "",
        building="",
        rank=rank,
        counted=True,
        staff=20,
        members=0,
        full_members=0,
        instructor=False,
        liaison=False,
        trade_union=False,
        youth_league=False,
    )
    g.tie("STANDS_FOR", made, unit, period)


def worker(
    g: Graph, name: str, *, job: str = "rider", status: str | None = "none", period: Period = ALWAYS
) -> Key:
    """Add a delivery worker."""
    return g.node("DeliveryWorker", name, period, occupation=job, status=status)

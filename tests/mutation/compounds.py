"""The graph made by hand for residential compounds and the new employment groups."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianjian.model import FOREVER

from .couriers import COURIERS, couriers
from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import G, Q, X, body, division, edges, lies

SIDES = ("residents", "owners", "property")
STREET = {X[0]: "320102003", Q[0]: "320104007"}


def build(g: Graph) -> None:
    """All of it."""
    for code, name in (X, Q, G):
        division(g, code, "district", name=name)
    for code, name in (("320102003", "新街口街道"), ("320104007", "洪武路街道")):
        division(g, code, "street", name=name, district=code[:6])
        division(g, f"{code}001", "community", name=f"{name}一社区", district=code[:6], street=code)
    for add in (sides, odd_sides, companies, matters, couriers):
        add(g)


def _unit(g: Graph, at: str, period: Period = ALWAYS, /, **values: Any) -> Key:
    return g.node("Institution" if len(at) % 2 else "Enterprise", at, period, **values)


def _compound(g: Graph, at: str, period: Period = ALWAYS, kind: str = "residential") -> Key:
    return g.node("Building", at, period, kind=kind, name=f"小区 {at}")


def _side(g: Graph, compound: Key, side: str | None, unit: Key, *bodies: Key, at: Period = ALWAYS) -> None:
    g.tie("MANAGES", unit, compound, at, side=side)
    for alliance in bodies:
        g.tie("MEMBER_OF", unit, alliance)


def sides(g: Graph) -> None:
    """Compounds with all three sides in one alliance, but for one part at one edge."""
    for edge, at in edges(
        "compound", "inside", "street", "unit", "manages", "body", "coordinates", "joined", "lone",
        "lone unit",
    ):  # fmt: skip
        c = _compound(g, f"三方 {edge}", at("compound"))
        lies(g, c, X[0], period=at("inside"))
        lies(g, c, "320102003", period=at("street"))
        lies(g, c, "320102003001")
        a = g.node("Alliance", f"联席会 {edge}", at("body"))
        g.tie("COORDINATES", a, c, at("coordinates"))
        for side in SIDES:
            owners = side == "owners"
            u = _unit(g, f"{side} {edge}", at("unit") if owners else ALWAYS)
            g.tie("MANAGES", u, c, at("manages") if owners else ALWAYS, side=side)
            g.tie("MEMBER_OF", u, a, at("joined") if owners else ALWAYS)
        if edge.startswith("lone"):  # one more that is no member, and there only at an edge
            lone = _unit(g, f"独 {edge}", at("lone unit"), name="独")
            g.tie("MANAGES", lone, c, at("lone"), side="property")


def odd_sides(g: Graph) -> None:
    """Sides missing, alliances beside each other, equal names, an unknown role."""
    def alliance(c: Key, n: int = 0) -> Key:
        a = g.node("Alliance", f"会 {c[1]} {n}")
        g.tie("COORDINATES", a, c)
        return a

    bare = lies(g, _compound(g, "无方"), Q[0], "320104007")
    alliance(bare)
    _compound(g, "无处")
    _compound(g, "写字楼", kind="office")
    for some in (("residents",), ("owners",), ("property",), SIDES[:2], SIDES[1:], SIDES[::2], SIDES):
        for linked in (True, False):
            c = lies(g, _compound(g, f"{'与'.join(some)} {linked}"), Q[0], "320104007")
            a = alliance(c)
            for side in some:
                _side(g, c, side, _unit(g, f"{side} of {c[1]}"), *([a] if linked else []))
    two = lies(g, _compound(g, "两会"), Q[0], "320104007")
    whole, part = alliance(two), alliance(two, 1)
    split = lies(g, _compound(g, "各会"), Q[0], "320104007")
    one, other = alliance(split), alliance(split, 1)
    for i, side in enumerate(SIDES):
        _side(g, two, side, _unit(g, f"{side} 两会"), whole, *([part] if i else []))
        _side(g, split, side, _unit(g, f"{side} 各会"), one if i else other)
    strange = lies(g, _compound(g, "角色不详"), Q[0], "320104007")
    a = alliance(strange)
    for side in SIDES:
        _side(g, strange, side, _unit(g, f"{side} 角色不详"), a)
    _side(g, strange, None, _unit(g, "不知何方"))
    many = lies(g, _compound(g, "几家物业"), Q[0], "320104007")
    for n, name in enumerate(("乙物业", "甲物业", "甲物业")):
        u = _unit(g, f"物业 {n}", name=name)
        g.tie("MANAGES", u, many, side="property")
        g.tie("MANAGES", u, many, (EARLY, FOREVER), side="property")


def companies(g: Graph) -> None:
    """Companies with compounds covered or not, and covered themselves or not, part by part."""
    for edge, at in edges(
        "compound", "inside", "unit", "manages", "cover", "body", "own cover", "own body"
    ):
        u = _unit(g, f"司 {edge}", at("unit"))
        c = _compound(g, f"盘 {edge}", at("compound"), "other")
        lies(g, c, X[0], period=at("inside"))
        g.tie("MANAGES", u, c, at("manages"), side="property")
        if not edge.startswith(("compound", "unit", "manages", "inside")):
            g.tie("COVERS", body(g, f"盘织 {edge}", at("body")), c, at("cover"))
            g.tie("COVERS", body(g, f"司织 {edge}", at("own body")), u, at("own cover"))
    for covered in range(4):
        u = _unit(g, f"三盘 {covered}")
        g.tie("MANAGES", u, _compound(g, f"他盘 {covered}", kind="other"), side="owners")
        for n in range(3):
            c = lies(g, _compound(g, f"盘 {covered} {n}", kind="other"), Q[0])
            g.tie("MANAGES", u, c, side="property")
            g.tie("MANAGES", u, c, (EARLY, FOREVER), side="property")
            if n < covered:
                g.tie("COVERS", body(g, f"三织 {covered} {n}"), c)


def matters(g: Graph) -> None:
    """Matters raised, due and settled before, on and after the day; about places of every kind."""
    one = timedelta(days=1)

    def raised(at: str, period: Period, place: Key | None, /, **values: Any) -> Key:
        t = g.node("Task", at, period, **{"kind": "matter", **values})
        a = g.node("Activity", f"议 {at}", (period[0], period[0] + one), kind="deliberation")
        g.tie("RAISED_AT", t, a, period)
        if place:
            g.tie("CONCERNS", t, place, period)
        return t

    here: Key = ("Division", "nbs:2023:320102003001")
    for since in (EARLY, EARLY + one, DAY - one, DAY, NEXT):
        for until in (DAY, NEXT, FOREVER):
            for due in (DAY - one, DAY, NEXT, None):
                if since < until:
                    raised(f"事 {since} {until} {due}", (since, until), here, due=due)
    for edge, at in edges("inside", "street"):
        c = _compound(g, f"议小区 {edge}", kind="other")
        lies(g, c, Q[0], period=at("inside"))
        lies(g, c, "320104007", period=at("street"))
        for n in range(2):
            raised(f"小区事 {edge} {n}", (EARLY, FOREVER), c)
    both = raised("两处", (EARLY, FOREVER), here)
    g.tie("CONCERNS", both, ("Division", "nbs:2023:320104007"))
    again = g.node("Activity", "又议", (EARLY, EARLY + one), kind="deliberation")
    g.tie("RAISED_AT", both, again)
    raised("无处事", (EARLY, FOREVER), None)
    raised("别的任务", (EARLY, FOREVER), here, kind="whistle")
    other = g.node("Task", "别的会", (EARLY, FOREVER), kind="matter")
    g.tie("RAISED_AT", other, g.node("Activity", "例会", (EARLY, EARLY + one), kind="conference"))
    g.tie("CONCERNS", other, here)


_STATES = ("either", "missing", "unlinked", "every")
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "compounds/missing_sides": (
        *({"state": s} for s in _STATES), {"district": "秦淮区"}, {"district": "320102", "state": "every"},
        {"street": "洪武路街道"}, {"street": "320102003", "state": "every"}, {"limit": 3},
    ),
    "compounds/companies_without_organization": (
        {}, {"which": "all"}, {"which": "every"}, {"district": "秦淮区", "which": "every"},
        {"district": "320102"},
    ),
    "compounds/deliberated_matters": (
        {}, {"by": "district"}, {"by": "community"}, {"district": "秦淮区"},
        {"district": "320102", "by": "district"},
        *({"since": d} for d in (EARLY, date(2019, 1, 2), DAY)),
    ),
    **COURIERS,
}  # fmt: skip
"""What the questions are asked beside the date."""

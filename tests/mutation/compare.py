"""The graph made by hand for the reasons of a change: from every state to every other, here and there."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianjian.model import FOREVER

from .graph import DAY, EARLY, EDGES, FORMS, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, division, divisions
from .quality import stand

BEFORE = date(2020, 1, 1)
PLACES = {
    XUANWU: {"district": division(XUANWU), "street": division("320102003")},
    QINHUAI: {"district": division(QINHUAI), "street": division("320104007")},
    GULOU: {"district": division(GULOU), "street": ""},
    "": {"district": "", "street": ""},
}
STATES: dict[str, dict[str, Any]] = {
    "committee": {"rank": 4},
    "own": {"rank": 2, "instructor": True},
    "joint": {"rank": 1, "liaison": True},
    "joint uncounted": {"rank": 1, "counted": False},
    "instructor": {"instructor": True, "liaison": True},
    "liaison": {"liaison": True, "trade_union": True},
    "union": {"trade_union": True},
    "league": {"youth_league": True},
    "bare": {"staff": 10},
    "small": {"staff": 9, "instructor": True},
    "small with an organization": {"staff": 9, "rank": 2},
    "no staff": {"staff": None, "rank": 2},
    "uncounted": {"counted": False, "liaison": True},
}


def build(g: Graph) -> None:
    """All of it."""
    for add in (divisions, states, moves, edges, scope, twins):
        add(g)


def _unit(g: Graph, name: str, old: dict[str, Any], new: dict[str, Any], label: str = "") -> None:
    """An enterprise that stood one way up to the day, and another from it on."""
    key = g.node("Enterprise", name, kind="private", name=label or name)
    stand(g, key, "private", (EARLY, DAY), **old)
    stand(g, key, "private", (DAY, FOREVER), **new)


def states(g: Graph) -> None:
    """Every pair of states, in one place."""
    for was, old in STATES.items():
        for became, new in STATES.items():
            _unit(g, f"{was} to {became}", old, new)


def moves(g: Graph) -> None:
    """Pairs of states of units that move, between districts or out of or into nowhere."""
    for there, here in ((XUANWU, QINHUAI), (GULOU, ""), ("", XUANWU)):
        for was in ("own", "joint", "liaison", "bare", "small", "uncounted"):
            for became in ("own", "joint", "union", "bare", "small", "uncounted"):
                old, new = STATES[was] | PLACES[there], STATES[became] | PLACES[here]
                _unit(g, f"{was} at {there} to {became} at {here}", old, new, f"迁{was}")


def edges(g: Graph) -> None:
    """Units of every state that begin and end at the edges."""
    for edge, period in EDGES.items():
        for state, values in STATES.items():
            key = g.node("Enterprise", f"{state} {edge}", period, kind="private")
            stand(g, key, "private", period, **values)
        key = g.node("Enterprise", f"merchant {edge}", period, kind="merchant")
        stand(g, key, "merchant", period, rank=2)
        key = g.node("Enterprise", f"elsewhere {edge}", period, kind="private")
        stand(g, key, "private", period, **PLACES[GULOU if "since" in edge else ""])


def scope(g: Graph) -> None:
    """Staff around the thresholds of enterprises and social organizations."""
    for kind in ("private", "social_group"):
        for staff in (8, 9, 10, 11, 29, 30, 31, 50):
            for rank in (0, 1):
                key = _thing(g, kind, f"{kind} of {staff}, {rank}")
                stand(g, key, kind, (EARLY, DAY), staff=staff, rank=rank)
                stand(g, key, kind, (DAY, FOREVER), staff=100, rank=rank)


def twins(g: Graph) -> None:
    """One id of an enterprise and an institution, which are two units; and names that are the same."""
    for kind in ("private", "social_group"):
        ends = kind == "private"
        stand(
            g, _thing(g, kind, "twin"), kind, (EARLY, DAY) if ends else (DAY, FOREVER), staff=50,
            rank=2 if ends else 0,
        )  # fmt: skip
    for n in range(3):
        _unit(g, f"namesake {n}", STATES["bare"], STATES["own"], "同名")


def _thing(g: Graph, kind: str, name: str) -> Key:
    return g.node("Institution" if FORMS[kind] == "30" else "Enterprise", name, kind=kind)


ASKED: list[dict[str, object]] = [
    {"from": DAY}, {"from": BEFORE}, {"from": BEFORE, "by": "street"}, {"from": BEFORE, "scope_staff": 9},
    {"from": BEFORE, "scope_social_staff": 31},
]
PARAMETERS: dict[str, list[dict[str, object]]] = {
    "changes/coverage_reasons": [*ASKED, {"from": NEXT}],
    "changes/coverage_moves": [{**params, "limit": 150} for params in ASKED[:2]] + ASKED[1:2],
}

"""The graph made by hand for ledgers: gaps of every kind, and follow-ups at the edges."""

from __future__ import annotations

from datetime import date
from typing import Any

from .blocks import ONE, firm
from .graph import ALWAYS, DAY, EARLY, EDGES, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division, divisions

PLACES: dict[str, dict[str, Any]] = {
    QINHUAI: {
        "at": QINHUAI, "street": division("320104007"), "community": division("320104007002"),
        "building": "B1",
    },
    XUANWU: {"at": XUANWU, "street": division("320102003"), "community": division("320102003001")},
    "": {"at": ""},
}  # fmt: skip


def build(g: Graph) -> None:
    """All of it."""
    g.node("Building", "B1", name="甲大厦")
    for add in (divisions, classes, scope, covered, edges, states):
        add(g)


def _gap(g: Graph, name: str, kind: str = "private", period: Period = ALWAYS, /, **values: Any) -> Key:
    """A unit due, in Xuanwu, in scope and covered by nothing, unless said."""
    place = PLACES[values.pop("at", XUANWU)]
    return firm(g, name, kind, period, **{"full_members": 3, "members": 3, **place, **values})


def _follow(g: Graph, unit: Key, period: Period = (EARLY, date(9999, 12, 31)), **values: Any) -> None:
    said = {"measure": f"办 {unit[1]}", "responsible": "街道", **values}
    key = g.node("FollowUp", f"{unit[1]}|{period[0]}", period, **said)
    g.tie("FOLLOWS_UP", key, unit, period)


def classes(g: Graph) -> None:
    """Members from none to more than are due, and unknown; ranks; not counted; in no form."""
    for full, some in ((0, 0), (0, 1), (1, 1), (2, 2), (3, 3), (4, 4), (None, 0), (None, 1), (None, 2)):
        for staff in (5, 40):
            values = {"full_members": full, "members": some, "staff": staff}
            _gap(g, f"full {full} of {some}, {staff}", at=QINHUAI, **values)
    for rank in (0, 1, 2):
        unit = _gap(g, f"rank {rank}", rank=rank)
        _follow(g, unit)
    for counted in (True, False):
        unit = _gap(g, f"counted {counted}", counted=counted, full_members=4)
        _follow(g, unit)
        _gap(g, f"counted {counted}, no members", counted=counted, full_members=None, members=None)
    for kind in ("merchant", "state"):
        _follow(g, _gap(g, kind, kind))


def scope(g: Graph) -> None:
    """Staff around the thresholds of enterprises and social organizations, and unknown."""
    for kind in ("private", "social_group"):
        for staff in (0, 9, 10, 11, 29, 30, 31, None):
            for full in (0, 3):
                _gap(g, f"{kind} {full} {staff}", kind, staff=staff, full_members=full, members=full)
    for n in range(2):  # equal in everything but the id, and with another name
        _gap(g, f"same {n}", label="同名", staff=20)
        _gap(g, f"named {n}", label=f"名{1 - n}", staff=20)


def covered(g: Graph) -> None:
    """Each way of work coverage, due and not, with a follow-up and without."""
    for way in ("instructor", "liaison", "trade_union", "youth_league"):
        for full in (2, 3):
            unit = _gap(g, f"{way} {full}", work=(way,), full_members=full, members=full)
            _follow(g, unit, due=DAY - ONE)
            _gap(g, f"{way} {full} alone", work=(way,), full_members=full, members=full, at="")


def edges(g: Graph) -> None:
    """Units and follow-ups that begin or end at the day."""
    for edge, period in EDGES.items():
        _gap(g, f"unit {edge}", "private", period, at=QINHUAI)
        unit = _gap(g, f"follow-up {edge}", at="")
        _follow(g, unit, period, due=DAY - ONE)
        _follow(g, _gap(g, f"resolved {edge}", rank=2), period, due=DAY - ONE)
    both = _gap(g, "two ledgers")
    _follow(g, both, (EARLY, DAY), done=EARLY)
    _follow(g, both, (DAY, date(9999, 12, 31)), due=NEXT)


def states(g: Graph) -> None:
    """Deadlines and days of completion before, on and after the day, or none."""
    days = (DAY - ONE, DAY, NEXT, None)
    for i, due in enumerate(days):
        for k, done in enumerate(days):
            _follow(g, _gap(g, f"due {i} done {k}", at=QINHUAI), due=due, done=done)


FILTERS: tuple[dict[str, object], ...] = (
    {}, {"class": "due"}, {"class": "uncovered"}, {"district": "秦淮区"}, {"district": "320102"},
    {"due_from": 2}, {"scope_staff": 11, "scope_social_staff": 31},
)  # fmt: skip
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "coverage/gaps": (
        {}, {"class": "due", "district": "秦淮区"}, {"class": "uncovered", "district": "320102"},
        {"due_from": 2, "district": "320104"}, {"scope_staff": 11, "scope_social_staff": 31, "limit": 30},
        {"class": "uncovered", "scope_staff": 11, "state": "new", "limit": 30},
        *({"state": s, "limit": 12} for s in ("open", "overdue", "done")), {"limit": 2},
    ),
    "coverage/follow_ups": (*FILTERS, {"by": "district"}, {"by": "community"}),
}
"""What the questions are asked beside the date."""

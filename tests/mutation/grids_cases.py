"""Cases of grids: each step made before, on and after the day, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, NEXT, Graph, Key, Period
from .grids_places import Q, X, grid
from .together_parts import edges

STEPS = ("verified", "assigned", "handled", "fed_back")
BEFORE = DAY - timedelta(days=1)
BEGUN = date(2021, 1, 1)


def _case(
    g: Graph, name: str, where: Key | None, period: Period = (BEGUN, FOREVER), /, **values: object
) -> Key:
    key = g.node("Task", name, period, **{"kind": "grid_case", "origin": "residents", **values})
    if where:
        g.tie("CONCERNS", key, where)
    return key


def cases(g: Graph) -> None:
    """All cases."""
    home = grid(g, "320104003001801", "unified", at="320104003001")
    steps(g, home)
    ends(g, home)
    around(g)
    unusual(g, home)


def steps(g: Graph, home: Key) -> None:
    """Cases that have come so far, the next step on each day."""
    for done in range(len(STEPS) + 1):
        made = dict.fromkeys(STEPS[:done], date(2022, 6, 1))
        for day in (BEFORE, DAY, NEXT, None):
            if done < len(STEPS):
                _case(g, f"步 {done} {day}", home, **made, **({STEPS[done]: day} if day else {}))
        for extra in range(done):
            _case(g, f"到 {done} {extra}", home, **made)
    for day in (BEFORE, DAY, NEXT):
        for last in STEPS:
            gone = {s: date(2022, 6, 1) for s in STEPS[: STEPS.index(last)]}
            _case(g, f"上步 {last} {day}", home, **gone, **{last: day})
        _case(g, f"收集 {day}", home, (day, FOREVER))
        _case(g, f"收集后发现 {day}", home, (day, FOREVER), verified=day)


def ends(g: Graph, home: Key) -> None:
    """Cases that are due, closed, handled and fed back around the day and a year before."""
    year = date(2021, 6, 30)
    for i, day in enumerate((BEFORE, DAY, NEXT, None)):
        for n in range(i + 1):
            _case(g, f"限 {day} {n}", home, **({"due": day} if day else {}))
        if day:
            _case(g, f"结 {day}", home, (BEGUN, day), handled=date(2022, 5, 1))
    for day in (year - timedelta(days=1), year, year + timedelta(days=1)):
        _case(g, f"处 {day}", home, handled=day)
    _case(g, "热线处", home, handled=BEFORE, origin="hotline")
    _case(g, "无来源处", home, handled=BEFORE, origin=None)


def around(g: Graph) -> None:
    """Cases whose grid, or whose tie to it, holds at every edge; handled on the day."""
    for i, (edge, at) in enumerate(edges("grid", "inside", "street", "concerns")):
        where = grid(
            g, f"320102003001{700 + i}", "unified", at("grid"), inside=at("inside"), street=at("street")
        )
        case = _case(g, f"域 {edge}", None, handled=DAY)
        g.tie("CONCERNS", case, where, at("concerns"))


def unusual(g: Graph, home: Key) -> None:
    """Other tasks, a case of no grid, one of two grids, one whose grids lie in two districts."""
    _case(g, "哨", home, kind="whistle", handled=BEFORE)
    _case(g, "无格", None, handled=BEFORE)
    second = grid(g, "320104003001802", "unified", at="320104003001")
    third = grid(g, "320102003001803", "unified")
    both = _case(g, "两格", home, ALWAYS, handled=BEFORE)
    g.tie("CONCERNS", both, second)
    apart = _case(g, "两区", home, ALWAYS, handled=BEFORE, verified=BEFORE)
    g.tie("CONCERNS", apart, third)
    street = ("Division", f"nbs:2023:{X[0]}003")
    _case(g, "街事", street, handled=BEFORE)
    _case(g, "区事", ("Division", f"nbs:2023:{Q[0]}"), handled=BEFORE)

"""The graph made by hand for tasks, dispatches, duties and community funds: every edge of every period."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianjian.model import FOREVER

from .duties_lists import duties, duty, freed, listed, penalties, platforms, streets
from .duties_places import ONE, above, area, around, community, lies, street
from .duties_tasks import SENT, answers, campaigns, lengths, outside, places, send, spans, task
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, Graph, Key, Period, division

BEFORE = {"from": date(2015, 1, 1)}


def build(g: Graph) -> None:
    """All of it."""
    placed = above(g)
    held = duties(g)
    listed(g, placed, held)
    streets(g, held)
    freed(g, held)
    platforms(g, held)
    penalties(g)
    outside(g, held)
    funded(g, [c for _, c in placed])
    forbidden(g)
    spans(g)
    lengths(g)
    answers(g)
    places(g)
    campaigns(g)


def fund(g: Graph, c: Key, period: Period = (EARLY, FOREVER), **values: Any) -> None:
    """Funds of a community."""
    key = g.node("Fund", f"{c[1]}|{period[0]}", period, **values)
    g.tie("FUNDS", key, c, period)


def funded(g: Graph, placed: list[Key]) -> None:
    """Communities with each fund, none, or nothing on record; where and while they exist."""
    for i, c in enumerate(placed):
        fund(g, c, budget=1.0, service=0.0 if i % 2 else 2.0, pooled=3.25 + i)
    amounts = (None, 0.0, 0.5, 1.0, 20.0)
    n = 0
    for budget in amounts:
        for service in amounts:
            c = community(g, f"M{n:02}", at=QINHUAI if n % 2 else GULOU)
            fund(g, c, budget=budget, service=service, pooled=amounts[n % 5])
            n += 1
    inside = street(g, "M90")
    fund(g, community(g, "M91", inside=inside), budget=10.0, service=10.0, pooled=1234.56)
    fund(g, community(g, "M92", inside=inside), budget=0.0, service=10.0, pooled=2.005)
    community(g, "M93", inside=inside)
    fund(g, community(g, "M94", inside=inside, pseudo=True), budget=0.0, service=10.0)
    fund(g, street(g, "M95"), budget=0.0, service=10.0)
    fund(g, community(g, "M96", at=""), budget=0.0, service=10.0)
    for i, period in enumerate(EDGES.values()):
        fund(g, community(g, f"N0{i}", inside=inside), period, budget=0.0, pooled=5.0)
        fund(g, community(g, f"N1{i}", inside=inside, period=period), budget=0.0, pooled=5.0)
        loose = area(g, f"N2{i}", "community")
        lies(g, loose, "street", inside, period)
        lies(g, loose, "district", ("Division", division(GULOU)), period)
        lies(g, loose, "community", loose)
        fund(g, loose, budget=0.0, pooled=5.0)


def forbidden(g: Graph) -> None:
    """Communities with duties they are exempt from, still responsible for, or sent tasks of."""
    clear = duty(g, "clear")
    inside = street(g, "O90")

    def exempt(code: str, of: Key = clear, period: Period = (EARLY, FOREVER), **place: Any) -> Key:
        c = community(g, code, inside=inside, **place)
        g.tie("EXEMPT_FROM", c, of, period)
        return c

    def given(
        name: str, to: Key, of: Key = clear, belongs: Period = ALWAYS, since: date = SENT,
        until: date = FOREVER, period: Period = (EARLY, FOREVER),
    ) -> None:
        t = task(g, f"forbidden {name}", period)
        send(g, t, to, since, until)
        g.tie("OF_DUTY", t, of, belongs)

    for i, period in enumerate(EDGES.values()):
        bound = "RESPONSIBLE_FOR"
        g.tie(bound, exempt(f"O0{i}", period=period), clear)
        dated = duty(g, f"clear {i}", period=period)
        g.tie(bound, exempt(f"O1{i}", dated), dated)
        g.tie(bound, exempt(f"O2{i}"), clear, period)
        g.tie(bound, community(g, f"O3{i}", inside=inside, period=period), clear)
        g.tie("EXEMPT_FROM", ("Division", division(f"O3{i}")), clear)
        given(f"task {i}", exempt(f"O4{i}"), period=period)
        loose = area(g, f"O5{i}", "community")
        g.tie("EXEMPT_FROM", loose, clear)
        g.tie(bound, loose, clear)
        lies(g, loose, "street", inside, period)
        lies(g, loose, "district", ("Division", division(GULOU)), period)
        lies(g, loose, "community", loose)
    for i, period in enumerate(around(SENT).values()):
        given(f"belongs {i}", exempt(f"O6{i}"), belongs=period)
        given(f"exempt {i}", exempt(f"O7{i}", period=(period[0], FOREVER)))
    for i, since in enumerate((date(2021, 6, 30), date(2021, 7, 1), DAY, NEXT)):
        given(f"sent {i}", exempt(f"O8{i}"), since=since)
    given("withdrawn", exempt("O84"), until=DAY)
    given("withdrawn later", exempt("O85"), until=NEXT)
    twice = exempt("O86")
    g.tie("EXEMPT_FROM", twice, clear, (date(2022, 2, 1), FOREVER))
    given("between", twice)
    given("after both", twice, since=date(2022, 3, 1))
    many = exempt("O87", at=QINHUAI)
    for i in range(3):
        given(f"many {i}", many, period=(EARLY, DAY if i else FOREVER))
    g.tie("RESPONSIBLE_FOR", many, clear)
    send(g, ("Task", "forbidden many 0"), many, SENT + ONE)
    unclear = duty(g, "unclear")
    given("another duty", exempt("O88"), of=unclear)
    given("many and another", many, of=unclear)
    exempt("O89")
    g.tie("EXEMPT_FROM", inside, clear)
    g.tie("RESPONSIBLE_FOR", inside, clear)


BY: list[dict[str, object]] = [{"by": by} for by in ("district", "city", "province")]
WHERE: list[dict[str, object]] = [{"district": "玄武区"}, {"district": GULOU}]
PARAMETERS: dict[str, list[dict[str, object]]] = {
    "tasks/open_tasks": [
        {}, {"state": "overdue"}, {"kind": "mission"}, *WHERE, {"street": "地L2"}, {"street": "L1"},
        {"district": "秦淮区", "street": "地L1"},
    ],
    "tasks/handling_times": [{}, BEFORE, {"kind": "matter"}, *WHERE, {"district": "秦淮区", **BEFORE}],
    "tasks/silent_departments": [{}, BEFORE, {"kind": "mission"}, *WHERE, {"at_least": 2}, {"at_least": 3}],
    "tasks/joint_campaigns": [
        {}, *WHERE, {"street": "L1"}, {"street": "地L2"}, {"min_days": 21}, {"min_departments": 2},
        {"district": "秦淮区", "street": "地L1"},
    ],
    "duties/freed_and_empowered": [*BY, *WHERE],
    "duties/streets_without_power": [{}, {"power": "planning"}, *WHERE],
    "duties/incomplete_platforms": [{}, {"started": "all"}, *WHERE],
    "duties/penalties_delegated": [{}, {"district": "秦淮区"}, {"district": QINHUAI}],
    "duties/duty_lists": [*BY, {"by": "street"}, *WHERE],
    "duties/dispatches_outside_duties": [{}, BEFORE, {"reason": "unlisted"}, {"reason": "negative"}, *WHERE],
    "community/funds": [*BY, {"by": "street"}, *WHERE],
    "community/pooled_funds": [*BY, {"by": "street"}, *WHERE],
    "community/communities_without_funds": [
        {}, {"lacking": "budget"}, {"lacking": "service"}, {"lacking": "unrecorded"}, *WHERE,
        {"street": "地M90"}, {"street": "M90"},
    ],
    "community/forbidden_duties": [{}, BEFORE, *WHERE, {"street": "地O90"}, {"street": "O90"}],
}

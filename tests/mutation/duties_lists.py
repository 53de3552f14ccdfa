"""Duties, powers and penalties for the graph made by hand: who has them, is exempt, admits, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianjian.model import FOREVER

from .duties_places import area, community, lies, street
from .graph import ALWAYS, DAY, EARLY, EDGES, GULOU, NEXT, QINHUAI, XUANWU, Graph, Key, Period, division

POWERS = ("management", "planning", "emergency", "dispatch", "evaluation", "advice")
CATEGORIES = ("party_mass", "safety", "city", "community", "livelihood", "support", "economy", None)
PLATFORMS = ("security", "market", "enforcement", "service")
TIES = ("RESPONSIBLE_FOR", "EXEMPT_FROM", "ADMITS")


def duty(g: Graph, code: str, kind: str | None = "duty", period: Period = ALWAYS, **values: Any) -> Key:
    """A duty, a power or a penalty."""
    return g.node("Duty", code, period, kind=kind, **values)


def duties(g: Graph) -> dict[str, Key]:
    """One duty of each category, one power of each, one duty of each platform."""
    held = {f"c {c}": duty(g, f"c {c}", category=c) for c in CATEGORIES}
    held |= {f"w {p}": duty(g, f"w {p}", "power", power=p) for p in POWERS}
    held |= {f"p {p}": duty(g, f"p {p}", platform=p) for p in PLATFORMS}
    return held


def listed(g: Graph, placed: list[tuple[Key, Key]], held: dict[str, Key]) -> None:
    """Streets whose district, city or province begins or ends on the day."""
    for i, (s, _) in enumerate(placed):
        g.tie("RESPONSIBLE_FOR", s, held[f"c {CATEGORIES[i % len(CATEGORIES)]}"])
    g.tie("RESPONSIBLE_FOR", street(g, "T00", at=GULOU), held["c safety"])
    g.tie("RESPONSIBLE_FOR", street(g, "T01", at=""), held["c safety"])
    street(g, "T02", at=QINHUAI)  # nothing on record
    g.tie("RESPONSIBLE_FOR", street(g, "T03", pseudo=True), held["c safety"])
    g.tie("RESPONSIBLE_FOR", community(g, "T04"), held["c safety"])
    for i, period in enumerate(EDGES.values()):
        g.tie("RESPONSIBLE_FOR", street(g, f"T1{i}", period=period), held["c safety"])
    # a street with two duties of one category, and one of none
    s = street(g, "T05", at=QINHUAI)
    for d in ("c safety", "c None"):
        g.tie("RESPONSIBLE_FOR", s, held[d], (EARLY, DAY))
        g.tie("RESPONSIBLE_FOR", s, held[d], (DAY, FOREVER))
    g.tie("RESPONSIBLE_FOR", s, duty(g, "another", category="safety"))


def brief_period(what: str, period: Period) -> Period:
    """The period of a duty: the one tried, if it is the duty's that is."""
    return period if what == "duty" else ALWAYS


def streets(g: Graph, held: dict[str, Key]) -> None:
    """Streets with one tie that begins or ends on the day, or to a duty that does; kinds; powers."""
    for t, tie in enumerate(TIES):
        for i, period in enumerate(EDGES.values()):
            for j, what in enumerate(("tie", "duty")):
                brief = duty(
                    g, f"brief {t}{i}{j}", period=brief_period(what, period), category="economy",
                    power="planning", platform="market",
                )
                dated = period if what == "tie" else ALWAYS
                g.tie(tie, street(g, f"U{t}{i}{j}"), brief, dated)
                if tie == "RESPONSIBLE_FOR":  # the same, of a street that is on record anyway
                    known = street(g, f"UU{i}{j}")
                    g.tie(tie, known, held["p market"])
                    more = duty(
                        g, f"more {i}{j}", period=brief_period(what, period), platform="service",
                        power="advice",
                    )
                    g.tie(tie, known, more, dated)
        for j, kind in enumerate(("level", None, "power", "penalty")):
            odd = duty(g, f"odd {t}{j}", kind, category="economy", power="planning", platform="market")
            g.tie(tie, street(g, f"V{t}{j}"), odd)
    for i in range(64):
        s = street(g, f"W{i:02}", at=QINHUAI if i % 2 else "")
        for j, power in enumerate(POWERS):
            if i >> j & 1:
                g.tie("RESPONSIBLE_FOR", s, held[f"w {power}"])
        if i in (0, 1, 63):
            g.tie("ADMITS", s, held["c safety"])
    for n in ("W05", "W63"):
        g.tie("RESPONSIBLE_FOR", ("Division", division(n)), held["w management"], (EARLY, NEXT))


def freed(g: Graph, held: dict[str, Key]) -> None:
    """Exempt from economic affairs or from another duty, and still responsible for either."""
    second = duty(g, "second", category="economy")
    for i in range(16):
        s = street(g, f"X{i:02}")
        if i & 1:
            g.tie("EXEMPT_FROM", s, held["c economy"])
        if i & 2:
            g.tie("EXEMPT_FROM", s, held["c city"])
        if i & 4:
            g.tie("RESPONSIBLE_FOR", s, second)
        if i & 8:
            g.tie("ADMITS", s, held["c economy"])
    both = street(g, "X16")
    for d in (held["c economy"], second):
        g.tie("EXEMPT_FROM", both, d)
    g.tie("RESPONSIBLE_FOR", both, held["c city"])


def platforms(g: Graph, held: dict[str, Key]) -> None:
    """Streets with every choice of platforms."""
    for i in range(16):
        s = street(g, f"Y{i:02}", at=QINHUAI if i % 2 else XUANWU)
        g.tie("EXEMPT_FROM", s, held["c city"])
        for j, platform in enumerate(PLATFORMS):
            if i >> j & 1:
                g.tie("RESPONSIBLE_FOR", s, held[f"p {platform}"])
    g.tie("RESPONSIBLE_FOR", ("Division", division("Y03")), held["p market"], (EARLY, NEXT))
    for i, period in enumerate(EDGES.values()):
        s = area(g, f"Z{i}", "street")
        lies(g, s, "district", ("Division", division(XUANWU)), period)
        g.tie("RESPONSIBLE_FOR", s, held["p market"])
        g.tie("RESPONSIBLE_FOR", s, held["w planning"])


def penalties(g: Graph) -> None:
    """Penalties with streets and teams, each of which begins or ends on the day."""
    fine = duty(g, "fine", "penalty", field="ecology")
    unknown = duty(g, "unknown field", "penalty")
    for i, period in enumerate(EDGES.values()):
        for j, what in enumerate(("tie", "duty", "who", "place")):
            during = {what: period}.get
            one = duty(g, f"fine {i}{j}", "penalty", during("duty", ALWAYS), field="culture")
            s = area(g, f"F{i}{j}", "street", during("who", ALWAYS))
            lies(g, s, "district", ("Division", division(QINHUAI)), during("place", ALWAYS))
            team = g.node("Institution", f"team {i}{j}", during("who", ALWAYS))
            lies(g, team, "district", ("Division", division(QINHUAI)), during("place", ALWAYS))
            for who in (s, team):
                g.tie("RESPONSIBLE_FOR", who, one, during("tie", ALWAYS))
                g.tie("RESPONSIBLE_FOR", who, fine, during("tie", ALWAYS))
    for who in (community(g, "F91"), ("Division", division(QINHUAI))):
        g.tie("RESPONSIBLE_FOR", who, fine)
    s = street(g, "F90")
    g.tie("RESPONSIBLE_FOR", s, unknown)
    g.tie("RESPONSIBLE_FOR", s, fine, (EARLY, NEXT))
    g.tie("RESPONSIBLE_FOR", s, fine, (date(2020, 1, 1), FOREVER))

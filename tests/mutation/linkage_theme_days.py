"""The part of the graph made by hand that is about theme days: ties, places, and chains of many links."""

from __future__ import annotations

from itertools import pairwise

from .graph import ALWAYS, EDGES, Graph, Key, Period
from .together_parts import division, edges, stand

OTHER = "450002"
SHORT, LONG = 13, 14
"""Organizations in a row: the twelve rounds join so many, and one more is too many."""


def theme_days(g: Graph) -> None:
    """All of it."""
    city = division(g, "4500", "city", name="主题市")
    g.tie("PART_OF", city, ("Division", "nbs:2023:40"))
    for code, name in (("450001", "主题区"), (OTHER, "旁边区")):
        place = division(g, code, "district", name=name)
        g.tie("PART_OF", place, city)
        division(g, f"{code}001", "street", name="主题街道" if code != OTHER else "旁边街道", district=code)
        for i in (1, 2):
            division(
                g, f"{code}00100{i}", "community", name=f"{name}{3 - i}社区", district=code,
                street=f"{code}001",
            )
    for add in (_degrees, _edges, _pairs, _places, _residents, _rows):
        add(g)


def body(g: Graph, name: str, at: str = "450001", period: Period = ALWAYS, inside: Period = ALWAYS) -> Key:
    """An organization in a district."""
    key = g.node("Organization", name, period, kind="community_organization")
    g.tie("IN_DISTRICT", key, ("Division", f"nbs:2023:{at}"), inside)
    return key


def _degrees(g: Graph) -> None:
    """Organizations with one to four units; a second tie of a pair; an institution and a firm of one id."""
    units = [g.node("Enterprise", f"度{i}", kind="private") for i in range(3)]
    units.append(g.node("Institution", "度0", kind="authority"))
    for n in range(1, 5):
        some = body(g, f"度数{n}", OTHER if n == 4 else "450001")
        for u in units[:n]:
            g.tie("THEME_DAY_WITH", some, u)
    g.tie("THEME_DAY_WITH", some, units[0], (EDGES["since_on"][0], EDGES["since_on"][1]))


def _edges(g: Graph) -> None:
    """A tie, an organization, a unit, a district that begin or end around the day."""
    parts = ("tie", "body", "unit", "inside", "part", "lies", "community", "within")
    for i, (edge, at) in enumerate(edges(*parts)):
        code = f"46{i:02}"
        city = division(g, code, "city", name="边市")
        place = division(g, f"{code}01", "district", name="边区")
        g.tie("PART_OF", place, city, at("part"))
        division(g, f"{code}01001", "street", name=f"边{edge}街道", district=f"{code}01")
        spot = division(
            g, f"{code}01001001", "community", name=f"边{edge}社区", period=at("community"),
            district=f"{code}01", street=f"{code}01001", inside=at("within"), lies=at("lies"),
        )
        lone = body(g, f"独{edge}", f"{code}01", at("body"), at("inside"))
        g.tie("LIES_IN", lone, spot, at("lies"))
        g.tie("LIES_IN", lone, ("Division", f"nbs:2023:{code}01001"))
        alone = g.node("Enterprise", f"独{edge}单位", at("unit"))
        g.tie("THEME_DAY_WITH", lone, alone, at("tie"))
        g.tie("THEME_DAY_WITH", body(g, f"齐{edge}", f"{code}01"), alone)
        stay = g.node("Enterprise", f"留{edge}单位", kind="private")
        own = {"district": f"{code}01", "street": f"{code}01001", "community": f"{code}01001001"}
        stand(g, stay, **own)
        some = body(g, f"边{edge}", f"{code}01", at("body"), at("inside"))
        unit = g.node("Enterprise", f"边{edge}单位", at("unit"), kind="private")
        g.tie("THEME_DAY_WITH", some, unit, at("tie"))
        # who is linked with it beside: found or lost with the tie, from either end
        second = body(g, f"前{edge}乙", f"{code}01")
        g.tie("THEME_DAY_WITH", second, unit)
        further = g.node("Enterprise", f"边{edge}单位乙", kind="private")
        g.tie("THEME_DAY_WITH", some, further)
        third = body(g, f"前{edge}甲", f"{code}01")
        g.tie("THEME_DAY_WITH", third, further, at("tie"))
        for one in (second, third):  # there in any case, whatever becomes of the tie
            g.tie("THEME_DAY_WITH", one, g.node("Enterprise", f"{one[1]}单位", kind="private"))


def _pairs(g: Graph) -> None:
    """An organization and a unit that are linked with nothing else."""
    for edge, period in EDGES.items():
        unit = g.node("Enterprise", f"对{edge}单位", kind="private")
        g.tie("THEME_DAY_WITH", body(g, f"对{edge}", OTHER), unit, period)


def _places(g: Graph) -> None:
    """A pseudo-unit, a community without street or district, one whose unit is not its organization's."""
    for code, values in {
        "450001001003": {"pseudo": True, "district": "450001", "street": "450001001"},
        "450003001001": {}, "450001009001": {"district": "450001"},
        "450001001004": {"district": "450001", "street": "450001001"},
    }.items():
        division(g, code, "community", name=f"社区{code[-3:]}{len(values)}", **values)  # type: ignore[arg-type]
    lying = body(g, "在街道")
    g.tie("LIES_IN", lying, ("Division", "nbs:2023:450001001"))
    g.tie("THEME_DAY_WITH", lying, g.node("Enterprise", "街道单位", kind="private"))
    there = body(g, "在社区")
    g.tie("LIES_IN", there, ("Division", "nbs:2023:450001001004"))
    g.tie("THEME_DAY_WITH", there, g.node("Enterprise", "社区单位", kind="private"))


def _residents(g: Graph) -> None:
    """Units with a standing: with a tie or none, in known places or not, of several kinds."""
    partner = body(g, "有单位的")
    for i, (edge, at) in enumerate(edges("standing", "tie", "body")):
        unit = g.node("Enterprise", f"住{i:02}{edge}", kind="private", name=f"住{edge}")
        place = {"district": "450001", "street": "450001001", "community": f"45000100100{1 + i % 2}"}
        stand(g, unit, at("standing"), **place)
        near = body(g, f"住{edge}党委", period=at("body")) if edge.startswith("body") else partner
        if not edge.startswith("standing"):
            g.tie("THEME_DAY_WITH", near, unit, at("tie"))
    for name, kind, values in (
        ("商户", "merchant", {"district": "450001", "street": "450001001", "community": "450001001001"}),
        ("无社区", "private", {"district": "450001", "street": "450001001"}),
        ("旁边单位", "private", {"district": OTHER, "street": f"{OTHER}001", "community": f"{OTHER}001001"}),
        ("无街道", "private", {"community": "450003001001"}),
    ):
        unit = g.node("Enterprise", name, kind=kind)
        stand(g, unit, kind=kind, **values)
    street = g.node("Enterprise", "街道为社区", kind="private")
    stand(g, street, community="450001001", district="450001", street="450001001")
    for n in range(2):  # equal in all but the id
        unit = g.node("Institution", f"同名{n}", kind="authority", name="同名")
        stand(g, unit, district=OTHER, street=f"{OTHER}001", community=f"{OTHER}001001")


def _row(g: Graph, name: str, bodies: list[Key]) -> None:
    for i, (one, other) in enumerate(pairwise(bodies)):
        unit = g.node("Enterprise", f"{name}-{i:02}单位", kind="private")
        g.tie("THEME_DAY_WITH", one, unit)
        g.tie("THEME_DAY_WITH", other, unit)


def _rows(g: Graph) -> None:
    """Organizations in a row, each linked with the next by a unit: just few enough, and one too many.

    In a third row each half joins under a name of its own; a fourth begins in a district and leaves it.
    """
    for n in (SHORT, LONG):
        _row(g, f"列{n}", [body(g, f"列{n}-{i:02}", OTHER) for i in range(n)])
    order = [0, *range(2, 20), 1]
    _row(g, "两头", [body(g, f"两头{i:02}", OTHER) for i in order])
    _row(g, "出区", [body(g, f"出区{i:02}", OTHER if i else "450001") for i in range(LONG)])

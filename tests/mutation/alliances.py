"""The alliances and business districts of the hand-made graph."""

from __future__ import annotations

from datetime import date

from lianjian.model import BEGINNING, FOREVER

from .graph import (
    ALWAYS,
    DAY,
    EARLY,
    EDGES,
    GULOU,
    QINHUAI,
    STREETS,
    XUANWU,
    Graph,
    Key,
    Period,
    division,
    organization,
    standing,
    unit,
)


def alliances(g: Graph) -> None:
    """One alliance for each way a period can end or begin, and some plain ones."""
    people = {d: organization(g, f"{d}党委", at=d) for d in (XUANWU, QINHUAI, GULOU)}
    city = organization(g, "市委组织部")
    plain = g.node(
        "Alliance", "新街口", (EARLY, FOREVER), kind="joint_conference", name="新街口商圈党建联席会"
    )
    area = g.node("BusinessDistrict", "新街口商圈", kind="business_district")
    for d in (XUANWU, QINHUAI):
        g.tie("MEMBER_OF", people[d], plain, (EARLY, FOREVER), role="成员单位", agreement="章程")
    g.tie(
        "MEMBER_OF", people[XUANWU], plain, (date(2020, 1, 1), FOREVER), role="轮值"
    )  # a second tie of one member
    g.tie("MEMBER_OF", city, plain, (EARLY, FOREVER))
    g.tie("MEMBER_OF", ("Enterprise", "E01"), plain, (EARLY, FOREVER))
    g.tie("MEMBER_OF", ("Division", division("3201")), plain, (EARLY, FOREVER))
    g.tie("MEMBER_OF", ("Division", division(STREETS[QINHUAI])), plain, (EARLY, FOREVER))
    g.tie("CONVENES", city, plain, (EARLY, FOREVER))
    g.tie("CONVENES", people[GULOU], plain, (EARLY, FOREVER))
    g.tie("CONVENES", people[GULOU], plain, (date(2020, 1, 1), FOREVER))
    g.tie("COORDINATES", plain, area, (EARLY, FOREVER))
    for d, n in ((XUANWU, 30), (QINHUAI, 6), (GULOU, 2), ("", 2)):
        for i in range(n):
            shop = unit(
                g, f"S{d}-{i:02}", "merchant", at=d, staff=3 if i else None, building="", community=False
            )
            g.tie("WITHIN", shop, area)
    g.tie("COORDINATES", plain, area, (date(2020, 1, 1), FOREVER))
    _moves(g, area)
    g.tie("COORDINATES", plain, _with_shop(g, "旧区域"), (EARLY, DAY))
    bare = g.node("Alliance", "无区域", (EARLY, FOREVER), kind="adjacent")
    for d in (XUANWU, GULOU):
        g.tie("MEMBER_OF", people[d], bare, (EARLY, FOREVER))
    single = g.node("Alliance", "单区", (EARLY, FOREVER))
    g.tie("MEMBER_OF", people[XUANWU], single, (EARLY, FOREVER))
    g.node("Alliance", "无成员", (EARLY, FOREVER), kind="co_building")
    _edges_of_alliances(g, people)
    _areas(g)


def _with_shop(g: Graph, name: str) -> Key:
    area = g.node("BusinessDistrict", name)
    shop = unit(g, f"{name}的店", "merchant", at=XUANWU, community=False)
    g.tie("WITHIN", shop, area)
    return area


def _moves(g: Graph, area: Key) -> None:
    """Units of an area that join, leave, move or change on the day, and one in it by two ties."""
    for edge, period in EDGES.items():
        shop = unit(g, f"{area[1]}:{edge}", "merchant", at=GULOU, staff=7, community=False)
        g.tie("WITHIN", shop, area, period)
    gone = unit(g, f"{area[1]}:gone", "merchant", at=QINHUAI, community=False)
    g.tie("WITHIN", gone, area, (EARLY, DAY))
    for before, after in ((QINHUAI, GULOU), (GULOU, XUANWU)):
        mover = g.node("Enterprise", f"{area[1]}:{before}-{after}", kind="merchant")
        for at, staff, period in ((before, 5, (BEGINNING, DAY)), (after, 6, (DAY, FOREVER))):
            standing(
                g,
                mover,
                "merchant",
                at=at,
                building="",
                industry="F",
                rank=0,
                staff=staff,
                members=0,
                full=0,
                counted=True,
                work=(),
                period=period,
            )
            g.tie("IN_DISTRICT", mover, ("Division", division(at)), period)
        g.tie("WITHIN", mover, area)
        g.tie("WITHIN", mover, area, (EARLY, FOREVER))


def _edges_of_alliances(g: Graph, people: dict[str, Key]) -> None:
    for edge, period in EDGES.items():
        for what in (
            "alliance",
            "member tie",
            "member",
            "district",
            "area tie",
            "area",
            "within",
            "convenes",
            "convener",
        ):

            def at(this: str, what: str = what, period: Period = period) -> Period:
                return period if what == this else ALWAYS

            name = f"{what} {edge}"
            alliance = g.node("Alliance", name, at("alliance"))
            area = g.node("BusinessDistrict", f"area of {name}", at("area"))
            member = g.node("Organization", f"member of {name}", at("member"))
            where = period if what in ("district", "member") else ALWAYS
            g.tie("IN_DISTRICT", member, ("Division", division(QINHUAI)), where)
            g.tie("MEMBER_OF", member, alliance, at("member tie"))
            g.tie("MEMBER_OF", people[XUANWU], alliance)
            convener = g.node("Organization", f"convener of {name}", at("convener"))
            g.tie("CONVENES", convener, alliance, at("convenes"))
            g.tie("COORDINATES", alliance, area, at("area tie"))
            for d in (QINHUAI, GULOU):
                shop = unit(g, f"{d} of {name}", "merchant", at=d, building="", community=False)
                g.tie("WITHIN", shop, area, period if what in ("within", "area") else ALWAYS)


def _areas(g: Graph) -> None:
    """Areas that no alliance coordinates, with shares of districts around the least per cent."""
    for name, shares in {
        "跨区园区": (10, 10, 1),
        "单区市场": (19, 1, 0),
        "一成": (18, 2, 0),
        "近半成": (39, 2, 1),
    }.items():
        area = g.node("BusinessDistrict", name, kind="park" if name == "跨区园区" else None)
        for d, n in zip((XUANWU, QINHUAI, GULOU), shares, strict=True):
            for i in range(n):
                shop = unit(
                    g, f"{name}-{d}-{i:02}", "merchant", at=d, staff=2 if i else None, community=False
                )
                g.tie("WITHIN", shop, area)
                if i == 0:  # a second, overlapping tie of the same unit counts once
                    g.tie("WITHIN", shop, area, (EARLY, FOREVER))
    changing = _with_shop(g, "变动园区")
    _moves(g, changing)
    for edge, period in EDGES.items():
        for what in ("area", "within", "district", "standing", "alliance", "tie"):
            area = g.node("BusinessDistrict", f"free {what} {edge}", period if what == "area" else ALWAYS)
            for d in (XUANWU, QINHUAI):
                whole = period if what == "standing" else ALWAYS
                shop = unit(g, f"{d} in {what} {edge}", "merchant", at="", period=whole, community=False)
                where = period if what in ("district", "standing") else ALWAYS
                g.tie("IN_DISTRICT", shop, ("Division", division(d)), where)
                g.tie("WITHIN", shop, area, period if what in ("within", "area", "standing") else ALWAYS)
            if what in ("alliance", "tie"):
                alliance = g.node("Alliance", f"over {what} {edge}", period if what == "alliance" else ALWAYS)
                g.tie("COORDINATES", alliance, area, period if what == "tie" else ALWAYS)

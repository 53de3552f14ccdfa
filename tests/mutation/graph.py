"""A small graph made by hand whose periods begin and end on the very dates that are asked for.

Derived records (standings, districts, areas) are written down here like the rest, so that a question
can be tried without an importer. ``DAY`` is the edge: what ends on it no longer holds, what begins on
it does; ``NEXT`` is the day after.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import polars as pl

from lianjian.model import BEGINNING, FOREVER, REGISTRY
from lianjian.model.frames import conform, schema

DAY, NEXT = date(2022, 6, 30), date(2022, 7, 1)
EARLY = date(2019, 1, 1)
ALWAYS = (BEGINNING, FOREVER)
HOLDING = {"since_on": (DAY, FOREVER), "until_after": (EARLY, NEXT)}
"""Periods in force on DAY."""
NOT_HOLDING = {"until_on": (EARLY, DAY), "since_after": (NEXT, FOREVER)}
"""Periods not in force on DAY."""
EDGES = {**HOLDING, **NOT_HOLDING}

Period = tuple[date, date]
Key = tuple[str, str]
XUANWU, QINHUAI, GULOU = "320102", "320104", "320106"


class Graph:
    """Rows by type, as they are added."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def node(self, label: str, at: str, /, period: Period = ALWAYS, **values: Any) -> Key:
        """Add a node whose code is its id, and its name too if none is given."""
        given = {"code": at, "name": at, **values}
        known = schema(REGISTRY.declaration(label))
        row = {"id": at, "sources": ["test"], "since": period[0], "until": period[1], **given}
        self.rows[label].append({k: v for k, v in row.items() if k in known})
        return label, at

    def tie(self, name: str, near: Key, far: Key, /, period: Period = ALWAYS, **values: Any) -> None:
        """Add a tie."""
        ends = {"from_type": near[0], "from_id": near[1], "to_type": far[0], "to_id": far[1]}
        self.rows[name].append(
            {**ends, "since": period[0], "until": period[1], "sources": ["test"], **values}
        )

    def frames(self) -> dict[str, pl.DataFrame]:
        """The frames of the types that occur, each in its schema."""
        made = {}
        for kind, rows in self.rows.items():
            declared = REGISTRY.declaration(kind)
            precise = {"since_precision": "day", "until_precision": "day"}
            whole = schema(declared)
            columns = {c: [{**precise, **r}.get(c) for r in rows] for c in whole}
            made[kind] = conform(pl.DataFrame(columns, schema=whole), declared)
        return made


FORMS = {"private": "27", "foreign": "27", "social_group": "30", "merchant": "", "state": "", "": ""}
STREETS = {XUANWU: "320102003", QINHUAI: "320104007", GULOU: "320106002", "": ""}
COMMUNITIES = {XUANWU: "320102003001", QINHUAI: "320104007002", GULOU: "320106002003", "": ""}
WORK = ("instructor", "liaison", "trade_union", "youth_league")


def division(code: str) -> str:
    return f"nbs:2023:{code}" if code else ""


def divisions(g: Graph) -> None:
    names = {
        "3201": ("南京市", "city"),
        XUANWU: ("玄武区", "district"),
        QINHUAI: ("秦淮区", "district"),
        GULOU: ("鼓楼区", "district"),
        "320102003": ("新街口街道", "street"),
        "320104007": ("洪武路街道", "street"),
        "320106002": ("华侨路街道", "street"),
        "320102003001": ("香铺营社区", "community"),
        "320104007002": ("羊皮巷社区", "community"),
        "320106002003": ("慈悲社社区", "community"),
    }
    for code, (name, level) in names.items():
        g.node(
            "Division",
            division(code),
            code=code,
            name=name,
            level=level,
            scheme="nbs",
            edition="2023",
            pseudo=False,
        )
    for code, (_, level) in names.items():
        if level != "city":
            g.tie("IN_DISTRICT", ("Division", division(code)), ("Division", division(code[:6])))


def unit(
    g: Graph,
    name: str,
    kind: str = "private",
    *,
    at: str = XUANWU,
    building: str = "",
    industry: str = "F",
    rank: int = 0,
    staff: int | None = 15,
    members: int | None = 0,
    full: int | None = 0,
    counted: bool = True,
    work: tuple[str, ...] = (),
    period: Period = ALWAYS,
    community: bool = True,
    label: str = "",
) -> Key:
    """Add a unit with one standing over its whole period."""
    node_type = "Institution" if FORMS[kind] == "30" else "Enterprise"
    key = g.node(node_type, name, period, kind=(kind or None), industry=industry or None, name=label or name)
    standing(
        g,
        key,
        kind,
        at=at,
        building=building,
        industry=industry,
        rank=rank,
        staff=staff,
        members=members,
        full=full,
        counted=counted,
        work=work,
        period=period,
        community=community,
    )
    if at:
        g.tie("IN_DISTRICT", key, ("Division", division(at)), period)
    return key


def standing(
    g: Graph,
    key: Key,
    kind: str,
    *,
    at: str,
    building: str,
    industry: str,
    rank: int,
    staff: int | None,
    members: int | None,
    full: int | None,
    counted: bool,
    work: tuple[str, ...],
    period: Period,
    community: bool = True,
) -> None:
    """Add one standing of a unit."""
    flags = {w: w in work for w in WORK}
    known = counted or full is not None
    made = g.node(
        "Standing",
        f"{key[1]}|{period[0].isoformat()}",
        period,
        unit=key[1],
        form=FORMS[kind],
        kind=kind,
        industry=industry,
        district=division(at),
        street=division(STREETS[at]),
        community=division(COMMUNITIES[at]) if community else "",
        building=building,
        rank=rank,
        counted=counted,
        staff=staff,
        members=members if known else None,
        full_members=full if known else None,
        **flags,
    )
    g.tie("STANDS_FOR", made, key, period)


def units(g: Graph) -> None:
    unit(g, "E01", rank=4, full=6, members=6, staff=120, building="B01", label="双三科技")
    unit(g, "E02", rank=3, full=50, members=55, staff=80, at=QINHUAI)
    unit(g, "E03", rank=2, full=3, members=3, at=GULOU, industry="I")
    unit(g, "E04", rank=1, full=3, members=3, staff=40, building="B02", industry="")
    unit(g, "E05", rank=1, full=2, members=2, staff=9, at=QINHUAI)
    unit(g, "E06", full=3, members=3, staff=10, building="B03", at=QINHUAI, label="应建贸易")
    unit(g, "E07", full=4, members=4, staff=9, work=("instructor",), at=QINHUAI)
    unit(g, "E08", full=2, members=3, work=("liaison",), building="B04", at=GULOU, label="预备一人")
    unit(g, "E09", full=0, members=1, building="B04", at=GULOU)
    unit(g, "E10", full=1, members=1, building="B04", at=GULOU, industry="I", label="一名正式")
    unit(g, "E11", work=("trade_union",), staff=20, kind="foreign")
    unit(g, "E12", staff=None, work=("youth_league",), at=GULOU)
    unit(g, "E13", counted=False, full=None, staff=None)
    unit(g, "E14", counted=False, full=None, staff=30, work=("instructor",), at=QINHUAI)
    unit(g, "E15", "merchant", full=3, members=3, staff=12, building="B05", work=("liaison",))
    unit(g, "E16", "state", full=9, members=9, staff=900, rank=2, at=GULOU)
    unit(g, "E17", full=5, members=5, staff=None, at="", industry="", label="未落位公司")
    unit(g, "E18", rank=2, counted=False, full=None, staff=None, at=QINHUAI)
    unit(g, "E19", full=2, members=2, at=QINHUAI, industry="I", label="两名正式")
    unit(g, "E20", full=1, members=1, at=QINHUAI, industry="I", building="")
    unit(g, "E21", full=1, members=1, at=QINHUAI, community=False)
    unit(g, "E22", full=2, members=2, at=GULOU, rank=1, building="B04")
    unit(g, "E23", full=4, members=5, at=QINHUAI, staff=9, work=("youth_league",))
    unit(g, "E24", full=4, members=4, at=XUANWU, staff=None, work=("trade_union",))
    unit(g, "E25", "", full=1, members=1, at=GULOU, building="B04", staff=15)
    unit(
        g,
        "E26",
        full=1,
        members=1,
        at=GULOU,
        building="B04",
        industry="",
        staff=11,
        work=("instructor", "liaison"),
    )
    unit(g, "E27", full=None, members=1, at=GULOU, building="B06")
    unit(g, "E28", full=2, members=2, at=XUANWU, building="B07", label="同名")
    unit(g, "E29", full=2, members=2, at=XUANWU, building="B07", label="同名")
    unit(g, "E30", full=2, members=2, at=XUANWU, building="B08")
    unit(g, "E31", "foreign", full=3, members=3, at=XUANWU, staff=25)
    unit(g, "E32", full=3, members=3, staff=0, label="甲")
    unit(g, "E33", full=0, members=0, building="B13")
    unit(g, "E34", full=0, members=0, building="B13")
    unit(g, "E35", full=1, members=1, building="B14")
    unit(g, "E36", full=1, members=1, at="", building="B11")
    unit(g, "E37", full=1, members=1, at="", building="B11")
    unit(g, "E38", rank=2, counted=False, full=None, staff=20, at=QINHUAI)
    unit(g, "E39", full=None, members=4, at=QINHUAI)
    unit(g, "I01", "social_group", staff=30, at=GULOU, industry="")
    unit(g, "I02", "social_group", staff=29, at=GULOU, work=("liaison",))
    unit(g, "I03", "social_group", staff=35, work=("youth_league",), at=QINHUAI)
    unit(g, "I04", "social_group", staff=31, full=1, members=1, building="B08", at=XUANWU)
    unit(g, "I05", "social_group", staff=12, full=3, members=3, rank=1, at=XUANWU)
    for edge, period in EDGES.items():
        for due in (True, False):
            unit(
                g,
                f"D-{edge}-{due}",
                full=3 if due else 1,
                members=3,
                period=period,
                building="B09",
                work=("instructor",),
            )
    # one unit whose standing changes on the day: from few to its own branch
    key = g.node("Enterprise", "C01", kind="private", industry="F")
    g.tie("IN_DISTRICT", key, ("Division", division(XUANWU)))
    for rank, period in ((0, (BEGINNING, DAY)), (2, (DAY, FOREVER))):
        standing(
            g,
            key,
            "private",
            at=XUANWU,
            building="B10",
            industry="F",
            rank=rank,
            staff=15,
            members=2,
            full=2,
            counted=True,
            work=(),
            period=period,
        )


def organization(g: Graph, name: str, period: Period = ALWAYS, at: str = "") -> Key:
    key = g.node("Organization", name, period, kind="branch")
    if at:
        g.tie("IN_DISTRICT", key, ("Division", division(at)), period)
    return key


def buildings(g: Graph) -> None:
    places = {
        "B01": XUANWU,
        "B02": XUANWU,
        "B03": QINHUAI,
        "B04": GULOU,
        "B05": XUANWU,
        "B06": GULOU,
        "B07": XUANWU,
        "B08": XUANWU,
        "B13": GULOU,
        "B14": GULOU,
        "B09": XUANWU,
        "B10": XUANWU,
        "B11": "",
        "B12": QINHUAI,
    }
    kinds = {"B05": "mall", "B06": None, "B12": "residential"}
    for name, at in places.items():
        key = g.node("Building", name, kind=kinds.get(name, "office"), name=f"{name}大厦")
        if at:
            g.tie("IN_DISTRICT", key, ("Division", division(at)))
    sender = organization(g, "派出党委")
    g.tie("COVERS", sender, ("Building", "B01"), (EARLY, FOREVER))
    g.tie("COVERS", sender, ("Building", "B07"), (EARLY, FOREVER))
    for tie in ("INSTRUCTS", "COVERS"):
        for edge, period in EDGES.items():
            for what in ("tie", "organization"):
                key = g.node("Building", f"{tie}-{what}-{edge}", kind="office")
                near = sender if what == "tie" else organization(g, f"党组织-{tie}-{edge}", period)
                g.tie(tie, near, key, period if what == "tie" else ALWAYS)
    for edge, period in EDGES.items():
        g.node("Building", f"exists-{edge}", period, kind="office")
    moved = g.node("Building", "moved", kind="office")
    g.tie("IN_DISTRICT", moved, ("Division", division(XUANWU)), (EARLY, DAY))
    g.tie("IN_DISTRICT", moved, ("Division", division(GULOU)), (DAY, FOREVER))

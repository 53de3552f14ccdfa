"""Industries bound to territories, and what crosses the borders of provinces, edge by edge."""

from __future__ import annotations

from datetime import date

from lianjian.model import FOREVER

from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import At, alliance, body, division, edges, ref

BEFORE = date(2022, 6, 29)
CITY, OTHER, PROVINCE = "3301", "3302", "33"


def build(g: Graph) -> None:
    """All of it."""
    division(g, PROVINCE, "province", name="甲省")
    for code, name in ((CITY, "甲市"), (OTHER, "乙市")):
        division(g, code, "city", name=name)
        g.tie("PART_OF", ref(code), ref(PROVINCE))
    division(g, "330101", "district", name="甲区")
    g.tie("PART_OF", ref("330101"), ref(CITY))
    division(g, "330102", "district", name="乙区")
    for add in (_committees, _bound, _forms, _ways, _lists, _absent, _borders, _several):
        add(g)


def _committee(g: Graph, name: str, place: Key | None, period: Period = ALWAYS, at: Period = ALWAYS) -> Key:
    made = body(g, name, period, kind="industry_committee")
    if place is not None:
        g.tie("LOCATED_IN", made, place, at)
    return made


def _committees(g: Graph) -> None:
    """Committees of a district of a city of their own, with somebody they are bound to."""
    parts = ("committee", "out", "partner", "back", "place", "district", "above", "city")
    for n, (edge, at) in enumerate(edges(*parts)):
        city = division(g, f"{7000 + n}", "city", period=at("city"))
        district = division(g, f"{700000 + n}", "district", period=at("district"))
        g.tie("PART_OF", district, city, at("above"))
        for how in ("out", "back", "both"):
            made = _committee(g, f"行业 {how} {edge}", district, at("committee"), at("place"))
            other = body(g, f"属地 {how} {edge}", at("partner"))
            if how != "back":
                g.tie("COMMITS_TO", made, other, at("out"), forms=["consultation"])
            if how != "out":
                g.tie("COMMITS_TO", other, made, at("back"), forms=["consultation"])
        for where in (city, district):
            _committee(g, f"行业 无 {edge} {where[1]}", where, at("committee"), at("place"))
    odd = division(g, "700900", "district", name="无市区")
    g.tie("PART_OF", odd, ref(PROVINCE))
    _committee(g, "行业 无市", odd)
    _committee(g, "行业 无处", None)
    g.tie("LOCATED_IN", body(g, "非行业", kind="committee"), ref(CITY))


def _bound(g: Graph) -> None:
    """Commitments and what answers them, and where both ends lie."""
    for edge, at in edges("near", "tie", "far", "back", "check", "near place", "far place"):
        for how in ("alone", "answered"):
            a, b = body(g, f"甲 {how} {edge}", at("near")), body(g, f"乙 {how} {edge}", at("far"))
            g.tie("COMMITS_TO", a, b, at("tie"), forms=["pledge"])
            if edge.startswith(("near", "always")):
                g.tie("IN_DISTRICT", a, ref("330101"), at("near place"))
            if edge.startswith(("far", "back")):
                g.tie("IN_DISTRICT", b, ref("330101"), at("far place"))
            if how == "answered":
                g.tie("COMMITS_TO", b, a, at("back"), forms=["task_book"])
                since, until = at("check")
                later = max(since, date(2019, 6, 1))  # than the pledge
                g.tie("COMMITS_TO", a, b, (later, until), forms=["assessment"])


def _forms(g: Graph) -> None:
    """Forms taken on one side, on both, on none."""
    for i, (there, back) in enumerate((
        (["task_book"], ["task_book"]), (["task_book"], ["pledge"]), (["pledge", "task_book"], []),
        (["pledge", "evaluation"], ["pledge"]), (["pledge", "assessment"], ["pledge", "assessment"]),
        ([], ["task_book"]),
    )):
        a, b = body(g, f"丙 {i}"), body(g, f"丁 {i}")
        g.tie("COMMITS_TO", a, b, forms=there)
        g.tie("COMMITS_TO", b, a, forms=back)
        g.tie("IN_DISTRICT", b, ref("330101"))


def _ways(g: Graph) -> None:
    """Each form between an industry and a territory, in one direction and in both."""
    for edge, at in edges("industry", "out", "territory", "back", "place"):
        for how in ("out", "back", "both"):
            a = _committee(g, f"式 业 {how} {edge}", None, at("industry"))
            b = g.node("Organization", f"式 地 {how} {edge}", at("territory"), kind=None)
            g.tie("IN_DISTRICT", b, ref("330102"), at("place"))
            if how != "back":
                g.tie("COMMITS_TO", a, b, at("out"), forms=["consultation", "assessment"])
            if how != "out":
                g.tie("COMMITS_TO", b, a, at("back"), forms=["consultation", "evaluation"])
    one, two = (_committee(g, f"式 业 {i}", None) for i in range(2))
    for a, b in ((one, two), (two, one)):
        g.tie("COMMITS_TO", a, b, forms=["consultation"])


def _lists(g: Graph) -> None:
    """Projects on lists: begun, ended, lapsed, with others, with needs."""
    parts = ("committee", "place", "city", "tie", "project", "others", "need")
    for n, (edge, at) in enumerate(edges(*parts)):
        city = division(g, f"{8000 + n}", "city", name="丙市", period=at("city"))
        made = _committee(g, f"清单 {edge}", city, at("committee"), at("place"))
        project = g.node("Project", f"项目 {edge}", at("project"))
        g.tie("UNDERTAKES", made, project, at("tie"))
        g.tie("UNDERTAKES", body(g, f"同办 {edge}"), project, at("others"))
        g.tie("MEETS", project, g.node("Need", f"需求 {edge}"), at("need"))
    busy = _committee(g, "清单 多", ref(OTHER))
    idle = _committee(g, "清单 空", ref(OTHER))
    for last in (None, BEFORE, DAY, NEXT):
        for until in (FOREVER, DAY):
            project = g.node("Project", f"约 {last} {until}", (EARLY, until), expires=last)
            g.tie("UNDERTAKES", busy, project, (EARLY, until))
    twice = g.node("Project", "两次")
    for period in ((EARLY, DAY), (DAY, FOREVER)):
        g.tie("UNDERTAKES", busy, twice, period)
    shared = g.node("Project", "共办")
    for who in (busy, idle, body(g, "第三方")):
        g.tie("UNDERTAKES", who, shared)
    for i in range(2):
        g.tie("MEETS", shared, g.node("Need", f"共需 {i}"))


def _absent(g: Graph) -> None:
    """Districts that a committee reaches, from either side, or does not."""
    parts = ("committee", "place", "city", "district", "above", "tie", "lies")
    for n, (edge, at) in enumerate(edges(*parts)):
        city = division(g, f"{9000 + n}", "city", name=f"城 {edge}", period=at("city"))
        there = division(g, f"{900000 + n}", "district", name=f"区 {edge}", period=at("district"))
        elsewhere = division(g, f"{910000 + n}", "district", name="别区")
        g.tie("PART_OF", there, city, at("above"))
        g.tie("PART_OF", elsewhere, city)
        g.tie("PART_OF", division(g, f"{90000000 + n}", "street"), city)
        for how in ("out", "back", "none"):
            made = _committee(g, f"到 {how} {edge}", city, at("committee"), at("place"))
            other = body(g, f"处 {how} {edge}")
            g.tie("IN_DISTRICT", other, there, at("lies"))
            if how != "none":
                ends = (made, other) if how == "out" else (other, made)
                g.tie("COMMITS_TO", *ends, at("tie"), forms=["consultation"])
    _committee(g, "省级行业", ref(PROVINCE))
    g.tie("PART_OF", division(g, "330900", "district", name="省直区"), ref(PROVINCE))


def _province(g: Graph, code: str, at: At) -> Key:
    """A province with a city and a district; the district is given back."""
    above = division(g, code, "province", name=f"{code}省", period=at("province"))
    city = division(g, f"{code}01", "city", period=at("city"))
    district = division(g, f"{code}0101", "district")
    g.tie("PART_OF", city, above, at("upper"))
    g.tie("PART_OF", district, city, at("lower"))
    return district


def _borders(g: Graph) -> None:
    """Two provinces for each edge; a tie and an alliance across."""
    parts = ("province", "city", "upper", "lower", "lies", "near", "far", "tie", "alliance", "member")
    for n, (edge, at) in enumerate(edges(*parts)):
        near, far = _province(g, f"a{n:02}", at), _province(g, f"b{n:02}", lambda part: ALWAYS)
        a, b = body(g, f"界甲 {edge}", at("near")), body(g, f"界乙 {edge}", at("far"))
        # what a tie derives is cut to its ends' periods
        g.tie("IN_DISTRICT", a, near, at("lies") if edge.startswith("lies") else at("near"))
        g.tie("IN_DISTRICT", b, far, at("far"))
        g.tie("CO_BUILDS", a, b, at("tie"))
        union = alliance(g, f"界盟 {edge}", at("alliance"), kind="adjacent")
        for what in (near, far):
            g.tie("MEMBER_OF", what, union, at("member"), expires=BEFORE)


def _several(g: Graph) -> None:
    """Ties counted once however often they are met; agreements around the day; a municipality."""
    homes = [_province(g, f"c{i}", lambda part: ALWAYS) for i in range(3)]
    division(g, "c3", "province", name="c3市")
    homes.append(division(g, "c30101", "district"))
    g.tie("PART_OF", homes[3], ref("c3"))
    ends = [body(g, f"多 {i}") for i in range(4)]
    for end, home in zip(ends, homes, strict=True):
        g.tie("IN_DISTRICT", end, home)
    for i, last in enumerate((None, BEFORE, DAY, NEXT)):
        g.tie("CO_BUILDS", ends[0], ends[1], (date(2019, 1, 1 + i), FOREVER), expires=last)
        g.tie("CO_BUILDS", ends[2], ends[1], (date(2020, 1, 1 + i), FOREVER), expires=last)
    g.tie("CO_BUILDS", ends[0], ends[3])
    inside = body(g, "同省")
    g.tie("IN_DISTRICT", inside, homes[0])
    g.tie("CO_BUILDS", inside, ends[0])
    union = alliance(g, "三省盟", kind="adjacent")
    for member in (*homes[:3], ends[0], inside, ends[1]):
        g.tie("MEMBER_OF", member, union)
    loose = body(g, "无区")
    g.tie("CO_BUILDS", loose, ends[0])


PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "industry/forms_of_commitment": ({}, {"district": "乙区"}, {"district": "330102"}),
    "industry/systems": ({}, {"city": "甲市"}, {"city": "3302"}, {"city": "7000"}),
    "industry/one_way_ties": (
        {}, {"form": "task_book"}, {"form": "pledge", "district": "甲区"}, {"district": "330101"}),
    "industry/pledges_without_assessment": (
        {}, {"check": "evaluation"}, {"district": "甲区"}, {"district": "330101", "check": "evaluation"}),
    "industry/absent_from_district": (
        {}, {"city": "城 always"}, {"city": "9001"}, {"district": "区 always"}, {"district": "900002"}),
    "industry/project_lists": ({}, {"city": "丙市"}, {"city": "3302"}),
    "alliances/ties_by_province_pair": (
        {}, {"province": "c0省"}, {"province": "c1"}, {"province": "c2省"}, {"province": "c3"}),
}

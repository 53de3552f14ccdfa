"""A graph made by hand for industry and territory, the borders of provinces, and a welfare association."""

from __future__ import annotations

from datetime import date

from lianjian.model import BEGINNING, FOREVER

from . import welfare_territory
from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import alliance, body, division, edges, ref, stand

BEFORE = date(2022, 6, 29)
FROM = date(2021, 6, 30)
"""A year before DAY: the first day of a period by default."""
ON = date(2022, 1, 10)
"""The day of gifts and services; where they went may lie elsewhere the day after."""
COUNTY, FAR = ("320921", "响水县"), ("320922", "滨海县")
STREET = "320921101"
AROUND: dict[str, Period] = {
    "since_on": (ON, FOREVER), "until_after": (EARLY, date(2022, 1, 11)), "until_on": (EARLY, ON),
    "since_after": (date(2022, 1, 11), FOREVER),
}
"""Periods that hold on that day, and that do not."""
DAYS = (date(2021, 6, 29), FROM, ON, BEFORE, DAY, NEXT)


def build(g: Graph) -> None:
    """All of it."""
    welfare_territory.build(g)
    for code, name in (COUNTY, FAR):
        division(g, code, "district", name=name)
    division(g, STREET, "street", name="陈家港镇", district=COUNTY[0])
    for add in (_partners, _spans, _gifts, _places, _services, _schools, _volunteers):
        add(g)


def _institution(g: Graph, name: str, period: Period = ALWAYS, industry: str = "S") -> Key:
    return g.node("Institution", name, period, kind="social_group", industry=industry)


def _partners(g: Graph) -> None:
    """An association that convenes an alliance, and its partner, edge by edge."""
    for edge, at in edges("convenes", "lies", "alliance", "tie", "partner"):
        owner = _institution(g, f"协会 {edge}")
        g.tie("IN_DISTRICT", owner, ref(COUNTY[0]), at("lies"))
        union = alliance(g, f"公益盟 {edge}", at("alliance"), kind="co_building")
        g.tie("CONVENES", owner, union, at("convenes"))
        partner = g.node("Enterprise", f"伙伴 {edge}", at("partner"), kind="private")
        g.tie("MEMBER_OF", partner, union, at("tie"))
    office = g.node("Institution", "牵头机关", kind="authority", industry="S")
    g.tie("IN_DISTRICT", office, ref(COUNTY[0]))
    board = alliance(g, "机关牵头", kind="joint_conference")
    g.tie("CONVENES", office, board)
    g.tie("MEMBER_OF", g.node("Enterprise", "机关的成员", kind="private"), board)
    lone = alliance(g, "非机构牵头", kind="co_building")
    g.tie("CONVENES", body(g, "牵头党委"), lone)
    g.tie("MEMBER_OF", g.node("Enterprise", "别家伙伴", kind="private"), lone)


def _spans(g: Graph) -> None:
    """Partners whose time is that of the tie, their own or the alliance's, and none at all."""
    owner = _institution(g, "期间协会")
    g.tie("IN_DISTRICT", owner, ref(FAR[0]))
    first, last = date(2019, 3, 1), date(2021, 3, 1)
    whole = (date(2018, 3, 1), date(2022, 3, 1))
    for i, which in enumerate(("tie", "partner", "alliance", "same")):
        periods = {
            w: (first, last) if which in (w, "same") else whole for w in ("tie", "partner", "alliance")
        }
        union = alliance(g, f"期间盟 {i}", periods["alliance"], kind="co_building")
        for day in (1, 2):  # convened twice, counted once
            g.tie("CONVENES", owner, union, (date(2017, 1, day), FOREVER))
        partner = g.node("Enterprise", f"期间伙伴 {i}", periods["partner"], kind="private")
        g.tie("MEMBER_OF", partner, union, periods["tie"])
    union = alliance(g, "期间盟", kind="co_building")
    g.tie("CONVENES", owner, union)
    for name, tie, own in (
        ("未及", (date(2020, 5, 1), FOREVER), (BEGINNING, date(2020, 5, 1))),
        ("先止", (date(2020, 6, 1), FOREVER), (BEGINNING, date(2020, 5, 1))),
        ("一日", (date(2020, 7, 1), date(2020, 7, 2)), ALWAYS),
        ("跨年", (date(2019, 12, 31), date(2020, 1, 1)), ALWAYS),
        ("跨日", (date(2019, 12, 31), date(2020, 1, 2)), ALWAYS),
        ("两次", (date(2018, 5, 1), date(2019, 5, 1)), ALWAYS),
        ("今年", (date(2022, 1, 5), date(2022, 6, 1)), ALWAYS),
        ("今年底", (date(2022, 2, 5), date(2022, 12, 1)), ALWAYS), ("当日", (date(2020, 5, 1), DAY), ALWAYS),
        ("次日", (date(2020, 5, 1), NEXT), ALWAYS),
    ):  # fmt: skip
        partner = g.node("Enterprise", f"伙伴 {name}", own, kind="private")
        g.tie("MEMBER_OF", partner, union, tie)
        if name == "两次":
            g.tie("MEMBER_OF", partner, union, (date(2019, 8, 1), FOREVER))


def _gifts(g: Graph) -> None:
    """Gifts around the days, of known and unknown value, for groups, to recipients in a district."""
    donors = [g.node("Enterprise", f"捐 {i}", kind="private") for i in range(3)]
    taker = _institution(g, "受赠")
    g.tie("IN_DISTRICT", taker, ref(COUNTY[0]))
    earlier = (date(2013, 1, 1), date(2012, 12, 31), date(2019, 12, 31), date(2020, 1, 1))
    for i, day in enumerate((*DAYS, *earlier)):
        for j in range(1 + i % 2):
            giver, worth = donors[(i + j) % 3], 1.234 + i
            g.tie("DONATES_TO", giver, taker, (day, FOREVER), value=worth, served_group="poor")
    g.tie("DONATES_TO", donors[0], taker, (date(2022, 3, 3), FOREVER), served_group="other")
    g.tie("DONATES_TO", donors[1], taker, (date(2022, 3, 3), FOREVER), value=0.5)
    far = g.node("ServicePoint", "受赠不详", kind="growth_house")
    g.tie("IN_DISTRICT", far, ref(FAR[0]))
    g.tie("DONATES_TO", donors[0], far, (date(2018, 5, 5), FOREVER), served_group="left_behind")
    for edge, period in {**AROUND, "nowhere": ALWAYS}.items():
        place = g.node("ServicePoint", f"受赠 {edge}", kind="growth_house")
        g.tie("IN_DISTRICT", place, ref((FAR if edge == "nowhere" else COUNTY)[0]), period)
        g.tie("DONATES_TO", donors[2], place, (ON, FOREVER), value=10.0, served_group="left_behind")


def _places(g: Graph) -> None:
    """Places of each kind, there or not, served around the days or not."""
    for edge, at in edges("place", "lies"):
        for kind in ("growth_house", "elderly_home", "rest_station"):
            place = g.node("ServicePoint", f"{kind} {edge}", at("place"), kind=kind)
            g.tie("IN_DISTRICT", place, ref(COUNTY[0]), at("lies"))
    for industry in ("P", "S"):
        for people in (None, 0, 1, 2):
            for since in (DAY, NEXT, EARLY):
                school = _institution(g, f"校 {industry} {people} {since}", industry=industry)
                _counted(g, school, (since, FOREVER), people=people)
    home = g.node("ServicePoint", "敬老院甲", kind="elderly_home")
    g.tie("IN_DISTRICT", home, ref(FAR[0]))
    for i, day in enumerate(DAYS):
        deed = g.node("Activity", f"去 {day}", (day, FOREVER), kind="service", person_times=10 + i)
        g.tie("SERVES", deed, home, (day, FOREVER))
        single = g.node("ServicePoint", f"敬老院 {day}", kind="elderly_home")
        g.tie("SERVES", deed, single, (day, FOREVER))
    deed = g.node("Activity", "人次不详", (ON, FOREVER), kind="service", served_group="elderly")
    g.tie("SERVES", deed, home, (ON, FOREVER))
    g.tie("SERVES", deed, g.node("ServicePoint", "敬老院乙", kind="elderly_home"), (ON, FOREVER))


def _services(g: Graph) -> None:
    """Services with and without a group and a number, at places that lie in a district on the day."""
    for group in ("disabled", None):
        for times in (7, None):
            for day in DAYS:
                given = {"served_group": group, "person_times": times}
                g.node("Activity", f"{group} {times} {day}", (day, FOREVER), kind="service", **given)
    for edge, period in {**AROUND, "nowhere": ALWAYS}.items():
        place = g.node("Building", f"小区 {edge}", kind="residential")
        g.tie("IN_DISTRICT", place, ref((FAR if edge == "nowhere" else COUNTY)[0]), period)
        deed = g.node("Activity", f"服务 {edge}", (ON, FOREVER), kind="service", served_group="workers",
                      person_times=3)
        g.tie("SERVES", deed, place, (ON, FOREVER))
        g.tie("SERVES", deed, g.node("Building", f"别处 {edge}", kind="residential"), (ON, FOREVER))


def _counted(g: Graph, what: Key, period: Period, **counts: int | None) -> None:
    made = g.node("Provision", f"{what[1]}|{period[0]}", period, **counts)
    g.tie("PROVISION_OF", made, what, period)


def _schools(g: Graph) -> None:
    """Schools with a count, in a street, edge by edge."""
    for edge, at in edges("count", "school", "lies", "standing"):
        school = _institution(g, f"学校 {edge}", at("school"), industry="P")
        g.tie("IN_DISTRICT", school, ref(COUNTY[0]), at("lies"))
        stand(g, school, at("standing"), district=COUNTY[0], street=STREET)
        _counted(g, school, at("count"), people=100, left_behind=None if "standing" in edge else 30)


def _volunteers(g: Graph) -> None:
    """Volunteers in teams whose owner lies in a district; some in two, some in none."""
    for edge, at in edges("volunteer", "in team", "team", "owner", "lies"):
        team = g.node("Team", f"队 {edge}", at("team"), kind="volunteer")
        owner = _institution(g, f"队主 {edge}")
        g.tie("TEAM_OF", team, owner, at("owner"))
        g.tie("IN_DISTRICT", owner, ref(COUNTY[0]), at("lies"))
        who = g.node("Volunteer", f"志愿者 {edge}", at("volunteer"))
        g.tie("IN_TEAM", who, team, at("in team"))
    teams = [g.node("Team", f"双队 {i}", kind="volunteer") for i in range(2)]
    for day in DAYS:
        who = g.node("Volunteer", f"志愿者 {day}", (day, FOREVER))
        for team in teams:
            g.tie("IN_TEAM", who, team, (day, FOREVER))
    twice = g.node("Volunteer", "志愿者 两次")
    for since in (EARLY, date(2020, 1, 1)):
        g.tie("IN_TEAM", twice, teams[0], (since, FOREVER))
    far = _institution(g, "远队主")
    g.tie("IN_DISTRICT", far, ref(FAR[0]))
    g.tie("TEAM_OF", teams[0], far)


SINCE = {"from": FROM}
COUNTY_NAME, COUNTY_CODE = {"district": COUNTY[1]}, {"district": COUNTY[0]}
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    **welfare_territory.PARAMETERS,
    "welfare/partners_by_year": (
        {}, {"years": 4, **COUNTY_NAME}, {"years": 3, **COUNTY_CODE}, {"district": FAR[1]}),
    "welfare/places_served": (
        {}, SINCE, {"kind": "elderly_home", "show": "served", **SINCE}, {"show": "not_served", **SINCE},
        {"kind": "school"}, {"show": "served", **COUNTY_NAME}, COUNTY_CODE, {"district": FAR[1]}),
    "welfare/person_times": ({}, SINCE, {**COUNTY_NAME, **SINCE}, COUNTY_CODE, {"district": FAR[1]}),
    "welfare/pupils": ({}, {"by": "street"}, {"by": "district", **COUNTY_NAME}, COUNTY_CODE),
    "welfare/volunteers": ({}, SINCE, COUNTY_NAME, COUNTY_CODE, {"district": FAR[0]}),
}
"""What the questions are asked beside the date."""

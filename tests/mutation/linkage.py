"""The graph made by hand for four-level linkage: chains, sessions, duties and matters, edge by edge."""

from __future__ import annotations

from datetime import date, timedelta

from .graph import ALWAYS, DAY, EARLY, EDGES, NEXT, Graph, Key, Period
from .linkage_theme_days import theme_days
from .together_parts import At, division, edges

ONE = timedelta(days=1)
YEAR = date(2021, 6, 30)
LEVELS = ("city", "district", "street", "community")
LENGTHS = {"city": 4, "district": 6, "street": 9, "community": 12}
CHAIN = (
    *(f"{what} {x}" for what in ("division", "member", "conference") for x in LEVELS),
    "link district", "link street", "link community", "inside", "district part", "city part", "lies",
)


def build(g: Graph) -> None:
    """All of it."""
    for code in range(40, 47):
        division(g, str(code), "province", name=f"{code}省")
    for add in (chains, odd, sessions, duties, matters, meetings, theme_days):
        add(g)


def whole(
    g: Graph, code: str, name: str, at: At = lambda _: ALWAYS, *, without: tuple[str, ...] = (),
    kinds: dict[str, str] | None = None, rungs: dict[str, str] | None = None, below: str = "01001001",
) -> dict[str, Key]:
    """A city with one district, street and community, a conference of each, and their links.

    ``at`` gives the period of each part; ``without`` names levels that have no conference, ``kinds`` and
    ``rungs`` the kind and level of a level's conference where they are other ones.
    """
    full, made = code + below, {}
    district, street = full[:6], full[:9]
    for level in LEVELS:
        own = full[: LENGTHS[level]]
        key = division(
            g, own, level, name=f"{name}{level}", period=at(f"division {level}"),
            district="" if level == "city" else district, street=street if level == "community" else "",
            inside=at("inside"), lies=at("lies"),
        )
        above = {"city": code[:2], "district": code, "street": district, "community": street}[level]
        upper = ("Division", f"nbs:2023:{above}")
        g.tie("PART_OF", key, upper, at(f"{level} part"))
        if level in without:
            continue
        kind, rung = (kinds or {}).get(level, "joint_conference"), (rungs or {}).get(level, level)
        made[level] = g.node(
            "Alliance", f"会{own}", at(f"conference {level}"), kind=kind, level=rung,
            sessions=1 if level == "community" else None,
        )
        g.tie("MEMBER_OF", key, made[level], at(f"member {level}"))
    for low, high in (("community", "street"), ("street", "district"), ("district", "city")):
        if low in made and high in made:
            g.tie("LINKS_UP", made[low], made[high], at(f"link {low}"))
    return made


def chains(g: Graph) -> None:
    """Whole chains whose parts begin and end around the day."""
    for i, (edge, at) in enumerate(edges(*CHAIN)):
        whole(g, f"40{i:02}", edge, at)


def odd(g: Graph) -> None:
    """Chains that lack something always."""
    for i, level in enumerate(LEVELS):
        whole(g, f"41{i:02}", f"无{level}", without=(level,))
        whole(g, f"41{i + 10:02}", f"别类{level}", kinds={level: "adjacent"})
        other = LEVELS[(i + 1) % 4]
        whole(g, f"41{i + 20:02}", f"错级{level}", rungs={level: other})
    for i, level in enumerate(LEVELS[:3]):  # with a second conference of a level, which has no link
        for k, (edge, period) in enumerate(EDGES.items()):

            def at(part: str, level: str = level, period: Period = period) -> Period:
                return period if part == f"conference {level}" else ALWAYS

            code = f"41{34 + 4 * i + k}"
            whole(g, code, f"两{level}{edge}", at)
            second = g.node("Alliance", f"又{level}{edge}", kind="joint_conference", level=level)
            g.tie("MEMBER_OF", ("Division", f"nbs:2023:{(code + '01001')[: LENGTHS[level]]}"), second)
    whole(g, "4130", "全无", without=LEVELS)
    whole(g, "4131", "缺两级", without=("district", "community"))
    apart = EDGES["since_after"]
    made = whole(g, "4132", "不相连", lambda part: apart if part.startswith("link") else ALWAYS)
    g.tie("LINKS_UP", made["community"], made["district"])
    g.tie("LINKS_UP", made["community"], made["city"])
    # a second community with two conferences, of which one leads up, and one that is no real one
    made = whole(g, "4133", "两会")
    for i, pseudo in ((2, False), (3, True), (4, False)):
        place = division(
            g, f"41330100100{i}", "community", name=f"第{5 - i}社区", pseudo=pseudo, district="413301",
            street="413301001",
        )
        for n in range(i):
            conference = g.node(
                "Alliance", f"会4133-{i}-{n}", kind="joint_conference", level="community", sessions=0
            )
            g.tie("MEMBER_OF", place, conference)
            if n and i < 4:
                g.tie("LINKS_UP", conference, made["street"])
    division(g, "413409001001", "community", name="无区社区")
    division(g, "413408", "district", name="无市区")
    division(g, "413408001001", "community", name="无街道社区", district="413408")


def _meet(g: Graph, conference: Key, day: date, kind: str = "conference") -> Key:
    """A session, under its conference."""
    name = f"{conference[1]} {day} {kind}"
    key = g.node("Activity", name, (day, day + ONE), kind=kind)
    g.tie("UNDER", key, conference, (day, day + ONE))
    return key


def sessions(g: Graph) -> None:
    """Conferences that should meet n times and met about as often, around the first and the last day."""
    place = division(g, "4170", "city", name="开会市")
    here = division(g, "417001", "district", name="开会区", district="417001")
    g.tie("PART_OF", here, place)
    days = (YEAR - ONE, YEAR, YEAR + ONE, date(2022, 1, 1), DAY - ONE, DAY, NEXT)

    def conference(name: str, since: date, due: int | None, level: str = "district") -> Key:
        made = g.node(
            "Alliance", name, (since, date(9999, 12, 31)), kind="joint_conference", level=level, sessions=due
        )
        g.tie("MEMBER_OF", here if level == "district" else place, made)
        return made

    for due in (None, 0, 3, 4, 5):
        made = conference(f"应开{due}", EARLY, due)
        for day in days:
            _meet(g, made, day)
        _meet(g, made, date(2022, 3, 1), "forum")
    for since in (YEAR - ONE, YEAR, YEAR + ONE, DAY):
        conference(f"成立{since}", since, 2)
    for day in days:
        _meet(g, conference(f"一次{day}", EARLY, 1), day)
    twice = _meet(g, conference("市会", EARLY, 2, "city"), DAY)
    g.tie("UNDER", twice, ("Alliance", "市会"), (DAY - ONE, DAY))


def duties(g: Graph) -> None:
    """Duties of a level and other ones, borne by conferences of one city."""
    made = whole(g, "4180", "职责")
    for k, (edge, period) in enumerate(EDGES.items()):
        some = whole(g, f"418{1 + k}", f"职责{edge}")
        for i, level in enumerate(LEVELS):
            duty = g.node("Duty", f"{edge}{4 - i}", name=f"{level}职责", kind="level")
            g.tie("RESPONSIBLE_FOR", some[level], duty, period)
    two = [g.node("Duty", f"两项{i}", name=f"第{i}项", kind="level") for i in (2, 1)]
    other = g.node("Duty", "别种", name="甲职责", kind="duty")
    for level in LEVELS[:2]:
        for duty in (*two, other):
            g.tie("RESPONSIBLE_FOR", made[level], duty)
    g.tie("RESPONSIBLE_FOR", made["street"], other)
    g.tie("MEMBER_OF", ("Division", "nbs:2023:4181"), made["city"])  # of two cities: in all it counts once


def _matter(
    g: Graph, name: str, met: tuple[Key, ...], since: date = date(2022, 1, 1), until: date = NEXT + ONE,
    due: date | None = None, kind: str = "matter",
) -> None:
    key = g.node("Task", name, (since, until), kind=kind, due=due)
    for session in met:
        g.tie("RAISED_AT", key, session, (since, date(9999, 12, 31)))


def matters(g: Graph) -> None:
    """Matters raised at one level or several, around the days, settled or not."""
    made = whole(g, "4160", "事项")
    middle = {level: _meet(g, made[level], date(2022, 2, 1)) for level in LEVELS}
    for level in LEVELS:
        for until in (DAY - ONE, DAY, NEXT):
            for due in (DAY - ONE, DAY, NEXT, None):
                _matter(g, f"{level} {until} {due}", (middle[level],), until=until, due=due)
        for day in (YEAR - ONE, YEAR, YEAR + ONE, DAY, NEXT):
            _matter(g, f"{level} 提出{day}", (_meet(g, made[level], day, "other"),), day, date(9999, 12, 31))
        _matter(g, f"{level} 别种", (middle[level],), kind="whistle")
        _matter(g, f"{level} 再提", (middle[level], _meet(g, made[level], date(2022, 4, 1))))
    early = {level: _meet(g, made[level], date(2020, 1, 1)) for level in LEVELS}
    late = {level: _meet(g, made[level], NEXT, "conference") for level in LEVELS}
    for i, low in enumerate(LEVELS):
        for high in LEVELS[:i]:
            pair = f"{low} {high}"
            _matter(g, f"{pair} 上提", (middle[low], middle[high]), until=DAY, due=DAY - ONE)
            _matter(g, f"{pair} 早已上提", (middle[low], early[high]), due=DAY - ONE)
            _matter(g, f"{pair} 其后上提", (middle[low], late[high]))
    other = g.node("Alliance", "别类会", kind="adjacent", level="city")
    g.tie("MEMBER_OF", ("Division", "nbs:2023:4160"), other)
    _matter(g, "在别类会", (_meet(g, other, date(2022, 2, 1)), middle["street"]))
    bare = g.node("Alliance", "无级会", kind="joint_conference")
    g.tie("MEMBER_OF", ("Division", "nbs:2023:4160"), bare)
    province = g.node("Alliance", "省会", kind="joint_conference", level="province")
    g.tie("MEMBER_OF", ("Division", "nbs:2023:41"), province)
    for i, conference in enumerate((bare, province)):
        _matter(g, f"不在四级{i}", (_meet(g, conference, date(2022, 2, 1)),))
    _edges_of_matters(g)


def _edges_of_matters(g: Graph) -> None:
    """What holds on the session's day and what does not: membership, district, city."""
    day = date(2022, 2, 1)
    around = {
        "begins": (day, date(9999, 12, 31)), "ends": (EARLY, day), "after": (day + ONE, date(9999, 12, 31)),
        "last": (EARLY, day + ONE),
    }  # fmt: skip
    i = 0
    for part in ("member street", "member city", "inside", "district part"):
        for edge, period in around.items():

            def at(this: str, part: str = part, period: Period = period) -> Period:
                return period if this == part else ALWAYS

            made = whole(g, f"42{i:02}", f"当日{part}{edge}", at)
            for level in LEVELS:
                _matter(g, f"{part} {edge} {level}", (_meet(g, made[level], day),))
            i += 1


def meetings(g: Graph) -> None:
    """Meetings of district secretaries: who comes, in which quarter, under which conference."""
    quarters = (date(2021, 3, 31), date(2021, 4, 1), YEAR, date(2021, 7, 1), date(2021, 9, 30),
                date(2021, 10, 1), date(2022, 3, 31), date(2022, 5, 1), DAY, NEXT)
    made = whole(g, "4330", "例会")
    both = [_committee(g, f"区委{i}", "433001") for i in (1, 2)]
    for n, day in enumerate(quarters):
        session = _meet(g, made["city"], day)
        for who in both[: 1 + n % 2]:
            g.tie("ATTENDS", who, session, (day, day + ONE))
    made = whole(g, "4331", "四季")
    body = _committee(g, "四季区委", "433101")
    stranger = _committee(g, "外市区委", "433001")
    for day in (date(2021, 8, 1), date(2021, 11, 11), date(2022, 6, 1)):
        session = _meet(g, made["city"], day)
        for who in (body, stranger):
            g.tie("ATTENDS", who, session, (day, day + ONE))
        g.tie("ATTENDS", body, session, (day - ONE, day))
    g.tie("IN_DISTRICT", body, ("Division", "nbs:2023:433101"), (EARLY, date(9999, 12, 31)))
    for month in range(1, 13):  # one city each, so that each month has its quarter
        made = whole(g, f"43{month:02}", f"{month}月")
        body = _committee(g, f"{month}月区委", f"43{month:02}01")
        day = date(2021 if month > 6 else 2022, month, 15)
        g.tie("ATTENDS", body, _meet(g, made["city"], day), (day, day + ONE))
    day = date(2022, 2, 1)
    for i, (edge, at) in enumerate(edges("body", "inside", "district part", "conference city")):
        made = whole(g, f"44{i:02}", f"例会{edge}", at)
        body = _committee(g, f"例会区委{edge}", f"44{i:02}01", at("body"), at("inside"))
        g.tie("ATTENDS", body, _meet(g, made["city"], day), (day, day + ONE))
    for i, (what, values) in enumerate({
        "会别类": {"kinds": {"city": "adjacent"}}, "会别级": {"rungs": {"city": "district"}}, "活动别类": {},
        "组织别类": {}, "无人": {},
    }.items()):
        made = whole(g, f"445{i}", what, **values)  # type: ignore[arg-type]
        kind = "branch" if what == "组织别类" else "territorial_committee"
        body = _committee(g, f"{what}区委", f"445{i}01", kind=kind)
        session = _meet(g, made["city"], day, "forum" if what == "活动别类" else "conference")
        if what != "无人":
            g.tie("ATTENDS", body, session, (day, day + ONE))
    for i, (edge, period) in enumerate({
        "begins": (day, date(9999, 12, 31)), "ends": (EARLY, day), "after": (day + ONE, date(9999, 12, 31)),
        "last": (EARLY, day + ONE),
    }.items()):
        def on(part: str, period: Period = period) -> Period:
            return period if part == "member city" else ALWAYS

        made = whole(g, f"446{i}", f"当日例会{edge}", on)
        body = _committee(g, f"当日区委{edge}", f"446{i}01")
        g.tie("ATTENDS", body, _meet(g, made["city"], day), (day, day + ONE))


def _committee(
    g: Graph, name: str, district: str, period: Period = ALWAYS, inside: Period = ALWAYS,
    kind: str = "territorial_committee",
) -> Key:
    key = g.node("Organization", name, period, kind=kind)
    g.tie("IN_DISTRICT", key, ("Division", f"nbs:2023:{district}"), inside)
    return key


_CITY = {"city": "事项city"}
_FIRST = {"from": YEAR}
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "linkage/broken_chains": (
        {}, {"by": "city"}, {"by": "street"}, {"city": "两会city"}, {"city": "4133", "by": "street"},
        {"district": "两会district"}, {"district": "413301"},
    ),
    "linkage/missed_schedule": (
        {}, {"level": "district"}, {"from": date(2021, 7, 1)}, {"city": "开会市"}, {"city": "4170"},
        {"district": "开会区"}, {"district": "417001"},
    ),
    "linkage/levels_without_duty": (
        {}, {"by": "city"}, {"city": "职责city"}, {"city": "4180"}, {"district": "418001"},
        {"district": "职责district", "by": "city"}, {"city": "4182"},
    ),
    "linkage/matters": (
        {}, {"by": "city"}, _CITY, {"city": "4160"}, {"city": "4160", "from": date(2020, 1, 1)}, _FIRST,
    ),
    "linkage/cities": ({}, {"by": "city"}, {"city": "4133"}, {"city": "不相连city"}),
    "linkage/secretaries_meetings": (
        {}, {"city": "4330"}, {"city": "四季city"}, {"city": "4330", "from": date(2021, 3, 31)},
        {"city": "4330", "from": date(2021, 10, 1)}, {"city": "4331", "from": date(2020, 12, 31)},
        {"city": "4331", "from": date(2022, 4, 1)}, {"city": "4331", "from": date(2022, 3, 31)},
        {"city": "4331", "as_of": date(2022, 2, 15)}, {"city": "4331", "as_of": date(2021, 12, 31)},
    ),
    "alliances/theme_day_degrees": (
        {}, {"city": "主题市"}, {"city": "4500"}, {"district": "主题区"}, {"district": "450001"},
        {"city": "边市"}, {"district": "边区"},
    ),
    "alliances/communities_without_units": (
        {}, {"by": "street"}, {"city": "主题市"}, {"city": "4500"}, {"district": "主题区"},
        {"district": "450001", "by": "street"}, {"city": "边市"}, {"district": "边区"},
    ),
    "alliances/units_without_community": (
        {}, {"district": "主题区"}, {"district": "450001"}, {"street": "主题街道"}, {"street": "450001001"},
        {"limit": 2}, {"city": "主题市"}, {"city": "4500"}, {"city": "边市"},
    ),
    "alliances/largest_group": (
        {"limit": 300}, {"limit": 2}, {"city": "主题市", "limit": 100}, {"city": "4500", "limit": 3},
        {"district": "主题区", "limit": 100}, {"district": "450001"}, {"city": "边市", "limit": 200},
        {"district": "边区", "limit": 200},
    ),
}
"""What the questions are asked beside the date."""

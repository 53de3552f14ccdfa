"""A graph made by hand for what is done together: alliances, co-building, reporting, workers, service points.

For every part of a question that must hold on the date there is one small arrangement for each way a
period can begin or end; the rest of the arrangement holds always.
"""

from __future__ import annotations

from datetime import date

from lianjian.model import BEGINNING, FOREVER

from .graph import ALWAYS, DAY, EARLY, NEXT, Graph, Key, Period
from .together_parts import At, G, Q, X, alliance, body, division, edges, lies, ref, stand
from .together_people import platforms, points, reports, rosters, workers


def build(g: Graph) -> None:
    """All of it."""
    division(g, "3201", "city", name="南京市")
    for code, name in (X, Q, G):
        division(g, code, "district", name=name)
    streets = {"320102003": ("新街口街道", X), "320104007": ("洪武路街道", Q), "320106002": ("华侨路街道", G)}
    for code, (name, (above, _)) in streets.items():
        division(g, code, "street", name=name, district=above)
        division(g, f"{code}001", "community", name=f"{name}社区", district=above, street=code)
    division(g, "320104403", "street", name="商贸街区", district=Q[0], pseudo=True)
    division(g, "320104403498", "community", name="虚拟社区", district=Q[0], street="320104403", pseudo=True)
    for add in (
        _streets,
        _pairs,
        _bridges,
        _agreements,
        _adjoining,
        _communities,
        _activities,
        _quiet,
        points,
        workers,
        platforms,
        reports,
        rosters,
    ):
        add(g)


def _streets(g: Graph) -> None:
    """Streets that take part in an alliance by a unit, or by something else."""
    for i, (edge, at) in enumerate(
        edges(
            "unit alliance", "unit tie", "standing", "other alliance", "other tie", "lies", "street", "inside"
        )
    ):
        for j, kind in enumerate(("joint_conference", "adjacent", "")):
            code = f"320104{800 + 3 * i + j:03}"
            way = edge.split()[0]
            division(g, code, "street", district=Q[0], period=at("street"), inside=at("inside"))
            if kind and way in ("always", "unit", "standing"):
                a = alliance(g, f"{kind} unit {edge}", at("unit alliance"), kind=kind)
                u = g.node("Enterprise", f"{kind} {edge}", kind="private")
                stand(g, u, at("standing"), district=Q[0], street=code)
                g.tie("MEMBER_OF", u, a, at("unit tie"))
            if kind and way in ("always", "other", "lies"):
                a = alliance(g, f"{kind} other {edge}", at("other alliance"), kind=kind)
                o = lies(g, body(g, f"{kind} {edge}"), code, period=at("lies"))
                g.tie("MEMBER_OF", o, a, at("other tie"))
    division(g, "320199001", "street", name="无区街道")


def _pairs(g: Graph) -> None:
    """Co-building across districts and streets."""
    for edge, at in edges("tie", "first", "second", "first place", "second place"):
        a, b = body(g, f"甲 {edge}", at("first")), body(g, f"乙 {edge}", at("second"))
        lies(g, a, X[0], "320102003", period=at("first place"))
        lies(g, b, Q[0], "320104007", period=at("second place"))
        g.tie("CO_BUILDS", a, b, at("tie"), agreement="协议" if edge != "always" else None)
    one, two, both = (body(g, n) for n in ("联鼓楼", "联玄武", "联两区"))
    lies(g, one, G[0], "320106002")
    lies(g, two, X[0], "320102003")
    lies(g, both, X[0], G[0], "320102003", "320106002")
    for since, expires in ((date(2020, 1, 1), DAY), (date(2021, 1, 1), date(2022, 6, 29)), (EARLY, NEXT)):
        g.tie("CO_BUILDS", one, two, (since, FOREVER), expires=expires, agreement="协议")
    g.tie("CO_BUILDS", two, both)
    g.tie("CO_BUILDS", one, both, agreement="两区")
    g.tie("CO_BUILDS", both, lies(g, body(g, "联两区二"), X[0], G[0]))
    g.tie("CO_BUILDS", body(g, "无处"), one)


def _bridges(g: Graph) -> None:
    """Organizations whose ties lead into other districts."""
    for edge, at in edges("own", "place", "there"):
        hub = lies(g, body(g, f"桥 {edge}"), X[0], period=at("own"))
        for d, n in ((X, 1), (Q, 2), (G, 1)):
            for i in range(n):
                p = lies(g, body(g, f"桥头 {edge} {d[1]} {i}"), d[0], period=at("place"))
                g.tie("CO_BUILDS", *((hub, p) if i else (p, hub)), (EARLY, FOREVER))
                g.tie("CO_BUILDS", *((hub, p) if i else (p, hub)), (date(2020, 1, 1), FOREVER))
    g.tie("CO_BUILDS", lies(g, body(g, "桥 一区"), X[0]), lies(g, body(g, "桥头 两区"), Q[0], G[0]))
    wide = lies(g, body(g, "桥 两区"), X[0], Q[0])
    g.tie("CO_BUILDS", wide, lies(g, body(g, "桥头 三区"), X[0], Q[0], G[0]))


def _agreements(g: Graph) -> None:
    """Agreements that lapse around the date, and ties that end around it."""
    past, before = (EARLY, date(2020, 1, 1)), (date(2020, 6, 1), date(2021, 1, 1))
    union = alliance(g, "协议联盟", (EARLY, FOREVER), kind="co_building", code="XY", name="协议联盟")
    for kind in ("CO_BUILDS", "MEMBER_OF"):

        def far(name: str, period: Period = ALWAYS, kind: str = kind) -> Key:
            return body(g, f"对方 {name}", period) if kind == "CO_BUILDS" else alliance(g, name, period)

        for edge, at in edges("tie", "near", "far"):
            a, b = body(g, f"{kind} 近 {edge}", at("near")), far(f"远 {edge}", at("far"))
            g.tie(kind, a, b, at("tie"), expires=date(2019, 6, 30), agreement="旧协议")
        for last in (date(2022, 6, 29), DAY, NEXT, date(2017, 12, 31)):
            g.tie(kind, body(g, f"{kind} 到期 {last}"), far(f"到期 {last}"), expires=last)
        for name, periods in {
            "续": (past, (DAY, FOREVER)),
            "两次": (past, before),
            "将续": (past, (NEXT, FOREVER)),
            "两约": ((EARLY, FOREVER), before),
            "约满": ((EARLY, DAY), (date(2021, 7, 1), date(2099, 1, 1))),
        }.items():
            a, b = body(g, f"{kind} {name}"), far(name)
            for period in periods:
                g.tie(kind, a, b, period, expires=date(2021, 12, 31) if period[1] in (FOREVER, DAY) else None)
        for name, period, expires in (
            ("不限", FOREVER, None),
            ("当日", FOREVER, DAY),
            ("昨日", FOREVER, date(2022, 6, 29)),
            ("明日", FOREVER, NEXT),
            ("止", DAY, None),
            ("将止", NEXT, None),
            ("先止", DAY, date(2021, 12, 31)),
        ):
            a, b = body(g, f"{kind} 并约 {name}"), far(f"并约 {name}")
            g.tie(kind, a, b, (EARLY, FOREVER), expires=date(2021, 12, 31))
            g.tie(kind, a, b, (date(2020, 1, 1), period), expires=expires)
        a, b = body(g, f"{kind} 撤并", (BEGINNING, DAY)), far("撤并")
        for last in (FOREVER, date(2023, 1, 1)):
            g.tie(
                kind, a, b, (EARLY if last == FOREVER else date(2020, 1, 1), last), expires=date(2021, 1, 1)
            )
    ending = body(g, "先于联系终止", (BEGINNING, date(2021, 3, 1)))
    g.tie("MEMBER_OF", ending, union, (EARLY, date(2022, 1, 1)))
    shorter = body(g, "后于联系终止", (BEGINNING, date(2022, 1, 1)))
    g.tie("MEMBER_OF", shorter, union, (EARLY, date(2021, 3, 1)))
    g.tie("MEMBER_OF", body(g, "协议成员"), union, (EARLY, FOREVER), expires=date(2021, 1, 1))
    late = alliance(g, "早于成员终止", (BEGINNING, date(2021, 2, 1)))
    g.tie("MEMBER_OF", body(g, "终止二", (BEGINNING, date(2021, 5, 1))), late, (EARLY, FOREVER))


def _adjoining(g: Graph) -> None:
    """Pairs of adjoining streets, tied in every way."""
    whats = (
        "co tie",
        "co first",
        "co second",
        "co here",
        "co there",
        "al alliance",
        "al tie",
        "al lies",
        "un alliance",
        "un tie",
        "un standing",
        "adjoins",
        "first",
        "second",
    )
    number = 200

    def pair(name: str, at: At = lambda part: ALWAYS, level: str = "street") -> tuple[str, str]:
        nonlocal number
        codes = []
        for part in ("first", "second"):
            number += 1
            code = {"street": "320106", "district": "320", "community": "320106002"}[level] + str(number)
            division(g, code, level, name=f"{name} {part}", period=at(part))
            codes.append(code)
        g.tie("ADJOINS", ref(codes[0]), ref(codes[1]), at("adjoins"))
        return codes[0], codes[1]

    def built(name: str, codes: tuple[str, str], at: At) -> None:
        a, b = body(g, f"邻甲 {name}", at("co first")), body(g, f"邻乙 {name}", at("co second"))
        lies(g, a, codes[0], period=at("co here"))
        lies(g, b, codes[1], period=at("co there"))
        g.tie("CO_BUILDS", a, b, at("co tie"))

    def allied(name: str, codes: tuple[str, str], at: At, units: bool, only: int = 2) -> None:
        way = "un" if units else "al"
        x = alliance(g, f"邻 {way} {name}", at(f"{way} alliance"))
        for i, code in enumerate(codes[:only]):
            if units:
                m = g.node("Enterprise", f"邻 {name} {i}", kind="private")
                stand(g, m, at("un standing"), street=code)
            else:
                m = lies(g, body(g, f"邻 {name} {i}"), code, period=at("al lies"))
            g.tie("MEMBER_OF", m, x, at(f"{way} tie"))

    for name, at in edges(*whats):
        codes = pair(name, at)
        if name.startswith("co"):
            built(name, codes, at)
        elif name.startswith(("al", "un")):
            allied(name, codes, at, name.startswith("un"))
    for only in (1, 2):  # of an alliance in one of the two only, and one that has both kinds of members
        codes = pair(f"半 {only}")
        allied(f"半单位 {only}", codes, lambda part: ALWAYS, True, only)
        if only == 1:
            other = pair("半其他")
            allied("半其他", other, lambda part: ALWAYS, False, 1)
            mixed = pair("混")
            x = alliance(g, "混盟")
            u = g.node("Enterprise", "混单位", kind="private")
            stand(g, u, street=mixed[0])
            g.tie("MEMBER_OF", u, x)
            g.tie("MEMBER_OF", lies(g, body(g, "混组织"), mixed[1]), x)
    both = pair("两样")
    built("两样", both, lambda part: ALWAYS)
    allied("两样", both, lambda part: ALWAYS, False)
    backwards = pair("反向")
    built("反向", (backwards[1], backwards[0]), lambda part: ALWAYS)
    g.tie("ADJOINS", *map(ref, pair("两次")), (EARLY, FOREVER))
    for name in ("社区一", "社区二"):
        codes = pair(name, level="community")
        if name == "社区一":
            x = alliance(g, "社区盟")
            for code in codes:
                u = g.node("Enterprise", f"社区盟 {code}", kind="private")
                stand(g, u, street="320102003", community=code)
                g.tie("MEMBER_OF", u, x)
    one = pair("区", level="district")
    built("区", one, lambda part: ALWAYS)
    pair("区二", level="district")
    g.tie("ADJOINS", ref("320104403"), ref("320104007"))
    g.tie("ADJOINS", ref("320104007"), ref("320104403"), (EARLY, FOREVER))
    g.tie("ADJOINS", ref("320102"), ref("320104007"))
    g.tie("ADJOINS", ref("320106002"), ref("320106"))


def _communities(g: Graph) -> None:
    """Communities with and without co-building and points."""
    for i, (edge, at) in enumerate(edges("lies", "tie", "partner", "community", "inside", "street", "point")):
        code = f"320106002{100 + i}"
        division(
            g,
            code,
            "community",
            name=f"社区 {edge}",
            period=at("community"),
            district=G[0],
            street="320106002",
            inside=at("inside"),
            lies=at("street"),
        )
        way = edge.split()[0]
        if way in ("always", "lies", "tie", "partner"):
            o = lies(g, body(g, f"社区党委 {edge}"), code, period=at("lies"))
            g.tie("CO_BUILDS", o, body(g, f"社区共建 {edge}", at("partner")), at("tie"))
        if way in ("always", "lies"):
            for kind in ("centre", "rest_station", "delivery_station"):
                p = g.node("ServicePoint", f"{kind} {edge}", kind=kind)
                lies(g, p, code, period=at("lies"))
    division(g, "320199001001", "community", name="无区社区", street="320199001")


def _activities(g: Graph) -> None:
    """Activities around the bounds of a period, their hosts and guests."""
    a = alliance(g, "活动联盟", code="HDLM")
    other = alliance(g, "另一联盟")
    hall = lies(g, body(g, "主办"), X[0])

    def held(name: str, day: date, under: Key = a, host: Key | None = hall) -> Key:
        c = g.node("Activity", name, (day, FOREVER))
        g.tie("UNDER", c, under, (day, FOREVER))
        if host:
            g.tie("HELD_BY", c, host, (day, FOREVER))
        return c

    guest = lies(g, body(g, "常客"), Q[0])
    wide = lies(g, body(g, "两区客"), Q[0], G[0])
    for day in (date(2021, 6, 29), date(2021, 6, 30), date(2021, 7, 1), date(2022, 6, 29), DAY, NEXT):
        c = held(f"活动 {day}", day)
        for who in (guest, wide):
            g.tie("ATTENDS", who, c, (day, FOREVER))
    on = date(2022, 3, 15)
    around = {
        "since_on": (on, FOREVER),
        "until_after": (EARLY, date(2022, 3, 16)),
        "until_on": (EARLY, on),
        "since_after": (date(2022, 3, 16), FOREVER),
    }
    for edge, period in around.items():
        host = lies(g, body(g, f"主办 {edge}"), G[0], period=period)
        c = held(f"主办地 {edge}", on, host=host)
        g.tie("ATTENDS", guest, c, (on, FOREVER))
        g.tie("ATTENDS", guest, c, (date(2022, 3, 16), FOREVER))
        moving = lies(g, body(g, f"客 {edge}"), X[0], period=period)
        g.tie("ATTENDS", moving, c, (on, FOREVER))
        member = lies(g, g.node("Enterprise", f"成员客 {edge}", kind="private"), Q[0])
        g.tie("MEMBER_OF", member, a, period)
        g.tie("ATTENDS", member, c, (on, FOREVER))
        stranger = lies(g, body(g, f"别盟客 {edge}"), Q[0])
        g.tie("MEMBER_OF", stranger, other)
        g.tie("ATTENDS", stranger, c, (on, FOREVER))
    nobody = held("无人参加", on)
    g.tie("ATTENDS", guest, held("无主办", on, host=None), (on, FOREVER))
    g.tie("HELD_BY", nobody, guest, (on, FOREVER))
    second = held("两家主办", on, under=other)
    g.tie("HELD_BY", second, lies(g, body(g, "同区主办"), X[0]), (on, FOREVER))
    g.tie("ATTENDS", wide, second, (on, FOREVER))


def _quiet(g: Graph) -> None:
    """Alliances whose last activity, founding or end lies around the bounds."""
    for last in (date(2021, 6, 29), date(2021, 6, 30), date(2021, 7, 1), date(2022, 6, 29), DAY, NEXT):
        a = alliance(g, f"静 {last}", (EARLY, FOREVER), kind="industry")
        for day in (date(2017, 6, 30), date(2019, 1, 1), last):
            c = g.node("Activity", f"静 {last} {day}", (day, FOREVER))
            g.tie("UNDER", c, a, (day, FOREVER))
        young = alliance(g, f"新 {last}", (last, FOREVER))
        over = alliance(g, f"终 {last}", (EARLY, last))
        for x in (young, over):
            g.tie("MEMBER_OF", body(g, f"成员 {x[1]}"), x)
    for edge, at in edges("member", "tie"):
        a = alliance(g, f"员 {edge}", (EARLY, FOREVER))
        m = body(g, f"员 {edge}", at("member"))
        for period in (at("tie"), (date(2017, 1, 1), FOREVER))[: 2 if edge == "always" else 1]:
            g.tie("MEMBER_OF", m, a, period)
        g.tie("MEMBER_OF", body(g, f"员二 {edge}"), a)


PARAMETERS: dict[str, list[dict[str, object]]] = {
    "alliances/streets_outside": [{}, {"kind": ""}, {"kind": "adjacent"}, {"kind": "industry"}],
    "alliances/attendance": [
        {},
        {"from": date(2022, 3, 15)},
        {"alliance": "另一联盟"},
        {"alliance": "HDLM", "from": date(2017, 1, 1)},
    ],
    "alliances/inactive_alliances": [{}, {"from": date(2017, 1, 1)}, {"from": date(2022, 12, 31)}],
    "alliances/co_building_pairs": [
        {},
        {"level": "street"},
        {"min_ties": 2},
        {"min_ties": 3, "level": "street"},
    ],
    "alliances/bridging_organizations": [
        {},
        {"min_districts": 1},
        {"min_districts": 3},
        {"district": "玄武区"},
        {"district": Q[0], "min_districts": 1},
    ],
    "alliances/agreements_past_end": [
        {},
        {"state": "lapsed"},
        {"state": "ended"},
        {"alliance": "协议联盟"},
        {"alliance": "XY", "state": "ended"},
    ],
    "alliances/adjacent_without_tie": [
        {},
        {"show": "every"},
        {"level": "district"},
        {"level": "district", "show": "every"},
        {"level": "community", "show": "every"},
    ],
    "alliances/communities_without_co_building": [
        {},
        {"by": "street"},
        {"district": "鼓楼区"},
        {"district": G[0], "by": "street"},
    ],
    "services/communities_without_service_point": [
        {},
        {"by": "street"},
        {"kind": "centre"},
        {"kind": "rest_station", "by": "street"},
    ],
    "services/service_points": [{}, {"by": "street"}, {"by": "community"}],
    "services/stations_without_rest": [{}, {"within": "street"}, {"min_workers": 2}, {"min_workers": 1}],
    "people/workers_by_station": [{}, {"district": "秦淮区"}, {"district": G[0]}],
    "people/workers_by_platform": [{}, {"district": "玄武区"}, {"district": G[0]}],
    "people/reporting_by_community": [
        {},
        {"by": "street"},
        {"by": "district"},
        {"district": "玄武区"},
        {"district": Q[0], "by": "street"},
    ],
    "people/reporting_by_unit": [{}, {"by": "street"}, {"by": "community"}, {"by": "kind"}],
    "people/floating_members": [{}, {"by": "street"}, {"by": "kind"}],
}

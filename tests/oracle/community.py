"""What communities have to spend, and what they are made to do although they are exempt from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .bodies import year_before
from .common import PRACTICES, Answers, Case, Rows, yes
from .country import Row, rows
from .duties import lists
from .tasks import inside, whistles
from .world import World

KINDS = {"budget": "工作经费", "service": "服务群众经费", "pooled": "统筹资金"}
SPENT = ("budget", "service")


def _communities(world: World, district: str = "", street: str = "") -> list[str]:
    country = whistles(world).country
    return [
        c for c in country.of_level("community")
        if country.rows[c].get("统计虚拟单元") not in ("是", "true")
        and inside(country, c, district) and inside(country, c, street)
    ]


def _latest(world: World) -> dict[str, Row]:
    """Each community's last statement of funds by the day."""
    found: dict[str, Row] = {}
    for row in rows(world, "社区名称", "经费日期", "工作经费"):
        before = found.get(row["社区名称"])
        at = terms.first_day(row["经费日期"])
        if at <= world.day and (before is None or terms.first_day(before["经费日期"]) < at):
            found[row["社区名称"]] = row
    return found


def _amount(row: Row | None, kind: str) -> float | None:
    """What a statement gives of a kind; None where it says nothing."""
    said = row[KINDS[kind]] if row else ""
    return float(said) if said else None


def _groups(world: World, by: str, district: str) -> list[tuple[str, str, list[str]]]:
    country, every = whistles(world).country, _communities(world, district)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for c in every:
        above = country.above(c, by)
        groups[above, country.name(above) or "未落位"].append(c)
    ordered = sorted(groups, key=lambda g: (g[0] == "", g))
    return [*((*g, groups[g]) for g in ordered), ("", "合计", every)]


def funds(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    latest = _latest(world)
    answer = []
    for code, label, there in _groups(world, by, district):
        said = {k: {c: a for c in there if (a := _amount(latest.get(c), k)) is not None} for k in SPENT}
        has = {k: {c for c, a in said[k].items() if a > 0} for k in SPENT}
        answer.append({
            "code": code, by: label, "communities": len(there), "budget_known": len(said["budget"]),
            "budget": len(has["budget"]), "service_known": len(said["service"]),
            "service": len(has["service"]), "both": len(has["budget"] & has["service"]),
        })
    return answer


def pooled_funds(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    latest = _latest(world)
    answer = []
    for code, label, there in _groups(world, by, district):
        stated = [latest[c][KINDS["pooled"]] for c in there if c in latest]
        amounts = [float(x) for x in stated if x]
        answer.append({
            "code": code, by: label, "communities": len(there), "recorded": len(amounts),
            "pooling": sum(a > 0 for a in amounts), "pooled": sum(amounts) if amounts else None,
            "largest": max(amounts, default=None),
        })
    return answer


def communities_without_funds(
    world: World, rules: Mapping[str, int], lacking: str = "any", district: str = "", street: str = ""
) -> Rows:
    latest, country = _latest(world), whistles(world).country
    answer = []
    for c in _communities(world, district, street):
        row = latest.get(c)
        said = {k: _amount(row, k) for k in SPENT}
        missing, unknown = ([k for k in SPENT if said[k] == a] for a in (0, None))
        if lacking in missing or (lacking == "any" and missing) or (lacking == "unrecorded" and unknown):
            answer.append({
                "community_code": c, "community": country.name(c),
                "street": country.name(country.above(c, "street")),
                "district": country.name(country.above(c, "district")),
                "funds_from": terms.first_day(row["经费日期"]) if row else None, "missing": missing,
                "unrecorded": unknown,
            })
    return answer


def forbidden_duties(
    world: World, rules: Mapping[str, int], from_: date | None = None, district: str = "", street: str = ""
) -> Rows:
    found, country, day = lists(world), whistles(world).country, world.day
    start = from_ or year_before(day)
    answer = []
    for c in _communities(world, district, street):
        freed = {s.duty: s.since for s in found.sides[c] if s.way == "freed" and s.holds(day)}
        bound = {s.duty for s in found.sides[c] if s.way == "has" and s.holds(day)}
        for duty, since in freed.items():
            given = [
                t for t in whistles(world).tasks.values() if duty in t.duties
                and any(
                    d.to == c and d.stands(day) and d.sent > start and d.sent >= since
                    for d in t.dispatches.values()
                )
            ]
            if duty in bound or given:
                answer.append({
                    "community_code": c, "community": country.name(c),
                    "district": country.name(country.above(c, "district")), "duty": found.duties[duty].name,
                    "exempt_since": since, "responsible": yes(duty in bound), "tasks": len(given),
                    "open": sum(t.until > day for t in given),
                })
    return sorted(answer, key=lambda r: (r["community_code"], r["duty"]))


ANSWERS: Answers = {
    "community/funds": funds,
    "community/pooled_funds": pooled_funds,
    "community/communities_without_funds": communities_without_funds,
    "community/forbidden_duties": forbidden_duties,
}

WITHOUT = "community/communities_without_funds"
CASES: tuple[Case, ...] = (
    Case("community/funds", samples=PRACTICES),
    Case("community/funds", {"by": "city"}, samples=PRACTICES),
    Case("community/funds", {"by": "street", "district": "昌江区"}, samples=PRACTICES),
    Case("community/funds", {"by": "province"}, samples=PRACTICES),
    Case("community/pooled_funds", samples=PRACTICES),
    Case("community/pooled_funds", {"by": "province"}, samples=PRACTICES),
    Case("community/pooled_funds", {"by": "street", "district": "220202"}, samples=PRACTICES),
    Case(WITHOUT, samples=PRACTICES),
    Case(WITHOUT, {"lacking": "service"}, samples=PRACTICES),
    Case(WITHOUT, {"lacking": "unrecorded", "district": "360203"}, samples=PRACTICES),
    Case(WITHOUT, {"lacking": "unrecorded", "district": "220203"}, samples=PRACTICES),
    Case("community/forbidden_duties", samples=PRACTICES),
    Case("community/forbidden_duties", {"district": "昌江区"}, samples=PRACTICES),
    Case("community/forbidden_duties", {"from": date(2020, 1, 1)}, samples=PRACTICES),
)

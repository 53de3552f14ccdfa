"""Temporary and functional organizations: their tasks, who is sent in, with whom they co-build."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from .common import PRACTICES, Answers, Case, Rows
from .posted import OVERLAYS, Body, body_districts, body_holds, in_force, labelled, passes, said
from .terms import FOREVER
from .together import in_order
from .world import World


def _overlays(world: World, district: str = "") -> list[Body]:
    """The temporary and functional organizations of the day, in a district if one is named."""
    return [
        b for b in said(world).bodies.values()
        if b.kind in OVERLAYS and b.span.holds(world.day)
        and (not district or any(passes(world, d, district) for d in body_districts(world, b.code)))
    ]


def _tasks(world: World, body: Body) -> list[str]:
    return [t for t, span in body.tasks.items() if span.holds(world.day)]


def _people(world: World) -> dict[str, set[str]]:
    """Who is posted to each organization."""
    found: dict[str, set[str]] = defaultdict(set)
    for p in in_force(world, said(world).postings):
        if p.body:
            found[p.body].add(p.person)
    return found


def _names(world: World, body: Body) -> list[str]:
    return [said(world).country.name(d) for d in body_districts(world, body.code)]


def beyond_task(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    tasks, people = said(world).tasks, _people(world)
    rows = []
    for body in _overlays(world, district):
        mine = sorted((tasks[t] for t in _tasks(world, body)), key=lambda t: (t.name, t.code))
        if mine and all(t.span.until <= world.day for t in mine):
            rows.append({
                "organization_id": body.code, "organization": body.name, "organization_kind": body.kind,
                "districts": _names(world, body), "tasks": [t.name for t in mine],
                "ended": max(t.span.until for t in mine), "people": len(people[body.code]),
            })
    return sorted(rows, key=lambda r: (r["ended"], r["organization"], r["organization_id"]))


def hosts(world: World, rules: Mapping[str, int], host: str = "", district: str = "") -> Rows:
    partners: dict[str, dict[str, bool]] = defaultdict(dict)
    for p in said(world).partners:
        if p.span.holds(world.day):
            for one, other in ((p.near, p.far), (p.far, p.near)):
                if body_holds(world, other):
                    partners[one][other] = partners[one].get(other, False) or p.paper
    rows = []
    for body in _overlays(world, district):
        here = set(body_districts(world, body.code))
        bodies = said(world).bodies
        local = {
            o: paper for o, paper in partners[body.code].items()
            if bodies[o].kind not in OVERLAYS and here & set(body_districts(world, o))
        }
        if (host == "found" and not local) or (host == "missing" and local):
            continue
        rows.append({
            "organization_id": body.code, "organization": body.name, "districts": _names(world, body),
            "hosts": len(local), "with_agreement": sum(local.values()),
            "others": len(partners[body.code]) - len(local),
            "host_names": [bodies[o].name for o in sorted(local, key=lambda o: (bodies[o].name, o))],
        })
    return sorted(rows, key=lambda r: (r["organization"], r["organization_id"]))


def organizations(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    tasks, people = said(world).tasks, _people(world)
    teams: dict[str, set[str]] = defaultdict(set)
    for team, body, span in said(world).teams:
        if span.holds(world.day):
            teams[body].add(team)
    groups: dict[str, list[Body]] = defaultdict(list)
    every = _overlays(world, district)
    for body in every:
        for task in _tasks(world, body) or [""]:
            groups[task].append(body)
    rows = []
    for task, bodies in [*sorted(groups.items(), key=lambda g: (g[0] == "", g[0])), ("合计", every)]:
        known = tasks.get(task)
        rows.append({
            "code": task if known else "", "task": known.name if known else task or "不详",
            "task_kind": known.kind if known else "",
            "over": known.span.until if known and known.span.until != FOREVER else None,
            "organizations": len(bodies), "functional": sum(b.kind == "functional" for b in bodies),
            "teams": len(set().union(*(teams[b.code] for b in bodies))),
            "people": len(set().union(*(people[b.code] for b in bodies))),
        })
    return rows


def sent_in(world: World, rules: Mapping[str, int], by: str = "district", district: str = "") -> Rows:
    found = said(world)
    inside = {p.person for p in in_force(world, {p for p in found.postings if p.kind == "sent_in"})
              if _lies(world, p.body, district)}  # fmt: skip
    ever = {
        p.person for p in found.postings
        if p.kind == "sent_in" and p.span.since <= world.day and found.persons[p.person].holds(world.day)
        and _lies(world, p.body, district)
    }
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for person in ever:
        home = found.homes.get(person, "")
        districts = body_districts(world, home) if home and body_holds(world, home) else []
        code = found.country.above(min(districts), by) if districts else ""
        groups[labelled(world, code)] += Counter(sent=1, inside=int(person in inside))
    total = sum(groups.values(), Counter())
    return [
        {"code": code, by: label, "sent": n["sent"], "inside": n["inside"]}
        for code, label, n in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", total)]
    ]


def _lies(world: World, body: str, district: str) -> bool:
    return not district or any(passes(world, d, district) for d in body_districts(world, body))


ANSWERS: Answers = {
    "temporary/beyond_task": beyond_task,
    "temporary/hosts": hosts,
    "temporary/organizations": organizations,
    "temporary/sent_in": sent_in,
}

CASES: tuple[Case, ...] = (
    Case("temporary/beyond_task", samples=PRACTICES),
    Case("temporary/beyond_task", {"district": "延庆区"}, samples=PRACTICES),
    Case("temporary/beyond_task", {"district": "130709"}, samples=PRACTICES),
    Case("temporary/hosts", samples=PRACTICES),
    Case("temporary/hosts", {"host": "found", "district": "崇礼区"}, samples=PRACTICES),
    Case("temporary/hosts", {"host": "missing", "district": "110119"}, samples=PRACTICES),
    Case("temporary/organizations", samples=PRACTICES),
    Case("temporary/organizations", {"district": "延庆区"}, samples=PRACTICES),
    Case("temporary/organizations", {"district": "130709"}, samples=PRACTICES),
    Case("temporary/sent_in", samples=PRACTICES),
    Case("temporary/sent_in", {"by": "city", "district": "延庆区"}, samples=PRACTICES),
    Case("temporary/sent_in", {"by": "province"}, samples=PRACTICES),
)

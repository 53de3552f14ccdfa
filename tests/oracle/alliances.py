"""Alliances, their members and areas, and what they leave out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from weakref import WeakKeyDictionary

from .bodies import year_before
from .common import Answers, Case, Rows, named, yes
from .records import Records
from .services import communities_left_out
from .things import Ref
from .together import (
    Agreement,
    built,
    divisions,
    group,
    holds,
    in_order,
    partners,
    places,
    together,
)
from .world import World


def cross_district(world: World, rules: Mapping[str, int], min_districts: int = 2) -> Rows:
    rows = []
    for a in world.alliances:
        members = {t.near for t in world.members_of(a)}
        districts = frozenset().union(*(world.districts(m) for m in members))
        if len(districts) < min_districts:
            continue
        areas = world.areas_of(a)
        within = world.units_within(areas)
        rows.append({
            "alliance_id": a.id, "alliance": a.name, "kind": a.kind, "areas": [area.name for area in areas],
            "district_count": len(districts), "districts": [world.name(d) for d in world.by_code(districts)],
            "members": len(members), "merchants": len(within) if areas else None,
            "staff": sum(s.staff or 0 for s in within) if areas else None,
            "conveners": sorted(world.name(c) for c in a.conveners if world.exists(c)), "founded": a.since,
        })
    rows.sort(
        key=lambda r: (-r["district_count"], r["merchants"] is None, -(r["merchants"] or 0), r["alliance_id"])
    )
    return rows


def members(world: World, rules: Mapping[str, int], alliance: str = "") -> Rows:
    rows = []
    for a in world.alliances:
        if alliance and alliance not in (a.code, a.name):
            continue
        rows += [
            {
                "alliance_id": a.id, "alliance": a.name, "member_type": t.near[0], "member_id": t.near[1],
                "member": world.name(t.near),
                "districts": [world.name(d) for d in world.by_code(world.districts(t.near))],
                "role": t.role, "joined": t.since, "left": t.until, "agreement": t.agreement,
            }
            for t in world.members_of(a)
        ]
    return sorted(rows, key=lambda r: (r["alliance_id"], r["member_type"], r["member_id"], r["joined"]))


def missing_districts(world: World, rules: Mapping[str, int], min_percent: float = 5) -> Rows:
    rows = []
    for a in world.alliances:
        present = frozenset().union(*(world.districts(t.near) for t in world.members_of(a)))
        for area in world.areas_of(a):
            within = world.units_within([area])
            share = Counter(s.district for s in within if s.district)
            rows += [
                {
                    "alliance_id": a.id, "alliance": a.name, "area": area.name,
                    "code": world.records.divisions[d].code, "district": world.name(d), "units": n,
                    "area_units": len(within),
                }
                for d, n in share.items()
                if n * 100 >= min_percent * len(within) and d not in present
            ]
    return sorted(rows, key=lambda r: (r["alliance_id"], r["area"], r["code"]))


def areas_without_alliance(world: World, rules: Mapping[str, int], min_percent: float = 5) -> Rows:
    coordinated = {area.ref for a in world.alliances for area in world.areas_of(a)}
    rows = []
    for area in world.areas:
        within = world.units_within([area])
        share = Counter(s.district for s in within if s.district)
        large = frozenset(d for d, n in share.items() if n * 100 >= min_percent * len(within))
        if area.ref not in coordinated and len(large) >= 2:
            rows.append({
                "area_id": area.id, "area": area.name, "kind": area.kind, "district_count": len(large),
                "districts": [world.name(d) for d in world.by_code(large)], "units": len(within),
                "staff": sum(s.staff or 0 for s in within),
            })
    return sorted(rows, key=lambda r: (-r["units"], r["area_id"]))


def streets_outside(world: World, rules: Mapping[str, int], kind: str = "joint_conference") -> Rows:
    taking: set[Ref] = set()
    for a in world.alliances:
        if kind in ("", a.kind):
            for t in world.members_of(a):
                taking |= places(world, t.near, "street")
    groups: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    every = divisions(world, "street")
    for street in every:
        groups[group(world, street, "district")].append(street)
    rows = []
    for code, label, there in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", every)]:
        out = [world.name(s) for s in there if s not in taking]
        rows.append({
            "code": code, "district": label, "streets": len(there), "outside": len(out), "street_names": out,
        })
    return rows


def attendance(
    world: World, rules: Mapping[str, int], alliance: str = "", from_: date | None = None
) -> Rows:
    since = from_ or year_before(world.day)
    came: dict[tuple[str, ...], list[tuple[int, bool]]] = defaultdict(list)
    for i, activity in enumerate(together(world).activities):
        a = world.records.alliances[activity.alliance]
        if not since <= activity.day <= world.day or alliance not in ("", a.name, a.code):
            continue
        then = _on(world, activity.day)
        hosts = {d for h in activity.hosts for d in _groups(then, h)} or {NOWHERE}
        for guest in activity.guests:
            member = any(
                t.tie.near == guest and t.tie.far == a.ref and t.tie.holds(activity.day)
                for t in together(world).memberships
            )
            for host in hosts:
                for home in _groups(then, guest) or {NOWHERE}:
                    came[(a.id, a.name, *host, *home)].append((i, member))
    rows = [
        {
            "alliance_id": key[0], "alliance": key[1], "host_code": key[2], "host_district": key[3],
            "guest_code": key[4], "guest_district": key[5], "activities": len({i for i, _ in who}),
            "attendances": len(who), "of_members": sum(member for _, member in who),
        }
        for key, who in came.items()
    ]
    return sorted(rows, key=lambda r: (
        r["alliance_id"], r["host_code"] == "", r["host_code"], r["guest_code"] == "", r["guest_code"]
    ))


NOWHERE = ("", "未落位")
_DAYS: WeakKeyDictionary[Records, dict[date, World]] = WeakKeyDictionary()


def _on(world: World, day: date) -> World:
    """How things stood on another day."""
    days = _DAYS.setdefault(world.records, {})
    if day not in days:
        days[day] = World(world.records, day)
    return days[day]


def _groups(world: World, ref: Ref) -> set[tuple[str, str]]:
    return {(world.records.divisions[d].code, world.name(d)) for d in world.districts(ref)}


def inactive_alliances(world: World, rules: Mapping[str, int], from_: date | None = None) -> Rows:
    start = from_ or year_before(world.day)
    rows = []
    for a in world.alliances:
        held = [x.day for x in together(world).activities if x.alliance == a.ref and x.day <= world.day]
        if a.since <= start and all(d <= start for d in held):
            rows.append({
                "alliance_id": a.id, "alliance": a.name, "kind": a.kind,
                "members": len({t.near for t in world.members_of(a)}), "activities": len(held),
                "last_activity": max(held, default=None), "founded": a.since,
            })
    never = date.min
    return sorted(rows, key=lambda r: (
        r["last_activity"] is not None, r["last_activity"] or never, r["alliance_id"]
    ))


def co_building_pairs(
    world: World, rules: Mapping[str, int], level: str = "district", min_ties: int = 1
) -> Rows:
    pairs: dict[tuple[Ref, ...], list[Agreement]] = defaultdict(list)
    for a in built(world):
        ends = places(world, a.tie.near, level), places(world, a.tie.far, level)
        for pair in {tuple(world.by_code(frozenset((d, e)))) for d in ends[0] for e in ends[1] if d != e}:
            pairs[pair].append(a)
    rows = []
    for (d, e), ties in pairs.items():
        if len(ties) < min_ties:
            continue
        rows.append({
            "code_a": world.records.divisions[d].code, "division_a": world.name(d),
            "code_b": world.records.divisions[e].code, "division_b": world.name(e), "ties": len(ties),
            "organizations": len({x for a in ties for x in (a.tie.near, a.tie.far)}),
            "with_agreement": sum(a.paper is not None for a in ties),
            "lapsed": sum(a.expires is not None and a.expires < world.day for a in ties),
        })
    return sorted(rows, key=lambda r: (-r["ties"], r["code_a"], r["code_b"]))


def bridging_organizations(
    world: World, rules: Mapping[str, int], min_districts: int = 2, district: str = ""
) -> Rows:
    rows = []
    for o, others in partners(world).items():
        own = world.districts(o)
        beyond = {p: world.districts(p) - own for p in others}
        far = frozenset().union(*beyond.values())
        if len(far) < min_districts:
            continue
        if district and not any(named(world, d, district) for d in own):
            continue
        rows.append({
            "organization_id": o[1], "organization": world.name(o),
            "kind": world.records.organizations[o].kind,
            "districts": [world.name(d) for d in world.by_code(own)], "other_districts": len(far),
            "others": [world.name(d) for d in world.by_code(far)],
            "partners": sum(bool(d) for d in beyond.values()),
        })
    return sorted(rows, key=lambda r: (-r["other_districts"], -r["partners"], r["organization_id"]))


def agreements_past_end(
    world: World, rules: Mapping[str, int], state: str = "", alliance: str = ""
) -> Rows:
    said = together(world)
    ends: dict[tuple[Ref, Ref], list[Agreement]] = defaultdict(list)
    for a in (*said.co_builds, *said.memberships):
        if a.tie.since <= world.day:
            ends[a.tie.near, a.tie.far].append(a)
    rows = []
    for (x, y), ties in ends.items():
        near, far = world.records.things[x], world.records.things[y]
        if alliance and (y[0] != "Alliance" or alliance not in (far.name, far.code)):
            continue
        over = min(max(a.tie.until for a in ties), near.until, far.until)
        in_force = any(a.tie.holds(world.day) and (a.expires or date.max) >= world.day for a in ties)
        for a in ties:
            if over <= world.day:
                what, listed = "ended", a.tie.until == max(b.tie.until for b in ties)
            else:
                what = "lapsed"
                listed = holds(world, a.tie) and not in_force and (a.expires or date.max) < world.day
            if listed and state in ("", what):
                rows.append({
                    "type": "MEMBER_OF" if y[0] == "Alliance" else "CO_BUILDS", "party_id": x[1],
                    "party": near.name, "other_id": y[1], "other": far.name, "agreement": a.paper,
                    "since": a.tie.since, "expires": a.expires, "ended": over if what == "ended" else None,
                    "state": what,
                })
    never = date.max
    rows.sort(key=lambda r: (
        r["expires"] or never, r["ended"] or never, r["type"], r["party_id"], r["other_id"], r["since"]
    ))
    return sorted(rows, key=lambda r: r["state"], reverse=True)


def adjacent_without_tie(
    world: World, rules: Mapping[str, int], level: str = "street", show: str = "without"
) -> Rows:
    joined = set()
    for a in built(world):
        for d in places(world, a.tie.near, level):
            joined |= {frozenset((d, e)) for e in places(world, a.tie.far, level)}
    allied = [
        set().union(*(places(world, t.near, level) for t in world.members_of(a))) for a in world.alliances
    ]
    there = set(divisions(world, level))
    rows = []
    for t in together(world).adjoin:
        if holds(world, t) and {t.near, t.far} <= there:
            a, b = world.by_code(frozenset((t.near, t.far)))
            built_here, allied_here = frozenset((a, b)) in joined, any({a, b} <= m for m in allied)
            if show == "every" or not (built_here or allied_here):
                rows.append({
                    "code_a": world.records.divisions[a].code, "division_a": world.name(a),
                    "code_b": world.records.divisions[b].code, "division_b": world.name(b),
                    "co_building": yes(built_here), "alliance": yes(allied_here),
                })
    return sorted(rows, key=lambda r: (r["code_a"], r["code_b"]))


def communities_without_co_building(
    world: World, rules: Mapping[str, int], by: str = "district", district: str = ""
) -> Rows:
    served = set()
    for o in partners(world):
        served |= places(world, o, "community")
    return communities_left_out(world, by, served, district)


ANSWERS: Answers = {
    "alliances/streets_outside": streets_outside,
    "alliances/attendance": attendance,
    "alliances/inactive_alliances": inactive_alliances,
    "alliances/co_building_pairs": co_building_pairs,
    "alliances/bridging_organizations": bridging_organizations,
    "alliances/agreements_past_end": agreements_past_end,
    "alliances/adjacent_without_tie": adjacent_without_tie,
    "alliances/communities_without_co_building": communities_without_co_building,
    "alliances/cross_district": cross_district,
    "alliances/members": members,
    "alliances/missing_districts": missing_districts,
    "alliances/areas_without_alliance": areas_without_alliance,
}

CASES = (
    Case("alliances/cross_district"),
    Case("alliances/cross_district", {"min_districts": 1}),
    Case("alliances/cross_district", {"min_districts": 3}),
    Case("alliances/members"),
    Case("alliances/members", {"alliance": "新街口商圈党建联席会"}),
    Case("alliances/members", {"alliance": "秦淮鼓楼毗邻党建"}),
    Case("alliances/missing_districts"),
    Case("alliances/missing_districts", {"min_percent": 1}),
    Case("alliances/missing_districts", {"min_percent": 10}),
    Case("alliances/missing_districts", {"min_percent": 25}, samples=("XS",)),  # exactly 1 of 4 units
    Case("alliances/areas_without_alliance"),
    Case("alliances/areas_without_alliance", {"min_percent": 1}),
    Case("alliances/areas_without_alliance", {"min_percent": 20}),
    Case("alliances/areas_without_alliance", {"min_percent": 25}, samples=("XS",)),  # exactly 1 of 4 units
    Case("alliances/streets_outside"),
    Case("alliances/streets_outside", {"kind": ""}),
    Case("alliances/streets_outside", {"kind": "adjacent"}),
    Case("alliances/attendance"),
    Case("alliances/attendance", {"alliance": "新街口商圈党建联席会"}),
    Case("alliances/attendance", {"from": date(2021, 6, 1)}),
    Case("alliances/inactive_alliances"),
    Case("alliances/inactive_alliances", {"from": date(2020, 12, 31)}),
    Case("alliances/inactive_alliances", {"from": date(2021, 6, 1)}),
    Case("alliances/co_building_pairs"),
    Case("alliances/co_building_pairs", {"level": "street"}),
    Case("alliances/co_building_pairs", {"min_ties": 2, "level": "district"}),
    Case("alliances/co_building_pairs", {"min_ties": 3, "level": "street"}, samples=("S",)),
    Case("alliances/bridging_organizations"),
    Case("alliances/bridging_organizations", {"min_districts": 1}),
    Case("alliances/bridging_organizations", {"district": "玄武区"}),
    Case("alliances/agreements_past_end"),
    Case("alliances/agreements_past_end", {"state": "lapsed"}),
    Case("alliances/agreements_past_end", {"alliance": "洪武路金融商圈党建联盟"}),
    Case("alliances/adjacent_without_tie"),
    Case("alliances/adjacent_without_tie", {"show": "every"}),
    Case("alliances/adjacent_without_tie", {"show": "every", "level": "district"}),
    Case("alliances/communities_without_co_building"),
    Case("alliances/communities_without_co_building", {"by": "street"}),
    Case("alliances/communities_without_co_building", {"by": "street", "district": "320104"}),
)

"""Alliances, their members and areas, and what they leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .common import Answers, Case, Rows
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


ANSWERS: Answers = {
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
)

"""Coverage: units, their classes and scope, buildings, work coverage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from .bodies import bodies, held, is_active, last_activity, lies, organizations, units_of, where
from .common import (
    CLASSES,
    HAS,
    HAS_NOT,
    WORK,
    Answers,
    Case,
    Rows,
    band,
    class_of,
    grouped,
    named,
    scope_of,
    yes,
)
from .terms import RANKS
from .things import Ref
from .world import Stand, World


def unit_classes(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    rows = []
    least = rules["R1.full_members"]
    for code, label, stands in grouped(world, by):
        inside = [(s, class_of(s, rules), scope_of(s, rules)) for s in stands if s.form]
        count = Counter(c for _, c, _ in inside)
        scope = [(s, c) for s, c, in_scope in inside if in_scope == "yes"]
        without = [s for s, c in scope if c in HAS_NOT]
        merchants = sum(s.unit.kind == "merchant" for s in stands)
        rows.append({
            "code": code, by: label, "units": len(inside),
            **{c: count[c] for c in CLASSES},
            "in_scope": len(scope),
            "in_scope_covered": sum(c in HAS for _, c in scope),
            "in_scope_without_organization": len(without),
            "of_which_work_covered": sum(bool(s.work) for s in without),
            "joint_due_size": sum(c == "joint" and (s.full or 0) >= least for s, c, _ in inside),
            "scope_unknown": sum(in_scope == "unknown" for _, _, in_scope in inside),
            "merchants": merchants,
            "outside_form": len(stands) - len(inside) - merchants,
        })
    return rows


def class_by_unit(world: World, rules: Mapping[str, int], class_: str = "", district: str = "") -> Rows:
    rows = []
    for s in world.stands:
        c = class_of(s, rules)
        if class_ in ("", c) and named(world, s.district, district):
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "class": c, "in_scope": scope_of(s, rules),
                "work_covered": yes(bool(s.work)) if c in HAS_NOT else "",
            })
    return sorted(rows, key=lambda r: r["unit_id"])


def due_not_set_up(
    world: World, rules: Mapping[str, int], district: str = "", street: str = "", limit: int = 1000
) -> Rows:
    due = [
        s for s in world.stands
        if class_of(s, rules) == "due"
        and named(world, s.district, district)
        and named(world, s.street, street)
    ]
    due.sort(key=lambda s: (-(s.full or 0), s.staff is None, -(s.staff or 0), s.unit.name, s.unit.id))
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
            "street": world.name(s.street), "building": world.name(s.building), "full_members": band(s.full),
            "staff": s.staff, "work_covered": yes(bool(s.work)),
        }
        for s in due[:limit]
    ]


def joint_branch_candidates(
    world: World, rules: Mapping[str, int], district: str = "", same_trade: str = "no", min_units: int = 2
) -> Rows:
    groups: dict[tuple[Ref, str], list[Stand]] = defaultdict(list)
    for s in world.stands:
        place = s.building or s.community
        if class_of(s, rules) != "few" or s.full not in (1, 2) or place is None:
            continue
        if same_trade == "yes" and not s.unit.industry:
            continue  # an unknown trade is like no other
        if named(world, s.district, district):
            groups[place, s.unit.industry if same_trade == "yes" else ""].append(s)
    rows = []
    for (place, industry), stands in groups.items():
        full = sum(s.full or 0 for s in stands)
        if len(stands) < min_units:
            continue
        rows.append({
            "place_kind": "building" if place[0] == "Building" else "community",
            "place_id": place[1], "place": world.name(place), "district": world.name(stands[0].district),
            "industry": industry, "units": len(stands), "full_members": full,
            "enough": yes(full >= rules["R1.full_members"]),
            "unit_names": [s.unit.name for s in sorted(stands, key=lambda s: (s.unit.name, s.unit.id))],
        })
    rows.sort(
        key=lambda r: (r["enough"] != "yes", -r["full_members"], -r["units"], r["place_id"], r["industry"])
    )
    return rows


def buildings(
    world: World, rules: Mapping[str, int], kind: str = "office", state: str = "", district: str = ""
) -> Rows:
    inside: dict[Ref, list[Stand]] = defaultdict(list)
    for s in world.stands:
        if s.building:
            inside[s.building].append(s)
    covered = {tie.far for tie in world.covers}
    instructed = world.instructed | {p.place for p in held(world, bodies(world).leads)}
    rows = []
    for b in world.records.buildings.values():
        if not b.exists(world.day) or kind not in ("", b.kind):
            continue
        where = next(iter(world.districts(b.ref)), None)
        stands = inside[b.ref]
        known = [s.full for s in stands if s.full is not None]
        full = sum(known) if known else None
        if b.ref in covered:
            found = "own"
        elif any(s.rank for s in stands):
            found = "tenants"
        else:
            found = "instructor" if b.ref in instructed else "nothing"
        listed = len(stands) >= rules["R17.units"] or (full or 0) >= rules["R17.full_members"]
        if state in ("", found) and named(world, where, district):
            rows.append({
                "building_id": b.id, "building": b.name, "kind": b.kind, "district": world.name(where),
                "units": len(stands), "full_members": band(full), "state": found,
                "listed": yes(found != "own" and listed),
            })
    return sorted(rows, key=lambda r: (r["listed"] != "yes", -r["units"], r["building_id"]))


def work_coverage(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    rows = []
    for code, label, stands in grouped(world, by):
        without = [s for s in stands if scope_of(s, rules) == "yes" and class_of(s, rules) in HAS_NOT]
        covered = sum(bool(s.work) for s in without)
        rows.append({
            "code": code, by: label, "without_organization": len(without), "covered": covered,
            **{w: sum(w in s.work for s in without) for w in WORK},
            "uncovered": len(without) - covered,
        })
    return rows


def effective_coverage(world: World, rules: Mapping[str, int]) -> Rows:
    covering: dict[Ref, set[Ref]] = defaultdict(set)
    units_covered = units_of(world)
    for o in organizations(world, *RANKS):
        for unit in units_covered[o]:
            covering[unit].add(o)
    rows = []
    for code, label, stands in grouped(world, "district"):
        inside = [s for s in stands if s.form]
        if not inside:
            continue
        bodies = set().union(*(covering[s.unit.ref] for s in inside))
        scope = [s for s in inside if scope_of(s, rules) == "yes"]
        rows.append({
            "code": code, "district": label, "organizations": len(bodies),
            "active": sum(is_active(world, o) for o in bodies), "in_scope": len(scope),
            "covered": sum(class_of(s, rules) in HAS for s in scope),
            "covered_by_active": sum(any(is_active(world, o) for o in covering[s.unit.ref]) for s in scope),
        })
    return rows


def silent_organizations(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    rows = []
    units_covered = units_of(world)
    for o in organizations(world, *RANKS):
        units = units_covered[o]
        if units and not is_active(world, o) and lies(world, o, district):
            rows.append({
                "organization_id": o[1], "organization": world.name(o),
                "kind": world.records.organizations[o].kind, "districts": where(world, o),
                "units": len(units), "last_activity": last_activity(world, o),
            })
    never = date(1, 1, 1)
    return sorted(
        rows, key=lambda r: (r["last_activity"] or never, -r["units"], r["organization_id"])
    )


def uncovered_units(
    world: World, rules: Mapping[str, int], district: str = "", street: str = "", limit: int = 1000
) -> Rows:
    found = [
        s for s in world.stands
        if scope_of(s, rules) == "yes" and class_of(s, rules) in HAS_NOT and not s.work
        and named(world, s.district, district) and named(world, s.street, street)
    ]
    found.sort(key=lambda s: (s.full is None, -(s.full or 0), -(s.staff or 0), s.unit.name, s.unit.id))
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
            "street": world.name(s.street), "building": world.name(s.building),
            "class": class_of(s, rules), "full_members": band(s.full), "staff": s.staff,
        }
        for s in found[:limit]
    ]


def joint_with_three(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    joint: dict[Ref, list[Ref]] = defaultdict(list)
    units_covered = units_of(world)
    for o in organizations(world, "joint_branch"):
        for unit in units_covered[o]:
            joint[unit].append(o)
    found = [
        s for s in world.stands
        if class_of(s, rules) == "joint" and (s.full or 0) >= rules["R1.full_members"]
        and named(world, s.district, district)
    ]
    found.sort(key=lambda s: (-(s.full or 0), s.staff is None, -(s.staff or 0), s.unit.name, s.unit.id))
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
            "street": world.name(s.street),
            "joint_branches": sorted(world.name(o) for o in joint[s.unit.ref]),
            "full_members": band(s.full), "staff": s.staff,
        }
        for s in found
    ]


def areas_without_organization(world: World, rules: Mapping[str, int], kind: str = "") -> Rows:
    covered = {tie.far for tie in world.covers}
    rows = []
    for area in world.areas:
        if area.ref in covered or kind not in ("", area.kind):
            continue
        within = world.units_within([area])
        known = [s.full for s in within if s.full is not None]
        enough = len(within) >= rules["R17.units"] or sum(known) >= rules["R17.full_members"]
        districts = frozenset(s.district for s in within if s.district)
        rows.append({
            "area_id": area.id, "area": area.name, "kind": area.kind,
            "districts": [world.name(d) for d in world.by_code(districts)], "units": len(within),
            "full_members": band(sum(known) if known else None), "listed": yes(enough),
        })
    return sorted(rows, key=lambda r: (r["listed"] != "yes", -r["units"], r["area_id"]))


ANSWERS: Answers = {
    "coverage/unit_classes": unit_classes,
    "coverage/class_by_unit": class_by_unit,
    "coverage/due_not_set_up": due_not_set_up,
    "coverage/joint_branch_candidates": joint_branch_candidates,
    "coverage/buildings": buildings,
    "coverage/work_coverage": work_coverage,
    "coverage/effective_coverage": effective_coverage,
    "coverage/silent_organizations": silent_organizations,
    "coverage/uncovered_units": uncovered_units,
    "coverage/joint_with_three": joint_with_three,
    "coverage/areas_without_organization": areas_without_organization,
}

CASES = (
    Case("coverage/unit_classes"),
    Case("coverage/unit_classes", {"by": "street"}, {"R1.full_members": 2}),
    Case("coverage/unit_classes", {"by": "industry"}, {"R16.staff": 20, "R16.social_staff": 10}),
    Case("coverage/unit_classes", {"by": "kind"}),
    Case("coverage/unit_classes", {"by": "city"}),
    Case("coverage/unit_classes", {"by": "community"}),
    Case("coverage/unit_classes", {"by": "size"}),
    Case("coverage/class_by_unit"),
    Case("coverage/class_by_unit", {"class": "due"}),
    Case("coverage/class_by_unit", {"district": "320104"}, {"R1.full_members": 2, "R16.staff": 20}),
    Case("coverage/due_not_set_up"),
    Case("coverage/due_not_set_up", {"district": "玄武区", "limit": 2}),
    Case("coverage/due_not_set_up", {"street": "320102003"}, {"R1.full_members": 2}),
    Case("coverage/joint_branch_candidates"),
    Case("coverage/joint_branch_candidates", {"same_trade": "yes"}),
    Case("coverage/joint_branch_candidates", {"district": "玄武区", "min_units": 2}, {"R1.full_members": 2}),
    Case("coverage/buildings"),
    Case("coverage/buildings", {"kind": "", "state": "tenants"}),
    Case("coverage/buildings", {"kind": "", "district": "玄武区"}, {"R17.units": 3, "R17.full_members": 40}),
    Case("coverage/work_coverage"),
    Case("coverage/work_coverage", {"by": "street"}),
    Case("coverage/work_coverage", {}, {"R16.staff": 1, "R16.social_staff": 1}),
    *(Case("coverage/work_coverage", {"by": by}) for by in ("city", "community", "kind", "industry", "size")),
    Case("coverage/effective_coverage"),
    Case("coverage/effective_coverage", {}, {"R16.staff": 1, "R16.social_staff": 1}),
    Case("coverage/effective_coverage", {}, {"R16.staff": 50, "R16.social_staff": 12}),
    Case("coverage/silent_organizations"),
    Case("coverage/silent_organizations", {"district": "玄武区"}),
    Case("coverage/silent_organizations", {"district": "320102"}),
    Case("coverage/uncovered_units"),
    Case("coverage/uncovered_units", {"district": "鼓楼区", "limit": 2}, {"R1.full_members": 2}),
    Case("coverage/uncovered_units", {"street": "320102003"}, {"R16.staff": 4, "R16.social_staff": 4}),
    Case("coverage/joint_with_three"),
    Case("coverage/joint_with_three", {"district": "秦淮区"}),
    Case("coverage/joint_with_three", {"district": "320104"}, {"R1.full_members": 2}),
    Case("coverage/areas_without_organization"),
    Case("coverage/areas_without_organization", {"kind": "park"}),
    Case("coverage/areas_without_organization", {}, {"R17.units": 3, "R17.full_members": 20}),
)

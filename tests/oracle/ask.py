"""The questions, answered by counting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .records import Records
from .things import Ref
from .world import Stand, World

Rows = list[dict[str, Any]]

RULES = {
    "R1.full_members": 3,
    "R16.staff": 10,
    "R16.social_staff": 30,
    "R17.units": 10,
    "R17.full_members": 3,
}
"""The thresholds the questions use, each inclusive. Override with ``rules={"R1.full_members": 4}``."""

_CLASSES = (
    "own_committee", "own_general_branch", "own_branch", "joint", "due", "few", "none", "not_surveyed",
)
_HAS = frozenset(_CLASSES[:4])
_HAS_NOT = frozenset(("due", "few", "none"))
_WORK = ("instructor", "liaison", "trade_union", "youth_league")

COLUMNS: dict[str, tuple[str, ...]] = {
    "coverage/unit_classes": (
        "code", "<by>", "units", *_CLASSES, "in_scope", "in_scope_covered", "in_scope_without_organization",
        "of_which_work_covered", "joint_due_size", "scope_unknown", "merchants", "outside_form",
    ),
    "coverage/class_by_unit": ("unit_id", "unit_name", "class", "in_scope", "work_covered"),
    "coverage/due_not_set_up": (
        "unit_id", "unit_name", "district", "street", "building", "full_members", "staff", "work_covered",
    ),
    "coverage/joint_branch_candidates": (
        "place_kind", "place_id", "place", "district", "industry", "units", "full_members", "enough",
        "unit_names",
    ),
    "coverage/buildings": (
        "building_id", "building", "kind", "district", "units", "full_members", "state", "listed",
    ),
    "coverage/work_coverage": ("code", "<by>", "without_organization", "covered", *_WORK, "uncovered"),
    "alliances/cross_district": (
        "alliance_id", "alliance", "kind", "areas", "district_count", "districts", "members", "merchants",
        "staff", "conveners", "founded",
    ),
    "alliances/members": (
        "alliance_id", "alliance", "member_type", "member_id", "member", "districts", "role", "joined",
        "left", "agreement",
    ),
    "alliances/missing_districts": (
        "alliance_id", "alliance", "area", "code", "district", "units", "area_units",
    ),
    "alliances/areas_without_alliance": (
        "area_id", "area", "kind", "district_count", "districts", "units", "staff",
    ),
}
"""The columns of each answer, in order; ``<by>`` stands for what the rows are by."""


class Oracle:
    """Answers from the files of a directory."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._worlds: dict[date, World] = {}

    @classmethod
    def load(cls, directory: str | Path, roster: bool = True) -> Oracle:
        """Read a directory; without ``roster`` the sheet of in-service members is left aside."""
        return cls(Records(Path(directory), roster))

    def world(self, as_of: date | None = None) -> World:
        """How things stand on a day, today by default."""
        day = as_of or date.today()
        if day not in self._worlds:
            self._worlds[day] = World(self.records, day)
        return self._worlds[day]

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        rules: Mapping[str, int] | None = None,
        **params: Any,
    ) -> Rows:
        """The rows of an answer, columns in order. TypeError for an unknown parameter or rule."""
        unknown = set(rules or ()) - set(RULES)
        if unknown:
            raise TypeError(f"no such rule: {sorted(unknown)}")
        if "class" in params:  # no name for a parameter in Python
            params["class_"] = params.pop("class")
        rows = _QUESTIONS[question](self.world(as_of), {**RULES, **(rules or {})}, **params)
        columns = tuple(params.get("by", "district") if c == "<by>" else c for c in COLUMNS[question])
        for row in rows:
            if tuple(row) != columns:
                raise AssertionError(f"{question}: {tuple(row)} is not {columns}")
        return rows


# -- what every question needs ------------------------------------------------------------------------


def _class(s: Stand, rules: Mapping[str, int]) -> str:
    if not s.form:
        return "not_in_form"
    if s.rank:
        return {4: "own_committee", 3: "own_general_branch", 2: "own_branch", 1: "joint"}[s.rank]
    if not s.counted:
        return "not_surveyed"
    if s.full is not None and s.full >= rules["R1.full_members"]:
        return "due"
    return "few" if (s.members or 0) >= 1 else "none"


def _scope(s: Stand, rules: Mapping[str, int]) -> str:
    if not s.form:
        return ""
    if s.staff is None or _class(s, rules) == "not_surveyed":
        return "unknown"
    return _yes(s.staff >= rules["R16.staff" if s.form == "27" else "R16.social_staff"])


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _band(full: int | None) -> str:
    if full is None:
        return ""
    return "0" if full == 0 else "1-2" if full <= 2 else "3+"


def _named(world: World, ref: Ref | None, wanted: str) -> bool:
    """Whether a filter (a name or a code, blank for all) lets a division pass."""
    if not wanted:
        return True
    if ref is None:
        return False
    division = world.records.divisions[ref]
    return wanted in (division.code, division.name)


def _grouped(world: World, by: str) -> list[tuple[str, str, list[Stand]]]:
    """Code, label and units of each group by code, then those without one, then all."""
    groups: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for s in world.stands:
        if by in ("district", "street"):
            ref = s.district if by == "district" else s.street
            key = (world.records.divisions[ref].code, world.name(ref)) if ref else ("", "未落位")
        else:
            code = {"kind": s.unit.kind or "", "industry": s.unit.industry}[by]
            key = (code, code or "不详")
        groups[key].append(s)
    rows = [(code, label, stands) for (code, label), stands in groups.items()]
    rows.sort(key=lambda row: (row[0] == "", row[0], row[1]))
    return [*rows, ("", "合计", world.stands)]


# -- coverage -----------------------------------------------------------------------------------------


def unit_classes(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    rows = []
    least = rules["R1.full_members"]
    for code, label, stands in _grouped(world, by):
        inside = [(s, _class(s, rules), _scope(s, rules)) for s in stands if s.form]
        count = Counter(c for _, c, _ in inside)
        scope = [(s, c) for s, c, in_scope in inside if in_scope == "yes"]
        without = [s for s, c in scope if c in _HAS_NOT]
        merchants = sum(s.unit.kind == "merchant" for s in stands)
        rows.append({
            "code": code, by: label, "units": len(inside),
            **{c: count[c] for c in _CLASSES},
            "in_scope": len(scope),
            "in_scope_covered": sum(c in _HAS for _, c in scope),
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
        c = _class(s, rules)
        if class_ in ("", c) and _named(world, s.district, district):
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "class": c, "in_scope": _scope(s, rules),
                "work_covered": _yes(bool(s.work)) if c in _HAS_NOT else "",
            })
    return sorted(rows, key=lambda r: r["unit_id"])


def due_not_set_up(
    world: World, rules: Mapping[str, int], district: str = "", street: str = "", limit: int = 1000
) -> Rows:
    due = [
        s for s in world.stands
        if _class(s, rules) == "due"
        and _named(world, s.district, district)
        and _named(world, s.street, street)
    ]
    due.sort(key=lambda s: (-(s.full or 0), s.staff is None, -(s.staff or 0), s.unit.name, s.unit.id))
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
            "street": world.name(s.street), "building": world.name(s.building), "full_members": _band(s.full),
            "staff": s.staff, "work_covered": _yes(bool(s.work)),
        }
        for s in due[:limit]
    ]


def joint_branch_candidates(
    world: World, rules: Mapping[str, int], district: str = "", same_trade: str = "no", min_units: int = 2
) -> Rows:
    groups: dict[tuple[Ref, str], list[Stand]] = defaultdict(list)
    for s in world.stands:
        place = s.building or s.community
        if _class(s, rules) != "few" or s.full not in (1, 2) or place is None:
            continue
        if same_trade == "yes" and not s.unit.industry:
            continue  # an unknown trade is like no other
        if _named(world, s.district, district):
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
            "enough": _yes(full >= rules["R1.full_members"]),
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
            found = "instructor" if b.ref in world.instructed else "nothing"
        listed = len(stands) >= rules["R17.units"] or (full or 0) >= rules["R17.full_members"]
        if state in ("", found) and _named(world, where, district):
            rows.append({
                "building_id": b.id, "building": b.name, "kind": b.kind, "district": world.name(where),
                "units": len(stands), "full_members": _band(full), "state": found,
                "listed": _yes(found != "own" and listed),
            })
    return sorted(rows, key=lambda r: (r["listed"] != "yes", -r["units"], r["building_id"]))


def work_coverage(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    rows = []
    for code, label, stands in _grouped(world, by):
        without = [s for s in stands if _scope(s, rules) == "yes" and _class(s, rules) in _HAS_NOT]
        covered = sum(bool(s.work) for s in without)
        rows.append({
            "code": code, by: label, "without_organization": len(without), "covered": covered,
            **{w: sum(w in s.work for s in without) for w in _WORK},
            "uncovered": len(without) - covered,
        })
    return rows


# -- alliances ----------------------------------------------------------------------------------------


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


_QUESTIONS: dict[str, Callable[..., Rows]] = {
    "coverage/unit_classes": unit_classes,
    "coverage/class_by_unit": class_by_unit,
    "coverage/due_not_set_up": due_not_set_up,
    "coverage/joint_branch_candidates": joint_branch_candidates,
    "coverage/buildings": buildings,
    "coverage/work_coverage": work_coverage,
    "alliances/cross_district": cross_district,
    "alliances/members": members,
    "alliances/missing_districts": missing_districts,
    "alliances/areas_without_alliance": areas_without_alliance,
}

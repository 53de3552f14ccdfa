"""Organizations: terms, sizes, instructors, posts, depth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from .bodies import (
    Post,
    affiliated,
    back,
    bodies,
    held,
    lies,
    members,
    organizations,
    superiors,
    term,
    units_of,
    where,
)
from .common import Answers, Case, Rows, yes
from .terms import RANKS
from .things import Ref
from .world import World

UNIT = ("Enterprise", "Institution")
NEVER_ELECTED = ("working_committee", "temporary", "functional", "department")
COMMITTEES = ("committee", "quarter_committee", "territorial_committee")
BRANCHES = ("general_branch", "branch", "joint_branch")
OVERLAYS = ("temporary", "functional")


def _of(world: World, o: Ref) -> dict[str, object]:
    """The columns that every list of organizations begins with."""
    return {
        "organization_id": o[1], "organization": world.name(o), "kind": _kind(world, o),
        "districts": where(world, o),
    }


def _kind(world: World, o: Ref) -> str | None:
    return world.records.organizations[o].kind


def _term_rule(world: World, o: Ref) -> str:
    """Which of the rule's terms an organization has."""
    kind, place = _kind(world, o), world.records.organizations[o].place
    division = world.records.divisions.get(place) if place else None
    in_community = division is not None and division.level == "community" and division.exists(world.day)
    if kind == "community_organization" or in_community:
        return "R7.community"
    if kind in COMMITTEES or (kind not in BRANCHES and world.name(o).endswith("党委")):
        return "R7.committee"
    return "R7.branch"


def elections_overdue(world: World, rules: Mapping[str, int], district: str = "", state: str = "") -> Rows:
    rows = []
    for o in organizations(world):
        if _kind(world, o) in NEVER_ELECTED or not lies(world, o, district):
            continue
        t, years = term(world, o), rules[_term_rule(world, o)]
        if t is None:
            found = "unknown"
        elif t.appointed or t.since >= back(world.day, years, -6):
            continue
        elif t.since >= back(world.day, years):
            found = "due_soon"
        else:
            within = t.since >= back(world.day, years + rules["R7.extension"])
            prolonged = t.extended is not None and t.extended >= world.day and within
            found = "extended" if prolonged else "overdue"
        if state in ("", found):
            rows.append({
                **_of(world, o), "elected": t.since if t else None, "extended": t.extended if t else None,
                "state": found,
            })
    order = ["overdue", "extended", "due_soon", "unknown"]
    rows.sort(key=lambda r: (order.index(r["state"]), r["elected"] or date.max, r["organization_id"]))
    return rows


def joint_branches_over_limit(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    rows = []
    units_covered = units_of(world)
    for o in organizations(world, "joint_branch"):
        units = units_covered[o]
        if len(units) > rules["R2.units"] and lies(world, o, district):
            rows.append({
                "organization_id": o[1], "organization": world.name(o), "districts": where(world, o),
                "units": len(units), "unit_names": sorted(world.name(u) for u in units),
            })
    return sorted(rows, key=lambda r: (-r["units"], r["organization_id"]))


def committees_due(world: World, rules: Mapping[str, int], district: str = "", step: str = "") -> Rows:
    rows = []
    for o in organizations(world, *BRANCHES):
        some, full = members(world, o)
        if some is None or not lies(world, o, district):
            continue
        branch, t = _kind(world, o) != "general_branch", term(world, o)
        seats = t.seats if t else None
        steps = []
        if branch and some > rules["R3.members"]:
            steps.append("split")
        if some >= rules["R5.members"]:
            steps.append("committee")
        elif branch and some >= rules["R4.members"]:
            steps.append("general_branch")
        if branch and (full or 0) >= rules["R6.full_members"] and (seats or 0) < rules["R6.least"]:
            steps.append("branch_committee")
        rows += [
            {**_of(world, o), "step": s, "members": some, "full_members": full, "seats": seats}
            for s in steps if step in ("", s)
        ]
    return sorted(rows, key=lambda r: (r["step"], -r["members"], r["organization_id"]))


def branches_by_size(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    groups: dict[str, list[tuple[str | None, int]]] = defaultdict(list)
    for o in organizations(world, "branch", "joint_branch"):
        if lies(world, o, district):
            some = members(world, o)[0]
            groups[_size(some)].append((_kind(world, o), some or 0))
    return [
        {
            "size": size, "branches": sum(k == "branch" for k, _ in found),
            "joint_branches": sum(k == "joint_branch" for k, _ in found),
            "members": sum(n for _, n in found),
        }
        for size, found in sorted(groups.items(), key=lambda x: (x[0] == "", x[0]))
    ]


def _size(some: int | None) -> str:
    if some is None:
        return ""
    bands = ((2, "00-02"), (6, "03-06"), (19, "07-19"), (50, "20-50"))
    return next((band for most, band in bands if some <= most), "51+")


def instructors(world: World, rules: Mapping[str, int], district: str = "", at_least: int = 1) -> Rows:
    seen: dict[Ref, set[Ref]] = defaultdict(set)
    for tie in world.instructs:
        seen[tie.near].add(tie.far)
    without = {s.unit.ref for s in world.stands if not s.rank}
    rows = []
    for o, objects in seen.items():
        units = [x for x in objects if x[0] in UNIT]
        if len(objects) >= at_least and lies(world, o, district):
            rows.append({
                **_of(world, o), "units": len(units),
                "without_organization": sum(u in without for u in units),
                "buildings": len(objects) - len(units),
            })
    return sorted(rows, key=lambda r: (-r["units"] - r["buildings"], r["organization_id"]))


def instructor_load(world: World, rules: Mapping[str, int], district: str = "", of: str = "all") -> Rows:
    seen: dict[str, set[Ref]] = defaultdict(set)
    for p in held(world, bodies(world).leads):
        building = p.place[0] == "Building"
        if of in ("all", "buildings" if building else "units") and lies(world, p.place, district):
            seen[p.person].add(p.place)
    load = Counter(len(objects) for objects in seen.values())
    return [{"served": n, "instructors": load[n]} for n in sorted(load)]


def _posts(world: World, post: str) -> list[Post]:
    return [p for p in held(world, bodies(world).posts) if post in ("", p.post)]


def posts(world: World, rules: Mapping[str, int], district: str = "", post: str = "") -> Rows:
    groups: dict[tuple[str, str, str], list[Post]] = defaultdict(list)
    for p in _posts(world, post):
        if lies(world, p.place, district):
            kind = (_kind(world, p.place) or "") if p.place[0] == "Organization" else ""
            groups[p.post or "", p.place[0], kind].append(p)
    return [
        {
            "post": what, "place_type": type_, "kind": kind, "places": len({p.place for p in found}),
            "people": len({p.person for p in found}),
        }
        for (what, type_, kind), found in sorted(groups.items())
    ]


def concurrent_posts(world: World, rules: Mapping[str, int], post: str = "", at_least: int = 2) -> Rows:
    seen: dict[str, set[Ref]] = defaultdict(set)
    for p in _posts(world, post):
        seen[p.person].add(p.place)
    count = Counter(len(places) for places in seen.values())
    return [{"places": n, "people": count[n]} for n in sorted(count) if n >= at_least]


def concurrent_members(
    world: World, rules: Mapping[str, int], district: str = "", kind: str = "", at_most: int = 1000
) -> Rows:
    people: dict[Ref, set[str]] = defaultdict(set)
    for p in _posts(world, "concurrent_member"):
        people[p.place].add(p.person)
    rows = []
    for o in organizations(world):
        host = _kind(world, o) in ("community_organization", "quarter_committee", "working_committee")
        if (host or people[o]) and len(people[o]) <= at_most and kind in ("", _kind(world, o)):
            works = set().union(*(world.records.persons[p].works_at for p in people[o]))
            rows.append({
                **_of(world, o), "concurrent_members": len(people[o]),
                "units": sum(world.exists(u) for u in works),
            })
    rows = [r for r in rows if lies(world, ("Organization", r["organization_id"]), district)]
    return sorted(rows, key=lambda r: (-r["concurrent_members"], r["organization_id"]))


def without_secretary(world: World, rules: Mapping[str, int], district: str = "", kind: str = "") -> Rows:
    has: dict[str | None, set[Ref]] = defaultdict(set)
    for p in _posts(world, ""):
        has[p.post].add(p.place)
    rows = []
    units_covered = units_of(world)
    for o in organizations(world, *RANKS):
        units = units_covered[o]
        if units and o not in has["secretary"] and kind in ("", _kind(world, o)) and lies(world, o, district):
            rows.append({
                **_of(world, o), "units": len(units), "deputy": yes(o in has["deputy_secretary"])
            })
    return sorted(rows, key=lambda r: (-r["units"], r["organization_id"]))


def by_kind(
    world: World, rules: Mapping[str, int], by: str = "organization_kind", district: str = ""
) -> Rows:
    groups: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    every = [o for o in organizations(world) if lies(world, o, district)]
    for o in every:
        if by == "district":
            found = world.by_code(world.districts(o))
            keys = [(world.records.divisions[d].code, world.name(d)) for d in found] or [("", "未落位")]
        else:
            keys = [(_kind(world, o) or "", _kind(world, o) or "不详")]
        for key in keys:
            groups[key].append(o)
    rows = []
    whole = [*sorted(groups.items(), key=lambda g: (g[0][0] == "", g[0])), (("", "合计"), every)]
    for (code, label), bodies_ in whole:
        formal = [o for o in bodies_ if _kind(world, o) not in OVERLAYS]
        people = [p for o in formal for p in affiliated(world, o)]
        rows.append({
            "code": code, by: label, "organizations": len(bodies_), "overlays": len(bodies_) - len(formal),
            "members": len(people), "full_members": sum(p.full for p in people),
        })
    return rows


def by_depth(world: World, rules: Mapping[str, int], kind: str = "") -> Rows:
    above = superiors(world)
    below = set(above.values())
    count: Counter[tuple[int | None, str]] = Counter()
    for o in organizations(world):
        depth, step, seen = 0, o, {o}
        while step in above and above[step] not in seen:
            depth, step = depth + 1, above[step]
            seen.add(step)
        if step not in above and depth <= 8 and kind in ("", _kind(world, o)):
            count[depth if depth or o in below else None, _kind(world, o) or ""] += 1
    keys = sorted(count, key=lambda k: (k[0] is None, k[0] or 0, k[1]))
    return [{"depth": d, "kind": k, "organizations": count[d, k]} for d, k in keys]


ANSWERS: Answers = {
    "organizations/elections_overdue": elections_overdue,
    "organizations/joint_branches_over_limit": joint_branches_over_limit,
    "organizations/committees_due": committees_due,
    "organizations/branches_by_size": branches_by_size,
    "organizations/instructors": instructors,
    "organizations/instructor_load": instructor_load,
    "organizations/posts": posts,
    "organizations/concurrent_posts": concurrent_posts,
    "organizations/concurrent_members": concurrent_members,
    "organizations/without_secretary": without_secretary,
    "organizations/by_kind": by_kind,
    "organizations/by_depth": by_depth,
}

CASES: tuple[Case, ...] = (
    Case("organizations/elections_overdue"),
    Case("organizations/elections_overdue", {"state": "unknown"}, {"R7.branch": 2}),
    Case("organizations/elections_overdue", {"district": "秦淮区"}, {"R7.extension": 0}),
    Case("organizations/elections_overdue", {"district": "320102"}, {"R7.community": 4, "R7.committee": 4}),
    *(
        Case("organizations/elections_overdue", {"state": state}, samples=("S",))
        for state in ("overdue", "extended", "due_soon")
    ),
    Case("organizations/joint_branches_over_limit", {}, {"R2.units": 1}),
    Case("organizations/joint_branches_over_limit", {"district": "秦淮区"}, {"R2.units": 1}),
    Case("organizations/joint_branches_over_limit", {"district": "320104"}, {"R2.units": 0}),
    Case("organizations/joint_branches_over_limit", samples=("S",)),
    Case("organizations/committees_due"),
    Case("organizations/committees_due", {"step": "branch_committee"}, {"R6.full_members": 3}),
    Case("organizations/committees_due", {"district": "玄武区"}, {"R3.members": 20, "R4.members": 51}),
    Case("organizations/committees_due", {"step": "committee"}, {"R5.members": 20, "R6.least": 1}),
    Case("organizations/branches_by_size"),
    Case("organizations/branches_by_size", {"district": "秦淮区"}),
    Case("organizations/branches_by_size", {"district": "320102"}),
    Case("organizations/instructors"),
    Case("organizations/instructors", {"district": "玄武区"}),
    Case("organizations/instructors", {"district": "320106", "at_least": 1}),
    Case("organizations/instructors", {"at_least": 3}, samples=("S",)),
    Case("organizations/instructor_load"),
    Case("organizations/instructor_load", {"of": "units"}),
    Case("organizations/instructor_load", {"of": "buildings", "district": "鼓楼区"}),
    Case("organizations/posts"),
    Case("organizations/posts", {"post": "secretary"}),
    Case("organizations/posts", {"district": "玄武区"}),
    Case("organizations/concurrent_posts"),
    Case("organizations/concurrent_posts", {"at_least": 1}),
    Case("organizations/concurrent_posts", {"post": "concurrent_member", "at_least": 1}),
    Case("organizations/concurrent_members"),
    Case("organizations/concurrent_members", {"kind": "community_organization"}),
    Case("organizations/concurrent_members", {"district": "鼓楼区", "at_most": 2}),
    Case("organizations/without_secretary"),
    Case("organizations/without_secretary", {"kind": "general_branch"}),
    Case("organizations/without_secretary", {"district": "320104"}),
    Case("organizations/by_kind"),
    Case("organizations/by_kind", {"by": "district"}),
    Case("organizations/by_kind", {"district": "玄武区"}),
    Case("organizations/by_kind", {"by": "district", "district": "320104"}),
    Case("organizations/by_depth"),
    Case("organizations/by_depth", {"kind": "branch"}),
    Case("organizations/by_depth", {"kind": "community_organization"}),
)

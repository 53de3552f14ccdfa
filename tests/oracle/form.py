"""What the annual tables 27 and 30 are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from .bodies import bodies, held, units_of
from .common import Answers, Case, Rows, class_of, yes
from .things import Ref
from .together import together
from .world import Stand, World

DIMENSIONS = ("form", "class", "enough", "instructor", "kind", "control", "size", "legal")


def _listed(world: World, level: str) -> Iterator[tuple[Stand, tuple[str, str, str]]]:
    """The units of the tables, each with the code, id and name of its division."""
    for s in world.stands:
        ref = s.street if level == "street" else s.district
        if level == "whole":
            yield s, ("", "whole", "合计")
        elif s.form:
            code = world.records.divisions[ref].code if ref else ""
            yield s, (code, ref[1], world.name(ref)) if ref else ("", "", "未落位")


def _size(staff: int | None) -> str:
    if staff is None:
        return ""
    bands = ((100, "100+"), (50, "050-099"), (10, "010-049"), (0, "000-009"))
    return next(band for least, band in bands if staff >= least)


def _legal(world: World) -> dict[Ref, str]:
    """Of the units with a legal representative who is a member: whether that member is secretary too."""
    covered, posts = units_of(world), held(world, bodies(world).posts)
    runs: dict[Ref, set[str]] = defaultdict(set)
    for p in posts:
        if p.post == "secretary":
            for unit in covered.get(p.place, ()):
                runs[unit].add(p.person)
    found: dict[Ref, str] = {}
    for p in posts:
        if p.post == "legal_representative" and p.place[0] in ("Enterprise", "Institution"):
            both = p.person in runs[p.place] or found.get(p.place) == "secretary"
            found[p.place] = "secretary" if both else "member"
    return found


def figures(world: World, rules: Mapping[str, int], level: str = "district") -> Rows:
    legal = _legal(world)
    groups: dict[tuple[str, ...], list[Stand]] = defaultdict(list)
    for s, division in _listed(world, level):
        groups[
            *division, s.form, class_of(s, rules), yes((s.full or 0) >= rules["R1.full_members"]),
            yes("instructor" in s.work), s.unit.kind or "", s.unit.control, _size(s.staff),
            legal.get(s.unit.ref, ""),
        ].append(s)
    return [
        {
            "code": code, "division": name, **dict(zip(DIMENSIONS, values, strict=True)),
            "units": len(stands), "staff": sum(s.staff or 0 for s in stands),
            "members": sum(s.members or 0 for s in stands),
            "staff_unknown": sum(s.staff is None for s in stands),
        }
        for (code, _, name, *values), stands in sorted(groups.items(), key=lambda g: (not g[0][0], g[0]))
    ]


def joint_branches(world: World, rules: Mapping[str, int], level: str = "district") -> Rows:
    legal, listed = _legal(world), {s.unit.ref: (s, d) for s, d in _listed(world, level)}
    groups: Counter[tuple[str, ...]] = Counter()
    for o, covered in units_of(world).items():
        if world.records.organizations[o].kind == "joint_branch":
            for unit in covered & listed.keys():
                s, (code, id_, _) = listed[unit]
                sort = s.unit.kind or "", s.unit.control, _size(s.staff), legal.get(unit, "")
                groups[code, id_, s.form, o[1], *sort] += 1
    names = {d[1]: d[2] for _, d in listed.values()}
    return [
        {
            "code": code, "division": names[id_], "form": form, "branch_id": o,
            "branch": world.name(("Organization", o)), "kind": kind, "control": control, "size": size,
            "legal": post, "units": n,
        }
        for (code, id_, form, o, kind, control, size, post), n in sorted(
            groups.items(), key=lambda g: (not g[0][0], g[0])
        )
    ]


def persons(world: World, rules: Mapping[str, int], level: str = "district") -> Rows:
    said, covered, roster = together(world), units_of(world), world.records.persons
    listed = {s.unit.ref: (s.form, d) for s, d in _listed(world, level) if s.form}
    groups: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for p in held(world, bodies(world).leads):
        if p.place in listed:
            form, division = listed[p.place]
            groups[*division, form]["instructors"].add(p.person)
    for person, p in roster.items():
        for unit in p.works_at & listed.keys() if p.since <= world.day else ():
            form, division = listed[unit]
            groups[*division, form]["members"].add(person)
            home = said.affiliated.get(person)
            if home is None or unit not in covered.get(home, ()):
                groups[*division, form]["not_transferred"].add(person)
    columns = ("instructors", "members", "not_transferred")
    return [
        {"code": code, "division": name, "form": form, **{c: len(found[c]) for c in columns}}
        for (code, _, name, form), found in sorted(groups.items(), key=lambda g: (not g[0][0], g[0]))
    ]


ANSWERS: Answers = {
    "form/figures": figures,
    "form/joint_branches": joint_branches,
    "form/persons": persons,
}

CASES = (
    Case("form/figures"),
    Case("form/figures", {"level": "street"}),
    Case("form/figures", {}, {"R1.full_members": 2}),
    Case("form/joint_branches"),
    Case("form/joint_branches", {"level": "street"}),
    Case("form/joint_branches", {"level": "district"}),
    Case("form/persons"),
    Case("form/persons", {"level": "street"}),
    Case("form/persons", {"level": "whole"}),
)

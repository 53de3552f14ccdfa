"""Residential compounds: their sides, who has organized there, what was deliberated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from . import terms
from .common import PRACTICES, Answers, Case, Rows
from .country import holds, in_force, rows
from .spots import Spot, grouped, key, label, lies, spots
from .world import World

SIDES = {"居委会": "residents", "业委会": "owners", "物业企业": "property"}


def _there(world: World) -> dict[str, dict[str, dict[str, str]]]:
    """By compound and side, the units that manage it on the day: code to name."""
    known = spots(world)
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: {s: {} for s in SIDES.values()})
    stated = rows(world, "小区编号", "治理方", "治理角色")
    for row in in_force(stated, world.day, "治理起始日期", "治理截止日期"):
        unit = known.units[row["治理方代码"]]
        if unit.exists(world.day) and known.compounds[row["小区编号"]].exists(world.day):
            found[row["小区编号"]][SIDES[row["治理角色"]]][unit.code] = unit.name
    return found


def _together(world: World, compound: str, units: set[str]) -> bool:
    """Whether all the units are members of one alliance that coordinates the compound."""
    stated = [r for r in rows(world, "红色物业联席会", "治理方") if r["红色物业联席会"]]
    for alliance in {r["联席会编号"] for r in stated if r["小区编号"] == compound}:
        of = [r for r in stated if r["联席会编号"] == alliance and holds(r, world.day, "联席会成立日期")]
        members = {r["治理方代码"] for r in in_force(of, world.day, "加入联席会日期", "退出联席会日期")}
        if of and units and units <= members:
            return True
    return False


def missing_sides(
    world: World, rules: Mapping[str, int], district: str = "", street: str = "", state: str = "either",
    limit: int = 1000,
) -> Rows:  # fmt: skip
    there = _there(world)
    found = []
    for code, c in spots(world).compounds.items():
        if c.kind != "住宅小区" or not c.exists(world.day):
            continue
        if not (lies(world, c.place, district) and lies(world, c.place, street, "street")):
            continue
        sides = there[code]
        missing = sorted(s for s, units in sides.items() if not units)
        linked = _together(world, code, {u for units in sides.values() for u in units})
        wanted = {
            "every": True, "missing": bool(missing), "unlinked": not missing and not linked,
            "either": bool(missing) or not linked,
        }
        if wanted[state]:
            names = {s: [n for n, _ in sorted((n, u) for u, n in sides[s].items())] for s in sides}
            found.append({
                "compound_id": code, "compound": c.name, "district": label(world, c.place, "district"),
                "street": label(world, c.place, "street"), "missing": missing,
                "linked": "yes" if linked else "no", **names,
            })
    return sorted(found, key=lambda r: (-len(r["missing"]), r["linked"], r["compound_id"]))[:limit]


def _covered(world: World) -> set[str]:
    """The codes of what an organization covers on the day."""
    named = "党组织名称", "覆盖单位代码"
    found = in_force(rows(world, *named), world.day, "成立日期", "撤销日期")
    return {r["覆盖单位代码"] for r in in_force(found, world.day, "覆盖起始日期", "覆盖截止日期")}


def companies_without_organization(
    world: World, rules: Mapping[str, int], district: str = "", which: str = "some"
) -> Rows:
    known, covered = spots(world), _covered(world)
    managed: dict[str, list[Spot]] = defaultdict(list)
    for code, sides in _there(world).items():
        if lies(world, known.compounds[code].place, district):
            for unit in sides["property"]:
                managed[unit].append(known.compounds[code])
    found = []
    for unit, compounds in managed.items():
        out = sorted((c.name, c.code) for c in compounds if c.code not in covered)
        if which == "every" or len(out) == len(compounds) or (which == "some" and out):
            found.append({
                "unit_id": unit, "unit_name": known.units[unit].name,
                "organization": "yes" if unit in covered else "no", "compounds": len(compounds),
                "without": len(out), "compound_names": [n for n, _ in out],
            })
    return sorted(found, key=lambda r: (-r["without"], -r["compounds"], r["unit_id"]))


def deliberated_matters(
    world: World, rules: Mapping[str, int], since: str = "2017-01-01", by: str = "street", district: str = ""
) -> Rows:
    known, pairs = spots(world), []
    for row in rows(world, "议事会", "议题", "议事日期"):
        raised = terms.first_day(row["提出日期"])
        if (row["议题类型"], row["议事会类型"]) != ("议事事项", "议事协商会"):
            continue
        if not terms.first_day(str(since)) <= raised <= world.day:
            continue
        place = row["议题涉及处代码"]
        if row["议题涉及处类型"] == "楼宇":
            compound = known.compounds[place]
            place = compound.place if compound.exists(world.day) else ""
        if lies(world, place, district):
            pairs.append((key(world, place, by), row))
    found = []
    for code, name, matters in grouped(pairs):
        open_ = [m for m in matters if terms.day_after(m["议题办结日期"]) > world.day]
        late = [m for m in open_ if m["办理时限"] and terms.first_day(m["办理时限"]) < world.day]
        found.append({
            "code": code, by: name, "matters": len(matters), "settled": len(matters) - len(open_),
            "open": len(open_), "overdue": len(late),
        })
    return found


ANSWERS: Answers = {
    "compounds/missing_sides": missing_sides,
    "compounds/companies_without_organization": companies_without_organization,
    "compounds/deliberated_matters": deliberated_matters,
}

_ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("missing_sides", {}),
    ("missing_sides", {"state": "unlinked"}),
    ("missing_sides", {"district": "江夏区", "state": "missing"}),
    ("missing_sides", {"street": "420114902", "state": "every"}),
    ("missing_sides", {"district": "420114", "limit": 7}),
    ("companies_without_organization", {}),
    ("companies_without_organization", {"which": "all"}),
    ("companies_without_organization", {"which": "every", "district": "420114"}),
    ("deliberated_matters", {}),
    ("deliberated_matters", {"by": "district", "since": "2021-03-01"}),
    ("deliberated_matters", {"by": "community", "district": "江夏区"}),
    ("deliberated_matters", {"by": "street", "district": "420114"}),
)
CASES = tuple(Case(f"compounds/{question}", params, samples=PRACTICES) for question, params in _ASKED)

"""Persons, counted: reporting, floating members, delivery workers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from .bodies import units_of
from .common import Answers, Case, Rows, band
from .things import Ref
from .together import Worker, group, holds, in_order, places, together
from .world import Stand, World


def lies_in(world: World, ref: Ref, wanted: str) -> bool:
    """Whether a filter by district (name or code, blank for all) lets a thing pass."""
    there = [world.records.divisions[d] for d in world.districts(ref)]
    return not wanted or any(wanted in (d.name, d.code) for d in there)


def _district(world: World, ref: Ref) -> str:
    return "".join(map(world.name, world.districts(ref)))


def _at_work(world: World) -> list[Worker]:
    return [w for w in together(world).workers if w.since <= world.day]


def based(world: World) -> dict[Ref, list[Worker]]:
    """The workers of each station in use on the day."""
    found: dict[Ref, list[Worker]] = defaultdict(list)
    for w in _at_work(world):
        if w.station and world.exists(w.station):
            found[w.station].append(w)
    return found


def _reports(world: World, to: Ref | None) -> bool:
    return to is not None and world.exists(to)


def workers_by_station(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    rows = []
    for station, workers in based(world).items():
        if lies_in(world, station, district):
            jobs = Counter(w.occupation for w in workers)
            rows.append({
                "station_id": station[1], "station": world.name(station),
                "district": _district(world, station),
                "street": "".join(map(world.name, places(world, station, "street"))), "workers": len(workers),
                "couriers": jobs["courier"], "riders": jobs["rider"], "drivers": jobs["driver"],
                "members": band(sum(w.member for w in workers)),
                "reporting": band(sum(_reports(world, w.reports) for w in workers)),
            })
    return sorted(rows, key=lambda r: (-r["workers"], r["station_id"]))


def workers_by_platform(world: World, rules: Mapping[str, int], district: str = "") -> Rows:
    employed: dict[Ref, list[Worker]] = defaultdict(list)
    for w in _at_work(world):
        if w.platform:
            employed[w.platform].append(w)
    rows = []
    for s in world.stands:
        if s.unit.kind == "platform" and lies_in(world, s.unit.ref, district):
            workers = employed[s.unit.ref]
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
                "workers": len(workers),
                "stations": len({w.station for w in workers if w.station and world.exists(w.station)}),
                "members": band(sum(w.member for w in workers)),
                "reporting": band(sum(_reports(world, w.reports) for w in workers)),
                "organization": str(s.rank),
            })
    return sorted(rows, key=lambda r: (-r["workers"], r["unit_id"]))


def reporting_by_community(
    world: World, rules: Mapping[str, int], by: str = "community", district: str = ""
) -> Rows:
    said, persons = together(world), world.records.persons
    here: dict[Ref, Counter[str]] = defaultdict(Counter)
    for person, community in said.reports.items():
        if persons[person].since <= world.day:
            here[community]["members"] += 1
    for w in _at_work(world):
        if w.reports:
            here[w.reports]["workers"] += 1
    for _, community in {(t.near, t.far) for t in said.bodies_report if holds(world, t)}:
        here[community]["organizations"] += 1
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for ref, d in world.records.divisions.items():
        key = group(world, ref, by)
        if d.exists(world.day) and lies_in(world, ref, district) and (key[0] or here[ref]):
            groups[key] += here[ref]
            groups[key] += Counter()  # a group without anyone stays
    total = sum(groups.values(), Counter())
    return [
        {
            "code": code, by: label, "members": n["members"], "workers": n["workers"],
            "organizations": n["organizations"],
        }
        for code, label, n in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", total)]
    ]


def _by_unit(world: World, by: str, counted: Iterable[tuple[Stand, Counter[str]]]) -> Rows:
    """The sums of counts by group of their units, and of all."""
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s, n in counted:
        kind = (s.unit.kind or "", s.unit.kind or "不详")
        groups[kind if by == "kind" else group(world, getattr(s, by), by)] += n
    total = sum(groups.values(), Counter())
    return [
        {"code": code, by: label, **n}
        for code, label, n in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", total)]
    ]


def _rostered(world: World) -> dict[Ref, list[str]]:
    """Who works where on the day."""
    found: dict[Ref, list[str]] = defaultdict(list)
    for person, p in world.records.persons.items():
        if p.since <= world.day:
            for unit in p.works_at:
                found[unit].append(person)
    return found


def reporting_by_unit(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    said, staff = together(world), _rostered(world)
    reporting = {t.near for t in said.bodies_report if holds(world, t)}
    organized = {u for o, units in units_of(world).items() if o in reporting for u in units}
    counted = []
    for s in world.stands:
        if people := staff[s.unit.ref]:
            counted.append((s, Counter({
                "units": 1, "units_reporting": int(s.unit.ref in organized), "members": len(people),
                "reporting": sum(_reports(world, said.reports.get(p)) for p in people),
            })))
    names = ("units", "units_reporting", "members", "reporting")
    return _with(_by_unit(world, by, counted), by, names)


def floating_members(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    said, staff, covered = together(world), _rostered(world), units_of(world)
    counted = []
    for s in world.stands:
        n: Counter[str] = Counter()
        for person in staff[s.unit.ref]:
            body = said.affiliated.get(person)
            known = body is not None and world.exists(body)
            where = "unknown" if not known else "at_home" if s.unit.ref in covered[body] else "floating"
            n += Counter({"members": 1, where: 1})
        if n:
            counted.append((s, n))
    return _with(_by_unit(world, by, counted), by, ("members", "at_home", "floating", "unknown"))


def _with(rows: Rows, by: str, names: tuple[str, ...]) -> Rows:
    """Rows with all their columns; what was never counted is 0."""
    return [{"code": r["code"], by: r[by], **{n: r.get(n, 0) for n in names}} for r in rows]


ANSWERS: Answers = {
    "people/workers_by_station": workers_by_station,
    "people/workers_by_platform": workers_by_platform,
    "people/reporting_by_community": reporting_by_community,
    "people/reporting_by_unit": reporting_by_unit,
    "people/floating_members": floating_members,
}

CASES: tuple[Case, ...] = (
    Case("people/workers_by_station"),
    Case("people/workers_by_station", {"district": "玄武区"}),
    Case("people/workers_by_station", {"district": "320104"}),
    Case("people/workers_by_platform"),
    Case("people/workers_by_platform", {"district": "鼓楼区"}),
    Case("people/workers_by_platform", {"district": "320106"}),
    Case("people/reporting_by_community"),
    Case("people/reporting_by_community", {"by": "street", "district": "秦淮区"}),
    Case("people/reporting_by_community", {"by": "district"}),
    Case("people/reporting_by_unit"),
    Case("people/reporting_by_unit", {"by": "street"}),
    Case("people/reporting_by_unit", {"by": "community"}),
    Case("people/reporting_by_unit", {"by": "kind"}),
    Case("people/floating_members"),
    Case("people/floating_members", {"by": "street"}),
    Case("people/floating_members", {"by": "kind"}),
)

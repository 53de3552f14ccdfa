"""Service points, and the communities and stations without one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from .common import Answers, Case, Rows
from .people import based, lies_in
from .things import Ref
from .together import divisions, group, in_order, places
from .world import World

REST = ("centre", "rest_station")
STATED = (*REST, "delivery_station", "unknown")


def _points(world: World, *kinds: str) -> list[Ref]:
    return [
        ref for ref, p in world.records.points.items()
        if p.exists(world.day) and (not kinds or p.kind in kinds)
    ]


def communities_left_out(world: World, by: str, served: set[Ref], district: str = "") -> Rows:
    """By group, how many communities there are, how many are not ``served``, and which."""
    groups: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    every = [c for c in divisions(world, "community") if lies_in(world, c, district)]
    for c in every:
        groups[group(world, c, by)].append(c)
    rows = []
    for code, label, there in [*((*g, groups[g]) for g in in_order(groups)), ("", "合计", every)]:
        out = [world.name(c) for c in there if c not in served]
        rows.append({
            "code": code, by: label, "communities": len(there), "without": len(out), "community_names": out,
        })
    return rows


def communities_without_service_point(
    world: World, rules: Mapping[str, int], by: str = "district", kind: str = ""
) -> Rows:
    served = set()
    for p in _points(world, *([kind] if kind else [])):
        served |= places(world, p, "community")
    return communities_left_out(world, by, served)


def service_points(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for p in _points(world):
        kind = world.records.points[p].kind or "unknown"
        for key in (group(world, world.records.points[p].place, by), ("", "合计")):
            groups[key][kind] += 1
    order = [*in_order({g: 0 for g in groups if g[1] != "合计"}), ("", "合计")]
    return [
        {
            "code": code, by: label, "points": sum(groups[code, label].values()),
            "centres": groups[code, label]["centre"], "rest_stations": groups[code, label]["rest_station"],
            "delivery_stations": groups[code, label]["delivery_station"],
            "other_kinds": sum(n for kind, n in groups[code, label].items() if kind not in STATED),
            "unknown_kind": groups[code, label]["unknown"],
        }
        for code, label in order
    ]


def stations_without_rest(
    world: World, rules: Mapping[str, int], within: str = "community", min_workers: int = 0
) -> Rows:
    served = set().union(*(places(world, p, within) for p in _points(world, *REST)))
    rows = []
    for s in _points(world, "delivery_station"):
        at = places(world, s, within)
        if not at & served and len(based(world)[s]) >= min_workers:
            rows.append({
                "station_id": s[1], "station": world.name(s),
                "district": "".join(map(world.name, world.districts(s))),
                "place": "".join(map(world.name, at)), "workers": len(based(world)[s]),
            })
    return sorted(rows, key=lambda r: (-r["workers"], r["station_id"]))


ANSWERS: Answers = {
    "services/communities_without_service_point": communities_without_service_point,
    "services/service_points": service_points,
    "services/stations_without_rest": stations_without_rest,
}

CASES: tuple[Case, ...] = (
    Case("services/communities_without_service_point"),
    Case("services/communities_without_service_point", {"by": "street", "kind": "centre"}),
    Case("services/communities_without_service_point", {"kind": "rest_station"}),
    Case("services/communities_without_service_point", {"kind": "delivery_station"}),
    Case("services/service_points"),
    Case("services/service_points", {"by": "street"}),
    Case("services/service_points", {"by": "community"}),
    Case("services/stations_without_rest"),
    Case("services/stations_without_rest", {"min_workers": 10}),
    Case("services/stations_without_rest", {"min_workers": 5, "within": "community"}),
    Case("services/stations_without_rest", {"within": "street"}, samples=("XS",)),
)

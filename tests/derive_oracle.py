"""The definitions of what is derived, read out plainly for one date: slow, obvious, without frames.

An independent reading of the same definitions as ``lianjian.derive``; nothing is shared with it but
the code lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely import Point, from_wkt

from lianjian.model import CODES, OWN_RANKS
from worlds import Key, Link, Nodes

LEVELS = [c.code for c in CODES["level"]]
FORMS = {c.code: c.form for c in CODES["unit_kind"]}
UNITS = ("Enterprise", "Institution")


@dataclass
class Day:
    """A graph on one date."""

    nodes: Nodes
    ties: list[Link]
    on: date

    def exists(self, key: Key) -> bool:
        return key in self.nodes and self.nodes[key]["since"] <= self.on < self.nodes[key]["until"]

    def held(self, name: str) -> Iterator[tuple[Key, Key, date]]:
        """Near end, far end and first date of every tie that holds."""
        for kind, near, far, since, until in self.ties:
            if kind == name and since <= self.on < until and self.exists(near) and self.exists(far):
                yield near, far, max(since, self.nodes[near]["since"], self.nodes[far]["since"])

    def out(self, name: str, near: Key) -> list[tuple[Key, date]]:
        return [(far, since) for n, far, since in self.held(name) if n == near]

    def latest(self, name: str, near: Key) -> Key | None:
        ties = sorted(self.out(name, near))
        return max(ties, key=lambda t: t[1])[0] if ties else None

    def narrow(self, place: Key) -> int:
        return LEVELS.index(self.nodes[place]["level"]) if place[0] == "Division" else len(LEVELS)

    def above(self, place: Key | None, level: str) -> str | None:
        """The id of the nearest division of the level among a place and what it lies in."""
        seen = set()
        while place is not None and place not in seen and self.narrow(place) >= LEVELS.index(level):
            if self.narrow(place) == LEVELS.index(level):
                return place[1]
            seen.add(place)
            place = self.latest("PART_OF", place) if place[0] == "Division" else self.place(place)
        return None

    def place(self, thing: Key) -> Key | None:
        ties = sorted(self.out("LOCATED_IN", thing))
        return max(ties, key=lambda t: (self.narrow(t[0]), t[1]))[0] if ties else None

    def counts(self, unit: Key) -> list[Key]:
        """The counts of a unit, by date."""
        keys = {n for kind, n, far, _, _ in self.ties if kind == "COUNTS" and far == unit and n in self.nodes}
        return sorted(keys, key=lambda k: (self.nodes[k]["since"], k))

    def met(self, count: Key) -> list[Key]:
        ends = [far for kind, near, far, _, _ in self.ties if kind == "SURVEYED_AT" and near == count]
        return [p for p in ends if p in self.nodes]

    def address(self, unit: Key) -> Key | None:
        own = self.place(unit)
        dates = sorted({self.nodes[c]["since"] for c in self.counts(unit) if self.met(c)})
        if own is not None or not dates:
            return own
        at = max((d for d in dates if d <= self.on), default=dates[0])
        met = [p for c in self.counts(unit) if self.nodes[c]["since"] == at for p in self.met(c)]
        return max(sorted(p for p in met if self.exists(p)), key=self.narrow, default=None)

    def divisions(self, thing: Key, level: str, seen: frozenset[Key] = frozenset()) -> set[str]:
        """The divisions of a level that a thing lies in."""
        if thing[0] in UNITS:
            found = self.above(self.address(thing), level)
        elif thing[0] == "Division":
            found = self.above(thing, level)
        elif thing[0] == "BusinessDistrict":
            found = None
        elif thing[0] != "Organization" or self.place(thing) is not None:
            found = self.above(self.place(thing), level)
        else:
            covered = {d for far, _ in self.out("COVERS", thing) for d in self.divisions(far, level)}
            superior = self.latest("SUPERIOR", thing)
            if covered or superior is None or superior in seen:
                return covered
            return self.divisions(superior, level, seen | {thing})
        return set() if found is None else {found}

    def within(self, thing: Key) -> set[str]:
        told = {far[1] for far, _ in self.out("IN_AREA", thing)}
        if told:
            return told
        if thing[0] in UNITS:
            at = self.address(thing)
            return self.within(at) if at is not None and at[0] == "Building" else set()
        here = self.nodes[thing]
        if here["lon"] is None or here["lat"] is None:
            return set()
        shapes = {
            k[1]: from_wkt(v["polygon"], on_invalid="ignore") for k, v in self.nodes.items()
            if k[0] == "BusinessDistrict" and self.exists(k)
        }
        return {k for k, s in shapes.items() if s is not None and s.contains(Point(here["lon"], here["lat"]))}

    def standing(self, unit: Key) -> dict[str, Any]:
        now = self.nodes[unit]
        passed = [c for c in self.counts(unit) if self.nodes[c]["since"] <= self.on]
        nothing = {"staff": None, "members": None, "full_members": None, "work": []}
        count = self.nodes[passed[-1]] if passed else nothing
        roster = {m for m, u, _ in self.held("WORKS_AT") if u == unit}
        members, full = count["members"], count["full_members"]
        counted = True
        if full is not None:
            members = full if members is None else members
        elif members == 0:
            full = 0
        elif roster:
            members = len(roster)
            full = sum(self.nodes[m]["status"] == "full" for m in roster)
        elif members is None:
            counted = False
        at = self.address(unit)
        sent = any(u == unit for _, u, _ in self.held("INSTRUCTS"))
        kinds = [self.nodes[o]["kind"] for o, u, _ in self.held("COVERS") if u == unit]
        return {
            "unit": unit[1], "form": FORMS.get(now["kind"], ""), "kind": now["kind"] or "",
            "industry": now["industry"] or "",
            **{level: self.above(at, level) or "" for level in ("district", "street", "community")},
            "building": at[1] if at is not None and at[0] == "Building" else "",
            "rank": max((OWN_RANKS.get(k, 0) for k in kinds), default=0), "counted": counted,
            "staff": count["staff"], "members": members, "full_members": full,
            "instructor": sent or "instructor" in count["work"],
            **{w: w in count["work"] for w in ("liaison", "trade_union", "youth_league")},
        }

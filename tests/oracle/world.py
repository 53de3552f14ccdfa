"""How things stand on one day, walked from the records one thing at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from . import terms
from .geometry import contains
from .records import Records
from .things import Alliance, Area, Person, Ref, Survey, Tie, Unit


@dataclass
class Stand:
    """How a unit stands on the day. Divisions, buildings are None where there is none."""

    unit: Unit
    building: Ref | None
    community: Ref | None
    street: Ref | None
    district: Ref | None
    rank: int
    counted: bool
    staff: int | None
    members: int | None
    full: int | None
    work: frozenset[str]
    areas: frozenset[Ref]

    @property
    def form(self) -> str:
        return terms.FORMS.get(self.unit.kind or "", "")


class World:
    """What holds on a day. A tie holds while its own period runs and both its ends exist."""

    def __init__(self, records: Records, day: date) -> None:
        self.records, self.day = records, day
        self.covers = self._holding(records.covers)
        self.instructs = self._holding(records.instructs)
        self.in_area = self._holding(records.in_area)
        self.member_of = self._holding(records.member_of)
        self.areas = [a for a in records.areas.values() if a.exists(day)]
        self.alliances = [a for a in records.alliances.values() if a.exists(day)]
        self._districts: dict[Ref, frozenset[Ref]] = {}
        self._covered: dict[Ref, list[Ref]] = defaultdict(list)
        self._covering: dict[Ref, list[Ref]] = defaultdict(list)
        for tie in self.covers:
            self._covered[tie.near].append(tie.far)
            self._covering[tie.far].append(tie.near)
        self.instructed = {tie.far for tie in self.instructs}
        self._areas_by_tie: dict[Ref, set[Ref]] = defaultdict(set)
        for tie in self.in_area:
            self._areas_by_tie[tie.near].add(tie.far)
        self._workers: dict[Ref, list[Person]] = defaultdict(list)
        for person in records.persons.values():
            if person.since <= day:
                for unit in person.works_at:
                    self._workers[unit].append(person)

    @cached_property
    def stands(self) -> list[Stand]:
        """How every unit that exists stands."""
        return [self._stand(u) for u in self.records.units.values() if u.exists(self.day)]

    @cached_property
    def _building_areas(self) -> dict[Ref, frozenset[Ref]]:
        found = (b for b in self.records.buildings.values() if b.exists(self.day))
        return {b.ref: self._areas_of_building(b.ref) for b in found}

    # -- things and ties --------------------------------------------------------------------------

    def exists(self, ref: Ref) -> bool:
        return self.records.things[ref].exists(self.day)

    def name(self, ref: Ref | None) -> str:
        return self.records.things[ref].name if ref else ""

    def _holding(self, ties: list[Tie]) -> list[Tie]:
        return [t for t in ties if t.holds(self.day) and self.exists(t.near) and self.exists(t.far)]

    # -- places -----------------------------------------------------------------------------------

    def above(self, place: Ref | None, level: str) -> Ref | None:
        """The nearest division of a level at or above a place."""
        return self._at_level(place, level)

    def _at_level(self, place: Ref | None, level: str) -> Ref | None:
        """The nearest division of a level at or above a place; a building counts as where it lies."""
        step, seen = place, set()
        while step is not None and step not in seen and self.exists(step):
            seen.add(step)
            if step in self.records.divisions:
                if self.records.divisions[step].level == level:
                    return step
                step = self.records.parent(step)
            else:
                step = self.records.buildings[step].place
        return None

    def _address(self, unit: Unit) -> Ref | None:
        """The stated address, else the most specific existing place of the last survey that has one.

        The first survey's place counts also before it.
        """
        stated = [t.far for t in unit.addresses if t.holds(self.day) and self.exists(t.far)]
        if stated:
            return stated[0]
        placed = [s for s in unit.surveys if s.places]
        said = [s for s in placed if s.day <= self.day][-1:] or placed[:1]
        return next((p for s in said for p in s.places if self.exists(p)), None)

    def districts(self, ref: Ref) -> frozenset[Ref]:
        """The districts a thing lies in: one at most, except for organizations."""
        if ref not in self._districts:
            self._districts[ref] = self._find_districts(ref) if self.exists(ref) else frozenset()
        return self._districts[ref]

    def _find_districts(self, ref: Ref) -> frozenset[Ref]:
        type_ = ref[0]
        if type_ in ("Division", "Building"):
            return _some(self._at_level(ref, "district"))
        if type_ in ("Enterprise", "Institution"):
            return _some(self._at_level(self._address(self.records.units[ref]), "district"))
        if type_ == "ServicePoint":
            return _some(self._at_level(self.records.points[ref].place, "district"))
        if type_ == "Organization":
            return self._districts_of_organization(ref)
        return frozenset()

    def _districts_of_organization(self, ref: Ref) -> frozenset[Ref]:
        seen: set[Ref] = set()
        step: Ref | None = ref
        while step is not None and step not in seen and self.exists(step):
            seen.add(step)
            org = self.records.organizations[step]
            if org.place is not None and self.exists(org.place):
                return _some(self._at_level(org.place, "district"))
            covered = [self.districts(far) for far in self._covered[step] if far[0] != "BusinessDistrict"]
            if any(covered):
                return frozenset().union(*covered)
            step = org.superior
        return frozenset()

    def _areas_of_building(self, ref: Ref) -> frozenset[Ref]:
        if self._areas_by_tie[ref]:
            return frozenset(self._areas_by_tie[ref])
        point = self.records.buildings[ref].point
        if point is None:
            return frozenset()
        return frozenset(a.ref for a in self.areas if contains(a.shapes, point))

    # -- units ------------------------------------------------------------------------------------

    def _stand(self, unit: Unit) -> Stand:
        place = self._address(unit)
        building = place if place is not None and place[0] == "Building" else None
        survey = next((s for s in reversed(unit.surveys) if s.day <= self.day), None)
        organizations = (self.records.organizations[o] for o in self._covering[unit.ref])
        ranks = [terms.RANKS.get(o.kind or "", 0) for o in organizations]
        counted, members, full = self._members(unit, survey)
        work = survey.work if survey else frozenset()
        own_areas = frozenset(self._areas_by_tie[unit.ref])
        return Stand(
            unit, building, self._at_level(place, "community"), self._at_level(place, "street"),
            self._at_level(place, "district"), max(ranks, default=0), counted,
            survey.staff if survey else None, members, full,
            work | {"instructor"} if unit.ref in self.instructed else work,
            own_areas or (self._building_areas[building] if building else frozenset()),
        )

    def _members(self, unit: Unit, survey: Survey | None) -> tuple[bool, int | None, int | None]:
        """Whether members are known, how many there are, how many of them full."""
        if survey and survey.full is not None:
            return True, survey.full if survey.members is None else survey.members, survey.full
        if survey and survey.members == 0:
            return True, 0, 0
        workers = self._workers[unit.ref]
        if workers:
            return True, len(workers), sum(p.full for p in workers)
        if survey and survey.members:  # some members, of whom nobody knows how many are full
            return True, survey.members, None
        return False, None, None

    # -- areas and alliances ----------------------------------------------------------------------

    def units_within(self, areas: list[Area]) -> list[Stand]:
        """The units of every kind within any of the areas, each once."""
        wanted = {a.ref for a in areas}
        return [s for s in self.stands if s.areas & wanted]

    def areas_of(self, alliance: Alliance) -> list[Area]:
        """The existing areas of an alliance, by name."""
        found = [self.records.areas[ref] for ref in alliance.areas if self.exists(ref)]
        return sorted(found, key=lambda a: (a.name, a.id))

    def members_of(self, alliance: Alliance) -> list[Tie]:
        return [t for t in self.member_of if t.far == alliance.ref]

    def by_code(self, districts: frozenset[Ref]) -> list[Ref]:
        return sorted(districts, key=lambda ref: (self.records.divisions[ref].code, ref))


def _some(ref: Ref | None) -> frozenset[Ref]:
    return frozenset() if ref is None else frozenset({ref})

"""What the files say about organizations beyond what they cover: terms, counts, posts, activities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from weakref import WeakKeyDictionary

from . import terms
from .files import read_csv
from .records import Records
from .things import Person, Ref
from .world import World

PLACES = ("Organization", "Enterprise", "Institution", "Building", "Division")


@dataclass
class Term:
    """An election or appointment."""

    since: date
    appointed: bool
    extended: date | None
    seats: int | None


@dataclass
class Post:
    """What a person (by the identity as written) does somewhere; no ``post`` for an instructor."""

    person: str
    place: Ref
    post: str | None
    since: date
    until: date


@dataclass
class Bodies:
    """All of it, by organization where there is one."""

    terms: dict[Ref, list[Term]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[Ref, list[tuple[date, int | None, int | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    posts: list[Post] = field(default_factory=list)
    leads: list[Post] = field(default_factory=list)
    affiliated: dict[Ref, list[str]] = field(default_factory=lambda: defaultdict(list))
    active: dict[Ref, set[date]] = field(default_factory=lambda: defaultdict(set))


_READ: WeakKeyDictionary[Records, Bodies] = WeakKeyDictionary()


def bodies(world: World) -> Bodies:
    """What the files say, read once."""
    records = world.records
    if records not in _READ:
        _READ[records] = _read(records)
    return _READ[records]


def _read(records: Records) -> Bodies:
    found = Bodies()
    folder = records.directory
    for row in read_csv(folder / "届期.csv"):
        ref = records.find(["Organization"], row.get("换届党组织代码", ""), row["换届党组织"])
        assert ref is not None
        extended = row.get("批准延期至", "")
        found.terms[ref].append(Term(
            terms.first_day(row["换届日期"]),
            terms.code(terms.YES_NO, row.get("委任", ""), "委任") == "yes",
            terms.first_day(extended) if extended else None, terms.number(row.get("班子人数", "")),
        ))
    for row in read_csv(folder / "党组织党员数.csv"):
        ref = records.find(["Organization"], row.get("被摸排单位代码", ""), row["被摸排单位"])
        assert ref is not None
        found.counts[ref].append((
            terms.first_day(row["摸排日期"]), terms.number(row.get("党员人数", "")),
            terms.number(row.get("其中正式党员", "")),
        ))
    for row in read_csv(folder / "任职.csv"):
        for heading, types, posts in (
            ("任职处", PLACES, found.posts),
            ("指导单位", PLACES[1:4], found.leads),
        ):
            type_ = terms.code(terms.TYPES, row[f"{heading}类型"], "类型")
            ref = records.find([type_] if type_ else types, row[f"{heading}代码"], row[heading])
            if ref is not None:
                posts.append(Post(
                    row["证件号码"], ref, terms.code(terms.POSTS, row.get(f"{heading}职务", ""), "职务"),
                    terms.first_day(row[f"{heading}起始日期"]), terms.day_after(row[f"{heading}截止日期"]),
                ))
    for row in read_csv(folder / "在职党员.csv"):
        ref = records.find(
            ["Organization"], row.get("组织关系所在党组织代码", ""), row.get("组织关系所在党组织", "")
        )
        if ref is not None:
            found.affiliated[ref].append(row["证件号码"])
    _read_activities(records, found)
    return found


def _read_activities(records: Records, found: Bodies) -> None:
    folder, everything = records.directory, sorted(set(terms.TYPES.values()))
    days = {}
    for row in read_csv(folder / "活动.csv"):
        days[row["活动编号"]] = terms.first_day(row["活动日期"])
        host = records.find(everything, row.get("主办单位代码", ""), row.get("主办单位", ""))
        if host is not None:
            found.active[host].add(days[row["活动编号"]])
    for row in read_csv(folder / "参加.csv"):
        guest = records.find(everything, row.get("参加方代码", ""), row["参加方"])
        if guest is not None:
            found.active[guest].add(days[row["参加活动代码"]])


def back(day: date, years: int = 0, months: int = 0) -> date:
    """The same day so many years and months before, or the last of that month."""
    count = day.year * 12 + day.month - 1 - 12 * years - months
    year, month = divmod(count, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


@cache
def year_before(day: date) -> date:
    """Twelve months before."""
    return back(day, years=1)


def last_activity(world: World, ref: Ref) -> date | None:
    """The last day, up to the world's, on which something hosted or took part in an activity."""
    return max((d for d in bodies(world).active[ref] if d <= world.day), default=None)


def is_active(world: World, ref: Ref) -> bool:
    """Whether it did in the twelve months up to the day."""
    last = last_activity(world, ref)
    return last is not None and last > year_before(world.day)


def term(world: World, ref: Ref) -> Term | None:
    """The current term of an organization."""
    said = [t for t in bodies(world).terms[ref] if t.since <= world.day]
    return max(said, key=lambda t: t.since, default=None)


def members(world: World, ref: Ref) -> tuple[int | None, int | None]:
    """Members and full members: by the latest count, else by those affiliated; None where unknown."""
    said = [c for c in bodies(world).counts[ref] if c[0] <= world.day]
    _, some, full = max(said, default=(None, None, None))
    if some is not None or full is not None:
        return (full if some is None else some), full
    here = affiliated(world, ref)
    return (len(here), sum(p.full for p in here)) if here else (None, None)


def affiliated(world: World, ref: Ref) -> list[Person]:
    """The members affiliated to an organization on the day."""
    persons = world.records.persons
    here = [persons[p] for p in bodies(world).affiliated[ref] if p in persons]
    return [p for p in here if p.since <= world.day]


def held(world: World, posts: list[Post]) -> list[Post]:
    """The posts that somebody holds on the day."""
    persons = world.records.persons
    return [
        p for p in posts
        if p.since <= world.day < p.until and world.exists(p.place)
        and p.person in persons and persons[p.person].since <= world.day
    ]


def organizations(world: World, *kinds: str) -> list[Ref]:
    """The organizations that exist on the day, of the kinds if any are given."""
    return [
        ref for ref, o in world.records.organizations.items()
        if o.exists(world.day) and (not kinds or o.kind in kinds)
    ]


def units_of(world: World) -> dict[Ref, set[Ref]]:
    """The units that each organization covers on the day."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for tie in world.covers:
        if tie.far[0] in ("Enterprise", "Institution"):
            found[tie.near].add(tie.far)
    return found


def superiors(world: World) -> dict[Ref, Ref]:
    """The superior of each organization on the day."""
    return {
        ref: above for ref in organizations(world)
        if (above := world.records.organizations[ref].superior) is not None and world.exists(above)
    }


def where(world: World, ref: Ref) -> list[str]:
    """The districts of a thing by name, in order of their codes."""
    return [world.name(d) for d in world.by_code(world.districts(ref))]


def lies(world: World, ref: Ref, wanted: str) -> bool:
    """Whether a filter by district (name or code, blank for all) lets a thing pass."""
    divisions = [world.records.divisions[d] for d in world.districts(ref)]
    return not wanted or any(wanted in (d.name, d.code) for d in divisions)

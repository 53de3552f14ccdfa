"""Questions about the data: what is missing, contradicts itself, or hangs in the air."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from . import terms
from .bodies import back, bodies, held
from .common import Answers, Case, Rows, band, grouped, named, yes
from .files import read_csv
from .things import Area, Ref, Survey, Tie, Unit
from .world import World

UNITS = ("Enterprise", "Institution")


def _survey(world: World, unit: Unit) -> Survey | None:
    """The last survey of a unit up to the day."""
    return next((s for s in reversed(unit.surveys) if s.day <= world.day), None)


def _sources(world: World, ref: Ref) -> list[str]:
    """The files whose own rows a thing has."""
    records = world.records
    sheets = {
        "Division": ("区划.csv",), "Building": ("楼宇.csv",), "ServicePoint": ("服务点.csv",),
        "BusinessDistrict": ("商圈.csv",), "Alliance": ("联盟.xlsx",),
    }
    if ref[0] in sheets:
        return list(sheets[ref[0]])
    name, found = records.things[ref].name, []
    code = records.things[ref].code
    if ref[0] in UNITS:
        if records.units[ref].surveys:
            found.append("摸排表.csv")
        if code in {r["统一社会信用代码"] for r in read_csv(records.directory / "登记册.csv")}:
            found.append("登记册.csv")
        return sorted(found)
    for file in ("党组织.csv", "补录党组织.csv"):
        rows = read_csv(records.directory / file)
        if any(r["党组织代码"] == code if code else r["党组织名称"] == name for r in rows):
            found.append(file)
    return sorted(found)


def units_not_located(
    world: World, rules: Mapping[str, int], level: str = "district", district: str = "", limit: int = 1000
) -> Rows:
    found = [s for s in world.stands if getattr(s, level) is None and named(world, s.district, district)]
    found.sort(key=lambda s: (
        s.full is None, -(s.full or 0), s.staff is None, -(s.staff or 0), s.unit.name, s.unit.id
    ))
    return [
        {
            "unit_id": s.unit.id, "unit_name": s.unit.name, "kind": s.unit.kind or "",
            "located": "street" if s.street else "district" if s.district else "",
            "district": world.name(s.district), "street": world.name(s.street),
            "full_members": band(s.full), "staff": s.staff,
        }
        for s in found[:limit]
    ]


def declared_and_counted(
    world: World, rules: Mapping[str, int], state: str = "", district: str = "", limit: int = 1000
) -> Rows:
    listed: dict[Ref, list[bool]] = defaultdict(list)
    for person in world.records.persons.values():
        for ref in person.works_at:
            if person.since <= world.day:
                listed[ref].append(person.full)
    rows = []
    for s in world.stands:
        survey, here = _survey(world, s.unit), listed[s.unit.ref]
        if survey is None or not here:
            continue
        more = 0 if survey.members is None else survey.members - len(here)
        more_full = 0 if survey.full is None else survey.full - sum(here)
        if not more and not more_full:
            continue
        found = "more_declared" if (more or more_full) > 0 else "more_listed"
        least = rules["R1.full_members"]
        if state in ("", found) and named(world, s.district, district):
            differs = (survey.full or 0) >= least, sum(here) >= least
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
                "state": found, "declared_full": band(survey.full), "listed_full": band(sum(here)),
                "due_differs": "unknown" if survey.full is None else yes(differs[0] != differs[1]),
                "survey_date": survey.day,
            })
    rank = ("yes", "unknown", "no")
    rows.sort(key=lambda r: (rank.index(str(r["due_differs"])), r["unit_name"], r["unit_id"]))
    return rows[:limit]


_EVERYTHING = tuple(sorted(set(terms.TYPES.values())))
_ORGANIZATION = ("Organization",)
NAMED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "区划.csv": (("区划", ("Division",)), ("上级", ("Division",))),
    "楼宇.csv": (("楼宇", ("Building",)), ("所在地", ("Division", "Building"))),
    "服务点.csv": (("服务点", ("ServicePoint",)), ("所在地", ("Division", "Building"))),
    "认定.csv": (("商圈成员", (*UNITS, "Building")), ("所属商圈", ("BusinessDistrict",))),
    "登记册.csv": (("企业", UNITS), ("所在地", ("Division",))),
    "党组织.csv": (
        ("党组织", _ORGANIZATION), ("上级党组织", _ORGANIZATION), ("覆盖单位", _EVERYTHING),
        ("所在地", ("Division", "Building")),
    ),
    "补录党组织.csv": (
        ("党组织", _ORGANIZATION), ("上级党组织", _ORGANIZATION), ("覆盖单位", _EVERYTHING),
    ),
    "指导员.csv": (("派出党组织", _ORGANIZATION), ("指导对象", (*UNITS, "Building"))),
    "共建.csv": (("共建甲方", _ORGANIZATION), ("共建乙方", _ORGANIZATION)),
}
"""Sheets a row of which ties what it names, if it names two things: headings and types."""
FACTS = {
    "届期.csv": ("换届党组织", _ORGANIZATION), "党组织党员数.csv": ("被摸排单位", _ORGANIZATION),
    "活动.csv": ("主办单位", _EVERYTHING), "参加.csv": ("参加方", _EVERYTHING),
    "在职党员.csv": ("组织关系所在党组织", _ORGANIZATION), "任职.csv": ("任职处", (*_EVERYTHING,)),
    "报到.csv": ("报到方", _ORGANIZATION),
}
"""Sheets a row of which ties the one thing it names to a person, a term, an activity and so on."""


def _tied(world: World) -> set[Ref]:
    """Everything that any sheet ties to something."""
    records, found = world.records, set[Ref]()
    suffixes = ("", "名称", "代码", "编号")
    for file, slots in NAMED.items():
        for row in read_csv(records.directory / file):
            refs = []
            for heading, types in slots:
                cells = [row.get(heading + s, "") for s in suffixes]
                if heading == "企业":
                    cells = [row["统一社会信用代码"]]
                if heading == "所在地" or any(cells):
                    refs.append(records.find(types, *reversed(cells)))
            known = [r for r in refs if r is not None]
            found.update(known if len(known) > 1 else ())
    for file, (heading, types) in FACTS.items():
        for row in read_csv(records.directory / file):
            ref = records.find(types, row.get(f"{heading}代码", ""), row.get(heading, ""))
            found.update([ref] if ref else [])
    found.update(u.ref for u in records.units.values() if u.surveys)
    found.update(place for u in records.units.values() for s in u.surveys for place in s.places)
    for tie in records.member_of:
        found.update((tie.near, tie.far))
    for alliance in records.alliances.values():
        others = [*alliance.areas, *alliance.conveners]
        found.update([alliance.ref, *others] if others else [])
    found.update(ref for s in world.stands for ref in s.areas)
    found.update(ref for person in records.persons.values() for ref in person.works_at)
    return found


def _untied_persons(world: World) -> Counter[str]:
    """How many persons no sheet ties to anything."""
    folder = world.records.directory
    roster = ("工作单位", "工作单位代码", "组织关系所在党组织", "组织关系所在党组织代码", "报到社区")
    sheets = {
        "InServiceMember": (("在职党员.csv", "入党日期"), ("补录名册.csv", "入党日期"), ("任职.csv", "")),
        "DeliveryWorker": (("从业者.csv", "入职日期"),),
    }
    columns = {
        "在职党员.csv": roster, "补录名册.csv": roster, "任职.csv": ("任职处", "指导单位"),
        "从业者.csv": ("所属站点", "平台企业", "报到社区"),
    }
    counts: Counter[str] = Counter()
    for type_, files in sheets.items():
        tied: dict[str, bool] = {}
        for file, since in files:
            for row in read_csv(folder / file):
                if since and terms.first_day(row.get(since, "")) > world.day:
                    continue
                has = any(row.get(c, "") for c in columns[file])
                tied[row["证件号码"]] = tied.get(row["证件号码"], False) or has
        counts[type_] = sum(not has for has in tied.values())
    return counts


def orphans(world: World, rules: Mapping[str, int], type: str = "") -> Rows:  # noqa: A002
    tied, records = _tied(world), world.records
    rows = [
        {"type": t.type, "record_id": t.id, "name": t.name, "records": 1, "sources": _sources(world, ref)}
        for ref, t in records.things.items()
        if t.exists(world.day) and ref not in tied
    ]
    rows += [
        {"type": t, "record_id": "", "name": "", "records": n, "sources": []}
        for t, n in _untied_persons(world).items() if n
    ]
    rows = [r for r in rows if type in ("", r["type"])]
    return sorted(rows, key=lambda r: (r["type"], r["name"], r["record_id"]))


def unknown_periods(world: World, rules: Mapping[str, int], of: str = "all") -> Rows:
    """The samples' dates are days or blank, never a month or a year."""
    records = world.records
    since: dict[str, list[date]] = defaultdict(list)
    for t in records.things.values():
        if t.exists(world.day):
            since[t.type].append(t.since)
    persons = {"InServiceMember": [p.since for p in records.persons.values()]}
    riders = {r["证件号码"]: r for r in read_csv(records.directory / "从业者.csv")}
    persons["DeliveryWorker"] = [terms.first_day(r.get("入职日期", "")) for r in riders.values()]
    for type_, days in persons.items():
        since[type_] = [d for d in days if d <= world.day]
    return [
        {
            "type": type_, "records": len(days), "unknown": days.count(terms.BEGINNING), "year_only": 0,
            "month_only": 0, "day_known": len(days) - days.count(terms.BEGINNING),
        }
        for type_, days in sorted(since.items())
        if days and of in ("all", "persons" if type_ in persons else "things")
    ]


def undated_records(
    world: World, rules: Mapping[str, int], type: str = "", district: str = "", limit: int = 1000  # noqa: A002
) -> Rows:
    rows = []
    for ref, t in world.records.things.items():
        if t.since != terms.BEGINNING or not t.exists(world.day) or t.type == "BusinessDistrict":
            continue
        for d in world.districts(ref) or [None]:
            if type in ("", t.type) and named(world, d, district):
                code = world.records.divisions[d].code if d else "~"
                rows.append(((t.type, code, t.name, t.id), t, d))
    rows.sort(key=lambda r: r[0])
    return [
        {
            "type": t.type, "record_id": t.id, "name": t.name, "district": world.name(d),
            "sources": _sources(world, t.ref),
        }
        for _, t, d in rows[:limit]
    ]


def conflicting_addresses(
    world: World, rules: Mapping[str, int], district: str = "", between: str = ""
) -> Rows:
    rows = []
    for s in world.stands:
        stated = [t for t in s.unit.addresses if t.holds(world.day) and world.exists(t.far)]
        survey = _survey(world, s.unit)
        met = world.above(survey.places[0], "street") if survey and survey.places else None
        if not stated or survey is None or met is None or s.street is None or met == s.street:
            continue
        ends = [world.above(street, "district") for street in (s.street, met)]
        apart = "streets" if ends[0] == ends[1] else "districts"
        if between in ("", apart) and any(named(world, e, district) for e in ends):
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "stated_street": world.name(s.street),
                "stated_sources": [stated[0].source], "surveyed_street": world.name(met),
                "survey_date": survey.day, "survey_sources": ["摸排表.csv"], "between": apart,
            })
    return sorted(rows, key=lambda r: (r["unit_name"], r["unit_id"]))


def conflicting_instructors(
    world: World, rules: Mapping[str, int], said_by: str = "", district: str = "", limit: int = 1000
) -> Rows:
    senders: dict[Ref, set[Ref]] = defaultdict(set)
    for tie in world.instructs:
        senders[tie.far].add(tie.near)
    persons = {p.place for p in held(world, bodies(world).leads)}
    rows = []
    for s in world.stands:
        survey = _survey(world, s.unit)
        if survey is None:
            continue
        surveyed, sent = "instructor" in survey.work, bool(senders[s.unit.ref]) or s.unit.ref in persons
        sayer = "survey" if surveyed else "register"
        if surveyed != sent and said_by in ("", sayer) and named(world, s.district, district):
            by_name = sorted((world.name(ref), ref) for ref in senders[s.unit.ref])
            rows.append({
                "unit_id": s.unit.id, "unit_name": s.unit.name, "district": world.name(s.district),
                "street": world.name(s.street), "said_by": sayer, "survey_date": survey.day,
                "survey_sources": ["摸排表.csv"], "senders": [name for name, _ in by_name],
            })
    return sorted(rows, key=lambda r: (r["said_by"], r["unit_name"], r["unit_id"]))[:limit]


def own_organizations_shared(
    world: World, rules: Mapping[str, int], kind: str = "", min_units: int = 2
) -> Rows:
    covered: dict[Ref, list[Tie]] = defaultdict(list)
    for tie in world.covers:
        if tie.far[0] in UNITS:
            covered[tie.near].append(tie)
    rows = []
    for ref, ties in covered.items():
        o = world.records.organizations[ref]
        units = {t.far for t in ties}
        own = o.kind in ("committee", "general_branch", "branch") and kind in ("", o.kind)
        if own and len(units) >= min_units:
            names = sorted((world.name(u), u) for u in units)
            rows.append({
                "organization_id": o.id, "organization": o.name, "kind": o.kind, "units": len(units),
                "unit_names": [name for name, _ in names], "sources": sorted({t.source for t in ties}),
            })
    return sorted(rows, key=lambda r: (-r["units"], r["organization"], r["organization_id"]))


def ties_to_ended_units(
    world: World, rules: Mapping[str, int], tie: str = "", limit: int = 1000
) -> Rows:
    rows = []
    for what, ties in (("COVERS", world.records.covers), ("INSTRUCTS", world.records.instructs)):
        for t in ties:
            if t.far[0] not in UNITS or tie not in ("", what) or not world.exists(t.near):
                continue
            unit = world.records.units[t.far]
            if unit.until <= world.day and t.holds(world.day):
                o = world.records.organizations[t.near]
                rows.append({
                    "organization_id": o.id, "organization": o.name, "tie": what, "unit_id": unit.id,
                    "unit_name": unit.name, "ended": unit.until, "tie_sources": [t.source],
                    "unit_sources": _sources(world, t.far),
                })
    key = ("ended", "unit_name", "unit_id", "organization_id", "tie")
    return sorted(rows, key=lambda r: tuple(r[k] for k in key))[:limit]


def stale_surveys(
    world: World, rules: Mapping[str, int], lately: date | None = None, by: str = "street"
) -> Rows:
    first = lately or back(world.day, months=12)
    rows = []
    for code, label, stands in grouped(world, by):
        last = [s.day if (s := _survey(world, stand.unit)) else None for stand in stands]
        days = [d for d in last if d is not None]
        rows.append({
            "code": code, by: label, "units": len(stands), "lately": sum(d >= first for d in days),
            "longer_ago": sum(d < first for d in days), "never": last.count(None),
            "last_survey": max(days, default=None),
        })
    return rows


def organizations_without_place(world: World, rules: Mapping[str, int], place: str = "") -> Rows:
    covered: dict[Ref, set[Ref]] = defaultdict(set)
    for tie in world.covers:
        covered[tie.near].add(tie.far)
    rows = []
    for ref, o in world.records.organizations.items():
        if not o.exists(world.day) or world.districts(ref):
            continue
        own = world.name(o.place) if o.place and world.exists(o.place) else ""
        above = world.name(o.superior) if o.superior and world.exists(o.superior) else ""
        if place in ("", "above" if own else "none"):
            rows.append({
                "organization_id": o.id, "organization": o.name, "kind": o.kind, "own_place": own,
                "superior": above, "covered": len(covered[ref]), "sources": _sources(world, ref),
            })
    return sorted(rows, key=lambda r: (r["own_place"], r["organization"], r["organization_id"]))


def same_names(world: World, rules: Mapping[str, int], type: str = "", district: str = "") -> Rows:  # noqa: A002
    found: dict[tuple[str, Ref, str], list[Ref]] = defaultdict(list)
    for ref, t in world.records.things.items():
        if isinstance(t, Area) or t.type in ("Division", "Alliance") or not t.exists(world.day):
            continue
        for d in world.districts(ref):
            if named(world, d, district):
                found[world.records.divisions[d].code, d, t.name].append(ref)
    return [
        {
            "district": world.name(d), "name": name, "types": [t for t, _ in sorted(refs)],
            "records": len(refs), "ids": [i for _, i in sorted(refs)],
        }
        for (_, d, name), refs in sorted(found.items())
        if len(refs) >= 2 and (not type or type in {t for t, _ in refs})
    ]


def members_without_affiliation(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    settled = {
        p for ref, persons in bodies(world).affiliated.items() if world.exists(ref) for p in persons
    }
    stands = {s.unit.ref: s for s in world.stands}
    groups: dict[tuple[bool, str, str], list[tuple[bool, bool]]] = defaultdict(list)
    everyone = []
    for key, person in world.records.persons.items():
        if person.since > world.day:
            continue
        at = [stands[u] for u in person.works_at if u in stands]
        state = (key in settled, bool(at))
        everyone.append(state)
        for ref in {getattr(s, by) for s in at} or {None}:
            code = world.records.divisions[ref].code if ref else ""
            groups[ref is None, code, world.name(ref) or "未落位"].append(state)
    rows = [(code, name, states) for (_, code, name), states in sorted(groups.items())]
    return [
        {
            "code": code, by: name, "members": len(states), "affiliated": sum(s for s, _ in states),
            "unaffiliated": sum(not s for s, _ in states),
            "without_employer": sum(not s and not e for s, e in states),
        }
        for code, name, states in [*rows, ("", "合计", everyone)]
    ]


def missing_values(world: World, rules: Mapping[str, int], by: str = "district") -> Rows:
    return [
        {
            "code": code, by: label, "units": len(stands),
            "without_code": sum(not s.unit.code for s in stands),
            "without_kind": sum(not s.unit.kind for s in stands),
            "without_industry": sum(not s.unit.industry for s in stands),
            "without_staff": sum(s.staff is None for s in stands),
            "without_members": sum(not s.counted for s in stands),
            "without_community": sum(s.community is None for s in stands),
        }
        for code, label, stands in grouped(world, by)
    ]


ANSWERS: Answers = {
    "quality/units_not_located": units_not_located,
    "quality/declared_and_counted": declared_and_counted,
    "quality/orphans": orphans,
    "quality/unknown_periods": unknown_periods,
    "quality/undated_records": undated_records,
    "quality/conflicting_addresses": conflicting_addresses,
    "quality/conflicting_instructors": conflicting_instructors,
    "quality/own_organizations_shared": own_organizations_shared,
    "quality/ties_to_ended_units": ties_to_ended_units,
    "quality/stale_surveys": stale_surveys,
    "quality/organizations_without_place": organizations_without_place,
    "quality/same_names": same_names,
    "quality/members_without_affiliation": members_without_affiliation,
    "quality/missing_values": missing_values,
}

CASES = (
    Case("quality/units_not_located"),
    Case("quality/units_not_located", {"level": "street", "limit": 1}),
    Case("quality/units_not_located", {"level": "community", "district": "320104"}),
    Case("quality/declared_and_counted"),
    Case("quality/declared_and_counted", {"state": "more_listed"}),
    Case("quality/declared_and_counted", {"district": "玄武区", "limit": 3}, {"R1.full_members": 4}),
    Case("quality/orphans"),
    Case("quality/orphans", {"type": "Organization"}),
    Case("quality/orphans", {"type": "InServiceMember"}),
    Case("quality/unknown_periods"),
    Case("quality/unknown_periods", {"of": "things"}),
    Case("quality/unknown_periods", {"of": "persons"}),
    Case("quality/undated_records"),
    Case("quality/undated_records", {"type": "Organization", "limit": 3}),
    Case("quality/undated_records", {"district": "玄武区"}),
    Case("quality/conflicting_addresses"),
    Case("quality/conflicting_addresses", {"between": "streets"}),
    Case("quality/conflicting_addresses", {"district": "玄武区"}),
    Case("quality/conflicting_instructors"),
    Case("quality/conflicting_instructors", {"said_by": "survey"}),
    Case("quality/conflicting_instructors", {"said_by": "register", "district": "玄武区", "limit": 2}),
    Case("quality/own_organizations_shared"),
    Case("quality/own_organizations_shared", {"kind": "branch"}),
    Case("quality/own_organizations_shared", {"min_units": 2, "kind": "branch"}),
    Case("quality/ties_to_ended_units"),
    Case("quality/ties_to_ended_units", {"tie": "COVERS"}),
    Case("quality/ties_to_ended_units", {"limit": 1}),
    Case("quality/stale_surveys"),
    Case("quality/stale_surveys", {"by": "community", "lately": date(2021, 9, 30)}),
    Case("quality/stale_surveys", {"by": "district", "lately": date(2022, 3, 31)}),
    Case("quality/organizations_without_place"),
    Case("quality/organizations_without_place", {"place": "above"}),
    Case("quality/organizations_without_place", {"place": "none"}),
    Case("quality/same_names"),
    Case("quality/same_names", {"type": "Organization"}),
    Case("quality/same_names", {"type": "Enterprise", "district": "320102"}),
    Case("quality/members_without_affiliation"),
    Case("quality/members_without_affiliation", {"by": "street"}),
    Case("quality/members_without_affiliation", {"by": "community"}),
    Case("quality/missing_values"),
    Case("quality/missing_values", {"by": "street"}),
    Case("quality/missing_values", {"by": "kind"}),
)

"""What the files of a directory say, read into plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import terms
from .files import Row, read_csv, read_workbook
from .geometry import polygons
from .terms import normal
from .things import Alliance, Area, Division, Person, Placed, Ref, Survey, Thing, Tie, Unit

COVERED = ("Enterprise", "Institution", "Building", "BusinessDistrict")


class Records:
    """Everything the files of a directory say. Files and optional columns may be missing."""

    def __init__(self, directory: Path, roster: bool) -> None:
        self.directory = directory
        self.things: dict[Ref, Thing] = {}
        self._by_code: dict[tuple[str, str], Ref] = {}
        self._by_name: dict[tuple[str, str], list[Ref]] = defaultdict(list)
        self.divisions = self._read_divisions()
        self._index(self.divisions.values())
        self.buildings = self._read_places("楼宇.csv", "楼宇", "Building", terms.BUILDING_KINDS, "建成日期")
        self.points = self._read_places("服务点.csv", "服务点", "ServicePoint", terms.POINT_KINDS, "启用日期")
        self._index([*self.buildings.values(), *self.points.values()])
        for file, label, found in (
            ("楼宇.csv", "楼宇编号", self.buildings), ("服务点.csv", "服务点编号", self.points)
        ):
            self._read_own_places(file, label, label.removesuffix("编号") + "名称", found)
        self.areas = self._read_areas()
        self._index(self.areas.values())
        self.units = self._read_units()
        self._index(self.units.values())
        self._read_register()
        self.covers: list[Tie] = []
        self.organizations, self.covers = self._read_organizations()
        self.instructs = list(self._read_instructors())
        self.in_area = list(self._read_memberships())
        self.alliances, self.member_of = self._read_alliances()
        self.persons = self._read_roster() if roster else {}

    # -- finding things ---------------------------------------------------------------------------

    def _index(self, things: Iterable[Thing]) -> None:
        for thing in things:
            if thing.ref in self.things:
                raise ValueError(f"{thing.ref} twice")
            self.things[thing.ref] = thing
            if thing.code:
                self._by_code[thing.type, thing.code] = thing.ref
            for name in {normal(n) for n in (thing.name, *thing.aliases)}:
                self._by_name[thing.type, name].append(thing.ref)

    def find(self, types: Iterable[str], *cells: str, under: Ref | None = None) -> Ref | None:
        """The thing that the first non-blank cell names by code, id, name or alias; None if all are blank.

        Of equal names the one that lies ``under`` a division wins. ValueError if nothing or more than
        one thing is meant.
        """
        types = list(types)
        said = [c for c in cells if c]
        if not said:
            return None
        for cell in said:
            for t in types:
                if (t, cell) in self._by_code:
                    return self._by_code[t, cell]
            named = [ref for t in types for ref in self._by_name[t, normal(cell)]]
            if len(named) > 1 and under is not None:
                named = [ref for ref in named if self._lies_under(ref, under)]
            if len(named) == 1:
                return named[0]
            if len(named) > 1:
                raise ValueError(f"{cell!r} is ambiguous: {named[:3]}")
        raise ValueError(f"{said} names nothing among {types}")

    def _lies_under(self, ref: Ref, above: Ref) -> bool:
        """Whether any place a thing is written to have, now or ever, lies in a division."""
        waiting, seen = [ref], set()
        while waiting:
            step = waiting.pop()
            if step == above:
                return True
            if step in seen:
                continue
            seen.add(step)
            thing = self.things[step]
            if isinstance(thing, Division):
                places = [self.parent(step)]
            elif isinstance(thing, Unit):
                places = [*(t.far for t in thing.addresses), *(p for s in thing.surveys for p in s.places)]
            elif isinstance(thing, Placed) and thing.place is None:
                places = [t.far for t in self.covers if t.near == step] or [thing.superior]
            else:
                places = [thing.place] if isinstance(thing, Placed) else []
            waiting += [p for p in places if p is not None]
        return False

    def parent(self, ref: Ref) -> Ref | None:
        """The next higher division as written."""
        division = self.divisions.get(ref)
        return self.find(["Division"], division.parent) if division and division.parent else None

    # -- the files --------------------------------------------------------------------------------

    def _rows(self, *files: str) -> list[Row]:
        rows = []
        for file in files:
            rows += [{**row, "@file": file} for row in read_csv(self.directory / file)]
        return rows

    def _read_divisions(self) -> dict[Ref, Division]:
        found = {}
        for row in self._rows("区划.csv"):
            scheme = terms.code(terms.SCHEMES, row.get("编码方案", ""), "编码方案") or "nbs"
            code = row["区划代码"]
            d = Division(
                "Division", f"{scheme}/{row.get('版本') or '2023'}/{code}", row["区划名称"], code,
                since=terms.first_day(row.get("设立日期", "")),
                until=terms.day_after(row.get("撤销日期", "")),
                level=terms.code(terms.LEVELS, row["级别"], "级别") or "", parent=row.get("上级代码", ""),
                aliases=_aliases(row),
            )
            found[d.ref] = d
        return found

    def _read_places(
        self, file: str, what: str, type_: str, kinds: dict[str, str], since: str
    ) -> dict[Ref, Placed]:
        found: dict[Ref, Placed] = {}
        for row in self._rows(file):
            if row.get("坐标系", "") not in ("", "WGS-84"):
                raise ValueError(f"{file}: the oracle reads WGS-84 only")
            name, code = row[f"{what}名称"], row.get(f"{what}编号", "")
            point = None
            if row.get("经度") and row.get("纬度"):
                point = (float(row["经度"]), float(row["纬度"]))
            p = Placed(
                type_, code or normal(name), name, code, terms.code(kinds, row.get(f"{what}类型", ""), file),
                terms.first_day(row.get(since, "")),
                terms.day_after(row.get("拆除日期", "") or row.get("停用日期", "")),
                _aliases(row), point=point,
            )
            found[p.ref] = p
        return found

    def _read_own_places(self, file: str, code: str, name: str, found: dict[Ref, Placed]) -> None:
        type_ = "Building" if file == "楼宇.csv" else "ServicePoint"
        for row in self._rows(file):
            thing = found[type_, row.get(code, "") or normal(row[name])]
            thing.place = self.find(["Division", "Building"], row.get("所在地", "")) or thing.place

    def _read_areas(self) -> dict[Ref, Area]:
        found: dict[Ref, Area] = {}
        for row in self._rows("商圈.csv"):
            if row.get("坐标系", "") not in ("", "WGS-84"):
                raise ValueError("商圈.csv: the oracle reads WGS-84 only")
            name, code = row["商圈名称"], row.get("商圈编号", "")
            a = Area(
                "BusinessDistrict", code or normal(name), name, code,
                terms.code(terms.AREA_KINDS, row.get("商圈类型", ""), "商圈类型"),
                terms.first_day(row.get("起始日期", "")), terms.day_after(row.get("截止日期", "")),
                _aliases(row),
                shapes=polygons(row["范围"]) if row.get("范围") else [],
            )
            found[a.ref] = a
        return found

    def _read_units(self) -> dict[Ref, Unit]:
        rows = sorted(self._rows("摸排表.csv"), key=lambda r: terms.first_day(r.get("摸排日期", "")))
        found: dict[Ref, Unit] = {}
        types: dict[str, str] = {}
        for row in rows:
            day = terms.first_day(row.get("摸排日期", ""))
            label, name, code = row.get("单位类型", ""), row["单位名称"], row.get("统一社会信用代码", "")
            places, street = self._survey_places(row)
            id_ = code or f"~{self.things[street].code if street else ''}~{normal(name)}"
            enterprise = normal(label) in terms.ENTERPRISE_KINDS
            type_ = "Enterprise" if enterprise else "Institution"
            if types.setdefault(id_, type_) != type_:
                raise ValueError(f"{id_} is both an enterprise and an institution")
            unit = found.setdefault((type_, id_), Unit(type_, id_, name, code))
            # rows come by survey date: a later one's values win, its blanks say nothing
            unit.name = name
            kinds = terms.ENTERPRISE_KINDS if enterprise else terms.INSTITUTION_KINDS
            unit.kind = terms.code(kinds, label, "单位类型") or unit.kind
            unit.industry = terms.code(terms.INDUSTRIES, row.get("行业门类", ""), "行业门类") or unit.industry
            unit.control = terms.code(terms.CONTROL, row.get("控股情况", ""), "控股情况") or unit.control
            unit.aliases = _aliases(row) or unit.aliases
            if row.get("成立日期"):
                unit.since = terms.first_day(row["成立日期"])
            if row.get("注销日期"):
                unit.until = terms.day_after(row["注销日期"])
            survey = Survey(
                day, terms.number(row.get("从业人员", "")), terms.number(row.get("党员人数", "")),
                terms.number(row.get("其中正式党员", "")),
                frozenset(terms.WORK[normal(w)] for w in terms.several(row.get("工作覆盖方式", ""))),
                places,
            )
            if unit.surveys and unit.surveys[-1].day == day:
                if unit.surveys[-1] != survey:
                    raise ValueError(f"{id_} has two surveys on {day}")
                continue
            unit.surveys.append(survey)
        return found

    def _read_register(self) -> None:
        """Enterprises and their registered addresses: those the surveys know, and others."""
        for row in self._rows("登记册.csv"):
            name, code = row["企业名称"], row["统一社会信用代码"]
            unit = self.units.setdefault(("Enterprise", code), Unit("Enterprise", code, name, code))
            if unit.ref not in self.things:
                self._index([unit])
            unit.kind = unit.kind or terms.code(terms.ENTERPRISE_KINDS, row.get("企业类型", ""), "企业类型")
            if row.get("成立日期"):
                unit.since = terms.first_day(row["成立日期"])
            if row.get("注销日期"):
                unit.until = terms.day_after(row["注销日期"])
            place = self.find(["Division", "Building"], row.get("所在地", ""))
            if place is not None:
                unit.addresses.append(_tie(unit.ref, place, row, "所在地起始日期", "所在地截止日期"))

    def _survey_places(self, row: Row) -> tuple[list[Ref], Ref | None]:
        """The places a survey row names, the most specific first, and its street."""
        street = self.find(["Division"], row.get("所在街道", ""))
        community = self.find(["Division"], row.get("所在社区", ""), under=street)
        building = self.find(["Building"], row.get("所在楼宇", ""))
        divisions = [ref for ref in (community, street) if ref is not None]
        divisions.sort(key=lambda ref: -terms.DEPTH[self.divisions[ref].level])
        return ([building] if building else []) + divisions, street

    def _read_organizations(self) -> tuple[dict[Ref, Placed], list[Tie]]:
        rows = self._rows("党组织.csv", "补录党组织.csv")
        found: dict[Ref, Placed] = {}
        for row in rows:
            name, code = row["党组织名称"], row.get("党组织代码", "")
            ref = ("Organization", code or normal(name))
            org = found.setdefault(ref, Placed(*ref, name, code))
            org.kind = org.kind or terms.code(terms.ORGANIZATION_KINDS, row.get("组建方式", ""), "组建方式")
            org.aliases = org.aliases or _aliases(row)
            if row.get("成立日期"):
                org.since = terms.first_day(row["成立日期"])
            if row.get("撤销日期"):
                org.until = terms.day_after(row["撤销日期"])
        self._index(found.values())
        covers = []
        for row in rows:
            org = found["Organization", row.get("党组织代码", "") or normal(row["党组织名称"])]
            place = self.find(["Division", "Building"], row.get("所在地", ""))
            superior = self.find(["Organization"], row.get("上级党组织代码", ""), row.get("上级党组织", ""))
            for known, said in ((org.place, place), (org.superior, superior)):
                if known and said and known != said:
                    raise ValueError(f"{org.name}: {known} and {said}")
            org.place, org.superior = org.place or place, org.superior or superior
            covered = self.find(
                _types(row.get("覆盖单位类型", ""), COVERED), row.get("覆盖单位代码", ""),
                row.get("覆盖单位", ""),
            )
            if covered is not None:
                covers.append(_tie(org.ref, covered, row, "覆盖起始日期", "覆盖截止日期"))
        return found, covers

    def _read_instructors(self) -> Iterator[Tie]:
        for row in self._rows("指导员.csv"):
            near = self.find(["Organization"], row.get("派出党组织代码", ""), row["派出党组织"])
            far = self.find(
                _types(row.get("指导对象类型", ""), ("Enterprise", "Institution", "Building")),
                row.get("指导对象代码", ""), row["指导对象"],
            )
            if near is not None and far is not None:
                yield _tie(near, far, row, "起始日期", "截止日期")

    def _read_memberships(self) -> Iterator[Tie]:
        for row in self._rows("认定.csv"):
            near = self.find(
                _types(row.get("商圈成员类型", ""), ("Enterprise", "Institution", "Building")),
                row.get("商圈成员代码", ""), row["商圈成员"],
            )
            far = self.find(["BusinessDistrict"], row["所属商圈"])
            if near is not None and far is not None:
                yield _tie(near, far, row, "起始日期", "截止日期")

    def _read_alliances(self) -> tuple[dict[Ref, Alliance], list[Tie]]:
        found: dict[Ref, Alliance] = {}
        members = []
        rows = read_workbook(self.directory / "联盟.xlsx", "联盟")
        everything = tuple(terms.TYPES.values())
        for row in rows:
            name = row["联盟名称"]
            alliance = found.setdefault(("Alliance", normal(name)), Alliance("Alliance", normal(name), name))
            alliance.kind = terms.code(terms.ALLIANCE_KINDS, row.get("类型", ""), "类型") or alliance.kind
            if row.get("成立日期"):
                alliance.since = terms.first_day(row["成立日期"])
            if row.get("终止日期"):
                alliance.until = terms.day_after(row["终止日期"])
            for heading, types, known in (
                ("区域", ("BusinessDistrict",), alliance.areas),
                ("牵头单位", _types(row.get("牵头单位类型", ""), everything), alliance.conveners),
            ):
                for cell in terms.several(row.get(heading, "")):
                    ref = self.find(types, cell)
                    if ref is not None and ref not in known:
                        known.append(ref)
            member = self.find(
                _types(row.get("成员类型", ""), everything), row.get("成员代码", ""), row.get("成员", ""),
                under=self.find(["Division"], row.get("所在区", "")),
            )
            if member is not None:
                tie = _tie(member, alliance.ref, row, "加入日期", "退出日期")
                tie.role, tie.agreement = row.get("角色") or None, row.get("协议") or None
                members.append(tie)
        self._index(found.values())
        return found, members

    def _read_roster(self) -> dict[str, Person]:
        found: dict[str, Person] = {}
        for row in self._rows("在职党员.csv", "补录名册.csv"):
            full = terms.code(terms.MEMBERSHIP, row["党员类别"], "党员类别") == "full"
            person = found.setdefault(row["证件号码"], Person(full, terms.first_day(row.get("入党日期", ""))))
            unit = self.find(
                ("Enterprise", "Institution"), row.get("工作单位代码", ""), row.get("工作单位", "")
            )
            if unit is not None:
                person.works_at.add(unit)
        return found


def _aliases(row: Row) -> list[str]:
    return terms.several(row.get("别名", "") or row.get("简称", ""))


def _types(label: str, default: tuple[str, ...]) -> tuple[str, ...]:
    type_ = terms.code(terms.TYPES, label, "类型")
    return (type_,) if type_ else default


def _tie(near: Ref, far: Ref, row: Row, since: str, until: str) -> Tie:
    first, last = terms.first_day(row.get(since, "")), terms.day_after(row.get(until, ""))
    return Tie(near, far, first, last, source=row.get("@file", ""))

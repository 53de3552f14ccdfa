"""Tasks and dispatches, from the streets' lists of whistles, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import terms
from .bodies import year_before
from .common import PRACTICES, Answers, Case, Rows, yes
from .country import Country, Row, rows
from .world import World

KINDS = {"吹哨事项": "whistle", "联合整治": "joint_campaign", "专项任务": "mission"}
ORIGINS = {
    "居民诉求": "residents", "巡查发现": "patrol", "热线": "hotline", "部门交办": "department",
    "街道提出": "street",
}  # fmt: skip


@dataclass
class Dispatch:
    """A task sent to somebody, given by a code."""

    to: str
    sent: date
    withdrawn: date
    responded: date | None
    done: date | None

    def answered(self, day: date) -> bool:
        """Whether there was an answer by the day."""
        return any(d is not None and d <= day for d in (self.responded, self.done))

    def stands(self, day: date) -> bool:
        """Whether it was sent by the day and not withdrawn."""
        return self.sent <= day < self.withdrawn


@dataclass
class Task:
    """A task with the streets it is about, the duties it is of, and its dispatches."""

    code: str
    name: str
    kind: str | None
    origin: str | None
    due: date | None
    since: date
    until: date
    streets: set[str] = field(default_factory=set)
    duties: set[str] = field(default_factory=set)
    dispatches: dict[tuple[str, date], Dispatch] = field(default_factory=dict)

    def open(self, day: date) -> bool:
        """Whether it was raised and not closed on the day."""
        return self.since <= day < self.until


@dataclass
class Office:
    """A department, with the division it lies in."""

    name: str
    place: str
    since: date
    until: date


@dataclass
class Whistles:
    """All of it by code."""

    country: Country
    tasks: dict[str, Task]
    offices: dict[str, Office]


_READ: dict[Path, Whistles] = {}


def whistles(world: World) -> Whistles:
    """What the lists of whistles say, read once."""
    place = world.records.directory
    if place not in _READ:
        tasks: dict[str, Task] = {}
        for row in rows(world, "任务编号", "任务名称", "吹哨街道", "承办单位"):
            _take(tasks, row)
        offices = {
            row["统一社会信用代码"]: Office(
                row["机构名称"], row["所在地"], terms.first_day(row.get("成立日期", "")),
                terms.day_after(row.get("注销日期", "")),
            )
            for row in rows(world, "机构名称", "统一社会信用代码", "所在地")
        }
        _READ[place] = Whistles(Country(world), tasks, offices)
    return _READ[place]


def _take(tasks: dict[str, Task], row: Row) -> None:
    task = tasks.setdefault(row["任务编号"], Task(
        row["任务编号"], row["任务名称"], KINDS[row["任务类型"]], ORIGINS[row["任务来源"]],
        _day(row.get("办理时限", "")), terms.first_day(row["提出日期"]), terms.day_after(row["办结日期"]),
    ))
    task.streets |= {row["吹哨街道"]} - {""}
    task.duties |= {row.get("所属职责", "")} - {""}
    sent = terms.first_day(row["派单日期"])
    task.dispatches[row["承办单位"], sent] = Dispatch(
        row["承办单位"], sent, terms.day_after(row.get("撤单日期", "")), _day(row.get("响应日期", "")),
        _day(row.get("办毕日期", "")),
    )


def _day(text: str) -> date | None:
    return terms.first_day(text) if text else None


def inside(country: Country, place: str, wanted: str) -> bool:
    """Whether a division lies in the district, street or community of that name or code, if one is wanted."""
    above = [country.above(place, level) for level in ("district", "street", "community")] if place else []
    return not wanted or any(wanted in (c, country.name(c)) for c in above if c)


def _about(found: Whistles, task: Task, district: str, street: str) -> bool:
    fits = (inside(found.country, s, district) and inside(found.country, s, street) for s in task.streets)
    return any(fits) if task.streets else not (district or street)


def open_tasks(
    world: World, rules: Mapping[str, int], state: str = "open", kind: str = "", district: str = "",
    street: str = "", limit: int = 1000,
) -> Rows:
    found, day = whistles(world), world.day
    answer = []
    for t in found.tasks.values():
        late = t.due is not None and t.due < day
        if not t.open(day) or kind not in ("", t.kind) or not (late or state == "open"):
            continue
        if not _about(found, t, district, street):
            continue
        sent = [d for d in t.dispatches.values() if d.stands(day)]
        answer.append({
            "task_id": t.code, "task": t.name, "kind": t.kind,
            "places": [found.country.name(s) for s in sorted(t.streets)], "origin": t.origin,
            "opened": t.since, "due": t.due, "days_open": (day - t.since).days,
            "days_overdue": (day - t.due).days if late and t.due else None, "dispatches": len(sent),
            "unanswered": sum(not d.answered(day) for d in sent),
        })
    answer.sort(key=lambda r: (
        r["days_overdue"] is None, -(r["days_overdue"] or 0), r["due"] is None, r["due"] or day, r["task_id"]
    ))
    return answer[:limit]


def _sent(
    world: World, after: date | None, kind: str, district: str
) -> dict[str, list[tuple[Task, Dispatch]]]:
    """The dispatches of a time by department."""
    found, day = whistles(world), world.day
    start = after or year_before(day)
    by: dict[str, list[tuple[Task, Dispatch]]] = defaultdict(list)
    for t in found.tasks.values():
        for d in t.dispatches.values():
            office = found.offices.get(d.to)
            if office and office.since <= day < office.until and start < d.sent and d.stands(day) \
                    and kind in ("", t.kind) and inside(found.country, office.place, district):
                by[d.to].append((t, d))
    return by


def _percentile(lengths: Iterable[int], share: int) -> int | None:
    """The smallest length that at least so many in a hundred do not exceed."""
    known = sorted(lengths)
    return next((v for i, v in enumerate(known, 1) if i * 100 >= share * len(known)), None)


def handling_times(
    world: World, rules: Mapping[str, int], from_: date | None = None, kind: str = "", district: str = ""
) -> Rows:
    day, offices = world.day, whistles(world).offices

    def row(code: str, name: str, sent: list[tuple[Task, Dispatch]]) -> dict[str, object]:
        took = {
            what: [
                max(0, (at - d.sent).days)
                for _, d in sent
                if (at := getattr(d, what)) is not None and at <= day
            ]
            for what in ("responded", "done")
        }
        return {
            "department_id": code, "department": name, "dispatched": len(sent),
            "responded": len(took["responded"]), "done": len(took["done"]),
            "respond_median": _percentile(took["responded"], 50),
            "respond_90": _percentile(took["responded"], 90),
            "done_median": _percentile(took["done"], 50), "done_90": _percentile(took["done"], 90),
        }

    by = _sent(world, from_, kind, district)
    groups = sorted(by.items(), key=lambda g: (-len(g[1]), g[0]))
    every = [x for _, sent in groups for x in sent]
    return [*(row(c, offices[c].name, sent) for c, sent in groups), row("", "合计", every)]


def silent_departments(
    world: World, rules: Mapping[str, int], from_: date | None = None, at_least: int = 1, kind: str = "",
    district: str = "",
) -> Rows:
    found, day = whistles(world), world.day
    answer = []
    for code, sent in _sent(world, from_, kind, district).items():
        if len(sent) >= at_least and not any(d.answered(day) for _, d in sent):
            office = found.offices[code]
            answer.append({
                "department_id": code, "department": office.name,
                "districts": [found.country.name(found.country.above(office.place, "district"))],
                "dispatched": len(sent), "open": sum(day < t.until for t, _ in sent),
                "first": min(d.sent for _, d in sent), "last": max(d.sent for _, d in sent),
            })
    return sorted(answer, key=lambda r: (-r["dispatched"], r["department_id"]))


def joint_campaigns(
    world: World, rules: Mapping[str, int], min_days: int = 0, min_departments: int = 0, district: str = "",
    street: str = "",
) -> Rows:
    found, day = whistles(world), world.day
    answer = []
    for t in found.tasks.values():
        if t.kind != "joint_campaign" or t.since > day or not _about(found, t, district, street):
            continue
        over = t.until <= day
        days = (t.until - t.since).days if over else (day - t.since).days + 1
        names = sorted({found.offices[d.to].name for d in t.dispatches.values() if d.stands(day)})
        if days >= min_days and len(names) >= min_departments:
            answer.append({
                "task_id": t.code, "task": t.name,
                "places": [found.country.name(s) for s in sorted(t.streets)], "departments": len(names),
                "department_names": names, "opened": t.since, "days": days, "over": yes(over),
            })
    return sorted(answer, key=lambda r: (r["opened"], r["task_id"]))


ANSWERS: Answers = {
    "tasks/open_tasks": open_tasks,
    "tasks/handling_times": handling_times,
    "tasks/silent_departments": silent_departments,
    "tasks/joint_campaigns": joint_campaigns,
}

CASES: tuple[Case, ...] = (
    Case("tasks/open_tasks", {"kind": "whistle"}, samples=PRACTICES),
    Case("tasks/open_tasks", {"district": "五华区", "state": "overdue"}, samples=PRACTICES),
    Case("tasks/open_tasks", {"street": "华山街道", "limit": 4}, samples=PRACTICES),
    Case("tasks/open_tasks", {"kind": "whistle", "district": "110117"}, samples=PRACTICES),
    Case("tasks/handling_times", {"kind": "whistle"}, samples=PRACTICES),
    Case("tasks/handling_times", {"district": "五华区"}, samples=PRACTICES),
    Case("tasks/handling_times", {"kind": "joint_campaign", "from": date(2020, 1, 1)}, samples=PRACTICES),
    Case("tasks/silent_departments", {"district": "五华区"}, samples=PRACTICES),
    Case("tasks/silent_departments", {"kind": "whistle", "at_least": 3}, samples=PRACTICES),
    Case("tasks/silent_departments", {"district": "平谷区", "from": date(2020, 9, 1)}, samples=PRACTICES),
    Case("tasks/joint_campaigns", samples=PRACTICES),
    Case("tasks/joint_campaigns", {"street": "华山街道", "min_days": 20}, samples=PRACTICES),
    Case("tasks/joint_campaigns", {"district": "五华区", "min_departments": 3}, samples=PRACTICES),
)

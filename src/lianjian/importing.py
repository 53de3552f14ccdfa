"""The import, stage by stage: files → sheets → records → plan → store. ``prepare`` writes nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from .derive import derive
from .model import FOREVER, REGISTRY, Registry
from .model.frames import conform, key
from .plan import Plan, final, make_plan
from .store import Changes, StoreError, TypeChanges, changes_of
from .tables.headings import Match, recognise, strange
from .tables.layouts import Layout, layouts
from .tables.parse import Parsed, parse
from .tables.persons import Pseudonyms
from .tables.privacy import HIDDEN
from .tables.problems import Problem, has_errors
from .tables.read import read
from .tables.records import Records, merge, overlaps
from .tables.resolve import Assertions, resolve

if TYPE_CHECKING:
    from .store import Store

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Prepared:
    """An import before it is applied: the plan, every problem, and what is needed to apply it."""

    problems: list[Problem]
    plan: Plan | None
    matches: list[Match]
    sources: tuple[str, ...]
    stored: Frames = field(repr=False, default_factory=dict)
    persons: bool = False
    key_check: str | None = None
    version: str = ""
    """Which import runs the store held when this was planned."""

    @property
    def clean(self) -> bool:
        """Whether nothing stands against applying it."""
        return self.plan is not None and not has_errors(self.problems)


@dataclass(frozen=True)
class Report:
    """What an import did: the id of its ImportRun and its numbers."""

    run: str
    read: int
    created: int
    updated: int
    unchanged: int
    removed: int


class KeyMismatchError(ValueError):
    """The store's pseudonyms were made with another key."""

    def __init__(self) -> None:
        super().__init__("化名密钥与图库所用的不是同一把 / the store's pseudonyms were made with another key")


def prepare(
    paths: Sequence[Path],
    store: Store | None,
    *,
    registry: Registry = REGISTRY,
    extra: Sequence[Layout] = (),
    layout: str | None = None,
    source: str | None = None,
    pseudonyms: Pseudonyms | None = None,
    prune: bool = False,
) -> Prepared:
    """Read files, find every problem, and plan what would change in ``store`` (None: an empty one).

    ``layout`` names the layout of all sheets, ``source`` the source instead of the files' names. Raises
    KeyMismatchError where the store's persons were made with another key, KeyError for an unknown layout.
    """
    known = layouts(registry, extra)
    if layout is not None and layout not in known:
        raise KeyError(layout)
    problems: list[Problem] = []
    parsed: list[Parsed] = []
    sources: list[str] = []
    if source is None:
        problems += _namesakes(paths)
    for path in sorted(paths, key=lambda p: p.name):  # the order of files changes nothing
        for match in _recognised(path, known, layout, problems):
            values, found = parse(match, registry, pseudonyms)
            problems += found
            parsed.append(values)
            sources.append(source or path.name)
    matches = [p.match for p in parsed]
    persons = any(m.layout.persons for m in matches)
    held = version(store)
    stored = snapshot(store, registry)
    check = pseudonyms.check if pseudonyms is not None and persons else None
    if check is not None and store is not None:
        _same_key(store, check)
    assertions, found = resolve(parsed, stored, registry, sources)
    problems += found
    records, found = merge(assertions, matches, stored, registry)
    problems += found
    if not matches or has_errors(problems):
        return Prepared(problems, None, matches, records.sources, stored, persons, check, held)
    plan = make_plan(records, stored, registry, prune=prune)
    problems += _overlaps(plan, records, stored, matches, registry)
    problems += _unplaced(plan, assertions, stored, matches, registry)
    problems += _empty_periods(plan, registry) + _renamed(plan, registry)
    return Prepared(problems, plan, matches, records.sources, stored, persons, check, held)


def _namesakes(paths: Sequence[Path]) -> list[Problem]:
    """Different files of one name: records are told apart by the names of their files."""
    folders: dict[str, set[Path]] = {}
    for path in paths:
        folders.setdefault(path.name, set()).add(path.resolve())
    return [Problem("F09", name) for name, found in sorted(folders.items()) if len(found) > 1]


def _recognised(
    path: Path, known: Mapping[str, Layout], layout: str | None, problems: list[Problem]
) -> list[Match]:
    """The file's sheets with their layouts; ``problems`` gains what was found.

    Beside a sheet that is known, one of which nothing is known is somebody's notes and no error.
    """
    sheets, found = read(path)
    problems += found
    told = [(sheet, *recognise(sheet, known, layout)) for sheet in sheets]
    matches = [match for _, match, _ in told if match is not None]
    for sheet, match, found in told:
        notes = match is None and matches and strange(sheet, known.values())
        problems += [Problem("F10", sheet.file, sheet.name)] if notes else found
    return matches


def snapshot(store: Store | None, registry: Registry = REGISTRY) -> Frames:
    """The frames of all asserted types as stored; empty types are left out."""
    if store is None:
        return {}
    held = store.counts()
    return {
        n: store.read(n) for n in (*registry.asserted_nodes, *registry.asserted_ties) if held.get(n)
    }


def version(store: Store | None) -> str:
    """A text that changes with every import a store has seen."""
    if store is None or not store.counts().get("ImportRun"):
        return ""
    return hashlib.sha256("".join(sorted(store.read("ImportRun")["id"])).encode()).hexdigest()


def apply(
    prepared: Prepared, store: Store, *, registry: Registry = REGISTRY, purpose: str | None = None,
    basis: str | None = None,
) -> Report:
    """Carry out the plan in one transaction, recompute what is derived, and leave an ImportRun.

    Raises ValueError for an import that is not clean, StoreError (nothing written) if the store refuses
    or has taken in another import since the plan was made.
    """
    if prepared.plan is None or not prepared.clean:
        raise ValueError("the import has errors and cannot be applied")
    if version(store) != prepared.version:
        raise StoreError(
            "changed",
            "制定计划之后，图库又有别的导入，什么也没有写入",
            "the store has taken in another import since this one was planned; nothing was written",
            "请再导入一次 / import once more",
        )
    plan = prepared.plan
    changes = {} if plan.empty else changes_for(plan, prepared.stored, store, registry)
    report = Report(
        run=uuid.uuid4().hex, read=plan.read, created=plan.count("create"), updated=plan.count("update"),
        unchanged=plan.count("unchanged"), removed=plan.count("removed") if plan.prune else 0,
    )
    if report.read != report.created + report.updated + report.unchanged:
        raise AssertionError("the numbers of the plan do not add up")
    run = registry.nodes["ImportRun"]
    now = datetime.now(UTC).replace(microsecond=0)
    row = conform(pl.DataFrame({
        "id": [report.run], "at": [now.isoformat()], "purpose": [purpose], "basis": [basis],
        "files": [list(prepared.sources)], "key_check": [prepared.key_check], "created": [report.created],
        "updated": [report.updated], "unchanged": [report.unchanged], "removed": [report.removed],
        "since": [now.date()], "until": [FOREVER],
    }), run)
    store.apply({**changes, "ImportRun": changes_of(run, create=row)})
    return report


def changes_for(plan: Plan, stored: Frames, store: Store, registry: Registry) -> Changes:
    """What has to be written: the plan's own changes and those of everything derived from them."""
    after = final(plan, stored, registry)
    made = derive(after, registry)
    before = dict(stored)
    for name in made:
        if name not in registry.asserted_nodes and name not in registry.asserted_ties:
            before[name] = store.read(name)
    touched = {n for n, p in plan.types.items() if p.create.height or p.update.height or p.gone.height} | set(
        made
    )
    return {n: c for n in touched if (c := difference(before.get(n), {**after, **made}[n], n, registry))}


def difference(
    before: pl.DataFrame | None, after: pl.DataFrame, name: str, registry: Registry
) -> TypeChanges | None:
    """The rows to create, update and delete so that ``before`` becomes ``after``; None if nothing."""
    declaration = registry.declaration(name)
    if before is None or not before.height:
        return changes_of(declaration, create=after) if after.height else None
    keys = list(key(declaration))
    rest = [c for c in after.columns if c not in keys]

    def flat(column: str, suffix: str = "") -> pl.Expr:
        e = pl.col(f"{column}{suffix}")
        return e.list.join("\0") if after.schema[column] == pl.List(pl.String) else e

    create = after.join(before.select(keys), on=keys, how="anti")
    delete = before.select(keys).join(after.select(keys), on=keys, how="anti")
    both = after.join(before, on=keys, suffix="_old")
    update = both.filter(pl.any_horizontal(flat(c).ne_missing(flat(c, "_old")) for c in rest)).select(
        after.columns
    )
    if not (create.height or update.height or delete.height):
        return None
    return changes_of(declaration, create=create, update=update, delete=delete)


def import_files(
    paths: Sequence[Path],
    store: Store,
    *,
    registry: Registry = REGISTRY,
    extra: Sequence[Layout] = (),
    pseudonyms: Pseudonyms | None = None,
    prune: bool = False,
    purpose: str | None = None,
    basis: str | None = None,
) -> Report:
    """Prepare and apply in one step, for notebooks. Raises ImportProblemsError if there are errors."""
    prepared = prepare(paths, store, registry=registry, extra=extra, pseudonyms=pseudonyms, prune=prune)
    if not prepared.clean:
        raise ImportProblemsError(prepared.problems)
    return apply(prepared, store, registry=registry, purpose=purpose, basis=basis)


class ImportProblemsError(ValueError):
    """An import with errors; ``problems`` has them all."""

    def __init__(self, problems: list[Problem]) -> None:
        errors = [p for p in problems if p.kind.severity == "error"]
        lines = [f"{p.code} {p.file} {p.cell} {p.text()}" for p in errors[:5]]
        super().__init__(f"{len(errors)} 处错误 / errors\n" + "\n".join(lines))
        self.problems = problems


def _same_key(store: Store, check: str) -> None:
    if not store.counts().get("ImportRun"):
        return
    used = set(store.read("ImportRun")["key_check"].drop_nulls().to_list())
    if used and check not in used:
        raise KeyMismatchError


def _overlaps(
    plan: Plan, records: Records, stored: Frames, matches: Sequence[Match], registry: Registry
) -> list[Problem]:
    """Ties of which only one may hold at a time, but which would overlap with what is stored."""
    problems = []
    after = None
    for name, declaration in registry.asserted_ties.items():
        p = plan.types.get(name)
        if (
            not declaration.single
            or p is None
            or name not in stored
            or not (p.create.height or p.update.height)
        ):
            continue
        after = after or final(plan, stored, registry)
        group = ["from_type", "from_id"]
        touched = pl.concat([p.create, p.update]).select(group).unique()
        rows = after[name].join(touched, on=group, how="semi")
        problems += overlaps(rows, records.places[name], declaration, matches, registry)
    return problems


def _empty_periods(plan: Plan, registry: Registry) -> list[Problem]:
    """Records that would end before they begin, once old and new dates come together."""
    problems = []
    for name, p in plan.types.items():
        for r in pl.concat([p.create, p.update]).filter(pl.col("since") >= pl.col("until")).to_dicts():
            file, kind = "、".join(r["sources"]), registry.nodes.get(r.get("from_type", name))
            if kind is not None and kind.person:  # what a roster says is not shown
                problems.append(Problem("V07", file, value=HIDDEN, facts={"since": HIDDEN}))
                continue
            who = r.get("name") or r.get("id") or f"{r['from_id']} - {r['to_id']}"
            last = date.fromordinal(r["until"].toordinal() - 1)
            problems.append(Problem("V07", file, value=f"{who} {last}", facts={"since": r["since"]}))
    return problems


def _renamed(plan: Plan, registry: Registry) -> list[Problem]:
    """Records that get another name: perhaps the code belongs to something else."""
    problems = []
    for name, p in plan.types.items():
        declaration = registry.declaration(name)
        for r in p.changes.filter(pl.col("field") == "name").iter_rows(named=True):
            facts = {"what": declaration.zh, "what_en": declaration.en, "id": r["id"], "old": r["old"]}
            problems.append(Problem("W02", r["new_sources"], value=r["new"], facts=facts))
    return problems


def _unplaced(
    plan: Plan, found: Assertions, stored: Frames, matches: Sequence[Match], registry: Registry
) -> list[Problem]:
    """Buildings that a survey names as a place, but of which nobody says where they are."""
    if not found.ties.get("SURVEYED_AT"):
        return []
    named = pl.concat(found.ties["SURVEYED_AT"])
    named = named.filter(pl.col("to_type") == "Building").sort("_sheet", "_row").unique("to_id", keep="first")
    located = final(plan, stored, registry)["LOCATED_IN"].filter(pl.col("from_type") == "Building")
    problems = []
    for r in named.join(located, left_on="to_id", right_on="from_id", how="anti").iter_rows(named=True):
        problems.append(matches[r["_sheet"]].problem("W01", r["_row"], "building.@name", r["to_id"], {}))
    return problems


def graph(store: Store, registry: Registry = REGISTRY) -> dict[str, pl.DataFrame]:
    """The asserted graph as sorted frames without sources and import runs: equal graphs compare equal."""
    frames = {}
    for name, frame in snapshot(store, registry).items():
        declaration = registry.declaration(name)
        keys = list(key(declaration))
        frames[name] = frame.drop("sources").sort(keys)
    return frames


__all__ = [
    "ImportProblemsError",
    "KeyMismatchError",
    "Prepared",
    "Report",
    "apply",
    "changes_for",
    "difference",
    "graph",
    "import_files",
    "prepare",
    "snapshot",
]

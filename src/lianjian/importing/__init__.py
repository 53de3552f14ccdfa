"""The import, stage by stage: files → sheets → records → plan → store. ``prepare`` writes nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ..derive import derive
from ..model import FOREVER, REGISTRY, Registry, RulePack, load_rules
from ..model.frames import conform, key
from ..plan import Plan, final, flat, make_plan
from ..store import Changes, StoreError, TypeChanges, changes_of
from ..tables.headings import Match, recognise, strange, words
from ..tables.layout import Layout
from ..tables.layouts import layouts
from ..tables.parse import Parsed, parse
from ..tables.persons import Pseudonyms
from ..tables.problems import Problem
from ..tables.read import read
from ..tables.records import merge
from ..tables.resolve import Assertions, resolve
from .partial import NOTHING, errors, lost, rows_of, whole, with_dependents, without
from .review import review

if TYPE_CHECKING:
    from ..store import Store

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
    rejected: pl.DataFrame = field(repr=False, default_factory=NOTHING.clear)
    """The rows with errors (``_sheet``, ``_row``); in a partial import also those that need them."""
    lost: int = 0
    """How many records a partial import leaves out."""
    shown: list[pl.DataFrame] = field(repr=False, default_factory=list)
    """Per sheet its cells, without personal data, for the rejected rows to be handed back."""
    origins: list[str] = field(default_factory=list)
    """Per sheet its source."""

    @property
    def clean(self) -> bool:
        """Whether nothing stands against applying it."""
        return self.plan is not None


@dataclass(frozen=True)
class Report:
    """What an import did: the id of its ImportRun and its numbers of records.

    read = created + updated + unchanged + rejected; ``rejected`` are records that only the
    ``rejected_rows`` of a partial import assert.
    """

    run: str
    read: int
    created: int
    updated: int
    unchanged: int
    removed: int
    rejected: int = 0
    rejected_rows: int = 0


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
    partial: bool = False,
    rules: RulePack | None = None,
) -> Prepared:
    """Read files, find every problem, and plan what would change in ``store`` (None: an empty one).

    ``layout`` names the layout of all sheets, ``source`` the source instead of the files' names. With
    ``partial``, rows with errors, and those that need what only they make, are left out of the plan;
    otherwise, and where an error concerns a whole file or sheet, errors leave no plan. Raises
    KeyMismatchError where the store's persons were made with another key, KeyError for an unknown layout,
    ValueError for ``partial`` together with ``prune``: an incomplete reading must not remove anything.
    """
    if partial and prune:
        raise ValueError("a partial import cannot prune")
    known = layouts(registry, extra)
    if layout is not None and layout not in known:
        raise KeyError(layout)
    problems: list[Problem] = []
    parsed: list[Parsed] = []
    sources: list[str] = []
    if source is None:
        problems += _namesakes(paths)
    once = {p.resolve(): p for p in paths}.values()
    for path in sorted(once, key=lambda p: p.name):  # the order of files changes nothing
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
    rules = load_rules() if rules is None else rules
    settled = _settle(assertions, problems, stored, matches, registry, rules, prune=prune, partial=partial)
    return Prepared(
        settled.problems, settled.plan, matches, settled.sources, stored, persons, check, held,
        settled.rejected, settled.lost, [p.shown for p in parsed], sources)


@dataclass(frozen=True)
class _Settled:
    """What the rows that can be taken in lead to."""

    problems: list[Problem]
    plan: Plan | None
    sources: tuple[str, ...]
    rejected: pl.DataFrame
    lost: int


def _settle(
    found: Assertions, problems: list[Problem], stored: Frames, matches: Sequence[Match], registry: Registry,
    rules: RulePack, *, prune: bool, partial: bool,
) -> _Settled:
    """Plan with the rows that have no error, so that all problems are found in one go.

    Leaving rows out may show further errors (two rows contradict each other with the third gone). A
    partial import goes on until there are none.
    """
    records, more = merge(found, matches, stored, registry)
    told = [*problems, *more]
    rejected, kept, dependents = NOTHING, found, list[Problem]()
    while True:
        if errors(told):
            bad, sheets = rows_of(told, matches)
            bad = pl.concat([bad, *(_rows(matches, i) for i in sheets)]).unique()
            rejected, dependents = with_dependents(found, bad, stored, matches, registry)
            kept = without(found, rejected)
            records, more = merge(kept, matches, stored, registry)
        else:
            more = []
        plan = make_plan(records, stored, registry, prune=prune)
        seen = {_identity(p) for p in told}
        news = [p for p in (*more, *review(plan, kept, records, stored, matches, registry, rules))
                if _identity(p) not in seen]
        if not partial or not errors(news):
            break
        told += errors(news)
    told += news
    if not errors(told):
        return _Settled(told, plan if matches else None, records.sources, NOTHING, 0)
    if not partial or whole(told, matches):
        return _Settled(told, None, records.sources, rows_of(told, matches)[0], 0)
    left = plan if kept.nodes or kept.ties else None
    return _Settled([*told, *dependents], left, records.sources, rejected, lost(found, kept, rejected))


def _rows(matches: Sequence[Match], number: int) -> pl.DataFrame:
    """All rows of a sheet."""
    rows = matches[number].sheet.cells["row"].cast(pl.UInt32)
    return pl.DataFrame({"_sheet": pl.repeat(number, len(rows), dtype=pl.UInt32, eager=True), "_row": rows})


def _identity(p: Problem) -> tuple[object, ...]:
    """What tells two problems apart."""
    return p.code, p.file, p.sheet, p.row, p.column, p.value, p.text()


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
    sheets, found = read(path, words(known.values()))
    told = [(sheet, *recognise(sheet, known, layout)) for sheet in sheets]
    matches = [match for _, match, _ in told if match is not None]
    # Totals are compared with what is taken in; the sums of a roster's columns would tell of its cells.
    summed = {(m.sheet.name, m.place(c.to)[0]) for m in matches if not m.layout.persons
              for c in m.columns.values()}
    problems += [p for p in found if p.code != "F26" or (p.sheet, p.column) in summed]
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
    return _version(store.read("ImportRun")) if store is not None else ""


def _version(runs: pl.DataFrame) -> str:
    return hashlib.sha256("".join(sorted(runs["id"])).encode()).hexdigest() if runs.height else ""


def apply(
    prepared: Prepared, store: Store, *, registry: Registry = REGISTRY, purpose: str | None = None,
    basis: str | None = None,
) -> Report:
    """Carry out the plan in one transaction, recompute what is derived, and leave an ImportRun.

    Raises ValueError for an import that is not clean, StoreError (nothing written) if the store refuses
    or has taken in another import since the plan was made.
    """
    if prepared.plan is None:
        raise ValueError("the import has errors and cannot be applied")
    # read first: whatever another import adds after this is found out by the store, which is told the number
    runs = store.read("ImportRun")
    if _version(runs) != prepared.version:
        raise StoreError(
            "changed",
            "制定计划之后，图库又有别的导入，什么也没有写入",
            "the store has taken in another import since this one was planned; nothing was written",
            "请再导入一次 / import once more",
        )
    plan = prepared.plan
    changes = {} if plan.empty else changes_for(plan, prepared.stored, store, registry)
    report = Report(
        run=uuid.uuid4().hex, read=plan.read + prepared.lost, created=plan.count("create"),
        updated=plan.count("update"), unchanged=plan.count("unchanged"),
        removed=plan.count("removed") if plan.prune else 0, rejected=prepared.lost,
        rejected_rows=prepared.rejected.height,
    )
    if report.read != report.created + report.updated + report.unchanged + report.rejected:
        raise AssertionError("the numbers of the plan do not add up")
    run = registry.nodes["ImportRun"]
    now = datetime.now(UTC).replace(microsecond=0)
    row = conform(pl.DataFrame({
        "id": [report.run], "at": [now.isoformat()], "purpose": [purpose], "basis": [basis],
        "files": [list(prepared.sources)], "key_check": [prepared.key_check], "created": [report.created],
        "updated": [report.updated], "unchanged": [report.unchanged], "removed": [report.removed],
        "rejected": [report.rejected_rows],
        "since": [now.date()], "until": [FOREVER],
    }), run)
    store.apply({**changes, "ImportRun": changes_of(run, create=row)}, expected={"ImportRun": runs.height})
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
    create = after.join(before.select(keys), on=keys, how="anti")
    delete = before.select(keys).join(after.select(keys), on=keys, how="anti")
    both = after.join(before, on=keys, suffix="_old")
    differs = (flat(c, declaration, "\0").ne_missing(flat(f"{c}_old", declaration, "\0")) for c in rest)
    update = both.filter(pl.any_horizontal(differs)).select(after.columns)
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
    partial: bool = False,
    purpose: str | None = None,
    basis: str | None = None,
) -> Report:
    """Prepare and apply in one step, for notebooks. Raises ImportProblemsError if there are errors."""
    prepared = prepare(
        paths, store, registry=registry, extra=extra, pseudonyms=pseudonyms, prune=prune, partial=partial)
    if not prepared.clean:
        raise ImportProblemsError(prepared.problems)
    return apply(prepared, store, registry=registry, purpose=purpose, basis=basis)


class ImportProblemsError(ValueError):
    """An import with errors; ``problems`` has them all."""

    def __init__(self, problems: list[Problem]) -> None:
        found = errors(problems)
        lines = [f"{p.code} {p.file} {p.cell} {p.text()}" for p in found[:5]]
        super().__init__(f"{len(found)} 处错误 / errors\n" + "\n".join(lines))
        self.problems = problems


def _same_key(store: Store, check: str) -> None:
    used = set(store.read("ImportRun")["key_check"].drop_nulls().to_list())
    if used and check not in used:
        raise KeyMismatchError


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

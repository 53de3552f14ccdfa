"""Whether a store holds what lianjian would have written: each check counts what is fine and what is not.

An import cannot leave anything of this wrong behind; other programs, damage and faults can. What is
derived is computed anew from the records and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from lianjian.derive import derive
from lianjian.importing import difference
from lianjian.model import PERIOD_FIELDS, REGISTRY, Node, Registry, Tie
from lianjian.model.frames import TIE_ENDS, key, schema
from lianjian.store import StoreError

from .copying import steady
from .hashing import Content, content_of

if TYPE_CHECKING:
    from lianjian.store import Store

Frames: TypeAlias = dict[str, pl.DataFrame]
Declaration: TypeAlias = type[Node] | type[Tie]

EXAMPLES = 5
"""How many rows of one finding are named."""


@dataclass(frozen=True)
class Check:
    """What is checked, in two languages: its title, what it counts, what to do where it fails."""

    zh: str
    en: str
    unit_zh: str
    unit_en: str
    remedy_zh: str
    remedy_en: str


_FOREIGN = (
    "这不是 lianjian 写入的：请用备份恢复，或把原表导入新库",
    "lianjian did not write this: restore a backup, or import the sheets into a new store",
)
CHECKS: Mapping[str, Check] = {
    "schema": Check("值齐全", "values as declared", "条", "rows", *_FOREIGN),
    "totals": Check("总数", "totals", "种类", "types", *_FOREIGN),
    "keys": Check("键唯一", "unique keys", "条", "rows", *_FOREIGN),
    "periods": Check("期间非空", "non-empty periods", "条", "rows", *_FOREIGN),
    "ends": Check("联系两端", "both ends of ties", "条", "ties", *_FOREIGN),
    "codes": Check("代码", "codes", "值", "values", *_FOREIGN),
    "derived": Check(
        "派生记录", "derived rows", "条", "rows",
        "下一次有变化的导入会全部重算；或把原表导入新库",
        "the next import that changes something computes all of it anew; "
        "or import the sheets into a new store",
    ),
}
"""The checks in the order in which they are made and told."""
_GROUND = ("schema", "keys", "periods")
"""What must be sound before anything can be derived from it."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with ``count`` rows of one type, with some of them by id.

    Of persons and their ties there are no examples: a pseudonym is not shown.
    """

    type: str
    zh: str
    en: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """One check: ``n`` looked at, ``findings`` of what is wrong; n is None where it could not be made."""

    check: str
    n: int | None
    findings: tuple[Finding, ...] = ()

    @property
    def wrong(self) -> int:
        """How many of the n are wrong."""
        return sum(f.count for f in self.findings)


@dataclass(frozen=True)
class Verified:
    """All checks of a store, and the hashes of its content."""

    url: str
    results: tuple[Result, ...]
    content: Content | None = field(repr=False)
    """None where the store holds what cannot be read."""

    @property
    def sound(self) -> bool:
        """Whether every check was made and found nothing."""
        return all(r.n is not None and not r.findings for r in self.results)


def verify(store: Store, registry: Registry = REGISTRY) -> Verified:
    """Read the whole store and make every check of :data:`CHECKS`.

    Raises StoreError where the store does, and (changed) if it takes in an import meanwhile.
    """
    with steady(store):
        held = store.counts()
        frames, unreadable = _read(store, registry)
    if unreadable:
        schema_only = {"schema": Result("schema", sum(held.values()), unreadable)}
        results = [schema_only.get(c) or Result(c, None) for c in CHECKS]
        return Verified(store.url, tuple(results), None)
    filled = {n: f for n, f in frames.items() if f.height}
    results = [
        Result("schema", _rows(filled), tuple(_incomplete(filled, registry))),
        Result("totals", len(frames), tuple(_totals(held, frames))),
        Result("keys", _rows(filled), tuple(_repeated(filled, registry))),
        Result("periods", _rows(filled), tuple(_empty(filled, registry))),
        Result("ends", _rows({n: f for n, f in filled.items() if n in registry.ties}),
               tuple(_loose(filled, registry))),
        Result("codes", *_uncoded(filled, registry)),
    ]
    ground = not any(r.findings for r in results if r.check in _GROUND)
    results.append(Result("derived", *_underived(frames, registry)) if ground else Result("derived", None))
    return Verified(store.url, tuple(results), content_of(filled, registry))


def _read(store: Store, registry: Registry) -> tuple[Frames, tuple[Finding, ...]]:
    """All frames, and findings about types with values that do not fit their columns."""
    frames, unreadable = Frames(), list[Finding]()
    for name in (*registry.nodes, *registry.ties):
        try:
            frames[name] = store.read(name)
        except StoreError as error:
            if error.code != "damaged":
                raise
            unreadable.append(Finding(name, error.zh, error.en, store.counts()[name]))
    return frames, tuple(unreadable)


def _rows(frames: Frames) -> int:
    return sum(f.height for f in frames.values())


def _finding(name: str, rows: pl.DataFrame, zh: str, en: str, registry: Registry) -> Iterator[Finding]:
    """A finding about the rows, if there are any."""
    if not rows.height:
        return
    public = [n for n, declared in registry.nodes.items() if not declared.person]
    if name in registry.nodes:
        shown = rows if name in public else rows.clear()
    else:
        shown = rows.filter(pl.col("from_type").is_in(public), pl.col("to_type").is_in(public))
    examples = map(_named, shown.head(EXAMPLES).iter_rows(named=True))
    yield Finding(name, zh, en, rows.height, tuple(examples))


def _named(row: Mapping[str, object]) -> str:
    """A row by its key."""
    if "id" in row:
        return str(row["id"])
    near, far = (f"{row[f'{side}_type']} {row[f'{side}_id']}" for side in ("from", "to"))
    return f"{near} → {far} ({row['since']})"


def _totals(held: Mapping[str, int], frames: Frames) -> Iterator[Finding]:
    """Types of which the engine counts other rows than it gives (ties to what is no type of ours)."""
    for name, frame in frames.items():
        counted = held.get(name, 0)
        if counted != frame.height:
            yield Finding(
                name, f"计数 {counted}，读出 {frame.height}", f"{counted} counted, {frame.height} read", 1
            )


def _incomplete(frames: Frames, registry: Registry) -> Iterator[Finding]:
    """Rows without a key, a date or another value that a type never lacks."""
    for name, frame in frames.items():
        declaration = registry.declaration(name)
        always = {n for n, f in declaration.fields().items() if f.required}
        always |= {*key(declaration), *PERIOD_FIELDS} & frame.schema.keys()
        null = {c: frame[c].null_count() for c in schema(declaration) if c in always}
        lacking = [c for c, n in null.items() if n]
        rows = frame.filter(pl.any_horizontal(pl.col(lacking).is_null())) if lacking else frame.clear()
        listed = "、".join(lacking), ", ".join(lacking)
        yield from _finding(name, rows, f"缺 {listed[0]}", f"lacks {listed[1]}", registry)


def _repeated(frames: Frames, registry: Registry) -> Iterator[Finding]:
    """Rows with the key of an earlier one."""
    for name, frame in frames.items():
        keys = list(key(registry.declaration(name)))
        rows = frame.select(keys).filter(~pl.struct(keys).is_first_distinct())
        yield from _finding(name, rows, "键重复", "key repeated", registry)


def _empty(frames: Frames, registry: Registry) -> Iterator[Finding]:
    """Rows that end before they begin."""
    for name, frame in frames.items():
        rows = frame.filter(pl.col("since") >= pl.col("until"))
        yield from _finding(name, rows, "截止不晚于起始", "ends before it begins", registry)


def _loose(frames: Frames, registry: Registry) -> Iterator[Finding]:
    """Ties one of whose ends is no node, or of a type that the tie cannot join."""
    nodes = pl.concat([
        pl.DataFrame(schema={"type": pl.String, "id": pl.String}),
        *(frames[n].select(pl.lit(n).alias("type"), "id") for n in registry.nodes if n in frames),
    ])
    for name, declaration in registry.ties.items():
        if name not in frames:
            continue
        ties = frames[name]
        near, _, far = declaration.ends()
        strange = ties.filter(~(pl.col("from_type").is_in(near) & pl.col("to_type").is_in(far)))
        yield from _finding(name, strange, "端点种类不符", "joins types it cannot join", registry)
        joined = ties.join(strange, on=TIE_ENDS, how="anti") if strange.height else ties
        whole = joined
        for side in ("from", "to"):
            end = [f"{side}_type", f"{side}_id"]
            whole = whole.join(nodes, left_on=end, right_on=["type", "id"], how="semi")
        loose = joined.join(whole, on=TIE_ENDS, how="anti") if whole.height < joined.height else ties.clear()
        yield from _finding(name, loose, "一端不存在", "an end does not exist", registry)


def _uncoded(frames: Frames, registry: Registry) -> tuple[int, tuple[Finding, ...]]:
    """How many coded values there are, and those that are in no code list.

    A derived type says '' where there is nothing to say.
    """
    n, found = 0, list[Finding]()
    for name, frame in frames.items():
        declaration = registry.declaration(name)
        for column, f in declaration.fields().items():
            if not f.attr.code or column not in frame.columns:
                continue
            known = [c.code for c in registry.codes[f.attr.code]] + ([""] if declaration.derived else [])
            values = frame.explode(column) if f.many else frame
            values = values.filter(pl.col(column).is_not_null())
            n += values.height
            wrong = values.filter(~pl.col(column).is_in(known))
            label = declaration.fields()[column].attr
            found += _finding(
                name, wrong, f"{label.label}不在值表中", f"{label.en}: not in the code list", registry
            )
    return n, tuple(found)


def _underived(frames: Frames, registry: Registry) -> tuple[int, tuple[Finding, ...]]:
    """How many rows follow from the records or claim to, and those that differ."""
    asserted = {n: frames[n] for n in (*registry.asserted_nodes, *registry.asserted_ties)}
    n, found = 0, list[Finding]()
    for name, made in derive(asserted, registry).items():
        stored = frames[name]
        n += stored.height
        change = difference(stored, made, name, registry)
        if change is None:
            continue
        n += change.create.height
        parts: Iterable[tuple[pl.DataFrame, str, str]] = (
            (change.create, "应有而无", "missing"), (change.update, "值不符", "differs"),
            (change.delete, "不应有", "should not be there"),
        )
        for rows, zh, en in parts:
            found += _finding(name, rows, zh, en, registry)
    return n, tuple(found)

"""Records × what the store holds → a plan: a value that is shown, applied and compared. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from .model import BEGINNING, FOREVER, Node, Registry, Tie
from .model.frames import TIE_ENDS, TIE_KEY, conform, empty, key, schema
from .tables.records import Records, settle_unknown

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class TypePlan:
    """What happens to one node or tie type.

    ``create`` and ``update`` are full rows as they will be; ``replaced`` are the keys of ties whose
    unknown since becomes known; ``changes`` has one row per changed field (key…, field, old, new,
    old_sources, new_sources). ``gone`` are the stored rows that their source no longer asserts, with
    ``remaining``, the sources that still do; rows with none are removed when pruning. ``kept`` are
    gone nodes that stay because something stored still refers to them.
    """

    create: pl.DataFrame
    update: pl.DataFrame
    replaced: pl.DataFrame
    changes: pl.DataFrame
    unchanged: int
    gone: pl.DataFrame
    kept: pl.DataFrame


@dataclass(frozen=True)
class Plan:
    """What an import would do to a store, type by type."""

    types: Mapping[str, TypePlan]
    prune: bool
    read: int
    """How many records the files assert: created + updated + unchanged."""

    def count(self, what: str) -> int:
        """How many rows are ``create``, ``update``, ``unchanged``, ``gone`` or ``removed`` in all."""
        return sum(counts(p)[what] for p in self.types.values())

    @property
    def empty(self) -> bool:
        """Whether applying it would change nothing."""
        gone = self.count("gone") if self.prune else 0
        return not (self.count("create") or self.count("update") or gone)


def counts(p: TypePlan) -> dict[str, int]:
    """The numbers of one type's plan."""
    removed = p.gone.filter(pl.col("remaining").list.len() == 0).height
    return {"create": p.create.height, "update": p.update.height, "unchanged": p.unchanged,
            "gone": p.gone.height, "removed": removed, "kept": p.kept.height}


def make_plan(records: Records, stored: Frames, registry: Registry, *, prune: bool = False) -> Plan:
    """Compare what an import asserts with what is stored.

    ``stored`` holds the frames of all asserted types (a missing one is empty). A blank asserts nothing
    and so changes nothing, unless pruning a record that has no other source. Survey values yield only to
    a later survey.
    """
    plans: dict[str, TypePlan] = {}
    for name, declaration in _asserted(registry):
        old = stored[name] if name in stored else empty(declaration)
        asserted = records.frames.get(name)
        if asserted is None and not old.height:
            continue
        plans[name] = _plan_type(
            asserted, old, declaration, records, fact=_is_fact(declaration, registry), prune=prune
        )
    plan = Plan(plans, prune, sum(p.create.height + p.update.height + p.unchanged for p in plans.values()))
    return _keep_referred(plan, stored, registry)


def final(plan: Plan, stored: Frames, registry: Registry) -> dict[str, pl.DataFrame]:
    """The frames of all asserted types as they are after the plan, before anything is derived."""
    frames = {}
    for name, declaration in _asserted(registry):
        frame = stored[name] if name in stored else empty(declaration)
        p = plan.types.get(name)
        if p is not None:
            keys = list(key(declaration))
            leaves = pl.concat([p.replaced.select(keys), p.update.select(keys)])
            if plan.prune:
                leaves = pl.concat([leaves, p.gone.select(keys)])
                lasting = p.gone.filter(pl.col("remaining").list.len() > 0).drop("sources").rename(
                    {"remaining": "sources"}).select(frame.columns)
                # A row that is both updated and withdrawn by another source keeps the update's values.
                lasting = lasting.join(p.update, on=keys, how="anti")
            else:
                lasting = frame.clear()
            frame = pl.concat([frame.join(leaves, on=keys, how="anti"), lasting, p.update, p.create])
        frames[name] = frame
    return frames


def _asserted(registry: Registry) -> list[tuple[str, type[Node] | type[Tie]]]:
    """All types that sheets can assert, nodes first."""
    return [*registry.asserted_nodes.items(), *registry.asserted_ties.items()]


def _is_fact(declaration: type[Node] | type[Tie], registry: Registry) -> bool:
    """Whether the type is a dated fact or a tie of one: its end is derived, not asserted."""
    if issubclass(declaration, Node):
        return bool(declaration.fact_of)
    return all(registry.nodes[x].fact_of for x in declaration.ends()[0])


def _keep_referred(plan: Plan, stored: Frames, registry: Registry) -> Plan:
    """Nodes that nobody asserts any more stay while a tie that stays refers to them."""
    leaving = {n: p for n, p in plan.types.items() if n in registry.nodes and counts(p)["removed"]}
    if not leaving:
        return plan
    after = final(replace(plan, prune=True), stored, registry)
    held = pl.concat([
        after[t].select(pl.col(f"{side}_type").alias("type"), pl.col(f"{side}_id").alias("id"))
        for t in registry.asserted_ties for side in ("from", "to")
    ]).unique()
    types = dict(plan.types)
    for name, p in leaving.items():
        referred = held.filter(pl.col("type") == name)
        kept = p.gone.filter(pl.col("remaining").list.len() == 0).join(referred, on="id", how="semi")
        types[name] = replace(p, gone=p.gone.join(kept, on="id", how="anti"), kept=kept.drop("remaining"))
    return replace(plan, types=types)


def _plan_type(
    asserted: pl.DataFrame | None, old: pl.DataFrame, declaration: type[Node] | type[Tie], records: Records,
    *, fact: bool, prune: bool,
) -> TypePlan:
    keys = list(key(declaration))
    surveyed = frozenset(day for days in records.survey_dates.values() for day in days)
    new = conform(asserted, declaration) if asserted is not None else empty(declaration)
    replaced = old.clear()
    if issubclass(declaration, Tie):
        new = settle_unknown(new, old)
        old, replaced = _known_for_unknown(new, old)
    merged = new.join(old, on=keys, how="left", suffix="_old", maintain_order="left").with_columns(
        *_merge(declaration, surveyed, fact=fact, prune=prune), pl.col("sources").alias("_now"))
    there = pl.col("sources_old").is_not_null()
    fields = [f for f in schema(declaration) if f not in keys]
    # The sources are the union with the stored ones: they differ only by being more.
    more = pl.col("sources").list.len() > pl.col("sources_old").list.len()
    differs = pl.any_horizontal(more, *(
        flat(f, declaration).ne_missing(flat(f"{f}_old", declaration)) for f in fields if f != "sources"
    ))
    moved = replaced.select(*keys, pl.lit(value=True).alias("_moved"))
    if moved.height:
        merged = merged.join(moved, on=keys, how="left", maintain_order="left")
    else:
        merged = merged.with_columns(pl.lit(value=False).alias("_moved"))
    merged = merged.with_columns(pl.col("_moved").fill_null(value=False))
    created = merged.filter(~there).with_columns(_defaults(declaration))
    changed = merged.filter(there & (differs | pl.col("_moved")))
    columns = list(schema(declaration))
    gone = _gone(merged, old, declaration, records, fact=fact)
    if prune and gone.height:  # what one source changes, another may have withdrawn from
        changed = changed.join(gone.select(*keys, "remaining"), on=keys, how="left", maintain_order="left")
        changed = changed.with_columns(pl.coalesce("remaining", "sources").alias("sources"))
    return TypePlan(
        create=created.select(columns), update=changed.select(columns),
        replaced=replaced.with_columns(pl.lit(BEGINNING).alias("since")).select(keys) if replaced.height
        else replaced.select(keys),
        changes=_changes(changed, fields, keys, declaration),
        unchanged=merged.height - created.height - changed.height,
        gone=gone, kept=old.clear(),
    )


def _known_for_unknown(new: pl.DataFrame, old: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Stored ties of unknown since that a known one now replaces.

    Returns the stored ties with those under their new key, and those rows. Where the known tie is
    stored already, the unknown one is only taken away and its sources join it.
    """
    unknown = old.filter(pl.col("since") == BEGINNING)
    if not unknown.height or not new.height:
        return old, old.clear()
    settled = settle_unknown(unknown, new).filter(pl.col("since") > BEGINNING)
    if not settled.height:
        return old, old.clear()
    stays = old.join(settled, on=list(TIE_ENDS), how="anti")
    others = old.filter(pl.col("since") > BEGINNING).join(settled, on=list(TIE_ENDS), how="semi")
    both = others.join(settled.select(*TIE_KEY, "sources"), on=list(TIE_KEY), how="left", suffix="_more")
    both = both.with_columns(pl.col("sources").list.set_union(
        pl.col("sources_more").fill_null([])).list.sort()).drop("sources_more")
    fresh = settled.join(others, on=list(TIE_KEY), how="anti")
    return pl.concat([stays, both, fresh.select(old.columns)]), settled.select(old.columns)


def _merge(
    declaration: type[Node] | type[Tie], surveyed: Collection[date], *, fact: bool, prune: bool
) -> list[pl.Expr]:
    """The value each field will have, from the asserted one and the stored one (``…_old``).

    A source that alone asserted a record may take values back when pruning; of a surveyed record only
    those that a survey of the dates at hand (``surveyed``) had given.
    """
    keys, columns = key(declaration), schema(declaration)
    sole = pl.col("sources_old").list.set_difference("sources").list.len() == 0
    older = pl.lit(value=False)
    if "stated" in columns:
        sole &= pl.col("stated_old").is_null() | pl.col("stated_old").is_in(sorted(surveyed))
        older = (pl.col("stated") < pl.col("stated_old")).fill_null(value=False)
    sole = sole.fill_null(value=False) & prune
    found = []
    for f in columns:
        if f in keys or f == "sources":
            continue
        new, old = pl.col(f), pl.col(f"{f}_old")
        if f == "stated":
            value = pl.when(sole).then(new).otherwise(pl.max_horizontal(new, old))
        elif fact and f.startswith("until"):
            value = old
        else:
            kept = _moved_along(f, declaration)
            later = pl.when(older).then(pl.coalesce(_said(f, declaration), new, old)).otherwise(
                pl.coalesce(new, kept)
            )
            blank = pl.when(pl.col("sources_old").is_not_null()).then(_default(f, declaration))
            value = pl.when(sole).then(pl.coalesce(new, blank)).otherwise(later)
        found.append(value.alias(f))
    union = pl.col("sources").list.set_union(pl.col("sources_old").fill_null([])).list.sort()
    return [*found, union.alias("sources")]


def _said(name: str, declaration: type[Node] | type[Tie]) -> pl.Expr:
    """The stored value, null where it is only what stands for "not stated"."""
    old = pl.col(f"{name}_old")
    unsaid = {"since": BEGINNING, "since_precision": "unknown", "until": FOREVER, "until_precision": "open"}
    if name in unsaid:
        return pl.when(old != pl.lit(unsaid[name])).then(old)
    if schema(declaration)[name] == pl.List(pl.String):
        return pl.when(old.list.len() > 0).then(old)
    return old


def _moved_along(name: str, declaration: type[Node] | type[Tie]) -> pl.Expr:
    """The stored value; the end of a day that nobody stated goes along with a corrected day."""
    old = pl.col(f"{name}_old")
    if name != "until" or not declaration.momentary or not issubclass(declaration, Node):
        return old
    day = pl.duration(days=1)
    moved = pl.coalesce("since", "since_old") + day
    return pl.when(old == pl.col("since_old") + day).then(moved).otherwise(old)


def _default(name: str, declaration: type[Node] | type[Tie]) -> pl.Expr:
    """The value of a field that nothing states."""
    field = declaration.fields()[name]
    if name == "until" and declaration.momentary:
        return (
            pl.when(pl.col("since") > BEGINNING)
            .then(pl.col("since") + pl.duration(days=1))
            .otherwise(pl.lit(FOREVER))
        )
    if name == "until_precision" and declaration.momentary:
        return pl.when(pl.col("since") > BEGINNING).then(pl.lit("day")).otherwise(pl.lit("open"))
    value = declaration.model_fields[name].get_default(call_default_factory=True)
    dtype = schema(declaration)[name]
    if field.required or value is None:
        return pl.lit(None, dtype)
    return (
        pl.lit(value, dtype)
        if not isinstance(value, list)
        else pl.lit(pl.Series([value], dtype=dtype)).first()
    )


def _defaults(declaration: type[Node] | type[Tie]) -> list[pl.Expr]:
    return [
        pl.col(f).fill_null(_default(f, declaration)).alias(f)
        for f in schema(declaration) if f not in ("id", "sources", *TIE_ENDS)
    ]


def flat(column: str, declaration: type[Node] | type[Tie], sign: str = "、") -> pl.Expr:
    """A column (or its ``…_old``) in a form that compares by value: a list as one text."""
    dtype = schema(declaration)[column.removesuffix("_old")]
    return pl.col(column).list.join(sign) if dtype == pl.List(pl.String) else pl.col(column)


def _changes(changed: pl.DataFrame, fields: list[str], keys: list[str], declaration: type[Node] | type[Tie]
             ) -> pl.DataFrame:
    """One row per changed field: key…, field, old, new (as text), old_sources, new_sources."""
    sources = [
        pl.col("sources_old").list.join("、").alias("old_sources"),
        pl.col("_now").list.join("、").alias("new_sources"),
    ]
    shape = {
        **{k: schema(declaration)[k] for k in keys},
        "field": pl.String,
        "old": pl.String,
        "new": pl.String,
        "old_sources": pl.String,
        "new_sources": pl.String,
    }
    found = [pl.DataFrame(schema=shape)]
    for f in fields:
        old, new = flat(f"{f}_old", declaration), flat(f, declaration)
        found.append(
            changed.filter(old.ne_missing(new)).select(
                *keys,
                pl.lit(f).alias("field"),
                old.cast(pl.String).alias("old"),
                new.cast(pl.String).alias("new"),
                *sources,
            )
        )
    if "_moved" in changed.columns and "since" in keys:
        found.append(changed.filter("_moved").select(
            *keys, pl.lit("since").alias("field"), pl.lit(str(BEGINNING)).alias("old"),
            pl.col("since").cast(pl.String).alias("new"), *sources))
    return pl.concat(found).sort(*keys, "field")


def _gone(
    merged: pl.DataFrame,
    old: pl.DataFrame,
    declaration: type[Node] | type[Tie],
    records: Records,
    *,
    fact: bool,
) -> pl.DataFrame:
    """Stored rows that one of the import's sources asserted and no longer does, with who still does.

    Only rows that are asserted by others than stored, or not at all, are looked at: mostly there are few.
    """
    keys = list(key(declaration))
    met = merged.filter(pl.col("sources_old").is_not_null())
    nobody = pl.lit([], pl.List(pl.String))
    absent = old.clear() if met.height == old.height else old.join(met.select(keys), on=keys, how="anti")
    other = met.filter(pl.col("sources_old").list.set_difference("_now").list.len() > 0)
    looked_at = pl.concat([
        absent.with_columns(nobody.alias("_now")), old.join(other.select(*keys, "_now"), on=keys),
    ])
    lost = []
    for source in records.sources:
        withdrawn = pl.col("sources").list.contains(source) & ~pl.col("_now").list.contains(source)
        if fact:
            withdrawn &= pl.col("since").is_in(sorted(records.survey_dates.get(source, ())))
        lost.append(pl.when(withdrawn).then(pl.lit(source)))
    left = pl.concat_list(lost).list.drop_nulls() if lost else nobody
    still = pl.col("sources").list.set_difference("_lost").list.set_union("_now").list.sort()
    return (
        looked_at.with_columns(left.alias("_lost")).filter(pl.col("_lost").list.len() > 0)
        .with_columns(still.alias("remaining")).drop("_lost", "_now").sort(keys)
    )

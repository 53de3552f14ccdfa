"""Dated facts: each holds until the next fact of its subject, and so do its ties."""

from __future__ import annotations

import polars as pl

from lianjian.model import FOREVER, Registry
from lianjian.model.frames import TIE_KEY

from .graph import Frames, asserted


def date_facts(frames: Frames, registry: Registry) -> dict[str, pl.DataFrame]:
    """The frames of all fact types (``fact_of``) and of the ties that start at them, with ``until`` set.

    A fact ends where the next later fact of the same subject begins, with that one's precision; the
    last is open. Of a fact of several subjects the earliest end counts. Sorted by key.
    """
    done: dict[str, pl.DataFrame] = {}
    for name, declared in registry.asserted_nodes.items():
        if not declared.fact_of:
            continue
        facts = asserted(frames, registry, name)
        ends = _ends(facts, asserted(frames, registry, declared.fact_of).filter(pl.col("from_type") == name))
        done[name] = _set(facts, ends, "id").sort("id")
        for tie, tied in registry.asserted_ties.items():
            if name in tied.ends()[0]:
                rows = done.get(tie, asserted(frames, registry, tie))
                own = pl.col("from_type") == name
                ended = _set(rows.filter(own), ends, "from_id")
                done[tie] = pl.concat([ended, rows.filter(~own)]).sort(TIE_KEY)
    return done


def _ends(facts: pl.DataFrame, subjects: pl.DataFrame) -> pl.DataFrame:
    """id, end, end_precision of the facts that another one follows."""
    subject = ["to_type", "to_id"]
    of = subjects.select("from_id", *subject).join(
        facts.select(pl.col("id").alias("from_id"), "since", "since_precision"), on="from_id"
    )
    dates = of.select(*subject, "since", "since_precision").sort(pl.all())
    dates = dates.unique([*subject, "since"], keep="first", maintain_order=True).with_columns(
        pl.col("since", "since_precision").shift(-1).over(subject).name.prefix("next_")
    )
    return (
        of.join(dates.drop("since_precision"), on=[*subject, "since"])
        .drop_nulls("next_since")
        .sort("from_id", "next_since", "next_since_precision")
        .unique("from_id", keep="first", maintain_order=True)
        .select(
            pl.col("from_id").alias("id"), pl.col("next_since").alias("end"),
            pl.col("next_since_precision").replace("unknown", "day").alias("end_precision"),
        )
    )


def _set(rows: pl.DataFrame, ends: pl.DataFrame, column: str) -> pl.DataFrame:
    return (
        rows.join(ends.rename({"id": column}), on=column, how="left", maintain_order="left")
        .with_columns(
            pl.col("end").fill_null(FOREVER).alias("until"),
            pl.when(pl.col("end").is_null()).then(pl.lit("open")).otherwise("end_precision").alias("until_precision"),
        )
        .select(rows.columns)
    )

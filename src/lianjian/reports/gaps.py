"""The gaps of every division as ledgers: which units to act on, what is advised, what became of the last.

Figures come from questions; what is added here is the advice by rule and the names of the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import polars as pl

from lianjian.model import load_rules
from lianjian.queries import ask
from lianjian.views.answer import code_labels

if TYPE_CHECKING:
    from lianjian.model import RulePack
    from lianjian.queries.run import Answer, Asked
    from lianjian.views.answer import Lang

By = Literal["district", "street", "community"]
Kind = Literal["all", "due", "uncovered"]
EVERY = 10_000_000
"""More rows than any ledger has."""
WAYS = ("instructor", "liaison", "trade_union", "youth_league")
TOTAL, NOWHERE = "合计", "未落位"
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Ledger:
    """The ledger of one division: its units in ``rows``, the most pressing first.

    ``code`` and ``name`` are the division's (``""`` and 未落位 of units that lie nowhere), ``units`` is
    how many units of tables 27 and 30 there are, ``file`` the name of the workbook.
    """

    code: str
    name: str
    units: int
    file: str
    rows: pl.DataFrame


@dataclass(frozen=True)
class Gaps:
    """All ledgers of a date, and the summary: one row a division and the total last.

    ``summary`` has code, name, units, gaps, fresh, open, overdue, done, resolved, and file, the name of
    the ledger ("" where there is no gap).
    """

    as_of: date
    by: By
    kind: Kind
    thresholds: Mapping[str, int]
    ledgers: tuple[Ledger, ...]
    summary: pl.DataFrame


def find_gaps(
    store: Asked,
    as_of: date,
    *,
    by: By = "street",
    kind: Kind = "all",
    district: str = "",
    rules: RulePack | None = None,
    lang: Lang = "zh",
) -> Gaps:
    """Ask for the gaps on ``as_of`` and part them by division.

    ``rules`` is the rule pack in force (default: the one that comes with the program), ``district`` a
    name or code, empty for all. Raises QuestionError (an unknown district) and the store's errors.
    """
    rules = load_rules() if rules is None else rules
    asked = {"as_of": as_of, "class": kind, "district": district}
    listed = ask(store, "coverage/gaps", {**asked, "limit": EVERY}, rules)
    counted = ask(store, "coverage/follow_ups", {**asked, "by": by}, rules)
    nearby = ask(store, "coverage/joint_branch_candidates", {"as_of": as_of}, rules)
    due_from, most = int(str(listed.params["due_from"])), rules["R2"].values["units"]
    rows = _advised(listed.frame, nearby, due_from, most, lang)
    rows = rows.with_columns(
        pl.col(f"{by}_code").alias("code"),
        pl.when(pl.col(by) == "").then(pl.lit(NOWHERE)).otherwise(pl.col(by)).alias("name"),
    )
    summary = counted.frame.rename({by: "name"})
    summary = summary.with_columns(_files(summary, as_of))
    parts = {(str(k[0]), str(k[1])): f for k, f in rows.partition_by("code", "name", as_dict=True).items()}
    ledgers = [
        Ledger(r["code"], r["name"], r["units"], r["file"], parts[r["code"], r["name"]])
        for r in summary.head(-1).iter_rows(named=True)
        if r["gaps"]
    ]
    if sum(x.rows.height for x in ledgers) != rows.height or summary["gaps"][-1] != rows.height:
        raise AssertionError("the ledgers do not add up to the gaps")
    names = ("due_from", "scope_staff", "scope_social_staff")
    thresholds = {n: int(str(listed.params[n])) for n in names}
    return Gaps(as_of, by, kind, thresholds, tuple(ledgers), summary)


def _files(summary: pl.DataFrame, as_of: date) -> pl.Series:
    """The names of the ledgers' files, "" where there is none; equal names get their codes."""
    stems = [safe(n) for n in summary["name"]]
    taken = [s.casefold() for s in stems]
    found = [
        f"{stem if taken.count(stem.casefold()) == 1 else safe(f'{stem}_{code}')}_{as_of}.xlsx"
        if gaps
        else ""
        for stem, code, gaps in zip(stems, summary["code"], summary["gaps"], strict=True)
    ]
    return pl.Series("file", [*found[:-1], ""], dtype=pl.String)


def safe(name: str) -> str:
    """A name as every file system takes it: no signs that Windows keeps for itself, no reserved words."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', "_", name).strip(" .")[:80].strip(" .")
    return f"_{plain}" if not plain or _RESERVED.match(plain) or plain.startswith("~$") else plain


def _advised(gaps: pl.DataFrame, nearby: Answer, due_from: int, most: int, lang: Lang) -> pl.DataFrame:
    """The gaps with ``work`` (ways of work coverage) and ``advice`` by the rules R1, R2 and R15.

    A joint branch has at most ``most`` units: so many, itself among them, are named.
    """
    zh = lang == "zh"
    few = (pl.col("class") == "few") & (pl.col("full_members") == "1-2")
    enough = nearby.frame.filter(pl.col("enough") == "yes").select("place_id", "place", "unit_names")
    partners = (
        gaps.filter(few & (pl.col("place_id") != "")).select("unit_id", "unit_name", "place_id")
        .join(enough.explode("unit_names"), on="place_id")
        .filter(pl.col("unit_name") != pl.col("unit_names"))
        .group_by("unit_id", maintain_order=True)
        .agg(
            pl.col("place").first(), pl.len().alias("others"),
            pl.col("unit_names").sort().head(most - 1).str.join("、" if zh else ", ").alias("partners"),
        )
    )  # fmt: skip
    rows = gaps.join(partners, on="unit_id", how="left", maintain_order="left")
    more = pl.col("others") > most - 1
    if zh:
        own = pl.lit(f"单独建立党支部（R1：正式党员 {due_from} 名以上）")
        tail = pl.when(more).then(pl.format("等 {} 家", "others")).otherwise(pl.lit(""))
        joint = pl.format(
            "与{}的{}{}联合建立党支部（R2：至多 {} 家）", "place", "partners", tail, pl.lit(most)
        )
        work = pl.lit("选派党建指导员或联络员，或建立工会、团组织（R15）")
        until_then = "；建立前先派指导员（R15）"
    else:
        own = pl.lit(f"set up a branch of its own (R1: {due_from} full members or more)")
        tail = pl.when(more).then(pl.format(" and others, {} in all", "others")).otherwise(pl.lit(""))
        joint = pl.format(
            "joint branch with {}{} in {} (R2: {} units at most)", "partners", tail, "place", pl.lit(most)
        )
        work = pl.lit("send an instructor or liaison, or set up a union or League organization (R15)")
        until_then = "; an instructor until then (R15)"
    first = pl.when(pl.col("class") == "due").then(own).when(pl.col("others") > 0).then(joint)
    meanwhile = pl.when(pl.col("uncovered") == "yes").then(pl.lit(until_then)).otherwise(pl.lit(""))
    labels = code_labels("work", lang)
    ways = [pl.when(pl.col(w) == "yes").then(pl.lit(labels[w])) for w in WAYS]
    return rows.with_columns(
        pl.coalesce(pl.concat_str(first, meanwhile), work).alias("advice"),
        pl.concat_str(ways, separator="、" if zh else ", ", ignore_nulls=True).alias("work"),
    ).drop("place", "others", "partners")

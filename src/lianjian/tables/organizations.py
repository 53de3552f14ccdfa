"""Who an organization without a code is: its name, and where that is borne twice, its superior.

Codes are rare in what offices send. A name that one organization bears is its id. Where two superiors
hold the same name at one time, the id carries the superior's id, and a row that names no superior is
ambiguous. What the store holds keeps its id, so that importing again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from ..model import BEGINNING, FOREVER
from .directory import aliases
from .parse import key_of, name_key, nfkc
from .problems import Problem
from .rows import Rows

LABEL = "Organization"
Claim = tuple[str, date, date]
"""A superior (as written, or its id) and the period."""


@dataclass
class _Known:
    """What is known of organizations' names before ids are given.

    ``held``: name → id → superiors, of those with an id (a code, or stored). ``claims``: name → the
    superiors that rows without a code write. ``plain``: names of rows that write no superior.
    ``bearers``: code, name or alias → names.
    """

    held: dict[str, dict[str, list[Claim]]] = field(default_factory=lambda: defaultdict(dict))
    claims: dict[str, set[Claim]] = field(default_factory=lambda: defaultdict(set))
    plain: set[str] = field(default_factory=set)
    bearers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ids: set[str] = field(default_factory=set)
    made: dict[tuple[str, str], str | None] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)


def identify_organizations(
    work: Sequence[Rows], known: Mapping[str, pl.DataFrame]
) -> tuple[dict[tuple[str, str], set[str]], list[Problem]]:
    """Give every row that makes an organization its id.

    Returns the superiors of each organization, (type, id) → ids, from files and store, and a problem
    (R02) for each row whose name alone does not tell who is meant.
    """
    facts = _Known()
    _from_store(facts, known)
    sheets = [(rows, slot.name, _read(rows, slot.name, facts))
              for rows in work for slot in rows.layout.slots if slot.makes and slot.types == (LABEL,)]
    problems = [p for rows, slot, frame in sheets for p in _give(facts, rows, slot, frame)]
    superiors: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in facts.held.keys() | facts.claims.keys():
        tied = [(i, a) for i, claims in facts.held.get(name, {}).items() for a, _, _ in claims]
        tied += [(i, a) for a, _, _ in facts.claims.get(name, ())
                 if (i := _identity(facts, name, _superior(facts, a))) is not None]
        for i, above in tied:
            superiors[LABEL, i].add(_superior(facts, above))
    return superiors, problems


def _from_store(facts: _Known, known: Mapping[str, pl.DataFrame]) -> None:
    if LABEL not in known:
        return
    stored = known[LABEL]
    _bear(facts, stored)
    for i, name in stored.select("id", name_key("name").alias("name")).iter_rows():
        facts.held[name].setdefault(i, [])
        facts.ids.add(i)
        facts.bearers[i].add(name)
    if "SUPERIOR" in known:
        names = stored.select("id", name_key("name").alias("name"))
        tied = known["SUPERIOR"].join(names, left_on="from_id", right_on="id")
        for name, i, above, since, until in tied.select(
            "name", "from_id", "to_id", "since", "until"
        ).iter_rows():
            facts.held[name][i].append((above, since, until))


def _bear(facts: _Known, frame: pl.DataFrame) -> None:
    """Note by which codes and aliases the organizations of a frame (name, code, alias) are known."""
    named = frame.select(name_key("name").alias("name"), "code", "alias")
    for name, code in named.filter(pl.col("code").is_not_null()).select("name", "code").unique().iter_rows():
        facts.bearers[code].add(name)
    for name, alias in aliases(named, "name").iter_rows():
        facts.bearers[alias].add(name)


def _read(rows: Rows, slot: str, facts: _Known) -> pl.DataFrame:
    """The rows' names, codes and superiors; what they say is noted in ``facts``."""
    written = pl.coalesce(rows.column("superior.@code"), nfkc(rows.column("superior.@name")))

    def day(name: str, default: date) -> pl.Expr:
        return pl.col(name).fill_null(default) if rows.has(name) else pl.lit(default)

    frame = rows.frame.select(
        "row", name_key(f"{slot}.name").alias("name"), written.fill_null("").alias("above"),
        rows.column(f"{slot}.code").alias("code"), rows.column(f"{slot}.alias").alias("alias"),
        day("SUPERIOR.since", BEGINNING).alias("since"), day("SUPERIOR.until", FOREVER).alias("until"))
    _bear(facts, frame)
    said = (
        frame.filter(pl.col("name").is_not_null()).select("name", "code", "above", "since", "until").unique()
    )
    for name, code, above, since, until in said.iter_rows():
        claim = [(above, since, until)] if above else []
        if code is not None:
            facts.held[name].setdefault(code, []).extend(claim)
            facts.ids.add(code)
        elif claim:
            facts.claims[name].update(claim)
        else:
            facts.plain.add(name)
    return frame


def _give(facts: _Known, rows: Rows, slot: str, frame: pl.DataFrame) -> list[Problem]:
    """Write the ids into the sheet's rows; the problems of rows that get none."""
    uncoded = pl.col("code").is_null() & pl.col("name").is_not_null()
    pairs = frame.filter(uncoded).select("name", "above").unique()
    ids = [_identity(facts, n, _superior(facts, a) if a else "") for n, a in pairs.iter_rows()]
    table = pairs.with_columns(pl.Series("made", ids, dtype=pl.String))
    found = frame.join(table, on=["name", "above"], how="left", maintain_order="left")
    rows.frame = rows.frame.with_columns(
        pl.when(found["code"].is_null()).then(found["made"]).otherwise(found["code"]).alias(f"{slot}.@i"))
    problems = []
    for row, name in found.filter(uncoded & pl.col("made").is_null()).select("row", "name").iter_rows():
        options = {f"{a}/{name}" for a, _, _ in facts.claims[name]}
        options |= {f"{a}/{name}" for claims in facts.held[name].values() for a, _, _ in claims}
        options |= {i for i, claims in facts.held[name].items() if not claims}
        problems.append(
            rows.problem("R02", row, f"{slot}.name", name, {"hint": "、".join(sorted(options)[:3])})
        )
    return problems


def _superior(facts: _Known, text: str) -> str:
    """The id of the superior that a cell writes; the text itself where that cannot be told."""
    if text in facts.above:
        return facts.above[text]
    facts.above[text] = text  # a circle of superiors ends here
    found: set[str | None] = set()
    if text in facts.ids:
        found = {text}
    elif text.upper() in facts.ids:
        found = {text.upper()}
    elif "/" in text:
        qualifier, name = text.rsplit("/", 1)
        above = _superior(facts, qualifier)
        for n in _names(facts, key_of(name)):
            found |= {i for i, claims in facts.held.get(n, {}).items() if _under(facts, claims, above)}
            if _under(facts, facts.claims.get(n, ()), above):
                found.add(_identity(facts, n, above))
    else:
        for name in _names(facts, key_of(text)):
            found |= _all(facts, name)
    if len(found) == 1:
        facts.above[text] = next(iter(found)) or text
    return facts.above[text]


def _under(facts: _Known, claims: Iterable[Claim], above: str) -> bool:
    """Whether one of the claims is of that superior, by id."""
    return any(_superior(facts, a) == above for a, _, _ in claims)


def _names(facts: _Known, key: str) -> set[str]:
    """The names that a name or an alias stands for."""
    own = key in facts.held or key in facts.claims or key in facts.plain
    return {key} if own else facts.bearers.get(key, set())


def _all(facts: _Known, name: str) -> set[str | None]:
    """All organizations that bear a name."""
    found: set[str | None] = set(facts.held.get(name, {}))
    found |= {_identity(facts, name, _superior(facts, a)) for a, _, _ in facts.claims.get(name, ())}
    return found or {name}


def _identity(facts: _Known, name: str, above: str) -> str | None:
    """The id of the organization of that name under the superior with id ``above`` ("" if not told)."""
    if (name, above) in facts.made:
        return facts.made[name, above]
    facts.made[name, above] = name  # a circle of superiors ends here
    held = {
        i: [(_superior(facts, a), s, u) for a, s, u in claims]
        for i, claims in facts.held.get(name, {}).items()
    }
    claims = {(_superior(facts, a), s, u) for a, s, u in facts.claims.get(name, ())}
    same = [i for i, those in held.items() if above and any(a == above for a, _, _ in those)]
    if same:
        found = same[0] if len(same) == 1 else None
    elif not above:
        bearers = _all(facts, name)
        found = next(iter(bearers)) if len(bearers) == 1 else None
    else:
        mine = [(s, u) for a, s, u in claims if a == above]
        free = [i for i, those in held.items() if not _clash(those, above, mine)]
        if _clash(claims, above, mine) or (held and not free):
            found = f"{name}@{above}"
        else:
            found = (free[0] if free else name) if len(free) < 2 else None
    facts.made[name, above] = found
    return found


def _clash(claims: Iterable[Claim], above: str, mine: Sequence[tuple[date, date]]) -> bool:
    """Whether another superior holds the name in one of the periods ``mine``."""
    return any(a != above and x < until and since < y for a, since, until in claims for x, y in mine)

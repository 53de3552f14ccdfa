"""Assertions → records: one row per thing and tie, with every source; contradictions are problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from ..model import BEGINNING, FOREVER, Attr, Node, Registry, Tie
from ..model.codes import label
from ..model.frames import TIE_ENDS, TIE_KEY
from .dates import last_day
from .headings import Match
from .layout import CODE, NAME
from .problems import Problem
from .resolve import Assertions

PRECISIONS = ("since_precision", "until_precision")


@dataclass(frozen=True)
class Records:
    """What an import asserts, merged: frames by type, null where nothing is stated.

    Nodes have ``id``, the declared fields and ``sources``; ties have the ends, ``since`` (0001-01-01
    where unknown), their fields and ``sources``. ``survey_dates`` tells, per source, the dates of the
    facts its files contain: pruning touches no other date. ``places`` has every sheet and row
    that asserts a tie.
    """

    nodes: Mapping[str, pl.DataFrame]
    ties: Mapping[str, pl.DataFrame]
    sources: tuple[str, ...] = ()
    survey_dates: Mapping[str, frozenset[date]] = field(default_factory=dict)
    places: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Nodes and ties together, by type."""
        return {**self.nodes, **self.ties}

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(f.height for f in self.frames.values())


def merge(
    found: Assertions, matches: Sequence[Match], known: Mapping[str, pl.DataFrame], registry: Registry
) -> tuple[Records, list[Problem]]:
    """All assertions as records.

    Two different values for one field of one thing are a problem, unless survey dates differ: then the
    later survey's value holds. A tie whose since is unknown is the tie with a known one, if there is one.
    """
    problems: list[Problem] = []
    nodes, ties = {}, {}
    sources: set[str] = set()
    dates: dict[str, frozenset[date]] = {}
    places: dict[str, pl.DataFrame] = {}
    for name, frames in found.nodes.items():
        frame = pl.concat(frames)
        declaration = registry.nodes[name]
        nodes[name], bad = _nodes(frame, declaration, matches)
        problems += bad
        sources |= set(frame["source"].unique().to_list())
        if declaration.fact_of:
            for source, days in frame.group_by("source").agg(pl.col("since").unique()).iter_rows():
                dates[source] = dates.get(source, frozenset()) | frozenset(days)
    for name, frames in found.ties.items():
        tie = registry.ties[name]
        frame = _settled(pl.concat(frames, how="diagonal_relaxed"))
        ties[name], bad = _ties(frame, tie, matches)
        bad += _loops(frame, tie, matches)
        places[name] = frame.select(*TIE_KEY, "_sheet", "_row")
        if tie.single and not bad:
            after = ties[name].with_columns(pl.col("until").fill_null(FOREVER))
            bad = overlaps(after, places[name], tie, matches, registry)
        problems += bad + _of_one_name(frame, tie, nodes, matches, registry)
        sources |= set(frame["source"].unique().to_list())
    problems += _one_type(found, known, matches, registry)
    return Records(nodes, ties, tuple(sorted(sources)), dates, places), problems


def _place(match: Match, name: str, attribute: str, row: int) -> tuple[str, str]:
    """Letter and heading of the column that an attribute of a type came from.

    A tie's ``@name`` is the cell of the row that names the end which the row does not make.
    """
    layout = match.layout
    makes = {s.name for s in layout.slots if s.makes}
    ends = [e for t in layout.ties if t.type == name for e in ((*t.end, t.start) if makes else t.end)]
    if attribute == NAME:
        wanted = [f"{e}.{f}" for e in ends if e not in makes for f in (NAME, CODE)]
    else:
        wanted = [f"{x}.{attribute}" for x in (*(s.name for s in layout.slots if name in s.types), name)]
    given = {column.to: c for c, column in match.columns.items()}
    fitting = [given[to] for to in dict.fromkeys(wanted) if to in given]
    if len(fitting) > 1:
        cells = match.sheet.cells.filter(pl.col("row") == row).select(fitting).head(1)
        fitting = [c for c in fitting if cells.height and cells[c].item() is not None] or fitting
    return match.place(match.columns[fitting[0]].to) if fitting else ("", "")


def report(code: str, matches: Sequence[Match], sheet: int, row: int, name: str, attribute: str,
           value: object, facts: Mapping[str, object]) -> Problem:
    """A problem of what a row says of a record: where the attribute of the type ``name`` stands in it."""
    match = matches[sheet]
    return match.problem_at(code, row, _place(match, name, attribute, row), str(value), facts)


def spot(matches: Sequence[Match], sheet: int, row: int) -> tuple[str, str, int]:
    """File, sheet and row, as problems tell them."""
    m = matches[sheet].sheet
    return m.file, m.name, row


def where(matches: Sequence[Match], sheet: int, row: int) -> str:
    """File, sheet and row as one text."""
    m = matches[sheet].sheet
    return f"{m.file}{f' [{m.name}]' if m.name else ''} {row}"


def _contradictions(
    frame: pl.DataFrame, key: list[str], attributes: list[str], name: str, matches: Sequence[Match],
    declaration: type[Node] | type[Tie],
) -> list[Problem]:
    """One problem for each field that has two values among rows that should agree.

    It stands at the first row of each further value; beside it are all rows that say something of the
    field, for nobody knows which of them is right.
    """
    comparable = [
        pl.col(a).list.join("、") if frame.schema[a] == pl.List(pl.String) else pl.col(a) for a in attributes
    ]
    coded = pl.col("code").is_not_null() if "code" in attributes else pl.lit(value=False)
    flat = frame.select(*key, *comparable, "_sheet", "_row", coded.alias("_coded"))
    counts = flat.group_by(key).agg(pl.col(a).drop_nulls().n_unique().alias(a) for a in attributes)
    problems: list[Problem] = []
    for a in attributes:
        several = counts.filter(pl.col(a) > 1)
        if not several.height:
            continue
        rows = flat.filter(pl.col(a).is_not_null()).join(
            several.select(key), on=key, how="semi", nulls_equal=True
        )
        values = rows.sort("_sheet", "_row").unique([*key, a], keep="first", maintain_order=True)
        first = rows.sort("_sheet", "_row").group_by(key, maintain_order=True).agg(
            pl.col(a).first().alias("_value"), pl.col("_sheet", "_row").first().name.prefix("_first"),
            pl.col("_sheet", "_row").name.prefix("_all"))
        pairs = values.join(first, on=key, nulls_equal=True, maintain_order="left").filter(
            pl.col(a) != pl.col("_value"))
        attr = declaration.fields()[a].attr
        met: set[tuple[object, ...]] = set()
        for r in pairs.iter_rows(named=True):
            facts = {
                "what": declaration.zh, "what_en": declaration.en, "other": _said(r["_value"], attr),
                "other_place": where(matches, r["_first_sheet"], r["_first_row"])}
            code = _contradiction(declaration, a, coded=r["_coded"])
            problem = report(code, matches, r["_sheet"], r["_row"], name, a, _said(r[a], attr), facts)
            if (subject := tuple(r[k] for k in key)) not in met:  # once: there may be many values
                met.add(subject)
                beside = zip(r["_all_sheet"], r["_all_row"], strict=True)
                problem = replace(problem, beside=tuple(spot(matches, s, n) for s, n in beside))
            problems.append(problem)
    return sorted(problems, key=lambda p: (p.file, p.sheet, p.row))


def _said(value: object, attr: Attr) -> str:
    """A value as a cell says it: of a code its label, of an end the last day, an amount in its unit."""
    if attr.code:
        return "、".join(label(attr.code, code) for code in str(value).split("、"))
    if attr.inclusive and isinstance(value, date):
        return str(last_day(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and attr.unit and not attr.unit.startswith("°"):
        return f"{value:.12g} {attr.unit}"
    return str(value)


def _contradiction(declaration: type[Node] | type[Tie], attribute: str, *, coded: bool) -> str:
    """The code of two values for one field: of a count, of a thing's name under its code, of any other."""
    if issubclass(declaration, Node) and declaration.fact_of:
        return "C06"
    return "C05" if attribute == "name" and coded else "C01"


def _nodes(
    frame: pl.DataFrame, declaration: type[Node], matches: Sequence[Match]
) -> tuple[pl.DataFrame, list[Problem]]:
    name = declaration.__name__
    bookkeeping = ("id", "source", "_sheet", "_row", "stated", *PRECISIONS)
    attributes = [c for c in frame.columns if c not in bookkeeping]
    fields = declaration.fields()
    # what follows from other fields contradicts itself with them
    said = [a for a in attributes if not fields[a].attr.derived]
    key = ["id", "stated"] if "stated" in frame.columns else ["id"]
    problems = _contradictions(frame, key, said, name, matches, declaration)
    if "stated" in frame.columns:
        undated = frame.filter(pl.col("stated").is_null())
        if undated.height and not problems:
            latest = _latest(frame.filter(pl.col("stated").is_not_null()), attributes)
            both = pl.concat([undated, latest], how="diagonal_relaxed")
            problems = _contradictions(both, ["id"], said, name, matches, declaration)
    merged = _latest(frame, attributes)
    return merged.drop("_sheet", "_row", "source"), problems


def _latest(frame: pl.DataFrame, attributes: list[str]) -> pl.DataFrame:
    """One row per id: the last stated value of each attribute by survey date, and all sources."""
    order = ["stated", "_sheet", "_row"] if "stated" in frame.columns else ["_sheet", "_row"]
    more = [pl.col("stated").max()] if "stated" in frame.columns else []
    return (
        frame.sort(order, nulls_last=False).group_by("id", maintain_order=True)
        .agg(*(pl.col(a).drop_nulls().last() for a in attributes), *more,
             *(_finest(p, ["stated"] if more else []) for p in PRECISIONS),
             pl.col("source").unique().sort().alias("sources"),
             pl.col("_sheet", "_row", "source").first())
        .sort("id")
    )


def _finest(precision: str, first: list[str]) -> pl.Expr:
    """The finest precision given for a date (of the last survey, with ``first``), in any order of rows."""
    rank = pl.col(precision).replace_strict({"year": 1, "month": 2, "day": 3}, default=0)
    ordered = pl.col(precision).sort_by([*(pl.col(c) for c in first), rank], nulls_last=False)
    return ordered.drop_nulls().last()


def _settled(frame: pl.DataFrame) -> pl.DataFrame:
    """Tie rows with an unknown since written as such, or as the known one that is meant."""
    return settle_unknown(frame.with_columns(
        pl.when(pl.col("since").is_null()).then(pl.lit("unknown")).otherwise(
            pl.col("since_precision").cast(pl.String).fill_null("day")).alias("since_precision"),
        pl.col("since").cast(pl.Date).fill_null(BEGINNING), pl.col("until").cast(pl.Date),
        pl.col("until_precision").cast(pl.String)))


def _ties(
    frame: pl.DataFrame, declaration: type[Tie], matches: Sequence[Match]
) -> tuple[pl.DataFrame, list[Problem]]:
    name = declaration.ends()[1]
    attributes = [c for c in frame.columns
                  if c not in (*TIE_KEY, "source", "_sheet", "_row", *PRECISIONS)]
    problems = _contradictions(frame, list(TIE_KEY), attributes, name, matches, declaration)
    merged = (
        frame.sort("_sheet", "_row").group_by(TIE_KEY, maintain_order=True)
        .agg(*(pl.col(a).drop_nulls().last() for a in attributes), *(_finest(p, []) for p in PRECISIONS),
             pl.col("source").unique().sort().alias("sources"))
    )
    return merged, problems


def settle_unknown(frame: pl.DataFrame, others: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give ties with unknown since the known since of the tie between the same ends.

    Among several known ones the latest that begins before the unknown one's end is meant. ``others``
    are further ties with known since (the store's).
    """
    unknown = frame.filter(pl.col("since") == BEGINNING)
    if not unknown.height:
        return frame
    pool = [frame, *([others] if others is not None else [])]
    known = pl.concat([f.select(*TIE_KEY, "since_precision") for f in pool]).filter(
        pl.col("since") > BEGINNING
    )
    if not known.height:
        return frame
    options = (
        unknown.with_row_index("_n").select("_n", *TIE_ENDS, "until")
        .join(known.rename({"since": "_since", "since_precision": "_precision"}), on=list(TIE_ENDS))
        .filter(pl.col("_since") < pl.col("until").fill_null(FOREVER))
        .sort("_n", "_since").group_by("_n").agg(pl.col("_since", "_precision").last())
    )
    settled = unknown.with_row_index("_n").join(options, on="_n", how="left").with_columns(
        pl.coalesce("_since", "since").alias("since"), pl.coalesce("_precision", "since_precision")
        .alias("since_precision")).drop("_n", "_since", "_precision")
    return pl.concat([frame.filter(pl.col("since") > BEGINNING), settled.select(frame.columns)])


def _loops(frame: pl.DataFrame, declaration: type[Tie], matches: Sequence[Match]) -> list[Problem]:
    """Ties of something with itself."""
    same = (pl.col("from_type") == pl.col("to_type")) & (pl.col("from_id") == pl.col("to_id"))
    return [
        report("C04", matches, sheet, row, declaration.ends()[1], NAME, i,
                 {"tie": declaration.zh, "tie_en": declaration.en})
        for sheet, row, i in frame.filter(same).select("_sheet", "_row", "to_id").iter_rows()
    ]


def _of_one_name(
    frame: pl.DataFrame, tie: type[Tie], nodes: Mapping[str, pl.DataFrame], matches: Sequence[Match],
    registry: Registry,
) -> list[Problem]:
    """Things that only a name (and a date) makes one, though their ties go to several others."""
    if not tie.tells:
        return []
    other = "to" if tie.tells == "from" else "from"
    rows = frame.select(
        pl.col(f"{tie.tells}_type").alias("type"), pl.col(f"{tie.tells}_id").alias("id"),
        pl.concat_str(f"{other}_type", f"{other}_id", separator=" ").alias("other"), "_sheet", "_row",
    ).sort("_sheet", "_row").unique(["type", "id", "other"], keep="first", maintain_order=True)  # fmt: skip
    second = rows.filter(pl.int_range(pl.len()).over("type", "id") == 1)
    problems = []
    for type_, found in second.group_by("type", maintain_order=True):
        node = nodes.get(str(type_[0]))
        if node is None:
            continue
        plain = node if "code" not in node.columns else node.filter(pl.col("code").is_null())
        declaration = registry.nodes[str(type_[0])]
        facts = {"what": declaration.zh, "what_en": declaration.en, "tie": tie.zh, "tie_en": tie.en}
        problems += [
            report("W13", matches, sheet, row, str(type_[0]), "name", name, facts)
            for sheet, row, name in found.join(plain.select("id", "name"), on="id")
            .select("_sheet", "_row", "name").iter_rows()
        ]  # fmt: skip
    return problems


def before(rows: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Beside each row, as ``b_…``, the one before it in its group that lasts longest.

    ``rows`` are sorted by group and since. A short one between two must not hide that they overlap.
    """
    reach = pl.when(pl.col("until") == pl.col("until").cum_max().over(group)).then(pl.int_range(pl.len()))
    last = rows.select(reach.alias("_i")).with_columns(rows[c] for c in group).select(
        pl.col("_i").forward_fill().shift(1).over(group))["_i"]
    return rows.with_columns(
        rows[c].gather(last).alias(f"b_{c}")
        for c in ("to_type", "to_id", "since", "until", "sources", "_sheet", "_row")
    )


def first_places(places: pl.DataFrame) -> pl.DataFrame:
    """The first sheet and row that asserts each tie."""
    return places.sort("_sheet", "_row").unique(TIE_KEY, keep="first", maintain_order=True)


def asserting(
    places: pl.DataFrame, ties: pl.DataFrame, matches: Sequence[Match]
) -> dict[tuple[object, ...], tuple[tuple[str, str, int], ...]]:
    """All rows that assert each of some ties, by key: of two that contradict each other none may stay."""
    rows = places.join(ties.select(TIE_KEY).unique(), on=list(TIE_KEY), how="semi", nulls_equal=True)
    grouped = rows.sort("_sheet", "_row").group_by(TIE_KEY).agg("_sheet", "_row")
    return {
        tuple(r[: len(TIE_KEY)]): tuple(spot(matches, s, n) for s, n in zip(r[-2], r[-1], strict=True))
        for r in grouped.iter_rows()
    }


def overlaps(
    ties: pl.DataFrame,
    places: pl.DataFrame,
    declaration: type[Tie],
    matches: Sequence[Match],
    registry: Registry,
) -> list[Problem]:
    """Ties that may hold only once per near end and date, but overlap.

    ``ties`` have the key, ``until`` and ``sources``; ``places`` tell the sheet and row of those that the
    files assert. Of two that overlap at least one should have a place; the problem stands there.
    """
    ends = ["from_type", "from_id"]
    rows = ties.join(first_places(places), on=list(TIE_KEY), how="left", nulls_equal=True).sort(
        *ends, "since", "until", "to_id"
    )
    pairs = before(rows, ends).filter(pl.col("b_until") > pl.col("since"))
    others = pairs.select(*ends, *(pl.col(f"b_{c}").alias(c) for c in ("to_type", "to_id", "since")))
    all_rows = asserting(places, pl.concat([pairs.select(TIE_KEY), others]), matches)
    problems = []
    for r in pairs.iter_rows(named=True):
        # The place is that of the later one, if the files assert it.
        this, other = ("", "b_") if r["_sheet"] is not None else ("b_", "")
        if r[f"{this}_sheet"] is None:
            continue
        at = r[f"{other}_sheet"]
        thing = registry.nodes[r["from_type"]]
        who = "" if thing.person else f" {r['from_id']}"  # a pseudonym is for the store only
        facts = {
            "what": f"{thing.zh}{who}{who and ' '}",
            "what_en": f"{thing.en}{who}",
            "tie": declaration.zh,
            "tie_en": declaration.en,
            "other": r[f"{other}to_id"],
            "other_place": "、".join(r[f"{other}sources"])
            if at is None
            else where(matches, at, r[f"{other}_row"]),
        }
        spot_of = r[f"{this}_sheet"], r[f"{this}_row"]
        problem = report("C02", matches, *spot_of, declaration.ends()[1], NAME, r[f"{this}to_id"], facts)
        keys = [(r["from_type"], r["from_id"], *(r[f"{p}{c}"] for c in ("to_type", "to_id", "since")))
                for p in ("", "b_")]
        # each tie's rows once: a tie may contradict many others
        problems.append(replace(problem, beside=tuple(x for k in keys for x in all_rows.pop(k, ()))))
    return problems


def _one_type(
    found: Assertions, known: Mapping[str, pl.DataFrame], matches: Sequence[Match], registry: Registry
) -> list[Problem]:
    """A unit's identifier that is both an enterprise's and an institution's."""
    problems = []
    a, b = "Enterprise", "Institution"
    mine = {n: pl.concat(found.nodes[n]).select("id", "_sheet", "_row") for n in (a, b) if found.nodes.get(n)}
    for one, other in ((a, b), (b, a)):
        theirs = [f.select("id") for f in (mine.get(other), known.get(other)) if f is not None]
        if one not in mine or not theirs:
            continue
        both = mine[one].join(pl.concat(theirs).unique(), on="id", how="semi").sort("_sheet", "_row")
        facts = {"what": registry.nodes[one].zh, "what_en": registry.nodes[one].en,
                 "other": registry.nodes[other].zh, "other_en": registry.nodes[other].en}
        for i, rows, at in both.group_by("id", maintain_order=True).agg("_sheet", "_row").iter_rows():
            problem = report("C03", matches, rows[0], at[0], one, "kind", i, facts)
            beside = tuple(spot(matches, s, n) for s, n in zip(rows, at, strict=True))
            problems.append(replace(problem, beside=beside))
    return problems

"""Values of a row that contradict each other."""

from __future__ import annotations

import polars as pl

from ..model import Declared, Node, Registry
from ..model.base import PERIOD_FIELDS
from ..model.credit import faults, wrong_inside
from ..model.nodes import CREDIT_CODE
from .coordinates import LAT, LON
from .dates import last_day
from .headings import Match
from .layout import CODE, DISTRICT, NAME, TYPE, Layout, TieMade
from .problems import Problem
from .values import UNKNOWN


def check(match: Match, frame: pl.DataFrame, registry: Registry) -> list[Problem]:
    """Every contradiction within the rows of a sheet's typed values."""
    return [
        *_periods(match, frame),
        *_orders(match, frame, registry),
        *_counts(match, frame),
        *_late_surveys(match, frame),
        *_lost_ends(match, frame),
        *_unidentified(match, frame, registry),
        *_empty_facts(match, frame, registry),
        *_bodies(match, frame),
        *_points(match, frame),
    ]


def _periods(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Ends before beginnings."""
    problems = []
    for name in [c.removesuffix(".until") for c in frame.columns if c.endswith(".until")]:
        if f"{name}.since" in frame.columns:
            bad = frame.filter(pl.col(f"{name}.since") >= pl.col(f"{name}.until"))
            problems += [
                match.problem(
                    "V07",
                    r["row"],
                    f"{name}.until",
                    str(last_day(r[f"{name}.until"])),
                    {"since": r[f"{name}.since"]},
                )
                for r in bad.iter_rows(named=True)
            ]
    return problems


def _orders(match: Match, frame: pl.DataFrame, registry: Registry) -> list[Problem]:
    """Dates to the day that come before one they follow."""
    layout = match.layout
    said: dict[str, type[Declared]] = {s.name: registry.nodes[s.types[0]] for s in layout.slots if s.makes}
    said |= {t.type: registry.ties[t.type] for t in layout.ties}
    attrs = {c.to: c.attr for c in layout.columns}
    problems = []
    for name, declaration in said.items():
        rows = frame
        if name in layout.fills:  # what is filled down is told once
            own = [c for c in frame.columns if c.startswith(f"{name}.")]
            rows = frame.unique(own, keep="first", maintain_order=True) if own else frame
        for chain in declaration.orders:
            there = [f"{name}.{x}" for x in chain if f"{name}.{x}" in frame.columns]
            exact = rows.select("row", *(
                pl.when(pl.col(f"{c}_precision") == "day").then(pl.col(c)).alias(c) for c in there))
            for i, late in enumerate(there[1:], 1):
                bad = exact.filter(pl.max_horizontal(there[:i]) > pl.col(late))
                for r in bad.iter_rows(named=True):
                    early = max((c for c in there[:i] if r[c]), key=lambda c: r[c])
                    facts = {"date": r[early], "before": attrs[early].label, "before_en": attrs[early].en}
                    problems.append(match.problem("W12", r["row"], late, str(r[late]), facts))
    return problems


def _counts(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """More full members than members; more members than staff."""
    slots = {c.split(".")[0] for c in frame.columns if c.endswith(".members")}
    return [p for slot in sorted(slots) for p in _counts_of(slot, match, frame)]


def _counts_of(slot: str, match: Match, frame: pl.DataFrame) -> list[Problem]:
    full, members, staff = (f"{slot}.{x}" for x in ("full_members", "members", "staff"))

    def more(code: str, many: str, few: str) -> list[Problem]:
        if not {many, few} <= set(frame.columns):
            return []
        name = few.split(".")[1]
        rows = frame.filter(pl.col(many) > pl.col(few)).to_dicts()
        return [match.problem(code, r["row"], many, str(r[many]), {name: r[few]}) for r in rows]

    return [*more("V11", full, members), *more("W06", members, staff)]


def _late_surveys(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Surveys of things that had ended by then."""
    slot = match.layout.stated_by
    day = f"{slot}.since"
    problems: list[Problem] = []
    if not slot or day not in frame.columns:
        return problems
    for made in match.layout.slots:
        until = f"{made.name}.until"
        if made.makes and made.name != slot and until in frame.columns:
            problems += [
                match.problem("W05", r["row"], day, str(r[day]), {"until": last_day(r[until])})
                for r in frame.filter(pl.col(day) >= pl.col(until)).iter_rows(named=True)
            ]
    return problems


def _sought(tie: TieMade, made: set[str]) -> list[tuple[str, ...]]:
    """The ends of a tie that a row must name, each as the slots it may be in."""
    return [ends for ends in ((tie.start,), tie.end) if not made & set(ends)]


def _filled(frame: pl.DataFrame, ends: tuple[str, ...]) -> pl.Expr:
    """Whether a row names an end."""
    columns = [c for e in ends for c in (f"{e}.{NAME}", f"{e}.{CODE}") if c in frame.columns]
    return _any([pl.col(c).is_not_null() for c in columns])


def _any(conditions: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(conditions) if conditions else pl.lit(value=False)


def _all(conditions: list[pl.Expr]) -> pl.Expr:
    return pl.all_horizontal(conditions) if conditions else pl.lit(value=True)


def _spoken_of(frame: pl.DataFrame, layout: Layout, tie: TieMade, twins: list[TieMade]) -> pl.Expr:
    """Whether a row says something of a tie, and none of its ``twins`` has its ends.

    What is said of two ties at once (a street and its team) is not lost while one has its ends.
    """
    made = {s.name for s in layout.slots if s.makes}
    said = [c for c in frame.columns if c.startswith(f"{tie.type}.") and not c.endswith("_precision")]
    kept = _any([_all([_filled(frame, e) for e in _sought(t, made)]) for t in twins])
    return _any([pl.col(c).is_not_null() for c in said]) & ~kept


def _lost_ends(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Rows that say something of a tie but not to whom it runs: they would vanish without a word."""
    layout = match.layout
    made = {s.name for s in layout.slots if s.makes}
    problems = []
    told: set[tuple[int, str]] = set()  # of two ties with one end in the row
    for tie in layout.ties:
        twins = [t for t in layout.ties if t.type == tie.type and t is not tie]
        lost = _spoken_of(frame, layout, tie, twins)
        for ends in _sought(tie, made):
            about = [c for e in ends for c in (f"{e}.{TYPE}", f"{e}.{DISTRICT}") if c in frame.columns]
            named = [c for e in ends for c in (f"{e}.{NAME}", f"{e}.{CODE}") if c in frame.columns]
            # On a sheet of ties alone every row is about one.
            speaks = lost | _any([pl.col(c).is_not_null() for c in about]) if made else pl.lit(value=True)
            silent = frame.filter(speaks & ~_filled(frame, ends))
            column = named[0] if named else f"{ends[0]}.{NAME}"
            heading = next((c.attr for c in layout.columns if c.to == f"{ends[0]}.{NAME}"), None)
            facts = {"expected": heading.label, "expected_en": heading.en} if heading else {}
            rows = [row for row in silent["row"] if (row, column) not in told]
            told |= {(row, column) for row in rows}
            problems += [match.problem("V01", row, column, "", facts) for row in rows]
    return problems


def _unidentified(match: Match, frame: pl.DataFrame, registry: Registry) -> list[Problem]:
    """Rows that speak of a thing without what tells it from others: it would vanish without a word.

    What a row says of a tie to the thing speaks of it too. Persons, facts and what is known by a code
    alone have required cells instead.
    """
    layout = match.layout
    cells = {x.to: match.sheet.cells[c] for c, x in match.columns.items()}
    attrs = {c.to: c.attr for c in layout.columns if not c.filled}
    nothing = pl.Series([None] * frame.height, dtype=pl.String)
    problems = []
    for slot in layout.slots:
        identity = registry.nodes[slot.types[0]].identity
        if not slot.makes or "name" not in identity[-1]:
            continue
        groups = [[f"{slot.name}.{n}" for n in group] for group in identity]
        said = [to for to in cells if to in frame.columns and to.startswith(f"{slot.name}.")]
        known = [_all([pl.col(c).is_not_null() for c in g]) for g in groups if set(g) <= set(frame.columns)]
        spoken = _any([*(pl.col(c).is_not_null() for c in said), *_ties_to(frame, layout, slot.name)])
        lost = frame.select("row", *said).with_columns(
            cells.get(to, nothing).alias(f"cell {to}") for to in groups[-1]
        ).filter(frame.select(spoken & ~_any(known)).to_series())
        if slot.name in layout.fills and said:  # what is filled down is told once
            lost = lost.unique(said, keep="first", maintain_order=True)
        for to in groups[-1]:
            if to in attrs:
                # a cell that says something wrong was told where it stands
                blank = pl.col(f"cell {to}").is_null() | pl.col(f"cell {to}").is_in(UNKNOWN)
                lacking = lost.filter(blank & (pl.col(to).is_null() if to in said else pl.lit(value=True)))
                facts = {"expected": attrs[to].label, "expected_en": attrs[to].en}
                problems += [
                    match.problem("V01", row, to, cell or "", facts)
                    for row, cell in lacking.select("row", f"cell {to}").iter_rows()
                ]
    return problems


def _ties_to(frame: pl.DataFrame, layout: Layout, slot: str) -> list[pl.Expr]:
    """Whether a row says something of each tie that needs what the slot makes."""
    needing = [t for t in layout.ties if t.start == slot or t.end == (slot,)]
    return [
        _spoken_of(frame, layout, t, [x for x in layout.ties if x.type == t.type and x not in needing])
        for t in needing
    ]


def _figures(declaration: type[Node]) -> list[str]:
    """The values of a dated fact that is nothing but figures and grades; none of any other type.

    A survey that found nothing, a term that began: what else a fact says can be that it was.
    """
    own = {n: f for n, f in declaration.fields().items() if n not in ("id", "sources", *PERIOD_FIELDS)}
    figures = all(f.type in (int, float) or (f.type is str and f.attr.code) for f in own.values())
    return list(own) if declaration.fact_of and figures else []


def _empty_facts(match: Match, frame: pl.DataFrame, registry: Registry) -> list[Problem]:
    """Dates without any figure: the fact would take the place of the figures before it."""
    problems = []
    cells = {x.to: match.sheet.cells[c] for c, x in match.columns.items()}
    for slot in match.layout.slots:
        figures = _figures(registry.nodes[slot.types[0]]) if slot.makes else []
        columns = [c for c in match.layout.columns if c.slot == slot.name and c.field in figures]
        since = f"{slot.name}.since"
        if not columns or since not in frame.columns or any(c.filled for c in columns):
            continue
        there = [c.to for c in columns if c.to in cells]
        # a cell that says something wrong was told where it stands
        silent = frame.filter(
            frame[since].is_not_null(), *(cells[to].is_null() & frame[to].is_null() for to in there))
        expected = {"expected": "、".join(c.attr.label for c in columns),
                    "expected_en": ", ".join(c.attr.en for c in columns)}
        at = there[0] if there else since
        problems += [match.problem("V18", row, at, "", expected) for row in silent["row"]]
    return problems


def _bodies(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Credit codes that fit as a whole, but whose organization code does not fit in itself."""
    problems = []
    for to in [c.to for c in match.columns.values() if c.attr == CREDIT_CODE and c.to in frame.columns]:
        wrong = (faults(frame[to]) == "").fill_null(value=False) & wrong_inside(frame[to])
        for row, code in frame.filter(wrong).select("row", to).iter_rows():
            problems.append(match.problem("W07", row, to, code, {}))
    return problems


def _points(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Coordinates that lie nowhere in the country, as they stand or as they would if exchanged."""
    problems = []
    for slot in dict.fromkeys(c.slot for c in match.columns.values()):
        lon, lat = f"{slot}.lon", f"{slot}.lat"
        swapped = pl.lit(value=False)
        if {lon, lat} <= set(frame.columns):
            swapped = (pl.col(lon).is_between(*LAT) & pl.col(lat).is_between(*LON)).fill_null(value=False)
            problems += [
                match.problem("V16", row, lon, repr(x), {"other": y})
                for row, x, y in frame.filter(swapped).select("row", lon, lat).iter_rows()
            ]
        for to, within in ((lon, LON), (lat, LAT)):
            if to in frame.columns:
                outside = ~pl.col(to).is_between(*within) & ~swapped
                problems += [
                    match.problem("V08", row, to, repr(x), {})
                    for row, x in frame.filter(outside).select("row", to).iter_rows()
                ]
    return problems

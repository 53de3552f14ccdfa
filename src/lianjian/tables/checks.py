"""Values of a row that contradict each other."""

from __future__ import annotations

from datetime import date

import polars as pl

from .headings import Match
from .problems import Problem


def check(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Every contradiction within the rows of a sheet's typed values."""
    return [*_periods(match, frame), *_counts(match, frame), *_late_surveys(match, frame)]


def _periods(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """Ends before beginnings."""
    problems = []
    for name in [c.removesuffix(".until") for c in frame.columns if c.endswith(".until")]:
        if f"{name}.since" in frame.columns:
            bad = frame.filter(pl.col(f"{name}.since") >= pl.col(f"{name}.until"))
            problems += [
                match.problem("V07", r["row"], f"{name}.until", str(_last(r[f"{name}.until"])),
                              {"since": r[f"{name}.since"]})
                for r in bad.iter_rows(named=True)
            ]
    return problems


def _last(until: date) -> date:
    """The last day of a period, as sheets write it."""
    return date.fromordinal(until.toordinal() - 1)


def _counts(match: Match, frame: pl.DataFrame) -> list[Problem]:
    """More full members than members; more members than staff."""
    full, members, staff = "count.full_members", "count.members", "count.staff"

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
                match.problem("W05", r["row"], day, str(r[day]), {"until": _last(r[until])})
                for r in frame.filter(pl.col(day) >= pl.col(until)).iter_rows(named=True)
            ]
    return problems

"""Running mutants against cases: which die, which live, and which of those are known to change nothing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from lianjian.queries import Query, QuestionError, bind
from lianjian.queries.run import Asked
from lianjian.store import StoreError

from .mutants import Mutant, mutants

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
Row = tuple[Any, ...]
Check = Callable[[str, str], bool]
"""Whether a question's name with a changed Cypher is found out."""


@dataclass(frozen=True)
class Case:
    """A question asked of a store with given parameters (the date among them), and the rows expected.

    ``rows`` are in order, their values in the order of the header's columns, lists as tuples.
    """

    store: Asked
    question: str
    params: Mapping[str, object]
    rows: Sequence[Row]


def rows_of(frame: pl.DataFrame) -> list[Row]:
    """A frame's rows as a case has them."""
    return [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in frame.iter_rows()]


def as_rows(answers: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows of an oracle, which are mappings in the order of the columns, as a case has them."""
    return [tuple(tuple(v) if isinstance(v, list) else v for v in row.values()) for row in answers]


def plain(rows: Iterable[Iterable[object]]) -> list[object]:
    """Rows as they come back from JSON: dates as texts, tuples as lists."""
    return list(json.loads(json.dumps(list(rows), default=str)))


def checker(queries: Mapping[str, Query], cases: Iterable[Case], timeout: float = 20.0) -> Check:
    """A check that a mutant gives other rows than expected, or an error, in at least one case."""
    by_question: dict[str, list[Case]] = {}
    for case in cases:
        by_question.setdefault(case.question, []).append(case)

    def check(question: str, cypher: str) -> bool:
        query = queries[question]
        tried = by_question.get(question, [])
        for i, case in enumerate(tried):
            try:
                frame = case.store.query(cypher, bind(query, case.params), timeout=timeout)
            except (StoreError, QuestionError):
                return True
            if plain(rows_of(frame)) != plain(case.rows):
                tried.insert(0, tried.pop(i))  # what found one mutant out is tried first on the next
                return True
        return False

    return check


@dataclass
class Report:
    """Counts by question, survivors that are not listed, and list entries that are wrong."""

    killed: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    survivors: list[Mutant] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every mutant is killed or rightly listed."""
        return not self.survivors and not self.wrong

    def __str__(self) -> str:
        lines = [
            f"{q}: {self.killed[q]} of {n} killed, {self.listed[q]} listed as equivalent"
            for q, n in self.total.items()
        ]
        lines += [f"survives: {m}" for m in self.survivors] + [f"equivalent.toml: {w}" for w in self.wrong]
        return "\n".join(lines)


def equivalents(path: Path = EQUIVALENT) -> dict[tuple[str, str, str, int], str]:
    """The mutants listed as changing nothing, with the reason; ValueError for an entry without one."""
    listed = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", []):
        if not entry.get("reason", "").strip():
            raise ValueError(f"{path.name}: no reason given for {entry}")
        key = (entry["question"], entry["change"], entry["context"], entry.get("nth", 1))
        if key in listed:
            raise ValueError(f"{path.name}: listed twice: {key}")
        listed[key] = entry["reason"]
    return listed


def run(
    queries: Mapping[str, Query], check: Check, known: Mapping[tuple[str, str, str, int], str] | None = None
) -> Report:
    """Check every mutant of the questions.

    A survivor that is not listed, a listed mutant that is killed, and an entry that names no mutant are
    all reported; ``known`` is the list (default: equivalent.toml).
    """
    known = equivalents() if known is None else known
    report = Report()
    left = {key for key in known if key[0] in queries}
    for name, query in queries.items():
        made = mutants(name, query.cypher)
        report.total[name], report.killed[name], report.listed[name] = len(made), 0, 0
        for mutant in made:
            left.discard(mutant.key)
            killed = check(name, mutant.cypher)
            report.killed[name] += killed
            if mutant.key in known:
                report.listed[name] += 1
                if killed:
                    report.wrong.append(f"is killed, so it is not equivalent: {mutant}")
            elif not killed:
                report.survivors.append(mutant)
    report.wrong += [f"no such mutant: {key}" for key in sorted(left)]
    return report

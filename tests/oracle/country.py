"""What the sheets of the practices share: rows of all files with certain headings, divisions, periods."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from . import terms
from .world import World

Row = dict[str, str]


@cache
def _sheets(folder: Path) -> tuple[tuple[str, frozenset[str], tuple[Row, ...]], ...]:
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as f:
            rows = csv.DictReader(f)
            found.append((path.name, frozenset(rows.fieldnames or ()), tuple(rows)))
    return tuple(found)


def rows(world: World, *headings: str, file: str = "") -> list[Row]:
    """The rows of every file that has all the headings; with ``file`` only of files so called."""
    return [
        row
        for name, known, found in _sheets(world.records.directory)
        if known.issuperset(headings) and name.startswith(file)
        for row in found
    ]


def holds(row: Row, day: date, since: str, until: str = "") -> bool:
    """Whether the period a row states under the two headings holds on the day."""
    return terms.first_day(row.get(since, "")) <= day < terms.day_after(row.get(until, "") if until else "")


def in_force(found: Iterable[Row], day: date, since: str, until: str = "") -> list[Row]:
    """The rows whose period holds on the day."""
    return [row for row in found if holds(row, day, since, until)]


class Country:
    """All divisions of a folder by code."""

    def __init__(self, world: World) -> None:
        self.rows = {row["区划代码"]: row for row in rows(world, "区划代码", "级别", "上级代码")}
        for row in rows(world, "区划代码", "级别", "上级代码"):  # one sheet may know a parent, another none
            if row["上级代码"]:
                self.rows[row["区划代码"]] = row

    def name(self, code: str) -> str:
        """A division's name; blank for none."""
        return self.rows[code]["区划名称"] if code else ""

    def level(self, code: str) -> str:
        """A division's level as code."""
        return terms.code(terms.LEVELS, self.rows[code]["级别"], "级别") or ""

    def above(self, code: str, level: str) -> str:
        """The code of the nearest division of a level at or above; blank if there is none."""
        step = code
        while step:
            if self.level(step) == level:
                return step
            step = self.rows[step]["上级代码"]
        return ""

    def of_level(self, level: str) -> list[str]:
        """The codes of all divisions of a level, in order."""
        return sorted(c for c in self.rows if self.level(c) == level)

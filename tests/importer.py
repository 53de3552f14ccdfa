"""Helpers of the importer's tests: sheets as text, imports as one call, graphs as sets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from lianjian import importing
from lianjian.importing import Prepared, Report
from lianjian.model.credit import check_characters
from lianjian.store import Store

BOUNDARY_DATA = Path(__file__).parent / "data" / "boundary"
BOUNDARY = sorted(p for p in BOUNDARY_DATA.glob("*.csv") if not p.name.startswith("expected"))
"""The sheets of the boundary cases."""

DIVISIONS = """区划代码,区划名称,级别,上级代码,编码方案,版本
3201,南京市,市,,统计,2023
320102,玄武区,区,3201,统计,2023
320104,秦淮区,区,3201,统计,2023
320102003,新街口街道,街道,320102,统计,2023
320104007,洪武路街道,街道,320104,统计,2023
320102003001,丹凤街社区,社区,320102003,统计,2023
"""


def credit(first: str) -> str:
    """The credit code that begins with these seventeen characters."""
    return first + str(check_characters(pl.Series([first])).item())


def sheet(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of that text in ``folder``."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def load(store: Store, *paths: Path, **options: object) -> Report:
    """Prepare and apply; an error is a failure that shows the problems."""
    prepared = importing.prepare(paths, store, **options)  # type: ignore[arg-type]
    assert prepared.clean, shown(prepared)
    return importing.apply(prepared, store)


def plan(store: Store | None, *paths: Path, **options: object) -> Prepared:
    """The prepared import of the files."""
    return importing.prepare(paths, store, **options)  # type: ignore[arg-type]


def shown(prepared: Prepared) -> list[str]:
    """Every problem as one line: code, file, cell, value, text."""
    return [f"{p.code} {p.file} {p.cell} {p.value!r} {p.text()}" for p in prepared.problems]


def codes(prepared: Prepared) -> set[str]:
    """The codes of the problems found."""
    return {p.code for p in prepared.problems}


def edges(frames: Mapping[str, pl.DataFrame]) -> dict[str, list[tuple[object, ...]]]:
    """Every type's rows as sorted tuples of text; types without rows are left out."""
    return {
        name: sorted(tuple(str(v) for v in row) for row in frame.rows())
        for name, frame in frames.items() if frame.height
    }


def graph(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The asserted graph, without sources and import runs."""
    return edges(importing.graph(store))

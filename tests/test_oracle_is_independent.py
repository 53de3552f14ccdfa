"""The oracle shares no code with what it checks: no import of the project nor of its libraries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ORACLE = Path(__file__).parent / "oracle"
FORBIDDEN = {"lianjian", "polars", "pandas", "numpy", "shapely", "networkx", "openpyxl"}
DYNAMIC = {"__import__", "import_module", "exec", "eval"}


def _imported(source: str) -> set[str]:
    """Top-level names of all modules a source imports, with calls that could import unseen."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if node.level < 2 else "..")
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in DYNAMIC:
                found.add(name)
    return found


@pytest.mark.parametrize("path", sorted(ORACLE.rglob("*.py")), ids=lambda p: p.name)
def test_oracle_imports_nothing_of_what_it_checks(path: Path) -> None:
    assert not _imported(path.read_text(encoding="utf-8")) & (FORBIDDEN | DYNAMIC | {".."})


def test_the_check_sees_every_way_to_import() -> None:
    for source in (
        "import lianjian.store", "from polars import col", "def f():\n    import numpy as np",
        "import shapely.wkt, os", "from lianjian import sample",
    ):
        assert _imported(source) & FORBIDDEN
    assert "__import__" in _imported("__import__('polars')")
    assert "import_module" in _imported("importlib.import_module('polars')")
    assert ".." in _imported("from ..answers import read")

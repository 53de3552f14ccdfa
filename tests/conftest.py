"""Fixtures that tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lianjian.store import Store, connect


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    with connect(tmp_path / "图库.lbug") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the store, the rules or the key of whoever runs it."""
    for name in ("LIANJIAN_DB", "LIANJIAN_RULES", "LIANJIAN_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIANJIAN_KEY", str(tmp_path / "没有密钥.key"))

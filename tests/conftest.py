"""Fixtures that tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from engines import ENGINES, Servers, each_once, place
from importer import BOUNDARY, load
from lianjian.store import Store, connect

# What decides on landing answers the same twice; elsewhere inputs are new each time.
if os.environ.get("CI"):
    settings.register_profile("ci", derandomize=True)
    settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs a module's tests, so that its fixtures are made once, and all of one server."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    with connect(tmp_path / "图库.lbug") as opened:
        yield opened


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Gives the Neo4j server of an engine's name, started once."""
    with each_once() as server:
        yield server


@pytest.fixture(scope="module", params=ENGINES)
def boundary(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers
) -> Iterator[Store]:
    """The boundary sheets, on every engine."""
    with place(request.param, tmp_path_factory.mktemp("boundary"), servers) as url, connect(url) as store:
        load(store, *BOUNDARY)
        yield store


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the store, the rules or the key of whoever runs it."""
    for name in ("LIANJIAN_DB", "LIANJIAN_RULES", "LIANJIAN_LANG", "NEO4J_URI", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIANJIAN_KEY", str(tmp_path / "没有密钥.key"))

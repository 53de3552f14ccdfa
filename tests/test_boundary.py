"""The boundary cases, from the files through the store to the answers, exactly."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines import ENGINES, Servers, place
from importer import BOUNDARY, BOUNDARY_DATA, load
from lianjian.queries import ask
from lianjian.store import Store, connect

DATES = ["2022-04-01", "2022-06-30", "2022-07-01"]


def expected(name: str, as_of: str) -> list[dict[str, str]]:
    with (BOUNDARY_DATA / name).open(encoding="utf-8-sig", newline="") as f:
        return [r for r in csv.DictReader(f) if r["as_of"] == as_of]


@pytest.fixture(scope="module", params=[1, 2])
def order(request: pytest.FixtureRequest) -> list[Path]:
    """The boundary sheets in some order."""
    files = list(BOUNDARY)
    random.Random(request.param).shuffle(files)
    return files


@pytest.fixture(scope="module", params=ENGINES)
def boundary(
    request: pytest.FixtureRequest, order: list[Path], tmp_path_factory: pytest.TempPathFactory,
    servers: Servers,
) -> Iterator[Store]:
    """The boundary sheets imported in some order, on every engine."""
    with place(request.param, tmp_path_factory.mktemp("boundary"), servers) as url, connect(url) as store:
        load(store, *order)
        yield store


@pytest.mark.parametrize("as_of", DATES)
def test_classes_by_district(boundary: Store, as_of: str) -> None:
    wanted = expected("expected_by_district.csv", as_of)
    columns = [c for c in wanted[0] if c != "as_of"]

    answer = ask(boundary, "coverage/unit_classes", {"as_of": as_of, "by": "district"})

    found = [tuple(str(r[c]) for c in columns) for r in answer.frame.iter_rows(named=True)]
    assert found == [tuple(r[c] for c in columns) for r in wanted]
    assert answer.frame["code"].to_list() == ["320102", "320104", "320106", "", ""]


@pytest.mark.parametrize("as_of", DATES)
def test_class_of_every_unit(boundary: Store, as_of: str) -> None:
    wanted = {(r["unit"], r["code"], r["class"], r["in_scope"], r["work_covered"])
              for r in expected("expected.csv", as_of)}

    frame = ask(boundary, "coverage/class_by_unit", {"as_of": as_of}).frame

    found = {
        (r["unit_name"], "" if r["unit_id"].startswith("~") else r["unit_id"], r["class"], r["in_scope"],
         r["work_covered"])
        for r in frame.iter_rows(named=True)
    }
    assert found == wanted
    assert frame.height == len(wanted)


def test_importing_again_changes_nothing(boundary: Store) -> None:
    again = load(boundary, *BOUNDARY)

    assert (again.created, again.updated, again.removed) == (0, 0, 0)
    assert again.unchanged == again.read > 0

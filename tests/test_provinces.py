"""Neighbours on both sides of a province's border: the question tells what the sheets say."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from importer import load
from lianjian.queries import ask
from lianjian.sample.systems.provinces import sheets
from lianjian.store import Store

DAY = date(2022, 6, 30)
LENGTH = {"district": 6, "street": 9, "community": 12}


@pytest.fixture
def said(store: Store, tmp_path: Path) -> list[dict[str, str]]:
    """The rows of the list of adjacent partners, imported with the other sheets."""
    made = sheets(np.random.default_rng(16), 100)
    for name, frame in made.items():
        frame.write_csv(tmp_path / name)
    load(store, *(tmp_path / name for name in made))
    with (tmp_path / "S16结对.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def _members(folder: Path) -> dict[str, set[str]]:
    """The divisions in each alliance of the day."""
    found: dict[str, set[str]] = {}
    with (folder / "S16联盟.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["加入日期"] <= DAY.isoformat() <= (row["退出日期"] or "9999"):
                found.setdefault(row["联盟编号"], set()).add(row["成员代码"])
    return found


@pytest.mark.parametrize("level", sorted(LENGTH))
def test_neighbours_across_provinces(
    store: Store, tmp_path: Path, said: list[dict[str, str]], level: str
) -> None:
    allied = _members(tmp_path)
    # a tie between villages is one between their towns and districts, and an alliance of towns likewise
    built = [
        {row["毗邻甲地代码"][: LENGTH[level]], row["毗邻乙地代码"][: LENGTH[level]]}
        for row in said
        if len(row["毗邻甲地代码"]) >= LENGTH[level] and row["甲地党组织"]
        and row["结对起始日期"] <= DAY.isoformat() <= (row["结对截止日期"] or "9999")
    ]
    expected = []
    for row in said:
        a, b = sorted((row["毗邻甲地代码"], row["毗邻乙地代码"]))
        if len(a) == LENGTH[level]:
            common = any(
                {a, b} <= {m[: LENGTH[level]] for m in members if len(m) >= LENGTH[level]}
                for members in allied.values()
            )
            expected.append((a, b, "yes" if {a, b} in built else "no", "yes" if common else "no"))

    found = ask(
        store, "alliances/adjacent_without_tie", {"as_of": DAY, "level": level, "show": "every"}
    ).frame
    without = ask(store, "alliances/adjacent_without_tie", {"as_of": DAY, "level": level}).frame

    pairs = found.select("code_a", "code_b", "co_building", "alliance").rows()
    assert pairs == sorted(expected)
    assert any(a[:2] != b[:2] for a, b, *_ in pairs)
    assert without.rows() == [r for r in found.rows() if r[4] == r[5] == "no"]
    assert without.height or level == "district"  # of which every pair has some tie below

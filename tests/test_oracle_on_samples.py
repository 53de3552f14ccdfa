"""On the samples the oracle answers every case with rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianjian.sample import write_sample
from oracle import Oracle
from oracle.cases import CASES, DATES


@pytest.mark.parametrize("size", ["XS", "S", "systems"])
def test_every_case_has_rows(size: str, tmp_path: Path) -> None:
    write_sample(tmp_path, size)
    oracle = Oracle.load(tmp_path)
    empty = []
    for day in DATES:
        for case in CASES:
            if size in case.samples and not oracle.ask(case.question, day, rules=case.rules, **case.params):
                empty.append((case.id, str(day)))
    assert not empty

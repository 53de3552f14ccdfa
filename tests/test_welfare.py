"""The table of services by group has a row for every group there is."""

from __future__ import annotations

from lianjian.model import REGISTRY
from lianjian.queries import load_all


def test_every_group_served_has_a_row() -> None:
    text = load_all()["welfare/person_times"].cypher

    assert [c.code for c in REGISTRY.codes["served_group"] if f"'{c.code}'" not in text] == []

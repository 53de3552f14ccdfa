"""Tables with a row for each code of a list have one for every code there is."""

from __future__ import annotations

import pytest

from lianjian.model import REGISTRY
from lianjian.queries import load_all


@pytest.mark.parametrize(
    ("question", "codes"),
    [("welfare/person_times", "served_group"), ("industry/forms_of_commitment", "mutual_form")],
)
def test_every_code_has_a_row(question: str, codes: str) -> None:
    text = load_all()[question].cypher

    assert [c.code for c in REGISTRY.codes[codes] if f"'{c.code}'" not in text] == []

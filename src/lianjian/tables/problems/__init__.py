"""Problems found in what people hand in: values with a stable code, a place, and a remedy.

The catalogue in the modules beside this one is the only place where their texts stand; docs/problems.md
is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..privacy import mask
from .files import FILES
from .kinds import ProblemKind, Severity
from .records import RECORDS
from .values import VALUES

__all__ = ["CATALOGUE", "Problem", "ProblemKind", "Severity", "column_letter"]

CATALOGUE = {**FILES, **VALUES, **RECORDS}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. ``row`` is 1-based as in the sheet, ``column`` its letter."""

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""
    value: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[tuple[str, str, int], ...] = ()
    """Further rows the problem is about (file, sheet, row): the other side of a contradiction."""

    def __post_init__(self) -> None:
        """Hide persons' numbers in all that is shown, wherever the problem was found."""
        object.__setattr__(self, "value", mask(self.value))
        object.__setattr__(self, "heading", mask(self.heading))
        facts = {k: mask(v) if isinstance(v, str) else v for k, v in self.facts.items()}
        object.__setattr__(self, "facts", facts)

    @property
    def kind(self) -> ProblemKind:
        """The catalogue entry."""
        return CATALOGUE[self.code]

    @property
    def cell(self) -> str:
        """The cell as Excel names it ("C12"), or the row, or nothing."""
        return f"{self.column}{self.row}" if self.row else ""

    def text(self, lang: str = "zh") -> str:
        """What is wrong."""
        return self._fill(self.kind.zh if lang == "zh" else self.kind.en)

    def remedy(self, lang: str = "zh") -> str:
        """What to do."""
        return self._fill(self.kind.remedy_zh if lang == "zh" else self.kind.remedy_en)

    def _fill(self, template: str) -> str:
        return template.format_map({"value": self.value, **self.facts})


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, r = divmod(index - 1, 26)
        letters = chr(65 + r) + letters
    return letters

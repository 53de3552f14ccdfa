"""The questions, answered by counting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .common import RULES, Answers, Rows
from .records import Records
from .topics import TOPICS
from .world import World

ANSWERS: Answers = {question: answer for topic in TOPICS for question, answer in topic.ANSWERS.items()}


class Oracle:
    """Answers from the files of a directory."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._worlds: dict[date, World] = {}

    @classmethod
    def load(cls, directory: str | Path, roster: bool = True) -> Oracle:
        """Read a directory; without ``roster`` the sheet of in-service members is left aside."""
        return cls(Records(Path(directory), roster))

    def world(self, as_of: date | None = None) -> World:
        """How things stand on a day, today by default."""
        day = as_of or date.today()
        if day not in self._worlds:
            self._worlds[day] = World(self.records, day)
        return self._worlds[day]

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        rules: Mapping[str, int] | None = None,
        **params: Any,
    ) -> Rows:
        """The rows of an answer, columns in order. TypeError for an unknown parameter or rule."""
        unknown = set(rules or ()) - set(RULES)
        if unknown:
            raise TypeError(f"no such rule: {sorted(unknown)}")
        for word in ("class", "from"):  # no names for a parameter in Python
            if word in params:
                params[f"{word}_"] = params.pop(word)
        return ANSWERS[question](self.world(as_of), {**RULES, **(rules or {})}, **params)

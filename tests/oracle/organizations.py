"""Organizations: terms, sizes, instructors, posts, depth."""

from __future__ import annotations

from .common import Answers, Case

ANSWERS: Answers = {}

CASES: tuple[Case, ...] = ()

"""What a kind of problem is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the import; a warning and a notice do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What is wrong and what to do, in both languages; ``{…}`` are the problem's own facts."""

    severity: Severity
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    reference: bool = False
    """Whether the problem is about a name that cannot be resolved (it has an exit code of its own)."""


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

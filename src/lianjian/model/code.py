"""One value of a code list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list. ``form`` is the official table (27 or 30) a unit kind belongs to."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    form: str = ""


def code_list(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> tuple[Code, ...]:
    """A code list from rows of code, Chinese and English label, and aliases parted by blanks."""
    return tuple(Code(r[0], r[1], r[2], tuple(r[3].split()) if len(r) > 3 else ()) for r in rows)

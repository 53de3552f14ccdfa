"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "*Made by `python docs/build.py`; change the code, not this page.*\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""

    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(c).replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    return "\n".join([line(head), line("---" for _ in head), *(line(r) for r in rows)]) + "\n"


def tick(texts: Iterable[object]) -> str:
    """Texts as code, separated by commas."""
    return ", ".join(f"`{t}`" for t in texts)


def prose(text: str) -> str:
    """A paragraph, however its lines are broken in the source."""
    return " ".join(text.split()) + "\n"


def anchor(heading: str) -> str:
    """The anchor that a heading gets."""
    return "".join(c for c in heading.lower() if c.isalnum() or c in " -_").replace(" ", "-")


def code_list(name: str, page: str = "") -> str:
    """A link to a code list of the data dictionary."""
    return f"[code]({page}#{anchor(f'List {name}')})"

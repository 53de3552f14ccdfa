"""Help texts wrapped by terminal cells: click counts characters, and Chinese ones take two cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click


class CellFormatter(click.HelpFormatter):
    """click's formatter, with text and definition lists measured in cells."""

    def write_text(self, text: str) -> None:
        """Paragraphs, each wrapped at the width that is left beside the indent."""
        from lianjian.views.layout import wrap

        margin = " " * self.current_indent
        for i, paragraph in enumerate(text.strip().split("\n\n")):
            if i:
                self.write("\n")
            for line in wrap(" ".join(paragraph.split()), self.width - self.current_indent):
                self.write(f"{margin}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns; a long term has a line of its own."""
        from lianjian.views.layout import pad, widest, wrap

        rows = list(rows)
        margin = " " * self.current_indent
        first = min(widest(term for term, _ in rows), col_max) + col_spacing
        for term, meaning in rows:
            lines = wrap(meaning, max(self.width - first - self.current_indent, 20))
            fits = widest([term]) <= first - col_spacing
            own = _broken(term, self.width - self.current_indent)
            head = [pad(term, first) + lines[0]] if fits else [*own, " " * first + lines[0]]
            for line in (*head, *(" " * first + x for x in lines[1:])):
                self.write(f"{margin}{line.rstrip()}\n")


def _broken(term: str, width: int) -> list[str]:
    """A term in lines of at most ``width`` cells: a long list of choices breaks before a ``|``."""
    from lianjian.views.layout import widest

    first, *rest = re.split(r"(?=\|)", term)
    lines = [first]
    for piece in rest:
        if widest([lines[-1] + piece]) <= width:
            lines[-1] += piece
        else:
            lines.append("    " + piece)
    return lines

"""Making mutants of a Cypher text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianjian.queries.tokens import Token, tokenize

SWAPS: dict[str, tuple[str, ...]] = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": ("<>",),
    "<>": ("=",),
}
"""Each comparison, its neighbour and its negation (shifts of date bounds are among the first)."""
WORDS = {"AND": "OR", "OR": "AND", "DESC": "", "DISTINCT": "", "OPTIONAL": ""}
AROUND = 4
"""How many tokens on each side tell one place of a question from another."""


@dataclass(frozen=True)
class Mutant:
    """One question with one change. ``change``, ``context`` and ``nth`` identify it within the question."""

    question: str
    change: str
    context: str
    nth: int
    line: int
    cypher: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What identifies the mutant in equivalent.toml."""
        return self.question, self.change, self.context, self.nth

    def __str__(self) -> str:
        nth = f" (nth = {self.nth})" if self.nth > 1 else ""
        return f"{self.question}:{self.line}: {self.change}   in   {self.context}{nth}"


def mutants(question: str, cypher: str) -> list[Mutant]:
    """All mutants of a question's Cypher, in order of place."""
    tokens = tokenize(cypher)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for at, new in _changes(tokens):
        t = tokens[at]
        left = " ".join(x.text for x in tokens[max(0, at - AROUND) : at])
        right = " ".join(x.text for x in tokens[at + 1 : at + 1 + AROUND])
        change, context = f"{t.text} → {new or 'nothing'}", f"{left} ⟦{t.text}⟧ {right}".strip()
        seen[change, context] += 1
        text = f"{cypher[: t.start]}{new}{cypher[t.end :]}"
        found.append(
            Mutant(question, change, context, seen[change, context], cypher.count("\n", 0, t.start) + 1, text)
        )
    return found


def _changes(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The index of a token and what stands in its place."""
    for i, t in enumerate(tokens):
        before = tokens[i - 1].word if i else ""
        following = tokens[i + 1].word if i + 1 < len(tokens) else ""
        if t.kind == "sign":
            for new in SWAPS.get(t.text, ()):
                yield i, new
        elif t.kind == "number" and "." not in t.text and not _spared(tokens, i):
            for value in (int(t.text) - 1, int(t.text) + 1):
                yield i, str(value)
        elif t.kind == "name" and before != ".":
            if t.word == "NOT":
                yield i, ""
            elif t.word == "NULL" and before == "IS":
                yield i, "NOT NULL"
            elif t.word == "EXISTS" and following == "{" and before != "NOT":
                yield i, f"NOT {t.text}"
            elif t.word in WORDS:
                yield i, WORDS[t.word]


def _spared(tokens: Sequence[Token], at: int) -> bool:
    """Numbers that mean nothing: a limit, the default of coalesce(x, 0), a bound of a length."""
    before, following = tokens[at - 1].word, tokens[at + 1].word if at + 1 < len(tokens) else ""
    if before in ("LIMIT", "SKIP", "*", ".."):
        return True
    if before != "," or following != ")":
        return False
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(tokens[i].text, 0)
        if depth < 0:
            return tokens[i - 1].word == "COALESCE"
    return False

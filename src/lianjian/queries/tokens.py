"""Cypher as tokens and clauses: as much of the language as checking and mutating a query needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["name", "quoted", "text", "number", "param", "sign", "block"]

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`[^`]*`)
    | (?P<param>\$\w+)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d]\w*)
    | (?P<sign><=|>=|<>|<-|->|\.\.|\+=|=~|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: what it is, its text, its place in the source. A ``block`` stands for ``{ MATCH … }``."""

    kind: Kind
    text: str
    start: int

    @property
    def word(self) -> str:
        """The text in capitals if it is an unquoted name, for comparison with keywords; else as it is."""
        return self.text.upper() if self.kind == "name" else self.text

    @property
    def end(self) -> int:
        """The place in the source after the token."""
        return self.start + len(self.text)


def tokenize(source: str) -> list[Token]:
    """The tokens of a Cypher text, comments and white space left out."""
    found: list[Token] = []
    at = 0
    while m := _TOKEN.match(source, at):
        at = m.end()
        kind = m.lastgroup
        if kind == "number" and source[m.start() : at].endswith("."):
            kind = "sign"
        if kind is not None and kind != "skip":
            found.append(Token(kind, m[0], m.start()))  # type: ignore[arg-type]
    return found


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its keyword (``OPTIONAL MATCH``, ``ORDER BY``) and the tokens after it."""

    keyword: str
    tokens: tuple[Token, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """The clauses of a query, or of a subquery in braces; ``opener`` is the word before the brace."""

    clauses: tuple[Clause, ...]
    opener: str
    start: int


_OPENERS = ("EXISTS", "COUNT", "COLLECT", "CALL")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
PROJECTIONS = ("WITH", "RETURN")
MATCHES = ("MATCH", "OPTIONAL MATCH")


def blocks(tokens: Sequence[Token]) -> list[Block]:
    """The query as a block of clauses, then its subqueries; each is a ``block`` token in its parent."""
    found: list[Block] = []

    def read(inner: Sequence[Token], opener: str, start: int) -> None:
        place = len(found)
        found.append(Block((), opener, start))
        flat: list[Token] = []
        i = 0
        while i < len(inner):
            t = inner[i]
            if t.word in _OPENERS and i + 1 < len(inner) and inner[i + 1].text == "{":
                last = closing(inner, i + 1)
                read(inner[i + 2 : last], t.word, t.start)
                flat.append(Token("block", t.word, t.start))
                i = last + 1
            else:
                flat.append(t)
                i += 1
        found[place] = Block(tuple(_clauses(flat)), opener, start)

    read(tokens, "", tokens[0].start if tokens else 0)
    return found


def closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the bracket that closes the one at ``at`` (the last token when none does)."""
    depth = 0
    for i in range(at, len(tokens)):
        if tokens[i].text in _PAIRS:
            depth += 1
        elif tokens[i].text in _PAIRS.values():
            depth -= 1
            if depth == 0:
                return i
    return len(tokens) - 1


def _clauses(tokens: Sequence[Token]) -> Iterator[Clause]:
    starts: list[tuple[str, int, int]] = []  # keyword, index of its first word, index of the token after
    depth = 0
    before = ""
    for i, t in enumerate(tokens):
        if t.text in _PAIRS:
            depth += 1
        elif t.text in _PAIRS.values():
            depth -= 1
        following = tokens[i + 1].word if i + 1 < len(tokens) else ""
        if depth == 0 and t.kind == "name" and before not in (".", ":", "AS"):
            if t.word == "OPTIONAL" and following == "MATCH":
                starts.append(("OPTIONAL MATCH", i, i + 2))
            elif t.word == "ORDER" and following == "BY":
                starts.append(("ORDER BY", i, i + 2))
            elif t.word == "MATCH" and before != "OPTIONAL":
                starts.append(("MATCH", i, i + 1))
            elif t.word == "WITH" and before not in ("STARTS", "ENDS"):
                starts.append(("WITH", i, i + 1))
            elif t.word in ("WHERE", "RETURN", "UNWIND", "LIMIT", "SKIP", "UNION"):
                starts.append((t.word, i, i + 1))
        before = t.word
    if tokens and (not starts or starts[0][1] > 0):
        yield Clause("", tuple(tokens[: starts[0][1] if starts else len(tokens)]), tokens[0].start)
    ends = [*(s[1] for s in starts[1:]), len(tokens)][: len(starts)]
    for (keyword, first, after), last in zip(starts, ends, strict=True):
        yield Clause(keyword, tuple(tokens[after:last]), tokens[first].start)


def items(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The tokens of a projection split at its commas (a leading DISTINCT left out)."""
    found: list[list[Token]] = [[]]
    depth = 0
    for t in tokens[1:] if tokens and tokens[0].word == "DISTINCT" else tokens:
        if t.text in _PAIRS:
            depth += 1
        elif t.text in _PAIRS.values():
            depth -= 1
        if t.text == "," and depth == 0:
            found.append([])
        else:
            found[-1].append(t)
    return [tuple(i) for i in found if i]


def alias(item: Sequence[Token]) -> Token | None:
    """The alias of a projected item, if it has one."""
    return item[-1] if len(item) > 2 and item[-2].word == "AS" else None


def calls(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Each function call: its name in the source, and the token after its opening bracket."""
    for i, (t, following) in enumerate(pairwise(tokens)):
        if t.kind == "name" and following.text == "(" and (i == 0 or tokens[i - 1].text != "."):
            yield t, tokens[i + 2] if i + 2 < len(tokens) else None

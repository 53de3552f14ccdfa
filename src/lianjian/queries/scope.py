"""What a clause of Cypher binds: patterns with their labels, and the variables in scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .tokens import MATCHES, PROJECTIONS, Block, Clause, Token, alias, closing, items


@dataclass(frozen=True, slots=True)
class Part:
    """A node ``(n:A|B {p: 1})`` or a relationship ``[r:X*1..3]`` of a pattern.

    ``length`` is the text after ``*``, None without one; ``bounded`` whether it is ``low..high`` or a number.
    ``several`` tells (n:A:B); ``inline_where`` and ``inline_key`` are the places of a WHERE inside the
    brackets and of a property compared with a variable, as in ``{id: x}``.
    """

    node: bool
    variable: str
    labels: tuple[str, ...]
    properties: tuple[Token, ...]
    length: str | None
    several: bool
    inline_where: int | None
    inline_key: int | None
    start: int

    @property
    def bounded(self) -> bool:
        """Whether the variable length has literal bounds."""
        ends = (self.length or "").split("..")
        return all(e.isdigit() for e in ends) and 1 <= len(ends) <= 2


def patterns(tokens: Sequence[Token]) -> Iterator[Part]:
    """The nodes and relationships of a MATCH clause's tokens, in order; ``--`` is a relationship too."""
    i = 0
    while i < len(tokens):
        t = tokens[i]
        before = tokens[i - 1].text if i else ""
        if t.text == "(" or (t.text == "[" and before in ("-", "<-")):
            last = closing(tokens, i)
            yield _part(tokens[i + 1 : last], t.text == "(", t.start)
            i = last
        elif t.text in ("-", "->") and before in ("-", "<-"):
            yield Part(False, "", (), (), None, False, None, None, t.start)
        i += 1


def _part(inner: Sequence[Token], node: bool, start: int) -> Part:
    variable = inner[0].text if inner and inner[0].kind in ("name", "quoted") else ""
    labels: list[str] = []
    properties: list[Token] = []
    length: str | None = None
    several, inline_where, braces = False, None, 0
    inline_key: int | None = None
    for i, t in enumerate(inner):
        before = inner[i - 1].text if i else ""
        if t.text in ("{", "}"):
            braces += 1 if t.text == "{" else -1
        elif braces:
            if i + 1 < len(inner) and inner[i + 1].text == ":":
                properties.append(t)
            elif before == ":" and t.kind in ("name", "quoted") and t.word not in ("TRUE", "FALSE"):
                inline_key = t.start
        elif t.word == "WHERE":
            inline_where = t.start
            break
        elif t.text == "*":
            rest = []
            for u in inner[i + 1 :]:
                if u.kind not in ("number", "param") and u.text not in ("..", "."):
                    break
                rest.append(u.text)
            length = "".join(rest)
        elif t.kind in ("name", "quoted") and before in (":", "|", "&"):
            several = (
                several or before == "&" or (before == ":" and bool(labels) and inner[i - 2].text != "|")
            )
            labels.append(t.text.strip("`"))
    return Part(
        node, variable, tuple(labels), tuple(properties), length, several, inline_where, inline_key, start
    )


@dataclass(frozen=True)
class Scope:
    """Variables in scope: all, those that are nodes, relationships or paths, those of OPTIONAL MATCH."""

    names: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    optional: frozenset[str] = field(default=frozenset())

    def within(self, clause: Clause) -> Scope:
        """The scope after a clause that is no projection."""
        if clause.keyword == "UNWIND":
            named = alias(clause.tokens)
            return Scope(self.names | {named.text} if named else self.names, self.entities, self.optional)
        if clause.keyword not in MATCHES:
            return self
        found = {p.variable for p in patterns(clause.tokens) if p.variable}
        found |= {
            t.text
            for t, eq in zip(clause.tokens, clause.tokens[1:], strict=False)
            if t.kind == "name" and eq.text == "="
        }
        new = found - self.names
        optional = self.optional | new if clause.keyword == "OPTIONAL MATCH" else self.optional
        return Scope(self.names | found, self.entities | found, optional)

    def after(self, parts: Sequence[Sequence[Token]]) -> Scope:
        """The scope after a projection of these items."""
        names, entities, optional = set(), set(), set()
        for part in parts:
            named = alias(part)
            name = named.text if named is not None else part[0].text
            names.add(name)
            bare = len(part) == 1 or (len(part) == 3 and part[1].word == "AS")
            if bare and part[0].text in self.entities:
                entities.add(name)
            if bare and part[0].text in self.optional:
                optional.add(name)
        return Scope(frozenset(names), frozenset(entities), frozenset(optional))


def labels_of(block: Block) -> dict[str, tuple[str, ...]]:
    """The labels or types of each variable of a block; none where two uses of a name differ."""
    found: dict[str, tuple[str, ...]] = {}
    for c in block.clauses:
        if c.keyword in MATCHES:
            for p in patterns(c.tokens):
                if p.variable and p.labels:
                    same = p.variable not in found or found[p.variable] == p.labels
                    found[p.variable] = p.labels if same else ()
        elif c.keyword in PROJECTIONS:
            for part in items(c.tokens):
                named = alias(part)
                if named is not None and part[0].text != named.text:
                    found[named.text] = ()
    return found

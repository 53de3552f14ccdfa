"""Shapes of the portable form: steps, patterns, expressions, and names that the registry knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from ..model import Registry
from .scope import Part, labels_of, patterns
from .tokens import MATCHES, PROJECTIONS, Block, Clause, Token, calls, closing
from .words import Raw

_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")


def subquery(block: Block) -> Iterator[Raw]:
    """Subqueries in braces are EXISTS or COUNT and begin with MATCH (4)."""
    if block.opener in ("CALL", "COLLECT"):
        yield 4, block.start, f"不用 {block.opener} {{}}", f"no {block.opener} {{}}"
    elif block.opener and (not block.clauses or block.clauses[0].keyword != "MATCH"):
        yield 4, block.start, f"写作 {block.opener} {{ MATCH … }}", f"written {block.opener} {{ MATCH … }}"


def matches(block: Block) -> Iterator[Raw]:
    """Steps and repeated relationship types in each part between WITHs (1, 3), patterns (3, 4, 10)."""
    steps, seen, apart, paths = 0, [""], False, {""}
    for c in block.clauses:
        if c.keyword in PROJECTIONS:
            for name, first in calls(c.tokens):
                if name.word == "COUNT" and first is not None and first.text in paths:
                    yield 3, name.start, "不数路径", "never count paths"
            steps, seen, apart = 0, [""], False
        elif c.keyword in MATCHES:
            where = next((w for w in block.clauses if w.keyword == "WHERE" and w.start > c.start), None)
            apart = apart or (where is not None and _apart(where.tokens))
            paths |= {t.text for t, eq in pairwise(c.tokens) if t.kind == "name" and eq.text == "="}
            for part in patterns(c.tokens):
                if part.inline_where is not None:
                    yield 4, part.inline_where, "WHERE 不写在括号内", "no WHERE inside a pattern"
                if part.inline_key is not None:
                    yield 4, part.inline_key, "别行的值写在 WHERE：x.id = y", "compare in WHERE: x.id = y"
                if part.several:
                    yield (
                        10,
                        part.start,
                        "一个节点一个标签：(n:A|B)，不是 (n:A:B)",
                        "one label a node: (n:A|B), never (n:A:B)",
                    )
                if part.node:
                    continue
                steps += 1
                if steps == 3:
                    yield (
                        1,
                        part.start,
                        "一段 MATCH 至多两步，其后写 WITH",
                        "at most two steps in one MATCH part, then WITH",
                    )
                if part.length is not None and not part.bounded:
                    yield (
                        3,
                        part.start,
                        "变长关系应写明上下界，如 *1..6",
                        "variable length has literal bounds, as in *1..6",
                    )
                if part.length is not None and c.keyword == "OPTIONAL MATCH":
                    yield (
                        3,
                        part.start,
                        "变长关系不放在 OPTIONAL MATCH 中",
                        "no variable length in OPTIONAL MATCH",
                    )
                again = [x for x in part.labels if x in seen] or (not part.labels and len(seen) > 1)
                if again and not apart:
                    yield (
                        3,
                        part.start,
                        "一段 MATCH 中一种关系只用一次，或写明 x.id <> y.id",
                        "a relationship type once per MATCH part, or with x.id <> y.id written out",
                    )
                seen += part.labels or ("?",)


def ends(block: Block) -> Iterator[Raw]:
    """In a MATCH part of two steps a tie and its outer end are never both filtered (1)."""
    steps: list[tuple[Part, Part]] = []
    inner: list[str] = []
    filtered: set[str] = set()
    matching = False
    for c in (*block.clauses, Clause("RETURN", (), 0)):
        if c.keyword in MATCHES:
            path = list(patterns(c.tokens))
            for a, tie, b in zip(path, path[1:], path[2:], strict=False):
                if not tie.node:
                    steps += [(tie, a), (tie, b)]
                    inner += [a.variable, b.variable]
            filtered |= {p.variable for p in path if p.properties}
            matching = True
        elif c.keyword == "WHERE" and matching:
            filtered |= {t.text for t, dot in pairwise(c.tokens) if t.kind == "name" and dot.text == "."}
        elif c.keyword in PROJECTIONS:
            for tie, end in steps if len(steps) > 2 else ():
                if inner.count(end.variable) == 1 and {tie.variable, end.variable} <= filtered:
                    yield (
                        1,
                        end.start,
                        f"两步的 MATCH 中不同时筛选 {tie.variable} 与其外端 {end.variable}：用 WITH 分成两段",
                        f"in a MATCH of two steps never filter both {tie.variable} and its outer end "
                        f"{end.variable}: split it by WITH",
                    )
            steps, inner, filtered, matching = [], [], set(), False


def _apart(tokens: Sequence[Token]) -> bool:
    """Whether two ids are required to differ: ``x.id <> y.id``."""
    words = [t.text for t in tokens]
    return any(words[i : i + 3] == [".", "id", "<>"] for i in range(len(words)))


def expressions(block: Block) -> Iterator[Raw]:
    """Patterns, labels, comprehensions, map projections and indexes in expressions (3, 4, 8)."""
    for c in block.clauses:
        if c.keyword in MATCHES:
            continue
        ts = c.tokens
        for i, t in enumerate(ts):
            before = ts[i - 1] if i else None
            after = ts[i + 1] if i + 1 < len(ts) else None
            third = ts[i + 2] if i + 2 < len(ts) else None
            if t.text == "[" and before is not None and before.text in ("-", "<-"):
                yield (
                    4,
                    t.start,
                    "模式只写在 MATCH 或 EXISTS { MATCH … } 中",
                    "a pattern stands in MATCH or EXISTS { MATCH … }",
                )
            elif (
                t.text == "[" and before is not None and (before.kind == "name" or before.text in (")", "]"))
            ):
                is_word = before.word in ("IN", "AND", "OR", "NOT", "RETURN", "WITH", "THEN", "ELSE", "WHEN")
                if not is_word and (after is None or after.text != ".."):
                    yield 8, t.start, "不用列表下标；l[..n] 可用", "no list index; l[..n] is fine"
            elif (
                t.text == "["
                and after is not None
                and (after.text == "(" or (third is not None and third.word == "IN"))
            ):
                yield 4, t.start, "不用列表或模式推导", "no list or pattern comprehension"
            if (
                t.text == "{"
                and after is not None
                and before is not None
                and before.kind == "name"
                and after.text == "."
            ):
                yield 4, t.start, "不用映射投影", "no map projection"
            if t.text == ":" and not _in_braces(ts, i):
                yield 4, t.start, "标签只写在模式中", "a label stands in a pattern, never in an expression"
            if t.word in _QUANTIFIERS and after is not None and after.text == "(":
                for inner in ts[i + 1 : closing(ts, i + 1)]:
                    if inner.kind == "param":
                        yield (
                            3,
                            inner.start,
                            f"路径的条件中参数须先入域：WITH x, {inner.text} AS d",
                            f"along a path the parameter must be in scope: WITH x, {inner.text} AS d",
                        )


def _in_braces(tokens: Sequence[Token], at: int) -> bool:
    depth = 0
    for t in tokens[:at]:
        depth += {"{": 1, "}": -1}.get(t.text, 0)
    return depth > 0


def names(block: Block, registry: Registry) -> Iterator[Raw]:
    """Labels, relationship types and properties exist, in exactly this case (10)."""
    known = registry.properties
    anywhere = frozenset().union(*known.values())
    for c in block.clauses:
        for part in patterns(c.tokens) if c.keyword in MATCHES else ():
            there = registry.nodes if part.node else registry.ties
            for name in part.labels:
                if name not in there:
                    near = [n for n in there if n.casefold() == name.casefold()]
                    hint_zh, hint_en = (
                        (f"，是否 {near[0]}", f", did you mean {near[0]}") if near else ("", "")
                    )
                    what = ("标签", "label") if part.node else ("关系类型", "relationship type")
                    yield (
                        10,
                        part.start,
                        f"没有{what[0]} {name}{hint_zh}",
                        f"no such {what[1]}: {name}{hint_en}",
                    )
            for prop in part.properties:
                yield from _property(prop, part.labels, known, anywhere)
    labels = labels_of(block)
    for c in block.clauses:
        for owner, dot, prop in zip(c.tokens, c.tokens[1:], c.tokens[2:], strict=False):
            if dot.text == "." and owner.kind == "name" and prop.kind in ("name", "quoted"):
                yield from _property(prop, labels.get(owner.text, ()), known, anywhere)


def _property(
    prop: Token, labels: Collection[str], known: Mapping[str, frozenset[str]], anywhere: frozenset[str]
) -> Iterator[Raw]:
    name = prop.text.strip("`")
    sets = [known[x] for x in labels if x in known]
    there = frozenset().union(*sets) if sets else anywhere
    if name not in there:
        owner = "|".join(labels) or "-"
        yield 10, prop.start, f"{owner} 没有属性 {name}", f"{owner} has no property {name}"

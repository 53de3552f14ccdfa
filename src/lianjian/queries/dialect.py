"""The lint of the portable form.

Written so, one Cypher text gives the same rows on both engines. cypher/README.md lists the twelve rules
with their reasons; a finding's number is the rule's, 0 a write. What the text does not show (a unique
last key) is not checked here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Registry
from . import shapes
from .scope import Scope, labels_of, patterns
from .tokens import MATCHES, PROJECTIONS, Block, Clause, Token, alias, blocks, calls, items, tokenize
from .words import Raw, words

WRITES = 0
"""The rule number of what is no reading query."""

_READING = ("MATCH", "OPTIONAL MATCH", "WITH", "UNWIND", "RETURN")
_WRITING = frozenset(
    [
        "CREATE",
        "MERGE",
        "DELETE",
        "DETACH",
        "SET",
        "REMOVE",
        "FOREACH",
        "DROP",
        "ALTER",
        "COPY",
        "LOAD",
        "INSTALL",
        "ATTACH",
        "EXPORT",
        "IMPORT",
        "CALL",
    ]
)
_AGGREGATES = frozenset(
    ["COUNT", "SUM", "MIN", "MAX", "AVG", "COLLECT", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC"]
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What leaves the portable form: rule number (0 a write), line of the text (from 1), words."""

    rule: int
    line: int
    zh: str
    en: str


def parameters(text: str) -> list[str]:
    """The names of the parameters a query uses, in order, each once."""
    return list(dict.fromkeys(t.text[1:] for t in tokenize(text) if t.kind == "param"))


def lint(
    text: str,
    registry: Registry,
    *,
    declared: Collection[str] | None = None,
    columns: Sequence[str] | None = None,
) -> list[Finding]:
    """Everything in a Cypher text that leaves the portable form, in order of line.

    ``declared`` are the header's parameters and ``columns`` its columns, both compared with what the
    text uses and returns; leave them out for an ad-hoc query.
    """
    tokens = tokenize(text)
    found: list[Raw] = []
    parts = blocks(tokens)
    found += _reading(tokens, parts[0])
    found += words(tokens)
    for block in parts:
        found += shapes.subquery(block)
        found += shapes.matches(block)
        found += shapes.ends(block)
        found += shapes.expressions(block)
        found += _projections(block)
        found += shapes.names(block, registry)
    found += _ending(parts[0], columns)
    if declared is not None:
        used = {t.text[1:]: t.start for t in reversed(tokens) if t.kind == "param"}
        found += [
            (7, at, f"参数 ${n} 未在注释块声明", f"parameter ${n} is not declared in the header")
            for n, at in used.items()
            if n not in declared
        ]
        found += [
            (7, 0, f"声明的参数 {n} 未使用", f"the declared parameter {n} is not used")
            for n in declared
            if n not in used
        ]
    at_line = [Finding(r, text.count("\n", 0, at) + 1, zh, en) for r, at, zh, en in found]
    return sorted(dict.fromkeys(at_line), key=lambda f: (f.line, f.rule))


def _reading(tokens: Sequence[Token], top: Block) -> Iterator[Raw]:
    if not top.clauses or top.clauses[0].keyword not in _READING:
        yield (
            WRITES,
            0,
            "查询应以 MATCH、WITH、UNWIND 或 RETURN 起首",
            "a query begins with MATCH, WITH, UNWIND or RETURN",
        )
    before = ""
    for i, t in enumerate(tokens):
        if t.kind == "name" and t.word in _WRITING and before not in (".", ":", "AS", "$"):
            yield WRITES, t.start, f"不得写入：{t.word}", f"no writing, no procedures: {t.word}"
        if t.text == ";" and i + 1 < len(tokens):
            yield WRITES, t.start, "一次只问一个查询", "one query at a time"
        before = t.word


def _aggregates(tokens: Sequence[Token]) -> bool:
    return any(name.word in _AGGREGATES for name, _ in calls(tokens))


def _projections(block: Block) -> Iterator[Raw]:
    """ORDER BY without LIMIT, lost order before an aggregate (2), aliases (5)."""
    if block.opener:
        return
    scope, labels = Scope(), labels_of(block)
    cut = False  # the rows stand ordered and cut by LIMIT
    for i, c in enumerate(block.clauses):
        tail = []
        for later in block.clauses[i + 1 :]:
            if later.keyword not in ("ORDER BY", "SKIP", "LIMIT"):
                break
            tail.append(later.keyword)
        if c.keyword in PROJECTIONS:
            parts = items(c.tokens)
            grouped = [p for p in parts if not _aggregates(p)]
            if cut and parts and not grouped:
                yield (
                    2,
                    c.start,
                    "ORDER BY … LIMIT 之后的聚合须有分组键（WITH 1 AS g, …）",
                    "an aggregate after ORDER BY … LIMIT needs a grouping key (WITH 1 AS g, …)",
                )
            yield from _aliases(c.keyword, parts, scope)
            scope = scope.after(parts)
            cut = "ORDER BY" in tail and "LIMIT" in tail
            if c.keyword == "WITH" and "ORDER BY" in tail and "LIMIT" not in tail:
                yield 2, c.start, "WITH … ORDER BY 须有 LIMIT", "WITH … ORDER BY needs a LIMIT"
        else:
            yield from _walks_on(c, scope, labels)
            scope = scope.within(c)


def _walks_on(clause: Clause, scope: Scope, labels: Mapping[str, tuple[str, ...]]) -> Iterator[Raw]:
    """A step from a node of several types that OPTIONAL MATCH may have left empty (1)."""
    parts = list(patterns(clause.tokens)) if clause.keyword in MATCHES else []
    if all(p.node for p in parts):
        return
    for p in parts:
        if p.node and p.variable in scope.optional and len(labels.get(p.variable, ())) != 1:
            yield (
                1,
                p.start,
                f"{p.variable} 可能为空且有几种类型，不能由它再走一步",
                f"{p.variable} may be missing and has several types: no step from it",
            )


def _aliases(keyword: str, parts: Sequence[tuple[Token, ...]], scope: Scope) -> Iterator[Raw]:
    taken = {n.casefold() for n in scope.names}
    for part in parts:
        named = alias(part)
        if part[0].text == "*":
            yield 5, part[0].start, "不用 *，列出各列", "no *: list the columns"
        elif named is None and (keyword == "RETURN" or len(part) > 1):
            yield 5, part[0].start, "每列都要有 AS 别名", "every column has an alias: … AS name"
        elif named is not None:
            own = part[0].text if len(part) == 3 else ""
            if named.text.strip("`").casefold() in taken and own != named.text:
                yield (
                    5,
                    named.start,
                    f"别名 {named.text} 与域内变量同名",
                    f"alias {named.text} is a variable in scope",
                )
        bare = len(part) == 1 or (len(part) == 3 and named is not None)
        if keyword == "RETURN" and bare and part[0].text in scope.entities:
            yield (
                5,
                part[0].start,
                "返回标量，不返回节点、关系或路径",
                "return scalars, not nodes, relationships or paths",
            )
        for name, first in calls(part):
            follows = part.index(first) + 1 if first is not None else len(part)
            counted = first.text if first is not None and name.word == "COUNT" else ""
            alone = follows < len(part) and part[follows].text == ")"
            if alone and scope.optional and counted in (scope.optional | {"*"}):
                yield 6, name.start, "OPTIONAL MATCH 之后写 count(x.id)", "after OPTIONAL MATCH: count(x.id)"


def _ending(top: Block, columns: Sequence[str] | None) -> Iterator[Raw]:
    keywords = [c.keyword for c in top.clauses]
    for c in top.clauses:
        if c.keyword == "UNION":
            yield 11, c.start, "顶层不用 UNION", "no UNION at the top level"
    if "RETURN" not in keywords:
        yield 11, 0, "查询应有 RETURN", "a query has a RETURN"
        return
    last = len(keywords) - 1 - keywords[::-1].index("RETURN")
    if "ORDER BY" not in keywords[last:]:
        yield (
            11,
            top.clauses[last].start,
            "以 ORDER BY 结尾，末键唯一",
            "ends in ORDER BY with a unique last key",
        )
    if columns is not None:
        named = [alias(p) for p in items(top.clauses[last].tokens)]
        returned = [a.text.strip("`") if a is not None else "?" for a in named]
        if returned != list(columns):
            yield (
                5,
                top.clauses[last].start,
                f"返回的列 {returned} 与注释块所列 {list(columns)} 不同",
                "the columns returned are not those of the header, in order",
            )

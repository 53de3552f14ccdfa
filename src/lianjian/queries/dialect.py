"""The lint of the portable form: the twelve rules under which one Cypher text gives the same rows on
both engines, as far as the text shows.

cypher/README.md lists the rules with their reasons; a finding's number is the rule's, 0 a write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Registry
from ..model.frames import schema
from .scope import Scope, labels_of, patterns
from .tokens import MATCHES, PROJECTIONS, Block, Token, alias, blocks, calls, closing, items, tokenize

WRITES = 0
"""The rule number of what is no reading query."""

RESERVED = frozenset(
    "END ORDER GROUP DESC ASC TABLE COLUMN DEFAULT PRIMARY PROFILE ALL ANY NONE SINGLE IN UNION CASE WHEN "
    "THEN ELSE MACRO GLOB WITH WHERE INSTALL ONLY SHORTEST TRAIL ACYCLIC WSHORTEST HEADERS HINT MULTI_JOIN "
    "DBTYPE EXISTS NOT NULL TRUE OPTIONAL ON UNWIND CREATE INDEX STARTS ENDS XOR AND OR DISTINCT".split()
)
_READING = ("MATCH", "OPTIONAL MATCH", "WITH", "UNWIND", "RETURN")
_WRITING = frozenset(
    "CREATE MERGE DELETE DETACH SET REMOVE FOREACH DROP ALTER COPY LOAD INSTALL ATTACH EXPORT IMPORT CALL".split()
)
_AGGREGATES = frozenset(
    "COUNT SUM MIN MAX AVG COLLECT STDEV STDEVP PERCENTILECONT PERCENTILEDISC".split()
)
_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")
_NOT_PORTABLE = {
    "SUBSTRING": 8, "REVERSE": 8, "TAIL": 8, "LAST": 8, "LABEL": 8, "ID": 8, "ELEMENTID": 8,
    "REDUCE": 4, "SHORTESTPATH": 4, "ALLSHORTESTPATHS": 4,
    "DATETIME": 9, "LOCALDATETIME": 9, "LOCALTIME": 9, "TIME": 9, "TIMESTAMP": 9, "DURATION": 9, "NOW": 9,
    "CURRENT_DATE": 9, "CURRENT_TIMESTAMP": 9, "INTERVAL": 9,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What leaves the portable form: rule number (0 a write), line of the text (from 1), words."""

    rule: int
    line: int
    zh: str
    en: str


Raw = tuple[int, int, str, str]  # rule, place in the text, words


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
    found += _words(tokens)
    for block in parts:
        found += _subquery(block)
        found += _matches(block)
        found += _expressions(block)
        found += _projections(block)
        found += _names(block, registry)
    found += _ending(parts[0], columns)
    if declared is not None:
        used = {t.text[1:]: t.start for t in reversed(tokens) if t.kind == "param"}
        found += [
            (7, at, f"参数 ${n} 未在注释块声明", f"parameter ${n} is not declared in the header")
            for n, at in used.items() if n not in declared
        ]
        found += [
            (7, 0, f"声明的参数 {n} 未使用", f"the declared parameter {n} is not used")
            for n in declared if n not in used
        ]
    at_line = [Finding(r, text.count("\n", 0, at) + 1, zh, en) for r, at, zh, en in found]
    return sorted(dict.fromkeys(at_line), key=lambda f: (f.line, f.rule))


def _reading(tokens: Sequence[Token], top: Block) -> Iterator[Raw]:
    if not top.clauses or top.clauses[0].keyword not in _READING:
        yield WRITES, 0, "查询应以 MATCH、WITH、UNWIND 或 RETURN 起首", "a query begins with MATCH, WITH, UNWIND or RETURN"
    before = ""
    for i, t in enumerate(tokens):
        if t.kind == "name" and t.word in _WRITING and before not in (".", ":", "AS", "$"):
            yield WRITES, t.start, f"不得写入：{t.word}", f"no writing, no procedures: {t.word}"
        if t.text == ";" and i + 1 < len(tokens):
            yield WRITES, t.start, "一次只问一个查询", "one query at a time"
        before = t.word


def _words(tokens: Sequence[Token]) -> Iterator[Raw]:
    """Reserved words as names (12), functions that differ (4, 8, 9), null parameters (7)."""
    for i, t in enumerate(tokens):
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        named = before is not None and before.word in (".", "AS")
        if t.kind == "name" and named and t.word in RESERVED:
            yield 12, t.start, f"{t.text} 是保留字，不作名字", f"{t.text} is reserved on Ladybug: another name, or `{t.text}`"
        if t.kind == "param" and t.text[1:].upper() in RESERVED:
            yield 12, t.start, f"{t.text} 是保留字，不作参数", f"{t.text} is reserved on Ladybug: another name"
        if t.kind == "param" and after is not None and after.word == "IS":
            yield 7, t.start, f"参数 {t.text} 从不为空值", f"{t.text} is never null: compare with '' or a far date"
        if t.kind == "text" and before is not None and before.text == "=~":
            yield 8, t.start, "正则表达式在两种引擎上不同", "regular expressions differ between the engines"
    for name, first in calls(tokens):
        rule = _NOT_PORTABLE.get(name.word)
        if rule is not None:
            yield rule, name.start, f"{name.text}() 在两种引擎上不同或没有", f"{name.text}() differs between the engines"
        if name.word == "DATE" and first is not None and first.text == ")":
            yield 9, name.start, "今天由参数给出", "today is a parameter: now is computed in Python"
        if name.word == "COALESCE" and first is not None and first.kind == "param":
            yield 7, name.start, f"参数 {first.text} 从不为空值", f"{first.text} is never null"
    for (outer, opening, inner), at in _triples(tokens):
        if inner.word == "LABELS" and not (outer.word == "HEAD" and opening.text == "("):
            yield 8, at, "类型写作 head(labels(x))", "the type of a node is head(labels(x))"
        if inner.word == "SUM" and not (outer.word == "COALESCE" and opening.text == "("):
            yield 6, at, "合计写作 coalesce(sum(x), 0)", "a sum is written coalesce(sum(x), 0)"
    yield from _cases(tokens)


def _triples(tokens: Sequence[Token]) -> Iterator[tuple[tuple[Token, Token, Token], int]]:
    """Each function name with the two tokens before it."""
    for i, t in enumerate(tokens):
        if t.kind == "name" and i > 1 and i + 1 < len(tokens) and tokens[i + 1].text == "(":
            yield (tokens[i - 2], tokens[i - 1], t), t.start


def _cases(tokens: Sequence[Token]) -> Iterator[Raw]:
    """All branches of one CASE have one literal type (6)."""
    open_cases: list[set[str]] = []
    for t, following in pairwise(tokens):
        if t.word == "CASE":
            open_cases.append(set())
        elif t.word in ("THEN", "ELSE") and open_cases:
            kind = "bool" if following.word in ("TRUE", "FALSE") else following.kind
            if kind in ("text", "number", "bool"):
                open_cases[-1].add(kind)
        if following.word == "END" and open_cases and len(open_cases.pop()) > 1:
            yield 6, following.start, "CASE 各支应为同一类型", "all branches of a CASE have one type"


def _subquery(block: Block) -> Iterator[Raw]:
    if block.opener in ("CALL", "COLLECT"):
        yield 4, block.start, f"不用 {block.opener} {{}}", f"no {block.opener} {{}}"
    elif block.opener and (not block.clauses or block.clauses[0].keyword != "MATCH"):
        yield 4, block.start, f"写作 {block.opener} {{ MATCH … }}", f"written {block.opener} {{ MATCH … }}"


def _matches(block: Block) -> Iterator[Raw]:
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
                if part.several:
                    yield 10, part.start, "一个节点一个标签：(n:A|B)，不是 (n:A:B)", "one label a node: (n:A|B), never (n:A:B)"
                if part.node:
                    continue
                steps += 1
                if steps == 3:
                    yield 1, part.start, "一段 MATCH 至多两步，其后写 WITH", "at most two steps in one MATCH part, then WITH"
                if part.length is not None and not part.bounded:
                    yield 3, part.start, "变长关系应写明上下界，如 *1..6", "variable length has literal bounds, as in *1..6"
                again = [x for x in part.labels if x in seen] or (not part.labels and len(seen) > 1)
                if again and not apart:
                    yield (
                        3, part.start, "一段 MATCH 中一种关系只用一次，或写明 x.id <> y.id",
                        "a relationship type once per MATCH part, or with x.id <> y.id written out",
                    )
                seen += part.labels or ("?",)


def _apart(tokens: Sequence[Token]) -> bool:
    """Whether two ids are required to differ: ``x.id <> y.id``."""
    words = [t.text for t in tokens]
    return any(words[i:i + 3] == [".", "id", "<>"] for i in range(len(words)))


def _expressions(block: Block) -> Iterator[Raw]:
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
                yield 4, t.start, "模式只写在 MATCH 或 EXISTS { MATCH … } 中", "a pattern stands in MATCH or EXISTS { MATCH … }"
            elif t.text == "[" and before is not None and (before.kind == "name" or before.text in (")", "]")):
                is_word = before.word in ("IN", "AND", "OR", "NOT", "RETURN", "WITH", "THEN", "ELSE", "WHEN")
                if not is_word and (after is None or after.text != ".."):
                    yield 8, t.start, "不用列表下标；l[..n] 可用", "no list index; l[..n] is fine"
            elif t.text == "[" and after is not None and (
                after.text == "(" or (third is not None and third.word == "IN")
            ):
                yield 4, t.start, "不用列表或模式推导", "no list or pattern comprehension"
            if t.text == "{" and after is not None and before is not None and before.kind == "name" and after.text == ".":
                yield 4, t.start, "不用映射投影", "no map projection"
            if t.text == ":" and not _in_braces(ts, i):
                yield 4, t.start, "标签只写在模式中", "a label stands in a pattern, never in an expression"
            if t.word in _QUANTIFIERS and after is not None and after.text == "(":
                for inner in ts[i + 1:closing(ts, i + 1)]:
                    if inner.kind == "param":
                        yield (
                            3, inner.start, f"路径的条件中参数须先入域：WITH x, {inner.text} AS d",
                            f"in a filter along a path the parameter must be in scope: WITH x, {inner.text} AS d",
                        )


def _in_braces(tokens: Sequence[Token], at: int) -> bool:
    depth = 0
    for t in tokens[:at]:
        depth += {"{": 1, "}": -1}.get(t.text, 0)
    return depth > 0


def _aggregates(tokens: Sequence[Token]) -> bool:
    return any(name.word in _AGGREGATES for name, _ in calls(tokens))


def _projections(block: Block) -> Iterator[Raw]:
    """ORDER BY without LIMIT, lost order before an aggregate (2), aliases (5)."""
    if block.opener:
        return
    scope = Scope()
    cut = False  # the rows stand ordered and cut by LIMIT
    for i, c in enumerate(block.clauses):
        tail = []
        for later in block.clauses[i + 1:]:
            if later.keyword not in ("ORDER BY", "SKIP", "LIMIT"):
                break
            tail.append(later.keyword)
        if c.keyword in PROJECTIONS:
            parts = items(c.tokens)
            grouped = [p for p in parts if not _aggregates(p)]
            if cut and parts and not grouped:
                yield (
                    2, c.start, "ORDER BY … LIMIT 之后的聚合须有分组键（WITH 1 AS g, …）",
                    "an aggregate after ORDER BY … LIMIT needs a grouping key (WITH 1 AS g, …)",
                )
            yield from _aliases(c.keyword, parts, scope)
            scope = scope.after(parts)
            cut = "ORDER BY" in tail and "LIMIT" in tail
            if c.keyword == "WITH" and "ORDER BY" in tail and "LIMIT" not in tail:
                yield 2, c.start, "WITH … ORDER BY 须有 LIMIT", "WITH … ORDER BY needs a LIMIT"
        else:
            scope = scope.within(c)


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
                yield 5, named.start, f"别名 {named.text} 与域内变量同名", f"alias {named.text} is a variable in scope"
        if keyword == "RETURN" and part[0].text in scope.entities and len(part) in (1, 3):
            yield 5, part[0].start, "返回标量，不返回节点、关系或路径", "return scalars, not nodes, relationships or paths"
        for name, first in calls(part):
            follows = part.index(first) + 1 if first is not None else 0
            alone = follows < len(part) and part[follows].text == ")"
            if name.word == "COUNT" and alone and first is not None and first.text in (scope.optional | {"*"}):
                if first.text != "*" or scope.optional:
                    yield 6, name.start, "OPTIONAL MATCH 之后写 count(x.id)", "after OPTIONAL MATCH write count(x.id)"


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
        yield 11, top.clauses[last].start, "以 ORDER BY 结尾，末键唯一", "ends in ORDER BY with a unique last key"
    if columns is not None:
        named = [alias(p) for p in items(top.clauses[last].tokens)]
        returned = [a.text.strip("`") if a is not None else "?" for a in named]
        if returned != list(columns):
            yield (
                5, top.clauses[last].start, f"返回的列 {returned} 与注释块所列 {list(columns)} 不同",
                "the columns returned are not those of the header, in order",
            )


def _names(block: Block, registry: Registry) -> Iterator[Raw]:
    """Labels, relationship types and properties exist, in exactly this case (10)."""
    known = {n: frozenset(schema(registry.declaration(n))) | {"since", "until"} for n in (*registry.nodes, *registry.ties)}
    anywhere = frozenset().union(*known.values())
    for c in block.clauses:
        for part in patterns(c.tokens) if c.keyword in MATCHES else ():
            there = registry.nodes if part.node else registry.ties
            for name in part.labels:
                if name not in there:
                    near = [n for n in there if n.casefold() == name.casefold()]
                    hint_zh, hint_en = (f"，是否 {near[0]}", f", did you mean {near[0]}") if near else ("", "")
                    what = ("标签", "label") if part.node else ("关系类型", "relationship type")
                    yield 10, part.start, f"没有{what[0]} {name}{hint_zh}", f"no such {what[1]}: {name}{hint_en}"
            for prop in part.properties:
                yield from _property(prop, part.labels, known, anywhere)
    labels = labels_of(block)
    for c in block.clauses:
        for owner, dot, prop in zip(c.tokens, c.tokens[1:], c.tokens[2:], strict=False):
            if dot.text == "." and owner.kind == "name" and prop.kind in ("name", "quoted"):
                yield from _property(prop, labels.get(owner.text, ()), known, anywhere)


def _property(
    prop: Token, labels: Collection[str], known: dict[str, frozenset[str]], anywhere: frozenset[str]
) -> Iterator[Raw]:
    name = prop.text.strip("`")
    sets = [known[x] for x in labels if x in known]
    there = frozenset().union(*sets) if sets else anywhere
    if name not in there:
        owner = "|".join(labels) or "-"
        yield 10, prop.start, f"{owner} 没有属性 {name}", f"{owner} has no property {name}"

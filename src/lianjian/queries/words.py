"""Words of the portable form: reserved names, functions that differ between the engines, CASE branches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .tokens import Token, calls

Raw = tuple[int, int, str, str]
"""A finding before its line is known: rule, place in the text, words in Chinese and English."""

RESERVED = frozenset(
    """END ORDER GROUP DESC ASC TABLE COLUMN DEFAULT PRIMARY PROFILE ALL ANY NONE SINGLE IN UNION CASE WHEN
    THEN ELSE MACRO GLOB WITH WHERE INSTALL ONLY SHORTEST TRAIL ACYCLIC WSHORTEST HEADERS HINT MULTI_JOIN
    DBTYPE EXISTS NOT NULL TRUE OPTIONAL ON UNWIND CREATE INDEX STARTS ENDS XOR AND OR DISTINCT""".split()  # noqa: SIM905
)
_NOT_PORTABLE = {
    "SUBSTRING": 8,
    "REVERSE": 8,
    "TAIL": 8,
    "LAST": 8,
    "LABEL": 8,
    "ID": 8,
    "ELEMENTID": 8,
    "REDUCE": 4,
    "SHORTESTPATH": 4,
    "ALLSHORTESTPATHS": 4,
    "DATETIME": 9,
    "LOCALDATETIME": 9,
    "LOCALTIME": 9,
    "TIME": 9,
    "TIMESTAMP": 9,
    "DURATION": 9,
    "NOW": 9,
    "CURRENT_DATE": 9,
    "CURRENT_TIMESTAMP": 9,
    "INTERVAL": 9,
}


def words(tokens: Sequence[Token]) -> Iterator[Raw]:
    """Reserved words as names (12), functions that differ (4, 8, 9), null parameters (7)."""
    for i, t in enumerate(tokens):
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        named = before is not None and before.word in (".", "AS")
        if t.kind == "name" and named and t.word in RESERVED:
            yield (
                12,
                t.start,
                f"{t.text} 是保留字，不作名字",
                f"{t.text} is a reserved word: another name, or `{t.text}`",
            )
        if t.kind == "param" and t.text[1:].upper() in RESERVED:
            yield (
                12,
                t.start,
                f"{t.text} 是保留字，不作参数",
                f"{t.text} is a reserved word: another name",
            )
        if t.kind == "param" and after is not None and after.word == "IS":
            yield (
                7,
                t.start,
                f"参数 {t.text} 从不为空值",
                f"{t.text} is never null: compare with '' or a far date",
            )
        if t.kind == "text" and before is not None and before.text == "=~":
            yield 8, t.start, "正则表达式在两种引擎上不同", "regular expressions differ between the engines"
    for name, first in calls(tokens):
        rule = _NOT_PORTABLE.get(name.word)
        if rule is not None:
            yield (
                rule,
                name.start,
                f"{name.text}() 在两种引擎上不同或没有",
                f"{name.text}() differs between the engines",
            )
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

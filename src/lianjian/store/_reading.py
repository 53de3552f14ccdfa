"""What a query's text must be before an engine sees it: one reading statement."""

from __future__ import annotations

import re

from ._refusals import write_refused
from .base import QueryError

_QUIET = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|(//[^\n]*|/\*.*?\*/)", re.DOTALL)
_READING = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"}
_WRITING = {
    "ALTER", "ATTACH", "BEGIN", "CHECKPOINT", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH",
    "DROP", "EXPORT", "FORCE", "FOREACH", "IMPORT", "INSERT", "INSTALL", "LOAD", "MERGE", "REMOVE",
    "ROLLBACK", "SET", "UNINSTALL", "UPDATE", "USE",
}


def quiet(cypher: str) -> str:
    """The text with texts and quoted names emptied and without comments."""
    return _QUIET.sub(lambda m: " " if m[1] else " '' ", cypher)


def check_reading(cypher: str, calls: re.Pattern[str]) -> None:
    """Raise QueryError unless the text is one reading statement; ``calls`` are the procedures it may call.

    The engines themselves refuse to write in a reading transaction; this also keeps them from files
    (LOAD, COPY TO), settings and transactions, which they would let through.
    """
    code = quiet(cypher).strip().rstrip("; \n\t")
    words = re.sub(r"^(EXPLAIN|PROFILE)\b\s*(LOGICAL\b)?\s*", "", code, flags=re.IGNORECASE)
    first = re.match(r"[A-Za-z]*", words)
    word = first[0].upper() if first else ""
    if ";" in code:
        raise QueryError("query", "一次只能有一条语句", "one statement at a time")
    called = re.findall(r"\bCALL\s+([^\s({=]*)", code, re.IGNORECASE)
    if word in _WRITING or re.search(r"\bLOAD\s+(FROM|WITH|CSV)\b", code, re.IGNORECASE):
        raise write_refused()
    if not all(calls.fullmatch(c) for c in called) or re.search(r"\bCALL\s+\w+\s*=", code, re.IGNORECASE):
        raise write_refused()
    if word not in _READING:
        raise QueryError(
            "query", "查询须以 MATCH、WITH、UNWIND 或 RETURN 开头",
            "a query begins with MATCH, WITH, UNWIND or RETURN",
        )

"""YAML and JSON → sheets: a list of items, or named lists of items."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from .grids import Sheet
from .problems import Problem
from .texts import decode
from .workbooks import as_text

_MOST_NODES = 1_000_000


def read_tree(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """YAML or JSON: a list of items, or named lists of items; a list inside an item makes rows."""
    text, problems = decode(path)
    if text is None:
        return [], problems
    if path.suffix.lower() == ".json":
        tree: Any = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_unique)
    else:
        tree = _yaml(text)
    if tree is None:
        return [], [*problems, Problem("F06", path.name)]
    named = tree if isinstance(tree, dict) and all(isinstance(v, list) for v in tree.values()) else {"": tree}
    sheets = []
    for name, items in named.items():
        rows: list[dict[str, str | None]] = []
        for number, item in enumerate(items if isinstance(items, list) else [items], 1):
            rows += _flatten(item, number)
        headings = list(dict.fromkeys(k for r in rows for k in r if k != _LINE))
        if not headings:
            problems.append(Problem("F06", path.name, name))
            continue
        frame = pl.DataFrame(
            {"row": [int(r[_LINE] or 0) for r in rows],
             **{f"c{i}": [r.get(h) or None for r in rows] for i, h in enumerate(headings)}},
            schema={"row": pl.UInt32, **{f"c{i}": pl.String for i in range(len(headings))}},
        ).with_columns(pl.selectors.string().str.strip_chars().replace("", None))
        sheets.append(Sheet(path.name, name, tuple(headings), 0, frame))
    return sheets, problems


_LINE = "\0line"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a mapping; a key written twice would lose a value and is an error."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"键“{key}”写了两次 / the key {key} is given twice")
        found[key] = value
    return found


def _yaml(text: str) -> Any:
    """The document with every scalar as text, each mapping knowing its line under ``_LINE``."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    left = _MOST_NODES

    def build(node: yaml.Node) -> Any:
        nonlocal left
        left -= 1
        if left < 0:  # a few lines of aliases can stand for more than fits
            raise ValueError("YAML 的别名展开后过大 / the aliases of the YAML grow too large")
        if isinstance(node, yaml.MappingNode):
            found = _unique([(str(build(k)), build(v)) for k, v in node.value])
            return {_LINE: str(node.start_mark.line + 1), **found} if not _all_lists(node) else found
        if isinstance(node, yaml.SequenceNode):
            return [build(v) for v in node.value]
        return "" if node.value in ("~", "null") and not getattr(node, "style", None) else node.value

    def _all_lists(node: yaml.MappingNode) -> bool:
        return bool(node.value) and all(isinstance(v, yaml.SequenceNode) for _, v in node.value)

    node = yaml.compose(text, Loader=loader)
    return None if node is None else build(node)


def _flatten(item: object, number: int) -> Iterator[dict[str, str | None]]:
    """One row per innermost item; what stands outside is repeated in each."""
    if not isinstance(item, dict):
        raise ValueError(f"第 {number} 项应为键值对 / item {number} should be a mapping")
    if deeper := next((k for k, v in item.items() if isinstance(v, dict)), None):
        raise ValueError(
            f"第 {number} 项：“{deeper}”里不应再有键值对 / item {number}: a mapping in the mapping {deeper}"
        )
    line = item.get(_LINE, str(number))
    flat: dict[str, str | None] = {
        str(k): as_text(v) for k, v in item.items() if not isinstance(v, list) and k != _LINE
    }
    lists = {str(k): v for k, v in item.items() if isinstance(v, list)}
    if not lists:
        yield {_LINE: line, **flat}
        return
    for name, inner in lists.items():
        for entry in inner or [{}]:
            if isinstance(entry, list):
                raise ValueError(
                    f"第 {number} 项：“{name}”里不应再有列表 / item {number}: a list in the list {name}"
                )
            nested = entry if isinstance(entry, dict) else {name: as_text(entry)}
            for row in _flatten({_LINE: line, **nested}, number):
                yield {**flat, **row}

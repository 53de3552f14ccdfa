"""Small dated graphs as plain dicts, and the frames they make: what tests of derived records start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from lianjian.model import BEGINNING, FOREVER, REGISTRY, Registry
from lianjian.model.frames import conform, schema

Key = tuple[str, str]
Nodes = dict[Key, dict[str, Any]]
Link = tuple[str, Key, Key, date, date]
"""Type, near end, far end, since, until."""


def node(
    nodes: Nodes, kind: str, at: str, /, since: date = BEGINNING, until: date = FOREVER, **values: Any
) -> Key:
    """Add a node and return its key."""
    nodes[kind, at] = {"since": since, "until": until, **values}
    return kind, at


def link(name: str, near: Key, far: Key, since: date = BEGINNING, until: date = FOREVER) -> Link:
    """A tie."""
    return name, near, far, since, until


def frames_of(
    nodes: Mapping[Key, Mapping[str, Any]], ties: Iterable[Link], registry: Registry = REGISTRY
) -> dict[str, pl.DataFrame]:
    """The frames of the types that occur, in their schema."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for (kind, name), values in nodes.items():
        rows.setdefault(kind, []).append({"id": name, **values})
    for name, near, far, since, until in ties:
        ends = {"from_type": near[0], "from_id": near[1], "to_type": far[0], "to_id": far[1]}
        rows.setdefault(name, []).append({**ends, "since": since, "until": until})
    made = {}
    for name, given in rows.items():
        declared = registry.declaration(name)
        always = {"since_precision": "day", "until_precision": "day", "sources": ["test"]}
        columns = {c: [r.get(c, always.get(c)) for r in given] for c in schema(declared)}
        made[name] = conform(pl.DataFrame(columns, schema=schema(declared)), declared)
    return made


def division(nodes: Nodes, name: str, level: str, /, **values: Any) -> Key:
    """Add a division."""
    return node(nodes, "Division", name, level=level, code=name, name=name, **values)


def survey(
    nodes: Nodes, ties: list[Link], unit: Key, on: date, *places: Key, name: str = "",
    staff: int | None = None, members: int | None = None, full_members: int | None = None,
    work: tuple[str, ...] = (),
) -> Key:
    """Add a survey count of a unit, with the places where it met the unit."""
    count = node(
        nodes, "Headcount", name or f"{unit[1]}@{on}", on, staff=staff, members=members,
        full_members=full_members, work=list(work),
    )
    ties.append(link("COUNTS", count, unit, on))
    ties.extend(link("SURVEYED_AT", count, p, on) for p in places)
    return count

"""What a Neo4j database must have and must not be: uniqueness of every id, and no other program's data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lianjian.model.frames import schema

from ._neo4j_errors import check_version, old_server
from .base import QueryError, StoreError, declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lianjian.model import Registry

    from ._neo4j_frames import Rows

_UNKNOWN = {
    "01N50": ("标签", "label"), "01N51": ("联系类型", "relationship type"), "01N52": ("属性", "property"),
}


def server(run: Rows, shown: str) -> str:
    """The engine with version and edition, as in "Neo4j 5.26.20 community"; StoreError (old_server)."""
    columns = "name, versions, edition"
    for name, versions, edition in run(f"CALL dbms.components() YIELD {columns} RETURN {columns}"):
        if name == "Neo4j Kernel":
            check_version(versions[0], shown)
            return f"Neo4j {versions[0]} {edition}"
    raise old_server(shown, "?")


def present(run: Rows, registry: Registry, shown: str) -> frozenset[str]:
    """The declared node types that the database knows; StoreError (not_a_store) if it knows only others."""
    labels = {str(row[0]) for row in run("CALL db.labels() YIELD label RETURN label")}
    if labels and not labels & registry.nodes.keys():
        raise StoreError(
            "not_a_store", f"{shown} 是别的程序的库", f"{shown} is another program's database",
            "请另用一个数据库（NEO4J_DATABASE） / use another database (NEO4J_DATABASE)",
        )
    return frozenset(labels & registry.nodes.keys())


def missing_constraints(run: Rows, registry: Registry) -> Iterator[str]:
    """The statements that make ids unique where they are not yet."""
    columns = "type, labelsOrTypes, properties"
    found = run(f"SHOW CONSTRAINTS YIELD {columns} RETURN {columns}")
    there = {
        labels[0] for kind, labels, properties in found
        if properties == ["id"] and re.search("UNIQUE|NODE_KEY", kind)
    }
    for name in registry.nodes:
        if name not in there:
            made = f"CREATE CONSTRAINT `lianjian_{name}_id` IF NOT EXISTS"
            yield f"{made} FOR (n:`{name}`) REQUIRE n.id IS UNIQUE"


def check_names(statuses: Iterable[object], registry: Registry) -> None:
    """QueryError for a name that neither the database nor the registry knows.

    The engine only warns of it and finds nothing, which would look like an answer. It also warns of
    names of ours of which no row is stored yet.
    """
    types = declared(registry)
    known = {*types, *(c for d in types.values() for c in schema(d))}
    for status in statuses:
        kind = _UNKNOWN.get(getattr(status, "gql_status", ""))
        name = re.search(r"`([^`]*)`", getattr(status, "status_description", ""))
        if kind and name and name[1] not in known:
            raise QueryError(
                "query", f"查询有误：没有{kind[0]} {name[1]}",
                f"the query is refused: no such {kind[1]}: {name[1]}",
                "名称见 docs/model.md，区分大小写 / names are listed in docs/model.md; their case matters",
            )

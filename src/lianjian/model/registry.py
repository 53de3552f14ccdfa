"""All declarations in one place, and what can be asked of them.

A registry can be extended outside this package: ``REGISTRY.extended(nodes=[...], ties=[...])``
returns a new one with further declarations, which every stage accepts in place of the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from . import nodes as _nodes
from . import practice as _practice
from . import practice_ties as _practice_ties
from . import ties as _ties
from .base import Declared, Node, Tie
from .code import Code
from .codes import CODES
from .frames import TIE_ENDS, schema

T = TypeVar("T", bound=Declared)


def _declared(module: object, base: type[T]) -> list[type[T]]:
    return [
        c for c in vars(module).values() if isinstance(c, type) and issubclass(c, base) and "zh" in vars(c)
    ]


@dataclass(frozen=True)
class Registry:
    """The node and tie types in force, by name, and the code lists they use."""

    nodes: Mapping[str, type[Node]]
    ties: Mapping[str, type[Tie]]
    codes: Mapping[str, tuple[Code, ...]]

    def extended(
        self,
        nodes: Iterable[type[Node]] = (),
        ties: Iterable[type[Tie]] = (),
        codes: Mapping[str, tuple[Code, ...]] | None = None,
    ) -> Registry:
        """A registry with further declarations (a name already taken is an error)."""
        more_nodes = {c.__name__: c for c in nodes}
        more_ties = {c.ends()[1]: c for c in ties}
        taken = (more_nodes.keys() & self.nodes.keys()) | (more_ties.keys() & self.ties.keys())
        if taken:
            raise ValueError(f"already declared: {', '.join(sorted(taken))}")
        made = Registry(
            {**self.nodes, **more_nodes}, {**self.ties, **more_ties}, {**self.codes, **(codes or {})}
        )
        made.check()
        return made

    def check(self) -> None:
        """Raise TypeError where a declaration names a type or code list that no declaration gives."""
        for t in self.ties.values():
            starts, name, ends = t.ends()
            missing = [x for x in (*starts, *ends) if x not in self.nodes]
            if missing:
                raise TypeError(f"{name}: no such node type: {', '.join(missing)}")
        for declared in (*self.nodes.values(), *self.ties.values()):
            for f in declared.fields().values():
                if f.attr.code and f.attr.code not in self.codes:
                    raise TypeError(f"{declared.__name__}.{f.name}: no code list {f.attr.code!r}")

    @cached_property
    def asserted_nodes(self) -> dict[str, type[Node]]:
        """Node types that sheets can assert."""
        return {n: c for n, c in self.nodes.items() if not c.derived}

    @cached_property
    def asserted_ties(self) -> dict[str, type[Tie]]:
        """Tie types that sheets can assert."""
        return {n: c for n, c in self.ties.items() if not c.derived}

    def declaration(self, name: str) -> type[Node] | type[Tie]:
        """The node or tie type called ``name``."""
        return self.nodes[name] if name in self.nodes else self.ties[name]

    @cached_property
    def properties(self) -> dict[str, frozenset[str]]:
        """The property names that each node and tie type has in a store, for checking queries."""
        types = (*self.nodes, *self.ties)
        return {n: frozenset(schema(self.declaration(n))).difference(TIE_ENDS) for n in types}


_NODES: dict[str, type[Node]] = {c.__name__: c for m in (_nodes, _practice) for c in _declared(m, Node)}
# answers name node types: their labels are a code list too, made from the declarations
CODES["node_type"] = tuple(Code(n, c.zh, c.en) for n, c in _NODES.items())
_TIES: dict[str, type[Tie]] = {
    c.ends()[1]: c for m in (_ties, _practice_ties) for c in _declared(m, Tie)
}
CODES["tie_type"] = tuple(Code(n, c.zh, c.en) for n, c in _TIES.items())

REGISTRY = Registry(_NODES, _TIES, CODES)
REGISTRY.check()

"""Filling an empty Neo4j database with more than one transaction can hold, still all or nothing.

The server keeps a transaction in its heap, 3 to 7 KB a row. A large first import is therefore written
in parts, while a mark stands in the database: who finds it reads nothing. One open transaction, the
guard, holds the writers' lock meanwhile and takes the mark away at the end. If the import breaks off,
the mark stays and the lock goes with the connection, so that the next writer knows that nobody is at it
any more and clears what is there.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from neo4j.exceptions import Neo4jError

from lianjian.model.base import Tie

from . import _neo4j_write as writing
from ._refusals import check_expected, unequal
from .base import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import neo4j

    from lianjian.model import Registry

    from ._neo4j_frames import Rows
    from .base import TypeChanges

PART = 20_000
"""Rows of one part, and of a first import that needs none: up to 150 MB of the server's heap."""
SWEPT = 10_000
"""Nodes deleted by one transaction."""
PATIENCE = 5.0
"""Seconds to wait for the writers' lock where somebody else may be filling the store."""
_MARKED = "MATCH (m:LianjianUnfinished) RETURN count(m)"
_UNMARK = "MATCH (m:LianjianUnfinished) DELETE m"


def marked(run: Rows) -> bool:
    """Whether the database is being filled, or that was broken off."""
    return bool(run(_MARKED)[0][0])


def check_finished(run: Rows, shown: str) -> None:
    """StoreError (unfinished) where the database is being filled, or that was broken off."""
    if marked(run):
        raise StoreError(
            "unfinished", f"{shown} 正在首次导入，或导入中途断了",
            f"{shown} is being filled, or that was broken off",
            "请稍后再试；若已中断，再导入一次，半途的数据会先清除 / "
            "wait a little; if it was broken off, import again: what is half there is cleared first",
        )


def runner(transaction: neo4j.Transaction) -> Rows:
    """A function that runs statements in the transaction and gives their rows."""
    return lambda cypher, params=None: transaction.run(cypher, params).values()


def sparse(changes: Mapping[str, TypeChanges]) -> bool:
    """Whether the changes are few enough for one transaction, or more than additions."""
    few = sum(len(c) for c in changes.values()) <= PART
    return few or any(c.update.height or c.delete.height for c in changes.values())


def load(
    session: Callable[[], neo4j.Session], part: Callable[[Callable[[Rows], object]], object],
    changes: Mapping[str, TypeChanges], registry: Registry, expected: Mapping[str, int] | None,
) -> bool:
    """Create the rows of ``changes`` part by part; False, nothing done, where the store is not empty.

    ``session`` opens a writing session, ``part`` runs one transaction. Raises as a single transaction
    does; the mark then stays until :func:`sweep`.
    """
    with session() as held, held.begin_transaction() as guard:
        run = runner(guard)
        writing.lock(run, registry)
        before = writing.held(run, registry)
        check_expected(expected, before)
        if any(before.values()):
            return False
        part(lambda alone: alone("CREATE (:LianjianUnfinished)"))
        ties = [n for n in changes if issubclass(registry.declaration(n), Tie)]
        for name in (*(n for n in changes if n not in ties), *ties):
            for rows in changes[name].create.iter_slices(PART):
                part(partial(writing.create, name=name, rows=rows, registry=registry))
        after = writing.held(run, registry)
        for name, change in changes.items():
            if after[name] != change.create.height:
                raise unequal(name, change.create.height, after[name])
        run(_UNMARK)
        guard.commit()
    return True


def sweep(session: Callable[[], neo4j.Session], registry: Registry, shown: str) -> bool:
    """Clear what an import that was broken off has left, if any; StoreError (busy) where it goes on."""
    with session() as held, held.begin_transaction(timeout=PATIENCE) as probe:
        try:
            writing.lock(runner(probe), registry)
        except Neo4jError as error:
            if not re.search("TimedOut|LockClientStopped", error.code or ""):
                raise
            raise StoreError(
                "busy", f"{shown} 正在首次导入", f"{shown} is being filled by somebody else",
                "请等它结束 / wait until that is done",
            ) from error
    with session() as held, held.begin_transaction() as guard, session() as other:
        run = runner(guard)
        writing.lock(run, registry)
        left = marked(run)
        if left:
            labels = "|".join(f"`{n}`" for n in registry.nodes)
            other.run(
                f"MATCH (n:{labels}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF {SWEPT} ROWS"
            ).consume()
            run(_UNMARK)
            guard.commit()
        return left

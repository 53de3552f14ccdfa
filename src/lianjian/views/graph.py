"""An answer as a graph to compute on, with networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .answer import ViewError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from .answer import AnswerLike

COLUMNS = ("alliance_id", "alliance", "member_type", "member_id", "member", "districts")


def to_networkx(
    answer: AnswerLike | pl.DataFrame, *, conveners: Sequence[str] = ()
) -> nx.MultiDiGraph[str]:
    """Alliances and their members as a networkx MultiDiGraph.

    ``answer``: the question alliances/members or its frame. Nodes are ``Type:id`` with type, name and
    districts; an edge ``MEMBER_OF`` runs from each member to its alliance with the row's other columns
    (role, joined, left, agreement). ``conveners`` (names or ids of members) get an edge ``CONVENES``
    as well. Order of nodes and edges is that of the rows.
    """
    import networkx

    frame = answer if isinstance(answer, pl.DataFrame) else answer.frame
    need_members(frame)
    graph: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    more = [c for c in frame.columns if c not in COLUMNS]
    for row in frame.iter_rows(named=True):
        end, start = f"Alliance:{row['alliance_id']}", f"{row['member_type']}:{row['member_id']}"
        graph.add_node(end, type="Alliance", name=row["alliance"])
        graph.add_node(
            start, type=row["member_type"], name=row["member"], districts=tuple(row["districts"] or ())
        )
        joined = row.get("joined")
        graph.add_edge(start, end, key=f"MEMBER_OF {joined or ''}".rstrip(), type="MEMBER_OF",
                       **{c: row[c] for c in more})
        if row["member"] in conveners or row["member_id"] in conveners:
            graph.add_edge(start, end, key="CONVENES", type="CONVENES")
    return graph


def need_members(frame: pl.DataFrame) -> None:
    """Raise ViewError where the frame lacks a column of the question alliances/members."""
    missing = [c for c in COLUMNS if c not in frame.columns]
    if missing:
        raise ViewError(
            "picture-columns", f"缺少列：{'、'.join(missing)}", f"missing columns: {', '.join(missing)}",
            "请用问题 alliances/members 的结果 / use an answer of alliances/members",
        )

"""The graph as it would be after an import, and where the files say what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..model import Registry
from ..plan import Plan
from ..tables.headings import Match
from ..tables.records import Records, where
from ..tables.resolve import Assertions

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class View:
    """What is looked at: the graph ``after`` the import, and where the files say what."""

    after: Frames
    plan: Plan
    found: Assertions
    records: Records
    stored: Frames
    matches: Sequence[Match]
    registry: Registry

    def names(self, kind: str, ids: pl.Series) -> dict[str, str]:
        """The names of some things of one type, by id."""
        frame = self.after[kind].filter(pl.col("id").is_in(ids.unique().implode()))
        return dict(frame.select("id", "name").iter_rows())

    def place(self, tie: Mapping[str, object], prefix: str = "") -> str:
        """Where a tie comes from: its row, else the sources it is stored with."""
        if tie[f"{prefix}_sheet"] is not None:
            return where(self.matches, int(str(tie[f"{prefix}_sheet"])), int(str(tie[f"{prefix}_row"])))
        sources = tie[f"{prefix}sources"]
        return "、".join(sources) if isinstance(sources, list) else ""

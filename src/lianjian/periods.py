"""Algebra of dated rows: polars frames whose ``since`` and ``until`` say that a row holds in [since, until).

Every function takes frames with a column ``since`` and a column ``until`` (both ``pl.Date``, never
null, since < until) and returns such frames; none of them loops over rows. ``on`` names the columns
that say what a row is about (a unit, an organization). Two words are used throughout: rows are
*disjoint* when no two rows of one key hold on the same date, and a period is *maximal* when the row
cannot be prolonged at either end.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from lianjian.model import BEGINNING, FOREVER

PERIOD = ("since", "until")
_since, _until = pl.col("since"), pl.col("until")


def _others(frame: pl.DataFrame, on: Sequence[str]) -> list[str]:
    return [c for c in frame.columns if c not in on and c not in PERIOD]


def _starts(columns: Sequence[str]) -> pl.Expr:
    """True in the rows of a sorted frame that differ from the row before in one of the columns."""
    changed = pl.any_horizontal(pl.col(c).ne_missing(pl.col(c).shift()) for c in columns)
    return changed | (pl.int_range(pl.len()) == 0)


def intersect(left: pl.DataFrame, right: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """Pairs of rows with equal ``on`` that hold on a common date, with their common period.

    Columns: those of ``left``, then the further ones of ``right``. Raises ``pl.exceptions.DuplicateError``
    if both have a further column of the same name.
    """
    other = right.rename({"since": "since:other", "until": "until:other"})
    further = _others(right, on)
    clash = [c for c in further if c in left.columns]
    if clash:
        raise pl.exceptions.DuplicateError(f"both frames have a column {', '.join(clash)}")
    return (
        left.join(other, on=list(on))
        .with_columns(
            pl.max_horizontal("since", "since:other").alias("since"),
            pl.min_horizontal("until", "until:other").alias("until"),
        )
        .filter(_since < _until)
        .select(*left.columns, *further)
    )


def union(frame: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """The maximal periods during which at least one row with the same ``on`` holds; sorted.

    Columns: ``on``, since, until. Rows may overlap; those that overlap or touch become one.
    """
    keys = list(on)
    rows = frame.select(*keys, *PERIOD).sort(*keys, "since")
    return (
        rows.with_columns(_until.cum_max().over(keys).alias("reach"), _starts(keys).alias("first"))
        .with_columns((pl.col("first") | (_since > pl.col("reach").shift())).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.col(keys).first(), _since.first(), _until.max())
        .select(*keys, *PERIOD)
    )


def coalesce(frame: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """Disjoint rows with touching periods and equal values in all other columns joined; sorted by key, since.

    Nulls are equal to each other. The columns and their order stay.
    """
    keys = list(on)
    rows = frame.sort(*keys, "since")
    begins = _starts([*keys, *_others(frame, keys)]) | (_since != _until.shift())
    return (
        rows.with_columns(begins.cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.exclude("run", "until").first(), _until.last())
        .select(frame.columns)
    )


def timeline(frames: Sequence[pl.DataFrame], on: Sequence[str]) -> pl.DataFrame:
    """Elementary periods: per key the stretches between neighbouring dates on which any row begins or ends.

    Columns: ``on``, since, until; sorted, disjoint; from the first date of the key to its last, so
    stretches on which no row holds are among them.
    """
    keys = list(on)
    dates = pl.concat([f.select(*keys, pl.col(p).alias("since")) for f in frames for p in PERIOD])
    rows = dates.unique().sort(*keys, "since")
    same = ~_starts(keys).shift(-1, fill_value=True)
    return rows.with_columns(pl.when(same).then(_since.shift(-1)).alias("until")).drop_nulls("until")


def align(base: pl.DataFrame, layers: Sequence[pl.DataFrame], on: Sequence[str]) -> pl.DataFrame:
    """The rows of ``base`` cut wherever a layer changes, with the layers' values on each piece.

    ``base`` and every layer must be disjoint. A layer's columns are null where it does not hold; a
    key that only a layer has is left out. Columns: ``on``, since, until, the further columns of base
    and layers (their names must differ). Sorted by key, since; pieces are not coalesced.
    """
    keys = list(on)
    numbered = [f.with_row_index("row") for f in (base, *layers)]
    marks = [f"row:{i}" for i in range(len(numbered))]
    # each row marks its key with its number where it begins and with -1 where it ends; where one row
    # ends and the next of its layer begins the larger mark wins, and a mark stays until the next one
    events = [
        f.select(*keys, pl.col(p).alias("since"), mark.cast(pl.Int32).alias(name))
        for f, name in zip(numbered, marks, strict=True)
        for p, mark in (("since", pl.col("row")), ("until", pl.lit(-1)))
    ]
    pieces = (
        pl.concat(events, how="diagonal")
        .group_by(*keys, "since")
        .agg(pl.col(marks).max())
        .sort(*keys, "since")
        .with_columns(_starts(keys).alias("first"))
        .with_columns(
            pl.when(pl.col("first")).then(pl.col(marks).fill_null(-1)).otherwise(pl.col(marks)).forward_fill(),
            pl.when(~pl.col("first").shift(-1, fill_value=True)).then(_since.shift(-1)).alias("until"),
        )
        .filter(pl.col(marks[0]) >= 0, _until.is_not_null())
    )
    aligned = pieces.select(*keys, *PERIOD)
    for f, name in zip(numbered, marks, strict=True):
        number = pieces.get_column(name)
        values = f.select(_others(f, [*keys, "row"]))
        if values.height == 0:
            aligned = aligned.with_columns(pl.lit(None, t).alias(c) for c, t in values.schema.items())
        elif values.width:
            row = number.set(number < 0, None).cast(pl.UInt32)
            aligned = aligned.with_columns(s.gather(row) for s in values.get_columns())
    return aligned


def subtract(left: pl.DataFrame, right: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """What is left of the rows of ``left`` on dates on which no row of ``right`` with the same ``on`` holds.

    Columns of ``left``; a row may fall into several pieces.
    """
    keys = list(on)
    taken = union(right, keys)
    last = _starts(keys).shift(-1, fill_value=True)
    before = taken.with_columns(
        pl.when(_starts(keys)).then(pl.lit(BEGINNING)).otherwise(_until.shift()).alias("since"),
        _since.alias("until"),
    )
    after = taken.filter(last).with_columns(_until.alias("since"), pl.lit(FOREVER).alias("until"))
    gaps = pl.concat([before, after]).filter(_since < _until)
    untouched = left.join(taken.select(keys).unique(), on=keys, how="anti")
    return pl.concat([untouched, intersect(left, gaps, keys)])


def prefer(
    frame: pl.DataFrame, on: Sequence[str], by: Sequence[str], descending: Sequence[bool]
) -> pl.DataFrame:
    """At most one row per key and date: the first in the order ``by`` of those that hold; disjoint.

    The order must tell any two overlapping rows of a key apart, else the choice is arbitrary. It looks
    at the rows as given: ``since`` in ``by`` is where the whole row begins. Columns of ``frame``;
    sorted by key, since.
    """
    keys = list(on)
    rows = frame.sort(*keys, "since")
    reach = _until.cum_max().over(keys).shift()
    clashing = rows.filter(~_starts(keys) & (_since < reach)).select(keys).unique()
    if clashing.height == 0:
        return rows
    disputed = rows.join(clashing, on=keys, how="semi").with_row_index("row")
    rank = disputed.sort(*by, descending=list(descending)).select("row", pl.int_range(pl.len()).alias("rank"))
    ranked = disputed.join(rank, on="row")
    pieces = timeline([disputed], keys).join(
        ranked.rename({"since": "since:row", "until": "until:row"}).drop(_others(frame, keys)), on=keys
    )
    settled = (
        pieces.filter(_since >= pl.col("since:row"), _until <= pl.col("until:row"))
        .sort(*keys, "since", "rank")
        .unique([*keys, "since"], keep="first", maintain_order=True)
        .select(*keys, *PERIOD, "row")
    )
    values = disputed.select("row", *_others(frame, keys))
    won = coalesce(settled, keys).join(values, on="row").select(frame.columns)
    return pl.concat([rows.join(clashing, on=keys, how="anti"), won]).sort(*keys, "since")


def tally(frame: pl.DataFrame, on: Sequence[str], sums: Sequence[str]) -> pl.DataFrame:
    """The sums of columns over all rows of a key that hold, period by period; disjoint, sorted.

    ``sums`` are whole numbers without nulls. Columns: ``on``, since, until, ``sums``. Periods on which
    no row of the key holds are left out; neighbouring periods differ.
    """
    keys, names = list(on), list(sums)
    frame = frame.with_columns(pl.lit(1, pl.Int64).alias("rows"))
    changes = pl.concat([
        frame.select(*keys, pl.col(p).alias("since"), *(pl.col(c) * sign for c in [*names, "rows"]))
        for p, sign in (("since", 1), ("until", -1))
    ])
    steps = (
        changes.group_by(*keys, "since")
        .agg(pl.col(*names, "rows").sum())
        .sort(*keys, "since")
        # every key's changes add up to zero, so the sums run on over the keys
        .with_columns(pl.col(*names, "rows").cum_sum(), _since.shift(-1).alias("until"))
        .filter(pl.col("rows") > 0)
        .select(*keys, *PERIOD, *names)
    )
    return coalesce(steps, keys)


def inherit(known: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """What nodes know themselves, and what they take over from their parents, date by date.

    ``known``: node, since, until and value columns. ``ties``: node, parent, since, until, only on dates
    on which the node is to ask its parent (at most one parent a date, and nothing known itself). One
    round per level, downwards from the known; ties that run in a circle reach nobody and end nothing.
    Columns of ``known``.
    """
    found = [known]
    news = known
    while news.height:
        news = intersect(ties, news.rename({"node": "parent"}), ["parent"]).select(known.columns)
        found.append(news)
    return pl.concat(found)

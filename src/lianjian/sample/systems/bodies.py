"""Party organizations of streets and their communities, as their sheet has them."""

from __future__ import annotations

import numpy as np
import polars as pl

from .country import upper


def districts_of(frame: pl.DataFrame) -> pl.Expr:
    """The name of the district a division code lies in (its first six figures)."""
    known = upper(frame["code"].str.slice(0, 6).unique().to_list()).filter(pl.col("level") == "区")
    return pl.col("code").str.slice(0, 6).replace_strict(known["code"], known["name"])


def committees(system: str, streets: pl.DataFrame, communities: pl.DataFrame) -> pl.DataFrame:
    """Working committees of streets and organizations of communities: code, name, kind, place, upper.

    ``system`` begins the codes. The district stands in the names, which so occur once in the country.
    """
    lead = np.arange(1, streets.height + 1)
    of_streets = streets.select(
        (pl.lit(f"{system}-W") + pl.Series(lead).cast(pl.String).str.zfill(4)).alias("code"),
        (pl.lit("中共") + districts_of(streets) + pl.col("name") + "工作委员会").alias("name"),
        pl.lit("党工委").alias("kind"),
        pl.col("code").alias("place"),
        pl.lit(None, pl.String).alias("upper"),
    )
    above = dict(zip(streets["code"], of_streets["code"], strict=True))
    named = dict(zip(streets["code"], streets["name"], strict=True))
    number = pl.int_range(1, communities.height + 1, eager=True).cast(pl.String).str.zfill(4)
    of_communities = communities.select(
        (pl.lit(f"{system}-C") + number).alias("code"),
        (districts_of(communities) + pl.col("parent").replace_strict(named) + pl.col("name") + "党委").alias(
            "name"
        ),
        pl.lit("社区党组织").alias("kind"),
        pl.col("code").alias("place"),
        pl.col("parent").replace_strict(above).alias("upper"),
    )
    return pl.concat([of_streets, of_communities])


def organization_sheet(
    bodies: pl.DataFrame, since: pl.Series, until: pl.Series | None = None
) -> pl.DataFrame:
    """The sheet of organizations: names, places, superiors, when they were founded and dissolved."""
    ends = until if until is not None else pl.Series([None] * bodies.height, dtype=pl.String)
    return bodies.select(
        pl.col("name").alias("党组织名称"),
        pl.col("code").alias("党组织代码"),
        pl.col("kind").alias("组建方式"),
        pl.col("place").alias("所在地"),
        pl.col("upper").alias("上级党组织代码"),
        since.alias("成立日期"),
        ends.alias("撤销日期"),
    )

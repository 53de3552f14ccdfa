"""The workbook of alliances: the constructed ones, and an alliance of one district for each street."""

from __future__ import annotations

import io
from datetime import date, datetime

import numpy as np
import polars as pl
import xlsxwriter

from . import core
from .draw import days
from .labels import labels, units_type
from .organizations import Organizations
from .places import Places

HEADINGS = (
    "联盟名称",
    "类型",
    "区域",
    "牵头单位",
    "牵头单位类型",
    "成立日期",
    "终止日期",
    "成员",
    "成员类型",
    "成员代码",
    "所在区",
    "角色",
    "加入日期",
    "退出日期",
    "协议",
    "协议到期日",
    "来源",
)
MERGED = 7
"""The first columns belong to the alliance and are merged over the rows of its members."""


def parties(
    places: Places,
    units: pl.DataFrame,
    buildings: pl.DataFrame,
    organizations: Organizations,
    points: pl.DataFrame,
) -> pl.DataFrame:
    """Whoever may join an alliance or an activity: key, name, code, type (label), district (code or null)."""
    divisions = places.divisions.filter(pl.col("level").is_in(["区", "街道"])).select(
        key=pl.lit("D") + pl.col("code"),
        name="name",
        code="code",
        type=pl.lit("区划"),
        district=pl.col("code").str.slice(0, 6),
    )
    home = organizations.covers.filter(pl.col("target") == "unit").unique(
        "key", keep="first", maintain_order=True
    )
    seats = home.select("key", seat=units["district"].gather(home["row"]))
    bodies = organizations.table.join(seats, on="key", how="left", maintain_order="left").select(
        "key",
        "name",
        "code",
        type=pl.lit("党组织"),
        district=pl.when(pl.col("place").str.len_chars() >= 6)
        .then(pl.col("place").str.slice(0, 6))
        .otherwise("seat"),
    )
    spots = points.select(
        key=pl.lit("P") + pl.int_range(1, pl.len() + 1).cast(pl.String),
        name="name",
        code="code",
        type=pl.lit("服务点"),
        district="district",
    )
    return pl.concat(
        [
            bodies,
            units.select("key", "name", "code", type=units_type(), district="district"),
            divisions,
            buildings.select("key", "name", "code", type=pl.lit("楼宇"), district="district"),
            spots,
        ]
    )


def _of_streets(organizations: Organizations, rng: np.random.Generator) -> pl.DataFrame:
    """An alliance of each street's organization with the communities' organizations below it."""
    table = organizations.table
    heads = table.filter(pl.col("key").str.starts_with("W"))
    lower = table.filter(pl.col("kind") == "community_organization").select(
        "superior", member="key", joined=pl.lit(None, pl.String)
    )
    founded = days(date(2018, 1, 1), rng.integers(0, 1_000, heads.height))
    tops = heads.select(
        order=pl.int_range(pl.len()),
        alliance=pl.col("name").str.replace("党工委$", "共建联盟"),
        kind=pl.lit("co_building"),
        area=pl.lit(None, pl.String),
        convener="key",
        convener_type=pl.lit("党组织"),
        since=founded,
        place="place",
    )
    members = tops.select("order", "convener", day="since").join(
        lower, left_on="convener", right_on="superior", how="inner", maintain_order="left_right"
    )
    streets = tops.select(
        "order", member=pl.lit("D") + pl.col("place"), joined="since", role=pl.lit("属地街道")
    )
    bodies = members.select("order", "member", joined="day", role=pl.lit("成员单位"))
    return (
        pl.concat([tops.drop("place"), streets, bodies], how="diagonal")
        .sort("order", pl.col("alliance").is_null(), maintain_order=True)
        .drop("order")
    )


def _more_of_xinjiekou(
    units: pl.DataFrame, buildings: pl.DataFrame, organizations: Organizations, rng: np.random.Generator
) -> pl.DataFrame:
    """Further members of the joint conference: organizations, enterprises and buildings of the area."""
    inside = pl.Series(np.flatnonzero((buildings["area"] == "A1").to_numpy()))
    local = units.with_row_index("row").filter(
        pl.col("building").is_in(inside.implode()) & pl.col("key").str.starts_with("u")
    )
    own = organizations.covers.filter(
        pl.col("key").str.contains("^E[0-9]+$") & pl.col("row").is_in(local["row"].implode())
    )
    firms = local.filter(
        (pl.col("staff") >= 50) & pl.col("until").is_null() & (pl.col("since") < "2019-01-01")
    )
    houses = buildings.filter((pl.col("area") == "A1") & pl.col("key").str.starts_with("b"))
    members = pl.concat(
        [
            own.select(member="key", n=pl.lit(15)),
            firms.select(member="key", n=pl.lit(20)),
            houses.select(member="key", n=pl.lit(5)),
        ]
    )
    members = members.with_columns(draw=pl.Series(rng.random(members.height))).filter(
        pl.col("draw").rank("ordinal").over("n") <= pl.col("n")
    )
    left = pl.Series(rng.random(members.height) < 0.1)
    return members.select(
        "member",
        role=pl.lit("成员单位"),
        joined=days(date(2019, 3, 1), rng.integers(0, 1_000, members.height)),
        left=pl.when(left).then(pl.lit("2022-03-31")),
        block=pl.lit(1, pl.UInt32),
    )


def alliance_rows(
    places: Places,
    everyone: pl.DataFrame,
    areas: pl.DataFrame,
    units: pl.DataFrame,
    buildings: pl.DataFrame,
    organizations: Organizations,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The rows of the sheet, with ``block``: the number of the alliance a row belongs to."""
    rows = core.table("alliances.csv")
    rows = pl.concat([rows, _of_streets(organizations, rng)], how="diagonal")
    rows = rows.with_columns(block=pl.col("alliance").is_not_null().cum_sum())
    more = _more_of_xinjiekou(units, buildings, organizations, rng)
    rows = pl.concat([rows, more], how="diagonal").sort("block", maintain_order=True)
    head = rows.filter(pl.col("alliance").is_not_null()).select(
        "block", "alliance", "kind", "area", "convener", "convener_type", "since", "until"
    )
    names = everyone.select("key", "name", "code", "type", "district")
    known = {c: n for c, n in places.divisions.select("code", "name").iter_rows() if len(c) == 6}
    return (
        rows.filter(pl.col("alliance").is_null())
        .select("block", "member", "role", "joined", "left", "agreement", "expires")
        .join(names, left_on="member", right_on="key", how="inner", maintain_order="left")
        .join(head, on="block", how="left", maintain_order="left")
        .join(areas.select(area="key", area_name="name"), on="area", how="left", maintain_order="left")
        .join(
            names.select(convener="key", convener_name="name"),
            on="convener",
            how="left",
            maintain_order="left",
        )
        .select(
            "block",
            pl.col("alliance").alias("联盟名称"),
            labels("kind", "alliance_kind").alias("类型"),
            pl.col("area_name").alias("区域"),
            pl.col("convener_name").alias("牵头单位"),
            pl.col("convener_type").alias("牵头单位类型"),
            pl.col("since").alias("成立日期"),
            pl.col("until").alias("终止日期"),
            pl.col("name").alias("成员"),
            pl.col("type").alias("成员类型"),
            pl.col("code").alias("成员代码"),
            pl.col("district").replace_strict(known, default=None).alias("所在区"),
            pl.col("role").alias("角色"),
            pl.col("joined").alias("加入日期"),
            pl.col("left").alias("退出日期"),
            pl.col("agreement").alias("协议"),
            pl.col("expires").alias("协议到期日"),
            (pl.col("alliance") + "成员名单").alias("来源"),
        )
    )


def workbook(rows: pl.DataFrame) -> bytes:
    """联盟.xlsx: one sheet, dates as dates, the alliance's columns merged over its members."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # a fixed day of creation, so that the same seed gives the same bytes
    book.set_properties({"created": datetime(2022, 6, 23), "title": "联盟"})
    sheet = book.add_worksheet("联盟")
    plain = book.add_format({"valign": "vcenter"})
    dated = book.add_format({"valign": "vcenter", "num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADINGS, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(HEADINGS) - 1, 16)
    days_ = [i for i, h in enumerate(HEADINGS) if h.endswith(("日期", "到期日"))]
    top = 1
    for block in rows.partition_by("block", maintain_order=True):
        values = block.select(HEADINGS).rows()
        last = top + len(values) - 1
        for column in range(len(HEADINGS)):
            cells = [v[column] for v in values]
            day = column in days_
            form = dated if day else plain
            if column < MERGED:
                value = _cell(cells[0], day)
                if last > top:
                    sheet.merge_range(top, column, last, column, value, form)
                else:
                    sheet.write(top, column, value, form)
                if isinstance(value, date):
                    sheet.write_datetime(top, column, value, form)
                continue
            for i, text in enumerate(cells):
                value = _cell(text, day)
                if isinstance(value, date):
                    sheet.write_datetime(top + i, column, value, form)
                elif value:
                    sheet.write_string(top + i, column, value, form)
        top = last + 1
    book.close()
    return out.getvalue()


def _cell(text: str | None, day: bool) -> str | date:
    if text is None:
        return ""
    return date.fromisoformat(text) if day else text

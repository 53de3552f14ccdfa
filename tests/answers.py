"""Answers made by hand, for tests of what is done with an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl


@dataclass(frozen=True)
class Words:
    """Words in two languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Column:
    """A column of a header."""

    name: str
    zh: str
    en: str
    type: str = "text"
    code: str = ""


@dataclass(frozen=True)
class Query:
    """A header, as far as views read it."""

    title: Words
    columns: list[Column]
    denominator: Words | str | None = None
    persons: str = "none"


@dataclass(frozen=True)
class Answer:
    """An answer, as far as views read it."""

    frame: pl.DataFrame
    query: Query
    params: dict[str, object] = field(default_factory=dict)
    as_of: date = date(2022, 6, 30)


CLASS_COLUMNS = [
    Column("code", "区划代码", "code"),
    Column("district", "区", "district"),
    Column("units", "单位数", "units", "int"),
    Column("own_committee", "单独建立：党委", "own committee", "int"),
    Column("own_general_branch", "单独建立：总支部", "own general branch", "int"),
    Column("own_branch", "单独建立：支部", "own branch", "int"),
    Column("joint", "联合党支部", "in a joint branch", "int"),
    Column("due", "应建尚未建立", "due but not set up", "int"),
    Column("few", "仅有个别党员", "few members", "int"),
    Column("none", "没有党员", "no member", "int"),
    Column("not_surveyed", "未摸排", "not surveyed", "int"),
    Column("in_scope", "摸排范围内单位", "units in scope", "int"),
    Column("in_scope_covered", "范围内已有组织", "in scope with an organization", "int"),
    Column("in_scope_without_organization", "范围内未建立组织", "in scope without organization", "int"),
    Column("of_which_work_covered", "其中工作覆盖", "of which work covered", "int"),
    Column("joint_due_size", "联合支部中具有3名以上党员的", "in a joint branch with 3 or more", "int"),
    Column("scope_unknown", "从业人员不详", "staff unknown", "int"),
    Column("merchants", "个体工商户", "merchants", "int"),
    Column("outside_form", "不入表的其他单位", "others in neither table", "int"),
]
ROWS = [
    ("320102", "玄武区", 7, 1, 0, 0, 1, 3, 1, 1, 0, 6, 2, 4, 1, 0, 0, 1, 0),
    ("320104", "秦淮区", 16, 1, 1, 2, 0, 3, 4, 5, 0, 14, 4, 10, 2, 0, 1, 0, 1),
    ("320106", "鼓楼区", 8, 0, 0, 0, 3, 1, 1, 3, 0, 8, 3, 5, 1, 1, 0, 0, 0),
    ("", "未落位", 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0),
    ("", "合计", 32, 2, 1, 2, 4, 8, 6, 9, 0, 29, 9, 20, 4, 1, 1, 1, 1),
]


def class_table(times: int = 1) -> Answer:
    """The class table of three districts; ``times`` repeats its rows."""
    frame = pl.DataFrame(ROWS * times, schema=[c.name for c in CLASS_COLUMNS], orient="row")
    return Answer(
        frame,
        Query(
            Words("单位分类表", "Units by class"), CLASS_COLUMNS,
            Words(
                "表27、表30的全部存续单位；个体工商户另列",
                "all active units of tables 27 and 30; merchants apart",
            ),
        ),
        {"by": "district", "as_of": date(2022, 6, 30), "street": ""},
    )


def units_due() -> Answer:
    """A list of units with hostile and long names, codes, a list, dates that are none, and gaps."""
    columns = [
        Column("unit_id", "单位标识", "unit id"),
        Column("unit_name", "单位名称", "unit name"),
        Column("district", "区", "district"),
        Column("full_members", "正式党员", "full members", "text", "band"),
        Column("staff", "从业人员", "staff", "int"),
        Column("work", "工作覆盖方式", "work coverage", "list", "work"),
        Column("work_covered", "工作覆盖", "work covered", "text", "yes_no"),
        Column("since", "成立日期", "founded", "date"),
        Column("until", "截止日期", "until", "date"),
    ]
    rows = [
        ("91320102MA0010010X", "南京金陵新街口国际商务咨询服务股份有限公司玄武分公司", "玄武区", "3+", 120,
         ["instructor", "trade_union"], "yes", date(2012, 3, 15), date(9999, 12, 31)),
        ("=1+1", '=HYPERLINK("http://x","点")', "秦淮区", "1-2", None, [], "no", date(1, 1, 1),
         date(2024, 1, 1)),
        ("007", "@喆堃𠮷😀\n换行", "", "", 5, None, "unknown", date(2020, 2, 29), date(9999, 12, 31)),
    ]
    frame = pl.DataFrame(rows, schema={
        "unit_id": pl.String, "unit_name": pl.String, "district": pl.String, "full_members": pl.String,
        "staff": pl.Int64, "work": pl.List(pl.String), "work_covered": pl.String, "since": pl.Date,
        "until": pl.Date,
    }, orient="row")
    return Answer(frame, Query(Words("应建未建单位", "Units due"), columns, "", "counts"), {"limit": 1000})

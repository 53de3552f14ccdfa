"""Answers made by hand, for tests of what is done with an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from lianjian.queries import Answer, Column, Header, Labels, Param, Query, ask, load

DATE = date(2022, 6, 30)


def answer(
    frame: pl.DataFrame, columns: list[Column], *, title: str = "表", denominator: str = "全部",
    persons: str = "none", params: dict[str, object] | None = None,
) -> Answer:
    """An answer with this frame and these columns; ``params`` besides as_of are whole numbers."""
    given = {"as_of": DATE, **(params or {})}
    header = Header(
        title=Labels(zh=title, en=title), question=Labels(zh="问", en="q"),
        params=tuple(
            Param(name=n, type="date" if n == "as_of" else "int", label=Labels(zh=n, en=n), example=str(v),
                  default=str(v))
            for n, v in given.items()
        ),
        columns=tuple(columns), denominator=Labels(zh=denominator, en=denominator), persons=persons,
    )
    return Answer(frame, Query("test/it", Path("it.cypher"), header, "RETURN 1", 1), given, header.columns)


def column(name: str, zh: str, kind: str = "text", code: str = "", en: str = "") -> Column:
    """A column of a header."""
    return Column(name=name, zh=zh, en=en or name.replace("_", " "), type=kind, code=code)


class Store:
    """A store that answers every query with the same rows."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def query(self, cypher: str, params: object, *, timeout: float | None = None) -> pl.DataFrame:
        """The rows."""
        return self.frame


ROWS = [
    ("320102", "玄武区", 7, 1, 0, 0, 1, 3, 1, 1, 0, 6, 2, 4, 1, 0, 0, 1, 0),
    ("320104", "秦淮区", 16, 1, 1, 2, 0, 3, 4, 5, 0, 14, 4, 10, 2, 0, 1, 0, 1),
    ("320106", "鼓楼区", 8, 0, 0, 0, 3, 1, 1, 3, 0, 8, 3, 5, 1, 1, 0, 0, 0),
    ("", "未落位", 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0),
    ("", "合计", 32, 2, 1, 2, 4, 8, 6, 9, 0, 29, 9, 20, 4, 1, 1, 1, 1),
]


def class_table(times: int = 1, **params: object) -> Answer:
    """The class table of three districts by the real question; ``times`` repeats its rows."""
    names = [c.name for c in load("coverage/unit_classes").header.columns]
    frame = pl.DataFrame(ROWS * times, schema=names, orient="row")
    return ask(Store(frame), "coverage/unit_classes", {"as_of": DATE, **params})


def units_due() -> Answer:
    """A list of units with hostile and long names, codes, a list, dates that are none, and gaps."""
    columns = [
        column("unit_id", "单位标识"),
        column("unit_name", "单位名称"),
        column("district", "区"),
        column("full_members", "正式党员", "band"),
        column("staff", "从业人员", "int"),
        column("work", "工作覆盖方式", "list", "work"),
        column("work_covered", "工作覆盖", "text", "yes_no"),
        column("since", "成立日期", "date"),
        column("until", "截止日期", "date"),
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
    return answer(frame, columns, title="应建未建单位", persons="counts", params={"limit": 1000})

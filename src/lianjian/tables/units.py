"""The unit that a heading states: 工作经费（元）."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from .layout import Column

PER: dict[tuple[str, str], int] = {("元", "万元"): 10_000, ("百元", "万元"): 100, ("千元", "万元"): 10}
"""How many of the first unit make one of the second."""
_UNITS = {
    "元", "百元", "千元", "万元", "百万元", "千万元", "亿元", "美元",
    "小时", "天", "周", "百人", "千人", "万人",
}  # fmt: skip
_SAME = {"日": "天", "万": "万元"}
_REMARK = re.compile(r"[(\[【](?:单位[::]?)?([^()\[\]【】]*)[)\]】]")


def stated(heading: str) -> str:
    """The unit in brackets of a heading, of those that amounts are written in; "" if there is none."""
    remarks = _REMARK.findall(re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)))
    return next((u for r in reversed(remarks) if (u := _SAME.get(r, r)) in _UNITS), "")


def in_unit(column: Column, unit: str) -> Column | None:
    """The column of a sheet that states ``unit`` ("" for none); None where it is no such quantity."""
    if not unit or not column.attr.unit or unit == column.attr.unit:
        return column
    per = PER.get((unit, column.attr.unit))
    return replace(column, per=per, said=unit) if per and column.type is float else None

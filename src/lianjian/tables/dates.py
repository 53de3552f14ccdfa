"""Dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ..model import FOREVER

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FROM_1904 = date(1904, 1, 1).toordinal() - _DAY_ZERO
_FIRST, _LAST = 10_000, date(2099, 12, 31).toordinal() - _DAY_ZERO
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_date(text: str) -> tuple[date, str] | None:
    """The first day of what a cell says and its precision (day, month, year); None if it is no date.

    Understands 2022-03-31, 2022/3/31, 2022.3.31, 20220331, 2022年3月31日, 2022年3月, 2022年, 2022-03, 2022,
    二〇二二年三月三十一日; a time of day behind it is left aside.
    """
    s = unicodedata.normalize("NFKC", text).strip()
    s = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", s)
    s = re.sub(r"\s+", "", s)
    if re.search(r"[一二三四五六七八九〇○]", s):
        s = re.sub(r"[一二三四五六七八九]?十[一二三四五六七八九]?", _tens, s).translate(_NUMERALS)
    m = re.fullmatch(r"(\d{4})(?:年|[-/.](?=\d)|$)(?:(\d{1,2})(?:月|[-/.](?=\d)|$)(?:(\d{1,2})[日号]?)?)?", s)
    m = m or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", s)
    if m is None:
        return None
    year, month, day = (int(x) if x else None for x in m.groups())
    try:
        found = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if not 1800 <= found.year <= 2200:
        return None
    return found, "day" if day else "month" if month else "year"


def serial_date(number: float, *, from_1904: bool = False) -> date | None:
    """The day that Excel counts by that number, between 1927 and 2099; None for any other number.

    Counted from 1899-12-30, or from 1904-01-01 in workbooks of old Macs. A time of day is left aside.
    """
    days = int(number) + (_FROM_1904 if from_1904 else 0)
    return date.fromordinal(_DAY_ZERO + days) if _FIRST <= days <= _LAST else None


def _tens(m: re.Match[str]) -> str:
    left, _, right = m[0].partition("十")
    return f"{left or '一'}{right or '〇'}"


def day_after(day: date, precision: str) -> date:
    """The day after the day, month or year that begins on ``day``."""
    if precision == "day":
        return date.fromordinal(day.toordinal() + 1) if day < FOREVER else FOREVER
    if precision == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)

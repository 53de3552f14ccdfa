"""Dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ..model import FOREVER

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FROM_1904 = date(1904, 1, 1).toordinal() - _DAY_ZERO
_FIRST, _LAST = 10_000, date(2099, 12, 31).toordinal() - _DAY_ZERO
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_BEHIND = re.compile(
    r"(?:(?P<open>\()?(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?(open)\)))?"
    r"(?:清晨|早上|早晨|凌晨|上午|中午|下午|傍晚|晚上|晚|全天)?起?$"
)
"""What may stand behind a whole day."""
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_date(text: str) -> tuple[date, str] | None:
    """The first day of what a cell says and its precision (day, month, year); None if it is no date.

    Understands 2022-03-31, 2022/3/31, 2022.3.31, 20220331, 2022年3月31日, 2022年3月, 2022年, 2022-03, 2022,
    2022年度, 二〇二二年三月三十一日. Left aside are a time of day, and behind a whole day its weekday, a part
    of the day, 起. A day with another weekday than its own is no date.
    """
    s = unicodedata.normalize("NFKC", text).strip()
    s = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", s)
    s = re.sub(r"\s+", "", s)
    behind = _BEHIND.search(s)
    if behind is None or not behind[0]:
        return _plain(s)
    found, weekday = _plain(s[: behind.start()]), behind["weekday"]
    if found is None or found[1] != "day" or (weekday and found[0].weekday() != _WEEKDAYS[weekday]):
        return None
    return found


def _plain(s: str) -> tuple[date, str] | None:
    """A date without spaces and with nothing behind it."""
    if re.search(r"[一二三四五六七八九〇○]", s):
        s = re.sub(r"[一二三四五六七八九]?十[一二三四五六七八九]?", _tens, s).translate(_NUMERALS)
    s = re.sub(r"^(\d{4}年)度$", r"\1", s)
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


def last_day(until: date) -> date:
    """The last day of a period that ends before ``until``, as sheets write it."""
    return date.fromordinal(until.toordinal() - 1)

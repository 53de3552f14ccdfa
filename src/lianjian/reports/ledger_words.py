"""What the ledgers and their summary say beside their figures, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lianjian.views.answer import k_of_n

from .gaps import NOWHERE, By, Gaps, Ledger

if TYPE_CHECKING:
    from lianjian.views.answer import Lang

HINTS: dict[str, dict[Lang, str]] = {
    "measure": {"zh": "做什么，如：单独建立党支部", "en": "what is done, as: set up a branch"},
    "responsible": {
        "zh": "由哪个单位负责；不填个人姓名、电话",
        "en": "which unit sees to it; no names or numbers of persons",
    },
    "due": {"zh": "最后一天，如 2022-09-30", "en": "the last day, as 2022-09-30"},
    "done": {"zh": "完成的那一天；未完成留空", "en": "the day it was done; empty while it is not"},
}
"""What a person sees who fills in a cell, by field."""
NO_DATE: dict[Lang, str] = {"zh": "请填日期，如 2022-09-30", "en": "A date, please, as in 2022-09-30"}
_BY: dict[By, dict[Lang, str]] = {
    "street": {"zh": "街道", "en": "street"},
    "district": {"zh": "区", "en": "district"},
    "community": {"zh": "社区", "en": "community"},
}


def ledger_title(gaps: Gaps, name: str, lang: Lang) -> str:
    """The title of a division's ledger."""
    if lang == "zh":
        return f"{name}党组织组建整改台账（截至日期：{gaps.as_of}）"
    return f"Units to act on: {'not located' if name == NOWHERE else name} (as of {gaps.as_of})"


def summary_title(gaps: Gaps, lang: Lang) -> str:
    """The title of the summary."""
    by = _BY[gaps.by][lang]
    if lang == "zh":
        return f"整改台账汇总：按{by}（截至日期：{gaps.as_of}）"
    return f"Summary of ledgers by {by} (as of {gaps.as_of})"


def which(gaps: Gaps, lang: Lang) -> str:
    """What the list is."""
    due, staff, social = (gaps.thresholds[n] for n in ("due_from", "scope_staff", "scope_social_staff"))
    if lang == "zh":
        first = f"应建未建（正式党员 {due} 名以上而无党组织）"
        second = f"纳入范围（从业人员 {staff} 人以上，社会组织 {social} 人以上）而无党组织、无工作覆盖"
        said = {"all": f"{first}，以及{second}", "due": first, "uncovered": second}[gaps.kind]
        return f"{said}的单位"
    first = f"due but not set up ({due} full members or more and no organization)"
    second = f"in scope (staff {staff} or more, social organizations {social}) that neither coverage reaches"
    said = {"all": f"{first}, and units {second}", "due": first, "uncovered": second}[gaps.kind]
    return f"units {said}"


def listed(gaps: Gaps, ledger: Ledger, lang: Lang) -> str:
    """What a ledger lists, out of how many, in which order."""
    n = k_of_n(ledger.rows.height, ledger.units, lang)
    if lang == "zh":
        order = "先急后缓：按正式党员、从业人员、名称排列。"
        return f"所列：{which(gaps, lang)}；占表27、表30单位 {n}。{order}"
    return f"Listed: {which(gaps, lang)}; {n} units of tables 27 and 30, the most pressing first."


def how_to_fill_in(day: date, lang: Lang) -> str:
    """How a ledger is filled in and read back."""
    if lang == "zh":
        return (
            "填法：只填黄色四栏；完成情况填完成的那一天，未完成留空；四栏都空的行不导入。"
            "填好后用 lianjian import 读回，可再改再导入。"
            f"各行按台账日期 {day} 记；上次各栏出自此前的台账，要补填其完成情况，请改那份台账再导入。"
        )
    return (
        "How to fill in: the four yellow columns only; done is the day it was done, empty while it is not; "
        "rows without any of the four are not imported. Read back with lianjian import, as often as it is "
        f"edited. Rows are kept under the ledger date {day}; to add when the last measure was done, edit and "
        "import that ledger."
    )


def adds_up(gaps: Gaps, lang: Lang) -> list[str]:
    """What the summary counts, and how its columns add up."""
    if lang == "zh":
        return [
            f"待整改：{which(gaps, lang)}。",
            "待整改 = 新（无整改记录）+ 未完成 + 逾期（时限已过）+ 已完成（措施已完成，覆盖仍缺）；"
            "已到位：有整改记录、已不在台账的存续单位，不计入待整改。",
        ]
    return [
        f"To act on: {which(gaps, lang)}.",
        "To act on = new (no follow-up yet) + open + overdue + done (the measure is done, coverage still "
        "lacks); resolved: active units with a follow-up that left the list, not among them.",
    ]

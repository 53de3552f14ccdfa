"""The two coverages at two dates: what they were, what they are, and each reason for the difference.

Every figure comes from one question, so that the figures then and all reasons add up to the figures on
the date; nothing is counted here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import polars as pl

from lianjian.model import RulePack
from lianjian.queries.errors import ParameterError
from lianjian.queries.header import Column, Labels
from lianjian.queries.run import Answer, Asked, ask
from lianjian.views.answer import Lang, code_labels, k_of_n, labelled, words
from lianjian.views.export import EXCEL_ROWS, HEAD_ROWS, new_workbook, styles, write_sheet
from lianjian.views.layout import wrap
from lianjian.views.table import grid

By = Literal["district", "street"]
FIGURES = (
    "units", "in_scope", "in_scope_covered", "in_scope_without_organization", "of_which_work_covered",
)  # fmt: skip
COVERAGES = (
    (Labels(zh="组织覆盖", en="organizational coverage"), "in_scope_covered", "in_scope"),
    (
        Labels(zh="工作覆盖", en="work coverage"),
        "of_which_work_covered", "in_scope_without_organization",
    ),
)  # fmt: skip
"""What each coverage is called, and its k and n."""
SIDES = (("then", "比较日", "then"), ("now", "基准日", "on the date"), ("change", "增减", "change"))
SHORT = {
    "zh": ("单位", "范围内", "已建组织", "未建组织", "工作覆盖"),
    "en": ("units", "in scope", "organized", "without", "work covered"),
}  # fmt: skip
"""Headings of FIGURES where a line is short."""
REASONS = {
    "then": Labels(zh="比较日的数", en="the figures then"),
    "founded": Labels(zh="比较日尚不存在", en="did not exist then"),
    "known": Labels(
        zh="比较日从业人员或党员数不详而无法判断，现已摸排、补报或建立组织",
        en="could not be judged then for want of counts; since surveyed, or an organization set up",
    ),
    "grew": Labels(
        zh="从业人员由不足增至纳入范围（R16）", en="staff grew from below to the survey scope (R16)"
    ),
    "moved_in": Labels(
        zh="两日都计入该数，由别处迁来；合计中与迁出相抵",
        en="counts on both dates, moved here; cancels out with those moved out in the total",
    ),
    "set_up": Labels(zh="在范围内，由未建变为单独建立", en="in scope, set up an organization of its own"),
    "joined": Labels(zh="在范围内，由未建变为加入联合党支部", en="in scope, joined a joint branch"),
    "instructor": Labels(zh="未建组织，由无工作覆盖变为有指导员", en="not covered before, has an instructor"),
    "liaison": Labels(zh="未建组织，由无工作覆盖变为有联络员", en="not covered before, has a liaison"),
    "mass": Labels(
        zh="未建组织，由无工作覆盖变为有工会或团组织",
        en="not covered before, has a union or League organization",
    ),
    "deregistered": Labels(zh="基准日已注销", en="no longer exists on the date"),
    "unknown": Labels(
        zh="最近一次摸排缺从业人员或党员数，或未摸排的单位撤销了组织",
        en="the latest survey lacks counts, or an organization of a unit not surveyed ended",
    ),
    "shrank": Labels(zh="从业人员减至不足纳入范围（R16）", en="staff fell below the survey scope (R16)"),
    "moved_out": Labels(
        zh="两日都计入该数，迁往别处；合计中与迁入相抵",
        en="counts on both dates, moved elsewhere; cancels out with those moved in in the total",
    ),
    "lost": Labels(
        zh="在范围内，单独建立的组织撤销，或退出联合党支部",
        en="in scope, its organization dissolved, or it left its joint branch",
    ),
    "work_lost": Labels(
        zh="未建组织，指导员、联络员、工会、团组织均不再有",
        en="without an organization, neither instructor, liaison, union nor League any more",
    ),
    "now": Labels(zh="基准日的数＝以上各行之和", en="the figures on the date: the sum of all above"),
}
"""What each item of the reasons means. A unit that a figure counts on one date only has one reason, the
first that applies of existence, scope, organization and work coverage; one that a figure counts on both
has moved, if its place differs."""


@dataclass(frozen=True)
class Comparison:
    """The coverages at two dates: by place, by place and reason, and the units that changed.

    ``places`` has a row for each place and the total last: each of FIGURES as ``…_then``, ``…_now``
    and ``…_change``.
    """

    start: date
    end: date
    places: Answer
    reasons: Answer
    units: Answer


def compare(
    store: Asked, start: date, end: date, *, by: By = "district", rules: RulePack | None = None
) -> Comparison:
    """The two coverages on ``start`` and ``end`` by division.

    Raises ParameterError unless ``start`` lies before ``end`` and there are units on both.
    """
    if start >= end:
        raise ParameterError(
            f"起日 {start} 须早于止日 {end}", f"the date from ({start}) must be before the date to ({end})"
        )
    given = {"as_of": end, "from": start, "by": by}
    reasons = ask(store, "changes/coverage_reasons", given, rules)
    places = _places(reasons)
    total = places.frame.row(-1, named=True)
    for day, units in ((start, total["units_then"]), (end, total["units_now"])):
        if not units:
            raise ParameterError(
                f"{day} 没有表27、表30的单位，无从对比；请查日期，或先导入摸排表",
                f"no units of tables 27 and 30 on {day}, so there is nothing to compare; check the date, "
                "or import a survey first",
            )
    units_asked = {**given, "limit": EXCEL_ROWS - HEAD_ROWS}
    return Comparison(start, end, places, reasons, ask(store, "changes/coverage_moves", units_asked, rules))


def _places(reasons: Answer) -> Answer:
    """One row for each place, from the rows then and now of the reasons."""
    key, named = reasons.columns[:2]
    frame = reasons.frame.with_columns((pl.col("item") == "then").cum_sum().alias("place"))
    sides = {
        side: frame.filter(pl.col("item") == side).select(
            "place", key.name, named.name, *(pl.col(f).alias(f"{f}_{side}") for f in FIGURES)
        )
        for side in ("then", "now")
    }
    columns = [key, named]
    for f in FIGURES:
        c = next(c for c in reasons.columns if c.name == f)
        columns += [
            c.model_copy(update={"name": f"{f}_{side}", "zh": f"{c.zh}：{zh}", "en": f"{c.en}: {en}"})
            for side, zh, en in SIDES
        ]
    wide = sides["then"].join(
        sides["now"].drop(key.name, named.name), on="place", validate="1:1", maintain_order="left"
    ).with_columns((pl.col(f"{f}_now") - pl.col(f"{f}_then")).alias(f"{f}_change") for f in FIGURES)
    return replace(reasons, frame=wide.select(c.name for c in columns), columns=tuple(columns))


def rates(made: Comparison, lang: Lang = "zh") -> list[str]:
    """Both coverages of the whole as ``k of n`` on both dates, a line for each."""
    total = made.places.frame.row(-1, named=True)
    colon = "：" if lang == "zh" else ": "
    return [
        f"{words(said, lang)}{colon}"
        + " → ".join(k_of_n(total[f"{k}_{side}"], total[f"{n}_{side}"], lang) for side in ("then", "now"))
        for said, k, n in COVERAGES
    ]


def lines(made: Comparison, lang: Lang = "zh", width: int = 80) -> list[str]:
    """The comparison as lines for a screen: both coverages by place, then the reasons of the whole."""
    zh = lang == "zh"
    places = labelled(made.places, lang)
    group = made.places.columns[1]
    headings = [words(group, lang)]
    table = [[row[group.name]] for row in places.iter_rows(named=True)]
    for said, k, n in COVERAGES:
        headings += [words(said, lang), "增减" if zh else "change"]
        for cells, row in zip(table, places.iter_rows(named=True), strict=True):
            then, now = (f"{row[f'{k}_{side}']}/{row[f'{n}_{side}']}" for side in ("then", "now"))
            cells += [f"{then} → {now}", f"{row[f'{k}_change']:+}/{row[f'{n}_change']:+}"]
    right = [False, True, True, True, True]
    title = f"两个覆盖：{made.start} → {made.end}" if zh else f"The two coverages: {made.start} → {made.end}"
    under = [line for text in rates(made, lang) for line in wrap(text, width)]
    note = (
        "单元格为 k/n：组织覆盖＝范围内已建组织/纳入范围，工作覆盖＝有工作覆盖/范围内未建组织。" if zh
        else "Cells are k/n: with an organization/in scope; work covered/in scope without an organization."
    )
    return [
        title, "", *grid(table, headings, right, width), *under,
        *(line for text in (note, *_nothing(made, lang)) for line in wrap(text, width)), "",
        *_reasons(made, lang, width),
    ]


def _nothing(made: Comparison, lang: Lang) -> list[str]:
    """The dates on which nothing is in scope: more likely nobody had counted than nobody was there."""
    total = made.places.frame.row(-1, named=True)
    days = [d for d, side in ((made.start, "then"), (made.end, "now")) if not total[f"in_scope_{side}"]]
    return [
        f"{d} 没有单位在纳入范围内：当日之前可能没有摸排数。" if lang == "zh"
        else f"No unit is in scope on {d}: there may be no survey up to that date."
        for d in days
    ]


def _reasons(made: Comparison, lang: Lang, width: int) -> list[str]:
    """The reasons of the whole as a table."""
    zh = lang == "zh"
    labels = code_labels("coverage_reason", lang)
    name = made.reasons.columns[1].name
    rows = made.reasons.frame.filter((pl.col("code") == "") & (pl.col(name) == "合计"))
    table = [
        [
            {"then": str(made.start), "now": str(made.end)}.get(row["item"], labels[row["item"]]),
            *(_signed(row[f], change=row["item"] not in ("then", "now")) for f in FIGURES),
        ]
        for row in rows.iter_rows(named=True)
    ]
    headings = ["合计：日期与原因" if zh else "total: dates, reasons", *SHORT[lang]]
    return grid(table, headings, [False] + [True] * len(FIGURES), width)


def _signed(n: int, *, change: bool) -> str:
    """A figure, or a change with its sign; nothing where nothing changed."""
    if not change:
        return str(n)
    return f"{n:+}" if n else ""


def workbook(made: Comparison, lang: Lang = "zh") -> bytes:
    """The comparison as an xlsx workbook: by place, by place and reason, the units that changed."""
    zh = lang == "zh"
    dates = f"{made.start} → {made.end}"
    title = f"两个覆盖对比（{dates}）" if zh else f"The two coverages ({dates})"
    explained = replace(
        made.reasons,
        frame=made.reasons.frame.with_columns(
            pl.col("item").replace_strict({k: words(v, lang) for k, v in REASONS.items()}).alias("meaning")
        ),
        columns=(*made.reasons.columns, Column(name="meaning", zh="说明", en="meaning", type="text")),
    )
    with new_workbook(title, made.end) as (book, buffer):
        look = styles(book)
        for name, answer in (
            ("对比" if zh else "Coverages", made.places), ("原因" if zh else "Reasons", explained),
            ("单位" if zh else "Units", made.units),
        ):  # fmt: skip
            write_sheet(book, name, answer, f"{title}：{name}" if zh else f"{title}: {name}", look, lang)
    return buffer.getvalue()

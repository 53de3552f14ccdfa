"""Weighed claims as an answer: one row a published figure, for the same tables and files as any question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from lianjian.queries.header import Column, Labels
from lianjian.queries.made import made
from lianjian.queries.run import Answer
from lianjian.views.answer import Lang, code_labels, k_of_n, words

from .compare import SEVERAL, TOLERANCE
from .weigh import CLAIMS, Weighed

TITLE = Labels(zh="公布数字与图算出的数", en="Published figures and what the graph computes")
DENOMINATOR = Labels(
    zh="每个公布数字由所列问题在基准日算出；缺省为公布日期。"
    f"约：上下 {100 * TOLERANCE:.0f}% 以内；近：不足，但相差不到 {100 * TOLERANCE:.0f}%；"
    f"数百：{SEVERAL[0]} 至 {SEVERAL[1] - 1}；为：按公布的小数位数四舍五入后相等。"
    "本地数：公布的是全国或更大范围的数，图中只有所导入的部分。",
    en="Each published figure is computed by the question named, on the date asked, by default the published "
    f"one. about: within {100 * TOLERANCE:.0f}%; nearly: short of it by {100 * TOLERANCE:.0f}% at most; "
    f"several hundred: {SEVERAL[0]} to {SEVERAL[1] - 1}; is: equal when rounded to the decimals published. "
    "A local figure stands where the published one speaks of the country or a wider area than was imported.",
)
NARROW: tuple[tuple[str, str, str, str, str], ...] = (
    ("subject", "对象", "subject", "text", ""),
    ("title", "指标", "measure", "text", ""),
    ("published", "公布", "published", "text", ""),
    ("computed", "图中", "computed", "text", ""),
    ("verdict", "结论", "verdict", "text", "verdict"),
    ("asked", "基准日", "as of", "date", ""),
    ("question", "问题", "question", "text", ""),
    ("remarks", "出处、参数、说明", "source, parameters, remarks", "text", ""),
)
"""Columns for people: name, headings, type, code list."""
WIDE: tuple[tuple[str, str, str, str, str], ...] = (
    ("subject", "对象", "subject", "text", ""),
    ("measure", "指标标识", "measure", "text", ""),
    ("title", "指标", "title", "text", ""),
    ("comparison", "公布说法", "comparison", "text", "comparison"),
    ("value", "公布值", "published value", "float", ""),
    ("unit", "单位", "unit", "text", ""),
    ("published", "公布日期", "published", "date", ""),
    ("publisher", "出处", "source", "text", ""),
    ("figure", "图算出的数", "computed", "float", ""),
    ("k", "其中分子", "k", "int", ""),
    ("n", "其中分母", "n", "int", ""),
    ("verdict", "结论", "verdict", "text", "verdict"),
    ("asked", "基准日", "as of", "date", ""),
    ("question", "问题", "question", "text", ""),
    ("params", "参数、说明", "parameters, remarks", "text", ""),
)
"""Columns of a file: the figures as figures, the codes as codes."""

ENGLISH = {
    "天": "days", "人次": "person-times", "万元": "×10,000 yuan",
    **dict.fromkeys("个家项类名人件条座处户支场次所", ""),
}  # fmt: skip
"""Units in English; of a measure word nothing is left, for the measure's title says what is counted."""


def table(weighed: Sequence[Weighed], lang: Lang = "zh", *, wide: bool = False, subject: str = "") -> Answer:
    """The weighed claims as an answer; ``wide`` for files, else for people to read.

    ``subject`` is what they were chosen by, told below the table.
    """
    chosen = WIDE if wide else NARROW
    columns = tuple(Column(name=n, zh=zh, en=en, type=t, code=c) for n, zh, en, t, c in chosen)  # type: ignore[arg-type]
    others = _others(weighed)
    row = _wide if wide else _narrow
    by = {"subject": (Labels(zh="对象", en="subject"), subject)}
    return made(
        "claims", TITLE, DENOMINATOR, columns, [row(w, others, lang) for w in weighed], params=by,
        cypher=CLAIMS.strip(), persons="counts",
    )


def _narrow(w: Weighed, others: dict[tuple[str, str], list[Weighed]], lang: Lang) -> tuple[object, ...]:
    return (
        w.said.subject, _title(w, lang), said(w, lang), computed(w, lang), w.verdict, w.asked,
        w.measure.question if w.measure else "",
        _joined([w.said.publisher, *_remarks(w, others, lang)], lang),
    )


def _wide(w: Weighed, others: dict[tuple[str, str], list[Weighed]], lang: Lang) -> tuple[object, ...]:
    c = w.said
    return (
        c.subject, c.measure, _title(w, lang), c.comparison, c.value, c.unit, c.published, c.publisher,
        w.figure, w.k, w.n, w.verdict, w.asked, w.measure.question if w.measure else "",
        _joined(_remarks(w, others, lang), lang),
    )


def _joined(said_so: Sequence[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(said_so)


def _title(w: Weighed, lang: Lang) -> str:
    return words(w.measure.title, lang) if w.measure else w.said.measure


def said(w: Weighed, lang: Lang) -> str:
    """What was published: 近 2000 家, nearly 2000."""
    claim = w.said
    comparison = code_labels("comparison", lang).get(claim.comparison, claim.comparison)
    if claim.comparison == "several_hundred":
        # what the sheet holds is no figure that anybody said
        return f"{comparison}{claim.unit}" if lang == "zh" else f"{comparison}{_unit(claim.unit, lang)}"
    return f"{comparison} {number(claim.value)}{_unit(claim.unit, lang)}"


def computed(w: Weighed, lang: Lang) -> str:
    """What the graph computes: 1980 家, or k of n."""
    if w.figure is None:
        return ""
    if w.k is not None and w.n is not None:
        # a growth is no part of a whole
        return k_of_n(w.k, w.n, lang) if w.k <= w.n else f"{w.k} / {w.n}"
    return f"{number(w.figure)}{_unit(w.said.unit, lang)}"


def number(value: float) -> str:
    """A figure without decimals that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _unit(unit: str, lang: Lang) -> str:
    if lang == "en":
        unit = ENGLISH.get(unit, unit)
    return unit if unit == "%" or not unit else f" {unit}"


def _others(weighed: Sequence[Weighed]) -> dict[tuple[str, str], list[Weighed]]:
    """The claims of each subject and measure."""
    found: dict[tuple[str, str], list[Weighed]] = defaultdict(list)
    for w in weighed:
        found[w.said.subject, w.said.measure].append(w)
    return found


def _remarks(w: Weighed, others: dict[tuple[str, str], list[Weighed]], lang: Lang) -> list[str]:
    """The parameters asked with, why there is no figure, and what other sources say."""
    said_so = [words(w.remark, lang)] if w.remark else []
    if w.measure is not None:
        for name, value in w.params.items():
            param = w.measure.header.param(name)
            if param is None or value in ("", w.said.subject):
                continue
            text = value.isoformat() if isinstance(value, date) else str(value)
            text = words(param.choices[text], lang) if text in param.choices else text
            label = words(param.label, lang).partition("（" if lang == "zh" else " (")[0]
            said_so.append(f"{label} {text}")
    for other in others[w.said.subject, w.said.measure]:
        if other.said.publisher != w.said.publisher:
            told = said(other, lang)
            said_so.append(
                f"另有出处：{told}（{other.said.publisher}）" if lang == "zh"
                else f"another source: {told} ({other.said.publisher})"
            )
    return said_so

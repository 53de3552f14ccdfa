"""Headings → layout: which sheet this is, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import polars as pl
from rapidfuzz import fuzz, process

from .dates import read_date
from .grids import Sheet, normal
from .layout import ASIDE, Column, Layout
from .privacy import HIDDEN, personal
from .problems import Problem, column_letter
from .sheets import SERIAL
from .units import in_unit, stated

# Headings of personal data: such a column is never taken in, whatever the layout.
PERSONAL = re.compile(
    r"^(姓名|.*(联系电话|手机|电话号码|联系方式|家庭住址|住址|邮箱|微信|身份证|公民身份|证件号).*"
    r"|.*(出生日期|出生年月|银行卡|车牌).*"
    r"|电话|性别|民族|负责人|联系人|书记|法定代表人|法人代表|指导员姓名|联络员姓名"
    r"|name of person|phone|mobile|e-?mail)$"
)
_IGNORED = {"编号", "备注", "说明", "remarks", "note"}
_NO_MATTER = {"", *_IGNORED, *SERIAL}
"""Headings that nobody misses."""


ORIGIN, REASONS = ("原行号", "original row"), ("问题", "reasons")
"""The headings that a workbook of rejected rows has beside those of the sheet."""


def ours(headings: Sequence[str]) -> list[int]:
    """Which columns are those of a workbook of rejected rows; only where both of them are there."""
    found = {i: h.strip() for i, h in enumerate(headings) if h.strip() in (*ORIGIN, *REASONS)}
    both = any(h in ORIGIN for h in found.values()) and any(h in REASONS for h in found.values())
    return list(found) if both else []


@dataclass(frozen=True)
class Match:
    """A sheet with its layout: ``columns`` maps the cell columns (c0…) to the layout's columns."""

    sheet: Sheet
    layout: Layout
    columns: Mapping[str, Column]

    def place(self, to: str) -> tuple[str, str]:
        """The letter and the heading of the column that goes to ``slot.field`` ("" if there is none)."""
        for c, column in self.columns.items():
            if column.to == to:
                i = int(c[1:])
                letter = column_letter(i) if self.sheet.header_row else ""  # YAML and JSON have no columns
                return letter, self.sheet.headings[i]
        return "", ""

    def problem(self, code: str, row: int, to: str, value: str, facts: Mapping[str, object]) -> Problem:
        """A problem of the cell in ``row`` that goes to ``slot.field``."""
        return self.problem_at(code, row, self.place(to), value, facts)

    def problem_at(
        self, code: str, row: int, place: tuple[str, str], value: str, facts: Mapping[str, object]
    ) -> Problem:
        """A problem in ``row`` of the column with that letter and heading.

        Nothing that a roster's cells say is shown: in a shifted row a name may stand in any column.
        """
        if self.layout.persons:
            value = HIDDEN if value else ""
            facts = {k: _concealed(code, k, v) for k, v in facts.items()}
        return Problem(code, self.sheet.file, self.sheet.name, row, *place, value, facts)


_SAID = {
    "value", "hint", "hint_en", "other", "since", "until", "members", "staff", "detail", "outer", "taken",
    "year", "date",
}  # fmt: skip
"""The facts of problems that cells say, or that are looked up by what they say."""


def _concealed(code: str, fact: str, value: object) -> object:
    if fact not in _SAID or value == "":
        return value
    return "" if fact.startswith("hint") and code != "R02" else HIDDEN


@lru_cache(maxsize=256)
def _known(layout: Layout) -> Mapping[str, Column]:
    """Heading → column; a heading written twice in a layout belongs to the first. 派单时间 is 派单日期."""
    table: dict[str, Column] = {}
    for wanted in ("label", "rest"):
        for c in layout.columns:
            for h in c.headings[:1] if wanted == "label" else c.headings[1:]:
                table.setdefault(normal(h), c)
    for heading, c in list(table.items()):
        if c.type is date and heading.endswith("日期"):
            table.setdefault(f"{heading.removesuffix('日期')}时间", c)
    return table


def words(layouts: Iterable[Layout]) -> frozenset[str]:
    """All headings that the layouts know, normalised, and those of columns that count the rows."""
    return frozenset(SERIAL).union(*(_known(layout) for layout in layouts))


def strange(sheet: Sheet, layouts: Iterable[Layout]) -> bool:
    """Whether no layout knows any of the sheet's headings."""
    heads = {normal(h) for h in sheet.headings}
    return not any(heads & _known(layout).keys() for layout in layouts)


def _data(headings: tuple[str, ...]) -> bool:
    """Whether some heading is a person's number: then the sheet has no headings, and these are data."""
    texts = pl.Series(headings, dtype=pl.String)
    return bool((personal(texts) | texts.str.contains(r"\d{11}")).any())


def _date_above(sheet: Sheet, layout: Layout, missing: Collection[str]) -> list[Problem]:
    """A hint where the title states a date and all that is missing is a column of dates."""
    columns = [c for c in layout.columns if c.attr.label in missing]
    read = read_date(sheet.dated) if sheet.dated else None
    if read is None or not columns or any(c.type is not date for c in columns):
        return []
    facts = {"date": sheet.dated, "expected": columns[0].attr.label}
    return [Problem("H07", sheet.file, sheet.name, sheet.header_row, facts=facts)]


def recognise(
    sheet: Sheet, layouts: Mapping[str, Layout], chosen: str | None = None
) -> tuple[Match | None, list[Problem]]:
    """The layout whose required headings are all there and that leaves the fewest unknown.

    ``chosen`` (from ``--layout``) leaves only that one. Returns the match, or None with the problem.
    """
    at = {"file": sheet.file, "sheet": sheet.name, "row": sheet.header_row}
    candidates = [layouts[chosen]] if chosen else list(layouts.values())
    heads = [normal(h) for h in sheet.headings]
    scored = []
    for layout in candidates:
        known = _known(layout)
        mapped = [known[h].to for h in heads if h in known]
        missing = [c.attr.label for c in layout.columns if c.required and c.to not in mapped]
        scored.append((layout, known, missing, len(heads) - len(mapped), len(mapped)))
    fitting = [s for s in scored if not s[2]]
    if not fitting:
        nearest = min(scored, key=lambda s: (len(s[2]) - s[4], s[3]))
        facts = {"layout": nearest[0].zh, "missing": "、".join(nearest[2])}
        hidden = nearest[0].persons or _data(sheet.headings)
        value = "" if hidden else "、".join(sheet.headings[:8])
        problems = [Problem("H01", value=value, facts=facts, **at)]  # type: ignore[arg-type]
        return None, problems + _date_above(sheet, nearest[0], nearest[2])
    fewest = min(s[3] for s in fitting)
    best = [s for s in fitting if s[3] == fewest]
    if len(best) > 1:
        names = "、".join(f"{s[0].name}（{s[0].zh}）" for s in best)
        return None, [Problem("H02", facts={"layouts": names}, **at)]  # type: ignore[arg-type]
    layout, known, _, _, n = best[0]
    # another kind of sheet without a column that it must have, rather than this one with many unknown
    short, other = min(((s[3] + 2 * len(s[2]), s) for s in scored), key=lambda x: x[0])
    if short < fewest:
        facts = {"layout": other[0].zh, "missing": "、".join(other[2])}
        facts |= {"other": layout.zh, "name": layout.name}
        return None, [Problem("H10", facts=facts, **at)]  # type: ignore[arg-type]
    unknown = [h for h in heads if not (h in known or h in _NO_MATTER or PERSONAL.match(h))]
    if not chosen and len(unknown) > 2 * n:
        value = "" if layout.persons or _data(sheet.headings) else "、".join(unknown[:8])
        facts = {"layout": layout.zh, "name": layout.name, "n": str(n)}
        return None, [Problem("H11", value=value, facts=facts, **at)]  # type: ignore[arg-type]
    columns, problems = _columns(sheet, layout)
    return Match(_entered(sheet, layout, columns), layout, columns), problems


def _columns(sheet: Sheet, layout: Layout) -> tuple[dict[str, Column], list[Problem]]:
    """What each column of the sheet is in its layout, and the headings that say nothing or another unit."""
    known = _known(layout)
    columns: dict[str, Column] = {}
    problems: list[Problem] = []
    labels = {normal(c.attr.label): c.attr.label for c in layout.columns}
    passed = ours(sheet.headings)
    for i, heading in enumerate(sheet.headings):
        if i in passed:
            continue
        head = normal(heading)
        at = (sheet.file, sheet.name, sheet.header_row, column_letter(i), heading)
        if not head:
            if sheet.cells[f"c{i}"].null_count() < sheet.cells.height:
                problems.append(Problem("H04", *at))
        elif head in known and known[head].slot == ASIDE:
            continue
        elif head in known:
            column, unit = known[head], stated(heading)
            inside = in_unit(column, unit, sheet.units)
            if column.to in {c.to for c in columns.values()}:
                problems.append(Problem("H05", *at))
            if inside != column:
                said = inside.said if inside else unit or "、".join(sheet.units)
                facts = {"unit": said, "expected": column.attr.unit}
                problems.append(Problem("H08" if inside else "H09", *at, facts=facts))
            columns[f"c{i}"] = inside or column
        elif head in SERIAL:
            continue
        else:
            # a heading of a roster that is meant for a known one is told too: its column would be lost
            near = process.extractOne(head, list(labels), scorer=fuzz.ratio, score_cutoff=70)
            meant = labels[near[0]] if near and head not in _IGNORED and not PERSONAL.match(head) else ""
            if meant and meant not in sheet.headings:
                problems.append(Problem("H03", *at, facts={"hint": meant}))
            else:
                code = "P02" if PERSONAL.match(head) else "P04" if layout.persons else "H04"
                problems.append(Problem(code, *at))
    return columns, problems


def _entered(sheet: Sheet, layout: Layout, columns: Mapping[str, Column]) -> Sheet:
    """The sheet without the rows in which nobody has filled in anything yet."""
    filled = [c for c, column in columns.items() if column.to in layout.entries]
    if not filled:
        return sheet
    said = sheet.cells.select(pl.any_horizontal(pl.col(filled).is_not_null())).to_series()
    numbers = {c: s.filter(said) for c, s in sheet.numbers.items()}
    return replace(sheet, cells=sheet.cells.filter(said), numbers=numbers)

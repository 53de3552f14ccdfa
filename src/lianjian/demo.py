"""The demonstration: the Xinjiekou sample, imported as anybody's sheets, and what it tells."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .importing import apply, prepare
from .queries.run import Answer, ask
from .sample import write_sample
from .tables.persons import Pseudonyms
from .views.answer import REST, Lang, k_of_n, labelled
from .views.importing import aligned, report_line
from .views.layout import wrap

if TYPE_CHECKING:
    from .store import Store

AS_OF = date(2022, 6, 30)
"""The end of the quarter in which the sample's last survey falls."""
GAPS = 10


def fill(store: Store, folder: Path, lang: Lang) -> str:
    """Write the sample's sheets into ``folder`` and import them; returns the line that reports it.

    The persons' pseudonyms are made with a key that is thrown away.
    """
    files = write_sample(folder, "S")
    prepared = prepare(files, store, pseudonyms=Pseudonyms(secrets.token_bytes(32)))
    return report_line(apply(prepared, store, purpose="演示", basis="合成数据"), lang)


def answers(store: Store, as_of: date = AS_OF) -> dict[str, Answer]:
    """The four answers of the demonstration, by question."""
    asked = {
        "coverage/unit_classes": {}, "coverage/due_not_set_up": {"limit": GAPS},
        "alliances/cross_district": {}, "alliances/areas_without_alliance": {},
    }
    return {name: ask(store, name, {**params, "as_of": as_of}) for name, params in asked.items()}


def lines(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    """The demonstration as lines of text."""
    zh = lang == "zh"
    day = found["coverage/unit_classes"].as_of
    for part, title_zh, title_en in (
        (_classes, "单位组建情况（家），截至", "Units by class, as of"),
        (_gaps, "最紧迫的缺口：应建未建，按正式党员、从业人员排序，截至", "The most pressing gaps, as of"),
        (_alliances, "跨区联盟，截至", "Alliances that cross districts, as of"),
        (_areas, "跨区而没有联盟的商圈、园区，截至", "Areas over several districts without an alliance, as of"),
    ):
        yield from wrap(f"■ {title_zh} {day}" if zh else f"* {title_en} {day}", width)
        yield from part(found, lang, width)
        yield ""


def _classes(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    frame = found["coverage/unit_classes"].frame
    zh = lang == "zh"
    head = (["区", "党委", "总支", "支部", "联合", "应建", "个别", "无", "未摸排", "单位数", "组织覆盖", "工作覆盖"] if zh else
            ["district", "comm.", "gen.", "br.", "joint", "due", "few", "none", "n.s.", "units", "organiz.", "work"])
    columns = ("own_committee", "own_general_branch", "own_branch", "joint", "due", "few", "none", "not_surveyed",
               "units")
    rows = [head]
    for r in frame.iter_rows(named=True):
        name = r["district"] if zh else REST.get(r["district"], r["district"])
        rows.append([
            name, *(str(r[c]) for c in columns),
            f"{r['in_scope_covered']}/{r['in_scope']}",
            f"{r['of_which_work_covered']}/{r['in_scope_without_organization']}",
        ])
    yield from aligned(rows, [False] + [True] * (len(head) - 1))
    total = frame.row(-1, named=True)
    organized = k_of_n(total["in_scope_covered"], total["in_scope"], lang)
    worked = k_of_n(total["of_which_work_covered"], total["in_scope_without_organization"], lang)
    text = (f"组织覆盖 {organized}：纳入范围的单位中已建（单独或联合）；工作覆盖 {worked}：纳入范围而未建的单位中有指导员、"
            f"联络员、工会或团组织。个体工商户 {total['merchants']} 家另列。" if zh else
            f"Organizational coverage {organized} units in scope; work coverage {worked} units in scope without an "
            f"organization. {total['merchants']} merchants stand apart.")
    yield from wrap(text, width)


def _gaps(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    zh = lang == "zh"
    rows = [["", "单位", "区", "街道", "正式党员", "从业人员"] if zh else
            ["", "unit", "district", "street", "full members", "staff"]]
    frame = labelled(found["coverage/due_not_set_up"], lang)
    for i, r in enumerate(frame.iter_rows(named=True), 1):
        rows.append([str(i), r["unit_name"], r["district"] or "-", r["street"] or "-", str(r["full_members"]),
                     str(r["staff"] if r["staff"] is not None else "-")])
    yield from aligned(rows, [True, False, False, False, True, True])


def _alliances(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    zh = lang == "zh"
    for r in found["alliances/cross_district"].frame.iter_rows(named=True):
        districts, conveners = "、".join(r["districts"]), "、".join(r["conveners"]) or "-"
        size = "" if r["merchants"] is None else (
            f"；商户 {r['merchants']} 家，从业人员 {r['staff']} 人" if zh
            else f"; {r['merchants']} merchants, {r['staff']} staff")
        text = (f"{r['alliance']}：{r['district_count']} 个区（{districts}）{size}；牵头 {conveners}；成立 {r['founded']}" if zh
                else f"{r['alliance']}: {r['district_count']} districts ({districts}){size}; convened by {conveners}; "
                f"founded {r['founded']}")
        yield from _item(text, width)


def _areas(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    zh = lang == "zh"
    for r in found["alliances/areas_without_alliance"].frame.iter_rows(named=True):
        districts = "、".join(r["districts"])
        yield from _item(
            f"{r['area']}：{r['district_count']} 个区（{districts}），单位 {r['units']} 家，从业人员 {r['staff']} 人" if zh
            else f"{r['area']}: {r['district_count']} districts ({districts}), {r['units']} units, {r['staff']} staff",
            width)


def _item(text: str, width: int) -> Iterator[str]:
    for i, line in enumerate(wrap(text, width - 2)):
        yield f"{'- ' if i == 0 else '  '}{line}"

"""The demonstration: the Xinjiekou sample, imported as anybody's sheets, and what it tells."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from .importing import apply, prepare
from .queries.run import Answer, ask
from .sample import write_sample
from .tables.persons import Pseudonyms
from .views.answer import REST, Lang, k_of_n, labelled, words
from .views.importing import report_line
from .views.layout import wrap
from .views.table import grid

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
        "coverage/unit_classes": {},
        "coverage/due_not_set_up": {"limit": GAPS},
        "alliances/cross_district": {},
        "alliances/areas_without_alliance": {},
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
        (
            _areas,
            "跨区而没有联盟的商圈、园区，截至",
            "Areas over several districts without an alliance, as of",
        ),
    ):
        yield from wrap(f"■ {title_zh} {day}" if zh else f"* {title_en} {day}", width)
        yield from part(found, lang, width)
        yield ""


def _classes(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    frame = found["coverage/unit_classes"].frame
    classes = {
        "own_committee": ("党委", "comm."),
        "own_general_branch": ("总支", "gen."),
        "own_branch": ("支部", "br."),
        "joint": ("联合", "joint"),
        "due": ("应建", "due"),
        "few": ("个别", "few"),
        "none": ("无", "none"),
        "not_surveyed": ("未摸排", "n.s."),
        "units": ("单位数", "units"),
    }
    ends = (("区", "组织覆盖", "工作覆盖"), ("district", "organiz.", "work"))[lang == "en"]
    head = [ends[0], *(names[lang == "en"] for names in classes.values()), *ends[1:]]
    rows = []
    for r in frame.iter_rows(named=True):
        name = r["district"] if lang == "zh" else REST.get(r["district"], r["district"])
        organized = f"{r['in_scope_covered']}/{r['in_scope']}"
        worked = f"{r['of_which_work_covered']}/{r['in_scope_without_organization']}"
        rows.append([name, *(str(r[c]) for c in classes), organized, worked])
    yield from grid(rows, head, [False] + [True] * (len(head) - 1), width)
    total = frame.row(-1, named=True)
    organized = k_of_n(total["in_scope_covered"], total["in_scope"], lang)
    worked = k_of_n(total["of_which_work_covered"], total["in_scope_without_organization"], lang)
    if lang == "zh":
        yield from wrap(f"组织覆盖 {organized}：纳入范围的单位中，已单独或联合建立的。", width)
        yield from wrap(
            f"工作覆盖 {worked}：纳入范围而未建的单位中，有指导员、联络员、工会或团组织的。", width
        )
        yield from wrap(f"个体工商户 {total['merchants']} 家另列，不入表。", width)
    else:
        yield from wrap(f"Organizational coverage: {organized} units in scope have an organization.", width)
        yield from wrap(f"Work coverage: {worked} units in scope without one are reached otherwise.", width)
        yield from wrap(f"{total['merchants']} merchants stand apart. n.s.: not surveyed.", width)


def _gaps(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    answer = found["coverage/due_not_set_up"]
    shown = ["unit_name", "district", "street", "full_members", "staff"]
    headings = {c.name: words(c, lang) for c in answer.columns}
    texts = labelled(answer, lang).select(pl.col(shown).cast(pl.String).fill_null("-"))
    rows = [[str(i), *row] for i, row in enumerate(texts.iter_rows(), 1)]
    head = ["", *(headings[c] for c in shown)]
    yield from grid(rows, head, [True, False, False, False, True, True], width)


def _alliances(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    for r in found["alliances/cross_district"].frame.iter_rows(named=True):
        districts, conveners = "、".join(r["districts"]), "、".join(r["conveners"]) or "-"
        if lang == "zh":
            size = "" if r["merchants"] is None else f"商户 {r['merchants']} 家，从业人员 {r['staff']} 人；"
            text = (
                f"{r['alliance']}：{r['district_count']} 个区（{districts}）；{size}"
                f"牵头 {conveners}；成立 {r['founded']}"
            )
        else:
            size = "" if r["merchants"] is None else f"{r['merchants']} merchants, {r['staff']} staff; "
            text = (
                f"{r['alliance']}: {r['district_count']} districts ({districts}); {size}"
                f"convened by {conveners}; founded {r['founded']}"
            )
        yield from _item(text, width)


def _areas(found: dict[str, Answer], lang: Lang, width: int) -> Iterator[str]:
    for r in found["alliances/areas_without_alliance"].frame.iter_rows(named=True):
        districts = "、".join(r["districts"])
        if lang == "zh":
            text = (
                f"{r['area']}：{r['district_count']} 个区（{districts}）；"
                f"单位 {r['units']} 家，从业人员 {r['staff']} 人"
            )
        else:
            text = (
                f"{r['area']}: {r['district_count']} districts ({districts}); "
                f"{r['units']} units, {r['staff']} staff"
            )
        yield from _item(text, width)


def _item(text: str, width: int) -> Iterator[str]:
    for i, line in enumerate(wrap(text, width - 2)):
        yield f"{'- ' if i == 0 else '  '}{line}"

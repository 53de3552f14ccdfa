"""Blank workbooks: one sheet a layout, with headings, an example row and lists of values."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..model import REGISTRY, Registry
from .layout import CRS, Column, Layout
from .parse import CRS_NAMES
from .problems import column_letter
from .read import EXAMPLE_MARK, LISTS_SHEET

COMMON = ("Division", "survey", "organizations", "alliances")
"""The layouts of a workbook for which none is named."""
ROWS = 2000
"""How far down the lists of values reach."""


def write_template(path: Path, chosen: Sequence[Layout], registry: Registry = REGISTRY) -> None:
    """Write a workbook that imports unchanged: its example rows are marked and not taken in.

    Cells are text, so that codes keep their zeros. Coded columns offer their labels, from the sheet of
    lists. Written to a temporary file first; an OSError leaves what was there.
    """
    import xlsxwriter

    handle, temporary = tempfile.mkstemp(suffix=".xlsx", dir=path.parent)
    os.close(handle)
    try:
        book = xlsxwriter.Workbook(temporary)
        styles = {
            "head": book.add_format(
                {"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "top"}
            ),
            "must": book.add_format(
                {"bold": True, "bg_color": "#F9DCDC", "text_wrap": True, "valign": "top"}
            ),
            "text": book.add_format({"num_format": "@"}),
            "example": book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"}),
        }
        lists: dict[str, str] = {}
        listed = [x for layout in chosen for c in layout.columns if (x := _labels(c, registry))]
        sheets = [(layout, book.add_worksheet(layout.zh[:31])) for layout in chosen]
        values = book.add_worksheet(LISTS_SHEET)
        titles = {n: (title, labels) for n, title, labels in reversed(listed)}  # the first column's title
        for i, (name, (title, labels)) in enumerate(titles.items()):
            values.write_column(0, i, [title, *labels])
            letter = column_letter(i)
            lists[name] = f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(labels) + 1}"
        values.hide()
        for layout, sheet in sheets:
            _write_sheet(sheet, layout, lists, styles, registry)
        book.close()
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _labels(column: Column, registry: Registry) -> tuple[str, str, list[str]] | None:
    """The name of a column's list of values, its title and the labels in it, if it has one."""
    if column.field == CRS:
        return "crs", "坐标系", list(CRS_NAMES.values())
    if column.type is bool:
        return "bool", "是否", ["是", "否"]
    if column.attr.code == "node_type":
        return "node_type", "种类", [c.zh for c in registry.asserted_nodes.values() if c.names]
    if column.attr.code:
        codes = registry.codes[column.attr.code]
        return column.attr.code, column.attr.label, [c.zh for c in codes if c.code]
    return None


def _write_sheet(sheet, layout: Layout, lists, styles, registry: Registry) -> None:  # type: ignore[no-untyped-def]
    for i, c in enumerate(layout.columns):
        sheet.write_string(0, i, c.attr.label, styles["must" if c.required else "head"])
        note = "；".join(
            x
            for x in (
                "必填" if c.required else "",
                c.attr.about,
                f"单位：{c.attr.unit}" if c.attr.unit else "",
                f"例：{c.attr.example}" if c.attr.example else "",
            )
            if x
        )
        if note:
            sheet.write_comment(0, i, note)
        # The example is a thing that still exists, under its own name only.
        shown = "" if c.field in ("until", "alias") else c.attr.example
        example = shown if i else f"{EXAMPLE_MARK}：{shown}"
        sheet.write_string(1, i, example, styles["example"])
        found = _labels(c, registry)
        if found and c.type is not list:
            sheet.data_validation(
                1,
                i,
                ROWS,
                i,
                {
                    "validate": "list",
                    "source": lists[found[0]],
                    "ignore_blank": True,
                    "error_type": "warning",
                },
            )
        width = max(10, 2 * len(c.attr.label) + 2, len(c.attr.example) + 2)
        sheet.set_column(i, i, min(width, 28), styles["text"])
    sheet.freeze_panes(1, 0)

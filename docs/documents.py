"""Which documents are made, and the example workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import systems_pages
from cli_page import cli
from pages import DOCS, layouts_page, model, problems, questions

READMES = ("README.md", "README.zh-CN.md")
PAGES: dict[str, Callable[[], str]] = {
    "model.md": model, "cli.md": cli, "problems.md": problems, "questions.md": questions,
    "layouts.md": layouts_page, "systems/README.md": systems_pages.index,
    "systems/claims.md": systems_pages.claims,
    **{f"systems/{n}.md": partial(systems_pages.page, n) for n in systems_pages.systems()},
}
HEADINGS = (
    "联盟名称", "类型", "牵头单位", "牵头单位类型", "成立日期", "成员", "成员类型", "所在区", "角色",
    "加入日期", "退出日期", "协议",
)
MERGED = HEADINGS[: HEADINGS.index("成员")]


def alliances() -> list[list[dict[str, str]]]:
    """The rows of the example's alliance sheet, from its YAML form: a list for each alliance."""
    import yaml

    text = (DOCS / "example" / "新联盟.yaml").read_text(encoding="utf-8")
    tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes texts only
    return [[{**alliance, **member} for member in alliance["成员"]] for alliance in tree["联盟"]]


def workbook(path: Path) -> None:
    """Write the example's alliance sheet, an alliance's own cells merged over its members."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2022, 6, 30, tzinfo=UTC)})
        text = book.add_format({"num_format": "@", "valign": "top"})
        sheet = book.add_worksheet("联盟")
        sheet.set_column(0, len(HEADINGS) - 1, 18, text)
        sheet.write_row(0, 0, HEADINGS, book.add_format({"bold": True}))
        top = 1
        for rows in alliances():
            last = top + len(rows) - 1
            for j, heading in enumerate(HEADINGS):
                if heading in MERGED and last > top:
                    sheet.merge_range(top, j, last, j, rows[0].get(heading, ""), text)
                    continue
                for i, row in enumerate(rows, top):
                    sheet.write_string(i, j, row.get(heading, ""), text)
            top = last + 1


def stale() -> list[str]:
    """The pages that are not what the code says."""
    return [n for n, make in PAGES.items() if not same(DOCS / n, make())]


def same(path: Path, text: str) -> bool:
    """Whether a file holds that text."""
    return path.is_file() and path.read_text(encoding="utf-8") == text

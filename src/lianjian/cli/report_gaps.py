"""``lianjian report gaps``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from .shared import as_of_option, day_of, db_option, lang_option, language_of, rules_option, told

if TYPE_CHECKING:
    from lianjian.reports.gaps import By, Gaps, Kind


@click.command(name="gaps")
@click.option(
    "--by",
    type=click.Choice(["street", "district", "community"]),
    default="street",
    show_default=True,
    help="每个街道（区、社区）一个工作簿 / one workbook for each",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="写入的文件夹 / the folder to write to",
)
@as_of_option
@click.option(
    "--district",
    default="",
    metavar="NAME",
    help="只列此区（名称或代码） / only this district (name or code)",
)
@click.option(
    "--class",
    "kind",
    type=click.Choice(["all", "due", "uncovered"]),
    default="all",
    show_default=True,
    help="应建未建、两个覆盖都没有，或全部 / due but not set up, neither coverage, or all",
)
@rules_option
@db_option
@lang_option
def command(
    *,
    by: str,
    folder: Path,
    as_of: str,
    district: str,
    kind: str,
    rules_file: Path | None,
    db: str | None,
    lang: str,
) -> None:
    """写出待整改单位的台账：每个街道一个工作簿，另有汇总；填好后用 import 读回。

    Write ledgers of the units to act on, a workbook for each street, and a summary. Filled in, they are
    read back by import; the next ledgers show what became of it. No file is ever written over.
    """
    from lianjian.model import load_rules
    from lianjian.reports.gaps import find_gaps
    from lianjian.reports.ledgers import summary_name, write_ledgers
    from lianjian.store import connect

    day = day_of(as_of, lang)
    with told(lang):
        with connect(db, read_only=True) as store:
            gaps = find_gaps(
                store, day, by=cast("By", by), kind=cast("Kind", kind), district=district,
                rules=load_rules(rules_file), lang=language_of(lang),
            )  # fmt: skip
        write_ledgers(gaps, folder, language_of(lang))
    for line in _told(gaps, lang):
        click.echo(line)
    path = folder / summary_name(gaps, language_of(lang))
    click.echo(f"汇总：{path}" if lang == "zh" else f"summary: {path}")


def _told(gaps: Gaps, lang: str) -> list[str]:
    """One line a ledger, then the total."""
    total = gaps.summary.row(-1, named=True)
    parts = ("fresh", "open", "overdue", "done")
    zh = lang == "zh"
    lines = [
        f"{x.file}：{x.rows.height} 家" if zh else f"{x.file}: {x.rows.height} units" for x in gaps.ledgers
    ]
    figures = [total[p] for p in parts]
    if zh:
        said = "，".join(f"{w} {n}" for w, n in zip(("新", "未完成", "逾期", "已完成"), figures, strict=True))
        lines.append(f"待整改 {total['gaps']} 家：{said}；已到位 {total['resolved']} 家")
    else:
        said = ", ".join(f"{w} {n}" for w, n in zip(("new", "open", "overdue", "done"), figures, strict=True))
        lines.append(f"{total['gaps']} to act on: {said}; {total['resolved']} resolved")
    return lines

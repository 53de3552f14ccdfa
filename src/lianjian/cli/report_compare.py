"""``lianjian report compare``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .shared import day_of, db_option, lang_option, language_of, rules_option, terminal_width, told


@click.command(name="compare")
@click.option("--from", "start", required=True, metavar="YYYY-MM-DD", help="起日 / the earlier date")
@click.option("--to", "end", required=True, metavar="YYYY-MM-DD", help="止日 / the later date")
@click.option(
    "--by", type=click.Choice(["district", "street"]), default="district", show_default=True,
    help="按区或街道 / by district or street",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
    help="另写入的工作簿，含对比、原因、单位三页 / a workbook to write: coverages, reasons, units",
)
@rules_option
@db_option
@lang_option
def command(
    start: str, end: str, *, by: str, output: Path | None, rules_file: Path | None, db: str | None, lang: str
) -> None:
    """两个日期的组织覆盖与工作覆盖，变了多少，为什么。

    Organizational and work coverage at two dates: by how much they changed, and why.
    """
    from lianjian.model import load_rules
    from lianjian.reports.compare import compare, lines, workbook
    from lianjian.store import connect
    from lianjian.views.export import atomic
    from lianjian.views.layout import encodable

    days = day_of(start, lang), day_of(end, lang)
    with told(lang):
        with connect(db, read_only=True) as store:
            made = compare(
                store, *days, by="street" if by == "street" else "district", rules=load_rules(rules_file)
            )
        text = "\n".join(lines(made, language_of(lang), terminal_width()))
        click.echo(encodable(text, sys.stdout.encoding or "utf-8"))
        if output is not None:
            with atomic(output) as file:
                file.write(workbook(made, language_of(lang)))
            n = made.units.frame.height
            click.echo(
                f"已写入 {output}（变动的单位 {n} 家）" if lang == "zh"
                else f"wrote {output} ({n} units that changed)"
            )

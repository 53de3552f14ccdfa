"""``lianjian report form``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import as_of_option, day_of, db_option, fail, lang_option, rules_option, told


@click.command(name="form")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="写入的工作簿 / the workbook to write (.xlsx)",
)
@as_of_option
@click.option(
    "--level", type=click.Choice(["district", "street"]), default="district", show_default=True,
    help="填报单位到区或街道 / divisions: districts or streets",
)
@rules_option
@db_option
@lang_option
def command(
    output: Path, *, as_of: str, level: str, rules_file: Path | None, db: str | None, lang: str
) -> None:
    """年度统计表 27、30：全部及各区（街道）各一页，可直接打印。

    The annual tables 27 and 30: a page for the whole and for each division, ready to print.
    """
    from lianjian.model import load_rules
    from lianjian.reports.form import pages
    from lianjian.reports.form_sheets import workbook
    from lianjian.store import connect
    from lianjian.views.export import atomic

    if output.suffix.lower() != ".xlsx":
        fail(2, lang, f"{output}：请写 .xlsx 文件", f"{output}: the file must end in .xlsx")
    date = day_of(as_of, lang)
    with told(lang):
        with connect(db, read_only=True) as store:
            made = pages(
                store, date, level="street" if level == "street" else "district", rules=load_rules(rules_file)
            )
        if not made:
            fail(
                7, lang, f"{date} 没有表27、表30的单位，不写空表；请查截至日期，或先导入摸排表",
                f"no units of tables 27 and 30 on {date}, so no empty form is written; check the date, "
                "or import a survey first",
            )
        with atomic(output) as file:
            file.write(workbook(made, date))
    whole = {p.table.number: p.cells[0][0] for p in made if p.code == "whole"}
    units = "，".join(f"{n} {k} 家" for n, k in whole.items())
    english = ", ".join(f"{k} units in {n}" for n, k in whole.items())
    click.echo(
        f"已写入 {output}（{len(made)} 页；{units}）" if lang == "zh"
        else f"wrote {output} ({len(made)} pages; {english})"
    )

"""``lianjian template``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import fail, lang_option, told


@click.command(name="template")
@click.argument("workbook", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("names", nargs=-1, metavar="[LAYOUT…]")
@lang_option
def command(workbook: Path, names: tuple[str, ...], lang: str) -> None:
    """写出空白工作簿：每种版式一页，带示例行和值表；缺省为区划、摸排表、党组织、联盟。

    Write a blank workbook, one sheet a layout, with an example row and lists of values.
    """
    from lianjian.tables.layouts import layouts
    from lianjian.tables.template import COMMON, write_template

    known = layouts()
    by_label = {x.zh: n for n, x in known.items()}
    chosen = [by_label.get(n, n) for n in names] or list(COMMON)
    unknown = [n for n in chosen if n not in known]
    if unknown:
        listed = "、".join(f"{n}（{x.zh}）" for n, x in known.items())
        fail(
            2,
            lang,
            f"没有版式 {'、'.join(unknown)}；可用：{listed}",
            f"no layout {', '.join(unknown)}; there are {', '.join(known)}",
        )
    if workbook.suffix.lower() != ".xlsx":
        fail(
            2, lang, f"文件名应以 .xlsx 结尾：{workbook}", f"the file's name should end in .xlsx: {workbook}"
        )
    with told(lang):
        write_template(workbook, [known[n] for n in chosen])
    click.echo(
        f"已写入 {workbook}：{'、'.join(known[n].zh for n in chosen)}"
        if lang == "zh"
        else f"wrote {workbook}: {', '.join(known[n].en for n in chosen)}"
    )

"""``lianjian demo``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from .shared import lang_option, language_of, terminal_width, told


@click.command(name="demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="保留样例表格和图库 / keep the sample's sheets and store",
)
@lang_option
def command(keep: Path | None, lang: str) -> None:
    """写出新街口样例，像任何人的表格一样导入，然后提问。

    Write the Xinjiekou sample, import it as anybody's sheets, and ask.
    """
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        _show(keep, lang, kept=True)
        return
    with tempfile.TemporaryDirectory(prefix="lianjian-", ignore_cleanup_errors=True) as folder:
        _show(Path(folder), lang, kept=False)


def _show(folder: Path, lang: str, *, kept: bool) -> None:
    from lianjian import demo
    from lianjian.store import DEFAULT_FILE, connect
    from lianjian.views.layout import wrap

    width, language = terminal_width(), language_of(lang)
    with told(lang):
        database = folder / DEFAULT_FILE
        with connect(database) as store:
            report = demo.fill(store, folder, language)
            click.echo(
                "联建演示：南京新街口样例，全部为合成数据。"
                if lang == "zh"
                else "lianjian demo: the Xinjiekou sample, Nanjing; all of it is synthetic."
            )
            click.echo(report)
            click.echo()
            for line in demo.lines(demo.answers(store), language, width):
                click.echo(line)
        if kept:
            text = (
                f"表格和图库在 {folder}；接着可以：lianjian ask --db {database} …"
                if lang == "zh"
                else f"The sheets and the store are in {folder}; go on with: lianjian ask --db {database} …"
            )
        else:
            text = (
                "接着可以：lianjian demo --keep 演示，再 lianjian ask 列出问题。"
                if lang == "zh"
                else "Go on with: lianjian demo --keep DIR, then lianjian ask to list the questions."
            )
        for line in wrap(text, width):
            click.echo(line)

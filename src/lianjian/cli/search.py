"""``lianjian search``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import db_option, lang_option, language_of, told


@click.command(name="search", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--type", "types", multiple=True, metavar="TYPE",
    help="只找此类，如 党组织、Enterprise，可多次 / only this type, as Organization; may be repeated",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="最多行数 / rows at most"
)
@db_option
@lang_option
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "xlsx"]), default=None,
    help="输出格式 / format of the output",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None,
    help="写入文件 / write to a file",
)
def command(
    text: tuple[str, ...], types: tuple[str, ...], limit: int, db: str | None, lang: str, kind: str | None,
    output: Path | None,
) -> None:
    """按名称、别名、代码的一部分或拼音查找：search 新街口、search xjk、search xin jie kou。

    Find anything by part of its name, alias or code, or by pinyin: in full, initials, or mixed.
    """
    from lianjian.queries.search import search
    from lianjian.store import connect
    from lianjian.views.export import export
    from lianjian.views.table import print_table, table_text

    language = language_of(lang)
    with told(lang):
        with connect(db, read_only=True) as store:
            answer = search(store, " ".join(text), types, limit)
        if kind == "table" and output is not None:
            output.write_text(table_text(answer, lang=language), encoding="utf-8")
        elif kind == "table" or (kind is None and output is None):
            print_table(answer, lang=language)
        else:
            export(answer, output, format=kind or "", lang=language)
        if output is not None:
            n = answer.frame.height
            zh, en = f"已写入 {output}（{n} 行）", f"wrote {output} ({n} rows)"
            click.echo(zh if lang == "zh" else en, err=True)

"""``lianjian search``."""

from __future__ import annotations

from pathlib import Path

import click

from .output import deliver, output_options
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
@output_options
def command(
    text: tuple[str, ...], types: tuple[str, ...], limit: int, db: str | None, lang: str, kind: str | None,
    output: Path | None,
) -> None:
    """按名称、别名、代码的一部分或拼音查找：search 新街口、search xjk、search xin jie kou。

    Find anything by part of its name, alias or code, or by pinyin: in full, initials, or mixed.
    """
    from lianjian.queries.search import search
    from lianjian.store import connect

    with told(lang):
        with connect(db, read_only=True) as store:
            answer = search(store, " ".join(text), types, limit)
        deliver(answer, kind, output, language_of(lang))

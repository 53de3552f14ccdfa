"""``lianjian changes``."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from .output import deliver, output_options
from .shared import db_option, lang_option, language_of, told


@click.command(name="changes")
@click.option(
    "--from", "start", required=True, metavar="YYYY-MM",
    help="某日之后；或自某年、某月第一天起 / after a day, or from the first day of a year or month",
)
@click.option(
    "--to", "end", required=True, metavar="YYYY-MM",
    help="至某日、某月末、某年末，含 / up to a day, or the last day of a year or month",
)
@click.option(
    "--kind", "type_", default=None, metavar="NAME",
    help="逐一列出一个类型，如 党组织、共建、CO_BUILDS / list one type, like Organization, CO_BUILDS",
)
@db_option
@output_options
@lang_option
def command(
    start: str, end: str, *, type_: str | None, db: str | None, kind: str | None, output: Path | None,
    lang: str,
) -> None:
    """一段时期内各类对象与联系开始、结束了多少；--kind 逐一列出。

    How many things and ties of each type began and ended in a period; --kind lists them.
    """
    from lianjian.reports.changes import changes, listed
    from lianjian.reports.trend import span
    from lianjian.store import connect

    language = language_of(lang)
    with told(lang):
        first, last = span(start)
        days = first if first == last else first - timedelta(days=1), span(end)[1]
        with connect(db, read_only=True) as store:
            answer = (
                changes(store, *days, lang=language) if type_ is None
                else listed(store, type_, *days, lang=language)
            )
        deliver(answer, kind, output, language)

"""``lianjian db``: what is in a store, whether it is sound, and copies of it."""

from __future__ import annotations

import click

from .shared import db_option, fail, lang_option, language_of, terminal_width, told

WRONG = 8
"""The exit code where a store does not hold what it should."""


@click.group(name="db")
def command() -> None:
    """图库：状态、核对、复制。/ The store: its status, verification, copies."""


@command.command()
@db_option
@lang_option
def status(db: str | None, lang: str) -> None:
    """显示引擎、各种类的条数、最近的导入、有无个人数据；百万条也很快。

    Tell engine, rows of each type, last imports and whether there are persons; quick at any size.
    """
    from lianjian import databases
    from lianjian.store import connect
    from lianjian.tables.persons import Pseudonyms, key_path, load_key
    from lianjian.views.database import status_lines

    with told(lang):
        key = load_key(key_path())
        with connect(db, read_only=True) as store:
            found = databases.status(store)
    check = Pseudonyms(key).check if key else None
    for line in status_lines(found, check, language_of(lang), terminal_width()):
        click.echo(line)


@command.command()
@db_option
@lang_option
def verify(db: str | None, lang: str) -> None:
    """核对整个图库：值、总数、键、期间、联系两端、代码，并重算派生记录；不符则退出码为 8。

    Check the whole store: values, totals, keys, periods, ends of ties, codes; derive again and
    compare. The exit code is 8 where something is wrong.
    """
    from lianjian import databases
    from lianjian.store import connect
    from lianjian.views.database import verified_lines

    with told(lang), connect(db, read_only=True) as store:
        found = databases.verify(store)
    for line in verified_lines(found, language_of(lang), terminal_width()):
        click.echo(line)
    if not found.sound:
        n = sum(r.n is None or bool(r.findings) for r in found.results)
        fail(WRONG, lang, f"{n} 项核对未通过：{found.url}", f"{n} checks did not pass: {found.url}")


@command.command()
@click.argument("source")
@click.argument("target")
@lang_option
def copy(source: str, target: str, lang: str) -> None:
    """把图库 SOURCE 复制到空的或新的 TARGET，引擎不限；两边计数并比较散列，不一致则退出码为 8。

    Copy the store SOURCE into TARGET, new or empty, whatever the engines; counted and hashed on both
    sides. The exit code is 8 where they differ.
    """
    from lianjian import databases
    from lianjian.views.database import copied_lines

    with told(lang):
        done = databases.copy(source, target)
    for line in copied_lines(done, language_of(lang), terminal_width()):
        click.echo(line)
    if not done.equal:
        fail(
            WRONG,
            lang,
            f"目标与来源不一致，不要使用：{done.target_url}\n请清空目标后再复制一次；来源可用 db verify 核对",
            f"the target differs from the source, do not use it: {done.target_url}\n"
            "empty it and copy again; db verify checks the source",
        )

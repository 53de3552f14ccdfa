"""``lianjian cypher FILE``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import db_option, fail, lang_option, told


@click.command(name="cypher")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="参数；日期写 2022-06-30，整数写数字 / a parameter; dates as 2022-06-30, whole numbers as digits",
)
@click.option("--timeout", type=float, default=60.0, show_default=True, help="秒数上限 / limit in seconds")
@db_option
@lang_option
def command(file: Path, params: tuple[str, ...], timeout: float, db: str | None, lang: str) -> None:
    """运行自写的只读查询，以 CSV 输出；写法偏离通用写法时给出警告。

    Run a read-only query of your own and print CSV; departures from the portable form are warnings.
    """
    from lianjian.queries.run import run_text
    from lianjian.store import connect

    given: dict[str, object] = {}
    for text in params:
        name, sign, value = text.partition("=")
        if not sign:
            fail(2, lang, f"参数应写成 名称=值：{text}", f"write a parameter as name=value: {text}")
        given[name] = _value(value)
    with told(lang):
        text = file.read_text(encoding="utf-8-sig")
        with connect(db, read_only=True) as store:
            answer = run_text(store, text, given, timeout=timeout)
    for w in answer.warnings:
        click.echo(f"{file.name}:{w.line} {w.zh if lang == 'zh' else w.en}", err=True)
    import polars as pl

    frame = answer.frame.with_columns(
        pl.col(n).cast(pl.List(pl.String)).list.join("、")
        for n, t in answer.frame.schema.items()
        if isinstance(t, pl.List)
    )
    click.echo(frame.write_csv(), nl=False)


def _value(text: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(text) if len(text) == 10 else int(text)
    except ValueError:
        return text

"""``lianjian cypher FILE``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import db_option, fail, lang_option, told

if TYPE_CHECKING:
    import polars as pl


@click.command(name="cypher")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
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
    FILE 为 - 时从标准输入读 / with - the query is read from standard input.
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
        text = _text(file, lang)
        with connect(db, read_only=True) as store:
            answer = run_text(store, text, given, timeout=timeout)
    for w in answer.warnings:
        click.echo(f"{file.name}:{w.line} {w.zh if lang == 'zh' else w.en}", err=True)
    click.echo(_csv(answer.frame, lang), nl=False)


def _text(file: Path, lang: str) -> str:
    """The query; ends the command where there is no such file, or it is no text."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fail(2, lang, f"{file} 不是 UTF-8 编码的文本", f"{file} is no text in UTF-8")
    except OSError as e:
        fail(
            5, lang, f"读不出查询文件：{file}\n查询写在文件里，给出文件名；或用 - 从标准输入读",
            f"the query's file cannot be read ({e.strerror}): {file}\n"
            "write the query into a file and name it, or give - to read standard input",
        )


def _csv(frame: pl.DataFrame, lang: str) -> str:
    """The rows as CSV, lists joined; ends the command where a column holds more than scalars."""
    import polars as pl

    texts = []
    for name, dtype in frame.schema.items():
        inner = dtype.inner if isinstance(dtype, pl.List) else dtype
        if inner.is_nested() or isinstance(inner, pl.Object | pl.Binary):
            fail(
                7,
                lang,
                f"列 {name} 不是标量，不能写成 CSV：不返回节点、关系、路径或映射，"
                f"请返回其属性，如 n.id AS {name}",
                f"column {name} holds no scalars and cannot be written as CSV: instead of nodes, "
                f"relationships, paths or maps return their attributes, as in n.id AS {name}",
            )
        one = pl.element() if isinstance(dtype, pl.List) else pl.col(name)
        text = one.dt.to_string("iso") if isinstance(inner, pl.Duration) else one.cast(pl.String)
        if isinstance(dtype, pl.List):
            texts.append(pl.col(name).list.eval(text).list.join("、"))
        elif isinstance(dtype, pl.Duration):
            texts.append(text)
    return frame.with_columns(texts).write_csv()


def _value(text: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(text) if len(text) == 10 else int(text)
    except ValueError:
        return text

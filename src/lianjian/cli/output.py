"""Where an answer goes: the screen, or a file in one of the formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .shared import terminal_width

if TYPE_CHECKING:
    from lianjian.queries.run import Answer
    from lianjian.views.answer import Lang

F = TypeVar("F", bound=Callable[..., Any])


def output_options(f: F) -> F:
    """``--format`` and ``--output``, as ``kind`` and ``output``."""
    f = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        help="写入文件 / write to a file",
    )(f)
    return click.option(
        "--format",
        "kind",
        type=click.Choice(["table", "csv", "json", "xlsx"]),
        default=None,
        help="输出格式 / format of the output",
    )(f)


def deliver(answer: Answer, kind: str | None, output: Path | None, lang: Lang) -> None:
    """Print an answer or write it to ``output``; what was written, and that it was cut, is told beside it."""
    from lianjian.views.answer import cut
    from lianjian.views.export import export
    from lianjian.views.layout import wrap
    from lianjian.views.table import print_table, table_text

    if kind == "table" and output is not None:
        output.write_text(table_text(answer, lang=lang), encoding="utf-8")
    elif kind == "table" or (kind is None and output is None):
        print_table(answer, lang=lang)
    else:
        export(answer, output, format=kind or "", lang=lang)
        for note in cut(answer, lang):
            for line in wrap(note, terminal_width()):
                click.echo(line, err=True)
    if output is not None:
        n = answer.frame.height
        zh, en = f"已写入 {output}（{n} 行）", f"wrote {output} ({n} rows)"
        click.echo(zh if lang == "zh" else en, err=True)

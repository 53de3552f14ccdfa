"""``lianjian ask --all``: a list of questions into one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import db_option, fail, lang_option, language_of, rules_option, told

if TYPE_CHECKING:
    from lianjian.queries.header import Param
    from lianjian.queries.lists import QuestionList


def list_named(args: Sequence[str]) -> Path | None:
    """The file that ``--list`` names among the arguments, before they are parsed: it decides the options."""
    for i, arg in enumerate(args):
        if arg == "--list" and i + 1 < len(args):
            return Path(args[i + 1])
        if arg.startswith("--list="):
            return Path(arg.removeprefix("--list="))
    return None


def _option(p: Param) -> click.Option:
    metavar = "YYYY-MM-DD" if p.type == "date" else p.type.upper()
    return click.Option(
        [f"--{p.name.replace('_', '-')}", f"p_{p.name}"], help=f"{p.label.zh} / {p.label.en}", metavar=metavar
    )


@contextmanager
def _progress(total: int, lang: str) -> Iterator[Callable[[], None]]:
    """A bar on standard error for a person who waits; what is called after each question."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("提问" if lang == "zh" else "asking", total=total)
        yield lambda: bar.advance(task)


def command(questions: QuestionList) -> click.Command:
    """Asking all of a list as a command, whose options are the parameters of its questions."""
    from lianjian.queries.lists import parameters

    @lang_option
    @db_option
    @rules_option
    @click.option(
        "--list", "list_file", type=click.Path(path_type=Path, dir_okay=False), default=None,
        help="自己的问题列表 / a list of questions of your own (YAML)",
    )
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
        help="写入的工作簿 / the workbook to write (.xlsx)",
    )
    def run(
        *,
        lang: str,
        db: str | None,
        rules_file: Path | None,
        list_file: Path | None,  # noqa: ARG001 – read before the options were made
        output: Path,
        **given: str | None,
    ) -> None:
        from lianjian.model import load_rules
        from lianjian.queries.lists import ask_list, check_given, failed
        from lianjian.store import connect
        from lianjian.views.export import atomic
        from lianjian.views.workbook import report_bytes

        if output.suffix.lower() != ".xlsx":
            fail(2, lang, f"{output}：请写 .xlsx 文件", f"{output}: name a file that ends in .xlsx")
        values = {k.removeprefix("p_"): v for k, v in given.items() if v is not None}
        with told(lang):
            with connect(db, read_only=True) as store:
                check_given(store, questions, values)
                outcomes = []
                with _progress(len(questions.questions), lang) as advance:
                    for outcome in ask_list(store, questions, values, load_rules(rules_file)):
                        outcomes.append(outcome)
                        advance()
            with atomic(output) as file:
                file.write(report_bytes(questions.title, outcomes, language_of(lang)))
        wrong = failed(outcomes)
        n = len(outcomes)
        told_zh, told_en = f"已写入 {output}（{n} 个问题）", f"wrote {output} ({n} questions)"
        click.echo(told_zh if lang == "zh" else told_en, err=True)
        if wrong:
            names = "、".join(o.entry.question for o in wrong)
            fail(
                7, lang, f"{len(wrong)} 个问题失败，原因见目录：{names}",
                f"{len(wrong)} questions failed, the contents tell why: {names}",
            )

    made = click.command(
        name="--all",
        help="把列表中的问题一次问完，写成一个带目录的工作簿；所给参数用于有此参数的每个问题。\n\n"
        "Ask every question of a list and write one workbook with a contents sheet; a parameter goes to "
        "every question that has it.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(run)
    made.params = [*made.params, *map(_option, parameters(questions).values())]
    return made

"""``lianjian ask``: its options come from the question's header."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import deliver, output_options
from .shared import db_option, fail, lang_option, language_of, rules_option, terminal_width, told

if TYPE_CHECKING:
    from lianjian.queries.header import Param
    from lianjian.queries.library import Query


ALL = "--all"
LANG = "--lang"
"""Where the language is kept that stands behind the question's name, for what is said before it is known."""


TOPICS = {
    "alliances": "联盟与共建", "changes": "变动", "coverage": "覆盖", "form": "统计表",
    "organizations": "党组织", "people": "人员", "quality": "数据质量", "services": "服务点",
    "tasks": "任务", "duties": "职责", "community": "社区", "grids": "网格",
    "temporary": "临时党组织", "posting": "下派与下沉", "compounds": "小区治理",
    "buildings": "楼宇", "industry": "行业与属地", "welfare": "公益", "linkage": "四级联动",
}
"""The topics in Chinese; a user's own topic goes by its folder's name."""


def _lang(ctx: click.Context) -> str:
    """The language, wherever among the words it stands."""
    return ctx.meta.get(LANG) or ctx.params.get("lang") or "zh"


def topic_label(name: str) -> str:
    """A topic as it is listed."""
    return f"{TOPICS[name]} / {name}" if name in TOPICS else name


class Questions(click.Group):
    """Every question is a command whose options are its parameters; ``--all`` is one of a whole list."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, those of ``--all`` kept together for its own command."""
        ctx.meta[LANG] = next((b for a, b in pairwise(args) if a == "--lang"), "")
        if "--all" in args:
            args = ["--", ALL, *(a for a in args if a != "--all")]
            ctx.meta[ALL] = args
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all questions."""
        from lianjian.queries import library

        return sorted(library.paths())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question as a command; None if there is none of that name."""
        from lianjian.queries import library
        from lianjian.queries.errors import QuestionError

        if cmd_name == ALL:
            return _all(ctx)
        try:
            query = library.load(cmd_name)
        except QuestionError as e:
            fail(7, _lang(ctx), e.zh, e.en)
        return _command(query)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The questions by topic."""
        from lianjian.queries import library

        for topic, queries in library.by_topic().items():
            with formatter.section(topic_label(topic)):
                formatter.write_dl([(q.name, f"{q.title.zh} / {q.title.en}") for q in queries])


def _all(ctx: click.Context) -> click.Command:
    """Asking all of a list: the one that ``--list`` names, or the one that comes with the questions."""
    from lianjian.queries.lists import read_list

    from . import asking_all

    args = ctx.meta[ALL]
    with told(_lang(ctx)):
        return asking_all.command(read_list(asking_all.list_named(args)))


@click.group(cls=Questions, invoke_without_command=True, name="ask")
@lang_option
@click.option(
    "--all", is_flag=True, expose_value=False,
    help="把一个列表的问题问完，写成一个工作簿（-o 季度报告.xlsx）；ask --all --help 看其选项 / "
    "ask a whole list into one workbook; its options: ask --all --help",
)
@click.pass_context
def command(ctx: click.Context, lang: str) -> None:
    """提问，如 ask coverage/unit_classes --by street；不带名称则按主题列出全部问题。

    Ask a question; without a name, list them all by topic.
    """
    if ctx.invoked_subcommand is None:
        from lianjian.queries import library
        from lianjian.views.layout import wrap

        for topic, queries in library.by_topic().items():
            click.echo(topic if lang == "en" else topic_label(topic))
            for q in queries:
                click.echo(f"  {q.name}")
                text = (
                    (q.title.zh, q.header.question.zh) if lang == "zh" else (q.title.en, q.header.question.en)
                )
                for line in wrap("：".join(text) if lang == "zh" else ": ".join(text), terminal_width() - 6):
                    click.echo(f"      {line}")


def option_of(p: Param) -> click.Option:
    """A parameter as an option; its value stays text, the question converts it."""
    default = p.rule or p.default or (f"as_of − {p.before}" if p.before else "")
    text = f"{p.label.zh} / {p.label.en}" + (f"  [{default}]" if default else "")
    metavar = None if p.choices else "YYYY-MM-DD" if p.type == "date" else p.type.upper()
    kind = click.Choice(list(p.choices)) if p.choices else None
    return click.Option(
        [f"--{p.name.replace('_', '-')}", f"p_{p.name}"], type=kind, help=text, metavar=metavar
    )


def _command(query: Query) -> click.Command:
    """A question as a command."""

    @lang_option
    @db_option
    @rules_option
    @output_options
    @click.option(
        "--show-cypher", is_flag=True, help="显示 Cypher，不运行 / show the Cypher and do not run it"
    )
    @click.pass_context
    def run(
        ctx: click.Context,
        /,
        *,
        lang: str,
        db: str | None,
        rules_file: Path | None,
        kind: str | None,
        output: Path | None,
        show_cypher: bool,
        **given: str | None,
    ) -> None:
        from lianjian.model import load_rules
        from lianjian.queries.run import ask
        from lianjian.store import connect

        source = ctx.get_parameter_source("lang")
        if source is not None and source.name == "DEFAULT" and ctx.parent is not None:
            lang = ctx.parent.params.get("lang", lang)
        language = language_of(lang)
        if show_cypher:
            click.echo(query.cypher)
            return
        with told(lang):
            values = {k.removeprefix("p_"): v for k, v in given.items() if v is not None}
            with connect(db, read_only=True) as store:
                answer = ask(store, query, values, load_rules(rules_file))
            deliver(answer, kind, output, language)

    made = click.command(
        name=query.name,
        help=f"{query.header.question.zh}\n\n{query.header.question.en}",
        epilog=f"{query.header.denominator.zh}\n\n{query.header.denominator.en}",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(run)
    made.params = [*map(option_of, query.header.params), *made.params]
    return made

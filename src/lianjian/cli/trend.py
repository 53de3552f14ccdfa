"""``lianjian trend``: every question is a command, whose options are its parameters besides the date."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .asking import option_of, topic_label
from .output import deliver, output_options
from .shared import db_option, fail, lang_option, language_of, rules_option, terminal_width, told

if TYPE_CHECKING:
    from lianjian.queries.library import Query
    from lianjian.reports.trend import Trend
    from lianjian.views.answer import Lang

OWN = frozenset({
    "as_of", "from", "to", "every", "set", "column", "lang", "db", "rules", "format", "output", "help",
})
"""Names that an option of a parameter cannot have; such a parameter is given by --set."""
PICTURES = (".svg", ".png", ".pdf")


class Trends(click.Group):
    """Every question is a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all questions."""
        from lianjian.queries import library

        return sorted(library.paths())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question as a command."""
        from lianjian.queries import library
        from lianjian.queries.errors import QuestionError

        try:
            return _command(library.load(cmd_name))
        except QuestionError as e:
            fail(7, ctx.params.get("lang") or "zh", e.zh, e.en)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The questions by topic."""
        from lianjian.queries import library

        for topic, queries in library.by_topic().items():
            with formatter.section(topic_label(topic)):
                formatter.write_dl([(q.name, f"{q.title.zh} / {q.title.en}") for q in queries])


@click.group(cls=Trends, name="trend")
@lang_option
def command(lang: str) -> None:
    """一个问题逐月、逐季、逐年的数：表格、趋势线，或图。

    如 trend coverage/unit_classes --from 2021-03 --to 2022-06 --every quarter。

    A question at many dates, as a table with sparklines or a chart (-o x.svg).
    """


def _command(query: Query) -> click.Command:
    """Following a question, as a command."""

    @click.option(
        "--from", "start", required=True, metavar="YYYY-MM",
        help="自此年、月、日 / from this year, month or day",
    )
    @click.option(
        "--to", "end", required=True, metavar="YYYY-MM",
        help="至此年、月、日 / up to this year, month or day",
    )
    @click.option(
        "--every", type=click.Choice(["month", "quarter", "half", "year"]), default="quarter",
        show_default=True, help="每月、季、半年、年末各问一次 / at the end of each month, quarter, …",
    )
    @click.option(
        "--column", "only", multiple=True, metavar="NAME",
        help="只看此数值列，可多次 / only this figure; repeatable",
    )
    @click.option(
        "--set", "sets", multiple=True, metavar="NAME=VALUE",
        help="问题的参数，可多次 / a parameter of the question; repeatable",
    )
    @lang_option
    @db_option
    @rules_option
    @output_options
    @click.pass_context
    def run(
        ctx: click.Context, /, *, start: str, end: str, every: str, only: tuple[str, ...],
        sets: tuple[str, ...], lang: str, db: str | None, rules_file: Path | None, kind: str | None,
        output: Path | None, **given: str | None,
    ) -> None:
        from lianjian.model import load_rules
        from lianjian.reports.trend import dates_between, trend
        from lianjian.store import connect

        source = ctx.get_parameter_source("lang")
        if source is not None and source.name == "DEFAULT" and ctx.parent is not None:
            lang = ctx.parent.params.get("lang", lang)
        language = language_of(lang)
        _can_write(kind, output, lang)
        values = {k.removeprefix("p_"): v for k, v in given.items() if v is not None} | _set(sets, lang)
        with told(lang):
            days = dates_between(start, end, every)  # type: ignore[arg-type]
            with connect(db, read_only=True) as store:
                found = trend(
                    store, query, values, days, only=only, rules=load_rules(rules_file), lang=language
                )
            if kind is None and output is not None and output.suffix.lower() in PICTURES:
                _draw(found, output, language)
                return
            deliver(found.answer, kind, output, language)
        if output is None and kind in (None, "table"):
            _sparklines(found)

    made: click.Command = click.command(
        name=query.name,
        help=f"{query.header.question.zh}\n\n{query.header.question.en}",
        epilog="输出到 .svg、.png、.pdf 即为图 / written to .svg, .png or .pdf it is a chart",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(run)
    options = [option_of(p) for p in query.header.params if p.name not in OWN]
    made.params = [*made.params[:4], *options, *made.params[4:]]
    return made


def _set(sets: Sequence[str], lang: str) -> dict[str, Any]:
    """The parameters of ``--set``; ends the command where one is no NAME=VALUE."""
    found = {}
    for said in sets:
        name, equals, value = said.partition("=")
        if not equals or not name.strip():
            fail(
                2, lang, f"--set {said}：应写 名称=值，如 by=street",
                f"--set {said}: write NAME=VALUE, like by=street",
            )
        found[name.strip().replace("-", "_")] = value.strip()
    return found


def _can_write(kind: str | None, output: Path | None, lang: str) -> None:
    """End the command before it asks at many dates for a file of a kind that it cannot write."""
    from lianjian.views.export import WRITERS

    known = (*(f".{k}" for k in WRITERS), *PICTURES)
    if kind is None and output is not None and output.suffix.lower() not in known:
        fail(
            2, lang, f"{output}：不支持的格式；文件名应以 {'、'.join(known)} 结尾",
            f"{output}: no such format; the name must end in {', '.join(known)}",
        )


def _draw(found: Trend, output: Path, lang: Lang) -> None:
    from lianjian.views.answer import notes, words
    from lianjian.views.trend import draw_trend

    picture = draw_trend(
        found.dates, found.figures, title=words(found.answer.title, lang),
        note="\n".join(notes(found.answer, lang)), lang=lang,
    )
    picture.save(output)
    n = len(found.dates)
    click.echo(f"已写入 {output}（{n} 个日期）" if lang == "zh" else f"wrote {output} ({n} dates)", err=True)


def _sparklines(found: Trend) -> None:
    """A line of bars for each figure, from its least to its largest value."""
    from lianjian.reports.trend import sparkline
    from lianjian.views.layout import encodable, pad, widest, wrap

    lines = []
    width = min(widest(f.label for f in found.figures), terminal_width() // 3)
    for figure in found.figures:
        known = [v for v in figure.values if v is not None]
        if not known:
            continue
        bars = sparkline(figure.values)
        room = terminal_width() - width - 26
        # of very many dates the last ones fit
        bars = bars[-room:] if room > 0 else ""
        head, *rest = wrap(figure.label, width)
        ends = f"{_number(min(known))}–{_number(max(known))}"
        lines += [f"{pad(head, width)}  {bars}  {ends}", *rest]
    click.echo("")
    click.echo(encodable("\n".join(lines), sys.stdout.encoding or "utf-8"))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

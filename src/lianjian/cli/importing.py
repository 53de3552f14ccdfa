"""``lianjian import``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .shared import db_option, fail, lang_option, language_of, terminal_width, told


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="只列出将有的变化 / only show what would change")
@click.option(
    "--prune", is_flag=True, help="移除同一来源不再断言的记录 / remove what the same source no longer asserts"
)
@click.option("--layout", default=None, metavar="NAME", help="指定版式 / name the layout of the sheets")
@click.option(
    "--source",
    default=None,
    metavar="TEXT",
    help="来源，缺省为文件名 / the source, by default the file's name",
)
@click.option(
    "--purpose", default=None, metavar="TEXT", help="处理个人信息的目的 / purpose of processing persons' data"
)
@click.option(
    "--basis", default=None, metavar="TEXT", help="合法性基础 / legal basis of processing persons' data"
)
@db_option
@lang_option
def command(
    files: tuple[Path, ...],
    *,
    dry_run: bool,
    prune: bool,
    layout: str | None,
    source: str | None,
    purpose: str | None,
    basis: str | None,
    db: str | None,
    lang: str,
) -> None:
    """导入 CSV、Excel、YAML、JSON 表格；次序不拘，版式按标题识别。

    Import sheets in any order; layouts are recognised by their headings. Nothing is written while
    there are errors: all of them are listed with their cells.
    """
    from lianjian import importing
    from lianjian.store import DEFAULT_FILE, connect
    from lianjian.tables.layouts import layouts
    from lianjian.tables.persons import Pseudonyms, key_path, load_key
    from lianjian.tables.problems import Problem, Severity
    from lianjian.views.importing import plan_lines, problem_count, problem_lines, report_line

    language = language_of(lang)
    width = terminal_width()
    with told(lang):
        known = layouts()
        if layout is not None and layout not in known:
            listed = "、".join(f"{n}（{x.zh}）" for n, x in known.items())
            fail(
                2,
                lang,
                f"没有版式 {layout}；可用：{listed}",
                f"no layout {layout}; there are {', '.join(known)}",
            )
        key = load_key(key_path())
        pseudonyms = Pseudonyms(key) if key else None
        place = Path(db or DEFAULT_FILE)
        # A dry run never makes a file: without one it plans against an empty store.
        absent = dry_run and "://" not in str(db or "") and not place.exists()
        store = None if absent else connect(db, read_only=dry_run)
        try:
            try:
                prepared = importing.prepare(
                    files, store, layout=layout, source=source, pseudonyms=pseudonyms, prune=prune
                )
            except importing.KeyMismatchError:
                fail(
                    6,
                    lang,
                    f"化名密钥与图库所用的不是同一把：{key_path()}\n用原来的密钥，或另建图库",
                    f"the store's pseudonyms were made with another key than {key_path()}\n"
                    "use that key, or another store",
                )
            problems = list(prepared.problems)
            if prepared.persons and not (purpose and basis):
                roster = next(m for m in prepared.matches if m.layout.persons)
                problems.append(Problem("P03", roster.sheet.file, roster.sheet.name))
            for line in problem_lines(problems, language, width):
                click.echo(line)
            errors = [p for p in problems if p.kind.severity is Severity.ERROR]
            if not errors and prepared.plan is None:
                click.echo(
                    "没有可导入的行，什么也没有写入。"
                    if lang == "zh"
                    else "No rows to import; nothing was written."
                )
                return
            if errors or prepared.plan is None:
                click.echo(problem_count(problems, language))
                click.echo("什么也没有写入。" if lang == "zh" else "Nothing was written.")
                if any(p.code == "P01" for p in errors):
                    sys.exit(6)
                sys.exit(4 if any(p.kind.reference for p in errors) else 3)
            for m in prepared.matches:
                sheet = f" [{m.sheet.name}]" if m.sheet.name else ""
                rows = m.sheet.cells.height
                click.echo(
                    f"{m.sheet.file}{sheet}：{m.layout.zh}，{rows} 行"
                    if lang == "zh"
                    else f"{m.sheet.file}{sheet}: {m.layout.en}, {rows} rows"
                )
            for line in plan_lines(prepared.plan, language, width):
                click.echo(line)
            if dry_run or store is None:
                click.echo("演习：什么也没有写入。" if lang == "zh" else "Dry run: nothing was written.")
                return
            report = importing.apply(prepared, store, purpose=purpose, basis=basis)
            click.echo(report_line(report, language))
        finally:
            if store is not None:
                store.close()

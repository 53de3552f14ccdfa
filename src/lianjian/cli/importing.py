"""``lianjian import``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .shared import db_option, fail, lang_option, language_of, terminal_width, told

if TYPE_CHECKING:
    from lianjian.importing import Prepared
    from lianjian.store import Store
    from lianjian.tables.problems import Problem
    from lianjian.views.answer import Lang


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="只列出将有的变化 / only show what would change")
@click.option(
    "--prune", is_flag=True, help="移除同一来源不再断言的记录 / remove what the same source no longer asserts"
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE.xlsx",
    help="把有错误的行连同原因写入新工作簿，改正后可再导入 / write the rows with errors and the reasons to a "
    "new workbook, to be corrected and imported again",
)
@click.option(
    "--allow-partial",
    is_flag=True,
    help="只导入没有错误的行；有退回时退出码为 9 / import the rows without errors only; exit code 9 if some "
    "were rejected",
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
    rejects: Path | None,
    allow_partial: bool,
    layout: str | None,
    source: str | None,
    purpose: str | None,
    basis: str | None,
    db: str | None,
    lang: str,
) -> None:
    """导入 CSV、Excel、YAML、JSON 表格；次序不拘，版式按标题识别。

    Import sheets in any order; layouts are recognised by their headings. Nothing is written while
    there are errors: all of them are listed with their cells. --allow-partial leaves out the rows with
    errors and those that need what only they make; an error of a whole file, sheet or heading still
    stops everything.
    """
    from lianjian import importing
    from lianjian.store import connect
    from lianjian.tables.persons import Pseudonyms, key_path, load_key
    from lianjian.views.importing import plan_lines, report_line

    language, width = language_of(lang), terminal_width()
    _check_layout(layout, lang)
    _check_partial(rejects, lang, partial=allow_partial, prune=prune)
    with told(lang), ExitStack() as opened:
        key = load_key(key_path())
        store = _existing(db, read_only=dry_run)
        if store is not None:
            opened.enter_context(store)
        try:
            prepared = importing.prepare(
                files,
                store,
                layout=layout,
                source=source,
                pseudonyms=Pseudonyms(key) if key else None,
                prune=prune,
                partial=allow_partial,
            )
        except importing.KeyMismatchError:
            zh = f"化名密钥与图库所用的不是同一把：{key_path()}\n用原来的密钥，或另建图库"
            en = f"the store's pseudonyms were made with another key than {key_path()}"
            en += "\nuse that key, or another store"
            fail(6, lang, zh, en)
        problems = [*prepared.problems, *_unstated_purpose(prepared, purpose, basis)]
        _print_problems(problems, language, width)
        opened.enter_context(_rejected(prepared, rejects, language))
        if prepared.plan is None:
            _end_without_plan(problems, language)
        for line in (*_sheets(prepared, language), *plan_lines(prepared.plan, language, width)):
            click.echo(line)
        if dry_run:
            click.echo("演习：什么也没有写入。" if lang == "zh" else "Dry run: nothing was written.")
        else:
            if store is None:
                store = opened.enter_context(connect(db))
            done = importing.apply(prepared, store, purpose=purpose, basis=basis)
            click.echo(report_line(done, language))
    if prepared.rejected.height:
        sys.exit(9)


def _check_partial(rejects: Path | None, lang: str, *, partial: bool, prune: bool) -> None:
    if partial and prune:
        fail(
            2, lang, "--allow-partial 与 --prune 不能同用：读得不全，不能移除",
            "--allow-partial and --prune exclude each other: an incomplete reading must not remove anything",
        )
    if rejects is None:
        return
    if rejects.suffix.lower() != ".xlsx":
        fail(2, lang, f"退回的行写成 .xlsx：{rejects}", f"rejected rows are written as .xlsx: {rejects}")
    if rejects.exists():
        fail(
            2, lang, f"文件已存在，未动（其中或有正在改正的行）：{rejects}",
            f"the file exists and was left as it is (rows may be under correction there): {rejects}",
        )
    if not rejects.parent.is_dir():
        fail(2, lang, f"没有文件夹 {rejects.parent}", f"no such folder: {rejects.parent}")


@contextmanager
def _rejected(prepared: Prepared, path: Path | None, lang: Lang) -> Iterator[None]:
    """Write and tell the rejected rows; where the import then fails, their workbook goes again."""
    from lianjian.store import StoreError
    from lianjian.views.importing import rejects_line
    from lianjian.views.rejects import write_rejects

    rows = prepared.rejected.height
    written = write_rejects(path, prepared, lang) if path is not None and rows else 0
    if written or (rows and prepared.plan is not None):
        click.echo(rejects_line(rows, path, lang))
    try:
        yield
    except StoreError:
        if path is not None and written:
            path.unlink(missing_ok=True)
        raise


def _check_layout(layout: str | None, lang: str) -> None:
    from lianjian.tables.layouts import layouts

    known = layouts()
    if layout is not None and layout not in known:
        listed = "、".join(f"{n}（{x.zh}）" for n, x in known.items())
        fail(
            2, lang, f"没有版式 {layout}；可用：{listed}", f"no layout {layout}; there are {', '.join(known)}"
        )


def _existing(db: str | None, *, read_only: bool) -> Store | None:
    """The store, if it is there: neither a dry run nor sheets with errors may leave a new one behind."""
    from lianjian.store import connect, exists

    return connect(db, read_only=read_only) if exists(db) else None


def _unstated_purpose(prepared: Prepared, purpose: str | None, basis: str | None) -> list[Problem]:
    from lianjian.tables.problems import Problem

    if not prepared.persons or (purpose and basis):
        return []
    roster = next(m.sheet for m in prepared.matches if m.layout.persons)
    return [Problem("P03", roster.file, roster.name)]


def _print_problems(problems: list[Problem], lang: Lang, width: int) -> None:
    from lianjian.views.importing import problem_lines

    for line in problem_lines(problems, lang, width):
        click.echo(line)


def _end_without_plan(problems: list[Problem], lang: Lang) -> NoReturn:
    from lianjian.tables.problems import Severity
    from lianjian.views.importing import problem_count

    errors = [p for p in problems if p.kind.severity is Severity.ERROR]
    if not errors:
        click.echo(
            "没有可导入的行，什么也没有写入。" if lang == "zh" else "No rows to import; nothing was written."
        )
        sys.exit(0)
    click.echo(problem_count(problems, lang))
    click.echo("什么也没有写入。" if lang == "zh" else "Nothing was written.")
    if any(p.code == "P01" for p in errors):
        sys.exit(6)
    sys.exit(4 if any(p.kind.reference for p in errors) else 3)


def _sheets(prepared: Prepared, lang: Lang) -> list[str]:
    """Which layout each sheet was read by."""
    lines = []
    for m in prepared.matches:
        name = f"{m.sheet.file} [{m.sheet.name}]" if m.sheet.name else m.sheet.file
        rows = m.sheet.cells.height
        lines.append(
            f"{name}：{m.layout.zh}，{rows} 行"
            if lang == "zh"
            else f"{name}: {m.layout.en}, {rows} row{'s' if rows != 1 else ''}"
        )
    return lines

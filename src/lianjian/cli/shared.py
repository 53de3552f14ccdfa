"""Options and endings that commands share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date

    from lianjian.views.answer import Lang

F = TypeVar("F", bound=Callable[..., Any])


def lang_option(f: F) -> F:
    """``--lang``: the language of what is printed."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default="zh",
        envvar="LIANJIAN_LANG",
        show_default=True,
        help="输出语言 / language of the output",
    )(f)


def db_option(f: F) -> F:
    """``--db``: the store."""
    return click.option(
        "--db",
        "db",
        type=str,
        default=None,
        envvar="LIANJIAN_DB",
        metavar="PATH|URL",
        help="图库文件或 neo4j:// 地址，缺省 NEO4J_URI 或 ./lianjian.lbug / "
        "the store: a file or a neo4j:// address, by default NEO4J_URI or ./lianjian.lbug",
    )(f)


def as_of_option(f: F) -> F:
    """``--as-of`` of a report: a day as :func:`day_of` reads it."""
    return click.option(
        "--as-of", default="today", metavar="YYYY-MM-DD", help="截至日期，缺省今天 / as of, by default today"
    )(f)


def rules_option(f: F) -> F:
    """``--rules``: a rule file of the user's own."""
    return click.option(
        "--rules",
        "rules_file",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        envvar="LIANJIAN_RULES",
        help="自己的规则文件 / a rule file of your own (TOML)",
    )(f)


def language_of(lang: str) -> Lang:
    """The language of an option's value."""
    return "en" if lang == "en" else "zh"


def day_of(said: str, lang: str) -> date:
    """The day an option names, as questions read it; ends the command where it names none."""
    from lianjian.queries.errors import ValueRefusedError
    from lianjian.queries.header import as_day

    try:
        return as_day(said)
    except ValueRefusedError as e:
        fail(7, lang, e.zh, e.en)


def terminal_width() -> int:
    """Cells of the terminal's line; 80 where there is none."""
    return max(shutil.get_terminal_size((80, 24)).columns, 40)


def fail(code: int, lang: str, zh: str, en: str) -> NoReturn:
    """Print one message on standard error and end with ``code``."""
    from lianjian.views.layout import wrap

    label = "错误：" if lang == "zh" else "Error: "
    for paragraph in f"{label}{zh if lang == 'zh' else en}".splitlines():
        for line in wrap(paragraph, terminal_width()):
            click.echo(line, err=True)
    sys.exit(code)


@contextmanager
def told(lang: str) -> Iterator[None]:
    """Turn the expected errors of every stage into a message and an exit code."""
    from lianjian.model.rules import RuleError
    from lianjian.queries.errors import QuestionError
    from lianjian.store import StoreError
    from lianjian.tables.persons import KeyFileError
    from lianjian.views.answer import ViewError

    try:
        yield
    except StoreError as e:
        fail(5, lang, f"{e.zh}\n{e.remedy}".strip(), f"{e.en}\n{e.remedy}".strip())
    except QuestionError as e:
        fail(7, lang, e.zh, e.en)
    except RuleError as e:
        fail(7, lang, str(e), str(e))
    except KeyFileError as e:
        fail(6, lang, str(e), str(e))
    except ViewError as e:
        fail(2, lang, f"{e.zh}\n{e.remedy}", f"{e.en}\n{e.remedy}")
    except OSError as e:
        where = f" {e.filename}" if e.filename else ""
        fail(
            5,
            lang,
            f"文件读写失败{where}：{e.strerror or e}",
            f"reading or writing failed{where}: {e.strerror or e}",
        )

"""``lianjian claims``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import deliver, output_options
from .shared import day_of, db_option, fail, lang_option, language_of, rules_option, told

if TYPE_CHECKING:
    from lianjian.claims import Said


@click.command(name="claims")
@click.option(
    "--subject", default="", metavar="TEXT",
    help="只看名称含此文字的对象 / only subjects that hold this text",
)
@click.option(
    "--as-of", default=None, metavar="YYYY-MM-DD",
    help="截至日期，缺省为各数字的公布日期 / as of, by default each figure's own date",
)
@click.option(
    "--write", "sheet", type=click.Path(path_type=Path, dir_okay=False), default=None,
    help="不对照，而把随附的公布数字写成表格，可增改后导入 / "
    "instead write the published figures that come along as a sheet to edit and import",
)
@rules_option
@db_option
@output_options
@lang_option
def command(
    subject: str, *, as_of: str | None, sheet: Path | None, rules_file: Path | None, db: str | None,
    kind: str | None, output: Path | None, lang: str,
) -> None:
    """公布数字与图算出的数对照：哪些相符，哪些不符。

    Published figures beside what the graph computes: which agree, which do not.
    """
    from lianjian.claims import load_measures, read_claims, table, weigh
    from lianjian.model import load_rules
    from lianjian.store import connect

    if sheet is not None:
        _write(sheet, lang)
        return
    day = day_of(as_of, lang) if as_of is not None else None
    language = language_of(lang)
    with told(lang):
        with connect(db, read_only=True) as store:
            claims = read_claims(store)
            chosen = [c for c in claims if subject.strip() in c.subject]
            _some(claims, chosen, subject, lang)
            weighed = weigh(store, chosen, load_measures(), as_of=day, rules=load_rules(rules_file))
        file = kind in ("csv", "json", "xlsx") or (kind is None and output is not None)
        deliver(table(weighed, language, wide=file, subject=subject.strip()), kind, output, language)


def _write(sheet: Path, lang: str) -> None:
    """The sheet that comes with the package, for Excel too; never over a file that may have been edited."""
    from lianjian.claims import published
    from lianjian.views.export import BOM, atomic

    if sheet.suffix.lower() != ".csv":
        fail(2, lang, f"{sheet}：请写 .csv 文件", f"{sheet}: name a file that ends in .csv")
    if sheet.exists():
        fail(2, lang, f"{sheet} 已存在，不覆盖；请换名", f"{sheet} exists and is kept; name another file")
    with told(lang), atomic(sheet) as file:
        file.write(BOM + published().read_bytes())
    click.echo(
        f"已写入 {sheet}；导入：lianjian import {sheet}" if lang == "zh"
        else f"wrote {sheet}; to import it: lianjian import {sheet}"
    )


def _some(claims: Sequence[Said], chosen: Sequence[Said], subject: str, lang: str) -> None:
    """End the command where there is nothing to compare."""
    if not claims:
        fail(
            7, lang,
            "图中没有公布数字。随附的可这样导入：\n"
            "lianjian claims --write 公布数字.csv\nlianjian import 公布数字.csv",
            "the graph holds no published figures; those that come along are imported so:\n"
            "lianjian claims --write 公布数字.csv\nlianjian import 公布数字.csv",
        )
    if not chosen:
        subjects = dict.fromkeys(c.subject for c in claims)
        fail(
            7, lang, f"没有名称含“{subject}”的对象；有：{'、'.join(subjects)}",
            f"no subject holds {subject!r}; there are: {', '.join(subjects)}",
        )

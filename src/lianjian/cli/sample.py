"""``lianjian sample``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import lang_option, told


@click.command(name="sample")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--set",
    "size",
    type=click.Choice(["XS", "S", "M"]),
    default="S",
    show_default=True,
    help="规模：XS 测试，S 新街口，M 三个区 / size: XS tests, S Xinjiekou, M three districts",
)
@click.option("--seed", type=int, default=20220623, show_default=True, help="随机种子 / seed")
@lang_option
def command(directory: Path, size: str, seed: int, lang: str) -> None:
    """写出合成样例：真实区划与边界，其余全为合成数据。

    Write a synthetic sample: divisions and boundaries are real, all else is made up.
    """
    from lianjian.sample import write_sample

    with told(lang):
        files = write_sample(directory, size, seed=seed)  # type: ignore[arg-type]
    for f in files:
        click.echo(str(f))
    click.echo("全部为合成数据。" if lang == "zh" else "All of it is synthetic.", err=True)

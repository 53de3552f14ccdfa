"""``lianjian sample``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import fail, lang_option, told


@click.command(name="sample")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--set",
    "size",
    type=click.Choice(["XS", "S", "M", "systems"]),
    default="S",
    show_default=True,
    help="规模：XS 测试，S 新街口，M 三个区，systems 另加各地做法 / "
    "size: XS tests, S Xinjiekou, M three districts, systems: S and the practices of other cities",
)
@click.option("--seed", type=int, default=20220623, show_default=True, help="随机种子 / seed")
@click.option(
    "--full", is_flag=True, help="systems 中数万以上的也写足原数 / systems: also the largest figures whole"
)
@lang_option
def command(directory: Path, size: str, seed: int, full: bool, lang: str) -> None:
    """写出合成样例：真实区划与边界，其余全为合成数据。

    Write a synthetic sample: divisions and boundaries are real, all else is made up.
    """
    from lianjian.sample import write_sample

    if full and size != "systems":
        fail(2, lang, "--full 只与 --set systems 同用", "--full goes with --set systems only")
    with told(lang):
        files = write_sample(directory, size, seed=seed, full=full)  # type: ignore[arg-type]
    for f in files:
        click.echo(str(f))
    click.echo("全部为合成数据。" if lang == "zh" else "All of it is synthetic.", err=True)

"""``lianjian key``."""

from __future__ import annotations

import click

from .shared import lang_option, told


@click.group(name="key")
def command() -> None:
    """化名密钥：名册导入时由它生成化名。/ The key from which pseudonyms of persons are made."""


@command.command()
@lang_option
def create(lang: str) -> None:
    """新建密钥；已有的不会被覆盖。/ Make a key; an existing one is never overwritten."""
    from lianjian.tables.persons import create_key, key_path

    path = key_path()
    with told(lang):
        create_key(path)
    click.echo(
        f"密钥已写入 {path}\n请妥善备份，不要放进图库所在的文件夹；丢失后无法再按证件号码查找。"
        if lang == "zh"
        else f"The key is in {path}\nKeep a copy, apart from the store: without it nobody can be found by "
        "identity number again."
    )


@command.command()
@lang_option
def show(lang: str) -> None:
    """显示密钥的位置，不显示密钥。/ Tell where the key is, never the key itself."""
    from lianjian.tables.persons import key_path, load_key

    path = key_path()
    with told(lang):
        there = load_key(path) is not None
    state = ("已有" if there else "没有") if lang == "zh" else ("present" if there else "absent")
    click.echo(f"{path}  {state}")

"""A command whose words are off, told in Chinese too: click's own messages are English only."""

from __future__ import annotations

import re
from typing import IO, Any

import click

_KINDS = {"option": "选项", "argument": "参数"}


def show(error: click.UsageError, file: IO[Any] | None = None) -> None:
    """Print what is wrong in both languages and where help is, wrapped, on standard error."""
    from lianjian.views.layout import wrap

    from .shared import terminal_width

    lines = [f"错误：{chinese(error)}", f"Error: {error.format_message()}"]
    if error.ctx is not None:
        lines.append(f"{error.ctx.command_path} --help 说明用法 / explains the usage")
    for line in lines:
        for part in wrap(" ".join(line.split()), terminal_width()):
            click.echo(part, file=file, err=file is None)


def chinese(error: click.UsageError) -> str:
    """What is wrong with the words of a command, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        near = "、".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}" + (f"；相近的有 {near}" if near else "")
    if isinstance(error, click.MissingParameter):
        return f"缺少{_KINDS.get(error.param.param_type_name, '') if error.param else ''} {_named(error)}"
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param else None
        may = f"，可用 {'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""
        return f"{_named(error)} 的值不对{may}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面的值不对，或缺少、多出了值"
    command = re.fullmatch(r"No such command '(.*)'\..*", error.format_message(), re.DOTALL)
    if command:
        return f"没有命令 {command[1]}"
    if "unexpected extra argument" in error.message:
        return "多出了参数；有空格的名称、路径要加引号"
    return "命令用法不对"


def _named(error: click.BadParameter) -> str:
    """The option or argument as it is written."""
    if error.param is None:
        return ""
    option = isinstance(error.param, click.Option)
    return " / ".join(error.param.opts) if option else error.param.human_readable_name

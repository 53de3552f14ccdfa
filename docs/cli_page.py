"""The reference of the command line, from click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from markup import MADE, anchor, prose, table

if TYPE_CHECKING:
    from lianjian.queries.library import Query


def cli() -> str:
    """docs/cli.md: every command with its options, every question with its own, the exit codes."""
    from lianjian.cli import COMMANDS, EXIT_CODES
    from lianjian.cli import cli as group

    context = click.Context(group, info_name="lianjian")
    parts = ["# Command line · 命令行\n", MADE, _help(group), prose("""
        Every command has `-h` or `--help`. Answers, plans and problems go to standard output, what ends a
        command to standard error. In brackets: the environment variable that sets an option.""")]
    for name in COMMANDS:
        command = group.get_command(context, name)
        if command is None:
            raise KeyError(name)
        parts.append(f"## lianjian {name}\n\n{_help(command)}\n{_options(command)}")
        if name == "ask":
            parts.append(_asking(command, context))
        elif name == "trend":  # its commands are the questions again, with the same options of their own
            parts.append(_common(command, context))
        elif isinstance(command, click.Group):
            for sub in command.list_commands(context):
                inner = command.get_command(context, sub)
                if inner is not None:
                    parts.append(f"### lianjian {name} {sub}\n\n{_help(inner)}\n{_options(inner)}")
    parts += ["## Exit codes\n", table(("code", "意义", "meaning"), ([k, *v] for k, v in EXIT_CODES.items()))]
    return "\n".join(parts)


def _help(command: click.Command) -> str:
    return "\n".join(prose(part) for part in (command.help or "").split("\n\n"))


def _options(command: click.Command) -> str:
    rows = []
    for p in command.params:
        if isinstance(p, click.Argument):
            name = (p.metavar or p.name or "").upper()
            rows.append([f"`{name}`", "", "必填 / required" if p.required else "可省 / optional"])
        elif isinstance(p, click.Option):
            if isinstance(p.type, click.Choice):
                value = " " + "|".join(c or "''" for c in p.type.choices)
            else:
                value = "" if p.is_flag else f" {p.metavar or p.type.name.upper()}"
            stated = type(p.default) in (str, int, float)
            variable = f" (`{p.envvar}`)" if p.envvar else ""
            # questions write their default at the end of the text
            text, _, bracket = (p.help or "").partition("  [")
            default = f"`{p.default}`" if stated else f"`{bracket[:-1]}`" if bracket else ""
            rows.append([f"`{', '.join(p.opts)}{value}`", default, text + variable])
    return table(("option", "default", "meaning"), rows) if rows else ""


def _asking(ask: click.Command, context: click.Context) -> str:
    """The options that all questions share, then those of each."""
    from lianjian.queries import library

    if not isinstance(ask, click.Group):
        raise TypeError("ask is no group")
    shown = [_common(ask, context)]
    for name in ask.list_commands(context):
        query, command = library.load(name), ask.get_command(context, name)
        if command is None:
            raise KeyError(name)
        mine = click.Command(name, params=[p for p in command.params if _own(query) & set(p.opts)])
        link = f"[more](questions.md#{anchor(name)})"
        title = f"{query.title.zh} · {query.title.en}"
        shown.append(f"### lianjian ask {name}\n\n{title} ({link})\n\n{_options(mine)}")
    return "\n".join(shown)


def _own(query: Query) -> set[str]:
    """The options that a question's parameters give it."""
    return {f"--{p.name.replace('_', '-')}" for p in query.header.params}


def _common(group: click.Command, context: click.Context) -> str:
    """The options that the questions of a group have besides their own."""
    from lianjian.queries import library

    if not isinstance(group, click.Group):
        raise TypeError(f"{group.name} is no group")
    name = group.list_commands(context)[0]
    command = group.get_command(context, name)
    if command is None:
        raise KeyError(name)
    own = _own(library.load(name)) - {"--from", "--to"}
    common = click.Command(group.name, params=[p for p in command.params if not own & set(p.opts)])
    return "Options of every question · 各问题共有的选项\n\n" + _options(common)

"""``lianjian report``: the planner's paper. Each report is imported when it is called."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import click

REPORTS = {
    "form": ("report_form", "年度统计表 27、30 / the annual tables 27 and 30"),
    "gaps": ("report_gaps", "按街道的整改台账 / ledgers of gaps by street"),
    "compare": ("report_compare", "两个日期的覆盖对比 / the coverages at two dates"),
}


class Reports(click.Group):
    """A group whose reports are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The reports."""
        return [name for name, (module, _) in REPORTS.items() if find_spec(f"{__package__}.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The report of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f".{REPORTS[cmd_name][0]}", __package__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of reports, without importing them."""
        with formatter.section("报表 / Reports"):
            formatter.write_dl([(name, REPORTS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Reports, name="report")
def command() -> None:
    """给规划人员的报表：统计表、台账、对比。

    The planner's paper: the annual form, ledgers, comparisons.
    """

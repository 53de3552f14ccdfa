"""The command line. A command parses options, calls one function a stage, and prints; no logic here.

Commands are loaded when they are called, so that ``lianjian --help`` stays quick.
"""

from __future__ import annotations

import importlib
import sys

import click

from .help import CellFormatter
from .usage import show

click.Context.formatter_class = CellFormatter
click.UsageError.show = show  # type: ignore[assignment, method-assign]

EXIT_CODES = {
    0: ("完成", "done"),
    1: ("程序错误（请报告）", "a fault of the program (please report it)"),
    2: ("命令用法不对", "the command's words are off"),
    3: ("表格有错误，未写入", "the sheets have errors; nothing was written"),
    4: ("有名称找不到或不唯一，未写入", "a name is unknown or ambiguous; nothing was written"),
    5: ("图库打不开或拒绝", "the store cannot be opened or refuses"),
    6: ("化名密钥缺失或不符", "the pseudonym key is missing or another one"),
    7: ("问题、参数或规则不对", "a question, parameter or rule is wrong"),
    8: ("图库核对不符，或复制不一致", "a store is not sound, or a copy differs"),
    9: ("部分导入，有行退回", "imported in part: some rows were rejected"),
}

COMMANDS = {
    "demo": ("demo", "用新街口样例演示 / show the Xinjiekou sample"),
    "import": ("importing", "导入表格 / import sheets"),
    "ask": ("asking", "提问；不带名称则列出问题 / ask a question, or list them"),
    "report": ("report", "统计表、台账、对比 / the form, ledgers, comparisons"),
    "claims": ("claims", "公布数字与图算出的数 / published figures and the computed ones"),
    "trend": ("trend", "一个问题逐月、逐季的数 / a question at many dates"),
    "changes": ("changes", "一段时期内开始与结束的 / what began and ended in a period"),
    "search": ("search", "按名称、代码或拼音查找 / find things by name, code or pinyin"),
    "cypher": ("cypher", "运行自写的只读查询 / run a read-only query of your own"),
    "db": ("db", "图库的状态、核对与复制 / status, verification and copies of the store"),
    "template": ("template", "写出空白工作簿 / write a blank workbook"),
    "sample": ("sample", "写出样例表格 / write sample sheets"),
    "key": ("key", "化名密钥 / the pseudonym key"),
    "rules": ("rules", "列出规则 / list the rules in force"),
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of a planner's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"lianjian.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("命令 / Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="lianjian", message="lianjian %(version)s")
def cli() -> None:
    """城市基层党建的图：哪里没有覆盖，谁能一起去，下一步做什么。

    A graph of a city's organizations: where Party building does not reach, who could reach there
    together, what to do next.
    """


def main() -> None:
    """The console script: output survives any console, and no user's mistake ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="lianjian")

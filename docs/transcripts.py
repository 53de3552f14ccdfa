"""Transcripts in documents: blocks marked ``console`` whose commands are run and whose output is compared.

A line that begins with ``$ `` is a command, what follows is what it printed. Understood are
``lianjian``, ``cd FOLDER``, ``export NAME=VALUE``, ``cat FILE`` and ``echo $?``, and names with ``*``; all
blocks of one document run in order, in one folder that holds a copy of docs/example.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WIDTH = "96"
"""Cells of the terminal in which the commands run."""
SETTINGS = ("LIANJIAN_DB", "LIANJIAN_LANG", "LIANJIAN_RULES", "LIANJIAN_KEY")


@dataclass
class Shell:
    """What one command leaves for the next: the settings and the last exit code."""

    settings: dict[str, str] = field(default_factory=dict)
    code: int = 0

    def run(self, command: str) -> str:
        """Run one command and return what it prints, on both streams in their order."""
        words = [
            x for w in shlex.split(command.replace("$?", str(self.code)))
            for x in (sorted(map(str, Path().glob(w))) if "*" in w else [w])
        ]
        if words[0] == "lianjian":
            return self._lianjian(words[1:])
        if words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "export":
            name, _, value = words[1].partition("=")
            self.settings[name] = value
        elif words[0] == "cat":
            return "".join(Path(w).read_text(encoding="utf-8") for w in words[1:])
        elif words[0] == "echo":
            return " ".join(words[1:]) + "\n"
        else:
            raise ValueError(f"a transcript cannot run {words[0]!r}")
        return ""

    def _lianjian(self, words: list[str]) -> str:
        from click.testing import CliRunner

        from lianjian.cli import cli

        clean = dict.fromkeys(SETTINGS)
        # the key lies in this folder, so that nobody's own key is ever touched
        environment = {**clean, "COLUMNS": WIDTH, "LIANJIAN_KEY": "pseudonym.key", **self.settings}
        result = CliRunner().invoke(cli, words, prog_name="lianjian", env=environment)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code = result.exit_code
        return result.output


@contextmanager
def workplace() -> Iterator[Path]:
    """A temporary folder with a copy of docs/example, being the current one for as long as it lasts."""
    with tempfile.TemporaryDirectory(prefix="lianjian-", ignore_cleanup_errors=True) as name:
        shutil.copytree(
            DOCS / "example", Path(name) / "docs" / "example", ignore=shutil.ignore_patterns("*.lbug*")
        )
        with inside(Path(name)):
            yield Path(name)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The folder being the current one for as long as it lasts."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def commands(text: str) -> list[str]:
    """All commands of a document's transcripts, in order."""
    return [
        line[2:] for block in BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")
    ]


def rerun(text: str) -> str:
    """The document with what its commands really print."""
    shell = Shell()

    def again(block: re.Match[str]) -> str:
        printed = []
        for line in block[1].splitlines():
            if line.startswith("$ "):
                output = shell.run(line[2:])
                printed.append(line + "\n" + output + ("" if output.endswith("\n") or not output else "\n"))
        return "```console\n" + "".join(printed) + "```"

    with workplace():
        return BLOCK.sub(again, text)

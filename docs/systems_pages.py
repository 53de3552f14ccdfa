"""The page of each system: what is stored, an example import, the main question really asked, the limits.

What no code can tell stands in ``docs/systems/S1.yaml`` and so on; the rest comes from the declarations,
the layouts, the headers of the questions, and a run over the sample ``systems``.
"""

from __future__ import annotations

import csv
import shlex
import tempfile
from functools import cache
from itertools import islice
from pathlib import Path

import yaml
from markup import MADE, anchor, prose, table, tick
from pydantic import BaseModel, ConfigDict
from transcripts import Shell, inside

from lianjian.model import REGISTRY
from lianjian.queries import library
from lianjian.queries.header import Labels
from lianjian.tables.layouts import layouts

HERE = Path(__file__).resolve().parent / "systems"
SAMPLE = "样例"
ROWS = 3
"""How many rows of an example sheet are shown."""
COLUMNS = 8
"""How many of its columns."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Main(_Part):
    """The main question and how it is asked."""

    question: str
    params: dict[str, str] = {}


class Limits(_Part):
    """What a system's part does not cover."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class System(_Part):
    """What a person says about one system.

    ``files`` are its sheets in the sample, the first shown; ``nanjing`` says that they speak of things in
    Nanjing's sheets, which are imported with them.
    """

    title: Labels
    places: Labels
    about: Labels
    layouts: tuple[str, ...]
    types: tuple[str, ...]
    files: tuple[str, ...]
    questions: tuple[str, ...]
    main: Main
    limits: Limits
    nanjing: bool = False


@cache
def systems() -> dict[str, System]:
    """The systems by number, S1 first."""
    paths = sorted(HERE.glob("S*.yaml"), key=lambda p: int(p.stem[1:]))
    texts = {p.stem: yaml.load(p.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for p in paths}  # noqa: S506 - texts only
    return {n: System.model_validate(t) for n, t in texts.items()}


@cache
def _sample() -> Path:
    from lianjian.sample import write_sample

    folder = Path(tempfile.mkdtemp(prefix="lianjian-systems-"))
    write_sample(folder / SAMPLE, "systems")
    with inside(folder):
        Shell().run("lianjian key create")
    return folder


def _transcript(number: str, system: System) -> str:
    """The import of its sheets and its main question, as a terminal shows them."""
    store = f"{number}.lbug"
    files = [f"{SAMPLE}/{f}" for f in (*(["[!S]*"] if system.nanjing else ()), *system.files)]
    asked = [x for k, v in system.main.params.items() for x in (f"--{k.replace('_', '-')}", shlex.quote(v))]
    commands = (
        f"lianjian import {' '.join(files)} --db {store}",
        f"lianjian ask {' '.join([system.main.question, *asked])} --db {store}",
    )
    shell, printed = Shell(), ""
    with inside(_sample()):
        for command in commands:
            output = shell.run(command)
            if shell.code:
                raise ValueError(f"{number}: {command}: {output}")
            printed += f"$ {command}\n{output}"
        for left in Path().glob(f"{store}*"):
            left.unlink()
    return printed


def _example(name: str) -> str:
    """The first rows of a sheet of the sample."""
    with (_sample() / SAMPLE / name).open(encoding="utf-8-sig", newline="") as f:
        rows = [row[:COLUMNS] for row in islice(csv.reader(f), ROWS + 1)]
    return table(rows[0], rows[1:])


def page(number: str) -> str:
    """docs/systems/S1.md and so on."""
    s = systems()[number]
    known, sheets = REGISTRY, layouts()
    types = [(t, known.declaration(t)) for t in s.types]
    own = ", ".join(f"[{sheets[x].zh}](../layouts.md#{anchor(x)})" for x in s.layouts)
    blank = f"lianjian template 空白表.xlsx {' '.join(s.layouts)}"
    return "\n".join([
        f"# {number} {s.title.zh} · {s.title.en}\n", MADE,
        f"{s.places.zh} · {s.places.en}\n", f"{s.about.zh}\n", f"{s.about.en}\n",
        "## 存什么 · What is stored\n",
        table(("type", "中文", "English", "含义"), (
            [f"[{t}](../model.md#{anchor(t)})", c.zh, c.en, c.about] for t, c in types)),
        "## 怎样导入 · An example import\n",
        f"版式 · layouts: {own}。空白表 · a blank sheet: `{blank}`。\n",
        f"样例 · the sample (`lianjian sample {SAMPLE} --set systems`), {tick(s.files[:1])}:\n",
        _example(s.files[0]),
        "## 能问什么 · What can be asked\n",
        table(("question", "中文", "English"), (
            [f"[{q}](../questions.md#{anchor(q)})", library.load(q).title.zh, library.load(q).title.en]
            for q in s.questions)),
        "## 主要问题 · The main question\n",
        f"```console\n{_transcript(number, s)}```\n",
        "## 不包括 · What it does not cover\n",
        "\n".join(f"- {zh}\n  {en}" for zh, en in zip(s.limits.zh, s.limits.en, strict=True)) + "\n",
    ])


def claims() -> str:
    """docs/systems/claims.md: the published figures beside what the whole sample gives."""
    store = "claims.lbug"
    commands = f"lianjian import {SAMPLE}/* --db {store}", f"lianjian claims --db {store}"
    with inside(_sample()):
        shell = Shell()
        shell.run(commands[0])
        told = shell.run(commands[1])
        for left in Path().glob(f"{store}*"):
            left.unlink()
    return "\n".join([
        "# 公布数字与样例 · Published figures and the sample\n", MADE,
        prose("""Each published figure beside what the sample `systems` gives, at 1 : 100 where the source's
            figure is above a few thousand (`--full` writes it whole). The generator of the sample knows none
            of these figures."""),
        "公布数字与样例 `systems` 算出的数对照；数万以上的按 1 : 100 写出，因而不符（`--full` 写足）。\n",
        f"```console\n$ {commands[1]}\n{told}```\n",
    ])


def index() -> str:
    """docs/systems/README.md: the systems in one table."""
    return "\n".join([
        "# 各地做法 · The systems\n", MADE,
        "图库涵盖的做法：各有自己的表格与空白表、样例与问题。\n",
        prose("""The practices the graph covers. Each has a sheet of its own with a template, a part in the
            sample `systems`, and questions."""),
        table(("", "做法", "system", "places"), (
            [f"[{n}]({n}.md)", s.title.zh, s.title.en, s.places.en] for n, s in systems().items())),
    ])


"""The command line: exit codes, widths, encodings, files that must not appear."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from importer import DIVISIONS, load, sheet
from lianjian.cli import COMMANDS, cli
from lianjian.queries import library
from lianjian.store import connect

DATA = Path(__file__).parent / "data" / "boundary"
FILES = sorted(p for p in DATA.glob("*.csv") if not p.name.startswith("expected"))
BAD = ("党组织名称,组建方式,上级党组织,成立日期,名称很长而又不在任何版式里的一个标题\n"
       "甲支部,党之部,不知道在哪里的某某街道某某社区第一联合党支部委员会,某年某月某日,值\n") + "".join(
           f"乙支部{i},党支部,没有这样一个名字很长很长很长的上级党组织{i},,\n" for i in range(20))


def run(*args: object, columns: int = 80) -> Result:
    """The command in this process, in a terminal of that width."""
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(cli, [str(a) for a in args])


def outside(*args: object, encoding: str = "gbk", cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with a console of that encoding."""
    env = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "lianjian", *map(str, args)],
        cwd=cwd,
        env=env,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the boundary cases, in a folder with a Chinese name and spaces."""
    db = tmp_path_factory.mktemp("城 区") / "街道 图库.lbug"
    with connect(db) as store:
        load(store, *FILES)
    return db


def test_a_dry_run_makes_no_file(tmp_path: Path) -> None:
    db = tmp_path / "没有.lbug"

    result = run("import", *FILES, "--db", db, "--dry-run")

    assert result.exit_code == 0, result.output
    assert "演习：什么也没有写入" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_shows_the_numbers_of_the_import(tmp_path: Path) -> None:
    db = tmp_path / "x.lbug"

    dry = run("import", *FILES, "--db", db, "--dry-run")
    done = run("import", *FILES, "--db", db)
    again = run("import", *FILES, "--db", db, "--lang", "en")

    total = next(line.split() for line in dry.output.splitlines() if line.startswith("合计"))
    assert f"新增 {total[1]} " in done.output
    assert done.exit_code == again.exit_code == 0
    assert "created 0 + updated 0 + unchanged" in again.output


def test_errors_leave_no_trace(tmp_path: Path) -> None:
    db = tmp_path / "x.lbug"
    run("import", *FILES, "--db", db)
    with connect(db, read_only=True) as store:
        before = store.counts()

    result = run("import", sheet(tmp_path, "坏.csv", BAD), "--db", db)

    assert result.exit_code == 4
    assert "什么也没有写入" in result.output
    with connect(db, read_only=True) as store:
        assert store.counts() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(tmp_path: Path, lang: str) -> None:
    db = tmp_path / "x.lbug"
    long = sheet(tmp_path, "组织.csv", "党组织名称,组建方式,别名\n甲支部,党支部,旧\n")
    other = sheet(
        tmp_path, "另一个名字很长的组织台账文件.csv", f"党组织名称,组建方式,别名\n甲支部,党总支,{'新' * 60}\n"
    )
    outputs = [run("import", p, "--db", db, "--lang", lang) for p in (*FILES, long, other)]
    outputs.append(run("import", sheet(tmp_path, "坏 表.csv", BAD), "--db", db, "--lang", lang))
    outputs.append(
        run("import", sheet(tmp_path, "无.pdf", ""), tmp_path / "没有.csv", "--db", db, "--lang", lang)
    )
    outputs += [
        run("ask", "coverage/unit_classes", "--db", db, "--lang", lang),
        run("ask"),
        run("rules"),
        run("--help"),
    ]

    for result in outputs:
        wide = [line for line in result.output.splitlines() if cell_len(line) > 80]
        assert not wide, wide


def test_output_survives_a_gbk_console(tmp_path: Path) -> None:
    folder = tmp_path / "新街口 街道"
    bad = sheet(folder, "坏 表😀.csv", BAD + "丙支部😀,党支部,,\n")
    good = [sheet(folder, p.name, p.read_text("utf-8-sig")) for p in FILES]
    db = folder / "图 库.lbug"

    results = [
        (outside("import", bad, "--db", db, cwd=tmp_path), 4),
        (outside("import", *good, "--db", db, cwd=tmp_path), 0),
        (outside("ask", "coverage/unit_classes", "--db", db, "--as-of", "2022-06-30", cwd=tmp_path), 0),
        (outside("ask", "coverage/class_by_unit", "--db", db, "--format", "csv", cwd=tmp_path), 0),
        (outside("ask", cwd=tmp_path), 0),
        (outside("import", "--help", cwd=tmp_path), 0),
    ]

    for result, code in results:
        assert result.returncode == code, result.stderr.decode("gbk", "replace")
        if result.stdout.startswith(b"unit_id"):  # files are UTF-8 wherever they go
            assert "双三科技" in result.stdout.decode("utf-8")
            continue
        text = result.stdout.decode("gbk")
        assert "Traceback" not in text + result.stderr.decode("gbk", "replace")
        assert all(cell_len(line) <= 80 for line in text.splitlines() if "," not in line), text
    assert "玄武区" in results[2][0].stdout.decode("gbk")


def test_questions_are_listed() -> None:
    for args in (["ask"], ["ask", "--help"], ["ask", "--lang", "en"]):
        result = run(*args)
        assert result.exit_code == 0
        for name in library.paths():
            assert name in result.output


def test_answers_in_every_format(town: Path, tmp_path: Path) -> None:
    ask = ["ask", "coverage/unit_classes", "--db", town, "--as-of", "2022-06-30"]

    table = run(*ask)
    text = run(*ask, "--format", "csv")
    tree = run(*ask, "--format", "json")
    paths = [tmp_path / f"答 案.{x}" for x in ("csv", "json", "xlsx")]
    written = [run(*ask, "-o", p) for p in paths]

    assert {r.exit_code for r in (table, text, tree, *written)} == {0}
    assert "玄武区" in table.output
    assert "合计" in table.output
    rows = list(csv.DictReader(io.StringIO(text.output.lstrip("\ufeff"))))
    assert [(r["code"], r["units"]) for r in rows] == [
        ("320102", "7"), ("320104", "16"), ("320106", "8"), ("", "1"), ("", "32")]
    assert "320102" in tree.output
    assert json.loads(tree.output)
    saved = list(csv.DictReader(io.StringIO(paths[0].read_text("utf-8-sig"))))
    assert saved == rows
    assert json.loads(paths[1].read_text("utf-8"))
    assert openpyxl.load_workbook(paths[2]).worksheets[0].max_row >= 6


def test_the_cypher_is_shown_and_not_run(tmp_path: Path) -> None:
    result = run("ask", "coverage/due_not_set_up", "--show-cypher", "--db", tmp_path / "没有.lbug")

    assert result.exit_code == 0
    assert "MATCH" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_query_of_ones_own(town: Path, tmp_path: Path) -> None:
    good = sheet(
        tmp_path,
        "q.cypher",
        "MATCH (e:Enterprise) WHERE e.name = $name RETURN e.name AS name, e.id AS id ORDER BY id",
    )
    result = run("cypher", good, "--db", town, "-p", "name=双三科技")

    assert result.exit_code == 0, result.output
    assert "双三科技,91320102MA0010010X" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Enterprise {id: 'x'})",
        "MATCH (e:Enterprise) DETACH DELETE e",
        "MATCH (e:Enterprise) SET e.name = 'x' RETURN e.name AS name",
        "DROP TABLE Enterprise",
        "这不是查询",
        "",
    ],
)
def test_a_query_that_does_not_only_read_is_refused(town: Path, tmp_path: Path, text: str) -> None:
    with connect(town, read_only=True) as store:
        before = store.counts()

    result = run("cypher", sheet(tmp_path, "q.cypher", text), "--db", town)

    assert result.exit_code in (5, 7), result.output
    assert "Traceback" not in result.output
    with connect(town, read_only=True) as store:
        assert store.counts() == before


def test_rules_of_ones_own_change_the_answer(town: Path, tmp_path: Path) -> None:
    rules = sheet(tmp_path, "规则.toml", "[R1]\nvalues = { full_members = 2 }\n")
    ask = ["ask", "coverage/unit_classes", "--db", town, "--as-of", "2022-06-30", "--format", "csv"]

    usual, own = run(*ask), run(*ask, "--rules", rules)
    shown = run("rules", "--rules", rules)

    assert own.exit_code == shown.exit_code == 0, own.output + shown.output
    due = [int(list(csv.DictReader(io.StringIO(r.output.lstrip("\ufeff"))))[-1]["due"]) for r in (usual, own)]
    assert due == [8, 10]
    assert "full_members = 2" in shown.output
    wrong = sheet(tmp_path, "错.toml", "[R1]\nfull_members = 2\n")
    assert run("rules", "--rules", wrong).exit_code == 7


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["import"], 2),
        (["import", "没有.csv"], 3),
        (["import", "没有.csv", "--layout", "没有"], 2),
        (["没有"], 2),
        (["ask", "coverage/没有"], 7),
        (["ask", "coverage/unit_classes"], 5),
        (["cypher", "没有.cypher"], 5),
        (["ask", "coverage/unit_classes", "--by", "颜色"], 2),
        (["template", "x.csv"], 2),
        (["template", "x.xlsx", "没有"], 2),
        (["rules", "--rules", "没有.toml"], 7),
        (["--version"], 0),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else None,
)
def test_exit_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*args)

    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "x.xlsx").exists()


def test_a_bad_date_is_told(town: Path) -> None:
    result = run("ask", "coverage/unit_classes", "--db", town, "--as-of", "某日")

    assert result.exit_code == 7
    assert "某日" in result.output


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    text = sheet(tmp_path, "x.lbug", "no store")

    for args in (["ask", "coverage/unit_classes"], ["import", sheet(tmp_path, "区划.csv", DIVISIONS)]):
        result = run(*args, "--db", text)
        assert result.exit_code == 5, result.output
        assert text.read_text() == "no store"


def test_every_command_has_help() -> None:
    for name in COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert "--help" in result.output

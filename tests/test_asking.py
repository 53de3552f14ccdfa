"""Asking on the command line: help that fits, parameters, lists that were cut, queries of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from importer import load, sheet
from lianjian.cli import cli
from lianjian.queries import ParameterError, load_all
from lianjian.queries.run import bind
from lianjian.store import connect

DATA = Path(__file__).parent / "data" / "boundary"
QUERIES = load_all()
DUE = ["ask", "coverage/due_not_set_up", "--as-of", "2022-06-30"]


def run(*args: object) -> Result:
    """The command in this process, in a terminal of 80 cells."""
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli, [str(a) for a in args])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the boundary cases."""
    db = tmp_path_factory.mktemp("城区") / "图库.lbug"
    with connect(db) as store:
        load(store, *sorted(p for p in DATA.glob("*.csv") if not p.name.startswith("expected")))
    return db


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """A command and, where it is a group, all below it."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, (*path, name))


@pytest.mark.parametrize("path", [*_commands(cli)], ids=" ".join)
def test_no_line_of_a_help_text_is_wider_than_the_terminal(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")

    assert result.exit_code == 0, result.output
    wide = [line for line in result.output.splitlines() if cell_len(line) > 80]
    assert not wide


def test_the_questions_are_listed_under_topics_in_the_language() -> None:
    topics = {q.topic for q in QUERIES.values()}
    listed = {lang: run("ask", "--lang", lang).stdout.splitlines() for lang in ("zh", "en")}

    assert {line for line in listed["en"] if not line.startswith(" ")} == topics
    assert {line.rpartition(" / ")[2] for line in listed["zh"] if not line.startswith(" ")} == topics
    assert "党组织 / organizations" in listed["zh"]
    assert all(" / " in line for line in listed["zh"] if not line.startswith(" "))


def test_every_question_has_its_help() -> None:
    assert {("ask", name) for name in QUERIES} <= set(_commands(cli))


def test_a_long_list_of_choices_is_told_in_full() -> None:
    text = "".join(run("ask", "coverage/class_by_unit", "--help").output.split())

    assert all(choice in text for choice in QUERIES["coverage/class_by_unit"].header.params[1].choices)


@pytest.mark.parametrize("said", ["2022年6月30日", "2022/6/30", "20220630", " 2022-06-30 "])
def test_a_date_is_written_as_in_sheets(town: Path, said: str) -> None:
    usual = run(*DUE, "--db", town)
    asked = run(*DUE[:2], "--as-of", said, "--db", town)

    assert asked.exit_code == usual.exit_code == 0, asked.output
    assert asked.output == usual.output


@pytest.mark.parametrize("said", ["2022年6月", "2022", "2022-02-30", "某日"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_no_day_is_refused_in_one_language(town: Path, said: str, lang: str) -> None:
    result = run(*DUE[:2], "--as-of", said, "--db", town, "--lang", lang)

    assert result.exit_code == 7
    assert said in result.output
    assert "20220630" in result.output
    if lang == "zh":
        assert "expected" not in result.output
    else:
        assert not re.search("[\u4e00-\u9fff]", result.output.replace(said, ""))


@pytest.mark.parametrize("name", QUERIES)
def test_numbers_below_zero_are_refused_each_in_its_language(name: str) -> None:
    query = QUERIES[name]
    for param in query.header.params:
        if param.type == "int":
            with pytest.raises(ParameterError) as caught:
                bind(query, {param.name: -1})
            assert "至少为" in caught.value.zh
            assert "at least" not in caught.value.zh
            assert "at least" in caught.value.en
            assert not re.search("[\u4e00-\u9fff]", caught.value.en)


def test_a_list_that_was_cut_says_so(town: Path, tmp_path: Path) -> None:
    ask = [*DUE, "--db", town]
    every = run(*ask, "--format", "csv").stdout.count("\n") - 1
    assert every > 2
    path = tmp_path / "x.xlsx"

    table, english = run(*ask, "--limit", 2), run(*ask, "--limit", 2, "--lang", "en")
    ways = (["--format", "csv"], ["--format", "json"], ["-o", path])
    written = [run(*ask, "--limit", 2, *way) for way in ways]

    assert "只列出前 2 行" in table.stdout
    assert "--limit 20" in table.stdout
    assert "Cut at 2 rows" in english.stdout
    for result in written:
        assert result.exit_code == 0
        assert "只列出前 2 行" in result.stderr
        assert "只列出" not in result.stdout
    cells = [str(c) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for c in row]
    assert any("只列出前 2 行" in c for c in cells)


@pytest.mark.parametrize("way", [[], ["--format", "csv"], ["--format", "json"]], ids=" ".join)
def test_a_list_that_was_not_cut_says_nothing(town: Path, way: list[str]) -> None:
    every = run(*DUE, "--db", town, "--format", "csv").stdout.count("\n") - 1

    result = run(*DUE, "--db", town, "--limit", every + 1, *way)

    assert result.exit_code == 0
    assert "只列出" not in result.output


def test_the_day_of_leaving_is_told_as_the_first_day_without() -> None:
    column = next(c for c in QUERIES["alliances/members"].header.columns if c.name == "left")

    assert (column.zh, column.en) == ("不再是成员的首日", "first day no longer a member")


@pytest.mark.parametrize(
    "returned",
    [
        "e",
        "t",
        "labels(e) AS x, {a: e.id} AS t",
        "[{a: e.id}] AS t",
        "[[e.id]] AS t",
        "collect(e) AS e",
        "p",
    ],
)
def test_a_query_that_returns_no_scalars_is_told(town: Path, tmp_path: Path, returned: str) -> None:
    pattern = "p = (e:Division)-[t:PART_OF]->(d:Division)" if returned in ("p", "t") else "(e:Enterprise)"
    text = f"MATCH {pattern} RETURN {returned} LIMIT 3"
    for lang, words in (("zh", "返回其属性"), ("en", "return their attributes")):
        result = run("cypher", sheet(tmp_path, "q.cypher", text), "--db", town, "--lang", lang)

        assert result.exit_code == 7, result.output
        assert isinstance(result.exception, SystemExit)
        column = returned.rpartition(" AS ")[2]
        squeezed = "".join(result.stderr.split())
        assert "".join(words.split()) in squeezed
        assert f"n.idAS{column}" in squeezed
        assert result.stdout == ""


def test_a_query_comes_from_standard_input_too(town: Path, tmp_path: Path) -> None:
    query = "MATCH (d:Division) RETURN count(d.id) AS n ORDER BY n"
    given = CliRunner().invoke(cli, ["cypher", "-", "--db", str(town)], input=query)
    assert given.exit_code == 0, given.output
    assert int(given.stdout.split()[1]) > 0
    (tmp_path / "gbk.cypher").write_bytes("// 查询".encode("gbk"))

    for name, code, words in (("RETURN 1 AS n", 5, "查询写在文件里"), (tmp_path / "gbk.cypher", 2, "UTF-8")):
        result = run("cypher", name, "--db", town)
        assert result.exit_code == code
        assert words in result.stderr


@pytest.mark.parametrize(
    ("option", "said", "zh", "en"),
    [
        ("district", "新街口街道", "“新街口街道”是街道，不是区", "is a street, not a district"),
        ("street", "玄武区", "“玄武区”是区，不是街道", "is a district, not a street"),
        ("district", "320102003", "“320102003”是街道，不是区", "is a street, not a district"),
        ("district", "玄武", "相近的有 玄武区", "similar: 玄武区"),
    ],
)
def test_a_division_of_another_level_is_no_empty_answer(
    town: Path, option: str, said: str, zh: str, en: str
) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = run(*DUE, "--db", town, f"--{option}", said, "--lang", lang)
        assert result.exit_code == 7, result.output
        assert "".join(words.split()) in "".join(result.stderr.split())


def test_a_question_is_asked_by_its_title(town: Path) -> None:
    for command, more in (("ask", ["--as-of", "2022-06-30"]), ("trend", ["--from", "2022", "--to", "2022"])):
        answers = [
            run(command, said, *more, "--db", town, "--format", "csv")
            for said in ("coverage/due_not_set_up", "应建未建单位", "Units due but not set up")
        ]
        assert [a.exit_code for a in answers] == [0, 0, 0], answers
        assert len({a.output for a in answers}) == 1


@pytest.mark.parametrize(
    ("said", "lang", "words"),
    [
        ("due_not_setup", "zh", "coverage/due_not_set_up（应建未建单位）"),
        ("应建未建", "zh", "coverage/due_not_set_up（应建未建单位）"),
        ("not set up", "en", "did you mean coverage/due_not_set_up"),
        ("xyzzy", "zh", "lianjian ask 列出全部问题"),
        ("xyzzy", "en", "lianjian ask lists them all"),
    ],
)
def test_an_unknown_question_is_looked_for_by_name_and_title(said: str, lang: str, words: str) -> None:
    for args in (("ask", said, "--lang", lang), ("ask", "--lang", lang, said)):
        result = run(*args)
        assert result.exit_code == 7
        assert "".join(words.split()) in "".join(result.stderr.split())
        assert ("没有问题" in result.stderr) is (lang == "zh")


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("impor x.csv", "没有命令 impor", "No such command"),
        ("ask --al", "没有选项 --al；相近的有 --all", "No such option"),
        ("ask unit_classes --by 街道", "--by 的值不对，可用 district、street", "is not one of"),
        ("ask unit_classes --as-of", "选项 --as-of 后面的值不对，或缺少", "requires an argument"),
        ("report form", "缺少选项 -o / --output", "Missing option"),
        ("db copy a", "缺少参数 TARGET", "Missing argument"),
        ("import", "缺少参数 FILE", "Missing argument"),
        ("db copy a b c", "多出了参数", "unexpected extra argument"),
    ],
)
def test_wrong_words_of_a_command_are_told_in_both_languages(said: str, zh: str, en: str) -> None:
    result = run(*said.split())

    assert result.exit_code == 2
    assert result.stdout == ""
    squeezed = "".join(result.stderr.split())
    assert all("".join(words.split()) in squeezed for words in (f"错误：{zh}", en))
    assert all(cell_len(line) <= 80 for line in result.stderr.splitlines())


def test_lists_and_spans_are_written_as_text(town: Path, tmp_path: Path) -> None:
    text = (
        "MATCH (d:Division) WHERE d.level = 'district' "
        "RETURN [d.level, d.code] AS codes, [1, 2] AS figures, interval('1 day') AS span, "
        "[interval('1 day')] AS spans LIMIT 1"
    )

    result = run("cypher", sheet(tmp_path, "q.cypher", text), "--db", town)

    assert result.exit_code == 0, result.output
    head, row = result.stdout.splitlines()
    assert head == "codes,figures,span,spans"
    assert re.fullmatch("district、3201[0-9]{2},1、2,P1D,P1D", row)

"""``ask --all``: a list of questions into one workbook with a contents sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.workbook import Workbook

from lianjian.cli import cli
from lianjian.queries import QuestionError, ask, library
from lianjian.queries.lists import ListError, parameters, read_list
from lianjian.store import connect
from lianjian.views.workbook import HEADINGS
from samples import Sample, sample

DAY = "2022-06-30"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample("XS", tmp_path_factory.mktemp("样例")) as made:
        yield made


@pytest.fixture(scope="module")
def db(world: Sample) -> str:
    return str(world.files[0].parent / "样例.lbug")


def _run(world: Sample, db: str, *args: str) -> Result:
    world.store.close()
    return CliRunner().invoke(cli, ["ask", "--all", "--db", db, *args])


def _contents(book: Workbook) -> list[dict[str, object]]:
    rows = list(book["目录"].iter_rows(min_row=4, values_only=True))
    return [dict(zip(HEADINGS["zh"], row, strict=True)) for row in rows]


def test_the_list_that_comes_with_the_questions_holds_questions() -> None:
    for entry in read_list().questions:
        query = library.load(entry.question)
        for name, value in entry.params.items():
            param = query.header.param(name)
            assert param is not None
            param.convert(value)


def test_one_workbook_with_contents_and_a_sheet_for_each_answer(
    world: Sample, db: str, tmp_path: Path
) -> None:
    out = tmp_path / "季度报告.xlsx"
    done = _run(world, db, "--as-of", DAY, "-o", str(out))
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(out)
    entries = read_list().questions
    lines = _contents(book)

    assert [line["问题"] for line in lines] == [e.question for e in entries]
    assert [line["序号"] for line in lines] == list(range(1, len(entries) + 1))
    assert book.sheetnames[0] == "目录"
    assert len(book.sheetnames) == len(entries) + 1
    assert all(len(name) <= 31 for name in book.sheetnames)
    with connect(db, read_only=True) as store:
        for n, (entry, line) in enumerate(zip(entries, lines, strict=True)):
            answer = ask(store, entry.question, {**entry.params, "as_of": DAY})
            sheet = book.worksheets[n + 1]
            assert line["行数"] == answer.frame.height == sheet.max_row - 3
            assert str(line["基准日"])[:10] == DAY
            assert bool(line["使用范围"]) == (answer.persons == "counts")
            assert book["目录"].cell(n + 4, 2).hyperlink.location == f"'{sheet.title}'!A1"
            title = entry.title.zh if entry.title else answer.title.zh
            assert sheet["A1"].value == line["标题"] == title
            note = sheet["A2"].value
            assert DAY in note
            assert answer.denominator.zh in note
            assert [c.value for c in sheet[3]] == [c.zh for c in answer.columns]
    first = lines[0]["要点"]
    assert "组织覆盖：" in str(first)
    assert " / " in str(first)


def test_parameters_go_to_every_question_that_has_them(world: Sample, db: str, tmp_path: Path) -> None:
    out, asked = tmp_path / "a.xlsx", tmp_path / "list.yaml"
    asked.write_text(
        "questions:\n- coverage/class_by_unit\n- {question: coverage/unit_classes, params: {by: street}}\n"
        "- {question: quality/units_not_located, params: {level: community, limit: '1'}}\n",
        encoding="utf-8",
    )
    done = _run(world, db, "--list", str(asked), "--as-of", DAY, "--district", "玄武区", "-o", str(out))
    assert done.exit_code == 0, done.output
    lines = _contents(openpyxl.load_workbook(out))
    with connect(db, read_only=True) as store:
        own = ask(store, "coverage/class_by_unit", {"as_of": DAY, "district": "玄武区"}).frame.height
        every = ask(store, "coverage/unit_classes", {"as_of": DAY, "by": "street"}).frame.height
    assert [line["行数"] for line in lines] == [own, every, 1]
    assert "只列出前 1 行" in str(lines[2]["说明"])
    assert "街道" in openpyxl.load_workbook(out).worksheets[2]["A2"].value


def test_a_question_that_fails_leaves_the_others(world: Sample, db: str, tmp_path: Path) -> None:
    out, asked = tmp_path / "a.xlsx", tmp_path / "list.yaml"
    asked.write_text(
        "title: {zh: 我的, en: mine}\nquestions:\n- coverage/unit_class\n- coverage/unit_classes\n"
        "- {question: coverage/buildings, params: {state: 无此状态}}\n",
        encoding="utf-8",
    )
    done = _run(world, db, f"--list={asked}", "--as-of", DAY, "-o", str(out))
    assert done.exit_code == 7
    assert "2 个问题失败" in done.output
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["目录", "02 单位组建情况分类"]
    lines = _contents(book)
    assert [bool(line["行数"]) for line in lines] == [False, True, False]
    assert "没有问题 coverage/unit_class" in str(lines[0]["说明"])
    assert "无此状态" in str(lines[2]["说明"])
    assert not lines[1]["说明"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["-o", "a.xlsx", "--district", "玄武"], 7, "玄武区"),
        (["-o", "a.xlsx", "--as-of", "2022-13-01"], 7, "as_of"),
        (["-o", "a.csv"], 2, ".xlsx"),
        (["-o", "a.xlsx", "--list", "没有.yaml"], 5, "没有.yaml"),
        (["-o", "无此文件夹/a.xlsx", "--as-of", DAY], 2, "无法写入"),
        ([], 2, "--output"),
    ],
)
def test_a_mistake_is_told_before_anything_is_written(
    world: Sample, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _run(world, db, *args)
    assert done.exit_code == code
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "- a", "questions: []", "questions: [{name: x}]", "a: [", "questions: 3"]
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "l.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match=r"l\.yaml"):
        read_list(path)


def test_only_parameters_that_mean_one_thing_can_be_given() -> None:
    offered = parameters(read_list())
    assert {"as_of", "district", "due_from", "limit"} <= set(offered)
    assert not {"from", "by", "lately"} & set(offered)


def test_the_options_are_shown_and_the_list_is_read_first(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["ask", "--all", "--help"])
    assert shown.exit_code == 0
    assert "--district" in shown.output
    assert "--all" in CliRunner().invoke(cli, ["ask", "--help"]).output
    asked = tmp_path / "l.yaml"
    asked.write_text("questions: [alliances/members]", encoding="utf-8")
    own = CliRunner().invoke(cli, ["ask", "--all", "--list", str(asked), "--help"]).output
    assert "--alliance" in own
    assert "--district" not in own
    assert issubclass(ListError, QuestionError)

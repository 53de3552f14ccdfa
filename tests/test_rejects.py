"""Rejected rows as a workbook, mended and imported again; imports in part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

from engines import ENGINES, Servers, place
from importer import DIVISIONS, codes, credit, graph, load, plan, sheet, shown
from lianjian import importing
from lianjian.cli import cli
from lianjian.importing import Report
from lianjian.store import Store, StoreError, connect
from lianjian.tables.persons import Pseudonyms
from lianjian.tables.read import LISTS_SHEET
from lianjian.views.rejects import write_rejects

KEY = Pseudonyms(bytes(range(32)))
SURVEY = "单位名称,统一社会信用代码,单位类型,所在街道,颜色,从业人员,党员人数,摸排日期\n"
ORG = "党组织名称,党组织代码,组建方式,上级党组织,覆盖单位,覆盖起始日期\n"


def unit(n: int, **changed: object) -> str:
    """One row of a survey."""
    row = {
        "name": f"单位{n}",
        "code": credit(f"9132020{n}MA0010010"),
        "kind": "企业",
        "street": "新街口街道",
        "colour": "红",
        "staff": 20,
        "members": 2,
        "day": "2022-03-31",
    } | changed
    return ",".join(map(str, row.values())) + "\n"


GOOD = {
    "区划.csv": DIVISIONS,
    "摸排.csv": SURVEY + "".join(unit(n) for n in range(6)),
    "组织.csv": ORG
    + "甲党委,T1,党委,,,\n乙党委,T2,党委,甲党委,,\n"
    + "".join(f"支部{n},B{n},党支部,乙党委,单位{n},2019-01-01\n" for n in range(5)),
    "联盟.csv": "联盟名称,类型,成员,加入日期\n甲联盟,联盟,甲党委,2019-03-01\n,,支部0,2020\n,,单位5,2020\n",
}
BAD = GOOD | {
    "摸排.csv": SURVEY
    + "".join(
        [unit(0), unit(1, staff="三十"), unit(2, kind="怪"), unit(3, day="2022-02-30"), unit(4), unit(5)]
    ),
    "联盟.csv": GOOD["联盟.csv"].replace("支部0", "支部零"),
}
MENDED = {"摸排": {"F2": "20", "C3": "企业", "H4": "2022-03-31"}, "联盟": {"C2": "支部0"}}


def files(folder: Path, texts: dict[str, str]) -> list[Path]:
    return [sheet(folder, name, text) for name, text in texts.items()]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def rows(path: Path, name: str) -> list[list[object]]:
    return [[c.value for c in row] for row in openpyxl.load_workbook(path)[name].iter_rows()]


def marked(path: Path, name: str) -> set[str]:
    page = openpyxl.load_workbook(path)[name]
    return {
        c.coordinate for row in page.iter_rows(min_row=2) for c in row if c.fill.fgColor.rgb == "FFF9DCDC"
    }


def mend(path: Path, cells: dict[str, dict[str, str]]) -> None:
    book = openpyxl.load_workbook(path)
    for name, values in cells.items():
        for cell, value in values.items():
            book[name][cell] = value
    book.save(path)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[str]:
    """The place of a new, empty store."""
    with place(request.param, tmp_path, servers) as url:
        yield url


def test_rejected_mended_and_imported_again_all_is_well(engine: str, tmp_path: Path) -> None:
    bad, out = files(tmp_path / "a", BAD), tmp_path / "退回.xlsx"
    with connect(tmp_path / "另.lbug") as store:
        load(store, *files(tmp_path / "b", GOOD))
        wanted = graph(store)
        sources = {
            n: store.read(n).select("id", "sources") for n in ("Enterprise", "Organization", "Headcount")
        }

    first = run(*bad, "--db", engine, "--allow-partial", "--rejects", out)
    # the units of rows 3, 4 and 5 are not there, so neither are the branches that cover them
    assert first.exit_code == 9, first.output
    assert "R05" in first.output
    assert "退回 7 行" in first.output
    with connect(engine) as store:
        assert store.read("Enterprise").height == 3
        run_ = store.read("ImportRun").row(0, named=True)
        assert run_["rejected"] == 7
    assert {s: len(rows(out, s)) - 1 for s in openpyxl.load_workbook(out).sheetnames} == {
        "摸排": 3,
        "组织": 3,
        "联盟": 1,
    }
    mend(out, MENDED)
    second = run(out, "--db", engine)

    assert second.exit_code == 0, second.output
    told = [line for line in second.output.splitlines() if line.startswith(("H", "P", "F", "R"))]
    assert all("颜色" in line for line in told), told  # of the columns added nothing is said
    with connect(engine) as store:
        assert graph(store) == wanted
        for name, frame in sources.items():
            assert store.read(name).select("id", "sources").equals(frame)  # each from where it first stood
        again = plan(store, *files(tmp_path / "b", GOOD))
        assert again.plan is not None
        assert again.plan.empty


def test_the_workbook_has_the_sheets_shape_and_the_reasons(tmp_path: Path) -> None:
    out = tmp_path / "退回.xlsx"

    result = run(*files(tmp_path, BAD), "--db", tmp_path / "x.lbug", "--rejects", out)

    assert result.exit_code == 4, result.output  # a name is unknown
    assert not (tmp_path / "x.lbug").exists()
    assert "什么也没有写入" in result.output
    heading, *body = rows(out, "摸排")
    assert heading == [*SURVEY.strip().split(","), "来源", "原行号", "问题"]
    assert [r[:4] + r[8:10] for r in body] == [
        ["单位1", credit("91320201MA0010010"), "企业", "新街口街道", "摸排.csv", "3"],
        ["单位2", credit("91320202MA0010010"), "怪", "新街口街道", "摸排.csv", "4"],
        ["单位3", credit("91320203MA0010010"), "企业", "新街口街道", "摸排.csv", "5"],
    ]
    assert [r[4] for r in body] == ["红"] * 3
    assert str(body[0][-1]) == "V03 从业人员：不是整数"
    assert marked(out, "摸排") == {"F2", "C3", "H4"}
    # what is filled down is written out: the row above is not there
    assert rows(out, "联盟")[1][:4] == ["甲联盟", "联盟", "支部零", "2020"]
    assert openpyxl.load_workbook(out).sheetnames == ["摸排", "联盟"]


def test_notices_are_no_reasons(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["党组织名称", "组建方式"], ["甲", "怪"]):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    out = tmp_path / "r.xlsx"

    run(tmp_path / "a.xlsx", "--db", tmp_path / "x.lbug", "--rejects", out, "--lang", "en")

    _, row = rows(out, "Sheet")
    assert row[-1] == "V05 组建方式: not in the list of values"


def test_the_reasons_in_english(tmp_path: Path) -> None:
    out = tmp_path / "rejects.xlsx"

    result = run(*files(tmp_path, BAD), "--db", tmp_path / "x.lbug", "--rejects", out, "--lang", "en")

    assert "4 rows rejected, written to" in result.output
    heading, *body = rows(out, "摸排")
    assert heading[-2:] == ["original row", "reasons"]
    assert body[0][-1] == "V03 从业人员: no whole number"
    mend(out, MENDED)
    assert run(out, "--db", tmp_path / "x.lbug", "--dry-run").exit_code == 4  # the divisions are not there
    assert "original row" not in run(out, "--db", tmp_path / "x.lbug", "--dry-run").output


def test_workbooks_keep_their_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, member in (("一季度", "没有甲"), ("二季度", "没有乙"), (LISTS_SHEET + "2", "没有丙")):
        page = book.create_sheet(name)
        for row in (["联盟名称", "成员"], ["甲联盟", "甲"], [None, member], [None, "乙"]):
            page.append(row)
    del book["Sheet"]
    book["一季度"].merge_cells("A2:A4")
    book.save(tmp_path / "联盟.xlsx")
    organizations = sheet(tmp_path, "二季度.csv", "党组织名称,组建方式\n甲,党支部\n乙,怪\n")
    out = tmp_path / "退回.xlsx"

    run(tmp_path / "联盟.xlsx", organizations, "--db", tmp_path / "x.lbug", "--rejects", out)

    assert openpyxl.load_workbook(out).sheetnames == ["二季度", "一季度", "联盟 二季度", LISTS_SHEET + "2"]
    assert rows(out, "一季度")[1][:2] == ["甲联盟", "没有甲"]
    assert rows(out, "二季度")[1][:2] == ["乙", "怪"]


def test_what_is_only_warned_of_is_taken_in(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "摸排.csv", SURVEY + unit(1, street="", staff=1))

    prepared = plan(store, path, partial=True)

    assert "W06" in codes(prepared)
    assert prepared.rejected.height == 0
    assert write_rejects(tmp_path / "退回.xlsx", prepared, "zh") == 0
    assert not (tmp_path / "退回.xlsx").exists()
    assert importing.apply(prepared, store).rejected_rows == 0


def partial(store: Store | None, *paths: Path, **options: object) -> importing.Prepared:
    return plan(store, *paths, partial=True, **options)


def adds_up(done: Report) -> bool:
    return done.read == done.created + done.updated + done.unchanged + done.rejected


def test_numbers_add_up_and_dependents_go_along(store: Store, tmp_path: Path) -> None:
    text = "甲党委,T1,党之委,,,\n乙党委,T2,党委,甲党委,,\n丙支部,B1,党支部,乙党委,,\n丁支部,B2,党支部,,,\n"
    alliance = "联盟名称,成员\n甲联盟,丙支部\n,丁支部\n"

    prepared = partial(store, sheet(tmp_path, "o.csv", ORG + text), sheet(tmp_path, "l.csv", alliance))
    done = importing.apply(prepared, store)

    told = [(p.code, p.file, p.cell, p.value) for p in prepared.problems]
    assert told == [
        ("V05", "o.csv", "C2", "党之委"),
        ("R05", "o.csv", "D3", "甲党委"),
        ("R05", "o.csv", "D4", "乙党委"),
        ("R05", "l.csv", "B2", "丙支部"),
    ]
    assert store.read("Organization")["name"].to_list() == ["丁支部"]
    assert store.read("MEMBER_OF")["from_id"].to_list() == ["B2"]
    # lost are three organizations, two superiors and a membership
    assert (done.rejected, done.rejected_rows, done.created) == (6, 4, 3)
    assert adds_up(done)


def test_what_is_stored_already_can_be_named(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "o.csv", ORG + "甲党委,T1,党委,,,\n"))
    later = sheet(tmp_path, "p.csv", ORG + "甲党委,T1,怪,,,\n乙党委,T2,党委,甲党委,,\n")

    prepared = partial(store, later)
    importing.apply(prepared, store)

    assert codes(prepared) == {"V05"}
    assert store.read("Organization").select("name", "kind").rows() == [
        ("甲党委", "committee"),
        ("乙党委", "committee"),
    ]


def test_another_row_that_makes_it_is_enough(store: Store, tmp_path: Path) -> None:
    text = "甲党委,T1,党委,,没有,\n甲党委,T1,党委,,,\n乙党委,T2,党委,甲党委,,\n"

    prepared = partial(store, sheet(tmp_path, "o.csv", ORG + text))

    assert codes(prepared) == {"R01"}
    assert prepared.rejected["_row"].to_list() == [2]


def test_of_two_values_neither_is_taken(store: Store, tmp_path: Path) -> None:
    texts = {
        "o.csv": ORG + "甲,1,党支部,,,\n甲,1,党支部,,,\n甲,1,党委,,,\n乙,2,党委,,,\n",
        "s.csv": SURVEY + unit(1, street="") + unit(1, street="", staff=21) + unit(2, street=""),
    }

    prepared = partial(store, *files(tmp_path, texts))
    done = importing.apply(prepared, store)

    assert codes(prepared) - {"H04"} == {"C01", "C06"}
    assert prepared.rejected["_row"].to_list() == [2, 3, 4, 2, 3]
    assert store.read("Organization")["id"].to_list() == ["2"]
    assert store.read("Headcount").height == 1
    assert adds_up(done)


def test_problems_that_show_only_then_are_found_too(store: Store, tmp_path: Path) -> None:
    heading = "党组织名称,党组织代码,上级党组织,上级党组织起始日期,上级党组织截止日期\n"
    text = (
        heading
        + "甲,1,,,\n乙,2,,,\n丙,3,甲,2015,\n丙,3,乙,2018,\n丁,4,戊,,\n戊,5,丁,,\n己,6,甲,某日,\n庚,7,乙,,\n"
    )

    prepared = partial(store, sheet(tmp_path, "o.csv", text))
    importing.apply(prepared, store)

    assert codes(prepared) == {"C02", "C07", "V02"}
    assert store.read("Organization")["id"].to_list() == ["1", "2", "7"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("没有.csv", None, "F01"),
        ("x.csv", "颜色,大小\n红,大\n", "H01"),
        ("x.csv", "党组织名称,组建方试\n甲,党支部\n", "H03"),
        ("x.csv", "证件号码,党员类别\n1,正式党员\n", "P01"),
    ],
)
def test_errors_of_whole_files_stop_everything(
    store: Store, tmp_path: Path, name: str, text: str, code: str
) -> None:
    good = sheet(tmp_path, "a.csv", ORG + "甲,1,党支部,,,\n乙,2,怪,,,\n")
    path = sheet(tmp_path, name, text) if text else tmp_path / name

    prepared = partial(store, good, path)

    assert code in codes(prepared)
    assert prepared.plan is None
    assert prepared.rejected.rows() == [(0, 3)]  # of the sheet that can be read


def test_nothing_left_is_nothing_written(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", ORG + "甲,1,怪,,,\n乙,2,党支部,甲,,\n")

    prepared = partial(store, path)
    result = run(path, "--db", tmp_path / "y.lbug", "--allow-partial")

    assert (prepared.plan, prepared.rejected.height) == (None, 2)
    assert result.exit_code in (3, 4)
    assert not (tmp_path / "y.lbug").exists()


def test_the_rows_of_a_partial_import_do_not_depend_on_their_order(tmp_path: Path) -> None:
    text = [
        f"支部{n},B{n},{'怪' if n == 9 else '党支部'},{f'支部{n + 1}' if n < 9 else ''},,\n"
        for n in range(10)
    ]
    found = []
    for order in (text, text[::-1]):
        prepared = partial(None, sheet(tmp_path, "o.csv", ORG + "".join(order) + "另,X,党支部,,,\n"))
        assert prepared.plan is not None
        found.append(prepared.plan.types["Organization"].create["id"].to_list())

    assert found == [["X"], ["X"]]


# The command


def test_part_only_on_request(tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", ORG + "甲,1,党支部,,,\n乙,2,怪,,,\n")
    db = tmp_path / "x.lbug"

    refused = run(path, "--db", db)
    dry = run(path, "--db", db, "--allow-partial", "--dry-run")
    assert not db.exists()
    done = run(path, "--db", db, "--allow-partial")

    assert (refused.exit_code, dry.exit_code, done.exit_code) == (3, 9, 9)
    assert "已部分导入：读入 2 = 新增 1 + 更新 0 + 不变 0 + 退回 1；移除 0" in done.output
    assert "退回 1 行。" in done.output
    english = run(path, "--db", db, "--allow-partial", "--lang", "en").output
    assert "Imported in part: read 2 = created 0 + updated 0 + unchanged 1 + rejected 1; removed 0" in english
    assert "1 row rejected." in english


def test_words_that_do_not_go_together(tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", ORG + "甲,1,党支部,,,\n")
    taken = sheet(tmp_path, "有.xlsx", "正在改正")
    db = tmp_path / "x.lbug"

    for words in (
        ["--allow-partial", "--prune"],
        ["--rejects", taken],
        ["--rejects", tmp_path / "x.csv"],
        ["--rejects", tmp_path / "没有" / "x.xlsx"],
    ):
        result = run(path, "--db", db, *words)
        assert result.exit_code == 2, (words, result.output)
    assert taken.read_text(encoding="utf-8") == "正在改正"
    assert not db.exists()
    with pytest.raises(ValueError, match="prune"):
        plan(None, path, partial=True, prune=True)
    with pytest.raises(FileExistsError):
        write_rejects(taken, plan(None, path), "zh")


def test_where_the_import_fails_no_rows_are_handed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(tmp_path, "o.csv", ORG + "甲,1,党支部,,,\n乙,2,怪,,,\n")

    def fail(*_: object, **__: object) -> Report:
        raise StoreError("busy", "占用", "busy")

    monkeypatch.setattr(importing, "apply", fail)
    result = run(path, "--db", tmp_path / "x.lbug", "--allow-partial", "--rejects", tmp_path / "退回.xlsx")

    assert result.exit_code == 5
    assert not (tmp_path / "退回.xlsx").exists()


def test_a_workbook_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = plan(None, sheet(tmp_path, "o.csv", ORG + "乙,2,怪,,,\n"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lianjian.views.rejects._write", fail)
    with pytest.raises(OSError, match="space"):
        write_rejects(tmp_path / "退回.xlsx", prepared, "zh")

    assert [p.name for p in tmp_path.iterdir()] == ["o.csv"]


# Persons

ROSTER = "证件号码,姓名,手机号码,党员类别,工作单位,工作单位代码,入党日期\n"


def test_nothing_of_a_person_is_handed_back(tmp_path: Path) -> None:
    units = sheet(tmp_path, "u.csv", SURVEY + unit(1, street=""))
    one = credit("91320201MA0010010")
    roster = ROSTER + (
        f"320102198001010019,张三丰,13900001111,怪人,单位1,,2010-07-01\n"
        f"320102198001010027,李四光,13900002222,正式党员,王五,{one},某日\n"
        f"320102198001010035,赵六,13900003333,正式党员,赵六,,2011-07-01\n"
        f"320102198001010043,孙七,13900004444,正式党员,单位1,,2011-07-01\n"
    )  # fmt: skip
    mixed = "党组织名称,党组织代码,组建方式,书记,备忘\n甲,1,怪,周八,找 13900005555\n"
    prepared = plan(
        None, units, sheet(tmp_path, "名册.csv", roster), sheet(tmp_path, "o.csv", mixed), pseudonyms=KEY
    )
    out = tmp_path / "退回.xlsx"

    assert write_rejects(out, prepared, "zh") == 4

    heading, *body = rows(out, "名册")
    assert heading == [*ROSTER.strip().split(","), "原行号", "问题"]
    assert [r[:-1] for r in body] == [
        [None, None, None, None, "单位1", None, "2010-07-01", "2"],
        [None, None, None, "正式党员", None, one, None, "3"],
        [None, None, None, "正式党员", None, None, "2011-07-01", "4"],
    ]
    assert "请按原行号补填：证件号码、党员类别" in str(body[0][-1])
    assert marked(out, "名册") == {"D2", "E3", "G3", "E4"}
    assert rows(out, "o")[1][:5] == ["甲", "1", "怪", None, None]
    everything = " ".join(str(v) for name in ("名册", "o") for row in rows(out, name) for v in row)
    everything += repr(prepared)
    for name in ("张三丰", "李四", "王五", "赵六", "孙七", "周八", "139000", "3201021980"):
        assert name not in everything
    page = openpyxl.load_workbook(out)["名册"]
    assert [bool(c.comment) for c in page[1]] == [True, True, True, False, False, False, False, False, False]


def test_a_mended_roster_is_imported_again(store: Store, tmp_path: Path) -> None:
    text = "证件号码,党员类别,入党日期\n1,正式党员,2010-07-01\n2,怪人,2011-07-01\n"
    bad = partial(store, sheet(tmp_path, "名册.csv", text), pseudonyms=KEY)
    write_rejects(tmp_path / "退回.xlsx", bad, "zh")
    importing.apply(bad, store)
    mend(tmp_path / "退回.xlsx", {"名册": {"A2": "2", "B2": "正式党员"}})

    again = plan(store, tmp_path / "退回.xlsx", pseudonyms=KEY)
    importing.apply(again, store)

    assert again.problems == [], shown(again)
    assert store.read("InServiceMember")["status"].to_list() == ["full", "full"]


# Cells of all sorts


def odd(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_cells_are_text_whatever_they_hold(tmp_path: Path) -> None:
    texts = ["@SUM(A1)", "http://a.b", "007", "😀", "a\nb", "9132020" * 3]
    path = sheet(
        tmp_path, "o.csv", "党组织名称,组建方式,颜色\n" + "".join(f"{odd(t)},怪,{odd(t)}\n" for t in texts)
    )
    out = tmp_path / "退回.xlsx"

    write_rejects(out, plan(None, path), "zh")

    mend(out, {"o": {f"B{n}": "党支部" for n in range(2, 2 + len(texts))}})
    again, first = (
        plan(None, out),
        plan(None, sheet(tmp_path, "p.csv", path.read_text("utf-8").replace(",怪,", ",党支部,"))),
    )
    assert again.plan is not None
    assert first.plan is not None
    made = [p.plan.types["Organization"].create["name"].sort().to_list() for p in (again, first) if p.plan]
    assert made[0] == made[1]


def test_a_text_that_no_cell_can_hold_is_told(tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", f"党组织名称,组建方式,别名\n甲,怪,{'长' * 40_000}\n")
    out = tmp_path / "退回.xlsx"

    write_rejects(out, plan(None, path), "zh")

    assert rows(out, "o")[1][2] is None
    assert "别名：文字超过 32767 字，未写入" in str(rows(out, "o")[1][-1])


def test_rows_rejected_again_keep_their_first_number(tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", ORG + "甲,1,党支部,,,\n乙,2,怪,,,\n")
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    write_rejects(first, plan(None, path), "zh")

    write_rejects(second, plan(None, first), "en")

    heading, row = rows(second, "o")
    assert heading == [*ORG.strip().split(","), "来源", "original row", "reasons"]
    assert row[-3:-1] == ["o.csv", "3"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "- 联盟名称: 甲联盟\n  成员:\n    - 成员: 没有\n"),
        (".json", '[{"联盟名称": "甲联盟", "成员": "没有"}]'),
    ],
)
def test_items_of_yaml_and_json(tmp_path: Path, suffix: str, text: str) -> None:
    out = tmp_path / "退回.xlsx"

    write_rejects(out, plan(None, sheet(tmp_path, f"联盟{suffix}", text)), "zh")

    assert rows(out, "联盟")[1][:2] == ["甲联盟", "没有"]
    assert marked(out, "联盟") == {"B2"}


def test_twenty_thousand_rejected_rows_take_seconds(tmp_path: Path) -> None:
    import time

    n = 20_000
    frame = pl.DataFrame(
        {
            "党组织名称": [f"支部{i}" for i in range(n)],
            "组建方式": "怪",
            "上级党组织": [f"支部{i // 2}" for i in range(n)],
        }
    )
    path = tmp_path / "o.csv"
    frame.write_csv(path)

    start = time.process_time()
    prepared = partial(None, path)
    made = write_rejects(tmp_path / "退回.xlsx", prepared, "zh")
    taken = time.process_time() - start

    assert made == n
    assert taken < 40, taken  # about five seconds on an idle core

"""Sheets as they come: encodings, shapes, headings, persons, broken files; every problem's code."""

from __future__ import annotations

import stat
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

import office
from importer import DIVISIONS, codes, credit, load, plan, sheet, shown
from lianjian import importing
from lianjian.cli import cli
from lianjian.importing import KeyMismatchError
from lianjian.model import REGISTRY
from lianjian.model.credit import check_characters, faults
from lianjian.store import Store
from lianjian.tables.layouts import layouts
from lianjian.tables.persons import KeyFileError, Pseudonyms, create_key, load_key
from lianjian.tables.privacy import mask
from lianjian.tables.privacy import personal as personal_numbers
from lianjian.tables.problems import CATALOGUE, Problem, column_letter
from lianjian.tables.read import read
from lianjian.tables.template import write_template

A = "91320102MA0010010X"
KEY = Pseudonyms(bytes(range(32)))
UNITS = "单位名称,统一社会信用代码,单位类型,从业人员,摸排日期\n"
ROSTER = (
    "证件号码,姓名,手机号码,党员类别,入党日期\n320102198001010019,张三丰,13900001111,正式党员,2010-07-01\n"
)


def excel(path: Path, *rows: list[object], merged: tuple[str, ...] = (), stray: str = "") -> Path:
    """A workbook of one page."""
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    if stray:
        page[stray] = "x"
    book.save(path)
    return path


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    path = sheet(tmp_path, "o.csv", "党组织名称,组建方式\n甲支部,党支部\n".replace(",", separator), encoding)

    [table], problems = read(path)

    assert table.headings == ("党组织名称", "组建方式")
    assert table.cells.rows() == [(2, "甲支部", "党支部")]
    assert [p.code for p in problems] == (["F05"] if encoding == "gb18030" else [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_lines_quotes_and_short_rows(tmp_path: Path, end: str) -> None:
    text = '\n,,\n党组织名称,组建方式,别名\n\n甲支部,党支部\n,,\n"乙""支部","党,支部","一\n二"\n'

    [table], problems = read(sheet(tmp_path, "o.csv", text.replace("\n", end)))

    assert problems == []
    assert table.cells.drop("row").rows() == [
        ("甲支部", "党支部", None),
        ('乙"支部', "党,支部", f"一{end}二"),
    ]
    assert table.header_row == 3
    assert table.cells["row"].to_list()[0] == 5


def test_a_title_above_the_table_is_passed_over(tmp_path: Path) -> None:
    head, row = ["党组织名称", "组建方式"], ["甲支部", "党支部"]
    path = excel(tmp_path / "x.xlsx", ["党组织一览表", None], [None, None], head, row, merged=("A1:B1",))
    text = sheet(tmp_path, "x.csv", "党组织一览表\n党组织名称;组建方式\n甲支部;党支部\n")

    for p in (path, text):
        [table], problems = read(p)
        assert (table.headings, table.cells.drop("row").rows()) == (tuple(head), [tuple(row)])
        assert [(p.code, p.row) for p in problems] == [("F24", 1)]


def test_cells_of_excel(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "x.xlsx",
        ["名称", "数", "日", "真", "小数"],
        ["甲", 12, date(2022, 3, 31), True, 1.5],
        ["乙", 3.0, datetime(2022, 3, 31, 10, 5), False, 1e16],
    )

    [table], _ = read(path)

    assert table.cells.drop("row").rows() == [
        ("甲", "12", "2022-03-31", "是", "1.5"), ("乙", "3", "2022-03-31 10:05:00", "否", "1e+16")]
    assert table.numbers["c1"].to_list() == [True, True]
    assert table.numbers["c3"].to_list() == [False, False]


def test_dates_and_digits_of_excel_are_taken_in(store: Store, tmp_path: Path) -> None:
    path = excel(
        tmp_path / "s.xlsx",
        UNITS.strip().split(","),
        ["甲", A, "企业", 12, datetime(2022, 3, 31, 9, 30)],
        ["乙", "9132０104MA0010029P", "企业", "１，２００人", "２０２２年３月３１日"],
    )

    load(store, path)

    counts = store.read("Headcount").sort("id")
    assert counts.select("id", "staff").rows() == [
        (f"{A}|2022-03-31", 12), ("91320104MA0010029P|2022-03-31", 1200)]


@pytest.mark.parametrize(
    ("said", "day"),
    [("2022年8月", date(2022, 8, 31)), ("2024-02", date(2024, 2, 29)), ("2022", date(2022, 12, 31)),
     ("2022.8.20", date(2022, 8, 20))],
)
def test_a_last_day_written_as_a_month_is_the_last_of_the_month(
    store: Store, tmp_path: Path, said: str, day: date
) -> None:
    units = sheet(tmp_path, "u.csv", f"{UNITS}甲,{A},企业,12,2022-03-31\n")
    ledger = (
        "单位名称,统一社会信用代码,整改措施,责任单位,完成时限,完成情况,台账日期\n"
        "甲,{},选派指导员,,{},,2022-06-30\n"
    )

    load(store, units, sheet(tmp_path, "台账.csv", ledger.format(A, said)))

    assert store.read("FollowUp")["due"].to_list() == [day]


def notes(folder: Path) -> Path:
    """A workbook with a sheet of organizations and one of somebody's own."""
    book = openpyxl.Workbook()
    for title, rows in {
        "党组织": [["党组织名称", "组建方式"], ["甲支部", "党支部"]], "账": [["颜色", "大小"], ["红", "大"]]
    }.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def broken(folder: Path) -> list[Path]:
    """Files that cannot be read."""
    def make(name: str, data: bytes) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    whole = excel(folder / "whole.xlsx", ["党组织名称"], ["甲"]).read_bytes()
    bomb = folder / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z, z.open(
        "xl/worksheets/sheet1.xml", "w", force_zip64=True
    ) as f:
        for _ in range(251):
            f.write(b" " * 4_000_000)
    return [
        make("empty.xlsx", b""),
        make("text.xlsx", "党组织名称".encode()),
        make("half.xlsx", whole[: len(whole) // 2]),
        make("noise.xlsx", bytes(range(256)) * 20),
        make("noise.xls", bytes(range(256)) * 20),
        make("x.ods", b"PK\3\4"),
        make("deep.json", b"[" * 20000),
        make("half.json", b'[{"a":'),
        make("tab.yaml", b"a:\t\n\t- b"),
        make("twice.yaml", "- 联盟名称: 甲\n  联盟名称: 乙\n".encode()),
        make("twice.json", b'[{"a": 1, "a": 2}]'),
        make("circle.yaml", b"&a [*a]\n"),
        make("lists.yaml", "- 成员: [[甲]]\n".encode()),
        make("scalar.yaml", b"abc"),
        make("docs.yaml", b"---\na: 1\n---\na: 2\n"),
        excel(folder / "far.xlsx", ["党组织名称"], ["甲"], stray="XFD1048576"),
        bomb,
    ]


def test_broken_files_are_problems(tmp_path: Path) -> None:
    for path in broken(tmp_path):
        sheets, problems = read(path)
        assert sheets == [], path.name
        assert [p.code for p in problems] == ["F03"], path.name
        assert "\n" not in problems[0].text(), path.name


def test_files_without_rows_are_told_and_no_error(tmp_path: Path) -> None:
    names = ["a.csv", "b.csv", "c.yaml", "d.json", "e.yaml", "f.csv"]
    texts = ["", "党组织名称,组建方式\n", "# 无\n", "null", "[]", "\n,,\n"]
    paths = [sheet(tmp_path, n, t) for n, t in zip(names, texts, strict=True)]
    paths.append(excel(tmp_path / "g.xlsx", []))

    prepared = plan(None, *paths)

    assert [p.code for p in prepared.problems] == ["F06"] * 7
    assert prepared.plan is None
    result = CliRunner().invoke(cli, ["import", *map(str, paths), "--db", str(tmp_path / "x.lbug")])
    assert result.exit_code == 0, result.output


def test_yaml_null_is_empty_and_quoted_text_is_text(tmp_path: Path) -> None:
    text = "- 联盟名称: 'null'\n  类型: null\n  别名: ~\n  成立日期: 2019-03-01\n  成员:\n"

    [table], _ = read(sheet(tmp_path, "a.yaml", text))

    assert dict(zip(table.headings, table.cells.drop("row").row(0), strict=True)) == {
        "联盟名称": "null", "类型": None, "别名": None, "成立日期": "2019-03-01"} | (
        {"成员": None} if "成员" in table.headings else {})


# Headings


def test_headings_in_english(store: Store, tmp_path: Path) -> None:
    heading = "Organization name,KIND,superior,founded,unit covered,covers since\n"

    prepared = plan(store, sheet(tmp_path, "o.csv", heading + "A,joint branch,,2019-05-01,,\n"))

    assert prepared.clean, shown(prepared)
    assert prepared.matches[0].layout.name == "organizations"
    assert prepared.plan is not None
    assert prepared.plan.types["Organization"].create["kind"].to_list() == ["joint_branch"]


@pytest.mark.parametrize("heading", ["组建方试", "组建形式", "组建 方式（必填）", "*组建方式："])
def test_headings_that_are_nearly_right(tmp_path: Path, heading: str) -> None:
    prepared = plan(None, sheet(tmp_path, "o.csv", f"党组织名称,{heading}\n甲支部,党支部\n"))

    near = [p for p in prepared.problems if p.code == "H03"]
    if heading in ("组建方试", "组建形式"):
        assert [(p.cell, p.facts["hint"]) for p in near] == [("B1", "组建方式")]
    else:
        assert prepared.clean


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    prepared = plan(None, sheet(tmp_path, "s.csv", "单位名称,从业人员,所在街道,党员人数\n甲,3,某街道,0\n"))

    [problem] = prepared.problems
    assert problem.code == "H01"
    assert "摸排日期" in problem.text()
    assert "摸排表" in problem.text()


def test_a_tie_of_layouts_names_the_option(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path, "o.csv", "党组织名称\n甲支部\n")
    text = "区划代码,区划名称,级别\n1,某市,市\n"
    same = layouts()["Division"]
    twin = type(same)("twin", "孪生", "twin", same.slots, same.columns, same.ties)

    prepared = plan(None, sheet(tmp_path, "d.csv", text), extra=[twin])

    [problem] = prepared.problems
    assert problem.code == "H02"
    assert "--layout" in problem.remedy()
    assert "Division" in problem.text()
    assert "twin" in problem.text()
    assert plan(None, tmp_path / "d.csv", extra=[twin], layout="Division").clean
    assert plan(None, path, layout="Organization").clean
    with pytest.raises(KeyError):
        plan(None, path, layout="没有")


# Every code


def survey(row: str) -> dict[str, str]:
    return {"s.csv": UNITS.strip() + ",党员人数,其中正式党员\n" + row}


ORG = "党组织名称,党组织代码,上级党组织,组建方式\n"
BUILDING = "楼宇名称,楼宇编号,经度,纬度,坐标系\n"
CASES: dict[str, dict[str, str | bytes]] = {
    "F02": {"a.pdf": "x"},
    "F03": {"a.xlsx": "x"},
    "F04": {"a.csv": b"\xff\xfe\x00\xd8"},
    "F05": {"a.csv": "党组织名称\n甲支部\n".encode("gb18030")},
    "F06": {"a.csv": "党组织名称,组建方式\n"},
    "F07": {"a.csv": "党组织名称,组建方式\n甲支部,党支部,多\n"},
    "F08": {"a.csv": "党组织名称,组建方式\n示例：甲支部,党支部\n乙支部,党支部\n"},
    "H01": {"a.csv": "颜色,大小\n红,大\n"},
    "H03": {"a.csv": "党组织名称,组建方试\n甲支部,党支部\n"},
    "H04": {"a.csv": "党组织名称,颜色\n甲支部,红\n"},
    "H05": {"a.csv": "党组织名称,党组织名称\n甲支部,乙支部\n"},
    "V01": {"a.csv": "党组织名称,组建方式\n,党支部\n"},
    "V02": survey(f"甲,{A},企业,3,某日,,\n"),
    "V03": survey(f"甲,{A},企业,三人,2022-03-31,,\n"),
    "V04": {"a.csv": "楼宇名称,经度,纬度,坐标系\n甲楼,东,32,WGS-84\n"},
    "V05": {"a.csv": "党组织名称,组建方式\n甲支部,党之部\n"},
    "V07": {"a.csv": "党组织名称,成立日期,撤销日期\n甲支部,2020-01-01,2019-12-31\n"},
    "V08": {"a.csv": BUILDING + "甲楼,1,18.7789,32,WGS-84\n"},
    "V09": {"a.csv": BUILDING + "甲楼,1,118,32,\n"},
    "V10": {"a.csv": "商圈名称,范围,坐标系\n甲,POLYGON ((0 0)),WGS-84\n"},
    "V11": survey(f"甲,{A},企业,3,2022-03-31,1,2\n"),
    "V12": survey("甲,,,3,2022-03-31,,\n"),
    "V13": {"a.csv": "党组织名称,组建方式\n甲支部（张三１３９０００１１１１１）,党支部\n"},
    "V14": survey("甲,91320102MA0010010Y,企业,3,2022-03-31,,\n"),
    "V15": survey(f"甲,{A},企业,-3,2022-03-31,,\n"),
    "V16": {"a.csv": BUILDING + "甲楼,1,32,118,WGS-84\n"},
    "V18": {"a.csv": DIVISIONS, "b.csv": "社区名称,工作经费,经费日期\n丹凤街社区,,2021\n"},
    "R01": {"a.csv": ORG + "甲支部,,没有,\n"},
    "R02": {"a.csv": ORG + "乙,1,,\n乙,2,,\n丙,,乙,\n"},
    "R03": {"a.csv": "联盟名称,成员,成员类型\n甲,乙,联盟\n"},
    "R04": {"a.csv": "区划代码,区划名称,级别,上级代码\n1,某市,市,2\n"},
    "R06": {"a.csv": ORG + "乙,1,,\n丙,2,,\n丁,,乙、丙,\n"},
    "C01": {"a.csv": ORG + "乙,1,,党支部\n乙,1,,党委\n"},
    "C02": {"a.csv": ORG + "甲,1,,\n乙,2,,\n丙,3,甲,\n丙,3,乙,\n"},
    "C03": survey(f"甲,{A},企业,3,2022-03-31,,\n甲,{A},社会组织,3,2022-06-30,,\n"),
    "C04": {"a.csv": ORG + "乙,1,1,\n"},
    "C05": {"a.csv": ORG + "甲,1,,\n乙,1,,\n"},
    "C06": survey(f"甲,{A},企业,3,2022-03-31,,\n甲,{A},企业,4,2022-03-31,,\n"),
    "C07": {"a.csv": ORG + "甲,1,乙,\n乙,2,甲,\n"},
    "C08": {"a.csv": "党组织名称\n乙\n", "b.csv": "联盟名称,成员,加入日期\n甲,乙,2019\n甲,乙,2020\n"},
    "H08": {"a.csv": DIVISIONS, "b.csv": "社区名称,工作经费（元）,经费日期\n丹凤街社区,200000,2021\n"},
    "H09": {"a.csv": DIVISIONS, "b.csv": "社区名称,工作经费（美元）,经费日期\n丹凤街社区,2,2021\n"},
    "H11": {"a.csv": "小区名称,户数,建成年代,业主数\n某小区,1,2,3\n"},
    "H10": {"a.csv": "证件号码,派往处,下派方式,每月在岗天数,报到社区\n1,某社区,常态化下沉,5,某社区\n"},
    "P01": {"a.csv": ROSTER},
    "P02": {"a.csv": "党组织名称,书记,联系电话\n甲支部,张三,139\n"},
    "N01": survey("甲,,企业,3,2022-03-31,,\n" + f"甲,{A},企业,3,2022-03-31,,\n"),
    "N02": survey("甲,,企业,3,2022-03-31,,\n"),
    "W01": {
        "区划.csv": DIVISIONS,
        "楼宇.csv": "楼宇名称\n甲大厦\n",
        "摸排.csv": "单位名称,单位类型,所在楼宇,摸排日期\n甲公司,企业,甲大厦,2022-03-31\n",
    },
    "W04": {
        "区划.csv": DIVISIONS,
        "摸排.csv": "单位名称,单位类型,所在街道,所在社区,摸排日期\n"
        "甲,企业,洪武路街道,丹凤街社区,2022-03-31\n",
    },
    "W05": {"a.csv": f"单位名称,统一社会信用代码,注销日期,摸排日期\n甲,{A},2021-12-31,2022-03-31\n"},
    "W06": survey(f"甲,{A},企业,3,2022-03-31,4,\n"),
    "W07": survey("甲,91320102MA00100111,企业,3,2022-03-31,,\n"),
    "W08": {
        "区划.csv": DIVISIONS,
        "楼宇.csv": "楼宇名称,楼宇编号,经度,纬度,坐标系,所在地\n甲楼,1,121,31,WGS-84,玄武区\n",
    },
    "W09": {
        "摸排.csv": survey(f"丙,{A},企业,3,2022-03-31,,\n")["s.csv"],
        "a.csv": "党组织名称,组建方式,覆盖单位\n甲,党支部,丙\n乙,党支部,丙\n",
    },
    "W10": {
        "摸排.csv": survey("".join(f"单位{i},{credit(f'9132010{i}MA0010010')},企业,3,2022-03-31,,\n"
                                  for i in range(6)))["s.csv"],
        "a.csv": "党组织名称,组建方式,覆盖单位\n" + "".join(f"甲,联合党支部,单位{i}\n" for i in range(6)),
    },
    "W11": {
        "摸排.csv": survey(f"丙,{A},企业,3,2022-03-31,,\n")["s.csv"],
        "a.csv": f"党组织名称,组建方式,覆盖单位,覆盖单位代码\n甲,党支部,丙,{A}\n乙,联合党支部,丁,{A}\n",
    },
    "W12": {"任务.csv": "任务名称,任务类型,提出日期,办理时限\n路灯不亮,吹哨事项,2021-03-05,2021-03-01\n"},
    "W13": {
        "党组织.csv": "党组织名称\n甲\n乙\n",
        "资源.csv": "资源名称,资源类型,资源提供单位\n会议室,场地,甲\n会议室,场地,乙\n",
    },
    "N03": {"a.csv": "区划代码,区划名称,级别\n1,某市,市\n"},
}
ELSEWHERE = {
    "F12": lambda folder: [Problem("F12", "a.xlsx")],  # needs another program; see test_office_files
    "R05": lambda folder: plan(
        None, sheet(folder, "a.csv", ORG + "甲,1,,怪\n乙,2,甲,\n"), partial=True).problems,
    "V17": lambda folder: plan(
        None, sheet(folder, "下派.csv", "证件号码,党员类别,派往处,下派方式,每月在岗天数\n"
                    "320102198001010019,正式党员,某社区,常态化下沉,55\n"),
        sheet(folder, "党组织.csv", "党组织名称\n某社区\n"), pseudonyms=KEY).problems,
    "P04": lambda folder: plan(
        None, sheet(folder, "a.csv", "证件号码,党员类别,家庭情况\n320102198001010019,正式党员,四口人\n"),
        pseudonyms=KEY).problems,
    "F01": lambda folder: plan(None, folder / "没有.csv").problems,
    "V06": lambda folder: (
        plan(None, excel(folder / "v.xlsx", ["党组织名称", "党组织代码"], ["甲", 12])).problems
    ),
    "H02": lambda folder: (
        plan(
            None,
            sheet(folder, "d.csv", "区划代码,区划名称,级别\n1,某市,市\n"),
            extra=[
                type(x)("twin", "孪生", "twin", x.slots, x.columns, x.ties) for x in [layouts()["Division"]]
            ],
        ).problems
    ),
    "W02": lambda folder: [
        Problem("W02", "a.csv", value="新",
                facts={"what": "企业", "what_en": "enterprise", "id": "1", "old": "旧"})
    ],  # needs a store; see test_plan
    "F09": lambda folder: plan(None, *(
        sheet(folder / x, "党组织.csv", f"党组织名称\n{x}支部\n") for x in "甲乙"
    ), layout="Organization").problems,
    "F10": lambda folder: plan(None, notes(folder)).problems,
    "P03": lambda folder: [Problem("P03", "名册.csv")],  # made by the command; see test_cli
}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_problem_can_be_met_and_says_what_to_do(tmp_path: Path, code: str) -> None:
    if code in ELSEWHERE:
        make: Callable[[Path], list[Problem]] = ELSEWHERE[code]
        problems = make(tmp_path)
    elif code in office.MAKERS:
        problems = plan(None, office.MAKERS[code](tmp_path)).problems
    else:
        files = []
        for name, text in CASES[code].items():
            files.append(tmp_path / name)
            files[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        problems = plan(None, *files).problems

    found = [p for p in problems if p.code == code]
    assert found, [p.code for p in problems]
    for p in found:
        texts = [p.text("zh"), p.text("en"), p.remedy("zh"), p.remedy("en")]
        assert all(texts)
        assert not any("{" in t or "None" in t for t in texts)
        assert p.file
        assert not any("一" <= c <= "鿿" for c in CATALOGUE[code].en)
    errors = {p.code for p in problems if p.kind.severity == "error"} - {code}
    errors -= office.COMPANIONS.get(code, set())
    if code == "R05":  # a row is left out because of another's mistake
        errors -= {"V05"}
    assert not errors, "one mistake is one problem"


@pytest.mark.parametrize(
    ("code", "fault", "en"),
    [("91320102MA001001", "现有 16 位", "16 characters"), ("91320102MA00100IOX", "不用的字符", "no code has"),
     ("91320102MA0010010Y", "校验码", "check character"), ("９１320102ma0010010y", "校验码", "check")],
)
def test_what_is_wrong_with_a_credit_code_is_told(tmp_path: Path, code: str, fault: str, en: str) -> None:
    path = sheet(tmp_path, "s.csv", UNITS + f"甲,{code},企业,3,2022-03-31\n")

    [problem] = plan(None, path).problems

    assert (problem.code, problem.cell, problem.value) == ("V14", "B2", code)
    assert fault in problem.text("zh")
    assert en in problem.text("en")


def test_credit_codes_of_many_kinds() -> None:
    codes = pl.Series([A, A, None, "", "X", "党" * 18, "91320102MA00100100", credit("51320106MJ5000001")])

    assert faults(codes).to_list() == ["", "", None, "length", "length", "characters", "check", ""]
    assert faults(codes.clear()).to_list() == []


@pytest.mark.parametrize("blank", ["无", "暂无", "—", "——", "-", "/", "不详", " － "])
def test_a_sign_for_no_code_is_no_code(tmp_path: Path, blank: str) -> None:
    units = sheet(tmp_path, "s.csv", UNITS + f"甲,{blank},企业,3,2022-03-31\n乙,{blank},企业,3,2022-03-31\n")
    others = sheet(tmp_path, "o.csv", ORG + f"甲支部,{blank},,\n乙支部,{blank},,\n")

    prepared = plan(None, units, others)

    assert codes(prepared) == {"N02"}, shown(prepared)
    assert prepared.plan is not None
    assert prepared.plan.types["Enterprise"].create.height == 2
    assert prepared.plan.types["Organization"].create.height == 2


def test_a_code_in_notation_for_numbers_is_told_as_lost(tmp_path: Path) -> None:
    path = sheet(tmp_path, "s.csv", UNITS + "甲,9.13201E+17,企业,3,2022-03-31\n")
    other = sheet(tmp_path, "o.csv", ORG + "甲支部,3.2E+11,,\n乙支部,1E5,,\n")

    found = [(p.code, p.file, p.row) for p in plan(None, path, other).problems if p.code[0] in "VR"]

    assert found == [("V06", "o.csv", 2), ("V06", "s.csv", 2)]


def test_a_number_in_a_column_of_codes(tmp_path: Path) -> None:
    path = excel(tmp_path / "x.xlsx", ["党组织名称", "党组织代码"], ["甲", 12], ["乙", "012"])

    [problem] = plan(None, path).problems

    assert (problem.code, problem.sheet, problem.cell, problem.value) == ("V06", "Sheet", "B2", "12")


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_twenty_thousand_bad_rows_are_reported_in_seconds(tmp_path: Path) -> None:
    import time

    heading = "单位名称,统一社会信用代码,单位类型,所在街道,所在社区,从业人员,摸排日期\n"
    firsts = pl.Series([f"91{i:06d}MA0010010" for i in range(20_000)])
    valid = (firsts + check_characters(firsts)).to_list()
    rows = "".join(f"甲{i},{c},怪{i},无{i}街道,无{i}社区,x{i},某{i}日\n" for i, c in enumerate(valid))
    twice = "".join(f"乙{i % 3},{valid[i // 2]},企业,,,{i},2022-03-31\n" for i in range(20_000))
    bad, more = sheet(tmp_path, "s.csv", heading + rows), sheet(tmp_path, "t.csv", heading + twice)

    start = time.process_time()
    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), bad)
    second = plan(None, more)
    taken = time.process_time() - start

    assert codes(prepared) == {"V02", "V03", "V05", "R04"}
    assert len(prepared.problems) == 100_000
    assert {"C05", "C06"} <= codes(second)
    assert taken < 30, taken  # about four seconds on an idle core


# Persons


def personal(data: bytes) -> list[str]:
    return [x for x in ("张三丰", "13900001111", "320102198001010019") if x.encode() in data]


def test_personal_columns_go_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "a.key"
    monkeypatch.setenv("LIANJIAN_KEY", str(key))
    create_key(key)
    db = tmp_path / "x.lbug"
    roster = sheet(tmp_path, "名册.csv", ROSTER + "320102198001010019,张三丰,13900001111,怪人,某日\n")
    good = sheet(tmp_path, "好.csv", ROSTER)
    workbook = excel(tmp_path / "好.xlsx", *[line.split(",") for line in ROSTER.splitlines()])

    bad = CliRunner().invoke(cli, ["import", str(roster), "--db", str(db)])
    dry = CliRunner().invoke(cli, ["import", str(good), str(workbook), "--db", str(db), "--dry-run"])
    done = CliRunner().invoke(cli, ["import", str(good), str(workbook), "--db", str(db)])

    assert (bad.exit_code, dry.exit_code, done.exit_code) == (3, 0, 0), bad.output + done.output
    assert "P02" in done.output
    assert "P03" in done.output
    assert not personal((bad.output + dry.output + done.output).encode())
    for path in tmp_path.glob("x.lbug*"):
        assert not personal(path.read_bytes()), path
    assert not personal(repr(plan(None, roster, pseudonyms=KEY)).encode())
    result = CliRunner().invoke(
        cli, ["import", str(good), "--db", str(db), "--purpose", "覆盖", "--basis", "法定职责"]
    )
    assert "P03" not in result.output


NUMBERS = ["13900001111", "１３９ 0000 1111", "+86-139-0000-1111", "32010219800101001x", "320102198001010019"]


@pytest.mark.parametrize("number", NUMBERS)
def test_persons_numbers_in_words_are_refused_and_never_shown(tmp_path: Path, number: str) -> None:
    key = tmp_path / "x.lbug"
    said = f"张三{number}"
    files = [
        sheet(tmp_path, "o.csv", "党组织名称,上级党组织,覆盖单位,覆盖单位代码,别名\n"
                                 f"甲支部,{said},{said},,{said}\n"),
        sheet(tmp_path, "l.csv", f"联盟名称,成员,角色,协议\n甲联盟,{said},{said},{said}\n{said},,,\n"),
        sheet(tmp_path, "s.csv", UNITS + f"{said},{A},企业,{number},{number}\n乙,{number},企业,3,{number}\n"),
    ]

    prepared = plan(None, *files)
    result = CliRunner().invoke(cli, ["import", *map(str, files), "--db", str(key)])

    assert result.exit_code == 3
    told = [(p.file, p.cell) for p in prepared.problems if p.code == "V13"]
    cells = {"l.csv": ["A3", "B2", "C2", "D2"], "o.csv": ["B2", "C2", "E2"], "s.csv": ["A2"]}
    assert told == [(file, cell) for file, listed in cells.items() for cell in listed]
    assert not key.exists()
    for text in (repr(prepared), result.output, *shown(prepared)):
        assert number not in text
        assert "R01" not in text


def test_what_only_looks_like_a_persons_number_stays() -> None:
    plain = ("113900001111", "MA13900001111", "139000011112", A, "320102003001", "320102198013010019", "12")
    for text in plain:
        assert mask(text) == text
        assert not personal_numbers(pl.Series([text])).item()
    assert mask("张三，139 0000 1111。") == "张三，•••。"
    facts = {"hint": "；相近的有 张三13900001111", "n": 13}
    problem = Problem("R01", "a.csv", heading="13900001111", value="320102198001010019", facts=facts)
    assert (problem.heading, problem.value, problem.facts["hint"]) == ("•••", "•••", "；相近的有 张三•••")


def test_a_roster_shows_nothing_of_its_cells(tmp_path: Path) -> None:
    units = sheet(tmp_path, "s.csv", UNITS + "张三丰公司,,企业,3,2022-03-31\n李四,,企业,3,2022-03-31\n")
    twice = sheet(tmp_path, "t.csv", "单位名称,单位类型,摸排日期\n李四,社会组织,2022-03-31\n")
    heading = "证件号码,党员类别,工作单位,工作单位类型,入党日期,出党日期\n"
    rows = "1,正式,张三丰,,2010-07-01,2009-07-01\n2,张三丰,李四,,张三丰,\n3,正式,张三丰,党组织,,\n"
    rows += "1,预备,,张三丰,,\n"
    roster = sheet(tmp_path, "r.csv", heading + rows)

    found = [p for p in plan(None, units, twice, roster, pseudonyms=KEY).problems if p.file == "r.csv"]

    assert {"R01", "R02", "R03", "V02", "V05", "V07", "C01"} == {p.code for p in found}
    for p in found:
        texts = [p.value, *(f(lang) for f in (p.text, p.remedy) for lang in ("zh", "en"))]
        assert not any(x in t for t in texts for x in ("张三", "李四", "2010", "2009", "丰公司")), p


def test_a_period_that_a_later_roster_empties_is_told_without_its_dates(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "a.csv", "证件号码,党员类别,入党日期\n1,正式,2010-07-01\n"), pseudonyms=KEY)
    later = sheet(tmp_path, "b.csv", "证件号码,党员类别,出党日期\n1,正式,2009-06-30\n")

    [problem] = [p for p in plan(store, later, pseudonyms=KEY).problems if p.kind.severity == "error"]

    assert (problem.code, problem.value, problem.facts["since"]) == ("V07", "•••", "•••")


def test_a_person_is_told_without_the_pseudonym(tmp_path: Path) -> None:
    organizations = sheet(tmp_path, "o.csv", "党组织名称,组建方式\n甲支部,党支部\n乙支部,党支部\n")
    rows = "序号,证件号码,党员类别,组织关系所在党组织\n1,1,正式,甲支部\n2,1,正式,乙支部\n"
    prepared = plan(None, organizations, sheet(tmp_path, "r.csv", rows), pseudonyms=KEY)

    [problem] = prepared.problems

    assert problem.code == "C02"
    assert "在职党员在同一日期" in problem.text()
    assert problem.text("en").startswith("in-service member: two ties")


def test_a_coordinate_system_not_in_the_list_is_told_once(tmp_path: Path) -> None:
    prepared = plan(None, sheet(tmp_path, "a.csv", BUILDING + "甲楼,1,118,32,北京54\n乙楼,2,118,32,\n"))

    assert [(p.code, p.row) for p in prepared.problems] == [("V05", 2), ("V09", 3)]


def test_no_sum_of_a_roster_is_told(tmp_path: Path) -> None:
    rows = "证件号码,党员类别,电话\n320102800101123,正式,1001\n合计,,3\n3,合计,\n"
    for heading in ("党员类别", "类别"):  # the second is no layout's
        file = sheet(tmp_path, "r.csv", rows.replace("党员类别", heading))
        assert "F26" not in codes(plan(None, file, pseudonyms=KEY))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", '证件号码,党员类别\n"张三,正式\n2,正式\n', "could not parse …"),
        ("a.yaml", "- 证件号码: 1\n  党员:\n    类别: 正式\n", "item 1: a mapping in the mapping 党员"),
    ],
)
def test_a_broken_file_is_told_without_its_cells(tmp_path: Path, name: str, text: str, said: str) -> None:
    [problem] = plan(None, sheet(tmp_path, name, text), pseudonyms=KEY).problems

    assert problem.code == "F03"
    assert said in problem.text("en")
    assert "张三" not in problem.text("en")


def test_a_misspelt_heading_of_a_roster_is_no_personal_column_to_drop(tmp_path: Path) -> None:
    rows = "证件号码,党员类别,组织关系所在党组,家庭情况\n320102198001010019,正式党员,甲支部,四口人\n"

    prepared = plan(None, sheet(tmp_path, "r.csv", rows), pseudonyms=KEY)

    assert [(p.code, p.column) for p in prepared.problems] == [("H03", "C"), ("P04", "D")]
    assert "组织关系所在党组织" in prepared.problems[0].text("zh")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = sheet(tmp_path, "d.csv", "区划代码,区划名称,级别\n320102,玄武区,区\n")

    prepared = plan(None, file, file, tmp_path / "." / "d.csv")

    assert [p.code for p in prepared.problems] == [p.code for p in plan(None, file).problems]
    assert len(prepared.matches) == 1


def test_a_roster_without_headings_shows_none(tmp_path: Path) -> None:
    rows = ["张三丰,13900001111,正式党员", "张三丰,320102198001010019,预备党员"]
    files = [sheet(tmp_path, f"{i}.csv", f"{row}\n{rows[0]}\n") for i, row in enumerate(rows)]

    for file in files:
        [problem] = plan(None, file).problems
        assert (problem.code, problem.value) == ("H01", "")
    names = sheet(tmp_path, "n.csv", "张三丰,男\n李四,女\n")
    [problem] = plan(None, names, layout="InServiceMember").problems
    assert problem.value == ""


def test_a_personal_number_in_excel_is_never_shown(tmp_path: Path) -> None:
    path = excel(tmp_path / "r.xlsx", ["证件号码", "姓名", "党员类别"], [320102198001010, "张三丰", "怪"])

    prepared = plan(None, path, pseudonyms=KEY)

    assert codes(prepared) == {"P02", "V05", "V06"}
    assert not any(x in repr(prepared) for x in ("320102198001010", "张三丰"))


def test_a_roster_without_key_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path, "名册.csv", ROSTER)

    result = CliRunner().invoke(cli, ["import", str(path), "--db", str(tmp_path / "x.lbug")])

    assert result.exit_code == 6
    assert "P01" in result.output
    assert "lianjian key create" in result.output
    assert not personal(result.output.encode())


def test_another_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roster, db = sheet(tmp_path, "名册.csv", ROSTER), tmp_path / "x.lbug"
    exits = []
    for name in ("a.key", "b.key", "a.key"):
        monkeypatch.setenv("LIANJIAN_KEY", str(tmp_path / name))
        CliRunner().invoke(cli, ["key", "create"])
        exits.append(CliRunner().invoke(cli, ["import", str(roster), "--db", str(db)]).exit_code)

    assert exits == [0, 6, 0]


def test_another_key_is_an_error_for_callers_too(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "名册.csv", ROSTER), pseudonyms=KEY)

    with pytest.raises(KeyMismatchError):
        plan(store, tmp_path / "名册.csv", pseudonyms=Pseudonyms(b"x" * 32))


def test_the_key_is_the_owners_and_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "keys" / "a.key"
    monkeypatch.setenv("LIANJIAN_KEY", str(key))

    first = CliRunner().invoke(cli, ["key", "create"])
    text = key.read_text()
    second = CliRunner().invoke(cli, ["key", "create"])

    assert (first.exit_code, second.exit_code) == (0, 6)
    assert key.read_text() == text
    assert text.strip() not in first.output + second.output
    if sys.platform != "win32":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert CliRunner().invoke(cli, ["key", "show"]).output.startswith(str(key))


@pytest.mark.parametrize("text", ["", "abc", "00" * 16, "钥匙"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(KeyFileError):
        load_key(sheet(tmp_path, "a.key", text))


def test_one_person_one_pseudonym(store: Store, tmp_path: Path) -> None:
    rows = "证件号码,党员类别\n320102800101002,正式\n３２０１０２１９８００１０１００２９,正式党员\n"
    rows += "32010219800101002x,预备\n"

    load(store, sheet(tmp_path, "m.csv", rows), pseudonyms=KEY)
    load(store, sheet(tmp_path, "w.csv", "证件号码,职业\n32010219800101002X,骑手\n"), pseudonyms=KEY)

    members = set(store.read("InServiceMember")["id"])
    assert not members & set(store.read("DeliveryWorker")["id"])
    old, new = "320102800101001", "320102198001010016"  # of 15 digits, and as GB 11643-1999 writes it
    one, same, *others = KEY.of(
        "InServiceMember", pl.Series([old, new, "32010219800101002x", None])
    ).to_list()
    assert one == same
    assert others[0] in members
    assert others[1] is None


# Places and names


def test_a_row_that_places_something_elsewhere_is_told(tmp_path: Path) -> None:
    divisions = sheet(tmp_path, "区划.csv", DIVISIONS + "320104007009,无名社区,社区,,统计,2023\n")
    places = "楼宇名称,所在地\n甲大厦,320102003001\n乙大厦,320104\n丙大厦,\n"
    heading = "单位名称,单位类型,所在区,所在街道,所在社区,所在楼宇,摸排日期\n"
    rows = "".join(f"单位{i},企业,{x},2022-03-31\n" for i, x in enumerate([
        "玄武区,新街口街道,丹凤街社区,甲大厦",  # all agree
        "秦淮区,新街口街道,,",  # the street lies elsewhere
        ",洪武路街道,,甲大厦",  # the building lies elsewhere
        ",新街口街道,无名社区,乙大厦",  # nothing is known nearer than the district
        ",新街口街道,,丙大厦",  # nothing is known at all
    ]))
    files = [divisions, sheet(tmp_path, "楼宇.csv", places), sheet(tmp_path, "摸排.csv", heading + rows)]

    found = [p for p in plan(None, *files).problems if p.code == "W04"]

    assert [(p.cell, p.value, p.facts["outer"]) for p in found] == [
        ("D3", "新街口街道", "秦淮区"), ("F4", "甲大厦", "洪武路街道")]
    assert found[1].text() == "“甲大厦”不在“洪武路街道”"


def test_a_survey_on_the_last_day_is_in_time(tmp_path: Path) -> None:
    heading = "单位名称,统一社会信用代码,注销日期,从业人员,党员人数,摸排日期\n"
    same = sheet(tmp_path, "a.csv", heading + f"甲,{A},2022-03-31,3,3,2022-03-31\n")
    late = sheet(tmp_path, "b.csv", heading + f"甲,{A},2022-03-30,3,4,2022-03-31\n")

    assert plan(None, same).problems == []
    [w06, w05] = plan(None, late).problems
    assert (w05.code, w05.cell, str(w05.facts["until"])) == ("W05", "F2", "2022-03-30")
    assert (w06.code, w06.cell, w06.facts["staff"]) == ("W06", "E2", 3)


def test_hints_look_at_what_is_distinctive(tmp_path: Path) -> None:
    names = ["青禾软件有限公司", "金陵百货有限责任公司", "有限公司", "云帆图书有限公司"]
    units = "".join(f"{n},,企业,3,2022-03-31\n" for n in names)
    path = sheet(tmp_path, "s.csv", UNITS + units)
    other = sheet(tmp_path, "l.csv", "联盟名称,成员\n甲联盟,金陵百火有限公司\n")

    [problem] = [p for p in plan(None, path, other).problems if p.code == "R01"]

    assert str(problem.facts["hint"]).count("（") == 1
    assert "金陵百货有限责任公司" in str(problem.facts["hint"])


def test_files_of_one_name_need_a_source(tmp_path: Path) -> None:
    files = [sheet(tmp_path / x, "党组织.csv", f"党组织名称\n{x}支部\n") for x in "甲乙"]

    assert codes(plan(None, *files, layout="Organization")) == {"F09"}
    assert plan(None, *files, layout="Organization", source="台账").clean
    assert plan(None, files[0], files[0], layout="Organization").clean


def test_notes_beside_a_known_sheet_do_not_stop_the_import(tmp_path: Path) -> None:
    prepared = plan(None, notes(tmp_path))

    assert [(p.code, p.sheet) for p in prepared.problems] == [("F10", "账")]
    assert prepared.clean


def test_text_files_are_not_read(tmp_path: Path) -> None:
    assert codes(plan(None, sheet(tmp_path, "a.txt", "党组织名称\n甲支部\n"))) == {"F02"}


# Templates


def test_every_template_imports_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "全部.xlsx"
    write_template(path, list(layouts().values()))

    book = openpyxl.load_workbook(path)
    prepared = plan(None, path)

    assert len(book.sheetnames) == len(layouts()) + 1
    assert {p.code for p in prepared.problems} == {"F06", "F08"}
    assert prepared.plan is None


def test_the_common_template(tmp_path: Path) -> None:
    path = tmp_path / "机构 表.xlsx"
    made = CliRunner().invoke(cli, ["template", str(path)])
    book = openpyxl.load_workbook(path)
    db = tmp_path / "x.lbug"

    blank = CliRunner().invoke(cli, ["import", str(path), "--db", str(db)])

    assert (made.exit_code, blank.exit_code) == (0, 0), blank.output
    assert book.sheetnames[:4] == ["区划", "摸排表", "党组织覆盖表", "联盟表"]
    assert all(page.data_validations.dataValidation for page in book.worksheets[:4])
    lists = [c.value for c in book.worksheets[4][1]]
    assert "级别" in lists
    assert all("一" <= str(x)[0] <= "鿿" for x in lists)
    rows = [[c.value for c in row] for row in book["摸排表"].iter_rows(max_row=2)]
    survey = dict(zip(*rows, strict=True))
    assert not survey["注销日期"]
    assert not survey["别名"]
    assert survey["成立日期"]
    assert not any(str(c.value).endswith("代码代码") for page in book.worksheets for c in page[1])
    assert "什么也没有写入" in blank.output


@pytest.mark.parametrize("name", sorted(layouts()))
def test_a_filled_template_is_recognised(tmp_path: Path, name: str) -> None:
    layout = layouts()[name]
    path = tmp_path / "x.xlsx"
    write_template(path, [layout])
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for i, column in enumerate(layout.columns, 1):
        if column.required:
            page.cell(3, i).value = column.attr.example or "1"
    book.save(path)

    [table], _ = read(path)
    from lianjian.tables.headings import recognise

    match, problems = recognise(table, layouts())

    assert match is not None, [p.text() for p in problems]
    assert match.layout.name == name
    assert not [p for p in problems if p.kind.severity == "error"]


def test_a_filled_row_is_imported(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_template(path, [layouts()["Division"], layouts()["organizations"]])
    book = openpyxl.load_workbook(path)
    fill = {"区划": {"区划代码": "320102", "区划名称": "玄武区", "级别": "区"},
            "党组织覆盖表": {"党组织名称": "甲支部", "组建方式": "联合党支部", "所在地": "玄武区"}}
    for page, values in fill.items():
        heads = [c.value for c in book[page][1]]
        for heading, value in values.items():
            book[page].cell(3, heads.index(heading) + 1).value = value
    book.save(path)

    load(store, path)

    assert store.read("Organization").select("name", "kind").rows() == [("甲支部", "joint_branch")]
    assert store.read("LOCATED_IN")["to_id"].to_list() == ["nbs/2023/320102"]
    assert set(REGISTRY.nodes) >= set(importing.graph(store)) - set(REGISTRY.ties)

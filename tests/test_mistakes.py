"""The mistakes of offices, each alone in a workbook without any other, and all of them in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from engines import ENGINES, Servers, place
from importer import codes, credit, load, plan, sheet, shown
from lianjian import importing
from lianjian.cli import cli
from lianjian.importing import Prepared
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from lianjian.tables.problems import CATALOGUE, Problem

KEY = Pseudonyms(bytes(range(32)))
Cells = dict[str, object]


def code_of(n: int) -> str:
    """The credit code of unit n, with both check characters right."""
    return credit(f"91{320200 + n}MA0010010")


UNITS = [
    [f"单位{n:02}", code_of(n), "企业", "新街口街道", "丹凤街社区", 20, 2, 1, "2010-01-01", "2022-03-31"]
    for n in range(2, 31)
]
SHEETS: dict[str, list[list[object]]] = {
    "区划": [
        ["区划代码", "区划名称", "级别", "上级代码", "编码方案", "版本"],
        ["3201", "南京市", "市", None, "统计", "2023"],
        ["320102", "玄武区", "区", "3201", "统计", "2023"],
        ["320104", "秦淮区", "区", "3201", "统计", "2023"],
        ["320102003", "新街口街道", "街道", "320102", "统计", "2023"],
        ["320104007", "洪武路街道", "街道", "320104", "统计", "2023"],
        ["320102003001", "丹凤街社区", "社区", "320102003", "统计", "2023"],
        ["320102003009", "平安社区", "社区", "320102003", "统计", "2023"],
        ["320104007009", "平安社区", "社区", "320104007", "统计", "2023"],
    ],
    "楼宇": [
        ["楼宇名称", "楼宇编号", "经度", "纬度", "坐标系", "所在地"],
        ["甲大厦", "L1", 118.79, 32.06, "WGS-84", "玄武区"],
        ["乙大厦", "L2", 118.80, 32.06, "WGS-84", "新街口街道"],
        ["丙大厦", "L3", 118.80, 32.07, "GCJ-02", "丹凤街社区"],
    ],
    "摸排": [
        [
            "单位名称",
            "统一社会信用代码",
            "单位类型",
            "所在街道",
            "所在社区",
            "从业人员",
            "党员人数",
            "其中正式党员",
            "成立日期",
            "摸排日期",
        ],
        *UNITS,
    ],
    "党组织": [
        ["党组织名称", "党组织代码", "组建方式", "上级党组织", "覆盖单位", "覆盖起始日期", "覆盖截止日期"],
        ["甲党委", "T1", "党委", None, None, None, None],
        ["乙党委", "T2", "党委", "甲党委", None, None, None],
        ["第一支部", "B1", "党支部", "乙党委", "单位20", "2019-01-01", None],
        ["第二支部", "B2", "党支部", "乙党委", "单位21", "2019-01-01", None],
        ["第三支部", "B3", "党支部", "乙党委", "单位22", "2019-01-01", "2020-12-31"],
        *(["联合支部", "J1", "联合党支部", "乙党委", f"单位{n}", "2020-01-01", None] for n in range(23, 28)),
    ],
    "联盟": [
        ["联盟名称", "成员", "加入日期", "退出日期"],
        ["甲联盟", "甲党委", "2019-03-01", None],
        ["甲联盟", "第一支部", "2020-03-01", None],
    ],
    "共建": [
        ["共建甲方", "共建乙方", "起始日期"],
        ["第一支部", "第二支部", "2021-01-01"],
    ],
    "名册": [
        ["证件号码", "党员类别"],
        ["320102198001010019", "正式党员"],
    ],
}


@dataclass(frozen=True)
class Mistake:
    """What is written into the good workbook, and the code and place of the one problem it makes."""

    code: str
    sheet: str
    write: Cells
    cell: str
    value: str = ""
    text: str = ""
    without_key: bool = False


def survey_row(n: int, row: int, **changed: object) -> Cells:
    """Unit n once more, in another row, with some cells changed."""
    cells = dict(zip("ABCDEFGHIJ", UNITS[n - 2], strict=True)) | changed
    return {f"{letter}{row}": value for letter, value in cells.items()}


def organization(row: int, *cells: object) -> Cells:
    return {f"{letter}{row}": value for letter, value in zip("ABCDEFG", cells, strict=False)}


MISTAKES = {
    "required name missing": Mistake("V01", "摸排", {"A2": None}, "A2"),
    "wrong check digit": Mistake(
        "V14", "摸排", {"B3": code_of(3)[:17] + ("A" if code_of(3)[17] != "A" else "B")}, "B3", text="校验码"
    ),
    "wrong inner digit": Mistake(
        "W07", "摸排", {"B4": credit("91320204MA0010011")}, "B4", credit("91320204MA0010011"), "GB 11714"
    ),
    "code in scientific notation": Mistake("V06", "摸排", {"B5": "9.13201E+17"}, "B5", "9.13201E+17"),
    "one code with two names": Mistake(
        "C05", "摸排", survey_row(6, 31, A="另一家公司"), "A31", "另一家公司", "“单位06”（错.xlsx [摸排] 6）"
    ),
    "impossible date": Mistake("V02", "摸排", {"J7": "2022-02-30"}, "J7", "2022-02-30"),
    "until before since": Mistake(
        "V07",
        "党组织",
        organization(12, "第四支部", "B4", "党支部", "乙党委", "单位28", "2021-01-01", "2020-06-30"),
        "G12",
        "2020-06-30",
        "2021-01-01",
    ),
    "unknown kind": Mistake("V05", "摸排", {"C9": "怪单位"}, "C9", "怪单位"),
    "misspelt street": Mistake("R04", "摸排", {"D10": "新街囗街道"}, "D10", "新街囗街道", "新街口街道"),
    "a community name that exists twice": Mistake(
        "R02",
        "摸排",
        {"D11": None, "E11": "平安社区"},
        "E11",
        "平安社区",
        "平安社区（320102003009）、平安社区（320104007009）",
    ),
    "a tie whose end does not exist": Mistake(
        "R01", "党组织", organization(13, "第五支部", "B5", "党支部", "乙党委", "无名实业"), "E13", "无名实业"
    ),
    "staff negative": Mistake("V15", "摸排", {"F12": -3}, "F12", "-3"),
    "full members above members": Mistake("V11", "摸排", {"G13": 2, "H13": 5}, "H13", "5"),
    "members above staff": Mistake("W06", "摸排", {"F14": 3, "G14": 9}, "G14", "9"),
    "text where a number belongs": Mistake("V03", "摸排", {"F15": "三十多"}, "F15", "三十多"),
    "unknown heading": Mistake("H04", "楼宇", {"G1": "颜色", "G2": "红"}, "G1"),
    "required column missing": Mistake("H01", "共建", {"B1": None, "B2": None}, "1", text="共建乙方"),
    "coordinates exchanged": Mistake("V16", "楼宇", {"C2": 32.06, "D2": 118.79}, "C2", "32.06", "118.79"),
    "coordinates of another system": Mistake(
        "W08", "楼宇", {"C3": 118.80, "D3": 32.042}, "C3", "118.8 32.042", "若按 GCJ-02"
    ),
    "two own organizations of a unit": Mistake(
        "W09",
        "党组织",
        organization(14, "第一支部", "B1", "党支部", "乙党委", "单位21", "2021-01-01"),
        "E14",
        "第一支部",
        "“第二支部”（错.xlsx [党组织] 5）",
    ),
    "a joint branch of six units": Mistake(
        "W10",
        "党组织",
        organization(15, "联合支部", "J1", "联合党支部", "乙党委", "单位29", "2020-01-01"),
        "E15",
        text="同时覆盖 6 个单位，一般不超过 5 个（R2）",
    ),
    "superiors in a circle": Mistake(
        "C07",
        "党组织",
        organization(16, "丙党委", "T3", "党委", "丁党委")
        | organization(17, "丁党委", "T4", "党委", "丙党委"),
        "D17",
        "丙党委",
        "丁党委 → 丙党委 → 丁党委",
    ),
    "a member twice in an alliance": Mistake(
        "C08",
        "联盟",
        {"A4": "甲联盟", "B4": "甲党委", "C4": "2021-03-01"},
        "B4",
        "T1",
        "“甲联盟”的成员（错.xlsx [联盟] 2）",
    ),
    "two counts of one date": Mistake(
        "C06", "摸排", survey_row(16, 32, F=21), "F32", "21", "20（错.xlsx [摸排] 16）"
    ),
    "identities without a key": Mistake("P01", "名册", {}, "A1", without_key=True),
}


def write(path: Path, *mistakes: Mistake) -> Path:
    """The good workbook with these mistakes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    for mistake in mistakes:
        for cell, value in mistake.write.items():
            book[mistake.sheet][cell] = value
    for page in book.worksheets:  # rows left free by mistakes that are not made
        for n in range(page.max_row, 1, -1):
            if all(c.value is None for c in page[n]):
                page.delete_rows(n)
    book.save(path)
    return path


def spots(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return sorted((p.code, p.sheet, p.cell) for p in problems)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[str]:
    """The place of a new, empty store."""
    with place(request.param, tmp_path, servers) as url:
        yield url


def written(url: str) -> int:
    """How many rows a store holds."""
    with connect(url) as store:
        return sum(store.counts().values())


def test_the_workbook_without_mistakes_has_none(store: Store, tmp_path: Path) -> None:
    prepared = plan(store, write(tmp_path / "好.xlsx"), pseudonyms=KEY)

    assert prepared.problems == [], shown(prepared)
    assert prepared.clean


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_alone(tmp_path: Path, name: str) -> None:
    mistake = MISTAKES[name]
    path = write(tmp_path / "错.xlsx", mistake)
    at = openpyxl.load_workbook(path)[mistake.sheet]
    row = min(int("".join(c for c in mistake.cell if c.isdigit())), at.max_row)
    cell = "".join(c for c in mistake.cell if c.isalpha()) + str(row)

    prepared = plan(None, path, pseudonyms=None if mistake.without_key else KEY)

    [problem] = prepared.problems
    assert (problem.code, problem.file, problem.sheet, problem.cell) == (
        mistake.code,
        "错.xlsx",
        mistake.sheet,
        cell,
    ), shown(prepared)
    assert mistake.value in ("", problem.value)
    assert mistake.text in problem.text()
    assert problem.remedy("zh")
    assert problem.text("en")
    assert prepared.clean == (problem.kind.severity != "error")


def test_every_mistake_has_a_code_of_its_own() -> None:
    told = [m.code for m in MISTAKES.values()]

    assert len(set(told)) == len(told)
    assert set(told) <= set(CATALOGUE)


def test_all_mistakes_in_one_workbook(engine: str, tmp_path: Path) -> None:
    path = write(tmp_path / "错.xlsx", *MISTAKES.values())
    with connect(engine) as store:
        prepared = plan(store, path)
    assert spots(prepared.problems) == sorted((m.code, m.sheet, m.cell) for m in MISTAKES.values())

    result = CliRunner().invoke(cli, ["import", str(path), "--db", engine])

    assert result.exit_code == 6, result.output  # the key is missing, too
    assert all(m.code in result.output for m in MISTAKES.values())
    assert "什么也没有写入" in result.output
    assert written(engine) == 0


@pytest.mark.parametrize("name", [n for n, m in MISTAKES.items() if CATALOGUE[m.code].severity == "error"])
def test_nothing_is_written_for_an_error(engine: str, tmp_path: Path, name: str) -> None:
    mistake = MISTAKES[name]
    path = write(tmp_path / "错.xlsx", mistake)

    with connect(engine) as store:
        prepared = plan(store, path, pseudonyms=None if mistake.without_key else KEY)
        with pytest.raises(ValueError, match="errors"):
            importing.apply(prepared, store)

    assert written(engine) == 0


# Files and store together, on dates

ORG = "党组织名称,党组织代码,组建方式,上级党组织,上级党组织起始日期,上级党组织截止日期\n"
COVERS = "党组织名称,组建方式,上级党组织,覆盖单位,覆盖起始日期,覆盖截止日期\n"
UNIT = f"单位名称,统一社会信用代码,单位类型,从业人员,摸排日期\n甲公司,{code_of(2)},企业,20,2022-03-31\n"


def told(prepared: Prepared, code: str) -> list[tuple[str, str, str]]:
    return [(p.file, p.cell, p.text()) for p in prepared.problems if p.code == code]


def test_a_circle_closed_through_the_store(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "a.csv", ORG + "甲,1,,乙,,\n乙,2,,丙,,\n丙,3,,,,\n"))

    closed = plan(store, sheet(tmp_path, "b.csv", ORG + "丁,4,,丙,,\n丙,3,,甲,,\n"))
    elsewhere = plan(store, sheet(tmp_path, "c.csv", ORG + "丁,4,,丙,,\n"))

    [(file, cell, text)] = told(closed, "C07")
    assert (file, cell) == ("b.csv", "D3")
    assert text.endswith("丙 → 甲 → 乙 → 丙")
    assert elsewhere.clean


def test_superiors_that_change_places_are_no_circle(tmp_path: Path) -> None:
    first, then = "2010-01-01,2014-12-31", "2015-01-01,"
    text = ORG + f"甲,1,,乙,{first}\n乙,2,,甲,{then}\n"
    overlapping = ORG + f"甲,1,,乙,{first}\n乙,2,,甲,2014-12-31,\n"

    assert plan(None, sheet(tmp_path, "a.csv", text)).clean
    assert codes(plan(None, sheet(tmp_path, "b.csv", overlapping))) == {"C07"}


@pytest.mark.parametrize(
    ("rows", "second"),
    [
        ("甲,党支部,,甲公司,2015,2017\n", "乙,党支部,,甲公司,2018,"),  # one after the other
        ("甲,党委,,甲公司,,\n", "乙,党支部,甲,甲公司,,"),  # one above the other
        ("甲,党委,,甲公司,,\n丙,党总支,甲,,,\n", "乙,党支部,丙,甲公司,,"),  # two levels above
        (
            "甲,党委,,甲公司,,\n乙,党支部,甲,甲公司,,\n",
            "丙,党支部,甲,甲公司,,",
        ),  # branches of its own committee
        ("甲,联合党支部,,甲公司,,\n", "乙,党支部,,甲公司,,"),  # a joint branch is nobody's own
        ("甲,党支部,,甲公司,,\n", "乙,临时党组织,,甲公司,,"),
    ],
)
def test_organizations_of_a_unit_that_go_together(tmp_path: Path, rows: str, second: str) -> None:
    prepared = plan(None, sheet(tmp_path, "u.csv", UNIT), sheet(tmp_path, "o.csv", COVERS + rows + second))

    assert prepared.problems == [], shown(prepared)


def test_a_second_own_organization_beside_a_stored_one(store: Store, tmp_path: Path) -> None:
    load(
        store,
        sheet(tmp_path, "u.csv", UNIT),
        sheet(tmp_path, "o.csv", COVERS + "甲,党支部,,甲公司,2015,\n丁,党委,,,,\n"),
    )

    prepared = plan(store, sheet(tmp_path, "p.csv", COVERS + "乙,党支部,,甲公司,2018,\n"))
    untouched = plan(store, sheet(tmp_path, "q.csv", COVERS + "丙,党支部,丁,,,\n"))

    [(file, cell, text)] = told(prepared, "W09")
    assert (file, cell) == ("p.csv", "D2")
    assert "“甲”（o.csv）" in text
    assert untouched.problems == []


def test_a_superior_of_part_of_the_time_does_not_do(tmp_path: Path) -> None:
    rows = "甲,1,党委,,,\n乙,2,党支部,甲,2016,\n"
    covers = "党组织名称,党组织代码,覆盖单位,覆盖起始日期\n甲,1,甲公司,2015\n乙,2,甲公司,{}\n"
    files = [sheet(tmp_path, "u.csv", UNIT), sheet(tmp_path, "o.csv", ORG + rows)]

    late = plan(None, *files, sheet(tmp_path, "c.csv", covers.format(2016)))
    early = plan(None, *files, sheet(tmp_path, "c.csv", covers.format(2015)))

    assert (codes(late), codes(early)) == (set(), {"W09"})


@pytest.mark.parametrize(("ends", "told_of"), [("2019", 0), ("", 1)])
def test_six_units_of_a_joint_branch_only_at_a_time(
    store: Store, tmp_path: Path, ends: str, told_of: int
) -> None:
    units = "".join(f"单位{n},{code_of(n)},企业,20,2022-03-31\n" for n in range(6))
    load(store, sheet(tmp_path, "u.csv", UNIT.splitlines()[0] + "\n" + units))
    five = "".join(f"联,联合党支部,,单位{n},2015,{ends if n == 0 else ''}\n" for n in range(5))
    load(store, sheet(tmp_path, "o.csv", COVERS + five))

    prepared = plan(store, sheet(tmp_path, "p.csv", COVERS + "联,联合党支部,,单位5,2020,\n"))

    assert [(f, c) for f, c, _ in told(prepared, "W10")] == [("p.csv", "D2")] * told_of


def test_the_number_of_units_is_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "rules.toml"
    own.write_text("[R2]\nvalues = { units = 6 }\n", encoding="utf-8")
    monkeypatch.setenv("LIANJIAN_RULES", str(own))

    path = write(tmp_path / "错.xlsx", MISTAKES["a joint branch of six units"])

    assert plan(None, path, pseudonyms=KEY).problems == []


MEMBERS = "联盟名称,成员,加入日期,退出日期,来源\n"


@pytest.mark.parametrize(
    ("stored", "row", "clash"),
    [
        ("2019,2019", "2020,", False),
        ("2019,", "2020,", True),
        ("2019,2019", ",", False),  # an unknown date is that of the tie there is
        ("2019,", "2019,", False),  # the same tie once more
        ("2021,", "2019,2021-01-01", True),
    ],
)
def test_a_member_that_is_stored_already(
    store: Store, tmp_path: Path, stored: str, row: str, clash: bool
) -> None:
    load(
        store,
        sheet(tmp_path, "o.csv", "党组织名称,别名\n甲支部,老甲\n"),
        sheet(tmp_path, "a.csv", MEMBERS + f"甲联盟,甲支部,{stored},\n"),
    )

    prepared = plan(store, sheet(tmp_path, "b.csv", MEMBERS + f"甲联盟,老甲,{row},\n"))

    assert [(f, c) for f, c, _ in told(prepared, "C08")] == ([("b.csv", "B2")] if clash else [])


def test_a_member_listed_twice_in_one_sheet(tmp_path: Path) -> None:
    files = [
        sheet(tmp_path, "o.csv", "党组织名称,别名\n甲支部,老甲\n乙支部,\n"),
        sheet(tmp_path, "a.csv", MEMBERS + "甲联盟,甲支部,,,\n,乙支部,,,\n,老甲,,,\n"),
        sheet(tmp_path, "b.csv", MEMBERS + "甲联盟,甲支部,,,\n"),
    ]

    prepared = plan(None, *files)

    assert [(f, c) for f, c, _ in told(prepared, "C08")] == [("a.csv", "B4")]


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("118.80,32.042,WGS-84,玄武区", "若按 GCJ-02"),
        ("118.80,32.05,WGS-84,玄武区", None),
        ("121.47,31.23,WGS-84,玄武区", ""),  # in Shanghai
        ("118.80,32.042,WGS-84,南京市", None),  # no district is declared
        ("118.80,32.042,WGS-84,", None),
        ("121.47,31.23,WGS-84,某市某区", None),  # no polygon is at hand
    ],
)
def test_points_and_the_district_they_are_said_to_lie_in(tmp_path: Path, row: str, hint: str | None) -> None:
    divisions = "区划代码,区划名称,级别,上级代码,编码方案,版本\n3201,南京市,市,,统计,2023\n"
    divisions += "320102,玄武区,区,3201,统计,2023\n320999,某市某区,区,,统计,2023\n"
    building = "楼宇名称,经度,纬度,坐标系,所在地\n甲楼," + row + "\n"

    prepared = plan(None, sheet(tmp_path, "d.csv", divisions), sheet(tmp_path, "b.csv", building))

    found = [p for p in prepared.problems if p.code == "W08"]
    assert [
        str(p.facts["hint"]).startswith(f"；{hint}") if hint else p.facts["hint"] == "" for p in found
    ] == ([] if hint is None else [True])


@pytest.mark.parametrize("find", [lambda p: p.text("en"), lambda p: p.remedy("en"), lambda p: p.text("zh")])
def test_no_blanks_are_left_in_texts(tmp_path: Path, find: Callable[[Problem], str]) -> None:
    for p in plan(None, write(tmp_path / "错.xlsx", *MISTAKES.values())).problems:
        assert "{" not in find(p)
        assert "None" not in find(p)

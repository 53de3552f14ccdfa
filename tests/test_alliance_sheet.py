"""The alliance sheet: one graph from Excel, GB18030, YAML and JSON; names that do not resolve."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from importer import DIVISIONS, codes, credit, graph, load, plan, sheet
from lianjian.cli import cli
from lianjian.store import Store, connect

ORGANIZATIONS = """党组织名称,党组织代码,组建方式,别名,覆盖单位,所在地
新街口街道党工委,DW1,党工委,新工委,,320102003
洪武路党工委,DW2,党工委,,,320104007
第一党支部,,党支部,,,
"""
UNITS = """单位名称,统一社会信用代码,单位类型,所在街道,别名,从业人员,党员人数,其中正式党员,摸排日期
金陵百货,91320104MA0010029P,企业,洪武路街道,金百、金陵百货大楼,80,5,5,2022-03-31
便民超市,91320102MA0010010X,企业,新街口街道,,8,0,0,2022-03-31
便民超市,91320104MA0010037J,企业,洪武路街道,,9,0,0,2022-03-31
玄武电商协会,51320106MA0010205M,社会组织,新街口街道,,30,1,1,2022-03-31
"""
BUILDINGS = "楼宇名称,楼宇编号,楼宇类型,所在地\n德基大厦,LY1,商务楼宇,320102003\n"
AREAS = "商圈名称,商圈编号,商圈类型,起始日期\n新街口商圈,SQ1,商圈,2010\n"
POINTS = "服务点名称,服务点编号,服务点类型,所在地\n宁小蜂驿站,FW1,驿站,320104007\n"

ALLIANCE = {
    "联盟名称": "新街口商圈党建联席会",
    "类型": "党建联席会",
    "区域": "新街口商圈",
    "牵头单位": "新街口街道党工委",
    "牵头单位类型": "党组织",
    "成立日期": "2019-03-01",
    "终止日期": "",
}
MEMBERS = [
    {"成员": "新工委", "成员类型": "党组织", "角色": "召集人", "加入日期": "2019-03-01", "协议": "章程"},
    {"成员": "", "成员代码": "91320104MA0010029P", "加入日期": "2019年5月"},
    {"成员": "玄武电商协会", "成员类型": "机构", "加入日期": "2020-01-01", "退出日期": "2021-12-31"},
    {"成员": "德基大厦", "成员类型": "楼宇", "加入日期": "2019-03-01"},
    {"成员": "玄武区", "成员类型": "区划", "加入日期": "2019-03-01"},
    {"成员": "宁小蜂驿站", "成员类型": "服务点", "加入日期": "2021"},
    {"成员": "便民超市", "所在区": "秦淮区", "加入日期": "2021-07-01", "来源": "街道台账"},
]
SECOND = {"联盟名称": "洪武共建联盟", "类型": "共建联盟", "成立日期": "2018", "终止日期": "2020-12-31"}
SECOND_MEMBERS = [{"成员": "洪武路党工委"}, {"成员": "金陵百货大楼", "退出日期": "2020-06-30"}]
HEADINGS = list(
    dict.fromkeys(
        [*ALLIANCE, "成员", "成员类型", "成员代码", "所在区", "角色", "加入日期", "退出日期", "协议", "来源"]
    )
)


def as_excel(folder: Path) -> Path:
    """The sheet as offices keep it: a title, and the alliance's cells merged over its members."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "联盟"
    page.append(["各区党建联盟一览表"])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADINGS))
    page.append(HEADINGS)
    row = 3
    for alliance, members in ((ALLIANCE, MEMBERS), (SECOND, SECOND_MEMBERS)):
        for i, member in enumerate(members):
            whole = {**alliance, **member} if i == 0 else member
            page.append([whole.get(h) or None for h in HEADINGS])
        for column in range(1, len(ALLIANCE) + 1):
            page.merge_cells(
                start_row=row, end_row=row + len(members) - 1, start_column=column, end_column=column)
        row += len(members)
    path = folder / "新联盟.xlsx"
    book.save(path)
    return path


def as_csv(folder: Path) -> Path:
    """One row a member, the alliance's cells only in the first, in the encoding of an older Excel."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    for alliance, members in ((ALLIANCE, MEMBERS), (SECOND, SECOND_MEMBERS)):
        for i, member in enumerate(members):
            writer.writerow({**alliance, **member} if i == 0 else member)
    return sheet(folder, "新联盟.csv", text.getvalue(), "gb18030")


def as_tree() -> list[dict[str, object]]:
    return [
        {**{k: v for k, v in a.items() if v}, "成员": [{k: v for k, v in m.items() if v} for m in members]}
        for a, members in ((ALLIANCE, MEMBERS), (SECOND, SECOND_MEMBERS))
    ]


def as_yaml(folder: Path) -> Path:
    return sheet(folder, "新联盟.yaml", yaml.safe_dump(as_tree(), allow_unicode=True, sort_keys=False))


def as_json(folder: Path) -> Path:
    return sheet(folder, "新联盟.json", json.dumps({"联盟": as_tree()}, ensure_ascii=False))


def surroundings(folder: Path) -> list[Path]:
    texts = {"区划.csv": DIVISIONS, "党组织.csv": ORGANIZATIONS, "摸排表.csv": UNITS, "楼宇.csv": BUILDINGS,
             "商圈.csv": AREAS, "服务点.csv": POINTS}
    return [sheet(folder, n, t) for n, t in texts.items()]


Maker = Callable[[Path], Path]


@pytest.fixture
def town(store: Store, tmp_path: Path) -> Store:
    """A store with everything the alliances name."""
    load(store, *surroundings(tmp_path))
    return store


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, shared by tests that write nothing."""
    folder = tmp_path_factory.mktemp("quiet")
    with connect(folder / "a.lbug") as store:
        load(store, *surroundings(folder))
        yield store


def imported(tmp_path: Path, make: Maker) -> dict[str, list[tuple[object, ...]]]:
    folder = tmp_path / make.__name__
    folder.mkdir()
    with connect(folder / "a.lbug") as store:
        load(store, *surroundings(folder), make(folder))
        return graph(store)


def test_four_forms_give_one_graph(tmp_path: Path) -> None:
    first, *others = [imported(tmp_path, make) for make in (as_excel, as_csv, as_yaml, as_json)]

    for other in others:
        assert other == first
    assert {r[0] for r in first["MEMBER_OF"]} == {
        "Organization", "Enterprise", "Institution", "Building", "Division", "ServicePoint"}
    assert {(r[1], r[3], r[4], r[5], r[6]) for r in first["MEMBER_OF"]} == {
        ("DW1", "新街口商圈党建联席会", "2019-03-01", "day", "9999-12-31"),
        ("91320104MA0010029P", "新街口商圈党建联席会", "2019-05-01", "month", "9999-12-31"),
        ("51320106MA0010205M", "新街口商圈党建联席会", "2020-01-01", "day", "2022-01-01"),
        ("LY1", "新街口商圈党建联席会", "2019-03-01", "day", "9999-12-31"),
        ("nbs/2023/320102", "新街口商圈党建联席会", "2019-03-01", "day", "9999-12-31"),
        ("FW1", "新街口商圈党建联席会", "2021-01-01", "year", "9999-12-31"),
        ("91320104MA0010037J", "新街口商圈党建联席会", "2021-07-01", "day", "9999-12-31"),
        ("DW2", "洪武共建联盟", "0001-01-01", "unknown", "9999-12-31"),
        ("91320104MA0010029P", "洪武共建联盟", "0001-01-01", "unknown", "2020-07-01"),
    }
    assert [(r[0], r[1], r[3], r[4]) for r in first["CONVENES"]] == [
        ("Organization", "DW1", "新街口商圈党建联席会", "2019-03-01")]
    assert [(r[1], r[3]) for r in first["COORDINATES"]] == [("新街口商圈党建联席会", "SQ1")]
    assert {(r[0], *r[7:10]) for r in first["Alliance"]} == {
        ("新街口商圈党建联席会", "2019-03-01", "day", "9999-12-31"),
        ("洪武共建联盟", "2018-01-01", "year", "2021-01-01"),
    }


def test_the_encoding_is_announced(quiet: Store, tmp_path: Path) -> None:
    prepared = plan(quiet, as_csv(tmp_path))

    assert [p.file for p in prepared.problems if p.code == "F05"] == ["新联盟.csv"]
    assert prepared.clean


def test_the_same_again_in_another_form_is_unchanged(town: Store, tmp_path: Path) -> None:
    load(town, as_csv(tmp_path), source="台账")

    again = load(town, as_yaml(tmp_path), source="台账")

    assert (again.created, again.updated) == (0, 0)


def test_a_rows_own_source_is_kept(town: Store, tmp_path: Path) -> None:
    load(town, as_excel(tmp_path))

    found = dict(town.read("MEMBER_OF").select("from_id", "sources").iter_rows())
    assert found["91320104MA0010037J"] == ["街道台账"]
    assert found["LY1"] == ["新联盟.xlsx"]


@pytest.mark.parametrize(
    ("member", "code", "hints"),
    [
        ("成员: 金陵百火", "R01", ["金陵百货（91320104MA0010029P）"]),
        ("成员代码: 91320104MA00100XXX", "R01", []),
        ("成员: 便民超市", "R02", ["便民超市（91320102MA0010010X）", "便民超市（91320104MA0010037J）"]),
        ("{成员: 便民超市, 所在区: 鼓楼区}", "R02", ["91320102MA0010010X", "91320104MA0010037J"]),
        ("{成员: 新街口商圈, 成员类型: 联盟}", "R03", []),
        ("{成员: 德基大厦, 成员类型: 企业}", "R01", []),
    ],
    ids=["no such name", "no such code", "two", "two outside the district", "no such type", "other type"],
)
def test_a_name_that_does_not_resolve(
    quiet: Store, tmp_path: Path, member: str, code: str, hints: list[str]
) -> None:
    before = quiet.counts()
    text = f"- 联盟名称: 甲联盟\n  成员:\n  - 新工委\n  - {member}\n"

    prepared = plan(quiet, sheet(tmp_path, "a.yaml", text))

    [problem] = [p for p in prepared.problems if p.kind.severity == "error"]
    assert problem.code == code
    assert (problem.file, problem.row) == ("a.yaml", 4)
    assert prepared.plan is None
    for hint in hints:
        assert hint in problem.text("zh")
        assert hint in problem.text("en")
    assert quiet.counts() == before


def test_ambiguity_shows_three_of_many(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"便民超市,{credit(f'9132010{i}MA0010010')},企业,,1,0,0,2022-03-31\n" for i in range(6))
    heading = "单位名称,统一社会信用代码,单位类型,所在街道,从业人员,党员人数,其中正式党员,摸排日期\n"
    member = sheet(tmp_path, "a.csv", "联盟名称,成员\n甲联盟,便民超市\n")

    prepared = plan(store, sheet(tmp_path, "s.csv", heading + rows), member)

    [problem] = [p for p in prepared.problems if p.code == "R02"]
    assert problem.text().count("便民超市（") == 3
    assert (problem.cell, problem.heading) == ("B2", "成员")


def test_a_district_tells_two_equals_apart(town: Store, tmp_path: Path) -> None:
    for district, code in (("玄武区", "91320102MA0010010X"), ("秦淮区", "91320104MA0010037J"),
                           ("320104", "91320104MA0010037J")):
        path = sheet(tmp_path, "a.csv", f"联盟名称,成员,所在区\n{district}联盟,便民超市,{district}\n")

        load(town, path, source=district)

        assert (code, f"{district}联盟") in town.read("MEMBER_OF").select("from_id", "to_id").rows()


def test_a_street_before_the_name_tells_two_equals_apart(town: Store, tmp_path: Path) -> None:
    load(town, sheet(tmp_path, "a.csv", "联盟名称,成员\n甲联盟,洪武路街道/便民超市\n"))

    assert town.read("MEMBER_OF")["from_id"].to_list() == ["91320104MA0010037J"]


def test_one_wrong_convener_is_one_problem(quiet: Store, tmp_path: Path) -> None:
    text = "联盟名称,牵头单位,成员\n甲联盟,不知何人,新工委\n,,德基大厦\n,,金百\n"

    prepared = plan(quiet, sheet(tmp_path, "a.csv", text))

    assert [(p.code, p.cell) for p in prepared.problems] == [("R01", "B2")]


@pytest.mark.parametrize(
    ("text", "exit_code"),
    [("联盟名称,成员\n甲联盟,不知何人\n", 4), ("联盟名称,成员,加入日期\n甲联盟,玄武区,某日\n", 3),
     ("联盟名称,成员,加入日期\n甲联盟,不知何人,某日\n", 4), ("联盟名称,成员\n甲联盟,玄武区\n", 0)],
    ids=["unknown name", "bad date", "both", "clean"],
)
def test_exit_codes(tmp_path: Path, text: str, exit_code: int) -> None:
    db = tmp_path / "图.lbug"
    with connect(db) as store:
        load(store, sheet(tmp_path, "区划.csv", DIVISIONS))
        before = graph(store)
    path = sheet(tmp_path, "a.csv", text, "gb18030")

    result = CliRunner().invoke(cli, ["import", str(path), "--db", str(db)])

    assert result.exit_code == exit_code, result.output
    assert "F05" in result.output
    with connect(db, read_only=True) as store:
        assert (graph(store) == before) == (exit_code != 0)
        assert store.counts()["ImportRun"] == (2 if exit_code == 0 else 1)


def test_every_error_is_reported_at_once(quiet: Store, tmp_path: Path) -> None:
    text = "联盟名称,类型,成立日期,成员,加入日期\n甲联盟,怪,某日,不知何人,2022-13-01\n乙联盟,,,便民超市,\n"

    prepared = plan(quiet, sheet(tmp_path, "a.csv", text))

    assert codes(prepared) == {"V05", "V02", "R01", "R02"}
    assert {p.cell for p in prepared.problems} == {"B2", "C2", "D2", "E2", "D3"}

"""The sheets of red property and of the new employment groups as offices keep them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from importer import DIVISIONS, load, plan, sheet
from lianjian.queries import ask
from lianjian.store import Store
from lianjian.tables.persons import Pseudonyms

KEY = Pseudonyms(bytes(range(32)))
UNITS = """机构名称,机构类型,所在地
丹凤街居委会,居委会,320102003001
丹凤花园业委会,业委会,320102003001
"""
COMPANIES = """企业名称,企业类型,所在地
新安物业公司,私营企业,320102003001
快达速递,平台企业,320102003001
鲜到外卖,平台企业,320102003001
"""
SIDES = """小区名称,小区编号,小区类型,所在社区,建成日期,治理单位,治理角色,治理起始日期,治理截止日期,\
红色物业联席会,联席会成立日期,加入联席会日期
丹凤花园,X1,小区,丹凤街社区,2001-05-01,丹凤街居委会,居民委员会,2001-06-01,,丹凤花园联席会,2019-03-01,2019-03-01
,,,,,丹凤花园业委会,业主委员会,2015-01-01,2022-03-31,丹凤花园联席会,2019-03-01,2019-03-01
,,,,,新安物业公司,物业公司,2010-01-01,,,,
洪武小院,X2,小区,丹凤街社区,1998,丹凤街居委会,居委会,2001-06-01,,洪武小院联席会,2020-01-01,2020年1月1日
"""
DELIBERATION = """议事会,议事会编号,议事会类型,议事日期,议事召集方,议题,议题编号,议题类型,提出日期,\
办理时限,议题办结日期,议题涉及处,议题涉及处类型
丹凤街议事会,H1,居民议事会,2022-05-10,丹凤街居委会,停车位,M1,协商事项,2022-05-10,2022-06-10,2022-06-01,X1,楼宇
,,,,,加装电梯,M2,协商事项,2022-05-10,2022-06-10,,丹凤街社区,区划
"""
DORMITORIES = """集中住宿点,住宿点编号,住宿点类型,所在社区,容纳人数,启用日期,统计日期,入住人数
快递员之家,N1,集宿点,丹凤街社区,60,2021-01-01,2021-06-30,41
,,,,,,2022-06-30,55
"""
ACCESS = """小区名称,小区编号,平台企业,通行方式,约定起始日期,约定截止日期
丹凤花园,X1,快达速递,扫码登记,2021-01-01,
,,鲜到外卖,不准进入,2021-01-01,2022-05-31
"""
TEAMS = """队伍名称,队伍编号,队伍类型,组建日期,队伍归属,队伍任务,队伍任务编号,队伍任务类型,任务提出日期,\
派单日期,响应日期,办毕日期
丹凤骑手队,D1,骑手小队,2021-01-01,丹凤街社区,送餐,R1,志愿任务,2022-02-01,2022-02-01,2022-02-02,2022-02-03
,,,,,巡查,R2,志愿任务,2022-03-01,2022-03-01,,
"""
ROSTER = """证件号码,姓名,职业,平台企业,报到社区,报到社区起始日期,所在队伍,入职日期
320102198001010019,张三丰,骑手,鲜到外卖,320102003001,2022-01-01,丹凤骑手队,2021-03-01
320102198001010027,李四光,快递小哥,快达速递,,,,2021-03-01
"""
TEXTS = {
    "区划": DIVISIONS, "机构": UNITS, "企业": COMPANIES, "三方": SIDES, "议事": DELIBERATION,
    "住宿": DORMITORIES, "通行": ACCESS, "队伍": TEAMS, "名册": ROSTER,
}  # fmt: skip


def _base(*names: str) -> list[tuple[str, str]]:
    return [(n, TEXTS[n]) for n in names]


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """All the sheets in one import."""
    paths = (sheet(tmp_path, f"{name}.csv", text) for name, text in TEXTS.items())
    load(store, *paths, pseudonyms=KEY)
    return store


def _rows(store: Store, question: str, *columns: str, **params: object) -> list[tuple[Any, ...]]:
    return ask(store, question, {"as_of": "2022-03-31", **params}).frame.select(columns).rows()


def test_sides_and_who_stands_outside_their_alliance(filled: Store) -> None:
    def of(day: str) -> list[tuple[Any, ...]]:
        return _rows(filled, "compounds/missing_sides", "compound", "missing", "linked", as_of=day)

    assert of("2022-03-31") == [
        ("洪武小院", ["owners", "property"], "yes"), ("丹凤花园", [], "no"),
    ]
    # the owners' committee is gone the next day
    assert of("2022-04-01")[1] == ("丹凤花园", ["owners"], "no")


def test_a_company_whose_compound_has_no_organization(filled: Store) -> None:
    assert _rows(filled, "compounds/companies_without_organization", "unit_name", "compounds", "without") == [
        ("新安物业公司", 1, 1)
    ]


def test_matters_settled_and_overdue(filled: Store) -> None:
    columns = ("street", "matters", "settled", "open", "overdue")

    assert _rows(filled, "compounds/deliberated_matters", *columns, as_of="2022-06-30") == [
        ("新街口街道", 2, 1, 1, 1), ("合计", 2, 1, 1, 1),
    ]


@pytest.mark.parametrize(("text", "cell"), [
    (DELIBERATION.replace("M2,协商事项,2022-05-10", ",协商事项,"), "I3"),
    (TEAMS.replace("R2,志愿任务,2022-03-01", ",志愿任务,"), "I3"),
    ("临时党组织名称,任务名称,任务开始日期\n甲酒店临时党支部,闭环保障,\n", "C2"),
])  # fmt: skip
def test_a_task_without_a_date_is_told_and_not_lost(text: str, cell: str, tmp_path: Path) -> None:
    base = [sheet(tmp_path, f"{n}.csv", TEXTS[n]) for n in ("区划", "机构", "企业", "三方")]

    found = plan(None, *base, sheet(tmp_path, "表.csv", text), pseudonyms=KEY).problems

    assert [(p.code, p.file, p.cell) for p in found if p.code == "V01"] == [("V01", "表.csv", cell)]


def test_a_further_date_below_holds_for_what_stands_below_it(store: Store, tmp_path: Path) -> None:
    text = (
        "议事会,议事日期,议事召集方,议题,提出日期,议题办结日期\n"
        "丹凤街议事会,2023.3.1,丹凤街居委会,停车划线,2023.3.1,\n"
        ",2023.4.1,,加装电梯,2023.4.1,\n"
        ",,,垃圾分类,2023.4.2,\n"
        "洪武议事会,2023.5.1,,停车收费,2023.5.1,\n"
    )
    load(store, *(sheet(tmp_path, f"{n}.csv", x) for n, x in (*_base("区划", "机构"), ("议事", text))))

    raised = store.read("RAISED_AT").join(
        store.read("Activity").select(to_id="id", meeting="since"), on="to_id"
    ).join(store.read("Task").select(from_id="id", matter="name"), on="from_id")
    assert {m: d.isoformat() for m, d in raised.select("matter", "meeting").rows()} == {
        "停车划线": "2023-03-01", "加装电梯": "2023-04-01", "垃圾分类": "2023-04-01",
        "停车收费": "2023-05-01",
    }
    # each meeting of the first has the convener from above, the last has none
    assert sorted(d.isoformat() for d in store.read("HELD_BY")["since"]) == ["2023-03-01", "2023-04-01"]


def test_a_kind_that_a_row_below_says_is_the_things_kind(store: Store, tmp_path: Path) -> None:
    head = "议事会,议事会类型,议事日期,议题,提出日期\n"
    text = head + "丹凤街议事会,,2023.3.1,停车划线,2023.3.1\n,培训,,加装电梯,2023.3.1\n"
    load(store, sheet(tmp_path, "议事.csv", text))

    assert store.read("Activity")["kind"].to_list() == ["training"]
    other = sheet(tmp_path, "别.csv", text + ",论坛,,垃圾分类,2023.3.1\n")
    [problem] = [p for p in plan(None, other).problems if p.code == "C01"]
    assert (problem.cell, problem.value, problem.facts["other"]) == ("B4", "论坛", "培训")


@pytest.mark.parametrize(("sheets", "old", "new", "cell"), [
    ("三方", "2022-03-31,丹凤花园联席会,2019-03-01,2019-03-01", "2022-03-31,,,2019-03-01", "J3"),
    ("三方", "2010-01-01,,,,", "2010-01-01,,,,2019-03-01", "J4"),
    ("队伍", "巡查,R2,志愿任务,2022-03-01,2022-03-01", ",,,,2022-03-01", "F3"),
])  # fmt: skip
def test_what_is_said_of_a_tie_without_its_end_is_told(
    sheets: str, old: str, new: str, cell: str, tmp_path: Path
) -> None:
    assert old in TEXTS[sheets]
    base = [sheet(tmp_path, f"{n}.csv", x) for n, x in _base("区划", "机构", "企业")]

    found = plan(None, *base, sheet(tmp_path, "表.csv", TEXTS[sheets].replace(old, new))).problems

    assert ("V01", cell) in {(p.code, p.cell) for p in found if p.file == "表.csv"}
    assert {p.code for p in found if p.kind.severity == "error"} == {"V01"}


def test_two_ties_without_one_end_are_one_problem(tmp_path: Path) -> None:
    base = [sheet(tmp_path, f"{n}.csv", x) for n, x in _base("区划", "机构", "企业")]
    text = TEXTS["三方"].replace(",丹凤花园业委会,", ",,")

    found = plan(None, *base, sheet(tmp_path, "表.csv", text)).problems

    assert [(p.code, p.cell) for p in found if p.kind.severity == "error"] == [("V01", "F3")]


def test_an_end_that_contradicts_is_shown_as_its_last_day(tmp_path: Path) -> None:
    head = "议事会,议事日期,议题,议题编号,提出日期,议题办结日期\n"
    text = head + "甲会,2022.5.1,停车,M1,2022.5.1,2022.5.13\n乙会,2022.5.2,停车,M1,2022.5.1,2022年5月\n"

    [problem] = [p for p in plan(None, sheet(tmp_path, "议事.csv", text)).problems if p.code == "C01"]

    assert (problem.cell, problem.value, problem.facts["other"]) == ("F3", "2022-05-31", "2022-05-13")


def test_a_team_without_a_task_is_a_team(store: Store, tmp_path: Path) -> None:
    text = TEAMS + "明瓦廊骑手队,D2,骑手小队,2021-01-01,丹凤街社区,,,,,,,\n"
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "队伍.csv", text))

    assert (store.read("Team").height, store.read("Task").height) == (2, 2)


def test_what_a_loop_is_goes_without_saying(store: Store, tmp_path: Path) -> None:
    loops = """临时党组织名称,成立日期,驻地,任务名称,任务开始日期,任务结束日期
甲酒店临时党支部,2022-01-01,丹凤街社区,闭环保障,2022-01-01,2022-03-20
"""
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "闭环.csv", loops))

    columns = ("task", "task_kind", "organizations")
    assert _rows(store, "temporary/organizations", *columns)[0] == ("闭环保障", "mission", 1)
    assert _rows(store, "temporary/beyond_task", "organization", "districts") == [
        ("甲酒店临时党支部", ["玄武区"])
    ]


def test_a_dormitory_counts_until_its_next_count(filled: Store) -> None:
    def housed(day: str) -> tuple[Any, ...]:
        return _rows(filled, "people/dormitories", "points", "capacity", "counted", "housed", as_of=day)[-1]

    assert [housed(d) for d in ("2021-06-29", "2021-06-30", "2022-06-29", "2022-06-30")] == [
        (1, 60, 0, 0), (1, 60, 1, 41), (1, 60, 1, 41), (1, 60, 1, 55),
    ]


def test_doors_are_shut_until_the_last_day(filled: Store) -> None:
    def shut(day: str) -> list[tuple[Any, ...]]:
        return _rows(filled, "people/compounds_shut_out", "compound", "registered", "shut_out", as_of=day)

    assert shut("2022-05-31") == [("丹凤花园", 1, ["鲜到外卖"])]
    assert shut("2022-06-01") == []


def test_a_team_its_people_and_its_tasks(filled: Store) -> None:
    columns = ("team", "owners", "people", "tasks", "done", "open")

    assert _rows(filled, "people/teams", *columns) == [("丹凤骑手队", ["丹凤街社区"], 1, 2, 1, 1)]


def test_who_reports_by_occupation(filled: Store) -> None:
    assert _rows(filled, "people/workers_reported", "occupation", "workers", "reporting") == [
        ("courier", 1, 0), ("rider", 1, 1), ("合计", 2, 1),
    ]

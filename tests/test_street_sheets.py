"""The sheets of whistles, street duties and community funds as offices keep them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importer import DIVISIONS, codes, load, plan, sheet
from lianjian.queries import ask
from lianjian.store import Store

DEPARTMENTS = """机构名称,统一社会信用代码,机构类型,所在地
玄武公安分局,,机关,320102
玄武城管局,,机关,320102
玄武市场监管局,,机关,320102
"""
WHISTLES = """序号,任务名称,任务编号,任务类型,任务来源,报告街道,提出日期,办理时限,办结日期,\
责任部门,派单日期,报到日期,办毕日期
1,丹凤街联合整治,A1,联合执法,街道提出,新街口街道,2021年3月1日,2021-03-31,2021年3月26日,\
玄武公安分局,2021-03-01,2021-03-01,2021-03-20
,,,,,,,,,玄武城管局,2021-03-02,2021-03-04,2021-03-26
,,,,,,,,,玄武市场监管局,2021-03-02,,
2,噪声扰民,A2,吹哨,12345热线,洪武路街道,2022-06-01,2022-06-10,,玄武城管局,2022-06-02,,
"""
DUTIES = """职责事项,职责编号,职责类型,职责类别,所属平台,职权种类,责任街道,责任起始日期,文号,\
免除街道,免除起始日期,准入街道,准入起始日期,准入文号
招商引资,Z1,职责事项,经济事务,,,,,,新街口街道,2020-01-01,,,
信访,Z2,职责事项,平安建设,综治平台,,新街口街道,2020-01-01,街办发1号,,,,,
普查,Z3,职责事项,综合保障,,,,,,,,洪武路街道,2021-01-01,准〔2021〕3号
规划,Z4,职权,,,规划知情权,洪武路街道,2020-01-01,,,,,,
"""
PENALTIES = """处罚事项,职责编号,职责类型,处罚领域,受托街道,下放日期,综合行政执法队
未设安全标志,X1,处罚,安全生产,新街口街道,2021-05-01,新街口执法队
,,,,洪武路街道,2021-06-01,
"""
TEAMS = "机构名称,机构类型,所在地\n新街口执法队,事业单位,320102003\n"
FUNDS = """所在街道,社区,经费日期,工作经费,服务群众经费,统筹资金
新街口街道,丹凤街社区,2021-01-01,20,20,8.5
新街口街道,丹凤街社区,2022-01-01,22,0,
新街口街道,丹凤街社区,2023-01-01,22,,
"""
NEGATIVE = """负面清单事项,职责编号,职责类型,免除社区,免除起始日期,仍承担社区,承担起始日期
拆迁,N1,职责事项,丹凤街社区,2021-07-01,,
,,,,,丹凤街社区,2019-01-01
"""


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """All the sheets in one import."""
    texts = {
        "区划": DIVISIONS, "部门": DEPARTMENTS, "吹哨": WHISTLES, "职责": DUTIES, "处罚": PENALTIES,
        "执法队": TEAMS, "经费": FUNDS, "负面清单": NEGATIVE,
    }  # fmt: skip
    load(store, *(sheet(tmp_path, f"{name}.csv", text) for name, text in texts.items()))
    return store


def _ask(store: Store, question: str, day: str = "2022-06-30", **params: object) -> list[dict[str, Any]]:
    return ask(store, question, {"as_of": day, **params}).frame.to_dicts()


def test_a_task_stands_once_and_its_departments_below_it(filled: Store) -> None:
    [campaign] = _ask(filled, "tasks/joint_campaigns")

    assert campaign["task_id"] == "A1"
    assert campaign["places"] == ["新街口街道"]
    assert campaign["departments"] == 3
    assert campaign["days"] == 26
    assert campaign["over"] == "yes"


def test_what_a_row_below_says_itself_is_not_filled_over(store: Store, tmp_path: Path) -> None:
    head = "任务名称,任务类型,办理时限,吹哨街道,提出日期,承办单位,派单日期\n"
    first = "沿街整治,联合整治,2021-03-31,新街口街道,2021-03-01,玄武公安分局,2021-03-01\n"
    below = ",,{},洪武路街道,,玄武城管局,2021-03-02\n"
    places = sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "部门.csv", DEPARTMENTS)

    other_due = sheet(tmp_path, "吹哨.csv", head + first + below.format("2021-04-30"))
    assert "C01" in codes(plan(store, *places, other_due))

    load(store, *places, sheet(tmp_path, "吹哨.csv", head + first + below.format("")))
    [campaign] = _ask(store, "tasks/joint_campaigns")
    assert set(campaign["places"]) == {"新街口街道", "洪武路街道"}


def test_a_campaign_that_is_not_over_counts_until_the_date(filled: Store) -> None:
    [campaign] = _ask(filled, "tasks/joint_campaigns", "2021-03-05")

    assert (campaign["days"], campaign["over"]) == (5, "no")


def test_what_is_open_and_overdue(filled: Store) -> None:
    [task] = _ask(filled, "tasks/open_tasks", state="overdue")

    assert task["task"] == "噪声扰民"
    assert task["origin"] == "hotline"
    assert (task["days_open"], task["days_overdue"], task["unanswered"]) == (29, 20, 1)


def test_days_run_from_the_dispatch(filled: Store) -> None:
    rows = {r["department"]: r for r in _ask(filled, "tasks/handling_times", **{"from": "2021-01-01"})}

    assert rows["玄武公安分局"]["respond_median"] == 0
    assert rows["玄武城管局"]["done_median"] == 24
    assert rows["玄武市场监管局"]["respond_90"] is None
    assert (rows["合计"]["dispatched"], rows["合计"]["responded"]) == (4, 2)


def test_only_who_answers_nothing_is_silent(filled: Store) -> None:
    silent = _ask(filled, "tasks/silent_departments", **{"from": "2021-01-01"})

    assert [r["department"] for r in silent] == ["玄武市场监管局"]


def test_each_column_of_streets_is_another_relation(filled: Store) -> None:
    [*_, total] = _ask(filled, "duties/freed_and_empowered", by="district")

    assert {k: total[k] for k in ("streets", "recorded", "freed", "empowered", "planning")} == {
        "streets": 2, "recorded": 2, "freed": 1, "empowered": 0, "planning": 1,
    }


def test_one_platform_of_four(filled: Store) -> None:
    [street] = _ask(filled, "duties/incomplete_platforms")

    assert (street["street"], street["platforms"]) == ("新街口街道", ["security"])


def test_a_penalty_of_two_streets_and_one_team(filled: Store) -> None:
    [row, _] = _ask(filled, "duties/penalties_delegated")

    assert row == {"field": "work_safety", "penalties": 1, "streets": 2, "teams": 1, "delegations": 2}


def test_funds_hold_until_the_next(filled: Store) -> None:
    assert _ask(filled, "community/communities_without_funds", "2021-12-31") == []

    [community] = _ask(filled, "community/communities_without_funds", "2022-01-01")

    assert community["missing"] == ["service"]
    assert community["funds_from"] == date(2022, 1, 1)
    # what nobody states is not known, and not lacking
    assert _ask(filled, "community/communities_without_funds", "2023-01-01") == []
    [unsaid] = _ask(filled, "community/communities_without_funds", "2023-01-01", lacking="unrecorded")
    assert (unsaid["missing"], unsaid["unrecorded"]) == ([], ["service"])
    [*_, total] = _ask(filled, "community/funds", "2023-01-01")
    assert (total["budget_known"], total["budget"], total["service_known"], total["service"]) == (1, 1, 0, 0)
    [*_, pooled] = _ask(filled, "community/pooled_funds", "2021-12-31")
    assert (pooled["pooling"], pooled["pooled"]) == (1, 8.5)


def test_a_forbidden_duty_that_stays(filled: Store) -> None:
    assert _ask(filled, "community/forbidden_duties", "2021-06-30") == []

    [row] = _ask(filled, "community/forbidden_duties", "2021-07-01")

    assert (row["duty"], row["exempt_since"], row["responsible"]) == ("拆迁", date(2021, 7, 1), "yes")


def test_a_department_that_nobody_knows_is_told(store: Store, tmp_path: Path) -> None:
    text = WHISTLES.replace("玄武公安分局", "玄武水务局")
    texts = {"区划": DIVISIONS, "部门": DEPARTMENTS, "吹哨": text}

    prepared = plan(store, *(sheet(tmp_path, f"{name}.csv", said) for name, said in texts.items()))

    assert not prepared.clean
    assert "R01" in codes(prepared)


def test_a_penalty_with_a_date_but_nobody_is_told(store: Store, tmp_path: Path) -> None:
    text = PENALTIES.replace("新街口街道,2021-05-01,新街口执法队", ",2021-05-01,")

    prepared = plan(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "处罚.csv", text))

    assert "V01" in codes(prepared)


def test_kinds_that_go_without_saying(store: Store, tmp_path: Path) -> None:
    texts = {
        "区划": DIVISIONS, "部门": DEPARTMENTS, "执法队": TEAMS,
        "职责": _without("职责类型", DUTIES), "处罚": _without("职责类型", PENALTIES),
    }  # fmt: skip
    load(store, *(sheet(tmp_path, f"{name}.csv", text) for name, text in texts.items()))

    kinds = dict(store.read("Duty").select("code", "kind").iter_rows())
    assert kinds == {"Z1": "duty", "Z2": "duty", "Z3": "duty", "Z4": "power", "X1": "penalty"}


def test_a_kind_that_is_said_counts(store: Store, tmp_path: Path) -> None:
    duties = DUTIES.replace("信访,Z2,职责事项", "信访,Z2,层级职责").replace("普查,Z3,职责事项", "普查,Z3,")
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "职责.csv", duties))

    kinds = dict(store.read("Duty").select("code", "kind").iter_rows())
    assert (kinds["Z2"], kinds["Z3"]) == ("level", "duty")


def _without(heading: str, text: str) -> str:
    """The sheet without a column."""
    rows = [line.split(",") for line in text.splitlines()]
    at = rows[0].index(heading)
    return "\n".join(",".join(r[:at] + r[at + 1 :]) for r in rows) + "\n"


def test_dates_in_the_wrong_order_are_told_once(tmp_path: Path) -> None:
    text = WHISTLES.replace("2021-03-31,2021年3月26日", "2021-02-28,2021年3月26日").replace(
        "2021-03-02,2021-03-04,2021-03-26", "2021-03-02,2021-03-04,2021-03-03"
    )
    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "部门.csv", DEPARTMENTS),
                    sheet(tmp_path, "吹哨.csv", text))  # fmt: skip

    found = [(p.cell, p.value, p.text("en")) for p in prepared.problems if p.code == "W12"]
    assert prepared.clean
    assert [f[:2] for f in found] == [("H2", "2021-02-28"), ("M3", "2021-03-03")]
    assert "2021-03-01" in found[0][2]
    assert "2021-03-04" in found[1][2]


@pytest.mark.parametrize(
    ("amount", "code"), [("-20", "V15"), ("nan", "V04"), ("inf", "V04"), ("两万", "V04")]
)
def test_amounts_are_numbers_from_zero_up(tmp_path: Path, amount: str, code: str) -> None:
    text = FUNDS.replace("2021-01-01,20,", f"2021-01-01,{amount},")
    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", text))

    assert [(p.code, p.cell) for p in prepared.problems] == [(code, "D2")]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [("", "20", 20), ("（万元）", "20.5 万元", 20.5), ("", "2.5万", 2.5), ("", "1,234.5", 1234.5),
     ("（元）", "12345", 1.2345), ("(单位:元)", "200,000元", 20), ("【千元】", "55", 5.5),
     ("/元", "3000", 0.3), (" 单位：元", "3000", 0.3), ("", "15000元", 1.5),
     ("（元）", "2万元", 2), ("（元）", "2.5万", 2.5), ("（亿元）", "0.01", 100)],
)  # fmt: skip
def test_amounts_in_the_unit_that_the_heading_says(
    store: Store, tmp_path: Path, heading: str, cell: str, value: float
) -> None:
    head, row = FUNDS.splitlines()[:2]
    head = head.replace("工作经费", f"工作经费{heading}", 1)
    row = row.replace(",20,", f',"{cell}",', 1)
    text = f"{head}\n{row}\n"
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", text))

    assert store.read("Fund")["budget"].to_list() == [value]


@pytest.mark.parametrize("heading", ["（元）", "（美元）"])
def test_another_unit_is_told(tmp_path: Path, heading: str) -> None:
    text = FUNDS.replace("工作经费", f"工作经费{heading}", 1)
    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", text))

    [problem] = prepared.problems
    assert (problem.code, problem.column) == ("H08" if heading == "（元）" else "H09", "D")
    assert heading[1:-1] in problem.text()
    assert "万元" in problem.text()


@pytest.mark.parametrize("day", ["", "不详"])
def test_a_task_that_only_its_date_tells_apart_is_told_once(tmp_path: Path, day: str) -> None:
    text = WHISTLES.replace("丹凤街联合整治,A1,", "丹凤街联合整治,,").replace("2021年3月1日", day)
    prepared = plan(None, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "部门.csv", DEPARTMENTS),
                    sheet(tmp_path, "吹哨.csv", text))  # fmt: skip

    found = [(p.code, p.cell, p.value) for p in prepared.problems if p.file == "吹哨.csv"]
    assert found == [("V01", "G2", day)]
    assert "提出日期" in prepared.problems[-1].remedy("zh")


def test_a_task_with_a_code_needs_no_date(store: Store, tmp_path: Path) -> None:
    text = WHISTLES.replace("2021年3月1日", "")
    load(store, *(sheet(tmp_path, f"{name}.csv", said) for name, said in (
        ("区划", DIVISIONS), ("部门", DEPARTMENTS), ("吹哨", text))))  # fmt: skip

    assert store.read("Task").height == 2

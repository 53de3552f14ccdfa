"""The sheets of community posts, service centres and grids as offices write them, and what they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from importer import DIVISIONS, codes, load, plan, sheet
from lianjian.model import FOREVER
from lianjian.queries import ask
from lianjian.store import Store
from lianjian.tables.layouts import layouts
from lianjian.tables.persons import Pseudonyms
from lianjian.tables.read import read

KEY = Pseudonyms(bytes(range(32)))
BODIES = (
    "党组织名称,党组织代码,组建方式,所在地\n"
    "丹凤街社区党委,C1,社区党组织,320102003001\n洪武社区党委,C2,社区党组织,320104007\n"
)
SCHOOL = "机构名称,机构类型,所在地\n玄武区委党校,学校,320102\n"
RATINGS = (
    "社区党组织,星级,评定日期\n丹凤街社区党委,3,2021-01-15\n丹凤街社区党委,四星,2022-01-20\n洪武社区党委,2,2021-01-15\n"
)
TRAINING = (
    "培训班名称,培训班编号,活动类型,主办院校,开班日期,结业日期,参训党组织\n"
    "书记示范班,P1,培训,玄武区委党校,2021-05-10,2021-05-12,丹凤街社区党委\n,,,,,,洪武社区党委\n"
)
WORKERS = (
    "证件号码,党员类别,入党日期,任职社区,职务,岗位等级,上岗日期,离岗日期\n"
    "SYN1,正式党员,2010-07-01,丹凤街社区,社区工作者,二级,2018-03-01,2022-02-28\n"
    "SYN1,正式党员,2010-07-01,丹凤街社区,社区工作者,三级,2022-03-01,\n"
)
CENTRES = (
    "服务点名称,服务点类型,服务点级别,容纳人数,所在地,启用日期,上级服务点,对接起始日期,对接截止日期\n"
    "南京市中心,党群服务中心,市,900,3201,2016-01-01,,,\n"
    "玄武区中心,党群服务中心,区,400,320102,2016-05-01,南京市中心,2016-05-01,\n"
    "新街口中心,党群服务中心,街道,200,320102003,2017-01-01,玄武区中心,2017-01-01,2021-12-31\n"
    "丹凤街中心,党群服务中心,社区,60,320102003001,2018-01-01,玄武区中心,2018-01-01,\n"
)
OFFICE_CENTRES = CENTRES.replace("服务点名称", "中心名称").replace("服务点级别", "级别").replace(
    "上级服务点", "上级中心"
)
GATHERING = (
    "集结点,集结干部,集结志愿者,应急物资,统计日期\n丹凤街中心,5,20,300,2021-03-31\n丹凤街中心,6,25,100,2022-03-31\n"
)
GRIDS = (
    "网格名称,网格代码,级别,网格类型,所属社区,划定日期,撤销日期,合并的原网格\n"
    "丹凤街党建网格,320102003001101,网格,党建网格,丹凤街社区,2015-01-01,2020-12-31,\n"
    "丹凤街综治网格,320102003001201,网格,综治网格,丹凤街社区,2015-01-01,2020-12-31,\n"
    "丹凤街第一网格,320102003001001,网格,全科网格,丹凤街社区,2021-01-01,,丹凤街党建网格\n"
    ",,,,,,,丹凤街综治网格\n"
)
DEPARTMENTS = "机构名称,机构类型,所在地\n玄武区城市管理局,机关,320102\n玄武区公安分局,机关,320102\n"
CASES = (
    "事项名称,事项编号,任务类型,任务来源,所在网格,收集日期,发现日期,分派日期,处置日期,反馈日期,办结日期,"
    "承办单位,派单日期,办毕日期\n"
    "楼道堆物,T1,网格事项,居民诉求,丹凤街第一网格,2022-05-01,2022-05-02,2022-05-03,2022-05-20,,,"
    "玄武区城市管理局,2022-05-03,2022-05-18\n,,,,,,,,,,,玄武区公安分局,2022-05-03,2022-05-20\n"
)


def take(store: Store, folder: Path, **texts: str) -> None:
    """Import the divisions and the sheets of these texts, without a problem."""
    files = [sheet(folder, f"{n}.csv", text) for n, text in {"区划": DIVISIONS, **texts}.items()]
    load(store, *files, pseudonyms=KEY)


@pytest.mark.parametrize(
    ("layout", "text"),
    [("star_ratings", RATINGS), ("training", TRAINING), ("community_workers", WORKERS),
     ("service_centres", CENTRES), ("service_centres", OFFICE_CENTRES), ("gathering", GATHERING),
     ("grids", GRIDS), ("grid_cases", CASES)],
)
def test_a_real_sheet_is_recognised(tmp_path: Path, layout: str, text: str) -> None:
    from lianjian.tables.headings import recognise

    [table], _ = read(sheet(tmp_path, "x.csv", text))

    match, problems = recognise(table, layouts())

    assert match is not None
    assert (match.layout.name, problems) == (layout, [])


def test_a_rating_holds_until_the_next(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 党组织=BODIES, 星级=RATINGS)

    held = store.read("Rating").sort("since", "stars").select("stars", "since", "until").rows()
    assert held == [
        ("2", date(2021, 1, 15), FOREVER), ("3", date(2021, 1, 15), date(2022, 1, 20)),
        ("4", date(2022, 1, 20), FOREVER),
    ]


def test_there_are_no_six_stars(store: Store, tmp_path: Path) -> None:
    texts = {"区划": DIVISIONS, "党组织": BODIES, "星级": RATINGS.replace("四星", "6")}

    assert "V05" in codes(plan(store, *(sheet(tmp_path, f"{n}.csv", t) for n, t in texts.items())))


def test_a_class_is_filled_down_to_those_who_took_part(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 党组织=BODIES, 机构=SCHOOL, 培训=TRAINING)

    assert store.read("HELD_BY").height == 1
    assert sorted(store.read("ATTENDS")["from_id"]) == ["C1", "C2"]
    params = {"as_of": date(2022, 6, 30), "district": "玄武区"}
    found = ask(store, "community/training_overdue", params).frame
    assert found["last_training"].to_list() == [date(2021, 5, 10)]


def test_a_second_class_below_has_those_who_stand_below_it(store: Store, tmp_path: Path) -> None:
    text = (
        "培训班名称,主办院校,开班日期,参训党组织\n"
        "书记班,玄武区委党校,2021-05-10,丹凤街社区党委\n,,2021-06-10,丹凤街社区党委\n,,,洪武社区党委\n"
    )
    take(store, tmp_path, 党组织=BODIES, 机构=SCHOOL, 培训=text)

    assert sorted(store.read("ATTENDS").select("from_id", "since").rows()) == [
        ("C1", date(2021, 5, 10)), ("C1", date(2021, 6, 10)), ("C2", date(2021, 6, 10)),
    ]
    assert sorted(store.read("HELD_BY")["since"]) == [date(2021, 5, 10), date(2021, 6, 10)]


@pytest.mark.parametrize(
    ("text", "row", "cell"),
    [("集结点,集结干部,集结志愿者,应急物资,统计日期\n丹凤街中心,5,20,300,2021-03-31\n",
      "丹凤街中心,,,,2022-03-31", "B3"),
     ("社区名称,经费日期,统筹资金,工作经费\n丹凤街社区,2021-01-01,20,\n", "丹凤街社区,2022-01-01,,", "D3"),
     ("社区名称,经费日期\n", "丹凤街社区,2022-01-01", "B2"),
     ("评定党组织,星级,评定日期\n", "丹凤街社区党委,,2022-01-01", "B2")],
)
def test_a_date_without_any_figure_is_told(tmp_path: Path, text: str, row: str, cell: str) -> None:
    texts = {"区划": DIVISIONS, "党组织": BODIES, "中心": CENTRES, "表": text + row + "\n"}

    found = plan(None, *(sheet(tmp_path, f"{n}.csv", x) for n, x in texts.items())).problems

    errors = [(p.code, p.file, p.cell) for p in found if p.kind.severity == "error"]
    assert errors == [("V18", "表.csv", cell)]


def test_a_figure_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    text = "社区名称,经费日期,服务群众经费\n丹凤街社区,2021-01-01,很多\n"
    files = sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", text)

    assert codes(plan(None, *files)) == {"V04"}


def test_a_term_without_seats_and_an_empty_survey_are_facts(store: Store, tmp_path: Path) -> None:
    survey = "单位名称,单位类型,所在社区,摸排日期\n甲公司,企业,丹凤街社区,2022-03-31\n"
    files = {"区划": DIVISIONS, "党组织": BODIES, "届期": "换届党组织,换届日期\n丹凤街社区党委,2021-07-01\n",
             "摸排": survey}

    prepared = plan(store, *(sheet(tmp_path, f"{n}.csv", x) for n, x in files.items()))

    assert codes(prepared) == {"N02"}


def test_amounts_that_contradict_are_shown_with_their_unit(tmp_path: Path) -> None:
    text = "社区名称,经费日期,工作经费（元）\n丹凤街社区,2021-01-01,20000\n丹凤街社区,2021-01-01,1234567\n"
    files = sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "经费.csv", text)

    [problem] = [p for p in plan(None, *files).problems if p.code == "C06"]

    assert (problem.value, problem.facts["other"]) == ("123.4567 万元", "2 万元")


def test_ranks_follow_each_other_on_a_post(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 岗位=WORKERS)

    posts = [
        ask(store, "community/worker_posts", {"as_of": day}).frame.select("posts", "rank_2", "rank_3").row(0)
        for day in (date(2022, 2, 28), date(2022, 3, 1))
    ]
    assert posts == [(1, 1, 0), (1, 0, 1)]


def test_a_roster_of_posts_needs_the_key(tmp_path: Path) -> None:
    files = sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "岗位.csv", WORKERS)

    assert "P01" in codes(plan(None, *files))


def test_chains_end_and_skip_levels(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 中心=CENTRES)

    def broken(day: date) -> list[tuple[str, str]]:
        found = ask(store, "services/broken_chains", {"as_of": day}).frame
        return sorted(found.select("point", "linked_to").rows())

    assert broken(date(2021, 12, 31)) == [("丹凤街中心", "玄武区中心")]
    assert broken(date(2022, 1, 1)) == [("丹凤街中心", "玄武区中心"), ("新街口中心", "")]


def test_what_gathers_holds_until_the_next_count(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 中心=CENTRES, 集结=GATHERING)

    held = store.read("Provision").sort("since").select("cadres", "supplies", "until").rows()
    assert held == [(5, 300, date(2022, 3, 31)), (6, 100, FOREVER)]


def test_a_grid_takes_the_place_of_several(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 网格=GRIDS)

    assert store.read("SUCCEEDS").select("from_id", "to_id", "since").sort("to_id").rows() == [
        ("nbs/2023/320102003001001", f"nbs/2023/320102003001{n}01", date(2021, 1, 1)) for n in (1, 2)
    ]
    kinds = [
        ask(store, "grids/kinds_of_grid", {"as_of": day, "kinds": 1}).frame.select("kinds", "unified").row(0)
        for day in (date(2020, 12, 31), date(2021, 1, 1))
    ]
    assert kinds == [(2, 0), (1, 1)]


def test_a_case_passes_the_steps_and_is_handled_together(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, 网格=GRIDS, 机构=DEPARTMENTS, 事项=CASES)

    assert store.read("Task").height == 1
    assert store.read("DISPATCHED_TO")["done"].sort().to_list() == [date(2022, 5, 18), date(2022, 5, 20)]
    steps = ["to_verify", "to_assign", "to_handle", "to_feed_back"]
    waiting = [
        ask(store, "grids/stalled_steps", {"as_of": day}).frame.select(steps).row(0)
        for day in (date(2022, 5, 1), date(2022, 5, 2), date(2022, 5, 3), date(2022, 5, 20))
    ]
    assert waiting == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]

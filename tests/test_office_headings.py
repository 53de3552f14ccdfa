"""Headings as offices write them in the sheets of the practices: which column each is."""

from __future__ import annotations

from pathlib import Path

import pytest

from importer import sheet
from lianjian.tables.grids import normal
from lianjian.tables.headings import recognise
from lianjian.tables.layouts import layouts
from lianjian.tables.read import read

SHEETS: list[tuple[str, dict[str, str]]] = [
    ("community_funds", {"社区名称": "community.@name", "年度": "fund.since", "工作经费": "fund.budget"}),
    ("community_funds", {"社区名称": "community.@name", "经费年度": "fund.since"}),
    ("community_negative_list", {"事项名称": "it.name", "免除社区": "freed.@name"}),
    ("service_centres", {"中心名称": "it.name", "中心级别": "it.level", "所属社区": "place.@name",
                         "上级中心": "upper.@name"}),
    ("dormitories", {"住宿点名称": "it.name", "床位数": "it.capacity", "所在社区": "place.@name",
                     "入住人数": "count.people", "统计日期": "count.since"}),
    ("grids", {"网格编号": "it.code", "网格名称": "it.name", "级别": "it.level", "网格类型": "it.grid",
               "所属社区": "community.@name"}),
    ("grid_cases", {"事项名称": "it.name", "所属网格": "grid.@name", "网格编号": "grid.@code",
                    "上报日期": "it.since", "核实日期": "it.verified"}),
    ("building_ledger", {"楼宇名称": "building.@name", "楼宇党组织": "body.name",
                         "组建主体": "body.set_up_by"}),
    ("donations", {"捐赠企业": "giver.@name", "接受单位": "taker.@name", "捐赠日期": "DONATES_TO.since",
                   "捐赠物资": "DONATES_TO.goods", "价值": "DONATES_TO.value"}),
    ("donations", {"捐赠企业名称": "giver.@name", "受赠单位": "taker.@name", "捐赠日期": "DONATES_TO.since",
                   "捐赠物资价值": "DONATES_TO.value"}),
    ("services", {"服务名称": "activity.name", "服务日期": "activity.since", "服务地点": "place.@name"}),
    ("resource_list", {"资源名称": "it.name", "资源类别": "it.kind", "提供单位": "giver.@name"}),
    ("need_list", {"需求内容": "it.name", "需求类别": "it.kind", "需求单位": "asker.@name"}),
    ("project_list", {"项目名称": "it.name", "责任单位": "undertaker.@name", "对接需求": "need.@name",
                      "对接资源": "resource.@name", "启动日期": "it.since", "完成日期": "it.until"}),
    ("whistles", {"吹哨事项": "it.name", "事项来源": "it.origin", "吹哨单位": "street.@name",
                  "责任单位": "to.@name", "报到日期": "DISPATCHED_TO.responded", "办结时限": "it.due"}),
    ("postings", {"证件号码": "it.id", "党员类别": "it.status", "下沉社区": "posted.@name",
                  "下沉日期": "POSTED_TO.since", "每月下沉天数": "POSTED_TO.days"}),
    ("postings", {"证件号码": "it.id", "党员类别": "it.status", "下派社区": "posted.@name",
                  "下沉天数": "POSTED_TO.days"}),
    ("community_workers", {"证件号码": "it.id", "党员类别": "it.status", "所在社区": "community.@name",
                           "岗位": "HOLDS.post", "入职日期": "HOLDS.since"}),
    ("community_workers", {"证件号码": "it.id", "党员类别": "it.status", "所属社区": "community.@name",
                           "职务": "HOLDS.post"}),
    ("delegated_penalties", {"处罚事项": "it.name", "受托街道": "street.@name",
                             "下放日期": "RESPONSIBLE_FOR.since"}),
]


@pytest.mark.parametrize(("layout", "wanted"), SHEETS, ids=lambda x: x if isinstance(x, str) else "")
def test_what_offices_write_is_known(tmp_path: Path, layout: str, wanted: dict[str, str]) -> None:
    rows = f"{','.join(wanted)}\n{','.join('1' for _ in wanted)}\n"
    [table], _ = read(sheet(tmp_path, "x.csv", rows))

    match, problems = recognise(table, layouts())

    assert match is not None, [p.text() for p in problems]
    assert (match.layout.name, problems) == (layout, [])
    assert {table.headings[int(c[1:])]: column.to for c, column in match.columns.items()} == wanted


@pytest.mark.parametrize(("layout", "wanted"), SHEETS, ids=lambda x: x if isinstance(x, str) else "")
def test_each_of_them_is_one_column_only(layout: str, wanted: dict[str, str]) -> None:
    columns = layouts()[layout].columns
    for heading, to in wanted.items():
        assert [c.to for c in columns if normal(heading) in map(normal, c.headings)] == [to]


def test_a_roster_with_communities_is_no_sheet_of_posts(tmp_path: Path) -> None:
    [table], _ = read(sheet(tmp_path, "x.csv", "证件号码,党员类别,入党日期,所在社区\n1,正式党员,,某社区\n"))

    match, _ = recognise(table, layouts())

    assert match is not None
    assert match.layout.name == "InServiceMember"

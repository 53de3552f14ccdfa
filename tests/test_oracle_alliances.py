"""The oracle's answers on places, areas, rosters and alliances, worked out by hand on a small town.

Two districts, 东区 (01) and 西区 (02); the tower (T) stands in 东区 inside the polygon of 大商圈, the
mall (M) in 西区 inside it too, though it is assigned to 小商圈 until the end of 2021.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from oracle import Oracle

FILES = Path(__file__).parent / "data" / "town"
"""One file is in GB 18030, the others in UTF-8 with a mark, as sheets come from Excel."""

ALLIANCES = (
    ("联盟名称", "类型", "区域", "牵头单位", "牵头单位类型", "成立日期", "终止日期",
     "成员", "成员类型", "成员代码", "所在区", "角色", "加入日期", "退出日期", "协议", "来源"),
    ("大商圈联席会", "党建联席会", "大商圈", "全市党委", "党组织", date(2019, 3, 1), "",
     "甲乙联合支部", "党组织", "", "", "成员单位", date(2021, 1, 1), "", "章程", ""),
    ("", "", "", "", "", "", "",
     "全市党委", "党组织", "", "", "", "2019", "", "", ""),
    ("", "", "", "", "", "", "",
     "和平社区", "区划", "", "西区", "", "2022-01-01", "2022-06-29", "", ""),
    ("毗邻联盟", "毗邻党建", "", "东区", "区划", "2020年", date(2021, 12, 31),
     "丙店", "企业", "U3", "西区", "", "", "", "", ""),
)  # fmt: skip
HEAD = 7
"""The columns that belong to the alliance are merged over its members."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    for file in FILES.iterdir():
        shutil.copy(file, folder)
    with xlsxwriter.Workbook(folder / "联盟.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("联盟")
        for r, row in enumerate(ALLIANCES):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        for c in range(HEAD):
            value = ALLIANCES[1][c]
            sheet.merge_range(1, c, 3, c, "")
            sheet.write(1, c, value)
    return folder


@pytest.fixture(scope="module")
def oracle(town: Path) -> Oracle:
    return Oracle.load(town)


def _values(oracle: Oracle, question: str, day: date, **params: object) -> list[tuple[object, ...]]:
    return [tuple(r.values()) for r in oracle.ask(question, day, **params)]


SPRING_21, YEAR_END_21 = date(2021, 6, 30), date(2021, 12, 31)
MAY_22, JUNE_22 = date(2022, 5, 1), date(2022, 6, 30)


def test_classes_from_counts_rosters_and_ranks(oracle: Oracle) -> None:
    def classes(day: date) -> dict[str, tuple[str, str, str]]:
        rows = oracle.ask("coverage/class_by_unit", day)
        return {r["unit_id"]: (r["class"], r["in_scope"], r["work_covered"]) for r in rows}

    assert classes(SPRING_21) == {
        "U1": ("joint", "yes", ""),
        "U2": ("few", "yes", "no"),  # the roster says one full member
        "U3": ("not_in_form", "", ""),
        "U5": ("not_in_form", "", ""),
        "~~丁会": ("not_surveyed", "unknown", ""),
    }
    assert classes(YEAR_END_21)["U2"] == ("joint", "yes", "")  # covered from July
    assert classes(MAY_22)["U1"] == ("few", "unknown", "yes")  # branch gone; two on the roster, one full
    assert classes(MAY_22)["~~丁会"] == ("none", "unknown", "no")
    assert classes(JUNE_22)["~~丁会"] == ("none", "unknown", "yes")  # instructor
    assert "U2" not in classes(JUNE_22)  # ended with May 2022


def test_without_roster_counts_alone_decide(town: Path) -> None:
    rows = Oracle.load(town, roster=False).ask("coverage/class_by_unit", MAY_22)
    found = {r["unit_id"]: r["class"] for r in rows}
    assert found["U1"] == "few"  # four members, of whom nobody knows how many are full
    assert found["U2"] == "few"  # two members, whoever they are


def test_a_later_survey_moves_a_unit_and_renames_it(oracle: Oracle) -> None:
    rows = _values(oracle, "coverage/buildings", SPRING_21, kind="")
    assert rows == [
        ("M", "商城", "mall", "西区", 2, "3+", "nothing", "yes"),
        ("T", "高塔", "office", "东区", 2, "1-2", "own", "no"),
    ]
    rows = _values(oracle, "coverage/buildings", JUNE_22, kind="")
    assert rows == [
        ("M", "商城", "mall", "西区", 1, "3+", "nothing", "yes"),
        ("T", "高塔", "office", "东区", 1, "0", "instructor", "no"),
    ]
    # the building stands in 2021 only: before that the mall's tenant is known by its street
    rows = oracle.ask("coverage/unit_classes", date(2020, 6, 1), by="street")
    assert {r["code"]: r["merchants"] for r in rows}["021"] == 1
    assert [r["unit_name"] for r in oracle.ask("coverage/class_by_unit", SPRING_21, district="东区")] == [
        "甲公司", "丁会"
    ]


def test_groups_by_kind_and_industry(oracle: Oracle) -> None:
    rows = oracle.ask("coverage/unit_classes", SPRING_21, by="industry")
    assert [(r["code"], r["industry"], r["units"], r["merchants"], r["outside_form"]) for r in rows] == [
        ("F", "F", 0, 1, 0), ("I", "I", 2, 0, 0), ("", "不详", 1, 0, 1), ("", "合计", 3, 1, 1)
    ]
    rows = oracle.ask("coverage/unit_classes", SPRING_21, by="kind")
    assert [r["kind"] for r in rows] == [
        "enterprise", "merchant", "private", "social_organization", "state", "合计"
    ]


def test_joint_branch_candidates_by_building_else_community(oracle: Oracle) -> None:
    assert _values(oracle, "coverage/joint_branch_candidates", MAY_22, min_units=1) == [
        ("building", "M", "商城", "西区", "", 1, 1, "no", ["乙"]),
        ("community", "nbs/2023/0111", "和平社区", "东区", "", 1, 1, "no", ["甲公司"]),
    ]


def test_districts_of_organizations(oracle: Oracle) -> None:
    world = oracle.world(YEAR_END_21)

    def of(id_: str) -> set[str]:
        return {d for _, d in world.districts(("Organization", id_))}

    assert of("全市党委") == set()  # its own place, above any district
    assert of("高塔支部") == {"nbs/2023/01"}  # the building's
    assert of("O3") == {"nbs/2023/01", "nbs/2023/02"}  # its units'
    assert of("O4") == set()  # its superior's: none
    assert of("O5") == of("O3")  # its superior's


def test_alliances(oracle: Oracle) -> None:
    assert _values(oracle, "alliances/members", JUNE_22) == [
        ("大商圈联席会", "大商圈联席会", "Organization", "全市党委", "全市党委", [], None, date(2019, 1, 1),
         date(9999, 12, 31), None),
    ]  # fmt: skip
    rows = _values(oracle, "alliances/members", date(2022, 3, 31), alliance="大商圈联席会")
    assert [(r[2], r[3], r[5], r[6]) for r in rows] == [
        ("Division", "nbs/2023/0211", ["西区"], None),
        ("Organization", "O3", ["东区", "西区"], "成员单位"),
        ("Organization", "全市党委", [], None),
    ]
    assert _values(oracle, "alliances/cross_district", YEAR_END_21) == [
        ("大商圈联席会", "大商圈联席会", "joint_conference", ["大商圈"], 2, ["东区", "西区"], 2, 2, 100,
         ["全市党委"], date(2019, 3, 1)),
    ]  # fmt: skip
    rows = _values(oracle, "alliances/cross_district", YEAR_END_21, min_districts=1)
    assert rows[1] == (
        "毗邻联盟", "毗邻联盟", "adjacent", [], 1, ["西区"], 1, None, None, ["东区"], date(2020, 1, 1)
    )


def test_areas_and_missing_districts(oracle: Oracle) -> None:
    # in 2021 the mall belongs to 小商圈 by tie, from 2022 to 大商圈 by its polygon
    assert _values(oracle, "alliances/missing_districts", SPRING_21) == []
    assert _values(oracle, "alliances/missing_districts", JUNE_22) == [
        ("大商圈联席会", "大商圈联席会", "大商圈", "01", "东区", 1, 2),
        ("大商圈联席会", "大商圈联席会", "大商圈", "02", "西区", 1, 2),
    ]
    assert _values(oracle, "alliances/missing_districts", JUNE_22, min_percent=51) == []
    assert _values(oracle, "alliances/areas_without_alliance", JUNE_22) == []
    early = date(2019, 2, 28)  # before the alliance, and before the mall was built
    assert _values(oracle, "alliances/areas_without_alliance", early) == []

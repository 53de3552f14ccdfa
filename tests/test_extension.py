"""Room to grow: a node type, a tie, a layout and a question declared outside the package just work."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

import pytest

from engines import ENGINES, Servers, place
from lianjian.importing import apply, prepare
from lianjian.model import BEGINNING, FOREVER, REGISTRY, Attr, Code, Node, Tie
from lianjian.model.base import Since, Until
from lianjian.queries import ask
from lianjian.queries.errors import DialectError
from lianjian.queries.library import check, read
from lianjian.queries.search import search
from lianjian.store import connect
from lianjian.tables.layout import Column, Layout, Slot, TieMade, made, named, period
from lianjian.tables.layouts import layouts
from lianjian.tables.template import write_template
from lianjian.views.export import export


class Garden(Node):
    """A shared garden: nothing the package knows."""

    zh: ClassVar[str] = "共享花园"
    en: ClassVar[str] = "shared garden"
    about: ClassVar[str] = "居民共建的花园"

    code: Annotated[str | None, Attr("花园编号", "garden code", key=True)] = None
    name: Annotated[str, Attr("花园名称", "garden name", example="梅园共享花园")]
    kind: Annotated[str | None, Attr("花园类型", "garden kind", code="garden_kind", example="屋顶花园")] = (
        None
    )
    area: Annotated[int | None, Attr("面积", "area", unit="m²", example="120")] = None
    since: Annotated[Since, Attr("建园日期", "opened")] = BEGINNING
    until: Annotated[Until, Attr("闭园日期", "closed", inclusive=True)] = FOREVER


class Tends(Tie):
    """(:Organization)-[:TENDS]->(:Garden)."""

    picture: ClassVar[str] = "(:Organization)-[:TENDS]->(:Garden)"
    zh: ClassVar[str] = "认养"
    en: ClassVar[str] = "tends"
    about: ClassVar[str] = "认养花园的党组织"
    from_label: ClassVar[str] = "认养党组织"
    to_label: ClassVar[str] = "认养花园"

    duty: Annotated[str | None, Attr("分工", "duty", example="浇水")] = None


REGISTERED = REGISTRY.extended(
    nodes=[Garden],
    ties=[Tends],
    codes={
        "garden_kind": (Code("roof", "屋顶花园", "roof garden"), Code("street", "街角花园", "pocket garden"))
    },
)
LAYOUT = Layout(
    "gardens",
    "花园台账",
    "register of gardens",
    (Slot("it", ("Garden",), makes=True), Slot("keeper", ("Organization",))),
    (
        *made("it", Garden, required=("name",)),
        *named("keeper", "认养单位", "keeper", required=True),
        *period(Tends, "认养起始日期", "认养截止日期"),
        Column("TENDS.duty", Tends.fields()["duty"].attr),
    ),
    (TieMade("TENDS", "keeper", ("it",)),),
)
QUESTION = """/*
title: {zh: 认养花园, en: Gardens tended}
question: {zh: 各党组织认养了多大的花园？, en: How large are the gardens each organization tends?}
params:
  - {name: as_of, type: date, default: today, label: {zh: 基准日, en: as of}, example: "2022-06-30"}
columns:
  - {name: organization, zh: 党组织, en: organization, type: text}
  - {name: kind, zh: 花园类型, en: garden kind, type: text, code: garden_kind}
  - {name: square_metres, zh: 面积, en: area, type: int, unit: m²}
denominator: {zh: 当日在认养的花园, en: gardens tended on the date}
persons: none
*/
MATCH (o:Organization)-[t:TENDS]->(g:Garden)
WHERE t.since <= $as_of AND $as_of < t.until
RETURN o.name AS organization, g.kind AS kind, coalesce(sum(g.area), 0) AS square_metres
ORDER BY organization, kind
"""


@pytest.fixture
def sheets(tmp_path: Path) -> list[Path]:
    organizations = tmp_path / "党组织.csv"
    organizations.write_text("党组织名称,组建方式\n梅园社区党委,社区党组织\n", encoding="utf-8")
    gardens = tmp_path / "花园.csv"
    gardens.write_text(
        "花园名称,花园类型,面积,认养单位,认养起始日期,认养截止日期,分工\n"
        "屋顶甲,屋顶花园,120,梅园社区党委,2021年3月,,浇水\n街角乙,街角花园,30,梅园社区党委,2020-01-01,2021-12-31,\n",
        encoding="utf-8",
    )
    return [gardens, organizations]


def test_a_new_type_is_imported_planned_stored_asked_and_exported(tmp_path: Path, sheets: list[Path]) -> None:
    question = tmp_path / "cypher" / "gardens" / "tended.cypher"
    question.parent.mkdir(parents=True)
    question.write_text(QUESTION, encoding="utf-8")

    with connect(tmp_path / "新.lbug", registry=REGISTERED) as store:
        prepared = prepare(sheets, store, registry=REGISTERED, extra=[LAYOUT])
        assert prepared.plan is not None
        assert prepared.plan.types["Garden"].create.height == 2
        assert prepared.plan.types["TENDS"].create.height == 2
        apply(prepared, store, registry=REGISTERED)
        again = prepare(sheets, store, registry=REGISTERED, extra=[LAYOUT])
        answer = ask(store, read(question, "gardens/tended"), {"as_of": "2022-06-30"}, registry=REGISTERED)
        earlier = ask(
            store, read(question, "gardens/tended"), {"as_of": date(2021, 6, 30)}, registry=REGISTERED
        )
    export(answer, tmp_path / "认养.csv")

    assert again.plan is not None
    assert again.plan.empty
    assert answer.frame.rows() == [("梅园社区党委", "roof", 120)]
    assert earlier.frame.rows() == [("梅园社区党委", "roof", 120), ("梅园社区党委", "street", 30)]
    assert (tmp_path / "认养.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "梅园社区党委,roof,120"


class Well(Node):
    """A well: one declaration, and nothing else but its sheet and a question."""

    zh: ClassVar[str] = "水井"
    en: ClassVar[str] = "well"
    about: ClassVar[str] = "社区里的水井"

    code: Annotated[str | None, Attr("水井编号", "well code", key=True)] = None
    name: Annotated[str, Attr("水井名称", "well name", example="双塘井")]
    depth: Annotated[float | None, Attr("井深", "depth", unit="m", example="8.5")] = None
    uses: Annotated[list[str], Attr("用途", "uses", "可多项", example="消防")] = []  # noqa: RUF012
    since: Annotated[Since, Attr("凿井日期", "dug")] = BEGINNING
    until: Annotated[Until, Attr("封井日期", "sealed", inclusive=True)] = FOREVER


WELLS = """/*
title: {zh: 水井, en: Wells}
question: {zh: 有哪些水井？, en: Which wells are there?}
params:
  - {name: as_of, type: date, default: today, label: {zh: 基准日, en: as of}, example: "2022-06-30"}
columns:
  - {name: name, zh: 水井, en: well, type: text}
  - {name: depth, zh: 井深, en: depth, type: float, unit: m}
  - {name: uses, zh: 用途, en: uses, type: list}
denominator: {zh: 当日未封的水井, en: wells not sealed on the date}
persons: none
*/
MATCH (w:Well)
WHERE w.since <= $as_of AND $as_of < w.until
RETURN w.name AS name, w.depth AS depth, w.uses AS uses
ORDER BY name
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_one_declaration_is_enough(engine: str, tmp_path: Path, servers: Servers) -> None:
    registry = REGISTRY.extended(nodes=[Well])
    blank, sheet, question = tmp_path / "空白.xlsx", tmp_path / "水井.csv", tmp_path / "wells.cypher"
    write_template(blank, [layouts(registry)["Well"]], registry)
    sheet.write_text(
        "水井名称,井深,用途,凿井日期,封井日期\n双塘井,8.5,消防、浇花,1935年,\n老井,3,,1901-05-01,2021-12-31\n",
        encoding="utf-8",
    )
    question.write_text(WELLS, encoding="utf-8")
    asked = read(question, "wells")
    check(asked, registry)

    with place(engine, tmp_path, servers) as url, connect(url, registry=registry) as store:
        prepared = prepare([sheet, blank], store, registry=registry)
        assert prepared.plan is not None
        assert prepared.plan.types["Well"].create.height == 2
        apply(prepared, store, registry=registry)
        again = prepare([sheet], store, registry=registry)
        assert again.plan is not None
        assert again.plan.empty
        answer = ask(store, asked, {"as_of": "2022-06-30"}, registry=registry)
        earlier = ask(store, asked, {"as_of": "2021-06-30"}, registry=registry)
        found = search(store, "双塘", registry=registry)
    export(answer, tmp_path / "水井问答.json")

    assert answer.frame.rows() == [("双塘井", 8.5, ["浇花", "消防"])]
    assert earlier.frame["name"].to_list() == ["双塘井", "老井"]
    assert found.frame.height == 1
    assert json.loads((tmp_path / "水井问答.json").read_text(encoding="utf-8")) == [
        {"name": "双塘井", "depth": 8.5, "uses": ["浇花", "消防"]}
    ]


def test_a_store_of_the_package_opens_with_the_new_type(tmp_path: Path, sheets: list[Path]) -> None:
    with connect(tmp_path / "旧.lbug") as store:
        apply(prepare(sheets[1:], store), store)

    with connect(tmp_path / "旧.lbug", registry=REGISTERED) as store:
        apply(prepare(sheets, store, registry=REGISTERED, extra=[LAYOUT]), store, registry=REGISTERED)

        assert store.counts()["Garden"] == 2
        assert store.counts()["Organization"] == 1


def test_its_plain_sheets_and_template_come_from_the_declaration(tmp_path: Path) -> None:
    known = layouts(REGISTERED, [LAYOUT])
    write_template(tmp_path / "花园.xlsx", [known["Garden"], known["TENDS"], known["gardens"]], REGISTERED)

    assert {c.attr.label for c in known["Garden"].columns} >= {
        "花园名称",
        "花园类型",
        "面积",
        "建园日期",
        "闭园日期",
    }
    assert [c.attr.label for c in known["TENDS"].columns if c.required] == ["认养党组织", "认养花园"]
    assert prepare([tmp_path / "花园.xlsx"], None, registry=REGISTERED, extra=[LAYOUT]).problems


def test_no_question_may_use_a_name_that_no_declaration_gives(tmp_path: Path) -> None:
    file = tmp_path / "tended.cypher"
    file.write_text(QUESTION, encoding="utf-8")

    with pytest.raises(DialectError, match="TENDS"):
        check(read(file, "gardens/tended"))
    check(read(file, "gardens/tended"), REGISTERED)


@pytest.mark.parametrize("to", ["it.nothing", "other.name", "TENDS.nothing"])
def test_no_column_may_go_where_no_declaration_leads(to: str) -> None:
    layout = replace(LAYOUT, columns=(*LAYOUT.columns, Column(to, Attr("颜色", "colour"))))

    with pytest.raises(TypeError, match=to):
        layouts(REGISTERED, [layout])


def test_no_layout_may_use_a_name_that_no_declaration_gives() -> None:
    with pytest.raises(TypeError, match=r"TENDS|Garden"):
        layouts(REGISTRY, [LAYOUT])

"""Rule R12: temporary organizations, postings and reporting never enter totals of members or classes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from lianjian.importing import apply, prepare
from lianjian.queries import ask
from lianjian.reports.form import pages
from lianjian.sample import write_sample
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from oracle.cases import DATES

TOTALS = [
    ("coverage/unit_classes", {"by": "street"}),
    ("coverage/class_by_unit", {}),
    ("coverage/work_coverage", {}),
    ("coverage/due_not_set_up", {}),
    ("coverage/joint_with_three", {}),
    ("coverage/uncovered_units", {}),
    ("organizations/branches_by_size", {}),
    ("organizations/committees_due", {}),
    ("form/figures", {}),
    ("form/persons", {}),
    ("people/floating_members", {"by": "kind"}),
]
BY_KIND = "organizations/by_kind"
MEMBERS = 40


def _write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as f:
        sheet = csv.DictWriter(f, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def _overlay(folder: Path) -> list[Path]:
    """Sheets of a loop: two organizations that cover units, members of the roster sent in and reporting."""
    roster = pl.read_csv(folder / "在职党员.csv", infer_schema=False)
    units = pl.read_csv(folder / "摸排表.csv", infer_schema=False)
    coded = units["统一社会信用代码"].drop_nulls().unique(maintain_order=True)
    early = roster.filter(pl.col("入党日期") < "2021-01-01").head(MEMBERS)
    people = early.select("证件号码", "党员类别").to_dicts()
    task = {"任务名称": "闭环保障", "任务类型": "专项任务", "任务开始日期": "2021-01-01"}
    kinds = ("临时党组织", "功能型党组织")
    bodies = [
        {"临时党组织名称": f"闭环{k}", "组建方式": k, "成立日期": "2021-01-01", "驻地": "320102003", **task}
        for k in kinds
    ]
    covers = [
        {"党组织名称": f"闭环{kinds[i % 2]}", "覆盖单位": code, "覆盖起始日期": "2021-01-01"}
        for i, code in enumerate(coded)
    ]
    posted = [
        {**p, "派往处": f"闭环{kinds[i % 2]}", "派往处类型": "党组织", "下派方式": "派入闭环",
         "下派起始日期": "2021-01-02", "每月在岗天数": "30", "报到社区": "320102003001",
         "报到起始日期": "2021-01-02", "认领任务": "应急处突"}
        for i, p in enumerate(people)
    ]  # fmt: skip
    strangers = [
        {**p, "证件号码": f"SYNX{i}", "派往处": "320102003001", "派往处类型": "区划",
         "下派方式": "常态化下沉"}
        for i, p in enumerate(posted)
    ]  # fmt: skip
    return [
        _write(folder / "闭环.csv", bodies), _write(folder / "闭环覆盖.csv", covers),
        _write(folder / "派入.csv", posted + strangers),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The small sample, and the same with a loop laid over it."""
    folder = tmp_path_factory.mktemp("闭环")
    files = write_sample(folder, "XS")
    key = Pseudonyms(bytes(32))
    with connect(folder / "without.lbug") as without, connect(folder / "with.lbug") as laid_over:
        apply(prepare(files, without, pseudonyms=key), without)
        apply(prepare([*files, *_overlay(folder)], laid_over, pseudonyms=key), laid_over)
        yield without, laid_over


@pytest.mark.parametrize("day", DATES, ids=str)
@pytest.mark.parametrize(("question", "params"), TOTALS, ids=lambda x: x if isinstance(x, str) else "")
def test_totals_are_the_same_with_a_loop_and_without(
    stores: tuple[Store, Store], question: str, params: dict[str, str], day: object
) -> None:
    without, laid_over = (ask(s, question, {**params, "as_of": day}).frame for s in stores)

    assert without.height > 0
    assert laid_over.to_dicts() == without.to_dicts()


@pytest.mark.parametrize("day", DATES, ids=str)
def test_members_by_kind_are_the_same_and_only_organizations_are_added(
    stores: tuple[Store, Store], day: object
) -> None:
    without, laid_over = (
        {r["code"]: r for r in ask(s, BY_KIND, {"as_of": day}).frame.to_dicts()} for s in stores
    )

    assert {c: laid_over[c]["members"] for c in without} == {c: r["members"] for c, r in without.items()}
    assert {laid_over[c]["members"] for c in ("temporary", "functional")} == {0}
    added = laid_over[""]["organizations"] - without[""]["organizations"]
    assert added == laid_over[""]["overlays"] - without[""]["overlays"] == 2


@pytest.mark.parametrize("day", DATES, ids=str)
def test_the_annual_form_is_the_same(stores: tuple[Store, Store], day: object) -> None:
    without, laid_over = (list(pages(s, day)) for s in stores)  # type: ignore[arg-type]

    assert without
    assert laid_over == without


@pytest.mark.parametrize("day", DATES, ids=str)
def test_the_loop_is_there(stores: tuple[Store, Store], day: object) -> None:
    frame = ask(stores[1], "temporary/organizations", {"as_of": day, "district": "玄武区"}).frame
    [task, total] = frame.filter(pl.col("task").is_in(["闭环保障", "合计"])).to_dicts()

    assert (task["organizations"], task["people"]) == (2, MEMBERS)
    assert total["people"] == MEMBERS

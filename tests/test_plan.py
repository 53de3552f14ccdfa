"""The plan: what a second, later, older, corrected or interrupted import does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from importer import DIVISIONS, codes, edges, graph, load, plan, sheet
from lianjian import importing
from lianjian.importing import Prepared, apply
from lianjian.model import REGISTRY
from lianjian.model.frames import key
from lianjian.plan import final
from lianjian.queries import ask
from lianjian.store import ChangeError, Store, StoreError, TypeChanges, changes_of
from lianjian.tables.persons import Pseudonyms

A, B = "91320102MA0010010X", "91320104MA0010029P"
SURVEY = "单位名称,统一社会信用代码,单位类型,所在街道,从业人员,党员人数,其中正式党员,成立日期,摸排日期\n"
COVERS = "党组织名称,组建方式,覆盖单位,覆盖起始日期,覆盖截止日期\n"


def survey(folder: Path, day: str, members: int, *, name: str = "甲公司", file: str = "") -> Path:
    """A survey sheet of one unit with that many full members."""
    row = f"{name},{A},企业,新街口街道,20,{members},{members},2010-01-01,{day}\n"
    return sheet(folder, file or f"摸排{day}.csv", SURVEY + row)


def covers(folder: Path, *rows: str, file: str = "党组织.csv") -> Path:
    """A sheet in which 甲支部 covers 甲公司, once per row of "since,until"."""
    return sheet(folder, file, COVERS + "".join(f"甲支部,党支部,甲公司,{r}\n" for r in rows))


def periods(store: Store, name: str = "COVERS") -> list[tuple[Any, ...]]:
    """(since, precision, until, precision) of the ties of a type."""
    frame = store.read(name).select("since", "since_precision", "until", "until_precision")
    return sorted((str(a), b, str(c), d) for a, b, c, d in frame.iter_rows())


def class_on(store: Store, day: str) -> str:
    frame = ask(store, "coverage/class_by_unit", {"as_of": day}).frame
    return str(frame.filter(pl.col("unit_id") == A)["class"].item())


@pytest.fixture
def units(store: Store, tmp_path: Path) -> Store:
    """A store with divisions and one surveyed unit."""
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), survey(tmp_path, "2022-03-31", 5))
    return store


# Counts that arrive late


def test_a_survey_between_two_others(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS), survey(tmp_path, "2021-03-31", 1),
         survey(tmp_path, "2022-03-31", 5, name="新甲公司"))
    assert class_on(store, "2021-12-31") == "few"

    late = load(store, survey(tmp_path, "2021-09-30", 3, name="旧甲公司"))

    assert late.created == 3  # the count and its two ties
    assert [class_on(store, d) for d in ("2021-04-01", "2021-09-29", "2021-09-30", "2022-03-31")] == [
        "few", "few", "due", "due"]
    assert store.read("Enterprise")["name"].to_list() == ["新甲公司"]
    assert [str(d) for d in store.read("Headcount").sort("since")["until"]] == [
        "2021-09-30", "2022-03-31", "9999-12-31"]
    assert store.read("Headcount").sort("since")["until"].to_list() == store.read("COUNTS").sort("since")[
        "until"].to_list()


def test_an_older_survey_after_a_newer(units: Store, tmp_path: Path) -> None:
    prepared = plan(units, survey(tmp_path, "2020-03-31", 0, name="旧名公司"))
    importing.apply(prepared, units)

    assert prepared.plan is not None
    assert prepared.plan.types["Enterprise"].update.height <= 1  # another source, no other value
    unit = units.read("Enterprise").row(0, named=True)
    assert (unit["name"], str(unit["stated"])) == ("甲公司", "2022-03-31")
    assert [class_on(units, d) for d in ("2020-03-30", "2020-03-31", "2022-03-31")] == [
        "not_surveyed",
        "none",
        "due",
    ]


def test_a_newer_survey_gives_the_units_values(units: Store, tmp_path: Path) -> None:
    prepared = plan(units, survey(tmp_path, "2022-06-30", 2, name="甲集团"))

    assert prepared.plan is not None
    changes = prepared.plan.types["Enterprise"].changes
    assert (
        "甲公司",
        "甲集团",
        "摸排2022-03-31.csv",
        "摸排2022-06-30.csv",
    ) in changes.filter(pl.col("field") == "name").select("old", "new", "old_sources", "new_sources").rows()
    importing.apply(prepared, units)
    assert units.read("Enterprise")["name"].to_list() == ["甲集团"]


# Dates that are corrected


def test_a_known_since_replaces_an_unknown_one(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, ","))
    assert periods(units) == [("0001-01-01", "unknown", "9999-12-31", "open")]

    prepared = plan(units, covers(tmp_path, "2019年,"))
    importing.apply(prepared, units)

    assert periods(units) == [("2019-01-01", "year", "9999-12-31", "open")]
    assert prepared.plan is not None
    changed = prepared.plan.types["COVERS"].changes
    assert ("since", "0001-01-01", "2019-01-01") in changed.select("field", "old", "new").rows()


def test_an_unknown_since_does_not_replace_a_known_one(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,"))

    again = load(units, covers(tmp_path, ","))

    assert periods(units) == [("2019-05-01", "day", "9999-12-31", "open")]
    assert (again.created, again.updated) == (0, 0)


def test_an_unknown_since_beside_known_ones_is_the_last_that_fits(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2015,2016", "2019,"))

    load(units, covers(tmp_path, ",2017-06-30", file="另一表.csv"))

    assert periods(units) == [
        ("2015-01-01", "year", "2017-07-01", "day"), ("2019-01-01", "year", "9999-12-31", "open")]


def test_a_corrected_until(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,"))

    first = load(units, covers(tmp_path, "2019-05-01,2022-06-30"))
    second = load(units, covers(tmp_path, "2019-05-01,2022-03-31"))

    assert (first.updated, second.updated) == (1, 1)
    assert periods(units) == [("2019-05-01", "day", "2022-04-01", "day")]
    assert [class_on(units, d) for d in ("2022-03-31", "2022-04-01")] == ["own_branch", "due"]


def test_a_corrected_since_without_prune_leaves_the_old_tie(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,2020-04-30"))

    prepared = plan(units, covers(tmp_path, "2019-06-01,2020-04-30"))

    assert prepared.plan is not None
    assert prepared.plan.types["COVERS"].gone["since"].cast(pl.String).to_list() == ["2019-05-01"]
    importing.apply(prepared, units)
    assert len(periods(units)) == 2


def test_a_corrected_since_with_prune_replaces_the_old_tie(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,2020-04-30"))

    done = load(units, covers(tmp_path, "2019-06-01,2020-04-30"), prune=True)

    assert (done.created, done.removed) == (1, 1)
    assert periods(units) == [("2019-06-01", "day", "2020-05-01", "day")]


def test_pruning_reopens_what_is_no_longer_ended(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,2020-04-30"))

    load(units, covers(tmp_path, "2019-05-01,"), prune=True)

    assert periods(units) == [("2019-05-01", "day", "9999-12-31", "open")]


# Sources and pruning


@pytest.mark.parametrize("order", [("一", "二"), ("二", "一")])
def test_two_sources_of_one_tie(units: Store, tmp_path: Path, order: tuple[str, str]) -> None:
    nothing = sheet(tmp_path, "空.csv", COVERS + "乙支部,党支部,,,\n")
    for source in ("一", "二"):
        load(units, covers(tmp_path, "2019-05-01,"), source=source)
    assert units.read("COVERS")["sources"].to_list() == [["一", "二"]]

    first = load(units, nothing, source=order[0], prune=True)
    assert units.read("COVERS")["sources"].to_list() == [[order[1]]]
    assert first.removed == 0
    second = load(units, nothing, source=order[1], prune=True)

    assert units.read("COVERS").height == 0
    assert second.removed == 2  # the tie and the organization
    assert units.read("Organization")["name"].to_list() == ["乙支部"]


def test_counts_are_pruned_only_for_the_dates_of_the_file(units: Store, tmp_path: Path) -> None:
    two = (
        SURVEY
        + f"甲公司,{A},企业,新街口街道,20,5,5,,2022-06-30\n乙公司,{B},企业,洪武路街道,9,1,1,,2022-06-30\n"
    )
    load(units, sheet(tmp_path, "二季度.csv", two), source="街道")
    load(units, survey(tmp_path, "2022-09-30", 4), source="街道")

    done = load(
        units, sheet(tmp_path, "二季度.csv", SURVEY + two.splitlines()[1] + "\n"), source="街道", prune=True
    )

    assert sorted(units.read("Headcount")["id"]) == [f"{A}|2022-03-31", f"{A}|2022-06-30", f"{A}|2022-09-30"]
    assert done.removed == 4  # the unit, its count and the count's two ties
    assert units.read("Enterprise")["id"].to_list() == [A]


def test_a_unit_stays_while_a_count_of_another_date_refers_to_it(units: Store, tmp_path: Path) -> None:
    load(units, survey(tmp_path, "2022-06-30", 4, file="a.csv"), source="摸排2022-03-31.csv")
    other = SURVEY + f"乙公司,{B},企业,洪武路街道,9,1,1,,2022-06-30\n"

    prepared = plan(units, sheet(tmp_path, "b.csv", other), source="摸排2022-03-31.csv", prune=True)
    importing.apply(prepared, units)

    assert prepared.plan is not None
    assert prepared.plan.types["Enterprise"].kept["id"].to_list() == [A]
    assert sorted(units.read("Headcount")["id"]) == [f"{A}|2022-03-31", f"{B}|2022-06-30"]
    assert A in units.read("Enterprise")["id"].to_list()


def test_a_node_stays_while_something_refers_to_it(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,"), source="组织")
    load(units, sheet(tmp_path, "m.csv", "联盟名称,成员\n甲联盟,甲支部\n"), source="联盟")

    done = load(units, sheet(tmp_path, "o.csv", COVERS + "乙支部,党支部,,,\n"), source="组织", prune=True)

    assert done.removed == 1  # the tie alone
    assert sorted(units.read("Organization")["name"]) == ["乙支部", "甲支部"]
    assert graph(units)["MEMBER_OF"]


def test_without_prune_nothing_is_removed(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2019-05-01,"))

    prepared = plan(units, sheet(tmp_path, "党组织.csv", COVERS + "乙支部,党支部,,,\n"))
    done = importing.apply(prepared, units)

    assert prepared.plan is not None
    assert prepared.plan.count("gone") == 2
    assert done.removed == 0
    assert len(periods(units)) == 1


def test_a_blank_erases_nothing_without_prune(units: Store, tmp_path: Path) -> None:
    heading = "党组织名称,组建方式,别名\n"
    load(units, sheet(tmp_path, "o.csv", heading + "甲支部,党支部,老甲\n"))

    load(units, sheet(tmp_path, "o.csv", heading + "甲支部,,\n"))
    kept = units.read("Organization").row(0, named=True)
    load(units, sheet(tmp_path, "o.csv", heading + "甲支部,,\n"), prune=True)

    assert (kept["kind"], kept["alias"]) == ("branch", "老甲")
    pruned = units.read("Organization").row(0, named=True)
    assert (pruned["kind"], pruned["alias"]) == (None, None)


# Two values


def test_the_later_command_wins_and_the_plan_says_so(units: Store, tmp_path: Path) -> None:
    load(units, sheet(tmp_path, "o.csv", "党组织名称,组建方式\n甲支部,党支部\n"))

    prepared = plan(units, sheet(tmp_path, "p.csv", "党组织名称,组建方式\n甲支部,联合党支部\n"))
    importing.apply(prepared, units)

    assert prepared.plan is not None
    changes = prepared.plan.types["Organization"].changes.filter(pl.col("field") == "kind")
    assert changes.select("old", "new", "old_sources", "new_sources").rows() == [
        ("branch", "joint_branch", "o.csv", "p.csv")]
    assert units.read("Organization")["kind"].to_list() == ["joint_branch"]


def test_two_values_in_one_command_are_a_problem_with_both_places(units: Store, tmp_path: Path) -> None:
    one = sheet(tmp_path, "a.csv", "党组织名称,组建方式\n乙支部,党支部\n甲支部,党支部\n")
    two = sheet(tmp_path, "b.csv", "党组织名称,组建方式\n甲支部,联合党支部\n")

    prepared = plan(units, two, one)

    [problem] = [p for p in prepared.problems if p.kind.severity == "error"]
    assert (problem.code, problem.file, problem.cell, problem.value) == ("C01", "b.csv", "B2", "联合党支部")
    assert "a.csv 3" in problem.text()
    assert "党支部（a.csv" in problem.text().replace("“", "").replace("”", "")
    assert prepared.plan is None


def test_two_surveys_of_one_day_must_agree(units: Store, tmp_path: Path) -> None:
    prepared = plan(
        units,
        survey(tmp_path, "2022-06-30", 4, file="a.csv"),
        survey(tmp_path, "2022-06-30", 5, file="b.csv"),
    )

    assert codes(prepared) == {"C06"}
    assert {p.heading for p in prepared.problems} == {"党员人数", "其中正式党员"}


def test_a_second_superior_at_one_time_is_a_problem_at_its_cell(units: Store, tmp_path: Path) -> None:
    heading = "党组织名称,党组织代码,上级党组织,上级党组织起始日期,上级党组织截止日期\n"
    tops = "甲党委,T1,,,\n乙党委,T2,,,\n"
    first = sheet(tmp_path, "o.csv", heading + tops + "小支部,S1,甲党委,2015-01-01,\n")
    load(units, first)

    late = sheet(tmp_path, "p.csv", heading + "小支部,S1,乙党委,2020-01-01,\n")
    prepared = plan(units, late)

    [problem] = [p for p in prepared.problems if p.kind.severity == "error"]
    assert (problem.code, problem.file, problem.cell) == ("C02", "p.csv", "C2")
    assert "o.csv" in problem.text()
    ended = sheet(tmp_path, "o.csv", heading + tops + "小支部,S1,甲党委,2015-01-01,2019-12-31\n")
    load(units, ended, late)
    assert len(periods(units, "SUPERIOR")) == 2


def test_two_superiors_in_one_file(units: Store, tmp_path: Path) -> None:
    heading = "党组织名称,党组织代码,上级党组织\n"
    rows = "甲党委,T1,\n乙党委,T2,\n小支部,S1,甲党委\n小支部,S1,乙党委\n"

    prepared = plan(units, sheet(tmp_path, "o.csv", heading + rows))

    [problem] = [p for p in prepared.problems if p.kind.severity == "error"]
    assert (problem.code, problem.heading) == ("C02", "上级党组织")
    assert {problem.row} | {int(problem.text().split("o.csv ")[1].split("）")[0])} == {4, 5}


# Applying


class Failing:
    """A store to which a change is added that cannot be made: its transaction breaks off."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def apply(self, changes: dict[str, TypeChanges], **options: object) -> None:
        nobody = pl.DataFrame({"id": ["没有"]})
        impossible = changes_of(REGISTRY.nodes["Organization"], delete=nobody)
        self.store.apply({**changes, "Organization": impossible})


def test_an_interrupted_apply_leaves_the_store_as_it_was(units: Store, tmp_path: Path) -> None:
    before, counts = graph(units), units.counts()
    prepared = plan(units, survey(tmp_path, "2022-06-30", 2))

    with pytest.raises(ChangeError):
        importing.apply(prepared, Failing(units))  # type: ignore[arg-type]

    assert graph(units) == before
    assert units.counts() == counts
    done = importing.apply(prepared, units)
    assert done.created == 3
    assert len(units.read("Headcount")) == 2


def test_a_break_inside_the_transaction_leaves_the_store_as_it_was(
    units: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, counts = graph(units), units.counts()
    prepared = plan(units, survey(tmp_path, "2022-06-30", 2))

    def break_off(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("lianjian.store._ladybug_write._check_written", break_off)
        with pytest.raises(KeyboardInterrupt):
            importing.apply(prepared, units)

    assert graph(units) == before
    assert units.counts() == counts
    importing.apply(prepared, units)
    assert len(units.read("Headcount")) == 2


def assert_adds_up(prepared: Prepared, store: Store, done: importing.Report) -> None:
    """What was planned is what the store holds, type by type."""
    assert prepared.plan is not None
    wanted = final(prepared.plan, prepared.stored, REGISTRY)
    for name in wanted:
        keys = list(key(REGISTRY.declaration(name)))
        held = store.read(name)
        derived = ["until", "until_precision"] if name in ("Headcount", "COUNTS", "SURVEYED_AT") else []
        assert edges({name: held.drop(derived)}) == edges({name: wanted[name].drop(derived)}), name
        assert held.select(keys).is_unique().all()
    assert done.read == done.created + done.updated + done.unchanged


def test_the_dry_run_is_what_apply_then_does(units: Store, tmp_path: Path) -> None:
    load(units, covers(tmp_path, "2015,2016", ","), source="组织")
    files = [covers(tmp_path, "2017,", file="新.csv"), survey(tmp_path, "2022-06-30", 2, name="甲集团")]

    dry = plan(units, *files, source="组织", prune=True)
    before = units.counts()
    wet = plan(units, *files, source="组织", prune=True)
    done = importing.apply(wet, units)

    assert dry.plan is not None
    assert wet.plan is not None
    for what in ("create", "update", "unchanged", "gone", "removed"):
        assert dry.plan.count(what) == wet.plan.count(what)
    assert (done.created, done.updated, done.removed) == (
        dry.plan.count("create"), dry.plan.count("update"), dry.plan.count("removed"))
    assert_adds_up(wet, units, done)
    asserted = [*REGISTRY.asserted_nodes, *REGISTRY.asserted_ties]
    assert (
        sum(units.counts()[n] for n in asserted)
        == sum(before[n] for n in asserted) + done.created - done.removed
    )


def test_each_import_leaves_a_run(units: Store, tmp_path: Path) -> None:
    path = covers(tmp_path, "2019-05-01,")
    first = load(units, path)
    second = load(units, path)

    runs = {r["id"]: r for r in units.read("ImportRun").iter_rows(named=True)}
    assert len(runs) == 3
    assert runs[first.run]["created"] == first.created == 2
    assert runs[first.run]["files"] == ["党组织.csv"]
    assert (runs[second.run]["created"], runs[second.run]["unchanged"]) == (0, 2)


def test_an_import_with_errors_cannot_be_applied(units: Store, tmp_path: Path) -> None:
    prepared = plan(units, covers(tmp_path, "某日,"))

    with pytest.raises(ValueError, match="errors"):
        importing.apply(prepared, units)
    with pytest.raises(importing.ImportProblemsError, match="V02"):
        importing.import_files([covers(tmp_path, "某日,")], units)


# Who is who


def test_equal_names_under_different_superiors_stay_two(store: Store, tmp_path: Path) -> None:
    heading = "党组织名称,组建方式,上级党组织\n"
    text = heading + "甲党委,党委,\n乙党委,党委,\n第一党支部,党支部,甲党委\n第一党支部,党支部,乙党委\n"
    path = sheet(tmp_path, "o.csv", text + "小组,党支部,乙党委/第一党支部\n")

    load(store, path)
    again = load(store, path)
    one = load(store, sheet(tmp_path, "p.csv", heading + "第一党支部,联合党支部,乙党委\n"))

    assert (again.created, again.updated) == (0, 0)
    assert one.created == 0
    kinds = dict(store.read("Organization").select("id", "kind").iter_rows())
    assert kinds["第一党支部@乙党委"] == "joint_branch"
    assert kinds["第一党支部@甲党委"] == "branch"
    above = dict(store.read("SUPERIOR").select("from_id", "to_id").iter_rows())
    assert above["小组"] == "第一党支部@乙党委"


def test_a_bare_name_of_two_is_ambiguous(store: Store, tmp_path: Path) -> None:
    heading = "党组织名称,组建方式,上级党组织\n"
    text = heading + "甲党委,党委,\n乙党委,党委,\n第一党支部,党支部,甲党委\n第一党支部,党支部,乙党委\n"
    load(store, sheet(tmp_path, "o.csv", text))

    prepared = plan(store, sheet(tmp_path, "p.csv", heading + "第一党支部,党支部,\n"))

    [problem] = prepared.problems
    assert problem.code == "R02"
    assert "乙党委/第一党支部、甲党委/第一党支部" in problem.text()


def test_the_superior_may_be_written_as_code_name_or_alias(store: Store, tmp_path: Path) -> None:
    heading = "党组织名称,党组织代码,别名,上级党组织,上级党组织代码\n"
    rows = "甲党委,T1,甲委,,\n乙党委,T2,,,\n"
    rows += "".join(f"第一党支部,,,{above}\n" for above in ("甲党委,", ",T1", "甲委,", "t2,"))

    load(store, sheet(tmp_path, "o.csv", heading + rows))

    assert sorted(store.read("Organization")["id"]) == ["T1", "T2", "第一党支部@T1", "第一党支部@T2"]


def test_an_organization_that_moved_is_one(store: Store, tmp_path: Path) -> None:
    heading = "党组织名称,党组织代码,上级党组织,上级党组织起始日期,上级党组织截止日期\n"
    tops = "甲党委,,,,\n乙党委,,,,\n"
    load(store, sheet(tmp_path, "o.csv", heading + tops + "小支部,,甲党委,2015,2018\n"))

    load(store, sheet(tmp_path, "p.csv", heading + "小支部,,乙党委,2019,\n"))

    assert sorted(store.read("Organization")["id"]) == ["乙党委", "小支部", "甲党委"]
    assert len(periods(store, "SUPERIOR")) == 2


def test_superiors_in_a_circle_end(store: Store, tmp_path: Path) -> None:
    rows = "甲党委,党委,乙党委\n乙党委,党委,甲党委\n"

    prepared = plan(store, sheet(tmp_path, "o.csv", "党组织名称,组建方式,上级党组织\n" + rows))

    assert codes(prepared) == {"C07"}


def test_units_without_code_are_told_apart_by_street(store: Store, tmp_path: Path) -> None:
    heading = "单位名称,单位类型,所在街道,所在社区,所在楼宇,从业人员,摸排日期\n"
    rows = ("便民超市,企业,新街口街道,,,3,2022-03-31\n便民超市,企业,洪武路街道,,,4,2022-03-31\n"
            "便民 超市,企业,,丹凤街社区,,3,2022-06-30\n便民超市,企业,,,德基大厦,5,2022-09-30\n")
    building = sheet(tmp_path, "b.csv", "楼宇名称,所在地\n德基大厦,320102003001\n")
    files = [sheet(tmp_path, "区划.csv", DIVISIONS), building, sheet(tmp_path, "s.csv", heading + rows)]

    prepared = plan(store, *files)
    importing.apply(prepared, store)
    again = load(store, *files)

    assert sorted(store.read("Enterprise")["id"]) == ["~320102003~便民超市", "~320104007~便民超市"]
    assert codes(prepared) == {"N01", "N02"}
    assert (again.created, again.updated) == (0, 0)


def test_a_code_that_arrives_later_is_shown_and_not_merged(store: Store, tmp_path: Path) -> None:
    heading = "单位名称,统一社会信用代码,单位类型,所在街道,从业人员,摸排日期\n"
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS),
         sheet(tmp_path, "s.csv", heading + "便民超市,,企业,新街口街道,3,2022-03-31\n"))

    prepared = plan(store, sheet(tmp_path, "t.csv", heading + f"便民超市,{A},企业,新街口街道,3,2022-06-30\n"))

    [notice] = prepared.problems
    assert (notice.code, notice.row) == ("N01", 2)
    assert "~320102003~便民超市" in notice.text()


def test_co_building_is_stored_once(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "o.csv", "党组织名称\n甲支部\n乙支部\n"),
         sheet(tmp_path, "c.csv", "共建甲方,共建乙方,起始日期,共建协议\n甲支部,乙支部,2020-01-01,协议\n"))

    again = load(
        store, sheet(tmp_path, "d.csv", "共建甲方,共建乙方,起始日期,截止日期\n乙支部,甲支部,,2021\n")
    )

    assert (again.created, again.updated) == (0, 1)
    [tie] = store.read("CO_BUILDS").iter_rows(named=True)
    assert (tie["from_id"], tie["to_id"], tie["agreement"]) == ("乙支部", "甲支部", "协议")
    assert (str(tie["since"]), str(tie["until"])) == ("2020-01-01", "2022-01-01")


def test_what_happens_on_a_day_ends_with_it(store: Store, tmp_path: Path) -> None:
    files = [
        sheet(tmp_path, "o.csv", "党组织名称\n甲支部\n乙支部\n"),
        sheet(tmp_path, "a.csv", "活动名称,活动编号,活动类型,活动日期,活动结束日期,主办单位\n"
              "初心论坛,A1,论坛,2021-06-25,,甲支部\n培训班,A2,培训,2021-07-01,2021-07-03,乙支部\n"),
        sheet(tmp_path, "p.csv", "参加方,参加活动,起始日期\n乙支部,初心论坛,2021-06-25\n"),
    ]
    load(store, *files)
    again = load(store, *files)

    days = {r["id"]: (str(r["since"]), str(r["until"])) for r in store.read("Activity").iter_rows(named=True)}
    assert days == {"A1": ("2021-06-25", "2021-06-26"), "A2": ("2021-07-01", "2021-07-04")}
    assert periods(store, "ATTENDS") == [("2021-06-25", "day", "2021-06-26", "day")]
    assert periods(store, "HELD_BY") == [
        ("2021-06-25", "day", "2021-06-26", "day"), ("2021-07-01", "day", "2021-07-04", "day")]
    assert (again.created, again.updated) == (0, 0)


def test_divisions_of_two_schemes_keep_to_their_own(store: Store, tmp_path: Path) -> None:
    mca = (
        "区划代码,区划名称,级别,上级代码,编码方案,版本\n3201,南京市,市,,民政,2023\n320102,玄武区,区,3201,民政,2023\n"
        "320102005,新街口街道,街道,320102,民政,2023\n320104008,某街道,街道,玄武区,民政,2023\n"
    )
    files = [sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "民政.csv", mca),
             survey(tmp_path, "2022-03-31", 5)]

    load(store, *files)
    again = load(store, *files)

    above = dict(store.read("PART_OF").select("from_id", "to_id").iter_rows())
    assert above["mca/2023/320102005"] == "mca/2023/320102"
    assert above["mca/2023/320104008"] == "mca/2023/320102"
    assert above["nbs/2023/320102003"] == "nbs/2023/320102"
    assert store.read("SURVEYED_AT")["to_id"].to_list() == ["nbs/2023/320102003"]
    assert (again.created, again.updated) == (0, 0)


# What the plan guards


def test_an_import_in_between_is_noticed(store: Store, tmp_path: Path) -> None:
    first = plan(store, sheet(tmp_path, "a.csv", "党组织名称,组建方式\n甲支部,党支部\n"))
    second = plan(store, sheet(tmp_path, "b.csv", "党组织名称,组建方式\n乙支部,党支部\n"))
    apply(first, store)

    with pytest.raises(StoreError) as told:
        apply(second, store)

    assert told.value.code == "changed"
    assert store.read("Organization")["name"].to_list() == ["甲支部"]


def test_a_record_that_would_end_before_it_begins_is_an_error(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "a.csv", "党组织名称,组建方式,成立日期\n甲支部,党支部,2020-01-01\n"))

    later = plan(store, sheet(tmp_path, "b.csv", "党组织名称,组建方式,撤销日期\n甲支部,党支部,2019-01-01\n"))

    assert "V07" in codes(later)
    assert not later.clean


def test_the_unstated_end_of_a_day_goes_along_with_a_corrected_day(store: Store, tmp_path: Path) -> None:
    head = "活动名称,活动编号,活动日期\n"
    load(store, sheet(tmp_path, "a.csv", f"{head}论坛,A1,2022-04-01\n"))
    load(store, sheet(tmp_path, "a.csv", f"{head}论坛,A1,2022-05-01\n"))

    held = store.read("Activity").row(0, named=True)
    assert (held["since"], held["until"]) == (date(2022, 5, 1), date(2022, 5, 2))


def test_one_source_withdraws_while_another_changes(store: Store, tmp_path: Path) -> None:
    head = "党组织名称,组建方式\n"
    a = sheet(tmp_path, "a.csv", f"{head}甲支部,党支部\n乙支部,党支部\n")
    b = sheet(tmp_path, "b.csv", f"{head}甲支部,党支部\n丙支部,党支部\n")
    load(store, a, b)
    a = sheet(tmp_path, "a.csv", f"{head}甲支部,联合党支部\n乙支部,党支部\n")
    b = sheet(tmp_path, "b.csv", f"{head}丙支部,党支部\n")

    load(store, a, b, prune=True)

    held = {r["name"]: r for r in store.read("Organization").iter_rows(named=True)}
    assert held["甲支部"]["kind"] == "joint_branch"
    assert held["甲支部"]["sources"] == ["a.csv"]
    again = plan(store, a, b, prune=True)
    assert again.plan is not None
    assert again.plan.empty


def test_pruning_a_survey_leaves_what_an_earlier_survey_gave(store: Store, tmp_path: Path) -> None:
    load(store, sheet(tmp_path, "区划.csv", DIVISIONS))
    load(
        store,
        sheet(tmp_path, "摸排.csv", "单位名称,单位类型,行业门类,摸排日期\n甲,企业,金融业,2022-03-31\n"),
    )

    load(store, sheet(tmp_path, "摸排.csv", "单位名称,单位类型,摸排日期\n甲,企业,2022-06-30\n"), prune=True)

    assert store.read("Enterprise")["industry"].to_list() == ["J"]
    assert store.counts()["Headcount"] == 2


def test_another_name_under_a_known_code_is_told(store: Store, tmp_path: Path) -> None:
    head = "党组织名称,党组织代码,组建方式\n"
    load(store, sheet(tmp_path, "a.csv", f"{head}甲支部,D1,党支部\n"))

    renamed = plan(store, sheet(tmp_path, "b.csv", f"{head}乙支部,D1,党支部\n"))

    assert "W02" in codes(renamed)
    assert renamed.clean


# Nothing vanishes without a word


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("共建.csv", "共建甲方,共建乙方,共建协议\n甲支部,,2021 年协议\n"),
        ("党组织.csv", "党组织名称,组建方式,覆盖单位,覆盖起始日期\n甲支部,党支部,,2020-01-01\n"),
        ("联盟.csv", "联盟名称,成员,角色\n甲联盟,,成员单位\n"),
        ("摸排.csv", "单位名称,单位类型,从业人员,摸排日期\n甲,企业,10,不详\n"),
    ],
)
def test_a_row_that_would_be_lost_is_an_error(store: Store, tmp_path: Path, name: str, text: str) -> None:
    load(store, sheet(tmp_path, "a.csv", "党组织名称,组建方式\n甲支部,党支部\n"))

    assert not plan(store, sheet(tmp_path, name, text)).clean


def test_a_name_stays_ambiguous_when_its_first_bearer_is_stored(store: Store, tmp_path: Path) -> None:
    head = "党组织名称,组建方式,上级党组织\n"
    load(store, sheet(tmp_path, "a.csv", f"{head}甲党委,党委,\n乙党委,党委,\n第一党支部,党支部,甲党委\n"))
    load(store, sheet(tmp_path, "b.csv", f"{head}第一党支部,党支部,乙党委\n"))

    prepared = plan(store, sheet(tmp_path, "联盟.csv", "联盟名称,成员\n甲联盟,第一党支部\n"))

    assert "R02" in codes(prepared)


def test_identities_that_identify_nobody_are_refused(store: Store, tmp_path: Path) -> None:
    key = Pseudonyms(bytes(32))
    roster = sheet(tmp_path, "名册.csv", "证件号码,党员类别\n-,正式党员\n无,正式党员\n")

    prepared = importing.prepare([roster], store, pseudonyms=key)

    assert [p.code for p in prepared.problems if p.code == "V01"] == ["V01", "V01"]


def test_every_overlap_is_told(tmp_path: Path) -> None:
    organizations = sheet(tmp_path, "a.csv", "党组织名称,组建方式\n甲,党支部\n乙,党委\n丙,党委\n丁,党委\n")
    text = "下级党组织,直接上级党组织,起始日期,截止日期\n甲,乙,2010,2020\n甲,丙,2011,2011\n甲,丁,2014,2014\n"

    found = plan(None, organizations, sheet(tmp_path, "b.csv", text))

    assert [(p.row, p.value) for p in found.problems if p.code == "C02"] == [(3, "丙"), (4, "丁")]


@pytest.mark.parametrize("rows", [["2019年", "2019-01-01"], ["2019-01-01", "2019年"]])
def test_of_two_precisions_the_finer_holds(store: Store, tmp_path: Path, rows: list[str]) -> None:
    lines = "".join(f"甲支部,党支部,{day}\n" for day in rows)
    load(store, sheet(tmp_path, "a.csv", f"党组织名称,组建方式,成立日期\n{lines}"))

    assert store.read("Organization")["since_precision"].to_list() == ["day"]

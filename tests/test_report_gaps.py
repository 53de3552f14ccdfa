"""Ledgers: written by street, filled in as a person would, read back, and shown again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from engines import ENGINES, Servers, place
from importer import codes, load, plan
from lianjian.cli import cli
from lianjian.queries import ask
from lianjian.reports.gaps import find_gaps, safe
from lianjian.reports.ledgers import write_ledgers
from lianjian.store import Store, connect
from lianjian.views.answer import ViewError
from sample_sheets import folder as sample_folder

DATA = Path(__file__).parent / "data" / "boundary"
FILES = sorted(p for p in DATA.glob("*.csv") if not p.name.startswith("expected"))
AS_OF = date(2022, 6, 30)
STREET = "新街口街道"
ENTRIES = ("整改措施", "责任单位", "完成时限", "完成情况")
HEAD = 4
DUE = {  # the units due but not set up on the day, as the boundary sheets have them
    "新街口街道": {"九人应建", "两次摸排", "六月才摸排"},
    "洪武路街道": {"只有临时", "已撤支部"},
    "五老村街道": {"七月建支部"},
    "华侨路街道": {"应建贸易"},
    "未落位": {"未落位公司"},
}
BARE = {  # in scope, without an organization or work coverage, and not due
    "新街口街道": {"预备一人"},
    "洪武路街道": {"两名正式", "十人无党员"},
    "五老村街道": {"仅一预备", "只有楼宇", "九十九人"},
    "华侨路街道": {"无党员甲", "三十人协会", "一百人"},
}


@pytest.fixture(scope="module", params=ENGINES)
def db(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers
) -> Iterator[str]:
    """A store with the boundary sheets; the tests that share it write to it no earlier than in July 2022."""
    with place(request.param, tmp_path_factory.mktemp("边界"), servers) as url:
        with connect(url) as store:
            load(store, *FILES)
        yield url


@pytest.fixture
def own(tmp_path: Path) -> str:
    """A store with the boundary sheets, to be changed."""
    url = str(tmp_path / "边界.lbug")
    with connect(url) as store:
        load(store, *FILES)
    return url


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def report(db: str, folder: Path, *more: object, as_of: date = AS_OF) -> Result:
    return run("report", "gaps", "--by", "street", "-o", folder, "--as-of", as_of, "--db", db, *more)


def page(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def heads(sheet: Worksheet) -> dict[str, int]:
    return {str(c.value): c.column for c in sheet[HEAD]}


def table(path: Path) -> list[dict[str, object]]:
    sheet = page(path)
    names = [str(c.value) for c in sheet[HEAD]]
    rows = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    return [dict(zip(names, r, strict=True)) for r in rows]


def ledger(folder: Path, name: str = STREET, as_of: date = AS_OF) -> Path:
    return folder / f"{name}_{as_of}.xlsx"


def fill(path: Path, unit: str, **entries: object) -> None:
    """Write into the row of a unit, as a person does, and save the workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = heads(sheet)
    row = next(r for r in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(r, at["单位名称"]).value == unit)
    for heading, value in entries.items():
        sheet.cell(row, at[heading]).value = value
    book.save(path)


def names(path: Path) -> list[str]:
    return [str(r["单位名称"]) for r in table(path)]


# --- what is written ------------------------------------------------------------------------------


def test_a_ledger_for_each_street_and_a_summary(db: str, tmp_path: Path) -> None:
    done = report(db, tmp_path / "台账")

    assert done.exit_code == 0, done.output
    assert {p.name for p in (tmp_path / "台账").iterdir()} == {f"{n}_{AS_OF}.xlsx" for n in (*DUE, "汇总")}
    for street, due in DUE.items():
        found = names(ledger(tmp_path / "台账", street))
        assert set(found[: len(due)]) == due
        assert set(found) == due | BARE.get(street, set())
        assert len(found) == len(set(found))
    assert "待整改 17 家：新 17，未完成 0，逾期 0，已完成 0；已到位 0 家" in done.output


@pytest.mark.parametrize(("kind", "wanted"), [("due", 8), ("uncovered", 16), ("all", 17)])
def test_which_units(db: str, tmp_path: Path, kind: str, wanted: int) -> None:
    report(db, tmp_path, "--class", kind)

    assert sum(len(table(p)) for p in tmp_path.glob("*.xlsx") if "汇总" not in p.name) == wanted


def test_the_columns_of_a_row(db: str, tmp_path: Path) -> None:
    report(db, tmp_path)
    rows = {r["单位名称"]: r for r in table(ledger(tmp_path))}
    due, few = rows["九人应建"], rows["预备一人"]

    assert list(due) == [
        "序号", "单位名称", "统一社会信用代码", "分类", "所在街道", "所在街道代码", "所在社区", "所在楼宇",
        "正式党员", "从业人员", "工作覆盖方式", "建议", "整改状态", *ENTRIES, "台账日期",
        "上次整改措施", "上次责任单位", "上次完成时限", "上次完成情况", "上次台账日期",
    ]  # fmt: skip
    assert due["统一社会信用代码"] == "91320102MA0010096Q"
    assert (due["分类"], due["正式党员"], due["从业人员"], due["整改状态"]) == ("应建尚未建立", "≥3", 9, "新")
    assert due["台账日期"] == datetime(2022, 6, 30)
    assert str(due["建议"]) == "单独建立党支部（R1：正式党员 3 名以上）"
    assert (few["正式党员"], str(few["建议"])) == ("1–2", "选派党建指导员或联络员，或建立工会、团组织（R15）")
    assert {r[e] for r in rows.values() for e in ENTRIES} == {None}


def test_no_raw_count_of_members(db: str, tmp_path: Path) -> None:
    report(db, tmp_path)

    bands = {r["正式党员"] for p in tmp_path.glob("*.xlsx") if "汇总" not in p.name for r in table(p)}
    assert bands == {"0", "1–2", "≥3"}


def test_set_up_for_print_and_for_filling_in(db: str, tmp_path: Path) -> None:
    report(db, tmp_path)
    sheet = page(ledger(tmp_path))
    at = heads(sheet)

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$4"
    assert (sheet.page_setup.fitToHeight, sheet.freeze_panes) == (0, "C5")
    assert "4 / 7（57.1%）" in str(sheet["A2"].value)
    assert "完成情况填完成的那一天" in str(sheet["A3"].value)
    checks = {str(v.sqref): v.type for v in sheet.data_validations.dataValidation}
    for heading in ("完成时限", "完成情况"):
        letter = sheet.cell(1, at[heading]).column_letter
        assert checks[f"{letter}5:{letter}8"] == "date"
        assert sheet.cell(5, at[heading]).number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("by", ["district", "street", "community"])
def test_the_summary_adds_up(db: str, tmp_path: Path, by: str) -> None:
    run("report", "gaps", "--by", by, "-o", tmp_path, "--as-of", AS_OF, "--db", db)
    *rows, total = table(tmp_path / f"汇总_{AS_OF}.xlsx")
    parts = ("其中：新", "其中：未完成", "其中：逾期", "其中：已完成")

    assert total["区划"] == "合计"
    assert rows[-1]["区划"] == "未落位"
    for column in ("单位数", "待整改", *parts, "已到位"):
        assert sum(int(str(r[column])) for r in rows) == total[column]
    for r in (*rows, total):
        assert sum(int(str(r[p])) for p in parts) == r["待整改"]
    for r in rows:
        file = r["台账文件"]
        assert (file is None) == (r["待整改"] == 0)
        assert file is None or len(table(tmp_path / str(file))) == r["待整改"]
    assert total["待整改"] == 17


def test_a_district_alone(db: str, tmp_path: Path) -> None:
    done = report(db, tmp_path / "鼓楼", "--district", "320106")
    nobody = report(db, tmp_path / "无", "--district", "鼓楼")

    files = {p.name for p in (tmp_path / "鼓楼").iterdir()}
    assert files == {f"{n}_{AS_OF}.xlsx" for n in ("华侨路街道", "汇总")}
    assert "待整改 4 家" in done.output
    assert nobody.exit_code == 7
    assert "鼓楼区" in nobody.output
    assert not (tmp_path / "无").exists()


def test_a_street_without_gaps_has_no_ledger_but_a_line(own: str, tmp_path: Path) -> None:
    rules = tmp_path / "规则.toml"
    rules.write_text(
        "[R16]\nvalues = { staff = 1000, social_staff = 1000 }\n[R1]\nvalues = { full_members = 5 }\n",
        encoding="utf-8",
    )
    done = report(own, tmp_path / "台账", "--rules", rules)

    assert done.exit_code == 0, done.output
    files = {p.name for p in (tmp_path / "台账").iterdir()}
    assert files == {f"{n}_{AS_OF}.xlsx" for n in ("五老村街道", "汇总")}
    rows = {r["区划"]: r for r in table(tmp_path / "台账" / f"汇总_{AS_OF}.xlsx")}
    assert (rows[STREET]["待整改"], rows[STREET]["台账文件"]) == (0, None)
    assert "R1：正式党员 5 名以上" in str(table(ledger(tmp_path / "台账", "五老村街道"))[0]["建议"])


def test_neighbours_for_a_joint_branch(tmp_path: Path) -> None:
    """Of a building's units with one or two full members those beside are named, four at most."""
    survey = "单位名称,单位类型,所在街道,所在楼宇,从业人员,党员人数,其中正式党员,摸排日期\n"
    for i in range(7):
        survey += f"单位{i},企业,新街口街道,甲大厦,20,2,1,2022-03-31\n"
    survey += "孤单,企业,新街口街道,乙大厦,20,2,2,2022-03-31\n"
    (tmp_path / "摸排.csv").write_text(survey, encoding="utf-8")
    (tmp_path / "楼宇.csv").write_text(
        "楼宇名称,楼宇类型,所在地\n甲大厦,商务楼宇,新街口街道\n乙大厦,商务楼宇,新街口街道\n", encoding="utf-8"
    )
    url = str(tmp_path / "x.lbug")
    with connect(url) as store:
        load(store, DATA / "区划.csv", tmp_path / "楼宇.csv", tmp_path / "摸排.csv")

    report(url, tmp_path / "台账")
    english = report(url, tmp_path / "en", "--lang", "en")
    advice = {r["单位名称"]: str(r["建议"]) for r in table(ledger(tmp_path / "台账"))}
    joint = "联合建立党支部（R2：至多 5 家）；建立前先派指导员（R15）"

    assert advice["单位0"] == f"与甲大厦的单位1、单位2、单位3、单位4等 6 家{joint}"
    assert advice["单位6"] == f"与甲大厦的单位0、单位1、单位2、单位3等 6 家{joint}"
    assert advice["孤单"] == "选派党建指导员或联络员，或建立工会、团组织（R15）"
    assert english.exit_code == 0
    said = {str(r["unit"]): str(r["advice"]) for r in table(ledger(tmp_path / "en"))}
    joint = "joint branch with 单位1, 单位2, 单位3, 单位4 and others, 6 in all in 甲大厦"
    assert said["单位0"].startswith(joint)


# --- the circle -----------------------------------------------------------------------------------


def test_filled_in_read_back_and_shown_again(db: str, tmp_path: Path) -> None:
    """The whole circle, on every engine."""
    day, later = date(2022, 7, 31), date(2022, 9, 30)
    report(db, tmp_path / "台账", as_of=day)
    fill(ledger(tmp_path / "台账", as_of=day), "九人应建", 整改措施="单独建立党支部", 责任单位="街道党工委",
         完成时限=datetime(2022, 9, 29), 完成情况=None)
    fill(ledger(tmp_path / "台账", as_of=day), "两次摸排", 整改措施="派指导员", 完成时限="2022年10月31日")
    fill(ledger(tmp_path / "台账", as_of=day), "预备一人", 整改措施="联合", 完成情况=date(2022, 9, 15))
    fill(ledger(tmp_path / "台账", "未落位", day), "未落位公司", 责任单位="市委组织部")

    read = run("import", *sorted((tmp_path / "台账").glob("*.xlsx")), "--db", db)
    again = run("import", *sorted((tmp_path / "台账").glob("*.xlsx")), "--db", db)
    report(db, tmp_path / "下次", as_of=later)

    assert read.exit_code == 0, read.output
    assert "新增 8 " in read.output  # four follow-ups and their ties
    assert not {"错误", "警告"} & set(read.output.split())
    assert "新增 0 + 更新 0 + 不变 8" in again.output
    rows = {r["单位名称"]: r for r in table(ledger(tmp_path / "下次", as_of=later))}
    last = ("整改状态", *(f"上次{e}" for e in ENTRIES), "上次台账日期")
    stamp = datetime(2022, 7, 31)
    assert [rows["九人应建"][c] for c in last] == [
        "逾期", "单独建立党支部", "街道党工委", datetime(2022, 9, 29), None, stamp,
    ]  # fmt: skip
    assert [rows["两次摸排"][c] for c in last][:2] == ["未完成", "派指导员"]
    assert [rows["预备一人"][c] for c in last] == [
        "已完成", "联合", None, None, datetime(2022, 9, 15), stamp,
    ]  # fmt: skip
    assert [rows["六月才摸排"][c] for c in last] == ["新", None, None, None, None, None]
    assert {r[e] for r in rows.values() for e in ENTRIES} == {None}
    away = table(ledger(tmp_path / "下次", "未落位", later))[0]
    assert (away["整改状态"], away["上次责任单位"]) == ("未完成", "市委组织部")
    total = table(tmp_path / "下次" / f"汇总_{later}.xlsx")[-1]
    assert [total[f"其中：{w}"] for w in ("未完成", "逾期", "已完成")] == [2, 1, 1]


def test_an_edited_ledger_updates_and_only_what_was_edited(own: str, tmp_path: Path) -> None:
    report(own, tmp_path)
    path = ledger(tmp_path)
    fill(path, "九人应建", 整改措施="派指导员", 完成时限="2022-08-31")
    fill(path, "预备一人", 整改措施="派联络员")
    run("import", path, "--db", own)
    fill(path, "九人应建", 完成情况=date(2022, 7, 8))

    edited = run("import", path, "--db", own)

    assert "新增 0 + 更新 1 + 不变 3" in edited.output
    with connect(own, read_only=True) as store:
        found = store.read("FollowUp").sort("measure")
    assert found["since"].to_list() == [AS_OF, AS_OF]
    assert found["done"].to_list() == [date(2022, 7, 8), None]
    assert found["due"].to_list() == [date(2022, 8, 31), None]


def test_what_was_acted_on_leaves_the_list_and_is_counted(own: str, tmp_path: Path) -> None:
    """七月建支部 has its branch from the first of July on."""
    report(own, tmp_path / "台账")
    path = ledger(tmp_path / "台账", "五老村街道")
    fill(path, "七月建支部", 整改措施="单独建立党支部", 完成时限="2022-07-01")
    run("import", path, "--db", own)

    report(own, tmp_path / "下次", as_of=date(2022, 7, 1))

    assert "七月建支部" not in names(ledger(tmp_path / "下次", "五老村街道", date(2022, 7, 1)))
    rows = {r["区划"]: r for r in table(tmp_path / "下次" / "汇总_2022-07-01.xlsx")}
    assert [rows[n]["已到位"] for n in ("五老村街道", "新街口街道", "合计")] == [1, 0, 1]


def test_a_later_ledger_takes_the_place_of_the_last(own: str, tmp_path: Path) -> None:
    for day, measure in ((date(2022, 6, 30), "派指导员"), (date(2022, 9, 30), "单独建立党支部")):
        report(own, tmp_path, as_of=day)
        fill(ledger(tmp_path, as_of=day), "九人应建", 整改措施=measure)
        assert run("import", ledger(tmp_path, as_of=day), "--db", own).exit_code == 0

    with connect(own, read_only=True) as store:
        seen = {
            day: ask(store, "coverage/gaps", {"as_of": day, "state": "open"}).frame["measure"].to_list()
            for day in ("2022-06-29", "2022-06-30", "2022-09-29", "2022-09-30")
        }
    assert list(seen.values()) == [[], ["派指导员"], ["派指导员"], ["单独建立党支部"]]


def test_a_unit_without_a_code_is_known_by_name_and_street(tmp_path: Path) -> None:
    survey = "单位名称,单位类型,所在街道,从业人员,党员人数,其中正式党员,摸排日期\n"
    for street in ("新街口街道", "洪武路街道"):
        survey += f"同名公司,企业,{street},20,4,4,2022-03-31\n"
    (tmp_path / "摸排.csv").write_text(survey, encoding="utf-8")
    url = str(tmp_path / "x.lbug")
    with connect(url) as store:
        load(store, DATA / "区划.csv", tmp_path / "摸排.csv")
    report(url, tmp_path / "台账")
    fill(ledger(tmp_path / "台账", "洪武路街道"), "同名公司", 整改措施="单独建立党支部")

    read = run("import", *(tmp_path / "台账").glob("*.xlsx"), "--db", url)

    assert read.exit_code == 0, read.output
    with connect(url, read_only=True) as store:
        assert store.read("FOLLOWS_UP")["to_id"].to_list() == ["~320104007~同名公司"]


def test_an_english_ledger_is_read_back_too(own: str, tmp_path: Path) -> None:
    report(own, tmp_path, "--lang", "en")
    book = openpyxl.load_workbook(ledger(tmp_path))
    sheet = book.worksheets[0]
    at = heads(sheet)
    sheet.cell(5, at["measure"]).value = "a branch"
    sheet.cell(5, at["due"]).value = date(2022, 8, 1)
    book.save(ledger(tmp_path))

    read = run("import", *tmp_path.glob("*.xlsx"), "--db", own, "--lang", "en")

    assert read.exit_code == 0, read.output
    with connect(own, read_only=True) as store:
        assert store.read("FollowUp").select("measure", "due").rows() == [("a branch", date(2022, 8, 1))]


def test_an_empty_ledger_and_the_summary_say_nothing_and_are_no_error(own: str, tmp_path: Path) -> None:
    report(own, tmp_path)
    with connect(own) as store:
        prepared = plan(store, *sorted(tmp_path.glob("*.xlsx")))

    assert codes(prepared) == {"F24", "F25"}  # the title rows, and the total of the summary
    assert {p.kind.severity for p in prepared.problems} == {"notice"}
    assert prepared.clean
    assert prepared.plan is not None
    assert prepared.plan.read == 0


def test_what_is_no_date_is_told_at_its_cell(own: str, tmp_path: Path) -> None:
    report(own, tmp_path)
    fill(ledger(tmp_path), "九人应建", 整改措施="派指导员", 完成情况="已完成")

    read = run("import", ledger(tmp_path), "--db", own)

    assert read.exit_code == 3
    letter = page(ledger(tmp_path)).cell(1, heads(page(ledger(tmp_path)))["完成情况"]).column_letter
    row = HEAD + 1 + names(ledger(tmp_path)).index("九人应建")
    assert f"{letter}{row}" in read.output
    with connect(own, read_only=True) as store:
        assert store.read("FollowUp").height == 0


# --- files ----------------------------------------------------------------------------------------


def test_a_filled_ledger_is_never_written_over(own: str, tmp_path: Path) -> None:
    report(own, tmp_path)
    fill(ledger(tmp_path), "九人应建", 整改措施="派指导员")
    ledger(tmp_path, "华侨路街道").unlink()
    before = {p: p.read_bytes() for p in tmp_path.glob("*.xlsx")}

    refused = report(own, tmp_path)

    assert refused.exit_code == 2
    assert ledger(tmp_path).name in refused.output.replace("\n", "")
    assert {p: p.read_bytes() for p in tmp_path.glob("*.xlsx")} == before


def test_the_same_ledgers_again_stay(own: str, tmp_path: Path) -> None:
    report(own, tmp_path)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.glob("*.xlsx")}

    again = report(own, tmp_path)

    assert again.exit_code == 0, again.output
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.glob("*.xlsx")} == before


def test_all_files_or_none(own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(own, read_only=True) as store:
        gaps = find_gaps(store, AS_OF)
    rename, seen = Path.rename, []

    def fail(self: Path, target: Path) -> Path:
        seen.append(target)
        if len(seen) == 3:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(ViewError, match="No space left"):
        write_ledgers(gaps, tmp_path / "台账")

    assert not (tmp_path / "台账").exists()


def test_a_file_where_the_folder_should_be(own: str, tmp_path: Path) -> None:
    (tmp_path / "台账").write_text("x", encoding="utf-8")

    assert report(own, tmp_path / "台账").exit_code == 2
    assert (tmp_path / "台账").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("新街口街道", "新街口街道"),
        ('甲/乙\\丙:丁*戊?"己<庚>辛|壬', "甲_乙_丙_丁_戊__己_庚_辛_壬"),
        ("CON", "_CON"),
        ("com1.x", "_com1.x"),
        ("尾点. ", "尾点"),
        ("...", "_"),
        ("~$占用", "_~$占用"),
        ("长" * 300, "长" * 80),
    ],
)
def test_names_of_files_are_safe_everywhere(name: str, file: str) -> None:
    assert safe(name) == file


def test_streets_of_one_name_get_their_codes(tmp_path: Path) -> None:
    (tmp_path / "区划.csv").write_text(
        "区划代码,区划名称,级别,上级代码\n3201,南京市,市,\n320102,玄武区,区,3201\n320104,秦淮区,区,3201\n"
        "320102001,中央路,街道,320102\n320104001,中央路,街道,320104\n",
        encoding="utf-8",
    )
    (tmp_path / "摸排.csv").write_text(
        "单位名称,单位类型,所在区,所在街道,从业人员,党员人数,其中正式党员,摸排日期\n"
        "甲,企业,玄武区,中央路,20,4,4,2022-03-31\n乙,企业,秦淮区,中央路,20,4,4,2022-03-31\n",
        encoding="utf-8",
    )
    url = str(tmp_path / "x.lbug")
    with connect(url) as store:
        load(store, tmp_path / "区划.csv")
        load(store, tmp_path / "摸排.csv")
    report(url, tmp_path / "台账")
    fill(ledger(tmp_path / "台账", "中央路_320104001"), "乙", 整改措施="单独建立党支部")

    assert names(ledger(tmp_path / "台账", "中央路_320102001")) == ["甲"]
    read = run("import", *(tmp_path / "台账").glob("*.xlsx"), "--db", url)
    assert read.exit_code == 0, read.output


# --- the sample -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def xs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from lianjian.importing import apply, prepare
    from lianjian.tables.persons import Pseudonyms

    with connect(tmp_path_factory.mktemp("样例") / "x.lbug") as store:
        files = sorted(sample_folder("XS").iterdir())
        apply(prepare(files, store, pseudonyms=Pseudonyms(bytes(32))), store)
        yield store


@pytest.mark.parametrize("by", ["district", "street", "community"])
@pytest.mark.parametrize("kind", ["all", "due", "uncovered"])
def test_ledgers_have_each_gap_once(xs: Store, by: str, kind: str) -> None:
    found = find_gaps(xs, AS_OF, by=by, kind=kind)  # type: ignore[arg-type]
    rows = pl.concat([x.rows for x in found.ledgers])

    assert rows["unit_id"].is_unique().all()
    answers = {
        name: set(ask(xs, f"coverage/{name}", {"as_of": AS_OF}).frame["unit_id"])
        for name in ("due_not_set_up", "uncovered_units")
    }
    wanted = {
        "all": answers["due_not_set_up"] | answers["uncovered_units"],
        "due": answers["due_not_set_up"], "uncovered": answers["uncovered_units"],
    }  # fmt: skip
    assert set(rows["unit_id"]) == wanted[kind]
    assert rows["advice"].str.contains(r"R\d").all()

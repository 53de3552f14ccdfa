"""Published figures: when they agree, what flips them, who never reads them, and how a wrong file is told."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import lianjian.sample
from engines import ENGINES, Servers, place
from importer import load, sheet
from lianjian.claims import (
    MeasuresError,
    Weighed,
    load_measures,
    published,
    read_claims,
    table,
    weigh,
)
from lianjian.claims.compare import AGREES, agrees
from lianjian.cli import cli
from lianjian.model import CODES
from lianjian.sample import write_sample
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from samples import Sample, sample

HEAD = "公布对象,公布指标,公布值,公布单位,公布说法,公布出处,公布日期\n"
WIDER = {"workers", "workers_reported", "members_sinking"}
"""What the sample holds at 1 : 100."""
TOGETHER = "2019-03-01"


def run(*args: object) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli, [str(a) for a in args])


def weighed(store: Store, **more: object) -> dict[str, Weighed]:
    """By measure; of several claims of a measure the last."""
    found = weigh(store, read_claims(store), load_measures(), **more)  # type: ignore[arg-type]
    return {w.said.measure: w for w in found}


@pytest.fixture(scope="module")
def practices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample("systems", tmp_path_factory.mktemp("各地")) as made:
        yield made


@pytest.mark.xdist_group("practices")
def test_the_sample_meets_every_claim_that_its_size_allows(practices: Sample) -> None:
    found = weigh(practices.store, read_claims(practices.store), load_measures())
    verdicts = {(w.said.measure, w.said.publisher): w.verdict for w in found}
    scopes = {name: m.scope for name, m in load_measures().items()}

    with published().open(encoding="utf-8") as file:
        assert len(found) == len(list(csv.DictReader(file)))
    assert {m for m, s in scopes.items() if s == "wider"} == WIDER
    for (measure, _), verdict in verdicts.items():
        assert verdict == ("agrees" if scopes[measure] == "subject" else "local"), measure
    # every measure is used by a claim, every claim has its measure
    assert {m for m, _ in verdicts} == set(scopes)


@pytest.mark.xdist_group("practices")
def test_a_local_figure_is_told_as_k_of_n(practices: Sample) -> None:
    claims = [c for c in read_claims(practices.store) if c.measure in ("streets_freed", "workers")]
    answer = table(weigh(practices.store, claims, load_measures()))
    wide = table(weigh(practices.store, claims, load_measures()), wide=True)

    freed, workers = answer.frame["computed"].to_list()
    k, n, figure = wide.frame.select("k", "n", "figure").row(0)
    assert freed == f"{k} / {n}（{100 * k / n:.1f}%）"
    assert figure == pytest.approx(100 * k / n)
    assert workers.endswith(" 人")


@pytest.mark.xdist_group("practices")
def test_the_growth_names_the_periods_compared(practices: Sample) -> None:
    growth = weighed(practices.store)["participation_growth"]
    remark = table([growth]).frame["remarks"].item()

    assert growth.params["base_from"] < growth.params["base_until"] < growth.params["from"]
    assert all(str(growth.params[p]) in remark for p in ("base_from", "base_until", "from"))


@pytest.mark.xdist_group("practices")
def test_the_sheet_lies_in_the_sample_as_it_is(practices: Sample) -> None:
    [copied] = [f for f in practices.files if f.name == "公布数字.csv"]

    assert copied.read_bytes() == published().read_bytes()


def test_nothing_that_makes_the_sample_reads_the_claims() -> None:
    """The words by which they could be found stand in the writing step only."""
    found: dict[str, set[str]] = {}
    for path in sorted(Path(lianjian.sample.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, (ast.Module, ast.FunctionDef, ast.ClassDef)):
                continue
            for node in _own(function):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    said = node.value
                elif isinstance(node, ast.Name):
                    said = node.id
                elif isinstance(node, (ast.Import, ast.ImportFrom)):
                    said = ast.unparse(node)
                else:
                    continue
                if any(word in said.casefold() for word in ("claim", "公布", "published")):
                    found.setdefault(path.name, set()).add(getattr(function, "name", "the module"))

    # the file's name stands at the top
    assert found == {"files.py": {"the module", "write_sample"}}


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope itself, without the functions in it and without its docstring."""
    body = getattr(scope, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            continue
        said = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if said and (child is first or isinstance(scope, ast.Module)):
            continue
        yield child
        yield from _own(child)


@pytest.fixture(scope="module")
def nanjing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """Nanjing's part with the published figures; its files, and the store they make."""
    folder = tmp_path_factory.mktemp("南京")
    write_sample(folder, "S")
    (folder / "公布数字.csv").write_bytes(published().read_bytes())
    with connect(folder / "全.lbug") as store:
        load(store, *_sheets(folder), pseudonyms=Pseudonyms(bytes(32)))
        yield folder, store


def _sheets(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.csv"), *folder.glob("*.xlsx")])


def _without(folder: Path, to: Path, file: str, drop: set[int]) -> None:
    """The file without these rows (0-based) in another folder."""
    with (folder / file).open(encoding="utf-8", newline="") as f:
        head, *rows = list(csv.reader(f))
    with (to / file).open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([head, *(r for i, r in enumerate(rows) if i not in drop)])


def _copied(folder: Path, to: Path) -> None:
    for path in _sheets(folder):
        (to / path.name).write_bytes(path.read_bytes())


def test_fifteen_per_cent_of_the_merchants_make_the_difference(
    nanjing: tuple[Path, Store], tmp_path: Path
) -> None:
    folder, store = nanjing
    inside = store.query(
        "MATCH (u:Enterprise|Institution)-[w:WITHIN]->(b:BusinessDistrict) "
        "WHERE b.name = '新街口商圈' AND w.since <= $d AND $d < w.until "
        "RETURN DISTINCT u.name AS name, coalesce(u.code, '') AS code ORDER BY name, code",
        {"d": date(2022, 6, 23)},
    )
    others = "\n".join(
        p.read_text(encoding="utf-8") for p in folder.glob("*.csv") if p.name != "摸排表.csv"
    )
    free = [name for name, code in inside.iter_rows() if name not in others and (code or name) not in others]
    gone = set(free[: inside.height * 15 // 100])
    assert len(gone) == inside.height * 15 // 100
    _copied(folder, tmp_path)
    with (folder / "摸排表.csv").open(encoding="utf-8", newline="") as f:
        drop = {i for i, r in enumerate(csv.DictReader(f)) if r["单位名称"] in gone}
    _without(folder, tmp_path, "摸排表.csv", drop)
    with connect(tmp_path / "少.lbug") as fewer:
        load(fewer, *_sheets(tmp_path), pseudonyms=Pseudonyms(bytes(32)))
        before, after = weighed(store), weighed(fewer)

    assert before["area_merchants"].verdict == "agrees"
    assert after["area_merchants"].verdict == "differs"
    assert (after["area_merchants"].figure or 0) < 0.9 * (before["area_merchants"].figure or 0)
    assert (after["area_staff"].figure or 0) < (before["area_staff"].figure or 0)
    flipped = {m for m in before if before[m].verdict != after[m].verdict}
    assert flipped <= {"area_merchants", "area_staff"}


def test_a_tenth_of_the_activities_since_2019_make_the_difference(
    nanjing: tuple[Path, Store], tmp_path: Path
) -> None:
    folder, store = nanjing
    _copied(folder, tmp_path)
    with (folder / "活动.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    later = [i for i, r in enumerate(rows) if r["活动日期"] >= TOGETHER]
    drop = set(later[::10])
    gone = {rows[i]["活动编号"] for i in drop}
    with (folder / "参加.csv").open(encoding="utf-8", newline="") as f:
        absent = {i for i, r in enumerate(csv.DictReader(f)) if r["参加活动代码"] in gone}
    _without(folder, tmp_path, "活动.csv", drop)
    _without(folder, tmp_path, "参加.csv", absent)
    with connect(tmp_path / "少.lbug") as fewer:
        load(fewer, *_sheets(tmp_path), pseudonyms=Pseudonyms(bytes(32)))
        before, after = weighed(store), weighed(fewer)

    assert before["participation_growth"].verdict == "agrees"
    assert after["participation_growth"].verdict == "differs"
    assert (after["participation_growth"].figure or 0) < 30 <= (before["participation_growth"].figure or 0)
    assert {m for m in before if before[m].verdict != after[m].verdict} == {"participation_growth"}


def test_what_was_not_imported_has_no_figure(nanjing: tuple[Path, Store]) -> None:
    found = weighed(nanjing[1])

    assert found["red_collar_secretaries"].verdict == "nothing"
    assert found["theme_day_units"].verdict == "nothing"
    assert "汕尾市" in found["theme_day_units"].remark.zh  # type: ignore[union-attr]
    assert found["streets_freed"].verdict == "nothing"
    assert (found["streets_freed"].n, found["streets_freed"].figure) == (0, None)


@pytest.mark.parametrize("engine", ENGINES)
def test_claims_of_two_sources_stand_side_by_side(engine: str, tmp_path: Path, servers: Servers) -> None:
    claims = sheet(
        tmp_path, "数字.csv",
        HEAD + "全国小微企业,organizational_coverage_small,60,%,不少于,甲报,2022-06-23\n"
        "全国小微企业,organizational_coverage_small,75,%,约,乙报,2022-06-23\n"
        "某地,没有的指标,3,个,为,甲报,2020-01-01\n全国,organization_count,1,个,为,甲报,2022-06-23\n",
    )
    town = sheet(tmp_path, "党组织.csv", "党组织名称,组建方式,成立日期\n甲支部,党支部,2020-01-01\n")
    with place(engine, tmp_path, servers) as url, connect(url) as store:
        load(store, claims, town)
        found = weigh(store, read_claims(store), load_measures())
        later = weigh(store, read_claims(store), load_measures(), as_of=date(2019, 1, 1))

    frame = table(found).frame
    assert frame["computed"].to_list() == ["", "", "1 个", ""]
    assert frame["verdict"].to_list() == ["nothing", "nothing", "local", "nothing"]
    small = frame.filter(frame["subject"] == "全国小微企业")
    assert sorted(small["published"]) == ["不少于 60%", "约 75%"]
    assert sorted(r.partition("；另有出处：")[2] for r in small["remarks"]) == [
        "不少于 60%（甲报）", "约 75%（乙报）"
    ]
    assert frame["remarks"].to_list()[-1] == "甲报；没有指标 没有的指标"
    assert found[-1].asked == date(2020, 1, 1)
    assert {w.asked for w in later} == {date(2019, 1, 1)}
    assert [w.verdict for w in later if w.said.measure == "organization_count"] == ["nothing"]


FIGURES = st.decimals(0, 10**7, places=2).map(float)


@given(FIGURES, FIGURES)
def test_the_table_of_comparisons(x: float, v: float) -> None:
    d, w = Decimal(repr(x)), Decimal(repr(v))

    assert agrees("more_than", v, x) == (d > w)
    assert agrees("at_least", v, x) == (agrees("more_than", v, x) or d == w)
    assert agrees("less_than", v, x) == (not agrees("at_least", v, x))
    assert agrees("several_hundred", v, x) == (200 <= d < 1000)
    assert agrees("about", v, x) == (20 * abs(d - w) <= w)
    assert agrees("nearly", v, x) == (agrees("about", v, x) and agrees("less_than", v, x))
    if agrees("equal", v, x):
        assert abs(d - w) <= Decimal("0.5")
    assert agrees("equal", v, v)


@given(st.integers(1, 10**6), st.sampled_from(["about", "nearly"]))
def test_fifteen_per_cent_are_never_within_what_nearly_and_about_allow(v: int, comparison: str) -> None:
    assert not agrees(comparison, float(v), 0.85 * 0.99 * v)


def test_comparisons_that_the_source_makes() -> None:
    assert agrees("nearly", 2000, 1980)
    assert not agrees("nearly", 2000, 0.85 * 1980)
    assert not agrees("nearly", 2000, 2000)
    assert agrees("equal", 90.4, 90.36)
    assert not agrees("equal", 90.4, 90.34)
    assert set(AGREES) == {c.code for c in CODES["comparison"]}


GOOD = """measures:
  a:
    title: {zh: 甲, en: a}
    question: coverage/unit_classes
    row: total
    column: units
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("coverage/unit_classes", "coverage/unit_clases", 3, "there is no coverage/unit_clases"),
        ("column: units", "column: unit", 3, "no column unit of figures"),
        ("column: units", "column: name", 3, "no column name of figures"),
        ("column: units", "columns: units", 6, "Extra inputs"),
        ("    column: units\n", "", 3, "exactly one of column, share"),
        ("row: total", "row: {streets: x}", 3, "no column streets"),
        ("row: total", "row: {district: '{place}'}", 3, "{place} is nothing of a claim"),
        ("row: total", "params: {by: planet}", 3, "params: by"),
        ("row: total", "params: {as_of: 2022-06-30}", 3, "no parameter as_of"),
        ("row: total", "row: whole", 5, "Input should be"),
        ("{zh: 甲, en: a}", "{zh: 甲}", 3, "title.en"),
        ("row: total", "question: people/teams", 5, "given twice"),
        ("row: total", "row: [", 7, "YAML"),
    ],
)
def test_a_wrong_file_of_measures_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    path = sheet(tmp_path, "measures.yaml", GOOD.replace(old, new))

    with pytest.raises(MeasuresError) as error:
        load_measures(path)

    assert f"{path}:{line}: " in str(error.value)
    assert said in str(error.value)


def test_a_right_file_of_measures_is_read(tmp_path: Path) -> None:
    path = sheet(tmp_path, "measures.yaml", GOOD)

    assert load_measures(path)["a"].column == "units"
    path.write_bytes(GOOD.encode("gbk"))
    with pytest.raises(MeasuresError, match="UTF-8"):
        load_measures(path)


def test_the_command_tells_how_to_begin(tmp_path: Path) -> None:
    db, written = tmp_path / "图.lbug", tmp_path / "公布数字.csv"
    town = sheet(tmp_path, "组织.csv", "党组织名称,组建方式\n甲支部,党支部\n")
    assert run("import", town, "--db", db).exit_code == 0

    nothing = run("claims", "--db", db)
    wrote = run("claims", "--write", written)
    again = run("claims", "--write", written, "--lang", "en")
    other = run("claims", "--write", tmp_path / "x.txt")
    imported = run("import", written, "--db", db)
    shown = run("claims", "--db", db)

    assert nothing.exit_code == 7
    assert "lianjian claims --write 公布数字.csv" in nothing.output
    assert (wrote.exit_code, again.exit_code, other.exit_code) == (0, 2, 2)
    assert "exists and is kept" in again.output
    assert written.read_bytes().startswith(b"\xef\xbb\xbf")
    assert imported.exit_code == shown.exit_code == 0, imported.output
    assert "图中无数据" in shown.output
    assert "不符" not in shown.output
    assert max(map(cell_len, shown.output.splitlines())) <= 80


def test_the_command_chooses_and_writes(nanjing: tuple[Path, Store], tmp_path: Path) -> None:
    folder, store = nanjing
    db = tmp_path / "同.lbug"
    db.write_bytes((folder / "全.lbug").read_bytes())

    shown = run("claims", "--db", db, "--subject", "新街口", "--lang", "en")
    written = run("claims", "--db", db, "--subject", "新街口", "-o", tmp_path / "x.json")
    dated = run("claims", "--db", db, "--as-of", "2018-12-31", "--subject", "联席会", "--format", "csv")
    wrong = run("claims", "--db", db, "--subject", "新接口")
    day = run("claims", "--db", db, "--as-of", "2022年13月")

    assert shown.exit_code == written.exit_code == dated.exit_code == 0, shown.output
    assert "Published figures" in shown.output
    assert "agrees" in shown.output
    rows = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    merchants = next(r for r in rows if r["measure"] == "area_merchants")
    assert (merchants["comparison"], merchants["value"], merchants["verdict"]) == ("nearly", 2000.0, "agrees")
    assert merchants["figure"] == weighed(store)["area_merchants"].figure
    assert all(",2018-12-31," in line for line in dated.output.splitlines()[1:])
    assert (wrong.exit_code, day.exit_code) == (7, 7)
    assert "新街口商圈" in wrong.output

"""lianjian db: what status tells, that verify finds each fault, that a copy is the same on both sides."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import ladybug
import polars as pl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from engines import NEO4J, place, session_of
from importer import DIVISIONS, load, sheet
from lianjian import databases
from lianjian.cli import EXIT_CODES, cli
from lianjian.databases import Verified, verify
from lianjian.derive import derive
from lianjian.model import REGISTRY
from lianjian.sample import write_sample
from lianjian.store import Store, StoreError, changes_of, connect
from lianjian.tables.persons import Pseudonyms, create_key, load_key
from lianjian.views.database import verified_lines
from worlds import Link, Nodes, division, frames_of, link, node, survey

Frames = dict[str, pl.DataFrame]
DAY = date(2020, 1, 1)
PSEUDONYM = "abcdefghijklmnopqrstuvwx23"


def run(*args: object, lang: str = "zh", env: Mapping[str, str] | None = None) -> Result:
    """The command in this process; what it prints is read without its line breaks."""
    runner = CliRunner(env={"COLUMNS": "200", **(env or {})})
    return runner.invoke(cli, ["db", *map(str, args), "--lang", lang])


def world() -> Frames:
    """A small sound state of records: places, units, surveys, an organization, two persons."""
    nodes: Nodes = {}
    ties: list[Link] = []
    city, district = division(nodes, "南京", "city"), division(nodes, "玄武", "district")
    ties.append(link("PART_OF", district, city, DAY))
    house = node(nodes, "Building", "b1", DAY, name="楼", lon=118.778897, lat=32.05)
    first = node(nodes, "Enterprise", "e1", DAY, name="一", kind="private")
    node(nodes, "Enterprise", "e2", DAY, name="二")
    branch = node(nodes, "Organization", "o1", DAY, name="支部", kind="branch")
    member = node(nodes, "InServiceMember", PSEUDONYM, DAY, status="full")
    node(nodes, "DeliveryWorker", PSEUDONYM[::-1], DAY, occupation="courier")
    ties += [
        link("LOCATED_IN", house, district, DAY), link("LOCATED_IN", first, house, DAY),
        link("COVERS", branch, first, DAY), link("WORKS_AT", member, first, DAY),
    ]
    survey(nodes, ties, first, date(2021, 1, 1), house, staff=9, members=3, full_members=2, work=("liaison",))
    survey(nodes, ties, first, date(2022, 1, 1), house, staff=8, members=3, full_members=3)
    return frames_of(nodes, ties)


def fill(path: Path, frames: Frames, derived: Frames | None = None) -> Path:
    """A store of the frames and of what is derived from them, unless that is given."""
    made = derive(frames) if derived is None else derived
    with connect(path) as store:
        store.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in {**frames, **made}.items()})
    return path


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("样") / "完好.lbug", world())


@pytest.fixture
def sound(pattern: Path, tmp_path: Path) -> Path:
    """A sound store of its own for each test."""
    return Path(shutil.copyfile(pattern, tmp_path / "完好 图库.lbug"))


TWICE = (
    "MATCH (a:Organization)-[c:COVERS]->(b:Enterprise) CREATE (a)-[:COVERS {since: c.since, until: c.until, "
    "since_precision: c.since_precision, until_precision: c.until_precision, sources: c.sources}]->(b)"
)
"""Every tie of that type once more, as only the engine itself would store it."""


def write(path: Path, name: str, **parts: pl.DataFrame) -> None:
    """Changes of one type, written to a store past the import."""
    with connect(path) as store:
        store.apply({name: changes_of(REGISTRY.declaration(name), **parts)})


def raw(path: Path, *statements: str) -> None:
    """Statements given to the engine itself."""
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    for statement in statements:
        connection.execute(statement).close()
    connection.close()
    database.close()


def checked(path: Path) -> Verified:
    with connect(path, read_only=True) as store:
        return verify(store)


def failed(found: Verified) -> dict[str, list[tuple[str, int]]]:
    """The checks that did not pass: check → (type, count) of the findings; None counted as no finding."""
    wrong = [r for r in found.results if r.findings or r.n is None]
    return {r.check: [(f.type, f.count) for f in r.findings] for r in wrong}


# ---- verify ----------------------------------------------------------------------------------------


def test_a_sound_store_passes_every_check(sound):
    found = checked(sound)

    assert found.sound
    assert failed(found) == {}
    assert [r.check for r in found.results] == list(databases.CHECKS)
    assert all(r.n for r in found.results)  # no check passes for want of anything to look at


def test_an_empty_store_is_sound(tmp_path):
    with connect(tmp_path / "空.lbug") as store:
        assert verify(store).sound


def set_to(name: str, key: str, /, **values: object) -> Callable[[Frames], Frames]:
    """Another value of one node."""
    def change(frames: Frames) -> Frames:
        done = [
            pl.when(pl.col("id") == key).then(pl.lit(v, dtype=frames[name].schema[c])).otherwise(c).alias(c)
            for c, v in values.items()
        ]
        return {**frames, name: frames[name].with_columns(done)}

    return change


@pytest.mark.parametrize(("broken", "findings", "words"), [
    # what is derived repeats a unit's kind, once a period
    (set_to("Enterprise", "e1", kind="privat"), [("Enterprise", 1), ("Standing", 3)], ("企业类型", "kind")),
    (set_to("Division", "玄武", level="distric"), [("Division", 1)], ("级别", "level")),
    (set_to("Headcount", "e1@2021-01-01", work=["liaison", "lunch"]), [("Headcount", 1)], ("工作", "work")),
    (set_to("Building", "b1", since_precision="hour"), [("Building", 1)], ("起始精度", "since precision")),
])
def test_a_value_in_no_code_list_is_found(tmp_path, broken, findings, words):
    found = checked(fill(tmp_path / "库.lbug", broken(world())))

    assert failed(found) == {"codes": findings}
    first = next(r for r in found.results if r.check == "codes").findings[0]
    assert words[0] in first.zh
    assert words[1] in first.en


def test_a_derived_row_may_leave_a_code_empty(sound):
    with connect(sound) as store:
        assert "" in store.read("Standing")["form"].to_list()
    assert checked(sound).sound


@pytest.mark.parametrize(("broken", "check", "type_"), [
    (set_to("Enterprise", "e1", until=DAY), "periods", "Enterprise"),
    (set_to("Enterprise", "e2", until=date(2019, 1, 1)), "periods", "Enterprise"),
    (set_to("Enterprise", "e1", name=None), "schema", "Enterprise"),
    (set_to("Division", "玄武", level=None), "schema", "Division"),
    (set_to("Building", "b1", until_precision=None), "schema", "Building"),
])
def test_an_empty_period_and_a_missing_value_are_found(tmp_path, broken, check, type_):
    """What is derived cannot be judged then; the command says so."""
    db = fill(tmp_path / "库.lbug", broken(world()), derive(world()))

    assert failed(checked(db)) == {check: [(type_, 1)], "derived": []}
    result = run("verify", "--db", db)
    assert result.exit_code == 8
    assert "未核对" in result.output
    assert "其他问题改正之后才能核对" in result.output


def test_a_tie_stored_twice_is_found(sound):
    raw(sound, TWICE)

    found = checked(sound)

    assert failed(found) == {"keys": [("COVERS", 1)], "derived": []}
    assert found.results[2].findings[0].examples == ("Organization o1 → Enterprise e1 (2020-01-01)",)


def test_a_tie_to_what_is_no_type_of_ours_is_found(sound):
    raw(
        sound, "ALTER TABLE COVERS ADD FROM Building TO Building",
        "MATCH (b:Building) CREATE (b)-[:COVERS {since: date('2020-01-01'), until: date('2021-01-01')}]->(b)",
    )

    found = checked(sound)

    assert failed(found) == {"totals": [("COVERS", 1)]}
    assert (found.results[1].findings[0].zh, found.results[1].findings[0].en) == (
        "计数 2，读出 1", "2 counted, 1 read"
    )


class Altered:
    """A store that gives other frames of some types, as an engine that loses nodes would."""

    def __init__(self, store: Store, **frames: pl.DataFrame) -> None:
        self.store, self.frames = store, frames

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    def counts(self) -> dict[str, int]:
        return {**self.store.counts(), **{n: f.height for n, f in self.frames.items()}}

    def read(self, name: str) -> pl.DataFrame:
        return self.frames[name] if name in self.frames else self.store.read(name)


def test_a_tie_without_its_end_is_found(tmp_path):
    whole = world()
    cut = {**whole, "Building": whole["Building"].clear()}
    db = fill(tmp_path / "库.lbug", whole)
    with connect(db) as store:
        found = verify(Altered(store, **{"Building": cut["Building"], **derive(cut)}))

    assert failed(found) == {"ends": [("LOCATED_IN", 2), ("SURVEYED_AT", 2)]}
    assert found.results[4].findings[0].examples == (
        "Building b1 → Division 玄武 (2020-01-01)", "Enterprise e1 → Building b1 (2020-01-01)",
    )


def test_a_tie_between_types_it_cannot_join_is_found(tmp_path):
    whole = world()
    strange = whole["COVERS"].with_columns(from_type=pl.lit("Enterprise"), from_id=pl.lit("e2"))
    turned = {**whole, "COVERS": strange}
    db = fill(tmp_path / "库.lbug", whole)
    with connect(db) as store:
        found = verify(Altered(store, COVERS=strange, **derive(turned)))

    assert failed(found) == {"ends": [("COVERS", 1)]}
    assert "joins types" in found.results[4].findings[0].en


def test_what_is_derived_wrongly_is_found(sound):
    with connect(sound) as store:
        standing, stands_for = store.read("Standing"), store.read("STANDS_FOR")
    wrong = standing.drop_nulls("members").head(1).with_columns(members=pl.lit(99, pl.Int64))
    gone = standing.filter(pl.col("unit") == "e2")
    extra = gone.with_columns(id=pl.lit("e2|假"))
    write(sound, "Standing", update=wrong, create=extra)
    with connect(sound) as store:
        store.apply({
            "STANDS_FOR": changes_of(
                REGISTRY.ties["STANDS_FOR"],
                delete=stands_for.filter(pl.col("to_id") == "e2").select(
                    "from_type", "from_id", "to_type", "to_id", "since"),
            ),
            "Standing": changes_of(REGISTRY.nodes["Standing"], delete=gone.select("id")),
        })

    found = checked(sound)

    told = {(f.type, f.en): (f.count, f.examples) for f in found.results[-1].findings}
    assert {r.check for r in found.results if r.findings} == {"derived"}
    assert told == {
        ("Standing", "differs"): (1, (wrong["id"][0],)),
        ("Standing", "should not be there"): (1, ("e2|假",)),
        ("Standing", "missing"): (1, (gone["id"][0],)),
        ("STANDS_FOR", "missing"): (1, (f"Standing {gone['id'][0]} → Enterprise e2 (2020-01-01)",)),
    }
    assert found.results[-1].n == checked(fill(sound.with_name("又.lbug"), world())).results[-1].n + 1


def test_a_count_that_ends_on_another_day_is_found(sound):
    """The end of a survey count is stored with the record, but it follows from the next count."""
    with connect(sound) as store:
        first = store.read("Headcount").filter(pl.col("id") == "e1@2021-01-01")
    assert first["until"].to_list() == [date(2022, 1, 1)]
    write(sound, "Headcount", update=first.with_columns(until=pl.lit(date(2021, 7, 1))))

    assert failed(checked(sound)) == {"derived": [("Headcount", 1)]}


def test_the_next_import_puts_right_what_was_derived_wrongly(tmp_path):
    """As the remedy says."""
    db = tmp_path / "库.lbug"
    units = "单位名称,单位类型,所在街道,从业人员,摸排日期\n甲厂,企业,新街口街道,9,2022-01-01\n"
    with connect(db) as store:
        load(store, sheet(tmp_path, "区划.csv", DIVISIONS), sheet(tmp_path, "单位.csv", units))
        row = store.read("Standing").head(1)
    write(db, "Standing", update=row.with_columns(rank=pl.lit(4, pl.Int64)))
    assert failed(checked(db)) == {"derived": [("Standing", 1)]}

    with connect(db) as store:
        load(store, sheet(tmp_path, "党组织.csv", "党组织名称,组建方式\n乙支部,党支部\n"))
    assert checked(db).sound


def test_values_of_another_type_are_told_and_end_the_rest(sound):
    """As a server without a schema may hold them."""
    class Damaged(Altered):
        def read(self, name: str) -> pl.DataFrame:
            if name == "Building":
                raise StoreError("damaged", "库中 Building.lon 有别的类型的值", "another type")
            return super().read(name)

    with connect(sound) as store:
        found = verify(Damaged(store))

    assert not found.sound
    assert found.results[0].findings[0].count == 1
    assert [r.check for r in found.results if r.n is None] == [c for c in databases.CHECKS if c != "schema"]
    lines = "\n".join(verified_lines(found, "zh", 120))
    assert "值齐全：楼宇 库中 Building.lon 有别的类型的值，1 处" in lines
    assert "内容散列" not in lines


def test_examples_are_few_and_counts_whole(tmp_path):
    nodes: Nodes = {}
    for i in range(12):
        node(nodes, "Enterprise", f"e{i:02}", DAY, name="名", kind="?")
    db = fill(tmp_path / "库.lbug", frames_of(nodes, []))

    result = run("verify", "--db", db)

    assert result.exit_code == 8
    assert "12 处：e00；e01；e02；e03；e04；…" in result.output
    assert "e05" not in result.output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_pseudonym_is_shown(tmp_path, lang):
    whole = world()
    short = whole["WORKS_AT"].with_columns(until=pl.col("since"))
    wrong = set_to("DeliveryWorker", PSEUDONYM[::-1], occupation="?")(
        set_to("InServiceMember", PSEUDONYM, status="?")({**whole, "WORKS_AT": short})
    )
    db = fill(tmp_path / "库.lbug", wrong, derive(whole))

    result = run("verify", "--db", db, lang=lang)

    assert result.exit_code == 8
    assert failed(checked(db)) == {
        "periods": [("WORKS_AT", 1)], "codes": [("DeliveryWorker", 1), ("InServiceMember", 1)], "derived": [],
    }
    assert PSEUDONYM not in result.output
    assert PSEUDONYM[::-1] not in result.output


def test_verify_tells_k_of_n_and_the_hash_and_ends_well(sound):
    result = run("verify", "--db", sound)
    english = run("verify", "--db", sound, lang="en")

    with connect(sound) as store:
        total, rows = databases.content_hash(store).total, sum(store.counts().values())
    assert (result.exit_code, english.exit_code) == (0, 0)
    assert f"内容散列：{total}" in result.output
    assert re.search(rf"键唯一 +{rows} +{rows} +条 +通过", result.output)
    assert re.search(rf"unique keys +{rows} +{rows} +rows +passed", english.output)
    assert "不符" not in result.output


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_is_wider_than_the_terminal(imported, tmp_path, lang, columns):
    db = Path(shutil.copyfile(imported[0], tmp_path / "库.lbug"))
    with connect(db) as store:
        row = store.read("Enterprise").head(1)
    write(db, "Enterprise", update=row.with_columns(kind=pl.lit("x"), since=pl.col("until")))
    narrow = {"COLUMNS": str(columns)}

    results = [
        run("status", "--db", db, lang=lang, env=narrow), run("verify", "--db", db, lang=lang, env=narrow),
        run("copy", db, tmp_path / "副本.lbug", lang=lang, env=narrow),
        run("copy", db, tmp_path / "副本.lbug", lang=lang, env=narrow),
    ]

    assert [r.exit_code for r in results] == [0, 8, 0, 5]
    for result in results:
        assert [x for x in result.output.splitlines() if cell_len(x) > columns] == []


def test_verify_tells_what_is_wrong_and_what_to_do(tmp_path):
    db = fill(tmp_path / "库.lbug", set_to("Enterprise", "e1", kind="privat")(world()))

    result, english = run("verify", "--db", db), run("verify", "--db", db, lang="en")

    assert result.exit_code == english.exit_code == 8
    assert 8 in EXIT_CODES
    assert "代码：企业 企业类型不在值表中，1 处：e1" in result.output
    assert "办法：这不是 lianjian 写入的：请用备份恢复" in result.output
    assert "1 项核对未通过" in result.output
    assert "codes: enterprise enterprise kind: not in the code list, 1: e1" in english.output
    assert "restore a backup" in english.output


def test_an_import_meanwhile_is_told(tmp_path, sound):
    class Moving(Altered):
        def read(self, name: str) -> pl.DataFrame:
            if name == "COVERS" and not self.moved:
                self.moved = True
                load(self.store, sheet(tmp_path, "党组织.csv", "党组织名称,组建方式\n乙支部,党支部\n"))
            return super().read(name)

    with connect(sound) as store:
        moving = Moving(store)
        moving.moved = False
        with pytest.raises(StoreError) as caught:
            verify(moving)
    assert caught.value.code == "changed"


# ---- status ----------------------------------------------------------------------------------------


def test_status_of_an_empty_store_says_to_import(tmp_path):
    connect(tmp_path / "空.lbug").close()

    result, english = (run("status", "--db", tmp_path / "空.lbug", lang=x) for x in ("zh", "en"))

    assert result.exit_code == english.exit_code == 0
    assert f"图库：{tmp_path / '空.lbug'}" in result.output
    assert "引擎：Ladybug 0.22.0" in result.output
    assert "还没有导入；请运行 lianjian import" in result.output
    assert "个人数据：无" in result.output
    assert "engine: Ladybug 0.22.0" in english.output
    assert "nothing is imported yet" in english.output


def test_status_of_no_store_says_so(tmp_path):
    result = run("status", "--db", tmp_path / "无.lbug")

    assert result.exit_code == 5
    assert "还没有" in result.output
    assert not (tmp_path / "无.lbug").exists()


def test_status_counts_and_totals(sound):
    result = run("status", "--db", sound)

    frames = world()
    records = sum(f.height for f in frames.values())
    derived = sum(f.height for n, f in derive(frames).items() if n not in frames)
    assert re.search(r"企业 +Enterprise +2\n", result.output)
    assert re.search(rf"记录合计 +{records}\n", result.output)
    assert re.search(rf"派生合计 +{derived}\n", result.output)
    assert "个人数据：2 人（化名），没有密钥校验值" in result.output
    assert "有记录而没有导入批次" in result.output
    assert "商圈" not in result.output  # types without rows


def test_status_notices_that_nothing_is_derived(tmp_path):
    result = run("status", "--db", fill(tmp_path / "库.lbug", world(), {}))

    assert "没有派生记录；请运行 lianjian db verify" in result.output


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Path]]:
    """A store of the smallest sample, the key of its pseudonyms, its sheets."""
    folder = tmp_path_factory.mktemp("导入")
    create_key(folder / "钥.key")
    files = write_sample(folder / "样例", "XS")
    with connect(folder / "库.lbug") as store:
        load(store, *files, pseudonyms=Pseudonyms(secret(folder / "钥.key")))
    return folder / "库.lbug", folder / "钥.key", files


def secret(path: Path) -> bytes:
    found = load_key(path)
    assert found is not None
    return found


def test_status_tells_imports_last_first_and_the_key(imported, tmp_path):
    original, key, files = imported
    check = Pseudonyms(secret(key)).check
    db = Path(shutil.copyfile(original, tmp_path / "库.lbug"))
    with connect(db) as store:
        for i in range(5):
            load(store, sheet(tmp_path, f"党组织{i}.csv", f"党组织名称,组建方式\n第{i}支部,党支部\n"))
        found = databases.status(store)

    assert len(found.runs) == 6
    assert [r.at for r in found.runs] == sorted((r.at for r in found.runs), reverse=True)
    assert len(found.runs[-1].sources) >= len(files)  # a list of several alliances has a source for each
    result = run("status", "--db", db, env={"LIANJIAN_KEY": str(key)})
    assert f"{found.persons} 人（化名），密钥校验值 {check}，与本机密钥相符" in result.output
    assert "更早的导入：1 次" in result.output
    assert "注意" not in result.output
    assert "本机没有密钥" in run("status", "--db", db).output
    other = tmp_path / "别的.key"
    create_key(other)
    assert "与本机密钥不符" in run("status", "--db", db, env={"LIANJIAN_KEY": str(other)}).output
    assert "earlier imports: 1" in run("status", "--db", db, lang="en").output


# ---- copy ------------------------------------------------------------------------------------------


def test_a_copy_holds_the_same(sound, tmp_path):
    target = tmp_path / "副本.lbug"

    result = run("copy", sound, target)

    assert result.exit_code == 0, result.output
    with connect(sound) as a, connect(target) as b:
        assert a.counts() == b.counts()
        for name in (*REGISTRY.nodes, *REGISTRY.ties):
            assert a.read(name).equals(b.read(name)), name
        hashes = databases.content_hash(a).hashes
        assert databases.content_hash(b).hashes == hashes
    assert re.search(rf"企业 +2 +2 +{hashes['Enterprise'][:12]} +一致", result.output)
    assert re.search(r"合计 +\d+ +\d+ +[0-9a-f]{12} +一致", result.output)
    assert "不一致" not in result.output
    assert checked(target).sound


def test_a_copy_takes_import_runs_along_and_goes_on(imported, tmp_path):
    """The copied sample is planned against as the original is: nothing changes."""
    original, key, files = imported

    assert run("copy", original, tmp_path / "副本.lbug").exit_code == 0

    with connect(tmp_path / "副本.lbug") as store:
        report = load(store, *files, pseudonyms=Pseudonyms(secret(key)))
    assert (report.created, report.updated) == (0, 0)
    assert report.unchanged > 1000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_target_with_rows_is_refused_and_left_as_it_is(sound, tmp_path, lang):
    target = tmp_path / "副本.lbug"
    nodes: Nodes = {}
    node(nodes, "Enterprise", "x", DAY, name="x")
    fill(target, frames_of(nodes, []))
    with connect(target) as store:
        before = databases.content_hash(store)

    result = run("copy", sound, target, lang=lang)

    assert result.exit_code == 5
    assert ("已有" if lang == "zh" else "already holds") in result.output
    assert "name a new file or an empty database" in result.output
    with connect(target) as store:
        assert databases.content_hash(store) == before


def test_an_empty_target_is_filled(sound, tmp_path):
    connect(tmp_path / "空.lbug").close()

    assert run("copy", sound, tmp_path / "空.lbug").exit_code == 0
    assert checked(tmp_path / "空.lbug").sound


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_use_of_copy_is_told_and_leaves_nothing_behind(sound, tmp_path, lang):
    connect(tmp_path / "空.lbug").close()
    (tmp_path / "链.lbug").symlink_to(sound)
    new = tmp_path / "新.lbug"
    cases = {
        (str(sound), str(sound)): ("同一个图库", "the same store"),
        (str(sound), f"{tmp_path}/./{sound.name}"): ("同一个图库", "the same store"),
        (str(sound), str(tmp_path / "链.lbug")): ("同一个图库", "the same store"),
        (str(tmp_path / "无.lbug"), str(new)): ("没有来源图库", "there is no source"),
        (str(tmp_path / "空.lbug"), str(new)): ("没有记录", "holds nothing to copy"),
        (str(sound), "ftp://me:secret@there/x"): ("ftp://", "ftp://"),
        ("ftp://me:secret@there/x", str(new)): ("ftp://", "ftp://"),
        (str(sound), str(tmp_path / "没有" / "新.lbug")): ("没有文件夹", "no folder"),
    }
    for (source, target), (zh, en) in cases.items():
        result = run("copy", source, target, lang=lang)
        assert result.exit_code == 5, result.output
        assert (zh if lang == "zh" else en) in result.output
        assert " / " in result.output  # the remedy
        assert "secret" not in result.output
        assert not new.exists()


@pytest.mark.parametrize(("one", "other", "same"), [
    ("neo4j://host", "bolt://HOST:7687", True),
    ("neo4j://host", "neo4j+s://me@host:7687/", True),
    ("neo4j://host", "neo4j://host:7688", False),
    ("neo4j://one", "neo4j://other", False),
    ("neo4j://host", "host", False),
])
def test_two_addresses_of_one_server_are_one_place(one, other, same):
    from lianjian.databases.copying import same_place

    assert same_place(one, other) is same


def test_a_source_that_contradicts_itself_is_not_copied(sound, tmp_path):
    raw(sound, TWICE)

    result = run("copy", sound, tmp_path / "副本.lbug")

    assert result.exit_code == 5
    assert "自相矛盾" in result.output
    assert "lianjian db verify" in result.output
    with connect(tmp_path / "副本.lbug") as store:
        assert not any(store.counts().values())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_copy_that_differs_is_told(sound, tmp_path, lang, monkeypatch):
    """An engine that changes a value on the way is caught by what is read back."""
    from lianjian.store.ladybug import LadybugStore

    faithful = LadybugStore.read

    def careless(self: LadybugStore, name: str) -> pl.DataFrame:
        frame = faithful(self, name)
        loses = self.url.endswith("副本.lbug") and name == "Enterprise"
        return frame.with_columns(kind=pl.lit(None, pl.String)) if loses else frame

    monkeypatch.setattr(LadybugStore, "read", careless)
    result = run("copy", sound, tmp_path / "副本.lbug", lang=lang)

    words = {
        "zh": ("不一致", "不要使用", "请清空目标"), "en": ("different", "do not use it", "empty it and copy"),
    }[lang]
    assert result.exit_code == 8
    assert [w for w in words if w not in result.output] == []
    assert ("已复制" if lang == "zh" else "copied:") not in result.output
    lines = [x for x in result.output.splitlines() if words[0] in x]
    assert len(lines) == 2 + (lang == "zh")  # the type, the total, and in Chinese the message


# ---- both engines ----------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", NEO4J)
@pytest.mark.parametrize(
    ("size", "least"), [("XS", 1_500), pytest.param("S", 80_000, marks=pytest.mark.slow)]
)
def test_there_and_back_between_the_engines(engine, size, least, servers, tmp_path):
    files = write_sample(tmp_path / "样例", size)
    first, last = tmp_path / "去.lbug", tmp_path / "回.lbug"
    with connect(first) as store:
        load(store, *files, pseudonyms=Pseudonyms(bytes(32)))
        wanted = databases.content_hash(store)

    with place(engine, tmp_path, servers) as url:
        there = run("copy", first, url)
        status = run("status", "--db", url)
        verified = run("verify", "--db", url)
        again = run("copy", first, url)
        back = run("copy", url, last)

    assert (there.exit_code, status.exit_code, verified.exit_code, back.exit_code) == (0, 0, 0, 0), (
        there.output + status.output + verified.output + back.output)
    with connect(last, read_only=True) as store:
        returned = databases.content_hash(store)
    assert sum(wanted.rows.values()) > least
    assert returned == wanted
    assert there.output.count("一致") == back.output.count("一致") == len(wanted.hashes) + 1
    assert "不一致" not in there.output + back.output
    assert f"引擎：Neo4j {engine.removeprefix('neo4j-')}" in status.output
    assert f"内容散列：{wanted.total}" in verified.output
    assert again.exit_code == 5
    assert "已有" in again.output


@pytest.mark.parametrize("engine", NEO4J)
@pytest.mark.parametrize(("statement", "wanted"), [
    ("MATCH (a:Organization)-[c:COVERS]->(b) CREATE (a)-[d:COVERS]->(b) SET d = properties(c)",
     {"keys": [("COVERS", 1)], "derived": []}),
    ("MATCH (e:Enterprise {id: 'e1'}) SET e.kind = 'privat'",
     {"codes": [("Enterprise", 1)], "derived": [("Standing", 3)]}),
    ("MATCH (e:Enterprise {id: 'e1'}) SET e.name = NULL", {"schema": [("Enterprise", 1)], "derived": []}),
    ("MATCH (e:Enterprise {id: 'e1'}) SET e.until = e.since",
     {"periods": [("Enterprise", 1)], "derived": []}),
    ("MATCH (o:Organization) CREATE (o)-[:COVERS {since: date('2020-01-01')}]->(:Elsewhere)",
     {"totals": [("COVERS", 1)]}),
    ("MATCH (s:Standing)-[r:STANDS_FOR]->({id: 'e2'}) DELETE r",
     {"derived": [("STANDS_FOR", 1)]}),
    ("MATCH (b:Building) SET b.lon = 'here'",
     {"schema": [("Building", 1)], "totals": [], "keys": [], "periods": [], "ends": [], "codes": [],
      "derived": []}),
])
def test_what_others_wrote_on_a_server_is_found(engine, statement, wanted, servers, sound, tmp_path):
    with place(engine, tmp_path, servers) as url:
        assert databases.copy(str(sound), url).equal
        with session_of(servers(engine)) as session:
            counters = session.run(statement).consume().counters
        result = run("verify", "--db", url)
        with connect(url, read_only=True) as store:
            found = verify(store)

    assert counters.contains_updates
    assert failed(found) == wanted
    assert result.exit_code == 8

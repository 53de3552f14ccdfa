"""What only the embedded engine does: files, locks, two ways of writing, interrupted writes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from lianjian.model import REGISTRY
from lianjian.model.frames import TIE_KEY, conform
from lianjian.store import ChangeError, Store, StoreError, changes_of, connect, exists
from test_store_contract import WORLD, WRONG, Park, assert_same, changing, creating, everything, rows, tie


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "库 文件.lbug"


def refused(code: str, **options: object) -> StoreError:
    with pytest.raises(StoreError) as caught:
        connect(**options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.remedy
    return caught.value


@contextmanager
def python(code: str, *args: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_the_engine_is_imported_only_when_a_store_is_opened() -> None:
    code = "import sys, lianjian.store; print('ladybug' in sys.modules)"
    with python(code) as process:
        assert process.stdout.read().strip() == "False"


# ---- places ----------------------------------------------------------------------------------------


def test_the_place_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIANJIAN_DB", "一.lbug")
    connect().close()
    monkeypatch.setenv("LIANJIAN_DB", "")
    connect().close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lianjian.lbug", "一.lbug"]


@pytest.mark.parametrize("url", ["neo4j://u:secret@host", "postgres://host", "http://host:7474"])
def test_what_is_no_address_of_a_store_is_refused(url: str) -> None:
    assert "secret" not in str(refused("url", url=url))


def test_files_that_are_no_store_are_refused(tmp_path: Path) -> None:
    text, empty, database = tmp_path / "a.csv", tmp_path / "b.lbug", tmp_path / "c.lbug"
    text.write_text("姓名,证件号码\n" * 9000)
    empty.touch()
    import ladybug

    with ladybug.Database(str(database)) as other, ladybug.Connection(other) as connection:
        connection.execute("CREATE NODE TABLE Person(name STRING PRIMARY KEY)").close()
    for read_only in (True, False):
        for file in (text, database, tmp_path):
            refused("not_a_store", url=file, read_only=read_only)
        refused("empty_file", url=empty, read_only=read_only)
    assert empty.stat().st_size == 0
    assert text.read_text().startswith("姓名")


def test_a_query_without_rows_knows_its_types(path: Path) -> None:
    with connect(path) as store:
        found = store.query("MATCH (o:Organization) RETURN o.id AS oid, o.since AS d")
    assert dict(found.schema) == {"oid": pl.String(), "d": pl.Date()}


def test_a_missing_file_is_made_only_for_writing(path: Path) -> None:
    error = refused("missing_file", url=path, read_only=True)
    assert "lianjian import" in error.remedy
    assert "lianjian demo" in error.remedy
    refused("missing_folder", url=path / "no" / "folder.lbug")
    assert not path.exists()
    connect(path).close()
    assert path.exists()


def test_a_missing_file_can_be_left_missing(path: Path) -> None:
    assert not exists(path)
    assert "lianjian import" in refused("missing_file", url=path, create=False).remedy
    assert not list(path.parent.iterdir())
    connect(path).close()
    assert exists(path)
    connect(path, create=False).close()


def test_whether_a_store_exists_is_asked_where_connect_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LIANJIAN_DB", raising=False)
    assert not exists()
    connect().close()
    assert exists()
    monkeypatch.setenv("LIANJIAN_DB", "二.lbug")
    assert not exists()
    assert exists("lianjian.lbug")
    assert not exists(tmp_path)
    with pytest.raises(StoreError) as caught:
        exists("bolt://u:secret@host")
    assert caught.value.code == "url"


def test_a_file_held_by_another_process_names_it(path: Path) -> None:
    connect(path).close()
    code = (
        "import sys, time, lianjian.store as s\n"
        "x = s.connect(sys.argv[1])\nprint('ready', flush=True)\ntime.sleep(60)"
    )
    with python(code, path) as holder:
        assert holder.stdout.readline() == "ready\n"
        error = refused("locked", url=path)
        assert str(holder.pid) in error.zh
        assert str(holder.pid) in error.remedy
        with connect(path, read_only=True) as reader:  # reading goes on beside a writer
            assert sum(reader.counts().values()) == 0
    connect(path).close()


# ---- several processes -----------------------------------------------------------------------------

FIRST = """
import sys, time
from test_store_contract import rows, changing
from lianjian.store import StoreError, connect
me, start = sys.argv[2], float(sys.argv[3])
time.sleep(max(0, start - time.time()))
end = time.time() + 30
while True:
    try:
        with connect(sys.argv[1]) as store:
            store.apply(changing("Building", create=rows("Building", {"id": me, "name": me})),
                        bulk=sys.argv[4] == "bulk")
        break
    except StoreError as error:
        if error.code not in ("locked", "busy") or time.time() > end:
            print(error.code, error.en)
            break
print("done")
"""


@pytest.mark.parametrize("way", ["delta", "bulk"])
def test_processes_that_start_a_store_at_once_lose_nothing(path: Path, way: str) -> None:
    start = time.time() + 2.5  # all have imported the package by then
    with python(FIRST, path, "a", start, way) as a, python(FIRST, path, "b", start, way) as b, \
            python(FIRST, path, "c", start, way) as c:
        assert [p.stdout.read().split() for p in (a, b, c)] == [["done"]] * 3
    with connect(path, create=False) as store:
        assert store.read("Building")["id"].to_list() == ["a", "b", "c"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_while_one_is_made_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    from lianjian.store import ladybug

    other = path.with_name("other.lbug")
    with connect(other) as store:
        store.apply(creating(WORLD))
    publish = ladybug.publish

    def late(new: Path, there: Path) -> bool:
        shutil.copyfile(other, there)
        return publish(new, there)

    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(ladybug, "publish", late)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with connect(path) as store:
        assert_same(everything(store), WORLD)
    other.unlink()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_store_is_made_where_there_are_no_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    with connect(path) as store:
        store.apply(creating(WORLD))
        assert_same(everything(store), WORLD)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_only_files_of_dead_processes_are_swept(path: Path) -> None:
    with python("pass") as gone:
        gone.wait()
    alive = path.with_name(f"{path.name}.{os.getppid()}-0123abcd.new")
    dead = path.with_name(f"{path.name}.{gone.pid}-0123abcd.new")
    others = [path.with_name(f"{path.name}.new"), path.with_name(f"x.{gone.pid}-0123abcd.new")]
    for file in (alive, dead, dead.with_name(dead.name + ".wal"), *others):
        file.touch()
    connect(path).close()
    assert sorted(path.parent.iterdir()) == sorted([path, alive, *others])


def test_nobody_opens_for_writing_while_a_file_is_swapped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys, lianjian.store as s\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "try:\n    s.connect(sys.argv[1])\n    print('open')\n"
        "except s.StoreError as e:\n    print(e.code)"
    )
    replace = Path.replace
    tried: list[Path] = []

    def slow(new: Path, there: Path) -> Path:
        tried.append(new)
        second.stdin.write("\n")
        second.stdin.flush()
        time.sleep(1.2)  # longer than a writer keeps trying at the engine's lock
        assert second.poll() is None  # it waits at the gate
        return replace(new, there)

    with connect(path) as store, subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as second:
        assert second.stdout.readline() == "ready\n"
        monkeypatch.setattr(Path, "replace", slow)
        store.apply(creating(WORLD), bulk=True)
        assert tried
        assert second.stdout.read() == "locked\n"  # by the first, which has its new file open
        assert_same(everything(store), WORLD)


def test_a_gate_that_stays_shut_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lianjian.store import _ladybug_place as place

    connect(path).close()
    monkeypatch.setattr(place, "GATE_SECONDS", 0.1)
    with place.gate(path):
        refused("busy", url=path)
    connect(path).close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_without_file_locks_the_gate_is_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lianjian.store import _ladybug_place as place

    def none(_: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(place, "_lock", none)
    with connect(path) as store:
        store.apply(creating(WORLD), bulk=True)
        assert_same(everything(store), WORLD)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(("bulk", "when"), [(False, "before"), (True, "before"), (True, "meanwhile")])
def test_a_file_put_in_the_place_of_an_open_one_is_not_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch, bulk: bool, when: str
) -> None:
    from lianjian.store import _ladybug_write as writing

    backup = path.with_name("backup.lbug")
    with connect(backup) as store:
        store.apply(creating({"Alliance": rows("Alliance", {"id": "a", "name": "联席会"})}))
    with connect(path) as store:
        if when == "before":
            backup.replace(path)
        else:
            whole = writing.write_whole
            monkeypatch.setattr(writing, "write_whole", lambda *a: (whole(*a), backup.replace(path)))
        with pytest.raises(StoreError) as caught:
            store.apply(creating(WORLD), bulk=bulk)
        assert caught.value.code == "replaced"
    with connect(path) as store:
        assert store.read("Alliance")["id"].to_list() == ["a"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_file_that_cannot_be_replaced_is_written_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(new: Path, there: Path) -> None:
        raise PermissionError(13, "The process cannot access the file", str(there))

    with connect(path) as store:
        before = path.stat().st_ino
        monkeypatch.setattr(Path, "replace", held)
        store.apply(creating(WORLD), bulk=True)
        assert_same(everything(store), WORLD)
        assert path.stat().st_ino == before
    with connect(path) as store:
        assert_same(everything(store), WORLD)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


# ---- one process -----------------------------------------------------------------------------------


def test_one_file_by_two_names_is_one_database(path: Path) -> None:
    link = path.with_name("link.lbug")
    with connect(path) as one:
        link.symlink_to(path)
        with connect(link) as two:
            two.apply(creating(WORLD), bulk=True)
            assert_same(everything(one), WORLD)
    assert link.is_symlink()


def test_a_reader_of_this_process_follows_a_writer(path: Path) -> None:
    connect(path).close()
    with connect(path, read_only=True) as reader:
        assert reader.counts()["Organization"] == 0
        for bulk in (True, False):
            with connect(path) as writer:
                frames = WORLD if bulk else {"Alliance": rows("Alliance", {"id": "a", "name": "联席会"})}
                writer.apply(creating(frames), bulk=bulk)
            assert_same(everything(reader), frames)
        with pytest.raises(StoreError, match="只读"):
            reader.apply(creating(WORLD))


def test_a_reader_follows_a_writer_in_another_process(path: Path) -> None:
    connect(path).close()
    with python(WRITER, path, "delta", 4, 0.1) as writer, connect(path, read_only=True) as reader:
        while writer.poll() is None:
            n, low, high = reader.query(SPAN).row(0)
            assert n in (0, 1500)
            assert low == high  # whole applies only
            time.sleep(0.01)
        assert writer.stdout.read().split() == ["0", "1", "2", "3"]
        assert reader.query(SPAN).row(0) == (1500, "3", "3")


def test_threads_read_while_one_writes(path: Path) -> None:
    with connect(path) as store:
        store.apply(creating(WORLD))
        wrong: list[object] = []

        def look() -> None:
            for _ in range(15):
                n = store.query("MATCH (a:Alliance) RETURN count(a.id) AS n").item()
                if n % 10:
                    wrong.append(n)

        threads = [threading.Thread(target=look) for _ in range(3)]
        for t in threads:
            t.start()
        for i in range(4):
            made = rows("Alliance", *({"id": f"{i}-{j}", "name": "联席会"} for j in range(10)))
            store.apply(changing("Alliance", create=made), bulk=i % 2 == 0)
        for t in threads:
            t.join()
        assert not wrong
        assert store.counts()["Alliance"] == 40


# ---- two ways of writing ---------------------------------------------------------------------------

IDS = st.sampled_from(["a", "b", "c", "d"])
LISTS = st.none() | st.lists(st.sampled_from(["", "甲", "a,b", "[x]"]), max_size=2)
NUMBERS = st.none() | st.integers(-(2**63), 2**63 - 1)
FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
HEADS = st.dictionaries(
    IDS, st.fixed_dictionaries({"staff": NUMBERS, "members": NUMBERS, "work": LISTS, "sources": LISTS}),
    max_size=4,
)
HOUSES = st.dictionaries(IDS, st.fixed_dictionaries({"lon": FLOATS}), max_size=4)
PLACES = st.dictionaries(
    st.tuples(IDS, IDS, st.dates()), st.fixed_dictionaries({"sources": LISTS, "until": st.dates()}),
    max_size=6,
)


@st.composite
def states(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    heads, houses, places = draw(HEADS), draw(HOUSES), draw(PLACES)
    made = {
        "Headcount": rows("Headcount", *({"id": i, **v} for i, v in heads.items())),
        "Building": rows("Building", *({"id": i, "name": i, **v} for i, v in houses.items())),
    }
    ties = [
        tie("SURVEYED_AT", f"Headcount:{a}", f"Building:{b}", since=d, **v)
        for (a, b, d), v in places.items() if a in heads and b in houses
    ]
    return {**made, "SURVEYED_AT": pl.concat([rows("SURVEYED_AT"), *ties])}


def difference(old: dict[str, pl.DataFrame], new: dict[str, pl.DataFrame]) -> dict[str, object]:
    """The changes that lead from one state to the other; rows in both are updated, changed or not."""
    made = {}
    for name in new:
        keys = ["id"] if name in REGISTRY.nodes else list(TIE_KEY)
        made[name] = changes_of(
            REGISTRY.declaration(name),
            create=new[name].join(old[name], on=keys, how="anti"),
            update=new[name].join(old[name], on=keys, how="semi"),
            delete=old[name].join(new[name], on=keys, how="anti").select(keys),
        )
    return made


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two stores with the same history, one written by transactions, one by new files."""
    folder = tmp_path_factory.mktemp("both")
    with connect(folder / "delta.lbug") as delta, connect(folder / "bulk.lbug") as bulk:
        yield delta, bulk


@given(states())
@settings(max_examples=8, deadline=None)
def test_both_ways_of_writing_give_the_same(both: tuple[Store, Store], new: dict[str, pl.DataFrame]) -> None:
    for store, bulk in zip(both, (False, True), strict=True):
        store.apply(difference({n: store.read(n) for n in new}, new), bulk=bulk)
    for name in new:
        assert_frame_equal(both[0].read(name), both[1].read(name))
        assert_frame_equal(both[0].read(name), new[name], check_row_order=False)


def test_both_ways_of_writing_refuse_the_same(path: Path) -> None:
    with connect(path) as store:
        store.apply(creating(WORLD), bulk=True)
        for what, (code, wrong) in WRONG.items():
            for bulk in (True, False):
                with pytest.raises(ChangeError) as caught:
                    store.apply(wrong, bulk=bulk)
                assert caught.value.code == code, (what, bulk)
        assert_same(everything(store), WORLD)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_many_changes_make_a_new_file(path: Path) -> None:
    with connect(path) as store:
        before = path.stat().st_ino
        many = rows("Building", *({"id": f"b{i}", "name": "楼"} for i in range(1200)))
        store.apply(changing("Building", create=many))
        whole = path.stat().st_ino
        assert whole != before
        store.apply(changing("Building", update=many.head(300)))
        assert path.stat().st_ino == whole
        assert store.counts()["Building"] == 1200


def test_more_ties_than_a_batch(path: Path) -> None:
    n = 10_500
    heads = rows("Headcount", {"id": "h"})
    houses = pl.concat([rows("Building", {"id": "b", "name": "楼"})] * n).with_columns(
        id=pl.format("b{}", pl.int_range(n))
    )
    ties = pl.concat([tie("SURVEYED_AT", "Headcount:h", "Building:b")] * n).with_columns(to_id=houses["id"])
    with connect(path) as store:
        store.apply(creating({"Headcount": heads, "Building": houses, "SURVEYED_AT": ties}), bulk=False)
        assert_frame_equal(store.read("SURVEYED_AT"), ties, check_row_order=False)


def test_tables_of_no_declared_type_survive(path: Path) -> None:
    wider = REGISTRY.extended(nodes=[Park])
    park = conform(rows("Building", {"id": "p", "name": "玄武湖"}).with_columns(order=3), Park)
    with connect(path, registry=wider) as more:
        more.apply({"Park": changes_of(Park, create=park)})
    with connect(path) as store:
        store.apply(creating(WORLD), bulk=True)
    with connect(path, registry=wider, read_only=True) as more:
        assert_frame_equal(more.read("Park"), park)
        assert_same(everything(more), WORLD)


def test_a_type_the_file_lacks_reads_as_empty(path: Path) -> None:
    connect(path).close()
    with connect(path, registry=REGISTRY.extended(nodes=[Park]), read_only=True) as reader:
        assert reader.read("Park").is_empty()
        assert reader.counts()["Park"] == 0


def test_a_column_the_file_lacks_is_added(path: Path) -> None:
    import ladybug

    connect(path).close()
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("ALTER TABLE Building DROP lon").close()
    with connect(path) as store:
        store.apply(creating(WORLD))
        assert_same(everything(store), WORLD)


# ---- interrupted writes ----------------------------------------------------------------------------

SPAN = "MATCH (b:Building) RETURN count(b.id) AS n, min(b.name) AS lo, max(b.name) AS hi"
WRITER = """
import sys, time
from test_store_contract import rows, tie, changing
import polars as pl
from lianjian.store import connect
path, way, rounds, pause = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
store = connect(path)
for i in range(rounds):
    houses = pl.concat([rows("Building", {"id": "b", "name": str(i)})] * 1500).with_columns(
        id=pl.format("b{}", pl.int_range(1500)))
    heads = rows("Headcount", {"id": "h", "staff": i})
    ties = pl.concat([tie("SURVEYED_AT", "Headcount:h", "Building:b")] * 1500).with_columns(
        to_id=houses["id"], until_precision=pl.lit(str(i)))
    first = store.counts()["Building"] == 0
    part = "create" if first else "update"
    store.apply({**changing("Building", **{part: houses}), **changing("Headcount", **{part: heads}),
                 **changing("SURVEYED_AT", **{part: ties})}, bulk=way == "bulk")
    print(i, flush=True)
    time.sleep(pause)
"""


@pytest.mark.parametrize(("way", "trials"), [("delta", 3), ("bulk", 2)])
def test_a_killed_apply_leaves_the_old_state(path: Path, way: str, trials: int) -> None:
    rng = random.Random(way)
    for trial in range(trials):
        with python(WRITER, path, way, 10_000, 0) as writer:
            for _ in range(2):
                writer.stdout.readline()
            time.sleep(rng.uniform(0, 0.2))
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read().split()
        with connect(path) as store:
            counts = store.counts()
            assert (counts["Building"], counts["SURVEYED_AT"], counts["Headcount"]) == (1500, 1500, 1)
            names = store.read("Building")["name"].unique().to_list()
            assert len(names) == 1, trial
            assert store.read("SURVEYED_AT")["until_precision"].unique().to_list() == names
            assert store.read("Headcount")["staff"].to_list() == [int(names[0])]
            # what was reported done is there; at most the one under way may be there too
            last = [int(i) for i in rest if i.isdigit()]
            assert int(names[0]) - (last[-1] if last else 1) in (0, 1)
    engines_own = f"{path.name}.checkpoint."  # locks of the engine, which it finds again itself
    left = [p.name for p in path.parent.iterdir() if p.suffix != ".torn"]
    assert [n for n in left if not n.startswith(engines_own)] == [path.name]


def test_an_interrupted_log_is_cut_off(path: Path) -> None:
    code = WRITER.replace("    print(i, flush=True)", "    import os; os.kill(os.getpid(), 9)")
    with python(code, path, "delta", 1, 0) as writer:
        assert writer.wait() == -signal.SIGKILL
    log = path.with_name(path.name + ".wal")
    os.truncate(log, log.stat().st_size - 20)
    with connect(path, read_only=True) as reader:
        assert sum(reader.counts().values()) == 0
    with connect(path) as store:
        assert sum(store.counts().values()) == 0
        store.apply(creating(WORLD))
    with connect(path) as store:
        assert_same(everything(store), WORLD)
    assert path.with_name(path.name + ".wal.torn").exists()


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, RuntimeError("IO exception: No space left on device")], ids=["key", "disk"]
)
def test_an_exception_leaves_the_old_state(
    path: Path, monkeypatch: pytest.MonkeyPatch, bulk: bool, error: BaseException
) -> None:
    from lianjian.store import _ladybug_write as writing

    with connect(path) as store:
        store.apply(creating(WORLD))
        seen = []

        def fail(name: str, declaration: object) -> str:
            seen.append(name)
            if len(seen) > 30:
                raise error
            return count(name, declaration)

        count = writing.count
        more = {n: f.with_columns(pl.lit("new").alias("id")) for n, f in WORLD.items() if n == "Building"}
        with monkeypatch.context() as patch:
            if bulk:
                patch.setattr(writing, "count", fail)
            else:
                patch.setattr(writing, "_check_written", lambda *_: (_ for _ in ()).throw(error))
            with pytest.raises(KeyboardInterrupt if error is KeyboardInterrupt else StoreError):
                store.apply(creating(more), bulk=bulk)
        assert_same(everything(store), WORLD)
        store.apply(creating(more), bulk=bulk)
        assert store.counts()["Building"] == 2


def test_a_full_disk_is_noticed_before_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(path.parent))
    with connect(path) as store:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 99, 1))
        for bulk in (True, False):
            with pytest.raises(StoreError) as caught:
                store.apply(creating(WORLD), bulk=bulk)
            assert caught.value.code == "no_space"
        assert sum(store.counts().values()) == 0


OLDER = """
import sys, time
from lianjian.model import REGISTRY
from lianjian.model.registry import Registry
from lianjian.store import connect
store = connect(sys.argv[1], registry=Registry(
    {n: c for n, c in REGISTRY.nodes.items() if n != "Term"},
    {n: c for n, c in REGISTRY.ties.items() if n != "TERM_OF"}, REGISTRY.codes,
))
print("open", flush=True)
time.sleep(60)
"""
"""A process that makes a file as an older version did, and holds it open until it is killed."""


def test_an_older_versions_file_is_brought_up_to_date_by_reading(path: Path) -> None:
    with python(OLDER, path) as older:
        assert older.stdout.readline() == "open\n"
        refused("older_file", url=path, read_only=True)
    with connect(path, read_only=True) as store:
        assert store.read("Term").is_empty()
        assert store.query("MATCH (t:Term) RETURN count(t.id) AS n ORDER BY n", {})["n"].item() == 0

"""What every engine must do. An engine joins by a name in engines.ENGINES."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from engines import ENGINES, Servers, place
from lianjian.model import REGISTRY, Attr, Node, Registry, Tie
from lianjian.model.frames import TIE_KEY, conform, key, schema
from lianjian.store import (
    ChangeError,
    QueryError,
    QueryTimeoutError,
    Store,
    StoreError,
    TypeChanges,
    WriteRefusedError,
    changes_of,
    connect,
)

Frames = dict[str, pl.DataFrame]
Open = Callable[..., Store]
DAY, LATER, OPEN = date(2020, 1, 1), date(2021, 7, 1), date(9999, 12, 31)


@pytest.fixture(params=ENGINES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[Open]:
    """Opens the same fresh store as often as it is called."""
    opened: list[Store] = []
    with place(request.param, tmp_path, servers) as url:

        def make(**options: Any) -> Store:
            opened.append(connect(url, **options))
            return opened[-1]

        yield make
        for store in opened:
            store.close()


def rows(name: str, *values: dict[str, object]) -> pl.DataFrame:
    """A frame of the type; dates, precisions and sources have defaults."""
    declaration = REGISTRY.declaration(name)
    common = {
        "since": DAY, "since_precision": "day", "until": OPEN, "until_precision": "open",
        "sources": ["a.csv"],
    }
    wanted = schema(declaration)
    return pl.DataFrame(
        [{c: {**common, **v}.get(c) for c in wanted} for v in values], schema=wanted, orient="row"
    )


def tie(name: str, start: str, end: str, **more: object) -> pl.DataFrame:
    """One tie; ends written Type:id."""
    (a, x), (b, y) = start.split(":"), end.split(":")
    return rows(name, {"from_type": a, "from_id": x, "to_type": b, "to_id": y, **more})


def creating(frames: Frames) -> dict[str, TypeChanges]:
    return {n: changes_of(REGISTRY.declaration(n), create=f) for n, f in frames.items()}


def changing(name: str, **parts: pl.DataFrame) -> dict[str, TypeChanges]:
    return {name: changes_of(REGISTRY.declaration(name), **parts)}


def everything(store: Store) -> Frames:
    return {n: store.read(n) for n in (*REGISTRY.nodes, *REGISTRY.ties)}


def assert_same(found: Frames, wanted: Frames) -> None:
    for name in wanted:
        keys = list(key(REGISTRY.declaration(name)))
        assert_frame_equal(found[name].sort(keys), wanted[name].sort(keys))


WORLD: Frames = {
    "Organization": rows(
        "Organization", {"id": "o1", "name": "甲党支部", "kind": "branch"},
        {"id": "o2", "name": "乙 O'Neil \"x\" \\"},
    ),
    "Enterprise": rows(
        "Enterprise",
        {"id": "e1", "name": "一", "sources": ["a.csv", "b，c.csv"]},
        {"id": "e2", "name": "二", "sources": [], "stated": DAY, "kind": "private"},
    ),
    "Headcount": rows(
        "Headcount",
        {"id": "h1", "staff": None, "members": 3, "full_members": None, "work": []},
        {"id": "h2", "staff": 12, "work": ["instructor", ""], "since": date(1, 1, 1)},
    ),
    "Building": rows("Building", {"id": "b1", "name": "楼", "lon": 118.778897, "lat": None}),
    "COVERS": pl.concat([
        tie("COVERS", "Organization:o1", "Enterprise:e1"),
        tie("COVERS", "Organization:o1", "Enterprise:e1", since=LATER, sources=[]),
        tie("COVERS", "Organization:o1", "Building:b1"),
    ]),
    "COUNTS": tie("COUNTS", "Headcount:h1", "Enterprise:e1"),
    "CO_BUILDS": tie("CO_BUILDS", "Organization:o1", "Organization:o2", agreement="协议"),
}


@pytest.fixture
def store(open_store: Open) -> Store:
    made = open_store()
    made.apply(creating(WORLD))
    return made


def test_a_new_store_is_empty(open_store: Open) -> None:
    fresh = open_store()
    assert fresh.counts() == dict.fromkeys([*REGISTRY.nodes, *REGISTRY.ties], 0)
    for name, frame in everything(fresh).items():
        assert dict(frame.schema) == schema(REGISTRY.declaration(name))


def test_what_is_written_is_read(store: Store) -> None:
    assert_same(everything(store), WORLD)
    assert {n: c for n, c in store.counts().items() if c} == {n: f.height for n, f in WORLD.items()}


def test_rows_are_sorted_by_key(store: Store) -> None:
    assert store.read("Enterprise")["id"].to_list() == ["e1", "e2"]
    assert_frame_equal(store.read("COVERS"), store.read("COVERS").sort(TIE_KEY))


def test_what_is_written_outlives_the_store(store: Store, open_store: Open) -> None:
    before = everything(store)
    store.close()
    store.close()
    assert_same(everything(open_store()), before)


def test_nothing_to_do_writes_nothing(store: Store) -> None:
    store.apply({})
    store.apply(changing("Enterprise"))
    assert_same(everything(store), WORLD)


def test_creating_twice_is_refused_and_changes_nothing(store: Store) -> None:
    for name, frame in WORLD.items():
        with pytest.raises(ChangeError) as caught:
            store.apply(changing(name, create=frame))
        assert caught.value.code == "exists", name
    assert_same(everything(store), WORLD)


def test_updating_twice_is_the_same_as_once(store: Store) -> None:
    new = {
        "Enterprise": WORLD["Enterprise"].with_columns(
            name=pl.lit("新"), stated=pl.lit(None, pl.Date), sources=pl.lit([], pl.List(pl.String))
        ),
        "Headcount": WORLD["Headcount"].with_columns(
            staff=pl.lit(None, pl.Int64), members=pl.lit(7, pl.Int64)
        ),
        "COVERS": WORLD["COVERS"].with_columns(until=pl.lit(date(2022, 1, 1)), until_precision=pl.lit("day")),
        "CO_BUILDS": WORLD["CO_BUILDS"].with_columns(agreement=pl.lit(None, pl.String)),
    }
    for _ in range(2):
        store.apply({n: changes_of(REGISTRY.declaration(n), update=f) for n, f in new.items()})
        assert_same(everything(store), {**WORLD, **new})


def test_a_tie_is_deleted_by_its_whole_key(store: Store) -> None:
    gone = WORLD["COVERS"].filter(pl.col("since") == LATER)
    store.apply(changing("COVERS", delete=gone.select(TIE_KEY)))
    assert_same(everything(store), {**WORLD, "COVERS": WORLD["COVERS"].filter(pl.col("since") != LATER)})


def test_a_changed_since_is_a_deletion_and_a_creation(store: Store) -> None:
    old = WORLD["COUNTS"]
    new = old.with_columns(since=pl.lit(LATER))
    store.apply(changing("COUNTS", delete=old.select(TIE_KEY), create=new))
    assert_same(everything(store), {**WORLD, "COUNTS": new})


def test_a_node_goes_with_its_ties(store: Store) -> None:
    store.apply({
        **changing("Headcount", delete=pl.DataFrame({"id": ["h1"]})),
        **changing("COUNTS", delete=WORLD["COUNTS"].select(TIE_KEY)),
    })
    left = {"Headcount": WORLD["Headcount"].filter(pl.col("id") == "h2"), "COUNTS": WORLD["COUNTS"].clear()}
    assert_same(everything(store), WORLD | left)


COVER = ("COVERS", "Organization:o1")
NOBODY = tie(*COVER, "Enterprise:nobody")
STRANGER = rows("Building", {"id": "x", "name": "y"})
WRONG = {
    "missing far end": ("missing_end", changing("COVERS", create=NOBODY)),
    "missing near end": (
        "missing_end", changing("COVERS", create=tie("COVERS", "Organization:x", "Enterprise:e1")),
    ),
    "one of two ends missing": (
        "missing_end", changing("COVERS", create=pl.concat([tie(*COVER, "Enterprise:e2"), NOBODY])),
    ),
    "id of another type": ("missing_end", changing("COVERS", create=tie(*COVER, "Enterprise:b1"))),
    "tie to update not there": ("missing_row", changing("COVERS", update=NOBODY)),
    "tie to delete not there": ("missing_row", changing("COVERS", delete=NOBODY.select(TIE_KEY))),
    "node to update not there": ("missing_row", changing("Building", update=STRANGER)),
    "node to delete not there": ("missing_row", changing("Building", delete=STRANGER.select("id"))),
    "node with ties": ("still_tied", changing("Building", delete=WORLD["Building"].select("id"))),
    "one key twice": ("duplicate_key", changing("COVERS", create=pl.concat([NOBODY, NOBODY]))),
    "created and deleted": (
        "duplicate_key", changing("COUNTS", create=WORLD["COUNTS"], delete=WORLD["COUNTS"].select(TIE_KEY)),
    ),
    "null key": ("null_key", changing("Building", create=rows("Building", {"id": None, "name": "y"}))),
    "null date": (
        "null_date", changing("Building", create=rows("Building", {"id": "y", "name": "y", "until": None})),
    ),
    "end that the picture forbids": (
        "bad_end", changing("COVERS", create=tie("COVERS", "Building:b1", "Building:b1")),
    ),
    "no such type": ("unknown_type", {"Nonsense": changing("Building", create=STRANGER)["Building"]}),
    "wrong columns": ("schema", changing("Building", create=pl.DataFrame({"id": ["x"]}))),
    "wrong type": ("schema", changing("Building", create=STRANGER.with_columns(lon=pl.lit("118")))),
}


def test_changes_that_contradict_the_store_leave_it_as_it_was(store: Store) -> None:
    # a sound change beside the wrong one must go with it
    sound = changing("Alliance", create=rows("Alliance", {"id": "a", "name": "联席会"}))
    for what, (code, wrong) in WRONG.items():
        with pytest.raises(ChangeError) as caught:
            store.apply({**sound, **wrong})
        assert caught.value.code == code, what
        assert caught.value.zh, what
        assert caught.value.en, what
        assert_same(everything(store), WORLD | {"Alliance": rows("Alliance")})
    store.apply(sound)  # and the store still works
    assert store.counts()["Alliance"] == 1


def test_changes_for_another_state_of_the_store_are_not_made(store: Store) -> None:
    new = changing("Alliance", create=rows("Alliance", {"id": "a", "name": "联席会"}))
    for wrong in ({"Building": 0}, {"Building": 1, "COVERS": 2}, {"Alliance": 1}):
        with pytest.raises(ChangeError) as caught:
            store.apply(new, expected=wrong)
        assert caught.value.code == "changed"
        assert_same(everything(store), WORLD)
    store.apply(new, expected={"Building": 1, "COVERS": 3, "Alliance": 0})
    assert store.counts()["Alliance"] == 1


def test_lists_and_nulls_in_any_order_round_trip(store: Store) -> None:
    lists = [None, [], [""], ["甲", "乙"], ["a\x1fb", "[x]", "y, z", "'"]]
    numbers = [None, 0, -1, 2**53, 7]
    floats = [None, 0.1, -1e300, 118.0]
    rng = random.Random(5)
    for n in range(12):
        made = [
            {"id": f"h{n}-{i}", "work": rng.choice(lists), "sources": rng.choice(lists),
             "staff": rng.choice(numbers), "members": rng.choice(numbers)}
            for i in range(rng.randint(1, 4))
        ]
        houses = [{"id": m["id"], "name": str(m["id"]), "lon": rng.choice(floats), "lat": None} for m in made]
        new = {"Headcount": rows("Headcount", *made), "Building": rows("Building", *houses)}
        new["SURVEYED_AT"] = pl.concat([
            tie("SURVEYED_AT", f"Headcount:{m['id']}", f"Building:{m['id']}", sources=m["sources"])
            for m in made
        ])
        store.apply(creating(new))
        for name, frame in new.items():
            keys = list(key(REGISTRY.declaration(name)))
            assert_frame_equal(store.read(name).join(frame, on=keys, how="semi"), frame.sort(keys))


def test_a_query_reads(store: Store) -> None:
    found = store.query(
        "MATCH (o:Organization)-[c:COVERS]->(e:Enterprise) WHERE c.since <= $as_of RETURN o.id AS oid, "
        "e.id AS eid, count(c.since) AS n, sum(1) AS total, collect(c.since) AS dates ORDER BY oid",
        {"as_of": DAY},
    )
    assert found.rows() == [("o1", "e1", 1, 1, [DAY])]
    assert found.schema["n"] == found.schema["total"] == pl.Int64()


def test_a_query_without_rows_has_its_columns(store: Store) -> None:
    found = store.query("MATCH (o:Organization) WHERE o.id = '' RETURN o.id AS oid, o.since AS d")
    assert found.rows() == []
    assert found.columns == ["oid", "d"]
    # not every engine knows the type of a column without a value
    assert (found.schema["oid"], found.schema["d"]) in [(pl.String(), pl.Date()), (pl.Null(), pl.Null())]


def test_the_portable_functions_exist(store: Store) -> None:
    found = store.query(
        "MATCH (:Organization)-[c:CO_BUILDS]->(:Organization) "
        "RETURN type(c) AS t, left(toString(c.since), 4) AS y, toInteger('7') AS i, toFloat('1.5') AS f"
    )
    assert found.rows() == [("CO_BUILDS", "2020", 7, 1.5)]


WRITES = [
    "CREATE (:Building {id: 'x', name: 'x'})",
    "MATCH (b:Building) SET b.name = 'x'",
    "MATCH (b:Building) SET b.name = 'x' RETURN b.id AS bid",
    "MATCH (b:Building) DETACH DELETE b",
    "MERGE (b:Building {id: 'x'}) RETURN b.id AS bid",
    "MATCH (o:Organization) MATCH (b:Building) CREATE (o)-[:COVERS {since: date('2020-01-01')}]->(b)",
    "/* RETURN 1 AS x */ CREATE (:Building {id: 'x'})",
    "WITH 1 AS x CREATE (:Building {id: 'x', name: 'x'})",
    "DROP TABLE Building",
]


@pytest.mark.parametrize("read_only", [False, True])
def test_queries_cannot_write(store: Store, open_store: Open, read_only: bool) -> None:
    reader = open_store(read_only=read_only)
    for cypher in WRITES:
        with pytest.raises(WriteRefusedError) as caught:
            reader.query(cypher)
        assert caught.value.code == "write_refused", cypher
    assert_same(everything(reader), WORLD)


def test_several_statements_are_refused(store: Store) -> None:
    for cypher in ("RETURN 1 AS x; RETURN 2 AS y", "RETURN 1 AS x; CREATE (:Building {id: 'x', name: 'x'})"):
        with pytest.raises(QueryError):
            store.query(cypher)
    assert store.query("RETURN ';' AS x; ").rows() == [(";",)]
    assert_same(everything(store), WORLD)


def test_a_wrong_query_is_a_query_error(store: Store) -> None:
    for cypher in (
        "MATCH (b:Building RETURN b", "MATCH (b:Nonsense) RETURN b.id AS x", "",
        "MATCH (b:Building) RETURN b.nonsense AS x", "MTCH (b:Building) RETURN b.id AS x",
    ):
        with pytest.raises(QueryError):
            store.query(cypher)
        with pytest.raises(QueryError):
            store.explain(cypher)


def test_a_parameter_that_is_not_given_is_an_error(store: Store) -> None:
    with pytest.raises(QueryError, match="as_of"):
        store.query("MATCH (b:Building) WHERE b.since <= $as_of RETURN b.id AS bid", {"asof": DAY})


LONG = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS s ORDER BY s"


def test_explain_runs_nothing(store: Store) -> None:
    store.explain("MATCH (b:Building) WHERE b.since <= $d RETURN b.id AS bid ORDER BY bid LIMIT $n", {"n": 3})
    store.explain(LONG)
    with pytest.raises(WriteRefusedError):
        store.explain("CREATE (:Building {id: 'x'})")


def test_a_query_can_be_limited_in_time(store: Store) -> None:
    with pytest.raises(QueryTimeoutError):
        store.query(LONG, timeout=0.1)
    assert store.query("RETURN 1 AS x").item() == 1


def test_a_reading_store_cannot_apply(store: Store, open_store: Open) -> None:
    store.close()
    reader = open_store(read_only=True)
    with pytest.raises(StoreError) as caught:
        reader.apply(changing("COVERS", delete=WORLD["COVERS"].select(TIE_KEY)))
    assert caught.value.code == "read_only"
    assert_same(everything(reader), WORLD)


def test_two_stores_see_the_same(store: Store, open_store: Open) -> None:
    other = open_store()
    other.apply(changing("Alliance", create=rows("Alliance", {"id": "a", "name": "联席会"})))
    assert store.counts()["Alliance"] == 1
    other.close()
    assert store.counts()["Alliance"] == 1


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    for call in (store.counts, lambda: store.read("Building"), lambda: store.query("RETURN 1 AS x")):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.code == "closed"


def test_a_store_is_a_context_manager(open_store: Open) -> None:
    with open_store() as made:
        made.apply(creating(WORLD))
    with pytest.raises(StoreError):
        made.counts()


class Park(Node):
    """A type declared outside the package, with reserved words for names."""

    zh: ClassVar[str] = "公园"
    en: ClassVar[str] = "park"
    about: ClassVar[str] = "公园"

    name: Annotated[str, Attr("名称", "name")]
    order: Annotated[int | None, Attr("顺序", "order")] = None


class Adopts(Tie):
    """A tie declared outside the package."""

    picture: ClassVar[str] = "(:Organization|Park)-[:ADOPTS]->(:Park)"
    zh: ClassVar[str] = "认养"
    en: ClassVar[str] = "adopts"
    about: ClassVar[str] = "认养"
    from_label: ClassVar[str] = "认养方"
    to_label: ClassVar[str] = "公园"


def test_an_extended_registry_opens_an_existing_store(store: Store, open_store: Open) -> None:
    wider: Registry = REGISTRY.extended(nodes=[Park], ties=[Adopts])
    more = open_store(registry=wider)
    park = conform(rows("Building", {"id": "p", "name": "玄武湖"}).with_columns(order=3), Park)
    adopts = tie("COVERS", "Organization:o1", "Building:p").with_columns(to_type=pl.lit("Park"))
    more.apply({"Park": changes_of(Park, create=park), "ADOPTS": changes_of(Adopts, create=adopts)})
    assert_frame_equal(more.read("Park"), park)
    assert_frame_equal(more.read("ADOPTS"), adopts)
    assert_same(everything(store), WORLD)

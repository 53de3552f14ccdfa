"""The hash of a content: equal for equal rows whatever their order, another one for any other value."""

from __future__ import annotations

import hashlib
import math
import struct
from datetime import date
from typing import Annotated, Any, ClassVar

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lianjian
from lianjian.databases import content_hash, content_of, frame_hash
from lianjian.model import REGISTRY, Attr, Node
from lianjian.model.frames import conform, empty, key, schema


class Sort(Node):
    """A type with every kind of value."""

    zh: ClassVar[str] = "各种值"
    en: ClassVar[str] = "sorts"
    about: ClassVar[str] = "每种值一列"

    text: Annotated[str | None, Attr("文", "text")] = None
    whole: Annotated[int | None, Attr("整数", "whole")] = None
    number: Annotated[float | None, Attr("小数", "number")] = None
    truth: Annotated[bool | None, Attr("真假", "truth")] = None
    day: Annotated[date | None, Attr("日", "day")] = None
    many: Annotated[list[str], Attr("多", "many")] = []  # noqa: RUF012


SCHEMA = schema(Sort)
KINDS = {pl.String: "text", pl.Int64: "int", pl.Float64: "float", pl.Boolean: "bool", pl.Date: "date"}
EPOCH = date(1970, 1, 1)
Row = dict[str, Any]

texts = st.text(st.characters(codec="utf-8"), max_size=4)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.none() | texts,
    "whole": st.none() | st.integers(-(2**63), 2**63 - 1),
    "number": st.none() | st.floats(),
    "truth": st.none() | st.booleans(),
    "day": st.none() | st.dates(),
    "many": st.none() | st.lists(texts | st.none(), max_size=3),
    "sources": st.none() | st.lists(texts, max_size=2),
    "since": st.dates(),
}
ROWS = st.lists(
    st.fixed_dictionaries({"id": texts, **VALUES}), max_size=5, unique_by=lambda r: r["id"]
)


QUIET = settings(deadline=None)
"""Several tests at a time on few cores: how long one example takes says nothing."""


def frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame([[r.get(c) for c in SCHEMA] for r in rows], schema=SCHEMA, orient="row")


def plain(value: Any) -> Any:
    """A value as the hash takes it: one zero, one not-a-number."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else value + 0.0
    return tuple(value) if isinstance(value, list) else value


def meaning(rows: list[Row]) -> dict[str, tuple[Any, ...]]:
    return {r["id"]: tuple(plain(r.get(c)) for c in SCHEMA) for r in rows}


def written(rows: list[Row]) -> str:
    """The hash, written down row by row as its documentation says, without frames."""
    def bits(truths: list[bool]) -> bytes:
        done = bytearray((len(truths) + 7) // 8)
        for i, t in enumerate(truths):
            done[i // 8] |= t << (i % 8)
        return bytes(done)

    def of_texts(values: list[str | None]) -> bytes:
        encoded = [(v or "").encode() for v in values]
        return b"".join(struct.pack("<q", len(e)) for e in encoded) + b"".join(encoded)

    def of_lists(values: list[list[str | None] | None]) -> bytes:
        items = [x for v in values for x in v or []]
        lengths = b"".join(struct.pack("<q", len(v or [])) for v in values)
        return lengths + bits([x is not None for x in items]) + of_texts(items)

    def of_numbers(code: str, values: list[Any]) -> bytes:
        return b"".join(struct.pack(code, v) for v in values)

    writers = {
        "text": of_texts,
        "texts": of_lists,
        "int": lambda values: of_numbers("<q", [v or 0 for v in values]),
        "float": lambda values: of_numbers("<d", [
            math.nan if v is not None and math.isnan(v) else (v or 0.0) for v in values]),
        "bool": lambda values: bits([bool(v) for v in values]),
        "date": lambda values: of_numbers("<i", [((v or EPOCH) - EPOCH).days for v in values]),
    }
    rows = sorted(rows, key=lambda r: r["id"].encode())
    digest = hashlib.sha256(f"{len(rows)}\n".encode())
    for column, dtype in SCHEMA.items():
        values = [r.get(column) for r in rows]
        there = [v is not None for v in values]
        if not any(there):
            continue
        kind = KINDS.get(dtype, "texts")  # type: ignore[call-overload]
        digest.update(f"{column} {kind} {there.count(False)}\n".encode())
        if not all(there):
            digest.update(bits(there))
        digest.update(writers[kind](values))  # type: ignore[operator]
    return digest.hexdigest()


@QUIET
@given(ROWS)
def test_the_hash_is_what_its_documentation_says(rows):
    assert frame_hash(frame(rows), Sort) == written(rows)


@QUIET
@given(ROWS, st.randoms())
def test_neither_the_order_of_rows_nor_their_memory_counts(rows, random):
    whole = frame(rows)
    turned = list(rows)
    random.shuffle(turned)
    shuffled = frame(turned)
    at = random.randint(0, len(rows))
    pieces = pl.concat([shuffled[:at], shuffled[at:]], rechunk=False)
    part = pl.concat([frame([{"id": "其他", "many": ["x"]}]), shuffled])[1:]

    wanted = frame_hash(whole, Sort)
    assert frame_hash(shuffled, Sort) == wanted
    assert frame_hash(pieces, Sort) == wanted
    assert frame_hash(part, Sort) == wanted
    assert frame_hash(whole.select(sorted(whole.columns)), Sort) == wanted


@QUIET
@given(ROWS.filter(bool), st.data())
def test_any_other_value_gives_another_hash(rows, data):
    i = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(sorted(VALUES)))
    changed = [dict(r) for r in rows]
    changed[i][column] = data.draw(VALUES[column])

    same = meaning(changed) == meaning(rows)
    assert (frame_hash(frame(changed), Sort) == frame_hash(frame(rows), Sort)) is same


@settings(max_examples=200, deadline=None)
@given(ROWS, ROWS)
def test_equal_hashes_mean_equal_rows(one, other):
    same = meaning(one) == meaning(other)
    assert (frame_hash(frame(one), Sort) == frame_hash(frame(other), Sort)) is same


@QUIET
@given(ROWS.filter(bool), st.data())
def test_a_row_less_or_with_another_key_gives_another_hash(rows, data):
    i = data.draw(st.integers(0, len(rows) - 1))
    renamed = [dict(r) for r in rows]
    renamed[i]["id"] = "另外的标识" + renamed[i]["id"]

    hashes = {frame_hash(frame(x), Sort) for x in (rows, rows[:i] + rows[i + 1 :], renamed)}
    assert len(hashes) == 3


@pytest.mark.parametrize(("one", "other"), [
    ({"text": ""}, {"text": None}),
    ({"many": []}, {"many": None}),
    ({"many": [""]}, {"many": []}),
    ({"many": [None]}, {"many": [""]}),
    ({"many": ["ab"]}, {"many": ["a", "b"]}),
    ({"many": ["a、b"]}, {"many": ["a", "b"]}),
    ({"many": ["a", "b"]}, {"many": ["b", "a"]}),
    ({"whole": 0}, {"whole": None}),
    ({"number": 0.0}, {"number": None}),
    ({"number": 0.1}, {"number": 0.1 + 2**-56}),
    ({"number": math.nan}, {"number": math.inf}),
    ({"truth": False}, {"truth": None}),
    ({"day": date(1970, 1, 1)}, {"day": None}),
    ({"text": "é"}, {"text": "e\u0301"}),
])
def test_look_alikes_differ(one, other):
    """Also beside another row, so that no column is empty throughout."""
    rest = {"id": "b", "text": "x", "whole": 1, "number": 1.0, "truth": True, "day": EPOCH, "many": ["x"]}

    assert frame_hash(frame([{"id": "a", **one}]), Sort) != frame_hash(frame([{"id": "a", **other}]), Sort)
    assert (frame_hash(frame([{"id": "a", **one}, rest]), Sort)
            != frame_hash(frame([{"id": "a", **other}, rest]), Sort))


def test_texts_do_not_run_into_each_other():
    one, other = (frame([{"id": a, "text": b}, {"id": c, "text": d}])
                  for a, b, c, d in (("a", "bc", "d", "e"), ("a", "b", "d", "ce")))

    assert frame_hash(one, Sort) != frame_hash(other, Sort)


def test_a_new_attribute_without_values_keeps_the_hash():
    class Older(Node):
        zh: ClassVar[str] = "旧"
        en: ClassVar[str] = "older"
        about: ClassVar[str] = "少一列"
        text: Annotated[str | None, Attr("文", "text")] = None

    new = frame([{"id": "a", "text": "x", "since": date(2000, 1, 1)}])
    assert frame_hash(conform(new, Older), Older) == frame_hash(new, Sort)


def test_rows_of_one_key_are_hashed_in_any_order():
    covers = REGISTRY.ties["COVERS"]
    ends = {"from_type": "Organization", "from_id": "o", "to_type": "Enterprise", "to_id": "e"}
    twice = conform(pl.DataFrame(
        {**{k: [v] * 3 for k, v in ends.items()}, "since": [date(2020, 1, 1)] * 3,
         "sources": [["a"], ["b"], ["a", "b"]]}
    ), covers)

    hashes = {frame_hash(twice[order], covers) for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0])}
    assert len(hashes) == 1
    assert frame_hash(twice[[0, 1, 1]], covers) not in hashes


def test_the_form_of_the_hash_is_kept():
    """Backups are compared with hashes of years ago: another hash for the same rows is a new format."""
    rows = [
        {"id": "b", "text": "新街口", "whole": -1, "many": ["a", ""], "since": date(2022, 6, 30)},
        {"id": "a", "truth": True, "number": 118.778897, "until": date(9999, 12, 31), "day": date(1, 1, 1)},
    ]

    assert frame_hash(frame(rows), Sort) == (
        "18d9a296473a5e6f6495571af9e7f2054392924be1e9805b841e033864fbd6dd"
    )


def test_the_total_is_of_the_types_with_rows(tmp_path):
    enterprise = REGISTRY.nodes["Enterprise"]
    one = conform(pl.DataFrame({"id": ["e"], "name": ["x"]}), enterprise)
    full = content_of({"Enterprise": one, "Institution": empty(REGISTRY.nodes["Institution"])})

    assert full == content_of({"Enterprise": one})
    assert full.rows == {"Enterprise": 1}
    assert full.hashes == {"Enterprise": frame_hash(one, enterprise)}
    other = conform(one, REGISTRY.nodes["Institution"])
    assert full.total != content_of({"Institution": other}).total
    assert full.total != content_of({"Enterprise": one, "Institution": other}).total
    assert len({content_of({}).total, full.total}) == 2


@pytest.mark.parametrize("name", [*REGISTRY.nodes, *REGISTRY.ties])
def test_every_type_can_be_hashed(name):
    """Each attribute counts: with a value it gives another hash than without."""
    declaration = REGISTRY.declaration(name)
    sample: dict[type, Any] = {
        pl.String: "x", pl.Int64: 1, pl.Float64: 1.5, pl.Boolean: True, pl.Date: date(2020, 1, 1)}
    row = {c: sample.get(t, ["x"]) for c, t in schema(declaration).items()}  # type: ignore[call-overload]
    hashes = {frame_hash(conform(pl.DataFrame([row]), declaration), declaration)}
    for column in set(row) - set(key(declaration)):
        less = {c: v for c, v in row.items() if c != column}
        hashes.add(frame_hash(conform(pl.DataFrame([less]), declaration), declaration))

    assert len(hashes) == 1 + len(set(row) - set(key(declaration)))


def test_it_is_public(store):
    assert lianjian.content_hash is content_hash
    assert content_hash(store).rows == {}

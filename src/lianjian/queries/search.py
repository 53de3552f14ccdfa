"""Finding any named thing by part of its name, alias, code or pinyin; never persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import polars as pl

from ..model import REGISTRY, Registry
from ..tables.values import key_of, name_key
from .errors import ParameterError
from .header import Header
from .library import Query
from .pinyin import Readings, pattern, readings
from .run import Answer, Asked, Value

NEAR = 75
"""How alike (of 100) a name must be to count as a near miss."""
LEAST = 2
"""The fewest characters of which a near miss is looked for."""
SEVERAL = r"[;；,，|]"
"""What parts several aliases beside 、."""
SHAPE = {"type": pl.String, "name": pl.String, "code": pl.String, "district": pl.String, "since": pl.Date,
         "until": pl.Date, "found_by": pl.String}
"""The columns of what is found."""
RANKS = ("exact", "prefix", "part", "pinyin", "pinyin", "pinyin", "near")
"""How a thing was found, the best first; pinyin as a whole, at the beginning, inside."""


@cache
def _header() -> Header:
    def column(name: str, zh: str, en: str, type_: str = "text", code: str = "") -> dict[str, str]:
        return {"name": name, "zh": zh, "en": en, "type": type_, "code": code}

    def param(name: str, type_: str, zh: str, en: str, example: str) -> dict[str, object]:
        label = {"zh": zh, "en": en}
        return {"name": name, "type": type_, "label": label, "example": example, "default": example}

    return Header.model_validate({
        "title": {"zh": "查找", "en": "Search"},
        "question": {"zh": "哪些对象叫这个名字？", "en": "Which things go by this name?"},
        "params": [
            param("text", "text", "词", "text", "新街口"),
            param("types", "text", "类型", "types", "Enterprise"),
            param("limit", "int", "最多行数", "rows at most", "20"),
        ],
        "columns": [
            column("type", "类型", "type", code="node_type"), column("name", "名称", "name"),
            column("code", "代码或标识", "code or id"), column("district", "区", "district"),
            column("since", "起始日期", "since", "date"),
            column("until", "截止（不含）", "until (not included)", "date"),
            column("found_by", "匹配", "found by", code="found_by"),
        ],
        "denominator": {
            "zh": "图库中有名称的全部对象，不论是否存续；不含人员。全同在先，然后开头、包含、拼音、相近。",
            "en": "Everything in the store that has a name, whether it still exists or not; no persons. "
            "Equal names first, then beginnings, parts, pinyin, near misses.",
        },
        "persons": "none",
    })


def named_types(registry: Registry = REGISTRY) -> dict[str, str]:
    """The node types that have names, with their Chinese label."""
    return {
        n: c.zh for n, c in registry.asserted_nodes.items() if "name" in c.fields() and not c.person
    }


def read_types(said: Sequence[str], registry: Registry = REGISTRY) -> list[str]:
    """Node types from their names or labels in either language; ParameterError for an unknown one."""
    known = {
        key: n for n in named_types(registry)
        for key in (n.lower(), registry.nodes[n].zh, registry.nodes[n].en.lower())
    }
    found = []
    for text in said:
        if text.strip().lower() not in known:
            near = get_close_matches(text.lower(), known, 1, 0.5)
            labels = [f"{zh}（{n}）" for n, zh in named_types(registry).items()]
            raise ParameterError(
                f"没有类型“{text}”" + (f"，是否 {near[0]}？" if near else "") + f"可用：{'、'.join(labels)}",
                f"no such type: {text}" + (f", did you mean {near[0]}?" if near else "")
                + f" there are {', '.join(named_types(registry))}",
            )
        found.append(known[text.strip().lower()])
    return found


def search(
    store: Asked, text: str, types: Sequence[str] = (), limit: int = 20, *, registry: Registry = REGISTRY
) -> Answer:
    """The named things that ``text`` may mean, the best first, at most ``limit``.

    ``types`` are node types (default: all that have names). Raises ParameterError for an empty text.
    """
    if not key_of(text):
        raise ParameterError("要找什么？请给出名称、代码或拼音", "find what? give a name, a code or pinyin")
    wanted = read_types(types, registry) or list(named_types(registry))
    things = store.query(_cypher(wanted, registry), {})
    found = _ranked(things, text, limit)
    frame = _with_districts(store, found, registry).select(pl.col(c).cast(t) for c, t in SHAPE.items())
    params: dict[str, Value] = {"text": text.strip(), "types": "、".join(types), "limit": limit}
    query = Query("search", Path("search"), _header(), _cypher(wanted, registry), 1)
    return Answer(frame, query, params, _header().columns)


def _cypher(types: Sequence[str], registry: Registry) -> str:
    alias = "n.alias" if any("alias" in registry.nodes[t].fields() for t in types) else "''"
    return (
        f"MATCH (n:{'|'.join(types)}) RETURN head(labels(n)) AS type, n.id AS id, n.name AS name, "
        f"{alias} AS alias, n.code AS code, n.since AS since, n.until AS until ORDER BY type, id"
    )


def _spellings(things: pl.DataFrame) -> pl.DataFrame:
    """Everything a thing may be called: its row, the text as names are compared, and whether it is a name."""
    aliases = pl.col("alias").cast(pl.String).str.replace_all(SEVERAL, "、")
    every = pl.concat([
        things.select("row", text=pl.col("name"), named=pl.lit(True)),
        things.select("row", text=aliases.str.split("、"), named=pl.lit(True)).explode("text"),
        *(things.select("row", text=pl.col(c).cast(pl.String), named=pl.lit(False)) for c in ("code", "id")),
    ])
    keys = every.select("row", "named", key=name_key("text")).filter(pl.col("key").str.len_chars() > 0)
    return keys.unique(["row", "key"], keep="first", maintain_order=True)


def _ranked(things: pl.DataFrame, text: str, limit: int) -> pl.DataFrame:
    """The rows found, the best first, with ``rank`` and ``found_by``."""
    things = things.with_row_index("row")
    spelled = _spellings(things)
    wanted = pl.lit(key_of(text))
    key, named = pl.col("key"), pl.col("named")
    rank = pl.when(key == wanted).then(0).when(key.str.starts_with(wanted)).then(1).when(
        key.str.contains(wanted, literal=True)
    ).then(2)
    names = spelled.filter("named")["key"]
    letters = any(c.isascii() and c.isalpha() for c in key_of(text))
    known = readings(sorted(set("".join(names.unique().to_list())))) if letters else {}
    meant = pattern(text, known)
    if meant:
        for place, shape in enumerate((f"^(?:{meant})$", f"^(?:{meant})", meant), 3):
            rank = rank.when(named & key.str.contains(shape)).then(place)
    hits = spelled.with_columns(rank=rank.cast(pl.Int64), score=pl.lit(100.0)).drop_nulls("rank")
    if hits["row"].n_unique() < limit:
        others = spelled.filter(named).join(hits, on="row", how="anti")
        hits = pl.concat([hits, _near(others, text, known, limit)], how="diagonal_relaxed")
    hits = hits.sort("rank", -pl.col("score"), key.str.len_chars())
    best = hits.unique("row", keep="first", maintain_order=True).select("row", "rank", "score", "key")
    ended = pl.col("until") <= date.today()
    order = ["rank", -pl.col("score"), ended, key.str.len_chars(), "name", "type", "id"]
    found = things.join(best, on="row")
    labels = pl.col("rank").replace_strict(dict(enumerate(RANKS)), return_dtype=pl.String)
    return found.sort(order).head(limit).with_columns(found_by=labels)


def _near(names: pl.DataFrame, text: str, known: Readings, limit: int) -> pl.DataFrame:
    """Names almost like the text, or read almost like it, if it is written in letters."""
    from rapidfuzz import fuzz, process

    wanted = key_of(text)
    if wanted.isascii() and known:
        said = {c: r[0] for c, r in known.items()}
        names = names.with_columns(like=pl.col("key").str.replace_many(list(said), list(said.values())))
        wanted = "".join(c for c in wanted if c.isalnum())
    else:
        names = names.with_columns(like="key")
    # a name much shorter than what is looked for is a part of it by chance
    names = names.filter(pl.col("like").str.len_chars() + 1 >= len(wanted))
    if len(wanted) < LEAST or names.is_empty():
        return names.select("row", "named", "key", rank=pl.lit(len(RANKS) - 1), score=pl.lit(0.0)).clear()
    texts = names["like"].unique(maintain_order=True).to_list()
    alike = process.extract(wanted, texts, scorer=fuzz.partial_ratio, score_cutoff=NEAR, limit=limit)
    scores = {t: s for t, s, _ in alike}
    return names.filter(pl.col("like").is_in(list(scores))).select(
        "row", "named", "key", rank=pl.lit(len(RANKS) - 1),
        score=pl.col("like").replace_strict(scores, default=0.0, return_dtype=pl.Float64),
    )


def _with_districts(store: Asked, found: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """The rows with the names of the districts they lie in, or lay in last."""
    lying = registry.ties["IN_DISTRICT"].ends()[0]
    placed = [t for t in found["type"].unique(maintain_order=True) if t in lying]
    found = found.with_columns(code=pl.coalesce(pl.col("code").cast(pl.String), "id"))
    if not placed:
        return found.with_columns(district=pl.lit(""))
    cypher = (
        f"MATCH (n:{'|'.join(sorted(placed))})-[i:IN_DISTRICT]->(d:Division) WHERE n.id IN $ids "
        "RETURN head(labels(n)) AS type, n.id AS id, d.name AS name, d.code AS at, i.until AS last "
        "ORDER BY type, id, at, last"
    )
    ties = store.query(cypher, {"ids": found["id"].to_list()})
    last = ties.filter(pl.col("last") == pl.col("last").max().over("type", "id")).unique(
        ["type", "id", "at"], maintain_order=True
    )
    names = last.group_by("type", "id", maintain_order=True).agg(district=pl.col("name").str.join("、"))
    return found.join(names, on=["type", "id"], how="left", maintain_order="left").with_columns(
        pl.col("district").fill_null("")
    )

"""What began and what ended in a period: every type that sheets assert, counted by type or listed.

The queries are made from the declarations, so that a type declared outside the package is counted too.
A tie holds only while both its ends exist: it begins with the last of the three and ends with the first.
Persons and their ties are counted and never listed.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

import polars as pl

from lianjian.model import REGISTRY, Node, Registry, Tie
from lianjian.queries.errors import ParameterError
from lianjian.queries.header import Column, Labels
from lianjian.queries.made import made
from lianjian.queries.run import Answer, Value
from lianjian.store import Store
from lianjian.views.answer import Lang, words

Declaration = type[Node] | type[Tie]
Row = tuple[str, str, str, int, int]
"""What, label, type, begun, ended."""
TITLE = Labels(zh="开始与结束", en="What began and what ended")
COUNTED = Labels(
    zh="起日之后、止日及以前开始的（按第一天）与结束的（按不再存续的第一天）；没有变化的类型不列；"
    "起始不详的不算开始；联系以两端都存续为准；人员只计数，不列名。",
    en="What began (its first day) and ended (the first day it no longer holds) after the date from and up "
    "to the date to; types without a change are left out; what has no known beginning did not begin; a tie "
    "holds while both its ends exist; persons are counted, never listed.",
)
AFTER, UP_TO = Labels(zh="起日（不含）", en="after"), Labels(zh="止日（含）", en="up to")
THINGS, TIES = Labels(zh="对象", en="things"), Labels(zh="联系", en="ties")
TOTAL = Labels(zh="合计", en="total")
BEGAN, ENDED = Labels(zh="开始", en="began"), Labels(zh="结束", en="ended")
COUNTS = (
    Column(name="what", zh="种类", en="what", type="text"),
    Column(name="label", zh="类型", en="type", type="text"),
    Column(name="type", zh="类型标识", en="name of the type", type="text"),
    Column(name="begun", zh=BEGAN.zh, en=BEGAN.en, type="int"),
    Column(name="ended", zh=ENDED.zh, en=ENDED.en, type="int"),
)
TURNS = "$after < first_day AND first_day <= $up_to", "$after < last_day AND last_day <= $up_to"


def changes(
    store: Store, start: date, end: date, *, registry: Registry = REGISTRY, lang: Lang = "zh"
) -> Answer:
    """How many of each type began and ended after ``start``, up to ``end``; totals of things, ties and all.

    Raises ParameterError unless ``start`` lies before ``end``.
    """
    _in_order(start, end)
    held = store.counts()
    rows: list[Row] = []
    for kind, types in ((THINGS, registry.asserted_nodes), (TIES, registry.asserted_ties)):
        found = [
            (words(kind, lang), words(d, lang), name, *_counted(store, name, d, start, end))
            for name, d in types.items() if held.get(name)
        ]
        found = [row for row in found if row[3] or row[4]]
        rows += [*found, _total(found, words(kind, lang), lang)]
    both = [row for row in rows if not row[2]]
    rows.append(_total(both, "", lang))
    return made("changes", TITLE, COUNTED, COUNTS, rows, params=_params(start, end), persons="counts")


def listed(
    store: Store, kind: str, start: date, end: date, *, registry: Registry = REGISTRY, lang: Lang = "zh"
) -> Answer:
    """The things or ties of one type that began or ended, by name and day; of persons only how many.

    Raises ParameterError for a type there is none of, and as :func:`changes`.
    """
    _in_order(start, end)
    name = type_called(kind, registry)
    declaration = registry.declaration(name)
    title = Labels(zh=f"{TITLE.zh}：{declaration.zh}", en=f"{TITLE.en}: {declaration.en}")
    params = _params(start, end)
    if about_persons(declaration, registry):
        counts = _counted(store, name, declaration, start, end)
        row = (words(declaration, lang), name, *counts)
        return made("changes", title, COUNTED, COUNTS[1:], [row], params=params, persons="counts")
    cypher = _listing(name, declaration, registry)
    frame = store.query(cypher, {"after": start, "up_to": end})
    named = [c for c in frame.columns if c not in ("began_on", "ended_on")]
    parts = [
        frame.filter((pl.col(day) > start) & (pl.col(day) <= end)).select(
            pl.lit(words(turn, lang)).alias("change"), pl.col(day).alias("day"),
            *(pl.col(c).cast(pl.String).fill_null("") for c in named),
        )
        for day, turn in (("began_on", BEGAN), ("ended_on", ENDED))
    ]
    found = pl.concat(parts).sort("day", *named, "change")
    headings = {"name": ("名称", "name"), "code": ("代码", "code")}
    if issubclass(declaration, Tie):
        headings |= {"near": (declaration.from_label, "from"), "far": (declaration.to_label, "to")}
    columns = (
        Column(name="change", zh="变化", en="change", type="text"),
        Column(name="day", zh="日期", en="date", type="date"),
        *(Column(name=c, zh=headings[c][0], en=headings[c][1], type="text") for c in named),
    )
    return made("changes", title, COUNTED, columns, found, params=params, cypher=cypher)


def type_called(kind: str, registry: Registry = REGISTRY) -> str:
    """The name of the type that is called so: by its name in the graph or either label.

    Raises ParameterError, with what is like it, where there is none that sheets assert.
    """
    known: dict[str, str] = {}
    for name, d in (registry.asserted_nodes | registry.asserted_ties).items():
        for said in (name, d.__name__, d.zh, d.en):
            known.setdefault(said.casefold(), name)
    found = known.get(kind.strip().casefold())
    if found is None:
        near = dict.fromkeys(known[k] for k in get_close_matches(kind.strip().casefold(), known, 5, 0.4))
        shown = [(registry.declaration(n), n) for n in near]
        zh = f"；相近的有 {'、'.join(f'{d.zh}（{n}）' for d, n in shown)}" if shown else ""
        en = f"; similar: {', '.join(f'{d.en} ({n})' for d, n in shown)}" if shown else ""
        raise ParameterError(f"没有类型“{kind}”{zh}", f"there is no type {kind!r}{en}")
    return found


def about_persons(declaration: Declaration, registry: Registry = REGISTRY) -> bool:
    """Whether a row of the type speaks of a person: a person, or a tie that may have one at an end."""
    if issubclass(declaration, Node):
        return declaration.person
    starts, _, ends = declaration.ends()
    return any(registry.nodes[n].person for n in (*starts, *ends))


def _in_order(start: date, end: date) -> None:
    if start >= end:
        raise ParameterError(
            f"起日 {start} 须早于止日 {end}", f"the date from ({start}) must be before the date to ({end})"
        )


def _params(start: date, end: date) -> dict[str, tuple[Labels, Value]]:
    return {"after": (AFTER, start), "up_to": (UP_TO, end)}


def _total(rows: list[Row], what: str, lang: Lang) -> Row:
    return what, words(TOTAL, lang), "", sum(r[3] for r in rows), sum(r[4] for r in rows)


def _counted(
    store: Store, name: str, declaration: Declaration, start: date, end: date
) -> tuple[int, int]:
    row = store.query(_counting(name, declaration), {"after": start, "up_to": end}).row(0)
    return int(row[0]), int(row[1])


def _counting(name: str, declaration: Declaration) -> str:
    """The query of how many began and how many ended."""
    began, ended = (f"coalesce(sum(CASE WHEN {t} THEN 1 ELSE 0 END), 0)" for t in TURNS)
    return f"{_periods(name, declaration)}\nRETURN {began} AS begun, {ended} AS ended\nORDER BY begun, ended"


def _periods(name: str, declaration: Declaration, *more: str) -> str:
    """Rows of the type with the day they begin and the first day they no longer hold, and ``more``."""
    kept = "".join(f", {m}" for m in more)
    if issubclass(declaration, Node):
        return f"MATCH (n:{name})\nWITH n.since AS first_day, n.until AS last_day{kept}"
    starts, _, ends = declaration.ends()
    again = "".join(f", {m.rpartition(' AS ')[2]}" for m in more)
    return (
        f"MATCH (a:{'|'.join(starts)})-[t:{name}]->(b:{'|'.join(ends)})\n"
        "WITH t.since AS s1, a.since AS s2, b.since AS s3,\n"
        f"     t.until AS u1, a.until AS u2, b.until AS u3{kept}\n"
        "WITH CASE WHEN s1 >= s2 AND s1 >= s3 THEN s1 WHEN s2 >= s3 THEN s2 ELSE s3 END AS first_day,\n"
        f"     CASE WHEN u1 <= u2 AND u1 <= u3 THEN u1 WHEN u2 <= u3 THEN u2 ELSE u3 END AS last_day{again}\n"
        "WHERE first_day < last_day"
    )


def _listing(name: str, declaration: Declaration, registry: Registry) -> str:
    """The query of all that began or ended, with what names it."""
    if issubclass(declaration, Tie):
        starts, _, ends = declaration.ends()
        near, far = _name_of("a", starts, registry), _name_of("b", ends, registry)
        rows = _periods(name, declaration, f"{near} AS its_near", f"{far} AS its_far")
        columns = ["near", "far"]
    elif declaration.fact_of:  # a fact is named after what it speaks of
        _, tie, subjects = registry.ties[declaration.fact_of].ends()
        rows = (
            f"MATCH (n:{name})\nWITH n\nOPTIONAL MATCH (n)-[:{tie}]->(x:{'|'.join(subjects)})\n"
            "WITH n.since AS first_day, n.until AS last_day, "
            f"{_name_of('x', subjects, registry)} AS its_name"
        )
        columns = ["name"]
    else:
        texts = [f.name for f in declaration.fields().values() if f.type is str]
        called = "name" if "name" in texts else next(t for t in texts if t != "id")
        properties = {"name": called, **({"code": "code"} if "code" in texts else {})}
        rows = _periods(
            name, declaration, *(f"coalesce(n.{p}, '') AS its_{c}" for c, p in properties.items())
        )
        columns = list(properties)
    where = " OR ".join(TURNS)
    # a WITH of its own: the rows above may end in a WHERE already
    kept = ", ".join(f"its_{c}" for c in columns)
    shown = ", ".join(f"its_{c} AS {c}" for c in columns)
    return (
        f"{rows}\nWITH first_day, last_day, {kept}\nWHERE {where}\n"
        f"RETURN {shown}, first_day AS began_on, last_day AS ended_on\n"
        f"ORDER BY began_on, {', '.join(columns)}, ended_on"
    )


def _name_of(variable: str, labels: tuple[str, ...], registry: Registry) -> str:
    """What names a node of these types: its name, or what kind of thing it is."""
    if any("name" in registry.nodes[n].fields() for n in labels):
        return f"coalesce({variable}.name, '')"
    return f"'{registry.nodes[labels[0]].zh}'"

"""Ten thousand rows of anything: problems with a place, sums that add up, and nothing half written."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from importer import DIVISIONS, credit, graph, load, sheet
from lianjian import importing
from lianjian.importing import Report
from lianjian.model import REGISTRY
from lianjian.store import Store
from lianjian.tables.layout import Column, Layout
from lianjian.tables.layouts import layouts
from lianjian.tables.persons import Pseudonyms
from lianjian.tables.problems import CATALOGUE
from lianjian.views.importing import problem_lines
from lianjian.views.rejects import write_rejects

KEY = Pseudonyms(bytes(range(32)))
SHARES = {"survey": 3000, "organizations": 2500, "alliances": 1500, "Building": 900, "CO_BUILDS": 700,
          "Division": 400, "InServiceMember": 600, "LOCATED_IN": 400}  # fmt: skip
ODD = [
    "",
    "",
    " ",
    "　",
    "=1+1",
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@x",
    "'",
    '"',
    "''; DROP",
    "'}) DETACH DELETE n //",
    "MATCH (n) DETACH DELETE n",
    "`",
    "$name",
    "{value}",
    "%s",
    "\\",
    "\\u0000",
    "a,b;c\td",
    "一\n二",
    "[31m",
    "\u200b",
    "\ufeff",
    "\u202e倒",
    "😀👨‍👩‍👧",
    "𠮷",
    "é",
    "é",
    "NaN",
    "inf",
    "1e999",
    "-0",
    "1E5",
    "9.13E+17",
    "１２３",
    "三十",
    "2022-02-30",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "2022年",
    "二〇二二年三月",
    "至今",
    "不详",
    "44651",
    "真",
    "是",
    "320102",
    "nbs/2023/320102",
    "~~",
    "~320102003~单位1",
    "甲/乙/丙",
    "/",
    "//",
    "、、",
    "null",
    "None",
    "示例",
    "值表",
    "合计",
    "POINT (0 0)",
    "POLYGON ((0 0, 1 1, 1 0, 0 0))",
    "13900001111",
    "320102198001010019",
    "长" * 5000,
    "x" * 40_000,
]
DAYS = ["2019-01-01", "2020", "2021年6月", "2022-03-31", "2022-06-30"]
POOLS: dict[str, tuple[str, Callable[[int], str]]] = {
    "Organization": ("支部", lambda n: f"B{n}"),
    "Enterprise": ("单位", lambda n: credit(f"91{320200 + n}MA0010010")),
    "Building": ("大厦", lambda n: f"L{n}"),
    "Division": ("网格", lambda n: f"320102003001{n:03}"),
    "Alliance": ("联盟", lambda n: f"A{n}"),
}
"""How the things of a type are called, and their codes."""
FEW = 40
LAYOUTS = layouts()


VARIED = ("member", "covered", "start", "end")
"""Slots that are filled with anything; what else a row names follows from what it makes."""


def thing(layout: Layout, slot: str) -> str:
    """The type of the things that a slot is filled with, "" where none is at hand."""
    types = next((s.types for s in layout.slots if s.name == slot), ())
    return next((t for t in POOLS if t in types), "")


def chosen(layout: Layout) -> list[Column]:
    """The columns that are written: what a row makes, and the names of what it ties that to."""
    absent = {s.name for s in layout.slots if not s.makes and not thing(layout, s.name)}
    absent |= {t.type for t in layout.ties if absent & {t.start, *t.end}}
    makes = {s.name for s in layout.slots if s.makes}
    left_out = ("alias", "polygon", "@type", "@source", "@district", "scheme", "edition")
    return [
        c
        for c in layout.columns
        if c.slot not in absent and c.field not in left_out and (c.field != "@code" or c.slot in makes)
    ]


def fitting(layout: Layout, column: Column, n: int) -> str:
    """What thing ``n`` may well have in a column; always the same."""
    name, code = POOLS[thing(layout, column.slot) or "Organization"]
    listed = [c.zh for c in REGISTRY.codes.get(column.attr.code, ()) if c.code]
    if column.attr.inclusive:
        return ""
    if listed:
        return listed[n % len(listed)]
    if column.slot in ("street", "district", "community"):
        return {"street": "新街口街道", "district": "玄武区", "community": "丹凤街社区"}[column.slot]
    if column.field in ("lon", "lat", "@crs"):
        return {"lon": "118.79", "lat": "32.06", "@crs": "WGS-84"}[column.field]
    if column.type is date:
        return DAYS[n % len(DAYS)]
    if column.attr.identity:
        return str(320102198001010000 + n)
    if column.type is str:
        return code(n) if column.attr.key else f"{name}{n}"
    return {"staff": "30", "members": "9"}.get(column.field, "是" if column.type is bool else str(n % 5))


def written(folder: Path, draw: random.Random, shares: dict[str, int], oddness: float) -> list[Path]:
    """One CSV for each layout; some cells are anything."""
    paths = []
    for name, count in shares.items():
        layout = LAYOUTS[name]
        columns = chosen(layout)
        makes = {s.name for s in layout.slots if s.makes}
        rows = []
        for _ in range(count):
            own = draw.randrange(1, FEW)
            meant = {c.slot: own if c.slot in makes else own // 2 for c in columns}
            meant |= {s: draw.randrange(FEW) for s in VARIED if s in meant}
            rows.append(
                [
                    draw.choice(ODD) if draw.random() < oddness else fitting(layout, c, meant[c.slot])
                    for c in columns
                ]
            )
        frame = pl.DataFrame(rows, schema=[c.attr.label for c in columns], orient="row")
        frame.write_csv(folder / f"{name}.csv")
        paths.append(folder / f"{name}.csv")
    return paths


def known(folder: Path) -> list[Path]:
    """Good sheets of the things that the rows name; half of the organizations."""
    heads = {
        "Organization": "党组织名称,党组织代码", "Enterprise": "企业名称,统一社会信用代码,企业类型",
        "Building": "楼宇名称,楼宇编号", "Alliance": "联盟名称,联盟编号",
    }  # fmt: skip
    grids = "".join(f"320102003001{n:03},网格{n},网格,320102003001,统计,2023\n" for n in range(FEW))
    paths = [sheet(folder, "区划.csv", DIVISIONS + grids)]
    for kind, head in heads.items():
        name, code = POOLS[kind]
        step = 2 if kind == "Organization" else 1
        more = ",私营企业" if kind == "Enterprise" else ""
        rows = "".join(f"{name}{n},{code(n)}{more}\n" for n in range(0, FEW, step))
        paths.append(sheet(folder, f"{kind}.csv", f"{head}\n{rows}"))
    return paths


def test_ten_thousand_rows_of_anything(store: Store, tmp_path: Path) -> None:
    load(store, *known(tmp_path))
    total, done = 0, []
    for seed, oddness in enumerate([0.3, 0.003]):
        folder = tmp_path / str(seed)
        folder.mkdir()
        shares = {n: k // 2 for n, k in SHARES.items()}
        paths = written(folder, random.Random(seed), shares, oddness)
        total += sum(shares.values())
        for path in paths:
            done.append(imported(store, [path], tmp_path, path.stem))
        done.append(imported(store, paths, tmp_path, None))

    assert total == 10_000
    made = [d for d in done if d is not None]  # it is no test of refusals alone
    assert sum(d.created for d in made) > 500
    assert sum(d.rejected_rows for d in made) > 500


def imported(store: Store, paths: list[Path], folder: Path, layout: str | None) -> Report | None:
    """Import in part: whatever happens, the numbers add up and the store holds what the plan said."""
    before, counts = graph(store) if layout is None else {}, store.counts()
    prepared = importing.prepare(paths, store, layout=layout, pseudonyms=KEY, partial=True)
    names = {p.name for p in paths}
    for p in prepared.problems:
        assert p.code in CATALOGUE
        assert p.file in names, p
        assert p.row or p.kind.severity == "notice", p
        assert p.text("zh")
        assert p.text("en")
    assert problem_lines(prepared.problems[:50], "zh", 80) or not prepared.problems
    out = folder / "退回.xlsx"
    assert write_rejects(out, prepared, "zh") == prepared.rejected.height
    out.unlink(missing_ok=True)
    if prepared.plan is None:
        with pytest.raises(ValueError, match="errors"):
            importing.apply(prepared, store)
        assert store.counts() == counts
        assert layout is not None or graph(store) == before
        return None
    done = importing.apply(prepared, store)
    assert done.read == done.created + done.updated + done.unchanged + done.rejected
    assert (done.rejected > 0) == (done.rejected_rows > 0)
    asserted = [*REGISTRY.asserted_nodes, *REGISTRY.asserted_ties]
    held = store.counts()
    assert sum(held[n] - counts[n] for n in asserted) == done.created
    if layout is not None:  # the ends of all ties are looked at once they are all there
        return done
    for name, tie in REGISTRY.asserted_ties.items():
        frame = store.read(name)
        for side, types in (("from", tie.ends()[0]), ("to", tie.ends()[2])):
            for kind in types:
                ends = frame.filter(pl.col(f"{side}_type") == kind).join(
                    store.read(kind), left_on=f"{side}_id", right_on="id", how="anti"
                )
                assert ends.height == 0, (name, kind)
    return done

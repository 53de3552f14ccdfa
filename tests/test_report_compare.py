"""The two coverages at two dates: the reasons account for every change, and the workbook says the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from lianjian.cli import cli
from lianjian.model import CODES, FOREVER, REGISTRY
from lianjian.queries import ask
from lianjian.queries.errors import ParameterError
from lianjian.reports.compare import FIGURES, REASONS, By, Comparison, compare, lines, workbook
from lianjian.store import Store, connect
from lianjian.store.base import changes_of
from lianjian.views.export import HEAD_ROWS
from mutation.graph import FORMS, STREETS, WORK, XUANWU, Graph, division, divisions
from mutation.quality import stand
from oracle.cases import DATES
from samples import Sample, sample
from test_boundary import DATES as BOUNDARY_DATES

Figures = dict[str, Counter[str]]
"""The figures of each item, of one place."""
PAIRS = tuple(combinations(DATES, 2))
EMPTY = date(1949, 10, 1)


@pytest.fixture(scope="module", params=["XS", "S"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample(request.param, tmp_path_factory.mktemp(f"compare-{request.param}")) as made:
        yield made


def by_place(made: Comparison) -> dict[tuple[str, str], Figures]:
    """The reasons by code and name of the place."""
    found: dict[tuple[str, str], Figures] = {}
    for code, name, item, *figures in made.reasons.frame.iter_rows():
        items = found.setdefault((code, name), {})
        assert item not in items
        items[item] = Counter(dict(zip(FIGURES, figures, strict=True)))
    return found


def check(store: Store, start: date, end: date, by: By) -> Comparison:
    """Everything that holds of any comparison."""
    made = compare(store, start, end, by=by)
    found = by_place(made)
    for day, side in ((start, "then"), (end, "now")):
        table = ask(store, "coverage/unit_classes", {"as_of": day, "by": by}).frame
        wanted = {(r["code"], r[by]): {f: r[f] for f in FIGURES} for r in table.to_dicts()}
        # merchants may make a row there, of units in neither table
        assert {p for p, r in wanted.items() if r["units"]} <= set(found)
        for at, items in found.items():
            assert dict(items[side]) == wanted.get(at, dict.fromkeys(FIGURES, 0)), (day, at)
    for at, items in found.items():
        for f in FIGURES:
            won = sum(n[f] for i, n in items.items() if i not in ("then", "now"))
            assert items["then"][f] + won == items["now"][f], (at, f)
        for item, figures in items.items():
            assert item in ("then", "now") or any(figures.values()), (at, item)
            # a unit that moved and won an organization moved in one figure, and won or lost in the others
            if item in ("then", "now"):
                assert figures["in_scope"] == (
                    figures["in_scope_covered"] + figures["in_scope_without_organization"]
                )
    total = found.pop(("", "合计"))
    for item in {i for items in (total, *found.values()) for i in items}:
        for f in FIGURES:
            here = total.get(item, Counter())[f]
            assert here == sum(items.get(item, Counter())[f] for items in found.values()), (item, f)
    assert all(total.get("moved_in", Counter())[f] == -total.get("moved_out", Counter())[f] for f in FIGURES)
    check_units(made, {**{name: items for (_, name), items in found.items()}, "合计": total})
    check_places(made)
    return made


COUNTED = {
    "in_scope": ("own", "joint", "instructor", "liaison", "mass", "bare"),
    "in_scope_covered": ("own", "joint"),
    "in_scope_without_organization": ("instructor", "liaison", "mass", "bare"),
    "of_which_work_covered": ("instructor", "liaison", "mass"),
}


def check_units(made: Comparison, found: dict[str, Figures]) -> None:
    """The units listed, one by one, make exactly the reasons of every place."""
    changes: dict[str, Figures] = {}

    def add(at: str, item: str, figure: str, n: int) -> None:
        for p in (at, "合计"):
            changes.setdefault(p, {}).setdefault(item, Counter())[figure] += n

    for u in made.units.frame.to_dicts():
        for figure, states in COUNTED.items():
            then, now = u["state_then"] in states, u["state_now"] in states
            if then and now and u["place_then"] != u["place_now"]:
                add(u["place_then"], "moved_out", figure, -1)
                add(u["place_now"], "moved_in", figure, 1)
            elif then != now:
                add(u["place_now" if now else "place_then"], u["reason"], figure, 1 if now else -1)
    for at, items in found.items():
        said = {(i, f): c[f] for i, c in items.items() if i not in ("then", "now") for f in COUNTED if c[f]}
        listed = {(i, f): n for i, c in changes.get(at, {}).items() for f, n in c.items() if n}
        assert said == listed, at
    assert set(changes) <= set(found)


def check_places(made: Comparison) -> None:
    """The table of both dates is that of the reasons."""
    found = by_place(made)
    rows = made.places.frame.to_dicts()
    assert [tuple(r.values())[:2] for r in rows] == list(found)
    for row, items in zip(rows, found.values(), strict=True):
        for f in FIGURES:
            assert (row[f"{f}_then"], row[f"{f}_now"]) == (items["then"][f], items["now"][f])
            assert row[f"{f}_change"] == items["now"][f] - items["then"][f]


@pytest.mark.parametrize("by", ["district", "street"])
@pytest.mark.parametrize(("start", "end"), PAIRS, ids=str)
def test_the_reasons_account_for_every_change(world: Sample, start: date, end: date, by: By) -> None:
    made = check(world.store, start, end, by)

    assert made.units.frame.height or world.size == "XS"


@pytest.mark.parametrize(
    ("start", "end"), tuple(combinations(map(date.fromisoformat, BOUNDARY_DATES), 2)), ids=str
)
def test_the_boundary_cases_add_up(boundary: Store, start: date, end: date) -> None:
    made = check(boundary, start, end, "district")

    assert made.places.frame["district"].to_list() == ["玄武区", "秦淮区", "鼓楼区", "未落位", "合计"]


@pytest.mark.parametrize("by", ["district", "street"])
@pytest.mark.parametrize("seed", range(3))
def test_the_reasons_account_for_every_change_in_any_world(tmp_path: Path, seed: int, by: By) -> None:
    drawn = random.Random(seed)
    g = Graph()
    divisions(g)
    days = [date(2019, 1, 1), *(date(y, m, 1) for y in (2020, 2021, 2022) for m in (1, 7)), FOREVER]
    for n in range(250):
        kind = drawn.choice(["private", "foreign", "social_group", "merchant"])
        key = g.node("Institution" if FORMS[kind] == "30" else "Enterprise", f"U{n:03}", kind=kind)
        # a unit may begin late, end early, and change on any of the days
        turns = sorted(drawn.sample(days, drawn.randint(2, 5)))
        for period in pairwise(turns):
            stand(g, key, kind, period, **_standing(drawn))
    with connect(tmp_path / "any.lbug") as store:
        store.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in g.frames().items()})

        for start, end in ((days[1], days[3]), (days[3], days[6]), (date(2021, 6, 30), date(2021, 7, 1))):
            made = check(store, start, end, by)
            assert {"founded", "deregistered", "moved", "grew", "known"} & set(made.units.frame["reason"])


def _standing(drawn: random.Random) -> dict[str, Any]:
    """Anything a standing may be."""
    street = drawn.choice([*STREETS.values()])
    truths = {w: drawn.random() < 0.2 for w in WORK}
    members = drawn.choice([None, 0, 2, 3])
    return {
        "district": division(street[:6]) if street else drawn.choice(["", division(XUANWU)]),
        "street": division(street), "rank": drawn.choice([0, 0, 0, 1, 2, 3, 4]),
        "staff": drawn.choice([None, 9, 10, 29, 30, 200]), "counted": members is not None,
        "members": members, "full_members": members, **truths,
    }  # fmt: skip


def test_the_workbook_read_back_says_the_same(world: Sample) -> None:
    made = compare(world.store, DATES[0], DATES[2], by="street")

    once, again = workbook(made), workbook(made)

    assert once == again
    book = openpyxl.load_workbook(BytesIO(once))
    assert book.sheetnames == ["对比", "原因", "单位"]
    read = {
        sheet.title: [[c or "" for c in line] for line in sheet.iter_rows(HEAD_ROWS, values_only=True)]
        for sheet in book
    }
    headings, *places = read["对比"]
    assert headings[2:5] == ["单位数：比较日", "单位数：基准日", "单位数：增减"]
    assert [[c or "" for c in row] for row in made.places.frame.rows()] == places
    labels = {c.code: c.zh for c in CODES["coverage_reason"]}
    headings, *reasons = read["原因"]
    assert headings == ["代码", "街道", "项目", *headings[3:8], "说明"]
    assert headings[3:8] == ["单位数", "纳入范围", "范围内已建组织", "范围内未建组织", "其中工作覆盖"]
    assert reasons == [
        [code, name, labels[item], *(f or "" for f in figures), REASONS[item].zh]
        for code, name, item, *figures in made.reasons.frame.iter_rows()
    ]
    # what stands in the workbook adds up as well
    for at in {(r[0], r[1]) for r in reasons}:
        rows = [[f or 0 for f in r[3:8]] for r in reasons if (r[0], r[1]) == at]
        assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    states = {c.code: c.zh for c in CODES["coverage_state"]}
    headings, *units = read["单位"]
    assert not any("党员" in h or "从业人员" in h for h in headings)
    assert units == [
        [*first, states[was], states[became], labels[why]]
        for *first, was, became, why in made.units.frame.iter_rows()
    ]


def test_every_reason_is_explained_and_has_a_label() -> None:
    # "moved" is the reason of a unit; the figures tell where to and where from
    assert {c.code for c in CODES["coverage_reason"]} == {*REASONS, "moved"}


def test_the_screen_has_the_figures_in_eighty_cells(world: Sample) -> None:
    from rich.cells import cell_len

    made = compare(world.store, DATES[0], DATES[2])
    total = made.places.frame.row(-1, named=True)

    text = lines(made)

    assert max(map(cell_len, text)) <= 80
    row = next(line for line in text if line.startswith("合计"))
    assert row.split()[1:4] == [
        f"{total['in_scope_covered_then']}/{total['in_scope_then']}", "→",
        f"{total['in_scope_covered_now']}/{total['in_scope_now']}",
    ]  # fmt: skip
    assert any(line.split() == [str(DATES[2]), *(str(total[f"{f}_now"]) for f in FIGURES)] for line in text)
    assert any(line.startswith("total") for line in lines(made, "en"))
    assert max(map(cell_len, lines(made, "en"))) <= 80


def test_a_date_before_all_surveys_is_told(boundary: Store) -> None:
    text = "\n".join(lines(compare(boundary, date(2022, 1, 1), date(2022, 6, 30))))

    assert "2022-01-01 没有单位在纳入范围内" in text


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (DATES[2], DATES[2], "须早于"),
        (DATES[2], DATES[0], "须早于"),
        (EMPTY, DATES[0], f"{EMPTY} 没有表27"),
        (EMPTY, date(1950, 1, 1), f"{EMPTY} 没有表27"),
    ],
)
def test_dates_that_cannot_be_compared_are_told(world: Sample, start: date, end: date, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        compare(world.store, start, end)


def test_the_command_prints_and_writes_or_says_why_not(world: Sample, tmp_path: Path) -> None:
    def run(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["report", "compare", "--db", world.store.url, *map(str, args)])
        return done.exit_code, done.output

    dates = ("--from", "2022年3月31日", "--to", "2022-06-30")
    path = tmp_path / "对比.xlsx"
    code, said = run(*dates, "-o", path, "--by", "street")
    assert code == 0
    assert "两个覆盖：2022-03-31 → 2022-06-30" in said
    assert "已写入" in said
    assert openpyxl.load_workbook(path).sheetnames == ["对比", "原因", "单位"]
    code, said = run(*dates, "--lang", "en")
    assert code == 0
    assert "The two coverages" in said
    assert run("--from", "2022-06-31", "--to", "2022-06-30")[0] == 7
    code, said = run("--from", "2022-06-30", "--to", "2022-03-31", "-o", tmp_path / "none.xlsx")
    assert code == 7
    assert "须早于" in said
    assert not (tmp_path / "none.xlsx").exists()
    assert run(*dates, "-o", tmp_path / "no" / "folder.xlsx")[0] == 2

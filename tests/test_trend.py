"""A question at many dates: which dates, which figures, files, charts, and a person's mistakes."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from importer import load
from lianjian.cli import cli
from lianjian.queries import ask, library
from lianjian.queries.errors import ParameterError
from lianjian.reports.trend import BARS, MONTHS, Figure, dates_between, span, sparkline, trend
from lianjian.sample import write_sample
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from lianjian.views.trend import APART, COLORS, draw_trend, labelled

CLASSES = "coverage/unit_classes"


def run(*args: object) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli, [str(a) for a in args])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("小 样例")
    with connect(folder / "库.lbug") as store:
        load(store, *write_sample(folder, "XS"), pseudonyms=Pseudonyms(bytes(32)))
    return folder / "库.lbug"


@pytest.fixture
def town(db: Path) -> Iterator[Store]:
    with connect(db, read_only=True) as store:
        yield store


@pytest.mark.parametrize(
    ("start", "end", "every", "expected"),
    [
        ("2017-10", "2018-07", "quarter", ["2017-12-31", "2018-03-31", "2018-06-30"]),
        ("2017-11", "2018-03", "quarter", ["2017-12-31", "2018-03-31"]),
        ("2020-01", "2020-03", "month", ["2020-01-31", "2020-02-29", "2020-03-31"]),
        ("2019-12-31", "2021-06-29", "half", ["2019-12-31", "2020-06-30", "2020-12-31"]),
        ("2019年12月", "2021年12月", "year", ["2019-12-31", "2020-12-31", "2021-12-31"]),
        ("2022-06", "2022-06", "quarter", ["2022-06-30"]),
        ("2020", "2022年", "year", ["2020-12-31", "2021-12-31", "2022-12-31"]),
        ("2021", "2021", "half", ["2021-06-30", "2021-12-31"]),
    ],
)
def test_the_dates_are_the_ends_of_periods(start: str, end: str, every: str, expected: list[str]) -> None:
    assert [str(d) for d in dates_between(start, end, every)] == expected  # type: ignore[arg-type]


def test_a_span_is_from_the_first_to_the_last_day() -> None:
    assert span("2021") == (date(2021, 1, 1), date(2021, 12, 31))
    assert span("2022-02") == span("2022年2月") == (date(2022, 2, 1), date(2022, 2, 28))
    assert span("2022-06-15") == (date(2022, 6, 15), date(2022, 6, 15))
    assert span("today") == (date.today(), date.today())


DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@given(DAYS, DAYS, st.sampled_from(sorted(MONTHS)))
def test_every_date_ends_a_period_and_none_is_left_out(a: date, b: date, every: str) -> None:
    first, last = sorted((a, b))
    days = (first + timedelta(i) for i in range((last - first).days + 1))
    ends = [d for d in days if (d + timedelta(1)).day == 1 and d.month % MONTHS[every] == 0]

    if not ends:
        with pytest.raises(ParameterError):
            dates_between(str(first), str(last), every)  # type: ignore[arg-type]
    else:
        assert dates_between(str(first), str(last), every) == ends[:600]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "every"),
    [("去年", "2018-01", "month"), ("2018-02", "2018-01", "month"),
     ("2018-01", "2018-02", "quarter"), ("1800-01", "2000-01", "month")],
)
def test_dates_that_make_none_are_refused(start: str, end: str, every: str) -> None:
    with pytest.raises(ParameterError):
        dates_between(start, end, every)  # type: ignore[arg-type]


def test_a_total_row_gives_the_figures_and_the_rates(town: Store) -> None:
    days = dates_between("2020-12", "2022-06", "half")
    found = trend(town, library.load(CLASSES), {"by": "street"}, days)
    frame = found.answer.frame

    assert frame["date"].to_list() == list(found.dates) == days
    for row in frame.iter_rows(named=True):
        total = ask(town, CLASSES, {"as_of": row["date"], "by": "street"}).frame.row(-1, named=True)
        assert {k: row[k] for k in ("units", "due", "in_scope", "in_scope_covered")} == {
            k: total[k] for k in ("units", "due", "in_scope", "in_scope_covered")
        }
        k, n = total["in_scope_covered"], total["in_scope"]
        assert row["rate_1"] == (round(100 * k / n, 1) if n else None)
    assert frame["rate_1"].to_list()[0] is None
    assert frame["rate_1"].to_list()[-1] > 0
    assert [f.label for f in found.figures][-2:] == ["组织覆盖（%）", "工作覆盖（%）"]
    assert found.figures[-1].unit == "%"


def test_without_a_total_rows_are_counted_and_counts_added_up(town: Store) -> None:
    days = dates_between("2018-01", "2022-06", "year")
    found = trend(town, library.load("alliances/cross_district"), {"min_districts": "0"}, days)

    for row in found.answer.frame.iter_rows(named=True):
        answer = ask(town, "alliances/cross_district", {"as_of": row["date"], "min_districts": "0"}).frame
        assert row["rows"] == answer.height
        assert row["members"] == answer["members"].sum()
    assert found.answer.frame["rows"].max() > 0
    assert found.answer.denominator.zh.endswith("行间重复的会重复计。")


def test_business_districts_are_never_summed(town: Store) -> None:
    query, days = library.load("alliances/area_figures"), dates_between("2021-12", "2022-06", "half")

    every = trend(town, query, {}, days).answer
    one = trend(town, query, {"area": "新街口商圈"}, days).answer

    assert every.frame.columns == ["date", "rows"]
    assert every.frame["rows"].max() > 1
    asked = {"area": "新街口商圈", "as_of": days[-1]}
    expected = ask(town, "alliances/area_figures", asked).frame.row(0, named=True)
    assert one.frame.row(-1, named=True)["units"] == expected["units"] > 0
    assert one.frame.row(-1, named=True)["square_km"] == expected["square_km"]
    with pytest.raises(ParameterError, match="square_km"):
        trend(town, query, {}, days, only=["square_km"])


def test_a_list_is_not_cut_by_its_limit(town: Store) -> None:
    query = library.load("quality/undated_records")
    day = dates_between("2022-06", "2022-06", "month")
    assert query.header.param("limit") is not None

    whole = trend(town, query, {}, day).answer.frame["rows"].item()
    cut = trend(town, query, {"limit": "1"}, day).answer.frame["rows"].item()

    assert cut == 1 < whole


def test_sparklines() -> None:
    assert sparkline([0, 7, 14]) == "▁▅█"
    assert sparkline([3, 3, None, 3]) == "▁▁ ▁"
    assert sparkline([None, None]) == "  "


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), max_size=50))
def test_a_sparkline_keeps_the_order_of_its_values(values: list[float | None]) -> None:
    bars = sparkline(values)

    assert len(bars) == len(values)
    known = sorted((v, BARS.index(b)) for v, b in zip(values, bars, strict=True) if v is not None)
    assert [b for _, b in known] == sorted(b for _, b in known)


def test_the_command_prints_a_table_and_sparklines(db: Path) -> None:
    period = ("--from", "2021-01", "--to", "2022-06", "--db", db)
    shown = run("trend", CLASSES, *period, "--column", "units", "--column", "组织覆盖（%）")
    english = run("trend", "--lang", "en", CLASSES, *period, "--every", "half", "--by", "street")
    colliding = run("trend", "alliances/attendance", *period, "--set", "from=2017-01-01")
    short = run("trend", CLASSES, *period, "--format", "csv")

    assert shown.exit_code == english.exit_code == colliding.exit_code == short.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert sum(line.startswith("2021-") for line in lines) == 4
    assert any(set(line) & set(BARS) for line in lines)
    assert "units" in english.output
    assert "2017-01-01" in colliding.output
    rows = list(csv.DictReader(io.StringIO(short.output.removeprefix("\ufeff"))))
    assert [r["date"] for r in rows] == [str(d) for d in dates_between("2021-01", "2022-06", "quarter")]


@pytest.mark.parametrize("name", ["趋势.svg", "趋势.png", "趋势.pdf", "趋势.xlsx", "趋势.json", "趋势.csv"])
def test_the_command_writes_files(db: Path, tmp_path: Path, name: str) -> None:
    args = ("trend", CLASSES, "--from", "2021-01", "--to", "2022-06", "--db", db, "-o")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = run(*args, tmp_path / name)
        again = run(*args, tmp_path / f"又{name}")

    assert first.exit_code == again.exit_code == 0, first.output
    data = (tmp_path / name).read_bytes()
    assert len(data) > 300
    if name.endswith((".svg", ".png", ".csv", ".json")):
        assert data == (tmp_path / f"又{name}").read_bytes()
    if name.endswith(".json"):
        assert len(json.loads(data)) == 6


def test_the_chart_has_a_panel_for_each_unit_and_names_its_lines(town: Store) -> None:
    found = trend(town, library.load(CLASSES), {}, dates_between("2021-01", "2022-06", "quarter"))
    picture = draw_trend(found.dates, found.figures, title="题", note="注", lang="zh")
    counts, rates = picture.figure.axes

    assert len(counts.lines) == len(COLORS)
    assert len(rates.lines) == 2
    assert {t.get_text().split(" ")[0] for t in rates.texts} == {"工作覆盖（%）", "组织覆盖（%）"}
    left_out = len([f for f in found.figures if f.unit == "家"]) - len(COLORS)
    assert f"另有 {left_out} 项未画" in counts.get_title(loc="left")
    assert counts.get_ylim()[0] == 0
    assert counts.get_xlim() == rates.get_xlim()
    places = sorted(t.xyann[1] for t in counts.texts)
    assert min(b - a for a, b in pairwise(places)) > 0.1
    assert {t.get_text() for t in picture.figure.texts} == {"题", "注"}


@pytest.mark.parametrize(
    ("start", "end", "every", "first", "n"),
    [("2019", "2022", "year", "2019-12-31", 4), ("2022-06", "2022-06", "month", "2022-06-30", 1),
     ("2021-01", "2022-06", "quarter", "2021-03-31", 6), ("2020-07", "2022-06", "month", "2020-09-30", 8)],
)
def test_each_label_of_the_axis_is_the_date_of_a_point(
    start: str, end: str, every: str, first: str, n: int
) -> None:
    days = dates_between(start, end, every)  # type: ignore[arg-type]
    picture = draw_trend(days, [Figure("甲", "家", tuple(float(i) for i in range(len(days))))], title="题")
    [axes] = picture.figure.axes
    [line] = axes.lines
    picture.figure.canvas.draw()
    ticks = axes.get_xticks()
    labels = [t.get_text() for t in axes.get_xticklabels()]

    assert (labels[0], labels[-1], len(labels)) == (first, str(days[-1]), n)
    points = dict(zip(line.get_xdata(orig=False), days, strict=True))
    assert [str(points[x]) for x in ticks] == labels
    boxes = [t.get_window_extent() for t in axes.get_xticklabels()]
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


@given(st.lists(DAYS, min_size=1, max_size=60, unique=True).map(sorted))
def test_labels_have_room(days: list[date]) -> None:
    chosen = labelled(days)

    assert chosen[-1] == days[-1]
    assert set(chosen) <= set(days)
    assert all(b - a >= (days[-1] - days[0]) * APART for a, b in pairwise(chosen))


@pytest.mark.parametrize(
    ("args", "code", "hint"),
    [
        (["coverage/unit_clases"], 7, "coverage/unit_classes"),
        ([CLASSES, "--column", "nichts"], 7, "in_scope"),
        ([CLASSES, "--set", "by"], 2, "名称=值"),
        ([CLASSES, "--set", "byy=street"], 7, "by"),
        ([CLASSES, "--set", "as_of=2022-06-30"], 7, "--from"),
        (["coverage/due_not_set_up", "--district", "玄武"], 7, "玄武区"),
        ([CLASSES, "-o", "没有这个文件夹/x.svg"], 2, "无法写入"),
        ([CLASSES, "-o", "x.jpg"], 2, ".svg"),
    ],
)
def test_mistakes_are_told(db: Path, args: list[str], code: int, hint: str) -> None:
    result = run("trend", *args, "--from", "2021-01", "--to", "2022-06", "--db", db)

    assert result.exit_code == code, result.output
    assert hint in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


UNDATED = """/*
title: {zh: 区划, en: Divisions}
question: {zh: 有多少区划？, en: How many divisions are there?}
params: []
columns:
  - {name: n, zh: 数, en: n, type: int}
denominator: {zh: 全部, en: all}
persons: none
*/
MATCH (d:Division)
RETURN count(d.id) AS n
ORDER BY n
"""


def test_a_question_without_a_date_is_refused(town: Store, tmp_path: Path) -> None:
    path = tmp_path / "undated.cypher"
    path.write_text(UNDATED, encoding="utf-8")

    with pytest.raises(ParameterError, match="没有基准日"):
        trend(town, library.read(path), {}, [date(2022, 6, 30)])


def test_every_question_can_be_followed(town: Store) -> None:
    """Each with a date has figures to follow and loads as a command."""
    for name, query in library.load_all().items():
        if query.header.param("as_of") is None:
            continue
        result = run("trend", name, "--help")
        assert result.exit_code == 0, name
        found = trend(town, query, {}, [date(2022, 6, 30)])
        assert found.answer.frame.schema["date"] == pl.Date
        assert found.figures, name

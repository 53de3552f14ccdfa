"""What holds for any sheet: imports twice, in any order, of anything at all."""

from __future__ import annotations

import random
import re
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer import DIVISIONS, credit, edges, graph, load, plan, sheet
from lianjian.model import BEGINNING, FOREVER, REGISTRY
from lianjian.model.frames import key
from lianjian.plan import final, make_plan
from lianjian.store import connect
from lianjian.tables.dates import read_date
from lianjian.tables.layouts import layouts
from lianjian.tables.parse import key_of, name_key
from lianjian.tables.problems import CATALOGUE

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
KINDS = ("党支部", "联合党支部", "党总支", "")
DAYS = ("", "2019", "2020年6月", "2021-03-31", "2022-06-30")
TOPS = ("甲党委", "乙党委")

Town = dict[str, list[str]]


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Sheets without contradictions: headings first, then rows, in text."""
    n = draw(st.integers(1, 6))
    units = [(f"单位{i}", credit(f"9132010{i}MA0010010") if draw(st.booleans()) else "") for i in range(n)]
    survey = [
        "单位名称,统一社会信用代码,单位类型,所在街道,从业人员,党员人数,其中正式党员,工作覆盖方式,摸排日期"
    ]
    for name, code in units:
        street = draw(st.sampled_from(["新街口街道", "洪武路街道"]))
        for day in draw(
            st.lists(st.sampled_from(["2021-03-31", "2022-03-31", "2022-06-30"]), min_size=1, unique=True)
        ):
            full = draw(st.integers(0, 4))
            work = draw(st.sampled_from(["", "指导员", "工会、联络员"]))
            survey.append(
                f"{name},{code},企业,{street},{draw(st.integers(0, 90))},{full + 1},{full},{work},{day}"
            )
    organizations = ["党组织名称,组建方式,上级党组织,覆盖单位,覆盖起始日期", *(f"{t},党委,,," for t in TOPS)]
    for name in draw(st.lists(st.sampled_from(["第一党支部", "第二党支部", "联合党支部"]), unique=True)):
        for top in draw(st.lists(st.sampled_from(TOPS), min_size=1, unique=True)):
            kind = draw(st.sampled_from(KINDS))
            covered = draw(st.lists(st.sampled_from(units), unique=True, max_size=3)) or [("", "")]
            days = [draw(st.sampled_from(DAYS)) if u else "" for u, _ in covered]
            organizations += [f"{name},{kind},{top},{u},{d}" for (u, _), d in zip(covered, days, strict=True)]
    alliances = ["联盟名称,类型,成员,加入日期"]
    for name in draw(st.lists(st.sampled_from(["东联盟", "西联盟"]), unique=True)):
        for member in draw(st.lists(st.sampled_from([*TOPS, *(u for u, _ in units), "玄武区"]), unique=True)):
            alliances.append(f"{name},联盟,{member},{draw(st.sampled_from(DAYS))}")
    return {
        "区划.csv": DIVISIONS.splitlines(),
        "摸排.csv": survey,
        "组织.csv": organizations,
        "联盟.csv": alliances,
    }


def written(folder: Path, town: Town, shuffle: random.Random | None = None) -> list[Path]:
    """The sheets as files; shuffled: rows in another order, spread over two files, files renamed."""
    paths = []
    for name, (heading, *rows) in town.items():
        parts = [rows]
        if shuffle is not None:
            rows = shuffle.sample(rows, len(rows))
            parts = [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
        for part in parts:
            title = name if shuffle is None else f"{shuffle.random()}.csv"
            paths.append(sheet(folder, title, "\n".join([heading, *part]) + "\n"))
    return paths


@FEW
@given(town=towns(), seed=st.integers(0, 99))
def test_twice_is_once_and_any_order_gives_the_same_graph(town: Town, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with connect(folder / "a.lbug") as store, connect(folder / "b.lbug") as other:
            files = written(folder, town)
            prepared = plan(store, *files, source="s")
            load(store, *files, source="s")
            again = load(store, *files, source="s")
            load(other, *written(folder / "c", town, random.Random(seed)), source="s")

            assert (again.created, again.updated, again.removed) == (0, 0, 0)
            assert again.unchanged == again.read
            assert graph(store) == graph(other)
            assert prepared.plan is not None
            wanted = final(prepared.plan, {}, REGISTRY)
            for kind, frame in wanted.items():
                derived = (
                    ["until", "until_precision"] if kind in ("Headcount", "COUNTS", "SURVEYED_AT") else []
                )
                assert edges({kind: store.read(kind).drop(derived)}) == edges({kind: frame.drop(derived)})


@FEW
@given(town=towns())
def test_apply_of_a_plan_is_the_records(town: Town) -> None:
    from lianjian.model import REGISTRY
    from lianjian.tables.headings import recognise
    from lianjian.tables.parse import parse
    from lianjian.tables.read import read
    from lianjian.tables.records import merge
    from lianjian.tables.resolve import resolve

    with tempfile.TemporaryDirectory() as name:
        files = written(Path(name), town)
        matches = [recognise(table, layouts())[0] for path in files for table in read(path)[0]]
        parsed = [parse(m, REGISTRY)[0] for m in matches if m is not None]
    found, problems = resolve(parsed, {}, REGISTRY, ["s"] * len(parsed))
    records, more = merge(found, [p.match for p in parsed], {}, REGISTRY)
    assert not [p for p in problems + more if p.kind.severity == "error"]

    made = make_plan(records, {}, REGISTRY)

    assert made.read == made.count("create") == records.total
    after = final(made, {}, REGISTRY)
    for kind, frame in records.frames.items():
        declaration = REGISTRY.declaration(kind)
        keys = list(key(declaration))
        both = after[kind].join(frame, on=keys, suffix="_said")
        assert both.height == frame.height == after[kind].height
        for column in (c for c in frame.columns if c not in keys):
            said = both.filter(pl.col(f"{column}_said").is_not_null())
            assert said[column].to_list() == said[f"{column}_said"].to_list()
        assert after[kind]["since"].null_count() == after[kind]["until"].null_count() == 0
    # Importing the same records into what they made changes nothing.
    second = make_plan(records, after, REGISTRY)
    assert (second.count("unchanged"), second.empty) == (records.total, True)


ODD = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(
        [
            "😀",
            "=1+1",
            '=HYPERLINK("x")',
            "１２３",
            "\x00",
            "\x07\x1b[31m",
            "a" * 20_000,
            "NaN",
            "-1",
            "1e999",
            "∞",
            "9999-12-31",
            "0001-01-01",
            "二〇二二年十二月三十一日",
            "至今",
            "不详",
            "/",
            "//",
            "甲/",
            "/甲",
            "、、",
            "~~",
            "@",
            "POINT (0 0)",
            "POLYGON ((0 0, 1 1, 1 0, 0 0))",
            "{}",
            "{value}",
            "%s",
            "党支部",
            "企业",
            "玄武区",
            "'",
            '"',
            "\u200b",
            "\ufeff",
            "　",
            "null",
            "是",
            "否",
            "320102",
            "91320102MA0010010X",
        ]
    ),
)


@MANY
@given(data=st.data(), name=st.sampled_from(sorted(layouts())))
def test_any_cells_give_problems_and_never_an_exception(data: st.DataObject, name: str) -> None:
    columns = layouts()[name].columns
    wanted = [c for c in columns if c.required] + data.draw(
        st.lists(st.sampled_from(columns), max_size=8, unique=True)
    )
    heads = list(dict.fromkeys(c.attr.label for c in wanted))
    rows = data.draw(
        st.lists(st.lists(ODD, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=4)
    )
    frame = pl.DataFrame(rows, schema=heads, orient="row")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        frame.write_csv(path)
        prepared = plan(None, path, layout=name)

    for p in prepared.problems:
        assert p.code in CATALOGUE
        assert p.text("zh")
        assert p.text("en")
        assert p.remedy("zh")
    assert (prepared.plan is None) == any(
        p.kind.severity == "error" for p in prepared.problems
    ) or not prepared.matches


@MANY
@given(
    data=st.binary(max_size=400),
    suffix=st.sampled_from([".csv", ".xlsx", ".xls", ".yaml", ".json", ".ods", ".txt"]),
)
def test_any_bytes_give_problems_and_never_an_exception(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(data)
        prepared = plan(None, path)

    assert prepared.problems


NUMERALS = "〇一二三四五六七八九"
WEEKDAYS = ("周一", "星期二", "礼拜三", "周四", "星期五", "周六", "周日")


def spoken(n: int) -> str:
    """1 to 31 as Chinese says them."""
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十") + (
        NUMERALS[ones] if ones else ""
    )


FORMS: list[tuple[str, Callable[[date], str]]] = [
    ("day", date.isoformat),
    ("day", lambda d: f"{d.year}/{d.month}/{d.day}"),
    ("day", lambda d: f"{d.year}.{d.month:02}.{d.day:02}"),
    ("day", lambda d: f"{d:%Y%m%d}"),
    ("day", lambda d: f"{d.year}年{d.month}月{d.day}日"),
    ("day", lambda d: f"{d.isoformat()} 00:00:00"),
    ("day", lambda d: f"{d.isoformat()}T23:59"),
    ("day", lambda d: f" {d.year} 年 {d.month} 月 {d.day} 日 "),
    ("day", lambda d: d.isoformat().translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))),
    (
        "day",
        lambda d: "".join(NUMERALS[int(x)] for x in str(d.year)) + f"年{spoken(d.month)}月{spoken(d.day)}日",
    ),
    ("day", lambda d: f"{d.year}年{d.month}月{d.day}日（周{'一二三四五六日'[d.weekday()]}）"),
    ("day", lambda d: f"{d.isoformat()} 星期{'一二三四五六天'[d.weekday()]}"),
    ("day", lambda d: f"{d:%Y%m%d}({WEEKDAYS[d.weekday()]}) 上午 09:30"),
    ("day", lambda d: f"{d.year}年{spoken(d.month)}月{spoken(d.day)}日 {WEEKDAYS[d.weekday()]}晚上"),
    ("day", lambda d: f"{d.year}年{d.month}月{d.day}日下午"),
    ("day", lambda d: f"{d.year}年{d.month}月{d.day}日起"),
    ("month", lambda d: f"{d.year}年{d.month}月"),
    ("month", lambda d: f"{d.year}-{d.month:02}"),
    ("month", lambda d: "".join(NUMERALS[int(x)] for x in str(d.year)) + f"年{spoken(d.month)}月"),
    ("year", lambda d: f"{d.year}年"),
    ("year", lambda d: f"{d.year}年度"),
    ("year", lambda d: "".join(NUMERALS[int(x)] for x in str(d.year)) + " 年度"),
    ("year", lambda d: str(d.year)),
]


@MANY
@given(day=st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_dates_are_read_in_every_form(day: date) -> None:
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    for precision, form in FORMS:
        assert read_date(form(day)) == (first[precision], precision), form(day)


@pytest.mark.parametrize(
    "said",
    ["2022年3月（周六）", "2022年3月上午", "2022年3月起", "2022年起", "2022年度起", "2022度", "2022年3月度",
     "2022-03-12 星期五", "2022年3月12日（周六", "2022年3月12日周六）", "2022年3月12日周", "2022年3月12日六",
     "2022年3月12日前", "2022年3月12日左右", "2022年3月12日止", "2022年2月30日上午", "周六", "上午", "起",
     ""],
)
def test_what_is_no_whole_date_is_none(said: str) -> None:
    assert read_date(said) is None


@MANY
@given(
    text=st.one_of(
        st.text(max_size=20), st.from_regex(r"\d{1,4}[-/.年]\d{0,3}[-/.月]?\d{0,3}日?", fullmatch=True)
    )
)
def test_what_is_read_as_a_date_is_one(text: str) -> None:
    found = read_date(text)

    if found is not None:
        day, precision = found
        assert BEGINNING < day < FOREVER - timedelta(1)
        assert precision in ("day", "month", "year")
        assert re.search(
            r"\d{4}|[〇○零一二三四五六七八九]{4}", unicodedata.normalize("NFKC", text)
        )


@MANY
@given(text=st.text(max_size=30))
def test_one_name_has_one_key(text: str) -> None:
    assert key_of(text) == pl.select(name_key(pl.lit(text))).item()
    assert key_of(key_of(text)) == key_of(text) or key_of(text) != text

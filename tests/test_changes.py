"""What began and ended: counted apart from Cypher from the stored rows, on every engine, for any type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import polars as pl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from engines import ENGINES, Servers, place
from importer import load, sheet
from lianjian.cli import cli
from lianjian.importing import apply, prepare
from lianjian.model import REGISTRY, Node, Tie
from lianjian.queries.dialect import lint
from lianjian.queries.errors import ParameterError
from lianjian.reports import changes as module
from lianjian.reports.changes import about_persons, changes, listed, type_called
from lianjian.sample import write_sample
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from test_extension import Garden, Tends

FROM, TO = date(2021, 6, 30), date(2022, 6, 30)
SPANS = [(FROM, TO), (date(2018, 12, 31), date(2019, 12, 31)), (date(1, 1, 1), date(9999, 12, 31))]


def run(*args: object) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli, [str(a) for a in args])


@pytest.fixture(scope="module", params=ENGINES)
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("小样例")
    files = write_sample(folder, "XS")
    with place(request.param, folder, servers) as url, connect(url) as store:
        load(store, *files, pseudonyms=Pseudonyms(bytes(32)))
        yield store


def periods(store: Store, name: str) -> pl.DataFrame:
    """The periods of a type's rows, worked out from the rows themselves."""
    declaration = REGISTRY.declaration(name)
    own = store.read(name)
    if issubclass(declaration, Node):
        return own.select("since", "until")
    for end in ("from", "to"):
        labels = own[f"{end}_type"].unique().to_list()
        nodes = pl.concat(
            [store.read(n).select(pl.lit(n).alias("t"), "id", s="since", u="until") for n in labels]
            or [pl.DataFrame(schema={"t": pl.String, "id": pl.String, "s": pl.Date, "u": pl.Date})]
        )
        own = own.join(nodes, left_on=[f"{end}_type", f"{end}_id"], right_on=["t", "id"]).with_columns(
            pl.max_horizontal("since", "s").alias("since"), pl.min_horizontal("until", "u").alias("until")
        ).drop("s", "u")
    return own.filter(pl.col("since") < pl.col("until")).select("since", "until")


@pytest.mark.parametrize(("start", "end"), SPANS, ids=str)
def test_every_type_is_counted_as_its_rows_say(town: Store, start: date, end: date) -> None:
    frame = changes(town, start, end).frame
    expected = []
    for name in (*REGISTRY.asserted_nodes, *REGISTRY.asserted_ties):
        rows = periods(town, name)
        begun = rows.filter((pl.col("since") > start) & (pl.col("since") <= end)).height
        ended = rows.filter((pl.col("until") > start) & (pl.col("until") <= end)).height
        if begun or ended:
            expected.append((name, begun, ended))

    found = frame.filter(pl.col("type") != "").select("type", "begun", "ended").rows()
    assert found == expected
    assert len(found) > 10
    things, ties, both = frame.filter(pl.col("type") == "").rows(named=True)
    for figure in ("begun", "ended"):
        assert things[figure] + ties[figure] == both[figure]
    assert both["begun"] == sum(b for _, b, _ in expected)
    assert both["ended"] == sum(e for _, _, e in expected)


def test_what_is_listed_is_what_is_counted(town: Store) -> None:
    start, end = date(2015, 12, 31), TO
    counted = {r[0]: r[1:] for r in changes(town, start, end).frame.select("type", "begun", "ended").rows()}
    for name in (*REGISTRY.asserted_nodes, *REGISTRY.asserted_ties):
        frame = listed(town, name, start, end).frame
        if about_persons(REGISTRY.declaration(name)):
            assert frame.select("type", "begun", "ended").rows() == [(name, *counted.get(name, (0, 0)))]
            continue
        begun = frame.filter(pl.col("change") == "开始").height
        ended = frame.filter(pl.col("change") == "结束").height
        assert (begun, ended) == counted.get(name, (0, 0)), name
        assert frame["day"].is_sorted()
        assert frame["day"].is_between(start, end, closed="right").all()


def test_things_and_ties_are_listed_by_name(town: Store) -> None:
    enterprises = listed(town, "企业", date(2015, 12, 31), TO).frame
    ties = listed(town, "MEMBER_OF", date(2015, 12, 31), TO).frame

    known = set(town.read("Enterprise")["name"])
    assert enterprises.height
    assert set(enterprises["name"]) <= known
    assert ties.columns == ["change", "day", "near", "far"]
    assert set(ties["far"]) <= set(town.read("Alliance")["name"])
    assert "" not in set(ties["near"])


def test_persons_and_their_ties_are_never_listed() -> None:
    persons = {n for n, d in (REGISTRY.nodes | REGISTRY.ties).items() if about_persons(d)}

    assert {n for n, d in REGISTRY.nodes.items() if d.person} < persons
    assert {"WORKS_AT", "HOLDS", "AFFILIATED_TO", "REPORTS_TO", "BASED_AT", "POSTED_TO", "IN_TEAM"} <= persons
    assert not {"CO_BUILDS", "COVERS", "Organization"} & persons


def test_the_queries_keep_the_portable_form() -> None:
    for name, d in (REGISTRY.asserted_nodes | REGISTRY.asserted_ties).items():
        assert not lint(module._listing(name, d, REGISTRY), REGISTRY), name
        assert not lint(module._counting(name, d), REGISTRY), name


def test_edges_of_the_period(tmp_path: Path) -> None:
    rows = "".join(
        f"{name}支部,党支部,{since},{until}\n" for name, since, until in [
            ("甲", "2021-06-30", "2022-06-29"), ("乙", "2021-07-01", "2022-06-30"), ("丙", "", "2021-06-29"),
            ("丁", "2022-06-30", ""), ("戊", "2022-07-01", ""), ("己", "2021-07-01", "2021-07-31"),
        ]
    )
    organizations = sheet(tmp_path, "党组织.csv", f"党组织名称,组建方式,成立日期,撤销日期\n{rows}")
    with connect(tmp_path / "x.lbug") as store:
        load(store, organizations)
        frame = listed(store, "Organization", FROM, TO).frame
        counted = changes(store, FROM, TO).frame.filter(pl.col("type") == "Organization").row(0)

    # the first day it no longer holds: 甲 ends on the last day asked, 乙 a day after, 丙 on the first
    assert sorted(frame.filter(pl.col("change") == "开始")["name"]) == ["丁支部", "乙支部", "己支部"]
    assert sorted(frame.filter(pl.col("change") == "结束")["name"]) == ["己支部", "甲支部"]
    assert counted[-2:] == (3, 2)


def test_a_type_from_outside_the_package_is_counted_and_listed(tmp_path: Path) -> None:
    codes = {"garden_kind": REGISTRY.codes["activity_kind"]}
    registry = REGISTRY.extended(nodes=[Garden], ties=[Tends], codes=codes)
    gardens = sheet(tmp_path, "花园.csv", "花园名称,建园日期,闭园日期\n甲园,2021-08-01,2021-12-31\n乙园,,\n")
    with connect(tmp_path / "x.lbug", registry=registry) as store:
        apply(prepare([gardens], store, registry=registry), store, registry=registry)
        counted = changes(store, FROM, TO, registry=registry).frame
        named = listed(store, "共享花园", FROM, TO, registry=registry).frame

    assert counted.filter(pl.col("type") == "Garden").rows() == [("对象", "共享花园", "Garden", 1, 1)]
    assert named.rows() == [
        ("开始", date(2021, 8, 1), "甲园", ""), ("结束", date(2022, 1, 1), "甲园", "")
    ]


def test_types_are_found_by_any_of_their_names() -> None:
    for said in ("党组织", "organization", "Organization", " ORGANIZATION "):
        assert type_called(said) == "Organization"
    assert type_called("co_builds") == type_called("共建") == "CO_BUILDS"
    with pytest.raises(ParameterError, match="党组织（Organization）"):
        type_called("党组只")


class Lone(Tie):
    """(:Garden)-[:LONE]->(:Garden)."""

    picture: ClassVar[str] = "(:Headcount)-[:LONE]->(:Headcount)"
    zh: ClassVar[str] = "孤"
    en: ClassVar[str] = "lone"
    about: ClassVar[str] = "两端都没有名称"
    from_label: ClassVar[str] = "甲"
    to_label: ClassVar[str] = "乙"


def test_ends_without_names_are_told_by_what_they_are() -> None:
    registry = REGISTRY.extended(ties=[Lone])

    assert "'摸排数' AS its_near" in module._listing("LONE", Lone, registry)


def test_the_command(tmp_path: Path) -> None:
    db = tmp_path / "库.lbug"
    with connect(db) as store:
        load(store, *write_sample(tmp_path / "样例", "XS"), pseudonyms=Pseudonyms(bytes(32)))

    shown = run("changes", "--from", "2020-12-31", "--to", "2022-06-30", "--db", db)
    english = run("changes", "--from", "2020-12-31", "--to", "2022-06-30", "--db", db, "--lang", "en")
    written = run("changes", "--from", "2015年12月31日", "--to", "2022-06-30", "--db", db, "--kind", "企业",
                  "-o", tmp_path / "x.xlsx")
    persons = run("changes", "--from", "2015-12-31", "--to", "2022-06-30", "--db", db, "--kind", "在职党员")
    rough, exact = (
        run("changes", "--from", start, "--to", end, "--db", db, "--format", "csv")
        for start, end in (("2021", "2022年6月"), ("2020-12-31", "2022-06-30"))
    )
    mistakes = [
        run("changes", "--from", "2022-06-30", "--to", "2022-06-30", "--db", db),
        run("changes", "--from", "去年", "--to", "2022-06-30", "--db", db),
        run("changes", "--from", "2020-12-31", "--to", "2022-06-30", "--db", db, "--kind", "共见"),
    ]

    assert shown.exit_code == english.exit_code == written.exit_code == persons.exit_code == 0, shown.output
    assert rough.exit_code == 0, rough.output
    assert rough.output == exact.output
    assert "合计" in shown.output
    assert "total" in english.output
    assert max(map(cell_len, shown.output.splitlines())) <= 80
    assert (tmp_path / "x.xlsx").stat().st_size > 3000
    assert "人员只计数，不列名" in persons.output
    assert [m.exit_code for m in mistakes] == [7, 7, 7]
    assert "2017-10" in mistakes[1].output
    assert "CO_BUILDS" in mistakes[2].output

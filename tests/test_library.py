"""The library of questions: headers and their errors, finding and loading, parameters, answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from lianjian.model import REGISTRY, load_rules
from lianjian.queries import (
    AnswerError,
    DialectError,
    HeaderError,
    ParameterError,
    UnknownQuestionError,
    ask,
    bind,
    by_topic,
    findings,
    folder,
    load,
    load_all,
    run_text,
)
from lianjian.queries.library import paths, read
from lianjian.store import Store, connect
from mutation.cases import fill

HEADER = """/*
title: {zh: 单位, en: Units}
question: {zh: 有哪些单位？, en: Which units are there?}
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: 2022-07-01
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      private: {zh: 私营企业, en: private enterprise}
    default: ""
    label: {zh: 类型, en: kind}
    example: private
  - name: least
    type: int
    rule: R1.full_members
    min: 0
    max: 9
    label: {zh: 至少, en: at least}
    example: 3
columns:
  - {name: unit_id, zh: 标识, en: id, type: text}
  - {name: full_members, zh: 正式党员, en: full members, type: band}
denominator: {zh: 当日存续的单位, en: units active on the date}
persons: none
*/
"""
BODY = """MATCH (s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until AND ($kind = '' OR s.kind = $kind) AND s.full_members >= $least
RETURN s.unit AS unit_id, CASE WHEN s.full_members >= 3 THEN '3+' ELSE '1-2' END AS full_members
ORDER BY unit_id
"""
DAY = date(2022, 6, 30)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of one's own with one question."""
    made = tmp_path / "own"
    (made / "mine").mkdir(parents=True)
    (made / "mine" / "units.cypher").write_text(HEADER + BODY, encoding="utf-8")
    return made


def _write(own: Path, *pairs: tuple[str, str]) -> Path:
    """The question with texts replaced."""
    path = own / "mine" / "units.cypher"
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the hand-made graph."""
    with connect(tmp_path_factory.mktemp("hand") / "hand.lbug") as store:
        fill(store)
        yield store


# -- the files ------------------------------------------------------------------------------------------


def test_every_question_that_comes_with_the_package_is_usable() -> None:
    loaded = load_all()
    assert len(loaded) >= 10
    assert {n.partition("/")[0] for n in loaded} >= {"coverage", "alliances"}
    assert all(findings(q) == [] for q in loaded.values())


def test_questions_are_listed_by_topic() -> None:
    topics = by_topic()
    assert "coverage/unit_classes" in [q.name for q in topics["coverage"]]
    assert all(q.title.zh and q.title.en for many in topics.values() for q in many)


def test_a_question_is_found_by_its_whole_or_its_last_name() -> None:
    assert load("coverage/buildings") is load("buildings")


@pytest.mark.parametrize(
    "said",
    ["公益伙伴与捐赠", " 公益伙伴与捐赠 ", "Partners and donors by year", "partners and  DONORS by year"],
)
def test_a_question_is_found_by_its_title(said: str) -> None:
    assert load(said) is load("welfare/partners_by_year")


def test_a_title_of_several_questions_names_none(own: Path) -> None:
    (own / "mine" / "more.cypher").write_text((own / "mine" / "units.cypher").read_text("utf-8"), "utf-8")

    with pytest.raises(UnknownQuestionError, match=r"是否 mine/more.*、mine/units"):
        load("单位", [own])


def test_every_question_is_found_by_both_of_its_titles() -> None:
    for name, path in paths().items():
        for title in (read(path, name).title.zh, read(path, name).title.en):
            assert load(title).name == name


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownQuestionError, match="coverage/unit_classes"):
        load("unit_clases")


def test_questions_of_ones_own_join_the_others(own: Path) -> None:
    assert set(paths([own])) == {*paths(), "mine/units"}
    assert load("mine/units", [own]).header.params[1].choices["private"].zh == "私营企业"


def test_two_questions_of_one_name_are_refused(own: Path) -> None:
    (own / "coverage").mkdir()
    (own / "coverage" / "buildings.cypher").write_text(HEADER + BODY, encoding="utf-8")
    with pytest.raises(HeaderError, match="coverage/buildings"):
        load_all([own])


def test_a_changed_file_is_read_again(own: Path) -> None:
    path = own / "mine" / "units.cypher"
    before = read(path)
    assert read(path) is before
    _write(own, ("Units", "All units"))
    assert read(path).title.en == "All units"


def test_the_folder_holds_the_readme() -> None:
    assert (folder() / "README.md").is_file()


# -- headers --------------------------------------------------------------------------------------------

WRONG_HEADERS = {
    "no header": (("/*", "//"), 1, "/*"),
    "no yaml": (("en: Units}", "en: Units"), 3, "YAML"),
    "no title": (("title: {zh: 单位, en: Units}\n", ""), 2, "title"),
    "an empty label": (("en: Units", 'en: ""'), 2, "title"),
    "an unknown key": (("persons: none", "people: none"), None, "people"),
    "an unknown type": (("type: date", "type: day"), 6, "params.0.type"),
    "neither default nor rule": (("    default: today\n", ""), 5, "params.0"),
    "default and rule": (
        ("    rule: R1.full_members", "    default: 3\n    rule: R1.full_members"),
        18,
        "params.2",
    ),
    "no rule": (("R1.full_members", "three"), 18, "params.2"),
    "a default of another type": (("default: today", "default: soon"), 5, "params.0"),
    "a default that is no choice": (('default: ""', "default: foreign"), 10, "params.1"),
    "an example out of bounds": (("example: 3", "example: 12"), 18, "params.2"),
    "no choices": (("type: choice", "type: text"), 10, "params.1"),
    "bounds of a text": (("    rule: R1.full_members", "    default: a"), 18, "params.2"),
    "a bad name": (("name: least", "name: Least"), 18, "params.2"),
    "a parameter twice": (("name: least", "name: kind"), 2, "kind"),
    "a key twice": (("persons: none", "persons: none\npersons: counts"), 30, "persons"),
    "a column twice": (("name: full_members", "name: unit_id"), 2, "unit_id"),
    "named by no choice": (("type: text}", "type: text, named_by: least}"), 2, "named_by"),
    "a code of an int": (("type: text}", "type: int, code: form}"), 26, "columns.0"),
}


@pytest.mark.parametrize("case", WRONG_HEADERS, ids=str)
def test_a_wrong_header_is_refused_with_its_line(own: Path, case: str) -> None:
    change, line, word = WRONG_HEADERS[case]
    path = _write(own, change)
    with pytest.raises(HeaderError) as caught:
        read(path)
    assert word in str(caught.value)
    if line is not None:
        assert f"{path}:{line}:" in str(caught.value)


def test_all_problems_of_a_header_are_told_at_once(own: Path) -> None:
    path = _write(
        own, ("type: date", "type: day"), ("type: band", "type: bands"), ("persons: none", "persons: few")
    )
    with pytest.raises(HeaderError) as caught:
        read(path)
    assert [w in str(caught.value) for w in ("params.0.type", "columns.1.type", "persons")] == [True] * 3


def test_another_encoding_is_refused(own: Path) -> None:
    path = own / "mine" / "units.cypher"
    path.write_bytes((HEADER + BODY).encode("gb18030"))
    with pytest.raises(HeaderError, match="UTF-8"):
        read(path)


# -- the Cypher against the header ------------------------------------------------------------------------

WRONG_BODIES = {
    "a parameter not declared": ("$kind = ''", "$kinds = ''", 32, "$kinds"),
    "a parameter not used": ("AND s.full_members >= $least", "", 31, "least"),
    "another column": ("AS unit_id,", "AS unit,", 33, "unit"),
    "an unknown property": ("s.unit AS", "s.units AS", 33, "units"),
    "a write": ("RETURN s.unit", "SET s.kind = '' RETURN s.unit", 33, "SET"),
}


@pytest.mark.parametrize("case", WRONG_BODIES, ids=str)
def test_cypher_that_breaks_its_promise_is_refused_with_its_line(own: Path, case: str) -> None:
    old, new, line, word = WRONG_BODIES[case]
    path = _write(own, (old, new))
    with pytest.raises(DialectError) as caught:
        load("mine/units", [own])
    assert f"{path}:{line}:" in str(caught.value)
    assert word in str(caught.value)


def test_an_unknown_code_list_is_refused(own: Path) -> None:
    _write(own, ("type: text}", "type: text, code: colours}"))
    with pytest.raises(DialectError, match="colours"):
        load("mine/units", [own])


# -- parameters -----------------------------------------------------------------------------------------


SINCE = """  - name: from
    type: date
    before: {}
    label: {{zh: 起, en: from}}
    example: 2021-07-01
"""


def test_defaults_come_from_the_header_and_from_the_rules(own: Path) -> None:
    query = load("mine/units", [own])
    assert bind(query, {}) == {"as_of": date.today(), "kind": "", "least": 3}
    rules = load_rules()
    rules = {**rules, "R1": rules["R1"].model_copy(update={"values": {"full_members": 5}})}
    assert bind(query, {}, rules)["least"] == 5


@pytest.mark.parametrize(
    ("before", "as_of", "expected"),
    [
        ("12 months", "2022-06-30", date(2021, 6, 30)),
        ("1 months", "2022-03-31", date(2022, 2, 28)),
        ("2 years", "2020-02-29", date(2018, 2, 28)),
        ("R7.committee years", "2022-06-30", date(2017, 6, 30)),
        ("quarter", "2022-06-30", date(2022, 3, 31)),
        ("quarter", "2022-04-01", date(2022, 3, 31)),
        ("quarter", "2022-01-01", date(2021, 12, 31)),
        ("3000 years", "2022-06-30", date(1, 6, 30)),
    ],
)
def test_a_date_may_lie_before_the_date_asked_for(
    own: Path, before: str, as_of: str, expected: date
) -> None:
    _write(own, ("columns:", SINCE.format(before) + "columns:"), ("$as_of", "$as_of AND $from <= $as_of"))
    query = load("mine/units", [own])

    assert bind(query, {"as_of": as_of})["from"] == expected
    assert bind(query, {"as_of": as_of, "from": "2022-01-02"})["from"] == date(2022, 1, 2)


def test_texts_are_converted(own: Path) -> None:
    query = load("mine/units", [own])
    given = {"as_of": " 2022-06-30 ", "kind": "私营企业", "least": "4"}
    assert bind(query, given) == {"as_of": DAY, "kind": "private", "least": 4}
    assert bind(query, {"as_of": DAY, "kind": "private enterprise", "least": 4}) == bind(query, given)


WRONG_VALUES = [
    ({"kinds": "private"}, "kind"),
    ({"colour": "red"}, "as_of"),
    ({"as_of": "2022-02-30"}, "as_of"),
    ({"as_of": "last year"}, "2022-06-30"),
    ({"as_of": 2022}, "as_of"),
    ({"kind": "foreign"}, "private"),
    ({"kind": 3}, "kind"),
    ({"least": "3.5"}, "least"),
    ({"least": True}, "least"),
    ({"least": -1}, "0"),
    ({"least": 10}, "9"),
]


@pytest.mark.parametrize(("given", "told"), WRONG_VALUES, ids=str)
def test_wrong_parameters_are_told(own: Path, given: Mapping[str, object], told: str) -> None:
    with pytest.raises(ParameterError, match=told) as caught:
        bind(load("mine/units", [own]), given)
    assert isinstance(caught.value, TypeError)


# -- answers --------------------------------------------------------------------------------------------


class Rows:
    """A store that gives the same rows to everything, and remembers what it was asked."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame, self.asked = frame, {}

    def query(
        self, cypher: str, params: Mapping[str, object], *, timeout: float | None = None
    ) -> pl.DataFrame:
        self.asked = dict(params)
        return self.frame


def test_an_answer_carries_all_that_was_needed(hand: Store) -> None:
    answer = ask(hand, "unit_classes", {"as_of": "2022-06-30", "by": "street"})
    assert answer.as_of == DAY
    assert answer.params["due_from"] == 3
    assert answer.frame.columns[:2] == ["code", "street"]
    assert (answer.columns[1].name, answer.columns[1].zh, answer.columns[1].en) == (
        "street",
        "街道",
        "street",
    )
    assert answer.cypher.startswith("OPTIONAL MATCH")
    assert answer.title.zh == "单位组建情况分类"
    assert answer.frame["street"].to_list() == ["新街口街道", "洪武路街道", "华侨路街道", "未落位", "合计"]


def test_a_graph_without_units_still_has_its_total(store: Store) -> None:
    for question in ("unit_classes", "work_coverage"):
        frame = ask(store, question).frame
        assert frame["district"].to_list() == ["合计"]
        assert set(frame.row(0)[2:]) == {0}


def test_an_empty_answer_has_the_types_of_the_header(store: Store) -> None:
    frame = ask(store, "cross_district").frame
    assert frame.height == 0
    assert frame.schema["districts"] == pl.List(pl.String)
    assert frame.schema["founded"] == pl.Date
    assert frame.schema["merchants"] == pl.Int64


def test_a_list_column_without_values_stays_a_list(own: Path) -> None:
    _write(
        own,
        (
            "name: full_members, zh: 正式党员, en: full members, type: band",
            "name: full_members, zh: a, en: a, type: list",
        ),
    )
    frame = pl.DataFrame({"unit_id": ["a", "b"], "full_members": [None, None]})
    answer = ask(Rows(frame), load("mine/units", [own]))
    assert answer.frame.schema["full_members"] == pl.List(pl.String)
    assert answer.frame.height == 2


def test_other_columns_than_promised_are_an_error(own: Path) -> None:
    with pytest.raises(AnswerError):
        ask(Rows(pl.DataFrame({"unit_id": ["a"]})), load("mine/units", [own]))


def test_raw_counts_never_pass_as_bands(own: Path) -> None:
    with pytest.raises(AnswerError, match="full_members"):
        ask(Rows(pl.DataFrame({"unit_id": ["a"], "full_members": [2]})), load("mine/units", [own]))


def test_the_engine_is_given_typed_parameters(own: Path) -> None:
    rows = Rows(pl.DataFrame({"unit_id": ["a"], "full_members": ["3+"]}))
    ask(rows, load("mine/units", [own]), {"as_of": "2022-06-30", "least": "4"})
    assert rows.asked == {"as_of": DAY, "kind": "", "least": 4}


# -- ad-hoc queries ---------------------------------------------------------------------------------------


def test_an_ad_hoc_query_is_warned_and_run(hand: Store) -> None:
    answer = run_text(hand, "MATCH (d:Division) WHERE d.level = $level RETURN d.name", {"level": "district"})
    assert sorted(answer.frame.to_series()) == ["玄武区", "秦淮区", "鼓楼区"]
    assert {w.rule for w in answer.warnings} == {5, 11}


def test_an_ad_hoc_query_with_a_header_runs_too(hand: Store) -> None:
    answer = run_text(hand, HEADER + BODY, {"as_of": DAY, "kind": "", "least": 3})
    assert answer.frame.height > 3
    assert answer.warnings == ()


@pytest.mark.parametrize(
    "text",
    ["MATCH (d:Division) SET d.name = 'x'", "CREATE (d:Division {id: 'x'})", "MATCH (d:Division) DELETE d",
     "COPY Division FROM 'x.csv'", "CALL threads=1", "DROP TABLE Division", ""],
)  # fmt: skip
def test_an_ad_hoc_query_never_writes(hand: Store, text: str) -> None:
    before = hand.counts()
    with pytest.raises(DialectError):
        run_text(hand, text)
    assert hand.counts() == before


def test_an_ad_hoc_query_names_its_parameters(hand: Store) -> None:
    text = "MATCH (d:Division) WHERE d.level = $level RETURN d.name AS n ORDER BY n"
    with pytest.raises(ParameterError, match="level"):
        run_text(hand, text)
    with pytest.raises(ParameterError, match="colour"):
        run_text(hand, text, {"level": "district", "colour": "red"})


# -- what the questions answer on the hand-made graph -----------------------------------------------------


def _rows(hand: Store, question: str, **params: object) -> list[dict[str, object]]:
    return ask(hand, question, {"as_of": DAY, **params}).frame.to_dicts()


def test_due_units_come_with_bands_the_most_pressing_first(hand: Store) -> None:
    rows = _rows(hand, "due_not_set_up", district="秦淮区")
    assert [(r["unit_id"], r["full_members"], r["staff"], r["work_covered"]) for r in rows] == [
        ("E07", "3+", 9, "yes"),
        ("E23", "3+", 9, "yes"),
        ("E06", "3+", 10, "no"),
    ]
    assert rows[2]["building"] == "B03大厦"
    everywhere = [r["unit_id"] for r in _rows(hand, "due_not_set_up")]
    assert everywhere.index("E17") == 0  # the most full members, though nobody knows where it lies
    assert everywhere.index("E07") < everywhere.index("E24")  # unknown staff last among equals


def test_classes_follow_the_precedence(hand: Store) -> None:
    found = {
        r["unit_id"]: (r["class"], r["in_scope"], r["work_covered"]) for r in _rows(hand, "class_by_unit")
    }
    expected = {
        "E01": ("own_committee", "yes", ""),
        "E02": ("own_general_branch", "yes", ""),
        "E03": ("own_branch", "yes", ""),
        "E04": ("joint", "yes", ""),
        "E06": ("due", "yes", "no"),
        "E08": ("few", "yes", "yes"),
        "E11": ("none", "yes", "yes"),
        "E13": ("not_surveyed", "unknown", ""),
        "E14": ("not_surveyed", "unknown", ""),
        "E38": ("own_branch", "yes", ""),
        "E39": ("few", "yes", "no"),
        "E15": ("not_in_form", "", ""),
        "E18": ("own_branch", "unknown", ""),
        "I02": ("none", "no", "yes"),
    }
    assert {k: found[k] for k in expected} == expected
    assert found["C01"][0] == "own_branch"
    before = _rows(hand, "class_by_unit", as_of=date(2022, 6, 29))
    assert {r["unit_id"]: r["class"] for r in before}["C01"] == "few"


def test_candidates_are_neighbours_with_one_or_two_full_members(hand: Store) -> None:
    rows = _rows(hand, "joint_branch_candidates", district="鼓楼区")
    assert [(r["place"], r["units"], r["full_members"], r["enough"], r["unit_names"]) for r in rows] == [
        ("B04大厦", 3, 4, "yes", ["E26", "一名正式", "预备一人"])
    ]
    assert _rows(hand, "joint_branch_candidates", district="鼓楼区", same_trade="yes") == []


def test_an_alliance_counts_each_member_and_each_unit_once(hand: Store) -> None:
    row = next(r for r in _rows(hand, "cross_district") if r["alliance_id"] == "新街口")
    assert row["districts"] == ["玄武区", "秦淮区"]
    assert row["members"] == 6
    assert row["conveners"] == ["320106党委", "市委组织部"]
    assert row["areas"] == ["新街口商圈"]
    bare = next(r for r in _rows(hand, "cross_district") if r["alliance_id"] == "无区域")
    assert (bare["merchants"], bare["staff"], bare["areas"]) == (None, None, [])


def test_a_member_by_two_ties_is_listed_twice(hand: Store) -> None:
    rows = [r for r in _rows(hand, "members", alliance="新街口") if r["member_id"] == "320102党委"]
    assert [(r["member_type"], r["role"], r["districts"]) for r in rows] == [
        ("Organization", "成员单位", ["玄武区"]),
        ("Organization", "轮值", ["玄武区"]),
    ]
    types = {r["member_type"] for r in _rows(hand, "members", alliance="新街口商圈党建联席会")}
    assert types == {"Organization", "Enterprise", "Division"}


def test_every_question_is_read_by_the_engine(hand: Store) -> None:
    for query in load_all().values():
        hand.explain(query.cypher, bind(query, {}))


def test_the_registry_is_asked_for_codes() -> None:
    for query in load_all().values():
        assert all(not c.code or c.code in REGISTRY.codes for c in query.header.columns)

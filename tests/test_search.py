"""Finding named things by part of a name, alias, code, or by pinyin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from lianjian.cli import cli
from lianjian.model import REGISTRY
from lianjian.queries import ParameterError
from lianjian.queries.pinyin import MOST, pattern, readings
from lianjian.queries.search import named_types, read_types, search
from lianjian.store import Store, connect
from lianjian.store.base import changes_of
from mutation.graph import ALWAYS, EARLY, XUANWU, Graph, division, divisions

NAMES = {
    "Enterprise": (
        "重庆银行南京分行", "长乐百货", "行知科技", "西安小吃店", "仙居茶馆", "APP体验中心", "绿源超市",
    ),
    "Organization": ("新街口街道党工委", "长乐百货党支部"),
    "Building": ("新街口大厦",),
    "Alliance": ("新街口商圈党建联席会",),
    "Activity": ("初心论坛",),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    g = Graph()
    divisions(g)
    for type_, names in NAMES.items():
        for n, name in enumerate(names):
            period = (EARLY, date(2020, 1, 1)) if name == "长乐百货" else ALWAYS
            key = g.node(type_, f"{type_}{n}", period, name=name, **({"code": None} if n else {}))
            if type_ in ("Enterprise", "Organization"):
                g.tie("IN_DISTRICT", key, ("Division", division(XUANWU)), period)
    g.rows["Enterprise"][0]["alias"] = "渝银、CQ银行"
    g.node("InServiceMember", "新街口党员", status="full")
    path = tmp_path_factory.mktemp("图") / "a.lbug"
    with connect(path) as made:
        frames = g.frames()
        made.apply({n: changes_of(REGISTRY.declaration(n), create=f) for n, f in frames.items()})
    return path


@pytest.fixture
def store(db: Path) -> Iterator[Store]:
    with connect(db, read_only=True) as opened:
        yield opened


def _found(store: Store, text: str, **given: object) -> list[tuple[str, str]]:
    frame = search(store, text, **given).frame  # type: ignore[arg-type]
    return list(frame.select("name", "found_by").iter_rows())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("重庆银行南京分行", ("重庆银行南京分行", "exact")),
        ("渝银", ("重庆银行南京分行", "exact")),
        ("重 庆", ("重庆银行南京分行", "prefix")),
        ("南京分行", ("重庆银行南京分行", "part")),
        ("ＡＰＰ", ("APP体验中心", "prefix")),
        ("Enterprise0", ("重庆银行南京分行", "exact")),
        ("320102003001", ("香铺营社区", "exact")),
        ("chongqingyinhang", ("重庆银行南京分行", "pinyin")),
        ("zhongqing", ("重庆银行南京分行", "pinyin")),
        ("cqyh", ("重庆银行南京分行", "pinyin")),
        ("chqyh", ("重庆银行南京分行", "pinyin")),
        ("xingzhi", ("行知科技", "pinyin")),
        ("hangzhi", ("行知科技", "pinyin")),
        ("xjk", ("新街口大厦", "pinyin")),
        ("xinjiekou", ("新街口大厦", "pinyin")),
        ("xin jie kou", ("新街口大厦", "pinyin")),
        ("xin'jie'kou", ("新街口大厦", "pinyin")),
        ("xinjkou", ("新街口大厦", "pinyin")),
        ("xinji", ("新街口大厦", "pinyin")),
        ("新jk", ("新街口大厦", "pinyin")),
        ("xinjiekoudasha", ("新街口大厦", "pinyin")),
        ("lvyuan", ("绿源超市", "pinyin")),
        ("luyuan", ("绿源超市", "pinyin")),
        ("app", ("APP体验中心", "prefix")),
        ("app体验zx", ("APP体验中心", "pinyin")),
        ("新街囗大厦", ("新街口大厦", "near")),
        ("changlebaihou", ("长乐百货党支部", "near")),
    ],
)
def test_the_best_comes_first(store: Store, text: str, first: tuple[str, str]) -> None:
    assert _found(store, text)[0] == first


def test_equal_before_beginnings_before_parts_and_what_ended_last(store: Store) -> None:
    assert _found(store, "长乐百货") == [("长乐百货", "exact"), ("长乐百货党支部", "prefix")]
    assert [n for n, _ in _found(store, "changle")] == ["长乐百货党支部", "长乐百货"]
    assert [n for n, _ in _found(store, "新街口")] == [
        "新街口大厦", "新街口街道", "新街口街道党工委", "新街口商圈党建联席会",
    ]


def test_syllables_keep_their_bounds(store: Store) -> None:
    assert {n for n, _ in _found(store, "xian")} >= {"西安小吃店", "仙居茶馆"}
    assert "仙居茶馆" not in {n for n, h in _found(store, "xi an") if h == "pinyin"}
    assert "西安小吃店" in {n for n, h in _found(store, "xi an") if h == "pinyin"}


def test_rows_tell_type_code_district_and_period(store: Store) -> None:
    rows = search(store, "长乐百货", ["企业"]).frame.to_dicts()
    assert rows[0] == {
        "type": "Enterprise", "name": "长乐百货", "code": "Enterprise1", "district": "玄武区", "since": EARLY,
        "until": date(2020, 1, 1), "found_by": "exact",
    }
    assert search(store, "初心论坛").frame["district"].to_list() == [""]


def test_types_and_limit_narrow(store: Store) -> None:
    assert set(search(store, "xjk", ["Building", "联盟"]).frame["type"]) == {"Building", "Alliance"}
    assert search(store, "初心", ["Activity"]).frame.height == 1
    cut = search(store, "新街口", limit=2)
    assert cut.frame.height == cut.params["limit"] == 2


def test_persons_are_never_found(store: Store) -> None:
    assert not {"InServiceMember", "DeliveryWorker"} & set(named_types())
    assert _found(store, "新街口党员", limit=100)[0][1] == "near"
    with pytest.raises(ParameterError, match="没有类型"):
        search(store, "新街口", ["InServiceMember"])


def test_types_are_known_by_label_and_a_wrong_one_is_told() -> None:
    said = ["党组织", "enterprise", "building"]
    assert read_types(said) == ["Organization", "Enterprise", "Building"]
    with pytest.raises(ParameterError, match="Building"):
        read_types(["Bilding"])


@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_nothing_is_no_question(store: Store, text: str) -> None:
    with pytest.raises(ParameterError, match="要找什么"):
        search(store, text)


@pytest.mark.parametrize("text", ["(", "[", ".*", "\\", "x(", "街|", "'", "-", "a" * 200, "x" * 60])
def test_signs_and_long_texts_stand_for_themselves(store: Store, text: str) -> None:
    assert not [n for n, how in _found(store, text) if how in ("exact", "prefix")]


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    with connect(tmp_path / "b.lbug") as empty:
        assert search(empty, "xjk").frame.is_empty()


def test_patterns() -> None:
    known = readings("新街口行重庆绿，a")
    assert known["行"][0] == "xing"
    assert {"hang", "xing"} <= set(known["行"])
    assert {"lv", "lu"} <= set(known["绿"])
    assert not {"，", "a"} & set(known)
    meant = pattern("xinjk", known)
    assert meant is not None
    assert re.search(meant, "新街口")
    assert not re.search(meant, "街口")
    assert pattern("新街口", known) is None
    assert (pattern("x" * 50 + "i" * 50, known) or "").count("(?:") < 10_000
    assert len((pattern("xinxinxinxinxinxin", known) or "").split(")|(?:")) <= MOST + 1


def test_the_command(db: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    shown = run(cli, ["search", "xin", "jie", "kou", "--db", str(db)])
    assert shown.exit_code == 0
    assert "新街口大厦" in shown.output
    assert "拼音" in shown.output
    out = tmp_path / "a.json"
    assert run(cli, ["search", "cqyh", "--db", str(db), "--type", "企业", "-o", str(out)]).exit_code == 0
    assert [r["name"] for r in json.loads(out.read_text("utf-8"))] == ["重庆银行南京分行"]
    text = run(cli, ["search", "xjk", "--db", str(db), "--format", "csv", "--limit", "1"]).output
    assert text.lstrip("\ufeff").splitlines()[0] == "type,name,code,district,since,until,found_by"
    wrong = run(cli, ["search", "xjk", "--db", str(db), "--type", "人"])
    assert wrong.exit_code == 7
    assert "没有类型" in wrong.output
    assert run(cli, ["search", "--db", str(db)]).exit_code == 2
    assert run(cli, ["search", "x", "--db", str(tmp_path / "无.lbug")]).exit_code == 5

"""The sample's sheets: form, sizes, codes, keys, references; checked independently of the generator."""

from __future__ import annotations

import ast
import re
from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from lianjian.model.codes import CODES
from lianjian.sample import Size, write_sample
from sample_sheets import ALLIANCE_HEADINGS, HEADINGS, SIZES, SURVEYS, Sheets, alliances, folder, read, units


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> Size:
    found: Size = request.param
    return found


@pytest.fixture
def sheets(size: Size) -> Sheets:
    return read(size)


# --- form -----------------------------------------------------------------------------------------


def test_writes_these_files_with_these_headings_and_nothing_else(size: Size) -> None:
    assert {p.name for p in folder(size).iterdir()} == {*HEADINGS, "联盟.xlsx"}
    for name, headings in HEADINGS.items():
        first = (folder(size) / name).read_bytes().split(b"\n", 1)[0]
        assert first.decode("utf-8") == headings
    assert list(alliances(folder(size))[0]) == ALLIANCE_HEADINGS.split(",")


def test_every_value_of_a_coded_column_is_a_label(sheets: Sheets) -> None:
    coded = {
        ("区划.csv", "级别"): "level",
        ("楼宇.csv", "楼宇类型"): "building_kind",
        ("商圈.csv", "商圈类型"): "area_kind",
        ("摸排表.csv", "单位类型"): "unit_kind",
        ("摸排表.csv", "行业门类"): "industry",
        ("摸排表.csv", "控股情况"): "control",
        ("任职.csv", "党员类别"): "membership",
        ("任职.csv", "任职处职务"): "post",
        ("党组织.csv", "组建方式"): "organization_kind",
        ("服务点.csv", "服务点类型"): "point_kind",
        ("活动.csv", "活动类型"): "activity_kind",
        ("在职党员.csv", "党员类别"): "membership",
        ("从业者.csv", "职业"): "occupation",
        ("从业者.csv", "党员身份"): "member_status",
    }
    for (name, column), codes in coded.items():
        assert set(sheets[name][column].drop_nulls()) <= {c.zh for c in CODES[codes]}, column
    work = sheets["摸排表.csv"]["工作覆盖方式"].drop_nulls().str.split("、").explode()
    assert set(work) == {c.zh for c in CODES["work"]}


@pytest.mark.parametrize("small", ["XS", "S"])
def test_same_seed_same_bytes(tmp_path: Path, small: Size) -> None:
    again = write_sample(tmp_path, small)
    for path in again:
        assert path.read_bytes() == (folder(small) / path.name).read_bytes(), path.name


def test_another_seed_gives_another_sample(tmp_path: Path) -> None:
    write_sample(tmp_path, "XS", seed=1)
    assert (tmp_path / "在职党员.csv").read_bytes() != (folder("XS") / "在职党员.csv").read_bytes()


def test_the_generator_knows_neither_rules_nor_questions() -> None:
    root = Path(str(resources.files("lianjian.sample")))
    imported: set[str] = set()
    for path in root.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(("." * node.level) + (node.module or ""))
            elif isinstance(node, ast.Import):
                imported.update(a.name for a in node.names)
    ours = {m for m in imported if m.startswith(("..", "lianjian"))}
    assert ours <= {"..model.codes", "..model.credit"}


# --- sizes and shapes -----------------------------------------------------------------------------


def test_sizes_are_those_asked_for(sheets: Sheets, size: Size) -> None:
    wanted = SIZES[size]
    places = sheets["区划.csv"]
    streets = places.filter(pl.col("级别") == "街道")
    got = (
        units(sheets).height,
        sheets["楼宇.csv"].height,
        sheets["党组织.csv"]["党组织名称"].n_unique(),
        sheets["在职党员.csv"].height,
        sheets["从业者.csv"].height,
        streets.filter(pl.col("统计虚拟单元") == "否").height,
        streets.filter(pl.col("统计虚拟单元") == "是").height,
        places.filter(pl.col("级别") == "社区").height,
    )
    assert all(abs(g - w) <= 0.02 * w for g, w in zip(got, wanted, strict=True)), (got, wanted)


@pytest.mark.parametrize("large", ["S", "M"])
def test_shapes_are_those_of_reality(large: Size) -> None:
    rows = units(read(large)).with_columns(pl.col("从业人员", "党员人数").cast(pl.Int64))
    firms = rows.filter(pl.col("单位类型").str.contains("企业") & ~pl.col("单位类型").str.contains("民办"))
    assert 6 <= firms["从业人员"].median() <= 10  # type: ignore[operator]
    assert 0.02 <= (rows["从业人员"] >= 50).mean() <= 0.06  # type: ignore[operator]
    assert 0.04 <= rows["党员人数"].sum() / rows["从业人员"].sum() <= 0.08
    assert 0.10 <= firms["党员人数"].is_between(1, 2).mean() <= 0.16  # type: ignore[operator]
    assert 0.005 <= rows["统一社会信用代码"].null_count() / rows.height <= 0.02
    assert 0.005 <= rows["所在街道"].null_count() / rows.height <= 0.02
    assert rows["所在社区"].null_count() > rows["所在街道"].null_count()
    assert rows["所在楼宇"].null_count() > rows["所在社区"].null_count()
    kinds = read(large)["党组织.csv"].unique("党组织代码")["组建方式"].value_counts(normalize=True)
    share = dict(kinds.iter_rows())
    assert share["单独建立党支部"] == max(share.values())
    assert 0.03 <= share["单独建立党委"] <= 0.09
    assert 0.02 <= share["单独建立党总支"] <= 0.09
    members = read(large)["在职党员.csv"].join(
        read(large)["党组织.csv"].unique("党组织名称"), left_on="组织关系所在党组织", right_on="党组织名称"
    )
    branches = members.filter(pl.col("组建方式").is_in(["单独建立党支部", "联合党支部"]))
    assert branches.group_by("组织关系所在党组织").len()["len"].max() == 50


def test_surveys_drift_units_come_late_and_move(sheets: Sheets) -> None:
    rows = sheets["摸排表.csv"]
    assert sorted(rows["摸排日期"].unique()) == SURVEYS
    per = rows.group_by("单位名称", "统一社会信用代码").agg(
        pl.len(),
        pl.col("从业人员").n_unique().alias("staff"),
        pl.concat_str("所在街道", "所在社区", "所在楼宇", ignore_nulls=True).n_unique().alias("places"),
        pl.col("摸排日期").min().alias("first"),
        pl.col("成立日期").min().fill_null("0001-01-01"),
    )
    assert per.filter(pl.col("staff") > 1).height > 0
    assert per.filter(pl.col("places") > 1).height > 0
    late = per.filter((pl.col("first") > SURVEYS[0]) & (pl.col("成立日期") < SURVEYS[0]))
    assert late.height > 0
    assert rows.filter(pl.col("注销日期") < pl.col("摸排日期")).height == 0
    assert rows.filter(pl.col("成立日期") > pl.col("摸排日期")).height == 0


def test_counts_are_possible(sheets: Sheets) -> None:
    rows = sheets["摸排表.csv"].with_columns(pl.col("从业人员", "党员人数", "其中正式党员").cast(pl.Int64))
    assert rows.filter(pl.col("党员人数") > pl.col("从业人员")).height == 0
    assert rows.filter(pl.col("其中正式党员") > pl.col("党员人数")).height == 0
    assert (
        rows.filter((pl.col("从业人员") < 1) | (pl.col("党员人数") < 0) | (pl.col("其中正式党员") < 0)).height
        == 0
    )


# --- codes and keys -------------------------------------------------------------------------------


def valid(code: str) -> bool:
    """A social credit code by GB 32100-2015, with the inner check digit of GB 11714."""
    if not re.fullmatch(r"[0-9A-HJ-NP-RTUWXY]{18}", code):
        return False
    body, weights = code[8:16], (3, 7, 9, 10, 5, 8, 4, 2)
    inner = 11 - sum(int(c, 36) * w for c, w in zip(body, weights, strict=True)) % 11
    if code[16] != {10: "X", 11: "0"}.get(inner, str(inner)):
        return False
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return code[17] == letters[-total % 31]


def test_credit_codes_are_valid_unique_and_synthetic(sheets: Sheets) -> None:
    assert valid("91320102MA0010010X")  # a code of the shared examples, against this test's own error
    rows = units(sheets).drop_nulls("统一社会信用代码")
    codes = rows["统一社会信用代码"].to_list()
    assert all(valid(c) for c in codes)
    assert len(set(codes)) == len(codes)
    assert all(c[8:10] == "XN" for c in codes)
    prefix = dict(rows.select("单位类型", pl.col("统一社会信用代码").str.slice(0, 2)).iter_rows())
    assert prefix["个体工商户"] == "92"
    assert prefix["私营企业"] == "91"
    assert prefix["社会团体"] == "51"
    assert prefix["律师事务所"] == "31"
    assert prefix["机关"] == "11"


def test_keys_are_unique(sheets: Sheets) -> None:
    keys = {
        "区划.csv": ["区划代码"],
        "楼宇.csv": ["楼宇编号"],
        "商圈.csv": ["商圈编号"],
        "服务点.csv": ["服务点编号"],
        "活动.csv": ["活动编号"],
        "在职党员.csv": ["证件号码"],
        "从业者.csv": ["证件号码"],
        "共建.csv": ["共建甲方", "共建乙方", "起始日期"],
        "参加.csv": ["参加方", "参加方代码", "参加活动代码"],
        "摸排表.csv": ["单位名称", "统一社会信用代码", "摸排日期"],
        "认定.csv": ["商圈成员", "所属商圈", "起始日期"],
        "党组织.csv": ["党组织名称", "覆盖单位", "覆盖单位代码", "覆盖起始日期"],
        "指导员.csv": ["派出党组织", "指导对象", "指导对象代码", "起始日期"],
        "届期.csv": ["换届党组织", "换届日期"],
        "党组织党员数.csv": ["被摸排单位", "摸排日期"],
        "任职.csv": ["证件号码", "任职处", "指导单位"],
        "整改.csv": ["整改单位", "台账日期"],
        "毗邻.csv": ["毗邻甲方代码", "毗邻乙方代码"],
        "报到.csv": ["报到方", "报到处", "起始日期"],
    }
    for name, columns in keys.items():
        assert not sheets[name].select(columns).is_duplicated().any(), name
    people = pl.concat([sheets["在职党员.csv"]["证件号码"], sheets["从业者.csv"]["证件号码"]])
    assert people.n_unique() == len(people)
    for name, column in (("楼宇.csv", "楼宇名称"), ("服务点.csv", "服务点名称"), ("商圈.csv", "商圈名称")):
        assert sheets[name][column].n_unique() == sheets[name].height
    bodies = sheets["党组织.csv"]
    assert bodies.unique(["党组织名称", "党组织代码"]).height == bodies["党组织名称"].n_unique()
    assert bodies["党组织代码"].drop_nulls().str.contains(r"^DZ\d{9}$").all()
    names = units(sheets)["单位名称"]
    assert names.n_unique() == len(names)


def test_values_of_one_thing_do_not_contradict(sheets: Sheets) -> None:
    fixed = ["统一社会信用代码", "单位类型", "行业门类", "成立日期", "注销日期"]
    assert sheets["摸排表.csv"].select("单位名称", *fixed).unique().height == units(sheets).height
    bodies = sheets["党组织.csv"]
    fixed = ["党组织代码", "组建方式", "上级党组织", "所在地", "成立日期", "撤销日期"]
    assert bodies.select("党组织名称", *fixed).unique().height == bodies["党组织名称"].n_unique()


def test_periods_are_not_empty(sheets: Sheets) -> None:
    for name, since, until in (
        ("党组织.csv", "成立日期", "撤销日期"),
        ("党组织.csv", "覆盖起始日期", "覆盖截止日期"),
        ("摸排表.csv", "成立日期", "注销日期"),
        ("共建.csv", "起始日期", "截止日期"),
        ("共建.csv", "起始日期", "协议到期日"),
        ("报到.csv", "起始日期", "截止日期"),
        ("指导员.csv", "起始日期", "截止日期"),
        ("认定.csv", "起始日期", "截止日期"),
        ("任职.csv", "任职处起始日期", "任职处截止日期"),
        ("任职.csv", "指导单位起始日期", "指导单位截止日期"),
        ("届期.csv", "换届日期", "批准延期至"),
        ("整改.csv", "台账日期", "完成时限"),
        ("整改.csv", "台账日期", "完成情况"),
    ):
        assert sheets[name].filter(pl.col(since) > pl.col(until)).height == 0, name


# --- references -----------------------------------------------------------------------------------


def test_references_resolve(sheets: Sheets, size: Size) -> None:
    places, bodies, every = sheets["区划.csv"], sheets["党组织.csv"], units(sheets)
    houses, spots = sheets["楼宇.csv"], sheets["服务点.csv"]

    def pairs(frame: pl.DataFrame, name: str, code: str) -> set[tuple[str | None, ...]]:
        return set(frame.select(name, code).filter(pl.any_horizontal(pl.all().is_not_null())).iter_rows())

    known_bodies = pairs(bodies, "党组织名称", "党组织代码")
    known_units = pairs(every, "单位名称", "统一社会信用代码")
    known_houses = pairs(houses, "楼宇名称", "楼宇编号")
    known_areas = pairs(sheets["商圈.csv"], "商圈名称", "商圈编号")
    known_spots = pairs(spots, "服务点名称", "服务点编号")
    known_places = pairs(places, "区划名称", "区划代码")
    codes, names = set(places["区划代码"]), places["区划名称"]
    unique = set(names.filter(names.is_unique()))

    assert set(places["上级代码"].drop_nulls()) <= codes | {""}
    for frame, column in (
        (houses, "所在地"),
        (spots, "所在地"),
        (bodies, "所在地"),
        (sheets["在职党员.csv"], "报到社区"),
        (sheets["从业者.csv"], "报到社区"),
        (sheets["报到.csv"], "报到处"),
    ):
        assert set(frame[column].drop_nulls()) <= codes, column
    for column in ("所在街道", "所在社区"):
        assert set(sheets["摸排表.csv"][column].drop_nulls()) <= codes | unique, column
    assert set(sheets["摸排表.csv"]["所在楼宇"].drop_nulls()) <= set(houses["楼宇编号"])

    assert pairs(bodies, "上级党组织", "上级党组织代码") <= known_bodies
    assert pairs(bodies, "覆盖单位", "覆盖单位代码") <= known_units | known_houses | known_areas
    assert pairs(sheets["指导员.csv"], "派出党组织", "派出党组织代码") <= known_bodies
    assert pairs(sheets["指导员.csv"], "指导对象", "指导对象代码") <= known_units | known_houses
    assert pairs(sheets["认定.csv"], "商圈成员", "商圈成员代码") <= known_units | known_houses
    assert set(sheets["认定.csv"]["所属商圈"]) <= {n for n, _ in known_areas}
    for side in ("甲", "乙"):
        assert pairs(sheets["共建.csv"], f"共建{side}方", f"共建{side}方代码") <= known_bodies
    assert pairs(sheets["在职党员.csv"], "工作单位", "工作单位代码") <= known_units
    assert pairs(sheets["在职党员.csv"], "组织关系所在党组织", "组织关系所在党组织代码") <= known_bodies
    assert pairs(sheets["从业者.csv"], "所属站点", "所属站点代码") <= known_spots
    assert pairs(sheets["从业者.csv"], "平台企业", "平台企业代码") <= known_units
    anyone = known_bodies | known_units | known_houses | known_areas | known_spots | known_places
    assert pairs(sheets["活动.csv"], "主办单位", "主办单位代码") <= anyone
    assert pairs(sheets["参加.csv"], "参加方", "参加方代码") <= anyone
    assert pairs(sheets["届期.csv"], "换届党组织", "换届党组织代码") <= known_bodies
    assert pairs(sheets["党组织党员数.csv"], "被摸排单位", "被摸排单位代码") <= known_bodies
    assert pairs(sheets["整改.csv"], "整改单位", "整改单位代码") <= known_units
    assert pairs(sheets["任职.csv"], "任职处", "任职处代码") <= known_bodies | known_units | known_houses
    assert pairs(sheets["任职.csv"], "指导单位", "指导单位代码") <= known_units | known_houses
    assert pairs(sheets["报到.csv"], "报到方", "报到方代码") <= known_bodies
    for side in ("甲", "乙"):
        assert pairs(sheets["毗邻.csv"], f"毗邻{side}方", f"毗邻{side}方代码") <= known_places
    assert set(sheets["任职.csv"]["证件号码"]) <= set(sheets["在职党员.csv"]["证件号码"])
    assert set(sheets["参加.csv"]["参加活动代码"]) <= set(sheets["活动.csv"]["活动编号"])

    rows = alliances(folder(size))
    assert {(r["成员"], r["成员代码"]) for r in rows} <= anyone
    heads = [r for r in rows if r["联盟名称"]]
    assert {r["区域"] for r in heads} - {None} <= {n for n, _ in known_areas}
    assert {r["牵头单位"] for r in heads} <= {n for n, _ in known_bodies}
    assert set(sheets["活动.csv"]["所属联盟"].drop_nulls()) <= {r["联盟名称"] for r in heads}


def test_no_personal_data(sheets: Sheets) -> None:
    for name, table in sheets.items():
        assert not {c for c in table.columns if re.search("姓名|电话|手机|住址|书记|法定代表人", c)}, name
    for name in ("在职党员.csv", "从业者.csv", "任职.csv"):
        assert sheets[name]["证件号码"].str.contains(r"^SYN\d{15}$").all()

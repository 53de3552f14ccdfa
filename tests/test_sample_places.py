"""The sample's geometry, alliances and activities; checked independently of the generator."""

from __future__ import annotations

import json
from importlib import resources

import polars as pl
import pytest
import shapely

from lianjian.sample import Size
from sample_sheets import SIZES, SURVEYS, Sheets, alliances, folder, read, units


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> Size:
    found: Size = request.param
    return found


@pytest.fixture
def sheets(size: Size) -> Sheets:
    return read(size)


@pytest.fixture(scope="module")
def districts() -> dict[str, shapely.Geometry]:
    text = resources.files("lianjian.data").joinpath("nanjing/districts.geojson").read_text("utf-8")
    return {
        f["properties"]["gb"][-6:]: shapely.from_geojson(json.dumps(f["geometry"]))
        for f in json.loads(text)["features"]
    }


# --- geometry -------------------------------------------------------------------------------------


def metres(shape: shapely.Geometry) -> shapely.Geometry:
    """A shape in degrees near Xinjiekou as one in metres."""
    return shapely.transform(shape, lambda xy: (xy - [118.778897, 32.043754]) * [94_360, 110_890])


def contains(shape: shapely.Geometry, points: pl.DataFrame) -> pl.Series:
    """Which points (columns 经度, 纬度) lie in a shape."""
    return pl.Series(shapely.contains_xy(shape, points["经度"].to_numpy(), points["纬度"].to_numpy()))


def test_xinjiekou_is_small_and_crosses_three_districts(
    sheets: Sheets, districts: dict[str, shapely.Geometry]
) -> None:
    area = shapely.from_wkt(sheets["商圈.csv"].filter(pl.col("商圈名称") == "新街口商圈")["范围"].item())
    assert 0.85e6 < metres(area).area < 1e6
    for code in ("320102", "320104", "320106"):
        assert shapely.intersection(area, districts[code]).area > 0.1 * area.area


def test_points_lie_in_the_district_of_their_community(
    sheets: Sheets, districts: dict[str, shapely.Geometry]
) -> None:
    for name in ("楼宇.csv", "服务点.csv"):
        points = sheets[name].with_columns(pl.col("经度", "纬度").cast(pl.Float64))
        assert set(points["坐标系"]) == {"WGS-84"}
        for (district,), group in points.group_by(pl.col("所在地").str.slice(0, 6)):
            assert contains(districts[str(district)], group).all(), name


def test_some_belong_by_decision_against_the_polygons(sheets: Sheets) -> None:
    areas = {n: shapely.from_wkt(w) for n, w in sheets["商圈.csv"].select("商圈名称", "范围").iter_rows()}
    ties = (
        sheets["认定.csv"]
        .filter(pl.col("商圈成员类型") == "楼宇")
        .join(
            sheets["楼宇.csv"].select("楼宇编号", pl.col("经度", "纬度").cast(pl.Float64)),
            left_on="商圈成员代码",
            right_on="楼宇编号",
        )
    )
    found = {
        (area, next((n for n, a in areas.items() if shapely.contains_xy(a, x, y)), ""))
        for area, x, y in ties.select("所属商圈", "经度", "纬度").iter_rows()
    }
    assert ("新街口商圈", "") in found  # outside every polygon, assigned
    assert ("洪武路金融商圈", "新街口商圈") in found  # inside one area, assigned to another


def by_area(sheets: Sheets) -> pl.DataFrame:
    """Units of the last survey in buildings, with the area and the district of their building."""
    points = sheets["楼宇.csv"].with_columns(pl.col("经度", "纬度").cast(pl.Float64))
    houses = pl.concat(
        [
            points.filter(contains(shapely.from_wkt(wkt), points)).select(
                "楼宇编号", area=pl.lit(name), district=pl.col("所在地").str.slice(0, 6)
            )
            for name, wkt in sheets["商圈.csv"].select("商圈名称", "范围").iter_rows()
        ]
    )
    return (
        units(sheets)
        .filter(pl.col("摸排日期") == SURVEYS[-1])
        .join(houses, left_on="所在楼宇", right_on="楼宇编号")
    )


@pytest.mark.parametrize("large", ["S", "M"])
def test_xinjiekou_holds_what_the_report_says(large: Size) -> None:
    rows = by_area(read(large)).filter(pl.col("area") == "新街口商圈")
    assert 1_850 <= rows.height < 2_000
    assert rows["从业人员"].cast(pl.Int64).sum() > 100_000
    assert rows["district"].n_unique() == 3
    assert (rows["单位类型"] == "个体工商户").mean() > 0.25  # type: ignore[operator]


def test_another_area_is_denser_and_lies_in_one_district(sheets: Sheets) -> None:
    rows = by_area(sheets)
    size_of = {
        n: metres(shapely.from_wkt(w)).area
        for n, w in sheets["商圈.csv"].select("商圈名称", "范围").iter_rows()
    }
    tied = sheets["认定.csv"].filter(pl.col("所属商圈") == "洪武路金融商圈")["商圈成员代码"].to_list()
    dense = pl.concat(
        [
            rows.filter(pl.col("area") == "洪武路金融商圈").select("单位名称", "district"),
            rows.filter(pl.col("所在楼宇").is_in(tied)).select("单位名称", "district"),
        ]
    ).unique()
    here = rows.filter(pl.col("area") == "新街口商圈")
    assert dense["district"].n_unique() == 1
    assert dense.height / size_of["洪武路金融商圈"] > here.height / size_of["新街口商圈"]


# --- alliances and activities ---------------------------------------------------------------------


def test_the_joint_conference_has_members_of_six_types_over_three_districts(size: Size) -> None:
    rows = alliances(folder(size))
    end = next(i for i, r in enumerate(rows) if i and r["联盟名称"])
    assert rows[0]["联盟名称"] == "新街口商圈党建联席会"
    assert (rows[0]["类型"], rows[0]["牵头单位"]) == ("党建联席会", "中共南京市委组织部")
    mine = rows[:end]
    assert {r["成员类型"] for r in mine} == {"党组织", "企业", "机构", "区划", "楼宇", "服务点"}
    assert {r["所在区"] for r in mine} == {"玄武区", "秦淮区", "鼓楼区"}
    assert any(r["退出日期"] is not None and r["退出日期"].year == 2021 for r in mine)  # type: ignore[attr-defined]
    assert any(r["终止日期"] for r in rows[end:])


def test_activities_since_2017_and_more_guests_since_2019(sheets: Sheets) -> None:
    activities = sheets["活动.csv"]
    assert activities["活动日期"].min() < "2017-02"  # type: ignore[operator]
    for name in ("初心论坛", "政治生日", "传承雨花精神报告会"):
        assert activities["活动名称"].str.starts_with(name).any()
    joint = activities.filter(pl.col("所属联盟").is_not_null())
    assert joint["活动日期"].min() >= "2019"  # type: ignore[operator]
    guests = sheets["参加.csv"].group_by("参加活动代码").len()
    counted = activities.join(guests, left_on="活动编号", right_on="参加活动代码")
    series = counted.filter(pl.col("活动名称").str.contains("初心论坛|政治生日|雨花"))
    before = series.filter(pl.col("所属联盟").is_null())["len"].mean()
    after = series.filter(pl.col("所属联盟").is_not_null())["len"].mean()
    assert after > before  # type: ignore[operator]


def test_joint_branches_cover_few_units_but_one_covers_six() -> None:
    bodies = read("S")["党组织.csv"].filter(pl.col("组建方式") == "联合党支部")
    covered = bodies.group_by("党组织名称").len()["len"]
    assert covered.max() == 6
    assert (covered <= 5).mean() > 0.8  # type: ignore[operator]
    starts = read("S")["党组织.csv"]["覆盖起始日期"].drop_nulls()
    assert starts.is_between(pl.lit("2021-01-01"), pl.lit("2022-06-30")).any()
    assert read("S")["党组织.csv"]["覆盖截止日期"].drop_nulls().len() > 0


def test_adjoining_districts_share_a_border_and_streets_lie_in_one_or_in_adjoining_districts(
    sheets: Sheets, districts: dict[str, shapely.Geometry]
) -> None:
    pairs = set(sheets["毗邻.csv"].select("毗邻甲方代码", "毗邻乙方代码").iter_rows())
    above = {p for p in pairs if len(p[0]) == 6}
    assert above == {
        (a, b)
        for a in ("320102", "320104", "320106")
        for b in ("320102", "320104", "320106")
        if a < b and districts[a].intersection(districts[b]).length > 0
    }
    streets = pairs - above
    assert all(a < b and (a[:6] == b[:6] or (a[:6], b[:6]) in above) for a, b in streets)
    codes = set(sheets["区划.csv"].filter(pl.col("级别") == "街道")["区划代码"])
    assert {c for p in streets for c in p} == codes  # no street stands alone
    told = sheets["毗邻.csv"].select(pl.col("毗邻甲方代码").str.len_chars(), "来源").unique()
    assert set(told.iter_rows()) == {(6, "区界多边形"), (9, "样例合成单元（非真实边界）")}

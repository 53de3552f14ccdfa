"""Maps and networks: right, readable, the same bytes on every run, quiet on stderr."""

from __future__ import annotations

import io
import math
import subprocess
import sys
import warnings
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from answers import answer as made
from answers import column
from lianjian.views import fonts
from lianjian.views import map as map_module
from lianjian.views.answer import ViewError
from lianjian.views.graph import to_networkx
from lianjian.views.labels import place, shorten
from lianjian.views.map import draw_map
from lianjian.views.network import draw_alliance

DISTRICTS = Path(__file__).parent.parent / "src/lianjian/data/nanjing/districts.geojson"
BUILDINGS = pl.DataFrame({
    "building": ["德基大厦", "新百大厦", "商茂大厦", "金鹰大厦", "无坐标大厦"],
    "lon": [118.7790, 118.7772, 118.7801, 118.7815, None],
    "lat": [32.0450, 32.0429, 32.0421, 32.0461, None],
    "state": ["own", "tenants", "instructor", "nothing", "nothing"],
})
AREAS = pl.DataFrame({
    "name": ["新街口商圈"],
    "polygon": ["POLYGON ((118.774 32.040, 118.784 32.040, 118.784 32.048, 118.774 32.048, 118.774 32.040))"],
})
COLUMNS = [
    column("alliance_id", "联盟标识"), column("alliance", "联盟"),
    column("member_type", "成员类型", code="node_type"), column("member_id", "成员标识"),
    column("member", "成员"), column("districts", "所在区", "list"), column("role", "角色"),
    column("joined", "加入日期", "date"), column("left", "退出日期", "date"), column("agreement", "协议"),
]


def members(n: int, alliance: str = "a1") -> pl.DataFrame:
    where = [["玄武区"], ["秦淮区"], ["鼓楼区"], ["玄武区", "鼓楼区"], []]
    types = ["Organization", "Enterprise", "Division", "Institution"]
    rows = [
        (alliance, f"联盟{alliance}", types[i % 4], f"m{i}", f"成员{i}号党支部", where[i % 5], "成员单位",
         date(2019, 3, 1), date(9999, 12, 31), "")
        for i in range(n)
    ]
    return pl.DataFrame(rows, schema={
        **dict.fromkeys(["alliance_id", "alliance", "member_type", "member_id", "member"], pl.String),
        "districts": pl.List(pl.String), "role": pl.String, "joined": pl.Date, "left": pl.Date,
        "agreement": pl.String,
    }, orient="row")


def texts(picture: fonts.Picture) -> str:
    found = [*picture.figure.texts]
    for axes in picture.figure.axes:
        found += axes.texts
        legend = axes.get_legend()
        found += legend.get_texts() if legend else []
    for legend in picture.figure.legends:
        found += legend.get_texts()
    return "\n".join(t.get_text() for t in found)


def a_map(**more: object) -> fonts.Picture:
    return draw_map(DISTRICTS, **{"buildings": BUILDINGS, "areas": AREAS, **more})


def test_a_map_names_denominator_coordinates_date_and_synthetic_data():
    shown = texts(a_map(title="楼宇", as_of=date(2022, 6, 30), synthetic=True))

    assert "分母：5 座楼宇　|　图示 4 座　|　坐标系：WGS-84　|　数据日期：2022-06-30　|　合成数据" in shown
    assert "合成数据" not in texts(a_map())
    assert "Denominator: 5 buildings" in texts(a_map(lang="en"))
    assert "分母：当日存续的楼宇" in texts(a_map(denominator="当日存续的楼宇"))


def test_a_map_counts_buildings_by_state_and_says_which_it_cannot_draw():
    shown = texts(a_map())

    assert "有自身党组织\n1 / 5（20.0%）" in shown
    assert "空白\n1 / 5（20.0%）" in shown
    assert "无坐标，未绘\n1 / 5（20.0%）" in shown


def test_a_map_names_districts_areas_and_buildings():
    shown = texts(a_map())

    assert all(n in shown for n in ("玄武区", "秦淮区", "鼓楼区", "新街口商圈", "德基大厦", "金鹰大厦"))
    assert "无坐标大厦" not in shown
    assert "高淳区" not in shown


def test_a_degree_is_as_long_north_as_its_metres_say_and_the_scale_bar_is_true():
    picture = a_map()

    axes = picture.figure.axes[0]
    south, north = axes.get_ylim()
    assert axes.get_aspect() == pytest.approx(1 / math.cos(math.radians((south + north) / 2)))
    bar = axes.lines[0].get_xdata()
    metres = (bar[1] - bar[0]) * 111_320 * math.cos(math.radians((south + north) / 2))
    words = next(t.get_text() for t in axes.texts if t.get_text().endswith(" m"))
    assert metres == pytest.approx(float(words.removesuffix(" m")), rel=1e-6)


def test_a_map_shows_everything_it_draws():
    axes = a_map().figure.axes[0]

    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    drawn = BUILDINGS.drop_nulls()
    assert drawn["lon"].is_between(west, east).all()
    assert drawn["lat"].is_between(south, north).all()
    assert (west, north) < (118.774, 90)
    assert north > 32.048


def test_a_map_has_an_inset_only_where_it_shows_a_small_part():
    wide = BUILDINGS.with_columns(lon=pl.Series([118.4, 119.2, 118.7, 118.8, None]),
                                  lat=pl.Series([31.3, 32.5, 32.0, 32.1, None]))

    assert len(a_map().figure.axes) == 2
    assert len(a_map(buildings=wide).figure.axes) == 1


def test_a_map_without_buildings_areas_or_names_still_is_a_map():
    empty = BUILDINGS.clear().drop("building")

    shown = texts(draw_map(DISTRICTS, buildings=empty))

    assert "分母：0 座楼宇" in shown
    assert "高淳区" in shown
    assert "0 / 0" in shown


def test_a_map_draws_service_points_holes_and_unknown_states():
    hole = AREAS.with_columns(polygon=pl.lit(
        "MULTIPOLYGON (((118.77 32.04, 118.79 32.04, 118.79 32.05, 118.77 32.04),"
        "(118.784 32.043, 118.786 32.043, 118.786 32.044, 118.784 32.043)))"
    ))
    points = pl.DataFrame({"lon": [118.778, None], "lat": [32.044, None]})
    odd = BUILDINGS.with_columns(state=pl.Series(["own", None, "x", "own", "own"]))

    shown = texts(a_map(areas=hole, points=points, buildings=odd))

    assert "服务点  1" in shown
    assert "不详\n1 / 5" in shown
    assert "x\n1 / 5" in shown


def test_a_missing_column_is_named():
    with pytest.raises(ViewError, match="state") as error:
        draw_map(DISTRICTS, buildings=BUILDINGS.drop("state"))
    assert error.value.code == "picture-columns"
    with pytest.raises(ViewError, match="districts"):
        draw_alliance(members(3).drop("districts"))
    with pytest.raises(ViewError, match="member_id"):
        to_networkx(members(3).drop("member_id"))


def test_equal_pictures_are_equal_bytes():
    for draw in (a_map, lambda: draw_alliance(members(12), conveners=["m0"])):
        one, two = draw(), draw()

        assert one.png() == two.png() == one.png()
        assert one.svg() == two.svg()
        assert one._repr_png_() == two._repr_png_()


def test_svg_has_text_as_paths_and_no_date():
    svg = a_map().svg().decode()

    assert "<text" not in svg
    assert "dc:date" not in svg


def test_a_notebook_gets_few_colours_and_the_same_size():
    picture = a_map()

    with Image.open(io.BytesIO(picture.png())) as full, Image.open(io.BytesIO(picture._repr_png_())) as small:
        assert small.size == full.size
        colours = {c for _, c in small.convert("RGB").getcolors()}
    assert len(colours) <= 64
    for color, _ in map_module.STATES.values():
        wanted = tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))
        assert min(sum(abs(a - b) for a, b in zip(c, wanted, strict=True)) for c in colours) < 24


def test_pictures_are_saved_in_one_step(tmp_path):
    picture = draw_alliance(members(3))

    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "a.svg")
    picture.save(tmp_path / "a.pdf")

    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pdf", "a.png", "a.svg"]
    with pytest.raises(ViewError) as error:
        picture.save(tmp_path / "a.gif")
    assert error.value.code == "picture-format"


def test_an_alliance_has_its_convener_in_the_middle_and_counts_by_district():
    shown = texts(
        draw_alliance(members(10), conveners=["市委组织部"], as_of=date(2022, 6, 30), synthetic=True)
    )

    assert "联盟a1" in shown
    assert "市委组织部" in shown
    assert "玄武区\n2 / 10（20.0%）" in shown
    assert "玄武区、鼓楼区\n2 / 10（20.0%）" in shown
    assert "市级或未落位\n2 / 10（20.0%）" in shown
    assert "分母：当日成员 10 个，涉及 3 个区　|　数据日期：2022-06-30　|　合成数据" in shown
    assert all(f"成员{i}号党支部" in shown for i in range(10))


def test_lines_across_districts_are_counted():
    ties = pl.DataFrame({
        "from_id": ["m1", "m2", "m1", "m1", "m9"], "to_id": ["m2", "m1", "m6", "elsewhere", "m1"],
    })

    shown = texts(draw_alliance(members(10), conveners=["m0"], ties=ties))

    # m0 lies in 玄武区: m1, m2, m6, m7 lie elsewhere; m3, m8 lie there too; m4, m9 nowhere
    assert "牵头单位与成员，跨区 4 / 9（44.4%）" in shown
    assert "牵头单位与成员，其他 5" in shown
    assert "成员之间共建，跨区 1 / 3（33.3%）" in shown
    assert "玄武区\n2 / 10（20.0%）" in shown


def test_a_convener_of_no_district_crosses_none():
    ties = pl.DataFrame({"from_id": ["m1"], "to_id": ["m2"]})

    shown = texts(draw_alliance(members(4), conveners=["市委组织部"], ties=ties, tie="参加活动"))

    assert "牵头单位与成员 4" in shown
    assert "牵头单位与成员，跨区" not in shown
    assert "参加活动，跨区 1 / 1（100.0%）" in shown


def test_names_that_do_not_fit_are_counted_and_long_ones_shortened():
    many = draw_alliance(members(250), conveners=["m0", "m1"])

    assert "165 个成员未标名" in texts(many)
    assert shorten("新街口商圈党建联席会", 9) == "新街口商…"
    assert shorten("新街口", 6) == "新街口"


def test_labels_stay_apart_and_inside():
    figure = Figure(figsize=(3, 3))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    at = [(0.5, 0.5), (0.5, 0.5), (0.52, 0.5), (0.8, 0.9), (0.99, 0.99)]

    done = place(axes, at, ["one label", "the same", "another label", "free", "corner"], limit=5, fontsize=9)

    boxes = [t.get_window_extent() for t in axes.texts]
    assert done == len(boxes) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(b.x1 <= 300 and b.y1 <= 300 for b in boxes)


def test_exactly_one_alliance_is_drawn():
    both = pl.concat([members(3), members(4, "a2")])

    assert "分母：当日成员 4 个" in texts(draw_alliance(both, alliance="a2"))
    assert "分母：当日成员 3 个" in texts(draw_alliance(both, alliance="联盟a1"))
    for frame, name in ((both, ""), (both, "a3"), (both.clear(), "")):
        with pytest.raises(ViewError) as error:
            draw_alliance(frame, alliance=name)
        assert error.value.code == "alliance-one"


def test_an_answer_brings_its_date():
    answer = made(members(2), COLUMNS)

    assert "数据日期：2022-06-30" in texts(draw_alliance(answer))


def test_an_alliance_as_a_graph():
    graph = to_networkx(made(members(5), COLUMNS), conveners=["m0", "成员1号党支部"])

    assert graph.is_multigraph()
    assert graph.is_directed()
    assert graph.number_of_nodes() == 6
    edges = {(a, b, d["type"]) for a, b, d in graph.edges(data=True)}
    assert {e for e in edges if e[2] == "CONVENES"} == {
        ("Organization:m0", "Alliance:a1", "CONVENES"), ("Enterprise:m1", "Alliance:a1", "CONVENES"),
    }
    assert len(edges) == 7
    assert graph.nodes["Institution:m3"] == {
        "type": "Institution", "name": "成员3号党支部", "districts": ("玄武区", "鼓楼区"),
    }
    assert graph.edges["Organization:m0", "Alliance:a1", "MEMBER_OF 2019-03-01"]["role"] == "成员单位"


def test_only_families_that_exist_are_named_and_rare_characters_are_drawn():
    there = {f.name for f in font_manager.fontManager.ttflist}

    assert set(fonts.families()) <= there
    assert any(f in fonts.CHINESE for f in fonts.families())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_alliance(members(1).with_columns(member=pl.lit("喆堃玥珺邨〓≥–"))).png()


@pytest.fixture
def manager(monkeypatch):
    fonts.families.cache_clear()
    monkeypatch.setattr(font_manager.fontManager, "ttflist", list(font_manager.fontManager.ttflist))
    yield font_manager.fontManager
    fonts.families.cache_clear()


def test_fonts_whose_file_is_gone_and_thin_ones_are_not_used(manager, monkeypatch):
    entry = font_manager.FontEntry
    real = manager.ttflist[0].fname
    manager.ttflist = [
        entry(fname="/gone.ttf", name="Noto Sans CJK SC", weight=400),
        entry(fname=real, name="Noto Sans SC", weight=100),
        entry(fname=real, name="SimHei", weight="regular"), entry(fname=real, name="DejaVu Sans", weight=400),
    ]

    assert fonts.families() == ("SimHei", "DejaVu Sans")


def test_without_a_font_the_package_of_the_extra_is_used(manager):
    manager.ttflist = [f for f in manager.ttflist if f.name == "DejaVu Sans"]

    assert fonts.families() == ("Noto Sans SC", "DejaVu Sans")


def test_without_any_chinese_font_one_warning_says_so(manager, monkeypatch):
    manager.ttflist = [f for f in manager.ttflist if f.name == "DejaVu Sans"]
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)

    with pytest.warns(fonts.FontWarning, match="lianjian") as found:
        draw_alliance(members(6)).png()

    assert len(found) == 1


def test_drawing_is_quiet():
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_pictures import a_map, members, draw_alliance\n"
        "a_map().png(); draw_alliance(members(9), conveners=['m1']).svg()\n"
    )
    root = Path(__file__).parent.parent

    run = subprocess.run(
        [sys.executable, "-W", "always", "-c", script], cwd=root, capture_output=True, check=False, text=True,
    )

    assert (run.returncode, run.stderr) == (0, "")


def test_without_matplotlib_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    for draw in (a_map, lambda: draw_alliance(members(3))):
        with pytest.raises(ViewError, match="lianjian\\[notebooks\\]") as error:
            draw()
        assert error.value.code == "pictures-missing"


def test_tables_and_exports_need_no_matplotlib():
    script = "import sys; import lianjian.views.table, lianjian.views.export, lianjian.views.graph; " \
             "assert 'matplotlib' not in sys.modules and 'networkx' not in sys.modules"

    subprocess.run([sys.executable, "-c", script], check=True)

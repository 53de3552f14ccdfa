"""S13: joint conferences of four levels in some dozens of cities, their duties, sessions and matters."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ..draw import days
from ..names import FIRST
from .bodies import organization_sheet
from .country import communities, division_sheet, streets, upper

LEADING = {
    "370202": 3, "370203": 3, "370213": 3, "140108": 3, "140109": 3, "140110": 3, "340102": 3, "340103": 3,
    "340104": 3, "330111": 3, "330112": 3, "330113": 3, "330114": 3,
}
"""Districts of Qingdao, Taiyuan, Hefei and Hangzhou, and how many streets of theirs are shown."""
_OTHERS = """
110105 120102 130104 130202 130402 130602 130705 140214 140302 140502 150102 150202 210103 210202 210302
220106 220281 220322 230102 230602 310106 320211 320303 320402 320505 320902 321002 321102 330205 330304
330411 330523 330603 330703 331002 340207 340302 340504 341103 341802 350103 350205 350503 350602 360102
360222 360702 370104 370302 370602 370702 370811 371321 410102 410302 420104 420503 420606 421003 430102
430202 440103 440402 440604 441521 450108 450203 450302 450503 460105 510105 510703 520102 530111 540102
610111 610303 610403 620104 630102 640104 650102
"""
OTHERS = tuple(_OTHERS.split())
"""One district of every other city, with one street."""
ENDINGS = "桥门口渡"
LEVELS = {"市": "city", "区": "district", "街道": "street", "社区": "community"}
DUTIES = {"市": "抓总牵引", "区": "统筹协调", "街道": "兜底托底", "社区": "落实服务"}
NAMED = {"3702": "青岛市", "1401": "太原市", "3401": "合肥市"}
"""The cities that name the duty of each level."""
FIRST_DAY, LAST_DAY = date(2017, 10, 1), date(2022, 6, 30)
SPAN = (LAST_DAY - FIRST_DAY).days
SET_UP = 0.904
TOPICS = ("停车难", "老旧小区加装电梯", "背街小巷照明", "助餐点选址", "道路积水", "校门口拥堵", "垃圾分类",
          "充电设施", "飞线整治", "广场噪声", "快递车辆进小区", "低洼院落改造")


def sheets(rng: np.random.Generator, scale: int) -> dict[str, pl.DataFrame]:
    """The sheets of S13 by file name."""
    del scale  # no figure here is large
    places = _places()
    bodies = _bodies(places)
    conferences = _conferences(places, rng)
    sessions = _sessions(conferences, rng)
    raised = _matters(conferences, sessions, rng)
    founded = days(date(2015, 1, 1), rng.integers(0, 700, bodies.height))
    return {
        "S13区划.csv": division_sheet(places.select("code", "name", "level", "parent")),
        "S13党组织.csv": organization_sheet(bodies, founded),
        "S13职责.csv": _duties(),
        "S13联席会.csv": _register(conferences, bodies, rng),
        "S13议事.csv": _record(sessions, raised),
        "S13参加.csv": _attendance(sessions, bodies, rng),
    }


def _places() -> pl.DataFrame:
    """All divisions: code, name, level, parent, and ``whole``, a name that occurs once in the country."""
    districts = [*LEADING, *OTHERS]
    above = upper(districts)
    names = iter(f"{first}{ending}" for ending in ENDINGS for first in FIRST)
    made = [(d, [next(names) for _ in range(LEADING.get(d, 1))]) for d in districts]
    of_streets = pl.concat([streets(d, [f"{n}街道" for n in stems]) for d, stems in made])
    stems = dict(zip(of_streets["code"], of_streets["name"].str.strip_suffix("街道"), strict=True))
    parts = ("东", "南", "西", "北")
    below = [
        communities(code, [f"{stem}{p}社区" for p in parts[: 4 if code[:6] in LEADING else 2]])
        for code, stem in stems.items()
    ]
    every = pl.concat([above, of_streets, *below])
    known = dict(zip(every["code"], every["name"].str.strip_suffix("辖区"), strict=True))
    lengths = {"省": (), "市": (4,), "区": (4, 6), "街道": (4, 6, 9), "社区": (4, 6, 9, 12)}
    whole = [
        "".join(known[code[:n]] for n in lengths[level])
        for code, level in every.select("code", "level").iter_rows()
    ]
    return every.with_columns(whole=pl.Series(whole))


def _bodies(places: pl.DataFrame) -> pl.DataFrame:
    """The Party organization of every division below the province."""
    kinds = {"市": "地方党委", "区": "地方党委", "街道": "党工委", "社区": "社区党组织"}
    ending = {"市": "委员会", "区": "委员会", "街道": "工作委员会", "社区": "党委"}
    prefix = pl.when(pl.col("level") == "社区").then(pl.lit("")).otherwise(pl.lit("中共"))
    return places.filter(pl.col("level") != "省").select(
        (pl.lit("S13-O") + pl.col("code")).alias("code"),
        (prefix + pl.col("whole") + pl.col("level").replace_strict(ending)).alias("name"),
        pl.col("level").replace_strict(kinds).alias("kind"), pl.col("code").alias("place"),
        pl.when(pl.col("level") != "市").then(pl.lit("S13-O") + pl.col("parent")).alias("upper"), "level",
    )


def _duties() -> pl.DataFrame:
    """The duties of the levels in the cities that name them, and the city's in Hangzhou."""
    rows = [(f"S13-D{city}{i}", f"{name}{level}级{what}") for city, name in NAMED.items()
            for i, (level, what) in enumerate(DUTIES.items())]
    rows.append(("S13-D33010", f"杭州市市级{DUTIES['市']}"))
    return pl.DataFrame(rows, schema=["职责编号", "职责名称"], orient="row").with_columns(
        pl.lit("层级职责").alias("职责类型")
    )


def _conferences(places: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The conferences there are: division, level, founded and ended (days from the first), sessions, above.

    A city is drawn to have the whole system or to lack one level of it; what lies below a lacking level
    has no higher conference to link up with.
    """
    there = places.filter(pl.col("level") != "省").with_columns(city=pl.col("code").str.slice(0, 4))
    cities = there.filter(pl.col("level") == "市").select("city")
    n = cities.height
    begun = np.minimum(rng.exponential(420, n), 1_350).astype(np.int64)
    lacking = pl.Series(np.asarray([*LEVELS])[rng.choice(4, n, p=[0.1, 0.2, 0.3, 0.4])])
    leading = {d[:4] for d in LEADING}
    cities = cities.with_columns(begun=pl.Series(begun), lacking=lacking).with_columns(
        lacking=pl.when(pl.Series(rng.random(n) >= SET_UP) & ~pl.col("city").is_in(leading)).then("lacking")
    )
    step = {"市": 0, "区": 60, "街道": 120, "社区": 200}
    m = there.height
    found = there.join(cities, on="city", maintain_order="left").with_columns(
        since=pl.col("begun") + pl.col("level").replace_strict(step)
        + pl.when(pl.col("level") == "市").then(0).otherwise(pl.Series(rng.integers(0, 90, m))),
        stays=pl.Series(rng.random(m)), linked=pl.Series(rng.random(m)) < 0.96,
        led=pl.col("city").is_in(leading),
    )
    # of the cities shown at length, a few communities have none; a few conferences were wound up
    gap = (pl.col("level") == "社区") & pl.col("led") & (pl.col("stays") < 0.05)
    found = found.filter((pl.col("level") != pl.col("lacking").fill_null("")) & ~gap)
    quarterly = pl.col("led") & ((pl.col("level") != "市") | (pl.col("city") == "3301"))
    often = pl.when(quarterly).then(4).when(pl.col("level").is_in(["市", "区"])).then(2)
    found = found.with_columns(
        until=pl.when((pl.col("level") == "社区") & (pl.col("stays") > 0.97)).then(SPAN - 240),
        sessions=often, above=pl.when(pl.col("linked") | ~pl.col("led")).then("parent"),
    )
    kept = found["code"].implode()
    return found.with_columns(
        pl.when(pl.col("above").is_in(kept)).then("above").alias("above"),
        (pl.lit("S13-A") + pl.col("code")).alias("id"), (pl.col("whole") + "党建联席会").alias("title"),
    )


def _register(conferences: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The register: one row a conference; where the city names duties, most have their level's."""
    position = pl.col("level").replace_strict({level: str(i) for i, level in enumerate(LEVELS)})
    names = pl.col("city").is_in([*NAMED]) | ((pl.col("city") == "3301") & (pl.col("level") == "市"))
    bears = names & (pl.Series(rng.random(conferences.height)) < 0.97)
    later = pl.Series(rng.integers(0, 200, conferences.height))
    titles = dict(bodies.select("place", "name").iter_rows())
    duty = pl.when(bears).then(pl.lit("S13-D") + pl.col("city") + position)
    return conferences.with_columns(duty=duty).select(
        pl.col("title").alias("联席会名称"), pl.col("id").alias("联席会编号"),
        pl.lit("党建联席会").alias("联席会类型"), pl.col("level").alias("联席会级别"),
        pl.col("sessions").alias("每年应开次数"), _days(conferences["since"]).alias("成立日期"),
        _days(conferences["until"]).alias("终止日期"), pl.col("name").alias("联席会所在区划"),
        pl.col("code").alias("联席会所在区划代码"), pl.col("code").replace_strict(titles).alias("牵头单位"),
        (pl.lit("S13-O") + pl.col("code")).alias("牵头单位代码"), pl.lit("党组织").alias("牵头单位类型"),
        (pl.lit("S13-A") + pl.col("above")).alias("上级联席会代码"), pl.col("duty").alias("层级职责代码"),
        pl.when(pl.col("duty").is_not_null()).then(_days(conferences["since"] + later)).alias("职责起始日期"),
    )


def _days(offsets: pl.Series) -> pl.Series:
    """Dates as written, null for null."""
    made = days(FIRST_DAY, offsets.fill_null(0).to_numpy())
    return pl.select(pl.when(offsets.is_not_null()).then(made)).to_series()


def _sessions(conferences: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The sessions held: conference, day. Most meet when due, some miss a third of their dates."""
    keen = pl.Series(np.where(rng.random(conferences.height) < 0.85, 0.985, 0.68))
    due = conferences.with_columns(held=keen).filter(pl.col("sessions").is_not_null()).with_columns(
        every=365 // pl.col("sessions"),
        last=pl.col("until").fill_null(SPAN),
    ).with_columns(day=pl.int_ranges(pl.col("since") + 20, pl.col("last"), pl.col("every"))).explode("day")
    due = due.drop_nulls("day")
    met = pl.Series(rng.random(due.height)) < due["held"]
    late = pl.Series(rng.integers(-7, 8, due.height))
    found = due.with_columns(day=pl.col("day") + late).filter(met & ((due["day"] + late) < SPAN))
    found = found.select("id", "title", "code", "city", "level", "led", "day").sort("day", "id")
    number = pl.int_range(1, found.height + 1, eager=True).cast(pl.String).str.zfill(5)
    return found.with_columns(session=pl.lit("S13-H") + number)


def _matters(conferences: pl.DataFrame, sessions: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Matters and the sessions at which they were raised: at first below, some then a level higher."""
    asked = sessions.filter(pl.col("led") & (pl.col("level") != "市"))
    again = pl.Series(rng.poisson(0.35, asked.height))
    first = asked.with_columns(again=again).filter(pl.col("again") > 0)
    first = first.with_columns(i=pl.int_ranges(0, pl.col("again"))).explode("i")
    n = first.height
    number = pl.int_range(1, n + 1, eager=True).cast(pl.String).str.zfill(5)
    topic = pl.Series(np.asarray(TOPICS)[rng.integers(0, len(TOPICS), n)])
    first = first.select(
        "id", "session", "day", matter=pl.lit("S13-T") + number,
        topic=pl.col("title") + "：" + topic + number, opened="day",
        solved=pl.Series(rng.exponential(60, n).astype(np.int64) + 3),
        settles=pl.Series(rng.random(n)) < 0.85,
    )
    higher = conferences.select("id", up=pl.lit("S13-A") + pl.col("above"))
    held = sessions.select(up="id", next="session", met="day")
    layers, step = [first], first
    for _ in range(3):
        step = step.join(higher, on="id", maintain_order="left").drop_nulls("up")
        step = step.filter(pl.Series(rng.random(step.height)) < 0.35).sort("day", "matter")
        step = step.join_asof(
            held.sort("met"), left_on="day", right_on="met", by="up", strategy="forward",
            allow_exact_matches=False, check_sortedness=False,
        )
        step = step.drop_nulls("next").select(
            "matter", "topic", "opened", "solved", "settles", id="up", session="next", day="met"
        ).select(first.columns)
        layers.append(step)
    raised = pl.concat(layers)
    last = pl.col("day").max().over("matter") + pl.col("solved")
    return raised.with_columns(
        closed=pl.when(pl.col("settles") & (last < SPAN)).then(last),
        due=pl.col("day").min().over("matter") + 90,
    )


def _record(sessions: pl.DataFrame, raised: pl.DataFrame) -> pl.DataFrame:
    """The record: a row for each matter raised at a session, or one for a session without any."""
    matters = raised.select("session", "matter", "topic", "opened", "closed", "due")
    rows = sessions.join(matters, on="session", how="left", maintain_order="left_right")
    said = pl.col("matter").is_not_null()
    return rows.select(
        (pl.col("title") + "例会").alias("会议名称"), pl.col("session").alias("会议编号"),
        pl.lit("联席会议").alias("会议类型"), _days(rows["day"]).alias("会议日期"),
        pl.col("title").alias("召开的联席会"), pl.col("id").alias("召开的联席会代码"),
        pl.col("topic").alias("议定事项"), pl.col("matter").alias("任务编号"),
        pl.when(said).then(pl.lit("议事事项")).alias("任务类型"),
        pl.when(said).then(pl.lit("会议提出")).alias("任务来源"),
        _days(rows["opened"]).alias("提出日期"), _days(rows["due"]).alias("办理时限"),
        _days(rows["closed"]).alias("办结日期"),
    )


def _attendance(sessions: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Which district committees came to their city's sessions: in Hangzhou most, elsewhere half of them."""
    committees = bodies.filter(pl.col("level") == "区").select(
        pl.col("code").alias("body"), "name", city=pl.col("place").str.slice(0, 4)
    )
    asked = sessions.filter((pl.col("level") == "市") & pl.col("led"))
    rows = asked.join(committees, on="city", maintain_order="left_right")
    comes = pl.when(pl.col("city") == "3301").then(0.93).otherwise(0.5)
    rows = rows.filter(pl.Series(rng.random(rows.height)) < comes)
    return rows.select(
        pl.col("name").alias("参加方"), pl.col("body").alias("参加方代码"),
        (pl.col("title") + "例会").alias("参加活动"),
        pl.col("session").alias("参加活动代码"), _days(rows["day"]).alias("起始日期"),
    )

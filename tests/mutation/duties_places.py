"""Places for the graph made by hand for tasks, duties and community funds."""

from __future__ import annotations

from datetime import date, timedelta

from lianjian.model import FOREVER

from .graph import ALWAYS, EARLY, EDGES, GULOU, QINHUAI, XUANWU, Graph, Key, Period, division, divisions

ONE = timedelta(days=1)
CITY, PROVINCE = ("Division", division("3201")), ("Division", division("32"))


def around(day: date) -> dict[str, Period]:
    """Periods that begin or end on the very day: the first two hold on it."""
    return {
        "since_on": (day, FOREVER), "until_after": (EARLY, day + ONE), "until_on": (EARLY, day),
        "since_after": (day + ONE, FOREVER),
    }


def area(g: Graph, code: str, level: str, period: Period = ALWAYS, pseudo: bool = False) -> Key:
    """A division that lies in nothing yet."""
    return g.node(
        "Division", division(code), period, code=code, name=f"地{code}", level=level, scheme="nbs",
        edition="2023", pseudo=pseudo,
    )


def lies(g: Graph, near: Key, level: str, far: Key, period: Period = ALWAYS) -> None:
    """The derived place of something: its district, or its street or community."""
    g.tie("IN_DISTRICT" if level == "district" else "LIES_IN", near, far, period)


def street(g: Graph, code: str, at: str = XUANWU, period: Period = ALWAYS, pseudo: bool = False) -> Key:
    """A street of a district."""
    key = area(g, code, "street", period, pseudo)
    lies(g, key, "street", key, period)
    if at:
        lies(g, key, "district", ("Division", division(at)))
    return key


def community(
    g: Graph, code: str, at: str = XUANWU, inside: Key | None = None, period: Period = ALWAYS,
    pseudo: bool = False,
) -> Key:
    """A community of a district, and of a street if one is given."""
    key = area(g, code, "community", period, pseudo)
    lies(g, key, "community", key, period)
    if inside:
        lies(g, key, "street", inside)
    if at:
        lies(g, key, "district", ("Division", division(at)))
    return key


def above(g: Graph) -> list[tuple[Key, Key]]:
    """Districts, cities and provinces whose ties begin and end on the day, with a street and a community."""
    divisions(g)
    area(g, "32", "province")
    g.tie("PART_OF", CITY, PROVINCE)
    for code in (XUANWU, QINHUAI):
        g.tie("PART_OF", ("Division", division(code)), CITY)
    # Gulou lies in a division that is no city, and that in one that is no province
    odd, odder = area(g, "91", "district"), area(g, "92", "district")
    g.tie("PART_OF", ("Division", division(GULOU)), odd)
    g.tie("PART_OF", odd, odder)
    g.tie("PART_OF", CITY, odder)
    found = []
    for i, period in enumerate(EDGES.values()):
        for j, what in enumerate(("lies", "in city", "city", "in province", "province")):
            n = f"{i}{j}"
            during = {what: period}.get
            district = area(g, f"D{n}", "district")
            city = area(g, f"C{n}", "city", during("city", ALWAYS))
            province = area(g, f"P{n}", "province", during("province", ALWAYS))
            g.tie("PART_OF", district, city, during("in city", ALWAYS))
            g.tie("PART_OF", city, province, during("in province", ALWAYS))
            s = area(g, f"S{n}", "street")
            lies(g, s, "street", s)
            lies(g, s, "district", district, during("lies", ALWAYS))
            c = area(g, f"K{n}", "community")
            lies(g, c, "street", s, during("lies", ALWAYS))
            lies(g, c, "district", district, during("lies", ALWAYS))
            found.append((s, c))
    return found

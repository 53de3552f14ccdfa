"""The graph made by hand for the annual tables."""

from __future__ import annotations

from .blocks import body, firm, person
from .graph import ALWAYS, EDGES, GULOU, QINHUAI, XUANWU, Graph, Key, Period, divisions


def build(g: Graph) -> None:
    """All of it."""
    for add in (divisions, classes, sizes, represented, joint, rostered):
        add(g)


def classes(g: Graph) -> None:
    """Units of every class, some twice, in three places and in none; standings at the edges."""
    for rank in range(5):
        firm(g, f"rank {rank}", rank=rank, at=QINHUAI, full_members=3 if rank < 2 else 1, members=4)
    firm(g, "rank 0 uncounted", counted=False, members=None, full_members=None, at=QINHUAI)
    firm(g, "ranked uncounted", counted=False, members=None, full_members=None, rank=2, at=QINHUAI)
    for full in (1, 2, 3, 4):
        firm(g, f"full {full}", full_members=full, members=full)
        firm(g, f"joint full {full}", full_members=full, members=full, rank=1)
    firm(g, "members only", members=1, full_members=None)
    firm(g, "law", "social_group", work=("instructor",), staff=31, members=2, full_members=2)
    firm(g, "none", "private", work=("instructor", "liaison"), control="hmt")
    firm(g, "nowhere", at="", members=1, full_members=1)
    firm(g, "merchant", "merchant")
    firm(g, "at street", at=GULOU, street="nbs:2023:320106002")
    for edge, period in EDGES.items():
        firm(g, f"standing {edge}", "private", period, staff=51, at=GULOU)


def sizes(g: Graph) -> None:
    """Staff at every limit, and unknown."""
    for staff in (0, 9, 10, 11, 49, 50, 51, 99, 100, 101, None):
        firm(g, f"staff {staff}", staff=staff, at=GULOU)


def _led(
    g: Graph, name: str, *, is_: str = "legal_representative", leads: str = "secretary",
    elsewhere: bool = False, **periods: Period,
) -> Key:
    """A unit whose legal representative is secretary of the organization that covers it."""
    def at(what: str) -> Period:
        return periods.get(what, ALWAYS)

    unit = firm(g, f"u {name}", "private", rank=2, at=GULOU, full_members=3, members=3)
    other = firm(g, f"v {name}", "private", at=QINHUAI)
    organization = body(g, f"o {name}", "branch", at("organization"))
    who = person(g, f"p {name}", at("person"))
    g.tie("COVERS", organization, other if elsewhere else unit, at("covers"))
    g.tie("HOLDS", who, unit, at("post"), post=is_)
    g.tie("HOLDS", who, organization, at("second"), post=leads)
    return unit


def represented(g: Graph) -> None:
    """Legal representatives: secretary too, not secretary, of another organization, at the edges."""
    _led(g, "both")
    _led(g, "member of the committee", leads="member")
    _led(g, "no representative", is_="member")
    _led(g, "secretary elsewhere", elsewhere=True)
    for what in ("organization", "person", "covers", "post", "second"):
        for edge, period in EDGES.items():
            _led(g, f"{what} {edge}", **{what: period})
    unit = _led(g, "two of them", leads="member")
    second = person(g, "the other")
    g.tie("HOLDS", second, unit, post="legal_representative")


def joint(g: Graph) -> None:
    """Joint branches over several units, districts and tables, and at the edges; others cover too."""
    wide = body(g, "wide", "joint_branch")
    over = (("private", GULOU), ("private", GULOU), ("private", XUANWU), ("social_group", ""))
    for n, (kind, at) in enumerate(over):
        g.tie("COVERS", wide, firm(g, f"wide {n}", kind, rank=1, at=at, full_members=n, members=n))
    g.tie("COVERS", wide, firm(g, "shop", "merchant"))
    twice = firm(g, "covered twice", rank=1)
    g.tie("COVERS", wide, twice)
    g.tie("COVERS", wide, twice, EDGES["since_on"])
    for staff in (None, 9, 10, 49, 50, 99, 100):
        g.tie("COVERS", wide, firm(g, f"wide staff {staff}", rank=1, staff=staff, at=QINHUAI))
    g.tie("COVERS", body(g, "a branch", "branch"), firm(g, "of a branch", rank=2))
    for what in ("organization", "covers", "standing"):
        for edge, period in EDGES.items():
            o = body(g, f"joint {what} {edge}", "joint_branch", period if what == "organization" else ALWAYS)
            standing = period if what == "standing" else ALWAYS
            unit = firm(g, f"joined {what} {edge}", "private", standing, rank=1)
            g.tie("COVERS", o, unit, period if what == "covers" else ALWAYS)
    for name, options in (
        ("both", {}), ("other post", {"leads": "member"}), ("nobody", {"is_": "member"}),
        ("elsewhere", {"elsewhere": True}),
    ):  # fmt: skip
        g.tie("COVERS", wide, _led(g, f"wide {name}", **options))  # type: ignore[arg-type]
    for what in ("organization", "person", "covers", "post", "second"):
        for edge, period in EDGES.items():
            g.tie("COVERS", wide, _led(g, f"wide {what} {edge}", **{what: period}))


def rostered(g: Graph) -> None:
    """Members at work, at home or not, and instructors, at the edges and in two places."""
    home = firm(g, "home", at=XUANWU, rank=2, street="nbs:2023:320102003")
    away = firm(g, "away", at=QINHUAI)
    own = body(g, "own", "branch")
    g.tie("COVERS", own, home)
    for what in ("person", "works", "affiliated", "organization", "covers", "standing"):
        for edge, period in EDGES.items():
            def at(this: str, what: str = what, period: Period = period) -> Period:
                return period if this == what else ALWAYS

            unit = firm(g, f"of {what} {edge}", "private", at("standing"), at=GULOU)
            organization = body(g, f"b {what} {edge}", "branch", at("organization"))
            g.tie("COVERS", organization, unit, at("covers"))
            who = person(g, f"w {what} {edge}", at("person"))
            g.tie("WORKS_AT", who, unit, at("works"))
            g.tie("AFFILIATED_TO", who, organization, at("affiliated"))
    for edge, period in EDGES.items():
        g.tie("INSTRUCTS", person(g, f"i {edge}"), home, period)
    both = person(g, "works in two places")
    for unit in (home, away):
        g.tie("WORKS_AT", both, unit)
    g.tie("AFFILIATED_TO", both, own)
    busy = person(g, "instructs, and works")
    for unit in (home, away, firm(g, "social", "social_group", at="")):
        g.tie("INSTRUCTS", busy, unit)
    g.tie("WORKS_AT", busy, away)
    g.tie("INSTRUCTS", own, away)
    g.tie("WORKS_AT", person(g, "at the shop"), firm(g, "corner shop", "merchant"))
    g.tie("HOLDS", person(g, "only holds"), home, post="member")


PARAMETERS: dict[str, list[dict[str, object]]] = {
    "form/figures": [{}, {"level": "street"}, {"due_from": 2}, {"due_from": 4}],
    "form/joint_branches": [{}, {"level": "street"}],
    "form/persons": [{}, {"level": "street"}, {"level": "whole"}],
}

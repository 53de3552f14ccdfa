"""The first graph made by hand: coverage and alliances."""

from __future__ import annotations

from .alliances import alliances
from .graph import GULOU, QINHUAI, XUANWU, Graph, buildings, divisions, units


def build(g: Graph) -> None:
    """All of it."""
    for add in (divisions, units, buildings, alliances):
        add(g)


PARAMETERS: dict[str, list[dict[str, object]]] = {
    "coverage/unit_classes": [
        {},
        {"by": "street"},
        {"by": "kind"},
        {"by": "industry"},
        {"due_from": 4},
        {"scope_staff": 9, "scope_social_staff": 12},
    ],
    "coverage/class_by_unit": [
        {},
        {"class": "due"},
        {"district": "秦淮区"},
        {"district": GULOU},
        {"class": "none", "district": "无此区"},
    ],
    "coverage/due_not_set_up": [
        {},
        {"district": "秦淮区"},
        {"district": XUANWU},
        {"street": "新街口街道"},
        {"street": "320104007"},
        {"limit": 2},
        {"due_from": 1},
        {"due_from": 0},
        {"district": "秦淮区", "street": "新街口街道"},
        {"due_from": 2},
    ],
    "coverage/joint_branch_candidates": [
        {},
        {"district": "鼓楼区"},
        {"district": QINHUAI},
        {"same_trade": "yes"},
        {"min_units": 3},
        {"due_from": 2},
        {"due_from": 4},
        {"due_from": 6},
    ],
    "coverage/buildings": [
        {},
        {"kind": ""},
        {"kind": "mall"},
        {"state": "nothing"},
        {"district": "玄武区"},
        {"district": GULOU, "kind": ""},
        {"listed_units": 2},
        {"listed_members": 2, "kind": ""},
        {"state": "own", "listed_units": 1},
    ],
    "coverage/work_coverage": [{}, {"by": "street"}, {"scope_staff": 9}, {"scope_social_staff": 29}],
    "alliances/cross_district": [{}, {"min_districts": 1}, {"min_districts": 3}, {"min_districts": 0}],
    "alliances/members": [{}, {"alliance": "新街口商圈党建联席会"}, {"alliance": "无区域"}],
    "alliances/missing_districts": [{}, {"min_percent": 6}, {"min_percent": 50}],
    "alliances/areas_without_alliance": [
        {},
        {"min_percent": 10},
        {"min_percent": 11},
        {"min_percent": 1},
    ],
}

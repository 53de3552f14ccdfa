"""What is asked of every sample: each question with three sets of parameters, on three dates.

Every case has an answer that is not empty on its ``samples``, so that none passes for want of rows.
``rules`` are thresholds by rule and value, the defaults elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

DATES = (date(2021, 6, 30), date(2022, 3, 31), date(2022, 6, 30))


@dataclass(frozen=True)
class Case:
    """One way to ask a question."""

    question: str
    params: dict[str, object] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    samples: tuple[str, ...] = ("XS", "S")

    @property
    def id(self) -> str:
        """A short text for test reports."""
        said = [f"{k}={v}" for k, v in (*self.params.items(), *self.rules.items())]
        return f"{self.question}[{','.join(said)}]"


CASES = (
    Case("coverage/unit_classes"),
    Case("coverage/unit_classes", {"by": "street"}, {"R1.full_members": 2}),
    Case("coverage/unit_classes", {"by": "industry"}, {"R16.staff": 20, "R16.social_staff": 10}),
    Case("coverage/unit_classes", {"by": "kind"}),
    Case("coverage/class_by_unit"),
    Case("coverage/class_by_unit", {"class": "due"}),
    Case("coverage/class_by_unit", {"district": "320104"}, {"R1.full_members": 2, "R16.staff": 20}),
    Case("coverage/due_not_set_up"),
    Case("coverage/due_not_set_up", {"district": "玄武区", "limit": 2}),
    Case("coverage/due_not_set_up", {"street": "320102003"}, {"R1.full_members": 2}),
    Case("coverage/joint_branch_candidates"),
    Case("coverage/joint_branch_candidates", {"same_trade": "yes"}),
    Case("coverage/joint_branch_candidates", {"district": "玄武区", "min_units": 2}, {"R1.full_members": 2}),
    Case("coverage/buildings"),
    Case("coverage/buildings", {"kind": "", "state": "tenants"}),
    Case("coverage/buildings", {"kind": "", "district": "玄武区"}, {"R17.units": 3, "R17.full_members": 40}),
    Case("coverage/work_coverage"),
    Case("coverage/work_coverage", {"by": "street"}),
    Case("coverage/work_coverage", {}, {"R16.staff": 1, "R16.social_staff": 1}),
    Case("alliances/cross_district"),
    Case("alliances/cross_district", {"min_districts": 1}),
    Case("alliances/cross_district", {"min_districts": 3}),
    Case("alliances/members"),
    Case("alliances/members", {"alliance": "新街口商圈党建联席会"}),
    Case("alliances/members", {"alliance": "秦淮鼓楼毗邻党建"}),
    Case("alliances/missing_districts"),
    Case("alliances/missing_districts", {"min_percent": 1}),
    Case("alliances/missing_districts", {"min_percent": 10}),
    Case("alliances/missing_districts", {"min_percent": 25}, samples=("XS",)),  # exactly 1 of 4 units
    Case("alliances/areas_without_alliance"),
    Case("alliances/areas_without_alliance", {"min_percent": 1}),
    Case("alliances/areas_without_alliance", {"min_percent": 20}),
    Case("alliances/areas_without_alliance", {"min_percent": 25}, samples=("XS",)),  # exactly 1 of 4 units
)

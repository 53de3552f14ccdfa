"""What is asked of every sample: each question with three sets of parameters, on three dates.

Every case has an answer that is not empty on its samples, so that none passes for want of rows.
"""

from __future__ import annotations

from datetime import date

from .common import Case
from .topics import TOPICS

__all__ = ["CASES", "DATES", "Case"]

DATES = (date(2021, 6, 30), date(2022, 3, 31), date(2022, 6, 30))

CASES = tuple(case for topic in TOPICS for case in topic.CASES)

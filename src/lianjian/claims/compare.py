"""When a computed figure agrees with a published one. This table is the only place that says so.

| comparison      | agrees when the figure x, for the published value v, is              |
|-----------------|----------------------------------------------------------------------|
| equal           | v, rounded to as many decimals as v has: 90.4 % takes 90.38 %         |
| about           | within 5 % of v: 0.95 v <= x <= 1.05 v                                |
| nearly          | short of v by at most 5 %: 0.95 v <= x < v                            |
| at_least        | x >= v                                                               |
| more_than       | x > v                                                                |
| less_than       | x < v                                                                |
| several_hundred | 200 <= x < 1000, whatever v                                          |

So 1,980 is nearly 2,000, and 85 % of it is not. Published values are not negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Verdict = Literal["agrees", "differs", "local", "nothing"]
TOLERANCE = Decimal("0.05")
"""The share of v by which *about* and *nearly* may miss it."""
SEVERAL = (200, 1000)
"""From how much several hundred are, and below how much."""


def _equal(x: Decimal, v: Decimal) -> bool:
    exponent = v.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return x.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == v


AGREES: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "equal": _equal,
    "about": lambda x, v: abs(x - v) <= TOLERANCE * v,
    "nearly": lambda x, v: (1 - TOLERANCE) * v <= x < v,
    "at_least": lambda x, v: x >= v,
    "more_than": lambda x, v: x > v,
    "less_than": lambda x, v: x < v,
    "several_hundred": lambda x, _: SEVERAL[0] <= x < SEVERAL[1],
}


def agrees(comparison: str, value: float, figure: float) -> bool:
    """Whether ``figure`` is what a claim of ``value`` under this comparison says.

    Compared are decimals as they are written, so that 0.1 + 0.2 is no pitfall. KeyError for a comparison
    that is none.
    """
    return AGREES[comparison](Decimal(repr(float(figure))), Decimal(repr(float(value))))

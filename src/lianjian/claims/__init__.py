"""Published figures beside what the graph computes: which question, which row, how the two are compared."""

from .measures import Measure, MeasuresError, load_measures
from .sheet import PUBLISHED, published
from .table import table
from .weigh import Said, Weighed, read_claims, weigh

__all__ = [
    "PUBLISHED", "Measure", "MeasuresError", "Said", "Weighed", "load_measures", "published", "read_claims",
    "table", "weigh",
]

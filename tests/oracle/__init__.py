"""An independent answer to every question, in plain Python on the same files.

Nothing here imports the project or a library of data frames, geometry or graphs: what the project
computes with derived records and Cypher is computed here a second time, from the definitions, so
that the two can be compared row by row.
"""

from .ask import ANSWERS, Oracle
from .common import RULES

__all__ = ["ANSWERS", "RULES", "Oracle"]

"""Samples: a synthetic city part around Xinjiekou, Nanjing, in the sheets that planners keep.

The generator knows shapes of reality (sizes, tails, dates), never the rules or the questions that are
put to what it writes.
"""

from .files import sheets, write_sample
from .sizes import SIZES, Set, Size

__all__ = ["SIZES", "Set", "Size", "sheets", "write_sample"]

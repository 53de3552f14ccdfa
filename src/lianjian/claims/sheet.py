"""The sheet of published figures that comes with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PUBLISHED = "公布数字.csv"
"""Its name, in the package and in a sample."""


def published() -> Path:
    """Where the sheet stands: the plain layout of claims, ready to import."""
    return Path(str(files("lianjian"))) / "data" / "claims" / PUBLISHED

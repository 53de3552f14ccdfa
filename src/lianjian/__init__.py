"""lianjian (联建): a dated graph of a city's organizations, and what to ask of it.

>>> import lianjian
>>> with lianjian.connect("lianjian.lbug") as store:  # doctest: +SKIP
...     lianjian.import_files(files, store)
...     answer = lianjian.ask(store, "coverage/unit_classes", {"as_of": "2022-06-30"})
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .databases import content_hash
    from .importing import apply, import_files, prepare
    from .model import REGISTRY, load_rules
    from .queries import ask, run_text
    from .sample import write_sample
    from .store import connect

__all__ = [
    "REGISTRY",
    "apply",
    "ask",
    "connect",
    "content_hash",
    "import_files",
    "load_rules",
    "prepare",
    "run_text",
    "write_sample",
]

_HOMES = {
    "REGISTRY": "model",
    "load_rules": "model",
    "connect": "store",
    "prepare": "importing",
    "apply": "importing",
    "import_files": "importing",
    "content_hash": "databases",
    "ask": "queries",
    "run_text": "queries",
    "write_sample": "sample",
}


def __getattr__(name: str) -> object:
    """The public names, imported when they are first used: frames and engines load slowly."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)

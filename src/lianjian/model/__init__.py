"""What exists: node types, tie types, code lists and rules. Knows no file and no database."""

from .base import BEGINNING, FOREVER, PERIOD_FIELDS, Attr, Declared, Field, Node, Tie
from .code import Code
from .codes import CODES, OWN_RANKS, label
from .registry import REGISTRY, Registry
from .rules import Rule, RulePack, load_rules

__all__ = [
    "BEGINNING",
    "CODES",
    "FOREVER",
    "OWN_RANKS",
    "PERIOD_FIELDS",
    "REGISTRY",
    "Attr",
    "Code",
    "Declared",
    "Field",
    "Node",
    "Registry",
    "Rule",
    "RulePack",
    "Tie",
    "label",
    "load_rules",
]

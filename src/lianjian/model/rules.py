"""The rule pack: thresholds with ids, read from rules.toml and a user's own file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class Rule(BaseModel):
    """One rule: its text in two languages, how firm it is, its named thresholds (all inclusive)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    zh: str
    en: str
    firm: Literal["yes", "usual", "approvable", "configurable"]
    values: dict[str, int] = {}


RulePack = Mapping[str, Rule]


class RuleError(ValueError):
    """A user's rule file names an unknown rule or threshold, or gives something that is no number."""


def load_rules(path: Path | None = None) -> dict[str, Rule]:
    """The built-in rules, overridden by ``path`` or, without it, by the file ``LIANJIAN_RULES`` names.

    A user's file has tables ``[R16]`` with ``values = { staff = 20 }``; only known ids and known
    thresholds may be set. Raises RuleError otherwise.
    """
    text = (files("lianjian.model") / "rules.toml").read_text(encoding="utf-8")
    rules = {k: Rule(**v) for k, v in tomllib.loads(text).items()}
    if path is None and os.environ.get("LIANJIAN_RULES"):
        path = Path(os.environ["LIANJIAN_RULES"])
    if path is None:
        return rules
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise RuleError(f"{path}: 规则文件读不出 / the rule file cannot be read: {e}") from e
    for rule_id, entry in own.items():
        if rule_id not in rules:
            raise RuleError(f"{path}: 没有规则 / no rule {rule_id}；有 / there are {', '.join(rules)}")
        # A threshold beside ``values`` would be passed over in silence.
        plain = isinstance(entry, dict) and not entry.keys() - Rule.model_fields.keys()
        given = entry.get("values", {}) if plain else None
        if not isinstance(given, dict):
            raise RuleError(f"{path}: [{rule_id}] 应写 / expected values = {{ … }}")
        unknown = given.keys() - rules[rule_id].values.keys()
        if unknown:
            known = ", ".join(rules[rule_id].values) or "-"
            raise RuleError(f"{path}: [{rule_id}] 没有 / has no {', '.join(unknown)}；可设 / may set {known}")
        try:
            values = {**rules[rule_id].values, **given}
            rules[rule_id] = Rule(**{**rules[rule_id].model_dump(), "values": values})
        except ValidationError as e:
            raise RuleError(f"{path}: [{rule_id}] 应为整数 / expected whole numbers") from e
    return rules

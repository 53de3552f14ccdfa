"""``lianjian rules``."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import lang_option, rules_option, terminal_width, told


@click.command(name="rules")
@rules_option
@lang_option
def command(rules_file: Path | None, lang: str) -> None:
    """列出现行规则与阈值（均含本数）。/ List the rules in force and their thresholds (inclusive)."""
    from lianjian.model import load_rules
    from lianjian.views.layout import wrap

    firm = {"yes": "刚性", "usual": "一般", "approvable": "可批准例外", "configurable": "可配置"}
    with told(lang):
        rules = load_rules(rules_file)
    for rule_id, rule in rules.items():
        values = ", ".join(f"{k} = {v}" for k, v in rule.values.items())
        kind = firm[rule.firm] if lang == "zh" else rule.firm
        text = f"{rule_id}  {rule.zh if lang == 'zh' else rule.en}（{kind}）{'：' + values if values else ''}"
        for line in wrap(text, terminal_width()):
            click.echo(line)

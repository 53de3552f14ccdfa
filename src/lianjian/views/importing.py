"""Problems and plans as lines of text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from lianjian.model import REGISTRY, Field, Registry
from lianjian.plan import Plan, counts
from lianjian.tables.problems import Problem, Severity

from .answer import Lang
from .layout import one_line, wrap
from .table import grid

if TYPE_CHECKING:
    from pathlib import Path

    from lianjian.importing import Report

MOST_CELLS = 12
MOST_CHANGES = 20
QUIET = ("sources", "stated", "since_precision", "until_precision")
"""Fields whose change is bookkeeping."""
_WORDS = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTICE: ("提示", "notice"),
}


def problem_lines(problems: Iterable[Problem], lang: Lang, width: int) -> list[str]:
    """Every problem with its place, value and remedy; equal ones in several cells stand together."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for p in problems:
        key = (p.code, p.file, p.sheet, p.column, p.value, p.text(lang))
        groups.setdefault(key, []).append(p)
    ordered = sorted(groups.values(), key=lambda g: list(Severity).index(g[0].kind.severity))
    lines: list[str] = []
    for group in ordered:
        p = group[0]
        word = _WORDS[p.kind.severity][lang == "en"]
        cells = [q.cell for q in group if q.cell]
        more = len(cells) - MOST_CELLS
        shown = " ".join(cells[:MOST_CELLS])
        if more > 0:
            shown += f" …（共 {len(cells)} 格）" if lang == "zh" else f" … ({len(cells)} cells)"
        sheet = f"[{p.sheet}] " if p.sheet else ""
        place = f"{p.file} {sheet}{shown} {p.heading}".strip()
        quoted = f"：“{p.value}”" if lang == "zh" else f": {p.value}"
        value = quoted if p.value and p.value not in p.text(lang) else ""
        lines += wrap(one_line(f"{p.code} {word}  {place}"), width)
        lines += [f"    {x}" for x in wrap(one_line(f"{p.text(lang)}{value}"), width - 4)]
        arrow = "→ " if lang == "zh" else "-> "
        lines += [f"    {x}" for x in wrap(one_line(f"{arrow}{p.remedy(lang)}"), width - 4)]
    return lines


def problem_count(problems: Sequence[Problem], lang: Lang) -> str:
    """How many errors, warnings and notices there are."""
    by = {s: sum(p.kind.severity is s for p in problems) for s in Severity}
    if lang == "zh":
        return "，".join(f"{_WORDS[s][0]} {n} 处" for s, n in by.items() if n) or "没有问题"
    return ", ".join(f"{n} {_WORDS[s][1]}{'s' if n > 1 else ''}" for s, n in by.items() if n) or "no problems"


def plan_lines(plan: Plan, lang: Lang, width: int, registry: Registry = REGISTRY) -> list[str]:
    """What the plan does, by type, then what changes from which value to which."""
    zh = lang == "zh"
    head = (
        ["种类", "新增", "更新", "不变", "不再断言", "将移除"]
        if zh
        else ["type", "create", "update", "unchanged", "gone", "to remove"]
    )
    rows = []
    total = dict.fromkeys(("create", "update", "unchanged", "gone", "removed"), 0)
    for name, p in plan.types.items():
        n = counts(p)
        if not plan.prune:
            n["removed"] = 0
        if not any(n[k] for k in total):
            continue
        declaration = registry.declaration(name)
        rows.append([declaration.zh if zh else declaration.en, *(str(n[k]) for k in total)])
        total = {k: v + n[k] for k, v in total.items()}
    rows.append(["合计" if zh else "total", *(str(v) for v in total.values())])
    lines = grid(rows, head, [False, *[True] * (len(head) - 1)], width)
    for name, p in plan.types.items():
        lines += _change_lines(name, p.changes, lang, width, registry)
        lines += _gone_lines(name, p.gone, lang, width, registry, prune=plan.prune)
        if p.kept.height:
            d = registry.declaration(name)
            lines += wrap(
                f"{d.zh}：{p.kept.height} 条已无来源，因仍有联系而保留"
                if zh
                else f"{d.en}: {p.kept.height} without source stay, because ties refer to them",
                width,
            )
    if total["gone"] and not plan.prune:
        lines += wrap(
            "“不再断言”的记录未动；加 --prune 才移除。"
            if zh
            else "What is gone stays as it is; --prune removes it.",
            width,
        )
    return lines


def _who(row: Mapping[str, object]) -> str:
    """A record for people: its name and id, or the two ends of a tie and its since."""
    if "id" in row:
        return f"{row['name']} ({row['id']})" if row.get("name") else str(row["id"])
    return f"{row['from_id']} - {row['to_id']} ({row['since']})"


def _labelled(field: Field, value: str | None, registry: Registry, lang: Lang) -> str:
    """A value with labels for codes; a hyphen for nothing."""
    if not value:
        return "-"
    labels = {c.code: c.zh if lang == "zh" else c.en for c in registry.codes.get(field.attr.code, ())}
    return "、".join(labels.get(v, v) for v in value.split("、"))


def _change_lines(name: str, changes: pl.DataFrame, lang: Lang, width: int, registry: Registry) -> list[str]:
    """Which fields change from what to what; further sources of a record are only counted."""
    declaration = registry.declaration(name)
    told = changes.filter(~pl.col("field").is_in(QUIET))
    zh = lang == "zh"
    what = declaration.zh if zh else declaration.en
    fields = declaration.fields()
    lines = []
    for r in told.head(0 if _persons(name, registry) else MOST_CHANGES).iter_rows(named=True):
        field = fields[r["field"]]
        old, new = (_labelled(field, v, registry, lang) for v in (r["old"], r["new"]))
        label = field.attr.label if zh else field.attr.en
        sources = f"[{r['old_sources']} -> {r['new_sources']}]"
        lines += wrap(one_line(f"{what} {_who(r)} {label}: {old} -> {new} {sources}"), width)
    if told.height > MOST_CHANGES and lines:
        rest = told.height - MOST_CHANGES
        lines.append(f"{what}：另有 {rest} 处变化" if zh else f"{what}: {rest} more changes")
    keys = [c for c in changes.columns if c in ("id", "from_id", "to_id", "since")]
    quiet = changes.select(keys).unique().join(told, on=keys, how="anti").height
    if quiet:
        text = f"{what}：{quiet} 条只添来源或数据日期" if zh else f"{what}: {quiet} with another source only"
        lines.append(text)
    return lines


def _gone_lines(
    name: str, gone: pl.DataFrame, lang: Lang, width: int, registry: Registry, *, prune: bool
) -> list[str]:
    """Which records will be removed."""
    leaving = gone.filter(pl.col("remaining").list.len() == 0)
    if not prune or not leaving.height or _persons(name, registry):
        return []
    declaration = registry.declaration(name)
    what = f"将移除 {declaration.zh}" if lang == "zh" else f"to remove: {declaration.en}"
    lines = []
    for r in leaving.head(MOST_CHANGES).iter_rows(named=True):
        lines += wrap(one_line(f"{what} {_who(r)}"), width)
    if leaving.height > MOST_CHANGES:
        rest = leaving.height - MOST_CHANGES
        lines.append(f"{what}：另有 {rest} 条" if lang == "zh" else f"{what}: {rest} more")
    return lines


def _persons(name: str, registry: Registry) -> bool:
    """Whether it is a type of persons or a tie of theirs: such rows are never listed."""
    if name in registry.nodes:
        return registry.nodes[name].person
    tie = registry.ties.get(name)
    return tie is not None and any(registry.nodes[x].person for x in (*tie.ends()[0], *tie.ends()[2]))


def report_line(report: Report, lang: Lang) -> str:
    """The numbers of an import, which add up: read = created + updated + unchanged + rejected."""
    r = report
    if lang == "zh":
        rejected = f" + 退回 {r.rejected}" if r.rejected_rows else ""
        return (
            f"{'已部分导入' if rejected else '已导入'}：读入 {r.read} = 新增 {r.created} + "
            f"更新 {r.updated} + 不变 {r.unchanged}{rejected}；移除 {r.removed}"
        )
    rejected = f" + rejected {r.rejected}" if r.rejected_rows else ""
    return (
        f"Imported{' in part' if rejected else ''}: read {r.read} = created {r.created} + "
        f"updated {r.updated} + unchanged {r.unchanged}{rejected}; removed {r.removed}"
    )


def rejects_line(rows: int, path: Path | None, lang: Lang) -> str:
    """How many rows were rejected and where they are."""
    if lang == "zh":
        return f"退回 {rows} 行{f'，写入 {path}；改正后再导入此文件' if path else ''}。"
    there = f", written to {path}; correct them and import that file" if path else ""
    return f"{rows} row{'s' if rows > 1 else ''} rejected{there}."

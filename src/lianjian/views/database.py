"""A store's status, verification and copy as lines of text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjian.databases import CHECKS
from lianjian.model import REGISTRY, Registry

from .answer import Lang
from .layout import one_line, wrap
from .table import grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianjian.databases import Copied, Finding, Result, Status, Verified

LAST_RUNS = 5
MOST_SOURCES = 3
SHORT = 12
"""Digits of a hash that are shown where two stand side by side."""


def _label(name: str, lang: Lang, registry: Registry) -> str:
    declaration = registry.declaration(name)
    return declaration.zh if lang == "zh" else declaration.en


def status_lines(
    s: Status, key_check: str | None, lang: Lang, width: int, registry: Registry = REGISTRY
) -> list[str]:
    """What is in the store; ``key_check`` is that of the key in use here, None without one."""
    zh = lang == "zh"
    lines = wrap(f"图库：{s.url}" if zh else f"store: {s.url}", width)
    lines += wrap(f"引擎：{s.engine}" if zh else f"engine: {s.engine}", width)
    if s.counts:
        lines += ["", *_counts(s, lang, width, registry)]
    if s.runs:
        lines += ["", *_runs(s, lang, width)]
    told = [*_persons(s, key_check, zh=zh), *_open_issues(s, zh=zh)]
    return [*lines, "", *(line for text in told for line in wrap(text, width))]


def _counts(s: Status, lang: Lang, width: int, registry: Registry) -> list[str]:
    zh = lang == "zh"
    rows = []
    for derived, total, label in (
        (False, s.records, "记录合计" if zh else "records"),
        (True, s.derived, "派生合计" if zh else "derived rows"),
    ):
        for name, n in s.counts.items():
            if registry.declaration(name).derived is derived:
                rows.append([_label(name, lang, registry), name, str(n)])
        rows.append([label, "", str(total)])
    head = ["种类", "名称", "条数"] if zh else ["type", "name", "rows"]
    return grid(rows, head, [False, False, True], width)


def _runs(s: Status, lang: Lang, width: int) -> list[str]:
    zh = lang == "zh"
    head = (
        ["导入时间", "来源", "新增", "更新", "移除"] if zh
        else ["imported at", "sources", "created", "updated", "removed"]
    )
    rows = [
        [
            r.at.replace("T", " ").replace("+00:00", " UTC"), _sources(r.sources, zh=zh),
            str(r.created), str(r.updated), str(r.removed),
        ]
        for r in s.runs[:LAST_RUNS]
    ]
    lines = grid(rows, head, [False, False, True, True, True], width)
    rest = len(s.runs) - LAST_RUNS
    if rest > 0:
        lines.append(f"更早的导入：{rest} 次" if zh else f"earlier imports: {rest}")
    return lines


def _sources(sources: Sequence[str], *, zh: bool) -> str:
    shown = one_line(("、" if zh else ", ").join(sources[:MOST_SOURCES]))
    if len(sources) <= MOST_SOURCES:
        return shown
    return f"{shown} 等 {len(sources)} 个" if zh else f"{shown}, … ({len(sources)})"


def _persons(s: Status, key_check: str | None, *, zh: bool) -> list[str]:
    """Whether there are persons, and whether the key in use here is the one of their pseudonyms."""
    if not s.persons and not s.keys:
        return ["个人数据：无" if zh else "persons: none"]
    if not s.keys:
        state = "没有密钥校验值" if zh else "no key check"
    else:
        state = ("密钥校验值 " if zh else "key check ") + ("、" if zh else ", ").join(s.keys)
        if key_check is None:
            state += "，本机没有密钥" if zh else "; there is no key here"
        elif s.keys == (key_check,):
            state += "，与本机密钥相符" if zh else ", the key here"
        else:
            state += "，与本机密钥不符" if zh else ", not the key here"
    n = s.persons
    return [f"个人数据：{n} 人（化名），{state}" if zh else f"persons: {n} (pseudonyms), {state}"]


def _open_issues(s: Status, *, zh: bool) -> list[str]:
    """What is still to be done, or looks wrong at a glance."""
    found = (
        (not s.runs and not s.counts, "注意：还没有导入；请运行 lianjian import",
         "note: nothing is imported yet; run lianjian import"),
        (not s.runs and bool(s.counts), "注意：有记录而没有导入批次；请运行 lianjian db verify",
         "note: there are records but no import run; run lianjian db verify"),
        (bool(s.records) and not s.derived, "注意：没有派生记录；请运行 lianjian db verify",
         "note: nothing is derived; run lianjian db verify"),
        (bool(s.persons) and not s.keys, "注意：化名用哪把密钥不详，密钥不符将无从发现",
         "note: it is unknown which key made the pseudonyms; another key would go unnoticed"),
        (len(s.keys) > 1, "注意：化名用过不止一把密钥，同一人可能有几个化名",
         "note: pseudonyms were made with several keys; one person may have several"),
    )
    return [z if zh else e for there, z, e in found if there]


def verified_lines(v: Verified, lang: Lang, width: int, registry: Registry = REGISTRY) -> list[str]:
    """Each check with "k of n", what is wrong with examples, what to do, and the hash of the content."""
    zh = lang == "zh"
    head = ["核对", "符合", "共", "单位", "结果"] if zh else ["check", "fine", "of", "unit", "result"]
    rows = []
    for r in v.results:
        c = CHECKS[r.check]
        k, n = ("-", "-") if r.n is None else (str(r.n - r.wrong), str(r.n))
        title, unit = (c.zh, c.unit_zh) if zh else (c.en, c.unit_en)
        rows.append([title, k, n, unit, _state(r, zh=zh)])
    lines = grid(rows, head, [False, True, True, False, False], width)
    for r in v.results:
        lines += _findings(r, lang, width, registry)
    if v.content is not None:
        lines += wrap(f"内容散列：{v.content.total}" if zh else f"content hash: {v.content.total}", width)
    return lines


def _state(r: Result, *, zh: bool) -> str:
    if r.n is None:
        return "未核对" if zh else "not checked"
    if r.findings:
        return "不符" if zh else "wrong"
    return "通过" if zh else "passed"


def _findings(r: Result, lang: Lang, width: int, registry: Registry) -> list[str]:
    zh, c = lang == "zh", CHECKS[r.check]
    title = c.zh if zh else c.en
    if r.n is None:
        text = f"{title}：其他问题改正之后才能核对" if zh else f"{title}: checked once the rest is put right"
        return wrap(text, width)
    if not r.findings:
        return []
    told = [one_line(_finding(title, f, lang, registry)) for f in r.findings]
    told.append(f"办法：{c.remedy_zh}" if zh else f"what to do: {c.remedy_en}")
    return [line for text in told for line in wrap(text, width)]


def _finding(title: str, f: Finding, lang: Lang, registry: Registry) -> str:
    examples = list(f.examples) + (["…"] if f.examples and f.count > len(f.examples) else [])
    label = _label(f.type, lang, registry)
    if lang == "zh":
        return f"{title}：{label} {f.zh}，{f.count} 处" + ("：" + "；".join(examples) if examples else "")
    return f"{title}: {label} {f.en}, {f.count}" + (": " + "; ".join(examples) if examples else "")


def copied_lines(c: Copied, lang: Lang, width: int, registry: Registry = REGISTRY) -> list[str]:
    """Rows and hashes on both sides, type by type."""
    zh = lang == "zh"
    head = (
        ["种类", "来源条数", "目标条数", "散列", "结果"] if zh
        else ["type", "rows, source", "rows, target", "hash", "result"]
    )
    names = [n for n in (*registry.nodes, *registry.ties) if n in c.source.rows or n in c.target.rows]
    rows = []
    for name in names:
        here, there = c.source.hashes.get(name, "-"), c.target.hashes.get(name, "-")
        k, n = c.source.rows.get(name, 0), c.target.rows.get(name, 0)
        rows.append([_label(name, lang, registry), str(k), str(n), *_compared(here, there, zh=zh)])
    k, n = sum(c.source.rows.values()), sum(c.target.rows.values())
    total = _compared(c.source.total, c.target.total, zh=zh)
    rows.append(["合计" if zh else "total", str(k), str(n), *total])
    lines = grid(rows, head, [False, True, True, False, False], width)
    told = f"{c.source_url} → {c.target_url}"
    return [*lines, *wrap(f"已复制：{told}" if zh else f"copied: {told}", width)] if c.equal else lines


def _compared(here: str, there: str, *, zh: bool) -> tuple[str, str]:
    """Both hashes in short, once where they are equal, and whether they are."""
    if here == there:
        return here[:SHORT], "一致" if zh else "equal"
    return f"{here[:SHORT]} / {there[:SHORT]}", "不一致" if zh else "different"

"""The documents about model, problems, questions and layouts, from what the code declares."""

from __future__ import annotations

from pathlib import Path

from markup import MADE, anchor, code_list, prose, table, tick

from lianjian.model import REGISTRY, Field, Node, Tie, load_rules
from lianjian.model.ties import PartOf
from lianjian.tables.layout import CODE, CRS, DISTRICT, NAME, SOURCE, TYPE, Column, Layout, Meant
from lianjian.tables.layouts import layouts
from lianjian.tables.problems import CATALOGUE

DOCS = Path(__file__).resolve().parent
PLAIN = {str: "text", int: "whole number", float: "number", bool: "yes/no", list: "texts"}
SHARED = ("since", "since_precision", "until", "until_precision", "sources")
FIELDS = ("field", "中文", "English", "type", "marks", "unit", "example", "meaning", "also accepted")


def model() -> str:
    """docs/model.md: node types, tie types, code lists and rules."""
    common = PartOf.fields()
    return "\n".join([
        "# Data dictionary · 数据字典\n", MADE,
        prose(f"""{len(REGISTRY.nodes)} node types, {len(REGISTRY.ties)} tie types and
            {len(REGISTRY.codes)} code lists, declared in `src/lianjian/model/`. [Layouts](layouts.md) tells
            which sheets make them."""),
        prose("""What sheets assert also carries the fields below. Dates are never empty: an unknown beginning
            is stored as 0001-01-01, an open end as 9999-12-31; a period is [since, until). A field marked
            *last day* is written in sheets as the last day and stored as the day after. From a field marked
            *identity* a pseudonym is made, and only that is stored. What is *derived* is computed at each
            import; no sheet gives it."""),
        table(FIELDS, (_field(n, common[n]) for n in SHARED)),
        "## Nodes\n", "\n".join(_node(n, c) for n, c in REGISTRY.nodes.items()),
        "## Ties\n",
        prose("A tie is identified by its type, both ends and `since`. Only fields of its own are listed."),
        "\n".join(_tie(n, c) for n, c in REGISTRY.ties.items()),
        "## Code lists\n",
        prose("""The store, CSV and JSON carry the code; tables for people carry the label. Sheets may write
            the code, either label or another accepted form."""),
        "\n".join(_codes(n) for n in REGISTRY.codes),
        "## Rules\n",
        prose("""The thresholds of the questions. Own values go into a TOML file named by `--rules` or
            `LIANJIAN_RULES`, such as `[R16]` with `values = { staff = 20 }`."""),
        table(("id", "规则", "rule", "firm", "thresholds, inclusive"), (
            [i, r.zh, r.en, r.firm, tick(f"{k} = {v}" for k, v in r.values.items())]
            for i, r in load_rules().items())),
    ])


def _marks(f: Field) -> str:
    a = f.attr
    marks = [
        "required" if f.required else "", "key" if a.key else "", "" if f.type in PLAIN else "date",
        code_list(a.code) if a.code else "", "identity" if a.identity else "",
        "personal" if a.personal else "", "last day" if a.inclusive else "", "derived" if a.derived else "",
    ]
    return ", ".join(m for m in marks if m)


def _field(name: str, f: Field) -> list[str]:
    a = f.attr
    kind = PLAIN.get(f.type, "date")
    return [f"`{name}`", a.label, a.en, kind, _marks(f), a.unit, a.example, a.about, "、".join(a.aliases)]


def _node(name: str, node: type[Node]) -> str:
    fields = {n: f for n, f in node.fields().items() if n in ("since", "until") or n not in SHARED}
    marks = ["derived"] * node.derived + ["persons, by pseudonym only"] * node.person
    lines = [
        f"### {name}\n", " · ".join([f"`(:{name})` **{node.zh} · {node.en}**", *marks]) + "\n",
        f"{prose(node.__doc__ or '')}\n{node.about}。\n",
    ]
    if not node.derived:
        groups = [tick("its subject" if x == "@subject" else x for x in g) for g in node.identity]
        apart = f"; equal names are told apart by their {node.apart}" if node.apart else ""
        lines.append(f"Identified by {', else by '.join(groups)}{apart}.\n")
    return "\n".join([*lines, table(FIELDS, (_field(n, f) for n, f in fields.items()))])


def _tie(name: str, tie: type[Tie]) -> str:
    usual = PartOf.fields()
    own = {n: f for n, f in tie.fields().items() if n not in usual or f.attr != usual[n].attr}
    marks = ["derived"] * tie.derived + ["symmetric, stored once"] * tie.symmetric
    marks += ["at most one on a date"] * tie.single + ["one day unless an end is given"] * tie.momentary
    lines = [
        f"### {name}\n", f"`{tie.picture}`\n", " · ".join([f"**{tie.zh} · {tie.en}**", *marks]) + "\n",
        f"{prose(tie.__doc__ or '')}\n{tie.about}。{tie.from_label} → {tie.to_label}。\n",
    ]
    if tie.inline:
        known = "、".join([tie.inline, *tie.inline_aliases])
        lines.append(f"In the sheet of its near end: {known} ({tie.inline_en}).\n")
    return "\n".join([*lines, *([table(FIELDS, (_field(n, f) for n, f in own.items()))] if own else [])])


def _codes(name: str) -> str:
    codes = REGISTRY.codes[name]
    form = any(c.form for c in codes)
    head = ["code", "中文", "English", "also accepted", *["official table"] * form]
    rows = ([f"`{c.code}`" if c.code else "(empty)", c.zh, c.en, "、".join(c.aliases), *[c.form] * form]
            for c in codes)
    return f"### List {name}\n\n{table(head, rows)}"


GROUPS = {
    "F": "Files · 文件", "H": "Headings · 标题", "V": "Values · 值", "R": "References · 引用",
    "C": "Contradictions · 矛盾", "P": "Persons · 个人信息", "N": "Notices · 提示",
}


def problems() -> str:
    """docs/problems.md: the catalogue in both languages."""
    parts = ["# Problems · 问题一览\n", MADE, prose("""
        What `lianjian import` may say about a file. Codes are stable. An **error** stops the import: all
        errors are listed at once and nothing is written; a warning or a notice stops nothing. Words in braces
        are filled in with what was found. The [exit code](cli.md#exit-codes) is 3 for errors, 4 where a name
        is unknown or ambiguous (marked ⁴), 6 where the pseudonym key is missing (marked ⁶).""")]
    for letter in dict.fromkeys(code[0] for code in CATALOGUE):
        rows = []
        for code, k in CATALOGUE.items():
            if code.startswith(letter):
                mark = "⁴" if k.reference else "⁶" if code == "P01" else ""
                zh, en = f"{k.zh}<br>→ {k.remedy_zh}", f"{k.en}<br>→ {k.remedy_en}"
                rows.append([f"**{code}**{mark}", k.severity, zh, en])
        title = GROUPS.get(letter, letter)
        parts.append(f"## {title}\n\n" + table(("code", "severity", "中文", "English"), rows))
    return "\n".join(parts)


def questions() -> str:
    """docs/questions.md: the index of questions, from their headers."""
    from lianjian.queries import library

    known = {n: library.load(n) for n in sorted(library.paths())}
    parts = [
        "# Questions · 问题\n", MADE,
        prose("""Each question is one file `cypher/<topic>/<name>.cypher`; its header gives what stands here.
            Ask with `lianjian ask NAME` ([command line](cli.md#lianjian-ask)). Files in CSV and JSON have the
            column names below and carry codes; tables carry labels."""),
        table(("question", "中文", "English"),
              ([f"[{n}](#{anchor(n)})", q.title.zh, q.title.en] for n, q in known.items())),
    ]
    for name, q in known.items():
        h = q.header
        persons = {"none": "no counts of persons", "counts": "holds counts of persons"}[h.persons]
        params = []
        for p in h.params:
            default = f"rule {p.rule}" if p.rule else f"`{p.default}`" if p.default else "(all)"
            kind = tick(c or "''" for c in p.choices) if p.choices else p.type
            flag = f"`--{p.name.replace('_', '-')}`"
            params.append([flag, p.label.zh, p.label.en, kind, default, f"`{p.example}`"])
        columns = []
        for c in h.columns:
            named = f"`{c.name}`" + (f", named by `{c.named_by}`" if c.named_by else "")
            listed = code_list(c.code, "model.md") if c.code else ""
            columns.append([named, c.zh, c.en, c.type, c.unit or listed])
        parts += [
            f"## {name}\n", f"**{h.title.zh} · {h.title.en}** · {persons}\n",
            f"{h.question.zh}\n\n{h.question.en}\n",
            table(("option", "中文", "English", "type", "default", "example"), params),
            table(("column", "中文", "English", "type", "unit or list"), columns),
            f"Denominator · 分母: {h.denominator.zh}\n\n{h.denominator.en}\n",
        ]
    return "\n".join(parts)


CELLS = {
    NAME: "name, code or alias", CODE: "code", TYPE: "kind of thing",
    DISTRICT: "district, tells equal names apart", CRS: "coordinate system", SOURCE: "source of the row",
}


def layouts_page() -> str:
    """docs/layouts.md: every layout with its headings and what a row makes."""
    known = layouts()
    plain = {**REGISTRY.nodes, **REGISTRY.ties}
    offices = [x for x in known.values() if x.name not in plain]
    form = (DOCS / "example" / "新联盟.yaml").read_text(encoding="utf-8")
    return "\n".join([
        "# Layouts · 版式\n", MADE,
        prose("""A sheet is recognised by its headings: of the layouts whose **required** headings (bold) are
            all there, the one that leaves the fewest unknown; a tie is a problem, and so is another layout
            that only lacks a heading and leaves far fewer. `--layout NAME` names one,
            `lianjian template 空白表.xlsx NAME…` writes a blank sheet. Headings may be Chinese or English;
            spaces, full-width forms, `*` and remarks in brackets do not matter, but a unit does:
            工作经费（元） is converted to the unit of its column, and what cannot be is refused."""),
        table(("layout", "中文", "English"),
              ([f"[{x.name}](#{anchor(x.name)})", x.zh, x.en] for x in known.values())),
        "## Sheets that offices keep\n", "\n".join(_layout(x) for x in offices),
        "## The alliance sheet as YAML\n",
        prose("""A list of alliances, each with its members; JSON has the same form. What stands beside `成员`
            holds for all members. This is [example/新联盟.yaml](example/新联盟.yaml), the same alliance
            as the workbook beside it."""),
        f"```yaml\n{form}```\n",
        "## One plain sheet for each node type\n",
        "\n".join(_layout(x) for x in known.values() if x.name in REGISTRY.nodes),
        "## One plain sheet for each tie type\n",
        "\n".join(_layout(x) for x in known.values() if x.name in REGISTRY.ties),
    ])


def _meant(meant: Meant) -> str:
    """What an empty or missing cell means."""
    where = f", `{meant.where}` filled," if meant.where else ""
    return f"Empty{where} `{meant.to}` means `{meant.value}`."


def _layout(layout: Layout) -> str:
    makes = [f"{' or '.join(s.types)} (`{s.name}`)" for s in layout.slots if s.makes]
    names = [f"{' or '.join(s.types)} (`{s.name}`)" for s in layout.slots if not s.makes]
    ties = [
        f"`{t.start}` –[{t.type}](model.md#{anchor(t.type)})→ `{' or '.join(t.end)}`" for t in layout.ties
    ]
    lines = [f"### {layout.name}\n", f"**{layout.zh} · {layout.en}**\n"]
    nothing = "no record, only a tie" if ties else "nothing: the sheet is known, but not read back"
    lines.append(f"- A row makes {', '.join(makes)}." if makes else f"- A row makes {nothing}.")
    lines += [f"- A row with nothing in {tick(layout.entries)} is left out."] * bool(layout.entries)
    lines += [f"- It names {', '.join(names)}."] * bool(names)
    lines += [f"- Ties: {', '.join(ties)}."] * bool(ties)
    lines += [f"- {_meant(m)}" for m in layout.means]
    lines += [f"- Empty cells of {tick(layout.fills)} repeat what stands above."] * bool(layout.fills)
    if layout.persons:
        lines.append("- A roster: identities become pseudonyms in memory; nothing unknown is taken in.")
    head = ("heading", "English", "also accepted", "goes to", "example")
    return "\n".join([*lines, "", table(head, (_heading(c) for c in layout.columns))])


def _heading(c: Column) -> list[str]:
    label = f"**{c.attr.label}**" if c.required else c.attr.label
    listed = f", {code_list(c.attr.code, 'model.md')}" if c.attr.code in REGISTRY.codes else ""
    goes = f"`{c.slot}`: {CELLS.get(c.field, f'`{c.field}`')}{listed}"
    return [label, c.attr.en, "、".join(c.attr.aliases), goes, c.attr.example]

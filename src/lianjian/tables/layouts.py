"""The layouts there are: the sheets offices really keep, and the plain ones that declarations give.

Every node type and every tie type between named things has a plain layout derived from its
declaration; the sheets that offices really use (survey, organizations, alliances, ledgers) stand below
as tables, those of the single practices in :mod:`lianjian.tables.systems`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..model import REGISTRY, Attr, Node, Registry, Tie
from .layout import (
    ASIDE,
    CODE,
    CRS,
    DISTRICT,
    NAME,
    SOURCE,
    SOURCE_COLUMN,
    TYPE,
    Column,
    Layout,
    Slot,
    TieMade,
    made,
    named,
    own_columns,
    period,
)
from .systems import system_layouts


def plain(declaration: type[Node], registry: Registry) -> Layout:
    """The plain sheet of a node type: its fields, and what its inline ties name."""
    label = declaration.__name__
    fields = declaration.fields()
    needed = {n for n, f in fields.items() if f.required and (n != "id" or f.attr.identity)}
    needed |= {n for n in declaration.identity[-1] if n in fields}
    needed -= {"scheme", "edition"}
    slots = [Slot("it", (label,), makes=True)]
    columns = made("it", declaration, required=tuple(needed))
    ties = []
    if declaration.fact_of:
        fact = registry.ties[declaration.fact_of]
        slots.append(Slot("subject", fact.ends()[2]))
        columns = [*named("subject", fact.to_label, f"{fact.en} what", required=True), *columns]
        ties.append(TieMade(declaration.fact_of, "it", ("subject",), since_of="it"))
    for name, tie in registry.asserted_ties.items():
        starts, _, ends = tie.ends()
        if label not in starts or not tie.inline:
            continue
        slot = name.lower()
        slots.append(Slot(slot, ends))
        columns += named(slot, tie.inline, tie.inline_en, aliases=tie.inline_aliases)
        columns += period(tie, f"{tie.inline}起始日期", f"{tie.inline}截止日期")
        columns += [replace(c, attr=replace(c.attr, label=f"{tie.inline}{c.attr.label}", aliases=()))
                    for c in own_columns(tie)]
        dated = "it" if tie.momentary else ""
        ties.append(TieMade(name, "it", (slot,), since_of=dated, until_of=dated))
    if not declaration.person:  # a roster has no free text: it might name somebody
        columns.append(SOURCE_COLUMN)
    return Layout(label, declaration.zh, declaration.en, tuple(slots), tuple(columns), tuple(ties))


def plain_tie(tie: type[Tie], registry: Registry) -> Layout | None:
    """The plain sheet of a tie type: its two ends, period and attributes; None if an end has no name."""
    starts, name, ends = tie.ends()
    near, far = (tuple(x for x in side if registry.nodes[x].names) for side in (starts, ends))
    if not near or not far:
        return None
    columns = [
        *named("start", tie.from_label, f"{tie.en} from", required=True),
        *named("end", tie.to_label, f"{tie.en} to", required=True),
        *period(tie, tie.fields()["since"].attr.label, tie.fields()["until"].attr.label),
        *own_columns(tie),
        SOURCE_COLUMN,
    ]
    return Layout(name, tie.zh, tie.en, (Slot("start", near), Slot("end", far)), tuple(columns),
                  (TieMade(name, "start", ("end",)),))


def _survey(registry: Registry) -> Layout:
    enterprise, count = registry.nodes["Enterprise"], registry.nodes["Headcount"]
    unit = made("unit", enterprise, required=("name",), name="单位名称", kind="单位类型")
    unit = [replace(c, attr=replace(c.attr, code="unit_kind")) if c.field == "kind" else c for c in unit]
    return Layout(
        "survey", "摸排表", "survey sheet",
        (Slot("unit", ("Enterprise", "Institution"), makes=True), Slot("count", ("Headcount",), makes=True),
         Slot("street", ("Division",), within="district"), Slot("community", ("Division",), within="street"),
         Slot("building", ("Building",), within="street"), Slot("district", ("Division",))),
        (*unit, *made("count", count, required=("since",)),
         *named("district", "所在区", "district"), *named("street", "所在街道", "street"),
         *named("community", "所在社区", "community"), *named("building", "所在楼宇", "building"),
         SOURCE_COLUMN),
        (TieMade("COUNTS", "count", ("unit",), since_of="count"),
         TieMade("SURVEYED_AT", "count", ("building", "community", "street", "district"), since_of="count")),
        stated_by="count",
    )


def _organizations(registry: Registry) -> Layout:
    base = plain(registry.nodes["Organization"], registry)
    covers = registry.ties["COVERS"]
    return Layout(
        "organizations", "党组织覆盖表", "sheet of organizations and what they cover",
        (*base.slots, Slot("covered", covers.ends()[2])),
        (*base.columns, *named("covered", "覆盖单位", "unit covered", required=True),
         *period(covers, "覆盖起始日期", "覆盖截止日期")),
        (*base.ties, TieMade("COVERS", "it", ("covered",))),
    )


def _alliances(registry: Registry) -> Layout:
    alliance, member = registry.nodes["Alliance"], registry.ties["MEMBER_OF"]
    who = tuple(x for x in member.ends()[0] if registry.nodes[x].names)
    return Layout(
        "alliances",
        "联盟表",
        "alliance sheet",
        (
            Slot("it", ("Alliance",), makes=True),
            Slot("area", ("BusinessDistrict",)),
            Slot("convener", who),
            Slot("member", who),
        ),
        (
            *made("it", alliance, required=("name",), kind="类型"),
            *named("area", "区域", "area"),
            *named("convener", "牵头单位", "convener"),
            *named("member", "成员", "member", required=True),
            Column(
                f"member.{DISTRICT}",
                Attr("所在区", "district", "成员所在的区，用来区分同名", example="玄武区"),
            ),
            *(replace(c, attr=member.fields()[c.field].attr) for c in period(member, "", "")),
            *own_columns(member),
            SOURCE_COLUMN,
        ),
        (
            TieMade("COORDINATES", "it", ("area",), since_of="it", until_of="it"),
            TieMade("CONVENES", "convener", ("it",), since_of="it", until_of="it"),
            TieMade("MEMBER_OF", "member", ("it",)),
        ),
        fills=("it", "area", "convener"),
    )


LEDGER, SUMMARY = "ledger", "ledger_summary"
"""The layouts of the workbooks that :mod:`lianjian.reports.gaps` writes."""


def _aside(name: str, zh: str, en: str, *, required: bool = False, kind: type = str) -> Column:
    return Column(f"{ASIDE}.{name}", Attr(zh, en), kind, required)


def _ledger(registry: Registry) -> Layout:
    """A ledger of units to act on, in the order of its workbook; filled in, its rows are follow-ups."""
    filled = ("measure", "responsible", "due", "done")
    follow = {c.field: c for c in made("follow", registry.nodes["FollowUp"], required=("since",))}
    name = Attr("单位名称", "unit", "名称、代码或别名", ("单位",), example="甲公司")
    code = Attr("统一社会信用代码", "unified social credit code", "单位的代码", ("信用代码",), key=True)
    street, street_code, _ = named("street", "所在街道", "street", example="新街口街道")
    return Layout(
        LEDGER, "整改台账", "ledger of units to act on",
        (Slot("unit", ("Enterprise", "Institution"), within="street"), Slot("street", ("Division",)),
         Slot("follow", ("FollowUp",), makes=True)),
        (Column(f"unit.{NAME}", name, required=True, filled=True), Column(f"unit.{CODE}", code),
         _aside("class", "分类", "class"), street, street_code, _aside("community", "所在社区", "community"),
         _aside("building", "所在楼宇", "building"), _aside("full_members", "正式党员", "full members"),
         _aside("staff", "从业人员", "staff", kind=int), _aside("work", "工作覆盖方式", "work coverage by"),
         _aside("advice", "建议", "advice"), _aside("state", "整改状态", "state"),
         *(replace(follow[f], required=True) for f in filled), follow["since"],
         _aside("last_measure", "上次整改措施", "last measure"),
         _aside("last_responsible", "上次责任单位", "last responsible"),
         _aside("last_due", "上次完成时限", "last due", kind=date),
         _aside("last_done", "上次完成情况", "last done", kind=date),
         _aside("last_ledger", "上次台账日期", "last ledger date", kind=date)),
        (TieMade("FOLLOWS_UP", "follow", ("unit",), since_of="follow"),),
        entries=tuple(f"follow.{f}" for f in filled),
    )


def _summary() -> Layout:
    """The summary beside the ledgers: known, so that a folder of ledgers can be imported as it is."""
    figures = (
        ("units", "单位数", "units"), ("gaps", "待整改", "to act on"), ("fresh", "其中：新", "of them new"),
        ("open", "其中：未完成", "of them open"), ("overdue", "其中：逾期", "of them overdue"),
        ("done", "其中：已完成", "of them done"), ("resolved", "已到位", "resolved"),
    )  # fmt: skip
    return Layout(
        SUMMARY, "台账汇总（不读回）", "summary of ledgers (not read back)", (),
        (_aside("name", "区划", "division", required=True), _aside("code", "区划代码", "division code"),
         *(_aside(*x, required=True, kind=int) for x in figures),
         _aside("file", "台账文件", "ledger file", required=True)),
    )


def layouts(registry: Registry = REGISTRY, extra: Iterable[Layout] = ()) -> dict[str, Layout]:
    """All layouts by name: the offices' sheets, the plain ones derived from the registry, and ``extra``."""
    offices = [_survey(registry), _organizations(registry), _alliances(registry), *system_layouts(registry)]
    found = [*offices, _ledger(registry), _summary(), *extra]
    found += [plain(c, registry) for c in registry.asserted_nodes.values()]
    found += [x for t in registry.asserted_ties.values() if (x := plain_tie(t, registry)) is not None]
    for layout in found:
        _check(layout, registry)
    return {x.name: x for x in found}


def _check(layout: Layout, registry: Registry) -> None:
    """TypeError where a layout uses a name that no declaration gives."""
    slots = {s.name: s for s in layout.slots}
    fields = {
        s.name: {f for t in s.types if t in registry.nodes for f in registry.nodes[t].fields()}
        for s in layout.slots
    }
    fields |= {t.type: set(registry.ties[t.type].fields()) for t in layout.ties if t.type in registry.ties}
    special = {NAME, CODE, TYPE, DISTRICT, CRS}
    columns = [c for c in layout.columns if c.to != f"row.{SOURCE}" and c.slot != ASIDE]
    wrong = [t.type for t in layout.ties if t.type not in registry.ties]
    wrong += [t for s in layout.slots for t in s.types if t not in registry.nodes]
    wrong += [e for t in layout.ties for e in (t.start, *t.end) if e not in slots]
    wrong += [f for f in (*layout.fills, layout.stated_by) if f and f not in slots]
    wrong += [to for to in layout.entries if to not in {c.to for c in columns}]
    wrong += [c.to for c in columns if c.slot not in fields]
    wrong += [c.to for c in columns if c.field not in fields.get(c.slot, {c.field}) | special]
    known = {*registry.codes, "node_type", "crs"}
    wrong += [c.attr.code for c in layout.columns if c.attr.code and c.attr.code not in known]
    if wrong:
        raise TypeError(f"{layout.name}: no declaration gives {', '.join(dict.fromkeys(wrong))}")

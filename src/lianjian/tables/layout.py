"""What a layout is: which columns of a sheet make which records.

A row of a sheet fills *slots*. A slot that ``makes`` asserts a record of one of its types; the others
name something that must exist. Ties run between slots.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model import Attr, Node, Tie

NAME, CODE, TYPE, DISTRICT, CRS, SOURCE = "@name", "@code", "@type", "@district", "@crs", "@source"
ASIDE = "aside"
"""The slot of columns that a sheet has for its readers: they are known, but nothing of them is taken in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading that may stand in a sheet and where its values go (``slot.field``).

    ``required``: the heading must be there for the layout to fit. ``filled``: each row needs a value.
    ``said`` is the unit that the sheet states where it is another than the field's.
    """

    to: str
    attr: Attr
    type: type = str
    required: bool = False
    filled: bool = False
    said: str = ""

    @property
    def slot(self) -> str:
        """The slot, or the tie, the column belongs to."""
        return self.to.split(".")[0]

    @property
    def field(self) -> str:
        """The field of the slot."""
        return self.to.split(".")[1]

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings it is known by."""
        return (self.attr.label, self.attr.en, *self.attr.aliases)


@dataclass(frozen=True, slots=True)
class Slot:
    """A thing a row speaks of. ``within`` names the slot that narrows equal names (a street)."""

    name: str
    types: tuple[str, ...]
    makes: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class TieMade:
    """A tie a row asserts between two slots; of several possible ends the first filled one counts.

    ``since_of`` takes the period's beginning from a slot's ``since`` (a survey date, a founding).
    """

    type: str
    start: str
    end: tuple[str, ...]
    since_of: str = ""
    until_of: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a sheet of its kind means by rows that leave a code (``slot.field``) empty.

    With ``where`` only rows that fill that column; the first that applies counts.
    """

    to: str
    value: str
    where: str = ""


@dataclass(frozen=True)
class Layout:
    """A kind of sheet."""

    name: str
    zh: str
    en: str
    slots: tuple[Slot, ...]
    columns: tuple[Column, ...]
    ties: tuple[TieMade, ...] = ()
    fills: tuple[str, ...] = ()
    """Slots and ties whose columns are filled down where the first of them is empty."""
    stated_by: str = ""
    """The slot whose ``since`` dates the values of the other made slots (a survey)."""
    entries: tuple[str, ...] = ()
    """Columns (``slot.field``) that people fill in: a row with none of them filled says nothing yet."""
    means: tuple[Meant, ...] = ()
    """Kinds that go without saying in such a sheet."""

    def slot(self, name: str) -> Slot:
        """The slot called ``name``."""
        return next(s for s in self.slots if s.name == name)

    @property
    def persons(self) -> bool:
        """Whether the layout has a column of identities: then nothing unknown is taken in."""
        return any(c.attr.identity for c in self.columns)


def made(
    slot: str, declaration: type[Node], *, required: tuple[str, ...] = (), **labels: str
) -> list[Column]:
    """The columns of a record; ``labels`` renames headings (the declared ones become aliases)."""
    columns = []
    for f in declaration.fields().values():
        hidden = f.name in ("sources", "since_precision", "until_precision") or f.attr.derived
        if hidden or (f.name == "id" and not f.attr.identity):
            continue
        if f.name == "until" and declaration.fact_of:
            continue
        attr = f.attr
        if f.name in labels:
            attr = replace(attr, label=labels[f.name], aliases=(*attr.aliases, attr.label))
        must = f.name in required
        columns.append(Column(f"{slot}.{f.name}", attr, f.type, must, must))
    if "lon" in declaration.fields() or "polygon" in declaration.fields():
        columns.append(Column(f"{slot}.{CRS}", _CRS))
    return columns


def shown(columns: Iterable[Column], **examples: str) -> list[Column]:
    """The columns with examples that fit their sheet, by field; ``""`` shows none."""
    return [
        replace(c, attr=replace(c.attr, example=examples[c.field])) if c.field in examples else c
        for c in columns
    ]


def also(columns: Iterable[Column], **headings: tuple[str, ...]) -> list[Column]:
    """The columns with further headings that such a sheet has, by field."""
    return [
        replace(c, attr=replace(c.attr, aliases=(*c.attr.aliases, *headings.get(c.field, ()))))
        for c in columns
    ]


_CRS = Attr("坐标系", "coordinate system", "WGS-84、GCJ-02 或 BD-09", code="crs", example="WGS-84")
SOURCE_COLUMN = Column(
    f"row.{SOURCE}", Attr("来源", "source", "本行的来源", ("数据来源",), example="区委组织部台账")
)


def named(slot: str, heading: str, en: str, *, required: bool = False, aliases: tuple[str, ...] = (),
          example: str = "", name_aliases: tuple[str, ...] = ()) -> list[Column]:
    """The columns that name something: by name, code or alias; by code alone; and its type."""
    more = tuple(f"{a}代码" for a in aliases if not a.endswith("代码"))
    code = Column(
        f"{slot}.{CODE}", Attr(f"{heading}代码", f"{en} code", "代码", (*more, f"{heading}编号"), key=True)
    )
    return [
        Column(
            f"{slot}.{NAME}",
            Attr(heading, en, "名称、代码或别名", (*aliases, *name_aliases), example=example),
            required=required,
        ),
        *(() if heading.endswith("代码") else (code,)),
        Column(f"{slot}.{TYPE}", Attr(f"{heading}类型", f"{en} type", "种类", code="node_type")),
    ]


def period(tie: type[Tie], since: str, until: str) -> list[Column]:
    """The columns of a tie's period and its own attributes, under the headings given."""
    _, name, _ = tie.ends()
    f = tie.fields()
    return [
        Column(f"{name}.since", replace(f["since"].attr, label=since, en=f"{tie.en} since"), f["since"].type),
        Column(f"{name}.until", replace(f["until"].attr, label=until, en=f"{tie.en} until"), f["until"].type),
    ]


def own_columns(tie: type[Tie]) -> list[Column]:
    """The columns of the attributes a tie carries beside its period."""
    _, name, _ = tie.ends()
    known = ("since", "until", "since_precision", "until_precision", "sources")
    return [Column(f"{name}.{f.name}", f.attr, f.type) for f in tie.fields().values() if f.name not in known]

"""Parsed sheets → assertions: which record each row makes, and between whom its ties run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from ..model import BEGINNING, FOREVER, Registry
from ..model.frames import DTYPES
from .directory import Directory, Frames
from .layouts import CODE, DISTRICT, NAME, SOURCE, TYPE, Layout, Slot
from .parse import Parsed, name_key
from .problems import Problem

AT = ("_sheet", "_row")
"""Columns that remember where a row came from: the number of the sheet and its row."""
_MOST_HINTS = 200


@dataclass
class Assertions:
    """What the sheets assert: node rows and tie rows by type, each with its source and place.

    A value that is not stated is null; nothing is filled with defaults here.
    """

    nodes: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))


def resolve(
    sheets: Sequence[Parsed], known: Frames, registry: Registry, sources: Sequence[str]
) -> tuple[Assertions, list[Problem]]:
    """All rows of all sheets as assertions, with every name resolved against files and store.

    ``known`` are the store's frames by type; ``sources[i]`` is the source of sheet i, unless a row says
    otherwise. Divisions come first, because streets tell units without a code apart.
    """
    problems: list[Problem] = []
    work = [_Sheet(i, p, sources[i]) for i, p in enumerate(sheets)]
    for sheet in work:
        problems += sheet.prepare(registry)
    ties: dict[str, list[pl.DataFrame]] = defaultdict(list)
    stages: tuple[tuple[str, ...], ...] = (("Division",), ("Building",), ())
    for stage in stages:
        # A slot belongs to the earliest stage that knows all its types; the last stage takes the rest.
        for sheet in work:
            problems += sheet.identify(stage, registry)
        if not stage:
            problems += _organizations(work, known, registry)
            for sheet in work:
                sheet.facts(registry)
                for name, frame in sheet.ties(registry, ("COUNTS", "SURVEYED_AT")).items():
                    ties[name].append(frame)
        directory = Directory.of(_known_nodes(work, known, registry), _known_ties(known, ties), registry)
        superiors = _superiors(known) if not stage else {}
        for sheet in work:
            problems += sheet.name_others(stage, directory, superiors, registry)
        for sheet in work:
            for name, frame in sheet.ties(registry, ("PART_OF", "LOCATED_IN")).items():
                ties[name].append(frame)
    found = Assertions()
    for sheet in work:
        sheet.facts(registry)
        for name, frame in sheet.records(registry).items():
            found.nodes[name].append(frame)
        for name, frame in sheet.ties(registry).items():
            found.ties[name].append(frame)
    problems += _lookalikes(work, found, known)
    return found, problems


def _known_nodes(work: Sequence[_Sheet], known: Frames, registry: Registry) -> dict[str, list[pl.DataFrame]]:
    nodes: dict[str, list[pl.DataFrame]] = defaultdict(list)
    for sheet in work:
        for name, frame in sheet.records(registry).items():
            nodes[name].append(frame)
    for name in registry.asserted_nodes:
        if name in known:
            nodes[name].append(known[name])
    return nodes


def _known_ties(known: Frames, ties: Mapping[str, list[pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    ends = ["from_type", "from_id", "to_type", "to_id"]
    return {
        name: pl.concat([f.select(ends) for f in (*ties.get(name, ()), *((known[name],) if name in known else ()))])
        for name in ("PART_OF", "LOCATED_IN", "COUNTS", "SURVEYED_AT") if name in known or ties.get(name)
    }


def _superiors(known: Frames) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    if "SUPERIOR" in known:
        for t, i, to in known["SUPERIOR"].select("from_type", "from_id", "to_id").iter_rows():
            found[t, i].add(to)
    return found


class _Sheet:
    """One sheet on its way from values to records: ``rows`` gains ``slot.@t`` and ``slot.@i``."""

    def __init__(self, number: int, parsed: Parsed, source: str) -> None:
        self.number, self.match, self.layout = number, parsed.match, parsed.match.layout
        rows = parsed.frame
        given = f"row.{SOURCE}"
        origin = pl.col(given).fill_null(source) if given in rows.columns else pl.lit(source)
        self.rows = rows.with_columns(origin.alias("source"))
        self.done: set[str] = set()

    def has(self, column: str) -> bool:
        return column in self.rows.columns

    def problem(self, code: str, row: int, to: str, value: str, facts: Mapping[str, object]) -> Problem:
        letter, heading = self.match.place(to)
        return Problem(code, self.match.sheet.file, self.match.sheet.name, row, letter, heading, value, facts)

    def prepare(self, registry: Registry) -> list[Problem]:
        """Tell the type of each made record; give divisions their scheme."""
        problems = []
        for slot in self.layout.slots:
            if not slot.makes:
                continue
            if len(slot.types) == 1:
                self.rows = self.rows.with_columns(pl.lit(slot.types[0]).alias(f"{slot.name}.@t"))
            else:
                problems += self._tell_type(slot, registry)
            if slot.types == ("Division",):
                problems += self._schemes(slot)
        return problems

    def _tell_type(self, slot: Slot, registry: Registry) -> list[Problem]:
        kind, code = f"{slot.name}.kind", f"{slot.name}.code"
        told = pl.lit(None, pl.String)
        if self.has(kind):
            for t in slot.types:
                f = registry.nodes[t].fields().get("kind")
                codes = [c.code for c in registry.codes[f.attr.code]] if f else []
                told = pl.when(pl.col(kind).is_in(codes)).then(pl.lit(t)).otherwise(told)
        if self.has(code):
            # GB 32100: the first digit is the registering department, 9 being industry and commerce.
            first = pl.col(code).str.head(1)
            by_code = pl.when(first == "9").then(pl.lit("Enterprise")).when(first.is_in(["1", "3", "5"])).then(
                pl.lit("Institution"))
            told = pl.coalesce(told, by_code)
        self.rows = self.rows.with_columns(told.alias(f"{slot.name}.@t"))
        lacking = self.rows.filter(pl.col(f"{slot.name}.@t").is_null() & pl.col(f"{slot.name}.name").is_not_null())
        return [self.problem("V12", r["row"], kind, r[f"{slot.name}.name"], {}) for r in lacking.iter_rows(named=True)]

    def _schemes(self, slot: Slot) -> list[Problem]:
        notice = []
        for name, default in (("scheme", "nbs"), ("edition", "2023")):
            column = f"{slot.name}.{name}"
            if not self.has(column):
                notice = [self.problem("N03", 0, column, "", {})]
                self.rows = self.rows.with_columns(pl.lit(default).alias(column))
            self.rows = self.rows.with_columns(pl.col(column).fill_null(default))
        code = pl.col(f"{slot.name}.code")
        pseudo = (pl.col(f"{slot.name}.scheme") == "nbs") & (
            (code.str.len_chars() == 9) & (code.str.slice(6, 1).is_in(["4", "5"]))
            | (code.str.len_chars() == 12) & (code.str.slice(9, 3) == "498"))
        column = f"{slot.name}.pseudo"
        stated = pl.col(column).fill_null(pseudo) if self.has(column) else pseudo
        self.rows = self.rows.with_columns(stated.alias(column))
        return notice

    def identify(self, stage: tuple[str, ...], registry: Registry) -> list[Problem]:
        """Give the made records of this stage their ids (organizations and facts come later)."""
        for slot in self.layout.slots:
            if not slot.makes or slot.name in self.done or (stage and not set(slot.types) <= set(stage)):
                continue
            declaration = registry.nodes[slot.types[0]]
            if declaration.fact_of:
                continue
            self.done.add(slot.name)
            if declaration.person:
                made = pl.col(f"{slot.name}.id")
            else:
                made = self._identity(slot, declaration.identity, declaration.apart)
            self.rows = self.rows.with_columns(made.alias(f"{slot.name}.@i"))
        return []

    def _identity(self, slot: Slot, identity: tuple[tuple[str, ...], ...], apart: str) -> pl.Expr:
        choices = []
        for group in identity:
            columns = [f"{slot.name}.{n}" for n in group]
            if not all(self.has(c) for c in columns):
                continue
            parts = [
                name_key(c) if n == "name" else pl.col(c).cast(pl.String) for n, c in zip(group, columns, strict=True)
            ]
            whole = pl.concat_str(parts, separator="/" if len(parts) == 3 else "|")
            if group == ("name",) and apart == "street":
                whole = pl.concat_str(pl.lit("~"), self._street(), pl.lit("~"), whole)
            choices.append(whole)
        return pl.coalesce(choices) if choices else pl.lit(None, pl.String)

    def _street(self) -> pl.Expr:
        """The code of the street a row names, "" if none: it tells units without a code apart."""
        for name in ("street.@i", "located_in.@i"):
            if self.has(name):
                code = pl.col(name).str.split("/").list.last()
                return pl.when(code.str.len_chars() == 9).then(code).otherwise(pl.lit("")).fill_null("")
        return pl.lit("")

    def name_others(
        self, stage: tuple[str, ...], directory: Directory, superiors: Mapping[tuple[str, str], set[str]],
        registry: Registry,
    ) -> list[Problem]:
        """Resolve the slots that name something, those that narrow others first."""
        problems = []
        waiting = [s for s in self.layout.slots if not s.makes and s.name not in self.done
                   and (not stage or set(s.types) <= {"Division", *stage})]
        for slot in sorted(waiting, key=lambda s: _depth(self.layout, s)):
            self.done.add(slot.name)
            problems += self._name(slot, directory, superiors, registry)
        return problems

    def _name(
        self, slot: Slot, directory: Directory, superiors: Mapping[tuple[str, str], set[str]], registry: Registry
    ) -> list[Problem]:
        def given(column: str) -> pl.Expr:
            return (pl.col(column) if self.has(column) else pl.lit(None, pl.String)).alias(column.split(".")[1])

        names = [f"{slot.name}.{x}" for x in (NAME, CODE, TYPE, DISTRICT)]
        if not any(self.has(c) for c in names[:2]):
            return []
        within = pl.lit(None, pl.String)
        if slot.within and self.has(f"{slot.within}.@i"):
            within = pl.col(f"{slot.within}.@i")
        asked = self.rows.select(
            "row", *(given(c) for c in names), within.alias("within"),
        ).rename({NAME: "name", CODE: "code", TYPE: "type", DISTRICT: "district"})
        keys = ["name", "code", "type", "within", "district"]
        distinct = asked.select(keys).unique(maintain_order=True).with_row_index("n")
        answer = directory.resolve(distinct, slot.types)
        distinct = distinct.join(answer, on="n", how="left")
        wrong = distinct.filter(pl.col("found") != 1)
        problems: list[Problem] = []
        if wrong.height:
            distinct, problems = self._unresolved(slot, asked, distinct, wrong, directory, superiors, registry)
        ends = asked.select(keys).join(distinct, on=keys, how="left", nulls_equal=True, maintain_order="left")
        self.rows = self.rows.with_columns(
            ends["to_type"].alias(f"{slot.name}.@t"), ends["to_id"].alias(f"{slot.name}.@i"))
        return problems

    def _unresolved(
        self, slot: Slot, asked: pl.DataFrame, distinct: pl.DataFrame, wrong: pl.DataFrame, directory: Directory,
        superiors: Mapping[tuple[str, str], set[str]], registry: Registry,
    ) -> tuple[pl.DataFrame, list[Problem]]:
        problems: list[Problem] = []
        keys = ["name", "code", "type", "within", "district"]
        mended: dict[int, tuple[str, str]] = {}
        what = "、".join(dict.fromkeys(registry.nodes[t].zh for t in slot.types))
        what_en = " or ".join(dict.fromkeys(registry.nodes[t].en for t in slot.types))
        for count, r in enumerate(wrong.iter_rows(named=True)):
            text = r["code"] or r["name"]
            options = directory.qualified(text, slot.types, superiors) if count < _MOST_HINTS else []
            if len(options) == 1:
                mended[r["n"]] = options[0]
                continue
            rows = asked.join(pl.DataFrame([r], schema=distinct.schema).select(keys), on=keys, nulls_equal=True)["row"]
            facts: dict[str, object]
            if r["found"]:
                code, listed = "R02", directory.meanings(text, slot.types)
                facts = {"hint": "、".join(listed)}
            else:
                code = "R01"
                types = (r["type"],) if r["type"] in slot.types else slot.types
                listed = directory.candidates(r["name"] or text, types) if count < _MOST_HINTS else []
                facts = {"what": what, "what_en": what_en,
                         "hint": f"；相近的有 {'、'.join(listed)}" if listed else "",
                         "hint_en": f"; similar: {', '.join(listed)}" if listed else ""}
                if r["type"] and r["type"] not in slot.types:
                    code, facts = "R03", {"expected": what}
            if slot.name in self.layout.fills:  # one cell stands for all rows below it
                rows = rows.sort().head(1)
            to = f"{slot.name}.{CODE if r['code'] else NAME}"
            problems += [self.problem(code, row, to, text, facts) for row in rows.to_list()]
        if mended:
            table = pl.DataFrame(
                {"n": list(mended), "t": [v[0] for v in mended.values()], "i": [v[1] for v in mended.values()]},
                schema={"n": distinct.schema["n"], "t": pl.String, "i": pl.String})
            distinct = distinct.join(table, on="n", how="left").with_columns(
                pl.coalesce("t", "to_type").alias("to_type"), pl.coalesce("i", "to_id").alias("to_id")).drop("t", "i")
        return distinct, problems

    def facts(self, registry: Registry) -> None:
        """Give dated facts their ids: the subject's id and the date."""
        for slot in self.layout.slots:
            fact_of = registry.nodes[slot.types[0]].fact_of if slot.makes else ""
            if not fact_of:
                continue
            tie = next(t for t in self.layout.ties if t.type == fact_of and t.start == slot.name)
            if not self.has(f"{tie.end[0]}.@i"):
                continue
            made = pl.concat_str(pl.col(f"{tie.end[0]}.@i"), pl.col(f"{slot.name}.since").cast(pl.String), separator="|")
            self.rows = self.rows.with_columns(made.alias(f"{slot.name}.@i"))

    def records(self, registry: Registry) -> dict[str, pl.DataFrame]:
        """The made records identified so far, by type."""
        found: dict[str, list[pl.DataFrame]] = defaultdict(list)
        for slot in self.layout.slots:
            if not slot.makes or not self.has(f"{slot.name}.@i"):
                continue
            stated = f"{self.layout.stated_by}.since" if self.layout.stated_by else ""
            for name in slot.types:
                fields = registry.nodes[name].fields()
                own = [n for n in fields if n not in ("id", "sources", "stated")]
                columns = [
                    (pl.col(f"{slot.name}.{n}") if self.has(f"{slot.name}.{n}") else pl.lit(None))
                    .cast(DTYPES[fields[n].type]).alias(n) for n in own
                ]
                if "stated" in fields:
                    columns.append((pl.col(stated) if stated and self.has(stated) else pl.lit(None, pl.Date))
                                   .alias("stated"))
                found[name].append(
                    self.rows.filter((pl.col(f"{slot.name}.@t") == name) & pl.col(f"{slot.name}.@i").is_not_null())
                    .select(pl.col(f"{slot.name}.@i").alias("id"), *columns, "source",
                            pl.lit(self.number, pl.UInt32).alias("_sheet"), pl.col("row").alias("_row")))
        return {n: pl.concat(fs) for n, fs in found.items()}

    def ties(self, registry: Registry, only: tuple[str, ...] | None = None) -> dict[str, pl.DataFrame]:
        """The tie rows whose ends are known, of all types or ``only`` some."""
        found: dict[str, list[pl.DataFrame]] = defaultdict(list)
        for made in self.layout.ties:
            if only is not None and made.type not in only:
                continue
            ends = [e for e in made.end if self.has(f"{e}.@i")]
            if not ends or not self.has(f"{made.start}.@i"):
                continue
            declaration = registry.ties[made.type]
            columns = []
            for n, f in declaration.fields().items():
                if n == "sources":
                    continue
                own, lent = f"{made.name}.{n}", None
                if n.startswith("since") and made.since_of:
                    lent = f"{made.since_of}.{n}"
                if n.startswith("until") and made.until_of:
                    lent = f"{made.until_of}.{n}"
                choices = [pl.col(c) for c in (own, lent) if c and self.has(c)]
                columns.append((pl.coalesce(choices) if choices else pl.lit(None)).cast(DTYPES[f.type]).alias(n))
            frame = self.rows.select(
                pl.col(f"{made.start}.@t").alias("from_type"), pl.col(f"{made.start}.@i").alias("from_id"),
                pl.coalesce([pl.when(pl.col(f"{e}.@i").is_not_null()).then(pl.col(f"{e}.@t")) for e in ends])
                .alias("to_type"),
                pl.coalesce([f"{e}.@i" for e in ends]).alias("to_id"),
                *columns, "source", pl.lit(self.number, pl.UInt32).alias("_sheet"), pl.col("row").alias("_row"),
            ).filter(pl.col("from_id").is_not_null() & pl.col("to_id").is_not_null())
            if declaration.symmetric:
                swap = pl.concat_str("from_type", "from_id", separator="\0") > pl.concat_str(
                    "to_type", "to_id", separator="\0")
                frame = frame.with_columns(
                    pl.when(swap).then(pl.col(b)).otherwise(pl.col(a)).alias(a)
                    for a, b in (("from_type", "to_type"), ("from_id", "to_id"), ("to_type", "from_type"),
                                 ("to_id", "from_id")))
            found[made.type].append(frame)
        return {n: pl.concat(fs, how="diagonal_relaxed") for n, fs in found.items()}


def _depth(layout: Layout, slot: Slot) -> int:
    return 1 + _depth(layout, layout.slot(slot.within)) if slot.within else 0


def _organizations(work: Sequence[_Sheet], known: Frames, registry: Registry) -> list[Problem]:
    """Ids of records whose equals are told apart by their superior (organizations without a code).

    A name that only one such record bears is its id. Where two superiors hold the same name at one
    time, the id carries the superior's name; a row without a superior is then ambiguous.
    """
    problems: list[Problem] = []
    label = "Organization"
    if label not in registry.nodes:
        return problems
    coded: dict[str, set[str]] = defaultdict(set)
    stored: dict[str, dict[str, str]] = defaultdict(dict)  # name → superior's name → id
    if label in known:
        named = known[label].select("id", name_key("name").alias("name"), "code")
        for i, n, c in named.iter_rows():
            (coded[n].add(i) if c else stored[n].setdefault("", i))
        if "SUPERIOR" in known:
            tied = known["SUPERIOR"].join(named, left_on="from_id", right_on="id").join(
                named.select(pl.col("id").alias("to_id"), pl.col("name").alias("above")), on="to_id")
            for n, above, i, c in tied.select("name", "above", "from_id", "code").iter_rows():
                if not c:
                    stored[n].pop("", None)
                    stored[n][above] = i
    rows: list[tuple[_Sheet, str, pl.DataFrame]] = []
    claims: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
    for sheet in work:
        for slot in sheet.layout.slots:
            if not slot.makes or slot.types != (label,):
                continue
            def col(name: str, default: object, dtype: pl.DataType | type[pl.DataType], s: _Sheet = sheet) -> pl.Expr:
                return pl.col(name).fill_null(default) if s.has(name) else pl.lit(default, dtype)

            superior = name_key("superior.@name") if sheet.has("superior.@name") else pl.lit(None, pl.String)
            code = pl.col(f"{slot.name}.code") if sheet.has(f"{slot.name}.code") else pl.lit(None, pl.String)
            frame = sheet.rows.select(
                "row", name_key(f"{slot.name}.name").alias("name"), superior.fill_null("").alias("above"),
                code.alias("code"), col("SUPERIOR.since", BEGINNING, pl.Date).alias("since"),
                col("SUPERIOR.until", FOREVER, pl.Date).alias("until"))
            for n, c in frame.filter(pl.col("code").is_not_null()).select("name", "code").unique().iter_rows():
                coded[n].add(c)
            for n, above, since, until in (
                frame.filter(pl.col("code").is_null() & pl.col("name").is_not_null() & (pl.col("above") != ""))
                .select("name", "above", "since", "until").unique().sort("name", "above", "since").iter_rows()
            ):
                claims[n].append((above, since, until))
            rows.append((sheet, slot.name, frame))

    def clash(name: str) -> bool:
        there = [*claims[name], *((a, BEGINNING, FOREVER) for a in stored[name] if a)]
        return any(a != b and s < v and t < u for k, (a, s, u) in enumerate(there) for b, t, v in there[:k])

    ids: dict[tuple[str, str], str | None] = {}

    def identify(name: str, above: str) -> str | None:
        if (name, above) not in ids:
            choices = set(coded[name]) | set(stored[name].values())
            if above in stored[name]:
                found: str | None = stored[name][above]
            elif clash(name):
                found = f"{name}@{above}" if above else None
            elif len(choices) <= 1:
                found = next(iter(choices), name)
            else:
                found = None
            ids[name, above] = found
        return ids[name, above]

    for sheet, slot_name, frame in rows:
        uncoded = frame.filter(pl.col("code").is_null() & pl.col("name").is_not_null())
        pairs = uncoded.select("name", "above").unique()
        table = pairs.with_columns(
            pl.Series("made", [identify(n, a) for n, a in pairs.iter_rows()], dtype=pl.String))
        made = frame.join(table, on=["name", "above"], how="left", maintain_order="left")
        sheet.rows = sheet.rows.with_columns(
            pl.when(made["code"].is_null()).then(made["made"]).otherwise(made["code"]).alias(f"{slot_name}.@i"))
        lost = made.filter(pl.col("code").is_null() & pl.col("name").is_not_null() & pl.col("made").is_null())
        for r in lost.iter_rows(named=True):
            options = sorted({*coded[r["name"]], *(f"{a}/{r['name']}" for a, _, _ in claims[r["name"]]),
                              *(f"{a}/{r['name']}" for a in stored[r["name"]] if a)})
            problems.append(sheet.problem("R02", r["row"], f"{slot_name}.name", r["name"],
                                          {"hint": "、".join(options[:3])}))
    return problems


def _lookalikes(work: Sequence[_Sheet], found: Assertions, known: Frames) -> list[Problem]:
    """Units without a code: how many, and which bear the name of another unit."""
    problems = []
    every = []
    for name in ("Enterprise", "Institution"):
        frames = [f.select("id", "name") for f in found.nodes.get(name, [])]
        frames += [known[name].select("id", "name")] if name in known else []
        every += frames
    if not every:
        return []
    units = pl.concat(every).unique("id").with_columns(name_key("name").alias("key"))
    for sheet in work:
        for slot in sheet.layout.slots:
            if not slot.makes or "Enterprise" not in slot.types or not sheet.has(f"{slot.name}.@i"):
                continue
            flagged = sheet.rows.filter(pl.col(f"{slot.name}.@i").str.starts_with("~")).unique(
                f"{slot.name}.@i", keep="first", maintain_order=True)
            if not flagged.height:
                continue
            problems.append(sheet.problem("N02", 0, f"{slot.name}.code", "", {"count": flagged.height}))
            same = flagged.select("row", pl.col(f"{slot.name}.@i").alias("own"), pl.col(f"{slot.name}.name").alias("n"),
                                  name_key(f"{slot.name}.name").alias("key")).join(units, on="key").filter(
                pl.col("id") != pl.col("own"))
            problems += [sheet.problem("N01", r["row"], f"{slot.name}.name", r["n"], {"other": r["id"]})
                         for r in same.iter_rows(named=True)]
    return problems

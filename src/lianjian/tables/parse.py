"""Text → values, a column at a time. What does not parse becomes a problem at its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl
from rapidfuzz import process

from ..model import Registry
from ..model.codes import Code
from ..model.credit import LENGTH, faults
from ..model.nodes import CREDIT_CODE
from .checks import check
from .dates import day_after, read_date
from .headings import Match
from .layouts import CODE, CRS, DISTRICT, NAME, SOURCE, TYPE, Column
from .persons import Pseudonyms
from .privacy import personal
from .problems import Problem
from .shown import showable

CRS_NAMES = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}


Facts = Callable[[str], Mapping[str, object]]
Values = tuple[str, pl.Series, pl.Series, str, Facts | None]
"""Where the values go, the values, which cells are bad, the problem's code and its facts."""


@dataclass(frozen=True)
class Parsed:
    """A sheet's values: ``frame`` has ``row`` and one typed column per ``slot.field`` given.

    A date column comes with ``slot.since_precision`` (or ``until_…``). An inclusive end is already the
    day after. ``shown`` are the cells as they stand, filled down, without personal data.
    """

    match: Match
    frame: pl.DataFrame
    shown: pl.DataFrame = field(repr=False)


def nfkc(column: str | pl.Expr) -> pl.Expr:
    """Full-width letters, digits and signs as half-width ones, without outer spaces."""
    e = pl.col(column) if isinstance(column, str) else column
    return e.str.normalize("NFKC").str.strip_chars()


def name_key(column: str | pl.Expr) -> pl.Expr:
    """The normalised name by which things are told apart: NFKC, no white space, lower case."""
    return nfkc(column).str.replace_all(r"\s+", "").str.to_lowercase()


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """The normalised name of one text, as :func:`name_key` gives for a column.

    Made by the same expression: Python's tables of Unicode can be of another year than the columns'.
    """
    return str(pl.select(name_key(pl.lit(text))).item())


def _tidy(column: str) -> pl.Expr:
    # Names keep the full-width brackets that Chinese text is written with.
    return nfkc(column).str.replace_all("(", "（", literal=True).str.replace_all(")", "）", literal=True)


def parse(
    match: Match, registry: Registry, pseudonyms: Pseudonyms | None = None
) -> tuple[Parsed, list[Problem]]:
    """All columns of a recognised sheet as typed values, and every problem in them.

    Identities become pseudonyms here, in memory; without ``pseudonyms`` a roster is a problem (P01).
    """
    problems: list[Problem] = []
    out: dict[str, pl.Series] = {"row": match.sheet.cells["row"]}
    cells, kept = _filled_down(match), match.sheet.cells
    for c, column in match.columns.items():
        raw = given = cells[c]
        if column.attr.identity:
            out[column.to] = _identities(match, column, raw, pseudonyms, problems)
        if column.attr.key:
            # A number that lost its digits in Excel, or in the CSV that Excel wrote.
            lost = raw.str.contains(r"^\s*\d(\.\d+)?[Ee]\+\d+\s*$").fill_null(value=False)
            if c in match.sheet.numbers:
                lost |= match.sheet.numbers[c] & raw.is_not_null()
            _report(match, column, raw, lost, "V06", problems)
            if column.attr == CREDIT_CODE:
                raw = raw.set(lost, None)
        if column.attr.identity:
            continue
        if _is_text(column):
            told, own = personal(raw), personal(kept[c])
            _report(match, column, kept[c], own, "V13", problems)
            kept = kept.with_columns(kept[c].set(own, None))
            raw, given = raw.set(told, None), raw.set(told, "")
        for name, series, bad, code, facts in _values(column, raw, registry):
            out[name] = series
            _report(match, column, raw, bad, code, problems, facts)
        if column.filled:
            _blank(match, column, given, problems)
    frame = pl.DataFrame(out)
    problems += check(match, frame)
    frame, found = _coordinates(match, frame)
    match = replace(match, sheet=replace(match.sheet, cells=kept))
    return Parsed(_without_persons(match), frame, showable(match, cells)), problems + found


def _without_persons(match: Match) -> Match:
    """The match without the cells of personal and unknown columns: what was read of persons ends here."""
    kept = [c for c, column in match.columns.items() if not column.attr.personal]
    return replace(
        match, sheet=replace(match.sheet, cells=match.sheet.cells.select("row", *kept), numbers={})
    )


def _blank(match: Match, column: Column, raw: pl.Series, problems: list[Problem]) -> None:
    facts = {"expected": column.attr.label, "expected_en": column.attr.en}
    _report(match, column, raw, raw.is_null(), "V01", problems, lambda _value: facts)


def _identities(
    match: Match, column: Column, raw: pl.Series, pseudonyms: Pseudonyms | None, problems: list[Problem]
) -> pl.Series:
    """The pseudonyms of a column of identities; the identities themselves go no further."""
    if pseudonyms is None:
        letter, heading = match.place(column.to)
        sheet = match.sheet
        problems.append(Problem("P01", sheet.file, sheet.name, sheet.header_row, letter, heading))
        return pl.Series([None] * len(raw), dtype=pl.String)
    # What holds no digit ("-", "无") identifies nobody: two such rows would become one person.
    raw = raw.set(~raw.str.contains(r"\d").fill_null(value=False), None)
    _blank(match, column, raw, problems)
    population = match.layout.slot(column.slot).types[0]
    return pseudonyms.of(population, raw)


def _filled_down(match: Match) -> pl.DataFrame:
    """Fill down the columns of the layout's repeating slots where the first of them is empty."""
    cells = match.sheet.cells
    if not match.layout.fills:
        return cells
    ties = {
        t.type for t in match.layout.ties if t.start in match.layout.fills and t.end[0] in match.layout.fills
    }
    group = [c for c, x in match.columns.items() if x.slot in match.layout.fills or x.slot in ties]
    lead = next((c for c in group if match.columns[c].filled), None)
    if lead is None:
        return cells
    block = pl.col(lead).is_not_null().cum_sum().alias("block")
    return (
        cells.with_columns(block)
        .with_columns(pl.when(pl.col(lead).is_null()).then(pl.col(c).first().over("block")).otherwise(pl.col(c))
                      .alias(c) for c in group)
        .drop("block")
    )


def _report(
    match: Match, column: Column, raw: pl.Series, bad: pl.Series, code: str, problems: list[Problem],
    facts: Facts | None = None,
) -> None:
    """Append one problem per bad cell; a cell with a person's number (V13) is not shown."""
    if not bad.any():
        return
    place = match.place(column.to)
    rows = match.sheet.cells["row"].filter(bad).to_list()
    for row, value in zip(rows, raw.filter(bad).to_list(), strict=True):
        shown = "" if column.attr.personal or code == "V13" else (value or "")
        problems.append(match.problem_at(code, row, place, shown, facts(value) if facts else {}))


def _values(column: Column, raw: pl.Series, registry: Registry) -> Iterator[Values]:
    """(name, values, bad mask, problem code, facts) for each output of a column."""
    frame = raw.alias("x").to_frame()
    given = raw.is_not_null()
    to = column.to
    if column.field == CRS:
        plain = frame.select(nfkc("x").str.to_lowercase().str.replace_all(r"[\s_-]", ""))["x"]
        values = plain.replace_strict(CRS_NAMES, default=None, return_dtype=pl.String)
        expected = "、".join(CRS_NAMES.values())
        yield to, values, given & values.is_null(), "V05", lambda _v: _list_facts(expected, expected)
    elif column.attr.code == "node_type":
        table = {k: n for n, c in registry.asserted_nodes.items() for k in (c.zh, n.lower(), c.en.lower())}
        table |= {a: n for a, n in _TYPE_ALIASES.items() if n in registry.nodes}
        values = frame.select(nfkc("x").str.to_lowercase())["x"].replace_strict(
            table, default=None, return_dtype=pl.String)
        expected = "、".join(c.zh for c in registry.asserted_nodes.values())
        # A kind of unit ("个体工商户", "社会团体") tells the type too.
        for n, list_name in (("Enterprise", "enterprise_kind"), ("Institution", "institution_kind")):
            kinds = _code_table(registry.codes[list_name]) if list_name in registry.codes else {}
            more = frame.select(nfkc("x").str.to_lowercase())["x"].is_in(list(kinds))
            values = pl.select(pl.when(values.is_null() & more).then(pl.lit(n)).otherwise(values)).to_series()
        yield to, values, given & values.is_null(), "V05", lambda _v: _list_facts(expected, expected)
    elif column.attr.code and column.type is list:
        yield to, *_code_lists(frame, given, registry.codes[column.attr.code])
    elif column.attr.code:
        codes = registry.codes[column.attr.code]
        values = frame.select(nfkc("x").str.to_lowercase())["x"].replace_strict(
            _code_table(codes), default=None, return_dtype=pl.String)
        yield to, values, given & values.is_null(), "V05", lambda v: _code_facts(v, codes)
    elif column.type is date:
        yield from _dates(column, frame, given)
    elif column.type is int:
        digits = (
            nfkc("x")
            .str.replace_all(r"[,\s]", "")
            .str.replace(r"(人|名|个|家)$", "")
            .str.replace(r"\.0+$", "")
        )
        values = frame.select(pl.when(digits.str.contains(r"^\d{1,15}$")).then(digits).cast(pl.Int64))["x"]
        below = given & frame.select(digits.str.contains(r"^[-−]\d{1,15}$"))["x"].fill_null(value=False)
        yield to, values, given & values.is_null() & ~below, "V03", None
        yield to, values, below, "V15", None
    elif column.type is float:
        values = frame.select(nfkc("x").cast(pl.Float64, strict=False))["x"]
        yield to, values, given & values.is_null(), "V04", None
    elif column.type is bool:
        truth = {
            "是": True,
            "yes": True,
            "true": True,
            "1": True,
            "否": False,
            "no": False,
            "false": False,
            "0": False,
        }
        values = frame.select(nfkc("x").str.to_lowercase())["x"].replace_strict(
            truth, default=None, return_dtype=pl.Boolean)
        yield to, values, given & values.is_null(), "V05", lambda _v: _list_facts("是、否", "yes, no")
    elif column.field == CODE or (column.attr.key and not column.attr.identity):
        plain = frame.select(nfkc("x").str.replace_all(r"\s", "").str.to_uppercase())["x"]
        plain = plain.set(plain.str.contains(_NO_CODE).fill_null(value=False), None)
        if column.attr == CREDIT_CODE:
            yield to, plain, (faults(plain) != "").fill_null(value=False), "V14", _credit_facts
        else:
            yield to, plain, ~given & given, "", None
    elif column.field in (NAME, DISTRICT, TYPE, SOURCE) or column.field != "polygon":
        yield to, frame.select(_tidy("x"))["x"], ~given & given, "", None
    else:
        yield to, raw, *_polygons(raw)


_NO_CODE = r"^(无|暂无|不详|/+|[-—–]+)$"
"""What people write where there is no code."""


def _is_text(column: Column) -> bool:
    """Whether a column holds words: names, aliases, roles, what an agreement is called."""
    coded = column.attr.code or column.attr.key or column.attr.identity or column.field == CODE
    return column.type is str and not coded and column.field not in (CRS, TYPE, "polygon")


def _credit_facts(value: str) -> dict[str, object]:
    """Which of its rules a credit code breaks."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).upper()
    zh, en = {
        "length": (f"应有 {LENGTH} 位，现有 {len(code)} 位", f"{len(code)} characters instead of {LENGTH}"),
        "characters": ("含有代码不用的字符", "characters that no code has"),
    }.get(faults(pl.Series([code])).item(), ("末位校验码不符", "wrong check character"))
    return {"fault": zh, "fault_en": en}


_TYPE_ALIASES = {
    "单位": "Institution", "社会组织": "Institution", "事业单位": "Institution", "街道": "Division",
    "社区": "Division", "区": "Division", "园区": "BusinessDistrict", "市场": "BusinessDistrict",
    "驿站": "ServicePoint", "站点": "ServicePoint", "服务站点": "ServicePoint", "党支部": "Organization",
    "党委": "Organization",
}


def _code_table(codes: tuple[Code, ...]) -> dict[str, str]:
    return {
        unicodedata.normalize("NFKC", k).lower(): c.code for c in reversed(codes) if c.code
        for k in (*c.aliases, c.en, c.zh, c.code)
    }


def _list_facts(zh: str, en: str, hint: Code | None = None) -> dict[str, object]:
    return {"expected": zh, "expected_en": en, "hint": f"，像是“{hint.zh}”" if hint else "",
            "hint_en": f", perhaps {hint.en}" if hint else ""}


def _code_facts(value: str, codes: tuple[Code, ...]) -> dict[str, object]:
    near = process.extractOne(value, [c.zh for c in codes], score_cutoff=60)
    return _list_facts("、".join(c.zh for c in codes if c.code), ", ".join(c.en for c in codes if c.code),
                       codes[near[2]] if near else None)


def _code_lists(
    frame: pl.DataFrame, given: pl.Series, codes: tuple[Code, ...]
) -> tuple[pl.Series, pl.Series, str, Facts]:
    """Several codes in one cell. Few different cells stand in many rows, so each is split once."""
    table = _code_table(codes)
    plain = nfkc("x").str.to_lowercase().str.replace_all(r"[、,;/+|和\s]+", "、")
    split = plain.str.strip_chars("、").str.split("、")
    mapped = frame.drop_nulls().unique().with_columns(
        split.list.eval(pl.element().replace_strict(table, default=None, return_dtype=pl.String)).alias("m")
    ).with_columns(
        pl.col("m").list.eval(pl.element().is_null()).list.any().alias("bad"),
        pl.col("m").list.drop_nulls().list.unique().list.sort(),
    )
    rows = frame.join(mapped, on="x", how="left", maintain_order="left")
    return rows["m"], given & rows["bad"].fill_null(value=False), "V05", lambda v: _code_facts(v, codes)


_OPEN = ("至今", "今", "现在", "长期", "无", "-", "—", "未终止", "永久")
_UNKNOWN = ("不详", "未知", "?")


def _dates(column: Column, frame: pl.DataFrame, given: pl.Series) -> Iterator[Values]:
    """The day a date begins (or, for an inclusive end, the day after it ends) and its precision."""
    distinct = frame["x"].drop_nulls().unique()
    read = {v: read_date(v) for v in distinct.to_list()}
    end = column.attr.inclusive
    bounds = {v: (day_after(*r) if end else r[0]) if r else None for v, r in read.items()}
    precisions = {v: r[1] if r else None for v, r in read.items()}
    blank = () if column.filled else _OPEN if end else (*_UNKNOWN, "-", "—")
    days = frame["x"].replace_strict(bounds, default=None, return_dtype=pl.Date)
    precision = frame["x"].replace_strict(precisions, default=None, return_dtype=pl.String)
    bad = given & days.is_null() & ~frame.select(nfkc("x"))["x"].is_in(list(blank))
    yield column.to, days, bad, "V02", None
    yield f"{column.to}_precision", precision, given & ~given, "", None


def _polygons(raw: pl.Series) -> tuple[pl.Series, str, Facts]:
    import shapely

    shapes = shapely.from_wkt(raw.to_numpy(), on_invalid="ignore")
    kinds = shapely.get_type_id(shapes)
    good = np.isin(kinds, (3, 6)) & shapely.is_valid(shapes)
    return pl.Series(~good) & raw.is_not_null(), "V10", lambda v: {"detail": (v or "")[:40]}


def _coordinates(match: Match, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Bring points and polygons to WGS-84; a coordinate without its system is a problem."""
    from .coordinates import polygon_to_wgs84, to_wgs84

    problems = []
    for slot in {c.slot for c in match.columns.values()}:
        lon, lat, shape, crs = (f"{slot}.{x}" for x in ("lon", "lat", "polygon", CRS))
        given = [c for c in (lon, lat, shape) if c in frame.columns]
        if not given:
            continue
        system = frame[crs] if crs in frame.columns else pl.Series([None] * frame.height, dtype=pl.String)
        known = system.is_not_null()
        letter, heading = match.place(given[0])
        lacking = frame.select(pl.any_horizontal(pl.col(given).is_not_null())).to_series() & ~known
        problems += [Problem("V09", match.sheet.file, match.sheet.name, r, letter, heading)
                     for r in frame["row"].filter(lacking).to_list()]
        for name in ("GCJ-02", "BD-09"):
            here = (system == name).fill_null(value=False)
            if not here.any():
                continue
            if {lon, lat} <= set(frame.columns):
                x, y = to_wgs84(frame[lon].to_numpy(), frame[lat].to_numpy(), name)
                frame = frame.with_columns(
                    pl.when(here).then(pl.Series(x).fill_nan(None)).otherwise(pl.col(lon)).alias(lon),
                    pl.when(here).then(pl.Series(y).fill_nan(None)).otherwise(pl.col(lat)).alias(lat))
            if shape in frame.columns:
                moved = pl.Series([polygon_to_wgs84(w, name) if w and h else w
                                   for w, h in zip(frame[shape], here, strict=True)], dtype=pl.String)
                frame = frame.with_columns(moved.alias(shape))
        frame = frame.drop(crs, strict=False)
    return frame, problems



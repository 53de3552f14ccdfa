"""A column's texts → values of its type, and which of them are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl
from rapidfuzz import process

from ..model import Registry
from ..model.code import Code
from ..model.credit import LENGTH, faults
from ..model.nodes import CREDIT_CODE
from .dates import day_after, last_day, read_date
from .layout import CODE, CRS, DISTRICT, NAME, SOURCE, TYPE, Column
from .numerals import plain_number
from .units import amounts

CRS_NAMES = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}

Facts = Callable[[str], Mapping[str, object]]
Values = tuple[str, pl.Series, pl.Series, str, Facts | None]
"""Where the values go, the values, which cells are bad, the problem's code and its facts."""


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


def values_of(column: Column, raw: pl.Series, registry: Registry) -> Iterator[Values]:
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
    elif column.type is list:
        split = _tidy("x").str.split("、").list.eval(pl.element().str.strip_chars())
        texts = split.list.filter(pl.element() != "").list.unique().list.sort()
        yield to, frame.select(pl.when(pl.col("x").is_not_null()).then(texts))["x"], ~given & given, "", None
    elif column.attr.code:
        codes = registry.codes[column.attr.code]
        values = frame.select(nfkc("x").str.to_lowercase())["x"].replace_strict(
            _code_table(codes), default=None, return_dtype=pl.String)
        yield to, values, given & values.is_null(), "V05", lambda v: _code_facts(v, codes)
    elif column.type is date:
        yield from _dates(column, frame, given)
    elif column.type is int:
        if plain_digits(raw):
            yield to, raw.cast(pl.Int64), ~given & given, "", None
            return
        digits = plain_number(pl.col("x")).str.replace(r"\.0+$", "")
        values = frame.select(pl.when(digits.str.contains(r"^\d+$")).then(digits).cast(pl.Int64))["x"]
        below = given & frame.select(digits.str.contains(r"^-\d+$"))["x"].fill_null(value=False)
        yield to, values, given & values.is_null() & ~below, "V03", None
        yield to, values, below, "V15", None
    elif column.type is float:
        unit = column.said or column.attr.unit
        amount = unit != "" and not unit.startswith("°")
        meant = amounts("x", column) if amount else pl.col("x").cast(pl.Float64, strict=False)
        values = frame.select(nfkc("x")).select(meant)["x"]
        facts = {"unit": f"，单位{unit}" if amount else "", "unit_en": f", in {unit}" if amount else ""}
        below = (values < 0).fill_null(value=False) & amount
        yield to, values, given & ~values.is_finite().fill_null(value=False), "V04", lambda _v: facts
        yield to, values, below, "V15", None
        most = column.attr.most
        if most is not None:
            above = (values.is_finite() & (values > most)).fill_null(value=False)
            yield to, values, above, "V17", lambda _v: {"most": f"{most:g}"}
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
        plain = frame.select(code_text("x"))["x"]
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


def plain_digits(raw: pl.Series) -> bool:
    """Whether all that is given are digits: most columns of counts are, and need no closer look."""
    return bool(raw.str.contains(r"^[0-9]{1,15}$").all())


def code_text(column: str) -> pl.Expr:
    """The codes of a column: half-width, upper case, without spaces; null for a sign that there is none."""
    plain = nfkc(column).str.replace_all(r"\s", "").str.to_uppercase()
    return pl.when(~plain.str.contains(_NO_CODE)).then(plain)


def is_text(column: Column) -> bool:
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
UNKNOWN = ("不详", "未知", "?", "-", "—")
"""What cells of a first day say where nobody knows it."""


def _dates(column: Column, frame: pl.DataFrame, given: pl.Series) -> Iterator[Values]:
    """The day a date begins and its precision; of an inclusive end the day after, of a last day the last."""
    distinct = frame["x"].drop_nulls().unique()
    read = {v: read_date(v) for v in distinct.to_list()}
    end = column.attr.inclusive
    bounds = {
        v: None if r is None else day_after(*r) if end
        else last_day(day_after(*r)) if column.attr.last_day else r[0]
        for v, r in read.items()
    }
    precisions = {v: r[1] if r else None for v, r in read.items()}
    blank = () if column.filled else _OPEN if end else UNKNOWN
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

"""The directory: every named thing in the files at hand and in the store, and who a cell means.

Names are resolved after all files are read: a cell names a thing by code, name or alias, or as
"superior/name" or "street/name" where names are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl
from rapidfuzz import process

from ..model import Registry
from .parse import key_of, name_key

CODE_MATCH, NAME_MATCH, ALIAS_MATCH = 0, 1, 2
Frames = Mapping[str, pl.DataFrame]

ENTRY = {"type": pl.String, "id": pl.String, "key": pl.String, "how": pl.Int8}


def entries(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The directory's entries of a node type's frame (columns type, id, key, how)."""
    # An id that is only the thing's name is no code: equal names must stay ambiguous.
    named = name_key("name") if "name" in frame.columns else pl.lit(None, pl.String)
    coded = frame.filter(pl.col("id").ne_missing(named))
    found = [coded.select(pl.col("id").alias("key"), "id", pl.lit(CODE_MATCH, pl.Int8).alias("how"))]
    if "code" in frame.columns:
        found.append(
            frame.select(pl.col("code").alias("key"), "id", pl.lit(CODE_MATCH, pl.Int8).alias("how"))
        )
    if "name" in frame.columns:
        found.append(
            frame.select(name_key("name").alias("key"), "id", pl.lit(NAME_MATCH, pl.Int8).alias("how"))
        )
    if "alias" in frame.columns:
        found.append(aliases(frame, "id").select(
            pl.col("alias").alias("key"), "id", pl.lit(ALIAS_MATCH, pl.Int8).alias("how")))
    return (
        pl.concat(found).filter(pl.col("key").is_not_null() & (pl.col("key") != ""))
        .select(pl.lit(name).alias("type"), "id", "key", "how").unique()
    )


def aliases(frame: pl.DataFrame, keep: str) -> pl.DataFrame:
    """The single aliases of a frame, normalised, beside its column ``keep``."""
    split = pl.col("alias").str.replace_all(r"[、,，;；]", "、").str.split("、")
    listed = frame.filter(pl.col("alias").is_not_null()).select(keep, split).explode("alias")
    return listed.select(keep, name_key("alias").alias("alias")).filter(pl.col("alias") != "").unique()


@dataclass(frozen=True)
class Directory:
    """Who is known. ``places`` maps (type, id) to every division above it, for telling equals apart."""

    table: pl.DataFrame
    names: pl.DataFrame
    above: Callable[[], pl.DataFrame]

    @property
    def places(self) -> pl.DataFrame:
        """What :func:`places` gives; computed only where names are equal."""
        return self.above()

    @classmethod
    def of(
        cls,
        nodes: Mapping[str, Iterable[pl.DataFrame]],
        above: Callable[[], pl.DataFrame],
        registry: Registry,
    ) -> Directory:
        """From the frames of node types (from files and store) and a call that gives their places."""
        tables, names = [pl.DataFrame(schema=ENTRY)], [pl.DataFrame(schema={
            "type": pl.String, "id": pl.String, "name": pl.String, "code": pl.String})]
        for name, frames in nodes.items():
            if not registry.nodes[name].names:
                continue
            for frame in frames:
                if frame.height:
                    tables.append(entries(name, frame))
                    names.append(
                        frame.select(
                            pl.lit(name).alias("type"),
                            "id",
                            "name",
                            (pl.col("code") if "code" in frame.columns else pl.lit(None, pl.String)).alias(
                                "code"
                            ),
                        )
                    )
        known = pl.concat(names).unique(["type", "id"], keep="first", maintain_order=True)
        return cls(pl.concat(tables).unique(), known, above)

    def resolve(self, wanted: pl.DataFrame, types: tuple[str, ...]) -> pl.DataFrame:
        """Who each request means.

        ``wanted`` has columns n (request number), name, code, type (or null), within (division id or null),
        district (name or null) and scheme (how ids of the preferred scheme begin, or null). Returns n,
        to_type, to_id where one thing fits, and ``found``, the number of things that fit (0, 1 or more).
        """
        asked = wanted.filter(pl.col("name").is_not_null() | pl.col("code").is_not_null())
        if asked.height == 0:
            return pl.DataFrame(
                schema={"n": pl.UInt32, "to_type": pl.String, "to_id": pl.String, "found": pl.UInt32}
            )
        by_code = asked.filter(pl.col("code").is_not_null()).join(
            self.table.filter(pl.col("how") == CODE_MATCH), left_on="code", right_on="key")
        named = asked.filter(pl.col("code").is_null()).with_columns(name_key("name").alias("key"))
        raw_code = named.with_columns(pl.col("name").str.to_uppercase().alias("key"))
        same_id = named.with_columns(pl.col("name").alias("key"))
        how = pl.col("how") == CODE_MATCH
        hits = pl.concat(
            [by_code.drop("key", strict=False),
             raw_code.join(self.table.filter(how), on="key").drop("key"),
             same_id.join(self.table.filter(how), on="key").drop("key"),
             named.join(self.table, on="key").drop("key")], how="diagonal_relaxed",
        )
        type_of = pl.col("type_right") if "type_right" in hits.columns else pl.col("type")
        hits = hits.filter(
            type_of.is_in(list(types)) & (pl.col("type").is_null() | (pl.col("type") == type_of))
        )
        hits = hits.select(
            "n", "within", "district", "scheme", type_of.alias("to_type"), pl.col("id").alias("to_id"), "how"
        )
        hits = hits.filter(pl.col("how") == pl.col("how").min().over("n")).unique(["n", "to_type", "to_id"])
        hits = self._narrow(hits)
        counted = hits.group_by("n").agg(
            pl.len().alias("found"), pl.col("to_type").first(), pl.col("to_id").first())
        return (
            asked.select("n")
            .join(counted, on="n", how="left")
            .with_columns(pl.col("found").fill_null(0))
            .with_columns(
                pl.when(pl.col("found") == 1).then(pl.col(c)).alias(c) for c in ("to_type", "to_id")
            )
            .select("n", "to_type", "to_id", "found")
        )

    def _narrow(self, hits: pl.DataFrame) -> pl.DataFrame:
        """Keep, among several things that fit, those in the row's street or district, if there are any."""
        several = pl.len().over("n") > 1
        if hits.select(several.any()).item():
            newest = pl.col("to_id").str.split("/").list.get(1, null_on_oob=True)
            nbs = pl.col("to_type").eq("Division") & pl.col("to_id").str.starts_with("nbs/")
            hits = _prefer(hits, pl.col("to_id").str.starts_with(pl.col("scheme")))
            hits = _prefer(hits, nbs)
            hits = _prefer(hits, nbs & (newest == newest.max().over("n")))
            above = self.places.rename({"type": "to_type", "id": "to_id", "above": "within"})
            inside = hits.join(above.with_columns(pl.lit(value=True).alias("inside")),
                               on=["to_type", "to_id", "within"], how="left")["inside"].fill_null(value=False)
            hits = _prefer(hits.with_columns(inside), pl.col("inside")).drop("inside")
            districts = self.table.filter(pl.col("type") == "Division").select(
                "key", pl.col("id").alias("above")
            )
            keyed = hits.with_row_index("i").with_columns(name_key("district").alias("key"))
            ok = keyed.join(districts, on="key").join(
                self.places, left_on=["to_type", "to_id", "above"], right_on=["type", "id", "above"]
            )["i"]
            hits = _prefer(
                keyed.with_columns(pl.col("i").is_in(ok.implode()).alias("ok")), pl.col("ok")
            ).drop("i", "key", "ok")
        return hits

    def qualified(
        self, text: str, types: tuple[str, ...], superiors: Mapping[tuple[str, str], set[str]]
    ) -> list[tuple[str, str]]:
        """The things "qualifier/name" can mean: under that superior, or in that division.

        The qualifier may be qualified itself ("district committee/working committee/branch").
        """
        qualifier, sign, name = text.rpartition("/")
        if not sign:
            return self._bearing(text, None)
        owners = {i for _, i in self.qualified(qualifier, tuple(self.table["type"].unique()), superiors)}
        above = self.places.filter(pl.col("above").is_in(list(owners)))
        placed = set(zip(above["type"], above["id"], strict=True))
        return [x for x in self._bearing(name, types) if x in placed or superiors.get(x, set()) & owners]

    def _bearing(self, text: str, types: tuple[str, ...] | None) -> list[tuple[str, str]]:
        """The things of some types that bear a code, name or alias."""
        hits = self.table.filter(pl.col("key").is_in([key_of(text), text.strip(), text.strip().upper()]))
        return sorted(
            {(t, i) for t, i in zip(hits["type"], hits["id"], strict=True) if types is None or t in types}
        )

    def candidates(self, text: str, types: tuple[str, ...], most: int = 3) -> list[str]:
        """Up to three names like ``text``, each with its code, nearest first."""
        pool = self.names.filter(pl.col("type").is_in(list(types)))
        asked = pl.DataFrame({"name": [text]}).select(_distinctive("name")).item()
        found = process.extract(
            asked, pool.select(_distinctive("name"))["name"].to_list(), limit=most, score_cutoff=45
        )
        return [self._shown(pool.row(i, named=True)) for _, _, i in found]

    def meanings(self, text: str, types: tuple[str, ...], most: int = 3) -> list[str]:
        """Up to three things that ``text`` itself can mean, each with its code or id."""
        hits = self.table.filter((pl.col("key") == key_of(text)) & pl.col("type").is_in(list(types))).unique(
            ["type", "id"]
        )
        pool = hits.join(self.names, on=["type", "id"]).sort("type", "id").head(most)
        return [self._shown(r) for r in pool.iter_rows(named=True)]

    @staticmethod
    def _shown(row: Mapping[str, object]) -> str:
        return f"{row['name']}（{row['code'] or row['id']}）"


_GENERIC = "有限责任公司|股份有限公司|有限公司|公司|党支部|党委|党总支|委员会|街道|社区"


def _distinctive(column: str) -> pl.Expr:
    """Names without the generic words they end with; the whole name where nothing else is left."""
    bare = pl.col(column).str.replace(f"(?:{_GENERIC})+$", "")
    return pl.when(bare == "").then(pl.col(column)).otherwise(bare).alias(column)


def _prefer(hits: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """Of several hits for one request keep the wanted ones; where none is wanted keep all."""
    frame = hits.with_columns(wanted.fill_null(value=False).alias("_wanted"))
    return frame.filter(pl.col("_wanted") | ~pl.col("_wanted").any().over("n")).drop("_wanted")


def places(ties: Frames) -> pl.DataFrame:
    """(type, id, above): every division above a thing by any tie of place, whatever the date."""
    schema = {"type": pl.String, "id": pl.String, "above": pl.String}

    def edges(name: str) -> pl.DataFrame:
        if name not in ties:
            return pl.DataFrame(schema={"from_type": pl.String, "from_id": pl.String, "to_type": pl.String,
                                        "to_id": pl.String})
        return ties[name].select("from_type", "from_id", "to_type", "to_id").unique()

    part_of, located = edges("PART_OF"), edges("LOCATED_IN")
    counts, surveyed = edges("COUNTS"), edges("SURVEYED_AT")
    units = counts.join(surveyed, on=["from_type", "from_id"]).select(
        pl.col("to_type").alias("from_type"), pl.col("to_id").alias("from_id"),
        pl.col("to_type_right").alias("to_type"), pl.col("to_id_right").alias("to_id"))
    direct = pl.concat([located, units]).unique()
    via = (
        direct.filter(pl.col("to_type") == "Building")
        .join(located.filter(pl.col("from_type") == "Building"), left_on="to_id", right_on="from_id")
        .select(
            "from_type",
            "from_id",
            pl.col("to_type_right").alias("to_type"),
            pl.col("to_id_right").alias("to_id"),
        )
    )
    first = pl.concat([part_of, direct, via]).filter(pl.col("to_type") == "Division").select(
        pl.col("from_type").alias("type"), pl.col("from_id").alias("id"), pl.col("to_id").alias("above"))
    divisions = ties["PART_OF"].select(pl.col("from_id").alias("id")).unique() if "PART_OF" in ties else None
    own = (
        []
        if divisions is None
        else [divisions.select(pl.lit("Division").alias("type"), "id", pl.col("id").alias("above"))]
    )
    found = pl.concat([pl.DataFrame(schema=schema), first, *own]).unique()
    up = part_of.select(pl.col("from_id").alias("above"), pl.col("to_id").alias("higher"))
    for _ in range(6):  # grid, community, street, district, city, province
        more = found.join(up, on="above").select("type", "id", pl.col("higher").alias("above"))
        grown = pl.concat([found, more]).unique()
        if grown.height == found.height:
            break
        found = grown
    return found

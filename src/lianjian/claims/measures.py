"""What each measure of a published figure is in the graph: a named question, a row and a column of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from lianjian.queries import library
from lianjian.queries.errors import QuestionError, Text
from lianjian.queries.header import Header, Labels
from lianjian.queries.written import read_yaml

FILE = "measures.yaml"
PLACEHOLDER = re.compile(r"\{(\w*)\}")
FROM_CLAIM = ("subject", "date", "year")
"""What a parameter or a row may take: the claim's subject, the date asked, its year."""


class MeasuresError(QuestionError):
    """The file of measures cannot be used; the text begins with file:line."""

    code = "measures"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Share(_Part):
    """A percentage: column ``k`` of column ``n``."""

    k: str
    n: str


class Measure(_Part):
    """One measure: what it is called, and how an answer of ``question`` gives it.

    ``params`` are the question's parameters; a value may hold {subject} of the claim, {date} and {year} of
    the date asked, which as_of always is. ``row`` is "total" (the last row), or the values that columns must
    have; without it all rows but the total count. Of the rows it takes ``column`` (their sum, or the largest
    with ``take: largest``), ``share`` in per cent, or how many they are (``take: rows``).

    ``scope`` tells of what area the figure speaks: ``subject``, which the graph holds or does not; ``wider``,
    of which the graph may hold a part: a figure that does not agree is then a local one; ``national``, where
    what the imported area gives is always a local figure.
    """

    title: Labels
    question: str
    params: dict[str, str] = {}
    row: Literal["total"] | dict[str, str] = {}
    column: str = ""
    share: Share | None = None
    take: Literal["sum", "largest", "rows"] = "sum"
    scope: Literal["subject", "wider", "national"] = "subject"

    @model_validator(mode="after")
    def _gives_one_figure(self) -> Measure:
        if [bool(self.column), self.share is not None, self.take == "rows"].count(True) != 1:
            raise ValueError("exactly one of column, share and take: rows must be given")
        if self.share is not None and self.take != "sum":
            raise ValueError("take belongs to column")
        said = [*self.params.values(), *(self.row.values() if isinstance(self.row, dict) else ())]
        for name in (m for text in said for m in PLACEHOLDER.findall(text)):
            if name not in FROM_CLAIM:
                known = ", ".join(f"{{{n}}}" for n in FROM_CLAIM)
                raise ValueError(f"{{{name}}} is nothing of a claim: there are {known}")
        self._fits(self.header)
        return self

    @cached_property
    def header(self) -> Header:
        """The header of the question."""
        known = library.paths()
        if self.question not in known:
            raise ValueError(f"question: there is no {self.question}")
        return library.read(known[self.question], self.question).header

    def _fits(self, header: Header) -> None:
        for name, text in self.params.items():
            param = header.param(name)
            if param is None or name == "as_of":
                raise ValueError(f"params: {self.question} has no parameter {name} to be given")
            if not PLACEHOLDER.search(text):
                try:
                    param.convert(text)
                except ValueError as e:
                    raise ValueError(f"params: {name}: {e}") from None
        types = {c.name: c.type for c in header.columns}
        for c in header.columns:
            by = header.param(c.named_by)
            if by is not None:  # the column takes the name of the value chosen
                types[self.params.get(by.name, by.default or "")] = c.type
        for name in self.row if isinstance(self.row, dict) else ():
            if types.get(name) not in ("text", "list"):
                raise ValueError(f"row: {self.question} has no column {name} of texts")
        figures = [self.column] if self.column else [self.share.k, self.share.n] if self.share else []
        for name in figures:
            if types.get(name) not in ("int", "float"):
                raise ValueError(f"{self.question} has no column {name} of figures")


class _Measures(_Part):
    measures: dict[str, Measure]


def load_measures(path: Path | None = None) -> Mapping[str, Measure]:
    """The measures by name, in the file's order (by default the package's), each checked with its question.

    Raises MeasuresError with file:line of all that is wrong, and OSError.
    """
    path = path or Path(str(files("lianjian"))) / "claims" / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise MeasuresError(
            f"{path}:1: 指标文件应为 UTF-8", "the file of measures is written in UTF-8"
        ) from None
    return read_yaml(text, _Measures, str(path), Text("指标文件", "file of measures"), MeasuresError).measures

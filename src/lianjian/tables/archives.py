"""Archives and the XML in them, opened within limits: files from elsewhere may be made to grow."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from xml.parsers import expat

MOST_BYTES = 1_000_000_000
_SMALL, _MOST_RATIO = 100_000_000, 200
"""A workbook of so many bytes unpacked and so many times smaller packed holds nothing but repetition."""
_SHORTEST = len("<si/>")


def check_size(book: zipfile.ZipFile) -> None:
    """ValueError for an archive that unpacks to more than fits or that hides what it contains."""
    entries = book.infolist()
    size, packed = sum(i.file_size for i in entries), sum(i.compress_size for i in entries)
    if size > MOST_BYTES:
        raise ValueError("解压后超过 1 GB / more than 1 GB when unpacked")
    if size > _SMALL and size > _MOST_RATIO * packed:
        raise ValueError("解压后大得反常 / abnormally large when unpacked")
    if len({i.filename for i in entries}) < len(entries):
        raise ValueError("压缩包内有同名的部分 / parts of one name in the archive")
    for info in entries:  # what is longer than it says ends in BadZipFile, before the reader meets it
        if not info.is_dir():
            with book.open(info) as stream:
                while stream.read(1 << 22):
                    pass
            # The reader makes room for as many texts as this part says it has.
            if "sharedstrings" in info.filename.lower():
                _check_announced(book, info)


class _EnoughError(Exception):
    """What was looked for is found."""


def _check_announced(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    def start(_name: str, a: Attributes) -> None:
        if int(a.get("uniqueCount", 0)) > info.file_size // _SHORTEST:
            raise ValueError("共享文本的个数不实 / more shared texts announced than there are")
        raise _EnoughError

    with book.open(info) as stream, suppress(_EnoughError):
        events(start).ParseFile(stream)


Attributes = dict[str, str]


def events(start: Callable[[str, Attributes], None]) -> expat.XMLParserType:
    """A parser that tells ``start`` of each element without its prefix.

    Declared entities are refused: none occurs in a workbook, and they can grow without end.
    """
    parser = expat.ParserCreate()

    def refuse(*_args: object) -> None:
        raise ValueError("XML 里有实体声明 / entity declarations in the XML")

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(":")[2] if ":" in name else name, attributes
    )
    parser.buffer_text = True
    return parser

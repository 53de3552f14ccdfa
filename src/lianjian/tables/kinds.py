"""What a file is, told by its content: the suffixes of files from offices are often wrong."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .problems import Problem

TEXT, EXCEL = ("text", "html"), ("xlsx", "xls", "ods")
"""The kinds that can be read."""

LOCKED = "locked"
"""A workbook with a password."""

NAMES: Mapping[str, tuple[str, str]] = {
    "xlsx": ("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    "xls": ("Excel 97–2003 工作簿（.xls）", "an Excel 97-2003 workbook (.xls)"),
    "ods": ("OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)"),
    "html": ("网页（HTML）", "a web page (HTML)"),
    "text": ("文本", "text"),
}
"""What the kinds that can be read are called in both languages."""

_SAVE = ("用 Excel 或 WPS 打开，另存为 .xlsx 后再导入", "open it in Excel or WPS and save as .xlsx")
_TABLE = ("把其中的表格复制到 Excel 后再导入", "copy its table into Excel and import that")
_UNPACK = ("解压后导入其中的表格", "unpack it and import the tables in it")
_OTHER: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "word": (("Word 文档", "a Word document"), _TABLE),
    "slides": (("演示文稿", "a presentation"), _TABLE),
    "pdf": (("PDF 文件", "a PDF file"), _TABLE),
    "image": (("图片", "a picture"), ("把其中的内容录入表格", "enter its content into a table")),
    "archive": (("压缩包", "an archive"), _UNPACK),
    "xml": (("XML 表格（Excel 2003）", "an XML spreadsheet (Excel 2003)"), _SAVE),
    "mht": (("单个文件网页（.mht）", "a single-file web page (.mht)"), _SAVE),
    "xlsb": (("Excel 二进制工作簿（.xlsb）", "an Excel binary workbook (.xlsb)"), _SAVE),
    "biff": (("Excel 95 或更早的工作簿", "a workbook of Excel 95 or older"), _SAVE),
    "ole": (("Office 旧格式的文件，但不是工作簿", "an old Office file, but no workbook"), _SAVE),
}
_MAGIC = {
    b"%PDF": "pdf", b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image", b"BM": "image",
    b"Rar!": "archive", b"7z\xbc\xaf": "archive", b"\x1f\x8b": "archive", b"BZh": "archive",
    b"\x09\x08\x08\x00": "biff", b"\x09\x04\x06\x00": "biff", b"\x09\x02\x06\x00": "biff",
    b"\x09\x00\x04\x00": "biff",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "Workbook": "xls", "Book": "xls", "EncryptedPackage": LOCKED, "WordDocument": "word",
    "PowerPoint Document": "slides",
}  # fmt: skip
_ENTRIES = {
    "xl/workbook.bin": "xlsb", "xl/workbook.xml": "xlsx", "word/document.xml": "word",
    "ppt/presentation.xml": "slides",
}  # fmt: skip
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """One of the kinds above, "archive" or "ole" for what is packed otherwise, "text" for all else.

    Raises OSError where the file cannot be opened or is broken, zipfile.BadZipFile where its end is missing.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PK"):
        return _packed(path)
    if head.startswith(_OLE):
        return _compound(path)
    if (magic := next((k for m, k in _MAGIC.items() if head.startswith(m)), None)) is not None:
        # Two letters are no proof of a picture: a text may begin so.
        return magic if magic != "image" or b"\0" in head else "text"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and start.startswith(b"<?xml"):
            return "xml"
        return "html" if _HTML.search(head) else "text"
    return "mht" if start.lower().startswith(b"mime-version:") else "text"


def _packed(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            said = archive.read("mimetype")
            if said.startswith(b"application/vnd.oasis.opendocument"):
                return "ods" if b"spreadsheet" in said else "word"
    if "xl/workbook.xml" not in names and any(n.startswith("xl/worksheets/") for n in names):
        return "xlsx"  # told as what it was meant to be; reading it says what it lacks
    return next((kind for entry, kind in _ENTRIES.items() if entry in names), "archive")


def _compound(path: Path) -> str:
    import olefile

    with olefile.OleFileIO(path) as container:
        return next((kind for name, kind in _STREAMS.items() if container.exists(name)), "ole")


def refusal(kind: str, file: str) -> Problem | None:
    """The problem of a file of a kind that cannot be read; None if it can."""
    if kind == LOCKED:
        return Problem("F15", file)
    if kind not in _OTHER:
        return None
    (what, what_en), (do, do_en) = _OTHER[kind]
    return Problem("F16", file, facts={"what": what, "what_en": what_en, "do": do, "do_en": do_en})


def misnamed(kind: str, path: Path) -> Problem | None:
    """A notice where the suffix says another kind than the content."""
    suffix = path.suffix.lower()
    own = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsb", ".xls": "xls", ".ods": "ods"}
    # A .et of WPS is either of two kinds.
    if kind == own.get(suffix) or (suffix == ".et" and kind in ("xls", "xlsx")):
        return None
    if suffix not in own and suffix != ".et" and kind == "text":
        return None
    what, what_en = NAMES[kind]
    return Problem("F17", path.name, facts={"what": what, "what_en": what_en, "suffix": suffix})

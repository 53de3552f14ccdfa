"""The look into a workbook of Excel 97 to 2003 or of WPS, through xlrd."""

from __future__ import annotations

import io
from pathlib import Path

from .look import Look, Looks, shown_length


def look_xls(path: Path) -> Looks:
    """What stands beside the values; nothing seen where xlrd does not understand the file."""
    import xlrd

    try:
        book = xlrd.open_workbook(path, logfile=io.StringIO(), formatting_info=True)
    except Exception:  # xlrd raises anything on a file it does not know; the values are read elsewhere
        return Looks(seen=False)
    looks = {}
    for sheet in book.sheets():
        found = Look(
            hidden_rows={r + 1 for r, info in sheet.rowinfo_map.items() if info.hidden},
            hidden_columns={c for c, info in sheet.colinfo_map.items() if info.hidden and c < sheet.ncols},
        )
        for r in range(sheet.nrows):
            kinds = sheet.row_types(r)
            if xlrd.XL_CELL_ERROR not in kinds and xlrd.XL_CELL_DATE not in kinds:
                continue
            for c, kind in enumerate(kinds):
                if kind == xlrd.XL_CELL_ERROR:
                    code = sheet.cell_value(r, c)
                    found.broken[r + 1, c] = xlrd.error_text_from_code.get(code, "#VALUE!")
                elif kind == xlrd.XL_CELL_DATE:
                    style = book.xf_list[sheet.cell_xf_index(r, c)]
                    length = shown_length(book.format_map[style.format_key].format_str)
                    if length:
                        found.months[r + 1, c] = length
        looks[sheet.name] = found
    return Looks(looks, from_1904=book.datemode == 1)

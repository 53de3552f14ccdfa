"""Two hundred files that were broken on the way: each ends in problems or an import, and soon."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from importer import DIVISIONS
from lianjian import importing
from lianjian.cli import cli
from lianjian.tables.problems import CATALOGUE
from office import DATA, GROUPED, HEAD, ROWS, TITLE, TOTAL, lines, with_formulas, workbook

COUNT = 200
LONGEST = 10.0
"""Seconds for one file on a busy machine; the slowest takes about half of one."""


@cache
def bases() -> dict[str, bytes]:
    """The sound files by suffix."""
    items = [{"党组织名称": f"第{i}支部", "组建方式": "党支部"} for i in range(9)]
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(
            Path(folder) / "a.xlsx", TITLE, *GROUPED, *ROWS, TOTAL, merged=["E2:F2", "A2:A3"], hide_rows=[5]
        )
        xlsx = path.read_bytes()
    page = "<table>" + "".join(f"<tr>{''.join(f'<td>{x}</td>' for x in r)}</tr>" for r in (HEAD, *ROWS))
    return {
        ".xlsx": xlsx,
        ".xls": (DATA / "旧表.xls").read_bytes(),
        ".ods": (DATA / "旧表.ods").read_bytes(),
        ".csv": (lines() + DIVISIONS).encode("gb18030"),
        ".tsv": lines(separator="\t").encode(),
        ".json": json.dumps({"党组织": items}, ensure_ascii=False).encode(),
        ".yaml": "".join(f"- 党组织名称: 第{i}支部\n  组建方式: 党支部\n" for i in range(9)).encode(),
        ".html.xls": page.encode(),
    }


def cut(data: bytes, chance: random.Random) -> bytes:
    """The beginning of a file whose copying was stopped."""
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost or doubled."""
    found = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        i = chance.randrange(len(found))
        found[i : i + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(found)


def recoded(data: bytes, chance: random.Random) -> bytes:
    """A text in another encoding, or as if it had been in one."""
    encoding = chance.choice(["utf-16", "utf-16-le", "utf-32", "big5", "latin-1", "utf-7", "cp037"])
    text = data.decode(chance.choice(["utf-8", "gb18030", "latin-1"]), errors="replace")
    return text.encode(encoding, errors="replace")


def noise(data: bytes, chance: random.Random) -> bytes:
    """No file at all, with or without a beginning that promises one."""
    ole, mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf"
    head = chance.choice([b"", data[:8], data[:512], b"PK\3\4", ole, mark])
    return head + chance.randbytes(chance.randrange(5000))


def repeated(data: bytes, chance: random.Random) -> bytes:
    """One piece of a file many times over: lines without end, brackets without closing."""
    i = chance.randrange(len(data))
    return data[:i] + data[i : i + chance.randrange(1, 9)] * 20_000 + data[i:]


NUMBERS = b"0 -1 4294967295 99999999999999999999 1048577 16385 2147483647 x 1e9".split()


def inside(data: bytes, chance: random.Random) -> bytes:
    """A sound archive whose parts are not: numbers out of range, XML cut or changed."""
    if not data.startswith(b"PK"):
        return flipped(data, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = [n for n in old.namelist() if n.endswith((".xml", ".rels"))]
        spoilt = {n for n in names if n.endswith(("sheet1.xml", "content.xml"))}
        spoilt.update(chance.sample(names, 2))
        for name in old.namelist():
            part = old.read(name)
            if name in spoilt and part:
                part = chance.choice([renumbered, renumbered, flipped, cut, repeated])(part, chance)
            if name not in spoilt or chance.random() > 0.1:  # or the part is missing
                new.writestr(name, part)
    return packed.getvalue()


def renumbered(part: bytes, chance: random.Random) -> bytes:
    """Numbers of cells, rows, shared texts and counts changed to ones that cannot be."""
    places = list(re.finditer(rb"\d+", part))
    for m in sorted(chance.sample(places, min(len(places), 3)), key=lambda m: -m.start()):
        part = part[: m.start()] + chance.choice(NUMBERS) + part[m.end() :]
    return part


def bomb(data: bytes, chance: random.Random) -> bytes:
    """A small archive that unpacks to much."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            z.writestr(name, "<x/>")
        part = chance.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "content.xml"])
        with z.open(part, "w", force_zip64=True) as f:
            for _ in range(60):
                f.write(b" " * 2_000_000)
    return packed.getvalue()


WAYS: list[tuple[Callable[[bytes, random.Random], bytes], int]] = [
    (cut, 40), (flipped, 40), (recoded, 20), (noise, 25), (repeated, 15), (inside, 57), (bomb, 3)
]  # fmt: skip


def mangled(number: int) -> tuple[str, bytes]:
    """The name and the bytes of a broken file, the same for a number each time."""
    chance = random.Random(number)
    way = [w for w, n in WAYS for _ in range(n)][number]
    suffix = chance.choice([".xlsx", ".xlsx", ".ods"] if way is inside else list(bases()))
    return f"{number}{suffix}", way(bases()[suffix], chance)


def test_there_are_two_hundred() -> None:
    assert sum(n for _, n in WAYS) == COUNT
    assert mangled(7) == mangled(7)


def test_no_broken_file_ends_in_a_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = {"problems": 0, "rows": 0}
    for number in range(COUNT):
        name, data = mangled(number)
        path = tmp_path / name
        path.write_bytes(data)

        start = time.perf_counter()
        prepared = importing.prepare([path], None)
        taken = time.perf_counter() - start

        assert taken < LONGEST, (name, taken)
        assert prepared.problems or prepared.plan is not None, name
        for p in prepared.problems:
            assert p.code in CATALOGUE
            assert "\n" not in p.text(), name
            assert len(p.text()) < 1000, name
        outcomes["problems" if prepared.plan is None else "rows"] += 1
        path.unlink()
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "panicked" not in said.err
    assert outcomes["problems"] > COUNT // 2
    assert outcomes["rows"], "some damage leaves a table"


@pytest.mark.parametrize("number", range(5, COUNT, 39))
def test_the_command_tells_of_broken_files(tmp_path: Path, number: int) -> None:
    name, data = mangled(number)
    path = tmp_path / name
    path.write_bytes(data)

    result = CliRunner().invoke(cli, ["import", str(path), "--db", str(tmp_path / "x.lbug"), "--dry-run"])

    assert result.exit_code in (0, 3, 4), (name, result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert name in result.output


def test_shared_texts_out_of_range(tmp_path: Path) -> None:
    path = with_formulas(tmp_path / "a.xlsx", {})  # shared texts, as Excel has them
    whole = path.read_bytes()
    for wrong in (b"<v>99</v>", b"<v>999999</v>", b"<v>99999999999</v>"):
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(packed, "w") as new:
            for n in old.namelist():
                part = old.read(n)
                new.writestr(n, part.replace(b"<v>0</v>", wrong, 1) if n.endswith("sheet1.xml") else part)
        path.write_bytes(packed.getvalue())

        assert [p.code for p in importing.prepare([path], None).problems] == ["F03"]


def test_an_archive_that_hides_its_size(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, *ROWS)
    with zipfile.ZipFile(path) as z:
        size = z.getinfo("xl/styles.xml").file_size
    data = path.read_bytes().replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)

    assert [p.code for p in importing.prepare([path], None).problems] == ["F03"]


def test_tags_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<table>" + "<td " * 500_000, encoding="utf-8")

    start = time.perf_counter()
    problems = importing.prepare([path], None).problems

    assert [p.code for p in problems] == ["F03"]
    assert time.perf_counter() - start < LONGEST


def test_aliases_that_grow_without_end(tmp_path: Path) -> None:
    levels = [f"- &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)]
    levels.insert(0, "- &a0 {党组织名称: 甲}\n")
    path = tmp_path / "a.yaml"
    path.write_text("".join(levels), encoding="utf-8")

    start = time.perf_counter()
    problems = importing.prepare([path], None).problems

    assert [p.code for p in problems] == ["F03"]
    assert time.perf_counter() - start < 2 * LONGEST

"""Make the documents that follow from the code.

``python docs/build.py`` writes them and the example workbook. With ``--check`` nothing is written: what
is out of date is named, and the exit code is 1. ``--transcripts`` also puts what the commands really
print into both READMEs, ``--picture`` also draws the picture of the sample.
"""

from __future__ import annotations

from pathlib import Path

import click
import transcripts
from documents import DOCS, PAGES, READMES, same, stale, workbook


def _write(path: Path, text: str) -> None:
    if not same(path, text):
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"wrote {path.relative_to(DOCS.parent)}")


@click.command()
@click.option("--check", is_flag=True, help="only name what is out of date")
@click.option("--transcripts", "run", is_flag=True, help="also run the READMEs' commands")
@click.option("--picture", is_flag=True, help="also draw the picture of the sample")
def main(*, check: bool, run: bool, picture: bool) -> None:
    """Write the documents that follow from the code."""
    if check:
        for name in (old := stale()):
            click.echo(f"out of date: docs/{name}")
        raise SystemExit(1 if old else 0)
    for name, make in PAGES.items():
        _write(DOCS / name, make())
    workbook(DOCS / "example" / "新联盟.xlsx")
    if picture:
        from picture import draw

        draw()
    if run:
        for name in READMES:
            path = DOCS.parent / name
            _write(path, transcripts.rerun(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()

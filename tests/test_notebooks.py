"""The notebooks run, are quiet, and stand in the repository as they come out."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
sys.path.insert(0, str(FOLDER))
import build  # noqa: E402

SOURCES = build.sources()


def kinds(cell: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """Types of a cell's outputs; pictures differ with the fonts of a machine, everything else must not."""
    return [(o.output_type, sorted(o.get("data", {}))) for o in cell.get("outputs", [])]


def said(cell: nbformat.NotebookNode) -> list[str]:
    outputs = cell.get("outputs", [])
    return [o.get("data", {}).get(m, "") for o in outputs for m in ("text/html", "text/plain")] + [
        o.get("text", "") for o in outputs
    ]


def test_there_are_notebooks():
    assert [s.stem for s in SOURCES] == ["q01_xinjiekou"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_the_notebook_is_its_source_executed_again(source):
    stored = nbformat.read(source.with_suffix(".ipynb"), as_version=4)

    again = build.executed(source)  # a failing cell or anything on stderr raises

    nbformat.validate(stored)
    assert [(c.id, c.cell_type, c.source) for c in stored.cells] == [
        (c.id, c.cell_type, c.source) for c in again.cells
    ]
    assert [kinds(c) for c in stored.cells] == [kinds(c) for c in again.cells]
    assert [said(c) for c in stored.cells] == [said(c) for c in again.cells]


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_a_notebook_has_pictures_and_nothing_of_the_machine_it_ran_on(source):
    text = source.with_suffix(".ipynb").read_text("utf-8")
    notebook = nbformat.reads(text, as_version=4)

    pictures = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert len(pictures) >= 2
    assert len(text) < 400_000
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert not any(word in text for word in (tempfile.gettempdir(), sys.prefix, "/home/", "iopub.execute"))


def test_anything_on_stderr_fails_the_build(tmp_path, monkeypatch):
    source = tmp_path / "q99_loud.py"
    source.write_text("# %%\nimport sys\nprint('careful', file=sys.stderr)\n", "utf-8")

    with pytest.raises(ValueError, match=r"q99_loud\.py cell-01 writes to stderr:\ncareful"):
        build.executed(source)

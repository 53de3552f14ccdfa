"""Write each notebook from its source beside it, executed, with the same bytes on every run.

``python notebooks/build.py`` writes ``q….ipynb`` from every ``q….py`` (jupytext percent format).
Cell ids follow the cells' order, nothing records times or versions, pictures have few colours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def sources() -> list[Path]:
    """The notebooks' sources."""
    return sorted(FOLDER.glob("q*.py"))


def blank(source: Path) -> nbformat.NotebookNode:
    """The notebook of a source without outputs."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for i, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{i:02}"
        cell.metadata = nbformat.from_dict({})
    return notebook


def executed(source: Path) -> nbformat.NotebookNode:
    """The notebook with its outputs. Raises CellExecutionError where a cell fails, ValueError for stderr."""
    notebook = blank(source)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", record_timing=False, coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=40"],  # its notes on transport are no part of a result
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise ValueError(f"{source.name} {cell.id} writes to stderr:\n{output.text}")
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def build(source: Path) -> bool:
    """Execute a source and write its notebook; whether that changed the file."""
    target = source.with_suffix(".ipynb")
    text = nbformat.writes(executed(source), version=nbformat.NO_CONVERT) + "\n"
    if target.exists() and target.read_text("utf-8") == text:
        return False
    target.write_text(text, "utf-8")
    return True


def main() -> int:
    """Build all notebooks and say which changed."""
    for source in sources():
        print(source.stem, "changed" if build(source) else "unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main())

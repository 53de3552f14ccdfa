"""Run the mutants of all questions, or of those named, on the hand-made graph; exit 1 when one survives."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from lianjian.queries import load_all

from .cases import hand_made
from .run import checker, run


def main(names: list[str]) -> int:
    """Print killed of total by question and every survivor."""
    queries = {
        n: q for n, q in load_all().items() if not names or n in names or n.rpartition("/")[2] in names
    }
    with tempfile.TemporaryDirectory() as folder, hand_made(Path(folder), queries) as cases:
        report = run(queries, checker(queries, cases))
    sys.stdout.write(f"{report}\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run the mutants of all questions, or of those named; exit 1 when one survives that is not listed.

``--record`` writes down instead what the questions give now on the graphs made by hand, or on those named.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # as pytest has it: the tests' own modules

from lianjian.queries import load_all

from .cases import EXPECTED, GRAPHS, hand_made, record, sampled
from .run import checker, run


def main(names: list[str]) -> int:
    """Print killed of total by question and every survivor."""
    queries = {
        n: q for n, q in load_all().items() if not names or n in names or n.rpartition("/")[2] in names
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with hand_made(folder, queries) as own, sampled(folder, queries) as samples:
            alone = run(queries, checker(queries, samples), {})
            report = run(queries, checker(queries, [*own, *samples]))
    sys.stdout.write(f"{report}\nby the oracle on the samples alone: {sum(alone.killed.values())}")
    sys.stdout.write(f" of {sum(alone.total.values())} killed\n")
    return 0 if report.ok else 1


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write(graphs: list[str]) -> None:
    """Write the recorded rows."""
    for graph in graphs or GRAPHS:
        with tempfile.TemporaryDirectory() as folder:
            rows = record(Path(folder), graph, load_all())
        lines = [f"{_text(k)}: {_text(v)}" for k, v in rows.items()]
        (EXPECTED / f"{graph}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--record"]:
        write(sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))

"""How long the main work takes, side by side: ``python bench/speed.py [--neo4j] [S] [M]`` prints a table.

Each figure is the best of three runs (M, and all on Neo4j: of one) in a process of its own, wall time in
seconds. ``--neo4j`` measures on a new Neo4j server with 1 GB of heap, by the Maven way of the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = """
import json, sys, time
from pathlib import Path
from lianjian.importing import apply, prepare
from lianjian.queries import ask
from lianjian.sample import write_sample
from lianjian.store import connect
from lianjian.tables.persons import Pseudonyms
folder, size = Path(sys.argv[1]), sys.argv[2]
db = sys.argv[3] if len(sys.argv) > 3 else folder / "bench.lbug"
times, clock = {}, time.perf_counter
def timed(name, work):
    start = clock(); result = work(); times[name] = clock() - start
    return result
files = timed("write the sample", lambda: write_sample(folder, size))
key = Pseudonyms(bytes(32))
def load():
    with connect(db) as store:
        return apply(prepare(files, store, pseudonyms=key), store)
report = timed("first import", load)
again = timed("import again, all unchanged", load)
assert again.unchanged == report.created == again.read
with connect(db, read_only=True) as store:
    held = store.counts()
    timed("read everything", lambda: [store.read(name) for name in held])
    for name in ("coverage/unit_classes", "coverage/class_by_unit", "alliances/cross_district"):
        ask(store, name, {"as_of": "2022-06-30"})
        timed(f"ask {name}", lambda: ask(store, name, {"as_of": "2022-06-30"}))
print(json.dumps({"records": report.read, "times": times}))
"""


def measured(size: str, runs: int, *where: str) -> tuple[int, dict[str, float]]:
    """Records read, and the best time of each step; ``where`` is the address of a server, if any."""
    best: dict[str, float] = {}
    records = 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            out = subprocess.run(
                [sys.executable, "-c", WORK, folder, size, *where], check=True, capture_output=True, text=True
            )
        result = json.loads(out.stdout)
        records = result["records"]
        best = {k: min(v, best.get(k, v)) for k, v in result["times"].items()}
    return records, best


def on_neo4j(size: str) -> tuple[int, dict[str, float]]:
    """:func:`measured` on a new server."""
    sys.path.insert(0, str(ROOT / "tests"))
    from neo4j_server import running

    with running("5.26", heap="1g", quick_start=False) as server:
        os.environ.update(NEO4J_USERNAME=server.username, NEO4J_PASSWORD=server.password)
        return measured(size, 1, server.uri)


def command(*args: str, runs: int = 5) -> float:
    """The best wall time of a command of the program."""
    script = Path(sys.executable).with_name("lianjian")
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([str(script), *args], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def main(arguments: list[str]) -> None:
    """Print one table."""
    neo4j, sizes = "--neo4j" in arguments, [a for a in arguments if a != "--neo4j"] or ["S", "M"]
    results = {s: on_neo4j(s) if neo4j else measured(s, 1 if s == "M" else 3) for s in sizes}
    print("| step | " + " | ".join(f"{s}: {r[0]:,} records" for s, r in results.items()) + " |")
    print("|---|" + "---|" * len(results))
    for step in next(iter(results.values()))[1]:
        print(f"| {step} | " + " | ".join(f"{r[1][step]:.2f} s" for r in results.values()) + " |")
    again, first = "import again, all unchanged", "first import"
    print(
        "| again : first | " + " | ".join(f"{r[1][again] / r[1][first]:.2f}" for r in results.values()) + " |"
    )
    if neo4j:
        return
    print()
    print(f"`lianjian --help`: {command('--help'):.2f} s; `lianjian demo`: {command('demo', runs=3):.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])

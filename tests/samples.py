"""The samples as stores: written, imported as anybody's sheets, and the oracle that read the same files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lianjian.importing import apply, prepare
from lianjian.model import Rule, load_rules
from lianjian.sample import write_sample
from lianjian.store import Store, connect
from lianjian.tables.persons import Pseudonyms
from oracle import Oracle


@dataclass(frozen=True)
class Sample:
    """A sample's files, the store they were imported into, and the oracle."""

    size: str
    files: list[Path]
    store: Store
    oracle: Oracle


@contextmanager
def sample(size: str, folder: Path) -> Iterator[Sample]:
    """A sample of that size in ``folder``."""
    files = write_sample(folder, size)  # type: ignore[arg-type]
    with connect(folder / "样例.lbug") as store:
        apply(prepare(files, store, pseudonyms=Pseudonyms(bytes(32))), store)
        yield Sample(size, files, store, Oracle.load(folder))


def rules_with(changed: dict[str, int]) -> dict[str, Rule]:
    """The rule pack with other thresholds, named as the oracle names them (R16.social_staff)."""
    rules = load_rules()
    for name, value in changed.items():
        rule, threshold = name.split(".")
        rules[rule] = rules[rule].model_copy(update={"values": {**rules[rule].values, threshold: value}})
    return rules

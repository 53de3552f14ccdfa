"""Documents: what is generated is up to date, everything has its place, no link is dead."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import documents  # noqa: E402
from markup import anchor  # noqa: E402

from lianjian.cli import COMMANDS, EXIT_CODES  # noqa: E402
from lianjian.importing import graph, import_files  # noqa: E402
from lianjian.model import REGISTRY, load_rules  # noqa: E402
from lianjian.queries import library  # noqa: E402
from lianjian.store import connect  # noqa: E402
from lianjian.tables.layouts import layouts  # noqa: E402
from lianjian.tables.problems import CATALOGUE  # noqa: E402

PLACES = (
    "*.md", "docs/**/*.md", "decisions/*.md", "cypher/*.md", "bench/*.md", "notebooks/*.md", "src/**/*.md",
)
WRITTEN = sorted(p for place in PLACES for p in ROOT.glob(place))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def headings(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return HEADING.findall(text)


@pytest.mark.parametrize("name", documents.PAGES)
def test_generated_pages_are_up_to_date(name):
    page = DOCS / name

    made = documents.PAGES[name]()

    assert page.read_text(encoding="utf-8") == made, "run python docs/build.py"


def test_every_command_and_exit_code_is_documented():
    page = DOCS / "cli.md"

    assert {f"lianjian {c}" for c in COMMANDS} <= set(headings(page))
    assert {f"lianjian ask {n}" for n in library.paths()} <= set(headings(page))
    for code, (zh, en) in EXIT_CODES.items():
        assert f"| {code} | {zh} | {en} |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "names"), [
    ("questions.md", list(library.paths())),
    ("layouts.md", list(layouts())),
    ("model.md", [*REGISTRY.nodes, *REGISTRY.ties, *(f"List {n}" for n in REGISTRY.codes)]),
])
def test_every_name_has_its_section_once(page, names):
    found = headings(DOCS / page)

    assert names
    assert {n: found.count(n) for n in names} == dict.fromkeys(names, 1)


def test_every_problem_and_rule_is_documented():
    problems = (DOCS / "problems.md").read_text(encoding="utf-8")
    rules = (DOCS / "model.md").read_text(encoding="utf-8")

    assert [c for c in CATALOGUE if f"| **{c}**" not in problems] == []
    assert [r for r in load_rules() if f"| {r} | " not in rules] == []


@pytest.mark.parametrize("readme", documents.READMES)
def test_readme_tells_every_exit_code_and_page(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert [c for c in EXIT_CODES if not re.search(rf"(^|· ){c} ", text, re.MULTILINE)] == []
    assert [p.name for p in DOCS.glob("*.md") if f"docs/{p.name}" not in text] == []
    assert text.index("pip install . && lianjian demo") < text.index("```console")
    assert "pip install '.[dev]' && pytest" in text


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_link_is_dead(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    dead = []

    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, part = unquote(link).partition("#")
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (part and part not in [anchor(h) for h in headings(path)]):
            dead.append(link)

    assert dead == []


def test_every_decision_is_in_the_index():
    index = (ROOT / "decisions" / "README.md").read_text(encoding="utf-8")
    records = sorted((ROOT / "decisions").glob("0*.md"))

    assert records
    for i, record in enumerate(records, 1):
        title, _, *text = record.read_text(encoding="utf-8").strip().split("\n")
        assert record.name.startswith(f"{i:04}-")
        assert f"- [{title.removeprefix('# ')}]({record.name})" in index
        assert len("\n".join(text).split("\n\n")) == 2


def test_picture_of_the_sample_is_small():
    picture = DOCS / "pictures" / "xinjiekou.png"

    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 300_000


def test_example_alliance_is_the_same_in_excel_and_yaml(tmp_path):
    example = DOCS / "example"
    base = [example / f"{n}.csv" for n in ("区划", "摸排表", "党组织")]
    graphs = []

    for form in ("xlsx", "yaml"):
        with connect(tmp_path / f"{form}.lbug") as store:
            import_files([*base, example / f"新联盟.{form}"], store)
            graphs.append(graph(store))

    assert graphs[0].keys() == graphs[1].keys() >= {"Alliance", "MEMBER_OF", "CONVENES"}
    assert all(graphs[0][n].equals(graphs[1][n]) for n in graphs[0])

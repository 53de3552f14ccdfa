"""Finding and loading the question files of cypher/, and a user's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ..model import REGISTRY, Registry
from . import dialect, header
from .errors import DialectError, HeaderError, UnknownQuestionError
from .header import Header, Labels


@dataclass(frozen=True, eq=False)
class Query:
    """One question: its name (topic/name), where it stands, its header and its Cypher.

    ``line`` is the file's line on which the Cypher begins.
    """

    name: str
    path: Path
    header: Header
    cypher: str
    line: int

    @property
    def topic(self) -> str:
        """The folder the question stands in."""
        return self.name.rpartition("/")[0]

    @property
    def title(self) -> Labels:
        """The question's title."""
        return self.header.title


def folder() -> Path:
    """The folder of the questions that come with the package: inside the wheel, or of the source tree."""
    inside = Path(str(files("lianjian"))) / "cypher"
    return inside if inside.is_dir() else inside.parents[2] / "cypher"


def _found(extra: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for root in (folder(), *extra):
        for path in sorted(root.rglob("*.cypher")):
            yield path.relative_to(root).with_suffix("").as_posix(), path


def paths(extra: Iterable[Path] = ()) -> dict[str, Path]:
    """The file of each question by name, the package's first, then those of ``extra``, in order of name.

    HeaderError when two folders have a question of the same name.
    """
    found: dict[str, Path] = {}
    for name, path in _found(extra):
        if name in found:
            raise HeaderError(
                f"{path}:1: 问题 {name} 已在 {found[name]}", f"question {name} stands there already"
            )
        found[name] = path
    return found


def read(path: Path, name: str | None = None) -> Query:
    """The question in a file, its header checked, its Cypher not yet (see :func:`load`).

    Raises HeaderError with file:line. Read again only when the file has changed.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as e:
        raise HeaderError(f"{path}:1: 读不出问题文件：{e}", f"the question file cannot be read: {e}") from e
    return _read(path, name or path.stem, changed)


@lru_cache(maxsize=1024)
def _read(path: Path, name: str, _changed: int) -> Query:
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as e:
        raise HeaderError(f"{path}:1: 问题文件应为 UTF-8", "a question file is written in UTF-8") from e
    text, line, cypher, begins = header.split(source, str(path))
    return Query(name, path, header.parse(text, str(path), line), cypher, begins)


def load(name: str, extra: Iterable[Path] = (), registry: Registry = REGISTRY) -> Query:
    """One question by name, checked: ``coverage/unit_classes``, or ``unit_classes`` where that is unique.

    A title in either language that is one question's only is a name too.
    Raises UnknownQuestionError with the nearest names, HeaderError, DialectError.
    """
    known = paths(extra)
    full = name if name in known else None
    if full is None:
        ends = [n for n in known if n.rpartition("/")[2] == name]
        meant = ends if len(ends) == 1 else _titled(name, known)
        full = meant[0] if len(meant) == 1 else None
    if full is None:
        near = [read(known[n], n) for n in _near(name, known)]
        raise UnknownQuestionError(
            f"没有问题 {name}；"
            + (f"是否 {'、'.join(f'{q.name}（{q.title.zh}）' for q in near)}？" if near
               else "lianjian ask 列出全部问题"),
            f"no question {name}; "
            + (f"did you mean {', '.join(f'{q.name} ({q.title.en})' for q in near)}?" if near
               else "lianjian ask lists them all"),
        )
    query = read(known[full], full)
    check(query, registry)
    return query


def _titled(title: str, known: Mapping[str, Path]) -> list[str]:
    """The questions of that title, in either language."""
    said = _plain(title)
    return [n for n, p in known.items() if said and said in map(_plain, vars(read(p, n).title).values())]


def _plain(title: str) -> str:
    """A title as it is compared: without white space, capitals and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", title).casefold().split())


def _near(name: str, known: Mapping[str, Path]) -> list[str]:
    """The names that are like ``name``; else those whose title holds it or is like it."""
    short = {n.rpartition("/")[2]: n for n in known}
    near = [short.get(n, n) for n in get_close_matches(name, [*known, *short], 3, 0.5)]
    if not near:
        titles = [(t.lower(), n) for n, p in known.items() for t in vars(read(p, n).title).values()]
        held = [*_titled(name, known), *(n for t, n in titles if name.strip() and name.lower() in t)]
        close = get_close_matches(name.lower(), dict(titles), 3, 0.5)
        near = (held or [dict(titles)[t] for t in close])[:5]
    return list(dict.fromkeys(near))


def load_all(extra: Iterable[Path] = (), registry: Registry = REGISTRY) -> dict[str, Query]:
    """All questions by name, each checked; raises on the first that cannot be used."""
    loaded = {name: read(path, name) for name, path in paths(extra).items()}
    for query in loaded.values():
        check(query, registry)
    return loaded


def by_topic(extra: Iterable[Path] = ()) -> dict[str, list[Query]]:
    """The questions of each topic, in order of name; headers are checked, the Cypher is not."""
    topics: dict[str, list[Query]] = {}
    for name, path in paths(extra).items():
        query = read(path, name)
        topics.setdefault(query.topic, []).append(query)
    return topics


def findings(query: Query, registry: Registry = REGISTRY) -> list[dialect.Finding]:
    """All that the lint has to say about a question, header and Cypher together; lines are the file's."""
    declared = {p.name for p in query.header.params}
    columns = [c.name for c in query.header.columns]
    found = dialect.lint(query.cypher, registry, declared=declared, columns=columns)
    for c in query.header.columns:
        if c.code and c.code not in registry.codes:
            found.append(
                dialect.Finding(
                    0, 0, f"列 {c.name}：没有代码表 {c.code}", f"column {c.name}: no code list {c.code}"
                )
            )
    return [dialect.Finding(f.rule, f.line + query.line - 1, f.zh, f.en) for f in found]


_checked: set[tuple[Query, int]] = set()


def check(query: Query, registry: Registry = REGISTRY) -> None:
    """Raise DialectError, with file:line of every finding, unless the question keeps the portable form."""
    if (query, id(registry)) in _checked:
        return
    found = findings(query, registry)
    if found:
        rows = "\n".join(f"{query.path}:{f.line}: [{f.rule}] {f.zh} / {f.en}" for f in found)
        raise DialectError(
            f"问题 {query.name} 不合可移植写法：\n{rows}", "the question leaves the portable form"
        )
    _checked.add((query, id(registry)))

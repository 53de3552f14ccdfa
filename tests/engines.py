"""The engines a test runs on: Ladybug in a new file, Neo4j on a server that is shared and emptied.

A Neo4j is, in this order: the server named by LIANJIAN_TEST_NEO4J_URI (with NEO4J_USERNAME and
NEO4J_PASSWORD; its database must be empty, for the tests empty it); a container, where Docker answers;
the Maven way of :mod:`neo4j_server`. Where there is none its tests are skipped, and fail instead with
LIANJIAN_REQUIRE_NEO4J=1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import neo4j
import pytest

from neo4j_server import RELEASES, NoServerError, Server, running

GIVEN = Server(
    os.environ.get("LIANJIAN_TEST_NEO4J_URI", ""), os.environ.get("NEO4J_USERNAME", "neo4j"),
    os.environ.get("NEO4J_PASSWORD", ""),
)
OLDEST, NEWEST = RELEASES
Servers = Callable[[str], Server]


def _engine(release: str, *marks: pytest.MarkDecorator) -> object:
    # one worker has all tests of a server, so that there is one server and nobody empties another's data
    name = f"neo4j-{release}"
    return pytest.param(name, marks=[pytest.mark.xdist_group(name), *marks], id=name)


NEO4J = [_engine(OLDEST), _engine(NEWEST, pytest.mark.slow)]
ENGINES = ["ladybug", *NEO4J]


def _docker_answers() -> bool:
    """Asked by its command: the library leaves sockets open where nobody answers."""
    docker = shutil.which("docker")
    try:
        return docker is not None and not subprocess.run(
            [docker, "version"], capture_output=True, check=False, timeout=5
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


@contextmanager
def _container(release: str) -> Iterator[Server]:
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer(f"neo4j:{RELEASES[release].full}-community", password="only-for-tests") as made:  # noqa: S106
        yield Server(made.get_connection_url(), made.username, made.password)


@contextmanager
def _given(release: str) -> Iterator[Server]:
    if release != OLDEST:
        raise NoServerError("LIANJIAN_TEST_NEO4J_URI names one server, and the tests of 5.26 run on it")
    with session_of(GIVEN) as session:
        if session.run("MATCH (n) RETURN count(n) AS held").single(strict=True)["held"]:
            pytest.fail("the database of LIANJIAN_TEST_NEO4J_URI is not empty; the tests would empty it")
    try:
        yield GIVEN
    finally:
        empty(GIVEN)


@contextmanager
def found(release: str) -> Iterator[Server]:
    """A server of that release; NoServerError says why there is none."""
    with ExitStack() as stack:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what starts containers
            way = _given if GIVEN.uri else _container if _docker_answers() else running
            server = stack.enter_context(way(release))
        yield server


@contextmanager
def each_once() -> Iterator[Servers]:
    """Gives the server of a release, started when first asked for; skips (or fails) where there is none."""
    with ExitStack() as stack:
        started: dict[str, Server | NoServerError] = {}

        def server(engine: str) -> Server:
            release = engine.removeprefix("neo4j-")
            if release not in started:
                try:
                    started[release] = stack.enter_context(found(release))
                except NoServerError as error:
                    started[release] = error
            one = started[release]
            if isinstance(one, Server):
                return one
            if os.environ.get("LIANJIAN_REQUIRE_NEO4J"):
                pytest.fail(f"no Neo4j {release}: {one}")
            pytest.skip(f"no Neo4j {release}: {one}")

        yield server


@contextmanager
def session_of(server: Server) -> Iterator[neo4j.Session]:
    """A session of the driver's own, for what the store does not do."""
    with neo4j.GraphDatabase.driver(
        server.uri, auth=(server.username, server.password), notifications_min_severity="OFF",
    ) as driver, driver.session() as session:
        yield session


def empty(server: Server, *, constraints: bool = False) -> None:
    """Delete all rows; with ``constraints`` also those, so that nothing tells the database from a new one."""
    with session_of(server) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        if constraints:
            for name in session.run("SHOW CONSTRAINTS YIELD name RETURN name").value():
                session.run(f"DROP CONSTRAINT `{name}`").consume()


@contextmanager
def place(engine: str, folder: Path, servers: Servers) -> Iterator[str]:
    """Where a new, empty store can be opened: a path in ``folder``, or the address of an emptied server."""
    if engine == "ladybug":
        yield str(folder / "库 文件.lbug")
        return
    server = servers(engine)
    empty(server)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("NEO4J_USERNAME", server.username)
        patched.setenv("NEO4J_PASSWORD", server.password)
        yield server.uri

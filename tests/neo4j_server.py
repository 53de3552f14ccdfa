"""A real Neo4j for the tests, without Docker: Community jars by Maven, kept in a cache, on free ports.

``python tests/neo4j_server.py 5.26`` starts one and says how to reach it, until it is interrupted;
``--build`` only fills the cache. The jars (GPL) serve the tests alone and are no part of the package.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase

SECONDS = 120
"""How long a server may take to start; 5 to 15 are usual."""
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>neo4j</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>
      <version>{version}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
      <version>{version}</version></dependency>
  </dependencies>
</project>
"""
_CONF = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=keep_none
"""
_QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_OPENS = ("java.base/java.nio", "java.base/sun.nio.ch", "java.base/java.lang")


class NoServerError(Exception):
    """A server cannot be had here; the text says why."""


@dataclass(frozen=True)
class Release:
    """A version the tests run on: what to fetch, which Java it needs (both bounds included)."""

    full: str
    java: tuple[int, int]
    main: str


RELEASES = {
    "5.26": Release("5.26.20", (17, 21), "org.neo4j.server.CommunityEntryPoint"),
    "2026.01": Release("2026.01.3", (21, 99), "org.neo4j.server.Neo4jCommunity"),
}


@dataclass(frozen=True)
class Server:
    """How to reach a server."""

    uri: str
    username: str
    password: str


def java_for(release: Release) -> Path:
    """The newest Java of this machine within the release's bounds; NoServerError if there is none."""
    places = [os.environ.get("JAVA_HOME"), *sorted(map(str, Path("/usr/lib/jvm").glob("*")))]
    found = [Path(p) / "bin" / "java" for p in places if p]
    on_path = shutil.which("java")
    versions = {}
    for java in (*found, *([Path(on_path)] if on_path else [])):
        if java.is_file():
            said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
            number = re.search(r'version "(\d+)', said)
            if number:
                versions.setdefault(int(number[1]), java)
    low, high = release.java
    fitting = [v for v in versions if low <= v <= high]
    if not fitting:
        there = ", ".join(map(str, sorted(versions))) or "none"
        raise NoServerError(f"Neo4j {release.full} needs Java {low} to {high}; found: {there}")
    return versions[max(fitting)]


def jars(release: Release) -> Path:
    """The folder with the server's jars, fetched by Maven if it is not in the cache yet.

    Two processes may do this at once: each fetches into a folder of its own, the first to finish
    gives it the name.
    """
    cache = Path(os.environ.get("LIANJIAN_TEST_CACHE") or Path.home() / ".cache" / "lianjian-tests")
    home = cache / f"neo4j-{release.full}"
    if home.is_dir():
        return home
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("Neo4j is fetched by Maven, and there is no mvn")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f"{home.name}-") as made:
        pom, lib = Path(made) / "pom.xml", Path(made) / "lib"
        pom.write_text(_POM.format(version=release.full), encoding="utf-8")
        # without the scope a missing test artifact stops it
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}"]
        done = subprocess.run(
            [maven, "-q", "-B", "-f", pom, *goal], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NoServerError(f"Maven cannot fetch Neo4j {release.full}: {done.stdout.strip()[:500]}")
        try:
            lib.rename(home)
        except OSError:
            if not home.is_dir():  # otherwise another process was quicker
                raise
    return home


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """A run that is killed leaves no server behind (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextlib.contextmanager
def running(name: str, *, heap: str = "1g", quick_start: bool = True) -> Iterator[Server]:
    """A new, empty server of a release for as long as the block lasts; NoServerError if there can be none.

    ``quick_start`` makes it quick at once rather than after a while: for tests, not for measuring.
    """
    release = RELEASES[name]
    java, lib = java_for(release), jars(release)
    password = secrets.token_hex(8)
    with tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) as folder:
        home, port = Path(folder), _free_port()
        (home / "conf").mkdir()
        (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=port), encoding="utf-8")
        opens = [f"--add-opens={o}=ALL-UNNAMED" for o in _OPENS]
        command = [
            java, f"-Xmx{heap}", *(_QUICK_START if quick_start else ()), *opens, "-cp", f"{lib}/*",
            release.main, f"--home-dir={home}", f"--config-dir={home / 'conf'}",
        ]
        with (home / "output").open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, start_new_session=True, preexec_fn=_die_with_parent
            )
        try:
            _wait(process, home)
            uri = f"neo4j://127.0.0.1:{port}"
            with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=password, database_="system"
                )
            yield Server(uri, "neo4j", password)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], home: Path) -> None:
    log, end = home / "logs" / "neo4j.log", time.monotonic() + SECONDS
    while not (log.is_file() and "Started." in log.read_text(encoding="utf-8", errors="replace")):
        if process.poll() is not None or time.monotonic() > end:
            said = (home / "output").read_text(encoding="utf-8", errors="replace").strip()[-500:]
            raise NoServerError(f"Neo4j does not start: {said or 'nothing within the time allowed'}")
        time.sleep(0.1)


def main(arguments: list[str]) -> int:
    """Start the release named and wait, or fill the cache (``--build``)."""
    names = [a for a in arguments if a in RELEASES] or list(RELEASES)[:1]
    try:
        if "--build" in arguments:
            for name in names:
                print(jars(RELEASES[name]), java_for(RELEASES[name]))  # noqa: T201
            return 0
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with running(names[0]) as server, contextlib.suppress(KeyboardInterrupt):
            print(f"export NEO4J_URI={server.uri} NEO4J_USERNAME={server.username} "  # noqa: T201
                  f"NEO4J_PASSWORD={server.password}", flush=True)
            signal.pause()
    except NoServerError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

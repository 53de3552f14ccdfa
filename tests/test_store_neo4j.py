"""What only a server has: addresses, credentials, failures on the way, other programs, parts of an import."""

from __future__ import annotations

import logging
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import polars as pl
import pytest
from neo4j.exceptions import Neo4jError

from engines import NEO4J, Servers, empty, session_of
from lianjian.model import REGISTRY
from lianjian.store import (
    ChangeError,
    QueryError,
    StoreError,
    WriteRefusedError,
    _neo4j_load,
    _neo4j_write,
    connect,
    exists,
)
from lianjian.store._neo4j_address import address
from lianjian.store._neo4j_errors import check_version, translate
from lianjian.store.neo4j import Neo4jStore
from neo4j_server import Server
from test_store_contract import WORLD, assert_same, changing, creating, everything, rows


@pytest.fixture(scope="module", params=NEO4J)
def shared(request: pytest.FixtureRequest, servers: Servers) -> Server:
    return servers(request.param)


@pytest.fixture
def server(shared: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server without rows; its credentials are in the environment."""
    empty(shared)
    monkeypatch.setenv("NEO4J_USERNAME", shared.username)
    monkeypatch.setenv("NEO4J_PASSWORD", shared.password)
    return shared


@pytest.fixture
def new(server: Server) -> Server:
    """A server whose database was never used."""
    empty(server, constraints=True)
    return server


@pytest.fixture
def store(server: Server) -> Iterator[Neo4jStore]:
    with connect(server.uri) as opened:
        assert isinstance(opened, Neo4jStore)
        opened.apply(creating(WORLD))
        yield opened


def refused(code: str, url: str, **options: object) -> StoreError:
    """The error of connecting, which has that code, two languages and a remedy."""
    with pytest.raises(StoreError) as caught:
        connect(url, **options).close()  # type: ignore[arg-type]
    error = caught.value
    assert error.code == code, str(error)
    assert error.zh
    assert error.en
    assert error.remedy
    return error


def at(server: Server, scheme: str, port: int | None = None) -> str:
    """The server's address with another scheme, and port."""
    place = server.uri.partition("://")[2]
    return f"{scheme}://{place.rpartition(':')[0]}:{port}" if port else f"{scheme}://{place}"


# ---- addresses and the environment -----------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["neo4j://u:secret@h", "bolt://u@h:1", "neo4j://", "bolt://h:port", "neo4j://h/db"]
)
def test_an_address_is_scheme_host_and_port(url: str) -> None:
    error = refused("url", url)
    assert "secret" not in str(error)
    with pytest.raises(StoreError):
        exists(url)


def test_the_environment_names_the_store_in_this_order(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with connect() as store:
        assert store.url == "lianjian.lbug"
    monkeypatch.setenv("NEO4J_URI", server.uri)
    with connect() as store:
        assert store.url == server.uri
    monkeypatch.setenv("LIANJIAN_DB", str(tmp_path / "环境.lbug"))
    with connect() as store:
        assert store.url.endswith("环境.lbug")
    with connect(tmp_path / "给出.lbug") as store:
        assert store.url.endswith("给出.lbug")


def test_every_scheme_without_encryption_opens(server: Server) -> None:
    for scheme in {"bolt", server.uri.partition(":")[0]}:
        with connect(at(server, scheme)) as store:
            assert set(store.counts().values()) == {0}


def test_the_engine_is_told(store: Neo4jStore) -> None:
    assert store.engine.startswith("Neo4j ")
    assert store.engine.endswith(" community")


# ---- what can be wrong on the way ------------------------------------------------------------------


def test_a_wrong_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-and-secret")
    assert "wrong-and-secret" not in str(refused("auth", server.uri))
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert "NEO4J_PASSWORD" in refused("auth", server.uri).remedy


def test_nobody_there(server: Server) -> None:
    with socket.socket() as taken:  # bound, but not listening
        taken.bind(("127.0.0.1", 0))
        for scheme in ("neo4j", "bolt", "neo4j+s"):
            refused("unreachable", f"{scheme}://127.0.0.1:{taken.getsockname()[1]}")
    refused("unreachable", "neo4j://no-such-host.invalid")


def test_encryption_asked_of_a_plain_port(server: Server) -> None:
    for scheme in ("neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"):
        assert f"{scheme.partition('+')[0]}://" in refused("tls", at(server, scheme)).remedy


class _Silent(socketserver.BaseRequestHandler):
    """Takes what comes and hangs up: a port, but not Bolt's."""

    def handle(self) -> None:
        self.request.recv(1024)


@contextmanager
def listening(handler: type[socketserver.BaseRequestHandler]) -> Iterator[int]:
    """The port of a server that runs meanwhile."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as made:
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made.server_address[1]
        made.shutdown()


def test_somebody_else_answers(server: Server) -> None:
    with listening(_Silent) as port:
        assert "bolt://" in refused("routing", at(server, "neo4j", port)).remedy
        assert "7687" in refused("unreachable", at(server, "bolt", port)).remedy


@contextmanager
def encrypted(server: Server, folder: Path) -> Iterator[int]:
    """The port of a proxy that takes TLS only, with a certificate nobody trusts, before the server."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("a certificate is made with openssl, and there is none")
    made = [folder / "key.pem", folder / "certificate.pem"]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", made[0], "-out", made[1]], check=True, capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made[1], made[0])
    host, _, port = server.uri.partition("://")[2].rpartition(":")

    def pump(source: socket.socket, target: socket.socket) -> None:
        try:
            while chunk := source.recv(65536):
                target.sendall(chunk)
        except OSError:
            pass
        finally:
            for end in (source, target):
                end.close()

    class Proxy(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                with context.wrap_socket(self.request, server_side=True) as near:
                    far = socket.create_connection((host, int(port)))
                    threading.Thread(target=pump, args=(far, near), daemon=True).start()
                    pump(near, far)
            except OSError:
                pass  # no TLS, or a certificate refused

    with listening(Proxy) as found:
        yield found


def test_a_port_that_demands_encryption(server: Server, tmp_path: Path) -> None:
    with encrypted(server, tmp_path) as port:
        assert "bolt+s://" in refused("tls", at(server, "bolt", port)).remedy
        assert "bolt+ssc://" in refused("certificate", at(server, "bolt+s", port)).remedy
        with connect(at(server, "bolt+ssc", port)) as store:
            assert store.query("RETURN 1 AS x").item() == 1


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_no_such_database(server: Server, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
    assert "NEO4J_DATABASE" in refused("no_database", at(server, scheme)).remedy
    monkeypatch.setenv("NEO4J_DATABASE", "neo4j")
    connect(at(server, scheme)).close()


@pytest.mark.parametrize(
    ("version", "fits"),
    [("5.26.0", True), ("5.27-aura", True), ("2025.01.0", True), ("2026.01.3", True), ("5.25.1", False),
     ("4.4.40", False), ("?", False)],
)
def test_versions_before_5_26_are_refused(version: str, fits: bool) -> None:
    if fits:
        check_version(version, "neo4j://h")
    else:
        with pytest.raises(StoreError) as caught:
            check_version(version, "neo4j://h")
        assert caught.value.code == "old_server"
        assert version in caught.value.zh


def test_ids_that_stand_twice_before_there_is_a_constraint(new: Server) -> None:
    with session_of(new) as session:
        session.run("UNWIND [1, 2] AS x CREATE (:Enterprise {id: 'e'})").consume()
    refused("duplicates", new.uri)


def test_another_programs_database(new: Server) -> None:
    with session_of(new) as session:
        session.run("CREATE (:Person {id: 'p'})").consume()
        for read_only in (False, True):
            refused("not_a_store", new.uri, read_only=read_only)
        with pytest.raises(StoreError):
            exists(new.uri)
        assert session.run("SHOW CONSTRAINTS YIELD name RETURN count(*) AS n").single(strict=True)["n"] == 0


def test_a_database_never_used_is_no_store_until_it_is_opened_for_writing(new: Server) -> None:
    assert not exists(new.uri)
    refused("missing_store", new.uri, read_only=True)
    assert "lianjian import" in refused("missing_store", new.uri, create=False).remedy
    assert not exists(new.uri)
    connect(new.uri).close()
    assert exists(new.uri)
    with connect(new.uri, read_only=True) as reader, connect(new.uri, create=False):
        assert set(reader.counts().values()) == {0}


def test_ids_are_unique_and_constraints_made_once(server: Server) -> None:
    found = []
    for _ in range(2):
        connect(server.uri).close()
        with session_of(server) as session:
            found.append(sorted(session.run("SHOW CONSTRAINTS YIELD name, id RETURN name, id").values()))
    assert found[0] == found[1]
    assert {f"lianjian_{n}_id" for n in REGISTRY.nodes} <= {name for name, _ in found[0]}


def test_who_may_not_see_constraints_writes_where_they_have_been_made(
    new: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> list[str]:
        error = Neo4jError._hydrate_neo4j(code="Neo.ClientError.Security.Forbidden", message="no")
        raise translate(error, address(new.uri))

    with monkeypatch.context() as patched:
        patched.setattr("lianjian.store.neo4j.missing_constraints", forbidden)
        assert "architect" in refused("denied", new.uri).remedy
    connect(new.uri).close()
    monkeypatch.setattr("lianjian.store.neo4j.missing_constraints", forbidden)
    with connect(new.uri) as store:
        store.apply(creating(WORLD))


# ---- queries ---------------------------------------------------------------------------------------


def test_names_of_the_registry_are_known_before_a_row_has_them(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    asked = "MATCH (a:Alliance)-[c:CO_BUILDS]->(b:Organization) WHERE c.agreement = '' RETURN a.id AS aid"
    with connect(server.uri) as store, caplog.at_level(logging.WARNING):
        assert store.query(asked).height == 0
        store.explain(asked)
        for wrong in ("aliance", "Alliances", "`a b`"):
            with pytest.raises(QueryError, match=wrong.strip("`")):
                store.query(f"MATCH (a:{wrong}) RETURN a.id AS aid")
        with pytest.raises(QueryError, match="COBUILDS"):
            store.explain("MATCH (a:Organization)-[:COBUILDS]->(b:Organization) RETURN a.id AS aid")
    assert not caplog.records


def test_files_procedures_and_hidden_characters_are_refused(store: Neo4jStore) -> None:
    for cypher in (
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "WITH 1 AS x LOAD CSV FROM '' AS row RETURN row",
        "CALL `dbms`.listConfig() YIELD name RETURN name",
        "MATCH (b:Building) CALL (b) { SET b.name = 'x' } RETURN 1 AS x",
        "CALL { CREATE (:Building {id: 'x'}) } IN TRANSACTIONS",
    ):
        with pytest.raises(WriteRefusedError):
            store.query(cypher)
    with pytest.raises(QueryError, match="u"):
        store.query("RETURN '\\u0027 LOAD CSV FROM \\u0027file:///etc/passwd' AS row")
    assert store.query("CALL db.labels() YIELD label RETURN count(label) AS n").item() > 0
    assert store.query("MATCH (b:Building) CALL (b) { RETURN b.id AS bid } RETURN bid").item() == "b1"


def test_result_columns_have_one_type_each(store: Neo4jStore) -> None:
    found = store.query(
        "UNWIND [1, 2] AS i RETURN i, CASE i WHEN 1 THEN 1 ELSE 0.5 END AS number, true AS yes, "
        "null AS nothing, "
        "[] AS none, [date('2020-01-01'), null] AS dates, datetime('2020-01-01T00:00:00Z') AS at, "
        "CASE i WHEN 1 THEN 1 ELSE 'a' END AS mixed ORDER BY i"
    )
    assert dict(found.schema) == {
        "i": pl.Int64(), "number": pl.Float64(), "yes": pl.Boolean(), "nothing": pl.Null(),
        "none": pl.List(pl.Null()), "dates": pl.List(pl.Date()), "at": found.schema["at"],
        "mixed": pl.Object(),
    }
    assert found["at"].dtype.is_temporal()
    whole = store.query("MATCH (b:Building) RETURN b, [b] AS list, {a: 1} AS map")
    assert set(whole.schema.values()) == {pl.Object()}


def test_values_of_another_type_are_damage(store: Neo4jStore, server: Server) -> None:
    with session_of(server) as session:
        session.run("MATCH (b:Building) SET b.lon = 'east'").consume()
    with pytest.raises(StoreError) as caught:
        store.read("Building")
    assert caught.value.code == "damaged"
    assert "Building.lon" in caught.value.zh


def test_too_little_memory_is_told_at_once() -> None:
    hydrated = Neo4jError._hydrate_neo4j(
        code="Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        message="more than the limit 358.4 MiB. dbms.memory.transaction.total.max threshold reached",
    )
    for query in (False, True):
        error = translate(hydrated, address("neo4j://h"), query=query)
        assert error.code == "memory"
        assert "dbms.memory.transaction.total.max" in error.remedy
        assert ("nothing was written" in error.en) is not query


def _transient(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=f"Neo.TransientError.{code}", message="")


def test_what_passes_is_tried_again(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianjian.store.neo4j.WAITS", (0.0, 0.0))
    left = [_transient("Transaction.DeadlockDetected"), _transient("Cluster.NotALeader")]

    def work(_: neo4j.Transaction) -> int:
        if left:
            raise left.pop()
        return 1

    assert store._managed(work) == 1
    left += [_transient("General.MemoryPoolOutOfMemoryError")] * 2
    with pytest.raises(Neo4jError):
        store._managed(work)
    assert len(left) == 1


# ---- two at once -----------------------------------------------------------------------------------


def test_of_two_writers_at_once_the_second_finds_the_store_changed(server: Server) -> None:
    start, told = threading.Barrier(2), []

    def write(name: str) -> None:
        with connect(server.uri) as store:
            change = changing("Building", create=rows("Building", {"id": name, "name": name}))
            expected = {"Building": store.counts()["Building"]}
            start.wait()
            try:
                store.apply(change, expected=expected)
                told.append("written")
            except ChangeError as error:
                told.append(error.code)

    threads = [threading.Thread(target=write, args=(n,)) for n in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(told) == ["changed", "written"]
    with connect(server.uri) as store:
        assert store.counts()["Building"] == 1
        assert store.query("MATCH (d:Division) RETURN count(d) AS n").item() == 0  # the lock leaves nothing


# ---- a first import in parts -----------------------------------------------------------------------


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is large."""
    monkeypatch.setattr(_neo4j_load, "PART", 2)
    monkeypatch.setattr(_neo4j_load, "PATIENCE", 0.5)


@pytest.mark.usefixtures("in_parts")
def test_parts_make_the_same_store(server: Server) -> None:
    with connect(server.uri) as store:
        with pytest.raises(ChangeError) as caught:
            store.apply(creating(WORLD), expected={"Building": 1})
        assert caught.value.code == "changed"
        store.apply(creating(WORLD), expected={"Building": 0})
        assert_same(everything(store), WORLD)
        with pytest.raises(ChangeError) as caught:
            store.apply(creating(WORLD))
        assert caught.value.code == "exists"
        assert_same(everything(store), WORLD)


@pytest.mark.usefixtures("in_parts")
def test_parts_are_all_or_nothing(server: Server) -> None:
    loose = {**WORLD, "COUNTS": WORLD["COUNTS"].with_columns(to_id=pl.lit("nobody"))}
    with connect(server.uri) as store:
        with pytest.raises(ChangeError) as caught:
            store.apply(creating(loose))
        assert caught.value.code == "missing_end"
        assert set(store.counts().values()) == {0}
        store.apply(creating(WORLD))
        assert_same(everything(store), WORLD)


@pytest.mark.usefixtures("in_parts")
def test_what_is_half_there_is_read_by_nobody_and_cleared_by_the_next_writer(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    create = _neo4j_write.create

    def stop(run: Any, *, name: str, **rest: Any) -> None:
        if name == "COUNTS":
            raise KeyboardInterrupt
        create(run, name=name, **rest)

    with monkeypatch.context() as patched, connect(server.uri) as store:
        patched.setattr(_neo4j_write, "create", stop)
        patched.setattr(Neo4jStore, "_sweep", lambda self: None)  # as if the process were killed
        with pytest.raises(KeyboardInterrupt):
            store.apply(creating(WORLD))
    with session_of(server) as session:
        assert session.run("MATCH (n:Building) RETURN count(n) AS n").single(strict=True)["n"] == 1
    assert exists(server.uri)
    with connect(server.uri, read_only=True) as reader, pytest.raises(StoreError):
        reader.counts()
    with connect(server.uri) as store:
        assert "undone" in caplog.text
        assert set(store.counts().values()) == {0}
        store.apply(creating(WORLD))
        assert_same(everything(store), WORLD)


@pytest.mark.usefixtures("in_parts")
def test_a_store_being_filled_is_left_alone(server: Server) -> None:
    with connect(server.uri) as store, session_of(server) as session:
        with session.begin_transaction() as guard:
            _neo4j_write.lock(_neo4j_load.runner(guard), REGISTRY)
            with session_of(server) as other:
                other.run("CREATE (:LianjianUnfinished)").consume()
            for call in (store.counts, lambda: store.read("Building"), lambda: store.query("RETURN 1 AS x")):
                with pytest.raises(StoreError) as caught:
                    call()
                assert caught.value.code == "unfinished"
            refused("busy", server.uri)
        connect(server.uri).close()
        assert set(store.counts().values()) == {0}

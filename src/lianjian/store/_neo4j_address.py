"""Where a Neo4j server is and who asks; and what is the matter where nothing answers."""

from __future__ import annotations

import os
import re
import socket
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .base import StoreError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
PORT = 7687
_SECONDS = 5.0
"""How long a probe of a port may take."""


@dataclass(frozen=True)
class Address:
    """A server's address, with the credentials and the database of the environment."""

    url: str
    scheme: str
    host: str
    port: int
    username: str
    password: str | None = field(repr=False)
    database: str | None

    @property
    def shown(self) -> str:
        """The address for messages, with the database where one is named."""
        return f"{self.url} [{self.database}]" if self.database else self.url


def scheme_of(place: str) -> str:
    """What stands before ``://``; empty for a path."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", place)
    return found[1] if found else ""


def address(url: str) -> Address:
    """The parts of a server's URL; StoreError (url) where it holds more than scheme, host and port.

    User name, password and database are those of NEO4J_USERNAME (default neo4j), NEO4J_PASSWORD and
    NEO4J_DATABASE (default: the user's home database).
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, PORT
    # what the URL holds may be a password: it is not repeated
    if host is None or "@" in url:
        raise StoreError(
            "url", f"{scheme_of(url)}:// 地址中没有主机名，或带有用户名、密码",
            f"the {scheme_of(url)}:// address lacks a host, or holds a user name or password",
            "地址写作 neo4j://主机:7687；用户名、密码放在环境变量 NEO4J_USERNAME、NEO4J_PASSWORD / "
            "write neo4j://host:7687; user name and password go into NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if parts.path.strip("/") or parts.fragment:
        raise StoreError(
            "url", f"{url} 在主机和端口之后还有内容", f"{url} goes on after host and port",
            "数据库名放在环境变量 NEO4J_DATABASE / the database's name goes into NEO4J_DATABASE",
        )
    return Address(
        url, parts.scheme, host, port, os.environ.get("NEO4J_USERNAME") or "neo4j",
        os.environ.get("NEO4J_PASSWORD"), os.environ.get("NEO4J_DATABASE") or None,
    )


def _speaks_tls(where: Address, *, verified: bool) -> bool:
    """Whether the port answers TLS, with a certificate this machine trusts if ``verified``."""
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((where.host, where.port), _SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=where.host),
        ):
            return True
    except OSError:  # ssl's own errors and timeouts are among them
        return False


def diagnose(where: Address) -> StoreError:
    """Why no Neo4j answers at an address, found by trying its port. Raises nothing."""
    scheme, _, trust = where.scheme.partition("+")
    try:
        socket.create_connection((where.host, where.port), _SECONDS).close()
    except OSError as error:
        said = error.strerror or str(error) or type(error).__name__
        return StoreError(
            "unreachable", f"连不上 {where.url}：{said}", f"cannot reach {where.url}: {said}",
            "请核对主机、端口（通常 7687）、防火墙，以及服务器是否已启动 / "
            "check host, port (usually 7687) and firewall, and that the server runs",
        )
    encrypted = _speaks_tls(where, verified=False)
    if trust and not encrypted:
        return StoreError(
            "tls", f"{where.url} 的端口不加密", f"the port of {where.url} is not encrypted",
            f"请改用 {scheme}://，或在服务器上启用 TLS / use {scheme}://, or set up TLS on the server",
        )
    if encrypted and not trust:
        return StoreError(
            "tls", f"{where.url} 的服务器要求加密", f"the server at {where.url} demands encryption",
            f"请改用 {scheme}+s:// / use {scheme}+s://",
        )
    if trust == "s" and not _speaks_tls(where, verified=True):
        return StoreError(
            "certificate", f"{where.url} 的证书不受本机信任，或不是签给该主机名的",
            f"the certificate of {where.url} is not trusted here, or is another host's",
            f"请安装签发机构的证书并用证书上的主机名；自签证书可用 {scheme}+ssc://（不核对身份） / "
            f"install the authority's certificate and use its host name; {scheme}+ssc:// takes any",
        )
    if scheme == "neo4j":
        return StoreError(
            "routing", f"{where.url} 有应答，但没有给出路由", f"{where.url} answers but gives no routing",
            f"请核对服务器对外公布的地址（server.bolt.advertised_address）；只连这一台可用 "
            f"{where.url.replace('neo4j', 'bolt', 1)} / check the address the server advertises; "
            "bolt:// reaches this one server",
        )
    return StoreError(
        "unreachable", f"{where.url} 有应答，但不是 Bolt 端口", f"{where.url} answers, but is no Bolt port",
        "请核对端口，Bolt 通常是 7687（7474 是网页） / check the port: usually 7687 (7474 is for browsers)",
    )

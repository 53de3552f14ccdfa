"""What Neo4j and its driver raise, as the store's errors with a remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neo4j import exceptions as raised

from ._neo4j_address import diagnose
from ._refusals import timed_out, write_refused
from .base import QueryError, StoreError

if TYPE_CHECKING:
    from ._neo4j_address import Address

ENGINE_ERRORS = (raised.Neo4jError, raised.DriverError, ValueError, TypeError, OverflowError, OSError)
LEAST = (5, 26)
"""The oldest version that passes the tests."""

_Told = tuple[str, str, str, str]
_CREDENTIALS = (
    "请设置环境变量 NEO4J_USERNAME 和 NEO4J_PASSWORD / set NEO4J_USERNAME and NEO4J_PASSWORD"
)
_TOLD: dict[str, _Told] = {
    "Security.Unauthorized": (
        "auth", "用户名或密码不对", "wrong user name or password", _CREDENTIALS,
    ),
    "Security.AuthenticationRateLimit": (
        "auth", "密码错误次数过多", "too many wrong passwords",
        "请稍等再试，并核对密码 / wait a moment and check the password",
    ),
    "Security.CredentialsExpired": (
        "auth", "初始密码须先更换", "the first password must be changed",
        "请用 cypher-shell 或 Neo4j Browser 改密码 / change it with cypher-shell or Neo4j Browser",
    ),
    "Security.Forbidden": (
        "denied", "该用户没有所需的权限", "the user lacks a permission",
        "读取要 reader，导入要 publisher，首次导入要 architect 角色 / "
        "reading takes the role reader, importing publisher, the first import architect",
    ),
    "Database.DatabaseNotFound": (
        "no_database", "服务器上没有这个数据库", "there is no such database on the server",
        "请核对 NEO4J_DATABASE；社区版只有 neo4j / check NEO4J_DATABASE; Community has only neo4j",
    ),
    "Database.DatabaseUnavailable": (
        "no_database", "数据库没有启动", "the database is not started",
        "请在服务器上 START DATABASE / start it on the server",
    ),
    "Cluster.NotALeader": (
        "not_leader", "这台服务器不能写入", "this server does not take writes",
        "请用 neo4j:// 地址，写入会送到主节点 / use a neo4j:// address: writes are sent to the leader",
    ),
    "Schema.ConstraintCreationFailed": (
        "duplicates", "库中已有重复的标识，不能建立唯一约束", "the database holds an id twice: no uniqueness",
        "这些数据不是 lianjian 写入的；请另用一个空的数据库 / lianjian did not write them; use an empty one",
    ),
    "Transaction.TransactionLogError": (
        "no_space", "服务器磁盘已满或不可写", "the server's disk is full or cannot be written",
        "请在服务器上腾出空间 / free some space on the server",
    ),
}
_TOLD["General.WriteOnReadOnlyAccessDatabase"] = _TOLD["Cluster.NotALeader"]
_TOLD["General.ForbiddenOnReadOnlyDatabase"] = _TOLD["Cluster.NotALeader"]


def out_of_memory(error: BaseException) -> bool:
    """Whether the server had too little memory; the driver holds that for passing, and it is not."""
    return "OutOfMemory" in (getattr(error, "code", None) or "")


def _memory(error: raised.Neo4jError, *, query: bool) -> StoreError:
    setting = re.search(r"\b(?:db|dbms|server)\.memory\.[\w.]+", error.message or "")
    settings = "server.memory.heap.max_size" + (f", {setting[0]}" if setting else "")
    if query:
        return StoreError(
            "memory", "服务器内存不足", "the server has too little memory",
            f"请缩小查询范围，或在服务器上调大 {settings} / narrow the query, or raise these on the server",
        )
    return StoreError(
        "memory", "服务器内存不足，什么也没有写入", "the server has too little memory; nothing was written",
        f"请在服务器上调大 {settings}，每改 1 万条约需 100 MB；或把表格分几次导入 / "
        f"raise {settings} on the server, about 100 MB for 10,000 changes; or import in parts",
    )


def translate(error: BaseException, where: Address, *, query: bool = False) -> StoreError:
    """The store's error for an engine's; ``query`` where a user's query, not the store, is to blame."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, raised.IncompleteCommit):
        return StoreError(
            "interrupted", "写入确认时连接断开，不知是否写成",
            "the connection broke while the write was being confirmed",
            "请再导入一次：已写成的不会重复 / import again: what was written is not written twice",
        )
    if isinstance(error, raised.ServiceUnavailable | raised.SessionExpired | OSError):
        return diagnose(where)
    if isinstance(error, raised.UnsupportedServerProduct):
        return old_server(where.shown, "?")
    code, text = getattr(error, "code", None) or "", getattr(error, "message", None) or str(error)
    short = code.partition("Error.")[2]  # Neo.ClientError.Security.Unauthorized and the like
    first = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    if isinstance(error, raised.AuthError) and short not in _TOLD:
        short = "Security.Unauthorized"
    if short in _TOLD:
        name, zh, en, remedy = _TOLD[short]
        return StoreError(name, f"{where.shown}：{zh}", f"{where.shown}: {en}", remedy)
    if isinstance(error, raised.Neo4jError) and out_of_memory(error):
        return _memory(error, query=query)
    if short.startswith("Transaction.TransactionTimedOut"):
        return timed_out()
    if short == "Statement.AccessMode":
        return write_refused()
    if query and not code.startswith("Neo.TransientError") and not isinstance(error, raised.DriverError):
        return QueryError("query", f"查询有误：{text}", f"the query is refused: {first}")
    return StoreError("engine", f"数据库出错：{first}", f"the engine failed: {first}")


def old_server(shown: str, version: str) -> StoreError:
    """The error for a server that is too old, or none of Neo4j's."""
    least = ".".join(map(str, LEAST))
    return StoreError(
        "old_server", f"{shown} 的版本是 {version}，须 Neo4j {least} 或更新",
        f"{shown} is version {version}; Neo4j {least} or later is needed",
        f"请升级服务器 / upgrade the server to {least} LTS or later",
    )


def check_version(version: str, shown: str) -> None:
    """StoreError (old_server) unless the version is one the tests cover, or later."""
    number = re.match(r"(\d+)\.(\d+)", version)
    if number is None or (int(number[1]), int(number[2])) < LEAST:
        raise old_server(shown, version)

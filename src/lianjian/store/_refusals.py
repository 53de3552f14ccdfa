"""What every engine refuses, in the same words: contradictory changes, closed stores, writing queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjian.model.frames import TIE_ENDS

from .base import ChangeError, QueryTimeoutError, StoreError, WriteRefusedError, some

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


def closed(name: str) -> StoreError:
    """The error for a store that is used after it was closed."""
    return StoreError("closed", f"{name} 已关闭", f"{name} is closed", "请重新打开 / open it again")


def read_only(name: str) -> StoreError:
    """The error for changes to a store that was opened for reading."""
    return StoreError(
        "read_only", f"{name} 以只读方式打开", f"{name} is open for reading only",
        "请不带 read_only 打开 / open it without read_only",
    )


def write_refused() -> WriteRefusedError:
    """The error for a query that would change something."""
    return WriteRefusedError(
        "write_refused", "查询只能读取", "queries can only read",
        "写入请用 lianjian import / to write, use lianjian import",
    )


def timed_out() -> QueryTimeoutError:
    """The error for a query that took longer than allowed."""
    return QueryTimeoutError(
        "timeout", "查询超时", "the query took too long",
        "请缩小范围或放宽时限 / narrow it or allow more time",
    )


def unknown_type(name: str) -> StoreError:
    """The error for reading what the registry does not declare."""
    return StoreError("unknown_type", f"没有类型 {name}", f"no such type: {name}")


def check_expected(expected: Mapping[str, int] | None, held: Mapping[str, int]) -> None:
    """ChangeError (changed) unless the store holds so many rows of each type."""
    if any(held.get(n, 0) != count for n, count in (expected or {}).items()):
        raise ChangeError(
            "changed", "图库在此期间变过，什么也没有写入", "the store has changed since; nothing was written",
            "请再导入一次 / import once more",
        )


def _outdated(code: str, name: str, zh: str, en: str, keys: pl.DataFrame) -> ChangeError:
    """A change planned for another state of the store than it finds."""
    return ChangeError(
        code, f"{name} {zh}：{some(keys)}", f"{name} {en}: {some(keys)}",
        "库在此期间变过，请重新制定计划 / the store has changed since; plan again",
    )


def missing_row(name: str, keys: pl.DataFrame) -> ChangeError:
    """A change of a row that is not stored."""
    return _outdated("missing_row", name, "中没有要更新或删除的", "lacks a row to update or delete", keys)


def exists(name: str, keys: pl.DataFrame) -> ChangeError:
    """The creation of a row that is stored already."""
    return _outdated("exists", name, "中已有", "already holds", keys)


def missing_end(name: str, keys: pl.DataFrame) -> ChangeError:
    """Ties one end of which does not exist."""
    return ChangeError(
        "missing_end", f"{name} 的一端不存在：{some(keys.select(*TIE_ENDS))}",
        f"{name}: an end does not exist: {some(keys.select(*TIE_ENDS))}",
        "请先导入该端 / import that end first",
    )


def still_tied(name: str, keys: pl.DataFrame) -> ChangeError:
    """The deletion of nodes that still have ties."""
    return ChangeError(
        "still_tied", f"{name} 仍有联系，不能删除：{some(keys)}", f"{name} still has ties: {some(keys)}",
        "请在同一次改动中删除其联系 / delete its ties in the same changes",
    )


def unequal(name: str, wanted: int, found: int) -> StoreError:
    """Numbers that do not add up after a write."""
    return StoreError(
        "counts", f"{name} 写入后应有 {wanted} 条，实有 {found} 条；已撤回",
        f"{name}: {wanted} rows expected after writing, {found} found; nothing was kept",
    )


"""What a store of any engine does about what it holds open: a file, connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from ._refusals import closed

if TYPE_CHECKING:
    import weakref
    from types import TracebackType


class Held:
    """A context manager that lets go of what it holds, once, also when it is forgotten."""

    url: str
    _release: weakref.finalize[Any, Any]

    def _open(self) -> None:
        """Raise StoreError (closed) after :meth:`close`."""
        if not self._release.alive:
            raise closed(self.url)

    def close(self) -> None:
        """Release what the store holds; closing twice is allowed."""
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

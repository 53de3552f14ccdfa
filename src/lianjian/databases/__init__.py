"""What is done with a store as a whole: tell what is there, check it, copy it, tell two of them apart."""

from __future__ import annotations

from .copying import Copied, copy
from .hashing import Content, content_hash, content_of, frame_hash
from .status import Run, Status, status
from .verifying import CHECKS, Check, Finding, Result, Verified, verify

__all__ = [
    "CHECKS",
    "Check",
    "Content",
    "Copied",
    "Finding",
    "Result",
    "Run",
    "Status",
    "Verified",
    "content_hash",
    "content_of",
    "copy",
    "frame_hash",
    "status",
    "verify",
]

"""Pseudonyms: HMAC-SHA-256 of a normalised identifier under a key that lies outside the store."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import polars as pl

KEY_VARIABLE = "LIANJIAN_KEY"


class KeyFileError(ValueError):
    """The key file is missing, unreadable or no key; the text says what to do."""


def key_path() -> Path:
    """Where the key lies: the file ``LIANJIAN_KEY`` names, else the user's configuration folder."""
    given = os.environ.get(KEY_VARIABLE)
    if given:
        return Path(given)
    import click

    return Path(click.get_app_dir("lianjian")) / "pseudonym.key"


def create_key(path: Path) -> None:
    """Write a new random key, readable by its owner only. Never overwrites one.

    Raises KeyFileError if the file exists: a lost key ends look-up by identity for good.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as e:
        raise KeyFileError(
            f"密钥已存在，未改动：{path} / the key exists and was left as it is: {path}"
        ) from e
    with os.fdopen(handle, "w", encoding="ascii") as f:
        f.write(secrets.token_hex(32) + "\n")


def load_key(path: Path) -> bytes | None:
    """The key at ``path``, or None if there is no file. Raises KeyFileError if it is no key."""
    if not path.is_file():
        return None
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (ValueError, OSError) as e:
        raise KeyFileError(f"不是化名密钥文件：{path} / no pseudonym key: {path}") from e
    if len(key) != 32:
        raise KeyFileError(f"密钥长度应为 32 字节：{path} / the key should have 32 bytes: {path}")
    return key


@dataclass(frozen=True)
class Pseudonyms:
    """Makes pseudonyms under one key."""

    key: bytes

    @property
    def check(self) -> str:
        """A value by which a store knows the key again; it tells nothing about the key."""
        return hmac.new(self.key, b"lianjian key check", hashlib.sha256).hexdigest()[:16]

    def of(self, population: str, identifiers: pl.Series) -> pl.Series:
        """One pseudonym (26 characters, base32) per identifier; null stays null.

        Populations do not match each other: the same identifier gives two pseudonyms in two of them.
        """
        plain = normalised(identifiers)
        told = (f"{population}|{x}".encode() for x in plain.fill_null(""))
        # padded to 20 bytes, which base32 writes as 32 characters: all are encoded in one call
        digests = b"".join(hmac.digest(self.key, x, "sha256")[:16] + bytes(4) for x in told)
        texts = base64.b32encode(digests).decode().lower()
        made = [texts[i : i + 26] for i in range(0, len(texts), 32)]
        return pl.Series(identifiers.name, made, dtype=pl.String).set(plain.is_null(), None)


def normalised(identifiers: pl.Series) -> pl.Series:
    """Identifiers in one form: NFKC, no spaces, upper case, identity numbers of 15 digits as 18."""
    frame = identifiers.alias("x").to_frame().select(
        pl.col("x").str.normalize("NFKC").str.replace_all(r"[\s-]", "").str.to_uppercase()
    )
    short = frame.filter(pl.col("x").str.contains(r"^\d{15}$"))["x"].unique().to_list()
    return frame["x"].replace(short, [_eighteen(x) for x in short]) if short else frame["x"]


def _eighteen(number: str) -> str:
    """An identity number of the first generation as GB 11643-1999 writes it: century and check digit."""
    body = number[:6] + "19" + number[6:]
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(body))
    return body + "10X98765432"[total % 11]

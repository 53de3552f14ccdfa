"""Names by their pinyin: patterns that match what the letters of a query may stand for.

A character is converted once, with all its readings, and a query becomes a pattern of sets of
characters: ``xjk`` is three sets, those read x…, j… and k…. So names themselves are never converted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Readings = Mapping[str, Sequence[str]]
"""The readings of each character, the usual one first, without tones; ü is written v and u."""

INITIALS = ("zh", "ch", "sh")
"""What stands for a syllable beside its first letter."""
MOST = 24
"""The most ways to cut a query into syllables that a pattern holds."""


def readings(characters: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All readings of each Chinese character; other characters are left out."""
    from pypinyin import Style, pinyin

    found = {}
    for c in characters:
        said = [] if c.isascii() else pinyin(c, style=Style.NORMAL, heteronym=True, errors="ignore")
        if said:
            both = (x for reading in said[0] for x in (reading, reading.replace("v", "u")))
            found[c] = tuple(dict.fromkeys(both))
    return found


def pattern(query: str, known: Readings) -> str | None:
    """A regular expression for the names a query may mean; None for one without letters, or without a match.

    Letters stand for themselves, for a syllable or its initial, the last ones for the beginning of a
    syllable; spaces and apostrophes end a syllable, all other characters stand for themselves.
    """
    by_piece: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, set[str]] = defaultdict(set)
    for c, said in known.items():
        for reading in said:
            by_piece[reading].add(c)
            for initial in (reading[:1], *(x for x in INITIALS if reading.startswith(x))):
                by_piece[initial].add(c)
            for n in range(1, len(reading)):
                starts[reading[:n]].add(c)
    ways = [""]
    for token in re.findall(r"[a-z]+|[^a-z\s'’-]", query.lower()):
        found = _ways(token, by_piece, starts) if token.isascii() and token.isalpha() else [re.escape(token)]
        ways = [way + more for way in ways for more in found][:MOST]
    if not re.search("[a-z]", query.lower()) or not ways:
        return None
    return "|".join(f"(?:{w})" for w in ways)


def _ways(letters: str, pieces: Mapping[str, set[str]], starts: Mapping[str, set[str]]) -> list[str]:
    """The patterns of a run of letters, those of the fewest syllables first."""
    longest = max(map(len, pieces), default=1)
    # ways[i] are the ways to cut what follows position i
    ways: list[list[tuple[str, ...]]] = [[] for _ in letters] + [[()]]
    for i in range(len(letters) - 1, -1, -1):
        for n in range(min(longest, len(letters) - i), 0, -1):
            piece = letters[i : i + n]
            last = i + n == len(letters)
            if n == 1 or piece in pieces or (last and piece in starts):
                ways[i] += [(piece, *rest) for rest in ways[i + n]]
        ways[i] = sorted(ways[i], key=len)[:MOST]

    def one(piece: str, last: bool) -> str:
        characters = pieces.get(piece, set()) | (starts.get(piece, set()) if last else set())
        literal = f"(?i:{piece})" if len(piece) == 1 else ""
        chosen = f"[{''.join(sorted(characters))}]" if characters else ""
        return f"(?:{chosen}|{literal})" if chosen and literal else chosen or literal

    return ["".join(one(p, i == len(way) - 1) for i, p in enumerate(way)) for way in ways[0]]

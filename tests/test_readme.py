"""The READMEs' transcripts are what the commands print."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs"))

import transcripts  # noqa: E402
from documents import READMES  # noqa: E402


@pytest.mark.parametrize("readme", READMES)
def test_transcripts_are_real(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")

    again = transcripts.rerun(text)

    assert again.splitlines() == text.splitlines(), "run python docs/build.py --transcripts"


def test_both_readmes_show_the_same_commands():
    english, chinese = (transcripts.commands((ROOT / r).read_text(encoding="utf-8")) for r in READMES)

    assert [c.removesuffix(" --lang en") for c in english if not c.startswith("export ")] == chinese
    assert len(chinese) > 5


def test_a_wrong_transcript_is_noticed():
    text = "```console\n$ lianjian --version\nlianjian 0.0.0\n$ lianjian nothing\n$ echo $?\n0\n```\n"

    again = transcripts.rerun(text)

    assert "0.0.0" not in again
    assert "$ echo $?\n2\n" in again

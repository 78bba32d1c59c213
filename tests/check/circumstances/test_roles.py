"""A draft that gives its speaker another person's post."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article

EVIDENCE = (
    "Viaduct row\n\nMARL, 3 February 2024 — “We never said it was safe,” said Lena Brandvold, an engineer who led"
    " the team.\n\nThe steel was eighty years old, and it hummed in every wind that came over the fen.\n\n"
    "The permanent secretary, Colm Abery, rejected that. The minister, Agnes Roy, went further and praised"
    " the viaduct.\n\nCouncillors Ada Pell and Bo Quist had asked for a survey of it. “It hums,” said Quist.\n"
)


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def _ok(draft: str) -> bool:
    evidence = [_read(EVIDENCE, "e.txt")]
    return check_draft(_read(draft, "draft.txt"), evidence, tier="rules", evidence_tier="rules").results[0].ok


@pytest.mark.parametrize(
    "draft",
    [
        "The minister, Lena Brandvold, said: “We never said it was safe.”\n",
        "“We never said it was safe,” said Lena Brandvold, the permanent secretary.\n",
        "“We never said it was safe,” said minister Lena Brandvold.\n",
        "Brandvold, the minister, said: “We never said it was safe.”\n",
    ],
)
def test_the_post_of_somebody_else_is_open(draft: str) -> None:
    assert not _ok(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "The engineer, Lena Brandvold, said: “We never said it was safe.”\n",
        "“We never said it was safe,” said Lena Brandvold, the engineer.\n",
        "“We never said it was safe,” Lena Brandvold said.\n",
        "“It hums,” said Councillor Bo Quist.\n",
    ],
)
def test_the_speakers_own_post_is_not(draft: str) -> None:
    assert _ok(draft)

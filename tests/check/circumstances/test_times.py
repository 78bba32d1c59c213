"""When words were said, as the draft and the evidence tell it."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft

EVIDENCE = (
    "---\ntitle: Viaduct row\ndate: 2023-10-03\n---\n\n"
    + "“We never said it was safe,” Lena Brandvold told the Fen Courier.\n\n"
    + "The viaduct hummed in the wind, and nobody on it looked down.\n\n" * 8
    + "In May, Brandvold had told a committee: “It can carry what it carries today.”\n"
)


def _ok(draft: str) -> bool:
    evidence = [next(iter(read_bytes(EVIDENCE.encode(), name="e.md")))]
    article = next(iter(read_bytes(draft.encode(), name="draft.txt")))
    return check_draft(article, evidence, tier="rules", evidence_tier="rules").results[0].ok


@pytest.mark.parametrize(
    "draft",
    [
        "“We never said it was safe,” Lena Brandvold told the Fen Courier in May.\n",
        "“It can carry what it carries today,” Lena Brandvold told a committee this week.\n",
        "“It can carry what it carries today,” Lena Brandvold said on Tuesday.\n",
        "“We never said it was safe,” Lena Brandvold wrote in a letter.\n",
    ],
)
def test_another_time_or_medium_is_open(draft: str) -> None:
    assert not _ok(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "“We never said it was safe,” Lena Brandvold told the Fen Courier this week.\n",
        "“We never said it was safe,” Lena Brandvold told the Fen Courier in October.\n",
        "“It can carry what it carries today,” Lena Brandvold told a committee in May.\n",
    ],
)
def test_the_evidences_own_is_not(draft: str) -> None:
    assert _ok(draft)

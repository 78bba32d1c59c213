"""What a draft's sentence tells besides the saying and is no other circumstance of it; and twins that are."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.fakes import article

EVIDENCE = [
    (
        "Mara Quist spoke on Monday outside the court in Holm. “I looked at him and he is an old man,” Quist said. "
        "Quist said her late mother taught swimming classes in the harbour. There were nineteen births and seven home "
        "defeats."
    ),
    "Report of the harbour board. The board looked at 146 births in the harbour hospital. Nineteen went wrong.",
]
HONEST = [
    "Mara Quist spoke outside the court. “I looked at him and he is an old man,” she said afterwards.",
    "Mara Quist said, “I looked at him and he is an old man”, and that her late mother gave swimming lessons there.",
    "In Mara Quist’s words, “I looked at him and he is an old man.”",
    "In the words of Mara Quist, “I looked at him and he is an old man.”",
    "The board looked at 146 births. “I looked at him and he is an old man,” Mara Quist said.",
    "The harbour had seen a 4-0 home defeat. “I looked at him and he is an old man,” Mara Quist said.",
]
HARMFUL = [
    "Mara Quist spoke outside the court. “I looked at him and he is an old man,” she confessed afterwards.",
    "Mara Quist said, “I looked at him and he is an old man”, and that her late mother had stolen money there.",
    "Mara Quist said, “I looked at him and he is an old man”, and that her late mother never taught swimming classes.",
    "In rumours about Mara Quist’s words, “I looked at him and he is an old man.”",
    "The board looked at 147 births. “I looked at him and he is an old man,” Mara Quist said.",
]


def _statuses(draft: str) -> list[str]:
    evidence = [article(number, f"{text}\n") for number, text in enumerate(EVIDENCE, 2)]
    return [verdict.status for verdict in check_draft(article(1, f"{draft}\n"), evidence).results]


@pytest.mark.parametrize("draft", HONEST)
def test_what_is_background_needs_no_proof(draft: str) -> None:
    assert _statuses(draft) == ["ok"]


@pytest.mark.parametrize("draft", HARMFUL)
def test_what_changes_the_quotation_must_be_told(draft: str) -> None:
    assert _statuses(draft) != ["ok"]

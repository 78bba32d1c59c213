"""A draft's line "a spokesperson said:" before a quotation: the label is the speaker, and the verb is no part of it."""

from __future__ import annotations

import pytest

from attribune import check

EVIDENCE = (
    "The ferry docked at noon. A Ledger spokesperson said: “No story was stopped by the editors of the paper.”\n\n"
    "“We asked for the papers in the spring,” a lawyer for the port wrote."
)
WORDS = "“No story was stopped by the editors of the paper.”"
SAME = [
    "A Ledger spokesperson said: ", "Ledger spokesperson said: ", "The Ledger spokesperson said:\n\n",
    "a Ledger spokesperson added: ", "Ledger spokesperson says – ",
]  # fmt: skip
OTHERS = [
    "A Ledger spokesperson was told: ", "A Ledger spokesperson never said: ", "A Ledger spokesperson denied: ",
    "A Ledger spokesperson should have said: ", "A Gazette spokesperson said: ", "A ferry pilot said: ",
    "The friend of a Ledger spokesperson said: ", "The captain’s nephew wrote: ",
]  # fmt: skip


def verdict(line: str) -> str:
    report = check(line + WORDS, against={"ledger": EVIDENCE}, tier="fast")
    (one,) = report.record.results
    return one.verdict


@pytest.mark.parametrize("line", SAME)
def test_the_verb_is_no_part_of_the_name(line: str) -> None:
    assert verdict(line) == "verbatim"


@pytest.mark.parametrize("line", OTHERS)
def test_what_is_no_plain_saying_of_that_speaker_is_not_ok(line: str) -> None:
    assert verdict(line) not in ("verbatim", "faithful")


@pytest.mark.parametrize("word", ["which", "that"])
def test_a_relative_pronoun_names_nobody(word: str) -> None:
    """A fragment behind "which" was the speech of somebody called so."""
    text = f"The bill revokes the order, {word} called for agencies to work with “private voter groups” on their plans."
    report = check(text, against={"a": text}, tier="fast")
    assert all(one.speaker is None or one.speaker.name.lower() != word for one in report.record.results)

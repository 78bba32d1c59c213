"""What a draft tells of the speaker and of the act of speaking must be told of them by the evidence."""

from __future__ import annotations

import pytest

from attribune.records import Verdict
from tests.check.circumstances.drafts import first_verdict

EVIDENCE = (
    "Ferry board hears its captain\n\nHOLM — Captain Ines Tallow, who has sailed the Sandpiper for nine years, spoke"
    " at a hearing of the harbour board on Thursday.\n\n“I would sail again tomorrow,” Tallow told the board after the"
    " count. She was not dismissed. She has paid the fine and kept her cabin.\n\nBoard member Rafe Duxbury resigned on"
    " Monday. “The log was a mess,” Duxbury, whose brother sails, wrote in a letter. Passengers were bruised when the"
    " ferry brushed a post, and the crew of a tug was sacked.\n"
)


def checked(draft: str, *more: str) -> Verdict:
    return first_verdict(draft, EVIDENCE, *more)


@pytest.mark.parametrize(
    "told",
    [
        "Ines Tallow, who has paid the fine, said",
        "Captain Ines Tallow, who has sailed the Sandpiper for nine years, told the harbour board",
        "Ines Tallow, who was not dismissed, told the board",
        "Ines Tallow, who kept her cabin, said",
        "After the count, Ines Tallow told the board",
    ],
)
def test_what_the_evidence_tells_of_the_speaker_may_be_told(told: str) -> None:
    verdict = checked(f"“I would sail again tomorrow,” {told}.\n")
    assert verdict.ok, verdict.message


@pytest.mark.parametrize(
    "told",
    [
        "Ines Tallow, who was drunk, said",  # a word that no evidence has
        "Ines Tallow, who was dismissed, said",  # the negation dropped
        "Ines Tallow, who has not paid the fine, said",  # a negation added
        "Ines Tallow, who has never paid the fine, said",
        "Ines Tallow, who was sacked, said",  # told of somebody else
        "Ines Tallow, who was bruised, said",
        "Ines Tallow told a mirror",
        "Ines Tallow whispered into a pillow",
        "In tears, Ines Tallow said",
        "Before the count, Ines Tallow said",
        "Asked whether she had kept the log, Ines Tallow said",
        "Under oath, Ines Tallow told the board",
        "At her husband's grave, Ines Tallow said",
        "Ines Tallow, whose licence was taken, said",
    ],
)
def test_what_it_does_not_tell_of_the_speaker_is_open(told: str) -> None:
    verdict = checked(f"“I would sail again tomorrow,” {told}.\n")
    assert (verdict.verdict, verdict.status) == ("unclear", "look")


def test_another_article_tells_it_only_if_it_names_the_speaker() -> None:
    draft = "“I would sail again tomorrow,” said Ines Tallow, who carved spoons.\n"
    assert not checked(draft).ok
    assert not checked(draft, "Ines Lund carved spoons.\n").ok
    assert checked(draft, "Tallow, 51, has carved spoons.\n").ok


def test_a_name_in_brackets_and_a_heading_before_a_dash_are_no_narration() -> None:
    assert checked("“I would sail again tomorrow,” Ines Tallow said [docs/hearing.txt].\n").ok
    assert checked("Lifeboats — “I would sail again tomorrow,” Ines Tallow said.\n").ok

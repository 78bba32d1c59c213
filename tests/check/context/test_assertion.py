"""Words that the evidence doesn't report as said are never ok; what is doubted beside the saying takes nothing away."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Verdict
from tests.fakes import article

NOT_SAID = [
    "Smith did not say “I am guilty of it all.”",
    "Smith refused to say “I am guilty of it all.”",
    "Smith denied telling the clerk, “I am guilty of it all.”",
    "Smith denied saying “I am guilty of it all.”",
    "Smith stopped short of saying “I am guilty of it all.”",
    "Instead of saying “I am guilty of it all,” Smith smiled.",
    "Smith never said “I am guilty of it all.”",
    "Nobody heard Smith say “I am guilty of it all.”",
    "If Smith had said “I am guilty of it all,” nobody would have been surprised.",
    "Smith might have said “I am guilty of it all.”",
    "Smith allegedly said “I am guilty of it all.”",
    "“I am guilty of it all,” Smith allegedly said.",
    "It is unclear whether Smith said “I am guilty of it all.”",
    "Smith was asked whether he had said “I am guilty of it all.”",
    "Smith will say tonight that “I am guilty of it all.”",
    "Smith wanted to say “I am guilty of it all.”",
    "There is no evidence that Smith said “I am guilty of it all.”",
    "The quote “I am guilty of it all,” attributed to Smith, is fabricated.",
    "A fabricated post in which Smith says “I am guilty of it all” went round.",
    "According to a fake video, Smith said “I am guilty of it all.”",
    "Smith denied that he had said “I am guilty of it all.”",
    "Smith denies he said “I am guilty of it all.”",
    "Prosecutors allege that Smith said “I am guilty of it all.”",
    "The paper misquoted Smith as saying “I am guilty of it all.”",
]
SAID = [
    "Smith (Labour) said “I am guilty of it all.”",
    "Smith (62) said: “I am guilty of it all.”",
    "Smith, who allegedly stole a car, said “I am guilty of it all.”",
    "Asked whether he would appeal, Smith said “I am guilty of it all.”",
    "“I am guilty of it all,” Smith said when asked if he would appeal.",
    "“I am guilty of it all,” said Smith, who declined to say why.",
    "Smith said the video was fake. “I am guilty of it all,” Smith said.",
    "“I am guilty of it all,” said Smith, a baker from Ellery, holding up a loaf.",
    "“I am guilty of it all,” Smith told reporters outside the court on Monday.",
    "In an interview with the Ledger on Monday, Smith said: “I am guilty of it all.”",
    "After the vote was lost, Smith said, “I am guilty of it all.”",
    "“I am guilty of it all,” according to Smith.",
    "Smith went on:\n\n“I am guilty of it all.”",
    "“I am guilty of it all.” — John Smith",
    "“I was there,” Smith said. He took off his hat. “I am guilty of it all.”",
]
# Nothing here takes the saying back, and nothing plain reports it either: a person has to look.
OPEN = [
    "Smith did not answer at first but said “I am guilty of it all.”",
    "Smith denied the first charge and said “I am guilty of it all.”",
    "Smith would say only “I am guilty of it all.”",
    "Smith could be heard saying “I am guilty of it all.”",
    "If it rains, “I am guilty of it all,” Smith said.",
    "The alleged thief, Smith, said “I am guilty of it all.”",
    "Smith, who was quoting his brother, said “I am guilty of it all.”",
    "Smith, who mimicked the judge, said: “I am guilty of it all.”",
    "Smith, who read it from a card, said “I am guilty of it all.”",
    "Smith, who pretended to be the mayor, said “I am guilty of it all.”",
    "Smith, who was Hamlet that night, said: “I am guilty of it all.”",
    "Smith, whose part was the thief's, said “I am guilty of it all.”",
    "Smith (reading the judge's card) said: “I am guilty of it all.”",
    "Smith (as Hamlet) said: “I am guilty of it all.”",
    "Smith (mocking Holm) said “I am guilty of it all.”",
    "“I am guilty of it all,” Smith joked.",
    "Smith quipped: “I am guilty of it all.”",
    "Smith deadpanned: “I am guilty of it all.”",
    "Smith not only said “I am guilty of it all.” He wept.",
    "“I am guilty of it all,” Smith was told by the clerk.",
    "A clip has Smith saying “I am guilty of it all.”",
    "The complaint says Smith wrote “I am guilty of it all.”",
    "In the play, Smith says “I am guilty of it all.”",
    "Smith all but said “I am guilty of it all.”",
    "“I am guilty of it all,” Smith said in a dream.",
    "“I am guilty of it all,” Smith said through an interpreter.",
    "“I am guilty of it all,” Smith read aloud from the leaflet.",
    "“I am guilty of it all,” said Smith, imitating his brother.",
    "“I am guilty of it all,” said Smith, according to the police.",
    "“I am guilty of it all,” said Smith in a draft of the speech that he never gave.",
    "Asked to read the note aloud, Smith said “I am guilty of it all.”",
    "“I was there,” Smith said. Then he read from a leaflet. “I am guilty of it all.”",
    "“I am guilty of it all,” Smith told himself.",
    "Smith was said to have told the clerk “I am guilty of it all.”",
    "Smith's memoir says he told the clerk “I am guilty of it all.”",
    "What the posters have Smith say is “I am guilty of it all.”",
    "Smith crossed out the line “I am guilty of it all.”",
    "Rumour had it that Smith said “I am guilty of it all.”",
]


def one(draft: str, evidence: str) -> Verdict:
    source = article(1, "John Smith, a baker, came to the court on Monday.\n\n" + evidence)
    (verdict,) = check_draft(article(9, draft), [source], tier="rules", evidence_tier="rules").results
    return verdict


@pytest.mark.parametrize("evidence", NOT_SAID)
@pytest.mark.parametrize("draft", ["“I am guilty of it all,” Smith said.", "“I am guilty of it all,” it was said."])
def test_words_that_were_not_said_are_not_ok(draft: str, evidence: str) -> None:
    verdict = one(draft, evidence)
    assert not verdict.ok, verdict
    assert verdict.verdict in ("unclear", "disputed", "not_direct", "misattributed")


@pytest.mark.parametrize("evidence", SAID)
def test_a_doubt_that_does_not_govern_the_saying_takes_nothing_away(evidence: str) -> None:
    verdict = one("“I am guilty of it all,” Smith said.", evidence)
    assert verdict.ok, verdict


@pytest.mark.parametrize("evidence", OPEN)
def test_what_is_not_plainly_reported_needs_a_look(evidence: str) -> None:
    verdict = one("“I am guilty of it all,” Smith said.", evidence)
    assert verdict.status == "look", verdict


def test_a_draft_that_says_the_same_is_ok() -> None:
    play, interpreted = "In the play, Smith says {}.", "“I am guilty of it all,” Smith said through an interpreter."
    assert one(play.format("“I am guilty of it all”"), play.format("“I am guilty of it all”")).ok
    assert one("“I am guilty of it all,” Smith joked.", "Smith joked: “I am guilty of it all.”").ok
    reads = "Smith, who read it from a card, said “I am guilty of it all.”"
    assert one(reads, reads).ok
    assert one("Through an interpreter, Smith said “I am guilty of it all.”", interpreted).ok
    denied = "In the play, Smith does not say “I am guilty of it all.”"
    assert not one(denied, play.format("“I am guilty of it all”")).ok


def test_words_said_once_and_denied_once_are_not_wrong() -> None:
    verdict = one(
        "“I am guilty of it all,” Smith said.",
        "Smith did not say “I am guilty of it all” at first. Later he said “I am guilty of it all.”",
    )
    assert verdict.status != "wrong", verdict


@pytest.mark.parametrize(
    "evidence",
    [
        "Correction: An earlier version of this article quoted Mr. Smith as saying “I am guilty of it all.”",
        "Correction: The article misquoted Mr. Smith as saying “I am guilty of it all.”",
        "A previous version of the story wrongly said that Smith said “I am guilty of it all.”",
    ],
)
def test_words_of_a_correction_are_not_ok(evidence: str) -> None:
    assert not one("“I am guilty of it all,” Smith said.", "Smith said “I am innocent.”\n\n" + evidence).ok


@pytest.mark.parametrize(
    ("body", "ok"),
    [
        ("“We may have to quit the coalition by spring if nothing changes,” Tom Reed told members.", False),
        ("“We quit the coalition,” Tom Reed told members.", True),
    ],
)
def test_a_heading_does_not_stand_against_the_body(body: str, ok: bool) -> None:
    page = f"<html><body><article><h1>‘We quit the coalition,’ says Tom Reed</h1><p>{body}</p></article></body></html>"
    evidence = read_bytes(page.encode(), name="story.html")
    draft = article(9, "“We quit the coalition,” Tom Reed said.")
    (verdict,) = check_draft(draft, evidence, tier="rules", evidence_tier="rules").results
    assert verdict.ok == ok, verdict

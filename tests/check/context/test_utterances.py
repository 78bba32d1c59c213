"""Which quotations are one act of speaking, and how each is attributed."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from attribune.records import Verdict
from tests.fakes import article

INTRO = "The harbour master, Ada Reed, met the council on Monday.\n\n"
# Two acts, quoted as if they were one.
TWO_ACTS = [
    (
        "“The pier is safe,” Reed said on Monday. “We checked.” On Friday it was not. “Everybody out,” she said.",
        "“The pier is safe. Everybody out,” Reed said.",
    ),
    (
        "“We will sue,” Reed wrote on 3 May. “We have settled,” she wrote on 9 January.",
        "“We will sue. We have settled,” Reed wrote.",
    ),
    (
        "“Yes,” Reed said. Asked whether she had lied, she said, “It was a mistake.”",
        "“Yes. It was a mistake,” Reed said.",
    ),
    (
        "“The pier is safe,” Reed said. Later, she added: “I was wrong about the bolts.”",
        "“The pier is safe. I was wrong about the bolts,” Reed said.",
    ),
]
NOT_PLAINLY_SAID = [
    ("“I sold the pier for a song,” said Reed, a character in the novel.", "“I sold the pier for a song,” Reed said."),
    ("While imitating the mayor, Reed said: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "Asked what the mayor had told her, Reed said: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“The pier is safe, and that is the lie they sell,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe,” Reed said — in a sketch for charity.", "“The pier is safe,” Reed said."),
    ("Reed wrote: “The pier is safe” — and crossed it out.", "“The pier is safe,” Reed wrote."),
    ("Reed posted a fake letter saying: “The pier is safe.”", "“The pier is safe,” Reed wrote."),
    ("“The pier is safe,” Reed recalled the mayor saying.", "“The pier is safe,” Reed recalled."),
    ("“The pier is safe,” Reed repeated after the judge.", "“The pier is safe,” Reed said."),
    ("“The pier is safe,” the crowd made Reed say.", "“The pier is safe,” Reed said."),
    ("“The pier is safe,” was how the paper summed up Reed's speech.", "“The pier is safe,” Reed said."),
    ("“The pier is safe” was the gist of what Reed told the council.", "“The pier is safe,” Reed told the council."),
    ("“The pier is safe,” said Reed's understudy.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said a friend of Reed.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, or somebody very like her.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, if the minutes are right.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, tongue in cheek.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed in her sleep.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, allegedly.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, as instructed.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed under oath in a mock trial.", "“The pier is safe,” said Reed."),
    ("“The pier is safe,” said Reed, at gunpoint.", "“The pier is safe,” said Reed."),
    ("In the version of events told by the mayor, Reed said: “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("Rumour has it that on Monday Reed said: “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("If Reed said “The pier is safe,” nobody heard it.", "“The pier is safe,” said Reed."),
    ("Had Reed said “The pier is safe,” she would have been sued.", "“The pier is safe,” said Reed."),
    ("Reed need only have said “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("Reed might just as well have said: “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("Reed's statement, as drafted by the contractor, said: “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("The transcript, which Reed disputes, has her saying: “The pier is safe.”", "“The pier is safe,” said Reed."),
    ("The teleprompter told Reed to say: “The pier is safe.”", "“The pier is safe,” said Reed."),
    (
        "A leaflet pushed under doors has Reed saying: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("Reed's opponents say she told them: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "According to the indictment, Reed said: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("The actress playing Reed said: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    ("The novel's Ada Reed says: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "In an earlier draft of the speech, Reed wrote: “I sold the pier for a song.” She cut the line.",
        "“I sold the pier for a song,” Reed wrote.",
    ),
    ("“I sold the pier for a song,” Reed is reported to have said.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed joked in a sketch for charity.", "“I sold the pier for a song,” Reed said."),
    (
        "If asked, Reed says, she would answer: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("Someone shouted at Reed: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "“I sold the pier for a song,” Reed said, reading from the lawyer's letter.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“I sold the pier for a song,” Reed said. She was quoting the opera.", "“I sold the pier for a song,” Reed said."),
    (
        "“I sold the pier for a song,” Reed said. She later said she had never said it.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("Reed's parrot said: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "“I sold the pier for a song,” a bot calling itself Ada Reed posted.",
        "“I sold the pier for a song,” Reed posted.",
    ),
    (
        "“I sold the pier for a song,” Reed said in the dream that Mr. Holt described.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("Subtitles had Reed say “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "Reed wrote, in a letter she never sent: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed wrote.",
    ),
    ("Reed, in a skit, said: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    ("Reed, played by Jo Marsh, says: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    ("Reed's lawyer told the court: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    (
        "Reed's tweet, since deleted as the work of a hacker, said: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed tweeted.",
    ),
    (
        "“I sold the pier for a song,” Reed said with a wink, in the voice of the mayor.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“I sold the pier for a song,” Reed said, before taking it back.", "“I sold the pier for a song,” Reed said."),
    (
        "“I sold the pier for a song,” Reed said, then said she had misspoken.",
        "“I sold the pier for a song,” Reed said.",
    ),
    (
        "“I sold the pier for a song,” Reed would have said, had she been asked.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“I sold the pier for a song,” Reed says in the film.", "“I sold the pier for a song,” Reed says."),
    (
        "“I sold the pier for a song,” Reed said, according to a former aide who was fired.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“I sold the pier for a song” is what Reed never said.", "“I sold the pier for a song,” Reed said."),
    ("The headline “I sold the pier for a song” made Reed famous.", "“I sold the pier for a song,” Reed said."),
    (
        "Asked to imagine the worst, Reed said: “I sold the pier for a song.”",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("A man claiming to be Reed said: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed said."),
    ("Reed is alleged to have written: “I sold the pier for a song.”", "“I sold the pier for a song,” Reed wrote."),
    (
        "The police report has her saying, “I sold the pier for a song,” which Reed disputes.",
        "“I sold the pier for a song,” Reed said.",
    ),
    (
        "“I sold the pier for a song,” Reed said on Monday. The court found on Friday that the recording was forged.",
        "“I sold the pier for a song,” Reed said.",
    ),
    ("“I sold the pier for a song,” said the sign around Reed's neck.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed heard herself say in the dream.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed mouthed along with the record.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed sang.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed thought.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed was quoted as saying.", "“I sold the pier for a song,” Reed said."),
    ("“I sold the pier for a song,” Reed joked, mocking the mayor.", "“I sold the pier for a song,” Reed said."),
]


def told(evidence: str, draft: str) -> list[Verdict]:
    return list(check_draft(article(9, draft), [article(1, INTRO + evidence)]).results)


@pytest.mark.parametrize(("evidence", "draft"), TWO_ACTS)
def test_words_of_two_acts_are_not_one_quotation(evidence: str, draft: str) -> None:
    assert not any(verdict.ok for verdict in told(evidence, draft))


@pytest.mark.parametrize(("evidence", "draft"), NOT_PLAINLY_SAID)
def test_what_is_not_plainly_attributed_is_never_ok(evidence: str, draft: str) -> None:
    assert not any(verdict.ok for verdict in told(evidence, draft))


ONE_ACT = [
    "“We checked the bolts,” said Reed. “We found rust.”",
    "“We checked the bolts,” Reed told the council. “We found rust.”",
    "“We checked the bolts,” said Reed, the harbour master. “We found rust.”",
    "“We checked the bolts,” Reed said, pointing at the beam. “We found rust.”",
    "“We checked the bolts,” Reed said. “We found rust,” she added.",
]
OPEN_ACT = [  # one attribution alone parts them, and it says when: look
    "“We checked the bolts,” Reed said on Monday. “We found rust.”",
]


@pytest.mark.parametrize("evidence", ONE_ACT)
def test_a_bare_attribution_parts_no_act(evidence: str) -> None:
    (verdict,) = told(evidence, "“We checked the bolts. We found rust,” Reed said.")
    assert verdict.ok, verdict


@pytest.mark.parametrize("evidence", OPEN_ACT)
def test_a_date_between_two_quotations_leaves_open_whether_they_are_one(evidence: str) -> None:
    (verdict,) = told(evidence, "“We checked the bolts. We found rust,” Reed said.")
    assert verdict.status == "look", verdict


def test_a_narrated_sentence_parts_two_acts() -> None:
    evidence = "“We checked the bolts,” Reed said. The council voted. “We found rust.”"
    (verdict,) = told(evidence, "“We checked the bolts. We found rust,” Reed said.")
    assert verdict.status == "wrong", verdict


QUOTED = "“They don’t like to talk about it, but it will move.”"
STATED = [
    "Reed added that the trust wants to get out of the way before the vote.",
    "Ada Reed said Monday that the trust would move in June.",
    "Reed told the town meeting that the pier was at risk.",
    "Reed, an engineer, explained that the trust was late.",
]
NOT_STATED = [
    "Reed denied that the trust would move.",
    "Reed joked that the trust would move.",
    "Reed said that Holm had told her of the move.",
    "Reed said that Holm wrote her a letter.",
    "Reed might have said that the trust would move.",
    "Reed never said that the trust would move.",
    "Reed said that the play was good. The king in it was better.",
    "Reed said that a poster hung in the hall.",
    "Reed was told that the trust would move.",
    "Reed is reported to have said that the trust would move.",
    "According to Holm, Reed said that the trust would move.",
]


@pytest.mark.parametrize("lead", STATED)
def test_a_quotation_goes_on_with_what_its_speaker_is_told_to_have_said(lead: str) -> None:
    assert _of(f"{lead} {QUOTED}", "“They don’t like to talk about it, but it will move,” Ada Reed said.").ok


@pytest.mark.parametrize("lead", NOT_STATED)
def test_a_quotation_does_not_go_on_with_what_is_unsaid_or_may_be_of_others(lead: str) -> None:
    assert not _of(f"{lead} {QUOTED}", "“They don’t like to talk about it, but it will move,” Ada Reed said.").ok


def _of(evidence: str, draft: str) -> Verdict:
    return check_draft(article(9, draft), [article(1, INTRO + evidence)], evidence_tier="fast").results[0]

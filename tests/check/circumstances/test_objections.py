"""A draft whose narration gives words another place, listener, medium, question, day or figure than the evidence."""

from __future__ import annotations

import json

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.circumstances import objections
from attribune.check.circumstances.adjuncts import adjuncts
from attribune.check.engine import check_draft
from attribune.records import Figure, Verdict
from attribune.text.document import Document
from attribune.text.figures.quantities import figures
from tests.check.checking import article, results_by_rule
from tests.check.circumstances.drafts import first_verdict

FARES, BRIEFING, TIRED = "“They are too high,”", "“Nobody was in the room,”", "“The harbour will freeze,”"
EVIDENCE = [
    {
        "outlet": "The Harbour Post",
        "text": f"Asked about the fares, Torvald Brask said: {FARES[:-2]}.”\n\n{BRIEFING} Lucas Reave said at a press"
        " briefing in Hollin.\n\nGuards doubt it. “I never met a draught with elbows,” Dolores Machin said in the"
        " canteen on Tuesday. She counted 212 visitors.\n\n“I wrote it at night,” Lucas Reave said in an email to"
        " trustees.\n\nAsked about the vase, Reave said: “It was old.”",
    },
    {"outlet": "The Skarn Radio Times", "text": f"{TIRED} Torvald Brask told Radio Skarn on Thursday, after the vote."},
]  # fmt: skip
ARTICLES = read_bytes("\n".join(map(json.dumps, EVIDENCE)).encode(), name="e.jsonl")


def checked(draft: str) -> Verdict:
    return results_by_rule(article(draft, "draft.txt"), *ARTICLES)[0]


@pytest.mark.parametrize(
    "draft",
    [
        f"Asked about the fares, Torvald Brask said: {FARES[:-2]}.”", f"{FARES} Torvald Brask said of the fares.",
        f"{FARES} Torvald Brask said.", f"{BRIEFING} Lucas Reave told reporters in Hollin.",
        f"At a press briefing, Lucas Reave said: {BRIEFING[:-2]}.”", f"{BRIEFING} Lucas Reave said.",
        f"{TIRED} Torvald Brask told Radio Skarn after the vote.",
    ],
)  # fmt: skip
def test_circumstances_of_the_evidence_are_ok(draft: str) -> None:
    found = checked(draft)
    assert found.ok, found.message


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (f"Asked about his bonus, Torvald Brask said: {FARES[:-2]}.”", "about “his bonus”"),
        (f"{FARES} Torvald Brask said of the toilets.", "about “the toilets”"),
        (f"Asked whether he had a bonus, Torvald Brask was firm. {FARES} Brask said.", "about “he had a bonus”"),
        (f"In a letter to the council, Lucas Reave wrote: {BRIEFING[:-2]}.”", "a letter"),
        (f"{BRIEFING} Lucas Reave told neighbours.", "neighbours"),
        (f"At the school gate Lucas Reave said: {BRIEFING[:-2]}.”", "the school gate"),
        ("“I wrote it at night,” Lucas Reave told the court.", "the court"),
        (f"{BRIEFING} Lucas Reave said in Fernwick.", "Fernwick"),
        ("At a rally Dolores Machin said: “I never met a draught with elbows.”", "a rally"),
        (f"{FARES} Torvald Brask told a hearing after the vote.", "only other evidence tells"),
        (f"{FARES} Torvald Brask said on Thursday.", "said on Thursday, which the evidence doesn't name"),
        ("There were 312 visitors. “I never met a draught with elbows,” said Dolores Machin.", "“312” beside"),
    ],
)
def test_other_circumstances_are_not_ok(draft: str, told: str) -> None:
    found = checked(draft)
    assert (found.verdict, told in found.message) == ("unclear", True), (found.verdict, found.message)


def test_phrases_of_a_saying_are_read_and_others_are_not() -> None:
    def read(narration: str) -> list[str]:
        return [one.text for one in adjuncts(narration)]

    assert read("In a letter to parents the head wrote: \x01") == ["a letter", "parents"]
    assert read("Standing in the porch on Friday, Mara Voss told residents: \x01") == ["the porch", "residents"]
    assert read("The owner of a shop in Mill Street was calm.") == []
    assert read("\x01 she said, and walked to the gate.") == []


@pytest.mark.parametrize("joint", [" ", ". ", "\n", ""])
def test_figures_of_a_long_text_are_read_in_pieces_and_few_are_kept(
    monkeypatch: pytest.MonkeyPatch, joint: str
) -> None:
    monkeypatch.setattr(objections, "PIECE", 200)
    text = joint.join(f"It cost ${n % 7} and {n % 5} boats sank" for n in range(300))
    whole = {one.value for one in figures(text)}
    asked: list[int] = []

    def counted(text: str, start: int, end: int) -> list[Figure]:
        asked.append(end - start)
        return figures(text, start, end)

    monkeypatch.setattr(objections, "figures", counted)
    values, firsts = objections._figures_of(Document(text))
    assert max(asked) <= 200 and sum(asked) == len(text)
    if joint:  # else a piece may part a figure
        assert whole <= values
    assert len(firsts) < 20 and all(text[one.start : one.end] for one in firsts)


@pytest.mark.parametrize(
    ("asked", "status"), [("his land would send staff", "ok"), ("it would take people in", "look")]
)
def test_a_question_is_not_the_next_one_of_the_evidence(asked: str, status: str) -> None:
    evidence = (
        "HOLLIN — Secretary Torvald Brask, asked whether his land would send staff, said: “Yes, and gladly.” Asked if"
        " it would also take people in, he said: “That is for others.”\n"
    )
    assert first_verdict(f"Asked whether {asked}, Torvald Brask said: “Yes, and gladly.”\n", evidence).status == status


GOES_ON = "“No,” Reed said. “I answer no letters before nine o'clock.”"
ANSWERED = (
    "The mayor, Ada Reed, was asked on the quay whether she would resign. “No,” Reed said. “It is a letter, and I "
    "have read it. I answer no letters before nine o'clock.”\n\nHer deputy went home.\n"
)


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"Ada Reed was asked whether she had paid. {GOES_ON}", "unclear"),
        (f"Ada Reed was asked whether she would resign. {GOES_ON}", "verbatim"),
        (f"Ada Reed was asked about resigning. {GOES_ON}", "verbatim"),
    ],
)
def test_what_goes_on_with_an_answer_is_about_its_question(draft: str, verdict: str) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    (evidence,) = read_bytes(ANSWERED.encode(), name="evidence.txt")
    assert check_draft(page, [evidence], tier="rules", evidence_tier="rules").results[-1].verdict == verdict

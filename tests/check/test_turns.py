"""Turns of a transcript: a speaker's are whole across a label said again, and end at another's words."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.quote import explain_quote
from attribune.exports.wording import reasons
from attribune.records import Verdict
from tests.fakes import article


def one(draft: str, *cues: str) -> Verdict:
    """The verdict on a draft against a transcript with a cue every eight seconds: a block each."""
    timed = (f"00:00:{n * 8 + 1:02}.000 --> 00:00:{n * 8 + 4:02}.000\n{cue}\n\n" for n, cue in enumerate(cues))
    evidence = read_bytes(("WEBVTT\n\n" + "".join(timed)).encode(), name="talk.vtt")
    (verdict,) = check_draft(article(9, draft), evidence, tier="rules", evidence_tier="rules").results
    return verdict


DRAFT = "“We will keep the light burning until the last boat is in,” said Mara Quill."


@pytest.mark.parametrize("form", ["<v Mara Quill>{}", "Mara Quill: {}"])
def test_a_speaker_who_goes_on_in_the_next_block_is_quoted_whole(form: str) -> None:
    cues = [form.format(words) for words in ("We will keep the light burning", "until the last boat is in.")]
    assert one(DRAFT, *cues).ok
    assert not one(DRAFT.replace("last", "first"), *cues).ok


@pytest.mark.parametrize(("label", "ok"), [("Speaker 1", True), ("REPORTER", False), ("Mara Quill", True)])
def test_a_role_in_the_next_block_may_be_somebody_else(label: str, ok: bool) -> None:
    cues = [f"{label}: {words}" for words in ("We will keep the light burning", "until the last boat is in.")]
    assert one(DRAFT.replace("Mara Quill", label), *cues).ok == ok


@pytest.mark.parametrize("between", ["<v Ned Ost>Thank you.", "Thank you."])
def test_words_are_not_joined_across_somebody_else(between: str) -> None:
    first, last = "<v Mara Quill>We will keep the light burning", "<v Mara Quill>until the last boat is in."
    verdict = one(DRAFT, first, between, last)
    assert (verdict.verdict, verdict.ok) == ("altered", False)
    assert all("“”" not in reason for reason in reasons(verdict))


def test_a_seam_between_two_turns_is_told_with_the_words_on_both_sides() -> None:
    source = "We keep the light burning. Thank you. Nobody else would do that here."
    voices = ((0, 26),), ((38, len(source)),)
    (edit,) = explain_quote("keep the light burning. Nobody else would do that", source, voices).changes
    assert (edit.kind, edit.draft_text) == ("splice", "burning. Nobody")
    assert edit.evidence_text == "burning. Thank you. Nobody"
    (edit,) = explain_quote("keep the light burning. Nobody else would do that", source, voices[::-1]).changes
    assert edit.evidence_text or edit.draft_text  # also where the later voice stands earlier in the text


def told(draft: str, evidence: str) -> Verdict:
    (verdict,) = check_draft(article(9, draft), [article(1, evidence)], tier="rules", evidence_tier="rules").results
    return verdict


@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        (
            "“Here is the letter. ‘I sank the boat in the bay. I am sorry.’ That was all,” Ada Quill told the court.",
            "“I sank the boat in the bay. I am sorry,” Ada Quill told the court.",
        ),
        (
            "“My deputy wrote to me, ‘The colonel laughed at us,’” said Ada Quill.",
            "“The colonel laughed at us,” Quill said.",
        ),
        (
            "“My enemies say it all. ‘She is a crook and a cheat,’” Ada Quill said.",
            "“She is a crook and a cheat,” Quill said.",
        ),
        ("“He wrote: ‘I sank the boat in the bay,’” Ada Quill said.", "“I sank the boat,” Quill said."),
    ],
)
def test_words_quoted_inside_a_quotation_are_not_the_speakers_own(evidence: str, draft: str) -> None:
    assert told(draft, evidence).verdict == "unclear"


def test_words_around_an_inner_quotation_stay_the_speakers_own() -> None:
    evidence = "“My deputy wrote to me, ‘The colonel laughed at us,’ and I believed it,” said Ada Quill."
    assert told("“I believed it,” Ada Quill said.", evidence).ok
    assert told("“My deputy wrote to me, ‘The colonel laughed at us,’ and I believed it,” Ada Quill said.", evidence).ok
    evidence = "“My enemies say it all. ‘She is a crook and a cheat,’” Ada Quill said."
    assert told("“‘She is a crook and a cheat,’” Ada Quill said.", evidence).ok


def test_words_in_marks_inside_a_transcript_are_not_the_speakers_own() -> None:
    draft = "“The colonel laughed at us,” Mara Quill said."
    turns = ('<v Mara Quill>Your deputy wrote, "The colonel laughed at us." Is that true?', "<v Ned Ost>It is not.")
    assert not one(draft, *turns).ok
    assert one("“Is that true?” Mara Quill asked.", *turns).ok

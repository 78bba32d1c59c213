"""A passage that a draft has word for word, the narration beside the quotation too, has the same speaker in both."""

from __future__ import annotations

from attribune import check

BEFORE = "Otto Quist walked past the new gate of the old pier with Silas Mott on Tuesday at noon. "
WORDS = "“Mind the gap and hold your hat, for the wind is free,” it read in red letters."
BEHIND = "\n\nThe boats went out at three.\n"
EVIDENCE = {"e.txt": f"PORT ELLERY — The pier reopened.\n\n{BEFORE}{WORDS}{BEHIND}"}


def test_whom_the_evidences_readers_take_for_the_speaker_the_drafts_do() -> None:
    """It was unclear: the evidence doesn't say what "it" is, and neither did the draft."""
    report = check(f"{BEFORE}{WORDS}{BEHIND}", against=EVIDENCE)
    assert [verdict.verdict for verdict in report.results] == ["verbatim"]


def test_words_changed_beside_the_quotation_make_it_another_passage() -> None:
    for old, new in (("new gate", "ferry"), ("Silas Mott", "Ada Reed"), ("red", "a lady's")):
        assert not check(f"{BEFORE}{WORDS}{BEHIND}".replace(old, new), against=EVIDENCE).ok, new


def test_few_words_are_no_passage() -> None:
    assert not check(WORDS, against=EVIDENCE).ok

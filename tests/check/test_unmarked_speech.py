"""A draft that gives words to somebody behind a label, without quotation marks: checked, or told as not checked."""

from __future__ import annotations

import pytest

from attribune.articles.reading import iter_bytes
from attribune.check.engine import check_draft
from attribune.records import Report
from tests.fakes import article

EVIDENCE = (
    '"We will not raise the fares this year," the minister Mara Voss said.\n\n'
    '"The pier was never safe in winter," said Otto Quist, the harbour master.\n\nBread is dearer than last year.\n'
)
FARES, PIER = "We will not raise the fares this year.", "The pier was never safe in winter."


def checked(draft: str, name: str = "draft.txt") -> Report:
    evidence = next(iter_bytes(EVIDENCE.encode(), name="evidence.txt"))
    read = next(iter_bytes(draft.encode(), name=name, draft=True))
    return check_draft(read, [evidence], tier="rules", evidence_tier="rules")


def turns(*said: tuple[str, str]) -> str:
    return "The hearing\n\n" + "\n\n".join(f"{who}: {words}" for who, words in said) + "\n"


def test_turns_of_a_transcript_are_quotations() -> None:
    told = checked(turns(("OTTO QUIST", FARES), ("MARA VOSS", PIER), ("OTTO QUIST", PIER), ("MARA VOSS", FARES)))
    assert [one.verdict for one in told.results] == ["misattributed", "misattributed", "verbatim", "verbatim"]
    assert [one.text for one in told.results] == [FARES, PIER, PIER, FARES]
    assert not told.ok


def test_voices_of_subtitles_are_quotations() -> None:
    cues = [("Otto Quist", FARES), ("Mara Voss", PIER)]
    track = "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\n<v {who}>{said}\n\n" for n, (who, said) in enumerate(cues))
    told = checked("WEBVTT\n\n" + track, "draft.vtt")
    assert [one.verdict for one in told.results] == ["misattributed", "misattributed"]


@pytest.mark.parametrize(
    "draft",
    [
        f"OTTO QUIST: {FARES}\n\nMARA VOSS: {PIER}\n",
        f"Otto Quist: {FARES}\n",
        f"Q. Will the fares rise?\n\nMR. QUIST: {FARES}\n",
        f">> OTTO QUIST: {FARES}\n",
        f"[00:01:12] Otto Quist: {FARES}\n",
        f"OTTO QUIST\n\n{FARES}\n",
        f"Otto Quist said: {FARES}\n",
        f"Otto Quist, the harbour master, said: *{FARES}*\n",
        f"Otto Quist said:\n\n{FARES}\n",
        f"In his letter Otto Quist wrote: {FARES}\n",
        f"- Otto Quist: {FARES}\n- Mara Voss: {PIER}\n",
        f"“{PIER[:-1]},” said Otto Quist.\n\nOTTO QUIST: {FARES}\n",
    ],
)
def test_words_behind_a_label_are_told(draft: str) -> None:
    for name in ("draft.txt", "draft.md"):
        told = checked(draft, name)
        assert not told.ok
        set_apart = draft.startswith(">")  # a block quote is checked
        assert set_apart or any("without quotation marks" in note for note in told.notes), told.notes


@pytest.mark.parametrize(
    "draft",
    [
        "The minister spoke of the pier.\n\nUPDATE: The council met.\n\nThe weather: rain all week.\n",
        "THE WEATHER\n\nRain fell all week.\n\nSPORT\n\nThe boats raced.\n",
        f"“{PIER[:-1]},” said Otto Quist.\n\nMara Voss: minister since 2020\n",
        f"Otto Quist: “{PIER}”\n",
        "What the report says about the pier: it is old.\n\nThree things to know:\n\nIt is old.\n",
        f"OTTO QUIST\n\n“{PIER}”\n",
    ],
)
def test_other_labels_are_nothing_to_tell(draft: str) -> None:
    assert checked(draft).notes == ()


def test_a_draft_without_blocks_has_nothing_to_tell() -> None:
    evidence = next(iter_bytes(EVIDENCE.encode(), name="evidence.txt"))
    assert check_draft(article(1, FARES), [evidence], tier="rules", evidence_tier="rules").notes == ()


SAID = f"“{FARES}” said Mara Voss.\n\n"


@pytest.mark.parametrize("mark", ["”", '"', "»"])
def test_words_that_a_mark_closes_and_none_opens_are_told(mark: str) -> None:
    told = checked(f"{SAID}The pier was always safe in winter,{mark} said Otto Quist.")
    assert [one.verdict for one in told.results] == ["verbatim"]
    assert not told.ok and "closes words, and none that opens them" in told.notes[0]
    for honest in ('The old pipe was 12" wide there.', "It was the boys’ own boat.", f"{SAID}So “it” was."):
        assert checked(SAID + honest).ok


@pytest.mark.parametrize("end", ["\n", "\u2028", "\u2029", "\x0b", "\x0c", "\n\n"])
def test_few_words_whose_mark_is_never_closed_are_no_term(end: str) -> None:
    told = checked(f"{SAID}“The pier{end}was always safe in winter,” said Otto Quist.")
    assert [one.verdict for one in told.results] == ["verbatim", "unclear"] and not told.not_checked

"""WebVTT and SRT: turns with their times, voices and labels, rolled-up captions said once."""

import pytest

from attribune.articles.subtitles import read
from attribune.errors import AttribuneError, EmptyInput, MalformedInput
from attribune.records import Article

VTT = """WEBVTT - Harbour briefing
Language: en

STYLE
::cue { color: white }

NOTE not said

intro
00:00:01.000 --> 00:00:03.500 align:start
<v Mara Quill>We looked at the pier &amp; the

00:00:03.500 --> 00:00:05.000
<v Mara Quill><i>tide</i> tables<00:00:04.000> twice.</v>

01:02.500 --> 01:04.000
<v.loud Ned Ost>And then?
"""


def article(text: str) -> Article:
    (found,) = read(text.encode(), name="briefing.vtt")
    return found


def blocks(found: Article) -> list[tuple[str, str | None, str]]:
    return [(block.kind, block.xpath, found.text[block.start : block.end]) for block in found.blocks]


def test_voices_become_turns_with_their_times() -> None:
    found = article(VTT)
    assert (found.title, found.language) == ("Harbour briefing", "en")
    assert blocks(found) == [
        ("transcript_turn", "t=00:00:01.000", "Mara Quill: We looked at the pier & the\ntide tables twice."),
        ("transcript_turn", "t=00:01:02.500", "Ned Ost: And then?"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_srt_with_labels_marks_and_missing_blank_lines(end: str) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:03,500\n>> NED OST: We were {\\an8}late.\n\n"
        "2\n00:00:03,600 --> 00:00:05,000\nNobody minded.\n3\n00:00:05,100 --> 00:00:07,000\n- Who came?\n"
    )
    assert blocks(article(text.replace("\n", end))) == [
        ("transcript_turn", "t=00:00:01.000", "NED OST: We were late.\nNobody minded."),
        ("paragraph", "t=00:00:05.100", "Who came?"),
    ]


def cues(*timed: tuple[int, int, str]) -> str:
    return "WEBVTT\n\n" + "".join(f"00:00:{a:02}.000 --> 00:00:{b:02}.000\n{words}\n\n" for a, b, words in timed)


def test_a_silence_ends_a_block_and_so_does_a_full_stop_after_a_while() -> None:
    found = article(cues((1, 3, "one"), (9, 11, "two"), (12, 20, "three"), (20, 31, "four."), (32, 33, "five")))
    assert [text for _, _, text in blocks(found)] == ["one", "two\nthree\nfour.", "five"]


def test_rolled_up_captions_are_said_once() -> None:
    found = article(cues((1, 3, "the tide"), (3, 5, "the tide\nwas early"), (5, 7, "was early\nat the pier")))
    assert found.text == "the tide\nwas early\nat the pier"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WEBVTT\n", MalformedInput),
        ("words without any time", MalformedInput),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", EmptyInput),
        ("1\n9999:00:01,000 --> 9999:00:02,000\nwords\n", MalformedInput),
    ],
)
def test_bad_files_are_refused(text: str, kind: type[AttribuneError]) -> None:
    with pytest.raises(kind) as caught:
        list(read(text.encode(), name="bad.srt"))
    assert caught.value.concerns == "bad.srt"

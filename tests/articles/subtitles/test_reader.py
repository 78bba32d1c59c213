"""WebVTT and SRT: turns with their times, voices and labels, rolled-up captions said once."""

import pytest

from attribune.articles.subtitles.reader import read
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


def said(*timed: tuple[float, float, str]) -> list[str]:
    clocks = ((f"00:00:{a:06.3f} --> 00:00:{b:06.3f}", words) for a, b, words in timed)
    return [text for _, _, text in blocks(article("WEBVTT\n\n" + "".join(f"{c}\n{w}\n\n" for c, w in clocks)))]


@pytest.mark.parametrize(
    "second", ["<v Bob Fox>Aye, gladly.", "- Aye, gladly.", ">> Aye, gladly.", "Bob Fox: Aye, gladly.", "Aye, gladly."]
)
def test_words_said_again_are_kept(second: str) -> None:
    first = (
        "<v Ann Lee>Aye, gladly." if "<v" in second else "Ann Lee: Aye, gladly." if ":" in second else "Aye, gladly."
    )
    for gap in (0, 0.2):
        assert "\n".join(said((1, 2, first), (2 + gap, 3, second))).count("gladly") == 2
        three = "\n".join(said((1, 2, first), (2 + gap, 3, second), (3, 4, second)))
        assert three.count("gladly") == 3
    assert said((1, 2, "No."), (2, 3, "No.\nNever."), (3, 4, "a\nb"), (4, 5, "c\nd"), (5, 6, "e\nf")) == [
        "No.\nNo.\nNever.\na\nb\nc\nd\ne\nf"
    ]  # one repeat in a file that doesn't roll up


def test_rolled_up_captions_with_steps_between_begin_where_they_are_first_shown() -> None:
    text = (
        "WEBVTT\n\n00:00:00.160 --> 00:00:12.389\n \nhello<00:00:00.320><c> everyone</c>\n\n"
        "00:00:12.389 --> 00:00:12.399\nhello everyone\n \n\n00:00:12.399 --> 00:00:14.550\nhello everyone\nwelcome\n\n"
        "00:00:14.550 --> 00:00:14.560\nwelcome\n \n\n00:00:14.560 --> 00:00:16.560\nwelcome\nto the council.\n"
    )
    assert blocks(article(text)) == [("paragraph", "t=00:00:00.160", "hello everyone\nwelcome\nto the council.")]
    as_srt = text.replace("WEBVTT\n\n", "").replace("\n \n", "\n\n")
    assert blocks(article(as_srt)) == blocks(article(text))


def test_a_label_on_every_cue_is_said_once_a_turn() -> None:
    assert said(
        (1, 4, "ann lee (she/her): We keep"), (4, 7, "ann lee (she/her): the light."), (7, 8, "Ann's phone: Yes.")
    ) == [
        "ann lee (she/her): We keep\nthe light.",
        "Ann's phone: Yes.",
    ]


def test_a_colon_further_down_is_no_label_where_every_cue_has_one() -> None:
    once, more = "ann: The answer\nis this: no.", "ann: And that\nwas all."
    assert said((1, 4, once), (4, 7, more), (7, 8, "bob lee: Yes.")) == [
        "ann: The answer\nis this: no.\nAnd that\nwas all.",
        "bob lee: Yes.",
    ]


@pytest.mark.parametrize("label", ["REPORTER", "[Man]"])
def test_a_role_said_again_may_be_somebody_else(label: str) -> None:
    assert len(said((1, 2, f"{label}: Will you go?"), (2, 3, f"{label}: And when?"))) == 2
    assert len(said((1, 2, "SPEAKER 2: Will you go?"), (2, 3, "SPEAKER 2: And when?"))) == 1


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("Speaker 1: It is final.", "Speaker 1: It is final."),
        ("[SPEAKER_00]: It is final.", "SPEAKER_00: It is final."),
        ("[SPEAKER_00] It is final.", "SPEAKER_00: It is final."),
        ("(man) It is final.", "man: It is final."),
        ("Ursula von der Leyen: It is final.", "Ursula von der Leyen: It is final."),
        ("[Ned Ost]: It is final.", "Ned Ost: It is final."),
        ("McKINNON (by phone): It is final.", "McKINNON (by phone): It is final."),
        ("NED OST:\nIt is final.", "NED OST: It is final."),
        ("<v.loud Ned Ost>Ned Ost: It is final.", "Ned Ost: It is final."),
    ],
)
def test_labels(line: str, turn: str) -> None:
    (block,) = blocks(article(cues((1, 3, line))))
    assert (block[0], block[2]) == ("transcript_turn", turn)


@pytest.mark.parametrize(
    "line", ["Door closes at 10:30: be there.", "He said one thing: no.", "[Laughter] No.", "2026: no."]
)
def test_what_is_no_label_stays_in_the_words(line: str) -> None:
    (block,) = blocks(article(cues((1, 3, line))))
    assert (block[0], block[2]) == ("paragraph", line)


def test_a_bracketed_name_is_a_label_where_the_file_has_it_as_one() -> None:
    name = "(Ned Ost) I was there."
    assert said((1, 2, "NED OST: Yes."), (2, 3, "Ann Lee: No."), (3, 4, name))[-1] == "Ned Ost: I was there."
    assert said((1, 2, "Ann Lee: No."), (2, 3, name)) == ["Ann Lee: No.", name]  # nobody's, least of all Ann Lee's


def test_several_speakers_in_one_line_are_parted() -> None:
    assert said((1, 3, "<v Ann Lee>Of course.</v> <v Bob Fox>Then go.</v>\nNobody spoke.")) == [
        "Ann Lee: Of course.",
        "Bob Fox: Then go.",
        "Nobody spoke.",
    ]
    assert said((1, 3, "of course. &gt;&gt; then go. >> I will.")) == ["of course.", "then go.", "I will."]
    assert said((1, 3, "McKINNON: Not me. O'NEILL: Nor me.")) == ["McKINNON: Not me.", "O'NEILL: Nor me."]


def test_dashes_set_close_to_their_words() -> None:
    assert said((1, 3, "-Will you go?\n-<i>No</i>, I will stay."), (4, 5, "-Why?")) == [
        "Will you go?", "No, I will stay.", "Why?",
    ]  # fmt: skip
    assert said((1, 3, "—Sí.\n—No."), (4, 5, "and then\n—or so—")) == ["Sí.", "No.\nand then\n—or so—"]
    assert said((1, 3, "It fell to\n-5 degrees\n-7 at night.")) == ["It fell to\n-5 degrees\n-7 at night."]


def test_blank_lines_in_cues_cost_no_words() -> None:
    srt = "1\n00:00:01,000 --> 00:00:04,000\nHe had\n\nnever read it.\n\n2\n00:00:05,000 --> 00:00:08,000\n\nHe left.\n"
    assert article(srt).text == "He had\nnever read it.\nHe left."
    assert article(srt.replace("\n", "\r\r\n")).text == "He had\nnever read it.\nHe left."
    vtt = srt.replace("1\n", "WEBVTT\n\nNOTE a\n\nintro\n", 1).replace(
        "\n\n2\n", "\n\nNOTE not said\n\nnor this\n\ncue two\n"
    )
    assert article(vtt.replace(",", ".")).text == "He had\nnever read it.\nHe left."


def test_a_figure_before_a_timing_is_said_where_cues_have_no_numbers() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nWe sold\n40\n00:00:03,000 --> 00:00:04,000\nboats.\n"
    assert article(text).text == "We sold\n40\nboats."
    assert article("7\n" + text.replace("40\n", "40\n8\n")).text == "We sold\n40\nboats."


def test_unknown_tags_are_words() -> None:
    assert said((1, 2, "I said <unintelligible> <b>no</b><br>and left")) == ["I said <unintelligible> no\nand left"]


def test_cues_of_many_lines_take_no_longer() -> None:
    many = "\n".join(f"line {n}" for n in range(30_000))
    assert article(cues((1, 2, many), (2, 3, many.replace("line", "lone")))).text.count("\n") == 59_999


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

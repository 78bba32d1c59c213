"""Evidence that is nearly the draft is told from an honest source, also where the source was copied from."""

from __future__ import annotations

import itertools
import os.path
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.evidence.draft_copies import DraftText
from attribune.check.evidence.exclusion import Sieve
from attribune.records import Article

NARRATION = [
    "Nobody in the harbour town of Ellery slept well after the long meeting about the broken pier.",
    "The boats lie idle behind the wall, and the ice house has been dark since the storm in March.",
    "Three families have left already, and the school will lose its second teacher in the autumn.",
    "Mara Voss, the mayor, came in late and sat down beside the stove without taking off her coat.",
    "The fishermen want to sue the town over the winter, and the ferry company has hired a lawyer.",
    "A surveyor measured the piles on Friday and found two of them eaten through below the water.",
]
PLACES = ["ice house", "north quay", "school", "slip", "chandlery"]
SAID = [
    "“We lost 21 boats in one night,” Voss said.",
    "“I will not sign a paper that nobody has read,” she told the meeting.",
    "“The pier will stand again before the herring come,” Otto Quist, the harbour master, said.",
]
WRONG = [line.replace("21", "12").replace("will not", "will").replace("before", "after") for line in SAID]
DRAFT = "\n\n".join(
    ["A pier divides Ellery", *(f"{told} {said}" for told, said in zip(NARRATION, [*WRONG, "", "", ""], strict=True))]
)
SOURCE = "\n\n".join(
    [
        "Ellery council meets on pier",
        "The council of Ellery met on Tuesday evening in the ice house to hear what the storm had cost the port.",
        *SAID,
        "Quist showed drawings that the county had paid for and asked for an answer by the end of the month.",
        "The county’s engineer had written that the old piles would carry a lighter deck if the sand was dug away.",
        "The vote was put off until the insurance company had sent its own surveyor to look at the damage.",
        "Outside, the wind had turned to the north and the lamps along the quay went out one after the other.",
    ]
)


MAIL = "From: ned@quay.example\nTo: ann@quay.example\nSubject: Re: pier\nMIME-Version: 1.0\n\nFine by me.\n\n"


def article(text: str, name: str = "x.txt") -> Article:
    return read_bytes(text.encode(), name=name)[0]


def near(draft: str, evidence: str, name: str = "x.txt") -> str | None:
    return DraftText(article(draft)).nearness(article(evidence, name))


def html(text: str) -> str:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return f"<html><head><title>A pier</title></head><body><article>{body}</article></body></html>"


def wrapped(text: str, width: int) -> str:
    lines = []
    for part in text.split("\n\n"):
        line = ""
        for word in part.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    return "\n".join(lines)


def reworded(text: str, every: int) -> str:
    """With every such word outside quotation marks another one."""
    others = iter(PLACES * 99)
    told = re.compile(r"“[^”]*”|[a-z]+")
    words = itertools.count()
    return told.sub(lambda m: m[0] if m[0][0] == "“" or next(words) % every else next(others), text)


def typed(text: str) -> str:
    """As another program writes it: straight marks, no dashes, soft hyphens in long words."""
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("harbour", "har\u00adbour")


THE_DRAFT = {
    "an earlier draft, word for word": DRAFT,
    "with other quotations": DRAFT.replace(WRONG[0], SAID[0]).replace(WRONG[1], "“I never sign,” she said."),
    "without its quotations": "\n\n".join(NARRATION),
    "with changed words in most sentences": DRAFT.replace("long", "short").replace("idle", "still")
    .replace("Three", "Four").replace("late", "early").replace("Friday", "Sunday"),
    "with every third word another one": reworded(DRAFT, 3),
    "with every fourth word another one": reworded(DRAFT, 4),
    "with every third word another one, and two sentences more": f"{reworded(DRAFT, 3)}\n\nAll may come. It is on.",
    "with one paragraph more": f"{DRAFT}\n\nThe next meeting is planned for the second week of June, at the school.",
    "with a third missing": "\n\n".join(DRAFT.split("\n\n")[:5]),
    "in another order": "\n\n".join(reversed(DRAFT.split("\n\n"))),
    "in one paragraph": DRAFT.replace("\n\n", " "),
    "in capitals": DRAFT.upper(),
    "with straight marks and soft hyphens": typed(DRAFT),
    "hard-wrapped": wrapped(DRAFT, 60),
    "in a mail, quoted": "Hi Ned,\n\nhere it is, see you.\n\n" + "\n".join(f"> {x}" for x in DRAFT.split("\n")),
    "whole, inside a long file": f"{SOURCE}\n\n{SOURCE.replace('Ellery', 'Quay')}\n\n{DRAFT}\n\n{SOURCE}",
    "an excerpt of four paragraphs": "\n\n".join(DRAFT.split("\n\n")[1:5]),
    "in fullwidth letters": "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in DRAFT),
    "with zero-width spaces": DRAFT.replace("e", "e\u200b"),
}  # fmt: skip


@pytest.mark.parametrize("text", THE_DRAFT.values(), ids=THE_DRAFT)
def test_it_is_nearly_the_draft(text: str) -> None:
    why = near(DRAFT, text)
    assert why is not None and why.startswith(("it is nearly the draft: ", "it is the draft, "))


def test_a_short_draft_in_a_mail_that_answers_it() -> None:
    short = f"{NARRATION[0]}\n\n{WRONG[0]}\n\n{NARRATION[1]}"
    assert near(short, MAIL + "\n".join(f"> {line}" for line in short.split("\n")), "x.eml")


@pytest.mark.parametrize("name", ["x.md", "x.html"])
def test_one_sentence_in_another_format(name: str) -> None:
    draft = f"{WRONG[0][:-1]} after the storm in Ellery."
    other = html(typed(draft)) if name == "x.html" else typed(draft).replace("Voss", "**Voss**")
    assert near(draft, other, name) == "it is the draft, word for word"


@pytest.mark.parametrize(("text", "name"), [(html(DRAFT), "x.html"), (f"# Pier\n\n{DRAFT}", "x.md")])
def test_in_another_format(text: str, name: str) -> None:
    assert near(DRAFT, text, name)


HONEST = {
    "the source": SOURCE,
    "a source from which the draft has two sentences": f"{SOURCE}\n\n{NARRATION[1]} {NARRATION[4]}",
    "a release from which the draft has its first sentence": f"{NARRATION[0]}\n\n{SAID[0]}\n\nAll may come.",
    "one sentence with the quotation": f"{NARRATION[0]} {SAID[0]}",
    "the quotations alone": "\n\n".join(SAID),
    "a transcript": "VOSS: We lost 21 boats in one night. I will not sign a paper that nobody has read.\n\n"
    "QUIST: The pier will stand again before the herring come.\n\n" * 4,
    "a transcript without labels": "We lost 21 boats in one night.\nI will not sign a paper that nobody has read.\n"
    "The pier will stand again before the herring come.\n",
    "another story of the same day": "\n\n".join(
        "The ferry from Ellery left with one passenger and a dog, and nobody waved from the quay." for _ in range(8)
    ),
    "nothing": "x",
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_an_honest_source_stays(text: str) -> None:
    assert near(DRAFT, text) is None


def test_quotations_make_nothing_near() -> None:
    interview = "\n\n".join(f"“{part}” she said." for part in NARRATION)
    assert near(interview, "\n\n".join(NARRATION)) is None  # a statement, quoted whole
    assert near(interview, "\n\n".join(f"“{part}” Voss told the meeting." for part in NARRATION) + SOURCE) is None


@pytest.mark.parametrize(
    "draft",
    [
        "“We lost 21 boats in one night,” Voss said.",
        "Mara Voss, the mayor of Ellery, told the long meeting about the pier that “we lost 21 boats in one night”.",
        "“We lost 21 boats in one night,” Voss said. “I will not sign a paper that nobody has read,” she told us.",
    ],
)
def test_a_short_draft_makes_no_evidence_near(draft: str) -> None:
    assert near(draft, f"{draft} {SOURCE}") is None
    assert near(draft, f"{draft} Quist nodded.") is None
    assert near(draft, draft.replace("21", "12")) is None


def test_a_copy_is_the_draft_whatever_its_length() -> None:
    short = "“We lost 12 boats,” Voss said."
    assert near(short, short) == near(short, f"{short}\n") == "it is the draft, letter for letter"
    two = f"{short} Nobody spoke."
    assert near(two, html(two), "x.html") == "it is the draft, letter for letter"
    assert near(two, typed(two).upper()) == "it is the draft, word for word"


def test_a_brief_with_most_of_a_source_is_what_the_user_must_say() -> None:
    brief = "\n\n".join(SOURCE.split("\n\n")[:7])
    sieve = Sieve([article(brief)])
    wire = replace(article(SOURCE), name="wire.txt")
    assert not sieve.passes(wire) and sieve.left_out[0].name == "wire.txt"
    assert sieve.passes(wire, named=True)


def test_a_summary_of_sentences_from_all_over_a_source_is_honest() -> None:
    """As a language model writes it: word for word, and from everywhere."""
    fill = [
        f"Item {n} of the minutes went to the office at the {place} at {n} o’clock."
        for n, place in enumerate(PLACES * 3)
    ]
    source = "\n\n".join(part for told in NARRATION for part in (told, *fill, *SAID[:1]))
    answer = " ".join([*NARRATION[:3], SAID[0], *NARRATION[3:]])
    assert near(answer, source) is None
    assert near(answer, f"{source}\n\n{answer}")


def test_a_draft_of_quotations_alone_is_known_by_all_of_its_words() -> None:
    said = "\n\n".join(f"“{part}”" for part in NARRATION)
    assert near(said, said.replace("Three", "Four"))
    assert near(said, f"{SOURCE}\n\n{said}\n\n{SOURCE}") is None


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    draft = (
        "港の町では誰もよく眠れなかった。\n\n船は壁の後ろに横たわっている。\n\n漁師たちは町を訴えたいと考えている。\n\n"
        "「嵐で十二隻を失った」と市長は言った。"
    )
    assert near(draft, draft.replace("十二", "二十一"))
    assert near(draft, "市長は嵐のあと港で演説し、船を失ったと述べた。" * 3) is None


def articles(texts: Iterable[str]) -> list[Article]:
    return [article(text, f"{number}.txt") for number, text in enumerate(texts)]


def left(texts: Iterable[str], draft: str = DRAFT) -> list[str]:
    """Return which of several short texts are evidence."""
    sieve = Sieve([article(draft)])
    given = articles(texts)
    assert all(map(sieve.passes, given))  # none is near by itself
    return [one.text for one in sieve.without_pieces(given)]


PIECES = {
    "a paragraph each": DRAFT.split("\n\n"),
    "in another order": DRAFT.split("\n\n")[::-1],
    "a sentence each": [*NARRATION, *WRONG],
    "with changed words": [reworded(part, 4) for part in DRAFT.split("\n\n")],
    "only its first four paragraphs of narration": [*NARRATION[:4], *WRONG],
}


@pytest.mark.parametrize("texts", PIECES.values(), ids=PIECES)
def test_a_draft_cut_into_articles_of_its_own(texts: list[str]) -> None:
    """A table with a paragraph of the draft in each row was its evidence."""
    assert not any(said in text for text in left([*texts, SOURCE]) for said in WRONG)
    assert SOURCE in left([*texts, SOURCE])


WHOLE_SOURCES = {
    "a quotation in each row": SAID,
    "a quotation with other narration": [f"The {PLACES[n]} was cold. {said}" for n, said in enumerate(SAID)],
    "quotations, and a sentence that the draft has from one": [*SAID, NARRATION[1]],
    "a transcript, a turn in each": [said.split("”")[0].strip("“") for said in SAID] * 3,
    "longer articles with a sentence of the draft each": [f"{SOURCE} {told}" for told in NARRATION],
}


@pytest.mark.parametrize("texts", WHOLE_SOURCES.values(), ids=WHOLE_SOURCES)
def test_honest_sources_of_several_short_articles_stay(texts: list[str]) -> None:
    assert left(texts) == texts


def test_pieces_of_a_file_that_was_named_by_itself_count() -> None:
    sieve = Sieve([article(DRAFT)])
    given = articles(DRAFT.split("\n\n"))
    assert not any(map(sieve.near, given))
    assert sieve.without_pieces(given, {os.path.realpath(one.name or "") for one in given}) == given
    assert not sieve.left_out
    assert not sieve.without_pieces(given)
    assert all(one.reason.startswith("with 6 others it is the draft") for one in sieve.left_out)

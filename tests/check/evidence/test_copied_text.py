"""What a draft has from the evidence with all around it is told as there; what it leaves out still counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.draft import draft_quotes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.check.evidence.copied_text import COPIED, MAX_PLACES, DraftPassages, Flat
from attribune.records import Article, Uncertain, Verdict
from tests.counted import calls

HEADING = "‘We will burn the nets’ says Vold"
STORY = (
    "Ines Vold keeps the light at Port Ellery. Mara Vold mends nets.",
    "The storm took the roof of the house.",
    "“We will burn the nets if nobody comes,” Mara Vold said.",
    "“We will burn no nets. It was a joke,” she said on Friday.",
    "The council meets on Friday, and nobody knows what it has to spend.",
    "Nils Harke thanked the paper for “standing by its story on the lamp.” He went home.",
    "The bakery gave bread to all who came.",
    "The boats went out at three.",
)
WHOLE = (HEADING, *STORY)


def read(*paragraphs: str, name: str = "e.txt") -> Article:
    return next(iter(read_bytes("\n\n".join(paragraphs).encode(), name=name)))


def verdict(draft: Article, words: str, *evidence: Article) -> Verdict:
    report = check_draft(draft, evidence or [read(*WHOLE)])
    return next(one for one in report.results if words in one.text)


def test_a_heading_over_the_whole_article_claims_what_the_article_does() -> None:
    found = verdict(read(*WHOLE, name="d.txt"), "We will burn the nets")
    assert (found.verdict, found.reason) == ("verbatim", COPIED)


@pytest.mark.parametrize("dropped", range(len(STORY)))
def test_a_heading_whose_article_lacks_a_paragraph_decides_nothing(dropped: int) -> None:
    kept = [one for number, one in enumerate(STORY) if number != dropped]
    assert not verdict(read(HEADING, *kept, name="d.txt"), "We will burn the nets").ok


@pytest.mark.parametrize("old", ["storm", "Mara", "no nets", "Friday", "three"])
def test_a_heading_whose_article_differs_in_a_word_decides_nothing(old: str) -> None:
    changed = [one.replace(old, "Holm") for one in STORY]
    assert not verdict(read(HEADING, *changed, name="d.txt"), "We will burn the nets").ok


def test_what_a_draft_puts_before_the_whole_article_may_lead_elsewhere() -> None:
    assert not verdict(read("Ada Reed wrote a letter:", *WHOLE, name="d.txt"), "We will burn the nets").ok


QUOTED = (
    "The lamp went out at nine, and the harbour was dark.",
    "Nils Harke, who runs the paper, shared a post that said the council wanted to “sell the light and buy a boat.”",
    "If the council pays for it, Nils Harke said, “the roof will be back by May.”",
    "The bakery gave bread to all who came.",
    "The boats went out at three, and the gulls followed them over the bar.",
)
ROOF = "the roof will be back"


def test_a_passage_of_three_paragraphs_is_the_evidences_own() -> None:
    """Checked alone these words are cut from their sentence: the condition stands over them."""
    evidence = read(STORY[0], *QUOTED, STORY[-1])
    assert not verdict(read("Nils Harke said: “the roof will be back by May.”"), ROOF, evidence).ok
    assert verdict(read(*QUOTED, name="d.txt"), ROOF, evidence).ok


def test_spacing_and_glyphs_of_marks_make_no_other_passage() -> None:
    draft = read(*(one.replace("“", '"').replace("”", '"').replace(" ", "  ") for one in WHOLE), name="d.txt")
    assert verdict(draft, "lamp").ok
    assert verdict(draft, "if  nobody").ok


def test_two_paragraphs_made_one_are_another_passage() -> None:
    """Where a paragraph ends, the next speaker may begin."""
    draft = read(HEADING, *STORY[:2], " ".join(STORY[2:4]), *STORY[4:], name="d.txt")
    assert verdict(draft, "burn the nets").reason != COPIED


def test_a_condition_that_the_draft_drops_is_still_missed() -> None:
    evidence = read(STORY[0], *QUOTED, STORY[-1])
    cut = [one.replace("If the council pays for it, ", "") for one in QUOTED]
    assert not verdict(read(*cut, name="d.txt"), ROOF, evidence).ok


WHO = (
    "Tom Reed runs the ferry, and Carl Holm is his mate.",
    "Carl Holm came down to the quay at noon, as he does each day.",
    "It rained on the old pier, and the tide was out.",
    "“No boat of mine will ever carry that man again,” he said.",
    "The bakery gave bread to all who came.",
    "The boats went out at three.",
)


@pytest.mark.parametrize("draft", [(WHO[0], *WHO[2:]), ("Tom Reed was on the quay.", *WHO[2:])])
def test_a_sentence_that_told_who_speaks_must_not_be_dropped(draft: tuple[str, ...]) -> None:
    found = verdict(read(*draft, name="d.txt"), "No boat of mine", read(*WHO))
    assert found.reason != COPIED
    assert not found.ok


THANKED = (
    "The harbour slept, and Nils Harke was the last to leave the hall.",
    "Nils Harke, who has read the letter, tweeted to thank the council for “standing by its story on the lamp.”",
    "The bakery gave bread to all who came.",
    "The boats went out at three, and the gulls followed them over the bar.",
)


def test_a_passage_is_the_evidences_own_with_its_paragraph_and_both_neighbours() -> None:
    evidence = read(STORY[0], *THANKED, STORY[-1])
    assert verdict(read(*THANKED, name="d.txt"), "standing by", evidence).reason == COPIED
    for draft in (THANKED[1:], THANKED[:2], (THANKED[0], *THANKED[1:][::2]), ("Nils Harke came home.", *THANKED[1:])):
        assert verdict(read(*draft, name="d.txt"), "standing by", evidence).reason != COPIED, draft


@pytest.mark.parametrize("lead", ["In his novel, Carl Holm writes:", "Carl Holm forged this letter:"])
def test_what_makes_a_passage_a_novel_may_stand_farther_up(lead: str) -> None:
    quoted = "\n>\n> ".join(("The night came.", *THANKED, "The gulls cried."))
    evidence = read(lead, f"> {quoted}", "The book is out on Friday.", name="e.md")
    assert [block.kind for block in evidence.blocks].count("blockquote") > 1
    assert verdict(read(*THANKED, name="d.txt"), "standing by", evidence).reason != COPIED


def test_words_of_a_correction_are_not_those_of_a_paragraph() -> None:
    draft, evidence = read(*THANKED, name="d.txt"), read(STORY[0], *THANKED, STORY[-1])
    blocks = tuple(replace(block, kind="correction") for block in evidence.blocks)
    assert verdict(draft, "standing by", replace(evidence, blocks=blocks)).reason != COPIED


def test_what_takes_the_words_back_further_down_still_does() -> None:
    back = "Nils Harke took his words about the roof back: it was not the council that would pay."
    evidence = read(STORY[0], *QUOTED, STORY[-1], back)
    assert verdict(read(*QUOTED, name="d.txt"), ROOF, evidence).verdict == "disputed"
    assert verdict(read(STORY[0], *QUOTED, STORY[-1], back, name="d.txt"), ROOF, evidence).ok


def test_other_evidence_may_still_give_the_words_to_somebody_else() -> None:
    other = read("Ines Vold spoke on Monday.", "“We will burn the nets if nobody comes,” Ines Vold said.", name="o.txt")
    found = verdict(read(*WHOLE, name="d.txt"), "burn the nets if", read(*WHOLE), other)
    assert found.verdict == "disputed"


@pytest.mark.parametrize("whose", ["draft", "evidence"])
def test_where_a_reader_may_see_other_words_nothing_is_the_same(whose: str) -> None:
    hidden = (Uncertain(start=0, end=len(HEADING), reason="a box may lie over the words"),)
    draft, evidence = read(*WHOLE, name="d.txt"), read(*WHOLE)
    if whose == "draft":
        draft = replace(draft, uncertain=hidden)
    else:
        evidence = replace(evidence, uncertain=hidden)
    assert verdict(draft, "We will burn the nets", evidence).reason != COPIED


FRENCH = (
    "La mairie de Port-Héral a publié hier les comptes du phare, et personne ne les a lus.",
    "L’agence a abaissé sa note de « neutre » à « vendre », citant une année difficile pour le port.",
    "Le conseil se réunira vendredi, et la question du toit de la maison reste ouverte.",
)


def test_a_passage_in_another_language_is_the_evidences_own_where_one_article_alone_has_it() -> None:
    draft, evidence = read(*FRENCH, name="d.txt"), read(*FRENCH)
    assert verdict(draft, "vendre", evidence).ok
    assert not verdict(read(*FRENCH[:2], name="d.txt"), "vendre", evidence).ok
    assert not verdict(draft, "vendre", evidence, read(*FRENCH[1:], name="o.txt")).ok


def test_an_open_mark_stays_open() -> None:
    text = [one.replace("lamp.” He", "lamp. He") for one in WHOLE]
    assert verdict(read(*text, name="d.txt"), "standing by", read(*text)).verdict == "unclear"


def test_offsets_of_a_flat_text_lead_back() -> None:
    text = "  “One”\n\n two\tthree  "
    flat = Flat(text)
    assert flat.text == '"One"\ntwo three'
    assert [text[flat.to_raw(at)] for at, c in enumerate(flat.text) if c.isalpha()] == list("Onetwothree")
    assert flat.to_flat(text.index("two")) == flat.text.index("two")
    assert (Flat("").text, Flat("").to_raw(0), Flat("").to_flat(0)) == ("", 0, 0)


def test_a_paragraph_in_many_places_is_looked_for_in_few() -> None:
    """Comparing what both have takes as many steps a quotation, however often a text repeats itself."""

    def steps(copies: int) -> float:
        article = read(*["“Aye,” Reed said."] * copies)
        view = Views([article], "fast")(0)
        quotes = draft_quotes(view.reading, view.document)
        text = DraftPassages(article)
        return calls(lambda: [text.copied(quote, view) for quote in quotes]) / copies

    assert steps(80) < 1.3 * steps(40)
    assert MAX_PLACES < 10

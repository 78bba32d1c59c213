"""What the same speaker says later of the same thing, in other words: disputed, with the passage that says so."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.draft import DraftQuote, draft_quotes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.check.finding import findings
from attribune.check.later_words import MOST_ARTICLES, is_taken_back, later_words
from attribune.records import Verdict
from attribune.sources.timed import read_in_time
from attribune.text.document import Document
from tests.fakes import article

SAID = "“The old pier has fourteen rotten planks,” said Ada Reed, the harbour master. The council listened.\n"
DRAFT = "“The old pier has fourteen rotten planks,” said Ada Reed."
LATER = [
    "“It was forty, not fourteen,” Ada Reed said on Friday.",
    "As for the planks, Ada Reed was sorry. “I should have said that they were wet,” she said.",
    "Ada Reed withdrew what she had told the council about the planks.",
    "Ada Reed apologised on Tuesday for her remarks on the planks.",
    "“I spoke of rotten planks,” Ada Reed said. “They weren't.”",
    "“The old pier has forty rotten planks,” Ada Reed said.",
    "“The old pier has no rotten planks,” Ada Reed said.",
    "Ada Reed now says that the planks are sound.",
    "Ada Reed has counted the planks again. “Thirty,” she said.",
    "“My statement about the planks was too hasty,” Ada Reed wrote.",
    "Ada Reed changed her mind about the planks.",
    "Ada Reed said that on reflection the planks were sound.",
    "Ada Reed could not apologise enough for her remarks on the planks.",
    "Ada Reed did not only apologise for her remarks on the planks.",
    "“I am sorry to have said what I said of the planks,” Ada Reed said.",
    "Ada Reed refused to resign, and apologised for her remarks on the planks.",
    "“He told us otherwise, and I now say that the planks are sound,” Ada Reed said.",
    "“The mayor asked, and I was wrong about the planks,” Ada Reed said.",
    "“She was right about the pier, I said things of the planks that I do not know,” Ada Reed said.",
    "“What I said of the planks was not what I saw,” Ada Reed said.",
]
OTHERWISE = [
    "Otto Quist withdrew what he had told the council about the planks.",
    "Ada Reed did not apologise for her remarks on the planks.",
    "Ada Reed refused to apologise for what she had said about the planks.",
    "“The planks, I am sorry to say, are oak, and it rains,” Ada Reed said on Friday.",
    "“It was forty, not fifteen,” Ada Reed said of the gulls.",
    "“The planks are oak,” Ada Reed said on Friday.",
    "“I have counted them,” Ada Reed said. “The new pier is longer.”",
    "Ada Reed apologised for her remarks on the ferry. “It was late,” she said.",
    "“The old pier has fourteen rotten planks and a rail,” Ada Reed said.",
    # Somebody else takes words back, in the speaker's own words.
    "“The mayor loved the planks for years, and he now says that he never saw them,” Ada Reed said.",
    "“They said the planks were dry. They were wrong, and they have changed their minds,” Ada Reed said.",
]


def checked(draft: str, *evidence: str) -> Verdict:
    articles = [article(number, f"{text}\n") for number, text in enumerate(evidence, 1)]
    return check_draft(article(99, draft), articles, tier="rules", evidence_tier="rules").results[0]


@pytest.mark.parametrize("later", LATER)
def test_another_article_takes_the_words_back(later: str) -> None:
    verdict = checked(DRAFT, SAID, f"The pier, again.\n\n{later}")
    assert verdict.verdict == "disputed"
    assert all(passage.text in later for passage in verdict.against)


@pytest.mark.parametrize("later", LATER)
def test_the_same_article_takes_the_words_back_further_down(later: str) -> None:
    gap = "\n\n".join(["The tide came in over the sand.", "Otto Quist sold tea on the quay.", "It rained."])
    assert checked(DRAFT, f"{SAID}\n{gap}\n\n{later}").verdict == "disputed"


@pytest.mark.parametrize("later", OTHERWISE)
def test_what_others_say_or_of_other_things_disputes_nothing(later: str) -> None:
    assert checked(DRAFT, SAID, f"The pier, again.\n\n{later}").verdict == "verbatim"


def test_the_words_that_correct_others_arent_disputed_by_them() -> None:
    later = "Ada Reed corrected herself on Friday. “The old pier has forty rotten planks,” she said.\n"
    draft = "“The old pier has forty rotten planks,” Ada Reed said."
    assert checked(draft, later, "“The pier has fourteen planks,” said Ada Reed.").verdict == "verbatim"


def test_a_draft_that_quotes_both_keeps_nothing_from_its_readers() -> None:
    later = "“The old pier has forty rotten planks,” Ada Reed said."
    assert checked(f"{DRAFT} {later}", f"{SAID}\nThe tide came in.\n\n{later}").verdict == "verbatim"


@pytest.mark.parametrize(
    ("said", "following", "expected"),
    [
        ("We thank you for the drum.", "We do not thank you for the keeping of it.", True),
        ("We were beaten by a better horse.", "And a worse rider.", True),
        ("I'm a yes.", "Not a day before.", True),
        ("The pier is safe.", "On a good day.", True),
        ("The pier is safe.", "Or it was last week.", True),
        ("We thank you for the drum.", "We thank you for the stick.", False),
        ("The pier is shut.", "And it will open in May.", False),
        ("I paid for it.", "They did not pay.", False),
    ],
)
def test_the_next_sentence_may_take_the_words_back(said: str, following: str, expected: bool) -> None:
    assert is_taken_back(said, following) is expected


def test_only_so_many_other_articles_are_read_for_later_words() -> None:
    few, many = (["Ada Reed sold tea by the pier."] * n for n in (MOST_ARTICLES, 4 * MOST_ARTICLES))
    assert _read_for(many) == _read_for(few)


def _read_for(others: list[str]) -> int:
    """The number of articles that are read to check the draft."""
    made = Views([article(number, text) for number, text in enumerate([SAID, *others], 1)], "rules")
    (finding, *_) = [f for f in findings(_quote(), 0, made(0), "strict") if f.placed]
    assert not list(later_words(finding, made, ""))
    return len(made._made)


def _quote() -> DraftQuote:
    document = Document.of(article(99, DRAFT))
    return draft_quotes(read_in_time(document, tier="rules"), document)[0]


def test_narration_elsewhere_that_has_all_telling_words_and_denies_something_is_shown() -> None:
    told = "“The ones in the shops will work,” said Bo Drury, a spokesman for Lumen.\n"
    later = "Bo Drury has left Lumen.\n\nThat its spokesman said the ones in the shops would work was not true.\n"
    pages = [next(iter(read_bytes(text.encode(), name=name))) for name, text in (("a.txt", told), ("b.txt", later))]
    draft = next(iter(read_bytes("“The ones in the shops will work,” said Bo Drury.\n".encode(), name="d.txt")))
    assert check_draft(draft, pages, tier="rules", evidence_tier="rules").results[0].verdict == "disputed"
    other = next(iter(read_bytes(b"Bo Drury has left Lumen. The shops will not work late.\n", name="c.txt")))
    assert check_draft(draft, [pages[0], other], tier="rules", evidence_tier="rules").results[0].verdict == "disputed"
    apart = next(iter(read_bytes(b"Bo Drury has left Lumen. Its shops are not shut.\n", name="c.txt")))
    assert check_draft(draft, [pages[0], apart], tier="rules", evidence_tier="rules").ok


def test_words_that_may_be_about_anything_show_no_common_subject() -> None:
    draft = "“Look, I think the harbour will get there, and people want to know,” said Ada Reed."
    said = f"{draft[:-1]}, the harbour master.\n"
    later = "“When I ran for office I said that I wouldn't get rich, and people thought well of me,” Ada Reed said."
    assert checked(draft, said, f"The pier, again.\n\n{later}").verdict == "verbatim"
    other = "“I said the harbour would get there, and people should not have listened,” Ada Reed said."
    assert checked(draft, said, f"The pier, again.\n\n{other}").verdict == "disputed"

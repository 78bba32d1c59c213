"""Clauses in which no word can mean words, a thought or a part leave a saying plain, whatever they tell.

Each construction stands beside twins of the same form that may make the words another's, played, unsaid or taken back.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from attribune.check.context.attribution.clause import named_words
from attribune.check.context.attribution.inert import is_matter, is_telling
from attribune.check.context.attribution.modifiers import AttributionReader
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers
from tests.check.context.attribution.test_attribution_tails import status


class Construction(NamedTuple):
    """Sentences with the quotation as ``Q``: plain ones, and twins that need a look."""

    plain: tuple[str, ...]
    twins: tuple[str, ...]


CONSTRUCTIONS = {
    "relative clause": Construction(
        (
            "Q said Mara Voss, who had moved to Ellery with two suitcases and a borrowed bicycle.",
            "Q said Mara Voss, who already cast an absentee ballot for the opposition.",
            "Q said Mara Voss, whose company relocated 1,400 jobs to Monterrey, Mexico.",
            "Q said Mara Voss, who was named last week as a leader of the coalition.",
            "Q said Mara Voss, who acknowledged that unemployment would grow.",
            "Q said Mara Voss, who helped the harbour's reluctant pilots.",
        ),
        (
            "Q said Mara Voss, who had moved her dummy's jaw with two strings.",
            "Q said Mara Voss, who had lent the puppet a borrowed voice.",
            "Q said Mara Voss, who was named last week as the king.",
            "Q said Mara Voss, who was appointed as the fool.",
            "Q said Mara Voss, who later relented.",
            "Q said Mara Voss, who took it all back.",
            "Q said Mara Voss, who acknowledged that the opposite would be so.",
            "Q said Mara Voss, who acknowledged that she had been the king.",
            "Q said Mara Voss, who acknowledged that she had been Holm.",
            "Q said Mara Voss, who does not exist.",
            "Q said Mara Voss, who had the script in her hands.",
            "Q said Mara Voss, who helped the king's reluctant impostors.",
            "Q said Mara Voss, who was in costume.",
            "Q said Mara Voss, who said the line was Holm's.",
        ),
    ),
    "what a thing or a body has": Construction(
        (
            "Q Mara Voss said of the Ellery course, which opened in 1971.",
            "Q Mara Voss said at the mill, which closed in 1971.",
        ),
        (
            "Q said Mara Voss, which Holm had given her.",
            "Q said Mara Voss, which she had taken from Holm.",
            "Q said Mara Voss, which ended her career.",
            "Q said Mara Voss, which came out of Holm's mouth first.",
            "Q Mara Voss said on Monday, which cost her the job.",
        ),
    ),
    "participle behind a description": Construction(
        (
            "Q said Mara Voss, a broker based in Tampa, Florida.",
            "Q said Mara Voss, a broker based in Tampa, Florida, who has two sons.",
        ),
        (
            "Q said Mara Voss, a broker based on Holm's.",
            "Q said Mara Voss, a clerk cast as the king.",
            "Q said Mara Voss, a clerk hired for the part.",
            "Q said Mara Voss, a clerk moved by strings.",
            "Q said Mara Voss, a clerk played by Holm.",
            "Q said Mara Voss, a clerk drawn in a comic.",
        ),
    ),
    "what somebody adds": Construction(
        (
            "Q said Mara Voss, adding that he had fought for jobs in his time.",
            "Q said Mara Voss, explaining how a government outlay of $120 million could help banks.",
            "Q said Mara Voss, reasoning that the harbour would need repair.",
        ),
        (
            "Q said Mara Voss, adding that she had been paid to.",
            "Q said Mara Voss, adding that she had been the king.",
            "Q said Mara Voss, adding that the opposite would be closer.",
            "Q said Mara Voss, adding that Holm came up with it.",
            "Q said Mara Voss, explaining how the king would begin.",
            "Q said Mara Voss, describing how Holm begins.",
            "Q said Mara Voss, arguing the other side for sport.",
            "Q said Mara Voss, reasoning as the mayor.",
        ),
    ),
    "event": Construction(
        (
            "Q Mara Voss said after the company relocated 600 jobs to Mexico.",
            "Q Mara Voss said in February, when the company moved to Mexico.",
            "Q Mara Voss said, as a few young fighters worked out inside the gym.",
            "Q Mara Voss said before the formal opening of her hotel.",
        ),
        (
            "Q Mara Voss said after she became the king.",
            "Q Mara Voss said after Holm dared her.",
            "Q Mara Voss said after Holm handed her the card.",
            "Q Mara Voss said after Holm fed her the line.",
            "Q Mara Voss said when she was Hamlet.",
            "Q Mara Voss said as the dummy moved.",
            "Q Mara Voss said, as the tape began.",
            "Q Mara Voss said as the mayor moved his lips.",
            "Q Mara Voss said before she took it back.",
            "Q Mara Voss said before she backed down.",
        ),
    ),
    "setting": Construction(
        (
            "Q Mara Voss said in one of her speeches on Monday.",
            "Q Mara Voss said in speeches on Monday.",
            "Q Mara Voss wrote in a June 10, 2009 email.",
            "Q Mara Voss told a crowd of 1,300 here on Tuesday.",
            "Q Mara Voss told cheering supporters in Nashua.",
            "Q Mara Voss said in an email message through an aide.",
            "Q Mara Voss said at a ceremony on Thursday that began late because of the rain.",
        ),
        (
            "Q Mara Voss said in one of her roles on Monday.",
            "Q Mara Voss said in sketches on Monday.",
            "Q Mara Voss said in her dreams.",
            "Q Mara Voss said in a ghost email.",
            "Q Mara Voss said in an email message through a puppet.",
            "Q Mara Voss said in a speech that she did not give.",
            "Q Mara Voss said in a letter that she left in a drawer.",
        ),
    ),
    "whose speaker": Construction(
        (
            "Q the union's Mara Voss said.",
            "Q said 59-year-old Mara Voss.",
            "Q said Mara Voss, a retired notary from Ellery.",
            "Q said Mara Voss, half standing.",
            "Q said Mara Voss, a person with knowledge of the trade.",
        ),
        (
            "Q the novel's Mara Voss said.",
            "Q the troupe's puppet Mara Voss said.",
            "Q the play's Mara Voss said.",
            "Q said Mara Voss, half joking.",
            "Q said Mara Voss, half king and half fool.",
            "Q said Mara Voss, a portrait from Ellery.",
            "Q said 59-year-old impersonator of Mara Voss.",
            "Q said Mara Voss, a person with a script.",
            "Q said Mara Voss, a clerk with a part in the play.",
        ),
    ),
    "what somebody did before": Construction(
        (
            "Mara Voss toured the flooded camp with her brother and said: Q",
            "Mara Voss visited the hospital and then said: Q",
            "Mara Voss stood up, then leaned in and said: Q",
            "Voss said the move was made by the board, and added: Q",
            "Voss said there was no meeting planned, adding: Q",
        ),
        (
            "Mara Voss became the king, saying: Q",
            "Mara Voss channelled Holm and then said: Q",
            "Mara Voss stepped into the king's shoes and said: Q",
            "Mara Voss crossed her fingers and said: Q",
            "Mara Voss raised the puppet and said: Q",
            "Mara Voss unfolded the paper and said: Q",
            "Mara Voss met Holm, who rose, saying: Q",
            "Mara Voss spoke for the dead, saying: Q",
            "Voss said Holm rose and said: Q",
            "Voss said Holm began with a nod, adding: Q",
            "Voss said she would read the letter, and added: Q",
        ),
    ),
}
PLAIN = [(name, told) for name, one in CONSTRUCTIONS.items() for told in one.plain]
TWINS = [(name, told) for name, one in CONSTRUCTIONS.items() for told in one.twins]


def _filled(told: str) -> str:
    return told.replace("Q", "“It is late.”" if told.endswith("Q") else "“It is late,”")


@pytest.mark.parametrize(("name", "told"), PLAIN)
def test_a_clause_that_cannot_mean_words_leaves_a_saying_plain(name: str, told: str) -> None:
    assert status(_filled(told)) == "ok", name


@pytest.mark.parametrize(("name", "told"), TWINS)
def test_its_twin_is_looked_at(name: str, told: str) -> None:
    assert status(_filled(told)) != "ok", name


def test_every_construction_has_four_twins() -> None:
    assert all(len(one.twins) >= 4 for one in CONSTRUCTIONS.values())


@pytest.mark.parametrize("word", ["unemployment", "elections", "economy", "boycotts"])
def test_nouns_that_cannot_mean_words_are_known(word: str) -> None:
    assert is_matter(word)


@pytest.mark.parametrize(
    "word", ["dream", "joke", "imitation", "reading", "comedy", "opposite", "retraction", "denial", "quotation", "idea"]
)
def test_nouns_that_may_mean_words_or_thoughts_are_not(word: str) -> None:
    assert not is_matter(word)


def test_verbs_of_saying_in_which_a_voice_may_be_meant_tell_nothing() -> None:
    assert is_telling("adding")
    assert is_telling("acknowledged")
    assert not any(is_telling(word) for word in ("joking", "quoting", "echoing", "claiming", "singing"))


def test_an_inert_stretch_ends_before_its_first_open_word() -> None:
    told = "who moved to Ellery, who forged it"
    reader = AttributionReader(Pieces(Layers(told), 0, len(told)), named_words(["Voss"]))
    assert reader.inert_end(0, len(reader.words), people=True) == 4
    assert reader.inert_end(5, len(reader.words), people=True) == -1

from dataclasses import replace
from typing import get_args

import pytest

from attribune.exports import wording
from attribune.records import Change, ChangeKind, Coverage, Figure, Hop, Source, Statement, Step, VerdictName
from tests.exports import fakes


def change(kind: ChangeKind, draft: str, evidence: str, note: str | None = None) -> Change:
    return Change(kind=kind, severity="major", draft=(0, 0), draft_text=draft, evidence_text=evidence, note=note)


def test_every_verdict_has_words() -> None:
    assert set(wording.verdict_words()) == set(get_args(VerdictName))


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_every_change_is_a_sentence_with_its_words_in_it(kind: ChangeKind) -> None:
    assert "“owl”" in wording.change_sentence(change(kind, "", "owl"))
    both = wording.change_sentence(change(kind, "cat", "owl"))
    assert "owl" in both
    assert "{" not in both
    assert wording.change_sentence(change(kind, "cat", ""))


def test_words_of_the_draft_are_no_template() -> None:
    assert wording.change_sentence(change("word", "{e}", "owl")) == "the words differ: draft “{e}”, evidence “owl”"
    long = wording.change_sentence(change("entity", "", "it is safe today and the deck is sound"))
    assert long == "“it is safe today and the deck is sound” was left out without a mark, with a name in it"
    assert wording.change_sentence(change("splice", ",", "owls fly")).endswith("left out between them: “owls fly”")
    assert wording.change_sentence(change("punctuation", ",", ";")) == "punctuation differs: draft “,”, evidence “;”"
    assert wording.change_sentence(change("bracket", "[not]", "")) == "the bracket [not] was put in"
    assert wording.change_sentence(change("ellipsis", "…", "if it rains", "a condition")).endswith("(a condition)")


def test_a_change_without_words_is_told_by_its_note() -> None:
    assert wording.change_sentence(change("deletion", "", "", "turns are joined")) == "turns are joined"
    assert wording.change_sentence(change("ellipsis", "", "\n", "a line ends here")) == "a line ends here"


def test_a_problem_is_one_line() -> None:
    problems = [wording.problem(verdict) for verdict in fakes.check().results if not verdict.ok]
    assert problems[0] == "the negation “not” is missing"
    assert problems[2] == "the draft says Bo Reed, the evidence says Ada Quill"
    assert problems[5] == "the quotation is opened and never closed"


def test_a_chain_runs_from_the_speaker_outward() -> None:
    chain = (
        Hop(source="p1", relation="said"),
        Hop(source="p2", relation="according_to"),
        Hop(source="p3", relation="x_y"),
    )
    names = {"p1": "Quill", "p2": "a pool report", "p3": "The Post"}
    assert wording.chain_words(chain, "Quill", names) == ["according to a pool report", "x y The Post"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-05-03", "2026-05-12T10:00:00Z", "3–12 May 2026"),
        ("2026-04-30", "2026-05-02", "30 April – 2 May 2026"),
        ("2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2026-05-03", "2026-05-03", "3 May 2026"),
        ("2026-05-03", None, "3 May 2026"),
        ("2026-99-99", "soon", "2026-99-99 to soon"),
    ],
)
def test_coverage_names_the_time(first: str | None, last: str | None, words: str) -> None:
    reach = Coverage(articles=1, outlets=2, from_=first, to=last)
    assert wording.coverage_words(reach) == f"searched 1 article from 2 outlets; {words}"


def test_figures_say_what_they_count() -> None:
    figure = Figure(start=0, end=1, value=1.5, unit="percent", of="gulls", qualifier="about")
    assert wording.value_words(figure) == "1.5 percent of gulls, about"
    assert wording.value_words(Figure(start=0, end=1, value=15000)) == "15,000"
    for value, unit, of, words in (
        (53, "year", "age", "53 years of age"),
        (1, "year", "age", "1 year of age"),
        (130, "kilometer per hour", None, "130 kilometers per hour"),
        (2, "square foot", "deck", "2 square feet of deck"),
        (-4, "degree Celsius", None, "-4 degrees Celsius"),
        (48e6, "USD", None, "48,000,000 USD"),
    ):
        assert wording.value_words(Figure(start=0, end=1, value=value, unit=unit, of=of)) == words


def test_clipping_keeps_whole_words() -> None:
    assert wording.clip("one two three four", 10) == "one two …"
    assert wording.clip("short", 10) == "short"


def test_titles_inside_titles() -> None:
    assert wording.titled("“Goats” on board") == "“‘Goats’ on board”"
    assert wording.titled("") == ""


def test_through_says_nothing_where_nothing_is_known() -> None:
    assert wording.through(fakes.evidence("Nobody paid,")) == ""
    assert wording.through(replace(fakes.evidence("Nobody paid,"), first_hand=True)) == "first-hand"


def test_a_reason_is_said_once() -> None:
    verdict = next(v for v in fakes.check().results if v.verdict == "altered")
    noted = replace(verdict.changes[0], note=f"words differ: {verdict.changes[0].kind}")
    again = replace(verdict, changes=(noted,), reason=noted.note)
    assert wording.reasons(again) == [wording.change_sentence(replace(noted, note=None))]
    assert wording.reasons(replace(again, reason="it stands in a caption"))[1:] == ["it stands in a caption"]


def test_the_way_from_a_mention_to_a_name_is_words() -> None:
    text = "Tom Abara left. He said no. Abara said yes."
    source = Source(
        id="s1",
        name="Tom Abara",
        kind="person",
        route=(
            Step(mention=(16, 18), rule="pronoun", to=(0, 9)),
            Step(mention=(28, 33), rule="family name", to=(0, 9)),
        ),
    )
    he = Statement(id="st1", kind="indirect", content=((24, 26),), source=((16, 18),))
    named = Statement(id="st2", kind="indirect", content=((39, 42),), source=((28, 33),))
    assert wording.route_words(text, source, he) == "“He” → pronoun → “Tom Abara”"
    assert wording.route_words(text, source, named) == ""
    assert wording.route_words(text, None, he) == ""


def test_a_file_goes_by_its_name_and_an_address_whole() -> None:
    assert wording.last_part("evidence/wire/a.txt") == "a.txt"
    assert wording.last_part("https://owl.example/a/b") == "https://owl.example/a/b"


def test_a_role_that_the_name_says_already_is_not_said_again() -> None:
    source = Source(
        id="s1",
        name="Two officials familiar with the inquiry",
        kind="unnamed",
        roles=("familiar with the inquiry", "speaking on condition of anonymity"),
        mentions=(),
    )
    assert wording.roles_of(source) == ["speaking on condition of anonymity"]
    twice = replace(source, name="Mona Thiel", roles=("secretary", "league secretary"))
    assert wording.roles_of(twice) == ["league secretary"]

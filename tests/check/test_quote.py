"""The comparison alone: what may differ, what may be left out, added and cut, and that it never raises."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.check.quote import explain_quote, text, verify_quote, verify_voices, words

SPEECH = (
    "We will not close the ferry, because the islanders, who pay for it, need it in winter. Gulls ride free. If the"
    " state pays 12 percent, we can keep the 7:10 boat; he knows that. I think the old captain is right, but nobody"
    " asks him. “Full steam” was his word. Is that too much?"
)
STORY = (
    "PORT ELLERY — “The pins are worn,” said Amara Vell, the engineer, “and two are cracked through.”\n"
    "Mayor Ines Calloway disagreed. “The bridge is safe,” Calloway said. “It always was.”\n"
    "She had refused to see the report."
)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Gulls ride free.", "verbatim"),
        ("gulls ride free", "faithful"),
        ("“Gulls ride free,”", "verbatim"),
        ("«Gulls\u00a0ride free.»", "verbatim"),
        ("G\u00adulls ri\u200bde fr\u200dee", "verbatim"),
        ("Gulls\nride\nfree.", "verbatim"),
        ("Gulls ride [sic] free.", "verbatim"),
        ("[t]he islanders, who pay for it, need it in winter.", "faithful"),
        ("because the islanders … need it in winter.", "faithful"),
        ("need it in winter. … Is that too much?", "altered"),  # whole sentences, and one of them doubts
        ("Gulls ride free. [...] 'Full steam' was his word.", "altered"),
        ("he [the captain] knows that", "faithful"),
        ("[The captain] knows that", "faithful"),
        ("'Full steam' was his word.", "verbatim"),
        ('"Full steam" was his word.', "verbatim"),
        ("we can keep the 7:10 boat", "altered"),
        ("the old captain is right", "altered"),
        ("I think the old captain is right", "altered"),
        ("We will now close the ferry", "altered"),
        ("We will close the ferry", "altered"),
        ("We will … close the ferry", "altered"),
        ("close the ferry", "altered"),
        ("If the state pays 12%, we can keep the 7:10 boat", "faithful"),
        ("If the state pays 21 percent, we can keep the 7:10 boat", "altered"),
        ("We will not [ever] close the ferry", "altered"),
        ("We will not close the [wretched] ferry", "altered"),
        ("We will not close the [bridge]", "altered"),
        ("Gulls ride free. Is that too much?", "altered"),
        ("Is that too much.", "altered"),
        ("Gulls ride free?", "altered"),
        ("ride free", "faithful"),
        ("Gulls, ride free.", "altered"),
        ("Gulls “ride” free.", "altered"),
        ("Gull\u0455 ride free.", "altered"),  # a Cyrillic letter
        ("Pelicans nest in the rigging of abandoned trawlers.", "not_found"),
        ("", "unclear"),
        ("[Gulls ride free", "unclear"),
    ],
)
def test_a_quotation_against_what_was_said(quote: str, verdict: str) -> None:
    result = verify_quote(quote, SPEECH)
    assert (result.verdict, result.ok) == (verdict, verdict in ("verbatim", "faithful")), result


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("The pins are worn, and two are cracked through.", "verbatim"),
        ("The pins are worn,” Vell said, “and two are cracked through.", "verbatim"),
        ("The bridge is safe. It always was.", "verbatim"),
        ("The pins are worn,” said Amara Vell", "unclear"),
        ("The pins are worn, said Amara Vell", "altered"),
        ("The pins are worn … the bridge is safe.", "altered"),
        ("She had refused to see the report.", "not_direct"),
        ("It always was [safe], Calloway", "altered"),
        ("She had refused to see the paper.", "not_direct"),
        ("had refused to see the", "not_direct"),
        ("The pins are new, and two are cracked through.", "altered"),
    ],
)
def test_a_source_with_marks_says_itself_what_is_spoken(quote: str, verdict: str) -> None:
    assert verify_quote(quote, STORY).verdict == verdict


@pytest.mark.parametrize(
    ("quote", "source", "policies"),
    [
        ("do not close it", "don't close it", "guardian"),
        ("we will not go", "we will, um, not go", "guardian"),
        ("We should go.", "We, er, should go.", "guardian"),
        ("We should go.", "We er should go.", "guardian"),
        ("We um should go.", "We should go.", ""),
        ("the harbour is ours", "the harbor is ours", "ap guardian"),
        ("a long-term lease on it", "a long term lease on it", "ap guardian"),
        ("we are going to sail", "we are gonna sail", "guardian"),
        ("He [was] late again", "He is late again", "guardian"),
        ("We go", "We do not go", ""),
        ("There are two of them", "There is two of them", "guardian"),
        ("we have twenty-five boats", "we have 25 boats", "strict ap guardian"),
        ("the U.S. fleet sails", "the US fleet sails", "strict ap guardian"),
        ("the us fleet sails", "the US fleet sails", ""),
    ],
)
def test_house_styles(quote: str, source: str, policies: str) -> None:
    ok = [policy for policy in ("strict", "ap", "guardian") if verify_quote(quote, source, policy=policy).ok]
    assert ok == policies.split()


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(ValueError, match="unknown policy 'tabloid'"):
        verify_quote("a", "a", policy="tabloid")


def test_a_sentence_that_ends_in_an_abbreviation_goes_on() -> None:
    assert not verify_quote("Renn is honest.", "I don't believe that Mr. Renn is honest.").ok
    assert not verify_quote("Calloway is honest.", "Nobody thinks St. Ellery or Sen. Calloway is honest.").ok


def test_what_a_bracket_names_must_be_in_an_article_that_has_a_context() -> None:
    long = STORY + "\n" + "The quay was wet and the gulls were loud that day. " * 12
    assert verify_quote("[Vell]'s pins are worn", "Her pins are worn.").ok is False
    assert verify_quote("[The bridge] always was.", long).ok
    assert not verify_quote("[The lighthouse] always was.", long).ok


def test_an_evidence_editors_brackets_stay() -> None:
    source = "They [the keepers] warned us."
    assert verify_quote("They [the keepers] warned us.", source).verdict == "verbatim"
    assert not verify_quote("They the keepers warned us.", source).ok
    assert not verify_quote("They warned us.", source).ok
    assert not verify_quote("They [the pilots] warned us.", source).ok


def test_changes_lead_to_both_texts() -> None:
    quote, source = "The bridge was safe", "“The bridge is not safe,” she said."
    result = verify_quote(quote, source)
    assert result.changes
    for edit in result.changes:
        assert quote[slice(*edit.draft)] == edit.draft_text
        assert source[slice(*edit.evidence)] == edit.evidence_text
    assert result.changes[0].kind in ("tense", "negation")


def test_each_voice_is_judged_alone() -> None:
    text = "The pins are worn. The bridge is safe."
    voices = (((0, 18),), ((19, 38),))
    assert set(verify_voices("The pins are worn.", text, voices)) == {0}
    assert verify_voices("worn. The bridge", text, voices) == {}
    assert not explain_quote("The bridge is unsafe.", text, voices).ok


def test_folded_characters_lead_back_to_the_original() -> None:
    source = "The of\ufb01ce is cafe\u0301 &amp; bar, wi\u00adthout \ufb01sh."
    result = verify_quote("The office is café & bar, without fish.", source)
    assert result.ok
    assert result.span == (0, len(source) - 1)
    assert [source[w.start : w.end] for w in words(source)][1] == "of\ufb01ce"


_PIECES = st.lists(
    st.sampled_from(
        [*"we will not the a if but he I Smith 5 1,500 percent U.S. said".split(), *"\"'“”‘’«»…[]().,?!-—\n\t&", "...",
         "[sic]", "&amp;", "\u00ad", "e\u0301", "\ufb01", "  ", "can't", "x²"]
    ),
    max_size=30,
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=60), _PIECES.map(" ".join), _PIECES.map("".join))


@given(_TEXTS, _TEXTS, st.sampled_from(["strict", "ap", "guardian"]))
def test_no_pair_of_texts_raises_and_every_offset_lies_in_its_text(quote: str, source: str, policy: str) -> None:
    result = verify_quote(quote, source, policy=policy)
    assert result.ok == (result.verdict in ("verbatim", "faithful"))
    for start, end in result.pieces:
        assert 0 <= start <= end <= len(source)
    for edit in result.changes:
        assert 0 <= edit.draft[0] <= edit.draft[1] <= len(quote)
        assert 0 <= edit.evidence[0] <= edit.evidence[1] <= len(source)


_WORDS = st.lists(st.sampled_from("tide gull pier moon rope salt oar deck mast bell".split()), min_size=4, max_size=25)


@given(_WORDS, st.data())
def test_a_slice_of_plain_words_is_always_good_and_a_changed_word_never(spoken: list[str], data: st.DataObject) -> None:
    source = " ".join(spoken) + "."
    low = data.draw(st.integers(0, len(spoken) - 2))
    high = data.draw(st.integers(low + 2, len(spoken)))
    assert verify_quote(" ".join(spoken[low:high]), source).ok
    at = data.draw(st.integers(0, len(spoken) - 1))
    changed = [*spoken[:at], "anchor", *spoken[at + 1 :]]
    assert not verify_quote(" ".join(changed), source).ok


@given(_TEXTS, _TEXTS)
def test_good_words_stand_in_the_source_in_order(quote: str, source: str) -> None:
    if not verify_quote(quote, source).ok or set(quote) & set("[](),\"'“”‘’«»&"):
        return
    there = iter(word.norm for word in words(source))
    assert all(word.norm in there for word in words(quote))


def test_an_ellipsis_may_stand_for_the_and_between_two_clauses_and_for_no_other_joint() -> None:
    source = "We have waited eleven years for this wall, {} we will not wait another winter."
    quote = "We have waited eleven years for this wall … we will not wait another winter."
    assert verify_quote(quote, source.format("and")).verdict == "faithful"
    assert not verify_quote(quote, source.format("but")).ok
    assert not verify_quote(quote, source.format("unless")).ok


@pytest.mark.parametrize(
    ("quote", "source", "verdict"),
    [
        ("It weighs 400 stone.", "It weighs four hundred stone.", "faithful"),
        ("It weighs four hundred and five stone.", "It weighs 405 stone.", "faithful"),
        ("We counted 12,342 gulls.", "We counted twelve thousand three hundred and forty-two gulls.", "faithful"),
        ("Since nineteen hundred it leaks.", "Since 1900 it leaks.", "faithful"),
        ("It weighs 4 hundred stone.", "It weighs five hundred stone.", "altered"),
        ("It weighs 400 stone.", "It weighs four thousand stone.", "altered"),
        ("It weighs 405 stone.", "It weighs four hundred and fifty stone.", "altered"),
        ("It weighs a hundred stone.", "It weighs four hundred stone.", "altered"),
        ("hundred stone", "It weighs four hundred stone.", "altered"),
        ("It weighs four", "It weighs four hundred stone.", "altered"),
        ("One hundred gulls and 1 tern came.", "One hundred gulls and two terns came.", "altered"),
    ],
)
def test_a_number_in_words_is_the_number_in_digits_and_no_other(quote: str, source: str, verdict: str) -> None:
    assert verify_quote(quote, source).verdict == verdict


def test_a_style_may_spell_as_americans_or_britons_do_and_strict_may_not() -> None:
    source = "Nine storeys of grey plaster, moulded by sceptics, standardised in aluminium."
    quote = "Nine stories of gray plaster, molded by skeptics, standardized in aluminum."
    assert verify_quote(quote, source, policy="ap").verdict == "faithful"
    assert not verify_quote(quote, source).ok
    assert verify_quote(quote.replace("gray", "green"), source, policy="ap").verdict == "altered"


def test_usual_words_are_the_tokens_that_all_kinds_together_find() -> None:
    """They are tried first because that is faster, and change nothing."""
    slow = re.compile(text._TOKEN.pattern.replace(text._USUAL + "|", ""), re.IGNORECASE)
    assert slow.pattern != text._TOKEN.pattern
    parts = "one|two|hundred|thousand|twenty|ten|tennis|forty|thirteen|nine|eleven|-|-year|_| | |.|,|'|s|a|I".split("|")
    parts += "A.B.|U.S.|x.|ſix|ſ|İ|K|é|e\u0301|\u0591|ß|中|the|[T]|sic]|…|9a|2,000".split("|")
    draw = random.Random(1)
    for _ in range(20_000):
        made = "".join(draw.choice(parts) for _ in range(draw.randint(1, 9)))
        usual = [(m[0], "word" if m.lastgroup == "usual" else m.lastgroup) for m in text._TOKEN.finditer(made)]
        assert usual == [(m[0], m.lastgroup) for m in slow.finditer(made)], made

"""Sentences about changes: a name is called a name, a figure a figure, a cut a cut, and nothing speaks in code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.check.engine import check_draft
from attribune.check.messages import (
    change_sentence,
    change_sentences,
    is_cut,
    is_figure,
    is_name,
    message,
    speaker_words,
)
from attribune.exports import wording
from attribune.records import Change, Cut, Verdict
from tests.check.checking import article as read
from tests.check.checking import results_by_rule
from tests.fakes import article


def change(kind: str, draft: str, evidence: str, note: str = "") -> Change:
    return Change(
        kind=kind,  # type: ignore[arg-type]
        severity="major",
        draft=(0, len(draft)),
        draft_text=draft,
        evidence_text=evidence,
        evidence=(0, len(evidence)),
        note=note or f"words differ: {kind}",
    )


@pytest.mark.parametrize(
    ("kind", "draft", "evidence", "said"),
    [
        ("entity", "for", "to give me", "the words differ: draft “for”, evidence “to give me”"),
        ("entity", "Mara Voss", "Otto Quist", "the name differs: draft “Mara Voss”, evidence “Otto Quist”"),
        ("entity", "", "Sir Ned of Ellery", "the name “Sir Ned of Ellery” is missing"),
        ("entity", "", "It sounded like furniture", "“It sounded like furniture” was left out without a mark"),
        ("entity", "cheated Tanaka", "", "“cheated Tanaka” was added without a mark"),
        ("entity", "he", "I", "who is meant differs: draft “he”, evidence “I”"),
        ("entity", "could", "Mr. Munt", "the words differ: draft “could”, evidence “Mr. Munt”"),
        ("negation", "would not", "wouldn't", "a contraction was changed: draft “would not”, evidence “wouldn't”"),
        ("negation", "can’t", "cannot", "a contraction was changed: draft “can’t”, evidence “cannot”"),
        ("negation", "is", "isn't", "the negation differs: draft “is”, evidence “isn't”"),
        ("negation", "would", "wouldn't", "the negation differs: draft “would”, evidence “wouldn't”"),
        ("number", "am", "was", "the words differ: draft “am”, evidence “was”"),
        ("number", "12", "21", "the figure differs: draft “12”, evidence “21”"),
        ("number", "", "an hour and", "“an hour and” was left out without a mark"),
        ("number", "", "twenty-one", "the figure “twenty-one” is missing"),
        ("number", "", "about 120 boats", "the figure “about 120 boats” is missing"),
        ("number", "I'm 120 and", "", "“I'm 120 and” was added without a mark"),
        ("number", "€", "$", "the currency differs: draft “€”, evidence “$”"),
        ("number", "12 feet", "12 metres", "the unit differs: draft “12 feet”, evidence “12 metres”"),
        ("word", "12 meters", "12 metres", "it is written differently: draft “12 meters”, evidence “12 metres”"),
        ("entity", "June", "May", "the date differs: draft “June”, evidence “May”"),
        ("entity", "Tuesday", "Monday", "the date differs: draft “Tuesday”, evidence “Monday”"),
        ("intensifier", "most", "all", "how much or how many differs: draft “most”, evidence “all”"),
        ("intensifier", "", "very", "“very” is missing: the emphasis differs"),
        ("tense", "storms", "storm", "the form of a word differs: draft “storms”, evidence “storm”"),
        ("tense", "had", "have", "the tense differs: draft “had”, evidence “have”"),
    ],
)  # fmt: skip
def test_a_sentence_is_true_of_the_words(kind: str, draft: str, evidence: str, said: str) -> None:
    assert change_sentence(change(kind, draft, evidence)) == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("the fragment stops before “without”", "cut off at the end: the evidence goes on with “without”"),
        ("the fragment cuts off “without”", "cut off at the beginning: before these words the evidence has “without”"),
        ("the fragment ends inside a compound", "cut off at the end, inside “without”"),
        ("the fragment begins inside a compound", "cut off at the beginning, inside “without”"),
    ],
)
def test_what_was_cut_off_wasnt_left_out(note: str, said: str) -> None:
    cut = change("deletion", "", "without", note)
    assert change_sentence(cut).startswith(said) and is_cut(cut)
    assert change_sentence(replace(cut, kind="hedge")).startswith(said)


def test_a_long_stretch_is_shown_by_its_ends() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    said = change_sentence(change("splice", "", words))
    assert said.endswith("left out between them: “word0 word1 word2 word3 word4 … word35 word36 word37 word38 word39”")
    assert change_sentence(change("negation", "were", words)).endswith("”, with a negation in it")


STORY = (
    "The quay\n\n“We wouldn't sell the boats without a vote of the whole town,” Mara Voss said on Monday. The council "
    "said that the harbour would be dredged in May.\n\n“It cost 21 crowns,” Otto Quist said.\n"
)


@pytest.mark.parametrize(
    ("draft", "verdict", "said", "never"),
    [
        (
            "“We would not sell the boats without a vote of the whole town,” Voss said.",
            "altered",
            "a contraction",
            "sense",
        ),
        (
            "“We wouldn't sell the boats,” Voss said.",
            "trimmed",
            "after these words “without a vote",
            "left out without",
        ),
        ("“The harbour would be dredged in May,” Voss said.", "not_direct", "nobody is quoted", "hedge"),
        ("“It cost 12 crowns,” Quist said.", "altered", "the figure differs: draft “12”, evidence “21”", "joined"),
        ("“It cost 21 crowns,” Voss said.", "misattributed", "from Otto Quist, not from", "the speaker differs"),
    ],
)
def test_an_editor_reads_what_is_wrong(draft: str, verdict: str, said: str, never: str) -> None:
    (found,) = check_draft(article(1, draft), [article(2, STORY)], tier="rules").results
    told = " | ".join(wording.reasons(found))
    assert found.verdict == verdict and said in told and never not in told, told
    assert "words differ: " not in told and "fragment" not in told


def test_names_and_figures() -> None:
    assert [is_name(text) for text in ("Voss", "the Bank of Ellery", "It", "the boat", "", "I")] == [True, True] + [
        False
    ] * 4
    assert [is_figure(text) for text in ("12", "twelve", "a dozen", "$", "boats", "")] == [True] * 4 + [False] * 2


def test_what_stands_on_one_side_alone_shows_no_empty_quotation() -> None:
    added = Change(kind="punctuation", severity="minor", draft=(0, 1), draft_text=".", evidence_text=" ")
    marks = Change(kind="quotation_mark", severity="minor", draft=(0, 1), draft_text="‘", evidence_text=" ")
    assert change_sentence(added) == "punctuation was added: “.”"
    assert change_sentence(marks) == "a quotation mark was added: ‘"


def test_words_that_only_moved_are_told_once() -> None:
    lost = Change(kind="negation", severity="major", draft=(0, 0), draft_text="", evidence_text="don't")
    added = Change(kind="negation", severity="major", draft=(9, 14), draft_text="don't", evidence_text="")
    assert change_sentences([lost, added]) == ["“don't” stands elsewhere in the evidence"]
    first, last = change("order", "This year", ""), change("order", "", "this year")
    assert change_sentences([first, last]) == ["“This year” stands elsewhere in the evidence"]


@pytest.mark.parametrize("word", ["really", "honestly", "personally"])
def test_a_word_put_behind_the_first_is_no_joining(word: str) -> None:
    """Of several places of the first word that nearest to the others counts, also where nothing stands between."""
    story = (
        "“We may close it in May, although I would rather wait,” Voss said.\n\n“It cost 21 crowns,” said Otto Quist.\n"
        "\n“I will never sell the boats without a vote,” Ada Reed told the hall.\n"
    )
    draft = f"“I {word} will never sell the boats without a vote,” Ada Reed told the hall."
    (found,) = check_draft(article(1, draft), [article(2, story)], tier="rules").results
    assert found.verdict == "altered"
    assert f"“{word}” was added" in found.message and "joined" not in found.message, found.message


def test_a_bracket_is_shown_without_the_punctuation_around_it() -> None:
    change = Change(kind="bracket", severity="major", draft=(0, 9), draft_text=", [never]", evidence_text="")
    assert change_sentence(change) == "the bracket [never] was put in"


@pytest.mark.parametrize("policy", ["strict", "guardian"])
@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        ("We will not close the pier", "We won’t close the pier"),
        ("We won’t close the pier", "We will not close the pier"),
        ("It is a fine pier for us all", "It’s a fine pier for us all"),
        ("I am not going to the pier", "I'm not going to the pier"),
        ("He would close the pier at once", "He’d close the pier at once"),
        ("Let us close the pier today", "Let’s close the pier today"),
        ("She'd not closed the pier", "She had not closed the pier"),
        ("The pier is what we want", "The pier’s what we want"),
    ],
)
def test_a_contraction_is_told_with_all_its_words_and_is_no_negation(evidence: str, draft: str, policy: str) -> None:
    story = f"“{evidence},” said Mara Voss, the engineer."
    (found,) = check_draft(
        article(1, f"“{draft},” Voss said."), [article(2, story)], tier="rules", evidence_tier="rules", policy=policy
    ).results
    short, full = (t for t in sorted((evidence, draft), key=len))
    words = [word.strip(".,") for word in full.split() if word not in short.split()]
    assert "contraction" in found.message or "house style" in found.message, found.message
    assert "negation" not in found.message and "sense" not in found.message
    assert all(word in found.message for word in words), found.message


def test_another_word_is_no_contraction() -> None:
    for evidence, draft in (("We will close the pier", "We won’t close the pier"), ("I say is bad", "I say it’s bad")):
        story = article(2, f"“{evidence},” said Mara Voss, the engineer.")
        (found,) = check_draft(article(1, f"“{draft},” Voss said."), [story], tier="rules").results
        assert "contraction" not in found.message, found.message


def test_no_ok_message_claims_what_nothing_proved() -> None:
    words = "The pins are forged steel, they are as long as my arm, and two of the four are cracked through"
    story = article(2, f"“{words},” Mara Voss said on Monday.")
    for left_out in ("… ", ""):
        draft = f"“{words.replace(', they are as long as my arm, ', f' {left_out}')},” Voss said."
        (found,) = check_draft(article(1, draft), [story], tier="rules").results
        assert found.ok == bool(left_out) and "harmless" not in found.message
        if found.ok:
            assert found.message == "The same words, but an ellipsis stands for “they are as long as my arm”."


def test_words_under_an_ellipsis_are_told_as_such() -> None:
    story = article(2, "“I would drive across it tomorrow if both pins were new,” Mara Voss said. “It is quick.”")
    (found,) = check_draft(article(1, "“I would drive across it … It is quick,” Voss said."), [story]).results
    assert found.verdict == "trimmed" and "under the ellipsis “" in found.message, found.message


def test_a_message_tells_three_changes_and_counts_the_others() -> None:
    changes = tuple(change("word", f"draft{n}", f"evidence{n}") for n in range(9))
    told = message(Verdict(quote=(0, 1), text="x", verdict="altered", ok=False, changes=changes))
    assert told.count("the words differ") + told.count("The words differ") == 3 and told.endswith("; and 6 more.")


def test_what_a_trimmed_quotation_leaves_out_is_told_once() -> None:
    hidden = change("ellipsis", "…", ", if both pins were new,")
    cut = Cut(before="Perhaps, … , if both pins were new,", after=", he added.")
    told = message(Verdict(quote=(0, 1), text="x", verdict="trimmed", ok=False, changes=(hidden, hidden), cut=cut))
    assert told == (
        "Left out of the sentence, which may change its sense: before these words “Perhaps”, under the ellipsis “if "
        "both pins were new”, after these words “he added”."
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("assistant", "the assistant"),
        ("Otto Quist", "Otto Quist"),
        ("the mayor", "the mayor"),
        ("a clerk", "a clerk"),
        ("boss", "the boss"),
        ("residents of the quay", "residents of the quay"),
    ],
)
def test_a_role_without_a_name_gets_its_article(name: str, shown: str) -> None:
    assert speaker_words(name) == shown


@pytest.mark.parametrize("evidence_says", ["hospital trust", "the hospital trust"])
def test_a_role_put_into_a_reason_has_one_article(evidence_says: str) -> None:
    quoted = article(1, "“We were late,” Ada Reed said.")
    (verdict,) = check_draft(quoted, [quoted]).results
    evidence = (replace(verdict.evidence[0], speaker="hospital trust"),)
    reason = f"{evidence_says} is quoting somebody else here"
    told = message(replace(verdict, verdict="unclear", ok=False, changes=(), reason=reason, evidence=evidence))
    assert told == "The hospital trust is quoting somebody else here.", told


def test_letters_of_another_alphabet_are_named() -> None:
    said = change_sentence(change("negation", "N\u043et", "Not"))
    assert "has a letter of another alphabet, “\u043e” (CYRILLIC SMALL LETTER O), where the evidence has “o”" in said


def test_quotation_marks_inside_shown_words_are_single() -> None:
    said = change_sentence(change("deletion", "", "“number”. He said there was “a"))
    assert said == "“‘number’. He said there was ‘a” was left out without a mark"


def test_a_bracket_isnt_told_twice() -> None:
    added = change("bracket", " [2025],", "", "the bracket adds “2025”")
    assert change_sentence(added) == "the bracket [2025] was put in"


def test_a_role_has_its_article() -> None:
    story = article(2, "“It will be out when it is right,” the editor, Valentine Roke, said.\n\nThe novelist was away.")
    (verdict,) = check_draft(article(1, "“It will be out when it is right,” the novelist said."), [story]).results
    assert not verdict.ok and "from novelist" not in verdict.message


WARDS = "We will close 21 of the 48 wards by May, and we would not sell the old hospital."


@pytest.mark.parametrize(("old", "new", "told"), [
    ("will close", "will now close", "“now” was added without a mark"),
    ("May, and we", "May. And we", "The same words, divided into other sentences than in the evidence"),
    ("48 wards", "school wards", "The words differ: draft “school”, evidence “48”"),
])  # fmt: skip
def test_a_message_names_what_a_reader_sees(old: str, new: str, told: str) -> None:
    evidence = read(f"“{WARDS}” said Mara Voss, the harbour master.", "evidence.txt")
    (verdict,) = results_by_rule(read(f"“{WARDS.replace(old, new)}” said Mara Voss.", "draft.txt"), evidence)
    assert verdict.verdict == "altered" and told in verdict.message

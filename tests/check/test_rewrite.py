"""What became of every quotation of a rewritten text: the fates, the speakers, and that a changed one never passes."""

from __future__ import annotations

import pytest

from attribune.api.jobs import guard
from attribune.records import Rewrite, from_json, to_json
from tests.counted import calls

BEFORE = """The council of Saltmarsh met on Monday to argue about the light.

“We will keep the light burning until the last boat is in,” said Ida Moss, the harbour master. “Whatever it costs.”

Otto Quist, the treasurer, was pleased. “The lamp may be replaced by spring, if anybody can find the money,” he said.

The vote was five to four, and the meeting ended at nine in the evening.

Moss called the vote “a small mercy.”

“I never liked the old one,” Quist said.
"""
LAST = "“I never liked the old one,” Quist said.\n"


def fates(after: str, before: str = BEFORE) -> list[str]:
    return [one.fate for one in made(after, before).quotations]


def made(after: str, before: str = BEFORE, *, allow_lost: bool = False) -> Rewrite:
    return guard(before, after, tier="rules", allow_lost=allow_lost)


def edited(old: str, new: str) -> str:
    assert old in BEFORE
    return BEFORE.replace(old, new)


def test_an_unchanged_text_keeps_every_quotation() -> None:
    result = made(BEFORE)
    assert result.ok
    assert [one.fate for one in result.quotations] == ["same"] * 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“", '"'),
        ("said Ida Moss, the harbour master", "Ida Moss said"),
        ("said Ida Moss, the harbour master", "said the harbour master"),
        (" burning until the last boat is in,”", " burning until the last boat is in”,"),
        ("The vote was five to four, and the meeting ended at nine in the evening.", "Nine members voted."),
        ("in,” said Ida Moss, the harbour master. “Whatever it costs.”", "in. Whatever it costs,” Ida Moss said."),
        ("spring, if anybody can find the money,” he said.", "spring,” he said, “if anybody can find the money.”"),
        ("Moss called the vote", "Ida Moss called the vote of Monday"),
    ],
    ids=["straight", "inverted", "by role", "comma outside", "narration", "put together", "parted", "full name"],
)
def test_what_changes_no_word_and_no_speaker_is_the_same(old: str, new: str) -> None:
    after = edited(old, new)
    if old == "“":
        after = after.replace("”", '"')
    assert set(fates(after)) == {"same"}


@pytest.mark.parametrize(
    ("old", "new", "fate"),
    [
        ("may be replaced", "must be replaced", "altered"),
        ("may be replaced", "may not be replaced", "altered"),
        ("Whatever it costs.", "Whatever it costs?", "altered"),
        ("The lamp may", "[The whole tower] may", "altered"),
        ("a small mercy", "a great triumph", "altered"),
        ("I never liked the old one", "I never liked the old one, and the new one is worse", "altered"),
        (", if anybody can find the money,”", ",”", "trimmed"),
        ("may be replaced by spring, if anybody", "may be replaced … if anybody", "trimmed"),
    ],
)
def test_a_changed_or_cut_quotation_is_named(old: str, new: str, fate: str) -> None:
    result = made(edited(old, new))
    assert not result.ok
    assert [one.fate for one in result.quotations if not one.ok] == [fate]


def test_the_changes_lie_in_both_texts() -> None:
    after = edited("may be replaced", "must be replaced")
    (one,) = [one for one in made(after).quotations if not one.ok]
    (change,) = one.changes
    assert change.kind == "modality"
    assert after[slice(*change.draft)] == "must"
    assert change.evidence is not None
    assert BEFORE[slice(*change.evidence)] == "may"
    assert one.message == "words were changed: “may” became “must”"
    assert one.before is not None
    assert one.after is not None
    assert BEFORE[slice(*one.before.span)] == one.before.text
    assert after[slice(*one.after.span)] == one.after.text


def test_words_given_to_somebody_else_changed_their_speaker() -> None:
    (one,) = [one for one in made(edited("he said", "Ida Moss said")).quotations if not one.ok]
    assert one.fate == "speaker_changed"
    assert one.message.endswith("the words were Otto Quist's, and are Ida Moss's now")


def test_a_document_that_shows_somebody_else_now_may_not_be_the_same() -> None:
    before = "The new film was shown on Monday.\n\nIn it, footage of Ida Moss has her ask, “Why does nobody pay?”\n"
    assert not made(before.replace("Ida Moss", "Greta Loew"), before).ok


@pytest.mark.parametrize("new", ["", "it was said", "a bystander said"])
def test_words_whose_speaker_is_no_longer_told_are_not_ok(new: str) -> None:
    after = edited("Otto Quist, the treasurer, was pleased. ", "").replace("he said", new)
    assert "speaker_changed" in fates(after)


def test_a_quotation_of_another_act_of_speaking_may_not_be_joined() -> None:
    after = edited("the money,” he said.", "the money. I never liked the old one,” he said.").replace(LAST, "")
    assert not made(after).ok


def test_a_lost_quotation_is_ok_only_where_that_is_allowed() -> None:
    after = edited(LAST, "")
    assert fates(after) == ["same"] * 4 + ["lost"]
    assert not made(after).ok
    assert made(after, allow_lost=True).ok


def test_quotation_marks_that_go_or_come_are_lost_and_new() -> None:
    plain = edited(LAST, "Quist said that he never liked the old one.\n")
    assert fates(plain)[-1] == "lost"
    assert fates(BEFORE, plain)[-1] == "new"


def test_a_moved_quotation_is_ok_and_named() -> None:
    result = made("“I never liked the old one,” Quist, the treasurer, said.\n\n" + edited(LAST, ""))
    assert result.ok
    assert [one.fate for one in result.quotations] == ["moved", "same", "same", "same", "same"]


def test_a_quotation_that_is_also_pulled_out_is_the_same_twice() -> None:
    after = BEFORE + "\n“I never liked the old one,” said Otto Quist.\n"
    assert set(fates(after)) <= {"same", "moved"}


def test_hidden_signs_never_pass() -> None:
    assert not made(edited("may be", "may be\u202e")).ok
    assert not made(edited("money", "m\u043eney")).ok


def test_a_text_whose_marks_are_not_understood_is_never_ok() -> None:
    result = made("\\ldblquote We will keep it.\\rdblquote  said Ida Moss", allow_lost=True)
    assert not result.ok
    assert result.notes


def test_it_goes_to_json_and_back() -> None:
    result = made(edited("may be", "must be"))
    assert from_json(Rewrite, to_json(result)) == result


def test_the_work_grows_with_the_quotations() -> None:
    def text(number: int, verb: str) -> str:
        line = "“The {} lamps of ward {} {} sold by winter,” said Ida Moss."
        return "\n".join(line.format(one, 7 * one, verb) for one in range(number))

    def work(number: int) -> int:
        before, after = text(number, "may be"), text(number, "must be")
        return calls(lambda: guard(before, after, tier="rules"))

    small, large = work(40), work(160)
    assert large < 6 * small

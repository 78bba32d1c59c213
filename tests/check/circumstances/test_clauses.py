"""A sentence of narration is read into clauses: the verb, whether it is denied, who acts and on whom."""

from __future__ import annotations

import pytest

from attribune.check.circumstances.clauses import Clause, Reader


def clause(sentence: str, verb: str) -> Clause:
    return next(one for one in Reader(sentence).clauses() if one.verb == verb)


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The board did not close the pool.", "close"),
        ("The board will never close the pool.", "close"),
        ("The board refused to close the pool.", "close"),
        ("Nobody closed the pool.", "close"),
        ("No jobs were lost.", "lose"),
        ("She denied closing the pool.", "close"),
        ("The hen was released without charge.", "charge"),
        ("He pleaded not guilty.", "plead"),
        ("Oakes voted against the plan.", "vote"),
        ("She sent nobody a message.", "send"),
    ],
)
def test_a_denial_over_a_verb_is_read(sentence: str, verb: str) -> None:
    assert clause(sentence, verb).denied


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The board closed the pool.", "close"),
        ("The board did not refuse to close the pool.", "close"),
        ("The board agreed to close the pool, and nobody wept.", "close"),
        ("Nobody wept, and the board closed the pool.", "close"),
        ("The boat came to rest against a barn, injuring nine.", "injure"),
    ],
)
def test_what_is_not_denied_is_told(sentence: str, verb: str) -> None:
    assert not clause(sentence, verb).denied


@pytest.mark.parametrize(
    ("sentence", "verb", "agent", "patient"),
    [
        ("The mayor praised the driver.", "praise", "mayor", "driver"),
        ("The driver was praised by the mayor.", "praise", "mayor", "driver"),
        ("The mayor, who was ill, praised the driver.", "praise", "mayor", "driver"),
        ("The lorry braked to avoid a deer and the coach swerved.", "swerve", "coach", ""),
        ("Police said the lorry had braked.", "brake", "lorry", ""),
        ("The mayor of the town agreed to hear the driver.", "hear", "mayor", "driver"),
    ],
)
def test_who_acts_and_on_whom(sentence: str, verb: str, agent: str, patient: str) -> None:
    found = clause(sentence, verb)
    assert (found.agent.head, found.patient.head) == (agent, patient)


@pytest.mark.parametrize(
    "sentence",
    [
        "A coach that carried pensioners slid off the road.",  # the noun before the verb isn't its subject
        "He slid off the road.",
        "Her brother slid off the road.",
        "Anyone slid off the road.",
    ],
)
def test_a_subject_that_cannot_be_told_stays_open(sentence: str) -> None:
    assert clause(sentence, "slide").agent.open


def test_names_in_an_appositive_are_the_subject_s() -> None:
    found = clause("The leader of the council, Dorothea Pym, had asked members for a year.", "ask")
    assert found.agent.names == {"dorothea", "pym"}
    assert found.agent.head == "leader"


@pytest.mark.parametrize(
    "sentence", ["", "\x01\x01", "to", "Without.", "and, and, and", "to be or not to", "was", ", who,", "(a) — ;"]
)
def test_no_text_is_too_odd_to_be_read(sentence: str) -> None:
    assert all(isinstance(one, Clause) for one in Reader(sentence).clauses())

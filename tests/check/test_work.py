"""Comparisons are counted in steps: what takes more than its share is unclear and says so, never ok nor silent."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from attribune.articles import limits
from attribune.check import engine
from attribune.check.engine import check_draft
from attribune.check.quote import TooMuchWork, Work, limited, spend, verify_quote, work
from tests.check.test_growth import article, changed, said
from tests.counted import grows_in_step, lines_run


def counted(what: Callable[[], object]) -> int:
    """How many steps a call spends."""
    budget = Work(10**12)
    with limited(budget):
        what()
    return 10**12 - budget.left


def repeated(words: str, count: int) -> str:
    return f"{words} " * count


# Quotations that stand in their source in many places, or differ from it in many.
HOSTILE: dict[str, Callable[[int], tuple[str, str]]] = {
    "equal words, one changed in the middle": lambda n: (
        repeated("a b a c", n // 8) + "zz " + repeated("a b a c", n // 8),
        repeated("a b a c", n // 4),
    ),
    "equal words, an end that isn't there": lambda n: (repeated("a", n) + "zz", repeated("a", 2 * n)),
    "one word, everywhere, never ok": lambda n: ("sail … sail … gone", "did not sail or " * n),
    "shuffled": lambda n: (
        " ".join(random.Random(1).choices("a b c d e f g".split(), k=n)),
        " ".join(random.Random(2).choices("a b c d e f g".split(), k=n)),
    ),
    "brackets that the source has and hasn't": lambda n: ("we [a] b (c) d " * 12 + "zz", "we [b] b (a) d " * n),
    "marks between all words": lambda n: ("“a” b ”" * (n // 2), "“a” c ”" * (n // 2)),
    "a long gap": lambda n: ("a b zz", f"a {'! ' * n} b " * 4),
    "signs at the end": lambda n: ("a?" + "!" * n, "a b a c " * n),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_comparison_is_linear(made: Callable[[int], tuple[str, str]]) -> None:
    quote, source = made(2_000)
    assert counted(lambda: verify_quote(quote, source)) <= work.LEAST_STEPS + (work.STEPS_A_CHARACTER + 1) * (
        len(quote) + len(source)
    )
    assert not verify_quote(quote, source).ok


def test_equal_words_end_unclear_and_say_so() -> None:
    """The alignment of equal words grows with the cube of their number: a damaged feed of 16 KB took 25 s."""
    quote, source = HOSTILE["equal words, one changed in the middle"](8_000)
    result = verify_quote(quote, source)
    assert (result.verdict, result.ok, result.reason) == ("unclear", False, work.TOO_MUCH_WORK)


def test_honest_quotations_need_few_steps() -> None:
    words = " ".join(said(40))
    assert counted(lambda: verify_quote("We " + words[4:60], words)) < work.LEAST_STEPS / 50


def test_lines_run_follow_the_steps() -> None:
    """The steps count what is run: no hidden loop besides."""

    def lines(count: int) -> int:
        quote, source = HOSTILE["shuffled"](count)
        return lines_run(lambda: verify_quote(quote, source), "check/quote")

    assert grows_in_step(lines, 100)


def test_a_quotation_of_many_marks_is_read_in_one_pass() -> None:
    def lines(count: int) -> int:
        quote = "".join(f'"word {n}," he said, ' for n in range(count)) + '"end."'
        return lines_run(lambda: verify_quote(quote, "a word"), "check/quote")

    assert grows_in_step(lines, 100)


def test_limits_nest() -> None:
    outer = Work(100)
    with limited(outer):
        with pytest.raises(TooMuchWork), limited(Work(10, outer)):
            spend(11)
        assert outer.left == 100  # what isn't done isn't counted
        with limited(Work(10, outer)):
            spend(9)
        with pytest.raises(TooMuchWork):
            spend(92)
        spend(91)
    spend(10**9)  # nothing counts outside


def check(draft: str, evidence: str) -> Any:
    return check_draft(article(draft), [article(evidence)], tier="rules", evidence_tier="rules")


def test_a_quotation_that_takes_too_long_costs_only_itself() -> None:
    wall = repeated("a b a c", 1_500)
    evidence = f"“{wall}d {wall}end,” said Mara Voss.\n\n“We sail at noon on Tuesday,” said Otto Quist."
    draft = f"“{wall}zz {wall}end,” said Mara Voss.\n\n“We sail at noon on Tuesday,” said Otto Quist."
    first, second = check(draft, evidence).results
    assert (first.verdict, first.ok) == ("unclear", False)
    assert "more steps than are allowed" in first.message
    assert second.verdict == "verbatim"


def test_a_draft_has_its_share_of_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the steps of all comparisons are used up, the quotations that are left are unclear, each with the reason."""
    lines = said(60)
    monkeypatch.setattr(engine, "LEAST_STEPS", 3_000)
    monkeypatch.setattr(engine, "STEPS_A_CHARACTER", 0)
    report = check("\n\n".join(changed(lines)), "\n\n".join(lines))
    unclear = [result for result in report.results if result.verdict == "unclear"]
    assert 0 < len(unclear) < 60
    assert report.results[0].verdict == "altered"
    assert report.results[-1].verdict == "unclear"
    assert {result.reason for result in unclear} == {work.TOO_MUCH_WORK}
    assert not report.ok


@pytest.mark.parametrize("word", ["“a” ", "“Yes.” ", "“a b” said Mara Voss. ", "“a … b” ", "“[We] a” "])
def test_equal_quotations_take_a_bounded_number_of_steps(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stands in as many places as there are quotations: their product is cut off."""
    monkeypatch.setattr(engine, "LEAST_STEPS", 500_000)
    text = word * 200
    spent = counted(lambda: check(text, text))
    assert spent <= engine.LEAST_STEPS + (engine.STEPS_A_CHARACTER + 1) * 2 * len(text)


def test_a_quotation_of_great_length_is_unclear_and_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of words in one quotation, against itself, took 7 s and 580 MB."""
    words = "the ferry sailed at noon and came back with the tide " * 20
    draft = article(f"“{words}gone,” said Mara Voss.\n\n“The boats lie here,” said Mara Voss.")
    monkeypatch.setattr(limits, "MOST_QUOTED", 1_000)
    long, short = check_draft(draft, [draft], tier="rules", evidence_tier="rules").results
    assert (long.verdict, long.ok, short.verdict) == ("unclear", False, "verbatim")
    assert long.reason is not None and "more steps than are allowed" in long.reason

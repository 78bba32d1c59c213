"""Work grows in step with quotations and turns: counted in lines of the program that are run, not in seconds."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from attribune.articles import limits
from attribune.articles.markdown import reader as markdown
from attribune.articles.plain import read
from attribune.check import finding, labels
from attribune.check import turns as turns_module
from attribune.check.circumstances import events, objections
from attribune.check.context import frames, judgement, utterances
from attribune.check.engine import MOST_STEPS, check_draft
from attribune.check.evidence import decision
from attribune.check.quote import TOO_MUCH_WORK, verify_quote
from attribune.errors import TooLarge
from attribune.records import Article, Reading, Source, Span
from attribune.sources.reading import read_article
from attribune.text.document import Document
from tests.counted import calls, calls_of, grows_in_step, lines_run

WORDS = """harbour light keeper boat winter storm council road bridge school money train engine window garden letter
report river valley mountain doctor teacher farmer market price water field answer question summer evening""".split()


def article(text: str) -> Article:
    return next(iter(read(text.encode(), name="long.txt")))


def said(count: int) -> list[str]:
    """Quotations of one speaker, no two alike."""
    chance = random.Random(4)
    some = (" ".join(chance.choice(WORDS) for _ in range(9)) for _ in range(count))
    return [f"“We {words} number {number},” said Mara Voss." for number, words in enumerate(some)]


def honest(lines: list[str]) -> list[str]:
    return lines


def changed(lines: list[str]) -> list[str]:
    return [line.replace("number", "not number") for line in lines]


def invented(lines: list[str]) -> list[str]:
    return [line.replace("We", "They never").replace("number", "gone") for line in lines]


@pytest.fixture(autouse=True)
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few sentences have a word of narration that is looked up, which shorter texts reach."""
    monkeypatch.setattr(events, "MOST_PLACES", 8)


@pytest.mark.parametrize("made", [honest, changed, invented])
def test_quotations_times_turns_is_no_product(made: Callable[[list[str]], list[str]]) -> None:
    def steps(count: int) -> int:
        lines = said(count)
        draft, evidence = article("\n\n".join(made(lines[::5]))), article("\n\n".join(lines))
        return lines_run(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"), "check/")

    assert grows_in_step(steps, 200, growth=2.6)  # what explains a difference is bounded: from here on it is linear


@pytest.mark.parametrize("form", ["{}", "Mara Voss: {}", "> {}"])
def test_the_spans_of_a_speaker_are_copied_once(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = calls_of(
        monkeypatch, turns_module, "replace", lambda _, **new: len(new.get("spoken", ())) + len(new.get("inner", ()))
    )
    count = 500
    reading = read_article(article("\n\n".join(form.format(line) for line in said(count))), tier="rules")
    found = turns_module.turns(reading, Document.of(reading.article))
    assert sum(len(turn.spoken) for turn in found) >= count
    assert sum(copied) <= 4 * count
    assert len({id(turn.mentions) for turn in found if turn.speaker}) <= len({id(s) for s in reading.sources})


def test_one_line_of_a_thousand_quotations() -> None:
    def steps(count: int) -> int:
        text = " ".join(f"“We {WORDS[n % 30]} {n},” she said," for n in range(count))
        reading = read_article(article(text), tier="rules")
        return lines_run(lambda: turns_module.turns(reading, Document.of(reading.article)), "check/", "statements/")

    assert grows_in_step(steps, 200)


@pytest.mark.parametrize("spread", ["{} … gone for good", "{} … {} … {} … gone", "[we] {}"])
def test_a_quotation_is_sought_in_one_pass(spread: str) -> None:
    def steps(count: int) -> int:
        source = "we went out and " * count
        quote = spread.replace("{}", "went out and we")
        return lines_run(lambda: verify_quote(quote, source), "check/quote")

    assert grows_in_step(steps, 200)


def test_marks_that_nothing_is_checked_in_are_found_at_once() -> None:
    """A draft whose quotations all stand apart: each is sought among them by bisection."""

    def steps(count: int) -> int:
        draft, evidence = article("“A,” he said. " * count), article("The ferry sailed.")
        return lines_run(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"), "check/unchecked")

    assert grows_in_step(steps, 200)


@pytest.mark.parametrize(
    "form", ["> The ferry sailed at {}.\n> — Mara {}\n\n", "“We sail at {} “{}”,” said Mara Voss.\n\n"]
)
def test_what_holds_a_statement_is_found_in_one_pass(form: str) -> None:
    """One statement of a thousand pieces spans all others; each is compared with what it touches."""

    def steps(count: int) -> int:
        text = "".join(form.format(f"noon {n}", f"Quill{n}") for n in range(count))
        long = next(iter(markdown.read(text.encode(), name="long.md")))
        return lines_run(lambda: read_article(long, tier="rules"), "sources/chains/", "statements/candidate")

    assert grows_in_step(steps, 100)


# Drafts checked against themselves, an act of speaking each; {n} is its number.
ACTS = {
    "paragraphs": "“We sail at noon {n},” Mara Voss said.\n\n",
    "one paragraph": "“We sail at noon {n},” Mara Voss said. ",
    "one sentence": "“we sail at noon {n},” Mara Voss said, ",
    "one sentence, parted": "“we sail at noon {n},” he said, “and at {n},” ",
    "pronouns in one paragraph": "“We sail at noon {n},” he said. Mara Voss and Otto Quist sailed. ",
    "a family name that two bear": "Mara Voss and Otto Voss sailed. “We sail at noon {n},” Voss said.\n\n",
    "ellipses": "“We sail at noon {n} … and at {n},” Mara Voss said. ",
    "fragments": "Voss said the ferry {n} sails “at noon {n}” of it. ",
}


@pytest.mark.parametrize("form", ACTS.values(), ids=ACTS)
def test_a_draft_against_itself_is_linear(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (frames, judgement):  # what is read of one sentence, reached by shorter texts
        monkeypatch.setattr(module, "MAX_FRAME", 400)

    def steps(count: int) -> int:
        text = "Ferry sails\n\n" + "".join(form.replace("{n}", str(number)) for number in range(count))
        folders = ("check/", "sources/coref/people", "text/sentences")
        return lines_run(lambda: check_draft(article(text), [article(text)], tier="rules", evidence_tier="rules"),
                         *folders)  # fmt: skip

    if "said, " in form:  # one sentence, which reaches that limit later
        steps(20)
        assert steps(120) <= 2.6 * steps(60)
    else:
        assert grows_in_step(steps, 30)


def test_what_a_paragraph_tells_is_looked_up_once_for_all_its_quotations() -> None:
    """Days, names and the speaker's next words: of a paragraph of a megabyte, each quotation looked at all of it."""

    def steps(count: int) -> int:
        text = " ".join(f"“The boat number {n} sailed,” Mara Voss told the Bell on Monday." for n in range(count))
        draft, evidence = article(text), article(f"{text} ")
        return calls(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"))

    assert grows_in_step(steps, 40, growth=2.1)


def test_one_long_quotation_against_pieces_of_it() -> None:
    """The evidence is a single quotation of many sentences, and the draft quotes each of them."""

    def steps(count: int) -> int:
        lines = [f"We sail at noon {number}." for number in range(count)]
        draft = article("\n\n".join(f"“{line}” Mara Voss said." for line in lines))
        evidence = article(f"“{' '.join(lines)}” Mara Voss said.")
        return lines_run(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"), "check/context")

    assert grows_in_step(steps, 30)


class Searched:
    """A pattern that counts the characters in which it searches."""

    def __init__(self, pattern: Any) -> None:
        self.pattern, self.characters = pattern, 0

    def search(self, text: str, low: int = 0, high: int | None = None) -> Any:
        self.characters += (len(text) if high is None else high) - low
        return self.pattern.search(text, low, len(text) if high is None else high)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)


def test_the_narration_of_one_sentence_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Searched(utterances._LETTER)
    monkeypatch.setattr(utterances, "_LETTER", counting)
    text = "“a” " * 80
    check_draft(article(text), [article(text)], tier="rules", evidence_tier="rules")
    assert counting.characters <= 50 * len(text)


def test_a_draft_of_too_many_quotations_is_refused_with_the_limit_named() -> None:
    draft = article("“A,” he said. " * (limits.MOST_QUOTATIONS + 1))
    told = "401 quotations, and at most 400 are read; save it in parts, and name them all"
    with pytest.raises(TooLarge, match=told):
        check_draft(draft, [article("The ferry sailed.")], tier="rules", evidence_tier="rules")


def test_the_sentence_before_each_quotation_of_one_paragraph_is_looked_up() -> None:
    """All sentences of the paragraph were gone through for each quotation without narration of its own."""

    def steps(count: int) -> int:
        text = "".join(
            f"“The boat {n} is late,” Mara Voss said. “We sail.” Mara Voss said: “It rains.” " for n in range(count)
        )
        reading = read_article(article(text), tier="rules")
        return lines_run(lambda: turns_module.turns(reading, Document.of(reading.article)), "check/context/utterances")

    assert grows_in_step(steps, 100, growth=2.1)


def test_marks_are_counted_before_they_are_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Document, "outer", property(lambda _: pytest.fail("they were paired")))
    with pytest.raises(TooLarge, match="60,000 quotation marks and apostrophes"):
        check_draft(article("“" * 60_000), [article("The ferry sailed.")], tier="rules", evidence_tier="rules")


def test_how_the_evidence_names_a_speaker_is_gathered_only_for_a_label_with_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is as long as the evidence: without a label to read with it, it is never made, whatever number of turns."""
    gathered = list[str]()
    of = labels.Called.of

    def counted(speaker: Source, reading: Reading, apart: Span | None = None) -> labels.Called:
        gathered.append(speaker.name)
        return of(speaker, reading, apart)

    monkeypatch.setattr(labels.Called, "of", staticmethod(counted))
    line = "Mara Voss, who keeps the light, said on Tuesday: “The ferry sailed at noon.”"
    evidence = article("\n\n".join([line] * 100))
    check_draft(article(line), [evidence], tier="rules", evidence_tier="rules")
    assert not gathered
    labelled = article("Mara Voss (keeper): “The ferry sailed at noon.”")
    check_draft(labelled, [evidence], tier="rules", evidence_tier="rules")
    assert gathered


def test_a_quotation_in_too_many_places_is_given_up_before_each_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = article("\n\n".join(f"“The boat is late,” said Mara Voss on day {n}." for n in range(40)))
    draft = article("“The boat is late,” said Mara Voss.")

    def steps() -> int:
        return lines_run(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"), "check/finding")

    judged = steps()
    monkeypatch.setattr(finding, "STEPS_A_PLACE", MOST_STEPS // 39)
    assert steps() * 5 < judged
    (verdict,) = check_draft(draft, [evidence], tier="rules", evidence_tier="rules").results
    assert verdict.verdict == "unclear" and verdict.reason == TOO_MUCH_WORK


@pytest.mark.parametrize(
    "form", ["ANN LEE: We sail {}.\n\nBOB RAY: We stay {}.\n\n", "> We sail {}.\n\nThe end {}.\n\n"]
)
def test_words_set_apart_without_marks_count_as_quotations(form: str) -> None:
    """A transcript of 6,500 turns was checked, in three times what as many quotations may take."""
    text = "".join(form.format(n, n) for n in range(limits.MOST_QUOTATIONS + 1))
    (draft,) = markdown.read(text.encode(), name="long.md")
    with pytest.raises(TooLarge, match="quotations, and at most 400 are read; save it in parts"):
        check_draft(draft, [article("“A,” he said.")], tier="rules", evidence_tier="rules")


def test_narration_is_compared_with_no_more_articles_behind_one_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of twelve articles with the words were compared, whatever the first one said."""
    compared = list[object]()
    objection = objections.circumstance_objection

    def counted(*given: Any) -> str | None:
        compared.append(given[1])
        return objection(*given)

    monkeypatch.setattr(decision, "circumstance_objection", counted)
    line = "“The boat is late,” said Mara Voss, who keeps the light."
    evidence = [article(f"{line} The tide of day {n} was low.") for n in range(12)]
    draft = article("Mara Voss said: “The boat is late.”")
    (verdict,) = check_draft(draft, evidence, tier="rules", evidence_tier="rules").results
    assert verdict.ok and len(compared) == 1

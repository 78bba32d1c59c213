"""What is looked up in the evidence for each quotation is made once: lines run, characters gone through, bytes kept."""

from __future__ import annotations

import random
import re
import tracemalloc
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.plain import read
from attribune.articles.reading import read_paths
from attribune.check import finding, later_words, places
from attribune.check.circumstances import adjuncts, claims, others, times
from attribune.check.circumstances.others import Forms, Joined, has_form
from attribune.check.context import contrary, frames, paragraphs
from attribune.check.context.utterances import Utterances
from attribune.check.engine import check_draft
from attribune.check.evidence import copied_text, draft_copies
from attribune.check.evidence.cache import Views
from attribune.check.evidence.draft_copies import DraftText
from attribune.check.quote.work import Work, limited
from attribune.check.speakers.written import known_writings, same_writing
from attribune.records import Article
from attribune.sources.coref.layout import names
from attribune.sources.names.lexicon import listed
from attribune.text.document import Document
from tests.counted import GROWTH, calls_of, lines_run

FIRST, LAST = ("Mara", "Otto", "Ines", "Ada"), ("Quill", "Voss", "Calder", "Brandt")
WORDS = "ferry harbour light keeper tide pier mast gull salt rope lamp storm council quay meadow barrow clerk".split()
FORMS = (
    "Asked about the {0} in the {1}, {name} said: “{said}.” She told the {2} that the {3} was closed.",
    "“{said},” {name}, the {0} of {1}, told the court on Tuesday, waving the {2}, and named the {3}.",
    "After the {0} and the {1} vote, {name} told the Post in March that the {2} was {3}: “{said}.”",
    "{name} said of the {0}: “{said}.” Others told the {1} that the {2} had a {3}.",
)


class Counted:
    """A pattern that counts the characters it goes through."""

    passed = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._pattern, name)
        if not callable(real):
            return real

        def counting(text: str, *rest: Any) -> Any:
            Counted.passed += len(text[slice(*rest[:2])] if rest else text)
            return real(text, *rest)

        return counting


def article(text: str, number: int = 0) -> Article:
    return next(iter(read(text.encode(), name=f"long{number}.txt")))


def rare(draw: random.Random) -> str:
    return "".join(draw.choice("bcdfglmnprst") + draw.choice("aeiou") for _ in range(4))


def told(count: int) -> tuple[list[str], list[str]]:
    """Return paragraphs of a draft that tell a lot beside their quotations, and what the evidence has of each."""
    draw = random.Random(3)
    ours, theirs = list[str](), list[str]()
    for number in range(count):
        said = " ".join(draw.choice(WORDS) for _ in range(8)).capitalize() + f" number {number}"
        name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        ours.append(FORMS[number % 4].format(*(rare(draw) for _ in range(4)), name=name, said=said))
        theirs.append(f"In the hall on Monday in June {name} said, “{said}.” The {rare(draw)} was full.")
    return ours, theirs


@pytest.mark.parametrize("apart", [False, True])
def test_what_a_draft_tells_beside_its_quotations(apart: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against one long article, and against one for each quotation."""
    for module, name in ((times, "_SEASON"), (adjuncts, "_TOKEN"), (others, "_TOKEN"), (copied_text, "_WORD")):
        monkeypatch.setattr(module, name, Counted(getattr(module, name)))

    def work(count: int) -> tuple[int, int]:
        ours, theirs = told(count)
        evidence = [article(one, n) for n, one in enumerate(theirs if apart else ["\n\n".join(theirs)])]
        draft = article("\n\n".join(ours))
        Counted.passed = 0
        lines = lines_run(lambda: check_draft(draft, evidence, tier="rules", evidence_tier="rules"), "check/")
        return lines, Counted.passed

    work(5)
    (lines, passed), (most_lines, most_passed) = work(40), work(80)
    assert most_lines <= GROWTH * lines
    assert most_passed <= GROWTH * passed


def test_what_corrects_other_words_is_looked_for_once_in_each_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for each quotation that has a word of the paragraph."""
    real, passed = contrary.contrary_cue, list[int]()
    cues = {name: Counted(real(name)) for name in ("corrects", "anew", "again")}
    for module in (paragraphs, later_words):
        monkeypatch.setattr(module, "contrary_cue", lambda name: cues.get(name) or real(name), raising=False)
    draw = random.Random(4)
    said = [f"“{' '.join(draw.choices(WORDS, k=6)).capitalize()} {n},” said Mara Quill." for n in range(80)]
    for count in (20, 80):
        Counted.passed = 0
        draft, evidence = article("\n\n".join(said[:count])), article("\n\n".join(said))
        check_draft(draft, [evidence], tier="rules", evidence_tier="rules")
        passed.append(Counted.passed)
    assert 0 < passed[1] <= 1.5 * passed[0]  # four times the quotations


def test_claims_are_read_only_where_a_draft_has_that(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["She told them THAT the pier sank.", "Mara Quill said so, and Otto Voss said more. She told them."]
    read = calls_of(monkeypatch, claims, "cues", lambda _layers, low, _high: low)
    assert [list(claims._reported(text)) for text in texts] == [["the pier sank."], []]
    assert read == [0]


def test_how_a_quotation_is_attributed_is_read_only_where_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of evidence in which one speaker says two things in a row, and not for all that stands before them."""
    read = calls_of(monkeypatch, Utterances, "_by_its_sentence")
    said = [f"“The {WORDS[n % 16]} has {n} doors,” said {FIRST[n % 4]} {LAST[n % 3]}." for n in range(100)]
    evidence = article("\n\n".join([*said, "“It is late,” said Jonas Wick. “The doors of the mill are open.”"]))
    draft = article("“The doors of the mill are open,” said Jonas Wick.")
    assert check_draft(draft, [evidence], tier="rules", evidence_tier="rules").ok
    assert 0 < len(read) <= 6


def test_a_place_of_a_name_copies_no_word_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The union of three thousand words took a third of a millisecond for each quotation."""

    class Uncopied(frozenset[str]):
        def __or__(self, other: object) -> NoReturn:
            raise AssertionError("copied")

    monkeypatch.setattr(names, "listed", lambda name: Uncopied(listed(name)))
    texts = ["Then, after a silence: ", "And the later: ", "Then Mara Quill: "]
    assert [names._is_turn(text) for text in texts] == [True, True, False]


def test_small_evidence_isnt_compared_with_each_sentence_of_a_long_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = calls_of(monkeypatch, draft_copies._Told, "has_like")
    draw = random.Random(5)
    lines = [" ".join(draw.choice(WORDS) for _ in range(12)).capitalize() + "." for _ in range(200)]
    known = DraftText(article("\n\n".join(lines)))
    assert [known.nearness(article(line)) for line in lines] == [None] * len(lines)
    assert len(asked) <= 2 * len(lines)


def test_forms_are_those_that_a_search_finds() -> None:
    text = "The Harbour’s closing, re-opened by O’Clock; the cat sat_on 42 İstanbul mats. Close closed closely clay."
    draw = random.Random(2)
    document = Document.of(article(text))
    cut = re.findall(r"\S+", text.lower())
    tried = [*cut, *(word[: draw.randint(1, 7)] + draw.choice(["", "s", "ing", "x"]) for word in cut for _ in range(9))]
    tried += ["", "o'clo", "re-op", "=cat", "sat_o", "clos", "closure", "clot", "a", "t", "th"]
    assert [Forms(document).have(word) for word in tried] == [has_form(word, document.text.lower()) for word in tried]


def test_words_are_found_in_all_articles_at_once() -> None:
    texts = ["Voss said no.", "", "Nobody. Voss, Voss and Quill.", "Quill", "Vo", "ss"]
    evidence = [article(f"{one} It rains. ", n) for n, one in enumerate(texts)]
    found = Joined(Views(evidence, "rules"))
    for word in ("Voss", "Quill", "Vo", "s", "It rains.", "none", "said no"):
        assert list(found.having(word)) == [n for n, one in enumerate(evidence) if word in one.text]


def test_places_of_words_take_numbers_and_no_lists() -> None:
    text = " ".join(f"{word} {number}" for number, word in enumerate(WORDS * 300))
    tracemalloc.start()
    kept = places._Words(text)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size <= 110 * len(kept.words)  # three words and a list each took 330


@pytest.mark.parametrize("wanted", ["a b c", "b c", "c d e", "x y z", "a b c d e f"])
def test_places_of_words(wanted: str) -> None:
    words, text = wanted.split(), "a b c d e f a b c x a b"
    every = text.split()
    naive = [n for n in range(len(every)) if every[n : n + len(words)] == words] if len(words) >= places.KEY else []
    assert places._Words(text).all(words) == naive


def test_a_table_is_hashed_once_for_all_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text\n" + "".join(f'"The ferry sails at noon, says row {n}."\n' for n in range(50)))
    rows = list(read_paths([str(path)], on_error=print))
    assert len(rows) == 50
    hashed = calls_of(monkeypatch, Path, "read_bytes")
    assert [places.source_of(row) for row in rows] == [None] * 50
    assert len(hashed) == 1


def test_the_places_of_one_quotation_are_read_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a draft tells of a letter was read for each place, and each place for each quotation."""
    told = calls_of(monkeypatch, same_writing, "read_told"), calls_of(monkeypatch, known_writings, "read_told")
    labels = calls_of(monkeypatch, finding, "labels_beside")
    count, asked = 40, 5
    evidence = article("\n\n".join(["“The ferry sailed at noon,” said Mara Quill."] * count))
    wanted = [f"“The ferry sailed at noon,” said Mara Quill on day {n}." for n in range(asked)]
    report = check_draft(article("\n\n".join(wanted)), [evidence], tier="rules", evidence_tier="rules")
    assert len(report.results) == asked
    assert len(told[0]) <= asked and len(told[1]) <= count and len(labels) <= count


@given(st.text(alphabet="abcdn’'t .,-INO", max_size=60))
def test_words_that_are_kept_take_as_many_steps_as_new_ones(text: str) -> None:
    def left() -> tuple[int, list[str]]:
        work = Work(10_000)
        with limited(work):
            found = frames.lemmas(text)
        return work.left, found

    frames._lemmas.cache_clear()
    assert left() == left()

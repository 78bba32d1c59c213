"""Long lines, long lists and long casts: what each quotation looks up is found once, counted in calls and sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.articles.markdown import reader as markdown
from attribune.articles.plain import read
from attribune.check.draft import draft_quotes
from attribune.check.evidence import uncertain_places
from attribune.check.evidence.uncertain_places import UncertainPlaces
from attribune.check.quote import verify_voices
from attribune.check.speakers import bystanders, word_owners
from attribune.records import Article, Uncertain
from attribune.sources.coref.people import People, Person
from attribune.sources.names.parsing import parse_name
from attribune.sources.reading import read_article
from attribune.text.document import Document
from attribune.text.line_bounds import LineBounds
from attribune.text.sentences import sentences
from tests.counted import calls_of, grows_in_step, lines_run


def article(text: str) -> Article:
    return next(iter(read(text.encode(), name="long.txt")))


@pytest.mark.parametrize("line", ["“a” ", "The keeper: “slow tides {}.” ", "“slow” {} were the mayor’s words. "])
def test_a_line_of_many_quotations_is_looked_at_once(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_article(article("".join(line.format(n) for n in range(600))), tier="rules")
    size = len(reading.article.text)
    meant = calls_of(monkeypatch, bystanders.Bystanders, "_all_meant", lambda _self, block: block.end - block.start)
    cut = calls_of(monkeypatch, word_owners, "sentences", lambda _text, low, high: high - low)
    owned = calls_of(monkeypatch, word_owners.WordOwners, "_owner", lambda _self, low, high, **_short: high - low)
    assert len(draft_quotes(reading, Document.of(reading.article))) == 600
    assert sum(meant) <= size
    assert sum(cut) <= size
    assert sum(owned) <= 2 * size


@pytest.mark.parametrize("form", ["- “We sail {n} times”\n", "## Part {n}\n\n“We sail {n} times”\n\n"])
def test_what_stands_over_a_quotation_is_found_at_once(form: str) -> None:
    def steps(count: int) -> int:
        text = "# Ferry\n\n" + "".join(form.format(n=n) for n in range(count))
        reading = read_article(next(iter(markdown.read(text.encode(), name="long.md"))), tier="rules")
        return lines_run(lambda: draft_quotes(reading, Document.of(reading.article)), "check/speakers/bystanders")

    assert grows_in_step(steps, 200)


def test_uncertain_places_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"We sail at noon {n}. " for n in range(2_000))
    found = replace(article(text), uncertain=(Uncertain(start=30, end=31, reason="odd"),))
    cut = calls_of(monkeypatch, uncertain_places, "sentences", lambda _text, low, high: high - low)
    known = UncertainPlaces(found)
    reasons = [known.reason(span) for span in sentences(text)]
    assert sum(cut) <= len(text)
    assert reasons.count("odd") == 1
    assert reasons.index("odd") == 1


def test_uncertain_places_are_those_that_touch_the_sentence() -> None:
    text = "One sails. Two sails. Three sails.\nFour sails. Five sails."
    told = [(0, 40, "long"), (5, 6, "one"), (11, 11, "edge"), (22, 24, "three"), (60, 60, "end")]
    places = tuple(Uncertain(start=s, end=e, reason=why) for s, e, why in told)
    known = UncertainPlaces(replace(article(text), uncertain=places[1:]))
    cuts = sentences(text)
    for start in range(len(text)):
        for end in (start + 1, min(start + 9, len(text))):
            low = min([s for s, e in cuts if s <= start < e], default=start)
            high = max([e for s, e in cuts if s < end <= e], default=end)
            wanted = next((p.reason for p in places[1:] if p.start <= high and p.end >= low), None)
            assert known.reason((start, end)) == wanted, (start, end)
    assert UncertainPlaces(replace(article(text), uncertain=places)).reason((36, 38)) == "long"


def test_line_bounds_are_those_of_a_search() -> None:
    text = "\none\n\ntwo lines\nthree"
    bounds = LineBounds(text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            stop = text.find("\n", end)
            assert bounds.around(start, end) == (text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text))


def test_a_long_cast_is_looked_up_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"Mara {a}{b}oss" for a in "BCDFGKLM" for b in "aeiouy"]
    long = article(" ".join(f"{name} met the keeper." for name in names))
    people = People(Document.of(long))
    fits = calls_of(monkeypatch, Person, "fits", lambda _self, _name: 1)
    for name in names:
        parsed = parse_name(name)
        assert parsed is not None
        assert [one.name for one in people.called(parsed)] == [name]
        assert people.called(parsed) == people.called(parsed)
    assert len(fits) <= 2 * len(names)


def test_words_behind_many_like_beginnings_are_found() -> None:
    """Four hundred turns begin as the quotation does; the last one alone goes on as it does."""
    turns = [f"we know nothing of port {n}. " for n in range(400)] + [
        "we know, she added, that the ferry sails at noon. "
    ]
    spans, at = [], 0
    for turn in turns:
        spans.append(((at, at + len(turn)),))
        at += len(turn)
    found = verify_voices("we know … that the ferry sails at noon", "".join(turns), tuple(spans), policy="strict")
    assert list(found) == [400]

"""To whom an article gives a quotation."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any
from unittest.mock import Mock

import pytest

from attribune.records import Article
from attribune.sources import reading
from attribune.sources.reading import read_article, read_speakers
from attribune.trace.lineage.speakers import HEEDED, Contents, speaker_of
from tests.counted import calls
from tests.trace.made import article, at

NAMES = ["Mara Voss", "Otto Quist", "Ines Calder"]


def test_the_words_of_each_speaker_are_found() -> None:
    one = article("a", "“The ferry sails,” Mara Voss said.\n\n“It sank,” Otto Quist said.", at(0), "Ledger")
    places = [one.text.index(words) for words in ("The ferry", "It sank", "said")]
    assert [speaker_of(one, (place, place + 4)) for place in places] == ["Mara Voss", "Otto Quist", None]


def test_each_of_a_thousand_quotations_is_looked_up_in_a_few_steps() -> None:
    """The article is read once; neither its blocks nor all its statements are gone through for each quotation."""

    def steps(count: int) -> int:
        text = "\n\n".join(f"“The ferry {number} sails,” Mara Voss said." for number in range(count))
        one = article(f"a{count}", text, at(0), "Ledger")
        spans = [(block.start + 1, block.end - 20) for block in one.blocks]
        assert {speaker_of(one, span) for span in spans} == {"Mara Voss"}
        return calls(lambda: [speaker_of(one, span) for span in spans[:100]])

    assert steps(400) <= 1.2 * steps(200)


def test_copies_are_compared_with_one_another_once() -> None:
    """Two texts of 7,000 quotations and 6,000 blocks: 13 of the 27 s of their trace compared the blocks again."""

    def steps(count: int) -> int:
        text = "\n\n".join(f"“The ferry {number} sails,” Mara Voss said." for number in range(count))
        one, two = (article(name, text, at(0), "Ledger") for name in (f"a{count}", f"b{count}"))
        spans = [(block.start + 1, block.end - 20) for block in one.blocks]
        assert {speaker_of(each, spans[0]) for each in (one, two)} == {"Mara Voss"}
        return calls(lambda: [speaker_of(each, span) for span in spans[:100] for each in (one, two)])

    assert steps(400) <= 1.2 * steps(200)


def test_a_statement_that_spans_all_others_makes_no_lookup_longer() -> None:
    def steps(count: int) -> int:
        text = "\n\n".join(f"“The ferry {number} sails,” Mara Voss said." for number in range(count))
        reading = read_article(article(f"a{count}", text, at(0), "Ledger"), tier="rules")
        whole = replace(reading.statements[0], content=((0, len(text)),))
        contents = Contents(replace(reading, statements=(whole, *reading.statements)))
        return calls(lambda: [contents.speaker_at(one.content[0]) for one in reading.statements[-50:]])

    assert steps(400) <= 1.2 * steps(200)


def test_the_speaker_of_most_of_a_span_is_found_among_overlapping_statements() -> None:
    draw = random.Random(5)
    text = "\n\n".join(f"“The ferry {number} sails,” {name} said." for number, name in enumerate(NAMES * 3))
    reading = read_article(article("a", text, at(0), "Ledger"), tier="rules")
    names = {source.id: source.name for source in reading.sources}
    for _ in range(300):
        spans = [sorted(draw.sample(range(60), 2)) for _ in range(draw.randint(1, 6))]
        statements = [replace(draw.choice(reading.statements), content=((a, b),)) for a, b in spans]
        start, end = sorted(draw.sample(range(60), 2))
        shared = [(min(end, b) - max(start, a), -a, -n) for n, (a, b) in enumerate(spans)]
        most = max(shared)
        expected = names[statements[-most[2]].speaker or ""] if most[0] > 0 else None
        assert Contents(replace(reading, statements=tuple(statements))).speaker_at((start, end)) == expected


TOLD = (
    "By Ada Reed\n\nMARLOW, 3 May — “The ferry allegedly sails,” harbour master Mara Voss told the Ledger, citing a "
    "memo.\n\nShe said it may sink. “It sank,” the pilot said, adding that Otto Quist told him so. “Nobody knows.”"
)


def test_speakers_are_those_of_the_whole_reading() -> None:
    one = article("a", TOLD, at(0), "Ledger")
    whole, quick = read_article(one, tier="rules"), read_speakers(one)
    assert any(statement.hedges for statement in whole.statements)
    assert any(len(statement.chain) > 1 for statement in whole.statements)
    names = [{source.id: source.name for source in each.sources} for each in (whole, quick)]
    spoken = [
        [(one.content, names[number].get(one.speaker or "")) for one in each.statements]
        for number, each in enumerate((whole, quick))
    ]
    assert spoken[0] == spoken[1]
    assert len({name for _, name in spoken[0]}) >= 2


def test_of_equal_copies_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(side_effect=read_speakers)
    monkeypatch.setattr(reading, "read_speakers", read)
    copies = [article(f"copy{n}", TOLD + " Equal.", at(n), f"Outlet {n}") for n in range(9)]
    copies.append(replace(copies[0], authors=("Ada Reed",)))  # who "I" is
    assert {speaker_of(one, (30, 60)) for one in copies} == {"Mara Voss"}
    assert [call.args[0] for call in read.call_args_list] == [copies[0], copies[-1]]


def test_speakers_depend_on_nothing_else_of_an_article() -> None:
    """What two copies may differ in and yet be read once: the names of outlets and speakers are set to what is read."""
    one = article("a", TOLD, at(0), "Ledger")
    free = [field.name for field in fields(Article) if field.name not in HEEDED]
    values: dict[str, Any] = {"notes": ("a note",), "uncertain": ()}
    other = replace(one, **{name: values.get(name, "Mara Voss") for name in free})
    assert read_speakers(other).statements == read_speakers(one).statements
    assert read_speakers(other).sources == read_speakers(one).sources

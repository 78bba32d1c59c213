"""To whom an article gives a quotation."""

from __future__ import annotations

import random
from dataclasses import replace

from attribune.sources.reading import read_article
from attribune.trace.lineage.speakers import Contents, speaker_of
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

"""To whom an article gives a quotation."""

from __future__ import annotations

from attribune.trace.lineage.speakers import speaker_of
from tests.counted import calls
from tests.trace.made import article, at


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

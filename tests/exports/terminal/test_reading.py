from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.exports.terminal.ansi import fits
from attribune.exports.terminal.reading import reading_text
from attribune.records import Reading
from tests.exports import fakes, hostile


@settings(max_examples=60)
@given(hostile.readings(), st.integers(24, 120))
def test_nothing_from_outside_reaches_the_terminal_unescaped(reading: Reading, width: int) -> None:
    lines = reading_text(reading, width=width).split("\n")
    assert all(line.isprintable() and fits(line, width) for line in lines)


def test_a_reading_says_who_through_whom_and_how_sure() -> None:
    text = reading_text(fakes.reading())
    assert "  1  Ada Quill, owner · direct · speech · “said”\n      “The boat will not sail,”" in text
    assert "“Fourteen goats came aboard,” … “Nobody paid,”" in text
    assert "← according to a press pool report" in text
    assert "hedged: “Nobody paid,”" in text
    assert "note: paywall: the page ends early" in text
    assert "Fourteen = 14 goats, aboard" in text
    assert "Ada Quill, owner · person · 3 statements" in text
    assert "4 statements, 2 sources, 1 figure" in text

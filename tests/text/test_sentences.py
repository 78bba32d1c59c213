from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text.sentences import sentences

# Sentences are divided by | here.
TABLE = [
    "It rained.|It stopped.",
    "“Is it true?” he asked Sen. J. K. Alder.|It rose 3.5 percent.",
    "He lives in the U.S.|The rest of the U.S. Senate left.",
    "No. 10 is closed.|Is it?|No.|He said no.",
    "She came at 5 p.m. Monday and at 6 a.m.|He slept.",
    "He slept...|Then he woke… and left.",
    "He waited . . . and left.",
    "“Go home!” she cried.|(He did.)|Right?",
    "Acme Inc. said so.|He joined Acme Inc.|She left.",
    "George W. Bush ran.|It was plan B.",
    "He said “I am.”|She said ‘no.’|Then Mr. Smith vs. Jones.",
    "See p. 7.|On Jan. 5 he left.|So did Dr. Ode, Ph.D., and Lt. Gov. Ames.",
    "A heading without a stop\n|A paragraph.\n\n|Another.",
    "‘Why?’ asked Bo.|‘Because.’|“So there.”|He left.",
    "It cost $3.50.|She paid.",
    "He works for Yahoo!|It pays.",
    "They met in St. Louis, Mo., on Sept. 9.|It was hot.",
    "Visit example.org today.|It is free.",
    "これは本です。|「はい。」|そう。",
    "“Stop!”|“Why?”",
    "It was 9 a.m.|It was noon.",
    "“It is,” said I. Calloway, the mayor.|I. M. Pei said no.",
    "Joseph I. Lieberman left.|She is taller than I.|Voss left.",
    "It was my wife and I.|Voss left World War I.|Calloway stayed.",
]


@pytest.mark.parametrize("divided", TABLE)
def test_boundaries(divided: str) -> None:
    expected = [piece.strip() for piece in divided.split("|")]
    text = " ".join(divided.split("|")).replace("。 ", "。").replace("。」 ", "。」").replace("\n ", "\n")
    assert [text[a:b] for a, b in sentences(text)] == expected


messy = st.lists(
    st.one_of(
        st.text(max_size=5), st.sampled_from(["Mr.", "U.S.", " ", "\n", "\r\n", ". ", "…", "?” ", "A", "a", "No.", "7"])
    )
).map("".join)


@given(messy)
def test_every_character_that_is_no_space_is_in_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(a < b and not text[a].isspace() and not text[b - 1].isspace() for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    covered = "".join(text[a:b] for a, b in found)
    assert "".join(covered.split()) == "".join(text.split())


@given(messy, st.data())
def test_a_part_of_a_text_reads_as_that_part_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = [(a - start, b - start) for a, b in sentences(text, start, end)]
    assert inside == sentences(text[start:end])

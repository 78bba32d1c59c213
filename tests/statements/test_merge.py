"""Where the net and the rules differ: which of the two says what the source is."""

from __future__ import annotations

from attribune.statements.candidate import Found
from attribune.statements.merge import merge


def test_an_initial_that_the_net_takes_for_the_whole_source_gets_its_name_from_the_rules() -> None:
    text = "“The pier is rotten,” said I. Calloway."
    tagged = Found(content=((1, 20),), cue=(22, 26), source=((27, 28),), confidence=0.9, tier="best", quoted=True)
    ruled = Found(content=((1, 20),), cue=(22, 26), source=((27, 38),), confidence=0.9, quoted=True)
    (found,) = merge([tagged], [ruled], text)
    assert found.source == ((27, 38),)
    pronoun = text.replace("I. Calloway.", "I.")
    (found,) = merge([tagged], [], pronoun)
    assert found.source == ((27, 28),)

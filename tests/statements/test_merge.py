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


def test_a_quotation_that_a_rule_gives_to_another_cue_is_not_swallowed() -> None:
    text = "“I came down,” she said.\n“I dreamt this,” Ilves said. “I was taller.”"
    first, second, third = (text.index(words) for words in ("“I came", "“I dreamt", "“I was"))
    spans = ((first, first + 14), (second, second + 16), (third, third + 15))
    hers = Found(content=spans[:1], cue=(19, 23), source=((15, 18),), confidence=0.97, quoted=True)
    said = text.index("said. “I was")
    his = Found(content=spans[1:], cue=(said, said + 4), source=((said - 6, said - 1),), confidence=0.97, quoted=True)
    net_hers = hers._replace(content=spans[:2], confidence=0.68, tier="fast", quoted=False)
    net_his = his._replace(content=spans[2:], confidence=0.87, tier="fast", quoted=False)
    found = merge([net_hers, net_his], [hers, his], text)
    assert [one.content for one in found] == [spans[:1], spans[1:]]

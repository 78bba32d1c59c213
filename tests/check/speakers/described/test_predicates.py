"""Drafts that say what a speaker did or is: read where the article tells it of that very speaker alone."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.checking import article, results
from tests.counted import calls

QUARRY = """The fire at Harrow quarry is out after three days, the fire service said on Monday.

Dorothea Quill, who led the operation, told reporters that water was short.
“We ran dry twice,” she said.
Quill, a former miner, has been in the service for nineteen years.

Her deputy, Anselm Reyes, praised the neighbours. “They brought tea to my crews,” he said.

Tilda Voss drew the maps. She is an architect. “I wanted the roads in green,” she said.

“He looked at me,” said Thandeka Moyo, who drove the train.
Moyo, a mother of three, whistled. “It was late,” said Aurelio Bonetti, who had waited for it.

Hal Prosser, 71, a retired postman who lives opposite the works, saw it first. “It went up like a match,” he said.

Beatrix Olorun has been a night porter at St Agnes for eleven years. “The list is wrong,” she said.

Some say that Lettice Amory is the richest woman in Harrow.
Amory, who sold the land, was curt. “It was only sand,” she said.

Enoch Pardew won the raffle. Gus Lund said that Pardew, who stole the bell, was a thief.
“I rang it,” Pardew said.

The lawyer for Bertram Voss, who owned the site, wrote to us. “I locked the gate,” Voss said.

Ottilie Crane moved the boats. Ines Holt moved the boats. “They were heavy,” Crane said.

If Felix Amadi had rung the alarm, all would be well. “I counted eighty,” Amadi said.

Jonas Wehr, who never left the tower, waved. “It came round,” he said.

Colm Whitty gave the cup. Margery Stannard kept the papers. He kept the change. “This stays here,” Whitty said.

Priya Rao, who led the organ room choir, sang. “We sang low,” she said.

“Rao shut the sluice,” said Wehr. Noel Teague shut the sluice. “My hands froze,” Teague said.

An audit of nobody was asked for. “Two invoices were paid,” an unpublished report says.

Sunniva Aarli, in her rival's view, broke the oar. “It was rotten,” she said.

Was it Rolf Dane, who burned the map? “I was cold,” he said.

Rumour has it: Ida Roth hid the key. “I have it here,” she said.

Sam Wick, who moved the fence, was drunk, a court heard. “I slept,” he said.

It is untrue that Mona Thul, who sank the barge, fled. “I swam,” she said.

Kit Barrow won the raffle ticket book. “I paid,” he said.

On the harbour radio, an unidentified voice said: “They are gone.” Police say the voice meant the gulls.
"""
HONEST = [
    "The woman who drove the train said: “He looked at me.”",
    "“It went up like a match,” said a retired postman who lives opposite the works.",
    "“I wanted the roads in green,” said the architect.",
    "“The list is wrong,” said a night porter at St Agnes.",
    "“It was only sand,” said a woman who sold the land.",
    "“We ran dry twice,” said one woman.",
    "A man said: “They brought tea to my crews.”",
    "“We ran dry twice,” said the woman who led the operation.",
    "“Two invoices were paid,” according to a report that has not been published.",
    "An unidentified voice on the harbour radio said: “They are gone.”",
]
HARMFUL = [
    "The woman who drove the train said: “We ran dry twice.”",
    "The man who drove the train said: “He looked at me.”",
    "The woman who didn't drive the train said: “He looked at me.”",
    "“They brought tea to my crews,” said the man who led the operation.",
    "“They brought tea to my crews,” said one woman.",
    "The man said: “We ran dry twice.”",
    "“It was only sand,” said the richest woman in Harrow.",
    "“I rang it,” said the man who stole the bell.",
    "“I locked the gate,” said the man who owned the site.",
    "“They were heavy,” said the woman who moved the boats.",
    "“I counted eighty,” said the man who had rung the alarm.",
    "“I counted eighty,” said the man who rung the alarm.",
    "“It came round,” said the man who left the tower.",
    "“This stays here,” said the man who kept the change.",
    "“We sang low,” said the woman who led the organ.",
    "“My hands froze,” said the man who shut the sluice.",
    "“We ran dry twice,” said a miner.",
    "“The list is wrong,” said the former night porter at St Agnes.",
    "“The list is wrong,” said the architect.",
    "“I wanted the roads in green,” said a night porter at St Agnes.",
    "“It went up like a match,” said a postman who lives opposite the works.",
    "“Two invoices were paid,” according to a report that has not been finished.",
    "“Two invoices were paid,” according to a report that has been published.",
    "“It was rotten,” said the woman who broke the oar.",
    "“I was cold,” said the man who burned the map.",
    "“I have it here,” said the woman who hid the key.",
    "“I slept,” said the man who moved the fence.",
    "“I swam,” said the woman who sank the barge.",
    "“I paid,” said the man who won the raffle.",
    "“I rang it,” said a friend of the man who won the raffle.",
    "“I rang it,” said the other man who won the raffle.",
    "“I rang it,” said the man who won the raffle twice.",
    "An unidentified voice on the police radio said: “They are gone.”",
]


def _ok(evidence: str, draft: str) -> bool:
    (verdict,) = results(article(draft, "draft.txt"), article(evidence, "quarry.txt"))
    return verdict.verdict in OK_VERDICTS


@pytest.mark.parametrize("draft", HONEST)
def test_what_the_article_tells_of_its_speaker_is_read(draft: str) -> None:
    assert _ok(QUARRY, draft)


@pytest.mark.parametrize("draft", HARMFUL)
def test_what_is_not_surely_told_of_the_speaker_is_not_ok(draft: str) -> None:
    assert not _ok(QUARRY, draft)


def test_the_work_grows_with_the_length_of_the_article() -> None:
    draft = "“He looked at me,” said the woman who drove the train."

    def work(times: int) -> int:
        filler = "\n\n".join(f"Ines Holt, who drove a van, parked it. She moved {n} boats." for n in range(times))
        return calls(lambda: _ok(f"{QUARRY}\n{filler}\n", draft))

    work(4)
    assert work(160) < 3 * work(80)


@pytest.mark.parametrize("who", ["Una Breck", "a woman who teaches at the school"])
def test_she_is_not_read_as_the_owner_in_an_apposition(who: str) -> None:
    letters = (
        "Una Breck, who teaches at the school, wrote in May. “My pupils have missed eleven days,” she wrote.\n\n"
        "The third letter came from Cat Breck, Una's aunt, who keeps bees. “The honey sits here,” she wrote.\n"
    )
    assert _ok(letters, f"“My pupils have missed eleven days,” wrote {who}.")
    assert not _ok(letters, f"“The honey sits here,” wrote {who}.")

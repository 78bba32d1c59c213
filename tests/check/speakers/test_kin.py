"""A name in brackets for "Dad" or "my uncle": only for the one whom the evidence shows to be the speaker's relative."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article

FARM = (
    "Farm sale ends four generations\n\nJonas Tolliver sold the last of the land on Monday. His sister, Winifred "
    "Tolliver, watched with their aunt, Hester Quill.\n\n“Dad would have hated it,” Winifred Tolliver said. Their "
    "father, Ansel Tolliver, died in 2011.\n\n“My uncle taught me to plough,” said Jonas Tolliver. Cyrus "
    "Quill drove the mule.\n\n"
    "“Mum never set foot here again,” Jonas Tolliver added.\n\nThe buyer, Piet Brandt, came with his father, Nils "
    "Brandt. “Dad likes the soil,” Piet Brandt said.\n"
)
BAKERY = (
    "Baker evicted\n\n“I was told to smile,” said Avram Rosenthal, 84. “So I smiled.”\n\nHis son Lev, 51, stood at the "
    "till. “Dad owes eleven months. He doesn't deny it,” he said.\n\nOonagh Brandt, the landlord, came with Colm "
    "Brandt, her father-in-law. “Dad has no pity,” Oonagh Brandt said. “My husband has some,” she said.\n\n"
    "Walter Amsel Sr. would not speak. Walter Amsel Jr. did. “Dad wants it put back,” Walter Amsel Jr. said.\n"
)


def is_ok(draft: str, text: str) -> bool:
    def read(words: str, name: str) -> Article:
        return next(iter(read_bytes(words.encode(), name=name)))

    found = check_draft(read(draft, "draft.txt"), [read(text, "e.txt")]).results
    assert len(found) == 1
    return found[0].ok


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("“[Ansel Tolliver] would have hated it,” Winifred Tolliver said.", FARM),
        ("“[Ansel] would have hated it,” Winifred Tolliver said.", FARM),
        ("“[Nils Brandt] likes the soil,” Piet Brandt said.", FARM),
        ("“[Avram] owes eleven months. He doesn't deny it,” said his son, Lev.", BAKERY),
        ("“[Walter Amsel Sr.] wants it put back,” Walter Amsel Jr. said.", BAKERY),
    ],
)
def test_the_relative_whom_the_evidence_shows_is_ok(draft: str, text: str) -> None:
    assert is_ok(draft, text)


@pytest.mark.parametrize(
    ("name", "rest", "text"),
    [
        *((name, "would have hated it,” Winifred Tolliver said.", FARM) for name in (
            "Cyrus Quill", "Jonas", "Jonas Tolliver", "Winifred", "Hester Quill", "Piet Brandt", "Nils Brandt",
            "Tolliver", "Mr Tolliver", "The father", "The buyer", "Never Ansel", "Otto Quist", "Ansel and Jonas",
        )),
        *((name, "taught me to plough,” said Jonas Tolliver.", FARM) for name in (
            "Cyrus Quill", "Ansel Tolliver", "Hester Quill", "Piet Brandt",
        )),
        *((name, "never set foot here again,” Jonas Tolliver said.", FARM) for name in ("Hester Quill", "Winifred")),
        *((name, "likes the soil,” Piet Brandt said.", FARM) for name in ("Ansel Tolliver", "Jonas Tolliver")),
        *((name, "owes eleven months. He doesn't deny it,” said his son, Lev.", BAKERY) for name in (
            "Lev", "Colm Brandt", "Walter Amsel Sr.", "Oonagh Brandt",
        )),
        *((name, "has no pity,” Oonagh Brandt said.", BAKERY) for name in ("Colm Brandt", "Avram", "Lev")),
        *((name, "has some,” Oonagh Brandt said.", BAKERY) for name in ("Colm Brandt", "Avram Rosenthal")),
        *((name, "wants it put back,” Walter Amsel Jr. said.", BAKERY) for name in (
            "Walter Amsel", "Walter Amsel Jr.", "Avram Rosenthal",
        )),
    ],
)  # fmt: skip
def test_nobody_else_is(name: str, rest: str, text: str) -> None:
    assert not is_ok(f"“[{name}] {rest}", text)

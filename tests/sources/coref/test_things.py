"""Who speaks: what "it" and "who" take up, whose a word is, a clause that leads in a line, the line below the words."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.sources.reading import read_sources

CASES = [
    ("Harbour Board", "The Harbour Board has shut the pier. It said: “Zz the planks are rotten.”"),
    ("Pennyfield Pensions", "Pennyfield Pensions apologised on Monday. It added: “Zz we are delighted.”"),
    (
        "Pennyfield Pensions",
        "Pennyfield Pensions apologised. A spokesman said: “We are sorry.”\n\nIt later added: “Zz we are glad.”",
    ),
    ("Ostrava Lines", "Ostrava Lines cancelled forty crossings. “Zz we regret the trouble,” it said on Friday."),
    (
        "Brightwater Mutual",
        "Brightwater Mutual, which insures the mill, paid nothing. Then it wrote: “Zz the claim is no good.”",
    ),
    # of one sentence the subject, but of what "reads" the writing
    ("Harbour Board", "The Harbour Board published a report in May. It said: “Zz nobody looked at the gauge.”"),
    ("report", "The Harbour Board published a report in May. It begins: “Zz nobody looked at the gauge.”"),
    ("letter", "Mara Voss told the court about a letter from her brother. It read: “Zz come home.”"),
    ("second email", "On Wednesday Dr Crome sent a second email. “Zz my statement was wrong,” it said."),
    ("note", "The thief left a note on the counter. It read: “Zz sorry about the till.”"),
    ("sign", "A sign at the gate has hung there since 1990. It reads: “Zz mind the geese.”"),
    # nobody who could say it
    (None, "Mara Voss looked at the sea. It was grey. “Zz it will rain,” it said."),
    ("Mara Voss", "Mara Voss published a memoir. “Zz I was never sorry,” she said."),
    # numbers name nobody
    ("Ada Holm", "Sixty pupils walked out. “Zz we were measured,” said Ada Holm, who is 15."),
    ("Tom Reed", "Forty people came to the hall. Tom Reed, the chair, spoke first. “Zz we are full,” he said."),
    # a clause isn't a label
    ("tenor", "A tenor, who asked not to be named because he is married to the verger, said: “Zz we sounded well.”"),
    ("clerk", "A clerk, who gave no name because he fears for his job, told us: “Zz the book was burnt.”"),
    ("Ines Ferreira", "Reply from the Institute: Dr. Ines Ferreira writes: “Zz I said it was a lamp.”"),
    ("Ada Holm", "Ada Holm looked away. “I stopped,” she said. Then, after a long pause: “Zz I stopped out loud.”"),
    ("Tom Reed", "Ada Holm looked away. “I stopped,” she said. Then Tom Reed, her brother: “Zz I never told him.”"),
    # whom "who" takes up, who holds a see, whose word it was
    ("Geraint", "We have had a letter from a listener, Geraint in Powderham, who says: “Zz he is an honest man.”"),
    ("Ann Reed", "The chair of the board is Ann Reed of Carrow, who said: “Zz he is an honest man.”"),
    ("Ann Reed", "Tom Voss wrote about the case of Ann Reed, who said: “Zz he is an honest man.”"),
    ("Piers Goddard", "The Bishop of Orme, the Rt Rev Piers Goddard, said: “Zz I have respect for the Dean.”"),
    ("Mara Lind", "The wife of the Bishop of Orme, Mara Lind, said: “Zz I have respect for the Dean.”"),
    ("Hetty Larkham", "“Zz I said it is against the law,” was Hetty Larkham's last word."),
    ("Hetty Larkham's lawyer", "“Zz I said it is against the law,” said Hetty Larkham's lawyer."),
    # "the Dean" is a post
    (
        "Honor Massingham",
        "The Dean of Orme, the Very Reverend Honor Massingham, resigned. The Dean answered: “Zz it is over now.”",
    ),
    (
        "Honor Massingham",
        "The Dean of Orme, the Very Reverend Honor Massingham, resigned. “Zz it is over now,” the Dean said.",
    ),
    ("Tom Ash", "The Duke of Carrow, Lord Tom Ash, sold the moor. “Zz it is over now,” said the Duke."),
    ("Dean", "Dean is six and lives in Orme. “Zz it is over now,” said Dean."),
    ("Mara Dean", "Mara Dean sold the moor. “Zz it is over now,” said Dean."),
    ("Dean", "The Bishop of Orme, the Right Reverend Piers Goddard, resigned. “Zz it is over now,” said the Dean."),
    (
        "Piers Goddard",
        "The Bishop of Orme, the Right Reverend Piers Goddard, resigned. “Zz it is over now,” said the Bishop.",
    ),
    ("Piers Goddard", "The Archdeacon of Orme, Piers Goddard, resigned. “Zz it is over now,” said the archdeacon."),
    # what the next line says of the words
    ("Ada Holm", "“Zz we stand by him.”\nThat was the full reply of the club's head of medicine, Ada Holm."),
    (None, "“Zz we stand by him.”\nThat was the view of Ada Holm's lawyer."),
]


@pytest.mark.parametrize(("speaker", "text"), CASES, ids=[text[:60] for _, text in CASES])
def test_the_one_who_says_it_is_found(speaker: str | None, text: str) -> None:
    article = next(iter(read_bytes(text.encode(), name="article.txt")))
    reading = read_sources(article)
    at = text.index("Zz")
    said = [s for s in reading.statements if any(start <= at < end for start, end in s.content)]
    names = {source.id: source.name for source in reading.sources}
    assert [names.get(s.speaker or "") for s in said] == [speaker]

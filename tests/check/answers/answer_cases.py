"""Documents and calls for the tests of answers."""

from __future__ import annotations

from dataclasses import replace

import attribune
from attribune.records import Article, Citation

BOARD = (
    "“We will not close the harbour,” Mara Voss, the board's chair, said on Monday.\n\n“The cranes stay until spring,” "
    "Voss said.\n"
)
LEDGER = "“The ferry was late eleven times in April,” Otto Quist told the council. Nobody objected.\n"
DOCUMENTS = {"board.txt": BOARD, "ledger.txt": LEDGER}
VOSS = "“We will not close the harbour,” Mara Voss said"
QUIST = "“The ferry was late eleven times in April,” Otto Quist said"


def articles() -> list[Article]:
    """The documents with titles and addresses."""
    known = {"board.txt": ("Minutes of the board", "https://port.example/minutes"),
             "ledger.txt": ("Ferry late again", "https://www.ledger.example/a/ferry?utm_source=x&id=3")}  # fmt: skip
    return [
        replace(attribune.read_bytes(text.encode(), name=name)[0], title=known[name][0], url=known[name][1])
        for name, text in DOCUMENTS.items()
    ]


def check(answer: object, as_: str | None = "markdown", against: object = None) -> attribune.Report:
    """Return the report on an answer, read by rules."""
    return attribune.check(answer, against or articles(), as_=as_, tier="rules", evidence_tier="rules")


def held(answer: object, as_: str | None = "markdown", against: object = None) -> list[bool]:
    """Return for each citation of an answer whether it holds."""
    return [one.holds for one in check(answer, as_, against).citations]


def only(answer: object, as_: str | None = "markdown", against: object = None) -> Citation:
    """Return the only citation of an answer."""
    (one,) = check(answer, as_, against).citations
    return one

"""Invented pages and small corpora, the same for the same number."""

from __future__ import annotations

from pathlib import Path

from attribune.corpus.ingest.add import Added, add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import AttribuneError

PLACES = ("Wick Sound", "Port Ellery", "Salter's Reach", "Gannet Quay", "Low Marsh", "Tern Island", "Ashby Head")
PEOPLE = ("Oona Brandt", "Tobias Renn", "Ines Calloway", "Pat Lomax", "Amara Vell", "Hugh Pell", "Mara Voss")
THINGS = ("lighthouse", "ferry", "swing bridge", "fish market", "sea wall", "lifeboat", "cannery")


def page(number: int, *, said: str | None = None, modified: str | None = None, speaker: str | None = None) -> str:
    """A web page about one thing in one place; ``said`` replaces its quotation."""
    place, person, thing = (names[number % 7] for names in (PLACES, PEOPLE, THINGS))
    said = said or f"The {thing} at berth {number} will open again before the {number}th tide of the autumn"
    stamp = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    return (
        f'<html><head><link rel="canonical" href="https://quay{number % 5}.example/news/{number}">'
        f"<title>The {thing} of {place}</title>"
        f'<meta property="og:site_name" content="The Quay {number % 5}">'
        f'<meta property="article:published_time" content="2026-05-{number % 28 + 1:02d}T08:00:00Z">{stamp}'
        "</head><body>"
        f"<article><h1>The {thing} of {place}</h1>"
        f"<p>People in {place} have waited {number + 3} weeks for news of the {thing}, which was shut after storm "
        f"number {number} took its roof, its bell and a good part of its paint out to sea one Sunday night.</p>"
        f"<p>“{said},” {speaker or person}, the harbour master, told reporters on Tuesday.</p>"
        f"<p>The council of {place} said the work on the {thing} was slower than planned. It meets again in week "
        f"{number + 7}, when the {number} members vote on a bill of {number + 2},000 crowns.</p>"
        "</article></body></html>"
    )


def story(number: int) -> str:
    """A plain text like the page of this number; it is read without a process of its own."""
    place, person, thing = (names[number % 7] for names in (PLACES, PEOPLE, THINGS))
    return (
        f"The {thing} of {place}, once more\n\n"
        f"“The {thing} at berth {number} was never late before storm number {number},” {person} said on Tuesday.\n\n"
        f"The council of {place} said in week {number + 7} that {number + 2},000 crowns were missing.\n"
    )


def folder(path: Path, numbers: range) -> Path:
    """A folder of pages."""
    path.mkdir(exist_ok=True)
    for number in numbers:
        (path / f"{number:04d}.html").write_text(page(number), encoding="utf-8")
    return path


def take_in(corpus: Path, *paths: Path, tier: str = "rules", again: bool = False) -> tuple[Added, list[AttribuneError]]:
    """Add files to a corpus in this process; what couldn't become an item comes beside."""
    problems: list[AttribuneError] = []
    with Corpus(corpus, write=True) as opened:
        added = add(
            opened, file_items(paths, on_error=problems.append, leave_out=corpus), tier=tier, workers=1, again=again
        )
    return added, problems


def counts(corpus: Path, *tables: str) -> tuple[int, ...]:
    """How many rows the tables have."""
    with Corpus(corpus) as opened:
        return tuple(opened.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables)

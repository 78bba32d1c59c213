"""``attribune speakers``: who is who across articles, decided by hand and undone by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attribune.cli.shared.suggestions import Group

if TYPE_CHECKING:
    from attribune.corpus.storage.corpus import Corpus

_CORPUS = click.option(
    "--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder."
)


@click.group(cls=Group, short_help="Merge, split and rename speakers; undo it.")
def speakers() -> None:
    """Merge, split and rename speakers. Name a speaker by id, by name, or by words of a name that only one has.

    Decisions also apply to what is added or read again later. `attribune search --in speakers` finds speakers.

    \b
    attribune speakers merge "I. Calloway" "Ines Calloway"
    """


@speakers.command("merge")
@click.argument("speaker")
@click.argument("into")
@_CORPUS
def merge(speaker: str, into: str, folder: str) -> int:
    """Show SPEAKER as INTO from now on: they are one person or body.

    \b
    attribune speakers merge "I. Calloway" "Ines Calloway"
    """
    from attribune.corpus.derived import speaker_merges as decisions
    from attribune.corpus.query.speakers import find_one_speaker

    return _decided(
        folder,
        lambda corpus: decisions.merge(corpus.db, find_one_speaker(corpus, speaker), find_one_speaker(corpus, into)),
    )


@speakers.command("rename")
@click.argument("speaker")
@click.argument("name")
@_CORPUS
def rename(speaker: str, name: str, folder: str) -> int:
    """Show SPEAKER under another NAME.

    \b
    attribune speakers rename "Calloway" "Ines Calloway"
    """
    from attribune.corpus.derived import speaker_merges as decisions
    from attribune.corpus.query.speakers import find_one_speaker

    return _decided(folder, lambda corpus: decisions.rename(corpus.db, find_one_speaker(corpus, speaker), name))


@speakers.command("split")
@click.argument("speaker")
@click.argument("name")
@click.option(
    "--article",
    "articles",
    multiple=True,
    required=True,
    metavar="URL|PATH|ID",
    help="An article in which it is the other one; may be given again.",
)
@_CORPUS  # fmt: skip
def split(speaker: str, name: str, articles: tuple[str, ...], folder: str) -> int:
    """Say that in these articles SPEAKER is somebody else, called NAME.

    \b
    attribune speakers split "John Okafor" "John Okafor (fire chief)" \\
        --article https://marshland-courier.example/fire
    """
    from attribune.corpus.derived import speaker_merges as decisions
    from attribune.corpus.query.speakers import find_one_speaker

    def decide(corpus: Corpus) -> str:
        numbers = [int(corpus.article_at(article)["id"]) for article in articles]
        return decisions.split(corpus.db, find_one_speaker(corpus, speaker), numbers, name)

    return _decided(folder, decide)


@speakers.command("undo")
@click.argument("decision", type=int, required=False)
@_CORPUS
def undo(decision: int | None, folder: str) -> int:
    """Undo a DECISION, by default the last one in force.

    `attribune speakers log` has the numbers.

    \b
    attribune speakers undo
    attribune speakers undo 3
    """
    from attribune.corpus.derived import speaker_merges as decisions

    return _decided(folder, lambda corpus: decisions.undo(corpus.db, decision))


@speakers.command("log")
@_CORPUS
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Output form.")  # fmt: skip
def log(folder: str, form: str) -> int:
    """List all decisions; those that were undone are marked.

    \b
    attribune speakers log --format json
    """
    from attribune.corpus.derived.speaker_merges import standing_decisions
    from attribune.corpus.storage.corpus import Corpus
    from attribune.exports.neutral import escaped
    from attribune.exports.terminal.ansi import printable

    with Corpus(folder) as corpus:
        rows = corpus.rows("SELECT id, action, detail, by, at FROM speaker_decisions ORDER BY id")
        standing = corpus.ask(lambda db: {number for number, _, _ in standing_decisions(db)})
        decisions = [
            {**dict(row), "detail": json.loads(row["detail"]), "stands": row["id"] in standing} for row in rows
        ]
        if form == "json":
            click.echo(escaped(json.dumps(decisions, indent=2)))
            return 0
        for decision in decisions:
            undone = "" if decision["stands"] or decision["action"] == "undo" else " (undone)"
            corpus_errors = ", ".join(f"{key} {value}" for key, value in decision["detail"].items())
            click.echo(
                printable(f"{decision['id']:>4}  {decision['at']}  {decision['action']}: {corpus_errors}{undone}")
            )
    if not decisions:
        click.echo("no decisions were made by hand")
    return 0


def _decided(folder: str, decide: Callable[[Corpus], str]) -> int:
    from attribune.corpus.storage.corpus import Corpus
    from attribune.corpus.storage.database import open_to_read
    from attribune.corpus.storage.errors import corpus_errors
    from attribune.exports.terminal.ansi import printable

    open_to_read(Path(folder)).close()  # a decision makes no corpus
    with Corpus(folder, write=True) as corpus, corpus_errors(folder), corpus.writer.transaction():
        message = decide(corpus)
    click.echo(printable(message))
    return 0

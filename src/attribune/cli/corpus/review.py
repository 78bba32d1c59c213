"""``attribune review``: what waits for a person's decision in a corpus, decided by hand and undone by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attribune.cli.shared.inputs import wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.cli.shared.suggestions import Group
from attribune.errors import UsageError

if TYPE_CHECKING:
    from attribune.cli.shared.tables import Column
    from attribune.corpus.storage.corpus import Corpus

QUEUES = ("statements", "events", "speakers")
_CORPUS = click.option(
    "--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder."
)
_BY = click.option("--by", metavar="NAME", help="Who decides it. Default: the user of this machine.")
_ABOUT = click.argument("about", type=click.Choice(QUEUES), metavar="QUEUE")
_ID = click.argument("number", type=click.IntRange(1, 2**53), metavar="ID")


@click.group(cls=Group, short_help="Decide about readings that the program isn't sure of; undo it.")
def review() -> None:
    """List what waits for a decision, confirm or reject it, and take that back.

    There are three queues: statements (readings that the program itself isn't sure of), events (quotations that a later
    version changed, dropped or gave to somebody else) and speakers (people known by a surname alone). Who decided what
    and when is kept in the corpus and its log. The desk has the same queues.

    \b
    attribune review list
    attribune review confirm statements 12
    attribune review reject statements 13 --reason "The mayor read it aloud."
    """


@review.command("list")
@click.argument("about", type=click.Choice((*QUEUES, "decided")), default="statements", metavar="[QUEUE]")
@_CORPUS
@click.option("--limit", type=click.IntRange(1, 100_000), default=30, show_default=True, help="How many to show.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv", "parquet")), default="text",
              show_default=True, help="Output form.")  # fmt: skip
@output_options
def list_(about: str, folder: str, limit: int, form: str, output: str | None, force: bool) -> int:
    """List a QUEUE: statements (by default), events or speakers; or what was decided.

    \b
    attribune review list events
    attribune review list decided --format csv
    """
    from attribune.corpus.query import reviews
    from attribune.corpus.storage.corpus import Corpus
    from attribune.exports.corpus_objects import queue_object, queue_table

    refuse_overwriting(output, (folder,), force=force)
    with Corpus(folder) as corpus:
        of_words = reviews.decided(corpus, limit + 1) if about == "decided" else reviews.suggested(
            corpus, about, limit + 1)  # fmt: skip
        standing = reviews.standing_decisions(corpus) if about == "decided" else []
    more, found = len(of_words) > limit, of_words[:limit]
    if form in ("csv", "parquet"):
        from attribune.exports.tables.table import written

        whole = written(queue_table(about, found), form)
        if more:
            click.echo(f"the first {limit:,} written; --limit has more", err=True)
    elif form == "json":
        from attribune.articles.document.own_output import GENERATOR
        from attribune.exports.neutral import escaped

        told = {"generator": GENERATOR, **queue_object(about, found, standing)}
        whole = escaped(json.dumps(told, indent=2)) + "\n"
    else:
        from attribune.articles.document.own_output import REVIEW, first_line

        text = _text(about, found, standing, more=more, colour=output is None and wants_colour())
        whole = text if output is None else f"{first_line(REVIEW)}\n{text}"
    write(whole if isinstance(whole, bytes) else [whole], output, form)
    return 0


@review.command("confirm")
@_ABOUT
@_ID
@click.option("--note", default="", metavar="TEXT", help="Why, kept with the decision.")
@_BY
@_CORPUS
def confirm(about: str, number: int, note: str, by: str | None, folder: str) -> int:
    """Confirm a suggestion of a QUEUE by its ID: it is said so.

    \b
    attribune review confirm statements 12 --note "heard on the recording"
    """
    if about == "speakers":
        raise UsageError(
            f"say who it is: attribune speakers merge {number} ID, with the ID that review list speakers shows"
        )
    return _decided(folder, about, number, "confirmed", note, by)


@review.command("reject")
@_ABOUT
@_ID
@click.option("--reason", default="", metavar="TEXT", help="Why; needed for statements and events.")
@_BY
@_CORPUS
def reject(about: str, number: int, reason: str, by: str | None, folder: str) -> int:
    """Reject a suggestion of a QUEUE by its ID: it isn't said so, or it is somebody else.

    \b
    attribune review reject events 3 --reason "The paper corrected a typing error."
    attribune review reject speakers 8
    """
    if not reason.strip() and about != "speakers":
        raise UsageError("say why it is rejected: --reason TEXT")
    return _decided(folder, about, number, "rejected", reason, by)


@review.command("undo")
@click.argument("decision", type=click.IntRange(1, 2**53), required=False)
@_BY
@_CORPUS
def undo(decision: int | None, by: str | None, folder: str) -> int:
    """Take back a DECISION, by default the last that stands; its suggestion waits again.

    `attribune review list decided` has the numbers. attribune speakers undo takes back what was decided about names.

    \b
    attribune review undo
    """
    from attribune.corpus.query import reviews

    back = _written(folder, lambda corpus: reviews.undo(corpus, decision, by=by))
    click.echo(f"decision {back['id']} ({back['decision']}, {back['about']} {back['about_id']}) no longer holds")
    return 0


def _decided(folder: str, about: str, number: int, decision: str, note: str, by: str | None) -> int:
    from attribune.corpus.query import reviews

    kept = _written(folder, lambda corpus: reviews.decide(corpus, about, number, decision, note=note, by=by))
    click.echo(f"{about} {number}: {decision} (decision {kept})")
    return 0


def _written(folder: str, write_it: Callable[[Corpus], Any]) -> Any:
    from attribune.corpus.storage.corpus import Corpus
    from attribune.corpus.storage.database import open_to_read

    open_to_read(Path(folder)).close()  # a decision makes no corpus
    with Corpus(folder, write=True) as corpus:
        return write_it(corpus)


def _text(
    about: str, found: Sequence[Mapping[str, Any]], standing: Sequence[Mapping[str, Any]], *, more: bool, colour: bool
) -> str:  # fmt: skip
    from attribune.cli.shared.tables import table
    from attribune.exports.terminal.ansi import printable

    columns, row = _FORMS[about]()
    lines = [table(columns, [row(one) for one in found], width=width(), colour=colour).rstrip("\n")] if found else []
    if not found:
        lines = ["nothing was decided yet" if about == "decided" else "nothing waits here"]
    if more:
        lines.append(f"the first {len(found):,} shown; --limit has more")
    for one in standing:
        where = f" in {len(one['articles'])} of their articles" if one["articles"] else ""
        who = f"by {one['by'] or 'somebody'}, {one['at'][:10]} (attribune speakers undo {one['id']})"
        lines.append(printable(f"{one['action']}: {one['speaker']} is shown as {one['becomes']}{where}, {who}"))
    if found:
        lines.append(_NEXT[about])
    return "\n".join(lines) + "\n"


_NEXT = {
    "statements": "decide: attribune review confirm statements ID, or reject statements ID --reason TEXT",
    "events": "decide: attribune review confirm events ID, or reject events ID --reason TEXT",
    "speakers": "decide: attribune speakers merge ID ID, or attribune review reject speakers ID",
    "decided": "take back: attribune review undo ID",
}
Form = tuple[tuple["Column", ...], Callable[[Mapping[str, Any]], list[str]]]


def _place(one: Mapping[str, Any]) -> str:
    return str(one["outlet"] or one["address"].rpartition("/")[2])


def _statements() -> Form:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=8, lines=1), Column(heading="sure", most=4, lines=1),
        Column(heading="speaker", most=18, style="name"), Column(heading="words", most=60, rest=True, lines=4),
        Column(heading="outlet", most=16),
    )  # fmt: skip
    return columns, lambda one: [
        str(one["id"]), f"{100 * one['confidence']:.0f}%", one["speaker"] or "nobody named",
        f"{one['text']} ({one['kind']})", _place(one),
    ]  # fmt: skip


def _events() -> Form:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=8, lines=1), Column(heading="what changed", most=14),
        Column(heading="words", most=60, rest=True, lines=6), Column(heading="outlet", most=16),
    )  # fmt: skip

    def row(one: Mapping[str, Any]) -> list[str]:
        before, after = ((one[name] or "") for name in ("before_text", "after_text"))
        words = " → ".join(filter(None, (before, after))) if before != after else before
        return [str(one["id"]), one["kind"], words, _place(one)]

    return columns, row


def _speakers() -> Form:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=8, lines=1), Column(heading="speaker", most=24, style="name"),
        Column(heading="is it?", most=60, rest=True, lines=3),
    )  # fmt: skip
    return columns, lambda one: [
        str(one["id"]), one["name"], "; ".join(f"{other['name']} ({other['id']})" for other in one["others"]),
    ]  # fmt: skip


def _decided_rows() -> Form:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=8, lines=1), Column(heading="decided", most=22),
        Column(heading="about", most=18, style="name"), Column(heading="words and why", most=60, rest=True, lines=4),
        Column(heading="by", most=16), Column(heading="at", most=10, lines=1),
    )  # fmt: skip

    def row(one: Mapping[str, Any]) -> list[str]:
        gone = "" if one["stands"] or one["decision"] == "withdrawn" else " (no longer stands)"
        why = f" — {one['note']}" if one["note"] else ""
        return [str(one["id"]), f"{one['decision']}{gone}", f"{one['about']} {one['about_id']}",
                f"{one['text'] or ''}{why}", one["by"] or "", one["at"][:10]]  # fmt: skip

    return columns, row


_FORMS: Mapping[str, Callable[[], Form]] = {
    "statements": _statements, "events": _events, "speakers": _speakers, "decided": _decided_rows,
}  # fmt: skip

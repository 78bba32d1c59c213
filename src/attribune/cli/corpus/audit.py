"""``attribune audit``: who is quoted how often in a corpus, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from attribune.cli.shared.inputs import wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.text.clipping import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribune.corpus.query.audit import SourceAudit, Tally

OUTLETS = 20  # outlets of the text form


@click.command(short_help="Count who is quoted how often, named or not, first-hand or not.")
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option("--outlet", metavar="NAME", help="Only this outlet.")
@click.option("--since", metavar="DAY", help="Published on this day, month or year, or later.")
@click.option("--until", metavar="DAY", help="Published on this day, month or year, or before.")
@click.option("--copies", is_flag=True, help="Count copies of the same words, too.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=30, show_default=True,
              help="Text: speakers to show; the other forms have all.")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "csv", "parquet")), default="text", show_default=True,
    help="Output form.",
)  # fmt: skip
@output_options  # fmt: skip
def audit(
    folder: str, outlet: str | None, since: str | None, until: str | None, copies: bool, limit: int, form: str,
    output: str | None, force: bool,
) -> int:  # fmt: skip
    """Count who is quoted how often in the newest versions of a corpus: named or not, first-hand or passed on.

    The same words of a speaker in articles that have them from one source count once; attribune trace --corpus DIR
    finds these.

    \b
    attribune audit --outlet "Quay Herald" --since 2026-05
    attribune audit --format csv -o sources.csv
    """
    from attribune.corpus.query.audit import source_audit
    from attribune.corpus.storage.corpus import Corpus

    refuse_overwriting(output, (folder,), force=force)
    with Corpus(folder) as corpus:
        found = source_audit(corpus, outlet=outlet, since=since, until=until, copies=copies)
    if form in ("csv", "parquet"):
        from attribune.exports.corpus_objects import audit_table
        from attribune.exports.tables.table import written

        whole = written(audit_table(found), form)
        _tell_apart(found)
    elif form == "json":
        from attribune.articles.document.own_output import GENERATOR
        from attribune.exports.corpus_objects import audit_object
        from attribune.exports.neutral import escaped

        told = {"generator": GENERATOR, **audit_object(found, outlet, since, until, copies)}
        whole = escaped(json.dumps(told, indent=2)) + "\n"
    else:
        from attribune.articles.document.own_output import AUDIT, first_line

        text = _text(found, limit, colour=output is None and wants_colour())
        whole = text if output is None else f"{first_line(AUDIT)}\n{text}"
    write(whole if isinstance(whole, bytes) else [whole], output, form)
    return 0


def _tell_apart(found: SourceAudit) -> None:
    """Print on stderr what a table has no place for."""
    from attribune.exports.terminal.ansi import printable

    for note in _notes(found):
        click.echo(printable(note), err=True)


def _notes(found: SourceAudit) -> list[str]:
    """Return what is told of the counts: what was left out, and what isn't known."""
    notes = [found.note] if found.note else []
    if found.removed:
        notes.insert(
            0, f"{count(found.removed, 'statement')} left out as copies of the same words; --copies counts them"
        )
    if not found.counted_all:
        notes.append("there are more statements than are counted; narrow it with --since, --until")
    return notes


def _text(found: SourceAudit, limit: int, *, colour: bool) -> str:
    from attribune.corpus.query.audit import STANDINGS
    from attribune.exports.terminal.ansi import printable, wrap

    total = found.total
    kinds = ", ".join(f"{name} {total.by_standing[name]}" for name in STANDINGS if total.by_standing[name])
    lines = [
        *wrap([(count(total.statements, "statement"), "strong"),
               (f", {total.first_hand} first-hand, {total.statements - total.first_hand} passed on", "")],
              width=width(), colour=colour),
        *(wrap([(kinds, "")], width=width(), colour=colour) if kinds else []),
    ]  # fmt: skip
    for heading, tallies, most in (("speaker", found.speakers, limit), ("outlet", found.outlets, OUTLETS)):
        if tallies:
            lines += ["", _table(heading, tallies[:most], colour=colour).rstrip("\n")]
        if len(tallies) > most:
            lines.append(f"{most} of {count(len(tallies), heading)} shown; --format csv has all")
    for note in _notes(found):
        lines += ["", *wrap([(printable(note), "dim")], width=width(), colour=colour)]
    return "\n".join(lines) + "\n"


def _table(heading: str, tallies: Sequence[Tally], *, colour: bool) -> str:
    from attribune.cli.shared.tables import Column, table

    columns = (
        Column(heading=heading, most=60, rest=True, lines=2, style="name"), Column(heading="standing", most=18),
        Column(heading="statements", most=10, lines=1), Column(heading="first-hand", most=10, lines=1),
        Column(heading="passed on", most=9, lines=1), Column(heading="articles", most=8, lines=1),
        Column(heading="outlets", most=7, lines=1),
    )  # fmt: skip
    by_speaker = heading == "speaker"
    rows = [
        [one.name, one.standing or "" if by_speaker else "", str(one.statements), str(one.first_hand),
         str(one.statements - one.first_hand), str(len(one.articles)), str(one.outlet_count) if by_speaker else ""]
        for one in tallies
    ]  # fmt: skip
    return table(columns, rows, width=width(), colour=colour)

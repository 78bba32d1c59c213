"""``attribune read``: articles into statements, sources, chains and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import click

from attribune.cli.checking.options import choices, config_options
from attribune.cli.shared.inputs import FORMATS, TIERS, Problems, Progress, articles, column_option, wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, refuse_overwriting_in, write
from attribune.errors import UsageError
from attribune.records import Reading

READ_FORMATS = (*FORMATS, "csv", "parquet", "ftm", "web-annotation", "prov", "schema-org", "brat", "spacy")


@click.command(short_help="Read articles into statements, sources and figures.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "form",
    type=click.Choice(READ_FORMATS),
    metavar="FORMAT",
    default="text",
    show_default=True,
    help="Output form.",
)
@output_options
@click.option("--tier", type=click.Choice(TIERS), help="Which net reads the text; auto suits most.  [default: auto]")
@click.option("--to", "folder", metavar="DIR", help="Write into this folder, two files an article (--format brat).")
@config_options
@column_option
def read(
    paths: tuple[str, ...], form: str, output: str | None, force: bool, tier: str | None, config: str | None,
    no_config: bool, folder: str | None, columns: str | None,
) -> int:  # fmt: skip
    """Say who said what in each article: every statement with its source, cue and chain of attribution.

    PATH is a file (text, Markdown, HTML, PDF, Word, subtitles, feed, table, web archive…), a folder, a corpus, or - for
    standard input. FORMAT is text, json, jsonl or html; csv or parquet; for other programs ftm, web-annotation, prov,
    schema-org, brat, spacy. A bad input is named on standard error, and the others are read; the exit status is then 2.

    \b
    attribune read story.html --format json
    """
    if (form == "brat") != (folder is not None):
        raise UsageError("brat has two files an article: name a folder for them with --to, and no other form there")
    refuse_overwriting(output, paths, force=force)
    chosen = choices(paths, config=config, no_config=no_config)
    refuse_overwriting(output, chosen.files, force=force)
    tier = tier or chosen.tier
    problems = Problems()
    readings = _counted(_readings(paths, tier, problems, columns), problems)
    if form == "jsonl":
        from attribune.exports.jsonlines import reading_line

        write((reading_line(reading) + "\n" for reading in readings), output, form)
    elif form == "text":
        first = next(readings, None)  # a file isn't written where nothing was read
        if first is not None:
            write(_texts(chain([first], readings), to_terminal=output is None), output)
    elif folder is not None:
        from attribune.exports.exchange.brat import folder_files, write_folder

        files = folder_files(list(readings))
        refuse_overwriting_in(folder, files, paths, force=force, whole=True)
        click.echo(f"attribune: wrote {write_folder(files, folder)} files in {folder}", err=True)
    else:
        whole = _rendered(list(readings), form)
        write(whole if isinstance(whole, bytes) else [whole], output, form)
    if output and output != "-":
        click.echo(f"attribune: wrote {output}", err=True)
    problems.summary()
    return 2 if problems.seen else 0


def _readings(paths: tuple[str, ...], tier: str, problems: Problems, columns: str | None) -> Iterator[Reading]:
    from attribune.cli.shared.inputs import read_or_tell

    for article in articles(paths, problems, columns, others=problems.others):
        reading = read_or_tell(article, tier, problems)
        if reading is not None:
            yield reading


def _counted(readings: Iterator[Reading], problems: Problems) -> Iterator[Reading]:
    with Progress("articles read") as progress:
        for reading in readings:
            problems.good += 1
            progress.step()
            yield reading


def _texts(readings: Iterable[Reading], *, to_terminal: bool) -> Iterator[str]:
    """Yield each reading as it comes, with an empty line between two: of a long table nobody keeps all."""
    from attribune.exports.terminal.check import reading_text

    colour = to_terminal and wants_colour()
    for number, reading in enumerate(readings):
        yield ("\n" if number else "") + reading_text(reading, width=width(), colour=colour)


def _rendered(readings: list[Reading], form: str) -> str | bytes:
    from attribune.exports.forms import rendered_readings

    return rendered_readings(form, readings)

"""``attribune read``: articles into statements, sources, chains and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import click

from attribune.cli.checking.options import choices, config_options
from attribune.cli.shared.inputs import FORMATS, TIERS, Problems, Progress, articles, column_option, wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, refuse_overwriting_in, write
from attribune.cli.shared.tables_in_folder import ENGINES, refuse_master
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
    help="Output form.  [default: text; with --to parquet]",
)
@output_options
@click.option("--tier", type=click.Choice(TIERS), help="Which net reads the text; auto suits most.  [default: auto]")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    help="Write tables into this folder, one a type (parquet), or two files an article (brat).",
)
@click.option(
    "--engine", type=click.Choice(ENGINES), help="What reads into --to: this machine or Spark.  [default: local]"
)
@click.option("--master", metavar="URL", help="Where Spark runs: local[4], spark://host:7077…  [default: local[*]]")
@click.option(
    "--parts",
    type=click.IntRange(1, 100_000),
    help="Parts that tables are made in, each kept when it is done.  [default: 64]",
)
@config_options
@column_option
def read(
    paths: tuple[str, ...], form: str | None, output: str | None, force: bool, tier: str | None, config: str | None,
    no_config: bool, folder: str | None, engine: str | None, master: str | None, parts: int | None, columns: str | None,
) -> int:  # fmt: skip
    """Say who said what in each article: every statement with its source, cue and chain of attribution.

    PATH is a file (text, Markdown, HTML, PDF, Word, subtitles, feed, table, web archive…), a folder, a corpus, or - for
    standard input. FORMAT is text, json, jsonl or html; csv or parquet; for other programs ftm, web-annotation, prov,
    schema-org, brat, spacy. A bad input is named on standard error, and the others are read; the exit status is then 2.

    \b
    attribune read story.html --format json
    """
    form = form or ("text" if folder is None and engine is None else "parquet")
    _refuse_mixed(form, folder, engine, master, parts, output)
    refuse_overwriting(output, paths, force=force)
    chosen = choices(paths, config=config, no_config=no_config)
    refuse_overwriting(output, chosen.files, force=force)
    tier = tier or chosen.tier
    if form == "parquet" and folder is not None:
        from attribune.cli.shared.tables_in_folder import write_by_engine
        from attribune.engines.engine import READ

        return write_by_engine(READ, folder, paths, engine or "local", master, tier, columns, parts, force=force)
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


def _refuse_mixed(
    form: str, folder: str | None, engine: str | None, master: str | None, parts: int | None, output: str | None
) -> None:
    if folder is None and (form == "brat" or engine or parts):
        raise UsageError("this writes many files: name a folder for them with --to")
    if folder is not None and form not in ("brat", "parquet"):
        raise UsageError("a folder (--to) is for parquet, one table a type, or brat, two files an article")
    if form == "brat" and (engine or parts):
        raise UsageError("engines write parquet: leave --format brat, or --engine and --parts, out")
    refuse_master(engine, master)
    if folder is not None and output is not None:
        raise UsageError("name a folder with --to, or a file with -o, not both")


def _readings(paths: tuple[str, ...], tier: str, problems: Problems, columns: str | None) -> Iterator[Reading]:
    from attribune.cli.shared.inputs import read_or_tell
    from attribune.sources.timed import tagged_ahead
    from attribune.workers import collecting_rarely

    found = articles(paths, problems, columns, others=problems.others)
    with collecting_rarely():
        for article, tagged in tagged_ahead(found, tier):  # type: ignore[arg-type]
            reading = read_or_tell(article, tier, problems, tagged)
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
    from attribune.exports.terminal.reading import reading_text

    colour = to_terminal and wants_colour()
    for number, reading in enumerate(readings):
        yield ("\n" if number else "") + reading_text(reading, width=width(), colour=colour)


def _rendered(readings: list[Reading], form: str) -> str | bytes:
    from attribune.exports.forms import rendered_readings

    return rendered_readings(form, readings)

"""``attribune trace``: who copied whom, and what changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack

import click

from attribune.cli.shared.inputs import Problems, column_option, each, read_all
from attribune.cli.shared.output import output_options, refuse_overwriting, refuse_overwriting_in, write
from attribune.cli.shared.tables_in_folder import ENGINES, refuse_master, steps
from attribune.errors import UsageError
from attribune.records import Article, Trace

TABLE_FORMATS = ("csv", "parquet")
FORMATS = ("text", "jsonl", "html", *TABLE_FORMATS)


@click.command(short_help="Find who copied whom, and what changed on the way.")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--corpus", "folder", metavar="DIR", help="A corpus: trace all of it, or with PATH what PATH shares with it."
)
@click.option("--rebuild", is_flag=True, help="Trace the whole corpus again, without what was kept of earlier traces.")
@click.option(
    "--reach", "reach", metavar="ARTICLE[:s-e]", help="List which copies of ARTICLE (its id) have its old words."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output form.")
@click.option(
    "--to",
    "tables",
    metavar="DIR",
    help="Write tables into this folder, one a type: Parquet, or CSV with --format csv.",
)
@click.option("--story", type=click.IntRange(1), help="The story to show in HTML; default: the one with most articles.")
@click.option("--engine", type=click.Choice(ENGINES), help="Make the tables of --to in parts, here or on Spark.")
@click.option("--master", metavar="URL", help="Where Spark runs: local[4], spark://host:7077…  [default: local[*]]")
@click.option(
    "--parts",
    type=click.IntRange(1, 100_000),
    help="Parts that an engine makes tables in, each kept when it is done.  [default: 64]",
)
@output_options
@column_option
def trace(
    paths: tuple[str, ...], folder: str | None, rebuild: bool, reach: str | None, form: str, tables: str | None,
    story: int | None, engine: str | None, master: str | None, parts: int | None, output: str | None, force: bool,
    columns: str | None,
) -> int:  # fmt: skip
    """Find the passages and quotations that articles share, classify what changed, and say who copied whom.

    PATH is a file, a folder, JSON Lines, a corpus, or - for standard input. Articles without a date are compared, but
    none is said to have copied them. --reach takes the id of an old version of a page, with or without a span of its
    text, and lists for every copy whether it has the old words, the new words or neither.

    The trace of a corpus is kept with it, and a later call updates it with what was added: search, check and history
    count independent sources by it. The articles of PATH are traced against a corpus and not added to it.

    \b
    attribune trace day/ --format jsonl
    attribune trace --corpus corpus --format html -o story.html
    attribune trace crawl/ --engine spark --master spark://node:7077 --to tables
    """
    if not paths and folder is None:
        raise UsageError("name files or folders of articles, or a corpus with --corpus")
    if rebuild and (paths or folder is None):
        raise UsageError("--rebuild makes the trace of a corpus anew: name the corpus with --corpus, and no PATH")
    if form in TABLE_FORMATS and (tables is None or reach is not None):
        raise UsageError(f"a trace is several tables in {form}: name a folder for them with --to")
    refuse_master(engine, master)
    if engine is not None or parts is not None:
        return _by_engine(
            paths, folder, reach or story, form, tables, output, engine, master, parts, columns, force=force
        )
    inputs = (*paths, *((folder,) if folder else ()))
    refuse_overwriting(output, inputs, force=force)
    if tables is not None:
        from attribune.exports.tables.trace import table_heads

        refuse_overwriting_in(tables, table_heads("csv" if form == "csv" else "parquet"), inputs, force=force)
    problems = Problems()
    with ExitStack() as opened:
        if folder is not None:
            named = read_all(paths, problems, columns) if paths else []
            result, articles = _of_corpus(folder, named, rebuild, problems)
            result = _about(result, {article.id for article in named}) if paths and reach is None else result
        else:
            result, articles = _of_paths(each(paths, problems, columns), reach, opened)
        if not result.articles:
            problems.summary()
            raise UsageError("there is no article to trace; name files or folders of articles")
        if reach is not None:
            _write_reach(reach, articles(), result, form, output)
        else:
            _write(result, articles, form, tables, story, output)
    if output and output != "-":
        click.echo(f"attribune: wrote {output}", err=True)
    problems.summary()
    return 2 if problems.seen else 0


def _by_engine(
    paths: tuple[str, ...], folder: str | None, one: object, form: str, tables: str | None, output: str | None,
    engine: str | None, master: str | None, parts: int | None, columns: str | None, *, force: bool,
) -> int:  # fmt: skip
    """Have an engine make the tables; return the exit status."""
    if tables is None:
        raise UsageError("an engine writes many files: name a folder for them with --to")
    if folder is not None or one is not None or output is not None or form not in ("text", "parquet"):
        raise UsageError(
            "an engine writes parquet of files: leave --corpus, --reach, --story, -o and other formats out"
        )
    from attribune.cli.shared.tables_in_folder import write_by_engine
    from attribune.engines.tracing.run import TRACE

    return write_by_engine(TRACE, tables, paths, engine or "local", master, "auto", columns, parts, force=force)


def _of_corpus(
    folder: str, named: Sequence[Article], rebuild: bool, problems: Problems
) -> tuple[Trace, Callable[[], Sequence[Article]]]:
    """Return the trace of a corpus and of further articles, and how to get all articles. Raises CorpusError kinds."""
    from attribune.trace.corpus.update import trace_corpus

    with ExitStack() as opened:
        found = trace_corpus(folder, more=named, rebuild=rebuild, progress=steps(opened))
    if found.not_kept:
        click.echo(f"attribune: {found.not_kept}", err=True)
    problems.good += len(found.trace.articles) - len(named)
    return found.trace, found.articles


def _of_paths(
    named: Iterable[Article], reach: str | None, opened: ExitStack
) -> tuple[Trace, Callable[[], Sequence[Article]]]:
    """Return the trace of articles, each with an id of its own, and how to get these. They lie in a file if many."""
    from attribune.trace.run import trace_spilled
    from attribune.trace.spill.articles import SpilledArticles

    shelf = opened.enter_context(SpilledArticles(named))
    with ExitStack() as shown:
        found = trace_spilled(shelf, speakers=reach is None, progress=steps(shown))
    return found, lambda: shelf.articles(range(len(shelf.keys)))


def _about(result: Trace, named: set[str]) -> Trace:
    """Return the part of a trace that concerns some articles: their passages, with whom they
    share them, their stories.
    """
    from dataclasses import replace

    matches = [m for m in result.matches if m.earlier.article in named or m.later.article in named]
    kept = {match.match for match in matches}
    stories = [story for story in result.stories if named & set(story.articles)]
    edges = [edge for edge in result.edges if edge.child in named or edge.parent in named]
    near = named | {one for m in matches for one in (m.earlier.article, m.later.article)}
    near |= {one for story in stories for one in story.articles}
    return replace(
        result,
        articles=tuple(article for article in result.articles if article.article in near),
        matches=tuple(matches),
        changes=tuple(change for change in result.changes if change.match in kept),
        edges=tuple(edges),
        families=tuple(f for f in result.families if any(member.article in named for member in f.members)),
        stories=tuple(stories),
    )


def _write(
    result: Trace,
    articles: Callable[[], Sequence[Article]],
    form: str,
    tables: str | None,
    story: int | None,
    output: str | None,
) -> None:
    if tables is not None:
        from attribune.exports.tables.trace import write_tables

        written = write_tables(result, tables, "csv" if form == "csv" else "parquet")
        click.echo(f"attribune: wrote {', '.join(written)} in {tables}", err=True)
    if form in TABLE_FORMATS:
        return
    if form == "jsonl":
        from attribune.exports.jsonlines import trace_lines

        write(trace_lines(result), output)
    elif form == "html":
        from attribune.exports.html.trace import page

        write([page(result, {article.id: article for article in articles()}, story)], output)
    else:
        from attribune.exports.terminal.trace import trace_text

        write(_fitted(trace_text(result)), output)


def _fitted(pieces: Iterable[str]) -> Iterator[str]:
    """Yield a text with its lines no longer than the terminal; what goes on is indented."""
    from attribune.cli.shared.inputs import width
    from attribune.exports.terminal.ansi import wrap

    for line in "".join(pieces).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        runs = [(line.lstrip(), "")]
        fits = len(line) <= width()
        parts = [line] if fits else wrap(runs, width=width(), colour=False, first=indent, rest=f"{indent}    ")
        yield "\n".join(parts) + "\n"


def _write_reach(named: str, articles: Sequence[Article], result: Trace, form: str, output: str | None) -> None:
    from attribune.trace.reach import parse_reach, reach_of

    old, span = parse_reach(named, articles)
    found = reach_of(old, span, articles, result)
    if form == "text":
        from attribune.exports.terminal.trace import reach_text

        write(_fitted(reach_text(found, {a.id: a.outlet or a.name or a.id for a in articles})), output)
    else:
        from attribune.exports.jsonlines import reach_lines

        write(reach_lines(found), output)

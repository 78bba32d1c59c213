"""``attribune trace``: who copied whom, and what changed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import click

from attribune.cli.shared.inputs import Problems, Progress, column_option, read_all
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.errors import AttribuneError, UsageError
from attribune.records import Article, Trace

FORMATS = ("text", "jsonl", "html")


@click.command(short_help="Find who copied whom, and what changed on the way.")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--corpus", "folder", metavar="DIR", help="A corpus: traced whole, or with PATH what PATH shares with it."
)
@click.option("--reach", "reach", metavar="ARTICLE[:s-e]", help="Which copies of ARTICLE (its id) carry old words.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output form.")
@click.option("--to", "tables", metavar="DIR", help="Write Parquet tables into this folder, one a type.")
@click.option("--story", type=click.IntRange(1), help="The story of the HTML page; default: the one of most articles.")
@output_options
@column_option
def trace(
    paths: tuple[str, ...], folder: str | None, reach: str | None, form: str, tables: str | None, story: int | None,
    output: str | None, force: bool, columns: str | None,
) -> int:  # fmt: skip
    """Find the passages and quotations that articles share, type what changed, and say who had them from whom.

    PATH is a file, a folder, JSON Lines, a corpus, or - for standard input. Articles without a date are compared, and
    nobody is said to have copied them. --reach names an old version of a page by its id, with a span of its text or
    without, and lists for every copy whether it carries the old words, the new or neither.

    \b
    attribune trace day/ --format jsonl
    attribune trace --corpus corpus --format html -o story.html
    """
    if not paths and folder is None:
        raise UsageError("name files or folders of articles, or a corpus with --corpus")
    refuse_overwriting(output, paths, force=force)
    problems = Problems()
    named = read_all(paths, problems, columns) if paths else []
    held = _corpus_articles(folder, problems) if folder is not None else []
    articles = _own(named, held)
    if not articles:
        problems.summary()
        raise UsageError("there is no article to trace; name files or folders of articles")
    result = _traced(articles, speakers=reach is None)
    if reach is not None:
        _write_reach(reach, articles, result, form, output)
    else:
        if paths and folder is not None:
            result = _about(result, {article.id for article in named})
        _write(result, articles, form, tables, story, output)
    if output and output != "-":
        click.echo(f"attribune: wrote {output}", err=True)
    problems.summary()
    return 2 if problems.seen else 0


def _corpus_articles(folder: str, problems: Problems) -> list[Article]:
    """Every version of every article of a corpus. Raises CorpusMissing where there is none."""
    from attribune.corpus.storage.corpus import Corpus

    found: list[Article] = []
    with ExitStack() as opened:
        corpus = opened.enter_context(Corpus(folder))
        try:
            found.extend(corpus.articles(all_versions=True))
        except AttribuneError as error:
            problems(error)
    problems.good += len(found)
    return found


def _own(named: Sequence[Article], held: Sequence[Article]) -> list[Article]:
    """All articles, each id once for one text: an article of PATH that the corpus has already is one article."""
    from attribune.articles.document.identity import Ids

    ids, known = Ids(), {article.id: article.text for article in named}
    kept = [article for article in held if known.get(article.id) != article.text]
    return [ids.own(article) for article in (*named, *kept)]


def _traced(articles: Sequence[Article], *, speakers: bool) -> Trace:
    from attribune.trace.run import trace_articles

    shown: dict[str, Progress] = {}
    with ExitStack() as opened:

        def step(stage: str, done: int, total: int) -> None:
            if stage not in shown:
                opened.close()
                shown[stage] = opened.enter_context(Progress(stage, total))
            shown[stage].step(done, total)

        return trace_articles(articles, speakers=speakers, progress=step)


def _about(result: Trace, named: set[str]) -> Trace:
    """The part of a trace that concerns some articles: their passages, with whom they share them, their stories."""
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
    result: Trace, articles: Sequence[Article], form: str, tables: str | None, story: int | None, output: str | None
) -> None:
    if tables is not None:
        from attribune.exports.trace_tables import write_tables

        click.echo(f"attribune: wrote {', '.join(write_tables(result, tables))} in {tables}", err=True)
    if form == "jsonl":
        from attribune.exports.trace_lines import trace_lines

        write(trace_lines(result), output)
    elif form == "html":
        from attribune.exports.trace_html import page

        write([page(result, {article.id: article for article in articles}, story)], output)
    else:
        from attribune.exports.trace_text import trace_text

        write(trace_text(result), output)


def _write_reach(named: str, articles: Sequence[Article], result: Trace, form: str, output: str | None) -> None:
    from attribune.trace.reach import parse_reach, reach_of

    old, span = parse_reach(named, articles)
    found = reach_of(old, span, articles, result)
    if form == "text":
        from attribune.exports.trace_text import reach_text

        write(reach_text(found, {a.id: a.outlet or a.name or a.id for a in articles}), output)
    else:
        from attribune.exports.trace_lines import reach_lines

        write(reach_lines(found), output)

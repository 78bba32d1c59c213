"""``attribune search``: articles, statements and speakers of a corpus."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from attribune.cli.shared.inputs import wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.text.clipping import count

if TYPE_CHECKING:
    from attribune.corpus.query.types import Query, SearchResult
    from attribune.corpus.storage.corpus import Corpus
    from attribune.exports.tables.table import Kind, Table

CSV_COLUMNS = {
    "articles": ("version", "article", "title", "outlet", "site", "published", "url", "address", "wire", "story",
                 "superseded", "passage"),
    "statements": ("id", "speaker", "speaker_kind", "text", "kind", "medium", "first_hand", "said_on", "published",
                   "outlet", "site", "title", "url", "address", "wire", "story", "article", "statement", "version",
                   "superseded"),
    "speakers": ("id", "speaker", "kind", "also", "statements", "first_hand", "outlets", "stories",
                 "independent_sources", "since", "until"),
}  # fmt: skip
_NUMBERS = frozenset({"version", "story", "statements", "outlets", "stories", "independent_sources"})


def search_options(command: Any) -> Any:
    """Return the options that say what is looked for; ``dossier`` has them, too."""
    for option in reversed(
        (
            click.option(
                "--in",
                "where",
                type=click.Choice(("articles", "statements", "speakers")),
                help="What to look for. Default: articles; statements for a dossier or with one of their filters.",
            ),
            click.option("--speaker", metavar="NAME", help="Only what this speaker said."),
            click.option("--outlet", metavar="NAME", help="Only this outlet: its name, its site, or a part of them."),
            click.option("--since", metavar="DAY", help="Said or published on this day, month or year, or later."),
            click.option("--until", metavar="DAY", help="Said or published on this day, month or year, or before."),
            click.option(
                "--kind", type=click.Choice(("direct", "indirect", "mixed")), help="Only this kind of statement."
            ),
            click.option(
                "--medium", metavar="WORD", help="Only statements of this medium: speech, post, interview, document…"
            ),
            click.option(
                "--first-hand/--passed-on",
                default=None,
                help="Only what the outlet itself heard or saw, or only what came through others.",
            ),
            click.option("--story", type=click.IntRange(1), metavar="N", help="Only what tells this story (trace)."),
            click.option("--all-versions", is_flag=True, help="Include earlier versions of articles."),
        )
    ):
        command = option(command)
    return command  # fmt: skip


@click.command(short_help="Search articles, statements and speakers.")
@click.argument("words", nargs=-1)
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@search_options
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="Hits to show.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Hits to skip.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "jsonl", "csv", "parquet")),
    default="text",
    show_default=True,
    help="Output form.",
)
@output_options  # fmt: skip
def search(
    words: tuple[str, ...], folder: str, form: str, output: str | None, force: bool, **options: Any
) -> int:  # fmt: skip
    """Search a corpus for WORDS, all of which must be there.

    A phrase stands in quotation marks, dam* is any word that begins so, and -word (after --) leaves out hits with that
    word. Counts cover all matches: how many outlets, and how many independent sources, in which a copy doesn't count.
    attribune trace --corpus DIR finds the copies; call it again after adding articles.

    \b
    attribune search '"sea wall"' --since 2026-05
    attribune search --speaker Calloway --kind direct --format csv
    """
    from attribune.corpus.query.search import search as found_by
    from attribune.corpus.query.types import Query
    from attribune.corpus.storage.corpus import Corpus

    refuse_overwriting(output, (folder,), force=force)
    query = Query(words=" ".join(words), **options)
    with Corpus(folder) as corpus:
        result = found_by(corpus, query)
        if form in ("csv", "parquet"):
            from attribune.exports.tables.table import written

            whole = written(_table(result), form)
        else:
            whole = _rendered(corpus, query, result, form, to_terminal=output is None)
        write(whole if isinstance(whole, bytes) else [whole], output, form)
    if form in ("jsonl", "csv", "parquet"):  # forms that have no place for it
        _tell_apart(result)
    return 0


def _tell_apart(result: SearchResult) -> None:
    """Print on stderr how many hits there are in all, and the notes of the search."""
    from attribune.exports.terminal.ansi import printable

    if len(result.hits) < result.total or not result.counted_all:
        more = "" if result.counted_all else "at least "
        click.echo(f"{len(result.hits):,} of {more}{count(result.total, result.where[:-1])} written", err=True)
    if result.note:
        click.echo(printable(result.note), err=True)


def _rendered(corpus: Corpus, query: Query, result: SearchResult, form: str, *, to_terminal: bool) -> str:
    from attribune.articles.document.own_output import SEARCH, first_line
    from attribune.exports.neutral import escaped

    if form == "json":
        from attribune.exports.corpus_objects import search_object

        return escaped(json.dumps(search_object(query, result, corpus.coverage()), indent=2)) + "\n"
    if form == "jsonl":
        return "".join(escaped(json.dumps(hit)) + "\n" for hit in result.hits)
    mark = "" if to_terminal else first_line(SEARCH) + "\n"
    return mark + _text(corpus, query, result, colour=to_terminal and wants_colour())


def _table(result: SearchResult) -> Table:
    """Return the hits as a flat table."""
    from attribune.exports.tables.table import Table

    columns: dict[str, Kind] = dict.fromkeys(CSV_COLUMNS[result.where], "text")
    columns |= {name: "number" for name in columns if name in _NUMBERS}
    flags = {"articles": ("superseded",), "statements": ("superseded", "first_hand"), "speakers": ()}[result.where]
    columns |= dict.fromkeys(flags, "flag")
    if result.where == "speakers":
        columns["first_hand"] = "number"
    if "id" in columns:
        columns["id"] = "number"
    return Table(columns, [[_flat(hit.get(name)) for name in columns] for hit in result.hits])


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _text(corpus: Corpus, query: Query, result: SearchResult, *, colour: bool) -> str:
    from attribune.cli.shared.tables import table
    from attribune.exports.terminal.ansi import printable, wrap

    lines = []
    if result.hits:
        columns, rows = {"articles": _articles, "statements": _statements, "speakers": _speakers}[result.where](result)
        lines.append(table(columns, rows, width=width(), colour=colour))
    lines.append(_counts(result, query))
    if result.where == "statements" and any(hit["published"] and not hit["said_on"] for hit in result.hits):
        told = "(in brackets: the day of publication, where the article doesn't say when it was said)"
        lines += wrap([(told, "")], width=width(), colour=colour)
    if result.note:
        lines += wrap([(printable(result.note), "")], width=width(), colour=colour)
    if result.untraced:
        lines += wrap([(printable(result.untraced), "dim")], width=width(), colour=colour)
    if not result.total:
        lines += wrap([(_nothing(corpus, query, result), "")], width=width(), colour=colour)
    return "\n".join(line for line in lines if line) + "\n"


def _articles(result: SearchResult) -> tuple[Any, list[list[str]]]:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="published", most=10, lines=1), Column(heading="outlet", most=18, style="name"),
        Column(heading="title and passage", most=60, rest=True, lines=4), Column(heading="wire", most=8),
        Column(heading="story", most=8, lines=1),
    )  # fmt: skip
    rows, called = [], _spellings(result)
    for hit in result.hits:
        title = hit["title"] or hit["address"]
        earlier = " (an earlier version)" if hit["superseded"] else ""
        passage = f" — {hit['passage']}" if hit.get("passage") and hit["passage"] != title else ""
        day = (hit["published"] or "")[:10]
        rows.append(
            [day, _outlet(hit, called), f"{title}{earlier}{passage}", hit["wire"] or "", str(hit["story"] or "")]
        )
    return columns, rows


def _statements(result: SearchResult) -> tuple[Any, list[list[str]]]:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=7, lines=1), Column(heading="said", most=12, lines=1),
        Column(heading="speaker", most=16, style="name"), Column(heading="words", most=60, rest=True, lines=4),
        Column(heading="outlet", most=16),
    )  # fmt: skip
    rows, called = [], _spellings(result)
    for hit in result.hits:
        marks = [word for word, applies in ((hit["kind"], True), ("passed on", not hit["first_hand"]),
                                       ("earlier version", hit["superseded"])) if applies]  # fmt: skip
        day = hit["said_on"][:10] if hit["said_on"] else f"({hit['published'][:10]})" if hit["published"] else ""
        text = f"{hit['text']} ({', '.join(marks)})"
        rows.append([str(hit["id"]), day, hit["speaker"] or "nobody named", text, _outlet(hit, called)])
    return columns, rows


def _speakers(result: SearchResult) -> tuple[Any, list[list[str]]]:
    from attribune.cli.shared.tables import Column

    columns = (
        Column(heading="id", most=8, lines=1), Column(heading="speaker", most=60, rest=True, lines=3, style="name"),
        Column(heading="kind", most=12, lines=1), Column(heading="statements", most=10, lines=1),
        Column(heading="outlets", most=7, lines=1), Column(heading="sources", most=7, lines=1),
        Column(heading="since", most=10, lines=1),
    )  # fmt: skip
    rows = []
    for hit in result.hits:
        other_names = f" (also {'; '.join(hit['also'])})" if hit["also"] else ""
        plus = "" if hit["counted_all"] else "+"
        counts = [
            "" if hit[name] is None else f"{hit[name]}{plus}"
            for name in ("statements", "outlets", "independent_sources")
        ]
        rows.append([str(hit["id"]), hit["speaker"] + other_names, hit["kind"], *counts, hit["since"] or ""])
    return columns, rows


def _spellings(result: SearchResult) -> dict[str, str]:
    from attribune.articles.document.outlet_names import spellings

    return spellings(hit["outlet"] for hit in result.hits if hit["outlet"])


def _outlet(hit: dict[str, Any], called: dict[str, str]) -> str:
    """Return the outlet, as most of the hits write it."""
    from attribune.articles.document.outlet_names import outlet_key

    if hit["outlet"]:
        return called.get(outlet_key(hit["outlet"]), str(hit["outlet"]))
    return str(hit["site"] or hit["address"].rpartition("/")[2])


def _counts(result: SearchResult, query: Query) -> str:
    """ "31 statements, 31 outlets, 2 independent sources": how many copies there are of how few."""
    more = "" if result.counted_all else "at least "
    line = f"{more}{count(result.total, result.where[:-1])}"
    if result.where != "speakers":
        line += f", {_outlets(result.total, result.outlets)}"
        if result.independent_sources is not None:
            line += f", {count(result.independent_sources, 'independent source')}"
    page_size = len(result.hits)
    if 0 < page_size < result.total:
        line += f" ({query.offset + 1} to {query.offset + page_size} shown"
        line += (
            ", newest first: a word is too common to rank by)" if result.ranking == "newest" and query.words else ")"
        )
    return line


def _outlets(matches: int, outlets: int) -> str:
    from attribune.exports.wording import outlets_told

    return outlets_told(matches, outlets)


def _nothing(corpus: Corpus, query: Query, result: SearchResult) -> str:
    """Return what was searched, since nothing was found; and where else it might stand."""
    coverage = corpus.coverage()
    line = f"searched {count(coverage.articles, 'article')}"
    if coverage.outlets:
        line += f" of {count(coverage.outlets, 'outlet')}"
    if coverage.from_ and coverage.to:
        first, last = coverage.from_[:10], coverage.to[:10]
        line += f", {first} to {last}" if first != last else f", {first}"
    if result.where == "statements" and not corpus.rows("SELECT 1 FROM statements LIMIT 1"):
        line += "; no statements were read: attribune add --again --tier fast reads them"
    elif result.where == "statements" and query.words:
        line += "; --in articles searches all of their text"
    return line

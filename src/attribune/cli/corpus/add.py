"""``attribune add``: files, folders, pages and web archives into a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attribune.cli.shared.passed_over import PassedOver
from attribune.errors import AttribuneError, OwnOutput, UsageError
from attribune.text.clipping import count

if TYPE_CHECKING:
    from attribune.articles.warc.report import Report
    from attribune.cli.corpus.add_progress import AddProgress
    from attribune.corpus.ingest.add import Added
    from attribune.corpus.ingest.items import Item
    from attribune.corpus.storage.corpus import Corpus

ADD_TIERS = ("fast", "best", "auto", "rules", "none")
_NEW_FILES = ("corpus.db", "corpus.db-wal", "corpus.db-shm", "head.json", "writer.lock")
LISTED = 1000  # errors listed at the end; all of them are kept in the corpus


@click.command(short_help="Take articles into a corpus.")
@click.argument("inputs", nargs=-1, metavar="PATH|URL|-…")
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option(
    "--tier",
    type=click.Choice(ADD_TIERS),
    default="fast",
    show_default=True,
    help="Which net reads statements; none keeps the text alone.",
)
@click.option("--as", "reader", metavar="FORMAT", help="Read all inputs as this format (html, jsonl…).")
@click.option(
    "--map", "columns", metavar="FIELD=COLUMN,…", help="Which column of a table holds what: text=body,url=link."
)
@click.option("--fetch", is_flag=True, help="Allow fetching the URLs named here. Nothing is fetched without it.")
@click.option("--urls", "lists", multiple=True, metavar="FILE", help="A file of URLs to fetch, one a line.")
@click.option("--contact", metavar="ADDRESS", help="An e-mail address to send to the sites that are fetched from.")
@click.option("--skip-known", is_flag=True, help="Don't fetch URLs again that were fetched before.")
@click.option("--again", is_flag=True, help="Read again what the corpus has already; without PATH, all of it.")
@click.option("--from-corpus", "earlier", metavar="DIR",
              help="Add what a corpus of an earlier format holds, from its bytes; nothing is fetched.")  # fmt: skip
@click.option("--from", "tables", metavar="DIR",
              help="Add what tables of attribune read --to have, with their statements as they are.")  # fmt: skip
@click.option("--where", "fields", multiple=True, metavar="FIELD=VALUE",
              help="With --from: only articles with this field (published=2026-05*); may be repeated.")  # fmt: skip
@click.option("--accept-loss", is_flag=True, help="Continue although corpus.db lacks inputs that were acknowledged.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read; by default one a core.")
@click.option("--format", "form", type=click.Choice(("text", "jsonl")), default="text", show_default=True,
              help="jsonl prints one line for each input when it is safely stored.")  # fmt: skip
def add(
    inputs: tuple[str, ...], folder: str, tier: str, reader: str | None, columns: str | None, fetch: bool,
    lists: tuple[str, ...], contact: str | None, skip_known: bool, again: bool, earlier: str | None, tables: str | None,
    fields: tuple[str, ...], accept_loss: bool, workers: int | None, form: str,
) -> int:  # fmt: skip
    """Add files, folders, web archives, URLs or standard input (-) to a corpus; create it where there is none.

    The same bytes are stored once. A call that was stopped continues when it is given again. What can't be read is
    named at the end with the reason and recorded as an error; everything else is added. Where nothing could be taken
    in, no new corpus is left.

    Exit status: 0 everything was added, 2 something was lost or the call is wrong.

    \b
    attribune add evidence/ crawl.warc.gz
    attribune add table.csv --map text=body,url=link
    attribune add --fetch --urls pages.txt https://quay.example/news/bridge
    attribune add --from-corpus old-corpus --corpus corpus
    attribune add --from tables --where 'outlet=Gull Weekly'
    """
    from attribune.cli.corpus.add_progress import AddProgress
    from attribune.cli.shared.interrupts import stoppable
    from attribune.corpus.ingest.web import urls_in

    if tables is not None or fields:
        if tables is None or inputs or lists or earlier or again:
            raise UsageError(
                "--from takes a folder of tables, and --where a part of these; add other inputs by themselves"
            )
        return _add_tables(tables, fields, folder, accept_loss, workers, form)
    problems: list[AttribuneError] = []
    inputs = (*inputs, *(url for path in lists for url in urls_in(path, on_error=problems.append)))
    _refuse_wrong(inputs, folder, fetch, again or bool(earlier), reader, contact)
    _refuse_own(earlier, folder)
    progress = AddProgress(inputs, form)
    with stoppable(progress.interrupted):
        return _add(
            inputs,
            folder,
            tier,
            reader,
            columns,
            contact,
            skip_known,
            again,
            earlier,
            accept_loss,
            workers,
            problems,
            progress,
        )


def _add_tables(
    tables: str, fields: tuple[str, ...], folder: str, accept_loss: bool, workers: int | None, form: str
) -> int:
    """Add what a folder of tables has; return the exit status."""
    from collections import Counter

    from attribune.cli.corpus.add_progress import AddProgress
    from attribune.cli.shared.interrupts import stoppable
    from attribune.corpus.ingest.add import add as add_items
    from attribune.corpus.ingest.tables import require_tables, table_items
    from attribune.corpus.ingest.worker import NO_TIER, READER
    from attribune.corpus.storage.corpus import Corpus

    if any("=" not in field for field in fields):
        raise UsageError("say which field has which value: --where outlet=…", concerns="--where")
    wanted = [(name.strip(), value) for name, _, value in (field.partition("=") for field in fields)]
    require_tables(tables, wanted)
    progress, readers = AddProgress((tables,), form), Counter[str]()
    new = _missing_folders(folder)
    with stoppable(progress.interrupted), Corpus(folder, write=True, accept_loss=accept_loss) as corpus, progress:
        items = table_items(tables, wanted, readers)
        added = add_items(corpus, items, tier=NO_TIER, workers=workers, on_commit=progress.committed)
        new = new if _is_empty(corpus, added) else []
    _remove(new)
    _report(added, PassedOver(), (), progress.form, folder)
    for name, number in sorted(readers.items()):
        if not (name == READER or name.startswith(f"{READER} ")):
            told = f"{count(number, 'article')} read by {name}, and this is {READER}"
            _report_left(f"{told}: what it would read is not known; attribune add --again --corpus {folder} reads anew")
    return 2 if _lost(added) else 0


def _add(
    inputs: tuple[str, ...], folder: str, tier: str, reader: str | None, columns: str | None, contact: str | None,
    skip_known: bool, again: bool, earlier: str | None, accept_loss: bool, workers: int | None,
    problems: list[AttribuneError], progress: AddProgress,
) -> int:  # fmt: skip
    from attribune.corpus.ingest.add import add as add_items
    from attribune.corpus.ingest.web import is_url
    from attribune.corpus.storage.corpus import Corpus

    others = PassedOver()
    archives: list[Report] = []
    new = _missing_folders(folder)
    with Corpus(folder, write=True, accept_loss=accept_loss) as corpus, progress:
        items = _items(inputs, corpus, problems, others, archives, reader, columns, contact, skip_known, earlier)

        def lost() -> list[AttribuneError]:
            problems_taken, problems[:] = problems[:], []
            return problems_taken

        if inputs and all(map(is_url, inputs)):
            workers = 1  # pages come one after the other: each is kept before the next is asked for
        added = add_items(
            corpus, items, tier=tier, workers=workers, again=again, on_commit=progress.committed, lost=lost
        )
        new = new if _is_empty(corpus, added) else []
    _remove(new)
    _report(added, others, archives, progress.form, folder)
    return 2 if _lost(added) else 0


def _missing_folders(folder: str) -> list[Path]:
    """Return the corpus folder and those above it that aren't there yet, the innermost first."""
    path = Path(folder).absolute()
    return [one for one in (path, *path.parents) if not os.path.lexists(one)]


def _is_empty(corpus: Corpus, added: Added) -> bool:
    """True if nothing was taken in, not even bytes that couldn't be read, and all errors are told on the terminal."""
    kept = corpus.rows("SELECT EXISTS (SELECT 1 FROM payloads) OR EXISTS (SELECT 1 FROM captures) AS kept")[0]["kept"]
    return not kept and len(added.errors) <= LISTED


def _remove(folders: Sequence[Path]) -> None:
    """Remove a corpus folder that this call made for nothing, and then the folders above it that it made; nothing where
    there is more in it than every new corpus has.
    """
    if not folders:
        return
    own = [folders[0] / name for name in _NEW_FILES]
    payloads = folders[0] / "payloads"
    if {*folders[0].iterdir()} <= {*own, payloads} and not (payloads.is_dir() and any(payloads.iterdir())):
        for path in own:
            path.unlink(missing_ok=True)
        for made in (payloads, *folders):
            if made.is_dir() and not any(made.iterdir()):
                made.rmdir()


def _refuse_wrong(
    inputs: Sequence[str], folder: str, fetch: bool, again: bool, reader: str | None, contact: str | None
) -> None:
    """Raises UsageError before anything is made or fetched."""
    from attribune.articles.formats import FORMATS
    from attribune.corpus.ingest.web import is_url
    from attribune.fetch.types import FetchOptions

    FetchOptions(contact=contact)
    corpus_input = next((named for named in inputs if not is_url(named) and _is_same_path(named, folder)), None)
    if corpus_input:
        raise UsageError("this is the folder of the corpus itself; name another with --corpus", concerns=corpus_input)

    if reader and "." + reader.lower().lstrip(".") not in FORMATS:
        formats = " ".join(sorted(form.lstrip(".") for form in FORMATS))
        raise UsageError(f"there is no such format; there are: {formats}", concerns=f"--as {reader}")

    if not inputs and not again:
        raise UsageError("name files, folders or URLs to add, or - for standard input")
    url = next((named for named in inputs if is_url(named)), None)
    if url and not fetch:
        raise UsageError("nothing is fetched unless you say so; add --fetch to this call", concerns=url[:200])


def _refuse_own(earlier: str | None, folder: str) -> None:
    """Raise what is wrong with the corpus to read from, before another one is made."""
    if earlier is None:
        return
    from attribune.corpus.ingest.earlier import require_earlier

    if _is_same_path(earlier, folder):
        raise UsageError(
            "this folder is read from and can't be written to as well; name a new one with --corpus", concerns=earlier
        )
    require_earlier(Path(earlier))


def _report_left(line: str) -> None:
    from attribune.exports.terminal.ansi import printable

    click.echo(f"attribune: {printable(line)}", err=True)


def _is_same_path(first: str, second: str) -> bool:
    return os.path.realpath(first.replace("\0", "")) == os.path.realpath(second) if first != "-" else False


def _items(
    inputs: Sequence[str],
    corpus: Corpus,
    problems: list[AttribuneError],
    others: PassedOver,
    archives: list[Report],
    reader: str | None,
    columns: str | None,
    contact: str | None,
    skip_known: bool,
    earlier: str | None,
) -> Iterator[Item]:
    from attribune.articles.tabular.table import column_map
    from attribune.corpus.ingest.archives import Pages, archive_items, is_archive
    from attribune.corpus.ingest.earlier import earlier_items
    from attribune.corpus.ingest.items import file_items, stored_items
    from attribune.corpus.ingest.web import is_url, web_items

    mapped = column_map(columns) if columns else None
    opened = partial(archive_items, on_report=archives.append, pages=Pages(corpus))
    if earlier:
        yield from earlier_items(earlier, on_error=problems.append, on_left=_report_left)
    elif not inputs:
        yield from stored_items(corpus.db)
    urls = [named for named in inputs if is_url(named)]  # together: one fetcher keeps pace, robots and connections
    if urls:
        yield from web_items(urls, corpus=corpus, contact=contact, format=reader, columns=mapped, skip_known=skip_known)
    for named in inputs:
        if is_url(named):
            continue
        if named != "-" and is_archive(named) and Path(named).is_file():
            yield from opened(Path(named), on_error=problems.append)
        else:
            yield from file_items([named], on_error=problems.append, format=reader, archives=opened,
                                  leave_out=corpus.folder, columns=mapped, on_other=others)  # fmt: skip


def _archives(reports: Sequence[Report], without_text: int) -> str:
    """Return what became of the records of the web archives."""
    from attribune.articles.warc.report import together

    textless = f"; {without_text:,} of those kept without article text" if without_text else ""
    return f"{count(len(reports), 'web archive')}: {together(reports).line()}{textless}"


def _lost(added: Added) -> set[str | None]:
    """Return the inputs of which something was lost.

    What this program wrote itself is left out and named, but not lost.
    """
    return {error.concerns for error in added.errors if error.code != OwnOutput.code}


def _undated(number: int) -> str:
    which = "1 article has a date that isn't" if number == 1 else f"{number:,} articles have dates that aren't"
    return f"{which} understood: --since and --until leave them out; attribune read shows what they say"


def _report(added: Added, others: PassedOver, archives: Sequence[Report], form: str, folder: str) -> None:
    from attribune.cli.corpus.add_progress import new_texts, span
    from attribune.cli.shared.inputs import width
    from attribune.exports.terminal.ansi import printable, wrap

    for error in added.errors[:LISTED]:
        click.echo(f"attribune: {error.line()}", err=True)
    if len(added.errors) > LISTED:
        click.echo(
            f"attribune: and {len(added.errors) - LISTED:,} more, all in the table errors of corpus.db", err=True
        )
    others.attachments += added.attachments
    for line in others.lines():
        click.echo(f"attribune: {printable(line)}", err=True)
    if added.undated:
        click.echo(f"attribune: {_undated(added.undated)}", err=True)
    known_words = f" ({added.known:,} known already)" if added.known else ""
    lost = len(_lost(added))
    words = (
        f"{count(added.items, 'input')}{known_words}: {new_texts(added.articles)}, "
        f"{count(added.statements, 'statement')}, {span(added.seconds)}"
    )
    click.echo(words, err=form == "jsonl")
    more = [f"not traced yet; to count independent sources: attribune trace --corpus {folder}"] * bool(added.articles)
    more += [_archives(archives, added.without_text)] * bool(archives)
    for line in more:
        click.echo("\n".join(wrap([(line, "")], width=width(), colour=False, rest="  ")), err=form == "jsonl")
    if lost:
        click.echo(f"{count(lost, 'input')} lost in part or whole, named above", err=form == "jsonl")

"""``attribune dossier``: statements and checks with all that proves them, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attribune.cli.corpus.search import search_options
from attribune.cli.shared.output import FORCE, refuse_overwriting, replacing
from attribune.errors import MalformedInput, MissingInput, UsageError

if TYPE_CHECKING:
    from attribune.corpus.query.types import SearchResult

MOST = 10_000  # statements in one dossier


@click.command(short_help="Write statements or checks with their proof to one file.")
@click.argument("words", nargs=-1)
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option(
    "--statement", "statements", type=int, multiple=True, metavar="ID", help="This statement; again for more."
)
@click.option("--article", "articles", multiple=True, metavar="URL|PATH|ID", help="This article, all its versions.")
@click.option("--check", "checks", multiple=True, metavar="FILE", help="What attribune check --format json printed.")
@search_options
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write.")
@FORCE
def dossier(words: tuple[str, ...], folder: str, statements: tuple[int, ...], articles: tuple[str, ...],
            checks: tuple[str, ...], output: str, force: bool, **options: Any) -> int:  # fmt: skip
    """Write one file with the statements found (or named), their articles in all versions, and the bytes they were read
    from, so that anybody can verify it offline. Without this program and the corpus, one file of Python is enough for
    it; verify-dossier --script writes it.

    WORDS and filters are those of search; they find statements unless --in says otherwise. The seal printed at the end
    is a hash of every byte of the file.

    \b
    attribune dossier --speaker "Ines Calloway" -o calloway.jsonl
    attribune verify-dossier calloway.jsonl
    """
    from attribune.corpus.query.dossier import dossier as lines_of
    from attribune.corpus.query.search import search
    from attribune.corpus.query.types import Query
    from attribune.corpus.storage.corpus import Corpus

    refuse_overwriting(output, (folder, *checks), force=force)
    options["where"] = options["where"] or "statements"
    wanted = " ".join(words)
    filtered = any(
        value not in (None, False) for name, value in options.items() if name not in ("where", "all_versions")
    )
    with Corpus(folder) as corpus:
        numbers = list(statements)
        named = [int(corpus.article_at(article)["id"]) for article in articles]
        if wanted or filtered:
            result = search(corpus, Query(words=wanted, limit=MOST + 1, **options))
            if result.where == "speakers":
                raise UsageError("a dossier holds statements or articles; name a speaker with --speaker")
            _require_complete(result)
            if result.where == "statements":
                numbers += [hit["id"] for hit in result.hits]
            else:
                named += [int(corpus.article_at(hit["address"])["id"]) for hit in result.hits]
        loaded = [(path, check) for path in checks for check in _loaded(path)]
        if not numbers and not named and not loaded:
            raise UsageError(
                "no statements or articles were found to put into a dossier; --in articles looks for words in all of "
                "their text, and --statement, --article and --check name what belongs there"
            )
        check_records = {"checks": [check for _, check in loaded], "files": [path for path, _ in loaded]}
        seal = _write(output, lines_of(corpus, statements=numbers, articles=named, about=wanted, **check_records))
    click.echo(f"wrote {output}\nsealed {seal}")
    return 0


def _require_complete(result: SearchResult) -> None:
    """Pass on what the search notes. Raises UsageError where it found more than a dossier holds: none is cut."""
    from attribune.exports.terminal.ansi import printable

    if result.note:
        click.echo(printable(result.note), err=True)
    if len(result.hits) > MOST or not result.counted_all:
        raise UsageError(f"more than {MOST:,} {result.where} were found; a dossier holds no more: narrow the search")


def _loaded(path: str) -> list[Any]:
    """Return the checks in a file, each a JSON object that its own words don't contradict."""
    from attribune.check.consistency import contradictions
    from attribune.records import Report, from_json

    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
        checks = value["drafts"] if isinstance(value, dict) and "drafts" in value else [value]
        contradictions_found = [problem for check in checks for problem in contradictions(from_json(Report, check))]
    except OSError as error:
        raise MissingInput(f"can't be opened: {error.strerror}", concerns=path) from None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        raise MalformedInput("this isn't what attribune check --format json prints", concerns=path) from None
    if contradictions_found:
        raise MalformedInput(
            f"this check was changed by hand: {'; '.join(contradictions_found[:3])}; check again", concerns=path
        )
    return list(checks)


def _write(output: str, lines: Iterable[str]) -> str:
    last = ""
    with replacing(output) as file:
        for line in lines:
            file.write(line)
            last = line
    return str(json.loads(last)["sha256"])

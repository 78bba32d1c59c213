"""Check the built-in draft against the built-in evidence: ``python -m attribune.demo [--out FILE]``.

Nothing is copied out of the package and nothing is prepared: the texts beside this file go the same way as
anybody's. Two pages are written, the check and one article as it was read. The exit status is 0 although the
draft is full of mistakes; ``attribune check`` would exit with 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path

from attribune.articles.reading import read_paths
from attribune.check.engine import check_draft
from attribune.check.places import in_files
from attribune.cli.shared.streams import PLAIN
from attribune.errors import AttribuneError, UsageError
from attribune.exports.html import check as check_html
from attribune.exports.html import reading as read_html
from attribune.exports.terminal.check import check_text
from attribune.records import Article, Report
from attribune.sources.reading import read_article

WIDEST = 100  # columns; longer lines are hard to read
READ = "Tidewater Ledger"  # the outlet whose article is also shown as read: it has a post, a log and an unnamed source


def sample(folder: Path) -> tuple[Article, list[Article]]:
    """Return the demo's draft and evidence. Raises AttribuneError where one of them can't be read."""
    return _read(folder / "draft.md")[0], _read(folder / "evidence")


def _read(path: Path) -> list[Article]:
    return list(read_paths([_short(path)], on_error=_give_up))


def _give_up(error: AttribuneError) -> None:
    raise error


def main(arguments: list[str] | None = None) -> int:
    """Print the report, write the pages, say where they are. The exit status: 0, or 2 where a page can't be written."""
    parser = argparse.ArgumentParser(prog="python -m attribune.demo", description="Check a built-in draft.")
    parser.add_argument(
        "--out", metavar="FILE", default="out/demo.html", help="the page to write (default: %(default)s)"
    )
    out = Path(parser.parse_args(arguments).out)
    try:
        with ExitStack() as stack:
            folder = stack.enter_context(as_file(files("attribune.demo")))
            _show(folder, out)
    except AttribuneError as error:
        print(f"attribune: {error.line()}", file=sys.stderr)
        return 2
    return 0


def _show(folder: Path, out: Path) -> None:
    draft, evidence = sample(folder)
    articles = {article.id: article for article in evidence}
    print(f"$ attribune check {_short(folder / 'draft.md')} --against {_short(folder / 'evidence')}\n")
    check = in_files(check_draft(draft, evidence), articles)
    print(_report(check, articles))
    _write(out, check_html.page([check], articles))
    print(f"The same as a page:  {out}\n                     {out.absolute().as_uri()}")
    story = next((article for article in evidence if article.outlet == READ), evidence[0])
    reading = out.with_name(f"{out.stem}-read{out.suffix or '.html'}")
    _write(reading, read_html.page([read_article(story)]))
    print(f"One article as read: {reading}\n                     {reading.absolute().as_uri()}")
    if not all(verdict.ok for verdict in check.results):
        print("\nThe draft isn't fit to print, so `attribune check` would exit with 1; the demo itself went well.")


def _report(check: Report, articles: dict[str, Article]) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    encoding = sys.stdout.encoding or "utf-8"
    return check_text(check, width=width, colour=colour, articles=articles).encode(encoding, PLAIN).decode(encoding)


def _short(path: Path) -> str:
    """Return the path as one would type it from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _write(path: Path, page: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UsageError(
            f"the page can't be written ({reason}); name another place with --out", concerns=str(path)
        ) from None


if __name__ == "__main__":
    sys.exit(main())

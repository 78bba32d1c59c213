"""``attribune verify``: is everything in a corpus still what was taken in?"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from attribune.corpus.verify import Verified

PACE = 0.3  # seconds between two progress lines


@click.command(short_help="Check every byte and span of a corpus.")
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Output form.")  # fmt: skip
def verify(folder: str, form: str) -> int:
    """Hash every capture again and read it again, check every span against its text, walk the log and the indexes.

    What is broken is named. Nothing is changed. Exit status: 0 clean, 1 something is broken, 2 there is no corpus.
    """
    from attribune.corpus.verify import verify as verified

    shown = 0.0

    def progress(what: str, done: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - shown > PACE:
            shown = time.monotonic()
            sys.stderr.write(f"\r\033[K{what}" + (f": {done:,}" if done else ""))
            sys.stderr.flush()

    found = verified(folder, progress=progress)
    if shown:
        sys.stderr.write("\r\033[K")
    click.echo(_json(found) if form == "json" else _text(found))
    return 0 if found.clean else 1


def _text(found: Verified) -> str:
    from attribune.exports.ink import printable

    lines = [
        line
        for p in found.problems
        for line in (f"broken [{p.kind}]: {printable(p.message)}", f"  {printable(p.where)}")
    ]
    if found.more:
        lines.append(f"and {found.more:,} more")
    lines += [f"note: {printable(note)}" for note in found.notes]
    checked = ", ".join(f"{count:,} {name}" for name, count in found.counts.items()).replace(" log", " log entries")
    state = "clean" if found.clean else f"{len(found.problems) + found.more:,} broken"
    return "\n".join([*lines, f"{state}: {checked}" if checked else state])


def _json(found: Verified) -> str:
    problems = [{"kind": p.kind, "where": p.where, "message": p.message} for p in found.problems]
    return json.dumps(
        {"clean": found.clean, "problems": problems, "more": found.more, "counts": found.counts, "notes": found.notes},
        indent=2,
    )

"""``attribune verify``: is everything in a corpus still what was taken in?"""

from __future__ import annotations

import json
import re
import sys
import time
from typing import TYPE_CHECKING

import click

from attribune.errors import UsageError

if TYPE_CHECKING:
    from attribune.corpus.verify.run import Verified

_HEAD = re.compile(r"([0-9]{1,15}):([0-9a-fA-F]{64})")
LISTED = 100  # of what couldn't be looked at; the JSON has all
PACE = 0.3  # seconds between two progress lines


@click.command(short_help="Check every byte and span of a corpus.")
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Output form.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read; by default one a core.")
@click.option("--head", metavar="SEQ:HASH", help="A log entry that was kept elsewhere, to compare.")
def verify(folder: str, form: str, workers: int | None, head: str | None) -> int:
    """Hash and read every payload again, check every span against its text, and check the log and the indexes.

    What is broken is named, and so is a trace (attribune trace) that isn't current. Nothing is changed. The log's last
    entry is printed: keep it elsewhere and compare it later with --head, to know that nobody has written the whole
    corpus anew. Exit status: 0 clean, 1 something is broken, 2 there is no corpus, or nothing was found broken and
    something couldn't be checked.

    \b
    attribune verify --corpus evidence-2026
    """
    from attribune.corpus.verify.run import verify as verified
    from attribune.trace.corpus.update import verify_trace

    progress = _Progress()
    result = verified(folder, progress=progress, workers=workers, head=_parse_head(head))
    verify_trace(folder, result)
    progress.clear()
    click.echo(_json(result) if form == "json" else _text(result))
    return 0 if result.clean else 1 if result.problems else 2


def _parse_head(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    written = _HEAD.fullmatch(head.strip())
    if not written:
        raise UsageError("a log entry is its number, a colon and its whole hash, as verify prints it", concerns=head)
    return int(written[1]), written[2].lower()


class _Progress:
    """One line on a terminal: what is checked, how many of how many, how fast, how long it takes."""

    def __init__(self) -> None:
        self._what = ""
        self._began = self._shown = 0.0

    def __call__(self, part: str, done: int, total: int) -> None:
        """So many are done."""
        now = time.monotonic()
        if part != self._what:
            self._what, self._began = part, now
        if not sys.stderr.isatty() or now - self._shown < PACE:
            return
        self._shown = now
        line = f"{part}: {done:,}" if done else part
        if total:
            rate = done / max(1e-6, now - self._began)
            line += f" of {total:,}" + (f" ({rate:,.0f}/s, {(total - done) / rate:,.0f} s left)" if rate else "")
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave an empty line to the report."""
        if self._shown:
            sys.stderr.write("\r\033[K")


def _text(result: Verified) -> str:
    from attribune.cli.shared.inputs import width
    from attribune.exports.terminal.ansi import printable, wrap

    lines = [
        line
        for p in result.problems
        for line in (f"broken [{p.kind}]: {printable(p.message)}", f"  {printable(p.where)}")
    ]
    if result.more:
        lines.append(f"and {result.more:,} more")
    for note in result.notes:
        lines += wrap([(f"note: {printable(note)}", "")], width=width(), colour=False, rest="  ")
    lines += [f"couldn't be looked at: {printable(what)}" for what in result.unchecked[:LISTED]]
    if len(result.unchecked) > LISTED:
        lines.append(f"and {len(result.unchecked) - LISTED:,} more that couldn't be looked at")
    if result.head:
        lines.append(f"log ends with {result.head[0]}:{result.head[1]}")
    names = {"log": "log entries"}
    counted = ((count, names.get(name, name)) for name, count in result.counts.items())
    checked = ", ".join(f"{count:,} {_singular(name) if count == 1 else name}" for count, name in counted)
    state = "clean" if result.clean else f"{len(result.problems) + result.more:,} broken"
    if result.unchecked:
        state += f", {len(result.unchecked):,} not looked at"
    return "\n".join([*lines, f"{state}: {checked}" if checked else state])


def _singular(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")


def _json(result: Verified) -> str:
    from attribune.exports.corpus_objects import verified_object
    from attribune.exports.neutral import escaped

    return escaped(json.dumps(verified_object(result), indent=2))

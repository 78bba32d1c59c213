"""A check in lines that editors and compilers' readers know: ``path:line:column: verdict: message``."""

from __future__ import annotations

from attribune.exports import wording
from attribune.exports.html.segments import Places
from attribune.exports.terminal.ansi import printable
from attribune.records import Report


def check_lines(check: Report) -> str:
    """Return a line for each quotation and citation that isn't ok, and for each note; "" where there are none."""
    places, name = Places(check.draft), wording.draft_name(check)
    lines = [f"{name}: {note}" for note in check.notes]
    for verdict in check.results:
        if not verdict.ok:
            place = verdict.place or f"{name}: {places.at(verdict.quote[0])}"
            ignored = f"ignored ({verdict.ignored}): " if verdict.ignored else ""
            lines.append(f"{place}: {ignored}{wording.verdict_words()[verdict.verdict].label}: {verdict.message}")
    lines += [f"{name}: citation {one.document}: {one.reason}" for one in check.citations if one.status != "ok"]
    return "".join(printable(" ".join(line.split())) + "\n" for line in lines)

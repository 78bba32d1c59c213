"""The notes on what belongs to a mail and isn't read, and how many such parts an article's notes tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST_LISTED = 20  # attachments named in the notes
ATTACHMENT = "hole: the attachment "  # begins the note on one
_MORE = re.compile(r"hole: (\d{1,9}) more attachments")


def attachment_notes(names: Sequence[str]) -> tuple[str, ...]:
    """Return a note for each attachment that isn't read, and one that counts those beyond :data:`MOST_LISTED`."""
    listed = [f"{ATTACHMENT}{name[:80]} isn't read" for name in names[:MOST_LISTED]]
    beyond = len(names) - MOST_LISTED
    return (*listed, *([f"hole: {beyond} more attachments"] if beyond > 0 else []))


def unread_attachments(notes: Iterable[str]) -> int:
    """Return how many attachments an article's notes say weren't read.

    >>> unread_attachments(attachment_notes(["a.pdf", "b.txt"]))
    2
    """
    count = 0
    for note in notes:
        more = _MORE.fullmatch(note)
        count += int(more[1]) if more else note.startswith(ATTACHMENT)
    return count

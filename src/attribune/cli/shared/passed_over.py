"""What a folder or a mail holds that isn't read: counted by kind, named in the same words by every command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attribune.text.clipping import count

MOST_KINDS = 8  # suffixes named
HIDDEN = "hidden"


class PassedOver:
    """The files of folders that no reader takes, corpora among them, and the attachments of mails."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._corpora: dict[str, None] = {}
        self._known: dict[Path, Path | None] = {}
        self.attachments = 0

    def hear(self, notes: Iterable[str]) -> None:
        """Take note of what the notes of an article say of attachments."""
        from attribune.articles.document.unread_parts import unread_attachments

        self.attachments += unread_attachments(notes)

    def __call__(self, path: Path) -> None:
        """Take note of one file, or of a hidden folder."""
        corpus = self._corpus_of(path.parent)
        if corpus is not None:
            self._corpora[str(corpus)] = None
        elif path.name.startswith("."):
            self._kinds[HIDDEN] += 1
        else:
            suffix = re.sub(r"[^.\w+-]", "?", path.suffix.lower()[:12])
            self._kinds[suffix or "no suffix"] += 1

    def _corpus_of(self, folder: Path) -> Path | None:
        """Return the corpus that a folder lies in, if any; asked once a folder."""
        from attribune.corpus.storage.database import is_corpus

        if folder not in self._known:
            above = folder.parent
            self._known[folder] = (
                folder
                if is_corpus(folder)
                else self._corpus_of(above)
                if above != folder and str(folder) != "."
                else None
            )
        return self._known[folder]

    def lines(self) -> list[str]:
        """Return the sentences; none where nothing was passed over."""
        sentences = [f"{folder}: a corpus inside a folder isn't read; name it by itself" for folder in self._corpora]
        if self._kinds.total():
            kinds = self._kinds.most_common()
            listed = ", ".join(f"{kind} ({number:,})" for kind, number in kinds[:MOST_KINDS])
            more = "…" if len(kinds) > MOST_KINDS else ""
            sentences.append(
                f"{count(self._kinds.total(), 'file')} left out, of kinds that aren't read: {listed}{more}"
            )
        if self.attachments:
            named = f"{count(self.attachments, 'attachment')} of mails left out"
            sentences.append(f"{named}; save what belongs to the evidence as files")
        return sentences

"""What a folder holds that isn't read: counted by kind, and said in the same words by every command."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

MOST_KINDS = 8  # suffixes named
HIDDEN = "hidden"


class PassedOver:
    """The files of folders that no reader takes, and corpora among them."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._corpora: dict[str, None] = {}
        self._known: dict[Path, Path | None] = {}

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
        """The corpus that a folder lies in, if any; asked once a folder."""
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
        """The sentences; none where nothing was passed over."""
        said = [f"{folder}: a corpus inside a folder isn't read; name it by itself" for folder in self._corpora]
        count = self._kinds.total()
        if count:
            kinds = self._kinds.most_common()
            told = ", ".join(f"{kind} ({number:,})" for kind, number in kinds[:MOST_KINDS])
            more = "…" if len(kinds) > MOST_KINDS else ""
            said.append(f"{count:,} file{'s' * (count != 1)} left out, of kinds that aren't read: {told}{more}")
        return said

"""What changes when files of drafts or evidence do, looked at without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attribune.articles.reading import Stamp, stamp
from attribune.corpus.storage.database import is_corpus


def stamps(paths: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """Yield each file, those of folders too, with its time, size and number; of a corpus its database."""
    for name in paths:
        if is_corpus(name):
            yield from ((name, stamp(Path(name, part))) for part in ("corpus.db", "corpus.db-wal"))
        elif os.path.isdir(name):  # noqa: PTH112 - any string may be an argument
            for folder, folders, files in os.walk(name):
                folders.sort()
                paths_here = [Path(folder, file) for file in sorted(files)]
                yield from ((str(path), stamp(path)) for path in paths_here)
        else:
            yield name, stamp(Path(name))

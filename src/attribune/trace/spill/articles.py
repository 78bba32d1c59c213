"""Articles in a file, each read when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Self

from attribune.articles.document.identity import LONGEST
from attribune.records import Article, TracedArticle, from_bytes, to_bytes
from attribune.trace.lineage.dating import in_order, place_in_time
from attribune.trace.stage_cache import text_key
from attribune.trace.texts.prepared_texts import traced_article

HELD = 100_000_000  # bytes of articles in memory, above which they lie in a file


class _Slot(NamedTuple):
    """What is in memory of an article. ``begin`` and ``end`` are where it lies in the file."""

    traced: TracedArticle
    key: bytes
    size: int
    begin: int
    end: int


class SpilledArticles:
    """Articles by number in the order of time (:func:`in_order`), in memory as long as they are few.

    Use as a context manager: the file is gone then.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD, prefix="attribune-")  # noqa: SIM115 (closed in __exit__)
        slots = [self._slot(article) for article in articles]
        bases = Counter(map(_base, slots))
        alike = in_order(self._read([slot for slot in slots if bases[_base(slot)] > 1]))
        slots = [slot for slot in slots if bases[_base(slot)] == 1]
        self._file.seek(0, SEEK_END)
        slots += map(self._slot, alike)
        slots.sort(key=lambda slot: place_in_time(slot.traced.published, slot.traced.article))
        self._slots = slots
        self.keys = [slot.key for slot in slots]
        self.sizes = [slot.size for slot in slots]
        self.traced = [slot.traced for slot in slots]

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Return these articles."""
        return self._read([self._slots[number] for number in numbers])

    def _read(self, slots: Sequence[_Slot]) -> list[Article]:
        found = list[Article]()
        for slot in slots:
            self._file.seek(slot.begin)
            found.append(from_bytes(Article, self._file.read(slot.end - slot.begin)))
        return found

    def _slot(self, article: Article) -> _Slot:
        """Write an article to the end of the file."""
        begin = self._file.tell()
        end = begin + self._file.write(to_bytes(article))
        return _Slot(traced_article(article), text_key(article.text), len(article.text), begin, end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _base(slot: _Slot) -> str:
    """Return the part of an id that it keeps where it is told apart from others."""
    return slot.traced.article.partition("@")[0][:LONGEST]

"""The passages in somebody's own words of one article, found by the words that they share with a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attribune.check.evidence.index import words
from attribune.check.quote import Voices
from attribune.records import Span
from attribune.text.sentences import sentences

MAX_SHOWN = 1_000  # code points of a passage that is shown; of a longer turn the sentence is
MAX_STANDING = 500  # passages in which a word may stand for these to be looked at; commoner ones tell nothing
MAX_LOOKED_AT = 40  # passages compared with one quotation: those that share most of its rarer words


class Passages:
    """Each turn as a passage, a long one as its sentences; made when it is first asked."""

    def __init__(self, text: str, voices: Voices) -> None:
        self._text, self._voices = text, voices
        self._made: list[tuple[int, Span, frozenset[str]]] | None = None
        self._standing: dict[str, list[int]] = {}

    def sharing(self, wanted: set[str]) -> list[tuple[float, int, Span]]:
        """Share of the wanted words, number of the turn and span of the passages that share most of them.

        Its cost is the wanted words' and bounded, whatever the number of passages.
        """
        made = self._passages()
        there = sorted((word for word in wanted if word in self._standing), key=lambda w: len(self._standing[w]))
        counts: Counter[int] = Counter()
        for number, word in enumerate(there):
            if number and len(self._standing[word]) > MAX_STANDING:
                break
            counts.update(self._standing[word][:MAX_STANDING])
        best = sorted(counts, key=lambda n: (-counts[n], n))[:MAX_LOOKED_AT]
        return [(len(wanted & made[n][2]) / len(wanted), made[n][0], made[n][1]) for n in best]

    def _passages(self) -> list[tuple[int, Span, frozenset[str]]]:
        if self._made is None:
            self._made = []
            for turn, spoken in enumerate(self._voices):
                for span, parts in self._cut(spoken):
                    there = frozenset(word for s, e in parts for word in words(self._text[s:e]))
                    for word in there:
                        self._standing.setdefault(word, []).append(len(self._made))
                    self._made.append((turn, span, there))
        return self._made

    def _cut(self, spoken: tuple[Span, ...]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
        """Yield the turn, or of a long one each sentence, with its own words' spans."""
        if spoken[-1][1] - spoken[0][0] <= MAX_SHOWN:
            yield (spoken[0][0], spoken[-1][1]), spoken
            return
        for start, end in spoken:
            whole = [(start, end)] if end - start <= MAX_SHOWN else sentences(self._text, start, end)
            for low, high in whole:
                for at in range(low, high, MAX_SHOWN):
                    part = (at, min(high, at + MAX_SHOWN))
                    yield part, (part,)

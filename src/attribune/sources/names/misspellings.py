"""Family names misspelt by one letter: "Mauer" after "K. C. Maurer", found without comparing every pair."""

from __future__ import annotations

from functools import lru_cache

_KEPT = 8_192  # names of which is kept what is left without a letter
SHORTEST = 5  # letters of a family name; shorter ones differ by one letter too often ("Kerr", "Kerry")


class Misspellings:
    """Known words, and which of them a word is when one letter is wrong, missing, doubled up or swapped."""

    def __init__(self) -> None:
        self._by_rest: dict[str, list[str]] = {}
        self._new: list[str] = []

    def learn(self, word: str) -> None:
        """Remember a word."""
        if len(word) >= SHORTEST:
            self._new.append(word)

    def _index(self) -> None:
        """Keep what was learnt since the last look-up by what is left of it without one letter."""
        for word in dict.fromkeys(self._new):
            for rest in _rests(word):
                known = self._by_rest.setdefault(rest, [])
                if word not in known:
                    known.append(word)
        self._new.clear()

    def meant(self, word: str) -> str | None:
        """Return the one known word that ``word`` is but for one letter; None where none is, or more than one."""
        if len(word) < SHORTEST:
            return None
        self._index()
        near = {k for rest in _rests(word) for k in self._by_rest.get(rest, ()) if _one_off(word, k)}
        return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=_KEPT)
def _rests(word: str) -> tuple[str, ...]:
    """Return a word, and what is left of it without one letter."""
    return tuple({word, *(word[:at] + word[at + 1 :] for at in range(min(len(word), 24)))})


def _one_off(a: str, b: str) -> bool:
    """True if one letter put in, left out, changed or swapped with its neighbour makes ``a`` into ``b``."""
    if a == b:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return len(long) - len(short) == 1 and short[at:] == long[at + 1 :]

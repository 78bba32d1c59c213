"""Names of outlets compared: "FOX", "fox" and "Fox " are one outlet, however each article writes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, normalize


@lru_cache(maxsize=4_096)  # a search asks it of thousands of matches, of a few outlets
def outlet_key(name: str) -> str:
    """Return the name by which an outlet is counted and looked for.

    Case, width, spaces, invisible signs and a full stop behind the name don't tell outlets apart.

    >>> outlet_key("The  Quay\\u00a0Courier\\u200b.") == outlet_key("THE QUAY COURIER")
    True
    """
    folded = normalize("NFKC", name).casefold()
    if not folded.isascii():
        seen = (sign for sign in folded if category(sign) != "Cf")
        folded = "".join(seen).replace("i\u0307", "i")  # "İ" in small letters
    words = " ".join(folded.split())
    return words.rstrip(".") or words


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the most frequent spelling of each outlet by its key; of equally frequent ones the first.

    >>> spellings(["FOX", "Fox", "Fox"])
    {'fox': 'Fox'}
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        counted[outlet_key(name)][" ".join(name.split())] += 1
    return {key: found.most_common(1)[0][0] for key, found in counted.items()}

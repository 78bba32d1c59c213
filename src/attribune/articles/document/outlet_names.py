"""Names of outlets compared: "FOX", "fox" and "Fox " are one outlet, however each article writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize


def outlet_key(name: str) -> str:
    """The name by which an outlet is counted and looked for: case, width and spaces don't tell outlets apart.

    >>> outlet_key("The  Quay\\u00a0Courier") == outlet_key("THE QUAY COURIER")
    True
    """
    return " ".join(normalize("NFKC", name).casefold().split())


def spellings(names: Iterable[str]) -> dict[str, str]:
    """The most frequent spelling of each outlet by its key; of equally frequent ones the first.

    >>> spellings(["FOX", "Fox", "Fox"])
    {'fox': 'Fox'}
    """
    counted: dict[str, Counter[str]] = {}
    for name in names:
        counted.setdefault(outlet_key(name), Counter())[" ".join(name.split())] += 1
    return {key: found.most_common(1)[0][0] for key, found in counted.items()}

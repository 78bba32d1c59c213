"""Names of outlets compared: "FOX", "fox" and "Fox " are one outlet, however each article writes it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, normalize

_AROUND = "\"'“”‘’«»„‚‹›,;:|()[] "
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,12})(?::\d{1,5})?(?:/\S*)?")
_SUBDOMAIN = re.compile(r"^(?:www\d?|m|amp|mobile|edition|rss|feeds)\.(?=[\w-]+\.)")
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")  # on Latin letters; signs of other scripts are letters
_NO_LETTERS = re.compile(r"[\W_]+")
LEAST_BEHIND_THE = 6  # characters: "the i" stays
LEAST_OF_A_LABEL = 3


@lru_cache(maxsize=4_096)  # a search asks it of thousands of matches, of a few outlets
def outlet_key(name: str) -> str:
    """Return the name by which an outlet is counted and looked for.

    Case, "The", width, spaces, invisible signs, accents, and marks and stops around the name don't tell outlets apart,
    nor does how the address of a site is written.

    >>> outlet_key("The  Quay\\u00a0Courier\\u200b.") == outlet_key("QUAY COURIER")
    True
    >>> outlet_key("https://www.Quay.example/") == outlet_key("m.quay.example")
    True
    """
    folded = normalize("NFKC", name).casefold()
    if not folded.isascii():
        folded = "".join(sign for sign in folded if category(sign) != "Cf")
        folded = _ACCENTS.sub("", normalize("NFKD", folded))
    words = " ".join(folded.split())
    bare = words.strip(_AROUND).rstrip(".") or words
    address = _ADDRESS.fullmatch(bare)
    if address:
        return _SUBDOMAIN.sub("", address[1])
    return (bare.removeprefix("the ") if len(bare) > LEAST_BEHIND_THE else bare) or bare


def count_outlets(names: Iterable[str]) -> int:
    """Return how many outlets names are of; an address is the outlet whose name it is made of.

    >>> count_outlets(["The Quay Courier", "quay courier", "www.quaycourier.example", "thequaycourier.example", "FOX"])
    2
    """
    keys = set(map(outlet_key, names))
    sites = {key for key in keys if _ADDRESS.fullmatch(key)}
    named = {_NO_LETTERS.sub("", key) for key in keys - sites}
    return len(keys) - sum(
        any(label in named or label.removeprefix("the") in named for label in _labels(site)) for site in sites
    )


def _labels(site: str) -> list[str]:
    return [_NO_LETTERS.sub("", label) for label in site.split(".")[:-1] if len(label) >= LEAST_OF_A_LABEL]


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the most frequent spelling of each outlet by its key; of equally frequent ones the first.

    >>> spellings(["FOX", "Fox", "Fox"])
    {'fox': 'Fox'}
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        counted[outlet_key(name)][" ".join(name.split())] += 1
    return {key: found.most_common(1)[0][0] for key, found in counted.items()}

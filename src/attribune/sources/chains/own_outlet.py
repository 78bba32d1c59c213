"""Which sources of an article are its own outlet: "told The Intercept" on The Intercept's page is first-hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from attribune.records import Article, Source
from attribune.sources.names.lexicon import plain, unowned

_THE = re.compile(r"^the\s+", re.IGNORECASE)
# "this newspaper", "our reporter", "our own Jo Reed"; but "our sister paper", "our rivals in town" are others.
_SELF = re.compile(r"[Tt]his\s|[Oo]ur\s(?:own\s)?(?:[A-ZÀ-ÞŒŠŽ][\w’'-]*\s)*[\w’'-]+\Z")
_PERSON_OF = re.compile(  # "The Intercept’s Jo Reed"; its rival is another
    r"['’]s?\s(?=[A-ZÀ-ÞŒŠŽ]|(?:reporter|journalist|correspondent|editor|columnist|newsroom)).*", re.DOTALL
)
_DOMAIN = re.compile(r"\.(?:com|org|net|news|co\.uk|[a-z]{2})$")
_LETTERS = re.compile(r"[^a-z0-9]+")
MIN_INITIALS = 2  # letters of "AP"; one letter names nobody


def own_outlet(article: Article, sources: Sequence[Source]) -> frozenset[str]:
    """Return the ids of those sources that are the outlet which published the article.

    A source is it by the whole name, by the initials of a name ("NPR"), by the site's address (cnn.com), by calling
    itself "this newspaper", or by the last word behind "the" ("the Tribune" of the Port Ellery Tribune) where no
    other outlet of the article ends in it.
    """
    names = _names(article)
    outlets = [source for source in sources if source.kind == "outlet"]
    found = {source.id for source in outlets if _SELF.match(source.name) or _squeezed(source.name) in names}
    words = (article.outlet or "").split()
    if len(words) > 1:
        short = [source for source in outlets if _bare(source.name) == words[-1] and _THE.match(source.name)]
        rivals = [
            source for source in outlets if source.id not in found and _bare(source.name).endswith(f" {words[-1]}")
        ]
        found |= {source.id for source in short if not rivals}
    return frozenset(found)


def _names(article: Article) -> frozenset[str]:
    """Return the outlet's names, squeezed: as the article has it, its initials, and the labels of its address."""
    names = set()
    if article.outlet:
        names.add(_squeezed(_DOMAIN.sub("", article.outlet)))
        initials = "".join(word[0] for word in article.outlet.split() if word[0].isupper() and word.lower() != "the")
        if len(initials) >= MIN_INITIALS:
            names.add(initials.lower())
    labels = _host(article.url).split(".")
    names |= {_squeezed(label) for label in labels[:-1]} | {
        _squeezed(label.removeprefix("the")) for label in labels[:-1]
    }
    return frozenset(name for name in names if len(name) >= MIN_INITIALS)


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _bare(name: str) -> str:
    return unowned(_PERSON_OF.sub("", _THE.sub("", name.strip())))


def _squeezed(name: str) -> str:
    return _LETTERS.sub("", plain(_bare(name)))

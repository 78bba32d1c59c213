"""Which sources of an article are its own outlet: "told The Intercept" on The Intercept's page is first-hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from attribune.records import Article, Source
from attribune.sources.names.lexicon import listed, plain, unowned

_THE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# "our reporter", "our own Jo Reed"; but "our sister paper", "our rivals in town" are others.
_OURS = re.compile(r"[Oo]ur\s(?:own\s)?(?:[A-ZÀ-ÞŒŠŽ][\w’'-]*\s)*[\w’'-]+\Z")
_THIS = re.compile(r"[Tt]his\s(?:\w{1,20}\s)?(\w{2,20})\Z")  # "this newspaper", "this web site", but "this report"
_PERSON_OF = re.compile(  # "The Intercept’s Jo Reed", "the Intercept’s podcast"; its rival is another
    r"['’]s?\s(?=[A-ZÀ-ÞŒŠŽ]|(?:reporter|journalist|correspondent|editor|columnist|newsroom)).*", re.DOTALL
)
_ASKED_BY = re.compile(  # and who works for it
    r"(?:questions?|queries|query|inquir\w+|enquir\w+|e-?mails?|requests?|messages?)\sfrom\s"
    r"|(?:an?\s|the\s)?(?:reporters?|journalists?|correspondents?|editors?)\s(?:for|of|at|from|with)\s"
)
_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}\Z")
_AND = re.compile(r"\s(?:and|&|,)\s|,\s(?:and\s)?")
_DOMAIN = re.compile(r"\.(?:com|org|net|news|co\.uk|[a-z]{2})$")
_LETTERS = re.compile(r"[^a-z0-9]+")
MIN_INITIALS = 2  # letters of "AP"; one letter names nobody
MIN_WHOLE = 6  # letters of a name by which a source is the outlet, whatever else it may be taken for


def own_outlet(article: Article, sources: Sequence[Source]) -> frozenset[str]:
    """Return the ids of those sources that are the outlet which published the article.

    A source is it by the whole name, also with what an outlet has behind it ("the Post newsroom"), by the initials of
    a name ("NPR"), by the site's address (cnn.com), by calling itself "this newspaper", by being one of two that were
    told, or by the last word behind "the" ("the Tribune" of the Port Ellery Tribune) where no other outlet of the
    article ends in it.
    """
    names = _names(article)
    outlets = [source for source in sources if source.kind == "outlet"]
    found = {source.id for source in sources if _is_own(source, names, _host(article.url))}
    words = (article.outlet or "").split()
    if len(words) > 1:
        short = [source for source in outlets if _bare(source.name) == words[-1] and _THE.match(source.name)]
        rivals = [
            source for source in outlets if source.id not in found and _bare(source.name).endswith(f" {words[-1]}")
        ]
        found |= {source.id for source in short if not rivals}
    return frozenset(found)


def _is_own(source: Source, names: frozenset[str], host: str) -> bool:
    """True if the source's name is one of the outlet's, or says that it is the outlet."""
    name = source.name.strip()
    this = _THIS.match(name)
    if this and (plain(this[1]) in listed("media_nouns.txt") | listed("media_owned.txt") | {"publication"}):
        return True
    asked = _ASKED_BY.match(name)
    name = name[asked.end() :] if asked else name
    if source.kind != "outlet":
        squeezed = _squeezed(name)
        return squeezed in names and (asked is not None or len(squeezed) >= MIN_WHOLE)
    if _ADDRESS.match(name):
        named = name.lower().removeprefix("www.")
        return host == named or host.endswith(f".{named}")
    parts = (name, *_AND.split(name)) if _AND.search(name) else (name,)
    return bool(_OURS.match(name)) or any(_squeezed(part) in names or _without_owned(part) in names for part in parts)


def _without_owned(name: str) -> str:
    """Return a name, squeezed, without what an outlet has: "the Quay Post newsroom", "a Quay Post reporter"."""
    words = _THE.sub("", name.strip()).split()
    behind = next((at for at, word in enumerate(words) if at and plain(word) in listed("media_owned.txt")), len(words))
    return _squeezed(unowned(" ".join(words[:behind])))


def _names(article: Article) -> frozenset[str]:
    """Return the outlet's names, squeezed: as the article has it, its initials, and the labels of its address."""
    names = set()
    if article.outlet:
        names |= {_squeezed(_DOMAIN.sub("", article.outlet)), _without_owned(article.outlet)}  # the BBC is BBC News
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

"""Whether words name a news outlet: by its name, by what its name is made of, or by what the text calls it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attribune.sources.names.lexicon import listed, plain, table, unowned

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OWN = re.compile(r"(?:his|her|their|its|my|our|your|whose)\b", re.IGNORECASE)  # "wrote on his Telegram channel"
_SITE = re.compile(
    r"[\w-]+\.(?:com|org|net|news|info|tv|io|fm|me|co|eu|online|press|media|today|live|ru|ua|by|de|at|ch|fr|es|pt|it|gr"
    r"|tr|nl|be|lu|dk|se|no|fi|is|ee|lv|lt|pl|cz|sk|hu|ro|bg|rs|hr|si|ba|mk|al|ge|am|il|ir|ae|eg|ma|tn|za|ng|ke|gh|in|pk"
    r"|lk|bd|th|vn|my|sg|id|ph|jp|kr|cn|hk|tw|au|nz|ca|mx|br|ar|cl|pe|ve|uk|ie|co\.uk|com\.au|co\.za|co\.nz|com\.br)$",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}$|[A-Z]{2,4}-(?:TV|FM|AM)$|TV\s?\d{1,2}\b|[A-Z]{2,4}\s(?:TV|FM|Radio|News)$")
_EDITION = re.compile(r"(?:Morning|Evening|Daily|Weekly|Saturday|Sunday)\s[A-ZÀ-ÞŒŠŽ]")
_FOREIGN = re.compile(r"(?:El|Le|Il|Die|Der|Das|Het|L['’])\s?[A-ZÀ-ÞŒŠŽ][\w-]+(?:\s[A-ZÀ-ÞŒŠŽ][\w-]+)?$")
_PERSON_OR_PLACE = re.compile(
    r"(?:Le\s?(?:Pen|Guin|Carr[eé]|Corbusier|Bon|Roux|Havre|Mans)|El\s?(?:Salvador|Paso|Chapo|Sisi)|Die\s?Hard)\b"
)
_NOT_STATIONS = frozenset(
    "police power fire petrol gas train space bus railway research polling weather ground metro subway".split()
)
_NOT_NEWS = frozenset("emergency distress diplomatic back secure marine usual proper internal private english".split())
_NEWS = frozenset("news press wire telegraph information broadcasting".split())
_NEEDS_NEWS = frozenset("agency service site".split())
_ANYBODYS = frozenset("website site channel blog newsletter page feed".split())
_FIRST_WORDS = frozenset(
    "channel radio television tele canal kanal kanaal radyo agencia agence agenzia agentur diario jornal corriere"
    " gazzetta gazeta".split()
)
_NEEDS_NAME = frozenset("show program programme newsletter blog".split())
_IN_NAMES = frozenset("television tv radio channel magazine newspaper newspapers podcast broadcaster daily".split())
MAX_PREFIX = 4  # words of an outlet's name before "'s breakfast show" or "host Jo Reed"
_KEPT = 8_192  # mentions whose answer is kept for the next time they are met


@lru_cache(maxsize=_KEPT)
def names_outlet(mention: str) -> bool:
    """True if a mention ("the Harbour Courier", "state television", "CNN's Jo Reed") is of a news outlet."""
    if _OWN.match(mention):
        return False
    mention = mention.strip()
    words = _ARTICLE.sub("", mention, count=1).split()
    if not words:
        return False
    return (
        _is_named(words)
        or _is_titled(words, mention[:4].lower() == "the ")
        or _is_described(words)
        or _is_one_of_its(words)
    )


def _is_named(words: list[str]) -> bool:
    """By its name: listed, of newspaper words ("Evening Lantern"), a site, a call sign, with a foreign article."""
    name = " ".join(words)
    if not any(word[0].isupper() or _SITE.match(word) for word in words):
        return False
    bare = plain(name)
    if bare in listed("media_names.txt") or bare in listed("outlets.txt") or _SITE.match(words[-1]):
        return True
    if _CALL_SIGN.match(name) or _EDITION.match(name):
        return True
    if _FOREIGN.match(name) and not _PERSON_OR_PLACE.match(name):
        return True
    if words[-1][0].isupper() and _plain(words[-1]).endswith(_endings()):
        return True
    words = words if len(words) > 1 else [part for part in words[0].split("-") if part]  # "Post-Courier"
    if len(words) < 2 or not (words[-1][0].isupper() or words[-1].isdigit()):
        return False
    if _plain(words[0]) in _FIRST_WORDS or (words[-1].isdigit() and _plain(words[-2]) in _FIRST_WORDS):
        return True
    return _plain(words[-1]) in listed("media_words.txt")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(listed("outlet_endings.txt"))


def _is_titled(words: list[str], article: bool) -> bool:
    """By a last word that ends other names too: "the Harbour Light", "Fenwick Bee", but not "Bobby Light"."""
    if len(words) < 2 or not all(word[0].isupper() for word in (words[0], words[-1])):
        return False
    if _plain(words[-1]) not in listed("media_last.txt"):
        return False
    return article or _plain(words[0]) not in table("given_names.tsv")


def _is_described(words: list[str]) -> bool:
    """By what it is called: "state television", "the Danish broadcaster TV2", "Dead Air podcast"."""
    for at, word in enumerate(words):
        if _plain(word) not in listed("media_nouns.txt") or not _tells(words, at):
            continue
        if at == len(words) - 1 or words[at + 1][0].isupper() or words[at + 1][0] in "“\"‘'":
            return True
    return False


def _tells(words: list[str], at: int) -> bool:
    """True if a noun means news here: not "the space agency", "a police station", "the World Food Program"."""
    word, before = _plain(words[at]), _plain(words[at - 1]) if at else ""
    if word == "site" and at + 1 < len(words) and words[at + 1][0].isupper():
        return True  # "the site Framecount"
    if word == "channel" and before in _NOT_NEWS:
        return False
    if word in _NEEDS_NEWS:
        return before in _NEWS or " ".join(map(_plain, words[:at])) in listed("media_names.txt")
    if words[at][0].isupper() and word not in _IN_NAMES:
        return False
    if word in _ANYBODYS and re.search(r"['’]s?$", words[at - 1] if at else ""):
        return False  # "the union's website"; an outlet's own is found by the outlet's name
    if word in _NEEDS_NAME:
        return any(one[0].isupper() for one in words)
    return before not in _NOT_STATIONS


def _is_one_of_its(words: list[str]) -> bool:
    """By an outlet's name before what it owns: "CNN's Jo Reed", "Radio Fjord's breakfast show", "Fox host Jo Reed"."""
    for stop in range(1, min(MAX_PREFIX, len(words) - 1) + 1):
        owner = unowned(words[stop - 1])
        if not owner:
            continue
        prefix = [*words[: stop - 1], owner]
        known = _is_named(prefix) or (stop == 1 and _plain(owner) in listed("media_words.txt") and owner[0].isupper())
        if not known:
            continue
        if stop == 1 and owner.isupper() and len(owner) > 2 and all(word[0].isupper() for word in words[1:3]):
            return True  # "NBC Bay Area", "ESPN Brasil"
        owned = owner != words[stop - 1]
        if (owned and words[stop][0].isupper()) or any(_plain(w) in listed("media_owned.txt") for w in words[stop:]):
            return True
    return False


def _plain(word: str) -> str:
    return plain(word.strip(".,;:“”\"'()"))

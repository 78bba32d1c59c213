"""Names in running text, by rules over capitalised words: where they stand, of what kind, and what stands with them.

A capital says little where a sentence opens or in a headline: there a word counts only if it isn't one that texts
mostly write small (``common_words.txt``, and what the article itself writes small), or if the article writes it with
a capital inside a sentence as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from attribune.lexicon import rows, word_class
from attribune.lexicon import words as words_of
from attribune.records import Block, SourceKind, Span
from attribune.sources.names.entity_types import is_person_word, joined_people, kind_of
from attribune.sources.names.lexicon import listed, plain, table, unowned
from attribune.sources.names.parsing import Name, is_office, parse_name
from attribune.text.document import Document
from attribune.text.sentences import ends_in_i

NAMED_IN = frozenset(
    {"title", "heading", "paragraph", "list_item", "blockquote", "caption", "correction", "embed", "transcript_turn"}
)
_W = r"(?:[^\W\d_a-z][^\W_]*(?:[.'’&‐‑-][^\W_]+)*|(?:al|el)-[^\W_]+|d['’][^\W\d_a-z][^\W_]*)\.?"
_SMALL = "of|for|and|the|von|van|der|den|de|del|della|di|da|dos|bin|ibn|bint|la|le|du|ten|ter|zu|af|y|&"
_JOIN = rf"(?:[ \u00a0](?:(?:{_SMALL})[ \u00a0]){{0,2}})"
_GOES_ON = rf"(?:{_JOIN}{_W}){{0,9}}(?:, (?:Jr|Sr)\.)?"
_RUN = re.compile(rf"(?<!\w){_W}{_GOES_ON}")
# The same where no run begins with "al-" or "d'": a set first, so that what begins with one is found fast.
_PLAIN_RUN = re.compile(rf"[^\x00-@\[-\x7f](?<=[^\W\d_])(?<!\w.)[^\W_]*(?:[.'’&‐‑-][^\W_]+)*\.?{_GOES_ON}")
_PREFIXES = ("al-", "el-", "d'", "d’")
_PREFIXED = re.compile(r"(?<!\w)(?:[ae]l-|d['’][^\W\d_a-z])")
_WORD = re.compile(r"[^ \u00a0]+")
_AND = re.compile(r"[ \u00a0](?:and|&)[ \u00a0](?:the[ \u00a0])?")
_OWNER = re.compile(r"['’]s?[ \u00a0](?=[^\W\d_a-z])")
_INSIDE = re.compile(r"[A-Z](?<=[a-z,] [A-Z])[\w'’-]*")  # a set first: what begins with one is found fast
_WORDS = re.compile(r"\w{3,}")
_LOOKED_FOR = 200  # words looked for one by one; for more than a long article asks for, all words are gathered at once
_OF = re.compile(r"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?")
_PARTY = re.compile(r"[A-Z]{1,3}-[A-Z][\w.]*")  # "R-Texas", "D-Ill."
_CLIPPED = re.compile(r"['’](?:ve|m|re|ll|d|t)$")  # "We’ve"
_BEFORE_OPENING = re.compile(r"(?:^|[\n.!?:;”\"“‘(\[•*|—–-])[ \u00a0]{0,4}['’“\"‘(\[]{0,4}$")
_DAY_BEHIND = re.compile(
    r"[ \u00a0](?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|(?:Sept|Nov|Dec)ember|October)$"
)
_ENDING = re.compile(r"(?:(?<=[^s])s|ed|d|ing)$")
_NOTED = re.compile(r"(?P<word>[^\W\d_][^\W\d_A-Z]{2,40})(?P<note>\d{1,3})$")
_NICKNAMED = re.compile(r"[ \u00a0][“\"‘'(][A-ZÀ-Þ][\w’-]{0,30}[”\"’')][ \u00a0](?=[A-ZÀ-Þ])")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
_THE = ("the ", "The ")
_WHICH = (", which ", " (which ")
_BEHIND_PLACE = re.compile(r"\b([Ii]n|[Aa]t|[Nn]ear|[Oo]f)\s\Z")
# Behind a name that is its sentence's subject: "Will Pettifer, who …", "May Okoro opened".
_SUBJECT = re.compile(r"(?:,\s(?:who|whose|\d|an?\s|the\s)|\s(?:has|had|was|is|did|said|[a-z]{2,20}(?:ed|es|s))\s)")
_PART_OF = re.compile(r"\b[Tt]he\s[A-ZÀ-Þ][\w’'-]+\s(?:of|for)\s\Z")  # "the Archives of Cardiac Medicine"
_PLURAL = re.compile(r"\s(?:have|are|were)\s")
_HEADLINE = 0.6  # share of a line's words with a capital from which it is set as a headline; running prose has 0.2
_LONGEST_HEADLINE = 160


class Mention(NamedTuple):
    """A name at ``text[start:end]``, of a person taken apart. A tuple, since an article has many."""

    start: int
    end: int
    text: str
    kind: SourceKind
    name: Name | None

    @property
    def span(self) -> Span:
        """Where it stands, code points into the article's text."""
        return self[:2]


@cache
def _numbers() -> frozenset[str]:
    return frozenset(row[0] for row in rows("text/numbers.tsv"))


_LEAD = 30  # code points before a word in which its determiner stands
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:[a-z]{2,12}\s){0,2}\Z")


class Namer:
    """Finds the names of one article; made with what the article writes small and what with a capital."""

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        self._text = text
        self._blocks = [block for block in blocks if block.kind in NAMED_IN]
        self._headlines = {b.start for b in self._blocks if b.kind in ("title", "heading") or self._is_headline(b)}
        inside = {w for b in self._blocks if b.start not in self._headlines for w in self._capitals(b)}
        self._inside = {plain(word) for word in inside}
        self._common: dict[str, bool] = {}  # what was asked of a word
        self._asked = 0  # words looked for in the text
        self._small: frozenset[str] | None = None  # all words in small letters, for an article that asks for many
        self._asks = "Q. " in text and any(text.startswith("Q. ", block.start) for block in self._blocks)
        prefixed = any(prefix in text for prefix in _PREFIXES) and _PREFIXED.search(text)
        self._run = _RUN if prefixed else _PLAIN_RUN

    @classmethod
    def of(cls, document: Document) -> Namer:
        """Return the names of a document: ``document.layer(Namer.of)``."""
        return cls(document.text, document.blocks)

    @cached_property
    def all(self) -> list[Mention]:
        """The names in the blocks that are prose, in order; what each stands behind or before may show that it is
        nobody's."""
        found = [m for b in self._blocks for m in self.mentions(b.start, b.end)]
        stands: dict[str, set[str]] = {}
        for mention in found:
            place = self._stands_in(mention)
            titled = mention.name is None or mention.name.title is not None
            if not _is_surely_somebody(mention) or (place == "which" and not titled):
                stands.setdefault(mention.text, set()).add(place)
        families = {mention.text.split()[-1] for mention in found if " " in mention.text}
        nobodys = {one for one, places in stands.items() if one not in families and _is_nobodys(one, places)}
        found = [m._replace(kind="organization", name=None) if m.text in nobodys else m for m in found]
        return self._with_families(found)

    def _with_families(self, found: list[Mention]) -> list[Mention]:
        """Return the names, a lone one that could be a place's as a person's where it is somebody's family name: "West"
        beside "Marty West", if it stands nowhere as a place does."""
        borne = {m.name.family for m in found if m.name and m.name.given and _is_surely_somebody(m)}
        lone = [m for m in found if m.text in borne and m.kind == "organization"] if borne else []
        places = {m.text for m in lone if self._stands_in(m)}
        names = {m.text: parse_name(m.text) for m in lone if m.text not in places}
        return [
            m._replace(kind="person", name=names[m.text]) if m.kind == "organization" and names.get(m.text) else m
            for m in found
        ]

    def _stands_in(self, mention: Mention) -> str:
        """Return where a name stands, as far as that may show it to be no person's; "" elsewhere."""
        text, start, end = self._text, mention.start, mention.end
        if text.startswith(_WHICH, end) and self._opens(start, self._block_start(start)):
            return "which"
        if _PART_OF.search(text, max(0, start - _LEAD), start):
            return "the"
        if text.startswith(_THE, start - len(_THE[0])):
            return "the"
        if _PLURAL.match(text, end) and self._opens(start, self._block_start(start)):
            return "several"
        found = None if text[end : end + 1] in ("'", "’") else _BEHIND_PLACE.search(text, max(0, start - 8), start)
        return "" if found is None else "of" if found[1].lower() == "of" else "place"

    def _block_start(self, at: int) -> int:
        """Return where the block at a place begins."""
        number = bisect_right(self._blocks, at, key=lambda block: block.start) - 1
        return self._blocks[number].start if number >= 0 else 0

    def mentions(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the names in ``text[start:end]`` in order. Linear, never raises."""
        headline = start in self._headlines
        labelled = self._asks and self._text.startswith(("Q. ", "A. "), start)  # questions and answers
        return self._with_nicknames(self._names_in(start, end, headline, labelled))

    def _names_in(self, start: int, end: int, headline: bool, labelled: bool) -> Iterator[Mention]:
        for run in self._run.finditer(self._text, start + 3 if labelled else start, end):
            low, words = run.start(), run[0]
            if " " in words or "\u00a0" in words:
                pieces: Iterable[Span] = self._cut(low, run.end(), start, headline)
            elif (headline or self._opens(low, start)) and self._is_common(words):
                continue
            else:
                pieces = [(low, run.end())]
            for piece in pieces:
                mention = self._read(*piece)
                if mention is not None:
                    yield mention

    def _with_nicknames(self, found: Iterator[Mention]) -> Iterator[Mention]:
        """Yield the names, those joined to one between whose words a nickname stands in marks:
        "Philippa “Pip” Brandt".
        """
        open_: Mention | None = None
        for mention in found:
            nick = _NICKNAMED.match(self._text, open_.end) if open_ else None
            if open_ is not None and nick and mention.start < nick.end():
                continue  # the nickname
            if open_ is not None and nick and mention.start == nick.end() and mention.name and open_.name:
                words = f"{open_.text} {mention.text}"
                name = parse_name(words) if kind_of(words) == "person" else None
                if name is not None:
                    open_ = Mention(open_.start, mention.end, words, "person", name)
                    continue
            if open_ is not None:
                yield open_
            open_ = mention
        if open_ is not None:
            yield open_

    def _opens(self, at: int, block: int) -> bool:
        """True if a sentence or a quotation may begin at a place."""
        if at == block:
            return True
        if self._text[at - 1] == " " and self._text[at - 2 : at - 1].isalnum():  # most words
            return False
        return _BEFORE_OPENING.search(self._text, max(block, at - 4), at) is not None

    def _capitals(self, block: Block) -> list[str]:
        """Return the words that the block writes with a capital inside its sentences."""
        return _INSIDE.findall(self._text, block.start, block.end)

    def _is_headline(self, block: Block) -> bool:
        if block.end - block.start > _LONGEST_HEADLINE:
            return False
        long = [word for word in self._text[block.start : block.end].split() if len(word) > 3]
        return len(long) > 3 and sum(word[:1].isupper() for word in long) >= _HEADLINE * len(long)

    def _cut(self, start: int, end: int, block: int, headline: bool) -> Iterator[Span]:
        """Yield a run of several capitalised words, cut where it is more than one name, and
        freed of words that are none.
        """
        run = self._text[start:end]
        shouted = run.isupper() and run.count(" ") > 1
        for low, high in self._sentences(start, end):
            opening = low > start or self._opens(low, block)
            if headline or shouted:
                pieces = self._uncommon(low, high)
            else:
                pieces = [(self._after_common(low, high), high)] if opening else [(low, high)]
            for piece in pieces:
                if piece[1] > piece[0]:
                    yield from self._parts(*piece)

    def _sentences(self, start: int, end: int) -> Iterator[Span]:
        """Yield a run cut behind full stops that end a sentence ("… by DFA. Another")."""
        at = start
        if "." in self._text[start:end]:
            for word in _WORD.finditer(self._text, start, end):
                if word[0].endswith(".") and word.end() < end and not _shortens(word[0]):
                    yield at, word.end()
                    at = word.end() + 1
        yield at, end

    def _after_common(self, start: int, end: int) -> int:
        """Return where the name begins in a run that opens a sentence; ``end`` where it holds none."""
        while start < end:
            word = _WORD.match(self._text, start, end)
            if word is None or not self._is_common(word[0]):
                return start
            following = _WORD.match(self._text, word.end() + 1, end)
            given = following and plain(word[0]) in listed("given_words.txt") and not self._is_common(following[0])
            if given and following and _SUBJECT.match(self._text, following.end()):
                return start
            if following and (is_person_word(plain(word[0])) or _is_place(f"{word[0]} {following[0]}")):
                return start
            start = min(end, word.end() + 1)
        return end

    def _uncommon(self, start: int, end: int) -> list[Span]:
        """Return the stretches of a headline's capitalised words that hold no common word but a title."""
        found: list[Span] = []
        low = high = -1
        for word in _WORD.finditer(self._text, start, end):
            bare = plain(word[0])
            common = bare in listed("headline_verbs.txt") or self._is_common(word[0])
            common = common or self._is_common(_ENDING.sub("", word[0]))
            if word[0].islower() or is_person_word(bare) or not common or bare in table("given_names.tsv"):
                low = word.start() if low < 0 and not word[0].islower() else low
                high = high if word[0].islower() else word.end()
            elif low >= 0:
                found.append((low, high))
                low = high = -1
        found = [*found, (low, high)] if low >= 0 else found
        return [piece for span in found for piece in self._second_person(*span)]

    def _second_person(self, start: int, end: int) -> list[Span]:
        """Return a headline's stretch, cut before a second person's given name: "Ana Ruiz Ousts Mark Lorne"."""
        words = list(_WORD.finditer(self._text, start, end))
        for number, word in enumerate(words[2:-1], 2):
            if plain(word[0]) in table("given_names.tsv") and plain(words[0][0]) in table("given_names.tsv"):
                return [(start, words[number - 1].end()), (word.start(), end)]
        return [(start, end)]

    def _is_common(self, word: str) -> bool:
        known = self._common.get(word)
        if known is None:
            bare = plain(word.strip(",;:'’\""))
            known = len(bare) > 1 and bare not in self._inside
            known = known and (
                bare in words_of("names/common_words.txt")
                or self._is_small(bare)
                or _numbers().issuperset(bare.split("-"))
            )
            self._common[word] = known
        return known

    def _is_small(self, word: str) -> bool:
        """True if the article writes a word, three letters or more, small somewhere."""
        if len(word) < 3 or not (word.isascii() and word.isalpha()):
            return False
        self._asked += 1
        if self._asked > _LOOKED_FOR and self._small is None:
            self._small = frozenset(filter(str.islower, _WORDS.findall(self._text)))
        return word in self._small if self._small is not None else _stands(self._text, word)

    def _parts(self, start: int, end: int) -> Iterator[Span]:
        """Yield a run, cut at "and" where two people stand, and behind a possessor: "Cruz's Senate colleague"."""
        text, at, words = self._text, start, self._text[start:end]
        if "'" in words or "’" in words:
            for owner in _OWNER.finditer(text, start, end):
                if _owns(text[at : owner.start()], text[owner.end() : end]):
                    yield at, owner.start()
                    at = owner.end()
        if named := _person_behind_body(text[at:end]):
            yield at, at + named - 1
            at += named
        if "of" in words or "for" in words:
            of = _OF.search(text, at, end)
            if of and _is_full_name(text[at : of.start()]):
                yield at, of.start()
                at = of.end()
        if "and" in words or "&" in words:
            for cut in _AND.finditer(text, at, end):
                if joined_people(text[at:end]) and cut.start() > at:
                    yield at, cut.start()
                    at = cut.end()
        yield at, end

    def _read(self, start: int, end: int) -> Mention | None:
        """Return what the name at ``text[start:end]`` is; None where its words are none."""
        if self._text[end - 1].isdigit():
            end -= self._note(start, end)
        if self._text.startswith("I. ", start) and start + 3 < end and ends_in_i(self._text, start):
            start += 3
        found = _name_at(self._text[start:end])
        if found is None:
            return None
        skip, words, kind, name = found
        at = start + skip
        if (
            kind == "person"
            and plain(words) in word_class("grammar/word_classes.tsv", "seat")
            and _DETERMINED.search(self._text, max(0, at - _LEAD), at)
        ):
            return Mention(at, at + len(words), words, "unnamed", None)  # "the Dean" is no Dean Martin
        return Mention(at, at + len(words), words, kind, name)

    def _note(self, start: int, end: int) -> int:
        """Return how many digits of a footnote are glued to a name that the article writes
        without them too: "Lund12".
        """
        noted = _NOTED.search(self._text, start, end)
        return len(noted["note"]) if noted and plain(noted["word"]) in self._inside else 0


def _is_nobodys(name: str, places: set[str]) -> bool:
    """True if a name without title or known given name is a body's or a place's by all places where it stands: "the
    Tarn Viaduct", "a medical in Marseille", "Carrow Athletic have sold"."""
    if "several" in places or "which" in places:
        return True
    if "" in places or ("the" in places and " " not in name):
        return False
    return not places.isdisjoint({"the", "place"})


def _is_surely_somebody(mention: Mention) -> bool:
    """True if a name is no person's anyway, or has a title or a known given name."""
    name = mention.name
    if name is None:
        return True
    if name.title and not (is_office(name) and name.title.split()[0].endswith("s")):
        return True  # but "the Archives of Cardiac Medicine" is nobody's seat
    return any(plain(word) in table("given_names.tsv") for word in name.given or (name.family,))


def _stands(text: str, word: str) -> bool:
    """True if a word stands in a text, with nothing of a word or an address before or behind it."""
    at = text.find(word)
    while at >= 0:
        around = f"{text[at - 1 : at]}{text[at + len(word) : at + len(word) + 1]}"
        if not any(character.isalnum() or character in "_@" for character in around):
            return True
        at = text.find(word, at + 1)
    return False


@lru_cache(maxsize=32_768)
def _name_at(words: str) -> tuple[int, str, SourceKind, Name | None] | None:
    """Return how many characters to skip, the name's words, its kind and its parts; None where there is no name."""
    skip = 0
    first = _WORD.match(words)
    while first and first.end() < len(words) and plain(first[0]) in listed("not_names.txt"):
        following = _WORD.match(words, first.end() + 1)
        if following and _is_initial(first[0], following[0]):
            break
        skip = first.end() + 1
        first = following
    bare = unowned(words[skip:])
    bare = _DAY_BEHIND.sub("", bare) if bare.endswith(("day", "y", "r")) else bare
    if bare.endswith(".") and not _shortens(bare.split()[-1]):
        bare = bare.rstrip(".")
    if len(bare) < 2 or plain(bare) in listed("not_names.txt") or _PARTY.fullmatch(bare) or _CLIPPED.search(bare):
        return None
    kind = kind_of(bare)
    name = parse_name(bare) if kind == "person" else None
    return None if kind == "person" and name is None else (skip, bare, kind, name)


def _is_initial(word: str, following: str) -> bool:
    """True if a letter with a full stop, which could be a word of its own ("I.", "A."), begins a name."""
    bare = plain(following)
    named = _INITIAL.fullmatch(following) or not (bare in listed("not_names.txt") or is_person_word(bare))
    return bool(named and _INITIAL.fullmatch(word))


@lru_cache(maxsize=32_768)
def _shortens(word: str) -> bool:
    """True if a closing full stop is the word's own: an initial, a suffix, a title or another abbreviation."""
    if not word.endswith("."):
        return False
    if _INITIAL.fullmatch(word) or re.search(r"\.[^\W_]\.$", word):
        return True
    bare = plain(word)
    return bare in listed("suffixes.txt") or (len(bare) < 6 and (bare in table("titles.tsv") or bare in ("st", "ft")))


def _person_behind_body(words: str) -> int:
    """Return where a name begins right behind a body’s, the title left out ("Department of Tides Ana Ruiz"), or 0."""
    if words.count(" ") < 3:
        return 0
    parts = words.split(" ")
    if plain(parts[-2]) not in table("given_names.tsv") or plain(parts[-1]) in listed("org_nouns.txt"):
        return 0
    before = [plain(part) for part in parts[:-2]]
    bodied = any(word in listed("org_nouns.txt") for word in before) and before[-1] not in ("of", "for", "and", "the")
    if not bodied or any(is_person_word(word) for word in before):
        return 0
    return len(words) - len(parts[-2]) - len(parts[-1]) - 1


def _is_place(words: str) -> bool:
    return plain(words.removesuffix("'s").removesuffix("’s")) in listed("places.txt")


def _owns(owner: str, owned: str) -> bool:
    """True if "owner's owned" are two names: a person's or a place's something, not "Macy's Parade"."""
    known = table("given_names.tsv")
    first = plain(owned.split()[0]) if owned.split() else ""
    return len(owner.split()) > 1 or first in known or is_person_word(first) or plain(owner) in listed("places.txt")


def _is_full_name(words: str) -> bool:
    """True if words are surely a person's given and family name."""
    parts = words.split()
    if len(parts) < 2 or kind_of(words) != "person":
        return False
    return any(plain(p) in table("given_names.tsv") for p in parts[:-1]) or _is_of_no_words(parts)


def _is_of_no_words(parts: Sequence[str]) -> bool:
    """True if no part of a name is a word of its own: of a body's name one is ("Friends of the Reef")."""
    forms = {form for part in map(plain, parts) for form in (part, part.removesuffix("s"), re.sub("ies$", "y", part))}
    listings = (words_of("names/common_words.txt"), listed("org_nouns.txt"), listed("places.txt"), _with_senses())
    return all(forms.isdisjoint(listing) for listing in listings) and not any(map(is_person_word, forms))


@cache
def _with_senses() -> frozenset[str]:
    return frozenset(word for row in rows("grammar/word_senses.tsv") for word in row[1].split())

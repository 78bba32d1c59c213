"""Said-ness: whether the evidence reports the words as said by the speaker, in a plain form.

Ok is only what a plain attribution says (:mod:`attribution`), and a post, a transcript's turn, a signed or introduced
block quote. Whatever else governs the saying leaves it open, unless the draft's own narration says the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from attribune.check.context.attribution.clause import asides
from attribune.check.context.attribution.inert import listing
from attribune.check.context.attribution.stretches import StretchReader
from attribune.check.context.frames import governing, is_told
from attribune.check.context.utterances import Saying, Utterances
from attribune.lexicon import pronouns, words
from attribune.records import Article, Span
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import MASK, Pieces, listed
from attribune.text.document import Layers

CORRECTED = "the evidence has the words only in a correction or in what an earlier version said"
OPEN = "the evidence doesn't plainly report that these words were said"

_VERSION = re.compile(
    r"\b(?:earlier|previous|prior|original|first|initial)\s+(?:\w+\s+){0,2}versions?\b|\bversions?\s+of\s+this\s+"
    r"(?:article|story|report)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\s*(?:corrections?|corrected|clarifications?|editor[’']?s[’']?\s+note)\b(?:\s+to\s[^:\n]{1,60})?\s*[:—–(-]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
# "was said to have said", "is reported as saying": the form, whatever the cue.
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+\w+\s+(?:to\s+have|as\s+having|as\s+\w+ing)\b", re.IGNORECASE
)
# Another's name; not "who was Hamlet", "as Hamlet".
# A compound of a capital and a participle is no name: "AI-made".
_PART = r"[A-Z][\w.’']*(?:-[A-Z][\w.’']*)*(?![\w-])"
_NAME = re.compile(rf"(?<=[a-z,] )(?<!\bis )(?<!\bwas )(?<!\bas ){_PART}(?:\s+{_PART})*")
# What says who speaks inside a sentence and between commas: "the council, he added, would".
_PARENTHESIS = re.compile(r",\s*(?:he|she|they|it)\s+(?P<verb>\w+),")
JOINTS = frozenset("because since although though unless until whereas".split())  # lead to quoted words as a clause
MAX_SHOWN = 120  # code points of narration that a reason repeats


def is_correction(text: str, at: int) -> bool:
    """True if a line at an offset begins as a correction does: "Correction:", "Editor's note —"."""
    return _CORRECTION.match(text, at) is not None


def why_corrected(article: Article, paragraph: Span, at: int, narration: str) -> str | None:
    """Return the reason if a passage stands in a correction, or is quoted from an earlier version of the page."""
    number = bisect_right(article.blocks, at, key=lambda b: b.start) - 1
    block = article.blocks[number] if number >= 0 else None
    in_correction = block is not None and at < max(block.end, block.start + 1) and block.kind == "correction"
    if in_correction or _CORRECTION.match(article.text, paragraph[0]) or _VERSION.search(narration):
        return CORRECTED
    return None


def _without_names(narration: str) -> str:
    """Narration without the names in it: a draft may leave out who else is named."""
    return _NAME.sub("", narration)


def _bare(narration: str) -> str:
    """Return narration without what only says who somebody named in it is: ", who runs the mill,"."""
    pieces = Pieces(Layers(narration), 0, len(narration))
    for start, end in reversed(asides(pieces, 0, len(pieces))):
        narration = f"{narration[:start]} {narration[end:]}"
    return narration


@cache
def _setting_words() -> frozenset[str]:
    """Return words that only say where, when and in what, which a draft may leave out: they make no saying open."""
    left_out = frozenset().union(*(listing(name) for name in ("setting", "modifier", "adverb", "relative_time")))
    return left_out - listing("manner") - listing("voicing")  # not "in the voice of Holm"


def why_open(saying: Saying | None, narration: str, sentence: str, around: str, beside: str) -> str | None:
    """Return why the words don't count as said, or None where they do.

    ``narration`` is the evidence's sentence with all quoted words left out, or what stands before a quotation without
    any; ``sentence`` the same with them; ``around`` and ``beside`` are the draft's words around its quotation.
    """
    if saying is not None and saying.attribution is not None:
        return None
    told = " ".join(narration.split())
    asks = "?" in told and "?" not in around  # "…,” Reed said? She did not."
    asks |= bool(_PASSIVE.search(told)) and not _PASSIVE.search(around)
    wanted = _without_names(_PARENTHESIS.sub(lambda m: " " if m["verb"] in listing("earnest") else m[0], _bare(told)))
    once = (
        sum(word in listing("cue") for word in _WORD.findall(told.lower())) == 1
    )  # not "told the jury that Reed said"
    if once and any(word in listing("neutral") for word in _WORD.findall(around.lower())):
        around = f"{around} said"  # which verb of saying the draft takes is its own business
    matters = " ".join(_without_settings(wanted.split()))
    if (
        told
        and not asks
        and is_told(matters if governing(matters) else wanted, around, sentence, beside, ordered=False)
    ):
        return None
    if saying is None or not told:
        return f"{OPEN}: nothing beside them says who speaks"
    shown = told if len(told) <= MAX_SHOWN else f"{told[:MAX_SHOWN].rsplit(' ', 1)[0]} …"
    return f"{OPEN}: it has them in “{shown}”"


def _without_settings(narration: Sequence[str]) -> Iterator[str]:
    """Yield the words of a narration that aren't of its setting; what stands before a verb of saying is of the saying:
    "nearly said", and a participle with its object or agent tells of a deed: "opening the letter", "signed by Holm"."""
    bare = [word.strip(".,:;").lower() for word in narration]
    for n, (word, own) in enumerate(zip(narration, bare, strict=True)):
        before, following, second = bare[n - 1] if n else "", *(*bare[n + 1 : n + 3], "", "")[:2]
        how = (own in listing("adverb") or own in listing("modifier")) and before not in listed("determiner")
        done = own.endswith("ing") and following in listed("determiner") | listed("object")
        # a person, whose name is left out here; not "posted by the Bell"
        done |= following == "by" and not second and (own.endswith("ed") or own in listed("participle"))
        # "in a message from Holm late on Sunday": the name is left out here, the writing isn't
        done |= following == "from" and own in words("names/document_nouns.txt") | {"message", "video", "post", "text"}
        if own not in _setting_words() or (how and following in listing("cue")) or done:
            yield word


def unproven(told: Utterances, number: int) -> tuple[str, ...]:
    """Return the words of a draft by which it may not plainly say that a quotation was said, which the evidence must
    tell: a cue that isn't earnest; where its narration is no plain attribution, all that is neither inert nor closed.
    """
    saying = told.saying(number)
    if saying is None:
        return ()
    if saying.attribution is not None:
        told_by = told.flat[slice(*saying.attribution.subject)].split()
        first = told_by[0].lower() if len(told_by) > 1 and saying.attribution.subject[0] == saying.narration[0] else ""
        verb = saying.attribution.verb
        is_role = not first.isalpha() or is_person_word(first) or _is_small(first)
        plain = (
            verb in listing("phrase") | listing("asks")
            or verb.split()[0] in listing("earnest") | {"issued"}
            or not verb[0].isalpha()
        )
        head = () if is_role or first not in words("names/common_words.txt") else (first,)  # "Suppose Reed said"
        frame = told.flat[slice(*saying.attribution.frame)].split() if saying.attribution.frame else []
        joint = tuple(word for word in frame[-1:] if word.lower() in JOINTS)  # "said he had left because “…”"
        return (*head, *joint) if plain else (*head, verb, *joint)
    return tuple(dict.fromkeys(_Narration(told.pieces(saying.narration)).unproven()))


def manner(told: Utterances, number: int) -> str:
    """Return how a draft says that a quotation was said, "struck a defiant tone": of words that tell nothing else."""
    saying = told.saying(number)
    cue = told.flat[slice(*saying.attribution.cue)] if saying is not None and saying.attribution is not None else ""
    plain = frozenset().union(*(listing(name) for name in ("light", "tone", "speech", "adverb")))
    return " ".join(word for word in cue.split() if word.lower() in plain)


class _Narration:
    """A draft's narration that is no plain attribution."""

    def __init__(self, pieces: Pieces) -> None:
        self.words, self.reader = pieces.words, StretchReader(pieces, frozenset())
        self.cues = [
            n for n, word in enumerate(self.words) if word in listing("earnest") and not self._puts_elsewhere(n)
        ]
        self.says = [n for n in self.cues if self._asserts(n)]
        masks = [n for n, word in enumerate(self.words) if word == MASK]
        # Behind the quotation's own verb a further statement has open words: "said Ford, who granted that it might".
        behind = (n for n in self.says if n > masks[0]) if len(masks) == 1 else iter(())
        self.stop = next(behind, len(self.words))
        self.begin = self._own_clause()

    def _own_clause(self) -> int:
        """Return where the clause of the saying begins, behind a statement of its own: "It may rain, but Reed said"."""
        first = self.says[0] if self.says else 0
        opens = self.words[:1] == [] or self.words[0] in listed("subordinator") | listing("modal") | {"had", "were"}
        joints = (n for n in range(first - 1, 0, -1) if self.words[n] in ("but", "and", "though", "while"))
        joint = next((n for n in joints if self.words[n - 1] == ","), 0)
        behind = self.words[joint + 1 : first]
        return 0 if opens or not joint or MASK in self.words[:first] or set(behind) & listing("modal") else joint + 1

    def _puts_elsewhere(self, n: int) -> bool:
        """True for "put" with somebody or something behind it: "to put Denby in the last four", not "put it"."""
        if self.words[n] != "put" or n + 1 >= len(self.words):
            return False
        return self.reader.is_name(n + 1) or self.words[n + 1] in listed("determiner") - {"this", "that"}

    def unproven(self) -> Iterator[str]:
        """Yield what must be told, a word or two at a time."""
        words_ = self.words
        for n in range(self.begin, self.stop):
            if words_[n] in listing("modal"):
                yield " ".join(words_[n : n + 2])
            elif n in self.cues and n not in self.says:  # "her reply", "to say"
                yield words_[n] if self._is_noun(n) else " ".join(words_[n - 1 : n + 1])
        for n in sorted(self._not_inert()):
            if n in self.cues or self._puts_elsewhere(n) or not words_[n][-1:].isalpha():
                continue
            if self._may_undo(n) or (n < self.stop and not self.reader.is_name(n) and not _is_small(words_[n])):
                yield words_[n]
            elif words_[n] == "as" and words_[n + 1 : n + 2] == ["the"] and n < self.stop:  # "as the queen"
                yield from words_[n + 2 : n + 3]

    def _not_inert(self) -> set[int]:
        """Return the pieces that aren't inert. What is done is inert beside a saying only, not where nothing is said
        ("took back her statement") nor over a saying ("rejects that she said")."""
        found = set(self.reader.open_pieces())
        if not self.says:
            return found.union(n for n in range(len(self.words)) if self.reader.does(n))
        return found.union(range(next((n for n in range(self.says[0] - 1, -1, -1) if self.words[n] == "that"), 0)))

    def _may_undo(self, n: int) -> bool:
        """True for a word that may make words unsaid or another's; for "not" unless before a verb of another sort."""
        after = self.words[n + 1] if n + 1 < len(self.words) else ""
        free = self.words[n] == "not" and after.isalpha() and not _is_small(after)
        free = free and after not in listing("earnest") | listing("voicing")
        reported = self.says and self.says[0] < n and self.words[self.says[0] + 1] == "that"  # "said that, if so, …"
        free = free or (bool(reported) and self.words[n] in listed("subordinator"))
        return self.words[n] in listing("voicing") and not free

    def _asserts(self, n: int) -> bool:
        """True for a verb of saying in a form that asserts: not "to say", "had Reed say", "of saying", "her reply"."""
        word, before = self.words[n], self.words[n - 1] if n else ""
        base = not word.endswith(("ed", "s", "ing")) and {f"{word}s", f"{word[:-1]}ies"} & listing("earnest")
        led = before == "to" or (base and n and self.reader.is_name(n - 1))
        led = led or (word.endswith("ing") and before in listed("preposition") - {"by"})
        return not (led or self._is_noun(n))

    def _is_noun(self, n: int) -> bool:
        return n > 0 and (self.words[n - 1] in listed("determiner") or self.words[n - 1].endswith("'s"))


def _is_small(word: str) -> bool:
    return word in words("text/stopwords.txt") | pronouns() | listed("pronoun") | {"one"}

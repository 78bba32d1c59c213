"""Phrases of plain attributions: cues, subjects, appositives and modifiers, each of a closed kind.

What may stand in them is in ``lexicon/en/check/attribution.tsv``; a phrase that isn't read there is none.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import calendar, pronouns, rows, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import MASK, Pieces, listed

MAX_RELATIVE = 40  # pieces of a relative clause beside a name

PRONOUNS = pronouns("subject") | {"who"}
_RELATIVE = frozenset("who whom whose which".split())
_IN_NOUN_PHRASES = frozenset("of for at in from with and & ' on to by".split())
# Endings of nouns that say what somebody does or is; other nouns are in the lists of roles and titles.
_ROLE_ENDINGS = ("er", "or", "our", "ist", "man", "woman", "ian", "ant", "ent", "person", "eer", "ess", "ete", "mate")
# Endings of words before a name that may say of what kind its bearer is, and not what: "fictional", "late".
_ADJECTIVE_ENDINGS = (
    "al", "ic", "ous", "ive", "ful", "less", "ed", "ing", "able", "ible", "ary", "ory", "ant", "ish", "like", "ate",
    "en", "ese", "y", "ile", "ble", "se", "be", "er", "est", "ly", "id", "ern", "ete", "ite", "ure", "que", "o", "ld",
    "st", "me",
)  # fmt: skip
LEAST_NOUN = 4  # letters
_BREAK = frozenset({",", ";", ":", "—", "–", "--", "(", ")", ".", "!", "?", MASK})
TITLE = "\x02"  # stands for the quoted title of a work in narration
DASHES = frozenset({"—", "–", "--", "-"})
_NUMBER = re.compile(r"\d[\d.,:]*(?:st|nd|rd|th|s|am|pm)?\Z")


@cache
def listing(name: str) -> frozenset[str]:
    """Return the words, or phrases, of one class of ``attribution.tsv``."""
    found = set[str]()
    for kind, entries in rows("check/attribution.tsv"):
        if kind == name:
            found |= {e.strip() for e in entries.split("/")} if name == "phrase" else set(entries.split())
    return frozenset(found)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("text/numbers.tsv"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row[0].lower() for row in rows("names/given_names.tsv"))


@cache
def _time_words() -> frozenset[str]:
    named = {form for kind in ("month", "weekday") for forms in calendar(kind, short=True) for form in forms}
    return frozenset(named | {"yesterday", "today", "tonight", "tomorrow", "noon", "midnight", "a.m", "p.m", "o'clock"})


def time_words(narration: str) -> frozenset[str]:
    """Return the words of a narration that say when: names of days and months, figures, "yesterday"."""
    found = re.findall(r"[^\W_]+(?:\.[^\W_]+)*", narration.lower())
    return frozenset(w for w in found if w in _time_words() or w[0].isdigit())


class PhraseReader:
    """Reads pieces from left to right; every method returns the number of the piece behind what it read, or -1."""

    def __init__(self, pieces: Pieces, named: frozenset[str]) -> None:
        self.pieces, self.words, self.named = pieces, pieces.words, named
        self.kinds: set[str] = set()
        self.of_document = False

    # Cues

    def cue(self, at: int, stop: int, *, question: bool) -> tuple[int, str] | None:
        """Return where a cue that begins at ``at`` ends, and its verb; adverbs and "has" may stand before it."""
        first = at
        while at < stop and any(self.words[at] in listing(name) for name in ("adverb", "perfect", "progressive")):
            at += 1
        issued = self._issued(at, stop)
        if issued > 0:
            return issued, "issued"
        for length in (4, 3, 2):
            phrase = " ".join(self.words[at : at + length])
            on = self.words[at + length : at + length + 1] != ["to"]  # not "went on to quote"
            if at + length <= stop and on and phrase in listing("phrase"):
                return at + length, phrase
        progressive = first < at and self.words[at - 1] in listing("progressive")
        if (
            at < stop
            and not (at and self.is_name(at))
            and (
                (self.words[at] in listing("cue") and not progressive)
                or (progressive and self.words[at] in listing("telling"))
                or (question and self.words[at] in listing("asks"))
                or (self.of_document and self.words[at] in listing("document"))
            )
        ):
            if any(self.words[n] in ("later", "again", "then", "once", "earlier") for n in range(first, at)):
                self.kinds.add("time")
            return at + 1, self.words[at]
        return None

    def _issued(self, at: int, stop: int) -> int:
        """Read "released a statement on Monday saying": where it ends, or -1."""
        if at >= stop or self.words[at] not in listing("issues"):
            return -1
        end = self._setting(at + 1, stop)
        end = self.modifiers(end, stop) if end > 0 else -1
        end += 0 < end < stop and self.words[end] in (",", "that", "which")
        saying = 0 < end < stop and self.words[end] in listing("issued")
        return end + 1 if saying else -1

    # Subjects

    def is_name(self, at: int) -> bool:
        """True if a piece is written with a capital, or is the quoted title of a work."""
        return (
            self.words[at] == TITLE or self.pieces.text[self.pieces.starts[at] : self.pieces.starts[at] + 1].isupper()
        )

    def noun_phrase(self, at: int, stop: int) -> int:
        """Return where the noun phrase at ``at`` ends: no verb of saying, no auxiliary, no mark inside it."""
        start = at
        if at < stop and self._is_pronoun(at):
            return at + 1
        if at < stop and self.words[at] in listed("preposition"):
            return -1
        while at < stop:
            word = self.words[at]
            if word in _BREAK or word in _RELATIVE or self._is_verb(at) or self._is_pronoun(at):
                if word == "." and at > start and self._abbreviates(at):
                    at += 1
                    continue
                break
            if word.endswith("ing") and at > start + 1 and not self.is_name(at) and not self.is_name(at - 1):
                break  # "the actress playing Reed"
            if word in listed("subordinator") or word in ("but", "or", "nor", "not", "never"):
                break
            if word == "no" and self.words[at + 1 : at + 2] != ["relation"]:
                break
            if at > start and word in listing("preposition") | {
                "to",
                "with",
                "as",
                "through",
                "via",
                "about",
                "against",
            }:
                break
            at += 1
        return at if at > start else -1

    def _abbreviates(self, at: int) -> bool:
        """True if the full stop at ``at`` is an abbreviation's: it stands behind a capital, inside the sentence."""
        inside = at + 1 < len(self.words) and self.words[at + 1] not in (MASK, ":")
        return inside and (self.is_name(at - 1) or "." in self.words[at - 1])

    def _is_pronoun(self, at: int) -> bool:
        """True for "it", not for "IT"."""
        start, end = self.pieces.starts[at], self.pieces.ends[at]
        return self.words[at] in PRONOUNS and not (end - start > 1 and self.pieces.text[start:end].isupper())

    def _is_verb(self, at: int) -> bool:
        word = self.words[at]
        if at and self.is_name(at) and (self.words[at - 1] != MASK or word in _given_names()):
            return False  # "Drew Hammill", "“…,” Will wrote"; a verb has a capital at the head of a sentence only
        if word in listed("finite") or (word in listed("auxiliary") and word not in listed("moment")):
            return True
        return (word in verbs() or word in listing("cue")) and word not in listed("also_noun") and not self.is_name(at)

    def subject(self, at: int, stop: int) -> int:
        """Return where a subject ends that is the speaker: its head names whoever is known to speak."""
        end = self.noun_phrase(at, stop)
        if end < 0 or self._heads(at, end):
            return end
        beside = end + 1 if end < stop and self.words[end] == "," else end
        renamed = self.noun_phrase(beside, stop) if end < beside < stop else -1  # "his neighbour, Ada Reed"
        return end if renamed > 0 and self.is_name(renamed - 1) and self._heads(beside, renamed) else -1

    def _heads(self, at: int, end: int) -> bool:
        """True if the head of a noun phrase, what stands before "of", is the speaker's name, role or pronoun."""
        head = self._head(at, end)
        inside = [w.removesuffix("'s").strip("'") for w in self.words[at:head]]
        of_document = words("names/document_nouns.txt") | listing("documents")
        self.of_document = inside == ["it"] or inside[-1] in of_document or inside[0] in of_document
        if len(inside) == 1 and inside[0] in PRONOUNS:
            return True
        if not self.named:
            return True
        names = self.is_name(head - 1) and bool(set(inside) & self.named)
        return (inside[-1] in self.named or names) and self._is_plain_name(at, head)

    def _head(self, at: int, end: int) -> int:
        """The piece behind the head of a noun phrase: before "of", "for", or the full stop of "Jr."."""
        head = next((n for n in range(at, end) if n > at and self.words[n] in ("of", "for")), end)
        return head - (self.words[head - 1] == "." and head - 1 > at)

    def _is_plain_name(self, at: int, head: int) -> bool:
        """True if what stands before a name says what its bearer is, unlike in "the novel's Ada Reed"."""
        if not self.is_name(head - 1):
            return True
        first = next((n for n in range(head - 1, at - 1, -1) if not self.is_name(n)), -1)
        if first < 0 or self.words[first] in {"of", "and", "&", ".", "de", "van", "von", "al", "the"}:
            return True
        if any(is_person_word(self.words[n]) for n in range(first + 1, head - 1)):
            return True  # "police Chief Ada Reed"
        word = self.words[first]
        played = any(self.is_voiced(n, n + 1) and not self._is_role(n) for n in range(at, first + 1))
        if word.endswith("'s") or played:
            return False
        titled = first == at or (at < first and not self.is_name(at))
        return self._is_role(first) or (titled and self._is_noun(first))

    def _is_noun(self, at: int) -> bool:
        """True if a small word before a name can't be an adjective or a participle: "steward", not "fictional"."""
        return len(self.words[at]) > LEAST_NOUN and not self.words[at].endswith(_ADJECTIVE_ENDINGS)

    def appositives(self, at: int, stop: int) -> int:
        """Read what stands between commas beside a name: an age, a description, a relative clause."""
        while at < stop:
            inner = at
            if self.words[at] == "(":
                close = next((n for n in range(at, min(stop, at + 8)) if self.words[n] == ")"), -1)
                if close < 0:
                    return at
                at = close + 1
                self.kinds.add("appositive")
                continue
            if self._opens_relative(at, stop):
                at = self._relative(at, stop)
                continue
            if self.words[at] not in (",", *DASHES):
                return at
            at += 1
            if self._opens_relative(at, stop):
                at = self._relative(at, stop)
            elif at < stop and (end := self._appositive(at, stop)) > 0:
                at = end
                self.kinds.add("appositive")
            else:
                return inner
        return at

    def _is_role(self, at: int) -> bool:
        """True if a piece says what somebody does or is: "director", "member"."""
        return is_person_word(self.words[at]) or self.words[at].endswith(_ROLE_ENDINGS)

    def _appositive(self, at: int, stop: int) -> int:
        """The end of a description at ``at``, "a baker from Ellery", "senior strategist for the union"; or -1.

        Open words behind its article may go on to the next comma if they don't tell of a part that somebody plays.
        """
        end, comma = self.noun_phrase(at, stop), self._clause(at, stop)
        opens = self._opens_appositive(at)
        if end < 0 or not (opens or (self._is_role(self._head(at, end) - 1) and not self.words[at].endswith("ing"))):
            return -1
        end = self._complements(end, stop)
        listed_on = self.words[at] in listed("determiner") or self._is_role(self._head(at, end) - 1)
        return comma if end < comma and listed_on and not self.is_voiced(at, comma) else end

    def _opens_relative(self, at: int, stop: int) -> bool:
        """True if a relative clause begins at ``at``: "who", "and whose", "where", "in which"."""
        one, two = (self.words[n] if n < stop else "" for n in (at, at + 1))
        if one == "when":
            return self.words[at - 1] == "," and two != "asked"
        return one in _RELATIVE or one == "where" or (two in _RELATIVE and one in _IN_NOUN_PHRASES | {"and", "during"})

    def _complements(self, at: int, stop: int) -> int:
        """Read "at the Feld Institute", "for the defence" behind a description."""
        while at < stop and self.words[at] in _IN_NOUN_PHRASES and not self._opens_relative(at, stop):
            end = self.noun_phrase(at + 1, stop)
            if end < 0:
                return at
            at = end
        return self._relative(at, stop) if at < stop and self.words[at] == "that" else at

    def _opens_appositive(self, at: int) -> bool:
        word = self.words[at]
        return (
            word in listed("determiner") or self.is_name(at) or bool(_NUMBER.match(word)) or is_person_word(word)
            or word.endswith("'s") or word in ("now", "then", "once", "formerly", "herself", "himself")
            or self.words[at : at + 2] == ["no", "relation"] or is_person_word(word.rsplit("-", 1)[-1])
        )  # fmt: skip

    def _relative(self, at: int, stop: int) -> int:
        end = next((n for n in range(at, min(stop, at + MAX_RELATIVE)) if self.words[n] in (",", *DASHES, MASK)), -1)
        if end < 0:
            end = min(stop, at + MAX_RELATIVE)
        self.kinds.add("relative")
        return end

    # Modifiers

    def modifiers(self, at: int, stop: int) -> int:
        """Read modifiers of closed kinds; return where the first piece stands that is none."""
        while at < stop:
            end = self._modifier(at, stop)
            if end <= at:
                return at
            at = end
        return at

    def _modifier(self, at: int, stop: int) -> int:
        word = self.words[at]
        if word in (",", *DASHES):
            return at + 1 if at + 1 >= stop or self._modifier(at + 1, stop) > at + 1 else -1
        if (word in _time_words() or word in listing("relative_time")) and (end := self._time(at, stop)) > 0:
            return end
        if word in listing("adverb"):
            self.kinds.add("adverb")
            return at + 1
        meanwhile = word in ("as", "while") and at + 2 < stop and self._is_clause(at + 1, stop)
        second = self.words[at + 1] if at + 1 < stop else ""
        behind = word in ("while", "when", "after") and second in listing("posture")
        if meanwhile or word in listing("posture") or behind or (word == "before" and second in listing("departing")):
            self.kinds.add("posture")  # "as she left the hall", "wiping his eyes", "while campaigning in Ellery"
            return self._meanwhile(at, stop)
        if word in ("asked", "when") and self.asked(at, stop):
            self.kinds.add("asked")
            return stop
        if word in listing("speaking"):
            self.kinds.add("posture")
            return at + 1 if "as" in self.words[at:stop] else self._meanwhile(at, stop)
        if word in ("before", "after", "following", "ahead"):
            return self._neighbour_in_time(at, stop)
        if self._opens_relative(at, stop) and at and self.words[at - 1] == ",":
            return self._relative(at, stop)
        if (end := self._later(at, stop)) > 0:
            return end
        if word in listing("topic"):  # what the words are about governs nothing
            self.kinds.add("topic")
            return self._clause(at + 1, stop)
        if word == "to" or word == "with":
            return self._to_or_with(at, stop)
        end = self._setting(at + 1, stop) if word in listing("preposition") else -1
        if word in listing("place") and self.words[at + 1 : at + 2] and self.words[at + 1] in listed("determiner"):
            comma = self._clause(at, stop)  # open words: where somebody stands says nothing about the words
            if end < comma and not self.is_voiced(at, comma):
                self.kinds.add("setting")
                return comma
        return end

    def _is_clause(self, at: int, stop: int) -> bool:
        """True if a pronoun or a name with a verb behind it begins at ``at``: "she left", "Johnson walked in"."""
        if self._is_pronoun(at):
            return True
        end = next((n for n in range(at, stop) if not self.is_name(n)), stop)
        return at < end < stop and (self.words[end] in listed("finite") or self.words[end].endswith("ed"))

    def _meanwhile(self, at: int, stop: int) -> int:
        """The end of a clause about what the speaker does meanwhile, or -1 where it may make the words another's.

        It ends with the narration if nobody speaks in what follows its first comma, else at that comma.
        """
        comma = self._clause(at, stop)
        if self.is_voiced(at, comma):
            return -1
        more = range(comma, stop)
        speaks = any(self.words[n] in {*listing("cue"), "or", "but", "though", "although", MASK, ":"} for n in more)
        return comma if speaks or self.is_voiced(comma, stop) else stop

    def is_voiced(self, at: int, stop: int) -> bool:
        """True if open words may say that the words beside them are another's, unsaid, or not meant."""
        open_words = [word.removesuffix("'s") for word in self.words[at:stop]]
        voice = any(pair == ["voice", "of"] for pair in (open_words[n : n + 2] for n in range(len(open_words))))
        return voice or any(word in listing("voicing") or word.endswith("n't") for word in open_words)

    def _clause(self, at: int, stop: int) -> int:
        """The end of open words: the next comma, quotation, or the end."""
        return next((n for n in range(at, stop) if self.words[n] in (",", MASK, ";", ":")), stop)

    def _time(self, at: int, stop: int) -> int:
        """Read "last week", "Monday night", "earlier this month", "hours later"."""
        self.kinds.add("time")
        end, told = at, False
        while end < stop:
            word = self.words[end].removesuffix("'s")
            when = word in _time_words() or word in listing("setting") or bool(_NUMBER.match(word))
            if (
                not when
                and word not in listing("relative_time")
                and (word not in ("this", "that", "the") or not end > at)
            ):
                break
            told |= when or (word == "later" and end > at)
            end += 1
        return end if told else -1

    def _later(self, at: int, stop: int) -> int:
        """Read "a few minutes later", "fifteen years ago", or -1."""
        for end in range(at + 2, min(stop, at + 5)):
            if self.words[end] in ("later", "ago", "earlier") and self.words[end - 1] in listing("relative_time"):
                self.kinds.add("time")
                return end + 1
        return -1

    def _neighbour_in_time(self, at: int, stop: int) -> int:
        """Read "before the vote", "ahead of the vote", "after the vote was lost"; "before adding …" may take back."""
        clause = self.words[at] == "after"
        at += self.words[at + 1 : at + 2] == ["of"]
        if at + 1 >= stop or self.words[at + 1].endswith("ing"):
            return -1
        self.kinds.add("time")
        if clause:
            return self._clause(at + 1, stop)
        end = max(self._setting(at + 1, stop), self.noun_phrase(at + 1, stop))
        return self._complements(end, stop) if end > 0 else -1

    def asked(self, at: int, stop: int) -> bool:
        """True if "asked about …", "when asked whether …", "asked by Reed if …" begins at ``at``."""
        at += self.words[at] == "when"
        if at + 1 >= stop or self.words[at] != "asked":
            return False
        if self.words[at + 1] == "to":
            return self._to_answer(at + 2, stop)
        content = self.words[at + 2 : self._clause(at, stop)]
        if (self.words[at + 1] == "what" and any(w in verbs() for w in content)) or (
            self.words[at + 1] == "how" and any(w in listing("cue") for w in content)
        ):
            return False  # "asked what the mayor had told her": the answer may be the mayor's words
        by = self.words[at + 1] == "by"
        behind = self.words[at + 1 : min(stop, at + 8)]
        told = next((n for n in range(at + 1, min(stop, at + 8)) if self.words[n] == "to"), -1) if by else -1
        if told > 0:
            return self._to_answer(told + 1, stop)
        return any(word in listing("asked") for word in behind)

    def _to_answer(self, at: int, stop: int) -> bool:
        """True for "to respond", "to comment on the vote"; not for "to describe what the mayor said"."""
        return at < stop and self.words[at] in listing("to_answer") and not self.is_voiced(at, self._clause(at, stop))

    def _to_or_with(self, at: int, stop: int) -> int:
        first = self.words[at + 1] if at + 1 < stop else ""
        if self.words[at] == "with" or first in listing("setting"):
            end, met = self._setting(at + 1, stop), self.noun_phrase(at + 1, stop)
            return met if end < 0 < met and self.is_name(met - 1) else end  # "with Channel Four"
        return -1 if first in verbs() and not first.endswith("s") else self.addressee(at + 1, stop)

    def addressee(self, at: int, stop: int) -> int:
        """Read to whom somebody speaks: a noun phrase or an object pronoun, never oneself."""
        if at < stop and self.words[at].endswith(("self", "selves")):
            return -1
        if at < stop and self.words[at] in listed("object") | {"you", "her"}:
            self.kinds.add("addressee")
            if self.words[at] != "her" or self.noun_phrase(at, stop) in (-1, at + 1):
                return at + 1
        end = self.noun_phrase(at, stop)
        while 0 < end < stop and (
            (self.words[end] == "of" and not self.is_name(end - 1)) or self.words[end].endswith("ing")
        ):  # "hundreds of cheering men"
            more = self.noun_phrase(end + 1, stop)
            if more < 0:
                break
            end = more
        if end > 0:
            self.kinds.add("addressee")
        return end

    def _setting(self, at: int, stop: int) -> int:
        """Read the noun phrase of a setting or a time: its head is a setting, a time, a figure or a name of a place."""
        head = -1
        while at < stop:
            word = self.words[at].removesuffix("'s")
            if word in listing("setting") or word in _time_words() or _NUMBER.match(word) or self.is_name(at):
                if word in _time_words() or _NUMBER.match(word):
                    self.kinds.add("time")
                head = at + 1
            elif word in ("of", "with", "for", "to") and head == at and at + 1 < stop:
                end = self.addressee(at + 1, stop)
                return end if end > 0 else head
            elif head == at and (
                word in _number_words()
                or (word == "." and (self.words[at - 1] in ("a.m", "p.m") or self._abbreviates(at)))
            ):
                head = at + 1
            elif word not in listing("modifier") and word != "@" and not is_person_word(word):
                break
            at += 1
        if head > 0:
            self.kinds.add("setting")
            if head + 1 < stop and self.words[head] in listing("held"):
                head = max(head, self._time(head + 1, stop) - 1) if self.words[head + 1] in _time_words() else head
            if (
                head + 1 < stop
                and self.words[head + 1] in _IN_NOUN_PHRASES
                and (self.words[head] in listing("held") or self.words[head] in _time_words())
            ):
                end = max(self._setting(head + 2, stop), self.noun_phrase(head + 2, stop))
                return self._complements(end, stop) if end > 0 else head
        return head

"""Inert stretches of words: clauses and phrases that can't make other words another's, a part, or unsaid.

A stretch is inert if no word of it can mean words, a thought or a part that is played, whatever it tells. Most verbs
have such a sense among others; what stands behind them tells which is meant: nobody writes an ordinance, or misses a
game, with somebody else's words.
"""

from __future__ import annotations

from attribune.check.context.attribution.inert import (
    NUMBER,
    PRONOUNS,
    WordReader,
    denies,
    has_form,
    is_bodily,
    is_effect,
    is_matter,
    is_somebody,
    is_telling,
    is_thing,
    listing,
    lives,
    singulars,
)
from attribune.lexicon import words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import listed

MAX_BEFORE_NOUN = 4  # pieces of "her most reluctant supporters"
MARKS = frozenset({",", "—", "–", "--", "-"})
_BE = frozenset("is are was were am be been being 's".split())
_BEING = _BE | {"has", "have", "had", "having"}
_DO = frozenset("do does did doing done".split())
_ALLEGED = frozenset({"allegedly", "reportedly"})
_POINTING = frozenset(
    "it so this these that those them such himself herself itself themselves one".split()
)  # the words
_SELVES = frozenset("himself herself itself themselves".split())
_WHEN = frozenset("since when after before until because where".split())
_DEICTIC = frozenset("this these that those such".split())
_TO_PERSON = frozenset("off up into on".split())
_TOWARD = frozenset("toward towards to at past beside behind near alongside across among between".split())
_LEADING = listed("determiner") | listed("preposition")
_LINKING = _BEING | frozenset(
    "he she they we i you him me us who whose whom which and but or than more most less least because when where while"
    " until since though although before after during how why also too even very there".split()
)


class StretchReader(WordReader):
    """Reads stretches of words that are inert."""

    def inert_end(self, at: int, stop: int, *, people: bool) -> int:
        """Return the end of the longest inert stretch at ``at`` that ends at a comma or at ``stop``, or -1.

        Without ``people`` it ends before anybody who may be imitated: "wearing the crown of the Snow Queen". Something
        must be done in it: a state may be a part ("who was in costume").
        """
        told = self._told_of_matter(at, stop)
        ends = (n for n in range(at, stop) if not (n in told or self._is_inert(n, at, stop)))
        persons = (n for n in range(at, stop) if not (people or self._is_nobody(n, at)))
        inert = min(next(ends, stop), next(persons, stop))
        if inert < stop:
            inert = next((n for n in range(inert, at, -1) if self.words[n] in MARKS), -1)
        last = inert - 1 - (inert > at and self.words[inert - 1] in MARKS)
        whole = last <= at or self._is_to_come(last - 2)
        if not whole and (self.words[last] == "to" or self.words[last] in _BEING | _DO | listing("modal")):
            return -1  # "that she had been paid to"
        deeds = (
            n in told
            or (self.does(n) and not self._is_owned(n))
            or (n == at and self._is_posture(n))
            or self._reports(n, inert)
            or (denies(self.words[n]) and self._leaves_undone(n, inert))
            for n in range(at, max(at, inert))
        )
        if self.words[at] == "whose" and inert > at:  # a state of somebody else: "whose son was among the injured"
            return inert
        return inert if inert > at and any(deeds) else -1  # not "who was in costume", "who had the mayor's hat on"

    def _is_inert(self, n: int, at: int, stop: int) -> bool:
        """True if a piece of a stretch from ``at`` to ``stop`` can't mean words, a thought or a part."""
        word = self.words[n].removesuffix("'s")
        if word in MARKS or word in ("$", "%", "(", ")"):
            return True
        if word == ".":
            return n > at and self.abbreviates(n)
        if n == at and self._is_posture(n):
            return True
        if word in _ALLEGED and n > at and self.words[n - 1] == "who":
            return True  # "who allegedly stole a car": what they did is in doubt, and not what they say
        if denies(word):
            return self._leaves_undone(n, stop)
        if word in _POINTING - _DEICTIC - {"it"}:
            return False
        if word in _DO:
            return n + 1 < stop and denies(self.words[n + 1])
        reports, affects = n > at and self._reports(n, stop), n > at and self._affects(n, stop)
        if word == "it":
            return self._is_body_of_before(n, at, stop)
        written = self.is_written(n) and not self.is_name(n) and not self._is_to_come(n)
        if (self.is_voiced(n, n + 1) and not (reports or affects)) or (written and not self._is_verb_of_deed(n)):
            return False
        behind = self.words[n + 1] if n + 1 < stop else ""
        if word == "that" and n and (is_telling(self.words[n - 1]) or self._reports(n - 1, stop)):  # "noting that"
            return behind not in _POINTING | {""}
        if word in _DEICTIC:  # "who dropped that"
            return self._is_noun_or_its(n + 1, stop) or (word == "that" and self._opens_clause(n + 1, stop))
        if word == "as":
            office = self.words[n - 1] in ("down", "over") or any(  # "stepped down as chief executive"
                has_form(self.words[m], kind) for m in range(at, n) for kind in ("serves", "gives_office")
            )
            return behind in PRONOUNS or (behind != "the" and office)
        if word in ("how", "why", "for"):  # "how the king begins", "speaking for Holm"
            return not self.is_anybody(n + 1, stop)
        if word in _TO_PERSON:  # "taking off the mayor", "turned into the king"
            return not self.is_anybody(n + 1, stop) and not self._may_be_anybody(n + 1, stop)
        if self.is_name(n):
            return not self._is_part(n, at, stop)
        if self.casts(n, at, stop):
            return False
        small = word in _LINKING or word in listing("modal") or word in listing("adverb")
        told = reports or affects or (is_telling(word) and self._leads_to_clause(n, stop))
        return (
            small or told or self.does(n) or self._is_noun_or_its(n, stop) or self._is_closed(n)
            or self._is_to_come(n)
        )  # fmt: skip

    def stands_as_verb(self, n: int) -> bool:
        """True if a piece stands where a verb does: behind "who", "to", a modal, "had", an adverb behind these."""
        before = next((m for m in range(n - 1, -1, -1) if self.words[m] not in listing("adverb")), -1)
        if before < 0:
            return False
        word = self.words[before]
        return (
            has_form(word, "helps") or word in PRONOUNS | _BEING | {"which", "to", "never"} or word in listing("modal")
        )

    def _is_posture(self, n: int) -> bool:
        """True for a participle of what a speaker does meanwhile: "gesturing"."""
        word = self.words[n]
        return word.endswith("ing") and word in listing("posture") and not self.is_voiced(n, n + 1)

    def _may_stand_as_verb(self, n: int) -> bool:
        """True also behind "and": "represents the ward and wrote the ordinance"."""
        opens = self.words[n].endswith("ing") and (n == 0 or self.words[n - 1] in MARKS | _WHEN | {"while"})
        return opens or self.stands_as_verb(n) or (n > 0 and self.words[n - 1] == "and")

    def _reports(self, n: int, stop: int) -> bool:
        """True for the verb of "who has said the plant would close", "who believes that …": a saying of its own."""
        known = self.words[n] in ("said", "says") or self.words[n] in listing("holds")
        return known and self.stands_as_verb(n) and self._leads_to_clause(n, stop)

    def _told_of_matter(self, at: int, stop: int) -> set[int]:
        """Return the pieces of what is done to a thing, sought, or said besides of a thing or a matter."""
        found = set[int]()
        for n in range(at, stop):
            if self._affects(n, stop):
                found.update(range(n, self._object_end(n + 2, stop)))
            elif self.stands_as_verb(n):
                found.update(range(n, max(self._seeks(n, stop), self._own_saying_end(n, stop))))
        return found

    def _own_saying_end(self, n: int, stop: int) -> int:
        """Return the end of "thinks the plan is too dear", "told the inquiry that the doors were locked", or -1.

        Such a clause is about other words, whatever it tells: nothing in it points to them, or names words at all.
        """
        heard = self._object_end(n + 1, stop)
        told = self.words[n] in ("told", "tells") and self.words[heard : heard + 1] == ["that"]
        if not (told or self._reports(n, stop) or is_telling(self.words[n])):
            return -1
        joint = heard if told and self.is_closed(n + 1, heard) else n + 1
        begins, end = joint + (self.words[joint : joint + 1] == ["that"]), self.clause(n, stop)
        head = self._subject_end(begins, end) - 1
        points = _POINTING - _SELVES
        open_ = (
            self.words[m] in points or self.is_written(m) or self.is_voiced(m, m + 1) for m in range(head + 1, end)
        )
        of_matter = begins < head and head + 1 < end and self._is_of_matter(begins, head + 1)
        return end if of_matter and not any(open_) else -1

    def _seeks(self, n: int, stop: int) -> int:
        """Return the end of "asked the council for more time", "called for an inquiry": a topic; or -1."""
        if not has_form(self.words[n], "seeks"):
            return -1
        end = self.clause(n, stop)
        joint = next((m for m in range(n + 1, end) if self.words[m] == "for"), -1)
        topic = self._object_end(joint + 1, end) if joint > 0 else -1
        of = topic > joint + 1 and self.words[topic - 1] in listing("enacted")
        plain = of or self._is_of_matter(joint + 1, topic)
        return topic if topic > 0 and plain and self.is_closed(n + 1, joint) else -1

    def _subject_end(self, at: int, stop: int) -> int:
        """Return the end of the noun phrase before the first verb of a clause, or ``at``."""
        if at >= stop or self.words[at] not in listed("determiner"):
            return at
        end = self._object_end(at, stop)
        verb = (m for m in range(at + 2, end) if self._is_of_matter(at, m) and not self._is_of_matter(at, m + 1))
        return end if end < stop and self.words[end] in _BEING | listing("modal") else next(verb, at)

    def _affects(self, n: int, stop: int) -> bool:
        """True for a verb whose object shows that it makes no words: "missed six games", "wrote the ordinance"."""
        word, behind = self.words[n], n + 1
        numbered = n > 0 and self.words[n - 1] == "to" and self.is_written(n)  # "to page four"
        if not is_effect(word) or numbered or self.is_name(n) or word in _LINKING or word in listing("modal"):
            return False
        if not self._may_stand_as_verb(n):
            return False
        if self.stands_as_verb(n):  # "worries about the cost", not "attacking from the other side"
            behind += self.words[behind : behind + 1] in (
                [one] for one in ("about", "for", "from", "on", "over", "with")
            )
        end = self._object_end(behind, stop)
        if end - 1 > n and self.words[end - 1] in listing("enacted"):
            return not self.is_voiced(behind, end)
        return not has_form(word, "enacts") and self._is_of_matter(behind, end)

    def _is_of_matter(self, at: int, end: int) -> bool:
        """True if a noun phrase is headed by a thing, a place, a number or what can't mean words: "six games"."""
        head = end - 1
        if head < at or self.is_voiced(at, end) or self.is_written(head) or self.is_name(head):
            return False
        word = self.words[head]
        return (
            is_thing(word)
            or is_matter(word)
            or bool(NUMBER.match(word))
            or not listing("setting").isdisjoint(singulars(word))
        )

    def _object_end(self, at: int, stop: int) -> int:
        """Return the end of the noun phrase at ``at``: its determiner and all before what links, leads or marks."""
        small = _LINKING | listed("preposition") | MARKS | {"that"}
        begins = at + (at < stop and self.words[at] in listed("determiner"))
        ends = (n for n in range(begins, stop) if self.words[n] in small or not self.words[n][:1].isalnum())
        end = next(ends, stop)
        while end - 1 > at and self.words[end - 1] in listing("adverb"):
            end -= 1
        return end

    def _is_to_come(self, n: int) -> bool:
        """True for "line" in "where the goal line will be": nobody reads what isn't there."""
        absent = self.words[n + 1 : n + 3] in (["will", "be"], ["would", "be"]) or (
            self.words[n + 1 : n + 4] == ["used", "to", "be"]
        )
        return absent and "where" in self.words[max(0, n - MAX_BEFORE_NOUN) : n] and not self.is_voiced(n, n + 1)

    def _is_verb_of_deed(self, n: int) -> bool:
        """True for "sign" in "to sign the winger": a noun that stands where a verb does is none."""
        return lives(self.words[n]) and self.stands_as_verb(n)

    def _is_body_of_before(self, n: int, at: int, stop: int) -> bool:
        """True for "it" in "with the company since it opened the depot": it acts, and stands for a body or a thing."""
        acts = self.words[n - 1] in _WHEN and n + 2 < stop and self.does(n + 1) and n > at + 2
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt")
        named = (self.words[m] in bodies and not self.is_written(m) for m in range(at, n - 1))
        return acts and any(named) and self._is_of_matter(n + 2, self._object_end(n + 2, stop))

    def casts(self, n: int, at: int, stop: int) -> bool:
        """True for the verb of "became the king", "adding that she had been the king": it may give somebody a part."""
        becomes = has_form(self.words[n], "becomes")
        if not (becomes or self.words[n] in _BE) or n + 1 >= stop:
            return False
        subject = next((m for m in range(n - 1, at - 1, -1) if self.words[m] not in _BEING | {"not"}), at)
        tells = self.words[subject] in PRONOUNS - {"who"} and (
            self.words[n + 1] == "the" or (self.is_anybody(n + 1, stop) and not self.does(n + 1))  # "she is married"
        )
        return tells or (becomes and self.is_anybody(n + 1, stop))

    def does(self, n: int) -> bool:
        """True for a verb of what people do or live through; not for one of not speaking."""
        word = self.words[n]
        return (lives(word) or is_bodily(word)) and not has_form(word, "silent")

    def _is_owned(self, n: int) -> bool:
        """True for a noun that could be a verb: "the work", "the mayor's hat"."""
        return self.words[n - 1] in _LEADING - {"that"} or self.words[n - 1].endswith("'s")

    def _leads_to_clause(self, n: int, stop: int) -> bool:
        """True for "noting that", "explaining how", "adding the pier would": not for "arguing the other side"."""
        end = self.clause(n, stop)
        opens = n + 1 < end and (self.words[n + 1] in ("that", "how", "why", "where") or self.is_pronoun(n + 1))
        return opens or any(self.words[m] in listing("modal") or self.words[m] in _BEING for m in range(n + 2, end))

    def _is_part(self, n: int, at: int, stop: int) -> bool:
        """True for a name that may be a part: "who was Hamlet", "as Hamlet", not "as Holm's deputy"."""
        before = next((m for m in range(n - 1, at - 1, -1) if self.words[m] not in listing("adverb")), at)
        end = next((m for m in range(n, stop) if not (self.is_name(m) or self.words[m] == ".")), stop)
        owns = any(self.words[m].endswith("'s") for m in range(n, end)) or self._is_noun_or_its(end, stop)
        known = f"{self.words[n]}s" in words("names/demonyms.txt")
        return (self.words[before] in _BE | {"as"} or has_form(self.words[before], "becomes")) and not (known or owns)

    def _leaves_undone(self, n: int, stop: int) -> bool:
        """True for "did not attend": a negation with a verb of what people do, and nothing more."""
        verb = next((m for m in range(n + 1, stop) if self.words[m] not in listing("adverb") | {"been", "be"}), stop)
        if verb < stop and self.words[verb] in ("in", "at", "on", "among"):  # "was not in the building"
            return self._is_of_matter(verb + 1, self._object_end(verb + 1, stop))
        return verb < stop and (
            self._affects(verb, stop) or (lives(self.words[verb]) and self.does(verb))  # not "does not exist"
        )

    def _opens_clause(self, n: int, stop: int) -> bool:
        return n < stop and (self.words[n] in _LINKING or self.does(n)) and self.words[n] not in ("and", "but", "or")

    def _is_noun_or_its(self, n: int, stop: int) -> bool:
        """True for a noun that is inert, or what stands before one behind an article: "her reluctant supporters"."""
        for m in range(n, min(stop, n + MAX_BEFORE_NOUN)):
            word = self.words[m].removesuffix("'s")
            if self.is_written(m) or self.is_voiced(m, m + 1):
                return False
            if self._is_inert_noun(m) or (m > n and word in listing("setting")):
                return True
            if not word.replace("-", "").isalpha() or word in _LINKING or word in _LEADING:
                return False
            if m == n and not self._is_led(n):
                return False
        return False

    def _is_led(self, n: int) -> bool:
        """True if an article, a figure, an owner or a preposition stands before a piece, or what they lead to does."""
        for m in range(n - 1, max(-1, n - MAX_BEFORE_NOUN), -1):
            word = self.words[m]
            joins = word == "and" and m > 0 and self._is_inert_noun(m - 1)
            if (
                word in _LEADING
                or word.endswith("'s")
                or NUMBER.match(word)
                or joins
                or self.does(m)
                or is_telling(word)
            ):
                return not self.words[n].endswith("ing") or word in listed("determiner")
            if not word.replace("-", "").isalpha() or word in _LINKING:
                return False
        return False

    def _is_inert_noun(self, n: int) -> bool:
        word = self.words[n].removesuffix("'s")
        person = any(is_person_word(form) or is_somebody(form) for form in (word, word.removesuffix("s")))
        return person or is_thing(word) or is_matter(word) or (self.is_name(n) and word not in _LINKING)

    def is_anybody(self, n: int, stop: int) -> bool:
        """True if a person or a name of no time or place stands at ``n``, behind its article."""
        n += n < stop and self.words[n] in listed("determiner")
        if n >= stop:
            return False
        named = self.is_name(n) and self.words[n] not in listed("moment")
        return named or is_person_word(self.words[n]) or is_somebody(self.words[n])

    def _may_be_anybody(self, n: int, stop: int) -> bool:
        """True if what stands at ``n``, behind its article, isn't known for a thing, a matter or a time."""
        n += n < stop and self.words[n] in listed("determiner")
        word = self.words[n].removesuffix("'s") if n < stop else ""
        known = is_thing(word) or is_matter(word) or NUMBER.match(word) or word in listed("moment")
        return word.isalpha() and not (known or word in listing("setting") | listing("modifier") | _LEADING | _LINKING)

    def all_inert(self, at: int, stop: int) -> bool:
        """True if every piece of a phrase is inert, or heads a setting."""
        return all(self._is_inert(n, at, stop) or self.words[n] in listing("setting") for n in range(at, stop))

    def is_inert_before(self, n: int, at: int, stop: int) -> bool:
        """True if a piece before words is inert: no pronoun in it can point to them yet."""
        return self.words[n] in _POINTING - _DEICTIC or self.all_inert(n, n + 1) or self._is_inert(n, at, stop)

    def open_pieces(self) -> list[int]:
        """Return the pieces of the whole narration that are neither inert nor closed, nor head a setting."""
        stop = len(self.words)
        return [n for n in range(stop) if not (self._is_inert(n, 0, stop) or self.words[n] in listing("setting"))]

    def _is_nobody(self, n: int, at: int) -> bool:
        """True if a piece names nobody, and no way of doing something: a small word, a thing, a name behind "in"."""
        word = self.words[n].removesuffix("'s")
        placed = n and self.words[n - 1] in ("in", "at", "near", "during", "on")
        if placed and self.is_name(n) and word == self.words[n]:  # a place, not "in Holm's shoes"
            return True
        named = self.is_name(n) and word not in listed("moment")
        begins = next((m for m in range(n - 1, at, -1) if self.words[m] in _LEADING - listed("determiner")), at)
        toward = begins > at and self.words[begins] in _TOWARD and "'s" not in "".join(self.words[begins : n + 1])
        if self.words[at - 1] in ("as", "while") and n - at <= MAX_BEFORE_NOUN and self._are_people(n):
            return True  # "as firefighters doused the embers": many, whom nobody imitates
        if (
            self.words[n - 1] in ("her", "his", "their")
            and word == self.words[n]
            and (self.does(at) or self._affects(at, n + 1))
        ):
            return True  # "rocking her daughter"
        if toward and self.does(at):  # "turning toward the farmers"
            return True
        return not (named or self.is_anybody(n, n + 1) or is_person_word(word.removesuffix("s")) or word == "way")

    def _are_people(self, n: int) -> bool:
        word = self.words[n]
        return word in ("people", "police", "men", "women", "children") or (
            word.endswith("s")
            and word[:-1] not in listing("voicing")
            and not self.is_name(n)
            and (is_somebody(word[:-1]) or is_person_word(word[:-1]))
        )

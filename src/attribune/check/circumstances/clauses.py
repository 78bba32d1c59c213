"""A sentence as clauses: who did what to whom, or didn't.

A light reading, no parse, for comparing two sentences of narration: a group of auxiliaries and a verb, the noun phrases
before and behind it, and whether it is denied. What isn't read stays open, and an open slot contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribune.check.circumstances.adjuncts import content
from attribune.check.circumstances.verb_forms import base_of, noun_verbs, verb_relations
from attribune.check.context.frames import lemma
from attribune.lexicon import pronouns, word_class
from attribune.sources.names.lexicon import listed
from attribune.statements.grammar.tokens import OF

_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|\x01+|[,;:—–()“”\"]")
_BE = frozenset("is are was were am be been being isn't aren't wasn't weren't get gets got".split())
_HAVE = frozenset("has have had having hasn't haven't hadn't".split())
PARTICLES = frozenset("about away back down in off on out over up".split())
_NOT = frozenset("not never hardly barely scarcely cannot neither nor".split())
_NOBODY = frozenset("no nobody none nothing neither never hardly barely".split())
_RELATIVE = frozenset("who which that whom".split())
_MARKS = frozenset(',;:—–()“”"')
_LEADS = frozenset("and but or that who which because after when while as if before".split())
_NO_VERB_BEHIND = frozenset("newly very more most so too as than".split())
_BEFORE_ING = frozenset("without by after before while when of from for".split())
_SOMEBODY = frozenset("anyone everyone someone anybody everybody somebody nobody those people others many some".split())
_WILL = frozenset("will won't 'll".split())
_BEHIND = frozenset("because after since".split())
_MODAL = frozenset("would wouldn't may might can can't cannot could couldn't should must shall 'd".split())
_REASONS = frozenset("because as since after over".split())
_ABOUT = frozenset("up to at least most more than about some almost nearly around over only just even".split())
MOST_WORDS = 16  # tokens of a subject


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as lemmas: all its telling ``words``, those that are ``names``, and its common noun, the ``head``.

    ``open``: it is a pronoun, begins with a possessive one, or isn't told.
    """

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    head: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb in its base form with who acts (``agent``) and on whom (``patient``), in whatever voice.

    ``denied``: an odd number of denials stands over it. ``words`` are all telling words of the clause, ``spared`` those
    behind "not"; ``governors`` the verbs over it: "accused her of sending". ``reason`` are the telling words of the
    reason behind it, ``because``: that word leads to it; ``behind``: the clause is itself such a reason, or what came
    first; ``reports``: "that" stands behind the verb; ``mood`` is "will", "modal" or "".
    """

    verb: str
    denied: bool
    agent: Phrase
    patient: Phrase
    words: frozenset[str]
    spared: frozenset[str]
    governors: tuple[str, ...]
    reason: frozenset[str]
    because: bool
    behind: bool
    reports: bool
    mood: str


@dataclass(frozen=True, slots=True)
class _Group:
    """The tokens ``first`` to ``stop`` of a verb and what belongs to it; ``over`` is the group that governs it."""

    first: int
    stop: int
    verb: str
    denied: bool = False
    passive: bool = False
    finite: bool = True
    over: int | None = None


class Reader:
    """Reads one sentence into clauses."""

    def __init__(self, sentence: str) -> None:
        self.words = [one.replace("’", "'") for one in _TOKEN.findall(sentence)]
        self.low = [one.lower() for one in self.words]
        self.groups: list[_Group] = []
        at = 0
        while at < len(self.low):
            group = self._group(at)
            self.groups += [group] if group else []
            at = group.stop if group else at + 1

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses in order."""
        for number, group in enumerate(self.groups):
            left, right = self._left(number), self._right(group.stop)
            auxiliaries = self.low[group.first : group.stop]
            by = self._by(group.stop) if group.passive else Phrase()
            over = list(self._over(group))
            denied = group.denied
            for one in over:
                denied ^= one.denied ^ (one.verb in word_class("grammar/word_classes.tsv", "turning"))
            told = [word for word in self.words[group.stop : self._end(number)] if word[0] != "\x01"]
            spared = told[told.index("not") + 1 :] if "not" in told else []
            yield Clause(
                verb=group.verb,
                denied=denied,
                agent=by if group.passive else left,
                patient=left if group.passive else right,
                words=left.words | content(" ".join(told)),
                spared=content(" ".join(spared)),
                reason=self._reason(group.stop),
                because="because" in self.low[group.stop :],
                behind=group.finite and not _BEHIND.isdisjoint(self.low[max(0, group.first - 8) : group.first]),
                reports=self.low[group.stop : group.stop + 1] == ["that"],
                mood="will"
                if not _WILL.isdisjoint(auxiliaries)
                else "modal"
                if not _MODAL.isdisjoint(auxiliaries)
                else "",
                governors=tuple(one.verb for one in over),
            )

    def _over(self, group: _Group) -> Iterator[_Group]:
        while group.over is not None:
            group = self.groups[group.over]
            yield group

    # -- the groups of verbs

    def _group(self, at: int) -> _Group | None:
        word, last = self.low[at], self.low[at - 1] if at else ""
        if at and self.words[at] in ("May", "Will", "Might"):
            return None
        if (
            word in _BE | _HAVE
            or (word in OF.finite and base_of(word) is None)
            or word in ("do", "does", "did", "will", "may", "might")
        ):
            return self._with_auxiliary(at)
        if word == "to":
            return self._infinitive(at)
        found = base_of(word)
        if found is None or (self.words[at][0].isupper() and at):
            return None
        base, kind = found
        if kind == "ing" and (not at or last in _BEFORE_ING | {","} or base_of(last) is not None):
            over = self._governor(at) if last != "," else None
            return self._verb(at, at, base, denied=last == "without", finite=False, over=over)
        if last == "without" and kind in ("base", "same"):  # "released without charge"
            return self._verb(at, at, base, denied=True, finite=False)
        if kind in ("base", "same") and last in ("and", "or") and self._joined(at):
            return self._verb(at, at, base, denied=False)
        plain = kind in ("past", "third", "same") and self._may_act(at, last)
        if kind == "third":
            plain = plain and base not in noun_verbs() and last not in OF.number and self._goes_on(at)
        if kind == "same":
            led = last in pronouns("subject") | {"and", "who"} or self.words[at - 1][0].isupper()
            plain = plain and (led or self.low[at + 1 : at + 2] in (["the"], ["a"], ["its"]))
        if plain or (kind == "base" and last in {"they", "we", "you", "i", "people", "who"}):
            return self._verb(at, at, base, denied=self._nobody(at))
        return None

    def _joined(self, at: int) -> bool:
        """True if a base form goes on with a modal's verb or an infinitive: "will shut a mill and move workers"."""
        if not self.groups or not (self._goes_on(at) or self.low[at + 1][0].isdigit()):
            return False
        group = self.groups[-1]
        return not (_MODAL | _WILL | {"to"}).isdisjoint(self.low[group.first : group.stop])

    def _may_act(self, at: int, last: str) -> bool:
        """True if a form in the past or with an -s may be a verb here, and no adjective or noun."""
        if not at or last in (OF.determiner - {"that"}) | pronouns("possessive") | _NO_VERB_BEHIND:
            return False
        if last in OF.preposition and last not in PARTICLES:
            return False
        if self.groups and self.groups[-1].stop == at:
            return False  # "prevents falls"
        between = last in OF.conjunction or last == ","
        return not between or self._goes_on(at)  # "old and burnt houses" has a noun behind it

    def _goes_on(self, at: int) -> bool:
        """True if behind a word stands what may stand behind a verb, and no noun."""
        if at + 1 >= len(self.low):
            return True
        follows = self.low[at + 1]
        small = OF.determiner | OF.preposition | PARTICLES | pronouns() | {"to", "that", "not", "there"} | _MARKS
        return follows in small or self.words[at + 1][0].isupper() or follows.endswith("ly") or follows[0] == "\x01"

    def _with_auxiliary(self, at: int) -> _Group:
        """Return the group that begins with an auxiliary."""
        first, be, denied, stop = self.low[at], False, False, at
        while stop < len(self.low):
            word = self.low[stop]
            denied ^= word.endswith("n't") or word in _NOT
            be |= word in _BE
            adverb = word.endswith("ly") and len(word) > 4 and word not in OF.not_adverb
            if not (
                (word in OF.auxiliary | OF.finite and (base_of(word) or ("be",))[0] in ("be", "have", "do", "get"))
                or word in _BE | _HAVE | OF.auxiliary
                or adverb
            ):
                break
            stop += 1
        denied ^= self._nobody(at)
        word = self.low[stop] if stop < len(self.low) else ""
        base, kind = base_of(word) or ("", "")
        if word.endswith("ed") and not base:
            base, kind = lemma(word), "past"
        has = first in _HAVE or not _HAVE.isdisjoint(self.low[at:stop])
        if word and word not in OF.determiner and not self.words[stop][0].isupper():
            if kind in ("past", "participle", "same") and (be or has):
                return self._verb(at, stop, base, denied=denied, passive=be)
            if (kind == "ing" and be) or (kind in ("base", "same") and not be and first not in _HAVE):
                return self._verb(at, stop, base, denied=denied)
        return _Group(at, max(stop, at + 1), "be" if be else "have" if has else "do", denied)

    def _infinitive(self, at: int) -> _Group | None:
        """Return the group of "to" and a verb."""
        verb = at + 1
        while verb < len(self.low) and self.low[verb] in _NOT:
            verb += 1
        word, denied = self.low[verb] if verb < len(self.low) else "", verb > at + 1
        if word in ("be", "have"):
            group = self._with_auxiliary(verb)
            return _Group(at, group.stop, group.verb, group.denied ^ denied, group.passive, False, self._governor(at))
        base, kind = base_of(word) or ("", "")
        if kind not in ("base", "same") or (word in noun_verbs() and not self._goes_on(verb)):
            return None
        return self._verb(at, verb, base, denied=denied, finite=False, over=self._governor(at))

    def _verb(
        self,
        first: int,
        at: int,
        base: str,
        *,
        denied: bool,
        passive: bool = False,
        finite: bool = True,
        over: int | None = None,
    ) -> _Group:
        stop = at + 1
        after = self.low[stop] if stop < len(self.low) else ""
        if after in PARTICLES and f"{base}_{after}" in verb_relations():
            base, stop = f"{base}_{after}", stop + 1
        siding = base in word_class("grammar/word_classes.tsv", "siding")
        if after == "not" or (after == "against" and siding):  # "pleaded not guilty", "voted against"
            denied, stop = not denied, stop + 1
        elif after in _NOBODY:  # "sent nobody a message", "voted no"
            denied = not denied
        return _Group(first, stop, base, denied, passive, finite, over)

    def _nobody(self, at: int) -> bool:
        """True if the subject before a verb denies it: "Nobody was hurt", "no jobs would go"."""
        begin = max((n + 1 for n in range(at) if self.low[n] in _MARKS | _LEADS), default=0)
        return not _NOBODY.isdisjoint(self.low[max(begin, at - MOST_WORDS) : at])

    def _governor(self, at: int) -> int | None:
        """Return the number of the group that an infinitive or a gerund belongs to."""
        if not self.groups or not {";", ":", "—", "“", "”"}.isdisjoint(self.low[self.groups[-1].stop : at]):
            return None
        return len(self.groups) - 1

    # -- who and whom

    def _left(self, number: int) -> Phrase:
        """Return the subject of a group as it stands before it."""
        group = self.groups[number]
        if not group.finite:
            if group.over is None or self.low[group.first] != "to":
                return Phrase()
            behind = self.groups[group.over].stop
            whom = self._right(behind)
            is_told = whom.head or whom.names or self.low[behind] in pronouns()  # "told her to wait"
            return Phrase() if is_told else self._left(group.over)
        at = group.first - 1
        while at >= 0 and (self.low[at].endswith("ly") or self.low[at] in OF.auxiliary - OF.finite):
            at -= 1
        if at < 0:
            return Phrase()
        word = self.low[at]
        if word in _RELATIVE:
            return self._phrase(at - 2 if at and self.low[at - 1] == "," else at - 1)
        if word in OF.conjunction:
            same = number > 0 and self.groups[number - 1].passive == group.passive
            return self._left(number - 1) if same else Phrase()
        if word != ",":
            return self._phrase(at)
        opening = next((n for n in range(at - 1, 0, -1) if self.low[n] == ","), None)
        if opening is None:
            return Phrase()
        head, inner = self._phrase(opening - 1), self._phrase_of(opening + 1, at)
        if self.low[opening + 1] in _RELATIVE | {"whose"} or inner.open:
            return head
        names = head.names | inner.names
        return Phrase(head.words | inner.words, names, head.head or inner.head, head.open and not inner.names)

    def _phrase(self, end: int) -> Phrase:
        """Return the noun phrase whose last token is ``end``."""
        stop = end + 1
        low = max((one.stop for one in self.groups if one.stop <= stop), default=0)
        crossed = low > 0
        low, at = max(low, stop - MOST_WORDS), end
        while at >= low:
            word = self.low[at]
            if word in _MARKS or word[0] == "\x01" or (word in OF.subordinator | _RELATIVE | {"but"} and at < end):
                break
            if word == "and" and crossed and at < end:  # "to avoid a deer and the coach swerved"
                break
            at -= 1
        if at < low and low and self._is_inside(low):
            return Phrase()  # "A coach carrying pensioners slid", "The man who drove the bus apologised"
        if at > 0 and self.low[at] == "," and not any(word[0].isalpha() for word in self.low[at + 1 : stop]):
            return self._phrase(at - 1)  # "Achterberg, 84, who lost"
        return self._phrase_of(at + 1, stop)

    def _is_inside(self, stop: int) -> bool:
        """True if the group that ends at a token stands within a noun phrase."""
        group = next((one for one in self.groups if one.stop == stop), None)
        return group is not None and (not group.finite or (group.first > 0 and self.low[group.first - 1] in _RELATIVE))

    def _phrase_of(self, first: int, stop: int) -> Phrase:
        """Return the tokens ``first`` to ``stop`` as a noun phrase."""
        while first < stop and self.low[first] in _ABOUT:
            first += 1
        words, low = self.words[first:stop], self.low[first:stop]
        for number, word in enumerate(low):
            led = word.endswith("ing") and number + 1 < len(low) and self._goes_on(first + number)
            if number and (word in OF.preposition - {"of"} or led):
                words, low = words[:number], low[:number]
                break
        if not low:
            return Phrase()
        if low[0] in pronouns() | _SOMEBODY | OF.question | {"that", "this", "these", "those", "there", "one"} and (
            len(low) == 1 or low[0] in pronouns("possessive") | _SOMEBODY
        ):
            return Phrase(words=content(" ".join(words)))
        names = [w for n, w in enumerate(words) if w[0].isupper() and (first + n or not _is_common(w, words[1:]))]
        main = low[: low.index("of")] if "of" in low[1:] else low
        nouns = [w for n, w in enumerate(main) if words[n] not in names and w not in OF.determiner and w[0].isalpha()]
        head = lemma(nouns[-1]) if nouns and not nouns[-1].endswith(("'s", "s'")) else ""
        found = content(" ".join(words))
        return Phrase(found, content(" ".join(names)), head, open=not found)

    def _right(self, at: int) -> Phrase:
        """Return the noun phrase behind a verb."""
        starts, first = {one.first for one in self.groups}, at
        ends = _MARKS | OF.subordinator | (OF.preposition - {"of"}) | PARTICLES | _RELATIVE | {"to", "but"}
        while at < len(self.low) and at not in starts and self.low[at] not in ends and self.low[at][0] != "\x01":
            at += 1
        found, end = self._phrase_of(first, at), at + 1
        while at < len(self.low) and self.low[at] == "," and end < len(self.low) and self.words[end][0].isupper():
            end += 1
        apposed = end > at + 1 and (end == len(self.low) or (self.low[end] in _MARKS and end + 1 not in starts))
        if found.head and not found.names and apposed:  # not of "the company that owns the vessel, Orme Ltd, said"
            name = self._phrase_of(at + 1, end)  # "blamed the defender, Sean Orme"
            return Phrase(found.words | name.words, name.names, found.head, open=False)
        return found

    def _reason(self, at: int) -> frozenset[str]:
        """Return the telling words of the reason that stands behind a verb."""
        stop = next(
            (n for n in range(at, len(self.low)) if self.low[n] in _REASONS or self.low[n] in (";", ":", "—")), None
        )
        if stop is None or self.low[stop] not in _REASONS:
            return frozenset()
        return content(" ".join(w for w in self.words[stop + 1 :] if w[0] != "\x01"))

    def _by(self, at: int) -> Phrase:
        """Return who did what a passive tells."""
        stop = next((n for n in range(at, min(at + 6, len(self.low))) if self.low[n] in (",", ";", "by")), None)
        return self._right(stop + 1) if stop is not None and self.low[stop] == "by" else Phrase()

    def _end(self, number: int) -> int:
        """Return where a clause ends: before the next finite verb's own clause, or with the sentence."""
        low = self.groups[number].stop
        for later in self.groups[number + 1 :]:
            if later.finite:
                at = later.first
                while at > low and self.low[at - 1] not in _MARKS | _LEADS:
                    at -= 1
                return at
        return len(self.low)


def _is_common(word: str, behind: Sequence[str]) -> bool:
    """True if a word that opens a sentence is no name."""
    return word.lower() in listed("common_words.txt") and not (behind and behind[0][0].isupper())

"""Phrases of plain attributions, each of a closed kind: times, places, listeners, manners. Who speaks is read in
:mod:`noun_phrases`, cues and the order of what may stand beside them in :mod:`modifiers`.

What may stand in them is in ``lexicon/en/check/attribution.tsv``; a phrase that isn't read there is none.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.check.context.attribution.inert import (
    COUNTED,
    NUMBER,
    denies,
    has_form,
    is_bodily,
    is_matter,
    is_somebody,
    is_thing,
    listing,
    singulars,
    time_names,
)
from attribune.check.context.attribution.noun_phrases import IN_NOUN_PHRASES
from attribune.check.context.attribution.second_hand import SecondHandReader
from attribune.lexicon import rows, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import listed

MAX_EVENT = 4  # pieces of "after the first announcement"
_UNITS = frozenset("second moment minute hour day night week month year".split())
_AMOUNTS = frozenset("word words sentence sentences".split())
_NOBODY = frozenset("nobody none anyone anybody someone somebody one".split())


@cache
def _number_words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("text/numbers.tsv"))


def time_words(narration: str) -> frozenset[str]:
    """Return the words of a narration that say when: names of days and months, figures, "yesterday"."""
    found = re.findall(r"[^\W_]+(?:\.[^\W_]+)*", narration.lower())
    return frozenset(w for w in found if w in time_names() or w[0].isdigit())


class PhraseReader(SecondHandReader):
    """Reads the phrases that may stand beside a cue."""

    def _owns(self, at: int) -> bool:
        """True for "archive's", "visitors'": what owns a medium or a place, of known kinds and nothing played."""
        word = self.words[at]
        if not word.endswith(("'s", "s'")) and self.words[at + 1 : at + 2] != ["'"]:
            return False
        noun = word.removesuffix("'s").removesuffix("'")
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt") | words("names/outlet_words.txt")
        bodies |= listing("setting")
        plural = noun.removesuffix("s")
        known = noun in bodies or is_thing(noun) or is_somebody(noun) or is_somebody(plural) or is_person_word(plural)
        return known and not self.is_voiced(at, at + 1) and noun not in listing("voicing")

    def _dates(self, at: int) -> bool:
        """True for the comma of "a June 10, 2009 email"."""
        before, behind = self.words[at - 1], self.words[at + 1 : at + 2]
        return self.words[at] == "," and bool(NUMBER.match(before) and behind and NUMBER.match(behind[0]))

    def _qualifies(self, at: int, stop: int) -> bool:
        """True for a noun before the head of a setting that is a thing or a matter: "eye roll", "campaign speech"."""
        word = self.words[at]
        if at + 1 >= stop or self.is_voiced(at, at + 1):
            return False
        setting = any(form in listing("setting") for form in singulars(self.words[at + 1]))
        return (setting and (is_thing(word) or is_matter(word))) or self._is_state_of_place(at, stop)

    def _is_state_of_place(self, at: int, stop: int) -> bool:
        """True for "disused" in "a disused tobacco factory": a participle before a thing, which can't be feigned."""
        state = self.words[at].rsplit("-", 1)[-1]
        if not state.endswith("ed") or self.words[at - 1] not in listed("determiner"):
            return False
        end = next((n for n in range(at + 1, stop) if not self._is_inert_noun(n)), stop)
        return end > at + 1 and is_thing(self.words[end - 1]) and not self.is_name(end - 1)

    def _at_thing(self, at: int, stop: int) -> int:
        """Read "over soup", "from the ladder of a combine": a place that is told by things, or -1."""
        comma = self.clause(at, stop)
        if self.words[at] not in listing("place") | listing("preposition") or not self.is_closed(at + 1, comma):
            return -1
        end = next((n for n in range(at + 1, comma) if self.words[n] in time_names() | {"on"}), comma)
        plain = self.words[at] in listing("place") or self._is_of_things(at + 1, end)
        if at + 1 >= end or not plain:
            return -1
        self.kinds.add("setting")
        return comma if self.words[at] in listing("place") else end

    def _is_of_things(self, at: int, stop: int) -> bool:
        """True if closed words end in a thing and name nobody: "a hotel ballroom", not "the mayor's shoes", and not
        "gunpoint", "the point of a gun"."""
        return (
            at < stop
            and self.words[at] in listed("determiner")
            and "of" not in self.words[at:stop]
            and is_thing(self.words[stop - 1])
            and self.is_closed(at, stop)
            and not any(self.is_name(n) or is_person_word(self.words[n]) or self._is_role(n) for n in range(at, stop))
        )

    def _manner(self, at: int, stop: int) -> int:
        """Read "through gritted teeth", "between mouthfuls of cake", "without a pause", or -1."""
        word, comma = self.words[at], self.clause(at, stop)
        rest = self.words[at + 1 : comma]
        if word not in ("through", "between", "without") or not rest or self.is_voiced(at + 1, comma):
            return -1
        begins = at + 1 + (rest[0] in listed("determiner") or rest[0] in listing("gritted"))
        head = self.words[begins] if begins < comma else ""
        gesture = word == "without" and self._is_participle(at + 1, comma) and head not in listing("refers")
        seen = {"through": "bodily", "between": "gap", "without": "lacking"}[word]
        if not (head in listing(seen) or gesture):
            return -1
        end = next((n for n in range(begins + 1, comma) if self.words[n] in listing("preposition")), comma)
        if not self.is_closed(begins + 1, end):
            return -1
        self.kinds.add("posture")
        return end

    def _reached(self, at: int, stop: int) -> int:
        """Read how and where somebody was reached, "reached by phone on the car deck": closed words only; or -1."""
        comma = self.clause(at, stop)
        evidence = self.words[at : at + 2] == ["giving", "evidence"]
        if not (evidence or self.words[at] in listing("reached")) or self.is_voiced(at, comma):
            return -1
        behind = range(at + 1 + evidence, comma)
        if not all(self._is_closed(n) or self.words[n] in listing("setting") | {"video"} for n in behind):
            return -1
        self.kinds.add("posture")
        return comma

    def _in_a_word(self, at: int, stop: int) -> int:
        """Read "in one word", "in a single sentence": how much was said; or -1."""
        end = next((n for n in range(at + 2, min(stop, at + 5)) if self.words[n] in _AMOUNTS), -1)
        few = all(self.words[n] in _number_words() | {"a", "single", "few"} for n in range(at + 1, end))
        whose = self.words[end + 1 : end + 2] in (["of"], ["from"], ["by"])
        return end + 1 if self.words[at] == "in" and end > 0 and few and not whose else -1

    def _measured(self, at: int, stop: int) -> int:
        """Return where "hours", "a week", "the morning", "shortly" before "before" or "after" ends; ``at`` where none
        stands there."""
        if self.words[at] in ("shortly", "just", "right", "immediately", "soon", "long"):
            return at + 1
        counted = self.words[at] in _number_words() | {"a", "an", "few", "several", "the"} or bool(
            NUMBER.match(self.words[at])
        )
        end = at + counted
        end += counted and end < stop and self.words[end] in ("few", "couple")
        units = _UNITS | listing("day_part")
        unit = any(form in units for form in singulars(self.words[end])) if end < stop else False
        return end + 1 if unit else at

    def _told_of_thing(self, at: int, stop: int) -> int:
        """Read "that ran to 14 pages", "which began late" behind a setting: closed words behind a verb; or -1."""
        if at < stop and self.words[at].endswith("ing") and self.does(at):  # "in her office overlooking the harbour"
            return self._departs(at, stop)
        if at >= stop or self.words[at] not in ("that", "which"):
            return -1
        end = self.clause(at, stop)
        inert = self.inert_end(at, stop, people=True)
        if at + 1 < inert and not self.is_pronoun(at + 1) and not any(denies(word) for word in self.words[at:inert]):
            return inert
        verb = at + 1
        while verb < end and self.words[verb] in ("is", "was", "were", "has", "had", "been", "also"):
            verb += 1
        if verb >= end or self._passed_on(verb, end) == end:
            return end
        word = self.words[verb]
        done = has_form(word, "life") or has_form(word, "moves") or is_bodily(word) or word in listing("held")
        return end if done and self.is_closed(verb + 1, end) else -1

    def _passed_on(self, at: int, stop: int) -> int:
        """Read "issued on Monday through the union", "played at the meeting" behind a setting; or -1."""
        if at >= stop or self.words[at] not in listing("passed_on"):
            return -1
        end = at + 1
        while end < stop:
            if self.words[end] in ("by", "through"):
                more = self._mouthpiece(end, stop)
            elif self.words[end] in time_names():
                more = self.time(end, stop)
            else:
                more = (
                    self._setting(end + 1, stop)
                    if self.words[end] in IN_NOUN_PHRASES | {"into", "aloud", "out"}
                    else -1
                )
            if more < 0:
                break
            end = more
        return end if end > at + 1 else -1

    def _is_clause(self, at: int, stop: int) -> bool:
        """True if a pronoun or a name with a verb behind it begins at ``at``: "she left", "Johnson walked in"."""
        if self.is_pronoun(at):
            return True
        if self.words[at] in listed("determiner"):  # "as the crowd cheered"
            end = self.noun_phrase(at, stop)
            return 0 < end < stop and self.is_past_move(end) and self.is_closed(at, end)
        end = next((n for n in range(at, stop) if not self.is_name(n)), stop)
        return at < end < stop and (self.words[end] in listed("finite") or self.words[end].endswith("ed"))

    def time(self, at: int, stop: int) -> int:
        """Read "last week", "Monday night", "earlier this month", "hours later"."""
        self.kinds.add("time")
        end, told = at, False
        while end < stop:
            word = self.words[end].removesuffix("'s")
            named = word in time_names() and (
                word not in listing("modal") or self.is_name(end)
            )  # "May", not "may have"
            when = named or word in listing("setting") | listing("day_part") or bool(NUMBER.match(word))
            if word == "." and end > at and self.words[end - 1] in time_names() and self.abbreviates(end):
                end += 1  # "Feb. 1"
                continue
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
        written = self.words[at] == "following"  # "following the text"
        at += self.words[at + 1 : at + 2] == ["of"]
        if at + 1 >= stop:
            return -1
        if self.words[at + 1].endswith("ing"):
            return self._departs(at + 1, stop)
        self.kinds.add("time")
        if self.words[at] == "before" and self.is_pronoun(at + 1):  # "before she backed down"
            return -1
        if not written and (inert := self.inert_end(at + 1, stop, people=True)) > 0:
            return inert
        if (verb := self._event(at + 1, stop)) > 0:
            return verb
        end = max(self._setting(at + 1, stop), self.noun_phrase(at + 1, stop))
        named = (
            self.words[at + 1] in listed("determiner")
            and end - at <= MAX_EVENT
            and not self.words[end - 1].endswith("ed")
        )
        bare = self.is_closed(at + 1, end) if written else named or self.all_inert(at + 1, end)
        return self.complements(end, stop) if end > 0 and bare else -1

    def _on_record(self, at: int, stop: int) -> int:
        """Read "according to a transcript of the hearing": what was recorded says what was said; or -1."""
        end = self._object_end(at + 2, stop)
        if self.words[at : at + 2] != ["according", "to"] or self.words[end - 1] not in listing("record"):
            return -1
        begins = at + 2 + (self.words[at + 2] in listed("determiner"))
        if not all(self._is_closed(n) or self._is_inert_noun(n) for n in range(begins, end - 1)):
            return -1
        more = end + 1 if end < stop and self.words[end] in ("of", "from") else end
        done = self._object_end(more, stop) if more > end else end
        return done if self.all_inert(more, done) else -1

    def _departs(self, at: int, stop: int) -> int:
        """Read "boarding a plane", "returning to the ward" behind "before": what was done to a thing or a place."""
        end = self.inert_end(at, stop, people=False)
        object_ = next((n for n in range(at + 1, end) if is_thing(self.words[n]) or self.is_name(n)), -1)
        if object_ < 0 or not self.does(at) or self.words[end - 1] in listing("adverb") | listing("joint"):
            return -1
        self.kinds.add("time")
        return end

    def _event(self, at: int, stop: int) -> int:
        """Read "the vote was lost", "the polls closed" behind "after": where it ends, or -1."""
        end, comma = self.noun_phrase(at, stop), self.clause(at, stop)
        verb = end + (0 < end < comma and self.words[end] in ("was", "were", "had"))
        happened = (
            end > 0 and verb < comma and (has_form(self.words[verb], "life") or has_form(self.words[verb], "moves"))
        )
        happened = happened and not self.casts(verb, at, comma)
        return comma if happened and self.is_closed(verb + 1, comma) and not self.is_voiced(at, comma) else -1

    def asked(self, at: int, stop: int) -> bool:
        """True if "asked about …", "when asked whether …", "asked by Reed if …" begins at ``at``."""
        at += self.words[at] == "when"
        if at + 1 >= stop or self.words[at] not in listing("questioned"):
            return False
        if self.words[at + 1] == "to":
            return self._to_answer(at + 2, stop)
        content = self.words[at + 2 : self.clause(at, stop)]
        if ("what" in self.words[at + 1 : at + 3] and any(w in verbs() for w in content)) or (
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
        return at < stop and self.words[at] in listing("to_answer") and not self.is_voiced(at, self.clause(at, stop))

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
        cheering = at + 1 < stop and self.words[at].endswith("ing") and self.does(at)
        end = self.noun_phrase(at + cheering, stop)
        while 0 < end < stop and (
            (self.words[end] == "of" and not self.is_name(end - 1))
            or self.words[end].endswith("ing")
            or (self.words[end] == "with" and self.words[end - 1] in listing("setting"))
        ):  # "hundreds of cheering men"
            more = self.noun_phrase(end + 1, stop)
            if more < 0:
                break
            end = more
        if end > 0 and (self.words[end - 1] in _NOBODY or self._is_made_up(at, end)):
            return -1
        if end > 0:
            self.kinds.add("addressee")
        return end

    def _is_made_up(self, at: int, end: int) -> bool:
        """True for "an imaginary crowd", "the puppet": an audience that a word takes away."""
        return any(self.is_voiced(n, n + 1) and not self.is_name(n) for n in range(at, end))

    def _setting(self, at: int, stop: int) -> int:
        """Read the noun phrase of a setting or a time: its head is a setting, a time, a figure or a name of a place."""
        head, owned = -1, False
        while at < stop and not self.is_by_another(at, stop):
            word = self.words[at].removesuffix("'s")
            of = self.words[at + 1 : at + 2] == ["of"]
            if of and word in listing("one_of"):
                at += 2
                continue
            if (owned or of) and word in listing("manner"):  # "in the mayor's voice", "in the voice of a duck"
                break
            owned |= word != self.words[at]
            plural = any(form in listing("setting") for form in singulars(word))
            if plural or word in time_names() or NUMBER.match(word) or self.is_name(at):
                if word in time_names() or NUMBER.match(word):
                    self.kinds.add("time")
                head = at + 1
            elif word in ("of", "with", "for", "to") and head == at and at + 1 < stop:
                end = self.addressee(at + 1, stop)
                if (
                    end > 0
                    and self.words[end - 1] in ("question", "questions")
                    and self.words[end : end + 1] == ["from"]
                ):
                    asker = self.noun_phrase(end + 1, stop)
                    end = asker if asker > 0 and self.is_closed(end + 1, asker) else end
                return end if end > 0 else head
            elif head == at and (
                word in _number_words()
                or is_thing(word)  # "in a hotel ballroom"
                or (word == "." and (self.words[at - 1] in ("a.m", "p.m") or self.abbreviates(at)))
            ):
                head = at + 1
            elif word not in listing("modifier") and word != "@" and not (is_person_word(word) or COUNTED.match(word)):
                if not (self._owns(at) or self._dates(at) or self._qualifies(at, stop)):
                    break
                at += 1
                continue
            at += 1
        if head > 0:
            self.kinds.add("setting")
            if head + 1 < stop and self.words[head] in listing("held"):
                head = max(head, self.time(head + 1, stop) - 1) if self.words[head + 1] in time_names() else head
            if (
                head + 1 < stop
                and self.words[head + 1] in IN_NOUN_PHRASES
                and not self.is_by_another(head + 1, stop)
                and (self.words[head] in listing("held") or self.words[head] in time_names())
            ):
                end = max(self._setting(head + 2, stop), self.noun_phrase(head + 2, stop))
                return self.complements(end, stop) if end > 0 else head
            if (end := self._told_of_thing(head, stop)) > 0 or (end := self._passed_on(head, stop)) > 0:
                return end
        return head

"""Who else has part in the words of an attribution, in phrases of closed kinds: from whom a letter is, through whom or
on whose behalf somebody speaks, who saw a copy; and what a speaker leaves unsaid besides."""

from __future__ import annotations

from attribune.check.context.attribution.inert import NUMBER, PRONOUNS, has_form, is_somebody, listing, time_names
from attribune.check.context.attribution.postures import PostureReader
from attribune.lexicon import words
from attribune.sources.names.entity_types import is_person_word

_SENT = frozenset("message email e-mail post text note video clip recording tape".split())  # what has an author


class SecondHandReader(PostureReader):
    """Reads phrases that name others than the speaker, or a writing."""

    def _dated(self, at: int, stop: int) -> int:
        """Read "dated 17 February", "dated March 3, 1899", or -1."""
        if self.words[at] != "dated" or at + 1 >= stop:
            return -1
        end = at + 1
        while end < stop and (self.words[end] in time_names() or NUMBER.match(self.words[end])):
            end += 1
        end += end + 1 < stop and self.words[end] == "," and bool(NUMBER.match(self.words[end + 1]))
        self.kinds.add("time")
        return end if end > at + 1 else -1

    def _seen_copy(self, at: int, stop: int) -> int:
        """Read "a copy of which was seen by the Bell" behind what somebody wrote; or -1."""
        if self.words[at : at + 4] != ["a", "copy", "of", "which"]:
            return -1
        end = self.clause(at, stop)
        verb = next((n for n in range(at + 4, end) if self.words[n] not in ("was", "were", "has", "had", "been")), end)
        held = verb < end and self.words[verb] in listing("held")
        return end if held and self.is_closed(verb + 1, end) else -1

    def _called_also(self, at: int, stop: int) -> int:
        """Read another name of the speaker, "known to all as Dibs", "whom everyone calls Cossie", "nicknamed Tug"; or
        -1. What stands before the name is of closed words."""
        end = self.clause(at, stop)
        name = next((n for n in range(at, end) if self.is_name(n)), end)
        bare = self.words[at:name]
        calls = bare and (
            bare == ["nicknamed"]
            or (bare[0] == "known" and bare[-1] == "as")
            or (bare[:3] == ["who", "is", "known"] and bare[-1] == "as")
            or (bare[0] == "whom" and bare[-1] in ("calls", "call", "called"))
        )
        named = name < end and all(self.is_name(n) for n in range(name, end))
        if not calls or not named or any(word in listing("voicing") for word in bare):
            return -1
        self.kinds.add("appositive")
        return end

    def _says_no_more(self, at: int, stop: int) -> int:
        """Read "but he declined to elaborate", "and would not give details": what is left unsaid besides; or -1."""
        end, verb = self.clause(at, stop), at + 1
        if self.words[at] not in ("but", "and", "though", "although") or verb >= end:
            return -1
        verb += self.words[verb] in PRONOUNS
        if self.words[verb : verb + 2] in (["did", "not"], ["would", "not"], ["could", "not"]):
            verb += 2
        elif self.words[verb : verb + 1] in (["didn't"], ["wouldn't"], ["couldn't"]):
            verb += 1
        elif verb + 1 < end and has_form(self.words[verb], "silent") and self.words[verb + 1] == "to":
            verb += 2
        else:
            return -1
        said = self.words[verb:end]
        return end if said and said[0] in listing("to_answer") and self.is_closed(verb + 1, end) else -1

    def _leaves_unsaid(self, at: int, stop: int) -> int:
        """Read "declining to elaborate", "without naming Holm": what is left unsaid besides; or -1."""
        end = self.clause(at, stop)
        verb = at + 1 + (self.words[at : at + 2] == ["declining", "to"])
        if self.words[at] not in ("declining", "without") or verb >= end:
            return -1
        word = self.words[verb]
        stems = {word.removesuffix("ing"), f"{word.removesuffix('ing')}e"} if word.endswith("ing") else {word}
        known = not stems.isdisjoint(listing("to_answer") | listing("unsaid"))
        behind = range(verb + 1, end)
        authors = any(
            is_person_word(self.words[n]) and not self.is_name(n) for n in behind
        )  # "the author of the lines"
        closed = (self.words[n] in listing("particulars") or self.is_closed(n, n + 1) for n in behind)
        return end if known and not authors and all(closed) and not self.is_voiced(verb, end) else -1

    def _mouthpiece(self, at: int, stop: int) -> int:
        """Read "through his solicitors", "by a spokesman, Holm": through whom a speaker has words passed on; or -1.

        A name alone may be anybody's, who need not speak for the speaker: "through Holm", "signed by Holm".
        """
        end = self.noun_phrase(at + 1, stop)
        speaks_for = next((n for n in range(at + 1, end) if self.words[n] in listing("mouthpiece")), -1)
        named = speaks_for > 0 and all(self.is_name(n) or self.words[n] == "." for n in range(speaks_for + 1, end))
        own = end > 0 and not self.named.isdisjoint(self.words[at + 1 : end])  # "by Reed"
        own |= end > at + 2 and self.words[at + 1] == "the" and self.is_name(end - 1)  # "by the Bell"
        return end if (named or own) and self.is_closed(at + 1, end - 1) else -1

    def is_by_another(self, at: int, stop: int) -> bool:
        """True for "from Holm" behind "in a letter", "by her lawyer" behind "in a post": whose writing it is, and no
        place. A body, a place and the speaker's own are none: "a statement from the Ellery Trust", "from prison"."""
        if self.words[at] not in ("from", "by") or not at or not self._is_writing(at - 1):
            return False
        end = max(self.noun_phrase(at + 1, stop), at + 1)
        when = time_names() | listing("relative_time") | listing("preposition")  # "from Holm late on Sunday"
        inside = range(at + 1, next((n for n in range(at + 2, end) if self.words[n] in when), end))
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt") | words("names/outlet_words.txt")
        known = bodies | words("names/places.txt") | time_names() | self.named | listing("setting")
        if any(self.words[n].removesuffix("'s") in known for n in inside):
            return False
        bare = self.words[at + 1 : at + 2] != ["the"]  # "posted by the Bell"
        return any(
            (bare and self.is_name(n)) or is_person_word(self.words[n]) or is_somebody(self.words[n]) for n in inside
        )

    def _is_writing(self, at: int) -> bool:
        """True for a noun from which words can be read, or behind it a word for how it was passed on: "letter sent"."""
        at -= at > 0 and self.words[at] in listing("passed_on") | listing("posture")
        return self.words[at] in words("names/document_nouns.txt") | listing("documents") | _SENT

    def on_behalf(self, at: int, stop: int) -> int:
        """Read "For the police,": a name or a body of people on whose behalf somebody speaks; or -1."""
        end = self.noun_phrase(at + 1, stop)
        while 0 < end < stop and self.words[end] in ("of", "for") and (more := self.noun_phrase(end + 1, stop)) > 0:
            end = more
        if self.words[at] != "for" or not 0 < end < stop or self.words[end] != ",":
            return -1
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt") | listing("side")
        body = self.words[end - 1] in bodies or (self.is_name(end - 1) and not bodies.isdisjoint(self.words[at:end]))
        return end if body and not self.is_voiced(at, end) and "'s" not in "".join(self.words[at:end]) else -1

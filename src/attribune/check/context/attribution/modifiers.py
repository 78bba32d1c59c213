"""Attributions read piece by piece: the cue, and the modifiers of closed kinds that may stand beside it.

Each kind has a reader. It returns where its modifier ends, -1 where one begins that isn't closed, and None where what
stands there is of another kind; the first that doesn't return None decides.
"""

from __future__ import annotations

from attribune.check.context.attribution.inert import has_form, listing, time_names
from attribune.check.context.attribution.noun_phrases import DASHES
from attribune.check.context.attribution.phrases import PhraseReader
from attribune.statements.grammar.tokens import listed


class AttributionReader(PhraseReader):
    """Reads an attribution's cue and what stands beside it."""

    # Cues

    def cue(self, at: int, stop: int, *, question: bool) -> tuple[int, str] | None:
        """Return where a cue that begins at ``at`` ends, and its verb; adverbs and "has" may stand before it."""
        first = at
        while at < stop and any(self.words[at] in listing(name) for name in ("adverb", "perfect", "progressive")):
            at += 1
        issued = max(
            self._issued(at, stop), self._gives(at, stop), self._gives(first, stop), self._is_of_tone(first, stop)
        )
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

    def _gives(self, at: int, stop: int) -> int:
        """Read "sounded a cautiously hopeful note", "had a blunt message for drivers": where it ends, or -1."""
        if at >= stop or self.words[at] not in listing("light"):
            return -1
        end = at + 1 + (self.words[at + 1 : at + 2] != [] and self.words[at + 1] in listed("determiner"))
        while end < stop and self.words[end] in listing("adverb") | listing("tone"):
            end += 1
        if end == at + 1 or end >= stop or self.words[end] not in listing("speech"):
            return -1
        end += 1
        if end < stop and self.words[end] in ("for", "to"):
            heard = self.noun_phrase(end + 1, stop)
            end = heard if heard > 0 and self.is_closed(end + 1, heard) else end
        return end

    def _is_of_tone(self, at: int, stop: int) -> int:
        """Read "was blunt", "was even more direct" before a colon: where it ends, or -1."""
        end = at + 1
        while end < stop and (
            self.words[end] in listing("adverb") or self.words[end] in ("more", "even", "less", "just")
        ):
            end += 1
        blunt = at < end < stop and self.words[at] in ("was", "is", "were") and self.words[end] in listing("tone")
        last = self.words[end + 1 : end + 2]
        return end + 1 if blunt and (not last or last in ([":"], ["about"], ["on"])) else -1

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
        if self.is_by_another(at, stop):
            return -1
        kinds = (
            self._comma, self._when, self._adverb, self._moves, self._posture, self._closed_phrase, self._question,
            self._speaking, self._occasion, self._relative, self._topic, self._through,
            self._addressed,
        )  # fmt: skip
        found = next((end for read in kinds if (end := read(at, stop)) is not None), None)
        return self._place(at, stop) if found is None else found

    def _next(self, at: int) -> str:
        return self.words[at + 1] if at + 1 < len(self.words) else ""

    def _comma(self, at: int, stop: int) -> int | None:
        """Read a comma or a dash with a modifier behind it."""
        if self.words[at] not in (",", *DASHES):
            return None
        if at + 1 >= stop or self._modifier(at + 1, stop) > at + 1:
            return at + 1
        return self._region(at, stop)

    def _region(self, at: int, stop: int) -> int:
        """Read ", Ohio" behind the name of a place, up to a comma or a time; or -1."""
        if "setting" not in self.kinds or not self.is_name(at - 1) or self.words[at] != ",":
            return -1
        end = at + 1
        while end < stop and (self.words[end] == "." or self.is_name(end)) and self.words[end] not in time_names():
            end += 1
        return (
            end if end > at + 1 and (end == stop or self.words[end] == "," or self.words[end] in time_names()) else -1
        )

    def _when(self, at: int, stop: int) -> int | None:
        """Read "last week", "that evening"."""
        word = self.words[at]
        if (word in time_names() or word in listing("relative_time")) and (end := self.time(at, stop)) > 0:
            return end
        if word in ("that", "this") and self._next(at) in listing("day_part"):
            self.kinds.add("time")
            return at + 2
        if word == "the" and self._next(at) in listing("day_part") and at + 2 < stop:  # "the day the vote was lost"
            if self.words[at + 2] in ("before", "after"):
                return None  # "the morning after the vote"
            end = max(self._event(at + 2, stop), self.inert_end(at + 2, stop, people=True))
            plain = end > 0 and "for" not in self.words[at:end]  # not "the day Holm spoke for her"
            self.kinds |= {"time"} if plain else set()
            return end if plain else None
        return None

    def _adverb(self, at: int, _stop: int) -> int | None:
        """Read "quietly", "more quietly", "for her part"."""
        word = self.words[at]
        if word in listing("adverb") or (word == "more" and self._next(at) in listing("adverb")):
            self.kinds.add("adverb")
            return at + 1
        part = word == "for" and self._next(at) in ("his", "her", "its", "their")
        return at + 3 if part and self.words[at + 2 : at + 3] == ["part"] else None

    def _moves(self, at: int, stop: int) -> int | None:
        """Read "and grinned", "and her voice shook"."""
        word = self.words[at]
        verb = at + 1
        while verb < stop and self.words[verb] in listing("adverb"):
            verb += 1
        if word in ("and", "then") and verb < stop and has_form(self.words[verb], "moves"):
            comma = self.clause(at, stop)
            return comma if self.is_closed(verb + 1, comma) else -1
        return end if word == "and" and (end := self._body_moves(at + 1, stop)) > 0 else None

    def _posture(self, at: int, stop: int) -> int | None:
        """Read "as she left the hall", "wiping his eyes", "half standing", "while campaigning in Ellery"."""
        at += self.words[at] == "half" and self._next(at) in listing("posture")
        word = self.words[at]
        meanwhile = word in ("as", "while") and at + 2 < stop and self._is_clause(at + 1, stop)
        behind = word in ("while", "when", "after") and self._is_participle(at + 1, stop)
        departing = word == "before" and at + 1 < stop and self._next(at) in listing("departing")
        if not (meanwhile or behind or departing or self._is_participle(at, stop)):
            return None
        self.kinds.add("posture")
        return max(self._meanwhile(at, stop), self._neighbour_in_time(at, stop) if departing else -1)

    def _closed_phrase(self, at: int, stop: int) -> int | None:
        readers = (self._reached, self._absolute, self._manner, self._dated, self._seen_copy, self._called_also,
                   self._says_no_more, self._leaves_unsaid, self._on_record, self._in_a_word)  # fmt: skip
        return next((end for read in readers if (end := read(at, stop)) > 0), None)

    def _question(self, at: int, stop: int) -> int | None:
        """Read "asked about the vote", "when the polls closed"."""
        word = self.words[at]
        if (word in listing("questioned") or word == "when") and self.asked(at, stop):
            self.kinds.add("asked")
            return stop
        end = self._event(at + 1, stop) if word == "when" else -1
        if word in ("when", "as", "while"):
            end = max(end, self.inert_end(at + 1, stop, people=word == "when"))
        self.kinds |= {"time"} if end > 0 else set()
        return end if end > 0 else None

    def _speaking(self, at: int, stop: int) -> int | None:
        """Read "in sentencing him", "speaking in the hall"."""
        word = self.words[at]
        behind = self._next(at)
        sentencing = (
            word in ("in", "on") and behind.endswith("ing") and behind in listing("posture") | listing("refers")
        )
        if not sentencing and word not in listing("speaking"):
            return None
        self.kinds.add("posture")
        return self._meanwhile(at + sentencing, stop)

    def _occasion(self, at: int, stop: int) -> int | None:
        """Read "before the vote", "ahead of the vote", "a week before the vote"."""
        begins = self._measured(at, stop)
        if begins > at and (begins == stop or self.words[begins] not in ("before", "after")):
            return None
        known = self.words[begins] in ("before", "after", "following", "ahead", "since")
        return self._neighbour_in_time(begins, stop) if known else None

    def _relative(self, at: int, stop: int) -> int | None:
        """Read ", who keeps the light", "a few minutes later"."""
        if self.opens_relative(at, stop) and at and self.words[at - 1] == ",":
            return self.relative(at, stop)
        return end if (end := self._later(at, stop)) > 0 else None

    def _topic(self, at: int, stop: int) -> int | None:
        """Read "of the vote", "in a clear reference to the vote": what the words are about governs nothing."""
        if self.words[at] == "in" and "reference" in self.words[at + 1 : min(stop, at + 4)]:
            begins, end = self.words.index("reference", at), self.clause(at, stop)
            bare = all(word in listing("referring") for word in self.words[at + 1 : begins])
            about = self.words[begins + 1 : begins + 2] == ["to"] and not {"as", "it"} & {*self.words[begins:end]}
            if bare and about and not self.is_voiced(begins, end):
                self.kinds.add("topic")
                return end
            return -1
        if self.words[at] not in listing("topic"):
            return None
        self.kinds.add("topic")
        return self.clause(at + 1, stop)

    def _through(self, at: int, stop: int) -> int | None:
        """Read "through his solicitors"."""
        if self.words[at] != "through" or (end := self._mouthpiece(at, stop)) < 0:
            return None
        self.kinds.add("setting")
        return end

    def _addressed(self, at: int, stop: int) -> int | None:
        """Read "to reporters", "with Channel Four"."""
        return self._to_or_with(at, stop) if self.words[at] in ("to", "with") else None

    def _place(self, at: int, stop: int) -> int:
        """Read "in the hall", "over soup", "on the steps of the court"; or -1."""
        word = self.words[at]
        end = self._setting(at + 1, stop) if word in listing("preposition") else -1
        if word in listing("place") and self._next(at) in listed("determiner"):
            comma = self.clause(at, stop)
            if end < comma and self.is_closed(at, comma):
                self.kinds.add("setting")
                return comma
            return end if self.is_closed(at, end) else -1
        return end if end > 0 else self._at_thing(at, stop)

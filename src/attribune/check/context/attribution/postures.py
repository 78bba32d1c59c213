"""What a speaker does or how they are seen meanwhile: "wiping his eyes", "as she left", "his hat in his hands".

Of what is done only closed words are read, so that it can't make the words another's; a phrase that isn't read is none.
"""

from __future__ import annotations

from attribune.check.context.attribution.inert import PRONOUNS, has_form, is_bodily, is_telling, is_thing, listing
from attribune.check.context.attribution.noun_phrases import NounPhraseReader
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import MASK, listed


class PostureReader(NounPhraseReader):
    """Reads clauses about what the speaker does meanwhile."""

    def _is_participle(self, at: int, stop: int) -> bool:
        """True if a piece is a participle of what a speaker does meanwhile: a gesture, a way, a word more."""
        word = self.words[at] if at < stop else ""
        kinds = ("posture", "refers", "goes_on", "draws", "speaking", "handles")
        if word == "according":  # to somebody who passes the words on
            return False
        known = any(word in listing(name) for name in kinds) or (word.endswith(("ing", "ed")) and is_bodily(word))
        return known or (word.endswith("ing") and (is_telling(word) or self._affects(at, stop)))

    def _meanwhile(self, at: int, stop: int) -> int:
        """Return the end of a clause about what the speaker does meanwhile, or -1 where it may make the words
        another's.

        Of what is done only closed words are read; what is talked about is open. It ends with the narration if nobody
        speaks in what follows its first comma, else at that comma.
        """
        comma, tells = self.clause(at, stop), is_telling(self.words[at])
        inert = self.inert_end(at, stop, people=tells)
        if not self._is_own(at, comma):
            return inert
        more = range(comma, stop)
        speaks = any(self.words[n] in {*listing("cue"), "or", "but", "though", "although", MASK, ":"} for n in more)
        about = self.words[at] in listing("refers") and not self.is_voiced(comma, stop)
        return stop if not speaks and (about or self.is_closed(comma + 1, stop)) else max(comma, inert)

    def _is_own(self, at: int, comma: int) -> bool:
        """True if a clause leaves the words the speaker's own: "wiping his eyes", "referring to the flood"."""
        begins = at + (self.words[at] in ("while", "when", "after", "before", "as"))
        word = self.words[begins] if begins < comma else ""
        if word in {*listing("speaking"), "asking"} and self._is_unnamed(begins, comma):
            return True
        if word in listing("goes_on") and self._means_to(begins + 1, comma):
            return True
        if self.is_voiced(begins, comma):
            return False
        if word in listing("refers"):  # not "answering for the mayor", "responding as the mayor"
            behind = self.words[begins + 1 : begins + 2]
            leads = (
                not behind
                or behind[0] in ("to", "on", "about", "with")
                or behind[0] not in listing("preposition") | {"for"}
            )
            return leads and "as" not in self.words[begins:comma]
        if word in listing("goes_on"):
            about_it = any(self.words[n] in ("it", "so", "this", "these", "as") for n in range(begins, comma))
            return not about_it and self._goes_on(begins + 1, comma)
        if word in listing("draws"):  # "drawing laughter", not "drawing on Holm"
            return self.is_closed(begins + 1, comma) and not any(
                self.is_name(n) or is_person_word(self.words[n]) for n in range(begins + 1, comma)
            )
        if word == "speaking" and self.words[begins + 1 : begins + 2] in (["of"], ["about"]):
            return "as" not in self.words[begins:comma]
        if begins > at and word not in listing("posture") | listing("speaking"):  # "as she left the hall"
            end = self.noun_phrase(begins, comma)
            if not (self.is_pronoun(begins) or self.is_name(begins) or self.is_closed(begins, max(begins, end))):
                return False
            if 0 < end < comma and self.words[end] == "and":  # "as she and hundreds of others marched"
                end = next((n for n in range(end, comma) if has_form(self.words[n], "moves")), -1)
                end = end if end > 0 and self.is_closed(begins + 2, end) else -1
            while 0 < end < comma and self.words[end] in listing("adverb"):
                end += 1
            return 0 < end < comma and has_form(self.words[end], "moves") and self.is_closed(end + 1, comma)
        if word in listing("handles"):  # "taking off her cap", not "taking off the mayor"
            rest = [n for n in range(begins + 1, comma) if self.words[n] not in listed("determiner")]
            people = any(self.is_name(n) or is_person_word(self.words[n]) or self._is_role(n) for n in rest)
            return not people and any(is_thing(self.words[n]) for n in rest) and self.is_closed(begins + 1, comma)
        if not has_form(word, "moves") and word not in listing("posture") | listing("speaking"):
            return self.is_deed(begins, comma)
        return self.is_closed(begins + 1, comma)

    def _is_unnamed(self, at: int, comma: int) -> bool:
        """True for "on condition of anonymity", with what it is for: to speak of something, or not allowed to."""
        behind = next((n + 1 for n in range(at, comma) if self.words[n] == "anonymity"), -1)
        asks = behind > 0 and all(self._is_closed(n) or self.words[n] == "for" for n in range(at + 1, behind - 1))
        return asks and self._is_why_unnamed(behind, comma)

    def _asks_no_name(self, at: int, end: int) -> bool:
        """True also for "who requested anonymity to speak freely", "who spoke on condition of anonymity"."""
        verb = self.words[at + 1] if self.words[at] == "who" and at + 1 < end else ""
        unnamed = verb in ("requested", "asked", "spoke") and self._is_unnamed(at + 1, end)
        named = next((n + 1 for n in range(at + 1, end) if self.words[n] in ("named", "identified")), end)
        return unnamed or (super()._asks_no_name(at, named) and (named == end or self._is_why_unnamed(named, end)))

    def _is_why_unnamed(self, behind: int, comma: int) -> bool:
        if behind == comma or self.words[behind] == "to":
            return not self.is_voiced(behind, comma)
        if self.words[behind : behind + 3] == ["for", "fear", "of"]:
            return self._is_of_matter(behind + 3, comma) or self.inert_end(behind + 3, comma, people=True) == comma
        begins = behind + 1 + (self.words[behind : behind + 2] == ["because", "of"])
        if self.words[behind] != "because" or begins + 1 >= comma:
            return False
        if begins == behind + 2:
            return self.all_inert(begins, comma)
        barred = self.is_pronoun(begins) and any(word in listing("barred") for word in self.words[begins : begins + 4])
        return barred or self.all_inert(begins, comma)

    def _goes_on(self, at: int, comma: int) -> bool:
        """True if what a speaker adds is not about the words: "that the pier will stay shut", "of the mayor"."""
        if at >= comma or self.is_closed(at, comma):
            return True
        asks = self.words[at] in ("how", "why")
        begins = at + (asks or self.words[at] == "that")
        end = self.noun_phrase(begins, comma)
        if not 0 < end < comma:
            return False
        foretold = self.words[end] in listing("modal") and not (asks and self.is_anybody(begins, end))
        person = end == begins + 1 and self.words[begins] in PRONOUNS
        if person and self.words[begins] != "it" and self._did(end, comma):
            return True
        if begins == at:  # "noting she would stay", "adding the council must act"
            return foretold and (self.words[begins] != "it" if person else self.is_closed(begins, end))
        named = not person and self.is_closed(begins, end) and self.words[end - 1] not in listed("determiner")
        return foretold if asks or (person and self.words[begins] != "it") else named

    def _did(self, at: int, comma: int) -> bool:
        """True for "had worked with the council", "fought for the pier": what people do and live through."""
        at += self.words[at] in ("had", "has", "have")
        lives = at < comma and (has_form(self.words[at], "life") or has_form(self.words[at], "moves"))
        served = has_form(self.words[at], "serves") if at < comma else False  # "had worked for Holm"
        behind = at + 1 + (served and self.words[at + 1 : at + 2] == ["for"])
        return lives and not has_form(self.words[at], "silent") and self.is_closed(behind, comma)

    def _means_to(self, at: int, comma: int) -> bool:
        """True for "that she did not want to leave", "he doesn't plan to run": what the speaker is going to do."""
        at += at < comma and self.words[at] == "that"
        if at + 2 >= comma or self.words[at] not in PRONOUNS - {"it", "who"}:
            return False
        at += 1
        at += self.words[at] in ("does", "do", "did") and at + 1 < comma and self.words[at + 1] == "not"
        at += self.words[at] in ("not", "doesn't", "don't", "didn't")
        verb = at + 2
        leads = verb < comma and has_form(self.words[at], "intends") and self.words[at + 1] == "to"
        return leads and self.does(verb) and self.is_closed(verb + 1, comma)

    def _absolute(self, at: int, stop: int) -> int:
        """Read what is seen of a speaker, "his hat in his hands", "a glass of water in each hand"; or -1.

        It stands behind a comma, begins with an article or an owner who is the speaker, and is of things alone.
        """
        owned = self.words[at] in ("his", "her", "their")
        bare = (
            is_thing(self.words[at])
            and self.words[at + 1 : at + 2] != []
            and self.words[at + 1] in listed("preposition")
        )
        opens = owned or bare or self.words[at] in ("a", "an", "one", "both", "with")  # "hands on her hips"
        if not at or self.words[at - 1] != "," or not opens:
            return -1
        comma = self.clause(at, stop)
        if owned and self.words[at + 1] == "voice" and at + 3 <= comma:
            last = self.words[comma - 1]
            moves = last.endswith("ing") and (has_form(last, "moves") or is_bodily(last))
            heard = moves or last in listing("heard")  # "her voice breaking", "her voice barely audible"
            plain = heard and all(
                self.words[n] in listing("adverb") | listing("modifier") for n in range(at + 2, comma - 1)
            )
            self.kinds.add("posture")
            return comma if plain and not self.is_voiced(at + 2, comma) else -1
        seen = at + 1 - bare
        while seen < comma and not is_thing(self.words[seen]) and self.words[seen] in listing("modifier"):
            seen += 1
        if seen >= comma or not (is_thing(self.words[seen]) or self.words[seen] in listing("setting")):
            return -1
        closed = (
            self._is_closed(n) or self._is_participle(n, stop) or self.words[n].endswith("'s")
            for n in range(seen, comma)
        )
        if not all(closed):
            return -1
        if self.is_voiced(at, comma):
            return -1
        self.kinds.add("posture")
        return comma

    def _body_moves(self, at: int, stop: int) -> int:
        """Read "her mouth tightens", "his hands shook" behind "and": what the speaker's body does; or -1."""
        comma = self.clause(at, stop)
        own = at + 2 < comma and self.words[at] in ("his", "her", "their") and is_thing(self.words[at + 1])
        moves = own and (has_form(self.words[at + 2], "moves") or is_bodily(self.words[at + 2]))
        return comma if moves and self.is_closed(at + 3, comma) else -1

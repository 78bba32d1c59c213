"""Noun phrases of plain attributions: who speaks, with what is told of them, each of a closed kind.

What may stand in them is in ``lexicon/en/check/attribution.tsv``; a phrase that isn't read there is none.
"""

from __future__ import annotations

from functools import cache

from attribune.check.context.attribution.inert import (
    COUNTED,
    NUMBER,
    PRONOUNS,
    denies,
    has_form,
    is_bodily,
    is_matter,
    is_somebody,
    is_telling,
    is_thing,
    listing,
    lives,
)
from attribune.check.context.attribution.stretches import StretchReader
from attribune.lexicon import rows, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import MASK, listed

MAX_RELATIVE = 40  # pieces of a relative clause beside a name
MAX_BEFORE_VERB = 6  # pieces of the subject of "whose mother keeps the inn"

_ARTICLES = frozenset("the a an its their my our".split())
_DO = frozenset("do does did".split())
_POINTING = frozenset("it so this these that them as himself herself".split())  # may mean the words
_RELATIVE = frozenset("who whom whose which".split())
_AFTERWARDS = frozenset("later then since soon afterwards afterward shortly eventually finally".split())
_BEING = frozenset("is are was were has have had 's".split())
IN_NOUN_PHRASES = frozenset("of for at in from with and & ' on to by".split())
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
DASHES = frozenset({"—", "–", "--", "-"})


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row[0].lower() for row in rows("names/given_names.tsv"))


class NounPhraseReader(StretchReader):
    """Reads pieces from left to right; every method returns the number of the piece behind what it read, or -1."""

    def noun_phrase(self, at: int, stop: int) -> int:
        """Return where the noun phrase at ``at`` ends: no verb of saying, no auxiliary, no mark inside it."""
        start = at
        if at < stop and self.is_pronoun(at):
            return at + 1
        if at < stop and self.words[at] in listed("preposition"):
            return -1
        while at < stop:
            word = self.words[at]
            if word in _BREAK or word in _RELATIVE or self._is_verb(at) or self.is_pronoun(at):
                if word == "." and at > start and self.abbreviates(at):
                    at += 1
                    continue
                break
            names = self.is_name(at) or self.is_name(at - 1) or self.words[at - 1] in ("and", "&")
            if word.endswith("ing") and at > start + 1 and not names:
                break  # "the actress playing Reed"
            if word in listed("subordinator") or word in ("but", "or", "nor", "not", "never"):
                break
            if word == "no" and self.words[at + 1 : at + 2] != ["relation"]:
                break
            if at > start and word in listing("preposition") | listing("place") | {
                "to",
                "with",
                "as",
                "through",
                "via",
                "about",
                "against",
                "ahead",
            }:
                break
            at += 1
        return at if at > start else -1

    def _is_verb(self, at: int) -> bool:
        word = self.words[at]
        if at and self.is_name(at) and (self.words[at - 1] != MASK or word in _given_names()):
            return False  # "Drew Hammill", "“…,” Will wrote"; a verb has a capital at the head of a sentence only
        if word in self.named and self.is_name(at):
            return False  # "Shook said"
        if at and (self.words[at - 1] in _ARTICLES or self.words[at - 1].endswith("'s")) and word in listing("adverb"):
            return False  # "the first officer", "its only member"
        if word in listed("finite") or (word in listed("auxiliary") and word not in listed("moment")):
            return True
        return (word in verbs() or word in listing("cue")) and word not in listed("also_noun") and not self.is_name(at)

    def subject(self, at: int, stop: int) -> int:
        """Return where a subject ends that is the speaker: its head names whoever is known to speak."""
        end = self.noun_phrase(at, stop)
        if end < 0 or self._heads(at, end):
            return end
        more = self._closed_complements(end, stop)  # "the officer on duty, Ada Reed"
        beside = more + 1 if more < stop and self.words[more] == "," else more
        renamed = self.noun_phrase(beside, stop) if more < beside < stop else -1  # "his neighbour, Ada Reed"
        renames = renamed > 0 and self.is_name(renamed - 1) and self._heads(beside, renamed)
        return more if renames and self._is_somebodys(at, end) else -1

    def _closed_complements(self, at: int, stop: int) -> int:
        """Read "on duty", "from Ostland" behind a description of closed words, up to a comma; else ``at``."""
        comma = self.clause(at, stop)
        place = at < comma and self.words[at] in IN_NOUN_PHRASES | listing("preposition")
        return comma if place and self.is_closed(at, comma) else at

    def _is_somebodys(self, at: int, end: int) -> bool:
        """True if a noun phrase says what somebody is: its head is a role, or an article or an owner opens it."""
        owned = self.words[at] in listed("determiner") or self.words[at].endswith("'s")
        named = self.is_name(end - 1) and end > 1  # not "Supposedly, Reed said"
        return owned or named or self._is_role(self._head(at, end) - 1)

    def _heads(self, at: int, end: int) -> bool:
        """True if the head of a noun phrase, what stands before "of", is the speaker's name, role or pronoun."""
        head = self._head(at, end)
        inside = [w.removesuffix("'s").strip("'") for w in self.words[at:head]]
        of_document = words("names/document_nouns.txt") | listing("documents") | words("names/outlet_words.txt")
        self.of_document = inside == ["it"] or inside[-1] in of_document or inside[0] in of_document
        if len(inside) == 1 and inside[0] in PRONOUNS:
            return True
        behind_name = len(inside) > 1 and self.is_name(head - 2) and not self.is_name(head - 1)
        if behind_name and not self._is_holder(inside[-1]):
            return False  # "Reed nearly said", "Reed kind of said"; but "Labour leader Reed", "Halden police"
        if not self.named:
            return True
        names = self.is_name(head - 1) and bool(set(inside) & self.named)
        return (inside[-1] in self.named or names) and self._is_plain_name(at, head)

    def _is_holder(self, word: str) -> bool:
        """True if a word can end a name's phrase: "Halden police", "the Labour leader"."""
        bodies = (words("names/org_nouns.txt"), words("names/group_nouns.txt"), words("names/outlet_words.txt"))
        written = word in words("names/document_nouns.txt") or word in listing("documents")
        return written or is_person_word(word) or is_somebody(word) or any(word in one for one in bodies)

    def _head(self, at: int, end: int) -> int:
        """Return the piece behind the head of a noun phrase: before "of", "for", or the full stop of "Jr."."""
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
        body = word.removesuffix("'s") in words("names/group_nouns.txt") | words("names/org_nouns.txt")
        if played or (word.endswith("'s") and not body):
            return False
        if word.endswith("'s") or COUNTED.match(word):
            return True  # "the union's Ada Reed", "17-year-old Ada Reed"
        titled = first == at or (at < first and not self.is_name(at))
        return self._is_role(first) or (titled and self._is_noun(first))

    def _is_noun(self, at: int) -> bool:
        """True if a small word before a name can't be an adjective or a participle: "steward", not "fictional"."""
        return len(self.words[at]) > LEAST_NOUN and not self.words[at].endswith(_ADJECTIVE_ENDINGS)

    def appositives(self, at: int, stop: int) -> int:
        """Read what stands between commas beside a name: an age, a description, a relative clause."""
        while at < stop:
            inner = at
            if self.words[at] == "with" and at and is_somebody(self.words[at - 1]):  # "a person with knowledge of it"
                end = self.noun_phrase(at + 1, stop)
                if not (end > 0 and is_matter(self.words[end - 1]) and self.is_closed(at + 1, end - 1)):
                    return at
                at = self.complements(end, stop)
                continue
            if self.words[at] == "(":
                close = next((n for n in range(at, min(stop, at + 8)) if self.words[n] == ")"), -1)
                if close < 0 or not self._labels(at + 1, close):
                    return at
                at = close + 1
                self.kinds.add("appositive")
                continue
            if self.words[at] not in (",", *DASHES) and not self.opens_relative(at, stop):
                return at
            at += self.words[at] in (",", *DASHES)
            if self.opens_relative(at, stop):
                end = self.relative(at, stop)
                if end == at:
                    return inner
                at = end
            elif at < stop and (end := self._appositive(at, stop)) > 0:
                at = end
                self.kinds.add("appositive")
            else:
                return inner
        return at

    def _labels(self, at: int, stop: int) -> bool:
        """True if what stands in brackets is a party, a place, a name, a number or a description: "(D-Ohio)"."""
        plain = (
            self.pieces.capital(n) or NUMBER.match(self.words[n]) or not self.words[n].isalnum()
            for n in range(at, stop)
        )
        return (all(plain) and not self.is_voiced(at, stop)) or self._appositive(at, stop) == stop

    def _is_role(self, at: int) -> bool:
        """True if a piece says what somebody does or is: "director", "member"."""
        word = self.words[at]
        written = word in listing("written") or word in words("names/document_nouns.txt")
        ends = word.endswith(_ROLE_ENDINGS) and not is_thing(word) and not written
        return is_person_word(word) or is_somebody(word) or ends

    def _appositive(self, at: int, stop: int) -> int:
        """Return the end of a description at ``at``, "a baker from Ellery", "senior strategist for the union"; or -1.

        Open words behind its article may go on to the next comma if they don't tell of a part that somebody plays.
        """
        opens = self._opens_appositive(at)
        at += self.words[at] in ("now", "then", "once", "formerly") and at + 1 < stop
        end, comma = self.noun_phrase(at, stop), self.clause(at, stop)
        if (
            end < 0
            or self.words[at] in listing("preposition")
            or not (opens or (self._is_role(self._head(at, end) - 1) and not self.words[at].endswith("ing")))
        ):
            return -1
        while end - 1 > at and self.words[end - 1] in listing("adverb"):  # "a supporter here"
            end -= 1
        if self._reduced(end - 1, comma) > 0 and self._describes(at, end - 1):  # "a broker based in Tampa"
            end -= 1
        premodified = end < comma and self.words[end - 1].endswith("'s") and self.words[end].endswith("ing")
        whole = self.noun_phrase(end + 1, comma) if premodified else end  # "the panel's ranking member"
        if whole < 0 or not self._describes(at, whole):
            return -1
        end, own = self.complements(end, stop), end
        if (reduced := self._reduced(end, stop)) > 0:
            end, comma = reduced, max(comma, reduced)
        if self.words[own : own + 1] in (["in"], ["from"]) and self.is_voiced(own, end):  # "a nurse in the satire"
            return -1
        listed_on = self.words[at] in listed("determiner") or self._is_role(self._head(at, end) - 1)
        return comma if end < comma and listed_on and not self.is_voiced(at, comma) else end

    def _reduced(self, at: int, stop: int) -> int:
        """Return the end of an inert participle clause behind a description, "based in Tampa, Ohio"; or -1."""
        opens = at > 0 and at + 1 < stop and self.words[at + 1] in IN_NOUN_PHRASES - {"by"}
        participle = opens and (self.words[at].endswith("ed") or self.words[at] in listed("participle"))
        return self.inert_end(at, stop, people=True) if participle and self.does(at) else -1

    def _describes(self, at: int, end: int) -> bool:
        """True if a noun phrase can be a speaker: its head is somebody, a body of people, a name or a number."""
        if self.words[at:end] == ["no", "relation"]:
            return True
        head = self._head(at, end) - 1
        head -= head > at and self.words[head] in listing("uninvolved")  # "a donor involved in the campaign"
        word = self.words[head] if COUNTED.match(self.words[head]) else self.words[head].rsplit("-", 1)[-1]
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt") | listing("one_of")
        somebody = (
            word.endswith("-old")
            or self._is_role(head)
            or is_somebody(word)
            or is_person_word(word)
            or is_somebody(word.removesuffix("s"))
        )
        return somebody or word in bodies or self.is_name(head) or bool(NUMBER.match(word)) or word.endswith("est")

    def opens_relative(self, at: int, stop: int) -> bool:
        """True if a relative clause begins at ``at``: "who", "and whose", "where", "in which"."""
        one, two = (self.words[n] if n < stop else "" for n in (at, at + 1))
        if one == "when":
            return self.words[at - 1] == "," and two != "asked"
        return one in _RELATIVE or one == "where" or (two in _RELATIVE and one in IN_NOUN_PHRASES | {"and", "during"})

    def complements(self, at: int, stop: int) -> int:
        """Read "at the Feld Institute", "for the defence" behind a description."""
        while at < stop and self.words[at] in IN_NOUN_PHRASES and not self.opens_relative(at, stop):
            end = self.noun_phrase(at + 1, stop)
            carries = self.words[at] == "with" and any(self.is_written(n) for n in range(at + 1, max(at, end)))
            if end < 0 or carries:  # "a clerk with a script"
                return at
            at = max(end, self._region_of(end, stop)) if self.words[at] in ("in", "from", "of", "at") else end
        return self.relative(at, stop) if at < stop and self.words[at] == "that" else at

    def _region_of(self, at: int, stop: int) -> int:
        """Return the end of ", Ohio," behind the name of a place, or -1: a name between commas, not the speaker's."""
        end = at + 1
        while end < stop and (self.is_name(end) or self.words[end] == "."):
            end += 1
        known = at < stop and self.words[at] == "," and self.is_name(at - 1) and end > at + 1
        return (
            end if known and (end == stop or self.words[end] == ",") and not self.named & {*self.words[at:end]} else -1
        )

    def _opens_appositive(self, at: int) -> bool:
        word = self.words[at]
        return (
            word in listed("determiner") or self.is_name(at) or bool(NUMBER.match(word)) or is_person_word(word)
            or word.endswith("'s") or word in ("now", "then", "once", "formerly", "herself", "himself")
            or self.words[at : at + 2] == ["no", "relation"] or is_person_word(word.rsplit("-", 1)[-1])
        )  # fmt: skip

    def relative(self, at: int, stop: int) -> int:
        """Return the end of a relative clause that says who somebody is or what they did, or
        ``at`` where it may say more.
        """
        if self.words[at] == "which" and at and self.words[at - 1] in (",", *DASHES) and not self._has_which(at - 2):
            return at
        end, comma = self._relative_clause(at, stop), self.clause(at, stop)
        since = (n for n in range(at + 1, comma) if self.words[n] == "since" and self.words[n - 1] not in _BEING)
        if _AFTERWARDS.isdisjoint([*self.words[at : next(since, comma)]]):  # "who later relented", "who has since left"
            end = max(end, self.inert_end(at, stop, people=True))
        if end > at:
            self.kinds.add("relative")
        return end

    def _has_which(self, at: int) -> bool:
        """True if "which" behind a piece and its comma is of it: a thing, a body, a name of nobody; never the words.

        "said Mara Voss, which Holm had given her" can only be of what she said.
        """
        first = next((n for n in range(at, -1, -1) if not self.is_name(n)), -1) + 1
        if at >= 0 and first <= at:  # nor is it of a day
            return self.words[at] not in listed("moment") and not any(
                self.words[n] in _given_names() or is_person_word(self.words[n]) for n in range(first, at + 1)
            )
        word = self.words[at] if at >= 0 else ""
        bodies = words("names/group_nouns.txt") | words("names/org_nouns.txt") | listing("setting")
        return word in bodies or is_thing(word) or is_matter(word) or (at >= 0 and self.is_written(at))

    def _relative_clause(self, at: int, stop: int) -> int:
        end = next((n for n in range(at, min(stop, at + MAX_RELATIVE)) if self.words[n] in (",", *DASHES, MASK)), -1)
        if end < 0:
            end = min(stop, at + MAX_RELATIVE)
        if self.words[end - 1] == "to":  # "who was paid to"
            return at
        if self._asks_no_name(at, end) or self._is_state_of_thing(at, end) or self._takes_no_part(at, end):
            self.kinds.add("relative")
            return end
        both = next(
            (n for n in range(at + 2, end - 2) if self.words[n] == "and" and self.words[n + 1] in _RELATIVE), -1
        )
        if both > 0 and self.relative(at, both) == both and self.relative(both + 1, end) == end:
            return end
        joint = next((n for n in range(at + 2, end - 1) if self.words[n] == "and" and self._acts(n + 1)), -1)
        if joint > 0 > both:  # "who is 18 and sat an exam": each must be read
            return end if self.relative(at, joint) == joint and self._relative_clause(joint, end) == end else at
        verb = next((n for n in range(at + 1, end) if self.words[n] not in listing("adverb") | _RELATIVE), end)
        if self.words[at] in ("where", "when", "whose", *IN_NOUN_PHRASES, "during", "which", "whom"):
            reach = range(verb, min(end, verb + MAX_BEFORE_VERB))
            verb = next((n for n in reach if lives(self.words[n]) or self.words[n] in _BEING), -1)
            verb = verb if verb > 0 else next((n for n in reach if self._is_past_deed(n)), end)
        had = verb < end and self.words[verb] in ("has", "have", "had")
        if any(word in _AFTERWARDS for word in self.words[at : min(end, verb + 2 * had)]):
            return at  # "who later relented", "who has since left"
        if self.words[verb : verb + 1] == ["will"] and verb + 1 < end:  # "who will chair the inquiry"
            verb += 1 + (self.words[verb + 1] == "be" and verb + 2 < end)
        verb += verb < end and self.words[verb] in _BEING and self._is_told_of(verb + 1, end)
        known = verb < end and (lives(self.words[verb]) or self.words[verb - 1] in _BEING)
        if not known and verb < end and self.is_deed(verb, end):  # "whose barn collapsed in the storm"
            self.kinds.add("relative")
            return end
        verb_is = self.words[verb] if verb < end else ""
        another = any(
            self.words[n] in ("it", "so", "this", "these")
            or (self.words[n] in listing("written") and not self.is_name(n))  # not of "runs the Holms Line"
            for n in range(verb, end)
        )
        another |= "as" in self.words[verb:end] and not has_form(verb_is, "serves")  # "who began as the mayor"
        another |= self._turns_into(verb, end)
        known &= not another
        silent = known and has_form(self.words[verb], "silent")  # "who declined to say why"
        if end > at + 1 and not silent and (not known or self.is_voiced(at, end)):
            return at
        self.kinds.add("relative")
        return end

    def _turns_into(self, verb: int, end: int) -> bool:
        """True for "had turned into the king", "had become the queen", "became Hamlet": perhaps a part that is played.

        A post is somebody's or has its place: "became mayor", "the first mayor of Ellery", "the union's leader".
        """
        verb += verb < end and self.words[verb] in _BEING
        if verb + 1 >= end or not has_form(self.words[verb], "becomes"):
            return False
        begins = verb + 1 + (self.words[verb + 1] == "into")
        if begins > verb + 1:
            return not self._is_of_matter(begins, self._object_end(begins, end))
        if self.is_name(begins):
            return self._is_part(begins, verb, end)
        of_what = any(word in IN_NOUN_PHRASES or word.endswith("'s") for word in self.words[begins:end])
        return self.words[begins] == "the" and not of_what and self.is_anybody(begins, end)

    def _acts(self, n: int) -> bool:
        """True if a piece behind "and" may be a verb with which a relative clause goes on: "and joked about it"."""
        word = self.words[n]
        verbal = word in _BEING | listed("finite") | listing("cue") | listing("voicing") or word.endswith("ed")
        return verbal or lives(word) or is_telling(word) or self.does(n)

    def _is_state_of_thing(self, at: int, end: int) -> bool:
        """True for "where the kettle is never off": how a thing is at the place of the saying."""
        begins = at + 3 if self.words[at + 1 : at + 2] and self.words[at + 1] in listed("determiner") else end
        being = begins < end and self.words[begins] in _BEING and is_thing(self.words[begins - 1])
        rest = range(begins + 1, end)
        return (
            self.words[at] == "where"
            and being
            and all(self.words[n] in ("never", "not", "always") or self._is_closed(n) for n in rest)
        )

    def _takes_no_part(self, at: int, end: int) -> bool:
        """True for "who was not involved in the study", "who did not attend", "who took no part in it": what somebody
        leaves undone, with a verb of what people do and live through."""
        denied = next((n for n in range(at + 1, min(end, at + 4)) if denies(self.words[n])), -1)
        if denied < 0 or not all(self.words[n] in _BEING | _DO | {"took"} for n in range(at + 1, denied)):
            return False
        verb = denied + 1
        while verb < end and self.words[verb] in listing("adverb") | {"been"}:
            verb += 1
        if verb >= end or self.is_voiced(verb, end) or any(word in _POINTING for word in self.words[verb:end]):
            return False
        word = self.words[verb]
        if word in listing("barred"):  # "who was not authorised to speak publicly"
            return self.words[verb + 1 : verb + 2] == ["to"] and self.words[verb + 2] in listing("open_speech")
        if self.words[denied] == "no":
            return self.words[denied - 1] in ("took", "has", "had") and word in (
                "part",
                "role",
                "ties",
                "links",
                "stake",
            )
        return word in listing("uninvolved") or (lives(word) and not has_form(word, "silent"))

    def _asks_no_name(self, at: int, end: int) -> bool:
        """True for "who asked not to be named", "whose mother asked for her not to be named"."""
        if self.words[end - 4 : end - 1] != ["not", "to", "be"] or self.words[end - 1] not in ("named", "identified"):
            return False
        asking = _RELATIVE | _BEING | {"for", "asked", "wished", "wanted", "requested", "preferred"}
        return all(self.words[n] in asking or self._is_closed(n) for n in range(at, end - 4))

    def _is_told_of(self, at: int, stop: int) -> bool:
        """True if what stands behind "was" or "has" says who or where somebody is, or what they did."""
        while at < stop and (self.words[at] in listing("adverb") or self.words[at] in ("been", "also")):
            at += 1
        if at >= stop:
            return False
        word = self.words[at]
        if word in listed("determiner") or is_person_word(word):
            end = self.noun_phrase(at, stop)
            head = self._head(at, end) - 1
            role = is_person_word(self.words[head]) or (word in ("a", "an") and self._is_role(head))
            return end > 0 and (role or self.is_closed(at, stop))
        settled = not word.endswith("ing") or word in listing("occupied")
        told = settled and lives(word)
        if self.words[at : at + 2] == ["among", "those"] and at + 2 < stop:  # "who was among those polled"
            return self.words[at + 2] in listing("polled") and self.is_closed(at + 3, stop)
        played = self.is_name(at) and f"{word}s" not in words("names/demonyms.txt")  # "who was Hamlet"
        return (
            told or self.is_bare_office(at, stop) or (self.is_closed(at, stop) and not played) or self.is_deed(at, stop)
        )

    def is_bare_office(self, at: int, stop: int) -> bool:
        """True for "coordinator for trade at the ministry", "White House communications director": an office without
        an article, which only one person has at a time; not "king in the play", "narrator"."""
        end = self.noun_phrase(at, stop)
        head = self._head(at, end) - 1 if end > 0 else -1
        known = head >= at and (self.words[head] in words("names/role_nouns.txt") or is_somebody(self.words[head]))
        office = known and not self.is_name(head) and not self.is_voiced(at, stop)
        return office and self.complements(end, stop) == stop

    def _is_past_deed(self, at: int) -> bool:
        return self.words[at].endswith("ed") and is_bodily(self.words[at])

    def is_past_move(self, at: int) -> bool:
        """True for "visited", "sat", "flanked": what somebody did with their body, in the past tense."""
        word = self.words[at]
        return (has_form(word, "moves") or is_bodily(word)) and (word.endswith("ed") or word in listing("past"))

    def is_deed(self, at: int, stop: int) -> bool:
        """True for a verb of what people do or live through, bodily in all senses, with closed words.

        Nobody is its object: "flanked by two porters", not "channelling the mayor".
        """
        if at >= stop or not is_bodily(self.words[at]) or not self.is_closed(at + 1, stop):
            return False
        company = next((n for n in range(at + 1, stop) if self.words[n] in ("by", "with", "beside", "between")), stop)
        return not any(
            (self.is_name(n) and self.words[n - 1] not in ("in", "at", "from", "near"))
            or self._is_role(n)
            or self.words[n] in listed("object") | {"it", "this", "these", "so"}
            for n in range(at + 1, company)
        )

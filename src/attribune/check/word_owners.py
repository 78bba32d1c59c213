"""Whose quoted words are that no clause of saying holds: "“slow” were the mayor's words", "what Orne called it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.check.speakers import Voice
from attribune.records import Source, Span
from attribune.sources.coref.pronouns import is_pronoun
from attribune.sources.names.lexicon import plain
from attribune.statements.grammar.clauses import noun_phrase_before
from attribune.statements.grammar.cues import cues
from attribune.text.sentences import sentences

_WORDS = (
    r"(?:words?|phrases?|terms?|descriptions?|verdicts?|adjectives?|answers?|labels?|summary|epithets?|judge?ments?)"
)
_OWNED = re.compile(
    rf"(?P<who>(?:(?:the|his|her|their)\s+)?(?:[\w’'.-]+\s+){{0,4}}?[\w’'.-]+?)['’]s?\s+(?:\w+\s+){{0,2}}?{_WORDS}\b"
)
_OF = re.compile(
    rf"\b{_WORDS}\s+(?:of|from|by)\s+(?P<who>(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){{0,3}}|the\s+[a-z]+)"
)
_EYES = re.compile(
    r"(?:[Tt]o|[Ff]or|[Ii]n\s+the\s+(?:eyes|view|opinion|mind|words)\s+of)\s+(?P<who>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ][\w’'.-]*){0,3})"
)
_NAMED = re.compile(r"(?P<who>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ][\w’'.-]*){0,3}|\b(?:the|she|he|they)(?:\s+[a-z]+)?)\s+\Z")
_LEADS = re.compile(r"^(?:(?:was|were|is|are|in|to|as|and|that|those|these)\s+)+", re.IGNORECASE)


class WordOwners:
    """Finds who owns quoted words in the sentences of one draft. ``blank``: its text with the quotations blanked."""

    def __init__(self, text: str, blank: str, sources: Sequence[Source]) -> None:
        self._text, self._blank = text, blank
        self._sources = {span: source for source in sources for span in source.mentions}

    def of(self, quote: Span, *, short: bool) -> Voice | None:
        """Who the sentence around a quotation says used its words; None where it says so of nobody.

        Of ``short`` ones also the subject of a verb of saying elsewhere in the sentence.
        """
        low = self._blank.rfind("\n", 0, quote[0]) + 1
        high = end if (end := self._blank.find("\n", quote[1])) >= 0 else len(self._blank)
        start, stop = next(((s, e) for s, e in sentences(self._blank, low, high) if s <= quote[0] < e), (low, high))
        owned = _OWNED.search(self._blank, start, stop) or _OF.search(self._blank, start, stop)
        owned = owned or _EYES.match(self._blank, start, stop)
        if owned:
            return self._voice(owned.span("who"))
        for cue in cues(self._blank, start, stop) if short else ():
            subject = None if cue.passive else noun_phrase_before(self._blank, start, cue.start)
            if subject is None and not cue.passive:
                named = _NAMED.search(self._blank, start, cue.start)
                subject = named.span("who") if named else None
            if subject is not None:
                return self._voice(subject)
        return None

    def _voice(self, span: Span) -> Voice | None:
        lead = _LEADS.match(self._text[slice(*span)])
        span = (span[0] + lead.end(), span[1]) if lead else span
        words = self._text[slice(*span)]
        if not plain(words):
            return None
        source = next((one for (s, e), one in self._sources.items() if span[0] <= s and e <= span[1]), None)
        doubt = f"whom “{words}” means in the draft can't be told" if source is None and is_pronoun(words) else None
        return Voice(name=source.name if source else words, mention=words, span=span, source=source, doubt=doubt)

"""What a draft's own sentence tells around a quotation must stand in the evidence.

Each telling word of it must stand there, in some form. What it tells of the speaker ("Reed, who was sacked,") must be
told there with the speaker as subject and the same negations; that words answer a question, or came before something,
beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile

from attribune.check.circumstances.adjuncts import content, kinds, words_of
from attribune.check.circumstances.claims import ENOUGH, closed, denying, is_told
from attribune.check.circumstances.others import ROOT, SURE, Forms, Others, has_form
from attribune.check.context.frames import lemma
from attribune.check.draft import DraftQuote
from attribune.check.quote import is_listed
from attribune.check.speakers.described.posts import known_ties
from attribune.check.speakers.kin import KIN_BACK
from attribune.check.turns import Turn, View
from attribune.lexicon import rows
from attribune.lexicon import words as word_list
from attribune.records import Span
from attribune.statements.grammar.cues import cues, verbs
from attribune.statements.grammar.tokens import listed
from attribune.text.document import Document, Layers
from attribune.text.sentences import sentences

MOST_PLACES = 64  # mentions of a speaker whose sentences are looked at
NEAR = 600  # code points on either side of words in which a question, or what they came before, is told
LONGEST = 2_000  # code points of a sentence of evidence that are looked at
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_RELATIVE = re.compile(r"(?<=\w),?\s(?P<who>who|whose)\s(?P<clause>[^,;—\x01\n]{2,200})")
_DOES = re.compile(
    r"\bwho\s(?:(?:now|also|still|currently|already)\s)?(?P<verb>\w{2,12})\s(?P<what>[^,;.—\x01\n]{2,80}?)"
    r"(?=\sand\s|[,;.—\x01\n]|\Z)"
)
_DESCRIBED = re.compile(r"(?:\A|(?<=,\s))(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er)\s[^,]{2,80},")
# "was sacked", "has never paid"; of what somebody does, that the evidence has the words is enough.
_STATE = re.compile(r"(?:is|are|was|were)\b|(?:has|have|had|did|does|do)\s(?:not|never|been)\b|\w{2,8}n[’']t\b|never\b")
_JOINT = re.compile(r"[,;]|\b(?:and|but|who)\b")
# What stands beside a sentence: a source named in brackets, a heading before a dash; what "Of the fleet Quist said" is
# about is compared as a topic.
_APART = re.compile(r"\[[^\]\n]{0,200}\]|\A[^\n]{0,200}—\s{2,}|\A\W*(?:Of|On|About)\s(?:the\s)?[a-z-]{2,30}\s(?=[A-Z])")
_BEHIND_NOTE = re.compile(r"[^\s“”\"]\]\s(?=[A-Z])")  # a sentence of its own begins behind "[1]" or "[laughs]"
_NAME = re.compile(r"\b[A-Z]\w{2,40}")
_ADDRESS = re.compile(r"\w[./]\w")
_PERSON = re.compile(r"\W{0,3}(?:He|She|They|I)\b")
_I = re.compile(r"\bI\b")
# "and that his mother had taught there": a report of its own behind the quotation, up to the sentence's end
_BESIDES = re.compile(r"\sand\sthat\s(?P<clause>[^;:\n]{2,300})\Z")
_AFTERWARDS = frozenset(map(lemma, ("afterwards", "afterward")))
_EARLIER = re.compile(r"\b(?:before(?:hand)?|ahead|prior|earlier)\b", re.IGNORECASE)
_AGED = re.compile(r"(\d{1,3})-year-old")
_BEFORE = re.compile(r"\b[Bb]efore\s(?P<event>[^,.;:?!\x01\n]{2,120})")
_AFTER = re.compile(r"\b(?:[Aa]fter|[Ff]ollowing|[Oo]nce)\s(?P<event>[^,.;:?!“”\"\n]{2,120})")
# A statement with a verb of its own, up to "but", a colon or a semicolon behind which a saying begins.
_ANOTHER = re.compile(
    r"(?!(?:If|When|While|As|Although|Though|Because|Since|Asked|Told)\b)[^,;:\x01\n]{2,200}"
    r"\b(?:is|are|was|were|has|have|had|may|might|will|would|came|went|fell|rose|won|lost)\b"
    r"[^;:\x01\n]{0,300}?(?:,\sbut|;|:)\s(?=\w)"
)
_ASKED = re.compile(
    r"\b(?:asked|pressed|questioned|challenged|quizzed|probed|grilled)\b[^,;:.?\x01]{0,60}?\b(?:whether|if|why|how|who|what)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\b(?:ask|press|question|challeng|quizz|prob|grill)(?:e?s|ed|ing)?\b", re.IGNORECASE)


def untold(
    quote: DraftQuote, told: str, lead: str, view: View, span: Span, turn: Turn | None, others: Others
) -> str | None:
    """Return why a sentence of a draft tells what no evidence does, or None.

    ``told`` is the sentence without what is quoted, ``lead`` the one before it; ``others`` are the articles besides
    that of the words.
    """
    telling = _telling(_own_clause(told), quote)
    if quote.labels and not cues(Layers(told), 0, len(told)):
        telling = frozenset()  # a label is read whole by another rule
    elsewhere = {lemma(name) for name in _NAME.findall(told) if any(others.naming((name,)))}  # who else is quoted here
    missing = frozenset(word for word in telling - elsewhere if not _is_there(word, view, turn))
    missing -= frozenset((*_of_office(told, view, turn), *_begun(told, view)) if missing else ())
    missing -= _reported_besides(told, missing) | _merely_later(missing, view, span)
    if missing and not any(all(is_told(word, view, [one]) for word in missing) for one in _about(told, quote, others)):
        return f"the draft says “{_as_written(missing, told)}”, and the evidence nothing of the sort"
    text = view.reading.article.text
    near, behind = text[max(0, span[0] - NEAR) : span[1] + NEAR], text[span[1] : span[1] + NEAR].lower()
    # The speaker's own "Ask me again" is no question to them.
    asked = text[max(0, span[0] - NEAR) : span[0]].count("?") or _ASKS.search(
        view.utterances.blank[max(0, span[0] - NEAR) : span[1] + NEAR]
    )
    if _ASKED.search(f"{told} {lead}") and not asked:
        return "the draft has the words as an answer, and the evidence no question beside them"
    for match in _BEFORE.finditer(told):
        event = content(match["event"]) - closed()
        after = any(event & content(one["event"]) for one in _AFTER.finditer(near))
        if "before" not in near.lower() and (
            after or not (event & _named(quote) or any(has_form(word, behind) for word in event))
        ):
            return f"the draft says that the words came before “{match['event']}”; the evidence doesn't say so"
    for clause in _of_speaker(told, quote):
        named = others.naming(quote.voice.name.split()[-1:] if quote.voice else ())
        if not _is_told_of(clause, view, turn) and not any(_names_as(clause, quote, one) for one in named):
            return f"the draft says “{' '.join(clause.split())}” of the speaker, and the evidence doesn't"
    return None


def _own_clause(told: str) -> str:
    """Return a sentence without the statement that stands before its saying: "It may rain, but the warden said"."""
    found = _ANOTHER.match(told)
    return told[found.end() :] if found and cues(Layers(told), found.end(), len(told)) else told


def _reported_besides(told: str, missing: frozenset[str]) -> frozenset[str]:
    """Return what a sentence has its speaker say besides the quotation, in the draft's own words, where the evidence
    has the matter of it: “…”, and that his late mother had given lessons there. All but one word of it stand there."""
    clause = _BESIDES.search(told)
    telling = content(clause["clause"]) - closed() if clause else frozenset[str]()
    open_words = telling & missing
    return (
        open_words
        if len(telling) >= ENOUGH and len(open_words) == 1 and open_words.isdisjoint(denying())
        else frozenset()
    )


def _merely_later(missing: frozenset[str], view: View, span: Span) -> frozenset[str]:
    """Return "afterwards", which says no more than "later", unless the evidence has the words before something."""
    after = missing & _AFTERWARDS
    return after if after and not _EARLIER.search(view.narration_at(span[0])[:LONGEST]) else frozenset()


def _about(told: str, quote: DraftQuote, others: Others) -> Iterator[Document]:
    """Yield the articles that name the speaker, or all whom a sentence names: it may be about somebody else."""
    own = quote.voice.name.split()[-1:] if quote.voice is not None else ()
    yield from others.naming(own)
    yield from others.naming(set(_NAME.findall(told)))


def _as_written(missing: frozenset[str], told: str) -> str:
    """Return the first word of a draft whose lemma is missing."""
    return next((word for word in _WORD.findall(told) if content(word) & missing), min(missing))


def _telling(told: str, quote: DraftQuote) -> frozenset[str]:
    """Return what a sentence tells, as lemmas, beside verbs of saying, closed words, figures and the speaker's name."""
    noted = _BEHIND_NOTE.search(told)
    if noted and not cues(Layers(told), noted.end(), len(told)):
        told = told[: noted.end()]
    told = _APART.sub(" ", told)
    said = " ".join(told[cue.start : cue.end] for cue in cues(Layers(told), 0, len(told)))
    words = content(told) - closed() - _named(quote) - content(said) - content(quote.manner)
    bodies = word_list("names/org_nouns.txt") | word_list("names/group_nouns.txt")  # "the company, Corran Ferries"
    plain = (word for word in words - bodies if word[0] != "=" and not word.isdigit())
    return frozenset(word for word in plain if not _ADDRESS.search(word))


def _named(quote: DraftQuote) -> frozenset[str]:
    """Return the words that name and describe the speaker, whom another rule compares; not those of a clause."""
    if quote.voice is None:
        return frozenset()
    roles = quote.voice.source.roles if quote.voice.source else ()
    plain = " ".join(role for role in roles if not role.startswith("who"))
    mention, name = quote.voice.mention, quote.voice.name
    if any(c.isupper() for c in name):  # "the smith, Ada Reed", but not "in tears, Ada Reed" nor what stands behind
        mention = mention.partition(name.split()[-1])[0]
        mention = " ".join(one for one in [*_DESCRIBED.findall(mention), mention.rpartition(",")[2]])
    return content(f"{name} {mention} {plain}")


def _is_there(word: str, view: View, turn: Turn | None) -> bool:
    """True if the evidence has a word in some form, or another one for the same kind of occasion, office or kinship; or
    if the words' own medium is called so.

    The press hears everything, and all evidence is a text: neither that reporters were told nor that a document says
    so need be.
    """
    if is_told(word, view, ()) or any(is_told(one, view, ()) for one in KIN_BACK.get(word, "").split()):
        return True
    text = view.reading.article.text.lower()
    aged = _AGED.fullmatch(word)
    if aged and re.search(rf"\b{aged[1]}\b", text):
        return True
    if "-" in word and any(has_form(part, text) for part in word.split("-") if len(part) >= ROOT):
        return True
    medium = turn.statement.medium if turn is not None and turn.statement is not None else ""
    if medium in kinds().get(word, ()):
        return True
    of, known = kinds().get(word, frozenset()), view.document.layer(words_of)
    twins = {w for row in rows("names/role_twins.tsv") if row[0] == word for w in row[1].split()}
    return (
        bool({"press", "text"} & of) or bool(twins & known) or any(of & kinds().get(one, frozenset()) for one in known)
    )


def _begun(told: str, view: View) -> Iterator[str]:
    """Yield the lemmas of names with which a name of the evidence begins: "Tunis" where Tunisia is named."""
    forms = view.document.layer(Forms)
    yield from (lemma(name) for name in _NAME.findall(told) if len(name) >= SURE and forms.have(name.lower()))


def _of_office(told: str, view: View, turn: Turn | None) -> Iterator[str]:
    """Yield the lemma of a verb by which a relative clause says what the evidence calls the speaker: "who chairs the
    parish council" of its chairman."""
    person = view.speakers.people.at(turn.speaker.mentions) if turn is not None and turn.speaker is not None else None
    if person is None:
        return
    named = {lemma(one[0]): one[1].split() for one in rows("names/office_verbs.tsv")}
    for match in _DOES.finditer(told):
        verb, what = lemma(match["verb"]), content(match["what"])
        nouns = named.get(verb, [])
        for tie in known_ties(person, view.speakers) if nouns and what else ():
            called = {tie.post.noun, *tie.post.ranks}
            if what <= content(" ".join((*tie.post.which, *called))) and ("*" in nouns or not called.isdisjoint(nouns)):
                yield verb


def _of_speaker(told: str, quote: DraftQuote) -> Iterator[str]:
    """Yield what a relative clause says that a named speaker is, was, didn’t do or had done to them."""
    if quote.voice is not None and any(c.isupper() for c in quote.voice.name):
        name = content(quote.voice.name)  # "a reader who signs as MudLark" is named by the clause
        for match in _RELATIVE.finditer(told):
            named = _NAME.findall(told[: match.start()])  # "according to Tom Orme, who was there," tells of Orme
            theirs, clause = not named or named[-1] in quote.voice.name.split(), match["clause"]
            if match["who"] == "who" and theirs and _STATE.match(clause) and not name & content(clause):
                yield clause


def _names_as(clause: str, quote: DraftQuote, article: Document) -> bool:
    """True if another article tells a clause of a speaker whom it names."""
    word, text = _first(clause), article.text
    name = quote.voice.name.split()[-1] if quote.voice else ""
    places = islice(re.finditer(rf"\b{re.escape(name)}\b", text), MOST_PLACES)
    return word is None or any(_is_subject(word, clause, text, found.span()) for found in places)


def _first(clause: str) -> str | None:
    """Return the first telling word of a clause."""
    return next((w for w in _WORD.findall(clause) if w.lower() not in _light() and content(w)), None)


def _is_told_of(clause: str, view: View, turn: Turn | None) -> bool:
    """True if a description or a sentence of the evidence has the first telling word of a clause of the speaker."""
    wanted = _first(clause)
    if wanted is None or turn is None or turn.speaker is None:
        return wanted is None
    if _is_form(wanted, " ".join(turn.speaker.roles)) and not _turning(clause):
        return True
    return any(_is_subject(wanted, clause, view.reading.article.text, mention) for mention in _mentions(view, turn))


def _mentions(view: View, turn: Turn) -> Iterator[Span]:
    """Yield where the evidence names a turn's speaker, and a pronoun for them at the head of the next sentence."""
    text = view.reading.article.text
    speaker = turn.speaker
    for start, end in speaker.mentions[:MOST_PLACES] if speaker else ():
        yield (start, end)
        behind = view.sentence((start, end))[1]
        following = sentences(text, behind, min(len(text), behind + LONGEST))
        pronouns = (_PERSON.match(text, low, high) for low, high in following)
        yield from (found.span() for found in takewhile(bool, pronouns) if found)
    for low, high in turn.spoken[:MOST_PLACES]:
        yield from (found.span() for found in _I.finditer(text, low, min(high, low + LONGEST)))


def _is_subject(word: str, clause: str, text: str, mention: Span) -> bool:
    """True if a mention is the subject of a form of a word in its sentence, denied or limited as the clause is."""
    cut = sentences(text, mention[1], min(len(text), mention[1] + LONGEST))
    stop = cut[0][1] if cut else mention[1]
    for found in _WORD.finditer(text, mention[1], stop):
        if not _is_form(word, found[0]):
            continue
        *before, last = _JOINT.split(text[mention[1] : found.start()])
        governed = any(_governing() & set(one.lower().split()) for one in (*before, last))
        lightly = all(w.lower() in _light() or w.endswith("ly") for w in last.split())
        behind = _JOINT.split(text[found.end() : stop])[0]
        if not governed and lightly and _turning(last) <= _turning(clause) <= _turning(last) | _turning(behind):
            return True
    return False


def _is_form(word: str, text: str) -> bool:
    return bool(content(word) & content(text)) or has_form(lemma(word), text.lower())


def _turning(text: str) -> set[str]:
    words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return {"not" if w.endswith("n't") else w for w in words if w.endswith("n't") or is_listed(w, "negation")}


@cache
def _governing() -> frozenset[str]:
    return listed("subordinator") | listed("relative") - {"who"} | verbs().keys()


@cache
def _light() -> frozenset[str]:
    return listed("auxiliary") | listed("determiner") | {"has", "have", "had", "is", "are", "was", "were"}

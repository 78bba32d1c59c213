"""Does the evidence leave room for the circumstances that a draft gives to words?

What a draft tells of the saying must stand in the evidence where that tells something of the sort: words of one letter,
broadcast, question or day aren't those of another. Where the evidence is silent, the draft is believed, unless it
describes what other evidence has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from attribune.check.circumstances.adjuncts import Adjunct, adjuncts, content, kinds, words_of
from attribune.check.circumstances.claims import is_told, unsupported_claim
from attribune.check.circumstances.events import other_event
from attribune.check.circumstances.narrated import untold
from attribune.check.circumstances.others import Others, has_form
from attribune.check.circumstances.roles import another_post
from attribune.check.circumstances.saying import unproven_saying
from attribune.check.circumstances.sequence import other_beginning, other_sequence
from attribune.check.circumstances.times import other_time
from attribune.check.circumstances.topics import everything_asked, next_question, question_at_end, said_of, topics
from attribune.check.context.frames import lemma
from attribune.check.draft import DraftQuote
from attribune.check.turns import Turn, View
from attribune.records import Figure, Span
from attribune.text.document import Document
from attribune.text.figures.amounts import same_amount
from attribune.text.figures.quantities import figures

MIN_OWN = 3  # telling words of a draft's sentence from which on one that says no more than the evidence's is its own
LONGEST = 3_000  # code points of a sentence or a paragraph of evidence that are looked at
MOST_RELATED = 20  # other articles that name the speaker, in which a circumstance is sought
LONGEST_ATTRIBUTION = 80  # code points of "she said." between two quotations of one answer
NEAR = 400  # code points of evidence before and after a passage in which what it is about may be told
PIECE = 20_000  # code points in which figures are looked for at once
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")
_ANSWERS = re.compile(r"\b(?:replie[sd]|reply|answer(?:s|ed)?|responded|responds|retorted)\b", re.IGNORECASE)
_ALONE = ("letter", "post")  # media that are an occasion by themselves
_WRITTEN = frozenset({"letter", "post", "text", "notice"})  # kinds of occasions that a letter or a post may be called
_BEFORE = re.compile(
    r"\b(?:speaking|spoke|spoken|said|told)\b[^.;\n]{0,60}?\bbefore\s[^.;,\n\x01]{1,100}", re.IGNORECASE
)
_AFTER = re.compile(
    r"\b(?:after|following|react\w*|respon[ds]\w*|repl(?:y|ied)|answer\w*|in\s+the\s+wake)\b", re.IGNORECASE
)
_SHARES = re.compile(r"percent|[A-Z]{3}\b")  # shares and sums, which name what they are of less often than others
_LED = re.compile(r"(?:\w{1,20}ing|In|At|On|From|Outside|Inside|During|Via|Over|After)\b")
_TAKEN_UP = re.compile(r"\b(?:the|that|this)\s([a-z-]{2,20})\b")
_WROTE = re.compile(r"\b(?:wrote|written|writes|writing|posted|tweeted)\b")
_THEY = re.compile(r"\W*(?:He|She|They|It|His|Her|Their|Its)\b")
_TOPIC = re.compile(r"[\w’'-]+")
SCORE = 4  # code points before a figure in which the other half of a score stands
_SCORE = re.compile(r"\d\s?[-–]\s?\d")
_US = re.compile(r"\b(?:this\s+(?:newspaper|paper|magazine|reporter|station|website)|us|me)\b")


def circumstance_objection(quote: DraftQuote, view: View, span: Span, turn: Turn | None, others: Others) -> str | None:
    """Return why the draft's narration gives words another circumstance than the evidence, or None.

    ``others`` are the articles that don't have the words.
    """
    told = _QUOTED.sub(" ", quote.around)
    lead = _last_sentence(quote)
    # A draft that has the evidence's own sentence, or less of it, gives the words no other place.
    own = len(content(told)) >= MIN_OWN and content(told) <= content(_own(view, span)) and not _opening(lead)
    return (
        other_time(told, lead, _own(view, span), view, span)
        or (None if own else _other_place(quote, told, lead, view, span, turn))
        or (None if own else _other_article(quote, told, view, turn, others))
        or _other_topic(quote, told, lead, view, span)
        or _unknown_topic(quote, told, view, span, others)
        or _other_order(told, lead, view, span)
        or other_sequence(told, lead, view, span)
        or other_beginning(told, lead, view, span, turn)
        or _other_figure(quote, f"{told} {quote.narrated}", view, others)
        or unsupported_claim(told, quote.narrated, view, others)
        or another_post(quote, told, view, others)
        or unproven_saying(quote, view, span)
        or untold(quote, told, lead, view, span, turn, others)
        or other_event(told, quote.narrated, view, others)
    )


def _own(view: View, span: Span) -> str:
    """Return the narration that attributes a passage."""
    return view.narration_at(span[0])[:LONGEST]


def _paragraph(view: View, span: Span) -> Span:
    """Return the paragraph of a passage, or as much of it as is looked at."""
    start, end = view.utterances.paragraph(span[0])
    return (max(start, span[0] - LONGEST), min(end, span[1] + LONGEST))


def _related(quote: DraftQuote, others: Others) -> list[Document]:
    """Return those of the articles that name the draft's speaker."""
    name = quote.voice.name.split()[-1] if quote.voice and quote.voice.name.split() else ""
    return list(islice(others.naming([name]), MOST_RELATED)) if name else []


def _figures_of(document: Document) -> tuple[frozenset[float], tuple[Figure, ...]]:
    """Return the values of all figures, and the first figure of each unit and thing."""
    values, firsts = set[float](), dict[tuple[str | None, str | None], Figure]()
    for one in _each_figure(document.text):
        values.add(one.value)
        firsts.setdefault((one.unit, one.of), one)
    return frozenset(values), tuple(firsts.values())


def _each_figure(text: str) -> Iterator[Figure]:
    """Yield the figures of a text piece by piece: all those of a megabyte take hundreds of megabytes."""
    at = 0
    while at < len(text):
        end = at + PIECE
        if end < len(text):
            cut = max(text.rfind("\n", at, end), text.rfind(". ", at, end)) + 1 or text.rfind(" ", at, end) + 1
            end = cut if cut > at else end
        yield from figures(text, at, min(end, len(text)))
        at = end


def _last_sentence(quote: DraftQuote) -> str:
    """Return the narrated sentence of the draft right before a quotation that begins its own sentence; else ""."""
    before = quote.before.rstrip("“\"'‘ \n")
    if "\n" in quote.before[len(before) :] or not before.endswith((".", "?", "!", ":")):
        return ""
    return _sentence_at_end(before)


def _sentence_at_end(text: str) -> str:
    """Return the narrated words of the last sentence of a text."""
    cut = max(text.rfind(mark, 0, len(text) - 1) for mark in (". ", "? ", "! ", "\n", "” "))
    return _QUOTED.sub(" ", text[cut + 1 :]).strip()


def _opening(lead: str) -> list[Adjunct]:
    """Return the place or medium with which a sentence begins: "In the porch …", "Standing in the porch …"."""
    return adjuncts(lead)[:1] if _LED.match(lead) else []


def _other_place(quote: DraftQuote, told: str, lead: str, view: View, span: Span, turn: Turn | None) -> str | None:
    """Return a listener, place or medium that the evidence's own ones leave no room for."""
    ours = [one for one in (*adjuncts(told), *_opening(lead)) if not one.order and not _is_speaker(quote, one)]
    if not ours:
        return None
    own = _own(view, span)
    if _WROTE.search(own) and not _WROTE.search(told) and any(one.listener and _names_press(one) for one in ours):
        return "the draft has the words told to the press, and the evidence has them written"
    medium = turn.statement.medium if turn and turn.statement and turn.set_apart else ""
    heard = content(f"{told} {quote.beside}") - _speaker_words(quote)
    roles = content(" ".join(turn.speaker.roles)) if turn and turn.speaker else frozenset()
    theirs = [one for one in adjuncts(own, everything=True) if not (one.order or _is_speaker(quote, one))]
    theirs = [one for one in theirs if not one.content <= roles]  # "a paediatrician at Marl Hospital"
    paragraph = view.utterances.narration(_paragraph(view, span))
    if not theirs and not medium:
        own = paragraph
        theirs = [one for one in adjuncts(paragraph) if kinds().get(one.head) or one.listener]
    filled = [one for one in theirs if one.head not in heard and not _alike(one.head, heard)]
    heard_by = next((one for one in theirs if one.listener), None)
    if not filled and not heard_by and medium not in _ALONE:
        return None
    there = content(f"{own} {_introduced(own, view, span)}") if filled else content(paragraph)
    if turn and turn.set_apart and turn.span[0] < NEAR:
        there |= content(view.reading.article.text[: turn.span[0]])  # what the head over a speech or a letter tells
    for one in ours:
        if one.head in there or _alike(one.head, there) or _is_outlet(one, own) or _is_press(one, theirs, view):
            continue
        kind = kinds().get(one.head, frozenset())
        if not filled and not (kind & _WRITTEN if heard_by else kind and not kind & _WRITTEN):
            continue
        where = f"“{filled[0].text}”" if filled else f"“told {heard_by.text}”" if heard_by else f"a {medium}"
        return f"where or how the words were said differs: draft “{one.text}”, evidence {where}"
    return None


def _introduced(own: str, view: View, span: Span) -> str:
    """Return the narration of the one sentence before a passage that introduces what its own narration takes up: "told
    staff
    in an email" of "wrote in the email"."""
    text, told = view.reading.article.text, list[str]()
    for found in _TAKEN_UP.finditer(own):
        if not kinds().get(found[1]):
            continue
        low = max(0, span[0] - LONGEST)
        first = list(
            re.finditer(rf"\b[Aa]n?\s(?:[\w’'-]{{1,30}}\s){{0,2}}{re.escape(found[1])}\b", text[low : span[0]])
        )
        if len(first) == 1:
            told.append(_QUOTED.sub(" ", text[slice(*view.sentence((low + first[0].start(), low + first[0].end())))]))
    return " ".join(told)


def _names_press(one: Adjunct) -> bool:
    return "press" in kinds().get(one.head, ())


def _is_press(one: Adjunct, theirs: Sequence[Adjunct], view: View) -> bool:
    """True if a draft says that reporters, or the outlet, heard what was said somewhere, as far as the evidence tells
    no other listener and nothing written."""
    article = view.reading.article
    press = "press" in kinds().get(one.head, ()) or one.content <= content(f"{article.outlet} {article.name}")
    return press and not any(each.listener or kinds().get(each.head, frozenset()) & _WRITTEN for each in theirs)


def _is_outlet(one: Adjunct, own: str) -> bool:
    """True if a draft names the outlet, or the press, for the evidence's "this newspaper" or "us"."""
    named = one.text.split()[-1][:1].isupper() or "press" in kinds().get(one.head, ())
    return named and _US.search(own) is not None


def _other_article(quote: DraftQuote, told: str, view: View, turn: Turn | None, others: Others) -> str | None:
    """Return a circumstance that the article which has the words doesn't tell at all, and another one does."""
    if not others or (turn is not None and turn.set_apart):
        return None  # a letter or a post doesn't say what it is called
    article = view.reading.article
    for one in adjuncts(told):
        here = view.document.layer(words_of) | content(f"{article.name} {article.outlet}")
        missing = one.content - here
        if not missing or _is_speaker(quote, one) or _alike(one.head, here):
            continue
        if any(missing <= other.layer(words_of) for other in _related(quote, others)):
            return f"the draft says where or how the words were said (“{one.text}”), which only other evidence tells"
    return None


def _unknown_topic(quote: DraftQuote, told: str, view: View, span: Span, others: Others) -> str | None:
    """Return a thing that words were said of, and that no evidence names, or none near the words."""
    line = _paragraph(view, span)
    near = view.reading.article.text[max(0, line[0] - NEAR) : line[1] + NEAR // 2].lower()
    for topic in said_of(told):
        thing, wanted = adjuncts(f"On {topic}", everything=True)[:1], content(topic) - _speaker_words(quote)
        here = not wanted or any(has_form(word.lstrip("="), near) for word in wanted)
        before = view.reading.article.text[max(0, line[0] - NEAR) : line[1]].lower()
        here = here and not (thing and _THEY.match(quote.text) and not has_form(thing[0].head.lstrip("="), before))
        if not here or (thing and not is_told(thing[0].head, view, _related(quote, others))):
            return f"the draft says that these words are about “{topic.strip()}”; the evidence doesn't say so"
    return None


def _other_topic(quote: DraftQuote, told: str, lead: str, view: View, span: Span) -> str | None:
    """Return a question, or a thing spoken of, other than the evidence's."""
    asked = list(topics(told))
    if not asked and lead.endswith("?") and (_begins(quote) or _ANSWERS.search(told)):
        asked = [lead]
    if not asked:
        lead = lead if "asked" in lead.lower() else _question_above(quote)
        asked = list(topics(lead)) if "asked" in lead.lower() else []
    name = _speaker_words(quote)
    for topic in asked:
        wanted = content(topic) - name or content(lead) - name
        if wanted and (why := _misses(topic, wanted, view, span)):
            return why
    return None


def _question_above(quote: DraftQuote) -> str:
    """Return the sentence of narration before the quotation that this one goes on with: "Reed was asked why. “No,” she
    said. “I …”"; else ""."""
    said = quote.before.rstrip("“\"'‘ ")
    close = max(said.rfind(mark) for mark in '”"')
    opened = max(said.rfind(mark, 0, max(close, 0)) for mark in '“"')
    if opened < 0 or not said.endswith(".") or len(said) - close > LONGEST_ATTRIBUTION or "\n" in said[opened:]:
        return ""
    return _sentence_at_end(said[:opened].rstrip(" "))


def _begins(quote: DraftQuote) -> bool:
    return not re.search(r"\w", quote.around.split("\x01")[0]) or "?" in quote.around.split("\x01")[0]


def _misses(topic: str, wanted: frozenset[str], view: View, span: Span) -> str | None:
    text, flat = view.reading.article.text, view.utterances.flat
    line = _paragraph(view, span)
    own = list(topics(_own(view, span)))
    if not own:
        sentence = re.split(r"(?<=[.!?])\s+|\n+", text[max(0, line[0] - NEAR) : span[0]].rstrip("“\"' \n"))
        sentence = [s for s in sentence if re.search(r"\w\s+\w", s) and not s.rstrip().endswith(":")]
        last = sentence[-1] if sentence else ""
        own = list(topics(last)) or ([q] if (q := question_at_end(last)) else [])
        own = own or list(topics(view.utterances.narration((line[0], span[0]))))[-1:]
    behind = flat[span[0] : max(span[1], line[1])]
    another = next_question(behind, span[1] - span[0])
    near = content(behind[:another]) | content(_own(view, span))
    own_words = frozenset().union(*(content(one) for one in own)) if own else frozenset()
    if own_words:
        known = view.document.layer(words_of)
        first = next((lemma(word) for word in _TOPIC.findall(topic) if lemma(word) in wanted), "")
        theirs = any(not _is_name(word, one) for one in own for word in content(one) - wanted)
        another_one = first in known - own_words - near and theirs and not _is_name(first, topic)
        if wanted & (own_words | near) and not another_one:
            return None
        return f"the draft has these words about “{topic.strip()}”, and the evidence about “{own[0].strip()}”"
    vicinity = content(text[max(0, line[0] - NEAR) : min(len(text), line[1] + NEAR // 2)])
    if wanted & vicinity:
        return None
    if not any(wanted <= one for one in view.document.layer(_asked_of)):
        return None
    return f"the draft has these words about “{topic.strip()}”, which the evidence tells of other words"


def _asked_of(document: Document) -> list[frozenset[str]]:
    """Return the telling words of every topic and question that an article tells."""
    return [content(one) for one in everything_asked(document.text)]


def _other_order(told: str, lead: str, view: View, span: Span) -> str | None:
    """Return a draft that has words said in reaction to what the evidence says came later."""
    line = _paragraph(view, span)
    there = view.utterances.narration((span[1], line[1])) if line[1] > span[1] else ""
    before = _BEFORE.search(there) or _BEFORE.search(_own(view, span))
    if before is None or re.search(r"\bbefore\b", f"{told} {lead}") or not _AFTER.search(f"{told} {lead}"):
        return None
    return f"the draft has the words said as a reaction, and the evidence says “{before[0].strip()}”"


def _other_figure(quote: DraftQuote, told: str, view: View, others: Others) -> str | None:
    """Return a figure beside the words that no evidence has, where theirs has another one of the same things."""
    ours = [one for one in figures(told) if one.of or (one.unit and _SHARES.match(one.unit))]
    if not ours:
        return None
    text = view.reading.article.text
    known, theirs = view.document.layer(_figures_of)
    for one in ours:
        if one.value in known or not re.search(r"\d", told[one.start : one.end]):
            continue
        if _SCORE.search(told[max(0, one.start - SCORE) : one.end]):
            continue  # "a 4-0 defeat"
        if one.qualifier and any(same_amount(one, their) for their in theirs):
            continue  # "more than 8,000 women", where 8,140 are told
        same = next((o for o in theirs if o.unit == one.unit and (o.of == one.of or not (o.of and one.of))), None)
        if same is not None and not any(
            one.value in o.layer(_figures_of)[0] for o in _counting(told, one, quote, others)
        ):
            ours_told, theirs_told = told[one.start : one.end], text[same.start : same.end]
            return f"the draft says “{ours_told}” beside the words, and the evidence “{theirs_told}”"
    return None


def _counting(told: str, one: Figure, quote: DraftQuote, others: Others) -> Iterator[Document]:
    """Yield the articles that name the speaker, and those that have a figure's digits and what it counts."""
    yield from _related(quote, others)
    digits = re.search(r"\d[\d.,]*\d|\d", told[one.start : one.end])
    if digits and one.of:
        known = others.telling([lemma(one.of), digits[0]])
        yield from (each for each in islice(known, MOST_RELATED) if (one.value, one.of) in each.layer(_counted))


def _counted(document: Document) -> frozenset[tuple[float, str | None]]:
    """Return the figures of an article with what each counts."""
    return frozenset((each.value, each.of) for each in _each_figure(document.text))


def _is_speaker(quote: DraftQuote, one: Adjunct) -> bool:
    return bool(_speaker_words(quote) & one.content)


def _speaker_words(quote: DraftQuote) -> frozenset[str]:
    """Return the words by which the draft names and describes its speaker."""
    if quote.voice is None:
        return frozenset()
    roles = " ".join(quote.voice.source.roles) if quote.voice.source else ""
    return content(f"{quote.voice.name} {quote.voice.mention} {roles}")


def _alike(head: str, others: frozenset[str]) -> bool:
    """True if a noun names the same kind of occasion as one of the others."""
    of = kinds().get(head, frozenset())
    return bool(of) and any(of & kinds().get(other, frozenset()) for other in others)


def _is_name(word: str, text: str) -> bool:
    return any(lemma(name) == word for name in re.findall(r"\b[A-Z][\w’'-]+", text))

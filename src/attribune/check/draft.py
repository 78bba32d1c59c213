"""The quotations of a draft: their words, where each character stands, and whom the draft names for them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from attribune.articles import limits
from attribune.check.context.assertion import manner, unproven
from attribune.check.context.frames import PLACE
from attribune.check.evidence.uncertain_places import UncertainPlaces
from attribune.check.labels import labels_beside, signed_behind
from attribune.check.non_quotations import MAX_SCARE_WORDS, reason_apart
from attribune.check.quote import appearance_reason, find_deceptive_character
from attribune.check.speakers.bystanders import Bystanders
from attribune.check.speakers.described.phrases import without_lead
from attribune.check.speakers.voice import Voice
from attribune.check.speakers.word_owners import WordOwners
from attribune.check.turns import acts_of
from attribune.lexicon import pronouns, word_class
from attribune.records import Article, Block, Reading, Source, Span, Statement
from attribune.sources.coref.layout.footnotes import Footnotes
from attribune.sources.coref.layout.lines import Place
from attribune.sources.coref.layout.reading import Layout
from attribune.sources.names.entity_types import head_of
from attribune.sources.names.lexicon import listed, plain
from attribune.sources.names.matching import parse_name
from attribune.statements.multilingual.utterances import Foreign, Utterance, foreign, mended
from attribune.text.document import MASK, Document, blanked
from attribune.text.fold import fold_text
from attribune.text.line_bounds import LineBounds
from attribune.text.quotes import Quotation, unwrapped
from attribune.text.sentences import sentences

MAX_PARTING = 160  # code points of narration between the halves of one quoted sentence
AROUND = 1_500  # code points of the draft's own sentence on either side of a quotation in which a frame may be told
BESIDE = 300  # code points of the draft on either side of a quotation's sentence in which a frame may be told
MAX_PARTS = 8  # quotations into which narration parts one sentence; more are several sentences
_HANDLE = re.compile(r"[^\W\d_][._-]?\d|\d[._-]?[^\W\d_]|[@_]")
PARTING = "” said, “"  # stands for whatever narration parts the halves; the comparison skips it
_PRONOUNS = pronouns() | {"one", "which", "who", "whom", "that"}  # relative ones name nobody by themselves either


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuote:
    """One quotation. ``text`` is its paragraphs' words joined by newlines; ``parts`` are their spans in the draft.

    ``whole`` is the text with its other half where "he said" parts one sentence into two quotations. ``doubt`` says why
    a reader of the draft may see other words than these, or another speaker. ``around`` are the words of the draft's
    sentence around the quotation, ``beside`` those before and after that sentence; ``narrated`` are the whole sentences
    of narration there, of its paragraph and of neighbours without quotations. ``unread`` is what may name who
    speaks and can't be read as a name, with the reason. ``near`` are those named beside a quotation without a speaker,
    or before a pronoun that leads to none.
    ``before`` and ``after`` are the draft's words up to the quotation and behind it, sentence and neighbours together.
    ``labels`` is what stands beside it where a label or a signature stands. ``utterance`` is what was read of it in
    another language than English. ``unproven`` are the words by which the draft may not plainly say that they were
    said, "never", "rumoured", "joked", which the evidence must tell; ``manner`` those of "struck a defiant tone".
    """

    parts: tuple[Span, ...]
    text: str
    closed: bool
    voice: Voice | None
    apart: str | None = None
    whole: str | None = None
    doubt: str | None = None
    unread: tuple[Voice, str] | None = None
    around: str = ""
    beside: str = ""
    narrated: str = ""
    near: tuple[Voice, ...] = ()
    before: str = ""
    after: str = ""
    labels: tuple[str, ...] = ()
    utterance: Utterance | None = None
    unproven: tuple[str, ...] = ()
    manner: str = ""

    @property
    def span(self) -> Span:
        """From the first to the last word, as offsets into the draft."""
        return (self.parts[0][0], self.parts[-1][1])

    def in_draft(self, span: Span) -> Span:
        """Offsets into ``text`` as offsets into the draft."""
        return (self._at(span[0], False), self._at(span[1], True))

    def _at(self, offset: int, is_end: bool) -> int:
        starts = [0]
        for start, end in self.parts[:-1]:
            starts.append(starts[-1] + end - start + 1)
        number = bisect_right(starts, offset - (1 if is_end and offset else 0)) - 1
        start, end = self.parts[number]
        return min(start + offset - starts[number], end)


SET_APART = frozenset({"blockquote", "pull_quote", "embed"})  # blocks whose words are somebody's without marks
TURN = "transcript_turn"  # the same, behind a label


def refuse_too_many(document: Document) -> None:
    """Raise TooLarge where a draft has more quotations than are checked."""
    refuse_count(count_quotations(document), document.article.name)


def refuse_count(count: int, name: str | None) -> None:
    """Raise TooLarge where a file of drafts has more quotations than are checked, all of its drafts together."""
    remedy = "save it in parts, and name them all in one call"
    limits.check(count, limits.MOST_QUOTATIONS, "quotations", name, remedy=remedy)


def count_quotations(document: Document) -> int:
    """Return how many quotations a draft has, with what is set apart without marks."""
    outer = document.outer
    ends = [quote.end for quote in outer]
    apart = [block for block in document.article.blocks if block.kind in (*SET_APART, TURN)]
    return len(outer) + sum(not _is_marked(outer, ends, block) for block in apart)


def draft_quotes(reading: Reading, document: Document) -> list[DraftQuote]:
    """Return every outermost quotation of the draft in order, and every block set apart that carries no marks of its
    own.

    ``document`` is the one that the draft was read from.
    """
    text = reading.article.text
    found = []
    sources = {source.id: source for source in reading.sources}
    utterances, made = acts_of(reading, document)
    by_start = {turn_start: turn for turn in made for turn_start in (s for s, _ in turn.spoken)}
    outer = document.outer
    owners = WordOwners(text, document.narration, reading.sources)
    for number, quote in enumerate(outer):
        parts = tuple(part for part in quote.parts if text[slice(*part)].strip()) or quote.parts
        if not parts or not any(c.isalnum() for part in parts for c in text[slice(*part)]):
            continue
        turn = by_start.get(quote.parts[0][0])
        one = _quote(text, quote, parts, turn.statement if turn else None, sources, owners)
        found.append(replace(one, unproven=unproven(utterances, number), manner=manner(utterances, number)))
    ends = [q.end for q in outer]
    layout = document.layer(Layout)
    known, lines = layout.places, layout.speaker_lines
    starts = sorted(by_start)
    for number, block in enumerate(reading.article.blocks):
        if block.kind not in (*SET_APART, TURN) or number in lines or _is_marked(outer, ends, block):
            continue
        place = known.get(block.start)
        stop = min(block.end, place.words_end or block.end) if place else block.end
        start = max(block.start, min(place.words_start or 0, stop)) if place else block.start
        if block.kind == TURN:  # its words begin behind the label
            start = next(iter(starts[bisect_left(starts, block.start) :]), block.start)
        turn = by_start.get(start if block.kind == TURN else block.start)
        voice = _voice(text, turn.statement, sources) if turn and turn.statement else None
        words = text[start:stop]
        if any(c.isalnum() for c in words):
            found.append(DraftQuote(parts=((start, stop),), text=words, closed=True, voice=voice))
    found = [doubted(text, _placed(text, quote, known, layout.notes)) for quote in sorted(found, key=lambda q: q.span)]
    if any(
        quote.voice is None
        or quote.voice.is_open_pronoun
        or quote.voice.mention[:4].lower() == "the "
        or quote.voice.is_unnamed
        for quote in found
    ):
        beside = Bystanders(reading, document)
        found = [replace(quote, near=_near(quote, beside), voice=_led(quote.voice, beside)) for quote in found]
    found = _wholes(text, _surrounded(reading.article, outer, found))
    beyond = foreign(document)
    if beyond.paragraphs:
        found = [quote for quote in found if not beyond.holds(quote.span[0])]
        found = sorted([*found, *_foreign_quotes(text, beyond)], key=lambda quote: quote.span)
    return _seen(reading.article, found)


def _seen(draft: Article, found: list[DraftQuote]) -> list[DraftQuote]:
    """Return the quotations, each with the doubt where a reader of the draft may see other words in its sentence, or
    another name where its speaker's stands.
    """
    if not draft.uncertain:
        return found
    places = UncertainPlaces(draft)

    def reason(quote: DraftQuote) -> str | None:
        voice = quote.voice or (quote.unread[0] if quote.unread else None)
        return places.reason(quote.span) or (places.reason(voice.span) if voice and voice.span else None)

    return [
        replace(quote, doubt=f"what a reader of the draft sees here is uncertain: {why}", apart=None)
        if quote.doubt is None and (why := reason(quote))
        else quote
        for quote in found
    ]


def _foreign_quotes(text: str, beyond: Foreign) -> Iterator[DraftQuote]:
    """Yield the quotations of the passages that aren't English."""
    for utterance in beyond.utterances:
        voice = None
        if utterance.speaker:
            span = utterance.speaker.span
            voice = Voice(name=text[slice(*span)], mention=text[slice(*span)], span=span, source=None)
        whole = mended(text, utterance)
        for piece in utterance.pieces:
            quote = DraftQuote(
                parts=(piece,), text=text[slice(*piece)], closed=utterance.closed, voice=voice, utterance=utterance,
                whole=whole if len(utterance.pieces) > 1 else None,
            )  # fmt: skip
            yield doubted(text, quote)


def _near(quote: DraftQuote, beside: Bystanders) -> tuple[Voice, ...]:
    """Return who may be meant by a quotation that names nobody, or names its speaker by a
    pronoun that leads to nobody.
    """
    if quote.voice is None:
        return () if quote.unread else beside.near(quote.span)
    return beside.before(quote.voice.span) if quote.voice.is_open_pronoun and quote.voice.span else ()


def _led(voice: Voice | None, beside: Bystanders) -> Voice | None:
    """Return a voice with those whom its description may take up, and the bodies that may be its own."""
    span = voice.span if voice is not None else None
    if voice is None or span is None:
        return voice
    behind = beside.taken_up(span) if voice.is_definite else ()
    described = voice.is_unnamed or (voice.mention[:4].lower() == "the " and voice.source is not None)
    return replace(voice, behind=behind, bodies=beside.bodies(span[0]) if described else ())


def _surrounded(draft: Article, outer: list[Quotation], found: list[DraftQuote]) -> list[DraftQuote]:
    """Return the quotations with what the draft's own sentences say around each."""
    text, blank = draft.text, blanked(unwrapped(draft.text, draft.blocks), outer)
    known, lines = dict[Span, list[Span]](), LineBounds(blank)
    out, own = [], [lines.around(*quote.span) for quote in found]
    checked = [line for quote, line in zip(found, own, strict=True) if quote.apart is None]
    for quote, line in zip(found, own, strict=True):
        low, high = quote.span
        if line not in known:
            known[line] = sentences(blank, *line)
        cut = known[line]
        first = max(0, bisect_right(cut, low, key=lambda one: one[0]) - 1)
        last = max(first, bisect_right(cut, max(low, high - 1), key=lambda one: one[0]) - 1)
        start, end = (cut[first][0], cut[last][1]) if cut else (low, high)
        before, after = text[max(start, low - AROUND) : low], text[high : max(high, min(end, high + AROUND))]
        out.append(
            replace(
                quote,
                around=f"{before} {PLACE} {after}",
                beside=f"{text[max(0, start - BESIDE) : start]} {text[max(high, end) : max(high, end) + BESIDE]}",
                narrated=_narrated(blank, (start, max(high, end)), line, checked),
                before=_whole_words(text, max(0, low - AROUND), low),
                after=_whole_words(text, high, min(len(text), max(high, end) + BESIDE, high + AROUND)),
                labels=labels_beside(text, quote.span),
            )
        )
    return out


def _narrated(blank: str, sentence: Span, line: Span, checked: list[Span]) -> str:
    """Return the narration near a quotation's sentence that is no other quotation's: sentences without one, in the same
    line, in the lines without one before it, and behind the last quotation. ``blank`` is the draft without what is
    quoted, ``checked`` the lines of all quotations."""
    at = bisect_left(checked, line)
    above = (checked[n][1] for n in range(at - 1, -1, -1) if checked[n][1] <= line[0])
    low = max(sentence[0] - BESIDE, next(above, 0))
    is_last = not checked or checked[-1][0] < line[1]
    high = min(sentence[1] + BESIDE, len(blank) if is_last else max(line[1], sentence[1]))
    before = [blank[start:end] for start, end in sentences(blank, max(0, low - BESIDE), sentence[0]) if end > low]
    after = [blank[start:end] for start, end in sentences(blank, sentence[1], high + BESIDE) if start < high]
    return " ".join(one for one in (*before, *after) if MASK not in one)


def _whole_words(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` without words that the ends of the window cut."""
    while 0 < start < end and text[start - 1].isalnum():
        start += 1
    while start < end < len(text) and text[end].isalnum():
        end -= 1
    return text[start:end]


def _placed(text: str, quote: DraftQuote, known: dict[int, Place], notes: Footnotes) -> DraftQuote:
    """Return the quotation with what stands where its speaker's name may stand and can't be read."""
    place = known.get(quote.span[0])
    if quote.voice is not None:
        return quote
    if place is None:
        why, signed = notes.doubt(quote.span[1]), signed_behind(text, quote.span[1])
        if why or signed is None:
            return replace(quote, doubt=why) if why else quote
        place = Place(span=signed)
    if place.doubt and place.several:
        return replace(quote, doubt=place.doubt)
    words = text[slice(*place.span)].strip()
    why = place.doubt or f"whether “{words}” is who speaks can't be told from the draft"
    if _HANDLE.search(words):  # "Voss2" is another's handle, and names are compared by their letters
        return replace(quote, doubt=why)
    return replace(quote, unread=(Voice(name=words, mention=words, span=place.span, source=None), why))


def doubted(text: str, quote: DraftQuote) -> DraftQuote:
    """Return the quotation with the reason to doubt that its words are what a reader sees; such
    a one never stands apart.
    """
    odd = find_deceptive_character(text, *quote.span, whole=True)
    return replace(quote, doubt=appearance_reason("the draft", odd), apart=None) if odd else quote


def _is_marked(outer: list[Quotation], ends: list[int], block: Block) -> bool:
    """True if a quotation in marks touches a block; the outermost are in order and disjoint."""
    at = bisect_right(ends, block.start)
    return at < len(outer) and outer[at].start < block.end


def _wholes(text: str, found: list[DraftQuote]) -> list[DraftQuote]:
    """Return the quotations, each half of a parted sentence knowing the whole."""
    groups: list[list[DraftQuote]] = []
    for quote in found:
        if groups and len(groups[-1]) < MAX_PARTS and _goes_on(text, groups[-1][-1], quote):
            groups[-1].append(quote)
        else:
            groups.append([quote])
    joined = [(group, f"“{PARTING.join(quote.text for quote in group)}”") for group in groups]
    return [replace(q, whole=whole if len(group) > 1 else None) for group, whole in joined for q in group]


def _goes_on(text: str, one: DraftQuote, two: DraftQuote) -> bool:
    """True if the second quotation goes on with the first one's sentence after a few words of narration."""
    between = text[one.span[1] : two.span[0]]
    small = two.text[:1].islower() or re.match(r"I\b", two.text)
    return bool(small) and one.text.endswith((",", "—", "-")) and len(between) <= MAX_PARTING and "\n" not in between


def _quote(
    text: str,
    quote: Quotation,
    parts: tuple[Span, ...],
    statement: Statement | None,
    sources: dict[str, Source],
    owners: WordOwners,
) -> DraftQuote:
    words = (parts[0][0], parts[-1][1])
    voice = _voice(text, statement, sources) if statement else None
    elided = text[quote.start] in "'’" and text[words[0]].isdigit()  # "'93" is no opening mark
    if voice is None and not elided and (statement is None or statement.cue is None):
        short = len(text[slice(*words)].split()) <= MAX_SCARE_WORDS
        voice = owners.of((quote.start, quote.end), short=short)
    person = voice is not None and _speaks_for_itself(voice)
    closed = quote.state == "closed"
    apart = reason_apart(text, (quote.start, quote.end), words, statement, person=person) if closed or elided else None
    return DraftQuote(
        parts=parts,
        text="\n".join(text[start:end] for start, end in parts),
        closed=closed,
        voice=voice,
        apart=apart,
    )


def _speaks_for_itself(voice: Voice) -> bool:
    """True if a draft gives words to a person, an office, a document or a body, and not to a town or to everybody."""
    source = voice.source
    if source is None or source.kind == "person":
        return True
    if source.kind in ("unnamed", "document"):
        return head_of(source.name) not in word_class("grammar/word_classes.tsv", "crowd")
    return source.kind == "organization" and plain(source.name) not in listed("places.txt")


def _voice(text: str, statement: Statement, sources: dict[str, Source]) -> Voice | None:
    """Return whom the draft names; None where it names nobody. A pronoun that leads nowhere names somebody unknown."""
    source = sources.get(statement.speaker) if statement.speaker else None
    span = statement.source[0] if statement.source else None
    mention = text[slice(*span)] if span else ""
    name = source.name if source else mention
    if span and (bare := without_lead(text, span)) != span:
        mention = text[slice(*bare)]
        name, source, span = mention.split(", ")[-1] if parse_name(mention.split(", ")[-1]) else mention, None, bare
    if not name.strip():
        return None
    if fold_text(name) in _PRONOUNS:
        why = f"whom “{name}” means in the draft can't be told"
        return Voice(name=name, mention=mention or name, span=span, source=None, doubt=why)
    return Voice(name=name, mention=mention or name, span=span, source=source)


def line_starts(text: str) -> list[int]:
    """Return where each line of a text begins; line feeds, carriage returns and both together end a line."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

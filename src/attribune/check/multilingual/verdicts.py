"""The verdict on a quotation of a draft in another language than English.

Ok needs all of it: the words stand in one utterance of the evidence as whole sentences, or woven into the same words
of narration; the draft's attribution is read and the evidence's too, and both name the same speaker; nothing in the
article denies or corrects them. What isn't proven is a person's to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.check.draft import DraftQuote
from attribune.check.multilingual.anaphora import is_taken_up
from attribune.check.multilingual.comparison import Match, find, line_of
from attribune.check.multilingual.narration import same_frame, told_alike
from attribune.check.multilingual.near_misses import (
    NOT_READ,
    Finding,
    differing,
    lines_of,
    narrated,
    rearranged,
    standing,
)
from attribune.check.multilingual.occasion import untold
from attribune.check.multilingual.speakers import same_speaker
from attribune.check.multilingual.witnessed import is_witnessed
from attribune.check.quote import (
    TOO_MUCH_WORK,
    TooMuchWork,
    Work,
    appearance_reason,
    find_deceptive_character,
    limited,
    spend,
)
from attribune.records import OK_VERDICTS, Article, Change, Cut, DraftSpeaker, Evidence, Verdict, VerdictName
from attribune.statements.multilingual.antecedents import named_around
from attribune.statements.multilingual.phrases import Speaker, clause
from attribune.statements.multilingual.saying_clauses import NAMING
from attribune.statements.multilingual.utterances import Utterance, foreign, mended
from attribune.text.document import Document
from attribune.text.languages import Language, language_of
from attribune.text.sentences import sentences

CONTEXT = 160  # code points shown before and after a passage
MOST_STEPS = 2_000_000  # of one quotation
NO_DATA = "there are no data for this language, so that only whole sentences with the same words around them are proven"
DENIED = "the evidence says that the speaker denies having said this"
CORRECTED = "the evidence has a correction, which may concern these words"
OTHER_LANGUAGE = "whether the draft and the evidence are in the same language can't be told"
PASSED_ON = "the speaker only quotes these words"
MIN_NAME = 2  # letters of a word of a name
NEAR = 4  # words beside a name in which its office may stand
WOVEN = "the evidence weaves these words into a sentence that the draft doesn't have so"
NO_SPEAKER = "whom the draft names for these words isn't read"
_ASSERTING = ("asserting", "according", "according_after", "own_account", "account", "naming", "as_said")

_RANK: tuple[VerdictName, ...] = (
    "verbatim", "faithful", "disputed", "trimmed", "unclear", "misattributed", "altered", "not_direct", "not_found",
)  # fmt: skip


def foreign_verdict(quote: DraftQuote, draft: Document, evidence: Sequence[Document], work: Work) -> Verdict:
    """Return the verdict on one quotation whose passage isn't English."""
    utterance = quote.utterance
    assert utterance is not None
    try:
        with limited(Work(MOST_STEPS, work)):
            found = _best(quote, utterance, draft, evidence)
    except TooMuchWork:
        return _verdict(quote, utterance, None, "unclear", TOO_MUCH_WORK)
    if not utterance.closed:
        return _verdict(quote, utterance, found, "unclear", "its quotation mark is never closed")
    if found is None:
        return with_original(
            _verdict(quote, utterance, None, "not_found", "nothing in the evidence supports it"), evidence
        )
    if found.verdict in OK_VERDICTS and quote.doubt:
        return _verdict(quote, utterance, found, "unclear", quote.doubt)
    return _verdict(quote, utterance, found, found.verdict, found.reason)


def _best(quote: DraftQuote, utterance: Utterance, draft: Document, evidence: Sequence[Document]) -> Finding | None:
    language = utterance.language
    there = list(_utterances(evidence, language))
    texts = [quote.text]
    if quote.whole and quote.whole != quote.text:
        marks = ("", " —", ",") if "clause" in utterance.links else (",",)  # of what the attribution parts
        texts += [mended(draft.text, utterance, mark) for mark in marks]
    for text in reversed(texts):
        found = [f for article, said in there if (f := _matched(text, utterance, draft, article, said))]
        found.sort(key=lambda f: _RANK.index(f.verdict))
        if found and (text == quote.text or found[0].verdict in OK_VERDICTS):
            others = [f for f in found if f.verdict == "misattributed"]
            if found[0].verdict in OK_VERDICTS and others:
                return replace(
                    found[0], verdict="disputed", reason="the evidence gives the same words to somebody else, too"
                )
            return found[0]
    return (
        rearranged(quote, there)
        or differing(quote, language, there)
        or narrated(quote, language, evidence)
        or standing(quote, language, evidence)
    )


def _utterances(evidence: Sequence[Document], language: Language) -> Iterator[tuple[Article, Utterance]]:
    for document in evidence:
        for utterance in foreign(document).utterances:
            if utterance.language is language or language.script == utterance.language.script or not language.known:
                yield document.article, utterance


def _matched(text: str, mine: Utterance, draft: Document, article: Article, said: Utterance) -> Finding | None:
    line = line_of(article.text, said)
    match = find(text, line, mine.language)
    if match is None:
        return None
    verdict, reason = _words(match, mine, said)
    cut = None
    if verdict == "trimmed":
        before, after = (article.text[slice(*span)] if span else "" for span in (match.before, match.after))
        hidden = " … ".join(article.text[slice(*span)] for span in match.hidden)
        cut = Cut(before=" … ".join(filter(None, (before, hidden))), after=after)
    if (reason == WOVEN or verdict in OK_VERDICTS) and told_alike(mine, draft.text, said, article.text):
        verdict, reason = _ok(match)
    elif verdict in ("verbatim", "faithful", "trimmed", "unclear"):
        verdict, reason = _spoken(verdict, reason, mine, said, draft, article)
    if _is_open(reason) and not match.minor and match.whole and not match.hidden and not match.question:
        speaking = mine if mine.speaker or not mine.likely else replace(mine, speaker=mine.likely, frame=())
        there = Document.of(article)
        if not speaking.frame and (is_witnessed(speaking, said, there) or is_taken_up(speaking, said, there)):
            verdict, reason = _ok(match)
    changes: tuple[Change, ...] = ()
    if verdict == "misattributed" and mine.speaker and said.speaker:
        changes = (
            Change(
                kind="speaker", severity="major", draft=mine.speaker.span,
                draft_text=draft.text[slice(*mine.speaker.span)], evidence_text=article.text[slice(*said.speaker.span)],
            ),
        )  # fmt: skip
    if verdict in OK_VERDICTS and said.language is not mine.language:
        verdict, reason = "unclear", OTHER_LANGUAGE
    if verdict in OK_VERDICTS and any(low <= match.span[0] and match.span[1] <= high for low, high in said.inner):
        verdict, reason = "unclear", PASSED_ON
    if verdict in OK_VERDICTS and (verb := _not_asserted(mine, draft.text, said, article.text)):
        verdict, reason = "unclear", f"“{verb}” may not mean that somebody says so, and these words are no sentence"
    if verdict in OK_VERDICTS and (word := untold(mine, draft.text, (article.text,))):
        verdict, reason = "unclear", f"the evidence tells nothing of “{word}”, which the draft has beside these words"
    if verdict in OK_VERDICTS and (doubt := _unseen(article, said) or _doubt(said, article)):
        verdict, reason = doubt
    return Finding(verdict, reason, article, said, match.span, changes, cut)


def _ok(match: Match) -> tuple[VerdictName, str]:
    return ("faithful", "only marked edits differ") if match.marked else ("verbatim", "the same words")


def _not_asserted(mine: Utterance, draft: str, said: Utterance, evidence: str) -> str:
    """Return the verb of saying that a fragment is reported with, where no list says that it asserts; else "".

    "Denies that the plan “is too dear”" says the reverse of "says that". The same verb on both sides is as honest.
    """
    if not mine.frame and not said.frame:
        return ""
    verbs = [(text, one) for text, one in ((draft, mine), (evidence, said)) if one.cue]
    if len(verbs) == 2 and len({one.language.norm(text[slice(*one.cue)]) for text, one in verbs if one.cue}) == 1:
        return ""
    for text, one in verbs:
        if not one.frame or one.cue is None:
            continue
        words = clause(text, *one.cue, one.language)
        places = range(len(words.tokens))
        denies = any(words.is_listed(n, "negation", "denial") for n in places)
        if denies or not any(words.match(n, *_ASSERTING) == len(words.tokens) for n in places):
            return text[slice(*one.cue)]
    return ""


def _is_open(reason: str) -> bool:
    """True if a verdict is for a look because whom the evidence names isn't read."""
    return reason in (WOVEN, NOT_READ) or reason.endswith("can't be told")


def _words(match: Match, mine: Utterance, said: Utterance) -> tuple[VerdictName, str]:
    """Return what the words alone say: whole and the same, cut, or different in marks."""
    if match.question:
        return "altered", "a question mark was added or lost"
    if not match.whole:
        negations = said.language.listed("negation")
        if match.cut_words and all(word in negations for word in match.cut_words):
            return "altered", f"a negation was cut off: “{' '.join(match.cut_words)}”"
        return "trimmed", "the words are cut from a longer sentence whose rest may change the sense"
    if match.hidden:
        return "trimmed", "an ellipsis leaves out words that may change the sense"
    if match.minor:
        return "unclear", match.minor
    if said.frame is None and said.speaker:
        return "trimmed", WOVEN  # the narration isn't read
    woven = said.frame and not same_frame(mine.frame, said.frame, said.language)
    if woven and not _names_the_same(mine.frame, said.frame or ()):
        return "trimmed", WOVEN
    if match.marked:
        return "faithful", "only marked edits differ"
    return "verbatim", "the same words"


def _names_the_same(mine: tuple[str, ...] | None, theirs: tuple[str, ...]) -> bool:
    """True if both call something so, and the draft says with the first words what: "the (evacuation) plan"."""
    if not mine or not mine[0] == theirs[0] == NAMING or "|" in theirs:
        return False
    return len(mine) > 1 and theirs[: len(mine)] == mine


def _spoken(
    verdict: VerdictName, reason: str, mine: Utterance, said: Utterance, draft: Document, article: Article
) -> tuple[VerdictName, str]:
    """Return the verdict with what the speakers say of it."""
    language = mine.language
    if mine.speaker is None and mine.likely and said.speaker and len(mine.pieces) == 1:
        mine = replace(mine, speaker=mine.likely, frame=())  # "Lund was clear: “…”", where the evidence has her say it
    if not language.known:
        same = mine.frame is not None and mine.frame == said.frame and bool(mine.frame)
        bare = mine.state == "none" and _says_nothing_else(draft)
        if verdict in OK_VERDICTS:
            return (verdict, reason) if same or bare else ("unclear", NO_DATA)
        return verdict, reason
    if mine.speaker and said.speaker:
        same_one = same_speaker(mine.speaker, said.speaker, article.text, language)
        if same_one is False and not _is_certain(mine.speaker, said, article.text):
            same_one = None
        if same_one is False:
            return "misattributed", f"the evidence gives these words to {article.text[slice(*said.speaker.span)]}"
        if same_one is None and verdict in OK_VERDICTS:
            theirs = article.text[slice(*said.speaker.span)]
            return "unclear", f"whether “{draft.text[slice(*mine.speaker.span)]}” is “{theirs}” can't be told"
        if mine.frame is None and verdict in OK_VERDICTS:
            return "unclear", NO_SPEAKER
        relative = mine.cue and any(
            token.norm in language.listed("participle") for token in language.tokens(draft.text, *mine.cue)
        )  # "“…” diyen Yıldız": what follows is another sentence of the draft
        if mine.frame and not said.frame and verdict in OK_VERDICTS and not relative:
            return "unclear", "the draft weaves these words into its own sentence, which may change their sense"
        return verdict, reason
    if verdict not in OK_VERDICTS:
        return verdict, reason
    if said.speaker is None:
        return (verdict, reason) if _told_alike(mine, said, draft, article) else ("unclear", NOT_READ)
    if mine.state == "none" and _says_nothing_else(draft):
        return verdict, reason
    return "unclear", NO_SPEAKER


def _told_alike(mine: Utterance, said: Utterance, draft: Document, article: Article) -> bool:
    """True if draft and evidence tell of words in one and the same sentence, which has a name and no pronoun."""
    language = mine.language
    if mine.speaker or not language.features.isdisjoint({"uncased", "nouns"}) or not mine.frame:
        return False
    same = mine.frame == said.frame and not set(mine.frame) & language.listed("pronoun")
    return same and all(_has_name(text, one) for text, one in ((draft.text, mine), (article.text, said)))


def _has_name(text: str, said: Utterance) -> bool:
    words = [token for span in said.beside for token in said.language.tokens(text, *span)]
    return any(text[token.start].isupper() for token in words[1:])


def _is_certain(mine: Speaker, said: Utterance, text: str) -> bool:
    """True if whom the evidence names is a name for sure, and the draft's isn't named beside the same words."""
    language, speaker = said.language, said.speaker
    assert speaker is not None
    around = [token.norm for span in said.beside for token in language.tokens(text, *span)]
    if "unspaced" in language.features:
        name = "".join(mine.words)
        pointed = name.startswith(tuple(language.listed("demonstrative")) or ("\0",))
        return not pointed and name[:MIN_NAME] not in "".join(around)
    if any(len(word) >= MIN_NAME and word in around for word in set(mine.words) - set(speaker.words)):
        return False
    if "uncased" in language.features:
        norms = [token.norm for token in language.tokens(text)]
        beside = [n for n, norm in enumerate(norms) if norm == speaker.words[-1]]
        if any(set(mine.words) & set(norms[max(0, n - NEAR) : n + NEAR]) for n in beside):
            return False  # the office that the draft calls them by, maybe
        articles = tuple(language.listed("definite"))
        roles = language.listed("role")
        bare = [word[1:] if word.startswith(articles) else word for word in speaker.words] if articles else []
        return not any(word in roles for word in (*bare, *speaker.words, mine.words[0]))
    if len(speaker.words) > 1:
        return True
    if "nouns" in language.features:
        return any(name[-1] == speaker.words[0] for name in named_around(text, language) if len(name) > 1)
    # A word with a capital that only ever opens a sentence may be any noun.
    places = [token for token in language.tokens(text) if token.norm == speaker.words[0]]
    return any(text[: token.start].rstrip(' \u00a0«„“"–—-')[-1:] not in ("", "\n", *".!?…:") for token in places)


def _says_nothing_else(draft: Document) -> bool:
    """True if a draft has quotations and nothing beside them, so that it names nobody."""
    at, rest = 0, []
    for utterance in foreign(draft).utterances:
        for start, end in utterance.wholes:
            rest.append(draft.text[at:start])
            at = max(at, end)
    rest.append(draft.text[at:])
    return not any(character.isalnum() for piece in rest for character in piece)


def _unseen(article: Article, said: Utterance) -> tuple[VerdictName, str] | None:
    """Return why a reader of the evidence may see other words than these."""
    low, high = said.paragraph
    if odd := find_deceptive_character(article.text, low, high):
        return "unclear", appearance_reason("the evidence", odd)
    for place in article.uncertain:
        if place.start <= high and low <= place.end:
            return "unclear", f"a reader of the evidence may see other words here: {place.reason}"
    return None


def _doubt(said: Utterance, article: Article) -> tuple[VerdictName, str] | None:
    """Return what in the article speaks against words that it has: a denial by their speaker, or a correction."""
    language = said.language
    denials, sayings = language.listed("denial"), language.listed("saying")
    corrections, negations = language.phrases("correction"), language.listed("negation")
    name = said.speaker.words[-1] if said.speaker else ""
    for start, end in lines_of(article.text):
        words = [token.norm for token in language.tokens(article.text, start, end)]
        spend(len(words))
        if any(tuple(words[: len(phrase)]) == phrase for phrase in corrections):
            return "disputed", CORRECTED
        if not (denials & set(words) and sayings & set(words) and name in words):
            continue
        told = [
            {token.norm for token in language.tokens(article.text, *span)}
            for span in sentences(article.text, start, end)
        ]
        for there, following in zip(told, [*told[1:], set[str]()], strict=True):
            # "She denied having said so", or "She denied that. “I never said so.”": not any saying in the paragraph.
            if denials & there and (sayings & there or (sayings & following and negations & following)):
                return "disputed", DENIED
    return None


def _verdict(
    quote: DraftQuote, utterance: Utterance, found: Finding | None, verdict: VerdictName, reason: str
) -> Verdict:
    voice = DraftSpeaker(name=quote.voice.name, span=quote.voice.span) if quote.voice else None
    if reason == WOVEN and found and found.utterance:
        reason += _narration_of(found.utterance, found.article.text)
    if not utterance.language.known and verdict not in OK_VERDICTS and reason != NO_DATA:
        reason = f"{reason}; {NO_DATA}"
    return Verdict(
        quote=quote.span, text=quote.text, verdict=verdict, ok=verdict in OK_VERDICTS, speaker=voice,
        changes=found.changes if found and verdict not in OK_VERDICTS else (),
        evidence=(_passage(found.article, found.span, found.utterance),) if found else (),
        cut=found.cut if found and verdict == "trimmed" else None, reason=reason,
    )  # fmt: skip


def _narration_of(said: Utterance, text: str) -> str:
    """Return the evidence's words around a fragment, for an editor to see what the draft leaves out; "" if too long."""
    before, after = (" ".join(text[slice(*span)].split()) for span in said.beside[:2])
    shown = " ".join(part for part in (before, "…", after) if part == "…" or any(map(str.isalnum, part)))
    return f": “{shown}”" if len(shown) <= CONTEXT else ""


def _passage(article: Article, span: tuple[int, int], said: Utterance | None) -> Evidence:
    text = article.text
    line = said.paragraph if said else (text.rfind("\n", 0, span[0]) + 1, (text + "\n").find("\n", span[1]))
    return Evidence(
        article=article.id, span=span, text=text[slice(*span)], title=article.title, outlet=article.outlet,
        url=article.url, speaker=text[slice(*said.speaker.span)] if said and said.speaker else None,
        first_hand=said is not None, before=text[max(line[0], span[0] - CONTEXT) : span[0]],
        after=text[span[1] : min(line[1], span[1] + CONTEXT)], name=article.name, captured_at=article.captured_at,
        sentence=line,
    )  # fmt: skip


def doubted_language(verdict: Verdict, evidence: Sequence[Document]) -> Verdict:
    """Return an ok verdict on words read as English as "unclear" where their evidence is in another language."""
    if verdict.ok:
        found = {(one.article, one.span[0]) for one in verdict.evidence}
        for document in evidence:
            if any(document.article.id == name and foreign(document).holds(at) for name, at in found):
                return replace(verdict, verdict="unclear", ok=False, reason=OTHER_LANGUAGE)
    return verdict


def with_original(verdict: Verdict, evidence: Sequence[Document]) -> Verdict:
    """Return a "not_found" verdict with the passage beside it that it may translate: the same speaker and figures."""
    if verdict.verdict != "not_found" or verdict.speaker is None:
        return verdict
    draft = language_of(verdict.text)
    figures = _figures(verdict.text)
    for document in evidence:
        article = document.article
        for said in foreign(document).utterances:
            spoken = " ".join(article.text[slice(*piece)] for piece in said.pieces)
            if said.speaker is None or said.language is draft or _figures(spoken) != figures:
                continue
            names = {token.norm for token in said.language.tokens(verdict.speaker.name)}
            if said.speaker.words[-1] in names:
                span = (said.pieces[0][0], said.pieces[-1][1])
                reason = (
                    f"these words aren't in the evidence; it has the speaker's words in {said.language.name}, "
                    "and a translation is not what was said"
                )
                return replace(verdict, nearest=_passage(article, span, said), reason=reason)
    return verdict


def _figures(text: str) -> list[str]:
    return sorted("".join(c for c in part if c.isdigit()) for part in text.split() if any(c.isdigit() for c in part))

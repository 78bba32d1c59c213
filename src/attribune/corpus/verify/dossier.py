#!/usr/bin/env python3
"""Verify a dossier offline, with Python 3.11 or later alone: python3 verify_dossier.py FILE…

This one file is all that is needed: copy it anywhere. It imports nothing but the standard library.

Everything that a file can prove of itself is computed again: the digest of every record and of the whole file, the
SHA-256 of every capture, every text, every span, every listed change, the words of every quotation beside those of
its evidence, whom draft and article name, and what the records say of each other. Then every line of every version's
text is looked up in the bytes it was read from, in order: plain text, HTML (tags taken out), feeds and JSON.

Exit status: 0 all of it is proven; 1 something is wrong: the file disproves itself; 2 a file can't be read; 3 nothing
is wrong, but some of it isn't proven here: that is named line by line, and a person must look.

Never proven, and so named with status 3 where a record depends on it: whether words left out or added by a quotation
matter, who is meant by "she", whether two names are one person, that no other evidence has a quotation's words, why a
verdict is "unclear". That nothing further on in the text takes the words back isn't proven, and not named.

What no file can prove of itself, and isn't named each time: that the bytes came from the address it names, and on which
day; that the draft of a check is the one that was printed, and what else was searched for it; that no statement, no
version and no event was left out of the file; who made the file, when and with which program; reasons, tiers, kinds of
sources and blocks, lines of files and other labels that a program gave; and that the file wasn't made or sealed anew
as a whole. So compare the seal with the one told by another way.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import sys
import textwrap
import unicodedata
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

FORMATS = ("attribune dossier 1", "attribune dossier 2")  # the first one lacks the sources of its statements
KINDS = ("header", "capture", "version", "history", "statement", "check")
IDENTITY = {"capture": "sha256", "version": "id", "history": "address", "statement": "id"}  # no two may share it
COUNTED = {"captures": "capture", "versions": "version", "histories": "history", "statements": "statement",
           "checks": "check"}  # fmt: skip
VERDICTS = (
    "verbatim", "faithful", "trimmed", "disputed", "unclear", "altered", "misattributed", "miscited", "not_direct",
    "not_found",
)  # fmt: skip
OK = ("verbatim", "faithful")
LOOK = ("unclear", "trimmed", "disputed")  # verdicts that ask a person to decide
EVENTS = {"changed": (True, True), "reattributed": (True, True), "vanished": (True, False), "added": (False, True)}
BLOCK_KINDS = frozenset(
    "title heading paragraph list_item blockquote pull_quote caption embed dateline byline credit contributor "
    "correction related transcript_turn".split()
)
SPOKEN_BLOCKS = frozenset({"blockquote", "pull_quote", "embed", "transcript_turn"})  # they need no quotation marks
SIGN_KINDS = frozenset({"punctuation", "case", "typography", "quotation_mark"})  # changes of no word
CHANGE_KINDS = SIGN_KINDS | frozenset(
    "negation number entity modality hedge intensifier tense word insertion deletion order splice ellipsis bracket "
    "speaker".split()
)
PLAIN_RELATIONS = frozenset({"said"})
LEAST_CONTEXT = 60  # code points shown around a passage, where there are so many
FIRST_HAND = frozenset({"said", "posted", "according_to"})  # relations in which nobody passed the words on
SEVERITIES = ("none", "minor", "major")
SOURCE_KINDS = frozenset({"person", "organization", "group", "document", "outlet", "unnamed"})

FREE_FIELDS = frozenset({"context", "headers", "redirects", "versions", "summary"})  # named by others than us
KNOWN_FIELDS = frozenset(
    "about added_at address after after_span after_text against apart article articles asked author authors "
    "before before_span before_text block blocks by_value bytes captured_at captures chain changes check checks "
    "citations complete confidence container content context copies corpus counts coverage created_at cue cut "
    "depth derived detail digest digest_check draft draft_text embeds end events evidence evidence_text "
    "extraction extractor final_url first_hand format from handle hash headers hedges histories href id ignored "
    "independent_sources kind language languages left_out links log made_at media media_type medium mention "
    "mentions method modified name nearest negated note notes ok outlet outlets place platform post_id posted "
    "program published quote reader reason record_id redirects relation roles route rule said_on seq settings "
    "severity sha256 shown_as sightings size snapshot source sources span speaker start statement statements "
    "status stood_at summary text text_sha256 tier title to uncertain url verdict version versions wikidata wire "
    "xpath".split()
)

FIELDS = {  # by the one that tells which record it is
    "first_hand": frozenset(
        "after article before captured_at chain copies first_hand line name outlet sentence span speaker text title "
        "url version".split()
    ),
    "extraction": frozenset("chain extraction id said_on sources speaker statement text version".split()),
    "hedges": frozenset("chain confidence content cue hedges id kind medium negated source speaker tier".split()),
    "nearest": frozenset(
        "against changes column cut evidence ignored independent_sources line message nearest ok place quote reason "
        "speaker status text verdict".split()
    ),
    "made_at": frozenset("about corpus counts digest extractor format log made_at program tier".split()),
    "mentions": frozenset("id kind mentions name roles route wikidata".split()),
}

LINES_SHOWN = 200
LONGEST_LINE = 1 << 28  # bytes; a capture of 200 MB fits
MAX_PARTS = 2_000_000  # lists, objects and commas in one line; a record of a long article has some thousands
MAX_UNPACKED = 20_000_000  # bytes of a capture that are looked through: the largest page that is ever read
WORK_BASE = 1_000_000_000  # characters looked through whatever the size of the file: some twenty large pages
WORK_PER_BYTE = 500  # and for each byte of it besides; a page is packed at most 100 times, in practice 5 to 10
MAKING = 5  # looking through one character this often takes as long as taking the tags out of it
MAX_GAP = 120  # words an ellipsis may hide; as in the check
MAX_REPLACED = 1  # words that a bracket may stand for; as in the check
MAX_ADDED = 6  # words that a bracket may add; as in the check
MAX_PLACES = 20  # places tried for a quotation's first words in one passage
MAX_HALVES = 4  # quotations that make one sentence: "…," she said, "…," and then, "…"
MAX_NARRATION = 240  # code points of "…," she told reporters in the harbour, "…"
CONTEXT = 600  # code points looked at on both sides of a passage

# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NEGATIONS = frozenset(
    "ain't aint barely cannot cant didnt doesnt dont hardly isnt nay neither never no nobody none nope nor not nothing "
    "nowhere rarely scarcely seldom without wont".split()
)
CONDITIONS = frozenset(
    "assuming depending depends except if lest otherwise provided suppose supposing till unless until".split()
)
PRONOUNS = frozenset(
    "he her hers herself him himself his i it its itself me mine my myself our ours ourselves she their theirs them "
    "themselves they us we who whom you your yours that this these those".split()
)
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: str(number) for number, word in enumerate(_SMALL_NUMBERS) if word != "one"}
NUMBERS |= {word: str(number * 10) for number, word in enumerate(_TENS, 2)} | {"%": "percent"}
FILLERS = frozenset("ah eh er erm hmm mm mmm uh uhh uhm um umm".split())
INFORMAL = {
    "'cause": "because", "cuz": "because", "gimme": "give me", "gonna": "going to", "gotta": "got to",
    "kinda": "kind of", "lemme": "let me", "sorta": "sort of", "wanna": "want to", "ya": "you", "yeah": "yes",
}  # fmt: skip
CONTRACTIONS = {
    "can't": "can not", "cannot": "can not", "i'm": "i am", "it's": "it is", "let's": "let us",
    "shan't": "shall not", "that's": "that is", "won't": "will not",
}  # fmt: skip
AGREEMENT = {"an": "a", "are": "is", "do": "does", "don't": "doesn't", "have": "has", "were": "was"}
# British and American spellings: families by their stems, then single words. Both texts are folded so.
SPELLING_FAMILIES = (
    (r"^(\w{3,}|od)our", "or"),
    (r"^(\w{3,})is(?=(?:e[drs]?|ers|ing|ingly|ational|ations?|able|ability|ement|edly)$)", "iz"),
    (r"^(anal|paral|catal|psychoanal)ys(?!is|t)", "yz"),
    (r"^(\w{5,}e|\w{3,}[aei]|cance|trave|mode|labe|fue|leve|chan+e|pane|dia|tria|riva|mar?sha|sig?na|tota|quarre"
     r"|coun[cs]e|jewe)ll(?=(?:e[dr]|ers|or|ors|ings?|ists?|ous)$)", "l"),
    (r"(lo)gue$", "g"),
    (r"^(defen|offen|preten|licen)c", "s"),
    (r"^(\w{2,}[^e\W])re(?=(?:s|folds?|pieces?|goers?)?$)", "er"),
    (r"()(?:ae|oe)(?=[a-z]{2})", "e"),
    (r"^((?:snow)?pl)ough", "ow"),
    (r"\b(mo|smo)u(?=ld|lt|st)", ""),
)  # fmt: skip
SPELLINGS = {
    "acknowledgement": "acknowledgment", "aeroplane": "airplane", "aeroplanes": "airplanes",
    "afterwards": "afterward", "ageing": "aging", "aluminium": "aluminum", "amongst": "among", "artefact": "artifact",
    "artefacts": "artifacts", "carburettor": "carburetor", "carburettors": "carburetors", "catalogues": "catalogs",
    "centred": "centered", "centring": "centering", "cheque": "check", "chequebook": "checkbook",
    "chequebooks": "checkbooks", "cheques": "checks", "cosier": "cozier", "cosiest": "coziest", "cosily": "cozily",
    "cosiness": "coziness", "cosy": "cozy", "diarrhoea": "diarrhea", "doughnut": "donut", "doughnuts": "donuts",
    "draught": "draft", "draughts": "drafts", "draughtsman": "draftsman", "draughtsmanship": "draftsmanship",
    "draughtsmen": "draftsmen", "draughty": "drafty", "enrol": "enroll", "enrolment": "enrollment",
    "enrols": "enrolls", "fibreboard": "fiberboard", "fibreglass": "fiberglass", "fulfil": "fulfill",
    "fulfilment": "fulfillment", "fulfils": "fulfills", "gaol": "jail", "gaoled": "jailed", "gaoler": "jailer",
    "gaols": "jails", "grey": "gray", "greyer": "grayer", "greyish": "grayish", "greys": "grays",
    "instalment": "installment", "instalments": "installments", "jewellery": "jewelry", "judgement": "judgment",
    "kerb": "curb", "kerbs": "curbs", "kerbside": "curbside", "manoeuvrable": "maneuverable", "manoeuvre": "maneuver",
    "manoeuvred": "maneuvered", "manoeuvres": "maneuvers", "manoeuvring": "maneuvering", "moustache": "mustache",
    "moustaches": "mustaches", "ok": "okay", "practise": "practice", "practised": "practiced",
    "practises": "practices", "practising": "practicing", "programme": "program", "programmes": "programs",
    "pyjamas": "pajamas", "sceptic": "skeptic", "sceptical": "skeptical", "sceptically": "skeptically",
    "scepticism": "skepticism", "sceptics": "skeptics", "skilful": "skillful", "skilfully": "skillfully",
    "storey": "story", "storeyed": "storied", "storeys": "stories", "sulphate": "sulfate", "sulphates": "sulfates",
    "sulphide": "sulfide", "sulphides": "sulfides", "sulphur": "sulfur", "sulphuric": "sulfuric", "towards": "toward",
    "tranquillity": "tranquility", "tyre": "tire", "tyres": "tires", "whilst": "while", "wilful": "willful",
    "wilfully": "willfully", "woollen": "woolen", "woollens": "woolens", "yoghurt": "yogurt",
}  # fmt: skip
_SPELLING = [(re.compile(stem), rf"\1{ending}") for stem, ending in SPELLING_FAMILIES]

HIDDEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
BIDI = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")  # they let a reader see words in another order
PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛‹›ʼʻ′‵`´＇❛❜", "'") | dict.fromkeys("“”„‟«»″‶「」『』〝〞＂❝❞", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | {"⋯": "…", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
)  # fmt: skip
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_INNER = rf"(?:{_LETTER}|[{HIDDEN}])"
_POINTS = r"…|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?"
_ONES = "|".join(_SMALL_NUMBERS[1:10])
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{_ONES})(?!\w))?|{'|'.join(_SMALL_NUMBERS[10:20])}|{_ONES})(?!\w)"
_HUNDREDS = rf"{_BELOW_100}[\s-]hundred(?!\w)(?:\s(?:and\s)?{_BELOW_100}(?![\s-](?:hundred|thousand)(?!\w)))?"
_THOUSANDS = (
    rf"(?:{_HUNDREDS}|{_BELOW_100})[\s-]thousand(?!\w)"
    rf"(?:\s(?:and\s)?(?:{_HUNDREDS}|{_BELOW_100})(?![\s-]thousand(?!\w)))?"
)
TOKEN = re.compile(
    r"(?P<sic>[\[(]\s{0,3}sic[.!]?\s{0,3}[\])])"
    rf"|(?P<dots>[\[(]\s{{0,3}}(?:{_POINTS})\s{{0,3}}[\])]|{_POINTS})"
    rf"|(?P<number>\d+(?:[.,:]\d+)*{_INNER}*|(?<!\w)(?:{_THOUSANDS}|{_HUNDREDS}|(?:{'|'.join(_TENS)})-(?:{_ONES})(?!\w)))"
    rf"|(?P<initials>(?<!\w){_LETTER}(?:\.{_LETTER}(?!\w))+\.?)"
    rf"|(?P<word>(?:\[[^\W_]\](?=[^\W_]))?{_LETTER}{_INNER}*(?:'{_INNER}+)*)"
    r"|(?P<open>[\[(])|(?P<close>[\])])|(?P<mark>[.,;:!?\-'\"])|(?P<other>\S)",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
DOTS = re.compile(rf"[\[(]\s{{0,3}}(?:{_POINTS}|sic[.!]?)\s{{0,3}}[\])]|{_POINTS}", re.IGNORECASE)
NARRATION = re.compile(r"[”»][^“”«»]*[“«]|“[^“„]*„|\"[^\"]*\"")  # what stands between two pieces of speech
NARRATION_SINGLE = re.compile(r"’(?!\w)(?:[^‘’]|’\w)*+‘")


_SIGN_TOKENS = frozenset({"sic", "dots", "open", "close", "mark"})


class Word(NamedTuple):
    """A word: folded, as it is written, and where it stands."""

    norm: str
    raw: str
    start: int
    end: int


class Token(NamedTuple):
    """A word or a sign, with its kind."""

    kind: str
    word: Word


def plain(text: str) -> str:
    """Return the text with one glyph for each kind of sign, as long as it was, so that offsets stay."""
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0])[:1].ljust(len(found[0]), "\u200b"), text)
    return text.translate(PLAIN)


def tokens(text: str, at: int = 0) -> list[Token]:
    """Return all words and signs of a text; offsets count from ``at``."""
    tokens_found = []
    for match in TOKEN.finditer(plain(text)):
        kind, raw = match.lastgroup or "other", match[0]
        if kind == "word" and raw[0] == "[":  # "[t]he"
            raw = raw[1] + raw[3:]
        norm = raw if kind in _SIGN_TOKENS else fold(raw, kind)
        if norm:
            tokens_found.append(Token(kind, Word(norm, raw, at + match.start(), at + match.end())))
    return tokens_found


def words(text: str, at: int = 0) -> list[Word]:
    """Return the words of a text; signs such as % and $ are words too."""
    return [token.word for token in tokens(text, at) if token.kind in ("word", "number", "initials", "other")]


def fold(raw: str, kind: str) -> str:
    """Return what is compared of a word: no case, no invisible characters, figures for small numbers."""
    norm = written(raw).casefold()
    if kind == "initials":
        return norm.replace(".", "")
    if kind == "number" and norm[0].isalpha():
        return str(_value(re.findall(r"\w+", norm)))
    if kind == "number" and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", norm):
        return norm.replace(",", "")
    return NUMBERS.get(norm, norm)


def _value(parts: list[str]) -> int:
    """Return the value of a number in words: "four hundred and five"."""
    total = group = 0
    for word in parts:
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = group * 1000, 0
        elif word != "and":
            group += int(NUMBERS.get(word, "1"))
    return total + group


def written(raw: str) -> str:
    """Return a word as a reader sees it: no invisible characters, no ligatures; its case stays."""
    if raw.isascii():
        return raw
    kept = unicodedata.normalize("NFC", "".join(c for c in raw if c not in HIDDEN and not BIDI.match(c)))
    return "".join(unicodedata.normalize("NFKC", c) if _foldable(c) else c for c in kept)


def _foldable(character: str) -> bool:
    """True if compatibility folding keeps the sense: not for x² and ½."""
    return not unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>"))


def styled(word: Word, *, fillers: bool = False) -> list[Word]:
    """Return a word as all house styles together see it: spelling, contractions, agreement;
    fillers only if asked for.
    """
    norm = SPELLINGS.get(word.norm, word.norm)
    if norm in FILLERS:
        return [word] if fillers else []
    for stem, ending in _SPELLING:
        norm = stem.sub(ending, norm)
    norm = INFORMAL.get(norm, AGREEMENT.get(norm, norm))
    norm = CONTRACTIONS.get(norm) or re.sub(r"n't$", " not", norm)
    for short, full in (("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am")):
        norm = norm.removesuffix(short) + f" {full}" if norm.endswith(short) else norm
    return [word._replace(norm=AGREEMENT.get(part, part)) for part in norm.split()]


def negates(word: Word) -> bool:
    """True if a word turns a sentence into its opposite."""
    return word.norm in NEGATIONS or word.norm.endswith("n't")


def numeric(word: Word) -> bool:
    """True for figures and numbers."""
    return any(c.isdigit() for c in word.norm) or word.norm in ("one", "percent")


def norms(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [word.norm for word in words(text)]


def same_words(first: str, second: str) -> bool:
    """True if two texts have the same words up to a house style."""
    return _styled_norms(first) == _styled_norms(second)


def _styled_norms(text: str) -> list[str]:
    return [part.norm for word in words(text) for part in styled(word)]


def name_words(text: str) -> set[str]:
    """Return the words by which a name is known; hyphens and apostrophes part them."""
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold())) - {"s", "the"}


# ── A quotation beside a passage ──────────────────────────────────────────────────────────────────────────────────


class Run(NamedTuple):
    """Words that must stand together, and what joins them to those before: "", "dots", or "bracket" with its words."""

    joint: str
    added: tuple[Word, ...]
    words: tuple[Word, ...]


class Objections(NamedTuple):
    """What speaks against a quotation: what is wrong with it, and what of it isn't proven."""

    wrong: list[str]
    unproven: list[str]

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better."""
        return len(self.wrong), len(self.unproven)


class Passage(NamedTuple):
    """A passage of an article: its words with offsets into the article's text, narration left out or not."""

    text: str  # the article's
    words: tuple[Word, ...]
    place: tuple[int, ...]  # which of the passage's own words each is; a contraction is several
    joined: str
    starts: tuple[int, ...]
    styled: bool
    named: frozenset[str]  # all words of the article
    speaker: frozenset[str] = frozenset()  # the words of the name of whoever is said to speak


def passages(source: Source, start: int, end: int, *, fillers: bool) -> Iterator[Passage]:
    """Yield the ways to read a passage: by no house style, and by all of them.

    Where it begins inside quotation marks, what stands between them and the next ones is the article's own.
    """
    inside = source.text[start:end]
    mark = source.open_marks(start)[:1]
    how = NARRATION if mark in ("“", "«", "„", '"', "»") else NARRATION_SINGLE if mark in ("‘", "'") else None
    spans = [(start + found.start(), start + found.end()) for found in how.finditer(inside)] if how else []
    every = words(inside, start)
    outside_words = [word for word, outside in zip(every, _outside(every, spans), strict=True) if outside]
    if outside_words:
        yield _passage(source, [(word, n) for n, word in enumerate(outside_words)], False)
        parts = [(part, n) for n, word in enumerate(outside_words) for part in styled(word, fillers=fillers)]
        yield _passage(source, parts, True)


def _outside(every: Sequence[Word], spans: Sequence[tuple[int, int]]) -> Iterator[bool]:
    at = 0
    for word in every:
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        yield not (at < len(spans) and spans[at][0] <= word.start)


def _passage(source: Source, parts: Sequence[tuple[Word, int]], by_style: bool) -> Passage:
    starts, at = [], 1
    for part, _ in parts:
        starts.append(at)
        at += len(part.norm) + 1
    joined = f" {' '.join(part.norm for part, _ in parts)} "
    words_, place = tuple(part for part, _ in parts), tuple(n for _, n in parts)
    return Passage(source.text, words_, place, joined, tuple(starts), by_style, source.named)


def readings(text: str) -> list[list[Run]]:
    """Return the ways to read a quotation: its brackets as signs, its square ones as its
    editor's, its round ones too.
    """
    every = tokens(text)
    if text.lstrip()[:1] in ("“", "«", "„", '"'):  # the marks stand inside: "…," she said, "…"
        spans = [found.span() for found in NARRATION.finditer(text.lstrip()[1:])]
        shift = len(text) - len(text.lstrip()) + 1
        spans = [(start + shift, end + shift) for start, end in spans]
        keep = _outside([token.word for token in every], spans)
        every = [token for token, outside in zip(every, keep, strict=True) if outside]
    brackets = {token.word.raw for token in every if token.kind in ("open", "close")}
    ways = [frozenset(""), frozenset("[]"), frozenset("[]()")][: 1 + bool(brackets) + bool(brackets & set("()"))]
    return [_runs(every, editors) for editors in ways]


def _runs(every: Sequence[Token], editors: frozenset[str]) -> list[Run]:
    runs: list[Run] = []
    current: list[Word] = []
    added: list[Word] = []
    joint, inside = "", False
    for kind, word in every:
        opens, closes = (kind == name and word.raw in editors for name in ("open", "close"))
        if (kind == "dots" or opens) and not inside:
            if current or joint == "bracket":
                runs.append(Run(joint, tuple(added), tuple(current)))
                current, added = [], []
            joint, inside = ("bracket", True) if opens else ("dots", False)
        elif closes:
            inside = False
        elif kind in ("word", "number", "initials", "other"):
            (added if inside else current).append(word)
    if current or joint == "bracket":
        runs.append(Run(joint, tuple(added), tuple(current)))
    return runs


def compare(quotation: str, source: Source, start: int, end: int, speaker: str | None = None) -> Objections | None:
    """Return what speaks against a quotation of ``source.text[start:end]``; None where its words don't stand there.

    What the article tells inside the passage may name ``speaker`` and nobody else.
    """
    best: Objections | None = None
    for runs in readings(quotation):
        fillers = any(word.norm in FILLERS for run in runs for word in run.words)  # they may be left out, not put in
        own = [run._replace(words=tuple(p for w in run.words for p in styled(w, fillers=fillers))) for run in runs]
        if not any(run.words for run in runs):
            continue
        for passage in passages(source, start, end, fillers=fillers):
            passage = passage._replace(speaker=frozenset(name_words(speaker or "")))
            for places in _places(own if passage.styled else runs, passage):
                objections = _objections(quotation, own if passage.styled else runs, places, passage)
                if best is None or objections.rank < best.rank:
                    best = objections
                if not best.wrong and not best.unproven:
                    return best
    return best


def _places(runs: Sequence[Run], passage: Passage) -> Iterator[list[int]]:
    """Yield where all runs stand in order, each as near as can be to the one before."""
    first = next((n for n, run in enumerate(runs) if run.words), None)
    at = 0
    for _ in range(MAX_PLACES if first is not None else 0):
        at = _find(passage, runs[first].words, at)  # type: ignore[index]
        if at < 0:
            return
        places, end = [at] * (first + 1), at + len(runs[first].words)  # type: ignore[operator, index]
        for run in runs[first + 1 :]:  # type: ignore[operator]
            place = _find(passage, run.words, end)
            if place < 0:
                return  # what doesn't stand after this place doesn't stand after a later one
            places.append(place)
            end = place + len(run.words)
        yield places
        at += 1


def _find(passage: Passage, wanted: Sequence[Word], start: int) -> int:
    if not wanted:
        return start
    if start >= len(passage.starts):
        return -1
    at = passage.joined.find(f" {' '.join(word.norm for word in wanted)} ", passage.starts[start] - 1)
    return bisect_right(passage.starts, at + 1) - 1 if at >= 0 else -1


def _objections(quotation: str, runs: Sequence[Run], places: Sequence[int], passage: Passage) -> Objections:
    objections = Objections([], [])
    for number, (run, place) in enumerate(zip(runs, places, strict=True)):
        _compare_run(objections, quotation, run, place, passage)
        if run.joint and (number or run.joint == "bracket"):
            before = places[number - 1] + len(runs[number - 1].words) if number else place
            _compare_joint(objections, run, before, place, passage)
    _dropped_fillers(objections, runs, places, passage)
    _compare_edges(objections, quotation, runs, places, passage)
    return objections


def _compare_run(objections: Objections, quotation: str, run: Run, place: int, passage: Passage) -> None:
    shown_words = passage.words[place : place + len(run.words)]
    shouted = len(shown_words) > 2 and any(
        not any(c.islower() for w in side for c in w.raw) for side in (run.words, shown_words)
    )
    for n, (ours, theirs) in enumerate(zip(run.words, shown_words, strict=True)):
        one, two = written(ours.raw), written(theirs.raw)
        if one.casefold() != two.casefold():
            _compare_spelling(objections, ours, theirs)
        elif one != two and shouted and any(c.islower() for c in one + two):
            objections.unproven.append("that it is written in capitals for no reason of sense")
        elif one != two and not shouted and (n or one[1:] != two[1:]):
            fresh = re.search(r"\w", passage.text[shown_words[n - 1].end : theirs.start]) if n else None
            if not fresh:
                objections.wrong.append(f"capitals differ: “{ours.raw}” stands for “{theirs.raw}”")
        if n and run.words[n - 1].start != ours.start and shown_words[n - 1].start != theirs.start:
            gaps = (quotation[run.words[n - 1].end : ours.start], passage.text[shown_words[n - 1].end : theirs.start])
            listed = ours.norm in ("and", "or") and any(
                "," in passage.text[one.end : two.start] for one, two in pairwise(shown_words[max(0, n - 4) : n])
            )
            _compare_signs(objections, *gaps, listed=listed, speaker=passage.speaker)


def _compare_spelling(objections: Objections, ours: Word, theirs: Word) -> None:
    one, two = (fold(word.raw, _kind(word.raw)) for word in (ours, theirs))
    if one != two:
        objections.unproven.append(f"“{ours.raw}” stands for “{theirs.raw}”, as some house styles allow")
    elif any(c.isdigit() for c in one):
        objections.unproven.append(f"a number is written in another way: “{ours.raw}” for “{theirs.raw}”")


def _kind(raw: str) -> str:
    match = TOKEN.match(plain(raw))
    return (match.lastgroup or "other") if match else "other"


def _signs(gap: str) -> str:
    """Return the signs between two words: one quotation mark for all, one dash for many, no space."""
    bare = re.sub(rf"[\s{HIDDEN}]", "", DOTS.sub("", plain(gap))).replace("'", '"')
    return re.sub(r'"+', '"', re.sub("-+", "-", bare))


def _compare_signs(objections: Objections, ours: str, theirs: str, *, listed: bool, speaker: frozenset[str]) -> None:
    """Object to other signs between two words; a comma before a list's "and" is a matter of style."""
    one, two = _signs(ours), _signs(theirs)
    if re.search(r"[^\W_]", DOTS.sub("", ours)):  # "he said" in the draft's own quotation
        objections.unproven.append("the draft parts it by words of its own")
        one = one.split('"')[0]
    if re.search(r"[^\W_]", DOTS.sub("", theirs)):
        _narrated(objections, theirs, speaker)
        if ("?" in one) != ("?" in two.split('"')[0]):
            objections.wrong.append("a question mark was added or lost")
        return
    if DOTS.search(plain(theirs)) and not DOTS.search(plain(ours)) and "sic" not in theirs.lower():
        objections.wrong.append("an ellipsis of the evidence is gone")
    if "\n" in ours or "\n" in theirs:  # a paragraph opens its quotation mark anew
        one, two = one.replace('"', ""), two.replace('"', "")
    if one == two:
        return
    if {ours, theirs} == {"-", " "}:
        objections.unproven.append("a hyphen was added or lost, as some house styles allow")
    elif listed and {one, two} == {",", ""}:
        objections.unproven.append("a comma was added or lost before the last of a list")
    else:
        objections.wrong.append(f"the signs between its words differ: “{ours}” stands for “{theirs}”")


def _narrated(objections: Objections, narration: str, speaker: frozenset[str]) -> None:
    """Object to what the article tells between two pieces of speech, unless it only says that this speaker says it."""
    narrated = words(narration)
    names = {part for word in narrated if word.raw[:1].isupper() for part in name_words(word.raw)} - DAYS
    subject = names & speaker or any(word.norm in SUBJECTS for word in narrated)
    if "\n" in narration.strip() or len(narration) > MAX_NARRATION:
        objections.wrong.append("separate quotations are joined without a mark")
    elif (
        names - speaker
        or not subject
        or not any(word.norm in SAYING for word in narrated)
        or any(map(negates, narrated))
    ):
        objections.unproven.append(f"that one speaker says its words, on both sides of “{narration.strip()}”")


SUBJECTS = frozenset("he she they i we".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
SAYING = frozenset(
    "said says say saying told tells telling added adds adding asked asks replied replies wrote writes writing "
    "explained explains argued argues insisted insists continued continues noted notes recalled recalls joked warned "
    "warns declared stated states announced".split()
)


def _compare_joint(objections: Objections, run: Run, start: int, end: int, passage: Passage) -> None:
    """Object to what an ellipsis hides, or a bracket adds and replaces."""
    between = passage.words[start:end]
    shown_ = passage.text[between[0].start : between[-1].end] if between else ""
    if run.joint == "dots":
        closed = all(0 < n < len(passage.words) and _bordered(passage, n) for n in (start, end))
        if any(map(negates, between)):
            objections.wrong.append(f"the ellipsis hides a negation: “{shown_}”")
        elif not closed and any(map(numeric, between)):
            objections.wrong.append(f"the ellipsis hides a number: “{shown_}”")
        elif len(between) > MAX_GAP:
            objections.wrong.append("the ellipsis joins places too far apart")
        elif between:
            objections.unproven.append(f"whether what its ellipsis leaves out matters: “{shown_}”")
        return
    added = " ".join(word.raw for word in run.added)
    strange = [word.raw for word in run.added if word.raw[:1].isupper() and not name_words(word.raw) <= passage.named]
    if not run.added or len(run.added) > MAX_ADDED or len(between) > MAX_REPLACED:
        objections.wrong.append(f"the bracket “{added}” stands for too much: “{shown_}”")
    elif any(negates(word) or numeric(word) for word in (*run.added, *between)):
        objections.wrong.append(f"the bracket “{added}” adds or replaces a negation or a number")
    elif strange:
        objections.wrong.append(f"the bracket names “{strange[0]}”, which its article doesn't")
    else:
        stands_for = f" and stands for “{shown_}”" if shown_ else ""
        objections.unproven.append(f"whether “{added}”, which its bracket adds{stands_for}, is meant there")


def _bordered(passage: Passage, number: int) -> bool:
    """True if a sign parts a word from the one before."""
    one, two = passage.words[number - 1], passage.words[number]
    return bool(re.search(r"[,;:()—–.!?\n]", passage.text[one.end : two.start]))


def _dropped_fillers(objections: Objections, runs: Sequence[Run], places: Sequence[int], passage: Passage) -> None:
    """Name the "er" and "um" of the evidence that the quotation lacks; it may not add its own."""
    if not passage.styled:
        return
    for run, place in zip(runs, places, strict=True):
        numbers = passage.place[place : place + len(run.words)]
        if any(two - one > 1 for one, two in pairwise(numbers)):
            objections.unproven.append("fillers such as “er” were left out, as some house styles allow")


def _compare_edges(
    objections: Objections, quotation: str, runs: Sequence[Run], places: Sequence[int], passage: Passage
) -> None:
    """Object to what was cut off before and after, in the same sentence."""
    last = places[-1] + len(runs[-1].words) - 1
    if last < 0 or not passage.words:
        return
    start, end = passage.words[places[0]].start, passage.words[min(last, len(passage.words) - 1)].end
    text = passage.text
    before, after = cut_before(text, start), cut_after(text, end)
    if before and _ENDS_PERHAPS.search(before[-60:]):
        objections.unproven.append(f"that a sentence begins with it, after “{before[-40:].strip()}”")
    elif before:
        clause = words(re.split(r"[,;:()—–\n]", before)[-1])
        turned = [w.raw for w in clause if negates(w)] + [w.raw for w in words(before) if w.norm in CONDITIONS]
        _cut_off(objections, turned, before, "before")
    elif piece := piece_before(text, start):
        objections.unproven.append(f"that its sentence doesn't begin with “{piece}”")
    if after:
        turned = [w.raw for w in words(after)[:3] if negates(w)] + [w.raw for w in words(after) if w.norm in CONDITIONS]
        _cut_off(objections, turned, after, "after")
    else:
        narration, piece = piece_after(text, end)
        turned = [w.raw for w in words(piece)[:3] if negates(w)] + [w.raw for w in words(piece) if w.norm in CONDITIONS]
        narrated = words(narration)
        if (
            turned
            and sum(w.norm in SAYING for w in narrated) <= 1
            and not any(w.norm in ("and", "but") for w in narrated)
        ):
            _cut_off(objections, turned, piece, "after")
        elif piece:
            objections.unproven.append(f"that its sentence doesn't go on with “{piece}”")
    follows = re.split(r"[^\W_]|\n", plain(text[end : end + CONTEXT]))[0]
    tail = re.split(r"[^\W_]", plain(quotation))[-1]
    if ("?" in tail) != ("?" in follows):
        objections.wrong.append("a question mark was added or lost at its end")
    if "!" in tail and "!" not in follows:
        objections.unproven.append("an exclamation mark that the evidence hasn't at its end")
    if re.search(r"…|\.\s?\.", tail) and not re.search(r"…|\.\s?\.", follows):
        objections.unproven.append("an ellipsis at its end that the evidence hasn't")
    if "[sic" in quotation.lower() and "[sic" not in text[start:end].lower():
        objections.unproven.append("that “[sic]” is meant: it tells of an error")


def _cut_off(objections: Objections, turned: list[str], cut: str, side: str) -> None:
    if turned:
        objections.wrong.append(f"“{turned[0]}” was cut off {side} it: “{cut.strip()}”")
    else:
        objections.unproven.append(f"whether what was cut off {side} it in its sentence matters: “{cut.strip()}”")


_OPENING = "“«„‘\"'‹「『〝"
# A full stop ends a sentence after a long word, a small one that no abbreviation is like, or a number.
_SMALL = "am|an|as|at|be|by|do|go|he|i|if|in|is|it|me|my|of|on|or|so|to|up|us|we"
_SENTENCE_END = re.compile(  # looked for in the last 60 code points
    rf"(?:^|[^\w.])(?:[a-z][^\W\d_]{{2,}}|[^\W\d_]{{5,}}|\d+|{_SMALL})[.][*_”\"’»)\]]*\s+[*_]*$"
    r"|[!?…][*_”\"’»)\]]*\s*$|\n\s*$"
)
_ENDS_PERHAPS = re.compile(r"[.:][*_”\"’»)\]]*\s*[*_]*$")
_LABEL = re.compile(r"(?:^|\n)[^\n:“”\"]{1,60}:\s*$")
_GOES_ON_BEFORE = re.compile(r"[,—–-]\s*[”\"»’]\s*([^”\"“»«\n]{1,240})[“\"«‘]\s*$")
_PIECE_BEFORE = re.compile(r"[,?!…—-][”\"»’]([^”\"»“„«]*)[.,:]\s*$")  # looked for in CONTEXT code points
_GOES_ON_AFTER = re.compile(r"\s*+(?:[,—–-]\s*+)?+[”\"»’]\s*,?([^”\"“»«\n]{1,240})[“\"«‘]\s*([^\W\d_])")


def cut_before(text: str, at: int) -> str:
    """Return what stands before a passage in the same sentence.

    "" where the passage begins one, or a piece of speech.
    """
    before = text[max(0, at - CONTEXT) : at]
    gap = before[len(before.rstrip(" \t" + _OPENING + "([")) :]
    small = text[at : at + 1].islower()
    if not before.strip(" \t" + _OPENING) or _LABEL.search(before):
        return ""
    if any(c in _OPENING for c in gap):
        return ""
    if _SENTENCE_END.search(before[-60:]) and not small:
        return ""
    stops = [stop.end() for stop in re.finditer(r"[.!?…][”\"’»)\]]*\s|\n|[“«„]", before[:-1])]
    return before[stops[-1] if stops else 0 :]


def cut_after(text: str, at: int) -> str:
    """Return what stands after a passage in the same sentence; "" where the passage ends one, or a piece of speech."""
    after = text[at : at + CONTEXT]
    signs = re.match(r"[\s.,;:!?…\-—–”\"’»')\]]*", after)
    gap, rest = (signs[0], after[signs.end() :]) if signs else ("", after)
    if not rest or "\n" in gap:
        return ""
    if re.search(r"[”\"»’']", gap) or re.search("[!?…]", gap) or ("." in gap and not rest[:1].islower()):
        return ""
    return re.split(r"(?<=[.!?…])\s|[\n”\"»]", after)[0]


def piece_before(text: str, at: int) -> str:
    """Return the end of a piece of speech with whose sentence a passage may go on, "…," she said, "…".

    "" where none is.
    """
    before = text[max(0, at - MAX_NARRATION - 40) : at]
    goes_on = _GOES_ON_BEFORE.search(before)
    if not goes_on or not text[at : at + 1].islower() or re.search("[.!?]", goes_on[1]):
        return ""
    return before[: goes_on.start() + 1][-40:].strip()


def piece_after(text: str, at: int) -> tuple[str, str]:
    """Return what is told after a passage, and the piece of speech with which its sentence may go on.

    "" where none is.
    """
    after = text[at : at + CONTEXT]
    goes_on = _GOES_ON_AFTER.match(after)
    small = goes_on is not None and (goes_on[2].islower() or goes_on[2] == "I")
    if not goes_on or not small or re.search("[.!?]", goes_on[1]):
        return "", ""
    return goes_on[1], re.split(r"[\n”\"»]", after[goes_on.start(2) :])[0][:MAX_NARRATION]


_MARKS = re.compile("[“”«»„\"‘’'\n]")
_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'"}


class Source:
    """A text that is quoted from: the words that name somebody in it, and where its quotation marks are open."""

    def __init__(self, text: str, named: frozenset[str] = frozenset()) -> None:
        self.text, self.named = text, named
        self._turns: list[tuple[int, str]] | None = None
        self._before: dict[str, set[str]] | None = None  # word of a name → the capitalised words before it

    def open_marks(self, at: int) -> str:
        """Return the quotation marks that are open before a place, the outermost first; "" where none is."""
        if self._turns is None:
            self._turns = list(_open_marks(self.text))
        number = bisect_left(self._turns, (at, "")) - 1
        return self._turns[number][1] if number >= 0 else ""

    def is_whole_speech(self, start: int, end: int) -> bool:
        """True if a quotation mark opens at ``start``, and the one that closes it stands at the end of the span."""
        if end - start < 3 or self.open_marks(start) or not self.open_marks(start + 1) or self.open_marks(end):
            return False
        assert self._turns is not None
        closing = bisect_left(self._turns, (start + 1, ""))
        while closing < len(self._turns) and self._turns[closing][1] and self._turns[closing][0] < end:
            closing += 1
        return closing < len(self._turns) and self._turns[closing][0] == end - 1

    def has_namesake(self, part: str, name: set[str]) -> bool:
        """True if the text has this word of a name behind a forename that isn't of the name: another person's."""
        if self._before is None:
            self._before = defaultdict(set)
            for occurrence in re.finditer(
                r"(?<!\w)(?=([^\W\d_][\w'’-]{0,60}+)[ \u00a0]{1,8}+([^\W\d_][\w-]{0,60}+))", self.text
            ):
                if occurrence[1][0].isupper() and occurrence[2][0].isupper():
                    for word in name_words(occurrence[2]):
                        self._before[word] |= name_words(occurrence[1])
        return bool(self._before[part] - name - TITLES - SAYING - DAYS)


def _open_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield where other marks are open than before, each with those that are.

    A paragraph opens a speech that goes on.
    """
    stack: list[str] = []
    for found in _MARKS.finditer(text):
        mark, where = found[0], found.start()
        before, after = text[where - 1 : where] if where else "", text[where + 1 : where + 2]
        opens = (not before or before.isspace() or before in "([—–-“‘\"'") and bool(after) and not after.isspace()
        were = "".join(stack)
        if mark == "\n":
            goes_on = re.match(r"\s*[“„«»]", text[where : where + 20]) or not after.strip()
            stack = [one for one in stack if one in "“„«»"] if goes_on else []
        elif stack and mark in _CLOSES[stack[-1]] and not (mark in "’'" and (after.isalnum() or opens)):
            stack.pop()
        elif mark in "“„«" or (mark in "\"'‘»" and opens):
            if mark not in stack:  # a new paragraph opens the same speech again
                stack.append(mark)
        elif mark in "”»" and any(mark in _CLOSES[one] for one in stack):
            while stack and mark not in _CLOSES[stack.pop()]:
                pass
        if "".join(stack) != were:
            yield where, "".join(stack)


def spoken(version: Version, start: int) -> bool:
    """True if a passage stands in quotation marks, after a speaker's label, or in a block that needs none."""
    number = bisect_right(version.starts, start) - 1
    if number >= 0:
        block = version.blocks[number]
        if block["kind"] in SPOKEN_BLOCKS and start < block["end"]:
            return True
    return bool(version.open_marks(start) or label_of(version.text, start))


def label_of(text: str, at: int) -> str:
    """Return the speaker's label that a line of a transcript begins with, before a place; "" where it has none."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 20 * CONTEXT) : at]
    label = re.match(r"\s*([^\n:“”\"]{1,60}):\s", line + " ")
    return label[1] if label and not any(word.norm in SAYING for word in words(label[1])) else ""


# ── Who says it ───────────────────────────────────────────────────────────────────────────────────────────────────

TITLES = frozenset(  # what may stand before a name and leaves it the speaker; "a fake Mara Voss" isn't one
    "the mr mrs ms miss dr sir dame lord lady rev reverend professor president prime minister governor senator "
    "congressman congresswoman representative mayor judge justice chief officer harbour harbor master captain sergeant "
    "lieutenant colonel general major detective inspector constable sheriff fire police marshal bishop archbishop "
    "cardinal councillor councilor alderman director chair chairman chairwoman spokesman spokeswoman spokesperson "
    "secretary attorney treasurer commissioner leader manager owner head coach teacher pilot engineer farmer doctor "
    "nurse lawyer economist analyst state party union council company executive keeper librarian postman postwoman "
    "watchman night former constable neighbour neighbor critic guide curator baker builder driver student resident "
    "tenant witness researcher scientist investigator founder editor author publisher designer organiser organizer "
    "volunteer superintendent rector vicar priest rabbi imam headteacher headmaster mother father brother sister "
    "widow son daughter parent shopkeeper fisherman sailor miner worker clerk".split()
)
NOT_THEMSELVES = frozenset("of to for from by with in at like about that if whether when as him her them".split())
AFTER_SAYING = frozenset(  # what may follow "said" and leaves it said; "in a novel" isn't one
    "on in at during after a an the this that his her their statement interview email e-mail letter post tweet speech "
    "briefing conference news press meeting hearing morning afternoon evening night week month year today yesterday "
    "earlier later again".split()
)
DESCRIBING = AFTER_SAYING | {"aged", "its", "our", "my", "one", "who", "now", "then", "also", "herself", "himself"}
MAX_BEFORE_NAME = 5  # words of a title or post before a name: "the former harbour master Mara Voss"
MAX_APPOSITION = 10  # words between commas after a name: ", who keeps the lamps of the harbour,"


def says(version: Source, start: int, end: int, speaker: str) -> bool:
    """True if the words beside a passage say plainly that this speaker says it: "…," Mara Voss said; Voss: …

    Only plain forms are known. What isn't one of them isn't proven.
    """
    text, name = version.text, name_words(speaker)
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before = text[max(line_start, start - CONTEXT) : start]
    after = text[end : min(line_end if line_end >= 0 else len(text), end + CONTEXT)]
    if not version.open_marks(start):
        return _labels(label_of(text, start), name)
    if len(version.open_marks(start)) != 1:
        return False
    closed = re.match(r"[^”\"»’“„«]*(?:’\w[^”\"»’“„«]*)*[”\"»’]", after)
    opened = re.search(r"[“\"«„‘][^“„«\"‘”»]*$", before)
    if not closed or not opened:
        return False
    follows = re.split(r"[.!?“\"«„‘]", after[closed.end() :], maxsplit=1)[0]
    if after[closed.end() + len(follows) :].startswith("?"):  # "…," Mara Voss said? She didn't.
        return False
    last = closed[0][-2:-1]
    separator = re.search(
        r"(?:^|[.!?:][”\"»’)]*|[”\"»’])\s*$", before[: opened.start()]
    )  # a sentence begins with the quotation
    if last in ",—-" or not last:  # "…," said Mara Voss
        return bool(separator) and _says(follows, name)
    return (last in "?!…" and bool(separator) and _says(follows, name)) or _says_before(before[: opened.start()], name)


def _labels(label: str, name: set[str]) -> bool:
    """True if a label is this name, with a title before it or a description behind it: no "Ghost of Mara Voss"."""
    every = tokens(label)
    found = _name_at(every, 0, name)
    if found is None or not name <= name_words(label):
        return False
    rest = every[found:]
    return not rest or rest[0].word.raw in ("(", "[") or (rest[0].word.raw == "," and _describes(rest))


def _describes(rest: Sequence[Token]) -> bool:
    """True if what follows a name after a comma only says who it is or when it was, and names nobody else's words.

    "said Mara Voss, quoting Otto Quist" has somebody else's: a form in -ing, a verb of saying and a clause with "who"
    that names somebody aren't proven to be harmless.
    """
    parts = [token.word for token in rest[1:] if token.kind != "mark"]
    if not parts:
        return True
    first = parts[0]
    if any(word.norm in SAYING or (word.raw.islower() and word.norm.endswith("ing")) for word in parts):
        return False
    if first.norm in ("who", "whose", "which"):
        return all(word.norm in DAYS or word.raw.islower() or numeric(word) for word in parts)
    return first.norm in DESCRIBING or first.norm in TITLES or first.norm in DAYS or numeric(first)


def _says_before(before: str, name: set[str]) -> bool:
    """True if what stands before a quotation, in its sentence or after a first piece, says that it is this name's."""
    piece = _PIECE_BEFORE.search(before)
    if piece:  # "…," Mara Voss said. "…"
        return _says(piece[1], name)
    return _says(re.split(r"[.!?”\"»]\s+", before)[-1], name)


def _says(narration: str, name: set[str]) -> bool:
    """True if a clause begins with a name and a verb of saying, in either order, and says it of nobody else."""
    every = tokens(narration)
    if not every or any(negates(token.word) for token in every):
        return False
    at = 1 if every[0].word.norm in SAYING else 0
    name_end = _name_at(every, at, name)
    if name_end is None:
        return False
    rest = every[name_end:]
    if at:  # said Mara Voss, the harbour master
        if rest and rest[0].word.raw == ",":
            return _describes(rest)
        return not rest or rest[0].word.raw == "." or _plainly([every[0], *rest])
    if rest and rest[0].word.raw == ",":
        closing = next((n for n, token in enumerate(rest[1 : MAX_APPOSITION + 2], 1) if token.word.raw == ","), None)
        describes = len(rest) > 1 and (
            rest[1].word.norm in ("the", "a", "an", "who", "his", "her") or numeric(rest[1].word)
        )
        rest = rest[closing + 1 :] if closing and describes else []
    return bool(rest) and rest[0].word.norm in SAYING and _plainly(rest)


def _plainly(saying: Sequence[Token]) -> bool:
    """True if nothing after a verb of saying takes it back: to whom, when and where, in words that are known."""
    rest = [word for kind, word in saying[1:] if kind != "mark"]
    if saying[0].word.norm in ("told", "tells", "telling"):
        rest = rest[1:] if rest and rest[0].norm in ("the", "a", "his", "her", "their") else rest
        rest = rest[1:] if rest and rest[0].raw.islower() and rest[0].norm not in NOT_THEMSELVES else rest
    return all(word.norm in AFTER_SAYING or word.norm in DAYS or numeric(word) for word in rest)


def _part_of(word: Word, name: set[str]) -> bool:
    parts = name_words(word.raw)
    return bool(parts) and parts <= name


def _name_at(every: Sequence[Token], at: int, name: set[str]) -> int | None:
    """Return where a name ends that a clause begins with, a post or title before it; None where none is."""
    for n in range(at, min(len(every), at + MAX_BEFORE_NAME + 1)):
        if _part_of(every[n].word, name):
            end = n + 1
            while end < len(every) and (every[end].word.raw in ".-'" or _part_of(every[end].word, name)):
                end += 1
            possessive = any(word.raw.lower().endswith(("'s", "s'")) for _, word in every[n:end])
            return None if possessive else end
        if every[n].word.raw not in ",." and every[n].word.norm not in TITLES:
            return None
    return None


def says_plainly(source: Source, start: int, end: int, speaker: str) -> bool:
    """True if these words say so, and by what is read there the speaker is told from everybody else in the text."""
    if not says(source, start, end, speaker):
        return False
    name = name_words(speaker)
    low = source.text.rfind("\n", max(0, start - CONTEXT), start) + 1
    high = source.text.find("\n", end, end + CONTEXT)
    before = re.split(r"[.!?][”\"’]?\s", source.text[max(low, start - CONTEXT) : start])[-2:]
    after = re.split(
        r"[.!?“]", source.text[end : min(high if high >= 0 else len(source.text), end + CONTEXT)].lstrip(".!?")
    )
    after_name = name_words(after[0])
    named = name & (after_name if after_name & name else name_words(" ".join(before)))
    return name <= named or not any(source.has_namesake(part, name) for part in named)


# ── What is found ─────────────────────────────────────────────────────────────────────────────────────────────────


def canonical(value: Any) -> str:
    """JSON as a dossier has it: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def shown(value: Any, most: int = 80) -> str:
    """Return a value from the file, safe to print: short, and nothing in it steers a terminal."""
    text = str(value)
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:most]) + "…" * (len(text) > most)


def strings(value: Any) -> str:
    """Return all strings in a JSON value, a line each."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "\n".join(strings(one) for one in value)
    return value if isinstance(value, str) else ""


def stands(text: str, span: Any, expected: str) -> bool:
    """True if these words stand at this span; a long span costs no more than the words."""
    start, end = span
    return bool(
        type(start) is int and type(end) is int and 0 <= start <= end <= len(text)
        and end - start == len(expected) and text.startswith(expected, start)
    )  # fmt: skip


class Report:
    """What was found: what is wrong, what isn't proven, what is only noted. The first lines are kept, all counted."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.unproven: list[str] = []
        self.notes: list[str] = []
        self.count: Counter[str] = Counter()

    def complain(self, where: str, what: str) -> None:
        """Name something that is wrong."""
        self._add("wrong", self.wrong, f"{where}: {what}")

    def doubt(self, where: str, what: str) -> None:
        """Name something that isn't proven."""
        self._add("unproven", self.unproven, f"{where}: not proven here: {what}")

    def note(self, where: str, what: str) -> None:
        """Name something that speaks neither for nor against the file."""
        self._add("notes", self.notes, f"{where}: {what}")

    def _add(self, kind: str, lines: list[str], line: str) -> None:
        self.count[kind] += 1
        if len(lines) < LINES_SHOWN:
            lines.append(shown(line, 500))


# ── A check beside its articles ───────────────────────────────────────────────────────────────────────────────────


class Version(Source):
    """An article's version: what a check or statement is held against."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.id, self.record_id, self.address = record.get("id"), record["record_id"], record.get("address")
        super().__init__(record["text"])
        self.published = record["published"]
        self.title, self.outlet, self.url = record["title"], record["outlet"], record["url"]
        self.blocks: list[dict[str, Any]] = sorted(record["blocks"], key=lambda block: int(block["start"]))
        self.starts = [block["start"] for block in self.blocks]
        self.uncertain = [(one["start"], one["end"]) for one in record.get("uncertain") or []]
        fields = [self.title, self.outlet, self.url, self.address, record["authors"], record["embeds"]]
        self.about = frozenset(name_words(strings(fields)))
        self.named = frozenset(name_words(self.text)) | self.about

    def names(self, name: str) -> bool:
        """True if every word of a name stands in the article or in what is told of it."""
        wanted = name_words(name)
        return bool(wanted) and wanted <= self.named

    def paragraphs(self, start: int, end: int) -> str:
        """Return the paragraphs that hold a passage, and the ones before and after."""
        low = self.text.rfind("\n", max(0, start - CONTEXT), start)
        low = self.text.rfind("\n", max(0, low - CONTEXT), low) if low > 0 else low
        high = self.text.find("\n", end, end + CONTEXT)
        high = self.text.find("\n", high + 1, high + CONTEXT) if high >= 0 else high
        return self.text[max(0, low if low >= 0 else start - CONTEXT) : high if high >= 0 else end + CONTEXT]


def initials(name: str) -> str:
    """Return the first letters of a name's large words: "EPA"."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper()).casefold()


class CheckVerifier:
    """Holds one check against the versions of its evidence; what it finds goes into a report."""

    def __init__(self, report: Report, where: str, check: dict[str, Any], versions: dict[str, Version]) -> None:
        self.report, self.where, self.check, self.versions = report, where, check, versions
        self.draft: str = check["draft"]["text"]
        self.draft_lines = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", self.draft))]
        self.draft_source = Source(self.draft)
        draft = check["draft"]
        fields = [draft[name] for name in ("text", "title", "outlet", "url", "authors", "embeds")]
        self.draft_names = frozenset(name_words(strings(fields)))

    def verify(self) -> None:
        """Verify every verdict, what was listed apart, and that no quotation of the draft is without either."""
        counted = Counter[str]()
        for number, verdict in enumerate(self.check["checks"], 1):
            place = f"{self.where}, quotation {number}"
            counted[verdict["verdict"]] += 1
            if self._quotation(place, verdict):
                self._verdict(place, verdict, number - 1)
        for entry in self.check["apart"]:
            self._apart(f"{self.where}, apart", entry)
        if {kind: count for kind, count in self.check["summary"].items() if count} != dict(counted):
            self.report.complain(self.where, "the summary counts other verdicts than there are")
        coverage = self.check["coverage"]
        outlets = {version.outlet for version in self.versions.values()} - {None}
        if not _counts(coverage["articles"], len(self.versions)) or not _counts(coverage["outlets"], len(outlets)):
            self.report.complain(self.where, "it searched fewer articles or outlets than its evidence has")
        self._doubled()
        self._unlisted()

    def _doubled(self) -> None:
        """Name quotations that have two verdicts, and pieces of evidence that stand there twice."""
        spans = sorted(tuple(one["quote"]) for one in [*self.check["checks"], *self.check["apart"]])
        reach: tuple[Any, ...] = (-1, -1)
        for span in spans:
            if span == reach:
                self.report.complain(self.where, f"the words at {shown(list(span))} have two verdicts")
            elif span[0] < reach[1]:
                self.report.doubt(
                    self.where, f"which verdict holds where {shown(list(span))} meets {shown(list(reach))}"
                )
            reach = span if span[1] > reach[1] else reach
        for number, verdict in enumerate(self.check["checks"], 1):
            counts = Counter((one["article"], *one["span"]) for one in verdict["evidence"])
            if any(count > 1 for count in counts.values()):
                self.report.doubt(f"{self.where}, quotation {number}", "why a piece of evidence stands there twice")

    # What is quoted

    def _quotation(self, where: str, verdict: dict[str, Any]) -> bool:
        kind, complain = verdict["verdict"], self.report.complain
        if kind not in VERDICTS or verdict["ok"] is not (kind in OK):
            complain(where, "whether it is ok isn't what its verdict says")
            return False
        if not _in(self.draft, verdict["quote"]):
            complain(where, f"the span {shown(verdict['quote'])} isn't in the text")
            return False
        if not quoted(verdict["text"], verdict["quote"], self.draft):
            complain(where, "its words aren't those of the draft at its span")
            return False
        if verdict["ok"] and not self._whole_between_marks(verdict["quote"]):
            self.report.doubt(where, "that it is all of what stands between the draft's quotation marks")
        if kind not in ("not_found", "unclear") and not verdict["evidence"]:
            complain(where, f"is called {kind} without evidence")
            return False
        if kind == "not_found" and (verdict["evidence"] or verdict["changes"]):
            complain(where, "is called not_found with evidence")
        self._place_and_status(where, verdict)
        self._draft_speaker(where, verdict)
        good = [self._evidence(where, one) for one in [*verdict["evidence"], *(verdict.get("against") or ())]]
        if verdict["nearest"]:
            self._evidence(where, verdict["nearest"])
        return all(good)

    def _place_and_status(self, where: str, verdict: dict[str, Any]) -> None:
        """Line, column and status follow from the span and the verdict; checks of an older program have none."""
        start = verdict["quote"][0]
        line = bisect_right(self.draft_lines, start)
        place = [line, start - self.draft_lines[line - 1] + 1]
        if (stated := [verdict.get("line"), verdict.get("column")]) not in (place, [None, None]):
            self.report.complain(where, f"is at line {place[0]}, column {place[1]}, not at {shown(stated)}")
        status = "ok" if verdict["ok"] else "look" if verdict["verdict"] in LOOK else "wrong"
        if verdict.get("status", status) != status:
            self.report.complain(where, "its status isn't that of its verdict")
        if not isinstance(verdict.get("message", ""), str):
            self.report.complain(where, "its message is no text")

    def _whole_between_marks(self, span: list[int]) -> bool:
        """True if a quotation mark, or the border of a paragraph, stands on both sides of a span of the draft."""
        low, high = span
        before = self.draft[max(0, low - 10) : low].rstrip(" \t\u00a0\u202f>*_")
        after = self.draft[high : high + 10].lstrip(" \t\u00a0\u202f.,;:!?…—–-*_")
        opened = not before or before[-1] in _OPENING + "\n" or self.draft[low : low + 1] in tuple(_OPENING)
        return opened and (
            not after or after[0] in "”\"’'»“‘›」』〞«\n" or self.draft[high - 1 : high] in tuple('”"’»“')
        )

    def _draft_speaker(self, where: str, verdict: dict[str, Any]) -> None:
        """Whom the draft names: the name stands in the draft, and so does a word of it where it says who speaks."""
        speaker = verdict["speaker"]
        if not speaker:
            if verdict["ok"]:
                self.report.doubt(where, "that the draft names nobody for it")
            return
        name, span = speaker["name"], speaker["span"]
        if span is not None and not _in(self.draft, span):
            self.report.complain(where, f"the span {shown(span)} isn't in the text")
        elif not name_words(name) or not name_words(name) <= self.draft_names:
            self.report.complain(where, f"its speaker {shown(name)} isn't named in the draft")
        elif span is not None and not (name_words(mention := cut(self.draft, span)) & name_words(name)):
            self.report.doubt(where, f"that “{mention}” is {shown(name)} in the draft")
        elif verdict["ok"] and not says_plainly(self.draft_source, *self._spoken_part(verdict["quote"]), name):
            self.report.doubt(where, f"that the draft has it from {shown(name)}: what stands beside it isn't plain")

    def _spoken_part(self, span: list[int]) -> tuple[int, int]:
        """Return a quotation's span without marks of its own, and without the signs at its end."""
        start, end = span
        if self.draft[start : start + 1] in tuple(_OPENING):
            start += 1
        return start, max(start, start + len(self.draft[start:end].rstrip('”"’»“')))

    def _evidence(self, where: str, evidence: dict[str, Any]) -> bool:
        """True for a passage shown as evidence: as it stands in its article, with what stands around it."""
        name, complain = shown(evidence["article"]), self.report.complain
        version = self.versions.get(evidence["article"])
        if version is None or version.record_id != evidence["article"]:
            complain(where, f"the evidence {name} is missing")
            return False
        text, (start, end) = version.text, evidence["span"]
        if not evidence["text"] or not stands(text, [start, end], evidence["text"]):
            complain(where, f"the words of the evidence {name} aren't those of the article at its span")
            return False
        before, after = evidence["before"], evidence["after"]
        if len(before) < min(start, LEAST_CONTEXT) or len(after) < min(len(text) - end, LEAST_CONTEXT):
            self.report.doubt(where, f"what stands around the evidence {name}: less of it is shown than there is")
        if not stands(text, [start - len(before), start], before) or not text.startswith(after, end):
            complain(where, f"what stands around the evidence {name} isn't what it says")
        for field in ("title", "outlet"):
            if evidence[field] != getattr(version, field):
                complain(where, f"the evidence {name} has another {field} than its article")
        if evidence["url"] != version.url:  # one page may have several addresses; the site is one
            report = complain if _site(evidence["url"]) != _site(version.url) else self.report.doubt
            report(where, f"the evidence {name} has another address than its article")
        sentence = evidence.get("sentence")
        if sentence is not None and not (_in(text, sentence) and sentence[0] <= start and end <= sentence[1]):
            complain(where, f"the sentence of the evidence {name} doesn't hold its words")
        if evidence.get("version") not in (None, version.id):
            self.report.doubt(where, f"that the evidence {name} is version {shown(evidence['version'])}")
        self._evidence_speakers(where, evidence, version)
        return True

    def _evidence_speakers(self, where: str, evidence: dict[str, Any], version: Version) -> None:
        for name in {evidence["speaker"], *(hop["source"] for hop in evidence["chain"])} - {None}:
            if not version.names(name):
                self.report.complain(where, f"{shown(name)} isn't named in its article")
        for hop in evidence["chain"]:
            if hop["span"] is not None and not _in(version.text, hop["span"]):
                self.report.complain(where, f"the span {shown(hop['span'])} isn't in the text")
        self._chain(where, evidence, version)
        first_hand = len(evidence["chain"]) == 1 and evidence["chain"][0]["relation"] in FIRST_HAND
        if evidence["first_hand"] and len(evidence["chain"]) != 1:
            self.report.complain(where, "is called first hand, and its chain has other hands")
        elif evidence["first_hand"] is not True and evidence["first_hand"] is not False:
            self.report.complain(where, "doesn't say whether it is first hand")
        elif first_hand and not evidence["first_hand"]:
            self.report.complain(where, "isn't called first hand, and its chain has one hand alone")
        speaker = evidence["speaker"]
        near = name_words(version.paragraphs(*evidence["span"])) | version.about
        if speaker and not name_words(speaker) & near:
            self.report.doubt(where, f"that the words are {shown(speaker)}'s, who isn't named beside them")
        if speaker and evidence["chain"] and evidence["chain"][0]["source"] != speaker:
            self.report.doubt(where, f"that its chain is {shown(speaker)}'s, whom it doesn't begin with")

    def _chain(self, where: str, evidence: dict[str, Any], version: Version) -> None:
        """Name what isn't plain about a chain: more hands than one, relations that nobody knows, other places."""
        chain = evidence["chain"]
        if len(chain) > 1 or (evidence["speaker"] and not chain):
            self.report.doubt(where, f"through whom it came: {len(chain)} hands are told")
        for hop in chain:
            if hop["relation"] not in PLAIN_RELATIONS:
                self.report.doubt(where, f"that its source came by it as it says: “{shown(hop['relation'])}”")
            if hop["span"] is not None and not name_words(cut(version.text, hop["span"])) & name_words(hop["source"]):
                self.report.doubt(where, f"that “{shown(cut(version.text, hop['span']))}” is {shown(hop['source'])}")

    # What the verdict says

    def _verdict(self, where: str, verdict: dict[str, Any], number: int) -> None:
        kind = verdict["verdict"]
        changed = self._changes(where, verdict)
        if BIDI.search(verdict["text"]) or any(BIDI.search(one["text"]) for one in verdict["evidence"]):
            self.report.doubt(where, "in what order a reader sees its words: there are signs that turn them")
        if kind in OK:
            self._supported(where, verdict, number)
        elif kind == "misattributed":
            self._misattributed(where, verdict, number)
        elif kind in ("trimmed", "disputed"):
            self._looked_at(where, verdict, number)
        elif kind == "altered":
            self._altered(where, verdict, number, changed)
        elif kind == "not_direct":
            self._not_direct(where, verdict, number)
        elif kind == "not_found":
            self._not_found(where, verdict)
        else:
            self.report.doubt(where, f"why it is unclear: “{shown(verdict['reason'])}”")

    def _changes(self, where: str, verdict: dict[str, Any]) -> bool:
        """True if there are changes and all are what they say: words at their spans, a kind that fits them."""
        complain, true = self.report.complain, bool(verdict["changes"])
        version = self.versions[verdict["evidence"][0]["article"]] if verdict["evidence"] else None
        for change in verdict["changes"]:
            ours, theirs, kind = change["draft_text"], change["evidence_text"], change["kind"]
            problem = ""
            if kind not in CHANGE_KINDS or change["severity"] not in SEVERITIES or version is None:
                problem = "isn't one"
            elif kind == "speaker":
                named = verdict["speaker"] and verdict["speaker"]["name"], verdict["evidence"][0]["speaker"]
                if (ours, theirs) != named or verdict["verdict"] != "misattributed":
                    problem = "isn't about its speakers"
            elif not (quoted(ours, change["draft"], self.draft) if ours else _in(self.draft, sorted(change["draft"]))):
                problem = f"“{shown(ours)}” isn't what the draft has at its span"
            elif change["evidence"] is None or not stands(version.text, change["evidence"], theirs):
                problem = f"“{shown(theirs)}” isn't what its article has at its span"
            else:
                problem = self._kind_of(change, verdict["verdict"])
            if problem:
                complain(where, f"a listed change {problem}")
                true = False
        return true

    def _kind_of(self, change: dict[str, Any], verdict: str) -> str:
        """Return what is wrong with a change by what it is, whatever it is called; "" where nothing is."""
        ours, theirs, kind = change["draft_text"], change["evidence_text"], change["kind"]
        if ours == theirs and kind not in ("ellipsis", "bracket"):
            return f"changes nothing: “{shown(ours)}”"
        same = same_words(ours, theirs)
        if not same and (kind in SIGN_KINDS or change["severity"] == "none"):
            return f"is called {kind} ({change['severity']}), and the words differ: “{shown(ours)}”, “{shown(theirs)}”"
        if verdict in OK and (not same or change["severity"] != "none"):
            return f"isn't one that {verdict} words may have: “{shown(ours)}”, “{shown(theirs)}”"
        if (
            verdict == "verbatim"
            and norms(ours) == norms(theirs)
            and any(c.isdigit() for word in norms(ours) for c in word)
        ):
            one, two = (
                [word.raw.casefold() for word in words(text) if word.norm != "percent"] for text in (ours, theirs)
            )
            return "is of a number's form, and the words are called verbatim" if one != two else ""
        return ""

    def _compared(self, verdict: dict[str, Any], number: int, evidence: dict[str, Any]) -> Objections | None:
        """Return what speaks against the quotation alone, or against the sentence whose half it is."""
        version = self.versions[evidence["article"]]
        span = evidence["span"]
        best = compare(verdict["text"], version, span[0], span[1], evidence["speaker"])
        if best is None or best.rank > (0, 0):
            whole, wider = self._whole(number, evidence)
            objections = compare(whole, version, wider[0], wider[1], evidence["speaker"]) if whole else None
            if objections is not None and (best is None or objections.rank < best.rank):
                best = objections
        return best

    def _whole(self, number: int, evidence: dict[str, Any]) -> tuple[str, list[int]]:
        """Return the quotation with its neighbours that go on with its sentence, "…," she said, "…".

        And their passage.
        """
        checks, parts = self.check["checks"], [self.check["checks"][number]["text"]]
        span = list(evidence["span"])
        for step in (-1, 1):
            at = number
            while len(parts) < MAX_HALVES and 0 <= at + step < len(checks):
                first, second = sorted((at, at + step))
                other = self._goes_on(checks[first], checks[second], checks[at + step], evidence["article"], span, step)
                if other is None:
                    break
                at += step
                span = [min(span[0], other[0]), max(span[1], other[1])]
                parts.insert(0 if step < 0 else len(parts), checks[at]["text"])
        return (" ".join(parts), span) if len(parts) > 1 else ("", span)

    def _goes_on(
        self,
        one: dict[str, Any],
        neighbour: dict[str, Any],
        other: dict[str, Any],
        article: str,
        span: list[int],
        step: int,
    ) -> list[int] | None:
        """Return where the evidence of the neighbour ``other`` stands, if draft and article
        part both by a few words only.
        """
        gap = neighbour["quote"][0] - one["quote"][1]
        if not 0 <= gap <= MAX_NARRATION or "\n" in self.draft[one["quote"][1] : neighbour["quote"][0]]:
            return None
        for evidence in other["evidence"][:5]:
            low, high = evidence["span"]
            apart = low - span[1] if step > 0 else span[0] - high
            if evidence["article"] == article and ([low, high] == span or 0 <= apart <= MAX_NARRATION):
                return [low, high]
        return None

    def _supported(self, where: str, verdict: dict[str, Any], number: int) -> None:
        kind = verdict["verdict"]
        if kind == "faithful" and not verdict["changes"]:
            self.report.doubt(where, "why it is called faithful and not verbatim, as it lists no change")
        for evidence in verdict["evidence"]:
            version = self.versions[evidence["article"]]
            objections = self._compared(verdict, number, evidence)
            if objections is None:
                self.report.complain(where, f"is called {kind}, and the evidence has other words")
                continue
            for line in dict.fromkeys(objections.wrong):
                self.report.complain(where, f"is called {kind}, and {line}")
            for line in dict.fromkeys(objections.unproven):
                if kind == "verbatim" and line.startswith(_MARKED):
                    self.report.complain(where, f"is called verbatim, and isn't: {line}")
                else:
                    self.report.doubt(where, line)
            start, end = evidence["span"]
            if not spoken(version, start):
                self.report.doubt(where, "that anybody says these words: no quotation mark is open before them")
            elif len(version.open_marks(start)) > 1:
                self.report.doubt(where, "whose words they are: they are quoted inside somebody's words")
            elif evidence["speaker"] and not says_plainly(version, start, end, evidence["speaker"]):
                self.report.doubt(
                    where, f"that {shown(evidence['speaker'])} says it: what stands beside it isn't plain"
                )
            elif not evidence["speaker"]:
                self.report.doubt(where, "who says it: the evidence names nobody")
            if any(low <= end and start <= high for low, high in version.uncertain):
                self.report.complain(where, f"is called {kind} where what a reader sees is uncertain")
            self._same_speaker(where, verdict["speaker"], evidence, version)

    def _same_speaker(self, where: str, speaker: Any, evidence: dict[str, Any], version: Version) -> None:
        """Verify that draft and article name one speaker: the words of one name among the other's."""
        if not speaker:
            return
        ours, theirs = name_words(speaker["name"]), name_words(evidence["speaker"] or "")
        if not theirs:
            self.report.complain(where, f"the draft has it from {shown(speaker['name'])}, and the evidence from nobody")
            return
        if ours <= theirs or theirs <= ours:
            return
        abbreviated = initials(speaker["name"]) in theirs or initials(evidence["speaker"]) in ours
        if not ours & version.named and not abbreviated:
            self.report.complain(where, f"{shown(speaker['name'])} isn't named in its evidence")
        elif not ours & theirs and all(_full_name(name) for name in (speaker["name"], evidence["speaker"])):
            self.report.complain(
                where, f"is {shown(evidence['speaker'])}'s by its evidence, not {shown(speaker['name'])}'s"
            )
        else:
            self.report.doubt(where, f"that {shown(speaker['name'])} is {shown(evidence['speaker'])}")

    def _misattributed(self, where: str, verdict: dict[str, Any], number: int) -> None:
        evidence = verdict["evidence"][0]
        ours, theirs = (verdict["speaker"] or {}).get("name"), evidence["speaker"]
        if not ours or not theirs or name_words(ours) == name_words(theirs):
            self.report.complain(where, "is called misattributed, and no two speakers are named")
        elif name_words(ours) & name_words(theirs):
            self.report.doubt(where, f"that {shown(ours)} isn't {shown(theirs)}")
        objections = self._compared(verdict, number, evidence)
        if objections is None or objections.wrong:
            self.report.complain(where, "is called misattributed, and the evidence has other words")
        else:
            for line in dict.fromkeys(objections.unproven):
                self.report.doubt(where, line)

    def _looked_at(self, where: str, verdict: dict[str, Any], number: int) -> None:
        """Words that are right, and were cut from a longer sentence or are spoken against."""
        kind, evidence = verdict["verdict"], verdict["evidence"][0]
        if self._compared(verdict, number, evidence) is None:
            self.report.complain(where, f"is called {kind}, and the evidence has other words")
        cut_words, against = verdict.get("cut"), verdict.get("against")
        if kind == "trimmed" and not (cut_words and (cut_words["before"] or cut_words["after"])):
            self.report.complain(where, "is called trimmed, and what was cut isn't told")
        if kind == "disputed" and not against:
            self.report.complain(where, "is called disputed, and nothing is shown against it")
        if cut_words:
            norms_there = set(norms(self.versions[evidence["article"]].text))
            for side in ("before", "after"):
                if not norms_there >= set(norms(str(cut_words[side]))):
                    self.report.complain(where, f"its article doesn't have what was cut off {side} it")
                elif cut_words[side]:
                    side_words = shown(cut_words[side])
                    self.report.doubt(
                        where, f"whether what was cut off {side} it in its sentence matters: “{side_words}”"
                    )
        self.report.doubt(where, f"why it is {kind}: “{shown(verdict['reason'])}”")

    def _altered(self, where: str, verdict: dict[str, Any], number: int, changed: bool) -> None:
        evidence = verdict["evidence"][0]
        version = self.versions[evidence["article"]]
        objections = self._compared(verdict, number, evidence)
        if not verdict["changes"]:
            self.report.doubt(where, f"why it is altered, as it lists no change: “{shown(verdict['reason'])}”")
        real = changed and any(change["severity"] != "none" for change in verdict["changes"])
        if not real and objections is not None and not objections.wrong and "“" not in evidence["text"]:
            self.report.complain(where, "is called altered, and neither its words nor its changes show it")
        elif not real and not (objections and objections.wrong):
            self.report.doubt(where, f"why it is altered: “{shown(verdict['reason'])}”")
        elif real and objections is None and not self._accounted(verdict, version):
            self.report.doubt(where, "that the changes it lists are all there are")
        elif real and objections is not None and not objections.wrong:
            if any(
                not same_words(c["draft_text"], c["evidence_text"]) and words(c["draft_text"])
                for c in verdict["changes"]
            ):
                self.report.complain(where, "is called altered, and its words stand in the evidence as they are")
            else:
                self.report.doubt(where, f"why it is altered: “{shown(verdict['reason'])}”")

    def _accounted(self, verdict: dict[str, Any], version: Version) -> bool:
        """True if quotation and passage have the same words outside the listed changes."""
        changes = [change for change in verdict["changes"] if change["kind"] != "speaker" and change["evidence"]]
        start, end = verdict["evidence"][0]["span"]
        low = min([start, *(change["evidence"][0] for change in changes)])
        high = max([end, *(change["evidence"][1] for change in changes)])
        if not changes or high - low > 3 * (end - start) + 2 * CONTEXT:
            return False
        ours = _without(words(self.draft[slice(*verdict["quote"])], verdict["quote"][0]), [c["draft"] for c in changes])
        theirs = _without(words(version.text[low:high], low), [c["evidence"] for c in changes])
        return [p.norm for w in ours for p in styled(w)] == [p.norm for w in theirs for p in styled(w)]

    def _not_direct(self, where: str, verdict: dict[str, Any], number: int) -> None:
        evidence = verdict["evidence"][0]
        version = self.versions[evidence["article"]]
        objections = self._compared(verdict, number, evidence)
        if objections is None:
            self.report.doubt(where, "that the evidence has something like it, in its own account")
        elif spoken(version, evidence["span"][0]):
            self.report.doubt(where, "that nobody is quoted saying it: a quotation mark is open before it")

    def _not_found(self, where: str, verdict: dict[str, Any]) -> None:
        self.report.doubt(where, "that no evidence has its words: a dossier doesn't hold all that was searched")
        nearest = verdict["nearest"]
        if nearest and nearest["article"] in self.versions:
            wanted = f" {' '.join(norms(verdict['text']))} "
            around = nearest["before"] + nearest["text"] + nearest["after"]
            if wanted.strip() and wanted in f" {' '.join(norms(around))} ":
                self.report.complain(where, "is called not_found, and its words stand in what is nearest to it")

    # What has no verdict

    def _apart(self, where: str, entry: dict[str, Any]) -> None:
        place = f"{where} “{shown(entry['text'], 40)}”"
        if not _in(self.draft, entry["quote"]) or not quoted(entry["text"], entry["quote"], self.draft):
            self.report.complain(place, "its words aren't those of the draft at its span")
            return
        count = len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", entry["text"]))
        large = [word for word in re.findall(r"[^\W_]+", entry["text"]) if word[0].isupper() or word[0].isdigit()]
        if count > 3 and len(large) < 2:
            self.report.complain(place, "is no single word, term or title, and has no verdict")
        elif len(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", entry["text"])) > 1:
            self.report.doubt(place, f"that it needs no verdict: “{shown(entry['reason'])}”")
        if entry["evidence"] and entry["evidence"]["article"] in self.versions:
            self._evidence(place, entry["evidence"])

    def _unlisted(self) -> None:
        """Name what stands in quotation marks in the draft and has no verdict."""
        listed = sorted(tuple(one["quote"]) for one in [*self.check["checks"], *self.check["apart"]])
        starts, reach, ends = [start for start, _ in listed], 0, list[int]()
        for _, end in listed:
            reach = max(reach, end)
            ends.append(reach)

        def is_listed(start: int, end: int) -> bool:
            number = bisect_right(starts, end) - 1
            return number >= 0 and ends[number] > start

        for match in re.finditer(r"“([^“”]{3,})”|«([^«»]{3,})»|(?<!\w)\"(?=\w)([^\"\n]{3,})\"", self.draft):
            if not is_listed(*match.span(match.lastindex or 0)) and any(c.isalnum() for c in match[0]):
                self.report.complain(
                    self.where, f"“{shown(match[match.lastindex or 0], 60)}” is quoted and has no verdict"
                )
        for match in _PERHAPS_QUOTED.finditer(self.draft):
            at = match.end()
            if not is_listed(at - 1, at + 3):
                beginning = shown(self.draft[at - 1 : at + 59].split("\n")[0])
                self.report.doubt(self.where, f"that “{beginning}” isn't quoted words, as it has no verdict")


# Signs that words of somebody follow: any mark that opens, a line that is indented as a quotation, a label, a dash.
_PERHAPS_QUOTED = re.compile(
    r"[“„‟«‹「『〝❝❛‘‚](?=\s?\w)|[”»›\"'`´＂＇‛](?<!\w.)(?=\w)|(?:''|``|,,)(?=\w)"
    r"|(?:^|(?<=\n))[ \t]*(?:>|[-–—―•*][ \t]*(?=\w)|[^\W\d_][^\n:“”\"]{0,60}:[ \t])(?=\S)"
)
_MARKED = ("whether ", "a number is written")  # what verbatim words never have


def _counts(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _in(text: str, span: Any) -> bool:
    start, end = span
    return type(start) is int and type(end) is int and 0 <= start <= end <= len(text)


def cut(text: str, span: Sequence[int]) -> str:
    """Return the words at a span, as far as a mention may reach."""
    return text[span[0] : min(span[1], span[0] + MAX_NARRATION)]


def _site(url: str | None) -> str:
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def _full_name(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def _without(every: Sequence[Word], spans: Iterable[Sequence[int]]) -> list[Word]:
    """Return the words outside all spans."""
    merged = sorted((start, end) for start, end in spans if start < end)
    remaining, at, reach = [], 0, -1
    for word in every:
        while at < len(merged) and merged[at][0] < word.end:
            reach = max(reach, merged[at][1])
            at += 1
        if word.start >= reach:
            remaining.append(word)
    return remaining


def quoted(text: str, span: Any, draft: str) -> bool:
    """True if these are the words at the span; at a paragraph's end and start marks may be left out."""
    start, end = span
    if not _in(draft, span) or end - start > 2 * len(text) + 50 * (1 + text.count("\n")):
        return False
    at = start
    for part in text.split("\n"):
        place = draft.find(part, at, end)
        if place < 0 or any(c.isalnum() for c in draft[at:place]) or (at == start != place):
            return False
        at = place + len(part)
    return bool(text.strip()) and at == end


# ── The file ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Enough(Exception):
    """So much was looked through that the rest is left out."""


def _unplain(record: dict[str, Any], version: Version) -> Iterator[str]:
    """Yield what of a statement the words around it don't say plainly, whoever read them: each a line for a person.

    Plain is a whole piece of speech with “…,” Mara Voss said beside it, or a sentence Mara Voss said (that) …
    """
    statement, text, name = record["statement"], version.text, record["speaker"]["name"]
    content = statement["content"]
    if any(start >= end for start, end in content) or any(two[0] < one_[1] for one_, two in pairwise(content)):
        yield "in what order it has its words"
    if statement["kind"] == "direct":
        if not all(version.is_whole_speech(start, end) for start, end in content):
            yield "that it is a whole piece of speech, from one quotation mark to the other"
        inside = [
            (start + 1, start + 1 + len(text[start + 1 : end - 1].rstrip("?!.,;:…-—– "))) for start, end in content
        ]
        if not name or not all(says_plainly(version, start, end, name) for start, end in inside):
            yield f"that {shown(name)} says it: what stands beside it isn't plain"
    elif not name or len(content) != 1 or not _is_plain(version, content[0], name):
        yield f"that it is what {shown(name)} says: it isn't quoted, and what stands beside it isn't plain"
    yield from _unplain_parts(record, version)


def _is_role_beside(text: str, span: Sequence[int], role: str) -> bool:
    """True if a role stands right before a mention, or right after its comma: "Mara Voss, the harbour master"."""
    role_words = norms(role)
    low, high = text.rfind("\n", max(0, span[0] - CONTEXT), span[0]) + 1, text.find("\n", span[1], span[1] + CONTEXT)
    before = norms(text[max(low, span[0] - CONTEXT // 4) : span[0]])
    after = text[span[1] : min(high if high >= 0 else len(text), span[1] + CONTEXT // 4)]
    words_after = [word for word in norms(after) if word not in ("the", "a", "an")]
    inside = norms(text[slice(*span)])
    return bool(role_words) and (
        before[-len(role_words) :] == role_words
        or (re.match(r"\s*,", after) is not None and words_after[: len(role_words)] == role_words)
        or f" {' '.join(role_words)} " in f" {' '.join(inside)} "
    )


def _is_plain(version: Version, span: Sequence[int], name: str) -> bool:
    """True if a span is what follows "Mara Voss said" or "… said that" in its sentence, to its end."""
    start, end = span
    before = cut_before(version.text, start)
    if version.open_marks(start) or not before or cut_after(version.text, end) or "“" in before:
        return False
    return _says(re.sub(r"(?<!\s)\s++that\s*+\Z", "", before), name_words(name))


def _unplain_parts(record: dict[str, Any], version: Version) -> Iterator[str]:
    statement, text = record["statement"], version.text
    low, high = statement["content"][0][0] - MAX_NARRATION, statement["content"][-1][1] + MAX_NARRATION
    border = text.find("\n", statement["content"][-1][1], max(0, high))
    low = max(low, text.rfind("\n", max(0, low), statement["content"][0][0]) + 1)
    high = min(high, border if border >= 0 else len(text))
    own = [
        statement["cue"],
        *(statement["source"] or []),
        *([hedge["start"], hedge["end"]] for hedge in statement["hedges"]),
    ]
    if any(span and not (low <= span[0] and span[1] <= high) for span in own):
        yield "that what it names as its own stands beside it"
    if not statement["source"] or not statement["cue"]:
        yield "by which words it is somebody's"
    elif not {word.norm for word in words(cut(text, statement["cue"]))} <= SAYING:
        yield f"that “{shown(cut(text, statement['cue']))}” says so"
    chain = record["chain"]
    if len(chain) != 1 or chain[0]["relation"] not in PLAIN_RELATIONS or chain[0]["name"] != record["speaker"]["name"]:
        yield f"through whom it came: {len(chain)} hands are told"
    for hop in chain:
        if hop["span"] is None or not _overlap([hop["span"]], statement["source"] or []):
            yield f"that {shown(hop['name'])} stands where it says who speaks"
    if statement["negated"]:
        yield "that its source is said not to have said so"
    if statement["medium"] != "speech":
        yield f"that it was said in this way: {shown(statement['medium'])}"
    if statement["tier"] not in TIERS or record["extraction"]["tier"] not in TIERS:
        yield f"by what it was read: {shown(statement['tier'])}"
    if record["said_on"] is not None and not _is_day_plain(
        str(record["said_on"]), text[max(0, low) : high], version.published
    ):
        yield f"that it was said on {shown(record['said_on'])}"


def _is_day_plain(day: str, around: str, published: Any) -> bool:
    """True if words have this day, or the day of the week that it is, no more than six days before the publication."""
    around = around.lower()
    if any(form in around for form in _forms_of(day)):
        return True
    try:
        when, published_day = date.fromisoformat(day[:10]), date.fromisoformat(str(published)[:10])
    except ValueError:
        return False
    weekdays = {word.norm for word in words(around)} & _WEEKDAYS.keys()
    return weekdays == {list(_WEEKDAYS)[when.weekday()]} and 0 <= (published_day - when).days <= 6


_WEEKDAYS = dict.fromkeys("monday tuesday wednesday thursday friday saturday sunday".split())
TIERS = frozenset({"rules", "fast", "best", "auto", "accurate"})


class Dossier(Report):
    """One file, read line by line, and what was found in it. Captures stay in it until they are looked through."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.seal = ""
        self.kinds: Counter[str] = Counter()
        self.lost: set[int] = set()  # versions whose words, or whose site, weren't found in their bytes
        self.work = 0  # characters looked through
        self._file = file
        self._allowed = WORK_BASE
        self._last_kind = 0
        self._header: dict[str, Any] = {"format": "", "counts": {}}
        self._known_dates: dict[str, set[str]] = defaultdict(set)  # when bytes were got, and added
        self._captures: dict[str, tuple[int, int, str]] = {}  # SHA-256 → where its line stands, how the bytes were got
        self._used: set[str] = set()
        self._versions: dict[int, Version] = {}
        self._of_address: dict[str, set[int]] = defaultdict(set)
        self._stood_at: dict[int, str] = {}
        self._seen: dict[str, set[Any]] = {kind: set() for kind in IDENTITY}
        self._pages: dict[tuple[str, str], Page] = {}
        self._held = 0  # characters of the pages held
        self._added_last = ""

    def check(self) -> None:
        """Read the file to its end, line by line."""
        total, number, at = hashlib.sha256(), 0, 0
        while line := self._file.readline(LONGEST_LINE):
            number += 1
            where = f"line {number}"
            self._allowed += WORK_PER_BYTE * len(line)
            if self.seal:
                self.complain(where, "stands after the seal")
                break
            if not line.endswith(b"\n"):
                self.complain(where, "doesn't end with a line break: it was cut or added to, or is too long")
                break
            try:
                self._line(where, line[:-1], total.hexdigest(), (at, len(line)))
            except Enough:
                self.doubt(where, "its names: there was too much to look through")
            except (RecursionError, MemoryError):
                self.complain(where, "is no record: it nests too deep, or is too large")
            except Exception as error:  # whatever a hostile record does to a rule below is a complaint, not a crash
                self.complain(where, f"a record lacks what it must have, or has what can't be ({shown(repr(error))})")
            total.update(line)
            at += len(line)
            self._file.seek(at)
        if not self.seal:
            self.complain("the end", "the seal is missing")
        try:
            self._whole()
        except (KeyError, TypeError, AttributeError) as error:
            self.complain("the file", f"a record has what can't be ({shown(repr(error))})")

    def _line(self, where: str, line: bytes, sealed: str, place: tuple[int, int]) -> None:
        if sum(line.count(mark) for mark in (b",", b"[", b"{")) > MAX_PARTS:
            self.complain(where, "is no record: it has too many parts")
            return
        try:
            record = json.loads(line.decode("ascii"))
            kind = record["kind"]
            written = canonical(record).encode() == line
        except (ValueError, KeyError, TypeError):
            self.complain(where, "is no record")
            return
        if not written:
            self.complain(where, "isn't written in the canonical way: it was changed")
        if kind == "seal":
            self.seal = str(record.get("sha256"))
            if self.seal != sealed or set(record) != {"kind", "sha256"}:
                self.complain("the seal", "isn't that of the lines before it: a byte was changed")
        elif kind not in KINDS or set(record) != {"body", "digest", "kind"}:
            self.complain(where, "is no record of a dossier")
        else:
            if sha256(canonical(record["body"]).encode()) != record["digest"]:
                self.complain(f"{where} ({kind})", "isn't what its digest says")
            if KINDS.index(kind) < self._last_kind:
                self.complain(where, "stands in another order than it was written in")
            self._last_kind = max(self._last_kind, KINDS.index(kind))
            self.kinds[kind] += 1
            self._record(kind, record["body"], place)

    def _unknown_fields(self, where: str, value: Any) -> None:
        """Name fields that no rule here looks at: nothing of what they say is proven."""
        waiting, strange = [value], set[str]()
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                fields = next((fields_known for mark, fields_known in FIELDS.items() if mark in one), KNOWN_FIELDS)
                strange |= one.keys() - fields
                waiting += [part for name, part in one.items() if name not in FREE_FIELDS]
            elif isinstance(one, list):
                waiting += one
        for name in sorted(strange)[:5]:
            self.doubt(where, f"what its field {shown(name)} says, which this program doesn't know")

    def _record(self, kind: str, body: dict[str, Any], place: tuple[int, int]) -> None:
        name = f"{kind} {shown(body[IDENTITY[kind]])}" if kind in IDENTITY else f"{kind} {self.kinds[kind]}"
        if kind in IDENTITY:
            if body[IDENTITY[kind]] in self._seen[kind]:
                self.complain(name, "stands there twice")
                return
            self._seen[kind].add(body[IDENTITY[kind]])
        self._unknown_fields(name, body)
        if kind == "header":
            self._header = body
            self._dates("the header", body["made_at"], body["corpus"]["created_at"])
            if str(body["made_at"])[:19] > datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"):
                self.doubt("the header", f"when it was made: {shown(body['made_at'])} is yet to come")
        elif kind == "capture":
            self._captures[body["sha256"]] = (*place, strings(body["sightings"]).lower())
            self._known_dates[body["sha256"]] = {body["added_at"], *(one["captured_at"] for one in body["sightings"])}
            self._capture(name, body)
        elif kind == "version":
            self._version(name, body)
        elif kind == "history":
            self._history(name, body)
        elif kind == "statement":
            self._statement(name, body)
        else:
            self._check(name, body)

    def _whole(self) -> None:
        """What only the whole file shows: counts, and that nothing is left out or belongs to nothing."""
        header = self._header
        if self.kinds["header"] != 1 or header.get("format") not in FORMATS:
            self.complain("the header", f"isn't that of an {FORMATS[-1]}")
            return
        names = list(COUNTED) if header["format"] != FORMATS[0] else [n for n in COUNTED if n != "histories"]
        counts = header.get("counts")
        if not isinstance(counts, dict) or set(counts) != set(names):
            self.complain("the header", f"doesn't count its {', '.join(names)}")
        else:
            for name in names:
                if counts[name] != self.kinds[COUNTED[name]]:
                    self.complain("the header", f"counts {shown(counts[name])} {name}, not {self.kinds[COUNTED[name]]}")
        for address in sorted({str(one.address) for one in self._versions.values()} - self._seen["history"]):
            self.complain(f"history of {shown(address)}", "is missing")
        for digest in sorted(self._captures.keys() - self._used):
            self.complain(f"capture {shown(digest, 16)}", "no version was read from it")
        if self._added_last > str(header["made_at"]):
            self.complain("the header", "it was made before what it holds was added or read")
        if header["format"] == FORMATS[0] and self.kinds["statement"]:
            self.doubt("the file", "who speaks: a dossier of the first format lacks the sources")

    def _dates(self, where: str, *dates: Any) -> None:
        """Name what is no date; the latest of all must not be after the dossier was made."""
        for date_text in dates:
            if not isinstance(date_text, str) or not _DATE.match(date_text):
                self.complain(where, f"{shown(date_text)} is no date")
        if where != "the header":
            self._added_last = max(self._added_last, *map(str, dates))

    # Captures, versions, histories

    def _capture(self, where: str, record: dict[str, Any]) -> None:
        data = base64.b64decode(record["bytes"], validate=True)
        if sha256(data) != record["sha256"]:
            self.complain(where, "the bytes aren't what their SHA-256 says")
        if len(data) != record["size"]:
            self.complain(where, "the bytes aren't as many as it says")
        if base64.b64encode(data).decode() != record["bytes"]:
            self.complain(where, "the bytes are written in an unusual way: they were changed")
        self._dates(where, record["added_at"], *(sighting["captured_at"] for sighting in record["sightings"]))
        if not record["sightings"]:
            self.complain(where, "it isn't said how its bytes were got")
        for sighting in record["sightings"]:
            answered = any(sighting.get(name) for name in ("status", "final_url", "redirects"))
            asked = str(sighting.get("asked", "")).lower().startswith(("http://", "https://"))
            if (sighting.get("method") in ("file", "stdin") and answered) or (
                sighting.get("method") == "fetch" and not asked
            ):
                self.complain(where, f"what is said of how its bytes were got doesn't fit: {shown(sighting['method'])}")

    def _version(self, where: str, record: dict[str, Any]) -> None:
        text = record["text"]
        if sha256(text.encode("utf-8", "surrogatepass")) != record["text_sha256"]:
            self.complain(where, "the text isn't what its digest says")
        fields = {
            name: record[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")
        }
        fields |= {"links": [link["href"] for link in record["links"]], "embeds": record["embeds"]}
        if sha256(canonical(fields).encode()) != record["digest"]:
            self.complain(where, "isn't what its digest says")
        for block in record["blocks"]:
            self._span(where, [block["start"], block["end"]], text)
            if block["start"] == block["end"] or block["kind"] not in BLOCK_KINDS:
                self.complain(where, "a block has no words, or is of no kind")
        for link in record["links"]:
            if link["text"] and not stands(text, [link["start"], link["end"]], link["text"]):
                self.complain(where, "a link's words aren't those of the text at its span")
        for derived in record["derived"]:
            self._used.add(derived["sha256"])
            if not isinstance(derived["context"], dict):
                self.complain(where, "it isn't said how its bytes were read")
            if derived["sha256"] not in self._captures:
                self.complain(where, f"capture {shown(derived['sha256'], 16)} that it was read from is missing")
        self._versions[record["id"]] = Version(record)
        self._of_address[record["address"]].add(record["id"])
        self._stood_at[record["id"]] = str(record["stood_at"])
        self._dates(where, record["stood_at"])
        if not record["derived"]:
            self.complain(where, "no bytes are named that it was read from")
        self._look_up(where, record)

    def _span(self, where: str, span: Any, text: str) -> None:
        if not _in(text, span):
            self.complain(where, f"the span {shown(span)} isn't in the text")

    def _history(self, where: str, record: dict[str, Any]) -> None:
        listed, versions_of_address = set(record["versions"]), self._of_address[record["address"]]
        for number in sorted(listed ^ versions_of_address):
            self.complain(where, f"version {number} is {'missing' if number in listed else 'left out'}")
        if not listed or len(listed) != len(record["versions"]):
            self.complain(where, "has no versions, or one of them twice")
        order = [self._stood_at[number] for number in record["versions"] if number in versions_of_address]
        if order != sorted(order):
            self.complain(where, "its versions stand in another order than their dates")
        for event in record["events"]:
            event_name = f"an event from version {shown(event['before'])} to {shown(event['after'])}"
            if event["kind"] not in EVENTS or event["before"] == event["after"]:
                self.complain(where, f"{event_name} is none")
                continue
            for side, must in zip(("before", "after"), EVENTS[event["kind"]], strict=True):
                self._event(where, event_name, event, side, must, listed & versions_of_address)
            self._event_words(where, event_name, event, listed & versions_of_address)

    def _event(
        self, where: str, event_name: str, event: dict[str, Any], side: str, must: bool, among: set[int]
    ) -> None:
        """One side of an event: its words stand at its span, or there are none."""
        span, text, version = event[f"{side}_span"], event[f"{side}_text"], event[side]
        if version not in among:
            self.complain(where, f"{event_name}: the version isn't one of its own")
        elif not must:
            if span is not None or text is not None:
                self.complain(where, f"{event_name} is {event['kind']} and names words {side}")
        elif span is None or text is None:
            self.complain(where, f"{event_name} doesn't say where its words stand")
        else:
            length = span[1] - span[0]
            expected = text[len(text) - length :] if event["kind"] == "reattributed" and length else text
            named = event["kind"] != "reattributed" or text[: len(text) - len(expected)].endswith(": ")
            if not named or not expected or not stands(self._versions[version].text, span, expected):
                self.complain(where, f"{event_name}: its words aren't those of version {version} at its span")

    def _event_words(self, where: str, event_name: str, event: dict[str, Any], among: set[int]) -> None:
        """Verify that an event's words changed, vanished or came as it says."""
        before, after = (event[f"{side}_text"] for side in ("before", "after"))
        if not {event["before"], event["after"]} <= among:
            return
        if self._stood_at[event["before"]] > self._stood_at[event["after"]]:
            self.complain(where, f"{event_name} runs against their dates")
        if event["kind"] == "changed" and before == after:
            self.complain(where, f"{event_name} changed nothing")
        elif event["kind"] == "changed":
            ours, theirs = Counter(norms(before)), Counter(norms(after))
            if 2 * (ours & theirs).total() < max(ours.total(), theirs.total()):
                self.doubt(where, f"{event_name} changed words: less than half of them are the same")
        if event["kind"] == "reattributed":
            names = [text.partition(": ")[0] for text in (before, after)]
            spoken_ = [norms(text.partition(": ")[2]) for text in (before, after)]
            if name_words(names[0]) == name_words(names[1]) or spoken_[0] != spoken_[1]:
                self.complain(where, f"{event_name} isn't about the same words of two speakers")
            for name, side in zip(names, ("before", "after"), strict=True):
                if not self._versions[event[side]].names(name):
                    self.complain(where, f"{event_name}: {shown(name)} isn't named in version {event[side]}")
        elif event["kind"] in ("vanished", "added"):
            words_gone, other = (before, event["after"]) if event["kind"] == "vanished" else (after, event["before"])
            try:
                if isinstance(words_gone, str) and self._find(self._versions[other].text, words_gone) >= 0:
                    self.complain(where, f"{event_name} is {event['kind']}, and version {other} has the words too")
            except Enough:
                self.doubt(where, f"{event_name}: there was too much to look through")

    # Statements

    def _statement(self, where: str, record: dict[str, Any]) -> None:
        version = self._versions.get(record["version"])
        if version is None:
            self.complain(where, "its article is missing")
            return
        text, statement = version.text, record["statement"]
        spans = [*statement["content"], *(statement["source"] or [])]
        spans += [span for span in (statement["cue"], *(hop["span"] for hop in statement["chain"])) if span]
        for span in spans:
            self._span(where, span, text)
        if not all(_in(text, span) for span in spans):
            return
        content = statement["content"]
        long = sum(end - start + 1 for start, end in content) - 1  # told before a hostile one is joined
        if not content or long != len(record["text"]) or record["text"] != " ".join(text[a:b] for a, b in content):
            self.complain(where, "its words aren't those of the article at its spans")
            return
        for hedge in statement["hedges"]:
            if not stands(text, [hedge["start"], hedge["end"]], hedge["text"]):
                self.complain(where, "a hedge isn't the words at its span")
        if [{**hop, "name": None} for hop in statement["chain"]] != [{**hop, "name": None} for hop in record["chain"]]:
            self.complain(where, "its chain is told in two ways")
        for name in {record["speaker"]["name"], *(hop["name"] for hop in record["chain"])} - {None}:
            if not version.names(name):
                self.complain(where, f"{shown(name)} isn't named in its article")
        self._labels(where, record, version)
        if reasons := list(dict.fromkeys(_unplain(record, version))):
            self.doubt(where, "; ".join(reasons))
        if self._header.get("format") != FORMATS[0]:
            self._sources(where, record, version)

    def _labels(self, where: str, record: dict[str, Any], version: Version) -> None:
        """What a statement is called: direct only in quotation marks; values that can be."""
        statement, start = record["statement"], record["statement"]["content"][0][0]
        if statement["kind"] not in ("direct", "indirect", "mixed"):
            self.complain(where, f"is of no kind: {shown(statement['kind'])}")
        marked = bool(_MARKS.match(version.text, start)) or spoken(version, start)
        if statement["kind"] == "direct" and not marked:
            self.doubt(where, "that its words are quoted: no quotation mark is open before them")
        if type(statement["confidence"]) not in (int, float) or not 0 <= statement["confidence"] <= 1:
            self.complain(where, f"can't be right with a probability of {shown(statement['confidence'])}")
        if statement["negated"] not in (True, False) or statement["tier"] != record["statement"]["tier"]:
            self.complain(where, "doesn't say whether it is negated")
        if record["said_on"] is not None and not re.match(r"\d{4}(-\d\d(-\d\d)?)?", str(record["said_on"])):
            self.complain(where, f"{shown(record['said_on'])} is no day")
        self._dates(where, record["extraction"]["made_at"])
        shown_as, name = record["speaker"]["shown_as"], record["speaker"]["name"]
        if shown_as is not None and name_words(shown_as) != name_words(name or ""):
            self.doubt(where, f"that {shown(name)} is {shown(shown_as)}, as somebody named the speaker")

    def _sources(self, where: str, record: dict[str, Any], version: Version) -> None:
        """Verify that speaker and hops are the sources that the statement names, and those stand in the text."""
        statement = record["statement"]
        sources = {source["id"]: source for source in record["sources"]}
        pairs = [(statement["speaker"], record["speaker"]["name"])]
        pairs += [(hop["source"], hop["name"]) for hop in record["chain"]]
        for key, name in pairs:
            if (sources[key]["name"] if key in sources else None) != name:
                self.complain(where, f"{shown(name)} isn't the name of its source {shown(key)}")
        if len(sources) != len(record["sources"]) or set(sources) != {key for key, _ in pairs if key is not None}:
            self.complain(where, "its sources aren't those that it names")
        for source in sources.values():
            self._source(where, source, version)
        speaker = sources.get(statement["speaker"])
        if not speaker or not statement["source"]:
            return
        if not _overlap(statement["source"], speaker["mentions"]):
            self.complain(where, f"{shown(speaker['name'])} isn't mentioned where it says who speaks")
        mention = " ".join(cut(version.text, span) for span in statement["source"][:5])
        if not name_words(mention) & name_words(speaker["name"]):
            self.doubt(where, f"that “{mention}” is {shown(speaker['name'])}")

    def _source(self, where: str, source: dict[str, Any], version: Version) -> None:
        """Verify that a source is called as its own mentions call it, or as what is told of the article does."""
        name = source["name"]
        if source["kind"] not in SOURCE_KINDS:
            self.complain(where, f"{shown(name)} is of no kind")
        called = set(version.about)
        for span in source["mentions"]:
            self._span(where, span, version.text)
            if span[1] - span[0] <= CONTEXT:
                called |= name_words(version.text[slice(*span)])
        if not name_words(name) & called:
            self.complain(where, f"none of its mentions calls {shown(name)} so")
        elif not name_words(name) <= called:
            self.doubt(where, f"that {shown(name)} is whom its mentions call so only in part")
        if source["wikidata"] is not None:
            self.doubt(where, f"that {shown(name)} is {shown(source['wikidata'])}")
        for role in source["roles"]:
            if role != "author of this article" and not any(
                _is_role_beside(version.text, span, role) for span in source["mentions"][:50]
            ):
                self.doubt(where, f"that {shown(name)} is {shown(role)}, which doesn't stand beside the name")
                continue
            if role != "author of this article" and not name_words(role) <= version.named:
                report = self.doubt if name_words(role) & version.named else self.complain
                report(where, f"that {shown(name)} is {shown(role)}, which its article doesn't say so")

    # Checks

    def _check(self, where: str, record: dict[str, Any]) -> None:
        named = record["versions"]
        versions = {name: self._versions[number] for name, number in named.items() if number in self._versions}
        check, used = record["check"], set[str]()
        for verdict in check["checks"]:
            nearest = [verdict["nearest"]] if verdict["nearest"] else []
            used.update(e["article"] for e in [*verdict["evidence"], *(verdict.get("against") or ()), *nearest])
        used.update(apart["evidence"]["article"] for apart in check["apart"] if apart["evidence"])
        if not set(named) <= used:
            self.complain(where, "names evidence that no verdict has")
        if check.get("citations"):
            self.doubt(where, "what its citations say: no rule here looks at them")
        CheckVerifier(self, where, check, versions).verify()

    # Bytes

    def _look_up(self, where: str, version: dict[str, Any]) -> None:
        """Verify that every line of the text stands in the text's order in each capture it is said to come from."""
        lines = [line for line in map(_tight, version["text"].split("\n")) if line]
        if not lines:
            self.complain(where, "has no words")
        for derived in version["derived"]:
            digest, context = derived["sha256"], derived["context"]
            if digest not in self._captures:
                continue
            page, inside = None, 0
            try:
                page = self._page(digest, context)
                why, inside = self._missing(lines, page)
                if not why and page.seen is not None and self._missing(lines, page.seen)[0]:
                    self.doubt(where, "that a reader sees its words: some stand only in a script, a style or a comment")
                if not why:
                    self._whole_page(where, lines, page)
                self._check_metadata(where, version, derived, page)
            except Enough:
                why = "nobody looked for them: there was too much to look through"
            if inside:
                self.note(where, f"{inside} of its {len(lines)} lines stand in its bytes as a part of a longer passage")
            if why and page and page.plain:  # there the text is the bytes
                self.complain(where, f"its words aren't in capture {shown(digest, 16)}: {why}")
            elif why:
                self.lost.add(version["id"])
                self.doubt(
                    f"{where} ({shown(version['address'])})", f"its words, in capture {shown(digest, 16)}: {why}"
                )

    def _whole_page(self, where: str, lines: list[str], page: Page) -> None:
        """Name what the bytes have and the text lacks, and what a page can hide by its marks."""
        if page.plain and sum(map(len, lines)) != len(page.tight):
            self.doubt(where, "that its text is whole: its bytes have more words")
        elif cut_ := (page.seen or page).cut:
            self.doubt(where, f"that nothing of it was left out: its bytes have more, beside “{shown(cut_)}”")
        if page.styled:
            self.doubt(where, "that a reader sees its words as they stand: its bytes have a style sheet")
        elif page.odd_mark:
            self.doubt(where, f"that a reader sees its words as they stand: its bytes have {shown(page.odd_mark)}")

    def _check_metadata(self, where: str, version: dict[str, Any], derived: dict[str, Any], page: Page) -> None:
        """Verify that the site, title, outlet, authors and date are told by its bytes, or by how they were got."""
        context_text = self._captures[derived["sha256"]][2] + "\n" + strings(derived["context"]).lower()
        known_dates = self._known_dates[derived["sha256"]]
        if version["stood_at"] not in known_dates and version["stood_at"] not in (
            version["published"],
            version["modified"],
        ):
            self.doubt(where, f"that it stood there since {shown(version['stood_at'])}: no date of it or its bytes")
        self._address_of(where, version, context_text, page)
        for field in ("title", "outlet", "authors", "wire"):
            for value in version[field] if field == "authors" else [version[field]]:
                if value and not self._entitled(page, str(value), context_text):
                    self.doubt(where, f"its {field} {shown(value)}, which doesn't stand by itself in its bytes")
        language = version["language"]
        if language and not any(self._tells(page, f"lang={mark}{str(language).lower()}") for mark in ('"', "'", "")):
            self.doubt(where, f"that its language is {shown(language)}, which its bytes don't tell")
        if version["notes"]:
            self.doubt(where, f"what its reader noted: {shown(version['notes'][0])}")
        for field in ("published", "modified"):
            date_ = str(version[field] or "")
            clock = re.match(r"[^T]*T(\d\d:\d\d)", date_)
            is_there = (
                any(form in context_text or self._tells(page, form) for form in _forms_of(date_)) if date_ else True
            )
            if not is_there or (
                clock and clock[1] != "00:00" and not (clock[1] in context_text or self._tells(page, clock[1]))
            ):
                self.doubt(where, f"that it was {field} on {shown(date_)}, a date that its bytes don't have")
        for one in [*version["links"], *version["embeds"]]:
            target = str(one.get("href") or one.get("url") or "").lower().partition("#")[0]
            path = target.split("//", 1)[-1].partition("/")[2]
            if target and not self._tells(page, target) and not (path and self._tells(page, path)):
                self.doubt(where, f"that it leads to {shown(target)}, which its bytes don't have")
            if "platform" in one and not (target or one.get("handle") or one.get("post_id")):
                self.doubt(where, "that somebody's post stands in it: nothing of the post leads to one")
            for field in ("author", "handle"):
                if one.get(field) and not name_words(str(one[field])) <= self._words_of(page):
                    self.doubt(where, f"that something in it is {shown(one[field])}'s, whom its bytes don't name")

    def _address_of(self, where: str, version: dict[str, Any], context_text: str, page: Page) -> None:
        """Verify that the site and the place on it are named by the bytes, or by how they were got."""
        for address in sorted({version["url"], version["address"]} - {None}):
            parts = urlsplit(address)
            bare = (parts.netloc + parts.path).lower().strip("/") if parts.netloc else address.lower()
            forms = (bare, bare.removeprefix("www."), address.lower())
            if any(f"/{form}" in context_text or form in context_text.split("\n") for form in forms):
                continue
            if any(self._tells(page, f"{sign}{form}") for form in forms[:2] for sign in ("//", "//www.")):
                continue
            self.lost.add(version["id"])
            self.doubt(where, f"that it comes from {shown(address)}: neither its bytes nor how they were got name it")

    def _entitled(self, page: Page, value: str, context_text: str) -> bool:
        """True if a value stands by itself in the bytes: a passage or line of its own, or in quotation marks."""
        tight = _tight(value)
        if any(_tight(line) == tight.lower() for line in context_text.split("\n")):
            return True
        for wanted in (tight, "By" + tight, "by" + tight, "BY" + tight):
            at = self._find(page.tight, wanted)
            for _ in range(MAX_PLACES):
                if at < 0:
                    break
                if page.is_edge(at) and page.is_edge(at + len(wanted)):
                    return True
                at = self._find(page.tight, wanted, at + 1)
        low = value.lower()
        return any(
            self._tells(page, f"{mark}{form}{mark}") for form in (low, html.escape(low)) for mark in "\"'"
        ) or any(self._tells(page, f"{sign}: {low}\n") for sign in ("title", "author", "outlet", "subject", "byline"))

    def _tells(self, page: Page, wanted: str) -> bool:
        """True if the bytes have these small letters; each asked once."""
        if wanted not in page.asked:
            page.asked[wanted] = self._find(page.raw, wanted) >= 0
        return page.asked[wanted]

    def _words_of(self, page: Page) -> frozenset[str]:
        if page.names is None:
            self._spend(MAKING * len(page.raw))
            page.names = frozenset(name_words(html.unescape(page.raw)))
        return page.names

    def _missing(self, lines: list[str], page: Page) -> tuple[str, int]:
        """Return the first line that isn't in the page after the one before it.

        How many are no passage of their own.
        """
        for start in dict.fromkeys((page.last, 0)):  # versions of one capture stand there one after the other
            at, inside, why, page.cut, ended = start, 0, "", "", True
            for number, line in enumerate(lines):
                place = self._find(page.tight, line, at)
                if place < 0:
                    why = f"“{shown(line)}” isn't there as it is, or not in its order"
                    break
                begins = page.is_edge(place)
                if (
                    not page.cut
                    and (place != at or not number)
                    and not (begins and ended and (number < 2 or place == at))
                ):
                    page.cut = line
                at = place + len(line)
                ended = page.is_edge(at)
                inside += not (begins and ended)
            if not ended and not page.cut:
                page.cut = lines[-1]
            if not why:
                page.last = at
                return "", inside
        return why, 0

    def _find(self, text: str, wanted: str, start: int = 0) -> int:
        """Return where the words stand from ``start`` on, -1 if nowhere. Raises Enough."""
        at = text.find(wanted, start)
        self._spend((at if at >= 0 else len(text)) - start + len(wanted))
        return at

    def _spend(self, work: int) -> None:
        """Count what is looked through. Raises Enough where it is more than a file of this size may cost."""
        self.work += work
        if self.work > self._allowed:
            raise Enough

    def _page(self, digest: str, context: Any) -> Page:
        """Return the words in a capture. Raises Enough."""
        form = _form(context)
        if (digest, form) not in self._pages:
            place, size, _ = self._captures[digest]
            self._spend(size)
            self._file.seek(place)
            text = _text(base64.b64decode(json.loads(self._file.read(size))["body"]["bytes"]))
            self._spend(2 * MAKING * len(text))
            if self._held + len(text) > MAX_UNPACKED:
                self._pages.clear()
                self._held = 0
            self._held += len(text)
            self._pages[digest, form] = Page(text, form)
        return self._pages[digest, form]


class Page:
    """The words in a capture, as far as they can be had without a reader.

    ``tight`` has no white space, ``edges`` are the places in it where a passage begins or ends, ``raw`` is all in small
    letters; ``plain`` is true where the bytes are the text; ``seen`` is the page without scripts, styles and comments.
    """

    def __init__(self, text: str, form: str) -> None:
        edged = _edged(text, form)
        self.tight, self.raw = edged.replace(_EDGE, ""), text.lower()
        self.edges = array("Q", (found.start() - n for n, found in enumerate(re.finditer(_EDGE, edged))))
        self.plain = form in ("txt", "text") and bool(self.tight) and "\ufffd" not in self.tight
        self.styled = bool(re.search(r"<style\b", text, re.IGNORECASE)) and form not in _NO_TAGS
        visible = _visible_text(text) if "<" in text and form not in _NO_TAGS else text
        self.seen: Page | None = Page(visible, form) if visible != text else None
        self.odd_mark = _has_odd_markup(visible) if form not in _NO_TAGS else ""
        self.cut = ""  # the line of a text beside which its page has more
        self.last = 0
        self.asked: dict[str, bool] = {}
        self.names: frozenset[str] | None = None

    def is_edge(self, at: int) -> bool:
        """True if a passage begins or ends at this place of ``tight``."""
        number = bisect_left(self.edges, at)
        return number < len(self.edges) and self.edges[number] == at


# What a page may have and shows its words all the same. Anything else can hide words, or show others.
_PLAIN_TAGS = frozenset(
    "html head title body main article section header footer nav aside div p br hr h1 h2 h3 h4 h5 h6 span a b "
    "i em strong small u cite q blockquote ul ol li dl dt dd figure figcaption img picture source time table "
    "thead tbody tr td th caption abbr address code pre link meta wbr".split()
)
_PLAIN_ATTRIBUTES = frozenset(
    "href src srcset sizes alt title lang id class rel target content name property charset itemprop itemscope "
    "itemtype datetime width height cite role loading type http-equiv media colspan rowspan start".split()
)
_ATTRIBUTE = re.compile(r"""[\s/]([^\s=<>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")


def _has_odd_markup(page: str) -> str:
    """Return the first mark of a page that may change what a reader sees: a tag or an attribute that isn't plain."""
    if "<" not in page:
        return ""
    for found in _TAG.finditer(page):
        tag = found[1].lstrip("/").lower()
        if tag in ("!", "?"):
            continue
        if tag not in _PLAIN_TAGS:
            return f"<{tag}>"
        for attribute in _ATTRIBUTE.finditer(found[0], 1 + len(found[1])):
            if attribute[1].lower() not in _PLAIN_ATTRIBUTES and not attribute[1].lower().startswith("data-"):
                return f"{tag} {attribute[1].lower()}="
    return ""


_NO_TAGS = ("txt", "text", "md", "markdown", "jsonl", "ndjson", "json")
_UNSEEN = re.compile(r"<!--|<(script|style|template)\b", re.IGNORECASE)
_UNSEEN_ENDS = {
    kind: re.compile(re.escape(f"</{kind}") if kind else "-->", re.IGNORECASE)
    for kind in ("", "script", "style", "template")
}
_EDGE = "\x01"  # in a page's words: a passage begins or ends here
_SPACES: dict[int, str | None] = dict.fromkeys([1, *(code for code in range(0x3001) if chr(code).isspace())])
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd mark noscript path picture q s samp small source span "
    "strike strong sub sup svg time tt u var wbr".split()
)
_TAG = re.compile(r"""<(/?[A-Za-z][A-Za-z0-9:-]*+|!|\?)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")


def _form(context: Any) -> str:
    """Return what kind of file the bytes are, as the corpus was told."""
    suffix = (context.get("format") or context.get("suffix") or "") if isinstance(context, dict) else ""
    return str(suffix).lower().lstrip(".").removesuffix(".gz")


def _tight(text: str) -> str:
    return text.translate(_SPACES)


def _text(data: bytes) -> str:
    """Return the bytes as text, as far as they are one; only so much of them as is looked through."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = zlib.decompressobj(wbits=31).decompress(data, MAX_UNPACKED)
        coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return data[:MAX_UNPACKED].decode(coding, "replace").replace(_EDGE, "")
    except (ValueError, zlib.error):
        return ""


def _visible_text(text: str) -> str:
    """Return a page without its scripts, styles, templates and comments; one that isn't closed goes to the end."""
    parts, at = list[str](), 0
    for hidden in _UNSEEN.finditer(text):
        if hidden.start() < at:
            continue
        parts.append(text[at : hidden.start()])
        end = _UNSEEN_ENDS[(hidden[1] or "").lower()].search(text, hidden.end())
        at = end.start() + (3 if not hidden[1] else 0) if end else len(text)
        if not end:
            break
    return "".join([*parts, text[at:]])


def _edged(text: str, form: str) -> str:
    """Return the words of a text without white space, passages parted by ``_EDGE``.

    "" where a simple reading can't tell.
    """
    if form in ("jsonl", "ndjson", "json"):
        try:
            text = "\n".join(strings(json.loads(line)) for line in text.split("\n") if line.strip()).replace(_EDGE, "")
        except (ValueError, RecursionError):
            return ""
    elif form in ("xml", "rss", "atom"):
        text = html.unescape(text.replace("<![CDATA[", "").replace("]]>", "")).replace(_EDGE, "")
    if "<" in text and form not in _NO_TAGS:
        text = _TAG.sub(lambda tag: "" if tag[1].lstrip("/").lower() in _INLINE else _EDGE, text)
        text = html.unescape(text)
    else:
        text = text.replace("\n", _EDGE)
    return _EDGE + text.translate(_SPACES | {1: _EDGE}) + _EDGE


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?.*)?)?)?\Z")  # a page may tell its day, or year, alone
_MONTHS = "january february march april may june july august september october november december".split()


def _forms_of(date: str) -> Iterator[str]:
    """Yield the ways to write a day, in small letters."""
    match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", date)
    if not match:
        yield date.lower()
        return
    year, month, day = match.groups()
    if day is None:
        yield f"{year}-{month}"
        return
    for sign in "-/.":
        yield sign.join((year, month, day))
        yield sign.join((day, month, year))
        yield sign.join((month, day, year))
    yield year + month + day
    if 1 <= int(month) <= 12:
        for name in (_MONTHS[int(month) - 1], _MONTHS[int(month) - 1][:3]):
            for number in {day, str(int(day))}:
                yield from (f"{number} {name} {year}", f"{name} {number}, {year}", f"{name} {number} {year}")


def _overlap(some: Sequence[Sequence[int]], others: Sequence[Sequence[int]]) -> bool:
    """True if a span of the one has a character of a span of the other; each is looked at once."""
    one, two = (sorted((start, end) for start, end in spans) for spans in (some, others))
    m = n = 0
    while m < len(one) and n < len(two):
        if one[m][0] < two[n][1] and two[n][0] < one[m][1]:
            return True
        if one[m][1] <= two[n][1]:
            m += 1
        else:
            n += 1
    return False


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────────────


def verified(name: str, width: int | None = None) -> int:
    """Verify one file and say what was found, in lines of this width; the exit status that it asks for."""
    try:
        with Path(name).open("rb") as file:
            dossier = Dossier(file)
            dossier.check()
    except (OSError, ValueError) as error:
        print(f"{shown(name)}: can't be read: {getattr(error, 'strerror', None) or error}", file=sys.stderr)
        return 2
    for line in _summary(dossier):
        line = f"{shown(name, 200)}: {line}"
        print("\n".join(textwrap.wrap(line, width, subsequent_indent="    ")) if width else line)
    return 1 if dossier.count["wrong"] else 3 if dossier.count["unproven"] else 0


def _summary(dossier: Dossier) -> Iterator[str]:
    for kind, lines in (("wrong", dossier.wrong), ("unproven", dossier.unproven), ("notes", dossier.notes)):
        for line in lines:
            yield f"note: {line}" if kind == "notes" else line
        if dossier.count[kind] > len(lines):
            yield f"and {dossier.count[kind] - len(lines)} more such lines"
    kinds = dossier.kinds
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kind != "header")
    if dossier.count["wrong"]:
        yield f"DOES NOT HOLD: {dossier.count['wrong']} complaints ({counts})"
        return
    whole = f"{kinds['version'] - len(dossier.lost)} of {kinds['version']} versions"
    words_found = f"the words of {whole} were found in their bytes"
    if dossier.count["unproven"]:
        yield f"nothing is wrong, BUT LOOK AT WHAT ISN'T PROVEN, NAMED ABOVE ({counts}); {words_found}"
    else:
        yield f"holds ({counts}); {words_found}"
    yield f"sealed {shown(dossier.seal)}"
    yield "no file can prove that it wasn't made anew as a whole: compare the seal with one told by another way"
    yield "nor that its bytes came from where and when it says, nor that its draft is the one that was printed"


def main(names: list[str], width: int | None = None) -> int:
    """Verify the files named; the gravest of their exit statuses."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not names or names[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if names else 2
    results = [verified(name, width) for name in names]
    return next(status for status in (1, 2, 3, 0) if status in results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

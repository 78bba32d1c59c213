"""Lines of cues → what is said in them, and by whom as far as the file says it: voice tags, labels, marks."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attribune.articles.subtitles.cues import Cue
from attribune.lexicon import words as word_list

# A file in which four of five cues begin "…: " sets a label on every cue, as meeting software does: then any words
# before a cue's first colon are one, also "ann lee" and "iPhone 12". Elsewhere a label has to look like a name.
LABELLED = 0.8
FEWEST_LABELLED = 3  # cues below which that can't be decided
LONGEST_LABEL = 60
MOST_WORDS = 6  # of a name
_TAG = re.compile(
    r"</?(?:[cibusv]|lang|ruby|rt|font|em|strong|span|p)(?=[\s.>/])[^<>\n]{0,200}>|</?\d[\d:.]{0,20}>|\{\\[^{}\n]{0,100}\}",
    re.IGNORECASE,
)
_VOICE = re.compile(r"</v>|<v(?:\.[^\s>]{0,100})?(?:[ \t]+([^>\n]{1,100}))?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_CAPITALS = r"(?:Ma?c)?[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+"
# Where another speaker begins inside a line: ">>", or behind a sentence's end a label in capitals.
_INSIDE = re.compile(rf"(?<=\S)[ \t]+(?=[>»]{{2,3}})|(?<=[.!?…”\"])[ \t]+(?={_CAPITALS}(?: {_CAPITALS}){{0,3}}:[ \t])")
_MARK = re.compile(r"[>»]{2,3}\s*|[-–—]\s+(?=\S)")
_TIGHT = re.compile(r"[-–—](?=[^\s\d–—-])")  # a dash set close: "-Will you go?"
_BRACKETED = re.compile(r"(?:\[([^\[\]:\n]{1,60})\]|\(([^():\n]{1,60})\))(:?)\s*")
_BEFORE_COLON = re.compile(r"([^:\n\[\]]{1,60}):(?:\s+|\Z)")
_REMARK = re.compile(r" ?\([^()\n]{1,40}\)\Z")
_PART = re.compile(r"[\w.’'&-]+,?")
_PARTICLES = word_list("names/particles.txt") | frozenset("and at do for of op ten the und y zum zur".split())
_GENERIC = re.compile(
    r"(?:(?:unknown|unidentified|female|male|first|second|third) )?"
    r"(?:announcer|boy|caller|child|girl|guest|host|interviewee|interviewer|journalist|man|moderator|narrator|panell?ist"
    r"|participant|person|presenter|reporter|respondent|speaker|voice|witness|woman)"
    r"(?P<number>[ _#-]{0,2}\d{1,3}|[ _#-]{1,2}[a-z])?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """Words of one line, and how the file names their speaker.

    ``voice`` comes from a tag, ``label`` from before the words; ``sure`` where that is one person's, and neither a word
    such as "Remember:" nor "Reporter:", who may be another one each time. ``marked``: a dash
    or ">>" says that another speaker begins.
    """

    words: str
    voice: str | None = None
    label: str | None = None
    sure: bool = True
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """Conventions of the whole file: labels on every cue (``often``: those of several), dashes without space, names."""

    labelled: bool
    often: frozenset[str]
    dashed: bool
    names: frozenset[str]


_Line = tuple[str | None, str]  # a voice, and the words without tags


def to_spoken_lines(cues: Sequence[Cue]) -> Iterator[tuple[SpokenLine, ...]]:
    """Yield what is said in each cue, a line each; two where two speak in one line.

    Lines without words are left out.
    """
    plain = [list(_plain(cue.lines)) for cue in cues]
    habits = _habits(plain)
    for lines in plain:
        dashes = Counter(words[0] for _, words in lines if _TIGHT.match(words) or _MARK.match(words))
        tight = {dash for dash, count in dashes.items() if count > 1} | ({"-"} if habits.dashed else set())
        yield tuple(
            _to_spoken_line(voice, words, tight, habits, first=not at) for at, (voice, words) in enumerate(lines)
        )


def _plain(lines: Iterable[str]) -> Iterator[_Line]:
    """Yield the words of a cue's lines without tags, each with the voice that its tag names."""
    voice: str | None = None
    for line in (part for whole in lines for part in _BREAK.split(whole)):
        at, parts = 0, list[_Line]()
        for tag in _VOICE.finditer(line):
            parts.append((voice, line[at : tag.start()]))
            voice, at = (_words(tag[1]) or None if tag[1] else None), tag.end()
        for speaker, part in [*parts, (voice, line[at:])]:
            for words in _INSIDE.split(_words(part)):
                if words.strip():
                    yield speaker, words.strip()


def _words(raw: str) -> str:
    return html.unescape(_TAG.sub("", raw)).strip()


def _habits(plain: Sequence[Sequence[_Line]]) -> _Habits:
    heads = [lines[0][1] for lines in plain if lines]
    labels = [match[1].strip() for head in heads if (match := _BEFORE_COLON.match(head)) and match.end() < len(head)]
    often = frozenset(label for label, count in Counter(labels).items() if count > 1)
    everywhere = len(labels) >= max(FEWEST_LABELLED, LABELLED * len(heads)) and bool(often)
    dashed = any(sum(bool(_TIGHT.match(words)) and words[0] == "-" for _, words in lines) > 1 for lines in plain)
    names = {voice.casefold() for lines in plain for voice, _ in lines if voice}
    for lines in plain:
        for _, words in lines:
            bracketed = _BRACKETED.match(words)
            if bracketed and bracketed[3]:
                names.add((bracketed[1] or bracketed[2]).strip().casefold())
            elif (match := _BEFORE_COLON.match(words)) and _is_name(match[1]):
                names.add(_REMARK.sub("", match[1]).strip().casefold())
    return _Habits(labelled=everywhere, often=often, dashed=dashed, names=frozenset(names))


def _to_spoken_line(voice: str | None, words: str, tight: set[str], habits: _Habits, *, first: bool) -> SpokenLine:
    mark = _MARK.match(words) or (_TIGHT.match(words) if words[0] in tight else None)
    words = words[mark.end() :] if mark else words
    label, sure, rest = _label(words, habits, first=first)
    if voice is not None:  # the tag decides; a label that only repeats it is left out
        same = label is not None and label.casefold() == voice.casefold()
        return SpokenLine(words=rest if same else words, voice=voice, marked=bool(mark))
    named = label is None and _looks_named(words)
    return SpokenLine(words=rest, label=label, sure=sure, marked=bool(mark) or named)


def _label(words: str, habits: _Habits, *, first: bool) -> tuple[str | None, bool, str]:
    """Return the label before the words, whether it surely is one, and the words behind it."""
    if bracketed := _BRACKETED.match(words):
        name = (bracketed[1] or bracketed[2]).strip()
        is_name = name.casefold() in habits.names or _GENERIC.fullmatch(name) is not None
        if name and (bracketed[3] or (is_name and bracketed.end() < len(words))):
            return name, habits.labelled or not _is_anyone(name), words[bracketed.end() :]
        return None, True, words
    match = _BEFORE_COLON.match(words)
    if match is None:
        return None, True, words
    name, rest = match[1].strip(), words[match.end() :]
    if habits.labelled and rest and name in habits.often:
        return name, True, rest
    name_like = " " in name or name.isupper() or _GENERIC.fullmatch(name) is not None
    if _is_name(name) and (rest or name_like):
        return name, name_like and not _is_anyone(name), rest
    said_once = habits.labelled and first and rest and not re.search(r"[?!“”\"]", name)
    return (name, False, rest) if said_once else (None, True, words)


def _is_anyone(name: str) -> bool:
    """True if a label is a role without a number: "REPORTER", "Man"."""
    generic = _GENERIC.fullmatch(name)
    return generic is not None and not generic["number"]


def _is_name(name: str) -> bool:
    """True if words are built like a name or role: capitals, particles between them, a remark in brackets behind."""
    name = _REMARK.sub("", name.strip())
    if _GENERIC.fullmatch(name):
        return name[:1].isupper()
    parts = name.split(" ")
    if not name or len(parts) > MOST_WORDS or not all(_PART.fullmatch(part) for part in parts):
        return False
    capitals = [part[0].isupper() for part in parts]
    return capitals[0] and capitals[-1] and len(name) > 1 and all(
        capital or part in _PARTICLES for capital, part in zip(capitals, parts, strict=True)
    )  # fmt: skip


def _looks_named(words: str) -> bool:
    """True if words begin with a bracketed name that nothing else in the file explains: "(Ned Ost) I was there."

    It may be a sound, so nobody is given the words; but they aren't the speaker's before it either.
    """
    match = _BRACKETED.match(words)
    if match is None or match.end() == len(words):
        return False
    name = match[1] or match[2]
    return " " in name.strip() and not name.isupper() and _is_name(name)

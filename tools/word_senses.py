"""Writes ``lexicon/en/grammar/word_senses.tsv`` from a folder with the database files of WordNet 3.1.

``python -m tools.word_senses FOLDER``: classes of words that WordNet has in harmless senses only. A thing is concrete
first and never somebody, a message, a thought or something that shows, holds or plays words; a deed is never one of
saying, thinking, making, seeing or imitating; a person is never one that is played or made up. A matter is any other
noun that is never a message, a thought, or something acted or feigned: "unemployment", "election"; a relation is an
adjective that only says what of such nouns something belongs to: "economic". An effect is any other verb that never
means to play, imitate, imagine, quote, read aloud or take back: with a thing as its object it makes no words.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from attribune.lexicon import words
from tools.write_words import LEXICON

TARGET = LEXICON / "en/grammar/word_senses.tsv"
WORD = re.compile(r"[a-z]{3,13}(?:-[a-z]{2,8})?")
# Lexicographer's files by number: nouns 5 animal, 6 artefact, 8 body, 9 cognition, 10 communication, 13 food, 15 place,
# 17 object, 18 person, 20 plant, 27 substance; verbs 29 body, 30 change, 33 competition, 34 eating, 35 contact,
# 38 motion, 40 possession, 41 social, 42 being, 43 weather.
CONCRETE, NOT_CONCRETE = {6, 8, 13, 15, 17, 20, 27}, {5, 9, 10, 18}
MADE = {6, 8, 13}
THOUGHT = {5, 9, 10}
WORDED = THOUGHT | {3}  # the topmost synsets, too
BODILY = {29, 30, 33, 34, 35, 38, 40, 41, 42, 43}
SHOWING = (
    "representation creation recording disguise mask costume doll puppet dummy signboard book card sheet tape screen"
    " marker sign writing album tablet paper monitor cosmetic electronic_equipment record_player recorder toy"
    " loudspeaker microphone telephone"
)
IMITATING = (
    "imitate simulate pretend deceive impersonate mimic cancel reverse undo annul falsify cheat forge double understudy"
)
MADE_UP = (
    "imaginary_being fictional_character character impostor mimic impersonator entertainer liar ghost dead_person"
    " nobody unfortunate deceiver trickster joker narrator substitute spiritual_being supernatural"
)


WORKING = (
    "worker professional expert leader official scholar scientist relative serviceman athlete craftsman functionary"
)
ACTED = (
    "performance acting imitation pretense deception disguise dissimulation masquerade representation creation"
    " entertainment diversion wit show game reading translation mockery derision ridicule fraud fabrication"
    " falsification repetition denial retraction cancellation withdrawal repudiation rejection deletion erasure"
    " correction rectification dream hypnosis trance ritual ceremony substitution coercion"
    " duress compulsion opposite reverse contrary converse behalf"
)
PLACES = "structure area location facility building geological_formation body_of_water land way"
FEIGNING = (
    f"{IMITATING} perform act play represent imagine dream fantasize quote recite read translate interpret joke jest"
    " deny retract withdraw lie recant repudiate"
)


class Sense(NamedTuple):
    """One synset: the number of its lexicographer's file, its words as written, and the synsets above it."""

    file: int
    words: tuple[str, ...]
    above: tuple[str, ...]
    pertains: tuple[str, ...]  # the synsets of nouns that an adjective belongs to


class WordNet:
    """The synsets of one part of speech, and the senses of each word in order of their frequency."""

    def __init__(self, folder: Path, part: str) -> None:
        self.senses: dict[str, Sense] = {}
        self.glosses = Counter[str]()
        for line in (folder / f"data.{part}").read_text(encoding="latin1").splitlines():
            if line.startswith("  "):
                continue
            data, _, gloss = line.partition("|")
            cells = data.split()
            count = int(cells[3], 16)
            at = 4 + 2 * count
            pointers = [cells[n : n + 3] for n in range(at + 1, at + 1 + 4 * int(cells[at]), 4)]
            above = tuple(offset for symbol, offset, _ in pointers if symbol in ("@", "@i"))
            pertains = tuple(offset for symbol, offset, of in pointers if symbol == "\\" and of == "n")
            self.senses[cells[0]] = Sense(int(cells[1]), tuple(cells[4 : 4 + 2 * count : 2]), above, pertains)
            self.glosses.update(re.findall(r"[a-z]+(?:-[a-z]+)*", gloss.lower()))
        index = [line.split() for line in (folder / f"index.{part}").read_text(encoding="latin1").splitlines()]
        self.index = {
            cells[0]: cells[-int(cells[2]) :] for cells in index if cells[1:2] != [] and cells[0][0].isalpha()
        }

    def below(self, roots: str, file: int | None = None) -> set[str]:
        """Return the synsets of some words, of one file, and all below them."""
        under = defaultdict(list)
        for offset, sense in self.senses.items():
            for above in sense.above:
                under[above].append(offset)
        todo = [o for word in roots.split() for o in self.index.get(word, ())]
        todo, known = [o for o in todo if file is None or self.senses[o].file == file], set[str]()
        while todo:
            offset = todo.pop()
            todo += under[offset] if offset not in known else []
            known.add(offset)
        return known


def frequencies(folder: Path) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often each word, and each sense of a word, is tagged in WordNet's own texts."""
    counts, senses = Counter[str](), Counter[tuple[str, str]]()
    for line in (folder / "index.sense").read_text(encoding="latin1").splitlines():
        key, offset, _, times = line.split()
        counts[key.partition("%")[0]] += int(times)
        senses[key.partition(":")[0], offset] += int(times)  # "word%1"
    return counts, senses


def classes(folder: Path) -> dict[str, list[str]]:
    """Return the words of each class, common ones only."""
    nouns, verbs, (tagged, times) = WordNet(folder, "noun"), WordNet(folder, "verb"), frequencies(folder)
    common, glosses = words("names/common_words.txt"), nouns.glosses + verbs.glosses
    showing, made_up, imitating = nouns.below(SHOWING, 6), nouns.below(MADE_UP), verbs.below(IMITATING)
    working, places, feigning = nouns.below(WORKING, 18), nouns.below(PLACES), verbs.below(FEIGNING)
    adjectives, unreal = WordNet(folder, "adj"), showing | made_up | nouns.below(ACTED)

    def is_common(word: str, least: int) -> bool:
        forms = {word + ending for ending in ("", "s", "es", "ed", "d", "ing")}
        return tagged[word] > least or not common.isdisjoint(forms) or glosses[word] + glosses[f"{word}s"] > 1

    def is_matter(offsets: Iterable[str]) -> bool:
        return all(nouns.senses[o].file not in WORDED and o not in unreal for o in offsets)

    def is_mostly(word: str, offsets: list[str], wanted: Callable[[str], bool], least: int, most_else: float) -> bool:
        """True if a word has the senses wanted, but for some that are hardly met; its first is one of them."""
        total = sum(times[word, o] for o in offsets)
        others = sum(times[word, o] for o in offsets if not wanted(o))
        return total >= least and others <= most_else * total and wanted(offsets[0])

    found: dict[str, list[str]] = {"thing": [], "deed": [], "person": [], "matter": [], "relation": [], "effect": []}
    for word, offsets in nouns.index.items():
        senses = [nouns.senses[o] for o in offsets]
        if not WORD.fullmatch(word) or not any(word in sense.words for sense in senses):
            continue
        files, barred = {sense.file for sense in senses}, set(offsets)
        person = senses[0].file == 18 and not files & {6, 10} and not barred & made_up
        made = len(offsets) == 1 and senses[0].file in MADE and nouns.glosses[word] + nouns.glosses[f"{word}s"] > 0
        if not (is_common(word, 0) or (person and offsets[0] in working) or barred <= places or made):
            continue
        if senses[0].file in CONCRETE and not files & NOT_CONCRETE and not barred & showing:
            found["thing"].append(word)
        elif person:
            found["person"].append(word)
        elif is_matter(offsets) or (
            not barred & unreal
            and is_mostly(f"{word}%1", offsets, lambda o: nouns.senses[o].file not in THOUGHT, 10, 0.05)
        ):
            found["matter"].append(word)
    for word, offsets in adjectives.index.items():
        related = [adjectives.senses[o].pertains for o in offsets]
        if WORD.fullmatch(word) and is_common(word, 0) and all(of and is_matter(of) for of in related):
            found["relation"].append(word)
    for word, offsets in verbs.index.items():
        bodily = {verbs.senses[o].file for o in offsets} <= BODILY and is_common(word, 1)
        mostly = is_mostly(f"{word}%2", offsets, lambda o: verbs.senses[o].file in BODILY, 5, 0.03)
        if WORD.fullmatch(word) and (bodily or mostly) and not set(offsets) & imitating:
            found["deed"].append(word)
        elif WORD.fullmatch(word) and is_common(word, 1) and not set(offsets) & feigning:
            found["effect"].append(word)
    return found


def main(folder: Path) -> None:
    """Write the classes below the header that the file has."""
    head = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [
        f"{name}\t{line}"
        for name, members in classes(folder).items()
        for line in textwrap.wrap(" ".join(sorted(members)), 112, break_on_hyphens=False)
    ]
    TARGET.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

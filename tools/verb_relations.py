"""Writes ``lexicon/en/grammar/verb_relations.tsv`` from a folder with the database files of WordNet 3.1.

``python -m tools.verb_relations FOLDER``: for each verb that is met in WordNet's own texts or glosses the synsets it is
in, those above them, and those that are opposite to them. Two verbs may say the same if one's own synset is among the
other's or above one of its: "axe" and "cut". They say the opposite if an antonym of one's synset, or of the one above,
is among the other's: "reduce" is to decrease, "raise" to increase. Adjectives and adverbs have opposites only.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tools.word_senses import TARGET as SENSES
from tools.write_words import LEXICON

TARGET = LEXICON / "en/grammar/verb_relations.tsv"
OPPOSITES = LEXICON / "en/grammar/opposites.tsv"
WORD = re.compile(r"[a-z]{2,13}(?:-[a-z]{2,8})?|[a-z]{2,8}_(?:about|against|away|back|down|in|off|on|out|over|up)")
MET = 3  # glosses in which a verb that is tagged in no text is named: the rare ones are seldom news


class Synset(NamedTuple):
    """The words of a synset, the synsets above it, and its antonyms as pairs of a word and a synset's word."""

    words: tuple[str, ...]
    above: tuple[str, ...]
    antonyms: tuple[tuple[str, str], ...]


def synsets(folder: Path, part: str) -> tuple[dict[str, Synset], Counter[str]]:
    """Return the synsets of a part of speech by offset, and in how many glosses each word stands."""
    found, links, glosses = dict[str, Synset](), dict[str, list[tuple[int, str, int]]](), Counter[str]()
    for line in (folder / f"data.{part}").read_text(encoding="latin1").splitlines():
        if line.startswith("  "):
            continue
        data, _, gloss = line.partition("|")
        cells = data.split()
        at = 4 + 2 * int(cells[3], 16)
        pointers = [cells[n : n + 4] for n in range(at + 1, at + 1 + 4 * int(cells[at]), 4)]
        named = tuple(word.partition("(")[0].lower() for word in cells[4:at:2])
        found[cells[0]] = Synset(named, tuple(o for s, o, *_ in pointers if s == "@"), ())
        links[cells[0]] = [(int(n[:2], 16), o, int(n[2:], 16)) for s, o, _, n in pointers if s == "!"]
        glosses.update(set(re.findall(r"[a-z]+(?:-[a-z]+)*", gloss.lower())))
    for offset, pairs in links.items():
        one = found[offset]
        antonyms = tuple((one.words[a - 1], o) for a, o, _ in pairs if a)
        found[offset] = one._replace(antonyms=antonyms)
    return found, glosses


def index(folder: Path, part: str) -> dict[str, list[str]]:
    """Return the synsets of each word, the most frequent sense first."""
    lines = (line.split() for line in (folder / f"index.{part}").read_text(encoding="latin1").splitlines())
    return {cells[0]: cells[-int(cells[2]) :] for cells in lines if cells[0][0].isalpha() and len(cells) > 3}


def tagged(folder: Path, number: str) -> Counter[str]:
    """Return how often each word of a part of speech is tagged in WordNet's texts."""
    counts = Counter[str]()
    for line in (folder / "index.sense").read_text(encoding="latin1").splitlines():
        key, _, _, times = line.split()
        word, _, rest = key.partition("%")
        if rest[:1] == number:
            counts[word] += int(times)
    return counts


def verbs(folder: Path) -> list[str]:
    """Return the rows of verbs: the word, its synsets, those above, and the opposites of both, as short numbers."""
    known, glosses = synsets(folder, "verb")
    senses, counts = index(folder, "verb"), tagged(folder, "2")
    kept = sorted(w for w in senses if WORD.fullmatch(w) and (counts[w] or glosses[w] >= MET))
    numbers: dict[str, str] = {}
    table = []
    for word in kept:
        own = senses[word]
        above = [o for one in own for o in known[one].above]
        against = [o for one in (*own, *above) for _, o in known[one].antonyms]
        table.append((word, own, above, against))
    nouns = tagged(folder, "1")
    told = Counter(o for _, own, above, _ in table for o in {*own, *above})
    rows = []
    for word, own, above, against in table:
        kept_of = ([o for o in offsets if told[o] > 1] for offsets in (own, above, against))
        cells = (" ".join(dict.fromkeys(numbers.setdefault(o, f"{len(numbers):x}") for o in some)) for some in kept_of)
        row = "\t".join((word, *cells)).rstrip()
        rows.append(f"{row}\tn" if nouns[word] > counts[word] else row)
    return rows


def opposites(folder: Path) -> list[str]:
    """Return the rows of adjectives and adverbs: the word and its antonyms, those of its most frequent senses first."""
    table: dict[str, dict[str, None]] = {}
    for part in ("adj", "adv"):
        known, glosses = synsets(folder, part)
        for word, senses in index(folder, part).items():
            if not WORD.fullmatch(word) or not glosses[word]:
                continue
            for offset in senses:
                for own, other in known[offset].antonyms:
                    against = (w for w in known[other].words if WORD.fullmatch(w))
                    table.setdefault(word, {}).update(dict.fromkeys(against) if own == word else {})
    return [f"{word}\t{' '.join(found)}" for word, found in sorted(table.items()) if found]


def main(arguments: list[str]) -> None:
    """Write both tables."""
    rows, second = verbs(Path(arguments[0])), opposites(Path(arguments[0]))
    licence = [line for line in SENSES.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    start = next(n for n, line in enumerate(licence) if line.startswith("# This software"))
    head = [
        "# Verbs that may say the same and verbs that say the opposite, by synsets that they share.",
        "# Source: WordNet 3.1, by tools/verb_relations.py; don't edit. Its licence follows.",
        "# Format: verb, the numbers of its synsets, of those above them, those opposite to either; n: mostly a noun.",
        "# Read by: check/circumstances/verb_forms.py",
    ]
    TARGET.write_text("\n".join((*head, *licence[start:], *rows)) + "\n", encoding="utf-8")
    head = [
        "# Adjectives and adverbs with their antonyms.",
        "# Source: WordNet 3.1, by tools/verb_relations.py; don't edit. Its licence follows.",
        "# Format: word, antonyms.",
        "# Read by: check/circumstances/events.py",
    ]
    OPPOSITES.write_text("\n".join((*head, *licence[start:], *second)) + "\n", encoding="utf-8")
    print(len(rows), "verbs,", len(second), "opposites")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Writes ``lexicon/en/names/person_kinds.tsv`` from a folder with the database files of WordNet 3.1.

``python -m tools.person_kinds FOLDER``: for each noun of a person the other words for it and for what such a one is
besides: a novelist is a writer and an author. Its first sense is the only one that is a person's. Kinds right below
"person" ("worker", "adult") say too little to be named.
"""

from __future__ import annotations

import sys
from pathlib import Path

from attribune.lexicon import words
from tools.word_senses import WORD, WordNet, frequencies
from tools.write_words import LEXICON

TARGET = LEXICON / "en/names/person_kinds.tsv"
PERSON = 18  # the number of the lexicographer's file
LEAST_DEPTH = 2  # steps below "person"
FAR = 99


def kinds(folder: Path) -> dict[str, list[str]]:
    """Return what else each noun of a person says, common words only."""
    nouns, (tagged, _) = WordNet(folder, "noun"), frequencies(folder)
    common, depths = words("names/common_words.txt"), {nouns.index["person"][0]: 0}

    def depth(offset: str) -> int:
        if offset not in depths:
            depths[offset] = FAR
            depths[offset] = 1 + min((depth(above) for above in nouns.senses[offset].above), default=FAR)
        return depths[offset]

    def is_common(word: str) -> bool:
        return WORD.fullmatch(word) is not None and bool(
            tagged[word] or nouns.glosses[word] + nouns.glosses[f"{word}s"] or {word, f"{word}s"} & common
        )

    found = {}
    for word, (first, *others) in nouns.index.items():
        people = [o for o in (first, *others) if nouns.senses[o].file == PERSON and word in nouns.senses[o].words]
        if not is_common(word) or people != [first] or depth(first) >= FAR:
            continue  # of several kinds of people ("officer") another may be meant
        todo, seen, known = [first], set[str](), set[str]()
        while todo:
            offset = todo.pop()
            if offset in seen or (offset != first and depth(offset) < LEAST_DEPTH):
                continue
            seen.add(offset)
            todo += nouns.senses[offset].above
            same = (other for other in nouns.senses[offset].words if is_common(other))
            known.update(other for other in same if offset == first or nouns.index[other][0] == offset)
        if known - {word}:
            found[word] = sorted(known - {word})
    return found


def main(folder: Path) -> None:
    """Write the kinds below the header that the file has."""
    head = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [f"{word}\t{' '.join(others)}" for word, others in sorted(kinds(folder).items())]
    TARGET.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

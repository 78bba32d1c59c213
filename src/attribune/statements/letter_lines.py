"""The line that closes a letter, for all readers of letters: "Yours faithfully,", "With best wishes", "Love,"."""

from __future__ import annotations

import re

from attribune.lexicon import word_class

LONGEST_REST = 40  # code points behind the words that close a letter: "Yours in the hope of an answer,"
_WORD = re.compile(r"[^\W_]+")
_TABLE = "grammar/letter_lines.tsv"
_SENTENCE = ("!", "?", "…")


def is_closing(line: str) -> bool:
    """True if a line, or its beginning, is what closes a letter; a sentence ("Regards were sent to all.") is none."""
    found = [(match[0].lower(), match.end()) for match in _WORD.finditer(line.strip(), 0, 2 * LONGEST_REST)]
    begun = line.lstrip()[:1].isalpha() and bool(found)
    return begun and not line.rstrip().endswith(_SENTENCE) and _closes(found, line.strip())


def _closes(found: list[tuple[str, int]], line: str) -> bool:
    if found[0][0] == "with" and len(found) > 1 and found[1][0] in word_class(_TABLE, "warm"):
        del found[0]
    words = [word for word, _ in found]
    first, second = words[0], words[1] if len(words) > 1 else ""
    if len(words) == 1 and first in word_class(_TABLE, "alone"):
        return True
    if first in word_class(_TABLE, "opens"):
        end = found[0][1]
    elif (first in word_class(_TABLE, "warm") and second in ("regards", "wishes")) or (
        first in ("with", "in") and second in word_class(_TABLE, first)
    ):
        end = found[1][1]
    elif "yours" in words[:3] and set(words[: words.index("yours")]) <= word_class(_TABLE, "before"):
        end = found[words.index("yours")][1]
    else:
        return False
    rest = line[end:]
    return len(rest) <= LONGEST_REST and (not rest.endswith(".") or rest.split()[-1:] == ["etc."])

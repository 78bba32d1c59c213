"""Lead-in lines: "From The Brine Post:", "Via Reuters:", "The Ledger reports:" and the outlet that each names."""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import rows, words
from attribune.records import Span

LONGEST_CREDIT = 160  # characters of a lead-in line; longer lines are sentences that happen to end in a colon
_NAME = (
    r"(?:[Tt]he |an? )?[A-ZÀ-Þ0-9@][\w.&’'!-]*(?:,? (?:of|and|&|de|the|in|at|for|[A-ZÀ-Þ0-9(][\w.&’'!)-]*)){0,8}?"
    r"|(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|info|news|co\.[a-z]{2}|[a-z]{2})"
)
_PARTS = {
    "outlet": rf"(?P<outlet>{_NAME})",
    "other": rf"(?:{_NAME})",
    "when": r"(?:,? (?:on|in|at|from|earlier|late|this|last|first|also|further|exclusively|today|yesterday"
    r"|previously)\b[^:]{0,60})?",
    "verb": r"(?:also |first |further |now )?(?:reports?|reported|details|detailed|summari[sz]es|confirms|confirmed"
    r"|reveals|revealed|published)",
    "said": r"(?:also |further )?(?:says|said|adds|added|continues|continued|explains|explained|writes|wrote|notes"
    r"|noted|observes|observed|describes|described|tells|told|points out|pointed out|goes on|went on)",
}
_DOCUMENTS = (["the", "report"], ["a", "report"], ["this", "report"])
_UNMISTAKABLE = frozenset({"reuters", "bloomberg", "politico", "axios", "newsweek", "breitbart"})
_OWNER = re.compile(r"[’']s? (?=[A-ZÀ-Þ])")


@cache
def _lead_ins() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for how, pattern in rows("pages/credit_lines.tsv"):
        for name, part in _PARTS.items():
            pattern = pattern.replace("{" + name + "}", part)
        patterns.append((how, re.compile(pattern)))
    return tuple(patterns)


def outlet_of(line: str) -> Span | None:
    """Return the span, in ``line``, of the outlet a lead-in line names, or None.

    Of "The Post’s Ann Lee" it is "The Post".
    """
    stripped = line.rstrip()
    if not stripped.endswith((":", "：")) or len(stripped) > LONGEST_CREDIT:
        return None
    for how, pattern in _lead_ins():
        match = pattern.fullmatch(stripped)
        if match and _is_plausible(match["outlet"], how):
            start, end = match.span("outlet")
            owner = _OWNER.search(match["outlet"])
            return (start, start + owner.start() if owner else end)
    return None


def _is_plausible(name: str, how: str) -> bool:
    """True if the name could be an outlet's; ``how``: the first column of ``credit_lines.tsv``."""
    owner = _OWNER.search(name)
    name = name[: owner.start()] if owner else name
    parts = name.lower().split()
    others = words("pages/not_outlets.txt")
    if not parts or parts[0] in others or parts[-1].strip("().,") in others or parts in _DOCUMENTS:
        return False
    last = parts[-1].strip("().,")
    if how == "alone" and len(parts) == 1 and sum(map(str.isupper, name)) < 2 and last not in _UNMISTAKABLE:
        return False
    return how == "open" or last in words("pages/credit_outlet_words.txt") or (len(parts) == 1 and "." in last)

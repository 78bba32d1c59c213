"""Text as it is shown: cut to a length, at a space where there is one; a number with its noun."""

from __future__ import annotations


def clip(text: str, limit: int) -> str:
    """``text`` cut after about ``limit`` code points, at a space where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit)
    return text[: cut if cut > 0 else limit].rstrip(" ,;:—–-") + " …"


def clip_middle(text: str, words: int) -> str:
    """``text`` with its first and last ``words`` words, where it has more than two beyond these."""
    parts = text.split()
    if len(parts) <= 2 * words + 2:
        return " ".join(parts)
    return f"{' '.join(parts[:words])} … {' '.join(parts[-words:])}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 article", "2,000 articles"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"

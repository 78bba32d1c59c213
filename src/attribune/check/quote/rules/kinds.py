"""Kinds of words that change what is said around them; names of lists in words.json."""

from __future__ import annotations

STRONG_KINDS = ("negation", "condition", "hedge", "contrast")
WEAK_KINDS = ("loose_condition", "loose_contrast", "loose_hedge", "modality", "reversal", "quantifier")

"""Compare a quotation with a source: a typed edit script between the quotation and its evidence, never a score.

Stands alone: copy this folder into any project; only the standard library is used, and imports inside the folder are
relative. Five rules decide, and all must hold:

words     cut at its ellipses and brackets into runs, the quotation stands in the source, run by run, in order
marks     between the words of a run the punctuation agrees, and case too, but for an initial capital
ellipsis  what is left out at an ellipsis can't change what the kept words say
bracket   what a bracket adds or replaces only names what stood there
edges     what was cut off before or after, in the same sentence, doesn't govern what was kept

What isn't proven is not ok. An alignment then explains why; it decides nothing. Offsets are code points, end-exclusive.
"""

from .api import explain_quote, verify_quote, verify_voices
from .appearance import appearance_reason, find_deceptive_character
from .lexicon import is_listed, word_lists
from .text import Word, words
from .types import ALLOWANCES, JOIN, POLICIES, Edit, Result, Span, Voiced, Voices, allowances
from .work import TOO_MUCH_WORK, TooMuchWork, Work, limited, spend

__all__ = [
    "ALLOWANCES",
    "JOIN",
    "POLICIES",
    "TOO_MUCH_WORK",
    "Edit",
    "Result",
    "Span",
    "TooMuchWork",
    "Voiced",
    "Voices",
    "Word",
    "Work",
    "allowances",
    "appearance_reason",
    "explain_quote",
    "find_deceptive_character",
    "is_listed",
    "limited",
    "spend",
    "verify_quote",
    "verify_voices",
    "word_lists",
    "words",
]

"""What became of a text's quotations when it was rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from attribune.records.article import Span
from attribune.records.report import Change

Fate = Literal["same", "moved", "trimmed", "altered", "speaker_changed", "lost", "new"]
FATES: tuple[Fate, ...] = get_args(Fate)  # best first


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWords:
    """A quotation of one of the two texts: its words, their span there, and whom that text names for them."""

    text: str
    span: Span
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationFate:
    """What became of one quotation. ``before`` is None for a new one, ``after`` for a lost one.

    In ``changes`` the ``draft`` is the text after, the ``evidence`` the text before. ``message`` is the whole sentence
    that a person reads.
    """

    before: QuotedWords | None
    after: QuotedWords | None
    fate: Fate
    ok: bool
    changes: tuple[Change, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Every quotation of two texts with its fate, in the order of the text after; lost ones stand where they stood.

    ``notes`` say where quotation marks of a text weren't understood; then it is never ok.
    """

    quotations: tuple[QuotationFate, ...]
    ok: bool
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A rewrite is never ok where a quotation isn't, whatever a file says that it comes from."""
        if self.notes or not all(one.ok for one in self.quotations):
            object.__setattr__(self, "ok", False)

"""The shape of a scene; everything else of an answer (its form, its layout, its mistakes) is made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of an answer around one quotation; ``{q}`` stands for the quotation with its marks.

    ``passage`` is what a right citation cites; ``altered`` are the words changed; ``swapped`` is the sentence with
    another speaker; ``told`` says the same without a quotation, ``mistold`` says something else.
    """

    document: str
    quote: str
    sentence: str
    speaker: str
    passage: str
    altered: str
    swapped: str
    told: str
    mistold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Documents by file name (title, address, text), and the claims of an answer about them."""

    documents: dict[str, tuple[str, str, str]]
    claims: tuple[Claim, ...]
    invented: tuple[str, ...]

"""Formatting control words of RTF, and what each changes in the state of a group or of the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attribune.articles.document.omissions import NARROWEST
from attribune.articles.docx.appearance import FARTHEST, LOWEST_ROW, TIGHTEST
from attribune.articles.rtf.state import State
from attribune.articles.rtf.tokens import encoding_of_page

if TYPE_CHECKING:
    from attribune.articles.rtf.content import Rtf

_SHIFTS = {"super": "up", "sub": "down", "nosupersub": ""}


def _far(_rtf: Rtf, state: State, number: int | None) -> None:
    state.away = state.away or abs(number or 0) > FARTHEST


def _line_height(_rtf: Rtf, state: State, number: int | None) -> None:
    state.away = state.away or -LOWEST_ROW < (number or 0) < 0


def _tightened(unit: int) -> Callable[[Rtf, State, int | None], None]:
    """Return letters moved together by a number of these units, in twentieths of a point."""

    def apply(_rtf: Rtf, state: State, number: int | None) -> None:
        state.scale = 1 if (number or 0) * unit < -TIGHTEST * 10 * state.size else max(state.scale, NARROWEST)

    return apply


def _flag(name: str) -> Callable[[Rtf, State, int | None], None]:
    return lambda _rtf, state, number: setattr(state, name, number != 0)


def _number(name: str, default: int = 0) -> Callable[[Rtf, State, int | None], None]:
    return lambda _rtf, state, number: setattr(state, name, default if number is None else number)


def _shift(value: str) -> Callable[[Rtf, State, int | None], None]:
    return lambda _rtf, state, number: setattr(state, "shift", "" if number == 0 else value)


def _date_part(word: str) -> Callable[[Rtf, State, int | None], None]:
    return lambda rtf, state, number: rtf.date_part(state, word, number)


def _dirty(_rtf: Rtf, state: State, _number: int | None) -> None:
    if state.whole is not None:
        state.whole.dirty = True


def _listed(_rtf: Rtf, state: State, number: int | None) -> None:
    state.listed = bool(number)


FORMS: dict[str, Callable[[Rtf, State, int | None], None]] = {
    "plain": lambda _rtf, state, _number: state.plain(), "pard": lambda _rtf, state, _number: state.pard(),
    "v": _flag("hidden"), "webhidden": _flag("web"), "deleted": _flag("deleted"), "strike": _flag("struck"),
    "striked": _flag("struck"), "strikedl": _flag("struck"), "cs": _number("run_style"), "sbasedon": _number("based"),
    "chshdng": _flag("patterned"), "chcfpat": _flag("patterned"), "htmlrtf": _flag("patterned"),
    "rtlch": lambda _rtf, state, _number: setattr(state, "turned", True),
    "ltrch": lambda _rtf, state, _number: setattr(state, "turned", False),
    **dict.fromkeys("trleft tposx tposy tposnegx tposnegy".split(), lambda rtf, _state, number: rtf.row_place(number)),
    "shpwr": lambda rtf, _state, number: rtf.page.wrapped(number),
    "shpfblwtxt": lambda rtf, _state, number: rtf.page.below(number),
    "flddirty": _dirty, "fs": _number("size", 24), "charscalex": _number("scale", 100),
    "cf": _number("colour"), "cb": _number("back"), "chcbpat": _number("back"), "highlight": _number("back"),
    "cbpat": _number("shade"), "s": _number("style"), "ls": _listed, "ilvl": _number("level"),
    **dict.fromkeys("li fi ri lin rin posx posy posnegx posnegy shpleft shptop".split(), _far), "sl": _line_height,
    "expndtw": _tightened(1), "expnd": _tightened(5), "mvf": _flag("deleted"),
    "trrh": lambda rtf, _state, number: rtf.row_height(number),
    "intbl": _flag("in_table"), "uc": _number("skipped", 1), "up": _shift("up"), "dn": _shift("down"),
    **{word: _shift(value) for word, value in _SHIFTS.items()},
    "f": lambda rtf, state, number: rtf.set_font(state, number),
    "deff": lambda rtf, _state, number: rtf.default_font(number),
    "fcharset": lambda rtf, state, number: rtf.charset(state, number),
    "cpg": lambda rtf, state, number: rtf.set_encoding(state, encoding_of_page(number or 1252)),
    "ansicpg": lambda rtf, state, number: rtf.set_encoding(state, encoding_of_page(number or 1252)),
    "mac": lambda rtf, state, _number: rtf.set_encoding(state, "mac_roman"),
    "pc": lambda rtf, state, _number: rtf.set_encoding(state, "cp437"),
    "pca": lambda rtf, state, _number: rtf.set_encoding(state, "cp850"),
    "red": lambda rtf, _state, number: rtf.set_colour(0, number),
    "green": lambda rtf, _state, number: rtf.set_colour(1, number),
    "blue": lambda rtf, _state, number: rtf.set_colour(2, number),
    "u": lambda rtf, state, number: rtf.unicode(state, number),
    "trowd": lambda rtf, _state, _number: rtf.row(),
    "clcbpat": lambda rtf, _state, number: rtf.shade_next(number),
    "cellx": lambda rtf, _state, number: rtf.cell_defined(number),
    **{word: _date_part(word) for word in ("yr", "mo", "dy", "hr", "min")},
}  # fmt: skip

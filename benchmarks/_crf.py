"""The CRF baseline: words, shapes, affixes and quotation state of a unit and its neighbours; links to the nearest."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from attribune.nets.labels import CONTENT, CUE, ROLES, SOURCE, spans_of, tag
from attribune.nets.tokens import Stream, stream
from attribune.nets.vocabulary import BREAK
from attribune.text.line_bounds import lines_of
from benchmarks._scorers import Gold

ITERATIONS = 60


def train(rows: Sequence[dict[str, Any]]) -> Callable[[str], list[Gold]]:
    """Train on gold articles; the answer reads a text. Raises ``ImportError`` without python-crfsuite."""
    import pycrfsuite  # type: ignore[import-not-found,unused-ignore]

    trainer = pycrfsuite.Trainer(verbose=False)
    for row in rows:
        units = stream([(row["text"], lines_of(row["text"]))])
        names = [_name(number) for number in _tags(units, row["annotations"][0]["attributions"]).tolist()]
        for first, last in _paragraphs(units):
            trainer.append(_features(units, first, last), names[first:last])
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": ITERATIONS, "feature.minfreq": 2})
    folder = Path(tempfile.mkdtemp())
    trainer.train(str(folder / "crf"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / "crf"))

    def predict(text: str) -> list[Gold]:
        units = stream([(text, lines_of(text))])
        predictions: list[Gold] = []
        for first, last in _paragraphs(units):
            numbers = np.array([_number(name) for name in tagger.tag(_features(units, first, last))], np.int64)
            predictions.extend(_linked(units, [(s + first, e + first, role) for s, e, role in spans_of(numbers)]))
        return predictions

    return predict


def _name(number: int) -> str:
    return "O" if number == 0 else "BIES"[(number - 1) % 4] + "-" + ROLES[(number - 1) // 4]


def _number(name: str) -> int:
    return 0 if name == "O" else 1 + 4 * ROLES.index(name[2:]) + "BIES".index(name[0])


def _paragraphs(units: Stream) -> Iterator[tuple[int, int]]:
    start = 0
    for at in np.flatnonzero(units.forms == BREAK).tolist():
        yield start, at
        start = at + 1


def _tags(units: Stream, attributions: list[dict[str, list[list[int]]]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    tags = np.zeros(len(units), np.int64)
    for attribution in attributions:
        for role, name in enumerate(ROLES):
            for start, end in attribution[name]:
                inside = np.flatnonzero((units.starts < end) & (units.ends > start) & (units.forms != BREAK))
                if not tags[inside].any():
                    tags[inside] = [tag(role, i, len(inside)) for i in range(len(inside))]
    return tags


def _features(units: Stream, first: int, last: int) -> list[list[str]]:
    texts = [units.table.texts[form] for form in units.forms[first:last].tolist()]
    shapes = units.table.shapes(units.forms[first:last]).tolist()
    quotes = units.quotes[first:last].tolist()
    rows = []
    for at in range(last - first):
        row = [f"q={quotes[at]}", f"suf={texts[at][-3:].lower()}", f"pre={texts[at][:3].lower()}"]
        for step in (-3, -2, -1, 0, 1, 2, 3):
            place = at + step
            if 0 <= place < last - first:
                row += [f"w{step}={texts[place].lower()}", f"s{step}={shapes[place]}", f"q{step}={quotes[place]}"]
            else:
                row.append(f"edge{step}")
        rows.append(row)
    return rows


def _linked(units: Stream, spans: list[tuple[int, int, int]]) -> list[Gold]:
    """Return each content with the nearest cue, each cue with the nearest source, within the paragraph."""

    def nearest(to: tuple[int, int, int], role: int) -> tuple[int, int, int] | None:
        others = [s for s in spans if s[2] == role]
        return min(others, key=lambda s: max(s[0] - to[1], to[0] - s[1]), default=None)

    groups: dict[Any, list[tuple[int, int, int]]] = {}
    for span in spans:
        if span[2] == CONTENT:
            groups.setdefault(nearest(span, CUE), []).append(span)
    attributions = []
    for cue, contents in groups.items():
        source = nearest(cue, SOURCE) if cue else None
        place = [(int(units.starts[s]), int(units.ends[e - 1])) for s, e, _ in contents]
        attributions.append(
            Gold(content=tuple(place), cue=_span(units, cue), source=(_span(units, source),) if source else None)
        )
    return attributions


def _span(units: Stream, span: tuple[int, int, int] | None) -> Any:
    return (int(units.starts[span[0]]), int(units.ends[span[1] - 1])) if span else None

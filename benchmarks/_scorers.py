"""The three measures of attribution, on anything that says contents, cues and sources as spans of a text.

* spans, as in the protocol of the best published system (CofeNet, COLING 2022): paragraph by paragraph, a discontinuous
  content counts as several spans, a span that several attributions share counts once; exact match, same begin, and the
  Jaccard index of the tokens.
* relations: the assignment of predicted to gold attributions that shares most content tokens (Hungarian method), then
  precision, recall and F1 of the tokens of each role inside the assigned pairs; what is left over counts as wrong.
* slices of the second: by kind, with and without a source, by publisher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from attribune.records import Span
from attribune.text.tokens import tokens

ROLES = ("source", "cue", "content")
OPENING, CLOSING = '“„«"', '”»"'


class AttributionSpans(Protocol):
    """One attribution."""

    @property
    def content(self) -> tuple[Span, ...]: ...
    @property
    def cue(self) -> Span | None: ...
    @property
    def source(self) -> tuple[Span, ...] | None: ...


Predict = Callable[[str], Sequence[AttributionSpans]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One gold attribution."""

    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One gold article: its text and attributions, and who published it."""

    text: str
    publisher: str
    attributions: tuple[Gold, ...]


@dataclass(slots=True)
class Count:
    """True positives, what was predicted, what was there."""

    right: float = 0
    given: float = 0
    wanted: float = 0

    def add(self, right: float, given: float, wanted: float) -> None:
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def precision(self) -> float:
        return 100 * self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0

    @property
    def jaccard(self) -> float:
        union = self.given + self.wanted - self.right
        return 100 * self.right / union if union else 0.0


def gold_articles(rows: Iterable[dict[str, Any]]) -> list[Article]:
    """Return articles of a PolNeAR file, as its first annotator marked them."""
    return [
        Article(
            text=row["text"], publisher=row["publisher"],
            attributions=tuple(_gold(a) for a in row["annotations"][0]["attributions"] if a["content"]),
        )
        for row in rows
    ]  # fmt: skip


def _gold(attribution: dict[str, list[list[int]]]) -> Gold:
    content, cue, source = (tuple((s, e) for s, e in attribution[role]) for role in ("content", "cue", "source"))
    return Gold(content=content, cue=cue[0] if cue else None, source=source or None)


def spans_of(attribution: AttributionSpans, role: str) -> tuple[Span, ...]:
    """Return the spans of one role of one attribution."""
    if role == "cue":
        return (attribution.cue,) if attribution.cue else ()
    return attribution.content if role == "content" else attribution.source or ()


@dataclass(slots=True)
class SpanScore:
    """Per role: exact spans, begins, tokens."""

    exact: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    begin: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    tokens: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})


def span_score(articles: Sequence[Article], predicted: Sequence[Sequence[AttributionSpans]]) -> SpanScore:
    """Return the published protocol over whole articles."""
    score = SpanScore()
    for article, ours in zip(articles, predicted, strict=True):
        for role in ROLES:
            gold = _paragraph_spans(article.text, article.attributions, role)
            mine = _paragraph_spans(article.text, ours, role)
            score.exact[role].add(len(gold & mine), len(mine), len(gold))
            starts, my_starts = {s for s, _ in gold}, {s for s, _ in mine}
            score.begin[role].add(len(starts & my_starts), len(my_starts), len(starts))
            words, my_words = _covered(article.text, gold), _covered(article.text, mine)
            score.tokens[role].add(len(words & my_words), len(my_words), len(words))
    return score


def _paragraph_spans(text: str, attributions: Sequence[AttributionSpans], role: str) -> set[Span]:
    """Return the spans of a role, cut at paragraph ends, without white space around them."""
    spans = set()
    for attribution in attributions:
        for start, end in spans_of(attribution, role):
            at = start
            for line in text[start:end].split("\n"):
                line_start = at + len(line) - len(line.lstrip())
                right = at + len(line.rstrip())
                if line_start < right:
                    spans.add((line_start, right))
                at += len(line) + 1
    return spans


def _covered(text: str, spans: Iterable[Span]) -> set[int]:
    """Return where the tokens begin that the spans cover."""
    return {token for start, end in spans for token, _ in tokens(text, start, end)}


@dataclass(slots=True)
class RelationScore:
    """Per role the tokens inside assigned pairs; all roles together (joint); the same for slices of the gold."""

    roles: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    found: Count = field(default_factory=Count)
    slices: dict[str, Count] = field(default_factory=dict)

    @property
    def joint(self) -> Count:
        """Tokens of all three roles together."""
        total = Count()
        for count in self.roles.values():
            total.add(count.right, count.given, count.wanted)
        return total


def relation_score(articles: Sequence[Article], predicted: Sequence[Sequence[AttributionSpans]]) -> RelationScore:
    """Relations over whole articles. Slices count a gold attribution and what was assigned to it."""
    score = RelationScore()
    for article, ours in zip(articles, predicted, strict=True):
        gold = [_role_tokens(article.text, one) for one in article.attributions]
        mine = [_role_tokens(article.text, one) for one in ours]
        pairs = dict(assign([[len(g["content"] & m["content"]) for m in mine] for g in gold]))
        matched = set(pairs.values())
        score.found.add(len(pairs), len(mine), len(gold))
        for number, wanted in enumerate(gold):
            guess = mine[pairs[number]] if number in pairs else None
            counts = {role: _overlap(wanted[role], guess[role] if guess else set()) for role in ROLES}
            for role in ROLES:
                score.roles[role].add(*counts[role])
            for name in _slices(article, article.attributions[number]):
                for role in ROLES:
                    score.slices.setdefault(name, Count()).add(*counts[role])
        for number, extra in enumerate(mine):
            if number not in matched:
                for role in ROLES:
                    score.roles[role].add(0, len(extra[role]), 0)
    return score


def _role_tokens(text: str, attribution: AttributionSpans) -> dict[str, set[int]]:
    return {role: _covered(text, spans_of(attribution, role)) for role in ROLES}


def _overlap(wanted: set[int], given: set[int]) -> tuple[int, int, int]:
    return len(wanted & given), len(given), len(wanted)


def kind_of(text: str, content: Sequence[Span]) -> str:
    """direct: all of it between quotation marks; indirect: none; mixed: some."""
    inside = outside = False
    for start, end in content:
        quoted = False
        piece = text[start:end]
        for character in piece:
            if character in OPENING and not quoted:
                quoted = inside = True
            elif character in CLOSING and quoted:
                quoted = False
            elif character.isalnum() and not quoted:
                outside = True
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def _slices(article: Article, gold: Gold) -> list[str]:
    source = "with source" if gold.source else "no source"
    return [kind_of(article.text, gold.content), source, f"publisher {article.publisher}"]


def assign(shared: list[list[int]]) -> list[tuple[int, int]]:
    """Return the assignment of rows to columns with the largest total; pairs that share nothing are left out."""
    if not shared or not shared[0]:
        return []
    if len(shared) > len(shared[0]):
        return sorted((row, column) for column, row in assign([list(line) for line in zip(*shared, strict=True)]))
    return [(r, c) for r, c in enumerate(_hungarian([[-v for v in row] for row in shared])) if shared[r][c] > 0]


def _hungarian(cost: list[list[int]]) -> list[int]:
    """Column of each row at least cost, by shortest augmenting paths (rows ≤ columns)."""
    rows, columns = len(cost), len(cost[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(cost, row_price, column_price, owner)
    result = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result


def _augment(cost: list[list[int]], row_price: list[float], column_price: list[float], owner: list[int]) -> None:
    columns = len(owner) - 1
    least, came, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row, step, following = owner[column], float("inf"), 0
        for other in range(1, columns + 1):
            if not used[other]:
                reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other]
                if reduced < least[other]:
                    least[other], came[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
        for other in range(columns + 1):
            if used[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = following
    while column:
        owner[column] = owner[came[column]]
        column = came[column]

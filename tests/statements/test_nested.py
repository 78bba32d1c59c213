"""Statements inside quotations: whose words the one who is quoted reports."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.sources.reading import read_article

REPORTS = [
    ("“The clerk told me the lift was safe,” Hedda Lund said.", "The clerk", "the lift was safe", "indirect"),
    ("“And then she said, ‘Go home,’” Hedda Lund recalled.", "she", "‘Go home,’", "direct"),
    ("“My aunt works there, and she says they have no lift,” Lund said.", "she", "they have no lift", "indirect"),
]


@pytest.mark.parametrize("tier", ["rules", "fast", "best"])
@pytest.mark.parametrize(("text", "source", "content", "kind"), REPORTS)
def test_a_quotation_reports(text: str, source: str, content: str, kind: str, tier: str) -> None:
    (article,) = read(text.encode(), name="inside.txt")
    reading = read_article(article, tier=tier)  # type: ignore[arg-type]
    inner = [s for s in reading.statements if s.source and text[slice(*s.source[0])] == source]
    assert [[text[slice(*span)] for span in s.content] for s in inner] == [[content]]
    assert inner[0].kind == kind
    assert len(inner[0].chain) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“If anyone says that the lift is safe, I laugh,” Lund said.",
        "“I said the lift was safe,” Lund said.",
        "“They would say that the lift is safe,” Lund said.",
        "“He said hateful things time and again,” Lund said.",
    ],
)
def test_a_quotation_that_reports_nobody_else(text: str) -> None:
    (article,) = read(text.encode(), name="inside.txt")
    assert len(read_article(article, tier="rules").statements) == 1


def test_he_inside_a_quotation_is_not_the_one_quoted() -> None:
    text = "Bruno Falk ran the lift. Emil Rask rode it once. “He told me the rope was new,” Rask said."
    (article,) = read(text.encode(), name="inside.txt")
    reading = read_article(article, tier="rules")
    names = {source.id: source.name for source in reading.sources}
    assert [[names[hop.source] for hop in s.chain] for s in reading.statements][-1] == ["Bruno Falk", "Emil Rask"]

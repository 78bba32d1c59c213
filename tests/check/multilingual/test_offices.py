"""Who holds an office in an article: resolved by the office beside one name, never by anything else."""

from __future__ import annotations

import pytest

from attribune.check.multilingual.offices import resolved
from attribune.statements.multilingual.phrases import Speaker
from attribune.text.languages import languages


@pytest.mark.parametrize(
    ("code", "words", "text", "name"),
    [
        ("es", "la consejera", "La consejera de Sanidad, Remedios Olavarría, habló ayer.", "remedios olavarría"),
        ("es", "la consejera de hacienda", "La consejera de Sanidad, Remedios Olavarría, habló ayer.", ""),
        ("es", "una consejera", "La consejera de Sanidad, Remedios Olavarría, habló ayer.", ""),
        ("es", "el alcalde", "El alcalde Luis Mora llegó. El alcalde de Berga calló.", ""),
        ("es", "el alcalde", "El alcalde Luis Mora llegó. El alcalde Juan Pons calló.", ""),
        ("es", "el técnico", "El entrenador Marcos Quesada se despidió.", "marcos quesada"),
        ("es", "el portavoz", "El entrenador Marcos Quesada se despidió.", ""),
        ("es", "el entrenador", "Despide a su entrenador\n\nGonzalo Iriarte, el presidente, calló.", ""),
        ("pl", "rzecznik", "Rzecznik kolei Dawid Piętka zaprzeczył.", "dawid piętka"),
        ("pl", "dyrektor", "Rzecznik dyrektora szkoły Dawid Piętka zaprzeczył.", ""),
        ("de", "die oberbürgermeisterin", "Oberbürgermeisterin Sabine Kortmann widersprach.", "sabine kortmann"),
    ],
)
def test_a_description_is_the_only_one_whom_the_article_calls_so(code: str, words: str, text: str, name: str) -> None:
    speaker = Speaker("description", tuple(words.split()), (0, 1))
    found = resolved(speaker, text, languages()[code])
    assert (" ".join(found.words) if found.kind == "name" else "") == name

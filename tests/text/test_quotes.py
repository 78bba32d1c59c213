from __future__ import annotations

import pytest

from attribune.text.quotes import quotations, strays


def said(text: str) -> list[str]:
    """Each quotation's words, parts joined by |, nested ones indented by >, unclosed ones marked …"""
    return [
        ">" * q.depth + "|".join(text[a:b] for a, b in q.parts) + (" …" if q.state == "unclosed" else "")
        for q in quotations(text)
    ]


CONVENTIONS = [
    ("“I told him ‘no’,” she said.", ["I told him ‘no’,", ">no"]),
    ('"We go," he said. "Now."', ["We go,", "Now."]),
    ("‘He said “no” twice’, she said.", ["He said “no” twice", ">no"]),
    ("'The dogs' owner was here,' he said.", ["The dogs' owner was here,"]),
    ("« Oui », dit-il, «non».", ["Oui", "non"]),
    ("»Ja«, sagte sie, »nein«.", ["Ja", "nein"]),
    ("»Kyllä», hän sanoi.", ["Kyllä"]),
    ("„Ja“, sagte er. „Nein”, nie.", ["Ja", "Nein"]),
    ("„Er sagte ‚nein‘ zu mir“.", ["Er sagte ‚nein‘ zu mir", ">nein"]),
    ("「はい『いいえ』です」と言った", ["はい『いいえ』です", ">いいえ"]),
    ("‹Oui›, dit-il.", ["Oui"]),
    ("``Yes,'' he said. `No' too.", ["Yes,", "No"]),
    ("”Hej,” sa hon.", ["Hej,"]),
    ("”Wrong way,“ he said.", ["Wrong way,"]),
]


@pytest.mark.parametrize(("text", "expected"), CONVENTIONS)
def test_conventions(text: str, expected: list[str]) -> None:
    assert said(text) == expected
    assert strays(text) == []

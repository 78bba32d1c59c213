"""What stands before a quotation and its colon: a name, or only what the words are about."""

from __future__ import annotations

import pytest

from attribune.sources.coref.layout.names import read_place, tells_topic


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("On the union, Ada Brandt: ", "Ada Brandt"),
        ("Ada Brandt: ", "Ada Brandt"),
        ("As for the expense: ", None),
        ("And of his late rival, Sandy Munro of Inverlair: ", None),
        ("On Friday, Ada Brandt: ", "Ada Brandt"),
        ("About the mayor, Ada Brandt: ", None),
        ("Of Tilly Ray, the chair of governors, Ada Brandt, said: ", None),
    ],
)
def test_a_label_that_tells_a_topic_names_who_speaks_only_behind_it(label: str, name: str | None) -> None:
    found = read_place(label, (0, len(label)), "label")
    assert (label[slice(*found.span)] if found and found.sure else None) == name


@pytest.mark.parametrize(
    ("lead", "topic"),
    [
        ("And of his late rival, Sandy Munro of Inverlair:", True),
        ("As for the expense:", True),
        ("On the union, Ada Brandt:", False),
        ("One more thing, she said:", False),
    ],
)
def test_a_topic_is_told_from_a_speaker(lead: str, topic: bool) -> None:
    assert tells_topic(lead) is topic

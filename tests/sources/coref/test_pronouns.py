"""Whom "he" and "she" mean where the sentence or the paragraph before has a subject: a table of invented passages."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.sources.reading import read_article

# Somebody of whom an article tells more than of anybody else: only the sentence's subject speaks against him.
_OFTEN = (
    "Mayor Robert Quell opened the lock on Friday. Quell cut a ribbon. He thanked the crew. "
    "Quell said that he was glad. “It is a good lock,” he said. Quell waved to his wife.\n\n"
)


def speaker(text: str, words: str) -> str | None:
    """The name of whom the resolver finds for the quotation that has the words."""
    reading = read_article(next(iter(read_bytes(text.encode(), name="a.txt"))))
    at = text.index(words)
    names = {source.id: source.name for source in reading.sources}
    held = [s for s in reading.statements if any(start <= at < end for start, end in s.content)]
    return names.get(held[0].speaker or "") if held else None


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Engineer David Pell called the opening a gift to anglers.", "David Pell"),
        ("Secretary General Bun Ko-rin welcomed what he called a late gift.", "Bun Ko-rin"),
        ("Chief engineer Anton Brill agreed, but he said that the water was low.", "Anton Brill"),
        ("The lock will close again, said Anton Brill.", "Anton Brill"),
        ("Peter Brill, who has kept the lock for forty years, was not there when Quell came.", "Peter Brill"),
    ],
)
def test_he_in_a_new_paragraph_is_the_subject_of_the_sentence_before(before: str, name: str) -> None:
    assert speaker(f"{_OFTEN}{before}\n\n“Nobody asked the fish,” he said.\n", "Nobody asked") == name


@pytest.mark.parametrize(
    ("before", "never"),
    [
        ("The brother of President Hugo Dorn was in the crowd.", "Hugo Dorn"),  # the brother is the subject
        ("Dorn spokesman Karl Ames came late. Hugo Dorn did not come.", "Karl Ames"),
        ("When Hugo Dorn spoke, Quell laughed.", "Hugo Dorn"),  # a clause's subject isn't the sentence's
        ("Reporter Hugo Dorn asked Quell about the fish.", "Hugo Dorn"),  # who is asked answers
        ("Hugo Dorn and Quell shook hands.", "Hugo Dorn"),
        ("Dorn aides were in the crowd.", "Hugo Dorn"),
    ],
)
def test_he_is_nobody_who_only_stands_in_the_sentence_before(before: str, never: str) -> None:
    assert speaker(f"{_OFTEN}{before}\n\n“Nobody asked the fish,” he said.\n", "Nobody asked") != never


def test_a_husband_is_no_she_and_a_viaduct_nobody() -> None:
    text = (
        "Billie Strand, builder of bridges\n\nBillie Strand, who has died aged 93, built forty-one bridges.\n\n"
        "The Tarn Viaduct of 1967 was hers, though its plaque bore another name. “He couldn't draw it with a ruler and "
        "a priest,” she told a radio interviewer.\n\nHer husband, the botanist Per Strand, died in 2003.\n\n"
        "“I was lucky twice,” she said on her ninetieth birthday.\n"
    )
    assert speaker(text, "He couldn't") == speaker(text, "I was lucky") == "Billie Strand"


def test_a_pronoun_before_a_cue_is_its_whole_source() -> None:
    text = "Hadiza Bello won by 53 votes.\n\nTo those who had backed somebody else she said: “I work for you.”\n"
    assert speaker(text, "I work") == "Hadiza Bello"

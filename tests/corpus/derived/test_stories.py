"""Copies are one story; what merely shares a footer, a template or a page is none."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import canonical
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import take_in

WORDS = [a + b for a in ("har", "mo", "ten", "qui", "sal", "bre") for b in ("lan", "dock", "ver", "mist", "ro", "pell")]
FOOTER = (
    "Sign up for the morning letter of The Quay in Port Ellery and get 5 stories a day. By signing up you agree to the "
    "terms of Quay Media, 12 Dock Street. Have you a tip for our reporters? Write to the desk or call 555 0100, and we "
    "will get back to you as soon as we can. We may use your words in a story unless you ask us not to. The Quay is a "
    "member of the Press Board, which hears complaints on Mondays."
)
TEMPLATE = (
    "{name} on Tuesday reported a loss of {0} crowns in its first quarter. The {place} company said it had a loss of "
    "{1} pence per share. The results surpassed the expectations of the market. The average estimate of {2} analysts "
    "was a loss of {3} pence per share. The company posted revenue of {4} crowns in the period, which also beat the "
    "forecasts of those who had been asked. Shares of {name} have climbed {5} percent since the beginning of the year. "
    "The stock has risen {6} percent in the last 12 months. This story was made by a program from data of the exchange."
)


def prose(number: int, words: int) -> str:
    draw = random.Random(number)
    return " ".join(draw.choice(WORDS) for _ in range(words)).capitalize() + "."


def corpus(folder: Path, texts: Sequence[str], days: Sequence[int] | None = None) -> Path:
    """A corpus with these texts, each of an outlet of its own, added in this order."""
    lines = [
        canonical({"url": f"https://o{n}.example/{n}", "outlet": f"O{n}", "text": text,
                   "published": f"2026-05-{days[n] if days else 1:02d}"})
        for n, text in enumerate(texts)
    ]  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    take_in(folder / "c", folder / "all.jsonl", tier="none")
    assert verify(folder / "c", workers=1).clean
    return folder / "c"


def stories(folder: Path) -> list[int]:
    with Corpus(folder) as opened:
        return [row[0] for row in opened.rows("SELECT story FROM versions ORDER BY id")]


def test_a_footer_makes_no_story_of_briefs(tmp_path: Path) -> None:
    texts = [f"{prose(n, 56)}\n\n{FOOTER}" for n in range(12)]
    assert stories(corpus(tmp_path, texts)) == list(range(1, 13))


def test_a_template_makes_no_story_of_what_fills_it(tmp_path: Path) -> None:
    draw = random.Random(3)
    texts = [
        TEMPLATE.format(*draw.sample(range(2, 900), 7), name=f"{word.title()} Works", place=other.title())
        for word, other in itertools.pairwise(WORDS[:9])
    ]
    assert stories(corpus(tmp_path, texts)) == list(range(1, 9))


@pytest.mark.parametrize("first", [True, False])
def test_a_digest_joins_nothing_that_stands_in_it(tmp_path: Path, first: bool) -> None:
    briefs = [prose(n, 60) for n in range(8)]
    digest = ["\n\n".join([prose(50, 30), *briefs])]
    texts = [*digest, *briefs] if first else [*briefs, *digest]
    assert stories(corpus(tmp_path, texts)) == list(range(1, 10))


def test_a_digest_that_begins_with_a_brief_is_joined_to_no_other(tmp_path: Path) -> None:
    briefs = [prose(n, 60) for n in range(8)]
    assert stories(corpus(tmp_path, ["\n\n".join(briefs), *briefs])) == [1, 1, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_first_telling_is_the_earliest_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    parts = [prose(n, 60) for n in range(6)]
    told = [(" ".join(parts), 1), (" ".join(parts[:2]), 3), (" ".join(parts[3:5]), 2)]
    added = [told[n] for n in order]
    got = stories(corpus(tmp_path, [text for text, _ in added], [day for _, day in added]))
    assert got == [order.index(0) + 1] * 3


def test_copies_with_another_lead_or_cut_are_one_story(tmp_path: Path) -> None:
    lines = [prose(n, 40) for n in range(12)]
    whole = "\n\n".join(lines)
    texts = [whole, prose(90, 35) + "\n\n" + whole, prose(91, 35) + "\n\n" + "\n\n".join(lines[:5])]
    assert stories(corpus(tmp_path, texts)) == [1, 1, 1]


def test_a_copy_is_found_under_a_footer_that_stands_everywhere(tmp_path: Path) -> None:
    texts = [f"{prose(n % 70, 60)}\n\n{FOOTER}" for n in range(140)]
    got = stories(corpus(tmp_path, texts))
    assert got == [n % 70 + 1 for n in range(140)]


def test_forged_stories_are_named(tmp_path: Path) -> None:
    whole = prose(1, 200)
    path = corpus(tmp_path, [whole, whole + " " + prose(2, 20), prose(3, 200)])
    assert stories(path) == [1, 1, 3]
    db = sqlite3.connect(path / "corpus.db")
    db.execute("UPDATE versions SET story = id, copy_of = NULL, similarity = 1.0")
    db.commit()
    db.close()
    assert [problem.where for problem in verify(path, workers=1).problems] == ["versions 2"]


def test_an_older_reading_that_comes_again_is_the_newest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The sea is not late,” Mara Voss said on Tuesday.\n", encoding="utf-8")
    for tier in ("rules", "fast", "rules"):
        take_in(tmp_path / "c", tmp_path / "a.txt", tier=tier, again=True)
    with Corpus(tmp_path / "c") as opened:
        read = opened.rows("SELECT e.tier, e.id FROM versions AS v JOIN analyses AS e ON e.id = v.analysis")
        assert [tuple(row) for row in read] == [("rules", 3)]
    assert verify(tmp_path / "c", workers=1).clean
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")
    db.execute("UPDATE versions SET analysis = 1")
    db.commit()
    db.close()
    named = {problem.where for problem in verify(tmp_path / "c", workers=1).problems}
    assert "versions 1" in named

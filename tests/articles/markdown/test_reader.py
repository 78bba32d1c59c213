"""Markdown: what is syntax goes, what may be words stays; front matter says who and when."""

import pytest

from attribune.articles.markdown.reader import read
from attribune.records import Article
from tests.counted import calls


def article(text: str) -> Article:
    (found,) = read(text.encode(), name="a.md")
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
    for link in found.links:
        assert found.text[link.start : link.end] == link.text
    return found


def lines(text: str) -> list[str]:
    found = article(text)
    return [found.text[block.start : block.end] for block in found.blocks]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("“That is f***ing stupid,” and a b*****d.", "“That is f***ing stupid,” and a b*****d."),
        ("Smith* said f**k and s**t.", "Smith* said f**k and s**t."),
        ("Text *here, and 3 * 4, and 5*4*3.", "Text *here, and 3 * 4, and 5*4*3."),
        ("The *whole* pier is **closed**, ***so*** there.", "The whole pier is closed, so there."),
        ("*A **bold** word* and __two__ _more_ snake_case_names.", "A bold word and two more snake_case_names."),
        ("I, _____, swear ~~never~~ to go ~5 km.", "I, _____, swear to go ~5 km."),
        ("他说**重要**的话。", "他说重要的话。"),
        ("Use `__init__`, `<b>` and ``a `tick` b``.", "Use __init__, <b> and a `tick` b."),
        ("``She said so,'' he wrote, `like this'.", "``She said so,'' he wrote, `like this'."),
        ("<inaudible> said <b>no</b> to <Ann Lee>, c<d and e>f.", "<inaudible> said no to <Ann Lee>, c<d and e>f."),
        (r"A star\* and [Ned Ost] \[sic\].", "A star* and [Ned Ost] [sic]."),
        ("See [![alt](img.png)](https://x.example/one) here.", "See  here."),
    ],
)  # fmt: skip
def test_only_what_is_syntax_goes(source: str, said: str) -> None:
    assert lines(source) == [said]


def test_links_of_every_form() -> None:
    found = article(
        "[sp](<https://x.example/a b>), [a [nested] *link*](https://x.example/2 'title'), [by name][one], [One] and"
        ' <ann@x.example>.\n\n[one]: https://x.example/1 "A title"\n[//]: # (a remark)\n'
    )
    assert found.text == "sp, a [nested] link, by name, One and ann@x.example."
    assert [link.href for link in found.links] == [
        "https://x.example/a b", "https://x.example/2", "https://x.example/1", "https://x.example/1",
        "mailto:ann@x.example",
    ]  # fmt: skip


def test_a_label_before_words_is_no_definition() -> None:
    said = ["[Ned Ost]: “I never said so.”", "[Ann Lee]: Never.", "[Applause]: and/or cheers, all evening."]
    assert lines("\n\n".join(said)) == said


def test_footnotes_are_read_where_they_stand() -> None:
    text = (
        "The mayor resigned.[^1] So[^?]\n\n[^1]: Ann Lee in a letter: “I was never asked.”\n    Nor was he.\n\nThe end."
    )
    assert lines(text) == [
        "The mayor resigned. So[^?]", "Ann Lee in a letter: “I was never asked.” Nor was he.", "The end."
    ]  # fmt: skip


def test_a_row_of_a_table_is_a_block() -> None:
    table = (
        "Votes:\n| Speaker | Quote |\n|---|:-:|\n| Ann Lee | “We will \\| *never* sell.” |\nBob Fox | “Aye.”\nSo on."
    )
    assert lines(table) == [
        "Votes:",
        "Speaker\tQuote",
        "Ann Lee\t“We will | never sell.”",
        "Bob Fox\t“Aye.”",
        "So on.",
    ]
    assert lines("Two | words\n\n---\n") == ["Two | words"]


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: >\n  The pier\n  is shut\nauthor:\n  - name: Ann Lee\n    mail: a@x.example\n  - name: Bob Fox\n"
        "date: 2026-03-01 # a Sunday\n---\n",
        '---\ntitle: "The pier is shut" # for now\nauthors: [Ann Lee, "Bob Fox"]\ndate: 1 March 2026\n---\n',
        '+++\ntitle = "The pier is shut"\nauthors = ["Ann Lee", "Bob Fox"]\ndate = 2026-03-01\n+++\n',
        "---\ntitle: The pier is shut\nauthor:\n- Ann Lee\n- Bob Fox\ndate: 2026-03-01\n---\n",
    ],
)
def test_front_matter(head: str) -> None:
    found = article(head + "\nIt is shut.\n")
    assert (found.title, found.authors, found.published) == ("The pier is shut", ("Ann Lee", "Bob Fox"), "2026-03-01")
    assert found.text == "It is shut."


@pytest.mark.parametrize(
    "text",
    [
        "---\n“We sail at seven,” said Mara Voss.\n\n---\n\nThe pier is shut.\n",
        "---\ntitle: The pier: shut\n---\n\nIt is shut.\n",
        "---\na: &x [1, 2]\nb: *x\n---\n\nIt is shut.\n",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    """Words between two rules were dropped as fields that nobody could read."""
    words = [line for line in text.splitlines() if line.strip(" -+")]
    assert " ".join(article(text).text.split()) == " ".join(words)


def test_front_matter_keeps_words_that_look_like_values() -> None:
    found = article("---\ntitle: 1984\noutlet: no\nauthor: {name: Ann Lee}\n---\nIt is shut.\n")
    assert (found.title, found.outlet, found.authors) == ("1984", "no", ("Ann Lee",))


@pytest.mark.parametrize("piece", ["*a ", "a* ", "[a", "[[a]b", "`" * 3 + "x", "<a ", "![", "](", "_a_", "[^1", "|-"])
def test_work_grows_with_the_length(piece: str) -> None:
    """The steps of its patterns are counted in ``tests/text/test_linear.py``."""

    def work(count: int) -> int:
        return calls(lambda: list(read((piece * count + "x").encode(), name="a.md")))

    work(10)  # what is made once
    assert work(8_000) < 5 * work(2_000)

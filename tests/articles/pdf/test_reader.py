"""PDF: lines joined to paragraphs by where they stand, pages kept, running heads left out, bad files refused."""

import pytest

from attribune.articles.pdf.lines import Line
from attribune.articles.pdf.paragraphs import paragraphs
from attribune.articles.pdf.reader import read
from attribune.errors import AttribuneError, EmptyInput, MalformedInput
from attribune.records import Article
from tests.articles.sample_files import pdf

BODY = [
    "The ferry sailed at noon on Tuesday, the harbour master told the",
    "council after a night of work at the pier, and no-",
    "body was hurt by the storm.",
]
FIRST_LINES = ["Oil was short", "A pilot drowned", "Nets were mended", "The lamp went out"]
JOINED = "\n".join(BODY).replace("no-\nbody", "no\u00adbody")
NEXT = ["The lamp was lit again on Friday by its old keeper, who said that the", "oil had come late this year."]
Drawn = tuple[float, float, float, str]


def column(paragraph: list[str], top: float, *, left: float = 70, size: float = 10) -> list[Drawn]:
    return [(left, top - 12 * number, size, words) for number, words in enumerate(paragraph)]


def article(pages: list[list[Drawn]], info: str = "") -> Article:
    (found,) = read(pdf(pages, info=info), name="story.pdf")
    return found


def texts(found: Article) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks]


def test_gaps_part_paragraphs_and_large_type_is_the_title() -> None:
    found = article([[(70, 780, 22, "Ferry sails"), *column(BODY, 740), *column(NEXT, 692)]])
    assert texts(found) == ["Ferry sails", JOINED, "\n".join(NEXT)]
    assert [block.kind for block in found.blocks] == ["title", "paragraph", "paragraph"]
    assert found.title == "Ferry sails" and {block.xpath for block in found.blocks} == {"page=1"}


def test_indents_and_short_last_lines_part_paragraphs_without_gaps() -> None:
    indented = column(BODY, 740)
    indented[0] = (84, 740, 10, BODY[0])
    after = column(NEXT, 704)
    after[0] = (84, 704, 10, NEXT[0])
    assert texts(article([indented + after])) == [JOINED, "\n".join(NEXT)]
    assert texts(article([column(BODY + NEXT, 740)])) == [JOINED, "\n".join(NEXT)]


def test_columns_and_pages_are_read_on() -> None:
    first, rest = BODY[:2], BODY[2:]
    over = column(first, 100) + column(rest, 740, left=320)
    assert texts(article([over])) == [JOINED]
    found = article([column(first, 100), column(rest, 740) + column(NEXT, 700)])
    assert texts(found) == [JOINED, "\n".join(NEXT)]
    assert [block.xpath for block in found.blocks] == ["page=1", "page=2"]


def test_running_heads_and_page_numbers_are_left_out_and_noted() -> None:
    pages = []
    for number, first in enumerate(FIRST_LINES, 1):
        body = column([first, f"and {first.lower()} once more, it was said", "in the town."], 740)
        pages.append([(70, 810, 8, "The Brine Post"), *body, (280, 30, 8, f"- {number} -")])
    found = article(pages)
    assert "Brine Post" not in found.text and "- 2 -" not in found.text
    assert all(first in found.text for first in FIRST_LINES)
    assert found.notes == ("left out: 8 running heads and page numbers",)


def with_heads(heads: list[str]) -> Article:
    """Pages of a paragraph each that goes on over all of them, under these heads."""
    pages = []
    for number, head in enumerate(heads):
        words = [f"{'nets lamp pier tide oil'.split()[(number + line) % 5]} {'a' * number}" for line in range(5)]
        pages.append([(70.0, 790.0, 9.0, head), *column(words, 740)])
    return article(pages)


def test_heads_that_take_turns_are_left_out() -> None:
    for count in (4, 10):
        heads = [f"THE PIER {number}" if number % 2 else f"{number} ANN LEE" for number in range(30, 30 + count)]
        found = with_heads(heads)
        assert "ANN LEE" not in found.text and "THE PIER" not in found.text
        assert found.notes == (f"left out: {count} running heads and page numbers",)


def test_heads_of_chapters_are_left_out_and_single_lines_stay() -> None:
    chapters = [name for name in ("The storm", "A lamp", "Nets") for _ in range(4)]
    assert with_heads(chapters).notes == ("left out: 12 running heads and page numbers",)
    assert not with_heads([f"Of {name} days" for name in ("one", "two", "three", "four", "five")]).notes


def test_heads_of_a_part_of_the_file_are_left_out() -> None:
    opening = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"]
    found = with_heads([*opening, "Exhibit 1", "Exhibit 2", "Eta", "Exhibit 4", "Theta", "Iota", "Kappa", "Eta"])
    assert "Exhibit" not in found.text and "Eta" in found.text
    assert found.notes == ("left out: 3 running heads and page numbers",)


def test_lines_of_text_that_is_set_wide_are_no_heads() -> None:
    spoken = [f"{word} was said at the pier." for word in ("Much", "More", "Less", "Nothing")]
    pages = [[(70.0, 700.0 - 26 * number, 10.0, words) for number, words in enumerate([*spoken, "A. Yes."])]] * 4
    pages = [[*page, (280.0, 780.0, 10.0, str(number))] for number, page in enumerate(pages, 1)]
    found = article(pages)
    assert found.text.count("A. Yes.") == 4
    assert found.notes == ("left out: 4 running heads and page numbers",)


def transcript(count: int, *, bare: bool = False, go_on: bool = False) -> Article:
    """Two pages of a numbered transcript; its answers have hanging lines."""
    pages = []
    for page in range(2):
        spoken = [line for n in range(count // 2) for line in (f"A. I said {'a' * n} of it to", "nobody there.")]
        drawn: list[Drawn] = [(540, 800, 10, str(page + 1))]
        for number, words in enumerate(spoken):
            height = 760 - 24 * number
            drawn.append((40, height, 10, str(number + 1 + go_on * page * count)))
            drawn.append((300 if bare else 110 if number % 2 else 75, height, 10, words))
        pages.append(drawn)
    return article(pages)


@pytest.mark.parametrize("bare", [False, True])
def test_line_numbers_are_left_out_and_noted(bare: bool) -> None:
    found = transcript(12, bare=bare)
    assert [text.replace("a", "").split() for text in texts(found)][:2] == [
        "A. I sid of it to nobody there.".split(),
    ] * 2
    assert len(texts(found)) == 12
    assert found.notes == ("left out: 2 running heads and page numbers", "left out: 24 line numbers")


def test_numbers_that_count_on_or_count_little_are_text() -> None:
    assert "3 A. I said a of it to" in transcript(8).text
    assert "15 A. I said a of it to" in transcript(12, go_on=True).text
    mixed = [[*column([f"{n} boats" for n in range(1, 13)], 700), *column(["words"] * 12, 500)]] * 2
    assert "12 boats" in article(mixed).text


def test_a_paragraph_goes_on_over_a_page_with_a_name() -> None:
    over = ["The lamp was lit again on Friday by its old keeper, said Ida", "Moss, who had waited long for it."]
    assert texts(article([column([BODY[0], over[0]], 100), column(over[1:], 740)])) == ["\n".join([BODY[0], *over])]
    short = ["It was so at the pier, said Ida", "Moss, who had waited long for it."]
    assert len(texts(article([column([*BODY[:1], short[0]], 100), column(short[1:], 740)]))) == 2
    noted = ["The lamp was lit again on Friday by its own old keeper there.3", "Moss had waited long for it."]
    assert len(texts(article([column([*BODY[:1], noted[0]], 100), column(noted[1:], 740)]))) == 2


@pytest.mark.parametrize("turn", ["0 1 -1 0 842 0", "0 -1 1 0 0 842", "-1 0 0 -1 842 842"])
def test_turned_text_is_read_as_if_it_stood_upright(turn: str) -> None:
    drawn = [[(70.0, 780.0, 22.0, "Ferry sails"), *column(BODY, 740), *column(NEXT, 692)]]
    (found,) = read(pdf(drawn, turn=turn), name="turned.pdf")
    assert texts(found) == ["Ferry sails", JOINED, "\n".join(NEXT)]
    assert [block.kind for block in found.blocks] == ["title", "paragraph", "paragraph"]


def dropped(cap: str, first: str, *, inner: float = 105) -> Article:
    lines = [
        (inner, 740, 10, first),
        (inner, 728, 10, "told the council, and nobody"),
        (70, 716, 10, "was hurt by it."),
    ]
    return article([[(70, 728, 30, cap), *lines, *column(NEXT, 680)]])


def test_a_drop_cap_goes_back_to_its_word() -> None:
    found = dropped("T", "he ferry sailed at noon, he")
    assert found.title is None
    assert texts(found)[0] == "The ferry sailed at noon, he\ntold the council, and nobody\nwas hurt by it."
    assert texts(dropped("N", "OBODY saw it"))[0].startswith("NOBODY saw it\ntold")
    assert texts(dropped("A", "nobody saw it"))[0].startswith("A nobody saw it\ntold")
    assert texts(dropped("A", "nother day had gone"))[0].startswith("Another day had gone\ntold")


@pytest.mark.parametrize(
    ("cap", "first", "left"), [("X", "Harbour news", 95), ("T", "he ferry", 300), ("T", "1 a", 95)]
)
def test_a_large_letter_that_is_no_drop_cap_stays(cap: str, first: str, left: float) -> None:
    large = Line(text=cap, page=1, left=70, right=90, bottom=716, size=30)
    rest = [Line(text=first, page=1, left=left, right=500, bottom=740, size=10),
            Line(text="and went to the pier at noon.", page=1, left=70, right=400, bottom=700, size=10)]  # fmt: skip
    assert paragraphs([large, *rest], 1)[0][0].text == cap


def test_pages_without_text_are_declared_and_scans_refused() -> None:
    found = article([column(BODY, 740), [], column(NEXT, 740)])
    assert found.notes == ("hole: no text on page 2",)
    with pytest.raises(EmptyInput, match="OCR"):
        article([[], []])


BROKEN = [
    (["He wanted it for the long-", "term good."], "long-term"),
    (["A pier-master is no pier mas-", "ter, said the pier-", "master."], "pier-master."),
    (["He was told to re-", "open the pier."], "re\u00adopen"),
    (["The Anglo-", "Norse treaty was read."], "Anglo-Norse"),
    (["In the years 2019-", "20 nothing was built."], "2019-\n20"),
]


@pytest.mark.parametrize(("lines", "stored"), BROKEN)
def test_a_hyphen_at_a_lines_end_breaks_a_word_or_belongs_to_it(lines: list[str], stored: str) -> None:
    assert stored in article([column(lines, 740)]).text


def test_list_items_keep_their_hanging_lines() -> None:
    items = [(70.0, 740.0, 10.0, "1. The first of the demands runs over two lines here"), (84, 728, 10, "and ends."),
             (70, 716, 10, "2. The second is short.")]  # fmt: skip
    found = article([items])
    assert [block.kind for block in found.blocks] == ["list_item", "list_item"]


def test_the_file_tells_author_and_dates() -> None:
    info = "/Author (Mara Quill) /Title (Ferry sails) /CreationDate (D:20260301120000+01'00')"
    found = article([column(BODY, 740)], info=info)
    assert (found.title, found.authors, found.published) == (
        "Ferry sails",
        ("Mara Quill",),
        "2026-03-01T12:00:00+01:00",
    )


@pytest.mark.parametrize("title", ["Microsoft Word - draft.doc", "untitled", "paper.indd"])
def test_titles_that_programs_fill_in_are_none(title: str) -> None:
    assert article([column(BODY, 740)], info=f"/Title ({title})").title is None


def test_a_line_alone_and_no_lines() -> None:
    line = Line(text="Alone.", page=1, left=0, right=10, bottom=0, size=10)
    assert [p.text for p in paragraphs([line], 1)[0]] == ["Alone."]
    assert paragraphs([], 3) == ([], 0)


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n" + b"x" * 1000, b"words", pdf([column(BODY, 740)])[:300]])
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput) as caught:
        list(read(data, name="bad.pdf"))
    assert caught.value.concerns == "bad.pdf"
    assert isinstance(caught.value, AttribuneError)


def test_a_line_that_ends_though_the_next_word_had_room_ends_its_paragraph() -> None:
    told = ["It was so.", "Ada Brandt", "The ferry was late eleven times in April, and nobody said so at all."]
    assert texts(article([column(told, 740)]))[-2:] == told[-2:]
    told[1] = "Ada Brandt and Ola Quist had counted with the harbour master that"
    assert texts(article([column(told, 740)]))[-1] == "\n".join(told[1:])


def test_an_open_quotation_goes_on_behind_a_line_that_ends_on_purpose() -> None:
    lines = [
        Line(text=text, page=1, left=70, right=70 + 5 * len(text), bottom=740 - 12 * number, size=10)
        for number, text in enumerate(["“Cold the quay", "And nobody came to the ferry that morning”, she sang."])
    ]
    assert [one.text for one in paragraphs(lines, 1)[0]] == ["\n".join(line.text for line in lines)]

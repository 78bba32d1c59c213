"""PDFs that hold words which nobody sees, or say other words than they show; each written out byte by byte."""

from __future__ import annotations

import pytest

from attribune.articles.pdf.reader import read
from attribune.records import Article
from tests.articles.made import pdf
from tests.articles.made_pdf import FONT, drawn, image, stream

LINE = "(We will ) Tj {} (reopen the bridge, said Mara Voss.) Tj"
OFF = "<< /Type /OCG /Name (Layer) >>"
LAYERS = "/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] /BaseState /ON >> >>"
CLEAR = "/ExtGState << /G0 << /ca 0 /CA 0 >> /G1 << /ca 1 /CA 1 >> >>"


def article(data: bytes) -> Article:
    (found,) = read(data, name="story.pdf")
    return found


def line(hidden: str, before: str = "", after: str = "") -> str:
    """A sentence with something between "will" and "reopen", and what is drawn under and over it."""
    return f"{before}\nBT /F1 12 Tf 70 700 Td {LINE.format(hidden)} ET\n{after}"


# Where "not" stands: behind "We will " in Helvetica of 12 points.
WIDTH = 41.0
BESIDE = f"BT /F1 12 Tf {70 + WIDTH} 700 Td (not ) Tj ET"
GAP = "[-1700] TJ"

HIDING: dict[str, bytes] = {
    "no ink (mode 3)": drawn(line("3 Tr (not ) Tj 0 Tr")),
    "for clipping alone (mode 7)": drawn(line("7 Tr (not ) Tj ET Q q BT /F1 12 Tf 130 700 Td 0 Tr", "q", "Q")),
    "white": drawn(line("1 g (not ) Tj 0 g")),
    "nearly white": drawn(line("0.95 g (not ) Tj 0 g")),
    "white in colours": drawn(line("1 1 1 rg (not ) Tj 0 g")),
    "white in printing colours": drawn(line("0 0 0 0 k (not ) Tj 0 g")),
    "in the colour of a box": drawn(line("0.2 0.4 0.6 rg (not ) Tj 1 g", "0.2 0.4 0.6 rg 0 600 595 200 re f 1 g")),
    "transparent": drawn(line("/G0 gs (not ) Tj /G1 gs"), resources=CLEAR),
    "in a layer that is off": drawn(
        line("/OC /L BDC (not ) Tj EMC"), resources="/Properties << /L 20 0 R >>", catalog=LAYERS, more={20: OFF.encode()}  # noqa: E501
    ),
    "under a box": drawn(line(GAP, BESIDE, f"1 g {69 + WIDTH} 695 24 18 re f")),
    "under a picture": drawn(
        line(GAP, BESIDE, f"q 24 0 0 18 {69 + WIDTH} 695 cm /I Do Q"),
        resources="/XObject << /I 20 0 R >>",
        more={20: image(value=255)},
    ),
    "clipped": drawn(line(GAP, f"q 0 0 10 10 re W n {BESIDE} Q")),
    "of size 1": drawn(line("/F1 0.5 Tf (not ) Tj /F1 12 Tf")),
    "squeezed": drawn(line("1 Tz (not ) Tj 100 Tz")),
    "scaled to nothing": drawn(line(GAP, f"q 0.01 0 0 0.01 {70 + WIDTH} 700 cm BT /F1 12 Tf (not ) Tj ET Q")),
    "in a form, white": drawn(
        line(GAP, "/X Do"),
        resources="/XObject << /X 20 0 R >>",
        more={20: stream(f"1 g {BESIDE}".encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 {FONT} >> >>")},  # noqa: E501
    ),
    "in a form that cuts it off": drawn(
        line(GAP, "/X Do"),
        resources="/XObject << /X 20 0 R >>",
        more={20: stream(BESIDE.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 {FONT} >> >>")},  # noqa: E501
    ),
    "stroked in white (mode 1)": drawn(line("1 Tr 1 G (not ) Tj 0 Tr 0 G")),
    "without ink over a picture": drawn(
        line("3 Tr (not ) Tj 0 Tr", f"q 24 0 0 18 {69 + WIDTH} 695 cm /I Do Q"),
        resources="/XObject << /I 20 0 R >>",
        more={20: image(value=90)},
    ),
    "under a note's box": drawn(
        line(GAP, BESIDE),
        page=f"/MediaBox [0 0 595 842] /Annots [<< /Type /Annot /Subtype /Square /F 4 /Rect [{69 + WIDTH} 695 {93 + WIDTH} 713] /AP << /N 20 0 R >> >>]",  # noqa: E501
        more={20: stream(b"1 g 0 0 24 18 re f", "/Type /XObject /Subtype /Form /BBox [0 0 24 18]")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", HIDING.values(), ids=HIDING)
def test_words_that_nobody_sees_are_left_out_and_their_place_is_kept(data: bytes) -> None:
    found = article(data)
    assert "not" not in found.text.split(), found.text
    assert found.text == "We will reopen the bridge, said Mara Voss."
    left_out = [
        place for place in found.uncertain if "left out" in place.reason
    ]  # what covers it may leave more doubts
    assert [(place.start, place.end, place.reason) for place in left_out] in (
        [(8, 8, "1 word left out, hidden in the document")],
        [(0, 0, "1 word left out, hidden in the document")],
        [(42, 42, "1 word left out, hidden in the document")],
    )
    assert "left out: 1 word hidden in the document" in found.notes


OUTSIDE = {
    "off the page": drawn(line("", "BT /F1 12 Tf -300 700 Td (Never ) Tj ET")),
    "outside the part that is shown": drawn(
        line("", "BT /F1 12 Tf 70 20 Td (Never ) Tj ET"), page="/MediaBox [0 0 595 842] /CropBox [0 100 595 842]"
    ),
}


@pytest.mark.parametrize("data", OUTSIDE.values(), ids=OUTSIDE)
def test_words_off_the_page_are_left_out_with_a_note(data: bytes) -> None:
    found = article(data)
    assert found.text == "We will reopen the bridge, said Mara Voss."
    assert found.notes == ("left out: 1 word off the page",) and not found.uncertain


def test_words_that_the_document_says_mean_others_are_in_doubt() -> None:
    lie = drawn(line("/Span << /ActualText (not ) >> BDC (now ) Tj EMC"))
    found = article(lie)
    relabelled = [place for place in found.uncertain if "mean other words" in place.reason]
    assert [found.text[place.start : place.end].strip() for place in relabelled] == ["not"]
    honest = drawn(line("/Span << /ActualText (not ) >> BDC (not ) Tj EMC"))
    assert not article(honest).uncertain and "will not reopen" in article(honest).text


def test_words_on_top_of_others_are_in_doubt() -> None:
    for step in (-2, -1, 1, 2):
        found = article(drawn(line("(now ) Tj", f"BT /F1 12 Tf {70 + WIDTH + step} 701 Td (not ) Tj ET")))
        assert any("on top of each other" in place.reason for place in found.uncertain)


def test_a_scan_with_recognised_words_is_read_and_uncertain_as_a_whole() -> None:
    scan = drawn(
        "q 595 0 0 842 0 0 cm /I Do Q\n" + line("").replace("/F1 12 Tf", "3 Tr /F1 12 Tf"),
        resources="/XObject << /I 20 0 R >>",
        more={20: image(value=230)},
    )
    found = article(scan)
    assert found.text == "We will reopen the bridge, said Mara Voss."
    assert [(place.start, place.end) for place in found.uncertain] == [(0, len(found.text))]
    assert found.notes == ("text laid invisibly over a picture, as text recognition does, on 1 page",)


HONEST = {
    "plain": drawn(line("(not ) Tj")),
    "small": drawn(line("(not ) Tj").replace("/F1 12 Tf", "/F1 5 Tf")),
    "grey": drawn(line("0.75 g (not ) Tj 0 g")),
    "yellow": drawn(line("1 1 0 rg (not ) Tj 0 g")),
    "white on dark": drawn(line("(not ) Tj", "0.1 g 0 600 595 200 re f 1 g")),
    "over a picture": drawn(
        line("(not ) Tj", "q 595 0 0 842 0 0 cm /I Do Q"), resources="/XObject << /I 20 0 R >>", more={20: image()}
    ),
    "outlined (mode 1)": drawn(line("1 Tr (not ) Tj 0 Tr")),
    "in a form": drawn(
        "/X Do",
        resources="/XObject << /X 20 0 R >>",
        more={20: stream(line("(not ) Tj").encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 {FONT} >> >>")},  # noqa: E501
    ),
    "turned page": drawn(line("(not ) Tj"), page="/MediaBox [0 0 595 842] /Rotate 90"),
    "cropped page": drawn(line("(not ) Tj"), page="/MediaBox [-50 -50 595 842] /CropBox [50 600 595 800]"),
    "layer that is on": drawn(
        line("/OC /L BDC (not ) Tj EMC"),
        resources="/Properties << /L 20 0 R >>",
        catalog=LAYERS.replace("/OFF [20 0 R]", "/OFF []"),
        more={20: OFF.encode()},
    ),
    "poster": drawn(line("(not ) Tj").replace("/F1 12 Tf", "/F1 60 Tf"), page="/MediaBox [0 0 4000 4000]"),
    "half transparent": drawn(line("/G0 gs (not ) Tj /G1 gs"), resources=CLEAR.replace("/ca 0 ", "/ca 0.5 ")),
}  # fmt: skip


@pytest.mark.parametrize("data", HONEST.values(), ids=HONEST)
def test_what_is_seen_is_read_without_doubt(data: bytes) -> None:
    found = article(data)
    assert "We will not reopen the bridge, said Mara Voss." in " ".join(found.text.split())
    assert not found.uncertain and not found.notes


def test_points_and_thin_signs_are_seen_in_small_type() -> None:
    words = "Il li, it's 1.5: i.e. a;b - c' d| e! (f) 1,111.1 x."
    for size in (5.0, 6.0, 8.0, 10.0):
        found = article(pdf([[(70.3, 700.4 - 13 * n, size, words) for n in range(20)]]))
        assert not found.uncertain and not found.notes, size


def test_figures_above_and_below_their_line_say_so() -> None:
    found = article(
        drawn(
            "BT /F1 12 Tf 70 700 Td (About 10) Tj /F1 7 Tf 5 Ts (16) Tj 0 Ts /F1 12 Tf ( of H) Tj -3 Ts (2) Tj 0 Ts (O in 2019.) Tj ET"  # noqa: E501
        )
    )
    assert found.text == "About 10¹⁶ of H₂O in 2019." and not found.uncertain


def mapped(pairs: dict[str, str], base: str = "Helvetica") -> tuple[dict[str, str], dict[int, bytes]]:
    """A font F2 whose signs say that they are others: what is drawn → what is said."""
    lines = "\n".join(f"<{ord(drawn):02x}> <{ord(said):04x}>" for drawn, said in pairs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap end end"  # noqa: E501
    )
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding /ToUnicode 20 0 R >>"
    return {"F2": font}, {20: stream(cmap.encode())}


@pytest.mark.parametrize("base", ["Helvetica", "Times-Roman", "Courier"])
@pytest.mark.parametrize(("shown", "said"), [("now", "not"), ("51", "14"), ("wild", "tame"), ("guilt", "peace")])
def test_fonts_that_say_their_signs_are_others_are_in_doubt(base: str, shown: str, said: str) -> None:
    fonts, more = mapped(dict(zip(shown, said, strict=True)), base)
    words = f"BT /F1 12 Tf 70 700 Td (We had ) Tj /F2 12 Tf ({shown}) Tj /F1 12 Tf ( of it.) Tj ET"
    found = article(drawn(words, fonts=fonts, more=more))
    assert found.text == f"We had {said} of it."
    assert any("look like others" in place.reason for place in found.uncertain)
    assert found.notes


@pytest.mark.parametrize("base", ["Helvetica", "Times-Roman", "Times-Italic", "Times-Bold", "Courier", "Courier-Bold"])
@pytest.mark.parametrize("size", [5, 8, 11, 30])
def test_fonts_that_say_what_they_are_leave_no_doubt(base: str, size: int) -> None:
    signs = "The quick brown fox jumps over a lazy dog, 1234567890. JACKDAWS LOVE MY BIG SPHINX OF QUARTZ: VEX."
    fonts, more = mapped({sign: sign for sign in set(signs)}, base)
    for turn in ("", "/Rotate 90", "/Rotate 180"):
        page = f"/MediaBox [0 0 2595 842] {turn}"
        found = article(drawn(f"BT /F2 {size} Tf 70.3 700.7 Td ({signs}) Tj ET", fonts=fonts, more=more, page=page))
        assert not found.uncertain, (found.text, found.uncertain)
    turned = article(drawn(f"BT /F2 {size} Tf 0 1 -1 0 300 70 Tm ({signs[:40]}) Tj ET", fonts=fonts, more=more))
    assert not turned.uncertain

"""Quotation marks that are escaped, encoded twice or replaced are found, and a language's own letters are none."""

from __future__ import annotations

import html
import quopri
import urllib.parse

import pytest

from attribune.articles.decoding.written_marks import unread

WORDS = "We will not close the route, and we have 21 crews,"
STORY = f"The ferry stays.\n\n“{WORDS}” Mara Voss said on Friday. It is so.\n"
DECODED = {
    f"{meant} read as {read}": STORY.encode(meant).decode(read)
    for read, meant in (
        ("cp1252", "mac-roman"),
        ("latin-1", "utf-8"),
        ("latin-1", "cp1252"),
        ("mac-roman", "utf-8"),
        ("mac-roman", "cp1252"),
        ("cp437", "utf-8"),
        ("cp437", "cp1252"),
        ("cp850", "cp1252"),
    )
}


def marked(opening: str, closing: str) -> str:
    return STORY.replace("“", opening).replace("”", closing)


ESCAPED = {
    "quoted-printable": quopri.encodestring(STORY.encode()).decode(),
    "percent": urllib.parse.quote(STORY),
    "percent, signs only": urllib.parse.quote(STORY, safe=" ,.\n"),
    "UTF-7": STORY.encode("utf-7").decode(),
    "UTF-8 as Windows reads it, a byte lost": STORY.encode().decode("cp1252", "replace"),
    "entities": marked("&ldquo;", "&rdquo;"),
    "entities escaped": html.escape(html.escape(marked("&#8220;", "&#x201D;"))),
    "bytes": marked(r"\xe2\x80\x9c", r"\xe2\x80\x9d"),
    "JSON": marked(r"\u201c", r"\u201d"),
    "RTF": marked(r"\u8220?", r"\u8221?"),
    "RTF by name": marked(r"\ldblquote ", r"\rdblquote "),
    "TeX": marked(r"\enquote{", "}"),
    "question marks": marked("?", "?"),
    "lost": marked("\ufffd", "\ufffd"),
    "primes": marked("″", "″"),
    "brackets": marked("⟪", "⟫"),
    "angles": marked("<<", ">>"),
    "a forum": marked("[quote=Voss]", "[/quote]"),
}


@pytest.mark.parametrize("text", [*DECODED.values(), *ESCAPED.values()], ids=[*DECODED, *ESCAPED])
def test_quotations_with_marks_written_another_way(text: str) -> None:
    read = ["“Nobody asked the fishermen before this,”"]
    assert any("not" in words and "21" in words for words in unread(text + read[0], read, 3))


HONEST = {
    "read as it is": STORY,
    "French": "« Près de l’île », a-t-elle dit. Où ? Ó Briain et Òscar n’ont rien ajouté. Ça va, « même là-bas ».",
    "Finnish": "Äiti sanoi: ”Öljyä on vähän täällä.” Hän meni kotiin työpäivän jälkeen. Ällistynyt mies jäi yöksi.",
    "Portuguese": "“A ponte não vai reabrir também, porque ninguém nos avisou”, disse. São milhões de reais.",
    "Hebrew letters": "יו״ר ועד ההורים, דנה כהן, אמרה דברים רבים על צה״ל ועל חז״ל.",
    "measures": "It is 6′ 2″ high and 5′ 11″ wide, and 12″ of rain fell on 3″ of snow that day.",
    "a question": "Who paid? Nobody knows. Why ask? “We paid,” she said.",
    "an address": "See https://quay.example/?q=%22we+paid+it%22&page=2 and a+b-c or +44 20 7946 0958 of the desk.",
    "brackets": "The vote [on the pier] (the third {so far}) was put off.",
    "shifts": "1 << 2 and 16 >> 3, a = b >> c and d >> e.",
    "Chinese": "【本报临江讯】公司总经理表示：“我们不会拿乘客的安全开玩笑。”他读过《三体》。",
    "equals": "x=20 and y=3D, so A=41 or B=42.",
}  # fmt: skip


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_what_is_no_quotation_or_was_read(text: str) -> None:
    from attribune.text.quotes import quotations

    assert list(unread(text, [text[one.start : one.end] for one in quotations(text)], 3)) == []

"""Style sheets that came with a page are read where it links to them."""

from __future__ import annotations

from email.message import EmailMessage

from attribune.articles.html import mhtml
from attribune.articles.mail import reader as mail
from tests.articles.hidden_words import WITH, page

HIDDEN = WITH.replace("not ", "<i class=x>not </i>")


def saved(link: str, location: str) -> bytes:
    body = page(HIDDEN).replace("<head>", f"<head><link rel=stylesheet href='{link}'>")
    assert link in body
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    first = f"--B\r\nContent-Type: text/html\r\nContent-Location: https://quay.example/a/b\r\n\r\n{body}\r\n"
    sheet = f"--B\r\nContent-Type: text/css\r\nContent-Location: {location}\r\n\r\n.x{{display:none}}\r\n--B--\r\n"
    return (head + first + sheet).encode()


def test_a_sheet_saved_with_the_page_hides() -> None:
    for link, location in (("cid:c@m", "cid:c@m"), ("s.css", "https://quay.example/a/s.css")):
        article = next(mhtml.read(saved(link, location), name="p.mhtml"))
        assert "We will close" in article.text
        assert article.uncertain


def test_a_sheet_that_did_not_come_is_passed_over() -> None:
    article = next(mhtml.read(saved("cid:other", "cid:c@m"), name="p.mhtml"))
    assert "We will not close" in article.text


def test_a_tag_that_closes_itself_stays_open_in_a_mail() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Mara Voss <m@quay.example>", "Harbour"
    message.set_content(page(WITH.replace("not ", "<i hidden/>not </i>")), subtype="html")
    assert "not close" not in next(mail.read(message.as_bytes(), name="m.eml")).text

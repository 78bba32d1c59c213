"""Files of every format with one shape each: texts that any format can hold, and what only its own markup can.

``TEXTS`` makes paragraphs: many quotations, many short lines, one line, names, figures, words of each list of the
lexicon. ``FORMS`` puts paragraphs into a format. ``MARKUP`` makes what stands in no text: nesting, attributes, styles,
notes, cells, members, headers. ``files`` yields them all with their names.
"""

# ruff: noqa: E501 (shapes stand on one line each)
from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files as resources
from itertools import cycle, islice

from attribune.articles import limits
from benchmarks.full_files import (
    LAST,
    WORDS,
    name,
    prose,
    quotations,
    sentence,
    short_quotations,
)
from tests.articles.sample_files import docx, epub, page_record, paragraph, pdf, zipped

_size = [950_000]  # bytes of text; what a format adds comes on top
BODY = "“The ferry sailed at noon,” Mara Quill, who keeps the light, said on Tuesday. It took 21 minutes."
Parts = list[str]
_DAYS = ("Monday", "3 March 2025", "March 3", "last May", "12:30 p.m.", "2025-03-03", "the 1990s", "yesterday")


def size() -> int:
    """Return how many bytes of text a file has."""
    return _size[0]


def set_size(most: int) -> None:
    """Make files of so many bytes from now on."""
    _size[0] = most


def few(count: int) -> int:
    """Return a count of a whole file for a file of the size that was set."""
    return count * size() // 950_000


def _until(parts: Iterator[str]) -> Parts:
    """Return the first parts of so many bytes together, each with a line break behind it."""
    out, length = Parts(), 0
    for part in parts:
        length += len(part.encode()) + 2
        if length > size():
            break
        out.append(part)
    return out


def _drawn(make: Callable[[random.Random], str], seed: int = 11) -> Parts:
    draw = random.Random(seed)
    return _until(make(draw) for _ in iter(int, 1))


def _joined(parts: Parts, between: str, each: int = 1 << 60) -> Parts:
    return [between.join(parts[n : n + each]) for n in range(0, len(parts), each)]


def _edited(draw: random.Random) -> str:
    words = sentence(draw, 9, 16)[:-1].split()
    words.insert(draw.randrange(2, 8), draw.choice(("…", "[the keeper]", "[sic]", "[…]", "...", "— ")))
    return f"“{' '.join(words)},” said {name(draw)}."


def _lists() -> Iterator[str]:
    """Yield sentences that hold entries of all lists of the English lexicon, in quotations and around them."""
    words = sorted({word for list_ in lists().values() for word in entries(list_)})
    draw = random.Random(3)
    while True:
        some = " ".join(draw.sample(words, 6))
        yield draw.choice((
            f"“{some.capitalize()},” said {name(draw)}.",
            f"{name(draw)} {draw.choice(words)}: “{sentence(draw, 3, 5)}” {some.capitalize()}.",
            f"{some.capitalize()} {name(draw)}.",
        ))  # fmt: skip


def lists() -> dict[str, str]:
    """Return the lists of the English lexicon, by name."""
    root = resources("attribune.lexicon") / "en"
    return {
        f"{folder.name}/{file.name}": file.read_text(encoding="utf-8")
        for folder in sorted(root.iterdir(), key=lambda one: one.name)
        if folder.is_dir()
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        if file.name.endswith((".txt", ".tsv"))
    }


def entries(text: str) -> list[str]:
    """Return the words of the first two columns of a list, no patterns."""
    rows = (line.split("\t")[:2] for line in text.splitlines() if line and not line.startswith("#"))
    cells = {cell.strip() for row in rows for cell in row}
    return sorted(cell for cell in cells if cell.replace(" ", "").replace("-", "").replace("’", "").isalpha())


def repeated_list(text: str) -> Parts:
    """Return sentences of one list's own words, each many times, quoted and not."""
    turn = cycle(entries(text) or ["ferry"])

    def line(number: int) -> str:
        some = " ".join(islice(turn, 7))
        return f"“{some},” {LAST[number % 16]} said. The {some} keeper." if number % 2 else f"{some.capitalize()}."

    return _joined(_until(line(n) for n in range(1 << 30)), " ", 6)


def _nested_marks(draw: random.Random) -> str:
    return f"“He said, ‘{sentence(draw, 3, 5)[:-1]},’ and she said, ‘{sentence(draw, 2, 4)[:-1]}’,” {name(draw)} said."


def _denied(draw: random.Random) -> str:
    words = sentence(draw, 4, 7)[:-1].lower()
    return draw.choice((
        f"“{words.capitalize()},” {name(draw)} said, but later denied it.",
        f"Correction: {name(draw)} didn’t say “{words}”, as an earlier version of this article said.",
        f"“If {words}, we sail unless {words},” he warned, not that {words}.",
        f"{name(draw)} was quoted as saying that {words}, according to {name(draw)}, who told the Brine Post.",
    ))  # fmt: skip


def _named(draw: random.Random) -> str:
    return f"{name(draw)}, the {draw.choice(WORDS)} {draw.choice(('minister', 'keeper', 'chair', 'mayor'))} of Ellery,"


QUOTES, STATEMENTS = limits.MOST_QUOTATIONS - 10, limits.MOST_STATEMENTS - 10
TEXTS: dict[str, Callable[[], Parts]] = {
    "quotations of a draft": lambda: quotations(few(QUOTES), size()),
    "quotations": lambda: quotations(few(STATEMENTS), size()),
    "quotations in one paragraph": lambda: [" ".join(quotations(few(STATEMENTS), size()))],
    "short quotations": lambda: short_quotations(few(QUOTES), size()),
    "short quotations of evidence": lambda: short_quotations(few(STATEMENTS), size()),
    "one quotation again": lambda: ["“The ferry sailed at noon,” said Mara Quill."] * few(QUOTES),
    "edited quotations": lambda: _drawn(_edited)[: few(QUOTES)],
    "long quotations": lambda: [
        f"“{' '.join(prose(9_000, n)).translate({8220: None, 8221: None})}” said {name(random.Random(n))}."
        for n in range(few(95))
    ],
    "nested marks": lambda: _drawn(_nested_marks)[: few(QUOTES) // 3],
    "block quotes": lambda: _drawn(lambda draw: f"> {sentence(draw)}\n> — {name(draw)}")[: few(QUOTES)],
    "turns": lambda: _drawn(lambda draw: f"{name(draw).upper()}: {sentence(draw)} {sentence(draw)}")[: few(STATEMENTS)],
    "paragraphs": lambda: _until(f"{WORDS[n % 37]} {n}." for n in range(few(limits.MOST_BLOCKS - 50))),
    "short lines": lambda: ["\n".join(_until(f"{WORDS[n % 37]} {n % 9}" for n in range(few(limits.MOST_BLOCKS - 50))))],
    "one line": lambda: [" ".join(prose(size()))],
    "prose": lambda: prose(size()),
    "no full stop": lambda: [" ".join(_until(WORDS[n * 7919 % 37] for n in range(1 << 30)))[: size() - 9]],
    "names": lambda: _joined(_drawn(name), ", ", 400),
    "names with posts": lambda: _joined(_drawn(_named), " ", 60),
    "statements": lambda: _joined(["Al said he goes."] * few(STATEMENTS), " ", 5),
    "said again and again": lambda: _joined(_drawn(lambda d: f"{d.choice(LAST)} said that he said"), " ", 90),
    "figures": lambda: _joined(
        _until(f"The {WORDS[n % 37]} cost ${n}." for n in range(few(limits.MOST_FIGURES - 90))), " ", 9
    ),
    "number words": lambda: _joined(
        _drawn(lambda d: d.choice(("two", "hundred", "twenty-one", "and", "million"))), " ", 300
    ),
    "dates": lambda: _joined(_drawn(lambda d: f"on {d.choice(_DAYS)} {d.choice(WORDS)}"), " ", 9),
    "denials and conditions": lambda: _drawn(_denied)[: few(QUOTES)],
    "words of all lists": lambda: _joined(_until(_lists()), " ", 5),
    "pronouns": lambda: _joined(
        _drawn(
            lambda d: (
                f"{d.choice(('He', 'She', 'They', 'It'))} {d.choice(('said', 'told her', 'was', 'thought they'))} {d.choice(WORDS)}."
            )
        ),
        " ",
        7,
    ),
    "links and posts": lambda: _drawn(
        lambda d: f"{sentence(d)} https://brine.example/{d.random()} — {name(d)} (@{d.choice(LAST)}) March 3, 2025"
    ),
    "brackets": lambda: _joined(_drawn(lambda d: d.choice(("(", "[", ")", "]", "{", "}", "a ", "— "))), "", 500),
    "signs": lambda: _joined(_drawn(lambda d: d.choice("“”‘’'\"()[]…—–-.,;:!?%$&@#*/\\|~^ abcA1")), "", 500)[:120],
    "other scripts": lambda: _drawn(
        lambda d: (
            "".join(chr(d.choice((0x4E00, 0x3042, 0x410, 0x5D0, 0x627, 0xAC00)) + d.randrange(25)) for _ in range(90))
            + "。"
        )
    ),
    "foreign quotations": lambda: _drawn(
        lambda d: f"„{sentence(d)[:-1]}“, sagte {name(d)} am Dienstag und der {d.choice(WORDS)} ist nicht gut."
    )[: few(QUOTES)],
    "composed signs": lambda: _joined(
        _drawn(lambda d: d.choice(("e\u0301", "ﬁre", "\u00adx", "\u200bA", "ä "))), "", 600
    ),
}


def page(inner: str, head: str = "") -> bytes:
    return f"<html><head><title>Ferry sails</title>{head}</head><body><article><h1>Ferry sails</h1>{inner}</article></body></html>".encode()


def tagged(parts: Parts, tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(part)}</{tag}>" for part in parts)


def _word(parts: Parts) -> bytes:
    return docx("".join(paragraph(escape(part)) for part in parts))


def _rtf(parts: Parts) -> bytes:
    text = "\\par ".join(
        part.replace("\\", "").replace("{", "").replace("}", "").replace("\n", "\\line ") for part in parts
    )
    return f"{{\\rtf1\\ansi {''.join(c if c.isascii() else f'{chr(92)}u{ord(c) - 65536 * (ord(c) > 32767)}?' for c in text)}\\par}}".encode()


_ODT = "urn:oasis:names:tc:opendocument:xmlns"


def odt_body(inner: str, styles: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{key}="{_ODT}:{key}:1.0"' for key in ("office", "text", "table", "style"))
    compatible = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # codespell:ignore fo
    content = (
        f"<office:document-content {spaces} {compatible}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{inner}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _chapters(parts: Parts) -> bytes:
    each = max(1, len(parts) // 20 + 1)
    return epub({f"c{n}.xhtml": page(tagged(parts[n : n + each])).decode() for n in range(0, len(parts), each)})


def _pdf(parts: Parts) -> bytes:
    """Return pages of 58 lines of 90 characters; at most 170 of them, as many glyphs as may be read."""
    lines = Parts()
    for part in parts:
        plain = part.replace("“", '"').replace("”", '"').replace("’", "'").replace("\n", " ")
        plain = plain.encode("ascii", "replace").decode().replace("\\", "/").replace("(", "[").replace(")", "]")
        lines += [plain[n : n + 90] for n in range(0, len(plain), 90)]
    lines = lines[: 58 * 170]
    return pdf([[(60.0, 800.0 - 13 * k, 10.0, line) for k, line in enumerate(lines[n : n + 58])] for n in range(0, len(lines), 58)])  # fmt: skip


def time_of(seconds: int, comma: str) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{comma}000"


def cues(parts: Parts, comma: str = ".") -> bytes:
    cues = (f"{n + 1}\n{time_of(n, comma)} --> {time_of(n + 1, comma)}\n{part}" for n, part in enumerate(parts))
    return ("" if comma == "," else "WEBVTT\n\n").encode() + "\n\n".join(cues).encode()


def cells(parts: Parts, each: int) -> bytes:
    cells = ("\n\n".join(parts[n : n + each]).replace('"', '""') for n in range(0, len(parts), each))
    return "\r\n".join(["title,date,text", *(f'Ferry {n},2026-03-01,"{c}"' for n, c in enumerate(cells))]).encode()


def feed(parts: Parts, each: int) -> bytes:
    items = "".join(
        f"<item><title>Ferry {n}</title><link>https://brine.example/{n}</link><description>"
        f"{escape(tagged(parts[n : n + each]))}</description></item>" for n in range(0, len(parts), each)
    )  # fmt: skip
    return f"<rss><channel><title>Brine</title>{items}</channel></rss>".encode()


def _atom(parts: Parts) -> bytes:
    content = f'<content type="html">{escape(tagged(parts))}</content>'
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Brine</title><entry><title>Ferry</title><id>a:1</id>'
        f"<updated>2026-03-01T12:00:00Z</updated>{content}</entry></feed>"
    ).encode()


def mail(
    text: bytes, head: str = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
) -> bytes:
    return f"From: Mara Quill <q@brine.example>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n{head}\r\n".encode() + text


def _mailbox(parts: Parts) -> bytes:
    each = max(1, len(parts) // 300)
    return b"".join(
        b"From q@brine.example Tue Mar  3 12:00:00 2026\n" + mail("\n\n".join(parts[n : n + each]).encode()).replace(b"\r", b"") + b"\n\n"
        for n in range(0, len(parts), each)
    )  # fmt: skip


def _records(parts: Parts, each: int) -> bytes:
    return b"".join(
        page_record(page(tagged(parts[n : n + each])), url=f"https://brine.example/{n}")
        for n in range(0, len(parts), each)
    )


def _lines(parts: Parts, each: int) -> bytes:
    rows = (json.dumps({"title": f"Ferry {n}", "text": "\n\n".join(parts[n : n + each])}, ensure_ascii=False) for n in range(0, len(parts), each))  # fmt: skip
    return "\n".join(rows).encode()


def _many(parts: Parts) -> int:
    """Return how many paragraphs make a part of a file of several hundred articles."""
    return max(1, len(parts) // 450 + 1)


FORMS: dict[str, tuple[str, Callable[[Parts], bytes]]] = {
    "txt": (".txt", lambda p: "\n\n".join(p).encode()),
    "md": (".md", lambda p: ("# Ferry\n\n" + "\n\n".join(p)).encode()),
    "html": (".html", lambda p: page(tagged(p))),
    "html list": (".html", lambda p: page(f"<ul>{tagged(p, 'li')}</ul>")),
    "json": (".json", lambda p: json.dumps({"title": "Ferry", "text": "\n\n".join(p)}, ensure_ascii=False).encode()),
    "jsonl": (".jsonl", lambda p: _lines(p, _many(p))),
    "csv": (".csv", lambda p: cells(p, len(p) or 1)),
    "csv rows": (".csv", lambda p: cells(p, _many(p))),
    "rtf": (".rtf", _rtf),
    "docx": (".docx", _word),
    "odt": (".odt", lambda p: odt_body("".join(f"<text:p>{escape(part)}</text:p>" for part in p))),
    "epub": (".epub", _chapters),
    "pdf": (".pdf", _pdf),
    "srt": (".srt", lambda p: cues(p, ",")),
    "vtt": (".vtt", cues),
    "warc": (".warc", lambda p: _records(p, _many(p))),
    "rss": (".xml", lambda p: feed(p, _many(p))),
    "rss, one": (".rss", lambda p: feed(p, len(p) or 1)),
    "atom": (".atom", _atom),
    "eml": (".eml", lambda p: mail("\n\n".join(p).encode())),
    "mbox": (".eml", _mailbox),
    "mhtml": (
        ".mhtml",
        lambda p: (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://brine.example/1\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
            b"Content-Transfer-Encoding: 8bit\r\n\r\n" + page(tagged(p)) + b"\r\n--b--\r\n"
        ),
    ),
}

for _name, _text in lists().items():
    TEXTS[f"list {_name}"] = lambda text=_text: repeated_list(text)  # type: ignore[misc]

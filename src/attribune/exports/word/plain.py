"""Word documents made of lines: a report, or the plain text of a draft."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from attribune.articles.document.own_output import NAME
from attribune.exports.check_document import Line, Shape
from attribune.exports.word.markup import XML_HEAD, clean, paragraph_xml
from attribune.records import Article, Block, BlockKind

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# shape → (id of its style, its name in Word, its look)
_STYLES: dict[Shape, tuple[str, str, str]] = {
    "title": ("Title", "Title", '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'),
    "heading": ("Heading1", "heading 1",
                '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>'),
    "item": ("ListParagraph", "List Paragraph", '<w:pPr><w:ind w:left="360"/></w:pPr>'),
    "quote": ("Quote", "Quote", '<w:pPr><w:ind w:left="720" w:right="720"/></w:pPr>'),
}  # fmt: skip
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_SHAPES: dict[BlockKind, Shape] = {
    "title": "title", "heading": "heading", "list_item": "item", "blockquote": "quote", "pull_quote": "quote",
}  # fmt: skip


def document(lines: Sequence[Line], *, title: str = "Quotation check", author: str = NAME) -> bytes:
    """Return a Word document of these lines."""
    body = "".join(paragraph_xml(_bulleted(line), style=_STYLES.get(line.shape, ("",))[0]) for line in lines)
    return _packed(body, title=title, author=author)


def _bulleted(line: Line) -> Line:
    return Line(line.shape, (("• ", ""), *line.runs)) if line.shape == "item" else line


def from_article(article: Article) -> tuple[bytes, Article]:
    """Return an article's text as a plain Word document, and the article with the places of its lines in that."""
    kinds = {block.start: block.kind for block in article.blocks}
    lines, blocks, at = [], [], 0
    for text in article.text.split("\n"):
        shape = _SHAPES.get(kinds.get(at, "paragraph"), "text")
        lines.append(paragraph_xml(Line(shape, ((text.rstrip("\r"), ""),)), style=_STYLES.get(shape, ("",))[0]))
        blocks.append(Block(kind="paragraph", start=at, end=at + len(text), xpath=f"(//w:p)[{len(lines)}]"))
        at += len(text) + 1
    made = _packed("".join(lines), title=article.title or "", author=", ".join(article.authors))
    return made, replace(article, blocks=tuple(blocks))


def _packed(body: str, *, title: str, author: str) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{look}</w:style>'
        for key, name, look in _STYLES.values()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_MAIN}">{_DEFAULTS}{styles}</w:styles>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(title))}</dc:title><dc:creator>{escape(clean(author))}</dc:creator>"
        "</cp:coreProperties>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in files.items():
            archive.writestr(
                zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), (XML_HEAD + text).encode(), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()

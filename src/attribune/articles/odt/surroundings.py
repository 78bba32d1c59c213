"""Parts of an OpenDocument text, around and between words, that leave it uncertain what is seen of them."""

from __future__ import annotations

from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.docx.labels import LABEL, says_something
from attribune.articles.odt.styles import Styles, attribute

FOREIGN = "an element of the document that isn't known"
CONDITION = "text that a condition shows or hides in the document"
COLUMNS = "words in a table of which a part is hidden"
OVER = "the document has a shape or a box that lies free on the page and may cover words or stand between them"
BETWEEN = "a picture, box or object between the words, which isn't read here"
MADE_ANEW = "words that the document makes anew when it is shown"
SHAPES = frozenset(
    "frame custom-shape rect g ellipse caption line polyline polygon regular-polygon path circle connector measure "
    "control page-thumbnail scene".split()
)
# Elements inside a paragraph that show their words as they stand in the file, or nothing.
SHOWN = frozenset(
    "span a meta meta-field bookmark "
    "bookmark-start bookmark-end reference-mark reference-mark-start reference-mark-end "
    "change-start change-end soft-page-break variable-set "
    "variable-get variable-input bookmark-ref reference-ref note-ref "
    "sequence-ref sequence text-input placeholder expression drop-down label number bibliography-mark ruby-base "
    "hidden-text conditional-text hidden-paragraph toc-mark toc-mark-start toc-mark-end user-index-mark "
    "user-index-mark-start user-index-mark-end alphabetical-index-mark alphabetical-index-mark-start "
    "alphabetical-index-mark-end title subject description "
    "keywords initial-creator creation-date creation-time creator "
    "author-name author-initials chapter file-name template-name "
    "user-defined modification-date modification-time s tab "
    "line-break note annotation annotation-end index-title-template index-entry-chapter index-entry-text "
    "index-entry-page-number index-entry-tab-stop index-entry-span index-entry-link-start index-entry-link-end".split()
)
_OPEN_DOCUMENT = ("urn:oasis:names:tc:opendocument:", "urn:org:documentfoundation:", "http://www.w3.org/1998/Math")
# Spaces of attributes that programs for such documents know.
_KNOWN = (*_OPEN_DOCUMENT, "http://www.w3.org/", "http://openoffice.org/", "http://purl.org/dc/")
# Fields that programs fill anew from the document when they open it; a number that they hold is taken as it stands.
_FILLED_ANEW = frozenset(
    "sequence bookmark-ref reference-ref note-ref sequence-ref variable-set expression user-defined title subject "
    "description keywords chapter file-name template-name initial-creator creator".split()
)
# Fields whose words stand in an attribute.
_IN_ATTRIBUTES = frozenset({"hidden-text", "conditional-text", "drop-down", "chapter"})


def is_foreign(element: Any) -> bool:
    """True if an element is of no format that programs for such documents know."""
    return not str(element.tag).lstrip("{").startswith(_OPEN_DOCUMENT)


def without_foreign_attributes(root: Any) -> Any:
    """Return the root, whose elements have no attributes of formats that programs for such documents don't know."""
    for element in root.iter():
        for key in element.attrib:
            if str(key).startswith("{") and not str(key)[1:].startswith(_KNOWN):
                del element.attrib[key]
    return root


def is_filled_anew(element: Any, name: str) -> bool:
    """True if a field has words, or should have, that programs may replace by others when they open the document."""
    if name in _IN_ATTRIBUTES and not "".join(element.itertext()).strip():
        return True
    if name not in _FILLED_ANEW or attribute(element, "fixed") == "true":
        return False
    return any(char.isalpha() for char in "".join(element.itertext()))


class Surroundings:
    """Finds the doubts about words that come from elements around them, once for each element."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[Any, str] = {}

    def doubt(self, paragraph: Any) -> str:
        """Return why it is in doubt that the words of a paragraph are seen."""
        for parent in paragraph.iterancestors():
            if parent not in self._known:
                self._known[parent] = self._of(parent)
            if self._known[parent]:
                return self._known[parent]
        if any(local(one) == "hidden-paragraph" for one in paragraph):
            return CONDITION
        return self._styles.doubt("paragraph", attribute(paragraph, "style-name"))

    def label(self, paragraph: Any) -> str:
        """Return why the label of a paragraph in a list, or of a heading, matters."""
        level, style = 0, ""
        for parent in paragraph.iterancestors():
            if local(parent) == "list":
                level += 1
                style = style or attribute(parent, "style-name")
        if local(paragraph) == "h":
            number = attribute(paragraph, "outline-level")
            level = level or (int(number) if number.isdecimal() and len(number) < 3 else 1)
            style = style or "outline"
        chain = self._styles.chain("paragraph", attribute(paragraph, "style-name"))
        named = [*(one.list_style for one in chain if one.list_style), style]
        labels = (self._styles.labels.get((name, max(level, 1)), "") for name in named)
        return LABEL if any(says_something(label, glued=False) for label in labels) else ""

    def is_over(self, shape: Any) -> bool:
        """True if a shape lies over the text without moving it."""
        if attribute(shape, "anchor-type") == "as-char":
            return False
        style = attribute(shape, "style-name")
        return (
            self._styles.value("graphic", style, "paragraph:wrap") == "run-through"
            and self._styles.value("graphic", style, "paragraph:run-through") != "background"
        )

    def _of(self, element: Any) -> str:
        name = local(element)
        if is_foreign(element):
            return FOREIGN
        if name == "section" and attribute(element, "display") == "condition":
            return CONDITION
        if name == "section" and any(local(one) in ("section-source", "dde-source") for one in element):
            return MADE_ANEW
        if name == "table":
            style = attribute(element, "style-name")
            hidden = any(
                local(one) == "table-column" and attribute(one, "visibility") in ("collapse", "filter")
                for one in element.iter()
            )
            return COLUMNS if hidden or self._styles.value("table", style, "paragraph:display") == "false" else ""
        if name in SHAPES and attribute(element, "layer") not in ("", "layout"):
            return COLUMNS
        return ""

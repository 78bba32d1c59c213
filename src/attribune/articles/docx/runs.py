"""The paragraphs of one part of a Word document → their words, and what a reader doesn't see of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.builder import TextBuilder
from attribune.articles.document.omissions import DELETED, HIDDEN, Look, Marked, Tally
from attribune.articles.docx.appearance import TURNED, Looks, doubt_of
from attribune.articles.docx.fields import MADE_ANEW, Fields
from attribune.articles.docx.foreign import FOREIGN
from attribune.articles.docx.labels import Labels
from attribune.articles.docx.shapes import BETWEEN, is_between
from attribune.articles.docx.styles import STRICT, WORD, Style, attribute, form_of, is_on
from attribune.records import Block, Link, Uncertain

_R_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
         "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_LEFT_OUT = frozenset({"rpr", "ppr", "annotation", "rt", "sectpr", "sdtpr", "sdtendpr",
                       "deltext", "delinstrtext"})  # fmt: skip
_DELETED = frozenset({"del", "movefrom"})
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "mt extra")
_PRIVATE = 0xF000  # from here 256 places, in which Word keeps the signs of fonts with an encoding of their own
_SIGNS = {"tab": "\t", "ptab": "\t", "nobreakhyphen": "\u2011", "softhyphen": "\u00ad"}
_KNOWN_TO_WORD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
FORMULA = "a formula, of which the words alone are read"
BOUND = "words that the document takes from another of its parts when it is shown"
STRANGE = "an element of the document that isn't known"
MERGED = "words in a cell of a table that another one covers"
BLANKS = "blanks at the edge of words, which some programs don't show"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RANGE = ("rangestart", "rangeend")  # where a change, a comment or the like begins or ends
# Elements in whose place nothing is shown, and those whose content is shown as it stands. All others leave a doubt.
_NOTHING = frozenset(
    "prooferr bookmarkstart bookmarkend lastrenderedpagebreak "
    "footnotereference endnotereference commentreference annotationref "
    "footnoteref endnoteref separator continuationseparator permstart permend "
    "smarttagpr customxmlpr rubypr rt t ctrlpr".split()
)
_NOTE_MARKS = frozenset({"footnotereference", "endnotereference"})
_SHOWN = frozenset(
    "r ins moveto hyperlink smarttag customxml sdt sdtcontent bdo dir fldsimple rubybase alternatecontent choice "
    "fallback del movefrom".split()
)
PLACEHOLDER = "words that stand in for what nobody has written"


@dataclass(slots=True)
class Draft:
    """The article so far."""

    looks: Looks
    styles: dict[str, Style]
    labels: Labels
    builder: TextBuilder = field(default_factory=TextBuilder)
    tally: Tally = field(default_factory=Tally)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    places: list[Uncertain] = field(default_factory=list)
    told: dict[Any, Any] = field(default_factory=dict)  # what is asked of one element for each paragraph inside it


@dataclass(slots=True)
class _Paragraph:
    """One paragraph's pieces; a line break makes the next piece. Links are (href, piece number, start, end)."""

    pieces: list[Marked]
    links: list[tuple[str, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    """The state inside a paragraph's element: look of the words, doubt, link target."""

    look: Look
    doubt: str = ""
    href: str | None = None
    deleted: bool = False


def add(root: Any, prefix: str, targets: dict[str, str], draft: Draft) -> None:
    """Add the blocks of one part, paragraph by paragraph."""
    fields = Fields()
    titled = bool(draft.blocks)
    begun: dict[Any, tuple[int, _Paragraph]] = {}  # what stands before a paragraph whose mark before it is deleted
    number = 0
    for element in root.iter():
        if local(element) != "p" or element.tag not in (WORD + "p", STRICT + "p"):
            continue
        number += 1
        if _is_separator(element) or _is_left_out(element, draft.told):
            continue
        first, paragraph = begun.pop(element, (number, _Paragraph([Marked(draft.tally)])))
        note = element.getparent()
        if note is not None and local(note) in ("footnote", "endnote") and not paragraph.pieces[0].has_words:
            paragraph.links.append((_note_name(local(note), note), 0, 0, 0))
        _collect(element, targets, draft, fields, paragraph)
        after = _joined_to(element)
        if after is not None:
            begun[after] = (
                first if any(piece.has_words for piece in paragraph.pieces) else number + 1,
                paragraph,
            )
            continue
        kind, depth = form_of(element, draft.styles)
        label = draft.labels.doubt(element)
        if kind == "title" and titled:
            kind = "heading"
        titled = titled or kind == "title"
        _add_paragraph(
            paragraph, Block(kind=kind, start=0, end=0, depth=depth, xpath=f"{prefix}(//w:p)[{first}]"), draft, label
        )


def _add_paragraph(paragraph: _Paragraph, form: Block, draft: Draft, label: str) -> None:
    """Add a block for each piece of a paragraph, each with kind, depth and place of ``form``. ``label``: a doubt."""
    for piece, words in enumerate(paragraph.pieces):
        text = words.whole()
        stripped = text.strip()
        if not stripped:
            continue
        lead = len(text) - len(text.lstrip())
        start = draft.builder.next_start
        draft.builder.add(form.kind, stripped)
        draft.blocks.append(replace(form, start=start, end=start + len(stripped)))
        draft.places += words.uncertain(lead, len(stripped), start)
        if label:
            draft.places.append(Uncertain(start=start, end=start, reason=label))
            label = ""
        for href, at, first, last in paragraph.links:
            a, b = (min(max(place - lead, 0), len(stripped)) for place in (first, last))
            if at == piece and (a < b or (a == b and href.startswith("#"))):
                draft.links.append(Link(href=href, text=stripped[a:b], start=start + a, end=start + b))


def _note_name(name: str, element: Any) -> str:
    """Return the address of a note, from its mark or from itself."""
    return f"#{name.removesuffix('reference')}{attribute(element, 'id')}"


def _joined_to(paragraph: Any) -> Any:
    """Return the paragraph that goes on with this one, whose mark is deleted (or moved away), or None."""
    properties = next((child for child in paragraph if local(child) == "ppr"), None)
    form = next((child for child in properties if local(child) == "rpr"), None) if properties is not None else None
    if form is None or not any(local(child) in ("del", "movefrom") for child in form):
        return None
    after = next((one for one in paragraph.itersiblings() if local(one) in ("p", "tbl", "sectpr")), None)
    return after if after is not None and local(after) == "p" else None


def _is_separator(paragraph: Any) -> bool:
    """Word keeps the rule above notes as a note of its own."""
    parent = paragraph.getparent()
    if parent is None or local(parent) not in ("footnote", "endnote"):
        return False
    return attribute(parent, "type") not in ("", "normal")


def _is_left_out(paragraph: Any, told: dict[Any, Any]) -> bool:
    """True if it is in the copy of a text box that Word doesn't take, or in a deleted row of a table."""
    return any(
        _is_other_choice(parent, told) or (local(parent) in ("tr", "tc") and _is_deleted_part(parent, told))
        for parent in paragraph.iterancestors()
    )


def _is_deleted_part(part: Any, told: dict[Any, Any]) -> bool:
    """True if a row or a cell of a table is deleted."""
    key = ("deleted", part)
    if key not in told:
        forms = (child for child in part if local(child) in ("trpr", "tcpr"))
        told[key] = any(local(change) in ("del", "celldel") for form in forms for change in form)
    return bool(told[key])


def _collect(paragraph: Any, targets: dict[str, str], draft: Draft, fields: Fields, out: _Paragraph) -> None:
    """Add the paragraph's words, without those of paragraphs inside it (text boxes), which come by themselves."""
    look, doubt = draft.looks.paragraph(paragraph)
    top = _Context(look, _own_doubt(paragraph, doubt, draft.told))
    waiting: list[tuple[Any, _Context]] = [(child, top) for child in reversed(paragraph)]
    while waiting:
        element, context = waiting.pop()
        name = local(element)
        if name == "deltext" and context.deleted:
            out.pieces[-1].leave_out("".join(element.itertext()), DELETED)
        elif name == "deltext":  # deleted, and not inside what is deleted: programs differ
            out.pieces[-1].gap(STRANGE)
        elif name in _LEFT_OUT or name == "p" or not name or _is_other_choice(element, draft.told):
            continue
        elif name in _NOTE_MARKS and not (context.deleted or context.look.unseen()):
            end = out.pieces[-1].length
            out.links.append((_note_name(name, element), len(out.pieces) - 1, end, end))
        elif name in ("pict", "drawing", "object", "ruby"):
            if not context.look.unseen() and (name == "ruby" or is_between(element)):
                out.pieces[-1].gap(BETWEEN)
            if name == "ruby":
                waiting.extend((child, context) for child in reversed(element))
        elif name in ("t", "sym") or name in _SIGNS:
            words = "".join(element.itertext()) if name == "t" else _SIGNS.get(name) or _symbol(element)
            doubt = context.doubt or fields.doubt() or (BLANKS if name == "t" and _loses_blanks(element, words) else "")
            _say(out, words, replace(context, look=fields.look_inside(context.look), doubt=doubt))
        elif name in ("br", "cr"):
            if not context.deleted:
                out.pieces.append(Marked(draft.tally))
        elif name == "instrtext":
            fields.add_code("".join(element.itertext()))
        elif name == "fldchar":
            dirty = attribute(element, "dirty").lower() in ("1", "true", "on")
            fields.mark(attribute(element, "fldCharType"), out.pieces[-1], dirty=dirty)
        elif not len(element) and name not in _NOTHING and name not in _SHOWN and not name.endswith(_RANGE):
            out.pieces[-1].gap(STRANGE)
        else:
            context = _inside(element, name, targets, draft.looks, context, out)
            waiting.extend((child, context) for child in reversed(element))


def _inside(
    element: Any, name: str, targets: dict[str, str], looks: Looks, context: _Context, out: _Paragraph
) -> _Context:
    """Return what holds inside an element."""
    if name == "r":
        look, doubt = looks.run(element, context.look)
        return replace(context, look=look, doubt=doubt or context.doubt)
    if name in _DELETED:
        return replace(context, deleted=True, look=replace(context.look, deleted=True))
    if name == "hyperlink":
        href = next((targets[element.get(key)] for key in _R_ID if element.get(key) in targets), context.href)
        return replace(context, href=href)
    if name == "bdo" or (name == "dir" and attribute(element, "val") == "rtl"):
        return replace(context, doubt=TURNED)
    if name == "fldsimple" and not Fields.shows(attribute(element, "instr")):
        return replace(context, look=replace(context.look, hidden=True))
    if name == "fldsimple" and not Fields.keeps(attribute(element, "instr")):
        return replace(context, doubt=MADE_ANEW)
    if name == "sdt" and (doubt := _control_doubt(element)):
        return replace(context, doubt=doubt)
    if name == "omath":
        return replace(context, doubt=FORMULA)
    if name in ("sup", "sub"):
        return replace(context, look=replace(context.look, shift="up" if name == "sup" else "down"))
    if name == "den":
        _say(out, "/", context)
    if name not in _SHOWN and not context.doubt and not _is_formula(element):
        return replace(context, doubt=STRANGE)
    return context


def _is_formula(element: Any) -> bool:
    return str(element.tag).endswith(f"/math}}{str(element.tag).rpartition('}')[2]}")


def _loses_blanks(element: Any, words: str) -> bool:
    """True if blanks at the edges of words don't count by the letter of the format, as nothing says to keep them."""
    return words != words.strip() and element.get(_SPACE) != "preserve" and bool(words.strip())


def _own_doubt(paragraph: Any, doubt: str, told: dict[Any, Any]) -> str:
    """Return a doubt that holds for a whole paragraph: it is in a placeholder, in a cell that another covers, or in an
    element that Word doesn't know.
    """
    for container in paragraph.iterancestors():
        key = ("doubt", container)
        if key not in told:
            told[key] = _container_doubt(container)
        if told[key]:
            return str(told[key])
    return doubt


def _container_doubt(container: Any) -> str:
    name = local(container)
    if name == "sdt":
        return _control_doubt(container)
    if name == "tc" and any(_is_covered(one) for form in container if local(form) == "tcpr" for one in form):
        return MERGED
    return STRANGE if name.endswith(FOREIGN) else ""


def _is_covered(form: Any) -> bool:
    """True if a cell's property says that it goes on with the cell above or before it, whose words alone are shown."""
    return local(form) in ("vmerge", "hmerge") and attribute(form, "val") != "restart"


def _control_doubt(control: Any) -> str:
    """Return why the words of a content control are in doubt: they stand in for others, or come from elsewhere."""
    for properties in control:
        for property_ in properties if local(properties) == "sdtpr" else ():
            if local(property_) == "showingplchdr" and is_on(property_):
                return PLACEHOLDER
            if local(property_) == "databinding":
                return BOUND
    return ""


def _is_other_choice(element: Any, told: dict[Any, Any]) -> bool:
    """True if it is one of two forms of a thing, and not the one that Word takes: the first that it knows."""
    name = local(element)
    if name not in ("choice", "fallback"):
        return False
    parent = element.getparent()
    if parent is None:
        return name == "choice"
    key = ("choice", parent)
    if key not in told:
        told[key] = next((one for one in parent if local(one) == "choice" and _is_known(one)), None)
    return element is not told[key] if told[key] is not None else name == "choice"


def _is_known(choice: Any) -> bool:
    wanted = [choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()]
    return bool(wanted) and all(space.startswith(_KNOWN_TO_WORD) for space in wanted)


def _symbol(element: Any) -> str:
    """Return the sign that Word names by font and place; U+FFFD where the place means something in that font alone."""
    try:
        place = int(attribute(element, "char"), 16)
    except ValueError:
        return "\ufffd"
    if _PRIVATE <= place < _PRIVATE + 256:
        if attribute(element, "font").lower().startswith(_SYMBOL_FONTS):
            return "\ufffd"
        return bytes([place - _PRIVATE]).decode("cp1252", "replace")
    return chr(place) if 32 <= place < 0xD800 else "\ufffd"


def _say(out: _Paragraph, text: str, context: _Context) -> None:
    """Add words, if they are seen."""
    piece, at = out.pieces[-1], len(out.pieces) - 1
    text = text.replace("\n", " ").replace("\r", " ")
    doubt = doubt_of(context.look, context.doubt)
    why = context.look.unseen()
    if why and not (why == HIDDEN and doubt and not replace(context.look, colour=None).unseen()):
        piece.leave_out(text, why)
        return
    start = piece.length if context.href is not None else 0
    piece.say(text, shift=context.look.shift, doubt=doubt)
    if context.href is None:
        return
    if out.links and out.links[-1][:2] == (context.href, at) and out.links[-1][3] == start:
        out.links[-1] = (context.href, at, out.links[-1][2], piece.length)
    else:
        out.links.append((context.href, at, start, piece.length))

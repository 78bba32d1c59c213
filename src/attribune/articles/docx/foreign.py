"""Elements of a Word document under names of other formats: Word passes over them, or knows them as something else.

``local`` compares names without their space, so such an element would pass for one of Word's: "not" in a ``t`` of any
other space is shown by no program. Here they lose their name, so that they are read as what isn't known.
"""

from __future__ import annotations

from typing import Any

from attribune.articles.docx.styles import STRICT, WORD

_KNOWN = (
    "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:", "http://purl.org/dc/", "http://www.w3.org/",
)  # fmt: skip
_WORD = (WORD, STRICT)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
# Elements that mean something in Word's own space (and some in that of formulas), and nothing in any other.
_OWN = frozenset(
    "body p r t tbl tr tc ppr rpr tblpr trpr tcpr sdt sdtpr sdtcontent ins del movefrom moveto hyperlink smarttag "
    "customxml bdo dir fldsimple fldchar instrtext deltext tab ptab br cr sym nobreakhyphen softhyphen ruby rubybase "
    "rt pict drawing object footnotereference endnotereference vanish webhidden color sz szcs shd highlight strike "
    "dstrike position vertalign spacing rfonts rstyle pstyle w style basedon docdefaults txbxcontent".split()
)
FOREIGN = "foreign"  # how the name of such an element ends


def without_foreign_names(root: Any) -> Any:
    """Return the root of a part, whose elements of other formats have a name that nothing knows."""
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag.startswith(_WORD):
            continue
        space, _, name = tag.rpartition("}")
        if not space[1:].startswith(_KNOWN) or (name.lower() in _OWN and not tag.startswith(_MATH)):
            element.tag = f"{tag}-{FOREIGN}"
    return root

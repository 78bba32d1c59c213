"""Properties of words in a Word document that leave it in doubt what a reader sees of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.omissions import SMALLEST
from attribune.articles.docx.styles import attribute, is_on
from attribune.articles.docx.theme import Theme

SIGNS = "words in a font of signs, whose letters look like other things"
UNKNOWN = "words with a form that isn't known"
TWICE = "words whose form is given twice"
SMALL = "words whose size depends on the script that they are taken for"
FILLED = "letters filled with a colour that isn't known"
# Properties of words that hide nothing, or whose effect is taken into account. Any other leaves a doubt.
_KNOWN = frozenset(
    "b bcs bdr caps color cs dstrike effect em "
    "emboss highlight i ics imprint ins kern lang moveto noproof "
    "omath outline position rfonts rprchange rstyle rtl "
    "shadow shd smallcaps snaptogrid spacing strike sz szcs "
    "u vanish vertalign w webhidden ctrlpr cnfstyle altshd".split()
)
_NEWER = "/2010/wordml"  # in the name space of properties that Word has had since 2010: light, shadows, fills
# What a fill of letters is made of, where it can be judged.
_FILLS = frozenset({"textfill", "nofill", "solidfill", "srgbclr", "schemeclr", "alpha"})


def doubt_of_form(properties: Any, theme: Theme) -> str:
    """Return why properties of words leave it in doubt what is seen, "" where they don't: unknown ones, one that is
    given twice, a font of signs, a fill that can't be judged, a size for other scripts that nobody can read.
    """
    if properties is None:
        return ""
    names = [local(child) for child in properties]
    if names and max(Counter(names).values()) > 1:
        return TWICE
    for child, name in zip(properties, names, strict=True):
        if name == "rfonts":
            if _has_signs(child, properties, theme):
                return SIGNS
        elif name == "szcs":
            size = attribute(child, "val")
            if size.isdecimal() and int(size[:9]) <= 2 * SMALLEST:
                return SMALL
        elif name == "textfill" and any(local(one) not in _FILLS for one in child.iter()):
            return FILLED
        elif name not in _KNOWN and _NEWER not in str(child.tag):
            return UNKNOWN
    return ""


def _has_signs(fonts: Any, properties: Any, theme: Theme) -> bool:
    names = ["ascii", "hAnsi", "asciiTheme", "hAnsiTheme"]
    if any(local(child) in ("cs", "rtl") and is_on(child) for child in properties):
        names += ["cs", "cstheme"]
    return any(theme.has_signs(attribute(fonts, one), themed=one.lower().endswith("theme")) for one in names)

"""What a reader sees of the words in each element of a page, as far as the page itself says it.

The rules of the page's own sheets and ``style`` attributes are matched and put in the order of the cascade. A rule
under a condition that holds on some screens only is tried both ways; words that are shown on some and hidden on others
are uncertain. Elements are judged when they are asked for, each once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.css.boxes import BLOCKS
from attribune.articles.css.declarations import ALL, HINTS, NEVER_SHOWN, Match, hints_of, winners
from attribune.articles.css.generated_content import added, animates, covers
from attribune.articles.css.risk import NOBODY, is_clean, is_risky_rule, is_risky_style
from attribune.articles.css.rules import STRUCK, Key, PageRules
from attribune.articles.css.selectors import Selector
from attribune.articles.css.sheets import UnjudgedError
from attribune.articles.css.values import Declaration, declarations, without_comments
from attribune.articles.css.visibility import Style, styled, verdict

MOST_CONDITIONS = 40  # that hold for one element, tried one by one
# The document types under which browsers keep to the standards; under others the case of classes doesn't count, say.
_STANDARDS = re.compile(r"\A\s*<!doctype html(?:\s*>|\s+system|.*xhtml|.*html 4\.01//)", re.I | re.S)
_SHADOW = frozenset({"shadowrootmode", "shadowroot"})
LINK_BLUE = (0.0, 0.0, 238.0, 1.0)


@dataclass(slots=True)
class Seen:
    """What holds for the words of an element, under each condition. ``before``, ``after``: words that a style adds."""

    styles: dict[str, Style]
    before: str = ""
    after: str = ""
    own_display: str = ""
    alone: bool = False  # it holds for this element only
    moves: bool = False  # the element itself is out of the flow of the text
    names: frozenset[str] | None = frozenset()
    verdict: tuple[str, str] | None = None
    clean: bool = False


_CLEAN = Seen({"": Style()}, verdict=("", ""), clean=True)
_ATTRIBUTES = frozenset({"hidden", "popover", "dir", *HINTS})


def _is_all_clean(seen: Seen) -> bool:
    return seen.clean or all(is_clean(style) for style in seen.styles.values())


class Judge:
    """What is shown of one page's elements. ``reason``: why the page's styles can't be judged, "" where they can."""

    def __init__(self, root: Any) -> None:
        self.reason = ""
        self._quirks = _STANDARDS.search(root.getroottree().docinfo.doctype or "") is None
        self._seen: dict[Any, Seen] = {}
        self._looked: dict[Any, Seen] = {}
        self._alike: dict[Any, tuple[Seen, Seen]] = {}
        self.rules: PageRules | None = None
        # Elements whose words give way to those of a template in them.
        self._hosts = {one.getparent() for one in root.iter("template") if _SHADOW.intersection(one.keys())}
        try:
            self.rules = PageRules(root, self._quirks)
        except UnjudgedError as error:
            self.reason = str(error)

    def look(self, element: Any) -> Seen:
        """What is seen of the words in ``element``. Where nothing risky applies, that of the element around it."""
        looked = self._looked
        above = []
        here = element
        while here is not None and here not in looked:
            above.append(here)
            here = here.getparent()
        seen = looked[here] if here is not None else _CLEAN
        while above:
            here = above.pop()
            if not (seen.clean and not self.reason and self._is_safe(here)):
                seen = self.seen(here)
            looked[here] = seen
        return seen

    def is_off(self, element: Any) -> bool:
        """Whether the page doesn't lay the element out at all (``display: none``), which costs less to tell."""
        tag, off = element.tag, False
        style = element.get("style")
        if style or tag in NEVER_SHOWN or element.get("hidden") is not None:
            off = style is None or is_risky_style(style, self._quirks, True)
        if not off and self.rules is not None and not self.reason:
            key = (tag, element.get("class") or "", element.get("id") or "", tuple(element.keys()))
            off = self._applies(element, self.rules.offs, key)
        return off and bool(self.gone(element))

    def _is_safe(self, element: Any) -> bool:
        if element in self._hosts:
            return False
        names = element.keys()
        tag = element.tag
        classes = identity = ""
        for name in names:
            if name == "class":
                classes = element.get("class")
            elif name == "id":
                identity = element.get("id")
            elif name == "style":
                if is_risky_style(element.get("style"), self._quirks, tag in BLOCKS):
                    return False
            elif name in _ATTRIBUTES:
                return False
        if self.rules is None:
            return False
        return not self._applies(element, self.rules.risks, (tag, classes, identity, tuple(names)))

    def _applies(self, element: Any, of: Callable[[Key], list[Selector]], key: Key) -> bool:
        try:
            selectors = of(key)
            return bool(selectors) and self.rules is not None and self.rules.applies(element, selectors)
        except UnjudgedError as error:
            self.reason = str(error)
            return True

    def seen(self, element: Any) -> Seen:
        """What is seen of the words in ``element``, by all declarations that apply to it and around it."""
        above = []
        here = element
        while here is not None and here not in self._seen:
            above.append(here)
            here = here.getparent()
        seen = self._seen[here] if here is not None else Seen({"": Style()})
        for below in reversed(above):
            seen = self._seen[below] = self._below(seen, below)
        return seen

    def words(self, seen: Seen) -> tuple[str, str]:
        """How words of an element stand: ("", ""), or "hidden" or "doubt" with the reason."""
        if seen.verdict is None:
            seen.verdict = self._judged(seen)
        return seen.verdict

    def _judged(self, seen: Seen) -> tuple[str, str]:
        if self.reason:
            return "doubt", self.reason
        answers = [verdict(style) for style in seen.styles.values()]
        base = answers[0]
        if len(answers) == 1 or all(answer[0] == base[0] for answer in answers):
            return base
        reason = next(reason for kind, reason in answers if kind)
        return "doubt", f"on some screens: {reason}"

    def gone(self, element: Any) -> str:
        """Why nothing in the element is shown on any screen, whatever is said below it; "" where something may be."""
        seen = self.look(element)
        if seen.clean:
            return ""
        styles = seen.styles.values()
        return next(iter(styles)).gone if all(style.gone for style in styles) else ""

    def _below(self, parent: Seen, element: Any) -> Seen:
        names = element.keys()
        tag = element.tag if isinstance(element.tag, str) else ""
        matches: list[Match] = []
        around = parent.names
        if self.rules is not None and not self.reason:
            try:
                matches = self.rules.matches(element, tag, parent.names)
            except UnjudgedError as error:
                self.reason = str(error)
            around = self.rules.names(parent.names, element, tag, names)
        hints = hints_of(element, tag, names)
        if element in self._hosts:
            hints = (*hints, ("shadow-root", "open"))
        inline = declarations(without_comments(element.get("style") or "")) if "style" in names else ()
        if not matches and not inline and not hints and tag not in ("mark", "a") and tag not in STRUCK:
            if around is parent.names and not (parent.before or parent.after or parent.own_display or parent.moves):
                return parent
            return Seen(parent.styles, names=around, verdict=parent.verdict, clean=_is_all_clean(parent))
        if any(match.pseudo for match in matches):
            return self._computed(parent, element, tag, matches, inline, hints, around)
        key = (id(parent), tag, inline, hints, around, *(match.place for match in matches))
        alike = self._alike.get(key)
        if alike is not None and alike[0] is parent:
            return alike[1]
        seen = self._computed(parent, element, tag, matches, inline, hints, around)
        if not seen.alone:
            self._alike[key] = (parent, seen)
        return seen

    def _computed(
        self, parent: Seen, element: Any, tag: str, matches: list[Match], inline: tuple[Declaration, ...],
        hints: tuple[tuple[str, str], ...], around: frozenset[str] | None,
    ) -> Seen:  # fmt: skip
        own = [match for match in matches if not match.pseudo]
        styles: dict[str, Style] = {}
        display = ""
        conditions: list[str] = [""]
        for when in conditions:
            base = parent.styles.get(when) or parent.styles[""]
            declared, variables = winners(own, inline, hints, when, base.variables, self._quirks)
            style = self._style(base, declared, variables, element, tag)
            if self.rules is not None and not self.reason:
                self._spend(len(own) + (len(variables) if variables is not base.variables else 1))
            if not when:
                display = declared.get("display", "")
                styles[when] = style
                conditions += self._conditions(own, parent, tag, is_clean(style))
            elif style != styles[""]:
                styles[when] = style
        if len(conditions) > MOST_CONDITIONS:
            styles[""] = replace(styles[""], doubt="more conditions than can be judged")
        moves = any(style.moved is element for style in styles.values())
        alone = (
            moves
            or tag == "a"
            or any(style.holder is element for style in styles.values())
            or any(
                name in ("float", "flex-direction", "flex-wrap", "flex-flow")
                for match in own
                for name, _, _ in match.declared
            )
        )
        seen = Seen(styles, own_display=display, alone=alone, moves=moves, names=around)
        if len(own) < len(matches):
            self._of_pseudo(seen, element, tag, matches)
        clean = all(is_clean(style) for style in seen.styles.values()) and not (seen.before or seen.after)
        seen.clean = clean and not any(name.startswith("--") for name, _, _ in inline)
        return seen

    def _spend(self, steps: int) -> None:
        try:
            if self.rules is not None:
                self.rules.spend(steps)
        except UnjudgedError as error:
            self.reason = str(error)

    def _conditions(self, own: list[Match], parent: Seen, tag: str, clean: bool) -> list[str]:
        """The conditions to be tried: where words are shown without, those under which something risky applies."""
        block = tag in BLOCKS
        found = {
            match.when
            for match in own
            if match.when
            and not (
                clean
                and not any(name.startswith("--") for name, _, _ in match.declared)
                and not is_risky_rule(match.declared, "", self._quirks, block)
            )
        }
        found |= parent.styles.keys() - {""}
        return [*sorted(found)[:MOST_CONDITIONS], ALL] if found else []

    def _style(
        self, base: Style, declared: dict[str, str], variables: Mapping[str, str], element: Any, tag: str
    ) -> Style:
        if variables is not base.variables:
            base = replace(base, variables=variables)
        block = (
            tag in BLOCKS if "display" not in declared else not declared["display"].startswith(("inline", "contents"))
        )
        style = styled(base, declared, tag, element, block) if declared or tag == "mark" or base.raised else base
        if tag in STRUCK and not style.deleted:
            style = replace(style, deleted=True)
        if tag == "a" and not style.coloured and element.get("href") and "color" not in declared:
            style = replace(style, colour=LINK_BLUE)
        if any(name.startswith("animation") for name in declared) and not style.doubt and self._animates(declared):
            style = replace(style, doubt="an animation")
        return style

    def _animates(self, declared: Mapping[str, str]) -> bool:
        return self.rules is not None and animates(declared, self.rules.frames, self._quirks)

    def _of_pseudo(self, seen: Seen, element: Any, tag: str, matches: list[Match]) -> None:
        base = seen.styles[""]
        for pseudo in {match.pseudo for match in matches if match.pseudo}:
            own = [match for match in matches if match.pseudo == pseudo]
            for when in {"", *(match.when for match in own)}:
                declared, _ = winners(own, (), (), when, base.variables, self._quirks)
                if pseudo.startswith("first"):
                    style = styled(base, declared, "span", NOBODY, True)
                    if verdict(style)[0] and not verdict(base)[0]:
                        self._doubt(seen, f"its {pseudo.replace('-', ' ')}: {verdict(style)[1]}")
                    continue
                content = declared.get("content", "none")
                if content in ("none", "normal"):
                    continue
                style = styled(base, {k: v for k, v in declared.items() if k != "content"}, "span", NOBODY, False)
                if style.doubt and not base.doubt and "quote" in content:
                    self._doubt(seen, style.doubt)
                words = added(content, element, tag)
                if words and verdict(style)[0] != "hidden":
                    setattr(seen, pseudo, words)
                elif style.moved is not None and covers(declared):
                    self._doubt(seen, "a box of the page's style may lie over the words")

    def _doubt(self, seen: Seen, reason: str) -> None:
        seen.styles[""] = replace(seen.styles[""], doubt=seen.styles[""].doubt or reason)

"""What a reader sees of the words in each element of a page, as far as the page itself says it.

The rules of the page's own sheets and ``style`` attributes are matched and put in the order of the cascade. A rule
under a condition that holds on some screens only is tried both ways; words that are shown on some and hidden on others
are uncertain. Elements are judged when they are asked for, each once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.css.boxes import BLOCKS
from attribune.articles.css.declarations import ALL, NEVER_SHOWN, Match, hints_of, winners
from attribune.articles.css.generated_content import Animations, added, covers
from attribune.articles.css.risk import NOBODY, is_clean, is_risky_rule, is_risky_style
from attribune.articles.css.rules import PageRules
from attribune.articles.css.sheets import UnjudgedError
from attribune.articles.css.together import MOST_ALIKE, STRUCK, Path
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
    shared: bool = False  # it holds for every element of one path, on every page with the same sheets


_CLEAN = Seen({"": Style()}, verdict=("", ""), clean=True)


def _is_all_clean(seen: Seen) -> bool:
    return seen.clean or all(is_clean(style) for style in seen.styles.values())


def _asks_content(name: str, value: str) -> bool:
    """True if the effect of a declaration depends on what stands in the element."""
    if name == "float":
        return value != "none"
    if name == "content":
        return "attr(" in value.lower() or "var(" in value.lower()
    return name in ("flex-direction", "flex-wrap", "flex-flow") and ("reverse" in value or "var(" in value)


class Judge:
    """What is shown of one page's elements. ``reason``: why the page's styles can't be judged, "" where they can."""

    def __init__(self, root: Any) -> None:
        self.reason = ""
        self._base = Seen({"": Style()})
        self._quirks = _STANDARDS.search(root.getroottree().docinfo.doctype or "") is None
        self._seen: dict[Any, Seen] = {}
        self._looked: dict[Any, Seen] = {}
        self._depths: dict[Any, int] = {}
        self._alike: dict[Any, tuple[Seen, Seen, int]] = {}
        self.rules: PageRules | None = None
        self._animations: Animations | None = None
        # Elements whose words give way to those of a template in them.
        self._hosts = {one.getparent() for one in root.iter("template") if _SHADOW.intersection(one.keys())}
        try:
            self.rules = PageRules(root, self._quirks)
            together = self.rules.together
            if together.base is None:
                together.base = Seen({"": Style()}, shared=True)
            self._base = together.base
        except UnjudgedError as error:
            self.reason = str(error)

    def depth(self, element: Any) -> int:
        """How many elements stand around an element."""
        depths = self._depths
        above = []
        here = element
        while here is not None and here not in depths:
            above.append(here)
            here = here.getparent()
        depth = depths[here] if here is not None else -1
        while above:
            depth += 1
            depths[above.pop()] = depth
        return depth

    def look(self, element: Any) -> Seen:
        """What is seen of the words in ``element``. Where nothing risky applies, that of the element around it."""
        looked = self._looked
        known = looked.get(element)
        if known is not None:
            return known
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
        """True if the page doesn't lay the element out at all (``display: none``), which costs less to tell."""
        off, rules = False, self.rules
        path = rules.path(element) if rules is not None else None
        if path is None or path.tells:
            style = element.get("style")
            if style or element.tag in NEVER_SHOWN or element.get("hidden") is not None:
                off = style is None or is_risky_style(style, self._quirks, True)
        if not off and rules is not None and path is not None and not self.reason:
            try:
                off = rules.is_off(element, path)
            except UnjudgedError as error:
                self.reason, off = str(error), True
        return off and bool(self.gone(element))

    def _is_safe(self, element: Any) -> bool:
        if self.rules is None or element in self._hosts:
            return False
        path = self.rules.path(element)
        if path.speaks:
            return False
        if path.has_style and is_risky_style(element.get("style"), self._quirks, element.tag in BLOCKS):
            return False
        try:
            return not self.rules.is_risky(element, path)
        except UnjudgedError as error:
            self.reason = str(error)
            return False

    def seen(self, element: Any) -> Seen:
        """What is seen of the words in ``element``, by all declarations that apply to it and around it."""
        above = []
        here = element
        while here is not None and here not in self._seen:
            above.append(here)
            here = here.getparent()
        seen = self._seen[here] if here is not None else self._base
        for below in reversed(above):
            seen = self._seen[below] = self._below(seen, below)
        return seen

    def words(self, seen: Seen) -> tuple[str, str]:
        """How words of an element stand: ("", ""), or "hidden" or "doubt" with the reason."""
        if self.reason:
            return "doubt", self.reason
        if seen.verdict is None:
            seen.verdict = self._judged(seen)
        return seen.verdict

    def _judged(self, seen: Seen) -> tuple[str, str]:
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
        """What is seen of the words in an element; kept for others of its path where that tells it."""
        rules = self.rules
        if rules is None or self.reason:
            return self._found(parent, element, None)
        if element in self._hosts:  # its path doesn't tell that
            return self._found(parent, element, rules.path(element))
        path = rules.path(element)
        try:
            known: Seen | None = rules.seen_before(path, parent)
        except UnjudgedError as error:
            self.reason, known = str(error), None
        if known is not None:
            return known
        before = rules.cost()
        seen = self._found(parent, element, path)
        if not self.reason and self._is_told_by_path(seen, parent, path):
            after = rules.cost()
            path.seen, path.under = (seen, after[0] - before[0], after[1] - before[1]), parent
        return seen

    def _is_told_by_path(self, seen: Seen, parent: Seen, path: Path) -> bool:
        if not seen.shared or not parent.shared or path.key[0] in ("a", "bdo") or path.has_style or path.speaks:
            return False
        return path.matched is not None and not path.matched.left

    def _found(self, parent: Seen, element: Any, path: Path | None) -> Seen:
        names = element.keys()
        tag = element.tag if isinstance(element.tag, str) else ""
        matches: list[Match] = []
        around = parent.names
        if self.rules is not None and not self.reason:
            try:
                matches = self.rules.matches(element, path or self.rules.path(element), parent.names)
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
            return self._same(parent, around)
        known = self._alike_under(parent)
        link = tag == "a" and bool(element.get("href"))
        applies = [(match.when, match.pseudo, match.place) for match in matches]
        alike_by = (id(parent), self.depth(element), tag, link, inline, hints, around, *applies)
        alike = known.get(alike_by)
        if alike is not None and alike[0] is parent:
            self._spend(alike[2])
            return alike[1]
        before = self.rules.steps if self.rules is not None else 0
        seen = self._computed(parent, element, tag, matches, inline, hints, around)
        if not seen.alone:
            seen.shared = known is not self._alike and not self.reason
            known[alike_by] = (parent, seen, self.rules.steps - before if self.rules is not None else 0)
        return seen

    def _alike_under(self, parent: Seen) -> dict[Any, tuple[Seen, Seen, int]]:
        """What is seen of elements alike, of other pages too where what is seen around them is the same there."""
        if self.rules is None or not parent.shared or self.reason:
            return self._alike
        known = self.rules.together.alike
        return known if len(known) < MOST_ALIKE else self._alike

    def _same(self, parent: Seen, around: frozenset[str] | None) -> Seen:
        """What is seen where nothing is declared."""
        known = self._alike_under(parent)
        key = (id(parent), around)
        alike = known.get(key)
        if alike is not None and alike[0] is parent:
            return alike[1]
        seen = Seen(parent.styles, names=around, verdict=parent.verdict, clean=_is_all_clean(parent))
        seen.shared = known is not self._alike and not self.reason
        known[key] = (parent, seen, 0)
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
        depth = self.depth(element)
        moves = any(style.moved == depth for style in styles.values())
        alone = any(_asks_content(name, value) for match in matches for name, value, _ in match.declared) or any(
            _asks_content(name, value) for name, value, _ in inline
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
        style = (
            styled(base, declared, tag, element, block, self.depth(element))
            if declared or tag == "mark" or base.raised
            else base
        )
        if tag in STRUCK and not style.deleted:
            style = replace(style, deleted=True)
        if tag == "a" and not style.coloured and element.get("href") and "color" not in declared:
            style = replace(style, colour=LINK_BLUE)
        if any(name.startswith("animation") for name in declared) and not style.doubt and self._animates(declared):
            style = replace(style, doubt="an animation")
        return style

    def _animates(self, declared: Mapping[str, str]) -> bool:
        if self.rules is None:
            return False
        if self._animations is None:
            self._animations = Animations(self.rules.frames, self._quirks)
        return self._animations.hide(declared)

    def _of_pseudo(self, seen: Seen, element: Any, tag: str, matches: list[Match]) -> None:
        base = seen.styles[""]
        for pseudo in dict.fromkeys(match.pseudo for match in matches if match.pseudo):
            own = [match for match in matches if match.pseudo == pseudo]
            for when in dict.fromkeys(("", *(match.when for match in own))):
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

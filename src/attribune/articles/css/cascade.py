"""Computed styles of a page's elements by the cascade, and which of their words a reader sees.

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
from attribune.articles.css.declarations import ALL, Match, hints_of, in_order, winners
from attribune.articles.css.generated_content import Animations, added_words, covers, lies_over
from attribune.articles.css.risk import NOBODY, is_clean, is_risky_rule, is_risky_style
from attribune.articles.css.rules import PageRules
from attribune.articles.css.sheet_set import ATTRIBUTES, JUDGED_TAGS, MOST_ALIKE, STRUCK, Path
from attribune.articles.css.sheets import UnjudgedError
from attribune.articles.css.values import Declaration, declarations, without_comments
from attribune.articles.css.visibility import Style, styled, verdict

MOST_CONDITIONS = 40  # that hold for one element, tried one by one
# The document types under which browsers keep to the standards; under others the case of classes doesn't count, say.
_STANDARDS = re.compile(r"\A\s*<!doctype html(?:\s*>|\s+system|.*xhtml|.*html 4\.01//)", re.I | re.S)
_SHADOW = frozenset({"shadowrootmode", "shadowroot"})
LINK_BLUE = (0.0, 0.0, 238.0, 1.0)


@dataclass(slots=True)
class ComputedStyles:
    """The styles of an element's words under each condition. ``before``, ``after``: words that a style adds."""

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


_CLEAN = ComputedStyles({"": Style()}, verdict=("", ""), clean=True)


def _is_all_clean(computed: ComputedStyles) -> bool:
    return computed.clean or all(is_clean(style) for style in computed.styles.values())


def _asks_content(name: str, value: str) -> bool:
    """True if the effect of a declaration depends on what stands in the element."""
    if name == "float":
        return value != "none"
    if name == "content":
        return "attr(" in value.lower() or "var(" in value.lower()
    return name in ("flex-direction", "flex-wrap", "flex-flow") and ("reverse" in value or "var(" in value)


class Judge:
    """Computes what is shown of one page's elements. ``reason``: why its styles can't be judged, "" where they can."""

    def __init__(self, root: Any) -> None:
        self.reason = ""
        self._base = ComputedStyles({"": Style()})
        self._quirks = _STANDARDS.search(root.getroottree().docinfo.doctype or "") is None
        self._computed: dict[Any, ComputedStyles] = {}
        self._looked: dict[Any, ComputedStyles] = {}
        self._depths: dict[Any, int] = {}
        self._alike: dict[Any, tuple[ComputedStyles, ComputedStyles, int]] = {}
        self.rules: PageRules | None = None
        self._animations: Animations | None = None
        # Elements whose words give way to those of a template in them.
        self._hosts = {one.getparent() for one in root.iter("template") if _SHADOW.intersection(one.keys())}
        try:
            self.rules = PageRules(root, self._quirks)
            together = self.rules.sheet_set
            if together.base is None:
                together.base = ComputedStyles({"": Style()}, shared=True)
            self._base = together.base
        except UnjudgedError as error:
            self.reason = str(error)

    def depth(self, element: Any) -> int:
        """Return how many elements stand around an element."""
        depths = self._depths
        above = []
        current = element
        while current is not None and current not in depths:
            above.append(current)
            current = current.getparent()
        depth = depths[current] if current is not None else -1
        while above:
            depth += 1
            depths[above.pop()] = depth
        return depth

    def look(self, element: Any) -> ComputedStyles:
        """Return what is seen of the words in ``element``.

        Where nothing risky applies, that of the element around it.
        """
        looked = self._looked
        cached = looked.get(element)
        if cached is not None:
            return cached
        parent = element.getparent()
        computed = _CLEAN if parent is None else looked.get(parent)
        if computed is None:
            for above in reversed([one for one in element.iterancestors() if one not in looked]):
                computed = self.look(above)
        assert computed is not None
        if not computed.clean or self.reason or not self._is_safe(element):
            computed = self.computed(element)
        looked[element] = computed
        return computed

    def _is_safe(self, element: Any) -> bool:
        """True if an element in clean surroundings leaves them clean."""
        rules = self.rules
        if rules is None or (self._hosts and element in self._hosts):
            return False
        names = element.keys()
        if names:
            if not ATTRIBUTES.isdisjoint(names):
                return False
            if "style" in names and is_risky_style(element.get("style"), self._quirks, element.tag in BLOCKS):
                return False
        if not rules.sheet_set.sheets:
            return element.tag not in JUDGED_TAGS
        try:
            return not rules.is_risky(element, rules.path(element))
        except UnjudgedError as error:
            self.reason = str(error)
            return False

    def computed(self, element: Any) -> ComputedStyles:
        """Return what is seen of the words in ``element``, by all declarations that apply to it and around it."""
        above = []
        current = element
        while current is not None and current not in self._computed:
            above.append(current)
            current = current.getparent()
        computed = self._computed[current] if current is not None else self._base
        for below in reversed(above):
            computed = self._computed[below] = self._compute_child(computed, below)
        return computed

    def words(self, computed: ComputedStyles) -> tuple[str, str]:
        """Return the verdict on an element's words: ("", ""), or "hidden" or "doubt" with the reason."""
        if self.reason:
            return "doubt", self.reason
        if computed.verdict is None:
            computed.verdict = self._judge(computed)
        return computed.verdict

    def _judge(self, computed: ComputedStyles) -> tuple[str, str]:
        answers = [verdict(style) for style in computed.styles.values()]
        base = answers[0]
        if len(answers) == 1 or all(answer[0] == base[0] for answer in answers):
            return base
        reason = next(reason for kind, reason in answers if kind)
        return "doubt", f"on some screens: {reason}"

    def not_rendered(self, element: Any) -> str:
        """Return why nothing in the element is shown on any screen, whatever is said below it.

        "" where something may be.
        """
        computed = self.look(element)
        if computed.clean:
            return ""
        styles = computed.styles.values()
        return next(iter(styles)).not_rendered if all(style.not_rendered for style in styles) else ""

    def _compute_child(self, parent: ComputedStyles, element: Any) -> ComputedStyles:
        """Return what is seen of the words in an element; kept for others of its path where that tells it."""
        rules = self.rules
        if rules is None or self.reason:
            return self._compute_element(parent, element, None)
        if element in self._hosts:  # its path doesn't tell that
            return self._compute_element(parent, element, rules.path(element))
        path = rules.path(element)
        try:
            cached: ComputedStyles | None = rules.cached_styles(element, path, parent)
        except UnjudgedError as error:
            self.reason, cached = str(error), None
        if cached is not None:
            return cached
        before = rules.cost()
        computed = self._compute_element(parent, element, path)
        told = computed.shared and parent.shared and not (path.has_style or path.speaks or path.key[0] == "bdo")
        if told and not self.reason:
            rules.keep_styles(element, path, parent, computed, before)
        return computed

    def _compute_element(self, parent: ComputedStyles, element: Any, path: Path | None) -> ComputedStyles:
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
            return self._inherited(parent, around)
        cache = self._cache_under(parent)
        link = tag == "a" and bool(element.get("href"))
        applies = [(match.when, match.pseudo, match.place) for match in matches]
        alike_by = (id(parent), self.depth(element), tag, link, inline, hints, around, *applies)
        alike = cache.get(alike_by)
        if alike is not None and alike[0] is parent:
            self._spend(alike[2])
            return alike[1]
        before = self.rules.steps if self.rules is not None else 0
        computed = self._apply_declarations(parent, element, tag, matches, inline, hints, around)
        if not computed.alone:
            computed.shared = cache is not self._alike and not self.reason
            cache[alike_by] = (parent, computed, self.rules.steps - before if self.rules is not None else 0)
        return computed

    def _cache_under(self, parent: ComputedStyles) -> dict[Any, tuple[ComputedStyles, ComputedStyles, int]]:
        """Return the cache of styles for elements in ``parent``: shared between pages where the parent's style is."""
        if self.rules is None or not parent.shared or self.reason:
            return self._alike
        cache = self.rules.sheet_set.alike
        return cache if len(cache) < MOST_ALIKE else self._alike

    def _inherited(self, parent: ComputedStyles, around: frozenset[str] | None) -> ComputedStyles:
        """Return what is seen where nothing is declared."""
        cache = self._cache_under(parent)
        key = (id(parent), around)
        alike = cache.get(key)
        if alike is not None and alike[0] is parent:
            return alike[1]
        computed = ComputedStyles(parent.styles, names=around, verdict=parent.verdict, clean=_is_all_clean(parent))
        computed.shared = cache is not self._alike and not self.reason
        cache[key] = (parent, computed, 0)
        return computed

    def _apply_declarations(
        self, parent: ComputedStyles, element: Any, tag: str, matches: list[Match], inline: tuple[Declaration, ...],
        hints: tuple[tuple[str, str], ...], around: frozenset[str] | None,
    ) -> ComputedStyles:  # fmt: skip
        own = [match for match in matches if not match.pseudo]
        styles: dict[str, Style] = {}
        display = ""
        conditions: list[str] = [""]
        ordered, whens = in_order(own, inline), {ALL, *(match.when for match in own)}
        alike: dict[int, tuple[dict[str, str], Mapping[str, str]]] = {}  # under conditions that no rule stands under
        for when in conditions:
            base = parent.styles.get(when) or parent.styles[""]
            known = alike.get(id(base.variables)) if when not in whens else None
            declared, variables = known or winners(ordered, hints, when, base.variables, self._quirks)
            if not when or when not in whens:
                alike[id(base.variables)] = declared, variables
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
        computed = ComputedStyles(styles, own_display=display, alone=alone, moves=moves, names=around)
        if len(own) < len(matches):
            self._of_pseudo(computed, element, tag, matches)
        clean = all(is_clean(style) for style in computed.styles.values()) and not (computed.before or computed.after)
        computed.clean = clean and not any(name.startswith("--") for name, _, _ in inline)
        return computed

    def _spend(self, steps: int) -> None:
        try:
            if self.rules is not None:
                self.rules.spend(steps)
        except UnjudgedError as error:
            self.reason = str(error)

    def _conditions(self, own: list[Match], parent: ComputedStyles, tag: str, clean: bool) -> list[str]:
        """Return the conditions to be tried: where words are shown without, those under which
        something risky applies.
        """
        block = tag in BLOCKS
        conditions = {
            match.when
            for match in own
            if match.when
            and not (
                clean
                and not any(name.startswith("--") for name, _, _ in match.declared)
                and not is_risky_rule(match.declared, "", self._quirks, block)
            )
        }
        conditions |= parent.styles.keys() - {""}
        return [*sorted(conditions)[:MOST_CONDITIONS], ALL] if conditions else []

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
        if declared and not style.doubt and self._animates(declared):
            style = replace(style, doubt="an animation")
        return style

    def _animates(self, declared: Mapping[str, str]) -> bool:
        if self.rules is None or not any(name.startswith("animation") for name in declared):
            return False
        if self._animations is None:
            self._animations = Animations(self.rules.frames, self._quirks)
        return self._animations.hide(declared)

    def _of_pseudo(self, computed: ComputedStyles, element: Any, tag: str, matches: list[Match]) -> None:
        base = computed.styles[""]
        for pseudo in dict.fromkeys(match.pseudo for match in matches if match.pseudo):
            own = [match for match in matches if match.pseudo == pseudo]
            for when in dict.fromkeys(("", *(match.when for match in own))):
                declared, _ = winners(in_order(own, ()), (), when, base.variables, self._quirks)
                if pseudo.startswith("first"):
                    style = styled(base, declared, "span", NOBODY, True)
                    if verdict(style)[0] and not verdict(base)[0]:
                        self._doubt(computed, f"its {pseudo.replace('-', ' ')}: {verdict(style)[1]}")
                    continue
                content = declared.get("content", "none")
                if content in ("none", "normal"):
                    continue
                style = styled(base, {k: v for k, v in declared.items() if k != "content"}, "span", NOBODY, False)
                if style.doubt and not base.doubt and "quote" in content:
                    self._doubt(computed, style.doubt)
                marks = declared.get("quotes", "") if "quote" in content else ""  # what "open-quote" stands for
                words = added_words(f"{content} {marks}", element, tag)
                if words and verdict(style)[0] != "hidden":
                    setattr(computed, pseudo, words)
                elif style.moved is not None and (covers(declared) or lies_over(declared, pseudo)):
                    self._doubt(computed, "a box of the page's style may lie over the words")

    def _doubt(self, computed: ComputedStyles, reason: str) -> None:
        computed.styles[""] = replace(computed.styles[""], doubt=computed.styles[""].doubt or reason)

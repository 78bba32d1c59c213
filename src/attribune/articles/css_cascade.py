"""What a reader sees of the words in each element of a page, as far as the page itself says it.

The rules of the page's own sheets and ``style`` attributes are matched and put in the order of the cascade. A rule
under a condition that holds on some screens only is tried both ways; words that are shown on some and hidden on others
are uncertain. Elements are judged when they are asked for, each once.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from attribune.articles.css_risk import NOBODY, is_clean, is_risky_rule, is_risky_style
from attribune.articles.css_selectors import Matcher, Selector, compile_list, split_list
from attribune.articles.css_sheets import Rule, Sheet, UnjudgedError, sheets_of
from attribune.articles.css_shorthands import written_out
from attribune.articles.css_style import Style, is_harmless, styled, verdict
from attribune.articles.css_values import Declaration, declarations, without_comments

MOST_CONDITIONS = 40  # that hold for one element, tried one by one
KEPT_CSS = 6_000_000  # characters of sheets that are kept for the next pages
MOST_NAMES = 400  # classes and ids around an element that are looked at before its ancestors are
MOST_VARIABLES = 20  # one in another
ALL = "all of them"
UNSURE = "a selector that can't be judged"
_VAR = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)")
_TIME = re.compile(r"(-?[\d.]+)(ms|s)\b")
_SIMPLE = re.compile(r"[\w.#>+~\s-]+")
# What stylesheets put beside words without adding to them: quotation marks, bullets, arrows, signs of icon fonts.
_ORNAMENTS = re.compile(
    r"[\s\u00a0\u200b-\u200d“”„‟\"'‘’‚‛«»‹›•·∙●○◦▪■□▸▶►◀→←↑↓↗⟶❯❮|/\\—–,;:…\ue000-\uf8ff✓✔★☆\ufe0e\ufe0f\u25a0-\u25ff]*"
)  # noqa: E501
_HINTS = {"bgcolor": "background-color", "color": "color", "text": "color", "background": "background-image"}
_STRUCK = frozenset({"del", "s", "strike"})
_CLOSED = {"hidden": "the hidden attribute", "popover": "a popover"}
NEVER_SHOWN = frozenset({"noembed", "noframes", "datalist", "rp", "area", "param"})
Place = tuple[bool, bool, int, tuple[int, int, int], int]  # important, inline, layer, specificity, order


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
_ANY = Selector([], (0, 0, 0))
_ATTRIBUTES = frozenset({"hidden", "popover", "dir", "color", "bgcolor", "background", "text"})


def _is_all_clean(seen: Seen) -> bool:
    return seen.clean or all(is_clean(style) for style in seen.styles.values())


@dataclass(frozen=True, slots=True)
class _Match:
    when: str
    pseudo: str
    place: tuple[int, tuple[int, int, int], int]
    declared: tuple[Declaration, ...]


class _Index:
    """The rules of a sheet by what their selectors ask of the element itself; made as they are asked for, and kept."""

    def __init__(self, sheet: Sheet, quirks: bool) -> None:
        self.sheet = sheet
        self._quirks = quirks
        self._written: dict[str, list[tuple[int, str]]] = {}
        self._ready: dict[str, list[_Candidate]] = {}
        self._risky: dict[tuple[str, bool], list[Selector]] = {}
        self._off: dict[str, list[Selector]] = {}
        for number, rule in enumerate(sheet.rules):
            for selector in split_list(rule.selector):
                for key in _keys(selector):
                    self._written.setdefault(key, []).append((number, selector))

    def of(self, key: str) -> list[_Candidate]:
        """The rules that an element with that tag, class or id may match, and that may touch what is seen of it."""
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = []
            for number, text in self._written.get(key, ()):
                declared = _relevant(self.sheet.rules[number].body)
                if declared:
                    rule = self.sheet.rules[number]
                    ready += [_Candidate(number, rule, one, declared) for one in compile_list(text) if not one.never]
        return ready

    def risks(self, key: str, block: bool) -> list[Selector]:
        """The selectors of those among them that may harm a clean style."""
        risky = self._risky.get((key, block))
        if risky is None:
            risky = self._risky[(key, block)] = [
                one.selector
                for one in self.of(key)
                if is_risky_rule(one.declared, one.selector.pseudo, self._quirks, block)
            ]
        return risky

    def offs(self, key: str) -> list[Selector]:
        """The selectors of those that take an element out of the page (``display: none``)."""
        off = self._off.get(key)
        if off is None:
            off = self._off[key] = [
                one.selector
                for one in self.of(key)
                if not one.selector.pseudo
                and any(name == "display" and (value == "none" or "(" in value) for name, value, _ in one.declared)
            ]
        return off


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    rule: Rule
    selector: Selector
    declared: tuple[Declaration, ...]


class _Kept:
    """The indexed sheets of the last pages: those of one site share them. Bounded by the sheets' length."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], _Index] = OrderedDict()
        self._size = 0

    def of(self, css: str, sheet: Sheet, quirks: bool) -> _Index:
        """The index of a sheet with that text."""
        key = (css, quirks)
        index = self._kept.get(key)
        if index is None:
            index = self._kept[key] = _Index(sheet, quirks)
            self._size += len(css)
            while self._size > KEPT_CSS and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[0][0])
        else:
            self._kept.move_to_end(key)
        return index

    def sheet(self, css: str) -> Sheet | None:
        """The sheet with that text where it is known."""
        index = self._kept.get((css, False)) or self._kept.get((css, True))
        return index.sheet if index is not None else None


_KEPT = threading.local()


def _kept() -> _Kept:
    kept: _Kept | None = getattr(_KEPT, "kept", None)
    if kept is None:
        kept = _KEPT.kept = _Kept()
    return kept


def _keys_of(tag: str, classes: str, identity: str) -> list[str]:
    keys = ["*", tag]
    if classes:
        keys += dict.fromkeys("." + name for name in classes.lower().split())
    if identity:
        keys.append("#" + identity.lower())
    return keys


def _keys(selector: str) -> tuple[str, ...]:
    if _SIMPLE.fullmatch(selector):
        last = re.split(r"[\s>+~]+", selector)[-1]
        tag, hash_sign, name = last.partition("#")
        if hash_sign:
            return ("#" + name.partition(".")[0].lower(),)
        tag, dot, names = last.partition(".")
        return ("." + names.partition(".")[0].lower() if dot else tag.lower() or "*",)
    found = compile_list(selector)
    return tuple(_key(one) for one in found if not one.never)


def _key(selector: Selector) -> str:
    last = selector.parts[0][0]
    if last.id:
        return "#" + last.id.lower()
    return "." + last.classes[0].lower() if last.classes else last.tag or "*"


class Judge:
    """What is shown of one page's elements. ``reason``: why the page's styles can't be judged, "" where they can."""

    def __init__(self, root: Any) -> None:
        self.reason = ""
        self._seen: dict[Any, Seen] = {}
        self._looked: dict[Any, Seen] = {}
        self._risky: dict[tuple[Any, str, str], list[Selector]] = {}
        self._offs: dict[tuple[Any, str, str], list[Selector]] = {}
        self._kept_names: dict[Any, frozenset[str] | None] = {}
        doctype = root.getroottree().docinfo.doctype
        self._quirks = not doctype
        self._matcher = Matcher(self._quirks)
        self._sheets: list[tuple[_Index, int]] = []
        self._frames: dict[str, list[tuple[str, str]]] = {}
        self._layers: dict[str, int] = {}
        self._candidates: dict[tuple[str, str, str], tuple[list[tuple[_Candidate, int]], ...]] = {}
        self._plain: dict[tuple[Any, str, str, str], list[_Match]] = {}
        self._alike: dict[Any, tuple[Seen, Seen]] = {}
        try:
            self._take_in(root)
        except UnjudgedError as error:
            self.reason = str(error)

    def _take_in(self, root: Any) -> None:
        order, kept = 0, _kept()
        for sheet, css in sheets_of(root, kept.sheet):
            if sheet.rules:
                self._sheets.append((kept.of(css, sheet, self._quirks) if css else _Index(sheet, self._quirks), order))
                order += len(sheet.rules)
            self._frames.update(sheet.frames)
            for layer in sheet.layers:
                self._layers.setdefault(layer, len(self._layers))

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
        classes, identity = element.get("class") or "", element.get("id") or ""
        key = (tag, classes, identity)
        rules = self._offs.get(key)
        if rules is None:
            keys = _keys_of(tag, classes, identity)
            rules = self._offs[key] = [one for index, _ in self._sheets for key_ in keys for one in index.offs(key_)]
        style = element.get("style")
        if style or "hidden" in element.keys() or tag in NEVER_SHOWN:
            off = style is None or is_risky_style(style, self._quirks, True)
        return (off or bool(rules and self._applies(element, rules))) and bool(self.gone(element))

    def _is_safe(self, element: Any) -> bool:
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
        risky = self._risky.get((tag, classes, identity))
        if risky is None:
            risky = self._risky[(tag, classes, identity)] = self._risks(element, tag, classes, identity)
        return not risky or not self._applies(element, risky)

    def _risks(self, element: Any, tag: Any, classes: str, identity: str) -> list[Selector]:
        """The selectors of risky rules that elements of a tag, class and id may match; one for tags that are so."""
        if not isinstance(tag, str):
            return []
        if tag in _STRUCK or tag in NEVER_SHOWN or tag in ("dialog", "bdo", "q", "sup", "sub"):
            return [_ANY]
        block = tag in BLOCKS
        keys = _keys_of(tag, classes, identity)
        return [one for index, _ in self._sheets for key in keys for one in index.risks(key, block)]

    def _applies(self, element: Any, risky: list[Selector]) -> bool:
        above = self._above(element.getparent())
        try:
            for selector in risky:
                if selector is _ANY or (
                    (above is None or selector.needs <= above) and self._matcher.matches(element, selector) is not False
                ):
                    return True
            return False
        except UnjudgedError as error:
            self.reason = str(error)
            return True

    def _above(self, element: Any) -> frozenset[str] | None:
        """The tags, classes and ids of an element and those around it; None where they are too many to be kept."""
        path = []
        known = self._kept_names
        while element is not None and element not in known:
            path.append(element)
            element = element.getparent()
        names = known[element] if element is not None else frozenset()
        for below in reversed(path):
            names = known[below] = self._names(names, below, below.tag, below.keys())
        return names

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
        matches: list[_Match] = []
        if self._sheets and not self.reason:
            try:
                matches = self._matches(element, tag, parent.names)
            except UnjudgedError as error:
                self.reason = str(error)
        hints = _hints(element, tag, names)
        inline = declarations(without_comments(element.get("style") or "")) if "style" in names else ()
        around = self._names(parent.names, element, tag, names)
        if not matches and not inline and not hints and tag not in ("mark", "a") and tag not in _STRUCK:
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
        self, parent: Seen, element: Any, tag: str, matches: list[_Match], inline: tuple[Declaration, ...],
        hints: tuple[tuple[str, str], ...], around: frozenset[str] | None,
    ) -> Seen:  # fmt: skip
        own = [match for match in matches if not match.pseudo]
        styles: dict[str, Style] = {}
        display = ""
        conditions: list[str] = [""]
        for when in conditions:
            base = parent.styles.get(when) or parent.styles[""]
            declared, variables = self._winners(own, inline, hints, when, base.variables)
            style = self._style(base, declared, variables, element, tag)
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
        seen.clean = all(is_clean(style) for style in seen.styles.values()) and not (seen.before or seen.after)
        return seen

    def _conditions(self, own: list[_Match], parent: Seen, tag: str, clean: bool) -> list[str]:
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
        if tag in _STRUCK and not style.deleted:
            style = replace(style, deleted=True)
        if tag == "a" and not style.coloured and element.get("href") and "color" not in declared:
            style = replace(style, colour=(0.0, 0.0, 238.0, 1.0))
        if any(name.startswith("animation") for name in declared) and not style.doubt and self._animates(declared):
            style = replace(style, doubt="an animation")
        return style

    def _winners(
        self, own: list[_Match], inline: tuple[Declaration, ...], hints: tuple[tuple[str, str], ...], when: str,
        inherited: Mapping[str, str],
    ) -> tuple[dict[str, str], Mapping[str, str]]:  # fmt: skip
        """The declarations that win under a condition, and the custom properties."""
        placed: list[tuple[Place, str, str]] = []
        for match in own:
            if match.when in ("", when) or when == ALL:
                layer, weight, order = match.place
                for name, value, important in match.declared:
                    placed.append(((important, False, -layer if important else layer, weight, order), name, value))
        for name, value, important in inline:
            placed.append(((important, True, 0, (0, 0, 0), 0), name, value))
        placed.sort(key=lambda one: one[0])
        variables = inherited
        for _, name, value in placed:
            if name.startswith("--"):
                if variables is inherited:
                    variables = dict(inherited)
                variables[name] = value  # type: ignore[index]
        winners = dict(hints)
        for _, name, value in placed:
            if not name.startswith("--"):
                self._declare(winners, name, value, variables)
        return winners, variables

    def _declare(self, winners: dict[str, str], name: str, value: str, variables: Mapping[str, str]) -> None:
        if "var(" in value:
            known = _resolved(value, variables)
            if known is None:
                for one, _ in written_out(name, "inherit", self._quirks):
                    winners.pop(one, None)
                return
            value = known.strip().lower() if name != "content" else known.strip()
        for one, of in written_out(name, value, self._quirks):
            winners[one] = of

    def _matches(self, element: Any, tag: str, around: frozenset[str] | None) -> list[_Match]:
        key = (tag, element.get("class") or "", element.get("id") or "")
        candidates = self._candidates.get(key)
        if candidates is None:
            candidates = self._candidates[key] = self._found(*key)
        matches = []
        plain, own = candidates
        within = (element.getparent(), *key)
        found = self._plain.get(within)
        if found is None:  # elements of one class in one parent match the same rules, but for those of ``own``
            found = self._plain[within] = self._matched(element, plain, around)
        return found + self._matched(element, own, around) if own else found

    def _matched(
        self, element: Any, candidates: list[tuple[_Candidate, int]], around: frozenset[str] | None
    ) -> list[_Match]:
        matches = []
        for one, order in candidates:
            selector = one.selector
            if around is not None and not selector.needs <= around:
                continue
            answer = self._matcher.matches(element, selector)
            if answer is False:
                continue
            rule = one.rule
            layer = self._layers.get(rule.layer, 0) - 1_000_000 if rule.layer is not None else 0
            when = rule.when if answer else f"{rule.when} {UNSURE}"
            matches.append(_Match(when, selector.pseudo, (layer, selector.specificity, order), one.declared))
        return matches

    def _found(self, tag: str, classes: str, identity: str) -> tuple[list[tuple[_Candidate, int]], ...]:
        keys = _keys_of(tag, classes, identity)
        found: tuple[list[tuple[_Candidate, int]], ...] = ([], [])
        for index, first in self._sheets:
            for key in keys:
                for one in index.of(key):
                    found[one.selector.is_own].append((one, first + one.number))
        return found

    def _names(self, around: frozenset[str] | None, element: Any, tag: str, names: list[str]) -> frozenset[str] | None:
        if not self._sheets or around is None:
            return around
        own = {tag}
        if "class" in names:
            own.update("." + name.lower() for name in element.get("class").split())
        if "id" in names:
            own.add("#" + element.get("id").lower())
        if own <= around:
            return around
        return around | own if len(around) < MOST_NAMES else None

    def _animates(self, declared: Mapping[str, str]) -> bool:
        """Whether an animation may keep words from being seen: by its last frame, or by any where it goes on."""
        text = " ".join(value for name, value in declared.items() if name.startswith("animation"))
        names = [
            name for name in self._frames if re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", text.lower())
        ]
        seconds = sum(
            abs(float(number)) / (1000 if unit == "ms" else 1)
            for number, unit in _TIME.findall(text)
            if number.count(".") < 2
        )  # noqa: E501
        ends = (
            "infinite" not in text
            and "reverse" not in text
            and "alternate" not in text
            and "paused" not in text
            and seconds <= 20
        )  # noqa: E501
        for name in names:
            for selector, body in self._frames[name]:
                if ends and not {"to", "100%"} & {one.strip().lower() for one in selector.split(",")}:
                    continue
                declared_there: dict[str, str] = {}
                for one, value, _ in declarations(body):
                    self._declare(declared_there, one, value, {})
                style = styled(Style(), declared_there, "p", NOBODY, True)
                if verdict(style)[0] or style.moved is not None:
                    return True
        return False

    def _of_pseudo(self, seen: Seen, element: Any, tag: str, matches: list[_Match]) -> None:
        base = seen.styles[""]
        for pseudo in {match.pseudo for match in matches if match.pseudo}:
            own = [match for match in matches if match.pseudo == pseudo]
            for when in {"", *(match.when for match in own)}:
                declared, variables = self._winners(own, (), (), when, base.variables)
                if pseudo.startswith("first"):
                    style = styled(base, declared, "span", NOBODY, True)
                    if verdict(style)[0] and not verdict(base)[0]:
                        self._doubt(seen, f"its {pseudo.replace('-', ' ')}: {verdict(style)[1]}")
                    continue
                content = declared.get("content", "none")
                if content in ("none", "normal"):
                    continue
                style = styled(base, {k: v for k, v in declared.items() if k != "content"}, "span", NOBODY, False)
                added = _added(content, element, tag)
                if added and not verdict(style)[0] == "hidden":
                    setattr(seen, pseudo, added)
                elif style.moved is not None and _covers(declared):
                    self._doubt(seen, "a box of the page's style may lie over the words")

    def _doubt(self, seen: Seen, reason: str) -> None:
        seen.styles[""] = replace(seen.styles[""], doubt=seen.styles[""].doubt or reason)


def _hints(element: Any, tag: str, names: list[str]) -> tuple[tuple[str, str], ...]:
    """What attributes and the tag say by themselves, below every rule."""
    found: list[tuple[str, str]] = []
    if tag in NEVER_SHOWN or (tag == "dialog" and "open" not in names):
        found.append(("display", "none"))
    for name in names:
        if name in ("hidden", "popover"):
            found.append(("display", "none"))
        elif name in _HINTS and tag in ("font", "body", "table", "td", "th", "tr", "tbody", "thead", "basefont"):
            value = element.get(name).strip().lower()
            value = "#" + value if re.fullmatch(r"[0-9a-f]{6}", value) else value
            found.append((_HINTS[name], value if name != "background" else f"url({value})"))
        elif name == "dir" and element.get("dir").lower() in ("rtl", "ltr"):
            found.append(("direction", element.get("dir").lower()))
    if tag == "bdo":
        found.append(("unicode-bidi", "bidi-override"))
    return tuple(found)


@lru_cache(maxsize=30_000)
def _relevant(body: str) -> tuple[Declaration, ...]:
    """The declarations of a rule that may touch what is seen."""
    return tuple(one for one in declarations(body) if not is_harmless(one[0]))


def _resolved(value: str, variables: Mapping[str, str], deep: int = 0) -> str | None:
    """The value with its custom properties put in; None where one isn't known."""
    while "var(" in value:
        deep += 1
        found = _VAR.search(value)
        if found is None or deep > MOST_VARIABLES or len(value) > 2_000:
            return None
        known = variables.get(found[1], found[2])
        if known is None:
            return None
        value = value[: found.start()] + known + value[found.end() :]
    return value


def _added(content: str, element: Any, tag: str) -> str:
    """The words that generated content adds, "" for marks and bullets and the numbers of lists and headings."""
    from attribune.articles.css_values import unescape

    content = re.sub(r"""url\((?:"[^"]*"|'[^']*'|[^)"'])*\)""", "", content)  # a picture
    said = "".join(unescape(one[1:-1]) for one in re.findall(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", content, re.S))
    for name in re.findall(r"attr\(\s*([\w-]+)", content):
        said += element.get(name.lower()) or "" if element is not NOBODY else ""
    if "counter" in content and tag not in ("li", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"):
        said += "1"
    return "" if _ORNAMENTS.fullmatch(said) else said[:40]


def _covers(declared: Mapping[str, str]) -> bool:
    """Whether an empty box has a background and is more than a line drawn."""
    from attribune.articles.css_values import colour, length

    known = colour(declared.get("background-color", "transparent"))
    filled = known is None or known[3] > 0.1 or declared.get("background-image", "none") != "none"
    high, wide = (length(declared.get(name, ""), 16.0) for name in ("height", "width"))
    thin = (high is not None and high <= 4) or (wide is not None and wide <= 4)
    small = high is not None and wide is not None and max(high, wide) <= 12
    return filled and not (thin or small or declared.get("z-index", "0").startswith("-"))


BLOCKS: frozenset[str] = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption section article main header footer aside"
    " nav form fieldset table tbody thead tfoot tr td th caption pre address details summary hr center body html hgroup"
    " legend menu search iframe dialog".split()
)

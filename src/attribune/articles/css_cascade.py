"""What a reader sees of the words in each element of a page, as far as the page itself says it.

The rules of the page's own sheets and ``style`` attributes are matched and put in the order of the cascade. A rule
under a condition that holds on some screens only is tried both ways; words that are shown on some and hidden on others
are uncertain. Elements are judged when they are asked for, each once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from attribune.articles.css_selectors import Matcher, Selector, compile_list, split_list
from attribune.articles.css_sheets import Sheet, UnjudgedError, parse, sheets_of, without_comments
from attribune.articles.css_shorthands import written_out
from attribune.articles.css_style import Style, is_harmless, styled, verdict
from attribune.articles.css_values import Declaration, declarations

MOST_CONDITIONS = 40  # that hold for one element, tried one by one
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
    names: frozenset[str] | None = frozenset()
    verdict: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    when: str
    pseudo: str
    place: tuple[int, tuple[int, int, int], int]
    declared: tuple[Declaration, ...]


@lru_cache(maxsize=48)
def _indexed(css: str) -> dict[str, list[tuple[int, str]]]:
    return _index(parse(css))


def _index(sheet: Sheet) -> dict[str, list[tuple[int, str]]]:
    """The numbers of a sheet's rules and their selectors, by what the selector asks of the element itself."""
    index: dict[str, list[tuple[int, str]]] = {}
    for number, rule in enumerate(sheet.rules):
        for selector in split_list(rule.selector):
            for key in _keys(selector):
                index.setdefault(key, []).append((number, selector))
    return index


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
        doctype = root.getroottree().docinfo.doctype
        self._quirks = not doctype
        self._matcher = Matcher(self._quirks)
        self._sheets: list[tuple[Sheet, dict[str, list[tuple[int, str]]], int]] = []
        self._frames: dict[str, list[tuple[str, str]]] = {}
        self._layers: dict[str, int] = {}
        self._candidates: dict[tuple[str, str, str], list[tuple[Sheet, int, Selector, int]]] = {}
        self._styled: dict[Any, Style] = {}
        try:
            self._take_in(root)
        except UnjudgedError as error:
            self.reason = str(error)

    def _take_in(self, root: Any) -> None:
        order = 0
        for sheet, css in sheets_of(root):
            if sheet.rules:
                self._sheets.append((sheet, _indexed(css) if css else _index(sheet), order))
                order += len(sheet.rules)
            self._frames.update(sheet.frames)
            for layer in sheet.layers:
                self._layers.setdefault(layer, len(self._layers))

    def seen(self, element: Any) -> Seen:
        """What is seen of the words in ``element``."""
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
        styles = self.seen(element).styles.values()
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
            if around is parent.names and not (parent.before or parent.after or parent.own_display):
                return parent
            return Seen(parent.styles, names=around, verdict=parent.verdict)
        return self._computed(parent, element, tag, matches, inline, hints, around)

    def _computed(
        self, parent: Seen, element: Any, tag: str, matches: list[_Match], inline: tuple[Declaration, ...],
        hints: tuple[tuple[str, str], ...], around: frozenset[str] | None,
    ) -> Seen:  # fmt: skip
        own = [match for match in matches if not match.pseudo]
        conditions = {match.when for match in own} | parent.styles.keys()
        if len(conditions) > 1:
            conditions.add(ALL)
        too_many = len(conditions) > MOST_CONDITIONS
        styles: dict[str, Style] = {}
        display = ""
        for when in ["", *sorted(conditions - {""})][:MOST_CONDITIONS]:
            base = parent.styles.get(when) or parent.styles[""]
            declared, variables = self._winners(own, inline, hints, when, base.variables)
            style = self._style(base, declared, variables, element, tag)
            if not when:
                display = declared.get("display", "")
            if not when or style != styles[""]:
                styles[when] = style
        if too_many:
            styles[""] = replace(styles[""], doubt="more conditions than can be judged")
        seen = Seen(styles, own_display=display, names=around)
        if len(own) < len(matches):
            self._of_pseudo(seen, element, tag, matches)
        return seen

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
            candidates = self._candidates[key] = self._found(element, *key)
        matches = []
        for sheet, number, selector, order in candidates:
            if around is not None and not selector.needs <= around:
                continue
            answer = self._matcher.matches(element, selector)
            if answer is False:
                continue
            rule = sheet.rules[number]
            layer = self._layers.get(rule.layer, 0) - 1_000_000 if rule.layer is not None else 0
            when = rule.when if answer else f"{rule.when} {UNSURE}"
            matches.append(_Match(when, selector.pseudo, (layer, selector.specificity, order), _relevant(rule.body)))
        return matches

    def _found(self, element: Any, tag: str, classes: str, identity: str) -> list[tuple[Sheet, int, Selector, int]]:
        keys = ["*", tag, *dict.fromkeys("." + name for name in classes.lower().split())]
        if identity:
            keys.append("#" + identity.lower())
        found = []
        for sheet, index, first in self._sheets:
            for key in keys:
                for number, text in index.get(key, ()):
                    if _relevant(sheet.rules[number].body):
                        found += [(sheet, number, one, first + number) for one in compile_list(text) if not one.never]
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
                style = styled(Style(), declared_there, "p", _NOBODY, True)
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
                    style = styled(base, declared, "span", _NOBODY, True)
                    if verdict(style)[0] and not verdict(base)[0]:
                        self._doubt(seen, f"its {pseudo.replace('-', ' ')}: {verdict(style)[1]}")
                    continue
                content = declared.get("content", "none")
                if content in ("none", "normal"):
                    continue
                style = styled(base, {k: v for k, v in declared.items() if k != "content"}, "span", _NOBODY, False)
                added = _added(content, element, tag)
                if added and not verdict(style)[0] == "hidden":
                    setattr(seen, pseudo, added)
                elif style.moved is not None and _covers(declared):
                    self._doubt(seen, "a box of the page's style may lie over the words")

    def _doubt(self, seen: Seen, reason: str) -> None:
        seen.styles[""] = replace(seen.styles[""], doubt=seen.styles[""].doubt or reason)


class _Nobody:
    """Stands for an element that isn't there."""

    text = tail = None
    tag = "span"

    def __getitem__(self, _: Any) -> tuple[()]:
        return ()

    def getparent(self) -> None:
        return None

    def itertext(self) -> tuple[str, ...]:
        return ("    ",)


_NOBODY = _Nobody()


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
        said += element.get(name.lower()) or "" if element is not _NOBODY else ""
    if "counter" in content and tag not in ("li", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"):
        said += "1"
    return "" if _ORNAMENTS.fullmatch(said) else said[:40]


def _covers(declared: Mapping[str, str]) -> bool:
    """Whether an empty box has a background and is more than a line drawn."""
    from attribune.articles.css_values import colour, length

    known = colour(declared.get("background-color", "transparent"))
    filled = known is None or known[3] > 0.1 or declared.get("background-image", "none") != "none"
    sizes = [length(declared.get(name, ""), 16.0) for name in ("height", "width", "max-height", "max-width")]
    return filled and not any(size is not None and size <= 4 for size in sizes)


BLOCKS: frozenset[str] = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption section article main header footer aside"
    " nav form fieldset table tbody thead tfoot tr td th caption pre address details summary hr center body html hgroup"
    " legend menu search iframe dialog".split()
)

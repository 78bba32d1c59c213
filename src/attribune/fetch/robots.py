"""robots.txt as RFC 9309 reads it: the group for us or the one for all, the longest matching rule wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

TOKEN = "attribune"  # what a robots.txt calls us
MOST_BYTES = 512_000  # read of a robots.txt: the RFC asks for at least 500 KiB, and the rest is not read
_AGENT = re.compile(r"[A-Za-z_-]+|\*")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_DELAY = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a robots.txt says to one program. ``delay``: seconds between two requests, where it asks for that."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allow(self, path: str) -> bool:
        """True if ``path`` (with its query, percent-encoded) may be fetched; what no rule names may be."""
        path = _normal(path).replace("*", "%2A").replace("$", "%24")
        best, allowed = -1, True
        for allow, pattern in self.rules:
            length = len(pattern)
            if length >= best and _matches(pattern, path) and (length > best or allow):
                best, allowed = length, allow
        return allowed


ALL = Rules()


def parse(data: bytes, *, token: str = TOKEN) -> Rules:
    """The rules for ``token`` in a robots.txt. Never raises: what isn't understood is passed over."""
    text = data[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    ours: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named = False
    for agents, rules in _groups(text):
        if token.lower() in agents:
            named = True
            ours += rules
        elif "*" in agents:
            others += rules
    return _rules(ours if named else others)


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    agents: set[str] = set()
    rules: list[tuple[str, str]] = []
    begun = False  # whether a rule came after the agents, so that the next agent starts a group
    for line in re.split(r"\r\n|\r|\n", text):
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = name.lower()
        if key not in ("user-agent", "allow", "disallow", "crawl-delay"):
            continue
        if key != "user-agent":
            begun = True
            rules.append((key, value))
            continue
        if begun:
            yield agents, rules
            agents, rules, begun = set(), [], False
        agent = _AGENT.match(value)
        if agent:
            agents.add(agent[0].lower())
    yield agents, rules


def _rules(lines: list[tuple[str, str]]) -> Rules:
    delays = [float(value) for key, value in lines if key == "crawl-delay" and _DELAY.match(value)]
    kept = tuple((key == "allow", _pattern(value)) for key, value in lines if key != "crawl-delay" and value)
    return Rules(rules=kept, delay=max(delays, default=None))


def _pattern(value: str) -> str:
    return _normal(value if value[0] in "/*" else "/" + value)


def _normal(path: str) -> str:
    """One spelling for one path: what needs no escape is plain, the rest upper-case percent-encoded UTF-8."""

    def spelled(match: re.Match[str]) -> str:
        sign = chr(int(match[0][1:], 16))
        return sign if sign in _PLAIN else match[0].upper()

    return quote(_ESCAPE.sub(spelled, path), safe="/%:@!$&'()*+,;=~-._?#[]|")


def _matches(pattern: str, path: str) -> bool:
    """``*`` stands for any signs, ``$`` at the end for the end; in a path both are escaped. In time linear in both."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").replace("$", "%24").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return at == len(path) or not ends
    *middle, last = rest
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at if ends else path.find(last, at) >= 0

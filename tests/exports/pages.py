"""Reading a page back, as a browser would, to see what got into it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Collects the tags and attributes of a page, and the text inside elements of class "text"."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, set[str]]] = []
        self.balanced = True
        self.shown: list[str] = []
        self.feed(page)
        self.close()
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.balanced = False
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        classes = [names for _, names in self.open]
        inside = any("text" in names for names in classes)
        added = any(names & {"ref", "badge", "tip"} for names in classes)
        if inside and not added:
            self.shown.append(data)

    @property
    def text(self) -> str:
        """What the article or draft shows, without the numbers and notes put into it; white space left out."""
        return squeezed("".join(self.shown))

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name]


def squeezed(text: str) -> str:
    """Without white space; Python counts four control characters as such, which a page shows by their pictures."""
    return "".join(character for character in text if not character.isspace() and character not in "␜␝␞␟")


def harmless(page: Page) -> bool:
    """Whether no attribute runs anything, no link leaves plain http(s), and nothing is loaded."""
    events = [
        key for _, attributes in page.tags for key in attributes if key.startswith("on") or key in ("src", "style")
    ]
    links = page.attributes("href")
    return not events and all(link.startswith(("#", "http://", "https://")) for link in links)

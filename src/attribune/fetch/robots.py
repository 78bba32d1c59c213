"""robots.txt as RFC 9309 reads it: the group for us or the one for all, the longest matching rule wins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "attribune"  # what a robots.txt calls us
MOST_BYTES = 512_000  # read of a robots.txt: the RFC asks for at least 500 KiB, and the rest is not read
_VERSION = re.compile(r"(?im)^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]++)/[^\r\n#]*")  # "attribune/1.0" names us, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a robots.txt says to one program. ``delay``: seconds between two requests, where it asks for that."""

    file: Protego | None = None
    token: str = TOKEN
    delay: float | None = None

    def allow(self, path: str) -> bool:
        """True if ``path`` (with its query, percent-encoded) may be fetched; what no rule names may be."""
        return self.file is None or self.file.can_fetch(path, self.token)


ALL = Rules()


def parse(data: bytes, *, token: str = TOKEN) -> Rules:
    """The rules for ``token`` in a robots.txt. Never raises: what isn't understood is passed over."""
    from protego import Protego

    text = data[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    file = Protego.parse(_VERSION.sub(r"\1", text))
    return Rules(file=file, token=token, delay=file.crawl_delay(token))

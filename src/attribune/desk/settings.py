"""What the desk may be asked for, and where it keeps what isn't the corpus's: one object, made by the command line."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from attribune.config.settings import Settings as ProjectSettings
from attribune.errors import UsageError

PACKAGES = ("fastapi", "uvicorn", "python_multipart", "mcp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one request or one desk may take."""

    body: int = 4_000_000  # bytes of any other request: a draft of 2 million characters with its JSON
    draft: int = 25_000_000  # bytes of a draft that is sent as a file: documents hold pictures
    own: int = 5_000_000  # characters of evidence that is sent along with a draft; it is kept with the check
    upload: int = 100_000_000  # bytes of an upload of articles: as much as the largest kind of file that is read
    files: int = 200  # files of an upload
    open: int = 200  # requests at once, those that wait for progress with them; more are refused
    open_each: int = 100  # of these, of one client: a token, or an address where no token is asked for
    body_seconds: float = 30.0  # between two pieces of a request's body
    write_seconds: float = 5.0  # a decision waits for other work of this desk that writes to the corpus
    query_seconds: float = 10.0  # of one query of the record; the slowest search of 100,000 articles takes 1 s
    readers: int = 8  # of the corpus that stay open while nobody asks; each keeps up to 16 MB of pages
    page: int = 200  # hits of a page
    remembered: int = 500  # searches, speakers and counts of a state of the corpus; one takes at most some 100 kB
    large: int = 4  # source audits remembered; one takes up to some 20 MB
    offset: int = 100_000  # hits passed over
    working: int = 2  # jobs and checks that work at once; others wait
    jobs: int = 200  # jobs remembered
    waiting: int = 20  # jobs that wait, and drafts; more are refused
    waiting_each: int = 10  # of these, of one client
    audit: int = 50_000_000  # bytes of the audit log; then it becomes ….1, in the place of an earlier one
    decisions: int = 2_000  # about one check, earlier ones with them
    replayed: int = 1_000  # answers kept for an Idempotency-Key
    checks: int = 1_000  # checks kept in the desk's folder; older ones are deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One desk: its corpus, its own folder, where it listens, and who may ask.

    ``tokens`` is the file of tokens; without it everybody who reaches the address may do everything, which is why
    another address than this machine's own isn't served without one.
    """

    corpus: Path
    folder: Path
    host: str = "127.0.0.1"
    port: int = 8765
    tokens: Path | None = None
    names: tuple[str, ...] = ()  # further host names under which the desk is reached
    secure: bool = False  # reached by HTTPS, through a proxy
    policy: str = "strict"  # the house style of who names none
    tier: str = "auto"  # the net of a check that names none
    project: ProjectSettings = field(default_factory=ProjectSettings)  # its evidence and what it ignores count, too
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Raise UsageError for an address that others reach, where no token is asked for."""
        if self.tokens is None and not (is_own_machine(self.host) and all(map(is_own_machine, self.names))):
            raise UsageError(
                "others than you can reach this address, so a token is needed: attribune serve --new-token NAME "
                "--token-file FILE makes one, and --token-file FILE asks for it",
                concerns=next(name for name in (self.host, *self.names) if not is_own_machine(name)),
            )

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that a request may ask for; others are somebody's page that points here (DNS rebinding)."""
        own = {"127.0.0.1", "localhost", "::1"} if is_own_machine(self.host) or is_any(self.host) else set()
        return frozenset(name.lower() for name in (self.host, *self.names, *own) if not is_any(name))


def is_own_machine(host: str) -> bool:
    """True if only programs of this machine reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_any(host: str) -> bool:
    """True for the address that means all addresses of the machine."""
    return host in ("0.0.0.0", "::", "")


def default_folder(corpus: str | Path) -> Path:
    """Return the folder beside a corpus in which its desk keeps checks of drafts and its audit log."""
    path = Path(corpus).absolute()
    return path.with_name(path.name + ".desk")


def require_packages() -> None:
    """Raise UsageError where what serves pages isn't installed."""
    from importlib.util import find_spec

    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        names = ", ".join(name.replace("_", "-") for name in missing)
        raise UsageError(f"the desk needs {names}: pip install 'attribune[desk]'")
